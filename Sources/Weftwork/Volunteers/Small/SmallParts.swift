internal import Database
internal import Engine

/// Pieces of small tasks that several pages show.
struct SmallParts {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var needs: NeedParts { NeedParts(frame) }

    /// A public card: what everybody may read of a need.
    func card(_ view: NeedView) -> HTML {
        var lines: HTML = ""
        if case .full(let all) = view.lines {
            lines = "<div class=\"lines\">\(all.prefix(20).map { needs.line($0) })</div>"
        }
        return """
            <article class="card"><p class="small">\(needs.whereAndWhen(view.area, view.createdAt))</p>\
            <h3>\(needs.title(view))</h3>\(lines)</article>
            """
    }

    /// What is worked on.
    func subject(_ task: SmallTask, _ subject: SmallSubject) -> HTML {
        switch task.kind {
        case .findNumber:
            return """
                <div class="card"><h3>\(frame.said(subject.institution ?? ""))</h3><p>\(needs.area(subject.need.area))</p></div>
                """
        case .sortList: return original(subject.items)
        case .translate: return original([subject.title] + subject.items)
        case .spotDouble:
            let other: HTML = subject.other.map { card($0) } ?? ""
            return "<div class=\"grid\">\(card(subject.need))\(other)</div>"
        case .hangPoster:
            return """
                \(card(subject.need))<p><a class="btn" href="\(root)/needs/\(subject.need.id)/poster">\(frame(SmallWords.openNeed))</a></p>
                """
        }
    }

    private func original(_ lines: [String]) -> HTML {
        let items = lines.map { "<li>\(frame.said($0))</li>" as HTML }
        return "<div class=\"card prose\"><h3>\(frame(SmallWords.original))</h3><ul>\(items)</ul></div>"
    }

    /// What somebody answered.
    func answer(_ task: SmallTask, _ answer: SmallAnswer) -> HTML {
        switch task.kind {
        case .findNumber:
            return """
                <dl class="facts"><dt>\(frame(SmallDeskWords.number))</dt><dd>\(answer.phone ?? "")</dd>\
                <dt>\(frame(SmallDeskWords.district))</dt><dd>\(frame.said(answer.district ?? ""))</dd>\
                <dt>\(frame(SmallDeskWords.source))</dt><dd><code>\(answer.source ?? "")</code></dd></dl>
                """
        case .sortList: return list(answer.lines ?? [])
        case .translate: return list([answer.title ?? ""] + (answer.items ?? []))
        case .spotDouble:
            let verdict = answer.isSame == true ? SmallWords.same : SmallWords.different
            return "<p><strong>\(frame(verdict))</strong> \(frame.said(answer.note ?? ""))</p>"
        case .hangPoster: return "<p>\(frame.said(answer.place ?? ""))</p>"
        }
    }

    private func list(_ lines: [String]) -> HTML {
        "<div class=\"prose\"><ul>\(lines.map { "<li>\(frame.said($0))</li>" as HTML })</ul></div>"
    }

    // MARK: On pages of others

    /// The other language beside the words of a need, for whoever reads in it.
    func translation(_ item: SmallItem) -> HTML {
        guard let answer = item.answer, let subject = item.subject, subject.source != frame.language else { return "" }
        let look: HTML = """
             <a href="\(root)/small-tasks/\(item.task.id)">\(frame(SmallDeskWords.look))</a>
            """
        return """
            <section class="card" id="translation"><h2>\(frame(SmallWords.translated(subject.source.other)))</h2>\
            <p><strong>\(frame.said(answer.title ?? ""))</strong></p>\(list(answer.items ?? []))\
            <p class="small">\(frame(SmallWords.translatedHint))\(look, if: Policy.allows(.settleSmallTask, frame.ask.viewer))</p>\
            <p class="small"><a href="\(root)/texts/translation/\(item.task.id)/report">\(frame(SmallWords.wrong))</a></p></section>
            """
    }

    /// What was found out, for those who work on the need.
    func hints(_ items: [SmallItem]) -> HTML {
        let rows = items.compactMap { item in
            item.answer.map { answer -> HTML in
                let link: HTML =
                    item.task.isProposal
                    ? "<a href=\"\(root)/small-tasks/\(item.task.id)\">\(frame(SmallWords.name(of: item.task.kind)))</a>"
                    : "\(frame(SmallWords.name(of: item.task.kind)))"
                return "<li>\(link)\(self.answer(item.task, answer))</li>"
            }
        }
        guard !rows.isEmpty else { return "" }
        return """
            <section class="card" id="small-hints"><h2>\(frame(SmallDeskWords.hints))</h2>\
            <p class="small">\(frame(SmallDeskWords.hintsWarn))</p><ul class="stack">\(rows)</ul></section>
            """
    }

    /// Where a newcomer begins.
    var start: HTML {
        """
        <section class="card main-thing"><p>\(frame(StartWords.whyNow))</p>\
        <p><a class="btn main" href="\(root)/me/start">\(frame(StartWords.title))</a></p></section>
        """
    }

    /// At home: that there is something to do, and that something waits for a second person.
    func glance(toCheck: Int) -> HTML {
        let waits: HTML = "<span class=\"small\">\(frame(SmallWords.checks(toCheck)))</span>"
        return """
            <p class="row"><a class="btn" href="\(root)/me/small-tasks">\(frame.icon("check"))\(frame(SmallWords.title))</a>\
            <a class="btn" href="\(root)/me/week">\(frame.icon("clock"))\(frame(MineWords.week))</a>\(waits, if: toCheck > 0)</p>
            """
    }
}

extension PageParts {
    /// Small tasks where people look: at home, on the welcome path, at a need, beside small things.
    mutating func addSmallTasks(_ acts: SmallActs) {
        register(.start) { frame, network in
            guard Policy.allows(.doSmallTask, frame.ask.viewer) else { return "" }
            return SmallParts(frame: frame, network: network).start
        }
        register(.homeLater) { frame, network in
            guard Policy.allows(.doSmallTask, frame.ask.viewer), let member = frame.ask.viewer.member else { return "" }
            return SmallParts(frame: frame, network: network).glance(toCheck: try await acts.toCheck(for: member))
        }
        register(.smallThings) { frame, network in
            guard Policy.allows(.doSmallTask, frame.ask.viewer) else { return "" }
            let address = "/n/\(network.slug)/me/small-tasks"
            return """
                <p class="note"><a href="\(address)">\(frame(SmallWords.title))</a> – \(frame(SmallWords.hint))</p>
                """
        }
        register(ways: { frame, network in
            let root = "/n/\(network.slug)", viewer = frame.ask.viewer
            let own = WayOn(.help, "check", SmallWords.title, root + "/me/small-tasks")
            let desk = WayOn(.desk, "check", SmallDeskWords.title, root + "/small-tasks")
            return (Policy.allows(.doSmallTask, viewer) ? [own] : [])
                + (Policy.allows(.settleSmallTask, viewer) ? [desk] : [])
        })
    }
}

extension CaseParts {
    /// What small tasks found out stands at the need: the other language for everybody, hints for those who work on it.
    mutating func addSmallTasks(_ acts: SmallActs) {
        register { frame, network, file, _ in
            let parts = SmallParts(frame: frame, network: network)
            var piece = Piece()
            if let item = try await acts.translation(of: file.need) {
                piece.below += parts.translation(item)
            }
            piece.below += parts.hints(
                try await acts.hints(for: file.need, viewer: frame.ask.viewer, in: network.id))
            return piece
        }
    }
}
