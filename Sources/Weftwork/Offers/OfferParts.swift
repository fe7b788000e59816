internal import Database
internal import Engine

/// Pieces that pages about offers share.
struct OfferParts {
    let frame: Frame
    let slug: String

    private var needs: NeedParts { NeedParts(frame) }

    func state(_ state: Offer.State) -> HTML {
        let kind =
            switch state {
            case .listed: "good"
            case .inUse: "info"
            case .submitted, .acknowledged, .verified, .usedUp, .withdrawn, .expired, .rejected: ""
            }
        let mark: HTML =
            switch state {
            case .listed: frame.icon("check")
            case .inUse: frame.icon("truck")
            case .usedUp: frame.icon("box")
            default: frame.icon("clock")
            }
        return "<span class=\"badge \(kind)\">\(mark)\(frame(OfferWords.name(of: state)))</span>"
    }

    /// Standing, stale, reached through somebody.
    func marks(_ view: OfferView) -> HTML {
        var marks: HTML = needs.confidence(view.confidence)
        if view.isStanding { marks += "<span class=\"badge info\">\(frame(OfferPageWords.standing))</span>" }
        if view.isGuests && view.file != nil {
            marks += "<span class=\"badge\">\(frame(OfferDoorWords.guest))</span>"
        }
        if view.isThrough { marks += "<span class=\"badge\">\(frame(OfferPageWords.byAsking))</span>" }
        if let file = view.file, file.awaitsSecond {
            let words = file.isDisputed ? OfferPageWords.awaitsDecision : OfferPageWords.awaitsSecond
            marks += "<span class=\"badge warn\">\(frame.icon("shield"))\(frame(words))</span>"
        }
        if view.freshness == .stale {
            marks += "<span class=\"badge warn\">\(frame.icon("alert"))\(frame(OfferPageWords.stale))</span>"
        }
        return marks
    }

    func title(_ view: OfferView) -> HTML {
        if let title = view.title { return frame.said(title) }
        return view.hidden.map { frame.said(frame(ModerationWords.stub($0))) } ?? "\(frame(BoardWords.heldText))"
    }

    /// A line with what is left of it.
    func line(_ line: NeedLine) -> HTML {
        let specification: HTML = line.specification.isEmpty ? "" : " <small>\(frame.said(line.specification))</small>"
        let kind: HTML =
            line.kind == .goods ? "" : "<span class=\"badge\">\(frame(OfferWords.name(of: line.kind)))</span>"
        let left: HTML =
            if let most = line.most, let left = line.remaining {
                frame.said(frame(OfferPageWords.left(left, most, line.unit)))
            } else {
                "\(frame(OfferPageWords.noNumber))"
            }
        return """
            <div class="line"><span>\(frame.said(line.item))\(specification) \(kind)</span>\
            <span class="num">\(left)</span></div>
            """
    }

    func lines(_ lines: [NeedLine]?) -> HTML {
        guard let lines else { return "<p class=\"small\">\(frame(BoardWords.heldText))</p>" }
        return "<div class=\"lines\">\(lines.map(line))</div>"
    }

    /// The card of an offer in a list.
    func card(_ view: OfferView) -> HTML {
        let address = "/n/\(slug)/offers/\(view.id)"
        let shown = view.lines.map { Array($0.prefix(3)) }
        let more = max(0, (view.lines?.count ?? 0) - 3)
        let extra: HTML = more > 0 ? "<p class=\"small\">\(frame(BoardWords.moreLines(more)))</p>" : ""
        return """
            <article class="card" data-item><div class="row spread"><span class="row">\(state(view.state))\(marks(view))</span>\
            <span class="small num">\(needs.whereAndWhen(view.area, view.createdAt))</span></div>\
            <h2><a href="\(address)">\(title(view))</a></h2>\(lines(shown))\(extra)\
            <div class="row spread"><span class="small">\(frame(NeedWords.name(of: view.category)))</span>\
            <a class="btn" href="\(address)">\(frame(BoardWords.details))</a></div></article>
            """
    }

    /// How far, how long, how much a day.
    func terms(_ view: OfferView) -> HTML {
        var rows: [HTML] = []
        if let radius = view.reach.radiusKm { rows.append("\(frame(OfferPageWords.radius(radius)))") }
        if view.reach.ships { rows.append("\(frame(OfferPageWords.ships))") }
        if let from = view.from { rows.append("\(frame(OfferPageWords.from)) \(frame.moment(from))") }
        if let until = view.until { rows.append("\(frame(OfferPageWords.until)) \(frame.moment(until))") }
        if let amount = view.perDay { rows.append("\(frame(OfferPageWords.perDay(amount)))") }
        if let level = view.serviceLevel, !level.isEmpty { rows.append(frame.said(level)) }
        if let source = view.boughtFrom, !source.isEmpty {
            rows.append("\(frame(OfferPageWords.boughtFrom)) \(frame.said(source))")
        }
        let facts: HTML =
            rows.isEmpty ? "" : "<ul>\(rows.map { "<li>\($0)</li>" as HTML })</ul>"
        guard let conditions = view.conditions, !conditions.isEmpty else { return facts }
        return """
            \(facts)<p><small>\(frame(OfferWords.conditionsLabel))</small><br><span class="prose">\(frame.said(conditions))</span></p>
            """
    }

    /// The ways to offers among those that lead on from a network's page.
    static func ways(_ frame: Frame, _ network: Network) -> [WayOn] {
        let all = WayOn(.help, "box", OfferPageWords.title, "/n/\(network.slug)/offers")
        let mine = WayOn(.help, "box", OfferPageWords.myOffers, "/n/\(network.slug)/me/offers")
        let give = WayOn(.help, "plus", OfferPageWords.offer, "/n/\(network.slug)/offer")
        return frame.ask.viewer.member == nil ? [give, all] : [all, mine]
    }
}
