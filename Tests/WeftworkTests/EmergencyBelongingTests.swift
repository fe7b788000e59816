import Database
import Engine
import Testing

@testable import Weftwork

/// Teams and restrictions belong to an emergency, and go on when it closes.
@Suite struct EmergencyBelongingTests {
    /// With somebody who enters what an authority keeps.
    private func begun(_ kind: EngineKind) async throws -> TestApp {
        let test = try await TestApp(kind)
        _ = try await test.app.people.addMember(
            MemberDraft(email: "lead@example.org", name: "lead", roles: [.coordinator]), to: "test")
        let members = try await test.app.database.read { db in try db.members(of: test.network.id) }
        return test.replacing(try #require(members.first { $0.name == "lead" }))
    }

    private func opened(_ test: TestApp, _ name: String = "Qingyun flood") async throws -> Emergency {
        try await test.app.needs.openEmergency(
            EmergencyDraft(name: name, kind: "flood", level: "municipal", areas: [["湖北省武汉市"]]),
            by: test.viewer("founder"), in: test.network.id)
    }

    @discardableResult
    private func advance(
        _ one: Emergency, _ phase: Emergency.Phase, _ test: TestApp, _ closing: ClosingDraft = ClosingDraft()
    ) async throws -> Emergency {
        try await test.app.needs.advance(
            one.id, to: phase, closing, by: test.viewer("founder"), in: test.network.id)
    }

    private func restricted(_ emergency: String, _ test: TestApp) async throws -> Restriction {
        var draft = RestrictionDraft()
        (draft.categories, draft.authority, draft.permit) = (["medical"], "Health office", "a transport permit")
        draft.emergency = emergency
        return try await test.app.needs.setRestriction(draft, by: test.viewer("lead"), in: test.network.id)
    }

    private func restriction(_ id: ID, _ test: TestApp) async throws -> Restriction {
        try #require(try await test.app.database.read { db in try db.restriction(id, in: test.network.id) })
    }

    private func team(in one: Emergency, _ test: TestApp) async throws -> Team {
        try await test.app.teams.open(
            TeamDraft(purpose: "Bring water", emergency: one.id), by: test.viewer("dispatcher"), in: test.network.id)
    }

    private func mails(to name: String, _ test: TestApp) async throws -> [Mail] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY run_at, id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }.filter { $0.to == "\(name)@example.org" }
    }

    @Test(arguments: TestApp.kinds) func aRestrictionBelongsToAnEmergencyOrToNone(_ kind: EngineKind) async throws {
        let test = try await begun(kind), one = try await opened(test)
        #expect(try await restricted("none", test).emergency == nil)
        let byName = try await restricted(one.name, test)
        #expect(byName.emergency == one.tie)
        #expect(try await restriction(byName.id, test).emergency == one.tie, "as it is stored")
        await #expect(throws: Refusal.self) { try await restricted("Another flood", test) }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func closingHandsOverTeamsAndRestrictions(_ kind: EngineKind) async throws {
        let test = try await begun(kind), network = test.network.id
        let one = try await opened(test), other = try await opened(test, "Hanyang flood")
        let team = try await team(in: one, test), gone = try await self.team(in: one, test)
        try await test.act(.close, team: gone.id, "dispatcher")
        let rule = try await restricted(one.id.description, test)
        try await advance(one, .windingDown, test)
        // Both stand in the plan; neither is forgotten by one that names no place for it.
        let open = try await test.app.needs.openUnder(one.id, for: test.viewer("founder"), in: network)
        #expect(Set(open.things.map(\.id)) == [team.id, rule.id])
        await #expect(throws: Refusal.self) { try await advance(one, .closed, test) }
        await #expect(throws: Refusal.self) {
            try await advance(
                one, .closed, test, ClosingDraft(teams: [(team.id.description, other.id.description)]))
        }
        #expect(try await test.team(team.id, as: "dispatcher").team.emergency == one.tie)
        test.clock.pass(Time.hour)
        try await advance(
            one, .closed, test,
            ClosingDraft(rest: "everyday", teams: [(team.id.description, other.id.description)]))
        // The team is its keeper's still, who is asked how it stands, by a clock.
        let after = try await test.team(team.id, as: "dispatcher").team
        #expect(after.emergency == other.tie && after.state == .open && after.keeperID == team.keeperID)
        let clock = try #require(try await test.app.database.read { db in try db.clock(of: team.id, in: network) })
        #expect(clock.ownerID == team.keeperID && clock.dueAt == test.clock.now + TeamRules.settling)
        #expect(clock.step == TeamClocks.Step.look.rawValue)
        // The restriction is its authority's: it holds on, and whoever entered it is told.
        let held = try await restriction(rule.id, test)
        #expect(held.emergency == nil && held.isInForce(at: test.clock.now))
        let keeper = try await mails(to: "dispatcher", test).filter { $0.body.contains(one.name) }
        #expect(keeper.contains { $0.body.contains("/teams/\(team.id)") && $0.body.contains(other.name) })
        let lead = try await mails(to: "lead", test).filter { $0.body.contains(one.name) }
        #expect(lead.contains { $0.body.contains("#restriction-\(rule.id)") })
        let closed = try await test.app.needs.openUnder(one.id, for: test.viewer("founder"), in: network)
        #expect(closed.things.isEmpty)
        #expect(try await Invariants.broken(test) == [])
        await test.app.database.close()
    }

    /// What is done already closes by the clock that runs: nobody asks anew.
    @Test(arguments: TestApp.kinds) func aTeamThatIsDoneIsNotAskedAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, one = try await opened(test)
        var entry = test.entry()
        entry.emergency = one.id.description
        let need = try await test.published(entry), team = try await test.team([need])
        #expect(team.emergency == one.tie)
        try await test.bring(need)
        try await test.app.teams.sweep()
        let before = try #require(try await test.app.database.read { db in try db.clock(of: team.id, in: network) })
        #expect(before.step == TeamClocks.Step.close.rawValue)
        test.clock.pass(Time.hour)
        try await advance(one, .windingDown, test)
        try await advance(one, .closed, test, ClosingDraft(rest: "everyday"))
        let after = try #require(try await test.app.database.read { db in try db.clock(of: team.id, in: network) })
        #expect(after.dueAt == before.dueAt && after.step == before.step)
        #expect(try await test.team(team.id, as: "dispatcher").team.emergency == nil)
        await test.app.database.close()
    }
}
