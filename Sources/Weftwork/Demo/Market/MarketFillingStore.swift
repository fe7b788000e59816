internal import Database

extension Connection {
    /// A volunteer who came in by no door: without a mail address.
    func insert(_ one: MarketVolunteer, _ vault: Vault) throws {
        let said = one.volunteer, name = "V\(said.memberID.description.suffix(6))"
        try insert(
            Person(id: one.person, name: name, language: .zh), emailSealed: [], emailHash: one.mark, at: one.at)
        _ = try makeKey(for: one.person, in: vault)
        try execute(
            """
            INSERT INTO memberships (network_id, id, person_id, is_anchor, is_entered, roles, area, skills, languages,
                created_at, standing, state)
            VALUES (\(said.networkID), \(said.memberID), \(one.person), \(false), \(false), '', \(one.area),
                \(one.skills.joined(separator: "\n")), 'zh', \(one.at), \(one.standing), \(Membership.State.active))
            """)
        let paused: Int64? = said.pause == nil ? nil : VolunteerStore.open
        try execute(
            """
            INSERT INTO volunteers (network_id, member_id, is_remote, radius_km, channel, means, weekly_limit, paused_until,
                notes, changed_at)
            VALUES (\(said.networkID), \(said.memberID), \(said.isRemote), \(said.radius), \(said.channel), '',
                \(said.weeklyLimit), \(paused), \([] as [UInt8]), \(one.at))
            """)
        for (skill, level) in said.levels {
            try execute(
                """
                INSERT INTO volunteer_skills (network_id, member_id, skill, level)
                VALUES (\(said.networkID), \(said.memberID), \(skill), \(level))
                """)
        }
        try save(one.hours)
    }

    func putNeedsOnBoard(of network: ID) throws {
        try execute(
            """
            UPDATE needs SET state = \(Need.State.published), phase = \(Need.Phase.board), audience = \(Audience.public)
            WHERE network_id = \(network) AND phase = \(Need.Phase.desk)
            """)
    }

    func putOffersOnBoard(of network: ID) throws {
        try execute(
            """
            UPDATE offers SET state = \(Offer.State.listed), audience = \(Audience.members)
            WHERE network_id = \(network) AND state = \(Offer.State.submitted)
            """)
    }

    /// Some needs of the board, and some who volunteer: what is looked at.
    func sampleOfMarket(_ count: Int, in network: ID) throws -> (needs: [ID], members: [Member]) {
        let needs = try query(
            """
            SELECT id FROM needs WHERE network_id = \(network) AND phase = \(Need.Phase.board) ORDER BY code LIMIT \(count)
            """
        ) { try $0[0] as ID }
        let members = try members(
            of: network,
            where: "EXISTS (SELECT 1 FROM volunteers v WHERE v.network_id = m.network_id AND v.member_id = m.id)",
            limit: count)
        return (needs, members)
    }
}
