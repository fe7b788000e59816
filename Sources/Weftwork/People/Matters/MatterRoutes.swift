internal import Database

/// The doors to matters among people.
struct MatterRoutes: Sendable {
    let acts: MemberActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        let root = "/n/{slug}"
        return [
            Endpoint(.get, "\(root)/matters", .seeMatters, .page) { ask in
                let network = try ask.requireNetwork()
                let found = try await acts.matters(for: ask.viewer, in: network.id)
                return .page(page(ask, network).list(mine: found.mine, open: found.open, names: found.names))
            },
            Endpoint(.get, "\(root)/matters/{id}", .seeMatters, .page) { ask in .page(try await matter(ask)) },
            Endpoint(.post, "\(root)/matters/{id}/notes", .seeMatters, .page) { ask in
                try await trying(ask) { id, network in
                    try await acts.say(ask.form["words"] ?? "", in: id, by: ask.viewer, network: network)
                }
            },
            Endpoint(.post, "\(root)/matters/{id}/owner", .seeMatters, .page) { ask in
                try await trying(ask) { id, network in
                    try await acts.handOver(id, to: try named(ask.form["to"]), by: ask.viewer, network: network)
                }
            },
            Endpoint(.post, "\(root)/matters/{id}/close", .seeMatters, .page) { ask in
                try await trying(ask) { id, network in
                    try await acts.close(
                        id, ask.form["outcome"] ?? "", reason: ask.form["words"] ?? "", seen: ask.form.text("seen"),
                        by: ask.viewer, network: network)
                }
            },
            Endpoint(.post, "\(root)/matters/{id}/neutral", .seeMatters, .page) { ask in
                try await trying(ask) { id, network in
                    try await acts.answerNeutral(
                        id, accepts: ask.form["accepts"] == "yes", by: ask.viewer, network: network)
                }
            },
            Endpoint(.post, "\(root)/matters/{id}/agreement", .seeMatters, .page) { ask in
                try await trying(ask) { id, network in
                    try await acts.proposeAgreement(
                        ask.form["words"] ?? "", in: id, by: ask.viewer, network: network)
                }
            },
            Endpoint(.post, "\(root)/matters/{id}/sign", .seeMatters, .page) { ask in
                try await trying(ask) { id, network in
                    try await acts.signAgreement(
                        ask.form["agreement"].flatMap { ID($0) }, in: id, by: ask.viewer, network: network)
                }
            },
            Endpoint(.post, "\(root)/matters/{id}/missing", .seeMatters, .page) { ask in
                try await trying(ask) { id, network in
                    try await acts.missInAgreement(
                        ask.form["words"] ?? "", in: id, by: ask.viewer, network: network)
                }
            },
            Endpoint(.get, "\(root)/report", .openMatter, .page) { ask in .page(try await reportPage(ask)) },
            Endpoint(.post, "\(root)/report", .openMatter, .page, handle: report),
        ]
    }

    private func page(_ ask: Ask, _ network: Network) -> MatterPages {
        MatterPages(frame: frames(ask), network: network)
    }

    private func matter(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let reading = try await acts.matter(try ask.id("id"), for: ask.viewer, in: network.id)
        let leads = try await acts.leads(of: network.id)
        return page(ask, network).matter(reading, leads: leads, form, problems)
    }

    private func trying(_ ask: Ask, _ act: (ID, ID) async throws -> Void) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        do {
            try await act(id, network.id)
            return .redirect(to: "/n/\(network.slug)/matters/\(id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await matter(ask, ask.form, problems), status: 422)
        } catch Refusal.stale {
            return .page(try await matter(ask, ask.form, [FieldProblem("", SiteWords.stale)]), status: 412)
        }
    }

    /// Who is chosen, where somebody is.
    private func named(_ text: String?) throws(Refusal) -> ID? {
        guard let text, !text.isEmpty else { return nil }
        guard let id = ID(text) else { throw .invalid("to", MatterWords.notThey) }
        return id
    }

    // MARK: Opening

    private func reportPage(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let id = (form["about"] ?? ask.query["about"]).flatMap { ID($0) }
        let about = try await acts.database.read { db in try id.flatMap { try db.member($0, in: network.id) } }
        return page(ask, network).report(
            about: about, try await acts.holdings.compliance(of: network.id),
            organisations: try await acts.organisationsSpokenFor(by: ask.viewer), form, problems)
    }

    private func report(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            let draft = try MatterBody(
                kind: form["kind"], about: form["about"], words: form["words"], organisation: form["organisation"]
            )
            .draft()
            let matter = try await acts.open(draft, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/matters/\(matter.id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await reportPage(ask, form, problems), status: 422)
        }
    }

    // MARK: For programs

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/matters"
        return [
            Endpoint(.get, root, .seeMatters, .api, "Matters that concern me", gives: Schemas.matterList) { ask in
                let found = try await acts.matters(for: ask.viewer, in: try ask.requireNetwork().id)
                let views = (found.open + found.mine).map { MatterView(matter: $0) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, root, .openMatter, .api, "Report something, ask for mediation", accepts: Schemas.matterToPost,
                gives: Schemas.matter, status: 201
            ) { ask in
                let draft = try ask.decoded(MatterBody.self).draft()
                let matter = try await acts.open(draft, by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
                return .json(MatterView(matter: matter), status: 201)
            },
            Endpoint(.get, "\(root)/{id}", .seeMatters, .api, "One matter", gives: Schemas.matter) { ask in
                let reading = try await acts.matter(try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(view(reading))
            },
            Endpoint(
                .post, "\(root)/{id}/actions", .seeMatters, .api, "Act in a matter", accepts: Schemas.matterAction,
                gives: Schemas.matter, handle: act),
        ]
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let body = try ask.decoded(MatterActionBody.self), network = try ask.requireNetwork().id, id = try ask.id("id")
        switch body.action {
        case "say": try await acts.say(body.words ?? "", in: id, by: ask.viewer, network: network)
        case "handOver":
            try await acts.handOver(id, to: try named(body.to), by: ask.viewer, network: network)
        case "close":
            try await acts.close(
                id, body.outcome ?? "", reason: body.words ?? "", seen: body.seen, by: ask.viewer, network: network)
        case "acceptNeutral": try await acts.answerNeutral(id, accepts: true, by: ask.viewer, network: network)
        case "refuseNeutral": try await acts.answerNeutral(id, accepts: false, by: ask.viewer, network: network)
        case "propose": try await acts.proposeAgreement(body.words ?? "", in: id, by: ask.viewer, network: network)
        case "sign":
            try await acts.signAgreement(
                body.agreement.flatMap { ID($0) }, in: id, by: ask.viewer, network: network)
        case "missing": try await acts.missInAgreement(body.words ?? "", in: id, by: ask.viewer, network: network)
        default: throw Refusal.invalid("action", SiteWords.badChoice(MatterActionBody.actions, body.action))
        }
        let reading = try await acts.matter(id, for: ask.viewer, in: network)
        return .json(view(reading))
    }

    private func view(_ reading: MatterReading) -> MatterView {
        MatterView(
            matter: reading.matter, words: reading.words, notes: reading.notes, agreement: reading.agreement,
            readers: reading.readers, text: reading.text)
    }
}

private struct MatterBody: Decodable {
    let kind: String?
    let about: String?
    let words: String?
    let organisation: String?

    func draft() throws(Refusal) -> MatterDraft {
        let kinds = Matter.Kind.reports
        guard let kind = kind.flatMap(Matter.Kind.init(rawValue:)), kinds.contains(kind) else {
            throw .invalid("kind", SiteWords.badChoice(kinds.map(\.rawValue), self.kind))
        }
        let about = about.flatMap { ID($0) }
        if kind == .mediation || kind == .nameInText, about == nil { throw .invalid("about", SiteWords.missing) }
        var draft = MatterDraft(kind: kind, about: about, words: words ?? "")
        if let organisation, !organisation.isEmpty {
            guard let id = ID(organisation) else { throw .invalid("organisation", MatterWords.notSpokesperson) }
            draft.organisation = id
        }
        return draft
    }
}

private struct MatterActionBody: Decodable {
    let action: String?
    let words: String?
    let outcome: String?
    let to: String?
    /// The text that was read before it is signed.
    let agreement: String?
    /// The stamp of the text that was read before it is decided about.
    let seen: String?

    static let actions = [
        "say", "handOver", "close", "acceptNeutral", "refuseNeutral", "propose", "sign", "missing",
    ]
}

/// A matter for programs.
struct MatterView: View {
    let matter: Matter
    var words: String?
    var notes: [MatterNote] = []
    var agreement: MatterAgreement?
    var readers: [ReadRecord] = []
    var text: TextReading?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", matter.id)
            json.field("kind", matter.kind.rawValue)
            json.field("stage", matter.stage.rawValue)
            json.field("owner", matter.ownerID)
            json.field("about", matter.aboutID)
            json.field("openedBy", matter.openedByID)
            if let organisation = matter.organisationID { json.field("organisation", organisation) }
            if let agreement {
                json.name("agreement")
                json.object {
                    $0.field("id", agreement.id)
                    $0.field("words", agreement.words)
                    $0.field("openerSignedAt", moment: agreement.openerSignedAt)
                    $0.field("otherSignedAt", moment: agreement.otherSignedAt)
                }
            }
            json.field("openedAt", moment: matter.openedAt)
            if let outcome = matter.outcome { json.field("outcome", outcome.rawValue) }
            if let words { json.field("words", words) }
            if let text {
                json.name("text")
                json.object {
                    $0.field("kind", text.place.kind.rawValue)
                    $0.field("id", text.place.id)
                    $0.field("words", text.words)
                    $0.field("seen", text.seen)
                }
            }
            json.name("notes")
            json.array(notes) { json, note in
                json.object {
                    $0.field("by", note.byName)
                    $0.field("at", moment: note.at)
                    $0.field("words", note.words)
                }
            }
            json.field("readBy", readers: readers)
        }
    }
}
