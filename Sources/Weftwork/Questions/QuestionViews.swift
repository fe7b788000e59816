internal import Database
internal import Engine

/// A sheet for programs: its questions, one's own answers, and what is shown of the others'.
struct SheetView: View {
    let reading: SheetReading
    let language: Language

    func write(to json: inout JSON) {
        let sheet = reading.sheet
        json.object { json in
            SheetView.write(sheet, language, to: &json)
            json.field("keeper", reading.keeper)
            json.field("answers", reading.answers)
            json.field("mayAnswer", reading.mayAnswer)
            json.name("questions")
            json.array(sheet.questions) { SheetView.write($1, language, to: &$0) }
            json.name("own")
            if let own = reading.own { SheetView.write(own, sheet, to: &json) } else { json.raw("null") }
            switch reading.result {
            case .success(let result):
                json.field("apart", nil as String?)
                json.name("result")
                write(result, reading.texts, to: &json)
            case .failure(let reason):
                json.field("apart", reason.why.rawValue)
                json.name("result")
                json.raw("null")
            }
            json.name("earlier")
            if let earlier = reading.earlier {
                json.object { json in
                    json.field("id", earlier.sheet.id)
                    json.field("round", earlier.sheet.round)
                    json.name("result")
                    write(earlier.result, [:], to: &json)
                }
            } else {
                json.raw("null")
            }
        }
    }

    static func write(_ sheet: Sheet, _ language: Language, to json: inout JSON) {
        json.field("id", sheet.id)
        json.field("kind", sheet.kind)
        json.field("title", sheet.title.text(language))
        json.field("round", sheet.round)
        json.field("version", sheet.version)
        json.field("after", sheet.afterID)
        json.field("who", sheet.who.rawValue)
        json.field("state", sheet.isDraft ? "draft" : sheet.closedAt == nil ? "open" : "closed")
        json.field("openedAt", moment: sheet.openedAt)
        json.field("closesAt", moment: sheet.closesAt)
        json.field("closedAt", moment: sheet.closedAt)
    }

    private static func write(_ question: Question, _ language: Language, to json: inout JSON) {
        json.object { json in
            json.field("id", question.id)
            json.field("kind", question.kind.rawValue)
            json.field("words", question.words.text(language))
            json.field("group", question.group?.text(language))
            json.field("poles", question.poles.map { $0.text(language) })
            json.field("options", question.options.map { $0.text(language) })
            json.field("most", question.most)
        }
    }

    private static func write(_ own: SheetAnswer, _ sheet: Sheet, to json: inout JSON) {
        json.object { json in
            json.field("stands", own.isFixed || sheet.closedAt != nil)
            json.field("mayShow", own.mayShow)
            json.name("replies")
            json.array(sheet.questions.filter { own.replies[$0.id] != nil }) { json, question in
                json.object { json in
                    json.field("question", question.id)
                    json.name("picks")
                    json.array(own.replies[question.id]?.picks ?? []) { $0.raw(String($1)) }
                    json.field("text", own.replies[question.id]?.text)
                }
            }
        }
    }

    private func write(_ result: SheetResult, _ texts: [String: [String]], to json: inout JSON) {
        json.object { json in
            json.field("answers", result.answers)
            json.name("questions")
            json.array(result.tallies) { json, tally in
                json.object { json in
                    json.field("question", tally.question)
                    json.field("answered", tally.answered)
                    json.name("rows")
                    let question = reading.sheet.questions.first { $0.id == tally.question }
                    json.array(tally.counts.indices) { json, row in
                        let spread = question.flatMap { tally.spread($0, row: row) }
                        json.object { json in
                            json.name("counts")
                            json.array(tally.counts[row]) { $0.raw(String($1)) }
                            json.field("median", number: spread?.median)
                            json.field("lowerQuartile", number: spread?.lower)
                            json.field("upperQuartile", number: spread?.upper)
                            json.field("disagreement", number: spread?.disagreement)
                        }
                    }
                    json.field("texts", texts[tally.question] ?? [])
                }
            }
        }
    }
}

/// A line of a list of sheets.
struct SheetLineView: View {
    let line: SheetLine
    let language: Language

    func write(to json: inout JSON) {
        json.object {
            SheetView.write(line.sheet, language, to: &$0)
            $0.field("answers", line.answers)
            $0.field("hasAnswered", line.hasAnswered)
            $0.field("mayAnswer", line.mayAnswer)
        }
    }
}

/// What is shown of a sheet as a table: one row for each pick of each question.
enum SheetTable {
    static func csv(_ reading: SheetReading, _ language: Language) -> String {
        guard case .success(let result) = reading.result else { return CSV.write([columns], bom: true) }
        let known = Dictionary(
            reading.sheet.questions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var rows = [columns]
        for tally in result.tallies {
            guard let question = known[tally.question] else { continue }
            let words = question.words.text(language)
            for row in tally.counts.indices {
                let spread = tally.spread(question, row: row)
                for (index, count) in tally.counts[row].enumerated() {
                    rows.append([
                        question.id, words, question.rows > 1 ? question.options[row].text(language) : "",
                        name(of: index, question, language), String(count), String(tally.answered),
                        spread?.median.map(QuestionWords.number) ?? "",
                        spread?.disagreement.map { String(($0 * 1000).rounded() / 1000) } ?? "",
                    ])
                }
            }
            for text in reading.texts[tally.question] ?? [] {
                rows.append([question.id, words, "", text, "", String(tally.answered), "", ""])
            }
        }
        return CSV.write(rows, bom: true)
    }

    private static let columns = [
        "question", "words", "option", "answer", "count", "answered", "median", "disagreement",
    ]

    /// What the pick stands for.
    static func name(of index: Int, _ question: Question, _ language: Language) -> String {
        switch question.kind {
        case .choice, .multiple: question.options[index].text(language)
        case .evidence: [QuestionWords.yes, QuestionWords.partly, QuestionWords.no][min(index, 2)](language)
        case .scale, .rating, .ranking, .text: String(index + 1)
        }
    }
}

/// What sheets are read and written as, for the API's document.
enum QuestionSchemas {
    static let list = Schema(
        name: "SheetList",
        definition: """
            {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object",\
            "required":["id","kind","title","state"],"properties":{"id":{"type":"string"},"kind":{"type":"string"},\
            "title":{"type":"string"},"state":{"enum":["draft","open","closed"]},"answers":{"type":"integer"}}}}}}
            """)
    static let sheet = Schema(
        name: "Sheet",
        definition: """
            {"type":"object","required":["id","kind","title","state","questions","own","result","apart"],"properties":{\
            "id":{"type":"string"},"kind":{"type":"string"},"title":{"type":"string"},"round":{"type":"integer"},\
            "state":{"enum":["draft","open","closed"]},"answers":{"type":"integer"},"mayAnswer":{"type":"boolean"},\
            "questions":{"type":"array","items":{"type":"object"}},"own":{"type":["object","null"]},\
            "apart":{"type":["string","null"],"enum":["answerFirst","lookFirst","untilClosed","tooFew","nobody",null]},\
            "result":{"type":["object","null"]},"earlier":{"type":["object","null"]}}}
            """)
    private static let words = """
        {"type":["string","object"],"description":"text, or {zh, en}"}
        """
    static let toPost = Schema(
        name: "SheetToPost",
        definition: """
            {"type":"object","properties":{"kind":{"type":"string"},"title":\(words),\
            "who":{"enum":["members","trusted","leads"]},"closes":{"type":"string"},"again":{"type":"string"},\
            "questions":{"type":"array","items":{"type":"object","required":["kind","words"],"properties":{\
            "kind":{"enum":["scale","choice","multiple","rating","ranking","text","evidence"]},"words":\(words),\
            "poles":{"type":"array","items":\(words)},"options":{"type":"array","items":\(words)},\
            "most":{"type":"integer"}}}}}}
            """)
    static let answers = Schema(
        name: "SheetAnswers",
        definition: """
            {"type":"object","required":["replies"],"properties":{"replies":{"type":"array","items":{"type":"object",\
            "required":["question"],"properties":{"question":{"type":"string"},"picks":{"type":"array",\
            "items":{"type":"integer"}},"text":{"type":"string"}}}},"mayShow":{"type":"boolean"}}}
            """)
    static let action = Schema(
        name: "SheetAction",
        definition: """
            {"type":"object","required":["action"],"properties":{\
            "action":{"enum":["close","look","open","addQuestion","removeQuestion","discard"]},\
            "closes":{"type":"string"},"question":{"type":["string","object"]}}}
            """)
}
