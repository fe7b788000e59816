/// Pages of leaving.
struct LeavePages {
    let frame: Frame

    func leave(_ preview: LeavePreview?, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems), own = fields.of("leave"), all = fields.of("forget")
        var parts: HTML = ""
        if let preview, let network = frame.ask.network {
            parts += """
                <section class="card"><h2>\(frame(LeaveWords.leaveNetwork))</h2><p><strong>\(network.name)</strong></p>\
                <p>\(frame(LeaveWords.what(preview.owned, preview.promised, preview.given)))</p>\
                <form method="post" action="/n/\(network.slug)/me/leave" class="stack">\(own.hidden)\
                \(own.area("note", LeaveWords.note))\(own.button(LeaveWords.leave, kind: "danger"))</form></section>
                """
        }
        return frame.page(
            LeaveWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(LeaveWords.title))</h1>\
            \(frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "")\(fields.summary)\(parts)\
            <section class="card"><p><a class="btn" href="/me/data.json">\(frame(LeaveWords.export))</a></p></section>\
            \(forgetting(preview?.forgetAt, all))</div>
            """)
    }

    func forgetting(_ at: Int64?, _ fields: Fields) -> HTML {
        if let at {
            return """
                <section class="card"><p class="note warn">\(frame(LeaveWords.forgetsAt(at)))</p>\
                <form method="post" action="/me/stay">\(frame.hidden)<button class="btn main">\(frame(LeaveWords.stay))</button></form></section>
                """
        }
        let form: HTML = """
            <p>\(frame(LeaveWords.forgetHint))</p><form method="post" action="/me/forget" class="stack">\(fields.hidden)\
            \(fields.area("note", LeaveWords.note))\(fields.button(LeaveWords.forgetButton, kind: "danger"))</form>
            """
        return
            "<section class=\"card\"><h2>\(frame(LeaveWords.forget))</h2>\(fields.folded(LeaveWords.forget, form))</section>"
    }
}
