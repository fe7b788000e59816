internal import Foundation

/// What was found for one draft, with which score, and whether it is the same.
struct DoublesFinding: Sendable {
    /// The edit, with or without the contact.
    let kind: String
    /// How many stored needs are the same.
    let truths: Int
    let hits: [(score: Double, isTrue: Bool)]
}

/// Precision, recall and F1 over pairs of draft and stored need.
struct DoublesFigures: Sendable {
    let precision: Double
    let recall: Double
    var f1: Double { precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall) }

    /// At the score from which a candidate is shown.
    init(_ findings: [DoublesFinding], from least: Double) {
        var right = 0, wrong = 0, truths = 0
        for finding in findings {
            truths += finding.truths
            for hit in finding.hits where hit.score >= least {
                if hit.isTrue { right += 1 } else { wrong += 1 }
            }
        }
        precision = right + wrong == 0 ? 1 : Double(right) / Double(right + wrong)
        recall = truths == 0 ? 1 : Double(right) / Double(truths)
    }

    var words: String { "precision \(Self.share(precision))  recall \(Self.share(recall))  F1 \(Self.share(f1))" }

    static func share(_ number: Double) -> String { String(format: "%.3f", number) }
}

/// How often a trap caught.
struct DoublesTrapFinding: Sendable {
    let trap: DoubleTrap
    /// The best score of what must not be taken for it.
    let score: Double
}

/// What a run of the bench gave, to be printed.
public struct DoublesReport: Sendable {
    public internal(set) var lines: [String] = []

    mutating func title(_ words: String) { lines += ["", words] }
    mutating func row(_ name: String, _ words: String) {
        lines.append("  " + name.padding(toLength: max(38, name.count + 1), withPad: " ", startingAt: 0) + words)
    }

    /// The figures of one pass: overall, by edit, by trap, and the curve by which the limit is chosen.
    mutating func add(_ findings: [DoublesFinding], _ traps: [DoublesTrapFinding]) {
        let least = DuplicateRules.leastAtDesk
        row("all edits", DoublesFigures(findings, from: least).words)
        let byKind = Dictionary(grouping: findings, by: \.kind)
        for kind in byKind.keys.sorted() {
            row(
                "    \(kind)", "\(DoublesFigures(byKind[kind] ?? [], from: least).words)  (\(byKind[kind]?.count ?? 0))"
            )
        }
        for trap in DoubleTrap.allCases {
            let all = traps.filter { $0.trap == trap }
            guard !all.isEmpty else { continue }
            row("    trap \(trap.rawValue)", "taken for the same: \(all.count { $0.score >= least }) of \(all.count)")
        }
        for step in 2...9 {
            let limit = Double(step) / 10
            let caught = traps.count { $0.score >= limit }
            let mark =
                limit == least
                ? "  <- shown to the desk from here"
                : limit == DuplicateRules.leastInPublic ? "  <- suggested to whoever asks from here" : ""
            row(
                "    from a score of \(limit)",
                "\(DoublesFigures(findings, from: limit).words)  traps \(caught) of \(traps.count)\(mark)")
        }
    }

    mutating func add(_ name: String, _ times: [Double]) {
        let sorted = times.sorted()
        guard !sorted.isEmpty else { return }
        func at(_ share: Double) -> String { String(format: "%.1f", sorted[Int(Double(sorted.count - 1) * share)]) }
        row(
            name,
            "p50 \(at(0.5)) ms  p99 \(at(0.99)) ms  most \(at(1)) ms   (\(sorted.count) searches; to reach: p99 < 100 ms)"
        )
    }
}
