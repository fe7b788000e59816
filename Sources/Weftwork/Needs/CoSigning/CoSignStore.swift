internal import Database

enum CoSignStore {
    static let migration = Migration(
        "2026-11-26 co-signatures for promises",
        [
            """
            CREATE TABLE co_signs (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, signer_id \(.id) NOT NULL,
                need_id \(.id), state TEXT NOT NULL, more \(.int) NOT NULL, asked_at \(.int) NOT NULL,
                answered_at \(.int), until_at \(.int) NOT NULL, PRIMARY KEY (network_id, id),
                CHECK (member_id <> signer_id AND more >= 0)
            ) \(.keyed)
            """,
            "CREATE INDEX co_signs_member ON co_signs (network_id, member_id, state)",
            "CREATE INDEX co_signs_signer ON co_signs (network_id, signer_id, state)",
        ])

    /// What whoever stops leaves for whoever goes on, apart from what she reads.
    static let partings = Migration(
        "2026-11-26 words of those who stop",
        ["ALTER TABLE claims ADD COLUMN parting TEXT NOT NULL DEFAULT ''"])

    static let columns: SQL = """
        c.id, c.network_id, c.member_id, c.signer_id, c.need_id, c.state, c.more, c.asked_at, c.answered_at, c.until_at
        """
}

extension CoSign {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row[0], networkID: try row[1], memberID: try row[2], signerID: try row[3], needID: try row[4],
            state: try row[5], more: try row[6], askedAt: try row[7], answeredAt: try row[8], untilAt: try row[9])
    }
}

extension Connection {
    func insert(_ coSign: CoSign) throws {
        try execute(
            """
            INSERT INTO co_signs (network_id, id, member_id, signer_id, need_id, state, more, asked_at, answered_at, until_at)
            VALUES (\(coSign.networkID), \(coSign.id), \(coSign.memberID), \(coSign.signerID), \(coSign.needID),
                \(coSign.state), \(coSign.more), \(coSign.askedAt), \(coSign.answeredAt), \(coSign.untilAt))
            """)
    }

    func save(_ coSign: CoSign) throws {
        try execute(
            """
            UPDATE co_signs SET state = \(coSign.state), more = \(coSign.more), answered_at = \(coSign.answeredAt),
                until_at = \(coSign.untilAt)
            WHERE network_id = \(coSign.networkID) AND id = \(coSign.id)
            """)
    }

    func coSign(_ id: ID, in network: ID) throws -> CoSign? {
        try first(
            "SELECT \(CoSignStore.columns) FROM co_signs c WHERE c.network_id = \(network) AND c.id = \(id)"
        ) { try CoSign(row: $0) }
    }

    /// What is asked of a member or signed by them, and holds at `now`; the newest first.
    func coSigns(by signer: ID, in network: ID, at now: Int64) throws -> [CoSign] {
        try query(
            """
            SELECT \(CoSignStore.columns) FROM co_signs c
            WHERE c.network_id = \(network) AND c.signer_id = \(signer)
                AND c.state IN (\(CoSign.State.asked), \(CoSign.State.signed)) AND c.until_at > \(now)
            ORDER BY c.id DESC LIMIT 50
            """
        ) { try CoSign(row: $0) }
    }

    /// What a member has asked of others, or has from them, and holds at `now`; the newest first.
    func coSigns(for member: ID, in network: ID, at now: Int64) throws -> [CoSign] {
        try query(
            """
            SELECT \(CoSignStore.columns) FROM co_signs c
            WHERE c.network_id = \(network) AND c.member_id = \(member)
                AND c.state IN (\(CoSign.State.asked), \(CoSign.State.signed)) AND c.until_at > \(now)
            ORDER BY c.id DESC LIMIT 50
            """
        ) { try CoSign(row: $0) }
    }

    /// Those that count for a member now.
    func countingCoSigns(for member: ID, in network: ID, at now: Int64) throws -> [CoSign] {
        let signed = try coSigns(for: member, in: network, at: now).filter { $0.state == .signed }
        guard !signed.isEmpty else { return [] }
        let signers = try members(of: network, where: "m.id IN (\(list: signed.map(\.signerID)))")
        let known = Dictionary(signers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return signed.filter { CoSignRules.counts($0, signer: known[$0.signerID], at: now) }
    }

    func promiseLoad(of member: Member, at now: Int64) throws -> PromiseLoad {
        PromiseLoad(
            open: try liveClaims(of: member.id, in: member.networkID), standing: member.standing,
            more: try countingCoSigns(for: member.id, in: member.networkID, at: now).reduce(0) { $0 + $1.more })
    }

    /// How many open promises of a member are past their time.
    func latePromises(of member: ID, in network: ID, at now: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM claims WHERE network_id = \(network) AND member_id = \(member)
                AND state = \(Claim.State.open) AND promised_by < \(now)
            """) ?? 0
    }
}
