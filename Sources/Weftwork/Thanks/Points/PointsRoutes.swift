internal import Database

/// The doors to points and thanks.
struct PointsRoutes: Sendable {
    let acts: PointsActs
    let badges: BadgeActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + leadPages + programs + leadPrograms }

    private var pages: [Endpoint] {
        let root = "/n/{slug}"
        return [
            Endpoint(.get, "\(root)/points", .seePoints, .page) { ask in .page(try await rules(ask)) },
            Endpoint(.post, "\(root)/points", .keepPoints, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    try await acts.change(PointsRoutes.draft(form), by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/points?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await rules(ask, form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await rules(ask, form, [FieldProblem("", words)]), status: 409)
                }
            },
            Endpoint(.get, "\(root)/me/thanks", .seeThanks, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(
                    ThanksPages(frame: frames(ask), network: network).own(
                        try await acts.own(of: ask.viewer, in: network.id),
                        try await badges.own(of: ask.viewer, in: network.id)))
            },
            Endpoint(.post, "\(root)/me/thanks", .seeThanks, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                let choice = ThanksChoice(
                    onProfile: form["onProfile"] == "1", inOrganisation: form["inOrganisation"] == "1",
                    byName: form["byName"] == "1")
                try await acts.choose(choice, by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/me/thanks?done=1#show")
            },
            Endpoint(.get, "\(root)/thanks", .seeThanks, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(
                    ThanksPages(frame: frames(ask), network: network).board(
                        try await acts.board(for: ask.viewer, in: network.id)))
            },
        ]
    }

    private var leadPages: [Endpoint] {
        let root = "/n/{slug}"
        return [
            Endpoint(.get, "\(root)/points/shifts", .confirmShift, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(
                    PointsPages(frame: frames(ask), network: network).shifts(
                        try await acts.endedShifts(for: ask.viewer, in: network.id)))
            },
            Endpoint(.post, "\(root)/points/shifts/{id}", .confirmShift, .page) { ask in
                let network = try ask.requireNetwork()
                try await acts.confirm(shift: try ask.id("id"), by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/points/shifts?done=1")
            },
            Endpoint(.get, "\(root)/members/{id}/points", .reverseAward, .page) { ask in
                .page(try await ledger(ask, try ask.id("id")))
            },
            Endpoint(.post, "\(root)/points/awards/{id}", .reverseAward, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
                guard let award = try await acts.database.read({ db in try db.award(id, in: network.id) }) else {
                    throw Refusal.notFound
                }
                do {
                    try await acts.reverse(id, reason: form["reason"] ?? "", by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/members/\(award.memberID)/points?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await ledger(ask, award.memberID, form, problems), status: 422)
                }
            },
        ]
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}"
        return [
            Endpoint(.get, "\(root)/points", .seePoints, .api, "How points are given here", gives: PointsSchemas.rules)
            {
                ask in
                let found = try await acts.rulings(of: try ask.requireNetwork().id)
                return .json(AwardRulingView(ruling: found.now, all: found.all))
            },
            Endpoint(
                .post, "\(root)/points", .keepPoints, .api, "Change how points are given; what is not named stays",
                accepts: PointsSchemas.change, gives: PointsSchemas.rules
            ) { ask in
                let network = try ask.requireNetwork().id
                try await acts.change(
                    try ask.decoded(AwardRulingBody.self).draft(), by: ask.viewer, in: network)
                let found = try await acts.rulings(of: network)
                return .json(AwardRulingView(ruling: found.now, all: found.all))
            },
            Endpoint(
                .get, "\(root)/me/thanks", .seeThanks, .api, "What one is thanked for", gives: PointsSchemas.own
            ) { ask in
                .json(OwnThanksView(own: try await acts.own(of: ask.viewer, in: try ask.requireNetwork().id)))
            },
            Endpoint(
                .post, "\(root)/me/thanks", .seeThanks, .api,
                "Choose who may see one's thanks; what is not named is off",
                accepts: PointsSchemas.choice, gives: PointsSchemas.own
            ) { ask in
                let body = try ask.decoded(ThanksChoiceBody.self), network = try ask.requireNetwork().id
                try await acts.choose(body.choice, by: ask.viewer, in: network)
                return .json(OwnThanksView(own: try await acts.own(of: ask.viewer, in: network)))
            },
            Endpoint(
                .get, "\(root)/thanks", .seeThanks, .api, "What was done together, of those who agreed",
                gives: PointsSchemas.board
            ) { ask in
                .json(
                    ThanksBoardView(
                        board: try await acts.board(for: ask.viewer, in: try ask.requireNetwork().id),
                        language: ask.viewer.language))
            },
        ]
    }

    private var leadPrograms: [Endpoint] {
        let root = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .get, "\(root)/points/shifts", .confirmShift, .api, "Shifts that are over and wait to be confirmed",
                gives: PointsSchemas.shifts
            ) { ask in
                let views = try await acts.endedShifts(for: ask.viewer, in: try ask.requireNetwork().id).map {
                    EndedShiftView(shift: $0)
                }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(root)/points/shifts/{id}", .confirmShift, .api, "Say that somebody was on their shift"
            ) { ask in
                let id = try ask.id("id")
                try await acts.confirm(shift: id, by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(DoneView(id: id))
            },
            Endpoint(
                .get, "\(root)/members/{id}/points", .reverseAward, .api, "The ledger of a member",
                gives: PointsSchemas.ledger
            ) { ask in
                let found = try await acts.ledger(
                    of: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)
                let views = found.1.map { AwardView(line: $0) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(root)/points/awards/{id}", .reverseAward, .api, "Take points back, with a reason",
                accepts: PointsSchemas.reverse
            ) { ask in
                let id = try ask.id("id"), body = try ask.decoded(ReasonBody.self)
                try await acts.reverse(id, reason: body.reason ?? "", by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(DoneView(id: id))
            },
        ]
    }

    // MARK: Parts

    private func rules(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let found = try await acts.rulings(of: network.id)
        return PointsPages(frame: frames(ask), network: network).rules(found.now, found.all, form, problems)
    }

    private func ledger(
        _ ask: Ask, _ member: ID, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let network = try ask.requireNetwork()
        let (member, lines) = try await acts.ledger(of: member, by: ask.viewer, in: network.id)
        return PointsPages(frame: frames(ask), network: network).ledger(member, lines, form, problems)
    }

    private static func draft(_ form: Form) -> AwardRulingDraft {
        var draft = AwardRulingDraft(dayCap: form["dayCap"], reason: form["reason"] ?? "", read: form["read"])
        for kind in AwardKind.allCases {
            draft.points[kind] = form["points.\(kind.rawValue)"]
            draft.caps[kind] = form["cap.\(kind.rawValue)"]
        }
        return draft
    }
}
