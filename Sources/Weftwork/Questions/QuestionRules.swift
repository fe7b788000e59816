internal import Database
internal import Engine

/// What may be asked and answered, and who sees what of the answers when. Pure.
enum QuestionRules {
    /// Below so many answers nothing is shown, unless the sheet is closed and each who answered agrees; while a sheet is open its
    /// answers come to light so many at once, so that none can be told from what was shown before it.
    static let few = 5
    static let mostQuestions = 40
    static let mostOptions = 20
    static let mostTitle = 120
    static let mostWords = 200
    static let mostText = 600
    static let usual = 14 * Time.day
    static let longest = 120 * Time.day
    /// So many drafts and open sheets at once.
    static let mostAtOnce = 20
    /// So long a round that everybody is to be part of must still run.
    static let leastForAll = 3 * Time.day

    // MARK: Asking

    static func title(_ typed: Bilingual) throws(Refusal) -> Bilingual {
        let title = Bilingual(zh: Clean.sentence(typed.zh), en: Clean.sentence(typed.en))
        guard !title.zh.isEmpty || !title.en.isEmpty else { throw .invalid("title", QuestionWords.titleMissing) }
        guard max(title.zh.count, title.en.count) <= mostTitle else {
            throw .invalid("title", QuestionWords.tooLong(mostTitle))
        }
        return title
    }

    static func who(_ typed: String?) throws(Refusal) -> SheetWho {
        guard let typed, !typed.isEmpty else { return .members }
        guard let who = SheetWho(rawValue: typed) else {
            throw .invalid("who", SiteWords.badChoice(SheetWho.allCases.map(\.rawValue), typed))
        }
        return who
    }

    /// Until when it can be answered: a day to its end, or a moment; two weeks where nothing is said.
    static func closes(_ typed: String?, now: Int64) throws(Refusal) -> Int64 {
        guard let typed, !Clean.line(typed).isEmpty else { return now + usual }
        let line = Clean.line(typed)
        guard let moment = Format.endOfDay(line) ?? Format.milliseconds(rfc3339: line), moment > now,
            moment <= now + longest
        else { throw .invalid("closes", QuestionWords.badCloses) }
        return moment
    }

    /// A question as somebody wrote it.
    static func question(_ typed: Question) throws(Refusal) -> Question {
        func clean(_ words: Bilingual) -> Bilingual {
            Bilingual(zh: Clean.sentence(words.zh), en: Clean.sentence(words.en))
        }
        func isGood(_ words: Bilingual) -> Bool {
            (!words.zh.isEmpty || !words.en.isEmpty) && max(words.zh.count, words.en.count) <= mostWords
        }
        let words = clean(typed.words), options = typed.options.map(clean), poles = typed.poles.map(clean)
        guard isGood(words) else { throw .invalid("words", QuestionWords.badWords(mostWords)) }
        switch typed.kind {
        case .scale:
            guard poles.count == 2, poles.allSatisfy(isGood) else { throw .invalid("poles", QuestionWords.badPoles) }
        case .choice, .multiple, .rating, .ranking:
            guard (2...mostOptions).contains(options.count), options.allSatisfy(isGood),
                Set(options.map { Clean.key($0.zh + "|" + $0.en) }).count == options.count
            else { throw .invalid("options", QuestionWords.badOptions(mostOptions)) }
        case .text, .evidence: break
        }
        let hasOptions = [.choice, .multiple, .rating, .ranking].contains(typed.kind)
        let most = typed.kind == .ranking ? typed.most.map { min(max(1, $0), options.count) } : nil
        return Question(
            id: typed.id, kind: typed.kind, words: words, group: typed.group, poles: typed.kind == .scale ? poles : [],
            options: hasOptions ? options : [], most: most)
    }

    // MARK: Answering

    /// The replies that hold something, each as its question takes it.
    static func replies(_ typed: [String: Reply], to questions: [Question]) throws(Refusal) -> [String: Reply] {
        let known = Dictionary(questions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var replies: [String: Reply] = [:]
        var problems = typed.keys.filter { known[$0] == nil }.sorted().map {
            FieldProblem("q-\($0)", QuestionWords.unknownQuestion)
        }
        for question in questions {
            guard let reply = typed[question.id] else { continue }
            let text = Clean.prose(reply.text)
            guard text.count <= mostText else {
                problems.append(FieldProblem("t-\(question.id)", QuestionWords.tooLong(mostText)))
                continue
            }
            let clean = Reply(picks: reply.picks, text: [.text, .evidence].contains(question.kind) ? text : "")
            guard fits(clean.picks, question) else {
                problems.append(FieldProblem("q-\(question.id)", QuestionWords.badPick))
                continue
            }
            if question.kind == .evidence, clean.picks.isEmpty, !text.isEmpty {
                problems.append(FieldProblem("q-\(question.id)", QuestionWords.evidenceAlone))
            }
            if !clean.isEmpty { replies[question.id] = clean }
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        guard !replies.isEmpty else {
            throw .invalid(questions.first.map { "q-\($0.id)" } ?? "", QuestionWords.nothingAnswered)
        }
        return replies
    }

    private static func fits(_ picks: [Int], _ question: Question) -> Bool {
        let isUnique = Set(picks).count == picks.count
        switch question.kind {
        case .scale, .choice, .evidence: return picks.count <= 1 && picks.allSatisfy((1...question.width).contains)
        case .multiple: return isUnique && picks.allSatisfy((1...question.width).contains)
        case .rating:
            return picks.isEmpty
                || (picks.count == question.options.count && picks.allSatisfy((0...Question.rating).contains))
        case .ranking:
            return isUnique && picks.count <= question.width && picks.allSatisfy((1...question.options.count).contains)
        case .text: return picks.isEmpty
        }
    }

    // MARK: Seeing

    /// Why answers are not shown.
    enum Apart: String, Sendable {
        /// One answers first; lets one's own stand first; waits until it is closed.
        case answerFirst, lookFirst, untilClosed
        /// Too few have answered, and not all of them agree to be shown.
        case tooFew
        case nobody
    }

    /// How many of the answers, the first first, are shown to whoever asks; or why none are.
    ///
    /// - Parameters:
    ///   - own: the viewer's own answer.
    ///   - answers: how many there are, and whether each agreed to be shown among few.
    static func shown(
        _ sheet: Sheet, _ kind: SheetKind.Shown, own: SheetAnswer?, answers: Int, allAgreed: Bool, at now: Int64
    ) -> Result<Int, ApartReason> {
        let isClosed = sheet.closedAt != nil
        if !isClosed {
            if kind == .afterClose { return .failure(ApartReason(.untilClosed)) }
            guard let own else { return .failure(ApartReason(.answerFirst)) }
            guard own.isFixed else { return .failure(ApartReason(.lookFirst)) }
        }
        guard answers > 0 else { return .failure(ApartReason(.nobody)) }
        if answers >= few { return .success(isClosed ? answers : answers - answers % few) }
        // Few see each other only among themselves, and once no other can come: who saw four could tell the fifth's.
        guard isClosed, allAgreed, own != nil else { return .failure(ApartReason(.tooFew)) }
        return .success(answers)
    }

    struct ApartReason: Error, Equatable, Sendable {
        let why: Apart

        init(_ why: Apart) { self.why = why }
    }

    /// Whether the tally of one question is shown: of a question that few answered, only among those, where all agree and no other
    /// can come any more. That nobody answered it tells nothing of anybody.
    ///
    /// - Parameter own: the viewer's own answer to the sheet.
    static func isShown(_ tally: Tally, of sheet: Sheet, allAgreed: Bool, own: SheetAnswer?) -> Bool {
        if tally.answered >= few || tally.answered == 0 { return true }
        let hasAnswered = own?.replies[tally.question].map { !$0.isEmpty } ?? false
        return sheet.closedAt != nil && allAgreed && hasAnswered
    }
}
