internal import Database

/// Matrices about priorities, within the draft.
struct MatrixParts {
    let parts: CharterParts

    private var frame: Frame { parts.frame }

    /// What was placed, and for whoever drafts the form to have it placed.
    func section(_ reading: DraftReading, _ fields: Fields) -> HTML {
        guard reading.subject.kind == .network else { return "" }
        let isWritten = reading.mayDraft && reading.version.state != .consent
        let rows = reading.matrices.map { row($0, isWritten: isWritten) }
        let list: HTML = "<ul class=\"lines\">\(rows)</ul>"
        let runs = reading.matrices.contains { !$0.isOver }
        guard isWritten || !rows.isEmpty else { return "" }
        return """
            <div id="matrix" class="stack tight"><h3>\(frame(CharterMatrixWords.title))</h3>\(list, if: !rows.isEmpty)\
            \(beginning(reading, fields), if: isWritten && !runs)</div>
            """
    }

    private func row(_ line: MatrixLine, isWritten: Bool) -> HTML {
        let link: HTML = """
            <a href="/n/\(parts.network.slug)\(MatrixKeeper.path(line.proposal.id))">\
            \(frame.said(frame(line.proposal.title)))</a>
            """
        guard line.isOver else { return "<li>\(link) · \(frame(CharterMatrixWords.runs))</li>" }
        guard !line.isHanded else { return "<li>\(link) · \(frame(CharterMatrixWords.handed))</li>" }
        guard line.hasOutcome else { return "<li>\(link) · \(frame(CharterMatrixWords.noOutcome))</li>" }
        let hand: HTML = """
            <form method="post" action="\(parts.root)/draft/matrix/\(line.proposal.id)">\(frame.hidden)\
            <button class="btn">\(frame(CharterMatrixWords.hand))</button></form>
            """
        return "<li>\(link)\(hand, if: isWritten)</li>"
    }

    private func beginning(_ reading: DraftReading, _ fields: Fields) -> HTML {
        let own = fields.of("matrix")
        let items = reading.clauses.filter { $0.section == .priorities }
            .map { MatrixRules.item($0, parts.network.language) }
        return own.folded(
            CharterMatrixWords.toMatrix,
            """
            <form method="post" action="\(parts.root)/draft/matrix" class="stack">\(own.hidden)\
            <p class="small">\(frame(CharterMatrixWords.hint))</p>\
            \(own.area("items", CharterMatrixWords.items, rows: 5, hint: CharterMatrixWords.itemsHint, isRequired: true, value: items.joined(separator: "\n")))\
            \(own.text("days", CharterMatrixWords.days, mode: "numeric", isRequired: true, value: "7"))\
            \(own.button(CharterMatrixWords.begin))</form>
            """)
    }
}
