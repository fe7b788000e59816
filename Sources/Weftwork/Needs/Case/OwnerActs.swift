public import Database
internal import Engine

/// Ownership offered, not yet accepted.
struct Handover: Sendable {
    let id: ID
    let needID: ID
    let fromID: ID
    let toID: ID
    let state: String
    let note: String
    let at: Int64
}

extension NeedActs {
    /// Offers a need to somebody. Until they accept, its owner answers for it.
    public func offerHandover(
        of id: ID, to member: ID, note: String = "", by viewer: Viewer, in network: ID
    ) async throws -> ID {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            try Policy.require(.offerHandover, viewer, ties: ties)
            try NeedRules.require(.offerHandover, in: need)
            guard let receiver = try db.member(member, in: network) else {
                throw Refusal.invalid("to", NeedWords.unknownMember)
            }
            guard receiver.id != need.ownerID else { throw Refusal.invalid("to", NeedWords.ownsItAlready) }
            let handover = Handover(
                id: world.newID(), needID: id, fromID: need.ownerID, toID: member, state: "offered",
                note: String(Clean.prose(note).prefix(1000)), at: now)
            try db.withdrawHandovers(of: need)
            try db.insert(handover, in: network)
            try desk.record(
                EventDraft(
                    kind: .handoverOffered, audience: .case, details: [("to", .text(receiver.id.description))]),
                on: need)
            try desk.tell(.handover, member: member, about: need)
            return handover.id
        }
    }

    /// Accepts or declines what was offered; by accepting, the receiver owns it from that moment.
    public func answerHandover(
        _ id: ID, of needID: ID, accepts: Bool, by viewer: Viewer, in network: ID
    ) async throws -> Need {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        let need = try await database.write { db in
            guard let handover = try db.handover(id, in: network), handover.needID == needID else {
                throw Refusal.notFound
            }
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(handover.needID)
            // Who has answered already is told in which state it is, not that they may not.
            guard handover.state == "offered" else {
                throw Refusal.conflict(NeedWords.handoverOver, Refusal.Extras(state: handover.state, allowed: []))
            }
            try Policy.require(.answerHandover, viewer, ties: ties)
            try db.answer(handover, in: network, state: accepts ? "accepted" : "declined")
            var change = NeedChange(need: need)
            if accepts {
                change.need.ownerID = handover.toID
            } else {
                change.events = [EventDraft(kind: .handoverDeclined, audience: .case)]
            }
            return try desk.finish(change, from: need)
        }
        duty.forget(network)
        return need
    }

    /// Gives a need another owner at once: by a coordinator, or when a shift ends with nobody to accept.
    ///
    /// - Parameters:
    ///   - note: what whoever had it says to whoever has it now; it stays with the case.
    ///   - leaver: who had it, where they have left and the new owner learns of it by mail.
    public func assign(
        _ id: ID, to member: ID, note: String = "", from leaver: ID? = nil, by viewer: Viewer, in network: ID
    ) async throws -> Need {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        let need = try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            try Policy.require(.assign, viewer, ties: ties)
            try NeedRules.require(.assign, in: need)
            guard try db.member(member, in: network) != nil else {
                throw Refusal.invalid("to", NeedWords.unknownMember)
            }
            guard member != need.ownerID else { return need }
            var change = NeedChange(need: need)
            change.need.ownerID = member
            if !note.isEmpty {
                change.events = [
                    EventDraft(
                        kind: .said, audience: .case,
                        details: [("note", .words(note)), ("from", .text(leaver?.description))])
                ]
            }
            try db.withdrawHandovers(of: need)
            if leaver != nil { try desk.tell(.passedOn, member: member, about: need) }
            return try desk.finish(change, from: need)
        }
        duty.forget(network)
        return need
    }
}

extension Connection {
    func insert(_ handover: Handover, in network: ID) throws {
        try execute(
            """
            INSERT INTO handovers (network_id, id, need_id, from_id, to_id, state, note, at)
            VALUES (\(network), \(handover.id), \(handover.needID), \(handover.fromID), \(handover.toID),
                \(handover.state), \(handover.note), \(handover.at))
            """)
    }

    func withdrawHandovers(of need: Need) throws {
        try execute(
            """
            UPDATE handovers SET state = 'withdrawn'
            WHERE network_id = \(need.networkID) AND need_id = \(need.id) AND state = 'offered'
            """)
    }

    fileprivate func answer(_ handover: Handover, in network: ID, state: String) throws {
        try execute("UPDATE handovers SET state = \(state) WHERE network_id = \(network) AND id = \(handover.id)")
    }

    fileprivate func handover(_ id: ID, in network: ID) throws -> Handover? {
        try first(
            """
            SELECT id, need_id, from_id, to_id, state, note, at FROM handovers
            WHERE network_id = \(network) AND id = \(id)
            """, Handover.init(row:))
    }

    func openHandover(of need: Need) throws -> Handover? {
        try first(
            """
            SELECT id, need_id, from_id, to_id, state, note, at FROM handovers
            WHERE network_id = \(need.networkID) AND need_id = \(need.id) AND state = 'offered'
            """, Handover.init(row:))
    }
}

extension Handover {
    fileprivate init(row: Row) throws {
        id = try row[0]
        needID = try row[1]
        fromID = try row[2]
        toID = try row[3]
        state = try row[4]
        note = try row[5]
        at = try row[6]
    }
}
