import Database
import Testing

@testable import Weftwork

/// The day on which a decision is looked at again: said beforehand, read by whoever answers, kept when the words change, and still
/// free with the outcome.
@Suite struct ProposalReviewTests {
    private static func draft(_ reviewAt: Int64?) -> ProposalDraft {
        var draft = ProposalDraft()
        (draft.question, draft.reviewAt) = ("Shall we share one list?", reviewAt)
        return draft
    }

    @Test(
        "It lies after the end and within five years, as that of an outcome does", arguments: [0, 6, 7, 8, 1830, 1831])
    func bounds(_ days: Int64) {
        let now = 1_000 * Time.day, old = ProposalTests.proposal(.consent)
        var fields: [String] = []
        do throws(Refusal) {
            let new = try ProposalRules.apply(
                Self.draft(now + days * Time.day), to: old, AlignSettings(), now: now)
            #expect(new.reviewAt == now + days * Time.day)
        } catch {
            if case .invalid(let problems) = error { fields = problems.map(\.field) }
        }
        // Where nobody says how long, it is open for seven days.
        #expect(fields == ((8...1830).contains(days) ? [] : ["reviewAt"]))
    }

    @Test("The consent test names the day, where one is named")
    func words() {
        let day = 1_000 * Time.day
        let named = ProposalMethodWords.tests(of: .consent, until: day).map { $0(.en) }
        let open = ProposalMethodWords.tests(of: .consent, until: nil).map { $0(.en) }
        #expect(named.count == 2 && named[1].contains(Format.day(day, in: .en)))
        #expect(open.count == 2 && open[1] != named[1] && !open[1].contains(Format.day(day, in: .en)))
    }

    /// - Returns: a proposal that all have answered, with other words than at first, closed.
    private func closed(_ test: TestApp, _ reviewAt: Int64?) async throws -> Proposal {
        let acts = test.app.proposals, network = test.network.id, by = test.viewer("founder")
        let made = try await acts.propose(Self.draft(reviewAt), opens: true, by: by, in: network)
        let amendment = ProposalAmendment(context: "Without addresses.", reason: "Addresses stay out of the list.")
        let amended = try await acts.perform(.amend(amendment), on: made.id, by: by, in: network)
        #expect(amended.version == 2 && amended.reviewAt == reviewAt, "it stays when the words change")
        for name in test.members.keys.sorted() {
            try await acts.perform(
                .answer(voice: nil, .consent, reason: ""), on: made.id, by: test.viewer(name), in: network)
        }
        return try await acts.perform(.close, on: made.id, by: by, in: network)
    }

    @Test(
        "An outcome that names no other day has the one that people agreed to; another may be named",
        arguments: TestApp.kinds)
    func kept(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        let by = test.viewer("founder"), day = test.clock.now + 60 * Time.day, later = day + 30 * Time.day
        for (named, expected) in [(nil, day), (later, later)] as [(Int64?, Int64)] {
            let one = try await closed(test, day)
            let seen = try await acts.file(one.id, for: test.viewer("volunteer"), in: network)
            #expect(seen.proposal.reviewAt == day, "whoever answers reads it")
            let decision = ProposalDecision(words: "We keep one list, without addresses.", reviewAt: named)
            let decided = try await acts.perform(.decide(decision), on: one.id, by: by, in: network)
            let outcome = try #require(try await acts.file(one.id, for: by, in: network).outcome)
            #expect(decided.reviewAt == expected && outcome.reviewAt == expected)
        }
        // Nobody named one, and nobody is concerned: there is none.
        let none = try await closed(test, nil)
        let decided = try await acts.perform(
            .decide(ProposalDecision(words: "We keep one list, without addresses.")), on: none.id, by: by, in: network)
        #expect(decided.reviewAt == nil)
    }

    @Test("A day that has passed before the outcome is written keeps nobody from writing it", arguments: TestApp.kinds)
    func passed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        let by = test.viewer("founder"), one = try await closed(test, test.clock.now + 8 * Time.day)
        test.clock.pass(9 * Time.day)
        let words = "We keep one list, without addresses.", gone = test.clock.now - Time.day
        // A day that somebody names now is still held against the rule.
        await #expect(throws: Refusal.self) {
            try await acts.perform(
                .decide(ProposalDecision(words: words, reviewAt: gone)), on: one.id, by: by, in: network)
        }
        let decided = try await acts.perform(.decide(ProposalDecision(words: words)), on: one.id, by: by, in: network)
        #expect(decided.state == .decided && decided.reviewAt == nil)
    }

    @Test("What was not adopted is not looked at again on the day said beforehand", arguments: TestApp.kinds)
    func rejected(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        let by = test.viewer("founder")
        var draft = Self.draft(test.clock.now + 60 * Time.day)
        draft.method = .simpleMajority
        let one = try await acts.propose(draft, opens: true, by: by, in: network)
        for name in test.members.keys.sorted() {
            try await acts.perform(
                .answer(voice: nil, .disagree, reason: ""), on: one.id, by: test.viewer(name), in: network)
        }
        try await acts.perform(.close, on: one.id, by: by, in: network)
        let decided = try await acts.perform(
            .decide(ProposalDecision(words: "Each keeps a list of their own.")), on: one.id, by: by, in: network)
        let outcome = try #require(try await acts.file(one.id, for: by, in: network).outcome)
        #expect(outcome.verdict == .notAdopted && decided.reviewAt == nil && outcome.reviewAt == nil)
    }
}
