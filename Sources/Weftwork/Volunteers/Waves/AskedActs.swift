internal import Database
internal import Engine

/// One asking as whoever was asked sees it; without a contact of anybody.
struct AskedView: Sendable {
    enum Stage: String, Sendable {
        case open, accepted, declined
        /// Enough said yes before.
        case enough
        /// The call ended, or the need did.
        case ended
        /// Its time is over.
        case lapsed
    }

    let asking: Asking
    let call: HelpCall
    let network: Network
    let stage: Stage
    /// As the one who was asked may know of it; nothing where they may not any more, or few may and the link could have been passed on.
    let need: NeedView?
    let line: NeedLine?
    /// Another that suits them, where this one needs nobody any more.
    var next: NeedView?
    /// They have as much on their hands as they may: a yes would be refused.
    var full: PromiseLoad?
}

extension WaveActs {
    /// One's own askings, and how one keeps one's word.
    func own(
        of viewer: Viewer, in network: ID
    ) async throws -> (record: VolunteerRecord, askings: [AskedView], at: Int64) {
        try Policy.require(.seeOwnAskings, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let limits = try await needs.limits(of: network)
        return try await database.read { db in
            let askings = try db.askings(with: member.id, in: network, vault: vault)
            return (
                try db.volunteerRecord(of: member.id, in: network, at: now),
                try views(askings, member, limits, isOwn: true, at: now, db), now
            )
        }
    }

    /// What a link asks. Nothing is done by opening it.
    /// - Throws: ``Refusal/notFound`` for a link that this server did not make, or whose asking is forgotten.
    func asked(code: String) async throws -> AskedView {
        let (id, network) = try await asking(ofLink: code), now = world.now()
        let limits = try await needs.limits(of: network)
        let (shown, member) = try await database.read { db -> (AskedView, Member) in
            guard let asking = try db.asking(id, vault: vault),
                let member = try db.member(asking.memberID, in: network),
                let shown = try views([asking], member, limits, isOwn: false, at: now, db).first
            else { throw Refusal.notFound }
            return (shown, member)
        }
        guard shown.stage == .enough || shown.stage == .ended else { return shown }
        var known = shown
        known.next = try await next(for: member, not: shown.call.needID, limits)
        return known
    }

    /// The network of an asking, for whoever comes without its link.
    /// - Throws: ``Refusal/notFound``.
    func network(ofAsking id: ID) async throws -> Network {
        let found = try await database.read { [vault] db in
            try db.asking(id, vault: vault).flatMap { try db.network(id: $0.networkID) }
        }
        guard let found else { throw Refusal.notFound }
        return found
    }

    func asking(ofLink code: String) async throws -> (id: ID, network: ID) {
        let id = try links.id(of: code)
        let found = try await database.read { [vault] db in try db.asking(id, vault: vault) }
        guard let found else { throw Refusal.notFound }
        return (id, found.networkID)
    }

    /// Another need that suits somebody, of those that everybody may know of and as everybody may read it, whatever they are to it: the
    /// link can have been passed on.
    private func next(
        for member: Member, not id: ID, _ limits: RestrictionReading
    ) async throws -> NeedView? {
        let language = try await database.read { db in try db.language(of: member.personID) }
        let theirs = Viewer(.member(member.withoutPowers), language: language ?? .zh)
        guard Policy.allows(.seeOwnMatches, theirs) else { return nil }
        let found = try await fits.ownFits(of: theirs, in: member.networkID).fits.first {
            $0.need.id != id && $0.need.audience == .public
        }
        guard let found else { return nil }
        let now = world.now(), anybody = Viewer(.anonymous, language: theirs.language)
        return try await database.read { db in
            try db.need(found.need.id, in: member.networkID).map { need in
                NeedView(need, for: anybody, ties: [], ownerName: "", now: now, limits: limits)
            }
        }
    }

    private func views(
        _ askings: [Asking], _ member: Member, _ limits: RestrictionReading, isOwn: Bool, at now: Int64,
        _ db: any Connection
    ) throws -> [AskedView] {
        guard !askings.isEmpty, let network = try db.network(id: member.networkID) else { return [] }
        let calls = try db.helpCalls(byID: Set(askings.map(\.callID)), in: network.id)
        let needs = try db.needs(byID: askings.map(\.needID), in: network.id)
        let viewer = Viewer(.member(member.withoutPowers), language: network.language)
        let load = try db.promiseLoad(of: member, at: now)
        let ties = try db.ties(of: viewer, to: needs.values, now: now)
        return askings.compactMap { asking in
            guard let call = calls[asking.callID] else { return nil }
            let stage = stage(asking, call, at: now)
            // Once it is answered or over only what everybody may read stays behind the link.
            let least: Audience = stage == .open ? .members : .public
            let shown = needs[asking.needID].flatMap { need -> NeedView? in
                guard NeedAccess.canSee(need, viewer, ties[need.id] ?? []), isOwn || need.audience >= least else {
                    return nil
                }
                return NeedView(need, for: viewer, ties: [], ownerName: "", now: now, limits: limits)
            }
            let line = shown.flatMap { view -> NeedLine? in
                guard case .full(let lines) = view.lines else { return nil }
                return lines.first { $0.id == asking.lineID }
            }
            return AskedView(
                asking: asking, call: call, network: network, stage: stage, need: shown, line: line,
                full: stage == .open && load.isFull ? load : nil)
        }
    }

    private func stage(_ asking: Asking, _ call: HelpCall, at now: Int64) -> AskedView.Stage {
        switch asking.state {
        case .accepted: .accepted
        case .declined: .declined
        case .lapsed: .lapsed
        // A call that goes on because somebody let go had enough at that time.
        case .withdrawn: call.state == .ended || call.state == .over ? .ended : .enough
        case .asked: asking.untilAt > now ? .open : .lapsed
        }
    }

    // MARK: Answering

    /// Answers by the link, without signing in.
    func answer(_ answer: AskedAnswer, code: String) async throws -> Asking {
        let (id, network) = try await asking(ofLink: code)
        return try await self.answer(answer, id, in: network)
    }

    /// Answers an asking of one's own.
    func answer(_ answer: AskedAnswer, asking id: ID, by viewer: Viewer, in network: ID) async throws -> Asking {
        try Policy.require(.seeOwnAskings, viewer)
        let member = try members.own(viewer, in: network)
        let asking = try await database.read { [vault] db in try db.asking(id, vault: vault) }
        guard let asking, asking.networkID == network, asking.memberID == member.id else { throw Refusal.notFound }
        return try await self.answer(answer, id, in: network)
    }

    /// One answer, once: what was said before stays said.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` where a yes can't be kept, with why; nothing has happened then.
    private func answer(_ answer: AskedAnswer, _ id: ID, in network: ID) async throws -> Asking {
        let now = world.now()
        let done = try await onDesk(in: network, by: Viewer(.system, language: .zh), at: now) { desk in
            guard let asking = try desk.db.asking(id, vault: vault),
                let call = try desk.db.helpCall(asking.callID, in: network),
                let member = try desk.db.member(asking.memberID, in: network), !member.isSuspended
            else { throw Refusal.notFound }
            guard asking.said == nil else { return asking }
            return answer == .yes
                ? try desk.accept(asking, call, by: member) : try desk.decline(asking, call, answer, by: member)
        }
        if answer == .notThisWeek { volunteers.changed(in: network) }
        return done
    }
}

extension WaveDesk {
    func decline(
        _ old: Asking, _ call: HelpCall, _ answer: AskedAnswer, by member: Member
    ) throws -> Asking {
        var asking = old
        (asking.said, asking.answeredAt) = (.no, now)
        if old.isOpen(at: now) { asking.state = .declined }
        guard try db.save(asking, from: old) else { throw Refusal.stale }
        if answer == .notThisWeek { try pauseWeek(member) }
        try recordAnswer(asking, by: member)
        try hasten(call)
        return asking
    }

    /// A week off; a pause that is longer stays as it is.
    private func pauseWeek(_ member: Member) throws {
        let end = now + VolunteerRules.week
        if let pause = try db.volunteer(member, vault: acts.vault).pause, pause.holds(at: end) { return }
        try acts.volunteers.setPause(.until(end), of: member, at: now, db)
    }

    /// Where nobody is waited for any more, the next wave is due: a yes can be the last answer as well as a no.
    private func hasten(_ call: HelpCall) throws {
        guard call.state == .running, call.dueAt > now, try db.openAskingCount(of: call) == 0 else { return }
        var next = call
        next.dueAt = now
        guard try db.save(next, from: call) else { throw Refusal.stale }
    }

    /// The promise is made in their name by the one function of promises, in the same transaction.
    func accept(_ old: Asking, _ call: HelpCall, by member: Member) throws -> Asking {
        var asking = old
        (asking.said, asking.answeredAt) = (.yes, now)
        if old.isOpen(at: now), call.state.isOpen, try standing(call) == nil, try mayComeBack(call) {
            throw Refusal.conflict(AskedWords.justEnded)
        }
        // Too late is a yes all the same: it counts for them, and nothing else comes of it.
        guard old.isOpen(at: now), call.state.isOpen, let need = try standing(call) else {
            if old.state == .asked { asking.state = old.untilAt > now ? .withdrawn : .lapsed }
            guard try db.save(asking, from: old) else { throw Refusal.stale }
            if call.state.isOpen, try standing(call) == nil { try end(call, .over) }
            return try db.asking(old.id, vault: acts.vault) ?? asking
        }
        if let line = need.lines.first(where: { $0.id == call.lineID }),
            WaveRules.stop(call.terms, on: line, at: now) != nil
        {
            throw Refusal.conflict(AskedWords.moved)
        }
        let span = try free(member, asking.terms(of: call.terms))
        if try db.hasClaim(member.id, on: need) { throw Refusal.conflict(AskedWords.promisedAlready) }
        (asking.claimID, asking.span, asking.state) = (try promise(call, need, span, by: member), span, .accepted)
        guard try db.save(asking, from: old) else { throw Refusal.stale }
        try recordAnswer(asking, by: member)
        if try standing(call) == nil || db.yesCount(of: call) >= call.wanted {
            try end(call, .met)
        } else {
            try hasten(call)
        }
        return asking
    }

    /// The hours that they promise.
    /// - Throws: ``Refusal/conflict(_:_:)`` where their week has no room for them, or they are elsewhere.
    private func free(_ member: Member, _ terms: CallTerms) throws -> RestGuard.Span {
        let volunteer = try db.volunteer(member, vault: acts.vault)
        switch try hours(of: member, volunteer, terms) {
        case .free(let span): return span
        case .elsewhere: throw Refusal.conflict(AskedWords.elsewhere)
        case .full: throw Refusal.conflict(AskedWords.restFirst(volunteer.weeklyLimit ?? VolunteerRules.usualLimit))
        }
    }

    private func promise(
        _ call: HelpCall, _ need: Need, _ span: RestGuard.Span, by member: Member
    ) throws -> ID {
        let theirs = try acts.viewer(of: member, at: now, db), desk = cases(by: theirs)
        let (known, ties) = try desk.open(need.id)
        let left = known.lines.first { $0.id == call.lineID }?.remaining
        let draft = ClaimDraft(
            line: call.lineID, quantity: min(call.share, left ?? call.share), promisedBy: span.end)
        do {
            return try desk.promise(draft, on: known, ties, by: member).claim.id
        } catch Refusal.invalid(let problems) {
            // A briefing to read, say: that takes the need's own page.
            throw Refusal.conflict(AskedWords.byThePage(problems.first?.message ?? SiteWords.invalid))
        }
    }

    private func recordAnswer(_ asking: Asking, by member: Member) throws {
        try db.record(
            Event(
                .helpAnswered, on: asking.id, in: network, by: Actor(kind: .member, id: member.id), at: now,
                audience: .concerned, details: [("answer", .text(asking.said?.rawValue))], id: acts.world.newID()))
    }
}
