internal import CPostgres
internal import GRDBSQLite

/// The search index – with the tables that SQLite keeps for it – and the list of migrations.
private let leftOut: Set<String> = [
    "search", "search_data", "search_idx", "search_content", "search_docsize", "search_config", "migrations",
]

extension Connection {
    /// The tables of the store, those that others refer to first. Without the search index, which is made from the others,
    /// and the list of migrations.
    public func storedTables() throws -> [StoredTable] {
        let tables = try tableNames().filter { !$0.hasPrefix("sqlite_") && !leftOut.contains($0) }.map {
            StoredTable(name: $0, columns: try columns(of: $0), key: try key(of: $0))
        }
        return try ordered(tables)
    }

    /// Each row of `table`, in the order of its key; a large table is never in memory at once.
    ///
    /// - Parameter filter: only rows whose column has one of these values.
    public func eachRow(
        of table: StoredTable, where filter: (column: String, values: [StoredValue])? = nil,
        _ body: ([StoredValue]) throws -> Void
    ) throws {
        guard let filter, let kind = table.columns.first(where: { $0.name == filter.column })?.kind else {
            return try eachRow(of: table, matching: .empty, body)
        }
        // Both engines bound the number of values of a statement.
        for start in stride(from: 0, to: filter.values.count, by: 500) {
            let some = filter.values[start..<min(start + 500, filter.values.count)]
            let values = try some.map { SQL(pieces: [.value(try $0.sqlValue(kind))]) }
            try eachRow(
                of: table, matching: " WHERE \(SQL.name(filter.column)) IN (\(values.joined(separator: ", ")))", body)
        }
    }

    private func eachRow(
        of table: StoredTable, matching condition: SQL, _ body: ([StoredValue]) throws -> Void
    ) throws {
        let sql: SQL = """
            SELECT \(SQL.names(table.columnNames)) FROM \(SQL.name(table.name))\(condition)
            ORDER BY \(SQL.names(table.key))
            """
        let count = table.columns.count
        func decode(_ row: Row) throws { try body(try (0..<count).map { try row.stored($0) }) }
        guard engine == .postgres else {
            _ = try query(sql, decode)
            return
        }
        // Without a cursor libpq would hold the whole table.
        try execute("DECLARE copied NO SCROLL CURSOR FOR \(sql)")
        while try query("FETCH 500 FROM copied", decode).count == 500 {}
        try execute("CLOSE copied")
    }

    /// The values of a column in the rows of one network, each once.
    public func values(of column: String, in table: String, network: ID) throws -> [StoredValue] {
        try query(
            """
            SELECT DISTINCT \(SQL.name(column)) FROM \(SQL.name(table))
            WHERE network_id = \(network) AND \(SQL.name(column)) IS NOT NULL
            """
        ) { try $0.stored(0) }
    }

    /// Puts rows in as they are; many at once cost the least.
    ///
    /// - Parameter keepsKnown: rows whose key is there already are left as they are.
    /// - Returns: how many were put in.
    @discardableResult
    public func insert(_ rows: [[StoredValue]], into table: StoredTable, keepsKnown: Bool = false) throws -> Int {
        guard !rows.isEmpty else { return 0 }
        let values = try rows.map { row -> SQL in
            let parts = try zip(row, table.columns).map { SQL(pieces: [.value(try $0.sqlValue($1.kind))]) }
            return "(\(parts.joined(separator: ", ")))"
        }
        let conflict: SQL = keepsKnown ? " ON CONFLICT DO NOTHING" : ""
        return try execute(
            """
            INSERT INTO \(SQL.name(table.name)) (\(SQL.names(table.columnNames)))
            VALUES \(values.joined(separator: ", "))\(conflict)
            """)
    }

    /// Looks anew how rows are spread, after many were put in at once: until PostgreSQL came round to it by itself, it would
    /// plan as for empty tables, and look at every row for every row.
    public func refreshStatistics() throws {
        guard engine == .postgres else { return }
        for table in try tableNames() { try execute("ANALYZE \(SQL.name(table))") }
    }

    /// How many rows each table holds.
    public func rowCounts() throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for table in try storedTables() {
            counts[table.name] = try value("SELECT count(*) FROM \(SQL.name(table.name))") ?? 0
        }
        return counts
    }

    /// How many bytes the store takes.
    public func storedBytes() throws -> Int64 {
        let sql: SQL =
            engine == .sqlite
            ? "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            : """
            SELECT CAST(coalesce(sum(pg_total_relation_size(oid)), 0) AS BIGINT) FROM pg_class
            WHERE relkind = 'r' AND relnamespace = CAST(current_schema() AS regnamespace)
            """
        return try value(sql) ?? 0
    }

    // MARK: What the engines know of their tables

    func tableNames() throws -> [String] {
        let sql: SQL =
            engine == .sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            : """
            SELECT table_name FROM information_schema.tables
            WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name
            """
        return try query(sql) { try $0[0] as String }
    }

    private func columns(of table: String) throws -> [StoredTable.Column] {
        let sql: SQL =
            engine == .sqlite
            ? "SELECT name, type FROM pragma_table_info(\(table)) ORDER BY name"
            : """
            SELECT column_name, udt_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = \(table) ORDER BY column_name
            """
        return try query(sql) { row in
            let type: String = try row[1]
            let kind: StoredTable.Kind =
                switch type.lowercased() {
                case "integer", "int8", "int4": .integer
                case "real", "float8": .real
                case "blob", "bytea": .bytes
                case "uuid": .id
                case "bool": .truth
                default: .text
                }
            return StoredTable.Column(name: try row[0], kind: kind)
        }
    }

    private func key(of table: String) throws -> [String] {
        let sql: SQL =
            engine == .sqlite
            ? "SELECT name FROM pragma_table_info(\(table)) WHERE pk > 0 ORDER BY pk"
            : """
            SELECT a.attname FROM pg_index i
            CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (number, place)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
            WHERE i.indisprimary AND i.indrelid = CAST(quote_ident(\(table)) AS regclass) ORDER BY k.place
            """
        let key = try query(sql) { try $0[0] as String }
        // A row that can't be told from others can't be copied faithfully.
        guard !key.isEmpty else { throw DatabaseError.check("\(table) has no key") }
        return key
    }

    private func references(of table: String) throws -> [String] {
        let sql: SQL =
            engine == .sqlite
            ? "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(\(table)) ORDER BY 1"
            : """
            SELECT DISTINCT f.relname FROM pg_constraint c JOIN pg_class f ON f.oid = c.confrelid
            WHERE c.contype = 'f' AND c.conrelid = CAST(quote_ident(\(table)) AS regclass) ORDER BY 1
            """
        return try query(sql) { try $0[0] as String }
    }

    /// By name, but after those they refer to.
    private func ordered(_ tables: [StoredTable]) throws -> [StoredTable] {
        var left: [(table: StoredTable, needs: Set<String>)] = try tables.map {
            ($0, Set(try references(of: $0.name)).subtracting([$0.name]))
        }
        var placed: [StoredTable] = []
        while !left.isEmpty {
            let names = Set(placed.map(\.name))
            guard let next = left.firstIndex(where: { $0.needs.isSubset(of: names) }) else {
                throw DatabaseError.check("tables refer to one another in a ring")
            }
            placed.append(left.remove(at: next).table)
        }
        return placed
    }
}

extension Row {
    /// The value of a column, whatever it is.
    func stored(_ index: Int) throws -> StoredValue {
        if isNull(index) { return .null }
        switch source {
        case .sqlite(let statement):
            switch sqlite3_column_type(statement, Int32(index)) {
            case SQLITE_INTEGER: return .integer(try int(index))
            case SQLITE_FLOAT: return .real(try real(index))
            case SQLITE_BLOB: return .bytes(try blob(index))
            default: return .text(try text(index))
            }
        case .postgres(let result, _):
            // The numbers of PostgreSQL's types, as its catalogue has them for ever.
            switch PQftype(result, Int32(index)) {
            case 16: return .integer(try bool(index) ? 1 : 0)
            case 17: return .bytes(try blob(index))
            case 20, 21, 23: return .integer(try int(index))
            case 700, 701: return .real(try real(index))
            case 2950: return .bytes(try id(index).bytes)
            default: return .text(try text(index))
            }
        }
    }
}
