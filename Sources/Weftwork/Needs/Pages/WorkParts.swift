internal import Database

/// The part of a need's page that is work: only what this viewer may do now is shown.
extension CasePages {
    var workCard: HTML {
        var forms: HTML = ""
        if may(.acknowledge) { forms += action("acknowledge", CaseWords.acknowledge, key: "a", isMain: true) }
        if may(.openItem) {
            forms += """
                <form method="post" action="/n/\(network.slug)/queue/\(file.need.id)/open">\(frame.hidden)\
                <button class="btn main" data-key="o">\(frame(CaseWords.openInQueue))</button></form>
                """
        }
        if may(.publish) { forms += publishForm }
        if may(.confirm), !file.ties.contains(.requester) {
            forms += action("confirm", CaseWords.confirmFor) { $0.text("note", CaseWords.note, isRequired: true) }
        }
        if may(.close) { forms += action("close", CaseWords.close) }
        if may(.unmerge) { forms += action("unmerge", CaseWords.unmerge) }
        if may(.reopen) { forms += action("reopen", CaseWords.reopen, reason) }
        if may(.assess) {
            let options = Need.Urgency.allCases.map { ($0.name, frame(NeedWords.name(of: $0))) }
            forms += action("assess", CaseWords.assess) {
                "\($0.select("urgency", BoardWords.urgency, options, chosen: file.need.urgency.name))\(reason($0))"
            }
        }
        if file.need.consent == .no, may(.agree) {
            forms += action("agree", CaseWords.agrees) { $0.text("note", CaseWords.agreesHow, isRequired: true) }
        }
        forms += allowanceForm
        if may(.correct) { forms += placeForm }
        if may(.reject) { forms += action("reject", CaseWords.reject, reason) }
        if may(.markUnmet) {
            forms += action("markUnmet", CaseWords.unmet) {
                "\(reason($0))\($0.text("tried", CaseWords.tried, isRequired: true))"
            }
        }
        return forms.isEmpty
            ? "" : "<section class=\"card\" id=\"work\"><h2>\(frame(CaseWords.work))</h2>\(forms)</section>"
    }

    /// Whoever works on it or sent it in knows better where it is.
    private var placeForm: HTML {
        let own = fields.of("place")
        return own.folded(
            PlaceWords.correct,
            """
            <form method="post" action="\(path)/actions" class="stack">\(own.hidden)\
            <input type="hidden" name="action" value="correct">\(back)\
            \(PlaceParts(frame: frame, places: places).corrections(file.need.area, own))\
            <button class="btn">\(frame(SiteWords.save))</button></form>
            """)
    }

    private func reason(_ fields: Fields) -> HTML { fields.area("reason", CaseWords.reason, rows: 2, isRequired: true) }

    var back: HTML { isInQueue ? "<input type=\"hidden\" name=\"back\" value=\"queue\">" : "" }

    /// The stamp of what this page shows: whoever decides by it decides about that.
    var seen: HTML {
        let stamp = file.need.stamp(photos: file.photos.map(\.file.id), corrected: file.lastCorrection)
        return "<input type=\"hidden\" name=\"seen\" value=\"\(stamp)\">"
    }

    private var publishForm: HTML {
        let options = [Audience.public, .partners, .members, .trusted, .stewards].map {
            ($0.name, frame(NeedWords.name(of: $0)))
        }
        let chosen = file.need.audience == .case ? Audience.public.name : file.need.audience.name
        let own = fields.of("publish")
        let why: HTML = file.need.consent == .no ? own.area("reason", CaseWords.reason, rows: 2) : ""
        return """
            <form method="post" action="\(path)/actions" class="stack">\(own.hidden)\
            <input type="hidden" name="action" value="publish">\(back)\(seen)\
            \(own.select("audience", CaseWords.publishTo, options, chosen: chosen))\(why)\
            <button class="btn main" data-key="p">\(frame(CaseWords.publish))</button></form>
            """
    }

    /// The form of an act: a button alone, or folded with what the act must carry.
    func action(
        _ name: String, _ words: Text, key: String? = nil, isMain: Bool = false,
        _ content: ((Fields) -> HTML)? = nil
    ) -> HTML {
        let own = fields.of(name)
        let keyPart: HTML = key.map { " data-key=\"\($0)\"" } ?? ""
        let form: HTML = """
            <form method="post" action="\(path)/actions" class="stack">\(own.hidden)\
            <input type="hidden" name="action" value="\(name)">\(back)\(content?(own) ?? "")\
            <button class="btn\(" main", if: isMain)"\(keyPart)>\(frame(words))</button></form>
            """
        return content == nil ? form : own.folded(words, form)
    }
}
