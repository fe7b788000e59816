internal import Database

/// The form in which a sheet is answered. Works without JavaScript; what is left alone is no answer.
struct SheetForm {
    let frame: Frame
    let fields: Fields
    let own: SheetAnswer?

    /// All questions under their headings.
    func html(_ questions: [Question]) -> HTML {
        var html: HTML = ""
        var group: Bilingual?
        for question in questions {
            if let heading = question.group, heading != group {
                html += "<h3>\(frame.said(frame(heading.text)))</h3>"
            }
            group = question.group
            html += field(question)
        }
        return html
    }

    private func field(_ question: Question) -> HTML {
        let name = "q-\(question.id)", words = question.words.text, reply = own?.replies[question.id]
        switch question.kind {
        case .scale: return fields.group(name, words, [scale(question, name, reply)])
        case .choice:
            let options = question.options.enumerated().map { (String($0.offset + 1), frame($0.element.text)) }
            return fields.choice(name, words, options + [("", frame(QuestionWords.noPick))], chosen: pick(reply))
        case .multiple: return fields.choice(name, words, boxes(question, name, reply))
        case .rating: return fields.group(name, words, ratings(question, name, reply))
        case .ranking: return fields.group(name, words, places(question, name, reply))
        case .text:
            return fields.area(
                "t-\(question.id)", words, who: QuestionWords.wordsShown, value: reply?.text)
        case .evidence:
            let options = [QuestionWords.yes, QuestionWords.partly, QuestionWords.no].enumerated().map {
                (String($0.offset + 1), frame($0.element))
            }
            return fields.choice(name, words, options + [("", frame(QuestionWords.noPick))], chosen: pick(reply))
                + evidence(question, reply)
        }
    }

    private func pick(_ reply: Reply?) -> String { reply?.picks.first.map(String.init) ?? "" }

    /// Seven places between two ends, in one row.
    private func scale(_ question: Question, _ name: String, _ reply: Reply?) -> HTML {
        let current = fields.form[name] ?? pick(reply)
        let left = question.poles.first?.text ?? .verbatim(""), right = question.poles.last?.text ?? .verbatim("")
        let places = (1...Question.scale).map { place -> HTML in
            """
            <label><input type="radio" name="\(name)" value="\(place)"\(" checked", if: current == String(place))> \(place)</label>
            """
        }
        return """
            <p class="ends small"><span>\(frame.said(frame(left)))</span><span>\(frame.said(frame(right)))</span></p>\
            <div class="scale choice">\(places)<label class="none"><input type="radio" name="\(name)" value=""\
            \(" checked", if: current.isEmpty)> \(frame(QuestionWords.noPick))</label></div>
            """
    }

    private func boxes(_ question: Question, _ name: String, _ reply: Reply?) -> [HTML] {
        let chosen = fields.isSent ? fields.form.all(name) : reply?.picks.map(String.init) ?? []
        return question.options.enumerated().map { index, option in
            """
            <label><input type="checkbox" name="\(name)" value="\(index + 1)"\(" checked", if: chosen.contains(String(index + 1)))> \
            \(frame.said(frame(option.text)))</label>
            """
        }
    }

    private func ratings(_ question: Question, _ name: String, _ reply: Reply?) -> [HTML] {
        let options = [("0", frame(QuestionWords.noPick))] + (1...Question.rating).map { (String($0), String($0)) }
        let hint: HTML = "<p class=\"small\">\(frame(QuestionWords.ratingEnds))</p>"
        return [hint]
            + question.options.enumerated().map { index, option in
                let earlier = reply.flatMap { $0.picks.indices.contains(index) ? String($0.picks[index]) : nil }
                return fields.select("\(name)-\(index + 1)", option.text, options, chosen: earlier)
            }
    }

    private func places(_ question: Question, _ name: String, _ reply: Reply?) -> [HTML] {
        let options =
            [("", frame(QuestionWords.noPick))]
            + question.options.enumerated().map { (String($0.offset + 1), frame($0.element.text)) }
        return (0..<question.width).map { place in
            let earlier = reply.flatMap { $0.picks.indices.contains(place) ? String($0.picks[place]) : nil }
            return fields.select(
                "\(name)-p\(place + 1)", QuestionWords.place(place + 1), options, chosen: earlier)
        }
    }

    /// What one goes by, folded away until it is wanted.
    private func evidence(_ question: Question, _ reply: Reply?) -> HTML {
        let text = fields.form["t-\(question.id)"] ?? reply?.text ?? ""
        let id = "f-t-\(question.id)"
        return """
            <details class="more"\(" open", if: !text.isEmpty)><summary>\(frame(QuestionWords.evidence))\
            <span class="visually-hidden"> – \(frame(question.words.text))</span></summary>\
            <div class="field"><label class="visually-hidden" for="\(id)">\(frame(QuestionWords.evidence)) – \
            \(frame(question.words.text))</label><textarea id="\(id)" name="t-\(question.id)" rows="2">\(text)</textarea>\
            <span class="who">\(frame.icon("eye"))\(frame(QuestionWords.wordsShown))</span></div></details>
            """
    }

    /// The replies of a form that was sent.
    static func replies(_ form: Form, to questions: [Question]) -> [String: Reply] {
        var replies: [String: Reply] = [:]
        for question in questions {
            let name = "q-\(question.id)"
            let picks: [Int] =
                switch question.kind {
                case .rating:
                    (1...max(1, question.options.count)).map { form.text("\(name)-\($0)").flatMap(Int.init) ?? 0 }
                case .ranking:
                    (1...max(1, question.width)).compactMap { form.text("\(name)-p\($0)").flatMap(Int.init) }
                case .text: []
                case .scale, .choice, .multiple, .evidence: form.all(name).compactMap(Int.init)
                }
            let reply = Reply(
                picks: picks.allSatisfy { $0 == 0 } ? [] : picks, text: form.text("t-\(question.id)") ?? "")
            if !reply.isEmpty { replies[question.id] = reply }
        }
        return replies
    }
}
