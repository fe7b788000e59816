internal import Database

/// Counts for the organisation view: real records only, as far as a tier may know of them.
extension Connection {
    /// - Parameter tier: what is for those before it is not counted.
    func layerCounts(of network: ID, tier: Audience, at now: Int64) throws -> [LayerFact: Int] {
        func count(_ sql: SQL) throws -> Int { try value(sql) ?? 0 }
        let least = max(tier, .stewards)
        var counts: [LayerFact: Int] = [:]
        counts[.doings] = try count(
            """
            SELECT count(*) FROM doings d WHERE d.network_id = \(network) AND d.ended_at IS NULL AND d.until_at > \(now)
                AND \(DoingStore.isShown)
            """)
        counts[.hands] = try count(
            """
            SELECT count(*) FROM doing_hands h JOIN doings d ON d.network_id = h.network_id AND d.id = h.doing_id
            WHERE h.network_id = \(network) AND d.ended_at IS NULL AND d.until_at > \(now)
            """)
        if tier <= .members {
            counts[.waiting] = try count("SELECT count(*) FROM needs WHERE network_id = \(network) AND phase = 0")
        }
        let seen: SQL = "n.network_id = \(network) AND n.audience >= \(least) AND n.hidden IS NULL"
        counts[.onBoard] = try count("SELECT count(*) FROM needs n WHERE \(seen) AND n.phase = 1")
        counts[.done] = try count(
            """
            SELECT count(*) FROM needs n
            WHERE \(seen) AND n.phase IN (2, 3) AND n.state IN ('confirmed', 'closed')
                AND n.changed_at > \(now - 30 * Time.day)
            """)
        counts[.members] = try count(
            "SELECT count(*) FROM memberships WHERE network_id = \(network) AND state IN ('welcomed', 'active')")
        let listed: SQL = "network_id = \(network) AND state = 'listed' AND audience >= \(least)"
        counts[.offers] = try count("SELECT count(*) FROM offers WHERE \(listed)")
        counts[.standing] = try count("SELECT count(*) FROM offers WHERE \(listed) AND standing")
        counts[.free] = try count(
            """
            SELECT count(DISTINCT a.member_id) FROM availabilities a
            JOIN memberships m ON m.network_id = a.network_id AND m.id = a.member_id
            WHERE a.network_id = \(network) AND a.ends_at > \(now) AND m.state IN ('welcomed', 'active')
            """)
        return counts.merging(try supportCounts(of: network, least, at: now)) { first, _ in first }
    }

    private func supportCounts(of network: ID, _ least: Audience, at now: Int64) throws -> [LayerFact: Int] {
        func count(_ sql: SQL) throws -> Int { try value(sql) ?? 0 }
        let teams: SQL = "t.network_id = \(network) AND t.state = 'open' AND \(TeamStore.audience) >= \(least)"
        var counts: [LayerFact: Int] = [:]
        counts[.teams] = try count("SELECT count(*) FROM teams t WHERE \(teams)")
        let roles: SQL =
            "FROM team_roles r JOIN teams t ON t.network_id = r.network_id AND t.id = r.team_id WHERE \(teams)"
        counts[.places] = try count("SELECT CAST(coalesce(sum(r.taken), 0) AS BIGINT) \(roles)")
        counts[.openRoles] = try count("SELECT CAST(coalesce(sum(r.heads - r.taken), 0) AS BIGINT) \(roles)")
        // How many are awake just now is no news for strangers: at night it would say when nobody looks.
        if least <= .members {
            counts[.onShift] = try count(
                """
                SELECT count(DISTINCT member_id) FROM shifts WHERE network_id = \(network) AND starts_at <= \(now)
                    AND ends_at > \(now) AND accepted_at IS NOT NULL AND is_on_call = \(false)
                """)
        }
        counts[.emergencies] = try count(
            "SELECT count(*) FROM emergencies WHERE network_id = \(network) AND phase <> 'closed'")
        counts[.mechanism] = try count(
            "SELECT count(*) FROM mechanism_versions WHERE network_id = \(network) AND state = 'published'")
        return counts.merging(try dutyCounts(of: network)) { first, _ in first }
    }

    private func dutyCounts(of network: ID) throws -> [LayerFact: Int] {
        let people = try stewardsOfMechanism(in: network)
        return [
            .desk: people.count { !$0.roles.isDisjoint(with: [.intake, .verifier, .dispatcher]) },
            .trainers: people.count { $0.roles.contains(.trainer) },
            .stewards: people.count { $0.standing == .steward },
            .coordinators: people.count { $0.roles.contains(.coordinator) },
        ]
    }

    /// Members with a role or a steward's standing who take part.
    func stewardsOfMechanism(
        in network: ID
    ) throws -> [(id: ID, name: String, roles: Set<Role>, standing: Standing)] {
        try query(
            """
            SELECT m.id, p.name, m.roles, m.standing FROM memberships m JOIN persons p ON p.id = m.person_id
            WHERE m.network_id = \(network) AND m.state IN ('welcomed', 'active')
                AND (m.roles <> '' OR m.standing = \(Standing.steward)) ORDER BY m.id LIMIT 500
            """
        ) {
            (
                try $0[0], try $0[1], Set((try $0[2] as String).words.compactMap(Role.init(rawValue:))), try $0[3]
            )
        }
    }

    // MARK: Holes

    /// Areas where goods are lacking and nobody drives: no team's transport, nobody who says so, no offer of it.
    func areasWithoutTransport(in network: ID, tier: Audience, at now: Int64, most: Int) throws -> [LayerHole] {
        let least = max(tier, .stewards)
        return try query(
            """
            SELECT n.country, n.province, n.city, n.district, count(*) FROM needs n
            WHERE n.network_id = \(network) AND n.phase = 1 AND n.audience >= \(least) AND n.hidden IS NULL
                AND n.area_code > 0 AND n.district <> ''
                AND EXISTS (SELECT 1 FROM need_lines l WHERE l.network_id = n.network_id AND l.need_id = n.id
                    AND l.kind IN ('goods', 'transport'))
                AND NOT EXISTS (SELECT 1 FROM teams t JOIN team_roles r ON r.network_id = t.network_id AND r.team_id = t.id
                    WHERE t.network_id = n.network_id AND t.state = 'open' AND t.area_code = n.area_code
                        AND r.kind = 'transport' AND r.taken > 0)
                AND NOT EXISTS (SELECT 1 FROM doings d WHERE d.network_id = n.network_id AND d.area_code = n.area_code
                    AND d.category = 'transport' AND d.ended_at IS NULL AND d.until_at > \(now))
                AND NOT EXISTS (SELECT 1 FROM offers o WHERE o.network_id = n.network_id AND o.area_code = n.area_code
                    AND o.category = 'transport' AND o.state = 'listed')
            GROUP BY n.area_code, n.country, n.province, n.city, n.district
            ORDER BY count(*) DESC, n.area_code LIMIT \(most)
            """
        ) {
            .noTransport(
                AreaPath(country: try $0[0], province: try $0[1], city: try $0[2], district: try $0[3]),
                needs: try $0[4])
        }
    }

    /// Categories in which something is lacking and nobody has listed an offer.
    func categoriesWithoutOffer(in network: ID, tier: Audience, most: Int) throws -> [LayerHole] {
        let least = max(tier, .stewards)
        return try query(
            """
            SELECT n.category, count(*) FROM needs n
            WHERE n.network_id = \(network) AND n.phase = 1 AND n.audience >= \(least) AND n.hidden IS NULL
                AND NOT EXISTS (SELECT 1 FROM offers o WHERE o.network_id = n.network_id AND o.category = n.category
                    AND o.state = 'listed' AND o.audience >= \(least))
            GROUP BY n.category ORDER BY count(*) DESC, n.category LIMIT \(most)
            """
        ) { .noOffer(try $0[0], needs: try $0[1]) }
    }
}
