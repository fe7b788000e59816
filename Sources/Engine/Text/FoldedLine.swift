/// A cleaned line beside its folded form (lower case, simplified), character for character: rules look at the one, what
/// people see is cut from the other.
struct FoldedLine {
    let shown: [Character]
    let folded: [Character]

    init(_ raw: String) {
        shown = Array(Clean.line(raw))
        folded = shown.map { character in
            // Marks put on a character (账 with an accent) must not hide it from the rules.
            guard let first = character.unicodeScalars.first else { return character }
            let lower = Scripts.lowered(first)
            return Character(Unicode.Scalar(Scripts.simplified(lower.value)) ?? lower)
        }
    }

    /// The folded line as text.
    var key: String { String(folded) }
}
