internal import Database
internal import Engine

/// The requester's pages. Her secret link marks the device and moves to an address without the secret.
extension NeedRoutes {
    var trackEndpoints: [Endpoint] {
        [
            Endpoint(.get, "/track", .track, .page, handle: findForm),
            Endpoint(.post, "/track", .track, .page, handle: find),
            Endpoint(.post, "/track/link", .track, .page, handle: sendLinkAgain),
            Endpoint(.get, "/t/{code}", .track, .page, handle: track),
            Endpoint(.post, "/t/{code}/actions", .track, .page, handle: actOnTrack),
            Endpoint(.post, "/t/{code}/appeal", .track, .page) { ask in
                try await saying(ask) { need, viewer, place in
                    try await members.appeal(
                        about: place, ask.form["words"] ?? "", by: viewer, in: need.networkID)
                }
            },
            Endpoint(.post, "/t/{code}/report-text", .track, .page) { ask in
                try await saying(ask) { need, viewer, place in
                    try await limitReports(of: need)
                    try await members.report(
                        ReportDraft(place: place, words: ask.form["words"] ?? ""), by: viewer, in: need.networkID,
                        once: ask.formOnce)
                }
            },
            Endpoint(.post, "/t/{code}/forget", .track, .page) { ask in
                guard let (need, viewer) = try await requester(ask) else { throw Refusal.notFound }
                try await acts.forget(need.id, by: viewer, in: need.networkID)
                let answer = Answer.redirect(to: "/t/\(need.code)?done=1")
                guard let network = try await acts.network(of: need) else { return answer }
                return markingForm(answer, need, "", in: network)
            },
        ]
    }

    static let markLifetime = 180 * 86400

    func cookieName(_ code: String) -> String { "weft_t_\(code)" }

    /// Marks this device as hers and goes to `path`.
    func mark(_ need: Need, full: Bool, to path: String) async throws -> Answer {
        let mark = acts.deviceMark(of: need.id, full: full)
        let answer = Answer.redirect(to: path).settingCookie(
            cookieName(need.code), mark, maxAge: NeedRoutes.markLifetime,
            isSecure: acts.configuration.isSecure, path: "/t/\(need.code)")
        guard let network = try await acts.network(of: need) else { return answer }
        return markingForm(answer, need, mark, in: network)
    }

    /// Asks for the digits. A page that was passed on by its address leads here: beside the question stands what
    /// everybody may see.
    private func findForm(_ ask: Ask) async throws -> Answer {
        var shown: TrackPages.Public?
        if let code = ask.query["code"], let need = try await acts.need(code: code),
            let network = try await acts.network(of: need),
            let title = try? await acts.view(
                need.id, for: Viewer(.anonymous, language: ask.language), in: network.id
            ).title
        {
            shown = TrackPages.Public(title: title, address: "/n/\(network.slug)/needs/\(need.id)")
        }
        let isUntyped = try await acts.isUntyped(ask.query["code"])
        return .page(
            TrackPages.find(
                frames(ask), ask.query, [], shown, isUntyped: isUntyped, isSent: ask.query["sent"] == "1"))
    }

    /// Whether there is such a code, and a way to send by, the answer does not say. So many a day for each code: nobody is
    /// showered with what strangers ask for.
    private func sendLinkAgain(_ ask: Ask) async throws -> Answer {
        let now = acts.world.now()
        guard let code = TrackingCode.read(ask.form["linkCode"] ?? "") else {
            let problems = [FieldProblem("linkCode", TrackWords.badCode)]
            return .page(TrackPages.find(frames(ask), ask.form, problems), status: 422)
        }
        do {
            try await limiter.check(.ownLink, "from \(ask.remote)", limit: 20, per: Time.hour, now: now)
            try await limiter.check(.ownLink, "again \(code)", limit: NeedActs.linksADay, per: Time.day, now: now)
        } catch let refusal as Refusal where refusal.status == 429 {
            let problems = [FieldProblem("linkCode", refusal.words)]
            return .page(TrackPages.find(frames(ask), ask.form, problems), status: 429)
                .with("Retry-After", "\(refusal.retryAfter ?? 3600)")
        }
        if let need = try await acts.need(code: code) {
            try await acts.sendLinkAgain(of: need)
        } else {
            try await otherCodes?.sendLinkAgain(code)
        }
        return .redirect(to: "/track?sent=1")
    }

    private func find(_ ask: Ask) async throws -> Answer {
        let form = ask.form
        do {
            let found = try await acts.requester(
                code: form["code"] ?? "", digits: form["digits"] ?? "", from: ask.remote, limiter)
            return try await mark(found.need, full: false, to: "/t/\(found.need.code)")
        } catch Refusal.notFound {
            if let found = try await otherCodes?.find(form["code"] ?? "", digits: form["digits"] ?? "", ask) {
                return found
            }
            return .page(
                TrackPages.find(frames(ask), form, [FieldProblem("code", NeedWords.wrongCodeOrDigits)]), status: 404)
        } catch let refusal as Refusal where refusal.status == 429 {
            return .page(TrackPages.find(frames(ask), form, [FieldProblem("code", refusal.words)]), status: 429)
                .with("Retry-After", "\(refusal.retryAfter ?? 60)")
        }
    }

    private func track(_ ask: Ask) async throws -> Answer {
        let code = ask.parameters["code"] ?? ""
        if let secret = ask.query["secret"] {
            let found = try await acts.requester(code: code, secret: secret)
            return try await mark(found.need, full: true, to: "/t/\(found.need.code)")
        }
        guard let (need, viewer) = try await requester(ask) else {
            return .redirect(to: "/track?code=\(Form.encode(code))")
        }
        return .page(try await page(ask, need, viewer))
    }

    /// Who this device stands for; nobody where it bears no mark.
    func requester(_ ask: Ask) async throws -> (need: Need, viewer: Viewer)? {
        guard let need = try await acts.need(code: ask.parameters["code"] ?? ""),
            let mark = ask.cookie(cookieName(need.code)), let identity = acts.identity(mark: mark, need: need.id)
        else { return nil }
        return (need, Viewer(identity, language: ask.language))
    }

    func page(
        _ ask: Ask, _ need: Need, _ viewer: Viewer, form: Form = Form(), problems: [FieldProblem] = []
    ) async throws -> HTML {
        var ask = ask
        ask.viewer = viewer
        ask.network = try await acts.network(of: need)
        let file = try await acts.file(need.id, for: viewer, in: need.networkID)
        let place = TextPlace(kind: .need, id: need.id)
        let hiding =
            file.need.hidden == nil ? nil : try await members.hiding(of: place, for: viewer, in: need.networkID)
        let link = file.ties.contains(.requesterInFull) ? acts.trackingURL(of: need) : nil
        let tempo = need.state == .submitted ? try await acts.tempo(of: need.networkID) : nil
        let about = need.state == .unmet ? try await acts.settings(of: need.networkID).about.contact : ""
        return TrackPages(
            frame: frames(ask), places: acts.places, hiding: hiding, reading: tempo.map(BurstWords.reading),
            runnersContact: about
        ).page(
            file, link: link, isNew: ask.query["new"] == "1", form: form, problems: problems,
            notice: ask.query["done"] == "1" ? CaseWords.done : nil,
            talk: try await talkCard(ask, need, viewer, form, problems))
    }

    /// What she says about her words that others read, or about what was written to her.
    private func saying(
        _ ask: Ask, _ body: (Need, Viewer, TextPlace) async throws -> Void
    ) async throws -> Answer {
        try await onHerPage(ask) { need, viewer in
            let post = ask.form.text("post").flatMap { ID($0) }.map { TextPlace(kind: .post, id: $0) }
            try await body(need, viewer, post ?? TextPlace(kind: .need, id: need.id))
            return ""
        }
    }

    private func actOnTrack(_ ask: Ask) async throws -> Answer {
        try await onHerPage(ask) { need, viewer in
            let action = try ActionBody(ask.form).parsed(now: acts.world.now())
            _ = try await acts.perform(action, on: need.id, by: viewer, in: need.networkID, once: ask.formOnce)
            return ""
        }
    }

    /// Acts for her, then shows her page; what was wrong is said beside what was typed.
    ///
    /// - Parameter act: gives the part of her page to show, `#photos`, or nothing for its beginning.
    func onHerPage(_ ask: Ask, _ act: (Need, Viewer) async throws -> String) async throws -> Answer {
        guard let (need, viewer) = try await requester(ask) else { throw Refusal.notFound }
        let form = ask.form
        try await acts.hasRead(need, by: viewer)
        do {
            let part = try await act(need, viewer)
            return .redirect(to: "/t/\(need.code)?done=1\(part)")
        } catch Refusal.invalid(let problems) {
            let named = problems.map { $0.named(in: form) }
            return .page(try await page(ask, need, viewer, form: form, problems: named), status: 422)
        } catch Refusal.conflict(let words, _) {
            let problems = [FieldProblem("", words)]
            return .page(try await page(ask, need, viewer, form: form, problems: problems), status: 409)
        }
    }
}

/// The way by code and last digits to something that is no need.
protocol CodeDoor: Sendable {
    /// Where it leads; nothing for what is none. The guess was counted already, and is given back where it was right.
    func find(_ code: String, digits: String, _ ask: Ask) async throws -> Answer?
    /// Sends the link of what has this code to the address that was left there; nothing for what is none. The try was counted already.
    func sendLinkAgain(_ code: String) async throws
}

extension Form {
    /// Without fields that were left empty: a filter that isn't set is none.
    var withoutBlanks: Form {
        Form(pairs: pairs.filter { !$0.value.isEmpty }.map { ($0.name, $0.value) })
    }
}

extension FieldProblem {
    /// The problem of a line, or of the answer to a question, at the field in which the form asks for it.
    func named(in form: Form) -> FieldProblem {
        let parts = field.split(separator: ".")
        let checks = form.pairs.map(\.name).filter { $0.hasPrefix("check.") }
        if parts.first == "checks", parts.count > 1, let index = Int(parts[1]), checks.indices.contains(index) {
            return FieldProblem(checks[index], message)
        }
        let quantities = form.pairs.filter { $0.name.hasPrefix("quantity.") }
        guard parts.count == 3, parts[0] == "lines", let index = Int(parts[1]), quantities.indices.contains(index),
            ["quantity", "from", "to", "hours", "remote", "substitute"].contains(parts[2])
        else { return self }
        return FieldProblem("\(parts[2]).\(quantities[index].name.dropFirst("quantity.".count))", message)
    }
}

extension ActionBody {
    /// The same act from a form.
    init(_ form: Form) {
        action = form["action"]
        note = form["note"]
        confidence = form["confidence"]
        audience = form["audience"]
        reason = form["reason"]
        question = form["question"]
        text = form["text"]
        channel = form["channel"]
        retryAt = form["retryAt"]
        into = form["into"]
        tried = form["tried"]
        rating = form.text("rating").map { LooseText($0) }
        urgency = form["urgency"]
        answer = form.text("answer").map { LooseText($0) }
        title = form["title"]
        description = form["description"]
        neededBy = form["neededBy"]
        address = form["address"]
        receiving = form["receiving"]
        let places = ["country", "province", "city", "district"]
        if places.contains(where: { form[$0] != nil }) { area = places.map { form[$0] ?? "" } }
        areaCode = form.text("areaCode").map { LooseText($0) }
        checks = form.pairs.filter { $0.name.hasPrefix("check.") }.map {
            let id = String($0.name.dropFirst(6))
            return Check(id: id, answer: $0.value, note: form.text("checknote.\(id)"))
        }
        keepInstitution = form["keepInstitution"] == "1"
        emergency = form["emergency"]
        asTyped = form.all("asTyped")
        allowance = form.text("allowance").map { LooseText($0) }
        reliesOn = form.text("reliesOn")
        let met = Set(form.all("met"))
        lines = form.pairs.filter { $0.name.hasPrefix("quantity.") }.map { pair in
            let id = String(pair.name.dropFirst(9))
            let work = LineWorkParts.entry(form, id)
            return LineChange(
                id: id, quantity: LooseText(pair.value), met: met.contains(id), from: work.from, to: work.to,
                hours: work.hours, remote: work.remote.map { LooseText($0) },
                substitute: work.substitute.map { LooseText($0) })
        }
        if form["contact.phone"] != nil || form["contact.email"] != nil {
            contact = NeedBody.ContactBody(
                name: form["contact.name"], phone: form["contact.phone"], email: form["contact.email"],
                wechat: form["contact.wechat"])
        }
    }
}
