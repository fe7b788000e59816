/// Answers as a table has them, with the names of people and statements in their order.
public struct OpinionTable: Sendable {
    public let participants: [String]
    public let statements: [String]
    public let votes: OpinionVotes

    /// What is wrong with a table.
    public enum Fault: Error, Equatable, Sendable {
        case unreadable(CSVError)
        /// Nothing in it.
        case empty
        /// The first line does not name this column.
        case noColumn(String)
        /// A row without this column, or a cell that can't be read.
        case bad(line: Int, column: String, value: String)
        /// More answers than this, which whoever reads it takes.
        case tooMany(Int)
    }

    /// Reads any of the three shapes: `participant,statement,vote` with or without a line of names; Polis's history of votes
    /// with a timestamp, the latest counting; its matrix with one column for each statement.
    ///
    /// - Parameter most: so many answers are taken; reading ends where there are more, before they take up memory.
    /// - Throws: ``Fault`` with the line. O(n log n) where rows aren't in the order of time, else linear.
    public init(_ bytes: [UInt8], most: Int = .max) throws(Fault) {
        var reader = try OpinionReader(bytes, most: most)
        try reader.read()
        let (people, statements) = (reader.people.names, reader.statements.names)
        let (peopleOrder, statementOrder) = (OpinionNames.order(people), OpinionNames.order(statements))
        participants = peopleOrder.map { people[$0] }
        self.statements = statementOrder.map { statements[$0] }
        let (person, statement) = (OpinionTable.ranks(peopleOrder), OpinionTable.ranks(statementOrder))
        votes = OpinionVotes(
            participantCount: people.count, statementCount: statements.count,
            votes: reader.chronological.map {
                .init(participant: person[$0.participant], statement: statement[$0.statement], answer: $0.answer)
            })
    }

    private static func ranks(_ order: [Int]) -> [Int] {
        var ranks = [Int](repeating: 0, count: order.count)
        for (rank, place) in order.enumerated() { ranks[place] = rank }
        return ranks
    }

    /// How each statement counts, by a table `statement,moderated` or Polis's comments; who isn't in it is open.
    public func states(_ bytes: [UInt8]) throws(Fault) -> [OpinionStatementState] {
        let sheet = try OpinionSheet(bytes)
        let (id, moderated) = (sheet.column(OpinionSheet.statement) ?? 0, sheet.column(["moderated", "mod"]))
        let about = sheet.column(["is_meta", "is-meta", "meta"])
        guard let moderated = moderated ?? (sheet.isNamed ? nil : 1) else { throw .noColumn("moderated") }
        var states = [OpinionStatementState](repeating: .open, count: statements.count)
        let number = Dictionary(uniqueKeysWithValues: statements.enumerated().map { ($1, $0) })
        for row in sheet.rows {
            let name = try sheet.cell(row, id, "statement"), value = try sheet.cell(row, moderated, "moderated", true)
            guard let verdict = OpinionTable.verdict(value) else {
                throw .bad(line: row.line, column: "moderated", value: value)
            }
            let isAbout = about.map { row.cells.count > $0 && ["true", "1", "t"].contains(row.cells[$0].lowercased()) }
            if let place = number[name] { states[place] = verdict < 0 ? .rejected : isAbout == true ? .about : .open }
        }
        return states
    }

    private static func verdict(_ text: String) -> Int? {
        guard !text.isEmpty else { return 0 }
        guard let value = Double(text), [-1, 0, 1].contains(value) else { return nil }
        return Int(value)
    }

    /// Groups from outside, by a table `participant,group` or Polis's matrix: their names in order, and each person's.
    public func groups(_ bytes: [UInt8]) throws(Fault) -> (names: [String], groupOf: [Int?]) {
        let sheet = try OpinionSheet(bytes)
        let id = sheet.column(OpinionSheet.participant) ?? 0
        guard let group = sheet.column(["group", "group-id", "group_id"]) ?? (sheet.isNamed ? nil : 1) else {
            throw .noColumn("group")
        }
        var named = [String?](repeating: nil, count: participants.count)
        let number = Dictionary(uniqueKeysWithValues: participants.enumerated().map { ($1, $0) })
        for row in sheet.rows {
            let name = try sheet.cell(row, id, "participant"), value = try sheet.cell(row, group, "group", true)
            if let place = number[name] { named[place] = value.isEmpty ? nil : value }
        }
        let met = Array(Set(named.compactMap { $0 }))
        let names = OpinionNames.order(met).map { met[$0] }
        let place = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        return (names, named.map { $0.flatMap { place[$0] } })
    }
}

/// A small table beside the answers.
struct OpinionSheet {
    let rows: [CSVRow]
    /// Whether the first line names the columns.
    let isNamed: Bool
    private let names: [String]

    static let participant = ["participant", "participant_id", "participant-id", "voter-id", "voter_id", "voter"]
    static let statement = ["statement", "statement_id", "statement-id", "comment-id", "comment_id", "comment"]

    init(_ bytes: [UInt8]) throws(OpinionTable.Fault) {
        let rows: [CSVRow]
        do {
            rows = try CSV.parse(bytes).map { CSVRow(line: $0.line, cells: $0.cells.map(Clean.line)) }
        } catch {
            throw .unreadable(error)
        }
        guard let first = rows.first else { throw .empty }
        names = first.cells.map { $0.lowercased() }
        isNamed = !Set(names).isDisjoint(with: OpinionSheet.participant + OpinionSheet.statement)
        self.rows = isNamed ? Array(rows.dropFirst()) : rows
    }

    /// The column with one of some names.
    func column(_ known: [String]) -> Int? { isNamed ? names.firstIndex(where: known.contains) : nil }

    func cell(_ row: CSVRow, _ column: Int, _ name: String, _ mayBeEmpty: Bool = false) throws(OpinionTable.Fault)
        -> String
    {
        guard column < row.cells.count, mayBeEmpty || !row.cells[column].isEmpty else {
            throw .bad(line: row.line, column: name, value: "")
        }
        return row.cells[column]
    }
}
