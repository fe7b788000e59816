internal import Database

/// How long somebody speaks for an organisation: as long as the vouch that carries it, and as long as they take part.
enum SpeakingStore {
    static let migration = Migration(
        "2026-11-25 speaking",
        [
            "ALTER TABLE spokespersons ADD COLUMN given_in \(.id)",
            "ALTER TABLE spokespersons ADD COLUMN vouch_id \(.id)",
            // Whoever had left or was forgotten blocked the post.
            """
            DELETE FROM spokespersons WHERE person_id NOT IN
                (SELECT person_id FROM memberships WHERE state IN ('welcomed', 'active', 'dormant', 'suspended'))
            """,
        ])

    /// A condition on the spokesperson `s`: the vouch that carries it has not ended.
    static let inForce: SQL = """
        NOT EXISTS (SELECT 1 FROM vouches w
            WHERE w.network_id = s.given_in AND w.id = s.vouch_id AND w.ended_at IS NOT NULL)
        """
}

extension Connection {
    /// Those whose vouch has ended.
    fileprivate func lostSpeaking(limit: Int) throws -> [(organisation: ID, person: ID, network: ID)] {
        try query(
            """
            SELECT s.organisation_id, s.person_id, s.given_in FROM spokespersons s
            JOIN vouches w ON w.network_id = s.given_in AND w.id = s.vouch_id
            WHERE w.ended_at IS NOT NULL ORDER BY s.organisation_id, s.person_id LIMIT \(limit)
            """
        ) { (try $0[0], try $0[1], try $0[2]) }
    }

    /// Ends that somebody speaks for an organisation; those whom the representative named speak by their word, and end with it.
    fileprivate func endSpeaking(_ person: ID, for organisation: ID) throws -> Bool {
        guard try removeSpokesperson(person, of: organisation) else { return false }
        let isLed =
            try value(
                "SELECT 1 FROM spokespersons WHERE organisation_id = \(organisation) AND part = 'representative' LIMIT 1",
                as: Int64.self) != nil
        if !isLed { try execute("DELETE FROM spokespersons WHERE organisation_id = \(organisation)") }
        return true
    }

    /// Whoever leaves the network in which it was given speaks for no organisation any more.
    func endSpeaking(of member: ID, in network: ID) throws {
        let held = try query(
            """
            SELECT s.organisation_id, s.person_id FROM spokespersons s JOIN memberships m ON m.person_id = s.person_id
            WHERE m.network_id = \(network) AND m.id = \(member)
                AND (s.given_in = \(network) OR s.given_in IS NULL)
            """
        ) { (try $0[0] as ID, try $0[1] as ID) }
        for (organisation, person) in held { _ = try endSpeaking(person, for: organisation) }
    }
}

extension MemberActs {
    /// Ends what a vouch carried that has ended.
    func endLostSpeaking() async throws {
        let system = Viewer(.system, language: .zh)
        for lost in try await database.read({ db in try db.lostSpeaking(limit: 100) }) {
            try await database.write { db in
                guard try db.endSpeaking(lost.person, for: lost.organisation) else { return }
                try record(
                    .organisationChanged, on: lost.organisation, in: lost.network, by: system, audience: .members, db,
                    [("part", .text("speaking"))])
                guard let place = try db.place(of: lost.person, in: lost.network), place.state.isPresent else { return }
                try tell(
                    place.id, in: lost.network, OrganisationWords.title, OrganisationWords.mailLost,
                    to: "/organisations/\(lost.organisation)", db)
            }
        }
    }
}
