internal import Database

/// The doors to what is done about texts that must not stand as they are.
struct ModerationRoutes: Sendable {
    let acts: MemberActs
    let limiter: RateLimiter
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private func page(_ ask: Ask) throws(Refusal) -> ModerationPages {
        ModerationPages(frame: frames(ask), network: try ask.requireNetwork())
    }

    private func place(_ ask: Ask) throws(Refusal) -> TextPlace {
        guard let kind = ask.parameters["kind"].flatMap(TextPlace.Kind.init(rawValue:)) else { throw .notFound }
        return TextPlace(kind: kind, id: try ask.id("id"))
    }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/texts/{kind}/{id}"
        return [
            Endpoint(.get, "\(root)/report", .reportText, .page) { ask in
                let place = try place(ask)
                try await acts.requireReportable(place, by: ask.viewer, in: try ask.requireNetwork().id)
                return .page(try page(ask).report(place))
            },
            Endpoint(.post, "\(root)/report", .reportText, .page, handle: report),
            Endpoint(.get, root, .appealText, .page) { ask in .page(try await ownPage(ask)) },
            Endpoint(.post, "\(root)/appeal", .appealText, .page, handle: appeal),
            Endpoint(.post, "\(root)/hide", .moderate, .page, handle: hide),
            Endpoint(.post, "\(root)/show", .moderate, .page) { ask in
                let place = try place(ask)
                try await acts.show(
                    place, seen: ask.form.text("seen"), by: ask.viewer, in: try ask.requireNetwork().id)
                return .redirect(to: try address(ask, place))
            },
        ]
    }

    /// Where the text stands.
    private func address(_ ask: Ask, _ place: TextPlace) throws(Refusal) -> String {
        let root = "/n/\(try ask.requireNetwork().slug)"
        guard place.kind != .translation, let page = place.page else { return "\(root)/matters" }
        // Before the name of a part of the page.
        let parts = page.split(separator: "#", maxSplits: 1)
        return "\(root)\(parts[0])?done=1\(parts.count > 1 ? "#\(parts[1])" : "")"
    }

    /// Strangers a few times an hour, members a few dozen times a day.
    private func limit(_ ask: Ask) async throws {
        try await ModerationRoutes.count(ask, limiter, now: acts.world.now())
    }

    /// By whatever door they come.
    static func count(_ ask: Ask, _ limiter: RateLimiter, now: Int64) async throws {
        if let member = ask.viewer.member {
            try await limiter.check(
                .report, member.id.description, limit: ModerationRules.dailyReports, per: Time.day, now: now)
        } else {
            try await limiter.check(
                .report, ask.remote, limit: ModerationRules.strangersReports, per: Time.hour, now: now)
        }
    }

    private func report(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), place = try place(ask)
        do {
            try await limit(ask)
            let draft = ReportDraft(place: place, words: ask.form["words"] ?? "")
            try await acts.report(draft, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/texts/\(place.kind.rawValue)/\(place.id)/report?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try page(ask).report(place, ask.form, problems), status: 422)
        }
    }

    private func hide(_ ask: Ask) async throws -> Answer {
        let place = try place(ask)
        do {
            try await acts.hide(
                place, reason: ask.form["reason"] ?? "", seen: ask.form.text("seen"), by: ask.viewer,
                in: try ask.requireNetwork().id)
            return .redirect(to: try address(ask, place))
        } catch Refusal.invalid(let problems) {
            return .page(try page(ask).hiding(place, ask.form, problems), status: 422)
        }
    }

    private func ownPage(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let place = try place(ask)
        let reading = try await acts.hiding(of: place, for: ask.viewer, in: try ask.requireNetwork().id)
        return try page(ask).own(place, reading, form, problems)
    }

    private func appeal(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), place = try place(ask)
        do {
            try await acts.appeal(about: place, ask.form["words"] ?? "", by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/texts/\(place.kind.rawValue)/\(place.id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await ownPage(ask, ask.form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await ownPage(ask, ask.form, [FieldProblem("", words)]), status: 409)
        }
    }

    // MARK: For programs

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .post, "\(root)/reports", .reportText, .api, "Say that a text must not stand as it is",
                accepts: Schemas.reportToPost, status: 201
            ) { ask in
                let body = try ask.decoded(ReportBody.self)
                let draft = ReportDraft(
                    place: try ModerationRules.place(body.kind, body.id), words: body.words ?? "")
                try await limit(ask)
                let id = try await acts.report(draft, by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
                return .json(DoneView(id: id), status: 201)
            },
            Endpoint(
                .get, "\(root)/texts/{kind}/{id}", .appealText, .api, "Whether a text of mine is hidden, and why",
                gives: Schemas.hiding
            ) { ask in
                let reading = try await acts.hiding(
                    of: try place(ask), for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(HidingView(reading: reading, language: ask.viewer.language))
            },
            Endpoint(
                .post, "\(root)/texts/{kind}/{id}/actions", .appealText, .api, "Hide a text, show it again, appeal",
                accepts: Schemas.textAction, handle: act),
        ]
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let body = try ask.decoded(TextActionBody.self), place = try place(ask)
        let network = try ask.requireNetwork().id
        switch body.action {
        case "hide": try await acts.hide(place, reason: body.reason ?? "", seen: body.seen, by: ask.viewer, in: network)
        case "show": try await acts.show(place, seen: body.seen, by: ask.viewer, in: network)
        case "appeal":
            let id = try await acts.appeal(about: place, body.words ?? "", by: ask.viewer, in: network)
            return .json(DoneView(id: id))
        default: throw Refusal.invalid("action", SiteWords.badChoice(["hide", "show", "appeal"], body.action))
        }
        return .json(DoneView(id: place.id))
    }
}

private struct ReportBody: Decodable {
    let kind: String?
    let id: String?
    let words: String?
}

private struct TextActionBody: Decodable {
    let action: String?
    let reason: String?
    let words: String?
    /// The stamp of the post that was read.
    let seen: String?
}

/// Whether a text is hidden, and what became of the appeal.
struct HidingView: View {
    let reading: HidingReading?
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("hidden", reading?.why(language))
            json.field("at", moment: reading?.hiding.at)
            if let appeal = reading?.appeal {
                json.name("appeal")
                json.object {
                    $0.field("open", appeal.isOpen)
                    $0.field("outcome", appeal.outcome?.rawValue)
                    $0.field("words", appeal.words)
                }
            }
        }
    }
}
