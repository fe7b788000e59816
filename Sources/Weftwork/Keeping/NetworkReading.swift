internal import Database
internal import Foundation

/// Reads in a network that ``NetworkFile`` has written: all of it in one transaction, or nothing.
public struct NetworkReading: Sendable {
    /// What was read.
    public struct Report: Sendable {
        public let slug: String
        public let rows: Int
        public let events: Int
    }

    private let database: any Database
    private let vault: Vault

    public init(_ app: App) {
        database = app.database
        vault = app.vault
    }

    /// - Throws: ``Refusal/unreadable(_:)`` for a file that is cut short, of another version or sealed with another key;
    ///   ``Refusal/conflict(_:_:)`` where the network is there already. Nothing is stored then.
    public func read(_ path: String, progress: @escaping KeepingStep.Progress) async throws -> Report {
        let ends = try NetworkLines.ends(of: path)
        guard ends.header.key == vault.keyCheck else { throw Refusal.unreadable(KeepingWords.otherKey) }
        let present = try await database.read { try $0.migrationNames() }
        guard ends.header.schema == present else { throw Refusal.unreadable(KeepingWords.otherVersion) }
        try await database.write { db in
            try db.takeTime()
            guard try db.network(slug: ends.header.network) == nil else {
                throw Refusal.conflict(KeepingWords.networkIsThere(ends.header.network))
            }
            var filling = NetworkFilling(db: db, tables: try db.storedTables())
            try NetworkLines.rows(of: path) { row in
                try filling.add(row)
                if filling.count.isMultiple(of: KeepingStep.often) { progress(.rows(filling.count)) }
            }
            try filling.send()
            try check(ends, filling, db, progress)
        }
        return Report(slug: ends.header.network, rows: ends.footer.rows, events: ends.footer.events)
    }

    /// What was put in is what was taken out, to the hash of its last event.
    private func check(
        _ ends: NetworkLines.Ends, _ filling: NetworkFilling, _ db: any Connection, _ progress: KeepingStep.Progress
    ) throws {
        guard filling.count == ends.footer.rows, let network = try db.network(slug: ends.header.network) else {
            throw Refusal.unreadable(KeepingWords.cutShort)
        }
        // Numbers of places abroad are of the server that the network comes from.
        try db.forgetForeignPlaces(in: network.id)
        try db.indexNeeds(of: db, in: network.id, progress: progress)
        try db.refreshStatistics()
        let head = try db.chainHead(of: network.id)
        guard try db.firstBreak(in: network.id, progress: progress) == nil,
            Int(head?.number ?? 0) == ends.footer.events,
            head.map({ Hex.encode($0.hash) }) == ends.footer.hash
        else { throw Refusal.unreadable(KeepingWords.chainDiffers) }
    }
}

/// Puts rows into their tables, many at once. People and organisations that this server knows already stay as they are here.
private struct NetworkFilling {
    private static let batch = 100
    private static let shared: Set<String> = [
        "subject_keys", "profile_fields", "handles", "portraits", "files", "file_pieces", "talk_choices",
    ]

    let db: any Connection
    let tables: [StoredTable]
    private(set) var count = 0
    private var waiting: [[StoredValue]] = []
    private var table: StoredTable?
    /// Ids in the file of people and organisations who have another id here.
    private var known: [StoredValue: StoredValue] = [:]

    init(db: any Connection, tables: [StoredTable]) {
        self.db = db
        self.tables = tables
    }

    mutating func add(_ row: NetworkLines.Row) throws {
        let place = try place(of: row)
        count += 1
        if try isKnown(row) { return }
        waiting.append(
            place.columnNames.map { name in
                let value = row.values[name] ?? .null
                return name == "person_id" || name == "organisation_id" ? known[value] ?? value : value
            })
        if waiting.count == NetworkFilling.batch { try send() }
    }

    /// The table of a row; rows of one table follow each other.
    private mutating func place(of row: NetworkLines.Row) throws -> StoredTable {
        if let table, table.name == row.table { return table }
        guard let place = tables.first(where: { $0.name == row.table }) else {
            throw Refusal.unreadable(KeepingWords.otherVersion)
        }
        try send()
        table = place
        return place
    }

    mutating func send() throws {
        guard let table, !waiting.isEmpty else { return }
        // A person's key can be there already, from another network of theirs, and so can what is sealed with it.
        try db.insert(waiting, into: table, keepsKnown: NetworkFilling.shared.contains(table.name))
        waiting = []
    }

    private func personByPhone(_ row: NetworkLines.Row) throws -> ID? {
        guard case .bytes(let hash)? = row.values["phone_hash"] else { return nil }
        return try db.person(.phone, hash: hash)?.id
    }

    /// Whether this is somebody whom the server knows; their id here is remembered.
    private mutating func isKnown(_ row: NetworkLines.Row) throws -> Bool {
        guard let id = row.values["id"] else { return false }
        let here: ID?
        switch (row.table, row.values["email_hash"], row.values["name_key"]) {
        case ("persons", .bytes(let hash)?, _):
            here = try db.person(emailHash: hash)?.id ?? personByPhone(row)
        case ("organisations", _, .text(let key)?): here = try db.organisation(key: key)
        default: return false
        }
        guard let here else { return false }
        known[id] = .bytes(here.bytes)
        return true
    }
}
