internal import Database

/// What time does to proposals.
extension ProposalActs {
    /// Opens and closes what is due, asks those whose voice is missing. Safe on several nodes.
    ///
    /// - Parameter failed: told of a proposal that could not be moved on; the others are.
    func sweep(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        let clocks = try await database.read { db in try db.clocksGoingOff([.proposal], by: now, limit: 100) }
        await SweepService.each(clocks, \.objectID, failed: failed) { clock in
            let opens = clock.step == ProposalClocks.Step.opens.rawValue
            let recent = opens ? try await cameByOneVouch(to: clock.networkID, at: now) : nil
            try await onDesk(in: clock.networkID, at: now, recent: recent) { try $0.fire(clock) }
        }
        let calls = try await database.read { db in try db.voicesToAsk(at: now, most: 200) }
        await SweepService.each(calls, \.proposal, failed: failed) { call in
            try await onDesk(in: call.network, at: now) { try $0.tellVoice(call) }
        }
        let over = try await database.read { db in try db.waitsOver(at: now, most: 100) }
        await SweepService.each(over, \.proposal, failed: failed) { wait in
            try await onDesk(in: wait.network, at: now) { try $0.endWait(wait.proposal, wait.voice) }
        }
    }

    /// Reminds those who have said nothing when most of the time is over, and passes on what nobody answers for. It looks at all
    /// that runs, so it is done seldom. Safe on several nodes.
    ///
    /// - Parameter failed: told of a proposal that could not be moved on; the others are.
    func sweepPeople(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now(), most = 500
        for _ in 0..<20 {
            let calls = try await database.read { db in try db.voicesToRemind(at: now, most: most) }
            await SweepService.each(calls, \.proposal, failed: failed) { call in
                try await onDesk(in: call.network, at: now) { try $0.tellVoice(call) }
            }
            if calls.count < most { break }
        }
        let leftAlone = try await database.read { db in try db.proposalsLeftAlone() }
        await SweepService.each(leftAlone, \.id, failed: failed) { one in
            try await onDesk(in: one.network, at: now) { try $0.passOn(one.id) }
        }
    }

    private func onDesk(
        in network: ID, at now: Int64, recent: Set<ID>? = nil,
        _ body: @escaping @Sendable (ProposalDesk) throws -> Void
    ) async throws {
        try await database.write { db in
            try body(
                ProposalDesk(
                    acts: self, db: db, viewer: ProposalActs.system, network: network, now: now, recent: recent))
        }
    }
}

/// A voice that is to hear of a proposal.
struct VoiceCall: Sendable {
    let network: ID
    let proposal: ID
    let voice: ID
    /// It was told once, and has said nothing.
    let isReminder: Bool
}

extension ProposalDesk {
    func fire(_ clock: Clock) throws {
        guard let proposal = try db.proposal(clock.objectID, in: network),
            let step = ProposalClocks.Step(rawValue: clock.step)
        else { return try db.stopClock(of: clock.objectID, in: network) }
        // Its time stands still while nobody can read it, an objection's as well: it goes on when it is shown.
        guard proposal.hidden == nil || !proposal.state.isAnswered else {
            _ = try db.advance(clock, to: clock.stage, next: now + Time.hour)
            return
        }
        switch (step, proposal.state) {
        case (.opens, .scheduled): try openScheduled(proposal)
        case (.answers, .open): try end(proposal)
        case (.work, .objected), (.facilitate, .objected):
            let left = now < clock.dueAt ? proposal : try lapse(proposal)
            guard left.state == .objected else { return }
            try step == .work ? work(clock, left) : escalate(clock, left, facilitator: true)
        case (.outcome, .closed), (.reviewing, .decided): try escalate(clock, proposal, facilitator: false)
        case (.review, .decided): try beginReview(proposal)
        default: try db.stopClock(of: clock.objectID, in: network)
        }
    }

    /// What can't be opened at its time is a draft again, and whoever wrote it hears why it is none.
    private func openScheduled(_ proposal: Proposal) throws {
        do {
            _ = try start(proposal)
        } catch Refusal.conflict {
            _ = try save(proposal, .proposalDrafted) { $0.state = .draft }
            try tell(proposal.ownerID, ProposalWords.mailNotOpened, about: proposal)
        }
    }

    /// Whoever answers for it is reminded; when the time is over a facilitator takes care of it.
    private func work(_ clock: Clock, _ proposal: Proposal) throws {
        guard now < clock.dueAt else {
            var round = try round(of: proposal)
            round.pass(to: now)
            if round.isEscalated {
                _ = try escalate(proposal)
            } else {
                try startWork(round, on: proposal)
            }
            return
        }
        guard try db.advance(clock, to: Escalation.reminded.rawValue, next: clock.dueAt) else { return }
        try tell(proposal.ownerID, ProposalWords.mailWorkSoon, about: proposal)
    }

    /// 75 % reminded, 100 % those who lead are told, 150 % another takes it over, 200 % it is red.
    private func escalate(_ clock: Clock, _ proposal: Proposal, facilitator: Bool) throws {
        let reached = Escalation.reached(start: clock.startedAt, due: clock.dueAt, now: now)
        guard reached.rawValue > clock.stage else { return }
        let next = Escalation.next(after: reached, start: clock.startedAt, due: clock.dueAt)
        guard try db.advance(clock, to: reached.rawValue, next: next) else { return }
        try record(PeopleClocks.event(reached), on: proposal, [("step", .text(clock.step))])
        let sides = try facilitator ? sides(of: proposal) : []
        let other = try db.someoneWhoLeads(in: network, except: sides.union([clock.ownerID]))
        let isTaken = reached >= .reassigned && clock.stage < Escalation.reassigned.rawValue
        if isTaken, let other {
            var passed = proposal
            if facilitator { passed.facilitatorID = other } else { passed.ownerID = other }
            passed.changedAt = now
            try db.save(passed, from: proposal)
            try db.setClockOwner(other, of: proposal.id, in: network)
            try record(.proposalPassed, on: proposal, [("to", .text(other.description))])
            if facilitator { try tellBothSides(proposal, ProposalWords.mailOtherFacilitator, except: other) }
            return try tell(other, ProposalWords.mailPassed, about: passed)
        }
        try tell(clock.ownerID, ProposalWords.mailLate, about: proposal)
        guard reached >= .backupTold else { return }
        if let other { try tell(other, ProposalWords.mailLate, about: proposal) }
        guard facilitator, clock.stage < Escalation.backupTold.rawValue else { return }
        try tellBothSides(proposal, ProposalWords.mailStillFacilitated, except: clock.ownerID)
    }

    /// Those between whom a facilitator stands: whoever speaks for a voice that objects, and whoever answers for the proposal.
    private func tellBothSides(_ proposal: Proposal, _ words: (Text) -> Text, except: ID) throws {
        let objecting = try db.voices(of: proposal, among: round(of: proposal).objectors)
        for member in Set(objecting.flatMap(\.speakers) + [proposal.ownerID]).sorted() where member != except {
            try tell(member, words, about: proposal)
        }
    }

    private func beginReview(_ proposal: Proposal) throws {
        let due = now + ProposalRules.reviewing
        try db.start(
            Clock(
                networkID: network, object: .proposal, objectID: proposal.id, needID: proposal.id,
                step: ProposalClocks.Step.reviewing.rawValue, ownerID: proposal.ownerID, startedAt: now, dueAt: due,
                stage: 0, nextAt: Escalation.next(after: .none, start: now, due: due)))
        try record(.proposalReviewDue, on: proposal)
        try tell(proposal.ownerID, ProposalWords.mailReview, about: proposal)
    }

    // MARK: Those whose voice is missing

    /// Whoever speaks for a voice is asked once for each version, and reminded once: when their week has room for it. Who is not asked
    /// about other words hears of them.
    func tellVoice(_ call: VoiceCall) throws {
        // Nobody is asked for words that they can't read.
        guard let proposal = try db.proposal(call.proposal, in: network), proposal.state.isAnswered,
            proposal.hidden == nil, let voice = try db.voices(of: proposal, among: [call.voice]).first
        else { return }
        guard try db.take(call, proposal, at: now) else { return }
        let isAsked = voice.askedVersion == proposal.version, hasAnswered = try hasAnswered(voice, proposal)
        if hasAnswered, isAsked || call.isReminder { return try db.setTold(call, proposal, at: now) }
        let isReopened = proposal.state == .open && voice.reopenedAt != nil && !hasAnswered
        let (words, isStanding) =
            try isAsked || isReopened || call.isReminder
            ? asking(voice, proposal, isReminder: call.isReminder)
            : (ConsentWords.mailChanged(proposal.title, proposal.closesAt, hasAnswered: hasAnswered), false)
        // Whoever wrote these words knows them; asked again or reminded, they are as others are.
        let isNews = !call.isReminder && !isReopened && !(isAsked && voice.askedVersion > 1)
        let writer = try isNews ? db.versions(of: proposal).last?.byID : nil
        let others = voice.speakers.filter { isStanding || $0 != writer }
        // A voice that others speak for, too, has heard of it once one of them has.
        var isTold = others.isEmpty && !voice.speakers.isEmpty
        for member in others {
            isTold = try say(words, to: member, about: proposal, always: isStanding) || isTold
        }
        if isTold { try db.setTold(call, proposal, at: now) }
    }

    /// - Parameter always: it is their own objection, and everything waits for them: no week is too full for that.
    /// - Returns: whether it was sent.
    private func say(_ words: Text, to member: ID, about proposal: Proposal, always: Bool) throws -> Bool {
        let path = "/proposals/\(proposal.id)"
        guard always else {
            return try members.ask(member, for: .voice, in: network, ProposalWords.one, words, to: path, db)
        }
        try members.tell(member, in: network, ProposalWords.one, words, to: path, db)
        return try db.hears(member, in: network)
    }

    private func asking(
        _ voice: ProposalVoice, _ proposal: Proposal, isReminder: Bool
    ) throws -> (words: Text, isStanding: Bool) {
        let question = proposal.title, until = proposal.closesAt, isSilenceYes = proposal.terms.silenceConsents
        // Who objected hears what holds until they answer.
        if voice.askedVersion > 1, !isSilenceYes, !proposal.terms.ballot.isLapsed(voice.id),
            try db.lastPosition(of: voice.id, proposal) == .objection
        {
            return (ProposalWords.mailStands(question, until), true)
        }
        guard !isReminder else {
            if proposal.terms.ballot.mayDelegate ?? false,
                let name = try acts.ballots.passing(voice.id, proposal, db.voices(of: proposal), db).passedTo
            {
                return (ProposalPassingWords.mailReminder(name, question, until), false)
            }
            let words =
                isSilenceYes
                ? ProposalWords.mailReminderSilence(question, until) : ProposalWords.mailReminder(question, until)
            return (words, false)
        }
        if voice.reopenedAt != nil, proposal.state == .open {
            return (ConsentWords.mailOpenAgain(question, until), false)
        }
        let words =
            voice.askedVersion > 1
            ? ProposalWords.mailAskedAgain(question, until) : ProposalWords.mailAsked(question, until)
        return (words, false)
    }

    private func hasAnswered(_ voice: ProposalVoice, _ proposal: Proposal) throws -> Bool {
        if proposal.usesPaper { return try acts.ballots.hasCast(voice.id, proposal, db) }
        return try db.hasStance(voice, proposal)
    }

    /// Somebody said until when they will answer, and that is now.
    func endWait(_ id: ID, _ voice: ID) throws {
        guard let proposal = try db.proposal(id, in: network), proposal.hidden == nil,
            try db.setReminded(voice, proposal, at: now), proposal.state.isAnswered,
            let found = try db.voices(of: proposal, among: [voice]).first
        else { return }
        for member in found.speakers { try tell(member, ProposalWords.mailWaitOver, about: proposal) }
    }

    // MARK: Who is gone

    /// What somebody answered for who takes no part any more is one of those's who lead.
    func passOn(_ id: ID) throws {
        guard let old = try db.proposal(id, in: network) else { return }
        let isOwnerHere = try db.isAwake(old.ownerID, in: network)
        let isFacilitatorHere = try old.facilitatorID.map { try db.isAwake($0, in: network) } ?? true
        guard !isOwnerHere || !isFacilitatorHere else { return }
        let both = Set([old.ownerID] + [old.facilitatorID].compactMap { $0 })
        let next = try isOwnerHere ? old.ownerID : db.someoneWhoLeads(in: network, except: both)
        guard let owner = next else { return }
        guard old.openedAt != nil else {
            _ = try withdraw(old)
            return
        }
        var passed = old
        passed.ownerID = owner
        if !isFacilitatorHere {
            let except = try sides(of: passed).union(both)
            // Where there is nobody else it stays with whoever answers for it, as when it was first asked for.
            passed.facilitatorID = try db.someoneWhoLeads(in: network, except: except) ?? owner
        }
        passed.changedAt = now
        try db.save(passed, from: old)
        if let clock = try db.clock(of: id, in: network), both.contains(clock.ownerID) {
            let helps = clock.step == ProposalClocks.Step.facilitate.rawValue
            try db.setClockOwner(helps ? passed.facilitatorID ?? owner : owner, of: id, in: network)
        }
        var new = Set([passed.ownerID]).subtracting([old.ownerID])
        if let facilitator = passed.facilitatorID, facilitator != old.facilitatorID { new.insert(facilitator) }
        for one in new.sorted() {
            try record(.proposalPassed, on: old, [("to", .text(one.description))])
            try tell(one, ProposalWords.mailPassed, about: passed)
        }
    }
}
