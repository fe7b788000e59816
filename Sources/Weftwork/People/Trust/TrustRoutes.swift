internal import Database

/// The doors to members, vouches and standing: pages, and the same for programs.
struct TrustRoutes: Sendable {
    let acts: VouchActs
    let members: MemberActs
    let frames: Frames
    /// What capabilities further down say of a member.
    var parts = PageParts()

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        let root = "/n/{slug}"
        return [
            Endpoint(.get, "\(root)/members", .seeMembers, .page, handle: list),
            Endpoint(.get, "\(root)/members/{id}", .seeMembers, .page) { ask in .page(try await memberPage(ask)) },
            Endpoint(.post, "\(root)/members/{id}/vouches", .vouch, .page, handle: vouch),
            // What is shown stands on the answer to the post alone: it is at no address that could be passed on.
            Endpoint(.post, "\(root)/members/{id}/looks", .lookAtProfile, .page) { ask in
                let shown = try await members.lookAtContacts(
                    of: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)
                return .page(try await memberPage(ask, contacts: shown))
            },
            Endpoint(.post, "\(root)/vouches/{id}/renewals", .vouch, .page, handle: renew),
            Endpoint(.get, "\(root)/vouches/{id}/end", .vouch, .page) { ask in .page(try await endPage(ask)) },
            Endpoint(.post, "\(root)/vouches/{id}/end", .vouch, .page, handle: end),
            Endpoint(.get, "\(root)/me/standing", .seeStanding, .page, handle: standing),
            Endpoint(.get, "\(root)/trust", .seeTrustHealth, .page) { ask in
                let network = try ask.requireNetwork()
                let anchors = (
                    reading: try await members.roles(of: network.id),
                    members: try await members.buddies(in: network.id)
                )
                return .page(trustPages(ask, network).health(try await acts.health(of: network.id), anchors))
            },
            Endpoint(.post, "\(root)/trust/recounts", .deriveTrust, .page) { ask in
                let network = try ask.requireNetwork()
                try await acts.derive(by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/trust?done=1")
            },
        ]
    }

    private func trustPages(_ ask: Ask, _ network: Network) -> TrustPages {
        TrustPages(frame: frames(ask), network: network)
    }

    // MARK: Pages

    private func page(of ask: Ask) async throws -> (members: [Member], total: Int, next: String?) {
        let network = try ask.requireNetwork()
        let paging = try Paging(ask.query, keys: 1)
        let after = try paging.after.first.map { text throws(Refusal) -> ID in
            guard let id = ID(text) else { throw .invalid("cursor", ListingWords.badCursor) }
            return id
        }
        let found = try await acts.database.read { db in
            try db.members(of: network.id, after: after, limit: paging.limit)
        }
        let last = found.members.count == paging.limit ? found.members.last : nil
        return (found.members, found.total, last.map { Paging.cursor([$0.id.description]) })
    }

    private func list(_ ask: Ask) async throws -> Answer {
        let found = try await page(of: ask)
        return .page(
            trustPages(ask, try ask.requireNetwork()).members(found.members, total: found.total, next: found.next))
    }

    private func memberPage(
        _ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = [], contacts: [ProfileEntry]? = nil
    ) async throws -> HTML {
        let network = try ask.requireNetwork()
        let seen = try await acts.seen(try ask.id("id"), by: ask.viewer, in: network.id)
        let profile = try await members.profile(of: seen.member.personID)
        let isOwn = seen.member.personID == ask.viewer.personID
        let hidden = try await acts.database.read { db in
            try db.hiding(of: TextPlace(kind: .profile, id: seen.member.id), in: network.id)?.reason
        }
        let isKept = hidden != nil && !isOwn
        let around = MemberSurroundings(
            profile: isKept ? [] : ProfileRules.visible(profile, of: seen.member.personID, to: ask.viewer),
            portrait: isKept ? nil : try await members.portrait(of: seen.member.personID, for: ask.viewer),
            certificates: try await members.certificates(of: seen.member.id, for: ask.viewer, in: network.id),
            suspendedUntil: try await members.suspension(of: seen.member.id, for: ask.viewer, in: network.id)?.0.until,
            sharesPath: try await members.sharesPath(seen.member.id, in: network.id),
            hidden: hidden, mayLook: !isOwn && !isKept && !ProfileRules.contacts(profile, to: ask.viewer).isEmpty,
            contacts: contacts, more: isKept ? "" : try await parts.html(.member, frames(ask), network))
        return trustPages(ask, network).member(seen, around, form, problems)
    }

    private func vouch(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        do {
            let draft = try VouchBody(
                kind: form["kind"], subject: form["subject"], how: form["how"], organisation: form.text("organisation")
            ).draft()
            try await acts.give(draft, to: id, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/members/\(id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await memberPage(ask, form, problems), status: 422)
        } catch Refusal.forbidden(let words) where ask.viewer.member != nil {
            return .page(try await memberPage(ask, form, [FieldProblem("kind", words)]), status: 403)
        } catch Refusal.conflict(let words, _) {
            return .page(try await memberPage(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }

    private func renew(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        _ = try await acts.renew(try ask.id("id"), by: ask.viewer, in: network.id)
        return .redirect(to: "/n/\(network.slug)/me/standing?done=1")
    }

    private func endPage(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let (vouch, changes) = try await acts.consequences(of: try ask.id("id"), by: ask.viewer, in: network.id)
        let names = try await acts.database.read { db in
            try db.names(of: Set(changes.map(\.memberID) + [vouch.toID]), in: network.id)
        }
        return trustPages(ask, network).takeBack(vouch, name: names[vouch.toID] ?? "", changes, names, form, problems)
    }

    private func end(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            try await acts.revoke(
                try ask.id("id"), reason: ask.form["reason"] ?? "", by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/me/standing?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await endPage(ask, ask.form, problems), status: 422)
        }
    }

    private func standing(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), member = try ask.requireMember()
        let view = try await acts.standing(of: member, language: ask.language)
        let seen = try await acts.seen(member.id, by: ask.viewer, in: network.id)
        return .page(trustPages(ask, network).standing(view, seen))
    }

    // MARK: For programs

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}"
        return [
            Endpoint(.get, "\(root)/members", .seeMembers, .api, "Members", gives: Schemas.memberList) { ask in
                let found = try await page(of: ask)
                return .json(
                    Listing(
                        items: found.members.map { MemberView($0, for: ask.viewer) }, next: found.next,
                        total: found.total,
                        totalIsExact: true))
            },
            Endpoint(.get, "\(root)/members/{id}", .seeMembers, .api, "One member", gives: Schemas.member) { ask in
                let seen = try await acts.seen(try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(MemberView(seen.member, for: ask.viewer))
            },
            Endpoint(
                .get, "\(root)/members/{id}/vouches", .seeMembers, .api, "Vouches that hold for somebody",
                gives: Schemas.vouchList
            ) { ask in
                let seen = try await acts.seen(try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)
                let views =
                    seen.received.map {
                        VouchView(
                            vouch: $0, how: seen.how[$0.id],
                            organisation: $0.organisationID.flatMap { seen.organisations[$0] })
                    }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(root)/members/{id}/vouches", .vouch, .api, "Answer for somebody",
                accepts: Schemas.vouchToPost,
                gives: Schemas.vouch, status: 201
            ) { ask in
                let draft = try ask.decoded(VouchBody.self).draft()
                let vouch = try await acts.give(
                    draft, to: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
                return .json(VouchView(vouch: vouch, how: draft.how), status: 201)
            },
            Endpoint(
                .get, "\(root)/vouches/{id}/consequences", .vouch, .api, "What taking a vouch back would do",
                gives: Schemas.standingChanges, handle: consequences),
            Endpoint(
                .post, "\(root)/vouches/{id}/actions", .vouch, .api, "Renew a vouch, or take it back",
                accepts: Schemas.vouchAction, handle: act),
            Endpoint(
                .get, "\(root)/me/standing", .seeStanding, .api, "My standing and why", gives: Schemas.standing
            ) { ask in
                .json(try await acts.standing(of: try ask.requireMember(), language: ask.language))
            },
            Endpoint(
                .get, "\(root)/trust", .seeTrustHealth, .api, "Where trust hangs by one thread",
                gives: Schemas.trustHealth
            ) { ask in
                .json(try await acts.health(of: try ask.requireNetwork().id))
            },
            Endpoint(.post, "\(root)/trust/recounts", .deriveTrust, .api, "Derive capacities anew") { ask in
                let count = try await acts.derive(by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(RecountView(changes: count))
            },
        ]
    }

    private func consequences(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        let (_, changes) = try await acts.consequences(of: try ask.id("id"), by: ask.viewer, in: network.id)
        return .json(try await listing(changes, network.id))
    }

    private func listing(_ changes: [StandingChange], _ network: ID) async throws -> Listing<StandingChangeView> {
        let names = try await acts.database.read { db in try db.names(of: Set(changes.map(\.memberID)), in: network) }
        let views = changes.map { StandingChangeView(change: $0, name: names[$0.memberID]) }
        return Listing(items: views, next: nil, total: views.count, totalIsExact: true)
    }

    private struct VouchActionBody: Decodable {
        var action: String?
        var reason: String?
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        let body = try ask.decoded(VouchActionBody.self)
        switch body.action {
        case "renew":
            return .json(VouchView(vouch: try await acts.renew(id, by: ask.viewer, in: network.id), how: nil))
        case "revoke":
            let changes = try await acts.revoke(id, reason: body.reason ?? "", by: ask.viewer, in: network.id)
            return .json(try await listing(changes, network.id))
        default: throw Refusal.invalid("action", SiteWords.badChoice(["renew", "revoke"]))
        }
    }
}

/// A vouch as a form or a program says it.
struct VouchBody: Decodable {
    var kind: String?
    var subject: String?
    var how: String?
    var organisation: String?

    func draft() throws(Refusal) -> VouchDraft {
        guard let kind = kind.flatMap(Vouch.Kind.init(rawValue:)) else { throw .invalid("kind", TrustWords.badKind) }
        return VouchDraft(
            kind: kind, subject: subject ?? "", how: how ?? "",
            organisation: try VouchBody.organisation(organisation))
    }

    /// The organisation in whose name it is said; nothing where it is one's own.
    static func organisation(_ text: String?) throws(Refusal) -> ID? {
        guard let text, !text.isEmpty else { return nil }
        guard let id = ID(text) else { throw .invalid("organisation", TrustWords.notItsSpeaker) }
        return id
    }
}

/// How many places a recount has changed.
struct RecountView: View {
    let changes: Int

    func write(to json: inout JSON) {
        json.object { $0.field("changes", changes) }
    }
}
