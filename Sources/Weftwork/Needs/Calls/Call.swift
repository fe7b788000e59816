internal import Database
internal import Engine

/// What has to be said to somebody in need when she is called.
enum CallTopic: String, Sendable, CaseIterable {
    case acknowledged, question, stillNeeded, delivered, ended, report, wrote, passed, answered, referral

    /// What is to be said where nobody knows which message came back: how her need stands.
    static func standing(of need: Need) -> CallTopic {
        switch need.state {
        case .needsInformation: .question
        case .delivered: .delivered
        case .rejected, .duplicate, .withdrawn, .expired, .unmet, .closed: .ended
        default: need.isAnswerOut ? .passed : need.freshness == .fresh ? .acknowledged : .stillNeeded
        }
    }
}

/// Somebody is to call: no message reaches her. Owned and clocked like everything else.
struct CallItem: Sendable {
    enum Why: String, Sendable, SQLConvertible {
        /// She left no way by which a message could go.
        case noWay
        /// What was sent came back.
        case bounced
    }

    let id: ID
    let needID: ID
    let why: Why
    let topics: [CallTopic]
    let openedAt: Int64
    let tries: Int
}

/// A call to her that is due, or was within the last day: her page says so.
struct RecentCall: Sendable {
    let openedAt: Int64
    let closedAt: Int64?
    /// Who is to call, while it is due.
    let ownerID: ID?
    /// A ``CallOutcome``, or `read`: her page told her.
    let outcome: String?
}

/// How a call ended.
enum CallOutcome: String, Sendable, CaseIterable {
    case spoke, noAnswer, wrongNumber
}

/// What follows from a call. Pure.
enum CallRules {
    /// After so many tries in vain she counts as not reached, and a second person takes over.
    static let tries = 3
    /// So long her page says who was to call her.
    static let told = Time.day

    enum Follow: Sendable, Equatable {
        case close, again, cannotReach
    }

    static func follow(_ outcome: CallOutcome, tries: Int) -> Follow {
        switch outcome {
        case .spoke: .close
        case .wrongNumber: .cannotReach
        case .noAnswer: tries + 1 >= CallRules.tries ? .cannotReach : .again
        }
    }
}

extension CaseDesk {
    /// Opens a call for a need, or adds to the one that is open what has to be said.
    func openCall(of need: Need, _ why: CallItem.Why, about topic: CallTopic) throws {
        if let open = try db.openCall(of: need.id, in: network) {
            if !open.topics.contains(topic) { try db.setTopics(open.topics + [topic], of: open, in: network) }
            return
        }
        let call = CallItem(
            id: acts.world.newID(), needID: need.id, why: why, topics: [topic], openedAt: now, tries: 0)
        try db.insert(call, in: network)
        try startCallClock(of: call, need, due: now + clocks.length(of: .call, urgency: need.urgency))
        try record(EventDraft(kind: .callOpened, audience: .case, details: [("why", .text(why.rawValue))]), on: need)
    }

    private func startCallClock(of call: CallItem, _ need: Need, due: Int64) throws {
        let owner = try db.clock(of: call.id, in: network)?.ownerID ?? caller(about: need)
        try db.start(
            Clock(
                networkID: network, object: .call, objectID: call.id, needID: need.id,
                step: NeedClocks.Step.call.rawValue, ownerID: owner, startedAt: now, dueAt: due,
                stage: 0,
                nextAt: NeedClocks.firstRing(.call, start: now, due: due)))
    }

    func closeCall(_ call: CallItem, _ outcome: String) throws {
        try db.close(call, outcome: outcome, in: network, at: now)
        try db.stopClock(of: call.id, in: network)
    }

    /// Writes down how a call ended, and what follows.
    fileprivate func end(_ call: CallItem, _ outcome: CallOutcome, note: String, _ need: Need) throws -> Need {
        try logCall(need, channel: ReachStep.Channel.phone.rawValue, outcome: outcome.rawValue, note: "")
        var change = NeedChange(need: need)
        change.events = [
            EventDraft(
                kind: .called, audience: .case,
                details: [("outcome", .text(outcome.rawValue)), ("note", .words(note.nilIfEmpty))])
        ]
        switch CallRules.follow(outcome, tries: call.tries) {
        case .close:
            try closeCall(call, outcome.rawValue)
            try hasHeard(call, need)
            if need.state == .cannotReach {
                NeedTransition.reached(&change)
                change.events.append(NeedTransition.reachedEvent(by: ReachStep.Channel.phone.rawValue))
            }
        case .again:
            try db.countTry(of: call, in: network)
            try startCallClock(of: call, need, due: try retryMoment(of: need, attempts: call.tries + 1))
        case .cannotReach:
            try closeCall(call, outcome.rawValue)
            guard NeedRules.isLegal(.cannotReach, in: need) else { break }
            let events = change.events
            change = try NeedTransition.apply(
                .cannotReach(channel: ReachStep.Channel.phone.rawValue, retryAt: nil), to: need, by: viewer, at: now,
                clocks)
            change.events = events + change.events
            if let second = backup(of: need) { change.need.ownerID = second }
        }
        return try finish(change, from: need)
    }
}

extension NeedActs {
    /// Somebody of the desk has called, or tried to. For a minute they can take back how it ended.
    func endCall(
        of id: ID, _ outcome: String, note: String, by viewer: Viewer, in network: ID
    ) async throws -> Need {
        guard let outcome = CallOutcome(rawValue: outcome) else {
            throw Refusal.invalid("outcome", SiteWords.badChoice(CallOutcome.allCases.map(\.rawValue), outcome))
        }
        let note = Clean.prose(note), now = world.now()
        guard note.count <= 1000 else { throw Refusal.invalid("note", NeedWords.tooLong(1000)) }
        let picture = try await duty.picture(of: network, now: now)
        let need = try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            try Policy.require(.logCall, viewer, ties: ties)
            guard let call = try db.openCall(of: id, in: network) else { throw Refusal.conflict(CallWords.noCall) }
            return try desk.undoably(.logCall, on: need) { try $0.end(call, outcome, note: note, need) }
        }
        duty.forget(network)
        return need
    }
}

extension Connection {
    func openCall(of need: ID, in network: ID) throws -> CallItem? {
        try first(
            """
            SELECT id, need_id, why, says, opened_at, tries FROM call_items
            WHERE network_id = \(network) AND need_id = \(need) AND closed_at IS NULL
            """
        ) { row in
            let topics: String = try row[3]
            return CallItem(
                id: try row[0], needID: try row[1], why: try row[2],
                topics: topics.split(separator: " ").compactMap { CallTopic(rawValue: String($0)) },
                openedAt: try row[4], tries: try row[5])
        }
    }

    /// The latest call that somebody was to make since a moment, or still is.
    func recentCall(of need: Need, since moment: Int64) throws -> RecentCall? {
        try first(
            """
            SELECT opened_at, closed_at, outcome, (SELECT c.owner_id FROM clocks c
                WHERE c.network_id = call_items.network_id AND c.object_id = call_items.id)
            FROM call_items
            WHERE network_id = \(need.networkID) AND need_id = \(need.id)
                AND (closed_at IS NULL OR (closed_at > \(moment) AND outcome <> 'undone'))
            ORDER BY opened_at DESC, id DESC LIMIT 1
            """
        ) { RecentCall(openedAt: try $0[0], closedAt: try $0[1], ownerID: try $0[3], outcome: try $0[2]) }
    }

    fileprivate func insert(_ call: CallItem, in network: ID) throws {
        try execute(
            """
            INSERT INTO call_items (network_id, id, need_id, why, says, opened_at, tries)
            VALUES (\(network), \(call.id), \(call.needID), \(call.why),
                \(call.topics.map(\.rawValue).joined(separator: " ")), \(call.openedAt), \(call.tries))
            """)
    }

    fileprivate func setTopics(_ topics: [CallTopic], of call: CallItem, in network: ID) throws {
        try execute(
            """
            UPDATE call_items SET says = \(topics.map(\.rawValue).joined(separator: " "))
            WHERE network_id = \(network) AND id = \(call.id)
            """)
    }

    fileprivate func countTry(of call: CallItem, in network: ID) throws {
        try execute("UPDATE call_items SET tries = tries + 1 WHERE network_id = \(network) AND id = \(call.id)")
    }

    fileprivate func close(_ call: CallItem, outcome: String, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE call_items SET closed_at = \(now), outcome = \(outcome)
            WHERE network_id = \(network) AND id = \(call.id) AND closed_at IS NULL
            """)
    }

    /// Whom nobody can reach any more nobody has to call.
    func dropCall(of need: ID, in network: ID) throws {
        guard let call = try openCall(of: need, in: network) else { return }
        try close(call, outcome: "forgotten", in: network, at: call.openedAt)
        try stopClock(of: call.id, in: network)
    }

    /// What hangs on a need passes with it to its new owner.
    func passCalls(of need: ID, in network: ID, to member: ID) throws {
        try execute(
            """
            UPDATE clocks SET owner_id = \(member)
            WHERE network_id = \(network) AND need_id = \(need) AND object IN (\(Clock.Object.call), \(Clock.Object.channel)) AND owner_id <> \(member)
            """)
    }
}
