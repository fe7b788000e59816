/// The ways to try next, as the desk sees them.
struct ReachParts {
    let frame: Frame

    /// In their order, each with why.
    func list(_ steps: [ReachStep]) -> HTML {
        guard !steps.isEmpty else { return "" }
        let rows = steps.map { step -> HTML in
            let why = step.why.map { frame(ReachWords.why($0)) }.joined(separator: " · ")
            return "<li>\(frame(ReachWords.row(step.channel, step.contact))) <small>\(why)</small></li>"
        }
        return """
            <h3>\(frame(ReachWords.next))</h3><ol>\(rows)</ol><p class="small">\(frame(ReachWords.choose))</p>
            """
    }

    /// What can be chosen: what is proposed in its order, then what nobody left an address for.
    func choices(_ steps: [ReachStep]) -> [(String, String)] {
        var ways = steps.map { ReachRules.Key(channel: $0.channel, contact: $0.contact) }
        for channel in [ReachStep.Channel.phone, .sms, .wechat, .email] {
            let way = ReachRules.Key(channel: channel, contact: 0)
            if !ways.contains(way) { ways.append(way) }
        }
        return ways.map {
            (ReachWords.code($0.channel, $0.contact), frame(ReachWords.row($0.channel, $0.contact)))
        }
    }
}

/// The same for programs.
struct ReachView: View {
    let steps: [ReachStep]
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.name("next")
            json.array(steps) { json, step in
                json.object { json in
                    json.field("channel", step.channel.rawValue)
                    json.field("contact", step.contact + 1)
                    json.field("name", ReachWords.name(step.channel, step.contact)(language))
                    json.field("why", step.why.map(ReachWords.code))
                    json.field("words", step.why.map { ReachWords.why($0)(language) })
                }
            }
        }
    }

    static let schema = Schema(
        name: "ReachNext",
        definition: """
            {"type":"object","required":["next"],"properties":{"next":{"type":"array","items":{"type":"object",\
            "required":["channel","contact","name","why"],"properties":{"channel":{"type":"string"},\
            "contact":{"type":"integer"},"name":{"type":"string"},"why":{"type":"array","items":{"type":"string"}},\
            "words":{"type":"array","items":{"type":"string"}}}}}}}
            """)
}

extension NeedAPI {
    var reachEndpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/api/v1/networks/{slug}/needs/{id}/reach", .logCall, .api,
                "By which way to try to reach the requester next, and why", gives: ReachView.schema
            ) { ask in
                let file = try await acts.file(
                    try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
                try Policy.require(.logCall, ask.viewer, ties: file.ties)
                return .json(ReachView(steps: file.reachSteps, language: ask.language))
            }
        ]
    }
}
