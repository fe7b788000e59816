import Database
import Engine
import Testing

@testable import Weftwork

/// Opinion groups as drift reads them: only steady ones, only large ones, and of whichever voices count.
@Suite struct OpinionGroupsTests {
    /// Twenty members in a conversation of twelve statements, in ten organisations, two in each.
    private struct Camps {
        let test: TestApp
        let talk: Talked
        let people: [Member]

        var network: ID { test.network.id }
        var database: any Database { test.app.database }

        init(_ kind: EngineKind, _ agrees: (_ person: Int, _ statement: Int) -> Bool) async throws {
            let test = try await TestApp(kind, volunteers: 20)
            talk = try await Talked(test, statements: 12)
            people = try (0..<20).map { try #require(test.members["v\($0)"]) }
            self.test = test
            var answers: [(participant: ID, statement: ID, answer: OpinionAnswer)] = []
            for (person, member) in people.enumerated() {
                for (statement, one) in talk.statements.enumerated() {
                    answers.append((member.id, one.id, agrees(person, statement) ? .agree : .disagree))
                }
            }
            let all = answers, talk = talk, ids = people.map(\.id), now = test.clock.now, network = test.network.id
            try await test.app.database.write { db in
                for id in ids {
                    try db.insert(
                        ConversationParticipant(id: id, kind: .member, memberID: id, at: now, seed: 0), device: nil,
                        in: talk.conversation.id, of: network)
                }
                try ConversationFiles.insert(all, from: 1, in: talk.conversation, at: now, db)
            }
        }

        func groups() async throws -> [ID: Int] { try await OpinionGroups.steady(of: network, in: database) }

        /// How many groups the conversation shows, steady or not.
        func found() async throws -> Int {
            let conversation = talk.conversation
            let ballots = try await database.read { db in try ConversationBallots(conversation, db) }
            return ConversationPicture(ballots).map.groups.count
        }

        /// Each organisation has one voice and somebody who gives it.
        func organisationsCount() async throws -> [ID] {
            let people = people, network = network, new = (0..<10).map { _ in test.app.world.newID() }
            try await database.write { db in
                for (number, id) in new.enumerated() {
                    let body = try db.organisation(named: "Body \(number)", key: "body \(number)", newID: id, at: 0)
                    for member in people[(number * 2)..<(number * 2 + 2)] {
                        try db.setOrganisation(body, of: member.id, in: network)
                    }
                    try db.setSpokesperson(
                        people[number * 2].personID, of: body, .representative, by: people[number * 2].id, in: network,
                        vouch: nil, at: 0)
                }
                try db.save(AlignSettings(unit: .organisations), of: network, at: 0)
            }
            return new
        }

        /// A charter of one clause, which those in the first half affirm and those in the second object to.
        func charter(_ voices: [(voice: ID, by: Member)]) async throws {
            let now = test.clock.now, network = network, convener = people[0].id, world = test.app.world
            let version = CharterVersion(
                subject: .network(network), number: 1, state: .adopted, convenerID: convener, createdAt: now,
                editedAt: now, adoptedAt: now)
            let clause = CharterClause(
                id: world.newID(), section: .values, level: .decisions, position: 1, en: "We share", since: 1)
            try await database.write { db in
                try db.save(version)
                try db.save(clause, in: version)
                for (place, one) in voices.enumerated() {
                    try db.say(
                        StanceSaid(
                            id: world.newID(), clauseID: clause.id, voiceID: one.voice, memberID: one.by.id, version: 1,
                            stance: place * 2 < voices.count ? .affirm : .object, at: now, isLatest: true),
                        person: one.by.personID, words: nil, in: network)
                }
            }
        }

        func clause() async throws -> ClauseDrift {
            let reading = try await test.app.drift.reading(of: network, for: test.viewer("founder"))
            return try #require(reading.clauses.first).drift
        }
    }

    /// Agreed on three statements, apart on the rest.
    private static func camp(_ person: Int, _ statement: Int) -> Bool {
        statement < 3 || (person / 10 + statement) % 2 == 0
    }

    @Test(arguments: TestApp.kinds)
    func campsPartOnAClauseWhoeverCounts(kind: EngineKind) async throws {
        let camps = try await Camps(kind, OpinionGroupsTests.camp), people = camps.people
        let groups = try await camps.groups()
        #expect(Set(groups.keys) == Set(people.map(\.id)) && Set(groups.values).count == 2)
        #expect(Set(people.prefix(10).map { groups[$0.id] }).count == 1)
        #expect(Set(people.suffix(10).map { groups[$0.id] }).count == 1)
        // Persons: ten affirm, ten object, each half of one mind.
        try await camps.charter(people.map { ($0.id, $0) })
        let persons = try await camps.clause()
        #expect(persons.objecting == 10 && persons.polarisation == 1)
    }

    @Test(arguments: TestApp.kinds)
    func organisationsPartAsTheirPeopleDo(kind: EngineKind) async throws {
        let camps = try await Camps(kind, OpinionGroupsTests.camp)
        let bodies = try await camps.organisationsCount(), people = camps.people
        try await camps.charter(bodies.enumerated().map { ($1, people[$0 * 2]) })
        let clause = try await camps.clause()
        #expect(clause.voices == 10 && clause.objecting == 5 && clause.polarisation == 1)
        // What is stored for the day, and raised, is the same.
        try await camps.test.app.drift.sweep()
        let network = camps.network
        let points = try await camps.database.read { db in try db.driftPoints(of: network, since: 0) }
        #expect(points.filter { $0.kind != .effort }.map(\.polarisation) == [10_000, 10_000])
    }

    /// Answers by chance fall into groups, too, but into others where a few are left out: nothing is made of them.
    @Test(arguments: TestApp.kinds)
    func groupsThatAreNotSteadyEnterNoFigure(kind: EngineKind) async throws {
        var random = SplitMix64(seed: 3)
        let chance = (0..<20).map { _ in (0..<12).map { _ in Bool.random(using: &random) } }
        let camps = try await Camps(kind) { chance[$0][$1] }
        #expect(try await camps.found() > 1)
        #expect(try await camps.groups().isEmpty)
        try await camps.charter(camps.people.map { ($0.id, $0) })
        #expect(try await camps.clause().polarisation == 0)
        try await camps.test.app.drift.sweep()
        let network = camps.network
        let points = try await camps.database.read { db in try db.driftPoints(of: network, since: 0) }
        #expect(!points.isEmpty && points.allSatisfy { $0.polarisation == 0 })
    }

    @Test func anOrganisationStandsWhereMostOfItsPeopleDo() {
        func id(_ number: UInt64) -> ID { ID(milliseconds: Int64(number), entropy: (number, 0)) }
        func person(_ number: UInt64, of body: UInt64?) -> VoicePerson {
            VoicePerson(
                id: id(number), name: "", standing: .vouched, roles: [], area: nil, joinedAt: 0,
                organisation: body.map { .init(id: id($0), name: "", sector: nil, regions: "") })
        }
        // Of 90 two in one group and one in another, of 91 one in each, of 92 one and one who took no part, of 93 nobody took part.
        let people = [
            person(1, of: 90), person(2, of: 90), person(3, of: 90), person(4, of: 91), person(5, of: 91),
            person(6, of: 92), person(7, of: 92), person(8, of: 93), person(9, of: nil),
        ]
        let groups = [id(1): 0, id(2): 1, id(3): 1, id(4): 0, id(5): 1, id(6): 0, id(9): 1]
        #expect(OpinionGroups.ofOrganisations(people, groups) == [id(90): 1, id(92): 0])
    }
}
