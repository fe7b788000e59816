internal import Database

/// The requester's side of the talk about her need: on her page, and for programs that speak for her.
extension NeedRoutes {
    var talkEndpoints: [Endpoint] {
        [
            Endpoint(.post, "/t/{code}/posts", .track, .page) { ask in
                try await talking(ask) { need, viewer in
                    var draft = talk.draft(ask.form)
                    draft = PostDraft(
                        thread: NeedTalkRules.Name.requester.rawValue, words: draft.words, answers: draft.answers)
                    return try await talk.acts.post(draft, to: need.talk, by: viewer, once: ask.formOnce)
                }
            },
            Endpoint(.post, "/t/{code}/posts/{post}", .track, .page) { ask in
                try await talking(ask) { need, viewer in
                    try await talk.act(
                        ask.form["action"] ?? "", ask.form["words"] ?? "", try ask.id("post"), in: need.networkID,
                        on: need.talk, by: viewer)
                }
            },
            Endpoint(.get, "/t/{code}/live", .track, .page) { ask in
                guard let (need, viewer) = try await requester(ask) else { throw Refusal.notFound }
                return try await talk.live(ask, need.talk, viewer)
            },
        ] + talkPrograms
    }

    /// Her thread, for her page.
    func talkCard(
        _ ask: Ask, _ need: Need, _ viewer: Viewer, _ form: Form, _ problems: [FieldProblem]
    ) async throws -> HTML {
        let reading = try await talk.acts.reading(
            need.talk, thread: NeedTalkRules.Name.requester.rawValue, talk.query(ask), for: viewer)
        if ask.method == .get { try await talk.acts.saw(reading, viewer) }
        let page = "/t/\(need.code)", frame = frames(ask)
        let parts = TalkParts(
            frame: frame, reading: reading,
            paths: TalkPaths(posts: "\(page)/posts", page: page, live: "\(page)/live", own: page),
            fields: Fields(frame, form, problems))
        return "<section class=\"card\" id=\"talk\"><h2>\(frame(reading.thread.title))</h2>\(parts.thread)</section>"
    }

    private func talking(_ ask: Ask, _ act: (Need, Viewer) async throws -> Post) async throws -> Answer {
        try await onHerPage(ask) { need, viewer in "#\(try await act(need, viewer).anchor)" }
    }

    private var talkPrograms: [Endpoint] {
        let root = "/api/v1/track/{code}/posts"
        return [
            Endpoint(
                .get, root, .track, .api, "What was written between a requester and the case team",
                gives: Schemas.postList
            ) { ask in
                let (need, viewer) = try await acts.requester(ask, limiter)
                return try await talk.list(ask, need.talk, viewer)
            },
            Endpoint(
                .post, root, .track, .api, "Write to the case team as the requester", accepts: Schemas.postToPost,
                gives: Schemas.post, status: 201
            ) { ask in
                let (need, viewer) = try await acts.requester(ask, limiter)
                return try await talk.write(ask, need.talk, viewer, usual: NeedTalkRules.Name.requester.rawValue)
            },
            Endpoint(
                .post, "\(root)/{post}/actions", .track, .api, "Change or take back what one wrote as the requester",
                accepts: Schemas.postAction, gives: Schemas.post
            ) { ask in
                let (need, viewer) = try await acts.requester(ask, limiter)
                return try await talk.act(ask, in: need.networkID, on: need.talk, viewer)
            },
            Endpoint(
                .post, "\(root)/{post}/report", .track, .api, "Say, as the requester, that a post must not stand",
                accepts: Schemas.textToPost, status: 201
            ) { ask in
                let (need, viewer) = try await acts.requester(ask, limiter)
                let draft = ReportDraft(place: try text(ask), words: try ask.decoded(SaidBody.self).words ?? "")
                try await limitReports(of: need)
                let id = try await members.report(draft, by: viewer, in: need.networkID, once: ask.once)
                return .json(DoneView(id: id), status: 201)
            },
            Endpoint(
                .post, "\(root)/{post}/appeal", .track, .api, "Appeal where a post of hers is hidden",
                accepts: Schemas.textToPost
            ) { ask in
                let (need, viewer) = try await acts.requester(ask, limiter)
                let id = try await members.appeal(
                    about: try text(ask), try ask.decoded(SaidBody.self).words ?? "", by: viewer, in: need.networkID)
                return .json(DoneView(id: id))
            },
        ]
    }

    private func text(_ ask: Ask) throws(Refusal) -> TextPlace { TextPlace(kind: .post, id: try ask.id("post")) }

    private struct SaidBody: Decodable { let words: String? }

    /// So often a day one need may say that a text must not stand.
    func limitReports(of need: Need) async throws {
        try await limiter.check(
            .report, need.id.description, limit: ModerationRules.strangersReports, per: Time.day, now: acts.world.now())
    }
}
