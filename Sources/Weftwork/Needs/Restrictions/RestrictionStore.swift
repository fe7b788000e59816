internal import Database
internal import Engine
internal import Foundation

enum RestrictionStore {
    static let migration = Migration(
        "2026-11-26 restrictions",
        [
            """
            CREATE TABLE restrictions (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, categories TEXT NOT NULL, items TEXT NOT NULL,
                country TEXT NOT NULL, province TEXT NOT NULL, city TEXT NOT NULL, district TEXT NOT NULL,
                from_at \(.int) NOT NULL, until_at \(.int), authority TEXT NOT NULL, permit TEXT NOT NULL,
                channel TEXT NOT NULL, phone TEXT NOT NULL, link TEXT NOT NULL, note TEXT NOT NULL, by_id \(.id),
                set_at \(.int) NOT NULL, changed_at \(.int) NOT NULL, lifted_at \(.int), lifted_by \(.id),
                begun_at \(.int), ended_at \(.int), PRIMARY KEY (network_id, id),
                CHECK (until_at IS NULL OR until_at > from_at)
            ) \(.keyed)
            """,
            // What has not been told yet: the sweep looks at nothing else.
            "CREATE INDEX restrictions_untold ON restrictions (from_at) WHERE ended_at IS NULL",
            """
            CREATE TABLE permits (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, restriction_id \(.id) NOT NULL,
                for_id \(.id), stated_by \(.id), sealed \(.blob) NOT NULL, until_at \(.int) NOT NULL, state TEXT NOT NULL,
                decided_by \(.id), decided_at \(.int), at \(.int) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX permits_need ON permits (network_id, need_id)",
            "CREATE INDEX permits_waiting ON permits (network_id, at) WHERE state = 'stated'",
            """
            CREATE TABLE official_ways (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, restriction_id \(.id) NOT NULL,
                by_id \(.id), at \(.int) NOT NULL, due_at \(.int) NOT NULL, sealed \(.blob) NOT NULL, outcome TEXT,
                answered_by \(.id), answered_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            // A need lies with one authority at a time.
            "CREATE UNIQUE INDEX official_ways_out ON official_ways (network_id, need_id) WHERE outcome IS NULL",
            "CREATE INDEX official_ways_need ON official_ways (network_id, need_id)",
            "ALTER TABLE needs ADD COLUMN answer_out \(.bool) NOT NULL DEFAULT FALSE",
        ])

    /// A restriction belongs to an emergency, or to none.
    static let ofEmergencies = Migration(
        "2026-11-26 restrictions of emergencies", ["ALTER TABLE restrictions ADD COLUMN emergency_id \(.id)"])
}

extension Restriction {
    fileprivate static let columns: SQL = """
        id, network_id, categories, items, country, province, city, district, from_at, until_at, authority, permit,
        channel, phone, link, note, by_id, set_at, changed_at, lifted_at, emergency_id,
        (SELECT e.name FROM emergencies e
            WHERE e.network_id = restrictions.network_id AND e.id = restrictions.emergency_id)
        """
    fileprivate static let columnCount = 22

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        categories = Set((try row[2] as String).words.compactMap(Need.Category.init(rawValue:)))
        items = try JSONDecoder().decode([Item].self, from: Data((try row[3] as String).utf8))
        area = AreaPath(country: try row[4], province: try row[5], city: try row[6], district: try row[7])
        from = try row[8]
        until = try row[9]
        authority = try row[10]
        permit = try row[11]
        channel = Channel(words: try row[12], phone: try row[13], link: try row[14])
        note = try row[15]
        setBy = try row[16]
        setAt = try row[17]
        changedAt = try row[18]
        liftedAt = try row[19]
        emergency = try EmergencyTie.read(row, at: 20)
    }
}

extension Connection {
    func insert(_ restriction: Restriction) throws {
        let categories = restriction.categories.map(\.rawValue).sorted().joined(separator: " ")
        let items = String(decoding: try JSONEncoder().encode(restriction.items), as: UTF8.self)
        let (area, channel) = (restriction.area, restriction.channel)
        try execute(
            """
            INSERT INTO restrictions (network_id, id, categories, items, country, province, city, district, from_at,
                until_at, authority, permit, channel, phone, link, note, by_id, set_at, changed_at, emergency_id)
            VALUES (\(restriction.networkID), \(restriction.id), \(categories), \(items), \(area.country),
                \(area.province), \(area.city), \(area.district), \(restriction.from), \(restriction.until),
                \(restriction.authority), \(restriction.permit), \(channel.words), \(channel.phone), \(channel.link),
                \(restriction.note), \(restriction.setBy), \(restriction.setAt), \(restriction.changedAt),
                \(restriction.emergency?.id))
            """)
    }

    func save(_ restriction: Restriction) throws {
        let channel = restriction.channel
        try execute(
            """
            UPDATE restrictions SET until_at = \(restriction.until), channel = \(channel.words), phone = \(channel.phone),
                link = \(channel.link), note = \(restriction.note), changed_at = \(restriction.changedAt)
            WHERE network_id = \(restriction.networkID) AND id = \(restriction.id)
            """)
    }

    /// False where it was lifted already.
    func lift(_ restriction: Restriction, by member: ID?, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE restrictions SET lifted_at = \(now), lifted_by = \(member), changed_at = \(now)
            WHERE network_id = \(restriction.networkID) AND id = \(restriction.id) AND lifted_at IS NULL
            """) == 1
    }

    func restriction(_ id: ID, in network: ID) throws -> Restriction? {
        try first(
            "SELECT \(Restriction.columns) FROM restrictions WHERE network_id = \(network) AND id = \(id)",
            Restriction.init(row:))
    }

    /// What is in force now, the oldest first. A network has a handful.
    func restrictionsInForce(in network: ID, at now: Int64) throws -> [Restriction] {
        try query(
            """
            SELECT \(Restriction.columns) FROM restrictions
            WHERE network_id = \(network) AND lifted_at IS NULL AND from_at <= \(now)
                AND (until_at IS NULL OR until_at > \(now)) ORDER BY id LIMIT 200
            """, Restriction.init(row:))
    }

    /// What holds, what will, and what was, the newest first.
    func restrictions(in network: ID) throws -> [Restriction] {
        try query(
            "SELECT \(Restriction.columns) FROM restrictions WHERE network_id = \(network) ORDER BY id DESC LIMIT 200",
            Restriction.init(row:))
    }

    /// All that belong to an emergency, the oldest first.
    func restrictions(in network: ID, under emergency: ID) throws -> [Restriction] {
        try query(
            """
            SELECT \(Restriction.columns) FROM restrictions
            WHERE network_id = \(network) AND emergency_id = \(emergency) ORDER BY id
            """, Restriction.init(row:))
    }

    func moveRestriction(_ id: ID, to emergency: ID?, in network: ID) throws {
        try execute(
            "UPDATE restrictions SET emergency_id = \(emergency) WHERE network_id = \(network) AND id = \(id)")
    }

    // MARK: What has been told

    /// Restrictions that have begun or ended, of which those whom it concerns have not been told.
    func restrictionsUntold(at now: Int64) throws -> [(restriction: Restriction, hasBegun: Bool)] {
        try query(
            """
            SELECT \(Restriction.columns), begun_at FROM restrictions
            WHERE ended_at IS NULL AND from_at <= \(now)
                AND (begun_at IS NULL OR lifted_at IS NOT NULL OR until_at <= \(now)) ORDER BY id LIMIT 100
            """
        ) { (try Restriction(row: $0), (try $0[Restriction.columnCount] as Int64?) != nil) }
    }

    /// False where another node tells it.
    func takeBeginning(of restriction: Restriction, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE restrictions SET begun_at = \(now)
            WHERE network_id = \(restriction.networkID) AND id = \(restriction.id) AND begun_at IS NULL AND ended_at IS NULL
            """) == 1
    }

    /// False where another node tells it.
    func takeEnd(of restriction: Restriction, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE restrictions SET ended_at = \(now)
            WHERE network_id = \(restriction.networkID) AND id = \(restriction.id) AND ended_at IS NULL
            """) == 1
    }

    /// Open needs of a network after `id`, with what a restriction looks at.
    func needsToLookAt(in network: ID, after id: ID?, limit: Int) throws -> [RestrictedNeed] {
        let after: SQL = id.map { "AND n.id > \($0)" } ?? ""
        return try query(
            """
            SELECT n.id, n.title, n.hidden, n.category, n.country, n.province, n.city, n.district, n.owner_id, n.lines_json,
                n.held
            FROM needs n WHERE n.network_id = \(network) AND n.phase IN (0, 1, 2) \(after) ORDER BY n.id LIMIT \(limit)
            """
        ) { row in
            let title: String = try row[1], hidden: String? = try row[2], held: String = try row[10]
            return RestrictedNeed(
                id: try row[0], title: hidden.map(ModerationWords.stub) ?? .verbatim(title),
                isHeld: hidden == nil && held.words.contains("title"), category: try row[3],
                area: AreaPath(country: try row[4], province: try row[5], city: try row[6], district: try row[7]),
                ownerID: try row[8], items: NeedLine.read(try row.utf8(9), most: 1000).map(\.item))
        }
    }

    /// Who has an open promise at these needs, and of what.
    func promises(at needs: [ID], in network: ID) throws -> [(need: ID, member: ID, item: String, claim: ID)] {
        guard !needs.isEmpty else { return [] }
        return try query(
            """
            SELECT c.need_id, c.member_id, l.item, c.id FROM claims c
            JOIN need_lines l ON l.network_id = c.network_id AND l.id = c.line_id
            WHERE c.network_id = \(network) AND c.need_id IN (\(list: needs)) AND c.state = \(Claim.State.open)
            ORDER BY c.id
            """
        ) { (try $0[0], try $0[1], try $0[2], try $0[3]) }
    }
}

/// A need as a restriction that begins or ends looks at it.
struct RestrictedNeed: Sendable {
    let id: ID
    var title: Text
    /// Its title is for readers of the case only.
    let isHeld: Bool
    let category: Need.Category
    let area: AreaPath
    let ownerID: ID
    let items: [String]

    /// As those read it who are outside the case.
    var outside: RestrictedNeed {
        var need = self
        if isHeld { need.title = BoardWords.heldText }
        return need
    }
}
