internal import Database

/// Who knows what a member has said to do at most in seven days, and what they do already: volunteers stand below needs in the house.
protocol OwnLimits: Sendable {
    /// Their own limit in hours, where they have said one and another stretch of work would pass it.
    func limitPassed(
        by span: (from: Int64, to: Int64), of member: ID, in network: ID, _ db: any Connection
    ) throws -> Int?
}

extension NeedActs {
    /// Nobody plans more for somebody than they said to do; what one takes on oneself is one's own to know.
    /// - Throws: ``Refusal/invalid(_:)`` naming the limit.
    func requireRoom(for shift: Shift, by viewer: Viewer, in network: ID, _ db: any Connection) throws {
        guard let ownLimits, viewer.member?.id != shift.memberID else { return }
        let span = (from: shift.startsAt, to: shift.endsAt)
        if let hours = try ownLimits.limitPassed(by: span, of: shift.memberID, in: network, db) {
            throw Refusal.invalid("endsAt", RosterWords.passesLimit(hours))
        }
    }
}
