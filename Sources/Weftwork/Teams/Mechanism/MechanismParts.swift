internal import Database

/// What settings and figures say on the page of how a network works.
struct MechanismParts {
    let frame: Frame
    let network: Network

    /// Text as somebody wrote it: a line a paragraph, “- ” a list item. An address of this network's own on a line by itself leads
    /// there; others are read and not followed.
    func prose(_ text: String) -> HTML {
        var html: HTML = "", items: [HTML] = []
        func list() -> HTML { items.isEmpty ? "" : "<ul>\(items)</ul>" }
        for line in text.split(separator: "\n") where !line.allSatisfy(\.isWhitespace) {
            if line.hasPrefix("- ") {
                items.append("<li>\(frame.said(String(line.dropFirst(2))))</li>")
                continue
            }
            html += list()
            items = []
            let isOwn = line.hasPrefix("\(frame.publicURL)/n/\(network.slug)/") && !line.contains(where: \.isWhitespace)
            let own: HTML = "<a href=\"\(String(line))\">\(String(line))</a>"
            let shown: HTML = isOwn ? own : frame.said(String(line))
            html += "<p>\(shown)</p>"
        }
        return html + list()
    }

    /// What the settings say of one of the eight.
    func fact(_ part: MechanismPart, _ facts: MechanismFacts) -> Text? {
        let clocks = facts.settings.clocks
        func percent(_ step: Escalation) -> Int { Int(step.percent) }
        switch part {
        case .demand: return MechanismFactWords.demand(facts.openRoleCalls)
        case .trust: return MechanismFactWords.trust(facts.anchors, facts.anchorOrganisations)
        case .tiers: return MechanismFactWords.tiers
        case .responsibility:
            return MechanismFactWords.responsibility(
                percent(.reminded), percent(.backupTold), percent(.reassigned), percent(.red))
        case .spread: return MechanismFactWords.spread
        case .points: return MechanismFactWords.points
        case .answers:
            return MechanismFactWords.answers(
                clocks.length(of: .firstAnswer, urgency: .critical), clocks.length(of: .firstAnswer, urgency: .normal))
        case .pact:
            return facts.pact.map { MechanismFactWords.pact($0.version, $0.signed, $0.members) }
                ?? MechanismFactWords.noPact
        default: return nil
        }
    }

    // MARK: Settings

    func settings(_ facts: MechanismFacts) -> HTML {
        let desk = facts.settings.desk
        let limits = [
            MechanismFactWords.mostOpen(desk.mostOpen), MechanismFactWords.secondLook(desk.secondLook),
            MechanismFactWords.restAfter(desk.restAfter), MechanismFactWords.intake(facts.intakePerHour),
            MechanismFactWords.contactsKept(facts.retention[.contacts]),
        ].map { "<li>\(frame($0))</li>" as HTML }
        let separator = frame(MechanismWords.separator)
        let verifiers = MechanismFacts.verifiers.map { frame(PeopleWords.name(of: $0)) }.joined(separator: separator)
        let tiers = Audience.allCases.filter { $0 != .concerned }.map {
            "<li>\(frame(NeedWords.name(of: $0)))</li>" as HTML
        }
        return """
            <section class="card" id="settings"><h2>\(frame(MechanismFactWords.settings))</h2>\(clocks(facts.settings.clocks))\
            <dl class="facts"><dt>\(frame(MechanismFactWords.verifiers))</dt><dd>\(verifiers)<br>\
            <small>\(frame(MechanismFactWords.twoVerifiers))</small></dd><dt>\(frame(MechanismFactWords.tierNames))</dt>\
            <dd><ol>\(tiers)</ol></dd><dt>\(frame(MechanismFactWords.limits))</dt><dd><ul>\(limits)</ul></dd></dl></section>
            """
    }

    /// Every step by urgency, as the network has set it.
    private func clocks(_ clocks: ClockLengths) -> HTML {
        let steps: [NeedClocks.Step] = [.firstAnswer, .verify, .publish, .promise, .confirm, .close]
        let heads = steps.map { "<th scope=\"col\">\(frame(RosterWords.step($0.rawValue)))</th>" as HTML }
        let rows = Need.Urgency.allCases.map { urgency -> HTML in
            let cells = steps.map { step -> HTML in
                """
                <td role="cell" data-label="\(frame(RosterWords.step(step.rawValue)))">\
                \(Format.span(clocks.length(of: step, urgency: urgency), in: frame.language))</td>
                """
            }
            return """
                <tr role="row"><th scope="row" role="rowheader">\(frame(NeedWords.name(of: urgency)))</th>\(cells)</tr>
                """
        }
        return """
            <table class="data" role="table"><caption>\(frame(MechanismFactWords.clocks))</caption><thead><tr role="row">\
            <th scope="col">\(frame(MechanismFactWords.urgency))</th>\(heads)</tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    // MARK: Figures

    func figures(_ figures: LiveFigures) -> HTML {
        let now: [(Text, Int)] = [
            (MechanismFactWords.inAll, figures.inAll), (MechanismFactWords.open, figures.open),
            (MechanismFactWords.onDuty, figures.onDuty),
        ]
        let rows = now.map { "<dt>\(frame($0.0))</dt><dd>\($0.1)</dd>" as HTML }
        let month = lines(figures.month).map { "<dt>\(frame($0.0))</dt><dd>\(frame($0.1))</dd>" as HTML }
        return """
            <section class="card" id="figures"><h2>\(frame(MechanismFactWords.figures))</h2><dl class="facts end num">\(rows)</dl>\
            <h3>\(frame(MechanismFactWords.lastMonth))</h3><dl class="facts end num">\(month)</dl></section>
            """
    }

    private func lines(_ figures: MechanismFigures) -> [(Text, Text)] {
        func count(_ number: Int) -> Text { .verbatim(Format.number(Int64(number))) }
        return [
            (MechanismFactWords.needs, count(figures.needs)),
            (MechanismFactWords.inTime, figures.share.map(MechanismFactWords.percent) ?? MechanismFactWords.none),
            (MechanismFactWords.median, figures.median.map(MechanismFactWords.span) ?? MechanismFactWords.none),
            (MechanismFactWords.met, count(figures.met)), (MechanismFactWords.unmet, count(figures.unmet)),
        ]
    }

    /// What the figures were before a version, and in its time.
    func comparison(_ before: MechanismFigures, _ after: MechanismFigures, isPresent: Bool, from start: Int64) -> HTML {
        let name = isPresent ? MechanismFactWords.since(start) : MechanismFactWords.until
        let rows = zip(lines(before), lines(after)).map { before, after -> HTML in
            """
            <tr role="row"><th scope="row" role="rowheader">\(frame(before.0))</th>\
            <td role="cell" data-label="\(frame(MechanismFactWords.before))">\(frame(before.1))</td>\
            <td role="cell" data-label="\(frame(name))">\(frame(after.1))</td></tr>
            """
        }
        let few: HTML = "<p class=\"note\">\(frame(MechanismFactWords.few))</p>"
        return """
            <section class="card" id="comparison"><h2>\(frame(MechanismFactWords.comparison))</h2><table class="data" role="table">\
            <thead><tr role="row"><th scope="col">\(frame(MechanismFactWords.measure))</th>\
            <th scope="col">\(frame(MechanismFactWords.before))</th><th scope="col">\(frame(name))</th></tr></thead>\
            <tbody>\(Array(rows))</tbody></table>\(few, if: after.answered < 5)\
            <p class="small">\(frame(MechanismFactWords.sinceHint))</p></section>
            """
    }
}
