internal import Database

/// Pages of paths: one's own, another's that is shared, who would suit a role.
struct GrowthPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    func page(_ reading: GrowthReading, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems), isMine = reading.member.id == frame.ask.viewer.member?.id
        let title = isMine ? GrowthWords.title : GrowthWords.pathOf(reading.member.name)
        let note: HTML = isMine ? sharing(reading) : "<p class=\"small\">\(frame(GrowthWords.shared))</p>"
        let toast: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        return frame.page(
            title, area: isMine ? .me : .network,
            """
            <div class="stack narrow"><h1>\(frame.said(frame(title)))</h1>\(toast)\(fields.summary)\(note)\(primer(reading, isMine))\
            \(done(reading))<section class="card"><h2>\(frame(GrowthWords.roles))</h2>\(list(roles(reading), GrowthWords.noRoles))</section>\
            <section class="card"><h2>\(frame(GrowthWords.next))</h2><p class="small">\(frame(GrowthWords.nextHint))</p>\
            \(reading.next.map(reach))</section>\(isMine ? ahead(reading, fields) : "")</div>
            """)
    }

    private func primer(_ reading: GrowthReading, _ isMine: Bool) -> HTML {
        if reading.hasPrimer { return "<p class=\"note good\">\(frame(GrowthWords.primerDone))</p>" }
        guard isMine else { return "" }
        return "<p class=\"note\"><a href=\"\(root)/me/primer\">\(frame(JoinWords.primer))</a></p>"
    }

    /// What was done: deliveries, small things, skills that others answer for.
    private func done(_ reading: GrowthReading) -> HTML {
        let deliveries = reading.deliveries.prefix(50).map { delivery -> HTML in
            "<li class=\"line\"><span>\(frame.said(delivery.title))</span><small>\(frame.moment(delivery.at))</small></li>"
        }
        let things = reading.things.prefix(50).map { thing -> HTML in
            """
            <li class="line"><span>\(frame(SmallThingWords.name(of: thing.kind)))</span><small>\(thing.confirmedAt.map(frame.moment) ?? "")</small></li>
            """
        }
        let skills = reading.skills.map { skill -> HTML in
            "<li>\(frame.said(skill.skill)) <small>\(frame.said(frame(GrowthWords.by(skill.by))))</small></li>"
        }
        return """
            <section class="card"><h2>\(frame(GrowthWords.deliveries))</h2>\(list(deliveries, GrowthWords.none))\
            <p class="small">\(frame(GrowthWords.counted(reading.conduct)))</p></section>\
            <section class="card"><h2>\(frame(SmallThingWords.title))</h2>\(list(things, GrowthWords.noThings))</section>\
            <section class="card"><h2>\(frame(GrowthWords.skills))</h2>\(list(skills, GrowthWords.noSkills))</section>
            """
    }

    private func roles(_ reading: GrowthReading) -> [HTML] {
        reading.roles.map { role in
            let until = role.until.map(RoleWords.until) ?? RoleWords.untilLaidDown
            return "<li>\(frame(PeopleWords.name(of: role.role))) <small>\(frame(until))</small></li>"
        }
    }

    /// What of a role is there, and what is missing.
    func reach(_ reach: RoleReach) -> HTML {
        let met = reach.met.map { criterion -> HTML in
            "<li>\(frame.icon("check")) \(frame(GrowthWords.criterion(criterion, isMet: true)))</li>"
        }
        let missing = reach.missing.map { criterion -> HTML in
            "<li><strong>\(frame(GrowthWords.missing))</strong> \(frame(GrowthWords.criterion(criterion, isMet: false)))</li>"
        }
        let all: HTML =
            reach.missing.isEmpty ? " <span class=\"badge good\">\(frame(GrowthWords.allThere))</span>" : ""
        return """
            <h3>\(frame(PeopleWords.name(of: reach.role)))\(all)</h3><ul class="stack tight">\(met)\(missing)</ul>
            """
    }

    // MARK: One's own

    private func sharing(_ reading: GrowthReading) -> HTML {
        let isShared = reading.sharedAt != nil
        let path = "\(root)/members/\(reading.member.id)/path"
        let link: HTML =
            isShared
            ? "<p><a href=\"\(path)\">\(frame(GrowthWords.linkToIt))</a></p>" : ""
        return """
            <section class="card"><p>\(frame(isShared ? GrowthWords.isShared : GrowthWords.hint))</p>\(link)\
            <form method="post" action="\(root)/me/path/sharing">\(frame.hidden)\
            <button class="btn" name="on" value="\(isShared ? "0" : "1")">\
            \(frame(isShared ? GrowthWords.unshare : GrowthWords.share))</button></form></section>
            """
    }

    /// What one can do next: take up a call, find a mentor.
    private func ahead(_ reading: GrowthReading, _ fields: Fields) -> HTML {
        let pages = RolePages(frame: frame, network: network)
        let calls = reading.calls.map { call -> HTML in
            """
            <li><strong>\(frame(PeopleWords.name(of: call.role)))</strong> \(frame.said(call.words))\
            \(pages.takingUp(call, fields.of("take\(call.id)")))</li>
            """
        }
        return """
            <section class="card"><h2>\(frame(GrowthWords.reach))</h2>\(list(calls, GrowthWords.noCalls))\
            <p><a href="\(root)/roles">\(frame(GrowthWords.toRoles))</a></p></section>\
            <section class="card"><h2>\(frame(CompanyWords.mentor))</h2><p class="small">\(frame(CompanyWords.mentorHint))</p>\
            \(mentor(reading, fields.of("mentor")))</section>
            """
    }

    private func mentor(_ reading: GrowthReading, _ fields: Fields) -> HTML {
        if let mentorship = reading.mentorship {
            let state: HTML =
                mentorship.acceptedAt == nil ? " <small>\(frame(CompanyWords.mentorAsked))</small>" : ""
            return """
                <p><strong>\(frame.said(reading.mentorName))</strong>\(state)</p>\
                <form method="post" action="\(root)/me/company/mentors/\(mentorship.id)/end">\(frame.hidden)\
                <button class="btn">\(frame(CompanyWords.end))</button></form>
                """
        }
        guard !reading.mentors.isEmpty else { return "<p class=\"small\">\(frame(CompanyWords.noMentors))</p>" }
        let options = reading.mentors.map { ($0.id.description, $0.name) }
        return """
            <form method="post" action="\(root)/me/company/mentors" class="stack">\(fields.hidden)\
            \(fields.select("mentor", CompanyWords.mentor, options))\(fields.button(CompanyWords.askMentor))</form>
            """
    }

    private func list(_ rows: [HTML], _ none: Text) -> HTML {
        rows.isEmpty ? "<p class=\"small\">\(frame(none))</p>" : "<ul class=\"lines\">\(rows)</ul>"
    }

    // MARK: Who would suit

    func suggestions(_ all: [Suggestion], for role: Role) -> HTML {
        let rows = all.map { one -> HTML in
            """
            <section class="card"><h2><a href="\(root)/members/\(one.member.id)">\(frame.said(one.member.name))</a></h2>\(reach(one.reach))</section>
            """
        }
        let none: HTML = rows.isEmpty ? "<p class=\"note\">\(frame(GrowthWords.nobodySuits))</p>" : ""
        return frame.page(
            RoleWords.suggestions, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(RoleWords.suggestions))</h1><p><strong>\(frame(PeopleWords.name(of: role)))</strong></p>\
            <p>\(frame(GrowthWords.suggestionsHint))</p>\(none)\(rows)\
            <p><a href="\(root)/roles#\(role.rawValue)">\(frame(GrowthWords.toRoles))</a></p></div>
            """)
    }
}
