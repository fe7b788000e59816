internal import Database

/// The doors to restrictions and permits: pages and programs. What is done on a need's page or on hers stands with those.
struct RestrictionRoutes: Sendable {
    let acts: NeedActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let root = "/n/{slug}/restrictions"
        return [
            Endpoint(.get, root, .seeRestrictions, .page) { ask in .page(try await list(ask)) },
            Endpoint(.post, root, .setRestriction, .page, handle: set),
            Endpoint(.post, "\(root)/{id}", .setRestriction, .page, handle: act),
            Endpoint(.get, "/n/{slug}/permits", .decidePermit, .page) { ask in .page(try await waiting(ask)) },
        ] + programs
    }

    private var programs: [Endpoint] {
        let network = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .get, "\(network)/restrictions", .seeRestrictions, .api, "What an authority keeps to itself",
                gives: RestrictionSchemas.restrictionList
            ) { ask in
                let found = try await acts.restrictions(for: ask.viewer, in: try ask.requireNetwork().id)
                let views = found.map {
                    RestrictionView(restriction: $0.restriction, isInForce: $0.isInForce, isOver: $0.isOver)
                }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(network)/restrictions", .setRestriction, .api, "Enter a restriction",
                accepts: RestrictionSchemas.restrictionToPost, gives: RestrictionSchemas.restriction, status: 201
            ) { ask in
                let draft = try ask.decoded(RestrictionBody.self).draft(now: acts.world.now())
                let made = try await acts.setRestriction(
                    draft, by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
                return .json(view(made), status: 201)
            },
            Endpoint(
                .post, "\(network)/restrictions/{id}/actions", .setRestriction, .api,
                "Change its time or channel, or lift it", accepts: RestrictionSchemas.restrictionAction,
                gives: RestrictionSchemas.restriction
            ) { ask in
                .json(view(try await perform(try ask.decoded(RestrictionBody.self), ask)))
            },
            Endpoint(
                .get, "\(network)/permits", .decidePermit, .api, "Permits that wait to be looked at",
                gives: RestrictionSchemas.permitList
            ) { ask in
                let found = try await acts.permitsWaiting(for: ask.viewer, in: try ask.requireNetwork().id)
                let views = found.map { PermitView(permit: $0.permit) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(network)/permits/{id}/actions", .decidePermit, .api, "Accept or refuse a permit",
                accepts: RestrictionSchemas.permitAction, gives: RestrictionSchemas.permit
            ) { ask in
                let body = try ask.decoded(PermitBody.self)
                let permit = try await acts.decidePermit(
                    try ask.id("id"), accepts: try body.accepts(), reason: body.reason ?? "", by: ask.viewer,
                    in: try ask.requireNetwork().id)
                return .json(PermitView(permit: permit))
            },
        ]
    }

    private func view(_ restriction: Restriction) -> RestrictionView {
        let now = acts.world.now()
        return RestrictionView(
            restriction: restriction, isInForce: restriction.isInForce(at: now), isOver: restriction.isOver(at: now))
    }

    private func list(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        var pages = RestrictionPages(
            frame: frames(ask), network: network, catalogue: try await acts.settings(of: network.id).catalogue,
            form: form, problems: problems)
        if Policy.allows(.setRestriction, ask.viewer) {
            pages.emergencies = try await acts.openEmergencies(in: network.id)
        }
        return pages.list(try await acts.restrictions(for: ask.viewer, in: network.id))
    }

    private func waiting(_ ask: Ask) async throws -> HTML {
        let network = try ask.requireNetwork()
        return RestrictionPages(
            frame: frames(ask), network: network, catalogue: try await acts.settings(of: network.id).catalogue
        ).waiting(try await acts.permitsWaiting(for: ask.viewer, in: network.id))
    }

    private func set(_ ask: Ask) async throws -> Answer {
        try await answered(ask) { network in
            let draft = try RestrictionBody(ask.form).draft(now: acts.world.now())
            let made = try await acts.setRestriction(draft, by: ask.viewer, in: network.id, once: ask.formOnce)
            return "#restriction-\(made.id)"
        }
    }

    private func act(_ ask: Ask) async throws -> Answer {
        try await answered(ask) { _ in
            _ = try await perform(RestrictionBody(ask.form), ask)
            return ""
        }
    }

    private func perform(_ body: RestrictionBody, _ ask: Ask) async throws -> Restriction {
        let network = try ask.requireNetwork().id, id = try ask.id("id")
        switch body.action {
        case "change":
            return try await acts.changeRestriction(
                id, try body.change(now: acts.world.now()), by: ask.viewer, in: network)
        case "lift": return try await acts.liftRestriction(id, by: ask.viewer, in: network)
        default: throw Refusal.invalid("action", SiteWords.badChoice(["change", "lift"], body.action))
        }
    }

    /// Does `body`, then shows the list; what was wrong stands beside what was typed.
    private func answered(_ ask: Ask, _ body: (Network) async throws -> String) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            return .redirect(to: "/n/\(network.slug)/restrictions\(try await body(network))")
        } catch Refusal.invalid(let problems) {
            return .page(try await list(ask, ask.form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await list(ask, ask.form, [FieldProblem("", words)]), status: 409)
        }
    }
}

/// What is done on a need's page, and on hers.
extension NeedRoutes {
    var restrictionEndpoints: [Endpoint] {
        [
            Endpoint(.post, "/n/{slug}/needs/{id}/permits", .statePermit, .page) { ask in
                try await onNeed(ask) { id, network in
                    let draft = try PermitBody(ask.form).draft(now: acts.world.now())
                    _ = try await acts.statePermit(draft, on: id, by: ask.viewer, in: network, once: ask.formOnce)
                }
            },
            Endpoint(.post, "/n/{slug}/needs/{id}/channel", .passToAuthority, .page) { ask in
                try await onNeed(ask) { id, network in
                    let draft = try OfficialWayBody(ask.form).draft(now: acts.world.now())
                    _ = try await acts.passToAuthority(
                        draft, need: id, by: ask.viewer, in: network, once: ask.formOnce)
                }
            },
            Endpoint(.post, "/n/{slug}/needs/{id}/channel/answer", .answerAuthority, .page) { ask in
                try await onNeed(ask) { id, network in
                    let body = OfficialWayBody(ask.form)
                    _ = try await acts.recordAnswer(
                        body.outcome ?? "", words: body.words ?? "", need: id, by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "/n/{slug}/permits/{id}", .decidePermit, .page, handle: decide),
            Endpoint(.post, "/t/{code}/permits", .track, .page) { ask in
                guard let (need, viewer) = try await requester(ask) else { throw Refusal.notFound }
                do {
                    let draft = try PermitBody(ask.form).draft(now: acts.world.now())
                    _ = try await acts.statePermit(
                        draft, on: need.id, by: viewer, in: need.networkID, once: ask.formOnce)
                    return .redirect(to: "/t/\(need.code)?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await page(ask, need, viewer, form: ask.form, problems: problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    let problems = [FieldProblem("", words)]
                    return .page(try await page(ask, need, viewer, form: ask.form, problems: problems), status: 409)
                }
            },
        ]
    }

    private func onNeed(_ ask: Ask, _ body: (ID, ID) async throws -> Void) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        return try await shown(ask, id) {
            try await body(id, network.id)
            return .redirect(to: "/n/\(network.slug)/needs/\(id)?done=1#restrictions")
        }
    }

    private func decide(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        let known = try await acts.database.read { [vault = acts.vault] db in
            try db.permit(id, in: network.id, vault: vault)
        }
        guard let known else { throw Refusal.notFound }
        return try await shown(ask, known.needID) {
            let body = PermitBody(form)
            _ = try await acts.decidePermit(
                id, accepts: try body.accepts(), reason: body.reason ?? "", by: ask.viewer, in: network.id)
            return .redirect(
                to: form["back"] == "permits"
                    ? "/n/\(network.slug)/permits" : "/n/\(network.slug)/needs/\(known.needID)?done=1#permit-\(id)")
        }
    }
}

/// The same for programs.
extension NeedAPI {
    var restrictionEndpoints: [Endpoint] {
        let needs = "/api/v1/networks/{slug}/needs/{id}"
        return [
            Endpoint(
                .get, "\(needs)/permits", .seeNeed, .api, "Permits of a need, and where it lies with an authority",
                gives: RestrictionSchemas.restricted
            ) { ask in
                .json(
                    RestrictedView(
                        file: try await acts.restricted(
                            try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)))
            },
            Endpoint(
                .post, "\(needs)/permits", .statePermit, .api, "State a permit",
                accepts: RestrictionSchemas.permitToPost,
                gives: RestrictionSchemas.permit, status: 201
            ) { ask in
                let draft = try ask.decoded(PermitBody.self).draft(now: acts.world.now())
                let permit = try await acts.statePermit(
                    draft, on: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
                return .json(PermitView(permit: permit), status: 201)
            },
            Endpoint(
                .post, "\(needs)/channel", .passToAuthority, .api, "Pass a need to the authority's channel",
                accepts: RestrictionSchemas.wayToPost, gives: Schemas.need, status: 201
            ) { ask in
                let draft = try ask.decoded(OfficialWayBody.self).draft(now: acts.world.now())
                let id = try ask.id("id"), network = try ask.requireNetwork().id
                _ = try await acts.passToAuthority(draft, need: id, by: ask.viewer, in: network, once: ask.once)
                return .json(try await acts.view(id, for: ask.viewer, in: network), status: 201)
            },
            Endpoint(
                .post, "\(needs)/channel/answer", .answerAuthority, .api, "Write down the authority's answer",
                accepts: RestrictionSchemas.answer, gives: Schemas.need
            ) { ask in
                let body = try ask.decoded(OfficialWayBody.self)
                let id = try ask.id("id"), network = try ask.requireNetwork().id
                _ = try await acts.recordAnswer(
                    body.outcome ?? "", words: body.words ?? "", need: id, by: ask.viewer, in: network)
                return .json(try await acts.view(id, for: ask.viewer, in: network))
            },
            Endpoint(
                .post, "/api/v1/track/{code}/permits", .track, .api, "The requester states a permit",
                accepts: RestrictionSchemas.permitToPost, gives: RestrictionSchemas.permit, status: 201
            ) { ask in
                let (need, viewer) = try await requester(ask)
                let draft = try ask.decoded(PermitBody.self).draft(now: acts.world.now())
                let permit = try await acts.statePermit(
                    draft, on: need.id, by: viewer, in: need.networkID, once: ask.once)
                return .json(PermitView(permit: permit), status: 201)
            },
        ]
    }
}
