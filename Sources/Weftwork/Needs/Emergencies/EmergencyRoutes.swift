internal import Database
internal import Engine

/// The doors to emergencies: for people and for programs.
struct EmergencyRoutes: Sendable {
    let acts: NeedActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/emergencies"
        return [
            Endpoint(.get, root, .seeEmergencies, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(try pages(ask).list(try await acts.emergencies(for: ask.viewer, in: network.id)))
            },
            Endpoint(.get, "\(root)/new", .editEmergency, .page) { ask in .page(try await form(ask, nil)) },
            Endpoint(.post, root, .editEmergency, .page, handle: open),
            Endpoint(.get, "\(root)/{id}", .seeEmergencies, .page) { ask in .page(try await shown(ask)) },
            Endpoint(.get, "\(root)/{id}/edit", .editEmergency, .page) { ask in
                .page(try await form(ask, try await known(ask)))
            },
            Endpoint(.post, "\(root)/{id}", .editEmergency, .page, handle: change),
            Endpoint(.post, "\(root)/{id}/phase", .editEmergency, .page, handle: phase),
            Endpoint(.get, "\(root)/{id}/close", .editEmergency, .page) { ask in .page(try await closing(ask)) },
            Endpoint(.post, "\(root)/{id}/close", .editEmergency, .page, handle: close),
            Endpoint(.post, "\(root)/{id}/review", .editEmergency, .page, handle: review),
        ]
    }

    private func pages(_ ask: Ask, _ problems: [FieldProblem] = []) throws -> EmergencyPages {
        let form = ask.method == .post ? ask.form : Form()
        return EmergencyPages(frame: frames(ask), network: try ask.requireNetwork(), form: form, problems: problems)
    }

    private func known(_ ask: Ask) async throws -> Emergency {
        let network = try ask.requireNetwork().id, id = try ask.id("id")
        guard let found = try await acts.database.read({ db in try db.emergency(id, in: network) }) else {
            throw Refusal.notFound
        }
        return found
    }

    private func shown(_ ask: Ask, _ problems: [FieldProblem] = []) async throws -> HTML {
        let story = try await acts.emergency(try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
        return try pages(ask, problems).show(story)
    }

    // MARK: Opening and changing

    private func form(_ ask: Ask, _ emergency: Emergency?, _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork().id
        let members = try await acts.database.read { db in try db.members(of: network) }
        return try pages(ask, problems).form(emergency, members: members)
    }

    private func draft(_ form: Form) -> EmergencyDraft {
        EmergencyDraft(
            name: form["name"], kind: form["kind"], level: form["level"],
            areas: form["areas"].map { $0.split(whereSeparator: \.isNewline).map { [String($0)] } },
            adviceZh: form["advice.zh"], adviceEn: form["advice.en"],
            hotlines: form["hotlines"].map(EmergencyRules.hotlines), lead: form["lead"], phase: form["phase"],
            version: form["version"].flatMap { Int($0) })
    }

    private func open(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            let made = try await acts.openEmergency(
                draft(ask.form), by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/emergencies/\(made.id)")
        } catch Refusal.invalid(let problems) {
            return .page(try await form(ask, nil, problems), status: 422)
        }
    }

    private func change(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        do {
            _ = try await acts.changeEmergency(id, draft(ask.form), by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/emergencies/\(id)")
        } catch Refusal.invalid(let problems) {
            return .page(try await form(ask, try await known(ask), problems), status: 422)
        } catch Refusal.stale {
            // What was typed stays; sent again, it is meant.
            let problems = [FieldProblem("", SiteWords.stale)]
            return .page(try await form(ask, try await known(ask), problems), status: 412)
        }
    }

    // MARK: Moving on

    /// Does `body`; what was refused is shown on its page.
    private func moving(_ ask: Ask, _ body: () async throws -> Void) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        do {
            try await body()
            return .redirect(to: "/n/\(network.slug)/emergencies/\(id)")
        } catch Refusal.invalid(let problems) {
            return .page(try await shown(ask, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await shown(ask, [FieldProblem("", words)]), status: 409)
        } catch Refusal.stale {
            return .page(try await shown(ask, [FieldProblem("", SiteWords.stale)]), status: 412)
        }
    }

    private func phase(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        return try await moving(ask) {
            _ = try await acts.advance(
                id, to: try EmergencyRules.phase(form.text("phase")), closingDraft(form), by: ask.viewer,
                in: network.id)
        }
    }

    private func review(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        return try await moving(ask) {
            _ = try await acts.writeReview(
                wentWell: form["wentWell"] ?? "", toChange: form["toChange"] ?? "", ofEmergency: id,
                read: form["written_at"].flatMap { Int64($0) }, by: ask.viewer, in: network.id)
        }
    }

    // MARK: Closing

    private func closing(_ ask: Ask, _ problems: [FieldProblem] = []) async throws -> HTML {
        let open = try await acts.openUnder(try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
        return try pages(ask, problems).closing(open)
    }

    private func closingDraft(_ form: Form) -> ClosingDraft {
        func pairs(_ prefix: String) -> [(id: String, to: String)] {
            form.pairs.filter { $0.name.hasPrefix(prefix) }.map { (String($0.name.dropFirst(prefix.count)), $0.value) }
        }
        return ClosingDraft(
            rest: form["to"], needs: pairs("needs."), shifts: pairs("shifts."), teams: pairs("teams."),
            restrictions: pairs("restrictions."))
    }

    private func close(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        do {
            _ = try await acts.advance(id, to: .closed, closingDraft(ask.form), by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/emergencies/\(id)")
        } catch Refusal.invalid(let problems) {
            return .page(try await closing(ask, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await shown(ask, [FieldProblem("", words)]), status: 409)
        }
    }
}

extension EmergencyRules {
    /// The emergency of a form in which one can be chosen by its id.
    static func tie(_ word: String?) throws(Refusal) -> ID? {
        let word = Clean.line(word ?? "")
        if word.isEmpty || word == none { return nil }
        guard let id = ID(word) else { throw .invalid("emergency", EmergencyWords.unknown) }
        return id
    }

    /// - Throws: ``Refusal/invalid(_:)`` for a word that is no phase.
    static func phase(_ word: String?) throws(Refusal) -> Emergency.Phase {
        guard let phase = word.flatMap({ Emergency.Phase(rawValue: Clean.line($0)) }) else {
            throw .invalid("phase", SiteWords.badChoice(Emergency.Phase.allCases.map(\.rawValue), word ?? ""))
        }
        return phase
    }
}
