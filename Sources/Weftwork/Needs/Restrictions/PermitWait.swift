internal import Database

/// A promise that was there before a restriction began: it waits for a permit.
struct PermitWait: Sendable, Equatable {
    let id: ID
    let networkID: ID
    let needID: ID
    let claimID: ID
    let restrictionID: ID
    /// The goods were on their way when it began: its contact stays open, and no clock takes the promise back.
    let isUnderWay: Bool
    let at: Int64
    let dueAt: Int64
    /// When it leaned on a permit, or the restriction ended.
    var settledAt: Int64?
}

enum PermitWaitStore {
    static let migration = Migration(
        "2026-11-26 permit amounts",
        [
            "ALTER TABLE permits ADD COLUMN amounts TEXT NOT NULL DEFAULT ''",
            // On which permit a promise leans, for each restriction under which its line stood.
            """
            CREATE TABLE claim_permits (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, claim_id \(.id) NOT NULL,
                restriction_id \(.id) NOT NULL, permit_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, need_id, claim_id, restriction_id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE permit_waits (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, claim_id \(.id) NOT NULL,
                restriction_id \(.id) NOT NULL, id \(.id) NOT NULL, is_under_way \(.bool) NOT NULL, at \(.int) NOT NULL,
                due_at \(.int) NOT NULL, settled_at \(.int), PRIMARY KEY (network_id, need_id, claim_id, restriction_id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX permit_waits_id ON permit_waits (network_id, id)",
            "CREATE INDEX permit_waits_restriction ON permit_waits (network_id, restriction_id) WHERE settled_at IS NULL",
        ])
}

extension PermitWait {
    fileprivate static let columns: SQL = """
        w.id, w.network_id, w.need_id, w.claim_id, w.restriction_id, w.is_under_way, w.at, w.due_at, w.settled_at
        """

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        needID = try row[2]
        claimID = try row[3]
        restrictionID = try row[4]
        isUnderWay = try row[5]
        at = try row[6]
        dueAt = try row[7]
        settledAt = try row[8]
    }
}

extension Connection {
    /// False where this promise waits under this restriction already, or did.
    ///
    /// - Parameter isAnew: what it leaned on was taken back: it waits once more.
    func insert(_ wait: PermitWait, anew isAnew: Bool = false) throws -> Bool {
        let known: SQL =
            isAnew
            ? """
            DO UPDATE SET id = excluded.id, is_under_way = excluded.is_under_way, at = excluded.at,
                due_at = excluded.due_at, settled_at = NULL WHERE permit_waits.settled_at IS NOT NULL
            """ : "DO NOTHING"
        return try execute(
            """
            INSERT INTO permit_waits (network_id, need_id, claim_id, restriction_id, id, is_under_way, at, due_at)
            VALUES (\(wait.networkID), \(wait.needID), \(wait.claimID), \(wait.restrictionID), \(wait.id),
                \(wait.isUnderWay), \(wait.at), \(wait.dueAt))
            ON CONFLICT (network_id, need_id, claim_id, restriction_id) \(known)
            """) == 1
    }

    /// Whether a promise leans on a permit under a restriction that counts now.
    func leans(_ claim: Claim, under restriction: Restriction, at now: Int64) throws -> Bool {
        try value(
            """
            SELECT 1 FROM claim_permits s
            JOIN permits p ON p.network_id = s.network_id AND p.id = s.permit_id
            WHERE s.network_id = \(claim.networkID) AND s.need_id = \(claim.needID) AND s.claim_id = \(claim.id)
                AND s.restriction_id = \(restriction.id) AND p.state = \(Permit.State.accepted) AND p.until_at > \(now)
            """, as: Int64.self) != nil
    }

    /// The open promises that leaned on a permit lean on it no more; which they are, the oldest first.
    func loosen(from permit: Permit) throws -> [ID] {
        let (network, need) = (permit.networkID, permit.needID)
        let open: SQL = """
            SELECT c.id FROM claims c WHERE c.network_id = \(network) AND c.need_id = \(need)
                AND c.state = \(Claim.State.open)
            """
        let mine: SQL = """
            network_id = \(network) AND need_id = \(need) AND permit_id = \(permit.id) AND claim_id IN (\(open))
            """
        let found = try query("SELECT claim_id FROM claim_permits WHERE \(mine) ORDER BY claim_id") { try $0[0] as ID }
        try execute("DELETE FROM claim_permits WHERE \(mine)")
        return found
    }

    func permitWait(_ id: ID, in network: ID) throws -> PermitWait? {
        try first(
            "SELECT \(PermitWait.columns) FROM permit_waits w WHERE w.network_id = \(network) AND w.id = \(id)",
            PermitWait.init(row:))
    }

    /// What waits at a need for a permit under a restriction that still holds.
    func permitWaits(at need: ID, in network: ID, now: Int64) throws -> [PermitWait] {
        try query(
            """
            SELECT \(PermitWait.columns) FROM permit_waits w
            JOIN claims c ON c.network_id = w.network_id AND c.id = w.claim_id
            JOIN restrictions r ON r.network_id = w.network_id AND r.id = w.restriction_id
            WHERE w.network_id = \(network) AND w.need_id = \(need) AND w.settled_at IS NULL
                AND c.state = \(Claim.State.open) AND r.lifted_at IS NULL AND (r.until_at IS NULL OR r.until_at > \(now))
            ORDER BY w.at, w.id
            """, PermitWait.init(row:))
    }

    /// The open promises that wait under a restriction, by whoever promised.
    func permitWaits(under restriction: Restriction) throws -> [ID: [PermitWait]] {
        let found = try query(
            """
            SELECT \(PermitWait.columns), c.member_id FROM permit_waits w
            JOIN claims c ON c.network_id = w.network_id AND c.id = w.claim_id
            WHERE w.network_id = \(restriction.networkID) AND w.restriction_id = \(restriction.id)
                AND w.settled_at IS NULL AND c.state = \(Claim.State.open)
            ORDER BY w.at, w.id
            """
        ) { (wait: try PermitWait(row: $0), member: try $0[9] as ID) }
        return Dictionary(grouping: found, by: \.member).mapValues { $0.map(\.wait) }
    }

    func settle(_ wait: PermitWait, at now: Int64) throws {
        try execute(
            """
            UPDATE permit_waits SET settled_at = \(now) WHERE network_id = \(wait.networkID) AND id = \(wait.id)
            """)
        try stopClock(of: wait.id, in: wait.networkID)
    }

    /// A restriction that is over is waited for by nobody.
    func settleWaits(under restriction: Restriction, at now: Int64) throws {
        let (network, id) = (restriction.networkID, restriction.id)
        try execute(
            """
            DELETE FROM clocks WHERE network_id = \(network) AND object_id IN (
                SELECT w.id FROM permit_waits w
                WHERE w.network_id = \(network) AND w.restriction_id = \(id) AND w.settled_at IS NULL)
            """)
        try execute(
            """
            UPDATE permit_waits SET settled_at = \(now)
            WHERE network_id = \(network) AND restriction_id = \(id) AND settled_at IS NULL
            """)
    }

    /// Whether all that a member has promised at a need waits for a permit, and nothing of it was on its way.
    func waitsForPermit(_ member: ID, at need: Need, now: Int64) throws -> Bool {
        let waits = Set(
            try permitWaits(at: need.id, in: need.networkID, now: now).filter { !$0.isUnderWay }.map(\.claimID))
        guard !waits.isEmpty else { return false }
        let live = try claims(of: need).filter { $0.memberID == member && $0.state.isLive }
        return !live.isEmpty && live.allSatisfy { waits.contains($0.id) }
    }

    /// Whether the goods of a promise are on their way: a waybill, a driver with a slip that is good, or whoever promised is out for
    /// it.
    func isUnderWay(_ claim: Claim, at now: Int64) throws -> Bool {
        if !claim.waybill.isEmpty { return true }
        return try value(
            """
            SELECT 1 FROM slips s WHERE s.network_id = \(claim.networkID) AND s.claim_id = \(claim.id)
                AND s.ended_at IS NULL AND s.until > \(now)
            UNION SELECT 1 FROM visits v WHERE v.network_id = \(claim.networkID) AND v.member_id = \(claim.memberID)
                AND v.need_id = \(claim.needID) AND v.out_at IS NULL
            """, as: Int64.self) != nil
    }
}
