internal import Database
internal import Engine

/// What a paper may say. Pure.
enum BallotPaperRules {
    /// Both axes of a priority matrix run from 1 to this.
    static let scale = 5
    /// A score is chosen from buttons while there are at most so many, else typed.
    static let mostButtons = 11
    /// Below so many papers nothing of a secret ballot is shown, not even how many they are.
    static let leastSecret = 5
    /// Delegations are followed at most so far.
    static let longestChain = 20

    /// The paper that a draft says.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` naming each field that is wrong; an option's field is `marks.` and its number.
    static func paper(
        _ draft: BallotDraft, _ proposal: Proposal, _ options: [ProposalOption]
    ) throws(Refusal) -> BallotPaper {
        guard options.isEmpty else { return try marks(draft, proposal, options) }
        let position = draft.position.flatMap(Stance.Position.init(rawValue:))
        guard let position, proposal.method.positions.contains(position) else {
            throw .invalid("position", BallotWords.choosePosition)
        }
        return BallotPaper(position: position)
    }

    private static func marks(
        _ draft: BallotDraft, _ proposal: Proposal, _ options: [ProposalOption]
    ) throws(Refusal) -> BallotPaper {
        let known = Set(options.map(\.id)), named = Set(draft.values.keys).union(draft.efforts.keys)
        guard named.isSubset(of: known) else { throw .invalid("marks", BallotWords.noSuchOption) }
        var marks: [BallotMark] = [], problems: [FieldProblem] = []
        for option in options {
            let value = Clean.line(draft.values[option.id] ?? ""), effort = Clean.line(draft.efforts[option.id] ?? "")
            guard !value.isEmpty || !effort.isEmpty else { continue }
            if let mark = mark(option, value, effort, proposal, options.count) {
                if !isIdle(mark, proposal.method) { marks.append(mark) }
            } else {
                let words = BallotWords.badMark(option.words, limits(proposal, options.count))
                problems.append(FieldProblem(field(option), words))
            }
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        if let problem = whole(marks, proposal) { throw .invalid([problem]) }
        return BallotPaper(marks: marks)
    }

    /// The field of an option, in forms and in what is told of it.
    static func field(_ option: ProposalOption) -> String { "marks.\(option.number)" }

    private static func mark(
        _ option: ProposalOption, _ value: String, _ effort: String, _ proposal: Proposal, _ count: Int
    ) -> BallotMark? {
        let rules = proposal.terms.ballot
        switch proposal.method {
        case .approval, .equalShares:
            switch value.lowercased() {
            case "1", "yes", "true", "on": return BallotMark(option: option.id, value: 1)
            case "0", "no", "false": return BallotMark(option: option.id, value: 0)
            default: return nil
            }
        case .timePoll:
            return TimePoll.Answer(rawValue: value).map { BallotMark(option: option.id, value: $0.value) }
        case .matrix:
            guard let importance = Int(value), let effort = Int(effort), (1...scale).contains(importance),
                (1...scale).contains(effort)
            else { return nil }
            return BallotMark(option: option.id, value: importance, effort: effort)
        case .score: return number(value, rules.lowest...rules.highest, option)
        case .majorityJudgment: return number(value, 0...(BallotGrade.allCases.count - 1), option)
        case .ranked, .instantRunoff: return number(value, 1...count, option)
        case .dots: return number(value, 0...1_000_000, option)
        case .quadratic: return number(value, -1000...1000, option)
        case .consent, .consensus, .simpleMajority, .superMajority, .senseCheck: return nil
        }
    }

    private static func number(_ text: String, _ bounds: ClosedRange<Int>, _ option: ProposalOption) -> BallotMark? {
        guard let value = Int(text), bounds.contains(value) else { return nil }
        return BallotMark(option: option.id, value: value)
    }

    /// Says nothing: no dots, no votes, not approved.
    private static func isIdle(_ mark: BallotMark, _ method: ProposalMethod) -> Bool {
        switch method {
        case .approval, .equalShares, .dots, .quadratic: mark.value == 0
        default: false
        }
    }

    /// What is wrong with all marks together: too much was given, or nothing said.
    private static func whole(_ marks: [BallotMark], _ proposal: Proposal) -> FieldProblem? {
        let credits = proposal.terms.ballot.credits, values = marks.map(\.value)
        switch proposal.method {
        case .dots where !DotCount.keeps(values, within: credits):
            return FieldProblem("marks", BallotWords.tooManyDots(values.reduce(0, +), credits))
        case .quadratic where (QuadraticCount.cost(of: values) ?? .max) > credits:
            return FieldProblem("marks", BallotWords.tooDear(QuadraticCount.cost(of: values) ?? 0, credits))
        // To approve of none is an answer.
        case .approval, .equalShares: return nil
        default: return marks.isEmpty ? FieldProblem("marks", BallotWords.saysNothing) : nil
        }
    }

    /// What may stand in a field, in words.
    static func limits(_ proposal: Proposal, _ count: Int) -> Text {
        switch proposal.method {
        case .score: JoinWords.between(proposal.terms.ballot.lowest, proposal.terms.ballot.highest)
        case .ranked, .instantRunoff: JoinWords.between(1, count)
        case .matrix: BallotWords.bothAxes(scale)
        case .dots: BallotWords.wholeFromZero
        case .quadratic: BallotWords.whole
        default: BallotWords.oneOfThese
        }
    }
}
