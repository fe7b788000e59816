internal import Database

/// What single actors do: a list to be seen in, one page for each.
struct DoingPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)" }
    private var needs: NeedParts { NeedParts(frame) }
    private var viewer: Viewer { frame.ask.viewer }
    private var done: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    func list(_ page: DoingPage, _ organisations: [(id: ID, name: String)]) -> HTML {
        let fields = Fields(frame, form, problems)
        let none: HTML = "<p class=\"empty\">\(frame(DoingWords.none))</p>"
        let cards: HTML = page.lines.isEmpty ? none : "\(page.lines.map(card))"
        let next: HTML =
            page.next.map {
                "<p><a class=\"btn\" rel=\"next\" href=\"\(root)/doings?cursor=\($0)\">\(frame(SiteWords.pageNext))</a></p>"
            } ?? ""
        return frame.page(
            DoingWords.title, area: .network,
            """
            <div class="stack"><h1>\(frame(DoingWords.title))</h1>\(done)<p>\(frame(DoingWords.intro))</p>\(fields.summary)\
            \(say(fields, organisations))\(cards)\(next)\
            <p><a class="btn" href="\(root)/organisation">\(frame.icon("network"))\(frame(LayerWords.title))</a></p></div>
            """)
    }

    private func say(_ fields: Fields, _ organisations: [(id: ID, name: String)]) -> HTML {
        let categories = Need.Category.allCases.map { ($0.rawValue, frame(NeedWords.name(of: $0))) }
        let names = [("", frame(DoingWords.myself))] + organisations.map { ($0.id.description, $0.name) }
        let whose: HTML = organisations.isEmpty ? "" : fields.select("organisation", DoingWords.organisation, names)
        return """
            <section class="card">\(fields.folded(DoingWords.say, """
                <form method="post" action="\(root)/doings" class="stack">\(fields.hidden)\
                \(fields.text("what", DoingWords.what, who: DoingWords.whatWho, isRequired: true))\
                \(fields.select("category", DoingWords.category, categories, chosen: Need.Category.other.rawValue))\
                \(fields.text("area", DoingWords.area))\
                \(fields.text("until", DoingWords.until, hint: DoingWords.untilHint, kind: "date"))\(whose)\
                \(fields.button(MemberWords.save))</form>
                """))</section>
            """
    }

    private func card(_ line: DoingLine) -> HTML {
        let doing = line.doing
        return """
            <article class="card" data-item><div class="row spread"><span class="badge">\(frame(NeedWords.name(of: doing.category)))</span>\
            <span class="small">\(needs.area(doing.area))</span></div>\
            <h2><a href="\(root)/doings/\(doing.id)">\(frame.said(doing.what))</a></h2>\
            <p class="small">\(frame.said(line.name)) · \(frame(DoingWords.ends(doing.until))) · \
            \(frame(DoingWords.hands(line.hands.count)))</p>\(help(line))</article>
            """
    }

    /// "We can help", or that one no longer can; nothing at one's own.
    private func help(_ line: DoingLine) -> HTML {
        guard let own = viewer.member?.id, own != line.doing.memberID, Policy.allows(.helpDoing, viewer) else {
            return ""
        }
        let helps = line.hands.contains(own)
        let words = helps ? DoingWords.helpNot : DoingWords.help
        let kind: HTML = helps ? "quiet" : "main"
        let named: HTML =
            helps ? "" : " aria-label=\"\(frame(DoingWords.helpWith(line.doing.what)))\""
        return """
            <form method="post" action="\(root)/doings/\(line.doing.id)/actions">\(frame.hidden)\
            <button class="btn \(kind)" name="action" value="\(helps ? "helpNot" : "help")"\(named)>\(frame(words))</button></form>
            """
    }

    private func hidden(_ line: DoingLine) -> HTML {
        guard let reason = line.hidden else { return "" }
        return ModerationPages(frame: frame, network: network)
            .stub(reason, line.doing.text, isAuthor: viewer.member?.id == line.doing.memberID)
    }

    /// What others can do where it must not stand: report it; those who lead hide or end it.
    private func tools(_ line: DoingLine) -> HTML {
        guard viewer.member?.id != line.doing.memberID else { return "" }
        let tools = ModerationPages(frame: frame, network: network)
            .tools(line.doing.text, isHidden: line.hidden != nil, seen: TextStamp.of(line.doing.what))
        guard Policy.allows(.moderate, viewer) else { return tools }
        let fields = Fields(frame, form, problems).of("end")
        return tools
            + fields.folded(
                DoingWords.endOther,
                """
                <form method="post" action="\(root)/doings/\(line.doing.id)/actions" class="stack">\(fields.hidden)\
                \(fields.area("reason", DoingWords.endReason, rows: 2, isRequired: true))\
                \(fields.button(DoingWords.endOther, kind: "danger", name: "action", value: "end"))</form>
                """)
    }

    func one(_ line: DoingLine) -> HTML {
        let doing = line.doing, isOwn = viewer.member?.id == doing.memberID
        let rows = line.hands.map { id -> HTML in
            "<li><a href=\"\(root)/members/\(id)\">\(frame.said(line.names[id] ?? ""))</a></li>"
        }
        let hands: HTML =
            rows.isEmpty ? "<p class=\"small\">\(frame(DoingWords.noHands))</p>" : "<ul>\(rows)</ul>"
        let acts: HTML = """
            <form method="post" action="\(root)/doings/\(doing.id)/actions" class="row">\(frame.hidden)\
            <button class="btn main" name="action" value="renew">\(frame(DoingWords.renew))</button>\
            <button class="btn" name="action" value="end">\(frame(DoingWords.end))</button></form>
            """
        let over: HTML = "<p class=\"note\">\(frame(DoingWords.isOver))</p>"
        let isOn = doing.isOn(at: frame.now)
        return frame.page(
            DoingWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame.said(doing.what))</h1>\(done)\(Fields(frame, form, problems).summary)\
            <p><a href="\(root)/members/\(doing.memberID)">\(frame.said(line.name))</a> · \
            \(frame(NeedWords.name(of: doing.category))) · \(needs.area(doing.area))</p>\
            <p class="small">\(frame(DoingWords.ends(doing.until)))</p>\(acts, if: isOwn && isOn)\(over, if: !isOn)\(isOn ? help(line) : "")\(hidden(line))\
            <section class="card"><h2>\(frame(DoingWords.handsTitle))</h2>\(hands)</section>\(isOn ? tools(line) : "")\
            <p><a class="btn" href="\(root)/doings">\(frame(DoingWords.back))</a></p></div>
            """)
    }
}
