internal import Database

/// The doors to the page on which a network finds what it agrees on.
struct AlignRoutes: Sendable {
    let parts: AlignParts
    let frames: Frames

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}/align", .seeAlign, .page) { ask in
                let network = try ask.requireNetwork()
                let (lines, kind) = try await parts.lines(for: ask.viewer, in: network.id)
                return .page(AlignPages(frame: frames(ask), network: network).page(lines, kind: kind))
            },
            Endpoint(
                .get, "/api/v1/networks/{slug}/align", .seeAlign, .api,
                "What the network agrees on: its parts, how each stands, what waits there for the caller",
                gives: AlignViews.schema
            ) { ask in
                let network = try ask.requireNetwork()
                let lines = try await parts.lines(for: ask.viewer, in: network.id).lines
                return .json(AlignViews(lines: lines, slug: network.slug, language: ask.language))
            },
        ]
    }
}

/// The same for programs.
struct AlignViews: View {
    let lines: [AlignLine]
    let slug: String
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.name("items")
            json.array(lines) { json, line in
                json.object {
                    $0.field("part", line.place.rawValue)
                    $0.field("name", AlignWords.name(of: line.place)(language))
                    $0.field("state", line.state?(language))
                    $0.field("waits", line.waits?(language))
                    $0.field("at", "/n/\(slug)\(line.path)")
                }
            }
        }
    }

    static let schema = Schema(
        name: "Align",
        definition: """
            {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object",\
            "required":["part","name","state","waits","at"],"properties":{"part":{"type":"string"},\
            "name":{"type":"string"},"state":{"type":["string","null"]},"waits":{"type":["string","null"]},\
            "at":{"type":"string"}}}}}}
            """)
}
