import Database
import Testing

@testable import Weftwork

/// Shifts that end with nobody to follow: what is critical rings and has somebody who answers, the rest waits for the next shift.
@Suite struct NightTests {
    private func shift(_ name: String, _ minutes: Int64, _ test: TestApp, isOnCall: Bool = false) async throws -> ID {
        let id = try await test.app.needs.planShift(
            member: try #require(test.members[name]).id, desk: "desk", from: test.clock.now,
            to: test.clock.now + minutes * Time.minute, isOnCall: isOnCall, by: test.viewer("founder"),
            in: test.network.id)
        if isOnCall {
            try await test.app.needs.answerShift(id, accepts: true, by: test.viewer(name), in: test.network.id)
        }
        return id
    }

    private func critical(_ title: String, _ test: TestApp) async throws -> Need {
        var entry = test.entry(title)
        entry.urgency = "critical"
        return try await test.submit(entry)
    }

    private func rung(_ need: ID, _ test: TestApp) async throws -> [String] {
        let ids = try await test.app.database.read { db in
            try db.query("SELECT member_id FROM rings WHERE need_id = \(need) ORDER BY number") { try $0[0] as ID }
        }
        return ids.compactMap { id in test.members.first { $0.value.id == id }?.key }
    }

    private func pass(_ minutes: Int64, _ test: TestApp) async throws {
        test.clock.pass(minutes * Time.minute)
        _ = try await test.app.needs.sweep()
    }

    @Test(arguments: TestApp.kinds) func whatCameByDayRingsAtNight(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        _ = try await shift("verifier", 10, test)
        _ = try await shift("intake", 600, test, isOnCall: true)
        let need = try await critical("Oxygen runs out", test)
        var high = test.entry("Masks run out")
        high.urgency = "high"
        let other = try await test.submit(high)
        try await pass(1, test)
        #expect(try await rung(need.id, test).isEmpty, "somebody is at the desk")
        // The shift ends: whoever is on call has it, and is woken for what is critical alone; once.
        try await pass(10, test)
        #expect(try await test.need(need.id)?.ownerID == test.members["intake"]?.id)
        #expect(try await rung(need.id, test) == ["intake"])
        _ = try await test.app.needs.sweep()
        #expect(try await rung(need.id, test) == ["intake"])
        try await pass(11, test)
        #expect(try await rung(need.id, test) == ["intake", "founder"])
        // Somebody comes: it is quiet. They go again: it rings anew, from the first.
        let short = try await shift("verifier2", 60, test)
        try await pass(11, test)
        #expect(try await rung(need.id, test).count == 2)
        try await test.app.needs.endShift(short, by: test.viewer("verifier2"), in: test.network.id)
        try await pass(1, test)
        #expect(try await rung(need.id, test) == ["intake", "founder", "intake"])
        #expect(try await rung(other.id, test).isEmpty)
        // Whoever takes it is not woken again, nor is anybody else, while it is theirs.
        _ = try await test.app.needs.take(need.id, by: test.viewer("founder"), in: test.network.id)
        try await pass(5, test)
        #expect(try await rung(need.id, test).count == 3)
        #expect(try await test.need(need.id)?.ownerID == test.members["founder"]?.id)
        await test.app.database.close()
    }

    /// How a need ended is still to be said: by somebody who is there.
    @Test(arguments: TestApp.kinds) func aCallAboutWhatIsOverPassesOnWithTheShift(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        _ = try await shift("intake", 10, test)
        let need = try await test.submit()
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        try await test.act(.markUnmet(reason: "nobody has one", tried: "three makers"), need.id, "founder")
        let call = try #require(try await test.app.database.read { db in try db.openCall(of: need.id, in: network) })
        func owner() async throws -> ID? {
            try await test.app.database.read { db in try db.clock(of: call.id, in: network)?.ownerID }
        }
        #expect(try await owner() == test.members["intake"]?.id)
        _ = try await shift("verifier", 600, test)
        try await pass(12, test)
        #expect(try await owner() == test.members["verifier"]?.id)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func wakingRestsAndBeginsAnewTheNextNight(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await critical("Oxygen runs out", test)
        #expect(try await rung(need.id, test) == ["founder"])
        for _ in 0..<6 { try await pass(11, test) }
        #expect(
            try await rung(need.id, test).count == RingRules.rounds,
            "nobody else can be woken, and they were often enough")
        _ = try await shift("verifier", 10, test)
        try await pass(11, test)
        #expect(try await rung(need.id, test).count == RingRules.rounds + 1)
        await test.app.database.close()
    }

    /// However many needs ring for somebody, they are sent one message in the time they have to answer.
    @Test(arguments: TestApp.kinds) func whoIsWokenForManyIsToldOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        func messages() async throws -> Int {
            try await test.app.database.read { db in
                try db.query("SELECT payload FROM jobs WHERE kind = 'mail'") { try $0[0] as [UInt8] }
            }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
                .count { $0.to == "founder@example.org" && $0.body.contains("the next person is woken") }
        }
        let first = try await critical("Oxygen runs out", test), second = try await critical("Blood is needed", test)
        #expect(try await rung(first.id, test) == ["founder"])
        #expect(try await rung(second.id, test) == ["founder"])
        #expect(try await messages() == 1)
        try await pass(5, test)
        let third = try await critical("A ward has no water", test)
        #expect(try await rung(third.id, test) == ["founder"])
        #expect(try await messages() == 1)
        // What rang without a message puts the next one off no further.
        for expected in [2, 2, 3] {
            try await pass(5, test)
            #expect(try await messages() == expected)
        }
        #expect(try await rung(first.id, test).count == 3)
        #expect(try await rung(third.id, test).count == 2)
        await test.app.database.close()
    }

    @Test func aMessageIsDueOnceTheTimeToAnswerIsOver() {
        let minute = Time.minute
        #expect(RingRules.isTold(after: [], now: 0))
        #expect(!RingRules.isTold(after: [0], now: 0) && !RingRules.isTold(after: [0], now: 9 * minute))
        #expect(RingRules.isTold(after: [0], now: 10 * minute))
        #expect(RingRules.isTold(after: [0, 5 * minute], now: 10 * minute))
        #expect(!RingRules.isTold(after: [0, 5 * minute, 10 * minute], now: 15 * minute))
    }

    @Test(arguments: TestApp.kinds) func aFloodRingsOnceForAll(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        _ = try await shift("verifier", 10, test)
        let flood = try await test.flood(8, urgency: "critical"), real = try await critical("Oxygen runs out", test)
        try await pass(11, test)
        var count = 0
        for id in flood { count += try await rung(id, test).count }
        #expect(count == 1)
        #expect(try await rung(real.id, test) == ["founder"])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func withNobodyAwakeTheCriticalGoToWhoeverLeads(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let line = try await shift("verifier", 10, test)
        let verifier = try #require(test.members["verifier"]).id, founder = try #require(test.members["founder"]).id
        let need = try await critical("Oxygen runs out", test), plain = try await test.submit()
        #expect(need.ownerID == verifier && plain.ownerID == verifier)
        _ = try await test.app.database.write { db in try db.execute("DELETE FROM jobs") }
        for _ in 0..<3 { try await pass(10, test) }
        let passed = try #require(try await test.need(need.id))
        #expect(passed.ownerID == founder && passed.dueAt == need.dueAt, "its clock runs on")
        #expect(try await test.need(plain.id)?.ownerID == verifier, "from one sleeper to another helps nobody")
        let reasons = try await test.app.database.read { db in
            try db.query("SELECT details FROM events WHERE object_id = \(need.id) AND kind = \(Event.Kind.owned)") {
                try $0[0] as String
            }
        }
        #expect(reasons.contains { $0.contains(NeedChange.nobodyOnShift) })
        let mails = try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
        let told = mails.filter { $0.body.contains("nobody on shift and nobody on call") }
        #expect(told.map(\.to) == ["founder@example.org"] && told.allSatisfy { $0.body.contains("Due: ") })
        func isSettled() async throws -> Bool? {
            try await test.app.database.read { db in
                try db.first("SELECT is_settled FROM shifts WHERE id = \(line)") { try $0[0] as Bool }
            }
        }
        #expect(try await isSettled() == false)
        // Somebody comes: the rest is theirs, and what the lead has stays with the lead.
        _ = try await shift("verifier2", 60, test)
        try await pass(1, test)
        #expect(try await test.need(plain.id)?.ownerID == test.members["verifier2"]?.id)
        #expect(try await test.need(need.id)?.ownerID == founder)
        #expect(try await isSettled() == true)
        let broken = try await Invariants.broken(test)
        #expect(broken.isEmpty, "\(broken)")
        await test.app.database.close()
    }

    private func isSettled(_ line: ID, _ test: TestApp) async throws -> Bool? {
        try await test.app.database.read { db in
            try db.first("SELECT is_settled FROM shifts WHERE id = \(line)") { try $0[0] as Bool }
        }
    }

    /// What somebody takes after their shift is theirs, however long the shift finds nobody to follow.
    @Test(arguments: TestApp.kinds) func whatIsTakenAfterAShiftIsNotHandedOn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, acts = test.app.needs
        let line = try await shift("verifier", 10, test)
        let verifier = try #require(test.members["verifier"]).id, founder = try #require(test.members["founder"]).id
        let plain = try await test.submit(), early = try await test.submit(test.entry("A clinic lacks soap"))
        _ = try await acts.assign(early.id, to: founder, by: test.viewer("founder"), in: network)
        try await pass(11, test)
        #expect(try await test.need(plain.id)?.ownerID == verifier)
        #expect(try await isSettled(line, test) == false)
        let late = try await test.submit(test.entry("Gloves are needed"))
        let urgent = try await critical("Oxygen runs out", test)
        for need in [early, late, urgent] {
            _ = try await acts.assign(need.id, to: verifier, by: test.viewer("founder"), in: network)
        }
        try await pass(1, test)
        #expect(try await test.need(urgent.id)?.ownerID == verifier, "not passed to whoever leads")
        let next = try #require(test.members["verifier2"]).id
        _ = try await shift("verifier2", 60, test)
        try await pass(1, test)
        #expect(try await test.need(plain.id)?.ownerID == next)
        for need in [early, late, urgent] { #expect(try await test.need(need.id)?.ownerID == verifier) }
        #expect(try await isSettled(line, test) == true)
        await test.app.database.close()
    }

    @Test func whatCannotBeHandedOnHoldsNothingElseUp() async throws {
        let test = try await TestApp()
        let line = try await shift("verifier", 10, test)
        let stuck = try await test.submit(test.entry("Stuck")), other = try await test.submit()
        _ = try await shift("verifier2", 600, test)
        let next = try #require(test.members["verifier2"]).id
        _ = try await test.app.database.write { db in
            try db.execute(
                """
                CREATE TRIGGER stuck BEFORE UPDATE OF owner_id ON needs WHEN OLD.title = 'Stuck'
                BEGIN SELECT RAISE(ABORT, 'stuck'); END
                """)
        }
        test.clock.pass(11 * Time.minute)
        var failed: [ID] = []
        _ = try await test.app.needs.sweep { id, _ in failed.append(id) }
        #expect(failed == [stuck.id])
        #expect(try await test.need(stuck.id)?.ownerID == test.members["verifier"]?.id)
        #expect(try await test.need(other.id)?.ownerID == next)
        #expect(try await isSettled(line, test) == false, "it is tried again")
        _ = try await test.app.database.write { db in try db.execute("DROP TRIGGER stuck") }
        _ = try await test.app.needs.sweep()
        #expect(try await test.need(stuck.id)?.ownerID == next)
        #expect(try await isSettled(line, test) == true)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoeverLeadsKeepsTheirOwn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        _ = try await shift("founder", 10, test)
        let need = try await critical("Oxygen runs out", test)
        try await pass(11, test)
        #expect(try await test.need(need.id)?.ownerID == test.members["founder"]?.id)
        #expect(try await rung(need.id, test) == ["founder"])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func onlyTheShiftOfWhoReadsIsAnnounced(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, now = test.clock.now
        func plan(_ name: String, in hours: Int64) async throws {
            try await test.app.needs.planShift(
                member: try #require(test.members[name]).id, desk: "desk", from: now + hours * Time.hour,
                to: now + (hours + 4) * Time.hour, by: test.viewer("founder"), in: network)
        }
        try await plan("volunteer", in: 1)
        #expect(try await test.app.needs.readTempo(of: network, now: now).nextShiftAt == nil)
        try await plan("verifier", in: 9)
        try await plan("intake", in: 6)
        #expect(try await test.app.needs.readTempo(of: network, now: now).nextShiftAt == now + 6 * Time.hour)
        await test.app.database.close()
    }

    @Test func aBurstIsSaidWhateverTheDeskIsLike() {
        for (onShift, wait) in [(0, nil), (2, nil), (2, 40 * Time.minute)] as [(Int, Int64?)] {
            var tempo = DeskTempo(usualWait: wait, onShift: onShift)
            let usual = BurstWords.reading(tempo)(.en)
            tempo.burstSince = 1
            let words = BurstWords.reading(tempo)(.en)
            #expect(words.hasPrefix("Many ask at once") && words.contains(usual) && !usual.contains("Many ask"))
        }
    }
}
