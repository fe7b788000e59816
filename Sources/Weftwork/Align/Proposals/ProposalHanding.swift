internal import Database

/// A proposal is handed on: whoever answers for it asks another, who takes it on or does not. Until then nothing changes.
extension ProposalDesk {
    func hand(_ step: ChargeAction, _ old: Proposal, _ ties: Ties) throws -> Proposal {
        guard old.canBeHanded else { throw conflict(old, ProposalHandWords.notNow) }
        let leads = viewer.member.map { $0.has(.coordinator) || $0.standing == .steward } ?? false
        let question = old.title
        let about = ChargeKeeper.About(
            object: .proposal, id: old.id, networkID: network, subject: ProposalWords.one, path: "/proposals/\(old.id)",
            asks: ProposalHandWords.mailAsks(question), late: ProposalWords.mailLate(question),
            answered: { ProposalHandWords.mailAnswered($0, question, $1) })
        if let other = try step.asked(in: network, db), try !db.isAwake(other, in: network) {
            throw Refusal.invalid("member", ReadinessWords.unknownMember)
        }
        let before = Charge(ownerID: old.ownerID, askedID: old.askedID, dueAt: old.closesAt)
        let charge = try ChargeKeeper(members: members).perform(
            step, on: before, about, by: viewer, leads: leads, db)
        var proposal = old
        (proposal.ownerID, proposal.askedID, proposal.changedAt) = (charge.ownerID, charge.askedID, now)
        // Nothing is taken care of at the moment: should there be another objection, somebody else is asked.
        if old.state == .open, old.facilitatorID == charge.ownerID, charge.ownerID != old.ownerID {
            proposal.facilitatorID = nil
        }
        try db.save(proposal, from: old)
        proposal.revision = old.revision + 1
        guard charge.ownerID != old.ownerID else { return proposal }
        // What ran for whoever had it goes on for whoever has it now; helping both sides is another's.
        if let clock = try db.clock(of: old.id, in: network), clock.ownerID == old.ownerID,
            clock.step != ProposalClocks.Step.facilitate.rawValue
        {
            try db.setClockOwner(charge.ownerID, of: old.id, in: network)
        }
        try record(
            .proposalPassed, on: proposal,
            [("from", .text(old.ownerID.description)), ("to", .text(charge.ownerID.description))])
        // Whoever takes care of the objection is a side now, or was one for want of anybody else.
        if old.state == .objected, let facilitator = old.facilitatorID,
            facilitator == charge.ownerID || facilitator == old.ownerID
        {
            return try replaceFacilitator(proposal)
        }
        return proposal
    }
}

extension Proposal {
    /// Whether somebody still has something to do for it.
    var canBeHanded: Bool {
        switch state {
        case .scheduled, .open, .objected, .closed: true
        case .decided: reviewAt != nil
        case .draft, .withdrawn: false
        }
    }
}

extension ProposalActs {
    /// Of whom whoever answers for a proposal may ask one to do so; nobody for others.
    func candidates(_ file: ProposalFile, in network: ID) async throws -> [(id: ID, name: String)] {
        guard file.allowed.contains("ask") else { return [] }
        return try await ChargeKeeper(members: members).candidates(in: network)
    }

    /// What a member is asked to answer for.
    static func handTasks(_ member: Member, _ now: Int64, _ db: any Connection) throws -> [WaitingTask] {
        try db.proposals(in: member.networkID, where: "x.asked_id = \(member.id)", limit: 50).filter(\.canBeHanded)
            .map { proposal in
                let running = try db.clock(of: proposal.id, in: member.networkID)
                let due = max(now, running?.dueAt ?? proposal.closesAt)
                return WaitingTask(
                    clock: Clock(
                        networkID: proposal.networkID, object: .proposal, objectID: proposal.id, needID: proposal.id,
                        step: ProposalClocks.Step.hand.rawValue, ownerID: member.id, startedAt: proposal.changedAt,
                        dueAt: due, stage: 0, nextAt: Clock.never),
                    words: ProposalHandWords.asks(proposal.title), path: "/proposals/\(proposal.id)#hand")
            }
    }
}

/// Who answers for a proposal, on its page: asking another, saying yes or no.
struct ProposalHandingParts {
    let frame: Frame
    let file: ProposalFile
    let candidates: [(id: ID, name: String)]
    let fields: Fields
    let action: String

    var html: HTML {
        let proposal = file.proposal
        guard !Set(file.allowed).isDisjoint(with: ["ask", "accept"]) else { return "" }
        let asked: HTML =
            proposal.askedID.flatMap { file.names[$0] }.map {
                "<p class=\"small\">\(frame.said(frame(ProposalHandWords.isAsked($0))))</p>"
            } ?? ""
        let answer: HTML = """
            <form method="post" action="\(action)" class="stack">\(frame.hidden)<p>\(frame(ProposalHandWords.askedYou))</p>\
            <div class="row"><button class="btn main" name="action" value="accept">\(frame(ReadinessWords.accept))</button>\
            <button class="btn" name="action" value="decline">\(frame(ReadinessWords.decline))</button></div></form>
            """
        let ask = fields.folded(
            ProposalHandWords.handOn,
            """
            <form method="post" action="\(action)" class="stack">\(fields.hidden)<p class="small">\(frame(ProposalHandWords.means))</p>\
            \(ChargeParts.whom(candidates, not: proposal.ownerID, fields))\
            \(fields.button(ReadinessWords.ask, kind: "", name: "action", value: "ask"))</form>
            """)
        let isYours = file.allowed.contains("accept")
        return """
            <section class="card" id="hand"><h2>\(frame(ProposalHandWords.title))</h2>\
            <p>\(frame.said(frame(ReadinessWords.owner(file.names[proposal.ownerID] ?? ""))))</p>\(asked, if: !isYours)\
            \(answer, if: isYours)\(ask, if: file.allowed.contains("ask"))</section>
            """
    }
}
