internal import Database

/// The doors to public records.
struct RecordRoutes: Sendable {
    let acts: CardActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let page = "/n/{slug}"
        return [
            Endpoint(.get, "\(page)/records/{id}", .seeRecord, .page, handle: show),
            Endpoint(.post, "\(page)/records/{id}", .keepRecord, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id"), action = ask.form["action"] ?? ""
                try await act(action, id, ask)
                return .redirect(
                    to: action == "end" ? "/n/\(network.slug)/me/record" : "/n/\(network.slug)/records/\(id)")
            },
            Endpoint(.get, "\(page)/me/record", .keepRecord, .page) { ask in .page(try await own(ask)) },
            Endpoint(.post, "\(page)/me/record", .keepRecord, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    let record = try await acts.showRecord(
                        organisation: form.text("organisation").flatMap { ID($0) }, consents: form["consents"] == "yes",
                        by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/records/\(record.id)")
                } catch Refusal.invalid(let problems) {
                    return .page(try await own(ask, form, problems), status: 422)
                }
            },
        ] + programs
    }

    private func pages(_ ask: Ask, _ network: Network) -> RecordPages {
        RecordPages(frame: frames(ask), network: network)
    }

    private func own(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        return pages(ask, network).own(
            try await acts.ownRecords(of: ask.viewer, in: network.id), form, problems)
    }

    private func show(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        guard let shown = try await acts.record(id, for: ask.viewer, in: network.id) else {
            return .page(pages(ask, network).gone(), status: 410)
        }
        let code = try await acts.look(ask.query[ShareRules.parameter], at: id, in: network.id, ask)
        let answer = Answer.page(pages(ask, network).shown(shown, code: code))
        guard let code else { return answer }
        return answer.settingVisitCookie(
            ShareRules.cookie, code, isSecure: acts.needs.configuration.isSecure)
    }

    private func act(_ action: String, _ id: ID, _ ask: Ask) async throws {
        let network = try ask.requireNetwork().id
        switch action {
        case "end": try await acts.endRecord(id, by: ask.viewer, in: network)
        case "agree": try await acts.setNamed(true, on: id, by: ask.viewer, in: network)
        case "takeBack": try await acts.setNamed(false, on: id, by: ask.viewer, in: network)
        default: throw Refusal.invalid("action", SiteWords.badChoice(["end", "agree", "takeBack"], action))
        }
    }

    // MARK: For programs

    private struct RecordBody: Decodable {
        let organisation: String?
        let consents: Bool?
    }

    private struct ActionBody: Decodable {
        let action: String?
    }

    private var programs: [Endpoint] {
        let api = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .get, "\(api)/records/{id}", .seeRecord, .api, "A public record", gives: CardSchemas.record
            ) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                guard let shown = try await acts.record(id, for: ask.viewer, in: network.id) else {
                    throw Refusal.notFound
                }
                return .json(RecordView(shown: shown, base: acts.base, slug: network.slug))
            },
            Endpoint(
                .get, "\(api)/records/{id}/card.png", .seeRecord, .api, "A public record, as image/png; ?lang=zh|en"
            ) { ask in
                let network = try ask.requireNetwork()
                return .picture(try await acts.picture(ofRecord: try ask.id("id"), in: network, ask.language))
            },
            Endpoint(
                .post, "\(api)/records", .keepRecord, .api,
                "Show one's own public record, or that of an organisation one speaks for",
                accepts: CardSchemas.recordToPost, gives: CardSchemas.record, status: 201
            ) { ask in
                let body = try ask.decoded(RecordBody.self), network = try ask.requireNetwork()
                let organisation = try body.organisation.map { text throws(Refusal) -> ID in
                    guard let id = ID(text) else { throw .invalid("organisation", SiteWords.missing) }
                    return id
                }
                let record = try await acts.showRecord(
                    organisation: organisation, consents: body.consents ?? false, by: ask.viewer, in: network.id)
                guard let shown = try await acts.record(record.id, for: ask.viewer, in: network.id) else {
                    throw Refusal.notFound
                }
                return .json(RecordView(shown: shown, base: acts.base, slug: network.slug), status: 201)
            },
            Endpoint(
                .post, "\(api)/records/{id}/actions", .keepRecord, .api,
                "Take a record back; agree to be named on it, or take that back", accepts: CardSchemas.recordAction
            ) { ask in
                let id = try ask.id("id")
                try await act(try ask.decoded(ActionBody.self).action ?? "", id, ask)
                return .json(DoneView(id: id))
            },
        ]
    }
}

/// A record for programs.
struct RecordView: View {
    let shown: ShownRecord
    let base: String
    let slug: String

    func write(to json: inout JSON) {
        let figures = shown.figures
        json.object { json in
            json.field("id", shown.record.id)
            json.field("kind", shown.record.kind.rawValue)
            json.field("name", shown.name)
            json.field("since", moment: shown.since)
            json.name("figures")
            json.object { json in
                json.field("deliveries", figures.deliveries)
                json.field("deliveriesTimed", figures.timed)
                json.field("deliveriesInTime", figures.inTime)
                json.field("answers", figures.answers)
                json.field("answersInTime", figures.answersInTime)
                json.field("disputes", figures.disputes)
                json.field("disputesSettled", figures.settled)
                json.field("members", figures.members)
            }
            json.field("vouchers", shown.vouchers)
            json.field("url", "\(base)/n/\(slug)/records/\(shown.record.id)")
        }
    }
}
