internal import Database

/// What undoing puts back, table by table.
extension Connection {
    /// Takes back the messages of one act, which none has begun to send.
    func takeBackJobs(ofAct act: ID) throws {
        try execute("DELETE FROM jobs WHERE act_id = \(act) AND attempts = 0")
    }

    /// Clocks of a need and of what hangs on it, but for reported calls, which no act that can be undone touches, and for permits and
    /// authorities, which go on while the need does.
    func stopClocks(ofCase need: ID, in network: ID) throws {
        try execute(
            """
            DELETE FROM clocks
            WHERE network_id = \(network) AND need_id = \(need)
                AND object NOT IN (\(Clock.Object.report), \(Clock.Object.permit), \(Clock.Object.channel), \(Clock.Object.permitWait))
            """)
    }

    func restoreMerge(_ merge: UndoBefore.OfMerge?, of need: ID, in network: ID) throws {
        try execute("DELETE FROM merges WHERE network_id = \(network) AND need_id = \(need)")
        guard let merge, let into = ID(merge.into) else { return }
        try execute(
            """
            INSERT INTO merges (network_id, need_id, into_id, state, member_id, at)
            VALUES (\(network), \(need), \(into), \(merge.state), \(merge.memberID.flatMap { ID($0) }), \(merge.at))
            """)
    }

    func reopenRing(_ number: Int, of need: ID, in network: ID) throws {
        try execute(
            """
            UPDATE rings SET is_open = \(true), taken_at = NULL
            WHERE network_id = \(network) AND need_id = \(need) AND number = \(number)
            """)
    }

    func reopenDispute(_ id: ID, in network: ID) throws {
        try execute(
            "UPDATE disputes SET state = 'open', outcome = '' WHERE network_id = \(network) AND id = \(id)")
    }

    func reopenCall(_ call: UndoBefore.OfCall, says: String, in network: ID) throws {
        guard let id = ID(call.id) else { return }
        let tries: SQL = call.tries.map { ", tries = \($0)" } ?? ""
        try execute(
            """
            UPDATE call_items SET says = \(says), closed_at = NULL, outcome = NULL\(tries)
            WHERE network_id = \(network) AND id = \(id)
            """)
    }

    func wasCalled(about need: ID, in network: ID, since moment: Int64) throws -> Bool {
        try value(
            """
            SELECT 1 FROM call_items
            WHERE network_id = \(network) AND need_id = \(need) AND closed_at > \(moment) LIMIT 1
            """, as: Int64.self) != nil
    }

    /// The attempt to call that an act has written down.
    ///
    /// - Parameter outcomes: how the act can have said that the attempt ended.
    func takeBackAttempt(of need: ID, by member: ID, at moment: Int64, outcomes: [String], in network: ID) throws {
        try execute(
            """
            DELETE FROM calls WHERE network_id = \(network) AND need_id = \(need) AND member_id = \(member)
                AND at = \(moment) AND outcome IN (\(list: outcomes))
            """)
    }

    /// A message that never went by a way says nothing of it: what was known before is known again. What came back meanwhile, and
    /// a new address, stand.
    func restoreWays(_ ways: [UndoBefore.OfWay], of need: ID, at moment: Int64, in network: ID) throws {
        let taken = try query(
            """
            DELETE FROM need_ways
            WHERE network_id = \(network) AND need_id = \(need) AND state = 'sent' AND at = \(moment) RETURNING way
            """
        ) { try $0[0] as String }
        for old in ways where taken.contains(old.way) {
            try execute(
                """
                INSERT INTO need_ways (network_id, need_id, way, state, at, topic)
                VALUES (\(network), \(need), \(old.way), \(old.state), \(old.at), \(old.topic))
                """)
        }
    }
}
