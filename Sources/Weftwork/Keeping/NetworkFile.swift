internal import Database
internal import Foundation

/// One network as JSON Lines: everything of it, to be read in elsewhere by another Weftwork with the same master key – on
/// whichever engine.
///
/// The first line says what it is; each other line is a row, `{"t": table, column: value…}`, with bytes as `{"x": "hex"}`;
/// the last counts the rows and names the head of the chain of events, which must be the same where it is read in.
public enum NetworkFile {
    static let format = 1
    /// What belongs to nobody but the server it was made on: sessions, codes, remembered requests.
    private static let left: Set<String> = [
        "sessions", "sign_ins", "onces", "jobs", "queue_locks", "limits", "key_check",
        "credentials", "devices", "foreign_identities", "security_log", "vault_keys", "forgotten",
        "channel_codes", "channel_changes", "robot_turns",
        "servers", "master_keys", "undoables", "area_sets", "areas", "wechat_tokens",
        // How far the events were weighed: from the beginning they give the same ledger.
        "award_positions",
    ]
    /// What a network shares with others on its server.
    private static let shared: [String: (key: String, from: [(table: String, column: String)])] = [
        "persons": ("id", [("memberships", "person_id")]),
        "organisations": ("id", [("memberships", "organisation_id"), ("vouches", "organisation_id")]),
        "subject_keys": (
            "subject_id",
            [
                ("needs", "id"), ("offers", "id"), ("training_modules", "id"), ("teams", "id"), ("proposals", "id"),
                ("memberships", "person_id"), ("matters", "id"), ("badge_keys", "id"),
                ("ballot_boxes", "key_id"), ("robots", "id"),
            ]
        ),
        "portraits": ("person_id", [("memberships", "person_id")]),
        "talk_choices": ("person_id", [("memberships", "person_id")]),
        "profile_fields": ("person_id", [("memberships", "person_id")]),
        "own_robots": ("person_id", [("memberships", "person_id")]),
        "handles": ("person_id", [("memberships", "person_id")]),
        "files": ("subject_id", [("needs", "id"), ("training_modules", "id"), ("memberships", "person_id")]),
        "file_pieces": ("subject_id", [("needs", "id"), ("training_modules", "id"), ("memberships", "person_id")]),
        "spokespersons": ("organisation_id", [("memberships", "organisation_id")]),
    ]

    /// Writes a network to the file at `path`: from a backup made for it, so that it is one state of the network.
    ///
    /// - Throws: ``Refusal/notFound`` where there is no such network.
    public static func write(
        _ slug: String, of app: App, to path: String, progress: @escaping KeepingStep.Progress
    ) async throws {
        _ = try await app.people.network(slug)
        let copy = "\(path).store"
        try? FileManager.default.removeItem(atPath: copy)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try await Backup(app).write(to: copy, progress: progress)
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw DatabaseError.storage("\(path) can't be written") }
        var buffer = Data()
        try write(
            slug, of: try StoreFile(path: copy), app.vault.keyCheck,
            to: { line in
                buffer.append(contentsOf: line.utf8)
                buffer.append(UInt8(ascii: "\n"))
                if buffer.count > 1 << 18 {
                    try handle.write(contentsOf: buffer)
                    buffer.removeAll(keepingCapacity: true)
                }
            }, progress: progress)
        try handle.write(contentsOf: buffer)
        try handle.close()
    }

    /// The lines of a network of a store that stands still.
    private static func write(
        _ slug: String, of file: StoreFile, _ check: String, to line: (_ line: String) throws -> Void,
        progress: (KeepingStep) -> Void
    ) throws {
        try file.read { db in
            guard let network = try db.network(slug: slug) else { throw Refusal.notFound }
            try line(header(network, check, try db.migrationNames()))
            var rows = 0
            for table in try db.storedTables() where !left.contains(table.name) {
                let filter = try filter(table, network, db)
                try db.eachRow(of: table, where: filter) { values in
                    try line(text(of: values, in: table))
                    rows += 1
                    if rows % KeepingStep.often == 0 { progress(.rows(rows)) }
                }
            }
            try line(footer(rows, try db.chainHead(of: network.id)))
        }
    }

    /// Which rows of a table belong to a network.
    /// - Throws: for a table of which nobody has said: a network that lacks something must not look whole.
    private static func filter(
        _ table: StoredTable, _ network: Network, _ db: any Connection
    ) throws -> (column: String, values: [StoredValue]) {
        if table.name == "networks" { return ("id", [.bytes(network.id.bytes)]) }
        if table.has("network_id") { return ("network_id", [.bytes(network.id.bytes)]) }
        guard let share = shared[table.name] else {
            throw DatabaseError.check("it is not said which rows of \(table.name) belong to a network")
        }
        return (share.key, try share.from.flatMap { try db.values(of: $0.column, in: $0.table, network: network.id) })
    }

    private static func header(_ network: Network, _ check: String, _ migrations: [String]) -> String {
        var json = JSON()
        json.object { json in
            json.field("weftwork", format)
            json.field("network", network.slug)
            json.field("key", check)
            json.field("schema", migrations)
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static func footer(_ rows: Int, _ head: (number: Int64, hash: [UInt8])?) -> String {
        var json = JSON()
        json.object { json in
            json.field("rows", rows)
            json.field("events", Int(head?.number ?? 0))
            json.field("hash", head.map { Hex.encode($0.hash) })
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static func text(of values: [StoredValue], in table: StoredTable) -> String {
        var json = JSON()
        json.object { json in
            json.field("t", table.name)
            for (name, value) in zip(table.columnNames, values) {
                json.name(dynamic: name)
                switch value {
                case .null: json.raw("null")
                case .integer(let number): json.raw("\(number)")
                case .real(let number): json.raw("\(number)")
                case .text(let text): json.value(text)
                case .bytes(let bytes): json.object { $0.field("x", Hex.encode(bytes)) }
                }
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
