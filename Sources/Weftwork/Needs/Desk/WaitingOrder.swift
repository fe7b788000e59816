internal import Database

/// One thing that waits for a member, of whatever kind.
enum WaitingEntry: Sendable {
    case need(WaitingItem)
    case task(WaitingTask)

    var clock: Clock {
        switch self {
        case .need(let item): item.clock
        case .task(let task): task.clock
        }
    }

    /// People in need come before everything else that is as late.
    private var rank: Int {
        switch self {
        case .need(let item): item.urgency.rawValue
        case .task: Need.Urgency.low.rawValue + 1
        }
    }

    /// The most urgent first over all kinds: what is overdue, by its urgency; then what is due next.
    static func inOrder(_ items: [WaitingItem], _ tasks: [WaitingTask], now: Int64) -> [WaitingEntry] {
        let all = items.map(WaitingEntry.need) + tasks.map(WaitingEntry.task)
        return all.sorted { left, right in
            let isLate = left.clock.dueAt <= now, isOtherLate = right.clock.dueAt <= now
            guard isLate == isOtherLate else { return isLate }
            let (a, b) = (left.clock, right.clock)
            return isLate
                ? (left.rank, a.dueAt, a.objectID) < (right.rank, b.dueAt, b.objectID)
                : (a.dueAt, left.rank, a.objectID) < (b.dueAt, right.rank, b.objectID)
        }
    }
}
