internal import Database

/// Sheets of questions on pages: a list, one sheet to answer and to read, a draft to write.
struct SheetPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)" }
    private var viewer: Viewer { frame.ask.viewer }
    private var done: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }
    private var fields: Fields { Fields(frame, form, problems) }

    // MARK: The list

    func list(_ lines: [SheetLine]) -> HTML {
        frame.page(
            QuestionWords.surveys, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(QuestionWords.surveys))</h1>\(done)<p>\(frame(QuestionWords.intro))</p>\
            \(fields.summary)\(rows(lines, none: QuestionWords.none))\(new)\
            <p><a class="btn" href="\(root)">\(frame(QuestionWords.back))</a></p></div>
            """)
    }

    /// Sheets as lines, the newest first.
    func rows(_ lines: [SheetLine], none: Text) -> HTML {
        guard !lines.isEmpty else { return "<p class=\"empty\">\(frame(none))</p>" }
        let rows = lines.map { line -> HTML in
            let sheet = line.sheet
            return """
                <li class="line"><span><a href="\(root)/sheets/\(sheet.id)">\(frame.said(frame(sheet.title.text)))</a> · \
                \(frame(QuestionWords.round(sheet.round)))</span>\(badge(line))\
                <small>\(frame(QuestionWords.answers(line.answers)))\(until(sheet))</small></li>
                """
        }
        return "<ul class=\"lines card\">\(rows)</ul>"
    }

    private func until(_ sheet: Sheet) -> HTML {
        if let closed = sheet.closedAt { return " · \(frame(QuestionWords.closed)) \(frame.moment(closed))" }
        return sheet.isDraft ? "" : " · \(frame.moment(sheet.closesAt))"
    }

    private func badge(_ line: SheetLine) -> HTML {
        if line.sheet.isDraft { return "<span class=\"badge\">\(frame(QuestionWords.draft))</span>" }
        if line.sheet.closedAt != nil { return "<span class=\"badge\">\(frame(QuestionWords.closed))</span>" }
        if line.hasAnswered {
            return "<span class=\"badge good\">\(frame.icon("check"))\(frame(QuestionWords.answered))</span>"
        }
        guard line.mayAnswer else { return "<span class=\"badge info\">\(frame(QuestionWords.open))</span>" }
        return "<span class=\"badge warn\">\(frame.icon("clock"))\(frame(QuestionWords.toAnswer))</span>"
    }

    private var new: HTML {
        guard Policy.allows(.keepSheet, viewer) else { return "" }
        return """
            <section class="card">\(fields.folded(QuestionWords.new, """
                <form method="post" action="\(root)/sheets" class="stack">\(frame.hidden)\
                \(fields.text("titleZh", QuestionWords.titleZh, hint: QuestionWords.oneIsEnough))\
                \(fields.text("titleEn", QuestionWords.titleEn))\(opening)\(fields.button(QuestionWords.make))</form>
                """))</section>
            """
    }

    /// Who is asked, until when: the same for every kind.
    var opening: HTML {
        let who = SheetWho.allCases.map { ($0.rawValue, frame(QuestionWords.name(of: $0))) }
        return """
            \(fields.select("who", QuestionWords.who, who, chosen: SheetWho.members.rawValue))\
            \(fields.text("closes", QuestionWords.closes, hint: QuestionWords.closesHint, kind: "date"))
            """
    }

    // MARK: One sheet

    func one(_ reading: SheetReading) -> HTML {
        let sheet = reading.sheet
        let body =
            sheet.isDraft
            ? SheetDraftPages(frame: frame, network: network, fields: fields).html(sheet) : opened(reading)
        let clock: HTML =
            sheet.closedAt == nil && !sheet.isDraft ? frame.clock(due: sheet.closesAt, start: sheet.openedAt) : ""
        let state = sheet.isDraft ? QuestionWords.version(sheet.version) : QuestionWords.answers(reading.answers)
        return frame.page(
            sheet.title.text, area: .network,
            """
            <div class="stack narrow"><h1>\(frame.said(frame(sheet.title.text)))</h1>\(done)\(fields.summary)\
            <p class="row">\(clock)<span class="small">\(frame(QuestionWords.round(sheet.round))) · \(frame(state)) · \
            \(frame(QuestionWords.asked(sheet.who))) · \(frame.said(frame(QuestionWords.keeper(reading.keeper))))</span></p>\
            \(body)<p><a class="btn" href="\(root)\(reading.kind.path)">\(frame(QuestionWords.back))</a></p></div>
            """)
    }

    private func opened(_ reading: SheetReading) -> HTML {
        "\(answering(reading))\(result(reading))\(keeping(reading))"
    }

    private func answering(_ reading: SheetReading) -> HTML {
        guard reading.mayAnswer else { return "" }
        let sheet = reading.sheet, words = SheetForm(frame: frame, fields: fields, own: reading.own)
        let only: HTML =
            reading.kind.shown == .afterClose ? "<p>\(frame(QuestionWords.apartUntilClosed))</p>" : ""
        let agrees = fields.isSent ? form["mayShow"] == "1" : reading.own?.mayShow == true
        let inner: HTML = """
            <form method="post" action="\(root)/sheets/\(sheet.id)/answers" class="stack">\(frame.hidden)\
            \(words.html(sheet.questions))\
            <div class="choice"><label><input type="checkbox" name="mayShow" value="1"\(" checked", if: agrees)> \
            \(frame(QuestionWords.mayShow))</label><p class="small">\(frame(QuestionWords.mayShowHint))</p></div>\
            <div class="act">\(fields.button(QuestionWords.send))</div></form>
            """
        let saved: HTML = "<p class=\"note good\">\(frame.icon("check")) \(frame(QuestionWords.saved))</p>"
        let content: HTML =
            reading.own == nil
            ? "<h2>\(frame(QuestionWords.yourAnswers))</h2><p>\(frame(QuestionWords.apart))</p>\(only)\(inner)"
            : "<h2>\(frame(QuestionWords.yourAnswers))</h2>\(saved)\(fields.folded(QuestionWords.change, inner))"
        return "<section class=\"card\">\(content)</section>"
    }

    private func result(_ reading: SheetReading) -> HTML {
        let sheet = reading.sheet
        switch reading.result {
        case .failure(let reason):
            let look: HTML = reason.why == .lookFirst ? lookForm(sheet) : ""
            return """
                <section class="card" id="result"><h2>\(frame(QuestionWords.result))</h2><p>\(frame(QuestionWords.why(reason.why)))</p>\(look)</section>
                """
        case .success(let result):
            let part: HTML =
                result.answers < reading.answers
                ? "<p class=\"small\">\(frame(QuestionWords.shownOf(result.answers, reading.answers)))</p>" : ""
            return """
                <section class="card" id="result"><h2>\(frame(QuestionWords.result))</h2>\
                <p>\(frame(QuestionWords.answers(result.answers)))</p>\(part)<p class="small">\(frame(QuestionWords.disagreementMeans))</p>\
                \(SpreadParts(frame: frame, reading: reading).html(result))\
                <p><a class="btn" href="\(root)/sheets/\(sheet.id)/results.csv">\(frame.icon("download"))\(frame(QuestionWords.csv))</a></p></section>
                """
        }
    }

    private func lookForm(_ sheet: Sheet) -> HTML {
        """
        <form method="post" action="\(root)/sheets/\(sheet.id)/actions" class="stack">\(frame.hidden)\
        <p class="small">\(frame(QuestionWords.lookMeans))</p>\
        <button class="btn" name="action" value="look">\(frame(QuestionWords.look))</button></form>
        """
    }

    /// What whoever keeps sheets can do with one that is open or closed.
    private func keeping(_ reading: SheetReading) -> HTML {
        guard Policy.allows(.keepSheet, viewer) else { return "" }
        let sheet = reading.sheet
        guard sheet.closedAt == nil else {
            guard sheet.kind == SheetKind.survey.name else { return "" }
            return """
                <form method="post" action="\(root)/sheets">\(frame.hidden)<input type="hidden" name="again" value="\(sheet.id)">\
                <button class="btn">\(frame(QuestionWords.again))</button></form>
                """
        }
        return """
            <section class="card"><form method="post" action="\(root)/sheets/\(sheet.id)/actions" class="stack">\(frame.hidden)\
            <p>\(frame(QuestionWords.closeMeans))</p>\
            <button class="btn danger" name="action" value="close">\(frame(QuestionWords.close))</button></form></section>
            """
    }
}

/// A survey while it is written.
struct SheetDraftPages {
    let frame: Frame
    let network: Network
    let fields: Fields

    func html(_ sheet: Sheet) -> HTML {
        let action = "/n/\(network.slug)/sheets/\(sheet.id)/actions"
        let rows = sheet.questions.map { question -> HTML in
            let options = (question.options + question.poles).map { frame($0.text) }.joined(separator: " · ")
            return """
                <li class="line"><span>\(frame.said(frame(question.words.text)))</span>\
                <form method="post" action="\(action)">\(frame.hidden)<input type="hidden" name="question" value="\(question.id)">\
                <button class="btn quiet" name="action" value="removeQuestion" aria-label="\(frame(QuestionWords.removeThis(question.words.text)))">\
                \(frame(QuestionWords.remove))</button></form><small>\(frame(QuestionWords.name(of: question.kind))) \(frame.said(options))</small></li>
                """
        }
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"empty\">\(frame(QuestionWords.noQuestionsYet))</p>" : "<ul class=\"lines\">\(rows)</ul>"
        let kinds = Question.Kind.allCases.map { ($0.rawValue, frame(QuestionWords.name(of: $0))) }
        return """
            <section class="card"><h2>\(frame(QuestionWords.questions))</h2>\(list)</section>\
            <section class="card"><h2>\(frame(QuestionWords.add))</h2><form method="post" action="\(action)" class="stack">\(frame.hidden)\
            \(fields.select("kind", QuestionWords.kind, kinds))\
            \(fields.text("wordsZh", QuestionWords.wordsZh, hint: QuestionWords.oneIsEnough))\(fields.text("wordsEn", QuestionWords.wordsEn))\
            \(fields.area("options", QuestionWords.options, rows: 4, hint: QuestionWords.optionsHint))\
            \(fields.button(QuestionWords.add, kind: "", name: "action", value: "addQuestion"))</form></section>\
            <section class="card"><form method="post" action="\(action)" class="stack">\(frame.hidden)\
            \(fields.text("closes", QuestionWords.closes, hint: QuestionWords.closesHint, kind: "date"))\
            <p class="small">\(frame(QuestionWords.openMeans))</p><div class="row">\
            \(fields.button(QuestionWords.openNow, name: "action", value: "open"))\
            \(fields.button(QuestionWords.discard, kind: "quiet", name: "action", value: "discard"))</div></form></section>
            """
    }
}
