internal import Database
internal import Engine

/// The ways between what one can do now, small tasks, one's week, one's record, one's hours.
struct MineParts {
    enum Tab: CaseIterable, Sendable {
        case now, tasks, week, record, hours
    }

    let frame: Frame
    let network: Network

    func tabs(_ current: Tab) -> HTML {
        let links = Tab.allCases.map { tab -> HTML in
            let (path, words) = target(tab)
            return """
                <a href="/n/\(network.slug)/me/\(path)"\(" aria-current=\"page\"", if: tab == current)>\(frame(words))</a>
                """
        }
        return "<nav class=\"filters wrap\" aria-label=\"\(frame(MineWords.tabs))\">\(links)</nav>"
    }

    private func target(_ tab: Tab) -> (String, Text) {
        switch tab {
        case .now: ("matches", MineWords.now)
        case .tasks: ("small-tasks", SmallWords.title)
        case .week: ("week", MineWords.week)
        case .record: ("work", MineWords.record)
        case .hours: ("volunteer", MineWords.hours)
        }
    }
}

struct MinePages {
    let frame: Frame
    let network: Network
    /// What others put at the end.
    var more: HTML = ""

    private var root: String { "/n/\(network.slug)" }
    private func tabs(_ tab: MineParts.Tab) -> HTML { MineParts(frame: frame, network: network).tabs(tab) }

    private func card(_ id: String, _ title: Text, _ rows: [HTML], none: Text? = nil) -> HTML {
        let empty: HTML = none.map { "<p class=\"small\">\(frame($0))</p>" } ?? ""
        guard !rows.isEmpty || none != nil else { return "" }
        let list: HTML = rows.isEmpty ? empty : "<ul class=\"lines\">\(rows)</ul>"
        return "<section class=\"card\" id=\"\(id)\"><h2>\(frame(title))</h2>\(list)</section>"
    }

    private func row(_ words: HTML, _ facts: HTML) -> HTML { "<li class=\"line\"><span>\(words)</span>\(facts)</li>" }

    // MARK: Week

    func week(_ week: OwnWeek) -> HTML {
        let shifts = week.shifts.map { shift -> HTML in
            let asks: HTML = "<span class=\"badge warn\">\(frame(MineWords.toAnswer))</span>"
            let call: HTML = " <small>\(frame(MineWords.onCall))</small>"
            return row(
                "\(frame.moment(shift.startsAt)) – \(frame.moment(shift.endsAt)) <small>\(frame.said(shift.desk))</small>\(call, if: shift.isOnCall)",
                shift.acceptedAt == nil ? asks : "")
        }
        let held = week.held.map { task -> HTML in
            row(
                "<a href=\"\(root)/me/small-tasks/\(task.id)\">\(frame(SmallWords.name(of: task.kind)))</a>",
                frame.clock(due: task.lockUntil))
        }
        let endings = week.endings.map { one -> HTML in
            row(
                "<a href=\"\(root)/training/\(one.module)\">\(frame(one.title))</a>",
                "<small>\(frame(MineWords.ends(one.until)))</small>")
        }
        return frame.page(
            MineWords.week, area: .home,
            """
            <div class="stack narrow">\(tabs(.week))<h1>\(frame(MineWords.week))</h1><p class="small">\(frame(MineWords.weekHint))</p>\
            \(card("promises", MineWords.promises, week.promises.map(promise), none: MineWords.noPromises))\
            \(card("shifts", MineWords.shifts, shifts, none: MineWords.noShifts))\(card("held", SmallWords.mine, held))\
            \(hours(week))\(card("endings", MineWords.endings, endings))\(more)</div>
            """)
    }

    private func promise(_ promise: OwnWeek.Promise) -> HTML {
        let claim = promise.claim
        let title: HTML = promise.title.map(frame.said) ?? "\(frame(MineWords.kept))"
        let state: HTML =
            switch claim.state {
            case .delivered: "<span class=\"badge good\">\(frame(MineWords.arrived))</span>"
            case .disputed: "<span class=\"badge warn\">\(frame(MineWords.disputed))</span>"
            case .open where promise.start ?? 0 > frame.now: ""
            case .open, .confirmed, .released: frame.clock(due: claim.promisedBy, start: claim.createdAt)
            }
        let thing: HTML = promise.thing.isEmpty ? "" : " · \(frame.said(promise.thing))"
        return row(
            "<a href=\"\(root)/needs/\(claim.needID)#claim-\(claim.id)\">\(title)\(thing)</a>\(hours(of: promise))",
            state)
    }

    /// When they have to be there: what is done at a time has no mere deadline.
    private func hours(of promise: OwnWeek.Promise) -> HTML {
        guard let agreed = promise.agreed else {
            return promise.start == nil && promise.end == nil
                ? "" : " <strong>\(frame(LineWorkWords.line(promise.work)))</strong>"
        }
        let moved: HTML = """
             <span class="badge warn">\(frame(MineWords.moved(LineWorkWords.line(promise.work))))</span>
            """
        return
            " <strong>\(frame.moment(agreed.start)) – \(frame.moment(agreed.end))</strong>\(moved, if: promise.isMoved)"
    }

    private func hours(_ week: OwnWeek) -> HTML {
        let own = week.own
        let rows = own.hours.all.map { one -> HTML in
            let said = one.kind.isOfOneDay ? one.written : ""
            let until: HTML =
                one.kind.isOfOneDay ? "" : "<small>\(frame(VolunteerWords.holdsUntil(one.endsAt)))</small>"
            return row("<strong>\(frame(VolunteerWords.name(of: one.kind)))</strong> \(said)", until)
        }
        let isFull = VolunteerRules.isFull(load: own.load, limit: own.limit)
        let full: HTML = "<p class=\"note good\">\(frame(VolunteerWords.full))</p>"
        let paused: HTML = "<p class=\"note warn\">\(frame(MineWords.paused))</p>"
        let nothing: HTML = "<p class=\"small\">\(frame(MineWords.nothingSaid))</p>"
        return """
            <section class="card" id="hours"><h2>\(frame(MineWords.hours))</h2>\(paused, if: own.volunteer.isPaused(at: own.at))\
            \(nothing, if: rows.isEmpty)<ul class="lines">\(rows)</ul><dl class="facts"><dt>\(frame(MineWords.used))</dt>\
            <dd>\(frame(MineWords.used(own.load, own.limit)))</dd><dt>\(frame(MineWords.ahead))</dt>\
            <dd>\(frame(MineWords.ahead(week.ahead)))</dd></dl>\(full, if: isFull)\
            <p><a class="btn" href="\(root)/me/volunteer">\(frame(MineWords.change))</a></p></section>
            """
    }

    // MARK: Record

    func record(_ record: WorkRecord) -> HTML {
        let since: HTML = record.since.map { "\(frame(MineWords.since($0))) · " } ?? ""
        return frame.page(
            MineWords.record, area: .me,
            """
            <div class="stack narrow">\(tabs(.record))<h1>\(frame(MineWords.record))</h1>\
            <p class="small">\(frame(MineWords.recordHint))</p>\
            <section class="card"><h2>\(frame.said(record.name))</h2><p>\(network.name)</p>\
            <p class="small">\(since)\(frame(MineWords.stands(record.at)))</p>\(totals(record))</section>\
            \(lists(record))\(more)</div>
            """)
    }

    private func totals(_ record: WorkRecord) -> HTML {
        let counts = [
            (MineWords.shiftCount, record.shiftCount), (MineWords.delivered, record.deliveries.count),
            (MineWords.verified, record.verified), (MineWords.smallDone, record.smallCount),
            (MineWords.checked, record.checkedCount),
        ].filter { $0.1 > 0 }.map { "<dt>\(frame($0.0))</dt><dd>\($0.1)</dd>" as HTML }
        let time: HTML =
            record.hours > 0
            ? "<dt>\(frame(MineWords.hoursDone))</dt><dd>\(Format.span(record.hours, in: frame.language))</dd>" : ""
        guard !counts.isEmpty || record.hours > 0 else {
            return """
                <p class="empty">\(frame(MineWords.nothing))</p>\
                <p><a class="btn main" href="\(root)/me/small-tasks">\(frame(SmallWords.title))</a></p>
                """
        }
        return "<dl class=\"facts end num\">\(time)\(counts)</dl>"
    }

    private func lists(_ record: WorkRecord) -> HTML {
        let deliveries = record.deliveries.map { confirmed("\(frame.said($0.title))", $0.at, $0.by) }
        let small = record.small.map { confirmed("\(frame(SmallWords.name(of: $0.kind)))", $0.at, $0.by) }
        let things = record.things.map { confirmed("\(frame(SmallThingWords.name(of: $0.kind)))", $0.at, $0.by) }
        let passes = record.passes.map { pass -> HTML in
            let until = pass.until > record.at ? MineWords.ends(pass.until) : MineWords.over
            return row(
                "\(frame(pass.title)) <small>\(frame.moment(pass.passedAt))</small>", "<small>\(frame(until))</small>")
        }
        return """
            \(card("deliveries", MineWords.deliveries, deliveries))\(card("small", MineWords.small, small))\
            \(card("things", MineWords.things, things))\(card("trainings", MineWords.trainings, passes))
            """
    }

    private func confirmed(_ what: HTML, _ at: Int64, _ by: Confirmer) -> HTML {
        row("\(what) <small>\(frame.moment(at))</small>", "<small>\(frame(MineWords.confirmed(by)))</small>")
    }
}
