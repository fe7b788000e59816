internal import Database

/// What is taught here, and each module with its questions.
struct TrainingPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var viewer: Viewer { frame.ask.viewer }

    // MARK: All of it

    func list(_ list: TrainingList, _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, Form(), problems)
        let mine = list.items.filter { $0.pass != nil || $0.isAsked }
        let rest = list.items.filter { $0.pass == nil && !$0.isAsked }
        let none: HTML = "<p class=\"empty\">\(frame(TrainingWords.none))</p>"
        let done: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        return frame.page(
            TrainingWords.title, area: .network,
            """
            <div class="stack"><h1>\(frame(TrainingWords.title))</h1>\(done)\(fields.summary)<p>\(frame(TrainingWords.intro))</p>\
            \(none, if: list.items.isEmpty)\(section(TrainingWords.mine, mine, list.at))\
            \(section(TrainingWords.all, rest, list.at))\(tools)\(shipped(list.shipped))\(gates(list))</div>
            """)
    }

    private func section(_ title: Text, _ items: [TrainingItem], _ now: Int64) -> HTML {
        guard !items.isEmpty else { return "" }
        let rows = items.map { row($0, now) }
        return "<section class=\"card\"><h2>\(frame(title))</h2><ul class=\"lines\">\(rows)</ul></section>"
    }

    private func row(_ item: TrainingItem, _ now: Int64) -> HTML {
        let module = item.module
        let isPassed = item.pass?.holds(at: now) == true
        let asked: HTML = " <span class=\"badge warn\">\(frame(TrainingWords.yours))</span>"
        let withdrawn: HTML = " <span class=\"badge\">\(frame(TrainingWords.withdrawn))</span>"
        return """
            <li class="line"><span><strong><a href="\(root)/training/\(module.id)">\(frame.said(frame(module.title.words)))</a></strong>\
            \(asked, if: item.isAsked && !isPassed)\(withdrawn, if: module.state == .withdrawn)</span>\
            <span class="small">\(frame(standing(item, now)))</span>\(takes(item))</li>
            """
    }

    private func takes(_ item: TrainingItem) -> HTML {
        guard !item.gates.isEmpty else { return "" }
        let names = item.gates.map { frame(TrainingWords.name(of: $0)) }.joined(separator: " · ")
        return "<small>\(names)</small>"
    }

    private func standing(_ item: TrainingItem, _ now: Int64) -> Text {
        guard let pass = item.pass else { return TrainingWords.notYet }
        return pass.holds(at: now) ? TrainingWords.passed(pass.untilAt) : TrainingWords.ended(pass.untilAt)
    }

    private var tools: HTML {
        let write: HTML = """
            <a class="btn" href="\(root)/training/new">\(frame.icon("plus"))\(frame(TrainingWords.write))</a>
            """
        let trained: HTML = """
            <a class="btn" href="\(root)/trained">\(frame.icon("people"))\(frame(TrainingWords.trained))</a>
            """
        let writes = Policy.allows(.writeTraining, viewer), sees = Policy.allows(.seeTrained, viewer)
        guard writes || sees else { return "" }
        return "<p class=\"row\">\(write, if: writes)\(trained, if: sees)</p>"
    }

    private func shipped(_ modules: [ShippedTraining]) -> HTML {
        guard !modules.isEmpty else { return "" }
        let rows = modules.map { module -> HTML in
            let title = module.content.title.words
            return """
                <li class="line"><span><strong>\(frame(title))</strong> <small>\(frame(module.content.summary.words))</small></span>\
                <form method="post" action="\(root)/training/adopt">\(frame.hidden)\
                <button class="btn quiet" name="key" value="\(module.key)" aria-label="\(frame(TrainingWords.adoptOf(title)))">\
                \(frame(TrainingWords.adopt))</button></form></li>
                """
        }
        return """
            <section class="card" id="shipped"><h2>\(frame(TrainingWords.shipped))</h2>\
            <p class="small">\(frame(TrainingWords.shippedHint))</p><ul class="lines">\(rows)</ul></section>
            """
    }

    // MARK: What takes one

    private func gates(_ list: TrainingList) -> HTML {
        let mayChange = Policy.allows(.gateTraining, viewer)
        guard mayChange || !list.gates.isEmpty else { return "" }
        let titles = Dictionary(
            list.items.map { ($0.module.id, $0.module.title.words) }, uniquingKeysWith: { first, _ in first })
        let rows = list.gates.compactMap { gate -> HTML? in
            titles[gate.moduleID].map { self.gate(gate, $0, mayChange: mayChange) }
        }
        let none: HTML = "<p class=\"small\">\(frame(TrainingWords.noGates))</p>"
        let open = list.items.map(\.module).filter { $0.state == .open }
        return """
            <section class="card" id="gates"><h2>\(frame(TrainingWords.gates))</h2>\
            <p class="small">\(frame(TrainingWords.gatesHint))</p>\(none, if: rows.isEmpty)<ul class="lines">\(rows)</ul>\
            \(mayChange && !open.isEmpty ? gateForm(open) : "")</section>
            """
    }

    private func gate(_ gate: TrainingGate, _ title: Text, mayChange: Bool) -> HTML {
        let subject = TrainingWords.name(of: gate.subject)
        let lift: HTML = """
            <form method="post" action="\(root)/training/gates">\(frame.hidden)\
            <input type="hidden" name="subject" value="\(gate.subject.stored)"><input type="hidden" name="module" value="\(gate.moduleID)">\
            <button class="btn quiet" name="on" value="0" aria-label="\(frame(TrainingWords.liftOf(subject, title)))">\
            \(frame(TrainingWords.lift))</button></form>
            """
        return """
            <li class="line"><span>\(frame.said(frame(TrainingWords.takes(subject, title))))</span>\(lift, if: mayChange)</li>
            """
    }

    private func gateForm(_ modules: [TrainingModule]) -> HTML {
        let fields = Fields(frame, scope: "gate")
        let subjects = TrainingGate.Subject.all.map { ($0.stored, frame(TrainingWords.name(of: $0))) }
        let choices = modules.map { ($0.id.description, frame($0.title.words)) }
        return """
            <form method="post" action="\(root)/training/gates" class="stack">\(fields.hidden)<input type="hidden" name="on" value="1">\
            \(fields.select("subject", TrainingWords.subject, subjects))\(fields.select("module", TrainingWords.module, choices))\
            \(fields.button(TrainingWords.close, kind: ""))</form>
            """
    }

    // MARK: One

    /// The module with its questions; after a try, what was answered otherwise is explained.
    func one(
        _ opened: OpenedTraining, _ form: Form = Form(), _ problems: [FieldProblem] = [],
        result: TrainingResult? = nil, pictures: [TrainingPicture] = []
    ) -> HTML {
        let module = opened.item.module, content = opened.content
        let fields = Fields(frame, form, problems)
        let paragraphs = frame(content.body.words).split(separator: "\n").filter { !$0.isEmpty }
            .map { "<p>\(frame.said(String($0)))</p>" as HTML }
        let facts = TrainingWords.facts(content.questions.count, module.passMark, module.months)
        return frame.page(
            content.title.words, area: .network,
            """
            <div class="stack narrow"><h1>\(frame.said(frame(content.title.words)))</h1>\(state(opened))\(outcome(result, module))\
            \(fields.summary)<p>\(frame.said(frame(content.summary.words)))</p><section class="card prose">\(paragraphs)</section>\
            \(TrainingPictureParts(frame: frame, network: network).card(pictures, of: module, fields.of("picture")))\
            <p class="small">\(frame(facts)) \(frame(TrainingWords.version(module.version, module.at)))</p>\
            \(quiz(opened, form, fields, result))\(writing(module))\
            <p><a href="\(root)/training">\(frame(TrainingWords.title))</a></p></div>
            """)
    }

    private func state(_ opened: OpenedTraining) -> HTML {
        guard let pass = opened.item.pass else { return "" }
        if frame.ask.query["done"] == "1", pass.holds(at: opened.at) {
            return "<p class=\"note good\" role=\"status\">\(frame(TrainingWords.done(pass.untilAt)))</p>"
        }
        return "<p class=\"note\">\(frame(standing(opened.item, opened.at)))</p>"
    }

    private func outcome(_ result: TrainingResult?, _ module: TrainingModule) -> HTML {
        guard let result, !result.isPassed else { return "" }
        return
            "<p class=\"note warn\" role=\"status\">\(frame(TrainingWords.failed(result.score, module.passMark)))</p>"
    }

    private func quiz(
        _ opened: OpenedTraining, _ form: Form, _ fields: Fields, _ result: TrainingResult?
    ) -> HTML {
        let next = result?.nextAt ?? opened.nextAt
        let wait: HTML = next.map { "<p class=\"note warn\">\(frame(TrainingWords.nextAt($0)))</p>" } ?? ""
        guard opened.item.module.state == .open, viewer.member != nil else { return "" }
        let questions = opened.content.questions.enumerated().map { question($0, $1, form, fields, result) }
        let send: HTML = "<button class=\"btn main\">\(frame(TrainingWords.send))</button>"
        return """
            <h2>\(frame(TrainingWords.questions))</h2>\(wait)\
            <form method="post" action="\(root)/training/\(opened.item.module.id)/tries" class="stack">\(frame.hidden)\
            <input type="hidden" name="version" value="\(opened.item.module.version)">\(questions)\(send, if: next == nil)</form>
            """
    }

    private func question(
        _ index: Int, _ question: TrainingContent.Question, _ form: Form, _ fields: Fields, _ result: TrainingResult?
    ) -> HTML {
        let name = "q\(index)", chosen = Set(form.all(name).compactMap(Int.init))
        let kind: HTML = question.takesSeveral ? "checkbox" : "radio"
        let options = question.options.enumerated().map { place, option -> HTML in
            """
            <label><input type="\(kind)" name="\(name)" value="\(place)"\(" checked", if: chosen.contains(place))> \
            \(frame.said(frame(option.text.words)))</label>
            """
        }
        var verdict: HTML = ""
        if let result {
            verdict =
                result.wrong.contains(index)
                ? "<p class=\"note warn\">\(frame.said(frame(question.why.words)))</p>"
                : "<p class=\"note good\">\(frame(TrainingWords.right))</p>"
        }
        let text = frame(question.text.words), several = question.takesSeveral ? frame(TrainingWords.several) : ""
        return """
            <section class="card">\(fields.choice(name, .verbatim(text + several), options))\(verdict)</section>
            """
    }

    private func writing(_ module: TrainingModule) -> HTML {
        guard Policy.allows(.writeTraining, viewer) else { return "" }
        let isOpen = module.state == .open
        return """
            <form method="post" action="\(root)/training/\(module.id)/state" class="row">\(frame.hidden)\
            <a class="btn" href="\(root)/training/\(module.id)/edit">\(frame(TrainingWords.edit))</a>\
            <button class="btn quiet" name="action" value="\(isOpen ? "withdraw" : "offer")">\
            \(frame(isOpen ? TrainingWords.withdraw : TrainingWords.offer))</button></form>
            """
    }

    // MARK: Who has which

    func trained(_ list: TrainedList, module: ID?) -> HTML {
        let ways = [(nil as ID?, TrainingWords.everything)] + list.modules.map { ($0.id as ID?, $0.title.words) }
        let filters = ways.map { id, words -> HTML in
            let current: HTML = id == module ? " aria-current=\"true\"" : ""
            let query = id.map { "?module=\($0)" } ?? ""
            return "<a href=\"\(root)/trained\(query)\"\(current)>\(frame(words))</a>"
        }
        let heads = [TrainingWords.person, TrainingWords.module, TrainingWords.until].map {
            "<th scope=\"col\">\(frame($0))</th>" as HTML
        }
        let rows = list.rows.map { row($0, list.at) }
        let table: HTML =
            rows.isEmpty
            ? "<p class=\"empty\">\(frame(TrainingWords.nobody))</p>"
            : """
            <table class="data" role="table"><thead><tr role="row">\(heads)</tr></thead><tbody>\(rows)</tbody></table>
            """
        let next: HTML =
            list.next.map { cursor -> HTML in
                let query = Form(pairs: module.map { [("module", $0.description)] } ?? []).with("cursor", cursor)
                    .encoded
                return
                    "<p class=\"pager\"><a class=\"btn\" href=\"\(root)/trained?\(query)\">\(frame(VolunteerWords.more))</a></p>"
            } ?? ""
        return frame.page(
            TrainingWords.trained, area: .network,
            """
            <div class="stack"><h1>\(frame(TrainingWords.trained)) <small class="num">\(list.total)</small></h1>\
            <p class="small">\(frame(TrainingWords.trainedHint))</p>\
            <nav class="filters" aria-label="\(frame(TrainingWords.module))">\(filters)</nav>\
            <section class="card">\(table)</section>\(next)</div>
            """)
    }

    private func row(_ row: TrainedList.Row, _ now: Int64) -> HTML {
        let until =
            row.pass.version == 0
            ? TrainingWords.mustPass
            : row.pass.holds(at: now) ? TrainingWords.passed(row.pass.untilAt) : TrainingWords.ended(row.pass.untilAt)
        return """
            <tr role="row"><th scope="row" role="rowheader"><a href="\(root)/members/\(row.pass.memberID)">\(frame.said(row.name))</a></th>\
            <td role="cell" data-label="\(frame(TrainingWords.module))">\(frame.said(frame(row.module.title.words)))</td>\
            <td role="cell" data-label="\(frame(TrainingWords.until))">\(frame(until))</td></tr>
            """
    }
}
