internal import Database

/// Pages of public records.
struct RecordPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    func shown(_ shown: ShownRecord, code: String?) -> HTML {
        let path = "\(root)/records/\(shown.record.id)", figures = shown.figures
        let preview = PreviewHead(
            frame: frame, title: "\(shown.name) · \(frame(RecordWords.title))",
            description: RecordWords.description(figures), address: "\(frame.publicURL)\(path)",
            picture: picture(shown.record))
        var lines = [RecordWords.deliveries(figures), RecordWords.answers(figures), RecordWords.disputes(figures)]
        if shown.record.kind == .organisation { lines.append(RecordWords.members(figures)) }
        let rows = lines.map { "<li>\(frame($0))</li>" as HTML }
        let names = shown.vouchers.map { "<li>\(frame.said($0))</li>" as HTML }
        let vouchers: HTML =
            names.isEmpty ? "<p class=\"small\">\(frame(RecordWords.noVouchers))</p>" : "<ul>\(names)</ul>"
        return frame.page(
            .verbatim(shown.name), area: .network, head: preview.html,
            """
            \(preview.pictureForWeChat)<div class="stack narrow"><p><span class="badge">\(frame(RecordWords.title))</span> \
            \(frame.said(network.name))</p><h1>\(frame.said(shown.name))</h1><p>\(frame(RecordWords.since(shown.since)))</p>\
            <section class="card"><ul>\(rows)</ul><p class="small">\(frame(RecordWords.counted))</p></section>\
            <section class="card"><h2>\(frame(RecordWords.vouchers))</h2>\(vouchers)\(naming(shown, path))</section>\
            \(join(code))\(mine(shown, path))</div>
            """)
    }

    private func picture(_ record: PublicRecord) -> String {
        "/api/v1/networks/\(network.slug)/records/\(record.id)/card.png?lang=\(frame.language.rawValue)"
    }

    private func join(_ code: String?) -> HTML {
        guard frame.ask.viewer.member == nil else { return "" }
        let query = code.map { "?\(ShareRules.parameter)=\($0)" } ?? ""
        return "<p><a class=\"btn\" href=\"\(root)/join\(query)\">\(frame(CardWords.helpToo))</a></p>"
    }

    /// Whoever vouches decides about their own name.
    private func naming(_ shown: ShownRecord, _ path: String) -> HTML {
        guard let isNamed = shown.isNamed else { return "" }
        let (action, words) = isNamed ? ("takeBack", RecordWords.unnameMe) : ("agree", RecordWords.nameMe)
        return """
            <form method="post" action="\(path)" class="stack">\(frame.hidden)<p class="small">\(frame(RecordWords.nameHint))</p>\
            <button class="btn" name="action" value="\(action)">\(frame(words))</button></form>
            """
    }

    /// What is passed on, for whose record it is.
    private func mine(_ shown: ShownRecord, _ path: String) -> HTML {
        guard shown.isMine else { return "" }
        let address = "\(frame.publicURL)\(path)"
        let link = shown.code.map { "\(address)?\(ShareRules.parameter)=\($0)" } ?? address
        let embed = RecordEmbed.html(link: link, picture: frame.publicURL + picture(shown.record), name: shown.name)
        return """
            <section class="card"><h2>\(frame(CardWords.link))</h2><div class="copy"><input readonly value="\(link)" aria-label="\(frame(CardWords.link))">\
            <button type="button" class="btn" hidden data-copy="\(link)" data-copied="\(frame(SiteWords.copied))">\(frame(SiteWords.copy))</button></div>\
            \(QRPicture.svg(link, label: frame(RecordWords.qrLabel)) ?? "")\
            <div class="field"><label for="embed">\(frame(RecordWords.embed))</label><textarea id="embed" rows="3" readonly>\(embed)</textarea></div></section>\
            <form method="post" action="\(path)">\(frame.hidden)<button class="btn danger" name="action" value="end">\(frame(RecordWords.end))</button></form>
            """
    }

    func gone() -> HTML {
        frame.page(
            RecordWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(RecordWords.isEnded))</h1><p>\(frame(RecordWords.endedHint))</p>\
            <p><a class="btn main" href="\(root)">\(frame(CardPageWords.toBoard))</a></p></div>
            """)
    }

    // MARK: Whose it is

    func own(_ all: [KeptRecord], _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let rows = all.map { kept -> HTML in
            let name: HTML =
                kept.kind == .member ? "\(frame(RecordWords.own))" : frame.said(kept.name)
            return "<section class=\"card\"><h2>\(name)</h2>\(act(kept))</section>"
        }
        return frame.page(
            RecordWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(RecordWords.title))</h1>\(fields.summary)<p>\(frame(RecordWords.hint))</p>\(rows)</div>
            """)
    }

    private func act(_ kept: KeptRecord) -> HTML {
        if kept.isShown, let record = kept.record {
            return """
                <p><a class="btn main" href="\(root)/records/\(record.id)">\(frame(RecordWords.open))</a></p>
                """
        }
        let organisation: HTML =
            kept.kind == .member
            ? "" : "<input type=\"hidden\" name=\"organisation\" value=\"\(kept.subjectID)\">"
        return """
            <form method="post" action="\(root)/me/record" class="stack">\(frame.hidden)\(organisation)\
            <label><input type="checkbox" name="consents" value="yes"> \(frame(RecordWords.consent))</label>\
            <button class="btn main">\(frame(RecordWords.show))</button></form>
            """
    }
}

/// What others put on their own pages to lead to a record.
enum RecordEmbed {
    static func html(link: String, picture: String, name: String) -> String {
        let markup: HTML = """
            <a href="\(link)"><img src="\(picture)" alt="\(name)" width="600" height="315"></a>
            """
        return markup.text
    }
}
