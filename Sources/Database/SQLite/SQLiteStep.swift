internal import GRDB
internal import GRDBSQLite

/// The inner loop of a statement, on SQLite's own functions: GRDB's rows box every value, which cost more than the query.
/// GRDB keeps what it is good at – the pool, the statements' cache, snapshots, checkpoints.
struct SQLiteStep {
    /// Belongs to a statement of the connection's cache, which outlives every call made with it here: the connection is
    /// held by one task at a time, and the statement is reset before this one lets go of it.
    private let statement: SQLiteStatement

    init(_ statement: Statement, values: [SQLValue]) throws {
        self.statement = statement.sqliteStatement
        sqlite3_reset(self.statement)
        for (index, value) in values.enumerated() { try bind(value, at: Int32(index + 1)) }
    }

    /// Runs to the end, handing out each row.
    func rows(_ each: (Row) throws -> Void) throws {
        defer {
            sqlite3_reset(statement)
            // What was bound may be private: it isn't kept.
            sqlite3_clear_bindings(statement)
        }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: try each(Row(source: .sqlite(statement)))
            case SQLITE_DONE: return
            default: throw DatabaseError(sqlite: sqlite3_db_handle(statement))
            }
        }
    }

    private func bind(_ value: SQLValue, at index: Int32) throws {
        let code: Int32 =
            switch value {
            case .null: sqlite3_bind_null(statement, index)
            case .int(let number): sqlite3_bind_int64(statement, index, number)
            case .real(let number): sqlite3_bind_double(statement, index, number)
            case .bool(let truth): sqlite3_bind_int64(statement, index, truth ? 1 : 0)
            case .text(let text): try bind(text, at: index)
            case .perEngine(let sqlite, _): try bind(sqlite, at: index)
            case .blob(let bytes): bind(bytes, at: index)
            case .id(let id): bind(id.bytes, at: index)
            }
        guard code == SQLITE_OK else { throw DatabaseError(sqlite: sqlite3_db_handle(statement)) }
    }

    private func bind(_ text: String, at index: Int32) throws -> Int32 {
        // Read back, text would end at NUL: refused, as by PostgreSQL.
        guard !text.utf8.contains(0) else { throw DatabaseError.check("text holds U+0000") }
        var text = text
        return text.withUTF8 { utf8 in
            // An empty buffer may have no address; SQLite takes a text without one as NULL.
            guard let start = utf8.baseAddress else {
                return sqlite3_bind_text(statement, index, "", 0, SQLiteStep.copied)
            }
            return start.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
                sqlite3_bind_text(statement, index, $0, Int32(utf8.count), SQLiteStep.copied)
            }
        }
    }

    private func bind(_ bytes: [UInt8], at index: Int32) -> Int32 {
        bytes.isEmpty
            ? sqlite3_bind_zeroblob(statement, index, 0)
            : sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), SQLiteStep.copied)
    }

    /// SQLITE_TRANSIENT: SQLite copies what it is given before the call returns, so no address outlives its value. The
    /// constant is -1 in the place of a function that is never called; a C macro that Swift does not import.
    private static var copied: sqlite3_destructor_type? {
        unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type?.self)
    }
}

/// Reading a column of the row a statement stands on.
enum SQLiteColumn {
    static func isNull(_ statement: OpaquePointer, _ index: Int) -> Bool {
        sqlite3_column_type(statement, Int32(index)) == SQLITE_NULL
    }

    static func int(_ statement: OpaquePointer, _ index: Int) -> Int64? {
        guard sqlite3_column_type(statement, Int32(index)) == SQLITE_INTEGER else { return nil }
        return sqlite3_column_int64(statement, Int32(index))
    }

    static func real(_ statement: OpaquePointer, _ index: Int) -> Double? {
        switch sqlite3_column_type(statement, Int32(index)) {
        case SQLITE_FLOAT, SQLITE_INTEGER: sqlite3_column_double(statement, Int32(index))
        default: nil
        }
    }

    static func text(_ statement: OpaquePointer, _ index: Int) -> String? {
        buffer(statement, index).map { String(decoding: $0, as: UTF8.self) }
    }

    static func utf8(_ statement: OpaquePointer, _ index: Int) -> [UInt8]? {
        buffer(statement, index).map(Array.init)
    }

    /// A text's bytes: valid until the next step, which comes after both of its users have copied them.
    private static func buffer(_ statement: OpaquePointer, _ index: Int) -> UnsafeBufferPointer<UInt8>? {
        guard sqlite3_column_type(statement, Int32(index)) == SQLITE_TEXT,
            let start = sqlite3_column_text(statement, Int32(index))
        else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(index))))
    }

    /// The bytes of a blob, for as long as `body` runs.
    static func blob<T>(
        _ statement: OpaquePointer, _ index: Int, _ body: (UnsafeRawBufferPointer) -> T
    ) -> T? {
        guard sqlite3_column_type(statement, Int32(index)) == SQLITE_BLOB else { return nil }
        let start = sqlite3_column_blob(statement, Int32(index))
        return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(index)))))
    }
}

extension DatabaseError {
    /// The connection's last fault.
    init(sqlite connection: OpaquePointer?) {
        self.init(
            GRDB.DatabaseError(
                resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
                message: sqlite3_errmsg(connection).map { String(cString: $0) }))
    }
}
