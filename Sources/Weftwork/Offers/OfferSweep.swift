internal import Database

extension OfferActs {
    /// Does what is due by now for offers and uses. How many clocks went off. Safe on several nodes.
    ///
    /// - Parameter failed: told of each that could not be done; it keeps the others from nothing and is tried again in a minute.
    @discardableResult
    func sweep(failed: (ID, any Error) -> Void = { _, _ in }) async throws -> Int {
        let now = world.now()
        let due = try await database.read { db in try db.clocksGoingOff(Clock.Object.ofOffers, by: now, limit: 200) }
        for clock in due {
            do {
                try await onDesk(in: clock.networkID, at: now) { try $0.fire(clock) }
            } catch Refusal.stale {
                // Somebody changed it in the same moment: the next sweep looks at it anew.
            } catch {
                failed(clock.objectID, error)
                _ = try await database.write { db in try db.advance(clock, to: clock.stage, next: now + Time.minute) }
            }
        }
        for (network, id) in try await database.read({ db in try db.offersOver(by: now, most: 200) }) {
            do {
                try await onDesk(in: network, at: now) { desk in
                    guard let offer = try desk.db.offer(id, in: network), offer.state.isOpen,
                        let until = offer.until, until <= now
                    else { return }
                    _ = try desk.end(offer, .expired, .offerExpired, "")
                }
            } catch {
                failed(id, error)
            }
        }
        return due.count
    }

    /// Contacts are forgotten in their time; what those who have left, rest or are suspended answered for passes to others, what those
    /// who have left offered ends.
    ///
    /// - Parameter failed: told of each that could not be done; it keeps the others, in any network, from nothing.
    func sweepPeople(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        for (network, id) in try await database.read({ db in try db.offersToForget(at: now, most: 100) }) {
            try await database.write { db in try db.forgetOffer(id, in: network) }
        }
        for (network, member) in try await database.read({ db in try db.offerersGone() }) {
            for id in try await database.read({ db in try db.openOffers(of: member, in: network) }) {
                do { try await passOn(id, from: member, in: network, at: now) } catch { failed(id, error) }
            }
        }
    }

    private func passOn(_ id: ID, from member: ID, in network: ID, at now: Int64) async throws {
        guard let offer = try await database.read({ db in try db.offer(id, in: network) }) else { return }
        // Where nobody is left who could answer for it, what they offered ends all the same.
        let next =
            offer.ownerID == member
            ? try? await needs.duty.owner(
                in: network, area: offer.area, language: offer.language, except: [member], now: now) : nil
        try await onDesk(in: network, at: now) { desk in
            guard let offer = try desk.db.offer(id, in: network), offer.state.isOpen else { return }
            let isHere = try desk.db.member(member, in: network) != nil
            if !isHere, offer.speakerID == member, offer.offererID == member || offer.submitterID == member {
                _ = try desk.end(offer, .withdrawn, .offerWithdrawn, "")
            } else if let next, offer.ownerID == member {
                try desk.pass(offer, to: next)
            }
        }
    }

    func onDesk(in network: ID, at now: Int64, _ body: @escaping @Sendable (OfferDesk) throws -> Void)
        async throws
    {
        let picture = try await needs.duty.picture(of: network, now: now)
        try await database.write { db in
            try body(
                OfferDesk(
                    acts: self, db: db, viewer: Viewer(.system, language: .zh), network: network, now: now,
                    picture: picture))
        }
    }
}

extension OfferDesk {
    func fire(_ clock: Clock) throws {
        guard let step = OfferClocks.Step(rawValue: clock.step), let offer = try db.offer(clock.needID, in: network),
            offer.state.isOpen
        else { return try db.stopClock(of: clock.objectID, in: network) }
        switch step {
        case .answer, .verify, .list: try escalate(clock, offer)
        case .use: try remindOrLapse(clock, offer)
        case .freshness: try askStill(clock, offer)
        }
    }

    /// 75 % the owner is reminded, 100 % the backup is told, 150 % they take over, 200 % it is red for those who lead.
    private func escalate(_ clock: Clock, _ old: Offer) throws {
        let reached = Escalation.reached(start: clock.startedAt, due: clock.dueAt, now: now)
        guard reached.rawValue > clock.stage else { return }
        let next = Escalation.next(after: reached, start: clock.startedAt, due: clock.dueAt)
        guard try db.advance(clock, to: reached.rawValue, next: next) else { return }
        let backup = DutyRules.choose(
            picture.candidates, area: old.area, language: old.language, except: [old.ownerID])
        try record(PeopleClocks.event(reached), on: old, .case, [("step", .text(clock.step))])
        let isTaken = reached >= .reassigned && clock.stage < Escalation.reassigned.rawValue
        if isTaken, let backup {
            try pass(old, to: backup)
            for lead in picture.candidates where lead.member.has(.coordinator) && lead.member.id != backup {
                try tell(lead.member.id, OfferWords.mailLate, about: old)
            }
        } else {
            try tell(
                reached == .backupTold ? backup ?? old.ownerID : old.ownerID,
                reached == .reminded ? OfferWords.mailReminder : OfferWords.mailLate, about: old)
        }
    }

    /// Another answers for it from now on.
    ///
    /// - Parameter tells: false where they have just taken it themselves.
    func pass(_ old: Offer, to next: ID, tells: Bool = true) throws {
        var offer = old
        (offer.ownerID, offer.changedAt) = (next, now)
        try db.save(offer, from: old)
        if let clock = try db.clock(of: offer.id, in: network), clock.ownerID == old.ownerID,
            clock.step != OfferClocks.Step.freshness.rawValue || old.speakerID == old.ownerID
        {
            try db.setClockOwner(next, of: offer.id, in: network)
        }
        try record(.owned, on: offer, .case, [("owner", .text(next.description))])
        try db.withdrawHandovers(of: offer)
        if tells { try tell(next, OfferWords.mailPassed, about: offer) }
    }

    /// Whoever was asked is reminded; when the time is over what was kept is free again.
    private func remindOrLapse(_ clock: Clock, _ offer: Offer) throws {
        guard let use = try db.use(clock.objectID, in: network, vault: acts.vault), use.state == .asked else {
            return try db.stopClock(of: clock.objectID, in: network)
        }
        guard now < clock.dueAt else {
            try lapse(use, of: offer, .lapsed)
            try tellOthers(of: use, offer, OfferDoorWords.grantedLapsed, besides: use.askedBy)
            return
        }
        guard try db.advance(clock, to: Escalation.reminded.rawValue, next: clock.dueAt) else { return }
        // Nobody is reminded of what could be promised for nothing any more, or not at present.
        guard try db.need(use.needID, in: network)?.state.phase == .board else { return }
        // A member past what they are asked in a week was sent nothing, and is not reminded of it either; nor is whoever pauses by now.
        guard
            try offer.isGuests
                || (db.wasSent(use) && !db.isLetBe(use.answererID, in: network, at: now))
        else { return }
        try tellAsked(use, of: offer, by: clock.dueAt)
        try tellOthers(of: use, offer, OfferDoorWords.grantedWaits(clock.dueAt))
    }

    /// Asked when due, stale a while later, expired with notice after that. Whoever was not asked yet gets the time to answer.
    private func askStill(_ clock: Clock, _ old: Offer) throws {
        let stage = clock.stage + 1
        let next =
            stage >= 3
            ? Clock.never
            : max(OfferClocks.afterAsking(clock, isStanding: old.isStanding, stage: stage), now + Time.hour)
        guard try db.advance(clock, to: stage, next: next) else { return }
        guard stage < 3 else {
            _ = try end(old, .expired, .offerExpired, "")
            return
        }
        var offer = old
        (offer.freshness, offer.changedAt) = (stage == 1 ? .asked : .stale, now)
        try db.save(offer, from: old)
        try record(stage == 1 ? .offerAskedStill : .offerStale, on: offer, stage == 1 ? .case : old.audience, [])
        try tellOfferer(of: offer, stage == 1 ? OfferWords.mailStillThere : OfferWords.mailStale)
    }
}

extension Connection {
    fileprivate func offersOver(by now: Int64, most: Int) throws -> [(network: ID, offer: ID)] {
        try query(
            """
            SELECT network_id, id FROM offers WHERE until_at <= \(now) AND state IN (\(list: Offer.State.open))
            ORDER BY until_at LIMIT \(most)
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// Members who answer for open offers, have them or speak for them, and are not here any more; the suspended, and those who rest,
    /// where they answer for some.
    fileprivate func offerersGone() throws -> [(network: ID, member: ID)] {
        let present = Membership.State.allCases.filter { ![.left, .suspended, .dormant].contains($0) }
        return try query(
            """
            SELECT m.network_id, m.id FROM memberships m
            WHERE m.state NOT IN (\(list: present)) AND EXISTS (SELECT 1 FROM offers n WHERE n.network_id = m.network_id
                AND n.state IN (\(list: Offer.State.open))
                AND (n.owner_id = m.id OR m.state = \(Membership.State.left) AND (n.offerer_id = m.id OR n.submitter_id = m.id)))
            ORDER BY m.network_id, m.id LIMIT 100
            """
        ) { (try $0[0], try $0[1]) }
    }

    fileprivate func openOffers(of member: ID, in network: ID) throws -> [ID] {
        try query(
            """
            SELECT id FROM offers WHERE network_id = \(network) AND state IN (\(list: Offer.State.open))
                AND (owner_id = \(member) OR offerer_id = \(member)
                    OR submitter_id = \(member) AND offerer_id IS NULL) ORDER BY id LIMIT 500
            """
        ) { try $0[0] }
    }

    /// Offers that ended so long ago that nobody may still hold their contact, and those of whom has been forgotten.
    fileprivate func offersToForget(at now: Int64, most: Int) throws -> [(network: ID, offer: ID)] {
        let ended: [Offer.State] = [.withdrawn, .expired, .rejected]
        return try query(
            """
            SELECT n.network_id, n.id FROM offers n JOIN subject_keys k ON k.subject_id = n.id
            LEFT JOIN memberships m ON m.network_id = n.network_id AND m.id = n.offerer_id
            LEFT JOIN subject_keys p ON p.subject_id = m.person_id
            WHERE n.state IN (\(list: ended)) AND k.wrapped IS NOT NULL
                AND (n.changed_at < \(Retention.cutoff(.contacts, network: "n.network_id", now: now))
                    OR m.id IS NOT NULL AND p.wrapped IS NULL)
            ORDER BY n.id LIMIT \(most)
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// Destroys the key of an offer's contact and words, and the description that stands in the open.
    func forgetOffer(_ id: ID, in network: ID) throws {
        try execute("UPDATE subject_keys SET wrapped = \(nil as [UInt8]?) WHERE subject_id = \(id)")
        try execute(
            """
            UPDATE offers SET description = '', reference = '', institution = ''
            WHERE network_id = \(network) AND id = \(id)
            """)
        try execute(
            """
            UPDATE offer_doors SET digits_hash = \(nil as [UInt8]?) WHERE network_id = \(network) AND offer_id = \(id)
            """)
    }
}
