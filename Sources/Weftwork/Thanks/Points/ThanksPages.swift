internal import Database

/// What somebody is thanked for, on their own page; what was done together by those who agreed.
struct ThanksPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var parts: ThanksParts { ThanksParts(frame: frame, network: network) }

    func own(_ own: OwnThanks, _ badges: [OwnBadge]) -> HTML {
        let toast: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        return frame.page(
            PointsWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(PointsWords.title))</h1>\(toast)\(rest(own))\(sum(own))\
            \(OwnBadgePages(frame: frame, network: network).list(badges))\(lines(own))\(choice(own.choice))\
            <p class="row"><a class="btn quiet" href="\(root)/points">\(frame(PointsWords.toRules))</a>\
            <a class="btn quiet" href="\(root)/thanks">\(frame(PointsWords.toBoard))</a></p></div>
            """)
    }

    /// Past their hours nothing draws them on: rest is what the page says, and no number.
    private func rest(_ own: OwnThanks) -> HTML {
        guard own.needsRest else { return "" }
        return """
            <section class="note warn"><h2>\(frame(PointsWords.restTitle))</h2><p>\(frame(PointsWords.rest(own.hours, own.limit)))</p>\
            <p><a class="btn main" href="\(root)/me/level">\(frame(PointsWords.toRest))</a></p></section>
            """
    }

    private func sum(_ own: OwnThanks) -> HTML {
        let points: HTML = "<p class=\"num\">\(frame(PointsWords.pointsNow(own.points)))</p>"
        return """
            <section class="card main-thing"><h2>\(frame(PointsWords.name(of: own.level)))</h2>\
            <p>\(frame(PointsWords.thanks(for: own.level)))</p>\(points, if: own.points > 0 && !own.needsRest)\
            \(parts.counts(own.counts))</section>
            """
    }

    private func lines(_ own: OwnThanks) -> HTML {
        guard !own.lines.isEmpty else { return "" }
        let rows = own.lines.map { "<li class=\"line\">\(parts.line($0, hidesPoints: own.needsRest))</li>" as HTML }
        return """
            <section class="card"><h2>\(frame(PointsWords.forWhat))</h2><ul class="lines">\(rows)</ul></section>
            """
    }

    private func choice(_ choice: ThanksChoice) -> HTML {
        func box(_ name: String, _ words: Text, _ isOn: Bool) -> HTML {
            """
            <label class="option"><input type="checkbox" name="\(name)" value="1"\(" checked", if: isOn)> <span>\(frame(words))</span></label>
            """
        }
        return """
            <section class="card" id="show"><h2>\(frame(PointsWords.show))</h2><p>\(frame(PointsWords.showHint))</p>\
            <form method="post" action="\(root)/me/thanks" class="stack">\(frame.hidden)\
            \(box("onProfile", PointsWords.onProfile, choice.onProfile))\
            \(box("inOrganisation", PointsWords.inOrganisation, choice.inOrganisation))\
            \(box("byName", PointsWords.byName, choice.byName))\
            <p><button class="btn">\(frame(PointsWords.save))</button></p></form></section>
            """
    }

    // MARK: Together

    func board(_ board: ThanksBoard) -> HTML {
        func sums(_ rows: [ThanksBoard.Row]) -> [HTML] {
            rows.map { row in
                """
                <li class="line"><strong>\(frame.said(row.name(frame.language)))</strong><span class="num">\(frame(PointsWords.pointsNow(row.points))) \
                <small>\(frame(PointsWords.of(row.people)))</small></span></li>
                """
            }
        }
        let teams = sums(board.teams), organisations = sums(board.organisations)
        let people = board.people.map { row -> HTML in
            """
            <li class="line"><a href="\(root)/members/\(row.id)">\(frame.said(row.name(frame.language)))</a>\
            <span class="num">\(frame(PointsWords.pointsNow(row.points)))</span></li>
            """
        }
        let none: HTML = "<p class=\"empty\">\(frame(PointsWords.nobody))</p>"
        return frame.page(
            PointsWords.board, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(PointsWords.board))</h1><p>\(frame(PointsWords.boardHint))</p>\
            \(none, if: teams.isEmpty && organisations.isEmpty && people.isEmpty)\
            \(section(PointsWords.teams, teams))\(section(PointsWords.organisations, organisations))\
            \(section(PointsWords.people, people))\
            <p class="row"><a class="btn quiet" href="\(root)/me/thanks#show">\(frame(PointsWords.show))</a>\
            <a class="btn quiet" href="\(root)/points">\(frame(PointsWords.toRules))</a></p></div>
            """)
    }

    private func section(_ title: Text, _ rows: [HTML]) -> HTML {
        guard !rows.isEmpty else { return "" }
        return "<section class=\"card\"><h2>\(frame(title))</h2><ul class=\"lines\">\(rows)</ul></section>"
    }
}

/// Pieces about thanks, also for pages of others.
struct ThanksParts {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    func counts(_ counts: [AwardKind: Int]) -> HTML {
        let rows = AwardKind.allCases.compactMap { kind -> HTML? in
            counts[kind].map {
                "<dt>\(frame(PointsWords.name(of: kind)))</dt><dd>\(frame(PointsWords.times($0)))</dd>"
            }
        }
        return rows.isEmpty ? "" : "<dl class=\"facts\">\(rows)</dl>"
    }

    func line(_ line: OwnThanks.Line, hidesPoints: Bool = false) -> HTML {
        let award = line.award
        let back: HTML = "<span class=\"badge warn\">\(frame(PointsWords.reversed))</span>"
        let plus: HTML = "<span class=\"num\">\(frame(PointsWords.plus(award.points)))</span>"
        let why: HTML = PointsWords.why(of: award.cut).map { "<small class=\"wide\">\(frame($0))</small>" } ?? ""
        let reason: HTML = "<small class=\"wide\">\(frame.said(line.reason))</small>"
        return """
            <span>\(frame(PointsWords.name(of: award.kind))) <small>\(frame.moment(award.at))</small></span>\
            \(back, if: line.isReversed)\(plus, if: !line.isReversed && award.points > 0 && !hidesPoints)\
            \(why, if: !line.isReversed)\(reason, if: !line.reason.isEmpty)
            """
    }

    /// At home: one quiet line, and none that counts.
    func home(_ level: ThanksLevel, needsRest: Bool) -> HTML {
        let words = needsRest ? PointsWords.restTitle : PointsWords.homeLine(level)
        guard needsRest || level > .none else { return "" }
        return "<p class=\"small\"><a href=\"\(root)/me/thanks\">\(frame(words))</a></p>"
    }

    /// On somebody's page, where they agreed.
    func profile(_ level: ThanksLevel, _ counts: [AwardKind: Int]) -> HTML {
        guard level > .none else { return "" }
        return """
            <section class="card" id="thanks"><h2>\(frame(PointsWords.title)): \(frame(PointsWords.name(of: level)))</h2>\
            \(self.counts(counts))</section>
            """
    }
}

extension PageParts {
    /// What Thanks shows on pages of others.
    mutating func addThanks(_ points: PointsActs) {
        register(.homeLater) { frame, network in
            guard Policy.allows(.seeThanks, frame.ask.viewer), let member = frame.ask.viewer.member else { return "" }
            let (level, needsRest) = try await points.glance(of: member, in: network.id)
            return ThanksParts(frame: frame, network: network).home(level, needsRest: needsRest)
        }
        register(ways: { frame, network in
            var ways = [
                WayOn(.network, "check", PointsWords.rulesTitle, "/n/\(network.slug)/points"),
                WayOn(.network, "shield", BadgeWords.publicTitle, "/n/\(network.slug)/badges"),
            ]
            if Policy.allows(.seeThanks, frame.ask.viewer) {
                ways.append(WayOn(.network, "people", PointsWords.board, "/n/\(network.slug)/thanks"))
            }
            if Policy.allows(.confirmShift, frame.ask.viewer) {
                ways.append(WayOn(.desk, "check", PointsWords.shifts, "/n/\(network.slug)/points/shifts"))
            }
            return ways
        })
        register(.member) { frame, network in
            guard let id = frame.ask.parameters["id"].flatMap({ ID($0) }) else { return "" }
            let parts = ThanksParts(frame: frame, network: network)
            let shown = try await points.shown(id, in: network.id)
            let thanks: HTML = shown.map { parts.profile($0.level, $0.counts) } ?? ""
            return thanks + parts.leads(id)
        }
    }
}

extension ThanksParts {
    /// On a member's page, for whoever leads or trains.
    func leads(_ id: ID) -> HTML {
        let viewer = frame.ask.viewer
        let ledger: HTML =
            "<a class=\"btn quiet\" href=\"\(root)/members/\(id)/points\">\(frame(PointsWords.ledger))</a>"
        let give: HTML = "<a class=\"btn quiet\" href=\"\(root)/members/\(id)/badges\">\(frame(BadgeWords.give))</a>"
        let seesLedger = Policy.allows(.reverseAward, viewer)
        let gives = Policy.allows(.giveBadge, viewer) && viewer.member?.id != id
        guard seesLedger || gives else { return "" }
        return "<p class=\"row\">\(ledger, if: seesLedger)\(give, if: gives)</p>"
    }
}
