import Database
import Engine
import Testing

@testable import Weftwork

/// To take over a team or a goal, to talk before a neutral third: whoever asks counts in the one budget of whom they ask.
@Suite("One budget for all who ask") struct OneBudgetTests {
    private func mails(_ test: TestApp, _ member: ID) async throws -> Int {
        try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM jobs WHERE subject_id = \(member) AND kind = 'mail'") ?? 0
        }
    }

    private func contacts(_ test: TestApp, _ member: ID) async throws -> [String] {
        try await test.app.database.read { db in
            try db.query("SELECT kind FROM contact_ledger WHERE member_id = \(member) ORDER BY kind") {
                try $0[0] as String
            }
        }
    }

    /// Asks the second volunteer for a team, a goal and a talk.
    private func askThrice(_ test: TestApp, _ she: ID) async throws -> [String] {
        let network = test.network.id, founder = test.viewer("founder")
        let team = try await test.team([try await test.published()])
        try await test.act(.offer(to: she), team: team.id, "dispatcher")
        var draft = GoalDraft(title: "A cold store")
        draft.due = Format.rfc3339(test.clock.now + 60 * Time.day)
        let goal = try await test.app.goals.set(draft, by: founder, in: network)
        let ask = try #require(try ChargeAction("ask", member: she.description))
        _ = try await test.app.goals.perform(.charge(ask), on: goal.id, by: founder, in: network)
        let talk = try await test.app.members.open(
            MatterDraft(kind: .mediation, about: she, words: "We fell out about the van."),
            by: test.viewer("volunteer"), in: network)
        return ["/teams/\(team.id)", "/align/road-map/\(goal.id)", "/matters/\(talk.id)"]
    }

    /// Another steward or coordinator is asked to consent to how the network works.
    @Test(arguments: TestApp.kinds) func whoeverIsToConsent(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), founder = test.viewer("founder"), network = test.network.id
        _ = try await test.app.people.addMember(
            MemberDraft(email: "second@example.org", name: "second", roles: [.coordinator]), to: "test")
        let members = try await test.app.database.read { db in try db.members(of: network) }
        let second = try #require(members.first { $0.name == "second" }).id
        let draft = MechanismDraft(
            texts: [
                .mission: [.en: "To help"], .vision: [.en: "Found within a day"], .values: [.en: "True first"],
                .line: [.en: "People are called for needs"],
            ])
        let saved = try await test.app.mechanism.save(draft, by: founder, in: network)
        try await test.app.mechanism.ask(Hex.encode(saved.hash), reason: "to begin with", by: founder, in: network)
        #expect(try await contacts(test, second) == ["consent"])
        await test.app.database.close()
    }

    /// Asked again before they have answered they are called once.
    @Test(arguments: TestApp.kinds) func theSameTeamOfferedAgainTakesNothing(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), she = try #require(test.members["volunteer2"]).id
        let team = try await test.team([try await test.published()])
        for _ in 0..<2 { try await test.act(.offer(to: she), team: team.id, "dispatcher") }
        #expect(try await contacts(test, she) == ["team"])
        await test.app.database.close()
    }

    /// Whoever has asked for a talk is not told that somebody asks them.
    @Test(arguments: TestApp.kinds) func eachSideOfATalkReadsItsOwnWords(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), other = try #require(test.members["volunteer2"])
        _ = try await test.app.members.open(
            MatterDraft(kind: .mediation, about: other.id, words: "We fell out about the van."),
            by: test.viewer("volunteer"), in: test.network.id)
        func words(_ member: Member) async throws -> [String] {
            try await test.app.members.waiting(for: member).filter { $0.path.hasPrefix("/matters/") }.map {
                $0.words(.en)
            }
        }
        #expect(try await words(other) == [MatterWords.waitsForNeutral(.en)])
        #expect(
            try await words(try #require(test.members["volunteer"])) == [MatterWords.openersNeutral(.en)])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds, [false, true])
    func whoeverAsks(_ kind: EngineKind, isFull: Bool) async throws {
        let test = try await TestApp(kind), member = try #require(test.members["volunteer2"]), she = member.id
        let (app, now, network) = (test.app, test.clock.now, test.network.id)
        try await app.database.write { db in try db.setContactsPerWeek(3, in: network, at: now) }
        if isFull {
            try await app.database.write { db in
                for _ in 0..<20 {
                    _ = try db.takeContact(with: she, in: network, for: .vouch, id: app.world.newID(), at: now)
                }
            }
        }
        let (mailsBefore, before) = (try await mails(test, she), try await contacts(test, she))
        let paths = try await askThrice(test, she)
        let (told, counted) = (try await mails(test, she), try await contacts(test, she))
        #expect(told - mailsBefore == (isFull ? 0 : 3))
        #expect(counted == (isFull ? before : ["charge", "talk", "team"]))
        // Asked by a message or not, they find it where they look.
        let waiting = try await app.members.waiting(for: member).map(\.path)
        for path in paths { #expect(waiting.contains { $0.hasPrefix(path) }, "\(path) among \(waiting)") }
        await app.database.close()
    }
}
