internal import Database

/// The clock of a proposal: one at a time, for what is next.
enum ProposalClocks {
    enum Step: String, Sendable {
        /// It opens by itself.
        case opens = "proposalOpens"
        /// Answers come in until it ends.
        case answers = "proposalAnswers"
        /// An objection is worked through.
        case work = "proposalWork"
        /// A facilitator takes care of it.
        case facilitate = "proposalFacilitate"
        /// What came of it is to be written.
        case outcome = "proposalOutcome"
        /// Some day it is looked at again,
        case review = "proposalReview"
        /// and that day has come.
        case reviewing = "proposalReviewing"
        /// Somebody's voice is missing; made when it is read, it stands in no table.
        case voice = "proposalVoice"
        /// Somebody is asked to answer for it; made when it is read, like the one before.
        case hand = "proposalHand"
    }

    /// The clock that follows from a proposal's state; nothing where nothing is to come.
    static func clock(of proposal: Proposal, now: Int64) -> Clock? {
        func clock(_ step: Step, _ owner: ID, from start: Int64, due: Int64, next: Int64? = nil) -> Clock {
            Clock(
                networkID: proposal.networkID, object: .proposal, objectID: proposal.id, needID: proposal.id,
                step: step.rawValue, ownerID: owner, startedAt: start, dueAt: due, stage: 0,
                nextAt: next ?? Escalation.next(after: .none, start: start, due: due))
        }
        switch proposal.state {
        case .draft, .withdrawn: return nil
        case .scheduled:
            return proposal.opensAt.map { clock(.opens, proposal.ownerID, from: now, due: $0, next: $0) }
        case .open:
            return clock(
                .answers, proposal.ownerID, from: proposal.openedAt ?? now, due: proposal.closesAt,
                next: proposal.closesAt)
        case .objected:
            if let facilitator = proposal.facilitatorID {
                return clock(.facilitate, facilitator, from: now, due: now + ProposalRules.facilitation)
            }
            let start = proposal.objectedAt ?? now
            return clock(
                .work, proposal.ownerID, from: start, due: start + Int64(proposal.terms.workDays) * Time.day)
        case .closed: return clock(.outcome, proposal.ownerID, from: now, due: now + ProposalRules.outcome)
        case .decided:
            return proposal.reviewAt.map {
                clock(.review, proposal.ownerID, from: proposal.decidedAt ?? now, due: $0, next: $0)
            }
        }
    }
}

extension ProposalDesk {
    /// An objection is worked through until a facilitator is asked: where whoever objected is asked about other words, until their
    /// time to answer is over.
    func startWork(_ round: ConsentRound, on proposal: Proposal) throws {
        guard proposal.state == .objected, proposal.facilitatorID == nil, let due = round.facilitatedAt,
            let running = try db.clock(of: proposal.id, in: network), running.dueAt != due
        else { return }
        let start = round.waitsForObjectors ? now : running.startedAt
        try db.start(
            Clock(
                networkID: network, object: .proposal, objectID: proposal.id, needID: proposal.id,
                step: ProposalClocks.Step.work.rawValue, ownerID: proposal.ownerID, startedAt: start, dueAt: due,
                stage: 0, nextAt: Escalation.next(after: .none, start: start, due: due)))
    }

    /// What runs for it from now on; nothing is begun anew that runs already.
    func startClock(of proposal: Proposal, from old: Proposal) throws {
        let isSame =
            proposal.state == old.state && proposal.closesAt == old.closesAt && proposal.reviewAt == old.reviewAt
            && proposal.facilitatorID == old.facilitatorID
        guard !isSame else { return }
        guard let clock = ProposalClocks.clock(of: proposal, now: now) else {
            return try db.stopClock(of: proposal.id, in: network)
        }
        try db.start(clock)
    }
}

extension ProposalActs {
    /// What waits for a member: a voice of theirs that is missing; objections to work through, outcomes to write, decisions to look
    /// at again; to those who lead, also what has gone red.
    static func tasks(_ ballots: any BallotBox) -> MemberActs.LaterTasks {
        { member, now, db in
            let voice = try db.proposalsWaiting(for: member, at: now, ballots).map { waiting in
                let proposal = waiting.proposal, title = proposal.title
                return WaitingTask(
                    clock: Clock(
                        networkID: proposal.networkID, object: .proposal, objectID: proposal.id, needID: proposal.id,
                        step: ProposalClocks.Step.voice.rawValue, ownerID: member.id, startedAt: waiting.since,
                        dueAt: proposal.closesAt, stage: 0, nextAt: Clock.never),
                    words: waiting.passedTo.map { ProposalPassingWords.waits($0, title) }
                        ?? waiting.until.map { ConsentWords.waitsForVoice(title, until: $0) }
                        ?? ProposalWords.waitsForVoice(title), path: "/proposals/\(proposal.id)")
            }
            let leads = member.standing == .steward || member.has(.coordinator)
            return try voice + ProposalActs.handTasks(member, now, db)
                + db.proposalClocks(in: member.networkID, of: member.id, leads: leads).compactMap { clock, title in
                    guard let words = ProposalWords.waits(ProposalClocks.Step(rawValue: clock.step), title) else {
                        return nil
                    }
                    return WaitingTask(clock: clock, words: words, path: "/proposals/\(clock.objectID)")
                }
        }
    }
}

/// A proposal in which a voice of somebody's is missing.
struct WaitingProposal: Sendable {
    let proposal: Proposal
    /// When it was asked.
    let since: Int64
    /// Who has answered for them, where no voice is missing but one that they passed on.
    var passedTo: String?
    /// Until when they have said that they will answer, where they have for all that is missing.
    var until: Int64?
}

extension Connection {
    /// Clocks of proposals that ask something of a member, the next due first, each with the title as others read it.
    fileprivate func proposalClocks(
        in network: ID, of member: ID, leads: Bool
    ) throws -> [(clock: Clock, title: Text)] {
        let red: SQL = leads ? "OR c.stage >= \(Escalation.reassigned.rawValue)" : .empty
        return try query(
            """
            SELECT \(ProposalStore.columns), \(Clock.columns) FROM clocks c
            JOIN proposals x ON x.network_id = c.network_id AND x.id = c.object_id
            WHERE c.network_id = \(network) AND (c.owner_id = \(member) \(red)) AND c.object = \(Clock.Object.proposal)
                AND c.step IN ('proposalWork', 'proposalFacilitate', 'proposalOutcome', 'proposalReviewing')
            ORDER BY c.due_at, c.object_id LIMIT 100
            """
        ) { (try Clock(row: $0, from: ProposalStore.columnCount), try Proposal(row: $0).title) }
    }

    /// Proposals that a voice of a member's is missing in, with when it was asked, and until when they have said that they will answer:
    /// the next to end first.
    ///
    /// - Parameter naming: also who has answered where they passed their voice on.
    func proposalsWaiting(
        for member: Member, at now: Int64, _ ballots: any BallotBox, naming: Bool = true
    ) throws -> [WaitingProposal] {
        guard !member.isSuspended else { return [] }
        let given =
            try naming ? delegations(of: member.id, in: member.networkID).filter { $0.fromID == member.id } : []
        let topics = Set(given.map(\.topic)), own = try ownVoices(of: member).sorted(),
            count = ProposalStore.columnCount
        let found = try query(
            """
            SELECT \(ProposalStore.columns), v.voice_id, w.until_at FROM proposal_voices v
            JOIN proposals x ON x.network_id = v.network_id AND x.id = v.proposal_id
            LEFT JOIN proposal_waits w ON w.network_id = v.network_id AND w.proposal_id = v.proposal_id
                AND w.voice_id = v.voice_id AND w.until_at > \(now)
            WHERE v.network_id = \(member.networkID) AND v.voice_id IN (\(list: own)) AND x.state IN ('open', 'objected')
                AND (x.state = 'objected' OR x.closes_at > \(now))
                AND \(ProposalStore.isShown)
                AND NOT EXISTS (SELECT 1 FROM proposal_stances s WHERE s.network_id = v.network_id
                    AND s.proposal_id = v.proposal_id AND s.voice_id = v.voice_id AND s.version >= v.asked_version)
            ORDER BY x.closes_at, x.id, w.until_at NULLS FIRST LIMIT 100
            """
        ) { (proposal: try Proposal(row: $0), voice: try $0[count] as ID, until: try $0[count + 1] as Int64?) }
        var waiting: [WaitingProposal] = []
        for (proposal, voice, until) in found {
            if try proposal.usesPaper && ballots.hasCast(voice, proposal, self) { continue }
            let isPassed = voice == member.id && topics.contains(proposal.topic)
            let to = try isPassed ? ballots.passedTo(voice, proposal, self) : nil
            guard let last = waiting.indices.last, waiting[last].proposal.id == proposal.id else {
                waiting.append(
                    WaitingProposal(
                        proposal: proposal, since: proposal.openedAt ?? now, passedTo: to, until: until))
                continue
            }
            // Another voice of theirs is missing: nobody answered for that.
            if to == nil || waiting[last].passedTo == nil { waiting[last].passedTo = nil }
        }
        return waiting
    }
}
