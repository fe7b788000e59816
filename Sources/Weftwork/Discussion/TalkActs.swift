internal import Database
internal import Engine

/// What is done about talk, on whatever it hangs: one function for each act, whatever door it came through.
struct TalkActs: Sendable {
    let database: any Database
    let world: World
    let vault: Vault
    let configuration: Configuration
    let keepers: TalkKeepers
    let holdings: any Holdings

    /// Writes a post.
    ///
    /// - Throws: ``Refusal/notFound`` where the viewer may not read the thread, ``Refusal/forbidden(_:)`` where they may not
    ///   write, ``Refusal/invalid(_:)`` at `words`, ``Refusal/tooMany(retryAfter:)``.
    @discardableResult
    func post(_ draft: PostDraft, to place: TalkPlace, by viewer: Viewer, once: Once? = nil) async throws -> Post {
        let now = world.now(), network = place.network
        let words = try TalkRules.cleaned(draft.words)
        let tell = try await keepers.keeper(of: place.kind).teller(in: network, by: viewer, now: now)
        let judge = try await judge(of: words, by: viewer, in: network)
        return try await database.write { db in
            let subject = try keepers.subject(place, for: viewer, now: now, db)
            guard let thread = draft.thread.map({ subject.thread($0) }) ?? subject.threads.first else {
                throw Refusal.notFound
            }
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let post = try db.post(earlier, in: network, vault: vault)
            {
                return post
            }
            guard thread.mayWrite else { throw Refusal.forbidden(SiteWords.forbidden) }
            let written = try db.postsWritten(by: viewer, place, since: now - Time.hour)
            guard written < TalkRules.mostAnHour else { throw Refusal.tooMany(retryAfter: 600) }
            let post = Post(
                id: world.newID(), place: place, thread: thread.name, subject: subject.sealedFor,
                byID: viewer.member?.id, isByRequester: viewer.member == nil,
                answers: try answered(draft, in: thread, place, db), at: now, words: words,
                isHeld: TalkRules.mustHold(words, in: thread))
            try db.insert(post, vault: vault)
            if let member = viewer.member {
                try db.setFollow(.follows, of: member.id, place, keepsMute: true, id: world.newID(), at: now)
            }
            try record(post, in: thread, by: viewer, db)
            if post.isHeld { try hold(post, judge, db) } else { try tellReaders(of: post, in: subject, tell, db) }
            try db.remember(once, object: post.id, by: viewer, in: network, at: now)
            return post
        }
    }

    /// One level: what answers an answer stands beside it.
    private func answered(
        _ draft: PostDraft, in thread: TalkThread, _ place: TalkPlace, _ db: any Connection
    ) throws -> ID? {
        guard let id = draft.answers else { return nil }
        guard let other = try db.post(id, in: place.network, vault: vault), other.place == place,
            other.thread == thread.name
        else { throw Refusal.invalid("answers", TalkWords.unknownPost) }
        return other.answers ?? other.id
    }

    /// Words that can be read now: those whom they concern are told.
    func tellReaders(of post: Post, in subject: TalkSubject, _ tell: TalkTeller, _ db: any Connection) throws {
        try tell(post, db)
        try tellMembers(of: post, in: subject, db)
    }

    /// That something was written, with the audience of its thread; never the words.
    func record(_ post: Post, in thread: TalkThread, by viewer: Viewer, _ db: any Connection) throws {
        try db.record(
            Event(
                .posted, on: post.place.id, in: post.place.network, by: viewer.actor, at: world.now(),
                audience: thread.audience,
                details: [("thread", .text(thread.name)), ("post", .text(post.id.description))], id: world.newID()))
    }

    /// Changes one's own words within a quarter of an hour.
    func edit(_ id: ID, _ typed: String, in network: ID, by viewer: Viewer) async throws -> Post {
        let now = world.now(), words = try TalkRules.cleaned(typed)
        let judge = try await judge(of: words, by: viewer, in: network)
        return try await changing(id, in: network, by: viewer, judge: judge) { post, thread throws(Refusal) in
            try TalkRules.requireEditable(post, by: viewer, now: now)
            post.words = words
            post.editedAt = now
            post.isHeld = TalkRules.mustHold(words, in: thread)
        }
    }

    /// Takes one's own words out; that somebody wrote stays.
    func remove(_ id: ID, in network: ID, by viewer: Viewer) async throws -> Post {
        let now = world.now()
        return try await changing(id, in: network, by: viewer) { post, _ throws(Refusal) in
            try TalkRules.requireOwn(post, by: viewer)
            post.words = nil
            post.removedAt = now
            post.isHeld = false
        }
    }

    /// Lets through what was held back because it speaks of money; then those whom it concerns are told.
    ///
    /// - Parameter seen: the stamp of the words that were read; others, written meanwhile, are not let through with them.
    func release(_ id: ID, seen: String? = nil, in network: ID, by viewer: Viewer) async throws -> Post {
        try await changing(id, in: network, by: viewer, ends: .letThrough) { post, thread throws(Refusal) in
            guard TalkRules.mayRelease(post, viewer, in: thread) else { throw .forbidden(SiteWords.forbidden) }
            guard post.isHeld, post.words != nil else { throw .conflict(TalkWords.notHeld) }
            try TextStamp.require(seen, post.words)
            post.isHeld = false
        }
    }

    /// Finds a post that the viewer may read, changes and saves it; whoever may read it now and could not before is told.
    ///
    /// - Parameters:
    ///   - judge: who looks at it where it is held back from now on.
    ///   - outcome: how the matter ends where it is held back no more.
    private func changing(
        _ id: ID, in network: ID, by viewer: Viewer, judge: ID? = nil, ends outcome: Matter.Outcome = .withdrawn,
        _ change: @escaping @Sendable (inout Post, TalkThread) throws(Refusal) -> Void
    ) async throws -> Post {
        let now = world.now()
        let found = try await database.read { db in try db.post(id, in: network, vault: vault) }
        guard let place = found?.place else { throw Refusal.notFound }
        let tell = try await keepers.keeper(of: place.kind).teller(in: network, by: viewer, now: now)
        return try await database.write { db in
            let subject = try keepers.subject(place, for: viewer, now: now, db)
            guard let before = try db.post(id, in: network, vault: vault), let thread = subject.thread(before.thread),
                TalkRules.sees(before, viewer, in: thread)
            else { throw Refusal.notFound }
            var post = before
            try change(&post, thread)
            try db.save(post, vault: vault)
            try record(post, in: thread, by: viewer, db)
            if post.isHeld && !before.isHeld { try hold(post, judge, db) }
            if before.isHeld && !post.isHeld {
                try endHold(of: post, outcome, by: viewer, db)
                if post.words != nil { try tellReaders(of: post, in: subject, tell, db) }
            }
            return post
        }
    }

    // MARK: Following

    /// Follows the talk about an object, or hears nothing of it any more.
    func follow(_ place: TalkPlace, _ wants: Bool, by viewer: Viewer) async throws {
        guard let member = viewer.member else { throw Refusal.forbidden(SiteWords.membersOnly) }
        let now = world.now()
        try await database.write { db in
            _ = try keepers.subject(place, for: viewer, now: now, db)
            try db.setFollow(wants ? .follows : .muted, of: member.id, place, id: world.newID(), at: now)
        }
    }
}
