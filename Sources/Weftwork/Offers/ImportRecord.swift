internal import Engine
internal import Foundation

/// One row of what is read in, whatever it came in: a row of a table, or an object whose keys are the columns of one.
struct ImportRecord: Sendable {
    /// What stands in a cell; lists hold contacts (`{name, tel}`) or things (`{specification, value}`).
    enum Cell: Sendable {
        case text(String)
        case list([[String: String]])
    }

    let line: Int
    let cells: [(name: String, cell: Cell)]
    /// Field → the name of its column.
    let columns: [String: String]

    init(line: Int, cells: [(String, Cell)], columns: [String: String]) {
        self.line = line
        self.cells = cells.map { (name: $0.0, cell: $0.1) }
        self.columns = columns
    }

    /// An object; nothing for what is none.
    init?(json: Data, line: Int, mapping: [String: String]) {
        guard let object = try? JSONDecoder().decode([String: Cell].self, from: json) else { return nil }
        let cells = object.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        var columns = mapping.filter { object[$0.value] != nil }
        for field in OfferImport.fields where columns[field] == nil {
            let names = ([field] + (OfferColumnWords.synonyms[field] ?? [])).map(Clean.key)
            // Names in the order of preference; each column is read once.
            let taken = Set(columns.values)
            columns[field] =
                names.lazy.compactMap { name in
                    cells.first { Clean.key($0.0) == name && !taken.contains($0.0) }?.0
                }.first
        }
        self.init(line: line, cells: cells, columns: columns)
    }

    /// Whether it is a row of a table, and not an offer in the shape of the contract.
    var isTable: Bool {
        !cells.contains { ["lines", "place", "contact"].contains($0.name) } && !columns.isEmpty
    }

    /// The words of a field; of several contacts all, as `name:number|name:number`.
    func text(_ field: String) -> String {
        guard let cell = cell(field) else { return "" }
        switch cell {
        case .text(let text): return text
        case .list(let items):
            return items.flatMap { item in
                (item["tel"] ?? item["phone"] ?? "").split(whereSeparator: { ";；,，".contains($0) }).map { number in
                    let name = Clean.line(item["name"] ?? "")
                    return name.isEmpty ? String(number) : "\(name):\(number)"
                }
            }.joined(separator: "|")
        }
    }

    /// What stood in a field, to be shown beside what is wrong with it.
    func shown(_ field: String) -> String {
        let text = text(field)
        if text.isEmpty, columns.isEmpty, case .text(let source)? = cells.first?.cell { return source }
        return text
    }

    private func cell(_ field: String) -> Cell? {
        guard let name = columns[field] else { return nil }
        return cells.first { $0.name == name }?.cell
    }

    /// The things that this row offers.
    var lines: [NeedEntry.Line] {
        var lines: [NeedEntry.Line] = []
        if !Clean.line(text("item")).isEmpty {
            lines.append(
                NeedEntry.Line(
                    item: text("item"), quantity: text("quantity"), unit: text("unit"),
                    specification: text("specification"), kind: text("kind")))
        }
        for (name, cell) in cells {
            guard case .list(let items) = cell, let kind = OfferColumnWords.things(ofColumn: name) else { continue }
            lines += items.map { item in
                let named = Clean.line(item["specification"] ?? "")
                return NeedEntry.Line(
                    item: named.isEmpty ? kind : named, quantity: OfferColumnWords.capacity(item["value"] ?? ""),
                    specification: named.isEmpty ? "" : kind, kind: NeedLine.Kind.goods.rawValue)
            }
        }
        return lines
    }

    /// What a table of one kind of offers says without saying it in a line: rooms of a hotel, a carrier's way, a doctor's advice, a
    /// maker's goods.
    func complete(_ entry: inout OfferEntry) {
        let house = Clean.line(text("institution"))
        if columns["rooms"] != nil || columns["guests"] != nil {
            OfferColumnWords.lodging(&entry, house, rooms: text("rooms"), guests: text("guests"))
        } else if columns["destination"] != nil || columns["origin"] != nil {
            OfferColumnWords.carrying(
                &entry, house, from: text("origin"), to: text("destination"), individuals: text("individuals"),
                isGreen: OfferWords.yesOrNo(text("greenChannel")) == true)
        } else if columns["clinic"] != nil {
            OfferColumnWords.advice(&entry)
        } else if !house.isEmpty, Clean.line(entry.what.title).isEmpty {
            OfferColumnWords.making(&entry, house)
        }
    }
}

extension ImportRecord.Cell: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(LooseText.self) {
            self = .text(text.text)
        } else if let items = try? container.decode([[String: LooseText]].self) {
            self = .list(items.map { $0.mapValues(\.text) })
        } else if let items = try? container.decode([LooseText].self) {
            self = .list(items.map { ["tel": $0.text, "specification": $0.text] })
        } else {
            // What nests deeper is no cell of a table.
            self = .text("")
        }
    }
}
