public import Database
internal import Engine
internal import Synchronization

/// What is done about needs. One function for each act, whatever door it came through: page, API, import, command, clock.
public struct NeedActs: Sendable {
    let database: any Database
    let world: World
    let vault: Vault
    let configuration: Configuration
    let duty: DutyRoster
    let names: MemberNames
    let places: Places
    /// Who is told how a need has ended.
    let circle: ThanksCircle
    /// What besides needs and shifts belongs to emergencies.
    let under: [any UnderEmergency]
    /// What members have said to do at most.
    let ownLimits: (any OwnLimits)?
    let counts = BoardCounts()
    /// The desk's tempo is read with every form.
    let tempos = Recent<ID, DeskTempo>(for: Time.minute / 2)
    /// What authorities keep to themselves, and what goes on: read with every form, board and need.
    let limitsInForce = Recent<ID, RestrictionReading>(for: Time.second)
    let emergenciesGoingOn = Recent<ID, [Emergency]>(for: Time.second)
    /// What is open nearby, on pages and cards of what is over: they go round, and all who come at once ask the same.
    let openAround = Recent<BoardPart, [NeedView]>(for: 5 * Time.second, most: 500)
    let floods = FloodWatch()
    /// How long promises took: figures of months, read with every need.
    let recentTimes = Recent<ID, PromiseTimes>(for: 5 * Time.minute)
    /// Emergencies' pages are read often, most of all while much happens.
    let emergencyFigures = Recent<ID, EmergencyFigures>(for: NeedActs.figuresLifetime, most: 200)
    static let figuresLifetime = Time.minute / 2

    init(
        database: any Database, world: World, vault: Vault, configuration: Configuration, places: Places,
        circle: ThanksCircle = .ofNeeds, under: [any UnderEmergency] = [], limits: (any OwnLimits)? = nil
    ) {
        self.under = [RestrictionsUnder() as any UnderEmergency] + under
        self.circle = circle
        ownLimits = limits
        self.database = database
        self.world = world
        self.vault = vault
        self.configuration = configuration
        self.places = places
        duty = DutyRoster(database: database)
        names = MemberNames(database: database)
    }

    /// Does `action` on a need.
    ///
    /// - Parameters:
    ///   - action: the act with all that it carries.
    ///   - id: the need.
    ///   - viewer: who does it.
    ///   - network: where; a need of another network is not found.
    ///   - once: makes a repeated request harmless.
    ///   - versions: what the caller has read; another version is refused.
    ///   - seen: the stamp of what its page showed; where that was changed meanwhile the decision is refused.
    /// - Throws: ``Refusal/notFound`` where the viewer may not know of it, ``Refusal/forbidden(_:)``,
    ///   ``Refusal/conflict(_:_:)`` in a state that does not allow it, ``Refusal/invalid(_:)``, ``Refusal/stale``.
    public func perform(
        _ action: NeedAction,
        on id: ID,
        by viewer: Viewer,
        in network: ID,
        once: Once? = nil,
        versions: [Int]? = nil,
        seen: String? = nil
    ) async throws -> Need {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            if try db.earlier(once, by: viewer, in: network) != nil { return need }
            try Policy.require(action.act, viewer, ties: ties)
            try desk.requireSeen(seen, versions, need)
            try NeedRules.require(action.act, in: need)
            let after = try desk.performUndoably(action, on: need, ties: ties)
            try db.remember(once, object: id, by: viewer, in: network, at: now)
            return after
        }
    }

    /// The address without which nobody but the desk can follow a need: made from its id, so that it is stored nowhere.
    func secret(of need: ID) -> String {
        Base64URL.encode(vault.fingerprint("tracking", need.description).prefix(18))
    }

    func isSecret(_ secret: String, of need: ID) -> Bool {
        Sodium.equal(Array(secret.utf8), Array(self.secret(of: need).utf8))
    }

    func trackingURL(of need: Need) -> String {
        "\(configuration.publicURL)/t/\(need.code)?secret=\(secret(of: need.id))"
    }
}

/// One transaction on one case: the hands of all acts on needs.
struct CaseDesk {
    let acts: NeedActs
    let db: any Connection
    let viewer: Viewer
    let network: ID
    let now: Int64
    let picture: DutyPicture
    /// The act that can be undone and is being done now: its messages wait.
    var undoableAct: ID?

    var candidates: [DutyCandidate] { picture.candidates }
    /// How long steps take in this network.
    var clocks: ClockLengths { picture.settings.clocks }

    /// The need and what ties the viewer to it.
    /// - Throws: ``Refusal/notFound`` where the viewer may not know of it.
    func open(_ id: ID) throws -> (need: Need, ties: Ties) {
        guard let need = try db.need(id, in: network) else { throw Refusal.notFound }
        let ties = try db.ties(of: viewer, to: need, now: now)
        guard NeedAccess.canSee(need, viewer, ties) else { throw Refusal.notFound }
        return (need, ties)
    }

    /// Whoever decides has read what stands now.
    func requireSeen(_ seen: String?, _ versions: [Int]?, _ need: Need) throws {
        if let versions, !versions.contains(need.version) { throw Refusal.stale }
        guard let seen else { return }
        let photos = try acts.photos(of: need, db).map(\.file.id)
        guard seen == need.stamp(photos: photos, corrected: try db.lastCorrection(of: need)) else {
            throw Refusal.stale
        }
    }

    func perform(_ action: NeedAction, on need: Need, ties: Ties) throws -> Need {
        try RestrictionRules.requireAnswered(action, need, ties)
        try requireNoReferral(action, need)
        var change: NeedChange
        switch action {
        case .open: change = try takeLock(need)
        case .skip(let reason): change = try skip(need, reason)
        case .verify(let draft): change = try verify(draft, need, ties)
        case .merge(let target): change = try merge(need, into: target)
        case .unmerge: change = try unmerge(need)
        case .correct(let correction): change = try correct(correction, need, ties)
        case .notDelivered(let note): change = try notDelivered(note, need)
        case .confirm(let rating, let note): change = try confirm(rating, note, need, ties)
        case .move(let emergency): change = try move(need, to: emergency)
        case .reached(let note, let channel):
            let way = ReachWords.kept(channel)
            change = try NeedTransition.apply(
                .reached(note: note, channel: way), to: need, by: viewer, at: now, clocks)
            try logCall(need, channel: way, outcome: CallOutcome.spoke.rawValue, note: "")
            try db.countFirstAnswer(of: need, by: viewer.member?.id, at: now)
        case .cannotReach(let channel, let retryAt):
            let way = ReachWords.kept(channel)
            change = try NeedTransition.apply(
                .cannotReach(channel: way, retryAt: retryAt), to: need, by: viewer, at: now, clocks)
            try logCall(need, channel: way, outcome: "no-answer", note: "")
            // From here on the clock of trying again runs in its place.
            if let call = try db.openCall(of: need.id, in: network) { try closeCall(call, "cannotReach") }
            // After the third attempt a second person tries.
            if change.need.attempts == 3, let second = backup(of: need) { change.need.ownerID = second }
        default: change = try NeedTransition.apply(action, to: need, by: viewer, at: now, clocks)
        }
        if case .reopen = action {
            change.need.audience = .case
            try db.takeBackJobs(about: need.id, after: now)
            try db.returnReferrals(of: need.id, in: network)
        }
        if ties.contains(.requester) { try hear(action, of: need, &change) }
        return try finish(change, from: need)
    }

    /// What she writes reaches the owner.
    private func hear(_ action: NeedAction, of need: Need, _ change: inout NeedChange) throws {
        switch action {
        case .add, .answer: break
        case .correct(let correction) where correction.contact != nil: break
        default: return
        }
        try hear(of: need, &change)
    }

    /// The owner is told, and whoever could not be reached has been.
    func hear(of need: Need, _ change: inout NeedChange) throws {
        try tell(.requesterWrote, member: need.ownerID, about: need)
        guard need.state == .cannotReach else { return }
        NeedTransition.reached(&change)
        change.events.append(EventDraft(kind: .reached, audience: .case))
    }

    /// Who would take over from the need's owner.
    func backup(of need: Need) -> ID? {
        DutyRules.choose(candidates, area: need.area, language: need.language, except: [need.ownerID])
    }

    /// A coordinator, the one with the fewest open needs; the owner where there is none.
    func coordinator(for need: Need, except other: ID? = nil) -> ID {
        let coordinators = candidates.filter {
            ($0.member.has(.coordinator) || $0.member.standing == .steward) && $0.member.id != other
        }
        return DutyRules.choose(coordinators, area: need.area, language: need.language) ?? need.ownerID
    }

    /// Who verifies anew what is in doubt, which stewards as such may not: a coordinator, else whoever leads.
    func decider(of need: Need) -> ID {
        let coordinators = candidates.filter { $0.member.has(.coordinator) }
        return DutyRules.choose(coordinators, area: need.area, language: need.language) ?? coordinator(for: need)
    }

    /// Stores a change: claims let go, clock, row, events, messages – all in this transaction.
    func finish(_ change: NeedChange, from old: Need) throws -> Need {
        var need = change.need
        var events = change.events
        if change.releasesClaims { events += try releaseAll(of: &need) }
        if !old.state.isOpen, need.state.isOpen {
            events += try leaveClosedEmergency(&need)
            try passOnFromAbsent(&need)
        }
        need.changedAt = now
        if need.state.phase != .board && old.state.phase == .board { need.freshness = .fresh }
        try runClock(of: &need, from: old, change.clock)
        try runRestrictionClocks(of: need, from: old)
        try db.save(need, from: old)
        try noteEnding(of: need, from: old)
        try endReferral(of: need, from: old)
        need.version = old.version + 1
        if need.ownerID != old.ownerID {
            events.append(
                EventDraft(
                    kind: .owned, audience: .case,
                    details: [("owner", .text(need.ownerID.description)), ("reason", .text(change.ownerReason))]))
        }
        for event in events { try record(event, on: need) }
        if old.state == .submitted, need.state != .submitted { try db.closeRings(of: need.id, in: network) }
        if need.ownerID != old.ownerID { try db.passCalls(of: need.id, in: network, to: need.ownerID) }
        if mustRing(need, from: old) { try ring(need) }
        let told = try change.tells.flatMap { try tellRequester($0, of: need) ? $0 : nil }
        try noteFirstAnswer(to: need, from: old, told: told)
        try answerMerged(into: need, from: old)
        return need
    }

    private func runClock(of need: inout Need, from old: Need, _ change: NeedChange.ClockChange) throws {
        guard let step = NeedClocks.step(of: need) else {
            need.dueAt = nil
            return try db.stopClock(of: need.id, in: network)
        }
        var due: Int64?
        var mustStart = step != NeedClocks.step(of: old)
        if case .restart(let given) = change {
            due = given
            mustStart = true
        }
        // A need that stood in doubt before doubts had a clock of their own is still on that of its state.
        if !mustStart, need.isInDoubt, try db.clock(of: need.id, in: network)?.step != step.rawValue {
            mustStart = true
        }
        if mustStart {
            // Who wants to be asked less often is.
            if step == .freshness, due == nil, case let every = try db.askEvery(of: need), every > 1 {
                due = now + Int64(every) * clocks.length(of: step, urgency: need.urgency, attempts: need.attempts)
            }
            if step == .retry, due == nil { due = try retryMoment(of: need, attempts: need.attempts) }
            let clock = NeedClocks.clock(of: need, step: step, now: now, due: due, clocks)
            need.dueAt = clock.dueAt
            try db.start(clock)
        } else if need.ownerID != old.ownerID, var clock = try db.clock(of: need.id, in: network) {
            clock.ownerID = need.ownerID
            try db.start(clock)
        }
    }

    /// When somebody tries again whom nobody has reached, where no other time was agreed.
    func retryMoment(of need: Need, attempts: Int) throws -> Int64 {
        let due = now + clocks.length(of: .retry, urgency: need.urgency, attempts: attempts)
        guard let part = try db.privatePart(of: need, in: acts.vault) else { return due }
        return ReachRules.retry(at: due, part.contacts, part.reach, isCritical: need.urgency == .critical)
    }

    func record(_ draft: EventDraft, on need: Need) throws {
        let id = acts.world.newID()
        try db.record(
            Event(
                draft.kind, on: need.id, in: network, by: viewer.actor, at: now, audience: draft.audience,
                details: draft.details, sealed: try sealedWords(draft, of: need, event: id), id: id))
    }

    /// What was said, under the need's own key: forgetting her blanks it, and the chain of events stays whole.
    private func sealedWords(_ draft: EventDraft, of need: Need, event: ID) throws -> [UInt8]? {
        guard let words = EventValue.encodeWords(draft.details), let key = try db.key(of: need.id, in: acts.vault)
        else {
            return nil
        }
        return acts.vault.seal(Array(words.utf8), key: key, context: event.bytes)
    }

    func logCall(_ need: Need, channel: String, outcome: String, note: String) throws {
        guard let member = viewer.member else { return }
        try db.insertCall(
            need: need, member: member.id, channel: channel, outcome: outcome, note: note, at: now,
            id: acts.world.newID())
    }
}

/// Names of members, remembered for a minute: a list of needs asks for the same few owners again and again.
final class MemberNames: Sendable {
    private struct Names: Sendable {
        var names: [ID: String]
        var readAt: Int64
    }

    private let known = Mutex<[ID: Names]>([:])
    private let database: any Database

    init(database: any Database) {
        self.database = database
    }

    /// The names of `ids` in `network`.
    func names(of ids: Set<ID>, in network: ID, now: Int64) async throws -> [ID: String] {
        if let kept = known.withLock({ $0[network] }), abs(now - kept.readAt) < Time.minute,
            ids.allSatisfy({ kept.names[$0] != nil })
        {
            return kept.names
        }
        let read = try await database.read { db in try db.memberNames(in: network) }
        known.withLock { $0[network] = Names(names: read, readAt: now) }
        return read
    }
}
