internal import Database

/// The page of one team: what it is for, what it lacks, who is in it; its keeper's acts below.
struct TeamFilePages {
    let frame: Frame
    let network: Network
    let file: TeamFile
    var talk: TalkSummary?
    /// Who could take it over, by name.
    var people: [(id: ID, name: String)] = []
    /// Needs that could join it.
    var more: [NeedView] = []
    var form = Form()
    var problems: [FieldProblem] = []

    private var team: Team { file.team }
    private var root: String { "/n/\(network.slug)" }
    private var path: String { "\(root)/teams/\(team.id)" }
    private var needs: NeedParts { NeedParts(frame) }
    private var fields: Fields { Fields(frame, form, problems) }
    private var isMember: Bool { frame.ask.viewer.member.map { !$0.isSuspended } ?? false }

    func html() -> HTML {
        let done: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        let title = frame.said(frame(TeamWords.name(of: team)))
        let purpose: HTML = "<p>\(frame.said(team.purpose))</p>"
        return frame.page(
            TeamWords.one, area: .network,
            """
            <div class="stack"><h1>\(title)</h1>\(done)\(fields.summary)\(purpose, if: isMember && !team.purpose.isEmpty)\
            \(charter, if: isMember)\(state)\(asked)<div class="two"><div class="stack">\(roles)\(needsCard)\(promises)</div>\
            <aside class="stack">\(facts)\(TalkPages(frame: frame).card(talk))\(keeping)</aside></div>\
            <p><a class="btn" href="\(root)/teams">\(frame(TeamPageWords.back))</a></p></div>
            """)
    }

    /// What it has agreed to stand for, in clauses.
    private var charter: HTML {
        """
        <p><a class="btn quiet" href="\(path)/charter">\(frame.icon("flag"))\(frame(TeamPageWords.charter))</a></p>
        """
    }

    private var state: HTML {
        if let closed = team.closedAt { return "<p class=\"note good\">\(frame(TeamPageWords.closed(closed)))</p>" }
        if may("keepOpen") {
            return """
                <section class="note warn"><p>\(frame(TeamPageWords.proposed))</p><div class="row">\
                \(button("close", TeamPageWords.close, "main"))\(button("keepOpen", TeamPageWords.keepOpen, ""))</div></section>
                """
        }
        return isMember ? "" : "<p class=\"note\">\(frame(TeamPageWords.forMembers))</p>"
    }

    private var asked: HTML {
        if may("accept") {
            return """
                <section class="note"><p>\(frame(TeamPageWords.askedYou))</p><div class="row">\
                \(button("accept", TeamPageWords.accept, "main"))\(button("decline", TeamPageWords.decline, ""))</div></section>
                """
        }
        guard let id = team.askedID, may("takeBack") else { return "" }
        return """
            <section class="note"><p>\(frame.said(frame(TeamPageWords.asked(file.names[id] ?? ""))))</p>\
            \(button("takeBack", TeamPageWords.takeBack, ""))</section>
            """
    }

    private func may(_ action: String) -> Bool { file.allowed.contains(action) }

    /// One button that acts on the team.
    private func button(_ action: String, _ words: Text, _ kind: StaticString, _ more: HTML = "", label: Text? = nil)
        -> HTML
    {
        let named: HTML = label.map { " aria-label=\"\(frame($0))\"" } ?? ""
        return """
            <form method="post" action="\(path)/actions">\(frame.hidden)\(more)\
            <button class="btn \(HTML(stringLiteral: kind))" name="action" value="\(action)"\(named)>\(frame(words))</button></form>
            """
    }

    private func hidden(_ name: StaticString, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(HTML(stringLiteral: name))\" value=\"\(value)\">"
    }

    // MARK: Roles

    private var roles: HTML {
        let rows = file.roles.map(role)
        let list: HTML =
            rows.isEmpty ? "<p class=\"small\">\(frame(TeamPageWords.noRoles))</p>" : "<ul class=\"lines\">\(rows)</ul>"
        return "<section class=\"card main-thing\" id=\"roles\"><h2>\(frame(TeamPageWords.roles))</h2>\(list)</section>"
    }

    private func role(_ listed: ListedRole) -> HTML {
        let role = listed.role, words = isMember ? TeamWords.name(of: role) : TeamWords.name(of: role.kind)
        let why = listed.reasons.map { frame(TeamWords.why($0)) }.joined(separator: frame(SiteWords.listComma))
        let names = listed.holders.compactMap { file.names[$0] }.joined(separator: frame(SiteWords.listComma))
        let who: HTML =
            role.taken == 0
            ? "<small>\(frame(TeamPageWords.empty))</small>" : "<small>\(frame.said(names))</small>"
        let waiting = listed.asking.compactMap { file.names[$0] }.joined(separator: frame(SiteWords.listComma))
        let asking: HTML = "<small>\(frame.said(frame(TeamPageWords.asking(waiting))))</small>"
        return """
            <li class="line" id="role-\(role.id)"><span><strong>\(frame.said(frame(words)))</strong> \(who)\(" " + asking, if: !waiting.isEmpty)</span>\
            <span class="num">\(frame(TeamPageWords.places(role.taken, role.heads)))</span>\
            <small>\(why)</small><div class="wide row">\(acts(on: listed, words))</div></li>
            """
    }

    private func acts(on listed: ListedRole, _ words: Text) -> HTML {
        guard may("take"), let own = frame.ask.viewer.member?.id else { return "" }
        let role = hidden("role", listed.role.id.description)
        var html: HTML = ""
        if listed.holders.contains(own) || listed.asking.contains(own) {
            html += button("release", TeamPageWords.release, "", role, label: TeamPageWords.releaseOf(words))
        } else if !listed.role.isFull {
            html += button("take", TeamPageWords.take, "main", role, label: TeamPageWords.takeOf(words))
        }
        guard may("close") else { return html }
        for one in listed.asking {
            let words = TeamPageWords.confirm(file.names[one] ?? "")
            html += button("confirm", words, "main", role + hidden("member", one.description))
        }
        for holder in listed.holders + listed.asking where holder != own {
            let name = file.names[holder] ?? ""
            html += button(
                "release", TeamPageWords.free(name), "quiet", role + hidden("member", holder.description))
        }
        return html
    }

    // MARK: Needs

    private var needsCard: HTML {
        let rows = file.needs.map { view -> HTML in
            let title = view.title ?? frame(BoardWords.heldText)
            let out: HTML =
                may("removeNeed")
                ? button(
                    "removeNeed", TeamPageWords.removeShort, "quiet", hidden("need", view.id.description),
                    label: TeamPageWords.remove(title)) : ""
            return """
                <li class="line"><span><a href="\(root)/needs/\(view.id)">\(needs.title(view))</a> <small>\(needs.area(view.area))</small></span>\
                \(needs.state(view.state))<div class="wide row">\(out)</div></li>
                """
        }
        let unseen = file.needCount - file.needs.count
        let rest: HTML = "<p class=\"small\">\(frame(TeamPageWords.hidden(unseen)))</p>"
        return """
            <section class="card" id="needs"><h2>\(frame(TeamPageWords.needs))</h2><ul class="lines">\(rows)</ul>\
            \(rest, if: unseen > 0)</section>
            """
    }

    private var promises: HTML {
        guard isMember, team.state == .open else { return "" }
        let rows = file.promises.map { one -> HTML in
            """
            <li class="line"><a href="\(root)/needs/\(one.needID)">\(frame.said(one.item))</a>\
            <span class="num">\(frame.said(Format.amount(one.quantity, one.unit)))</span>\
            <small>\(frame(TeamPageWords.by(one.promisedBy)))</small></li>
            """
        }
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"small\">\(frame(TeamPageWords.noPromises))</p>" : "<ul class=\"lines\">\(rows)</ul>"
        return "<section class=\"card\"><h2>\(frame(TeamPageWords.promises))</h2>\(list)</section>"
    }

    private var facts: HTML {
        func person(_ id: ID?) -> HTML {
            guard isMember else { return "\(frame(TeamPageWords.theDesk))" }
            guard let id, let name = file.names[id] else { return "\(frame(TeamPageWords.nobody))" }
            return "<a href=\"\(root)/members/\(id)\">\(frame.said(name))</a>"
        }
        let backup: HTML = "<dt>\(frame(TeamPageWords.backup))</dt><dd>\(person(team.backupID))</dd>"
        let tie: HTML =
            team.emergency.map { EmergencyParts(frame: frame, slug: network.slug).link($0) } ?? ""
        let emergency: HTML = "<dt>\(frame(TeamPageWords.emergency))</dt><dd>\(tie)</dd>"
        return """
            <section class="card"><dl class="facts"><dt>\(frame(TeamPageWords.keeper))</dt><dd>\(person(team.keeperID))</dd>\
            \(backup, if: isMember)<dt>\(frame(TeamPageWords.since))</dt><dd>\(frame.moment(team.createdAt))</dd>\
            \(emergency, if: team.emergency != nil)</dl><p class="small">\(frame(TeamWords.name(of: team.origin)))</p></section>
            """
    }

    // MARK: The keeper's

    private var keeping: HTML {
        guard may("looked") else { return "" }
        return """
            <section class="card" id="keep"><h2>\(frame(TeamPageWords.keep))</h2>\
            \(button("looked", TeamPageWords.looked, "main"))<p class="small">\(frame(TeamPageWords.lookedHint))</p>\
            \(addNeeds(fields.of("add")))\(openRole(fields.of("role")))\(changeRoles)\(handOver(fields.of("hand")))\
            \(change(fields.of("line")))\(button("close", TeamPageWords.close, "danger"))\
            <p class="small">\(frame(TeamPageWords.closeHint))</p></section>
            """
    }

    private func opening(_ fields: Fields) -> HTML {
        "<form method=\"post\" action=\"\(path)/actions\" class=\"stack\">\(fields.hidden)"
    }

    private func addNeeds(_ fields: Fields) -> HTML {
        let chosen = Set(fields.form.all("needs"))
        let boxes = more.map { view -> HTML in
            let isOn = chosen.contains(view.id.description)
            return """
                <label><input type="checkbox" name="needs" value="\(view.id)"\(" checked", if: isOn)> \(needs.title(view))</label>
                """
        }
        let none: HTML = "<p class=\"small\">\(frame(TeamPageWords.nothingToAdd))</p>"
        let form: HTML = """
            \(opening(fields))\(fields.choice("needs", TeamPageWords.needs, boxes))\
            \(fields.button(TeamPageWords.addNeeds, name: "action", value: "addNeeds"))</form>
            """
        return fields.folded(TeamPageWords.addNeeds, more.isEmpty ? none : form)
    }

    private func openRole(_ fields: Fields) -> HTML {
        let kinds = TeamRole.Kind.allCases.map { ($0.rawValue, frame(TeamWords.name(of: $0))) }
        return fields.folded(
            TeamPageWords.openRole,
            """
            \(opening(fields))\(fields.select("kind", TeamPageWords.roleKind, kinds))\(fields.text("name", TeamPageWords.roleName))\
            \(fields.text("heads", TeamPageWords.heads, mode: "numeric", value: "1"))\
            \(fields.button(TeamPageWords.openRole, kind: "", name: "action", value: "openRole"))</form>
            """)
    }

    private var changeRoles: HTML {
        let forms = file.roles.enumerated().map { index, listed -> HTML in
            let own = fields.of("heads\(index)")
            return """
                \(opening(own))\(hidden("role", listed.role.id.description))\
                \(own.text("heads", TeamPageWords.headsOf(TeamWords.name(of: listed.role)), hint: TeamPageWords.headsHint,
                    mode: "numeric", isRequired: true, value: String(listed.role.heads)))\
                \(own.button(MemberWords.save, kind: "", name: "action", value: "setHeads"))</form>
                """
        }
        let isWrong = file.roles.indices.contains { !fields.of("heads\($0)").problems.isEmpty }
        let shown = isWrong ? fields : fields.of("heads")
        return shown.folded(TeamPageWords.changeRoles, "\(forms)")
    }

    private func handOver(_ fields: Fields) -> HTML {
        let options = people.filter { $0.id != team.keeperID }.map { ($0.id.description, $0.name) }
        return fields.folded(
            TeamPageWords.handOver,
            """
            \(opening(fields))\(fields.select("member", TeamPageWords.to, options))<div class="row">\
            \(fields.button(TeamPageWords.offer, name: "action", value: "offer"))\
            \(fields.button(TeamPageWords.setBackup, kind: "", name: "action", value: "setBackup"))</div></form>
            """)
    }

    private func change(_ fields: Fields) -> HTML {
        fields.folded(
            TeamPageWords.change,
            """
            \(opening(fields))\(fields.text("purpose", TeamPageWords.purpose, who: TeamPageWords.purposeWho, isRequired: true,
                value: team.purpose))\(fields.button(MemberWords.save, kind: "", name: "action", value: "change"))</form>
            """)
    }
}
