internal import Database
internal import Engine

/// Pages about needs: every handler reads the form, calls the act, shows what came of it.
struct NeedRoutes: Sendable {
    let acts: NeedActs
    let members: MemberActs
    let files: Files
    let limiter: RateLimiter
    let frames: Frames
    let talk: TalkDoors
    let parts: PageParts
    let duties: AllDuties
    /// Codes that are of no need.
    var otherCodes: (any CodeDoor)?
    /// What capabilities further down put on the page of a need.
    var caseParts = CaseParts()
    /// The service account at WeChat, where one is set up.
    var weChat: WeChatDoor?

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/home", .seeWaiting, .page, handle: home),
            Endpoint(.get, "/n/{slug}", .seeNetwork, .page, handle: network),
            Endpoint(.get, "/n/{slug}/ask", .submit, .page, handle: askForm),
            Endpoint(.post, "/n/{slug}/ask", .submit, .page, handle: submit),
            Endpoint(.get, "/n/{slug}/needs", .seeBoard, .page, handle: board),
            Endpoint(.get, "/n/{slug}/needs.csv", .exportNeeds, .page, handle: export),
            Endpoint(.get, "/n/{slug}/needs/{id}", .seeNeed, .page, handle: need),
            Endpoint(.post, "/n/{slug}/needs/{id}/actions", .seeNeed, .page, handle: act),
            Endpoint(.post, "/n/{slug}/needs/{id}/claims", .claim, .page, handle: claim),
            Endpoint(.post, "/n/{slug}/needs/{id}/reveals", .reveal, .page, handle: reveal),
            Endpoint(.post, "/n/{slug}/needs/{id}/handovers", .offerHandover, .page, handle: handover),
            Endpoint(
                .post, "/n/{slug}/needs/{id}/handovers/{handover}", .answerHandover, .page, handle: answerHandover),
            Endpoint(.post, "/n/{slug}/claims/{id}/let-through", .seeNeed, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                try await acts.letThrough(claim: id, by: ask.viewer, in: network.id)
                let claim = try await acts.database.read { db in try db.claim(id, in: network.id) }
                return .redirect(to: "/n/\(network.slug)/needs/\(claim?.needID.description ?? "")?done=1")
            },
            Endpoint(.post, "/n/{slug}/claims/{id}/second", .seeNeed, .page, handle: second),
            Endpoint(.post, "/n/{slug}/claims/{id}/actions", .seeNeed, .page, handle: actOnClaim),
        ] + deskEndpoints + trackEndpoints + usableEndpoints + photoEndpoints + claimPhotoEndpoints
            + checkPhotoEndpoints + callEndpoints + similarEndpoints + keepEndpoints + weChatEndpoints
            + undoEndpoints + lookEndpoints + breakEndpoints + briefingEndpoints + talkEndpoints + restrictionEndpoints
            + referralEndpoints
    }

    // MARK: Home and network

    private func home(_ ask: Ask) async throws -> Answer {
        guard let member = ask.viewer.member, let network = ask.network else {
            guard ask.person != nil else { throw Refusal.signInRequired }
            return .redirect(to: "/")
        }
        if member.isSuspended { return .redirect(to: "/n/\(network.slug)/me/suspension") }
        let now = acts.world.now(), seesLoad = Policy.allows(.seeLoad, ask.viewer)
        let frame = frames(ask), more = try await parts.html(.home, frame, network)
        let later = try await parts.html(.homeLater, frame, network)
        // Everybody's first page: one look at the store.
        return .page(
            try await acts.database.read { [pages = HomePages(frame: frame)] db in
                pages.home(
                    try db.waiting(for: member, now: now), try members.waiting(for: member, now: now, db),
                    slug: network.slug, overview: seesLoad ? try acts.overview(of: network.id, now: now, db) : nil,
                    hasLead: try db.hasLead(network.id), more: more, later: later)
            })
    }

    private func network(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        let states = try await acts.database.read { [counts = acts.counts] db in
            try counts.states(in: network.id, db)
        }
        let frame = frames(ask), seesReferred = Policy.allows(.seeReferred, ask.viewer)
        let hasPartners =
            seesReferred
            ? try await acts.database.read { db in try db.partners(of: network.id).contains(where: \.isMutual) } : false
        return .page(
            NetworkPages(frame: frame, network: network).page(
                NetworkPages.Content(
                    about: try await acts.settings(of: network.id).about,
                    tempo: try await acts.tempo(of: network.id), states: states,
                    emergencies: try await acts.activeEmergencies(in: network.id), hasPartners: hasPartners,
                    more: try await parts.html(.network, frame, network), ways: parts.ways(frame, network))))
    }

    // MARK: Board

    private func board(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        var query = try BoardQuery(ask.query.withoutBlanks, viewer: ask.viewer), problems: [FieldProblem] = []
        let page: BoardPage
        do {
            page = try await acts.board(query, for: ask.viewer, in: network.id)
        } catch Refusal.invalid(let found) where query.near != nil && found.allSatisfy(\.isOfNear) {
            // What was typed stands beside what is wrong with it; the board goes on without.
            (query.near, problems) = (nil, found)
            page = try await acts.board(query, for: ask.viewer, in: network.id)
        }
        var clean = ask
        clean.query = ask.query.withoutBlanks
        var pages = BoardPages(frame: frames(clean), network: network, viewer: ask.viewer, places: acts.places)
        pages.problems = problems
        pages.emergencies = try await acts.boardEmergencies(query, in: network.id)
        pages.more = try await parts.html(.board, pages.frame, network)
        pages.tempo = try await acts.tempo(of: network.id)
        return .page(pages.board(query, page), status: problems.isEmpty ? 200 : 422)
    }

    private func export(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        try await limiter.checkExport(ask, now: acts.world.now())
        let text = try await acts.exportCSV(
            by: ask.viewer, in: network.id, bom: true, matching: ask.query.withoutBlanks)
        return .download(text, name: "needs.csv", type: "text/csv; charset=utf-8")
    }

    // MARK: One need

    private func need(_ ask: Ask) async throws -> Answer {
        let pages = try await pages(ask, try ask.id("id")), answer = Answer.page(pages.html())
        guard let cookie = pages.extra.cookie else { return answer }
        return answer.settingVisitCookie(
            cookie.name, cookie.value, isSecure: acts.configuration.isSecure)
    }

    /// The need's page for this viewer.
    func pages(_ ask: Ask, _ id: ID) async throws -> CasePages {
        let network = try ask.requireNetwork()
        let file = try await acts.file(id, for: ask.viewer, in: network.id)
        var pages = CasePages(frame: frames(ask), network: network, file: file, places: acts.places)
        let picture = try await acts.duty.picture(of: network.id, now: acts.world.now())
        pages.checklist = picture.settings.checklist
        pages.nextHand = NextHand(file, picture.candidates, for: ask.viewer)
        if Policy.allows(.offerHandover, ask.viewer, ties: file.ties) {
            pages.members = picture.candidates.map(\.member)
        }
        if file.need.state.phase == .board { pages.more = try await parts.html(.need, pages.frame, network) }
        // Whoever works on it reads its state, and what is still to do.
        let isCase = NeedAccess.tier(of: ask.viewer, file.ties) == .case
        let over = try await acts.outdated(file.need, withOthers: !isCase)
        if !isCase { pages.over = over }
        pages.extra = try await caseParts.piece(pages.frame, network, file, over)
        if ask.query["done"] == "1" { pages.notice = CaseWords.done }
        if ask.query["undone"] == "1" { pages.notice = UndoWords.undone }
        if pages.notice != nil, ask.query["undone"] == nil {
            pages.undoables = Array(
                try await acts.undoables(of: ask.viewer, in: network.id).filter { $0.needID == id }.prefix(1))
        }
        if Policy.allows(.move, ask.viewer, ties: file.ties) {
            pages.emergencies = try await acts.openEmergencies(in: network.id)
        }
        pages.talk = try await talk.acts.summary(file.need.talk, for: ask.viewer)
        if file.need.state.isOpen { pages.times = try await acts.promiseTimes(of: network.id) }
        if let member = ask.viewer.member {
            pages.promises = try await acts.ownPromises(of: member.id, besides: id, in: network.id)
        }
        if let member = ask.viewer.member, NeedRules.isLegal(.claim, in: file.need) {
            pages.preparation = try await acts.preparation(for: member, at: file.need, in: network.id)
            pages.load = try await acts.promiseLoad(of: member)
        }
        return pages
    }

    /// Does `body`, then shows the need again; what was wrong is shown beside what was typed.
    func shown(_ ask: Ask, _ id: ID, _ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch Refusal.invalid(let problems) {
            return try await again(ask, id, problems.map { $0.named(in: ask.form) }, 422)
        } catch Refusal.conflict(let words, let extras) {
            return try await again(ask, id, [FieldProblem("", words)], 409, next: extras.next)
        } catch Refusal.forbidden(let words) {
            return try await again(ask, id, [FieldProblem("", words)], 403)
        } catch Refusal.stale {
            return try await again(ask, id, [FieldProblem("", SiteWords.stale)], 412)
        }
    }

    private func again(
        _ ask: Ask, _ id: ID, _ problems: [FieldProblem], _ status: Int, next: ID? = nil
    ) async throws -> Answer {
        var pages = try await pages(ask, id)
        pages.next = try await acts.nextBest(
            next, after: id, line: ask.form["line"].flatMap { ID($0) }, for: ask.viewer,
            in: try ask.requireNetwork().id)
        pages.form = ask.form
        pages.problems = problems
        if ask.form["back"] == "queue", Policy.allows(.seeQueue, ask.viewer) {
            return .page(try await queueItem(pages, ask), status: status)
        }
        return .page(pages.html(), status: status)
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        return try await shown(ask, id) {
            let action = try ActionBody(form).parsed(now: acts.world.now())
            let need = try await acts.perform(
                action, on: id, by: ask.viewer, in: network.id, once: ask.formOnce, seen: form.text("seen"))
            if form["back"] == "queue" {
                let merged = need.state == .duplicate ? "?merged=\(id)" : "?done=1"
                let isVerified = form["action"] == "verify" && need.state == .verified
                let isDone = need.state.phase != .desk || isVerified || form["action"] == "skip"
                return .redirect(to: "/n/\(network.slug)/queue\(isDone ? merged : "/\(id)?done=1")")
            }
            return .redirect(to: "/n/\(network.slug)/needs/\(id)?done=1")
        }
    }

    private func claim(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        return try await shown(ask, id) {
            var body = ClaimBody()
            body.line = form["line"]
            body.quantity = LooseText(form["quantity"] ?? "")
            body.promisedBy = form["promisedBy"]
            body.note = form["note"]
            body.briefing = .init(form.all("briefing"))
            body.second = form["second"]
            let draft = try body.draft(now: acts.world.now())
            let made = try await acts.claim(draft, on: id, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/needs/\(id)?done=1#claim-\(made.claim.id)")
        }
    }

    /// The second person answers, or whoever answers for the need lets it through without one.
    private func second(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        guard let claim = try await acts.database.read({ db in try db.claim(id, in: network.id) }) else {
            throw Refusal.notFound
        }
        return try await shown(ask, claim.needID) {
            switch form["answer"] {
            case "pass":
                _ = try await acts.letThroughAlone(
                    claim: id, reason: form["reason"] ?? "", by: ask.viewer, in: network.id)
            case "name":
                _ = try await acts.nameSecond(
                    form["second"].flatMap { ID($0) }, forClaim: id, by: ask.viewer, in: network.id)
            case let answer:
                _ = try await acts.answerSecond(claim: id, standsBy: answer == "yes", by: ask.viewer, in: network.id)
            }
            return .redirect(to: "/n/\(network.slug)/needs/\(claim.needID)?done=1#claim-\(id)")
        }
    }

    private func actOnClaim(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        guard let claim = try await acts.database.read({ db in try db.claim(id, in: network.id) }) else {
            throw Refusal.notFound
        }
        return try await shown(ask, claim.needID) {
            var body = ClaimActionBody()
            body.action = form["action"]
            body.quantity = form["quantity"].map { LooseText($0) }
            body.note = form["note"]
            body.waybill = .init(carrier: form["carrier"], number: form["waybill"])
            body.outcome = form["outcome"]
            let done = try await acts.perform(
                try body.parsed(), onClaim: id, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/needs/\(done.need.id)?done=1#claim-\(id)")
        }
    }

    /// The contact stands on the answer to the post alone: it is at no address that could be passed on.
    private func reveal(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        return try await shown(ask, id) {
            let part = try await acts.reveal(id, purpose: form["purpose"] ?? "", by: ask.viewer, in: network.id)
            var pages = try await pages(ask, id)
            pages.revealed = part
            if form["back"] == "queue", Policy.allows(.seeQueue, ask.viewer) {
                return .page(try await queueItem(pages, ask))
            }
            return .page(pages.html())
        }
    }

    private func handover(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        return try await shown(ask, id) {
            guard let member = form["to"].flatMap({ ID($0) }) else {
                throw Refusal.invalid("to", NeedWords.unknownMember)
            }
            if form["action"] == "assign" {
                _ = try await acts.assign(id, to: member, by: ask.viewer, in: network.id)
            } else {
                _ = try await acts.offerHandover(of: id, to: member, by: ask.viewer, in: network.id)
            }
            return .redirect(to: "/n/\(network.slug)/needs/\(id)?done=1")
        }
    }

    private func answerHandover(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        return try await shown(ask, id) {
            _ = try await acts.answerHandover(
                try ask.id("handover"), of: try ask.id("id"), accepts: ask.form["action"] == "accept", by: ask.viewer,
                in: network.id)
            return .redirect(to: "/n/\(network.slug)/needs/\(id)?done=1")
        }
    }
}
