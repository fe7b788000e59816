internal import Database

/// What a member shows at a gate or a ward.
struct Pass: Sendable {
    let id: ID
    let networkID: ID
    let memberID: ID
    let task: String
    let madeAt: Int64
    let until: Int64
    let revokedAt: Int64?
    /// The promise with which it ends.
    let claimID: ID?
    /// The shift with which it ends.
    var shiftID: ID?

    func holds(at now: Int64) -> Bool { revokedAt == nil && until > now }
}

/// A pass as it is asked for.
struct PassDraft: Sendable {
    let task: String
    let hours: Int?
    let claim: ID?
    var shift: ID?
}

/// A pass in force, for those who answer for the network.
struct HeldPass: Sendable {
    let pass: Pass
    let name: String
}

enum PassStore {
    static let migration = Migration(
        "2026-11-25 passes for shifts",
        [
            "ALTER TABLE passes ADD COLUMN shift_id \(.id)",
            "CREATE INDEX passes_until ON passes (network_id, until)",
        ])
}

extension Pass {
    fileprivate static let columns: SQL =
        "p.id, p.network_id, p.member_id, p.task, p.made_at, p.until, p.revoked_at, p.claim_id, p.shift_id"

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        memberID = try row[2]
        task = try row[3]
        madeAt = try row[4]
        until = try row[5]
        revokedAt = try row[6]
        claimID = try row[7]
        shiftID = try row[8]
    }
}

extension Connection {
    func insert(_ pass: Pass) throws {
        try execute(
            """
            INSERT INTO passes (network_id, id, member_id, task, made_at, until, claim_id, shift_id)
            VALUES (\(pass.networkID), \(pass.id), \(pass.memberID), \(pass.task), \(pass.madeAt), \(pass.until),
                \(pass.claimID), \(pass.shiftID))
            """)
    }

    func pass(_ id: ID) throws -> Pass? {
        try first("SELECT \(Pass.columns) FROM passes p WHERE p.id = \(id)", Pass.init(row:))
    }

    func passes(of member: ID, in network: ID) throws -> [Pass] {
        try query(
            """
            SELECT \(Pass.columns) FROM passes p WHERE p.network_id = \(network) AND p.member_id = \(member)
            ORDER BY p.id DESC LIMIT 20
            """, Pass.init(row:))
    }

    /// Passes of a network that are neither over nor taken back, the newest first, with who holds them.
    func passesInForce(in network: ID, at now: Int64) throws -> [HeldPass] {
        try query(
            """
            SELECT \(Pass.columns), n.name FROM passes p
            JOIN memberships m ON m.network_id = p.network_id AND m.id = p.member_id JOIN persons n ON n.id = m.person_id
            WHERE p.network_id = \(network) AND p.until > \(now) AND p.revoked_at IS NULL ORDER BY p.id DESC LIMIT 500
            """
        ) { HeldPass(pass: try Pass(row: $0), name: try $0[9]) }
    }

    func revokePass(_ id: ID, in network: ID, at now: Int64) throws -> Bool {
        try execute(
            "UPDATE passes SET revoked_at = \(now) WHERE network_id = \(network) AND id = \(id) AND revoked_at IS NULL")
            == 1
    }

    /// Revokes all passes of somebody who is suspended or leaves.
    func revokePasses(of member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE passes SET revoked_at = \(now)
            WHERE network_id = \(network) AND member_id = \(member) AND revoked_at IS NULL
            """)
    }
}
