internal import CPostgres
internal import Foundation
internal import Synchronization

/// One session with the server, with its prepared statements. Not for two threads at once.
///
/// No call waits for ever: a statement that is not answered within its time, with a little more for the line, ends the
/// session.
final class PostgresConnection: Connection {
    let engine = EngineKind.postgres
    private let handle: OpaquePointer
    private let statements: StatementMeter
    private let patience: PostgresPatience
    private let warnings: Warnings
    private var prepared: [String: String] = [:]
    private var isHurried = true
    private var hasTurns = false
    private var isBroken = false
    /// The SQLSTATE of the last error.
    private(set) var lastState = ""

    init(url: String, patience: PostgresPatience, statements: StatementMeter) throws {
        // What stands in the URL comes last and is stronger.
        let settings: [(String, String)] = [
            ("connect_timeout", "\(patience.connect)"), ("keepalives_idle", "10"), ("keepalives_interval", "3"),
            ("keepalives_count", "3"), ("tcp_user_timeout", "10000"), ("fallback_application_name", "weft"),
            ("dbname", url),
        ]
        let opened = withCStrings(settings.map(\.0) + [nil]) { names in
            withCStrings(settings.map(\.1) + [nil]) { values in PQconnectdbParams(names, values, 1) }
        }
        guard let handle = opened else { throw PostgresFault.unreachable("out of memory") }
        self.handle = handle
        self.statements = statements
        self.patience = patience
        warnings = Warnings()
        guard PQstatus(handle) == CONNECTION_OK else {
            throw PostgresFault.unreachable(String(cString: PQerrorMessage(handle)))
        }
        // DETAIL would put the values of a refused row into the log.
        PQsetErrorVerbosity(handle, PQERRORS_TERSE)
        // Kept by this connection for as long as libpq can call it.
        let receiver = Unmanaged.passUnretained(warnings).toOpaque()
        PQsetNoticeReceiver(
            handle,
            { receiver, _ in receiver.map { Unmanaged<Warnings>.fromOpaque($0).takeUnretainedValue().raise() } },
            receiver)
        try set("statement_timeout", "\(patience.statement * 1000)", isLocal: false)
        try set("idle_in_transaction_session_timeout", "60000", isLocal: false)
        try set("client_min_messages", "warning", isLocal: false)
    }

    deinit {
        PQfinish(handle)
    }

    var isAlive: Bool { !isBroken && PQstatus(handle) == CONNECTION_OK }

    /// What another thread needs to ask the server to stop; it outlives the session.
    func canceller() -> PostgresCanceller? { PQgetCancel(handle).map(PostgresCanceller.init) }

    /// Never to be used again.
    func abandon() {
        isBroken = true
    }

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

    func takeTime() throws {
        try set("statement_timeout", "0", isLocal: true)
        isHurried = false
    }

    /// Opens a transaction; where that fails, none is left open.
    func begin(_ start: PostgresStart) throws {
        isHurried = true
        // A store that is only being made has no turns to wait for yet. Asked before the transaction: its first look at
        // the data would be its snapshot.
        if start.isWrite && !hasTurns {
            hasTurns = try value("SELECT to_regclass('migrations') IS NOT NULL", as: Bool.self) ?? false
        }
        let begun = ContinuousClock.now
        defer { statements.add(since: begun) }
        do {
            PQclear(try answer { PQsendQuery(handle, start.text(hasTurns: hasTurns)) })
        } catch {
            let isTurnMissed = start == .writingAlone && lastState == "55P03"
            rollBack()
            throw isTurnMissed ? DatabaseError.serialization : error
        }
    }

    /// Ends the transaction; when this returns, what it did is on disk, and on the standby where one must have it too.
    func commit() throws {
        warnings.clear()
        let result = try run("COMMIT")
        let tag = String(cString: PQcmdStatus(result))
        PQclear(result)
        // A body that went on after an error would otherwise be told that all went well.
        guard tag == "COMMIT" else { throw DatabaseError.other(code: "25P02", message: "the transaction had failed") }
        // "Committed locally, but might not have been replicated" is a warning to libpq; to whoever was promised that
        // nothing is lost it is no commit.
        guard !warnings.came else {
            abandon()
            throw DatabaseError.unavailable("not confirmed by the standby")
        }
    }

    /// Undoes the transaction; a session that can't is abandoned.
    func rollBack() {
        if isAlive { _ = try? execute("ROLLBACK") }
        if PQtransactionStatus(handle) != PQTRANS_IDLE { abandon() }
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

    private func set(_ name: String, _ value: String, isLocal: Bool) throws {
        _ = try query("SELECT set_config(\(name), \(value), \(isLocal))") { _ in }
    }

    /// The answer to `sql`; the caller clears it.
    private func run(_ sql: SQL) throws -> OpaquePointer {
        let begun = ContinuousClock.now
        defer { statements.add(since: begun) }
        let (text, values) = sql.rendered(for: .postgres)
        let name = try statement(text)
        let strings = try values.map { try $0.postgres }
        return try answer {
            withCStrings(strings) { PQsendQueryPrepared(handle, name, Int32(values.count), $0, nil, nil, 0) }
        }
    }

    private func statement(_ text: String) throws -> String {
        if let name = prepared[text] { return name }
        if prepared.count >= 1000 {
            // Lists of many lengths make many texts; the server keeps none for ever.
            PQclear(try answer { PQsendQuery(handle, "DEALLOCATE ALL") })
            prepared = [:]
        }
        let name = "s\(prepared.count)"
        PQclear(try answer { PQsendPrepare(handle, name, text, 0, nil) })
        prepared[text] = name
        return name
    }

    /// Sends, and waits for the answer no longer than a statement may take.
    private func answer(_ send: () -> Int32) throws -> OpaquePointer {
        guard send() == 1 else { throw lost() }
        let deadline = ContinuousClock.now + .seconds(patience.statement + PostgresPatience.line)
        var answer: OpaquePointer?
        while true {
            while PQisBusy(handle) == 1 { try waitForInput(until: isHurried ? deadline : nil, &answer) }
            guard let next = PQgetResult(handle) else { break }
            if let answer { PQclear(answer) }
            answer = next
        }
        guard let answer else { throw lost() }
        switch PQresultStatus(answer) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return answer
        default:
            defer { PQclear(answer) }
            throw error(of: answer)
        }
    }

    private func waitForInput(until deadline: ContinuousClock.Instant?, _ answer: inout OpaquePointer?) throws {
        let left = deadline.map { ContinuousClock.now.duration(to: $0) / Duration.milliseconds(1) } ?? 60_000
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        let ready = left <= 0 ? 0 : poll(&descriptor, 1, Int32(min(left, 60_000).rounded(.up)))
        if ready < 0 && errno == EINTR { return }
        if ready == 0 && deadline == nil { return }
        if ready > 0, PQconsumeInput(handle) == 1 { return }
        if let kept = answer { PQclear(kept) }
        answer = nil
        if ready > 0 { throw lost() }
        abandon()
        throw DatabaseError.unavailable("no answer from the server in time")
    }

    private func lost() -> PostgresFault {
        abandon()
        return .lost(String(cString: PQerrorMessage(handle)))
    }

    private func error(of result: OpaquePointer) -> any Error {
        let message = String(cString: PQresultErrorMessage(result))
        guard let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map({ String(cString: $0) }) else {
            return lost()
        }
        lastState = state
        switch state {
        case "23505": return DatabaseError.unique(message)
        case "23503": return DatabaseError.foreignKey(message)
        case "23514": return DatabaseError.check(message)
        case "23502": return DatabaseError.notNull(message)
        case "40001", "40P01": return DatabaseError.serialization
        case "53100", "58030", "25006": return DatabaseError.storage(message)
        // Ended by the server: shut down, failed over, crashed beside us.
        case "57P01", "57P02", "57P03", "57P05", "25P03":
            abandon()
            return PostgresFault.lost(message)
        case "53300", "57014", "55P03": return DatabaseError.unavailable(message)
        default: return DatabaseError.other(code: state, message: message)
        }
    }
}

/// Remembers that the server warned of something.
private final class Warnings: Sendable {
    private let flag = Atomic<Bool>(false)

    func raise() { flag.store(true, ordering: .relaxed) }
    func clear() { flag.store(false, ordering: .relaxed) }
    var came: Bool { flag.load(ordering: .relaxed) }
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
