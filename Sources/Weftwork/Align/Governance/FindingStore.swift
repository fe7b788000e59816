internal import Database

/// What oversight has found, what the council wrote down and was asked.
extension GovernanceStore {
    fileprivate static let finding: SQL = """
        f.id, f.network_id, f.by_id, f.about, f.words, f.at, f.owner_id, f.due_at, f.state, f.answer, f.answered_by,
        f.answered_at, f.again, f.settled_at,
        \(TextPlace.hidden("'finding'", network: "f.network_id", text: "f.id"))
        """
}

extension OversightFinding {
    fileprivate init(row: Row) throws {
        (id, networkID, byID, about, words) = (try row[0], try row[1], try row[2], try row[3], try row[4])
        (at, ownerID, dueAt, state) = (try row[5], try row[6], try row[7], try row[8])
        (answer, answeredByID, answeredAt) = (try row[9], try row[10], try row[11])
        (again, settledAt, hidden) = (try row[12], try row[13], try row[14])
    }
}

extension Connection {
    // MARK: Findings

    func finding(_ id: ID, in network: ID) throws -> OversightFinding? {
        try first(
            "SELECT \(GovernanceStore.finding) FROM governance_findings f WHERE f.network_id = \(network) AND f.id = \(id)",
            OversightFinding.init(row:))
    }

    /// Open ones first, then the newest.
    func findings(of network: ID, limit: Int = 100) throws -> [OversightFinding] {
        try query(
            """
            SELECT \(GovernanceStore.finding) FROM governance_findings f WHERE f.network_id = \(network)
            ORDER BY CASE f.state WHEN 'open' THEN 0 WHEN 'answered' THEN 1 ELSE 2 END, f.id DESC LIMIT \(limit)
            """, OversightFinding.init(row:))
    }

    func save(_ finding: OversightFinding) throws {
        try execute(
            """
            INSERT INTO governance_findings (network_id, id, by_id, about, words, at, owner_id, due_at, state, answer,
                answered_by, answered_at, again, settled_at)
            VALUES (\(finding.networkID), \(finding.id), \(finding.byID), \(finding.about), \(finding.words),
                \(finding.at), \(finding.ownerID), \(finding.dueAt), \(finding.state), \(finding.answer),
                \(finding.answeredByID), \(finding.answeredAt), \(finding.again), \(finding.settledAt))
            ON CONFLICT (network_id, id) DO UPDATE SET owner_id = excluded.owner_id, due_at = excluded.due_at,
                state = excluded.state, answer = excluded.answer, answered_by = excluded.answered_by,
                answered_at = excluded.answered_at, again = excluded.again, settled_at = excluded.settled_at
            """)
    }

    /// All that was said to a finding, the oldest first.
    func said(to finding: OversightFinding) throws -> [FindingSaid] {
        try query(
            """
            SELECT kind, by_id, words, at FROM finding_words
            WHERE network_id = \(finding.networkID) AND finding_id = \(finding.id) ORDER BY number
            """
        ) { FindingSaid(kind: try $0[0], byID: try $0[1], words: try $0[2], at: try $0[3]) }
    }

    /// Nothing that was said to it before is lost by it.
    func say(
        _ kind: FindingSaid.Kind, _ words: String, to finding: OversightFinding, by member: ID, at now: Int64
    ) throws {
        let last =
            try value(
                """
                SELECT max(number) FROM finding_words
                WHERE network_id = \(finding.networkID) AND finding_id = \(finding.id)
                """, as: Int.self) ?? 0
        try execute(
            """
            INSERT INTO finding_words (network_id, finding_id, number, kind, by_id, words, at)
            VALUES (\(finding.networkID), \(finding.id), \(last + 1), \(kind), \(member), \(words), \(now))
            """)
    }

    // MARK: The council

    func insert(_ minutes: CouncilMinutes) throws {
        try execute(
            """
            INSERT INTO council_minutes (network_id, id, by_id, day, audience, words, at)
            VALUES (\(minutes.networkID), \(minutes.id), \(minutes.byID), \(minutes.day), \(minutes.audience),
                \(minutes.words), \(minutes.at))
            """)
    }

    func minutes(_ id: ID, in network: ID) throws -> CouncilMinutes? {
        try minutes(of: network, where: "c.id = \(id)").first
    }

    /// Minutes for whoever may read what is for `least` or for more, the newest first.
    func minutes(of network: ID, from least: Audience) throws -> [CouncilMinutes] {
        try minutes(of: network, where: "c.audience >= \(least)")
    }

    private func minutes(of network: ID, where condition: SQL) throws -> [CouncilMinutes] {
        try query(
            """
            SELECT c.id, c.network_id, c.by_id, c.day, c.audience, c.words, c.at,
                \(TextPlace.hidden("'minutes'", network: "c.network_id", text: "c.id"))
            FROM council_minutes c WHERE c.network_id = \(network) AND \(condition)
            ORDER BY c.day DESC, c.id DESC LIMIT 100
            """
        ) {
            CouncilMinutes(
                id: try $0[0], networkID: try $0[1], byID: try $0[2], day: try $0[3], audience: try $0[4],
                words: try $0[5], at: try $0[6], hidden: try $0[7])
        }
    }

    /// What a body was asked, as far as somebody may see it, the newest first.
    ///
    /// - Parameter seen: a condition on the proposal `x`.
    func proposals(to body: GovernanceBody, of network: ID, seen: SQL) throws -> [Proposal] {
        // Before a proposal could say so itself, those of the council were listed.
        let older: SQL =
            body == .council
            ? " OR x.id IN (SELECT proposal_id FROM council_proposals WHERE network_id = \(network))" : ""
        return try proposals(
            in: network,
            where: "(x.scope = \(VoiceScope(body).encoded)\(older)) AND x.opened_at IS NOT NULL AND (\(seen))",
            limit: 50)
    }
}
