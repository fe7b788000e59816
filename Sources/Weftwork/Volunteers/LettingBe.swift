internal import Database

/// Whoever is asked for nothing at present. Everything that asks looks here, whatever it asks for: a pause that held for some of it
/// would be none.
extension Connection {
    /// They pause, rest from the network, or take a break now.
    func isLetBe(_ member: ID, in network: ID, at now: Int64) throws -> Bool {
        try isResting(member, in: network, at: now) || isPausing(member, in: network, at: now)
    }

    private func isPausing(_ member: ID, in network: ID, at now: Int64) throws -> Bool {
        try value(
            """
            SELECT 1 FROM volunteers
            WHERE network_id = \(network) AND member_id = \(member) AND paused_until > \(now)
            """, as: Int64.self) != nil
    }

    /// Rests from the network, or takes a break now.
    private func isResting(_ member: ID, in network: ID, at now: Int64) throws -> Bool {
        try value(
            """
            SELECT 1 FROM memberships m WHERE m.network_id = \(network) AND m.id = \(member)
                AND (m.state = \(Membership.State.dormant) OR EXISTS (SELECT 1 FROM breaks b
                    WHERE b.network_id = m.network_id AND b.member_id = m.id AND b.starts_at <= \(now)
                        AND b.ends_at > \(now)))
            """, as: Int64.self) != nil
    }
}
