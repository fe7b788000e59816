public import Database
internal import Engine

extension NeedActs {
    /// Lets somebody see the contact, for a purpose; recorded, and shown to the requester. Whoever opens an item of their own
    /// work or a need they have promised something for need not say what for: the act says it.
    ///
    /// - Throws: ``Refusal/tooMany(retryAfter:)`` past what a day or a queue takes, ``Refusal/forbidden(_:)`` to newcomers who were
    ///   not let through, to those who wait for their second person and to those whose looks are stopped.
    public func reveal(_ id: ID, purpose: String, by viewer: Viewer, in network: ID) async throws -> PrivatePart {
        let now = world.now()
        try viewer.requireUnheld(now: now)
        guard let member = viewer.member else { throw Refusal.forbidden(SiteWords.membersOnly) }
        let picture = try await duty.picture(of: network, now: now)
        let part = try await database.write { db -> PrivatePart? in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            let look = try LookRules.look(purpose, viewer, ties)
            try NeedRules.require(.reveal, in: need)
            try desk.requireThrough(member, look, at: need, ties)
            guard try desk.mayLook(member, look, need) else { return nil }
            guard var part = try db.privatePart(of: need, in: vault) else { throw Refusal.notFound }
            // What was typed can hold what is held back: whoever only promised something reads it no more than the text.
            if NeedAccess.tier(of: viewer, ties) != .case { part.original = nil }
            try db.insertReveal(of: need, by: member.id, look, at: now, id: world.newID())
            try desk.record(
                EventDraft(
                    kind: .revealed, audience: .case,
                    details: [
                        ("purpose", .words(look.purpose)), ("door", .text(look.isByOperator ? "operator" : nil)),
                    ]), on: need)
            return part
        }
        if let part { return part }
        // Twice claimed, looked and let go: somebody asks why first.
        try await stopIdleLooks(of: member.id, in: network)
        throw Refusal.forbidden(try await whyStopped(member.id, in: network))
    }
}

/// What a look is recorded as.
struct Look: Sendable {
    let purpose: String
    /// Opening an item of one's own work at the desk.
    let isDesk: Bool
    /// By a token that lifts limits.
    let isByOperator: Bool
}

/// How many looks are usual, and when somebody is told. Pure.
enum LookRules {
    /// What stands for a purpose that the act itself says.
    static let deskPurpose = "desk"
    static let claimPurpose = "claim"
    /// A desk's looks end here, within an hour.
    static let mostAtDesk = 150
    /// Below this, in an hour, nobody is told.
    static let leastAlert = 20
    /// How far back one looks for what is usual.
    static let usualWithin = 14 * Time.day
    /// Let go so often after a look, within a week: no more looks until somebody has asked why.
    static let idleLooks = 2
    static let idleWithin = 7 * Time.day
    /// What nobody confirms counts so long.
    static let unconfirmedWithin = 30 * Time.day

    /// - Throws: ``Refusal/invalid(_:)`` where a purpose must be said and isn't.
    static func look(_ typed: String, _ viewer: Viewer, _ ties: Ties) throws(Refusal) -> Look {
        let isOwn = Policy.allows(.revealOwnQueue, viewer, ties: ties)
        if !isOwn { try Policy.require(.reveal, viewer, ties: ties) }
        // A program says what it looks for, whatever its owner is tied to.
        if viewer.isOperator || !isOwn {
            return Look(
                purpose: try NeedTransition.required(typed, "purpose"), isDesk: false, isByOperator: viewer.isOperator)
        }
        let isDesk = !ties.isDisjoint(with: [.holder, .owner])
        let said = String(Clean.prose(typed).prefix(4000))
        return Look(
            purpose: isDesk ? deskPurpose : said.nilIfEmpty ?? claimPurpose, isDesk: isDesk, isByOperator: false)
    }

    /// Looks a day with a claim, by standing.
    static func daily(_ standing: Standing) -> Int { standing >= .trusted ? 40 : 5 }

    /// After so many of a day's looks stewards are told: four fifths.
    static func dailyAlert(_ standing: Standing) -> Int { daily(standing) * 4 / 5 }

    /// After so many looks in an hour stewards are told: three times what a busy hour of this desk usually takes.
    ///
    /// - Parameter busyHours: the number of looks of each member in each hour in which they looked at all.
    static func alert(after busyHours: [Int]) -> Int {
        let sorted = busyHours.sorted()
        let usual = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
        return min(max(leastAlert, 3 * usual), mostAtDesk - 1)
    }
}

extension CaseDesk {
    /// What stands between a look and whoever may take it: newcomers are let through, and where it takes a second person, that one
    /// stands by.
    func requireThrough(_ member: Member, _ look: Look, at need: Need, _ ties: Ties) throws {
        if look.isDesk || viewer.isOperator || Policy.allows(.letThrough, viewer, ties: ties) { return }
        if member.standing == .newcomer, try !db.isLetThrough(member.id, to: need) {
            throw Refusal.forbidden(NeedWords.waitsToBeLetThrough)
        }
        if try db.waitsForSecond(member.id, at: need) { throw Refusal.forbidden(BriefingWords.waitsToo) }
        if try db.waitsForPermit(member.id, at: need, now: now) { throw Refusal.forbidden(PermitWords.contactWaits) }
    }

    /// Looks per day, and an end to claim – look – release. A desk's own work is bounded by what its queue usually takes: past it
    /// stewards are told, past 150 in an hour it ends. False where looks have to stop until somebody has asked why.
    func mayLook(_ member: Member, _ look: Look, _ need: Need) throws -> Bool {
        if look.isByOperator {
            let hour = try db.operatorLooks(by: member.id, in: network, since: now - Time.hour)
            if hour >= LookRules.leastAlert { try alert(.operator, about: member, every: Time.hour, need) }
            return true
        }
        if look.isDesk {
            let hour = try db.deskLooks(by: member.id, in: network, since: now - Time.hour)
            guard hour < LookRules.mostAtDesk else { throw Refusal.tooMany(retryAfter: 600) }
            if hour >= LookRules.leastAlert, hour >= LookRules.alert(after: try busyHours()) {
                try alert(.desk, about: member, every: Time.hour, need)
            }
            return true
        }
        if try db.lookStop(of: member.id, in: network) != nil { return false }
        let today = try db.claimLooks(by: member.id, in: network, since: now - Time.day)
        guard today < LookRules.daily(member.standing) else { throw Refusal.tooMany(retryAfter: 3600) }
        let idle = try db.idleLooks(by: member.id, in: network, now: now)
        if idle >= LookRules.idleLooks { return false }
        try requireConfirmed(member, idle: idle)
        if today + 1 >= LookRules.dailyAlert(member.standing) {
            try alert(.claims, about: member, every: Time.day, need)
        }
        return true
    }

    /// Whom nobody vouches for has to have been believed before they see more: "delivered" is said in a moment, by anybody, and
    /// counts as a look without delivery until the other side, or the desk for her, confirms it.
    private func requireConfirmed(_ member: Member, idle: Int) throws {
        guard member.standing == .newcomer else { return }
        let since = now - LookRules.unconfirmedWithin
        let open = try db.looksUnconfirmed(by: member.id, in: network, since: since)
        guard idle + open < LookRules.idleLooks else { throw Refusal.forbidden(LookWords.unconfirmed) }
    }

    /// What members of this desk looked at in an hour, before this one.
    private func busyHours() throws -> [Int] {
        try db.busyHours(in: network, from: now - LookRules.usualWithin, to: now - Time.hour)
    }

    private func alert(_ kind: LookAlert, about member: Member, every span: Int64, _ need: Need) throws {
        guard try db.isAlertDue(kind, about: member.id, in: network, at: now, every: span) else { return }
        try record(
            EventDraft(
                kind: .revealedInBulk, audience: .stewards,
                details: [("member", .text(member.id.description)), ("kind", .text(kind.rawValue))]), on: need)
        for lead in candidates where lead.member.id != member.id {
            guard lead.member.has(.coordinator) || lead.member.standing == .steward else { continue }
            try tell(.revealedInBulk(kind), member: lead.member.id, about: need)
        }
    }
}
