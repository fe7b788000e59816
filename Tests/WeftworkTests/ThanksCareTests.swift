import Database
import Engine
import Testing

@testable import Weftwork

/// What sums of thanks tell of others, and that one badge that can't be given holds up nobody: on both engines.
@Suite struct ThanksCareTests {
    private static func board(_ test: TestApp, for name: String) async throws -> ThanksBoard {
        try await test.app.points.board(for: test.viewer(name), in: test.network.id)
    }

    private static func consent(_ test: TestApp, _ name: String, _ inOrganisation: Bool = true) async throws {
        try await test.app.points.choose(
            ThanksChoice(inOrganisation: inOrganisation), by: test.viewer(name), in: test.network.id)
    }

    private static func execute(_ test: TestApp, _ sql: SQL) async throws {
        _ = try await test.app.database.write { db in try db.execute(sql) }
    }

    /// Each of these has brought something, is in the team and agrees to be in its sum.
    private static func thankedTeam(_ test: TestApp, _ names: [String]) async throws -> (team: Team, need: Need) {
        let need = try await test.published(test.entry("Masks for the ward"))
        let team = try await test.team([need], purpose: "canary-purpose")
        let role = try #require(
            try await test.app.database.read { db in try db.teamRoles(of: team.id, in: test.network.id) }.first)
        for (number, name) in names.enumerated() {
            _ = try await test.bring(name, to: "1540000000\(number)")
            try await consent(test, name)
            let place = test.app.world.newID(), member = try test.id(name)
            try await execute(
                test,
                """
                INSERT INTO team_places (network_id, id, team_id, role_id, member_id, taken_at, confirmed_at)
                VALUES (\(test.network.id), \(place), \(team.id), \(role.id), \(member), 0, 0)
                """)
        }
        try await test.weigh()
        return (team, need)
    }

    @Test(arguments: TestApp.kinds) func aSumTellsNothingOfATeamThatOneMayNotSee(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let (team, need) = try await Self.thankedTeam(test, ["volunteer", "volunteer2", "volunteer3"])
        let seen = try await Self.board(test, for: "volunteer")
        let row = try #require(seen.teams.first)
        #expect(row.people == 3 && row.points == 30 && row.name(.en) == TeamWords.name(of: team)(.en))
        let text = String(decoding: ThanksBoardView(board: seen, language: .en).json, as: UTF8.self)
        #expect(!text.contains("canary-purpose"))
        // Its needs are for those who lead alone: so is its row.
        try await Self.execute(
            test,
            "UPDATE needs SET audience = \(Audience.stewards) WHERE network_id = \(test.network.id) AND id = \(need.id)"
        )
        #expect(try await Self.board(test, for: "volunteer").teams.isEmpty)
        #expect(try await Self.board(test, for: "founder").teams.count == 1)
        // Closed, it is compared with nothing.
        try await Self.execute(
            test,
            "UPDATE teams SET state = \(Team.State.closed) WHERE network_id = \(test.network.id) AND id = \(team.id)")
        #expect(try await Self.board(test, for: "founder").teams.isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aSumOfAFewIsShownToNobody(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let names = ["volunteer", "volunteer2", "volunteer3"]
        _ = try await Self.thankedTeam(test, names)
        #expect(try await Self.board(test, for: "founder").teams.count == 1)
        try await Self.consent(test, "volunteer3", false)
        #expect(try await Self.board(test, for: "founder").teams.isEmpty, "two would each know of the other")
        try await Self.consent(test, "volunteer2", false)
        #expect(try await Self.board(test, for: "founder").teams.isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aHundredBadgesHoldUpNobody(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        _ = try await test.bring("volunteer", to: "15400000001")
        try await test.weigh()
        let founder = test.viewer("founder"), member = try test.id("volunteer")
        for number in 0..<100 {
            _ = try await test.app.badges.give(
                BadgeDraft(kind: "trained", about: "task \(number)", evidence: "passed the exercise"), to: member,
                by: founder, in: network)
        }
        test.clock.pass(Time.day)
        _ = try await test.bring("volunteer", to: "15400000002")
        try await test.seal()
        try await test.app.points.sweep { id, error in Issue.record("\(id): \(error)") }
        #expect(try await test.points("volunteer") == 20)
        let first = try await test.app.database.read { db in
            try db.badges(of: member, kind: BadgeKind.firstHelp.key, in: network)
        }
        #expect(first.count == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aKeyThatCantBeOpenedCostsNobodyTheThanks(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        _ = try await test.bring("volunteer", to: "15400000001")
        try await test.weigh()
        try await Self.execute(
            test, "UPDATE badge_keys SET secret = \([UInt8](repeating: 1, count: 40)) WHERE network_id = \(network)")
        _ = try await test.bring("volunteer2", to: "15400000002")
        test.clock.pass(Time.day)
        _ = try await test.bring("volunteer", to: "15400000003")
        try await test.seal()
        var failed = 0
        try await test.app.points.sweep { _, _ in failed += 1 }
        #expect(failed > 0, "whoever runs it reads of it")
        #expect(try await test.points("volunteer2") == 10, "the thanks are there, the badge is not")
        #expect(try await test.points("volunteer") == 20)
        failed = 0
        try await test.app.points.sweep { _, _ in failed += 1 }
        #expect(failed == 0, "it was weighed and is not weighed again")
        await test.app.database.close()
    }
}
