internal import Database

/// The doors to the values survey.
struct ValueRoutes: Sendable {
    let survey: ValueSurvey
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}/align/values", .seeSheets, .page) { ask in .page(try await page(ask)) },
            Endpoint(.post, "/n/{slug}/align/values/rounds", .keepSheet, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    let sheet = try await survey.begin(
                        ValuePages.chosen(form), who: form.text("who"), closes: form.text("closes"), by: ask.viewer,
                        in: network.id, once: ask.formOnce)
                    return .redirect(to: "/n/\(network.slug)/sheets/\(sheet.id)")
                } catch Refusal.invalid(let problems) {
                    return .page(try await page(ask, form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await page(ask, form, [FieldProblem("", words)]), status: 409)
                }
            },
            Endpoint(.post, "/n/{slug}/align/values/{id}/actions", .keepSheet, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    try await survey.handOver(
                        form.all("value").compactMap(Int.init), words: form.all("words"), of: try ask.id("id"),
                        by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/align/values?done=1")
                } catch Refusal.invalid(let problems) {
                    let shown = problems.map { FieldProblem("value", $0.message) }
                    return .page(try await page(ask, form, shown), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await page(ask, form, [FieldProblem("", words)]), status: 409)
                }
            },
        ]
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork(), kind = AlignSheets.values.name
        let lines = try await survey.questions.list([kind], for: ask.viewer, in: network.id)
        let newest = try await survey.questions.newestResult(of: kind, for: ask.viewer, in: network.id)
        let (handed, handedWords, hasDraft) = try await survey.questions.database.read { db in
            (
                try newest.map { try db.valuesHanded(of: $0.sheet.id, in: network.id) } ?? [],
                try newest.map { try db.valueWordsHanded(of: $0.sheet.id, in: network.id) } ?? [],
                try db.charterOpen(of: .network(network.id)).map { $0.state != .consent } ?? false
            )
        }
        return ValuePages(frame: frames(ask), network: network, form: form, problems: problems)
            .page(lines, newest, handed: handed, handedWords: handedWords, hasDraft: hasDraft)
    }

    // MARK: For programs

    private struct Body: Decodable {
        let values: [WordsBody]?
        let who: String?
        let closes: String?
    }

    private var programs: [Endpoint] {
        [
            Endpoint(
                .post, "/api/v1/networks/{slug}/values-surveys", .keepSheet, .api,
                "Begin a values survey: each value is rated, three are placed, what is missing is written in",
                accepts: ValueRoutes.toPost, gives: QuestionSchemas.sheet, status: 201
            ) { ask in
                let body = try ask.decoded(Body.self), network = try ask.requireNetwork().id
                let sheet = try await survey.begin(
                    (body.values ?? []).map(\.words), who: body.who, closes: body.closes, by: ask.viewer, in: network,
                    once: ask.once)
                let reading = try await survey.questions.reading(sheet.id, for: ask.viewer, in: network)
                return .json(SheetView(reading: reading, language: ask.language), status: 201)
            },
            Endpoint(
                .post, "/api/v1/networks/{slug}/values-surveys/{id}/actions", .keepSheet, .api,
                "Hand values of a closed survey over to the charter's draft, by the numbers of their options, or `words` said to be missing",
                accepts: ValueRoutes.action, gives: QuestionSchemas.sheet
            ) { ask in
                let body = try ask.decoded(HandBody.self), network = try ask.requireNetwork().id, id = try ask.id("id")
                guard body.action == "handOver" else {
                    throw Refusal.invalid("action", SiteWords.badChoice(["handOver"], body.action))
                }
                try await survey.handOver(
                    body.values ?? [], words: body.words ?? [], of: id, by: ask.viewer, in: network)
                let reading = try await survey.questions.reading(id, for: ask.viewer, in: network)
                return .json(SheetView(reading: reading, language: ask.language))
            },
        ]
    }

    private struct HandBody: Decodable {
        let action: String?
        let values: [Int]?
        let words: [String]?
    }

    private static let action = Schema(
        name: "ValuesSurveyAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["handOver"]},\
            "values":{"type":"array","items":{"type":"integer"}},"words":{"type":"array","items":{"type":"string"}}}}
            """)
    private static let toPost = Schema(
        name: "ValuesSurveyToPost",
        definition: """
            {"type":"object","required":["values"],"properties":{"values":{"type":"array","items":{\
            "type":["string","object"]}},"who":{"enum":["members","trusted","leads"]},"closes":{"type":"string"}}}
            """)
}

/// The page of the values survey.
struct ValuePages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var fields: Fields { Fields(frame, form, problems) }

    private var done: HTML { frame.ask.query["done"] == "1" ? frame.toast(ValueWords.taken) : "" }

    func page(_ lines: [SheetLine], _ newest: SheetReading?, handed: Set<Int>, handedWords: Set<String>, hasDraft: Bool)
        -> HTML
    {
        frame.page(
            ValueWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(ValueWords.title))</h1>\(done)<p>\(frame(ValueWords.intro))</p>\(fields.summary)\
            <h2>\(frame(ReadinessWords.rounds))</h2>\
            \(SheetPages(frame: frame, network: network).rows(lines, none: ValueWords.noRounds))\
            \(newest.map { order($0, handed, handedWords, hasDraft) } ?? "")\(begin(lines))\
            <p><a class="btn" href="/n/\(network.slug)/align">\(frame(AlignWords.toAlign))</a></p></div>
            """)
    }

    /// The values as they came out; those who keep the survey put them into the charter's draft.
    private func order(
        _ reading: SheetReading, _ handed: Set<Int>, _ handedWords: Set<String>, _ hasDraft: Bool
    ) -> HTML {
        let numbers = ValueSurvey.order(reading)
        guard !numbers.isEmpty,
            let options = reading.sheet.questions.first(where: { $0.id == ValueSurvey.rank })?.options
        else { return "" }
        let mayHand = hasDraft && Policy.allows(.keepSheet, frame.ask.viewer)
        let chosen = form.all("value")
        let rows = numbers.map { number -> HTML in
            let words: HTML = frame.said(frame(options[number - 1].text))
            if handed.contains(number) {
                return "<p>\(frame.icon("check")) \(words) <small>\(frame(ValueWords.thereAlready))</small></p>"
            }
            return """
                <label><input type="checkbox" name="value" value="\(number)"\(" checked", if: chosen.contains(String(number)))> \(words)</label>
                """
        }
        let list = numbers.map { "<li>\(frame.said(frame(options[$0 - 1].text)))</li>" as HTML }
        guard mayHand else {
            let none: HTML =
                Policy.allows(.keepSheet, frame.ask.viewer) ? "<p class=\"small\">\(frame(ValueWords.noDraft))</p>" : ""
            return
                "<section class=\"card\" id=\"order\"><h2>\(frame(ValueWords.cameOut))</h2><ol>\(list)</ol>\(none)</section>"
        }
        return """
            <section class="card" id="order"><h2>\(frame(ValueWords.cameOut))</h2><p class="small">\(frame(ValueWords.toCharterMeans))</p>\
            <form method="post" action="/n/\(network.slug)/align/values/\(reading.sheet.id)/actions" class="stack">\(frame.hidden)\
            \(fields.choice("value", ValueWords.toCharter, rows))\(missed(reading, handedWords))\(fields.button(ValueWords.takeThese))</form></section>
            """
    }

    /// What people wrote in goes the same way.
    private func missed(_ reading: SheetReading, _ handed: Set<String>) -> HTML {
        let chosen = form.all("words")
        let rows = ValueSurvey.missed(reading).map { said -> HTML in
            guard !handed.contains(TextStamp.of(said)) else {
                return
                    "<p>\(frame.icon("check")) \(frame.said(said)) <small>\(frame(ValueWords.thereAlready))</small></p>"
            }
            return """
                <label><input type="checkbox" name="words" value="\(said)"\(" checked", if: chosen.contains(said))> \(frame.said(said))</label>
                """
        }
        return rows.isEmpty ? "" : fields.choice("words", ValueWords.missedWords, rows)
    }

    private func begin(_ lines: [SheetLine]) -> HTML {
        guard Policy.allows(.keepSheet, frame.ask.viewer), !lines.contains(where: { $0.sheet.closedAt == nil }) else {
            return ""
        }
        let ticked = Set(form.all("starter"))
        func boxes(_ texts: [Text], _ mark: String) -> [HTML] {
            texts.enumerated().map { index, text in
                """
                <label><input type="checkbox" name="starter" value="\(mark)\(index)"\(" checked", if: ticked.contains("\(mark)\(index)"))> \
                \(frame(text))</label>
                """
            }
        }
        return """
            <section class="card">\(fields.folded(ValueWords.begin, """
                <form method="post" action="/n/\(network.slug)/align/values/rounds" class="stack">\(frame.hidden)\
                <p>\(frame(ValueWords.starters))</p>\
                \(fields.choice("values", ValueWords.principles, boxes(ValueWords.starterPrinciples, "p")))\
                \(fields.choice("four", ValueWords.four, boxes(ValueWords.starterValues, "v")))\
                \(fields.area("own", ValueWords.own, rows: 4, hint: ValueWords.ownHint))\
                \(SheetPages(frame: frame, network: network).opening)\(fields.button(ValueWords.begin))</form>
                """))</section>
            """
    }

    /// The values that a form names: those that were ticked, then those that were written.
    static func chosen(_ form: Form) -> [Bilingual] {
        let starters =
            ValueWords.starterPrinciples.enumerated().map { ("p\($0.offset)", $0.element) }
            + ValueWords.starterValues.enumerated().map { ("v\($0.offset)", $0.element) }
        let ticked = Set(form.all("starter"))
        return starters.filter { ticked.contains($0.0) }.map { Bilingual($0.1) } + Bilingual.lines(form["own"] ?? "")
    }
}
