internal import Database

/// Pages about the Pact.
struct PactPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)/pact" }

    func pact(_ reading: PactReading, _ compliance: ComplianceContact?) -> HTML {
        let canPublish = Policy.allows(.publishPact, frame.ask.viewer)
        let edit: HTML =
            canPublish ? "<p><a class=\"btn\" href=\"\(root)/edit\">\(frame(PactPageWords.edit))</a></p>" : ""
        guard let pact = reading.pact else {
            return frame.page(
                PactPageWords.title, area: .network,
                """
                <div class="stack narrow"><h1>\(frame(PactPageWords.title))</h1><p>\(frame(PactPageWords.none))</p>\(edit)</div>
                """)
        }
        let older = reading.versions.map { version in
            "<li><a href=\"\(root)?version=\(version.version)\">\(frame(PactPageWords.version(version.version, version.publishedAt)))</a></li>"
                as HTML
        }
        return frame.page(
            PactPageWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(PactPageWords.title))</h1>\
            \(frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "")\
            <p class="small">\(frame(PactPageWords.version(pact.version, pact.publishedAt))) · \
            \(frame(PactPageWords.signedBy(reading.signed, reading.members)))</p>\
            <article class="card prose">\(PactPages.prose(pact.text(frame.language)))</article>\(compliance?.line(frame) ?? "")\(signing(pact, reading))\
            <details class="more"><summary>\(frame(PactPageWords.versions))</summary><ul>\(older)</ul>\
            <p class="small">\(frame(MemberWords.label(PactPageWords.hash)))<code>\(String(Hex.encode(pact.hash).prefix(32)))</code></p></details>\
            \(edit)</div>
            """)
    }

    private func signing(_ pact: Pact, _ reading: PactReading) -> HTML {
        if let at = reading.signedAt { return "<p class=\"note good\">\(frame(PactPageWords.signedAt(at)))</p>" }
        guard frame.ask.viewer.member != nil, pact.version == reading.versions.first?.version else { return "" }
        return """
            <section class="card"><p>\(frame(PactPageWords.due(pact.dueAt)))</p><form method="post" action="\(root)/signatures">\
            \(frame.hidden)<input type="hidden" name="hash" value="\(Hex.encode(pact.hash))">\
            <button class="btn main">\(frame(PactPageWords.sign))</button></form></section>
            """
    }

    func edit(_ reading: PactReading, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        return frame.page(
            PactPageWords.edit, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(PactPageWords.edit))</h1><p>\(frame(PactPageWords.editHint))</p>\(fields.summary)\
            <form method="post" action="\(root)" class="stack">\(frame.hidden)\
            \(fields.area("zh", PactPageWords.zh, rows: 16, isRequired: true, value: reading.pact?.zh ?? PactWords.text(.zh)))\
            \(fields.area("en", PactPageWords.en, rows: 16, isRequired: true, value: reading.pact?.en ?? PactWords.text(.en)))\
            \(fields.text("days", PactPageWords.days, mode: "numeric", isRequired: true, value: "14"))\
            \(fields.button(PactPageWords.publish))</form></div>
            """)
    }

    /// Text in paragraphs, with headings and lists, as it is written.
    static func prose(_ text: String) -> HTML {
        let blocks = text.split(separator: "\n\n", omittingEmptySubsequences: true)
        return blocks.map { block -> HTML in
            var html: HTML = ""
            var items: [HTML] = []
            for line in block.split(separator: "\n") {
                if line.hasPrefix("- ") {
                    items.append("<li>\(String(line.dropFirst(2)))</li>")
                    continue
                }
                if !items.isEmpty { html += "<ul>\(items)</ul>" }
                items = []
                html += line.hasPrefix("# ") ? "<h2>\(String(line.dropFirst(2)))</h2>" : "<p>\(String(line))</p>"
            }
            if !items.isEmpty { html += "<ul>\(items)</ul>" }
            return html
        }.joined()
    }
}
