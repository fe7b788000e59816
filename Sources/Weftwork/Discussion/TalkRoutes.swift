internal import Database

/// The doors to talk for members: the same under each kind of object that talk hangs on.
struct TalkRoutes: Sendable {
    let doors: TalkDoors
    let frames: Frames

    private var acts: TalkActs { doors.acts }

    static let messages = "/me/messages"

    var endpoints: [Endpoint] {
        acts.keepers.all.flatMap { objectPages($0) + objectPrograms($0) } + own + posts
    }

    // MARK: Under an object

    private func objectPages(_ keeper: any TalkKeeper) -> [Endpoint] {
        let root = "/n/{slug}/\(keeper.collection)/{id}"
        return [
            Endpoint(.get, "\(root)/talk", .seePosts, .page) { ask in .page(try await page(ask, place(ask, keeper))) },
            Endpoint(.post, "\(root)/posts", .writePost, .page) { ask in
                try await trying(ask, place(ask, keeper)) { place in
                    try await acts.post(doors.draft(ask.form), to: place, by: ask.viewer, once: ask.formOnce)
                }
            },
            Endpoint(.post, "\(root)/posts/{post}", .writePost, .page) { ask in
                try await trying(ask, place(ask, keeper)) { place in
                    let form = ask.form
                    return try await doors.act(
                        form["action"] ?? "", form["words"] ?? "", seen: form.text("seen"), try ask.id("post"),
                        in: place.network, on: place, by: ask.viewer)
                }
            },
            Endpoint(.post, "\(root)/follow", .followPosts, .page) { ask in
                let place = try place(ask, keeper), form = ask.form
                try await acts.follow(place, form["follow"] == "yes", by: ask.viewer)
                if form["back"] == "messages" { return .redirect(to: "\(TalkRoutes.messages)?done=1") }
                let thread = form.text("thread").map { "&thread=\(Form.encode($0))" } ?? ""
                return .redirect(to: "\(path(ask, keeper, place))/talk?done=1\(thread)")
            },
        ]
    }

    private func place(_ ask: Ask, _ keeper: any TalkKeeper) throws(Refusal) -> TalkPlace {
        TalkPlace(network: try ask.requireNetwork().id, kind: keeper.kind, id: try ask.id("id"))
    }

    private func path(_ ask: Ask, _ keeper: any TalkKeeper, _ place: TalkPlace) -> String {
        "/n/\(ask.network?.slug ?? "")/\(keeper.collection)/\(place.id)"
    }

    private func paths(_ ask: Ask, _ reading: TalkReading) -> TalkPaths {
        let subject = reading.subject, thread = reading.thread.name
        return TalkPaths(
            posts: "\(subject.path)/posts", page: TalkActs.path(subject, thread),
            live: "/api/v1/networks\(subject.path.dropFirst(2))/posts/live?thread=\(thread)",
            members: "/n/\(ask.network?.slug ?? "")")
    }

    private func page(
        _ ask: Ask, _ place: TalkPlace, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let name = form.text("thread") ?? ask.query.text("thread")
        let reading = try await acts.reading(place, thread: name, doors.query(ask), for: ask.viewer)
        if ask.method == .get { try await acts.saw(reading, ask.viewer) }
        return TalkPages(frame: frames(ask)).thread(reading, paths(ask, reading), form, problems)
    }

    /// Acts, then shows the thread at the post; what was wrong is said beside what was typed.
    private func trying(
        _ ask: Ask, _ place: TalkPlace, _ act: (TalkPlace) async throws -> Post
    ) async throws -> Answer {
        do {
            let post = try await act(place)
            let keeper = try acts.keepers.keeper(of: place.kind)
            return .redirect(to: "\(path(ask, keeper, place))/talk?thread=\(post.thread)&done=1#\(post.anchor)")
        } catch Refusal.invalid(let problems) {
            return .page(try await page(ask, place, ask.form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await page(ask, place, ask.form, [FieldProblem("", words)]), status: 409)
        } catch Refusal.stale {
            return .page(try await page(ask, place, ask.form, [FieldProblem("", SiteWords.stale)]), status: 412)
        }
    }

    // MARK: Programs

    private func objectPrograms(_ keeper: any TalkKeeper) -> [Endpoint] {
        let root = "/api/v1/networks/{slug}/\(keeper.collection)/{id}"
        return [
            Endpoint(
                .get, "\(root)/posts", .seePosts, .api, "Posts of a thread, the first first; ?thread=",
                gives: Schemas.postList
            ) { ask in try await doors.list(ask, place(ask, keeper), ask.viewer) },
            Endpoint(
                .post, "\(root)/posts", .writePost, .api, "Write into a thread", accepts: Schemas.postToPost,
                gives: Schemas.post, status: 201
            ) { ask in
                try await doors.write(ask, place(ask, keeper), ask.viewer)
            },
            Endpoint(
                .get, "\(root)/posts/live", .seePosts, .api,
                "Live, as text/event-stream: something was written in ?thread="
            ) { ask in try await doors.live(ask, place(ask, keeper), ask.viewer) },
            Endpoint(
                .post, "\(root)/follow", .followPosts, .api, "Follow the talk about it, or hear nothing of it",
                accepts: Schemas.followToPost
            ) { ask in
                let wants = try ask.decoded(FollowBody.self).follow, place = try place(ask, keeper)
                try await acts.follow(place, wants, by: ask.viewer)
                return .json(FollowView(follow: wants ? .follows : .muted))
            },
        ]
    }

    private struct FollowBody: Decodable {
        let follow: Bool
    }

    private var posts: [Endpoint] {
        [
            Endpoint(
                .post, "/api/v1/networks/{slug}/posts/{post}/actions", .writePost, .api,
                "Change or take back one's own post, let through one that was held back", accepts: Schemas.postAction,
                gives: Schemas.post
            ) { ask in try await doors.act(ask, in: try ask.requireNetwork().id, on: nil, ask.viewer) },
            // Where a post stands, for whoever knows it by its number alone.
            Endpoint(.get, "/n/{slug}/posts/{post}", .seePosts, .page) { ask in
                let found = try await acts.post(
                    try ask.id("post"), in: try ask.requireNetwork().id, for: ask.viewer)
                let done = ask.query["done"] == "1" ? "&done=1" : ""
                let path = TalkActs.path(found.reading, found.post.thread)
                return .redirect(to: "\(path)&from=\(found.post.id)\(done)#\(found.post.anchor)")
            },
            Endpoint(.get, "/n/{slug}/posts/{post}/name", .openMatter, .page) { ask in
                let network = try ask.requireNetwork()
                let found = try await acts.post(try ask.id("post"), in: network.id, for: ask.viewer)
                guard let author = found.post.byID else { throw Refusal.notFound }
                let path = TalkActs.path(found.reading, found.post.thread)
                let address = "\(acts.configuration.publicURL)\(path)&from=\(found.post.id)#\(found.post.anchor)"
                return .page(
                    TalkPages(frame: frames(ask)).name(found.post, address: address, author: author, slug: network.slug)
                )
            },
        ]
    }

    // MARK: One's own

    private var own: [Endpoint] {
        [
            Endpoint(.get, TalkRoutes.messages, .seeSelf, .page) { ask in .page(try await messages(ask)) },
            Endpoint(.post, TalkRoutes.messages, .seeSelf, .page) { ask in
                do {
                    try await acts.choose(ask.form["rhythm"] ?? "", by: ask.viewer)
                    return .redirect(to: "\(TalkRoutes.messages)?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await messages(ask, ask.form, problems), status: 422)
                }
            },
            // A link in a message acts by its button alone: scanners of mail open links.
            Endpoint(.get, "/stop/{code}", .seeSite, .page) { ask in
                .page(TalkPages(frame: frames(ask)).stop(try await acts.stopping(code: ask.parameters["code"] ?? "")))
            },
            Endpoint(.post, "/stop/{code}", .seeSite, .page) { ask in
                try await acts.stop(code: ask.parameters["code"] ?? "")
                return .page(TalkPages(frame: frames(ask)).stopped())
            },
        ]
    }

    private func messages(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        guard let person = ask.person else { throw Refusal.signInRequired }
        var followed: [(subject: TalkSubject, unread: Int)] = []
        if let member = ask.viewer.member { followed = try await acts.followed(by: member) }
        return TalkPages(frame: frames(ask)).messages(try await acts.rhythm(of: person.id), followed, form, problems)
    }
}
