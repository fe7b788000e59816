internal import Database
internal import Engine

/// By what people heard of a network: how often a way in was opened, what became of applications. Counts only, no persons.
enum Campaigns {
    /// A campaign's name as it stands in an address: one line, no longer than that of an invitation.
    static func cleaned(_ text: String) -> String { String(Clean.line(text).prefix(60)) }

    /// More names than this a network keeps none of: whoever makes them up fills no store.
    static let most = 200
}

enum CampaignStore {
    static let migration = Migration(
        "2026-11-25 campaigns",
        [
            """
            CREATE TABLE way_openings (
                network_id \(.id) NOT NULL, way TEXT NOT NULL, campaign TEXT NOT NULL, opened \(.int) NOT NULL,
                PRIMARY KEY (network_id, way, campaign)
            ) \(.keyed)
            """,
            """
            CREATE TABLE application_campaigns (
                network_id \(.id) NOT NULL, matter_id \(.id) NOT NULL, campaign TEXT NOT NULL,
                PRIMARY KEY (network_id, matter_id)
            ) \(.keyed)
            """,
        ])
}

/// A door by which people come to know of a network.
enum Opening: String, Sendable, SQLConvertible {
    /// An invitation's link.
    case invitation
    /// The public page of joining.
    case page
}

/// How often a way in was opened, by campaign.
struct OpenedCount: Sendable {
    let way: Opening
    let campaign: String
    let opened: Int
}

/// What became of applications, by campaign.
struct ApplicationCount: Sendable {
    let campaign: String
    let waiting: Int
    let accepted: Int
    let declined: Int
    let withdrawn: Int
}

extension Connection {
    func countOpening(_ way: Opening, _ campaign: String, in network: ID) throws {
        let isKnown =
            try value(
                """
                SELECT 1 FROM way_openings
                WHERE network_id = \(network) AND way = \(way) AND campaign = \(campaign)
                """, as: Int64.self) != nil
        // Counted for a new name only: neighbours who open a known way do not read each other's rows.
        func names() throws -> Int {
            try value("SELECT count(*) FROM way_openings WHERE network_id = \(network)", as: Int.self) ?? 0
        }
        let kept = try isKnown || names() < Campaigns.most ? campaign : ""
        try execute(
            """
            INSERT INTO way_openings (network_id, way, campaign, opened) VALUES (\(network), \(way), \(kept), 1)
            ON CONFLICT (network_id, way, campaign) DO UPDATE SET opened = way_openings.opened + 1
            """)
    }

    func openings(in network: ID) throws -> [OpenedCount] {
        try query(
            """
            SELECT way, campaign, opened FROM way_openings WHERE network_id = \(network)
            ORDER BY opened DESC, way, campaign LIMIT 200
            """
        ) { OpenedCount(way: try $0[0], campaign: try $0[1], opened: try $0[2]) }
    }

    func setCampaign(_ campaign: String, ofApplication matter: ID, in network: ID) throws {
        try execute(
            """
            INSERT INTO application_campaigns (network_id, matter_id, campaign) VALUES (\(network), \(matter), \(campaign))
            ON CONFLICT (network_id, matter_id) DO NOTHING
            """)
    }

    func campaign(ofApplication matter: ID, in network: ID) throws -> String {
        try value(
            "SELECT campaign FROM application_campaigns WHERE network_id = \(network) AND matter_id = \(matter)",
            as: String.self) ?? ""
    }

    func applicationCounts(in network: ID) throws -> [ApplicationCount] {
        try query(
            """
            SELECT coalesce(c.campaign, ''), count(CASE WHEN t.outcome IS NULL THEN 1 END),
                count(CASE WHEN t.outcome = \(Matter.Outcome.accepted) THEN 1 END),
                count(CASE WHEN t.outcome = \(Matter.Outcome.declined) THEN 1 END),
                count(CASE WHEN t.outcome = \(Matter.Outcome.withdrawn) THEN 1 END)
            FROM matters t LEFT JOIN application_campaigns c ON c.network_id = t.network_id AND c.matter_id = t.id
            WHERE t.network_id = \(network) AND t.kind = \(Matter.Kind.application)
            GROUP BY coalesce(c.campaign, '') ORDER BY count(*) DESC, coalesce(c.campaign, '') LIMIT 200
            """
        ) {
            ApplicationCount(
                campaign: try $0[0], waiting: try $0[1], accepted: try $0[2], declined: try $0[3], withdrawn: try $0[4])
        }
    }
}

extension MemberActs {
    /// Counts that a way in was opened by somebody who is no member.
    func countOpening(_ way: Opening, campaign: String, in network: ID) async throws {
        let campaign = Campaigns.cleaned(campaign)
        try await database.write { db in try db.countOpening(way, campaign, in: network) }
    }
}
