internal import Database

/// Both pipelines for programs.
struct PipelineViews: View {
    let pipelines: Pipelines
    let slug: String
    let language: Language

    /// Where what could be done next is done, within the network.
    static func path(of stage: PipelineStage) -> String {
        switch stage {
        case .collected: "/triage"
        case .reviewed: "/queue"
        case .released: "/needs?state=verified"
        case .carriedOut: "/needs?progress=open"
        case .called: "/welcomes"
        case .trained: "/roster"
        case .onShift: "/needs"
        case .active: "/members"
        }
    }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("at", moment: pipelines.at)
            write("needs", pipelines.needs, pipelines.needJam, to: &json)
            write("volunteers", pipelines.volunteers, pipelines.volunteerJam, to: &json)
        }
    }

    private func write(_ name: StaticString, _ stages: [StageReading], _ jam: Jam?, to json: inout JSON) {
        json.name(name)
        json.object { json in
            json.field("stages", stages)
            json.name("jam")
            guard let jam else { return json.raw("null") }
            json.object { json in
                json.field("stage", jam.stage.rawValue)
                json.field("strain", jam.strain)
                json.field("words", PipelineWords.jam(jam)(language))
                json.field("next", PipelineWords.next(jam.stage)(language))
                json.field("at", "/n/\(slug)\(PipelineViews.path(of: jam.stage))")
            }
        }
    }
}

extension StageReading: View {
    func write(to json: inout JSON) {
        func minutes(_ span: Int64?) -> Int? { span.map { Int($0 / Time.minute) } }
        json.object { json in
            json.field("stage", stage.rawValue)
            json.field("count", count)
            json.field("late", late)
            json.field("latePercent", lateShare)
            json.field("usualMinutes", minutes(usual))
            json.field("waitMedianMinutes", minutes(wait?.median))
            json.field("waitMostMinutes", minutes(wait?.most))
            json.field("passed", passed)
            json.field("tookMedianMinutes", minutes(waited?.median))
            json.field("tookMostMinutes", minutes(waited?.most))
        }
    }
}

extension Schemas {
    private static let stages = """
        {"type":"object","required":["stages","jam"],"properties":{"stages":{"type":"array","items":{"type":"object",\
        "properties":{"stage":{"type":"string"},"count":{"type":"integer"},"late":{"type":"integer"}}}},\
        "jam":{"type":["object","null"]}}}
        """
    static let pipelines = Schema(
        name: "Pipelines",
        definition: """
            {"type":"object","required":["at","needs","volunteers"],"properties":{"at":{"type":"string"},"needs":\(stages),\
            "volunteers":\(stages)}}
            """)
}
