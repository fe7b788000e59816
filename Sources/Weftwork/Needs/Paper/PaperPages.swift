internal import Database
internal import Engine

/// The desk's pages about paper: batches, and the screen on which papers are typed in.
struct PaperPages {
    let frame: Frame
    let network: Network
    let places: Places
    /// Those that go on: what a batch is printed for, and what a paper may belong to.
    var emergencies: [Emergency] = []

    private var parts: EmergencyParts { EmergencyParts(frame: frame, slug: network.slug) }
    private var root: String { "/n/\(network.slug)/paper" }

    func batches(_ batches: [PaperBatch], _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let only = emergencies.count == 1 ? emergencies.first?.tie : nil
        let rows = batches.map { batch -> HTML in
            let emergency: HTML = batch.emergency.map { "\(parts.link($0)) " } ?? ""
            return """
                <li class="line"><span><strong>\(frame.said(batch.place))</strong> \(emergency)\
                <small>\(frame.moment(batch.issuedAt)) · \(frame(PaperWords.used(batch.used, of: batch.count)))</small></span>\
                <a class="btn" href="\(root)/batches/\(batch.id)" aria-label="\(frame(PaperWords.printOf(batch.place)))">\
                \(frame(PaperWords.print))</a></li>
                """
        }
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"small\">\(frame(PaperWords.noBatches))</p>" : "<ul class=\"lines\">\(rows)</ul>"
        return frame.page(
            PaperWords.title, area: .queue,
            """
            <div class="stack narrow"><div class="head"><h1>\(frame(PaperWords.title))</h1>\(typeLink)</div>\
            <p>\(frame(PaperWords.intro))</p>\(fields.summary)\
            <section class="card"><h2>\(frame(PaperWords.issue))</h2>\
            <form method="post" action="\(root)" class="stack">\(frame.hidden)\
            \(fields.text("count", PaperWords.count, mode: "numeric", isRequired: true, value: "20"))\
            \(fields.text("place", PaperWords.place, hint: PaperWords.placeHint, isRequired: true))\
            \(parts.choice(fields, emergencies, now: only))\
            \(fields.button(PaperWords.issue))</form></section>\
            <section class="card"><h2>\(frame(PaperWords.batches))</h2>\(list)</section></div>
            """)
    }

    private var typeLink: HTML {
        Policy.allows(.typePaper, frame.ask.viewer)
            ? "<a class=\"btn main\" href=\"\(root)/type\">\(frame(PaperWords.type))</a>" : ""
    }

    // MARK: Typing in

    /// - Parameter typed: the need of the paper before, which was typed in.
    func type(typed: Need?, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let done: HTML =
            typed.map {
                """
                <p class="note good" role="status">\(frame(PaperWords.typed($0.code))) \
                <a href="/n/\(network.slug)/needs/\($0.id)">\(frame(PaperWords.show))</a></p>
                """
            } ?? ""
        return frame.page(
            PaperWords.type, area: .queue,
            """
            <div class="stack narrow"><h1>\(frame(PaperWords.type))</h1>\(done)\
            <p class="small">\(frame(PaperWords.typeHint))</p>\(fields.summary)\
            <form method="post" action="\(root)/type" class="stack">\(frame.hidden)\(first(fields))\
            <fieldset><legend>\(frame(PaperWords.restOfPaper))</legend>\(rest(fields))</fieldset>\
            <div class="act"><button class="btn main wide">\(frame(PaperWords.save))</button></div></form>\
            <p><a href="\(root)">\(frame(PaperWords.title))</a></p></div>
            """)
    }

    /// What every paper says, in the order of the paper: by keyboard from field to field, past no fold.
    private func first(_ fields: Fields) -> HTML {
        let urgencies = Need.Urgency.allCases.map { ($0.name, frame(NeedWords.name(of: $0))) }
        return """
            \(fields.text("code", PaperWords.code, hint: PaperWords.codeHint, isRequired: true,
                isFirst: fields.problems.isEmpty))\
            \(fields.text("title", AskWords.titleLabel, isRequired: true))\
            \(fields.area("lines", AskWords.linesLabel, rows: 4, hint: AskWords.linesHint, isRequired: true))\
            \(fields.choice("urgency", AskWords.urgencyLabel, urgencies, chosen: "normal"))\
            \(fields.text("contact.name", AskWords.nameLabel))\
            \(fields.text("contact.phone", AskWords.phoneLabel, kind: "tel", mode: "tel"))\
            \(fields.choice("consent", PaperWords.consent, [
                ("yes", frame(PaperWords.agreeYes)), ("no", frame(PaperWords.agreeNo))]))
            """
    }

    private func rest(_ fields: Fields) -> HTML {
        let sources = [Need.SourceKind.relay, .hotline].map { ($0.rawValue, frame(NeedWords.name(of: $0))) }
        let languages = Language.allCases.map { ($0.rawValue, frame(PaperWords.name(of: $0))) }
        return """
            <div class="stack">\(PeopleFields(frame: frame).html(fields))\(parts.choiceOfPaper(fields, emergencies))\(PlaceParts(frame: frame, places: places).country(fields))\(fields.text("province", AskWords.provinceLabel))\(fields.text("city", AskWords.cityLabel))\
            \(fields.text("district", AskWords.districtLabel))\(PlaceParts(frame: frame, places: places).whichPlace(fields))\(fields.text("place.address", AskWords.addressLabel))\
            \(fields.text("place.receiving", AskWords.receivingLabel))\
            \(fields.text("institution", AskWords.institutionLabel))\
            \(fields.text("neededBy", AskWords.neededByLabel))\
            \(fields.select("substitute", LineWorkWords.substitute, LineWorkParts.substitutes(frame)))\
            \(fields.text("onBehalfOf", AskWords.onBehalfLabel))\
            \(fields.text("contact.wechat", AskWords.wechatLabel))\
            \(fields.text("contact.email", AskWords.emailLabel, kind: "email", mode: "email"))\
            \(fields.text("contact.preference", AskWords.preferenceLabel))\
            \(fields.area("description", AskWords.descriptionLabel, rows: 3))\
            \(fields.select("source.kind", PaperWords.source, sources))\
            \(fields.select("language", PaperWords.writtenIn, languages, chosen: frame.language.rawValue))</div>
            """
    }
}

/// What stands about paper on others' pages.
struct PaperParts {
    let frame: Frame

    /// On the board: the list to print, and for the desk the papers.
    func tools(_ network: Network, _ query: Form) -> HTML {
        let viewer = frame.ask.viewer
        guard Policy.allows(.printList, viewer) else { return "" }
        let paper: HTML =
            Policy.allows(.issuePaper, viewer)
            ? "<a class=\"btn quiet\" href=\"/n/\(network.slug)/paper\">\(frame(PaperWords.title))</a>" : ""
        return """
            <a class="btn quiet" href="/n/\(network.slug)/needs/list?\(query.encoded)">\(frame(PaperWords.list))</a>\(paper)
            """
    }
}
