internal import Database
internal import Foundation

/// What of restrictions belongs to a need's file, as its viewer may read it.
struct RestrictedFile: Sendable {
    static let none = RestrictedFile(
        limits: .none, permits: [], ways: [], restrictions: [:], uncovered: [], waits: [], unlimitedUntil: nil)

    /// What holds now.
    let limits: RestrictionReading
    /// The permits that this viewer may read, the newest first.
    let permits: [Permit]
    /// Where it lay or lies, for those who work on it and for her.
    let ways: [OfficialWay]
    /// The restrictions of those permits and ways, whether they still hold or not.
    let restrictions: [ID: Restriction]
    /// What this viewer would need a permit for to promise it.
    let uncovered: [Restriction]
    /// The promises that wait for a permit, as far as this viewer may know: those who work on it and she all, others their own.
    let waits: [PermitWait]
    /// Until when permits without an amount cover this viewer for all that is bound; another is wanted for what comes later.
    let unlimitedUntil: Int64?

    /// Until when a promise waits for a permit; nothing where it waits for none.
    func wait(of claim: Claim) -> PermitWait? {
        waits.filter { $0.claimID == claim.id }.min { $0.dueAt < $1.dueAt }
    }

    func authority(of way: OfficialWay) -> String { restrictions[way.restrictionID]?.authority ?? "" }

    var out: OfficialWay? { ways.first { $0.outcome == nil } }
}

extension NeedActs {
    /// - Parameter limits: what holds now.
    func restrictedFile(
        of need: Need, _ limits: RestrictionReading, for viewer: Viewer, _ ties: Ties, _ db: any Connection
    ) throws -> RestrictedFile {
        let isCase = NeedAccess.tier(of: viewer, ties) == .case, me = viewer.member?.id
        guard isCase || me != nil else {
            return RestrictedFile(
                limits: limits, permits: [], ways: [], restrictions: [:], uncovered: [], waits: [], unlimitedUntil: nil)
        }
        let all = try db.permits(of: need.id, in: need.networkID, vault: vault)
        let isHers = NeedAccess.speaksForHer(viewer, ties)
        var ways = isCase ? try db.officialWays(of: need.id, in: need.networkID, vault: vault) : []
        if isHers { for index in ways.indices { ways[index].paper.note = "" } }
        let shown = all.filter { PermitRules.isShown($0, isCase: isCase, isHers: isHers, to: me) }
        var restrictions: [ID: Restriction] = [:]
        for id in Set(shown.map(\.restrictionID) + ways.map(\.restrictionID)) {
            restrictions[id] = try db.restriction(id, in: need.networkID)
        }
        let now = world.now()
        let bound = need.lines.flatMap { limits.binding($0, of: need, at: now) }
        let unique = limits.restrictions.filter(bound.contains)
        let own = Set(try isCase ? [] : db.claims(of: need).filter { $0.memberID == me }.map(\.id))
        let waits = try db.permitWaits(at: need.id, in: need.networkID, now: now)
        return RestrictedFile(
            limits: limits, permits: shown, ways: ways, restrictions: restrictions,
            uncovered: me.map { RestrictionRules.uncovered(unique, all, for: $0, at: now) } ?? [],
            waits: isCase ? waits : waits.filter { own.contains($0.claimID) },
            unlimitedUntil: me.flatMap {
                RestrictionRules.coveredUntil(unique, all.filter(\.amounts.isEmpty), for: $0, at: now)
            })
    }

    /// The permits and ways of a need, for programs of those who may read them.
    func restricted(_ id: ID, for viewer: Viewer, in network: ID) async throws -> RestrictedFile {
        let now = world.now(), limits = try await limits(of: network)
        return try await database.read { db in
            guard let need = try db.need(id, in: network) else { throw Refusal.notFound }
            let ties = try db.ties(of: viewer, to: need, now: now)
            guard NeedAccess.canSee(need, viewer, ties) else { throw Refusal.notFound }
            return try restrictedFile(of: need, limits, for: viewer, ties, db)
        }
    }
}

extension PermitRules {
    /// The desk reads all, she those for the whole need, anybody else their own: numbers and names stand on them.
    static func isShown(_ permit: Permit, isCase: Bool, isHers: Bool, to member: ID?) -> Bool {
        if isCase && !isHers { return true }
        if isHers && permit.forID == nil { return true }
        return member != nil && (permit.statedBy == member || permit.forID == member)
    }
}

extension SealedEvent {
    /// Without what was said to the authority: that is the desk's own, and earlier versions wrote it down here.
    var withoutDesksNote: SealedEvent {
        guard kind == .passedToAuthority,
            var facts = (try? JSONSerialization.jsonObject(with: Data(details.utf8))) as? [String: Any],
            facts.removeValue(forKey: "note") != nil,
            let bytes = try? JSONSerialization.data(
                withJSONObject: facts, options: [.sortedKeys, .withoutEscapingSlashes])
        else { return self }
        return with(details: String(decoding: bytes, as: UTF8.self))
    }

    private struct Decision: Decodable {
        let member: String?
    }

    /// What was decided about a permit for one member's promises: between them and the desk.
    var isOfOnePromise: Bool {
        guard kind == .permitDecided else { return false }
        guard let decision = try? JSONDecoder().decode(Decision.self, from: Data(details.utf8)) else { return true }
        return decision.member != nil
    }
}
