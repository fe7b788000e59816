internal import Database

/// Pages of one's own profile, and what others see of it.
struct ProfilePages {
    let frame: Frame

    func edit(
        _ person: Person, _ entries: [ProfileEntry], _ portrait: Portrait?, _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) -> HTML {
        let all = Fields(frame, form, problems), fields = all.of("profile")
        let known = Dictionary(entries.map { ($0.field, $0) }, uniquingKeysWith: { first, _ in first })
        let parts = ProfileField.allCases.map { part($0, known[$0], fields) }
        return frame.page(
            ProfileWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(ProfileWords.title))</h1>\
            \(frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "")<p>\(frame(ProfileWords.hint))</p>\
            <p><a href="/me/messages">\(frame(ProfileWords.messages))</a></p>\(all.summary)\
            \(photo(portrait, all.of("photo")))\
            <form method="post" action="/me/profile" class="stack">\(fields.hidden)\
            <section class="card">\(fields.text("name", ProfileWords.name, who: JoinWords.nameWho, autocomplete: "name",
                isRequired: true, value: person.name))\
            \(languages(fields.form["language"] ?? person.language.rawValue))</section>\(parts)\(fields.button(MemberWords.save))</form></div>
            """)
    }

    /// One's own photo: to be added, shown to fewer or more, deleted.
    private func photo(_ portrait: Portrait?, _ fields: Fields) -> HTML {
        let parts = FileParts(frame)
        let shown: HTML =
            portrait.map { "<div class=\"portrait\">\(parts.image($0.file, at: "/files/\($0.code)"))</div>" } ?? ""
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
            <section class="card stack" id="photo"><h2>\(frame(ProfileWords.photo))</h2><p>\(frame(ProfileWords.photoHint))</p>\(shown)\
            <form method="post" action="/me/profile/photo" enctype="multipart/form-data" class="stack">\(fields.hidden)\
            \(fields.file("photo", ProfileWords.newPhoto, hint: FileWords.chooseHint))\
            \(fields.text("words", FileWords.words, hint: FileWords.wordsHint, value: portrait?.file.words))\
            \(fields.select("audience", ProfileWords.whoSees(ProfileWords.photo), options,
                chosen: (portrait?.audience ?? .members).name))\
            <label class="option"><input type="checkbox" name="onPasses" value="1"\(" checked", if: isOnPasses)>\
            <span>\(frame(ProfileWords.onPasses))</span></label>\
            \(fields.button(ProfileWords.savePhoto))</form>\(removal)</section>
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
                fields.text(
                    name, label, hint: field.isSealedForSafety ? ProfileWords.emergencyHint : nil, value: entry?.text)
            }
        guard !field.isSealedForSafety else { return "<section class=\"card\">\(input)</section>" }
        let options = ProfileRules.audiences.map { ($0.name, frame(ProfileWords.name(of: $0))) }
        let chosen = (entry?.audience ?? field.usualAudience).name
        return """
            <section class="card">\(input)\
            \(fields.select("who.\(name)", ProfileWords.whoSees(label), options, chosen: chosen))</section>
            """
    }

    /// What a reader may see of somebody.
    func facts(_ entries: [ProfileEntry]) -> HTML {
        guard !entries.isEmpty else { return "" }
        let rows = entries.map { entry -> HTML in
            let walk = entry.field == .walk ? Walk(rawValue: entry.text).map { frame(ProfileWords.name(of: $0)) } : nil
            return """
                <dt>\(frame(ProfileWords.label(entry.field)))</dt><dd>\(walk.map { "\($0)" as HTML } ?? frame.said(entry.text))</dd>
                """
        }
        return "<section class=\"card\"><dl class=\"facts\">\(rows)</dl></section>"
    }
}
