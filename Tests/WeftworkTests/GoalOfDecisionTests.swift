import Database
import Foundation
import Testing

@testable import Weftwork

/// What was decided becomes a stage goal or a milestone in one step, and each knows of the other.
@Suite struct GoalOfDecisionTests {
    /// A proposal that was carried, as it is in the log; or one that was not.
    private func decided(
        _ test: TestApp, carried: Bool = true, by name: String = "volunteer",
        voices: [String] = ["founder", "verifier", "intake"], _ change: (inout ProposalDraft) -> Void = { _ in }
    ) async throws -> Proposal {
        let proposal = try await test.propose(.simpleMajority, by: name) {
            $0.question = "One cold store for three counties?"
            change(&$0)
        }
        for name in voices {
            let said = ProposalAction.answer(voice: nil, carried ? .agree : .disagree, reason: "As we said before")
            try await act(said, proposal, test, name)
        }
        try await test.closeAll()
        try await act(.decide(ProposalDecision(words: "We build one together.")), proposal, test, name)
        return proposal
    }

    private func act(
        _ action: ProposalAction, _ proposal: Proposal, _ test: TestApp, _ name: String, once: Once? = nil
    ) async throws {
        try await test.app.proposals.perform(
            action, on: proposal.id, by: test.viewer(name), in: test.network.id, once: once)
    }

    private func draft(_ test: TestApp, _ title: String = "A cold store", days: Int64 = 60) -> GoalDraft {
        GoalDraft(title: title, due: Format.dayField(test.clock.now + days * Time.day))
    }

    private func file(_ proposal: Proposal, _ test: TestApp, for name: String) async throws -> ProposalFile {
        try await test.app.proposals.file(proposal.id, for: test.viewer(name), in: test.network.id)
    }

    private func page(_ path: String, _ id: ID?, _ test: TestApp, as viewer: Viewer) async throws -> String {
        let door = try #require(test.app.endpoints.first { $0.path == path && $0.method == .get })
        let parameters = ["slug": test.network.slug].merging(id.map { ["id": $0.description] } ?? [:]) { $1 }
        return try #require(await test.body(door, parameters, as: viewer))
    }

    private func fields(_ body: () async throws -> Void) async -> [String] {
        do {
            try await body()
        } catch Refusal.invalid(let problems) {
            return problems.map(\.field)
        } catch {
            return ["\(error)"]
        }
        return []
    }

    @Test(arguments: TestApp.kinds)
    func whoeverKeepsADecisionMakesGoalsOfIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let proposal = try await decided(test)
        // Who proposed it keeps it, and leads nothing else: set a goal by themselves they cannot.
        await #expect(throws: Refusal.self) {
            try await test.app.goals.set(draft(test), by: test.viewer("volunteer"), in: network)
        }
        #expect(try await file(proposal, test, for: "volunteer").allowed.contains("goal"))
        #expect(try await !file(proposal, test, for: "volunteer2").allowed.contains("goal"))
        await #expect(throws: Refusal.self) { try await act(.goal(draft(test)), proposal, test, "volunteer2") }
        // Sent twice it is one.
        let once = Once(key: "goal", content: [1])
        for _ in 0..<2 { try await act(.goal(draft(test)), proposal, test, "volunteer", once: once) }
        var made = try #require(try await file(proposal, test, for: "intake").outcome).goals
        #expect(made.map(\.title) == ["A cold store"] && made.map(\.decisionID) == [proposal.id])
        let stage = try #require(made.first), own = try #require(test.members["volunteer"]).id
        #expect(stage.kind == .stage && stage.charge.ownerID == own && stage.charge.askedID == nil)
        // A milestone on the way to it; another is asked to take it on, and answers for it once they say so.
        var step = draft(test, "The first shelf", days: 20)
        let other = try #require(test.members["intake"]).id
        (step.parent, step.member) = (stage.id.description, other.description)
        try await act(.goal(step), proposal, test, "volunteer")
        made = try #require(try await file(proposal, test, for: "intake").outcome).goals
        let milestone = try #require(made.last)
        #expect(made.count == 2 && milestone.kind == .milestone && milestone.parentID == stage.id)
        #expect(milestone.charge.ownerID == own && milestone.charge.askedID == other)
        _ = try await test.app.goals.perform(.charge(.accept), on: milestone.id, by: test.viewer("intake"), in: network)
        let map = try await test.app.goals.roadMap(for: test.viewer("intake"), in: network)
        #expect(map.goals.first { $0.id == milestone.id }?.charge.ownerID == other)
        #expect(map.decisions[proposal.id]?(.en) == proposal.question)
        // What is wrong is said by its field, and nothing is made.
        let wrong: [(String, (inout GoalDraft) -> Void)] = [
            ("title", { $0.title = " " }), ("due", { $0.due = "" }), ("due", { $0.due = "2001-01-01" }),
            ("parent", { $0.parent = proposal.id.description }), ("clause", { $0.clause = "x" }),
            ("member", { $0.member = "nobody of that name" }),
        ]
        for (field, change) in wrong {
            var bad = draft(test, "Not to be")
            change(&bad)
            let sent = bad
            #expect(await fields { try await act(.goal(sent), proposal, test, "volunteer") } == [field])
        }
        #expect(try await file(proposal, test, for: "intake").outcome?.goals.count == 2)
    }

    @Test(arguments: TestApp.kinds)
    func onlyWhatWasCarriedBecomesAGoal(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let lost = try await decided(test, carried: false)
        #expect(try await !file(lost, test, for: "volunteer").allowed.contains("goal"))
        await #expect(throws: Refusal.self) { try await act(.goal(draft(test)), lost, test, "volunteer") }
        let open = try await test.propose(.consent, by: "volunteer")
        await #expect(throws: Refusal.self) { try await act(.goal(draft(test)), open, test, "volunteer") }
        let map = try await test.app.goals.roadMap(for: test.viewer("founder"), in: test.network.id)
        #expect(map.goals.isEmpty)
    }

    /// Four ways in which it can be said of whom a decision is. Whoever proposed it answers for it in each, and leads nothing.
    @Test(arguments: TestApp.kinds, ["all", "role", "tier", "members"])
    func whatSomeDecideIsAGoalOfAllOnlyByThoseWhoLead(_ kind: EngineKind, _ of: String) async throws {
        let test = try await TestApp(kind), isOfAll = of == "all"
        let few = [try test.id("verifier"), try test.id("volunteer")]
        let scope: VoiceScope =
            switch of {
            case "role": .role(.verifier)
            case "tier": .tier(.vouched)
            case "members": .members(few)
            default: .all
            }
        let proposal = try await decided(test, voices: ["verifier"]) { $0.scope = scope }
        var seen = try await file(proposal, test, for: "volunteer")
        try #require(seen.proposal.terms.scope == scope && seen.outcome?.isCarried == true)
        #expect(seen.allowed.contains("goal") == isOfAll)
        var said: String?
        do {
            try await act(.goal(draft(test)), proposal, test, "volunteer")
        } catch let refusal as Refusal {
            said = refusal.firstWords(.en)
        }
        #expect(said == (isOfAll ? nil : SiteWords.forbidden(.en)))
        seen = try await file(proposal, test, for: "volunteer")
        #expect(seen.outcome?.goals.map(\.title) == (isOfAll ? ["A cold store"] : []))
        // Whoever keeps the road map makes a goal of either.
        #expect(try await file(proposal, test, for: "founder").allowed.contains("goal"))
        try await act(.goal(draft(test, "Another store")), proposal, test, "founder")
        let made = try #require(try await file(proposal, test, for: "founder").outcome?.goals.last)
        #expect(made.title == "Another store" && made.decisionID == proposal.id)
    }

    @Test(arguments: TestApp.kinds) func noMoreThanTwentyAreMadeOfOneDecision(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let proposal = try await decided(test)
        let other = try await decided(test) { $0.question = "And a second one, up in the hills?" }
        for number in 1...20 { try await act(.goal(draft(test, "Store \(number)")), proposal, test, "volunteer") }
        // Not by those who lead either, nor as a milestone on the way to one of them.
        let made = try #require(try await file(proposal, test, for: "volunteer").outcome).goals
        var step = draft(test, "One too many", days: 20)
        step.parent = try #require(made.first).id.description
        for draft in [draft(test, "One too many"), step] {
            for name in ["volunteer", "founder"] {
                await #expect(throws: Refusal.self) { try await act(.goal(draft), proposal, test, name) }
            }
        }
        #expect(try await file(proposal, test, for: "volunteer").outcome?.goals.count == 20)
        // It is that decision that has enough, not the road map.
        try await act(.goal(draft(test, "In the hills")), other, test, "volunteer")
        #expect(try await file(other, test, for: "volunteer").outcome?.goals.map(\.title) == ["In the hills"])
        let map = try await test.app.goals.roadMap(for: test.viewer("volunteer"), in: test.network.id)
        #expect(map.goals.count == 21)
    }

    @Test func whoMayNotSeeTheDecisionIsNotToldOfIt() async throws {
        let test = try await TestApp(), network = test.network.id
        let proposal = try await decided(test, by: "founder", voices: ["verifier", "verifier2"]) {
            ($0.audience, $0.scope) = (.stewards, VoiceScope(encoded: "role:verifier"))
        }
        try await act(.goal(draft(test)), proposal, test, "founder")
        let stranger = Viewer(.anonymous, language: .en)
        for viewer in [stranger, test.viewer("volunteer2")] {
            let map = try await test.app.goals.roadMap(for: viewer, in: network)
            #expect(map.goals.count == 1 && map.decisions.isEmpty)
            let goal = try #require(map.goals.first)
            let words = try await page("/n/{slug}/align/road-map/{id}", goal.id, test, as: viewer)
            #expect(words.contains("A cold store") && !words.contains(proposal.id.description))
        }
        // What is for a few is not put before everybody by itself.
        let form = try await page("/n/{slug}/proposals/{id}", proposal.id, test, as: test.viewer("founder"))
        #expect(form.contains("Make it a goal") && !form.contains("value=\"One cold store for three counties?\""))
    }

    @Test func thePagesLeadFromTheDecisionToTheGoalAndBack() async throws {
        let test = try await TestApp()
        let proposal = try await decided(test)
        let decision = "/n/{slug}/proposals/{id}", viewer = test.viewer("volunteer")
        let form = try await page(decision, proposal.id, test, as: viewer)
        #expect(form.contains("Make it a goal") && form.contains("value=\"One cold store for three counties?\""))
        let plain = try await page(decision, proposal.id, test, as: test.viewer("volunteer2"))
        #expect(!plain.contains("Make it a goal"))
        try await act(.goal(draft(test)), proposal, test, "volunteer")
        let goal = try #require(try await file(proposal, test, for: "volunteer").outcome?.goals.first)
        let after = try await page(decision, proposal.id, test, as: test.viewer("volunteer2"))
        #expect(after.contains("/align/road-map/\(goal.id)") && after.contains("A cold store"))
        for (path, id) in [("/n/{slug}/align/road-map", nil), ("/n/{slug}/align/road-map/{id}", goal.id)]
            as [(String, ID?)]
        {
            let shown = try await page(path, id, test, as: test.viewer("volunteer2"))
            #expect(
                shown.contains("Made of the decision") && shown.contains("/proposals/\(proposal.id)#outcome"), "\(path)"
            )
        }
        // Hidden on the map, it is hidden with the decision.
        try await test.app.members.hide(
            goal.text, reason: "Names a nurse", by: test.viewer("founder"), in: test.network.id)
        let hidden = try await page(decision, proposal.id, test, as: test.viewer("volunteer2"))
        #expect(hidden.contains("/align/road-map/\(goal.id)") && !hidden.contains("A cold store"))
    }
}
