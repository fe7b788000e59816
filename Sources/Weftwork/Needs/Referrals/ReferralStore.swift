internal import Database

enum ReferralStore {
    static let migration = Migration(
        "2026-11-26 referrals of needs",
        [
            """
            CREATE TABLE need_referrals (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, partner_id \(.id) NOT NULL,
                from_id \(.id), state TEXT NOT NULL, consent TEXT NOT NULL, with_address \(.bool) NOT NULL,
                sealed \(.blob) NOT NULL, at \(.int) NOT NULL, due_at \(.int) NOT NULL, settled_at \(.int), other_id \(.id),
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX need_referrals_open ON need_referrals (network_id, need_id) WHERE state = 'offered'",
            "CREATE INDEX need_referrals_need ON need_referrals (network_id, need_id)",
            "CREATE INDEX need_referrals_partner ON need_referrals (partner_id, id)",
            "CREATE INDEX need_referrals_other ON need_referrals (other_id)",
            "CREATE INDEX need_referrals_due ON need_referrals (due_at) WHERE state = 'offered'",
        ])
}

extension NeedReferral {
    fileprivate static let columns: SQL = """
        r.id, r.network_id, r.need_id, r.partner_id, r.from_id, r.state, r.consent, r.with_address, r.at, r.due_at,
        r.settled_at, r.other_id, r.sealed, k.wrapped
        """
    fileprivate static let source: SQL = "need_referrals r LEFT JOIN subject_keys k ON k.subject_id = r.need_id"

    fileprivate init(row: Row, vault: Vault) throws {
        let id: ID = try row[0], need: ID = try row[2], box: [UInt8] = try row[12], wrapped: [UInt8]? = try row[13]
        self.init(
            id: id, networkID: try row[1], needID: need, partnerID: try row[3], fromID: try row[4], at: try row[8],
            state: try row[5], consent: try row[6], withAddress: try row[7], dueAt: try row[9],
            paper: vault.value(Paper.self, in: box, wrapped: wrapped, of: need, context: id.bytes) ?? Paper(),
            settledAt: try row[10], otherID: try row[11])
    }
}

extension Connection {
    private func sealed(_ referral: NeedReferral, _ vault: Vault) throws -> [UInt8]? {
        try sealed(referral.paper, of: referral.needID, context: referral.id.bytes, in: vault)
    }

    func insert(_ referral: NeedReferral, vault: Vault) throws {
        guard let sealed = try sealed(referral, vault) else { throw Refusal.notFound }
        try execute(
            """
            INSERT INTO need_referrals (network_id, id, need_id, partner_id, from_id, state, consent, with_address, sealed,
                at, due_at)
            VALUES (\(referral.networkID), \(referral.id), \(referral.needID), \(referral.partnerID), \(referral.fromID),
                \(referral.state), \(referral.consent), \(referral.withAddress), \(sealed), \(referral.at),
                \(referral.dueAt))
            """)
    }

    /// Writes what became of an open one; false where somebody was faster.
    func save(_ referral: NeedReferral, vault: Vault) throws -> Bool {
        try execute(
            """
            UPDATE need_referrals SET state = \(referral.state), consent = \(referral.consent),
                with_address = \(referral.withAddress), sealed = \(try sealed(referral, vault) ?? []),
                due_at = \(referral.dueAt), settled_at = \(referral.settledAt), other_id = \(referral.otherID)
            WHERE network_id = \(referral.networkID) AND id = \(referral.id) AND state = 'offered'
            """) == 1
    }

    func openReferral(of need: ID, in network: ID, vault: Vault) throws -> NeedReferral? {
        try first(
            """
            SELECT \(NeedReferral.columns) FROM \(NeedReferral.source)
            WHERE r.network_id = \(network) AND r.need_id = \(need) AND r.state = 'offered'
            """
        ) { try NeedReferral(row: $0, vault: vault) }
    }

    /// The referrals of a need, the newest first.
    func referrals(of need: ID, in network: ID, vault: Vault) throws -> [NeedReferral] {
        try query(
            """
            SELECT \(NeedReferral.columns) FROM \(NeedReferral.source)
            WHERE r.network_id = \(network) AND r.need_id = \(need) ORDER BY r.id DESC LIMIT 20
            """
        ) { try NeedReferral(row: $0, vault: vault) }
    }

    /// One that was offered to `partner`.
    func referral(_ id: ID, to partner: ID, vault: Vault) throws -> NeedReferral? {
        try first(
            """
            SELECT \(NeedReferral.columns) FROM \(NeedReferral.source)
            WHERE r.partner_id = \(partner) AND r.id = \(id)
            """
        ) { try NeedReferral(row: $0, vault: vault) }
    }

    /// What is offered to a network: what waits, the next due first, then the newest that were answered.
    func referrals(to partner: ID, vault: Vault) throws -> [NeedReferral] {
        let waiting = try query(
            """
            SELECT \(NeedReferral.columns) FROM \(NeedReferral.source)
            WHERE r.partner_id = \(partner) AND r.state = 'offered' ORDER BY r.due_at, r.id LIMIT 200
            """
        ) { try NeedReferral(row: $0, vault: vault) }
        let over = try query(
            """
            SELECT \(NeedReferral.columns) FROM \(NeedReferral.source)
            WHERE r.partner_id = \(partner) AND r.state IN ('accepted', 'declined', 'lapsed', 'returned') ORDER BY r.id DESC LIMIT 50
            """
        ) { try NeedReferral(row: $0, vault: vault) }
        return waiting + over
    }

    /// Those whose time is over: whether or not their partner is on this server any more.
    func referralsDue(by now: Int64, vault: Vault) throws -> [NeedReferral] {
        try query(
            """
            SELECT \(NeedReferral.columns) FROM \(NeedReferral.source)
            WHERE r.state = 'offered' AND r.due_at <= \(now) ORDER BY r.due_at LIMIT 100
            """
        ) { try NeedReferral(row: $0, vault: vault) }
    }

    /// From where a need came, and when.
    func origin(ofReferred need: ID) throws -> (network: String, at: Int64)? {
        try first(
            """
            SELECT n.name, r.settled_at FROM need_referrals r JOIN networks n ON n.id = r.network_id
            WHERE r.other_id = \(need) AND r.state IN ('accepted', 'returned')
            """
        ) { (try $0[0], try $0[1] as Int64? ?? 0) }
    }

    /// What a need became at a partner that accepted it, as long as it goes on there.
    func livesElsewhere(_ need: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM need_referrals r JOIN needs n ON n.network_id = r.partner_id AND n.id = r.other_id
            WHERE r.network_id = \(network) AND r.need_id = \(need) AND r.state = 'accepted' AND n.phase <> 3 LIMIT 1
            """, as: Int64.self) != nil
    }

    /// What had ended elsewhere is opened here again.
    func returnReferrals(of need: ID, in network: ID) throws {
        try execute(
            """
            UPDATE need_referrals SET state = 'returned'
            WHERE network_id = \(network) AND need_id = \(need) AND state = 'accepted'
            """)
    }

    /// Networks that recognise each other, both ways.
    func areMutual(_ network: ID, _ partner: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM recognitions r JOIN recognitions b
                ON b.network_id = r.partner_id AND b.partner_id = r.network_id
            WHERE r.network_id = \(network) AND r.partner_id = \(partner)
            """, as: Int64.self) != nil
    }

    /// With the contact goes what was said about her.
    func forgetReferrals(of need: ID, in network: ID) throws {
        try execute(
            """
            UPDATE need_referrals SET sealed = \([] as [UInt8]) WHERE network_id = \(network) AND need_id = \(need)
            """)
    }

    /// Somebody's words go with them, but for what a partner still has to answer.
    func blankReferrals(from member: ID, in network: ID) throws {
        try execute(
            """
            UPDATE need_referrals SET sealed = \([] as [UInt8])
            WHERE network_id = \(network) AND from_id = \(member) AND state <> 'offered'
            """)
    }

    /// The clocks of referrals that a member has to answer.
    func referralClocks(of owner: ID, in network: ID) throws -> [Clock] {
        try query(
            """
            SELECT \(Clock.columns) FROM clocks c WHERE c.network_id = \(network) AND c.owner_id = \(owner)
                AND c.object = \(Clock.Object.referral) ORDER BY c.due_at, c.object_id LIMIT 100
            """
        ) { try Clock(row: $0) }
    }
}
