internal import Database
internal import Engine

/// What may be written, and how long it may be changed. Pure.
enum TalkRules {
    static let mostCharacters = 2000
    /// So long its author may change it.
    static let editable = 15 * Time.minute
    /// Between two messages about one object to one person.
    static let pause = Time.hour
    /// So many posts of one author in an hour.
    static let mostAnHour = 60
    static let mostMentions = 10

    /// The words as they are kept.
    /// - Throws: ``Refusal/invalid(_:)`` at `words`.
    static func cleaned(_ typed: String) throws(Refusal) -> String {
        guard !Clean.hasNUL(typed) else { throw .invalid("words", TalkWords.empty) }
        let words = Clean.prose(typed)
        guard !words.isEmpty else { throw .invalid("words", TalkWords.empty) }
        guard words.count <= mostCharacters else { throw .invalid("words", TalkWords.tooLong(mostCharacters)) }
        return words
    }

    /// Whether the words wait for somebody to let them through: they speak of money or name an account.
    static func mustHold(_ words: String, in thread: TalkThread) -> Bool {
        thread.holdsMoney && MoneyWords.find(in: words) != nil
    }

    static func isAuthor(_ viewer: Viewer, of post: Post) -> Bool {
        switch viewer.identity {
        case .member(let member): post.byID == member.id
        case .requester(let need, _): post.isByRequester && post.place.id == need
        case .anonymous, .operator, .system: false
        }
    }

    /// - Throws: ``Refusal/notFound`` to others than its author, ``Refusal/conflict(_:_:)`` once it is gone or old.
    static func requireEditable(_ post: Post, by viewer: Viewer, now: Int64) throws(Refusal) {
        try requireOwn(post, by: viewer)
        guard now - post.at <= editable else { throw .conflict(TalkWords.tooOld) }
    }

    static func requireOwn(_ post: Post, by viewer: Viewer) throws(Refusal) {
        guard isAuthor(viewer, of: post) else { throw .forbidden(TalkWords.notYours) }
        guard post.words != nil, post.removedAt == nil else { throw .conflict(TalkWords.isGone) }
    }

    static func mayEdit(_ post: Post, _ viewer: Viewer, now: Int64) -> Bool {
        mayRemove(post, viewer) && now - post.at <= editable
    }

    static func mayRemove(_ post: Post, _ viewer: Viewer) -> Bool {
        isAuthor(viewer, of: post) && post.words != nil && post.removedAt == nil
    }

    /// The post as `viewer` reads it: hidden words are for their author and for those who can show them again.
    static func shown(_ post: Post, to viewer: Viewer, in thread: TalkThread) -> Post {
        guard post.hidden != nil, !thread.mayRelease, !isAuthor(viewer, of: post) else { return post }
        var post = post
        post.words = nil
        return post
    }

    /// Whether `viewer` may let through what is held back; nobody lets through their own words.
    static func mayRelease(_ post: Post, _ viewer: Viewer, in thread: TalkThread) -> Bool {
        thread.mayRelease && !isAuthor(viewer, of: post)
    }

    /// Whether `viewer` sees the words: what is held back is for its author and those who look after the thread.
    static func sees(_ post: Post, _ viewer: Viewer, in thread: TalkThread) -> Bool {
        if isAuthor(viewer, of: post) { return true }
        if let since = thread.since, post.at < since { return false }
        return !post.isHeld || thread.seesHeld
    }
}

/// When the message of the day goes out. Pure.
enum DigestRules {
    /// The last 08:00 in the network's time (China's, UTC+8) before `now`: midnight in UTC.
    static func boundary(before now: Int64) -> Int64 { now / Time.day * Time.day }

    /// From 08:00 to 22:00 in the network's time: a server that was down wakes nobody at night.
    static func isHour(_ now: Int64) -> Bool { now % Time.day < 14 * Time.hour }
}
