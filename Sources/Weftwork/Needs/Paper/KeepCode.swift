internal import Database

/// How she keeps her code: as a picture among her photos, or her link in a message to herself.
extension NeedRoutes {
    var keepEndpoints: [Endpoint] {
        [
            Endpoint(.get, "/t/{code}/code.png", .track, .page, handle: picture),
            Endpoint(.post, "/t/{code}/sms", .track, .page, handle: sendLink),
        ]
    }

    private func picture(_ ask: Ask) async throws -> Answer {
        guard let (need, _) = try await requester(ask) else { throw Refusal.notFound }
        return try CodePicture.answer(
            need.code, address: "\(acts.configuration.publicURL)/track?code=\(need.code)")
    }

    private func sendLink(_ ask: Ask) async throws -> Answer {
        guard let (need, viewer) = try await requester(ask) else { throw Refusal.notFound }
        do {
            try await acts.sendLink(of: need.id, by: viewer, in: need.networkID, limiter)
            return .redirect(to: "/t/\(need.code)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await page(ask, need, viewer, form: ask.form, problems: problems), status: 422)
        } catch let refusal as Refusal where refusal.status == 429 {
            let problems = [FieldProblem("", refusal.words)]
            return .page(try await page(ask, need, viewer, form: ask.form, problems: problems), status: 429)
                .with("Retry-After", "\(refusal.retryAfter ?? 3600)")
        }
    }
}

extension CodePicture {
    /// The picture as a file to keep.
    static func answer(_ code: String, address: String) throws(Refusal) -> Answer {
        guard let bitmap = bitmap(code, address: address), let bytes = png(bitmap) else { throw .notFound }
        return Answer(
            headers: [
                ("Content-Type", "image/png"),
                ("Content-Disposition", "attachment; filename=\"\(code).png\""), ("Cache-Control", "no-store"),
                ("Cross-Origin-Resource-Policy", "same-origin"),
            ], body: .bytes(bytes))
    }
}

extension NeedActs {
    static let linksADay = 3

    /// Sends her secret link to her own number.
    /// - Throws: ``Refusal/invalid(_:)`` where she left none that can receive it, or no gateway is set;
    ///   ``Refusal/tooMany(retryAfter:)`` past three a day.
    func sendLink(of id: ID, by viewer: Viewer, in network: ID, _ limiter: RateLimiter) async throws {
        let now = world.now()
        let (need, part) = try await database.read { db in
            guard let need = try db.need(id, in: network) else { throw Refusal.notFound }
            try Policy.require(.keepLink, viewer, ties: try db.ties(of: viewer, to: need, now: now))
            return (need, try db.privatePart(of: need, in: vault))
        }
        let mobile = part?.contacts.lazy.map(\.phone).first { MobileNumber.international($0) != nil }
        let text = PaperWords.sms(need.code, trackingURL(of: need))(need.language)
        guard configuration.offersPhone, let mobile, let sms = SMS(to: mobile, text: text) else {
            throw Refusal.invalid("", PaperWords.noMobile)
        }
        try await limiter.check(
            .ownLink, id.description, limit: NeedActs.linksADay, per: Time.day, now: now)
        try await database.write { db in
            try db.enqueue(.sms, sms.sealed(by: vault), id: world.newID(), at: now, subject: id)
            try db.record(
                Event(.linkSent, on: id, in: network, by: viewer.actor, at: now, audience: .case, id: world.newID()))
        }
    }
}

/// What stands on her page about keeping the code.
struct KeepParts {
    let frame: Frame

    /// - Parameter hasLink: whether this device came by the secret link.
    func keep(_ need: Need, hasLink: Bool) -> HTML {
        let send: HTML =
            hasLink && frame.offersPhone
            ? """
            <form method="post" action="/t/\(need.code)/sms">\(frame.hidden)\
            <button class="btn">\(frame(PaperWords.sendLink))</button></form>\
            <p class="small">\(frame(PaperWords.sendLinkHint))</p>
            """ : ""
        return """
            <p><a class="btn" href="/t/\(need.code)/code.png" download>\(frame.icon("download"))\
            \(frame(PaperWords.savePicture))</a></p>\(send)
            """
    }
}
