internal import Database

/// Where seats and conduct become a standing.
extension Connection {
    /// The tier that somebody's place and conduct give them now, apart from what holds for them a while longer.
    func computedStanding(of member: ID, in network: ID, at now: Int64) throws -> Standing {
        let ground = try ground(of: member, in: network)
        return ground.isRaised(at: now) ? .trusted : ground.byVouches
    }

    /// When the standing that rests on conduct alone ends by itself; nothing where it rests on vouches.
    func conductEnd(of member: ID, in network: ID, at now: Int64) throws -> Int64? {
        let ground = try ground(of: member, in: network)
        return ground.isRaised(at: now) ? ground.conductEnd : nil
    }

    private func ground(of member: ID, in network: ID) throws -> StandingGround {
        let row = try first(
            """
            SELECT m.is_anchor, m.is_entered, m.state, c.until_at, c.firm_until FROM memberships m
            LEFT JOIN conduct c ON c.network_id = m.network_id AND c.member_id = m.id
            WHERE m.network_id = \(network) AND m.id = \(member)
            """
        ) {
            (
                isAnchor: try $0[0] as Bool, isEntered: try $0[1] as Bool, state: try $0[2] as Membership.State,
                until: try $0[3] as Int64?, firm: try $0[4] as Int64?
            )
        }
        guard let row else { return StandingGround(byVouches: .newcomer, conductEnd: 0) }
        if row.state.isPresent, row.isAnchor { return StandingGround(byVouches: .steward, conductEnd: 0) }
        let seat: Standing? = try value(
            "SELECT max(tier) FROM trust_seats WHERE network_id = \(network) AND member_id = \(member)")
        let isEntered = row.state.isPresent && row.isEntered
        return StandingGround(
            byVouches: max(seat ?? .newcomer, isEntered ? .trusted : .newcomer),
            conductEnd: row.state.isPresent ? min(row.until ?? 0, row.firm ?? 0) : 0)
    }

    /// Sets somebody's standing to what they stand on; with `fallsAt` a fall comes only then, and is announced.
    func settleStanding(
        of member: ID, in network: ID, at now: Int64, id: ID, fallsAt: Int64? = nil
    ) throws -> StandingChange? {
        let before = try standing(of: member, in: network)
        let after = try computedStanding(of: member, in: network, at: now)
        guard before != after else {
            try keepFallOfConduct(of: member, in: network, at: now)
            return nil
        }
        if let fallsAt, after < before {
            try announceFall(of: member, in: network, at: fallsAt)
        } else {
            try takeBackFall(of: member, in: network)
            try setStanding(after, of: member, in: network)
        }
        try recordStanding(
            fallsAt != nil && after < before ? .standingFalling : .standingChanged, of: member, in: network, before,
            after, at: now, id: id)
        return StandingChange(memberID: member, before: before, after: after)
    }

    /// What was announced because conduct ends stays announced; all else is taken back.
    private func keepFallOfConduct(of member: ID, in network: ID, at now: Int64) throws {
        guard let end = try conductEnd(of: member, in: network, at: now), end <= now + VouchRules.notice else {
            return try takeBackFall(of: member, in: network)
        }
        try execute(
            "UPDATE standing_falls SET at = \(end) WHERE network_id = \(network) AND member_id = \(member)")
    }

    /// Settles somebody's standing after their conduct was weighed: it rises at once and falls with a month's notice.
    ///
    /// - Returns: what has changed, and when it falls where that is announced now.
    func settleConduct(
        of member: ID, in network: ID, at now: Int64, ids: (change: ID, fall: ID)
    ) throws -> (change: StandingChange?, fallsAt: Int64?) {
        let before = try standing(of: member, in: network)
        let after = try computedStanding(of: member, in: network, at: now)
        let announced = try fall(of: member, in: network)
        if after < before {
            guard announced == nil else { return (nil, nil) }
            let fallsAt = now + VouchRules.notice
            _ = try settleStanding(of: member, in: network, at: now, id: ids.fall, fallsAt: fallsAt)
            return (nil, fallsAt)
        }
        let change = try settleStanding(of: member, in: network, at: now, id: ids.change)
        guard let end = try conductEnd(of: member, in: network, at: now), end <= now + VouchRules.notice,
            try fall(of: member, in: network) == nil
        else { return (change, nil) }
        try announceFall(of: member, in: network, at: end)
        try recordStanding(.standingFalling, of: member, in: network, after, .vouched, at: now, id: ids.fall)
        return (change, end)
    }

    private func recordStanding(
        _ kind: Event.Kind, of member: ID, in network: ID, _ before: Standing, _ after: Standing, at now: Int64, id: ID
    ) throws {
        try record(
            Event(
                kind, on: member, in: network, by: Actor(kind: .system, id: nil), at: now, audience: .stewards,
                details: [("from", .text(before.name)), ("to", .text(after.name))], id: id))
    }
}

/// What a standing rests on.
private struct StandingGround {
    let byVouches: Standing
    /// Until when conduct suffices; in the past where it doesn't.
    let conductEnd: Int64

    /// Conduct raises whom the vouches accept, by one tier and no further.
    func isRaised(at now: Int64) -> Bool { byVouches == .vouched && conductEnd > now }
}
