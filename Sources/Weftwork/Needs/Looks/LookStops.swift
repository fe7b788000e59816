internal import Database

/// Somebody claimed, looked and let go twice: no more looks until a person has asked why. It does not end by itself.
struct LookStop: Sendable {
    /// The same as the matter in which they are asked.
    let id: ID
    let memberID: ID
    let from: Int64
}

/// The stops and the latest looks of a network, for those who lead.
struct LooksReading: Sendable {
    let stops: [(stop: LookStop, name: String, isAsked: Bool)]
    let looks: [(reveal: Reveal, need: ID)]
}

extension NeedActs {
    /// The acts among people, for what needs an owner and a time.
    var matters: MemberActs {
        MemberActs(
            database: database, world: world, vault: vault, configuration: configuration,
            vouches: VouchActs(database: database, world: world, vault: vault, configuration: configuration),
            // Nobody is forgotten by these.
            holdings: self, copies: [])
    }

    /// Stops a member's looks where they let go twice within a week after they had looked; one who leads asks why.
    func stopIdleLooks(of member: ID, in network: ID) async throws {
        let now = world.now()
        let isDue = try await database.read { db in
            try db.lookStop(of: member, in: network) == nil
                && db.idleLooks(by: member, in: network, now: now) >= LookRules.idleLooks
        }
        guard isDue else { return }
        let members = matters, system = Viewer(.system, language: .zh)
        // Where nobody else could ask, the count of the week alone stops them.
        guard let owner = try? await members.owner(for: .looks, about: nil, except: [member], in: network) else {
            return
        }
        try await database.write { db in
            guard try db.lookStop(of: member, in: network) == nil, let place = try db.network(id: network) else {
                return
            }
            let words = LookWords.matter(LookRules.idleLooks)(place.language)
            let draft = MatterDraft(kind: .looks, about: member, words: words)
            let matter = members.newMatter(draft, opener: nil, person: nil, owner: owner, in: network)
            try db.insert(matter, words: words, vault: vault)
            try db.insert(LookStop(id: matter.id, memberID: member, from: now), in: network)
            try members.begin(matter, by: system, db)
            try members.record(.looksStopped, on: member, in: network, by: system, audience: .stewards, db)
            try members.tell(
                member, in: network, LookWords.mailSubject, LookWords.mailStopped, to: "/matters/\(matter.id)", db)
        }
    }

    /// What somebody whose looks are stopped is told: who asks them, and by when.
    func whyStopped(_ member: ID, in network: ID) async throws -> Text {
        try await database.read { db in
            guard let stop = try db.lookStop(of: member, in: network),
                let matter = try db.matter(stop.id, in: network)
            else { return NeedWords.looksStopped }
            let name = try db.names(of: [matter.ownerID], in: network)[matter.ownerID] ?? ""
            guard let clock = try db.clock(of: stop.id, in: network) else { return LookWords.kept(name) }
            return LookWords.asked(name, by: clock.dueAt)
        }
    }

    /// One who leads has asked why: looks may go on.
    func resumeLooks(of member: ID, note: String, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.seeLooks, viewer)
        guard member != viewer.member?.id else { throw Refusal.forbidden(MatterWords.notOneself) }
        let note = try MatterRules.named("note", note), members = matters, now = world.now()
        try await database.write { db in
            guard let stop = try db.lookStop(of: member, in: network), let matter = try db.matter(stop.id, in: network)
            else { throw Refusal.notFound }
            if matter.isOpen { try members.close(matter, .resumed, by: viewer, at: now, db) }
            try db.addNote(note, to: matter, by: viewer.member?.id, id: world.newID(), vault: vault, at: now)
            try resume(stop, note: note, by: viewer, in: network, db)
        }
    }

    /// What the outcome of the matter does.
    func settleLooks(
        _ matter: Matter, _ outcome: Matter.Outcome, reason: String, by viewer: Viewer, _ db: any Connection
    ) throws {
        guard let member = matter.aboutID, let stop = try db.lookStop(of: member, in: matter.networkID) else { return }
        if outcome == .resumed { return try resume(stop, note: reason, by: viewer, in: matter.networkID, db) }
        try matters.tell(
            member, in: matter.networkID, LookWords.mailSubject, LookWords.mailKept, to: "/matters/\(matter.id)", db)
    }

    private func resume(_ stop: LookStop, note: String, by viewer: Viewer, in network: ID, _ db: any Connection) throws
    {
        guard try db.end(stop, in: network, by: viewer.member?.id, at: world.now()) else { return }
        try matters.record(
            .looksResumed, on: stop.memberID, in: network, by: viewer, audience: .stewards, db,
            [("note", .words(note))])
        try matters.tell(
            stop.memberID, in: network, LookWords.mailSubject, LookWords.mailResumed, to: "/matters/\(stop.id)", db)
    }

    func looks(of network: ID, for viewer: Viewer) async throws -> LooksReading {
        try Policy.require(.seeLooks, viewer)
        return try await database.read { db in
            let stops = try db.lookStops(in: network)
            let names = try db.names(of: Set(stops.map(\.memberID)), in: network)
            return LooksReading(
                stops: try stops.map { stop in
                    (stop, names[stop.memberID] ?? "", try db.matter(stop.id, in: network)?.isOpen ?? false)
                },
                looks: try db.latestReveals(in: network))
        }
    }
}

extension LookStop {
    fileprivate init(row: Row) throws {
        id = try row[0]
        memberID = try row[1]
        from = try row[2]
    }
}

extension Connection {
    /// The stop under which a member stands.
    func lookStop(of member: ID, in network: ID) throws -> LookStop? {
        try first(
            """
            SELECT id, member_id, from_at FROM look_stops
            WHERE network_id = \(network) AND member_id = \(member) AND ended_at IS NULL
            """, LookStop.init(row:))
    }

    fileprivate func lookStops(in network: ID) throws -> [LookStop] {
        try query(
            """
            SELECT id, member_id, from_at FROM look_stops WHERE network_id = \(network) AND ended_at IS NULL
            ORDER BY from_at DESC LIMIT 100
            """, LookStop.init(row:))
    }

    fileprivate func insert(_ stop: LookStop, in network: ID) throws {
        try execute(
            """
            INSERT INTO look_stops (network_id, id, member_id, from_at)
            VALUES (\(network), \(stop.id), \(stop.memberID), \(stop.from))
            """)
    }

    fileprivate func end(_ stop: LookStop, in network: ID, by member: ID?, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE look_stops SET ended_at = \(now), ended_by = \(member)
            WHERE network_id = \(network) AND id = \(stop.id) AND ended_at IS NULL
            """) == 1
    }

    /// How often somebody let go after a look within a week, not counting what they were asked about already.
    func idleLooks(by member: ID, in network: ID, now: Int64) throws -> Int {
        let asked = try value(
            "SELECT max(ended_at) FROM look_stops WHERE network_id = \(network) AND member_id = \(member)",
            as: Int64.self)
        let since = max(now - LookRules.idleWithin, asked ?? 0)
        return try looksWithoutDelivery(by: member, in: network, since: since)
    }
}
