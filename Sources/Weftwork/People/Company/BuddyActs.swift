internal import Database

extension MemberActs {
    /// Looks for buddies for newcomers who have none, and whose last offer nobody took.
    func findBuddies() async throws {
        let now = world.now()
        for (network, member) in try await database.read({ db in try db.newcomersWithoutBuddy(by: now, limit: 100) }) {
            try await proposeBuddy(for: member, in: network)
        }
    }

    /// Asks the one whom the rule finds to be a newcomer's buddy; nobody where all have enough newcomers or passed.
    func proposeBuddy(for id: ID, in network: ID) async throws {
        let now = world.now()
        guard let known = try await database.read({ db in try db.buddyCandidates(for: id, in: network) }) else {
            return
        }
        let chosen = BuddyRules.choose(known.others, for: known.newcomer)
        let duty = try? await owner(for: .application, about: nil, except: [id], in: network)
        try await database.write { db in
            guard var arrival = try db.arrival(of: id, in: network), arrival.buddyID == nil, arrival.completedAt == nil,
                let next = arrival.buddyNextAt, next <= now
            else { return }
            if let open = try db.openBuddyOffer(for: id, in: network) { _ = try db.close(open, .lapsed, at: now) }
            arrival.buddyNextAt = now + BuddyRules.answering
            try startBuddySearch(&arrival, owner: duty, db)
            try db.save(arrival)
            guard let chosen else { return }
            try ask(chosen.id, chosen.reasons, for: arrival, by: Viewer(.system, language: .zh), db)
        }
    }

    /// Makes the offer and tells the one who is asked.
    private func ask(
        _ buddy: ID, _ reasons: [BuddyReason], for arrival: Arrival, by viewer: Viewer, _ db: any Connection
    ) throws {
        let network = arrival.networkID, id = arrival.memberID
        try db.insert(
            BuddyOffer(
                id: world.newID(), networkID: network, memberID: id, buddyID: buddy, reasons: reasons,
                byID: viewer.member?.id, at: world.now()))
        try record(
            .buddyAsked, on: id, in: network, by: viewer, audience: .concerned, db,
            [("buddy", .text(buddy.description))])
        let name = try db.names(of: [id], in: network)[id] ?? ""
        try ask(
            buddy, for: .buddy, in: network, JoinWords.mailSubject, CompanyWords.mailBeBuddy(name), to: "/me/company",
            db)
    }

    /// A weaver names somebody to be asked; whoever accompanied the newcomer goes on until they accept.
    func setBuddy(_ buddy: ID, of id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.welcomeNewcomers, viewer)
        let weaver = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard buddy != id, try db.isWilling(buddy, to: .buddy, in: network) else {
                throw Refusal.invalid("buddy", JoinWords.badBuddy)
            }
            guard var arrival = try db.arrival(of: id, in: network) else { throw Refusal.notFound }
            if let open = try db.openBuddyOffer(for: id, in: network) { _ = try db.close(open, .lapsed, at: now) }
            try startBuddySearch(&arrival, owner: weaver.id, db)
            arrival.buddyNextAt = arrival.buddyID == nil ? now + BuddyRules.answering : nil
            try db.save(arrival)
            guard buddy == weaver.id else { return try ask(buddy, [], for: arrival, by: viewer, db) }
            try accompany(&arrival, buddy: weaver, by: viewer, db)
        }
    }

    /// The welcome duty answers for it until somebody has accepted.
    func startBuddySearch(_ arrival: inout Arrival, owner: ID?, _ db: any Connection) throws {
        guard arrival.buddySearchID == nil, arrival.completedAt == nil, let owner else { return }
        let now = world.now(), due = now + BuddyRules.within, id = world.newID()
        arrival.buddySearchID = id
        try db.start(
            Clock(
                networkID: arrival.networkID, object: .buddy, objectID: id, needID: arrival.memberID, step: "buddy",
                ownerID: owner, startedAt: now, dueAt: due, stage: 0,
                nextAt: Escalation.next(after: .none, start: now, due: due)))
    }

    func endBuddySearch(_ arrival: inout Arrival, _ db: any Connection) throws {
        guard let search = arrival.buddySearchID else { return }
        try db.stopClock(of: search, in: arrival.networkID)
        arrival.buddySearchID = nil
    }

    /// The one who was asked says yes, or passes; then the next is asked at once.
    func answerBuddy(_ id: ID, accepts: Bool, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        let newcomer = try await database.write { db -> ID in
            guard let offer = try db.openBuddyOffer(id, in: network), offer.buddyID == member.id,
                var arrival = try db.arrival(of: offer.memberID, in: network)
            else { throw Refusal.conflict(CompanyWords.offerOver) }
            guard try db.close(offer, accepts ? .accepted : .passed, at: now) else {
                throw Refusal.conflict(CompanyWords.offerOver)
            }
            if accepts {
                try accompany(&arrival, buddy: member, by: viewer, db)
            } else {
                arrival.buddyNextAt = arrival.buddyID == nil && arrival.completedAt == nil ? now : nil
                // Whoever had accepted goes on.
                if arrival.buddyID != nil { try endBuddySearch(&arrival, db) }
                try db.save(arrival)
                try record(.buddyPassed, on: offer.memberID, in: network, by: viewer, audience: .concerned, db)
            }
            return offer.memberID
        }
        if !accepts { try await proposeBuddy(for: newcomer, in: network) }
    }

    /// From now on the newcomer has them to turn to.
    private func accompany(
        _ arrival: inout Arrival, buddy: Member, by viewer: Viewer, _ db: any Connection
    ) throws {
        let network = arrival.networkID, id = arrival.memberID
        arrival.buddyID = buddy.id
        arrival.buddyMetAt = nil
        arrival.buddyNextAt = nil
        try endBuddySearch(&arrival, db)
        try db.save(arrival)
        try record(
            .buddyAccepted, on: id, in: network, by: viewer, audience: .members, db,
            [("buddy", .text(buddy.id.description))])
        let name = try db.names(of: [id], in: network)[id] ?? ""
        try tell(buddy.id, in: network, JoinWords.mailSubject, JoinWords.mailBuddyOf(name), to: "/members/\(id)", db)
        try tell(id, in: network, JoinWords.mailSubject, JoinWords.mailBuddy(buddy.name), to: "/me/welcome", db)
    }
}
