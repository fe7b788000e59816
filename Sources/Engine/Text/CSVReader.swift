internal import Foundation

/// What a file must be brought to before it is cut into rows.
enum CSVText {
    /// The file as UTF-8 without a mark.
    static func utf8(_ bytes: [UInt8]) throws(CSVError) -> [UInt8] {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if bytes.starts(with: mark) {
            // A file that went through several programs can have several marks.
            var rest = bytes[...]
            while rest.starts(with: mark) { rest = rest.dropFirst(3) }
            return try valid(Array(rest))
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return try decoded(bytes, as: .utf16)
        }
        return String(validating: bytes, as: UTF8.self) != nil ? bytes : try decoded(bytes, as: Charset.gb18030)
    }

    private static func valid(_ bytes: [UInt8]) throws(CSVError) -> [UInt8] {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw CSVError(line: 1, reason: .notText) }
        return bytes
    }

    private static func decoded(_ bytes: [UInt8], as encoding: String.Encoding) throws(CSVError) -> [UInt8] {
        guard let text = String(bytes: bytes, encoding: encoding), !text.unicodeScalars.contains("\u{FFFD}") else {
            throw CSVError(line: 1, reason: .notText)
        }
        return Array(String(text.unicodeScalars.drop { $0 == "\u{FEFF}" }).utf8)
    }

    /// The number of the line a byte stands on.
    static func line(of place: Int, in text: [UInt8]) -> Int {
        var line = 1
        for index in 0..<place where text[index] == 0x0A || (text[index] == 0x0D && text[index + 1] != 0x0A) {
            line += 1
        }
        return line
    }

    /// Comma, semicolon or tab: the one that stands most often outside quotes in the first line with anything on it.
    static func delimiter(_ text: [UInt8]) -> UInt8 {
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
        var counts = [0, 0, 0], isQuoted = false, isBlank = true
        for byte in text {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if (byte == 0x0A || byte == 0x0D) && !isQuoted {
                if isBlank { continue }
                break
            }
            isBlank = false
            if !isQuoted, let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        let most = counts.max() ?? 0
        return candidates[counts.firstIndex(of: most) ?? 0]
    }
}

/// Cuts valid UTF-8 into rows, byte by byte, each byte looked at once.
struct CSVReader {
    private let text: [UInt8]
    private let delimiter: UInt8
    private let maximumCell: Int
    private var index = 0
    private var line = 1

    init(_ text: [UInt8], delimiter: UInt8, maximumCell: Int) {
        self.text = text
        self.delimiter = delimiter
        self.maximumCell = maximumCell
    }

    mutating func rows(most: Int = .max) throws(CSVError) -> [CSVRow] {
        var rows: [CSVRow] = []
        while index < text.count, rows.count < most {
            let row = try row()
            if !row.cells.allSatisfy({ Clean.line($0).isEmpty }) { rows.append(row) }
        }
        return rows
    }

    private mutating func row() throws(CSVError) -> CSVRow {
        let start = line
        var cells: [String] = []
        while true {
            cells.append(CSV.disarmed(try cell()))
            guard index < text.count, text[index] == delimiter else { break }
            index += 1
        }
        endLine()
        return CSVRow(line: start, cells: cells)
    }

    /// Steps over CRLF, LF or CR, if one stands here.
    private mutating func endLine() {
        guard index < text.count else { return }
        if text[index] == 0x0D && index + 1 < text.count && text[index + 1] == 0x0A { index += 1 }
        index += 1
        line += 1
    }

    private mutating func cell() throws(CSVError) -> String {
        if index < text.count && text[index] == UInt8(ascii: "\"") { return try quotedCell() }
        let start = index
        while index < text.count, !isEnd(text[index]) { index += 1 }
        try check(index - start, line)
        return String(decoding: text[start..<index], as: UTF8.self)
    }

    private mutating func quotedCell() throws(CSVError) -> String {
        let startLine = line
        var out: [UInt8] = []
        index += 1
        while true {
            guard index < text.count else { throw CSVError(line: startLine, reason: .unterminatedQuote) }
            let byte = text[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                guard index < text.count, text[index] == byte else { break }
                index += 1
            }
            if byte == 0x0A || (byte == 0x0D && !(index < text.count && text[index] == 0x0A)) { line += 1 }
            out.append(byte)
            try check(out.count, startLine)
        }
        guard index == text.count || isEnd(text[index]) else { throw CSVError(line: line, reason: .strayQuote) }
        return String(decoding: out, as: UTF8.self)
    }

    @inline(__always)
    private func isEnd(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0x0A || byte == 0x0D }

    private func check(_ count: Int, _ line: Int) throws(CSVError) {
        guard count <= maximumCell else { throw CSVError(line: line, reason: .tooLong) }
    }
}
