import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// What time does to what a network agrees on: one thing that can't be moved on stops nothing else, what is over ends.
@Suite struct AlignCareTests {
    /// Rules in force, as if all had agreed.
    private func rules(_ test: TestApp, _ change: @Sendable (inout GovernanceSettings) -> Void) async throws {
        let founder = try #require(test.members["founder"]), now = test.clock.now
        var settings = GovernanceSettings()
        change(&settings)
        let version = GovernanceVersion(
            networkID: test.network.id, id: test.app.world.newID(), number: 1, state: .adopted, settings: settings,
            editorID: founder.id, editedAt: now, adoptedAt: now)
        try await test.app.database.write { db in try db.save(version) }
    }

    private func stage(of id: ID, _ test: TestApp) async throws -> Int? {
        try await test.app.database.read { db in try db.clock(of: id, in: test.network.id)?.stage }
    }

    private func alerts(_ test: TestApp) async throws -> [DriftAlert] {
        try await test.app.database.read { db in try db.driftAlerts(of: test.network.id) }
    }

    /// A charter in force with one priority.
    private func adopted(_ test: TestApp) async throws {
        let founder = try #require(test.members["founder"]), now = test.clock.now
        let version = CharterVersion(
            subject: .network(test.network.id), number: 1, state: .adopted, convenerID: founder.id, createdAt: now,
            editedAt: now, adoptedAt: now)
        let clause = CharterClause(
            id: test.app.world.newID(), section: .priorities, level: .goal, position: 1, zh: "先送口罩", en: "Masks first",
            since: 1, weight: 1000, categories: ["protective"])
        try await test.app.database.write { db in
            try db.save(version)
            try db.save(clause, in: version)
        }
    }

    @Test("A text of aligning is found by whoever decides about it, however many came after it")
    func textsAreFoundByThemselves() async throws {
        let test = try await TestApp(), founder = try #require(test.members["founder"]), network = test.network.id
        let now = test.clock.now, ids = (0..<302).map { _ in test.app.world.newID() }.sorted(), side = founder.id
        let meaning = test.app.world.newID()
        let found = try await test.app.database.write { [vault = test.app.vault, world = test.clock.world] db in
            for (number, id) in ids.enumerated() {
                let words = Bilingual(zh: "", en: "word \(number)")
                try db.insert(
                    Term(id: id, networkID: network, words: words, madeByID: side, madeAt: now, meanings: []),
                    key: words.en)
                try db.insert(
                    Evidence(
                        id: id, networkID: network, title: "brought \(number)", link: "", note: "n", byID: side, at: now
                    ))
            }
            try db.save(
                Term.Meaning(
                    id: meaning, sideID: side, organisationID: nil, memberID: side, words: "what it is", at: now),
                of: ids[0], in: network)
            let keepers = AlignTexts.all(vault, world)
            let texts: [(kind: TextPlace.Kind, id: ID)] = [
                (.term, ids[0]), (.term, meaning), (.evidence, ids[0]),
            ]
            return try texts.map { try keepers[$0.kind]?.words(ofText: $0.id, in: network, db)?.words }
        }
        #expect(found == ["\nword 0", "what it is", "brought 0\n\nn"])
        let all = try await test.app.database.read { db in
            [try db.terms(in: network).count, try db.evidence(in: network).count]
        }
        #expect(all == [302, 302])
    }

    @Test func oneClockThatCannotGoOffStopsNoOther() async throws {
        let test = try await TestApp(), founder = try #require(test.members["founder"]), now = test.clock.now
        let broken = test.app.world.newID(), sound = test.app.world.newID()
        try await test.app.database.write { db in
            for id in [broken, sound] {
                try db.start(
                    Clock(
                        networkID: test.network.id, object: .finding, objectID: id, needID: id, step: "finding",
                        ownerID: founder.id, startedAt: now, dueAt: now + Time.day, stage: 0, nextAt: now))
            }
        }
        test.clock.pass(Time.day - 1)
        var failed: [ID] = []
        try await AlignClocks(members: test.app.members).sweep(
            [.finding],
            about: { clock, _ in
                if clock.objectID == broken { throw Refusal.notFound }
                return AlignClocks.About(words: GovernanceWords.findings, path: "/governance/oversight")
            }, pass: { _, _, _ in false }, failed: { id, _ in failed.append(id) })
        #expect(failed == [broken])
        #expect(try await stage(of: broken, test) == 0)
        #expect(try await stage(of: sound, test) == Escalation.reminded.rawValue)
    }

    @Test(arguments: TestApp.kinds)
    func aNamingThatNobodyAnswersEnds(kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.governance, network = test.network.id
        try await rules(test) { $0.hasCouncil = true }
        let named = try #require(test.members["volunteer"])
        func name() async throws -> GovernanceSeat {
            try await acts.name(
                named.id.description, for: .council, "They look closely", by: test.viewer("founder"), in: network)
        }
        let seat = try await name()
        await #expect(throws: Refusal.self) { _ = try await name() }
        test.clock.pass(GovernanceRules.toAnswer - 1)
        try await acts.sweepSeats()
        #expect(try await test.app.database.read { db in try db.seat(seat.id, in: network)?.state } == .named)
        test.clock.pass(1)
        try await acts.sweep()
        try await acts.sweepSeats()
        let over = try await test.app.database.read { db in try db.seat(seat.id, in: network) }
        #expect(over?.state == .ended && over?.endedAt == test.clock.now)
        #expect(try await stage(of: seat.id, test) == nil)
        // It bars nobody, not even themselves.
        #expect(try await name().state == .named)
    }

    @Test(arguments: TestApp.kinds)
    func aCharterThatIsKeptHoldsAsLongAsTheRulesSay(kind: EngineKind) async throws {
        let test = try await TestApp(kind), founder = try #require(test.members["founder"]), now = test.clock.now
        let subject = CharterSubject.network(test.network.id)
        try await rules(test) { $0.renewalMonths = 3 }
        try await test.app.database.write { db in
            try db.save(
                CharterVersion(
                    subject: subject, number: 1, state: .adopted, convenerID: founder.id, createdAt: now, editedAt: now,
                    adoptedAt: now, reviewAt: now + Time.day))
        }
        test.clock.pass(2 * Time.day)
        try await test.app.charter.sweep()
        try await test.app.drift.sweep()
        let yearly = try #require(try await alerts(test).first)
        #expect(yearly.isOpen && yearly.kind == .yearly && yearly.ownerID == founder.id)
        let kept = try await test.app.charter.keep(
            subject, because: "It still holds", by: test.viewer("founder"))
        #expect(kept.state == .adopted && kept.reviewAt == test.clock.now + 365 * Time.day / 4)
        // It has been looked at: nobody is waited for any more, and nobody is asked tomorrow.
        #expect(try await alerts(test).first?.outcome == .past)
        #expect(try await stage(of: yearly.id, test) == nil)
        test.clock.pass(2 * Time.day)
        try await test.app.drift.sweep()
        #expect(try await alerts(test).count == 1)
    }

    @Test(arguments: TestApp.kinds)
    func whatIsNotKnownClosesNothing(kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        try await adopted(test)
        let alert = DriftAlert(
            id: test.app.world.newID(), networkID: test.network.id, kind: .effort, value: 5_000, limit: 3_000,
            ownerID: try #require(test.members["founder"]).id, openedAt: test.clock.now, dueAt: test.clock.now + 1,
            words: "")
        try await test.app.database.write { db in try db.save(alert) }
        // Nobody has done anything yet: that is no drift, and no return from one.
        try await test.app.drift.sweep()
        #expect(try await alerts(test) == [alert])
    }

    @Test(arguments: TestApp.kinds)
    func daysThatHaveGoneAreCountedLikeToday(kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        try await adopted(test)
        let need = try await test.published(test.entry(quantity: "10"))
        let promise = ClaimDraft(
            line: need.lines[0].id, quantity: 5_000, promisedBy: test.clock.now + Time.day, note: "By noon")
        let claim = try await test.app.needs.claim(promise, on: need.id, by: test.viewer("volunteer"), in: network)
            .claim
        test.clock.pass(Time.day)
        for action in [ClaimAction.deliver(quantity: nil, note: ""), .confirm(usable: nil, note: "")] {
            let viewer = if case .confirm = action { test.requester(need.id) } else { test.viewer("volunteer") }
            _ = try await test.app.needs.perform(action, onClaim: claim.id, by: viewer, in: network)
        }
        let now = test.clock.now
        let (done, counted) = try await test.app.database.read { db in
            let done = try db.effortDone(in: network, since: now - 200 * Time.day)
            let counted = try (-3...3).map { day in
                try db.effortSpent(in: network, from: now + Int64(day - 2) * Time.day, to: now + Int64(day) * Time.day)
            }
            return (done, counted)
        }
        #expect(done.count == 1 && counted.contains { $0.first?.deliveries == 1 })
        for (place, expected) in counted.enumerated() {
            let end = now + Int64(place - 3) * Time.day
            #expect(DriftRules.spent(done, [], from: end - 2 * Time.day, to: end) == expected, "day \(place - 3)")
        }
        // Whoever was only invited has no voice, neither today nor on a day that has gone.
        let invited = try #require(test.members["volunteer3"]).id, everybody = test.members.count
        test.clock.pass(2 * Time.day)
        try await test.app.database.write { db in
            try db.execute("UPDATE memberships SET state = 'invited' WHERE network_id = \(network) AND id = \(invited)")
        }
        #expect(try await test.app.drift.rebuild(network, by: test.viewer("founder")) == 4)
        let history = try await test.app.drift.reading(of: network, for: test.viewer("founder")).history
        #expect(history.filter { $0.kind == .charter }.map(\.base) == [Int](repeating: everybody - 1, count: 4))
    }

    @Test(arguments: TestApp.kinds)
    func whatIsSentTwiceIsDoneOnce(kind: EngineKind) async throws {
        let test = try await TestApp(kind), drift = test.app.drift, network = test.network.id
        let founder = test.viewer("founder"), member = try #require(test.members["founder"]), now = test.clock.now
        try await adopted(test)
        func twice(_ key: String, _ action: DriftAction) async throws -> ID? {
            let once = Once(key: key, content: Array(key.utf8))
            let first = try await drift.perform(action, by: founder, in: network, once: once)
            #expect(try await drift.perform(action, by: founder, in: network, once: once) == first)
            return first
        }
        _ = try await twice("rebuild", .rebuild)
        let round = try await twice("ask", .askAgain), renewal = try await twice("renew", .renew(reason: "It is time"))
        let reading = try await drift.reading(of: network, for: founder)
        #expect(reading.rounds.map(\.id) == [round] && reading.renewals.map(\.id) == [renewal])
        try await rules(test) { $0.hasCouncil = true }
        let seat = GovernanceSeat(
            id: test.app.world.newID(), networkID: network, body: .council, memberID: member.id, organisationID: nil,
            sector: nil, namedByID: member.id, words: "", namedAt: now, state: .held, from: now, until: now + Time.day)
        try await test.app.database.write { db in try db.save(seat) }
        func minutes() async throws -> ID {
            try await test.app.governance.writeMinutes(
                "We settled one thing", day: "2020-01-31", audience: "members", by: founder, in: network,
                once: Once(key: "minutes", content: [1])
            ).id
        }
        let first = try await minutes()
        #expect(try await minutes() == first)
        #expect(try await test.app.governance.council(of: network, for: founder).minutes.map(\.id) == [first])
    }

    @Test func rulesOlderThanASettingKeepTheirOthers() throws {
        let stored = #"{"quorum":60,"hasCouncil":true}"#
        let read = try JSONDecoder().decode(GovernanceSettings.self, from: Data(stored.utf8))
        var expected = GovernanceSettings()
        (expected.quorum, expected.hasCouncil) = (60, true)
        #expect(read == expected)
        // What is no rule is not taken for the usual ones.
        #expect(throws: (any Error).self) {
            try JSONDecoder().decode(GovernanceSettings.self, from: Data(#"{"quorum":"many"}"#.utf8))
        }
    }
}
