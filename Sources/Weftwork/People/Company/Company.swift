internal import Database

/// What a member agrees to be asked for, beside their own words: nobody is proposed who did not agree.
enum Willing: String, Sendable, CaseIterable {
    /// To be somebody to turn to for a newcomer. Everybody, until they say otherwise: one can always pass.
    case buddy
    /// To accompany somebody in what they want to learn.
    case mentor
    /// To be suggested for roles, with the reasons drawn from what one did.
    case roles

    /// Its place in the number that is kept.
    var bit: Int64 {
        switch self {
        case .buddy: 1
        case .mentor: 2
        case .roles: 4
        }
    }

    static func read(_ number: Int64) -> Set<Willing> { Set(allCases.filter { number & $0.bit != 0 }) }
    static func number(_ kinds: Set<Willing>) -> Int64 { kinds.reduce(0) { $0 | $1.bit } }

    /// A condition on the membership `m`.
    var condition: SQL { "(m.willing & \(bit)) <> 0" }
}

enum CompanyStore {
    static let migration = Migration(
        "2026-11-25 company",
        [
            "ALTER TABLE memberships ADD COLUMN willing \(.int) NOT NULL DEFAULT 1",
            "ALTER TABLE memberships ADD COLUMN primer_at \(.int)",
            """
            UPDATE memberships SET primer_at = (SELECT a.primer_at FROM arrivals a
                WHERE a.network_id = memberships.network_id AND a.member_id = memberships.id)
            """,
            "ALTER TABLE memberships ADD COLUMN path_shared_at \(.int)",
            "ALTER TABLE memberships ADD COLUMN level_at \(.int)",
            "ALTER TABLE memberships ADD COLUMN active_at \(.int)",
            "ALTER TABLE memberships ADD COLUMN still_asked_at \(.int)",
            "ALTER TABLE arrivals ADD COLUMN buddy_search_id \(.id)",
            "ALTER TABLE arrivals ADD COLUMN buddy_next_at \(.int)",
            "ALTER TABLE arrivals ADD COLUMN again_at \(.int)",
            "CREATE INDEX arrivals_buddy_next ON arrivals (buddy_next_at) WHERE buddy_next_at IS NOT NULL",
            "CREATE INDEX arrivals_buddy ON arrivals (network_id, buddy_id) WHERE buddy_id IS NOT NULL",
            """
            CREATE TABLE buddy_offers (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, buddy_id \(.id) NOT NULL,
                reasons TEXT NOT NULL, by_id \(.id), at \(.int) NOT NULL, outcome TEXT, answered_at \(.int),
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX buddy_offers_member ON buddy_offers (network_id, member_id)",
            "CREATE INDEX buddy_offers_buddy ON buddy_offers (network_id, buddy_id) WHERE outcome IS NULL",
            """
            CREATE TABLE small_things (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, kind TEXT NOT NULL, words \(.blob),
                taken_at \(.int) NOT NULL, done_at \(.int), confirmed_by \(.id), confirmed_at \(.int),
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX small_things_member ON small_things (network_id, member_id)",
            """
            CREATE TABLE mentorships (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, mentor_id \(.id) NOT NULL,
                asked_at \(.int) NOT NULL, accepted_at \(.int), ended_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX mentorships_member ON mentorships (network_id, member_id)",
            "CREATE INDEX mentorships_mentor ON mentorships (network_id, mentor_id) WHERE ended_at IS NULL",
        ])
}

extension Connection {
    /// What somebody agreed to be asked for; the same in all their networks.
    func willing(of person: ID) throws -> Set<Willing> {
        let number = try value(
            "SELECT willing FROM memberships WHERE person_id = \(person) ORDER BY created_at, id LIMIT 1",
            as: Int64.self)
        return number.map(Willing.read) ?? [.buddy]
    }

    func setWilling(_ kinds: Set<Willing>, of person: ID) throws {
        try execute("UPDATE memberships SET willing = \(Willing.number(kinds)) WHERE person_id = \(person)")
    }

    /// Whether a member takes part, is vouched for and agreed to be asked for something.
    func isWilling(_ member: ID, to kind: Willing, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM memberships m WHERE m.network_id = \(network) AND m.id = \(member) AND m.state = 'active'
                AND m.standing >= \(Standing.vouched) AND \(kind.condition)
            """, as: Int64.self) != nil
    }

    /// Those who can be asked for something.
    func members(willing kind: Willing, in network: ID, limit: Int = 500) throws -> [Member] {
        try members(
            of: network, where: "m.state = 'active' AND m.standing >= \(Standing.vouched) AND \(kind.condition)",
            limit: limit)
    }

    /// Destroys what company says of somebody who is forgotten: whom they accompanied, what they said they did.
    func forgetCompany(of person: ID) throws {
        let own: SQL = "(SELECT id FROM memberships WHERE person_id = \(person))"
        try execute("DELETE FROM small_things WHERE member_id IN \(own)")
        try execute("DELETE FROM mentorships WHERE member_id IN \(own) OR mentor_id IN \(own)")
        try execute("DELETE FROM buddy_offers WHERE member_id IN \(own) OR buddy_id IN \(own)")
        try execute(
            """
            UPDATE memberships SET willing = 0, primer_at = NULL, path_shared_at = NULL, active_at = NULL,
                still_asked_at = NULL
            WHERE person_id = \(person)
            """)
    }
}
