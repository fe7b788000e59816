internal import Database
internal import Engine

/// Importing: paste, map the columns, look at the preview, run.
struct ImportPages {
    /// What is read in.
    struct Subject: Sendable {
        let title: Text
        /// Within the network.
        let path: String
        let fields: [String]
        /// What a column is called.
        let name: @Sendable (String) -> Text
        /// Whether mappings can be kept under a name.
        let keepsMappings: Bool

        static let needs = Subject(
            title: ImportWords.title, path: "import", fields: NeedImport.fields, name: { NeedWords.columnName($0) },
            keepsMappings: true)
    }

    let frame: Frame
    let network: Network
    var subject = Subject.needs

    func page(
        _ form: Form, header: [String], report: ImportReport?, kept: [(name: String, mapping: [String: String])],
        problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        let result: HTML = report.map(result) ?? ""
        return frame.page(
            subject.title, area: .needs,
            """
            <h1>\(frame(subject.title))</h1><p>\(frame(ImportWords.hint))</p>\(fields.summary)\(result)\
            <form method="post" action="/n/\(network.slug)/\(subject.path)" class="stack">\(frame.hidden)\
            \(fields.area("content", ImportWords.content, rows: 10, isRequired: true))\(mapping(header, form, kept))\
            <label class="option"><input type="checkbox" name="allOrNothing" value="1"\
            \(" checked", if: form["allOrNothing"] == "1")><span>\(frame(ImportWords.allOrNothing))</span></label>\
            <div class="row"><button class="btn main" name="do" value="preview">\(frame(ImportWords.preview))</button>\
            <button class="btn" name="do" value="run">\(frame(ImportWords.run))</button></div></form>
            """)
    }

    private func mapping(
        _ header: [String], _ form: Form, _ kept: [(name: String, mapping: [String: String])]
    ) -> HTML {
        guard !header.isEmpty else { return "" }
        let fields = Fields(frame, form)
        let columns = [("", frame(ImportWords.none))] + header.map { ($0, $0) }
        let selects = subject.fields.map { field in
            fields.select("map.\(field)", subject.name(field), columns)
        }
        let saved: HTML =
            kept.isEmpty
            ? ""
            : fields.select(
                "kept", ImportWords.savedMaps, [("", frame(ImportWords.none))] + kept.map { ($0.name, $0.name) })
        let mapName: HTML = subject.keepsMappings ? fields.text("mapName", ImportWords.mapName) : ""
        return """
            <details class="more" open><summary>\(frame(ImportWords.mapping))</summary>\(saved)\
            <div class="grid">\(selects)</div>\(mapName)</details>
            """
    }

    private func result(_ report: ImportReport) -> HTML {
        let rows = (report.rejected + report.notes).prefix(200).map { problem -> HTML in
            """
            <tr role="row"><th scope="row" role="rowheader">\(problem.row)</th>\
            <td role="cell" data-label="\(frame(ImportWords.field))">\(frame(subject.name(problem.field)))</td>\
            <td role="cell" data-label="\(frame(ImportWords.cell))"><code>\(problem.cell)</code></td>\
            <td role="cell" data-label="\(frame(ImportWords.reason))">\(frame.said(frame(problem.message)))</td></tr>
            """
        }
        let table: HTML =
            rows.isEmpty
            ? ""
            : """
            <table class="data" role="table"><thead><tr role="row"><th scope="col">\(frame(ImportWords.row))</th>\
            <th scope="col">\(frame(ImportWords.field))</th><th scope="col">\(frame(ImportWords.cell))</th>\
            <th scope="col">\(frame(ImportWords.reason))</th></tr></thead><tbody>\(rows)</tbody></table>
            """
        let refused: HTML = report.isRefused ? "<p class=\"note warn\">\(frame(ImportWords.nothingStored))</p>" : ""
        return """
            <section class="card" role="status"><p><strong>\(frame(ImportWords.summary(report)))</strong></p>\(refused)\(table)</section>
            """
    }
}
