internal import Database

/// The charter as it is read.
struct CharterPages {
    let parts: CharterParts

    private var frame: Frame { parts.frame }
    private var root: String { parts.root }

    func page(_ reading: CharterReading, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let sections = reading.subject.sections.map { section($0, reading) }
        // Before there is a charter it is shown how and by when each section comes about.
        let isPlanned = reading.version == nil && !reading.isInside && !reading.plans.isEmpty
        let none: HTML =
            "<p class=\"note\">\(frame(reading.isInside ? CharterPageWords.inside : CharterPageWords.none))</p>"
        let all: HTML = "\(sections)"
        let body: HTML = "\(none, if: reading.version == nil)\(all, if: reading.version != nil || isPlanned)"
        return frame.page(
            parts.title, area: .network,
            """
            <div class="stack narrow charter"><p class="print-only small">\(frame.said(parts.network.name))</p>\
            <h1>\(frame(parts.title))</h1>\(parts.done)\(fields.summary)\(head(reading))\(open(reading))\
            \(mine(reading))\(body)\(reading.version.map(parts.notes) ?? "")\(versions(reading))\(convening(reading, fields))\
            \(parts.back)</div>
            """)
    }

    private func head(_ reading: CharterReading) -> HTML {
        guard let version = reading.version, let adopted = version.adoptedAt else { return "" }
        let review: HTML =
            version.state == .adopted
            ? version.reviewAt.map { " · \(frame(CharterPageWords.reviewAt($0)))" } ?? "" : ""
        let stand: HTML =
            "<p class=\"small\">\(frame(CharterPageWords.adoptedAt(version.number, adopted)))\(review)</p>"
        let kept: HTML =
            version.keptAt.map {
                "<p class=\"note\">\(frame.said(frame(CharterPageWords.kept($0, version.keptReason))))</p>"
            } ?? ""
        guard reading.isPresent else {
            return """
                \(stand)\(kept)<p class="note warn">\(frame(CharterPageWords.older(version.number))) \
                <a href="\(root)">\(frame(CharterPageWords.toPresent))</a></p>
                """
        }
        let again: HTML = "<p class=\"note\">\(frame(CharterPageWords.underReview))</p>"
        return "\(stand)\(kept)\(again, if: version.state == .review)\(strength(reading))"
    }

    /// The whole in one line, with the way to where it comes from.
    private func strength(_ reading: CharterReading) -> HTML {
        let all = reading.figures.values.reduce(Affirmation(), +)
        guard all.voices > 0 else { return "" }
        return """
            <p><a href="\(root)/figures">\(parts.strength(all))</a></p>
            """
    }

    private func open(_ reading: CharterReading) -> HTML {
        guard let open = reading.open else { return "" }
        return """
            <p class="note warn no-print">\(frame(CharterPageWords.draftOpen(open.number, open.state))) \
            <a href="\(root)/draft">\(frame(CharterPageWords.toDraft))</a></p>
            """
    }

    private func mine(_ reading: CharterReading) -> HTML {
        guard reading.isPresent, !reading.isOutside, Policy.allows(.takeStance, frame.ask.viewer) else { return "" }
        return
            "<p class=\"no-print\"><a class=\"btn main\" href=\"\(root)/stances\">\(frame(CharterPageWords.stances))</a></p>"
    }

    private func section(_ section: CharterSection, _ reading: CharterReading) -> HTML {
        let clauses = reading.clauses.filter { $0.section == section }.map { clause($0, reading) }
        let none: HTML = "<p class=\"small\">\(frame(CharterPageWords.emptySection))</p>"
        return """
            <section class="card clauses" id="\(section.rawValue)"><h2>\(frame(CharterWords.name(of: section)))</h2>\
            <p class="small no-print">\(frame(CharterWords.about(section)))</p>\(none, if: clauses.isEmpty)\(clauses)\
            \(parts.plan(reading.plans[section]), if: clauses.isEmpty)\(matrix(reading), if: section == .priorities)</section>
            """
    }

    /// For whoever drafts the way to have priorities placed together.
    private func matrix(_ reading: CharterReading) -> HTML {
        guard reading.mayDraft, reading.subject.kind == .network, let open = reading.open, open.state != .consent else {
            return ""
        }
        return """
            <p class="no-print"><a class="btn quiet" href="\(root)/draft#matrix">\(frame(CharterMatrixWords.toMatrix))</a></p>
            """
    }

    private func clause(_ clause: CharterClause, _ reading: CharterReading) -> HTML {
        let figures: HTML =
            reading.figures[clause.id].map { said in
                "<span class=\"small\">\(parts.strength(said))</span>"
            } ?? ""
        let name = frame(CharterPageWords.toClause(parts.short(clause)))
        return """
            <article class="stack tight" id="c-\(clause.id)">\(parts.words(clause))\(parts.marks(clause))<p class="row spread no-print">\(figures)\
            <a href="\(root)/clauses/\(clause.id)" aria-label="\(name)">\(frame(CharterPageWords.toClause))</a></p></article>
            """
    }

    private func versions(_ reading: CharterReading) -> HTML {
        guard !reading.versions.isEmpty else { return "" }
        let rows = reading.versions.map { version -> HTML in
            let reason: HTML = "<br><small>\(frame.said(version.reason))</small>"
            return """
                <li><a href="\(root)/versions/\(version.number)">\(frame(CharterPageWords.adoptedAt(version.number, version.adoptedAt ?? 0)))</a>\
                \(reason, if: !version.reason.isEmpty)</li>
                """
        }
        let compare: HTML =
            "<p><a href=\"\(root)/compare\">\(frame(CharterPageWords.compare))</a></p>"
        return """
            <section class="card no-print"><h2>\(frame(CharterPageWords.versions))</h2><ul class="lines">\(rows)</ul>\
            \(compare, if: reading.versions.count > 1)</section>
            """
    }

    // MARK: For whoever leads

    private func convening(_ reading: CharterReading, _ fields: Fields) -> HTML {
        guard reading.mayDraft, reading.open == nil else { return "" }
        guard let version = reading.version else {
            guard !reading.isInside else { return "" }
            return """
                <form method="post" action="\(root)" class="no-print">\(frame.hidden)\
                <button class="btn main">\(frame(CharterPageWords.begin))</button></form>
                """
        }
        guard reading.isPresent else { return "" }
        let keeping: HTML =
            version.state == .review ? keep(fields.of("keep")) : action("review", CharterPageWords.startReview)
        let own = fields.of("renew")
        return """
            <section class="card no-print" id="renew"><h2>\(frame(CharterPageWords.renew))</h2>\
            <p class="small">\(frame(CharterPageWords.renewHint))</p>\
            <form method="post" action="\(root)" class="stack">\(own.hidden)\
            \(own.area("reason", CharterDraftWords.renewReason, rows: 2, isRequired: true))\
            \(own.area("learnt", CharterPageWords.learnt, rows: 2))\(own.button(CharterPageWords.renew))</form>\(keeping)</section>
            """
    }

    /// Who keeps it says why: all are asked again.
    private func keep(_ own: Fields) -> HTML {
        """
        <form method="post" action="\(root)/actions" class="stack">\(own.hidden)<input type="hidden" name="action" value="keep">\
        \(own.area("reason", CharterPageWords.keepWhy, rows: 2, hint: CharterPageWords.keepHint, isRequired: true))\
        \(own.button(CharterPageWords.keepIt, kind: ""))</form>
        """
    }

    private func action(_ name: String, _ words: Text) -> HTML {
        """
        <form method="post" action="\(root)/actions">\(frame.hidden)<input type="hidden" name="action" value="\(name)">\
        <button class="btn">\(frame(words))</button></form>
        """
    }
}
