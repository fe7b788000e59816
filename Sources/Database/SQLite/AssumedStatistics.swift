/// What SQLite is told of how rows are spread, so that it plans for a large network from the first day.
///
/// Of a table that it knows nothing of, SQLite takes "the rows of one network" to be ten and reads them all rather than look
/// through an index: on a network of a million events the story of one need would read every one of them. Counting
/// (`ANALYZE`) a young store would teach it the same mistake. So it gets figures for a network of 100 000, always the same
/// ones: a store's plans don't change with its age.
///
/// Only tables that are kept in the order of their key (`WITHOUT ROWID`) and begin it with the network: others can't be read
/// by network without an index of their own.
enum AssumedStatistics {
    /// Rows of a network in one table; of a part of it that an index holds alone.
    private static let rows = 100_000, rowsOfPart = 1_000
    /// Rows of one id at most: a need has some ten of anything.
    private static let rowsOfID = 10

    struct Column: Sendable {
        let table: String
        let index: String
        let isUnique: Bool
        let isKey: Bool
        let isPart: Bool
        let name: String
        let isID: Bool
    }

    /// A line of `sqlite_stat1`: rows of the index, then how many share the first column, the first two, and so on.
    struct Line: Sendable, Equatable {
        let table: String
        let index: String
        let figures: String
    }

    /// - Parameter columns: of every index, in their order.
    static func lines(_ columns: [Column]) -> [Line] {
        var lines: [Line] = []
        var rest = columns[...]
        while let first = rest.first {
            let index = rest.prefix { $0.table == first.table && $0.index == first.index }
            rest = rest.dropFirst(index.count)
            if let line = line(Array(index)) { lines.append(line) }
        }
        return lines.sorted { ($0.table, $0.index) < ($1.table, $1.index) }
    }

    private static func line(_ index: [Column]) -> Line? {
        guard let first = index.first, first.name == "network_id", index.count > 1 else { return nil }
        var share = first.isPart ? rowsOfPart : rows
        var figures = [share, share]
        for (place, column) in index.enumerated().dropFirst() {
            if column.isUnique && place == index.count - 1 {
                share = 1
            } else {
                share = column.isID ? min(share, rowsOfID) : max(1, share / 10)
            }
            figures.append(share)
        }
        // The key of such a table goes by the table's own name.
        return Line(
            table: first.table, index: first.isKey ? first.table : first.index,
            figures: figures.map(String.init).joined(separator: " "))
    }
}

extension Connection {
    /// Tells SQLite how rows are spread; nothing where it knows, and nothing to PostgreSQL, which counts by itself.
    func assumeStatistics() throws {
        guard engine == .sqlite else { return }
        let wanted = AssumedStatistics.lines(try indexColumns())
        guard try statistics() != wanted else { return }
        // Makes the table of statistics where there is none.
        try execute("ANALYZE sqlite_schema")
        try execute("DELETE FROM sqlite_stat1")
        for line in wanted {
            try execute(
                "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (\(line.table), \(line.index), \(line.figures))")
        }
        // A changed schema is read anew by every connection, and the statistics with it.
        try execute("CREATE TABLE statistics_changed (x INTEGER)")
        try execute("DROP TABLE statistics_changed")
        try execute("ANALYZE sqlite_schema")
    }

    private func indexColumns() throws -> [AssumedStatistics.Column] {
        try query(
            """
            SELECT m.name, l.name, l."unique", l.origin, l.partial, i.name, t.type
            FROM sqlite_master m, pragma_index_list(m.name) l, pragma_index_info(l.name) i, pragma_table_info(m.name) t
            WHERE m.type = 'table' AND m.sql LIKE '%WITHOUT ROWID%' AND t.name = i.name
            ORDER BY m.name, l.name, i.seqno
            """
        ) { row in
            let isUnique: Int = try row[2], origin: String = try row[3], isPart: Int = try row[4],
                type: String = try row[6]
            return AssumedStatistics.Column(
                table: try row[0], index: try row[1], isUnique: isUnique == 1, isKey: origin == "pk",
                isPart: isPart == 1,
                name: try row[5], isID: type == "BLOB")
        }
    }

    private func statistics() throws -> [AssumedStatistics.Line] {
        let exists = try value("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'", as: Int.self) == 1
        guard exists else { return [] }
        return try query("SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY tbl, idx") {
            // Whoever ran ANALYZE by hand left lines without an index.
            AssumedStatistics.Line(
                table: try $0[0], index: try ($0[1] as String?) ?? "", figures: try ($0[2] as String?) ?? "")
        }
    }
}
