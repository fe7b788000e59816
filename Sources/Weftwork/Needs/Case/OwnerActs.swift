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

    /// Lets somebody see the contact, for a purpose; recorded, and shown to the requester.
    public func reveal(_ id: ID, purpose: String, by viewer: Viewer, in network: ID) async throws -> PrivatePart {
        let now = world.now()
        try viewer.requireUnheld(now: now)
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            guard let member = viewer.member else { throw Refusal.forbidden(SiteWords.membersOnly) }
            // Opening an item of one's own queue is the reveal; its purpose is given by the act.
            let isDesk = Policy.allows(.revealOwnQueue, viewer, ties: ties)
            if !isDesk { try Policy.require(.reveal, viewer, ties: ties) }
            try NeedRules.require(.reveal, in: need)
            let purpose = isDesk ? "desk" : try NeedTransition.required(purpose, "purpose")
            try desk.requireLook(at: need, by: member, ties, isDesk: isDesk)
            guard var part = try db.privatePart(of: need, in: vault) else { throw Refusal.notFound }
            // What was typed can hold what is held back: whoever only promised something reads it no more than the text.
            if NeedAccess.tier(of: viewer, ties) != .case { part.original = nil }
            try db.insertReveal(of: need, by: member.id, purpose: purpose, isDesk: isDesk, at: now, id: world.newID())
            try desk.record(
                EventDraft(kind: .revealed, audience: .case, details: [("purpose", .words(purpose))]), on: need)
            return part
        }
    }
}

extension CaseDesk {
    /// What stands between somebody who may see the contact of a need and the look itself: a newcomer is let through, a second
    /// person stands by where it takes one, and nobody looks at more than they can serve.
    func requireLook(at need: Need, by member: Member, _ ties: Ties, isDesk: Bool) throws {
        let isAbove = isDesk || viewer.isOperator || Policy.allows(.letThrough, viewer, ties: ties)
        if !isAbove, member.standing == .newcomer, try !db.isLetThrough(member.id, to: need) {
            throw Refusal.forbidden(NeedWords.waitsToBeLetThrough)
        }
        if !isAbove, try db.waitsForSecond(member.id, at: need) { throw Refusal.forbidden(BriefingWords.waitsToo) }
        if !viewer.isOperator { try limitLooks(of: member, isDesk: isDesk, need) }
    }

    /// Looks per day, and an end to claim – look – release.
    /// A desk's own work is bounded by what a queue takes: past sixty in an hour stewards are told, past 150 it ends.
    fileprivate func limitLooks(of member: Member, isDesk: Bool, _ need: Need) throws {
        if isDesk {
            let hour = try db.deskRevealCount(by: member.id, in: network, since: now - Time.hour)
            guard hour < 150 else { throw Refusal.tooMany(retryAfter: 600) }
            if hour == 60 {
                try record(EventDraft(kind: .revealedInBulk, audience: .stewards), on: need)
                for lead in candidates where lead.member.has(.coordinator) && lead.member.id != member.id {
                    try tell(.revealedInBulk, member: lead.member.id, about: need)
                }
            }
            return
        }
        let today = try db.revealCount(by: member.id, in: network, since: now - Time.day)
        guard today < (member.standing >= .trusted ? 40 : 5) else { throw Refusal.tooMany(retryAfter: 3600) }
        let idle = try db.looksWithoutDelivery(by: member.id, in: network, since: now - 7 * Time.day)
        guard idle < 2 else { throw Refusal.forbidden(NeedWords.looksStopped) }
    }
}

/// One look at a contact.
struct Reveal: Sendable {
    let memberName: String
    let purpose: String
    let at: Int64
    let isDesk: Bool
}

extension Connection {
    fileprivate func insert(_ handover: Handover, in network: ID) throws {
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

    func insertReveal(
        of need: Need, by member: ID, purpose: String, isDesk: Bool, at now: Int64, id: ID
    ) throws {
        try execute(
            """
            INSERT INTO reveals (network_id, id, need_id, member_id, purpose, at, is_desk)
            VALUES (\(need.networkID), \(id), \(need.id), \(member), \(purpose), \(now), \(isDesk))
            """)
    }

    fileprivate func revealCount(by member: ID, in network: ID, since moment: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM reveals
            WHERE network_id = \(network) AND member_id = \(member) AND at > \(moment) AND NOT is_desk
            """) ?? 0
    }

    fileprivate func deskRevealCount(by member: ID, in network: ID, since moment: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM reveals
            WHERE network_id = \(network) AND member_id = \(member) AND at > \(moment) AND is_desk
            """) ?? 0
    }

    /// Who has looked at a need's contact.
    func reveals(of need: Need) throws -> [Reveal] {
        try query(
            """
            SELECT p.name, r.purpose, r.at, r.is_desk FROM reveals r
            JOIN memberships m ON m.network_id = r.network_id AND m.id = r.member_id JOIN persons p ON p.id = m.person_id
            WHERE r.network_id = \(need.networkID) AND r.need_id = \(need.id) ORDER BY r.at DESC, r.id DESC LIMIT 200
            """
        ) { Reveal(memberName: try $0[0], purpose: try $0[1], at: try $0[2], isDesk: try $0[3]) }
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
