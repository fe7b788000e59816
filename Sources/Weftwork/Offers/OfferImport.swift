internal import Database
internal import Engine
internal import Foundation

/// Reads offers from tables and lists. Every offer goes through the same intake as one typed by hand.
public struct OfferImport: TableImport {
    static let fields = [
        "title", "description", "category", "conditions", "from", "until", "standing", "ships", "radiusKm", "perDay",
        "serviceLevel", "boughtFrom", "country", "province", "city", "district", "address", "latitude", "longitude",
        "datum", "item",
        "kind",
        "quantity", "unit", "specification", "institution", "name", "phone", "email", "wechat", "reference", "group",
        "announcement", "rooms", "guests", "origin", "destination", "individuals", "greenChannel", "clinic",
    ]
    private static let mostRows = 100_000

    /// An offer with the rows it was read from.
    struct Read: Sendable {
        var entry: OfferEntry
        var rows: [ImportRecord]
    }

    public var isDryRun = false
    public var isAllOrNothing = false
    /// Field → column name.
    public var mapping: [String: String] = [:]

    public init() {}

    /// The offers of a file: CSV with one line of an offer in each row; JSON as an array or one offer a line, in the shape of the
    /// contract or with the columns of a table as its keys.
    func read(_ bytes: [UInt8], language: Language) throws(Refusal) -> (
        offers: [Read], problems: [ImportProblem], rows: Int
    ) {
        let first = bytes.first { $0 > 32 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
        if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") { return try readJSON(bytes, language) }
        let table = try ImportTable(csv: bytes)
        guard table.rows.count <= OfferImport.mostRows else { throw .unreadable(ImportWords.tooManyRows) }
        let columns = try table.columns(
            fields: OfferImport.fields, mapping: mapping, synonyms: OfferColumnWords.synonyms)
        let header = table.header
        let records = table.rows.map { row in
            ImportRecord(
                line: row.line,
                cells: header.indices.map { (header[$0], ImportRecord.Cell.text(row.cell($0))) }
                    .filter { !$0.0.isEmpty }, columns: columns.mapValues { header[$0] })
        }
        return (grouped(records).map { read($0, language) }, [], table.rows.count)
    }

    /// Rows of one group are one offer.
    private func grouped(_ records: [ImportRecord]) -> [[ImportRecord]] {
        var order: [String] = [], groups: [String: [ImportRecord]] = [:]
        for record in records {
            let group = Clean.line(record.text("group"))
            let key = group.isEmpty ? "row \(record.line)" : "group \(group)"
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(record)
        }
        return order.compactMap { groups[$0] }
    }

    private func read(_ rows: [ImportRecord], _ language: Language) -> Read {
        /// The first row that says it speaks for the group.
        func value(_ field: String) -> String {
            rows.lazy.map { $0.text(field) }.first { !Clean.line($0).isEmpty } ?? ""
        }
        var entry = OfferEntry()
        entry.what.title = value("title")
        entry.what.description = [value("description"), value("announcement")].map(OfferColumnWords.plain)
            .filter { !$0.isEmpty }.joined(separator: "\n")
        entry.what.category = value("category")
        let area = ["country", "province", "city", "district"].map(value)
        if area.contains(where: { !Clean.line($0).isEmpty }) { entry.what.area = area }
        (entry.what.address, entry.what.datum) = (value("address"), value("datum"))
        (entry.what.latitude, entry.what.longitude) = (value("latitude"), value("longitude"))
        entry.what.institution = [value("institution"), value("clinic")].first { !Clean.line($0).isEmpty } ?? ""
        entry.what.reference = value("reference")
        (entry.what.name, entry.what.email, entry.what.wechat) = (value("name"), value("email"), value("wechat"))
        entry.what.phone = value("phone")
        entry.what.sourceKind = Clean.line(value("reference")).isEmpty ? "relay" : "media"
        entry.conditions = value("conditions")
        (entry.from, entry.until, entry.perDay) = (value("from"), value("until"), value("perDay"))
        (entry.standing, entry.ships, entry.radius) = (value("standing"), value("ships"), value("radiusKm"))
        (entry.serviceLevel, entry.boughtFrom) = (value("serviceLevel"), value("boughtFrom"))
        entry.what.language = language
        entry.what.lines = rows.flatMap(\.lines)
        if let first = rows.first { first.complete(&entry) }
        return Read(entry: entry, rows: rows)
    }

    private func readJSON(
        _ bytes: [UInt8], _ language: Language
    ) throws(Refusal) -> (offers: [Read], problems: [ImportProblem], rows: Int) {
        let pieces = try JSONPieces.split(bytes, most: OfferImport.mostRows)
        var offers: [Read] = [], problems: [ImportProblem] = []
        for (index, piece) in pieces.enumerated() {
            let source = String(decoding: piece, as: UTF8.self)
            let record = ImportRecord(json: piece, line: index + 1, mapping: mapping)
            if let record, record.isTable {
                offers.append(read([record], language))
            } else if let body = try? JSONDecoder().decode(OfferBody.self, from: piece) {
                let row = ImportRecord(line: index + 1, cells: [("", .text(source))], columns: [:])
                offers.append(Read(entry: body.entry(language), rows: [row]))
            } else {
                problems.append(
                    ImportProblem(
                        row: index + 1, field: "", message: ImportWords.notJSON, cell: String(source.prefix(200))))
            }
        }
        return (offers, problems, pieces.count)
    }
}

extension OfferImport.Read {
    /// What keeps this offer out, for each of its rows; nothing where it can be stored.
    func problems(now: Int64, _ catalogue: Catalogue, _ places: Places) -> [ImportProblem] {
        do {
            _ = try OfferCleaning.draft(from: entry, now: now, catalogue, places)
            return []
        } catch {
            let found: [FieldProblem]
            if case .invalid(let problems) = error { found = problems } else { found = [FieldProblem("", error.words)] }
            let wrong = found.map(problem)
            let others = rows.filter { row in !wrong.contains { $0.row == row.line } }
            return wrong
                + others.map {
                    ImportProblem(row: $0.line, field: "group", message: OfferWords.groupHasErrors, cell: "")
                }
        }
    }

    private func problem(_ found: FieldProblem) -> ImportProblem {
        let parts = found.field.split(separator: ".").map(String.init)
        let index = parts.first == "lines" && parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let row = rows[min(index, rows.count - 1)]
        let field = OfferImport.fields.contains(parts.last ?? "") ? parts.last ?? "" : found.field
        return ImportProblem(
            row: row.line, field: field, message: found.message, cell: String(row.shown(field).prefix(200)))
    }
}

extension OfferActs {
    /// Imports offers. Bad rows are reported one by one; good ones are stored – or none, as asked.
    public func importOffers(
        _ bytes: [UInt8], _ options: OfferImport, by viewer: Viewer, into network: Network,
        progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> ImportReport {
        try Policy.require(.importOffers, viewer)
        let now = world.now(), catalogue = try await needs.settings(of: network.id).catalogue
        let file = try options.read(bytes, language: viewer.language)
        var report = ImportReport(), good: [OfferImport.Read] = []
        (report.read, report.isDryRun, report.language) = (file.rows, options.isDryRun, viewer.language)
        report.rejected = file.problems
        for offer in file.offers {
            let problems = offer.problems(now: now, catalogue, needs.places)
            report.rejected += problems
            if problems.isEmpty { good.append(offer) }
        }
        report.rejected.sort { ($0.row, $0.field) < ($1.row, $1.field) }
        if options.isAllOrNothing && !report.rejected.isEmpty {
            report.isRefused = true
            return report
        }
        if options.isDryRun {
            let marked = try good.map {
                (
                    $0.rows.count,
                    contentMark(of: try OfferCleaning.draft(from: $0.entry, now: now, catalogue, needs.places))
                )
            }
            report.foresee(
                try await database.read { db in
                    try marked.map { rows, content in
                        let same = try db.lately(content, in: network.id, since: now - NeedActs.importWindow)
                        let isKnown = try same.flatMap { try db.offer($0, in: network.id) }?.state.isOpen ?? false
                        return (rows, content, isKnown)
                    }
                })
            return report
        }
        try await report.store(good, rows: \.rows.count, progress) { offer in
            try await submit(offer.entry, by: viewer, in: network, isImported: true).isRepeated
        }
        return report
    }
}
