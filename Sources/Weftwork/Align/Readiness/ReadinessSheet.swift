/// A precondition of a network, with its parts.
enum Precondition: String, CaseIterable, Sendable {
    case leaders, urgency, resources, base

    /// Its parts, as the check asks for them; stable names.
    var parts: [String] {
        switch self {
        case .leaders: ["respected", "confidence", "unite"]
        case .urgency: ["push", "support", "discontent"]
        case .resources: ["steady"]
        case .base: ["trust", "practice", "communities", "known-leaders", "existing-work", "baseline"]
        }
    }
}

/// Whether a network is for learning, for action, or joins others: it sets what is offered first, and fences nothing off.
enum NetworkKind: String, CaseIterable, Sendable {
    case learning, action, dynamic
}

/// The shape that is wanted: from one middle to many, with the forms in between.
enum WantedShape: String, CaseIterable, Sendable {
    case centralised, membership, embedded, multiHub, distributed, dense, networkOfNetworks
}

/// The readiness check and the mindset check as sheets of questions.
enum AlignSheets {
    static let readiness = SheetKind(
        name: "readiness", title: ReadinessWords.title, path: "/align/readiness", shown: .afterOwn,
        questions: readinessQuestions)

    static let mindset = SheetKind(
        name: "mindset", title: MindsetWords.title, path: "/align/mindset", shown: .afterClose,
        questions: mindsetQuestions)

    static let values = SheetKind(
        name: "values", title: ValueWords.title, path: "/align/values", shown: .afterOwn, questions: nil)

    static let all = [readiness, mindset, values]

    static let kindQuestion = "kind"
    static let shapeQuestion = "shape"

    static func questionID(_ precondition: Precondition, _ part: String) -> String {
        "\(precondition.rawValue).\(part)"
    }

    private static var readinessQuestions: [Question] {
        let six = ReadinessWords.six.enumerated().map { index, words in
            Question(
                id: "six\(index + 1)", kind: .evidence, words: Bilingual(words),
                group: Bilingual(ReadinessWords.sixTitle))
        }
        let parts = Precondition.allCases.flatMap { one in
            one.parts.map { part in
                Question(
                    id: questionID(one, part), kind: .evidence,
                    words: Bilingual(ReadinessWords.part(one, part)), group: Bilingual(ReadinessWords.name(of: one)))
            }
        }
        let group = Bilingual(ReadinessWords.whichTitle)
        return six + parts + [
            Question(
                id: kindQuestion, kind: .choice, words: Bilingual(ReadinessWords.kindAsked), group: group,
                options: NetworkKind.allCases.map { Bilingual(ReadinessWords.full(of: $0)) }),
            Question(
                id: shapeQuestion, kind: .choice, words: Bilingual(ReadinessWords.shapeAsked), group: group,
                options: WantedShape.allCases.map { Bilingual(ReadinessWords.full(of: $0)) }),
        ]
    }

    /// Each of the seven lines twice: for oneself, and for the network.
    private static var mindsetQuestions: [Question] {
        MindsetWords.lines.enumerated().flatMap { index, line in
            let group = Bilingual(MindsetWords.line(line.from, line.to))
            return [("own", MindsetWords.own), ("net", MindsetWords.network)].map { side, words in
                Question(
                    id: "\(side)\(index + 1)", kind: .scale,
                    words: Bilingual(MindsetWords.asked(words, line.from, line.to)),
                    group: group, poles: [Bilingual(line.from), Bilingual(line.to)])
            }
        }
    }
}
