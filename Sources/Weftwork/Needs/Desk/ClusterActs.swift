internal import Database

/// A flood decided as a whole, by its cluster: what it holds is read here, not posted by whoever decides.
extension NeedActs {
    /// So many needs are decided in one transaction: what is done is done, whatever befalls the rest, and nobody waits long for it.
    static let clusterChunk = 50
    /// So many with one press of the button; what is left is shown again with its number.
    static let clusterMost = 1000

    func decide(_ pick: FloodPick, _ decision: TriageDraft.Decision, by viewer: Viewer, in network: ID) async throws
        -> TriageReport
    {
        var report = TriageReport(cluster: pick), last: ID?
        while report.done.count + report.left.count < NeedActs.clusterMost {
            let after = last
            let ids = try await database.read { db in
                try db.floodNeeds(of: pick, after: after, in: network, most: NeedActs.clusterChunk).map(\.id)
            }
            guard let end = ids.last else { break }
            let part =
                switch decision {
                case .refuseFlood(let reason): try await refuse(ids, reason, by: viewer, in: network)
                case .clearFlood: try await clear(ids, by: viewer, in: network)
                default: throw Refusal.invalid("do", SiteWords.badChoice(["refuse", "clear"]))
                }
            report.done += part.done
            report.left += part.left
            last = end
        }
        return report
    }

    /// Each as if it were refused by itself, all in one transaction.
    private func refuse(_ ids: [ID], _ reason: String, by viewer: Viewer, in network: ID) async throws -> TriageReport {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            var part = TriageReport()
            for id in ids {
                do {
                    let (need, ties) = try desk.open(id)
                    try Policy.require(.reject, viewer, ties: ties)
                    // Whoever has answered it since took it for a person's.
                    guard need.state == .submitted else {
                        throw Refusal.conflict(
                            TriageWords.noFlood, Refusal.Extras(state: need.state.rawValue, allowed: []))
                    }
                    // What refuses an act does so before it writes: nothing half done is kept of what is left.
                    _ = try desk.performUndoably(.reject(reason: reason), on: need, ties: ties)
                    part.done.append(id)
                } catch Refusal.conflict(let words, _) {
                    part.left.append((id, words))
                } catch Refusal.notFound {
                    part.left.append((id, SiteWords.notFound))
                }
            }
            return part
        }
    }

    private func clear(_ ids: [ID], by viewer: Viewer, in network: ID) async throws -> TriageReport {
        try Policy.require(.openItem, viewer)
        let now = world.now()
        try await database.write { db in try db.clearFloods(ids, in: network, at: now) }
        floods.forget(Set(ids))
        return TriageReport(done: ids)
    }

    /// Takes back what the viewer has just decided about a cluster, as far as each can still be taken back.
    func undo(_ pick: FloodPick, by viewer: Viewer, in network: ID) async throws -> TriageReport {
        let member = try own(viewer, network), now = world.now()
        let found = try await database.read { db in
            try db.undoables(ofCluster: pick.cluster, by: member.id, in: network, now: now)
        }
        return try await undo(found, by: viewer, in: network)
    }

    /// Several at once where many were decided at once: those that can't be undone any more are told of.
    func undo(_ acts: [(act: ID, need: ID)], by viewer: Viewer, in network: ID) async throws -> TriageReport {
        var report = TriageReport()
        for one in acts {
            do {
                report.done.append(try await undo(one.act, by: viewer, in: network).id)
            } catch Refusal.conflict(let words, _) {
                report.left.append((one.need, words))
            } catch Refusal.notFound {
                report.left.append((one.need, UndoWords.tooLate))
            }
        }
        return report
    }
}

extension Connection {
    fileprivate func undoables(ofCluster cluster: [UInt8], by member: ID, in network: ID, now: Int64) throws -> [(
        act: ID, need: ID
    )] {
        try query(
            """
            SELECT u.id, u.need_id FROM undoables u
            JOIN flood_needs f ON f.network_id = u.network_id AND f.need_id = u.need_id
            WHERE u.network_id = \(network) AND u.member_id = \(member) AND u.until > \(now) AND f.cluster = \(cluster)
                AND f.cleared_at IS NULL AND u.act = \(Act.reject.rawValue)
            ORDER BY u.id LIMIT \(NeedActs.clusterMost)
            """
        ) { (act: try $0[0], need: try $0[1]) }
    }
}
