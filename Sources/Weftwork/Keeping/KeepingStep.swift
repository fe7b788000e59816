internal import Database

/// How far a backup, a restore or a move has come: each takes minutes with a large store, and silence would look like death.
public enum KeepingStep: Sendable, Equatable {
    case copying(bytes: Int)
    case pages(Int, of: Int)
    case rows(Int)
    /// Whether the file is whole, page by page; how long that takes isn't known beforehand.
    case soundness
    /// Along the chain of a network's events.
    case chain(Int, of: Int)
    /// Words for the search.
    case search(Int, of: Int)

    public typealias Progress = @Sendable (KeepingStep) -> Void

    /// So many rows, events or needs from one word of progress to the next.
    static let often = 10_000

    static func isDue(_ done: Int, of all: Int) -> Bool { done == all || done % often == 0 }
}

extension Connection {
    /// The first event of a network's chain that does not fit, on a walk that tells how far it has come.
    func firstBreak(in network: ID, progress: (KeepingStep) -> Void) throws -> Int64? {
        let all = try Int(newestEvent(in: network))
        return try EventSealer.firstBreak(in: network, self) { passed in
            if KeepingStep.isDue(Int(passed), of: all) { progress(.chain(Int(passed), of: all)) }
        }
    }
}
