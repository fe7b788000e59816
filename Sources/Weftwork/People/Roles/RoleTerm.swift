internal import Database

/// A role that somebody holds for a time.
struct RoleTerm: Sendable {
    let id: ID
    let memberID: ID
    let role: Role
    let from: Int64
    let until: Int64
}

/// Somebody is named for an office; the group consents by not objecting.
struct Nomination: Sendable {
    enum Outcome: String, Sendable, SQLConvertible {
        case given, objected, lapsed, refused
        /// The days went by without an objection, and meanwhile it could no longer be done.
        case kept
        /// It was put to a decision, and that did not adopt it or was taken back.
        case notAdopted
    }

    let id: ID
    let networkID: ID
    let memberID: ID
    let office: Office
    let byID: ID
    let openedAt: Int64
    /// When the nominee said yes.
    var acceptedAt: Int64?
    /// Until when objections can be raised.
    var decidesAt: Int64
    var outcome: Outcome?
    /// The proposal by which the group decides about it, in place of the days in which nobody objects.
    var proposalID: ID?
}

/// An objection, with its reason.
struct RoleObjection: Sendable {
    let byID: ID
    let words: String
    let at: Int64
    let liftedAt: Int64?
}

/// A call for somebody to take a role.
struct RoleCall: Sendable {
    let id: ID
    let role: Role
    let words: String
    let until: Int64
    /// Who made it; nobody for those of older times.
    let byID: ID?
}

/// How roles are given: a nominee who says yes, three days in which nobody objects with a reason, a term of half a year.
enum RoleRules {
    static let answering = 7 * Time.day
    static let consenting = 3 * Time.day
    static let term = 182 * Time.day
    static let callDays = 1...60
}

enum RoleStore {
    static let migration = Migration(
        "2026-11-25 roles",
        [
            """
            CREATE TABLE role_terms (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, role TEXT NOT NULL,
                from_at \(.int) NOT NULL, until_at \(.int) NOT NULL, ended_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX role_terms_member ON role_terms (network_id, member_id)",
            "CREATE INDEX role_terms_until ON role_terms (until_at) WHERE ended_at IS NULL",
            """
            CREATE TABLE nominations (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, role TEXT NOT NULL,
                by_id \(.id) NOT NULL, words \(.blob) NOT NULL, opened_at \(.int) NOT NULL, accepted_at \(.int),
                decides_at \(.int) NOT NULL, outcome TEXT, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX nominations_decides ON nominations (decides_at) WHERE outcome IS NULL",
            """
            CREATE TABLE role_objections (
                network_id \(.id) NOT NULL, nomination_id \(.id) NOT NULL, by_id \(.id) NOT NULL, words \(.blob) NOT NULL,
                at \(.int) NOT NULL, lifted_at \(.int), PRIMARY KEY (network_id, nomination_id, by_id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE role_calls (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, role TEXT NOT NULL, words TEXT NOT NULL, until \(.int) NOT NULL,
                ended_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
        ])
}

extension Nomination {
    fileprivate static let columns: SQL =
        "id, network_id, member_id, role, by_id, opened_at, accepted_at, decides_at, outcome, proposal_id"

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        memberID = try row[2]
        office = try row[3]
        byID = try row[4]
        openedAt = try row[5]
        acceptedAt = try row[6]
        decidesAt = try row[7]
        outcome = try row[8]
        proposalID = try row[9]
    }
}

extension Connection {
    func roleTerms(in network: ID) throws -> [RoleTerm] {
        try query(
            """
            SELECT id, member_id, role, from_at, until_at FROM role_terms
            WHERE network_id = \(network) AND ended_at IS NULL ORDER BY id
            """
        ) { RoleTerm(id: try $0[0], memberID: try $0[1], role: try $0[2], from: try $0[3], until: try $0[4]) }
    }

    /// Gives a role until a time; a term that runs for it is prolonged.
    func give(_ role: Role, to member: ID, in network: ID, id: ID, at now: Int64, until: Int64) throws {
        try endTerm(of: role, member: member, in: network, at: now)
        try execute(
            """
            INSERT INTO role_terms (network_id, id, member_id, role, from_at, until_at)
            VALUES (\(network), \(id), \(member), \(role), \(now), \(until))
            """)
        var roles = try roles(of: member, in: network)
        roles.insert(role)
        try set(roles, of: member, in: network)
    }

    func roles(of member: ID, in network: ID) throws -> Set<Role> {
        let text = try value(
            "SELECT roles FROM memberships WHERE network_id = \(network) AND id = \(member)", as: String.self)
        return Set((text ?? "").words.compactMap(Role.init(rawValue:)))
    }

    private func set(_ roles: Set<Role>, of member: ID, in network: ID) throws {
        let words = roles.map(\.rawValue).sorted().joined(separator: " ")
        try execute("UPDATE memberships SET roles = \(words) WHERE network_id = \(network) AND id = \(member)")
    }

    private func endTerm(of role: Role, member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE role_terms SET ended_at = \(now)
            WHERE network_id = \(network) AND member_id = \(member) AND role = \(role) AND ended_at IS NULL
            """)
    }

    /// Takes a role from somebody; false where they don't hold it.
    func end(_ role: Role, of member: ID, in network: ID, at now: Int64) throws -> Bool {
        var roles = try roles(of: member, in: network)
        guard roles.remove(role) != nil else { return false }
        try endTerm(of: role, member: member, in: network, at: now)
        try set(roles, of: member, in: network)
        return true
    }

    /// Ends all roles of somebody who leaves.
    func endRoles(of member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE role_terms SET ended_at = \(now)
            WHERE network_id = \(network) AND member_id = \(member) AND ended_at IS NULL
            """)
        try set([], of: member, in: network)
    }

    func roleTermsOver(by now: Int64, limit: Int) throws -> [(network: ID, term: RoleTerm)] {
        try query(
            """
            SELECT network_id, id, member_id, role, from_at, until_at FROM role_terms
            WHERE until_at <= \(now) AND ended_at IS NULL ORDER BY until_at LIMIT \(limit)
            """
        ) {
            (
                try $0[0],
                RoleTerm(id: try $0[1], memberID: try $0[2], role: try $0[3], from: try $0[4], until: try $0[5])
            )
        }
    }

    // MARK: Nominations

    func nomination(_ id: ID, in network: ID) throws -> Nomination? {
        try first(
            "SELECT \(Nomination.columns) FROM nominations WHERE network_id = \(network) AND id = \(id)",
            Nomination.init(row:))
    }

    func openNominations(in network: ID) throws -> [Nomination] {
        try query(
            """
            SELECT \(Nomination.columns) FROM nominations WHERE network_id = \(network) AND outcome IS NULL ORDER BY id LIMIT 100
            """, Nomination.init(row:))
    }

    func nominationsDue(by now: Int64, limit: Int) throws -> [Nomination] {
        try query(
            """
            SELECT \(Nomination.columns) FROM nominations
            WHERE decides_at <= \(now) AND outcome IS NULL AND proposal_id IS NULL
            ORDER BY decides_at LIMIT \(limit)
            """, Nomination.init(row:))
    }

    func insert(_ nomination: Nomination, words: [UInt8]) throws {
        try execute(
            """
            INSERT INTO nominations (network_id, id, member_id, role, by_id, words, opened_at, accepted_at, decides_at)
            VALUES (\(nomination.networkID), \(nomination.id), \(nomination.memberID), \(nomination.office), \(nomination.byID),
                \(words), \(nomination.openedAt), \(nomination.acceptedAt), \(nomination.decidesAt))
            """)
    }

    func save(_ nomination: Nomination) throws -> Bool {
        try execute(
            """
            UPDATE nominations SET accepted_at = \(nomination.acceptedAt), decides_at = \(nomination.decidesAt),
                outcome = \(nomination.outcome), proposal_id = \(nomination.proposalID)
            WHERE network_id = \(nomination.networkID) AND id = \(nomination.id) AND outcome IS NULL
            """) == 1
    }

    func words(of nomination: Nomination, key: [UInt8], vault: Vault) throws -> String? {
        let box = try value(
            "SELECT words FROM nominations WHERE network_id = \(nomination.networkID) AND id = \(nomination.id)",
            as: [UInt8].self)
        return box.flatMap { vault.open($0, key: key, context: nomination.id.bytes) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    func object(to nomination: Nomination, by member: ID, words: [UInt8], at now: Int64) throws {
        try execute(
            """
            INSERT INTO role_objections (network_id, nomination_id, by_id, words, at)
            VALUES (\(nomination.networkID), \(nomination.id), \(member), \(words), \(now))
            ON CONFLICT (network_id, nomination_id, by_id) DO UPDATE SET words = excluded.words, at = excluded.at,
                lifted_at = NULL
            """)
    }

    func liftObjection(to nomination: Nomination, by member: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE role_objections SET lifted_at = \(now) WHERE network_id = \(nomination.networkID)
                AND nomination_id = \(nomination.id) AND by_id = \(member) AND lifted_at IS NULL
            """) == 1
    }

    func objections(to nomination: Nomination, key: [UInt8], vault: Vault) throws -> [RoleObjection] {
        try query(
            """
            SELECT by_id, words, at, lifted_at FROM role_objections
            WHERE network_id = \(nomination.networkID) AND nomination_id = \(nomination.id) ORDER BY at
            """
        ) { row in
            let by: ID = try row[0]
            let words = vault.open(try row[1], key: key, context: nomination.id.bytes + by.bytes)
            return RoleObjection(
                byID: by, words: words.map { String(decoding: $0, as: UTF8.self) } ?? "", at: try row[2],
                liftedAt: try row[3])
        }
    }

    /// Members who object; what the one concerned says is their word, and no objection.
    func standingObjectors(to nomination: Nomination) throws -> Set<ID> {
        Set(
            try query(
                """
                SELECT o.by_id FROM role_objections o
                JOIN memberships m ON m.network_id = o.network_id AND m.id = o.by_id
                WHERE o.network_id = \(nomination.networkID) AND o.nomination_id = \(nomination.id)
                    AND o.by_id <> \(nomination.memberID) AND o.lifted_at IS NULL
                    AND m.state NOT IN (\(Membership.State.left), \(Membership.State.suspended))
                """
            ) { try $0[0] as ID })
    }

    // MARK: Calls

    func roleCalls(in network: ID, now: Int64) throws -> [RoleCall] {
        try query(
            """
            SELECT id, role, words, until, by_id FROM role_calls
            WHERE network_id = \(network) AND ended_at IS NULL AND until > \(now) ORDER BY id
            """
        ) { RoleCall(id: try $0[0], role: try $0[1], words: try $0[2], until: try $0[3], byID: try $0[4]) }
    }

    func insert(_ call: RoleCall, in network: ID) throws {
        try execute(
            """
            INSERT INTO role_calls (network_id, id, role, words, until, by_id)
            VALUES (\(network), \(call.id), \(call.role), \(call.words), \(call.until), \(call.byID))
            """)
    }
}
