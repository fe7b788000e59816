internal import Engine
internal import Foundation

/// The doors to a desk's settings: pages, and the same for programs.
struct SettingsRoutes: Sendable {
    let acts: NeedActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let page = "/n/{slug}/settings", programs = "/api/v1/networks/{slug}/settings"
        return [
            Endpoint(.get, page, .seeSettings, .page) { ask in .page(try await pages(ask).all()) },
            Endpoint(.post, page, .editSettings, .page, handle: change),
            Endpoint(.post, "\(page)/retention", .editSettings, .page, handle: keep),
            Endpoint(
                .get, "/api/v1/networks/{slug}/retention", .seeSettings, .api, "How long things are kept, in days",
                gives: Schemas.retention
            ) { ask in
                .json(RetentionView(retention: try await acts.retention(of: try ask.requireNetwork().id)))
            },
            Endpoint(
                .post, "/api/v1/networks/{slug}/retention", .editSettings, .api, "Change how long things are kept",
                accepts: Schemas.retention, gives: Schemas.retention
            ) { ask in
                let body = try ask.decoded([String: Int].self)
                var days: [Retention.Kind: Int?] = [:]
                for (name, given) in body {
                    guard let kind = Retention.Kind(rawValue: name) else {
                        throw Refusal.invalid(
                            name, SiteWords.badChoice(Retention.Kind.allCases.map(\.rawValue), name))
                    }
                    days[kind] = given
                }
                let kept = try await acts.keep(days, by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(RetentionView(retention: kept))
            },
            Endpoint(.get, "\(page)/items/{item}", .editSettings, .page) { ask in
                let pages = try await pages(ask)
                return .page(pages.item(try item(ask, pages.settings)))
            },
            Endpoint(.post, "\(page)/items/{item}", .editSettings, .page, handle: changeItem),
            Endpoint(.get, "\(page)/questions/{question}", .editSettings, .page) { ask in
                let pages = try await pages(ask)
                return .page(pages.question(try question(ask, pages.settings)))
            },
            Endpoint(.post, "\(page)/questions/{question}", .editSettings, .page, handle: changeQuestion),
            Endpoint(.get, "\(page)/briefings/{category}", .editSettings, .page) { ask in
                let pages = try await pages(ask)
                return .page(pages.briefing(try briefing(ask, pages.settings)))
            },
            Endpoint(.post, "\(page)/briefings/{category}", .editSettings, .page, handle: changeBriefing),
            Endpoint(.get, programs, .seeSettings, .api, "How the desk works", gives: Schemas.settings) { ask in
                .json(SettingsView(settings: try await acts.settings(of: try ask.requireNetwork().id)))
            },
            Endpoint(
                .post, programs, .editSettings, .api, "Change how the desk works", accepts: Schemas.settings,
                gives: Schemas.settings
            ) { ask in
                let body = try ask.decoded(SettingsBody.self)
                let settings = try await acts.change(
                    try body.changes(), version: body.version, by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(SettingsView(settings: settings))
            },
        ]
    }

    private func pages(_ ask: Ask) async throws -> SettingsPages {
        let network = try ask.requireNetwork()
        return SettingsPages(
            frame: frames(ask), network: network, settings: try await acts.settings(of: network.id),
            retention: try await acts.retention(of: network.id), story: try await acts.settingsStory(of: network.id))
    }

    private func done(_ ask: Ask, at part: DeskSettings.Part) throws -> Answer {
        .redirect(to: "/n/\(try ask.requireNetwork().slug)/settings?done=1#\(part.rawValue)")
    }

    private func change(_ ask: Ask) async throws -> Answer {
        let form = ask.form, network = try ask.requireNetwork()
        do {
            let change = try SettingsForm.change(form)
            // Somebody else's new lengths must not be overwritten by a form that was opened before them.
            let version = change.part == .clocks ? form["version"].flatMap { Int($0) } : nil
            _ = try await acts.change([change], version: version, by: ask.viewer, in: network.id)
            return try done(ask, at: change.part)
        } catch Refusal.invalid(let problems) {
            return .page(try await pages(ask).all(form, problems), status: 422)
        } catch Refusal.stale {
            return .page(try await pages(ask).all(form, [FieldProblem("", SiteWords.stale)]), status: 412)
        }
    }

    private func keep(_ ask: Ask) async throws -> Answer {
        let form = ask.form, network = try ask.requireNetwork()
        var days: [Retention.Kind: Int?] = [:]
        for kind in Retention.Kind.allCases {
            guard let typed = form["keep.\(kind.rawValue)"] else { continue }
            days.updateValue(Int(Clean.line(typed)), forKey: kind)
        }
        do {
            _ = try await acts.keep(days, by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/settings?done=1#retention")
        } catch Refusal.invalid(let problems) {
            return .page(try await pages(ask).all(form, problems), status: 422)
        }
    }

    private func changeItem(_ ask: Ask) async throws -> Answer {
        let form = ask.form, pages = try await pages(ask)
        let known = try item(ask, pages.settings)
        do {
            _ = try await acts.change(
                [SettingsForm.item(form, known?.id)], by: ask.viewer, in: try ask.requireNetwork().id)
            return try done(ask, at: .catalogue)
        } catch Refusal.invalid(let problems) {
            return .page(pages.item(known, form, problems), status: 422)
        }
    }

    private func changeQuestion(_ ask: Ask) async throws -> Answer {
        let form = ask.form, pages = try await pages(ask)
        let known = try question(ask, pages.settings)
        do {
            _ = try await acts.change(
                [SettingsForm.question(form, known?.id)], by: ask.viewer, in: try ask.requireNetwork().id)
            return try done(ask, at: .checklist)
        } catch Refusal.invalid(let problems) {
            return .page(pages.question(known, form, problems), status: 422)
        }
    }

    private func changeBriefing(_ ask: Ask) async throws -> Answer {
        let form = ask.form, pages = try await pages(ask), known = try briefing(ask, pages.settings)
        do {
            let draft = BriefingDraft(
                category: known.category.rawValue, zh: form["zh"] ?? "", en: form["en"] ?? "",
                isAsked: form["asked"] == "1", certificate: form["certificate"] ?? "")
            _ = try await acts.change([.briefings([draft])], by: ask.viewer, in: try ask.requireNetwork().id)
            return try done(ask, at: .briefings)
        } catch Refusal.invalid(let problems) {
            return .page(pages.briefing(known, form, problems), status: 422)
        }
    }

    private func briefing(_ ask: Ask, _ settings: DeskSettings) throws(Refusal) -> Briefing {
        guard let category = ask.parameters["category"].flatMap(Need.Category.init(rawValue:)),
            let briefing = settings.briefings[category]
        else { throw .notFound }
        return briefing
    }

    /// The thing that the address names; none for a new one.
    private func item(_ ask: Ask, _ settings: DeskSettings) throws(Refusal) -> Catalogue.Item? {
        let id = ask.parameters["item"]
        if id == "new" { return nil }
        guard let item = settings.catalogue.items.first(where: { $0.id == id }) else { throw .notFound }
        return item
    }

    private func question(_ ask: Ask, _ settings: DeskSettings) throws(Refusal) -> Checklist.Question? {
        let id = ask.parameters["question"]
        if id == "new" { return nil }
        guard let question = settings.checklist.questions.first(where: { $0.id == id }) else { throw .notFound }
        return question
    }
}

/// What the pages' forms mean.
enum SettingsForm {
    static func change(_ form: Form) throws(Refusal) -> SettingsChange {
        if let part = form["reset"].flatMap(DeskSettings.Part.init(rawValue:)) { return .reset(part) }
        if form["_form"] == "desk" {
            func number(_ name: String) -> Int { Int((form[name] ?? "").trimmingCharacters(in: .whitespaces)) ?? -1 }
            return .desk(
                DeskDraft(
                    mostOpen: number("desk.mostOpen"), secondLook: number("desk.secondLook"),
                    restAfter: number("desk.restAfter")))
        }
        guard form["_form"] == "clocks" else {
            return .about(
                runBy: form["about.runBy"] ?? "", contact: form["about.contact"] ?? "",
                compliance: ComplianceContact(
                    name: form["about.complianceBy"] ?? "", contact: form["about.complianceContact"] ?? ""))
        }
        var draft = ClocksDraft()
        var problems: [FieldProblem] = []
        func minutes(_ field: String) -> Double? {
            if let minutes = SpanText.minutes(form[field] ?? "") { return minutes }
            problems.append(FieldProblem(field, SettingsWords.badSpan))
            return nil
        }
        for step in ClockLengths.steps {
            func field(_ urgency: Need.Urgency) -> String { "clocks.steps.\(step.rawValue).\(urgency.name)" }
            // What the rules set stands on the form as words.
            guard Need.Urgency.allCases.contains(where: { form[field($0)] != nil }) else { continue }
            for urgency in Need.Urgency.allCases {
                draft.steps[step.rawValue, default: [:]][urgency.name] = minutes(field(urgency))
            }
        }
        draft.retries = (0..<ClockLengths.retryCount).compactMap { minutes("clocks.retries.\($0)") }
        draft.reachLimit = minutes("clocks.reachLimit")
        guard problems.isEmpty else { throw .invalid(problems) }
        return .clocks(draft)
    }

    static func item(_ form: Form, _ id: String?) -> SettingsChange {
        if let id, form["do"] == "remove" { return .removeItem(id) }
        if let id, form["do"] == "raise" { return .raiseItem(id) }
        return .item(
            ItemDraft(
                id: id ?? "", zh: form["zh"] ?? "", en: form["en"] ?? "", words: Clean.list(form["words"] ?? ""),
                category: form["category"] ?? "", isControlled: form["controlled"] == "1"))
    }

    static func question(_ form: Form, _ id: String?) -> SettingsChange {
        if let id, form["do"] == "remove" { return .removeQuestion(id) }
        return .question(
            QuestionDraft(
                id: id ?? "", zh: form["zh"] ?? "", en: form["en"] ?? "", categories: form.all("categories")))
    }
}
