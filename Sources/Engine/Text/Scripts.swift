internal import Foundation

/// What the text functions must know of a scalar, by number, so that the frequent scripts never reach ICU.
enum Scripts {
    /// Han of the planes in daily use; the rarer planes are asked of the property table.
    @inline(__always)
    static func isHan(_ value: UInt32) -> Bool {
        (value >= 0x4E00 && value <= 0x9FFF) || (value >= 0x3400 && value <= 0x4DBF) || value == 0x3005
            || value == 0x3007 || (value >= 0x20000 && value <= 0x3FFFD) || (value >= 0xF900 && value <= 0xFAFF)
    }

    /// Scripts searched by overlapping pairs: Han, kana and Hangul; their words are not set apart by spaces, or carry
    /// endings without one.
    @inline(__always)
    static func isPaired(_ value: UInt32) -> Bool {
        value >= 0x3005
            && (isHan(value) || (value >= 0x3041 && value <= 0x3096) || (value >= 0x30A1 && value <= 0x30FE)
                || (value >= 0x31F0 && value <= 0x31FF) || (value >= 0xAC00 && value <= 0xD7A3))
    }

    @inline(__always)
    static func isASCIIDigit(_ value: UInt32) -> Bool { value &- 0x30 < 10 }

    @inline(__always)
    static func isASCIILetter(_ value: UInt32) -> Bool { (value | 0x20) &- 0x61 < 26 }

    /// Letters and numbers of any script; marks are not among them.
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x80 { return isASCIIDigit(value) || isASCIILetter(value) }
        if value >= 0x4E00 && value <= 0x9FFF { return true }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber:
            return true
        default:
            return false
        }
    }

    /// Marks that belong to the letter before them (vowel signs, accents), without variation selectors.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x300 else { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark: return !scalar.properties.isVariationSelector
        default: return false
        }
    }

    /// The lower-case letter of a scalar; where that is several scalars, the first (the rest are marks).
    @inline(__always)
    static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let value = scalar.value
        if value < 0x80 { return value &- 0x41 < 26 ? Unicode.Scalar(UInt8(value) | 0x20) : scalar }
        if value >= 0x2E80 && value <= 0xA63F { return scalar }
        return scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
    }

    /// The simplified form of a traditional character, or the character itself.
    @inline(__always)
    static func simplified(_ value: UInt32) -> UInt32 {
        guard value >= firstHan && value <= lastHan else { return value }
        return UInt32(simplifiedHan[Int(value - firstHan)])
    }

    private static let firstHan: UInt32 = 0x3400
    private static let lastHan: UInt32 = 0x9FFF

    /// ICU's Hant-Hans rules as a table, made once (13 ms): calling the transform costs some 850 µs for 230 characters,
    /// the table 1 µs. Every rule maps one character of this range to one.
    private static let simplifiedHan: [UInt16] = {
        let same = (firstHan...lastHan).map { UInt16($0) }
        var all = String.UnicodeScalarView()
        all.append(contentsOf: same.compactMap { Unicode.Scalar($0) })
        let mapped = String(all).applyingTransform(StringTransform("Hant-Hans"), reverse: false)
        let scalars = (mapped ?? "").unicodeScalars.map(\.value)
        guard scalars.count == same.count else { return same }
        return zip(same, scalars).map { UInt16(exactly: $1) ?? $0 }
    }()
}
