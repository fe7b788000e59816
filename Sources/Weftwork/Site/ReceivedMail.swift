internal import Engine
internal import Foundation

/// A mail as it came in. Whoever sent it, all in it is only claimed: it is read within bounds, and reading costs no more than its length.
struct ReceivedMail: Sendable {
    /// A piece with no others in it.
    struct Part: Sendable {
        let headers: MailHeaders
        /// The line on which its content begins, counted from 1.
        let line: Int
        let content: [UInt8]

        /// Its lines with their numbers; those of what was encoded all have the number of its first.
        var lines: [MailLine] {
            let isPlain = headers.encoding == .none
            return content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated().map {
                MailLine(number: isPlain ? line + $0.offset : line, bytes: Array($0.element))
            }
        }
    }

    static let mostBytes = 5 << 20
    static let mostLines = 200_000
    static let mostParts = 100
    static let mostDepth = 4

    let headers: MailHeaders
    /// All that hold no others, in their order.
    let parts: [Part]

    /// - Throws: ``Refusal/unreadable(_:)`` naming the line.
    init(_ bytes: [UInt8]) throws(Refusal) {
        guard bytes.count <= ReceivedMail.mostBytes else { throw MailWords.at(1, MailWords.tooLong) }
        guard bytes.count(where: { $0 == UInt8(ascii: "\n") }) < ReceivedMail.mostLines else {
            throw MailWords.at(1, MailWords.tooLong)
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var reader = Reader(
            lines: lines.enumerated().map { MailLine(number: $0.offset + 1, bytes: Array($0.element)) })
        // Mail servers may put this before it.
        let start = reader.lines.first?.bytes.starts(with: Array("From ".utf8)) == true ? 1 : 0
        var next = start
        headers = try MailHeaders(reader.lines, &next)
        try reader.read(next..<reader.lines.count, headers, depth: 0)
        parts = reader.parts
    }

    private struct Reader {
        let lines: [MailLine]
        var parts: [Part] = []

        mutating func read(_ range: Range<Int>, _ headers: MailHeaders, depth: Int) throws(Refusal) {
            guard headers.type.hasPrefix("multipart/") else { return try add(range, headers) }
            let number = headers.line(of: "content-type")
            guard depth < ReceivedMail.mostDepth else { throw MailWords.at(number, MailWords.tooDeep) }
            guard let boundary = headers.parameters["boundary"], !boundary.isEmpty else {
                throw MailWords.at(number, MailWords.noBoundary)
            }
            let inside = ReceivedMail.sections(of: lines, in: range, boundary: boundary)
            guard !inside.isEmpty else { throw MailWords.at(number, MailWords.boundaryMissing) }
            for section in inside {
                var next = section.lowerBound
                let own = try MailHeaders(lines, &next, to: section.upperBound)
                try read(next..<section.upperBound, own, depth: depth + 1)
            }
        }

        private mutating func add(_ range: Range<Int>, _ headers: MailHeaders) throws(Refusal) {
            let number = range.lowerBound + 1
            guard parts.count < ReceivedMail.mostParts else { throw MailWords.at(number, MailWords.tooManyParts) }
            let raw = Array(lines[range].map(\.bytes).joined(separator: [UInt8(ascii: "\n")]))
            parts.append(Part(headers: headers, line: number, content: headers.encoding.decoded(raw)))
        }
    }

    /// What stands between the lines that part it; the last goes on to the end where nothing closes it.
    private static func sections(of lines: [MailLine], in range: Range<Int>, boundary: String) -> [Range<Int>] {
        let mark = Array("--\(boundary)".utf8), end = Array("--\(boundary)--".utf8)
        var found: [Range<Int>] = [], begin: Int?
        for index in range where lines[index].bytes.starts(with: mark) {
            let line = lines[index].bytes.trimmingBlanks
            guard line == mark[...] || line == end[...] else { continue }
            if let begin { found.append(begin..<index) }
            begin = line == mark[...] ? index + 1 : nil
            if begin == nil { return found }
        }
        if let begin, begin <= range.upperBound { found.append(begin..<range.upperBound) }
        return found
    }
}

/// A line of a mail without what ends it.
struct MailLine: Sendable {
    let number: Int
    let bytes: [UInt8]

    init(number: Int, bytes: [UInt8]) {
        self.number = number
        self.bytes = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    }

    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension [UInt8] {
    fileprivate var trimmingBlanks: ArraySlice<UInt8> {
        var rest = self[...]
        while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
        return rest
    }
}

/// The lines at the head of a mail, or of a part of one; the fields of a delivery report are written alike.
struct MailHeaders: Sendable {
    /// How the content is written.
    enum Encoding: Sendable {
        case none, base64, quotedPrintable

        func decoded(_ raw: [UInt8]) -> [UInt8] {
            switch self {
            case .none: raw
            case .base64: Data(base64Encoded: Data(raw), options: .ignoreUnknownCharacters).map { Array($0) } ?? []
            case .quotedPrintable: QuotedPrintable.decoded(raw)
            }
        }
    }

    struct Field: Sendable {
        /// In small letters.
        let name: String
        var value: String
        let line: Int
    }

    static let mostFields = 500
    /// So much of a value is kept.
    static let longestValue = 16_000

    private(set) var fields: [Field] = []

    /// Reads on from `next` to the first blank line, and stands behind it then.
    /// - Throws: ``Refusal/unreadable(_:)`` naming the line.
    init(_ lines: [MailLine], _ next: inout Int, to end: Int? = nil) throws(Refusal) {
        let end = end ?? lines.count
        while next < end {
            let line = lines[next]
            next += 1
            if line.isBlank { return }
            try take(line)
        }
    }

    private mutating func take(_ line: MailLine) throws(Refusal) {
        if let first = line.bytes.first, first == 0x20 || first == 0x09 {
            guard !fields.isEmpty else { throw MailWords.at(line.number, MailWords.noField) }
            let last = fields.count - 1
            guard fields[last].value.utf8.count < MailHeaders.longestValue else { return }
            fields[last].value += " " + line.text.trimmingCharacters(in: .whitespaces)
            return
        }
        guard let colon = line.bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            line.bytes[..<colon].allSatisfy({ (0x21...0x7E).contains($0) || $0 == 0x20 || $0 == 0x09 })
        else { throw MailWords.at(line.number, MailWords.noField) }
        guard fields.count < MailHeaders.mostFields else { throw MailWords.at(line.number, MailWords.tooLong) }
        let value = String(decoding: line.bytes[(colon + 1)...].prefix(MailHeaders.longestValue), as: UTF8.self)
        fields.append(
            Field(
                name: String(decoding: line.bytes[..<colon], as: UTF8.self).trimmingCharacters(in: .whitespaces)
                    .lowercased(),
                value: value.trimmingCharacters(in: .whitespaces), line: line.number))
    }

    subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Where a field stands; the first line of all where there is none.
    func line(of name: String) -> Int {
        fields.first { $0.name == name }?.line ?? fields.first?.line ?? 1
    }

    /// The kind of content, in small letters.
    var type: String {
        let value = self["content-type"] ?? "text/plain"
        return String(value.prefix { $0 != ";" }).trimmingCharacters(in: .whitespaces).lowercased()
    }

    /// A field as people read it: what was encoded (RFC 2047) is text.
    func text(_ name: String) -> String? { self[name].map(EncodedWords.decoded) }

    /// What stands behind the kind of content, by names in small letters.
    var parameters: [String: String] {
        var found: [String: String] = [:]
        for piece in MailHeaders.pieces(self["content-type"] ?? "").dropFirst() {
            let pair = piece.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard pair.count == 2 else { continue }
            found[pair[0].lowercased()] = found[pair[0].lowercased()] ?? unquoted(pair[1])
        }
        return found
    }

    var encoding: Encoding {
        switch self["content-transfer-encoding"]?.trimmingCharacters(in: .whitespaces).lowercased() {
        case "base64": .base64
        case "quoted-printable": .quotedPrintable
        default: .none
        }
    }

    /// Parted at `;`, but for what stands in quotes.
    private static func pieces(_ value: String) -> [String] {
        var pieces = [""], isQuoted = false, isEscaped = false
        for character in value {
            if character == ";" && !isQuoted {
                pieces.append("")
                continue
            }
            if character == "\"" && !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && isQuoted && !isEscaped
            pieces[pieces.count - 1].append(character)
        }
        return pieces
    }

    private func unquoted(_ value: String) -> String {
        guard value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") else {
            return String(value.prefix { !$0.isWhitespace })
        }
        var text = "", isEscaped = false
        for character in value.dropFirst().dropLast() {
            if character == "\\" && !isEscaped {
                isEscaped = true
                continue
            }
            text.append(character)
            isEscaped = false
        }
        return text
    }
}

/// Words of a head that hold more than ASCII: `=?utf-8?B?5Y+j572p?=` (RFC 2047).
enum EncodedWords {
    /// Blanks between two of them are none, and programs cut letters in two between them: the bytes of neighbours in one encoding are
    /// read together.
    static func decoded(_ value: String) -> String {
        var text = "", rest = Substring(value), bytes: [UInt8] = [], charset = ""
        func flush() {
            if !bytes.isEmpty { text += Charset.text(bytes, named: charset) }
            bytes = []
        }
        while let start = rest.firstRange(of: "=?") {
            let before = rest[..<start.lowerBound]
            guard let word = word(rest[start.upperBound...]) else {
                flush()
                text += rest[..<start.upperBound]
                rest = rest[start.upperBound...]
                continue
            }
            let isNext = !bytes.isEmpty && before.allSatisfy(\.isWhitespace)
            if !isNext || word.charset != charset { flush() }
            if !isNext { text += before }
            charset = word.charset
            bytes += word.bytes
            rest = word.rest
        }
        flush()
        return text + rest
    }

    /// The encoded word whose inside begins here.
    private static func word(_ text: Substring) -> (charset: String, bytes: [UInt8], rest: Substring)? {
        let pieces = text.prefix(200).split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
        guard pieces.count == 4, pieces[3].hasPrefix("="), !pieces[0].isEmpty else { return nil }
        let raw = Array(pieces[2].utf8), rest = text[pieces[3].startIndex...].dropFirst()
        // A language may stand behind the encoding (RFC 2231).
        let charset = pieces[0].prefix { $0 != "*" }.lowercased()
        switch pieces[1].lowercased() {
        case "b": return (charset, MailHeaders.Encoding.base64.decoded(raw), rest)
        case "q":
            let spaced = raw.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 }
            return (charset, QuotedPrintable.decoded(spaced), rest)
        default: return nil
        }
    }
}

/// Text whose odd bytes are written as `=E9`, with lines broken by `=`.
enum QuotedPrintable {
    static func decoded(_ raw: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [], index = 0
        bytes.reserveCapacity(raw.count)
        while index < raw.count {
            let byte = raw[index]
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                index += 1
                continue
            }
            if index + 1 < raw.count, raw[index + 1] == 0x0A {
                index += 2
            } else if index + 2 < raw.count, let value = hex(raw[index + 1], raw[index + 2]) {
                bytes.append(value)
                index += 3
            } else {
                bytes.append(byte)
                index += 1
            }
        }
        return bytes
    }

    static func hex(_ high: UInt8, _ low: UInt8) -> UInt8? {
        guard let high = Character(Unicode.Scalar(high)).hexDigitValue,
            let low = Character(Unicode.Scalar(low)).hexDigitValue
        else { return nil }
        return UInt8(high * 16 + low)
    }
}
