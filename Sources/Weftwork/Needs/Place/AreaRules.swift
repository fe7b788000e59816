internal import Engine

/// What a file of areas must be: one country, each area in a larger one of the file. Pure.
enum AreaRules {
    static let fields = [
        "code", "parent", "name", "name_zh", "name_en", "other_names", "level", "latitude", "longitude",
    ]
    /// Paths of needs have room for so much.
    static let longestName = 60
    static let longestCode = 40
    static let mostNames = 40

    /// The areas in a table, or what is wrong with it, row by row.
    /// - Throws: ``Refusal/unreadable(_:)`` for what is no table of areas at all.
    static func read(
        _ bytes: [UInt8]
    ) throws(Refusal) -> (file: AreaFile?, read: Int, country: String, problems: [ImportProblem]) {
        let table = try ImportTable(csv: bytes)
        let columns = try table.columns(fields: fields, mapping: [:], synonyms: AreaFileWords.columns)
        guard ["code", "parent", "name"].allSatisfy({ columns[$0] != nil }) else {
            throw .unreadable(AreaFileWords.noColumns)
        }
        guard table.rows.count <= AreaFile.most else { throw .unreadable(AreaFileWords.tooMany(AreaFile.most)) }
        var reading = AreaFileReading(table.rows, columns)
        reading.check()
        let problems = reading.problems.sorted { ($0.row, $0.field) < ($1.row, $1.field) }
        return (problems.isEmpty ? reading.file : nil, table.rows.count, reading.country, problems)
    }
}

/// A file as it is checked: each thing for all rows, so that every fault is named at once.
private struct AreaFileReading {
    private struct Draft {
        let row: Int
        let cells: [String: String]
        let code: String
        let name: String
        var parent: Int?
        var level: CatalogueArea.Level?
        var center: GeoPoint?

        func cell(_ field: String) -> String { cells[field] ?? "" }
    }

    private(set) var problems: [ImportProblem] = []
    private var drafts: [Draft]
    /// Where each code stands.
    private var places: [String: Int] = [:]
    private var root: Int?

    init(_ rows: [CSVRow], _ columns: [String: Int]) {
        drafts = rows.map { row in
            let cells = columns.compactMapValues { row.cells.indices.contains($0) ? Clean.line(row.cells[$0]) : nil }
            return Draft(row: row.line, cells: cells, code: cells["code"] ?? "", name: cells["name"] ?? "")
        }
    }

    var country: String { root.map { drafts[$0].code.uppercased() } ?? "" }

    mutating func check() {
        for index in drafts.indices {
            checkNames(index)
            readCenter(index)
        }
        for index in drafts.indices { readParent(index) }
        guard !drafts.isEmpty, let root else {
            if root == nil && problems.isEmpty {
                problems.append(
                    ImportProblem(row: 1, field: "parent", message: AreaFileWords.noCountry, cell: ""))
            }
            return
        }
        checkCountry(root)
        for index in drafts.indices { _ = level(of: index, hops: 0) }
        for index in drafts.indices { checkLevel(index) }
        checkTwins()
        if drafts.allSatisfy({ $0.center == nil }) { add(root, "latitude", AreaFileWords.noCenter) }
    }

    /// The file, where nothing is wrong with it.
    var file: AreaFile? {
        guard let root, let base = AreaCountry.base(of: country) else { return nil }
        let lines = drafts.map { draft in
            AreaFile.Line(
                code: draft.code, parent: draft.parent, level: draft.level ?? .district, name: draft.name,
                chinese: draft.cell("name_zh"), latin: draft.cell("name_en"), others: others(draft),
                center: draft.center)
        }
        return AreaFile(country: country, base: base, lines: lines, root: root, rootRow: drafts[root].row)
    }

    private mutating func add(_ index: Int, _ field: String, _ message: Text) {
        problems.append(
            ImportProblem(row: drafts[index].row, field: field, message: message, cell: drafts[index].cell(field)))
    }

    private func others(_ draft: Draft) -> [String] {
        let names = draft.cell("other_names").split { "|｜".contains($0) }.map { Clean.line(String($0)) }
        return Array(names.filter { !$0.isEmpty && $0.count <= AreaRules.longestName }.prefix(AreaRules.mostNames))
    }

    // MARK: Row by row

    private mutating func checkNames(_ index: Int) {
        let draft = drafts[index]
        if draft.code.isEmpty || draft.code.count > AreaRules.longestCode {
            add(index, "code", AreaFileWords.noCode)
        } else if let first = places[draft.code] {
            add(index, "code", AreaFileWords.codeTwice(drafts[first].row))
        } else {
            places[draft.code] = index
        }
        if draft.name.isEmpty || draft.name.count > AreaRules.longestName { add(index, "name", AreaFileWords.noName) }
        for field in ["name_zh", "name_en"] where draft.cell(field).count > AreaRules.longestName {
            add(index, field, AreaFileWords.longName)
        }
    }

    private mutating func readCenter(_ index: Int) {
        let draft = drafts[index]
        let latitude = draft.cell("latitude"), longitude = draft.cell("longitude")
        guard !(latitude.isEmpty && longitude.isEmpty) else { return }
        guard let north = Double(latitude), let east = Double(longitude),
            GeoPoint(latitude: north, longitude: east).isValid
        else {
            let isLatitude = Double(latitude).map { abs($0) <= 90 } ?? false
            return add(index, isLatitude ? "longitude" : "latitude", AreaFileWords.badCoordinate)
        }
        drafts[index].center = GeoPoint(latitude: north, longitude: east)
    }

    private mutating func readParent(_ index: Int) {
        let parent = drafts[index].cell("parent")
        if parent.isEmpty {
            guard let root else { return root = index }
            return add(index, "parent", AreaFileWords.secondCountry(drafts[root].row))
        }
        drafts[index].parent = places[parent]
        if drafts[index].parent == nil { add(index, "parent", AreaFileWords.noParent) }
    }

    private mutating func checkCountry(_ root: Int) {
        if AreaCountry.base(of: country) == nil {
            add(root, "code", AreaFileWords.countryCode)
        } else if ["CN", "CHN"].contains(country) {
            add(root, "code", AreaFileWords.china)
        } else if let other = places[country], other != root {
            add(root, "code", AreaFileWords.codeTwice(drafts[other].row))
        }
    }

    // MARK: Levels

    /// As the row says, else one below what it lies in.
    private mutating func level(of index: Int, hops: Int) -> CatalogueArea.Level? {
        if let known = drafts[index].level { return known }
        let typed = drafts[index].cell("level")
        var level: CatalogueArea.Level?
        if !typed.isEmpty {
            level = AreaFileWords.level(typed)
        } else if index == root {
            level = .country
        } else if let parent = drafts[index].parent, hops < 4 {
            level = self.level(of: parent, hops: hops + 1).flatMap { CatalogueArea.Level(rawValue: $0.rawValue + 1) }
        }
        drafts[index].level = level
        return level
    }

    private mutating func checkLevel(_ index: Int) {
        guard let level = drafts[index].level else {
            // Of a row that lies in nothing the parent is what is wrong.
            if index == root || drafts[index].parent != nil { add(index, "level", AreaFileWords.noLevel) }
            return
        }
        if index == root {
            if level != .country { add(index, "level", AreaFileWords.wrongLevel) }
        } else if let parent = drafts[index].parent, let above = drafts[parent].level, above >= level {
            add(index, "level", AreaFileWords.wrongLevel)
        }
    }

    /// Two of one name in one area nobody could choose between.
    private mutating func checkTwins() {
        var seen: [String: Int] = [:]
        for index in drafts.indices {
            guard let parent = drafts[index].parent, !drafts[index].name.isEmpty else { continue }
            let key = "\(parent) \(Clean.key(drafts[index].name))"
            if let first = seen[key] {
                add(index, "name", AreaFileWords.nameTwice(drafts[first].row))
            } else {
                seen[key] = index
            }
        }
    }
}
