internal import Database
internal import Foundation

enum EmergencyStore {
    static let migration = Migration(
        "2026-11-26 emergencies",
        [
            """
            CREATE TABLE emergencies (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, level TEXT NOT NULL,
                areas TEXT NOT NULL, advice_zh TEXT NOT NULL, advice_en TEXT NOT NULL, hotlines TEXT NOT NULL,
                phase TEXT NOT NULL, phase_at \(.int) NOT NULL, lead_id \(.id) NOT NULL, opened_at \(.int) NOT NULL,
                version \(.int) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.strict)
            """,
            "CREATE INDEX emergencies_phase ON emergencies (network_id, phase)",
            """
            CREATE TABLE emergency_steps (
                network_id \(.id) NOT NULL, emergency_id \(.id) NOT NULL, id \(.id) NOT NULL, phase TEXT NOT NULL,
                at \(.int) NOT NULL, by_id \(.id), PRIMARY KEY (network_id, emergency_id, id)
            ) \(.keyed)
            """,
            // What was still open when it closed, and where it went: the work goes on there, and it counts here.
            """
            CREATE TABLE emergency_handovers (
                network_id \(.id) NOT NULL, emergency_id \(.id) NOT NULL, object_id \(.id) NOT NULL, kind TEXT NOT NULL,
                into_id \(.id), at \(.int) NOT NULL, by_id \(.id), PRIMARY KEY (network_id, emergency_id, object_id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE emergency_reviews (
                network_id \(.id) NOT NULL, emergency_id \(.id) NOT NULL, went_well TEXT NOT NULL, to_change TEXT NOT NULL,
                written_at \(.int), by_id \(.id), figures TEXT, closed_at \(.int), thanked_at \(.int),
                PRIMARY KEY (network_id, emergency_id)
            ) \(.strict)
            """,
            "CREATE INDEX emergency_reviews_unthanked ON emergency_reviews (closed_at) WHERE closed_at IS NOT NULL AND thanked_at IS NULL",
            // Members, and needs for those who asked: nobody is thanked twice.
            """
            CREATE TABLE emergency_thanks (
                network_id \(.id) NOT NULL, emergency_id \(.id) NOT NULL, object_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, emergency_id, object_id)
            ) \(.keyed)
            """,
            "ALTER TABLE needs ADD COLUMN emergency_id \(.id)",
            // Kept with the need: the desk's tempo forgets first answers after a week, an emergency lasts longer.
            "ALTER TABLE needs ADD COLUMN answered_at \(.int)",
            "ALTER TABLE needs ADD COLUMN is_in_time \(.bool)",
            """
            UPDATE needs SET answered_at = f.at FROM first_answers f
            WHERE f.network_id = needs.network_id AND f.need_id = needs.id
            """,
            """
            CREATE INDEX needs_emergency ON needs (network_id, emergency_id, phase, rank, id DESC, audience)
            WHERE emergency_id IS NOT NULL
            """,
            // The board of everyday work, in the order of the board.
            """
            CREATE INDEX needs_everyday ON needs (network_id, phase, rank, id DESC, audience) WHERE emergency_id IS NULL
            """,
            "ALTER TABLE shifts ADD COLUMN emergency_id \(.id)",
            "CREATE INDEX shifts_emergency ON shifts (network_id, emergency_id) WHERE emergency_id IS NOT NULL",
        ])

    /// What belongs to row `n` or `s`: an emergency's id and its name.
    static let tieOfNeed: SQL = """
        n.emergency_id, (SELECT e.name FROM emergencies e WHERE e.network_id = n.network_id AND e.id = n.emergency_id)
        """
    static let tieOfShift: SQL = """
        s.emergency_id, (SELECT e.name FROM emergencies e WHERE e.network_id = s.network_id AND e.id = s.emergency_id)
        """
}

extension EmergencyTie {
    /// What stands in columns `index` and the next; nothing for what belongs to none.
    static func read(_ row: Row, at index: Int) throws -> EmergencyTie? {
        guard let id = try row[index] as ID? else { return nil }
        return EmergencyTie(id: id, name: try row[index + 1] as String? ?? "")
    }
}

extension Emergency {
    fileprivate static let columns: SQL = """
        id, network_id, name, kind, level, areas, advice_zh, advice_en, hotlines, phase, phase_at, lead_id, opened_at, version
        """

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        name = try row[2]
        kind = try row[3]
        level = try row[4]
        areas = Emergency.areas(try row[5])
        adviceZh = try row[6]
        adviceEn = try row[7]
        hotlines = (try? JSONDecoder().decode([Hotline].self, from: Data((try row[8] as String).utf8))) ?? []
        phase = try row[9]
        phaseAt = try row[10]
        leadID = try row[11]
        openedAt = try row[12]
        version = try row[13]
    }

    private static func areas(_ text: String) -> [AreaPath] {
        let lists = (try? JSONDecoder().decode([[String]].self, from: Data(text.utf8))) ?? []
        return lists.map { AreaPath(parts: $0) }
    }

    fileprivate var areasText: String {
        get throws {
            let lists = areas.map { [$0.country, $0.province, $0.city, $0.district] }
            return String(decoding: try JSONEncoder().encode(lists), as: UTF8.self)
        }
    }

    fileprivate var hotlinesText: String {
        get throws { String(decoding: try JSONEncoder().encode(hotlines), as: UTF8.self) }
    }
}

extension Connection {
    func emergency(_ id: ID, in network: ID) throws -> Emergency? {
        try first(
            "SELECT \(Emergency.columns) FROM emergencies WHERE network_id = \(network) AND id = \(id)",
            Emergency.init(row:))
    }

    /// The emergencies of a network, the newest first.
    func emergencies(in network: ID, _ phases: [Emergency.Phase] = Emergency.Phase.allCases) throws -> [Emergency] {
        try query(
            """
            SELECT \(Emergency.columns) FROM emergencies WHERE network_id = \(network) AND phase IN (\(list: phases))
            ORDER BY opened_at DESC, id DESC LIMIT 200
            """, Emergency.init(row:))
    }

    /// The same without advice and numbers: enough to tell what belongs to which, and nothing to store again.
    func emergenciesInShort(
        in network: ID, _ phases: [Emergency.Phase] = Emergency.Phase.allCases
    ) throws -> [Emergency] {
        try query(
            """
            SELECT id, network_id, name, kind, level, areas, '', '', '[]', phase, phase_at, lead_id, opened_at, version
            FROM emergencies WHERE network_id = \(network) AND phase IN (\(list: phases))
            ORDER BY opened_at DESC, id DESC LIMIT 200
            """, Emergency.init(row:))
    }

    /// Another that isn't closed and bears the same name: by its name one is told from another.
    func isNamed(_ name: String, except id: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM emergencies WHERE network_id = \(network) AND name = \(name) AND id <> \(id)
                AND phase <> \(Emergency.Phase.closed) LIMIT 1
            """, as: Int64.self) != nil
    }

    func insert(_ emergency: Emergency) throws {
        try execute(
            """
            INSERT INTO emergencies (network_id, id, name, kind, level, areas, advice_zh, advice_en, hotlines, phase,
                phase_at, lead_id, opened_at, version)
            VALUES (\(emergency.networkID), \(emergency.id), \(emergency.name), \(emergency.kind), \(emergency.level),
                \(try emergency.areasText), \(emergency.adviceZh), \(emergency.adviceEn), \(try emergency.hotlinesText),
                \(emergency.phase), \(emergency.phaseAt), \(emergency.leadID), \(emergency.openedAt),
                \(emergency.version))
            """)
    }

    /// Stores what has changed; the version goes up by one.
    /// - Throws: ``Refusal/stale`` when somebody else changed it in between.
    func save(_ emergency: Emergency) throws {
        let changed = try execute(
            """
            UPDATE emergencies SET name = \(emergency.name), kind = \(emergency.kind), level = \(emergency.level),
                areas = \(try emergency.areasText), advice_zh = \(emergency.adviceZh), advice_en = \(emergency.adviceEn),
                hotlines = \(try emergency.hotlinesText), phase = \(emergency.phase), phase_at = \(emergency.phaseAt),
                lead_id = \(emergency.leadID), version = \(emergency.version + 1)
            WHERE network_id = \(emergency.networkID) AND id = \(emergency.id) AND version = \(emergency.version)
            """)
        guard changed == 1 else { throw Refusal.stale }
    }

    func insertStep(_ phase: Emergency.Phase, of emergency: Emergency, by member: ID?, at now: Int64, id: ID) throws {
        try execute(
            """
            INSERT INTO emergency_steps (network_id, emergency_id, id, phase, at, by_id)
            VALUES (\(emergency.networkID), \(emergency.id), \(id), \(phase), \(now), \(member))
            """)
    }

    func steps(of emergency: Emergency) throws -> [EmergencyStep] {
        try query(
            """
            SELECT phase, at, by_id FROM emergency_steps
            WHERE network_id = \(emergency.networkID) AND emergency_id = \(emergency.id) ORDER BY id
            """
        ) { EmergencyStep(phase: try $0[0], at: try $0[1], byID: try $0[2]) }
    }

    /// Those that are not closed and that `member` answers for.
    func emergencies(ledBy member: ID, in network: ID) throws -> [Emergency] {
        try query(
            """
            SELECT \(Emergency.columns) FROM emergencies WHERE network_id = \(network) AND lead_id = \(member)
                AND phase <> \(Emergency.Phase.closed) ORDER BY id
            """, Emergency.init(row:))
    }

    // MARK: The review

    func review(of emergency: ID, in network: ID) throws -> EmergencyReview? {
        try first(
            """
            SELECT went_well, to_change, figures, closed_at, written_at, by_id FROM emergency_reviews
            WHERE network_id = \(network) AND emergency_id = \(emergency)
            """
        ) { row in
            let text: String? = try row[2]
            return EmergencyReview(
                wentWell: try row[0], toChange: try row[1],
                figures: text.flatMap { try? JSONDecoder().decode(EmergencyFigures.self, from: Data($0.utf8)) },
                closedAt: try row[3], writtenAt: try row[4], byID: try row[5])
        }
    }

    func saveReview(wentWell: String, toChange: String, of emergency: Emergency, by member: ID?, at now: Int64) throws {
        try execute(
            """
            INSERT INTO emergency_reviews (network_id, emergency_id, went_well, to_change, written_at, by_id)
            VALUES (\(emergency.networkID), \(emergency.id), \(wentWell), \(toChange), \(now), \(member))
            ON CONFLICT (network_id, emergency_id) DO UPDATE SET went_well = excluded.went_well,
                to_change = excluded.to_change, written_at = excluded.written_at, by_id = excluded.by_id
            """)
    }

    /// Keeps the figures of the moment it was closed; what was written beside them stays.
    func freeze(_ figures: EmergencyFigures, of emergency: Emergency, at now: Int64) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(figures), as: UTF8.self)
        try execute(
            """
            INSERT INTO emergency_reviews (network_id, emergency_id, went_well, to_change, figures, closed_at)
            VALUES (\(emergency.networkID), \(emergency.id), '', '', \(text), \(now))
            ON CONFLICT (network_id, emergency_id) DO UPDATE SET figures = excluded.figures, closed_at = excluded.closed_at
            """)
    }
}
