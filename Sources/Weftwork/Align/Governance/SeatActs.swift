internal import Database

/// Who sits in the council and in oversight: named by anybody, with their own yes, by the consent of those whose voice counts.
extension GovernanceActs {
    /// Names somebody for a seat. They are asked first.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` where the rules have no such body, or the rule of the body bars it.
    func name(
        _ member: String, for body: GovernanceBody, _ typed: String, by viewer: Viewer, in network: ID,
        once: Once? = nil
    ) async throws -> GovernanceSeat {
        try Policy.require(.nameForSeat, viewer)
        let own = try members.own(viewer, in: network), now = world.now()
        let words = try GovernanceRules.words(typed, "words")
        guard let id = ID(member) else { throw Refusal.invalid("member", TrustWords.unknownMember) }
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.seat(earlier, in: network)
            {
                return known
            }
            guard try db.isAwake(id, in: network) else { throw Refusal.invalid("member", TrustWords.unknownMember) }
            let holder = try db.seatHolder(id, in: network)
            var seat = GovernanceSeat(
                id: world.newID(), networkID: network, body: body, memberID: id, organisationID: holder.organisation,
                sector: holder.sector, namedByID: own.id, words: words, namedAt: now)
            try requireFit(seat, db)
            // Whoever names themselves has said yes.
            if id == own.id { seat = try put(seat, by: viewer, now, db) } else { try offer(seat, now, db) }
            try db.save(seat)
            try members.record(
                .seatNamed, on: seat.id, in: network, by: viewer, audience: .members, db,
                [("body", .text(body.rawValue)), ("member", .text(id.description))])
            try db.remember(once, object: seat.id, by: viewer, in: network, at: now)
            return seat
        }
    }

    private func requireFit(_ seat: GovernanceSeat, _ db: any Connection) throws {
        guard let settings = try db.governanceInForce(of: seat.networkID)?.settings,
            settings.has(seat.body)
        else { throw Refusal.conflict(GovernanceWords.noBody(seat.body)) }
        let others = try db.seats(of: seat.networkID).filter { $0.id != seat.id }
        let bar = GovernanceRules.bar(
            seat.body, seat.memberID, organisation: seat.organisationID, sector: seat.sector, among: others,
            terms: try db.termsHeld(of: seat.memberID, in: seat.body, seat.networkID), settings)
        if let bar { throw Refusal.conflict(bar) }
    }

    private func offer(_ seat: GovernanceSeat, _ now: Int64, _ db: any Connection) throws {
        let due = now + GovernanceRules.toAnswer
        try db.start(
            Clock(
                networkID: seat.networkID, object: .seat, objectID: seat.id, needID: seat.id, step: "seat",
                ownerID: seat.memberID, startedAt: now, dueAt: due, stage: 0,
                nextAt: Escalation.next(after: .none, start: now, due: due)))
        try members.ask(
            seat.memberID, for: .seat, in: seat.networkID, GovernanceWords.title, GovernanceWords.mailNamed(seat.body),
            to: "/governance/\(seat.body.rawValue)", db)
    }

    /// They would: those whose voice counts are asked to consent.
    private func put(
        _ named: GovernanceSeat, by viewer: Viewer, _ now: Int64, _ db: any Connection
    ) throws -> GovernanceSeat {
        var seat = named
        seat.state = .asked
        try db.save(seat)
        let name = try db.names(of: [seat.memberID], in: seat.networkID)[seat.memberID] ?? ""
        let draft = ProposalDraft(
            question: GovernanceWords.seatQuestion(seat.body, name)(viewer.language), context: seat.words,
            method: .consent, topic: .people, closesAt: now + GovernanceRules.toConsent,
            subject: ProposalSubject(kind: .seat, id: seat.id))
        let begun = try proposals.begin(draft, by: viewer, in: seat.networkID, now: now, db)
        seat.proposalID = try proposals.open(begun, by: viewer, now: now, db).id
        return seat
    }

    /// Whoever is named says yes or no; whoever sits there gives it up; those who lead end it with the group's leave only, by a
    /// proposal.
    ///
    /// - Returns: the seat as it stood before.
    @discardableResult
    func answer(_ action: SeatAction, _ id: ID, by viewer: Viewer, in network: ID) async throws -> GovernanceSeat {
        try Policy.require(.answerSeat, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        return try await database.write { db in
            guard let before = try db.seat(id, in: network) else { throw Refusal.notFound }
            var seat = before
            guard seat.memberID == member.id else { throw Refusal.forbidden(GovernanceWords.notYourSeat) }
            switch (action, seat.state) {
            case (.accept, .named):
                try requireFit(seat, db)
                seat = try put(seat, by: viewer, now, db)
                try db.stopClock(of: id, in: network)
            case (.decline, .named):
                (seat.state, seat.endedAt) = (.declined, now)
                try db.stopClock(of: id, in: network)
            case (.layDown, .held):
                try end(seat, by: viewer, now, db)
                return before
            default: throw Refusal.conflict(GovernanceWords.seatStands)
            }
            try db.save(seat)
            try members.record(
                .seatAnswered, on: id, in: network, by: viewer, audience: .members, db,
                [("body", .text(seat.body.rawValue)), ("answer", .text(action.rawValue))])
            return before
        }
    }

    /// A term is over, or laid down; a naming was not answered. Findings that its holder made stay.
    func end(_ old: GovernanceSeat, by viewer: Viewer, _ now: Int64, _ db: any Connection) throws {
        var seat = old
        (seat.state, seat.endedAt) = (.ended, now)
        try db.save(seat)
        try db.stopClock(of: seat.id, in: seat.networkID)
        try members.record(
            .seatEnded, on: seat.id, in: seat.networkID, by: viewer, audience: .members, db,
            [("body", .text(seat.body.rawValue))])
        try tellLeftToLead(by: seat, now, db)
        guard viewer.member == nil, old.state != .asked else { return }
        let (told, words) =
            old.state == .named
            ? (seat.namedByID, GovernanceWords.mailUnanswered(seat.body))
            : (seat.memberID, GovernanceWords.mailSeatOver(seat.body))
        try members.tell(
            told, in: seat.networkID, GovernanceWords.title, words, to: "/governance/\(seat.body.rawValue)", db)
    }

    /// Where a seat is.
    func body(of seat: ID, in network: ID) async throws -> GovernanceBody {
        guard let seat = try await database.read({ db in try db.seat(seat, in: network) }) else {
            throw Refusal.notFound
        }
        return seat.body
    }

    /// A member who holds a seat now, of a body that the rules in force have.
    func requireSeat(_ body: GovernanceBody, _ viewer: Viewer, in network: ID, _ db: any Connection) throws -> Member {
        let member = try members.own(viewer, in: network), now = world.now()
        // Rules may have dropped the body since.
        guard try db.bodies(of: network).contains(body),
            try db.seats(of: network).contains(where: {
                $0.body == body && $0.memberID == member.id && $0.isHeld(at: now)
            })
        else { throw Refusal.forbidden(GovernanceWords.seatsOnly(body)) }
        return member
    }
}

enum SeatAction: String, Sendable, CaseIterable {
    case accept, decline, layDown
}

/// A proposal about a seat.
struct SeatKeeper: ProposalKeeper {
    let members: MemberActs
    var kind: ProposalSubject.Kind { .seat }
    /// Whoever is named says yes: they asked for nothing themselves.
    var isOutsideLimit: Bool { true }
    /// Who would sit where stands fast.
    var insteadOfAmending: Text? { GovernanceWords.seatNotAmended }

    func card(_ subject: ProposalSubject, for viewer: Viewer, in network: ID, _ db: any Connection) throws
        -> SubjectCard?
    {
        guard viewer.member?.networkID == network || viewer.isOperator, let seat = try db.seat(subject.id, in: network)
        else { return nil }
        return SubjectCard(title: GovernanceWords.name(of: seat.body), path: "/governance/\(seat.body.rawValue)")
    }

    func decided(
        _ outcome: ProposalOutcome, by viewer: Viewer, _ db: any Connection
    ) throws -> [ProposalOutcome.Link] {
        let network = outcome.proposal.networkID, now = members.world.now()
        guard var seat = try outcome.proposal.subject.flatMap({ try db.seat($0.id, in: network) }) else { return [] }
        let isAdopted = outcome.verdict == .adopted
        let bar = isAdopted ? try self.bar(seat, now, db) : nil
        guard seat.state == .asked else {
            // Its body is gone: it ended with that, and those concerned were told.
            return bar.map { [notGiven(seat, $0, viewer)] } ?? []
        }
        let isGiven = isAdopted && bar == nil
        if isGiven {
            let settings = try db.governanceInForce(of: network)?.settings ?? GovernanceSettings()
            (seat.state, seat.from) = (.held, now)
            seat.until = now + Int64(settings.termMonths) * 30 * Time.day
        } else {
            (seat.state, seat.endedAt) = (.declined, now)
        }
        try db.save(seat)
        try db.record(
            Event(
                isGiven ? .seatGiven : .seatEnded, on: seat.id, in: network, by: viewer.actor, at: now,
                audience: .members,
                details: [("body", .text(seat.body.rawValue)), ("member", .text(seat.memberID.description))],
                id: members.world.newID()))
        if let bar {
            // It was adopted all the same: nobody is left to wonder.
            for one in Set([seat.memberID, seat.namedByID]).sorted() {
                try members.tell(
                    one, in: network, GovernanceWords.title, GovernanceWords.mailNotGiven(seat.body, bar),
                    to: "/proposals/\(outcome.proposal.id)", db)
            }
            return [notGiven(seat, bar, viewer)]
        }
        guard isGiven else { return [] }
        return [
            ProposalOutcome.Link(
                title: GovernanceWords.name(of: seat.body)(viewer.language), path: "/governance/\(seat.body.rawValue)")
        ]
    }

    /// Why it can't be given by now: another may have been given the place, other rules may hold.
    private func bar(_ seat: GovernanceSeat, _ now: Int64, _ db: any Connection) throws -> Text? {
        let settings = try db.governanceInForce(of: seat.networkID)?.settings ?? GovernanceSettings()
        guard settings.has(seat.body) else { return GovernanceWords.noBody(seat.body) }
        guard seat.state == .asked else { return nil }
        return GovernanceRules.bar(
            seat.body, seat.memberID, organisation: seat.organisationID, sector: seat.sector,
            among: try db.seats(of: seat.networkID).filter { $0.id != seat.id && $0.isHeld(at: now) },
            terms: try db.termsHeld(of: seat.memberID, in: seat.body, seat.networkID), settings)
    }

    /// For the decision log: what was adopted and came to nothing.
    private func notGiven(_ seat: GovernanceSeat, _ bar: Text, _ viewer: Viewer) -> ProposalOutcome.Link {
        ProposalOutcome.Link(
            title: GovernanceWords.notGiven(seat.body, bar)(viewer.language),
            path: "/governance/\(seat.body.rawValue)")
    }

    func withdrawn(_ proposal: Proposal, by viewer: Viewer, _ db: any Connection) throws {
        guard var seat = try proposal.subject.flatMap({ try db.seat($0.id, in: proposal.networkID) }),
            seat.state == .asked
        else { return }
        (seat.state, seat.endedAt) = (.declined, members.world.now())
        try db.save(seat)
    }
}
