internal import Database
internal import Engine

/// The doors to calls for help, for those who dispatch: pages and the same for programs.
struct WaveRoutes: Sendable {
    let acts: WaveActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        let root = "/n/{slug}"
        return [
            Endpoint(.get, "\(root)/needs/{id}/help-calls", .callForHelp, .page, handle: propose),
            Endpoint(.post, "\(root)/needs/{id}/help-calls", .callForHelp, .page, handle: start),
            Endpoint(.get, "\(root)/help-calls", .callForHelp, .page) { ask in .page(try await list(ask)) },
            Endpoint(.get, "\(root)/help-calls/{id}", .callForHelp, .page) { ask in
                .page(try await call(try ask.id("id"), ask))
            },
            Endpoint(.post, "\(root)/help-calls/{id}", .callForHelp, .page, handle: act),
            Endpoint(.post, "\(root)/contact-budget", .editSettings, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    try await acts.setContacts(
                        perWeek: form.text("perWeek").flatMap(Int.init), by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/help-calls")
                } catch Refusal.invalid(let problems) {
                    return .page(try await list(ask, form, problems), status: 422)
                }
            },
        ]
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .post, "\(root)/needs/{id}/help-calls", .callForHelp, .api,
                "Call people for a line of a need: the first wave is asked",
                accepts: WaveSchemas.callToPost, gives: WaveSchemas.call, status: 201
            ) { ask in
                let network = try ask.requireNetwork().id, draft = try ask.decoded(HelpBody.self).draft()
                let started = try await acts.start(
                    draft, on: try ask.id("id"), by: ask.viewer, in: network, once: ask.once)
                let reading = try await acts.reading(of: started.call.id, for: ask.viewer, in: network)
                let view = HelpCallView(
                    reading: reading, language: ask.language, isWhole: true, refused: started.refused)
                return .json(view, status: 201)
            },
            Endpoint(
                .get, "\(root)/help-calls", .callForHelp, .api, "Calls for help, the newest first",
                gives: WaveSchemas.calls
            ) { ask in
                let need = try id("need", ask.query)
                let found = try await acts.list(
                    need: need, openOnly: ask.query["open"] == "1", for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(HelpCallsView(calls: found, language: ask.language))
            },
            Endpoint(
                .get, "\(root)/help-calls/{id}", .callForHelp, .api, "One call for help, with whom it asked",
                gives: WaveSchemas.call
            ) { ask in try await view(ask) },
            Endpoint(
                .post, "\(root)/help-calls/{id}/actions", .callForHelp, .api,
                "End a call, look again, or ask these people too", accepts: WaveSchemas.action,
                gives: WaveSchemas.call
            ) { ask in
                let body = try ask.decoded(ActionBody.self)
                let refused = try await perform(
                    body.action ?? "", on: try ask.id("id"), members: body.members ?? [], ask)
                return try await view(ask, refused: refused)
            },
            Endpoint(
                .get, "\(root)/contact-budget", .seeSettings, .api, "How often one person is asked in seven days",
                gives: WaveSchemas.budget
            ) { ask in
                .json(ContactBudgetView(perWeek: try await acts.contactsPerWeek(in: try ask.requireNetwork().id)))
            },
            Endpoint(
                .post, "\(root)/contact-budget", .editSettings, .api, "Change how often one person is asked",
                accepts: WaveSchemas.budget, gives: WaveSchemas.budget
            ) { ask in
                let network = try ask.requireNetwork().id
                try await acts.setContacts(
                    perWeek: try ask.decoded(BudgetBody.self).perWeek, by: ask.viewer, in: network)
                return .json(ContactBudgetView(perWeek: try await acts.contactsPerWeek(in: network)))
            },
        ]
    }

    private struct ActionBody: Decodable {
        let action: String?
        let members: [String]?
    }

    private struct BudgetBody: Decodable {
        let perWeek: Int?
    }

    private func pages(_ ask: Ask, _ network: Network) -> WavePages {
        WavePages(frame: frames(ask), network: network)
    }

    private func id(_ name: String, _ form: Form) throws(Refusal) -> ID? {
        guard let text = form.text(name) else { return nil }
        guard let id = ID(text) else { throw .notFound }
        return id
    }

    private func view(
        _ ask: Ask, refused: [(member: ID, why: WaveStop)] = []
    ) async throws -> Answer {
        let reading = try await acts.reading(
            of: try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
        return .json(HelpCallView(reading: reading, language: ask.language, isWhole: true, refused: refused))
    }

    private func list(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let calls = try await acts.list(
            need: try id("need", ask.query), openOnly: false, for: ask.viewer, in: network.id)
        let perWeek = try await acts.contactsPerWeek(in: network.id)
        return pages(ask, network).list(calls, perWeek: perWeek, form, problems)
    }

    // MARK: Going on

    /// The page of a call, with whom else it could ask.
    private func call(
        _ id: ID, _ ask: Ask, refused: [(member: ID, why: WaveStop)] = [], _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let network = try ask.requireNetwork()
        let reading = try await acts.reading(of: id, for: ask.viewer, in: network.id)
        return pages(ask, network).call(
            reading, others: try await acts.others(beside: reading, by: ask.viewer, in: network.id),
            refused: try await acts.named(refused, in: network.id), problems)
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        do {
            let refused = try await perform(form["action"] ?? "", on: id, members: form.all("member"), ask)
            // Who was passed over is said once, to whoever chose them.
            guard refused.isEmpty else { return .page(try await call(id, ask, refused: refused)) }
            return .redirect(to: "/n/\(network.slug)/help-calls/\(id)")
        } catch Refusal.invalid(let problems) {
            return .page(try await call(id, ask, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await call(id, ask, [FieldProblem("", words)]), status: 409)
        }
    }

    /// - Returns: who of those chosen was not asked, and why.
    private func perform(
        _ action: String, on id: ID, members: [String], _ ask: Ask
    ) async throws -> [(member: ID, why: WaveStop)] {
        let network = try ask.requireNetwork().id
        switch action {
        case "end": try await acts.end(id, by: ask.viewer, in: network)
        case "again": try await acts.again(id, by: ask.viewer, in: network)
        case "ask":
            let picks = try HelpBody.ids(members, "members")
            return try await acts.ask(also: picks, of: id, by: ask.viewer, in: network).refused
        default: throw Refusal.invalid("action", SiteWords.badChoice(["end", "again", "ask"], action))
        }
        return []
    }

    // MARK: Starting

    private func propose(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        do {
            let draft = try HelpBody(ask.query).draft()
            // Whoever asks for what runs already is led to it, and can ask more people there.
            if let runs = try await acts.list(need: id, openOnly: true, for: ask.viewer, in: network.id)
                .first(where: { $0.call.lineID == draft.line && !$0.isPast })
            {
                return .redirect(to: "/n/\(network.slug)/help-calls/\(runs.call.id)")
            }
            let found = try await acts.proposal(for: id, draft, by: ask.viewer, in: network.id)
            return .page(pages(ask, network).proposal(found))
        } catch Refusal.invalid(let problems) {
            return .page(try await again(ask, id, ask.query, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(pages(ask, network).refused(id, ask.query, [FieldProblem("", words)]), status: 409)
        }
    }

    private func start(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        do {
            let started = try await acts.start(
                try HelpBody(form).draft(), on: id, by: ask.viewer, in: network.id, once: ask.formOnce)
            guard !started.refused.isEmpty else {
                return .redirect(to: "/n/\(network.slug)/help-calls/\(started.call.id)")
            }
            // Who was passed over is said once, to whoever chose them.
            return .page(try await call(started.call.id, ask, refused: started.refused))
        } catch Refusal.invalid(let problems) {
            return .page(try await again(ask, id, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(pages(ask, network).refused(id, form, [FieldProblem("", words)]), status: 409)
        }
    }

    private func again(_ ask: Ask, _ id: ID, _ form: Form, _ problems: [FieldProblem]) async throws -> HTML {
        let network = try ask.requireNetwork()
        guard let line = form.text("line").flatMap({ ID($0) }),
            let found = try? await acts.proposal(for: id, HelpDraft(line: line), by: ask.viewer, in: network.id)
        else { return pages(ask, network).refused(id, form, problems) }
        return pages(ask, network).proposal(found, form, problems)
    }
}

/// A call as it is sent in.
struct HelpBody: Decodable {
    let line: String?
    let wanted: Int?
    let from: String?
    let hours: Double?
    /// The same, exactly.
    let minutes: Int?
    let members: [String]?

    init(_ form: Form) throws(Refusal) {
        line = form.text("line")
        wanted = try HelpBody.number("wanted", form)
        hours = nil
        minutes = try form.text("hours").map { (text) throws(Refusal) in
            guard let read = SpanText.minutes(text), (0...100_000).contains(read) else {
                throw .invalid("hours", WaveWords.badHours)
            }
            return Int(read.rounded())
        }
        from = form.text("from")
        members = form["picked"] == "1" ? form.all("member") : nil
    }

    private static func number(_ name: String, _ form: Form) throws(Refusal) -> Int? {
        guard let text = form.text(name) else { return nil }
        guard let number = Int(text) else { throw .invalid(name, SiteWords.wrongType) }
        return number
    }

    static func ids(_ texts: [String], _ field: String) throws(Refusal) -> [ID] {
        var ids: [ID] = []
        for text in texts {
            guard let id = ID(text) else { throw .invalid(field, SiteWords.wrongType) }
            ids.append(id)
        }
        return ids
    }

    /// - Throws: ``Refusal/invalid(_:)`` naming the field.
    func draft() throws(Refusal) -> HelpDraft {
        guard let line else { throw .invalid("line", SiteWords.missing) }
        guard let id = ID(line) else { throw .invalid("line", NeedWords.unknownLine) }
        var terms = CallTerms()
        if let hours {
            guard (0...1000).contains(hours) else { throw .invalid("hours", WaveWords.badHours) }
            terms.minutes = Int((hours * 60).rounded())
        }
        if let minutes { terms.minutes = minutes }
        if let from, !from.isEmpty {
            guard let moment = Clean.moment(from) else { throw .invalid("from", VolunteerWords.badMoment) }
            terms.from = moment
        }
        let members = try members.map { (texts) throws(Refusal) in try HelpBody.ids(texts, "members") }
        if let members, members.isEmpty { throw .invalid("members", WaveWords.nobodyPicked) }
        return HelpDraft(line: id, wanted: wanted, terms: terms, members: members)
    }
}
