import Database
import Engine
import Testing

@testable import Weftwork

/// The roles of a team follow what its needs still ask for, and nobody is alarmed about what is over.
@Suite struct TeamRoleTests {
    private func kinds(_ team: Team, _ test: TestApp) async throws -> Set<TeamRole.Kind> {
        let network = test.network.id
        return Set(try await test.app.database.read { db in try db.teamRoles(of: team.id, in: network).map(\.kind) })
    }

    /// How many roles the keeper has been told of.
    private func alarms(_ test: TestApp) async throws -> Int {
        let keeper = try #require(test.members["dispatcher"])
        return try await test.app.members.waiting(for: keeper).filter { $0.clock.object == .teamRole }.count
    }

    private func drivers(_ test: TestApp) async throws -> Need {
        var entry = test.entry("A clinic lacks drivers")
        entry.lines = [NeedEntry.Line(item: "drivers", quantity: "2", kind: "people")]
        return try await test.published(entry)
    }

    @Test(arguments: TestApp.kinds) func whatOneOfTwoNeedsAskedForGoesWithIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), goods = try await test.published(), people = try await drivers(test)
        let team = try await test.team([goods, people])
        #expect(try await kinds(team, test) == [.transport, .purchase, .hands])
        try await test.act(.take(role: try await test.role(.transport, of: team.id).id), team: team.id, "volunteer")
        try await test.bring(goods)
        try await test.app.teams.sweepRoles()
        // Who holds a role keeps it.
        #expect(try await kinds(team, test) == [.transport, .hands])
        test.clock.pass(2 * Time.day + 1)
        try await test.app.teams.sweep()
        #expect(try await alarms(test) == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func nobodyIsAlarmedBeforeTheRolesAreSettled(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), goods = try await test.published(), people = try await drivers(test)
        let team = try await test.team([goods, people])
        try await test.bring(goods)
        test.clock.pass(2 * Time.day + 1)
        // The sweep of the clocks alone: no other has looked at the roles.
        try await test.app.teams.sweep()
        #expect(try await kinds(team, test) == [.hands])
        #expect(try await alarms(test) == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatTheKeeperOpenedTellsOfNothingThatIsOver(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), need = try await test.published(), team = try await test.team([need])
        try await test.act(.openRole(kind: .other, name: "Coffee", heads: 1), team: team.id, "dispatcher")
        try await test.bring(need)
        test.clock.pass(2 * Time.day + 1)
        try await test.app.teams.sweep()
        #expect(try await kinds(team, test) == [.other])
        #expect(try await alarms(test) == 0)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func theRolesOfALineGoWhenItIsMetAndComeWhenItIsAsked(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind), network = test.network.id
        var entry = test.entry("A clinic lacks masks and drivers")
        entry.lines.append(NeedEntry.Line(item: "drivers", quantity: "3", kind: "people"))
        let need = try await test.published(entry), team = try await test.team([need])
        #expect(try await kinds(team, test) == [.transport, .purchase, .hands])
        var correction = Correction()
        correction.met = [try #require(need.lines.first { $0.kind == .goods }).id]
        _ = try await test.app.needs.perform(
            .correct(correction), on: need.id, by: test.requester(need.id), in: network)
        // As if the line for people had come after the team.
        let hands = try await test.role(.hands, of: team.id).id
        let isGone = try await test.app.database.write { db in try db.deleteRole(hands, in: network) }
        #expect(isGone)
        #expect(try await kinds(team, test) == [.transport, .purchase])
        try await test.app.teams.sweepRoles()
        #expect(try await kinds(team, test) == [.hands])
        #expect(try await test.role(.hands, of: team.id).heads == 3)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatTheKeeperSaidOfARoleStays(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), need = try await test.published(), team = try await test.team([need])
        let network = test.network.id
        let transport = try await test.role(.transport, of: team.id),
            purchase = try await test.role(.purchase, of: team.id)
        try await test.act(.setHeads(role: transport.id, heads: 3), team: team.id, "dispatcher")
        try await test.act(.setHeads(role: purchase.id, heads: 0), team: team.id, "dispatcher")
        try await test.app.teams.sweepRoles()
        #expect(try await kinds(team, test) == [.transport])
        #expect(try await test.role(.transport, of: team.id).heads == 3)
        // What nothing had asked for meanwhile comes back with the number they said.
        let isGone = try await test.app.database.write { db in try db.deleteRole(transport.id, in: network) }
        #expect(isGone)
        try await test.app.teams.sweepRoles()
        #expect(try await kinds(team, test) == [.transport])
        #expect(try await test.role(.transport, of: team.id).heads == 3)
        // A look of theirs settles all anew, and what they said before it counts no more.
        try await test.act(.looked, team: team.id, "dispatcher")
        #expect(try await kinds(team, test) == [.transport, .purchase])
        let again = try await test.role(.purchase, of: team.id).id
        let isGoneAgain = try await test.app.database.write { db in try db.deleteRole(again, in: network) }
        #expect(isGoneAgain)
        try await test.app.teams.sweepRoles()
        #expect(try await kinds(team, test) == [.transport, .purchase])
        await test.app.database.close()
    }
}
