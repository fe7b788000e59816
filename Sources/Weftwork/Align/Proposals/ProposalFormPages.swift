internal import Database

/// The form by which something is proposed: what everybody fills in first, the rest folded away.
struct ProposalFormPages {
    let frame: Frame
    let network: Network
    let setting: ProposalSetting
    var form = Form()
    var problems: [FieldProblem] = []
    /// Whom a draft that is changed was for.
    private var kept: VoiceScope?

    init(
        frame: Frame, network: Network, setting: ProposalSetting, form: Form = Form(), problems: [FieldProblem] = []
    ) {
        (self.frame, self.network, self.setting, self.form, self.problems) = (frame, network, setting, form, problems)
    }

    private var root: String { "/n/\(network.slug)/proposals" }
    private var fields: Fields { Fields(frame, form, problems) }

    func new() -> HTML {
        page(ProposalPageWords.new, action: root, back: root, ProposalPageWords.back)
    }

    func edit(_ proposal: Proposal) -> HTML {
        var pages = self
        pages.kept = proposal.terms.scope
        return pages.page(
            ProposalPageWords.edit, action: "\(root)/\(proposal.id)/edit", back: "\(root)/\(proposal.id)",
            ProposalPageWords.backTo)
    }

    private func page(_ title: Text, action: String, back: String, _ words: Text) -> HTML {
        frame.page(
            title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(title))</h1>\(fields.summary)\(goesTo)\
            <form method="post" action="\(action)" class="stack">\(fields.hidden)\
            \(fields.text("question", ProposalPageWords.question, hint: ProposalPageWords.questionHint, isRequired: true))\
            \(fields.area("context", ProposalPageWords.context, rows: 5, hint: ProposalPageWords.contextHint, who: ProposalPageWords.contextWho))\
            \(methods)\(fields.area("options", ProposalPageWords.options, rows: 4, hint: ProposalPageWords.optionsHint))\
            \(select("topic", ProposalPageWords.topic, Proposal.Topic.allCases.map { ($0.rawValue, ProposalWords.name(of: $0)) }, "work"))\
            \(touches)\(fields.text("closesAt", ProposalPageWords.closesAt, hint: ProposalPageWords.closesHint, kind: "datetime-local"))\
            \(fields.text("reviewAt", ProposalPageWords.reviewAt, hint: ProposalPageWords.reviewAtHint, kind: "date"))\
            \(fields.folded(ProposalPageWords.more, details))\(fields.folded(ProposalPageWords.ballot, ballot))\
            <p class="note">\(frame(ProposalPageWords.frozen))</p><div class="row">\
            \(fields.button(ProposalPageWords.openNow, name: "then", value: "open"))\
            \(fields.button(ProposalPageWords.keepDraft, kind: "quiet", name: "then", value: "draft"))</div></form>\
            <p><a class="btn" href="\(back)">\(frame(words))</a></p></div>
            """)
    }

    /// The scope is folded away: where the form was opened for a body, it says so.
    private var goesTo: HTML {
        guard let body = form.text("scope").flatMap(VoiceScope.init(encoded:))?.body, setting.bodies.contains(body)
        else { return "" }
        return "<p class=\"note\">\(frame(GovernanceWords.goesTo(body)))</p>"
    }

    /// Every way to decide, each with its rule: nobody has to know its name.
    private var methods: HTML {
        let current = form["method"] ?? ProposalMethod.consent.rawValue
        let items = ProposalMethod.allCases.map { method -> HTML in
            let isOn = method.rawValue == current
            return """
                <label><input type="radio" name="method" value="\(method.rawValue)"\(" checked", if: isOn)> \
                <span>\(frame(ProposalMethodWords.name(of: method))) <small>\(frame(ProposalMethodWords.rule(of: method)))</small></span></label>
                """
        }
        return "<div class=\"list\">\(fields.choice("method", ProposalPageWords.method, items))</div>"
    }

    private func select(_ name: String, _ label: Text, _ options: [(String, Text)], _ chosen: String) -> HTML {
        fields.select(name, label, options.map { ($0.0, frame($0.1)) }, chosen: chosen)
    }

    /// Fixed points that it touches: those asked read them beside the question.
    private var touches: HTML {
        guard !setting.fixedPoints.isEmpty else { return "" }
        let chosen = Set(form.all("touches"))
        let items = setting.fixedPoints.map { point -> HTML in
            let isOn = chosen.contains(point.id.description)
            return """
                <label><input type="checkbox" name="touches" value="\(point.id)"\(" checked", if: isOn)> \(frame.said(frame(point.words.text)))</label>
                """
        }
        return """
            <div class="list">\(fields.choice("touches", ProposalCoreWords.touches, items))<span class="hint">\(frame(ProposalCoreWords.hint))</span></div>
            """
    }

    private var details: HTML {
        let now = setting.settings
        // What adopted rules set is not offered otherwise.
        let units = VoiceUnit.allCases.filter { setting.rules == nil || $0 == now.unit }
            .map { ($0.rawValue, VoiceWords.name(of: $0)) }
        let least = setting.rules.map { ProposalRuleWords.quorumAtLeast(now.quorum, $0) }
        let audiences = ProposalRules.audiences.map { ($0.name, NeedWords.name(of: $0)) }
        let ties = TieBreak.allCases.map { ($0.rawValue, ProposalTieWords.name(of: $0)) }
        let results =
            [("", ProposalPageWords.usual)]
            + [Proposal.Results.untilAnswered, .untilClosed].map { ($0.rawValue, ProposalWords.name(of: $0)) }
        return """
            <div class="stack">\(fields.text("opensAt", ProposalPageWords.opensAt, hint: ProposalPageWords.opensHint, kind: "datetime-local"))\
            \(select("unit", ProposalPageWords.unit, units, now.unit.rawValue))\(scopes)\
            \(select("audience", ProposalPageWords.audience, audiences, Audience.members.name))\
            \(fields.text("quorum", ProposalPageWords.quorum, hint: least, mode: "numeric", value: String(now.quorum)))\
            \(fields.text("leastVoices", ProposalPageWords.leastVoices, mode: "numeric", value: "1"))\
            \(fields.text("threshold", ProposalPageWords.threshold, mode: "numeric", value: "67"))\
            \(check("ofEligible", ProposalPageWords.ofEligible))\(select("results", ProposalPageWords.results, results, ""))\
            \(check("secret", ProposalPageWords.secret))\
            \(fields.select("tieBreak", ProposalPageWords.tieBreak, ties.map { ($0.0, frame($0.1)) }, chosen: "supporters", hint: ProposalTieWords.hint))</div>
            """
    }

    private func check(_ name: StaticString, _ label: Text) -> HTML {
        let key = "\(name)", isOn = form[key] == "yes"
        return """
            <div class="choice list"><label><input type="checkbox" name="\(key)" value="yes"\(" checked", if: isOn)> <span>\(frame(label))</span></label></div>
            """
    }

    private var scopes: HTML {
        let tiers: [VoiceScope] = [.all, .tier(.vouched), .tier(.trusted), .tier(.steward)]
        let roles = [Role.coordinator, .facilitator, .weaver, .verifier, .dispatcher].map(VoiceScope.role)
        // What a draft was for stays, though the rules have no such body any more: it is refused by name, and not put to all.
        let own = kept.flatMap { scope in
            scope.body.map { setting.bodies.contains($0) } == false ? scope : nil
        }
        let bodies = setting.bodies.map(VoiceScope.init) + [own].compactMap { $0 }
        let named = (tiers + bodies + roles).map {
            ($0.encoded, frame(VoiceWords.name(of: $0)))
        }
        let teams = setting.teams.map { (VoiceScope.team($0.id).encoded, frame(TeamWords.name(of: $0))) }
        let chosen = Set(form.all("organisation"))
        let boxes = setting.organisations.map { one -> HTML in
            let isOn = chosen.contains(one.id.description)
            return """
                <label><input type="checkbox" name="organisation" value="\(one.id)"\(" checked", if: isOn)> \(frame.said(one.name))</label>
                """
        }
        let organisations: HTML = boxes.isEmpty ? "" : fields.choice("organisations", ProposalPageWords.bodies, boxes)
        return
            "\(fields.select("scope", ProposalPageWords.scope, named + teams, chosen: VoiceScope.all.encoded))\(organisations)"
    }

    private var ballot: HTML {
        """
        <div class="stack">\(fields.text("seats", ProposalPageWords.seats, mode: "numeric", value: "1"))\
        \(fields.text("lowest", ProposalPageWords.lowest, mode: "numeric", value: "0"))\
        \(fields.text("highest", ProposalPageWords.highest, mode: "numeric", value: "5"))\
        \(fields.text("credits", ProposalPageWords.credits, mode: "numeric", value: "8"))\
        \(fields.text("budget", ProposalPageWords.budget, mode: "decimal"))\(fields.text("budgetUnit", ProposalPageWords.budgetUnit))</div>
        """
    }

    /// A draft as the form would have sent it.
    static func form(of file: ProposalFile) -> Form {
        let one = file.proposal, terms = one.terms
        let lines = file.options.map { option -> String in
            option.cost.map { "\(option.words) | \(Format.decimal($0))" } ?? option.words
        }
        var pairs = [
            ("question", one.question), ("context", one.context), ("method", one.method.rawValue),
            ("options", lines.joined(separator: "\n")), ("topic", one.topic.rawValue), ("audience", one.audience.name),
            ("unit", terms.unit.rawValue), ("quorum", String(terms.quorum)),
            ("leastVoices", String(terms.leastVoices)), ("threshold", String(terms.threshold)),
            ("results", terms.results.rawValue), ("tieBreak", terms.tieBreak.rawValue),
            ("seats", String(terms.ballot.seats)), ("lowest", String(terms.ballot.lowest)),
            ("highest", String(terms.ballot.highest)), ("credits", String(terms.ballot.credits)),
            ("budget", terms.ballot.budget > 0 ? Format.decimal(terms.ballot.budget) : ""),
            ("budgetUnit", terms.ballot.budgetUnit), ("closesAt", Format.field(one.closesAt)),
            ("reviewAt", one.reviewAt.map { Format.dayField($0) } ?? ""),
            ("opensAt", one.opensAt.map { Format.field($0) } ?? ""), ("ofEligible", terms.ofEligible ? "yes" : "no"),
            ("secret", terms.isSecret ? "yes" : "no"),
        ]
        pairs += one.touches.map { ("touches", $0.description) }
        if case .organisations(let ids) = terms.scope {
            pairs += ids.map { ("organisation", $0.description) }
        } else {
            pairs.append(("scope", terms.scope.encoded))
        }
        return Form(pairs: pairs)
    }
}
