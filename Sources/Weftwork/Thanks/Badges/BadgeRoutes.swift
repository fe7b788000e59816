internal import Database

/// The doors to badges and certificates.
struct BadgeRoutes: Sendable {
    let acts: BadgeActs
    let limiter: RateLimiter
    let frames: Frames

    var endpoints: [Endpoint] { open + giving + own + programs + leadPrograms + ownPrograms }

    private func pages(_ ask: Ask, _ network: Network) -> BadgePages {
        BadgePages(frame: frames(ask), network: network)
    }

    // MARK: For everybody

    private var open: [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}/badges", .seeCertificate, .page) { ask in .page(try await shelf(ask)) },
            Endpoint(.get, "/n/{slug}/badges/status/{id}", .seeCertificate, .page) { ask in
                let list = try await acts.statusList(try ask.id("id"), in: try ask.requireNetwork())
                return .text(list, type: "application/vc+jwt")
            },
            Endpoint(.get, "/c/{code}", .seeCertificate, .page) { ask in
                try await bound(ask)
                let code = ask.parameters["code"] ?? "", page = CertificatePage(frame: frames(ask))
                do {
                    return .page(page.seen(try await acts.certificate(code), code: code))
                } catch Refusal.notFound {
                    return .page(page.unknown, status: 404)
                }
            },
            Endpoint(.get, "/c/{code}/credential", .seeCertificate, .page) { ask in
                try await bound(ask)
                let found = try await acts.credential(code: ask.parameters["code"] ?? "")
                return .text(found.token, type: "application/vc+jwt")
            },
        ]
    }

    /// A code is long; whoever tries many is no reader.
    private func bound(_ ask: Ask) async throws {
        try await limiter.check(.code, ask.remote, limit: 300, per: Time.hour, now: acts.world.now())
    }

    private func shelf(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        return pages(ask, network).shelf(try await acts.shelf(of: network.id), form, problems)
    }

    // MARK: For those who give

    private var giving: [Endpoint] {
        let root = "/n/{slug}"
        return [
            Endpoint(.post, "\(root)/badges", .keepBadges, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    _ = try await acts.write(
                        BadgeKindDraft(
                            nameZh: form["nameZh"] ?? "", nameEn: form["nameEn"] ?? "",
                            criteriaZh: form["criteriaZh"] ?? "", criteriaEn: form["criteriaEn"] ?? ""),
                        by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/badges?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await shelf(ask, form, problems), status: 422)
                }
            },
            Endpoint(.post, "\(root)/badges/keys", .keepBadges, .page) { ask in
                let network = try ask.requireNetwork()
                try await acts.rotateKey(by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/badges?done=1#keys")
            },
            Endpoint(.get, "\(root)/members/{id}/badges", .giveBadge, .page) { ask in
                .page(try await giving(ask, try ask.id("id")))
            },
            Endpoint(.post, "\(root)/members/{id}/badges", .giveBadge, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
                return try await trying(ask, id) {
                    let draft = BadgeDraft(
                        kind: form["kind"] ?? "", about: form["about"] ?? "", evidence: form["evidence"] ?? "")
                    _ = try await acts.give(draft, to: id, by: ask.viewer, in: network.id, once: ask.formOnce)
                }
            },
            Endpoint(.post, "\(root)/badges/{id}/revocation", .giveBadge, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                guard let badge = try await acts.database.read({ db in try db.badge(id, in: network.id) }) else {
                    throw Refusal.notFound
                }
                return try await trying(ask, badge.memberID) {
                    _ = try await acts.revoke(id, reason: ask.form["reason"] ?? "", by: ask.viewer, in: network.id)
                }
            },
        ]
    }

    private func giving(
        _ ask: Ask, _ id: ID, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let network = try ask.requireNetwork()
        let (member, held, kinds) = try await acts.badges(of: id, by: ask.viewer, in: network.id)
        return pages(ask, network).giving(member, held, kinds, form, problems)
    }

    private func trying(_ ask: Ask, _ member: ID, _ act: () async throws -> Void) async throws -> Answer {
        do {
            try await act()
            return .redirect(to: "/n/\(try ask.requireNetwork().slug)/members/\(member)/badges?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await giving(ask, member, ask.form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await giving(ask, member, ask.form, [FieldProblem("", words)]), status: 409)
        }
    }

    // MARK: One's own

    private var own: [Endpoint] {
        let root = "/n/{slug}/me/badges/{id}"
        return [
            Endpoint(.post, root, .ownBadges, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                let choice = BadgeChoice(
                    isShown: form["isShown"] == "1", showsName: form["showsName"] == "1",
                    hasMail: form["hasMail"] == "1")
                try await acts.choose(choice, of: try ask.id("id"), by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/me/thanks?done=1#badges")
            },
            Endpoint(.get, "\(root)/file", .ownBadges, .page) { ask in
                let network = try ask.requireNetwork()
                let found = try await acts.credential(of: try ask.id("id"), for: ask.viewer, in: network)
                switch ask.query["as"] {
                case "json":
                    return .download(
                        String(decoding: found.body, as: UTF8.self), name: "badge.json", type: "application/vc")
                case "svg":
                    return .download(
                        BakedBadge.svg(found, network: network.name).text, name: "badge.svg", type: "image/svg+xml")
                default: return .download(found.token, name: "badge.jwt", type: "application/vc+jwt")
                }
            },
        ]
    }

    private var ownPrograms: [Endpoint] {
        let root = "/api/v1/networks/{slug}/me/badges"
        return [
            Endpoint(.get, root, .ownBadges, .api, "One's own badges", gives: BadgeSchemas.list) { ask in
                .json(try await ownList(ask))
            },
            Endpoint(
                .post, "\(root)/{id}", .ownBadges, .api, "Choose what of a badge is shown; what is not named is off",
                accepts: BadgeSchemas.choice, gives: BadgeSchemas.list
            ) { ask in
                let body = try ask.decoded(BadgeChoiceBody.self)
                try await acts.choose(
                    body.choice, of: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(try await ownList(ask))
            },
            Endpoint(
                .get, "\(root)/{id}/credential", .ownBadges, .api, "One's own badge as a signed credential",
                gives: BadgeSchemas.credential
            ) { ask in
                let found = try await acts.credential(
                    of: try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork())
                return .json(CredentialView(credential: found))
            },
        ]
    }

    private func ownList(_ ask: Ask) async throws -> Listing<OwnBadgeView> {
        let views = try await acts.own(of: ask.viewer, in: try ask.requireNetwork().id).map {
            OwnBadgeView(own: $0, address: "\(acts.members.configuration.publicURL)/c/\($0.code)")
        }
        return Listing(items: views, next: nil, total: views.count, totalIsExact: true)
    }

    // MARK: For programs

    private var programs: [Endpoint] {
        [
            Endpoint(
                .get, "/api/v1/networks/{slug}/badges", .seeCertificate, .api,
                "What is given here, and the keys that sign it", gives: BadgeSchemas.shelf
            ) { ask in
                .json(BadgeShelfView(shelf: try await acts.shelf(of: try ask.requireNetwork().id)))
            },
            Endpoint(
                .get, "/api/v1/certificates/{code}", .seeCertificate, .api, "Whether a certificate is good",
                gives: BadgeSchemas.certificate
            ) { ask in
                try await bound(ask)
                do {
                    return .json(CertificateStateView(seen: try await acts.certificate(ask.parameters["code"] ?? "")))
                } catch Refusal.notFound {
                    return .json(CertificateStateView(seen: nil))
                }
            },
        ]
    }

    private var leadPrograms: [Endpoint] {
        let root = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .post, "\(root)/badges", .keepBadges, .api, "Write a new kind of badge", accepts: BadgeSchemas.kind,
                gives: BadgeSchemas.shelf, status: 201
            ) { ask in
                let body = try ask.decoded(BadgeKindBody.self), network = try ask.requireNetwork().id
                _ = try await acts.write(body.draft, by: ask.viewer, in: network)
                return .json(BadgeShelfView(shelf: try await acts.shelf(of: network)), status: 201)
            },
            Endpoint(
                .post, "\(root)/badges/keys", .keepBadges, .api, "Sign with a new key from now on",
                gives: BadgeSchemas.shelf
            ) { ask in
                let network = try ask.requireNetwork().id
                try await acts.rotateKey(by: ask.viewer, in: network)
                return .json(BadgeShelfView(shelf: try await acts.shelf(of: network)))
            },
            Endpoint(
                .post, "\(root)/members/{id}/badges", .giveBadge, .api, "Give a badge", accepts: BadgeSchemas.give,
                gives: BadgeSchemas.badge, status: 201
            ) { ask in
                let body = try ask.decoded(BadgeBody.self)
                let badge = try await acts.give(
                    body.draft, to: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
                return .json(BadgeView(badge: badge), status: 201)
            },
            Endpoint(
                .post, "\(root)/badges/{id}/revocation", .giveBadge, .api, "Revoke a badge, with a reason",
                accepts: PointsSchemas.reverse, gives: BadgeSchemas.badge
            ) { ask in
                let body = try ask.decoded(ReasonBody.self)
                let badge = try await acts.revoke(
                    try ask.id("id"), reason: body.reason ?? "", by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(BadgeView(badge: badge))
            },
        ]
    }
}
