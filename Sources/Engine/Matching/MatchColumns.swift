/// The columns of a table by their names, and its rows in an order that does not hang on the file's.
struct MatchColumns {
    let side: MatchTable.Side
    let rows: [CSVRow]
    private let columns: [String: Int]

    init(_ rows: [CSVRow], _ side: MatchTable.Side, must: [String]) throws(MatchTable.Fault) {
        guard let header = rows.first else { throw .empty(side) }
        let columns = Dictionary(
            header.cells.enumerated().map { (MatchColumns.key($1), $0) }, uniquingKeysWith: { first, _ in first })
        for column in must where columns[MatchColumns.key(column)] == nil { throw .noColumn(side, column) }
        self.side = side
        self.columns = columns
        func cell(_ column: String, _ row: CSVRow) -> String {
            columns[MatchColumns.key(column)].map { $0 < row.cells.count ? row.cells[$0] : "" } ?? ""
        }
        self.rows = rows.dropFirst().map { row in
            let keys = [cell("id", row), cell("line", row), cell("item", row), row.cells.joined(separator: "\u{1F}")]
            return (row: row, keys: keys.map { ($0, Int($0)) })
        }.sorted { left, right in
            for (one, other) in zip(left.keys, right.keys) where one.0 != other.0 {
                return MatchColumns.isBefore(one, other)
            }
            return false
        }.map(\.row)
    }

    /// `radiusKm`, `radius_km` and `Radius km` are one name.
    private static func key(_ name: String) -> String { Clean.key(name) }

    /// Numbers by value before other words by their letters.
    private static func isBefore(_ one: (String, Int?), _ other: (String, Int?)) -> Bool {
        switch (one.1, other.1) {
        case (let left?, let right?): left != right ? left < right : one.0 < other.0
        case (.some, nil): true
        case (nil, .some): false
        case (nil, nil): one.0 < other.0
        }
    }

    /// A cell, or nothing where the column is missing or the row is short.
    func cell(_ column: String, _ row: CSVRow) -> String {
        guard let index = columns[MatchColumns.key(column)], index < row.cells.count else { return "" }
        return Clean.line(row.cells[index])
    }

    func must(_ column: String, _ row: CSVRow) throws(MatchTable.Fault) -> String {
        let text = cell(column, row)
        guard !text.isEmpty else { throw bad(column, row) }
        return text
    }

    func number(
        _ column: String, _ row: CSVRow, _ range: ClosedRange<Double>
    ) throws(MatchTable.Fault) -> Double? {
        let text = cell(column, row)
        guard !text.isEmpty else { return nil }
        guard let number = Double(text), range.contains(number) else { throw bad(column, row) }
        return number
    }

    /// `0.9` or `90%`.
    func share(_ column: String, _ row: CSVRow) throws(MatchTable.Fault) -> Double? {
        let text = cell(column, row)
        guard text.hasSuffix("%") else { return try number(column, row, 0...1) }
        guard let number = Double(text.dropLast()), (0...100).contains(number) else { throw bad(column, row) }
        return number / 100
    }

    /// Both coordinates or none.
    func place(_ row: CSVRow) throws(MatchTable.Fault) -> GeoPoint? {
        let latitude = try number("latitude", row, -90...90), longitude = try number("longitude", row, -180...180)
        switch (latitude, longitude) {
        case (let latitude?, let longitude?): return GeoPoint(latitude: latitude, longitude: longitude)
        case (nil, nil): return nil
        case (nil, _): throw bad("latitude", row)
        case (_, nil): throw bad("longitude", row)
        }
    }

    func amount(_ row: CSVRow, _ words: inout MatchWords) throws(MatchTable.Fault) -> (Quantity, Int32) {
        guard let (quantity, unit) = QuantityText.parse(cell("quantity", row)) else { throw bad("quantity", row) }
        let stated = cell("unit", row)
        return (quantity, words.unit(stated.isEmpty ? unit : stated))
    }

    func urgency(_ row: CSVRow) throws(MatchTable.Fault) -> MatchUrgency {
        switch cell("urgency", row).lowercased() {
        case "critical": .critical
        case "high": .high
        case "", "normal": .normal
        case "low": .low
        default: throw bad("urgency", row)
        }
    }

    /// 0 to 3, or the standing's name.
    func tier(_ row: CSVRow) throws(MatchTable.Fault) -> Int8 {
        switch cell("tier", row).lowercased() {
        case "", "0", "newcomer": 0
        case "1", "vouched": 1
        case "2", "trusted": 2
        case "3", "steward": 3
        default: throw bad("tier", row)
        }
    }

    private func bad(_ column: String, _ row: CSVRow) -> MatchTable.Fault {
        .bad(side, line: row.line, column: column, value: cell(column, row))
    }
}
