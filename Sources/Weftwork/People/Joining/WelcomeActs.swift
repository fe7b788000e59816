internal import Database

/// A newcomer's way as they and their weaver see it.
struct WelcomeReading: Sendable {
    let arrival: Arrival
    let missing: [Arrival.Step]
    let name: String
    let names: [ID: String]
    let clock: Clock?
    /// Who is asked to be their buddy now.
    let asked: BuddyOffer?
    /// What they did that waits to be confirmed.
    let done: [CompanyReading.Done]
}

extension MemberActs {
    func welcome(of id: ID, for viewer: Viewer, in network: ID) async throws -> WelcomeReading {
        let member = try own(viewer, in: network)
        guard id == member.id || Policy.allows(.welcomeNewcomers, viewer) else { throw Refusal.notFound }
        return try await database.read { db in
            guard let arrival = try db.arrival(of: id, in: network) else { throw Refusal.notFound }
            let asked = try db.openBuddyOffer(for: id, in: network)
            let ids = Set(
                [id, arrival.buddyID, arrival.referrerID, arrival.seenByID, asked?.buddyID].compactMap { $0 })
            let names = try db.names(of: ids, in: network)
            return WelcomeReading(
                arrival: arrival, missing: try missing(arrival, db), name: names[id] ?? "", names: names,
                clock: try db.clock(of: id, in: network), asked: asked, done: try doneThings(of: id, in: network, db))
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
        guard [.primer, .buddy].contains(step) else { throw Refusal.forbidden(SiteWords.forbidden) }
        try await change(member.id, step, by: viewer, in: network) { arrival, now in
            switch step {
            case .primer: arrival.primerAt = arrival.primerAt ?? now
            case .buddy:
                guard arrival.buddyID != nil else { throw Refusal.conflict(JoinWords.noBuddyYet) }
                arrival.buddyMetAt = arrival.buddyMetAt ?? now
            case .pact, .level, .said, .firstThing, .seen: break
            }
        }
    }

    /// The primer is done: it counts on one's path, and for those who are on the welcome path there, too.
    func finishPrimer(by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in try db.setPrimer(of: member.id, in: network, at: now) }
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
            arrival.againAt = nil
        }
        try await database.write { db in try db.stopClock(of: id, in: network) }
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
        if arrival.completedAt == nil, try missing(arrival, db).isEmpty {
            arrival.completedAt = now
            arrival.buddyNextAt = nil
            try endBuddySearch(&arrival, db)
            try db.endWelcome(of: arrival.memberID, in: arrival.networkID)
            try record(
                .welcomed, on: arrival.memberID, in: arrival.networkID, by: Viewer(.system, language: .zh),
                audience: .members, db)
        }
        try db.save(arrival)
    }

    private func missing(_ arrival: Arrival, _ db: any Connection) throws -> [Arrival.Step] {
        arrival.missing(
            isPactSigned: try db.hasSigned(arrival.memberID, in: arrival.networkID),
            hasLevel: try db.hasChosenLevel(arrival.memberID, in: arrival.networkID))
    }

    /// Members to whom a matter can be passed.
    func leads(of network: ID) async throws -> [Member] {
        try await database.read { db in
            try db.members(
                of: network,
                where:
                    "m.state <> 'dormant' AND m.standing >= \(Standing.trusted) AND (m.roles <> '' OR m.standing = \(Standing.steward))"
            )
        }
    }

    /// Members who can be named for a role: vouched for, and not at rest.
    func nominees(in network: ID) async throws -> [Member] {
        try await database.read { db in
            try db.members(of: network, where: "m.state <> 'dormant' AND m.standing >= \(Standing.vouched)")
        }
    }

    /// Members who are willing to be a newcomer's buddy.
    func buddies(in network: ID) async throws -> [Member] {
        try await database.read { db in try db.members(willing: .buddy, in: network) }
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

    /// Whether a member has chosen how much they give.
    func hasChosenLevel(_ member: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM memberships WHERE network_id = \(network) AND id = \(member) AND level_at IS NOT NULL
            """, as: Int64.self) != nil
    }

    /// Who was on the welcome path is active now; whoever rests goes on resting.
    func endWelcome(of member: ID, in network: ID) throws {
        try execute(
            """
            UPDATE memberships SET state = 'active'
            WHERE network_id = \(network) AND id = \(member) AND state = 'welcomed'
            """)
    }

    func language(of person: ID) throws -> Language? {
        try value("SELECT language FROM persons WHERE id = \(person)")
    }
}
