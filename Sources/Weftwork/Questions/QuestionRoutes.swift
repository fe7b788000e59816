internal import Database
internal import Engine

/// The doors to sheets of questions.
struct QuestionRoutes: Sendable {
    let acts: QuestionActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + sheetPages + programs + sheetPrograms }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/sheets"
        return [
            Endpoint(.get, root, .seeSheets, .page) { ask in .page(try await list(ask)) },
            Endpoint(.post, root, .keepSheet, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                var draft = SheetDraft(
                    title: Bilingual(zh: form["titleZh"] ?? "", en: form["titleEn"] ?? ""), who: form.text("who"),
                    closes: form.text("closes"))
                draft.again = form.text("again").flatMap { ID($0) }
                do {
                    let sheet = try await acts.make(draft, by: ask.viewer, in: network.id, once: ask.formOnce)
                    return .redirect(to: "/n/\(network.slug)/sheets/\(sheet.id)")
                } catch Refusal.invalid(let problems) {
                    // The page has the title in two fields.
                    let shown = problems.map { $0.field == "title" ? FieldProblem("titleZh", $0.message) : $0 }
                    return .page(try await list(ask, form, shown), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await list(ask, form, [FieldProblem("", words)]), status: 409)
                }
            },
        ]
    }

    private var sheetPages: [Endpoint] {
        let root = "/n/{slug}/sheets/{id}"
        return [
            Endpoint(.get, root, .seeSheets, .page) { ask in .page(try await one(ask)) },
            Endpoint(.get, "\(root)/results.csv", .seeSheets, .page) { ask in
                let reading = try await reading(ask)
                return .download(
                    SheetTable.csv(reading, ask.language), name: "answers.csv", type: "text/csv; charset=utf-8")
            },
            Endpoint(.post, "\(root)/answers", .answerSheet, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
                let sheet = try await reading(ask).sheet
                do {
                    try await acts.answer(
                        SheetForm.replies(form, to: sheet.questions), mayShow: form["mayShow"] == "1", to: id,
                        by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/sheets/\(id)?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await one(ask, form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await one(ask, form, [FieldProblem("", words)]), status: 409)
                }
            },
            Endpoint(.post, "\(root)/actions", .answerSheet, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form, id = try ask.id("id")
                do {
                    let action = try SheetAction(form)
                    _ = try await acts.perform(action, on: id, by: ask.viewer, in: network.id)
                    if case .discard = action { return .redirect(to: "/n/\(network.slug)/sheets?done=1") }
                    return .redirect(to: "/n/\(network.slug)/sheets/\(id)?done=1")
                } catch Refusal.invalid(let problems) {
                    let shown = problems.map { problem in
                        switch problem.field {
                        case "words": FieldProblem("wordsZh", problem.message)
                        case "poles": FieldProblem("options", problem.message)
                        default: problem
                        }
                    }
                    return .page(try await one(ask, form, shown), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await one(ask, form, [FieldProblem("", words)]), status: 409)
                }
            },
        ]
    }

    private func list(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let lines = try await acts.list([SheetKind.survey.name], for: ask.viewer, in: network.id)
        return SheetPages(frame: frames(ask), network: network, form: form, problems: problems).list(lines)
    }

    private func reading(_ ask: Ask) async throws -> SheetReading {
        try await acts.reading(try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
    }

    private func one(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        SheetPages(frame: frames(ask), network: try ask.requireNetwork(), form: form, problems: problems)
            .one(try await reading(ask))
    }

    // MARK: For programs

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/sheets"
        return [
            Endpoint(
                .get, root, .seeSheets, .api, "Sheets of questions, the newest first; `kind` asks for one kind",
                gives: QuestionSchemas.list
            ) { ask in
                let kinds = try ask.query.text("kind").map { [try acts.kind($0).name] } ?? acts.kinds.keys.sorted()
                let lines = try await acts.list(kinds, for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(
                    Listing(
                        items: lines.map { SheetLineView(line: $0, language: ask.language) }, next: nil,
                        total: lines.count, totalIsExact: true))
            },
            Endpoint(
                .post, root, .keepSheet, .api,
                "Ask a kind of sheet anew, or write a survey; a survey is a draft until it is opened",
                accepts: QuestionSchemas.toPost, gives: QuestionSchemas.sheet, status: 201
            ) { ask in
                let body = try ask.decoded(SheetBody.self), network = try ask.requireNetwork().id
                let sheet = try await acts.make(try body.draft(), by: ask.viewer, in: network, once: ask.once)
                return try await view(ask, sheet.id, status: 201)
            },
        ]
    }

    private var sheetPrograms: [Endpoint] {
        let root = "/api/v1/networks/{slug}/sheets/{id}"
        return [
            Endpoint(
                .get, root, .seeSheets, .api,
                "A sheet: its questions, one's own answers, and the spread where it is shown",
                gives: QuestionSchemas.sheet
            ) { ask in try await view(ask, try ask.id("id")) },
            Endpoint(
                .post, "\(root)/answers", .answerSheet, .api,
                "Answer a sheet, in place of what one answered before; picks are numbers from 1",
                accepts: QuestionSchemas.answers, gives: QuestionSchemas.sheet
            ) { ask in
                let body = try ask.decoded(SheetAnswersBody.self), id = try ask.id("id")
                try await acts.answer(
                    try body.named(), mayShow: body.mayShow ?? false, to: id, by: ask.viewer,
                    in: try ask.requireNetwork().id)
                return try await view(ask, id)
            },
            Endpoint(
                .post, "\(root)/actions", .answerSheet, .api,
                "Open, close or change a sheet; `look` lets one's own answers stand and shows the others'",
                accepts: QuestionSchemas.action, gives: QuestionSchemas.sheet
            ) { ask in
                let body = try ask.decoded(SheetActionBody.self), id = try ask.id("id")
                let action = try body.read()
                _ = try await acts.perform(action, on: id, by: ask.viewer, in: try ask.requireNetwork().id)
                if case .discard = action { return .json(DoneView(id: id)) }
                return try await view(ask, id)
            },
        ]
    }

    private func view(_ ask: Ask, _ id: ID, status: Int = 200) async throws -> Answer {
        let reading = try await acts.reading(id, for: ask.viewer, in: try ask.requireNetwork().id)
        return .json(SheetView(reading: reading, language: ask.language), status: status)
    }
}
