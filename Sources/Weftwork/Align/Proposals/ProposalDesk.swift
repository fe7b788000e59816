internal import Database
internal import Engine

/// One transaction on one proposal: the hands of all acts on proposals.
struct ProposalDesk {
    let acts: ProposalActs
    let db: any Connection
    let viewer: Viewer
    let network: ID
    let now: Int64
    /// Who came in lately by one vouch, where it was read before the transaction: it takes every member and every vouch.
    var recent: Set<ID>?

    var members: MemberActs { acts.members }

    /// The proposal and what ties the viewer to it.
    /// - Throws: ``Refusal/notFound`` where the viewer may not know of it.
    func find(_ id: ID) throws -> (Proposal, Ties) {
        guard let proposal = try db.proposal(id, in: network) else { throw Refusal.notFound }
        let ties = proposal.ties(of: viewer)
        let isAsked = proposal.askedID != nil && proposal.askedID == viewer.member?.id
        let isConcerned = try isAsked || !ties.isEmpty || db.isConcerned(viewer, by: proposal)
        guard ProposalRules.canSee(proposal, viewer, isConcerned: isConcerned) else { throw Refusal.notFound }
        return (proposal, ties)
    }

    func perform(_ action: ProposalAction, on old: Proposal, _ ties: Ties) throws -> Proposal {
        let isOwn = ties.contains(.owner) || ties.contains(.submitter)
        switch action {
        case .change(let draft):
            guard isOwn else { throw Refusal.forbidden(ProposalWords.notYours) }
            return try change(draft, old)
        case .open:
            guard isOwn else { throw Refusal.forbidden(ProposalWords.notYours) }
            return try open(old)
        case .answer(let voice, let position, let reason, let test, let version):
            return try answer(position, reason, test, voice, of: version, old)
        case .advise(let position, let reason): return try advise(position, reason, old)
        case .wait(let voice, let reason, let until): return try wait(reason, until, voice, old)
        case .amend(let amendment):
            guard ties.contains(.owner) else { throw Refusal.forbidden(ProposalWords.notYours) }
            return try amend(amendment, old)
        case .askMe(let voice): return try askAgain(voice, old)
        case .close: return try closeEarly(old)
        case .endRound:
            guard try mayEndRound(old) else { throw Refusal.forbidden(ProposalWords.facilitatorOnly) }
            return try endRound(old)
        case .decide(let decision): return try decide(decision, old)
        case .review(let kind, let words, let next): return try review(kind, words, next, old)
        case .link(let title, let path): return try link(title, path, old)
        case .goal(let draft): return try goal(draft, old)
        case .withdraw(let reason): return try withdraw(old, reason: reason)
        case .hand(let step): return try hand(step, old, ties)
        }
    }

    // MARK: Beginning

    func begin(_ draft: ProposalDraft, _ member: Member) throws -> Proposal {
        let blank = Proposal(
            id: acts.world.newID(), networkID: network, createdAt: now, proposerID: member.id, ownerID: member.id,
            method: draft.method, terms: Proposal.Terms(), topic: .other, audience: .members, subject: draft.subject,
            question: "", context: "", state: .draft, version: 1, closesAt: now, changedAt: now, revision: 1)
        let proposal = try ProposalRules.apply(
            draft, to: blank, try db.alignSettings(of: network), rules: try db.governanceInForce(of: network)?.number,
            now: now)
        try requireFixed(proposal.touches)
        try requireBody(of: proposal)
        let options = try ProposalRules.options(draft) { acts.world.newID() }
        try db.insert(proposal, vault: acts.vault)
        try db.set(options, of: proposal)
        try record(.proposalDrafted, on: proposal)
        return proposal
    }

    /// What a proposal says that it touches is a fixed point of what is in force.
    private func requireFixed(_ touched: [ID]) throws {
        guard !touched.isEmpty else { return }
        let known = Set(try acts.keepers.fixedPoints(network, db).map(\.id))
        guard known.isSuperset(of: touched) else { throw Refusal.invalid("touches", ProposalCoreWords.unknown) }
    }

    /// A body is asked only where the rules in force have it.
    private func requireBody(of proposal: Proposal) throws {
        guard let body = proposal.terms.scope.body else { return }
        guard try db.bodies(of: network).contains(body) else {
            throw Refusal.invalid("scope", GovernanceWords.noBody(body))
        }
    }

    private func change(_ draft: ProposalDraft, _ old: Proposal) throws -> Proposal {
        guard old.state == .draft || old.state == .scheduled else { throw conflict(old, ProposalWords.isOpened) }
        let new = try ProposalRules.apply(
            draft, to: old, try db.alignSettings(of: network), rules: try db.governanceInForce(of: network)?.number,
            now: now)
        try requireFixed(new.touches)
        try requireBody(of: new)
        try db.set(ProposalRules.options(draft) { acts.world.newID() }, of: old)
        return try save(old, .proposalDrafted) {
            $0 = new
            $0.state = .draft
        }
    }

    /// From now on it can be answered, or from its time on.
    func open(_ old: Proposal) throws -> Proposal {
        guard old.state == .draft else { throw conflict(old, ProposalWords.isOpened) }
        let outside = acts.keepers.outsideLimit
        if let member = try db.member(old.proposerID, in: network), viewer.member?.id == old.proposerID,
            !outside.contains(old.subject?.kind.rawValue ?? "")
        {
            let most = ProposalRules.mostOpen(member.standing)
            guard try db.openProposals(of: member.id, in: network, besides: outside) < most else {
                throw Refusal.conflict(ProposalWords.tooMany(most))
            }
        }
        if let at = old.opensAt, at > now {
            return try save(old, .proposalScheduled, [("at", .number(at))]) { $0.state = .scheduled }
        }
        return try start(old)
    }

    /// Who may answer is frozen, everybody is asked.
    func start(_ old: Proposal) throws -> Proposal {
        try acts.keepers.keeper(of: old.subject)?.opening(old, by: viewer, db)
        let settings = try db.alignSettings(of: network)
        let allowsSilence = try acts.keepers.keeper(of: old.subject)?.allowsSilence(old, db) ?? true
        let scope = old.terms.scope
        // Since it was written other rules may hold.
        if let body = scope.body, try !db.bodies(of: network).contains(body) {
            throw Refusal.conflict(GovernanceWords.noBody(body))
        }
        if let rules = try db.governanceInForce(of: network)?.number,
            old.terms.quorum < settings.quorum || !ProposalRules.hasUnit(old, of: settings)
        {
            throw Refusal.conflict(ProposalRuleWords.sinceWritten(settings, rules))
        }
        let voices = try VoiceReading.voices(of: network, counting: old.terms.unit, among: scope, at: now, db).voices
        guard !voices.isEmpty else {
            throw Refusal.conflict(scope.body.map(GovernanceWords.nobodySits) ?? ProposalWords.nobodyCounts)
        }
        guard voices.count >= old.terms.leastVoices else {
            throw Refusal.conflict(ProposalWords.tooFewVoices(voices.count, old.terms.leastVoices))
        }
        // Written some time ago, it would be over before anybody can answer.
        let closesAt = max(old.closesAt, now + ProposalRules.shortest)
        try db.freeze(voices, recent: recent ?? db.cameByOneVouch(to: network, at: now), of: old)
        try db.insert(
            ProposalVersion(number: 1, question: old.question, context: old.context, byID: old.proposerID, at: now),
            of: old)
        return try save(
            old, .proposalOpened,
            [("method", .text(old.method.rawValue)), ("voices", .number(Int64(voices.count)))]
        ) {
            ($0.state, $0.openedAt, $0.closesAt) = (.open, now, closesAt)
            $0.terms.silenceConsents = settings.silenceConsents && old.method == .consent && allowsSilence
            $0.terms.workDays = settings.workDays
            $0.terms.ballot.mayDelegate = settings.mayDelegate
        }
    }

    /// - Parameter reason: why; of a draft nobody asks.
    func withdraw(_ old: Proposal, reason: String = "") throws -> Proposal {
        switch old.state {
        case .draft, .scheduled, .open, .objected: break
        case .closed, .decided, .withdrawn: throw conflict(old, ProposalWords.isOver)
        }
        let reason = Clean.prose(reason)
        if old.state.isAnswered, viewer.identity != .system, reason.count < ProposalRules.leastReason {
            throw Refusal.invalid("reason", ProposalWords.sayWhy(ProposalRules.leastReason))
        }
        let proposal = try save(old, .proposalWithdrawn, [("reason", .words(reason.nilIfEmpty))]) {
            ($0.state, $0.closedAt, $0.terms.ballot.objectionsStand) = (.withdrawn, now, true)
        }
        try acts.ballots.discarded(proposal, db)
        try acts.keepers.keeper(of: old.subject)?.withdrawn(proposal, by: viewer, db)
        if old.openedAt != nil { try tell(old.proposerID, ProposalWords.mailWithdrawn, about: proposal) }
        return proposal
    }

    // MARK: Storing

    /// Stores a change with its event and the clock that follows from it.
    func save(
        _ old: Proposal, _ kind: Event.Kind, _ details: [(String, EventValue)] = [],
        _ change: (inout Proposal) -> Void
    ) throws -> Proposal {
        var proposal = old
        change(&proposal)
        proposal.changedAt = now
        try db.save(proposal, from: old)
        proposal.revision = old.revision + 1
        try startClock(of: proposal, from: old)
        try record(kind, on: proposal, details)
        return proposal
    }

    func record(_ kind: Event.Kind, on proposal: Proposal, _ details: [(String, EventValue)] = []) throws {
        let isInside = proposal.openedAt == nil
        try members.record(
            kind, on: proposal.id, in: network, by: viewer, audience: isInside ? .concerned : proposal.audience, db,
            details)
    }

    /// Of nothing they have done themselves.
    func tell(_ member: ID, _ words: (Text) -> Text, about proposal: Proposal) throws {
        guard member != viewer.member?.id else { return }
        try members.tell(
            member, in: network, ProposalWords.one, words(proposal.title),
            to: "/proposals/\(proposal.id)", db)
    }

    func conflict(_ proposal: Proposal, _ words: Text) -> Refusal {
        .conflict(words, Refusal.Extras(state: proposal.state.rawValue))
    }
}

extension Proposal {
    /// What ties a viewer to it: whoever answers for it now, and whoever wrote it.
    func ties(of viewer: Viewer) -> Ties {
        guard let member = viewer.member?.id else { return [] }
        var ties: Ties = []
        if member == ownerID || member == facilitatorID { ties.insert(.owner) }
        if member == proposerID { ties.insert(.submitter) }
        return ties
    }
}

extension Connection {
    /// Whether a viewer speaks for one of its voices, or stands behind one.
    func isConcerned(_ viewer: Viewer, by proposal: Proposal) throws -> Bool {
        guard let member = viewer.member, !member.isSuspended else { return false }
        let voices = try ownVoices(of: member)
        return try value(
            """
            SELECT 1 FROM proposal_voices v WHERE v.network_id = \(proposal.networkID) AND v.proposal_id = \(proposal.id)
                AND (v.voice_id IN (\(list: voices.sorted()))
                    OR v.voice_id = (SELECT m.organisation_id FROM memberships m
                        WHERE m.network_id = v.network_id AND m.id = \(member.id)))
            LIMIT 1
            """, as: Int64.self) != nil
    }

    /// How many of a member's proposals run, without those about some kinds of subjects.
    func openProposals(of member: ID, in network: ID, besides kinds: [String]) throws -> Int {
        // Of an empty list nothing is true.
        let others: SQL = kinds.isEmpty ? .empty : " AND coalesce(subject_kind, '') NOT IN (\(list: kinds))"
        return try value(
            """
            SELECT count(*) FROM proposals WHERE network_id = \(network) AND proposer_id = \(member)
                AND state IN ('scheduled', 'open', 'objected')\(others)
            """) ?? 0
    }
}
