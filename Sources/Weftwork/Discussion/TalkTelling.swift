internal import Database
internal import Engine

/// Who hears of a post: mentions at once, everything else with the message of the day – or never.
extension TalkActs {
    private enum Why {
        case mentioned, follows
    }

    /// Tells those who follow, listen or are mentioned, and may read it; never its author.
    func tellMembers(of post: Post, in subject: TalkSubject, _ db: any Connection) throws {
        let keeper = try keepers.keeper(of: post.place.kind)
        let known = Dictionary(
            try db.follows(post.place).map { ($0.memberID, $0) }, uniquingKeysWith: { first, _ in first })
        var whys: [ID: Why] = [:]
        for member in try keeper.listeners(post.place, thread: post.thread, db) { whys[member] = .follows }
        for follow in known.values where follow.state == .follows { whys[follow.memberID] = .follows }
        for member in try mentioned(in: post, db) { whys[member] = .mentioned }
        for (id, why) in whys.sorted(by: { $0.key < $1.key }) where id != post.byID && known[id]?.state != .muted {
            guard let member = try db.member(id, in: post.place.network), !member.isSuspended else { continue }
            try tell(member, why, post, known[id], db)
        }
    }

    private func mentioned(in post: Post, _ db: any Connection) throws -> [ID] {
        let keys = TalkText.mentions(in: post.words ?? "").prefix(TalkRules.mostMentions).map { Clean.key($0) }
        guard !keys.isEmpty else { return [] }
        return try db.members(byHandle: Set(keys), in: post.place.network).values.sorted()
    }

    private func tell(_ member: Member, _ why: Why, _ post: Post, _ known: Follow?, _ db: any Connection) throws {
        let now = world.now()
        let viewer = Viewer(.member(member), language: try db.language(of: member.personID) ?? .zh)
        guard let subject = try keepers.find(post.place, for: viewer, now: now, db),
            let thread = subject.thread(post.thread), TalkRules.sees(post, viewer, in: thread)
        else { return }
        let rhythm = try db.rhythm(of: member.personID)
        if why == .mentioned || rhythm == .atOnce {
            let follow = try known ?? newFollow(of: member, why, post, db)
            guard follow?.state != .muted else { return }
            if let follow, try db.takeTold(follow, at: now, pause: TalkRules.pause) {
                return try send(why, follow, subject, thread, to: member, db)
            }
        }
        // A mention within the hour waits for the message of the day, if there is one.
        if rhythm != .never { try db.addUnread(post, for: member.id, at: now) }
    }

    /// What ties somebody to the talk who chose nothing yet: a message leads to a button that stops the next ones.
    private func newFollow(of member: Member, _ why: Why, _ post: Post, _ db: any Connection) throws -> Follow? {
        try db.setFollow(
            why == .mentioned ? .mentioned : .follows, of: member.id, post.place, keepsMute: true, id: world.newID(),
            at: world.now(), onlyNew: true)
        return try db.follow(of: member.id, post.place)
    }

    private func send(
        _ why: Why, _ follow: Follow, _ subject: TalkSubject, _ thread: TalkThread, to member: Member,
        _ db: any Connection
    ) throws {
        let base = configuration.publicURL
        let link = "\(base)\(TalkActs.path(subject, thread.name))"
        let stop = "\(base)/stop/\(vault.linkCode(TalkStop.follow, follow.id))"
        try db.tell(
            member.id, in: subject.place.network,
            why == .mentioned ? TalkWords.mentionSubject(subject.title) : TalkWords.newSubject(subject.title),
            vault: vault, id: world.newID(), at: world.now()
        ) { _ in
            TalkWords.body(
                why == .mentioned ? TalkWords.mentionWhy(thread.title) : TalkWords.followWhy(thread.title), link: link,
                stop: stop)
        }
    }

    /// The page of a thread.
    static func path(_ subject: TalkSubject, _ thread: String) -> String { "\(subject.path)/talk?thread=\(thread)" }
}

/// The kinds of links that stop messages with one button.
enum TalkStop {
    static let follow = "talk follow"
    static let digest = "talk digest"
}

/// The message of the day.
extension TalkActs {
    /// Sends to each person who has something unread one message over all their networks, from 08:00 on; nothing about what they
    /// have read meanwhile. Safe on several nodes.
    func sendDigests() async throws {
        let now = world.now()
        guard DigestRules.isHour(now) else { return }
        let boundary = DigestRules.boundary(before: now)
        let due = try await database.read { db in try db.digestsDue(before: boundary, limit: 500) }
        for person in due {
            try await database.write { db in
                guard try db.takeDigest(of: person, before: boundary, at: now) else { return }
                try sendDigest(to: person, try db.takeUnread(of: person), now: now, db)
            }
        }
    }

    private func sendDigest(to person: ID, _ unread: [UnreadTalk], now: Int64, _ db: any Connection) throws {
        guard try db.rhythm(of: person) != .never, let language = try db.language(of: person) else { return }
        var lines: [TalkWords.DigestLine] = []
        for item in unread {
            guard let member = try db.member(item.memberID, in: item.place.network), !member.isSuspended,
                let subject = try keepers.find(
                    item.place, for: Viewer(.member(member), language: language), now: now, db),
                let thread = subject.thread(item.thread)
            else { continue }
            lines.append(
                TalkWords.DigestLine(
                    title: subject.title, thread: thread.title, count: item.count,
                    link: "\(configuration.publicURL)\(TalkActs.path(subject, thread.name))"))
        }
        guard !lines.isEmpty else { return }
        let stop = "\(configuration.publicURL)/stop/\(vault.linkCode(TalkStop.digest, person))"
        try db.tell(
            person: person, TalkWords.digestSubject(lines.reduce(0) { $0 + $1.count }),
            TalkWords.digest(lines, stop: stop), vault: vault, id: world.newID(), at: now)
    }

    // MARK: Choosing and stopping

    func choose(_ word: String, by viewer: Viewer) async throws {
        guard let person = viewer.personID else { throw Refusal.signInRequired }
        guard let rhythm = TalkRhythm(rawValue: word) else {
            throw Refusal.invalid("rhythm", SiteWords.badChoice(TalkRhythm.allCases.map(\.rawValue), word))
        }
        try await database.write { db in try db.setRhythm(rhythm, of: person) }
    }

    /// What a link stops.
    /// - Throws: ``Refusal/notFound`` for one that this server did not make, or whose row is gone.
    func stopping(code: String) async throws -> StopTarget {
        if let person = vault.id(TalkStop.digest, ofLinkCode: code) { return .digest(person) }
        guard let id = vault.id(TalkStop.follow, ofLinkCode: code),
            let follow = try await database.read({ db in try db.follow(id) })
        else { throw Refusal.notFound }
        return .follow(follow)
    }

    /// Stops it: whoever holds the link needs no account.
    func stop(code: String) async throws {
        let target = try await stopping(code: code), now = world.now()
        try await database.write { db in
            switch target {
            case .digest(let person): try db.setRhythm(.never, of: person)
            case .follow(let follow):
                try db.setFollow(.muted, of: follow.memberID, follow.place, id: follow.id, at: now)
            }
        }
    }
}

/// What a link in a message stops.
enum StopTarget: Sendable {
    case digest(ID)
    case follow(Follow)
}
