internal import Database
internal import Engine

/// The public intake's page: filled in, shown before it is sent, sent.
extension NeedRoutes {
    func askForm(_ ask: Ask) async throws -> Answer {
        // An address carries which need fills the form, never what is typed into it.
        let named = Form(
            pairs: ask.query.pairs.filter { ["again", "follow"].contains($0.name) }.map { ($0.name, $0.value) })
        let (form, extras) = try await filled(ask, named, isFirst: true)
        return .page(try await askPages(ask, extras).form(form, []))
    }

    private func askPages(_ ask: Ask, _ extras: AskExtras) async throws -> AskPages {
        let network = try ask.requireNetwork()
        let picture = try await acts.duty.picture(of: network.id, now: acts.world.now())
        return AskPages(
            frame: frames(ask), network: network, settings: picture.settings,
            tempo: try await acts.tempo(of: network.id), places: acts.places,
            opened: acts.openedMark(now: acts.world.now()),
            keptDays: try await acts.retention(of: network.id)[.contacts], extras: extras,
            limits: try await acts.limits(of: network.id),
            emergencies: try await acts.activeEmergencies(in: network.id))
    }

    private var pass: IntakePass { IntakePass(acts: acts, limiter: limiter) }

    func submit(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            if let word = form.text("do") { return .page(try await reshown(ask, form, word)) }
            try await pass.admit(ask)
            let receipt = try await acts.submit(
                AskPages.entry(form, language: ask.language), by: ask.viewer, in: network, once: ask.formOnce,
                trace: IntakeTrace(
                    device: ask.visit, filledIn: acts.openFor(form["_opened"], now: acts.world.now())),
                from: origin(ask, form))
            return try await mark(receipt.need, full: true, to: "/t/\(receipt.need.code)?new=1")
        } catch Refusal.invalid(let problems) {
            let named = problems.map(PeopleFields.named)
            let (shown, extras) = try await filled(ask, form, isFirst: false)
            var pages = try await askPages(ask, extras)
            pages.pass = pass.step(after: form)
            return .page(pages.form(shown, named), status: 422)
        } catch let refusal as Refusal where refusal.status == 429 {
            let (shown, extras) = try await filled(ask, form, isFirst: false)
            var pages = try await askPages(ask, extras)
            pages.pass = pass.step(after: form, isOver: true)
            let page = pages.form(shown, [FieldProblem("title", refusal.words)])
            return .page(page, status: 429).with("Retry-After", "\(refusal.retryAfter ?? 60)")
        }
    }

    /// The form shown again before anything is sent: as everybody will see it, as the same as another need, or by itself.
    private func reshown(_ ask: Ask, _ form: Form, _ word: String) async throws -> HTML {
        let network = try ask.requireNetwork()
        if word == "code" { try await pass.send(ask) }
        let step = pass.step(after: form)
        var form = form.with("do", nil), preview: Need?
        if word == "apart" { form = form.with("follow", nil) }
        if word.hasPrefix("follow:") { form = form.with("follow", String(word.dropFirst(7))) }
        if word == "preview" {
            preview = try await acts.preview(
                AskPages.entry(form, language: ask.language), by: ask.viewer, in: network)
        }
        var (shown, extras) = try await filled(ask, form, isFirst: false)
        if preview != nil && extras.follow == nil { extras.similar = try await similar(ask, shown) }
        var pages = try await askPages(ask, extras)
        pages.pass = step
        return pages.form(shown, [], preview: preview)
    }
}
