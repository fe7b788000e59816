/// Marks, in what people wrote, the runs that are in another language than the page's, so that it is read out and
/// hyphenated right. What somebody wrote in Chinese can hold English and the other way round, so the script tells, not a
/// setting.
enum Said {
    /// The text with foreign runs in elements that name their language. Linear in the text.
    static func html(_ text: String, on language: Language) -> HTML {
        guard mayBeForeign(text, on: language) else { return "\(text)" }
        var html: HTML = ""
        var rest = text[...]
        for run in runs(of: text, on: language) {
            html += "\(String(rest[..<run.lowerBound]))<span lang=\"\(language.other.tag)\">\(String(text[run]))</span>"
            rest = text[run.upperBound...]
        }
        return html + "\(String(rest))"
    }

    private static func mayBeForeign(_ text: String, on language: Language) -> Bool {
        switch language {
        case .en: text.utf8.contains { $0 >= 0xE2 }
        case .zh: text.utf8.contains { $0 >= 0x61 && $0 <= 0x7A }
        }
    }

    /// Foreign words with what stands between two of them.
    private static func runs(of text: String, on language: Language) -> [Range<String.Index>] {
        var runs: [Range<String.Index>] = []
        var isJoined = false
        for word in words(of: text, on: language) {
            if isJoined, word.isForeign, let last = runs.last {
                runs[runs.count - 1] = last.lowerBound..<word.range.upperBound
            } else if word.isForeign {
                runs.append(word.range)
            }
            isJoined = word.isForeign
        }
        return runs
    }

    /// Stretches of one script; marks, digits and spaces that belong to none are left out.
    private static func words(
        of text: String, on language: Language
    ) -> [(range: Range<String.Index>, isForeign: Bool)] {
        var words: [(range: Range<String.Index>, isForeign: Bool)] = []
        var index = text.unicodeScalars.startIndex
        let end = text.unicodeScalars.endIndex
        while index < end {
            guard let script = Script(text.unicodeScalars[index]) else {
                index = text.unicodeScalars.index(after: index)
                continue
            }
            var stop = index
            while stop < end, Script(text.unicodeScalars[stop]) == script {
                stop = text.unicodeScalars.index(after: stop)
            }
            words.append((index..<stop, isForeign(text[index..<stop], script, on: language)))
            index = stop
        }
        return words
    }

    /// "N95" and "QR" are Chinese too; "sterile" is not.
    private static func isForeign(_ word: Substring, _ script: Script, on language: Language) -> Bool {
        switch (language, script) {
        case (.en, .han): true
        case (.zh, .latin): word.utf8.count >= 3 && word.utf8.contains { $0 >= 0x61 && $0 <= 0x7A }
        default: false
        }
    }

    private enum Script {
        case han, latin

        init?(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: self = .latin
            case 0x2E80...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF, 0x20000...0x3FFFD: self = .han
            default: return nil
            }
        }
    }
}
