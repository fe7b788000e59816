/// How a transaction begins.
///
/// Every write holds a weak lock on a table that all stores have; who needs to be alone takes a strong one. Such locks queue
/// in the order of their coming and need no snapshot, which an advisory lock would have taken before it was its turn.
enum PostgresStart: Sendable {
    case reading
    case writing
    /// Without any other write at the same time, on whatever node: nothing can come between.
    case writingAlone

    var isWrite: Bool { self != .reading }

    /// - Parameter hasTurns: whether the table to lock is there.
    func text(hasTurns: Bool) -> String {
        switch self {
        case .reading: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case .writing where hasTurns:
            "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE migrations IN ROW SHARE MODE"
        case .writingAlone where hasTurns:
            // Behind a write that takes its time all others would wait with this one: it gives way after a second.
            """
            BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL lock_timeout = '1s'; LOCK TABLE migrations IN EXCLUSIVE MODE
            """
        case .writing, .writingAlone: "BEGIN ISOLATION LEVEL SERIALIZABLE"
        }
    }
}
