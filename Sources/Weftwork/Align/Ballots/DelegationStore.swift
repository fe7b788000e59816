internal import Database

extension Connection {
    private static var delegationColumns: SQL { "id, network_id, from_id, topic, to_id, from_at, until_at" }

    private func delegation(_ row: Row) throws -> Delegation {
        Delegation(
            id: try row[0], networkID: try row[1], fromID: try row[2], topic: try row[3], toID: try row[4],
            fromAt: try row[5], untilAt: try row[6])
    }

    /// To whom each member has passed their voice on, as it counts in one proposal: while answers come in as it is now – what is passed
    /// on or taken back after the end of answers counts no more, though no clock went off yet –, and then as was written down.
    func delegations(for proposal: Proposal) throws -> [ID: ID] {
        let network = proposal.networkID, topic = proposal.topic, ballot = proposal.terms.ballot
        if let moment = ballot.passedAt {
            let gone = Set((ballot.unpassed ?? []).compactMap { ID($0) })
            return try delegations(in: network, on: topic, at: moment).filter { !gone.contains($0.key) }
        }
        if proposal.closedAt == nil, proposal.state == .open {
            let held = Self.held(at: proposal.closesAt)
            return try delegations(in: network, on: topic, where: "\(held) AND NOT (\(Self.isLeftAlone))")
        }
        return try delegations(in: network, on: topic, at: proposal.closedAt)
    }

    /// To whom each member has passed their voice on for a topic, as it was at a moment.
    ///
    /// - Parameter moment: nothing is now, when of those who take no part any more nothing holds.
    func delegations(in network: ID, on topic: Proposal.Topic, at moment: Int64?) throws -> [ID: ID] {
        try delegations(
            in: network, on: topic,
            where: moment.map(Self.held(at:)) ?? "d.until_at IS NULL AND NOT (\(Self.isLeftAlone))")
    }

    private static func held(at moment: Int64) -> SQL {
        "d.from_at <= \(moment) AND (d.until_at IS NULL OR d.until_at > \(moment))"
    }

    private func delegations(in network: ID, on topic: Proposal.Topic, where when: SQL) throws -> [ID: ID] {
        let pairs = try query(
            """
            SELECT d.from_id, d.to_id FROM delegations d
            WHERE d.network_id = \(network) AND d.topic = \(topic) AND \(when) ORDER BY d.from_id
            """
        ) { (try $0[0] as ID, try $0[1] as ID) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// Of a delegation `d`: whoever passed it on, or whoever has it, takes no part now.
    private static var isLeftAlone: SQL {
        """
        EXISTS (SELECT 1 FROM memberships m WHERE m.network_id = d.network_id AND m.id IN (d.from_id, d.to_id)
            AND m.state NOT IN ('welcomed', 'active'))
        """
    }

    /// Whose voice was passed on at a moment, while they take no part now, or the one they passed it to.
    func delegatorsLeftAlone(in network: ID, on topic: Proposal.Topic, at moment: Int64) throws -> [ID] {
        try query(
            """
            SELECT d.from_id FROM delegations d WHERE d.network_id = \(network) AND d.topic = \(topic)
                AND \(Self.held(at: moment)) AND \(Self.isLeftAlone) ORDER BY d.from_id
            """
        ) { try $0[0] as ID }
    }

    /// Delegations that hold and lead from or to somebody who takes no part.
    ///
    /// - Parameter network: nothing where all are meant.
    func delegationsLeftAlone(in network: ID?, limit: Int) throws -> [Delegation] {
        let only: SQL = network.map { " AND d.network_id = \($0)" } ?? ""
        return try query(
            """
            SELECT \(Self.delegationColumns) FROM delegations d WHERE d.until_at IS NULL\(only) AND \(Self.isLeftAlone)
            ORDER BY d.network_id, d.id LIMIT \(limit)
            """, delegation)
    }

    /// What a member has passed on, and what was passed on to them, as it is now.
    func delegations(of member: ID, in network: ID) throws -> [Delegation] {
        try query(
            """
            SELECT \(Self.delegationColumns) FROM delegations
            WHERE network_id = \(network) AND until_at IS NULL AND (from_id = \(member) OR to_id = \(member))
            ORDER BY topic, from_at, id LIMIT 2000
            """, delegation)
    }

    func delegation(_ id: ID, in network: ID) throws -> Delegation? {
        try first(
            "SELECT \(Self.delegationColumns) FROM delegations WHERE network_id = \(network) AND id = \(id)", delegation
        )
    }

    func insert(_ new: Delegation) throws {
        try execute(
            """
            INSERT INTO delegations (network_id, id, from_id, topic, to_id, from_at, until_at)
            VALUES (\(new.networkID), \(new.id), \(new.fromID), \(new.topic), \(new.toID), \(new.fromAt), \(new.untilAt))
            """)
    }

    /// Ends what a member has passed on for a topic; whether there was something.
    @discardableResult
    func endDelegation(of member: ID, on topic: Proposal.Topic, in network: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE delegations SET until_at = \(now)
            WHERE network_id = \(network) AND from_id = \(member) AND topic = \(topic) AND until_at IS NULL
            """) > 0
    }
}
