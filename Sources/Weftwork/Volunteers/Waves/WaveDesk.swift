internal import Database
internal import Engine

/// One transaction on calls for help: the hands of all acts on them.
struct WaveDesk {
    /// A call after a wave: who was asked, and who was passed over.
    typealias Started = (call: HelpCall, asked: [ID], refused: [(member: ID, why: WaveStop)])

    let acts: WaveActs
    let db: any Connection
    let viewer: Viewer
    let network: ID
    let now: Int64
    let picture: DutyPicture
    let limits: RestrictionReading

    var cases: CaseDesk { cases(by: viewer) }

    func cases(by viewer: Viewer) -> CaseDesk {
        CaseDesk(acts: acts.needs, db: db, viewer: viewer, network: network, now: now, picture: picture)
    }

    // MARK: Opening

    /// The need and its line, where people may be called for it.
    /// - Throws: ``Refusal/notFound``, ``Refusal/conflict(_:_:)`` with the reason.
    func callable(_ id: ID, line: ID) throws -> (need: Need, line: NeedLine) {
        let (need, _) = try cases.open(id)
        guard need.state.phase == .board, need.hidden == nil, need.audience > .case else {
            throw Refusal.conflict(WaveWords.notOnBoard, Refusal.Extras(state: need.state.rawValue))
        }
        guard let line = need.lines.first(where: { $0.id == line }) else {
            throw Refusal.invalid("line", NeedWords.unknownLine)
        }
        guard !line.isClaimed else { throw Refusal.conflict(WaveWords.taken) }
        guard ![.goods, .space].contains(line.kind) else { throw Refusal.conflict(WaveWords.forThings) }
        if let stop = bar(need, line) { throw Refusal.conflict(WaveWords.words(stop)) }
        return (need, line)
    }

    /// What keeps a line of a need on the board from being told to anybody at this moment: it is asked before each wave, as words can be
    /// corrected and restrictions come while a call runs.
    func bar(_ need: Need, _ line: NeedLine) -> WaveStop? {
        if need.held.contains("lines") || need.voided.contains("lines") { return .held }
        // Whoever says yes could promise nothing without a permit.
        return limits.binding(line, of: need, at: now).isEmpty ? nil : .restricted
    }

    /// A new call; no wave has gone out. One whose time is over stands in nobody's way.
    func open(_ need: Need, _ line: NeedLine, wanted: Int, _ terms: CallTerms, owner: ID) throws -> HelpCall {
        guard WaveRules.wanted.contains(wanted) else {
            throw Refusal.invalid(
                "wanted", JoinWords.between(WaveRules.wanted.lowerBound, WaveRules.wanted.upperBound))
        }
        let share = WaveRules.share(of: line, wanted: wanted)
        if let room = WaveRules.room(in: line, share: share), wanted > room {
            throw Refusal.invalid("wanted", WaveWords.atMost(room))
        }
        let call = HelpCall(
            id: acts.world.newID(), networkID: network, needID: need.id, lineID: line.id, ownerID: owner,
            wanted: wanted, share: share, terms: terms, state: .running, wave: 0, openedAt: now, dueAt: now,
            untilAt: WaveRules.until(terms, on: line, at: now), endedAt: nil, why: nil)
        if let past = try db.openCall(ofLine: line.id, in: network), past.isPast(at: now) { try replace(past) }
        guard try db.insert(call) else { throw Refusal.conflict(WaveWords.runsAlready) }
        try record(
            .helpCalled, call,
            [("item", .text(need.isKept("lines") ? nil : line.item)), ("wanted", .number(Int64(wanted)))])
        return call
    }

    // MARK: Asking

    /// Asks the next wave. Whoever may not be asked at this moment is passed over, whoever chose them. Where that is all of them no wave
    /// has gone out: the call goes on as it was where they were chosen beside it, and falls short otherwise.
    ///
    /// - Parameters:
    ///   - reasons: why they, by member.
    ///   - picked: those chosen by hand.
    @discardableResult
    func ask(
        _ members: [ID], _ old: HelpCall, _ need: Need, wait: Int64, reasons: [ID: [FitReason]] = [:],
        picked: Set<ID> = []
    ) throws -> Started {
        var call = old, asked: [ID] = [], refused: [(member: ID, why: WaveStop)] = []
        call.wave += 1
        call.state = .running
        call.why = nil
        call.dueAt = min(max(now + wait, now + Time.minute), max(call.untilAt, now + Time.minute))
        guard try db.save(call, from: old) else { throw Refusal.stale }
        guard let line = need.lines.first(where: { $0.id == call.lineID }) else { throw Refusal.notFound }
        for id in members {
            let why = try send(id, call, need, line, reasons[id] ?? [], isPicked: picked.contains(id))
            if let why { refused.append((id, why)) } else { asked.append(id) }
        }
        guard !asked.isEmpty else {
            let isAside = old.state == .short || old.wave > 0 && !picked.isEmpty
            return (try takeBack(call, to: old, need, isAside ? nil : refused.last?.why ?? .thing), [], refused)
        }
        if old.state == .short { try db.stopClock(of: call.id, in: network) }
        try post(call, need)
        try record(
            .helpAsked, call,
            [
                ("wave", .number(Int64(call.wave))), ("asked", .number(Int64(asked.count))),
                ("byHand", .number(picked.isEmpty ? nil : Int64(picked.intersection(asked).count))),
            ])
        return (call, asked, refused)
    }

    /// Nobody could be asked: no wave has gone out.
    private func takeBack(_ call: HelpCall, to old: HelpCall, _ need: Need, _ why: WaveStop?) throws -> HelpCall {
        guard try db.save(old, from: call) else { throw Refusal.stale }
        if let why { try fallShort(old, need, why) }
        return try db.helpCall(old.id, in: network) ?? old
    }

    /// Asks one; why not, where they may not be asked.
    private func send(
        _ id: ID, _ call: HelpCall, _ need: Need, _ line: NeedLine, _ reasons: [FitReason], isPicked: Bool
    ) throws -> WaveStop? {
        guard let member = try db.member(id, in: network), !member.isSuspended else { return .gone }
        // Whoever was chosen by hand, though they are not free by their own word, is asked for all of it.
        let terms = call.terms.cut(to: try ownTime(call.terms, of: id, line))
        if let stop = try stop(for: member, need, terms) { return stop }
        // To whoever can be written nothing any more nobody writes; the others are asked all the same.
        guard try db.key(of: member.personID, in: acts.vault) != nil else { return .gone }
        let isEmergency = need.urgency == .critical, asking = acts.world.newID()
        let one = Asking(
            id: asking, networkID: network, callID: call.id, needID: need.id, lineID: line.id, memberID: id,
            wave: call.wave, askedAt: now, untilAt: call.untilAt,
            minutes: terms == call.terms ? nil : terms.length, isPicked: isPicked, state: .asked, said: nil,
            answeredAt: nil, claimID: nil, span: nil, why: WhyAsked(reasons))
        guard
            try db.takeContact(
                with: id, in: network, for: .help, isEmergency: isEmergency, id: asking, at: now)
        else { return .budget }
        guard try db.insert(one, of: member.personID, vault: acts.vault) else { throw Refusal.stale }
        try tell(
            member,
            AskedMail(
                call: call, asking: one, need: need, line: line, link: acts.link(of: asking)),
            about: .asking(asking))
        return nil
    }

    /// How much of the time of a call somebody has.
    func ownTime(_ terms: CallTerms, of member: ID, _ line: NeedLine) throws -> OwnTime {
        WaveRules.ownTime(terms, on: line, try db.availabilities(of: member, in: network, at: now), at: now)
    }

    /// As whoever is asked is told.
    private func tell(_ member: Member, _ mail: AskedMail, about topic: RobotPost.Topic) throws {
        let language = try db.language(of: member.personID) ?? mail.need.language
        let place = try db.network(id: network)?.name ?? ""
        try db.send(
            OwnMessage(
                message: mail.message(in: place, language),
                instead: RobotPost.Instead(subject: mail.subject(language), body: mail.body(language)), topic: topic),
            to: member, vault: acts.vault, id: acts.world.newID(), at: now)
    }

    /// What forbids that somebody is asked for a need now, whoever chose them; the contact budget comes last of all.
    func stop(for member: Member, _ need: Need, _ terms: CallTerms) throws -> WaveStop? {
        if try db.wasCalled(member.id, for: need.id, in: network) { return .askedBefore }
        let theirs = try acts.viewer(of: member, at: now, db), ties = try db.ties(of: theirs, to: need, now: now)
        if !ties.isDisjoint(with: [.claimant, .verifier]) || need.submitterID == member.id { return .onCase }
        guard NeedAccess.canSee(need, theirs, ties) else { return .tier }
        guard Policy.allows(.claim, theirs, ties: ties) else { return .training }
        if try db.isLetBe(member.id, in: network, at: now) { return .paused }
        switch try hours(of: member, db.volunteer(member, vault: acts.vault), terms) {
        case .free: return nil
        case .elsewhere: return .hours
        case .full: return .load
        }
    }

    enum Hours {
        case free(RestGuard.Span)
        /// At a time that is fixed they have promised to be somewhere else.
        case elsewhere
        case full
    }

    /// The hours that a yes would take of somebody's week.
    func hours(of member: Member, _ volunteer: Volunteer, _ terms: CallTerms) throws -> Hours {
        let around = terms.span(at: now)
        let busy =
            try db.busySpans(
                in: network, of: [member.id], from: around.start - VolunteerRules.week,
                to: around.end + 2 * VolunteerRules.week)[member.id] ?? []
        guard let span = WaveRules.span(terms, besides: busy, at: now) else { return .elsewhere }
        let limit = volunteer.weeklyLimit ?? VolunteerRules.usualLimit
        return WaveRules.excess(span, busy, limit: limit) > 0 ? .full : .free(span)
    }

    // MARK: Ends

    /// Ends a call. Whoever was asked and has not answered is thanked, and let be; where the need itself has ended, by the one message that
    /// tells everybody its end.
    func end(_ old: HelpCall, _ state: HelpCall.State) throws {
        var call = old
        (call.state, call.endedAt) = (state, now)
        guard try db.save(call, from: old) else { throw Refusal.stale }
        try db.stopClock(of: call.id, in: network)
        let hearsTheEnd = try db.need(old.needID, in: network).flatMap { Ending($0.state) } != nil
        for asking in try db.askings(of: call, vault: acts.vault) where asking.state == .asked {
            var over = asking
            over.state = asking.isOpen(at: now) ? .withdrawn : .lapsed
            guard try db.save(over, from: asking), over.state == .withdrawn, !hearsTheEnd else { continue }
            // Whoever has left or is kept out hears of nothing any more.
            guard let member = try db.member(asking.memberID, in: network), !member.isSuspended else { continue }
            let subject = state == .met ? AskedWords.enoughSubject : AskedWords.endedSubject
            let words = state == .met ? AskedWords.enough : AskedWords.ended
            try tellOver(member, subject, words)
        }
        try record(.helpEnded, call, [("how", .text(state.rawValue))])
    }

    /// By the way by which they were asked.
    private func tellOver(_ member: Member, _ subject: Text, _ words: Text) throws {
        let language = try db.language(of: member.personID) ?? .zh, place = try db.network(id: network)
        let link = "\(acts.needs.configuration.publicURL)/n/\(place?.slug ?? "")/me/askings"
        let message = RobotMessage(
            title: "\(RobotWords.head(place?.name ?? "")(language))\(subject(language))", lines: [words(language)],
            link: link, linkWords: AskedWords.mine(language))
        let instead = RobotPost.Instead(
            subject: subject(language), body: MemberWords.mail(words, link: link)(language))
        let own = OwnMessage(message: message, instead: instead)
        guard
            try !db.sendByOwnRobot(own, to: member.personID, vault: acts.vault, id: acts.world.newID(), at: now)
        else { return }
        try acts.members.tell(member.id, in: network, subject, words, to: "/me/askings", db)
    }

    /// Nobody is left, or the time is over: whoever called hears of it, with a clock.
    func fallShort(_ old: HelpCall, _ need: Need, _ why: WaveStop) throws {
        var call = old
        (call.state, call.why) = (.short, why)
        guard try db.save(call, from: old) else { throw Refusal.stale }
        let due = now + max(Time.hour / 2, picture.settings.clocks.length(of: .firstAnswer, urgency: need.urgency))
        try db.start(
            Clock(
                networkID: network, object: .helpCall, objectID: call.id, needID: call.id, step: "helpShort",
                ownerID: call.ownerID, startedAt: now, dueAt: due, stage: Escalation.none.rawValue,
                nextAt: Escalation.next(after: .none, start: now, due: due)))
        try record(.helpShort, call, [("why", .text(why.name))])
        // Whom the engine does not know of a group may.
        if !why.isPause { try post(call, need) }
        let yes = try db.yesCount(of: call)
        try acts.members.tell(
            call.ownerID, in: network, WaveWords.mailShortSubject, WaveWords.mailShort(yes, call.wanted, why),
            to: "/help-calls/\(call.id)", db)
    }

    /// What is known of a call to those who dispatch; of a person, to nobody.
    func record(_ kind: Event.Kind, _ call: HelpCall, _ details: [(String, EventValue)]) throws {
        try db.record(
            Event(
                kind, on: call.needID, in: network, by: viewer.actor, at: now, audience: .stewards,
                details: [("call", .text(call.id.description))] + details, id: acts.world.newID()))
    }
}
