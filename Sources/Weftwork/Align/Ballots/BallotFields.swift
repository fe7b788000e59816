internal import Database
internal import Engine

/// The fields of a paper, for each method those that suit a phone best.
struct BallotFields {
    let file: BallotFile
    let fields: Fields

    private var frame: Frame { fields.frame }
    private var proposal: Proposal { file.proposal }
    private var rules: BallotRules { proposal.terms.ballot }
    private var count: Int { file.options.count }

    var html: HTML {
        guard !file.options.isEmpty else { return positions }
        let whole = fields.problems.first { $0.field == "marks" }
        let error: HTML = whole.map { "<span class=\"err\">\(frame($0.message))</span>" } ?? ""
        let zone: HTML =
            proposal.method == .timePoll ? "<p class=\"small\">\(frame(BallotWords.zone(file.zone)))</p>" : ""
        let budget: HTML =
            proposal.method == .equalShares
            ? "<p>\(frame(BallotWords.toShare(rules.budget, rules.budgetUnit)))</p>" : ""
        return """
            <div class="stack" id="f-marks"><p>\(frame(BallotWords.how(proposal.method, rules, count)))</p>\(zone)\(budget)\(error)\
            \(body)</div>
            """
    }

    private var body: HTML {
        switch proposal.method {
        case .approval, .equalShares: boxes
        default: "\(file.options.map(field))"
        }
    }

    private var positions: HTML {
        fields.choice(
            "position", BallotWords.how(proposal.method, rules, 0),
            proposal.method.positions.map { ($0.rawValue, frame(ProposalWords.name(of: $0))) })
    }

    /// What stands in a field: as it was typed, else as the paper that is in says it.
    private func value(_ option: ProposalOption) -> String? {
        guard !fields.isSent else { return fields.form[BallotPaperRules.field(option)] }
        guard let mark = file.paper?.marks.first(where: { $0.option == option.id }) else { return nil }
        return proposal.method == .timePoll ? TimePoll.Answer.stored[mark.value]?.rawValue : String(mark.value)
    }

    private func effort(_ option: ProposalOption) -> String? {
        guard !fields.isSent else { return fields.form[BallotFields.effortField(option)] }
        return file.paper?.marks.first { $0.option == option.id }?.effort.map(String.init)
    }

    static func effortField(_ option: ProposalOption) -> String { "efforts.\(option.number)" }

    private func label(_ option: ProposalOption) -> Text {
        .verbatim(BallotParts(frame: frame, zone: file.zone).name(of: option)(frame.language))
    }

    private func field(_ option: ProposalOption) -> HTML {
        let name = BallotPaperRules.field(option), label = label(option), value = value(option)
        switch proposal.method {
        case .ranked, .instantRunoff:
            let places =
                [("", frame(BallotWords.notRanked))]
                + (1...count).map { (String($0), frame(BallotWords.place($0))) }
            return fields.select(name, label, places, chosen: value)
        case .score where rules.highest - rules.lowest < BallotPaperRules.mostButtons:
            return scale(name, label, (rules.lowest...rules.highest).map { (String($0), String($0)) }, value)
        case .majorityJudgment:
            return fields.choice(
                name, label, BallotGrade.allCases.map { (String($0.rawValue), frame(BallotWords.name(of: $0))) },
                chosen: value)
        case .timePoll:
            return fields.choice(
                name, label,
                [2, 1, 0].map { (TimePoll.Answer.stored[$0]?.rawValue ?? "", frame(BallotWords.name(of: $0))) },
                chosen: value)
        case .matrix: return matrix(option, label)
        default:
            return fields.text(name, label, kind: "text", mode: mode, isRequired: true, value: value)
        }
    }

    /// Votes against are below zero: a keyboard of digits alone has no sign.
    private var mode: StaticString { proposal.method == .quadratic || rules.lowest < 0 ? "text" : "numeric" }

    private func scale(_ name: String, _ label: Text, _ values: [(String, String)], _ chosen: String?) -> HTML {
        let none = ("", frame(BallotWords.noAnswer))
        let items = ([none] + values).map { value, words -> HTML in
            """
            <label><input type="radio" name="\(name)" value="\(value)"\(" checked", if: value == chosen ?? "")> \(words)</label>
            """
        }
        return "<div class=\"scale\">\(fields.choice(name, label, items))</div>"
    }

    private func matrix(_ option: ProposalOption, _ label: Text) -> HTML {
        let values = [("", "–")] + (1...BallotPaperRules.scale).map { (String($0), String($0)) }
        let name = BallotPaperRules.field(option), effort = BallotFields.effortField(option)
        return """
            <fieldset class="group"><legend>\(frame.said(frame(label)))</legend><div class="four">\
            \(fields.select(name, BallotWords.importance, values, chosen: value(option)))\
            \(fields.select(effort, BallotWords.effort, values, chosen: self.effort(option)))</div></fieldset>
            """
    }

    /// One box to tick for each option.
    private var boxes: HTML {
        let items = file.options.map { option -> HTML in
            let isTicked = value(option) == "1"
            let cost: HTML =
                option.cost.map { "<small>\(frame(BallotWords.costs($0, rules.budgetUnit)))</small>" } ?? ""
            return """
                <label><input type="checkbox" name="\(BallotPaperRules.field(option))" value="1"\(" checked", if: isTicked)> \
                <span>\(frame.said(option.words))\(cost)</span></label>
                """
        }
        return """
            <fieldset class="choice list"><legend>\(frame(BallotResultWords.option))</legend>\(items)</fieldset>
            """
    }
}
