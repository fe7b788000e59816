internal import Database
internal import Engine

/// Pieces that pages about needs share.
struct NeedParts {
    let frame: Frame

    init(_ frame: Frame) {
        self.frame = frame
    }

    func urgency(_ urgency: Need.Urgency) -> HTML {
        let kind = urgency == .critical ? "critical" : urgency == .high ? "warn" : ""
        let mark: HTML = urgency == .critical ? frame.icon("alert") : urgency == .high ? frame.icon("flag") : ""
        return "<span class=\"badge \(kind)\">\(mark)\(frame(NeedWords.name(of: urgency)))</span>"
    }

    func state(_ state: Need.State) -> HTML {
        let kind =
            switch state {
            case .published, .inProgress: "info"
            case .delivered, .confirmed, .closed: "good"
            case .needsInformation, .cannotReach: "warn"
            case .rejected, .duplicate, .withdrawn, .expired, .unmet: ""
            case .submitted, .acknowledged, .verifying, .verified: ""
            }
        let mark: HTML =
            switch state {
            case .delivered, .confirmed, .closed: frame.icon("check")
            case .needsInformation, .cannotReach: frame.icon("alert")
            case .published, .inProgress: frame.icon("people")
            default: frame.icon("clock")
            }
        return "<span class=\"badge \(kind)\">\(mark)\(frame(NeedWords.name(of: state)))</span>"
    }

    func confidence(_ confidence: Need.Confidence?) -> HTML {
        guard let confidence else { return "" }
        let kind = confidence == .official ? "good" : confidence == .twoSources ? "info" : ""
        return "<span class=\"badge \(kind)\">\(frame.icon("shield"))\(frame(NeedWords.name(of: confidence)))</span>"
    }

    func stale(_ freshness: Need.Freshness) -> HTML {
        freshness == .stale ? "<span class=\"badge warn\">\(frame.icon("alert"))\(frame(BoardWords.stale))</span>" : ""
    }

    func owner(_ owner: NeedView.Owner) -> HTML {
        """
        <span class="owner"><span class="avatar" aria-hidden="true">\(String(owner.name.prefix(1)))</span>\
        <span>\(owner.name)</span></span>
        """
    }

    /// Where it is, where that is known, and how old.
    func whereAndWhen(_ path: AreaPath, _ moment: Int64) -> HTML {
        let place = area(path)
        return place.isEmpty ? frame.ago(moment) : "\(place) · \(frame.ago(moment))"
    }

    func area(_ area: AreaPath) -> HTML {
        // Abroad a city alone says little.
        let isAtHome = [PlaceWords.china, ""].contains(area.country), area = area.shown(in: frame.language)
        let shown = [area.city, area.district].filter { !$0.isEmpty }
        let isAway = !isAtHome && shown.count < 2
        let text = (shown.isEmpty || isAway ? area.parts.suffix(2) : shown[...]).joined(separator: " · ")
        return text.isEmpty ? "" : "<span>\(frame.said(text))</span>"
    }

    /// Where and by when it is needed, for those who work on it and for her: also that nobody has said it.
    func whereAndBy(_ need: Need) -> HTML {
        let place = need.area.shown(in: frame.language).parts.joined(separator: " / ")
        let unsaid: HTML = "\(frame(LineWorkWords.unsaid))"
        return """
            <dl class="facts"><dt>\(frame(CaseWords.place))</dt><dd>\(place.isEmpty ? unsaid : frame.said(place))</dd>\
            <dt>\(frame(CaseWords.neededBy))</dt><dd>\(need.neededBy.map { frame.moment($0) } ?? unsaid)</dd></dl>
            """
    }

    /// What a line asks for, in words.
    func quantity(_ line: NeedLine) -> String {
        switch line.quantity {
        case .number(let number): Format.amount(number, line.unit)
        case .range(let least, let most): "\(Format.quantity(least))–\(Format.amount(most, line.unit))"
        case .unlimited: frame(BoardWords.asManyAsPossible)
        case .unknown: frame(BoardWords.amountUnknown)
        }
    }

    /// A line with its bar: what has arrived, what is promised.
    func line(_ line: NeedLine) -> HTML {
        let said: HTML = line.specification.isEmpty ? "" : " <small>\(frame.said(line.specification))</small>"
        let specification: HTML = "\(said)\(work(line))\(wanted(line))"
        guard let most = line.most, most > 0 else {
            let so: HTML =
                line.claimed + line.delivered > 0
                ? "<small>\(frame(BoardWords.soFar(claimed: line.claimed, delivered: line.delivered)))</small>" : ""
            return """
                <div class="line"><span>\(frame.said(line.item))\(specification)</span>\
                <span class="num">\(frame.said(quantity(line)))</span>\(so)</div>
                """
        }
        let got = min(100, Int(line.delivered * 100 / most)), promised = min(100 - got, Int(line.claimed * 100 / most))
        let words = frame(BoardWords.meter(delivered: line.delivered, claimed: line.claimed, of: most))
        return """
            <div class="line"><span>\(frame.said(line.item))\(specification)</span>\
            <span class="num">\(Format.quantity(line.delivered + line.claimed)) / \(frame.said(quantity(line)))</span>\
            <svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="\(words)">\
            \(bar("got", from: 0, width: got))\(bar("promised", from: got, width: promised))</svg>\
            </div>
            """
    }

    /// When people are wanted, for how long, where; what may stand in for goods. Nothing of what nobody said.
    func work(_ line: NeedLine) -> HTML {
        let words = workWords(line)
        return words.isEmpty ? "" : "<br><small>\(frame.said(words))</small>"
    }

    func workWords(_ line: NeedLine) -> String {
        (LineWorkWords.words(line.work) + [line.substitute.map { LineWorkWords.name(of: $0) }].compactMap { $0 })
            .map { frame($0) }.joined(separator: " · ")
    }

    /// She wants less than is promised: the bar alone would say that all of it is still wanted.
    private func wanted(_ line: NeedLine) -> HTML {
        guard let wanted = line.wanted else { return "" }
        let words = BoardWords.wantedNow(
            Format.amount(wanted, line.unit), claimed: line.claimed, delivered: line.delivered)
        return "<br><strong>\(frame.said(frame(words)))</strong>"
    }

    private func bar(_ kind: StaticString, from start: Int, width: Int) -> HTML {
        width == 0
            ? "" : "<rect class=\"\(HTML(stringLiteral: kind))\" x=\"\(start)\" width=\"\(width)\" height=\"8\"/>"
    }

    /// What stands in place of words that this reader doesn't see.
    func kept(_ view: NeedView) -> HTML {
        frame.said(frame(view.hidden.map(ModerationWords.stub) ?? BoardWords.heldText))
    }

    func title(_ view: NeedView) -> HTML { view.title.map(frame.said) ?? kept(view) }

    /// The card of a need on a board.
    func card(_ view: NeedView, lines: [NeedLine], more: Int, slug: String) -> HTML {
        let address = "/n/\(slug)/needs/\(view.id)"
        let extra: HTML = more > 0 ? "<p class=\"small\">\(frame(BoardWords.moreLines(more)))</p>" : ""
        let canHelp = view.state == .published || view.state == .inProgress
        let button: HTML =
            canHelp
            ? "<a class=\"btn main\" href=\"\(address)#give\">\(frame(BoardWords.canHelp))</a>"
            : "<a class=\"btn\" href=\"\(address)\">\(frame(BoardWords.details))</a>"
        let shown: HTML =
            if case .held = view.lines {
                "<p class=\"small\">\(kept(view))</p>"
            } else {
                "<div class=\"lines\">\(lines.map { line($0) })</div>\(extra)"
            }
        return """
            <article class="card" data-item><div class="row spread"><span class="row">\(urgency(view.urgency))\
            \(stale(view.freshness))\(RestrictionParts(frame: frame, slug: slug).badges(view))</span><span class="small num">\(whereAndWhen(view.area, view.createdAt))</span></div>\
            <h2><a href="\(address)">\(title(view))</a></h2>\(belonging(view, slug))\(shown)\
            <div class="row spread"><span class="row">\(confidence(view.confidence))\(state(view.state))</span>\(button)</div>\
            </article>
            """
    }

    /// The emergency that it belongs to.
    private func belonging(_ view: NeedView, _ slug: String) -> HTML {
        guard let tie = view.emergency else { return "" }
        return "<p class=\"small\">\(EmergencyParts(frame: frame, slug: slug).link(tie))</p>"
    }

    /// How far it has come: six steps.
    func steps(_ state: Need.State) -> HTML {
        let all: [(Text, Set<Need.State>)] = [
            (CaseWords.stepAsked, [.submitted]),
            (CaseWords.stepSeen, [.acknowledged, .needsInformation, .cannotReach]),
            (CaseWords.stepVerified, [.verifying]), (CaseWords.stepPublished, [.verified, .published]),
            (CaseWords.stepUnderWay, [.inProgress]), (CaseWords.stepArrived, [.delivered, .confirmed, .closed]),
        ]
        let now = all.firstIndex { $0.1.contains(state) }
        guard let now else { return "" }
        let isDone = state == .confirmed || state == .closed
        let items = all.enumerated().map { index, step -> HTML in
            let kind = index < now || isDone ? "done" : index == now ? "now" : ""
            let current: HTML = index == now && !isDone ? " aria-current=\"step\"" : ""
            return "<li class=\"\(kind)\"\(current)>\(frame(step.0))</li>"
        }
        return "<ol class=\"step-list\">\(items)</ol>"
    }

    /// The history, newest first.
    func story(_ events: [SealedEvent], names: [ID: String], showsActors: Bool) -> HTML {
        let items = events.reversed().compactMap { event -> HTML? in
            guard let words = StoryWords.line(for: event, names: names) else { return nil }
            let who: HTML = showsActors ? "\(StoryWords.actor(of: event)(frame.language)) · " : ""
            return "<li><div>\(frame.said(frame(words)))<br><small>\(who)\(frame.moment(event.at))</small></div></li>"
        }
        return "<ol class=\"story\">\(items)</ol>"
    }
}
