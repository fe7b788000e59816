/// How long each step of a need may take, by urgency.
struct ClockLengths: Sendable, Equatable {
    /// The steps whose length goes by urgency, in the order of a need's life.
    static let steps: [NeedClocks.Step] = [
        .firstAnswer, .call, .verify, .permit, .publish, .freshness, .information, .promise, .permitWait, .confirm,
        .settle, .report,
        .close,
    ]
    /// How often somebody is tried who can't be reached, before only the last distance repeats.
    static let retryCount = 3
    static let shortest = Time.minute
    static let longest = 90 * Time.day

    /// Milliseconds by step, from critical to low.
    private(set) var lengths: [NeedClocks.Step: [Int64]]
    /// Milliseconds until the next attempt: after the first, the second, any later one.
    var retries: [Int64]
    /// "Cannot reach" ends after so long in all.
    var reachLimit: Int64

    /// The lengths that the product ships with (spec 05, "Owner and clocks").
    static let shipped = {
        func hours(_ hours: [Double]) -> [Int64] { hours.map { Int64($0 * Double(Time.hour)) } }
        return ClockLengths(
            lengths: [
                .firstAnswer: hours([0.5, 2, 24, 72]), .verify: hours([2, 8, 48, 168]),
                .publish: hours([1, 4, 24, 72]),
                .freshness: hours([24, 48, 72, 168]), .information: hours([24, 48, 72, 168]),
                .promise: hours([12, 24, 72, 168]), .permitWait: hours([12, 24, 72, 168]),
                .confirm: hours([48, 48, 48, 48]),
                .settle: hours([48, 48, 48, 48]), .call: hours([1, 4, 24, 48]), .report: hours([2, 2, 4, 4]),
                .permit: hours([2, 8, 24, 48]), .close: hours([168, 168, 168, 168]),
            ],
            retries: hours([1, 4, 24]), reachLimit: 7 * Time.day)
    }()

    /// How long a step may take.
    /// - Parameter attempts: how often she was tried in vain, for the distance to the next attempt.
    func length(of step: NeedClocks.Step, urgency: Need.Urgency, attempts: Int = 0) -> Int64 {
        if step == .retry { return retries[min(max(attempts - 1, 0), retries.count - 1)] }
        return lengths[step]?[urgency.rawValue] ?? Time.day
    }

    mutating func set(_ step: NeedClocks.Step, _ urgency: Need.Urgency, to length: Int64) {
        lengths[step]?[urgency.rawValue] = length
    }
}
