internal import Database

extension DriftActs {
    /// The line among what a network agrees on; members see it once there is a charter.
    func line(for viewer: Viewer, in network: ID) async throws -> [AlignLine] {
        guard Policy.allows(.seeDrift, viewer), let member = viewer.member, member.networkID == network else {
            return []
        }
        let now = world.now()
        return try await database.read { db in
            let last = try db.driftPoints(of: network, since: DriftRules.day(now) - 7).last { $0.kind == .charter }
            let alerts = try db.driftAlerts(of: network).filter { $0.isOpen && $0.ownerID == member.id }
            var waits: Text? = alerts.isEmpty ? nil : DriftWords.lineWaits
            if try DriftActs.unanswered(by: member, db) != nil { waits = DriftWords.lineAsked }
            return [AlignLine(.drift, "/drift", state: DriftWords.state(last.map { $0.value / 100 }), waits: waits)]
        }
    }
}
