internal import Database

/// What oversight reads and finds; what the council writes down and asks.
extension GovernanceActs {
    // MARK: Findings

    /// Somebody of oversight has found something: whoever answers for it has a clock.
    ///
    /// - Throws: ``Refusal/forbidden(_:)`` to whoever has no seat there, ``Refusal/invalid(_:)``.
    func find(
        _ about: String?, _ typed: String, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> OversightFinding {
        try Policy.require(.findForOversight, viewer)
        let now = world.now(), words = try GovernanceRules.words(typed, "words", least: 10)
        guard let about = about.flatMap(OversightFinding.About.init(rawValue:)) else {
            throw Refusal.invalid(
                "about", SiteWords.badChoice(OversightFinding.About.allCases.map(\.rawValue), about ?? ""))
        }
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.finding(earlier, in: network)
            {
                return known
            }
            let member = try requireSeat(.oversight, viewer, in: network, db)
            guard let owner = try answerer(except: member.id, in: network, now, db) else {
                throw Refusal.conflict(MatterWords.nobody)
            }
            let finding = OversightFinding(
                id: world.newID(), networkID: network, byID: member.id, about: about, words: words, at: now,
                ownerID: owner, dueAt: try due(in: network, now, db))
            try db.save(finding)
            try begin(finding, now, db)
            try record(.oversightFound, finding, by: viewer, db, [("about", .text(about.rawValue))])
            try db.remember(once, object: finding.id, by: viewer, in: network, at: now)
            return finding
        }
    }

    private func due(in network: ID, _ now: Int64, _ db: any Connection) throws -> Int64 {
        now + Int64(try db.governanceInForce(of: network)?.settings.findingDays ?? 14) * Time.day
    }

    /// Whoever of the council has the least on their hands; without a council somebody who leads.
    private func answerer(except finder: ID, in network: ID, _ now: Int64, _ db: any Connection) throws -> ID? {
        let exists = try db.bodies(of: network).contains(.council)
        let council = exists ? try db.seated(in: .council, at: now, of: network).subtracting([finder]) : []
        let awake = try council.sorted().filter { try db.isAwake($0, in: network) }
        if !awake.isEmpty { return try db.leastBusy(awake, in: network) }
        return try db.someoneWhoLeads(in: network, except: [finder])
    }

    private func begin(_ finding: OversightFinding, _ now: Int64, _ db: any Connection) throws {
        try db.start(
            Clock(
                networkID: finding.networkID, object: .finding, objectID: finding.id, needID: finding.id,
                step: "finding",
                ownerID: finding.ownerID, startedAt: now, dueAt: finding.dueAt, stage: 0,
                nextAt: Escalation.next(after: .none, start: now, due: finding.dueAt)))
        try members.tell(
            finding.ownerID, in: finding.networkID, GovernanceWords.findings,
            GovernanceWords.mailFinding(finding.about, finding.dueAt), to: "/governance/findings/\(finding.id)", db)
    }

    /// Whoever answers for it answers; whoever found it, or sits there once they don't, is content or puts it again, and those who
    /// lead where nobody is left for that; those who lead take it over.
    func perform(
        _ action: FindingAction, on id: ID, words typed: String, by viewer: Viewer, in network: ID
    ) async throws -> OversightFinding {
        try Policy.require(.answerFinding, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        return try await database.write { db in
            guard var finding = try db.finding(id, in: network) else { throw Refusal.notFound }
            switch (action, finding.state) {
            case (.answer, .open):
                guard finding.ownerID == member.id else { throw Refusal.forbidden(GovernanceWords.notYourFinding) }
                (finding.state, finding.answer) = (.answered, try GovernanceRules.words(typed, "answer"))
                (finding.answeredByID, finding.answeredAt) = (member.id, now)
                try db.say(.answer, finding.answer, to: finding, by: member.id, at: now)
                try db.stopClock(of: id, in: network)
                try tellAnswered(finding, now, db)
            case (.settle, .answered):
                try requireJudge(finding, member, viewer, now, db)
                (finding.state, finding.settledAt) = (.settled, now)
            case (.again, .answered):
                try requireJudge(finding, member, viewer, now, db)
                (finding.state, finding.again, finding.dueAt) = (
                    .open, finding.again + 1, try due(in: network, now, db)
                )
                try db.say(
                    .again, GovernanceRules.words(typed, "words"), to: finding, by: member.id, at: now)
                try begin(finding, now, db)
            case (.take, .open):
                try Policy.require(.keepDrift, viewer)
                guard finding.byID != member.id else { throw Refusal.forbidden(GovernanceWords.ownFinding) }
                finding.ownerID = member.id
                try db.setClockOwner(member.id, of: id, in: network)
            default: throw Refusal.conflict(GovernanceWords.findingStands)
            }
            try db.save(finding)
            try record(.oversightAnswered, finding, by: viewer, db, [("action", .text(action.rawValue))])
            return finding
        }
    }

    private func record(
        _ kind: Event.Kind, _ finding: OversightFinding, by viewer: Viewer, _ db: any Connection,
        _ details: [(String, EventValue)]
    ) throws {
        try members.record(
            kind, on: finding.id, in: finding.networkID, by: viewer, audience: .members, db, details)
    }

    // MARK: Reading

    func oversight(of network: ID, for viewer: Viewer) async throws -> OversightReading {
        try Policy.require(.seeOversight, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let leads = Policy.allows(.keepDrift, viewer), mayName = Policy.allows(.nameForSeat, viewer)
        let sits = try await database.read { db in
            try db.seats(of: network).contains {
                $0.body == .oversight && $0.memberID == member.id && $0.isHeld(at: now)
            }
        }
        let figures = sits || leads ? try await figures(of: network) : nil
        return try await database.read { db in
            let seats = try db.seats(of: network).filter { $0.body == .oversight }, found = try db.findings(of: network)
            let settings = try db.governanceInForce(of: network)?.settings ?? GovernanceSettings()
            let people = Set(seats.map(\.memberID) + found.flatMap { [$0.byID, $0.ownerID] })
            return OversightReading(
                exists: settings.hasOversight, seats: seats, isComplete: GovernanceRules.isComplete(seats, at: now),
                isSeated: sits, findings: found, figures: figures,
                chain: try figures.map { _ in try chain(of: network, db) },
                decided: try figures.map { try decided(since: $0.since, by: viewer, in: network, db) } ?? [],
                proposals: try db.proposals(to: .oversight, of: network, seen: try db.seenProposals(by: viewer)),
                names: try db.names(of: people, in: network),
                organisations: try db.organisationNames(Set(seats.compactMap(\.organisationID))),
                candidates: mayName ? try db.voicePeople(of: network).map { ($0.id, $0.name) } : [])
        }
    }

    // MARK: The council

    func council(of network: ID, for viewer: Viewer) async throws -> CouncilReading {
        try Policy.require(.seeGovernance, viewer)
        let member = viewer.member?.networkID == network ? viewer.member : nil, now = world.now()
        return try await database.read { db in
            let seats = try db.seats(of: network).filter { $0.body == .council }
            let settings = try db.governanceInForce(of: network)?.settings ?? GovernanceSettings()
            let isSeated =
                settings.hasCouncil
                && member.map { own in seats.contains { $0.memberID == own.id && $0.isHeld(at: now) } } ?? false
            let tier = isSeated ? Audience.stewards : viewer.tier
            let shown =
                member == nil
                ? [] : try db.proposals(to: .council, of: network, seen: try db.seenProposals(by: viewer))
            return CouncilReading(
                exists: settings.hasCouncil, seats: member == nil ? seats.filter { $0.isHeld(at: now) } : seats,
                isSeated: isSeated, isMember: member != nil, minutes: try db.minutes(of: network, from: tier),
                proposals: shown,
                names: member == nil ? [:] : try db.names(of: Set(seats.map(\.memberID)), in: network),
                organisations: try db.organisationNames(Set(seats.compactMap(\.organisationID))),
                candidates: member == nil ? [] : try db.voicePeople(of: network).map { ($0.id, $0.name) })
        }
    }

    /// Writes down what a session settled, for those who may read it.
    func writeMinutes(
        _ typed: String, day: String, audience: String?, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> CouncilMinutes {
        try Policy.require(.sitInCouncil, viewer)
        let now = world.now()
        let words = try GovernanceRules.words(typed, "words", least: 10, most: GovernanceRules.mostMinutes)
        guard let end = Format.endOfDay(day), end < now + 2 * Time.day else {
            throw Refusal.invalid("day", GovernanceWords.badDay)
        }
        guard let audience = audience.flatMap(Audience.init(name:)), CouncilMinutes.audiences.contains(audience) else {
            throw Refusal.invalid("audience", SiteWords.badChoice(CouncilMinutes.audiences.map(\.name), audience ?? ""))
        }
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.minutes(earlier, in: network)
            {
                return known
            }
            let member = try requireSeat(.council, viewer, in: network, db)
            let minutes = CouncilMinutes(
                id: world.newID(), networkID: network, byID: member.id, day: end, audience: audience, words: words,
                at: now)
            try db.insert(minutes)
            try members.record(
                .councilMinuted, on: minutes.id, in: network, by: viewer, audience: min(audience, .members), db)
            try db.remember(once, object: minutes.id, by: viewer, in: network, at: now)
            return minutes
        }
    }

    static let councilMethods: [ProposalMethod] = [.consent, .consensus, .simpleMajority, .superMajority, .senseCheck]

    /// Puts a question to the council: one voice for each seat.
    func putToCouncil(
        _ question: String, _ context: String, method: String?, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Proposal {
        try Policy.require(.sitInCouncil, viewer)
        let now = world.now()
        let methods = GovernanceActs.councilMethods
        guard let method = ProposalMethod(rawValue: method ?? "consent"), methods.contains(method) else {
            throw Refusal.invalid("method", SiteWords.badChoice(methods.map(\.rawValue), method ?? ""))
        }
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.proposal(earlier, in: network)
            {
                return known
            }
            _ = try requireSeat(.council, viewer, in: network, db)
            let draft = ProposalDraft(question: question, context: context, method: method, scope: .council)
            let begun = try proposals.begin(draft, by: viewer, in: network, now: now, db)
            let proposal = try proposals.open(begun, by: viewer, now: now, db)
            try db.remember(once, object: proposal.id, by: viewer, in: network, at: now)
            return proposal
        }
    }

    // MARK: Clocks

    static func about(_ clock: Clock, _ db: any Connection) throws -> AlignClocks.About? {
        if clock.object == .seat {
            guard let seat = try db.seat(clock.objectID, in: clock.networkID), seat.state == .named else { return nil }
            return AlignClocks.About(
                words: GovernanceWords.waitsSeat(seat.body), path: "/governance/\(seat.body.rawValue)")
        }
        guard let finding = try db.finding(clock.objectID, in: clock.networkID), finding.state == .open else {
            return nil
        }
        return AlignClocks.About(
            words: GovernanceWords.waitsFinding(finding.about), path: "/governance/findings/\(finding.id)")
    }

    static let tasks: MemberActs.LaterTasks = AlignClocks.tasks(
        [.finding, .seat], about: { try GovernanceActs.about($0, $1) })

    /// A finding passes to another; a seat that is offered can't.
    func pass(_ clock: Clock, to member: ID, _ db: any Connection) throws -> Bool {
        guard clock.object == .finding, var finding = try db.finding(clock.objectID, in: clock.networkID),
            finding.byID != member
        else { return false }
        finding.ownerID = member
        try db.save(finding)
        return true
    }
}

enum FindingAction: String, Sendable, CaseIterable {
    case answer, settle, again, take
}

struct OversightReading: Sendable {
    let exists: Bool
    let seats: [GovernanceSeat]
    let isComplete: Bool
    let isSeated: Bool
    let findings: [OversightFinding]
    /// For those who sit there, and those who lead.
    let figures: OversightFigures?
    /// The same readers read whether the record is whole, and what was decided in the time of the figures.
    let chain: ChainState?
    let decided: [Decided]
    /// What it was asked, as far as the reader may see it.
    let proposals: [Proposal]
    let names: [ID: String]
    let organisations: [ID: String]
    let candidates: [(id: ID, name: String)]
}

struct CouncilReading: Sendable {
    let exists: Bool
    let seats: [GovernanceSeat]
    let isSeated: Bool
    let isMember: Bool
    let minutes: [CouncilMinutes]
    let proposals: [Proposal]
    let names: [ID: String]
    let organisations: [ID: String]
    let candidates: [(id: ID, name: String)]
}
