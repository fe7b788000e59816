internal import Database
internal import Engine

/// Who fits a need, and what fits oneself.
struct FitPages {
    let frame: Frame
    let network: Network

    var root: String { "/n/\(network.slug)" }
    var needs: NeedParts { NeedParts(frame) }

    // MARK: For a need

    func report(_ report: FitReport) -> HTML {
        let need = report.need, address = "\(root)/needs/\(need.id)"
        let none: HTML = "<p class=\"empty\">\(frame(FitWords.allTaken))</p>"
        return frame.page(
            FitWords.whoFits, area: .needs,
            """
            <div class="stack"><h1>\(frame(FitWords.whoFits))</h1>\
            <p><a href="\(address)">\(needs.title(need))</a> <span class="small">\(needs.area(need.area))</span></p>\
            <p class="note">\(frame(FitWords.hint))</p>\(report.groups.map { group($0, need.id) })\(none, if: report.groups.isEmpty)\
            \(FitWeightPages(frame: frame, network: network).details(report.weights), if: !report.groups.isEmpty)<p><a class="btn" href="\(address)">\(frame(FitWords.toNeed))</a></p></div>
            """)
    }

    private func group(_ group: FitGroup, _ need: ID) -> HTML {
        let kind = frame(group.kind == .goods ? FitWords.offers : FitWords.people)
        let nobody: HTML = group.why.map { "<p class=\"empty\">\(frame($0))</p>" } ?? ""
        let rows: HTML = "<ul class=\"lines\">\(group.fits.map { row($0, of: group, need) })</ul>"
        return """
            <section class="card"><h2>\(frame.said(group.line.item)) – \(kind)</h2>\(wanted(group.line))\
            \(asks(group))\(nobody)\(rows, if: !group.fits.isEmpty)\(calling(group, need), if: group.kind == .people)</section>
            """
    }

    /// The way to asking them, in waves.
    private func calling(_ group: FitGroup, _ need: ID) -> HTML {
        guard Policy.allows(.callForHelp, frame.ask.viewer) else { return "" }
        return """
            <p><a class="btn main" href="\(root)/needs/\(need)/help-calls?line=\(group.line.id)">\(frame(WaveWords.call))</a></p>
            """
    }

    private func wanted(_ line: NeedLine) -> HTML {
        let words = [line.remaining.map { frame(FitWords.wanted($0, line.unit)) } ?? "", needs.workWords(line)]
            .filter { !$0.isEmpty }.joined(separator: " · ")
        return words.isEmpty ? "" : "<p class=\"small\">\(frame.said(words))</p>"
    }

    private func row(_ fit: Fit, of group: FitGroup, _ need: ID) -> HTML {
        let last: HTML = fit.isLast ? "<small>\(frame(FitWords.nobodyElse))</small>" : ""
        return """
            <li class="line"><span>\(who(fit.who))</span>\(reasons(fit.reasons))\(next(fit.next) ?? last)\
            \(asking(fit, for: group.line, need))</li>
            """
    }

    private func next(_ next: Fit.Next?) -> HTML? {
        next.map { "<small>\(frame(FitWords.next($0.name, $0.further)))</small>" }
    }

    private func who(_ who: Fit.Who) -> HTML {
        switch who {
        case .offer(let id, let title, let area, let isThrough):
            let through: HTML = " <small>\(frame(FitWords.through))</small>"
            return """
                <strong><a href="\(root)/offers/\(id)">\(frame.said(title))</a></strong> \
                <small>\(needs.area(area))</small>\(through, if: isThrough)
                """
        case .volunteer(let id, let name, let organisation, let area):
            let facts = [organisation, area].compactMap { $0 }.joined(separator: " · ")
            return """
                <strong><a href="\(root)/members/\(id)">\(frame.said(name))</a></strong> <small>\(frame.said(facts))</small>
                """
        }
    }

    private func reasons(_ reasons: [FitReason]) -> HTML {
        let words = reasons.map { frame(FitWords.words($0)) }.joined(separator: " · ")
        return "<small class=\"good\">\(frame.said(words))</small>"
    }

    // MARK: For an offer

    func report(_ report: OfferFitReport) -> HTML {
        let address = "\(root)/offers/\(report.offer.id)", offers = OfferParts(frame: frame, slug: network.slug)
        let none: HTML = "<p class=\"empty\">\(frame(FitWords.usedUp))</p>"
        return frame.page(
            FitWords.whereNeeded, area: .needs,
            """
            <div class="stack"><h1>\(frame(FitWords.whereNeeded))</h1>\
            <p><a href="\(address)">\(offers.title(report.offer))</a> <span class="small">\(needs.area(report.offer.area))</span></p>\
            <p class="note">\(frame(FitWords.offerHint))</p>\(report.groups.map { offered($0, report) })\(none, if: report.groups.isEmpty)\
            <p><a class="btn" href="\(address)">\(frame(FitWords.toOffer))</a></p></div>
            """)
    }

    private func offered(_ group: OfferFitReport.Group, _ report: OfferFitReport) -> HTML {
        let nothing: HTML = group.why.map { "<p class=\"empty\">\(frame($0))</p>" } ?? ""
        let left: HTML =
            if let most = group.line.most, let left = group.line.remaining {
                "<p class=\"small\">\(frame.said(frame(OfferPageWords.left(left, most, group.line.unit))))</p>"
            } else {
                ""
            }
        let rows: HTML = "<ul class=\"lines\">\(group.fits.map { needed($0, group.line, of: report.offer) })</ul>"
        return """
            <section class="card"><h2>\(frame.said(group.line.item))</h2>\(left)\(nothing)\(rows, if: !group.fits.isEmpty)</section>
            """
    }

    private func needed(_ fit: OfferFit, _ line: NeedLine, of offer: OfferView) -> HTML {
        let need = fit.need
        let others: HTML = "<small>\(frame(FitWords.otherOffers(fit.others)))</small>"
        return """
            <li class="line"><span>\(needs.urgency(need.urgency)) <strong><a href="\(root)/needs/\(need.id)">\(needs.title(need))</a></strong> \
            <small>\(frame.said(fit.line.item)) \(needs.area(need.area))</small></span>\(wanted(fit.line))\(reasons(fit.reasons))\
            \(next(fit.next) ?? others)\(using(fit, line, of: offer))</li>
            """
    }

    // MARK: For oneself

    func own(_ report: OwnFitReport) -> HTML {
        let note: HTML = report.stop.map { "<p class=\"note\">\(frame(FitWords.name(of: $0)))</p>" } ?? ""
        let nothing: HTML = report.why.map { "<p class=\"empty\">\(frame($0))</p>" } ?? ""
        let hint: HTML = "<p class=\"small\">\(frame(FitWords.ownHint))</p>"
        return frame.page(
            FitWords.whatNow, area: .home,
            """
            <div class="stack">\(MineParts(frame: frame, network: network).tabs(.now))<h1>\(frame(FitWords.whatNow))</h1>\(note)\(hint, if: report.stop == nil)\
            \(nothing)\(report.fits.map(card))\
            <p class="row"><a class="btn" href="\(root)/me/volunteer">\(frame(FitWords.myself))</a>\
            <a class="btn" href="\(root)/needs">\(frame(FitWords.board))</a></p></div>
            """)
    }

    private func card(_ fit: OwnFit) -> HTML {
        let need = fit.need,
            lines = fit.lines.map { line -> HTML in
                let left: HTML = line.line.remaining.map { "\(frame(FitWords.wanted($0, line.line.unit)))" } ?? ""
                return """
                    <li class="line"><span>\(frame.said(line.line.item))</span><span class="num small">\(left)</span>\
                    \(needs.work(line.line))\
                    \(reasons(line.reasons))<small>\(frame(FitWords.others(line.others)))</small></li>
                    """
            }
        return """
            <article class="card"><div class="row spread">\(needs.urgency(need.urgency))\
            <span class="small">\(needs.area(need.area))</span></div>\
            <h2><a href="\(root)/needs/\(need.id)">\(needs.title(need))</a></h2><ul class="lines">\(lines)</ul></article>
            """
    }
}

extension PageParts {
    /// The ways to who fits: on a need's page for those who dispatch; at home and on the board for everybody who can help.
    mutating func addFits() {
        register(.need) { frame, network in
            guard Policy.allows(.seeMatches, frame.ask.viewer), let id = try? frame.ask.id("id") else { return "" }
            return """
                <p><a class="btn" href="/n/\(network.slug)/needs/\(id)/matches">\(frame.icon("people"))\(frame(FitWords.whoFits))</a></p>
                """
        }
        register(.offer) { frame, network in
            guard let id = try? frame.ask.id("id") else { return "" }
            return """
                <p><a class="btn" href="/n/\(network.slug)/offers/\(id)/matches">\(frame.icon("search"))\(frame(FitWords.whereNeeded))</a></p>
                """
        }
        let own: Part = { frame, network in
            guard Policy.allows(.seeOwnMatches, frame.ask.viewer) else { return "" }
            return """
                <a class="btn" href="/n/\(network.slug)/me/matches">\(frame.icon("check"))\(frame(FitWords.whatNow))</a>
                """
        }
        register(.board, own)
        register(.home) { frame, network in
            let button = try await own(frame, network)
            return "<p class=\"row\">\(button)</p>"
        }
    }
}

extension CaseParts {
    /// The way to whether it suits oneself, on the page of a need that asks for people in lines one may read.
    mutating func addFits() {
        register { frame, network, file, _ in
            guard Policy.allows(.seeOwnMatches, frame.ask.viewer), file.view.state.phase == .board,
                case .full(let lines) = file.view.lines,
                lines.contains(where: { FitThings.asksPeople($0, at: frame.now) })
            else { return Piece() }
            return Piece(
                below: """
                    <p><a class="btn" href="/n/\(network.slug)/me/matches/\(file.need.id)">\(frame.icon("check"))\(frame(FitOwnWords.doesItSuit))</a></p>
                    """)
        }
    }
}
