public import Database
internal import Engine

/// Members from a table, and into one.
public struct MemberImport: TableImport {
    static let fields = ["name", "email", "organisation", "role", "skill", "area", "language"]
    private static let mostRows = 100_000

    public var isDryRun = false
    public var isAllOrNothing = false
    /// Field → column name.
    public var mapping: [String: String] = [:]

    public init() {}

    /// What one row says.
    struct Read: Sendable {
        let row: CSVRow
        let draft: MemberDraft
    }

    /// The members of a CSV file and what is wrong in it, cell by cell.
    ///
    /// - Throws: ``Refusal/unreadable(_:)``, ``Refusal/invalid(_:)`` where the mapping names no column of it.
    func read(_ bytes: [UInt8]) throws(Refusal) -> (members: [Read], problems: [ImportProblem], rows: Int) {
        let table = try ImportTable(csv: bytes)
        guard table.rows.count <= MemberImport.mostRows else { throw .unreadable(ImportWords.tooManyRows) }
        let columns = try table.columns(
            fields: MemberImport.fields, mapping: mapping, synonyms: MemberTableWords.columns)
        var members: [Read] = [], problems: [ImportProblem] = []
        for row in table.rows {
            let found = MemberImport.problems(of: row, columns)
            problems += found
            if found.isEmpty { members.append(Read(row: row, draft: MemberImport.draft(of: row, columns))) }
        }
        return (members, problems, table.rows.count)
    }

    private static func draft(of row: CSVRow, _ columns: [String: Int]) -> MemberDraft {
        func cell(_ field: String) -> String { columns[field].map { Clean.line(row.cell($0)) } ?? "" }
        func optional(_ field: String) -> String? { cell(field).isEmpty ? nil : cell(field) }
        return MemberDraft(
            email: cell("email"), name: cell("name"), organisation: optional("organisation"),
            roles: list(cell("role")).compactMap(Role.init(rawValue:)), skills: list(cell("skill")),
            area: optional("area"), languages: list(cell("language")))
    }

    private static func problems(of row: CSVRow, _ columns: [String: Int]) -> [ImportProblem] {
        func cell(_ field: String) -> String { columns[field].map { row.cell($0) } ?? "" }
        func problem(_ field: String, _ message: Text) -> ImportProblem {
            ImportProblem(row: row.line, field: field, message: message, cell: String(cell(field).prefix(200)))
        }
        var found: [ImportProblem] = []
        let name = Clean.line(cell("name"))
        if name.isEmpty { found.append(problem("name", SiteWords.missing)) }
        if name.count > 80 { found.append(problem("name", SiteWords.tooLong)) }
        if Contacts.email(cell("email")) == nil {
            found.append(
                problem("email", Clean.line(cell("email")).isEmpty ? SiteWords.missing : PeopleWords.badEmail))
        }
        for word in list(Clean.line(cell("role"))) where Role(rawValue: word) == nil {
            found.append(problem("role", SiteWords.badChoice(Role.allCases.map(\.rawValue), word)))
        }
        return found
    }

    /// Several words in one cell, however they are divided.
    private static func list(_ cell: String) -> [String] {
        cell.split { ",;|，；、".contains($0) }.map { Clean.line(String($0)) }.filter { !$0.isEmpty }
    }
}

extension PeopleActs {
    /// Enters the members of a table, recorded as done by the operator. Whoever is a member already, and an address that the
    /// table names twice, count as repeated.
    public func importMembers(
        _ bytes: [UInt8], _ options: MemberImport, language: Language, into network: Network,
        progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> ImportReport {
        let file = try options.read(bytes)
        var report = ImportReport()
        report.read = file.rows
        report.rejected = file.problems
        report.isDryRun = options.isDryRun
        report.language = language
        if options.isAllOrNothing && !report.rejected.isEmpty {
            report.isRefused = true
            return report
        }
        var seen: Set<[UInt8]> = []
        for (number, member) in file.members.enumerated() {
            let hash = try emailHash(member.draft.email)
            let isKnown = try await database.read { db in
                try db.person(emailHash: hash).map { try db.isMember($0.id, of: network.id) } ?? false
            }
            if isKnown || !seen.insert(hash).inserted {
                report.duplicates += 1
            } else {
                if !options.isDryRun { _ = try await enter(member.draft, in: network) }
                report.stored += 1
            }
            progress(number + 1, file.members.count)
        }
        return report
    }
}

extension VouchActs {
    /// The members that `viewer` may know of, as CSV that the importer reads again, or one JSON object a line.
    ///
    /// - Throws: ``Refusal/signInRequired``, ``Refusal/forbidden(_:)``: members know with whom they are, the public doesn't.
    public func exportMembers(by viewer: Viewer, in network: ID, asCSV: Bool) async throws -> String {
        try Policy.require(.seeMembers, viewer)
        var views: [MemberView] = [], after: ID?
        while true {
            let page = try await database.read { [after] db in
                try db.members(of: network, after: after, limit: 500).members
            }
            views += page.map { MemberView($0, for: viewer) }
            guard let last = page.last else { break }
            after = last.id
        }
        guard asCSV else { return views.map { String(decoding: $0.json, as: UTF8.self) }.joined(separator: "\n") }
        return CSV.write([MemberView.columns] + views.map(\.cells), bom: false)
    }
}

extension MemberView {
    static let columns = ["id", "name", "organisation", "role", "skill", "language", "standing"]

    /// The same as the JSON says, by column.
    var cells: [String] {
        [
            member.id.description, member.name, member.organisation ?? "",
            member.roles.map(\.rawValue).sorted().joined(separator: ";"), member.skills.joined(separator: ";"),
            member.languages.joined(separator: ";"), showsStanding ? member.standing.name : "",
        ]
    }
}
