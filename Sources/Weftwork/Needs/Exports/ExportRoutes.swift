internal import Database

/// The doors to exports with contacts, and to the record of looks.
struct ExportRoutes: Sendable {
    let acts: NeedActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + looks + programs }

    private func pages(_ ask: Ask) throws(Refusal) -> ExportPages {
        ExportPages(frame: frames(ask), network: try ask.requireNetwork())
    }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/exports"
        return [
            Endpoint(.get, root, .seeExports, .page) { ask in
                .page(try await list(ask, ExportRules.filter(ask.query)))
            },
            Endpoint(.post, root, .exportPrivate, .page, handle: askFor),
            Endpoint(.get, "\(root)/{id}", .seeExports, .page) { ask in .page(try await one(ask)) },
            Endpoint(.post, "\(root)/{id}/actions", .seeExports, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                do {
                    try await decide(
                        ask.form["action"], ask.form["note"], id, by: ask.viewer, in: network.id, field: "note")
                    return .redirect(to: "/n/\(network.slug)/exports/\(id)?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await one(ask, ask.form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await one(ask, ask.form, [FieldProblem("", words)]), status: 409)
                }
            },
            Endpoint(.post, "\(root)/{id}/file", .exportPrivate, .page) { ask in
                let text = try await acts.downloadExport(
                    try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)
                return .download(text, name: "contacts.csv", type: "text/csv; charset=utf-8")
            },
        ]
    }

    private func list(
        _ ask: Ask, _ filter: Form, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let network = try ask.requireNetwork().id
        var preview: (needs: Int, contacts: Int)?, problems = problems
        if Policy.allows(.exportPrivate, ask.viewer) {
            do {
                let found = try await acts.exportPreview(filter, by: ask.viewer, in: network)
                preview = (found.needs.count, found.contacts)
            } catch Refusal.invalid(let found) {
                // Too many, or no filter at all: the list of exports is there all the same.
                if problems.isEmpty { problems = found.map { FieldProblem("", $0.message) } }
            }
        }
        return try pages(ask).all(
            try await acts.exports(for: ask.viewer, in: network), preview, filter: filter, form, problems)
    }

    private func askFor(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        let filter = ExportRules.filter(Form(encoded: form["filter"] ?? ""))
        do {
            let export = try await acts.askForExport(
                ExportDraft(purpose: form["purpose"] ?? "", filter: filter), by: ask.viewer, in: network.id,
                once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/exports/\(export.id)?done=1")
        } catch Refusal.invalid(let problems) {
            // The filter is no field of this form: what is wrong with it is said above all fields.
            let named = problems.map { $0.field == "purpose" ? $0 : FieldProblem("", $0.message) }
            return .page(try await list(ask, filter, form, named), status: 422)
        }
    }

    private func one(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let reading = try await acts.export(try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
        return try pages(ask).one(reading, form, problems)
    }

    /// - Parameter field: how the caller names the reason.
    private func decide(
        _ action: String?, _ note: String?, _ id: ID, by viewer: Viewer, in network: ID, field: String
    ) async throws {
        let outcome: Matter.Outcome
        switch action {
        case "approve": outcome = .approved
        case "refuse": outcome = .refused
        case "withdraw": outcome = .withdrawn
        default: throw Refusal.invalid("action", SiteWords.badChoice(["approve", "refuse", "withdraw"], action))
        }
        do {
            try await acts.decideExport(id, outcome, note: note ?? "", by: viewer, in: network)
        } catch Refusal.invalid(let problems) {
            throw Refusal.invalid(problems.map { FieldProblem($0.field == "words" ? field : $0.field, $0.message) })
        }
    }

    // MARK: Looks

    private var looks: [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}/looks", .seeLooks, .page) { ask in .page(try await looksPage(ask)) },
            Endpoint(.post, "/n/{slug}/looks/{id}/resume", .seeLooks, .page) { ask in
                let network = try ask.requireNetwork()
                do {
                    try await acts.resumeLooks(
                        of: try ask.id("id"), note: ask.form["note"] ?? "", by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/looks?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await looksPage(ask, ask.form, problems), status: 422)
                }
            },
        ]
    }

    private func looksPage(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let reading = try await acts.looks(of: try ask.requireNetwork().id, for: ask.viewer)
        return try pages(ask).looks(reading, form, problems)
    }

    // MARK: For programs

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/exports"
        return [
            Endpoint(.get, root, .seeExports, .api, "Exports with contacts", gives: Schemas.exportList) { ask in
                let found = try await acts.exports(for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(
                    Listing(
                        items: found.map { ExportView(reading: $0) }, next: nil, total: found.count, totalIsExact: true)
                )
            },
            Endpoint(
                .post, root, .exportPrivate, .api, "Ask for an export with contacts", accepts: Schemas.exportToPost,
                gives: Schemas.export, status: 201
            ) { ask in
                let body = try ask.decoded(ExportBody.self), network = try ask.requireNetwork().id
                let filter = Form(pairs: (body.filter ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
                let export = try await acts.askForExport(
                    ExportDraft(purpose: body.purpose ?? "", filter: filter), by: ask.viewer, in: network,
                    once: ask.once)
                let reading = try await acts.export(export.id, for: ask.viewer, in: network)
                return .json(ExportView(reading: reading), status: 201)
            },
            Endpoint(.get, "\(root)/{id}", .seeExports, .api, "One export", gives: Schemas.export) { ask in
                let reading = try await acts.export(
                    try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(ExportView(reading: reading))
            },
            Endpoint(
                .post, "\(root)/{id}/actions", .seeExports, .api, "Approve, refuse or withdraw an export",
                accepts: Schemas.exportAction, gives: Schemas.export
            ) { ask in
                let body = try ask.decoded(ExportActionBody.self), network = try ask.requireNetwork().id
                let id = try ask.id("id")
                try await decide(body.action, body.note, id, by: ask.viewer, in: network, field: "note")
                return .json(ExportView(reading: try await acts.export(id, for: ask.viewer, in: network)))
            },
            Endpoint(
                .get, "\(root)/{id}/file", .exportPrivate, .api, "The table, once, as CSV"
            ) { ask in
                // A browser that looks ahead must not use up the one time.
                guard ask.headers["authorization"] != nil else { throw Refusal.forbidden(SiteWords.forbidden) }
                let text = try await acts.downloadExport(
                    try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)
                return .download(text, name: "contacts.csv", type: "text/csv; charset=utf-8")
            },
        ]
    }
}

private struct ExportBody: Decodable {
    let purpose: String?
    /// The board's parameters by name.
    let filter: [String: String]?
}

private struct ExportActionBody: Decodable {
    let action: String?
    let note: String?
}

/// An export for programs.
struct ExportView: View {
    let reading: ExportReading

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", reading.export.id)
            json.field("state", reading.export.state.rawValue)
            json.field("purpose", reading.purpose)
            json.field("filter", reading.export.filter)
            json.field("needs", reading.export.needs)
            json.field("contacts", reading.export.contacts)
            json.field("askedBy", reading.askedBy)
            json.field("askedAt", moment: reading.export.askedAt)
            if let name = reading.decidedBy { json.field("decidedBy", name) }
            if let at = reading.export.decidedAt { json.field("decidedAt", moment: at) }
            if let at = reading.export.downloadedAt { json.field("downloadedAt", moment: at) }
            json.field("until", moment: reading.export.until)
        }
    }
}
