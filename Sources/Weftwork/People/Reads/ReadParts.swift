/// Who has read something, as it stands beside it.
enum ReadParts {
    /// Nothing where nobody has.
    static func list(_ records: [ReadRecord], _ frame: Frame) -> HTML {
        guard !records.isEmpty else { return "" }
        let rows = records.map { record -> HTML in
            "<li>\(frame.said(record.name)) · <small>\(frame.moment(record.lastAt))</small></li>"
        }
        return "<ul>\(rows)</ul>"
    }

    /// The same as a card, under what was read.
    static func card(_ title: Text, _ records: [ReadRecord], _ frame: Frame) -> HTML {
        let list = list(records, frame)
        return list.isEmpty ? "" : "<section class=\"card\"><h2>\(frame(title))</h2>\(list)</section>"
    }
}

extension JSON {
    /// Who has read something, for programs.
    mutating func field(_ name: StaticString, readers: [ReadRecord]) {
        self.name(name)
        array(readers) { json, record in
            json.object {
                $0.field("who", record.name)
                $0.field("firstAt", moment: record.firstAt)
                $0.field("lastAt", moment: record.lastAt)
            }
        }
    }
}
