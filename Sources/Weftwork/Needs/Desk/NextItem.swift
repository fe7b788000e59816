internal import Database

extension NeedActs {
    /// The next item nobody else works on: what is due first.
    func nextInQueue(after id: ID?, for member: Member, in network: ID) async throws -> ID? {
        let now = world.now()
        return try await database.read { db in
            let skipped = try db.skipped(by: member.id, in: network, since: now - CaseDesk.skipLength)
            return try db.queue(.all, in: network, now: now).first { item in
                guard item.id != id, !skipped.contains(item.id), item.lockedBy == nil || item.lockedBy == member.id
                else {
                    return false
                }
                switch item.state {
                case .submitted: return true
                // What somebody sent in is verified by others.
                case .acknowledged, .verifying:
                    return try !db.isSubmitted(item.id, by: member.id, in: network)
                default: return false
                }
            }?.id
        }
    }
}

extension Connection {
    fileprivate func isSubmitted(_ need: ID, by member: ID, in network: ID) throws -> Bool {
        try value(
            "SELECT 1 FROM needs WHERE network_id = \(network) AND id = \(need) AND submitter_id = \(member)",
            as: Int.self) != nil
    }
}
