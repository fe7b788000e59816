internal import Database

/// One check of a controlled thing that has settled nothing yet.
struct OfferCheck: Sendable {
    let memberID: ID
    let found: OfferVerification

    /// One says it is not so, the other that it is: in the result or in the answer to one question.
    func contradicts(_ other: OfferVerification) -> Bool {
        if found.confidence.isDoubt != other.confidence.isDoubt { return true }
        return other.checks.contains { question, answer in
            guard let own = found.checks[question], own != .na, answer != .na else { return false }
            return own != answer
        }
    }
}

/// What a check of a controlled thing comes to: drugs that are offered take two verifiers as drugs that are needed do. Pure.
enum OfferCheckOutcome: Sendable {
    case settled, awaitsSecond
    /// Two disagree: whoever answers for the desk decides. Only the first time gives more time: further opinions must not put the clock off
    /// for ever.
    case disputed(isFirst: Bool)

    /// - Parameters:
    ///   - earlier: what was found before and has settled nothing.
    ///   - leads: a coordinator, whose word ends it where two disagree already.
    init(_ found: OfferVerification, by member: ID, after earlier: [OfferCheck], leads: Bool) {
        // Whoever looks again says it anew: what they found before counts no more.
        let latest = Dictionary(earlier.map { ($0.memberID, $0) }, uniquingKeysWith: { _, last in last })
        let others = latest.values.filter { $0.memberID != member }
        if leads, OfferCheckOutcome.isSplit(others) {
            self = .settled
        } else if others.contains(where: { $0.contradicts(found) }) {
            self = .disputed(isFirst: !OfferCheckOutcome.isSplit(Array(latest.values)))
        } else {
            self = others.isEmpty ? .awaitsSecond : .settled
        }
    }

    private static func isSplit(_ checks: [OfferCheck]) -> Bool {
        checks.contains { one in checks.contains { one.contradicts($0.found) } }
    }
}
