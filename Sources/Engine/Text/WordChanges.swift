/// What has changed between two texts, word by word: English by words, Chinese by characters, punctuation by itself.
///
/// A longest common subsequence of tokens (Hirschberg's problem, solved by the plain table after equal ends are cut off), then
/// put in order for people: between two changes a single common mark or space is no anchor, so that a sentence rewritten is
/// shown as one change and not as confetti. Deterministic; quadratic in what differs, at most `WordChanges.most` tokens a side –
/// longer ones are shown as taken out and put in whole.
public enum WordChanges {
    public struct Piece: Sendable, Equatable {
        public enum Kind: Sendable, Equatable {
            case same, removed, added
        }

        public let kind: Kind
        public let text: String

        public init(_ kind: Kind, _ text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// Past so many differing tokens on one side nothing is aligned.
    public static let most = 2_000

    /// The pieces in the order of reading; of one change what was taken out stands before what was put in. The removed and the
    /// same pieces together are `before`, the added and the same ones `after`.
    public static func between(_ before: String, _ after: String) -> [Piece] {
        let old = tokens(before), new = tokens(after)
        var start = 0
        while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
        var end = 0
        while end < min(old.count, new.count) - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
        let middle = steps(Array(old[start..<old.count - end]), Array(new[start..<new.count - end]))
        let steps = old[..<start].map { (Piece.Kind.same, $0) } + middle + old[(old.count - end)...].map { (.same, $0) }
        return gathered(withoutCrumbs(steps))
    }

    /// Words, single characters of scripts without spaces, runs of spaces, single marks. Together they are the text.
    static func tokens(_ text: String) -> [String] {
        var out: [String] = [], run = "", runKind = 0
        func kind(_ character: Character) -> Int {
            guard let scalar = character.unicodeScalars.first else { return 0 }
            if character.isWhitespace { return 2 }
            if Scripts.isPaired(scalar.value) { return 0 }
            return Scripts.isWord(scalar) || character == "'" || character == "’" || character == "-" ? 1 : 0
        }
        for character in text {
            let found = kind(character)
            if found == 0 || found != runKind, !run.isEmpty {
                out.append(run)
                run = ""
            }
            if found == 0 { out.append(String(character)) } else { run.append(character) }
            runKind = found
        }
        if !run.isEmpty { out.append(run) }
        return out
    }

    private static func steps(_ old: [String], _ new: [String]) -> [(Piece.Kind, String)] {
        guard !old.isEmpty, !new.isEmpty, old.count <= most, new.count <= most else {
            return old.map { (.removed, $0) } + new.map { (.added, $0) }
        }
        // Lengths of the longest common subsequence of what follows each pair of places.
        let width = new.count + 1
        var length = [Int32](repeating: 0, count: (old.count + 1) * width)
        for i in old.indices.reversed() {
            for j in new.indices.reversed() {
                length[i * width + j] =
                    old[i] == new[j]
                    ? length[(i + 1) * width + j + 1] + 1
                    : max(length[(i + 1) * width + j], length[i * width + j + 1])
            }
        }
        var i = 0, j = 0, out: [(Piece.Kind, String)] = []
        while i < old.count || j < new.count {
            if i < old.count, j < new.count, old[i] == new[j] {
                out.append((.same, old[i]))
                i += 1
                j += 1
            } else if j == new.count
                || i < old.count && length[(i + 1) * width + j] >= length[i * width + j + 1]
            {
                out.append((.removed, old[i]))
                i += 1
            } else {
                out.append((.added, new[j]))
                j += 1
            }
        }
        return out
    }

    /// A space or a mark that stays between two changes is taken out and put in with them: nobody reads it as an anchor.
    private static func withoutCrumbs(_ steps: [(Piece.Kind, String)]) -> [(Piece.Kind, String)] {
        var out: [(Piece.Kind, String)] = []
        for (index, step) in steps.enumerated() {
            let isBetween =
                index > 0 && index + 1 < steps.count && steps[index - 1].0 != .same && steps[index + 1].0 != .same
            if step.0 == .same, isBetween, !step.1.contains(where: { $0.isLetter || $0.isNumber }) {
                out += [(.removed, step.1), (.added, step.1)]
            } else {
                out.append(step)
            }
        }
        return out
    }

    /// Neighbours of one kind in one piece; of one change all that was taken out before all that was put in.
    private static func gathered(_ steps: [(Piece.Kind, String)]) -> [Piece] {
        var out: [Piece] = [], removed = "", added = "", same = ""
        func endChange() {
            if !removed.isEmpty { out.append(Piece(.removed, removed)) }
            if !added.isEmpty { out.append(Piece(.added, added)) }
            (removed, added) = ("", "")
        }
        func endSame() {
            if !same.isEmpty { out.append(Piece(.same, same)) }
            same = ""
        }
        for (kind, text) in steps {
            switch kind {
            case .same:
                endChange()
                same += text
            case .removed:
                endSame()
                removed += text
            case .added:
                endSame()
                added += text
            }
        }
        endChange()
        endSame()
        return out
    }
}
