internal import Database

/// Home is what waits for me; a network's page is its public face.
struct HomePages {
    let frame: Frame

    func home(
        _ waiting: Waiting, _ tasks: [WaitingTask], slug: String, overview: Overview?, hasLead: Bool,
        more: HTML = "", later: HTML = ""
    ) -> HTML {
        let noLead: HTML = """
            <p class="note warn">\(frame(LeaveWords.noLead)) <a href="/n/\(slug)/roles">\(frame(RoleWords.title))</a></p>
            """
        let count = waiting.count + tasks.count
        let rows = WaitingEntry.inOrder(waiting.items, tasks, now: frame.now).map { entry -> HTML in
            switch entry {
            case .need(let waits): item(waits, slug: slug)
            case .task(let waits): task(waits, slug: slug)
            }
        }
        let offers = waiting.handovers.map { handover($0, slug: slug) }
        let red = waiting.red.map { item($0, slug: slug) }
        let empty: HTML = """
            <div class="empty">\(frame.icon("check"))<h2>\(frame(RosterWords.nothingWaits))</h2>\
            <p>\(frame(RosterWords.helpHint))</p>\
            <a class="btn main" href="/n/\(slug)/needs">\(frame(RosterWords.toBoard))</a></div>
            """
        let list: HTML = "<section class=\"card flush\">\(rows)\(empty, if: rows.isEmpty)</section>"
        let offered: HTML =
            offers.isEmpty
            ? ""
            : "<section class=\"card\"><h2>\(frame(RosterWords.handovers))</h2><ul class=\"stack\">\(offers)</ul></section>"
        let redCard: HTML =
            red.isEmpty ? "" : "<section class=\"card flush\"><h2>\(frame(RosterWords.red))</h2>\(red)</section>"
        return frame.page(
            RosterWords.home, area: .home,
            """
            \(frame.accountNotes)\(noLead, if: !hasLead)<div class="two"><div class="stack"><h1>\(frame(RosterWords.home)) \
            <small class="num">\(frame(RosterWords.waiting(count)))</small></h1>\(more)\(night(waiting, slug: slug))\(offered)\(seconds(waiting.seconds, slug: slug))\(list)\(redCard)\(later)</div>\
            <aside class="stack">\(overview.map { today($0, slug: slug) } ?? "")</aside></div>
            """)
    }

    /// Whom the night needs: what one was woken for, lines of the roster to answer, the reserve that is asked.
    private func night(_ waiting: Waiting, slug: String) -> HTML {
        let rung = waiting.rung.map { ring -> HTML in
            """
            <li class="stack tight"><strong>\(frame(RosterWords.rung)): <a href="/n/\(slug)/needs/\(ring.need)">\(frame.said(ring.title))</a></strong>\
            <form method="post" action="/n/\(slug)/needs/\(ring.need)/take">\(frame.hidden)\
            <button class="btn main">\(frame(RosterWords.take)) <span class="visually-hidden">\(frame.said(ring.title))</span></button></form></li>
            """
        }
        let lines = waiting.shifts.map { shift -> HTML in
            """
            <li class="stack tight"><span>\(frame(RosterWords.yours)) \(frame.moment(shift.startsAt)) – \(frame.moment(shift.endsAt))</span>\
            \(RosterPages.answers(shift, frame, slug: slug))</li>
            """
        }
        var asked: HTML = waiting.isReserveAsked ? "<li>\(RosterPages.reserve(frame, slug: slug))</li>" : ""
        if waiting.hasBriefing { asked += ShiftPages.link(frame, slug: slug) }
        guard waiting.isReserveAsked || waiting.hasBriefing || !rung.isEmpty || !lines.isEmpty else { return "" }
        return "<section class=\"card main-thing\"><ul class=\"stack\">\(rung)\(asked)\(lines)</ul></section>"
    }

    /// Promises that wait for a second person: the answer is given where the promise stands.
    private func seconds(_ seconds: [WaitingSecond], slug: String) -> HTML {
        let rows = seconds.map { second -> HTML in
            let why = second.isAsked ? BriefingWords.asksYou : BriefingWords.namesNobody
            let title: HTML = second.title.isEmpty ? "" : " · \(frame.said(second.title))"
            return """
                <a class="wait" data-item href="/n/\(slug)/needs/\(second.needID)">\
                <strong>\(frame(why))\(title)</strong>\(frame.icon("arrow"))\
                <span class="small">\(frame.ago(second.at))</span></a>
                """
        }
        if rows.isEmpty { return "" }
        return "<section class=\"card flush\"><h2>\(frame(BriefingWords.waitingSeconds))</h2>\(rows)</section>"
    }

    private func item(_ item: WaitingItem, slug: String) -> HTML {
        let isDesk = ["firstAnswer", "verify", "call"].contains(item.clock.step)
        let address = isDesk ? "/n/\(slug)/queue/\(item.clock.needID)" : "/n/\(slug)/needs/\(item.clock.needID)"
        let title: HTML = item.title.isEmpty ? "" : " · \(frame.said(item.title))"
        let thing: HTML = item.thing.isEmpty ? "" : " · \(frame.said(item.thing))"
        let words = item.isAsked ? RosterWords.sayHow : RosterWords.step(item.clock.step)
        return """
            <a class="wait" data-item href="\(address)">\(frame.clock(due: item.clock.dueAt, start: item.clock.startedAt))\
            <strong>\(frame(words))\(title)\(thing)</strong>\
            \(frame.icon("arrow"))<span class="small row">\(NeedParts(frame).urgency(item.urgency))\
            \(NeedParts(frame).state(item.state))</span></a>
            """
    }

    private func task(_ task: WaitingTask, slug: String) -> HTML {
        """
        <a class="wait" data-item href="/n/\(slug)\(task.path)">\(frame.clock(due: task.clock.dueAt, start: task.clock.startedAt))\
        <strong>\(frame(task.words))</strong>\(frame.icon("arrow"))</a>
        """
    }

    private func handover(_ offered: WaitingHandover, slug: String) -> HTML {
        """
        <li class="stack tight"><a href="/n/\(slug)/needs/\(offered.needID)">\(frame.said(offered.title))</a>\
        <span class="small">\(frame(RosterWords.from(offered.fromName))) · \(frame.ago(offered.at))</span>\
        <form method="post" action="/n/\(slug)/needs/\(offered.needID)/handovers/\(offered.id)" class="row">\(frame.hidden)\
        <button class="btn main" name="action" value="accept">\(frame(CaseWords.accept))</button>\
        <button class="btn" name="action" value="decline">\(frame(CaseWords.decline))</button></form></li>
        """
    }

    private func today(_ overview: Overview, slug: String) -> HTML {
        func count(_ phase: Need.Phase) -> Int {
            overview.states.filter { $0.key.phase == phase }.reduce(0) { $0 + $1.value }
        }
        let rows: [(Text, Int)] = [
            (RosterWords.atDesk, count(.desk)), (RosterWords.onBoard, count(.board)),
            (RosterWords.arrived, count(.arrived)),
            (RosterWords.finished, overview.states[.closed] ?? 0),
            (RosterWords.late, overview.loads.reduce(0) { $0 + $1.late }),
        ]
        let facts = rows.map { "<dt>\(frame($0.0))</dt><dd>\($0.1)</dd>" as HTML }
        return """
            <section class="card"><h2>\(frame(RosterWords.today))</h2><dl class="facts end num">\(facts)</dl>\
            <p class="row"><a class="btn quiet" href="/n/\(slug)/load">\(frame(RosterWords.overview))</a>\
            <a class="btn quiet" href="/n/\(slug)/roster">\(frame(RosterWords.title))</a></p></section>
            """
    }
}
