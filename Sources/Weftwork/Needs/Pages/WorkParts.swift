internal import Database

/// The part of a need's page that is work: only what this viewer may do now is shown.
extension CasePages {
    var workCard: HTML {
        var forms: HTML = ""
        if may(.acknowledge) { forms += action("acknowledge", CaseWords.acknowledge, "", key: "a", isMain: true) }
        if may(.openItem) {
            forms += """
                <form method="post" action="/n/\(network.slug)/queue/\(file.need.id)/open">\(frame.hidden)\
                <button class="btn main" data-key="o">\(frame(CaseWords.openInQueue))</button></form>
                """
        }
        if may(.publish) { forms += publishForm }
        if may(.confirm), !file.ties.contains(.requester) {
            forms += action("confirm", CaseWords.confirmFor, fields.text("note", CaseWords.note, isRequired: true))
        }
        if may(.close) { forms += action("close", CaseWords.close, "") }
        if may(.unmerge) { forms += action("unmerge", CaseWords.unmerge, "") }
        if may(.reopen) { forms += action("reopen", CaseWords.reopen, reason) }
        if may(.assess) {
            let options = Need.Urgency.allCases.map { ($0.name, frame(NeedWords.name(of: $0))) }
            forms += action(
                "assess", CaseWords.assess,
                "\(fields.select("urgency", BoardWords.urgency, options, chosen: file.need.urgency.name))\(reason)")
        }
        if may(.reject) { forms += action("reject", CaseWords.reject, reason) }
        if may(.markUnmet) {
            forms += action(
                "markUnmet", CaseWords.unmet,
                "\(reason)\(fields.text("tried", CaseWords.tried, isRequired: true))")
        }
        return forms.isEmpty
            ? "" : "<section class=\"card\" id=\"work\"><h2>\(frame(CaseWords.work))</h2>\(forms)</section>"
    }

    private var reason: HTML { fields.area("reason", CaseWords.reason, rows: 2, isRequired: true) }

    private var publishForm: HTML {
        let options = [Audience.public, .partners, .members, .trusted, .stewards].map {
            ($0.name, frame(NeedWords.name(of: $0)))
        }
        let chosen = file.need.audience == .case ? Audience.public.name : file.need.audience.name
        let why: HTML = file.need.consent == .no ? fields.area("reason", CaseWords.reason, rows: 2) : ""
        return """
            <form method="post" action="\(path)/actions" class="stack">\(frame.hidden)\
            <input type="hidden" name="action" value="publish">\
            \(fields.select("audience", CaseWords.publishTo, options, chosen: chosen))\(why)\
            <button class="btn main" data-key="p">\(frame(CaseWords.publish))</button></form>
            """
    }

    func action(_ name: String, _ words: Text, _ content: HTML, key: String? = nil, isMain: Bool = false) -> HTML {
        let keyPart: HTML = key.map { " data-key=\"\($0)\"" } ?? ""
        if content.isEmpty {
            return """
                <form method="post" action="\(path)/actions">\(frame.hidden)<input type="hidden" name="action" value="\(name)">\
                <button class="btn\(" main", if: isMain)"\(keyPart)>\(frame(words))</button></form>
                """
        }
        return """
            <details class="more"><summary>\(frame(words))</summary><form method="post" action="\(path)/actions" class="stack">\
            \(frame.hidden)<input type="hidden" name="action" value="\(name)">\(content)\
            <button class="btn"\(keyPart)>\(frame(words))</button></form></details>
            """
    }
}
