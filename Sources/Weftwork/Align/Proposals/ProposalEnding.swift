internal import Database
internal import Engine

/// How proposals end: closed, decided, looked at again.
extension ProposalDesk {
    /// Counts what was said: a pure function of the answers and the terms.
    func tally(_ proposal: Proposal) throws -> (tally: ProposalTally, count: BallotCount?) {
        try db.tally(of: proposal, acts.ballots)
    }

    /// Before its time: only once nobody's answer is missing, so that nobody is passed over.
    func closeEarly(_ old: Proposal) throws -> Proposal {
        guard old.state.isAnswered else { throw conflict(old, ProposalWords.notOpen) }
        guard try old.state == .open && standing(old) == nil else { throw conflict(old, ProposalWords.objectionStands) }
        guard try tally(old).tally.missing == 0 else { throw conflict(old, ProposalWords.someMissing) }
        let changedAt = try db.versions(of: old).last?.at
        if let at = ProposalRules.earliestEnd(old, try db.voices(of: old), changedAt: changedAt), now < at {
            throw conflict(old, ConsentWords.endsNotBefore(at))
        }
        return try close(old)
    }

    /// Answering ends; whoever answers for it writes what came of it.
    func close(_ old: Proposal) throws -> Proposal {
        // Before it is counted: who takes no part now is spoken for by nobody, and so it stays whenever it is counted again.
        if old.terms.ballot.mayDelegate ?? false {
            while try DelegationActs(members: members).endLeftAlone(in: network, at: now, db) {}
        }
        try acts.ballots.closing(old, db)
        // Who could speak and was told changes later; that they said nothing does not.
        let unheard = try db.unheard(of: old)?.map(\.description).sorted()
        let ended = try settlingPassed(old)
        let (tally, count) = try tally(ended)
        let verdict = ProposalRules.verdict(ended, tally, count)
        let proposal = try save(
            old, .proposalClosed,
            [("verdict", .text(verdict.rawValue)), ("answered", .number(Int64(tally.answered)))]
        ) {
            ($0.state, $0.closedAt, $0.terms.ballot) = (.closed, now, ended.terms.ballot)
            $0.terms.ballot.objectionsStand = true
            $0.terms.ballot.unheard = unheard
        }
        try tell(proposal.ownerID, ProposalWords.mailClosed, about: proposal)
        return proposal
    }

    /// Voices passed on count as they were when answers ended, not when the end was come to; who takes no part now is spoken for by
    /// nobody. Both are written into the terms, so that whoever counts again counts the same.
    private func settlingPassed(_ old: Proposal) throws -> Proposal {
        guard old.terms.ballot.mayDelegate ?? false else { return old }
        var ended = old
        let moment = old.state == .open ? min(now, old.closesAt) : now
        let gone = try db.delegatorsLeftAlone(in: network, on: old.topic, at: moment)
        ended.terms.ballot.passedAt = moment
        ended.terms.ballot.unpassed = gone.isEmpty ? nil : gone.map(\.description).sorted()
        return ended
    }

    /// The round of a proposal by consent in which an objection stands; nothing where none does.
    private func standing(_ proposal: Proposal) throws -> ConsentRound? {
        guard proposal.method == .consent else { return nil }
        let round = try round(of: proposal)
        return round.objectors.isEmpty ? nil : round
    }

    /// Those asked have had their time: what objects to earlier words, and nobody is left to answer for, lapses.
    func lapse(_ old: Proposal) throws -> Proposal {
        guard var round = try standing(old) else { return old }
        let waiting = round.objectors.intersection(round.missing)
        let over = round.lapse(try db.voicesOfNobody(waiting, of: old), at: now)
        guard !over.isEmpty else { return old }
        let proposal = try save(old, .proposalLapsed, [("lapsed", .number(Int64(over.count)))]) {
            ($0.state, $0.terms) = (round.state == .objected ? .objected : .open, round.terms)
            // It ends now, not when it would have ended without the objection.
            if $0.state == .open { $0.closesAt = max(old.closesAt, now) }
        }
        try tell(old.ownerID, ConsentWords.mailLapsed, about: proposal)
        return proposal
    }

    /// Its time is over. Where an objection to earlier words was taken for met before whoever raised it had said so, it is held up.
    func end(_ running: Proposal) throws {
        let old = try lapse(running)
        guard var round = try standing(old) else {
            _ = try close(old)
            return
        }
        round.pass(to: now)
        let proposal = try save(old, .proposalObjected) { ($0.state, $0.objectedAt) = (.objected, round.objectedAt) }
        if let facilitator = old.facilitatorID { return try tellFacilitated(proposal, by: facilitator) }
        if round.isEscalated { _ = try escalate(proposal) }
    }

    func endRound(_ old: Proposal) throws -> Proposal {
        guard old.method == .consent, old.state == .objected else { throw conflict(old, ProposalWords.noObjection) }
        // Nobody ends what nobody can read: its time stands still.
        guard old.hidden == nil else { throw conflict(old, ProposalWords.isHidden) }
        // Where none stands any more it ends by its own time, and by what the others said.
        let left = try lapse(old)
        return left.state == .objected ? try close(left) : left
    }

    /// An objection that could not be worked through goes to somebody who helps both sides.
    func escalate(_ old: Proposal) throws -> Proposal {
        let except = try sides(of: old)
        let found =
            try db.candidates([.facilitator], in: network, except: except).first
            ?? db.someoneWhoLeads(in: network, except: except)
        // Where there is nobody else it stays with whoever answers for it.
        let facilitator = found ?? old.ownerID
        let proposal = try save(old, .proposalEscalated, [("facilitator", .text(facilitator.description))]) {
            $0.facilitatorID = facilitator
        }
        try tellFacilitated(proposal, by: facilitator)
        return proposal
    }

    private func tellFacilitated(_ proposal: Proposal, by facilitator: ID) throws {
        let instead = acts.keepers.keeper(of: proposal.subject)?.insteadOfAmending
        try tell(facilitator, { ConsentWords.mailFacilitate($0, instead) }, about: proposal)
        if facilitator != proposal.ownerID { try tell(proposal.ownerID, ProposalWords.mailEscalated, about: proposal) }
    }

    // MARK: The outcome

    func decide(_ decision: ProposalDecision, _ old: Proposal) throws -> Proposal {
        guard old.state == .closed else { throw conflict(old, ProposalWords.notClosed) }
        let member = try members.own(viewer, in: network)
        let words = try ProposalRules.text(
            decision.words, "words", least: ProposalRules.leastReason, most: ProposalRules.mostOutcome)
        let (tally, count) = try tally(old)
        var verdict = ProposalRules.verdict(old, tally, count), winners = count?.winners ?? []
        if verdict == .tied, old.terms.tieBreak == .owner {
            winners += try chosen(decision.winners, of: count)
            verdict = .adopted
        }
        if verdict != .adopted { winners = [] }
        let hadObjections = try old.objectedAt != nil || db.everBlocked(old)
        let met = try ProposalRules.text(
            decision.met, "met", least: hadObjections ? ProposalRules.leastReason : 0, most: ProposalRules.mostOutcome)
        let concerns = tally[.concern] + (old.method == .consensus ? tally[.disagree] : 0)
        // What was said beforehand holds where the outcome says no other day: on it people agreed to try it. Where nothing is tried
        // there is nothing to look at; and once that day has gone by it keeps nobody from writing what came of it.
        let said = verdict == .adopted ? old.reviewAt.flatMap { ProposalRules.mayReview($0, now) ? $0 : nil } : nil
        let reviewAt = try review(decision.reviewAt ?? said, concerns: verdict == .adopted ? concerns : 0)
        try check(decision.links)
        let proposal = try save(
            old, .proposalDecided, [("verdict", .text(verdict.rawValue)), ("review", .number(reviewAt))]
        ) { ($0.state, $0.decidedAt, $0.reviewAt) = (.decided, now, reviewAt) }
        var outcome = ProposalOutcome(
            proposal: proposal, verdict: verdict, winners: winners, tally: tally, words: words, met: met,
            concerns: concerns, byID: member.id, at: now, reviewAt: reviewAt)
        outcome.links = decision.links
        outcome.links += try acts.keepers.keeper(of: proposal.subject)?.decided(outcome, by: viewer, db) ?? []
        try db.insert(outcome)
        let objected = try db.everObjected(proposal).union([proposal.proposerID])
        for one in objected.sorted() { try tell(one, ProposalWords.mailDecided, about: proposal) }
        return proposal
    }

    /// Those of the options alike that the owner chooses: as many as places are left.
    private func chosen(_ typed: [ID], of count: BallotCount?) throws(Refusal) -> [ID] {
        let alike = count?.alike ?? [], places = count?.free ?? 0, named = Set(typed)
        guard named.isSubset(of: alike) else { throw .invalid("winners", ProposalWords.notAlike) }
        guard named.count == places else { throw .invalid("winners", ProposalWords.choose(places)) }
        return alike.filter(named.contains)
    }

    /// When it is looked at again: what has left somebody concerned always is.
    private func review(_ typed: Int64?, concerns: Int) throws(Refusal) -> Int64? {
        guard let typed else { return concerns > 0 ? now + 180 * Time.day : nil }
        guard ProposalRules.mayReview(typed, now) else { throw .invalid("reviewAt", ProposalWords.badReview) }
        return typed
    }

    private func check(_ links: [ProposalOutcome.Link]) throws(Refusal) {
        guard links.count <= ProposalRules.mostLinks else { throw .invalid("links", SiteWords.tooLong) }
        for link in links {
            guard !link.title.isEmpty, link.title.count <= 200, link.path.count <= 400 else {
                throw .invalid("links", SiteWords.missing)
            }
            guard link.path.hasPrefix("/") && !link.path.hasPrefix("//") || link.path.hasPrefix("https://") else {
                throw .invalid("links", ProposalWords.badLink)
            }
        }
    }

    func link(_ title: String, _ path: String, _ old: Proposal) throws -> Proposal {
        guard let outcome = try db.outcome(of: old) else { throw conflict(old, ProposalWords.notDecided) }
        let link = ProposalOutcome.Link(title: Clean.line(title), path: Clean.line(path))
        try check([link])
        guard outcome.links.count < ProposalRules.mostLinks else { throw Refusal.invalid("links", SiteWords.tooLong) }
        try db.add([link], to: old, after: outcome.links.count)
        try record(.proposalLinked, on: old)
        return old
    }

    /// A stage goal or milestone of what was carried: it stands on the road map, and with the decision as what that created.
    func goal(_ draft: GoalDraft, _ old: Proposal) throws -> Proposal {
        guard let outcome = try db.outcome(of: old) else { throw conflict(old, ProposalWords.notDecided) }
        guard outcome.isCarried else { throw conflict(old, ProposalWords.notCarried) }
        guard try db.goals(ofDecision: old.id, in: network).count < ProposalRules.mostGoals else {
            throw conflict(old, RenewalWords.tooManyGoals(ProposalRules.mostGoals))
        }
        _ = try GoalActs(members: members).make(
            draft, of: old.id, isOfAll: old.terms.scope.isOfAll, by: viewer, in: network, now: now, db)
        try record(.proposalLinked, on: old)
        return old
    }

    // MARK: Looking at it again

    func review(
        _ kind: ProposalOutcome.Review.Kind, _ raw: String, _ next: Int64?, _ old: Proposal
    ) throws -> Proposal {
        guard let outcome = try db.outcome(of: old), old.state == .decided else {
            throw conflict(old, ProposalWords.notDecided)
        }
        let member = try members.own(viewer, in: network)
        let words = try ProposalRules.text(
            raw, "words", least: ProposalRules.leastReason, most: ProposalRules.mostOutcome)
        let reviewAt = kind == .kept ? try review(next, concerns: 0) : nil
        let proposal = try save(old, .proposalReviewed, [("kind", .text(kind.rawValue))]) { $0.reviewAt = reviewAt }
        try db.insert(
            ProposalOutcome.Review(
                id: acts.world.newID(), kind: kind, words: words, byID: member.id, at: now), of: outcome,
            next: reviewAt)
        return proposal
    }
}

extension Connection {
    /// How it stands now, counted anew from what was said.
    func tally(of proposal: Proposal, _ ballots: any BallotBox) throws -> (tally: ProposalTally, count: BallotCount?) {
        let voices = try voices(of: proposal)
        let waiting = try waits(of: proposal, vault: nil).count
        let delegations = try ballots.delegations(proposal, voices, self)
        guard proposal.usesPaper else {
            let stances = try stances(of: proposal)
            let tally = ProposalRules.tally(
                voices, stances, proposal.terms, delegations: delegations, waiting: waiting,
                unheard: try unheard(of: proposal))
            return (tally, nil)
        }
        let options = try options(of: proposal.id, in: proposal.networkID)
        let count = try ballots.count(proposal, options, self)
        var tally = ProposalRules.tally(
            voices, cast: try ballots.cast(proposal, self), count, delegations: delegations, waiting: waiting)
        (tally.withoutRecent, tally.papersWithoutNewcomers) = try ballots.without(proposal, options, voices, self)
        return (tally, count)
    }

    /// Members who once objected to it or blocked it.
    func everObjected(_ proposal: Proposal) throws -> Set<ID> {
        Set(
            try query(
                """
                SELECT DISTINCT by_id FROM proposal_stance_log WHERE network_id = \(proposal.networkID)
                    AND proposal_id = \(proposal.id) AND position IN ('objection', 'block')
                """
            ) { try $0[0] as ID })
    }

    func everBlocked(_ proposal: Proposal) throws -> Bool { try !everObjected(proposal).isEmpty }

    /// How often a voice has spoken.
    func lastNumber(of voice: ID, _ proposal: Proposal) throws -> Int {
        try value(
            """
            SELECT number FROM proposal_stances WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)
                AND voice_id = \(voice)
            """) ?? 0
    }

    /// The organisation that a member belongs to.
    func organisationID(of member: ID, in network: ID) throws -> ID? {
        try value("SELECT organisation_id FROM memberships WHERE network_id = \(network) AND id = \(member)")
    }

    /// They know of the words as they are; since when is kept where they did before.
    func setTold(_ voices: Set<ID>, about proposal: Proposal, at now: Int64) throws {
        try execute(
            """
            UPDATE proposal_voices SET told_version = \(proposal.version),
                told_at = CASE WHEN told_version < \(proposal.version) THEN \(now) ELSE told_at END
            WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)
                AND voice_id IN (\(list: voices.sorted()))
            """)
    }
}
