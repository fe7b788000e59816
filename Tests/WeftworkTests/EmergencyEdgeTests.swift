import Database
import Engine
import Testing

@testable import Weftwork

/// Emergencies at their edges: what comes a moment too late, two who write at once, areas that are only part of a city.
@Suite struct EmergencyEdgeTests {
    // MARK: Areas

    private static let read: [([String], AreaPath?)] = [
        (["湖北省 武汉市 高新区"], AreaPath(country: "中国", province: "湖北省", city: "武汉市", district: "高新区")),
        (["湖北省", "武汉市", "高新区"], AreaPath(country: "中国", province: "湖北省", city: "武汉市", district: "高新区")),
        (["中国 / 湖北省 / 武汉市 / 高新区"], AreaPath(country: "中国", province: "湖北省", city: "武汉市", district: "高新区")),
        (["湖北省武汉市"], AreaPath(country: "中国", province: "湖北省", city: "武汉市")),
        (["中国", "湖北省", "武汉市"], AreaPath(country: "中国", province: "湖北省", city: "武汉市")),
        (["Hubei Wuhan"], AreaPath(country: "中国", province: "湖北省", city: "武汉市")),
        (["吉林"], AreaPath(country: "中国", province: "吉林省")),
        (["无名县"], AreaPath(district: "无名县")),
        (["中国 无名省 无名市"], AreaPath(country: "中国", province: "无名省", city: "无名市")),
        (["china"], AreaPath(country: "中国")), (["法国"], AreaPath(country: "法国")),
        (["New York"], AreaPath(country: "New York")),
        (["United States", "New York"], AreaPath(country: "United States", province: "New York")),
        (["朝阳"], nil),
    ]

    @Test(arguments: read) func anAreaIsNoWiderThanItWasWritten(_ typed: [String], _ path: AreaPath?) throws {
        let places = try Places(outlines: nil)
        let reading = EmergencyPlaces.read(typed, places)
        #expect(reading == path.map { .one($0) } ?? .several(typed.joined(separator: " ")))
        // What the form shows is read as it was.
        if let path {
            #expect(EmergencyPlaces.read([path.parts.joined(separator: " / ")], places) == .one(path))
        }
    }

    // MARK: On a store

    private func opened(_ test: TestApp, _ name: String = "Qingyun flood") async throws -> Emergency {
        try await test.app.needs.openEmergency(
            EmergencyDraft(name: name, kind: "flood", level: "municipal", areas: [["湖北省武汉市"]]),
            by: test.viewer("founder"), in: test.network.id)
    }

    private func advance(
        _ one: Emergency, _ phase: Emergency.Phase, _ test: TestApp, _ closing: ClosingDraft = ClosingDraft()
    ) async throws -> Emergency {
        try await test.app.needs.advance(
            one.id, to: phase, closing, by: test.viewer("founder"), in: test.network.id)
    }

    private func closed(_ one: Emergency, _ test: TestApp) async throws {
        _ = try await advance(one, .windingDown, test)
        _ = try await advance(one, .closed, test, ClosingDraft(rest: "everyday"))
    }

    private func entry(_ title: String, _ emergency: String, _ test: TestApp) -> NeedEntry {
        var entry = test.entry(title)
        entry.emergency = emergency
        return entry
    }

    private func story(_ one: Emergency, _ test: TestApp, _ name: String = "") async throws -> EmergencyStory {
        try await test.app.needs.emergency(one.id, for: test.viewer(name), in: test.network.id)
    }

    @Test(arguments: TestApp.kinds) func nothingStaysOpenUnderWhatIsClosed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), founder = test.viewer("founder"), network = test.network.id
        let one = try await opened(test)
        let need = try await test.submit(entry("Ward lacks masks", one.id.description, test))
        _ = try await advance(one, .windingDown, test)
        await #expect(throws: Refusal.self) {
            _ = try await test.app.needs.setPhase(.closed, ofEmergency: one.id, by: founder, in: network)
        }
        await #expect(throws: Refusal.self) { _ = try await advance(one, .closed, test) }
        #expect(try await story(one, test).emergency.phase == .windingDown)
        #expect(try await test.need(need.id)?.emergency == one.tie)
        let over = try await advance(one, .closed, test, ClosingDraft(rest: "everyday"))
        #expect(over.phase == .closed)
        let end = try await story(one, test)
        #expect(end.review?.figures?.all.handedOver == 1 && end.figures == end.review?.figures)
        #expect(try await test.need(need.id)?.emergency == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func eachCountServesHalfAMinute(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let one = try await opened(test)
        func asked() async throws -> Int { try await story(one, test).figures.all.asked }
        for (number, known) in [1, 1, 2].enumerated() {
            if number < 2 {
                _ = try await test.submit(entry("Ward \(number) lacks masks", one.id.description, test))
            } else {
                test.clock.pass(NeedActs.figuresLifetime)
                // What another service does a moment after each event.
                _ = try await test.app.database.write { db in try EventSealer.seal(db, limit: 10_000) }
            }
            #expect(try await asked() == known, "\(number)")
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatComesTooLateIsTakenIn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, desk = test.viewer("dispatcher")
        let one = try await opened(test)
        let once = Once(key: "first", content: [1])
        let early = entry("Ward lacks masks", one.id.description, test)
        let first = try await acts.submit(early, by: desk, in: test.network, once: once)
        try await closed(one, test)
        // The desk hears that it is over; but what it had sent before is answered as it was then.
        await #expect(throws: Refusal.self) {
            _ = try await test.submit(entry("Ward lacks water", one.id.description, test), by: "dispatcher")
        }
        let again = try await acts.submit(early, by: desk, in: test.network, once: once)
        #expect(again.isRepeated && again.need.id == first.need.id)
        for word in [one.id.description, one.name] {
            let late = try await test.submit(entry("Ward lacks water \(word)", word, test))
            #expect(late.emergency == nil, "\(word)")
        }
        let table = "title,item,quantity,phone,emergency\nClinic lacks gloves,gloves,10,13900001234,\(one.name)\n"
        for name in ["founder", "intake"] {
            let report = try await acts.importNeeds(
                Array(table.replacing("gloves", with: "gloves \(name)").utf8), NeedImport(), by: test.viewer(name),
                into: test.network)
            #expect(report.stored == 1 && report.rejected.isEmpty, "\(name)")
        }
        #expect(try await Invariants.broken(test) == [])
        await test.app.database.close()
    }

    /// It ends between the look and the transaction.
    @Test(arguments: TestApp.kinds) func whatEndsMeanwhileKeepsNobodyOut(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let one = try await opened(test)
        try await closed(one, test)
        let need = try await test.app.needs.submit(
            test.entry(), by: test.viewer("intake"), in: test.network, isRelayed: true, under: one.tie
        ).need
        #expect(try await test.need(need.id)?.emergency == nil && need.emergency == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func twoLeadsOverwriteNothing(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, founder = test.viewer("founder")
        let network = test.network.id
        let one = try await opened(test)
        let change = EmergencyDraft(adviceEn: "Go up high", version: one.version)
        let next = try await acts.changeEmergency(one.id, change, by: founder, in: network)
        #expect(next.version == one.version + 1)
        await #expect(throws: Refusal.self) {
            _ = try await acts.changeEmergency(
                one.id, EmergencyDraft(adviceEn: "Stay", version: one.version), by: founder, in: network)
        }
        #expect(try await story(one, test).emergency.adviceEn == "Go up high")

        func write(_ words: String, read moment: Int64?) async throws {
            _ = try await acts.writeReview(
                wentWell: words, toChange: "", ofEmergency: one.id, read: moment, by: founder, in: network)
        }
        try await write("Fast", read: 0)
        await #expect(throws: Refusal.self) { try await write("Slow", read: 0) }
        let written = try #require(try await story(one, test, "founder").review)
        #expect(written.wentWell == "Fast")
        test.clock.pass(Time.minute)
        try await write("Fast enough", read: written.writtenAt)
        // A draft is for those who write it.
        for name in ["", "volunteer"] { #expect(try await story(one, test, name).review == nil) }
        try await closed(one, test)
        #expect(try await story(one, test).review?.wentWell == "Fast enough")
        await test.app.database.close()
    }

    // MARK: Thanks

    private func thanked(_ one: Emergency, _ test: TestApp) async throws -> [ID] {
        try await test.app.database.read { db in
            try db.query("SELECT object_id FROM emergency_thanks WHERE emergency_id = \(one.id)") { try $0[0] as ID }
        }
    }

    @Test(arguments: TestApp.kinds) func whoOnlyAskedIsThankedForAsking(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let one = try await opened(test)
        let need = try await test.submit(entry("My ward lacks masks", one.id.description, test), by: "volunteer")
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        try await closed(one, test)
        #expect(try await thanked(one, test) == [], "closing waits for no thanks")
        #expect(try await story(one, test).review?.figures?.people == 1)
        try await test.app.needs.sweepThanks()
        let intake = try #require(test.members["intake"]).id
        #expect(Set(try await thanked(one, test)) == [need.id, intake])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func oneThatFailsKeepsNoOtherWaiting(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var all: [Emergency] = []
        for number in 0..<2 {
            let one = try await opened(test, "Flood \(number)")
            _ = try await test.submit(entry("Ward \(number) lacks masks", one.id.description, test))
            try await closed(one, test)
            test.clock.pass(Time.minute)
            all.append(one)
        }
        let failing = try App(
            database: FailingDatabase(test.app.database) { $0 == 1 }, world: test.clock.world,
            masterKey: [UInt8](repeating: 7, count: 32), configuration: test.app.configuration, logger: test.app.logger)
        await #expect(throws: FailingDatabase.Failed.self) { try await failing.needs.sweepThanks() }
        func counts() async throws -> [Int] {
            [try await thanked(all[0], test).count, try await thanked(all[1], test).count]
        }
        #expect(try await counts() == [0, 1])
        try await test.app.needs.sweepThanks()
        #expect(try await counts() == [1, 1])
        await test.app.database.close()
    }

    @Test func theBoardOfEverydayWorkHasItsIndex() async throws {
        let test = try await TestApp(), network = test.network.id
        let plan = try await test.app.database.read { db in
            try db.query(
                """
                EXPLAIN QUERY PLAN SELECT n.id FROM needs n WHERE n.network_id = \(network) AND n.phase = 1
                    AND n.emergency_id IS NULL ORDER BY n.rank, n.id DESC LIMIT 20
                """
            ) { try $0[3] as String }
        }.joined(separator: "\n")
        #expect(plan.contains("needs_everyday") && !plan.contains("TEMP B-TREE"), "\(plan)")
        await test.app.database.close()
    }
}
