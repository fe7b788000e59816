internal import Foundation

/// Turns text into tokens that a plain full-text index of either database can hold, in Chinese as in English.
///
/// Neither SQLite's nor PostgreSQL's own tokenisers find a Chinese word of two characters, so runs of Han, kana and
/// Hangul are cut into overlapping pairs here; a phrase of consecutive pairs is then an exact substring search. Tokens
/// hold only letters and digits, so they are safe inside FTS5 quotes and a tsquery.
public enum SearchText {
    /// The tokens of a text to be indexed, in their order. A run of paired script ends with its last character alone, so
    /// that a prefix search (`失*`) finds every character: `失业救` → `失业 业救 救`. Linear in the text.
    public static func tokens(_ text: String) -> [String] {
        var out: [String] = []
        out.reserveCapacity(text.utf8.count / 2)
        for run in runs(text) {
            switch run {
            case .word(let word): out.append(word)
            case .paired(let scalars):
                out.append(contentsOf: pairs(scalars))
                if scalars.count > 1, let last = scalars.last { out.append(String(Character(last))) }
            }
        }
        return out
    }

    /// The phrases of a query, all of which must be found: each is a list of tokens that follow one another.
    /// `N95口罩` → `[[n95], [口罩]]`, `失业救助` → `[[失业, 业救, 救助]]`; a single character is one token, which the
    /// caller searches as a prefix.
    public static func phrases(_ query: String) -> [[String]] {
        runs(query).map { run in
            switch run {
            case .word(let word): [word]
            case .paired(let scalars): pairs(scalars)
            }
        }
    }

    private static func runs(_ text: String) -> [Run] {
        var cutter = Cutter()
        for scalar in Clean.lineScalars(text) { cutter.take(scalar) }
        return cutter.finish()
    }

    private static func pairs(_ scalars: [Unicode.Scalar]) -> [String] {
        guard scalars.count > 1 else { return scalars.map { String(Character($0)) } }
        return (1..<scalars.count).map { index in
            var pair = String.UnicodeScalarView()
            pair.append(scalars[index - 1])
            pair.append(scalars[index])
            return String(pair)
        }
    }
}

/// A stretch of text that is cut in one way.
private enum Run {
    case word(String)
    case paired([Unicode.Scalar])
}

/// Cuts scalars into runs.
private struct Cutter {
    private var runs: [Run] = []
    private var word = String.UnicodeScalarView()
    private var length = 0
    private var paired: [Unicode.Scalar] = []

    /// Longer words are cut: no index needs them, and PostgreSQL refuses a lexeme of more than 2 046 bytes.
    private static let longestWord = 64

    mutating func take(_ scalar: Unicode.Scalar) {
        if Scripts.isPaired(scalar.value) {
            endWord()
            paired.append(Unicode.Scalar(Scripts.simplified(scalar.value)) ?? scalar)
        } else if Scripts.isWord(scalar) {
            endPaired()
            if length < Cutter.longestWord { word.append(Cutter.withoutAccent(Scripts.lowered(scalar))) }
            length += 1
        } else if !Scripts.isMark(scalar) {
            endWord()
            endPaired()
        }
    }

    mutating func finish() -> [Run] {
        endWord()
        endPaired()
        return runs
    }

    private mutating func endWord() {
        guard length > 0 else { return }
        runs.append(.word(Cutter.stem(String(word))))
        word = String.UnicodeScalarView()
        length = 0
    }

    private mutating func endPaired() {
        guard !paired.isEmpty else { return }
        runs.append(.paired(paired))
        paired = []
    }

    /// SQLite's tokeniser drops accents and PostgreSQL's does not, so Latin letters lose them here for both.
    private static func withoutAccent(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let value = scalar.value
        guard (value >= 0xC0 && value <= 0x24F) || (value >= 0x1E00 && value <= 0x1EFF) else { return scalar }
        return String(Character(scalar)).decomposedStringWithCanonicalMapping.unicodeScalars.first ?? scalar
    }

    /// Makes singular and plural of an English word meet (after Harman's S-stemmer, 1991): `masks` → `mask`,
    /// `batteries` → `battery`, `boxes` and `box` → `box`, `headaches` and `headache` → `headach`. Only words of ASCII
    /// letters; what comes out need not be a word.
    private static func stem(_ word: String) -> String {
        var bytes = Array(word.utf8)
        guard bytes.count > 2, bytes.allSatisfy({ Scripts.isASCIILetter(UInt32($0)) }) else { return word }
        func ends(_ suffix: StaticString) -> Bool {
            suffix.withUTF8Buffer { bytes.count >= $0.count && bytes.suffix($0.count).elementsEqual($0) }
        }
        let isPlural = bytes.count > 3 && ends("s") && !ends("ss") && !ends("us") && !ends("is")
        if isPlural { bytes.removeLast() }
        if ends("ie") {
            bytes.removeLast(2)
            bytes.append(UInt8(ascii: "y"))
        } else if bytes.count > 3, ends("sse") || ends("xe") || ends("che") || ends("she") || ends("use") || ends("oe")
        {
            bytes.removeLast()
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
