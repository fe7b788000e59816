internal import Database

/// What ends later than was said: words that were hidden and are shown again, a round that is open again after its end.
extension Connection {
    /// While its words were hidden its time stood still: from when they are shown again it runs on, and with it the days that an
    /// objection has and what people said of when they answer. Those whose voice is missing are reminded of the new end. In the
    /// transaction that shows them.
    ///
    /// - Parameter event: the id of the event that says so.
    func goOn(_ id: ID, in network: ID, by viewer: Viewer, event: ID) throws {
        guard let old = try proposal(id, in: network), old.state.isAnswered, old.hidden == nil,
            let hiding = try hidings(of: old).max(by: { $0.to < $1.to })
        else { return }
        // Changed meanwhile it has an end that was set then.
        let from = max(hiding.from, try versions(of: old).last?.at ?? hiding.from), lost = hiding.to - from
        guard lost > 0 else { return }
        var new = old
        new.closesAt += lost
        new.objectedAt = old.objectedAt.map { $0 + lost }
        new.changedAt = hiding.to
        try save(new, from: old)
        try startAgain(new, after: lost, at: hiding.to)
        try execute(
            """
            UPDATE proposal_waits SET until_at = until_at + \(lost) WHERE network_id = \(network) AND proposal_id = \(id)
                AND until_at > \(from)
            """)
        // Some hours make no other end: who was reminded knows it.
        if lost >= Time.day { try remindAnew(new) }
        try record(
            Event(
                .proposalWentOn, on: id, in: network, by: viewer.actor, at: hiding.to, audience: new.audience,
                details: [("from", .number(old.closesAt)), ("to", .number(new.closesAt))], id: event))
    }

    private func remindAnew(_ proposal: Proposal) throws {
        try execute(
            """
            UPDATE proposal_voices AS v SET reminded_version = 0, tried_at = NULL
            WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id) AND \(ProposalSweepStore.isSilent)
            """)
    }

    private func startAgain(_ proposal: Proposal, after lost: Int64, at now: Int64) throws {
        guard proposal.state == .objected else {
            if let clock = ProposalClocks.clock(of: proposal, now: now) { try start(clock) }
            return
        }
        guard var running = try clock(of: proposal.id, in: proposal.networkID) else { return }
        running.startedAt += lost
        running.dueAt += lost
        running.nextAt = Escalation.next(
            after: Escalation(rawValue: running.stage) ?? .none, start: running.startedAt, due: running.dueAt)
        try start(running)
    }

    /// When its words were hidden and are no more.
    private func hidings(of proposal: Proposal) throws -> [(from: Int64, to: Int64)] {
        try query(
            """
            SELECT at, ended_at FROM hidings WHERE network_id = \(proposal.networkID) AND kind = 'proposal'
                AND text_id = \(proposal.id) AND ended_at IS NOT NULL
            """
        ) { (from: try $0[0] as Int64, to: try $0[1] as Int64) }
    }

    /// When those asked last were, as their time is reckoned: while nobody could read the words it stood still.
    func askedAt(_ proposal: Proposal) throws -> Int64? {
        let asked = try versions(of: proposal).last?.at
        // Only an objection's days are reckoned from it.
        guard let asked, proposal.state == .objected else { return asked }
        return try asked + hidings(of: proposal).reduce(0) { $0 + max(0, $1.to - max($1.from, asked)) }
    }

    /// It goes on after its end: those who have said nothing are to hear so, as if they had not been asked yet.
    func setOpenAgain(_ proposal: Proposal, at now: Int64) throws {
        try execute(
            """
            UPDATE proposal_voices AS v SET told_version = 0, reminded_version = 0, tried_at = NULL, reopened_at = \(now)
            WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)
                AND \(ProposalSweepStore.isSilent)
            """)
    }
}
