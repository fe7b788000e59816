internal import Database

/// Which clock runs for a need; how long, its network says (``ClockLengths``).
enum NeedClocks {
    enum Step: String, Sendable {
        case firstAnswer, verify, publish, freshness, confirm, close, information, retry
        /// Of a claim and of a dispute.
        case promise, settle
        /// Somebody is to call her; a call she reported is looked into.
        case call, report
        /// A permit is looked at; an authority answers.
        case permit, channel
        /// A promise leans on a permit.
        case permitWait
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

    /// The step that runs for a need: where a second pair of eyes sees it otherwise it is checked like one that was never verified, and
    /// she is not asked meanwhile whether she still needs it.
    static func step(of need: Need) -> Step? {
        need.isInDoubt ? .verify : step(in: need.state)
    }

    /// When a clock goes off first.
    static func firstRing(_ step: Step, start: Int64, due: Int64) -> Int64 {
        switch step {
        case .firstAnswer, .verify, .publish, .confirm, .settle, .call, .report, .permit, .channel, .permitWait:
            Escalation.next(after: .none, start: start, due: due)
        case .freshness, .information, .close, .retry, .promise: due
        }
    }

    /// The clock of a need in its present state.
    static func clock(of need: Need, step: Step, now: Int64, due: Int64? = nil, _ lengths: ClockLengths) -> Clock {
        let due = due ?? now + lengths.length(of: step, urgency: need.urgency, attempts: need.attempts)
        return Clock(
            networkID: need.networkID, object: .need, objectID: need.id, needID: need.id, step: step.rawValue,
            ownerID: need.ownerID, startedAt: now, dueAt: due, stage: 0,
            nextAt: firstRing(step, start: now, due: due))
    }
}

extension Need {
    /// What stands for a verification that holds no more as a whole.
    static let wholeVerification = "verification"

    /// A second look saw it otherwise, and nobody has decided yet. The state stays, as where a verified field was changed.
    var isInDoubt: Bool {
        voided.contains(Need.wholeVerification) && [.verified, .published, .inProgress, .delivered].contains(state)
    }
}
