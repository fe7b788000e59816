internal import Database

/// What the page of a need and hers say of partner networks.
struct ReferralParts {
    let frame: Frame

    // MARK: For those who work on it

    func card(_ file: CaseFile, _ fields: Fields, path: String) -> HTML {
        let own = file.referrals
        let origin: HTML =
            own.origin.map { "<p>\(frame.said(frame(NeedReferralWords.cameFrom($0.network, $0.at))))</p>" } ?? ""
        let rows = own.items.map { "<li class=\"stack tight\">\(row($0))</li>" as HTML }
        let list: HTML = rows.isEmpty ? "" : "<ul class=\"stack\">\(rows)</ul>"
        let tools: HTML = own.open.map { out($0, file, fields, path) } ?? offer(own.partners, fields, path)
        if origin.isEmpty, list.isEmpty, tools.isEmpty { return "" }
        return """
            <section class="card" id="referral"><h2>\(frame(NeedReferralWords.title))</h2>\(origin)\(list)\(tools)</section>
            """
    }

    private func row(_ item: ReferralItem) -> HTML {
        let referral = item.referral
        let due: HTML =
            referral.state == .offered
            ? " \(frame.clock(due: referral.dueAt, start: referral.at))" : ""
        let consent: HTML =
            referral.state == .offered
            ? "<span class=\"small\">\(frame(NeedReferralWords.consent(referral)))</span>" : ""
        let reason: HTML =
            referral.paper.reason.isEmpty ? "" : "<span class=\"small\">\(frame.said(referral.paper.reason))</span>"
        let other: HTML =
            item.other.map {
                "<span class=\"small\">\(frame.said(frame(NeedReferralWords.there($0.ownerName)))) \(NeedParts(frame).state($0.state))</span>"
            } ?? ""
        return """
            <strong>\(frame.said(frame(NeedReferralWords.line(referral.state, item.partner.name))))\(due)</strong>\
            \(consent)\(reason)\(other)
            """
    }

    /// Offered and not answered: what can be done meanwhile.
    private func out(_ item: ReferralItem, _ file: CaseFile, _ fields: Fields, _ path: String) -> HTML {
        guard Policy.allows(.referNeed, frame.ask.viewer, ties: file.ties) else { return "" }
        let back = fields.of("refer-back"), phone = fields.of("refer-agreed")
        let agreed: HTML =
            item.referral.isAgreed
            ? ""
            : phone.folded(
                NeedReferralWords.writeDown,
                """
                <form method="post" action="\(path)/referrals/actions" class="stack">\(phone.hidden)\
                <input type="hidden" name="action" value="agreed">\
                \(phone.choice("answer", NeedReferralWords.whatSheSaid, wishes))\
                \(phone.text("agreed", NeedReferralWords.agreedWhen, isRequired: true))\
                <button class="btn">\(frame(SiteWords.save))</button></form>
                """)
        let takeBack = back.folded(
            NeedReferralWords.takeBack,
            """
            <form method="post" action="\(path)/referrals/actions" class="stack">\(back.hidden)\
            <input type="hidden" name="action" value="takeBack">\
            \(back.area("reason", CaseWords.reason, rows: 2, isRequired: true))\
            <button class="btn">\(frame(NeedReferralWords.takeBack))</button></form>
            """)
        return "<p class=\"small\">\(frame(NeedReferralWords.staysOurs))</p>\(agreed)\(takeBack)"
    }

    private var wishes: [(value: String, label: String)] {
        ReferralWish.allCases.map { ($0.rawValue, frame(NeedReferralWords.name(of: $0))) }
    }

    private func offer(_ partners: [Network], _ fields: Fields, _ path: String) -> HTML {
        guard !partners.isEmpty else { return "" }
        let own = fields.of("refer")
        let ways = ReferralRules.ways.map { ($0, frame(NeedReferralWords.way($0))) }
        return own.folded(
            NeedReferralWords.refer,
            """
            <p class="small">\(frame(NeedReferralWords.hint))</p>\
            <form method="post" action="\(path)/referrals" class="stack">\(own.hidden)\
            \(own.select("to", NeedReferralWords.to, partners.map { ($0.slug, $0.name) }))\
            \(own.area("note", NeedReferralWords.note, rows: 2, hint: NeedReferralWords.noteHint))\
            \(own.choice("consent", NeedReferralWords.doesSheAgree, ways, chosen: "ask"))\
            \(own.text("agreed", NeedReferralWords.agreedWhen))\
            <button class="btn main">\(frame(NeedReferralWords.refer))</button></form>
            """)
    }

    // MARK: For her

    /// What she is asked, how it stands, and where it goes on.
    func hers(_ file: CaseFile, _ fields: Fields) -> HTML {
        let own = file.referrals
        if let item = own.accepted {
            let name = item.other?.ownerName ?? ""
            let link: HTML =
                item.link.map {
                    "<p><a class=\"btn main\" href=\"\($0)\">\(frame(NeedReferralWords.goOnThere))\(frame.icon("arrow"))</a></p>"
                } ?? ""
            let code: HTML =
                item.other.map {
                    "<p class=\"small\">\(frame(TrackWords.code)): <span class=\"num\">\($0.code)</span></p>"
                } ?? ""
            return section(
                "<p><strong>\(frame.said(frame(NeedReferralWords.accepted(item.partner.name, name))))</strong></p>\(link)\(code)"
            )
        }
        guard let item = own.open else { return "" }
        let words = NeedReferralWords.offered(item.partner.name, isAsked: !item.referral.isAgreed)
        return section("<p>\(frame.said(frame(words)))</p>\(item.referral.isAgreed ? "" : ask(file, fields))")
    }

    private func section(_ content: HTML) -> HTML {
        """
        <section class="card main-thing" id="referral"><h2>\(frame(NeedReferralWords.title))</h2>\(content)</section>
        """
    }

    private func ask(_ file: CaseFile, _ fields: Fields) -> HTML {
        guard Policy.allows(.agreeToReferral, frame.ask.viewer, ties: file.ties) else { return "" }
        let own = fields.of("referral")
        return """
            <p class="small">\(frame(NeedReferralWords.whatGoes))</p>\
            <form method="post" action="/t/\(file.need.code)/referrals" class="stack">\(own.hidden)\
            \(own.button(NeedReferralWords.name(of: .yes), name: "answer", value: "yes"))\
            \(own.button(NeedReferralWords.name(of: .withoutAddress), kind: "", name: "answer", value: "withoutAddress"))\
            \(own.button(NeedReferralWords.name(of: .no), kind: "", name: "answer", value: "no"))</form>
            """
    }
}

/// Needs that partners offer to a network.
struct ReferredPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var fields: Fields { Fields(frame, form, problems) }

    func list(_ items: [OfferedReferral]) -> HTML {
        let waiting = items.filter { $0.referral.state == .offered }.map(card)
        let over = items.filter { $0.referral.state != .offered }.map(past)
        let empty: HTML = "<p class=\"empty\">\(frame(NeedReferralWords.noneOffered))</p>"
        let earlier: HTML =
            over.isEmpty
            ? ""
            : """
            <details class="more"><summary>\(frame(NeedReferralWords.earlier))</summary><ul class="stack">\(over)</ul></details>
            """
        let done: HTML = frame.ask.query["done"] == "1" ? frame.toast(CaseWords.done) : ""
        return frame.page(
            NeedReferralWords.offeredTitle, area: .network,
            """
            \(done)<div class="stack"><h1>\(frame(NeedReferralWords.offeredTitle))</h1>\
            <p>\(frame(NeedReferralWords.offeredHint))</p>\(fields.summary)\(waiting)\(empty, if: waiting.isEmpty)\(earlier)</div>
            """)
    }

    private func card(_ item: OfferedReferral) -> HTML {
        let referral = item.referral
        let owner: HTML =
            item.ownerName.map { "<p class=\"small\">\(frame(NeedReferralWords.reads($0)))</p>" } ?? ""
        let note: HTML = referral.paper.note.isEmpty ? "" : "<p class=\"prose\">\(frame.said(referral.paper.note))</p>"
        return """
            <section class="card" id="referral-\(referral.id)"><div class="row spread">\
            <h2>\(frame.said(frame(NeedReferralWords.from(item.from.name))))</h2>\
            \(frame.clock(due: referral.dueAt, start: referral.at))</div>\
            \(item.glimpse.map(glimpse) ?? "")\(note)<p class="small">\(frame(NeedReferralWords.seen(referral)))</p>\(owner)\
            \(answers(referral))</section>
            """
    }

    private func glimpse(_ glimpse: ReferralGlimpse) -> HTML {
        let parts = NeedParts(frame)
        let title: HTML = glimpse.title.map { "<p><strong>\(frame.said($0))</strong></p>" } ?? ""
        let words: HTML =
            glimpse.description.isEmpty ? "" : "<p class=\"prose\">\(frame.said(glimpse.description))</p>"
        let needed: HTML =
            glimpse.neededBy.map { "<p class=\"small\">\(frame(CaseWords.neededBy)): \(frame.moment($0))</p>" } ?? ""
        let lines: HTML =
            glimpse.lines.isEmpty
            ? "" : "<div class=\"lines\">\(glimpse.lines.map { parts.line($0) })</div>"
        return """
            <p class="row">\(parts.urgency(glimpse.urgency))<span>\(frame(NeedWords.name(of: glimpse.category)))</span>\
            \(parts.area(glimpse.area))</p>\(title)\(words)\(needed)\(lines)
            """
    }

    private func answers(_ referral: NeedReferral) -> HTML {
        guard Policy.allows(.answerReferral, frame.ask.viewer) else { return "" }
        let path = "/n/\(network.slug)/referred/\(referral.id)", own = fields.of("decline-\(referral.id)")
        let accept: HTML =
            referral.isAgreed
            ? """
            <form method="post" action="\(path)" class="stack">\(frame.hidden)<input type="hidden" name="action" value="accept">\
            <button class="btn main">\(frame(CaseWords.accept))</button></form>
            """ : ""
        return accept
            + own.folded(
                CaseWords.decline,
                """
                <form method="post" action="\(path)" class="stack">\(own.hidden)<input type="hidden" name="action" value="decline">\
                \(own.area("reason", CaseWords.reason, rows: 2, hint: NeedReferralWords.reasonHint, isRequired: true))\
                <button class="btn">\(frame(CaseWords.decline))</button></form>
                """)
    }

    private func past(_ item: OfferedReferral) -> HTML {
        let referral = item.referral
        let words = frame.said(frame(NeedReferralWords.line(referral.state, network.name)))
        let link: HTML =
            referral.otherID.map {
                " <a href=\"/n/\(network.slug)/needs/\($0)\">\(frame(NeedReferralWords.toNeed))</a>"
            } ?? ""
        return
            "<li>\(frame.said(item.from.name)): \(words)\(link) <small>\(frame.ago(referral.settledAt ?? referral.at))</small></li>"
    }
}
