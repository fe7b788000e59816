internal import Database
internal import Engine

/// The SQL of areas of other countries: of this server, not of a network.
enum AreaStore {
    static let migration = Migration(
        "2026-11-26 areas of other countries",
        [
            """
            CREATE TABLE area_sets (
                country TEXT PRIMARY KEY, version \(.int) NOT NULL, imported_at \(.int) NOT NULL, read_at \(.int) NOT NULL
            ) \(.keyed)
            """,
            """
            CREATE TABLE areas (
                country TEXT NOT NULL, number \(.int) NOT NULL, code TEXT NOT NULL, parent \(.int), level \(.int) NOT NULL,
                name TEXT NOT NULL, chinese TEXT NOT NULL, latin TEXT NOT NULL, other_names TEXT NOT NULL,
                latitude \(.real), longitude \(.real), PRIMARY KEY (country, number), UNIQUE (country, code)
            ) \(.keyed)
            """,
            // By their numbers alone: what is called otherwise by a newer file is still the same place.
            "CREATE INDEX needs_abroad ON needs (network_id, area_code) WHERE area_code >= 1000000",
        ])

    /// Between other names: none of them can hold it, for it parts them in the file.
    static let separator: Character = "|"
    fileprivate static let batch = 100
}

extension Connection {
    /// The countries that were read in, by code.
    func areaSets() throws -> [AreaSet] {
        try query(
            """
            SELECT country, version, imported_at, read_at FROM area_sets ORDER BY country
            """
        ) { AreaSet(country: try $0[0], version: try $0[1], importedAt: try $0[2], readAt: try $0[3]) }
    }

    /// The areas of all countries that were read in, or of one, by number.
    func importedAreas(of country: String? = nil) throws -> [ImportedArea] {
        let condition = country.map { code -> SQL in "WHERE country = \(code)" } ?? .empty
        return try query(
            """
            SELECT number, code, parent, level, name, chinese, latin, other_names, latitude, longitude FROM areas
            \(condition) ORDER BY country, number
            """
        ) { row in
            let latitude = try row[8] as Double?, longitude = try row[9] as Double?
            return ImportedArea(
                number: try row[0], code: try row[1], parent: try row[2] as Int?,
                level: CatalogueArea.Level(rawValue: try row[3]) ?? .district, name: try row[4],
                chinese: try row[5], latin: try row[6],
                others: (try row[7] as String).split(separator: AreaStore.separator).map(String.init),
                center: latitude.flatMap { north in longitude.map { GeoPoint(latitude: north, longitude: $0) } })
        }
    }

    /// Puts a country's areas in the place of those it had.
    func replaceAreas(of country: String, with areas: [ImportedArea], at now: Int64) throws {
        try execute("DELETE FROM areas WHERE country = \(country)")
        for start in stride(from: 0, to: areas.count, by: AreaStore.batch) {
            let rows = areas[start..<min(start + AreaStore.batch, areas.count)].map { area -> SQL in
                """
                (\(country), \(area.number), \(area.code), \(area.parent), \(area.level.rawValue), \(area.name), \(area.chinese), \
                \(area.latin), \(area.others.joined(separator: String(AreaStore.separator))), \(area.center?.latitude), \
                \(area.center?.longitude))
                """
            }
            try execute(
                """
                INSERT INTO areas (country, number, code, parent, level, name, chinese, latin, other_names, latitude,
                    longitude) VALUES \(rows.joined(separator: ", "))
                """)
        }
        // Begun by the clock, not by one: a set that was removed and read in again is another one to every node.
        try execute(
            """
            INSERT INTO area_sets (country, version, imported_at, read_at) VALUES (\(country), \(now), \(now), \(now))
            ON CONFLICT (country) DO UPDATE SET version = area_sets.version + 1, imported_at = \(now), read_at = \(now)
            """)
    }

    func deleteAreas(of country: String) throws {
        try execute("DELETE FROM areas WHERE country = \(country)")
        try execute("DELETE FROM area_sets WHERE country = \(country)")
    }

    /// Has needs read again whose areas are none any more: of numbers `gone` within a country's block.
    /// - Returns: how many there are.
    @discardableResult
    func forgetPlaces(in block: ClosedRange<Int>, keeping known: Set<Int>) throws -> Int {
        let used = try query(
            """
            SELECT DISTINCT area_code FROM needs
            WHERE area_code >= 1000000 AND area_code BETWEEN \(block.lowerBound) AND \(block.upperBound) ORDER BY area_code
            """
        ) { try $0[0] as Int }
        var count = 0
        for code in used where !known.contains(code) {
            count += try execute(
                "UPDATE needs SET area_code = NULL WHERE area_code >= 1000000 AND area_code = \(code)")
        }
        return count
    }

    /// Has needs read again that have no one area; of those stored since `since` also what lies in an area that is none any more:
    /// another server had not heard of it yet.
    @discardableResult
    func forgetUnplaced(since: Int64 = 0) throws -> Int {
        let gone: SQL =
            since > 0
            ? " OR area_code >= 1000000 AND NOT EXISTS (SELECT 1 FROM areas a WHERE a.number = needs.area_code)" : ""
        return try execute("UPDATE needs SET area_code = NULL WHERE (area_code = 0\(gone)) AND created_at >= \(since)")
    }

    /// Has the needs of a network read again that lie in other countries: its numbers are those of another server.
    func forgetForeignPlaces(in network: ID) throws {
        try execute("UPDATE needs SET area_code = NULL WHERE network_id = \(network) AND area_code >= 1000000")
    }

    /// Tells the other servers that needs were read, so that they count again.
    func noteReading(at now: Int64) throws {
        try execute("UPDATE area_sets SET read_at = \(now) WHERE read_at < \(now)")
    }
}
