internal import Database

enum MatterStore {
    static let migration = Migration(
        "2026-11-25 matters",
        [
            """
            CREATE TABLE matters (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, kind TEXT NOT NULL, about_id \(.id), opened_by \(.id),
                person_id \(.id), owner_id \(.id) NOT NULL, stage TEXT NOT NULL, outcome TEXT, words \(.blob) NOT NULL,
                opener_accepts \(.bool) NOT NULL, other_accepts \(.bool) NOT NULL, opened_at \(.int) NOT NULL,
                closed_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX matters_open ON matters (network_id, stage, opened_at)",
            "CREATE INDEX matters_person ON matters (person_id) WHERE person_id IS NOT NULL",
            "CREATE INDEX matters_closed ON matters (closed_at) WHERE closed_at IS NOT NULL",
            """
            CREATE TABLE matter_notes (
                network_id \(.id) NOT NULL, matter_id \(.id) NOT NULL, id \(.id) NOT NULL, by_id \(.id), at \(.int) NOT NULL,
                words \(.blob) NOT NULL, PRIMARY KEY (network_id, matter_id, id)
            ) \(.keyed)
            """,
        ])
}

/// What was said in a matter, opened.
struct MatterNote: Sendable {
    var byID: ID?
    var byName: String?
    let at: Int64
    let words: String
}

extension Matter {
    fileprivate static let columns: SQL = """
        network_id, id, kind, about_id, opened_by, person_id, owner_id, stage, outcome, opened_at, closed_at, opener_accepts,
        other_accepts, organisation_id
        """

    fileprivate init(row: Row) throws {
        networkID = try row[0]
        id = try row[1]
        kind = try row[2]
        aboutID = try row[3]
        openedByID = try row[4]
        personID = try row[5]
        ownerID = try row[6]
        stage = try row[7]
        outcome = try row[8]
        openedAt = try row[9]
        closedAt = try row[10]
        openerAccepts = try row[11]
        otherAccepts = try row[12]
        organisationID = try row[13]
    }
}

extension Connection {
    func matter(_ id: ID, in network: ID) throws -> Matter? {
        try first(
            "SELECT \(Matter.columns) FROM matters WHERE network_id = \(network) AND id = \(id)", Matter.init(row:))
    }

    /// The words with which it was opened; nothing when they were destroyed.
    func words(of matter: Matter, vault: Vault) throws -> String? {
        guard let key = try key(of: matter.id, in: vault),
            let box = try value(
                "SELECT words FROM matters WHERE network_id = \(matter.networkID) AND id = \(matter.id)",
                as: [UInt8].self),
            let words = vault.open(box, key: key, context: matter.id.bytes)
        else { return nil }
        return String(decoding: words, as: UTF8.self)
    }

    func notes(of matter: Matter, vault: Vault) throws -> [MatterNote] {
        guard let key = try key(of: matter.id, in: vault) else { return [] }
        return try query(
            """
            SELECT t.id, t.at, t.words, p.name, t.by_id FROM matter_notes t
            LEFT JOIN memberships m ON m.network_id = t.network_id AND m.id = t.by_id LEFT JOIN persons p ON p.id = m.person_id
            WHERE t.network_id = \(matter.networkID) AND t.matter_id = \(matter.id) ORDER BY t.id
            """
        ) { row -> MatterNote? in
            guard let words = vault.open(try row[2], key: key, context: (try row[0] as ID).bytes) else { return nil }
            return MatterNote(
                byID: try row[4], byName: try row[3], at: try row[1], words: String(decoding: words, as: UTF8.self))
        }.compactMap { $0 }
    }

    func insert(_ matter: Matter, words: String, vault: Vault) throws {
        let key = try makeKey(for: matter.id, in: vault)
        let box = vault.seal(Array(words.utf8), key: key, context: matter.id.bytes)
        try execute(
            """
            INSERT INTO matters (network_id, id, kind, about_id, opened_by, person_id, owner_id, stage, words, opener_accepts,
                other_accepts, opened_at, organisation_id)
            VALUES (\(matter.networkID), \(matter.id), \(matter.kind), \(matter.aboutID), \(matter.openedByID),
                \(matter.personID), \(matter.ownerID), \(matter.stage), \(box), \(matter.openerAccepts),
                \(matter.otherAccepts), \(matter.openedAt), \(matter.organisationID))
            """)
    }

    func addNote(_ words: String, to matter: Matter, by member: ID?, id: ID, vault: Vault, at now: Int64) throws {
        guard let key = try key(of: matter.id, in: vault) else { return }
        let box = vault.seal(Array(words.utf8), key: key, context: id.bytes)
        try execute(
            """
            INSERT INTO matter_notes (network_id, matter_id, id, by_id, at, words)
            VALUES (\(matter.networkID), \(matter.id), \(id), \(member), \(now), \(box))
            """)
    }

    /// Saves what changes in the life of a matter; false when it was closed meanwhile.
    func save(_ matter: Matter) throws -> Bool {
        try execute(
            """
            UPDATE matters SET owner_id = \(matter.ownerID), stage = \(matter.stage), outcome = \(matter.outcome),
                closed_at = \(matter.closedAt), opener_accepts = \(matter.openerAccepts),
                other_accepts = \(matter.otherAccepts)
            WHERE network_id = \(matter.networkID) AND id = \(matter.id) AND stage <> \(Matter.Stage.closed)
            """) == 1
    }

    /// Open matters of a network, the oldest first.
    func openMatters(of network: ID) throws -> [Matter] {
        try query(
            """
            SELECT \(Matter.columns) FROM matters WHERE network_id = \(network) AND stage <> \(Matter.Stage.closed)
            ORDER BY opened_at, id LIMIT 200
            """, Matter.init(row:))
    }

    /// Matters that a member opened, whatever became of them.
    func matters(openedBy member: ID, in network: ID) throws -> [Matter] {
        try query(
            """
            SELECT \(Matter.columns) FROM matters WHERE network_id = \(network) AND opened_by = \(member)
            ORDER BY id DESC LIMIT 50
            """, Matter.init(row:))
    }

    /// Mediations in which a member is the other side.
    func mediations(with member: ID, in network: ID) throws -> [Matter] {
        try query(
            """
            SELECT \(Matter.columns) FROM matters WHERE network_id = \(network) AND about_id = \(member)
                AND kind = \(Matter.Kind.mediation) ORDER BY id DESC LIMIT 50
            """, Matter.init(row:))
    }

    /// The open application of an account.
    func application(of person: ID, in network: ID) throws -> Matter? {
        try first(
            """
            SELECT \(Matter.columns) FROM matters WHERE network_id = \(network) AND person_id = \(person)
                AND stage <> \(Matter.Stage.closed) LIMIT 1
            """, Matter.init(row:))
    }

    /// Members with one of some roles, or stewards where none is said, who take part and are not paused; whoever has the fewest
    /// clocks first. Where nobody leads, stewards are whoever stands in.
    func candidates(_ roles: [Role], in network: ID, except: Set<ID>) throws -> [ID] {
        let found = try query(
            """
            SELECT m.id, m.roles, m.standing,
                (SELECT count(*) FROM clocks c WHERE c.network_id = m.network_id AND c.owner_id = m.id)
            FROM memberships m WHERE m.network_id = \(network) AND m.state IN ('welcomed', 'active')
                AND (m.roles <> '' OR m.standing = \(Standing.steward))
            """
        ) {
            (
                id: try $0[0] as ID, roles: Set((try $0[1] as String).words.compactMap(Role.init(rawValue:))),
                standing: try $0[2] as Standing, clocks: try $0[3] as Int
            )
        }
        let chosen = found.filter { roles.isEmpty ? $0.standing == .steward : !$0.roles.isDisjoint(with: roles) }
            .filter { !except.contains($0.id) }
            .sorted { ($0.clocks, $0.id) < ($1.clocks, $1.id) }.map(\.id)
        guard chosen.isEmpty, roles.isEmpty, try !hasLead(network) else { return chosen }
        return try standIn(in: network, except: except).map { [$0] } ?? []
    }

    /// Somebody who coordinates, else a steward: whoever has the least on their hands.
    func someoneWhoLeads(in network: ID, except: Set<ID> = []) throws -> ID? {
        try candidates([.coordinator], in: network, except: except).first
            ?? candidates([], in: network, except: except).first
    }

    /// Destroys a subject's key, and with it all that is sealed for them.
    func shredKey(of subject: ID) throws {
        try execute("UPDATE subject_keys SET wrapped = NULL WHERE subject_id = \(subject)")
    }
}
