internal import Database

/// How the answers to a sheet lie, question by question: pictures made on the server, each with its figures as a table.
struct SpreadParts {
    let frame: Frame
    let reading: SheetReading

    func html(_ result: SheetResult) -> HTML {
        var html: HTML = ""
        var group: Bilingual?
        for question in reading.sheet.questions {
            if let heading = question.group, heading != group {
                html += "<h3>\(frame.said(frame(heading.text)))</h3>"
            }
            group = question.group
            html += block(question, result.tallies.first { $0.question == question.id })
        }
        return html
    }

    private func block(_ question: Question, _ tally: Tally?) -> HTML {
        let title: HTML = "<h4>\(frame.said(frame(question.words.text)))</h4>"
        guard let tally else {
            return "<div class=\"tallied\">\(title)<p class=\"small\">\(frame(QuestionWords.questionHidden))</p></div>"
        }
        guard tally.answered > 0 else {
            return "<div class=\"tallied\">\(title)<p class=\"small\">\(frame(QuestionWords.nobodyAnswered))</p></div>"
        }
        return """
            <div class="tallied">\(title)<p class="small">\(frame(QuestionWords.answeredThis(tally.answered)))</p>\
            \(body(question, tally))\(words(question))</div>
            """
    }

    private func body(_ question: Question, _ tally: Tally) -> HTML {
        switch question.kind {
        case .scale: return scale(question, tally)
        case .choice, .multiple, .evidence: return bars(question, tally) + measures(question, tally)
        case .rating: return ratings(question, tally)
        case .ranking: return ranking(question, tally)
        case .text: return ""
        }
    }

    // MARK: A line between two ends

    private func scale(_ question: Question, _ tally: Tally) -> HTML {
        guard let counts = tally.counts.first, let spread = tally.spread(question) else { return "" }
        let left = frame(question.poles.first?.text ?? .verbatim("")),
            right = frame(question.poles.last?.text ?? .verbatim(""))
        let rows = counts.enumerated().map { index, count -> HTML in
            let end: HTML = index == 0 ? " – \(left)" : index == counts.count - 1 ? " – \(right)" : ""
            return "<tr><th scope=\"row\">\(index + 1)\(end)</th><td class=\"num\">\(count)</td></tr>"
        }
        return """
            <figure>\(picture(counts, spread, QuestionWords.chart(question.words.text)))\
            <figcaption class="ends small"><span>\(frame.said(left))</span><span>\(frame.said(right))</span></figcaption></figure>\
            \(measures(question, tally))\
            <details class="more"><summary>\(frame(QuestionWords.table))<span class="visually-hidden"> – \
            \(frame(question.words.text))</span></summary><table><thead><tr><th scope="col">\(frame(QuestionWords.position))</th>\
            <th scope="col">\(frame(QuestionWords.people))</th></tr></thead><tbody>\(rows)</tbody></table></details>
            """
    }

    /// Columns for each place; beneath them the middle half as a band and the median as a mark.
    private func picture(_ counts: [Int], _ spread: AnswerSpread, _ label: Text) -> HTML {
        let most = max(1, counts.max() ?? 1), width = 40 * counts.count
        let columns = counts.enumerated().map { index, count -> HTML in
            let height = 60 * count / most
            let number: HTML =
                count > 0 ? "<text x=\"\(index * 40 + 20)\" y=\"\(72 - height)\">\(count)</text>" : ""
            return
                "<rect class=\"got\" x=\"\(index * 40 + 4)\" y=\"\(76 - height)\" width=\"32\" height=\"\(height)\"/>\(number)"
        }
        func place(_ value: Double?) -> Int { Int(((value ?? 1) - 0.5) * 40) }
        let from = place(spread.lower), to = place(spread.upper), middle = place(spread.median)
        return """
            <svg viewBox="0 0 \(width) 96" role="img" aria-label="\(frame(label))"><line x1="0" y1="76" x2="\(width)" y2="76"/>\
            \(columns)<rect class="band" x="\(min(from, to) - 4)" y="84" width="\(abs(to - from) + 8)" height="6" rx="3"/>\
            <rect class="mark" x="\(middle - 3)" y="80" width="6" height="14" rx="2"/></svg>
            """
    }

    private func measures(_ question: Question, _ tally: Tally, row: Int = 0) -> HTML {
        guard let spread = tally.spread(question, row: row) else { return before(question, tally, row) }
        let middle: HTML =
            spread.median != nil && question.kind != .evidence ? "\(frame(QuestionWords.middle(spread)))<br>" : ""
        let apart: HTML = spread.disagreement.map { "\(frame(QuestionWords.apartness($0)))" } ?? ""
        return "<p>\(middle)\(apart)</p>\(before(question, tally, row))"
    }

    /// The same of the round before, where the question was the same.
    private func before(_ question: Question, _ tally: Tally, _ row: Int) -> HTML {
        guard let earlier = reading.earlier,
            let old = earlier.sheet.questions.first(where: { $0.id == question.id && $0.options == question.options }),
            let counted = earlier.result.tallies.first(where: { $0.question == question.id }),
            counted.counts.indices.contains(row)
        else { return "" }
        let words: Text
        if let median = counted.spread(old, row: row)?.median, old.kind != .evidence {
            words = QuestionWords.before(earlier.sheet.round, QuestionWords.number(median))
        } else {
            let parts = counted.counts[row].enumerated().map { index, count in
                "\(SheetTable.name(of: index, old, frame.language)) \(count)"
            }
            words = QuestionWords.beforeShare(earlier.sheet.round, parts.joined(separator: " · "))
        }
        return "<p class=\"small\">\(frame(words))</p>"
    }

    // MARK: Options

    private func bars(_ question: Question, _ tally: Tally) -> HTML {
        guard let counts = tally.counts.first else { return "" }
        let rows = counts.enumerated().map { index, count in
            row(SheetTable.name(of: index, question, frame.language), count, tally.answered, String(count))
        }
        return table(QuestionWords.option, QuestionWords.people, rows, question)
    }

    private func ratings(_ question: Question, _ tally: Tally) -> HTML {
        let order = question.options.indices.sorted { left, right in
            let (a, b) = (
                tally.spread(question, row: left)?.median ?? 0, tally.spread(question, row: right)?.median ?? 0
            )
            return a == b ? left < right : a > b
        }
        let items = order.map { index -> HTML in
            guard let spread = tally.spread(question, row: index) else { return "" }
            return """
                <li><strong>\(frame.said(frame(question.options[index].text)))</strong>\
                \(picture(tally.counts[index], spread, QuestionWords.chart(question.options[index].text)))\
                \(measures(question, tally, row: index))</li>
                """
        }
        let rows = question.options.indices.map { index -> HTML in
            let cells = tally.counts[index].map { "<td class=\"num\">\($0)</td>" as HTML }
            return "<tr><th scope=\"row\">\(frame.said(frame(question.options[index].text)))</th>\(cells)</tr>"
        }
        let heads = (1...Question.rating).map { "<th scope=\"col\">\($0)</th>" as HTML }
        return """
            <ul class="ratings">\(items)</ul><details class="more"><summary>\(frame(QuestionWords.table))\
            <span class="visually-hidden"> – \(frame(question.words.text))</span></summary><div class="scroll" tabindex="0" role="region" \
            aria-label="\(frame(QuestionWords.table))"><table><thead><tr><th scope="col">\(frame(QuestionWords.option))</th>\(heads)</tr></thead>\
            <tbody>\(rows)</tbody></table></div></details>
            """
    }

    private func ranking(_ question: Question, _ tally: Tally) -> HTML {
        let spread = RankingSpread(tally, places: question.width)
        let rows = spread.options.map { option in
            let percent = Int((option.share * 100).rounded())
            return row(
                frame(question.options[option.index].text), percent, 100,
                "\(percent)% · \(frame(QuestionWords.placed)) \(option.placed)")
        }
        return table(QuestionWords.option, QuestionWords.points, rows, question)
            + "<p class=\"small\">\(frame(QuestionWords.pointsMean))</p>"
    }

    private func row(_ name: String, _ count: Int, _ of: Int, _ words: String) -> HTML {
        let width = of > 0 ? 100 * count / of : 0
        return """
            <tr><th scope="row">\(frame.said(name))<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">\
            <rect class="got" width="\(width)" height="8"/></svg></th><td class="num">\(words)</td></tr>
            """
    }

    private func table(_ first: Text, _ second: Text, _ rows: [HTML], _ question: Question) -> HTML {
        """
        <table><caption class="visually-hidden">\(frame(question.words.text))</caption><thead><tr><th scope="col">\(frame(first))</th>\
        <th scope="col">\(frame(second))</th></tr></thead><tbody>\(rows)</tbody></table>
        """
    }

    // MARK: Words

    private func words(_ question: Question) -> HTML {
        guard let texts = reading.texts[question.id], !texts.isEmpty else { return "" }
        let rows = texts.map { "<li><blockquote>\(frame.said($0))</blockquote></li>" as HTML }
        return """
            <details class="more"\(" open", if: question.kind == .text)><summary>\(frame(QuestionWords.words)) (\(texts.count))\
            <span class="visually-hidden"> – \(frame(question.words.text))</span></summary><ul class="lines">\(rows)</ul></details>
            """
    }
}
