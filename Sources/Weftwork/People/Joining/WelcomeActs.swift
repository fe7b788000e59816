internal import Database

/// A newcomer's way as they and their weaver see it.
struct WelcomeReading: Sendable {
    let arrival: Arrival
    let missing: [Arrival.Step]
    let name: String
    let names: [ID: String]
    let clock: Clock?
}

extension MemberActs {
    func welcome(of id: ID, for viewer: Viewer, in network: ID) async throws -> WelcomeReading {
        let member = try own(viewer, in: network)
        guard id == member.id || Policy.allows(.welcomeNewcomers, viewer) else { throw Refusal.notFound }
        return try await database.read { db in
            guard let arrival = try db.arrival(of: id, in: network) else { throw Refusal.notFound }
            let ids = Set([id, arrival.buddyID, arrival.referrerID, arrival.seenByID].compactMap { $0 })
            let names = try db.names(of: ids, in: network)
            return WelcomeReading(
                arrival: arrival, missing: arrival.missing(isPactSigned: try db.hasSigned(id, in: network)),
                name: names[id] ?? "", names: names, clock: try db.clock(of: id, in: network))
        }
    }

    func welcomes(for viewer: Viewer, in network: ID) async throws -> (all: [Arrival], names: [ID: String]) {
        try Policy.require(.welcomeNewcomers, viewer)
        return try await database.read { db in
            let all = try db.arrivalsUnderWay(in: network)
            return (all, try db.names(of: Set(all.map(\.memberID)), in: network))
        }
    }

    /// A step of one's own way is done.
    func take(_ step: Arrival.Step, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network)
        guard [.primer, .buddy, .firstThing].contains(step) else { throw Refusal.forbidden(SiteWords.forbidden) }
        try await change(member.id, step, by: viewer, in: network) { arrival, now in
            switch step {
            case .primer: arrival.primerAt = arrival.primerAt ?? now
            case .firstThing: arrival.firstThingAt = arrival.firstThingAt ?? now
            case .buddy:
                guard arrival.buddyID != nil else { throw Refusal.conflict(JoinWords.noBuddyYet) }
                arrival.buddyMetAt = arrival.buddyMetAt ?? now
            case .pact, .said, .seen: break
            }
        }
    }

    /// The primer is done; for those who came without the welcome path, too, it counts nowhere else.
    func finishPrimer(by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network)
        guard try await database.read({ db in try db.arrival(of: member.id, in: network) }) != nil else { return }
        try await take(.primer, by: viewer, in: network)
    }

    /// A weaver has spoken with a newcomer.
    func see(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.welcomeNewcomers, viewer)
        let weaver = try own(viewer, in: network)
        guard id != weaver.id else { throw Refusal.forbidden(SiteWords.forbidden) }
        try await change(id, .seen, by: viewer, in: network) { arrival, now in
            arrival.seenAt = arrival.seenAt ?? now
            arrival.seenByID = arrival.seenByID ?? weaver.id
        }
        try await database.write { db in try db.stopClock(of: id, in: network) }
    }

    /// Gives a newcomer somebody to turn to.
    func setBuddy(_ buddy: ID, of id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.welcomeNewcomers, viewer)
        try await database.write { db in
            guard buddy != id, let other = try db.member(buddy, in: network), other.standing >= .vouched else {
                throw Refusal.invalid("buddy", JoinWords.badBuddy)
            }
            guard var arrival = try db.arrival(of: id, in: network) else { throw Refusal.notFound }
            arrival.buddyID = buddy
            arrival.buddyMetAt = nil
            try db.save(arrival)
            try record(
                .welcomeStep, on: id, in: network, by: viewer, audience: .members, db,
                [("step", .text("buddyNamed")), ("buddy", .text(buddy.description))])
            let name = try db.names(of: [id], in: network)[id] ?? ""
            try tell(buddy, in: network, JoinWords.mailSubject, JoinWords.mailBuddyOf(name), to: "/members/\(id)", db)
            try tell(
                id, in: network, JoinWords.mailSubject, JoinWords.mailBuddy(other.name), to: "/members/\(buddy)", db)
        }
    }

    /// Marks a step; when all are done the newcomer is an active member.
    func change(
        _ id: ID, _ step: Arrival.Step, by viewer: Viewer, in network: ID,
        _ body: @Sendable @escaping (inout Arrival, Int64) throws -> Void
    ) async throws {
        let now = world.now()
        try await database.write { db in
            guard var arrival = try db.arrival(of: id, in: network) else { throw Refusal.notFound }
            try body(&arrival, now)
            try settle(&arrival, now, db)
            try record(
                .welcomeStep, on: id, in: network, by: viewer, audience: .members, db, [("step", .text(step.rawValue))])
        }
    }

    /// Saves an arrival and ends it when nothing is missing.
    func settle(_ arrival: inout Arrival, _ now: Int64, _ db: any Connection) throws {
        let isSigned = try db.hasSigned(arrival.memberID, in: arrival.networkID)
        if arrival.completedAt == nil, arrival.missing(isPactSigned: isSigned).isEmpty {
            arrival.completedAt = now
            try db.setState(.active, of: arrival.memberID, in: arrival.networkID)
            try record(
                .welcomed, on: arrival.memberID, in: arrival.networkID, by: Viewer(.system, language: .zh),
                audience: .members, db)
        }
        try db.save(arrival)
    }

    // MARK: The tree and the funnels

    func referrals(for viewer: Viewer, in network: ID) async throws -> (tree: [Referral], funnels: [Funnel]) {
        try Policy.require(.reviewReferrals, viewer)
        return try await database.read { db in (try db.referrals(in: network), try db.funnels(in: network)) }
    }

    /// Members to whom a matter can be passed.
    func leads(of network: ID) async throws -> [Member] {
        try await database.read { db in
            try db.members(
                of: network,
                where: "m.standing >= \(Standing.trusted) AND (m.roles <> '' OR m.standing = \(Standing.steward))")
        }
    }

    /// Members who can be somebody's buddy.
    func buddies(in network: ID) async throws -> [Member] {
        try await database.read { db in
            try db.members(of: network, where: "m.standing >= \(Standing.vouched)")
        }
    }
}

extension Connection {
    /// Whether a member has signed the Pact in force; where there is none, there is nothing to sign.
    func hasSigned(_ member: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT m.signed_version >= n.pact_version FROM memberships m JOIN networks n ON n.id = m.network_id
            WHERE m.network_id = \(network) AND m.id = \(member)
            """, as: Bool.self) ?? false
    }

    func language(of person: ID) throws -> Language? {
        try value("SELECT language FROM persons WHERE id = \(person)")
    }
}
