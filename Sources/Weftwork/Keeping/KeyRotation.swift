public import Database

/// Changes the master key of a store: every subject's key is wrapped anew, what waits in the outbox is sealed anew. Private
/// fields themselves stay as they are, for they are sealed with the subjects' keys.
///
/// The key by which things are looked up (mail addresses, links, passes) is kept, sealed with the new master key: otherwise every
/// link that is out would be dead. What was copied with the old key before stays readable to whoever has that key and that copy.
public struct KeyRotation: Sendable {
    /// What was sealed anew.
    public struct Report: Sendable {
        public internal(set) var keys = 0
        public internal(set) var messages = 0
    }

    private let old: Vault
    private let new: Vault

    /// - Parameters:
    ///   - old: the vault in use.
    ///   - master: the new master key.
    public init(old: Vault, master: [UInt8]) {
        self.old = old
        new = old.rotated(to: master)
    }

    /// Does it in one transaction: a fault on the way leaves everything with the old key.
    /// - Throws: ``DatabaseError`` when something can't be opened with the old key.
    ///   ``Refusal/conflict(_:_:)`` while a server runs on the store: it would go on sealing with the old key.
    public func run(on database: any Database, now: Int64) async throws -> Report {
        try await database.write { [old, new] db in
            try db.takeTime()
            // A file is locked by whoever has it open; one that was killed has left its row.
            let servers = db.engine == .postgres ? try db.servers(at: now) : []
            guard servers.isEmpty else {
                throw Refusal.conflict(KeepingWords.serversRun(servers.map(\.host).joined(separator: ", ")))
            }
            try db.know(old.keyCheck, at: now)
            var report = Report()
            for (subject, wrapped) in try db.wrappedKeys() {
                guard let key = old.unwrap(wrapped, for: subject) else {
                    throw DatabaseError.storage("the key of \(subject) does not open with the old master key")
                }
                try db.save(wrapped: new.wrap(key, for: subject), of: subject)
                report.keys += 1
            }
            for (job, kind, box) in try db.sealedJobs() {
                guard let message = old.openLoose(box, context: kind) else { continue }
                try db.save(payload: new.sealLoose(message, context: kind), ofJob: job)
                report.messages += 1
            }
            try db.execute("DELETE FROM sign_ins WHERE draft IS NOT NULL")
            try db.keep(lookup: new.sealedLookup)
            try db.setKeyCheck(of: new, at: now)
            return report
        }
    }
}

enum VaultStore {
    static let migration = Migration(
        "2026-11-25 vault",
        [
            """
            CREATE TABLE vault_keys (id \(.int) PRIMARY KEY, lookup \(.blob) NOT NULL, CHECK (id = 1)) \(.strict)
            """
        ])
}

extension Connection {
    fileprivate func wrappedKeys() throws -> [(subject: ID, wrapped: [UInt8])] {
        try query("SELECT subject_id, wrapped FROM subject_keys WHERE wrapped IS NOT NULL ORDER BY subject_id") {
            (try $0[0], try $0[1])
        }
    }

    fileprivate func save(wrapped: [UInt8], of subject: ID) throws {
        try execute("UPDATE subject_keys SET wrapped = \(wrapped) WHERE subject_id = \(subject)")
    }

    /// What waits in the outbox; its kind is the context that it is sealed with.
    fileprivate func sealedJobs() throws -> [(id: ID, kind: String, payload: [UInt8])] {
        try query("SELECT id, kind, payload FROM jobs ORDER BY id") { (try $0[0], try $0[1], try $0[2]) }
    }

    fileprivate func save(payload: [UInt8], ofJob id: ID) throws {
        try execute("UPDATE jobs SET payload = \(payload) WHERE id = \(id)")
    }

    fileprivate func keep(lookup: [UInt8]) throws {
        try execute(
            "INSERT INTO vault_keys (id, lookup) VALUES (1, \(lookup)) ON CONFLICT (id) DO UPDATE SET lookup = excluded.lookup"
        )
    }

    /// The key for looking things up, as a rotation has left it.
    func keptLookup() throws -> [UInt8]? {
        try value("SELECT lookup FROM vault_keys WHERE id = 1")
    }
}
