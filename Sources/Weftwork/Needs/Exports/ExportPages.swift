internal import Database

/// Pages of exports with contacts.
struct ExportPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)/exports" }

    /// The form, with what the filter in the address finds, and what was asked for before.
    func all(
        _ exports: [ExportReading], _ preview: (needs: Int, contacts: Int)?, filter: Form, _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        let rows = exports.map { reading -> HTML in
            """
            <li class="line"><span><a href="\(root)/\(reading.export.id)"><strong>\(frame.said(reading.askedBy))</strong></a> \
            <small>\(frame(ExportWords.holds(reading.export.needs, reading.export.contacts)))</small></span>\
            \(state(reading.export))</li>
            """
        }
        let list: HTML =
            rows.isEmpty ? "<p class=\"small\">\(frame(ExportWords.none))</p>" : "<ul class=\"lines\">\(rows)</ul>"
        return frame.page(
            ExportWords.title, area: .needs,
            """
            <div class="stack narrow"><h1>\(frame(ExportWords.title))</h1><p>\(frame(ExportWords.hint))</p>\(fields.summary)\
            \(preview.map { asking($0, filter, fields) } ?? "")\
            <section class="card"><h2>\(frame(ExportWords.all))</h2>\(list)</section></div>
            """)
    }

    private func state(_ export: PrivateExport) -> HTML {
        let until: HTML = export.until.map { " <small>\(frame(ExportWords.until($0)))</small>" } ?? ""
        return "<span><span class=\"badge\">\(frame(ExportWords.name(of: export.state)))</span>\(until)</span>"
    }

    private func asking(_ preview: (needs: Int, contacts: Int), _ filter: Form, _ fields: Fields) -> HTML {
        """
        <section class="card"><h2>\(frame(ExportWords.ask))</h2>\
        <p>\(frame(MemberWords.label(ExportWords.filter)))\(words(filter))</p><p class="small">\(frame(ExportWords.filterHint))</p>\
        <p><strong>\(frame(ExportWords.holds(preview.needs, preview.contacts)))</strong></p>\
        <form method="post" action="\(root)" class="stack">\(frame.hidden)\
        <input type="hidden" name="filter" value="\(filter.encoded)">\
        \(fields.area("purpose", ExportWords.purpose, isRequired: true))\(fields.button(ExportWords.sendAsk))</form></section>
        """
    }

    /// A filter as it stands in an address: whoever decides sees the same.
    private func words(_ filter: Form) -> HTML {
        filter.pairs.isEmpty
            ? "\(frame(ExportWords.everything))"
            : "<code>\(frame.said(filter.pairs.map { "\($0.name)=\($0.value)" }.joined(separator: " ")))</code>"
    }

    func one(_ reading: ExportReading, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let export = reading.export, fields = Fields(frame, form, problems)
        func fact(_ name: Text, _ value: String?) -> HTML {
            value.map { "<dt>\(frame(name))</dt><dd>\(frame.said($0))</dd>" } ?? ""
        }
        let toast: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        return frame.page(
            ExportWords.title, area: .needs,
            """
            <div class="stack narrow"><div class="head"><h1>\(frame(ExportWords.title))</h1>\(state(export))</div>\(toast)\
            \(fields.summary)<section class="card"><dl class="facts">\(fact(ExportWords.askedBy, reading.askedBy))\
            \(fact(ExportWords.purpose, reading.purpose ?? frame(MatterWords.shredded)))\
            <dt>\(frame(ExportWords.filter))</dt><dd>\(words(Form(encoded: export.filter)))</dd>\
            \(fact(ExportWords.decidedBy, reading.decidedBy))\(fact(ExportWords.note, reading.note))</dl>\
            <p><strong>\(frame(ExportWords.holds(export.needs, export.contacts)))</strong></p></section>\
            \(acts(reading, fields))<p><a href="\(root)">\(frame(ExportWords.all))</a></p></div>
            """)
    }

    private func acts(_ reading: ExportReading, _ fields: Fields) -> HTML {
        let path = "\(root)/\(reading.export.id)"
        if reading.mayDownload {
            return """
                <section class="card"><p>\(frame(ExportWords.downloadHint))</p><form method="post" action="\(path)/file" data-guard="off">\
                \(frame.hidden)<button class="btn main">\(frame.icon("download"))\(frame(ExportWords.download))</button></form></section>
                """
        }
        if reading.mayDecide {
            return """
                <section class="card"><h2>\(frame(ExportWords.decide))</h2><p>\(frame(ExportWords.decideHint))</p>\
                <form method="post" action="\(path)/actions" class="stack">\(frame.hidden)\
                \(fields.area("note", ExportWords.note, rows: 2, isRequired: true))<div class="row">\
                <button class="btn main" name="action" value="approve">\(frame(ExportWords.approve))</button>\
                <button class="btn" name="action" value="refuse">\(frame(ExportWords.refuse))</button></div></form></section>
                """
        }
        guard reading.isMine, reading.export.state == .asked else { return "" }
        let form: HTML = """
            <form method="post" action="\(path)/actions" class="stack">\(frame.hidden)\
            <input type="hidden" name="action" value="withdraw">\(fields.area("note", ExportWords.note, rows: 2, isRequired: true))\
            <button class="btn">\(frame(ExportWords.withdraw))</button></form>
            """
        return "<section class=\"card\">\(fields.folded(ExportWords.withdraw, form))</section>"
    }

    // MARK: Looks

    /// Who looked at whose contact; whose looks are stopped.
    func looks(_ reading: LooksReading, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let stops = reading.stops.map { stop(of: $0, fields.of("resume-\($0.stop.memberID)")) }
        let looks = reading.looks.map { look -> HTML in
            """
            <li>\(frame.said(look.reveal.memberName)) · <a href="/n/\(network.slug)/needs/\(look.need)">\(frame(TrackWords.purpose(look.reveal)))</a> \
            <small>\(frame.moment(look.reveal.at))</small></li>
            """
        }
        func list(_ rows: [HTML]) -> HTML {
            rows.isEmpty ? "<p class=\"small\">\(frame(LookWords.none))</p>" : "<ul class=\"stack\">\(rows)</ul>"
        }
        return frame.page(
            LookWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(LookWords.title))</h1><p>\(frame(LookWords.hint))</p>\
            \(frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "")\(fields.summary)\
            <section class="card"><h2>\(frame(LookWords.stops))</h2>\(list(stops))</section>\
            <section class="card"><h2>\(frame(LookWords.latest))</h2>\(list(looks))</section></div>
            """)
    }

    private func stop(of entry: (stop: LookStop, name: String, isAsked: Bool), _ fields: Fields) -> HTML {
        let state: HTML = entry.isAsked ? " <span class=\"badge\">\(frame(LookWords.asking))</span>" : ""
        let form: HTML = """
            <form method="post" action="/n/\(network.slug)/looks/\(entry.stop.memberID)/resume" class="stack">\(fields.hidden)\
            \(fields.area("note", LookWords.note, rows: 2, isRequired: true))\(fields.button(LookWords.resume))</form>
            """
        return """
            <li><a href="/n/\(network.slug)/matters/\(entry.stop.id)">\(frame.said(entry.name))</a>\(state) \
            <small>\(frame.moment(entry.stop.from))</small>\(fields.folded(LookWords.resume, form))</li>
            """
    }
}
