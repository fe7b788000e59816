import Database
import Engine
import Testing

@testable import Weftwork

/// What was objected stays on record once it is met, with the test that failed and what its voice said after.
@Suite struct ObjectionRecordTests {
    private static let why = "It would show addresses."

    @discardableResult
    private func act(
        _ action: ProposalAction, _ proposal: Proposal, _ test: TestApp, _ name: String = "volunteer"
    ) async throws -> Proposal {
        try await test.app.proposals.perform(action, on: proposal.id, by: test.viewer(name), in: test.network.id)
    }

    private func objections(
        _ proposal: Proposal, _ test: TestApp, _ name: String
    ) async throws -> [ProposalObjection] {
        try await test.app.proposals.file(proposal.id, for: test.viewer(name), in: test.network.id).objections
    }

    /// The fields that are refused; nothing where it holds.
    private func refused(_ raw: String, _ failed: Stance.Test?, _ position: Stance.Position) -> [String] {
        do {
            _ = try ProposalRules.argued(raw, failed, for: position)
            return []
        } catch {
            guard case .invalid(let problems) = error else { return ["?"] }
            return problems.map(\.field)
        }
    }

    @Test("Whoever stops something says which test fails, and nobody else", arguments: Stance.Position.allCases)
    func whichTest(_ position: Stance.Position) throws {
        let stops = position == .objection || position == .block
        #expect(refused(Self.why, nil, position) == (stops ? ["test"] : []))
        #expect(refused("no", nil, position) == (stops ? ["reason", "test"] : position == .concern ? ["reason"] : []))
        let said = try ProposalRules.argued(Self.why, .safety, for: position)
        #expect(said.test == (stops ? .safety : nil) && said.reason == Self.why)
    }

    @Test("What was objected is read once it is met: on its page, in the log, in the table", arguments: TestApp.kinds)
    func workedThrough(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        let made = try await test.propose(.consent, by: "volunteer")
        try await act(.answer(voice: nil, .objection, reason: "Addresses!", test: .purpose), made, test, "volunteer3")
        // The same said better about the same words takes its place.
        try await act(.answer(voice: nil, .objection, reason: Self.why, test: .safety), made, test, "volunteer3")
        let stance = try await acts.file(made.id, for: test.viewer("founder"), in: network).stances.first
        #expect(stance?.test == .safety && stance?.reason == Self.why)
        try await act(
            .amend(
                ProposalAmendment(context: "Without addresses.", reason: "Addresses stay out of it.", affects: [])),
            made, test)
        try await act(.answer(voice: nil, .consent, reason: ""), made, test, "volunteer3")
        let before = try await objections(made, test, "founder")
        #expect(before.map(\.reason) == [Self.why] && before.map(\.test) == [.safety] && before.map(\.version) == [1])
        let after = try #require(before.first?.after)
        #expect(after.version == 2 && after.position == nil, "nobody is swayed by what is said now")
        try await act(.answer(voice: nil, .consent, reason: ""), made, test, "founder")
        #expect(try await objections(made, test, "founder").first?.after?.position == .consent)
        test.clock.pass(8 * Time.day)
        try await acts.sweep()
        try await act(
            .decide(ProposalDecision(words: "We share the list.", met: "Addresses are out of it.")), made, test)
        let viewer = test.viewer("intake")
        let log = try await acts.decisions(DecisionQuery(), for: viewer, in: network)
        #expect(log.objections[made.id]?.map(\.reason) == [Self.why])
        #expect(log.objections[made.id]?.first?.after?.position == .consent)
        let table = try await acts.decisionCSV(DecisionQuery(), for: viewer, in: network)
        #expect(table.contains("objection 1 safety") && table.contains("\(Self.why) > consent 2"))
        await test.app.database.close()
    }

    @Test("Whoever is forgotten leaves that they objected, and no word of it", arguments: TestApp.kinds)
    func forgotten(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let made = try await test.propose(.consent, by: "volunteer")
        try await act(.answer(voice: nil, .objection, reason: Self.why, test: .purpose), made, test, "volunteer3")
        try await act(.answer(voice: nil, .consent, reason: ""), made, test, "volunteer3")
        let person = try #require(test.members["volunteer3"]).personID, now = test.clock.now + 1
        try await test.app.database.write { db in
            try db.forget(person: person, name: "former", blank: [], hash: [1], at: now)
        }
        let left = try await objections(made, test, "founder")
        #expect(left.map(\.position) == [.objection] && left.map(\.reason) == [nil])
        await test.app.database.close()
    }
}
