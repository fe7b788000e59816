internal import Database

/// The doors to volunteers' own cards.
struct VolunteerCardRoutes: Sendable {
    let acts: CardActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let page = "/n/{slug}"
        return [
            Endpoint(.get, "\(page)/cards/{id}", .seeCard, .page, handle: show),
            Endpoint(.get, "\(page)/me/card", .keepCard, .page) { ask in .page(try await own(ask)) },
            Endpoint(.post, "\(page)/me/card", .keepCard, .page, handle: save),
            Endpoint(.post, "\(page)/me/card/end", .keepCard, .page) { ask in
                let network = try ask.requireNetwork()
                try await acts.endCard(by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/me/card?done=1")
            },
        ] + programs
    }

    private func pages(_ ask: Ask, _ network: Network) -> VolunteerCardPages {
        VolunteerCardPages(frame: frames(ask), network: network)
    }

    private func show(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        guard let shown = try await acts.volunteerCard(id, in: network.id) else {
            return .page(pages(ask, network).gone(), status: 410)
        }
        let code = try await acts.look(ask.query[ShareRules.parameter], at: id, in: network.id, ask)
        let answer = Answer.page(pages(ask, network).shown(shown, code: code))
        guard let code else { return answer }
        return answer.settingVisitCookie(
            ShareRules.cookie, code, isSecure: acts.needs.configuration.isSecure)
    }

    private func own(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        return pages(ask, network).own(try await acts.ownCard(of: ask.viewer, in: network.id), form, problems)
    }

    private func save(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            try await acts.showCard(
                VolunteerCardDraft(
                    name: form["name"] ?? "", from: form["from"] ?? "", why: form["why"] ?? "",
                    consents: form["consents"] == "yes"), by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/me/card?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await own(ask, form, problems), status: 422)
        }
    }

    // MARK: For programs

    private struct CardBody: Decodable {
        let name: String?
        let from: String?
        let why: String?
        let consents: Bool?
    }

    private var programs: [Endpoint] {
        let api = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .get, "\(api)/cards/{id}", .seeCard, .api, "A volunteer's own card", gives: CardSchemas.ownCard
            ) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                let shown = try await acts.volunteerCard(id, in: network.id)
                let view = OwnCardView(shown: shown, id: id, base: acts.base, slug: network.slug, isOwn: false)
                return .json(view, status: shown == nil ? 410 : 200)
            },
            Endpoint(
                .get, "\(api)/cards/{id}/card.png", .seeCard, .api, "A volunteer's own card, as image/png; ?lang=zh|en"
            ) { ask in
                let network = try ask.requireNetwork()
                return .picture(try await acts.picture(ofCard: try ask.id("id"), in: network, ask.language))
            },
            Endpoint(
                .get, "\(api)/me/card", .keepCard, .api, "One's own card, with what came of it",
                gives: CardSchemas.ownCard
            ) { ask in .json(try await view(ask)) },
            Endpoint(
                .post, "\(api)/me/card", .keepCard, .api, "Show one's card to everybody, or change it",
                accepts: CardSchemas.ownCardToPost, gives: CardSchemas.ownCard
            ) { ask in
                let body = try ask.decoded(CardBody.self), network = try ask.requireNetwork().id
                try await acts.showCard(
                    VolunteerCardDraft(
                        name: body.name ?? "", from: body.from ?? "", why: body.why ?? "",
                        consents: body.consents ?? false), by: ask.viewer, in: network)
                return .json(try await view(ask))
            },
            Endpoint(
                .post, "\(api)/me/card/end", .keepCard, .api, "Take one's card back", gives: CardSchemas.ownCard
            ) { ask in
                try await acts.endCard(by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(try await view(ask))
            },
        ]
    }

    private func view(_ ask: Ask) async throws -> OwnCardView {
        let network = try ask.requireNetwork()
        let shown = try await acts.ownCard(of: ask.viewer, in: network.id)
        return OwnCardView(
            shown: shown?.card.endedAt == nil ? shown : nil, id: shown?.card.id, base: acts.base, slug: network.slug,
            isOwn: true)
    }
}

/// A volunteer's card for programs: its words where it is shown, else that it is not.
struct OwnCardView: View {
    let shown: ShownCard?
    let id: ID?
    let base: String
    let slug: String
    let isOwn: Bool

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", id)
            guard let shown else { return json.field("state", id == nil ? "none" : "ended") }
            json.field("state", shown.hidden == nil ? "shown" : "hidden")
            if let reason = shown.hidden { json.field("hidden", reason) }
            let query = shown.code.map { "?\(ShareRules.parameter)=\($0)" } ?? ""
            json.field("url", "\(base)/n/\(slug)/cards/\(shown.card.id)\(query)")
            json.field("changedAt", moment: shown.card.changedAt)
            guard isOwn || shown.hidden == nil else { return }
            json.field("name", shown.card.words.name)
            json.field("from", shown.card.words.from)
            json.field("why", shown.card.words.why)
        }
    }
}

extension CardActs {
    /// The picture of a card that is shown.
    /// - Throws: ``Refusal/notFound`` for one that is hidden or was taken back.
    func picture(ofCard id: ID, in network: Network, _ language: Language) async throws -> [UInt8] {
        guard let shown = try await volunteerCard(id, in: network.id), shown.hidden == nil else {
            throw Refusal.notFound
        }
        let words = shown.card.words
        let picture = CardPicture.Words(
            band: network.name, badge: CardPageWords.volunteer(language), isOver: false, title: words.name,
            lines: [words.from.isEmpty ? "" : CardPageWords.from(words.from)(language), words.why].filter {
                !$0.isEmpty
            },
            foot: CardWords.neverPay(language), address: "\(base)/n/\(network.slug)/cards/\(id)")
        return try await printer.png(picture, now: world.now())
    }
}
