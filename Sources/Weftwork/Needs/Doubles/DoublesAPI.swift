internal import Database

/// What may be the same need, for programs of the desk.
extension NeedAPI {
    var doubleEndpoints: [Endpoint] {
        let need = "/api/v1/networks/{slug}/needs/{id}"
        return [
            Endpoint(
                .get, "\(need)/doubles", .seeQueue, .api, "What may be the same need, likeliest first, and why",
                gives: DoubleSchemas.list
            ) { ask in
                let network = try ask.requireNetwork().id, id = try ask.id("id")
                guard let need = try await acts.database.read({ db in try db.need(id, in: network) }) else {
                    throw Refusal.notFound
                }
                let views = try await acts.duplicates(of: need).map { DoubleView(candidate: $0) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(need)/distinct", .dismissDuplicate, .api, "Say that another need is not the same",
                accepts: DoubleSchemas.other
            ) { ask in
                let id = try ask.id("id")
                guard let other = try ask.decoded(OtherBody.self).other.flatMap({ ID($0) }) else {
                    throw Refusal.invalid("other", NeedWords.mergeUnknown)
                }
                try await acts.dismissDuplicate(id, of: other, by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(DoneView(id: id))
            },
        ]
    }
}

private struct OtherBody: Decodable {
    let other: String?
}

/// A need that may be the same, as the desk sees it.
struct DoubleView: View {
    let candidate: DuplicateCandidate

    func write(to json: inout JSON) {
        json.object { json in
            json.field("need", candidate.need.id)
            json.field("title", candidate.need.title)
            json.field("state", candidate.need.state.rawValue)
            json.field("score", number: candidate.score)
            json.field("reasons", candidate.reasons.map(\.rawValue))
        }
    }
}

enum DoubleSchemas {
    static let double = Schema(
        name: "Double",
        definition: """
            {"type":"object","required":["need","title","state","score","reasons"],"properties":{"need":{"type":"string"},\
            "title":{"type":"string"},"state":{"type":"string"},"score":{"type":"number"},\
            "reasons":{"type":"array","items":{"type":"string"}}}}
            """)
    static let list = Schema(
        name: "Doubles",
        definition: """
            {"type":"object","required":["items","total"],"properties":{"items":{"type":"array","items":\(double.definition)},\
            "total":{"type":"integer"}}}
            """)
    static let other = Schema(
        name: "OtherNeed",
        definition: """
            {"type":"object","required":["other"],"properties":{"other":{"type":"string"}}}
            """)
}
