internal import Database
internal import Engine

/// A proposal as it is sent: from JSON, or from a form with the same names.
struct ProposalBody: Decodable {
    struct Option: Decodable {
        var words: String?
        var cost: LooseText?
        var startsAt: String?
        var endsAt: String?
    }

    var question: String?
    var context: String?
    var method: String?
    var options: [Option]?
    var topic: String?
    var audience: String?
    var unit: String?
    var scope: String?
    var quorum: LooseText?
    var leastVoices: LooseText?
    var threshold: LooseText?
    var ofEligible: Bool?
    var tieBreak: String?
    var results: String?
    var secret: Bool?
    var seats: LooseText?
    var lowest: LooseText?
    var highest: LooseText?
    var credits: LooseText?
    var budget: LooseText?
    var budgetUnit: String?
    var opensAt: String?
    var closesAt: String?
    var reviewAt: String?
    var touches: [String]?
    var open: Bool?

    init(_ form: Form) {
        (question, context, method) = (form["question"], form["context"], form["method"])
        (topic, audience, unit) = (form.text("topic"), form.text("audience"), form.text("unit"))
        (tieBreak, results) = (form.text("tieBreak"), form.text("results"))
        let bodies = form.all("organisation")
        scope = bodies.isEmpty ? form.text("scope") : "organisations:" + bodies.joined(separator: ",")
        func loose(_ name: String) -> LooseText? { form.text(name).map { LooseText($0) } }
        (quorum, leastVoices, threshold) = (loose("quorum"), loose("leastVoices"), loose("threshold"))
        (seats, lowest, highest) = (loose("seats"), loose("lowest"), loose("highest"))
        (credits, budget, budgetUnit) = (loose("credits"), loose("budget"), form.text("budgetUnit"))
        (opensAt, closesAt, reviewAt) = (form.text("opensAt"), form.text("closesAt"), form.text("reviewAt"))
        ofEligible = form["ofEligible"] == "yes"
        secret = form["secret"] == "yes"
        (open, touches) = (form["then"] == "open", form.all("touches"))
        options = ProposalBody.options(form["options"] ?? "", method: form["method"])
    }

    /// One option a line; for what is shared out its cost after the last bar, for a time the moment itself.
    private static func options(_ typed: String, method: String?) -> [Option] {
        typed.split(separator: "\n").map(String.init).filter { !Clean.line($0).isEmpty }.map { line in
            let line = Clean.sentence(line)
            if method == ProposalMethod.timePoll.rawValue { return Option(words: line, startsAt: line) }
            guard method == ProposalMethod.equalShares.rawValue,
                let bar = line.lastIndex(where: { $0 == "|" || $0 == "｜" })
            else { return Option(words: line) }
            return Option(
                words: Clean.line(String(line[..<bar])),
                cost: LooseText(Clean.line(String(line[line.index(after: bar)...]))))
        }
    }

    /// - Throws: ``Refusal/invalid(_:)`` for what can't be read.
    func draft(now: Int64) throws(Refusal) -> ProposalDraft {
        var draft = ProposalDraft()
        (draft.question, draft.context) = (question ?? "", context ?? "")
        draft.method = try chosen(method ?? ProposalMethod.consent.rawValue, "method") ?? .consent
        draft.topic = try chosen(topic, "topic")
        draft.unit = try chosen(unit, "unit")
        draft.tieBreak = try chosen(tieBreak, "tieBreak")
        draft.results = try chosen(results, "results")
        if let audience {
            guard let known = Audience(name: audience) else {
                throw .invalid("audience", SiteWords.badChoice(ProposalRules.audiences.map(\.name), audience))
            }
            draft.audience = known
        }
        if let scope, !scope.isEmpty {
            guard let known = VoiceScope(encoded: scope) else { throw .invalid("scope", ProposalPageWords.badScope) }
            draft.scope = known
        }
        (draft.quorum, draft.leastVoices) = (try count(quorum, "quorum"), try count(leastVoices, "leastVoices"))
        draft.threshold = try count(threshold, "threshold")
        (draft.ofEligible, draft.isSecret) = (ofEligible, secret)
        draft.ballot = try ballot()
        draft.touches = try touched()
        draft.opensAt = try MomentReading.moment(opensAt, "opensAt", now: now)
        draft.closesAt = try MomentReading.moment(closesAt, "closesAt", now: now)
        draft.reviewAt = try MomentReading.dayEnd(reviewAt, "reviewAt", now: now)
        for (index, option) in (options ?? []).enumerated() {
            let start = try time(option.startsAt, index, now)
            draft.options.append(
                ProposalDraft.Option(
                    words: option.words ?? "", cost: option.cost?.text, startsAt: start,
                    endsAt: try time(option.endsAt, index, now)))
        }
        return draft
    }

    /// A time to choose; words that name none stay words.
    private func time(_ typed: String?, _ index: Int, _ now: Int64) throws(Refusal) -> Int64? {
        guard let typed, !typed.isEmpty, method == ProposalMethod.timePoll.rawValue else { return nil }
        return try MomentReading.moment(typed, "options.\(index)", now: now)
    }

    private func ballot() throws(Refusal) -> BallotRules {
        var rules = BallotRules()
        rules.seats = try count(seats, "seats") ?? rules.seats
        rules.lowest = try count(lowest, "lowest") ?? rules.lowest
        rules.highest = try count(highest, "highest") ?? rules.highest
        rules.credits = try count(credits, "credits") ?? rules.credits
        if let budget, !budget.text.isEmpty {
            guard let known = ProposalRules.cost(budget.text) else {
                throw .invalid("budget", NeedWords.badQuantity(budget.text))
            }
            rules.budget = known
        }
        rules.budgetUnit = String(Clean.line(budgetUnit ?? "").prefix(20))
        return rules
    }

    private func chosen<Choice: RawRepresentable & CaseIterable>(
        _ typed: String?, _ field: String
    ) throws(Refusal) -> Choice? where Choice.RawValue == String {
        guard let typed, !typed.isEmpty else { return nil }
        guard let known = Choice(rawValue: typed) else {
            throw .invalid(field, SiteWords.badChoice(Choice.allCases.map(\.rawValue), typed))
        }
        return known
    }

    private func count(_ typed: LooseText?, _ field: String) throws(Refusal) -> Int? {
        guard let text = typed?.text, !text.isEmpty else { return nil }
        guard let count = Int(text) else { throw .invalid(field, ProposalPageWords.badNumber) }
        return count
    }
}

/// What an act on a proposal carries.
struct ProposalActionBody: Decodable {
    struct Link: Decodable {
        let title: String?
        let path: String?
    }

    var action: String?
    var voice: String?
    var position: String?
    /// Of the words that were read.
    var version: LooseText?
    var reason: String?
    var test: String?
    var until: String?
    var question: String?
    var context: String?
    var affects: [String]?
    var credits: [String]?
    var closesAt: String?
    var words: String?
    var met: String?
    var winners: [String]?
    var reviewAt: String?
    var links: [Link]?
    var kind: String?
    var title: String?
    var path: String?
    var member: String?
    var parent: String?
    var clause: String?
    var from: String?
    var due: String?

    init(_ form: Form) {
        (action, voice, position) = (form["action"], form.text("voice"), form["position"])
        version = form.text("version").map { LooseText($0) }
        (reason, until, question, context) = (form["reason"], form.text("until"), form["question"], form["context"])
        (credits, closesAt) = (form.all("credit"), form.text("closesAt"))
        // On the page nobody ticked means everybody only where that is said.
        affects = form["asks"] == "some" ? form.all("affects") : nil
        (words, met, winners) = (form["words"], form["met"], form.all("winners"))
        (reviewAt, kind, title, path) = (form.text("reviewAt"), form["kind"], form["title"], form["path"])
        (member, test) = (form.text("member"), form.text("test"))
        (parent, clause) = (form.text("parent"), form.text("clause"))
        (from, due) = (form.text("from"), form.text("due"))
        if let path = form.text("linkPath") { links = [Link(title: form["linkTitle"], path: path)] }
    }

    /// The act that is meant.
    /// - Throws: ``Refusal/invalid(_:)`` for an unknown act or a value that can't be read.
    func parsed(now: Int64) throws(Refusal) -> ProposalAction {
        switch action {
        case "open": return .open
        case "answer":
            return .answer(
                voice: try id(voice, "voice"), try positioned(), reason: reason ?? "", test: try failed(),
                version: try versioned())
        case "advise": return .advise(try positioned(), reason: reason ?? "")
        case "wait":
            guard let until = try moment(until, "until", now) else { throw .invalid("until", SiteWords.missing) }
            return .wait(voice: try id(voice, "voice"), reason: reason ?? "", until: until)
        case "amend": return .amend(try amendment(now))
        case "askMe": return .askMe(voice: try id(voice, "voice"))
        case "close": return .close
        case "endRound": return .endRound
        case "decide":
            return .decide(
                ProposalDecision(
                    words: words ?? "", met: met ?? "", winners: try ids(winners, "winners"),
                    reviewAt: try moment(reviewAt, "reviewAt", now),
                    links: (links ?? []).map {
                        ProposalOutcome.Link(
                            title: Clean.line($0.title ?? ""), path: Clean.line($0.path ?? ""))
                    }))
        case "review":
            guard let kind = kind.flatMap(ProposalOutcome.Review.Kind.init(rawValue:)) else {
                throw .invalid(
                    "kind", SiteWords.badChoice(ProposalOutcome.Review.Kind.allCases.map(\.rawValue), kind))
            }
            return .review(kind, words: words ?? "", next: try moment(reviewAt, "reviewAt", now))
        case "link": return .link(title: title ?? "", path: path ?? "")
        case "goal":
            return .goal(
                GoalDraft(
                    title: title ?? "", note: words ?? "", parent: parent, clause: clause, from: from, due: due,
                    member: member))
        case "withdraw": return .withdraw(reason: reason ?? "")
        default:
            if let step = try ChargeAction(action, member: member) { return .hand(step) }
            throw .invalid("action", SiteWords.badChoice(ProposalAction.names, action))
        }
    }

    private func amendment(_ now: Int64) throws(Refusal) -> ProposalAmendment {
        ProposalAmendment(
            question: question, context: context, reason: reason ?? "",
            affects: affects == nil ? nil : try ids(affects, "affects"), credits: try ids(credits, "credits"),
            closesAt: try moment(closesAt, "closesAt", now))
    }

    private func moment(_ typed: String?, _ field: String, _ now: Int64) throws(Refusal) -> Int64? {
        try MomentReading.dayEnd(typed, field, now: now)
    }

    private func versioned() throws(Refusal) -> Int? {
        guard let text = version?.text, !text.isEmpty else { return nil }
        guard let number = Int(text) else { throw .invalid("version", ProposalPageWords.badNumber) }
        return number
    }

    private func positioned() throws(Refusal) -> Stance.Position {
        guard let position = position.flatMap(Stance.Position.init(rawValue:)) else {
            throw .invalid("position", SiteWords.badChoice(Stance.Position.allCases.map(\.rawValue), position))
        }
        return position
    }

    private func failed() throws(Refusal) -> Stance.Test? {
        guard let test, !test.isEmpty else { return nil }
        guard let known = Stance.Test(rawValue: test) else {
            throw .invalid("test", SiteWords.badChoice(Stance.Test.allCases.map(\.rawValue), test))
        }
        return known
    }

    private func id(_ typed: String?, _ field: String) throws(Refusal) -> ID? {
        guard let typed, !typed.isEmpty else { return nil }
        guard let id = ID(typed) else { throw .invalid(field, ProposalWords.noVoice) }
        return id
    }

    private func ids(_ typed: [String]?, _ field: String) throws(Refusal) -> [ID] {
        var ids: [ID] = []
        for text in typed ?? [] {
            guard let id = ID(text) else { throw .invalid(field, NeedWords.unknownMember) }
            ids.append(id)
        }
        return ids
    }
}

/// The network's own rules as they are sent.
struct AlignSettingsBody: Decodable {
    var unit: String?
    var silenceConsents: Bool?
    var quorum: LooseText?
    var workDays: LooseText?
    var mayDelegate: Bool?

    init(_ form: Form) {
        unit = form["unit"]
        (quorum, workDays) = (form.text("quorum").map { LooseText($0) }, form.text("workDays").map { LooseText($0) })
        mayDelegate = form["mayDelegate"] == "yes"
    }

    /// - Throws: ``Refusal/invalid(_:)``
    func settings(_ present: AlignSettings) throws(Refusal) -> AlignSettings {
        var settings = present
        if let unit {
            guard let known = VoiceUnit(rawValue: unit) else {
                throw .invalid("unit", SiteWords.badChoice(VoiceUnit.allCases.map(\.rawValue), unit))
            }
            settings.unit = known
        }
        if let quorum {
            guard let count = Int(quorum.text) else { throw .invalid("quorum", ProposalPageWords.badNumber) }
            settings.quorum = count
        }
        if let workDays {
            guard let count = Int(workDays.text) else { throw .invalid("workDays", ProposalPageWords.badNumber) }
            settings.workDays = count
        }
        settings.silenceConsents = silenceConsents ?? settings.silenceConsents
        settings.mayDelegate = mayDelegate ?? settings.mayDelegate
        return settings
    }
}
