internal import Database
internal import Engine

/// What makes a training, what passes it, and what is closed to whom without it. Pure.
enum TrainingRules {
    /// So long after a pass has ended, or a role came to take it, its holder goes on as before; then the role pauses.
    static let grace = 14 * Time.day
    /// So long before its end the holder of a pass is told.
    static let notice = 14 * Time.day
    /// So many tries in an hour: enough to learn from, too few to guess one's way through.
    static let mostTries = 3
    static let trying = Time.hour

    static let marks = 50...100
    static let lengths = 1...60
    static let usualMark = 80
    static let usualMonths = 12
    static let mostQuestions = 20
    static let options = 2...8

    // MARK: Writing

    /// The module as it can be offered.
    /// - Throws: ``Refusal/invalid(_:)`` naming each field that is wrong.
    static func cleaned(_ draft: TrainingDraft) throws(Refusal) -> (TrainingContent, passMark: Int, months: Int) {
        var problems: [FieldProblem] = [], content = TrainingContent()
        content.title = saying(draft.content.title, 120, "title", isRequired: true, &problems)
        content.summary = saying(draft.content.summary, 300, "summary", isRequired: false, &problems)
        content.body = prose(draft.content.body, 20_000, "body", &problems)
        let asked = draft.content.questions
        if asked.isEmpty { problems.append(FieldProblem("questions", TrainingWords.noQuestions)) }
        if asked.count > mostQuestions {
            problems.append(FieldProblem("questions", TrainingWords.tooManyQuestions(mostQuestions)))
        }
        content.questions = asked.prefix(mostQuestions).enumerated().map { question($1, "questions.\($0)", &problems) }
        let mark = draft.passMark ?? usualMark, months = draft.months ?? usualMonths
        if !marks.contains(mark) {
            problems.append(FieldProblem("passMark", JoinWords.between(marks.lowerBound, marks.upperBound)))
        }
        if !lengths.contains(months) {
            problems.append(FieldProblem("months", JoinWords.between(lengths.lowerBound, lengths.upperBound)))
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        return (content, mark, months)
    }

    private static func question(
        _ draft: TrainingContent.Question, _ field: String, _ problems: inout [FieldProblem]
    ) -> TrainingContent.Question {
        var question = draft
        question.text = saying(draft.text, 300, field, isRequired: true, &problems)
        question.why = saying(draft.why, 500, field, isRequired: false, &problems)
        if question.why.isEmpty { problems.append(FieldProblem(field, TrainingWords.noWhy)) }
        question.options = draft.options.map { option in
            var option = option
            option.text = saying(option.text, 200, field, isRequired: true, &problems)
            return option
        }
        if !options.contains(question.options.count) {
            problems.append(FieldProblem(field, TrainingWords.badOptions(options.lowerBound, options.upperBound)))
        } else if question.right.isEmpty || question.right.count == question.options.count {
            problems.append(FieldProblem(field, TrainingWords.noRight))
        }
        return question
    }

    private static func saying(
        _ saying: TrainingSaying, _ most: Int, _ field: String, isRequired: Bool, _ problems: inout [FieldProblem]
    ) -> TrainingSaying {
        let cleaned = TrainingSaying(zh: Clean.sentence(saying.zh), en: Clean.sentence(saying.en))
        if isRequired, cleaned.isEmpty { problems.append(FieldProblem(field, SiteWords.missing)) }
        if max(cleaned.zh.count, cleaned.en.count) > most { problems.append(FieldProblem(field, SiteWords.tooLong)) }
        return cleaned
    }

    private static func prose(
        _ saying: TrainingSaying, _ most: Int, _ field: String, _ problems: inout [FieldProblem]
    ) -> TrainingSaying {
        let cleaned = TrainingSaying(zh: Clean.prose(saying.zh), en: Clean.prose(saying.en))
        if cleaned.isEmpty { problems.append(FieldProblem(field, SiteWords.missing)) }
        if max(cleaned.zh.count, cleaned.en.count) > most { problems.append(FieldProblem(field, SiteWords.tooLong)) }
        return cleaned
    }

    // MARK: Trying

    /// How many of a hundred are right, and which are not. A question is right where all of its right answers and no other were
    /// chosen.
    static func grade(_ answers: [Set<Int>], _ content: TrainingContent) -> (score: Int, wrong: [Int]) {
        let wrong = content.questions.enumerated().filter { index, question in
            index >= answers.count || answers[index] != question.right
        }.map(\.offset)
        guard !content.questions.isEmpty else { return (0, []) }
        return ((content.questions.count - wrong.count) * 100 / content.questions.count, wrong)
    }

    /// When the next try is possible; nothing where it is now.
    /// - Parameter tries: when somebody tried before.
    static func nextTry(_ tries: [Int64], at now: Int64) -> Int64? {
        let last = tries.filter { $0 > now - trying }.sorted()
        return last.count < mostTries ? nil : last[last.count - mostTries] + trying
    }

    // MARK: Gates

    /// Until when somebody may go on who lacks the pass that a role takes: so long after the latest of what brought them there.
    ///
    /// - Parameters:
    ///   - since: when the gate was set.
    ///   - held: when they were given the role.
    ///   - ended: when their last pass ended.
    static func roleGrace(since: Int64, held: Int64, ended: Int64?) -> Int64 {
        max(since, held, ended ?? .min) + grace
    }

    /// For an act there is such a time only for those who have passed it before.
    static func actGrace(ended: Int64?) -> Int64? { ended.map { $0 + grace } }
}
