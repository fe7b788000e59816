internal import Synchronization

/// What counting again by night has found, on this node, since it started: for its log and its figures. Each node counts by itself, and
/// `weft doctor` too.
final class Recount: Sendable {
    private struct State: Sendable {
        var at: Int64?
        var wrong = 0
    }

    private static let hour: Int64 = 3
    private let state = Mutex(State())

    /// So many decisions were not what was said when they were counted last; nothing before they were.
    var wrong: Int? { state.withLock { $0.at == nil ? nil : $0.wrong } }

    /// Where this process has not counted since it was last three in the morning, when least is done. At any later hour, too: one that
    /// starts each day at five would never count else.
    func isDue(at now: Int64) -> Bool {
        let local = now + 8 * Time.hour - Recount.hour * Time.hour, night = now - local % Time.day
        return state.withLock { $0.at.map { $0 < night } ?? true }
    }

    func found(_ wrong: Int, at now: Int64) { state.withLock { $0 = State(at: now, wrong: wrong) } }
}
