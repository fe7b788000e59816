internal import CPostgres
internal import Foundation

/// One session with the server, with its prepared statements. Not for two threads at once.
final class PostgresConnection: Connection {
    let engine = EngineKind.postgres
    private let handle: OpaquePointer
    private let statements: StatementCounter
    private var prepared: [String: String] = [:]

    init(url: String, statements: StatementCounter) throws {
        guard let handle = PQconnectdb(url) else { throw DatabaseError.unavailable("out of memory") }
        self.handle = handle
        self.statements = statements
        guard PQstatus(handle) == CONNECTION_OK else {
            throw DatabaseError.unavailable(String(cString: PQerrorMessage(handle)))
        }
        // Notices ("relation exists, skipping") would go to standard error.
        // DETAIL would put the values of a refused row into the log.
        PQsetErrorVerbosity(handle, PQERRORS_TERSE)
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try execute("SET statement_timeout = '30s'")
        try execute("SET idle_in_transaction_session_timeout = '60s'")
        try execute("SET client_min_messages = warning")
    }

    deinit {
        PQfinish(handle)
    }

    var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

    func query<T>(_ sql: SQL, _ decode: (Row) throws -> T) throws -> [T] {
        let result = try run(sql)
        defer { PQclear(result) }
        return try (0..<PQntuples(result)).map { try decode(Row(source: .postgres(result, $0))) }
    }

    @discardableResult func execute(_ sql: SQL) throws -> Int {
        guard !sql.rendered(for: .postgres).text.isEmpty else { return 0 }
        let result = try run(sql)
        defer { PQclear(result) }
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    func wake() throws {
        _ = try query("SELECT pg_notify('weft', '')") { _ in }
    }

    /// Blocks until a notification comes or `milliseconds` have passed; true when one came.
    func waitForNotification(milliseconds: Int32) throws -> Bool {
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        _ = poll(&descriptor, 1, milliseconds)
        guard PQconsumeInput(handle) == 1 else { throw DatabaseError.unavailable("connection lost") }
        var came = false
        while let notification = PQnotifies(handle) {
            came = true
            PQfreemem(notification)
        }
        return came
    }

    /// The answer to `sql`; the caller clears it.
    private func run(_ sql: SQL) throws -> OpaquePointer {
        statements.add()
        let (text, values) = sql.rendered(for: .postgres)
        let name = try statement(text)
        let strings = try values.map { try $0.postgres }
        let result = withCStrings(strings) { pointers in
            PQexecPrepared(handle, name, Int32(values.count), pointers, nil, nil, 0)
        }
        return try checked(result)
    }

    private func statement(_ text: String) throws -> String {
        if let name = prepared[text] { return name }
        if prepared.count >= 1000 {
            // Lists of many lengths make many texts; the server keeps none for ever.
            PQclear(try checked(PQexec(handle, "DEALLOCATE ALL")))
            prepared = [:]
        }
        let name = "s\(prepared.count)"
        PQclear(try checked(PQprepare(handle, name, text, 0, nil)))
        prepared[text] = name
        return name
    }

    private func checked(_ result: OpaquePointer?) throws -> OpaquePointer {
        guard let result else { throw DatabaseError.unavailable(String(cString: PQerrorMessage(handle))) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return result
        default:
            defer { PQclear(result) }
            throw error(of: result)
        }
    }

    private func error(of result: OpaquePointer) -> DatabaseError {
        let message = String(cString: PQresultErrorMessage(result))
        guard let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map({ String(cString: $0) }) else {
            return .unavailable(message)
        }
        switch state {
        case "23505": return .unique(message)
        case "23503": return .foreignKey(message)
        case "23514": return .check(message)
        case "23502": return .notNull(message)
        case "40001", "40P01": return .serialization
        case "53100", "58030", "25006": return .storage(message)
        case "57P01", "57P02", "57P03", "53300", "57014": return .unavailable(message)
        default: return .other(code: state, message: message)
        }
    }
}

/// Calls `body` with the C strings of `values`, nil where a value is.
private func withCStrings<R>(
    _ values: [String?],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> R
) -> R {
    let copies = values.map { value in value.flatMap { strdup($0) } }
    defer { copies.forEach { free($0) } }
    return copies.map { UnsafePointer($0) }.withUnsafeBufferPointer { body($0.baseAddress) }
}

extension SQLValue {
    /// As the server reads it from text; types are left to the server, which infers them from the columns.
    fileprivate var postgres: String? {
        get throws {
            switch self {
            case .null: return nil
            case .int(let value): return String(value)
            case .real(let value): return String(value)
            case .text(let value), .perEngine(_, let value):
                // A C string ends at NUL: what is stored would be cut short without a word.
                guard !value.utf8.contains(0) else { throw DatabaseError.check("text holds U+0000") }
                return value
            case .blob(let bytes): return "\\x" + Hex.encode(bytes)
            case .id(let id): return id.description
            case .bool(let value): return value ? "1" : "0"
            }
        }
    }
}
