internal import Database

/// The page on which coordinators and stewards write how their network works, and decide.
struct MechanismEditPages {
    let frame: Frame
    let network: Network
    /// The language that is being written.
    let writing: Language

    private var root: String { "/n/\(network.slug)/mechanism" }
    private var parts: MechanismParts { MechanismParts(frame: frame, network: network) }

    func page(_ reading: MechanismDraftReading, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        return frame.page(
            MechanismWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(MechanismWords.title))</h1>\
            \(frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "")\(fields.summary)\
            <p>\(frame(MechanismWords.editHint))</p>\(state(reading))\(deciding(reading, fields.of("decide")))\
            \(writingForm(reading, fields.of("write")))\(asking(reading, fields.of("ask")))\(discarding(reading))\(rules(reading, fields.of("rules")))\
            <p><a href="\(root)">\(frame(MechanismWords.title))</a></p></div>
            """)
    }

    private func state(_ reading: MechanismDraftReading) -> HTML {
        guard let draft = reading.draft else { return "" }
        let name = reading.names[draft.editorID] ?? ""
        let saved: HTML =
            "<p class=\"small\">\(frame.said(frame(MechanismWords.savedBy(name, draft.editedAt))))</p>"
        guard let asker = draft.askedByID else {
            let answer: HTML =
                draft.answer.isEmpty
                ? "" : "<p class=\"note warn\">\(frame.said(frame(MechanismWords.answered(draft.answer))))</p>"
            return saved + answer
        }
        let waits = frame(MechanismWords.waits(reading.names[asker] ?? ""))
        return "\(saved)<p class=\"note\">\(frame.said(waits))</p>"
    }

    // MARK: Writing

    private func writingForm(_ reading: MechanismDraftReading, _ fields: Fields) -> HTML {
        let groups = MechanismPart.Group.allCases.map { group($0, reading, fields) }
        let scopes = MechanismVersion.scopes.map { ($0.name, frame(NeedWords.name(of: $0))) }
        return """
            <form method="post" action="\(root)" class="stack" id="write">\(fields.hidden)\
            <input type="hidden" name="read" value="\(reading.hash)"><input type="hidden" name="write" value="\(writing.rawValue)">\
            <p><strong>\(frame(MechanismWords.writing(writing)))</strong></p>\(groups)\
            \(fields.choice("scope", MechanismWords.scopeLabel, scopes, chosen: reading.scope.name))<div class="row">\
            <button class="btn main" name="then" value="\(writing.rawValue)">\(frame(MechanismWords.saveDraft))</button>\
            <button class="btn" name="then" value="\(writing.other.rawValue)">\(frame(MechanismWords.saveAndWrite(writing.other)))</button>\
            </div></form>
            """
    }

    /// A group's parts: those without which there is no card lie open, the others are folded away.
    private func group(
        _ group: MechanismPart.Group, _ reading: MechanismDraftReading, _ fields: Fields
    ) -> HTML {
        func areas(_ parts: [MechanismPart]) -> [HTML] {
            parts.map { part in
                fields.area(
                    part.rawValue, MechanismPartWords.name(of: part), rows: 3,
                    hint: MechanismPartWords.prompt(for: part), isRequired: MechanismPart.required.contains(part),
                    value: reading.texts[part].text(writing))
            }
        }
        let open = group.parts.filter(MechanismPart.required.contains)
        let rest = group.parts.filter { !MechanismPart.required.contains($0) }
        let name = MechanismPartWords.name(of: group)
        let more: HTML = "<div class=\"stack\">\(areas(rest))</div>"
        let folded = fields.folded(open.isEmpty ? name : MechanismWords.more, more)
        guard !open.isEmpty else { return "<section class=\"card\">\(folded)</section>" }
        return "<section class=\"card\"><h2>\(frame(name))</h2>\(areas(open))\(folded)</section>"
    }

    // MARK: Deciding

    private func asking(_ reading: MechanismDraftReading, _ fields: Fields) -> HTML {
        guard let draft = reading.draft, draft.state == .draft else { return "" }
        let ask = reading.others == 0 ? MechanismWords.askAlone : MechanismWords.ask
        guard reading.missing.isEmpty else {
            let names = reading.missing.map { frame(MechanismPartWords.name(of: $0)) }
                .joined(separator: frame(MechanismWords.separator))
            return "<p class=\"note\">\(frame(MechanismWords.lacking(names)))</p>"
        }
        return """
            <section class="card" id="ask"><h2>\(frame(ask))</h2><form method="post" action="\(root)/actions" class="stack">\
            \(fields.hidden)\(hash(draft))<input type="hidden" name="action" value="ask">\
            \(fields.area("reason", MechanismWords.reason, rows: 2, isRequired: true))\(fields.button(ask))</form></section>
            """
    }

    private func deciding(_ reading: MechanismDraftReading, _ fields: Fields) -> HTML {
        guard let draft = reading.draft, draft.state == .asked else { return "" }
        let isOpen = draft.openUntil != nil
        let back = reading.isAsker ? MechanismWords.takeBack : isOpen ? MechanismWords.object : MechanismWords.refuse
        let asked = isOpen ? MechanismWords.objectNote : MechanismWords.note
        let note: HTML = reading.isAsker ? "" : fields.area("note", asked, rows: 2, value: "")
        let consent: HTML =
            reading.mayConsent
            ? "<button class=\"btn main\" name=\"action\" value=\"consent\">\(frame(isOpen ? MechanismWords.consentOnly : MechanismWords.consent))</button>"
            : ""
        let hint =
            reading.others == 0
            ? MechanismWords.decideAlone : isOpen ? MechanismWords.decideOpen : MechanismWords.decideHint
        let mayHint: HTML = "<p>\(frame(hint))</p>"
        return """
            <section class="card main-thing" id="decide"><h2>\(frame(MechanismWords.decide))</h2>\(mayHint, if: reading.mayConsent)\
            <p>\(frame.said(frame(MechanismWords.why(draft.reason))))</p>\(changes(reading))\(voices(reading))\
            <form method="post" action="\(root)/actions" class="stack">\(fields.hidden)\(hash(draft))\(note)<div class="row">\(consent)\
            <button class="btn" name="action" value="refuse">\(frame(back))</button></div></form>\(withdrawal(reading))</section>
            """
    }

    /// Until when it is open for objections, and what has been said.
    private func voices(_ reading: MechanismDraftReading) -> HTML {
        guard let until = reading.draft?.openUntil else { return "" }
        let rows = reading.voices.map { voice -> HTML in
            let name = reading.names[voice.memberID] ?? ""
            let words =
                voice.isObjection
                ? MechanismWords.objects(name, voice.reason) : MechanismWords.consents(name)
            return "<li>\(frame.said(frame(words))) <small>\(frame.moment(voice.at))</small></li>"
        }
        let list: HTML = rows.isEmpty ? "" : "<ul class=\"stack tight\">\(rows)</ul>"
        let open = until > frame.now ? MechanismWords.openUntil(until) : MechanismWords.timeIsOver(until)
        return "<p class=\"note\">\(frame(open))</p>\(list)"
    }

    private func withdrawal(_ reading: MechanismDraftReading) -> HTML {
        guard let draft = reading.draft, reading.objects else { return "" }
        return """
            <form method="post" action="\(root)/actions">\(frame.hidden)\(hash(draft))\
            <button class="btn" name="action" value="withdraw">\(frame(MechanismWords.withdraw))</button></form>
            """
    }

    /// For how many days a change is open for objections.
    private func rules(_ reading: MechanismDraftReading, _ fields: Fields) -> HTML {
        guard Policy.allows(.editSettings, frame.ask.viewer) else { return "" }
        let form: HTML = """
            <form method="post" action="\(root)/rules" class="stack">\(fields.hidden)\
            \(fields.text("objectionDays", MechanismWords.days, hint: MechanismWords.daysHint, mode: "numeric", isRequired: true,
                value: String(reading.objectionDays)))\(fields.button(SiteWords.save))</form>
            """
        return "<section class=\"card\" id=\"rules\"><h2>\(frame(MechanismWords.rulesTitle))</h2>\(form)</section>"
    }

    /// What consenting would change: each part as it is and as it would be, in both languages.
    private func changes(_ reading: MechanismDraftReading) -> HTML {
        let rows = reading.changed.map { part -> HTML in
            let old = reading.present?.texts[part] ?? MechanismTexts.Saying(), new = reading.texts[part]
            let languages = Language.allCases.filter { old.text($0) != new.text($0) }
            let texts = languages.map { change(old.text($0), new.text($0)) }
            return """
                <section class="stack tight"><h3>\(frame(MechanismPartWords.name(of: part)))</h3>\(texts)</section>
                """
        }
        return "\(rows)"
    }

    private func change(_ old: String, _ new: String) -> HTML {
        let before: HTML =
            old.isEmpty
            ? "" : "<p class=\"small\">\(frame(MemberWords.label(MechanismWords.before)))\(frame.said(old))</p>"
        guard !new.isEmpty else { return "\(before)<p class=\"small\">\(frame(MechanismWords.removed))</p>" }
        let name = old.isEmpty ? MechanismWords.isNew : MechanismWords.after
        return "\(before)<p class=\"small\">\(frame(MemberWords.label(name)))</p>\(parts.prose(new))"
    }

    private func hash(_ draft: MechanismVersion) -> HTML {
        "<input type=\"hidden\" name=\"hash\" value=\"\(Hex.encode(draft.hash))\">"
    }

    private func discarding(_ reading: MechanismDraftReading) -> HTML {
        guard let draft = reading.draft else { return "" }
        return """
            <form method="post" action="\(root)/actions">\(frame.hidden)\(hash(draft))\
            <button class="btn danger" name="action" value="discard">\(frame(MechanismWords.discard))</button></form>
            """
    }
}
