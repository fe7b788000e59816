internal import Database

/// The list of teams, what is suggested, and the form that gathers one.
struct TeamPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)" }
    private var needs: NeedParts { NeedParts(frame) }
    private var viewer: Viewer { frame.ask.viewer }

    func name(_ team: Team) -> HTML { frame.said(frame(TeamWords.name(of: team))) }

    // MARK: The list

    func list(_ page: TeamPage, closed: Bool) -> HTML {
        let lines = page.lines
        let ways: HTML = """
            <nav class="filters"><a href="\(root)/teams"\(" aria-current=\"page\"", if: !closed)>\(frame(TeamPageWords.openOnes))</a>\
            <a href="\(root)/teams?state=closed"\(" aria-current=\"page\"", if: closed)>\(frame(TeamPageWords.closedOnes))</a></nav>
            """
        let suggested: HTML = """
            <a class="btn" href="\(root)/teams/suggested">\(frame.icon("filter"))\(frame(TeamPageWords.suggested))</a>
            """
        let new: HTML = """
            <a class="btn main" href="\(root)/teams/new">\(frame.icon("plus"))\(frame(TeamPageWords.new))</a>
            """
        let cards: HTML =
            lines.isEmpty ? "<p class=\"empty\">\(frame(TeamPageWords.none))</p>" : "\(lines.map(card))"
        let closedOnly = closed ? "&state=closed" : ""
        let next: HTML =
            page.next.map {
                "<p><a class=\"btn\" rel=\"next\" href=\"\(root)/teams?cursor=\($0)\(closedOnly)\">\(frame(SiteWords.pageNext))</a></p>"
            } ?? ""
        return frame.page(
            TeamWords.title, area: .network,
            """
            <div class="stack"><h1>\(frame(TeamWords.title))</h1><p>\(frame(TeamPageWords.intro))</p>\(ways)\
            <p class="row">\(new, if: Policy.allows(.openTeam, viewer))\(suggested, if: Policy.allows(.seeClusters, viewer))\
            <a class="btn" href="\(root)/organisation">\(frame.icon("network"))\(frame(LayerWords.title))</a></p>\(cards)\(next)</div>
            """)
    }

    private func card(_ line: TeamLine) -> HTML {
        let team = line.team
        let mine: HTML = "<span class=\"badge good\">\(frame.icon("check"))\(frame(TeamPageWords.mine))</span>"
        let kinds = line.open.map { frame(viewer.member == nil ? TeamWords.name(of: $0.kind) : TeamWords.name(of: $0)) }
        let lacks =
            kinds.isEmpty
            ? TeamPageWords.lacksNobody : TeamPageWords.lacks(kinds.joined(separator: frame(SiteWords.listComma)))
        let open: HTML = "<p>\(frame.said(frame(lacks)))</p>"
        return """
            <article class="card" data-item><div class="row spread"><span class="row">\(mine, if: line.isMine)\
            <span class="small">\(frame(TeamPageWords.need(line.needs))) · \(frame(TeamPageWords.people(line.people)))</span></span>\
            <span class="small num">\(needs.whereAndWhen(team.area, team.createdAt))</span></div>\
            <h2><a href="\(root)/teams/\(team.id)">\(name(team))</a></h2>\(open, if: team.state == .open)</article>
            """
    }

    // MARK: Suggested

    func suggested(_ all: [TeamSuggestion]) -> HTML {
        let cards: HTML =
            all.isEmpty
            ? "<p class=\"empty\">\(frame(TeamPageWords.nothingSuggested))</p>"
            : "\(all.enumerated().map { suggestion($1, $0) })<p class=\"small\">\(frame(TeamPageWords.dismissHint))</p>"
        return frame.page(
            TeamPageWords.suggested, area: .network,
            """
            <div class="stack"><h1>\(frame(TeamPageWords.suggested))</h1><p>\(frame(TeamPageWords.suggestedHint))</p>\
            \(Fields(frame, form, problems).summary)\(cards)\
            <p><a class="btn" href="\(root)/teams">\(frame(TeamPageWords.back))</a></p></div>
            """)
    }

    private func suggestion(_ one: TeamSuggestion, _ index: Int) -> HTML {
        let reasons = TeamWords.reasons(one).map { "<li>\(frame.said(frame($0)))</li>" as HTML }
        var acts: HTML = """
            <a class="btn main" href="\(root)/teams/new?cluster=\(Form.encode(one.key))">\(frame(TeamPageWords.new))</a>
            """
        if let team = one.team {
            let ids = one.needs.map { "<input type=\"hidden\" name=\"needs\" value=\"\($0)\">" as HTML }
            acts = """
                <p class="note">\(frame(TeamPageWords.thereIsTeam)) <a href="\(root)/teams/\(team)">\(frame(TeamPageWords.toTeam))</a></p>\
                <form method="post" action="\(root)/teams/\(team)/actions">\(frame.hidden)\(ids)\
                <button class="btn main" name="action" value="addNeeds">\(frame(TeamPageWords.addAll))</button></form>
                """
        }
        let place: HTML = needs.area(one.area)
        return """
            <article class="card" id="s\(index)"><h2>\(frame(NeedWords.name(of: one.category)))\(" · " + place, if: !place.isEmpty)</h2>\
            <ul>\(reasons)</ul><div class="row">\(acts)<form method="post" action="\(root)/teams/suggested">\(frame.hidden)\
            <input type="hidden" name="cluster" value="\(one.key)"><button class="btn quiet">\(frame(TeamPageWords.dismiss))</button>\
            </form></div></article>
            """
    }

    // MARK: Gathering one

    func new(_ choices: [NeedView], cluster: String?, _ emergencies: [Emergency]) -> HTML {
        let fields = Fields(frame, form, problems)
        let chosen = fields.isSent ? Set(form.all("need")) : Set(choices.map(\.id.description))
        let boxes = choices.map { view -> HTML in
            let isOn = chosen.contains(view.id.description)
            return """
                <label><input type="checkbox" name="need" value="\(view.id)"\(" checked", if: isOn)> \(needs.title(view)) \
                <small>\(needs.area(view.area))</small></label>
                """
        }
        let mark: HTML = cluster.map { "<input type=\"hidden\" name=\"cluster\" value=\"\($0)\">" } ?? ""
        let about: HTML =
            choices.isEmpty ? ground(fields, emergencies) : fields.choice("needs", TeamPageWords.needs, boxes)
        return frame.page(
            TeamPageWords.new, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(TeamPageWords.new))</h1><p>\(frame(TeamPageWords.newHint))</p>\(fields.summary)\
            <form method="post" action="\(root)/teams" class="stack">\(fields.hidden)\(mark)\
            \(fields.text("purpose", TeamPageWords.purpose, who: TeamPageWords.purposeWho, isRequired: true))\(about)\
            \(fields.button(TeamPageWords.new))</form></div>
            """)
    }

    /// Of one by hand: in which emergency, where, about what.
    private func ground(_ fields: Fields, _ emergencies: [Emergency]) -> HTML {
        let options = [("", frame(TeamPageWords.noEmergency))] + emergencies.map { ($0.id.description, $0.name) }
        let categories = Need.Category.allCases.map { ($0.rawValue, frame(NeedWords.name(of: $0))) }
        return """
            \(fields.select("emergency", TeamPageWords.emergency, options, hint: TeamWords.needsMissing))\
            \(fields.text("area", TeamPageWords.area, hint: TeamPageWords.areaHint))\
            \(fields.select("category", TeamPageWords.category, categories, chosen: Need.Category.other.rawValue))
            """
    }

    // MARK: Pieces of others' pages

    /// At home: roles that somebody could take, those near first.
    func toFill(_ roles: [(role: TeamRole, team: Team)]) -> HTML {
        guard !roles.isEmpty else { return "" }
        let rows = roles.map { role, team -> HTML in
            """
            <a class="wait" href="\(root)/teams/\(team.id)"><strong>\(frame.said(frame(TeamWords.name(of: role))))</strong>\
            \(frame.icon("arrow"))<span class="small">\(name(team))</span></a>
            """
        }
        return """
            <section class="card flush"><h2>\(frame(TeamPageWords.toFill))</h2>\(rows)\
            <p><a class="btn quiet" href="\(root)/teams">\(frame(TeamPageWords.allTeams))</a></p></section>
            """
    }

    /// On the page of a need: the team that works on it, or the way to gather one.
    func ofNeed(_ need: ID, _ team: Team?) -> HTML {
        if let team {
            return """
                <p><a class="btn" href="\(root)/teams/\(team.id)">\(frame.icon("people"))\(frame(TeamPageWords.needTeam))</a></p>
                """
        }
        guard Policy.allows(.openTeam, viewer) else { return "" }
        return """
            <p><a class="btn" href="\(root)/teams/new?need=\(need)">\(frame.icon("people"))\(frame(TeamPageWords.new))</a></p>
            """
    }
}
