internal import Database

/// Which master key a store is sealed with: two nodes with two keys would each write what the other can never open.
enum KeyCheckStore {
    static let migration = Migration(
        "2026-11-23 key check",
        ["CREATE TABLE key_check (id \(.int) PRIMARY KEY, value TEXT NOT NULL, CHECK (id = 1)) \(.strict)"])
}

/// A master key that the store has had, known by its check, which tells nothing of it.
struct MasterKey: Sendable, Equatable {
    let check: String
    /// When it came into use here.
    let since: Int64
    /// When somebody said that a copy of it is kept in a second place.
    let copiedAt: Int64?
}

extension App {
    /// Makes sure that the master key at hand is the store's; a store that has none yet takes this one.
    /// - Throws: ``Refusal/unreadable(_:)`` with another key: nothing may be sealed with it.
    public func checkKey() async throws {
        let vault = vault, now = world.now()
        let check = try await database.read { db in try db.keyCheck() }
        if check == vault.keyCheck { return }
        let refusal = try await database.write { db -> Text? in
            if let check = try db.keyCheck(), check != vault.formerKeyCheck { return try db.otherKey(than: vault) }
            guard try db.opensSealed(with: vault) else { return SiteWords.otherMasterKey }
            try db.setKeyCheck(of: vault, at: now)
            return nil
        }
        if let refusal { throw Refusal.unreadable(refusal) }
    }

    /// Writes down that a copy of the master key is kept in a second place.
    ///
    /// - Parameter copy: what stands in the copy, to be compared with the key in use; nothing where the operator's word is all.
    /// - Returns: by what the key is known.
    /// - Throws: ``Refusal/unreadable(_:)`` for a copy of another key.
    public func confirmCopy(_ copy: [UInt8]? = nil) async throws -> String {
        let vault = vault, now = world.now()
        if let copy {
            let keys = Vault.keys(in: copy).map { Vault(master: $0, world: world).keyCheck }
            guard keys.contains(vault.keyCheck) else { throw Refusal.unreadable(SiteWords.otherCopy) }
        }
        try await database.write { db in
            try db.know(vault.keyCheck, at: now)
            try db.execute("UPDATE master_keys SET copied_at = \(now) WHERE key_check = \(vault.keyCheck)")
        }
        return vault.keyCheck
    }
}

extension Connection {
    func keyCheck() throws -> String? {
        try value("SELECT value FROM key_check WHERE id = 1")
    }

    /// From here on the store is sealed with this vault's key.
    func setKeyCheck(of vault: Vault, at now: Int64) throws {
        try execute(
            """
            INSERT INTO key_check (id, value) VALUES (1, \(vault.keyCheck))
            ON CONFLICT (id) DO UPDATE SET value = excluded.value
            """)
        try know(vault.keyCheck, at: now)
    }

    /// Remembers a key that is or was in use.
    func know(_ check: String, at now: Int64) throws {
        try execute(
            """
            INSERT INTO master_keys (key_check, since) VALUES (\(check), \(now)) ON CONFLICT (key_check) DO NOTHING
            """)
    }

    func masterKey(_ check: String) throws -> MasterKey? {
        try first("SELECT key_check, since, copied_at FROM master_keys WHERE key_check = \(check)") {
            MasterKey(check: try $0[0], since: try $0[1], copiedAt: try $0[2])
        }
    }

    /// Why this vault's key is not the one the store is sealed with; nothing where it is, or where the store has none yet. A key
    /// that was in use here and was changed is told apart from one that never was.
    func otherKey(than vault: Vault) throws -> Text? {
        guard let check = try keyCheck(), check != vault.keyCheck, check != vault.formerKeyCheck else { return nil }
        guard try masterKey(vault.keyCheck) != nil, let present = try masterKey(check) else {
            return SiteWords.otherMasterKey
        }
        return SiteWords.changedMasterKey(present.since)
    }

    /// For a store that takes the rows of another, with its key.
    func forgetKeyCheck() throws {
        try execute("DELETE FROM key_check")
        try execute("DELETE FROM master_keys")
    }

    /// Whether the vault opens what is sealed here: the keys of the first few subjects.
    func opensSealed(with vault: Vault) throws -> Bool {
        try query("SELECT subject_id, wrapped FROM subject_keys WHERE wrapped IS NOT NULL ORDER BY subject_id LIMIT 3")
        {
            vault.unwrap(try $0[1], for: try $0[0]) != nil
        }.allSatisfy { $0 }
    }
}
