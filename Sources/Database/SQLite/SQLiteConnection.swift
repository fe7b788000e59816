internal import Foundation
internal import GRDB

/// One transaction on SQLite.
struct SQLiteConnection: Connection {
    let database: GRDB.Database
    let statements: StatementCounter
    let wakes: WakeFlag

    var engine: EngineKind { .sqlite }

    func query<T>(_ sql: SQL, _ decode: (Row) throws -> T) throws -> [T] {
        try translated {
            let cursor = try GRDB.Row.fetchCursor(try prepared(sql).statement)
            var rows: [T] = []
            while let row = try cursor.next() { rows.append(try decode(Row(source: .sqlite(row)))) }
            return rows
        }
    }

    @discardableResult func execute(_ sql: SQL) throws -> Int {
        try translated {
            let (statement, isEmpty) = try prepared(sql)
            guard !isEmpty else { return 0 }
            try statement.execute()
            return database.changesCount
        }
    }

    func wake() throws {
        wakes.raise()
    }

    /// The statement from the connection's cache, its values bound.
    private func prepared(_ sql: SQL) throws -> (statement: Statement, isEmpty: Bool) {
        statements.add()
        let (text, values) = sql.rendered(for: .sqlite)
        guard !text.isEmpty else { return (try database.cachedStatement(sql: "SELECT 1"), true) }
        let statement = try database.cachedStatement(sql: text)
        statement.setUncheckedArguments(StatementArguments(try values.map { try $0.sqlite }))
        return (statement, false)
    }

    private func translated<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as GRDB.DatabaseError { throw DatabaseError(error) }
    }
}

extension SQLValue {
    fileprivate var sqlite: DatabaseValue {
        get throws {
            switch self {
            case .null: return .null
            case .int(let value): return value.databaseValue
            case .real(let value): return value.databaseValue
            case .text(let value):
                // Read back, text would end at NUL: refused, as by PostgreSQL.
                guard !value.utf8.contains(0) else { throw DatabaseError.check("text holds U+0000") }
                return value.databaseValue
            case .blob(let bytes): return Data(bytes).databaseValue
            case .id(let id): return Data(id.bytes).databaseValue
            case .bool(let value): return (value ? Int64(1) : Int64(0)).databaseValue
            case .perEngine(let sqlite, _): return sqlite.databaseValue
            }
        }
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
