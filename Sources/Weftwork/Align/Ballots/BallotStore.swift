internal import Database

/// The tables of open papers, of the ledger and the box of secret ones, and of voices passed on.
enum BallotStore {
    static let migration = Migration(
        "2026-11-26 ballots",
        [
            """
            CREATE TABLE ballots (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, voice_id \(.id) NOT NULL, by_id \(.id) NOT NULL,
                at \(.int) NOT NULL, number \(.int) NOT NULL, PRIMARY KEY (network_id, proposal_id, voice_id)
            ) \(.keyed)
            """,
            "CREATE INDEX ballots_by ON ballots (network_id, by_id)",
            // One row for each voice and option: nothing counts twice, whatever is sent twice.
            """
            CREATE TABLE ballot_marks (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, voice_id \(.id) NOT NULL, option_id \(.id) NOT NULL,
                value \(.int) NOT NULL, effort \(.int), PRIMARY KEY (network_id, proposal_id, voice_id, option_id)
            ) \(.keyed)
            """,
            // Who has cast a secret paper. It has no time and no number, and shares nothing with the papers.
            """
            CREATE TABLE ballot_ledger (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, voice_id \(.id) NOT NULL,
                PRIMARY KEY (network_id, proposal_id, voice_id)
            ) \(.keyed)
            """,
            // Secret papers until the end: a few sealed boxes of one size from the first paper to the last, mixed anew each time.
            """
            CREATE TABLE ballot_boxes (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, number \(.int) NOT NULL, key_id \(.id) NOT NULL,
                sealed \(.blob) NOT NULL, PRIMARY KEY (network_id, proposal_id, number)
            ) \(.keyed)
            """,
            // Secret papers after it: ids are chance, and rows are written all at once in their order.
            """
            CREATE TABLE ballot_papers (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, id \(.id) NOT NULL, paper \(.blob) NOT NULL,
                PRIMARY KEY (network_id, proposal_id, id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE delegations (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, from_id \(.id) NOT NULL, topic TEXT NOT NULL,
                to_id \(.id) NOT NULL, from_at \(.int) NOT NULL, until_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX delegations_now ON delegations (network_id, from_id, topic) WHERE until_at IS NULL",
            "CREATE INDEX delegations_to ON delegations (network_id, to_id)",
        ])
}

extension OwnTable {
    /// What Ballots keeps of a member.
    static let ofBallots: [OwnTable] = [
        OwnTable(
            name: "ballots", members: ["voice_id", "by_id"],
            shows: ["proposal_id", "at", "number", "voice_id", "by_id"]),
        OwnTable(
            name: "ballot_marks", members: ["voice_id"], shows: ["proposal_id", "option_id", "value", "effort"]),
        OwnTable(name: "ballot_ledger", members: ["voice_id"], shows: ["proposal_id"]),
        OwnTable(
            name: "delegations", members: ["from_id", "to_id"],
            shows: ["id", "topic", "from_id", "to_id", "from_at", "until_at"]),
    ]
}

extension Connection {
    // MARK: Open papers

    /// Voices that have cast an open paper.
    func ballotVoices(_ proposal: Proposal) throws -> Set<ID> {
        Set(
            try query(
                "SELECT voice_id FROM ballots WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)"
            ) { try $0[0] as ID })
    }

    /// The open papers by voice.
    ///
    /// - Parameter voice: only that of this one.
    func ballots(_ proposal: Proposal, of voice: ID? = nil) throws -> [ID: BallotPaper] {
        let only: SQL = voice.map { " AND voice_id = \($0)" } ?? ""
        var papers: [ID: BallotPaper] = [:]
        let cast = try query(
            """
            SELECT voice_id FROM ballots WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)\(only)
            """
        ) { try $0[0] as ID }
        for voice in cast { papers[voice] = BallotPaper() }
        let marks = try query(
            """
            SELECT m.voice_id, m.option_id, m.value, m.effort FROM ballot_marks m JOIN proposal_options o
                ON o.network_id = m.network_id AND o.proposal_id = m.proposal_id AND o.id = m.option_id
            WHERE m.network_id = \(proposal.networkID) AND m.proposal_id = \(proposal.id)\(only)
            ORDER BY m.voice_id, o.number
            """
        ) { (try $0[0] as ID, BallotMark(option: try $0[1], value: try $0[2], effort: try $0[3])) }
        for (voice, mark) in marks { papers[voice]?.marks.append(mark) }
        return papers
    }

    /// When a voice cast its open paper, and how often it has by now.
    func ballotState(_ proposal: Proposal, of voice: ID) throws -> (at: Int64, number: Int)? {
        try first(
            """
            SELECT at, number FROM ballots
            WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id) AND voice_id = \(voice)
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// Puts an open paper in the place of the one that was there.
    func save(_ paper: BallotPaper, of voice: ID, by member: ID, _ proposal: Proposal, at now: Int64) throws {
        let (network, id) = (proposal.networkID, proposal.id)
        try execute(
            """
            INSERT INTO ballots (network_id, proposal_id, voice_id, by_id, at, number)
            VALUES (\(network), \(id), \(voice), \(member), \(now), 1)
            ON CONFLICT (network_id, proposal_id, voice_id)
            DO UPDATE SET by_id = excluded.by_id, at = excluded.at, number = ballots.number + 1
            """)
        try execute(
            "DELETE FROM ballot_marks WHERE network_id = \(network) AND proposal_id = \(id) AND voice_id = \(voice)")
        for mark in paper.marks {
            try execute(
                """
                INSERT INTO ballot_marks (network_id, proposal_id, voice_id, option_id, value, effort)
                VALUES (\(network), \(id), \(voice), \(mark.option), \(mark.value), \(mark.effort))
                """)
        }
    }

    /// Marks that belong to no paper.
    func strayMarks(_ proposal: Proposal) throws -> Int {
        try value(
            """
            SELECT count(*) FROM ballot_marks m WHERE m.network_id = \(proposal.networkID)
                AND m.proposal_id = \(proposal.id) AND NOT EXISTS (SELECT 1 FROM ballots b
                    WHERE b.network_id = m.network_id AND b.proposal_id = m.proposal_id AND b.voice_id = m.voice_id)
            """) ?? 0
    }

    // MARK: Secret papers

    /// Voices that have cast a secret paper.
    func ledger(_ proposal: Proposal) throws -> Set<ID> {
        Set(
            try query(
                """
                SELECT voice_id FROM ballot_ledger
                WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)
                """
            ) { try $0[0] as ID })
    }

    func isInLedger(_ voice: ID, _ proposal: Proposal) throws -> Bool {
        try value(
            """
            SELECT 1 FROM ballot_ledger WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)
                AND voice_id = \(voice)
            """, as: Int64.self) != nil
    }

    /// Writes down that a voice has cast its paper.
    /// - Returns: false where it had.
    func enter(_ voice: ID, _ proposal: Proposal) throws -> Bool {
        try execute(
            """
            INSERT INTO ballot_ledger (network_id, proposal_id, voice_id)
            VALUES (\(proposal.networkID), \(proposal.id), \(voice)) ON CONFLICT DO NOTHING
            """) == 1
    }

    /// How many voices may answer, as it was at the opening.
    func frozenVoiceCount(_ proposal: Proposal) throws -> Int {
        try value(
            """
            SELECT count(*) FROM proposal_voices
            WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)
            """) ?? 0
    }

    func boxes(_ proposal: Proposal) throws -> [(number: Int, key: ID, sealed: [UInt8])] {
        try query(
            """
            SELECT number, key_id, sealed FROM ballot_boxes
            WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id) ORDER BY number
            """
        ) { (try $0[0], try $0[1], try $0[2]) }
    }

    func box(_ number: Int, _ proposal: Proposal) throws -> (key: ID, sealed: [UInt8])? {
        try first(
            """
            SELECT key_id, sealed FROM ballot_boxes
            WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id) AND number = \(number)
            """
        ) { (try $0[0], try $0[1]) }
    }

    func boxCount(_ proposal: Proposal) throws -> Int {
        try value(
            """
            SELECT count(*) FROM ballot_boxes WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)
            """) ?? 0
    }

    func save(box number: Int, key: ID, _ sealed: [UInt8], _ proposal: Proposal) throws {
        try execute(
            """
            INSERT INTO ballot_boxes (network_id, proposal_id, number, key_id, sealed)
            VALUES (\(proposal.networkID), \(proposal.id), \(number), \(key), \(sealed))
            ON CONFLICT (network_id, proposal_id, number) DO UPDATE SET sealed = excluded.sealed
            """)
    }

    func removeBoxes(_ proposal: Proposal) throws {
        try execute(
            "DELETE FROM ballot_boxes WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)")
    }

    func insert(paper: [UInt8], _ id: ID, _ proposal: Proposal) throws {
        try execute(
            """
            INSERT INTO ballot_papers (network_id, proposal_id, id, paper)
            VALUES (\(proposal.networkID), \(proposal.id), \(id), \(paper))
            """)
    }

    /// The papers of a box that was opened.
    func openedPapers(_ proposal: Proposal) throws -> [[UInt8]] {
        try query(
            """
            SELECT paper FROM ballot_papers WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)
            ORDER BY id
            """
        ) { try $0[0] as [UInt8] }
    }
}
