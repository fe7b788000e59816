internal import Database
internal import Engine

/// Tired eyes: of the needs that were verified some are drawn, and another verifier looks at them again.
enum LookStore {
    static let migration = Migration(
        "2026-11-25 second looks",
        [
            """
            CREATE TABLE second_looks (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, first_id \(.id) NOT NULL,
                drawn_at \(.int) NOT NULL, member_id \(.id), answer TEXT, at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX second_looks_open ON second_looks (network_id, need_id) WHERE answer IS NULL",
            "CREATE INDEX second_looks_drawn ON second_looks (drawn_at) WHERE answer IS NULL",
        ])
}

/// A verified need that waits for a second look.
struct SecondLook: Sendable, Equatable {
    enum Answer: String, Sendable, SQLConvertible, CaseIterable {
        case same, otherwise
        /// Nobody had the time.
        case dropped
    }

    let id: ID
    let needID: ID
    /// Who verified it.
    let firstID: ID
    let drawnAt: Int64
}

/// How often two pairs of eyes agree.
struct LookFigures: Sendable, Equatable {
    var same = 0
    var otherwise = 0
    var dropped = 0
    var waiting = 0

    /// Of a hundred looks so many said the same; nothing where nobody has looked.
    var agreement: Int? {
        let answered = same + otherwise
        return answered == 0 ? nil : same * 100 / answered
    }
}

/// When a second look is drawn, and by whom it may be. Pure.
enum SecondLookRules {
    /// What nobody has looked at by then is let go: a sample is no second queue.
    static let lifetime = 48 * Time.hour
    /// Figures reach so far back.
    static let figuresOver = 30 * Time.day

    /// - Parameters:
    ///   - number: chance.
    ///   - percent: of a hundred verifications so many are drawn.
    static func isDrawn(_ number: UInt64, percent: Int) -> Bool {
        Int(number % 100) < percent
    }

    /// Never who verified it first, nor whoever submitted it or has promised something.
    static func mayLook(_ member: ID, at look: SecondLook, of need: Need, isClaimant: Bool) -> Bool {
        member != look.firstID && member != need.submitterID && !isClaimant
    }
}

extension CaseDesk {
    /// Draws by chance whether what was just verified is looked at again.
    func drawLook(_ change: NeedChange, of need: Need, verifiedBy member: ID) throws {
        guard change.events.contains(where: { $0.kind == .verified }),
            SecondLookRules.isDrawn(acts.world.number(), percent: picture.settings.desk.secondLook)
        else { return }
        try db.insertLook(
            SecondLook(id: acts.world.newID(), needID: need.id, firstID: member, drawnAt: now), in: network)
    }

    /// What a second pair of eyes says. Where it sees it otherwise, a coordinator decides, as where two verifiers disagree: told of it, and
    /// in the time that a verification has.
    fileprivate func answerLook(_ look: SecondLook, _ answer: SecondLook.Answer, note: String, _ need: Need) throws
        -> Need
    {
        var change = NeedChange(need: need)
        change.events = [
            EventDraft(
                kind: .lookedAgain, audience: .case,
                details: [("answer", .text(answer.rawValue)), ("note", .words(note.nilIfEmpty))])
        ]
        if answer == .otherwise, need.state.isOpen, need.state != .confirmed {
            change.need.ownerID = decider(of: need)
            // Its verification no longer holds: it is in the queue again until the coordinator has decided.
            if [.verified, .published, .inProgress, .delivered].contains(need.state) {
                change.need.voided.insert(Need.wholeVerification)
            }
            change.events.append(EventDraft(kind: .contradicted, audience: .case))
            let decider = change.need.ownerID
            if decider != viewer.member?.id { try tell(.seenOtherwise, member: decider, about: need) }
        }
        return try finish(change, from: need)
    }
}

extension NeedActs {
    /// A second verifier says of a verified need that it is so, or that they see it otherwise, and why.
    func lookAgain(
        at id: ID, _ answer: String, note: String, seen: String? = nil, versions: [Int]? = nil, by viewer: Viewer,
        in network: ID
    ) async throws -> Need {
        try Policy.require(.lookAgain, viewer)
        let member = try own(viewer, network), now = world.now()
        guard let answer = SecondLook.Answer(rawValue: answer), answer != .dropped else {
            throw Refusal.invalid("answer", SiteWords.badChoice(["same", "otherwise"], answer))
        }
        let note = answer == .otherwise ? try NeedTransition.required(note, "note") : Clean.prose(note)
        guard note.count <= 4000 else { throw Refusal.invalid("note", NeedWords.tooLong(4000)) }
        let picture = try await duty.picture(of: network, now: now)
        let need = try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, _) = try desk.open(id)
            try desk.requireSeen(seen, versions, need)
            guard let look = try db.openLook(at: id, in: network) else { throw Refusal.conflict(SecondLookWords.none) }
            guard
                SecondLookRules.mayLook(member.id, at: look, of: need, isClaimant: try db.hasClaim(member.id, on: need))
            else { throw Refusal.forbidden(SecondLookWords.notYours) }
            guard try db.answer(look, answer, by: member.id, in: network, at: now) else {
                throw Refusal.conflict(SecondLookWords.none)
            }
            return try desk.answerLook(look, answer, note: note, need)
        }
        duty.forget(network)
        return need
    }

    /// The look that waits at a need, where this viewer may take it.
    func look(at need: Need, for viewer: Viewer) async throws -> SecondLook? {
        guard let member = viewer.member, Policy.allows(.lookAgain, viewer) else { return nil }
        return try await database.read { db in
            guard let look = try db.openLook(at: need.id, in: need.networkID),
                SecondLookRules.mayLook(member.id, at: look, of: need, isClaimant: try db.hasClaim(member.id, on: need))
            else { return nil }
            return look
        }
    }

    func lookFigures(of network: ID) async throws -> LookFigures {
        let now = world.now()
        return try await database.read { db in try db.lookFigures(of: network, since: now - SecondLookRules.figuresOver)
        }
    }

    /// What nobody has looked at for two days is let go.
    func dropLooks(now: Int64) async throws {
        let limit = now - SecondLookRules.lifetime
        guard try await database.read({ db in try db.hasOldLooks(before: limit) }) else { return }
        try await database.write { db in try db.dropLooks(before: limit, at: now) }
    }
}

extension Connection {
    fileprivate func insertLook(_ look: SecondLook, in network: ID) throws {
        try execute(
            """
            INSERT INTO second_looks (network_id, id, need_id, first_id, drawn_at)
            VALUES (\(network), \(look.id), \(look.needID), \(look.firstID), \(look.drawnAt))
            ON CONFLICT DO NOTHING
            """)
    }

    func openLook(at need: ID, in network: ID) throws -> SecondLook? {
        try first(
            """
            SELECT id, need_id, first_id, drawn_at FROM second_looks
            WHERE network_id = \(network) AND need_id = \(need) AND answer IS NULL
            """
        ) { SecondLook(id: try $0[0], needID: try $0[1], firstID: try $0[2], drawnAt: try $0[3]) }
    }

    /// False when another verifier was faster.
    fileprivate func answer(
        _ look: SecondLook, _ answer: SecondLook.Answer, by member: ID, in network: ID, at now: Int64
    ) throws -> Bool {
        try execute(
            """
            UPDATE second_looks SET member_id = \(member), answer = \(answer), at = \(now)
            WHERE network_id = \(network) AND id = \(look.id) AND answer IS NULL
            """) == 1
    }

    fileprivate func lookFigures(of network: ID, since moment: Int64) throws -> LookFigures {
        let rows = try query(
            """
            SELECT coalesce(answer, ''), count(*) FROM second_looks
            WHERE network_id = \(network) AND drawn_at > \(moment) GROUP BY coalesce(answer, '')
            """
        ) { (answer: try $0[0] as String, count: try $0[1] as Int) }
        var figures = LookFigures()
        for row in rows {
            switch SecondLook.Answer(rawValue: row.answer) {
            case .same: figures.same = row.count
            case .otherwise: figures.otherwise = row.count
            case .dropped: figures.dropped = row.count
            case nil: figures.waiting = row.count
            }
        }
        return figures
    }

    fileprivate func hasOldLooks(before moment: Int64) throws -> Bool {
        try value(
            "SELECT 1 FROM second_looks WHERE answer IS NULL AND drawn_at <= \(moment) LIMIT 1", as: Int64.self) != nil
    }

    fileprivate func dropLooks(before moment: Int64, at now: Int64) throws {
        try execute(
            """
            UPDATE second_looks SET answer = \(SecondLook.Answer.dropped), at = \(now)
            WHERE answer IS NULL AND drawn_at <= \(moment)
            """)
    }
}
