internal import Database

/// What leaving would do, shown before.
struct LeavePreview: Sendable {
    /// One network: what would pass on, what stays, whom it touches.
    struct Place: Sendable {
        let member: ID
        let network: Network
        /// What one answers for, and what one has promised.
        let owned: Int
        let promised: Int
        let matters: Int
        let visits: Int
        let roles: Set<Role>
        /// Versions of the Pact that one has signed.
        let signed: [Int]
        let deliveries: Int
        /// How many vouches one has given, and until when the last of them holds.
        let vouches: Int
        let vouchesUntil: Int64?
        /// For whom one vouches, by name.
        let vouchedFor: [String]
        /// Titles of what waits for one's promises, and of one's own needs that are open.
        let waiting: [Text]
        /// Own words in needs, promises and matters.
        let texts: Int
        let holders: [CopyHolder]
        let isLastLead: Bool
        /// Takes part now; else one has left and the account alone is in question.
        let isPresent: Bool
        /// Until when one who has left can come back.
        let backUntil: Int64?
    }

    let places: [Place]
    /// Until when an account that is to be forgotten can come back.
    let forgetAt: Int64?

    static let none = LeavePreview(places: [], forgetAt: nil)
}

extension MemberActs {
    /// What leaving and being forgotten would do to somebody, in every network they are or were in.
    func leavePreview(of person: ID) async throws -> LeavePreview {
        let memberships = try await database.read { db in try db.memberships(of: person) }
        var places: [LeavePreview.Place] = []
        for membership in memberships {
            if let place = try await preview(membership.member, of: person, in: membership.network) {
                places.append(place)
            }
        }
        let found = places
        return try await database.read { db in
            LeavePreview(places: found, forgetAt: try db.forgetAt(of: person))
        }
    }

    private func preview(_ member: ID, of person: ID, in network: ID) async throws -> LeavePreview.Place? {
        let held = try await holdings.count(of: member, in: network)
        let waiting = try await holdings.waiting(for: member, in: network)
        let texts = try await holdings.ownWords(of: member, in: network)
        let deliveries = try await holdings.deliveries(of: member, in: network).count
        let holders = try await copyHolders(of: member, in: network), now = world.now()
        return try await database.read { db in
            guard let place = try db.network(id: network), let state = try db.place(of: person, in: network)?.state
            else {
                return nil
            }
            let given = try db.vouches(of: member, in: network).filter { $0.fromID == member }
            let names = try db.names(of: Set(given.map(\.toID)), in: network)
            return LeavePreview.Place(
                member: member, network: place, owned: held.owned, promised: held.promised,
                matters: try db.mattersOwned(by: member, in: network),
                visits: try db.openVisit(of: member, in: network) == nil ? 0 : 1,
                roles: try db.roles(of: member, in: network),
                signed: try db.signedVersions(of: member, in: network), deliveries: deliveries,
                vouches: given.count, vouchesUntil: given.map(\.expiresAt).max(), vouchedFor: names.values.sorted(),
                waiting: waiting, texts: texts + (try db.ownMatterWords(of: member, in: network)), holders: holders,
                isLastLead: try db.hasLead(network) && !db.hasLead(network, except: member),
                isPresent: state.isPresent || state == .suspended,
                backUntil: state == .left
                    ? try db.leftAt(member, in: network).map { $0 + MemberActs.grace }.flatMap { $0 > now ? $0 : nil }
                    : nil)
        }
    }
}

/// What remains of somebody who was forgotten, and why: counted in the moment.
struct Remains: Sendable {
    struct Place: Sendable {
        let name: String
        let signed: [Int]
        let vouches: Int
        let vouchesUntil: Int64?
        let events: Int
        let deliveries: Int
        /// Own words in needs, promises and matters that stay.
        let texts: Int
    }

    let places: [Place]
    let holders: [CopyHolder]
}

extension MemberActs {
    /// What will remain of an account when its key is destroyed.
    func remains(of person: ID) async throws -> Remains {
        let preview = try await leavePreview(of: person)
        let places = try await database.read { db in
            try preview.places.map { place in
                Remains.Place(
                    name: place.network.name, signed: place.signed, vouches: place.vouches,
                    vouchesUntil: place.vouchesUntil, events: try db.eventCount(of: place.member, in: place.network.id),
                    deliveries: place.deliveries, texts: place.texts)
            }
        }
        return Remains(places: places, holders: preview.places.flatMap(\.holders))
    }
}

extension Connection {
    /// Open matters and other clocks of people that wait for a member.
    fileprivate func mattersOwned(by member: ID, in network: ID) throws -> Int {
        try value(
            """
            SELECT count(*) FROM matters WHERE network_id = \(network) AND owner_id = \(member)
                AND stage <> \(Matter.Stage.closed)
            """) ?? 0
    }

    /// What a member said in matters, and the matters they opened.
    fileprivate func ownMatterWords(of member: ID, in network: ID) throws -> Int {
        let notes = try value(
            "SELECT count(*) FROM matter_notes WHERE network_id = \(network) AND by_id = \(member)", as: Int.self)
        let opened = try value(
            """
            SELECT count(*) FROM matters WHERE network_id = \(network) AND opened_by = \(member)
                AND stage = \(Matter.Stage.closed)
            """, as: Int.self)
        return (notes ?? 0) + (opened ?? 0)
    }

    func signedVersions(of member: ID, in network: ID) throws -> [Int] {
        try query(
            """
            SELECT version FROM pact_signatures WHERE network_id = \(network) AND member_id = \(member) ORDER BY version
            """
        ) { try $0[0] as Int }
    }

    /// Events that a member caused, or that are about them.
    fileprivate func eventCount(of member: ID, in network: ID) throws -> Int {
        try value(
            """
            SELECT count(*) FROM events
            WHERE network_id = \(network) AND (actor_id = \(member) OR object_id = \(member))
            """) ?? 0
    }
}
