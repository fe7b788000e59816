internal import Database

/// What is done about proposals. One function for each act, whatever door it came through: page, API, clock, another part of
/// Align.
struct ProposalActs: Sendable {
    let members: MemberActs
    let keepers: ProposalKeepers
    let ballots: any BallotBox

    var database: any Database { members.database }
    var world: World { members.world }
    var vault: Vault { members.vault }

    static let system = Viewer(.system, language: .zh)

    /// Somebody proposes something: a draft that only they see, or open at once.
    ///
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` where they have as many open as they may.
    func propose(
        _ draft: ProposalDraft, opens: Bool, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Proposal {
        try Policy.require(.propose, viewer)
        let now = world.now(), recent = opens ? try await cameByOneVouch(to: network, at: now) : nil
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.proposal(earlier, in: network)
            {
                return known
            }
            var proposal = try begin(draft, by: viewer, in: network, now: now, db)
            if opens { proposal = try open(proposal, by: viewer, now: now, recent: recent, db) }
            try db.remember(once, object: proposal.id, by: viewer, in: network, at: now)
            return proposal
        }
    }

    /// A draft, in the transaction of what it comes from.
    func begin(
        _ draft: ProposalDraft, by viewer: Viewer, in network: ID, now: Int64, _ db: any Connection
    ) throws -> Proposal {
        let member = try members.own(viewer, in: network)
        return try ProposalDesk(acts: self, db: db, viewer: viewer, network: network, now: now).begin(draft, member)
    }

    /// Opens a draft, or has it open at its time, in the transaction of what it comes from.
    ///
    /// - Parameter recent: who came in lately by one vouch, where the caller has read it before.
    func open(
        _ draft: Proposal, by viewer: Viewer, now: Int64, recent: Set<ID>? = nil, _ db: any Connection
    ) throws -> Proposal {
        try ProposalDesk(
            acts: self, db: db, viewer: viewer, network: draft.networkID, now: now, recent: recent
        ).open(draft)
    }

    /// Read before the transaction that opens a proposal: within it, it would hold up whoever writes anything meanwhile.
    func cameByOneVouch(to network: ID, at now: Int64) async throws -> Set<ID> {
        try await database.read { db in try db.cameByOneVouch(to: network, at: now) }
    }

    /// Asks again about what another part has changed in its subject, in the transaction of that; who may is for the caller to know.
    func amend(
        _ amendment: ProposalAmendment, _ old: Proposal, by viewer: Viewer, now: Int64, _ db: any Connection
    ) throws {
        _ = try ProposalDesk(acts: self, db: db, viewer: viewer, network: old.networkID, now: now).amend(amendment, old)
    }

    /// Withdraws one that something else made needless, in the transaction of that.
    func withdraw(_ id: ID, in network: ID, by viewer: Viewer, now: Int64, _ db: any Connection) throws {
        let desk = ProposalDesk(acts: self, db: db, viewer: viewer, network: network, now: now)
        guard let proposal = try db.proposal(id, in: network) else { throw Refusal.notFound }
        _ = try desk.withdraw(proposal)
    }

    /// Does `action` on a proposal.
    ///
    /// - Throws: ``Refusal/notFound`` where the viewer may not know of it, ``Refusal/forbidden(_:)``,
    ///   ``Refusal/conflict(_:_:)`` where its state does not have it, ``Refusal/invalid(_:)``.
    @discardableResult
    func perform(
        _ action: ProposalAction, on id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Proposal {
        let now = world.now()
        // Whoever may not open it reads nothing more.
        let isOpening = if case .open = action { viewer.member != nil } else { false }
        let recent = isOpening ? try await cameByOneVouch(to: network, at: now) : nil
        return try await database.write { db in
            let desk = ProposalDesk(
                acts: self, db: db, viewer: viewer, network: network, now: now, recent: recent)
            let (proposal, ties) = try desk.find(id)
            if try db.earlier(once, by: viewer, in: network) != nil { return proposal }
            try Policy.require(action.act, viewer, ties: ties)
            let after = try desk.perform(action, on: proposal, ties)
            try db.remember(once, object: id, by: viewer, in: network, at: now)
            return after
        }
    }

    /// A proposal that is open, and one of its voices that the viewer speaks for: for whoever hands out papers.
    ///
    /// - Parameter voice: nothing where the viewer speaks for one only.
    /// - Throws: ``Refusal/notFound``, ``Refusal/forbidden(_:)`` to whoever speaks for none of them,
    ///   ``Refusal/conflict(_:_:)`` where it is not open.
    func answering(
        _ id: ID, voice: ID?, by viewer: Viewer, in network: ID, now: Int64, _ db: any Connection
    ) throws -> (Proposal, ProposalVoice) {
        let desk = ProposalDesk(acts: self, db: db, viewer: viewer, network: network, now: now)
        let (proposal, _) = try desk.find(id)
        try Policy.require(.answerProposal, viewer)
        return (proposal, try desk.answering(proposal, voice))
    }

    /// A voice has answered on paper: what waited for it ends. Of a secret paper nothing is told.
    func answered(
        _ proposal: Proposal, _ voice: ProposalVoice, by viewer: Viewer, now: Int64, _ db: any Connection
    ) throws {
        try ProposalDesk(acts: self, db: db, viewer: viewer, network: proposal.networkID, now: now)
            .answered(proposal, voice.id)
    }

    // MARK: The network's own rules

    /// Sets who counts and how many it takes, for proposals that are opened from now on. What silence means nobody sets alone.
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` where adopted rules of governance set them.
    func set(_ settings: AlignSettings, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.editSettings, viewer)
        let now = world.now()
        var problems: [FieldProblem] = []
        if !AlignSettings.quorums.contains(settings.quorum) {
            problems.append(FieldProblem("quorum", JoinWords.between(0, 100)))
        }
        if !AlignSettings.days.contains(settings.workDays) {
            problems.append(FieldProblem("workDays", JoinWords.between(1, 90)))
        }
        guard problems.isEmpty else { throw Refusal.invalid(problems) }
        try await database.write { db in
            if let rules = try db.governanceInForce(of: network) {
                throw Refusal.conflict(GovernanceWords.ruleSets(rules.number))
            }
            guard !settings.silenceConsents else {
                throw Refusal.invalid("silenceConsents", ProposalPageWords.rulesSilence)
            }
            let before = try db.alignSettings(of: network)
            guard before != settings else { return }
            try db.save(settings, of: network, at: now)
            func bit(_ value: Bool) -> String { value ? "yes" : "no" }
            try members.record(
                .settingsChanged, on: network, in: network, by: viewer, audience: .members, db,
                FieldChange.open("voices", before.unit.rawValue, settings.unit.rawValue)
                    + FieldChange.open("quorum", String(before.quorum), String(settings.quorum))
                    + FieldChange.open("workDays", String(before.workDays), String(settings.workDays))
                    + FieldChange.open("mayDelegate", bit(before.mayDelegate), bit(settings.mayDelegate)))
        }
    }
}
