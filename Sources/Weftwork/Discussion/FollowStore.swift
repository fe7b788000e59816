internal import Database

/// What somebody has not read of one thread.
struct UnreadTalk: Sendable {
    let memberID: ID
    let place: TalkPlace
    let thread: String
    let count: Int
}

extension Follow {
    fileprivate static let columns: SQL = "id, network_id, object_kind, object_id, member_id, state, told_at"

    fileprivate init?(row: Row) throws {
        guard let state = FollowState(rawValue: try row[5]) else { return nil }
        self.init(
            id: try row[0],
            place: TalkPlace(network: try row[1], kind: TalkKind(rawValue: try row[2]), id: try row[3]),
            memberID: try row[4], state: state, toldAt: try row[6])
    }
}

extension Connection {
    // MARK: Following

    func follow(of member: ID, _ place: TalkPlace) throws -> Follow? {
        try first(
            """
            SELECT \(Follow.columns) FROM talk_follows WHERE network_id = \(place.network) AND member_id = \(member)
                AND object_kind = \(place.kind.rawValue) AND object_id = \(place.id)
            """, Follow.init(row:)) ?? nil
    }

    func follow(_ id: ID) throws -> Follow? {
        try first("SELECT \(Follow.columns) FROM talk_follows WHERE id = \(id)", Follow.init(row:)) ?? nil
    }

    /// Everybody who has chosen something about an object, or was mentioned.
    func follows(_ place: TalkPlace) throws -> [Follow] {
        try query(
            """
            SELECT \(Follow.columns) FROM talk_follows WHERE network_id = \(place.network) AND object_id = \(place.id)
                AND object_kind = \(place.kind.rawValue) ORDER BY member_id LIMIT 1000
            """, Follow.init(row:)
        ).compactMap { $0 }
    }

    /// What a member follows, the newest first.
    func follows(of member: ID, in network: ID) throws -> [Follow] {
        try query(
            """
            SELECT \(Follow.columns) FROM talk_follows WHERE network_id = \(network) AND member_id = \(member)
                AND state = \(FollowState.follows) ORDER BY at DESC, object_id LIMIT 200
            """, Follow.init(row:)
        ).compactMap { $0 }
    }

    /// - Parameters:
    ///   - keepsMute: what somebody chose themselves outweighs what follows from writing.
    ///   - onlyNew: nothing that stands there is changed.
    func setFollow(
        _ state: FollowState, of member: ID, _ place: TalkPlace, keepsMute: Bool = false, id: ID, at now: Int64,
        onlyNew: Bool = false
    ) throws {
        let kept: SQL =
            onlyNew ? " WHERE FALSE" : keepsMute ? " WHERE talk_follows.state = \(FollowState.mentioned)" : ""
        try execute(
            """
            INSERT INTO talk_follows (network_id, member_id, object_kind, object_id, id, state, at)
            VALUES (\(place.network), \(member), \(place.kind.rawValue), \(place.id), \(id), \(state), \(now))
            ON CONFLICT (network_id, member_id, object_kind, object_id)
                DO UPDATE SET state = excluded.state, at = excluded.at\(kept)
            """)
        if state == .muted {
            try execute(
                """
                DELETE FROM talk_unread WHERE network_id = \(place.network) AND member_id = \(member)
                    AND object_kind = \(place.kind.rawValue) AND object_id = \(place.id)
                """)
        }
    }

    /// Whether somebody may be told now; then they count as told.
    func takeTold(_ follow: Follow, at now: Int64, pause: Int64) throws -> Bool {
        try execute(
            """
            UPDATE talk_follows SET told_at = \(now)
            WHERE id = \(follow.id) AND (told_at IS NULL OR told_at <= \(now - pause))
            """) == 1
    }

    // MARK: Unread

    func addUnread(_ post: Post, for member: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO talk_unread (network_id, member_id, object_kind, object_id, thread, posts, since)
            VALUES (\(post.place.network), \(member), \(post.place.kind.rawValue), \(post.place.id), \(post.thread), 1, \(now))
            ON CONFLICT (network_id, member_id, object_kind, object_id, thread)
                DO UPDATE SET posts = talk_unread.posts + 1
            """)
    }

    /// How much of an object a member has not read, by thread.
    func unread(of member: ID, _ place: TalkPlace) throws -> [String: Int] {
        let pairs = try query(
            """
            SELECT thread, posts FROM talk_unread WHERE network_id = \(place.network) AND member_id = \(member)
                AND object_kind = \(place.kind.rawValue) AND object_id = \(place.id)
            """
        ) { (try $0[0] as String, try $0[1] as Int) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    func setRead(_ place: TalkPlace, thread: String, by member: ID) throws {
        try execute(
            """
            DELETE FROM talk_unread WHERE network_id = \(place.network) AND member_id = \(member)
                AND object_kind = \(place.kind.rawValue) AND object_id = \(place.id) AND thread = \(thread)
            """)
    }

    // MARK: What accounts chose

    func rhythm(of person: ID) throws -> TalkRhythm {
        try value("SELECT rhythm FROM talk_choices WHERE person_id = \(person)", as: TalkRhythm.self) ?? .daily
    }

    func setRhythm(_ rhythm: TalkRhythm, of person: ID) throws {
        try execute(
            """
            INSERT INTO talk_choices (person_id, rhythm, sent_at) VALUES (\(person), \(rhythm), 0)
            ON CONFLICT (person_id) DO UPDATE SET rhythm = excluded.rhythm
            """)
        guard rhythm == .never else { return }
        try execute(
            """
            DELETE FROM talk_unread WHERE member_id IN (SELECT id FROM memberships WHERE person_id = \(person))
            """)
    }

    /// Accounts with something unread from before `boundary` that have had no message since then.
    func digestsDue(before boundary: Int64, limit: Int) throws -> [ID] {
        try query(
            """
            SELECT DISTINCT m.person_id FROM talk_unread u
            JOIN memberships m ON m.network_id = u.network_id AND m.id = u.member_id
            LEFT JOIN talk_choices c ON c.person_id = m.person_id
            WHERE u.since < \(boundary) AND (c.sent_at IS NULL OR c.sent_at < \(boundary))
            ORDER BY m.person_id LIMIT \(limit)
            """
        ) { try $0[0] }
    }

    /// Whether this message of the day is ours to send: another node may have been faster.
    func takeDigest(of person: ID, before boundary: Int64, at now: Int64) throws -> Bool {
        try execute(
            """
            INSERT INTO talk_choices (person_id, rhythm, sent_at) VALUES (\(person), \(TalkRhythm.daily), \(now))
            ON CONFLICT (person_id) DO UPDATE SET sent_at = excluded.sent_at WHERE talk_choices.sent_at < \(boundary)
            """) == 1
    }

    /// What somebody has not read in all their networks; it is gone from here then.
    func takeUnread(of person: ID) throws -> [UnreadTalk] {
        let mine: SQL = "member_id IN (SELECT id FROM memberships WHERE person_id = \(person))"
        let found = try query(
            """
            SELECT member_id, network_id, object_kind, object_id, thread, posts FROM talk_unread WHERE \(mine)
            ORDER BY since, object_id, thread
            """
        ) { row in
            UnreadTalk(
                memberID: try row[0],
                place: TalkPlace(network: try row[1], kind: TalkKind(rawValue: try row[2]), id: try row[3]),
                thread: try row[4], count: try row[5])
        }
        try execute("DELETE FROM talk_unread WHERE \(mine)")
        return found
    }

    // MARK: Handles

    /// The members of a network behind some handles, by the key of each; only handles that members may see.
    func members(byHandle keys: Set<String>, in network: ID) throws -> [String: ID] {
        let pairs = try query(
            """
            SELECT h.handle_key, m.id FROM handles h
            JOIN memberships m ON m.person_id = h.person_id AND m.network_id = \(network)
            JOIN profile_fields f ON f.person_id = h.person_id AND f.field = \(ProfileField.handle)
            WHERE h.handle_key IN (\(list: keys.sorted())) AND f.audience >= \(Audience.members)
                AND m.state IN ('welcomed', 'active', 'dormant')
            """
        ) { (try $0[0] as String, try $0[1] as ID) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
