internal import Database

extension DuplicateTrace {
    /// Without what the public doesn't know.
    fileprivate var publicWords: DuplicateTrace {
        DuplicateTrace(
            id: id, title: isHeld ? "" : title, institution: "", isHeld: isHeld, area: area, createdAt: createdAt)
    }
}

/// What a search for the same need begins with.
struct DuplicateSearch: Sendable {
    let need: Need
    let keys: [NeedKey]
    /// It stands in the store: then what came after it counts too, and what was said to be another does not.
    let isStored: Bool
    /// Only what everybody may see, found by what everybody may see.
    var isPublic = false
}

enum DoubleStore {
    static let migration = Migration(
        "2026-11-25 doubles",
        [
            // A need that was asked again, or given in as another: from the new one to the one it came from.
            """
            CREATE TABLE need_links (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, kind TEXT NOT NULL, other_id \(.id) NOT NULL,
                at \(.int) NOT NULL, PRIMARY KEY (network_id, need_id, kind)
            ) \(.keyed)
            """,
            "CREATE INDEX need_links_other ON need_links (network_id, other_id)",
            // What the queue marks: found after intake, beside it, each pair in both directions.
            """
            CREATE TABLE need_doubles (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, other_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, need_id, other_id)
            ) \(.keyed)
            """,
            // Up to which need of a network doubles were looked for.
            "CREATE TABLE double_marks (network_id \(.id) PRIMARY KEY, upto \(.id) NOT NULL) \(.keyed)",
            // Needs that were corrected since.
            """
            CREATE TABLE double_rechecks (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, PRIMARY KEY (network_id, need_id)
            ) \(.keyed)
            """,
        ] + KnownInstitutionStore.tables)
}

extension DuplicateSearch {
    /// The statement that finds traces: one branch for each key, walking its index from this need's moment outward and
    /// cut there, so that a key that thousands share costs no more than a rare one.
    var statement: SQL {
        """
        SELECT f.need_id, f.kind, f.key, n.title, n.institution, n.held, n.country, n.province, n.city, n.district,
            n.created_at
        FROM (\(branches.joined(separator: " UNION ALL "))) AS f CROSS JOIN needs n
        WHERE n.network_id = \(need.networkID) AND n.id = f.need_id AND \(condition)
        """
    }

    /// Nothing to search by.
    var isEmpty: Bool { branches.isEmpty }

    private var network: ID { need.networkID }

    private var condition: SQL {
        if isPublic { return "n.phase = 1 AND n.audience >= \(Audience.public) AND n.hidden IS NULL" }
        guard isStored else { return "n.phase <> 3" }
        return """
            n.phase <> 3 AND NOT EXISTS (SELECT 1 FROM distinct_pairs d WHERE d.network_id = \(network)
                AND d.need_id = \(need.id) AND d.other_id = n.id)
            """
    }

    private var branches: [SQL] {
        // A list of twenty contacts is searched by its first.
        let contacts = keys.filter { [.phone, .email, .wechat].contains($0.kind) }.prefix(12)
        let others = keys.filter { ![.phone, .email, .wechat].contains($0.kind) }
        return (contacts + others).flatMap(keyBranches) + nearBranches + linkBranches
    }

    private func keyBranches(_ key: NeedKey) -> [SQL] {
        let holders: SQL = "SELECT need_id, kind, key FROM need_keys WHERE network_id = \(network) AND key = \(key.key)"
        let most = most(key.kind)
        let older: SQL = """
            SELECT need_id, kind, key FROM (\(holders) AND need_id < \(need.id) ORDER BY need_id DESC LIMIT \(most)) AS o
            """
        guard isStored else { return [older] }
        return [
            older,
            """
            SELECT need_id, kind, key FROM (\(holders) AND need_id > \(need.id) ORDER BY need_id LIMIT \(most)) AS o
            """,
        ]
    }

    /// How far a key is followed on each side. Written out: an engine that plans for any number plans badly.
    private func most(_ kind: NeedKey.Kind) -> SQL {
        switch kind {
        case .phone, .email, .wechat: "80"
        case .institution: "160"
        case .text, .name: "120"
        }
    }

    /// What is open in the same district – or city, where none is said –, the newest of each urgency: there a slip of the
    /// pen in a name, or a text that is only half alike, is found without a key.
    private var nearBranches: [SQL] {
        let place: SQL
        if !need.area.district.isEmpty {
            place = "district = \(need.area.district)"
        } else if !need.area.city.isEmpty {
            place = "city = \(need.area.city)"
        } else {
            return []
        }
        let phases: [SQL] = isPublic ? ["1"] : ["0", "1"]
        return phases.flatMap { phase in
            Need.Urgency.allCases.flatMap { urgency -> [SQL] in
                let here: SQL = """
                    SELECT id AS need_id, 'near' AS kind, 0 AS key FROM needs WHERE network_id = \(network)
                        AND phase = \(phase) AND \(place) AND rank = \(urgency.rawValue * 10)
                    """
                let older: SQL = """
                    SELECT need_id, kind, key FROM (\(here) AND id < \(need.id) ORDER BY id DESC LIMIT 40) AS o
                    """
                guard isStored else { return [older] }
                return [
                    older, "SELECT need_id, kind, key FROM (\(here) AND id > \(need.id) ORDER BY id LIMIT 20) AS o",
                ]
            }
        }
    }

    private var linkBranches: [SQL] {
        // Whose need comes from whose is not public.
        guard isStored, !isPublic else { return [] }
        return [
            """
            SELECT other_id AS need_id, kind, 0 AS key FROM need_links
            WHERE network_id = \(network) AND need_id = \(need.id) AND kind IN ('follow', 'spotted')
            """,
            """
            SELECT need_id, kind, key FROM (SELECT need_id, kind, 0 AS key FROM need_links
            WHERE network_id = \(network) AND other_id = \(need.id) AND kind IN ('follow', 'spotted')
            ORDER BY need_id DESC LIMIT 40) AS o
            """,
        ]
    }
}

extension Connection {
    /// What may be the same as the need of a search, likeliest first. Two statements.
    func duplicateCandidates(
        _ search: DuplicateSearch, limit: Int, least: Double = DuplicateRules.leastAtDesk
    ) throws -> [DuplicateCandidate] {
        guard !search.isEmpty else { return [] }
        let need = search.need
        let closest = DuplicateRules.closest(try traces(search), to: need)
        let shared = Dictionary(uniqueKeysWithValues: closest.map { ($0.id, $0.kinds) })
        var candidates = try needs(closest.map(\.id), in: need.networkID).map { other in
            DuplicateRules.judge(
                need, search.isPublic ? other.publicWords : other, shared: shared[other.id] ?? [])
        }
        candidates.removeAll { $0.score < least }
        candidates.sort { ($1.score, $0.need.id) < ($0.score, $1.need.id) }
        return Array(candidates.prefix(limit))
    }

    /// Each need once, with all by which it was found.
    func traces(_ search: DuplicateSearch) throws -> [DuplicateTrace] {
        var found: [ID: DuplicateTrace] = [:]
        let rows = try query(search.statement) { row in
            (
                trace: DuplicateTrace(
                    id: try row[0], title: try row[3], institution: try row[4], isHeld: !(try row[5] as String).isEmpty,
                    area: AreaPath(country: try row[6], province: try row[7], city: try row[8], district: try row[9]),
                    createdAt: try row[10]),
                kind: try row[1] as DuplicateTrace.Kind, key: try row[2] as Int64
            )
        }
        for row in rows where row.trace.id != search.need.id {
            // What is kept from the public must not be what the public finds it by.
            let isByPrivate =
                row.kind != .near && (row.trace.isHeld || !row.trace.institution.isEmpty && row.kind != .text)
            if search.isPublic && isByPrivate { continue }
            var trace = found[row.trace.id] ?? (search.isPublic ? row.trace.publicWords : row.trace)
            trace.kinds.insert(row.kind)
            if row.kind == .text { trace.textKeys.insert(row.key) }
            found[trace.id] = trace
        }
        return found.values.sorted { $0.id < $1.id }
    }

    /// Whole needs with their lines, in one statement of one shape for any number up to a search's most.
    private func needs(_ ids: [ID], in network: ID) throws -> [Need] {
        guard let last = ids.last else { return [] }
        let padded = ids + [ID](repeating: last, count: max(0, DuplicateRules.mostJudged - ids.count))
        return try query(
            """
            SELECT \(NeedStore.columns), n.lines_json FROM needs n
            WHERE n.network_id = \(network) AND n.id IN (\(list: padded))
            """
        ) { row in
            var need = try Need(row: row)
            need.lines = NeedLine.read(try row.utf8(NeedStore.columnCount), most: 200)
            return need
        }
    }

    /// The hashes under which a need is found.
    func keys(of need: Need) throws -> [NeedKey] {
        try query(
            "SELECT kind, key FROM need_keys WHERE network_id = \(need.networkID) AND need_id = \(need.id) ORDER BY key"
        ) { NeedKey(kind: try $0[0], key: try $0[1]) }
    }

    /// Whether something is found by it that is still open.
    func hasOpenNeed(with key: NeedKey, in network: ID) throws -> Bool {
        try value(
            """
            SELECT k.need_id FROM need_keys k JOIN needs n ON n.network_id = k.network_id AND n.id = k.need_id
            WHERE k.network_id = \(network) AND k.key = \(key.key) AND k.kind = \(key.kind) AND n.phase < 3 LIMIT 1
            """, as: ID.self) != nil
    }
}

// MARK: What the queue marks

extension Connection {
    /// Doubles of a need are to be looked for again; what was found goes, for it was found of another text.
    func recheckDoubles(of need: Need) throws {
        try forgetDoubles(of: need.id, in: need.networkID)
        try execute(
            """
            INSERT INTO double_rechecks (network_id, need_id) VALUES (\(need.networkID), \(need.id))
            ON CONFLICT (network_id, need_id) DO NOTHING
            """)
    }

    /// What was found of a need goes, from both sides.
    func forgetDoubles(of need: ID, in network: ID) throws {
        let others = try query(
            "SELECT other_id FROM need_doubles WHERE network_id = \(network) AND need_id = \(need)"
        ) { try $0[0] as ID }
        guard !others.isEmpty else { return }
        try execute("DELETE FROM need_doubles WHERE network_id = \(network) AND need_id = \(need)")
        try execute(
            """
            DELETE FROM need_doubles WHERE network_id = \(network) AND other_id = \(need)
                AND need_id IN (\(list: others))
            """)
    }

    func insertDoubles(of need: ID, _ others: [ID], in network: ID, at now: Int64) throws {
        for (one, two) in others.flatMap({ [(need, $0), ($0, need)] }) {
            try execute(
                """
                INSERT INTO need_doubles (network_id, need_id, other_id, at)
                VALUES (\(network), \(one), \(two), \(now)) ON CONFLICT (network_id, need_id, other_id) DO NOTHING
                """)
        }
    }

    /// Up to which need doubles were looked for; nothing where nobody has looked yet.
    func doubleMark(in network: ID) throws -> ID? {
        try value("SELECT upto FROM double_marks WHERE network_id = \(network)")
    }

    func setDoubleMark(_ upto: ID, in network: ID) throws {
        try execute(
            """
            INSERT INTO double_marks (network_id, upto) VALUES (\(network), \(upto))
            ON CONFLICT (network_id) DO UPDATE SET upto = excluded.upto
            """)
    }

    /// The next needs to look at: those that were corrected, then those after the mark, oldest first.
    func needsToCompare(in network: ID, after mark: ID, before limit: ID, most: Int) throws -> (again: [ID], new: [ID])
    {
        let again = try query(
            "SELECT need_id FROM double_rechecks WHERE network_id = \(network) ORDER BY need_id LIMIT \(most)"
        ) { try $0[0] as ID }
        let new = try query(
            """
            SELECT id FROM needs WHERE network_id = \(network) AND id > \(mark) AND id < \(limit)
            ORDER BY id LIMIT \(most)
            """
        ) { try $0[0] as ID }
        return (again, new)
    }

    func endRecheck(of need: ID, in network: ID) throws {
        try execute("DELETE FROM double_rechecks WHERE network_id = \(network) AND need_id = \(need)")
    }

    /// Two volunteers took two public cards for one need: from now on the desk is shown the pair, with that as a reason.
    func insertSpotted(_ one: ID, _ two: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO need_links (network_id, need_id, kind, other_id, at)
            VALUES (\(network), \(max(one, two)), 'spotted', \(min(one, two)), \(now))
            ON CONFLICT (network_id, need_id, kind) DO UPDATE SET other_id = excluded.other_id, at = excluded.at
            """)
        try insertDoubles(of: one, [two], in: network, at: now)
    }
}
