internal import Database
internal import Engine

/// Triage for programs: what waits for its first answer, and what is decided of it.
extension NeedAPI {
    var triageEndpoints: [Endpoint] {
        let root = "/api/v1/networks/{slug}/triage"
        return [
            Endpoint(
                .get, root, .seeQueue, .api,
                "What waits for its first answer, the most urgent first; apart from it what looks made by a machine",
                gives: TriageSchemas.triage, queries: [.text("cursor")]
            ) { ask in
                var cursor: TriageCursor?
                if let text = ask.query.text("cursor") {
                    guard let read = TriageCursor(text) else {
                        throw Refusal.invalid("cursor", ListingWords.badCursor)
                    }
                    cursor = read
                }
                return .json(
                    TriageView(reading: try await acts.triage(of: try ask.requireNetwork().id, after: cursor)))
            },
            Endpoint(
                .post, "\(root)/actions", .acknowledge, .api,
                "Decide about up to a hundred needs, or about all of a cluster: each as if it were decided by itself",
                accepts: TriageSchemas.decision, gives: TriageSchemas.report
            ) { ask in
                let draft = try ask.decoded(TriageBody.self).draft()
                let report = try await acts.triage(draft, by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(TriageReportView(report: report, language: ask.language))
            },
            Endpoint(
                .post, "\(root)/undo", .undo, .api,
                "Take back what I have just decided about a cluster, as far as each can still be taken back",
                accepts: TriageSchemas.cluster, gives: TriageSchemas.report
            ) { ask in
                guard let pick = try ask.decoded(TriageBody.self).pick() else {
                    throw Refusal.invalid("cluster", SiteWords.missing)
                }
                let report = try await acts.undo(pick, by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(TriageReportView(report: report, language: ask.language))
            },
        ]
    }
}

/// A decision to post.
private struct TriageBody: Decodable {
    let action: String?
    let needs: [String]?
    let cluster: String?
    let note: String?
    let reason: String?
    let urgency: String?
    let into: String?

    private static let words = ["acknowledge", "assess", "merge", "refuse", "clear"]
    /// What may be decided about a whole cluster.
    private static let ofClusters = ["refuse", "clear"]

    func draft() throws(Refusal) -> TriageDraft {
        let pick = try pick(), words = pick == nil ? TriageBody.words : TriageBody.ofClusters
        guard let action, words.contains(action) else {
            throw .invalid("action", SiteWords.badChoice(words, action))
        }
        return TriageDraft(
            needs: pick == nil ? try chosen() : [], cluster: pick, decision: try decision(action))
    }

    private func decision(_ action: String) throws(Refusal) -> TriageDraft.Decision {
        switch action {
        case "acknowledge": return .acknowledge(note: note ?? "")
        case "refuse": return .refuseFlood(reason: reason ?? "")
        case "clear": return .clearFlood
        case "merge":
            guard let other = into.flatMap({ ID($0) }) else { throw .invalid("into", NeedWords.mergeUnknown) }
            return .merge(into: other)
        default:
            guard let urgency = urgency.flatMap({ Need.Urgency(name: $0) }) else {
                throw .invalid("urgency", SiteWords.badChoice(Need.Urgency.allCases.map(\.name), urgency))
            }
            return .assess(urgency, reason: reason ?? "")
        }
    }

    private func chosen() throws(Refusal) -> [ID] {
        let texts = needs ?? []
        guard !texts.isEmpty else { throw .invalid("needs", TriageWords.chooseSome) }
        guard texts.count <= NeedActs.triageMost else {
            throw .invalid("needs", SettingsWords.tooMany(NeedActs.triageMost))
        }
        let ids = texts.compactMap { ID($0) }
        guard ids.count == texts.count else { throw .invalid("needs", NeedWords.mergeUnknown) }
        return ids
    }

    /// Nothing where no cluster is named.
    func pick() throws(Refusal) -> FloodPick? {
        guard let cluster else { return nil }
        guard let pick = FloodPick(key: cluster) else { throw .invalid("cluster", TriageWords.noCluster) }
        return pick
    }
}

extension FloodPick {
    /// One word for programs: what is decided is what was in it when they read it.
    fileprivate var key: String { "\(Hex.encode(cluster))_\(upTo)" }

    fileprivate init?(key: String) {
        let parts = key.split(separator: "_")
        guard parts.count == 2, let cluster = Hex.decode(parts[0].utf8), !cluster.isEmpty, let upTo = Int64(parts[1])
        else { return nil }
        self.init(cluster: cluster, upTo: upTo)
    }
}

/// A page of triage.
private struct TriageView: View {
    let reading: TriageReading

    func write(to json: inout JSON) {
        json.object { json in
            json.name("items")
            json.array(reading.items) { json, item in
                json.object { Self.write(item, to: &$0) }
            }
            json.field("next", reading.next?.text)
            json.field("total", reading.total)
            json.name("clusters")
            json.array(reading.clusters) { json, cluster in
                json.object { Self.write(cluster, to: &$0) }
            }
            json.field("clusterTotal", reading.clusterTotal)
            json.field("floods", reading.floods)
        }
    }

    private static func write(_ one: TriageItem, to json: inout JSON) {
        let item = one.item
        json.field("need", item.id)
        json.field("title", item.title)
        json.field("urgency", item.urgency.name)
        json.field("state", item.state.rawValue)
        json.field("area", item.area.parts)
        json.field("createdAt", moment: item.createdAt)
        json.field("due", moment: item.dueAt)
        json.field("owner", item.ownerName)
        if let double = one.double { json.field("double", DoubleView(candidate: double)) }
    }

    private static func write(_ cluster: FloodCluster, to json: inout JSON) {
        json.field("cluster", cluster.pick.key)
        json.field("reason", cluster.reason.rawValue)
        json.field("count", cluster.count)
        json.name("first")
        json.array(cluster.first) { json, need in
            json.object {
                $0.field("need", need.id)
                $0.field("title", need.title)
            }
        }
    }
}

/// What became of a decision about several.
private struct TriageReportView: View {
    let report: TriageReport
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("done", report.done.map(\.description))
            json.name("left")
            json.array(report.left) { json, one in
                json.object {
                    $0.field("need", one.need)
                    $0.field("why", one.why(language))
                }
            }
        }
    }
}

enum TriageSchemas {
    static let triage = Schema(
        name: "Triage",
        definition: """
            {"type":"object","required":["items","next","total","clusters","clusterTotal","floods"],"properties":{\
            "items":{"type":"array","items":{"type":"object","properties":{"need":{"type":"string"},"title":{"type":"string"},\
            "urgency":{"type":"string"},"state":{"type":"string"},"area":{"type":"array","items":{"type":"string"}},\
            "createdAt":{"type":"string"},"due":{"type":["string","null"]},"owner":{"type":"string"},\
            "double":\(DoubleSchemas.double.definition)}}},"next":{"type":["string","null"]},"total":{"type":"integer"},\
            "clusters":{"type":"array","items":{"type":"object","properties":{"cluster":{"type":"string"},\
            "reason":{"enum":["sameText","sameDevice","tooFast"]},"count":{"type":"integer"},"first":{"type":"array",\
            "items":{"type":"object"}}}}},"clusterTotal":{"type":"integer"},"floods":{"type":"integer"}}}
            """)
    static let decision = Schema(
        name: "TriageDecision",
        definition: """
            {"type":"object","required":["action"],"properties":{\
            "action":{"enum":["acknowledge","assess","merge","refuse","clear"]},\
            "needs":{"type":"array","items":{"type":"string"},"maxItems":100},"cluster":{"type":"string"},\
            "note":{"type":"string"},"reason":{"type":"string"},"urgency":{"enum":["critical","high","normal","low"]},\
            "into":{"type":"string"}}}
            """)
    static let cluster = Schema(
        name: "TriageCluster",
        definition: """
            {"type":"object","required":["cluster"],"properties":{"cluster":{"type":"string"}}}
            """)
    static let report = Schema(
        name: "TriageReport",
        definition: """
            {"type":"object","required":["done","left"],"properties":{"done":{"type":"array","items":{"type":"string"}},\
            "left":{"type":"array","items":{"type":"object","properties":{"need":{"type":"string"},"why":{"type":"string"}}}}}}
            """)
}
