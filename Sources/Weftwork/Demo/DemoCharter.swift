internal import Database

/// The charter of the demonstration: drafted, made stronger by two suggestions, consented to by all, with where some stand.
extension Demonstration {
    static func addCharter(_ people: [String: Member], _ app: App) async throws {
        guard let lead = people["coordinator"], let driver = people["volunteer"], let partner = people["partner"] else {
            return
        }
        let acts = app.charter, subject = CharterSubject.network(lead.networkID)
        func viewer(_ member: Member) -> Viewer { Viewer(.member(member), language: .zh) }
        _ = try await acts.begin(of: subject, by: viewer(lead))
        var clauses: [CharterClause] = []
        for one in DemoCharterWords.clauses {
            var draft = ClauseDraft(zh: one.zh, en: one.en, kind: one.kind.rawValue, isCore: one.isCore)
            if one.weight > 0 { (draft.weight, draft.categories) = (one.weight, one.categories.map(\.rawValue)) }
            clauses.append(
                try await acts.write(draft, clause: nil, in: one.section, of: subject, by: viewer(lead)))
        }
        _ = try await acts.describe(DemoCharterWords.notes, of: subject, by: viewer(lead))
        _ = try await acts.perform(.askSuggestions, days: 7, of: subject, by: viewer(lead))
        guard let mission = clauses.first(where: { $0.kind == .mission }) else { return }
        let first = try await acts.suggest(
            DemoCharterWords.suggestions[0], about: .clause(mission.id), to: subject, by: viewer(driver))
        let second = try await acts.suggest(
            DemoCharterWords.suggestions[1], about: .clause(mission.id), to: subject, by: viewer(partner))
        _ = try await acts.perform(.closeSuggestions, days: nil, of: subject, by: viewer(lead))
        _ = try await acts.amend(
            AmendmentDraft(
                about: .clause(mission.id), suggestions: [first.id, second.id], zh: DemoCharterWords.mission.zh,
                en: DemoCharterWords.mission.en, reason: DemoCharterWords.why, answer: DemoCharterWords.answer),
            of: subject, by: viewer(lead))
        try await agree(subject, people, app)
        for (number, name) in people.keys.sorted().enumerated() where number % 3 != 0 {
            guard let member = people[name] else { continue }
            let stances = clauses.enumerated().map { index, clause in
                StanceDraft(clause: clause.id, stance: (number + index) % 5 == 0 ? .canLiveWith : .affirm)
            }
            _ = try await acts.say(stances, in: subject, by: viewer(member))
        }
    }

    /// All consent, and whoever convenes writes down what was decided.
    private static func agree(_ subject: CharterSubject, _ people: [String: Member], _ app: App) async throws {
        guard let lead = people["coordinator"] else { return }
        func viewer(_ member: Member) -> Viewer { Viewer(.member(member), language: .zh) }
        let asked = try await app.charter.perform(.askConsent, days: 7, of: subject, by: viewer(lead))
        guard let proposal = asked.proposalID else { return }
        for name in people.keys.sorted() {
            guard let member = people[name] else { continue }
            try await app.proposals.perform(
                .answer(voice: nil, .consent, reason: ""), on: proposal, by: viewer(member), in: subject.networkID)
        }
        let state = try await app.database.read { db in try db.proposal(proposal, in: subject.networkID)?.state }
        if state == .open {
            try await app.proposals.perform(.close, on: proposal, by: viewer(lead), in: subject.networkID)
        }
        try await app.proposals.perform(
            .decide(ProposalDecision(words: DemoCharterWords.decision)), on: proposal, by: viewer(lead),
            in: subject.networkID)
    }
}
