internal import Database
internal import Engine

/// What is decided in triage: about many needs at once, or about one.
struct TriageDraft: Sendable {
    enum Decision: Sendable, Equatable {
        /// A first answer to each, with the same true words.
        case acknowledge(note: String)
        case assess(Need.Urgency, reason: String)
        /// Somebody decides that these come from a machine; they end, and can be taken back.
        case refuseFlood(reason: String)
        /// They are none; back into the queue.
        case clearFlood
        /// They are this other one.
        case merge(into: ID)

        fileprivate var isMerge: Bool {
            if case .merge = self { true } else { false }
        }
    }

    var needs: [ID] = []
    /// All of a cluster in place of single needs.
    var cluster: FloodPick?
    var decision: Decision
}

/// What became of it.
struct TriageReport: Sendable {
    var done: [ID] = []
    /// Others were faster, or it is not legal any more.
    var left: [(need: ID, why: Text)] = []
    /// The cluster that was decided as a whole.
    var cluster: FloodPick?
}

extension NeedActs {
    /// So many are decided in one go.
    static let triageMost = 100

    /// One act for each of the chosen needs: the same as when each is done by itself, with its own event, message and clock.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` where nothing or too much is chosen. What another has done meanwhile is left, and said.
    func triage(_ draft: TriageDraft, by viewer: Viewer, in network: ID) async throws -> TriageReport {
        if let cluster = draft.cluster { return try await decide(cluster, draft.decision, by: viewer, in: network) }
        guard !draft.needs.isEmpty else { throw Refusal.invalid("need", TriageWords.chooseSome) }
        guard draft.needs.count <= NeedActs.triageMost else {
            throw Refusal.invalid("need", SettingsWords.tooMany(NeedActs.triageMost))
        }
        var report = TriageReport()
        for id in draft.needs {
            do {
                switch draft.decision {
                case .acknowledge(let note):
                    _ = try await perform(.acknowledge(note: note), on: id, by: viewer, in: network)
                case .assess(let urgency, let reason):
                    _ = try await perform(.assess(urgency: urgency, reason: reason), on: id, by: viewer, in: network)
                case .refuseFlood(let reason):
                    _ = try await perform(.reject(reason: reason), on: id, by: viewer, in: network)
                case .clearFlood: try await clearFlood(id, by: viewer, in: network)
                case .merge(let other):
                    _ = try await perform(.merge(into: other), on: id, by: viewer, in: network)
                }
                report.done.append(id)
            } catch Refusal.conflict(let words, _) {
                report.left.append((id, words))
            } catch Refusal.notFound {
                report.left.append((id, SiteWords.notFound))
            } catch Refusal.invalid(let problems) where draft.decision.isMerge {
                // What it was to be merged into has ended or gone elsewhere since it was shown.
                report.left.append((id, problems.first?.message ?? NeedWords.mergeEnded))
            }
        }
        return report
    }
}
