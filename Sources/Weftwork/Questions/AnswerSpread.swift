internal import Foundation

/// What was picked how often. Counts of people, never of a person.
struct Tally: Codable, Sendable, Equatable {
    let question: String
    /// How many answered this question.
    let answered: Int
    /// One row; of a rating or ranking one for each option: how often each pick was made.
    let counts: [[Int]]
}

/// All tallies of a sheet.
struct SheetResult: Codable, Sendable, Equatable {
    /// How many answered the sheet.
    let answers: Int
    /// Whether each of them agreed to be shown among few.
    let allAgreed: Bool
    let tallies: [Tally]
}

/// How answers lie: their middle, and how far they are apart. Pure.
struct AnswerSpread: Sendable, Equatable {
    let n: Int
    /// On the scale of the picks; nothing where nobody answered.
    let lower, median, upper: Double?
    /// 0 where all say the same, 1 where half say the one end and half the other.
    let disagreement: Double?

    /// Of picks that have an order.
    ///
    /// Quantiles are those of the averaged inverse distribution function (Hyndman and Fan's definition 2); disagreement is what
    /// Tastle and Wierman's consensus measure (2007) leaves to 1.
    init(ordered counts: [Int]) {
        n = counts.reduce(0, +)
        lower = AnswerSpread.quantile(counts, n, 1)
        median = AnswerSpread.quantile(counts, n, 2)
        upper = AnswerSpread.quantile(counts, n, 3)
        disagreement = AnswerSpread.dissent(counts, n)
    }

    /// Of picks without an order: 1 − Σp², of the most it can be.
    init(unordered counts: [Int]) {
        let all = counts.reduce(0, +)
        n = all
        (lower, median, upper) = (nil, nil, nil)
        guard all > 0, counts.count > 1 else {
            disagreement = all > 0 ? 0 : nil
            return
        }
        let same = counts.reduce(0.0) { $0 + pow(Double($1) / Double(all), 2) }
        disagreement = (1 - same) / (1 - 1 / Double(counts.count))
    }

    /// The pick below which `quarters` quarters of all lie, from 1.
    private static func quantile(_ counts: [Int], _ n: Int, _ quarters: Int) -> Double? {
        guard n > 0 else { return nil }
        let exact = n * quarters
        let low = pick(counts, (exact + 3) / 4), high = exact % 4 == 0 ? pick(counts, exact / 4 + 1) : low
        return Double(low + high) / 2
    }

    /// The pick at a place among all, both from 1.
    private static func pick(_ counts: [Int], _ place: Int) -> Int {
        var passed = 0
        for (index, count) in counts.enumerated() {
            passed += count
            if passed >= place { return index + 1 }
        }
        return counts.count
    }

    private static func dissent(_ counts: [Int], _ n: Int) -> Double? {
        guard n > 0, counts.count > 1 else { return nil }
        let mean = counts.enumerated().reduce(0.0) { $0 + Double(($1.offset + 1) * $1.element) } / Double(n)
        let width = Double(counts.count - 1)
        let consensus = counts.enumerated().reduce(1.0) { sum, one in
            guard one.element > 0 else { return sum }
            return sum + Double(one.element) / Double(n) * log2(1 - abs(Double(one.offset + 1) - mean) / width)
        }
        return min(1, max(0, 1 - consensus))
    }
}

/// How a ranking came out.
struct RankingSpread: Sendable, Equatable {
    struct Option: Sendable, Equatable {
        let index: Int
        /// How many placed it; its Borda points, of the most it could have.
        let placed: Int
        let share: Double
    }

    /// The most wanted first.
    let options: [Option]

    /// Points fall by one with each place, what is not placed has none: with three to place, 3, 2, 1.
    init(_ tally: Tally, places: Int) {
        let most = Double(max(1, tally.answered * places))
        options = tally.counts.enumerated().map { index, counts in
            let points = counts.enumerated().reduce(0) { $0 + (places - $1.offset) * $1.element }
            return Option(index: index, placed: counts.reduce(0, +), share: Double(points) / most)
        }.sorted { ($1.share, $0.index) < ($0.share, $1.index) }
    }
}

extension Tally {
    /// Counts replies to one question.
    init(of question: Question, _ replies: [Reply]) {
        let given = replies.filter { !$0.isEmpty }
        var counts = [[Int]](repeating: [Int](repeating: 0, count: question.width), count: question.rows)
        func add(_ row: Int, _ pick: Int) {
            if counts.indices.contains(row), counts[row].indices.contains(pick - 1) { counts[row][pick - 1] += 1 }
        }
        for reply in given {
            switch question.kind {
            case .scale, .choice, .multiple, .evidence: for pick in reply.picks { add(0, pick) }
            case .rating: for (row, pick) in reply.picks.enumerated() { add(row, pick) }
            case .ranking: for (place, option) in reply.picks.enumerated() { add(option - 1, place + 1) }
            case .text: break
            }
        }
        self.init(question: question.id, answered: given.count, counts: counts)
    }

    /// How the answers of a row lie; nothing of several picks or a ranking, whose rows are no scale.
    func spread(_ question: Question, row: Int = 0) -> AnswerSpread? {
        guard counts.indices.contains(row) else { return nil }
        switch question.kind {
        case .scale, .rating, .evidence: return AnswerSpread(ordered: counts[row])
        case .choice: return AnswerSpread(unordered: counts[row])
        case .multiple, .ranking, .text: return nil
        }
    }
}
