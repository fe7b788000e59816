import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// For whom agreement is missing: who has said nothing reads otherwise than who objects.
@Suite struct CharterFiguresTests {
    /// A charter of one clause in force, about which each of these members has said something.
    private func adopted(_ test: TestApp, _ said: [String: ClauseStance]) async throws {
        let founder = try #require(test.members["founder"]), now = test.clock.now, network = test.network.id
        let version = CharterVersion(
            subject: .network(network), number: 1, state: .adopted, convenerID: founder.id, createdAt: now,
            editedAt: now, adoptedAt: now)
        let clause = CharterClause(
            id: test.app.world.newID(), section: .values, level: .decisions, position: 1, en: "We share", since: 1)
        let people = try said.map { name, stance in (try #require(test.members[name]), stance) }
        try await test.app.database.write { db in
            try db.save(version)
            try db.save(clause, in: version)
            for (member, stance) in people {
                try db.say(
                    StanceSaid(
                        id: test.app.world.newID(), clauseID: clause.id, voiceID: member.id, memberID: member.id,
                        version: 1, stance: stance, at: now, isLatest: true), person: member.personID, words: nil,
                    in: network)
            }
        }
    }

    private func belong(_ names: [String], to name: String, _ sector: Sector, _ test: TestApp) async throws {
        let new = test.app.world.newID(), network = test.network.id
        let people = try names.map { try #require(test.members[$0]) }
        try await test.app.database.write { db in
            let id = try db.organisation(named: name, key: Clean.key(name), newID: new, at: 0)
            var organisation = try #require(try db.organisation(id))
            organisation.sector = sector
            try db.save(organisation)
            for one in people { try db.setOrganisation(id, of: one.id, in: network) }
        }
    }

    /// Of two sectors one in five goes along: in one the others are silent, in the other they object.
    @Test(arguments: TestApp.kinds)
    func silenceOfASectorIsNoObjection(kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 10)
        try await belong((0..<5).map { "v\($0)" }, to: "Agency", .government, test)
        try await belong((5..<10).map { "v\($0)" }, to: "Paper", .media, test)
        try await adopted(
            test, ["v0": .affirm, "v5": .canLiveWith, "v6": .object, "v7": .object, "v8": .object, "v9": .object])
        let reading = try await test.app.charter.figures(
            of: .network(test.network.id), for: test.viewer("founder"))
        let sectors = try #require(reading.groups.first { $0.grouping == .sector }).groups
        func group(_ name: String) throws -> VoiceGroup { try #require(sectors.first { $0.name == name }) }
        let silent = try group("government"), objecting = try group("media"), none = try group("")
        #expect(silent.voices == 5 && objecting.voices == 5 && none.voices == test.members.count - 10)
        #expect(silent.said.participation == 20 && silent.said.strength == 100)
        #expect(objecting.said.participation == 100 && objecting.said.strength == 20)
        #expect(none.said.answered == 0)
        // The page says both, and nothing of the agreement of those who have said nothing.
        let door = try #require(
            test.app.endpoints.first { $0.path == "/n/{slug}/charter/figures" && $0.method == .get })
        let body = await test.body(door, ["slug": test.network.slug], as: test.viewer("founder"))
        let page = try #require(body)
        func row(_ name: String) throws -> [String] {
            let start = try #require(page.range(of: "\(name)</th>")?.upperBound)
            let end = try #require(page[start...].range(of: "</tr>")?.lowerBound)
            return page[start..<end].split(separator: "<td").compactMap { cell in
                cell.split(separator: ">", maxSplits: 1).last?.split(separator: "<").first.map(String.init)
            }
        }
        #expect(try row(OrganisationWords.name(of: .government)(.en)) == ["5", "20%", "100%"])
        #expect(try row(OrganisationWords.name(of: .media)(.en)) == ["5", "100%", "20%"])
        #expect(try row(CharterPageWords.unsaid(.en)) == [String(none.voices), "0%", "–"])
    }
}
