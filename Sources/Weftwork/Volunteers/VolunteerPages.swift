internal import Database
internal import Engine

/// Oneself as a volunteer: when, how much, what. Each part is a form of its own, so that a thumb changes one thing at a time.
struct VolunteerPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)" }

    func own(_ reading: OwnVolunteering) -> HTML {
        let all = Fields(frame, form, problems)
        let done: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        return frame.page(
            VolunteerWords.title, area: .me,
            """
            <div class="stack narrow">\(MineParts(frame: frame, network: network).tabs(.hours))<h1>\(frame(VolunteerWords.title))</h1>\(done)<p>\(frame(VolunteerWords.hint))</p>\(all.summary)\
            \(FreeParts(frame: frame, network: network).renewal(reading.hours))\(when(reading, all))\(pause(reading, all.of("pause")))\
            \(what(reading, all.of("what")))\
            <p class="row"><a class="btn" href="/me/profile">\(frame(VolunteerWords.toProfile))</a>\
            <a class="btn" href="\(root)/training">\(frame(VolunteerWords.toTraining))</a>\
            <a class="btn" href="\(root)/me/askings">\(frame(AskedWords.mine))</a></p></div>
            """)
    }

    // MARK: When

    private func when(_ reading: OwnVolunteering, _ all: Fields) -> HTML {
        let rows = reading.hours.all.map(row)
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"small\">\(frame(VolunteerWords.nothingSaid))</p>" : "<ul class=\"lines\">\(rows)</ul>"
        let now: HTML =
            reading.hours.freeUntil == nil
            ? """
            <p><a class="btn main" href="\(root)/me/free">\(frame.icon("clock"))\(frame(VolunteerWords.freeNow))</a></p>
            """
            : FreeParts(frame: frame, network: network).now(reading.hours)
        return """
            <section class="card" id="when"><h2>\(frame(VolunteerWords.when))</h2>\(list)\
            \(now)\(today(all.of("today")))\(weekly(reading, all.of("weekly")))\(askMe(all.of("ask")))\
            <p class="small">\(zone(reading.zone))</p></section>
            """
    }

    private func zone(_ name: String) -> HTML {
        guard name != LocalClock.usual else { return "\(frame(VolunteerWords.usualZone))" }
        return "\(frame(VolunteerWords.ownZone)) <span lang=\"en\">\(name)</span>"
    }

    private func row(_ one: Availability) -> HTML {
        var words = ""
        switch one.kind {
        case .now, .today: words = one.written
        case .weekly: words = week(one.week)
        case .ask: break
        }
        let kept: HTML =
            one.kind.isOfOneDay ? "" : " <small>\(frame(VolunteerWords.holdsUntil(one.endsAt)))</small>"
        return """
            <li class="line"><span><strong>\(frame(VolunteerWords.name(of: one.kind)))</strong> \(words)\(kept)</span>\
            <form method="post" action="\(root)/me/availability">\(frame.hidden)<input type="hidden" name="kind" value="end">\
            <button class="btn quiet" name="which" value="\(one.kind.rawValue)" aria-label="\(frame(VolunteerWords.endOf(one.kind)))">\
            \(frame(VolunteerWords.end))</button></form></li>
            """
    }

    /// The hours of a week in one line.
    private func week(_ mask: WeekMask) -> String {
        (0..<7).compactMap { day -> String? in
            let hours = VolunteerPages.hours(mask, day)
            return hours.isEmpty ? nil : "\(frame(VolunteerWords.weekday(day))) \(hours)"
        }.joined(separator: frame(VolunteerWords.separator))
    }

    /// The hours of a day as they are typed.
    static func hours(_ mask: WeekMask, _ day: Int) -> String {
        mask.ranges(of: day).map { "\($0.from)-\($0.to)" }.joined(separator: ", ")
    }

    private func opening(_ fields: Fields, _ kind: String) -> HTML {
        """
        <form method="post" action="\(root)/me/availability" class="stack">\(fields.hidden)\
        <input type="hidden" name="kind" value="\(kind)">
        """
    }

    private func today(_ fields: Fields) -> HTML {
        fields.folded(
            VolunteerWords.name(of: .today),
            """
            \(opening(fields, "today"))\(fields.text("from", VolunteerWords.todayFrom, hint: VolunteerWords.timeHint,
                mode: "decimal", isRequired: true))\
            \(fields.text("to", VolunteerWords.todayTo, mode: "decimal", isRequired: true))\
            \(fields.button(VolunteerWords.sayToday))</form>
            """)
    }

    private func weekly(_ reading: OwnVolunteering, _ fields: Fields) -> HTML {
        let known = reading.hours[.weekly]
        let days = (0..<7).map { day in
            fields.text(
                "day\(day + 1)", VolunteerWords.weekday(day), value: known.map { VolunteerPages.hours($0.week, day) })
        }
        return fields.folded(
            VolunteerWords.name(of: .weekly),
            """
            \(opening(fields, "weekly"))<p class="small">\(frame(VolunteerWords.weekHint))</p>\(days)\
            \(fields.text("except", VolunteerWords.except, hint: VolunteerWords.exceptHint,
                value: known?.except.joined(separator: ", ")))\(fields.button(VolunteerWords.sayWeekly))</form>
            """)
    }

    private func askMe(_ fields: Fields) -> HTML {
        fields.folded(
            VolunteerWords.name(of: .ask),
            """
            \(opening(fields, "ask"))<p class="small">\(frame(VolunteerWords.askHint))</p>\
            \(fields.button(VolunteerWords.sayAsk))</form>
            """)
    }

    // MARK: Pause

    private func pause(_ reading: OwnVolunteering, _ fields: Fields) -> HTML {
        let load: HTML = """
            <p>\(frame(VolunteerWords.load(reading.load, reading.limit)))</p>
            """
        let isFull = VolunteerRules.isFull(load: reading.load, limit: reading.limit)
        let full: HTML = "<p class=\"note good\">\(frame(VolunteerWords.full))</p>"
        var body: HTML = """
            \(opening(fields, "pause"))<p class="small">\(frame(VolunteerWords.pauseHint))</p>\
            \(fields.text("until", VolunteerWords.pauseUntil, kind: "date"))\(fields.button(VolunteerWords.sayPause, kind: ""))</form>
            """
        if let pause = reading.volunteer.pause, pause.holds(at: reading.at) {
            var until: Int64?
            if case .until(let moment) = pause { until = moment }
            body = """
                <p class="note warn">\(frame(VolunteerWords.paused(until)))</p>\(opening(fields, "resume"))\
                \(fields.button(VolunteerWords.resume))</form>
                """
        }
        return """
            <section class="card" id="pause"><h2>\(frame(VolunteerWords.pause))</h2>\(load)\(full, if: isFull)\(body)</section>
            """
    }

    // MARK: What

    private func what(_ reading: OwnVolunteering, _ fields: Fields) -> HTML {
        let volunteer = reading.volunteer
        let hides: HTML = "<p class=\"note warn\">\(frame(VolunteerWords.hiddenSkills))</p>"
        let channels = Volunteer.Channel.allCases.map { ($0.rawValue, frame(VolunteerWords.name(of: $0))) }
        return """
            <section class="card" id="what"><h2>\(frame(VolunteerWords.what))</h2>\(hides, if: reading.hidesSkills)\
            <form method="post" action="\(root)/me/volunteer" class="stack">\(fields.hidden)\(skills(reading, fields))\
            \(fields.text("languages", VolunteerWords.languages, hint: VolunteerWords.languagesHint,
                value: reading.languages.map { frame(Tongues.words($0)) }.joined(separator: ", ")))\
            \(fields.text("dialect", VolunteerWords.dialect, value: volunteer.notes.dialect))\
            \(fields.select("channel", VolunteerWords.channel, channels, chosen: volunteer.channel.rawValue))\
            <p class="small">\(frame(VolunteerWords.area(reading.area)))</p>\
            \(box("remote", "1", VolunteerWords.remote, isOn: fields.isSent ? fields.form["remote"] != nil : volunteer.isRemote))\
            \(fields.text("radiusKm", VolunteerWords.radius, mode: "numeric", value: volunteer.radius.map(String.init)))\
            \(means(volunteer, fields))\
            \(fields.text("weeklyLimit", VolunteerWords.limit, hint: VolunteerWords.limitHint(VolunteerRules.usualLimit),
                mode: "numeric", value: volunteer.weeklyLimit.map(String.init)))\
            \(fields.button(MemberWords.save))</form></section>
            """
    }

    private func skills(_ reading: OwnVolunteering, _ fields: Fields) -> HTML {
        let rows = reading.skills.enumerated().map { index, skill -> HTML in
            let levels =
                Volunteer.Level.allCases.map { ($0.rawValue, frame(VolunteerWords.name(of: $0))) }
                + [("remove", frame(VolunteerWords.remove))]
            let name = frame(Skills.words(skill.name))
            return """
                <input type="hidden" name="skill\(index)" value="\(skill.name)">\
                \(fields.select("level\(index)", VolunteerWords.level(name), levels, chosen: skill.level.rawValue))\
                \(fields.text("evidence\(index)", VolunteerWords.evidence(name), hint: VolunteerWords.evidenceHint,
                    value: skill.evidence))
                """
        }
        let known = Set(reading.skills.map(\.key))
        let more = Skills.catalogue.filter { !known.contains($0.key) }.map { skill in
            box(
                "more", frame(skill.name), skill.name,
                isOn: fields.isSent && fields.form.all("more").contains(frame(skill.name)))
        }
        let catalogue: HTML = """
            <fieldset class="choice"><legend class="visually-hidden">\(frame(VolunteerWords.moreSkills))</legend>\(more)</fieldset>
            """
        return """
            \(rows)\(fields.folded(VolunteerWords.moreSkills, catalogue))\
            \(fields.text("skills", VolunteerWords.ownSkills))
            """
    }

    private func means(_ volunteer: Volunteer, _ fields: Fields) -> HTML {
        let boxes = Volunteer.Means.allCases.map { one in
            box(
                "means", one.rawValue, VolunteerWords.name(of: one),
                isOn: fields.isSent ? fields.form.all("means").contains(one.rawValue) : volunteer.means.contains(one))
        }
        return """
            <fieldset class="choice"><legend>\(frame(VolunteerWords.means))</legend>\(boxes)</fieldset>\
            \(fields.text("ownMeans", VolunteerWords.ownMeans, value: volunteer.notes.ownMeans))
            """
    }

    private func box(_ name: String, _ value: String, _ words: Text, isOn: Bool) -> HTML {
        """
        <label><input type="checkbox" name="\(name)" value="\(value)"\(" checked", if: isOn)> \(frame(words))</label>
        """
    }

    /// What the form sends.
    static func draft(_ form: Form) -> VolunteerDraft {
        var skills: [VolunteerDraft.SkillDraft] = []
        for index in 0..<(VolunteerRules.mostSkills + 1) {
            guard let name = form.text("skill\(index)") else { break }
            let level = form["level\(index)"]
            if level == "remove" { continue }
            skills.append(.init(name: name, level: level, evidence: form["evidence\(index)"]))
        }
        let more = form.all("more") + Clean.list(form["skills"] ?? "")
        skills += more.map { .init(name: $0, level: nil, evidence: nil) }
        return VolunteerDraft(
            skills: skills, languages: Clean.list(form["languages"] ?? ""), isRemote: form["remote"] == "1",
            radius: form["radiusKm"] ?? "", channel: form["channel"], means: form.all("means"),
            ownMeans: form["ownMeans"] ?? "", dialect: form["dialect"] ?? "", weeklyLimit: form["weeklyLimit"] ?? "")
    }
}
