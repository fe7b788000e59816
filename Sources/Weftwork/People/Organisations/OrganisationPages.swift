internal import Database

/// Pages of organisations.
struct OrganisationPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)/organisations" }
    private var toast: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    func list(
        _ all: [(organisation: ID, name: String, members: Int, hidden: String?)], _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        let rows = all.map { line -> HTML in
            let name = line.hidden.map { frame(ModerationWords.stub($0)) } ?? line.name
            return """
                <li class="line"><a href="\(root)/\(line.organisation)"><strong>\(frame.said(name))</strong></a>\
                <small>\(frame(OrganisationWords.members(line.members)))</small></li>
                """
        }
        let known: HTML =
            rows.isEmpty ? "<p>\(frame(OrganisationWords.none))</p>" : "<ul class=\"card lines\">\(rows)</ul>"
        return frame.page(
            OrganisationWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(OrganisationWords.title))</h1>\(toast)\(fields.summary)\
            \(known)\
            <section class="card"><form method="post" action="\(root)" class="stack">\(frame.hidden)\
            \(fields.text("organisation", OrganisationWords.belong, hint: OrganisationWords.belongHint,
                value: frame.ask.viewer.member?.organisation))\(fields.button(MemberWords.save))</form></section></div>
            """)
    }

    func one(_ reading: OrganisationReading, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let organisation = reading.organisation, fields = Fields(frame, form, problems)
        let path = "\(root)/\(organisation.id)", texts = ModerationPages(frame: frame, network: network)
        let place = TextPlace(kind: .organisation, id: organisation.id)
        let isKept = reading.hidden != nil && !reading.isMine
        let name = isKept ? frame(OrganisationWords.title) : organisation.name
        let card: HTML =
            isKept ? "" : "<section class=\"card\"><dl class=\"facts\">\(facts(organisation))</dl></section>"
        let stub: HTML = reading.hidden.map { texts.stub($0, place, isAuthor: reading.isMine) } ?? ""
        let claim: HTML =
            reading.mayClaim
            ? "<form method=\"post\" action=\"\(path)/claim\">\(frame.hidden)<button class=\"btn main\">\(frame(OrganisationWords.claim))</button></form>"
            : ""
        let members = reading.members.map {
            "<li><a href=\"/n/\(network.slug)/members/\($0.id)\">\(frame.said($0.name))</a></li>" as HTML
        }
        return frame.page(
            .verbatim(name), area: .network,
            """
            <div class="stack narrow"><h1>\(frame.said(name))</h1>\(toast)\(fields.summary)\(stub)\
            \(card)\
            <section class="card"><h2>\(frame(OrganisationWords.speakers))</h2>\(speakers(reading, path))\(claim)</section>\
            <section class="card"><h2>\(frame(OrganisationWords.theirMembers))</h2><ul>\(members)</ul></section>\
            \(reading.isMine ? editing(reading, path, fields.of("edit"), fields.of("delegate")) : "")\
            \(reading.isMine ? "" : texts.tools(place, isHidden: reading.hidden != nil))</div>
            """)
    }

    private func facts(_ organisation: Organisation) -> HTML {
        func fact(_ name: Text, _ value: HTML?) -> HTML {
            value.map { "<dt>\(frame(name))</dt><dd>\($0)</dd>" } ?? ""
        }
        func said(_ text: String) -> HTML? { text.isEmpty ? nil : frame.said(text) }
        return fact(OrganisationWords.nameEnglish, said(organisation.nameEnglish))
            + fact(OrganisationWords.sector, organisation.sector.map { "\(frame(OrganisationWords.name(of: $0)))" })
            + fact(OrganisationWords.size, organisation.size.map { "\(frame(OrganisationWords.name(of: $0)))" })
            + fact(OrganisationWords.regions, said(organisation.regions))
            + fact(OrganisationWords.website, said(organisation.website))
    }

    private func speakers(_ reading: OrganisationReading, _ path: String) -> HTML {
        guard !reading.speakers.isEmpty else { return "<p class=\"small\">\(frame(OrganisationWords.noSpeaker))</p>" }
        let rows = reading.speakers.map { speaker -> HTML in
            let part = speaker.part == .representative ? OrganisationWords.representative : OrganisationWords.delegate
            let member = reading.members.first { $0.personID == speaker.personID }
            let remove: HTML =
                member.map { member in
                    reading.isMine
                        ? """
                        <form method="post" action="\(path)/delegates">\(frame.hidden)\
                        <input type="hidden" name="member" value="\(member.id)"><input type="hidden" name="on" value="0">\
                        <button class="btn">\(frame(OrganisationWords.remove))</button></form>
                        """ : ""
                } ?? ""
            return """
                <li class="line"><span><strong>\(frame.said(speaker.name))</strong> <span class="badge">\(frame(part))</span></span>\(remove)</li>
                """
        }
        return "<ul class=\"lines\">\(rows)</ul>"
    }

    private func editing(
        _ reading: OrganisationReading, _ path: String, _ fields: Fields, _ delegate: Fields
    ) -> HTML {
        let organisation = reading.organisation
        let sectors = [("", "–")] + Sector.allCases.map { ($0.rawValue, frame(OrganisationWords.name(of: $0))) }
        let sizes = [("", "–")] + Size.allCases.map { ($0.rawValue, frame(OrganisationWords.name(of: $0))) }
        let others = reading.members.filter { member in !reading.speakers.contains { $0.personID == member.personID } }
            .map { ($0.id.description, $0.name) }
        let form: HTML = """
            <form method="post" action="\(path)" class="stack">\(fields.hidden)\
            \(fields.text("name", OrganisationWords.name, hint: OrganisationWords.nameHint, isRequired: true, value: organisation.name))\
            \(fields.text("nameEnglish", OrganisationWords.nameEnglish, value: organisation.nameEnglish))\
            \(fields.select("sector", OrganisationWords.sector, sectors, chosen: organisation.sector?.rawValue))\
            \(fields.select("size", OrganisationWords.size, sizes, chosen: organisation.size?.rawValue))\
            \(fields.text("regions", OrganisationWords.regions, value: organisation.regions))\
            \(fields.text("website", OrganisationWords.website, kind: "url", mode: "url", value: organisation.website))\
            \(fields.button(MemberWords.save))</form>
            """
        let naming: HTML =
            others.isEmpty
            ? ""
            : """
            <form method="post" action="\(path)/delegates" class="stack">\(delegate.hidden)<input type="hidden" name="on" value="1">\
            \(delegate.select("member", OrganisationWords.addDelegate, others))\(delegate.button(OrganisationWords.addDelegate))</form>
            """
        return "<section class=\"card\">\(fields.folded(OrganisationWords.edit, form))\(naming)</section>"
    }
}
