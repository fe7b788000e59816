internal import Synchronization

/// What counting again by night has found, on this node, since it started: for its log and its figures. `weft doctor` counts for itself.
final class Recount: Sendable {
    private struct State: Sendable {
        var at: Int64?
        var wrong = 0
    }

    private static let hour: Int64 = 3
    private let state = Mutex(State())

    /// So many decisions were not what was said when they were counted last; nothing before they were.
    var wrong: Int? { state.withLock { $0.at == nil ? nil : $0.wrong } }

    /// Once in each night, in the hour when least is done.
    func isDue(at now: Int64) -> Bool {
        let hourNow = (now + 8 * Time.hour) / Time.hour % 24
        guard hourNow == Recount.hour else { return false }
        return state.withLock { $0.at.map { now - $0 > 12 * Time.hour } ?? true }
    }

    func found(_ wrong: Int, at now: Int64) { state.withLock { $0 = State(at: now, wrong: wrong) } }
}
