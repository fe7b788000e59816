internal import Database

/// Pieces about one's hours that stand on pages of others.
struct FreeParts {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    /// The first of the two taps.
    var button: HTML {
        """
        <a class="btn" href="\(root)/me/free">\(frame.icon("clock"))\(frame(VolunteerWords.freeNow))</a>
        """
    }

    /// Are the hours that end soon still true? One tap.
    func renewal(_ hours: OwnHours) -> HTML {
        guard !hours.ending.isEmpty else { return "" }
        let ends = hours.ending.map { one -> HTML in
            "<li>\(frame(VolunteerWords.name(of: one.kind))) <small>\(frame(VolunteerWords.holdsUntil(one.endsAt)))</small></li>"
        }
        return """
            <form method="post" action="\(root)/me/availability" class="note">\(frame.hidden)\
            <p>\(frame(VolunteerWords.stillSo))</p><ul>\(ends)</ul>\
            <button class="btn main" name="kind" value="renew">\(frame(VolunteerWords.yesStillSo))</button></form>
            """
    }

    /// The button; once one is free until when, with a tap for two hours more or for no more.
    func now(_ hours: OwnHours) -> HTML {
        guard let until = hours.freeUntil else { return "<p class=\"row\">\(button)</p>" }
        return """
            <div class="note good"><p>\(frame(VolunteerWords.freeUntil(until))) \(later(hours)) \
            <a href="\(root)/me/volunteer">\(frame(VolunteerWords.title))</a></p>\(change)</div>
            """
    }

    /// The same in one button, where there is room for no more.
    func short(_ hours: OwnHours) -> HTML {
        guard let until = hours.freeUntil else { return button }
        return """
            <a class="btn" href="\(root)/me/free?done=1">\(frame.icon("clock"))\(frame(VolunteerWords.freeUntil(until)))</a>
            """
    }

    /// What was said of later today holds besides.
    func later(_ hours: OwnHours) -> HTML {
        hours.later.isEmpty ? "" : "<small>\(frame(VolunteerWords.freeLater(hours.later)))</small>"
    }

    var change: HTML {
        """
        <form method="post" action="\(root)/me/free" class="row">\(frame.hidden)<input type="hidden" name="hours" value="2">\
        <button class="btn" name="kind" value="more">\(frame(VolunteerWords.twoMore))</button>\
        <button class="btn quiet" name="kind" value="stop">\(frame(VolunteerWords.noLonger))</button></form>
        """
    }
}

/// The two taps, and whom a dispatcher finds by them.
struct FreePages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    /// The second tap: two hours are chosen already.
    func now(_ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let hours = [1, 2, 3, 4, 6, 8].map { ("\($0)", frame(VolunteerWords.hours($0))) }
        return frame.page(
            VolunteerWords.freeTitle, area: .home,
            """
            <div class="stack narrow"><h1>\(frame(VolunteerWords.freeTitle))</h1>\(fields.summary)\
            <form method="post" action="\(root)/me/free" class="card stack">\(frame.hidden)\
            \(fields.choice("hours", VolunteerWords.howLong, hours, chosen: "2"))\
            \(fields.button(VolunteerWords.confirmFree))</form>\
            <p class="small">\(frame(VolunteerWords.freeHint))</p>\
            <p><a href="\(root)/me/volunteer">\(frame(VolunteerWords.title))</a></p></div>
            """)
    }

    /// What it came to.
    func said(_ hours: OwnHours) -> HTML {
        let parts = FreeParts(frame: frame, network: network)
        let free: HTML =
            hours.freeUntil.map { until in
                """
                <p class="note good" role="status">\(frame(VolunteerWords.freeUntil(until))) \(parts.later(hours))</p>\(parts.change)\
                <p class="small">\(frame(VolunteerWords.freeHint))</p>
                """
            }
                ?? """
                <p class="note" role="status">\(frame(VolunteerWords.nothingNow)) \(parts.later(hours))</p>\
                <p class="row">\(parts.button)</p>
                """
        return frame.page(
            VolunteerWords.freeTitle, area: .home,
            """
            <div class="stack narrow"><h1>\(frame(VolunteerWords.freeTitle))</h1>\
            \(free)<p class="row"><a class="btn main" href="\(root)/needs">\(frame(VolunteerWords.toBoard))</a>\
            <a class="btn" href="\(root)/me/volunteer">\(frame(VolunteerWords.title))</a></p></div>
            """)
    }

    // MARK: Who is free

    func list(_ list: FreeList, _ modules: [TrainingModule], _ form: Form, _ problems: [FieldProblem] = []) -> HTML {
        let rows = list.items.map(row)
        let empty: HTML = "<p class=\"empty\">\(frame(VolunteerWords.nobody))</p>"
        let hidden: HTML = "<p class=\"small\">\(frame(VolunteerWords.hidden(list.hidden)))</p>"
        let fairness: HTML =
            list.fairness.map { "<p class=\"small\">\(frame(VolunteerWords.fairness($0)))</p>" } ?? ""
        let next: HTML =
            list.next.map { cursor -> HTML in
                let address = form.with("cursor", cursor).with("lang", nil).encoded
                return
                    "<p class=\"pager\"><a class=\"btn\" href=\"\(root)/volunteers?\(address)\">\(frame(VolunteerWords.more))</a></p>"
            } ?? ""
        return frame.page(
            VolunteerWords.whoIsFree, area: .queue,
            """
            <div class="stack"><h1>\(frame(VolunteerWords.whoIsFree))</h1>\(filters(modules, form, problems))\
            <p><strong>\(frame(VolunteerWords.found(list.total, list.at)))</strong></p>\
            <section class="card"><ul class="lines">\(rows)</ul>\(empty, if: rows.isEmpty)</section>\
            \(hidden, if: list.hidden > 0)\(fairness)\(next)</div>
            """)
    }

    /// The filters alone, where one of them could not be read.
    func refused(_ modules: [TrainingModule], _ form: Form, _ problems: [FieldProblem]) -> HTML {
        frame.page(
            VolunteerWords.whoIsFree, area: .queue,
            "<div class=\"stack\"><h1>\(frame(VolunteerWords.whoIsFree))</h1>\(filters(modules, form, problems))</div>")
    }

    private func filters(_ modules: [TrainingModule], _ form: Form, _ problems: [FieldProblem]) -> HTML {
        let fields = Fields(frame, form, problems)
        let any = [("", frame(VolunteerWords.anyone))]
        let trainings = any + modules.filter { $0.state == .open }.map { ($0.id.description, frame($0.title.words)) }
        let tiers = any + Standing.allCases.map { ($0.name, frame(PeopleWords.name(of: $0))) }
        let isOpen = !problems.isEmpty || !form.with("cursor", nil).with("lang", nil).pairs.isEmpty
        return """
            <details class="more card"\(" open", if: isOpen)><summary>\(frame(VolunteerWords.lookFor))</summary>\
            <form action="\(root)/volunteers" class="stack">\(fields.summary)\
            \(fields.text("at", VolunteerWords.at, kind: "datetime-local", isRequired: true))\
            \(fields.text("skill", VolunteerWords.skill, isRequired: true))\
            \(fields.text("language", VolunteerWords.language, isRequired: true))\
            \(fields.text("area", VolunteerWords.areaFilter, isRequired: true))\
            \(fields.select("training", VolunteerWords.training, trainings))\(fields.select("tier", VolunteerWords.tier, tiers))\
            <label><input type="checkbox" name="remote" value="1"\(" checked", if: form["remote"] == "1")> \
            \(frame(VolunteerWords.onlyRemote))</label>\(fields.button(VolunteerWords.find))</form></details>
            """
    }

    private func row(_ item: FreeList.Item) -> HTML {
        let one = item.supply, separator = frame(VolunteerWords.separator)
        let skills = item.skills.map { skill in
            "\(frame(Skills.words(skill.name))) (\(frame(VolunteerWords.name(of: skill.level))))"
        }.joined(separator: separator)
        var facts = [
            skills, one.languages.map { frame(Tongues.words($0)) }.joined(separator: separator), item.dialect ?? "",
            one.area ?? "",
        ]
        facts.append(one.radius.map { frame(VolunteerWords.within($0)) } ?? "")
        facts.append(one.isRemote ? frame(VolunteerWords.remoteShort) : "")
        facts += one.means.map { frame(VolunteerWords.name(of: $0)) }
        facts.append(one.channel == .any ? "" : frame(VolunteerWords.name(of: one.channel)))
        let trained = item.trainings.map { frame($0) }.joined(separator: separator)
        facts.append(trained.isEmpty ? "" : frame(VolunteerWords.trained(trained)))
        let organisation: HTML = item.organisation.map { " <small>\(frame.said($0))</small>" } ?? ""
        return """
            <li class="line"><span><strong><a href="\(root)/members/\(one.id)">\(frame.said(item.name))</a></strong>\(organisation) \
            <small>\(frame(PeopleWords.name(of: one.standing)))</small> \
            <span class="badge good">\(frame(VolunteerWords.freedom(item.freedom)))</span></span>\
            <span class="small">\(frame(VolunteerWords.busy(one.load, one.limit)))</span>\
            <small>\(frame.said(facts.filter { !$0.isEmpty }.joined(separator: " · ")))</small></li>
            """
    }
}

extension PageParts {
    /// What Volunteers shows on pages of others: the button at home, on the network's page and on the board, ways to its own pages.
    mutating func addVolunteers(_ acts: VolunteerActs) {
        register(.home) { frame, network in
            guard Policy.allows(.keepVolunteer, frame.ask.viewer) else { return "" }
            let hours = try await acts.hours(of: frame.ask.viewer, in: network.id)
            let parts = FreeParts(frame: frame, network: network)
            return parts.renewal(hours) + parts.now(hours)
        }
        register(.network) { frame, network in
            guard Policy.allows(.keepVolunteer, frame.ask.viewer) else { return "" }
            let hours = try await acts.hours(of: frame.ask.viewer, in: network.id)
            return FreeParts(frame: frame, network: network).now(hours)
        }
        register(.board) { frame, network in
            guard Policy.allows(.keepVolunteer, frame.ask.viewer) else { return "" }
            let hours = try await acts.hours(of: frame.ask.viewer, in: network.id)
            return FreeParts(frame: frame, network: network).short(hours)
        }
        register(ways: { frame, network in FreeParts(frame: frame, network: network).ways })
    }
}

extension FreeParts {
    /// Among the ways on from the network's page.
    var ways: [WayOn] {
        let viewer = frame.ask.viewer
        var ways: [WayOn] = []
        if Policy.allows(.keepVolunteer, viewer) {
            ways.append(WayOn(.help, "clock", VolunteerWords.title, root + "/me/volunteer"))
            ways.append(WayOn(.help, "check", TrainingWords.title, root + "/training"))
        }
        if Policy.allows(.seeVolunteers, viewer) {
            ways.append(WayOn(.desk, "people", VolunteerWords.whoIsFree, root + "/volunteers"))
        }
        return ways
    }
}
