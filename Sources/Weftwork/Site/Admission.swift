internal import DequeModule
internal import Synchronization

/// Lets in as many requests as can be answered in good time. A burst waits for a moment; of a flood, what would wait longer is
/// refused at once, while refusing is still cheap.
///
/// Without it a flood makes every answer late and memory grow with those who wait; with it those who are let in are
/// served nearly as on any day, and the others know at once that they must come again.
final class Admission: Sendable {
    /// What is done at the same time on one processor: more would only wait for one another.
    private static let perProcessor = 64
    /// So many may wait for each that is being answered.
    private static let waitingEach = 4
    /// Nobody waits longer.
    private static let patience = Duration.milliseconds(500)

    private struct Waiter: Sendable {
        let since: ContinuousClock.Instant
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State: Sendable {
        var present = 0
        var most = 0
        /// At most since the last rush was over.
        var mostLately = 0
        var refused = 0
        /// Last come, first served: in a flood the first to come would all be answered when they have given up already.
        var waiters: Deque<Waiter> = []
    }

    let limit: Int
    private let state = Mutex(State())

    init(processors: Int) {
        limit = max(2, processors) * Admission.perProcessor
    }

    /// Whether one more is let in; whoever gets true leaves again by ``leave()``.
    func enter() async -> Bool {
        if let isIn = state.withLock({ placed(&$0) }) { return isIn }
        return await withCheckedContinuation { continuation in
            // Between the two looks somebody may have left.
            let isIn = state.withLock { state -> Bool? in
                if let isIn = placed(&state) { return isIn }
                state.waiters.append(Waiter(since: .now, continuation: continuation))
                return nil
            }
            if let isIn { continuation.resume(returning: isIn) }
        }
    }

    /// Whether one more could be let in or wait; if not, it is counted as refused.
    var hasRoom: Bool {
        state.withLock { state in
            let hasRoom = state.present < limit || state.waiters.count < limit * Admission.waitingEach
            if !hasRoom { state.refused += 1 }
            return hasRoom
        }
    }

    /// The next who waits takes the place; those who have waited too long are told so.
    func leave() {
        let now = ContinuousClock.now
        var tired: [Waiter] = []
        let following = state.withLock { state -> Waiter? in
            while let first = state.waiters.first, first.since.duration(to: now) > Admission.patience {
                tired.append(state.waiters.removeFirst())
                state.refused += 1
            }
            if let last = state.waiters.popLast() { return last }
            state.present -= 1
            return nil
        }
        for waiter in tired { waiter.continuation.resume(returning: false) }
        following?.continuation.resume(returning: true)
    }

    /// Whether half of the places or more were taken since this was last true, and nearly all are free again.
    func endedRush() -> Bool {
        state.withLock { state in
            guard state.mostLately * 2 >= limit, state.present * 8 <= limit else { return false }
            state.mostLately = state.present
            return true
        }
    }

    /// Now, at most so far, waiting now, refused so far.
    var counts: (present: Int, most: Int, waiting: Int, refused: Int) {
        state.withLock { ($0.present, $0.most, $0.waiters.count, $0.refused) }
    }

    /// In, refused, or – nothing – to wait.
    private func placed(_ state: inout State) -> Bool? {
        if state.present < limit {
            state.present += 1
            state.most = max(state.most, state.present)
            state.mostLately = max(state.mostLately, state.present)
            return true
        }
        guard state.waiters.count < limit * Admission.waitingEach else {
            state.refused += 1
            return false
        }
        return nil
    }
}

/// How many bodies longer than most are read and worked on at once: each lies in memory as a whole.
final class LargeBodies: Sendable {
    private static let most = 8
    private let present = Mutex(0)

    /// Whether one more may come; whoever gets true leaves again by ``leave()``.
    func enter() -> Bool {
        present.withLock { present in
            guard present < LargeBodies.most else { return false }
            present += 1
            return true
        }
    }

    func leave() { present.withLock { $0 -= 1 } }
}
