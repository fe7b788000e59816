import Database
import Testing

@testable import Weftwork

/// A burst: gathered alarms, loads, waking at night, floods, the reserve.
@Suite struct BurstTests {
    private func jobs(_ test: TestApp) async throws -> [Mail] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY run_at, id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
    }

    private func clearJobs(_ test: TestApp) async throws {
        _ = try await test.app.database.write { db in try db.execute("DELETE FROM jobs") }
    }

    @Test(arguments: TestApp.kinds) func alarmsOfManyAreOneMessage(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        for number in 0..<12 { _ = try await test.submit(test.entry("Ward \(number) lacks masks")) }
        try await clearJobs(test)
        test.clock.pass(19 * Time.hour)
        _ = try await test.app.needs.sweep()
        let mails = try await jobs(test)
        let owners = Dictionary(grouping: mails, by: \.to)
        #expect(!mails.isEmpty && owners.values.allSatisfy { $0.count == 1 }, "\(mails.map(\.subject))")
        let told = mails.map(\.body).joined()
        #expect(told.contains("Ward 0"), "the oldest is named")
        // Within ten minutes nobody gets a second one; after that what has come meanwhile.
        try await clearJobs(test)
        test.clock.pass(6 * Time.hour)
        _ = try await test.app.needs.sweep()
        let later = try await jobs(test)
        #expect(Dictionary(grouping: later, by: \.to).values.allSatisfy { $0.count == 1 })
        try await clearJobs(test)
        _ = try await test.app.needs.sweep()
        #expect(try await jobs(test).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aSweepLiftsNobodyOverTheirLimit(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let founder = test.viewer("founder"), network = test.network.id
        _ = try await test.app.needs.change(
            [.desk(DeskDraft(mostOpen: 4))], by: founder, in: network)
        for name in ["verifier", "verifier2", "intake"] {
            try await test.app.needs.planShift(
                member: try #require(test.members[name]).id, desk: "desk", from: test.clock.now,
                to: test.clock.now + 23 * Time.hour, by: founder, in: network)
        }
        for number in 0..<30 { _ = try await test.submit(test.entry("Ward \(number) lacks masks")) }
        let desk = Set(["verifier", "verifier2", "intake"].compactMap { test.members[$0]?.id })
        func loads() async throws -> [ID: Int] {
            Dictionary(
                uniqueKeysWithValues: try await test.app.database.read { db in
                    try db.loads(in: network, now: test.clock.now)
                }.map { ($0.memberID, $0.open) })
        }
        let before = try await loads()
        #expect(desk.allSatisfy { before[$0] == 4 }, "\(before)")
        // All are late at once: what changes hands goes to those who have room, and the rest to a coordinator by name.
        test.clock.pass(37 * Time.hour)
        try await test.app.needs.planShift(
            member: try #require(test.members["verifier"]).id, desk: "desk", from: test.clock.now,
            to: test.clock.now + Time.hour, by: founder, in: network)
        _ = try await test.app.needs.sweep()
        let after = try await loads()
        #expect(desk.allSatisfy { (after[$0] ?? 0) <= 4 }, "\(after)")
        #expect(after.values.reduce(0, +) == 30)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func theNightWakesOneAfterAnother(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let founder = test.viewer("founder"), network = test.network.id
        let intake = try #require(test.members["intake"]).id
        let line = try await test.app.needs.planShift(
            member: intake, desk: "night", from: test.clock.now, to: test.clock.now + 8 * Time.hour, isOnCall: true,
            by: founder, in: network)
        var entry = test.entry("Oxygen runs out")
        entry.urgency = "critical"
        func rung(_ need: ID) async throws -> [ID] {
            try await test.app.database.read { db in
                try db.query(
                    "SELECT member_id FROM rings WHERE network_id = \(network) AND need_id = \(need) ORDER BY number"
                ) { try $0[0] }
            }
        }
        // A line that its holder has not accepted wakes nobody: the coordinator is.
        let first = try await test.submit(entry)
        #expect(try await rung(first.id) == [try #require(test.members["founder"]).id])
        try await test.app.needs.answerShift(line, accepts: true, by: test.viewer("intake"), in: network)
        entry.title = "Oxygen is gone in ward 2"
        let second = try await test.submit(entry)
        #expect(second.ownerID == intake)
        #expect(try await rung(second.id) == [intake])
        test.clock.pass(RingRules.patience + Time.second)
        _ = try await test.app.needs.sweep()
        let after = try await rung(second.id)
        #expect(after.count == 2 && after[1] != intake)
        // Whoever was woken takes it, and nobody else is woken.
        let taken = try await test.app.needs.take(second.id, by: test.viewer("founder"), in: network)
        #expect(taken.ownerID == test.members["founder"]?.id)
        test.clock.pass(RingRules.patience + Time.second)
        _ = try await test.app.needs.sweep()
        #expect(try await rung(second.id).count == 2)
        await #expect(throws: Refusal.self) {
            _ = try await test.app.needs.take(second.id, by: test.viewer("dispatcher"), in: network)
        }
        // With somebody at the desk nobody is woken.
        try await test.app.needs.planShift(
            member: try #require(test.members["verifier"]).id, desk: "desk", from: test.clock.now,
            to: test.clock.now + Time.hour, by: founder, in: network)
        entry.title = "Oxygen is gone in ward 3"
        let third = try await test.submit(entry)
        #expect(try await rung(third.id).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aDeclinedLineIsKnownToWhoeverPlannedIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let network = test.network.id, intake = try #require(test.members["intake"]).id
        func plan() async throws -> ID {
            let line = try await test.app.needs.planShift(
                member: intake, desk: "night", from: test.clock.now + Time.hour, to: test.clock.now + 9 * Time.hour,
                isOnCall: true, by: test.viewer("founder"), in: network)
            try await clearJobs(test)
            return line
        }
        let line = try await plan()
        await #expect(throws: Refusal.self, "another's line") {
            try await test.app.needs.answerShift(line, accepts: false, by: test.viewer("verifier"), in: network)
        }
        try await test.app.needs.answerShift(line, accepts: false, by: test.viewer("intake"), in: network)
        let mails = try await jobs(test)
        #expect(mails.map(\.to) == ["founder@example.org"])
        #expect(mails.first?.body.contains("intake can't be on call") == true)
        func declined() async throws -> [ID] {
            try await test.app.database.read { db in
                try db.query("SELECT object_id FROM events WHERE kind = \(Event.Kind.shiftDeclined)") { try $0[0] }
            }
        }
        #expect(try await declined() == [line])
        #expect(try await test.app.needs.shifts(in: network, from: 0, to: .max / 4).isEmpty)
        await #expect(throws: Refusal.self, "it is off the roster") {
            try await test.app.needs.answerShift(line, accepts: true, by: test.viewer("intake"), in: network)
        }
        // Nobody is known to have planned it: those who lead are told.
        let old = try await plan()
        _ = try await test.app.database.write { db in try db.execute("UPDATE shifts SET planned_by = NULL") }
        try await test.app.needs.answerShift(old, accepts: false, by: test.viewer("intake"), in: network)
        #expect(try await jobs(test).map(\.to) == ["founder@example.org"])
        var declines = [line, old]
        // Whoever planned it may plan no more, or is suspended: those who lead are told.
        for state in ["active", "suspended"] {
            let line = try await plan()
            let planner = try #require(test.members["verifier"]).id
            _ = try await test.app.database.write { db in
                try db.execute("UPDATE shifts SET planned_by = \(planner) WHERE id = \(line)")
                try db.execute("UPDATE memberships SET state = \(state) WHERE id = \(planner)")
            }
            try await test.app.needs.answerShift(line, accepts: false, by: test.viewer("intake"), in: network)
            #expect(try await jobs(test).map(\.to) == ["founder@example.org"], "\(state)")
            declines.append(line)
        }
        // An accepted line is told of to nobody.
        let accepted = try await plan()
        try await test.app.needs.answerShift(accepted, accepts: true, by: test.viewer("intake"), in: network)
        #expect(try await jobs(test).isEmpty)
        #expect(try await declined().sorted() == declines.sorted())
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aBurstThatIsDeclaredAnewEndsTheOldOneOpenly(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        for hours in [2, 5] {
            try await test.app.needs.declareBurst(hours: hours, by: test.viewer("founder"), in: test.network.id)
            test.clock.pass(Time.hour)
        }
        let told = try await test.app.database.read { db in
            try db.query(
                """
                SELECT kind, object_id FROM events WHERE kind IN (\(Event.Kind.burstBegan), \(Event.Kind.burstEnded)) ORDER BY id
                """
            ) { (kind: try $0[0] as String, burst: try $0[1] as ID) }
        }
        let (began, ended) = (told.filter { $0.kind == "burstBegan" }, told.filter { $0.kind == "burstEnded" })
        #expect(began.count == 2 && ended.map(\.burst) == [began[0].burst], "the first one, and it alone")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aBurstIsSeenAndTheReserveAskedOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let network = test.network.id
        for number in 0..<25 { _ = try await test.submit(test.mailed("Ward \(number) lacks masks")) }
        try await clearJobs(test)
        try await test.app.needs.sweepBursts()
        try await test.app.needs.sweepBursts()
        let tempo = try await test.app.needs.readTempo(of: network, now: test.clock.now)
        #expect(tempo.isBurst && tempo.waiting == 25 && tempo.arrivals == 25)
        let asked = try await jobs(test).filter { $0.subject.contains("Many ask") }.map(\.to).sorted()
        #expect(asked == ["intake@example.org", "verifier2@example.org", "verifier@example.org"])
        try await test.app.needs.answerReserve(comes: true, by: test.viewer("verifier"), in: network)
        let now = try await test.app.needs.readTempo(of: network, now: test.clock.now)
        #expect(now.onShift == 1)
        // Answered: it ends by itself.
        for item in try await test.app.needs.triage(of: network).items {
            try await test.act(.acknowledge(note: ""), item.item.id, "intake")
        }
        try await test.app.needs.sweepBursts()
        #expect(try await test.app.needs.readTempo(of: network, now: test.clock.now).isBurst == false)
        await test.app.database.close()
    }

    /// Whoever was asked enough this week is asked on credit once or twice, and then finds it at home.
    @Test(arguments: TestApp.kinds) func theReserveIsAskedFromTheOneBudget(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id, now = test.clock.now
        let full = try #require(test.members["verifier"]).id, over = try #require(test.members["verifier2"]).id
        let taken = try await app.database.write { db in
            var taken: [Bool] = []
            for _ in 0..<2 {
                taken.append(try db.takeContact(with: full, in: network, for: .help, id: app.world.newID(), at: now))
            }
            for _ in 0..<4 {
                let id = app.world.newID()
                taken.append(
                    try db.takeContact(with: over, in: network, for: .offer, isEmergency: true, id: id, at: now))
            }
            return taken
        }
        #expect(taken == Array(repeating: true, count: 6))
        try await clearJobs(test)
        try await app.needs.declareBurst(hours: 5, by: test.viewer("founder"), in: network)
        let asked = try await jobs(test).filter { $0.subject.contains("Many ask") }.map(\.to).sorted()
        #expect(asked == ["intake@example.org", "verifier@example.org"])
        let (ledger, waits) = try await app.database.read { db in
            (
                try db.query(
                    "SELECT member_id, is_borrowed FROM contact_ledger WHERE kind = \(AskedFor.reserve)"
                ) { (member: try $0[0] as ID, isBorrowed: try $0[1] as Bool) },
                try db.isReserveAsked(over, in: network)
            )
        }
        #expect(ledger.count == 2 && waits)
        #expect(ledger.first { $0.member == full }?.isBorrowed == true)
        #expect(ledger.first { $0.member == test.members["intake"]?.id }?.isBorrowed == false)
        // Nobody is asked twice in one burst, neither who was sent nothing.
        test.clock.pass(NeedActs.reservePause + Time.second)
        try await clearJobs(test)
        try await app.needs.sweepBursts()
        #expect(try await jobs(test).filter { $0.subject.contains("Many ask") }.isEmpty)
        await app.database.close()
    }

    @Test func aFloodIsALaneOfItsOwnAndLosesNobody() async throws {
        let test = try await TestApp(), network = test.network.id
        let ids = try await test.flood(6)
        let reading = try await test.app.needs.triage(of: network)
        let cluster = try #require(reading.clusters.first)
        #expect(reading.items.isEmpty && reading.total == 0 && reading.clusters.count == 1)
        #expect(
            cluster.count == 6 && cluster.reason == .sameText
                && cluster.first.map(\.id) == ids.sorted().prefix(5).map { $0 })
        for id in ids { #expect(try await test.need(id)?.dueAt != nil) }
        let next = try await test.app.needs.nextInQueue(
            after: nil, for: try #require(test.members["verifier"]), in: network)
        #expect(next == nil, "what looks made by a machine does not stand before people")
        let report = try await test.app.needs.triage(
            TriageDraft(needs: [ids[0]], decision: .clearFlood), by: test.viewer("intake"), in: network)
        #expect(report.done == [ids[0]])
        let refused = try await test.app.needs.triage(
            TriageDraft(needs: ids, decision: .refuseFlood(reason: "A program sent it.")), by: test.viewer("intake"),
            in: network)
        #expect(refused.done.count == 6)
        #expect(try await test.app.needs.queue(.all, in: network).isEmpty)
        try await test.act(.reopen(reason: "They are people."), ids[3], "intake")
        #expect(try await test.need(ids[3])?.state == .acknowledged)
        // Whom a person has taken up stands in the queue again.
        #expect(try await test.app.needs.queue(.all, in: network).map(\.id) == [ids[3]])
        await test.app.database.close()
    }

    @Test(arguments: [
        (4, 0, nil as Int64?, FloodRules.Reason.sameText as FloodRules.Reason?), (3, 0, nil, nil),
        (0, 9, nil, .sameDevice), (0, 8, nil, nil), (0, 0, 1, nil), (0, 4, 1, .tooFast), (0, 4, 4_000, nil),
    ]) func whatLooksMadeByAMachine(texts: Int, devices: Int, filledIn: Int64?, reason: FloodRules.Reason?) {
        let long = String(repeating: "x", count: 60)
        #expect(FloodRules.reason(long, texts: texts, devices: devices, filledIn: filledIn) == reason)
        #expect(FloodRules.reason("masks", texts: 4, devices: 0, filledIn: nil) == nil, "a short wish is no machine's")
    }

    @Test func wakingGoesRoundThreeTimesAndRests() {
        let order = (1...3).map { ID(milliseconds: Int64($0), entropy: (0, 0)) }
        let woken = (1...12).map { RingRules.next(order, number: $0) }
        #expect(woken.prefix(9).map { $0 } == [order[0], order[1], order[2]] + order + order)
        #expect(woken.suffix(3).allSatisfy { $0 == nil })
        #expect(RingRules.next([], number: 1) == nil)
    }
}
