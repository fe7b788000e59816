internal import Database
internal import Engine

/// How a network decides where nothing else is said: who counts, what silence means, how many it takes.
struct AlignSettings: Sendable, Equatable {
    /// Who counts.
    var unit = VoiceUnit.persons
    /// Whether whoever says nothing until the end has consented: only where the governance rules in force say so.
    var silenceConsents = false
    /// So many percent of those who count have to answer.
    var quorum = 50
    /// After so many days an objection that is not worked through goes to a facilitator.
    var workDays = 14
    /// Whether a voice may be passed on to another, for one topic: only where a network wants it.
    var mayDelegate = false

    static let quorums = 0...100
    static let days = 1...90
}

enum VoiceStore {
    static let migration = Migration(
        "2026-11-26 voices",
        [
            """
            CREATE TABLE align_settings (
                network_id \(.id) PRIMARY KEY, unit TEXT NOT NULL, silence_consents \(.bool) NOT NULL,
                quorum \(.int) NOT NULL, work_days \(.int) NOT NULL, may_delegate \(.bool) NOT NULL,
                changed_at \(.int) NOT NULL
            ) \(.keyed)
            """
        ])
}

extension Connection {
    func alignSettings(of network: ID) throws -> AlignSettings {
        var settings = try storedAlignSettings(of: network)
        // Whatever was switched on without rules that were adopted together: nobody's silence is theirs to give.
        if settings.silenceConsents {
            settings.silenceConsents = try governanceInForce(of: network)?.settings.silenceConsents ?? false
        }
        return settings
    }

    private func storedAlignSettings(of network: ID) throws -> AlignSettings {
        try first(
            """
            SELECT unit, silence_consents, quorum, work_days, may_delegate FROM align_settings
            WHERE network_id = \(network)
            """
        ) {
            AlignSettings(
                unit: try $0[0], silenceConsents: try $0[1], quorum: try $0[2], workDays: try $0[3],
                mayDelegate: try $0[4])
        } ?? AlignSettings()
    }

    func save(_ settings: AlignSettings, of network: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO align_settings (network_id, unit, silence_consents, quorum, work_days, may_delegate, changed_at)
            VALUES (\(network), \(settings.unit), \(settings.silenceConsents), \(settings.quorum), \(settings.workDays),
                \(settings.mayDelegate), \(now))
            ON CONFLICT (network_id) DO UPDATE SET unit = excluded.unit, silence_consents = excluded.silence_consents,
                quorum = excluded.quorum, work_days = excluded.work_days, may_delegate = excluded.may_delegate,
                changed_at = excluded.changed_at
            """)
    }

    /// Members who take part; whoever rests, left or is suspended has no voice meanwhile.
    func voicePeople(of network: ID) throws -> [VoicePerson] {
        try query(
            """
            SELECT m.id, p.name, m.standing, m.roles, m.area, m.created_at, o.id, o.name, o.sector, o.regions
            FROM memberships m JOIN persons p ON p.id = m.person_id LEFT JOIN organisations o ON o.id = m.organisation_id
            WHERE m.network_id = \(network) AND m.state IN ('welcomed', 'active') ORDER BY m.id
            """
        ) { row in
            let body: VoicePerson.Body? = try (row[6] as ID?).map {
                VoicePerson.Body(
                    id: $0, name: try row[7], sector: try row[8], regions: try (row[9] as String?) ?? "")
            }
            return VoicePerson(
                id: try row[0], name: try row[1], standing: try row[2],
                roles: Set((try row[3] as String).words.compactMap(Role.init(rawValue:))), area: try row[4],
                joinedAt: try row[5], organisation: body)
        }
    }

    /// Members who take part and whom somebody vouches for, those who came first before others.
    func membersToAsk(in network: ID, limit: Int) throws -> [(id: ID, name: String)] {
        try query(
            """
            SELECT m.id, p.name FROM memberships m JOIN persons p ON p.id = m.person_id
            WHERE m.network_id = \(network) AND m.state IN ('welcomed', 'active') AND m.standing >= \(Standing.vouched)
            ORDER BY m.id LIMIT \(limit)
            """
        ) { (id: try $0[0], name: try $0[1]) }
    }

    /// The member whom somebody types: by their id, or by their whole name where only one who takes part is called so.
    func memberTakingPart(_ typed: String, in network: ID) throws -> ID? {
        let typed = Clean.line(typed), who: SQL = ID(typed).map { "m.id = \($0)" } ?? "p.name = \(typed)"
        let found = try query(
            """
            SELECT m.id FROM memberships m JOIN persons p ON p.id = m.person_id
            WHERE m.network_id = \(network) AND m.state IN ('welcomed', 'active') AND \(who) LIMIT 2
            """
        ) { try $0[0] as ID }
        return found.count == 1 ? found.first : nil
    }

    /// By organisation the members of a network who may speak for it now.
    ///
    /// - Parameter bodies: only those of these organisations; nothing where all are meant.
    func speakers(in network: ID, of bodies: [ID]? = nil) throws -> [ID: [ID]] {
        let only: SQL = bodies.map { " AND s.organisation_id IN (\(list: $0))" } ?? ""
        let rows = try query(
            """
            SELECT s.organisation_id, m.id FROM spokespersons s
            JOIN memberships m ON m.network_id = \(network) AND m.person_id = s.person_id
                AND m.state IN ('welcomed', 'active')
            WHERE \(SpeakingStore.inForce)\(only) ORDER BY s.organisation_id, m.id
            """
        ) { (organisation: try $0[0] as ID, member: try $0[1] as ID) }
        return Dictionary(grouping: rows, by: \.organisation).mapValues { $0.map(\.member) }
    }

    /// Since when it is known that somebody speaks for each organisation, of those who speak for it now in a network.
    func spokenSince(in network: ID) throws -> [ID: Int64] {
        let rows = try query(
            """
            SELECT s.organisation_id, min(CASE WHEN s.since > m.created_at THEN s.since ELSE m.created_at END)
            FROM spokespersons s JOIN memberships m ON m.network_id = \(network) AND m.person_id = s.person_id
                AND m.state IN ('welcomed', 'active')
            WHERE \(SpeakingStore.inForce) GROUP BY s.organisation_id
            """
        ) { (try $0[0] as ID, try $0[1] as Int64) }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// Of these organisations those to which somebody who takes part belongs: only then they have a voice.
    func withPeople(_ organisations: [ID], in network: ID) throws -> Set<ID> {
        guard !organisations.isEmpty else { return [] }
        return Set(
            try query(
                """
                SELECT DISTINCT organisation_id FROM memberships WHERE network_id = \(network)
                    AND organisation_id IN (\(list: organisations)) AND state IN ('welcomed', 'active')
                """
            ) { try $0[0] as ID })
    }

    /// Open teams that a member keeps or holds a place in.
    func openTeams(of member: ID, in network: ID) throws -> [Team] {
        try teams(
            in: network,
            where: """
                t.state = 'open' AND (t.keeper_id = \(member) OR EXISTS (SELECT 1 FROM team_places p
                    WHERE p.network_id = t.network_id AND p.team_id = t.id AND p.member_id = \(member)
                        AND p.released_at IS NULL AND p.confirmed_at IS NOT NULL))
                """, limit: 200)
    }

    /// Members who keep a team or hold a place in it.
    func presentInTeam(_ team: ID, in network: ID) throws -> Set<ID> {
        guard let found = try self.team(team, in: network) else { return [] }
        let held = try places(of: team, in: network).filter { $0.releasedAt == nil && $0.confirmedAt != nil }
        return Set(held.map(\.memberID) + [found.keeperID])
    }
}
