internal import Database

/// One line of the referral tree.
struct Referral: Sendable {
    let memberID: ID
    let referrerID: ID?
    let way: Way
    let campaign: String
    let name: String
    let state: Membership.State
    let referrerName: String?
}

/// The tree with how far people came, how often ways in were opened, what became of applications.
struct ReferralsReading: Sendable {
    let tree: [Referral]
    let funnels: [Funnel]
    let openings: [OpenedCount]
    let applications: [ApplicationCount]
    /// What members shared, and what came of it.
    let spread: [SpreadLine]
}

/// How far those came who came by one way.
struct Funnel: Sendable {
    let way: Way
    let campaign: String
    let joined: Int
    let signed: Int
    let seen: Int
    let completed: Int
    let vouched: Int
}

extension Connection {
    /// Who came through whom, with where each stands now.
    func referrals(in network: ID) throws -> [Referral] {
        try query(
            """
            SELECT a.member_id, a.referrer_id, a.way, a.campaign, p.name, m.state, q.name FROM arrivals a
            JOIN memberships m ON m.network_id = a.network_id AND m.id = a.member_id JOIN persons p ON p.id = m.person_id
            LEFT JOIN memberships r ON r.network_id = a.network_id AND r.id = a.referrer_id
            LEFT JOIN persons q ON q.id = r.person_id
            WHERE a.network_id = \(network) ORDER BY a.joined_at, a.member_id LIMIT 5000
            """
        ) {
            Referral(
                memberID: try $0[0], referrerID: try $0[1], way: try $0[2], campaign: try $0[3], name: try $0[4],
                state: try $0[5], referrerName: try $0[6])
        }
    }

    /// How far people came, by way and campaign.
    func funnels(in network: ID) throws -> [Funnel] {
        try query(
            """
            SELECT a.way, a.campaign, count(*), count(CASE WHEN m.signed_version > 0 THEN 1 END), count(a.seen_at),
                count(a.completed_at), count(CASE WHEN m.standing > 0 THEN 1 END)
            FROM arrivals a JOIN memberships m ON m.network_id = a.network_id AND m.id = a.member_id
            WHERE a.network_id = \(network) GROUP BY a.way, a.campaign ORDER BY count(*) DESC, a.way, a.campaign
            """
        ) {
            Funnel(
                way: try $0[0], campaign: try $0[1], joined: try $0[2], signed: try $0[3], seen: try $0[4],
                completed: try $0[5], vouched: try $0[6])
        }
    }
}
