internal import Database
internal import Engine

/// Pages about offers: every handler reads the form, calls the act, shows what came of it.
struct OfferRoutes: Sendable {
    let acts: OfferActs
    let limiter: RateLimiter
    let frames: Frames
    let parts: PageParts

    var endpoints: [Endpoint] {
        let network = "/n/{slug}", root = "/n/{slug}/offers"
        return [
            Endpoint(.get, "\(network)/offer", .seeOffers, .page) { ask in .page(try await form(ask)) },
            Endpoint(.post, "\(network)/offer", .offer, .page, handle: submit),
            Endpoint(.get, root, .seeOffers, .page, handle: list),
            Endpoint(.get, "\(root).csv", .exportOffers, .page, handle: export),
            Endpoint(.get, "\(network)/me/offers", .offer, .page, handle: mine),
            Endpoint(.get, "\(root)/desk", .seeOfferFile, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(
                    try page(ask).plain(
                        OfferPageWords.desk, try await acts.deskOffers(for: ask.viewer, in: network.id),
                        empty: OfferPageWords.noneAtDesk))
            },
            Endpoint(.get, "\(root)/import", .importOffers, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(
                    imports(ask, network).page(
                        Form(), header: [], report: nil,
                        kept: try await acts.needs.keptMappings(of: .offers, in: network.id)))
            },
            Endpoint(
                .post, "\(root)/import", .importOffers, .page, mostBytes: NeedImport.mostBytes, handle: runImport),
            Endpoint(.get, "\(root)/{id}", .seeOffers, .page) { ask in
                .page(try await pages(ask, try ask.id("id")).html())
            },
            Endpoint(.post, "\(root)/{id}/actions", .seeOffers, .page, handle: act),
            Endpoint(.post, "\(root)/{id}/uses", .useOffer, .page, handle: use),
            Endpoint(.post, "\(root)/{id}/reveals", .lookAtOffer, .page, handle: look),
            Endpoint(.post, "\(network)/uses/{id}", .seeOffers, .page, handle: answer),
        ]
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) throws -> OfferPages {
        OfferPages(frame: frames(ask), network: try ask.requireNetwork(), form: form, problems: problems)
    }

    private var pass: IntakePass { IntakePass(acts: acts.needs, limiter: limiter) }

    private func form(
        _ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = [], isOver: Bool = false
    ) async throws -> HTML {
        let pages = try page(ask, form, problems)
        guard ask.viewer.member == nil else { return pages.offerForm(acts.needs.places) }
        let network = try ask.requireNetwork().id
        return pages.offerForm(
            acts.needs.places,
            guests: GuestOfferForm(
                about: try await acts.needs.settings(of: network).about,
                keptDays: try await acts.needs.retention(of: network)[.contacts],
                pass: pass.step(after: form, isOver: isOver)))
    }

    private func submit(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            if form["do"] == "code" {
                try await pass.send(ask)
                return .page(try await self.form(ask, form))
            }
            try await pass.admit(ask)
            let receipt = try await acts.submit(
                OfferEntry(form, language: ask.language), by: ask.viewer, in: network, once: ask.formOnce)
            if let code = receipt.offer.code, ask.viewer.isGuest {
                return acts.marking(.redirect(to: "/o/\(code)?new=1"), receipt.offer, full: true)
            }
            return .redirect(to: "/n/\(network.slug)/me/offers?sent=1#offer-\(receipt.offer.id)")
        } catch Refusal.invalid(let problems) {
            let named = problems.map { problem in
                problem.field.hasPrefix("lines") ? FieldProblem("lines", problem.message) : problem
            }
            return .page(try await self.form(ask, form, named), status: 422)
        } catch let refusal as Refusal where refusal.status == 429 {
            return .page(
                try await self.form(ask, form, [FieldProblem("lines", refusal.words)], isOver: true), status: 429
            )
            .with("Retry-After", "\(refusal.retryAfter ?? 60)")
        }
    }

    // MARK: Lists

    private func list(_ ask: Ask) async throws -> Answer {
        var clean = ask
        clean.query = ask.query.withoutBlanks
        var query = try OfferQuery(clean.query)
        let network = try ask.requireNetwork().id
        do {
            return .page(try page(clean).list(query, try await acts.list(query, for: ask.viewer, in: network)))
        } catch Refusal.invalid(let problems) where query.near != nil && problems.allSatisfy(\.isOfNear) {
            // What was typed stands beside what is wrong with it; the list goes on without.
            query.near = nil
            let found = try await acts.list(query, for: ask.viewer, in: network)
            return .page(try page(clean, Form(), problems).list(query, found), status: 422)
        }
    }

    private func export(_ ask: Ask) async throws -> Answer {
        try await limiter.checkExport(ask, now: acts.world.now())
        let text = try await acts.exportCSV(
            by: ask.viewer, in: try ask.requireNetwork().id, bom: true, matching: ask.query.withoutBlanks)
        return .download(text, name: "offers.csv", type: "text/csv; charset=utf-8")
    }

    private func mine(_ ask: Ask) async throws -> Answer {
        _ = try ask.requireMember()
        let states = Offer.State.allCases.map(\.rawValue).joined(separator: ",")
        let query = try OfferQuery(Form(pairs: [("mine", "1"), ("state", states), ("limit", "200")]))
        let found = try await acts.list(query, for: ask.viewer, in: try ask.requireNetwork().id)
        return .page(
            try page(ask).plain(OfferPageWords.myOffers, found.offers, empty: OfferPageWords.noneOfMine))
    }

    // MARK: One offer

    private func pages(_ ask: Ask, _ id: ID) async throws -> OfferFilePages {
        let network = try ask.requireNetwork().id
        let file = try await acts.file(id, for: ask.viewer, in: network)
        var pages = OfferFilePages(
            frame: frames(ask), network: try ask.requireNetwork(), file: file, places: acts.needs.places)
        if ask.query["done"] == "1" { pages.notice = OfferPageWords.done }
        let ties = file.offer.ties(of: ask.viewer)
        if file.offer.state == .listed, file.offer.hidden == nil,
            Policy.allows(.seeOfferMatches, ask.viewer, ties: ties)
        {
            pages.more = try await parts.html(.offer, pages.frame, try ask.requireNetwork())
        }
        guard let member = ask.viewer.member else { return pages }
        if file.view.file?.allowed.contains("use") == true {
            pages.targets = try await acts.needsFor(
                file.offer, choosing: OfferChoice(ask.form) ?? OfferChoice(ask.query), by: ask.viewer, in: network)
        }
        for use in file.uses.map(\.use) where use.state == .asked && use.isAnswered(by: ask.viewer, of: file.offer) {
            guard let need = try await acts.database.read({ db in try db.need(use.needID, in: network) }) else {
                continue
            }
            pages.preparations[use.id] = try await acts.needs.preparation(for: member, at: need, in: network)
        }
        return pages
    }

    /// Does `body`, then shows the offer again; what was wrong stands beside what was typed.
    private func shown(_ ask: Ask, _ id: ID, _ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch Refusal.invalid(let problems) {
            return try await again(ask, id, problems, 422)
        } catch Refusal.conflict(let words, let extras) {
            return try await again(ask, id, [FieldProblem("", words)], 409, asked: extras.next)
        } catch Refusal.forbidden(let words) {
            return try await again(ask, id, [FieldProblem("", words)], 403)
        }
    }

    private func again(
        _ ask: Ask, _ id: ID, _ problems: [FieldProblem], _ status: Int, asked: ID? = nil
    ) async throws -> Answer {
        var pages = try await pages(ask, id)
        pages.asked = asked
        pages.form = ask.form
        // A choice of a page names need and line together.
        pages.problems = problems.map {
            ["need", "needLine"].contains($0.field) ? FieldProblem("target", $0.message) : $0
        }
        return .page(pages.html(), status: status)
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        return try await shown(ask, id) {
            let action = try OfferActionBody(ask.form).parsed(now: acts.world.now())
            _ = try await acts.perform(action, on: id, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/offers/\(id)?done=1")
        }
    }

    private func use(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        return try await shown(ask, id) {
            let draft = try OfferUseBody(ask.form).draft(now: acts.world.now())
            let made = try await acts.use(draft, of: id, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/offers/\(id)?done=1#use-\(made.id)")
        }
    }

    private func answer(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        let known = try await acts.use(id, for: ask.viewer, in: network.id)
        return try await shown(ask, known.offerID) {
            let answer = try OfferUseBody(ask.form).answer(known, now: acts.world.now())
            _ = try await acts.answer(answer, use: id, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/offers/\(known.offerID)?done=1#use-\(id)")
        }
    }

    /// The contact stands on the answer to the post alone: it is at no address that could be passed on.
    private func look(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork().id, id = try ask.id("id")
        return try await shown(ask, id) {
            let part = try await acts.look(
                at: id, purpose: ask.form["purpose"] ?? "", by: ask.viewer, in: network)
            var pages = try await pages(ask, id)
            pages.revealed = part
            return .page(pages.html())
        }
    }

    // MARK: Import

    private func imports(_ ask: Ask, _ network: Network) -> ImportPages {
        ImportPages(
            frame: frames(ask), network: network,
            subject: ImportPages.Subject(
                title: OfferPageWords.importOffers, path: "offers/import", fields: OfferImport.fields,
                name: { OfferColumnWords.name($0) }, keepsMappings: true))
    }

    private func runImport(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), pages = imports(ask, network)
        try Policy.require(.importOffers, ask.viewer)
        var form = ask.form, kept = try await acts.needs.keptMappings(of: .offers, in: network.id)
        let content = Array((form["content"] ?? "").utf8)
        let header = ImportTable.header(of: content)
        do {
            if let name = form.text("kept"), let chosen = kept.first(where: { $0.name == name }) {
                for (field, column) in chosen.mapping { form = form.with("map.\(field)", column) }
            }
            var options = OfferImport()
            options.isDryRun = form["do"] != "run"
            options.isAllOrNothing = form["allOrNothing"] == "1"
            for field in OfferImport.fields {
                if let column = form.text("map.\(field)") { options.mapping[field] = column }
            }
            if let name = form.text("mapName") {
                try await acts.needs.keepMapping(options.mapping, as: name, of: .offers, in: network.id)
                kept = try await acts.needs.keptMappings(of: .offers, in: network.id)
            }
            let report = try await acts.importOffers(content, options, by: ask.viewer, into: network)
            return .page(pages.page(form, header: header, report: report, kept: kept))
        } catch Refusal.invalid(let problems) {
            let named = problems.map {
                OfferImport.fields.contains($0.field) ? FieldProblem("map.\($0.field)", $0.message) : $0
            }
            return .page(pages.page(form, header: header, report: nil, kept: kept, problems: named), status: 422)
        } catch Refusal.unreadable(let words) {
            let problems = [FieldProblem("content", words)]
            return .page(pages.page(form, header: [], report: nil, kept: kept, problems: problems), status: 400)
        }
    }
}
