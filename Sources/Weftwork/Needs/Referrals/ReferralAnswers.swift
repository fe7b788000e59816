internal import Database
internal import Engine

/// The clock of a referral runs at the partner, for whoever reads it there.
enum ReferralClocks {
    static let step = "referral"

    static func clock(of referral: NeedReferral, owner: ID, from start: Int64) -> Clock {
        Clock(
            networkID: referral.partnerID, object: .referral, objectID: referral.id, needID: referral.id,
            step: step, ownerID: owner, startedAt: start, dueAt: referral.dueAt, stage: 0,
            nextAt: ReferralRules.reminder(from: start, due: referral.dueAt))
    }
}

/// What a partner does with a need that is offered to it.
extension NeedActs {
    /// What waits for a member: needs that partners offer.
    static let referralTasks: MemberActs.LaterTasks = { member, _, db in
        try db.referralClocks(of: member.id, in: member.networkID).map {
            WaitingTask(clock: $0, words: NeedReferralWords.waits, path: "/referred#referral-\($0.objectID)")
        }
    }

    /// Does not take it, with a reason: it stays with its owner, who looks further.
    func declineReferral(_ id: ID, reason: String, by viewer: Viewer, in partner: ID) async throws {
        try Policy.require(.answerReferral, viewer)
        let words = String(try NeedTransition.required(reason, "reason").prefix(1000))
        try await answering(id, by: viewer, in: partner) { home, theirs, referral, need in
            referral.paper.reason = words
            try home.settle(&referral, .declined, of: need)
        }
    }

    /// Takes it: from this moment it is a need of theirs, owned by whoever accepted, and ours has ended.
    func acceptReferral(_ id: ID, by viewer: Viewer, in partner: ID) async throws -> Need {
        try Policy.require(.answerReferral, viewer)
        guard let member = viewer.member else { throw Refusal.forbidden(SiteWords.membersOnly) }
        func accept() async throws -> Need {
            let now = world.now()
            let mark = (code: TrackingCode.make(world), searchID: now << 20 | Int64(world.number() & 0xF_FFFF))
            return try await answering(id, by: viewer, in: partner) { home, theirs, referral, need in
                guard referral.isAgreed else { throw Refusal.conflict(NeedReferralWords.waitsForHer) }
                guard try home.db.areMutual(referral.networkID, partner) else {
                    throw Refusal.conflict(NeedReferralWords.noPartner)
                }
                try home.requireFree(need)
                let made = try theirs.takeOver(
                    need, referral, owner: member.id, code: mark.code, searchID: mark.searchID)
                referral.otherID = made.id
                try home.settle(&referral, .accepted, of: need)
                try home.finishReferred(need, owner: member.name)
                return made
            }
        }
        let made: Need
        do { made = try await accept() } catch DatabaseError.unique {
            // A tracking code that was drawn twice: draw again.
            made = try await accept()
        }
        duty.forget(partner)
        return made
    }

    /// One transaction on both sides of a referral.
    private func answering<Value: Sendable>(
        _ id: ID, by viewer: Viewer, in partner: ID,
        _ body: @escaping @Sendable (CaseDesk, CaseDesk, inout NeedReferral, Need) throws -> Value
    ) async throws -> Value {
        let now = world.now(), system = Viewer(.system, language: .zh)
        guard let known = try await database.read({ db in try db.referral(id, to: partner, vault: vault) }) else {
            throw Refusal.notFound
        }
        let network = known.networkID
        let here = try await duty.picture(of: network, now: now)
        let there = try await duty.picture(of: partner, now: now)
        return try await database.write { db in
            guard var referral = try db.referral(id, to: partner, vault: vault) else { throw Refusal.notFound }
            try ReferralRules.requireOffered(referral)
            guard let need = try db.need(referral.needID, in: network) else { throw Refusal.notFound }
            let home = CaseDesk(acts: self, db: db, viewer: system, network: network, now: now, picture: here)
            let theirs = CaseDesk(acts: self, db: db, viewer: viewer, network: partner, now: now, picture: there)
            return try body(home, theirs, &referral, need)
        }
    }

    /// What nobody answered in time comes back to its owner; whoever reads it is reminded before.
    ///
    /// - Parameter failed: told of each that could not be moved on; it keeps the others from nothing.
    func sweepReferrals(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        for due in try await database.read({ db in try db.referralsDue(by: now, vault: vault) }) {
            do { try await lapse(due, at: now) } catch { failed(due.needID, error) }
        }
        for clock in try await database.read({ db in try db.clocksGoingOff([.referral], by: now, limit: 100) }) {
            do {
                try await remind(of: clock, at: now)
            } catch {
                failed(clock.objectID, error)
                _ = try await database.write { db in try db.advance(clock, to: clock.stage, next: now + Time.minute) }
            }
        }
    }

    private func lapse(_ due: NeedReferral, at now: Int64) async throws {
        let system = Viewer(.system, language: .zh), picture = try await duty.picture(of: due.networkID, now: now)
        try await database.write { db in
            let desk = CaseDesk(
                acts: self, db: db, viewer: system, network: due.networkID, now: now, picture: picture)
            guard var referral = try db.openReferral(of: due.needID, in: due.networkID, vault: vault),
                referral.id == due.id, referral.dueAt <= now,
                let need = try db.need(due.needID, in: due.networkID)
            else { return }
            try desk.settle(&referral, .lapsed, of: need)
        }
    }

    private func remind(of clock: Clock, at now: Int64) async throws {
        let picture = try await duty.picture(of: clock.networkID, now: now)
        try await database.write { db in
            // Read in on another server, the network may have the clock without what it belongs to.
            guard let referral = try db.referral(clock.objectID, to: clock.networkID, vault: vault),
                referral.state == .offered
            else { return try db.stopClock(of: clock.objectID, in: clock.networkID) }
            guard try db.advance(clock, to: Escalation.reminded.rawValue, next: Clock.never) else { return }
            let desk = CaseDesk(
                acts: self, db: db, viewer: Viewer(.system, language: .zh), network: clock.networkID, now: now,
                picture: picture)
            try desk.tellPartner(referral, clock.ownerID, NeedReferralWords.mailReminded(due: referral.dueAt))
        }
    }

    /// What somebody who leaves had to answer for partners passes to another of the desk.
    func passReferrals(from member: ID, in network: ID, at now: Int64) async throws {
        for clock in try await database.read({ db in try db.referralClocks(of: member, in: network) }) {
            let area = AreaPath()
            guard
                let next = try? await duty.owner(
                    in: network, area: area, language: .zh, except: [member], now: now)
            else { return }
            try await database.write { db in
                guard try db.clock(of: clock.objectID, in: network)?.ownerID == member else { return }
                try db.setClockOwner(next, of: clock.objectID, in: network)
            }
        }
    }
}

extension CaseDesk {
    /// Makes a need of this network of one that a partner passed on: what she agreed to and no more.
    fileprivate func takeOver(
        _ old: Need, _ referral: NeedReferral, owner: ID, code: String, searchID: Int64
    ) throws -> Need {
        guard let part = try db.privatePart(of: old, in: acts.vault), let home = try db.network(id: old.networkID)
        else { throw Refusal.notFound }
        let secret = ReferralRules.passed(part, withAddress: referral.withAddress)
        let need = copy(of: old, from: home.name, owner: owner, code: code, due: referral.dueAt)
        let center = acts.places.catalogue.area(need.areaCode)
        try db.insert(need, searchID: searchID, at: Grid(center, referral.withAddress ? secret.point : nil))
        try db.insertPrivate(secret, of: need, digits: acts.digits(of: secret, code: code), in: acts.vault)
        try db.insertKeys(acts.duplicateKeys(of: need, secret), of: need)
        try db.index(need, searchID: searchID)
        try db.start(NeedClocks.clock(of: need, step: .firstAnswer, now: now, due: referral.dueAt, clocks))
        try record(
            EventDraft(
                kind: .submitted, audience: .case,
                details: [
                    ("urgency", .text(need.urgency.name)), ("lines", .number(Int64(need.lines.count))),
                    ("owner", .text(owner.description)),
                ]), on: need)
        try record(
            EventDraft(
                kind: .referred, audience: .case,
                details: [("from", .text(home.slug)), ("note", .words(referral.paper.note.nilIfEmpty))]), on: need)
        return try finish(
            try NeedTransition.apply(.acknowledge(note: ""), to: need, by: viewer, at: now, clocks), from: need)
    }

    private func copy(of old: Need, from home: String, owner: ID, code: String, due: Int64) -> Need {
        let lines = old.lines.filter { !$0.isDelivered }.map { line in
            NeedLine(
                id: acts.world.newID(), item: line.item, kind: line.kind, quantity: ReferralRules.rest(of: line),
                unit: line.unit, specification: line.specification, claimed: 0, delivered: 0, isMet: false,
                isControlled: line.isControlled, work: line.work.renewed(at: now), substitute: line.substitute)
        }
        return Need(
            id: acts.world.newID(), networkID: network, code: code, createdAt: now, title: old.title,
            category: old.category, description: old.description, urgencyAsked: old.urgencyAsked,
            urgency: old.urgency, neededBy: old.neededBy, area: old.area, areaCode: old.areaCode, source: .partner,
            reference: home, institution: old.institution, consent: old.consent, state: .submitted,
            resumeState: nil, progress: .open, audience: .case, confidence: nil, freshness: .fresh, ownerID: owner,
            submitterID: nil, language: old.language, held: old.held, voided: [], attempts: 0, attemptsSince: nil,
            round: 0, mergedInto: nil, dueAt: due, changedAt: now, version: 1, lines: lines)
    }

    /// Here it has ended, since it goes on there.
    fileprivate func finishReferred(_ need: Need, owner: String) throws {
        var change = NeedChange(need: need)
        change.need.state = .unmet
        change.events = [EventDraft(kind: .unmet, audience: need.audience)]
        let partner = try db.openPartner(of: need)
        change.tells = .referral(NeedReferralWords.accepted(partner, owner), isAnswered: true)
        _ = try finish(change, from: need)
    }
}

extension Connection {
    /// The name of the partner that has just accepted a need.
    fileprivate func openPartner(of need: Need) throws -> String {
        try value(
            """
            SELECT n.name FROM need_referrals r JOIN networks n ON n.id = r.partner_id
            WHERE r.network_id = \(need.networkID) AND r.need_id = \(need.id) AND r.state = 'accepted'
            ORDER BY r.id DESC LIMIT 1
            """) ?? ""
    }
}
