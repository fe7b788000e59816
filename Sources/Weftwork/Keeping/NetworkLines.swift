internal import Database
internal import Foundation

/// The lines of a network's file, read one at a time.
enum NetworkLines {
    struct Header: Decodable, Sendable {
        let weftwork: Int
        let network: String
        let key: String
        let schema: [String]
    }

    struct Footer: Decodable, Sendable {
        let rows: Int
        let events: Int
        let hash: String?
    }

    struct Ends: Sendable {
        let header: Header
        let footer: Footer
    }

    struct Row {
        let table: String
        let values: [String: StoredValue]
    }

    private struct Cell: Decodable {
        let value: StoredValue

        private enum Keys: String, CodingKey { case x }

        init(from decoder: any Decoder) throws {
            if let box = try? decoder.container(keyedBy: Keys.self) {
                let hex = try box.decode(String.self, forKey: .x)
                guard let bytes = Hex.decode(Array(hex.utf8)) else {
                    throw DecodingError.dataCorruptedError(forKey: .x, in: box, debugDescription: "not hexadecimal")
                }
                value = .bytes(bytes)
                return
            }
            let single = try decoder.singleValueContainer()
            if single.decodeNil() {
                value = .null
            } else if let number = try? single.decode(Int64.self) {
                value = .integer(number)
            } else if let number = try? single.decode(Double.self) {
                value = .real(number)
            } else {
                value = .text(try single.decode(String.self))
            }
        }
    }

    /// First and last line: a file without its last was cut short.
    static func ends(of path: String) throws -> Ends {
        var header: Header?
        var last: Data?
        try each(of: path) { line in
            if header == nil { header = try? JSONDecoder().decode(Header.self, from: line) }
            guard header != nil else { throw Refusal.unreadable(KeepingWords.noNetworkFile) }
            last = line
        }
        guard let header, header.weftwork == NetworkFile.format else {
            throw Refusal.unreadable(KeepingWords.noNetworkFile)
        }
        guard let last, let footer = try? JSONDecoder().decode(Footer.self, from: last) else {
            throw Refusal.unreadable(KeepingWords.cutShort)
        }
        return Ends(header: header, footer: footer)
    }

    /// The rows between them.
    static func rows(of path: String, _ body: (Row) throws -> Void) throws {
        var number = 0
        try each(of: path) { line in
            number += 1
            guard number > 1, let cells = try? JSONDecoder().decode([String: Cell].self, from: line) else {
                if number == 1 || (try? JSONDecoder().decode(Footer.self, from: line)) != nil { return }
                throw Refusal.unreadable(KeepingWords.badLine(number))
            }
            guard case .text(let table)? = cells["t"]?.value else { return }
            try body(Row(table: table, values: cells.mapValues(\.value)))
        }
    }

    /// Each line; never more of the file in memory than a piece and a line.
    private static func each(of path: String, _ body: (Data) throws -> Void) throws {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Refusal.unreadable(KeepingWords.noFile(path))
        }
        defer { try? file.close() }
        var rest = Data()
        while let piece = try file.read(upToCount: 1 << 18), !piece.isEmpty {
            rest.append(piece)
            var start = rest.startIndex
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                if end > start { try body(Data(rest[start..<end])) }
                start = end + 1
            }
            rest = Data(rest[start...])
        }
        if !rest.isEmpty { try body(rest) }
    }
}
