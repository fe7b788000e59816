internal import Database
internal import Engine

extension NeedActs {
    /// Passes a need to the authority that keeps what it asks for. The requester is told where it lies; its owner stays, with a
    /// clock until the day by which an answer is expected.
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` while an answer is out already.
    func passToAuthority(
        _ draft: OfficialWayDraft, need id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Need {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            if try db.earlier(once, by: viewer, in: network) != nil { return need }
            try Policy.require(.passToAuthority, viewer, ties: ties)
            try NeedRules.require(.passToAuthority, in: need)
            guard !need.isAnswerOut else { throw RestrictionRules.answerIsOut(need) }
            let restriction = try desk.restriction(draft.restriction, binding: need)
            let (paper, due) = try OfficialWayRules.cleaned(draft, at: now)
            let way = OfficialWay(
                id: world.newID(), networkID: network, needID: id, restrictionID: restriction.id,
                passedBy: viewer.member?.id, at: now, dueAt: due, paper: paper)
            try db.insert(way, vault: vault)
            try desk.startClock(of: way, need, due: due)
            var change = NeedChange(need: need)
            change.need.isAnswerOut = true
            change.events = [
                EventDraft(
                    kind: .passedToAuthority, audience: .case,
                    details: [
                        ("authority", .text(restriction.authority)), ("due", .text(Format.rfc3339(due))),
                        // What was said to the authority stays with the way itself: she reads this story.
                        ("reference", .words(paper.reference)),
                    ])
            ]
            change.tells = .passedToAuthority(restriction.authority, due)
            let after = try desk.finish(change, from: need)
            try db.remember(once, object: id, by: viewer, in: network, at: now)
            return after
        }
    }

    /// Writes down what the authority has answered, and passes it on to the requester.
    /// - Throws: ``Refusal/conflict(_:_:)`` where no answer is out.
    func recordAnswer(
        _ outcome: String, words: String, need id: ID, by viewer: Viewer, in network: ID
    ) async throws -> Need {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            try Policy.require(.answerAuthority, viewer, ties: ties)
            let ways = try db.officialWays(of: id, in: network, vault: vault)
            guard need.state.isOpen, need.isAnswerOut, var way = ways.first(where: { $0.outcome == nil }) else {
                throw Refusal.conflict(
                    RestrictionWords.noAnswerOut, Refusal.Extras(state: need.state.rawValue, allowed: []))
            }
            guard let outcome = OfficialWay.Outcome(rawValue: outcome) else {
                throw Refusal.invalid(
                    "outcome", SiteWords.badChoice(OfficialWay.Outcome.allCases.map(\.rawValue), outcome))
            }
            way.paper.answer = try NeedTransition.required(words, "words")
            (way.outcome, way.answeredBy, way.answeredAt) = (outcome, viewer.member?.id, now)
            try db.saveAnswer(way, vault: vault)
            try db.stopClock(of: way.id, in: network)
            var change = NeedChange(need: need)
            change.need.isAnswerOut = false
            change.goesOn(at: now)
            change.events = [
                EventDraft(
                    kind: .authorityAnswered, audience: .case,
                    details: [("outcome", .text(outcome.rawValue)), ("words", .words(way.paper.answer))])
            ]
            change.tells = .authorityAnswered(outcome, way.paper.answer)
            return try desk.finish(change, from: need)
        }
    }
}

extension CaseDesk {
    /// The owner answers for it until the answer is passed on.
    fileprivate func startClock(of way: OfficialWay, _ need: Need, due: Int64) throws {
        try db.start(
            Clock(
                networkID: network, object: .channel, objectID: way.id, needID: need.id,
                step: NeedClocks.Step.channel.rawValue, ownerID: need.ownerID, startedAt: now, dueAt: due, stage: 0,
                nextAt: NeedClocks.firstRing(.channel, start: now, due: due)))
    }

    /// With a need its permits and its way to an authority wait no more; with one that comes back they wait again.
    func runRestrictionClocks(of need: Need, from old: Need) throws {
        guard need.state.isOpen != old.state.isOpen else { return }
        guard need.state.isOpen else { return try db.stopRestrictionClocks(of: need.id, in: network) }
        for permit in try db.permits(of: need.id, in: network, vault: acts.vault) where permit.state == .stated {
            try startClock(of: permit, need)
        }
        guard need.isAnswerOut else { return }
        let ways = try db.officialWays(of: need.id, in: network, vault: acts.vault)
        for way in ways where way.outcome == nil {
            try startClock(of: way, need, due: max(way.dueAt, now + Time.day))
        }
    }
}

extension Connection {
    fileprivate func stopRestrictionClocks(of need: ID, in network: ID) throws {
        try execute(
            """
            DELETE FROM clocks WHERE network_id = \(network) AND need_id = \(need)
                AND object IN (\(Clock.Object.permit), \(Clock.Object.channel))
            """)
    }
}
