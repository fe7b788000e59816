internal import Database

/// Writes the ledger. One way for all who thank – the sweep over events, whoever leads by a button –, always inside the transaction
/// of its caller.
struct AwardKeeper: Sendable {
    let members: MemberActs
    /// Nothing where badges are left for the next time.
    var badges: BadgeKeeper?

    private var world: World { members.world }
    private var vault: Vault { members.vault }

    /// Makes the ledger say what holds of an outcome.
    /// - Returns: whether a line was added.
    @discardableResult
    func settle(_ outcome: Outcome, in network: ID, _ ruling: AwardRuling, _ db: any Connection) throws -> Bool {
        let member = try db.member(outcome.memberID, in: network)
        let lines = try db.awards(of: outcome.memberID, for: outcome.kind, outcome.objectID, in: network)
        switch AwardRules.step(stands: outcome.stands, lines: lines) {
        case .nothing: return false
        case .give(let round):
            // Nobody is given anything who is no member (any more).
            guard let member, try isIndependent(outcome, member, db) else { return false }
            try give(outcome, round, to: member, ruling, db)
        case .takeBack:
            let reversed = Set(lines.compactMap(\.reversesID))
            for line in lines where line.reversesID == nil && !reversed.contains(line.id) { try takeBack(line, db) }
        }
        if outcome.kind.isWork { try settleAfter(outcome.memberID, in: network, ruling, db) }
        return true
    }

    /// Takes a line back: what it gave is taken to the point, once.
    func takeBack(_ line: Award, by viewer: Viewer? = nil, reason: [UInt8]? = nil, id: ID? = nil, _ db: any Connection)
        throws
    {
        let back = Award(
            id: id ?? world.newID(), networkID: line.networkID, memberID: line.memberID, kind: line.kind,
            objectID: line.objectID, round: line.round, side: line.side, points: -line.points, cut: line.cut,
            day: line.day, at: line.at, version: line.version, reversesID: line.id, byID: viewer?.member?.id)
        try db.insert(back, reason: reason)
        try record(.awardReversed, back, by: viewer, db)
    }

    /// What follows from a line about work: the thanks of whoever brought them in, and badges by the rules.
    func settleAfter(_ member: ID, in network: ID, _ ruling: AwardRuling, _ db: any Connection) throws {
        try settleInviter(of: member, in: network, ruling, db)
        try badges?.settle(member, in: network, db)
    }

    private func isIndependent(_ outcome: Outcome, _ member: Member, _ db: any Connection) throws -> Bool {
        guard outcome.kind.isBoundBySide else { return !outcome.sayers.contains(member.id) }
        let near = try db.near(member.id, among: Set(outcome.sayers), in: member.networkID)
        let own = try db.sides(of: member.id, in: member.networkID, vault: vault)
        return AwardRules.isIndependent(outcome, near: near) && !own.contains(Hex.encode(outcome.side))
    }

    private func give(
        _ outcome: Outcome, _ round: Int, to member: Member, _ ruling: AwardRuling, _ db: any Connection
    ) throws {
        let network = member.networkID, day = AwardRules.day(outcome.at)
        let sums = try db.awarded(to: member.id, on: day, kind: outcome.kind, in: network)
        let known = AwardRules.Known(
            dayOfKind: sums.kind, dayOfAll: sums.all,
            fromSide: try db.awardsFrom(
                outcome.side, to: member.id, since: outcome.at - AwardRules.month, in: network),
            needsRest: try week(of: member.id, in: network, at: outcome.at, db).needsRest)
        let found = AwardRules.points(outcome.kind, ruling, known)
        let award = Award(
            id: world.newID(), networkID: network, memberID: member.id, kind: outcome.kind, objectID: outcome.objectID,
            round: round, side: outcome.side, points: found.points, cut: found.cut, day: day, at: outcome.at,
            version: ruling.version, reversesID: nil, byID: nil)
        try db.insert(award)
        try record(.awarded, award, by: nil, db)
    }

    /// Whoever brought somebody in is thanked a little once that one has done something – for the work, not for the invitation.
    private func settleInviter(of member: ID, in network: ID, _ ruling: AwardRuling, _ db: any Connection) throws {
        guard let inviter = try db.referrer(of: member, in: network), inviter != member else { return }
        let first = try db.firstWork(of: member, in: network)
        let outcome = Outcome(
            kind: .invitee, objectID: member, memberID: inviter, stands: first != nil, at: first ?? 0,
            side: vault.fingerprint("invitee", member.description))
        try settle(outcome, in: network, ruling, db)
    }

    /// The hours of the last seven days beside somebody's limit.
    func week(of member: ID, in network: ID, at moment: Int64, _ db: any Connection) throws -> WeekOfHours {
        let spans = try db.workSpans(in: network, of: [member], from: moment - VolunteerRules.week, to: moment)[member]
        return WeekOfHours(
            hours: VolunteerRules.load(spans ?? [], at: moment), limit: try db.weeklyLimit(of: member, in: network))
    }

    private func record(_ kind: Event.Kind, _ award: Award, by viewer: Viewer?, _ db: any Connection) throws {
        try members.record(
            kind, on: award.memberID, in: award.networkID, by: viewer ?? Viewer(.system, language: .en),
            audience: .concerned, db,
            [("for", .text(award.kind.rawValue)), ("points", .number(Int64(award.points)))])
    }
}

/// Hours of seven days, and how many are good.
struct WeekOfHours: Sendable {
    let hours: Int64
    let limit: Int

    var needsRest: Bool { VolunteerRules.isFull(load: hours, limit: limit) }
}
