internal import Database

/// The page of one proposal: what is asked, one's own voice, what was said, what came of it.
struct ProposalFilePages {
    let frame: Frame
    let network: Network
    let file: ProposalFile
    var talk: TalkSummary?
    /// Ballot papers of the voices that the reader speaks for, and what the papers say together.
    var papers: HTML = ""
    var result: HTML = ""
    /// Of whom whoever answers for it can ask one to do so from now on.
    var candidates: [(id: ID, name: String)] = []
    /// To what a goal made of it can be tied, for those who may make one.
    var choices: GoalChoices?
    var form = Form()
    var problems: [FieldProblem] = []

    private var proposal: Proposal { file.proposal }
    private var root: String { "/n/\(network.slug)" }
    private var fields: Fields { Fields(frame, form, problems) }
    private var parts: ProposalParts { ProposalParts(frame: frame) }

    func html() -> HTML {
        let done: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        let voices = ProposalVoiceParts(frame: frame, network: network, file: file, fields: fields)
        let said = ProposalSaidParts(frame: frame, network: network, file: file)
        let keeping = ProposalKeepingParts(
            frame: frame, network: network, file: file, fields: fields, choices: choices)
        let context: HTML = """
            <section class="card prose">\(MechanismParts(frame: frame, network: network).prose(proposal.context))</section>
            """
        return frame.page(
            ProposalWords.one, area: .network,
            """
            <div class="stack"><p class="row">\(parts.state(proposal.state))<span class="small">\
            \(frame.said(frame(ProposalPageWords.by(file.names[proposal.proposerID] ?? ""))))</span></p>\
            \(head)\(done)\(fields.summary)\(notes)\(said.outcome)\
            <div class="two"><div class="stack">\(context, if: !proposal.context.isEmpty && !isHidden)\(subject)\(options)\
            \(papers, if: !isHidden)\(voices.html)\(said.objections)\(said.tally)\(result, if: !isHidden)\(said.stances)\
            \(said.versions, if: !isHidden)</div>\
            <aside class="stack">\(rule)\(facts)\(TalkPages(frame: frame).card(talk))\(handing)\(keeping.html)\(report)</aside></div>\
            <p><a class="btn" href="\(root)/proposals">\(frame(ProposalPageWords.back))</a></p></div>
            """)
    }

    private var isHidden: Bool { proposal.hidden != nil }
    private var isAuthor: Bool { frame.ask.viewer.member?.id == proposal.proposerID }
    private var moderation: ModerationPages { ModerationPages(frame: frame, network: network) }

    /// The question; where it is hidden that it is, and why.
    private var head: HTML {
        guard isHidden else { return "<h1>\(frame.said(proposal.question))</h1>" }
        let rows = file.options.map { "<li>\(frame.said($0.words))</li>" as HTML }
        let options: HTML = "<ol>\(rows)</ol>"
        let words: HTML = """
            <p><strong>\(frame.said(proposal.question))</strong></p><p>\(frame.said(proposal.context))</p>\(options, if: !rows.isEmpty)
            """
        let stub = moderation.shown(
            words, proposal.text, hidden: proposal.hidden, isAuthor: isAuthor,
            reads: frame.ask.viewer.member?.id == proposal.ownerID)
        return """
            <h1>\(frame(ProposalWords.one))</h1>\(stub)<p class="note">\(frame(ProposalWords.isHidden))</p>
            """
    }

    private var report: HTML {
        guard !isAuthor, proposal.openedAt != nil else { return "" }
        return moderation.tools(
            proposal.text, isHidden: isHidden, seen: TextStamp.of(proposal.publicWords(file.options)))
    }

    /// Who answers for it, and who could from now on.
    private var handing: HTML {
        ProposalHandingParts(
            frame: frame, file: file, candidates: candidates, fields: fields.of("hand"),
            action: "\(root)/proposals/\(proposal.id)/actions"
        ).html
    }

    private var notes: HTML {
        switch proposal.state {
        case .draft: "<p class=\"note\">\(frame(ProposalPageWords.draftNote))</p>"
        case .scheduled:
            proposal.opensAt.map { "<p class=\"note\">\(frame(ProposalPageWords.scheduledNote($0)))</p>" } ?? ""
        case .open, .objected:
            file.tally != nil
                ? ""
                : """
                <p class="note">\(frame(proposal.terms.results == .untilAnswered ? ProposalPageWords.hiddenUntilYou : ProposalPageWords.hidden))</p>
                """
        case .closed, .decided, .withdrawn: ""
        }
    }

    private func fixed(_ points: [String]) -> HTML {
        let rows = points.map { "<li>\(frame.said($0))</li>" as HTML }
        guard !rows.isEmpty else { return "" }
        return "<div class=\"note warn\" id=\"core\"><p>\(frame(ProposalPageWords.core))</p><ul>\(rows)</ul></div>"
    }

    /// What it decides about, and fixed points that it touches.
    private var subject: HTML {
        let touched = file.core.map { frame($0.text) }
        guard let card = file.subject else { return fixed(touched) }
        let mending: HTML =
            card.mends.map {
                "<p><a class=\"btn\" href=\"\(root)\($0)\">\(frame(ProposalPageWords.mendSubject))</a></p>"
            } ?? ""
        return """
            <section class="card"><h2>\(frame(ProposalPageWords.subject))</h2>\
            <p><a href="\(root)\(card.path)">\(frame.said(frame(card.title)))</a></p>\(fixed(card.core + touched.filter { !card.core.contains($0) }))\
            \(mending, if: proposal.state.isAnswered)</section>
            """
    }

    /// What can be chosen, where no paper shows it already.
    private var options: HTML {
        guard !file.options.isEmpty, papers.isEmpty, result.isEmpty, !isHidden else { return "" }
        let rows = file.options.map { option -> HTML in
            let words: HTML = option.startsAt.map { frame.moment($0) } ?? frame.said(option.words)
            let unit = proposal.terms.ballot.budgetUnit
            let cost: HTML =
                option.cost.map { " <span class=\"num\">\(Format.quantity($0)) \(unit)</span>" } ?? ""
            return "<li>\(words)\(cost)</li>"
        }
        return """
            <section class="card"><h2>\(frame(ProposalPageWords.options))</h2><ol>\(rows)</ol></section>
            """
    }

    private var rule: HTML {
        """
        <section class="card"><h2>\(frame(ProposalMethodWords.name(of: proposal.method)))</h2>\
        <p>\(frame(ProposalMethodWords.rule(of: proposal.method)))</p></section>
        """
    }

    private func fact(_ name: Text, _ value: HTML) -> HTML { "<dt>\(frame(name))</dt><dd>\(value)</dd>" }

    private var answeredWords: Text {
        file.answeredCount.map { ProposalPageWords.answered($0, file.voices.count) }
            ?? BallotWords.fewAnswered(file.voices.count)
    }

    private func person(_ id: ID) -> HTML { frame.said(file.names[id] ?? "") }

    /// What holds here: it stands on the page before anybody answers.
    private var facts: HTML {
        let terms = proposal.terms
        var rows = [fact(ProposalPageWords.owner, person(proposal.ownerID))]
        if let id = proposal.facilitatorID { rows.append(fact(ProposalPageWords.facilitator, person(id))) }
        let isOver = proposal.closedAt != nil
        let unit: HTML = " · \(frame(VoiceWords.name(of: terms.unit)))"
        rows.append(
            fact(
                isOver ? ProposalPageWords.ended : ProposalPageWords.ends,
                isOver
                    ? frame.moment(proposal.closedAt ?? proposal.closesAt)
                    : "\(frame.moment(proposal.closesAt)) \(frame.clock(due: proposal.closesAt, start: proposal.openedAt))"
            ))
        rows.append(
            fact(
                ProposalPageWords.eligible,
                """
                \(frame(VoiceWords.name(of: terms.scope)))\(unit, if: terms.scope.body == nil)<br>\
                \(frame(answeredWords))
                """))
        rows.append(
            fact(
                ProposalPageWords.quorumName, "\(frame(ProposalPageWords.quorum(terms.quorum, terms.leastVoices)))"))
        if proposal.method == .superMajority {
            rows.append(
                fact(
                    ProposalPageWords.thresholdName,
                    "\(frame(ProposalPageWords.threshold(terms.threshold, terms.ofEligible)))"))
        }
        rows.append(
            fact(
                ProposalPageWords.silence,
                "\(frame(terms.silenceConsents ? ProposalPageWords.silenceConsents : ProposalPageWords.silenceNot))"))
        if let tie = ProposalTieWords.rule(of: proposal) { rows.append(fact(ProposalPageWords.tie, "\(frame(tie))")) }
        rows.append(fact(ProposalPageWords.seen, "\(frame(ProposalWords.name(of: terms.results)))"))
        if let at = proposal.reviewAt {
            rows.append(fact(ProposalPageWords.review, "\(Format.day(at, in: frame.language))"))
        }
        let secret: HTML = "<p class=\"small\">\(frame.icon("lock"))\(frame(ProposalPageWords.isSecret))</p>"
        return """
            <section class="card"><h2>\(frame(ProposalPageWords.facts))</h2><dl class="facts">\(rows)</dl>\
            \(secret, if: terms.isSecret)</section>
            """
    }
}

/// One's own voice in a proposal.
struct ProposalVoiceParts {
    let frame: Frame
    let network: Network
    let file: ProposalFile
    let fields: Fields

    private var proposal: Proposal { file.proposal }
    private var path: String { "/n/\(network.slug)/proposals/\(proposal.id)/actions" }

    private func may(_ action: String) -> Bool { file.allowed.contains(action) }

    var html: HTML {
        var html: HTML = ""
        for voice in file.own where may("answer") || may("wait") && !file.answered.contains(voice.id) {
            html += card(voice)
        }
        if may("advise") { html += advice }
        return html
    }

    private func card(_ voice: ProposalVoice) -> HTML {
        let own = file.stances.first { $0.voiceID == voice.id }
        let counts = own.map { $0.version >= voice.askedVersion } ?? false
        let title =
            voice.kind == .organisation
            ? frame.said(frame(ProposalPageWords.voiceOf(voice.name))) : "\(frame(ProposalPageWords.yourVoice))"
        var state: HTML = ""
        if let own, counts {
            let words = ProposalPageWords.answeredAs(ProposalWords.noun(of: own.position))
            state = "<p class=\"note good\">\(frame(words))</p>"
        } else if own != nil {
            let stands: HTML = " \(frame(ProposalPageWords.yourObjectionStands))"
            let objects = own?.position == .objection && !proposal.terms.silenceConsents
            state = "<p class=\"note warn\">\(frame(ProposalPageWords.askedAgain))\(stands, if: objects)</p>"
        }
        return """
            <section class="card main-thing" id="voice-\(voice.id)"><h2>\(title)</h2>\(state)\(passing(voice))\
            \(answer(voice, own, counts: counts), if: may("answer"))\(later(voice), if: may("wait") && !counts && !file.answered.contains(voice.id))\
            \(askMe(voice), if: may("askMe") && voice.askedVersion < proposal.version)</section>
            """
    }

    /// For whom it counts besides, or who has answered for it.
    private func passing(_ voice: ProposalVoice) -> HTML {
        guard let passing = file.passing[voice.id] else { return "" }
        let carries = ProposalPassingWords.carries(passing.carries)
        let carried: HTML = "<p class=\"note\">\(frame.said(frame(carries)))</p>"
        let to: HTML =
            passing.passedTo.map {
                "<p class=\"note\">\(frame.said(frame(ProposalPassingWords.hasAnswered($0))))</p>"
            } ?? ""
        return "\(carried, if: !passing.carries.isEmpty)\(to)"
    }

    private func hidden(_ voice: ProposalVoice) -> HTML {
        "<input type=\"hidden\" name=\"voice\" value=\"\(voice.id)\">"
    }

    private func answer(_ voice: ProposalVoice, _ own: Stance?, counts: Bool) -> HTML {
        let fields = fields.of("answer-\(voice.id)")
        // What was ticked about other words is ticked for none: only why stays.
        let isSame = fields.form.text("version").map { $0 == String(proposal.version) } ?? true
        let typed = isSame ? fields.form["position"] : nil
        let chosen = fields.isSent ? typed : counts ? own?.position.rawValue : nil
        return """
            <form method="post" action="\(path)" class="stack">\(fields.hidden)\(hidden(voice))\
            <input type="hidden" name="version" value="\(proposal.version)">\(positions(fields, chosen))\
            \(tests(fields, fields.isSent ? (isSame ? fields.form["test"] : nil) : counts ? own?.test?.rawValue : nil))\
            \(fields.area("reason", ProposalPageWords.reason, hint: ProposalPageWords.reasonHint, who: ProposalPageWords.reasonWho, value: counts ? own?.reason : nil))\
            \(fields.button(counts ? ProposalPageWords.change : ProposalPageWords.answer, name: "action", value: "answer"))</form>
            """
    }

    /// Nothing is ticked beforehand: nobody's answer is suggested.
    private func positions(_ fields: Fields, _ chosen: String?) -> HTML {
        let items = proposal.method.positions.map { position -> HTML in
            let isOn = position.rawValue == chosen
            return """
                <label><input type="radio" name="position" value="\(position.rawValue)"\(" checked", if: isOn)> \
                <span>\(frame(ProposalWords.name(of: position))) <small>\(frame(ProposalWords.hint(of: position)))</small></span></label>
                """
        }
        return """
            \(ProposalParts(frame: frame).tests(of: proposal))<div class="list">\(fields.choice("position", ProposalPageWords.position, items))</div>
            """
    }

    /// Which test fails, for whoever objects.
    private func tests(_ fields: Fields, _ chosen: String?) -> HTML {
        guard let stops = proposal.method.positions.first(where: \.needsTest) else { return "" }
        let tests = Stance.Test.allCases.map { ($0.rawValue, frame(ConsentWords.name(of: $0))) }
        return """
            <div class="list">\(fields.choice("test", ConsentWords.whichTest(stops), tests, chosen: chosen))</div>
            """
    }

    private func later(_ voice: ProposalVoice) -> HTML {
        let fields = fields.of("wait-\(voice.id)")
        return fields.folded(
            ProposalPageWords.later,
            """
            <form method="post" action="\(path)" class="stack">\(fields.hidden)\(hidden(voice))\
            \(fields.text("reason", ProposalPageWords.laterReason, who: ProposalPageWords.reasonWho, isRequired: true))\
            \(fields.text("until", ProposalPageWords.laterUntil, kind: "date", isRequired: true))\
            \(fields.button(ProposalPageWords.laterSend, kind: "quiet", name: "action", value: "wait"))</form>
            """)
    }

    private func askMe(_ voice: ProposalVoice) -> HTML {
        """
        <form method="post" action="\(path)">\(frame.hidden)\(hidden(voice))\
        <button class="btn quiet" name="action" value="askMe">\(frame(ProposalPageWords.askMe))</button></form>
        """
    }

    private var advice: HTML {
        let fields = fields.of("advise"), own = frame.ask.viewer.member?.id
        let mine = file.advice.first { $0.memberID == own }
        let chosen = fields.isSent ? fields.form["position"] : mine?.position.rawValue
        return """
            <section class="card"><h2>\(frame(ProposalPageWords.advice))</h2><p>\(frame(ProposalPageWords.adviceHint))</p>\
            <form method="post" action="\(path)" class="stack">\(fields.hidden)\(positions(fields, chosen))\
            \(fields.area("reason", ProposalPageWords.reason, who: ProposalPageWords.reasonWho, value: mine?.reason))\
            \(fields.button(ProposalPageWords.advise, name: "action", value: "advise"))</form></section>
            """
    }
}
