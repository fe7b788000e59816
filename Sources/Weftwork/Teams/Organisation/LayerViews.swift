internal import Database

/// The organisation for programs.
struct LayerViews: View {
    let reading: LayerReading
    let slug: String
    let viewer: Viewer

    /// Where what is lacking can be mended, within the network; nothing where this reader can do nothing about it.
    static func path(of hole: LayerHole, for viewer: Viewer) -> String? {
        let isMember = viewer.member != nil
        return switch hole {
        case .nobodySays: isMember ? "/doings" : nil
        case .jam(let jam): PipelineViews.path(of: jam.stage)
        case .noOffer: isMember ? "/offer" : nil
        case .noTransport: isMember ? "/doings" : nil
        case .emptyRole(_, let team): "/teams/\(team.id)"
        case .noTrainer: nil
        case .shift: isMember ? "/roster" : nil
        case .noMechanism: Policy.allows(.draftMechanism, viewer) ? "/mechanism/edit" : nil
        case .alone: nil
        }
    }

    /// The way on from a layer.
    static func path(of layer: Layer, for viewer: Viewer) -> String? {
        switch layer {
        case .actors: viewer.member != nil ? "/doings" : nil
        case .pipelines: Policy.allows(.seePipelines, viewer) ? "/pipelines" : nil
        case .resources: "/offers"
        case .support: "/teams"
        case .stewards: "/mechanism"
        }
    }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("at", moment: reading.at)
            json.field("layers", Layer.allCases.map { LayerView(layer: $0, all: self) })
        }
    }

    private struct LayerView: View {
        let layer: Layer
        let all: LayerViews

        func write(to json: inout JSON) {
            let language = all.viewer.language
            json.object { json in
                json.field("layer", layer.rawValue)
                json.field("name", layer.name)
                json.field("title", LayerWords.name(of: layer)(language))
                json.field("serves", layer.serves?.rawValue)
                json.name("counts")
                json.object { json in
                    for fact in LayerFact.allCases where fact.layer == layer {
                        guard let count = all.reading.counts[fact] else { continue }
                        json.name(dynamic: fact.rawValue)
                        json.raw(String(count))
                    }
                }
                json.field("holes", all.reading.holes.filter { $0.layer == layer }.map { HoleView(hole: $0, all: all) })
                json.field(
                    "items",
                    (all.reading.items[layer] ?? []).map { ItemView(item: $0, slug: all.slug, language: language) })
            }
        }
    }

    private struct HoleView: View {
        let hole: LayerHole
        let all: LayerViews

        func write(to json: inout JSON) {
            json.object {
                $0.field("words", LayerWords.words(hole)(all.viewer.language))
                $0.field("at", LayerViews.path(of: hole, for: all.viewer).map { "/n/\(all.slug)\($0)" })
            }
        }
    }

    private struct ItemView: View {
        let item: LayerItem
        let slug: String
        let language: Language

        func write(to json: inout JSON) {
            json.object {
                $0.field("name", item.name(language))
                $0.field("detail", item.detail?(language))
                $0.field("at", "/n/\(slug)\(item.path)")
            }
        }
    }
}

/// What the organisation and its single actors are read and written as, for the API's document.
enum LayerSchemas {
    static let organisation = Schema(
        name: "GrownOrganisation",
        definition: """
            {"type":"object","required":["at","layers"],"properties":{"at":{"type":"string"},"layers":{"type":"array",\
            "items":{"type":"object","required":["layer","counts","holes","items"],"properties":{"layer":{"type":"integer"},\
            "name":{"type":"string"},"title":{"type":"string"},"serves":{"type":["integer","null"]},\
            "counts":{"type":"object"},"holes":{"type":"array","items":{"type":"object"}},\
            "items":{"type":"array","items":{"type":"object"}}}}}}}
            """)
    static let doings = TeamSchemas.list("DoingList")
    static let doing = Schema(
        name: "Doing",
        definition: """
            {"type":"object","properties":{"id":{"type":"string"},"what":{"type":"string"},"category":{"type":"string"},\
            "area":{"type":"array","items":{"type":"string"}},"until":{"type":"string"},"hands":{"type":"integer"},\
            "name":{"type":"string"},"member":{"type":"string"}}}
            """)
    static let doingToPost = Schema(
        name: "DoingToPost",
        definition: """
            {"type":"object","required":["what"],"properties":{"what":{"type":"string"},"category":{"type":"string"},\
            "area":{"type":"string"},"until":{"type":"string"},"organisation":{"type":"string"}}}
            """)
    static let doingAction = Schema(
        name: "DoingAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["renew","end","help","helpNot"]},\
            "until":{"type":"string"},"reason":{"type":"string"}}}
            """)
}
