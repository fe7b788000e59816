internal import Database

/// Working a queue item: the lock, the checks, the second pair of eyes.
extension CaseDesk {
    /// A queue item is its opener's for so long; opening it again renews.
    static let lockLength = 15 * Time.minute
    /// Whoever passed an item on isn't handed it again for so long: a shift, in which others look at it.
    static let skipLength = 8 * Time.hour

    func takeLock(_ need: Need) throws -> NeedChange {
        guard let member = viewer.member else { throw Refusal.forbidden(SiteWords.membersOnly) }
        if let lock = try db.lock(of: need, now: now), lock.memberID != member.id {
            throw Refusal.conflict(
                NeedWords.locked(by: lock.memberName, until: lock.until),
                Refusal.Extras(state: need.state.rawValue, allowed: []))
        }
        try db.releaseOtherLocks(of: member.id, than: need)
        try db.setLock(on: need, for: member.id, until: now + CaseDesk.lockLength)
        return try NeedTransition.apply(.open, to: need, by: viewer, at: now, clocks)
    }

    /// Passes an item on: its opener lets go of it and isn't handed it again for a while.
    func skip(_ need: Need, _ reason: String) throws -> NeedChange {
        guard let member = viewer.member else { throw Refusal.forbidden(SiteWords.membersOnly) }
        let reason = try NeedTransition.required(reason, "reason")
        if let lock = try db.lock(of: need, now: now), lock.memberID == member.id { try db.releaseLock(on: need) }
        try db.insertSkip(of: need, by: member.id, at: now)
        var change = NeedChange(need: need)
        change.events = [EventDraft(kind: .skipped, audience: .case, details: [("reason", .words(reason))])]
        return change
    }

    func verify(_ draft: VerificationDraft, _ need: Need, _ ties: Ties) throws -> NeedChange {
        guard let member = viewer.member else { throw Refusal.forbidden(SiteWords.membersOnly) }
        try NeedRules.mayVerify(need, by: member.id, isClaimant: try db.hasClaim(member.id, on: need))
        if let lock = try db.lock(of: need, now: now), lock.memberID != member.id {
            throw Refusal.conflict(
                NeedWords.locked(by: lock.memberName, until: lock.until),
                Refusal.Extras(state: need.state.rawValue, allowed: []))
        }
        let questions = Set(picture.settings.checklist.questions(for: need.category).map(\.id))
        for (index, check) in draft.checks.enumerated() where !questions.contains(check.id) {
            throw Refusal.invalid("checks.\(index).id", SiteWords.badChoice(questions.sorted()))
        }
        let kept = try keptInstitution(draft, need)
        let known = try reliedOn(draft, need)
        let finding = known.map { KnownInstitutionRules.filled(draft, from: $0, asked: questions) } ?? draft
        let earlier = try db.verifications(of: need).filter { $0.round == need.round }
        try db.insertVerification(finding, of: need, by: member.id, at: now, id: acts.world.newID())
        try db.releaseLock(on: need)
        var change = verified(finding, need, by: member.id, earlier: earlier)
        if let known, KnownInstitutionRules.relies(finding) {
            change.events.append(
                EventDraft(
                    kind: .institutionReliedOn, audience: .case, details: [("known", .text(known.id.description))]))
        }
        // Where somebody disagrees, nothing is settled for others.
        if let kept, !change.events.contains(where: { $0.kind == .contradicted }) {
            change.events.append(try keep(kept, of: need, by: member.id))
        }
        try drawLook(change, of: need, verifiedBy: member.id)
        return change
    }

    private func verified(
        _ draft: VerificationDraft, _ need: Need, by verifier: ID, earlier: [Verification]
    ) -> NeedChange {
        var change = NeedChange(need: need)
        let others = earlier.filter { $0.memberID != verifier }
        // Where two disagree already, be it in one answer only, a coordinator's word ends it.
        let decides = Verification.isSplit(others) && viewer.member?.has(.coordinator) == true
        let details: [(String, EventValue)] = [("confidence", .text(draft.confidence.rawValue))]
        if !decides, others.contains(where: { $0.contradicts(draft) }) {
            // Two verifiers disagree: somebody who answers for the desk decides.
            change.need.ownerID = decider(of: need)
            change.need.state = need.state == .acknowledged ? .verifying : need.state
            change.events = [EventDraft(kind: .contradicted, audience: .case, details: details)]
            // Only the first contradiction gives more time: a third opinion must not put the clock off for ever.
            if !Verification.isSplit(earlier) { change.clock = .restart(due: nil) }
            return change
        }
        if need.lines.contains(where: \.isControlled) && others.isEmpty {
            change.need.state = need.state == .acknowledged ? .verifying : need.state
            change.events = [EventDraft(kind: .secondCheck, audience: .case, details: details)]
            return change
        }
        change.need.confidence = draft.confidence
        change.need.voided = []
        change.need.round += 1
        if need.state == .acknowledged || need.state == .verifying {
            change.need.state = .verified
            change.tells = .verified
        }
        change.events = [EventDraft(kind: .verified, audience: max(.case, need.audience), details: details)]
        return change
    }
}

/// One verifier's finding about one need.
struct Verification: Sendable {
    let id: ID
    let memberID: ID
    let memberName: String
    let round: Int
    let confidence: Need.Confidence
    let note: String
    let at: Int64
    var checks: [VerificationDraft.Check] = []

    /// One says it is not so, the other that it is: in the result or in the answer to one question.
    func contradicts(_ draft: VerificationDraft) -> Bool {
        contradicts(draft.confidence, draft.checks)
    }

    /// Two of them contradict each other.
    static func isSplit(_ all: [Verification]) -> Bool {
        all.contains { one in all.contains { one.contradicts($0.confidence, $0.checks) } }
    }

    private func contradicts(_ confidence: Need.Confidence, _ checks: [VerificationDraft.Check]) -> Bool {
        if self.confidence.isDoubt != confidence.isDoubt { return true }
        let answers = Dictionary(self.checks.map { ($0.id, $0.answer) }, uniquingKeysWith: { first, _ in first })
        return checks.contains { check in
            guard let other = answers[check.id], other != .na, check.answer != .na else { return false }
            return other != check.answer
        }
    }
}

extension Need.Confidence {
    /// It could not be verified.
    var isDoubt: Bool { self == .unverified }
}

/// Who has a queue item open.
struct QueueLock: Sendable {
    let memberID: ID
    let memberName: String
    let until: Int64
}

/// One attempt to reach a requester.
struct CallRecord: Sendable {
    let memberName: String
    let channel: String
    let outcome: String
    let note: String
    let at: Int64
}

extension Connection {
    func lock(of need: Need, now: Int64) throws -> QueueLock? {
        try first(
            """
            SELECT l.member_id, p.name, l.until FROM queue_locks l
            JOIN memberships m ON m.network_id = l.network_id AND m.id = l.member_id JOIN persons p ON p.id = m.person_id
            WHERE l.network_id = \(need.networkID) AND l.need_id = \(need.id) AND l.until > \(now)
            """
        ) { QueueLock(memberID: try $0[0], memberName: try $0[1], until: try $0[2]) }
    }

    func setLock(on need: Need, for member: ID, until: Int64) throws {
        try execute(
            """
            INSERT INTO queue_locks (network_id, need_id, member_id, until)
            VALUES (\(need.networkID), \(need.id), \(member), \(until))
            ON CONFLICT (network_id, need_id) DO UPDATE SET member_id = excluded.member_id, until = excluded.until
            """)
    }

    /// One item at a time: taking one lets go of another.
    fileprivate func releaseOtherLocks(of member: ID, than need: Need) throws {
        try execute(
            """
            DELETE FROM queue_locks
            WHERE network_id = \(need.networkID) AND member_id = \(member) AND need_id <> \(need.id)
            """)
    }

    func releaseLock(on need: Need) throws {
        try execute("DELETE FROM queue_locks WHERE network_id = \(need.networkID) AND need_id = \(need.id)")
    }

    fileprivate func insertSkip(of need: Need, by member: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO queue_skips (network_id, member_id, need_id, at)
            VALUES (\(need.networkID), \(member), \(need.id), \(now))
            ON CONFLICT (network_id, member_id, need_id) DO UPDATE SET at = excluded.at
            """)
    }

    /// What a member has passed on since `moment`.
    func skipped(by member: ID, in network: ID, since moment: Int64) throws -> Set<ID> {
        Set(
            try query(
                """
                SELECT need_id FROM queue_skips
                WHERE network_id = \(network) AND member_id = \(member) AND at > \(moment)
                """
            ) { try $0[0] as ID })
    }

    func insertVerification(_ draft: VerificationDraft, of need: Need, by member: ID, at now: Int64, id: ID) throws {
        try execute(
            """
            INSERT INTO verifications (network_id, id, need_id, member_id, round, confidence, note, at)
            VALUES (\(need.networkID), \(id), \(need.id), \(member), \(need.round), \(draft.confidence), \(draft.note), \(now))
            """)
        for check in draft.checks {
            try execute(
                """
                INSERT INTO checks (network_id, verification_id, question, answer, note)
                VALUES (\(need.networkID), \(id), \(check.id), \(check.answer), \(check.note))
                ON CONFLICT (network_id, verification_id, question) DO UPDATE SET answer = excluded.answer,
                    note = excluded.note
                """)
        }
    }

    /// Verifications of a need with their checks, oldest first.
    func verifications(of need: Need) throws -> [Verification] {
        var found = try query(
            """
            SELECT v.id, v.member_id, p.name, v.round, v.confidence, v.note, v.at FROM verifications v
            JOIN memberships m ON m.network_id = v.network_id AND m.id = v.member_id JOIN persons p ON p.id = m.person_id
            WHERE v.network_id = \(need.networkID) AND v.need_id = \(need.id) ORDER BY v.at, v.id
            """
        ) {
            Verification(
                id: try $0[0], memberID: try $0[1], memberName: try $0[2], round: try $0[3], confidence: try $0[4],
                note: try $0[5], at: try $0[6])
        }
        guard !found.isEmpty else { return [] }
        let checks = try query(
            """
            SELECT verification_id, question, answer, note FROM checks
            WHERE network_id = \(need.networkID) AND verification_id IN (\(list: found.map(\.id))) ORDER BY question
            """
        ) { (id: try $0[0] as ID, check: VerificationDraft.Check(id: try $0[1], answer: try $0[2], note: try $0[3])) }
        for index in found.indices {
            found[index].checks = checks.filter { $0.id == found[index].id }.map(\.check)
        }
        return found
    }

    func insertCall(
        need: Need, member: ID, channel: String, outcome: String, note: String, at now: Int64, id: ID
    ) throws {
        try execute(
            """
            INSERT INTO calls (network_id, id, need_id, member_id, channel, outcome, note, at)
            VALUES (\(need.networkID), \(id), \(need.id), \(member), \(channel), \(outcome), \(note), \(now))
            """)
    }

    func calls(of need: Need) throws -> [CallRecord] {
        try query(
            """
            SELECT p.name, c.channel, c.outcome, c.note, c.at FROM calls c
            JOIN memberships m ON m.network_id = c.network_id AND m.id = c.member_id JOIN persons p ON p.id = m.person_id
            WHERE c.network_id = \(need.networkID) AND c.need_id = \(need.id) ORDER BY c.at, c.id LIMIT 100
            """
        ) {
            CallRecord(
                memberName: try $0[0], channel: try $0[1], outcome: try $0[2], note: try $0[3], at: try $0[4])
        }
    }
}
