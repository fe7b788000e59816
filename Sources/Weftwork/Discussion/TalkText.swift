/// Plain text with its links and mentions told apart. Pure; linear in the text.
enum TalkText {
    enum Piece: Equatable {
        case text(String)
        /// An address with `https`, as it was written.
        case link(String)
        /// What stands behind an `@`.
        case mention(String)
    }

    static func pieces(_ words: String) -> [Piece] {
        var pieces: [Piece] = [], plain = ""
        var rest = words[...], before: Character = " "
        func flush() {
            if !plain.isEmpty { pieces.append(.text(plain)) }
            plain = ""
        }
        while let first = rest.first {
            if first == "h", !isASCIIWord(before), let link = link(rest) {
                flush()
                pieces.append(.link(String(link)))
                rest = rest[link.endIndex...]
                before = link.last ?? " "
            } else if first == "@" || first == "＠", !isASCIIWord(before),
                case let name = rest.dropFirst().prefix(while: isHandle).prefix(32), name.count >= 2
            {
                flush()
                pieces.append(.mention(String(name)))
                rest = rest[name.endIndex...]
                before = name.last ?? " "
            } else {
                plain.append(first)
                before = first
                rest = rest.dropFirst()
            }
        }
        flush()
        return pieces
    }

    /// The names behind each `@`, in their order.
    static func mentions(in words: String) -> [String] {
        pieces(words).compactMap { if case .mention(let name) = $0 { name } else { nil } }
    }

    private static let scheme = "https://"

    /// The address that begins here: only `https`, a host with a dot, nobody's name before it; marks that end a sentence are not
    /// part of it.
    private static func link(_ rest: Substring) -> Substring? {
        guard rest.hasPrefix(scheme) else { return nil }
        var end = rest.prefix(while: isAddress)
        while let last = end.last, ".,;:!?'()".contains(last) { end = end.dropLast() }
        guard end.count <= 500 else { return nil }
        let host = end.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        guard host.contains("."), !host.contains("@"), host.first?.isLetter == true || host.first?.isNumber == true
        else { return nil }
        return end
    }

    private static func isAddress(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "-._~:/?#[]@!$&'()*+,;=%".contains(character))
    }

    private static func isHandle(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "-"
    }

    /// A letter of another script before an `@` is no mail address.
    private static func isASCIIWord(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "." || character == "_")
    }
}
