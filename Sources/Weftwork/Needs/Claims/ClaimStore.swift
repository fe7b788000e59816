internal import Database
internal import Engine

/// Two sides disagree about a delivery.
struct Dispute: Sendable {
    let id: ID
    let claimID: ID
    let ownerID: ID
    let text: String
    let state: String
    let at: Int64
}

/// A claim with what its page shows.
struct ClaimRow: Sendable {
    let claim: Claim
    let memberName: String
    let organisation: String?
}

extension Claim {
    static let columns: SQL = """
        c.id, c.network_id, c.need_id, c.line_id, c.member_id, c.quantity, c.delivered, c.usable, c.state, c.promised_by,
        c.note, c.carrier, c.waybill, c.created_at, c.changed_at
        """
    static let columnCount = 15

    init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        needID = try row[2]
        lineID = try row[3]
        memberID = try row[4]
        quantity = try row[5]
        delivered = try row[6]
        usable = try row[7]
        state = try row[8]
        promisedBy = try row[9]
        note = try row[10]
        carrier = try row[11]
        waybill = try row[12]
        createdAt = try row[13]
        changedAt = try row[14]
    }
}

extension Connection {
    func claim(_ id: ID, in network: ID) throws -> Claim? {
        try first("SELECT \(Claim.columns) FROM claims c WHERE c.network_id = \(network) AND c.id = \(id)") {
            try Claim(row: $0)
        }
    }

    func claims(of need: Need) throws -> [Claim] {
        try query(
            """
            SELECT \(Claim.columns) FROM claims c
            WHERE c.network_id = \(need.networkID) AND c.need_id = \(need.id) ORDER BY c.created_at, c.id
            """
        ) { try Claim(row: $0) }
    }

    func claimRows(of need: Need) throws -> [ClaimRow] {
        try query(
            """
            SELECT \(Claim.columns), p.name, \(ModerationStore.organisationName) FROM claims c
            JOIN memberships m ON m.network_id = c.network_id AND m.id = c.member_id JOIN persons p ON p.id = m.person_id
            LEFT JOIN organisations o ON o.id = m.organisation_id
            WHERE c.network_id = \(need.networkID) AND c.need_id = \(need.id) ORDER BY c.created_at, c.id LIMIT 200
            """
        ) { ClaimRow(claim: try Claim(row: $0), memberName: try $0[15], organisation: try $0[16]) }
    }

    func hasClaim(_ member: ID, on need: Need) throws -> Bool {
        try value(
            """
            SELECT 1 FROM claims WHERE network_id = \(need.networkID) AND need_id = \(need.id) AND member_id = \(member)
                AND state IN ('open', 'delivered', 'disputed') LIMIT 1
            """, as: Int64.self) != nil
    }

    func liveClaims(of member: ID, in network: ID) throws -> Int {
        try value(
            """
            SELECT count(*) FROM claims WHERE network_id = \(network) AND member_id = \(member)
                AND state IN ('open', 'disputed')
            """) ?? 0
    }

    func insert(_ claim: Claim) throws {
        try execute(
            """
            INSERT INTO claims (network_id, id, need_id, line_id, member_id, quantity, delivered, usable, state,
                promised_by, note, carrier, waybill, created_at, changed_at)
            VALUES (\(claim.networkID), \(claim.id), \(claim.needID), \(claim.lineID), \(claim.memberID),
                \(claim.quantity), \(claim.delivered), \(claim.usable), \(claim.state), \(claim.promisedBy),
                \(claim.note), \(claim.carrier), \(claim.waybill), \(claim.createdAt), \(claim.changedAt))
            """)
    }

    func save(_ claim: Claim) throws {
        // When it came is the moment it was first said, not that of a later word about it or of the confirmation.
        let came: SQL =
            claim.state == .delivered
            ? "CASE WHEN state = 'delivered' THEN delivered_at ELSE \(claim.changedAt) END" : "delivered_at"
        try execute(
            """
            UPDATE claims SET quantity = \(claim.quantity), delivered = \(claim.delivered), usable = \(claim.usable),
                state = \(claim.state), note = \(claim.note), carrier = \(claim.carrier), waybill = \(claim.waybill),
                changed_at = \(claim.changedAt), delivered_at = \(came)
            WHERE network_id = \(claim.networkID) AND id = \(claim.id)
            """)
    }

    /// What whoever stops says to whoever goes on.
    func setParting(_ words: String, of claim: Claim) throws {
        try execute(
            """
            UPDATE claims SET parting = \(String(Clean.prose(words).prefix(1000)))
            WHERE network_id = \(claim.networkID) AND id = \(claim.id)
            """)
    }

    /// What was said by those who stopped, by promise.
    func partings(of need: Need) throws -> [ID: String] {
        let found = try query(
            """
            SELECT id, parting FROM claims
            WHERE network_id = \(need.networkID) AND need_id = \(need.id) AND parting <> ''
            """
        ) { (try $0[0] as ID, try $0[1] as String) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    func insert(_ dispute: Dispute, of need: Need, openedBy: String) throws {
        try execute(
            """
            INSERT INTO disputes (network_id, id, need_id, claim_id, owner_id, opened_by, text, state, outcome, at)
            VALUES (\(need.networkID), \(dispute.id), \(need.id), \(dispute.claimID), \(dispute.ownerID), \(openedBy),
                \(dispute.text), 'open', '', \(dispute.at))
            """)
    }

    func openDispute(of claim: ID, in network: ID) throws -> Dispute? {
        try first(
            """
            SELECT id, claim_id, owner_id, text, state, at FROM disputes
            WHERE network_id = \(network) AND claim_id = \(claim) AND state = 'open'
            """
        ) {
            Dispute(
                id: try $0[0], claimID: try $0[1], ownerID: try $0[2], text: try $0[3], state: try $0[4], at: try $0[5])
        }
    }

    func setDisputeOwner(_ id: ID, to owner: ID, in network: ID) throws {
        try execute("UPDATE disputes SET owner_id = \(owner) WHERE network_id = \(network) AND id = \(id)")
    }

    func closeDispute(_ id: ID, in network: ID, outcome: String) throws {
        try execute(
            """
            UPDATE disputes SET state = 'settled', outcome = \(outcome) WHERE network_id = \(network) AND id = \(id)
            """)
    }

    /// How many contacts somebody has looked at for a promise that they say to have kept since `moment`, and the other side has
    /// not confirmed.
    func looksUnconfirmed(by member: ID, in network: ID, since moment: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM claims c WHERE c.network_id = \(network) AND c.member_id = \(member)
                AND c.state = \(Claim.State.delivered) AND c.changed_at > \(moment)
                AND EXISTS (SELECT 1 FROM reveals r WHERE r.network_id = c.network_id AND r.need_id = c.need_id
                    AND r.member_id = c.member_id AND r.at >= c.created_at)
            """) ?? 0
    }

    /// How often somebody has claimed, looked at the contact, and let go – or said "delivered" where the other side denies it –
    /// within the time since `moment`. Whoever let go because an authority came between did what they were asked.
    func looksWithoutDelivery(by member: ID, in network: ID, since moment: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM claims c WHERE c.network_id = \(network) AND c.member_id = \(member)
                AND c.state IN ('released', 'disputed') AND c.changed_at > \(moment)
                AND EXISTS (SELECT 1 FROM reveals r WHERE r.network_id = c.network_id AND r.need_id = c.need_id
                    AND r.member_id = c.member_id AND r.at >= c.created_at)
                AND NOT EXISTS (SELECT 1 FROM permit_waits w WHERE w.network_id = c.network_id
                    AND w.need_id = c.need_id AND w.claim_id = c.id)
            """) ?? 0
    }
}
