internal import Database
internal import Engine

/// Answers, and what follows from them.
extension ProposalDesk {
    /// The voice for which the viewer answers.
    ///
    /// - Parameter id: nothing where they speak for one only.
    func answering(_ proposal: Proposal, _ id: ID?) throws -> ProposalVoice {
        guard proposal.isAnswerable(at: now) else { throw conflict(proposal, ProposalWords.notOpen) }
        // Nobody decides about words that they can't read.
        guard proposal.hidden == nil else { throw conflict(proposal, ProposalWords.isHidden) }
        let member = try members.own(viewer, in: network)
        let own = try db.voices(of: proposal, among: db.ownVoices(of: member))
        guard !own.isEmpty else { throw Refusal.forbidden(ProposalWords.noVoice) }
        guard let id else {
            guard own.count == 1 else { throw Refusal.invalid("voice", ProposalWords.whichVoice) }
            return own[0]
        }
        guard let voice = own.first(where: { $0.id == id }) else { throw Refusal.forbidden(ProposalWords.noVoice) }
        return voice
    }

    /// - Parameter version: of the words that were read; nothing where the program does not say.
    func answer(
        _ position: Stance.Position, _ raw: String, _ failed: Stance.Test?, _ id: ID?, of version: Int?, _ old: Proposal
    ) throws -> Proposal {
        let voice = try answering(old, id), member = try members.own(viewer, in: network)
        // Nobody consents to words that they have not seen.
        guard version ?? old.version == old.version else { throw conflict(old, ConsentWords.otherWords) }
        guard !old.usesPaper else { throw Refusal.conflict(ProposalWords.onPaper) }
        guard old.method.positions.contains(position) else {
            throw Refusal.invalid(
                "position", SiteWords.badChoice(old.method.positions.map(\.rawValue), position.rawValue))
        }
        let (reason, test) = try ProposalRules.argued(raw, failed, for: position)
        let before = try db.lastNumber(of: voice.id, old)
        let stance = Stance(
            id: acts.world.newID(), voiceID: voice.id, position: position, reason: reason, version: old.version,
            byID: member.id, at: now,
            number: before + 1, test: test)
        // Before it is stored: what it makes of the round follows from how that stood.
        let round = try old.method == .consent ? round(of: old) : nil
        try db.save(stance, of: old, by: member, vault: acts.vault)
        try db.endWait(of: voice.id, old)
        guard var round else {
            try record(position == .block ? .proposalObjected : .proposalAnswered, on: old)
            if position == .block { try tell(old.ownerID, ProposalWords.mailBlocked, about: old) }
            return old
        }
        guard round.answer(voice.id, position, at: now) else { throw conflict(old, ProposalWords.notOpen) }
        return try settle(round, old, position)
    }

    /// The consent round as it is stored.
    func round(of proposal: Proposal) throws -> ConsentRound {
        ConsentRound(
            proposal, try db.voices(of: proposal), try db.stances(of: proposal),
            askedAt: try db.askedAt(proposal))
    }

    /// What the round has become by an answer is stored; whoever answers for it hears of an objection.
    private func settle(_ round: ConsentRound, _ old: Proposal, _ position: Stance.Position) throws -> Proposal {
        let state: Proposal.State = round.state == .objected ? .objected : .open
        let kind: Event.Kind = position == .objection ? .proposalObjected : .proposalAnswered
        let isReplaced = try position == .objection && facilitatesOwn(old)
        let isEscalated = round.isEscalated && old.facilitatorID == nil || isReplaced
        let isSame = state == old.state && round.objectedAt == old.objectedAt && round.terms == old.terms
        guard !isSame || isEscalated else {
            try record(kind, on: old)
            if position == .objection { try tellObjected(old) }
            try startWork(round, on: old)
            return old
        }
        let closesAt = end(of: old, after: round)
        let proposal = try save(old, kind) {
            ($0.state, $0.objectedAt, $0.terms) = (state, round.objectedAt, round.terms)
            $0.closesAt = closesAt
        }
        if position == .objection { try tellObjected(proposal, isReplaced: isReplaced) }
        if isEscalated { return try isReplaced ? replaceFacilitator(proposal) : escalate(proposal) }
        if closesAt > old.closesAt { try tellOpenAgain(round.missing, proposal) }
        try startWork(round, on: proposal)
        return proposal
    }

    /// A voice has answered on paper.
    func answered(_ proposal: Proposal, _ voice: ID) throws {
        try db.endWait(of: voice, proposal)
        // When somebody cast a secret paper is nobody's: with few voters it would say what it was.
        guard !proposal.terms.isSecret else { return }
        try record(.proposalAnswered, on: proposal)
    }

    // MARK: Beside the answers

    func advise(_ position: Stance.Position, _ raw: String, _ old: Proposal) throws -> Proposal {
        let member = try members.own(viewer, in: network)
        guard old.isAnswerable(at: now), !old.usesPaper else { throw conflict(old, ProposalWords.notOpen) }
        guard old.hidden == nil else { throw conflict(old, ProposalWords.isHidden) }
        guard old.method.positions.contains(position) else {
            throw Refusal.invalid(
                "position", SiteWords.badChoice(old.method.positions.map(\.rawValue), position.rawValue))
        }
        guard let body = try db.organisationID(of: member.id, in: network),
            try !db.voices(of: old, among: [body]).isEmpty, try !db.ownVoices(of: member).contains(body)
        else { throw Refusal.forbidden(ProposalWords.noAdvice) }
        let reason = try ProposalRules.reason(raw, for: position)
        let advice = Advice(
            id: acts.world.newID(), voiceID: body, memberID: member.id, position: position, reason: reason, at: now)
        try db.save(advice, of: old, by: member, vault: acts.vault)
        try record(.proposalAdvised, on: old)
        return old
    }

    func wait(_ raw: String, _ until: Int64, _ id: ID?, _ old: Proposal) throws -> Proposal {
        let voice = try answering(old, id), member = try members.own(viewer, in: network)
        let reason = try ProposalRules.text(raw, "reason", most: ProposalRules.mostReason)
        let until = try ProposalRules.waitEnd(until, old, at: now)
        let wait = ProposalWait(
            id: acts.world.newID(), voiceID: voice.id, byID: member.id, reason: reason, until: until, at: now)
        try db.save(wait, of: old, by: member, vault: acts.vault)
        try record(.proposalWaited, on: old, [("until", .number(until))])
        return old
    }

    // MARK: Other words

    func amend(_ amendment: ProposalAmendment, _ old: Proposal) throws -> Proposal {
        guard old.method == .consent else { throw Refusal.conflict(ProposalWords.onlyConsent) }
        guard old.isAnswerable(at: now) else { throw conflict(old, ProposalWords.notOpen) }
        let keeper = acts.keepers.keeper(of: old.subject)
        if !amendment.isOfSubject, let instead = keeper?.insteadOfAmending { throw Refusal.conflict(instead) }
        let question = try ProposalRules.text(
            Clean.sentence(amendment.question ?? old.question), "question", most: ProposalRules.mostQuestion)
        let context = Clean.prose(amendment.context ?? old.context)
        guard context.count <= ProposalRules.mostContext else {
            throw Refusal.invalid("context", NeedWords.tooLong(ProposalRules.mostContext))
        }
        guard amendment.isOfSubject || question != old.question || context != old.context else {
            throw Refusal.invalid("context", ProposalWords.sameWords)
        }
        let reason = try ProposalRules.text(
            amendment.reason, "reason", least: ProposalRules.leastReason, most: ProposalRules.mostReason)
        var round = try round(of: old)
        let affected = amendment.affects.map(Set.init)
        let isAll = affected?.isSuperset(of: round.asked.keys) ?? true
        let closesAt = try end(of: amendment, old, isAll: isAll)
        let gone = try db.voicesOfNobody(round.objectors, of: old)
        guard
            let again = round.amend(
                affecting: affected, until: closesAt, gone: gone, at: now)
        else { throw conflict(old, ProposalWords.notOpen) }
        // It would bind everybody, and nobody would have been asked.
        guard !again.isEmpty else { throw Refusal.invalid("affects", ConsentWords.askSomebody) }
        let proposal = try save(
            old, .proposalAmended,
            [
                ("version", .number(Int64(round.version))), ("asked", .number(Int64(again.count))),
                ("lapsed", .number(gone.isEmpty ? nil : Int64(gone.count))),
            ]
        ) {
            ($0.question, $0.context, $0.version, $0.terms) = (question, context, round.version, round.terms)
            ($0.state, $0.closesAt) = (round.state == .objected ? .objected : .open, closesAt)
        }
        try db.insert(
            ProposalVersion(
                number: proposal.version, question: question, context: context,
                byID: try members.own(viewer, in: network).id, at: now, reason: reason,
                credits: try credits(amendment.credits), asked: amendment.affects.map { _ in again.sorted() }),
            of: proposal)
        try db.ask(again, about: proposal)
        // Everybody hears of it: asked again or not.
        try db.forgetTries(of: proposal)
        try keeper?.amended(proposal, by: viewer, db)
        if round.isEscalated, old.facilitatorID == nil { return try escalate(proposal) }
        try startWork(round, on: proposal)
        return proposal
    }

    private func credits(_ ids: [ID]) throws -> [ID] {
        let known = try db.names(of: Set(ids), in: network)
        guard ids.allSatisfy({ known[$0] != nil }) else { throw Refusal.invalid("credits", NeedWords.unknownMember) }
        return Set(ids).sorted()
    }

    /// Until when those asked again may answer: as long as those before them had, a week at most, where nothing else is said. Who is
    /// not asked again keeps the time they have.
    private func end(of amendment: ProposalAmendment, _ old: Proposal, isAll: Bool) throws -> Int64 {
        let asked = try db.versions(of: old).last?.at ?? old.openedAt ?? now
        let before = max(old.closesAt - asked, ProposalRules.shortest)
        let kept = isAll ? now : old.closesAt
        guard let typed = amendment.closesAt else { return max(kept, now + min(before, 7 * Time.day)) }
        let least = now + min(before, ProposalRules.again)
        // Said in whole minutes: the one that is named will do.
        guard typed >= least else {
            throw Refusal.invalid("closesAt", ProposalWords.tooSoonAgain(least + Time.minute - 1))
        }
        guard typed >= kept else {
            throw Refusal.invalid("closesAt", ConsentWords.keepsTheirTime(kept + Time.minute - 1))
        }
        guard typed <= now + ProposalRules.longest else { throw Refusal.invalid("closesAt", ProposalWords.tooFar) }
        return typed
    }

    /// Somebody who was not asked about the changed words wants to be.
    func askAgain(_ id: ID?, _ old: Proposal) throws -> Proposal {
        guard old.method == .consent else { throw Refusal.conflict(ProposalWords.onlyConsent) }
        let voice = try answering(old, id)
        var round = try round(of: old)
        guard round.askAgain(voice.id, at: now) else { throw conflict(old, ProposalWords.isAsked) }
        try db.ask([voice.id], about: old)
        // Whoever asks for it has heard of it.
        try db.setTold([voice.id], about: old, at: now)
        try record(.proposalAsked, on: old)
        return old
    }
}
