internal import Database
internal import Engine

/// The page on which a trainer writes a module: both languages side by side, questions one below the other.
struct TrainingEditPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)/training" }

    /// - Parameter opened: what is written anew; nothing for a new one.
    func edit(_ opened: OpenedTraining?) -> HTML {
        let fields = Fields(frame, form, problems), content = opened?.content ?? TrainingContent()
        let module = opened?.item.module
        let action = module.map { "\(root)/\($0.id)/edit" } ?? "\(root)/new"
        let title = module == nil ? TrainingWords.write : TrainingWords.edit
        let done: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        return frame.page(
            title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(title))</h1>\(done)<p>\(frame(TrainingWords.editHint))</p>\(fields.summary)\
            <form method="post" action="\(action)" class="stack">\(fields.hidden)\
            <input type="hidden" name="read" value="\(module?.version ?? 0)">\
            <section class="card">\(both("title", TrainingWords.name, content.title, fields, isLong: false))\
            \(both("summary", TrainingWords.summary, content.summary, fields, isLong: false))\
            \(both("body", TrainingWords.body, content.body, fields, isLong: true))\
            \(fields.text("passMark", TrainingWords.passMark, mode: "numeric", isRequired: true,
                value: String(module?.passMark ?? TrainingRules.usualMark)))\
            \(fields.text("months", TrainingWords.months, mode: "numeric", isRequired: true,
                value: String(module?.months ?? TrainingRules.usualMonths)))</section>\
            <p class="small">\(frame(TrainingWords.questionHint))</p>\(questions(content, fields))\
            <div class="row">\(fields.button(TrainingWords.save, name: "then", value: "show"))\
            \(fields.button(TrainingWords.moreQuestions, kind: "", name: "then", value: "edit"))</div></form></div>
            """)
    }

    private func both(
        _ name: String, _ label: Text, _ saying: TrainingSaying, _ fields: Fields, isLong: Bool
    ) -> HTML {
        var html: HTML = ""
        for language in languages {
            let label = TrainingWords.named(label, language), own = "\(name).\(language.rawValue)"
            let text = saying.text(language)
            html +=
                isLong
                ? fields.area(own, label, rows: 8, hint: TrainingWords.bodyHint, value: text)
                : fields.text(own, label, value: text)
        }
        return html
    }

    /// The reader's own first.
    private var languages: [Language] { [frame.language, frame.language.other] }

    private func questions(_ content: TrainingContent, _ fields: Fields) -> HTML {
        let count = max(content.questions.count + 2, TrainingEditPages.count(form), 3)
        var html: HTML = ""
        for index in 0..<min(count, TrainingRules.mostQuestions) {
            let known = index < content.questions.count ? content.questions[index] : TrainingContent.Question()
            html += question(index, known, fields)
        }
        return html
    }

    private func question(_ index: Int, _ question: TrainingContent.Question, _ fields: Fields) -> HTML {
        var html: HTML = ""
        for language in languages {
            let tag = language.rawValue
            let options = question.options.map { ($0.isRight ? "*" : "") + $0.text.text(language) }
            let isSaid = question.options.contains { !$0.text.text(language).isEmpty }
            html += fields.text(
                "q\(index).text.\(tag)", TrainingWords.named(TrainingWords.asks, language),
                value: question.text.text(language))
            html += fields.area(
                "q\(index).options.\(tag)", TrainingWords.named(TrainingWords.options, language), rows: 4,
                hint: TrainingWords.optionsHint, value: isSaid ? options.joined(separator: "\n") : "")
            html += fields.text(
                "q\(index).why.\(tag)", TrainingWords.named(TrainingWords.why, language),
                value: question.why.text(language))
        }
        return """
            <fieldset class="card" id="f-questions-\(index)"><legend>\(frame(TrainingWords.question(index + 1)))</legend>\
            \(html)</fieldset>
            """
    }

    // MARK: What is sent

    /// How many questions a form has.
    private static func count(_ form: Form) -> Int {
        (0..<TrainingRules.mostQuestions).last { index in form["q\(index).text.zh"] != nil }.map { $0 + 1 } ?? 0
    }

    /// - Throws: ``Refusal/invalid(_:)`` where both languages have different answers.
    static func draft(_ form: Form) throws(Refusal) -> TrainingDraft {
        var draft = TrainingDraft(), problems: [FieldProblem] = []
        draft.content.title = saying(form, "title")
        draft.content.summary = saying(form, "summary")
        draft.content.body = saying(form, "body")
        draft.passMark = form.text("passMark").map { Int($0) ?? -1 }
        draft.months = form.text("months").map { Int($0) ?? -1 }
        for index in 0..<count(form) {
            guard let made = question(form, index, &problems) else { continue }
            draft.content.questions.append(made)
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        return draft
    }

    private static func saying(_ form: Form, _ name: String) -> TrainingSaying {
        TrainingSaying(zh: form.text("\(name).zh") ?? "", en: form.text("\(name).en") ?? "")
    }

    /// Nothing where all of it was left empty.
    private static func question(
        _ form: Form, _ index: Int, _ problems: inout [FieldProblem]
    ) -> TrainingContent.Question? {
        var question = TrainingContent.Question()
        question.text = saying(form, "q\(index).text")
        question.why = saying(form, "q\(index).why")
        let (zh, en) = (lines(form, index, .zh), lines(form, index, .en))
        if question.text.isEmpty, question.why.isEmpty, zh.isEmpty, en.isEmpty { return nil }
        let isAlike = zh.isEmpty || en.isEmpty || zh.map(\.isRight) == en.map(\.isRight)
        if !isAlike { problems.append(FieldProblem("q\(index).options.zh", TrainingWords.unlike)) }
        question.options = (0..<max(zh.count, en.count)).map { place in
            let (own, other) = (place < zh.count ? zh[place] : nil, place < en.count ? en[place] : nil)
            return TrainingContent.Option(
                text: TrainingSaying(zh: own?.text ?? "", en: other?.text ?? ""),
                isRight: own?.isRight ?? other?.isRight ?? false)
        }
        return question
    }

    private static func lines(
        _ form: Form, _ index: Int, _ language: Language
    ) -> [(text: String, isRight: Bool)] {
        (form["q\(index).options.\(language.rawValue)"] ?? "").split(whereSeparator: \.isNewline).map {
            Clean.sentence(String($0))
        }
        .filter { !$0.isEmpty }.map { line in
            let isRight = line.hasPrefix("*") || line.hasPrefix("＊")
            return (isRight ? Clean.sentence(String(line.dropFirst())) : line, isRight)
        }
    }

    /// Problems of a module's rules, at the fields of this form.
    static func named(_ problems: [FieldProblem]) -> [FieldProblem] {
        problems.map { problem in
            let parts = problem.field.split(separator: ".").map(String.init)
            if parts.count == 2, parts[0] == "questions", let index = Int(parts[1]) {
                return FieldProblem("q\(index).text.zh", problem.message)
            }
            if ["title", "summary", "body"].contains(problem.field) {
                return FieldProblem("\(problem.field).zh", problem.message)
            }
            return problem.field == "questions" ? FieldProblem("q0.text.zh", problem.message) : problem
        }
    }
}
