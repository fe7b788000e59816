internal import Database

/// Oversight, its findings, and the council.
struct OversightPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)/governance" }
    private var viewer: Viewer { frame.ask.viewer }
    private var done: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }
    private var back: HTML { "<p><a class=\"btn\" href=\"\(root)\">\(frame(GovernanceWords.back))</a></p>" }

    // MARK: Oversight

    func oversight(_ reading: OversightReading) -> HTML {
        let fields = Fields(frame, form, problems)
        let seats = SeatParts(frame: frame, network: network, body: .oversight).html(
            reading.seats, names: reading.names, organisations: reading.organisations, candidates: reading.candidates,
            fields)
        let incomplete: HTML = "<p class=\"note\">\(frame(GovernanceWords.incomplete))</p>"
        let none: HTML = "<p class=\"empty\">\(frame(GovernanceWords.noBody(.oversight)))</p>"
        let content: HTML =
            reading.exists || !reading.findings.isEmpty
            ? """
            \(incomplete, if: reading.exists && !reading.isComplete)\(findings(reading, fields))\
            \(reading.chain.map(chain) ?? "")\(reading.figures.map { figures($0, reading.decided) } ?? "")\(reading.exists ? seats : "")\
            \(asked(.oversight, reading.proposals, putting: ""), if: reading.exists)
            """ : none
        return frame.page(
            GovernanceWords.name(of: .oversight), area: .network,
            """
            <div class="stack narrow"><h1>\(frame(GovernanceWords.name(of: .oversight)))</h1>\(done)\(fields.summary)\
            <p>\(frame(GovernanceWords.about(.oversight)))</p>\(content)\(back)</div>
            """)
    }

    private func findings(_ reading: OversightReading, _ fields: Fields) -> HTML {
        let rows = reading.findings.map { finding -> HTML in
            """
            <li class="line"><span><a href="\(root)/findings/\(finding.id)">\(frame(GovernanceWords.name(of: finding.about)))</a><br>\
            <small>\(frame.said(finding.hidden.map { frame(ModerationWords.stub($0)) } ?? String(finding.words.prefix(120))))</small></span>\
            <span class="badge">\(frame(GovernanceWords.state(finding.state)))</span></li>
            """
        }
        let none: HTML = "<p class=\"empty\">\(frame(GovernanceWords.noFindings))</p>"
        let list: HTML = rows.isEmpty ? none : "<ul class=\"lines\">\(rows)</ul>"
        let own = fields.of("find")
        let options = OversightFinding.About.allCases.map { ($0.rawValue, frame(GovernanceWords.name(of: $0))) }
        let writing: HTML =
            reading.isSeated
            ? own.folded(
                GovernanceWords.write,
                """
                <form method="post" action="\(root)/findings" class="stack">\(own.hidden)\
                \(own.select("about", GovernanceWords.about, options))\
                \(own.area("words", GovernanceWords.whatFound, who: GovernanceWords.membersRead, isRequired: true))\
                \(own.button(GovernanceWords.submit))</form>
                """) : ""
        return """
            <section class="card main-thing" id="findings"><h2>\(frame(GovernanceWords.findings))</h2>\(list)\(writing)</section>
            """
    }

    /// Whether anything in the record was changed afterwards.
    private func chain(_ chain: ChainState) -> HTML {
        let state: HTML =
            chain.check.map { check in
                let words =
                    check.firstBreak.map { GovernanceWords.chainBroken($0, check.at) }
                    ?? GovernanceWords.chainWhole(check.number, check.at)
                let mark: StaticString = check.firstBreak == nil ? "note" : "note critical"
                return "<p class=\"\(HTML(stringLiteral: mark))\">\(frame(words))</p>"
            } ?? "<p class=\"note\">\(frame(GovernanceWords.chainUnchecked))</p>"
        let sealed: HTML =
            chain.sealedAt.map { "<p class=\"small\">\(frame(GovernanceWords.lastSealed(chain.number, $0)))</p>" } ?? ""
        return """
            <section class="card" id="chain"><h2>\(frame(GovernanceWords.chain))</h2>\(state)\(sealed)\
            <p class="small">\(frame(GovernanceWords.chainHint))</p></section>
            """
    }

    private func decided(_ decided: [Decided]) -> HTML {
        guard !decided.isEmpty else { return "" }
        let rows = decided.map { one -> HTML in
            """
            <li class="line"><a href="/n/\(network.slug)/proposals/\(one.proposal.id)">\(frame.said(frame(one.proposal.title)))</a>\
            <small>\(frame(ProposalWords.name(of: one.verdict))) · \(frame.moment(one.at))</small></li>
            """
        }
        return "<h3 id=\"decided\">\(frame(GovernanceWords.decidedList))</h3><ul class=\"lines\">\(rows)</ul>"
    }

    private func figures(_ figures: OversightFigures, _ decided: [Decided]) -> HTML {
        let few = figures.lookers > 0 && figures.lookers < 5
        let rows: [(Text, Text)] = [
            (GovernanceWords.promises, number(figures.promises)), (GovernanceWords.kept, number(figures.kept)),
            (GovernanceWords.late, number(figures.late)), (GovernanceWords.decided, number(figures.decided)),
            (GovernanceWords.undecided, number(figures.undecided)), (GovernanceWords.awards, number(figures.awards)),
            (GovernanceWords.reversed, number(figures.reversed)), (GovernanceWords.events, number(figures.events)),
            (GovernanceWords.sealed, number(figures.sealed)), (GovernanceWords.reveals, number(figures.reveals)),
            (GovernanceWords.lookers, few ? GovernanceWords.fewerThanFive : number(figures.lookers)),
            (GovernanceWords.bulk, number(figures.bulk)),
        ]
        let facts = rows.map { "<dt>\(frame($0.0))</dt><dd class=\"num\">\(frame($0.1))</dd>" as HTML }
        return """
            <section class="card" id="figures"><h2>\(frame(GovernanceWords.figures))</h2>\
            <p class="small">\(frame(GovernanceWords.figuresHint))</p><dl class="facts">\(facts)</dl>\(weeks(figures.weeks))\(self.decided(decided))\
            <p><a class="btn" href="/n/\(network.slug)/decisions">\(frame(GovernanceWords.toDecisions))</a></p></section>
            """
    }

    private func number(_ number: Int) -> Text { .verbatim(Format.number(Int64(number))) }

    /// Looks by week as bars; the same numbers stand in the table.
    private func weeks(_ weeks: [Int]) -> HTML {
        guard let most = weeks.max(), most > 0 else { return "" }
        let bars = weeks.enumerated().map { index, count -> HTML in
            let height = count * 60 / most
            return
                "<rect x=\"\(index * 24 + 2)\" y=\"\(64 - height)\" width=\"18\" height=\"\(height)\" fill=\"currentColor\"/>"
        }
        let rows = weeks.enumerated().map { index, count -> HTML in
            """
            <tr role="row"><th scope="row" role="rowheader">\(frame(GovernanceWords.week(index + 1)))</th>\
            <td role="cell" data-label="\(frame(GovernanceWords.reveals))">\(count)</td></tr>
            """
        }
        return """
            <figure class="chart over-time"><svg viewBox="0 0 \(weeks.count * 24) 66" role="img" aria-label="\(frame(GovernanceWords.weeks))">\
            \(bars)<path d="M0 65H\(weeks.count * 24)" stroke="currentColor"/></svg>\
            <figcaption class="small">\(frame(GovernanceWords.weeks))</figcaption></figure>\
            <details class="more"><summary>\(frame(DriftWords.figures))</summary><table class="data" role="table">\
            <caption class="visually-hidden">\(frame(GovernanceWords.weeks))</caption><tbody>\(rows)</tbody></table></details>
            """
    }

    // MARK: One finding

    func finding(_ reading: FindingReading) -> HTML {
        let finding = reading.finding, names = reading.names
        let found = GovernanceWords.foundBy(names[finding.byID] ?? "", finding.at)
        let owner: HTML =
            finding.state == .open
            ? """
            <p class="small">\(frame.said(frame(GovernanceWords.owner(names[finding.ownerID] ?? "", finding.dueAt)))) \
            \(frame.clock(due: finding.dueAt))</p>
            """ : ""
        let rows = reading.said.map { one -> HTML in
            let who =
                one.kind == .answer
                ? GovernanceWords.answeredBy(names[one.byID] ?? "", one.at)
                : GovernanceWords.putAgainBy(names[one.byID] ?? "", one.at)
            return """
                <p class="small">\(frame.said(frame(who)))</p><blockquote class="prose">\(frame.said(one.words))</blockquote>
                """
        }
        let answer: HTML =
            rows.isEmpty
            ? "" : "<section class=\"card\" id=\"said\"><h2>\(frame(GovernanceWords.answer))</h2>\(rows)</section>"
        let said = moderation.shown(
            "<blockquote class=\"prose\">\(frame.said(finding.words))</blockquote>\(answer)", finding.text,
            hidden: finding.hidden, isAuthor: own == finding.byID, reads: own == finding.ownerID)
        let seen = TextStamp.of(reading.words)
        let report =
            own == finding.byID ? "" : moderation.tools(finding.text, isHidden: finding.hidden != nil, seen: seen)
        let again: HTML = finding.again > 0 ? " · \(frame(GovernanceWords.again(finding.again)))" : ""
        return frame.page(
            GovernanceWords.findings, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(GovernanceWords.name(of: finding.about)))</h1>\(done)\
            \(Fields(frame, form, problems).summary)<p><span class="badge">\(frame(GovernanceWords.state(finding.state)))</span>\
            <span class="small"> \(frame.said(frame(found)))\(again)</span></p>\
            \(said)\(owner)\(tools(finding, reading.mayJudge))\(report)\
            <p><a class="btn" href="\(root)/oversight">\(frame(GovernanceWords.toFindings))</a></p></div>
            """)
    }

    private var own: ID? { viewer.member?.id }
    private var moderation: ModerationPages { ModerationPages(frame: frame, network: network) }

    private func tools(_ finding: OversightFinding, _ mayJudge: Bool) -> HTML {
        let path = "\(root)/findings/\(finding.id)/actions"
        let fields = Fields(frame, form, problems)
        if finding.state == .open, own == finding.ownerID {
            let mine = fields.of("answer")
            return """
                <form method="post" action="\(path)" class="card stack">\(mine.hidden)\
                \(mine.area("answer", GovernanceWords.answer, who: GovernanceWords.membersRead, isRequired: true))\
                \(mine.button(GovernanceWords.answer, name: "action", value: "answer"))</form>
                """
        }
        if finding.state == .answered, mayJudge {
            let mine = fields.of("again")
            return """
                <form method="post" action="\(path)">\(frame.hidden)\
                <button class="btn main" name="action" value="settle">\(frame(GovernanceWords.settle))</button></form>\
                \(mine.folded(GovernanceWords.putAgain, """
                    <form method="post" action="\(path)" class="stack">\(mine.hidden)\
                    \(mine.area("words", GovernanceWords.whatLacks, rows: 2, isRequired: true))\
                    \(mine.button(GovernanceWords.putAgain, kind: "", name: "action", value: "again"))</form>
                    """))
                """
        }
        guard finding.state == .open, own != finding.byID, Policy.allows(.keepDrift, viewer) else { return "" }
        return """
            <form method="post" action="\(path)">\(frame.hidden)\
            <button class="btn" name="action" value="take">\(frame(GovernanceWords.take))</button></form>
            """
    }

    // MARK: The council

    func council(_ reading: CouncilReading) -> HTML {
        let fields = Fields(frame, form, problems)
        let none: HTML = "<p class=\"empty\">\(frame(GovernanceWords.noBody(.council)))</p>"
        let seats = SeatParts(frame: frame, network: network, body: .council).html(
            reading.seats, names: reading.names, organisations: reading.organisations, candidates: reading.candidates,
            fields)
        let content: HTML =
            reading.exists
            ? "\(seats)\(reading.isMember ? decisions(reading, fields) : "")\(minutes(reading, fields))"
            // What was written down outlasts the council.
            : "\(none)\(minutes(reading, fields), if: !reading.minutes.isEmpty)"
        return frame.page(
            GovernanceWords.name(of: .council), area: .network,
            """
            <div class="stack narrow"><h1>\(frame(GovernanceWords.name(of: .council)))</h1>\(done)\(fields.summary)\
            <p>\(frame(GovernanceWords.about(.council)))</p>\(content)\(back)</div>
            """)
    }

    private func decisions(_ reading: CouncilReading, _ fields: Fields) -> HTML {
        let own = fields.of("put")
        let methods = GovernanceActs.councilMethods.map { ($0.rawValue, frame(ProposalMethodWords.name(of: $0))) }
        let putting: HTML =
            reading.isSeated
            ? own.folded(
                GovernanceWords.put,
                """
                <form method="post" action="\(root)/council/proposals" class="stack">\(own.hidden)\
                \(own.text("question", GovernanceWords.questionField, isRequired: true))\
                \(own.area("context", GovernanceWords.context))\(own.select("method", GovernanceWords.method, methods))\
                \(own.button(GovernanceWords.putNow))</form>
                """) : ""
        return asked(.council, reading.proposals, putting: putting)
    }

    /// What a body was asked, and the way to ask it: anybody who may propose can, its own members by a short form.
    private func asked(_ body: GovernanceBody, _ proposals: [Proposal], putting: HTML) -> HTML {
        let rows = proposals.map { proposal -> HTML in
            """
            <li class="line"><a href="/n/\(network.slug)/proposals/\(proposal.id)">\(frame.said(frame(proposal.title)))</a>\
            <small>\(frame(ProposalMethodWords.name(of: proposal.method)))</small></li>
            """
        }
        let none: HTML = "<p class=\"empty\">\(frame(GovernanceWords.noDecisions))</p>"
        let list: HTML = rows.isEmpty ? none : "<ul class=\"lines\">\(rows)</ul>"
        let path = "/n/\(network.slug)/proposals/new?scope=\(VoiceScope(body).encoded)"
        let way: HTML = "<p><a class=\"btn\" href=\"\(path)\">\(frame(GovernanceWords.putTo(body)))</a></p>"
        return """
            <section class="card" id="decisions"><h2>\(frame(GovernanceWords.asked(body)))</h2>\(list)\(putting)\
            \(way, if: Policy.allows(.propose, viewer))</section>
            """
    }

    private func minutes(_ reading: CouncilReading, _ fields: Fields) -> HTML {
        let rows = reading.minutes.map { minutes -> HTML in
            let day = Format.day(minutes.day, in: frame.language), isAuthor = viewer.member?.id == minutes.byID
            let said = moderation.shown(
                "<div class=\"prose\">\(frame.said(minutes.words))</div>", minutes.text, hidden: minutes.hidden,
                isAuthor: isAuthor)
            let report =
                isAuthor
                ? ""
                : moderation.tools(
                    minutes.text, isHidden: minutes.hidden != nil, name: TalkWords.actOn(ModerationWords.report, day),
                    seen: TextStamp.of(minutes.words))
            return """
                <details class="more" id="x-\(minutes.id)"><summary>\(day) · \
                \(frame(GovernanceWords.audience(minutes.audience)))</summary>\(said)\(report)</details>
                """
        }
        let none: HTML = "<p class=\"empty\">\(frame(GovernanceWords.noMinutes))</p>"
        let own = fields.of("minutes")
        let audiences = CouncilMinutes.audiences.map { ($0.name, frame(GovernanceWords.audience($0))) }
        let writing: HTML =
            reading.isSeated
            ? own.folded(
                GovernanceWords.writeMinutes,
                """
                <form method="post" action="\(root)/council/minutes" class="stack">\(own.hidden)\
                \(own.text("day", GovernanceWords.minutesDay, kind: "date", isRequired: true))\
                \(own.select("audience", GovernanceWords.minutesAudience, audiences, chosen: Audience.members.name))\
                \(own.area("words", GovernanceWords.minutesWords, rows: 6, isRequired: true))\
                \(own.button(GovernanceWords.saveMinutes))</form>
                """) : ""
        return """
            <section class="card" id="minutes"><h2>\(frame(GovernanceWords.minutes))</h2>\(rows.isEmpty ? none : "\(rows)")\(writing)</section>
            """
    }
}
