internal import Database

/// The doors to safety: passes, visits, suspension.
struct SafetyRoutes: Sendable {
    let acts: MemberActs
    let files: Files
    let limiter: RateLimiter
    let frames: Frames

    var endpoints: [Endpoint] { own + visits + others + suspension + certificates }

    private func pages(_ ask: Ask, _ network: Network) -> SafetyPages {
        SafetyPages(frame: frames(ask), network: network)
    }

    private func own(_ ask: Ask, _ network: Network) -> OwnSafetyPages {
        OwnSafetyPages(frame: frames(ask), network: network)
    }

    /// A pass as the form asks for it: for a promise, a shift, or nothing in particular.
    private static func pass(_ form: Form) throws(Refusal) -> PassDraft {
        let parts = (form["for"] ?? "").split(separator: ":", maxSplits: 1)
        let id = parts.count == 2 ? ID(String(parts[1])) : nil
        let isKnown = parts.isEmpty || (id != nil && ["claim", "shift"].contains(parts[0]))
        guard isKnown else { throw .invalid("for", VisitWords.notYourOwn) }
        return PassDraft(
            task: form["task"] ?? "", hours: form.text("hours").flatMap(Int.init),
            claim: parts.first == "claim" ? id : nil, shift: parts.first == "shift" ? id : nil)
    }

    // MARK: One's own safety

    private var own: [Endpoint] {
        let root = "/n/{slug}/me/safety"
        return [
            Endpoint(.get, root, .goOut, .page) { ask in .page(try await safety(ask)) },
            Endpoint(.post, "\(root)/in", .goOut, .page) { ask in
                try await trying(ask) { network in
                    let form = ask.form
                    let draft = VisitDraft(
                        place: form["place"] ?? "", hours: form.text("hours").flatMap(Double.init),
                        hasReadSafety: form["safety"] == "yes", need: form.text("need").flatMap { ID($0) },
                        insurance: form["insurance"], seen: form["seen"])
                    try await acts.checkIn(draft, by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/out", .goOut, .page) { ask in
                try await trying(ask) { network in try await acts.checkOut(by: ask.viewer, in: network) }
            },
            Endpoint(.post, "\(root)/passes", .carryPass, .page) { ask in
                try await trying(ask) { network in
                    try await acts.makePass(try SafetyRoutes.pass(ask.form), by: ask.viewer, in: network)
                }
            },
            Endpoint(.get, "\(root)/passes/{id}", .carryPass, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                let all = try await acts.passes(of: ask.viewer, in: network.id)
                guard let found = all.first(where: { $0.pass.id == id }) else { throw Refusal.notFound }
                return .page(own(ask, network).showPass(found.pass, code: acts.code(ofPass: id)))
            },
            Endpoint(.post, "\(root)/passes/{id}/end", .carryPass, .page) { ask in
                try await trying(ask) { network in
                    try await acts.revokePass(try ask.id("id"), by: ask.viewer, in: network)
                }
            },
        ]
    }

    private func safety(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let safety = OwnSafety(
            visit: try await acts.openVisit(of: ask.viewer, in: network.id),
            passes: try await acts.passes(of: ask.viewer, in: network.id),
            purposes: try await acts.purposes(of: ask.viewer, in: network.id),
            insurance: try await acts.insurance(of: ask.viewer),
            certificates: try await acts.certificates(
                of: try ask.requireMember().id, for: ask.viewer, in: network.id),
            changes: try await acts.changesSincePromise(
                of: (form.text("need") ?? ask.query.text("need")).flatMap { ID($0) }, by: ask.viewer, in: network.id))
        return own(ask, network).safety(safety, form, problems)
    }

    private func trying(_ ask: Ask, _ act: (ID) async throws -> Void) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            try await act(network.id)
            return .redirect(to: "/n/\(network.slug)/me/safety?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await safety(ask, ask.form, problems), status: 422)
        } catch Refusal.conflict(let words, let extras) where !extras.changes.isEmpty {
            return .page(try await safety(ask, ask.form, [FieldProblem("seen", words)]), status: 409)
        } catch Refusal.conflict(let words, _) {
            return .page(try await safety(ask, ask.form, [FieldProblem("", words)]), status: 409)
        }
    }

    // MARK: Visits, for programs

    private struct VisitBody: Decodable {
        let place: String?
        let hours: Double?
        let safety: Bool?
        let need: String?
        /// The stamp that came with what had changed.
        let seen: String?
    }

    private var visits: [Endpoint] {
        let root = "/api/v1/networks/{slug}/me/visits"
        return [
            Endpoint(
                .post, root, .goOut, .api,
                "Set out: where to, back in how many hours; what changed since a promise is said first",
                status: 201
            ) { ask in
                let body = try ask.decoded(VisitBody.self), network = try ask.requireNetwork().id
                if let need = body.need, ID(need) == nil { throw Refusal.invalid("need", SiteWords.wrongType) }
                let visit = try await acts.checkIn(
                    VisitDraft(
                        place: body.place ?? "", hours: body.hours, hasReadSafety: body.safety ?? false,
                        need: body.need.flatMap { ID($0) }, insurance: nil, seen: body.seen),
                    by: ask.viewer, in: network)
                return .json(VisitView(visit: visit), status: 201)
            },
            Endpoint(.post, "\(root)/out", .goOut, .api, "Back again") { ask in
                let network = try ask.requireNetwork().id
                guard let visit = try await acts.openVisit(of: ask.viewer, in: network) else { throw Refusal.notFound }
                try await acts.checkOut(by: ask.viewer, in: network)
                return .json(VisitView(visit: visit))
            },
        ]
    }

    // MARK: Training

    private var certificates: [Endpoint] {
        let page = "/n/{slug}", programs = "/api/v1/networks/{slug}"
        return [
            Endpoint(.get, "\(page)/members/{id}/certificates", .certify, .page) { ask in
                .page(try await certificatePage(ask, try ask.id("id")))
            },
            Endpoint(.post, "\(page)/members/{id}/certificates", .certify, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
                do {
                    try await acts.certify(
                        id, CertificateDraft(kind: form["kind"] ?? "", until: form["until"] ?? ""), by: ask.viewer,
                        in: network.id)
                    return .redirect(to: "/n/\(network.slug)/members/\(id)?done=1#certificates")
                } catch Refusal.invalid(let problems) {
                    return .page(try await certificatePage(ask, id, form, problems), status: 422)
                }
            },
            Endpoint(.post, "\(page)/certificates/{id}/end", .certify, .page) { ask in
                let network = try ask.requireNetwork()
                let ended = try await acts.endCertificate(try ask.id("id"), by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/members/\(ended.memberID)?done=1#certificates")
            },
            Endpoint(
                .get, "\(programs)/members/{id}/certificates", .seeMembers, .api,
                "Training on record of oneself; for those who may write it down, of anybody"
            ) { ask in
                let found = try await acts.certificates(
                    of: try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
                let views = found.map { CertificateView(certificate: $0) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(programs)/members/{id}/certificates", .certify, .api, "Write down that somebody is trained",
                status: 201
            ) { ask in
                let body = try ask.decoded(CertificateBody.self)
                let made = try await acts.certify(
                    try ask.id("id"), CertificateDraft(kind: body.kind ?? "", until: body.until ?? ""), by: ask.viewer,
                    in: try ask.requireNetwork().id)
                return .json(CertificateView(certificate: made), status: 201)
            },
            Endpoint(.post, "\(programs)/certificates/{id}/end", .certify, .api, "Take training off the record") {
                ask in
                let ended = try await acts.endCertificate(
                    try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(CertificateView(certificate: ended))
            },
        ]
    }

    private struct CertificateBody: Decodable {
        let kind: String?
        let until: String?
    }

    /// The page of its own on which a certificate is typed anew where something was wrong with it.
    private func certificatePage(
        _ ask: Ask, _ id: ID, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let network = try ask.requireNetwork(), frame = frames(ask)
        guard let member = try await acts.database.read({ db in try db.member(id, in: network.id) }) else {
            throw Refusal.notFound
        }
        let held = try await acts.certificates(of: id, for: ask.viewer, in: network.id)
        let fields = Fields(frame, form, problems)
        let card = CertificateParts(frame: frame, network: network).card(held, of: id, fields.of("certificate"))
        return frame.page(
            CertificateWords.title, area: .network,
            "<div class=\"stack narrow\"><h1>\(frame.said(member.name))</h1>\(fields.summary)\(card)</div>")
    }

    // MARK: Others'

    private var others: [Endpoint] {
        [
            Endpoint(.get, "/pass/{code}", .scanPass, .page) { ask in
                try await limiter.check(.code, ask.remote, limit: 300, per: Time.hour, now: acts.world.now())
                let agent = ask.device
                let found = try await acts.scan(ask.parameters["code"] ?? "", agent: agent)
                return .page(OwnSafetyPages.scanned(frames(ask), found, code: ask.parameters["code"] ?? ""))
            },
            Endpoint(.get, "/pass/{code}/photo", .scanPass, .page) { ask in
                try await limiter.check(.code, ask.remote, limit: 300, per: Time.hour, now: acts.world.now())
                guard let photo = try await acts.photo(onPass: ask.parameters["code"] ?? "") else {
                    throw Refusal.notFound
                }
                return try await files.answer(photo, .full)
            },
            Endpoint(.get, "/n/{slug}/passes", .seePasses, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(own(ask, network).held(try await acts.passesInForce(for: ask.viewer, in: network.id)))
            },
            Endpoint(.post, "/n/{slug}/passes/{id}/end", .seePasses, .page) { ask in
                let network = try ask.requireNetwork()
                try await acts.revokePass(try ask.id("id"), by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/passes?done=1")
            },
            Endpoint(.get, "/n/{slug}/visits/{id}", .keepVisit, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(
                    pages(ask, network).visit(try await acts.visit(try ask.id("id"), for: ask.viewer, in: network.id)))
            },
            Endpoint(.post, "/n/{slug}/visits/{id}", .keepVisit, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(
                    pages(ask, network).visit(try await acts.openLate(try ask.id("id"), by: ask.viewer, in: network.id))
                )
            },
        ]
    }

    // MARK: Suspension

    private var suspension: [Endpoint] {
        let root = "/n/{slug}"
        return [
            Endpoint(.get, "\(root)/me/suspension", .seeSuspension, .page) { ask in .page(try await ownPage(ask)) },
            Endpoint(.post, "\(root)/me/suspension", .appeal, .page) { ask in
                let network = try ask.requireNetwork()
                do {
                    try await acts.appeal(ask.form["words"] ?? "", by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/me/suspension?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await ownPage(ask, ask.form, problems), status: 422)
                }
            },
            Endpoint(.post, "\(root)/members/{id}/suspension", .suspend, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
                let draft = SuspensionDraft(
                    reason: form["reason"] ?? "", days: form.text("days").flatMap(Int.init),
                    isAbuse: form["abuse"] == "yes")
                do {
                    try await acts.suspend(id, draft, by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/members/\(id)?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await suspensionPage(ask, id, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await suspensionPage(ask, id, [FieldProblem("", words)]), status: 409)
                }
            },
            Endpoint(.post, "\(root)/members/{id}/suspension/end", .suspend, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                try await acts.lift(id, by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/members/\(id)?done=1")
            },
            Endpoint(
                .post, "/api/v1/networks/{slug}/members/{id}/actions", .suspend, .api, "Suspend a member, or lift it",
                accepts: Schemas.memberAction
            ) { ask in
                let body = try ask.decoded(MemberActionBody.self), network = try ask.requireNetwork().id
                let id = try ask.id("id")
                switch body.action {
                case "suspend":
                    let draft = SuspensionDraft(
                        reason: body.reason ?? "", days: body.days, isAbuse: body.abuse ?? false)
                    try await acts.suspend(id, draft, by: ask.viewer, in: network)
                case "lift": try await acts.lift(id, by: ask.viewer, in: network)
                default: throw Refusal.invalid("action", SiteWords.badChoice(["suspend", "lift"], body.action))
                }
                return .json(DoneView(id: id))
            },
        ]
    }

    /// The form again, with what was typed and what was wrong with it.
    private func suspensionPage(_ ask: Ask, _ id: ID, _ problems: [FieldProblem]) async throws -> HTML {
        let network = try ask.requireNetwork()
        guard let member = try await acts.database.read({ db in try db.member(id, in: network.id) }) else {
            throw Refusal.notFound
        }
        let until = try await acts.suspension(of: id, for: ask.viewer, in: network.id)?.0.until
        return pages(ask, network).suspending(member, until, ask.form, problems)
    }

    private func ownPage(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        guard let member = ask.viewer.member else { throw Refusal.signInRequired }
        let found = try await acts.suspension(of: member.id, for: ask.viewer, in: network.id)
        let appeal = try await acts.database.read { db in
            try db.matters(openedBy: member.id, in: network.id).first { $0.kind == .appeal && $0.isOpen }
        }
        return pages(ask, network).ownSuspension(found, appeal: appeal, form, problems)
    }
}

private struct MemberActionBody: Decodable {
    let action: String?
    let reason: String?
    let days: Int?
    let abuse: Bool?
}

/// That something was done to an object.
struct DoneView: View {
    let id: ID

    func write(to json: inout JSON) {
        json.object { $0.field("id", id) }
    }
}
