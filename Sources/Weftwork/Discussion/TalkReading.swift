internal import Database
internal import Engine

/// One thread as somebody reads it.
struct TalkReading: Sendable {
    let subject: TalkSubject
    let thread: TalkThread
    /// Those of this page, the first first.
    let posts: [Post]
    /// Posts of this page that are answered by others of it, and those that are not on it.
    let answered: [ID: Post]
    let total: Int
    /// There are others before these, or after them.
    let hasMore: Bool
    /// Names of members who wrote.
    let names: [ID: String]
    /// Members behind the handles that are mentioned, by the key of each.
    let handles: [String: ID]
    let follow: FollowState?
    /// What this reader has not read, by thread.
    let unread: [String: Int]
    /// The last event, from which on a page is told of what is new.
    let newest: Int64
    /// Who has read what is held back here, by post.
    let heldReaders: [ID: [ReadRecord]]

    /// Who has read a post that is held back.
    func readers(of post: Post) -> [ReadRecord] { heldReaders[post.id] ?? [] }

    func name(of post: Post) -> Text {
        if post.isByRequester { return TalkWords.requester }
        return post.byID.flatMap { names[$0] }.map { .verbatim($0) } ?? TalkWords.formerMember
    }
}

/// What of an object's talk its own page says.
struct TalkSummary: Sendable {
    let subject: TalkSubject
    let counts: [String: Int]
    let unread: [String: Int]
    let follow: FollowState?
}

extension TalkActs {
    /// A thread for one reader.
    ///
    /// - Parameter name: which thread; the first that they may read where none is said.
    /// - Throws: ``Refusal/notFound`` where they may not read it.
    func reading(
        _ place: TalkPlace, thread name: String?, _ query: PostQuery, for viewer: Viewer
    ) async throws -> TalkReading {
        let now = world.now()
        let reading = try await database.read { db in
            let subject = try keepers.subject(place, for: viewer, now: now, db)
            guard let thread = name.map({ subject.thread($0) }) ?? subject.threads.first else { throw Refusal.notFound }
            var query = query
            query.reader = viewer
            query.limit += 1
            var posts = try db.posts(place, thread: thread, query, vault: vault)
            let hasMore = posts.count == query.limit
            if hasMore { if query.isNewest { posts.removeFirst() } else { posts.removeLast() } }
            posts = posts.map { TalkRules.shown($0, to: viewer, in: thread) }
            let answered = try answered(by: posts, for: viewer, in: thread, db)
            let keys = posts.flatMap { TalkText.mentions(in: $0.words ?? "") }.map { Clean.key($0) }
            let handles: [String: ID] =
                viewer.member == nil || keys.isEmpty
                ? [:] : try db.members(byHandle: Set(keys.prefix(200)), in: place.network)
            let writers = Set((posts + answered.values).compactMap(\.byID))
            let member = viewer.member?.id
            return TalkReading(
                subject: subject, thread: thread, posts: posts, answered: answered,
                total: try db.postCount(place, thread: thread, for: viewer), hasMore: hasMore,
                names: try db.names(of: writers, in: place.network), handles: handles,
                follow: try member.flatMap { try db.follow(of: $0, place)?.state },
                unread: try member.map { try db.unread(of: $0, place) } ?? [:],
                newest: try db.newestEvent(in: place.network),
                heldReaders: try heldReaders(of: posts, db))
        }
        try await noteHeld(reading.posts + reading.answered.values, by: viewer)
        return reading
    }

    private func heldReaders(of posts: [Post], _ db: any Connection) throws -> [ID: [ReadRecord]] {
        var found: [ID: [ReadRecord]] = [:]
        for post in posts where post.isHeld {
            found[post.id] = try db.readers(of: .heldPosts, post.id, in: post.place.network)
        }
        return found
    }

    /// Whoever reads words of another's that are held back does so on record.
    private func noteHeld(_ posts: [Post], by viewer: Viewer) async throws {
        let records = ReadRecords(database: database, world: world)
        for post in posts where post.isHeld && post.words != nil && !TalkRules.isAuthor(viewer, of: post) {
            try await records.note(
                .heldPosts, post.id, changedAt: post.editedAt ?? post.at, by: viewer, in: post.place.network)
        }
    }

    /// The posts that others answer, whether they stand on the same page or not.
    private func answered(
        by posts: [Post], for viewer: Viewer, in thread: TalkThread, _ db: any Connection
    ) throws -> [ID: Post] {
        var found = Dictionary(posts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for id in Set(posts.compactMap(\.answers)) where found[id] == nil {
            guard let post = try db.post(id, in: posts[0].place.network, vault: vault),
                TalkRules.sees(post, viewer, in: thread)
            else { continue }
            found[id] = TalkRules.shown(post, to: viewer, in: thread)
        }
        return found
    }

    /// What the page of an object says of its talk; nothing where its reader may read none.
    func summary(_ place: TalkPlace, for viewer: Viewer) async throws -> TalkSummary? {
        let now = world.now()
        return try await database.read { db in
            guard let subject = try keepers.find(place, for: viewer, now: now, db) else { return nil }
            var counts: [String: Int] = [:]
            for thread in subject.threads {
                counts[thread.name] = try db.postCount(place, thread: thread, for: viewer)
            }
            let member = viewer.member?.id
            return TalkSummary(
                subject: subject, counts: counts, unread: try member.map { try db.unread(of: $0, place) } ?? [:],
                follow: try member.flatMap { try db.follow(of: $0, place)?.state })
        }
    }

    /// A reader has a thread before them: no message tells them of it any more.
    func saw(_ reading: TalkReading, _ viewer: Viewer) async throws {
        let place = reading.subject.place, thread = reading.thread.name, now = world.now()
        if let member = viewer.member?.id {
            guard reading.unread[thread] != nil else { return }
            try await database.write { db in try db.setRead(place, thread: thread, by: member) }
        } else if case .requester = viewer.identity {
            guard try await database.read({ db in try db.hasUnseen(place) }) else { return }
            try await database.write { db in try db.setSeen(place, at: now) }
        }
    }

    /// One post, for whoever may read its thread.
    /// - Throws: ``Refusal/notFound``
    func post(_ id: ID, in network: ID, for viewer: Viewer) async throws -> (post: Post, reading: TalkSubject) {
        let now = world.now()
        let found = try await database.read { db in
            guard let post = try db.post(id, in: network, vault: vault),
                let subject = try keepers.find(post.place, for: viewer, now: now, db),
                let thread = subject.thread(post.thread), TalkRules.sees(post, viewer, in: thread)
            else { throw Refusal.notFound }
            return (TalkRules.shown(post, to: viewer, in: thread), subject)
        }
        try await noteHeld([found.0], by: viewer)
        return found
    }

    /// What a member follows, by title, with what of it is unread.
    func followed(by member: Member) async throws -> [(subject: TalkSubject, unread: Int)] {
        let now = world.now()
        return try await database.read { db in
            let viewer = Viewer(.member(member), language: .zh)
            var found: [(TalkSubject, Int)] = []
            for follow in try db.follows(of: member.id, in: member.networkID) {
                guard let subject = try keepers.find(follow.place, for: viewer, now: now, db) else { continue }
                found.append((subject, try db.unread(of: member.id, follow.place).values.reduce(0, +)))
            }
            return found
        }
    }

    func rhythm(of person: ID) async throws -> TalkRhythm {
        try await database.read { db in try db.rhythm(of: person) }
    }
}
