/// Pages of leaving.
struct LeavePages {
    let frame: Frame

    func leave(_ preview: LeavePreview, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems), own = fields.of("leave"), all = fields.of("forget")
        let place = preview.places.first { $0.network.id == frame.ask.network?.id && $0.isPresent }
        var parts: HTML = ""
        if let place {
            parts += """
                <section class="card stack"><h2>\(frame(LeaveWords.leaveNetwork))</h2><p><strong>\(place.network.name)</strong></p>\
                \(before(place))<p>\(frame(LeavePreviewWords.backWithin))</p>\
                <form method="post" action="/n/\(place.network.slug)/me/leave" class="stack">\(own.hidden)\
                \(choices(own))\(own.button(LeaveWords.leave, kind: "danger"))</form></section>
                """
        }
        for place in preview.places { if let until = place.backUntil { parts += back(place.network, until) } }
        return frame.page(
            LeaveWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(LeaveWords.title))</h1>\
            \(frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "")\(fields.summary)\(parts)\
            <section class="card"><p><a class="btn" href="/me/data.json">\(frame(LeaveWords.export))</a></p></section>\
            \(forgetting(preview, besides: place, all))</div>
            """)
    }

    private func back(_ network: Network, _ until: Int64) -> HTML {
        """
        <section class="card stack"><h2>\(network.name)</h2><p>\(frame(LeavePreviewWords.backUntil(until)))</p>\
        <form method="post" action="/n/\(network.slug)/me/return">\(frame.hidden)\
        <button class="btn main">\(frame(LeaveWords.back))</button></form></section>
        """
    }

    /// The last word, and whether one's own words go, too.
    private func choices(_ fields: Fields) -> HTML {
        """
        \(fields.area("note", LeaveWords.note, hint: LeaveWords.noteHint))\
        <div class="field"><label><input type="checkbox" name="texts" value="1"\(" checked", if: fields.form["texts"] == "1")> \
        \(frame(LeaveWords.texts))</label><span class="hint">\(frame(LeaveWords.textsHint))</span></div>
        """
    }

    private func forgetting(_ preview: LeavePreview, besides shown: LeavePreview.Place?, _ fields: Fields) -> HTML {
        if let at = preview.forgetAt {
            return """
                <section class="card"><p class="note warn">\(frame(LeaveWords.forgetsAt(at)))</p>\
                <form method="post" action="/me/stay">\(frame.hidden)<button class="btn main">\(frame(LeaveWords.stay))</button></form></section>
                """
        }
        // What was said of one network above is not said twice.
        let others = preview.places.filter { $0.network.id != shown?.network.id }.map { place -> HTML in
            "<section class=\"stack\"><h3>\(place.network.name)</h3>\(before(place))</section>"
        }
        let form: HTML = """
            <p>\(frame(LeaveWords.forgetHint))</p>\(others)\
            <form method="post" action="/me/forget" class="stack">\(fields.hidden)\
            \(choices(fields))\(fields.button(LeaveWords.forgetButton, kind: "danger"))</form>
            """
        return
            "<section class=\"card\"><h2>\(frame(LeaveWords.forget))</h2>\(fields.folded(LeaveWords.forget, form))</section>"
    }

    // MARK: Before

    /// What goes, what stays, whom it touches, who holds copies.
    func before(_ place: LeavePreview.Place) -> HTML {
        let last: HTML = "<p class=\"note warn\">\(frame(LeaveWords.lastLead))</p>"
        let gone: HTML = "<p>\(frame(LeavePreviewWords.hasLeft))</p>"
        return """
            \(gone, if: !place.isPresent)\(last, if: place.isLastLead)\
            \(list(LeavePreviewWords.touches, touched(place)))\
            \(list(LeavePreviewWords.goes, going(place)))\(list(LeavePreviewWords.stays, staying(place)))\
            \(list(LeavePreviewWords.copies, place.holders.map(\.words)))
            """
    }

    private func list(_ title: Text, _ lines: [Text]) -> HTML {
        let items = lines.map { "<li>\(frame.said(frame($0)))</li>" as HTML }
        return "<div><h3>\(frame(title))</h3><ul>\(items)</ul></div>"
    }

    private func touched(_ place: LeavePreview.Place) -> [Text] {
        var lines: [Text] = []
        if place.owned + place.matters + place.visits > 0 {
            lines.append(LeavePreviewWords.owned(place.owned, place.matters, place.visits))
        }
        if place.promised > 0 { lines.append(LeavePreviewWords.promised(place.promised)) }
        if !place.waiting.isEmpty { lines.append(LeavePreviewWords.waiting(joined(place.waiting.map { frame($0) }))) }
        if let until = place.vouchesUntil {
            lines.append(LeavePreviewWords.vouchedFor(joined(place.vouchedFor), until))
        }
        return lines.isEmpty ? [LeavePreviewWords.nobody] : lines
    }

    private func going(_ place: LeavePreview.Place) -> [Text] {
        var lines = [LeavePreviewWords.profile]
        if !place.roles.isEmpty {
            let names = place.roles.sorted { $0.rawValue < $1.rawValue }.map { frame(PeopleWords.name(of: $0)) }
            lines.append(LeavePreviewWords.roles(joined(names)))
        }
        if place.texts > 0 { lines.append(LeavePreviewWords.texts(place.texts)) }
        return lines
    }

    private func staying(_ place: LeavePreview.Place) -> [Text] {
        var lines = [LeavePreviewWords.events]
        if !place.signed.isEmpty { lines.append(LeavePreviewWords.signed(joined(place.signed.map(String.init)))) }
        if place.deliveries > 0 { lines.append(LeavePreviewWords.deliveries(place.deliveries)) }
        return lines
    }

    private func joined(_ words: [String]) -> String {
        words.joined(separator: frame(SiteWords.listComma))
    }
}
