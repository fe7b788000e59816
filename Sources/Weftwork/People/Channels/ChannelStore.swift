internal import Database

enum ChannelStore {
    static let migration = Migration(
        "2026-11-25 channels",
        [
            // An account that came by phone has no mail address: something empty is sealed in its place, and its hash is chance.
            "ALTER TABLE persons ADD COLUMN phone_sealed \(.blob)",
            "ALTER TABLE persons ADD COLUMN phone_hash \(.blob)",
            "ALTER TABLE persons ADD COLUMN channel_changed_at \(.int)",
            "CREATE UNIQUE INDEX persons_phone ON persons (phone_hash) WHERE phone_hash IS NOT NULL",
            """
            CREATE TABLE channel_codes (
                person_id \(.id) NOT NULL, kind TEXT NOT NULL, sealed \(.blob) NOT NULL, hash \(.blob) NOT NULL,
                code_hash \(.blob) NOT NULL, expires_at \(.int) NOT NULL, tries \(.int) NOT NULL,
                PRIMARY KEY (person_id, kind)
            ) \(.keyed)
            """,
            """
            CREATE TABLE channel_changes (
                person_id \(.id) NOT NULL, kind TEXT NOT NULL, id \(.id) NOT NULL, before_sealed \(.blob), before_hash \(.blob),
                began_at \(.int) NOT NULL, until \(.int) NOT NULL,
                PRIMARY KEY (person_id, kind), UNIQUE (id)
            ) \(.keyed)
            """,
            "CREATE INDEX channel_changes_before ON channel_changes (before_hash) WHERE before_hash IS NOT NULL",
            "CREATE INDEX channel_changes_until ON channel_changes (until)",
            "ALTER TABLE sign_ins ADD COLUMN channel TEXT NOT NULL DEFAULT 'mail'",
            "ALTER TABLE sign_ins ADD COLUMN asker TEXT NOT NULL DEFAULT ''",
            "CREATE INDEX sign_ins_person ON sign_ins (person_id)",
            "ALTER TABLE tokens ADD COLUMN noticed_at \(.int)",
        ])
}

/// How somebody is reached, as it is stored.
struct SealedChannel: Sendable, Equatable {
    /// With the person's key.
    let sealed: [UInt8]
    let hash: [UInt8]
}

/// A change of how somebody is reached that can still be taken back.
struct ChannelChange: Sendable {
    let id: ID
    let personID: ID
    let kind: Channel.Kind
    /// What stood there before the first of the changes; nothing where there was none.
    let before: SealedChannel?
    /// When the first of the changes was made.
    let beganAt: Int64
    let until: Int64
}

/// A code that waits to be typed, to prove that an address is one's own.
struct ChannelCode: Sendable {
    let channel: SealedChannel
    let codeHash: [UInt8]
    let expiresAt: Int64
    let tries: Int
}

extension Connection {
    // MARK: Who is reached, and how

    /// The person whose channel has this keyed hash.
    func person(_ kind: Channel.Kind, hash: [UInt8]) throws -> Person? {
        switch kind {
        case .mail: return try person(emailHash: hash)
        case .phone:
            return try first("SELECT id, name, language FROM persons WHERE phone_hash = \(hash)") {
                Person(id: try $0[0], name: try $0[1], language: try $0[2])
            }
        }
    }

    func sealedChannel(_ kind: Channel.Kind, of person: ID) throws -> SealedChannel? {
        let row = try first(
            "SELECT email_sealed, email_hash, phone_sealed, phone_hash FROM persons WHERE id = \(person)"
        ) { (try $0[0] as [UInt8], try $0[1] as [UInt8], try $0[2] as [UInt8]?, try $0[3] as [UInt8]?) }
        guard let row else { return nil }
        switch kind {
        case .mail: return SealedChannel(sealed: row.0, hash: row.1)
        case .phone:
            guard let sealed = row.2, let hash = row.3 else { return nil }
            return SealedChannel(sealed: sealed, hash: hash)
        }
    }

    /// Opens what is kept of a channel; nothing for one that stands empty, or whose person is forgotten.
    func opened(_ box: [UInt8], _ kind: Channel.Kind, of person: ID, vault: Vault) throws -> Channel? {
        guard let key = try key(of: person, in: vault),
            let bytes = vault.open(box, key: key, context: person.bytes), !bytes.isEmpty
        else { return nil }
        return Channel(kind, kept: String(decoding: bytes, as: UTF8.self))
    }

    func channel(_ kind: Channel.Kind, of person: ID, vault: Vault) throws -> Channel? {
        guard let kept = try sealedChannel(kind, of: person) else { return nil }
        return try opened(kept.sealed, kind, of: person, vault: vault)
    }

    /// Makes an account that is reached by `channel`, with a key of its own.
    /// - Throws: ``Refusal/conflict(_:_:)`` for an address that somebody can still take back.
    func makeAccount(_ person: Person, by channel: Channel, vault: Vault, world: World) throws {
        let hash = vault.fingerprint(channel), now = world.now()
        guard try !isHeldBack(hash, now: now) else { throw Refusal.conflict(ChannelWords.heldBack) }
        let key = try makeKey(for: person.id, in: vault)
        let box = SealedChannel(
            sealed: vault.seal(Array(channel.address.utf8), key: key, context: person.id.bytes), hash: hash)
        let mail = channel.kind == .mail ? box : nothing(for: person.id, key: key, vault, world)
        try insert(person, emailSealed: mail.sealed, emailHash: mail.hash, at: now)
        if channel.kind == .phone { try write(box, .phone, of: person.id) }
    }

    /// What stands in place of a mail address that somebody does not have.
    func nothing(for person: ID, key: [UInt8], _ vault: Vault, _ world: World) -> SealedChannel {
        SealedChannel(sealed: vault.seal([], key: key, context: person.bytes), hash: world.bytes(32))
    }

    private func write(_ channel: SealedChannel?, _ kind: Channel.Kind, of person: ID) throws {
        switch kind {
        case .mail:
            guard let channel else { return }
            try execute(
                """
                UPDATE persons SET email_sealed = \(channel.sealed), email_hash = \(channel.hash) WHERE id = \(person)
                """)
        case .phone:
            try execute(
                """
                UPDATE persons SET phone_sealed = \(channel?.sealed), phone_hash = \(channel?.hash) WHERE id = \(person)
                """)
        }
    }

    /// Changes how somebody is reached; from now on the seventy-two hours count.
    ///
    /// - Parameter channel: nothing removes a phone.
    func set(_ channel: SealedChannel?, _ kind: Channel.Kind, of person: ID, at now: Int64) throws {
        try write(channel, kind, of: person)
        try execute("UPDATE persons SET channel_changed_at = \(now) WHERE id = \(person)")
    }

    // MARK: Changes that can be taken back

    /// Whether an address can still be taken back, by somebody else than `person`.
    func isHeldBack(_ hash: [UInt8], except person: ID? = nil, now: Int64) throws -> Bool {
        let holder = try value(
            "SELECT person_id FROM channel_changes WHERE before_hash = \(hash) AND until > \(now)", as: ID.self)
        return holder != nil && holder != person
    }

    /// Notes a change. What stood there before the first of several is what can be taken back.
    func note(_ change: ChannelChange) throws {
        try execute("DELETE FROM channel_changes WHERE person_id = \(change.personID) AND until <= \(change.beganAt)")
        try execute(
            """
            INSERT INTO channel_changes (person_id, kind, id, before_sealed, before_hash, began_at, until)
            VALUES (\(change.personID), \(change.kind), \(change.id), \(change.before?.sealed), \(change.before?.hash),
                \(change.beganAt), \(change.until))
            ON CONFLICT (person_id, kind) DO UPDATE SET until = excluded.until
            """)
    }

    func channelChange(_ id: ID) throws -> ChannelChange? {
        try channelChanges("id = \(id)").first
    }

    func channelChanges(of person: ID) throws -> [ChannelChange] {
        try channelChanges("person_id = \(person)")
    }

    private func channelChanges(_ condition: SQL) throws -> [ChannelChange] {
        try query(
            """
            SELECT id, person_id, kind, before_sealed, before_hash, began_at, until FROM channel_changes
            WHERE \(condition) ORDER BY kind
            """
        ) { row in
            let sealed: [UInt8]? = try row[3], hash: [UInt8]? = try row[4]
            return ChannelChange(
                id: try row[0], personID: try row[1], kind: try row[2],
                before: sealed.flatMap { sealed in hash.map { SealedChannel(sealed: sealed, hash: $0) } },
                beganAt: try row[5], until: try row[6])
        }
    }

    func forgetChannelChanges(of person: ID) throws {
        try execute("DELETE FROM channel_changes WHERE person_id = \(person)")
        try execute("DELETE FROM channel_codes WHERE person_id = \(person)")
    }

    func forgetChannels(before now: Int64) throws {
        try execute("DELETE FROM channel_changes WHERE until <= \(now)")
        try execute("DELETE FROM channel_codes WHERE expires_at <= \(now)")
    }

    // MARK: Codes

    /// Keeps a code; the one before is void.
    func save(_ code: ChannelCode, _ kind: Channel.Kind, of person: ID) throws {
        try execute(
            """
            INSERT INTO channel_codes (person_id, kind, sealed, hash, code_hash, expires_at, tries)
            VALUES (\(person), \(kind), \(code.channel.sealed), \(code.channel.hash), \(code.codeHash), \(code.expiresAt), 0)
            ON CONFLICT (person_id, kind) DO UPDATE SET sealed = excluded.sealed, hash = excluded.hash,
                code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0
            """)
    }

    func channelCode(_ kind: Channel.Kind, of person: ID) throws -> ChannelCode? {
        try first(
            """
            SELECT sealed, hash, code_hash, expires_at, tries FROM channel_codes
            WHERE person_id = \(person) AND kind = \(kind)
            """
        ) {
            ChannelCode(
                channel: SealedChannel(sealed: try $0[0], hash: try $0[1]), codeHash: try $0[2], expiresAt: try $0[3],
                tries: try $0[4])
        }
    }

    func countTry(_ kind: Channel.Kind, of person: ID) throws {
        try execute("UPDATE channel_codes SET tries = tries + 1 WHERE person_id = \(person) AND kind = \(kind)")
    }

    func deleteCode(_ kind: Channel.Kind, of person: ID) throws {
        try execute("DELETE FROM channel_codes WHERE person_id = \(person) AND kind = \(kind)")
    }
}
