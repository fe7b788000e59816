internal import Database

/// The lists of proposals and decisions, and the network's rules for them.
struct ProposalPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)" }
    private var viewer: Viewer { frame.ask.viewer }

    // MARK: Proposals

    func list(_ page: ProposalPage, _ choice: ProposalChoice) -> HTML {
        let ways = ProposalChoice.allCases.map { one -> HTML in
            let words = [ProposalPageWords.running, ProposalPageWords.mine, ProposalPageWords.over][
                ProposalChoice.allCases.firstIndex(of: one) ?? 0]
            let isHere = one == choice
            return """
                <a href="\(root)/proposals?show=\(one.rawValue)"\(" aria-current=\"page\"", if: isHere)>\(frame(words))</a>
                """
        }
        let new: HTML = """
            <a class="btn main" href="\(root)/proposals/new">\(frame.icon("plus"))\(frame(ProposalPageWords.new))</a>
            """
        let waiting: HTML = """
            <a class="btn" href="\(root)/proposals/waiting">\(frame.icon("clock"))\(frame(ProposalPageWords.waiting))</a>
            """
        let passing: HTML = """
            <a class="btn quiet" href="\(root)/delegations">\(frame(DelegationWords.title))</a>
            """
        let cards: HTML =
            page.lines.isEmpty
            ? "<p class=\"empty\">\(frame(ProposalPageWords.none))</p>" : "\(page.lines.map(card))"
        let next: HTML =
            page.next.map {
                """
                <p><a class="btn" rel="next" href="\(root)/proposals?show=\(choice.rawValue)&cursor=\($0.text)">\(frame(SiteWords.pageNext))</a></p>
                """
            } ?? ""
        return frame.page(
            ProposalWords.title, area: .network,
            """
            <div class="stack"><h1>\(frame(ProposalWords.title))</h1><p>\(frame(ProposalPageWords.intro))</p>\
            <p class="row">\(new, if: Policy.allows(.propose, viewer))\(waiting, if: Policy.allows(.answerProposal, viewer))\
            <a class="btn" href="\(root)/decisions">\(frame.icon("check"))\(frame(ProposalWords.log))</a>\
            \(passing, if: page.mayDelegate)<a class="btn quiet" href="\(root)/proposals/rules">\(frame(ProposalPageWords.rules))</a></p>\
            <nav class="filters">\(ways)</nav>\(cards)\(next)</div>
            """)
    }

    func waiting(_ lines: [ProposalLine]) -> HTML {
        let cards: HTML =
            lines.isEmpty
            ? "<p class=\"empty\">\(frame(ProposalPageWords.nothingWaits))</p>" : "\(lines.map(card))"
        return frame.page(
            ProposalPageWords.waiting, area: .network,
            """
            <div class="stack"><h1>\(frame(ProposalPageWords.waiting))</h1><p>\(frame(ProposalPageWords.waitingIntro))</p>\(cards)\
            <p><a class="btn" href="\(root)/proposals">\(frame(ProposalPageWords.back))</a></p></div>
            """)
    }

    private func card(_ line: ProposalLine) -> HTML {
        let proposal = line.proposal, parts = ProposalParts(frame: frame)
        let missing: HTML =
            line.passedTo.map {
                "<span class=\"badge info\">\(frame.icon("people"))\(frame.said(frame(ProposalPassingWords.short($0))))</span>"
            }
            ?? "<span class=\"badge warn\">\(frame.icon("clock"))\(frame(ProposalPageWords.missing))</span>"
        let later: HTML =
            line.until.map { "<span class=\"small\">\(frame(ProposalPageWords.waitsUntil($0)))</span>" } ?? ""
        let when: HTML =
            switch proposal.state {
            case .open, .objected: frame.clock(due: proposal.closesAt, start: proposal.openedAt)
            default: frame.ago(proposal.changedAt)
            }
        let verdict: HTML = line.verdict.map { parts.verdict($0) } ?? ""
        let answered: HTML =
            line.answered.map { " · \(frame(ProposalPageWords.answered($0, line.eligible)))" } ?? ""
        return """
            <article class="card" data-item><div class="row spread"><span class="row">\(parts.state(proposal.state))\(verdict)\
            \(missing, if: line.isMissing)\(later)</span>\(when)</div><h2><a href="\(root)/proposals/\(proposal.id)">\(frame.said(frame(proposal.title)))</a></h2>\
            <p class="small">\(frame(ProposalMethodWords.name(of: proposal.method))) · \(frame(ProposalWords.name(of: proposal.topic)))\
            \(answered)</p></article>
            """
    }

    // MARK: Decisions

    func decisions(_ page: DecisionPage, _ query: DecisionQuery) -> HTML {
        let fields = Fields(frame, frame.ask.query, problems)
        let any = [("", frame(ProposalPageWords.any))]
        let verdicts = any + ProposalVerdict.allCases.map { ($0.rawValue, frame(ProposalWords.name(of: $0))) }
        let topics = any + Proposal.Topic.allCases.map { ($0.rawValue, frame(ProposalWords.name(of: $0))) }
        let cards: HTML =
            page.items.isEmpty
            ? "<p class=\"empty\">\(frame(ProposalPageWords.noDecisions))</p>"
            : "\(page.items.map { decision($0.proposal, $0.outcome, page) })"
        let asked = frame.ask.query.with("cursor", nil).with("done", nil).withoutBlanks
        let next: HTML =
            page.next.map {
                """
                <p><a class="btn" rel="next" href="\(root)/decisions?\(asked.with("cursor", $0).encoded)">\(frame(SiteWords.pageNext))</a></p>
                """
            } ?? ""
        return frame.page(
            ProposalWords.log, area: .network,
            """
            <div class="stack"><h1>\(frame(ProposalWords.log))</h1><p>\(frame(ProposalPageWords.decisionsIntro))</p>\
            <form method="get" action="\(root)/decisions" class="card" role="search">\
            \(fields.text("q", ProposalPageWords.search, kind: "search"))<div class="grid">\
            \(fields.select("verdict", ProposalPageWords.verdict, verdicts))\(fields.select("topic", ProposalPageWords.topic, topics))</div>\
            \(fields.button(ProposalPageWords.searchSend))</form>\
            <p class="row spread"><span class="small">\(frame(ProposalPageWords.total(page.total)))</span>\
            <a class="btn quiet" href="\(root)/decisions.csv?\(asked.encoded)" download>\(frame.icon("download"))\(frame(ProposalPageWords.csv))</a></p>\
            \(cards)\(next)<p><a class="btn" href="\(root)/proposals">\(frame(ProposalPageWords.back))</a></p></div>
            """)
    }

    private func decision(_ proposal: Proposal, _ outcome: ProposalOutcome, _ page: DecisionPage) -> HTML {
        let parts = ProposalParts(frame: frame)
        let winners = outcome.winners.compactMap { page.options[$0] }.joined(separator: frame(SiteWords.listComma))
        let chosen: HTML = """
            <p><strong>\(frame(MemberWords.label(ProposalPageWords.winners)))</strong>\(frame.said(winners))</p>
            """
        let concerns: HTML = " · \(frame(ProposalPageWords.concernCount(outcome.concerns)))"
        let met: HTML = """
            <p><strong>\(frame(MemberWords.label(ProposalPageWords.met)))</strong>\(frame.said(outcome.met))</p>
            """
        let isMet = outcome.hidden == nil && !outcome.met.isEmpty
        let objections = ProposalObjectionParts(frame: frame, network: network)
            .folded(page.objections[proposal.id] ?? [])
        let review: HTML = outcome.reviewAt.map { " · \(frame(ProposalPageWords.reviewOn($0)))" } ?? ""
        return """
            <article class="card" data-item><div class="row spread">\(parts.verdict(outcome.verdict))\(frame.ago(outcome.at))</div>\
            <h2><a href="\(root)/proposals/\(proposal.id)">\(frame.said(frame(proposal.title)))</a></h2>\(chosen, if: !winners.isEmpty)\
            <p>\(frame.said(frame(outcome.shownWords)))</p>\(met, if: isMet)\(objections)<p class="small">\(frame(ProposalMethodWords.name(of: proposal.method))) · \
            \(frame(MemberWords.label(ProposalRuleWords.asked)))\(frame(VoiceWords.name(of: proposal.terms.scope))) · \
            \(frame(ProposalPageWords.answered(outcome.tally.answered, outcome.tally.eligible)))\(concerns, if: outcome.concerns > 0)\(review)</p></article>
            """
    }

    // MARK: Rules

    /// Who counts, what silence means; and every way to decide, with its rule.
    func rules(_ setting: ProposalSetting) -> HTML {
        let methods = ProposalMethod.allCases.map { method -> HTML in
            """
            <dt>\(frame(ProposalMethodWords.name(of: method)))</dt><dd>\(frame(ProposalMethodWords.rule(of: method)))</dd>
            """
        }
        let done: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        let unspoken: HTML = """
            <p class="small">\(frame.said(frame(VoiceWords.unspoken(setting.unspoken.joined(separator: frame(SiteWords.listComma))))))</p>
            """
        let own: HTML = setting.mayEdit ? ruleForm(setting) : ruleFacts(setting.settings)
        let silence: HTML = """
            <p class="note" id="silence"><a href="\(root)/governance">\(frame(ProposalPageWords.rulesSilence))</a></p>
            """
        let whence: HTML =
            setting.rules.map {
                "<p class=\"note\"><a href=\"\(root)/governance#settings\">\(frame(GovernanceWords.ruleSets($0)))</a></p>"
            } ?? ""
        return frame.page(
            ProposalPageWords.rules, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(ProposalPageWords.rules))</h1>\(done)<p>\(frame(ProposalPageWords.rulesIntro))</p>\
            \(Fields(frame, form, problems).summary)\(whence)\(silence, if: setting.rules == nil)\(own)\(unspoken, if: !setting.unspoken.isEmpty)\
            <section class="card"><h2>\(frame(ProposalPageWords.methods))</h2><dl>\(methods)</dl></section>\
            <p><a class="btn" href="\(root)/proposals">\(frame(ProposalPageWords.back))</a></p></div>
            """)
    }

    private func ruleForm(_ setting: ProposalSetting) -> HTML {
        let fields = Fields(frame, form, problems), now = setting.settings
        let units = VoiceUnit.allCases.map { unit in
            let count = frame(ProposalPageWords.voices(setting.counts[unit] ?? 0))
            return (unit.rawValue, "\(frame(VoiceWords.name(of: unit))) (\(count))")
        }
        let choice = [("no", frame(ProposalPageWords.no)), ("yes", frame(ProposalPageWords.yes))]
        return """
            <form method="post" action="\(root)/proposals/rules" class="card">\(fields.hidden)\
            <div class="list">\(fields.choice("unit", ProposalPageWords.unit, units, chosen: now.unit.rawValue))</div>\
            \(fields.text("quorum", ProposalPageWords.quorum, mode: "numeric", isRequired: true, value: String(now.quorum)))\
            \(fields.text("workDays", ProposalPageWords.rulesDays, mode: "numeric", isRequired: true, value: String(now.workDays)))\
            \(fields.choice("mayDelegate", ProposalPageWords.rulesDelegate, choice, chosen: now.mayDelegate ? "yes" : "no"))\
            \(fields.button(SiteWords.save))</form>
            """
    }

    private func ruleFacts(_ settings: AlignSettings) -> HTML {
        let silence = settings.silenceConsents ? ProposalPageWords.silenceConsents : ProposalPageWords.silenceNot
        return """
            <section class="card"><dl class="facts"><dt>\(frame(ProposalPageWords.unit))</dt><dd>\(frame(VoiceWords.name(of: settings.unit)))</dd>\
            <dt>\(frame(ProposalPageWords.silence))</dt><dd>\(frame(silence))</dd><dt>\(frame(ProposalPageWords.quorum))</dt>\
            <dd>\(settings.quorum) %</dd><dt>\(frame(ProposalPageWords.rulesDays))</dt><dd>\(settings.workDays)</dd></dl></section>
            """
    }
}

/// Pieces that pages of proposals share.
struct ProposalParts {
    let frame: Frame

    func state(_ state: Proposal.State) -> HTML {
        let kind =
            switch state {
            case .open: "info"
            case .objected: "warn"
            case .closed: "warn"
            case .decided: "good"
            case .draft, .scheduled, .withdrawn: ""
            }
        let mark: HTML =
            switch state {
            case .objected: frame.icon("alert")
            case .decided: frame.icon("check")
            case .open: frame.icon("people")
            default: frame.icon("clock")
            }
        return "<span class=\"badge \(kind)\">\(mark)\(frame(ProposalWords.name(of: state)))</span>"
    }

    /// By what the answer is tested, where the method asks that; it stands before the answers.
    func tests(of proposal: Proposal) -> HTML {
        let rows = ProposalMethodWords.tests(of: proposal.method, until: proposal.reviewAt)
            .map { test -> HTML in "<li>\(frame(test))</li>" }
        let all: HTML = """
            <p class="small">\(frame(ProposalMethodWords.testsTitle))</p><ul class="small">\(rows)</ul>
            """
        return "\(all, if: !rows.isEmpty)"
    }

    func verdict(_ verdict: ProposalVerdict) -> HTML {
        let kind = verdict == .adopted ? "good" : verdict == .heard ? "info" : ""
        return "<span class=\"badge \(kind)\">\(frame(ProposalWords.name(of: verdict)))</span>"
    }
}
