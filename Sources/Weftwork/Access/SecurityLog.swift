internal import Database
internal import Logging
internal import Synchronization

/// What is heard of the safety of accounts: one line of the log for each thing that happened, with the request's number and the
/// account's id, never a name or an address; and how many wrong codes there were.
final class SecurityLog: Sendable {
    /// The number of the request that is being answered, where one is.
    @TaskLocal static var request: String?

    private let logger: Logger
    private let wrong = Mutex<[String: Int]>([:])

    init(logger: Logger) {
        self.logger = logger
    }

    /// Tells what a transaction has noted, once it is committed.
    func tell(_ notes: SecurityNotes) {
        for note in notes.all { tell(note) }
    }

    /// Somebody was let no further because there were too many tries.
    func limited(_ kind: String) {
        tell(SecurityNote(event: "limited", account: nil, kind: kind, isWarning: true))
    }

    func tell(_ note: SecurityNote) {
        if note.event == SecurityNote.wrongCode { wrong.withLock { $0[note.kind ?? "", default: 0] += 1 } }
        var metadata: Logger.Metadata = ["event": "\(note.event)"]
        if let account = note.account { metadata["account"] = "\(account)" }
        if let kind = note.kind { metadata["kind"] = "\(kind)" }
        if let door = note.door { metadata["door"] = "\(door)" }
        if let request = SecurityLog.request { metadata["request"] = "\(request)" }
        logger.log(level: note.isWarning ? .warning : .notice, "security", metadata: metadata)
    }

    /// How many wrong codes of each kind this process has seen.
    var wrongCodes: [(kind: String, count: Int)] {
        wrong.withLock { $0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

/// One thing that happened to an account.
struct SecurityNote: Sendable {
    static let wrongCode = "wrongCode"

    let event: String
    let account: ID?
    /// Of several ways the one: mail, phone, password, second.
    let kind: String?
    let isWarning: Bool
    /// What was refused, as the list of doors has it: without the ids and codes of an address.
    var door: String?

    /// A wrong code, or a password, for an account that there is not.
    static func wrongCode(_ kind: String) -> SecurityNote {
        SecurityNote(event: wrongCode, account: nil, kind: kind, isWarning: true)
    }

    /// Somebody may not do what they asked for, or came with a token that is none or over; nothing for any other answer. What may
    /// not even be seen answers as what is not there, and is no line.
    static func refused(status: Int, hasToken: Bool, account: ID?, door: String) -> SecurityNote? {
        switch status {
        case 401 where hasToken:
            SecurityNote(event: "refusedToken", account: account, kind: nil, isWarning: true, door: door)
        case 403: SecurityNote(event: "refused", account: account, kind: nil, isWarning: false, door: door)
        default: nil
        }
    }
}

/// What one transaction has to say to the log; its body may run twice, so it begins by clearing them.
final class SecurityNotes: Sendable {
    private let notes = Mutex<[SecurityNote]>([])

    func clear() {
        notes.withLock { $0.removeAll() }
    }

    func add(_ note: SecurityNote) {
        notes.withLock { $0.append(note) }
    }

    var all: [SecurityNote] { notes.withLock { $0 } }
}
