internal import Database

/// The chains that lead to somebody, as a small picture; the same stands beside it in words.
struct ChainPicture {
    let frame: Frame
    let view: StandingView

    private static let column = 132, line = 44

    var html: HTML {
        let chains = view.story.picture
        guard !chains.isEmpty else { return "" }
        let columns = chains.map(\.count).max() ?? 1
        let width = columns * ChainPicture.column, height = chains.count * ChainPicture.line + 8
        let middle = height / 2
        let rows = chains.enumerated().map { row(of: $1, at: 26 + $0 * ChainPicture.line, columns, middle) }
        let last = (columns - 1) * ChainPicture.column
        return """
            <figure><svg class="chains" viewBox="0 0 \(width) \(height)" role="img" aria-label="\(frame(TrustWords.pictureTitle))">\
            \(rows)<rect x="\(last + 4)" y="\(middle - 15)" width="\(ChainPicture.column - 12)" height="30" rx="6" class="you"/>\
            <text x="\(last + 10)" y="\(middle + 5)">\(frame(TrustWords.you))</text></svg>\
            <figcaption class="small"><ul>\(chains.map(words))</ul></figcaption></figure>
            """
    }

    /// A chain ends at the reader's box; it begins as far left as it is long.
    private func row(of chain: [ID], at y: Int, _ columns: Int, _ middle: Int) -> HTML {
        let people = chain.dropLast()
        let start = columns - chain.count
        return people.enumerated().map { index, id -> HTML in
            let x = (start + index) * ChainPicture.column + 4
            let right = x + ChainPicture.column - 12
            let endY = index == people.count - 1 ? middle : y
            return """
                <path d="M\(right) \(y)L\(right + 12) \(endY)"/>\
                <rect x="\(x)" y="\(y - 15)" width="\(ChainPicture.column - 12)" height="30" rx="6"/>\
                <text x="\(x + 6)" y="\(y + 5)">\(String((view.names[id] ?? "").prefix(9)))</text>
                """
        }.joined()
    }

    private func words(_ chain: [ID]) -> HTML {
        let names = chain.dropLast().map { view.names[$0] ?? "" } + [frame(TrustWords.you)]
        return "<li>\(frame.said(names.joined(separator: " → ")))</li>"
    }
}
