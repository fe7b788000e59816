internal import Foundation

/// Cleans what people really type or paste, so that the same words are the same text.
///
/// 236 of 251 import failures of a real relief effort were nothing but invisible or ideographic spaces. All functions
/// are pure and take time linear in the text; plain ASCII takes a short way through.
public enum Clean {
    /// One clean line: compatibility forms unified (NFKC: `Ｎ９５` → `N95`, `，` → `,`), invisible and control characters
    /// removed, every kind of space and line break turned into single spaces, ends trimmed. Idempotent.
    public static func line(_ raw: String) -> String {
        isCleanASCII(raw) ? raw : string(cleaned(raw, keepingBreaks: false))
    }

    /// The same for what is read as a sentence: full-width punctuation (`，：（`) stays as it was written. Idempotent.
    public static func sentence(_ raw: String) -> String {
        isCleanASCII(raw) ? raw : string(cleaned(raw, keepingBreaks: false, keepingMarks: true))
    }

    /// `line` for several: line breaks stay (CRLF and CR become LF), each line is trimmed, and at most one empty line
    /// stands between two others. Idempotent.
    public static func text(_ raw: String) -> String {
        isCleanASCII(raw) ? raw : string(cleaned(raw, keepingBreaks: true))
    }

    /// `sentence` for several lines. Idempotent.
    public static func prose(_ raw: String) -> String {
        isCleanASCII(raw) ? raw : string(cleaned(raw, keepingBreaks: true, keepingMarks: true))
    }

    /// A key for comparing, never for showing: `line`, lower case, traditional characters made simplified, and only
    /// letters, numbers and their marks left.
    public static func key(_ raw: String) -> String { string(keyScalars(raw)) }

    /// Whether the text holds U+0000, which no database column of ours accepts.
    public static func hasNUL(_ raw: String) -> Bool { raw.utf8.contains(0) }

    /// Printable ASCII without double, leading or trailing spaces and without a backslash needs no work at all.
    /// The entries of a list as people write it in one field: between commas of any kind, semicolons, bars or line ends.
    public static func list(_ raw: String) -> [String] {
        raw.split { $0.isNewline || "、，,;；|｜".contains($0) }.map { line(String($0)) }.filter { !$0.isEmpty }
    }

    private static func isCleanASCII(_ raw: String) -> Bool {
        var wasSpace: UInt8 = 1, clean: UInt8 = 1
        for byte in raw.utf8 {
            let isSpace: UInt8 = byte == 0x20 ? 1 : 0
            clean &= byte >= 0x20 && byte < 0x7F && byte != 0x5C ? 1 : 0
            clean &= ~(isSpace & wasSpace)
            wasSpace = isSpace
            if clean == 0 { return false }
        }
        return wasSpace == 0 || raw.isEmpty
    }

    /// `line` for the functions of this folder, which go on with scalars: no text is built on the way.
    static func lineScalars(_ raw: String) -> [Unicode.Scalar] {
        isCleanASCII(raw) ? Array(raw.unicodeScalars) : cleaned(raw, keepingBreaks: false)
    }

    /// `key` likewise.
    static func keyScalars(_ raw: String) -> [Unicode.Scalar] {
        lineScalars(raw).compactMap { scalar in
            guard Scripts.isWord(scalar) || Scripts.isMark(scalar) else { return nil }
            let lower = Scripts.lowered(scalar)
            return Unicode.Scalar(Scripts.simplified(lower.value)) ?? lower
        }
    }

    private static func string(_ scalars: [Unicode.Scalar]) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func cleaned(
        _ raw: String, keepingBreaks: Bool, keepingMarks: Bool = false
    ) -> [Unicode.Scalar] {
        var pass = Pass(keepingBreaks: keepingBreaks)
        pass.run(over: composed(raw, keepingMarks: keepingMarks))
        guard pass.foundEscape else { return pass.out }
        // What stood on both sides of a removed escape may now compose, so it is looked at once more.
        var again = Pass(keepingBreaks: keepingBreaks)
        again.run(over: composed(string(pass.out), keepingMarks: keepingMarks))
        return again.out
    }

    /// NFKC of the text without invisible characters. Scalars that are their own NFKC, or whose NFKC is known from
    /// their number, go straight through; the library is asked only when there is another.
    private static func composed(_ raw: String, keepingMarks: Bool) -> [Unicode.Scalar] {
        var out: [Unicode.Scalar] = []
        out.reserveCapacity(raw.utf8.count)
        var isSimple = true
        for scalar in raw.unicodeScalars where !isInvisible(scalar) {
            let value = scalar.value
            if keepingMarks && isMark(value) {
                out.append(scalar)
            } else if value >= 0xFF01 && value <= 0xFF5E {
                out.append(Unicode.Scalar(value - 0xFEE0) ?? scalar)
            } else {
                isSimple = isSimple && isStable(value)
                out.append(scalar)
            }
        }
        if isSimple { return out }
        guard keepingMarks else { return unified(out) }
        var kept: [Unicode.Scalar] = []
        var rest = out[...]
        while let mark = rest.firstIndex(where: { isMark($0.value) }) {
            kept += unified(Array(rest[..<mark]))
            kept.append(rest[mark])
            rest = rest[rest.index(after: mark)...]
        }
        return kept + unified(Array(rest))
    }

    private static func unified(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        string(scalars).precomposedStringWithCompatibilityMapping.unicodeScalars.filter { !isInvisible($0) }
    }

    /// ！（），：；？ and the ellipsis: the punctuation of Chinese prose that NFKC would make ASCII.
    @inline(__always)
    private static func isMark(_ value: UInt32) -> Bool {
        switch value {
        case 0xFF01, 0xFF08, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F, 0x2026: true
        default: false
        }
    }

    /// Scalars that NFKC leaves alone whatever stands beside them (among others of this set).
    @inline(__always)
    private static func isStable(_ value: UInt32) -> Bool {
        if value < 0xA0 { return true }
        if value >= 0x4E00 && value <= 0x9FFF { return true }
        switch value {
        case 0xC0...0xFF, 0x2013, 0x2014, 0x2018...0x201D, 0x3000...0x3029, 0x3041...0x3096, 0x30A1...0x30FC:
            return true
        default:
            return false
        }
    }

    /// Control and format characters (zero-width, byte order mark, direction overrides, soft hyphen, tags) and the
    /// blank Hangul fillers; white space among the controls is kept for the pass.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x20 { return !(value >= 0x09 && value <= 0x0D) }
        if value < 0x7F { return false }
        if value < 0xA0 { return value != 0x85 }
        if value >= 0x2E80 && value < 0xD800 { return value == 0x3164 }
        switch value {
        case 0x200B...0x200F, 0x2060...0x206F, 0xFEFF, 0x115F, 0x1160, 0xFFA0: return true
        default: return value != 0x2028 && value != 0x2029 && scalar.properties.generalCategory == .format
        }
    }
}

/// One walk over the scalars that puts white space in order and takes out written escapes such as `\u200b`.
private struct Pass {
    let keepingBreaks: Bool
    private(set) var out: [Unicode.Scalar] = []
    private(set) var foundEscape = false

    init(keepingBreaks: Bool) { self.keepingBreaks = keepingBreaks }

    mutating func run(over scalars: [Unicode.Scalar]) {
        out.reserveCapacity(scalars.count)
        var wasReturn = false
        for scalar in scalars {
            defer { wasReturn = scalar == "\r" }
            switch scalar.value {
            case 0x0A where wasReturn: continue
            case 0x0A...0x0D, 0x85, 0x2028, 0x2029: keepingBreaks ? lineBreak() : space()
            case 0x20, 0x09, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x2800, 0x3000: space()
            default:
                out.append(scalar)
                takeOutEscape()
            }
        }
        while let last = out.last, last == " " || last == "\n" { out.removeLast() }
    }

    private mutating func space() {
        guard let last = out.last, last != " ", last != "\n" else { return }
        out.append(" ")
    }

    private mutating func lineBreak() {
        if out.last == " " { out.removeLast() }
        guard let last = out.last else { return }
        if last == "\n" && out.count > 1 && out[out.count - 2] == "\n" { return }
        out.append("\n")
    }

    /// Some exports write an invisible character as its six-letter escape. Looking only at the end of what was written
    /// finds nested ones too and stays linear.
    private mutating func takeOutEscape() {
        let count = out.count
        guard count >= 6, out[count - 6] == "\\", out[count - 5] == "u" || out[count - 5] == "U" else { return }
        var code: UInt32 = 0
        for scalar in out[(count - 4)...] {
            guard scalar.isASCII, let digit = Character(scalar).hexDigitValue else { return }
            code = code << 4 | UInt32(digit)
        }
        switch code {
        case 0x200B...0x200F, 0x2060, 0xFEFF, 0x00AD:
            out.removeLast(6)
        case 0x3000, 0x00A0:
            out.removeLast(6)
            space()
        default:
            return
        }
        foundEscape = true
    }
}
