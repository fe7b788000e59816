internal import Engine
internal import Foundation

/// One row that could not be taken, with its cell as it was.
public struct ImportProblem: Sendable {
    public let row: Int
    public let field: String
    public let message: Text
    public let cell: String
}

/// What came of an import. Rows are counted, so that none is dropped without a word.
public struct ImportReport: Sendable, View {
    public var read = 0
    public var stored = 0
    public var duplicates = 0
    public var rejected: [ImportProblem] = []
    /// Of rows that are taken: what somebody should look at.
    public var notes: [ImportProblem] = []
    public var isDryRun = false
    /// One bad row kept all out.
    public var isRefused = false
    public var language = Language.zh

    /// Rows that were not taken: a row with several problems counts once.
    public var rejectedRows: Int { Set(rejected.map(\.row)).count }

    public func write(to json: inout JSON) {
        json.object { json in
            json.field("read", read)
            json.field("stored", stored)
            json.field("duplicates", duplicates)
            if isDryRun { json.field("dryRun", true) }
            json.name("rejected")
            json.array(rejected) { write($1, to: &$0) }
            if !notes.isEmpty {
                json.name("notes")
                json.array(notes) { write($1, to: &$0) }
            }
        }
    }

    private func write(_ problem: ImportProblem, to json: inout JSON) {
        json.object {
            $0.field("row", problem.row)
            $0.field("field", problem.field)
            $0.field("message", problem.message(language))
            $0.field("cell", problem.cell)
        }
    }
}

/// How a table is to be read in, whatever stands in it.
public protocol TableImport: Sendable {
    init()
    /// Nothing is stored; the report says what would be.
    var isDryRun: Bool { get set }
    /// One bad row keeps all out.
    var isAllOrNothing: Bool { get set }
    /// Field → column name.
    var mapping: [String: String] { get set }
}

extension ImportReport {
    /// Counts what a run would store and what it would find there already – in the store, or earlier in the file.
    ///
    /// - Parameter found: of each item its rows, by what its content is known again, and whether the store has it.
    mutating func foresee(_ found: some Sequence<(rows: Int, content: [UInt8], isKnown: Bool)>) {
        var seen: Set<[UInt8]> = []
        for item in found { count(item.rows, isRepeated: item.isKnown || !seen.insert(item.content).inserted) }
    }

    /// Stores sixteen at a time, so that they share commits.
    ///
    /// - Parameters:
    ///   - rows: how many of the file an item stands for.
    ///   - submit: stores one; whether it was there already.
    mutating func store<Item: Sendable>(
        _ items: [Item], rows: (Item) -> Int, _ progress: @Sendable (_ done: Int, _ of: Int) -> Void,
        _ submit: @escaping @Sendable (Item) async throws -> Bool
    ) async throws {
        for start in stride(from: 0, to: items.count, by: 16) {
            let group = items[start..<min(start + 16, items.count)]
            let repeated = try await withThrowingTaskGroup(of: (Int, Bool).self) { tasks in
                for (place, item) in zip(group.indices, group) {
                    tasks.addTask { (place, try await submit(item)) }
                }
                return try await tasks.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            for place in group.indices { count(rows(items[place]), isRepeated: repeated[place] ?? false) }
            progress(group.endIndex, items.count)
        }
    }

    private mutating func count(_ rows: Int, isRepeated: Bool) {
        if isRepeated { duplicates += rows } else { stored += rows }
    }
}

/// A table that was handed in: its header and its rows, still as they were typed.
struct ImportTable: Sendable {
    let header: [String]
    let rows: [CSVRow]

    /// - Throws: ``Refusal/unreadable(_:)`` with the line at which reading ended.
    init(csv bytes: [UInt8]) throws(Refusal) {
        let all: [CSVRow]
        do {
            all = try CSV.parse(bytes)
        } catch {
            throw .unreadable(ImportWords.unreadable(line: error.line))
        }
        guard let first = all.first else { throw .unreadable(ImportWords.empty) }
        header = first.cells.map(Clean.line)
        let rest = all.dropFirst()
        rows = Array(rest.first.map(ImportTable.isHashtags) == true ? rest.dropFirst() : rest)
    }

    /// Whether a row is the hashtags (HXL) that stand under the header for other systems.
    private static func isHashtags(_ row: CSVRow) -> Bool {
        let tags = row.cells.map(Clean.line).filter { !$0.isEmpty }
        return !tags.isEmpty && tags.allSatisfy { $0.hasPrefix("#") && !$0.contains(" ") && $0.count > 1 }
    }

    /// The names of the columns of what was pasted; none where it is no table.
    static func header(of content: [UInt8]) -> [String] {
        guard let first = content.first(where: { $0 > 32 }), first != UInt8(ascii: "["), first != UInt8(ascii: "{"),
            let table = try? ImportTable(csv: content)
        else { return [] }
        return table.header
    }

    /// Which column each field is read from: as the mapping says, else by the header's own name.
    func columns(
        fields: [String], mapping: [String: String], synonyms: [String: [String]]
    ) throws(Refusal) -> [String: Int] {
        var columns: [String: Int] = [:]
        for (field, name) in mapping where fields.contains(field) {
            guard let index = header.firstIndex(of: Clean.line(name)) else {
                throw .invalid(field, ImportWords.noColumn(name))
            }
            columns[field] = index
        }
        let mapped = Set(columns.values)
        for field in fields where columns[field] == nil {
            let names = Set(([field] + (synonyms[field] ?? [])).map(Clean.key))
            if let index = header.indices.first(where: { names.contains(Clean.key(header[$0])) && !mapped.contains($0) }
            ) {
                columns[field] = index
            }
        }
        return columns
    }
}

/// The objects of a JSON array, or one a line, each by itself.
enum JSONPieces {
    /// - Throws: ``Refusal/unreadable(_:)`` for what is no array, or has more than `most` of them.
    static func split(_ bytes: [UInt8], most: Int) throws(Refusal) -> [Data] {
        let text = String(decoding: bytes, as: UTF8.self)
        let pieces: [Data]
        if text.drop(while: \.isWhitespace).hasPrefix("[") {
            guard let list = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [Any] else {
                throw .unreadable(ImportWords.notJSON)
            }
            pieces = list.map {
                (try? JSONSerialization.data(withJSONObject: $0, options: .fragmentsAllowed)) ?? Data()
            }
        } else {
            pieces = text.split(whereSeparator: \.isNewline).map { Data($0.utf8) }
        }
        guard pieces.count <= most else { throw .unreadable(ImportWords.tooManyRows) }
        return pieces
    }
}
