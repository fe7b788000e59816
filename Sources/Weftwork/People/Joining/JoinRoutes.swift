internal import Database

/// The doors by which people come into a network.
struct JoinRoutes: Sendable {
    let acts: MemberActs
    let limiter: RateLimiter
    let frames: Frames

    var endpoints: [Endpoint] { entering + inviting + programs }

    private func pages(_ ask: Ask, _ network: Network) -> JoinPages { JoinPages(frame: frames(ask), network: network) }

    private var entering: [Endpoint] {
        let root = "/n/{slug}"
        return [
            Endpoint(.get, "/join/{code}", .followInvitation, .page) { ask in
                let code = ask.parameters["code"] ?? ""
                try await limiter.check(.code, ask.remote, limit: 120, per: Time.hour, now: acts.world.now())
                let found = try await acts.invited(code: code)
                try await countOpening(.invitation, found.invitation.campaign, found.network.id, ask)
                return .page(
                    pages(ask, found.network).invited(
                        found.invitation, by: found.inviter, hidden: found.hidden, code: code))
            },
            Endpoint(.post, "/join/{code}", .join, .page) { ask in
                let code = ask.parameters["code"] ?? ""
                let found = try await acts.invited(code: code)
                try await acts.accept(code: code, isDirect: ask.form["from"] == "inviter", by: ask.viewer)
                return .redirect(to: "/n/\(found.network.slug)/me/welcome?done=1")
            },
            Endpoint(.get, "\(root)/join", .followInvitation, .page) { ask in
                let network = try ask.requireNetwork()
                try await countOpening(.page, ask.query["c"] ?? "", network.id, ask)
                return .page(try await joinPage(ask))
            },
            Endpoint(.post, "\(root)/join", .join, .page, handle: apply),
            Endpoint(.post, "\(root)/join/{way}", .join, .page) { ask in
                guard let way = ask.parameters["way"].flatMap(Way.init(rawValue:)) else { throw Refusal.notFound }
                let network = try ask.requireNetwork()
                try await acts.comeIn(
                    by: way, campaign: ask.form["c"] ?? "", share: ask.shareCode, ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/me/welcome?done=1")
            },
        ]
    }

    private func joinPage(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let known = try await acts.joining(for: ask.viewer, in: network.id)
        return pages(ask, network).join(
            call: known.call, partners: known.hasPartners, application: known.applied, form, problems)
    }

    /// Counts that somebody who is not signed in opened a way in; whoever does it again and again is not counted.
    private func countOpening(_ way: Opening, _ campaign: String, _ network: ID, _ ask: Ask) async throws {
        guard ask.person == nil else { return }
        do {
            try await limiter.check(.code, "way \(ask.remote)", limit: 30, per: Time.hour, now: acts.world.now())
        } catch Refusal.tooMany {
            return
        }
        try await acts.countOpening(way, campaign: campaign, in: network)
    }

    private func apply(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            try await acts.apply(
                form["words"] ?? "", campaign: form["c"] ?? "", share: ask.shareCode, by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/join?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await joinPage(ask, form, problems), status: 422)
        }
    }

    // MARK: Inviting

    private var inviting: [Endpoint] {
        let root = "/n/{slug}"
        return [
            Endpoint(.get, "\(root)/invitations", .invite, .page) { ask in .page(try await list(ask)) },
            Endpoint(.post, "\(root)/invitations", .invite, .page, handle: invite),
            Endpoint(.get, "\(root)/invitations/{id}", .invite, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                let all = try await acts.invitations(by: ask.viewer, in: network.id)
                guard let invitation = all.first(where: { $0.id == id }) else { throw Refusal.notFound }
                return .page(pages(ask, network).poster(invitation, code: acts.code(of: id)))
            },
            Endpoint(.post, "\(root)/invitations/{id}/end", .invite, .page) { ask in
                let network = try ask.requireNetwork()
                try await acts.endInvitation(try ask.id("id"), by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/invitations?done=1")
            },
            Endpoint(.get, "\(root)/ways", .callVolunteers, .page) { ask in .page(try await ways(ask)) },
            Endpoint(.post, "\(root)/ways/call", .callVolunteers, .page) { ask in
                try await changing(ask) { network in
                    try await acts.call(
                        ask.form["callWords"] ?? "", until: ask.form.text("until"), by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/ways/partners", .recognisePartner, .page) { ask in
                try await changing(ask) { network in
                    try await acts.recognise(
                        ask.form.text("partner") ?? "", isOn: ask.form["on"] == "1", by: ask.viewer, in: network)
                }
            },
        ]
    }

    private func list(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let all = try await acts.invitations(by: ask.viewer, in: network.id)
        return pages(ask, network).invitations(all, form, problems)
    }

    private func invite(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            let draft = InvitationDraft(
                uses: form.text("uses").flatMap(Int.init), days: form.text("days").flatMap(Int.init),
                campaign: form["campaign"] ?? "", note: form["note"] ?? "",
                promise: form["promises"] == "yes" ? form["how"] ?? "" : nil)
            let made = try await acts.invite(draft, by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/invitations/\(made.id)")
        } catch Refusal.invalid(let problems) {
            return .page(try await list(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await list(ask, form, [FieldProblem("uses", words)]), status: 409)
        }
    }

    private func ways(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let (call, partners) = try await acts.database.read { db in
            (try db.volunteerCall(of: network.id), try db.partners(of: network.id))
        }
        return pages(ask, network).ways(call: call, partners: partners, form, problems)
    }

    private func changing(_ ask: Ask, _ act: (ID) async throws -> Void) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            try await act(network.id)
            return .redirect(to: "/n/\(network.slug)/ways?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await ways(ask, ask.form, problems), status: 422)
        }
    }

    // MARK: For programs

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .post, "\(root)/invitations", .invite, .api, "Make an invitation", accepts: Schemas.invitationToPost,
                gives: Schemas.invitation, status: 201
            ) { ask in
                let body = try ask.decoded(InvitationBody.self), network = try ask.requireNetwork().id
                let draft = InvitationDraft(
                    uses: body.uses, days: body.days, campaign: body.campaign ?? "", note: body.note ?? "",
                    promise: body.promise)
                let made = try await acts.invite(draft, by: ask.viewer, in: network)
                return .json(view(made), status: 201)
            },
            Endpoint(.get, "\(root)/invitations", .invite, .api, "My invitations", gives: Schemas.invitationList) {
                ask in
                let all = try await acts.invitations(by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(Listing(items: all.map(view), next: nil, total: all.count, totalIsExact: true))
            },
        ]
    }

    private func view(_ invitation: Invitation) -> InvitationView {
        InvitationView(
            invitation: invitation, link: "\(acts.configuration.publicURL)/join/\(acts.code(of: invitation.id))")
    }
}

extension Ask {
    /// The code of what was shared with whoever asks: said by the form or the address, else kept by the visit.
    var shareCode: String? {
        ShareRules.cleaned(form[ShareRules.parameter]) ?? ShareRules.cleaned(query[ShareRules.parameter])
            ?? ShareRules.cleaned(cookie(ShareRules.cookie))
    }
}

private struct InvitationBody: Decodable {
    let uses: Int?
    let days: Int?
    let campaign: String?
    let note: String?
    /// How one knows whom it is for, where one promises to vouch for them.
    let promise: String?
}

/// An invitation for programs of the one who made it.
struct InvitationView: View {
    let invitation: Invitation
    let link: String

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", invitation.id)
            json.field("link", link)
            json.field("uses", invitation.uses)
            json.field("used", invitation.used)
            json.field("expiresAt", moment: invitation.expiresAt)
            json.field("campaign", invitation.campaign)
            json.field("ended", invitation.endedAt != nil)
            json.field("promise", invitation.hasPromise)
        }
    }
}
