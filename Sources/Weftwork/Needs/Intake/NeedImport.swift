public import Database
internal import Engine
internal import Foundation

/// Reads needs from tables and lists. Every need goes through the same intake as one typed by hand.
public struct NeedImport: TableImport {
    /// A table or a list may be this long where it is sent as a form.
    static let mostBytes = 16 * 1024 * 1024
    static let fields = [
        "title", "description", "category", "urgency", "neededBy", "country", "province", "city", "district", "address",
        "receiving",
        "latitude",
        "longitude", "datum", "item", "quantity", "unit", "specification", "name", "phone", "email", "wechat",
        "reference",
        "kind", "from", "to", "minutes", "remote", "substitute", "group", "emergency",
    ]
    private static let mostRows = 100_000

    /// A need with the rows it was read from.
    struct Read: Sendable {
        var entry: NeedEntry
        var rows: [CSVRow]
        /// The row of each line, to say where a wrong one stands.
        var columns: [String: Int]
        var emergency: EmergencyTie?
    }

    public var isDryRun = false
    public var isAllOrNothing = false
    /// Field → column name.
    public var mapping: [String: String] = [:]

    public init() {}

    /// The needs of a file: CSV with one line of a need in each row, or JSON (an array, or one need a line).
    func read(_ bytes: [UInt8], language: Language) throws(Refusal) -> (
        needs: [Read], problems: [ImportProblem], rows: Int
    ) {
        let first = bytes.first { $0 > 32 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
        if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") { return try readJSON(bytes, language) }
        let table = try ImportTable(csv: bytes)
        guard table.rows.count <= NeedImport.mostRows else { throw .unreadable(ImportWords.tooManyRows) }
        let columns = try table.columns(
            fields: NeedImport.fields, mapping: mapping, synonyms: NeedWords.columnSynonyms)
        var order: [String] = []
        var groups: [String: [CSVRow]] = [:]
        for row in table.rows {
            let group = columns["group"].map { Clean.line(row.cell($0)) } ?? ""
            let key = group.isEmpty ? "row \(row.line)" : "group \(group)"
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(row)
        }
        let needs = order.compactMap { key in groups[key].map { read($0, columns, language) } }
        return (needs, [], table.rows.count)
    }

    private func read(_ rows: [CSVRow], _ columns: [String: Int], _ language: Language) -> Read {
        /// The first row that says it speaks for the group.
        func value(_ field: String) -> String {
            guard let column = columns[field] else { return "" }
            return rows.lazy.map { $0.cell(column) }.first { !Clean.line($0).isEmpty } ?? ""
        }
        var entry = NeedEntry()
        entry.title = value("title")
        entry.description = value("description")
        entry.category = value("category")
        entry.urgency = value("urgency")
        entry.neededBy = value("neededBy")
        let area = [value("province"), value("city"), value("district")]
        let country = value("country")
        if ([country] + area).contains(where: { !Clean.line($0).isEmpty }) { entry.area = [country] + area }
        entry.address = value("address")
        entry.receiving = value("receiving")
        entry.latitude = value("latitude")
        entry.longitude = value("longitude")
        entry.datum = value("datum")
        entry.reference = value("reference")
        entry.name = value("name")
        entry.phone = value("phone")
        entry.email = value("email")
        entry.wechat = value("wechat")
        entry.emergency = value("emergency")
        entry.language = language
        entry.lines = rows.map { row in
            func cell(_ field: String) -> String { columns[field].map { row.cell($0) } ?? "" }
            let kind = NeedWords.kind(named: cell("kind")) ?? .goods
            var work = LineWorkEntry(substitute: cell("substitute"))
            // What tables of goods say of a beginning and an end is about something else.
            if kind.hasTime {
                (work.from, work.to) = (cell("from"), cell("to"))
                (work.minutes, work.remote) = (cell("minutes"), cell("remote"))
            }
            return NeedEntry.Line(
                item: cell("item"), quantity: cell("quantity"), unit: cell("unit"),
                specification: cell("specification"), kind: kind.rawValue, work: work)
        }
        return Read(entry: entry, rows: rows, columns: columns)
    }

    private func readJSON(
        _ bytes: [UInt8], _ language: Language
    ) throws(Refusal) -> (needs: [Read], problems: [ImportProblem], rows: Int) {
        let pieces = try JSONPieces.split(bytes, most: NeedImport.mostRows)
        var needs: [Read] = []
        var problems: [ImportProblem] = []
        for (index, piece) in pieces.enumerated() {
            let source = String(decoding: piece, as: UTF8.self)
            if let body = try? JSONDecoder().decode(NeedBody.self, from: piece) {
                needs.append(
                    Read(entry: body.entry(language), rows: [CSVRow(line: index + 1, cells: [source])], columns: [:]))
            } else {
                problems.append(
                    ImportProblem(
                        row: index + 1, field: "", message: ImportWords.notJSON, cell: String(source.prefix(200))))
            }
        }
        return (needs, problems, pieces.count)
    }
}

extension NeedImport.Read {
    /// The draft of this need, or what keeps it out. What can't be read in one row leaves its other rows out too: said for
    /// each of them.
    func draft(now: Int64, _ catalogue: Catalogue, _ places: Places) -> (draft: NeedDraft?, problems: [ImportProblem]) {
        let found: [FieldProblem]
        do {
            return (try NeedCleaning.draft(from: entry, now: now, isRelayed: true, catalogue, places), [])
        } catch {
            if case .invalid(let problems) = error { found = problems } else { found = [FieldProblem("", error.words)] }
        }
        let wrong = problems(found)
        let others = rows.filter { row in !wrong.contains { $0.row == row.line } }
        let left = others.map {
            ImportProblem(row: $0.line, field: "group", message: NeedWords.groupHasErrors, cell: "")
        }
        return (nil, wrong + left)
    }

    /// The problems of this need as problems of its rows, each with the cell as it was.
    func problems(_ found: [FieldProblem]) -> [ImportProblem] {
        found.map { problem in
            let parts = problem.field.split(separator: ".").map(String.init)
            let index = parts.first == "lines" && parts.count > 1 ? Int(parts[1]) ?? 0 : 0
            let row = rows[min(index, rows.count - 1)]
            let field = NeedImport.fields.contains(parts.last ?? "") ? parts.last ?? "" : problem.field
            let cell = columns[field].map { row.cell($0) } ?? (columns.isEmpty ? row.cells.first ?? "" : "")
            return ImportProblem(
                row: row.line, field: field, message: problem.message, cell: String(cell.prefix(200)))
        }
    }
}

extension NeedImport.Read {
    /// What somebody should look at though it is stored: a place that may be several.
    func notes(on draft: NeedDraft) -> [ImportProblem] {
        guard !draft.areaCandidates.isEmpty, let row = rows.first else { return [] }
        return [
            ImportProblem(
                row: row.line, field: "district", message: PlaceWords.storedAsTyped(draft.areaCandidates.count),
                cell: draft.area.parts.joined(separator: " / "))
        ]
    }
}

extension CSVRow {
    /// The cell of a column; rows may be shorter than the header.
    func cell(_ column: Int) -> String { column < cells.count ? cells[column] : "" }
}

extension NeedActs {
    /// Imports needs. Bad rows are reported one by one; good ones are stored – or none, as asked.
    public func importNeeds(
        _ bytes: [UInt8],
        _ options: NeedImport,
        by viewer: Viewer,
        into network: Network,
        progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> ImportReport {
        try Policy.require(.importNeeds, viewer)
        let now = world.now()
        let settings = try await settings(of: network.id)
        let file = try options.read(bytes, language: viewer.language)
        var report = ImportReport()
        report.read = file.rows
        report.isDryRun = options.isDryRun
        report.language = viewer.language
        var good: [NeedImport.Read] = []
        report.rejected = file.problems
        var contents: [[UInt8]] = []
        let namesAny = file.needs.contains { !Clean.line($0.entry.emergency).isEmpty }
        let emergencies =
            namesAny ? try await database.read { db in try db.emergenciesInShort(in: network.id) } : []
        for var need in file.needs {
            let (draft, problems) = need.draft(now: now, settings.catalogue, places)
            report.rejected += problems
            guard let draft else { continue }
            report.notes += need.notes(on: draft) + need.notes(on: draft, among: emergencies)
            need.emergency = need.emergency(in: draft.area, among: emergencies, by: viewer)
            good.append(need)
            contents.append(contentMark(of: draft))
        }
        report.rejected.sort { ($0.row, $0.field) < ($1.row, $1.field) }
        if options.isAllOrNothing && !report.rejected.isEmpty {
            report.isRefused = true
            return report
        }
        if options.isDryRun {
            let marked = Array(zip(good, contents))
            report.foresee(
                try await database.read { db in
                    try marked.map {
                        ($0.rows.count, $1, try db.imported($1, in: network.id, now: now) != nil)
                    }
                })
            return report
        }
        try await report.store(good, rows: \.rows.count, progress) { need in
            try await submit(need.entry, by: viewer, in: network, isRelayed: true, under: need.emergency).isRepeated
        }
        return report
    }

    // MARK: Kept mappings

    public func keepMapping(_ mapping: [String: String], as name: String, by viewer: Viewer, in network: ID)
        async throws
    {
        try Policy.require(.importNeeds, viewer)
        try await keepMapping(mapping, as: name, of: .needs, in: network)
    }

    /// What a mapping is of. It stands behind the name, parted by a sign that no name can hold.
    enum MappingSubject: String, Sendable {
        case needs = ""
        case offers = "\u{1F}offers"
    }

    /// Whoever calls it has seen to it that they may.
    func keepMapping(
        _ mapping: [String: String], as name: String, of subject: MappingSubject, in network: ID
    ) async throws {
        let name = Clean.line(name), now = world.now()
        guard !name.isEmpty, name.count <= 60 else { throw Refusal.invalid("mapName", NeedWords.tooLong(60)) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(mapping), as: UTF8.self)
        let stored = name + subject.rawValue
        try await database.write { db in try db.keepMapping(text, as: stored, in: network, at: now) }
    }

    func keptMappings(
        of subject: MappingSubject = .needs, in network: ID
    ) async throws -> [(name: String, mapping: [String: String])] {
        try await database.read { db in try db.keptMappings(in: network) }.compactMap { stored, text in
            let name = String(stored.prefix { $0 != "\u{1F}" })
            guard stored == name + subject.rawValue else { return nil }
            return (name, (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:])
        }
    }
}

extension Connection {
    fileprivate func keepMapping(_ mapping: String, as name: String, in network: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO import_maps (network_id, name, mapping, at) VALUES (\(network), \(name), \(mapping), \(now))
            ON CONFLICT (network_id, name) DO UPDATE SET mapping = excluded.mapping, at = excluded.at
            """)
    }

    fileprivate func keptMappings(in network: ID) throws -> [(name: String, mapping: String)] {
        try query("SELECT name, mapping FROM import_maps WHERE network_id = \(network) ORDER BY name") {
            (try $0[0], try $0[1])
        }
    }
}
