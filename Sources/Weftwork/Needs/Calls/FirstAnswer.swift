internal import Database

/// An answer counts when it has reached her: at once where a message left for her, else when the call that tells it ends. Until then its
/// time runs on.
enum FirstAnswerStore {
    static let migration = Migration(
        "2026-11-27 first answers that wait for a call",
        [
            "ALTER TABLE needs ADD COLUMN answer_due \(.int)",
            """
            CREATE INDEX needs_unanswered ON needs (network_id, answer_due)
            WHERE answered_at IS NULL AND answer_due IS NOT NULL
            """,
        ])
}

extension CaseDesk {
    /// What an act means for the first answer.
    ///
    /// - Parameter told: what was sent to her by a way that works; nothing where somebody has to call.
    func noteFirstAnswer(to need: Need, from old: Need, told: NeedMessage?) throws {
        guard need.state != .withdrawn else { return }
        // What is refused from the lane of machines by the hundred says nothing of how long people wait.
        if old.state == .submitted, need.state == .rejected, try db.isFlood(need) { return }
        if need.round == 0, old.state == .submitted, need.state != .submitted {
            // Whoever tried in vain has answered nothing; who answers next is written down then.
            let member = need.state == .cannotReach ? nil : viewer.member?.id
            try db.awaitFirstAnswer(of: need, due: old.dueAt ?? now, by: member)
            // The call goes on with the time of the answer that it brings.
            if need.state != .cannotReach, told == nil { try hurryCall(of: need, from: old) }
        }
        guard let told, told.isAnswer else { return }
        try db.countFirstAnswer(of: need, by: viewer.member?.id, at: now)
    }

    /// A call that brings the first answer is due no later than the answer is.
    private func hurryCall(of need: Need, from old: Need) throws {
        guard let due = old.dueAt, due > now, let call = try db.openCall(of: need.id, in: network),
            var clock = try db.clock(of: call.id, in: network), due < clock.dueAt
        else { return }
        let start = min(old.createdAt, now), reached = Escalation.reached(start: start, due: due, now: now)
        (clock.startedAt, clock.dueAt) = (start, due)
        // Whoever has it has just answered: they are reminded of what comes next, not of what has passed.
        clock.stage = reached.rawValue
        clock.nextAt = Escalation.next(after: reached, start: start, due: due)
        try db.start(clock)
    }

    /// She says that she has read it, or does anything else on her page: what somebody was to call about has reached her.
    fileprivate func hasRead(_ need: Need) throws {
        guard let call = try db.openCall(of: need.id, in: network) else { return }
        try closeCall(call, "read")
        try record(EventDraft(kind: .called, audience: .case, details: [("outcome", .text("read"))]), on: need)
        try hasHeard(call, need)
    }

    /// What the call was about has reached her: her answer counts from now, and so does her time to say whether it is still needed.
    func hasHeard(_ call: CallItem, _ need: Need) throws {
        try db.countFirstAnswer(of: need, by: viewer.member?.id, at: now)
        guard let clock = try db.clock(of: need.id, in: network), clock.stage > 0,
            let step = NeedClocks.Step(rawValue: clock.step), call.asks(step)
        else { return }
        _ = try db.advance(clock, to: clock.stage, next: now + max(clock.dueAt - clock.startedAt, Time.hour))
    }

    /// She was asked by a call that nobody has made yet: until then she has not been asked. The call has its own owner and clock.
    func isUnasked(_ clock: Clock, _ step: NeedClocks.Step, _ need: Need, for length: Int64) throws -> Bool {
        guard let call = try db.openCall(of: need.id, in: network), call.asks(step) else { return false }
        _ = try db.advance(clock, to: clock.stage, next: now + max(length, Time.hour))
        return true
    }
}

extension CallItem {
    /// Whether it asks her what the clock of `step` waits for.
    func asks(_ step: NeedClocks.Step) -> Bool {
        switch step {
        case .freshness: topics.contains(.stillNeeded)
        case .information: topics.contains(.question) || topics.contains(.stillNeeded)
        default: false
        }
    }
}

extension NeedMessage {
    /// Somebody has looked and says so: neither a receipt, nor that nobody could reach her, nor what a clock says.
    fileprivate var isAnswer: Bool {
        switch self {
        case .received, .cannotReach, .stillNeeded, .contactChanged, .answersInWeChat, .link, .ended(.expired, _): false
        default: true
        }
    }
}

extension NeedActs {
    /// Her own act on her page: opening it is none, since a mail's scanner opens it too.
    func hasRead(_ need: Need, by viewer: Viewer) async throws {
        let now = world.now(), network = need.networkID
        guard try await database.read({ db in try db.openCall(of: need.id, in: network) }) != nil else { return }
        let picture = try await duty.picture(of: network, now: now)
        try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            try desk.hasRead(need)
        }
    }
}

extension Connection {
    /// Nobody has answered yet, or the answer is on its way: kept are until when it is in time, and whose it is.
    fileprivate func awaitFirstAnswer(of need: Need, due: Int64, by member: ID?) throws {
        try execute(
            """
            UPDATE needs SET answer_due = coalesce(answer_due, \(due)), answered_by = coalesce(answered_by, \(member))
            WHERE network_id = \(need.networkID) AND id = \(need.id) AND answered_at IS NULL
            """)
    }

    /// Writes down how long somebody waited for their first answer, whether it came in time, and whose it was.
    func countFirstAnswer(of need: Need, by member: ID?, at now: Int64) throws {
        let isFirst =
            try execute(
                """
                UPDATE needs SET answered_at = \(now), is_in_time = (answer_due >= \(now)),
                    answered_by = coalesce(answered_by, \(member))
                WHERE network_id = \(need.networkID) AND id = \(need.id) AND answered_at IS NULL
                    AND answer_due IS NOT NULL
                """) == 1
        guard isFirst else { return }
        try execute(
            """
            INSERT INTO first_answers (network_id, at, need_id, waited)
            VALUES (\(need.networkID), \(now), \(need.id), \(now - need.createdAt))
            ON CONFLICT (network_id, at, need_id) DO NOTHING
            """)
    }

    /// The first answer that an act has given or set going, taken back with it.
    func takeBackFirstAnswer(of need: Need, by member: ID, at moment: Int64) throws {
        let (network, id) = (need.networkID, need.id)
        try execute("DELETE FROM first_answers WHERE network_id = \(network) AND need_id = \(id) AND at = \(moment)")
        try execute(
            """
            UPDATE needs SET answered_at = NULL, is_in_time = NULL, answered_by = nullif(answered_by, \(member))
            WHERE network_id = \(network) AND id = \(id) AND answered_at = \(moment)
            """)
        guard need.state == .submitted else { return }
        try execute(
            """
            UPDATE needs SET answer_due = NULL, answered_by = NULL
            WHERE network_id = \(network) AND id = \(id) AND answered_at IS NULL
            """)
    }
}
