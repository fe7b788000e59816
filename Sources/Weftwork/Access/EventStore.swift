public import Database

/// An event that has its number and hash: what feeds, live streams and audits read.
public struct SealedEvent: Sendable {
    public let number: Int64
    public let id: ID
    public let at: Int64
    let actor: Actor
    public let actorName: String?
    public let kind: Event.Kind
    public let objectID: ID
    public let audience: Audience
    /// A JSON object: the facts, with the words where the reader may know of the event and the subject is not forgotten.
    public private(set) var details: String

    /// The same event with other details: for a reader who may know less.
    func with(details: String) -> SealedEvent {
        var event = self
        event.details = details
        return event
    }
}

enum EventStore {
    static let migration = Migration(
        "2026-11-21 events",
        [
            """
            CREATE TABLE events (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, number \(.int), at \(.int) NOT NULL,
                actor_kind TEXT NOT NULL, actor_id \(.id), kind TEXT NOT NULL, object_id \(.id) NOT NULL,
                audience \(.int) NOT NULL, details TEXT NOT NULL, sealed \(.blob), hash \(.blob),
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX events_number ON events (network_id, number) WHERE number IS NOT NULL",
            "CREATE INDEX events_unsealed ON events (network_id, id) WHERE number IS NULL",
            "CREATE INDEX events_object ON events (network_id, object_id, id)",
            """
            CREATE TABLE chain_heads (
                network_id \(.id) PRIMARY KEY, number \(.int) NOT NULL, hash \(.blob) NOT NULL
            ) \(.keyed)
            """,
            "CREATE TABLE subject_keys (subject_id \(.id) PRIMARY KEY, wrapped \(.blob)) \(.keyed)",
        ])
}

extension Connection {
    /// Appends `event`; its number and hash follow from the sealer.
    func record(_ event: Event) throws {
        try execute(
            """
            INSERT INTO events (network_id, id, at, actor_kind, actor_id, kind, object_id, audience, details, sealed)
            VALUES (\(event.networkID), \(event.id), \(event.at), \(event.actor.kind), \(event.actor.id),
                \(event.kind), \(event.objectID), \(event.audience), \(event.details), \(event.sealed))
            """)
        try wake()
    }

    /// The key that words about `object` are sealed with: its own, or that of the person whose membership it is.
    func wordsKey(of object: ID, in network: ID, vault: Vault) throws -> [UInt8]? {
        let person = try value(
            "SELECT person_id FROM memberships WHERE network_id = \(network) AND id = \(object)", as: ID.self)
        return try key(of: person ?? object, in: vault)
    }

    /// Sealed events of a network after `number` that `tier` may know of, in their order.
    func events(
        in network: ID, after number: Int64, tier: Audience, limit: Int, vault: Vault
    ) throws -> [SealedEvent] {
        try query(
            """
            SELECT e.number, e.id, e.at, e.actor_kind, e.actor_id, p.name, e.kind, e.object_id, e.audience, e.details,
                e.sealed, k.wrapped, s.person_id
            FROM events e
            LEFT JOIN memberships s ON e.sealed IS NOT NULL AND s.network_id = e.network_id AND s.id = e.object_id
            LEFT JOIN subject_keys k ON e.sealed IS NOT NULL AND k.subject_id = coalesce(s.person_id, e.object_id)
            LEFT JOIN memberships m ON m.network_id = e.network_id AND m.id = e.actor_id
            LEFT JOIN persons p ON p.id = m.person_id
            WHERE e.network_id = \(network) AND e.number > \(number) AND e.audience >= \(tier)
            ORDER BY e.number LIMIT \(limit)
            """
        ) { try SealedEvent(row: $0, vault: vault) }
    }

    /// The story of one object, oldest first, as `tier` may know it. Includes events that wait for their number.
    func story(of object: ID, in network: ID, tier: Audience, vault: Vault) throws -> [SealedEvent] {
        try query(
            """
            SELECT coalesce(e.number, 0), e.id, e.at, e.actor_kind, e.actor_id, p.name, e.kind, e.object_id,
                e.audience, e.details, e.sealed, k.wrapped, s.person_id
            FROM events e
            LEFT JOIN memberships s ON e.sealed IS NOT NULL AND s.network_id = e.network_id AND s.id = e.object_id
            LEFT JOIN subject_keys k ON e.sealed IS NOT NULL AND k.subject_id = coalesce(s.person_id, e.object_id)
            LEFT JOIN memberships m ON m.network_id = e.network_id AND m.id = e.actor_id
            LEFT JOIN persons p ON p.id = m.person_id
            WHERE e.network_id = \(network) AND e.object_id = \(object) AND e.audience >= \(tier)
            ORDER BY e.at, e.id LIMIT 500
            """
        ) { try SealedEvent(row: $0, vault: vault) }
    }

    /// The last link of a network's chain.
    func chainHead(of network: ID) throws -> (number: Int64, hash: [UInt8])? {
        try first("SELECT number, hash FROM chain_heads WHERE network_id = \(network)") { (try $0[0], try $0[1]) }
    }

    /// The number of the newest sealed event of a network.
    func newestEvent(in network: ID) throws -> Int64 {
        try value("SELECT number FROM chain_heads WHERE network_id = \(network)", as: Int64.self) ?? 0
    }
}

extension SealedEvent {
    init(row: Row, vault: Vault) throws {
        number = try row[0]
        id = try row[1]
        at = try row[2]
        actor = Actor(kind: try row[3], id: try row[4])
        actorName = try row[5]
        kind = try row[6]
        objectID = try row[7]
        audience = try row[8]
        let facts = try row[9] as String
        guard let box = try row[10] as [UInt8]?, let wrapped = try row[11] as [UInt8]?,
            let key = vault.unwrap(wrapped, for: try row[12] ?? objectID),
            let words = vault.open(box, key: key, context: id.bytes)
        else {
            details = facts
            return
        }
        // Two objects made one: both are ours, and neither is empty where there are words.
        let both = facts == "{}" ? "{" : facts.dropLast() + ","
        details = both + String(decoding: words, as: UTF8.self).dropFirst()
    }
}
