import Database
import Engine
import Synchronization
import Testing

@testable import Weftwork

@Suite("What somebody answers for, what is asked, and what time does to them")
struct ChargeTests {
    private func goal(_ test: TestApp, _ title: String, days: Int64) async throws -> Goal {
        var draft = GoalDraft(title: title)
        draft.due = Format.rfc3339(test.clock.now + days * Time.day)
        return try await test.app.goals.set(draft, by: test.viewer("founder"), in: test.network.id)
    }

    private func member(_ test: TestApp, _ name: String) throws -> ID { try #require(test.members[name]).id }

    private func set(_ test: TestApp, _ name: String, roles: String? = nil, state: String? = nil) async throws {
        let id = try member(test, name), network = test.network.id
        try await test.app.database.write { db in
            if let roles {
                try db.execute(
                    "UPDATE memberships SET roles = \(roles) WHERE network_id = \(network) AND id = \(id)")
            }
            if let state {
                try db.execute(
                    "UPDATE memberships SET state = \(state) WHERE network_id = \(network) AND id = \(id)")
            }
        }
    }

    @Test("Where there are many to choose from, whoever is asked is named", arguments: TestApp.kinds)
    func askedByName(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, founder = test.viewer("founder")
        let goal = try await goal(test, "A cold store", days: 60)
        func ask(_ typed: String) async throws -> ID? {
            let action = try #require(try ChargeAction("ask", member: typed))
            return try await test.app.goals.perform(.charge(action), on: goal.id, by: founder, in: network).charge
                .askedID
        }
        let she = try member(test, "volunteer")
        #expect(try await ask(" volunteer ") == she)
        #expect(try await ask(she.description) == she)
        await #expect(throws: Refusal.self, "nobody is called so") { try await ask("volunt") }
        let twin = try member(test, "volunteer3")
        try await test.app.database.write { db in
            try db.execute(
                """
                UPDATE persons SET name = 'volunteer2' WHERE id =
                    (SELECT person_id FROM memberships WHERE network_id = \(network) AND id = \(twin))
                """)
        }
        await #expect(throws: Refusal.self, "two are called so") { try await ask("volunteer2") }
        let known = try await test.app.members.nominees(in: network).map(\.id)
        let all = try await ChargeKeeper(members: test.app.members).candidates(in: network).map(\.id)
        let first = try await test.app.database.read { db in try db.membersToAsk(in: network, limit: 1).map(\.id) }
        #expect(all == known && !all.isEmpty && first == Array(all.prefix(1)))
    }

    @Test("What was left behind is passed on once, however many look at the same time", arguments: TestApp.kinds)
    func passedOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id
        let goal = try await goal(test, "A cold store", days: 60)
        let she = try member(test, "volunteer")
        _ = try await app.goals.perform(
            .charge(.ask(she)), on: goal.id, by: test.viewer("founder"), in: network)
        _ = try await app.goals.perform(.charge(.accept), on: goal.id, by: test.viewer("volunteer"), in: network)
        for name in ["dispatcher", "intake"] { try await set(test, name, roles: "coordinator") }
        func heir() async throws -> ID? {
            try await app.database.read { db in
                guard let now = try db.goal(goal.id, in: network) else { return nil }
                return try ChargeKeeper(members: app.members).heir(of: now.charge, in: network, db)
            }
        }
        func jobs() async throws -> Int {
            try await app.database.read { db in try db.value("SELECT count(*) FROM jobs", as: Int.self) ?? 0 }
        }
        #expect(try await heir() == nil, "she takes part")
        try await set(test, "volunteer", state: "left")
        let expected = try await heir(), before = try await jobs()
        #expect(expected != nil)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { try await app.goals.sweep() } }
            try await group.waitForAll()
        }
        let passed = try await app.database.read { db in try db.goal(goal.id, in: network) }
        #expect(passed?.charge.ownerID == expected)
        #expect(try await jobs() == before + 1)
        #expect(try await heir() == nil)
    }

    @Test("Who is asked already is not called twice")
    func askedOnce() async throws {
        let test = try await TestApp(), goal = try await goal(test, "A cold store", days: 60)
        func asked(_ name: String) async throws -> Int {
            let ask = ChargeAction.ask(try member(test, name))
            _ = try await test.app.goals.perform(
                .charge(ask), on: goal.id, by: test.viewer("founder"), in: test.network.id)
            return try await test.app.database.read { db in
                try db.value("SELECT count(*) FROM jobs", as: Int.self) ?? 0
            }
        }
        let first = try await asked("volunteer")
        #expect(try await asked("volunteer") == first)
        #expect(try await asked("volunteer2") == first + 1)
    }

    @Test("What can't be moved on holds none of the others up", arguments: TestApp.kinds)
    func oneBadRow(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id
        let bad = try await goal(test, "Lost", days: 5), good = try await goal(test, "Kept", days: 6)
        var sheets: [Sheet] = []
        for title in ["Lost", "Kept"] {
            var draft = SheetDraft(kind: SheetKind.survey.name, title: Bilingual(title))
            draft.questions = [Question(id: "q1", kind: .text, words: Bilingual("say"))]
            let made = try await app.questions.make(draft, by: test.viewer("founder"), in: network)
            sheets.append(
                try await app.questions.perform(
                    .open(closes: nil), on: made.id, by: test.viewer("founder"), in: network))
        }
        let (badSheet, goodSheet) = (sheets[0].id, sheets[1].id)
        try await app.database.write { db in
            try db.execute("UPDATE goals SET state = 'lost' WHERE network_id = \(network) AND id = \(bad.id)")
            try db.execute("UPDATE sheets SET questions = '?' WHERE network_id = \(network) AND id = \(badSheet)")
            // The broken one's turn comes first.
            try db.execute("UPDATE clocks SET next_at = 1 WHERE network_id = \(network) AND object_id = \(badSheet)")
        }
        test.clock.pass(400 * Time.day)
        let failed = FailedNames()
        try await app.goals.sweep { id, _ in failed.add(id) }
        try await app.questions.sweep { id, _ in failed.add(id) }
        #expect(failed.all == [bad.id, badSheet])
        let found = try await app.database.read { db in
            (try db.clock(of: good.id, in: network)?.stage, try db.sheet(goodSheet, in: network)?.closedAt)
        }
        #expect((found.0 ?? 0) > 0 && found.1 != nil)
    }

    @Test("What was reached last stays on the road map; what was reached first gives way", arguments: TestApp.kinds)
    func newestDone(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id
        // The one that is due last is reached first.
        for (title, days) in [("first", 40), ("second", 20), ("third", 30)] as [(String, Int64)] {
            let goal = try await goal(test, title, days: days)
            _ = try await app.goals.perform(
                .state(.done, note: ""), on: goal.id, by: test.viewer("founder"), in: network)
            test.clock.pass(Time.day)
        }
        _ = try await goal(test, "open", days: 90)
        func titles(_ limit: Int) async throws -> [String] {
            try await app.database.read { db in try db.goals(in: network, limit: limit).map(\.title) }
        }
        #expect(try await titles(3) == ["open", "second", "third"])
        #expect(try await titles(9) == ["open", "second", "third", "first"])
    }

    @Test("Who is silent is looked for among those who are asked, in stretches", arguments: TestApp.kinds)
    func silent(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        try await set(test, "volunteer3", roles: "verifier coordinator")
        try await set(test, "volunteer2", roles: "coordinators")
        let all = try await test.app.database.read { db in try db.members(of: network) }
        for who in SheetWho.allCases {
            let id = test.app.world.newID()
            let sheet = Sheet(
                id: id, networkID: network, kind: "survey", title: Bilingual("t"), round: 1, afterID: nil,
                questions: [], version: 1, who: who, keeperID: id, madeAt: 0, openedAt: 0, closesAt: 10, closedAt: nil,
                result: nil)
            var found: [ID] = []
            while true {
                let last = found.last
                let more = try await test.app.database.read { db in
                    try db.silent(on: sheet, after: last, limit: 2)
                }
                found += more
                if more.count < 2 { break }
            }
            #expect(found == all.filter(who.includes).map(\.id).sorted(), "\(who)")
        }
    }
}

/// Whom a sweep could not move on.
private final class FailedNames: Sendable {
    private let names = Mutex<[ID]>([])

    var all: [ID] { names.withLock { $0 } }

    func add(_ id: ID) { names.withLock { $0.append(id) } }
}
