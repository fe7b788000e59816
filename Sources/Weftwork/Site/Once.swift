internal import Database

/// A promise that the same request sent twice acts once.
public struct Once: Sendable {
    let key: [UInt8]
    let content: [UInt8]

    /// - Parameters:
    ///   - key: what the caller chose.
    ///   - content: what came with it; the same key with other content is refused.
    init(key: String, content: [UInt8]) {
        self.key = Sodium.hash(Array(key.utf8))
        self.content = Sodium.hash(content)
    }

    private init(hashed key: [UInt8], content: [UInt8]) {
        (self.key, self.content) = (key, content)
    }

    /// A promise that the same content under a name acts once, whoever chose what key.
    func ofContent(_ scope: String) -> Once {
        Once(hashed: Sodium.hash(Array(scope.utf8) + [0] + key + content), content: content)
    }

    /// The same under a name of its own: for what is done for one person by another, whose keys are nobody else's, and for each part of
    /// what one request does.
    func under(_ scope: String) -> Once {
        Once(hashed: Sodium.hash(Array(scope.utf8) + [0] + key), content: content)
    }
}

enum OnceStore {
    static let migration = Migration(
        "2026-11-21 once",
        [
            """
            CREATE TABLE onces (
                network_id \(.id) NOT NULL, actor TEXT NOT NULL, key \(.blob) NOT NULL, content \(.blob) NOT NULL,
                object_id \(.id) NOT NULL, at \(.int) NOT NULL, PRIMARY KEY (network_id, actor, key)
            ) \(.keyed)
            """,
            "CREATE INDEX onces_at ON onces (at)",
        ])

    /// How long a key is remembered.
    static let lifetime = Time.day
}

extension Connection {
    /// What came of this request before, if it came before.
    /// - Throws: ``Refusal/reusedKey`` when the key came with other content.
    func earlier(_ once: Once?, by viewer: Viewer, in network: ID) throws -> ID? {
        guard let once else { return nil }
        let found = try first(
            """
            SELECT content, object_id FROM onces
            WHERE network_id = \(network) AND actor = \(viewer.onceActor) AND key = \(once.key)
            """
        ) { (content: try $0[0] as [UInt8], object: try $0[1] as ID) }
        guard let found else { return nil }
        guard found.content == once.content else { throw Refusal.reusedKey }
        return found.object
    }

    /// Remembers what came of it.
    func remember(_ once: Once?, object: ID, by viewer: Viewer, in network: ID, at now: Int64) throws {
        guard let once else { return }
        try execute(
            """
            INSERT INTO onces (network_id, actor, key, content, object_id, at)
            VALUES (\(network), \(viewer.onceActor), \(once.key), \(once.content), \(object), \(now))
            """)
    }

    /// Forgets keys older than a day.
    func forgetOnces(before moment: Int64) throws {
        try execute("DELETE FROM onces WHERE at < \(moment)")
    }
}

extension Viewer {
    /// Whose keys are apart from everybody else's.
    var onceActor: String {
        switch identity {
        case .anonymous: "public"
        case .requester(let need, _): "requester \(need)"
        case .member(let member): member.id.description
        case .operator: "operator"
        case .system: "system"
        }
    }
}
