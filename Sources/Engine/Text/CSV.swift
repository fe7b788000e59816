/// One row of a table and the line of the file it begins on, counted from 1.
public struct CSVRow: Sendable, Equatable {
    public let line: Int
    public var cells: [String]

    /// A row from its parts.
    public init(line: Int, cells: [String]) {
        self.line = line
        self.cells = cells
    }
}

/// Why a file is no table, and on which line, counted from 1.
public struct CSVError: Error, Equatable, Sendable {
    /// What is wrong.
    public enum Reason: String, Sendable {
        /// A quoted cell never ends; the line is the one it begins on.
        case unterminatedQuote
        /// Text between the closing quote and the next delimiter.
        case strayQuote
        /// Neither UTF-8, UTF-16 with its mark, nor GB18030, or it holds NUL.
        case notText
        /// A cell above the limit.
        case tooLong
    }

    public let line: Int
    public let reason: Reason

    /// An error from its parts.
    public init(line: Int, reason: Reason) {
        self.line = line
        self.reason = reason
    }
}

/// Reads and writes tables as spreadsheets exchange them.
public enum CSV {
    /// The rows of a file, cells as they were written (not cleaned), rows with nothing but white space left out. The apostrophe
    /// by which ``write(_:bom:)`` disarms a formula is taken off again: what was written is read.
    ///
    /// Text is UTF-8 with or without mark, UTF-16 with its mark (Excel's "Unicode text"), else GB18030, in which Chinese
    /// Excel saves. The delimiter is whichever of `,` `;` and tab the header line has most of. Lines end in CRLF, LF or
    /// CR; quotes as in RFC 4180, and a quote inside an unquoted cell is a character like any other (`5" pipe`).
    /// - Parameters:
    ///   - bytes: The file.
    ///   - maximumCell: The most UTF-8 bytes one cell may have.
    ///   - mostRows: Where there are more rows, what follows them is not read.
    /// - Returns: The rows in their order.
    /// - Throws: `CSVError` at the first place that cannot be read. Time is linear in the bytes.
    public static func parse(
        _ bytes: [UInt8], maximumCell: Int = 100_000, mostRows: Int = .max
    ) throws(CSVError) -> [CSVRow] {
        let text = try CSVText.utf8(bytes)
        if let place = text.firstIndex(of: 0) {
            throw CSVError(line: CSVText.line(of: place, in: text), reason: .notText)
        }
        var reader = CSVReader(text, delimiter: CSVText.delimiter(text), maximumCell: maximumCell)
        return try reader.rows(most: mostRows)
    }

    /// A table as text: commas, CRLF, quotes where they are needed. A cell that a spreadsheet would run as a formula
    /// (it begins with `=` `+` `-` `@`, tab or CR, also full-width) gets an apostrophe in front, unless it is a plain
    /// number; so does one that looks as if it had got it already. `bom` puts the mark in front by which Excel knows UTF-8.
    /// Linear.
    public static func write(_ rows: [[String]], bom: Bool = false) -> String {
        var out = bom ? "\u{FEFF}" : ""
        for row in rows {
            for (index, cell) in row.enumerated() {
                if index > 0 { out += "," }
                out += quoted(isArmed(cell) ? "'" + cell : cell)
            }
            out += "\r\n"
        }
        return out
    }

    /// What was written of a cell: an apostrophe goes only from what would have got one, so that those which people wrote
    /// themselves stay.
    static func disarmed(_ cell: String) -> String {
        guard cell.utf8.first == apostrophe else { return cell }
        let rest = String(cell.unicodeScalars.dropFirst())
        return isArmed(rest) ? rest : cell
    }

    private static let apostrophe = UInt8(ascii: "'")

    /// Whether a spreadsheet would run it, apostrophes in front not counted: those it gets and those it has can't be told
    /// apart, so it gets one more.
    private static func isArmed(_ cell: String) -> Bool {
        let bare = cell.utf8.first == apostrophe ? cell.unicodeScalars.drop { $0 == "'" } : cell.unicodeScalars[...]
        guard let first = bare.first else { return false }
        switch first {
        case "=", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": return true
        case "+", "-": return !isNumber(Substring(bare).utf8.dropFirst())
        default: return false
        }
    }

    private static func isNumber(_ digits: Substring.UTF8View) -> Bool {
        let points = digits.count { $0 == UInt8(ascii: ".") }
        let others = digits.contains {
            !($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) && $0 != UInt8(ascii: ".")
        }
        return !others && points <= 1 && digits.count > points
    }

    private static func quoted(_ cell: String) -> String {
        let needs = cell.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D || byte == 0x09
                || byte == UInt8(ascii: ";")
        }
        guard needs || cell.first == " " || cell.last == " " else { return cell }
        // By bytes: as a Character, a quote with a combining mark behind it is no quote.
        var out: [UInt8] = [UInt8(ascii: "\"")]
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { out.append(byte) }
            out.append(byte)
        }
        out.append(UInt8(ascii: "\""))
        return String(decoding: out, as: UTF8.self)
    }
}
