internal import Database

/// Which clock runs for a need, and how long. The defaults of the spec.
enum NeedClocks {
    enum Step: String, Sendable {
        case firstAnswer, verify, publish, freshness, confirm, close, information, retry
        /// Of a claim and of a dispute.
        case promise, settle
    }

    /// The step that runs in a state; none when it has ended.
    static func step(in state: Need.State) -> Step? {
        switch state {
        case .submitted: .firstAnswer
        case .acknowledged, .verifying: .verify
        case .verified: .publish
        case .published, .inProgress: .freshness
        case .delivered: .confirm
        case .confirmed: .close
        case .needsInformation: .information
        case .cannotReach: .retry
        case .closed, .rejected, .duplicate, .withdrawn, .expired, .unmet: nil
        }
    }

    /// How long a step may take.
    static func length(of step: Step, urgency: Need.Urgency, attempts: Int = 0) -> Int64 {
        func byUrgency(_ hours: [Double]) -> Int64 { Int64(hours[urgency.rawValue] * Double(Time.hour)) }
        switch step {
        case .firstAnswer: return byUrgency([0.5, 2, 24, 72])
        case .verify: return byUrgency([2, 8, 48, 168])
        case .publish: return byUrgency([1, 4, 24, 72])
        case .freshness, .information: return byUrgency([24, 48, 72, 168])
        case .promise: return byUrgency([12, 24, 72, 168])
        case .confirm, .settle: return 48 * Time.hour
        case .close: return 7 * Time.day
        case .retry: return [1, 4, 24][min(max(attempts - 1, 0), 2)] * Time.hour
        }
    }

    /// "Cannot reach" ends after so long in all.
    static let reachLimit = 7 * Time.day

    /// When a clock goes off first.
    static func firstRing(_ step: Step, start: Int64, due: Int64) -> Int64 {
        switch step {
        case .firstAnswer, .verify, .publish, .confirm, .settle:
            Escalation.next(after: .none, start: start, due: due)
        case .freshness, .information, .close, .retry, .promise: due
        }
    }

    /// The clock of a need in its present state.
    static func clock(of need: Need, step: Step, now: Int64, due: Int64? = nil) -> Clock {
        let due = due ?? now + length(of: step, urgency: need.urgency, attempts: need.attempts)
        return Clock(
            networkID: need.networkID, object: .need, objectID: need.id, needID: need.id, step: step.rawValue,
            ownerID: need.ownerID, startedAt: now, dueAt: due, stage: 0,
            nextAt: firstRing(step, start: now, due: due))
    }
}
