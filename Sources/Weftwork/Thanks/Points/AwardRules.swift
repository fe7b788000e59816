internal import Database
internal import Engine

/// How much is given for what, and when it is taken back. Pure.
enum AwardRules {
    /// Within so long …
    static let month = 30 * Time.day
    /// … the same side thanks with points so often.
    static let sideMost = 3
    static let pointsBounds = 0...100
    static let capBounds = 0...500
    /// A shift can be confirmed for so long after its end.
    static let shiftFor = 7 * Time.day
    /// Sums that are compared are those of so long.
    static let season = 91 * Time.day
    /// A sum of fewer people than this is shown to nobody: it would say what each of them did.
    static let leastInSum = 3

    /// What is known beside an outcome when it is weighed.
    struct Known: Sendable {
        /// Points of this kind that stand on that day.
        var dayOfKind = 0
        /// Of all kinds.
        var dayOfAll = 0
        /// Awards with points from the same side within the month before.
        var fromSide = 0
        /// They are past their hours of seven days.
        var needsRest = false
    }

    /// The day of a moment in the network's time.
    static func day(_ moment: Int64) -> Int { Int((moment + 8 * Time.hour) / Time.day) }

    /// The points of an outcome, and why they are fewer than the rule says.
    static func points(_ kind: AwardKind, _ ruling: AwardRuling, _ known: Known) -> (points: Int, cut: Award.Cut) {
        let rule = ruling[kind]
        guard rule.points > 0 else { return (0, .none) }
        if known.needsRest && kind.isWork { return (0, .rest) }
        if kind.isBoundBySide && known.fromSide >= sideMost { return (0, .side) }
        let left = min(rule.dayCap - known.dayOfKind, ruling.dayCap - known.dayOfAll)
        let points = max(0, min(rule.points, left))
        return (points, points < rule.points ? .day : .none)
    }

    /// What an outcome asks of the ledger.
    enum Step: Sendable, Equatable {
        case nothing, give(round: Int), takeBack
    }

    /// - Parameters:
    ///   - lines: of the same outcome and member, taken-back ones with what took them back, in their order.
    static func step(stands: Bool, lines: [Award]) -> Step {
        let reversed = Set(lines.compactMap(\.reversesID))
        let given = lines.filter { $0.reversesID == nil }
        let isLive = given.contains { !reversed.contains($0.id) }
        // Whoever leads has decided: what was confirmed anew does not undo that.
        let isDecided = lines.contains { $0.reversesID != nil && $0.byID != nil }
        if stands { return isLive || isDecided ? .nothing : .give(round: given.count) }
        return isLive ? .takeBack : .nothing
    }

    /// Whether somebody's own side says it: then it is no outcome.
    static func isIndependent(_ outcome: Outcome, near: Set<ID>) -> Bool {
        !outcome.side.isEmpty && !outcome.sayers.contains(outcome.memberID) && near.isDisjoint(with: outcome.sayers)
    }

    /// Checks a change of the rules.
    static func changed(_ old: AwardRuling, _ draft: AwardRulingDraft) throws(Refusal) -> AwardRuling {
        var ruling = old, problems: [FieldProblem] = []
        func number(_ text: String?, _ field: String, _ bounds: ClosedRange<Int>, _ old: Int) -> Int {
            guard let text else { return old }
            if let number = Int(Clean.line(text)), bounds.contains(number) { return number }
            problems.append(FieldProblem(field, PointsWords.badNumber(bounds.lowerBound, bounds.upperBound)))
            return old
        }
        for kind in AwardKind.allCases {
            let before = old[kind]
            // A quiz is no other side: it is thanked for, and gives no points.
            let bounds = kind == .training ? 0...0 : pointsBounds
            ruling.rules[kind] = AwardRuling.Rule(
                points: number(draft.points[kind], "points.\(kind.rawValue)", bounds, before.points),
                dayCap: number(draft.caps[kind], "cap.\(kind.rawValue)", capBounds, before.dayCap))
        }
        ruling.dayCap = number(draft.dayCap, "dayCap", capBounds, old.dayCap)
        let reason = Clean.prose(draft.reason)
        if reason.count < 4 { problems.append(FieldProblem("reason", MatterWords.sayMore(4))) }
        if reason.count > 500 { problems.append(FieldProblem("reason", SiteWords.tooLong)) }
        if problems.isEmpty, ruling.rules == old.rules, ruling.dayCap == old.dayCap {
            problems.append(FieldProblem("", PointsWords.sameRules))
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        ruling.version = old.version + 1
        ruling.reason = reason
        return ruling
    }
}
