internal import Database
internal import Foundation

/// Copies of the whole store, made while it goes on working. A backup is a SQLite file with the same tables, whatever
/// engine it came from; the master key is never in it.
public struct Backup: Sendable {
    let database: any Database
    let world: World

    public init(_ app: App) {
        self.init(of: app.database, world: app.world)
    }

    init(of database: any Database, world: World) {
        self.database = database
        self.world = world
    }

    /// Writes the backup to `path`, which must not be there yet: a file under that name is a whole one.
    ///
    /// - Throws: `DatabaseError`; nothing is left at `path` then.
    public func write(to path: String, progress: @escaping KeepingStep.Progress) async throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw DatabaseError.storage("\(path) is there already")
        }
        let part = "\(path).part"
        try? FileManager.default.removeItem(atPath: part)
        do {
            if let sqlite = database as? SQLiteDatabase {
                try await sqlite.copy(to: part) { progress(.pages($0, of: $1)) }
                try StoreFile(path: part).settle()
            } else {
                try await copyRows(to: part, progress: progress)
            }
            try StoreFile.publish(part, as: path)
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw error
        }
    }

    /// All rows of one unchanging state of the store.
    private func copyRows(to path: String, progress: @escaping KeepingStep.Progress) async throws {
        let file = try StoreFile(path: path, isNew: true), now = world.now()
        // The tables of the copy are those of the store, which may be an older one.
        let pending = Set(try await database.read { db in try db.pending(of: App.migrations) ?? [] }.map(\.name))
        try file.write { copy in
            try copy.migrateHere(App.migrations.filter { !pending.contains($0.name) }, now: now)
        }
        try await database.read { db in
            try db.takeTime()
            let isUpToDate = try db.pending(of: App.migrations)?.isEmpty ?? false
            try file.write { copy in
                try StoreCopy.all(from: db, to: copy, progress: progress)
                // The words for the search of an older store are made when it is restored: its tables are not today's.
                if isUpToDate { try copy.indexNeeds(of: copy, progress: progress) }
                guard try copy.rowCounts() == db.rowCounts() else {
                    throw DatabaseError.check("the copy does not hold as many rows as the store")
                }
            }
        }
        try file.settle()
    }
}

/// Moves the rows of a store into another whose schema is the same.
enum StoreCopy {
    private static let batch = 100

    /// Every table.
    static func all(
        from source: any Connection, to target: any Connection, progress: (KeepingStep) -> Void
    ) throws {
        let tables = try target.storedTables()
        var done = 0
        for table in try source.storedTables() {
            guard let place = tables.first(where: { $0.name == table.name }) else {
                throw DatabaseError.check("there is no table \(table.name) to copy into")
            }
            done = try rows(of: table, from: source, into: place, in: target, done, progress)
        }
        progress(.rows(done))
    }

    private static func rows(
        of table: StoredTable, from source: any Connection, into place: StoredTable, in target: any Connection,
        _ before: Int, _ progress: (KeepingStep) -> Void
    ) throws -> Int {
        var waiting: [[StoredValue]] = []
        var done = before
        func send() throws {
            try target.insert(waiting, into: place)
            let sent = waiting.count
            done += sent
            waiting = []
            if done / KeepingStep.often != (done - sent) / KeepingStep.often { progress(.rows(done)) }
        }
        try source.eachRow(of: table) { row in
            waiting.append(row)
            if waiting.count == batch { try send() }
        }
        try send()
        return done
    }
}
