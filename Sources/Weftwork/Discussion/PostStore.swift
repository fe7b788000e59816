internal import Database

enum TalkStore {
    static let migration = Migration(
        "2026-11-25 talk",
        [
            """
            CREATE TABLE posts (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, object_kind TEXT NOT NULL, object_id \(.id) NOT NULL,
                thread TEXT NOT NULL, subject_id \(.id) NOT NULL, by_id \(.id), by_requester \(.bool) NOT NULL,
                answers \(.id), at \(.int) NOT NULL, words \(.blob), edited_at \(.int), removed_at \(.int),
                held \(.bool) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.strict)
            """,
            "CREATE INDEX posts_object ON posts (network_id, object_id, object_kind, thread, id)",
            "CREATE INDEX posts_by ON posts (network_id, by_id, id) WHERE by_id IS NOT NULL",
            """
            CREATE TABLE talk_follows (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, object_kind TEXT NOT NULL, object_id \(.id) NOT NULL,
                id \(.id) NOT NULL, state TEXT NOT NULL, at \(.int) NOT NULL, told_at \(.int),
                PRIMARY KEY (network_id, member_id, object_kind, object_id)
            ) \(.keyed)
            """,
            "CREATE INDEX talk_follows_object ON talk_follows (network_id, object_id, object_kind)",
            "CREATE UNIQUE INDEX talk_follows_id ON talk_follows (id)",
            // What somebody has not read yet, until they read it or a message has told them of it.
            """
            CREATE TABLE talk_unread (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, object_kind TEXT NOT NULL, object_id \(.id) NOT NULL,
                thread TEXT NOT NULL, posts \(.int) NOT NULL, since \(.int) NOT NULL,
                PRIMARY KEY (network_id, member_id, object_kind, object_id, thread)
            ) \(.keyed)
            """,
            "CREATE INDEX talk_unread_since ON talk_unread (since)",
            // When whoever has no account looked last: what they have not seen is told them once, not once for each post.
            """
            CREATE TABLE talk_seen (
                network_id \(.id) NOT NULL, object_kind TEXT NOT NULL, object_id \(.id) NOT NULL, seen_at \(.int) NOT NULL,
                PRIMARY KEY (network_id, object_kind, object_id)
            ) \(.keyed)
            """,
            // Of the account: one message a day over all networks.
            """
            CREATE TABLE talk_choices (
                person_id \(.id) PRIMARY KEY, rhythm TEXT NOT NULL, sent_at \(.int) NOT NULL
            ) \(.keyed)
            """,
        ])
}

extension Post {
    fileprivate static let columns: SQL = """
        network_id, id, object_kind, object_id, thread, subject_id, by_id, by_requester, answers, at, words, edited_at,
        removed_at, held
        """

    /// The same with what is known of its hiding.
    fileprivate static let read: SQL = """
        \(columns), (SELECT h.reason FROM hidings h WHERE \(isHidden)), (SELECT h.appeal_id FROM hidings h WHERE \(isHidden))
        """

    private static let isHidden: SQL = """
        h.network_id = posts.network_id AND h.kind = 'post' AND h.text_id = posts.id AND h.ended_at IS NULL
        """

    /// - Parameter key: of the subject that seals it; nothing where it was forgotten.
    fileprivate init(row: Row, _ open: (_ subject: ID, _ id: ID, _ box: [UInt8]) throws -> String?) throws {
        id = try row[1]
        place = TalkPlace(network: try row[0], kind: TalkKind(rawValue: try row[2]), id: try row[3])
        thread = try row[4]
        subject = try row[5]
        byID = try row[6]
        isByRequester = try row[7]
        answers = try row[8]
        at = try row[9]
        let box = try row[10] as [UInt8]?
        words = try box.flatMap { [subject, id] in try open(subject, id, $0) }
        editedAt = try row[11]
        removedAt = try row[12]
        isHeld = try row[13]
        let appeal: ID? = try row[15]
        hidden = try (row[14] as String?).map { PostHiding(reason: $0, isAppealed: appeal != nil) }
    }
}

/// Which posts of a thread, and for whom.
struct PostQuery: Sendable {
    var after: ID?
    var before: ID?
    /// This one and what came after it.
    var from: ID?
    /// The newest ones where true; else from the beginning.
    var isNewest = false
    var limit = 50
    /// What is held back is shown to its author alone.
    var reader: Viewer?
}

extension Connection {
    private func posts(_ statement: SQL, vault: Vault) throws -> [Post] {
        var keys: [ID: [UInt8]?] = [:]
        let rows = try query(statement) { row in
            var box: [UInt8]?
            let post = try Post(row: row) { _, _, bytes in
                box = bytes
                return nil
            }
            return (post: post, box: box)
        }
        return try rows.map { row in
            var post = row.post
            guard let box = row.box else { return post }
            if keys[post.subject] == nil { keys[post.subject] = .some(try key(of: post.subject, in: vault)) }
            guard let key = keys[post.subject].flatMap({ $0 }) else { return post }
            post.words = vault.open(box, key: key, context: post.id.bytes).map { String(decoding: $0, as: UTF8.self) }
            return post
        }
    }

    func post(_ id: ID, in network: ID, vault: Vault) throws -> Post? {
        try posts("SELECT \(Post.read) FROM posts WHERE network_id = \(network) AND id = \(id)", vault: vault).first
    }

    /// Posts of a thread, the first first.
    func posts(_ place: TalkPlace, thread: TalkThread, _ query: PostQuery, vault: Vault) throws -> [Post] {
        let after: SQL = query.after.map { " AND id > \($0)" } ?? ""
        let before: SQL = query.before.map { " AND id < \($0)" } ?? ""
        let from: SQL = query.from.map { " AND id >= \($0)" } ?? ""
        let order: SQL = query.isNewest ? "DESC" : "ASC"
        let found = try posts(
            """
            SELECT \(Post.read) FROM posts WHERE \(condition(place, thread, query.reader))\(after)\(before)\(from)
            ORDER BY id \(order) LIMIT \(query.limit)
            """, vault: vault)
        return query.isNewest ? found.reversed() : found
    }

    func postCount(_ place: TalkPlace, thread: TalkThread, for reader: Viewer?) throws -> Int {
        try value("SELECT count(*) FROM posts WHERE \(condition(place, thread, reader))") ?? 0
    }

    private func condition(_ place: TalkPlace, _ thread: TalkThread, _ reader: Viewer?) -> SQL {
        let own: SQL =
            switch reader?.identity {
            case .member(let member)?: " OR by_id = \(member.id)"
            case .requester?: " OR by_requester = TRUE"
            default: ""
            }
        let held: SQL = thread.seesHeld ? "" : " AND (held = FALSE\(own))"
        let late: SQL = thread.since.map { " AND (at >= \($0)\(own))" } ?? ""
        return """
            network_id = \(place.network) AND object_id = \(place.id) AND object_kind = \(place.kind.rawValue)
                AND thread = \(thread.name)\(held)\(late)
            """
    }

    /// - Throws: ``Refusal/notFound`` where what it hangs on was forgotten.
    func insert(_ post: Post, vault: Vault) throws {
        guard let words = post.words, let key = try key(of: post.subject, in: vault) else { throw Refusal.notFound }
        let box = vault.seal(Array(words.utf8), key: key, context: post.id.bytes)
        try execute(
            """
            INSERT INTO posts (\(Post.columns))
            VALUES (\(post.place.network), \(post.id), \(post.place.kind.rawValue), \(post.place.id), \(post.thread),
                \(post.subject), \(post.byID), \(post.isByRequester), \(post.answers), \(post.at), \(box),
                \(post.editedAt), \(post.removedAt), \(post.isHeld))
            """)
    }

    /// Saves what changes in the life of a post.
    func save(_ post: Post, vault: Vault) throws {
        var box: [UInt8]?
        if let words = post.words, let key = try key(of: post.subject, in: vault) {
            box = vault.seal(Array(words.utf8), key: key, context: post.id.bytes)
        }
        try execute(
            """
            UPDATE posts SET words = \(box), edited_at = \(post.editedAt), removed_at = \(post.removedAt),
                held = \(post.isHeld)
            WHERE network_id = \(post.place.network) AND id = \(post.id)
            """)
    }

    /// How many posts an author has written since a moment.
    func postsWritten(by viewer: Viewer, _ place: TalkPlace, since moment: Int64) throws -> Int {
        let author: SQL =
            switch viewer.identity {
            case .member(let member): "by_id = \(member.id)"
            default: "object_id = \(place.id) AND by_requester = TRUE"
            }
        return try value(
            "SELECT count(*) FROM posts WHERE network_id = \(place.network) AND \(author) AND at > \(moment)") ?? 0
    }

    /// How many posts of a member still have their words.
    func ownPosts(of member: ID, in network: ID) throws -> Int {
        try value(
            """
            SELECT count(*) FROM posts WHERE network_id = \(network) AND by_id = \(member) AND words IS NOT NULL
            """) ?? 0
    }

    /// Takes a member's words out of all their posts; that they wrote, and when, stays.
    func blankPosts(of member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE posts SET words = NULL, removed_at = \(now), held = FALSE
            WHERE network_id = \(network) AND by_id = \(member) AND words IS NOT NULL
            """)
        try execute("DELETE FROM talk_follows WHERE network_id = \(network) AND member_id = \(member)")
        try execute("DELETE FROM talk_unread WHERE network_id = \(network) AND member_id = \(member)")
    }

    /// Who has read what was held back goes with the words.
    func forgetReadersOfPosts(about object: ID, in network: ID) throws {
        try execute(
            """
            DELETE FROM read_records WHERE network_id = \(network) AND kind = \(ReadRecord.Kind.heldPosts)
                AND object_id IN (SELECT id FROM posts WHERE network_id = \(network) AND object_id = \(object))
            """)
    }

    // MARK: Whoever has no account

    /// Whether something waits that she was told of within the last hour and has not looked at.
    func waitsUnseen(_ post: Post, since moment: Int64) throws -> Bool {
        let seen = try seenAt(post.place)
        return try value(
            """
            SELECT 1 FROM posts WHERE network_id = \(post.place.network) AND object_id = \(post.place.id)
                AND object_kind = \(post.place.kind.rawValue) AND thread = \(post.thread) AND by_requester = FALSE
                AND held = FALSE AND id < \(post.id) AND at > \(max(seen, moment)) LIMIT 1
            """, as: Int64.self) != nil
    }

    /// Whether members have written something since she looked.
    func hasUnseen(_ place: TalkPlace) throws -> Bool {
        try value(
            """
            SELECT 1 FROM posts WHERE network_id = \(place.network) AND object_id = \(place.id)
                AND object_kind = \(place.kind.rawValue) AND by_requester = FALSE AND at > \(try seenAt(place)) LIMIT 1
            """, as: Int64.self) != nil
    }

    private func seenAt(_ place: TalkPlace) throws -> Int64 {
        try value(
            """
            SELECT seen_at FROM talk_seen WHERE network_id = \(place.network) AND object_kind = \(place.kind.rawValue)
                AND object_id = \(place.id)
            """) ?? 0
    }

    /// She has looked.
    func setSeen(_ place: TalkPlace, at now: Int64) throws {
        try execute(
            """
            INSERT INTO talk_seen (network_id, object_kind, object_id, seen_at)
            VALUES (\(place.network), \(place.kind.rawValue), \(place.id), \(now))
            ON CONFLICT (network_id, object_kind, object_id) DO UPDATE SET seen_at = excluded.seen_at
            """)
    }
}
