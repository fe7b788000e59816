/// Needs and offers as two tables have them, made ready for matching; what is the same in another order gives the same.
public struct MatchTable: Sendable {
    /// Which of the two tables.
    public enum Side: Sendable, Equatable {
        case needs, offers
    }

    /// Who a row is.
    public struct Name: Sendable, Equatable {
        public let id: String
        /// The line of the need; of an offer the item it gives.
        public let line: String
        public let item: String
    }

    /// What is wrong with a table.
    public enum Fault: Error, Equatable, Sendable {
        case empty(Side)
        /// The first line does not name this column.
        case noColumn(Side, String)
        /// A cell that cannot be read.
        case bad(Side, line: Int, column: String, value: String)
    }

    /// By position in the market.
    public let needs: [Name]
    public let offers: [Name]
    public let languages: [String]
    public let market: MatchMarket

    /// - Parameters:
    ///   - needs: `id,line,item,quantity,urgency,latitude,longitude,language,tier` in any order; id and item must be there.
    ///   - offers: `id,item,quantity,latitude,longitude,radiusKm,language,tier,reliability` likewise.
    /// - Throws: ``Fault`` with the line.
    public init(needs: [CSVRow], offers: [CSVRow], weights: MatchWeights = MatchWeights()) throws(Fault) {
        let wanted = try MatchColumns(needs, .needs, must: ["id", "item"])
        let given = try MatchColumns(offers, .offers, must: ["id", "item"])
        var words = MatchWords()
        var lines: [(name: Name, need: MatchNeed)] = []
        var counts: [String: Int] = [:]
        for row in wanted.rows {
            let id = try wanted.must("id", row)
            counts[id, default: 0] += 1
            let line = wanted.cell("line", row).isEmpty ? String(counts[id] ?? 1) : wanted.cell("line", row)
            let name = Name(id: id, line: line, item: try wanted.must("item", row))
            lines.append((name, try MatchTable.need(wanted, row, &words)))
        }
        var supplies: [(name: Name, supply: MatchSupply)] = []
        for row in given.rows {
            let item = try given.must("item", row)
            let name = Name(id: try given.must("id", row), line: item, item: item)
            supplies.append((name, try MatchTable.supply(given, row, &words)))
        }
        self.needs = lines.map(\.name)
        self.offers = supplies.map(\.name)
        languages = words.languages
        market = MatchMarket(needs: lines.map(\.need), supplies: supplies.map(\.supply), weights: weights)
    }

    private static func need(
        _ columns: MatchColumns, _ row: CSVRow, _ words: inout MatchWords
    ) throws(Fault) -> MatchNeed {
        var need = MatchNeed(.goods, wanted: [words.items.number(of: try columns.must("item", row))])
        (need.amount, need.unit) = try columns.amount(row, &words)
        need.urgency = try columns.urgency(row)
        need.place = try columns.place(row)
        need.radius = try columns.number("radiusKm", row, 0...50_000)
        need.languages = words.numbers(columns.cell("language", row))
        need.tier = try columns.tier(row)
        return need
    }

    private static func supply(
        _ columns: MatchColumns, _ row: CSVRow, _ words: inout MatchWords
    ) throws(Fault) -> MatchSupply {
        var supply = MatchSupply(.goods, holds: words.items.served(by: try columns.must("item", row)))
        (supply.amount, supply.unit) = try columns.amount(row, &words)
        supply.place = try columns.place(row)
        supply.radius = try columns.number("radiusKm", row, 0...50_000)
        supply.isRemote = false
        supply.languages = words.numbers(columns.cell("language", row))
        supply.tier = try columns.tier(row)
        if let share = try columns.share("reliability", row) {
            // As sure as ten promises make it.
            supply.kept = 10 * share
            supply.missed = 10 * (1 - share)
        }
        return supply
    }
}

/// Words of both tables as numbers.
struct MatchWords {
    var items = ItemNames()
    private(set) var languages: [String] = []
    private var units = MatchUnits()

    /// Languages without their region: zh-CN is zh.
    mutating func numbers(_ cell: String) -> [Int32] {
        let words = cell.split { ",;|/ 、，；".contains($0) }
        return words.compactMap { word in
            let key = word.lowercased().prefix { $0 != "-" && $0 != "_" }
            guard !key.isEmpty else { return nil }
            if let known = languages.firstIndex(of: String(key)) { return Int32(known) }
            languages.append(String(key))
            return Int32(languages.count - 1)
        }
    }

    mutating func unit(_ text: String) -> Int32 { units.number(of: text) }
}
