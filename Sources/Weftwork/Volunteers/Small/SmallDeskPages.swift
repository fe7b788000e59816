internal import Database
internal import Engine

/// What waits at the desk: two who disagree, what is proposed.
struct SmallDeskPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)" }
    private var path: String { "\(root)/small-tasks" }
    private var parts: SmallParts { SmallParts(frame: frame, network: network) }

    func list(_ items: [SmallItem]) -> HTML {
        let disputed = items.filter { $0.task.state == .disputed },
            proposed = items.filter { $0.task.state != .disputed }
        let nothing: HTML = "<p class=\"empty\">\(frame(SmallDeskWords.nothing))</p>"
        let toast: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        return frame.page(
            SmallDeskWords.title, area: .queue,
            """
            <div class="stack narrow"><h1>\(frame(SmallDeskWords.title))</h1>\(toast)<p>\(frame(SmallDeskWords.hint))</p>\
            \(nothing, if: items.isEmpty)\(card(SmallDeskWords.disputed, disputed))\(card(SmallDeskWords.proposed, proposed))</div>
            """)
    }

    private func card(_ title: Text, _ items: [SmallItem]) -> HTML {
        guard !items.isEmpty else { return "" }
        let rows = items.map { item -> HTML in
            let clock: HTML = item.clock.map { frame.clock(due: $0.dueAt, start: $0.startedAt) } ?? ""
            let about: HTML = item.subject.map { frame.said($0.title) } ?? ""
            return """
                <li class="line"><span><a href="\(path)/\(item.task.id)"><strong>\(frame(SmallWords.name(of: item.task.kind)))</strong></a> \
                <small>\(about)</small></span>\(clock)</li>
                """
        }
        return "<section class=\"card\"><h2>\(frame(title))</h2><ul class=\"lines\">\(rows)</ul></section>"
    }

    /// One of them with everything it takes to decide.
    /// - Parameter isOwner: whether this reader answers for the need, and adds to its case.
    func item(_ item: SmallItem, isOwner: Bool) -> HTML {
        let task = item.task, fields = Fields(frame, form, problems)
        let shown: HTML =
            item.subject.map { parts.subject(task, $0) } ?? "<p class=\"note warn\">\(frame(SmallDeskWords.gone))</p>"
        let answer: HTML =
            item.answer.map {
                "<section class=\"card\"><h2>\(frame(SmallWords.answer))</h2>\(parts.answer(task, $0))\(second(item))</section>"
            } ?? ""
        let clock: HTML = item.clock.map { frame.clock(due: $0.dueAt, start: $0.startedAt) } ?? ""
        let act: HTML =
            task.state == .disputed
            ? deciding(task) : task.isProposal ? using(task, isOwner: isOwner) : task.isShown ? takingDown(task) : ""
        return frame.page(
            SmallWords.name(of: task.kind), area: .queue,
            """
            <div class="stack narrow"><div class="head"><h1>\(frame(SmallWords.name(of: task.kind)))</h1>\(clock)</div>\
            \(fields.summary)\(shown)\(answer)\(act)\
            <p class="row"><a class="btn" href="\(root)/needs/\(task.needID)">\(frame(SmallDeskWords.toNeed))</a>\
            <a class="btn quiet" href="\(path)">\(frame(SmallDeskWords.title))</a></p></div>
            """)
    }

    private func second(_ item: SmallItem) -> HTML {
        guard let check = item.check, !check.isRight else { return "" }
        return "<p class=\"note warn\">\(frame(SmallDeskWords.secondSaid))\(frame.said(check.words ?? ""))</p>"
    }

    private func deciding(_ task: SmallTask) -> HTML {
        let own = Fields(frame, form, problems).of("decide")
        return """
            <form method="post" action="\(path)/\(task.id)" class="card stack">\(own.hidden)\
            \(own.area("reason", SmallDeskWords.reason, rows: 2, isRequired: true))\
            <div class="row"><button class="btn main" name="action" value="right">\(frame(SmallDeskWords.right))</button>\
            <button class="btn" name="action" value="wrong">\(frame(SmallDeskWords.wrong))</button></div></form>
            """
    }

    private func takingDown(_ task: SmallTask) -> HTML {
        let own = Fields(frame, form, problems).of("takeDown")
        return """
            <form method="post" action="\(path)/\(task.id)" class="card stack">\(own.hidden)\
            <p class="small">\(frame(SmallDeskWords.takeDownHint))</p>\
            \(own.area("reason", SmallDeskWords.reason, rows: 2, isRequired: true))\
            <div class="row"><button class="btn" name="action" value="takeDown">\(frame(SmallDeskWords.takeDown))</button></div></form>
            """
    }

    private func using(_ task: SmallTask, isOwner: Bool) -> HTML {
        let isPair = task.kind == .spotDouble
        let mayAdd = isPair ? Policy.allows(.merge, frame.ask.viewer) : isOwner
        let add: HTML = """
            <button class="btn main" name="action" value="use">\(frame(isPair ? SmallDeskWords.merge : SmallDeskWords.add))</button>
            """
        let only: HTML = "<p class=\"small\">\(frame(SmallDeskWords.onlyOwner))</p>"
        return """
            <form method="post" action="\(path)/\(task.id)" class="card stack">\(frame.hidden)\(only, if: !mayAdd && !isPair)\
            <div class="row">\(add, if: mayAdd)<button class="btn" name="action" value="aside">\
            \(frame(isPair ? SmallDeskWords.areTwo : SmallDeskWords.aside))</button></div></form>
            """
    }
}
