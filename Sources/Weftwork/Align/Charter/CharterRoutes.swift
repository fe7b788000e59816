internal import Database
internal import Engine

/// The doors to the charter of a network, and to the purpose of a team: the same pages below two roots.
struct CharterRoutes: Sendable {
    let acts: CharterActs
    let frames: Frames

    var endpoints: [Endpoint] {
        CharterRoutes.roots.flatMap { root in
            pages("/n/{slug}\(root)") + rounds("/n/{slug}\(root)") + CharterAPI(acts: acts).endpoints(root)
                + CharterMendRoutes(acts: acts, frames: frames).endpoints(root)
        } + matrices + [
            // Where a suggestion stands, for whoever knows only which one it is.
            Endpoint(.get, "/n/{slug}/charter/suggestions/{suggestion}", .suggestToCharter, .page) { ask in
                let network = try ask.requireNetwork()
                let path = try await acts.path(ofSuggestion: try ask.id("suggestion"), in: network.id, for: ask.viewer)
                let done = ask.query["done"] == "1" ? "?done=1" : ""
                return .redirect(to: "/n/\(network.slug)\(path)\(done)#s-\(try ask.id("suggestion"))")
            }
        ]
    }

    /// Behind the network: its own, and that of the team `id`.
    static let roots = ["/charter", "/teams/{id}/charter"]

    /// Whose charter a request is about.
    static func subject(_ ask: Ask) throws -> CharterSubject {
        let network = try ask.requireNetwork().id
        guard ask.parameters["id"] != nil else { return .network(network) }
        return .team(try ask.id("id"), in: network)
    }

    private func parts(_ ask: Ask, _ subject: CharterSubject, _ team: Team?) throws -> CharterParts {
        CharterParts(frame: frames(ask), network: try ask.requireNetwork(), subject: subject, team: team)
    }

    private func redirect(_ ask: Ask, _ path: String) throws -> Answer {
        let root = "/n/\(try ask.requireNetwork().slug)\(CharterActs.path(of: try CharterRoutes.subject(ask)))"
        return .redirect(to: "\(root)\(path)")
    }

    private func number(_ ask: Ask, _ text: String?) throws(Refusal) -> Int? {
        guard let text else { return nil }
        guard let number = Int(text), number > 0 else { throw .notFound }
        return number
    }

    // MARK: Reading

    private func pages(_ root: String) -> [Endpoint] {
        [
            Endpoint(.get, root, .seeCharter, .page) { ask in .page(try await charter(ask)) },
            Endpoint(.get, "\(root)/versions/{version}", .seeCharter, .page) { ask in
                .page(try await charter(ask, number: try number(ask, ask.parameters["version"])))
            },
            Endpoint(.get, "\(root)/compare", .seeCharter, .page) { ask in
                let subject = try CharterRoutes.subject(ask)
                let reading = try await acts.comparison(
                    from: try number(ask, ask.query.text("from")), to: try number(ask, ask.query.text("to")),
                    of: subject, for: ask.viewer)
                return .page(ClausePages(parts: try parts(ask, subject, reading.team)).comparison(reading))
            },
            Endpoint(.get, "\(root)/clauses/{clause}", .seeCharter, .page) { ask in
                let subject = try CharterRoutes.subject(ask)
                let reading = try await acts.clause(try ask.id("clause"), of: subject, for: ask.viewer)
                return .page(ClausePages(parts: try parts(ask, subject, reading.team)).clause(reading))
            },
            Endpoint(.get, "\(root)/figures", .seeCharter, .page) { ask in
                let subject = try CharterRoutes.subject(ask)
                let reading = try await acts.figures(of: subject, for: ask.viewer)
                return .page(ClausePages(parts: try parts(ask, subject, reading.team)).figures(reading))
            },
            Endpoint(.get, "\(root)/stances", .takeStance, .page) { ask in .page(try await stances(ask)) },
            Endpoint(.post, "\(root)/stances", .takeStance, .page) { ask in
                let form = ask.form
                do {
                    let voice = try CharterRoutes.voice(form["voice"])
                    _ = try await acts.say(
                        CharterRoutes.stances(form), for: voice, in: try CharterRoutes.subject(ask), by: ask.viewer)
                    return try redirect(ask, "/stances?done=1\(voice.map { "&voice=\($0)" } ?? "")")
                } catch Refusal.invalid(let problems) {
                    return .page(try await stances(ask, form, problems), status: 422)
                }
            },
        ]
    }

    private func charter(
        _ ask: Ask, number: Int? = nil, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let subject = try CharterRoutes.subject(ask)
        let reading = try await acts.reading(of: subject, number: number, for: ask.viewer)
        return CharterPages(parts: try parts(ask, subject, reading.team)).page(reading, form, problems)
    }

    private func stances(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let subject = try CharterRoutes.subject(ask)
        // What was typed for a voice that is not theirs is not put before them as another's.
        let isTheirs = !problems.contains { $0.field == "voice" }
        let voice = isTheirs ? try CharterRoutes.voice(form["voice"] ?? ask.query["voice"]) : nil
        let reading = try await acts.ownStances(in: subject, as: voice, for: ask.viewer)
        return ClausePages(parts: try parts(ask, subject, reading.team))
            .stances(reading, isTheirs ? form : Form(), problems)
    }

    // MARK: Drafts and rounds

    private func rounds(_ root: String) -> [Endpoint] {
        [
            Endpoint(.post, root, .draftCharter, .page) { ask in
                let form = ask.form
                do {
                    let renewal = RenewalDraft(reason: form["reason"] ?? "", learnt: form["learnt"] ?? "")
                    _ = try await acts.begin(
                        renewal, of: try CharterRoutes.subject(ask), by: ask.viewer, once: ask.formOnce)
                    return try redirect(ask, "/draft?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await charter(ask, form, problems), status: 422)
                }
            },
            Endpoint(.post, "\(root)/actions", .draftCharter, .page, handle: act),
            Endpoint(.get, "\(root)/draft", .suggestToCharter, .page) { ask in .page(try await draft(ask)) },
            Endpoint(.post, "\(root)/draft/notes", .draftCharter, .page) { ask in
                try await onDraft(ask, "#notes") { form, subject in
                    _ = try await acts.describe(CharterRoutes.notes(form), of: subject, by: ask.viewer)
                }
            },
            Endpoint(.post, "\(root)/sections", .draftCharter, .page) { ask in
                try await onDraft(ask, "") { form, subject in
                    guard let section = CharterSection(rawValue: form["section"] ?? "") else { throw Refusal.notFound }
                    try await acts.plan(
                        form["way"] ?? "", day: try CharterRoutes.day(form.text("day")), for: section, of: subject,
                        by: ask.viewer)
                }
            },
            Endpoint(.get, "\(root)/draft/clauses", .draftCharter, .page) { ask in .page(try await clauseForm(ask)) },
            Endpoint(.get, "\(root)/draft/clauses/{clause}", .draftCharter, .page) { ask in
                .page(try await clauseForm(ask))
            },
            Endpoint(.post, "\(root)/draft/clauses", .draftCharter, .page, handle: write),
            Endpoint(.post, "\(root)/draft/clauses/{clause}", .draftCharter, .page, handle: write),
            Endpoint(.post, "\(root)/draft/clauses/{clause}/actions", .draftCharter, .page) { ask in
                let form = ask.form
                guard let action = ClauseAction(rawValue: form["action"] ?? "") else { throw Refusal.notFound }
                do {
                    try await acts.perform(
                        action, on: try ask.id("clause"), because: form["reason"] ?? "",
                        of: try CharterRoutes.subject(ask), by: ask.viewer)
                    return try redirect(ask, "/draft?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await clauseForm(ask, form, problems), status: 422)
                }
            },
            Endpoint(.get, "\(root)/draft/suggestions", .suggestToCharter, .page) { ask in
                .page(try await suggestions(ask))
            },
            Endpoint(.post, "\(root)/draft/suggestions", .suggestToCharter, .page) { ask in
                try await onDraft(ask, "") { form, subject in
                    guard let about = SuggestionTarget(encoded: form["about"] ?? "") else { throw Refusal.notFound }
                    _ = try await acts.suggest(
                        form["words"] ?? "", about: about, to: subject, by: ask.viewer, once: ask.formOnce)
                }
            },
            Endpoint(.post, "\(root)/suggestions/{suggestion}/actions", .suggestToCharter, .page) { ask in
                try await onSuggestions(ask) { form, _ in
                    let action = try CharterRoutes.action(form["action"], form["answer"], beside: form.text("beside"))
                    _ = try await acts.perform(
                        action, on: try ask.id("suggestion"), in: try ask.requireNetwork().id, by: ask.viewer)
                }
            },
            Endpoint(.post, "\(root)/amendments", .answerSuggestions, .page) { ask in
                try await onSuggestions(ask) { form, subject in
                    guard let about = SuggestionTarget(encoded: form["about"] ?? "") else { throw Refusal.notFound }
                    let draft = AmendmentDraft(
                        about: about, suggestions: form.all("suggestions").compactMap { ID($0) }, zh: form["zh"],
                        en: form["en"], reason: form["reason"],
                        weight: form.text("weight").map { Int($0) ?? -1 }, answer: form["answer"] ?? "")
                    _ = try await acts.amend(draft, of: subject, by: ask.viewer)
                }
            },
        ]
    }

    private func draft(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let subject = try CharterRoutes.subject(ask)
        let reading = try await acts.draft(of: subject, for: ask.viewer)
        return DraftPages(parts: try parts(ask, subject, reading.team)).page(reading, form, problems)
    }

    private func suggestions(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let subject = try CharterRoutes.subject(ask)
        let reading = try await acts.suggestions(to: subject, for: ask.viewer)
        return SuggestionPages(parts: try parts(ask, subject, reading.team)).page(reading, form, problems)
    }

    /// Does something with the draft and shows it again; what was wrong stands on it with what was typed.
    func onDraft(
        _ ask: Ask, _ place: String, _ body: (Form, CharterSubject) async throws -> Void
    ) async throws -> Answer {
        let form = ask.form
        do {
            try await body(form, try CharterRoutes.subject(ask))
            return try redirect(ask, "/draft?done=1\(place)")
        } catch Refusal.invalid(let problems) {
            return .page(try await draft(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await draft(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }

    private func onSuggestions(
        _ ask: Ask, _ body: (Form, CharterSubject) async throws -> Void
    ) async throws -> Answer {
        let form = ask.form
        do {
            try await body(form, try CharterRoutes.subject(ask))
            return try redirect(ask, "/draft/suggestions?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await suggestions(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await suggestions(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let form = ask.form
        guard let action = CharterAction(rawValue: form["action"] ?? "") else { throw Refusal.notFound }
        let subject = try CharterRoutes.subject(ask)
        do {
            let version = try await acts.perform(
                action, days: form.text("days").flatMap(Int.init), because: form["reason"] ?? "", of: subject,
                by: ask.viewer)
            return try redirect(ask, version.state.isOpen ? "/draft?done=1" : "?done=1")
        } catch Refusal.invalid(let problems) {
            let page = action == .keep ? try await charter(ask, form, problems) : try await draft(ask, form, problems)
            return .page(page, status: 422)
        } catch Refusal.conflict(let words, let details) {
            guard try await acts.hasDraft(subject) else { throw Refusal.conflict(words, details) }
            return .page(try await draft(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }

    private func clauseForm(
        _ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let subject = try CharterRoutes.subject(ask)
        let reading = try await acts.draft(of: subject, for: ask.viewer)
        guard reading.mayDraft else { throw Refusal.forbidden(SiteWords.forbidden) }
        let clause = try ask.parameters["clause"].map { _ in
            let id = try ask.id("clause")
            guard let found = reading.clauses.first(where: { $0.id == id }) else { throw Refusal.notFound }
            return found
        }
        let named = CharterSection(rawValue: form["section"] ?? ask.query["section"] ?? "")
        let section = clause?.section ?? named ?? subject.sections[0]
        guard subject.sections.contains(section) else { throw Refusal.notFound }
        let isInForce = reading.before.contains { $0.id == clause?.id }
        return DraftPages(parts: try parts(ask, subject, reading.team))
            .clause(clause, in: section, isInForce: isInForce, form, problems)
    }

    private func write(_ ask: Ask) async throws -> Answer {
        let form = ask.form, clause = try ask.parameters["clause"].map { _ in try ask.id("clause") }
        let section = CharterSection(rawValue: form["section"] ?? "")
        do {
            let weight = form.text("weight").map { Int($0) ?? -1 }
            let isPriority = section == .priorities
            let draft = ClauseDraft(
                zh: form["zh"] ?? "", en: form["en"] ?? "", kind: form["kind"], level: form["level"],
                isCore: form["isCore"] == "1", reason: form["reason"], weight: isPriority ? weight ?? 0 : nil,
                categories: isPriority ? try CharterRoutes.categories(form.all("categories")) : nil)
            let written = try await acts.write(
                draft, clause: clause, in: section, of: try CharterRoutes.subject(ask), by: ask.viewer)
            return try redirect(ask, "/draft?done=1#\(written.section.rawValue)")
        } catch Refusal.invalid(let problems) {
            return .page(try await clauseForm(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await clauseForm(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }
}
