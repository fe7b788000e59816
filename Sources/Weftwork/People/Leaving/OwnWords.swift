internal import Database

/// One's own words, blanked when one leaves and wishes it: on the day on which one can't come back any more.
enum OwnWordsStore {
    static let migration = Migration(
        "2026-11-25 own words",
        [
            "ALTER TABLE memberships ADD COLUMN blank_at \(.int)",
            "CREATE INDEX memberships_blank ON memberships (blank_at) WHERE blank_at IS NOT NULL",
        ])
}

extension MemberActs {
    /// Blanks the words of those whose day has come.
    func blankWords() async throws {
        let now = world.now()
        for place in try await database.read({ db in try db.wordsToBlank(by: now, limit: 50) }) {
            try await blankWords(of: place.member, in: place.network)
        }
    }

    func blankWords(of member: ID, in network: ID) async throws {
        try await holdings.blankWords(of: member, in: network)
        try await database.write { db in
            for matter in try db.matters(openedBy: member, in: network) where !matter.isOpen {
                try db.replaceWords(of: matter, with: "", vault: vault)
            }
            try db.blankNotes(by: member, in: network, vault: vault)
            try db.setBlank(member, in: network, at: nil)
        }
    }
}

extension Connection {
    func setBlank(_ member: ID, in network: ID, at moment: Int64?) throws {
        try execute("UPDATE memberships SET blank_at = \(moment) WHERE network_id = \(network) AND id = \(member)")
    }

    func blankAt(_ member: ID, in network: ID) throws -> Int64? {
        try value("SELECT blank_at FROM memberships WHERE network_id = \(network) AND id = \(member)")
    }

    fileprivate func wordsToBlank(by now: Int64, limit: Int) throws -> [(network: ID, member: ID)] {
        try query(
            "SELECT network_id, id FROM memberships WHERE blank_at <= \(now) ORDER BY blank_at LIMIT \(limit)"
        ) { (try $0[0], try $0[1]) }
    }

    fileprivate func replaceWords(of matter: Matter, with words: String, vault: Vault) throws {
        guard let key = try key(of: matter.id, in: vault) else { return }
        let box = vault.seal(Array(words.utf8), key: key, context: matter.id.bytes)
        try execute(
            "UPDATE matters SET words = \(box) WHERE network_id = \(matter.networkID) AND id = \(matter.id)")
    }

    /// What a member said in matters that are over; an open one is still being talked about.
    fileprivate func blankNotes(by member: ID, in network: ID, vault: Vault) throws {
        let notes = try query(
            """
            SELECT t.matter_id, t.id FROM matter_notes t
            JOIN matters m ON m.network_id = t.network_id AND m.id = t.matter_id
            WHERE t.network_id = \(network) AND t.by_id = \(member) AND m.stage = \(Matter.Stage.closed)
            """
        ) { (matter: try $0[0] as ID, note: try $0[1] as ID) }
        for (matter, note) in notes {
            guard let key = try key(of: matter, in: vault) else { continue }
            let box = vault.seal([], key: key, context: note.bytes)
            try execute(
                """
                UPDATE matter_notes SET words = \(box)
                WHERE network_id = \(network) AND matter_id = \(matter) AND id = \(note)
                """)
        }
    }
}
