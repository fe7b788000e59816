internal import Database

/// One's own profile with what goes with it.
struct OwnProfile: Sendable {
    let person: Person
    let entries: [ProfileEntry]
    let portrait: Portrait?
    /// What was asked about: is it still true?
    let asked: [ProfileField]
    /// Who has looked at how they are reached.
    let looks: [ProfileLook]
    let willing: Set<Willing>
}

/// Pages of one's own profile, and what others see of it.
struct ProfilePages {
    let frame: Frame

    func edit(_ reading: OwnProfile, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let all = Fields(frame, form, problems), fields = all.of("profile"), person = reading.person
        let known = Dictionary(reading.entries.map { ($0.field, $0) }, uniquingKeysWith: { first, _ in first })
        let groups = ProfileGroup.allCases.map { group($0, known, fields) }
        return frame.page(
            ProfileWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(ProfileWords.title))</h1>\
            \(frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "")\(stillTrue(reading))\
            <p>\(frame(ProfileWords.hint))</p>\
            <p><a href="/me/messages">\(frame(ProfileWords.messages))</a></p>\(all.summary)\
            \(photo(reading.portrait, all.of("photo")))\
            <form method="post" action="/me/profile" class="stack">\(fields.hidden)\
            <section class="card">\(fields.text("name", ProfileWords.name, who: JoinWords.nameWho, autocomplete: "name",
                isRequired: true, value: person.name))\
            \(languages(fields.form["language"] ?? person.language.rawValue))</section>\(groups)\
            \(willing(reading.willing, fields.form))\(fields.button(MemberWords.save))</form>\(lookCard(reading.looks))</div>
            """)
    }

    private func lookCard(_ looks: [ProfileLook]) -> HTML {
        let rows = looks.map { "<li>\(frame.said($0.name)) <small>\(frame.moment($0.at))</small></li>" as HTML }
        let list: HTML =
            rows.isEmpty ? "<p class=\"small\">\(frame(ProfileWords.noLooks))</p>" : "<ul>\(rows)</ul>"
        return "<section class=\"card\" id=\"looks\"><h2>\(frame(ProfileWords.looks))</h2>\(list)</section>"
    }

    private func stillTrue(_ reading: OwnProfile) -> HTML {
        guard !reading.asked.isEmpty else { return "" }
        return """
            <form method="post" action="/me/profile/still" class="note">\(frame.hidden)<p>\(frame(ProfileWords.stillTrueHint))</p>\
            <button class="btn main">\(frame(ProfileWords.yesStill))</button></form>
            """
    }

    /// Fields that belong together, folded away, with a line of what is filled in. Open while nothing of what matters most is
    /// said, and where something is wrong.
    private func group(_ group: ProfileGroup, _ known: [ProfileField: ProfileEntry], _ fields: Fields) -> HTML {
        let filled = group.fields.compactMap { field in known[field].flatMap { $0.text.isEmpty ? nil : $0 } }
        let isWrong = fields.problems.contains { problem in group.fields.contains { $0.rawValue == problem.field } }
        let isOpen = isWrong || (group == .give && filled.isEmpty)
        let said = filled.map { entry -> HTML in
            let isHidden = entry.field.isSealedForSafety
            let walk = entry.field == .walk ? Walk(rawValue: entry.text).map { frame(ProfileWords.name(of: $0)) } : nil
            let short = entry.text.count > 40 ? entry.text.prefix(40) + "…" : entry.text[...]
            let text: HTML = isHidden ? "✓" : frame.said(walk ?? String(short))
            return "\(frame(MemberWords.label(ProfileWords.label(entry.field))))\(text) "
        }
        let line: HTML = said.isEmpty ? "\(frame(ProfileWords.empty))" : "\(said)"
        return """
            <section class="card"><details class="more"\(" open", if: isOpen)><summary>\(frame(ProfileWords.name(of: group)))</summary>\
            <div class="stack">\(group.fields.map { part($0, known[$0], fields) })</div></details><p class="small">\(line)</p></section>
            """
    }

    /// What one is willing to be asked for. What is not ticked is no: so the form says that it was asked.
    private func willing(_ kinds: Set<Willing>, _ form: Form) -> HTML {
        let isSent = form["willing"] != nil
        let boxes = Willing.allCases.map { kind -> HTML in
            let isOn = isSent ? form["willing.\(kind.rawValue)"] != nil : kinds.contains(kind)
            return """
                <label><input type="checkbox" name="willing.\(kind.rawValue)" value="1"\(" checked", if: isOn)> \
                \(frame(CompanyWords.name(of: kind)))</label>
                """
        }
        return """
            <section class="card" id="willing"><input type="hidden" name="willing" value="1"><div class="list">\
            <fieldset class="choice"><legend>\(frame(CompanyWords.willing))</legend>\
            <span class="hint">\(frame(CompanyWords.willingHint))</span>\(boxes)</fieldset></div></section>
            """
    }

    /// One's own photo: seen as it is; to be added, shown to fewer or more, deleted, folded away like all else.
    private func photo(_ portrait: Portrait?, _ fields: Fields) -> HTML {
        let parts = FileParts(frame)
        let none: HTML = "<p class=\"small\">\(frame(ProfileWords.empty))</p>"
        let shown: HTML =
            portrait.map { "<div class=\"portrait\">\(parts.image($0.file, at: "/files/\($0.code)"))</div>" } ?? none
        let options = ProfileRules.audiences.map { ($0.name, frame(ProfileWords.name(of: $0))) }
        let isOnPasses = fields.isSent ? fields.form["onPasses"] == "1" : portrait?.isOnPasses == true
        let removal: HTML =
            portrait == nil
            ? ""
            : """
            <form method="post" action="/me/profile/photo/remove">\(frame.hidden)\
            <button class="btn quiet">\(frame(ProfileWords.removePhoto))</button></form>
            """
        return """
            <section class="card" id="photo"><details class="more"\(" open", if: !fields.problems.isEmpty)>\
            <summary>\(frame(ProfileWords.photo))</summary><div class="stack"><p>\(frame(ProfileWords.photoHint))</p>\
            <form method="post" action="/me/profile/photo" enctype="multipart/form-data" class="stack">\(fields.hidden)\
            \(fields.file("photo", ProfileWords.newPhoto, hint: FileWords.chooseHint))\
            \(fields.text("words", FileWords.words, hint: FileWords.wordsHint, value: portrait?.file.words))\
            \(fields.select("audience", ProfileWords.whoSees(ProfileWords.photo), options,
                chosen: (portrait?.audience ?? .members).name))\
            <label class="option"><input type="checkbox" name="onPasses" value="1"\(" checked", if: isOnPasses)>\
            <span>\(frame(ProfileWords.onPasses))</span></label>\
            \(fields.button(ProfileWords.savePhoto))</form>\(removal)</div></details>\(shown)</section>
            """
    }

    /// Each language is called what it calls itself, and says so.
    private func languages(_ chosen: String) -> HTML {
        let options = Language.allCases.map { one -> HTML in
            """
            <option value="\(one.rawValue)" lang="\(one.tag)"\(" selected", if: one.rawValue == chosen)>\(one.ownName)</option>
            """
        }
        return """
            <div class="field"><label for="f-language">\(frame(PeopleWords.languageTitle))</label>\
            <select id="f-language" name="language">\(options)</select></div>
            """
    }

    private func part(_ field: ProfileField, _ entry: ProfileEntry?, _ fields: Fields) -> HTML {
        let name = field.rawValue, label = ProfileWords.label(field)
        let input: HTML =
            switch field {
            case .walk:
                fields.select(
                    name, label, [("", "–")] + Walk.allCases.map { ($0.rawValue, frame(ProfileWords.name(of: $0))) },
                    chosen: entry?.text)
            case _ where field.isLong: fields.area(name, label, value: entry?.text)
            default:
                fields.text(name, label, hint: hint(field), value: entry?.text)
            }
        guard !field.isSealedForSafety else { return input }
        let options = ProfileRules.audiences.map { ($0.name, frame(ProfileWords.name(of: $0))) }
        let chosen = (entry?.audience ?? field.usualAudience).name
        return """
            <div class="stack tight">\(input)\
            \(fields.select("who.\(name)", ProfileWords.whoSees(label), options, chosen: chosen))</div>
            """
    }

    private func hint(_ field: ProfileField) -> Text? {
        switch field {
        case .emergencyContact: ProfileWords.emergencyHint
        case .timeZone: ProfileWords.timeZoneHint
        case .phone, .wechat, .publicEmail: ProfileWords.contactWho
        default: nil
        }
    }

    /// How somebody is reached: by a button, or – once it was pressed – as it is.
    func contacts(_ shown: [ProfileEntry]?, mayLook: Bool, path: String) -> HTML {
        if let shown {
            return """
                <section class="card" id="contacts"><h2>\(frame(ProfileWords.contacts))</h2>\
                <dl class="facts">\(rows(shown))</dl></section>
                """
        }
        guard mayLook else { return "" }
        return """
            <section class="card" id="contacts"><h2>\(frame(ProfileWords.contacts))</h2>\
            <p class="small">\(frame.icon("lock"))\(frame(ProfileWords.contactsHint))</p>\
            <form method="post" action="\(path)">\(frame.hidden)\
            <button class="btn">\(frame.icon("eye"))\(frame(ProfileWords.look))</button></form></section>
            """
    }

    /// What a reader may see of somebody.
    func facts(_ entries: [ProfileEntry]) -> HTML {
        guard !entries.isEmpty else { return "" }
        return "<section class=\"card\"><dl class=\"facts\">\(rows(entries))</dl></section>"
    }

    private func rows(_ entries: [ProfileEntry]) -> [HTML] {
        entries.map { entry -> HTML in
            let walk = entry.field == .walk ? Walk(rawValue: entry.text).map { frame(ProfileWords.name(of: $0)) } : nil
            return """
                <dt>\(frame(ProfileWords.label(entry.field)))</dt><dd>\(walk.map { "\($0)" as HTML } ?? frame.said(entry.text))</dd>
                """
        }
    }
}
