internal import Database

/// The doors to delivery slips.
struct SlipRoutes: Sendable {
    let acts: NeedActs
    let limiter: RateLimiter
    let frames: Frames

    /// So often an hour a slip can be opened: a driver looks again and again, a robot oftener.
    private static let openedPerHour = 60

    var endpoints: [Endpoint] {
        let page = "/n/{slug}", programs = "/api/v1/networks/{slug}"
        return [
            Endpoint(.get, "\(page)/claims/{id}/slips", .makeSlip, .page) { ask in .page(try await own(ask)) },
            Endpoint(.post, "\(page)/claims/{id}/slips", .makeSlip, .page, handle: make),
            Endpoint(.post, "\(page)/slips/{id}/end", .endSlip, .page) { ask in
                let network = try ask.requireNetwork()
                let slip = try await acts.endSlip(try ask.id("id"), by: ask.viewer, in: network.id)
                let isOwn = slip.memberID == ask.viewer.member?.id
                return .redirect(
                    to: isOwn
                        ? "/n/\(network.slug)/claims/\(slip.claimID)/slips" : "/n/\(network.slug)/needs/\(slip.needID)")
            },
            Endpoint(
                .get, "\(programs)/claims/{id}/slips", .makeSlip, .api,
                "The slips of my promise, and how often each was opened", gives: SlipSchemas.slipList
            ) { ask in
                let found = try await acts.slips(
                    ofClaim: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)
                let views = found.slips.map { kept in
                    KeptSlipView(slip: view(kept.slip), isGood: kept.isGood, opened: kept.openings.count)
                }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(programs)/claims/{id}/slips", .makeSlip, .api,
                "A delivery slip for a driver who is no member",
                accepts: SlipSchemas.slipToPost, gives: SlipSchemas.slip, status: 201
            ) { ask in
                let body = try ask.decoded(SlipBody.self)
                let slip = try await acts.makeSlip(
                    SlipDraft(name: body.name ?? "", vehicle: body.vehicle ?? "", hours: body.hours),
                    forClaim: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
                return .json(view(slip), status: 201)
            },
            Endpoint(
                .post, "\(programs)/slips/{id}/end", .endSlip, .api, "End a delivery slip", gives: SlipSchemas.slip
            ) { ask in
                .json(view(try await acts.endSlip(try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)))
            },
            Endpoint(.get, "/slip/{code}", .seeSlip, .page) { ask in
                let code = ask.parameters["code"] ?? "", found = try await acts.slip(code: code)
                let pages = SlipPages(frame: frames(ask))
                return found.isGood
                    ? .page(pages.closed(found.slip, found.network, code: code)) : .page(pages.over(), status: 410)
            },
            Endpoint(.post, "/slip/{code}", .seeSlip, .page, handle: open),
        ]
    }

    private struct SlipBody: Decodable {
        let name: String?
        let vehicle: String?
        let hours: Int?
    }

    private func view(_ slip: Slip) -> SlipView {
        SlipView(slip: slip, url: "\(acts.configuration.publicURL)/slip/\(acts.code(ofSlip: slip.id))")
    }

    private func own(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let found = try await acts.slips(ofClaim: try ask.id("id"), by: ask.viewer, in: network.id)
        return SlipPages(frame: frames(ask)).own(found.claim, found.slips, slug: network.slug, form, problems)
    }

    private func make(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        do {
            let slip = try await acts.makeSlip(
                SlipDraft(
                    name: form["name"] ?? "", vehicle: form["vehicle"] ?? "",
                    hours: form.text("hours").flatMap(Int.init)),
                forClaim: id, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/claims/\(id)/slips#slip-\(slip.id)")
        } catch Refusal.invalid(let problems) {
            return .page(try await own(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await own(ask, form, [FieldProblem("", words)]), status: 409)
        } catch Refusal.forbidden(let words) {
            return .page(try await own(ask, form, [FieldProblem("", words)]), status: 403)
        }
    }

    private func open(_ ask: Ask) async throws -> Answer {
        let code = ask.parameters["code"] ?? "", pages = SlipPages(frame: frames(ask))
        try await limiter.check(
            .slip, code, limit: SlipRoutes.openedPerHour, per: Time.hour, now: acts.world.now())
        let agent = String((ask.headers["user-agent"] ?? "").prefix(200))
        guard let opened = try await acts.openSlip(code, agent: agent) else {
            return .page(pages.over(), status: 410)
        }
        return .page(pages.opened(opened, code: code))
    }
}

/// A slip for programs of whoever made it.
struct SlipView: View {
    let slip: Slip
    let url: String

    func write(to json: inout JSON) {
        json.object { fields(to: &$0) }
    }

    fileprivate func fields(to json: inout JSON) {
        json.field("id", slip.id)
        json.field("need", slip.needID)
        json.field("claim", slip.claimID)
        json.field("name", slip.driver.name)
        json.field("vehicle", slip.driver.vehicle)
        json.field("until", moment: slip.until)
        json.field("url", url)
    }
}

/// The same with what became of it.
private struct KeptSlipView: View {
    let slip: SlipView
    let isGood: Bool
    let opened: Int

    func write(to json: inout JSON) {
        json.object { json in
            slip.fields(to: &json)
            json.field("isGood", isGood)
            json.field("opened", opened)
        }
    }
}

enum SlipSchemas {
    static let slipList = Schema(
        name: "SlipList",
        definition: """
            {"type":"object","required":["items","total"],"properties":{"items":{"type":"array","items":{"type":"object",\
            "properties":{"id":{"type":"string"},"need":{"type":"string"},"claim":{"type":"string"},"name":{"type":"string"},\
            "vehicle":{"type":"string"},"until":{"type":"string"},"url":{"type":"string"},"isGood":{"type":"boolean"},\
            "opened":{"type":"integer"}}}},"total":{"type":"integer"}}}
            """)
    static let slipToPost = Schema(
        name: "SlipToPost",
        definition: """
            {"type":"object","required":["name","vehicle","hours"],"properties":{"name":{"type":"string"},\
            "vehicle":{"type":"string"},"hours":{"type":"integer","minimum":1,"maximum":72}}}
            """)
    static let slip = Schema(
        name: "Slip",
        definition: """
            {"type":"object","required":["id","url","until"],"properties":{"id":{"type":"string"},"need":{"type":"string"},\
            "claim":{"type":"string"},"name":{"type":"string"},"vehicle":{"type":"string"},"until":{"type":"string"},\
            "url":{"type":"string"}}}
            """)
}
