/// A participatory budget as Pabulib keeps it: `.pb` with META, PROJECTS and VOTES (Faliszewski et al. 2023).
public struct PabulibFile: Sendable, Equatable {
    /// What one voter wants.
    public struct Vote: Sendable, Equatable {
        public let voter: String
        /// Projects by number, with the points given, 1 where there are none.
        public let wanted: [(project: Int, points: Double)]

        public static func == (one: Vote, other: Vote) -> Bool {
            one.voter == other.voter && one.wanted.elementsEqual(other.wanted) { $0 == $1 }
        }
    }

    public let budget: Double
    public let options: [BallotOption]
    public let costs: [Double]
    public let votes: [Vote]

    /// Whether a file is one of these.
    static func isOne(_ text: [UInt8]) -> Bool { text.starts(with: "META".utf8) }

    /// - Throws: ``BallotFault`` with the line. Linear.
    public init(_ bytes: [UInt8]) throws(BallotFault) {
        let rows: [CSVRow]
        do {
            var reader = CSVReader(try CSVText.utf8(bytes), delimiter: UInt8(ascii: ";"), maximumCell: 100_000)
            rows = try reader.rows().map { CSVRow(line: $0.line, cells: $0.cells.map(Clean.line)) }
        } catch {
            throw .unreadable(error)
        }
        var parts: [String: [CSVRow]] = [:], part = ""
        for row in rows {
            let name = row.cells[0].uppercased()
            if row.cells.count == 1 || row.cells.dropFirst().allSatisfy(\.isEmpty),
                ["META", "PROJECTS", "VOTES"].contains(name)
            {
                part = name
            } else {
                parts[part, default: []].append(row)
            }
        }
        budget = try PabulibFile.budget(parts["META"] ?? [])
        (options, costs) = try PabulibFile.projects(parts["PROJECTS"] ?? [])
        votes = try PabulibFile.votes(parts["VOTES"] ?? [], options)
    }

    private static func budget(_ rows: [CSVRow]) throws(BallotFault) -> Double {
        for row in rows where row.cells[0].lowercased() == "budget" {
            guard row.cells.count > 1, let value = number(row.cells[1]) else {
                throw .bad(line: row.line, column: "budget", value: row.cells.count > 1 ? row.cells[1] : "")
            }
            return value
        }
        throw .noColumn("budget")
    }

    /// Not below zero; a decimal comma is a point.
    private static func number(_ text: String) -> Double? {
        guard let value = Double(String(text.map { $0 == "," ? "." : $0 })), value.isFinite, value >= 0 else {
            return nil
        }
        return value
    }

    private static func column(_ name: String, _ rows: [CSVRow]) throws(BallotFault) -> Int {
        guard let place = rows.first?.cells.firstIndex(where: { $0.lowercased() == name }) else {
            throw .noColumn(name)
        }
        return place
    }

    private static func projects(_ rows: [CSVRow]) throws(BallotFault) -> ([BallotOption], [Double]) {
        let (id, cost) = (try column("project_id", rows), try column("cost", rows))
        let name = try? column("name", rows)
        var options: [BallotOption] = [], costs: [Double] = []
        for row in rows.dropFirst() {
            guard max(id, cost) < row.cells.count, let price = number(row.cells[cost]) else {
                throw .bad(line: row.line, column: "cost", value: cost < row.cells.count ? row.cells[cost] : "")
            }
            let words = name.flatMap { $0 < row.cells.count ? row.cells[$0] : nil } ?? ""
            options.append(BallotOption(id: row.cells[id], name: words.isEmpty ? row.cells[id] : words))
            costs.append(price)
        }
        return (options, costs)
    }

    private static func votes(_ rows: [CSVRow], _ options: [BallotOption]) throws(BallotFault) -> [Vote] {
        guard !rows.isEmpty else { return [] }
        let (voter, vote) = (try column("voter_id", rows), try column("vote", rows))
        let points = try? column("points", rows)
        let known = Dictionary(options.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var votes: [Vote] = []
        for row in rows.dropFirst() {
            let names =
                vote < row.cells.count ? row.cells[vote].split(separator: ",").map { Clean.line(String($0)) } : []
            let given = points.flatMap { $0 < row.cells.count ? row.cells[$0] : nil }?.split(separator: ",") ?? []
            var wanted: [(project: Int, points: Double)] = []
            for (place, name) in names.enumerated() {
                guard let project = known[name] else { throw .bad(line: row.line, column: "vote", value: name) }
                let text = place < given.count ? Clean.line(String(given[place])) : "1"
                guard let value = number(text) else { throw .bad(line: row.line, column: "points", value: text) }
                wanted.append((project, value))
            }
            votes.append(Vote(voter: voter < row.cells.count ? row.cells[voter] : "", wanted: wanted))
        }
        return votes
    }

    /// How much a project is worth to who wants it.
    public enum Worth: String, Sendable, CaseIterable {
        /// What it costs: money well spent is worth its amount.
        case cost
        /// One, whatever it costs.
        case number
        /// The points given.
        case points
    }

    /// The budget shared out.
    public func shares(_ worth: Worth = .cost) -> EqualShares {
        var supporters = [[(voter: Int, worth: Double)]](repeating: [], count: options.count)
        for (voter, vote) in votes.enumerated() {
            for one in vote.wanted where one.points > 0 {
                let value =
                    switch worth {
                    case .cost: costs[one.project]
                    case .number: 1.0
                    case .points: one.points
                    }
                supporters[one.project].append((voter, value))
            }
        }
        return EqualShares(
            options.indices.map { .init(name: options[$0].id, cost: costs[$0], supporters: supporters[$0]) },
            voterCount: votes.count, budget: budget)
    }
}
