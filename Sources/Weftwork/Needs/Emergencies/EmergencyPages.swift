internal import Database

/// Pages of emergencies: all of them, and one with its whole story.
struct EmergencyPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var parts: EmergencyParts { EmergencyParts(frame: frame, slug: network.slug) }
    private var isLead: Bool { Policy.allows(.editEmergency, frame.ask.viewer) }
    var fields: Fields { Fields(frame, form, problems) }

    func list(_ emergencies: [Emergency]) -> HTML {
        let cards = emergencies.map { one -> HTML in
            """
            <article class="card" data-item><div class="row spread"><span class="row">\(parts.phase(one.phase))</span>\
            <span class="small">\(frame(EmergencyWords.since(one.phaseAt)))</span></div>\
            <h2>\(parts.link(one.tie))</h2><p class="small">\(frame(EmergencyWords.name(of: one.kind))) · \
            \(frame(EmergencyWords.name(of: one.level))) · \(parts.areas(one))</p></article>
            """
        }
        let open: HTML =
            isLead
            ? """
            <a class="btn main" href="/n/\(network.slug)/emergencies/new">\(frame.icon("plus"))\(frame(EmergencyWords.open))</a>
            """ : ""
        let empty: HTML = "<p class=\"empty\">\(frame(EmergencyWords.none))</p>"
        return frame.page(
            EmergencyWords.title, area: .network,
            """
            <div class="head"><h1>\(frame(EmergencyWords.title))</h1>\(open)</div><p>\(frame(EmergencyWords.about))</p>\
            <div class="grid">\(cards)</div>\(empty, if: cards.isEmpty)
            """)
    }

    func show(_ story: EmergencyStory) -> HTML {
        let one = story.emergency
        let review: HTML = one.phase == .closed || isLead ? reviewCard(story) : ""
        return frame.page(
            .verbatim(one.name), area: .network,
            """
            <div class="two"><div class="stack"><div class="row">\(parts.phase(one.phase))\
            <span class="small">\(frame(EmergencyWords.since(one.phaseAt)))</span></div>\
            <h1>\(frame.said(one.name))</h1><p class="small">\(frame(EmergencyWords.hint(one.phase)))</p>\(fields.summary)\
            \(adviceCard(one), if: one.phase != .closed)\(figuresCard(story))\(review)\(adviceCard(one), if: one.phase == .closed)</div>\
            <aside class="stack">\(moveCard(one))\(factsCard(story))\(stepsCard(story))</aside></div>
            """)
    }

    private func adviceCard(_ one: Emergency) -> HTML {
        let advice = parts.advice(one)
        guard !advice.isEmpty else { return "" }
        return """
            <section class="card main-thing"><h2>\(frame.icon("shield"))\(frame(EmergencyWords.advice))</h2>\(advice)</section>
            """
    }

    private func figuresCard(_ story: EmergencyStory) -> HTML {
        let one = story.emergency
        let frozen = story.review?.figures, figures = frozen ?? story.figures
        let heading = story.review?.closedAt.map(EmergencyWords.figuresOf) ?? EmergencyWords.figures
        let details: HTML = frozen == nil ? "" : frozenParts(figures)
        return """
            <section class="card"><h2>\(frame(heading))</h2>\(facts(figures))\(details)\
            <p class="row"><a class="btn" href="\(parts.board(one))">\(frame.icon("needs"))\(frame(EmergencyWords.toBoard))</a>\
            <a class="btn quiet" href="\(parts.board(one, csv: true))" download>\(frame.icon("download"))\(frame(EmergencyWords.csv))</a></p>\
            </section>
            """
    }

    private func facts(_ figures: EmergencyFigures) -> HTML {
        let all = figures.all
        var rows: [(Text, Text)] = [
            (EmergencyWords.asked, .verbatim("\(all.asked)")), (EmergencyWords.openNeeds, .verbatim("\(all.open)")),
            (EmergencyWords.met, .verbatim("\(all.met)")), (EmergencyWords.unmet, .verbatim("\(all.unmet)")),
        ]
        if all.handedOver > 0 { rows.append((EmergencyWords.handedOver, .verbatim("\(all.handedOver)"))) }
        if all.other > 0 { rows.append((EmergencyWords.other, .verbatim("\(all.other)"))) }
        let median = figures.medianAnswer.map { Text(zh: "\(span: $0)", en: "\(span: $0)") }
        rows.append((EmergencyWords.medianAnswer, median ?? EmergencyWords.noAnswerYet))
        rows.append((EmergencyWords.inTime, EmergencyWords.share(figures.inTime, of: figures.answered)))
        let shown = rows.map { "<dt>\(frame($0.0))</dt><dd>\(frame($0.1))</dd>" as HTML }
        return "<dl class=\"facts end num\">\(shown)</dl>"
    }

    /// What only the figures of the end tell: by category, what arrived, who took part.
    private func frozenParts(_ figures: EmergencyFigures) -> HTML {
        let heads = [
            EmergencyWords.category, EmergencyWords.asked, EmergencyWords.met, EmergencyWords.unmet,
            EmergencyWords.handedOver, EmergencyWords.other,
        ]
        let rows = Need.Category.allCases.compactMap { category -> HTML? in
            guard let tally = figures.categories[category.rawValue] else { return nil }
            let cells = zip(heads.dropFirst(), [tally.asked, tally.met, tally.unmet, tally.handedOver, tally.other])
                .map { "<td role=\"cell\" class=\"num\" data-label=\"\(frame($0))\">\($1)</td>" as HTML }
            return """
                <tr role="row"><th scope="row" role="rowheader">\(frame(NeedWords.name(of: category)))</th>\(cells)</tr>
                """
        }
        let head = heads.map { "<th scope=\"col\">\(frame($0))</th>" as HTML }
        let table: HTML =
            rows.isEmpty
            ? ""
            : "<table class=\"data\" role=\"table\"><thead><tr role=\"row\">\(head)</tr></thead><tbody>\(rows)</tbody></table>"
        return """
            \(table)\(arrived(figures))<dl class="facts end num"><dt>\(frame(EmergencyWords.shifts))</dt><dd>\(figures.shifts)</dd>\
            <dt>\(frame(EmergencyWords.people))</dt><dd>\(figures.people)</dd></dl>
            """
    }

    private func arrived(_ figures: EmergencyFigures) -> HTML {
        guard !figures.delivered.isEmpty || figures.otherDeliveries > 0 else { return "" }
        let rows = figures.delivered.map { one -> HTML in
            "<dt>\(frame.said(one.item))</dt><dd>\(frame.said(Format.amount(one.quantity, one.unit)))</dd>"
        }
        let others: HTML =
            figures.otherDeliveries > 0
            ? "<p class=\"small\">\(frame(EmergencyWords.otherDeliveries(figures.otherDeliveries)))</p>" : ""
        return "<h3>\(frame(EmergencyWords.arrived))</h3><dl class=\"facts end num\">\(rows)</dl>\(others)"
    }

    // MARK: The review

    private func reviewCard(_ story: EmergencyStory) -> HTML {
        let review = story.review
        func words(_ heading: Text, _ text: String) -> HTML {
            let said: HTML =
                text.isEmpty
                ? "<p class=\"small\">\(frame(EmergencyWords.notWritten))</p>"
                : "<p class=\"prose\">\(frame.said(text))</p>"
            return "<h3>\(frame(heading))</h3>\(said)"
        }
        let own = fields.of("review")
        let write: HTML =
            isLead
            ? own.folded(
                EmergencyWords.write,
                """
                <form method="post" action="\(parts.path(story.emergency.id))/review" class="stack">\(own.hidden)\
                <input type="hidden" name="written_at" value="\(review?.writtenAt ?? 0)">\
                \(own.area("wentWell", EmergencyWords.wentWell, rows: 5, who: AskWords.seenByAll, value: review?.wentWell))\
                \(own.area("toChange", EmergencyWords.toChange, rows: 5, who: AskWords.seenByAll, value: review?.toChange))\
                \(own.button(EmergencyWords.save))</form>
                """) : ""
        return """
            <section class="card" id="review"><h2>\(frame(EmergencyWords.review))</h2>\
            \(words(EmergencyWords.wentWell, review?.wentWell ?? ""))\(words(EmergencyWords.toChange, review?.toChange ?? ""))\
            \(unmet(story))\(went(story))\(write)</section>
            """
    }

    private func unmet(_ story: EmergencyStory) -> HTML {
        guard !story.unmet.isEmpty else { return "" }
        let rows = story.unmet.map { one -> HTML in
            let why: HTML =
                one.why.flatMap { StoryWords.line(for: $0, names: [:]) }
                .map { "<br><small>\(frame.said(frame($0)))</small>" } ?? ""
            return "<li>\(needLink(one.need))\(why)</li>"
        }
        return "<h3>\(frame(EmergencyWords.unmet))</h3><ul class=\"stack tight\">\(rows)</ul>"
    }

    private func went(_ story: EmergencyStory) -> HTML {
        guard !story.destinations.isEmpty else { return "" }
        func place(_ tie: EmergencyTie?) -> Text { tie.map { .verbatim($0.name) } ?? EmergencyWords.toEveryday }
        let counts = story.destinations.map { one -> HTML in
            "<li>\(frame.said(frame(EmergencyWords.went(one.count, place(one.into)))))</li>"
        }
        let rows = story.handedOver.map { one -> HTML in
            "<li>\(needLink(one.need)) · <small>\(frame.said(frame(place(one.into))))</small></li>"
        }
        return """
            <h3>\(frame(EmergencyWords.wentTo))</h3><ul>\(counts)</ul><ul class="stack tight">\(rows)</ul>
            """
    }

    private func needLink(_ view: NeedView) -> HTML {
        "<a href=\"/n/\(network.slug)/needs/\(view.id)\">\(NeedParts(frame).title(view))</a> \(NeedParts(frame).state(view.state))"
    }

    // MARK: Beside it

    private func moveCard(_ one: Emergency) -> HTML {
        guard isLead, one.phase != .closed else { return "" }
        let buttons = EmergencyRules.next(one.phase).map { phase -> HTML in
            if phase == .closed {
                return """
                    <a class="btn" href="\(parts.path(one.id))/close">\(frame(EmergencyWords.begin(phase)))</a>
                    """
            }
            return """
                <form method="post" action="\(parts.path(one.id))/phase">\(frame.hidden)\
                <button class="btn main" name="phase" value="\(phase.rawValue)">\(frame(EmergencyWords.begin(phase)))</button></form>
                """
        }
        return """
            <section class="card"><h2>\(frame(EmergencyWords.move))</h2><div class="row">\(buttons)</div>\
            <p><a class="btn quiet" href="\(parts.path(one.id))/edit">\(frame(EmergencyWords.edit))</a></p></section>
            """
    }

    private func factsCard(_ story: EmergencyStory) -> HTML {
        let one = story.emergency
        let lead: HTML =
            story.names[one.leadID].map { "<dt>\(frame(EmergencyWords.lead))</dt><dd>\($0)</dd>" } ?? ""
        return """
            <section class="card"><dl class="facts"><dt>\(frame(EmergencyWords.kind))</dt>\
            <dd>\(frame(EmergencyWords.name(of: one.kind)))</dd><dt>\(frame(EmergencyWords.level))</dt>\
            <dd>\(frame(EmergencyWords.name(of: one.level)))</dd><dt>\(frame(EmergencyWords.area))</dt><dd>\(parts.areas(one))</dd>\
            \(lead)</dl></section>
            """
    }

    private func stepsCard(_ story: EmergencyStory) -> HTML {
        let rows = story.steps.reversed().map { step -> HTML in
            let who: HTML = step.byID.flatMap { story.names[$0] }.map { "\($0) · " } ?? ""
            return """
                <li><div>\(frame(EmergencyWords.name(of: step.phase)))<br><small>\(who)\(frame.moment(step.at))</small></div></li>
                """
        }
        return
            "<section class=\"card\"><h2>\(frame(EmergencyWords.steps))</h2><ol class=\"story\">\(rows)</ol></section>"
    }
}
