internal import Database
internal import Engine

/// The SQL about where needs are.
enum PlaceStore {
    static let migration = Migration(
        "2026-11-25 places",
        [
            // Not yet read where it is NULL, no one area of the catalogue where it is 0.
            "ALTER TABLE needs ADD COLUMN area_code \(.int)",
            // The map counts what is on the board from this alone.
            """
            CREATE INDEX needs_map ON needs (network_id, area_code, urgency, created_at, audience, phase) WHERE phase = 1
            """,
            "CREATE INDEX needs_unread ON needs (id) WHERE area_code IS NULL",
        ])
}

/// What is open in one area: how much, how urgent, since when.
struct AreaTally: Sendable, Equatable {
    var count = 0
    var critical = 0
    var worst = Need.Urgency.low
    var oldest = Int64.max

    mutating func add(_ other: AreaTally) {
        count += other.count
        critical += other.critical
        worst = min(worst, other.worst)
        oldest = min(oldest, other.oldest)
    }
}

extension Connection {
    /// What matches a filter, by area code (0 for none).
    func tallies(_ look: BoardLook, phases: [Int]) throws -> [(code: Int, tally: AreaTally)] {
        // Said as a literal, or no engine would know that the index of the board's map is enough.
        let within: SQL = phases == [Need.Phase.board.rawValue] ? "n.phase = 1" : BoardLook.within(phases)
        return try query(
            """
            SELECT coalesce(n.area_code, 0), count(*), CAST(sum(CASE WHEN n.urgency = 0 THEN 1 ELSE 0 END) AS BIGINT),
                min(n.urgency), min(n.created_at)
            FROM \(look.source) WHERE \(look.condition) AND \(within)
            GROUP BY coalesce(n.area_code, 0) ORDER BY coalesce(n.area_code, 0)
            """
        ) { row in
            let tally = AreaTally(
                count: try row[1], critical: try row[2], worst: try row[3], oldest: try row[4])
            return (code: try row[0] as Int, tally: tally)
        }
    }

    /// Needs of which nobody has looked where they are, the oldest first.
    func unreadPlaces(most: Int) throws -> [(network: ID, need: ID)] {
        try query("SELECT network_id, id FROM needs WHERE area_code IS NULL ORDER BY id LIMIT \(most)") {
            (try $0[0], try $0[1])
        }
    }

    /// Stores where a need is. The version stays: nothing that anybody said has changed by it.
    func savePlace(_ need: Need, at grid: Grid?) throws {
        try execute(
            """
            UPDATE needs SET country = \(need.area.country), province = \(need.area.province), city = \(need.area.city),
                district = \(need.area.district), area_code = \(need.areaCode), grid_latitude = \(grid?.latitude),
                grid_longitude = \(grid?.longitude)
            WHERE network_id = \(need.networkID) AND id = \(need.id)
            """)
    }
}

extension Places {
    /// The condition on rows `n` for an area, with all that lies in it or – `isWhole` – itself alone. The names stand in indices of
    /// their own; the code tells two 朝阳区 apart.
    func match(_ code: Int, isWhole: Bool) -> AreaMatch {
        guard let area = catalogue.area(code) else {
            return AreaMatch(condition: code == 0 ? "coalesce(n.area_code, 0) = 0" : "1 = 0")
        }
        if area.isImported {
            let runs = isWhole ? catalogue.codes(in: area) : [code...code]
            let any = runs.map { run -> SQL in "n.area_code BETWEEN \(run.lowerBound) AND \(run.upperBound)" }
            // Said as a literal, for the index of those abroad.
            return AreaMatch(condition: "n.area_code >= 1000000 AND (\(any.joined(separator: " OR ")))")
        }
        let codes = isWhole ? area.codes : code...code
        let range: SQL =
            codes.count == 1
            ? "n.area_code = \(code)" : "n.area_code BETWEEN \(codes.lowerBound) AND \(codes.upperBound)"
        let names = catalogue.names(of: area)
        let name: SQL =
            switch area.level {
            case .country: "n.country = \(area.name)"
            case .province: "n.province = \(names.province)"
            case .city: "n.city = \(names.city)"
            case .district: "n.district = \(names.district)"
            }
        return AreaMatch(condition: "\(name) AND \(range)")
    }
}
