internal import Database

/// Quick ways into the intake form: from an earlier need, from a public one, from what is like it.
extension NeedRoutes {
    var similarEndpoints: [Endpoint] {
        [
            Endpoint(.post, "/n/{slug}/ask/similar", .submit, .page, handle: similarFragment),
            Endpoint(.get, "/t/{code}/again", .track, .page, handle: again),
        ]
    }

    /// So often an hour an address may have needs compared: a form asks at every pause in typing, and many people share one.
    static let comparedPerHour = 600
    private static let mostEarlier = 5

    /// Similar public needs for the form as it stands; nothing past the limit, and never a refusal of what she writes.
    func similar(_ ask: Ask, _ form: Form) async throws -> [SimilarNeed] {
        do {
            try await limiter.check(
                .similar, ask.remote, limit: NeedRoutes.comparedPerHour, per: Time.hour, now: acts.world.now())
        } catch let refusal as Refusal where refusal.status == 429 {
            return []
        }
        return try await acts.similar(
            to: AskPages.entry(form, language: ask.language), in: try ask.requireNetwork().id, for: ask.language)
    }

    private func similarFragment(_ ask: Ask) async throws -> Answer {
        let parts = SimilarParts(frame: frames(ask), slug: try ask.requireNetwork().slug)
        return .page(parts.fragment(try await similar(ask, ask.form)))
    }

    // MARK: Earlier needs of this phone

    /// The mark under which the intake form of a network knows an earlier need.
    private static func askCookie(_ code: String) -> String { "weft_a_\(code)" }

    /// Makes this device known at the intake form too.
    func markingForm(_ answer: Answer, _ need: Need, _ mark: String, in network: Network) -> Answer {
        answer.settingCookie(
            NeedRoutes.askCookie(need.code), mark, maxAge: mark.isEmpty ? 0 : NeedRoutes.markLifetime,
            isSecure: acts.configuration.isSecure, path: "/n/\(network.slug)/ask")
    }

    /// Opens the form filled in from the need of the address; whoever bears no mark of it proves who they are first.
    private func again(_ ask: Ask) async throws -> Answer {
        let code = ask.parameters["code"] ?? ""
        guard let (need, _) = try await requester(ask), let mark = ask.cookie(cookieName(need.code)),
            let network = try await acts.network(of: need)
        else { return .redirect(to: "/track?code=\(Form.encode(code))") }
        return markingForm(.redirect(to: "/n/\(network.slug)/ask?again=\(need.code)"), need, mark, in: network)
    }

    /// The earlier needs whose marks this device bears, newest first.
    func earlierNeeds(_ ask: Ask) async throws -> [Need] {
        let network = try ask.requireNetwork()
        let oldest = acts.world.now() - Int64(try await acts.retention(of: network.id)[.contacts]) * Time.day
        var needs: [Need] = []
        for (code, mark) in ask.cookies(startingWith: NeedRoutes.askCookie("")).prefix(12) {
            guard let found = try await acts.earlier(code, .mark(mark), in: network.id) else { continue }
            let need = found.need
            if need.state.isOpen || need.changedAt > oldest { needs.append(need) }
        }
        return Array(needs.sorted { $1.id < $0.id }.prefix(NeedRoutes.mostEarlier))
    }

    /// What a form says its need comes from.
    func origin(_ ask: Ask, _ form: Form) -> NeedOrigin {
        var origin = NeedOrigin(follow: form.text("follow").flatMap { ID($0) })
        if let code = form.text("again"), let mark = ask.cookie(NeedRoutes.askCookie(code)) {
            origin.again = (code, .mark(mark))
        }
        return origin
    }

    // MARK: The form, filled in

    /// The form with what stands beside it; where it comes from an earlier or a public need, filled in from there as far as
    /// nothing was typed.
    func filled(_ ask: Ask, _ form: Form, isFirst: Bool) async throws -> (form: Form, extras: AskExtras) {
        let network = try ask.requireNetwork(), origin = origin(ask, form)
        var form = form, extras = AskExtras()
        if isFirst { extras.earlier = try await earlierNeeds(ask) }
        if let again = origin.again,
            let found = try await acts.earlier(again.code, again.proof, in: network.id)
        {
            extras.again = found.need
            if isFirst { form = form.filled(try await acts.entry(from: found.need, full: found.full)) }
        }
        if let need = try await acts.followed(origin.follow, by: ask.viewer, in: network.id) {
            let view = try await acts.view(need.id, for: ask.viewer, in: network.id)
            extras.follow = view
            form = form.filled(view.entry(in: ask.language, at: acts.world.now()))
        }
        return (form, extras)
    }
}

extension NeedView {
    /// What of it fills the form of somebody whose need is the same.
    fileprivate func entry(in language: Language, at now: Int64) -> NeedEntry {
        var entry = NeedEntry()
        entry.title = title ?? ""
        if case .full(let lines) = lines { entry.take(lines, in: language, at: now, amounts: false) }
        entry.area = [area.country == PlaceWords.china ? "" : area.country, area.province, area.city, area.district]
        entry.category = category.rawValue
        entry.language = language
        return entry
    }
}

extension Form {
    /// With the fields of `entry` where nothing was typed; a place that was said stays as it is.
    fileprivate func filled(_ entry: NeedEntry) -> Form {
        var form = self
        let hasPlace = ["country", "province", "city", "district"].contains { text($0) != nil }
        let place = hasPlace || entry.area.count < 4 ? ["", "", "", ""] : Array(entry.area[0...3])
        let fields = [
            ("title", entry.title), ("lines", entry.pastedLines), ("institution", entry.institution),
            ("country", place[0]), ("province", place[1]), ("city", place[2]), ("district", place[3]),
            ("category", entry.category),
            ("place.address", entry.address), ("place.receiving", entry.receiving), ("contact.name", entry.name),
            ("contact.phone", entry.phone), ("contact.email", entry.email), ("contact.wechat", entry.wechat),
            ("contact.preference", entry.preference), ("substitute", entry.substitute),
        ]
        // Whoever has said what people do has said it all.
        if !pairs.contains(where: { $0.name.hasPrefix("people.") }) {
            for (name, value) in PeopleFields.pairs(entry.lines) where !value.isEmpty { form = form.with(name, value) }
        }
        for (name, value) in fields where text(name) == nil && !value.isEmpty { form = form.with(name, value) }
        return form
    }
}

extension Ask {
    /// The cookies whose names begin so, by the rest of their names.
    fileprivate func cookies(startingWith prefix: String) -> [(rest: String, value: String)] {
        (headers["cookie"] ?? "").split(separator: ";").compactMap { pair in
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].hasPrefix(prefix) else { return nil }
            return (String(parts[0].dropFirst(prefix.count)), String(parts[1]))
        }
    }
}
