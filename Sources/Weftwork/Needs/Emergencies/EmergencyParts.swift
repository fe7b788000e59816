internal import Database

/// Pieces about emergencies that other pages show.
struct EmergencyParts {
    let frame: Frame
    let slug: String

    func path(_ id: ID) -> String { "/n/\(slug)/emergencies/\(id)" }

    func phase(_ phase: Emergency.Phase) -> HTML {
        let kind =
            switch phase {
            case .standby: "info"
            case .active: "critical"
            case .windingDown: "warn"
            case .closed: "good"
            }
        let mark: HTML = phase == .closed ? frame.icon("check") : frame.icon("alert")
        return "<span class=\"badge \(kind)\">\(mark)\(frame(EmergencyWords.name(of: phase)))</span>"
    }

    /// The name as a link to its page.
    func link(_ tie: EmergencyTie) -> HTML { "<a href=\"\(path(tie.id))\">\(frame.said(tie.name))</a>" }

    /// Where its needs are found: on the board, in every state once it is over.
    func board(_ emergency: Emergency, csv: Bool = false) -> String {
        let states = Need.State.allCases.map(\.rawValue).joined(separator: ",")
        let all = emergency.phase == .closed && !csv ? "&state=\(Form.encode(states))" : ""
        return "/n/\(slug)/needs\(csv ? ".csv" : "")?emergency=\(emergency.id)\(all)"
    }

    /// The advice of those that go on, folded: what one must know before anything else.
    func pinned(_ emergencies: [Emergency]) -> HTML {
        let pieces = emergencies.map { one -> HTML in
            """
            <details class="note warn"><summary>\(frame.icon("alert"))<strong>\(frame.said(one.name))</strong> · \
            \(frame(EmergencyWords.advice))</summary>\(advice(one))<p>\(pageLink(one))</p></details>
            """
        }
        return "\(pieces)"
    }

    /// On her page: to which one her need belongs, what to do and whom to call; of one that is over its name alone.
    func hers(_ emergency: Emergency?) -> HTML {
        guard let emergency else { return "" }
        let name: HTML =
            "<p>\(frame(EmergencyWords.partOf)) \(link(emergency.tie)) \(phase(emergency.phase))</p>"
        return emergency.phase == .closed ? name : "\(name)\(pinned([emergency]))"
    }

    /// What could not be met ends in nobody's nothing: the numbers of the emergency, of the city, of those who run this.
    func elsewhere(_ emergency: Emergency?, contact: String) -> HTML {
        var rows = (emergency?.hotlines ?? []).map {
            "<li>\(frame.said($0.name)) <span class=\"num\">\($0.number)</span></li>" as HTML
        }
        rows.append("<li>\(frame(EmergencyWords.cityLine))</li>")
        if !contact.isEmpty { rows.append("<li>\(frame.said(frame(EmergencyWords.ownLine(contact))))</li>") }
        return """
            <section class="card" id="elsewhere"><h2>\(frame(EmergencyWords.elsewhere))</h2><ul class="stack">\(rows)</ul></section>
            """
    }

    /// The banner of a network's page.
    func banner(_ emergencies: [Emergency]) -> HTML {
        let pieces = emergencies.map { one -> HTML in
            """
            <section class="note critical"><h2>\(frame.icon("alert"))\(link(one.tie))</h2>\
            <p class="small">\(frame(EmergencyWords.name(of: one.kind))) · \(frame(EmergencyWords.since(one.phaseAt))) · \(areas(one))</p>\
            \(advice(one))</section>
            """
        }
        return "\(pieces)"
    }

    func areas(_ emergency: Emergency) -> HTML {
        guard !emergency.areas.isEmpty else { return "\(frame(EmergencyWords.everywhere))" }
        let names = emergency.areas.map { $0.shown(in: frame.language).parts.joined(separator: " ") }
        return frame.said(names.joined(separator: frame(SiteWords.listComma)))
    }

    /// What to do, and whom to call.
    func advice(_ emergency: Emergency) -> HTML {
        let text = emergency.advice(in: frame.language)
        let words: HTML = text.isEmpty ? "" : "<p class=\"prose\">\(frame.said(text))</p>"
        let numbers = emergency.hotlines.map { one -> HTML in
            let digits = one.number.filter { $0.isNumber || $0 == "+" }
            return
                "<li>\(frame.said(one.name)) <a class=\"btn\" href=\"tel:\(digits)\">\(frame.icon("phone"))\(one.number)</a></li>"
        }
        let list: HTML =
            numbers.isEmpty
            ? ""
            : "<p><strong>\(frame(EmergencyWords.hotlines))</strong></p><ul class=\"plain stack tight\">\(numbers)</ul>"
        return "\(words)\(list)"
    }

    private func pageLink(_ emergency: Emergency) -> HTML {
        "<a href=\"\(path(emergency.id))\">\(frame(EmergencyWords.toPage)) <span class=\"visually-hidden\">\(frame.said(emergency.name))</span></a>"
    }

    // MARK: Choosing one

    /// Which emergency a need in a form belongs to; nothing where none goes on. The one whose area holds the need's is chosen.
    func choice(_ fields: Fields, _ emergencies: [Emergency]) -> HTML {
        guard !emergencies.isEmpty else { return "" }
        let form = fields.form
        let typed = AreaPath(
            province: form["province"] ?? "", city: form["city"] ?? "", district: form["district"] ?? "")
        let covering = typed.parts.isEmpty ? nil : EmergencyRules.covering(typed, among: emergencies)
        let options =
            [(EmergencyRules.byArea, frame(EmergencyWords.byArea))]
            + emergencies.map { ($0.id.description, $0.name) }
            + [(EmergencyRules.none, frame(EmergencyWords.everyday))]
        return fields.select(
            "emergency", EmergencyWords.belongsTo, options, chosen: covering?.id.description ?? EmergencyRules.byArea)
    }

    /// Which one a paper belongs to: as its batch says, where nobody chooses another.
    func choiceOfPaper(_ fields: Fields, _ emergencies: [Emergency]) -> HTML {
        guard !emergencies.isEmpty else { return "" }
        let only = emergencies.count == 1 ? emergencies.first : nil
        let options =
            [("", frame(PaperWords.emergencyOfPaper(only?.name)))]
            + emergencies.map { ($0.id.description, $0.name) }
            + [(EmergencyRules.none, frame(EmergencyWords.everyday))]
        return fields.select("emergency", EmergencyWords.belongsTo, options, chosen: "")
    }

    /// Which one a shift or a need of the desk belongs to.
    func choice(_ fields: Fields, _ emergencies: [Emergency], now: EmergencyTie?) -> HTML {
        guard !emergencies.isEmpty else { return "" }
        let options =
            [(EmergencyRules.none, frame(EmergencyWords.everyday))] + emergencies.map { ($0.id.description, $0.name) }
        return fields.select(
            "emergency", EmergencyWords.belongsTo, options, chosen: now?.id.description ?? EmergencyRules.none)
    }

    /// Which emergency alone a board shows, and the way out of it.
    func note(_ query: BoardQuery, _ emergencies: [Emergency], free: String) -> HTML {
        let words: Text
        if query.isEveryday {
            words = EmergencyWords.onlyEveryday
        } else if let id = query.emergency {
            words = emergencies.first { $0.id == id }.map { EmergencyWords.only($0.name) } ?? EmergencyWords.unknown
        } else {
            return ""
        }
        let page: HTML =
            query.emergency.map { "<a href=\"\(path($0))\">\(frame(EmergencyWords.toPage))</a>" } ?? ""
        return """
            <p class="row"><strong>\(frame.said(frame(words)))</strong>\(page)\
            <a href="\(free)">\(frame(EmergencyWords.all))</a></p>
            """
    }

    /// The card of a need's page: to which it belongs, and – for the desk – to which it shall.
    func card(_ need: Need, _ emergencies: [Emergency], path: String, back: HTML, _ fields: Fields, mayMove: Bool)
        -> HTML
    {
        let name: HTML = need.emergency.map { "<p>\(link($0))</p>" } ?? ""
        let own = fields.of("move")
        let move: HTML =
            mayMove && !emergencies.isEmpty
            ? """
            <form method="post" action="\(path)/actions" class="stack">\(own.hidden)\
            <input type="hidden" name="action" value="move">\(back)\(choice(own, emergencies, now: need.emergency))\
            <button class="btn">\(frame(EmergencyWords.moveNeed))</button></form>
            """ : ""
        guard need.emergency != nil || !move.isEmpty else { return "" }
        return "<section class=\"card\" id=\"emergency\"><h2>\(frame(EmergencyWords.one))</h2>\(name)\(move)</section>"
    }
}
