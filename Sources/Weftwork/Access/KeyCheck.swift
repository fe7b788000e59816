internal import Database

/// Which master key a store is sealed with: two nodes with two keys would each write what the other can never open.
enum KeyCheckStore {
    static let migration = Migration(
        "2026-11-23 key check",
        ["CREATE TABLE key_check (id \(.int) PRIMARY KEY, value TEXT NOT NULL, CHECK (id = 1)) \(.strict)"])
}

extension App {
    /// Makes sure that the master key at hand is the store's; a store that has none yet takes this one.
    /// - Throws: ``Refusal/unreadable(_:)`` with another key: nothing may be sealed with it.
    public func checkKey() async throws {
        let vault = vault
        let check = try await database.read { db in try db.keyCheck() }
        if check == vault.keyCheck { return }
        let agreed = try await database.write { db -> Bool in
            if let check = try db.keyCheck(), check != vault.formerKeyCheck { return check == vault.keyCheck }
            guard try db.opensSealed(with: vault) else { return false }
            try db.setKeyCheck(of: vault)
            return true
        }
        guard agreed else { throw Refusal.unreadable(SiteWords.otherMasterKey) }
    }
}

extension Connection {
    fileprivate func keyCheck() throws -> String? {
        try value("SELECT value FROM key_check WHERE id = 1")
    }

    /// From here on the store is sealed with this vault's key.
    func setKeyCheck(of vault: Vault) throws {
        try execute(
            """
            INSERT INTO key_check (id, value) VALUES (1, \(vault.keyCheck))
            ON CONFLICT (id) DO UPDATE SET value = excluded.value
            """)
    }

    /// For a store that takes the rows of another, with its key.
    func forgetKeyCheck() throws {
        try execute("DELETE FROM key_check")
    }

    /// Whether the vault opens what is sealed here: the keys of the first few subjects.
    func opensSealed(with vault: Vault) throws -> Bool {
        try query("SELECT subject_id, wrapped FROM subject_keys WHERE wrapped IS NOT NULL ORDER BY subject_id LIMIT 3")
        {
            vault.unwrap(try $0[1], for: try $0[0]) != nil
        }.allSatisfy { $0 }
    }
}
