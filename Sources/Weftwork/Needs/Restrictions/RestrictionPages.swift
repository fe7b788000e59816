internal import Database

/// The page of a network's restrictions, for everybody; and the permits that wait, for those who look at them.
struct RestrictionPages {
    let frame: Frame
    let network: Network
    let catalogue: Catalogue
    var form = Form()
    var problems: [FieldProblem] = []
    /// Those that a restriction can belong to.
    var emergencies: [Emergency] = []

    private var fields: Fields { Fields(frame, form, problems) }
    private var parts: RestrictionParts { RestrictionParts(frame: frame, slug: network.slug) }
    private var maySet: Bool { Policy.allows(.setRestriction, frame.ask.viewer) }

    func list(_ listed: [ListedRestriction]) -> HTML {
        let going = listed.filter { !$0.isOver }.map(item), past = listed.filter(\.isOver).map(item)
        let empty: HTML = "<p class=\"empty\">\(frame(RestrictionWords.none))</p>"
        let earlier: HTML =
            past.isEmpty
            ? ""
            : """
            <details class="more"><summary>\(frame(RestrictionWords.past))</summary><div class="stack">\(past)</div></details>
            """
        let waiting: HTML =
            Policy.allows(.decidePermit, frame.ask.viewer)
            ? "<p><a class=\"btn\" href=\"/n/\(network.slug)/permits\">\(frame(PermitWords.waiting))</a></p>" : ""
        return frame.page(
            RestrictionWords.title, area: .network,
            """
            <div class="stack"><h1>\(frame(RestrictionWords.title))</h1><p>\(frame(RestrictionWords.hint))</p>\(waiting)\
            \(fields.summary)\(going)\(empty, if: going.isEmpty)\(setForm)\(earlier)</div>
            """)
    }

    private func item(_ listed: ListedRestriction) -> HTML {
        let restriction = listed.restriction
        let state =
            listed.isOver
            ? RestrictionWords.over : listed.isInForce ? RestrictionWords.inForce : RestrictionWords.later
        let kind = listed.isOver ? "" : listed.isInForce ? "warn" : "info"
        let area = restriction.area.shown(in: frame.language).parts.joined(separator: " · ")
        let place: HTML = area.isEmpty ? "\(frame(RestrictionWords.everywhere))" : frame.said(area)
        let tie: HTML =
            restriction.emergency.map { " · \(EmergencyParts(frame: frame, slug: network.slug).link($0))" } ?? ""
        let note: HTML = restriction.note.isEmpty ? "" : "<p class=\"prose\">\(frame.said(restriction.note))</p>"
        return """
            <section class="card" id="restriction-\(restriction.id)"><div class="row spread">\
            <h2>\(frame.said(frame(RestrictionWords.what(restriction))))</h2><span class="badge \(kind)">\(frame(state))</span></div>\
            <p>\(frame.said(restriction.authority)) · \(place) · \(frame(RestrictionWords.span(restriction)))\(tie)</p>\
            \(parts.way(restriction))\(note)\(listed.isOver ? "" : tools(restriction))</section>
            """
    }

    private func tools(_ restriction: Restriction) -> HTML {
        guard maySet else { return "" }
        let own = fields.of("change-\(restriction.id)"), path = "/n/\(network.slug)/restrictions/\(restriction.id)"
        let change = own.folded(
            RestrictionWords.change,
            """
            <p class="small">\(frame(RestrictionWords.fixed))</p>\
            <form method="post" action="\(path)" class="stack">\(own.hidden)<input type="hidden" name="action" value="change">\
            \(own.text("until", RestrictionWords.until, kind: "datetime-local", value: restriction.until.map(Format.field)))\
            \(channel(own, restriction.channel))\(own.area("note", RestrictionWords.note, rows: 2, value: restriction.note))\
            <button class="btn">\(frame(SiteWords.save))</button></form>
            """)
        return """
            \(change)<form method="post" action="\(path)">\(frame.hidden)<input type="hidden" name="action" value="lift">\
            <button class="btn" aria-label="\(frame(RestrictionWords.liftOf(restriction.authority)))">\(frame(RestrictionWords.lift))</button></form>
            """
    }

    private func channel(_ own: Fields, _ channel: Restriction.Channel? = nil) -> HTML {
        """
        \(own.area("channel.words", RestrictionWords.channel, rows: 2, who: RestrictionWords.seenByAll, value: channel?.words))\
        \(own.text("channel.phone", RestrictionWords.phone, who: RestrictionWords.seenByAll, kind: "tel", mode: "tel",
            value: channel?.phone))\
        \(own.text("channel.link", RestrictionWords.link, who: RestrictionWords.seenByAll, kind: "url", mode: "url",
            value: channel?.link))
        """
    }

    private var setForm: HTML {
        guard maySet else { return "" }
        let own = fields.of("set")
        let categories = Need.Category.allCases.map { ($0.rawValue, frame(NeedWords.name(of: $0))) }
        let items = catalogue.items.map { ($0.id, $0.name(in: frame.language)) }
        return own.folded(
            RestrictionWords.set,
            """
            <p class="small">\(frame(RestrictionWords.fixed))</p>\
            <form method="post" action="/n/\(network.slug)/restrictions" class="stack">\(own.hidden)\
            \(own.text("authority", RestrictionWords.authority, who: RestrictionWords.seenByAll, isRequired: true))\
            \(boxes("categories", RestrictionWords.categories, categories, own))\
            <details class="more"><summary>\(frame(RestrictionWords.items))</summary>\
            \(boxes("items", RestrictionWords.items, items, own))</details>\
            \(own.text("area", RestrictionWords.area))\
            \(EmergencyParts(frame: frame, slug: network.slug).choice(own, emergencies, now: nil))\
            \(own.text("from", RestrictionWords.from, kind: "datetime-local"))\
            \(own.text("until", RestrictionWords.until, kind: "datetime-local"))\
            \(own.area("permit", RestrictionWords.permit, rows: 2, hint: RestrictionWords.permitHint,
                who: RestrictionWords.seenByAll))\
            \(channel(own))\(own.area("note", RestrictionWords.note, rows: 2, who: RestrictionWords.seenByAll))\
            <button class="btn main">\(frame(RestrictionWords.save))</button></form>
            """)
    }

    private func boxes(_ name: String, _ label: Text, _ options: [(String, String)], _ own: Fields) -> HTML {
        let chosen = Set(own.form.all(name))
        let rows = options.map { value, words -> HTML in
            """
            <label class="option"><input type="checkbox" name="\(name)" value="\(value)"\
            \(" checked", if: chosen.contains(value))><span>\(frame.said(words))</span></label>
            """
        }
        let problem: HTML =
            own.problems.first { $0.field == name }.map { "<span class=\"err\">\(frame($0.message))</span>" } ?? ""
        return """
            <fieldset class="group" id="f-set-\(name)"><legend>\(frame(label))</legend>\(problem)\(rows)</fieldset>
            """
    }

    // MARK: Permits that wait

    func waiting(_ permits: [WaitingPermit]) -> HTML {
        let rows = permits.map { waiting -> HTML in
            let permit = waiting.permit
            let by = waiting.statedBy.map(PermitWords.statedBy) ?? PermitWords.statedByHer
            let under: HTML =
                waiting.restriction.map { restriction in
                    "<p class=\"small\">\(frame.said(restriction.authority)) · \(frame.said(restriction.permit))</p>"
                } ?? ""
            return """
                <li class="card" id="permit-\(permit.id)"><h2><a href="/n/\(network.slug)/needs/\(permit.needID)#restrictions">\
                \(frame.said(waiting.title))</a></h2>\(under)\(parts.facts(permit, by: by, waiting.lines))\
                \(parts.decision(permit, [], isOpen: true, fields, back: "permits"))</li>
                """
        }
        let empty: HTML = "<p class=\"empty\">\(frame(PermitWords.noneWaiting))</p>"
        return frame.page(
            PermitWords.waiting, area: .queue,
            """
            <div class="stack"><h1>\(frame(PermitWords.waiting))</h1>\(fields.summary)<ul class="plain stack">\(rows)</ul>\
            \(empty, if: rows.isEmpty)</div>
            """)
    }
}
