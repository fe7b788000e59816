internal import Database
internal import Engine

/// What is proposed, as it is sent. What is nothing is as the method and the network have it.
struct ProposalDraft: Sendable {
    struct Option: Sendable {
        var words = ""
        var cost: String?
        var startsAt: Int64?
        var endsAt: Int64?
    }

    var question = ""
    var context = ""
    var method = ProposalMethod.consent
    var options: [Option] = []
    var topic: Proposal.Topic?
    var audience: Audience?
    var unit: VoiceUnit?
    var scope: VoiceScope?
    var quorum: Int?
    var leastVoices: Int?
    var threshold: Int?
    var ofEligible: Bool?
    var tieBreak: TieBreak?
    var results: Proposal.Results?
    var isSecret: Bool?
    var ballot: BallotRules?
    var opensAt: Int64?
    /// Nothing where it is open for the usual time.
    var closesAt: Int64?
    /// Until when a decision would be tried; nothing where that is said with the outcome.
    var reviewAt: Int64?
    var subject: ProposalSubject?
    /// Nothing where nobody has said: what it touched before it touches still.
    var touches: [ID]?
}

extension ProposalBody {
    /// Fixed points that are named; nothing where nobody has said.
    func touched() throws(Refusal) -> [ID]? {
        guard let touches else { return nil }
        let ids = touches.compactMap { ID($0) }
        guard ids.count == touches.count else { throw .invalid("touches", ProposalCoreWords.unknown) }
        return ids
    }
}

extension ProposalRules {
    /// Who may read a proposal; whoever has a voice in it may always.
    static let audiences: [Audience] = [.members, .trusted, .stewards]

    /// The proposal that a draft says, in place of what it said before.
    ///
    /// - Parameter rules: the version of the governance rules in force that sets `settings`; nothing where none is.
    /// - Throws: ``Refusal/invalid(_:)`` naming each field that is wrong.
    static func apply(
        _ draft: ProposalDraft, to old: Proposal, _ settings: AlignSettings, rules: Int? = nil, now: Int64
    ) throws(Refusal) -> Proposal {
        var problems: [FieldProblem] = [], new = old
        new.question = Clean.sentence(draft.question)
        new.context = Clean.prose(draft.context)
        if new.question.isEmpty { problems.append(FieldProblem("question", SiteWords.missing)) }
        if new.question.count > mostQuestion {
            problems.append(FieldProblem("question", NeedWords.tooLong(mostQuestion)))
        }
        if new.context.count > mostContext { problems.append(FieldProblem("context", NeedWords.tooLong(mostContext))) }
        new.method = draft.method
        new.topic = draft.topic ?? .other
        new.audience = draft.audience ?? .members
        if !audiences.contains(new.audience) {
            problems.append(FieldProblem("audience", SiteWords.badChoice(audiences.map(\.name), new.audience.name)))
        }
        new.subject = draft.subject ?? old.subject
        new.touches = draft.touches.map { Set($0).sorted() } ?? old.touches
        new.terms = terms(draft, settings, &problems)
        if let rules, new.terms.quorum < settings.quorum, AlignSettings.quorums.contains(new.terms.quorum) {
            problems.append(FieldProblem("quorum", ProposalRuleWords.quorumAtLeast(settings.quorum, rules)))
        }
        if let rules, !hasUnit(new, of: settings) {
            problems.append(FieldProblem("unit", ProposalRuleWords.unitIs(settings.unit, rules)))
        }
        moments(draft, &new, now, &problems)
        guard problems.isEmpty else { throw .invalid(problems) }
        return new
    }

    /// Whether it counts whom the network's rules say. What another part puts to a decision counts whom that part says, and of a body each
    /// seat has one voice.
    static func hasUnit(_ proposal: Proposal, of settings: AlignSettings) -> Bool {
        proposal.subject != nil || proposal.terms.scope.body != nil || proposal.terms.unit == settings.unit
    }

    private static func terms(
        _ draft: ProposalDraft, _ settings: AlignSettings, _ problems: inout [FieldProblem]
    ) -> Proposal.Terms {
        let method = draft.method
        var terms = Proposal.Terms()
        terms.scope = draft.scope ?? .all
        // Of a body each seat has one voice: there is nothing else to count.
        terms.unit = terms.scope.body == nil ? draft.unit ?? settings.unit : .persons
        terms.quorum = draft.quorum ?? settings.quorum
        terms.leastVoices = draft.leastVoices ?? 1
        terms.threshold = draft.threshold ?? 67
        terms.ofEligible = draft.ofEligible ?? false
        terms.silenceConsents = settings.silenceConsents && method == .consent
        terms.workDays = settings.workDays
        terms.tieBreak = draft.tieBreak ?? .supporters
        terms.results = draft.results ?? method.usualResults
        terms.isSecret = (draft.isSecret ?? false) && method.maySecret
        terms.ballot = draft.ballot ?? BallotRules()
        func bound(_ name: String, _ value: Int, _ bounds: ClosedRange<Int>) {
            guard !bounds.contains(value) else { return }
            problems.append(FieldProblem(name, JoinWords.between(bounds.lowerBound, bounds.upperBound)))
        }
        bound("quorum", terms.quorum, AlignSettings.quorums)
        bound("leastVoices", terms.leastVoices, 1...10_000)
        bound("threshold", terms.threshold, 51...100)
        bound("seats", terms.ballot.seats, 1...20)
        bound("credits", terms.ballot.credits, 1...1000)
        bound("lowest", terms.ballot.lowest, -10...9)
        // Any number may be typed as the lowest: what it can't be bounds nothing.
        let lowest = min(max(terms.ballot.lowest, -10), 9)
        bound("highest", terms.ballot.highest, lowest + 1...100)
        // What is decided must not sway those who have not answered; what only asks for a sense may show itself.
        if terms.isSecret {
            terms.results = .untilClosed
            terms.leastVoices = max(terms.leastVoices, BallotPaperRules.leastSecret)
        }
        if !method.tieBreaks.contains(terms.tieBreak) {
            problems.append(FieldProblem("tieBreak", ProposalTieWords.goesOn))
        }
        if method == .equalShares, terms.ballot.budget <= 0 {
            problems.append(FieldProblem("budget", SiteWords.missing))
        }
        return terms
    }

    private static func moments(
        _ draft: ProposalDraft, _ new: inout Proposal, _ now: Int64, _ problems: inout [FieldProblem]
    ) {
        new.opensAt = draft.opensAt.flatMap { $0 > now ? $0 : nil }
        let start = new.opensAt ?? now
        new.closesAt = draft.closesAt ?? start + usual
        if new.closesAt < start + shortest { problems.append(FieldProblem("closesAt", ProposalWords.tooShort)) }
        if new.closesAt > start + longest { problems.append(FieldProblem("closesAt", ProposalWords.tooFar)) }
        if start > now + longest { problems.append(FieldProblem("opensAt", ProposalWords.tooFar)) }
        new.reviewAt = draft.reviewAt
        // What is looked at again before it is decided was tried by nobody.
        if let at = new.reviewAt, at <= new.closesAt || !mayReview(at, now) {
            problems.append(FieldProblem("reviewAt", ProposalWords.reviewAfterEnd))
        }
    }

    /// The same bounds whether it is said beforehand, with the outcome or at a look back.
    static func mayReview(_ at: Int64, _ now: Int64) -> Bool { at > now && at <= now + farthestReview }

    /// The options of a draft, in their order.
    /// - Throws: ``Refusal/invalid(_:)`` where they are too few, too many, alike or lack what the method needs.
    static func options(
        _ draft: ProposalDraft, ids: () -> ID
    ) throws(Refusal) -> [ProposalOption] {
        guard draft.method.hasOptions else { return [] }
        var options: [ProposalOption] = [], problems: [FieldProblem] = [], seen: Set<String> = []
        for (index, typed) in draft.options.enumerated() {
            let words = Clean.sentence(typed.words), field = "options.\(index)"
            guard !words.isEmpty || typed.startsAt != nil else { continue }
            if words.count > mostOption { problems.append(FieldProblem(field, NeedWords.tooLong(mostOption))) }
            let key = Clean.key(words) + (typed.startsAt.map(String.init) ?? "")
            if !seen.insert(key).inserted { problems.append(FieldProblem(field, ProposalWords.sameOption)) }
            var option = ProposalOption(id: ids(), number: options.count + 1, words: words)
            (option.startsAt, option.endsAt) = (typed.startsAt, typed.endsAt)
            if draft.method == .equalShares {
                option.cost = typed.cost.flatMap { Self.cost($0) }
                if option.cost == nil { problems.append(FieldProblem(field, ProposalWords.needsCost)) }
            }
            options.append(option)
        }
        let bounds = draft.method.options
        if !bounds.contains(options.count) {
            problems.append(
                FieldProblem("options", ProposalWords.optionCount(bounds.lowerBound, bounds.upperBound)))
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        return options
    }

    /// What something takes, in thousandths: a plain number above nothing.
    static func cost(_ typed: String) -> Int64? {
        let typed = Clean.line(typed).replacing(",", with: "")
        guard let number = Double(typed), number > 0, number < 1e12 else { return nil }
        return Int64((number * 1000).rounded())
    }
}
