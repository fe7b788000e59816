internal import Database
internal import Engine

/// All that one answers for among offers, handed over in one go: it stays theirs until it is accepted.
extension OfferActs: LaterDuties {
    func count(of member: ID, in network: ID) async throws -> Int {
        try await database.read { db in try db.offersOwned(by: member, in: network).count }
    }

    func offered(to member: ID, in network: ID) async throws -> [WaitingHandover] {
        try await database.read { db in try db.offerHandovers(to: member, in: network) }
    }

    func handOver(to receiver: ID, note: String, by viewer: Viewer, in network: ID) async throws -> Int {
        try Policy.require(.handOverAll, viewer)
        guard let member = viewer.member else { throw Refusal.signInRequired }
        guard receiver != member.id else { throw Refusal.invalid("to", ShiftWords.toOneself) }
        let now = world.now(), picture = try await needs.duty.picture(of: network, now: now)
        guard picture.candidates.contains(where: { $0.member.id == receiver }) else {
            throw Refusal.invalid("to", NeedWords.unknownMember)
        }
        let note = String(Clean.prose(note).prefix(1000))
        return try await database.write { db in
            let desk = OfferDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let owned = try db.offersOwned(by: member.id, in: network)
            for id in owned {
                guard let offer = try db.offer(id, in: network) else { continue }
                try db.withdrawHandovers(of: offer)
                try db.insert(
                    Handover(
                        id: world.newID(), needID: id, fromID: member.id, toID: receiver, state: "offered", note: note,
                        at: now), in: network)
                try desk.record(.handoverOffered, on: offer, .case, [("to", .text(receiver.description))])
            }
            guard !owned.isEmpty else { return 0 }
            // One message for all of it.
            try db.tell(
                receiver, in: network, OfferWords.handedSubject(owned.count), vault: vault, id: world.newID(), at: now
            ) { slug in
                OfferWords.handedBody(
                    owned.count, from: member.name, link: "\(needs.configuration.publicURL)/n/\(slug)/briefing")
            }
            return owned.count
        }
    }

    func answer(_ chosen: [ID], accepts: Bool, by viewer: Viewer, in network: ID) async throws -> TriageReport {
        try Policy.require(.handOverAll, viewer)
        guard let member = viewer.member else { throw Refusal.signInRequired }
        let now = world.now(), picture = try await needs.duty.picture(of: network, now: now), wanted = Set(chosen)
        let offered = try await database.read { db in try db.offerHandovers(to: member.id, in: network) }
        var report = TriageReport()
        for one in offered where wanted.isEmpty || wanted.contains(one.id) {
            let isDone = try await database.write { db in
                let desk = OfferDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
                return try desk.answer(one, accepts: accepts, by: member.id)
            }
            if isDone {
                report.done.append(one.needID)
            } else {
                report.left.append((one.needID, NeedWords.handoverOver))
            }
        }
        needs.duty.forget(network)
        return report
    }
}

extension OfferDesk {
    /// False where it is not offered any more.
    fileprivate func answer(_ handover: WaitingHandover, accepts: Bool, by member: ID) throws -> Bool {
        guard let offer = try db.offer(handover.needID, in: network), offer.state.isOpen,
            try db.answer(handover.id, to: member, accepts ? "accepted" : "declined", in: network)
        else { return false }
        if accepts {
            try pass(offer, to: member, tells: false)
        } else {
            try record(.handoverDeclined, on: offer, .case, [])
        }
        return true
    }
}

extension Connection {
    fileprivate func offersOwned(by member: ID, in network: ID) throws -> [ID] {
        try query(
            """
            SELECT id FROM offers WHERE network_id = \(network) AND owner_id = \(member)
                AND state IN (\(list: Offer.State.open)) ORDER BY id LIMIT 500
            """
        ) { try $0[0] }
    }

    /// Offers that somebody would hand to a member; the object of a hand-over is a need or an offer.
    func offerHandovers(to member: ID, in network: ID) throws -> [WaitingHandover] {
        try query(
            """
            SELECT h.id, h.need_id, n.title, p.name, h.at FROM handovers h
            JOIN offers n ON n.network_id = h.network_id AND n.id = h.need_id
            JOIN memberships m ON m.network_id = h.network_id AND m.id = h.from_id JOIN persons p ON p.id = m.person_id
            WHERE h.network_id = \(network) AND h.to_id = \(member) AND h.state = 'offered'
                AND n.owner_id = h.from_id ORDER BY h.at, h.id LIMIT 500
            """
        ) {
            WaitingHandover(id: try $0[0], needID: try $0[1], title: try $0[2], fromName: try $0[3], at: try $0[4])
        }
    }

    func withdrawHandovers(of offer: Offer) throws {
        try execute(
            """
            UPDATE handovers SET state = 'withdrawn'
            WHERE network_id = \(offer.networkID) AND need_id = \(offer.id) AND state = 'offered'
            """)
    }

    fileprivate func answer(_ handover: ID, to member: ID, _ state: String, in network: ID) throws -> Bool {
        try execute(
            """
            UPDATE handovers SET state = \(state)
            WHERE network_id = \(network) AND id = \(handover) AND to_id = \(member) AND state = 'offered'
            """) == 1
    }
}
