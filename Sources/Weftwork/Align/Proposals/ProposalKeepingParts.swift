internal import Database

/// What whoever answers for a proposal does with it.
struct ProposalKeepingParts {
    let frame: Frame
    let network: Network
    let file: ProposalFile
    let fields: Fields
    /// To what a goal that is made of it can be tied; nothing where none can be made.
    var choices: GoalChoices?

    private var proposal: Proposal { file.proposal }
    private var root: String { "/n/\(network.slug)/proposals/\(proposal.id)" }

    private func may(_ action: String) -> Bool { file.allowed.contains(action) }

    var html: HTML {
        let isTested = proposal.method == .consent && proposal.state.isAnswered
        let instead: HTML = isTested ? file.instead.map { "<p class=\"note\">\(frame($0))</p>" } ?? "" : ""
        let acts: [(String, HTML)] = [
            ("change", "<a class=\"btn\" href=\"\(root)/edit\">\(frame(ProposalPageWords.toEdit))</a>"),
            ("open", button("open", ProposalPageWords.openDraft, "main")), ("decide", decide),
            ("goal", choices.map { goal($0) } ?? ""), ("amend", amend), ("review", review), ("link", link),
            ("close", close),
            ("endRound", button("endRound", ProposalPageWords.endRound, "quiet")), ("withdraw", withdraw),
        ]
        // Where it can't be ended yet it says from when on.
        let offered = Set(file.allowed).union(file.endsNotBefore == nil ? [] : ["close"])
        let shown = acts.filter { offered.contains($0.0) && !$0.1.isEmpty }.map(\.1)
        guard !shown.isEmpty else { return "" }
        return
            "<section class=\"card\" id=\"keep\"><h2>\(frame(ProposalPageWords.keep))</h2>\(instead)\(shown)</section>"
    }

    /// Before its time; of changed words not before those who are not asked again had time to look, and from when on it says.
    private var close: HTML {
        guard file.tally?.missing == 0 || everybodyAnswered else { return "" }
        if let at = file.endsNotBefore {
            return "<p class=\"note\">\(frame(ConsentWords.endsNotBefore(at)))</p>"
        }
        return button("close", ProposalPageWords.close, "")
    }

    private var everybodyAnswered: Bool {
        !file.voices.isEmpty && file.voices.allSatisfy { file.answered.contains($0.id) }
    }

    private func button(_ action: String, _ words: Text, _ kind: StaticString) -> HTML {
        """
        <form method="post" action="\(root)/actions">\(frame.hidden)\
        <button class="btn \(HTML(stringLiteral: kind))" name="action" value="\(action)">\(frame(words))</button></form>
        """
    }

    private func form(_ scope: String, _ content: (Fields) -> HTML) -> HTML {
        let fields = fields.of(scope)
        return """
            <form method="post" action="\(root)/actions" class="stack">\(fields.hidden)\(content(fields))</form>
            """
    }

    private func folded(_ scope: String, _ words: Text, _ content: (Fields) -> HTML) -> HTML {
        fields.of(scope).folded(words, form(scope, content))
    }

    // MARK: Outcome

    private var decide: HTML {
        let hadObjections = proposal.objectedAt != nil || file.objections.contains { $0.position == .block }
        return form("decide") { fields in
            let raised = ProposalObjectionParts(frame: frame, network: network).list(file.objections)
            let met = fields.area(
                "met", ProposalPageWords.decideMet, hint: ProposalPageWords.decideMetHint, isRequired: hadObjections)
            let verdict: HTML =
                file.tally.map { tally in
                    guard !proposal.usesPaper else { return "" }
                    let words = ProposalWords.name(of: ProposalRules.verdict(proposal, tally, nil))
                    return "<p class=\"note\">\(frame(ProposalPageWords.verdictSoFar(words)))</p>"
                } ?? ""
            return """
                <h3>\(frame(ProposalPageWords.decide))</h3>\(verdict)\(ties(fields))\
                \(fields.area("words", ProposalPageWords.decideWords, rows: 4, isRequired: true))\(raised)\(met)\
                \(fields.text("reviewAt", ProposalPageWords.decideReview, hint: ProposalPageWords.decideReviewHint, kind: "date", value: proposed))\
                \(fields.text("linkTitle", ProposalPageWords.linkTitle))\(fields.text("linkPath", ProposalPageWords.linkPath))\
                \(fields.button(ProposalPageWords.decideSend, name: "action", value: "decide"))
                """
        }
    }

    /// The day that was said beforehand, while it is still to come.
    private var proposed: String? {
        proposal.reviewAt.flatMap { $0 > file.now ? Format.dayField($0) : nil }
    }

    /// Options that came out alike, where whoever answers for it chooses.
    private func ties(_ fields: Fields) -> HTML {
        let alike = file.options.filter { file.tied.options.contains($0.id) }
        guard !alike.isEmpty else { return "" }
        let label = ProposalPageWords.decideTie(file.tied.places)
        guard file.tied.places == 1 else { return boxes(fields, "winners", label, alike.map { ($0.id, $0.words) }) }
        return fields.choice("winners", label, alike.map { ($0.id.description, $0.words) })
    }

    private var link: HTML {
        folded("link", ProposalPageWords.addLink) { fields in
            """
            \(fields.text("title", ProposalPageWords.linkTitle, isRequired: true))\
            \(fields.text("path", ProposalPageWords.linkPath, isRequired: true))\
            \(fields.button(SiteWords.save, kind: "", name: "action", value: "link"))
            """
        }
    }

    /// What was decided as a stage goal, or as a milestone on the way to one.
    private func goal(_ choices: GoalChoices) -> HTML {
        folded("goal", ProposalPageWords.makeGoal) { fields in
            let stages =
                [("", frame(ProposalPageWords.asStage))]
                + choices.stages.map { ($0.id.description, frame(ProposalPageWords.onTheWay($0.title))) }
            let priorities =
                [("", frame(RoadMapWords.noneYet))]
                + choices.priorities.map { ($0.id.description, frame($0.words.text)) }
            let tied: HTML =
                choices.priorities.isEmpty ? "" : fields.select("clause", RoadMapWords.priority, priorities)
            return """
                <p class="small">\(frame(ProposalPageWords.makeGoalHint))</p>\
                \(fields.text("title", RoadMapWords.goal, isRequired: true, value: goalTitle))\
                \(fields.area("words", RoadMapWords.words, rows: 2))\
                \(choices.stages.isEmpty ? "" : fields.select("parent", ProposalPageWords.goalKind, stages))\(tied)\
                \(owner(choices, fields))\
                \(fields.text("due", RoadMapWords.due, kind: "date", isRequired: true))\
                \(fields.button(ProposalPageWords.makeGoalSend, kind: "", name: "action", value: "goal"))
                """
        }
    }

    /// Prefilled where everybody who reads the road map may read the question; what is for a few is put into words on purpose.
    private var goalTitle: String? {
        guard proposal.hidden == nil, proposal.audience == .members || proposal.audience == .public else { return nil }
        let words = proposal.question, most = GoalRules.mostTitle
        return words.count > most ? "\(words.prefix(most - 1))…" : words
    }

    /// Whoever makes it answers for it, until the one they ask takes it on.
    private func owner(_ choices: GoalChoices, _ fields: Fields) -> HTML {
        guard choices.candidates.count <= ChargeKeeper.mostListed else {
            return fields.text("member", ProposalPageWords.goalOwner, hint: DelegationWords.wholeName)
        }
        let own = frame.ask.viewer.member?.id
        let people =
            [("", frame(ProposalPageWords.goalMine))]
            + choices.candidates.filter { $0.id != own }.map { ($0.id.description, $0.name) }
        return fields.select("member", ProposalPageWords.goalOwner, people)
    }

    private var review: HTML {
        folded("review", ProposalPageWords.reviewNow) { fields in
            let kinds = ProposalOutcome.Review.Kind.allCases.map {
                ($0.rawValue, frame(ProposalWords.name(of: $0)))
            }
            return """
                \(fields.choice("kind", ProposalPageWords.reviewKind, kinds))\
                \(fields.area("words", ProposalPageWords.reviewWords, isRequired: true))\
                \(fields.text("reviewAt", ProposalPageWords.reviewNext, kind: "date"))\
                \(fields.button(ProposalPageWords.reviewSend, kind: "", name: "action", value: "review"))\
                <p><a class="btn quiet" href="/n/\(network.slug)/proposals/new?question=\(Form.encode(proposal.question))">\
                \(frame(ProposalPageWords.proposeAgain))</a></p>
                """
        }
    }

    private var withdraw: HTML {
        if proposal.state == .draft || proposal.state == .scheduled {
            return button("withdraw", ProposalPageWords.withdraw, "quiet")
        }
        return folded("withdraw", ProposalPageWords.withdraw) { fields in
            """
            \(fields.text("reason", ProposalPageWords.withdrawReason, isRequired: true))\
            \(fields.button(ProposalPageWords.withdraw, kind: "quiet", name: "action", value: "withdraw"))
            """
        }
    }

    // MARK: Other words

    private var amend: HTML {
        folded("amend", ProposalPageWords.amend) { fields in
            let asks = [
                ("all", frame(ProposalPageWords.amendAll)), ("some", frame(ProposalPageWords.amendSome)),
            ]
            let stands: HTML = "<p class=\"small\">\(frame(ProposalPageWords.amendStands))</p>"
            return """
                \(stands, if: proposal.state == .objected && !proposal.terms.silenceConsents)\
                \(fields.text("question", ProposalPageWords.question, isRequired: true, value: proposal.question))\
                \(fields.area("context", ProposalPageWords.context, rows: 6, value: proposal.context))\
                \(fields.area("reason", ProposalPageWords.amendReason, isRequired: true))\
                <div class="list">\(fields.choice("asks", ProposalPageWords.amendAsk, asks, chosen: "all"))</div>\
                \(boxes(fields, "affects", ProposalPageWords.amendWho, file.voices.map { ($0.id, $0.name) }))\
                \(boxes(fields, "credit", ProposalPageWords.credit, helpers))\
                \(fields.text("closesAt", ProposalPageWords.closesAt, hint: ProposalPageWords.amendEnds, kind: "datetime-local"))\
                \(fields.button(ProposalPageWords.amendSend, name: "action", value: "amend"))
                """
        }
    }

    /// Whose words can have gone in: those who said something that had to be met.
    private var helpers: [(ID, String)] {
        let people = Set(file.stances.filter { ProposalRules.isAlwaysSeen($0.position) }.map(\.byID))
        return people.sorted().compactMap { id in file.names[id].map { (id, $0) } }
    }

    private func boxes(_ fields: Fields, _ name: String, _ label: Text, _ choices: [(ID, String)]) -> HTML {
        guard !choices.isEmpty else { return "" }
        let chosen = Set(fields.form.all(name))
        let items = choices.map { id, words -> HTML in
            let isOn = chosen.contains(id.description)
            return """
                <label><input type="checkbox" name="\(name)" value="\(id)"\(" checked", if: isOn)> \(frame.said(words))</label>
                """
        }
        return fields.choice(name, label, items)
    }
}
