internal import Database

/// Pages about matters among people.
struct MatterPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    private var toast: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    // MARK: Lists

    func list(mine: [Matter], open: [Matter], names: [ID: String]) -> HTML {
        frame.page(
            MatterWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(MatterWords.title))</h1>\
            <p class="row"><a class="btn" href="\(root)/report">\(frame(MatterWords.report))</a></p>\
            <section class="card"><h2>\(frame(MatterWords.open))</h2>\(rows(open, names))</section>\
            <section class="card"><h2>\(frame(MatterWords.mine))</h2>\(rows(mine, names))</section></div>
            """)
    }

    private func rows(_ matters: [Matter], _ names: [ID: String]) -> HTML {
        guard !matters.isEmpty else { return "<p class=\"small\">\(frame(MatterWords.none))</p>" }
        let lines = matters.map { matter -> HTML in
            let owner = names[matter.ownerID] ?? ""
            return """
                <li class="line"><span><a href="\(root)/matters/\(matter.id)"><strong>\(frame(MatterWords.name(of: matter.kind)))</strong></a> \
                <small>\(frame(MemberWords.label(MatterWords.owner)))\(frame.said(owner))</small></span>\(state(matter))</li>
                """
        }
        return "<ul class=\"lines\">\(lines)</ul>"
    }

    private func state(_ matter: Matter) -> HTML {
        if let outcome = matter.outcome {
            return "<span class=\"badge\">\(frame(MatterWords.name(of: outcome)))</span>"
        }
        return "<small>\(frame.ago(matter.openedAt))</small>"
    }

    // MARK: One

    func matter(_ reading: MatterReading, leads: [Member], _ form: Form = Form(), _ problems: [FieldProblem] = [])
        -> HTML
    {
        let matter = reading.matter, fields = Fields(frame, form, problems)
        let title = MatterWords.name(of: matter.kind)
        let clock: HTML = reading.clock.map { frame.clock(due: $0.dueAt, start: $0.startedAt) } ?? state(matter)
        var facts: HTML = fact(MatterWords.owner, reading.names[matter.ownerID])
        facts += fact(MatterWords.openedBy, matter.openedByID.flatMap { reading.names[$0] } ?? reading.applicantName)
        facts += fact(MatterWords.inNameOf, reading.organisationName)
        let appealed = matter.kind == .textAppeal ? ModerationWords.hiddenBecause : SafetyWords.appealedFrom
        facts += fact(appealed, reading.appealedReason.map { frame($0) })
        facts += fact(MatterWords.about, matter.aboutID.flatMap { reading.names[$0] })
        facts += subject(reading)
        let notes = reading.notes.map { note -> HTML in
            """
            <li><strong>\(frame.said(note.byName ?? ""))</strong> <small>\(frame.ago(note.at))</small>\
            <p class="prose">\(frame.said(note.words))</p></li>
            """
        }
        return frame.page(
            title, area: .network,
            """
            <div class="stack narrow"><div class="head"><h1>\(frame(title))</h1>\(clock)</div>\(toast)\(fields.summary)\
            <section class="card"><dl class="facts">\(facts)</dl>\
            <p class="prose">\(reading.words.map(frame.said) ?? "\(frame(MatterWords.shredded))")</p>\
            <ul class="stack">\(notes)</ul>\
            <span class="who">\(frame.icon("eye"))\(frame(MatterWords.who(matter.kind)))</span>\
            </section>\(MediationParts(frame: frame, path: path(matter)).card(reading, fields))\(matter.isOpen ? acts(reading, leads, fields) : "")\
            \(ReadParts.card(ReadWords.matter, reading.readers, frame))</div>
            """)
    }

    /// What it is about besides people: a text, an export.
    private func subject(_ reading: MatterReading) -> HTML {
        if reading.matter.kind == .privateExport {
            let name = MatterWords.name(of: .privateExport)
            return
                "<dt>\(frame(MatterWords.about))</dt><dd><a href=\"\(root)/exports/\(reading.matter.id)\">\(frame(name))</a></dd>"
        }
        guard let text = reading.text else { return "" }
        let link = ModerationPages(frame: frame, network: network).link(text.place)
        let words: HTML = text.words.map { "<p class=\"prose\">\(frame.said($0))</p>" } ?? ""
        return "<dt>\(frame(ModerationWords.about))</dt><dd>\(link)\(words)</dd>"
    }

    private func fact(_ name: Text, _ value: String?) -> HTML {
        guard let value, !value.isEmpty else { return "" }
        return "<dt>\(frame(name))</dt><dd>\(frame.said(value))</dd>"
    }

    private func acts(_ reading: MatterReading, _ leads: [Member], _ fields: Fields) -> HTML {
        let matter = reading.matter
        let me = frame.ask.viewer.member?.id, isOwner = matter.ownerID == me
        let say = fields.of("say"), close = fields.of("close"), pass = fields.of("pass")
        var html: HTML = neutral(matter)
        html += """
            <section class="card"><form method="post" action="\(path(matter))/notes" class="stack">\(say.hidden)\
            \(say.area("words", MatterWords.say, isRequired: true))\(say.button(MatterWords.send))</form></section>
            """
        if isOwner {
            html += "<section class=\"card\"><h2>\(frame(MatterWords.close))</h2>\(closing(reading, close))</section>"
        } else if matter.openedByID == me {
            html += "<section class=\"card\">\(close.folded(MatterWords.withdraw, withdrawal(matter, close)))</section>"
        }
        if reading.text?.place.kind.isUnsigned == true {
            html += isOwner ? passingUnnamed(matter) : ""
        } else if isOwner || Policy.allows(.assignMatter, frame.ask.viewer), matter.kind != .nameInText {
            let options = leads.filter {
                $0.id != matter.ownerID && $0.id != matter.aboutID && $0.id != matter.openedByID
            }
            .map { ($0.id.description, $0.name) }
            if !options.isEmpty {
                html +=
                    "<section class=\"card\">\(pass.folded(MatterWords.passOn, passing(matter, options, pass)))</section>"
            }
        }
        return html
    }

    private func path(_ matter: Matter) -> String { "\(root)/matters/\(matter.id)" }

    private func neutral(_ matter: Matter) -> HTML {
        guard matter.kind == .mediation else { return "" }
        guard matter.stage == .choosing else {
            return matter.stage == .signing ? "" : "<p class=\"note good\">\(frame(MatterWords.bothAccept))</p>"
        }
        let me = frame.ask.viewer.member?.id
        let hasAccepted = me == matter.openedByID ? matter.openerAccepts : matter.otherAccepts
        guard me == matter.openedByID || me == matter.aboutID, !hasAccepted else {
            return "<p class=\"note\">\(frame(MatterWords.waiting))</p>"
        }
        return """
            <section class="card"><p>\(frame(MatterWords.waiting))</p><form method="post" action="\(path(matter))/neutral" class="row">\
            \(frame.hidden)<button class="btn main" name="accepts" value="yes">\(frame(MatterWords.acceptNeutral))</button>\
            <button class="btn" name="accepts" value="no">\(frame(MatterWords.refuseNeutral))</button></form></section>
            """
    }

    private func closing(_ reading: MatterReading, _ fields: Fields) -> HTML {
        let matter = reading.matter
        let seen: HTML =
            reading.text?.seen.map { "<input type=\"hidden\" name=\"seen\" value=\"\($0)\">" } ?? ""
        let outcomes = MatterRules.outcomes(matter.kind).map { ($0.rawValue, frame(MatterWords.name(of: $0))) }
        let mayHide = matter.kind == .report || matter.kind == .heldPost
        let reason = mayHide ? ModerationWords.closingReason : MatterWords.reason
        return """
            <form method="post" action="\(path(matter))/close" class="stack">\(fields.hidden)\(seen)\
            \(fields.choice("outcome", MatterWords.outcome, outcomes))\
            \(fields.area("words", reason, isRequired: true))\(fields.button(MatterWords.close))</form>
            """
    }

    private func withdrawal(_ matter: Matter, _ fields: Fields) -> HTML {
        """
        <form method="post" action="\(path(matter))/close" class="stack">\(fields.hidden)\
        <input type="hidden" name="outcome" value="\(Matter.Outcome.withdrawn.rawValue)">\
        \(fields.area("words", MatterWords.words, isRequired: true))\(fields.button(MatterWords.withdraw))</form>
        """
    }

    private func passing(_ matter: Matter, _ options: [(String, String)], _ fields: Fields) -> HTML {
        """
        <form method="post" action="\(path(matter))/owner" class="stack">\(fields.hidden)\
        \(fields.select("to", MatterWords.to, options))\(fields.button(MatterWords.passOn))</form>
        """
    }

    /// Where a choice of names would tell whose text it is.
    private func passingUnnamed(_ matter: Matter) -> HTML {
        """
        <section class="card"><form method="post" action="\(path(matter))/owner" class="stack">\(frame.hidden)\
        <p class="small">\(frame(MatterWords.passHint))</p>\
        <button class="btn">\(frame(MatterWords.passOn))</button></form></section>
        """
    }

    // MARK: Opening

    /// A report: about something, or about a member.
    func report(
        about: Member?, _ compliance: ComplianceContact?, organisations: [(id: ID, name: String)],
        _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        var kinds: [Matter.Kind] = [.incident, .boughtVouch]
        if about != nil { kinds += [.mediation, .nameInText] }
        let options = kinds.map { kind in
            (
                kind.rawValue,
                "\(frame(MemberWords.label(MatterWords.name(of: kind))))\(frame(MatterWords.meaning(of: kind)))"
            )
        }
        let target: HTML =
            about.map {
                """
                <input type="hidden" name="about" value="\($0.id)"><p>\(frame(MemberWords.label(MatterWords.about)))\
                <strong>\(frame.said($0.name))</strong></p>
                """
            } ?? ""
        return frame.page(
            MatterWords.report, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(MatterWords.report))</h1><p>\(frame(MatterWords.reportHint))</p>\(compliance?.line(frame) ?? "")\(fields.summary)\
            <form method="post" action="\(root)/report" class="stack">\(frame.hidden)\(target)\
            <div class="list">\(fields.choice("kind", MatterWords.kind, options, chosen: Matter.Kind.incident.rawValue))</div>\
            \(inNameOf(organisations, fields))\
            \(fields.area("words", MatterWords.words, rows: 6, who: MatterWords.who, isRequired: true))\
            \(fields.button(MatterWords.send))</form></div>
            """)
    }

    /// For those who speak for an organisation.
    private func inNameOf(_ organisations: [(id: ID, name: String)], _ fields: Fields) -> HTML {
        guard !organisations.isEmpty else { return "" }
        let options = [("", frame(MatterWords.ownName))] + organisations.map { ($0.id.description, $0.name) }
        return fields.select("organisation", MatterWords.inNameOf, options)
    }
}

/// The outcome of a mediation in writing, on its page.
struct MediationParts {
    let frame: Frame
    let path: String

    func card(_ reading: MatterReading, _ fields: Fields) -> HTML {
        let matter = reading.matter
        guard matter.kind == .mediation else { return "" }
        let me = frame.ask.viewer.member?.id
        let isTalking = matter.stage == .talking || matter.stage == .signing
        let proposing: HTML = isTalking && matter.ownerID == me ? proposal(reading, fields.of("propose")) : ""
        let text: HTML = reading.agreement.map { shown($0, reading) } ?? ""
        guard !proposing.isEmpty || !text.isEmpty else { return "" }
        return """
            <section class="card stack" id="agreement"><h2>\(frame(MatterWords.agreement))</h2>\(text)\
            \(signing(reading, fields.of("missing")))\(proposing)</section>
            """
    }

    private func shown(_ agreement: MatterAgreement, _ reading: MatterReading) -> HTML {
        let matter = reading.matter
        let sides = [(matter.openedByID, agreement.openerSignedAt), (matter.aboutID, agreement.otherSignedAt)]
        let rows = sides.map { id, at -> HTML in
            let name = id.flatMap { reading.names[$0] } ?? ""
            return
                "<li>\(frame.said(frame(at.map { MatterWords.signed(name, $0) } ?? MatterWords.notSigned(name))))</li>"
        }
        return "<p class=\"prose\">\(frame.said(agreement.words))</p><ul>\(rows)</ul>"
    }

    /// What the two sides do about it.
    private func signing(_ reading: MatterReading, _ fields: Fields) -> HTML {
        let matter = reading.matter, me = frame.ask.viewer.member?.id
        guard matter.stage == .signing, let agreement = reading.agreement,
            me == matter.openedByID || me == matter.aboutID
        else { return "" }
        let missing = fields.folded(
            MatterWords.missing,
            """
            <form method="post" action="\(path)/missing" class="stack">\(fields.hidden)\
            \(fields.area("words", MatterWords.missing, isRequired: true))\
            <button class="btn">\(frame(MatterWords.sayMissing))</button></form>
            """)
        guard !agreement.isSigned(byOpener: me == matter.openedByID) else { return missing }
        return """
            <form method="post" action="\(path)/sign">\(frame.hidden)\
            <input type="hidden" name="agreement" value="\(agreement.id)">\
            <button class="btn main">\(frame(MatterWords.sign))</button></form>\(missing)
            """
    }

    private func proposal(_ reading: MatterReading, _ fields: Fields) -> HTML {
        """
        <form method="post" action="\(path)/agreement" class="stack">\(fields.hidden)\
        \(fields.area("words", MatterWords.propose, rows: 6, hint: MatterWords.proposeHint, isRequired: true,
            value: reading.agreement?.words))\
        <button class="btn main">\(frame(MatterWords.sendProposal))</button></form>
        """
    }
}
