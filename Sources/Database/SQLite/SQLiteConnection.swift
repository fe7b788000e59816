internal import GRDB

/// One transaction on SQLite.
struct SQLiteConnection: Connection {
    let database: GRDB.Database
    let statements: StatementMeter
    let wakes: WakeFlag
    /// Raised when a statement fails: as on PostgreSQL, what its body does after that is not stored.
    var faults = WakeFlag()

    var engine: EngineKind { .sqlite }

    func query<T>(_ sql: SQL, _ decode: (Row) throws -> T) throws -> [T] {
        let begun = ContinuousClock.now
        defer { statements.add(since: begun) }
        var rows: [T] = []
        do {
            try prepared(sql)?.rows { rows.append(try decode($0)) }
        } catch {
            faults.raise()
            throw error
        }
        return rows
    }

    @discardableResult func execute(_ sql: SQL) throws -> Int {
        let begun = ContinuousClock.now
        defer { statements.add(since: begun) }
        do {
            guard let step = try prepared(sql) else { return 0 }
            try step.rows { _ in }
        } catch {
            faults.raise()
            throw error
        }
        return database.changesCount
    }

    func wake() throws {
        wakes.raise()
    }

    func takeTime() {}

    /// The statement from the connection's cache, its values bound; none where there is nothing to do.
    private func prepared(_ sql: SQL) throws -> SQLiteStep? {
        let (text, values) = sql.rendered(for: .sqlite)
        guard !text.isEmpty else { return nil }
        do {
            return try SQLiteStep(try database.cachedStatement(sql: text), values: values)
        } catch let error as GRDB.DatabaseError { throw DatabaseError(error) }
    }
}

extension DatabaseError {
    /// The same fault in the words both engines share, told by SQLite's extended result code.
    init(_ error: GRDB.DatabaseError) {
        let message = error.message ?? ""
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: self = .unique(message)
        case .SQLITE_CONSTRAINT_FOREIGNKEY: self = .foreignKey(message)
        case .SQLITE_CONSTRAINT_CHECK, .SQLITE_CONSTRAINT_DATATYPE: self = .check(message)
        case .SQLITE_CONSTRAINT_NOTNULL: self = .notNull(message)
        default:
            switch error.resultCode {
            case .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_CANTOPEN, .SQLITE_NOTADB:
                self = .storage(message)
            case .SQLITE_BUSY, .SQLITE_LOCKED: self = .unavailable(message)
            default: self = .other(code: "\(error.extendedResultCode.rawValue)", message: message)
            }
        }
    }
}
