/// Something to choose, as a file names it.
public struct BallotOption: Sendable, Equatable {
    public let id: String
    public let name: String
}

/// Why a file of ballots can't be counted.
public enum BallotFault: Error, Equatable, Sendable {
    case unreadable(CSVError)
    case empty
    /// What is wrong with a line.
    case bad(line: Int, column: String, value: String)
    case noColumn(String)
    /// The file holds nothing this method could count.
    case unfit(BallotMethod)
}

/// What voters said about options, one value each: the table `voter,option,value`, or one column for each option.
public struct BallotTable: Sendable, Equatable {
    /// One value.
    public struct Entry: Sendable, Equatable {
        public let voter: Int
        public let option: Int
        public let value: String
        public let line: Int
    }

    public let voterCount: Int
    /// In the order of their names, numbers by value before words.
    public let options: [BallotOption]
    /// The last of each voter on each option.
    public let entries: [Entry]

    private static let voters = ["voter", "voter_id", "voter-id", "ballot", "participant", ""]

    /// - Throws: ``BallotFault`` with the line. O(n log n).
    public init(_ bytes: [UInt8]) throws(BallotFault) {
        var rows: [CSVRow]
        do {
            rows = try CSV.parse(bytes).map { CSVRow(line: $0.line, cells: $0.cells.map(Clean.line)) }
        } catch {
            throw .unreadable(error)
        }
        guard let first = rows.first else { throw .empty }
        let names = first.cells.map { $0.lowercased() }
        let isNamed = names.contains("option") || BallotTable.voters.contains(names[0])
        if isNamed { rows.removeFirst() }
        if isNamed, !names.contains("option") {
            self.init(wide: first.cells, rows)
        } else {
            try self.init(
                long: rows, voter: isNamed ? names.firstIndex(where: BallotTable.voters.contains) ?? 0 : 0,
                option: isNamed ? names.firstIndex(of: "option") ?? 1 : 1,
                value: isNamed ? names.firstIndex(of: "value") : 2)
        }
    }

    private init(long rows: [CSVRow], voter: Int, option: Int, value: Int?) throws(BallotFault) {
        var said: [(voter: String, option: String, value: String, line: Int)] = []
        for row in rows {
            for (column, name) in [(voter, "voter"), (option, "option")]
            where column >= row.cells.count || row.cells[column].isEmpty {
                throw .bad(line: row.line, column: name, value: "")
            }
            let text = value.flatMap { $0 < row.cells.count ? row.cells[$0] : nil } ?? ""
            said.append((row.cells[voter], row.cells[option], text, row.line))
        }
        self.init(said, options: [])
    }

    /// Each row a ballot; the first column is the voter's and counts for nothing.
    private init(wide names: [String], _ rows: [CSVRow]) {
        var said: [(voter: String, option: String, value: String, line: Int)] = []
        for row in rows {
            for (column, name) in names.enumerated().dropFirst()
            where column < row.cells.count && !row.cells[column].isEmpty {
                said.append((String(row.line), name, row.cells[column], row.line))
            }
        }
        self.init(said, options: Array(names.dropFirst()))
    }

    private init(_ said: [(voter: String, option: String, value: String, line: Int)], options known: [String]) {
        var voters: [String: Int] = [:], places: [Int: Int] = [:], entries: [Entry] = []
        let met = Array(Set(said.map(\.option) + known))
        let names = OpinionNames.order(met).map { met[$0] }
        let number = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        for one in said {
            let voter = voters[one.voter, default: voters.count], option = number[one.option] ?? 0
            voters[one.voter] = voter
            let entry = Entry(voter: voter, option: option, value: one.value, line: one.line)
            let key = voter * max(1, names.count) + option
            if let place = places[key] {
                entries[place] = entry
            } else {
                places[key] = entries.count
                entries.append(entry)
            }
        }
        options = names.map { BallotOption(id: $0, name: $0) }
        voterCount = voters.count
        self.entries = entries
    }

    /// Ranks: 1 is the best, equal ones stand level, who has none stands last.
    func ranked() throws(BallotFault) -> RankedBallots {
        var ballots = RankedBallots(optionCount: options.count)
        var byVoter = [[(option: Int, rank: Double)]](repeating: [], count: voterCount)
        for (entry, rank) in try numbers() { byVoter[entry.voter].append((entry.option, rank)) }
        for ballot in byVoter {
            let ranks = Dictionary(grouping: ballot, by: \.rank).sorted { $0.key < $1.key }
            ballots.add(ranks.map { $0.value.map(\.option).sorted() })
        }
        return ballots
    }

    func numbers() throws(BallotFault) -> [(Entry, Double)] {
        var numbers: [(Entry, Double)] = []
        for entry in entries where !entry.value.isEmpty {
            guard let value = Double(entry.value), value.isFinite else {
                throw .bad(line: entry.line, column: "value", value: entry.value)
            }
            numbers.append((entry, value))
        }
        return numbers
    }

    /// Options each voter chose: no value, or yes, is a choice.
    func chosen() throws(BallotFault) -> [[Int]] {
        var chosen = [[Int]](repeating: [], count: voterCount)
        for entry in entries {
            switch entry.value.lowercased() {
            case "", "1", "yes", "true", "x": chosen[entry.voter].append(entry.option)
            case "0", "no", "false": break
            default: throw .bad(line: entry.line, column: "value", value: entry.value)
            }
        }
        return chosen
    }

    func consents() throws(BallotFault) -> [ConsentCount] {
        var counts = [ConsentCount](repeating: ConsentCount(silent: voterCount), count: options.count)
        for entry in entries {
            switch entry.value.lowercased() {
            case "consent": counts[entry.option].consents += 1
            case "concern": counts[entry.option].concerns += 1
            case "objection": counts[entry.option].objections += 1
            case "", "abstain": continue
            default: throw .bad(line: entry.line, column: "value", value: entry.value)
            }
            counts[entry.option].silent -= 1
        }
        return counts
    }

    /// How often each option got each grade; who gave none gave the worst.
    func grades() throws(BallotFault) -> (grades: [Int], tallies: [[Int]]) {
        var given: [(option: Int, grade: Int)] = []
        for (entry, value) in try numbers() {
            guard value == value.rounded(), abs(value) < 1e6 else {
                throw .bad(line: entry.line, column: "value", value: entry.value)
            }
            given.append((entry.option, Int(value)))
        }
        let grades = Set(given.map(\.grade)).sorted()
        let place = Dictionary(uniqueKeysWithValues: grades.enumerated().map { ($1, $0) })
        var tallies = options.map { _ in [Int](repeating: 0, count: max(1, grades.count)) }
        for one in given { tallies[one.option][place[one.grade] ?? 0] += 1 }
        for option in tallies.indices { tallies[option][0] += voterCount - tallies[option].reduce(0, +) }
        return (grades, tallies)
    }
}
