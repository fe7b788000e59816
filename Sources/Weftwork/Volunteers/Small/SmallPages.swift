internal import Database
internal import Engine

/// Small tasks for whoever comes: what there is, one of them, what another did.
struct SmallPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)" }
    private var path: String { "\(root)/me/small-tasks" }
    private var parts: SmallParts { SmallParts(frame: frame, network: network) }
    private var toast: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }
    private var tabs: HTML { MineParts(frame: frame, network: network).tabs(.tasks) }

    // MARK: What there is

    func board(_ board: SmallBoard) -> HTML {
        let fields = Fields(frame, form, problems)
        let unsigned: HTML = """
            <p class="note warn">\(frame(SmallWords.signFirst)) <a href="\(root)/me/start">\(frame(StartWords.title))</a></p>
            """
        return frame.page(
            SmallWords.title, area: .home,
            """
            <div class="stack narrow">\(tabs)<h1>\(frame(SmallWords.title))</h1>\(toast)\(fields.summary)\
            <p>\(frame(SmallWords.hint))</p>\(unsigned, if: !board.isSigned)\(held(board.held))\(toDo(board))\
            \(toCheck(board.toCheck))\(moreHands(board), if: board.free.isEmpty && board.toCheck == 0)\(done(board.done))</div>
            """)
    }

    private func held(_ items: [SmallItem]) -> HTML {
        guard !items.isEmpty else { return "" }
        let rows = items.map { item -> HTML in
            """
            <li class="line"><span><strong>\(frame(SmallWords.name(of: item.task.kind)))</strong> \
            \(frame.clock(due: item.task.lockUntil))</span>\
            <a class="btn main" href="\(path)/\(item.task.id)">\(frame(SmallWords.goOn))</a></li>
            """
        }
        return """
            <section class="card" id="held"><h2>\(frame(SmallWords.mine))</h2><ul class="lines">\(rows)</ul></section>
            """
    }

    private func toDo(_ board: SmallBoard) -> HTML {
        let kinds = SmallTask.Kind.allCases.filter { board.free[$0, default: 0] > 0 }
        guard !kinds.isEmpty else { return "" }
        let rows = kinds.map { kind -> HTML in
            let name = frame(SmallWords.name(of: kind))
            return """
                <li class="line"><span><strong>\(name)</strong> <small>\(frame(SmallWords.left(board.free[kind, default: 0])))</small></span>\
                <form method="post" action="\(path)">\(frame.hidden)<input type="hidden" name="what" value="do">\
                <button class="btn" name="kind" value="\(kind.rawValue)">\(frame(SmallWords.take)) \
                <span class="visually-hidden">\(name)</span></button></form></li>
                """
        }
        return
            "<section class=\"card\" id=\"to-do\"><h2>\(frame(SmallWords.toDo))</h2><ul class=\"lines\">\(rows)</ul></section>"
    }

    private func toCheck(_ count: Int) -> HTML {
        guard count > 0 else { return "" }
        return """
            <section class="card" id="to-check"><h2>\(frame(SmallWords.check))</h2><p>\(frame(SmallWords.checks(count)))</p>\
            <form method="post" action="\(path)">\(frame.hidden)<input type="hidden" name="what" value="check">\
            <button class="btn">\(frame(SmallWords.takeCheck))</button></form></section>
            """
    }

    /// It says so, and what one can do meanwhile.
    private func moreHands(_ board: SmallBoard) -> HTML {
        let own = Fields(frame, form, problems).of("standby")
        let standing: HTML =
            board.hours.freeUntil.map { "<p class=\"note good\">\(frame(SmallWords.standsBy($0)))</p>" }
                ?? """
                <form method="post" action="\(root)/me/standby" class="stack">\(own.hidden)\
                \(own.text("until", SmallWords.standbyUntil, hint: VolunteerWords.timeHint, mode: "decimal", isRequired: true))\
                \(own.button(SmallWords.standby))</form>
                """
        return """
            <section class="card main-thing" id="more-hands"><h2>\(frame(SmallWords.moreHands))</h2>\
            <p>\(frame(SmallWords.moreHandsWhy))</p>\(standing)\
            <p class="row"><a class="btn" href="\(root)/training">\(frame(TrainingWords.title))</a>\
            <a class="btn" href="\(root)/me/small-things">\(frame(SmallWords.ownThings))</a>\
            <a class="btn" href="\(root)/needs">\(frame(SiteWords.toBoard))</a></p></section>
            """
    }

    private func done(_ tasks: [SmallTask]) -> HTML {
        guard !tasks.isEmpty else { return "" }
        let rows = tasks.map { task -> HTML in
            """
            <li class="line"><span><a href="\(path)/\(task.id)">\(frame(SmallWords.name(of: task.kind)))</a></span>\
            \(badge(task.state))</li>
            """
        }
        return """
            <section class="card"><h2>\(frame(SmallWords.done))</h2><ul class="lines">\(rows)</ul></section>
            """
    }

    private func badge(_ state: SmallTask.State) -> HTML {
        let kind = state == .accepted ? "good" : state == .disputed ? "warn" : ""
        return "<span class=\"badge \(kind)\">\(frame(SmallWords.name(of: state)))</span>"
    }

    // MARK: One of them

    func item(_ item: SmallItem) -> HTML {
        let task = item.task, fields = Fields(frame, form, problems)
        let isMine = task.holder(at: frame.now) == frame.ask.viewer.member?.id
        var body: HTML = "<p class=\"note\">\(frame(SmallWords.name(of: task.state)))</p>\(kept(item))"
        if task.state == .open, isMine { body = doing(item) }
        if task.state == .done, isMine, task.doerID != frame.ask.viewer.member?.id { body = checking(item) }
        return frame.page(
            SmallWords.name(of: task.kind), area: .home,
            """
            <div class="stack narrow">\(tabs)<h1>\(frame(SmallWords.name(of: task.kind)))</h1>\(fields.summary)\(body)\
            <p><a href="\(path)">\(frame(SmallWords.title))</a></p></div>
            """)
    }

    /// What one did oneself, and what became of it.
    private func kept(_ item: SmallItem) -> HTML {
        let answer: HTML = item.answer.map { "<section class=\"card\">\(parts.answer(item.task, $0))</section>" } ?? ""
        guard let check = item.check, let words = check.words, !words.isEmpty else { return answer }
        return """
            \(answer)<p class="note">\(frame(MemberWords.label(SmallWords.said)))\(frame.said(words))</p>
            """
    }

    private func lock(_ task: SmallTask) -> HTML {
        "<p class=\"small\">\(frame.clock(due: task.lockUntil)) \(frame(SmallWords.locked))</p>"
    }

    private func doing(_ item: SmallItem) -> HTML {
        guard let subject = item.subject else { return "<p class=\"note warn\">\(frame(SmallWords.isGone))</p>" }
        let own = Fields(frame, form, problems).of("answer")
        return """
            <p>\(frame(SmallWords.what(item.task.kind)))</p>\(lock(item.task))\(parts.subject(item.task, subject))\
            <form method="post" action="\(path)/\(item.task.id)" class="card stack">\(own.hidden)\
            <input type="hidden" name="action" value="answer">\(inputs(item.task, subject, own))\
            <p class="small">\(frame(SmallWords.whoSees))</p>\(own.button(SmallWords.finish))</form>\(passing(item.task))
            """
    }

    private func inputs(_ task: SmallTask, _ subject: SmallSubject, _ own: Fields) -> HTML {
        switch task.kind {
        case .findNumber:
            return """
                \(own.text("phone", SmallWords.phone, hint: SmallWords.phoneHint, mode: "tel", isRequired: true))\
                \(own.text("source", SmallWords.source, kind: "url", mode: "url", isRequired: true))\
                \(own.text("district", SmallWords.district))
                """
        case .sortList: return own.area("lines", SmallWords.lines, rows: 8, isRequired: true)
        case .translate:
            return """
                \(own.text("title", SmallWords.titleField, isRequired: true))\
                \(own.area("items", SmallWords.itemsField, rows: max(2, min(12, subject.items.count + 1)), isRequired: true))
                """
        case .spotDouble:
            let choices = [("same", frame(SmallWords.same)), ("different", frame(SmallWords.different))]
            return """
                \(own.choice("verdict", SmallWords.which, choices.map { (value: $0.0, label: $0.1) }))\
                \(own.text("note", SmallWords.why))
                """
        case .hangPoster: return own.text("place", SmallWords.place, isRequired: true)
        }
    }

    private func passing(_ task: SmallTask) -> HTML {
        let own = Fields(frame, form, problems).of("skip")
        let reasons = SmallSkip.allCases.map { ($0.rawValue, frame(SmallWords.name(of: $0))) }
        return own.folded(
            SmallWords.pass,
            """
            <form method="post" action="\(path)/\(task.id)" class="stack">\(own.hidden)\
            <input type="hidden" name="action" value="skip">\
            \(own.choice("reason", SmallWords.reason, reasons.map { (value: $0.0, label: $0.1) }))\
            \(own.button(SmallWords.pass, kind: ""))</form>
            """)
    }

    private func checking(_ item: SmallItem) -> HTML {
        guard let subject = item.subject, let answer = item.answer else {
            return "<p class=\"note warn\">\(frame(SmallWords.isGone))</p>"
        }
        let task = item.task, own = Fields(frame, form, problems).of("wrong")
        let wrong = own.folded(
            SmallWords.isWrong,
            """
            <form method="post" action="\(path)/\(task.id)" class="stack">\(own.hidden)\
            <input type="hidden" name="action" value="check"><input type="hidden" name="verdict" value="wrong">\
            \(own.area("words", SmallWords.wrongWords, rows: 2, isRequired: true))\
            \(own.button(SmallWords.isWrong, kind: ""))</form>
            """)
        return """
            <p>\(frame(SmallWords.lookYourself))</p>\(lock(task))\(parts.subject(task, subject))\
            <section class="card"><h2>\(frame(SmallWords.answer))</h2>\(parts.answer(task, answer))\
            <form method="post" action="\(path)/\(task.id)">\(frame.hidden)\
            <input type="hidden" name="action" value="check">\
            <button class="btn main" name="verdict" value="right">\(frame(SmallWords.isRight))</button></form>\(wrong)</section>\
            \(passing(task))
            """
    }

    // MARK: One screen

    /// The Pact in short with its full text folded beside it, and where one's data go; one signs what stands there whole.
    func start(_ reading: PactReading) -> HTML {
        let points = StartWords.points.map { "<li>\(frame($0))</li>" as HTML }
        let isDue = reading.pact != nil && reading.signedAt == nil
        var act: HTML = """
            <p class="note good">\(frame(StartWords.lead2))</p>\
            <p><a class="btn main wide" href="\(path)">\(frame(StartWords.go))</a></p>
            """
        if isDue, let pact = reading.pact {
            act = """
                <form method="post" action="\(root)/me/start">\(frame.hidden)\
                <input type="hidden" name="hash" value="\(Hex.encode(pact.hash))">\
                <button class="btn main wide">\(frame(StartWords.sign))</button></form>
                """
        }
        let full: HTML =
            reading.pact.map { pact in
                """
                <details class="more"><summary>\(frame(StartWords.full))</summary>\
                <article class="prose">\(PactPages.prose(pact.text(frame.language)))</article></details>
                """
            } ?? ""
        return frame.page(
            StartWords.title, area: .home,
            """
            <div class="stack narrow"><h1>\(frame(StartWords.title))</h1><p>\(frame(StartWords.lead))</p>\
            <section class="card"><h2>\(frame(StartWords.rules))</h2><div class="prose"><ul>\(points)</ul></div>\(full)</section>\
            <section class="card"><h2>\(frame(StartWords.privacy))</h2><p>\(frame(StartWords.privacyWords))</p></section>\(act)</div>
            """)
    }
}
