/// The page on which both sides' promises stand: what a member gives, what the convener gives.
struct LevelPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    func page(_ own: OwnMembership, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems), mine = fields.of("level"), promise = fields.of("promise")
        let rest = fields.of("rest")
        let options = Level.allCases.map { level in
            (level.rawValue, "\(frame(MemberWords.label(LevelWords.name(of: level))))\(frame(LevelWords.asks(level)))")
        }
        return frame.page(
            LevelWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(LevelWords.title))</h1>\
            \(frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "")\(fields.summary)\
            <section class="card"><form method="post" action="\(root)/me/level" class="stack">\(mine.hidden)\
            <div class="list">\(mine.choice("level", LevelWords.choose, options, chosen: own.level.rawValue))</div>\
            \(mine.text("askAgain", LevelWords.askAgain, kind: "date", value: own.askAgainAt.map(Format.dayField)))\
            \(mine.button(MemberWords.save))</form></section>\
            <section class="card"><h2>\(frame(LevelWords.promises))</h2>\(promises(own.promises))\
            \(Policy.allows(.promise, frame.ask.viewer) ? promise.folded(LevelWords.addPromise, promiseForm(promise)) : "")\
            </section><section class="card" id="rest"><h2>\(frame(MembershipWords.rest))</h2>\(resting(own, rest))</section></div>
            """)
    }

    /// Taking a rest, and coming back.
    private func resting(_ own: OwnMembership, _ fields: Fields) -> HTML {
        if own.state == .dormant {
            return """
                <p class="note">\(frame(MembershipWords.resting))</p><form method="post" action="\(root)/me/rest">\(frame.hidden)\
                <button class="btn main" name="rests" value="0">\(frame(MembershipWords.wake))</button></form>
                """
        }
        let roles: HTML =
            frame.ask.viewer.member?.roles.isEmpty == false
            ? fields.choice(
                "roles", MembershipWords.keepRoles,
                [("keep", frame(MembershipWords.keep)), ("lay", frame(MembershipWords.layDown))], chosen: "keep") : ""
        return """
            <p class="small">\(frame(MembershipWords.restHint))</p><form method="post" action="\(root)/me/rest" class="stack">\(fields.hidden)\
            <input type="hidden" name="rests" value="1">\(roles)\(fields.area("note", MembershipWords.note, rows: 2))\
            \(fields.button(MembershipWords.rest, kind: "quiet"))</form>
            """
    }

    private func promises(_ all: [ConvenerPromise]) -> HTML {
        guard !all.isEmpty else { return "<p class=\"small\">\(frame(LevelWords.noPromises))</p>" }
        let mayEnd = Policy.allows(.promise, frame.ask.viewer)
        let rows = all.map { promise -> HTML in
            let until: HTML = promise.until.map { " <small>\(frame(LevelWords.until($0)))</small>" } ?? ""
            let end: HTML =
                mayEnd
                ? """
                <form method="post" action="\(root)/promises/\(promise.id)/end">\(frame.hidden)\
                <button class="btn">\(frame(LevelWords.end))</button></form>
                """ : ""
            return """
                <li class="line"><span><span class="badge">\(frame(LevelWords.name(of: promise.kind)))</span> \
                \(frame.said(promise.text))\(until)</span>\(end)</li>
                """
        }
        return "<ul class=\"lines\">\(rows)</ul>"
    }

    private func promiseForm(_ fields: Fields) -> HTML {
        let kinds = ConvenerPromise.Kind.allCases.map { ($0.rawValue, frame(LevelWords.name(of: $0))) }
        return """
            <form method="post" action="\(root)/promises" class="stack">\(fields.hidden)\
            \(fields.select("kind", LevelWords.kind, kinds))\(fields.text("text", LevelWords.text, isRequired: true))\
            \(fields.text("until", LevelWords.until, kind: "date"))\(fields.button(MemberWords.save))</form>
            """
    }
}
