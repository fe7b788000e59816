internal import Database

/// Somebody is asked to be a newcomer's buddy.
struct BuddyOffer: Sendable {
    enum Outcome: String, Sendable, SQLConvertible {
        case accepted, passed
        /// Nobody answered in time, or another was named.
        case lapsed
    }

    let id: ID
    let networkID: ID
    let memberID: ID
    let buddyID: ID
    let reasons: [BuddyReason]
    /// The weaver who named them; nobody where the rule did.
    let byID: ID?
    let at: Int64
}

/// Why somebody is proposed as a buddy.
enum BuddyReason: String, Sendable, CaseIterable {
    case language, area, organisation
    /// Accompanies the fewest newcomers now.
    case free
}

/// Somebody as the rule sees them.
struct BuddyCandidate: Sendable, Equatable {
    let id: ID
    let languages: Set<String>
    let area: String?
    let organisation: ID?
    /// Newcomers whom they accompany now, or were asked to.
    let newcomers: Int
    /// Whose duty it is to see newcomers; a buddy is better another.
    let isWelcomer: Bool
}

/// Who is proposed as a newcomer's buddy: whoever shares most with them, then whoever accompanies the fewest. Pure.
enum BuddyRules {
    /// An offer that nobody answers lapses after so long, and the next is asked.
    static let answering = Time.day
    /// Within so long a newcomer has a buddy; till then a clock runs for the welcome duty.
    static let within = 3 * Time.day
    /// More newcomers than this at once nobody is asked to accompany.
    static let most = 3

    static func shared(_ candidate: BuddyCandidate, _ newcomer: BuddyCandidate) -> [BuddyReason] {
        var shared: [BuddyReason] = []
        if !candidate.languages.isDisjoint(with: newcomer.languages) { shared.append(.language) }
        if let area = newcomer.area, !area.isEmpty, area == candidate.area { shared.append(.area) }
        if let own = newcomer.organisation, own == candidate.organisation { shared.append(.organisation) }
        return shared
    }

    /// - Returns: nobody where all have enough newcomers.
    static func choose(
        _ candidates: [BuddyCandidate], for newcomer: BuddyCandidate
    ) -> (id: ID, reasons: [BuddyReason])? {
        let free = candidates.filter { $0.id != newcomer.id && $0.newcomers < most }
        let best = free.min { left, right in
            let (one, other) = (rank(left, newcomer), rank(right, newcomer))
            return one == other ? left.id < right.id : one.lexicographicallyPrecedes(other)
        }
        guard let best else { return nil }
        let least = free.map(\.newcomers).min() ?? 0
        return (best.id, shared(best, newcomer) + (best.newcomers == least ? [.free] : []))
    }

    private static func rank(_ candidate: BuddyCandidate, _ newcomer: BuddyCandidate) -> [Int] {
        [candidate.isWelcomer ? 1 : 0, -shared(candidate, newcomer).count, candidate.newcomers]
    }
}

extension BuddyOffer {
    fileprivate static let columns: SQL = "id, network_id, member_id, buddy_id, reasons, by_id, at"

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        memberID = try row[2]
        buddyID = try row[3]
        reasons = (try row[4] as String).words.compactMap(BuddyReason.init(rawValue:))
        byID = try row[5]
        at = try row[6]
    }
}

extension Connection {
    func insert(_ offer: BuddyOffer) throws {
        let reasons = offer.reasons.map(\.rawValue).joined(separator: " ")
        try execute(
            """
            INSERT INTO buddy_offers (network_id, id, member_id, buddy_id, reasons, by_id, at)
            VALUES (\(offer.networkID), \(offer.id), \(offer.memberID), \(offer.buddyID), \(reasons), \(offer.byID), \(offer.at))
            """)
    }

    /// An offer that waits for its answer.
    func openBuddyOffer(_ id: ID, in network: ID) throws -> BuddyOffer? {
        try first(
            """
            SELECT \(BuddyOffer.columns) FROM buddy_offers
            WHERE network_id = \(network) AND id = \(id) AND outcome IS NULL
            """, BuddyOffer.init(row:))
    }

    /// Who is asked to be this newcomer's buddy now.
    func openBuddyOffer(for member: ID, in network: ID) throws -> BuddyOffer? {
        try first(
            """
            SELECT \(BuddyOffer.columns) FROM buddy_offers
            WHERE network_id = \(network) AND member_id = \(member) AND outcome IS NULL ORDER BY id DESC LIMIT 1
            """, BuddyOffer.init(row:))
    }

    /// What somebody is asked to be a buddy for.
    func openBuddyOffers(to buddy: ID, in network: ID) throws -> [BuddyOffer] {
        try query(
            """
            SELECT \(BuddyOffer.columns) FROM buddy_offers
            WHERE network_id = \(network) AND buddy_id = \(buddy) AND outcome IS NULL ORDER BY id LIMIT 20
            """, BuddyOffer.init(row:))
    }

    /// Answers an offer; false when it was answered before.
    func close(_ offer: BuddyOffer, _ outcome: BuddyOffer.Outcome, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE buddy_offers SET outcome = \(outcome), answered_at = \(now)
            WHERE network_id = \(offer.networkID) AND id = \(offer.id) AND outcome IS NULL
            """) == 1
    }

    /// Newcomers for whom a buddy is looked for by now.
    func newcomersWithoutBuddy(by now: Int64, limit: Int) throws -> [(network: ID, member: ID)] {
        try query(
            """
            SELECT a.network_id, a.member_id FROM arrivals a
            JOIN memberships m ON m.network_id = a.network_id AND m.id = a.member_id AND m.state = 'welcomed'
            WHERE a.buddy_next_at <= \(now) ORDER BY a.buddy_next_at LIMIT \(limit)
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// Newcomers whom somebody accompanies.
    func newcomers(of buddy: ID, in network: ID) throws -> [ID] {
        try query(
            """
            SELECT member_id FROM arrivals WHERE network_id = \(network) AND buddy_id = \(buddy) AND completed_at IS NULL
            ORDER BY joined_at, member_id LIMIT 50
            """
        ) { try $0[0] }
    }

    /// The newcomer as the rule sees them, and who could be asked: not those who were asked for them before.
    func buddyCandidates(for member: ID, in network: ID) throws -> (newcomer: BuddyCandidate, others: [BuddyCandidate])?
    {
        let own = try buddyCandidates(where: "m.id = \(member)", in: network).first
        guard let own else { return nil }
        let others = try buddyCandidates(
            where: """
                m.id <> \(member) AND m.state = 'active' AND m.standing >= \(Standing.vouched)
                    AND \(Willing.buddy.condition)
                    AND NOT EXISTS (SELECT 1 FROM buddy_offers b WHERE b.network_id = m.network_id
                        AND b.member_id = \(member) AND b.buddy_id = m.id)
                """, in: network)
        return (own, others)
    }

    private func buddyCandidates(where condition: SQL, in network: ID) throws -> [BuddyCandidate] {
        try query(
            """
            SELECT m.id, m.languages, p.language, m.area, m.organisation_id, m.roles,
                (SELECT count(*) FROM arrivals a WHERE a.network_id = m.network_id AND a.buddy_id = m.id
                    AND a.completed_at IS NULL)
                + (SELECT count(*) FROM buddy_offers o WHERE o.network_id = m.network_id AND o.buddy_id = m.id
                    AND o.outcome IS NULL)
            FROM memberships m JOIN persons p ON p.id = m.person_id
            WHERE m.network_id = \(network) AND \(condition) ORDER BY m.id DESC LIMIT 1000
            """
        ) { row in
            let roles = Set((try row[5] as String).words.compactMap(Role.init(rawValue:)))
            return BuddyCandidate(
                id: try row[0], languages: Set((try row[1] as String).words + [try row[2] as String]),
                area: try row[3], organisation: try row[4], newcomers: try row[6],
                isWelcomer: !roles.isDisjoint(with: [.weaver, .coordinator]))
        }
    }

    /// Somebody accompanies nobody any more: their newcomers look for another, what they were asked lapses.
    func endBuddyhood(of member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE arrivals SET buddy_id = NULL, buddy_met_at = NULL, buddy_next_at = \(now)
            WHERE network_id = \(network) AND buddy_id = \(member) AND completed_at IS NULL
            """)
        let offers = try openBuddyOffers(to: member, in: network)
        for offer in offers where try close(offer, .lapsed, at: now) {
            try execute(
                """
                UPDATE arrivals SET buddy_next_at = \(now)
                WHERE network_id = \(network) AND member_id = \(offer.memberID) AND buddy_id IS NULL
                    AND completed_at IS NULL
                """)
        }
    }
}
