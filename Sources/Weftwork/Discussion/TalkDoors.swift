internal import Database

/// What the doors to talk share, whether they stand under members' addresses or on a requester's page.
struct TalkDoors: Sendable {
    let acts: TalkActs
    let hub: Hub

    // MARK: Programs

    private struct PostBody: Decodable {
        let thread: String?
        let words: String?
        let answers: String?
    }

    private struct ActionBody: Decodable {
        let action: String?
        let words: String?
        let seen: String?
    }

    /// The posts of a thread, the first first.
    func list(_ ask: Ask, _ place: TalkPlace, _ viewer: Viewer) async throws -> Answer {
        let paging = try Paging(ask.query, keys: 1)
        var query = PostQuery(limit: paging.limit)
        if let key = paging.after.first {
            guard let id = ID(key) else { throw Refusal.invalid("cursor", ListingWords.badCursor) }
            query.after = id
        }
        let reading = try await acts.reading(place, thread: ask.query.text("thread"), query, for: viewer)
        try await acts.saw(reading, viewer)
        let views = reading.posts.map { PostView($0, reading.name(of: $0)(ask.language), for: viewer) }
        let next = reading.hasMore ? reading.posts.last.map { Paging.cursor([$0.id.description]) } : nil
        return .json(Listing(items: views, next: next, total: reading.total, totalIsExact: true))
    }

    /// - Parameter usual: into which thread it goes where the caller says none; else the first that they may read.
    func write(_ ask: Ask, _ place: TalkPlace, _ viewer: Viewer, usual: String? = nil) async throws -> Answer {
        let body = try ask.decoded(PostBody.self)
        let answers = try body.answers.map { text throws(Refusal) -> ID in
            guard let id = ID(text) else { throw .invalid("answers", TalkWords.unknownPost) }
            return id
        }
        let post = try await acts.post(
            PostDraft(
                thread: body.thread ?? ask.query.text("thread") ?? usual, words: body.words ?? "", answers: answers),
            to: place, by: viewer, once: ask.once)
        return .json(try await view(post, viewer, ask.language), status: 201)
    }

    func act(_ ask: Ask, in network: ID, on place: TalkPlace?, _ viewer: Viewer) async throws -> Answer {
        let body = try ask.decoded(ActionBody.self)
        let post = try await act(
            body.action ?? "", body.words ?? "", seen: body.seen, try ask.id("post"), in: network, on: place, by: viewer
        )
        return .json(try await view(post, viewer, ask.language))
    }

    private func view(_ post: Post, _ viewer: Viewer, _ language: Language) async throws -> PostView {
        let names = try await acts.database.read { db in
            try db.names(of: Set([post.byID].compactMap { $0 }), in: post.place.network)
        }
        let name =
            post.isByRequester
            ? TalkWords.requester : post.byID.flatMap { names[$0] }.map { .verbatim($0) } ?? TalkWords.formerMember
        return PostView(post, name(language), for: viewer)
    }

    // MARK: Both

    static let actions = ["edit", "remove", "release"]

    /// - Parameters:
    ///   - seen: the stamp of the words that were read, by whoever lets them through.
    ///   - place: where the post must hang, for whoever is let in to one object only.
    func act(
        _ action: String, _ words: String, seen: String? = nil, _ id: ID, in network: ID, on place: TalkPlace?,
        by viewer: Viewer
    ) async throws -> Post {
        if let place {
            guard try await acts.post(id, in: network, for: viewer).post.place == place else { throw Refusal.notFound }
        }
        switch action {
        case "edit": return try await acts.edit(id, words, in: network, by: viewer)
        case "remove": return try await acts.remove(id, in: network, by: viewer)
        case "release": return try await acts.release(id, seen: seen, in: network, by: viewer)
        default: throw Refusal.invalid("action", SiteWords.badChoice(TalkDoors.actions, action))
        }
    }

    /// A draft from a form.
    func draft(_ form: Form) -> PostDraft {
        PostDraft(
            thread: form["thread"] ?? "", words: form["words"] ?? "", answers: form["answers"].flatMap { ID($0) })
    }

    /// The page that an address asks for: the newest posts, those before one, those from one on.
    func query(_ ask: Ask) -> PostQuery {
        var query = PostQuery(isNewest: true, limit: 30)
        if let id = ask.query["before"].flatMap({ ID($0) }) { query.before = id }
        if let id = ask.query["from"].flatMap({ ID($0) }) {
            query.from = id
            query.isNewest = false
        }
        return query
    }

    // MARK: Live

    /// That something was written in a thread, for those who may read it: the stream of all events is for the desk alone.
    func live(_ ask: Ask, _ place: TalkPlace, _ viewer: Viewer) async throws -> Answer {
        let last = ask.headers["last-event-id"] ?? ask.query["last_event_id"]
        let reading = try await acts.reading(
            place, thread: ask.query.text("thread"), PostQuery(limit: 1), for: viewer)
        let thread = reading.thread.name
        let feed = LiveFeed(hub: hub, database: acts.database, vault: acts.vault)
        return feed.answer(
            place.network, .case, after: last.flatMap { Int64($0) } ?? reading.newest, newest: reading.newest
        ) {
            event in
            guard event.kind == .posted, event.objectID == place.id, event.details.contains("\"thread\":\"\(thread)\"")
            else { return nil }
            var json = JSON()
            json.object { $0.field("thread", thread) }
            return json.bytes
        }
    }
}
