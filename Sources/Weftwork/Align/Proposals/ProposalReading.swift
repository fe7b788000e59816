internal import Database

struct ProposalPage: Sendable {
    let lines: [ProposalLine]
    /// Voices can be passed on here.
    let mayDelegate: Bool
    let next: ProposalCursor?
    let total: Int
}

struct DecisionPage: Sendable {
    let items: [(proposal: Proposal, outcome: ProposalOutcome)]
    let next: String?
    let total: Int
    let names: [ID: String]
    /// Options that won, by their ids.
    let options: [ID: String]
    /// What was objected to each proposal, the first first.
    let objections: [ID: [ProposalObjection]]
}

/// Which proposals a list shows.
enum ProposalChoice: String, Sendable, CaseIterable {
    case running, mine, over

    /// A condition on the proposal `x`.
    func condition(_ member: Member?) -> SQL {
        switch self {
        case .running: "x.state IN ('open', 'objected', 'closed')"
        case .over: "x.state IN ('decided', 'withdrawn') AND x.opened_at IS NOT NULL"
        case .mine:
            member.map {
                "(x.proposer_id = \($0.id) OR x.owner_id = \($0.id) OR x.facilitator_id = \($0.id) OR x.asked_id = \($0.id))"
            }
                ?? "1 = 0"
        }
    }
}

extension ProposalActs {
    static let page = 50

    /// Proposals that a viewer may see, the newest first; those that run in the order of ``ProposalOrder``, over all pages.
    func list(
        _ choice: ProposalChoice, after: ProposalCursor? = nil, for viewer: Viewer, in network: ID
    ) async throws -> ProposalPage {
        try Policy.require(.seeProposals, viewer)
        let now = world.now()
        return try await database.read { db in
            let seen = try db.seenProposals(by: viewer)
            let chosen: SQL = "\(choice.condition(viewer.member)) AND (\(seen))"
            let (found, next) =
                try choice == .running
                ? db.pageBySupport(in: network, where: chosen, after: after)
                : db.pageOfNewest(in: network, where: chosen, after: after)
            let missing = try viewer.member.map { try db.proposalsWaiting(for: $0, at: now, ballots) } ?? []
            let waiting = Dictionary(missing.map { ($0.proposal.id, $0) }, uniquingKeysWith: { first, _ in first })
            let lines = try found.map { try db.proposalLine(of: $0, waiting[$0.id], ballots) }
            return ProposalPage(
                lines: lines, mayDelegate: try db.alignSettings(of: network).mayDelegate, next: next,
                total: try db.proposalCount(in: network, where: chosen))
        }
    }

    /// Proposals in which a voice of the viewer's is missing, the next to end first.
    func waiting(for viewer: Viewer, in network: ID) async throws -> [ProposalLine] {
        try Policy.require(.seeProposals, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        return try await database.read { db in
            try db.proposalsWaiting(for: member, at: now, ballots).map {
                try db.proposalLine(of: $0.proposal, $0, ballots)
            }
        }
    }

    /// How many run, how many are decided, and in how many a voice of the viewer's is missing: without reading who answered.
    func counts(for viewer: Viewer, in network: ID) async throws -> (running: Int, decided: Int, waiting: Int) {
        try Policy.require(.seeProposals, viewer)
        let member = viewer.member.flatMap { $0.networkID == network ? $0 : nil }, now = world.now()
        return try await database.read { db in
            var query = DecisionQuery()
            query.seen = try db.seenProposals(by: viewer)
            let running: SQL = "\(ProposalChoice.running.condition(member)) AND (\(query.seen))"
            return (
                try db.proposalCount(in: network, where: running), try db.decisionCount(query, in: network),
                try member.map { try db.proposalsWaiting(for: $0, at: now, ballots, naming: false).count } ?? 0
            )
        }
    }

    /// Decisions that a viewer may see, the newest first.
    func decisions(
        _ query: DecisionQuery, limit: Int = ProposalActs.page, for viewer: Viewer, in network: ID
    ) async throws -> DecisionPage {
        try Policy.require(.seeProposals, viewer)
        return try await database.read { db in
            var query = query
            query.seen = try db.seenProposals(by: viewer)
            let found = try db.decisions(query, limit: limit + 1, in: network)
            let items = Array(found.prefix(limit))
            let people = Set(items.map(\.1.byID) + items.map(\.0.ownerID))
            var options: [ID: String] = [:]
            for (proposal, outcome) in items where !outcome.winners.isEmpty && proposal.hidden == nil {
                for option in try db.options(of: proposal.id, in: network) { options[option.id] = option.words }
            }
            let next =
                found.count > limit ? items.last.map { Paging.cursor([String($0.1.at), $0.0.id.description]) } : nil
            let objections = try db.objections(to: items.map(\.0), vault: vault).map { one in
                guard let asked = items.first(where: { $0.0.id == one.proposalID })?.0 else { return one }
                return SaidSight(proposal: asked, viewer: viewer, seesAll: true, mine: []).readable(one)
            }
            return DecisionPage(
                items: items.map { (proposal: $0.0, outcome: $0.1.readable(by: viewer)) }, next: next,
                total: try db.decisionCount(query, in: network), names: try db.names(of: people, in: network),
                options: options, objections: Dictionary(grouping: objections, by: \.proposalID))
        }
    }

    /// One proposal, as far as this reader may know it.
    /// - Throws: ``Refusal/notFound``
    func file(_ id: ID, for viewer: Viewer, in network: ID) async throws -> ProposalFile {
        try Policy.require(.seeProposals, viewer)
        let now = world.now()
        return try await database.read { db in
            let desk = ProposalDesk(acts: self, db: db, viewer: viewer, network: network, now: now)
            let (proposal, ties) = try desk.find(id)
            return try file(of: proposal, ties, viewer, now, db)
        }
    }

    private func file(
        of proposal: Proposal, _ ties: Ties, _ viewer: Viewer, _ now: Int64, _ db: any Connection
    ) throws -> ProposalFile {
        let network = proposal.networkID, voices = try db.voices(of: proposal)
        let member = viewer.member.flatMap { $0.isSuspended ? nil : $0 }
        let own = voices.filter { voice in member.map { voice.speakers.contains($0.id) } ?? false }
        let sealed = try db.sealedStances(of: proposal)
        let answered = try answeredVoices(proposal, voices, sealed.map(\.stance), db)
        let sees = ProposalRules.seesResults(
            proposal, hasAnswered: !own.isEmpty && own.allSatisfy { answered.contains($0.id) })
        let mine = Set(own.map(\.id))
        let sight = SaidSight(proposal: proposal, viewer: viewer, seesAll: sees, mine: mine)
        let shown = try db.opened(
            sealed.filter { sight.shows($0.stance.position, of: $0.stance.voiceID, by: $0.stance.byID) },
            of: proposal, vault: vault
        ).map(sight.readable)
        let body = try member.flatMap { try db.organisationID(of: $0.id, in: network) }
        let advice = try db.advice(on: proposal, vault: vault) {
            sight.shows($0.position, of: $0.voiceID, by: $0.memberID)
        }.map(sight.readable)
        let versions = try db.versions(of: proposal), outcome = try db.outcome(of: proposal)?.readable(by: viewer)
        let objections = try db.objections(to: [proposal], vault: vault).map(sight.readable)
        let waits = try db.waits(of: proposal, vault: vault).map(sight.readable)
        // What is decided was counted then, and is counted again by whoever looks after it, not for each reader.
        let counted = try sees && outcome == nil ? db.tally(of: proposal, ballots) : nil
        let people =
            [proposal.proposerID, proposal.ownerID, proposal.facilitatorID, proposal.askedID].compactMap { $0 }
            + shown.map(\.byID) + objections.map(\.byID)
            + advice.map(\.memberID) + waits.map(\.byID) + versions.map(\.byID) + versions.flatMap(\.credits)
            + (outcome.map { [$0.byID] + $0.reviews.map(\.byID) } ?? []) + voices.flatMap(\.speakers)
        let mayAdvise = body.map { body in voices.contains { $0.id == body } && !mine.contains(body) } ?? false
        let options = try db.options(of: proposal.id, in: network)
        let mayEnd =
            try proposal.state == .objected
            && ProposalDesk(acts: self, db: db, viewer: viewer, network: network, now: now).mayEndRound(proposal)
        let earliest = ProposalRules.earliestEnd(proposal, voices, changedAt: versions.last?.at)
        let isEarly = proposal.state == .open && earliest.map { now < $0 } ?? false
        let keeps = Policy.allows(.keepProposal, viewer, ties: ties)
        return ProposalFile(
            proposal: proposal, options: options, voices: voices, own: own,
            stances: shown, objections: objections, tally: outcome?.tally ?? counted?.tally,
            answered: answered, waits: waits, advice: advice, versions: versions, outcome: outcome,
            subject: try proposal.subject.flatMap {
                try keepers.keeper(of: $0)?.card($0, for: viewer, in: network, db)
            }, instead: keepers.keeper(of: proposal.subject)?.insteadOfAmending,
            names: try db.names(of: Set(people), in: network),
            allowed: allowed(
                proposal, ties, viewer, own: own, mayAdvise: mayAdvise, isEarly: isEarly, mayEnd: mayEnd, outcome, now),
            tied: tied(proposal, counted), core: try core(proposal, options, db), now: now,
            passing: try ballots.passing(of: own, proposal, voices, db),
            endsNotBefore: keeps && isEarly ? earliest : nil)
    }

    /// Fixed points that it touches, as far as they are in force: those that whoever proposes it names, and those that it quotes or
    /// leads to, whether they are named or not.
    private func core(
        _ proposal: Proposal, _ options: [ProposalOption], _ db: any Connection
    ) throws -> [Bilingual] {
        // What is hidden says nothing, not even of what it was.
        let said = proposal.hidden == nil ? proposal.publicWords(options) : ""
        return try keepers.fixedPoints(proposal.networkID, db).filter { point in
            proposal.touches.contains(point.id) || ProposalRules.touches(said, point.id, point.words)
        }.map(\.words)
    }

    private func answeredVoices(
        _ proposal: Proposal, _ voices: [ProposalVoice], _ stances: [Stance], _ db: any Connection
    ) throws -> Set<ID> {
        guard !proposal.usesPaper else { return try ballots.cast(proposal, db) }
        return ProposalRules.answered(voices, stances)
    }

    /// Options that came out alike, where whoever answers for it chooses between them.
    private func tied(
        _ proposal: Proposal, _ counted: (tally: ProposalTally, count: BallotCount?)?
    ) -> (options: [ID], places: Int) {
        guard proposal.state == .closed, proposal.terms.tieBreak == .owner, let counted, let count = counted.count,
            ProposalRules.verdict(proposal, counted.tally, count) == .tied
        else { return ([], 0) }
        return (count.alike, count.free)
    }

    /// Only what all could decide is a goal of all without whoever keeps the road map.
    private func mayMakeGoal(_ proposal: Proposal, _ outcome: ProposalOutcome?, _ viewer: Viewer) -> Bool {
        outcome?.isCarried == true && (proposal.terms.scope.isOfAll || Policy.allows(.keepRoadMap, viewer))
    }

    /// The acts that this viewer could do now.
    ///
    /// - Parameters:
    ///   - isEarly: who was not asked about changed words has not had time to look.
    ///   - mayEnd: they may end a round in which an objection stands.
    private func allowed(
        _ proposal: Proposal, _ ties: Ties, _ viewer: Viewer, own: [ProposalVoice], mayAdvise: Bool, isEarly: Bool,
        mayEnd: Bool, _ outcome: ProposalOutcome?, _ now: Int64
    ) -> [String] {
        var allowed: [String] = []
        let isOwn = ties.contains(.owner) || ties.contains(.submitter)
        let keeps = Policy.allows(.keepProposal, viewer, ties: ties)
        let leads = viewer.member.map { $0.has(.coordinator) || $0.standing == .steward } ?? false
        let isOpen = proposal.isAnswerable(at: now)
        if isOpen, proposal.hidden == nil, Policy.allows(.answerProposal, viewer) {
            if !own.isEmpty { allowed += proposal.usesPaper ? ["wait"] : ["answer", "wait"] }
            if mayAdvise, !proposal.usesPaper { allowed.append("advise") }
            if proposal.method == .consent, own.contains(where: { $0.askedVersion < proposal.version }) {
                allowed.append("askMe")
            }
        }
        // Other words are what mends hidden ones.
        if isOpen, proposal.method == .consent, ties.contains(.owner), Policy.allows(.answerProposal, viewer),
            keepers.keeper(of: proposal.subject)?.insteadOfAmending == nil
        {
            allowed.append("amend")
        }
        switch proposal.state {
        case .draft where isOwn: allowed += ["change", "open", "withdraw"]
        case .scheduled where isOwn: allowed += ["change", "withdraw"]
        case .open where keeps: allowed += isEarly ? ["withdraw"] : ["close", "withdraw"]
        case .objected where keeps:
            allowed += ["withdraw"] + (mayEnd && proposal.hidden == nil ? ["endRound"] : [])
        case .closed where keeps: allowed.append("decide")
        case .decided where keeps:
            allowed += ["review", "link"] + (mayMakeGoal(proposal, outcome, viewer) ? ["goal"] : [])
        default: break
        }
        if proposal.canBeHanded {
            // Whoever answers for it asks another, or those who lead where they are silent.
            if proposal.ownerID == viewer.member?.id || leads && keeps { allowed.append("ask") }
            if proposal.askedID != nil, proposal.askedID == viewer.member?.id { allowed += ["accept", "decline"] }
        }
        return allowed
    }
}

extension Connection {
    /// What a viewer may see of proposals, as a condition on the proposal `x`: as ``ProposalRules/canSee(_:_:isConcerned:)`` says.
    func seenProposals(by viewer: Viewer) throws -> SQL {
        if viewer.identity == .system { return "1 = 1" }
        let open: SQL =
            "(x.opened_at IS NOT NULL AND x.audience >= \(max(viewer.tier, .stewards)) AND x.state <> 'draft')"
        guard let member = viewer.member, !member.isSuspended else { return open }
        let own = try ownVoices(of: member).union(
            [try organisationID(of: member.id, in: member.networkID)].compactMap { $0 })
        return """
            \(open) OR x.proposer_id = \(member.id) OR x.owner_id = \(member.id)
                OR coalesce(x.facilitator_id = \(member.id), \(false)) OR coalesce(x.asked_id = \(member.id), \(false))
                OR EXISTS (SELECT 1 FROM proposal_voices v WHERE v.network_id = x.network_id AND v.proposal_id = x.id
                    AND v.voice_id IN (\(list: own.sorted())))
            """
    }

    func proposalCount(in network: ID, where condition: SQL) throws -> Int {
        try value("SELECT count(*) FROM proposals x WHERE x.network_id = \(network) AND (\(condition))") ?? 0
    }

    fileprivate func pageOfNewest(
        in network: ID, where condition: SQL, after: ProposalCursor?
    ) throws -> (found: [Proposal], next: ProposalCursor?) {
        let rest: SQL = after.map { "\(condition) AND x.id < \($0.id)" } ?? condition
        let found = try proposals(in: network, where: rest, limit: ProposalActs.page + 1)
        let page = Array(found.prefix(ProposalActs.page))
        return (page, found.count > page.count ? page.last.map { ProposalCursor(id: $0.id) } : nil)
    }

    fileprivate func pageBySupport(
        in network: ID, where condition: SQL, after: ProposalCursor?
    ) throws -> (found: [Proposal], next: ProposalCursor?) {
        let order = try proposalsBySupport(in: network, where: condition)
        let start = after.map { last in order.firstIndex(of: last.id).map { $0 + 1 } ?? last.place ?? 0 } ?? 0
        let page = Array(order.dropFirst(start).prefix(ProposalActs.page)), end = start + page.count
        guard let last = page.last else { return ([], nil) }
        let found = try proposals(in: network, where: "x.id IN (\(list: page))", limit: page.count)
        let byID = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
        return (page.compactMap { byID[$0] }, end < order.count ? ProposalCursor(id: last, place: end) : nil)
    }
}
