internal import Database

/// Pages of asking for vouches, answering, and recommending together.
struct VouchAskPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var me: Member? { frame.ask.viewer.member }
    private var toast: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    // MARK: The list

    func list(_ reading: VouchAsksReading) -> HTML {
        let waiting = reading.waiting.map { ask -> HTML in
            row("\(root)/asks/\(ask.id)", frame(VouchAskWords.waits(ask.origin)), reading.names[ask.aboutID], ask)
        }
        let mine = reading.mine.map { ask -> HTML in
            row("\(root)/asks/\(ask.id)", frame(TrustWords.name(of: ask.kind)), reading.names[ask.askedID], ask)
        }
        let together = reading.recommendations.map { one -> HTML in
            let heading = frame(VouchAskWords.heading(reading.names[one.forID] ?? "", one.kind))
            return """
                <li class="line"><a href="\(root)/recommendations/\(one.id)">\(frame.said(heading))</a> \
                <small>\(frame(VouchAskWords.until(one.untilAt)))</small></li>
                """
        }
        return frame.page(
            VouchAskWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(VouchAskWords.title))</h1>\(toast)\
            <section class="card"><h2>\(frame(VouchAskWords.waitingTitle))</h2>\(lines(waiting))</section>\
            <section class="card"><h2>\(frame(VouchAskWords.mineTitle))</h2>\(lines(mine))</section>\
            <section class="card"><h2>\(frame(VouchAskWords.recommendationsTitle))</h2>\(lines(together))</section></div>
            """)
    }

    private func row(_ path: String, _ words: String, _ name: String?, _ ask: VouchAsk) -> HTML {
        """
        <li class="line"><a href="\(path)">\(words) · \(frame.said(name ?? ""))</a> \(state(ask))</li>
        """
    }

    private func state(_ ask: VouchAsk) -> HTML {
        if let outcome = ask.outcome { return "<span class=\"badge\">\(frame(VouchAskWords.name(of: outcome)))</span>" }
        guard ask.isOpen(at: frame.now) else {
            return "<span class=\"badge\">\(frame(VouchAskWords.name(of: .lapsed)))</span>"
        }
        return """
            <span class="badge info">\(frame(VouchAskWords.open))</span> <small>\(frame(VouchAskWords.until(ask.untilAt)))</small>
            """
    }

    private func lines(_ rows: [HTML]) -> HTML {
        rows.isEmpty ? "<p class=\"small\">\(frame(VouchAskWords.none))</p>" : "<ul class=\"lines\">\(rows)</ul>"
    }

    // MARK: One

    func ask(_ reading: VouchAskReading, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems), ask = reading.ask
        let isMine = ask.askedID == me?.id, isOpen = ask.isOpen(at: frame.now)
        let acts: HTML =
            !isOpen ? "<p>\(state(ask))</p>" : isMine ? answering(reading, fields) : withdrawing(reading)
        return frame.page(
            VouchAskWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(VouchAskWords.waits(ask.origin)))</h1>\(toast)\(fields.summary)\
            <section class="card"><p>\(frame.said(frame(what(reading))))</p>\(subject(ask))\(quote(reading))\
            <p class="small">\(frame(VouchAskWords.until(ask.untilAt)))</p></section>\
            \(acts)\(reporting(reading, fields.of("report")))</div>
            """)
    }

    private func what(_ reading: VouchAskReading) -> Text {
        let ask = reading.ask
        return switch ask.origin {
        case .request where ask.byID == me?.id: VouchAskWords.askOf(reading.asked)
        case .request: VouchAskWords.wantsVouch(reading.about, ask.kind)
        case .recommendation:
            VouchAskWords.wantsSignature(ask.byID.flatMap { reading.names[$0] } ?? "", reading.about, ask.kind)
        case .arrival: VouchAskWords.came(reading.about)
        }
    }

    private func subject(_ ask: VouchAsk) -> HTML {
        let subject: HTML = ask.subject.isEmpty ? "" : " <span class=\"badge\">\(frame.said(ask.subject))</span>"
        return """
            <p class="small">\(frame(TrustWords.name(of: ask.kind))): \(frame(TrustWords.meaning(of: ask.kind)))\(subject)</p>
            """
    }

    private func quote(_ reading: VouchAskReading) -> HTML {
        guard let words = reading.words, let by = reading.ask.byID else { return "" }
        return """
            <p>\(frame.said(frame(VouchAskWords.says(reading.names[by] ?? ""))))</p>\
            <blockquote class="prose">\(frame.said(words))</blockquote>
            """
    }

    /// The two answers: to vouch, as anywhere else, or not to.
    private func answering(_ reading: VouchAskReading, _ fields: Fields) -> HTML {
        let ask = reading.ask, own = fields.of("vouch")
        let shared: HTML =
            ask.origin == .recommendation
            ? own.choice(
                "shared", VouchAskWords.take,
                [("yes", frame(VouchAskWords.taken)), ("no", frame(VouchAskWords.notTaken))]) : ""
        let words: HTML =
            ask.origin == .recommendation
            ? own.area("how", VouchAskWords.ownWords, hint: VouchAskWords.ownWordsHint, who: TrustWords.howWho)
            : own.area("how", TrustWords.how, who: TrustWords.howWho, isRequired: true)
        let (yes, no) =
            switch ask.origin {
            case .request: (TrustWords.vouchButton, VouchAskWords.decline)
            case .recommendation: (VouchAskWords.sign, VouchAskWords.decline)
            case .arrival: (VouchAskWords.know, VouchAskWords.dontKnow)
            }
        return """
            <section class="card"><h2>\(frame(TrustWords.vouchTitle))</h2>\
            <p class="small">\(frame(ask.origin == .recommendation ? VouchAskWords.signatureIs : TrustWords.vouchHint))</p>\
            <form method="post" action="\(root)/asks/\(ask.id)/vouch" class="stack">\(own.hidden)\(shared)\(words)\
            \(TrustPages.inWhoseName(reading.speaksFor, own))\(own.button(yes))</form></section>\
            <section class="card"><p class="small">\(frame(VouchAskWords.noBlame))</p>\
            <form method="post" action="\(root)/asks/\(ask.id)/close">\(frame.hidden)\
            <button class="btn">\(frame(no))</button></form></section>
            """
    }

    private func withdrawing(_ reading: VouchAskReading) -> HTML {
        guard reading.ask.byID == me?.id, reading.ask.origin == .request else { return "" }
        return """
            <form method="post" action="\(root)/asks/\(reading.ask.id)/close">\(frame.hidden)\
            <button class="btn">\(frame(VouchAskWords.withdraw))</button></form>
            """
    }

    private func reporting(_ reading: VouchAskReading, _ fields: Fields) -> HTML {
        let ask = reading.ask
        guard let me, ask.origin != .arrival, ask.outcome != .reported, [ask.askedID, ask.byID].contains(me.id) else {
            return ""
        }
        let form: HTML = """
            <form method="post" action="\(root)/asks/\(ask.id)/report" class="stack">\(fields.hidden)\
            <p class="small">\(frame(VouchAskWords.reportHint))</p>\
            \(fields.area("words", VouchAskWords.reportWords, who: MatterWords.who))\(fields.button(MatterWords.report, kind: "danger"))</form>
            """
        return "<section class=\"card\">\(fields.folded(VouchAskWords.report, form))</section>"
    }

    // MARK: Asking somebody

    func request(_ member: Member, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        return frame.page(
            VouchAskWords.askTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(VouchAskWords.askTitle))</h1>\
            <p>\(frame.said(frame(VouchAskWords.askOf(member.name))))</p><p class="small">\(frame(VouchAskWords.askHint))</p>\
            \(fields.summary)<form method="post" class="stack card">\(frame.hidden)\(kinds(fields))\
            \(fields.area("how", VouchAskWords.askWords, who: VouchAskWords.askWho, isRequired: true))\
            \(fields.button(VouchAskWords.send))</form></div>
            """)
    }

    private func kinds(_ fields: Fields) -> HTML {
        let kinds = Vouch.Kind.allCases.map { kind in
            (kind.rawValue, "\(frame(TrustWords.name(of: kind))) – \(frame(TrustWords.meaning(of: kind)))")
        }
        return """
            <div class="list">\(fields.choice("kind", TrustWords.forWhat, kinds))</div>\
            \(fields.text("subject", TrustWords.subject, hint: TrustWords.subjectHint))
            """
    }

    // MARK: Together

    /// - Parameter members: those who could sign.
    func recommend(
        _ member: Member, members: [Member], _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        let chosen = Set(form.all("signers"))
        let boxes = members.filter { $0.id != member.id && $0.id != me?.id }.map { one -> HTML in
            """
            <label><input type="checkbox" name="signers" value="\(one.id)"\(" checked", if: chosen.contains(one.id.description))> \
            \(frame.said(one.name))</label>
            """
        }
        let problem: HTML =
            problems.first { $0.field == "signers" }.map { "<span class=\"err\">\(frame($0.message))</span>" } ?? ""
        return frame.page(
            VouchAskWords.recommendTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(VouchAskWords.recommendTitle))</h1>\
            <p>\(frame.said(frame(VouchAskWords.recommendOf(member.name))))</p>\
            <p class="small">\(frame(VouchAskWords.recommendHint))</p>\(fields.summary)\
            <form method="post" class="stack card">\(frame.hidden)\(kinds(fields))\
            \(fields.area("how", VouchAskWords.sharedWords, who: VouchAskWords.sharedWho, isRequired: true))\
            <fieldset class="choice" id="f-signers"><legend>\(frame(VouchAskWords.signers))</legend>\(problem)\(boxes)</fieldset>\
            \(fields.button(VouchAskWords.start))</form></div>
            """)
    }

    func recommendation(_ reading: RecommendationReading) -> HTML {
        let one = reading.recommendation, name = reading.names[one.forID] ?? ""
        let signed = reading.signed.map { "<li>\(frame.said($0))</li>" as HTML }
        let asked = reading.asked.map { "<li>\(frame.said($0))</li>" as HTML }
        let waiting: HTML =
            asked.isEmpty ? "" : "<h2>\(frame(VouchAskWords.notSigned))</h2><ul>\(asked)</ul>"
        let subject: HTML = one.subject.isEmpty ? "" : "<p>\(frame.said(one.subject))</p>"
        return frame.page(
            VouchAskWords.recommendTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame.said(frame(VouchAskWords.heading(name, one.kind))))</h1>\(toast)\
            <section class="card">\(subject)<blockquote class="prose">\(frame.said(reading.words ?? ""))</blockquote>\
            <p class="small">\(frame(VouchAskWords.until(one.untilAt)))</p></section>\
            <section class="card"><h2>\(frame(VouchAskWords.signed))</h2><ul>\(signed)</ul>\(waiting)</section></div>
            """)
    }
}
