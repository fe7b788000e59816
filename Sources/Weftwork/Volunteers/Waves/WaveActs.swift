internal import Database
internal import Engine

/// Calling people for a need in waves: the same for pages, programs and clocks.
struct WaveActs: Sendable {
    let fits: FitActs
    let robots: RobotActs

    var needs: NeedActs { fits.needs }
    var volunteers: VolunteerActs { fits.volunteers }
    var members: MemberActs { fits.volunteers.members }
    var database: any Database { needs.database }
    var world: World { needs.world }
    var vault: Vault { needs.vault }

    static let mostPicks = 200
    /// So many people are looked up for all picks of one request together.
    static let mostPicked = 600

    /// The links by which those who are asked answer.
    var links: MarkedLink {
        MarkedLink(
            kind: "asking", root: "/asked", mark: "weft_a_", vault: vault, configuration: needs.configuration)
    }

    /// The address at which one asking is answered.
    func link(of asking: ID) -> String {
        links.address(of: asking)
    }

    /// A member as they would come in by themselves, with what they have yet to learn.
    func viewer(of member: Member, at now: Int64, _ db: any Connection) throws -> Viewer {
        try members.viewer(of: member, at: now, db)
    }

    /// Opens one transaction on calls.
    func onDesk<T: Sendable>(
        in network: ID, by viewer: Viewer, at now: Int64, _ body: @escaping @Sendable (WaveDesk) throws -> T
    ) async throws -> T {
        let picture = try await needs.duty.picture(of: network, now: now)
        let limits = try await needs.limits(of: network)
        return try await database.write { db in
            try body(
                WaveDesk(
                    acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture, limits: limits))
        }
    }

    /// Looks at calls, as a transaction that writes nothing would see them.
    func readDesk<T: Sendable>(
        in network: ID, by viewer: Viewer, at now: Int64, _ body: @escaping @Sendable (WaveDesk) throws -> T
    ) async throws -> T {
        let picture = try await needs.duty.picture(of: network, now: now)
        let limits = try await needs.limits(of: network)
        return try await database.read { db in
            try body(
                WaveDesk(
                    acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture, limits: limits))
        }
    }

    // MARK: Calling

    /// Calls for help on a line of a need, and asks the first wave: those whom the engine proposes, or those who were chosen.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` where the line has a call already or nobody can be called for it,
    ///   ``Refusal/invalid(_:)``.
    /// - Returns: the call with whom it asked, and who of those chosen was not and why; of a request that came before, the call alone.
    func start(
        _ draft: HelpDraft, on id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> WaveDesk.Started {
        try Policy.require(.callForHelp, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        try WaveRules.requireWave(draft.members ?? [])
        let (need, line) = try await readDesk(in: network, by: viewer, at: now) { desk in
            try desk.callable(id, line: draft.line)
        }
        let terms = try WaveRules.terms(draft.terms, on: line, at: now)
        let wanted = draft.wanted ?? WaveRules.usualWanted(of: line)
        let found = try await plan(need, line: line.id, terms, wanted: wanted, at: now)
        let proposed = found?.plan.first.map(\.member) ?? []
        let reasons = try await reasons(found, for: draft.members ?? proposed)
        let wait = found?.plan.wait ?? WaveRules.wait(for: [], need.urgency)
        return try await onDesk(in: network, by: viewer, at: now) { desk in
            if let earlier = try desk.db.earlier(once, by: viewer, in: network),
                let known = try desk.db.helpCall(earlier, in: network)
            {
                return (known, [], [])
            }
            let (need, line) = try desk.callable(id, line: draft.line)
            // She may have said another time since.
            guard try WaveRules.terms(draft.terms, on: line, at: now) == terms else { throw Refusal.stale }
            let call = try desk.open(need, line, wanted: wanted, terms, owner: member.id)
            try desk.db.remember(once, object: call.id, by: viewer, in: network, at: now)
            let chosen = (draft.members ?? proposed).uniqued
            guard !chosen.isEmpty else {
                try desk.fallShort(call, need, found?.plan.nobody ?? .thing)
                return (try desk.db.helpCall(call.id, in: network) ?? call, [], [])
            }
            return try desk.ask(
                chosen, call, need, wait: wait, reasons: reasons, picked: Set(chosen).subtracting(proposed))
        }
    }

    /// Why these fit, where the engine found them.
    func reasons(
        _ found: (plan: WavePlan, market: FitMarket, position: Int)?, for members: [ID]
    ) async throws -> [ID: [FitReason]] {
        guard let found, !members.isEmpty else { return [:] }
        let network = found.market.need(at: found.position).networkID, wanted = Set(members)
        let titles = try await database.read { db in try db.trainingTitles(of: network) }
        let pairs = found.plan.candidates.filter { wanted.contains($0.member) }.map { one in
            let said = found.market.market.explanation(need: found.position, supply: one.match.position).reasons
            return (
                one.member,
                found.market.reasons(
                    said, line: found.position, found.market.supplies[one.match.position], titles: titles)
            )
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// Opens or extends calls for hand-picked people of several needs in one transaction. Nothing of one pick undoes another.
    ///
    /// - Returns: what became of each, in their order.
    func ask(
        _ picks: [WavePick], _ terms: CallTerms = CallTerms(), by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> [PickedAnswer] {
        try Policy.require(.callForHelp, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let terms = try WaveRules.cleaned(terms, at: now)
        guard picks.count <= WaveActs.mostPicks else {
            throw Refusal.invalid("picks", WaveWords.tooManyPicks(WaveActs.mostPicks))
        }
        guard picks.reduce(0, { $0 + $1.members.count }) <= WaveActs.mostPicked else {
            throw Refusal.invalid("picks", WaveWords.tooManyPeople(WaveActs.mostPicked))
        }
        return try await onDesk(in: network, by: viewer, at: now) { desk in
            guard try desk.db.earlier(once, by: viewer, in: network) == nil else {
                throw Refusal.conflict(WaveWords.askedAlready)
            }
            let answers = try picks.map { try desk.take($0, terms, owner: member.id) }
            try desk.db.remember(once, object: member.id, by: viewer, in: network, at: now)
            return answers
        }
    }

    // MARK: Going on

    /// Ends a call by hand.
    func end(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.callForHelp, viewer)
        let now = world.now()
        try await onDesk(in: network, by: viewer, at: now) { desk in
            guard let call = try desk.db.helpCall(id, in: network) else { throw Refusal.notFound }
            // Ended twice is ended.
            if call.state == .ended { return }
            try desk.requireOpen(call)
            try desk.end(call, .ended)
        }
    }

    /// Asks these people too, as the next wave.
    func ask(also picks: [ID], of id: ID, by viewer: Viewer, in network: ID) async throws -> PickedAnswer {
        try Policy.require(.callForHelp, viewer)
        let now = world.now()
        try WaveRules.requireWave(picks)
        return try await onDesk(in: network, by: viewer, at: now) { desk in
            guard let call = try desk.db.helpCall(id, in: network) else { throw Refusal.notFound }
            try desk.requireOpen(call)
            guard !picks.isEmpty else { throw Refusal.invalid("members", WaveWords.nobodyPicked) }
            guard !call.isPast(at: now) else {
                throw Refusal.conflict(WaveWords.isPast, Refusal.Extras(state: call.state.rawValue))
            }
            let (need, _) = try desk.callable(call.needID, line: call.lineID)
            try desk.requireClear(call)
            return try desk.extend(call, need, picks)
        }
    }

    /// A call that fell short looks again for whom to ask.
    func again(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.callForHelp, viewer)
        let now = world.now()
        try await onDesk(in: network, by: viewer, at: now) { desk in
            guard let call = try desk.db.helpCall(id, in: network) else { throw Refusal.notFound }
            guard call.state == .short, !call.isPast(at: now) else {
                throw Refusal.conflict(WaveWords.isNotShort, Refusal.Extras(state: call.state.rawValue))
            }
            try desk.requireClear(call)
            var next = call
            (next.state, next.dueAt, next.why) = (.running, now, nil)
            guard try desk.db.save(next, from: call) else { throw Refusal.stale }
            try desk.db.stopClock(of: id, in: network)
        }
        try await advance(id, in: network)
    }
}

extension WaveDesk {
    /// - Throws: ``Refusal/conflict(_:_:)`` while what it asks for may be told to nobody.
    fileprivate func requireClear(_ call: HelpCall) throws {
        guard let need = try standing(call), let line = need.lines.first(where: { $0.id == call.lineID }),
            let stop = bar(need, line) ?? WaveRules.stop(call.terms, on: line, at: now)
        else { return }
        throw Refusal.conflict(WaveWords.words(stop), Refusal.Extras(state: call.state.rawValue))
    }

    func requireOpen(_ call: HelpCall) throws(Refusal) {
        guard call.state.isOpen else {
            throw .conflict(WaveWords.isOver(call.state), Refusal.Extras(state: call.state.rawValue))
        }
    }

    /// One pick: into the line's open call, where it is for the same time, or a new one.
    fileprivate func take(_ pick: WavePick, _ said: CallTerms, owner: ID) throws -> PickedAnswer {
        var answer = PickedAnswer(need: pick.need, line: pick.line)
        let (need, line): (Need, NeedLine), terms: CallTerms, running: HelpCall?
        do {
            (need, line) = try callable(pick.need, line: pick.line)
            terms = try WaveRules.terms(ofAll: said, on: line, at: now)
            guard !pick.members.isEmpty else { throw Refusal.conflict(WaveWords.nobodyPicked) }
            running = try sharedCall(on: line, for: terms)
        } catch let refusal as Refusal {
            answer.problem = refusal.firstWords
            return answer
        }
        let members = Array(pick.members.uniqued.prefix(WaveRules.mostInWave))
        let stops = try members.map { id in
            (member: id, why: try stop(of: id, need, line, running?.terms ?? terms, isProposed: pick.isProposed))
        }
        let able = stops.filter { $0.why == nil }.map(\.member)
        answer.call = running?.id
        answer.refused = stops.compactMap { one in one.why.map { (member: one.member, why: $0) } }
        // A call is not opened for people of whom none may be asked.
        guard !able.isEmpty else { return answer }
        let call: HelpCall
        if let running {
            call = try raised(running, line, to: pick.wanted)
        } else {
            if let other = try db.openCall(ofLine: line.id, in: network) { try replace(other) }
            call = try open(need, line, wanted: wanted(of: line, by: pick, members), terms, owner: owner)
        }
        let done = try extend(call, need, able)
        (answer.call, answer.asked, answer.refused) = (done.call, done.asked, answer.refused + done.refused)
        return answer
    }

    /// Another call takes its place; whoever called by it hears that theirs is over.
    func replace(_ old: HelpCall) throws {
        try end(old, .ended)
        guard old.ownerID != viewer.member?.id else { return }
        try acts.members.tell(
            old.ownerID, in: network, WaveWords.mailReplacedSubject, WaveWords.mailReplaced,
            to: "/help-calls/\(old.id)", db)
    }

    /// The call that a line has, for whoever was chosen for a time; nothing where another may take its place: its time is over, or it fell
    /// short, is for another time and waits for nobody.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` where people are asked for another time.
    private func sharedCall(on line: NeedLine, for terms: CallTerms) throws -> HelpCall? {
        guard let call = try db.openCall(ofLine: line.id, in: network), !call.isPast(at: now) else { return nil }
        guard !WaveRules.isSameTime(call.terms, terms, at: now) else {
            if let stop = WaveRules.stop(call.terms, on: line, at: now) {
                throw Refusal.conflict(WaveWords.words(stop))
            }
            return call
        }
        if call.state == .short, try db.openAskingCount(of: call) == 0 { return nil }
        throw Refusal.conflict(WaveWords.otherTime(call.terms))
    }

    private func wanted(of line: NeedLine, by pick: WavePick, _ members: [ID]) -> Int {
        let room = WaveRules.room(in: line, share: WaveRules.share(of: line, wanted: 1)) ?? WaveRules.wanted.upperBound
        let wanted = line.kind == .people ? min(pick.wanted ?? members.count, room) : pick.wanted ?? 1
        return min(WaveRules.wanted.upperBound, max(1, wanted))
    }

    /// More people are wanted of a line than its call began with, as far as it takes them.
    private func raised(_ old: HelpCall, _ line: NeedLine, to wanted: Int?) throws -> HelpCall {
        guard let wanted, line.kind == .people, wanted > old.wanted else { return old }
        let room = try WaveRules.room(in: line, share: old.share).map { try $0 + db.yesCount(of: old) }
        var call = old
        call.wanted = max(old.wanted, min(wanted, room ?? wanted, WaveRules.wanted.upperBound))
        guard call != old else { return old }
        guard try db.save(call, from: old) else { throw Refusal.stale }
        return call
    }

    private func stop(
        of id: ID, _ need: Need, _ line: NeedLine, _ terms: CallTerms, isProposed: Bool
    ) throws -> WaveStop? {
        guard let member = try db.member(id, in: network), !member.isSuspended else { return .gone }
        let own = try ownTime(terms, of: id, line)
        if let stop = try stop(for: member, need, terms.cut(to: own)) { return stop }
        if isProposed, !own.isEnough { return .hours }
        let answer = try db.contactBudget(of: network).answer(
            try db.contacts(with: id, in: network, at: now), now: now, isEmergency: need.urgency == .critical)
        if case .notBefore = answer { return .budget }
        return nil
    }

    fileprivate func extend(_ call: HelpCall, _ need: Need, _ members: [ID]) throws -> PickedAnswer {
        let unique = members.uniqued, wait = WaveRules.wait(for: [], need.urgency)
        let done = try ask(unique, call, need, wait: wait, picked: Set(unique))
        return PickedAnswer(
            need: need.id, line: call.lineID, call: call.id, asked: done.asked, refused: done.refused)
    }
}

extension [ID] {
    /// Each once, in their order.
    fileprivate var uniqued: [ID] {
        var seen: Set<ID> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Refusal {
    /// What it says, in one piece.
    var firstWords: Text {
        switch self {
        case .conflict(let words, _), .forbidden(let words), .unreadable(let words): words
        case .invalid(let problems): problems.first?.message ?? SiteWords.invalid
        default: words
        }
    }
}
