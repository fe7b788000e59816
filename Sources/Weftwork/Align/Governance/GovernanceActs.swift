internal import Database

/// How a network governs itself: rules that are written and adopted together, a council, oversight. One function for each act,
/// whatever door it came through.
struct GovernanceActs: Sendable {
    let members: MemberActs
    let proposals: ProposalActs
    /// The figures of each network: they count a quarter of a year, and a few minutes do not matter to them.
    private let recent = Recent<ID, OversightFigures>(for: 5 * Time.minute)
    let checks = ChainChecks()

    init(members: MemberActs, proposals: ProposalActs) { (self.members, self.proposals) = (members, proposals) }

    /// What oversight reads, as it stood a moment ago.
    func figures(of network: ID) async throws -> OversightFigures {
        let now = world.now()
        return try await recent.value(of: network, now: now) {
            try await database.read { db in
                try db.oversightFigures(of: network, since: now - 13 * 7 * Time.day, now: now)
            }
        }
    }

    var database: any Database { members.database }
    var world: World { members.world }
    var clocks: AlignClocks { AlignClocks(members: members) }
    static let system = Viewer(.system, language: .zh)

    // MARK: Reading

    /// The rules in force, or those of a version; what is being written, for members.
    func reading(of network: ID, number: Int? = nil, for viewer: Viewer) async throws -> GovernanceReading {
        try Policy.require(.seeGovernance, viewer)
        let isMember = viewer.member?.networkID == network
        return try await database.read { db in
            let inForce = try db.governanceInForce(of: network)
            let shown = try number.map { try db.governance(number: $0, of: network) } ?? inForce
            if number != nil, shown?.number != number { throw Refusal.notFound }
            let open = isMember ? try db.governanceOpen(of: network) : nil
            let seats = try db.seats(of: network)
            let people = Set(seats.map(\.memberID) + [open?.editorID].compactMap { $0 })
            return GovernanceReading(
                shown: shown, inForce: inForce, versions: try db.governanceLines(of: network), open: open, seats: seats,
                names: isMember ? try db.names(of: people, in: network) : [:],
                organisations: try db.organisationNames(Set(seats.compactMap(\.organisationID))),
                settings: try inForce?.settings ?? GovernanceSettings(try db.alignSettings(of: network)),
                isMember: isMember)
        }
    }

    // MARK: Writing and adopting

    /// Keeps a draft. What others are being asked about is not changed meanwhile.
    ///
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` where somebody else wrote meanwhile, or it is being decided.
    @discardableResult
    func save(_ draft: GovernanceDraft, by viewer: Viewer, in network: ID) async throws -> GovernanceVersion {
        try Policy.require(.draftGovernance, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        return try await database.write { db in
            let open = try db.governanceOpen(of: network)
            guard open?.state != .asked else { throw Refusal.conflict(GovernanceWords.beingDecided) }
            let before = try open ?? begin(by: member, at: now, db)
            if let read = draft.read, read != before.mark { throw Refusal.conflict(MechanismWords.writtenMeanwhile) }
            var after = try GovernanceRules.apply(draft, to: before)
            (after.editorID, after.editedAt) = (member.id, now)
            try db.save(after)
            try members.record(
                .governanceDrafted, on: network, in: network, by: viewer, audience: .members, db,
                [("version", .number(Int64(after.number)))])
            return after
        }
    }

    /// A draft begins as what is in force, else as the network has it.
    private func begin(by member: Member, at now: Int64, _ db: any Connection) throws -> GovernanceVersion {
        let present = try db.governanceInForce(of: member.networkID)
        let number = try (db.governanceLines(of: member.networkID).first?.number ?? 0) + 1
        return GovernanceVersion(
            networkID: member.networkID, id: world.newID(), number: number, texts: present?.texts ?? GovernanceTexts(),
            settings: try present?.settings ?? GovernanceSettings(db.alignSettings(of: member.networkID)),
            editorID: member.id, editedAt: now)
    }

    /// Puts the draft to those whose voice counts: by consent the first time, then by the rules in force.
    ///
    /// - Parameters:
    ///   - mark: of the draft that was read.
    ///   - reason: why it is changed; everybody will read it.
    /// - Returns: the proposal.
    func ask(_ mark: String, reason: String, by viewer: Viewer, in network: ID, once: Once? = nil) async throws
        -> Proposal
    {
        try Policy.require(.draftGovernance, viewer)
        let now = world.now(), reason = try GovernanceRules.words(reason, "reason")
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.proposal(earlier, in: network)
            {
                return known
            }
            guard var version = try db.governanceOpen(of: network) else { throw Refusal.notFound }
            guard version.state == .draft else { throw Refusal.conflict(GovernanceWords.beingDecided) }
            guard version.mark == mark else { throw Refusal.conflict(MechanismWords.writtenMeanwhile) }
            guard GovernanceRules.missing(version).isEmpty else { throw Refusal.conflict(GovernanceWords.lacks) }
            version.reason = reason
            try db.save(version)
            let inForce = try db.governanceInForce(of: network)
            let way = GovernanceRules.method(after: inForce)
            let draft = ProposalDraft(
                question: GovernanceWords.question(version.number)(viewer.language), context: reason,
                method: way.method,
                topic: .rules, threshold: way.threshold, closesAt: now + GovernanceRules.toConsent,
                subject: ProposalSubject(kind: .governance, id: version.id))
            let begun = try proposals.begin(draft, by: viewer, in: network, now: now, db)
            let proposal = try proposals.open(begun, by: viewer, now: now, db)
            try db.remember(once, object: proposal.id, by: viewer, in: network, at: now)
            return proposal
        }
    }

    /// Throws the draft away.
    func discard(_ mark: String, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.draftGovernance, viewer)
        try await database.write { db in
            guard let version = try db.governanceOpen(of: network) else { throw Refusal.notFound }
            guard version.state == .draft else { throw Refusal.conflict(GovernanceWords.beingDecided) }
            guard version.mark == mark else { throw Refusal.conflict(MechanismWords.writtenMeanwhile) }
            try db.discard(version)
            try members.record(
                .governanceDiscarded, on: network, in: network, by: viewer, audience: .members, db,
                [("version", .number(Int64(version.number)))])
        }
    }

    /// Clocks that are due by now. Safe on several nodes.
    ///
    /// - Parameter failed: told of what could not be moved on; the others are.
    func sweep(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        try await clocks.sweep(
            [.finding, .seat],
            about: { clock, db in
                // A naming that nobody answered ends by itself: it is late for nobody.
                if clock.object == .seat, clock.dueAt <= now { return nil }
                return try GovernanceActs.about(clock, db)
            }, pass: { try pass($0, to: $1, $2) }, failed: failed)
    }

    /// Ends seats whose term is over or whose holder is gone, and namings that nobody answered. Safe on several nodes.
    ///
    /// - Parameter failed: told of a seat that could not be ended; the others are.
    func sweepSeats(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        for seat in try await database.read({ db in try db.seatsOver(by: now, limit: 100) }) {
            await SweepService.trying(seat.id, failed) {
                try await database.write { db in
                    guard let present = try db.seat(seat.id, in: seat.networkID), present.state == seat.state else {
                        return
                    }
                    try end(present, by: GovernanceActs.system, now, db)
                }
            }
        }
    }
}

/// What the page of the rules shows.
struct GovernanceReading: Sendable {
    let shown: GovernanceVersion?
    let inForce: GovernanceVersion?
    /// All that are or were in force, the newest first.
    let versions: [GovernanceLine]
    /// For members only.
    let open: GovernanceVersion?
    let seats: [GovernanceSeat]
    let names: [ID: String]
    let organisations: [ID: String]
    /// As they hold now.
    let settings: GovernanceSettings
    let isMember: Bool
}

extension ProposalSubject.Kind {
    static let governance = ProposalSubject.Kind(rawValue: "governance")
    static let seat = ProposalSubject.Kind(rawValue: "seat")
}

/// A proposal about the rules: asked, adopted, or a draft again.
struct GovernanceKeeper: ProposalKeeper {
    let members: MemberActs
    /// Those of seats: they end with their body.
    let proposals: ProposalActs
    var kind: ProposalSubject.Kind { .governance }
    /// What holds stands in the version, not in the words of the proposal.
    var insteadOfAmending: Text? { GovernanceWords.rulesNotAmended }

    func card(_ subject: ProposalSubject, for viewer: Viewer, in network: ID, _ db: any Connection) throws
        -> SubjectCard?
    {
        guard viewer.member?.networkID == network || viewer.isOperator,
            let version = try db.governance(subject.id, in: network)
        else { return nil }
        let isOpen = version.state == .draft || version.state == .asked
        let path = isOpen ? "/governance/draft" : "/governance?version=\(version.number)"
        // Who would set how much it takes to change a fixed point touches all of them.
        let sets = try isOpen && version.settings.coreThreshold != db.coreQuorum(of: network)
        let core = try sets ? db.coreClauses(of: network).map { $0.words.text(viewer.language) } : []
        return SubjectCard(title: GovernanceWords.versionTitle(version.number), path: path, core: core)
    }

    func opening(_ proposal: Proposal, by viewer: Viewer, _ db: any Connection) throws {
        guard var version = try proposal.subject.flatMap({ try db.governance($0.id, in: proposal.networkID) }),
            version.state == .draft, GovernanceRules.missing(version).isEmpty
        else { throw Refusal.conflict(GovernanceWords.beingDecided) }
        (version.state, version.proposalID) = (.asked, proposal.id)
        try db.save(version)
    }

    func decided(
        _ outcome: ProposalOutcome, by viewer: Viewer, _ db: any Connection
    ) throws -> [ProposalOutcome.Link] {
        let network = outcome.proposal.networkID
        guard var version = try outcome.proposal.subject.flatMap({ try db.governance($0.id, in: network) }),
            version.state == .asked
        else { return [] }
        guard outcome.verdict == .adopted else {
            try again(version, db)
            return []
        }
        let now = members.world.now(), limits = try db.driftLimits(of: network)
        if var before = try db.governanceInForce(of: network) {
            (before.state, before.endedAt) = (.replaced, now)
            try db.save(before)
        }
        (version.state, version.adoptedAt) = (.adopted, now)
        try db.save(version)
        // What is a setting holds from now on.
        try db.save(version.settings.aligned, of: network, at: now)
        try fix(version, by: viewer, at: now, db)
        try endSeats(version, by: viewer, at: now, db)
        try db.moveCharterReviews(of: network, by: version.settings.limits.renewalTime - limits.renewalTime)
        try db.record(
            Event(
                .governanceAdopted, on: network, in: network, by: viewer.actor, at: now, audience: .public,
                details: [("version", .number(Int64(version.number)))], id: members.world.newID()))
        return [
            ProposalOutcome.Link(
                title: GovernanceWords.versionTitle(version.number)(viewer.language),
                path: "/governance?version=\(version.number)")
        ]
    }

    /// The desk's clocks are held to what it says, from now on; what runs already keeps its deadline.
    private func fix(_ version: GovernanceVersion, by viewer: Viewer, at now: Int64, _ db: any Connection) throws {
        let network = version.networkID
        let fixed = version.settings.clocks.map { FixedClocks(rules: version.number, minutes: $0) }
        let (before, after) = try db.fix(fixed, of: network, at: now)
        guard before.clocks != after.clocks else { return }
        try db.record(
            Event(
                .settingsChanged, on: network, in: network, by: viewer.actor, at: now, audience: .members,
                details: [
                    ("part", .text(DeskSettings.Part.clocks.rawValue)), ("version", .number(Int64(after.version))),
                ] + SettingsDifference.details(.clocks, from: before, to: after), id: members.world.newID()))
    }

    /// Where a body is gone, so are its seats and namings, and nobody is asked about them any more: whoever sits there or was named
    /// hears why.
    private func endSeats(_ version: GovernanceVersion, by viewer: Viewer, at now: Int64, _ db: any Connection) throws {
        for var seat in try db.seats(of: version.networkID) where !version.settings.has(seat.body) {
            let told = Set(seat.state == .held ? [seat.memberID] : [seat.memberID, seat.namedByID])
            (seat.state, seat.endedAt) = (.ended, now)
            try db.save(seat)
            try db.stopClock(of: seat.id, in: seat.networkID)
            try withdraw(seat, at: now, db)
            try members.record(
                .seatEnded, on: seat.id, in: seat.networkID, by: viewer, audience: .members, db,
                [("body", .text(seat.body.rawValue))])
            for member in told.sorted() {
                try members.tell(
                    member, in: seat.networkID, GovernanceWords.title, GovernanceWords.mailBodyGone(seat.body),
                    to: "/governance", db)
            }
        }
    }

    /// What is closed already gets its outcome: that says why it came to nothing.
    private func withdraw(_ seat: GovernanceSeat, at now: Int64, _ db: any Connection) throws {
        guard let id = seat.proposalID, let proposal = try db.proposal(id, in: seat.networkID),
            [.draft, .scheduled, .open, .objected].contains(proposal.state)
        else { return }
        try proposals.withdraw(id, in: seat.networkID, by: GovernanceActs.system, now: now, db)
    }

    func withdrawn(_ proposal: Proposal, by viewer: Viewer, _ db: any Connection) throws {
        guard let version = try proposal.subject.flatMap({ try db.governance($0.id, in: proposal.networkID) }),
            version.state == .asked
        else { return }
        try again(version, db)
    }

    /// It is a draft again.
    private func again(_ asked: GovernanceVersion, _ db: any Connection) throws {
        var version = asked
        (version.state, version.proposalID) = (.draft, nil)
        try db.save(version)
    }
}
