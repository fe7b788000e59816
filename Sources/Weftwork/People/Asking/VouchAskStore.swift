internal import Database

enum VouchAskStore {
    static let migration = Migration(
        "2026-11-25 asks to vouch",
        [
            """
            CREATE TABLE recommendations (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, for_id \(.id) NOT NULL, by_id \(.id) NOT NULL,
                kind TEXT NOT NULL, subject TEXT NOT NULL, words \(.blob) NOT NULL, opened_at \(.int) NOT NULL,
                until_at \(.int) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX recommendations_by ON recommendations (network_id, by_id)",
            "CREATE INDEX recommendations_for ON recommendations (network_id, for_id)",
            """
            CREATE TABLE vouch_asks (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, origin TEXT NOT NULL, asked_id \(.id) NOT NULL,
                about_id \(.id) NOT NULL, by_id \(.id), kind TEXT NOT NULL, subject TEXT NOT NULL, words \(.blob),
                recommendation_id \(.id), opened_at \(.int) NOT NULL, until_at \(.int) NOT NULL, outcome TEXT,
                closed_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX vouch_asks_asked ON vouch_asks (network_id, asked_id)",
            "CREATE INDEX vouch_asks_about ON vouch_asks (network_id, about_id)",
            "CREATE INDEX vouch_asks_by ON vouch_asks (network_id, by_id)",
            "CREATE INDEX vouch_asks_until ON vouch_asks (until_at) WHERE outcome IS NULL",
            // In whose name a vouch is given, and why it was taken back: sealed like what it says.
            "ALTER TABLE vouches ADD COLUMN organisation_id \(.id)",
            "ALTER TABLE vouches ADD COLUMN ended_words \(.blob)",
            // How the inviter knows the one for whom a link is meant, sealed for the inviter until it is used.
            "ALTER TABLE invitations ADD COLUMN promise \(.blob)",
        ])
}

extension VouchAsk {
    fileprivate static let columns: SQL = """
        id, network_id, origin, asked_id, about_id, by_id, kind, subject, recommendation_id, opened_at, until_at, outcome
        """

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        origin = try row[2]
        askedID = try row[3]
        aboutID = try row[4]
        byID = try row[5]
        kind = try row[6]
        subject = try row[7]
        recommendationID = try row[8]
        openedAt = try row[9]
        untilAt = try row[10]
        outcome = try row[11]
    }
}

extension Recommendation {
    fileprivate static let columns: SQL = "id, network_id, for_id, by_id, kind, subject, opened_at, until_at"

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        forID = try row[2]
        byID = try row[3]
        kind = try row[4]
        subject = try row[5]
        openedAt = try row[6]
        untilAt = try row[7]
    }
}

extension Connection {
    /// - Parameter words: of a request, sealed for the one whom it is about.
    func insert(_ ask: VouchAsk, words: [UInt8]?) throws {
        try execute(
            """
            INSERT INTO vouch_asks (network_id, id, origin, asked_id, about_id, by_id, kind, subject, words,
                recommendation_id, opened_at, until_at)
            VALUES (\(ask.networkID), \(ask.id), \(ask.origin), \(ask.askedID), \(ask.aboutID), \(ask.byID), \(ask.kind),
                \(ask.subject), \(words), \(ask.recommendationID), \(ask.openedAt), \(ask.untilAt))
            """)
    }

    func vouchAsk(_ id: ID, in network: ID) throws -> VouchAsk? {
        try first(
            "SELECT \(VouchAsk.columns) FROM vouch_asks WHERE network_id = \(network) AND id = \(id)",
            VouchAsk.init(row:))
    }

    /// What waits for somebody's answer, the first to end before others.
    func vouchAsks(waitingFor member: ID, in network: ID, at now: Int64) throws -> [VouchAsk] {
        try query(
            """
            SELECT \(VouchAsk.columns) FROM vouch_asks WHERE network_id = \(network) AND asked_id = \(member)
                AND outcome IS NULL AND until_at > \(now) ORDER BY until_at, id LIMIT 100
            """, VouchAsk.init(row:))
    }

    /// What somebody has asked for, the newest first.
    func vouchAsks(by member: ID, in network: ID) throws -> [VouchAsk] {
        try query(
            """
            SELECT \(VouchAsk.columns) FROM vouch_asks
            WHERE network_id = \(network) AND by_id = \(member) AND origin = \(VouchAsk.Origin.request)
            ORDER BY id DESC LIMIT 50
            """, VouchAsk.init(row:))
    }

    /// Whatever somebody was asked or has asked, for themselves.
    func vouchAsks(of member: ID, in network: ID) throws -> [VouchAsk] {
        try query(
            """
            SELECT \(VouchAsk.columns) FROM vouch_asks
            WHERE network_id = \(network) AND (by_id = \(member) OR asked_id = \(member) OR about_id = \(member))
            ORDER BY id DESC LIMIT 500
            """, VouchAsk.init(row:))
    }

    func vouchAsks(of recommendation: Recommendation) throws -> [VouchAsk] {
        try query(
            """
            SELECT \(VouchAsk.columns) FROM vouch_asks WHERE network_id = \(recommendation.networkID)
                AND recommendation_id = \(recommendation.id) ORDER BY id
            """, VouchAsk.init(row:))
    }

    /// Ends an ask; false when it had its outcome before.
    func close(_ ask: VouchAsk, _ outcome: VouchAsk.Outcome, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE vouch_asks SET outcome = \(outcome), closed_at = \(now)
            WHERE network_id = \(ask.networkID) AND id = \(ask.id) AND outcome IS NULL
            """) == 1
    }

    /// A vouch answers whatever asked for it; of somebody who came by a link, any that counts for trust.
    func answerAsks(by vouch: Vouch, at now: Int64) throws {
        let arrivals: SQL = vouch.kind.tier > 0 ? " OR origin = \(VouchAsk.Origin.arrival)" : ""
        try execute(
            """
            UPDATE vouch_asks SET outcome = \(VouchAsk.Outcome.vouched), closed_at = \(now)
            WHERE network_id = \(vouch.networkID) AND asked_id = \(vouch.fromID) AND about_id = \(vouch.toID)
                AND outcome IS NULL AND until_at > \(now)
                AND ((kind = \(vouch.kind) AND subject = \(vouch.subject))\(arrivals))
            """)
    }

    func hasAsksToLapse(by now: Int64) throws -> Bool {
        try value("SELECT 1 FROM vouch_asks WHERE outcome IS NULL AND until_at <= \(now) LIMIT 1", as: Int64.self)
            != nil
    }

    /// Asks whose time is over without an answer.
    func lapseAsks(by now: Int64) throws {
        try execute(
            """
            UPDATE vouch_asks SET outcome = \(VouchAsk.Outcome.lapsed), closed_at = \(now)
            WHERE outcome IS NULL AND until_at <= \(now)
            """)
    }

    /// What was asked of somebody who leaves, or about them, waits for nobody any more.
    func lapseAsks(of member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE vouch_asks SET outcome = \(VouchAsk.Outcome.lapsed), closed_at = \(now)
            WHERE network_id = \(network) AND outcome IS NULL AND (asked_id = \(member) OR about_id = \(member))
            """)
    }

    /// The words with which it was asked; of a recommendation, those that all sign.
    func words(of ask: VouchAsk, vault: Vault) throws -> String? {
        if let id = ask.recommendationID, let recommendation = try recommendation(id, in: ask.networkID) {
            return try words(of: recommendation, vault: vault)
        }
        let box: [UInt8]? =
            try first(
                "SELECT words FROM vouch_asks WHERE network_id = \(ask.networkID) AND id = \(ask.id)"
            ) { try $0[0] as [UInt8]? } ?? nil
        return try box.flatMap { try opened($0, about: ask.aboutID, in: ask.networkID, context: ask.id, vault: vault) }
    }

    // MARK: Recommendations

    func insert(_ recommendation: Recommendation, words: [UInt8]) throws {
        try execute(
            """
            INSERT INTO recommendations (network_id, id, for_id, by_id, kind, subject, words, opened_at, until_at)
            VALUES (\(recommendation.networkID), \(recommendation.id), \(recommendation.forID), \(recommendation.byID),
                \(recommendation.kind), \(recommendation.subject), \(words), \(recommendation.openedAt),
                \(recommendation.untilAt))
            """)
    }

    func recommendation(_ id: ID, in network: ID) throws -> Recommendation? {
        try first(
            "SELECT \(Recommendation.columns) FROM recommendations WHERE network_id = \(network) AND id = \(id)",
            Recommendation.init(row:))
    }

    /// Recommendations that somebody opened, or that are for them.
    func recommendations(of member: ID, in network: ID) throws -> [Recommendation] {
        try query(
            """
            SELECT \(Recommendation.columns) FROM recommendations
            WHERE network_id = \(network) AND (by_id = \(member) OR for_id = \(member)) ORDER BY id DESC LIMIT 50
            """, Recommendation.init(row:))
    }

    func openRecommendations(by member: ID, in network: ID, at now: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM recommendations
            WHERE network_id = \(network) AND by_id = \(member) AND until_at > \(now)
            """) ?? 0
    }

    func words(of recommendation: Recommendation, vault: Vault) throws -> String? {
        let box = try value(
            "SELECT words FROM recommendations WHERE network_id = \(recommendation.networkID) AND id = \(recommendation.id)",
            as: [UInt8].self)
        return try box.flatMap {
            try opened(
                $0, about: recommendation.forID, in: recommendation.networkID, context: recommendation.id, vault: vault)
        }
    }

    private func opened(
        _ box: [UInt8], about member: ID, in network: ID, context: ID, vault: Vault
    ) throws -> String? {
        let person: ID? = try value(
            "SELECT person_id FROM memberships WHERE network_id = \(network) AND id = \(member)")
        guard let person, let key = try key(of: person, in: vault) else { return nil }
        return vault.open(box, key: key, context: context.bytes).map { String(decoding: $0, as: UTF8.self) }
    }
}
