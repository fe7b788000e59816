internal import Database

/// Pages of delivery slips: for whoever promised, and for the driver.
struct SlipPages {
    let frame: Frame

    // MARK: Whoever promised

    func own(
        _ claim: Claim, _ slips: [KeptSlip], slug: String, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        let rows = slips.map { row($0, slug) }
        let list: HTML =
            rows.isEmpty ? "<p class=\"small\">\(frame(SlipWords.none))</p>" : "<ul class=\"stack\">\(rows)</ul>"
        let making: HTML = """
            <section class="card"><form method="post" action="/n/\(slug)/claims/\(claim.id)/slips" class="stack">\(frame.hidden)\
            \(fields.text("name", SlipWords.name, isRequired: true))\
            \(fields.text("vehicle", SlipWords.vehicle, hint: SlipWords.vehicleHint, isRequired: true))\
            \(fields.text("hours", SlipWords.hours, mode: "numeric", isRequired: true, value: "12"))\
            \(fields.button(SlipWords.create))</form></section>
            """
        return frame.page(
            SlipWords.title, area: .needs,
            """
            <div class="stack narrow"><h1>\(frame(SlipWords.make))</h1><p>\(frame(SlipWords.hint))</p>\(fields.summary)\
            \(making, if: claim.state == .open)<section class="card"><h2>\(frame(SlipWords.mine))</h2>\(list)</section>\
            <p><a href="/n/\(slug)/needs/\(claim.needID)#claim-\(claim.id)">\(frame(SlipWords.toNeed))</a></p></div>
            """)
    }

    private func row(_ kept: KeptSlip, _ slug: String) -> HTML {
        let slip = kept.slip, link = "\(frame.publicURL)/slip/\(kept.code)"
        let kind = kept.isGood ? "good" : ""
        let state: HTML = "<span class=\"badge \(kind)\">\(frame(kept.isGood ? SlipWords.good : SlipWords.over))</span>"
        let use: HTML = """
            <p class="small">\(frame(SlipWords.passOn))</p>\(QRPicture.svg(link, label: frame(SlipWords.qrLabel)) ?? "")\
            <p class="small"><code>\(link)</code></p><form method="post" action="/n/\(slug)/slips/\(slip.id)/end">\(frame.hidden)\
            <button class="btn" aria-label="\(frame(SlipWords.endOf(slip.driver.name)))">\(frame(SlipWords.end))</button></form>
            """
        return """
            <li class="stack tight" id="slip-\(slip.id)"><div class="row spread"><strong>\(frame.said(slip.driver.name))</strong>\(state)</div>\
            <p class="small">\(frame.said(slip.driver.vehicle)) · \(frame(SlipWords.until(slip.until))) · \
            \(frame(SlipWords.openings(kept.openings.count)))</p>\(use, if: kept.isGood)</li>
            """
    }

    // MARK: The driver

    /// Before it is opened: programs that follow links of messages learn nothing.
    func closed(_ slip: Slip, _ network: Network, code: String) -> HTML {
        frame.page(
            SlipWords.title,
            """
            <div class="stack narrow"><h1>\(frame.said(frame(SlipWords.forDriver(slip.driver.name))))</h1>\
            <p>\(frame.said(network.name)) · \(frame.said(slip.driver.vehicle)) · \(frame(SlipWords.until(slip.until)))</p>\
            <p class="note">\(frame(SlipWords.openHint))</p>\
            <form method="post" action="/slip/\(code)">\(frame.hidden)\
            <button class="btn main">\(frame(SlipWords.open))</button></form></div>
            """)
    }

    func over() -> HTML {
        frame.page(
            SlipWords.title,
            """
            <div class="stack narrow"><h1>\(frame(SlipWords.title))</h1><p class="note critical">\(frame(SlipWords.isOver))</p></div>
            """)
    }

    func opened(_ open: OpenedSlip, code: String) -> HTML {
        let link = "\(frame.publicURL)/slip/\(code)", unit = open.line?.unit ?? ""
        let what = [open.line?.item ?? "", open.line?.specification ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        let place = [
            open.need.area.shown(in: frame.language).parts.joined(separator: " "), open.need.institution,
            open.part.address,
        ]
        .filter { !$0.isEmpty }
        let people = open.part.contacts.filter { !$0.phone.isEmpty }.map { contact -> HTML in
            """
            <li>\(frame.said(contact.name)) <a href="tel:\(contact.phone)">\(contact.phone)</a> \
            <small>\(frame.said(contact.hours ?? ""))</small></li>
            """
        }
        let missing: HTML = "\(frame(SlipWords.notSaid))"
        let phones: HTML = people.isEmpty ? missing : "<ul class=\"plain\">\(people)</ul>"
        return frame.page(
            SlipWords.title,
            """
            <link rel="stylesheet" href="\(frame.assets.path("paper.css"))">\
            <div class="stack narrow slip"><h1>\(frame.said(frame(SlipWords.forDriver(open.slip.driver.name))))</h1>\
            <p>\(frame.said(open.network.name)) · \(frame.said(open.slip.driver.vehicle)) · \
            \(frame(SlipWords.until(open.slip.until)))</p>\
            <dl class="facts"><dt>\(frame(SlipWords.bring))</dt>\
            <dd>\(frame.said(what)) · \(frame.said(Format.amount(open.claim.quantity, unit)))</dd>\
            <dt>\(frame(SlipWords.promisedBy))</dt><dd>\(frame.moment(open.claim.promisedBy))</dd>\
            <dt>\(frame(SlipWords.whereTo))</dt>\
            <dd>\(place.isEmpty ? missing : frame.said(place.joined(separator: " · ")))</dd>\
            <dt>\(frame(SlipWords.receiving))</dt><dd>\(open.part.receiving.map(frame.said) ?? missing)</dd>\
            <dt>\(frame(SlipWords.call))</dt><dd>\(phones)</dd>\
            <dt>\(frame(SlipWords.from))</dt><dd>\(frame.said(open.claimant))</dd></dl>\
            <h2>\(frame(SlipWords.code))</h2><p class="code">\(open.need.code)</p>\
            <h2>\(frame(SlipWords.word))</h2><p class="code">\(frame(open.checkWord))</p>\
            <p class="small">\(frame.icon("shield"))\(frame(TrackWords.neverPay))</p>\
            \(QRPicture.svg(link, label: frame(SlipWords.qrLabel)) ?? "")<p class="small">\(frame(SlipWords.print))</p></div>
            """)
    }
}

/// What stands on her page about drivers.
struct SlipParts {
    let frame: Frame

    func coming(_ file: CaseFile) -> HTML {
        guard !file.slips.isEmpty else { return "" }
        let rows = file.slips.map { slip -> HTML in
            let by = file.names[slip.memberID] ?? ""
            return """
                <li>\(frame.said(frame(SlipWords.comes(slip.driver, slip.until))))<br>\
                <small>\(frame.said(frame(SlipWords.sentBy(by))))</small></li>
                """
        }
        return """
            <section class="card main-thing"><h2>\(frame.icon("truck"))\(frame(SlipWords.whoComes))</h2><ul class="stack">\(rows)</ul>\
            <p class="small">\(frame(SlipWords.wordHint))</p></section>
            """
    }
}
