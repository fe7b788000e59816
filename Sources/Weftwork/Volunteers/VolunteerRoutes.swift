internal import Database
internal import Engine

/// The doors to one's own hours and skills, and to who is free.
struct VolunteerRoutes: Sendable {
    let acts: VolunteerActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        let root = "/n/{slug}"
        return [
            Endpoint(.get, "\(root)/me/volunteer", .keepVolunteer, .page) { ask in .page(try await own(ask)) },
            Endpoint(.post, "\(root)/me/volunteer", .keepVolunteer, .page) { ask in
                try await answered(ask) { network in
                    try await acts.save(VolunteerPages.draft(ask.form), by: ask.viewer, in: network.id)
                }
            },
            Endpoint(.post, "\(root)/me/availability", .keepVolunteer, .page) { ask in
                try await answered(ask) { network in
                    try await acts.say(try AvailabilityBody(ask.form).draft(), by: ask.viewer, in: network.id)
                }
            },
            Endpoint(.get, "\(root)/me/free", .keepVolunteer, .page) { ask in
                let network = try ask.requireNetwork(), pages = FreePages(frame: frames(ask), network: network)
                guard ask.query["done"] == "1" else { return .page(pages.now()) }
                return .page(pages.said(try await acts.hours(of: ask.viewer, in: network.id)))
            },
            Endpoint(.post, "\(root)/me/free", .keepVolunteer, .page, handle: free),
            Endpoint(.get, "\(root)/volunteers", .seeVolunteers, .page, handle: list),
        ]
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .get, "\(root)/me/volunteer", .keepVolunteer, .api, "Oneself as a volunteer",
                gives: VolunteerSchemas.own
            ) { ask in try await view(ask) },
            Endpoint(
                .post, "\(root)/me/volunteer", .keepVolunteer, .api,
                "Change what one can do; what is not said stays", accepts: VolunteerSchemas.toPost,
                gives: VolunteerSchemas.own
            ) { ask in
                let draft = try ask.decoded(VolunteerBody.self).draft()
                try await acts.save(draft, by: ask.viewer, in: try ask.requireNetwork().id)
                return try await view(ask)
            },
            Endpoint(
                .post, "\(root)/me/availability", .keepVolunteer, .api,
                "Say when one is free, renew it, take it back, pause", accepts: VolunteerSchemas.availability,
                gives: VolunteerSchemas.own
            ) { ask in
                let draft = try ask.decoded(AvailabilityBody.self).draft()
                try await acts.say(draft, by: ask.viewer, in: try ask.requireNetwork().id)
                return try await view(ask)
            },
            Endpoint(
                .get, "\(root)/volunteers", .seeVolunteers, .api, "Who is free, now or at a time",
                gives: VolunteerSchemas.list
            ) { ask in
                let query = ask.query.withoutBlanks
                let found = try await acts.free(
                    try FreeQuery(query), try Paging(query, keys: 1), for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(FreeListView(list: found, language: ask.language))
            },
        ]
    }

    private func view(_ ask: Ask) async throws -> Answer {
        .json(OwnVolunteeringView(reading: try await acts.own(of: ask.viewer, in: try ask.requireNetwork().id)))
    }

    private func own(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        return VolunteerPages(frame: frames(ask), network: network, form: form, problems: problems)
            .own(try await acts.own(of: ask.viewer, in: network.id))
    }

    /// Does `body`, then shows the page; what was wrong stands beside what was typed.
    private func answered(_ ask: Ask, _ body: (Network) async throws -> Void) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            try await body(network)
            return .redirect(to: "/n/\(network.slug)/me/volunteer?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await own(ask, ask.form, problems), status: 422)
        }
    }

    private func free(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            let draft = try AvailabilityBody(ask.form, usual: "now").draft()
            do {
                try await acts.say(draft, by: ask.viewer, in: network.id)
            } catch Refusal.conflict where draft.isStop {
                // The hours ran out while the page stood open: they are free no longer, as they wanted.
            }
            return .redirect(to: "/n/\(network.slug)/me/free?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(FreePages(frame: frames(ask), network: network).now(ask.form, problems), status: 422)
        }
    }

    private func list(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.query.withoutBlanks
        let modules = try await acts.database.read { db in try db.trainingModules(of: network.id) }
        let pages = FreePages(frame: frames(ask), network: network)
        do {
            let found = try await acts.free(
                try FreeQuery(form), try Paging(form, keys: 1), for: ask.viewer, in: network.id)
            return .page(pages.list(found, modules, form))
        } catch Refusal.invalid(let problems) {
            return .page(pages.refused(modules, form, problems), status: 422)
        }
    }
}
