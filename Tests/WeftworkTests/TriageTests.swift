import Database
import Testing

@testable import Weftwork

extension TestApp {
    /// Needs as a machine sends them: the same long text, other numbers.
    func flood(
        _ count: Int, from first: Int = 0, urgency: String = "high", _ acts: NeedActs? = nil
    ) async throws -> [ID] {
        var ids: [ID] = []
        for number in first..<first + count {
            var entry = self.entry("Parcel \(number)")
            entry.description = String(repeating: "send everything to the address below without delay ", count: 2)
            entry.phone = "\(15_410_000_000 + number)"
            entry.urgency = urgency
            let receipt = try await (acts ?? app.needs).submit(
                entry, by: Viewer(.anonymous, language: .en), in: network, trace: IntakeTrace())
            ids.append(receipt.need.id)
        }
        return ids
    }

    /// The acts of another node on the same store, or of this one after a restart.
    func node(_ database: (any Database)? = nil) -> NeedActs {
        NeedActs(
            database: database ?? app.database, world: clock.world, vault: app.vault, configuration: app.configuration,
            places: app.needs.places)
    }
}

/// Triage: people one by one, page after page; what a machine sent as a whole.
@Suite struct TriageTests {
    @Test(arguments: TestApp.kinds) func aMachineHidesNobody(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, needs = test.app.needs
        let flood = Set(try await test.flood(300))
        var people: Set<ID> = []
        for number in 0..<20 { people.insert(try await test.submit(test.entry("Ward \(number) lacks masks")).id) }
        let reading = try await needs.triage(of: network)
        #expect(Set(reading.items.map(\.item.id)) == people && reading.total == 20 && reading.next == nil)
        let cluster = try #require(reading.clusters.first)
        #expect(reading.clusters.count == 1 && cluster.count == 300 && reading.floods == 300)
        for lane in [QueueLane.all, .unanswered] {
            #expect(Set(try await needs.queue(lane, in: network).map(\.id)) == people)
            let counts = try await needs.queueCounts(lane, in: network)
            #expect(counts.all == 20 && counts.floods == 300)
        }
        // What comes after somebody has read how many they are is not decided with them.
        test.clock.pass(Time.second)
        let late = try await test.flood(1, from: 300)
        let draft = TriageDraft(cluster: cluster.pick, decision: .refuseFlood(reason: "A program sent it."))
        let report = try await needs.triage(draft, by: test.viewer("intake"), in: network)
        #expect(Set(report.done) == flood && report.left.isEmpty)
        let left = try await needs.triage(of: network)
        #expect(left.clusters.map(\.count) == [1] && left.clusters.first?.first.map(\.id) == late)
        #expect(Set(left.items.map(\.item.id)) == people)
        // Undone as a whole, by whoever decided it and nobody else.
        #expect(try await needs.undo(cluster.pick, by: test.viewer("verifier"), in: network).done.isEmpty)
        let undone = try await needs.undo(cluster.pick, by: test.viewer("intake"), in: network)
        #expect(Set(undone.done) == flood && undone.left.isEmpty)
        #expect(try await needs.triage(of: network).floods == 301)
        // From people after all: back among the others, on as many pages as it takes.
        let again = try #require(try await needs.triage(of: network).clusters.first)
        let cleared = try await needs.triage(
            TriageDraft(cluster: again.pick, decision: .clearFlood), by: test.viewer("intake"), in: network)
        #expect(cleared.done.count == 301)
        let all = try await needs.triage(of: network)
        #expect(all.total == 321 && all.clusters.isEmpty && all.items.count == TriageReading.most)
        let broken = try await Invariants.broken(test)
        #expect(broken.isEmpty, "\(broken)")
        await test.app.database.close()
    }

    /// It has owner and clock, and yet no figure goes by it: neither limits nor waiting times nor a burst.
    @Test(arguments: TestApp.kinds) func aMachineDistortsNoFigure(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, needs = test.app.needs
        func figures() async throws -> (tempo: DeskTempo, load: Int) {
            let now = test.clock.now, tempo = try await needs.readTempo(of: network, now: now)
            let loads = try await test.app.database.read { db in try db.loads(in: network, now: now) }
            return (tempo, loads.reduce(0) { $0 + $1.open })
        }
        let flood = Set(try await test.flood(40))
        _ = try await test.submit()
        let waiting = try await figures()
        #expect(waiting.tempo.waiting == 1 && waiting.tempo.arrivals == 1 && waiting.load == 1)
        let broken = try await Invariants.broken(test)
        #expect(broken.isEmpty, "\(broken)")
        try await needs.sweepBursts()
        #expect(try await needs.readTempo(of: network, now: test.clock.now).isBurst == false)
        // Refused by the hundred is nobody's answer.
        test.clock.pass(Time.second)
        let cluster = try #require(try await needs.triage(of: network).clusters.first)
        let draft = TriageDraft(cluster: cluster.pick, decision: .refuseFlood(reason: "A program sent it."))
        #expect(Set(try await needs.triage(draft, by: test.viewer("intake"), in: network).done) == flood)
        let refused = try await figures()
        #expect(refused.tempo.answered == 0 && refused.tempo.usualWait == nil && refused.tempo.arrivals == 1)
        // From people after all: they count like any other.
        _ = try await needs.undo(cluster.pick, by: test.viewer("intake"), in: network)
        _ = try await needs.triage(
            TriageDraft(cluster: cluster.pick, decision: .clearFlood), by: test.viewer("intake"), in: network)
        let cleared = try await figures()
        #expect(cleared.tempo.waiting == 41 && cleared.tempo.arrivals == 41 && cleared.load == 41)
        let first = try #require(flood.min())
        try await test.act(.reject(reason: "We have none."), first, "intake")
        // A number alone was left: it has reached them when somebody has rung them up.
        #expect(try await needs.readTempo(of: network, now: test.clock.now).answered == 0)
        _ = try await needs.endCall(of: first, "spoke", note: "", by: test.viewer("intake"), in: network)
        #expect(try await needs.readTempo(of: network, now: test.clock.now).answered == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aFaultInTheMiddleLosesNothing(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let flood = Set(try await test.flood(120))
        let cluster = try #require(try await test.app.needs.triage(of: network).clusters.first)
        let draft = TriageDraft(cluster: cluster.pick, decision: .refuseFlood(reason: "A program sent it."))
        let failing = test.node(FailingDatabase(test.app.database) { $0 == 2 })
        await #expect(throws: FailingDatabase.Failed.self) {
            _ = try await failing.triage(draft, by: test.viewer("intake"), in: network)
        }
        // What was done is done, the rest waits, and can be decided again.
        #expect(try await test.app.needs.triage(of: network).clusters.map(\.count) == [120 - NeedActs.clusterChunk])
        let report = try await test.app.needs.triage(draft, by: test.viewer("intake"), in: network)
        #expect(report.done.count == 120 - NeedActs.clusterChunk && report.left.isEmpty)
        let refused = try await test.app.database.read { db in
            try db.query("SELECT object_id FROM events WHERE kind = \(Event.Kind.rejected)") { try $0[0] as ID }
        }
        #expect(refused.count == 120 && Set(refused) == flood, "each once")
        #expect(Set(try await test.app.needs.undo(cluster.pick, by: test.viewer("intake"), in: network).done) == flood)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func everyPageHasItsTurnTheMostUrgentFirst(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        var ids: Set<ID> = []
        for number in 0..<TriageReading.most + 7 {
            var entry = test.entry("Ward \(number) lacks masks")
            entry.urgency = number % 3 == 0 ? "low" : "normal"
            ids.insert(try await test.submit(entry).id)
        }
        var entry = test.entry("Oxygen runs out")
        entry.urgency = "critical"
        let last = try await test.submit(entry).id
        let first = try await test.app.needs.triage(of: network)
        #expect(first.items.first?.item.id == last && first.items.count == TriageReading.most)
        #expect(first.total == ids.count + 1)
        let cursor = try #require(first.next.flatMap { TriageCursor($0.text) })
        #expect(cursor == first.next)
        let second = try await test.app.needs.triage(of: network, after: cursor)
        #expect(second.items.count == 8 && second.next == nil && second.total == first.total)
        let seen = (first.items + second.items).map(\.item)
        #expect(Set(seen.map(\.id)) == ids.union([last]) && seen.count == ids.count + 1)
        #expect(seen.map(\.urgency) == seen.map(\.urgency).sorted())
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aDoubleIsMergedIntoWhatIsShown(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, needs = test.app.needs
        let first = try await test.submit(), intake = test.viewer("intake")
        test.clock.pass(2 * Time.minute)
        let second = try await test.submit(test.entry("County hospital lacks masks still"))
        let line = try #require(try await needs.triage(of: network).items.first { $0.item.id == second.id })
        #expect(line.double?.need.id == first.id && line.double?.reasons.contains(.phone) == true)
        let draft = TriageDraft(needs: [second.id], decision: .merge(into: first.id))
        #expect(try await needs.triage(draft, by: intake, in: network).done == [second.id])
        #expect(try await test.need(second.id)?.mergedInto == first.id)
        #expect(
            try await needs.triage(of: network).items.map(\.double?.need.id) == [nil], "what is merged is no candidate")
        let act = try #require(try await needs.undoables(of: intake, in: network).first)
        _ = try await needs.undo(act.id, by: intake, in: network)
        #expect(try await test.need(second.id)?.state == .submitted)
        // What has ended since it was shown takes nobody in, and says so.
        try await test.act(.reject(reason: "Spam."), first.id, "intake")
        let late = try await needs.triage(draft, by: intake, in: network)
        #expect(late.done.isEmpty && late.left.map(\.need) == [second.id])
        #expect(try await test.need(second.id)?.state == .submitted)
        await test.app.database.close()
    }

    @Test(arguments: [
        ("do=merge%3AA%3AB", true), ("do=merge%3AA", false), ("do=merge%3AA%3Anobody", false), ("do=merge", false),
    ]) func theFormSaysWhatIsMergedIntoWhat(words: String, isFine: Bool) throws {
        let ids = (1...2).map { ID(milliseconds: Int64($0), entropy: (0, 0)) }
        let form = Form(
            encoded: words.replacing("%3AA", with: "%3A\(ids[0])").replacing("%3AB", with: "%3A\(ids[1])"))
        guard isFine else {
            #expect(throws: Refusal.self) { try TriageForm.draft(form) }
            return
        }
        let draft = try TriageForm.draft(form)
        #expect(draft.needs == [ids[0]] && draft.decision == .merge(into: ids[1]))
    }

    // MARK: Marks that nodes share

    private func lane(_ test: TestApp) async throws -> Set<ID> {
        try await test.app.database.read { db in
            Set(try db.query("SELECT need_id FROM flood_needs WHERE cleared_at IS NULL") { try $0[0] as ID })
        }
    }

    @Test(arguments: TestApp.kinds) func nodesAndRestartsKnowOfOneFlood(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), (a, b) = (test.node(), test.node())
        var ids = try await test.flood(3, a)
        ids += try await test.flood(1, from: 3, b)
        #expect(try await lane(test).isEmpty)
        // Two nodes with five between them are a flood, all of them.
        ids += try await test.flood(1, from: 4, b)
        #expect(try await lane(test) == Set(ids))
        // A node that has begun anew is late by one.
        let restarted = test.node()
        ids += try await test.flood(1, from: 5, restarted)
        #expect(try await lane(test) == Set(ids.prefix(5)))
        ids += try await test.flood(1, from: 6, restarted)
        #expect(try await lane(test) == Set(ids))
        // Marks are kept for their ten minutes, and no longer.
        func marks() async throws -> Int? {
            try await test.app.database.read { db in try db.value("SELECT count(*) FROM intake_marks", as: Int.self) }
        }
        _ = try await test.app.needs.sweep()
        #expect(try await marks() == 7)
        test.clock.pass(FloodRules.window + Time.second)
        _ = try await test.app.needs.sweep()
        #expect(try await marks() == 0)
        let later = try await test.flood(2, from: 7, restarted)
        #expect(try await lane(test).isDisjoint(with: later))
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatCameFromPeopleMakesNobodySuspect(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        _ = try await test.flood(6)
        let cluster = try #require(try await test.app.needs.triage(of: network).clusters.first)
        _ = try await test.app.needs.triage(
            TriageDraft(cluster: cluster.pick, decision: .clearFlood), by: test.viewer("intake"), in: network)
        _ = try await test.flood(4, from: 6)
        #expect(try await lane(test).isEmpty)
        await test.app.database.close()
    }

    /// Another node has them in its memory still.
    @Test(arguments: TestApp.kinds) func whatWasClearedComesBackOnNoNode(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, (a, b) = (test.node(), test.node())
        let ids = try await test.flood(6, b)
        let cluster = try #require(try await a.triage(of: network).clusters.first)
        let draft = TriageDraft(cluster: cluster.pick, decision: .clearFlood)
        #expect(try await a.triage(draft, by: test.viewer("intake"), in: network).done.count == 6)
        let later = try await test.flood(4, from: 6, b)
        #expect(try await lane(test).isEmpty)
        // As many again are a flood of their own.
        let fifth = try await test.flood(1, from: 10, b)
        #expect(try await lane(test) == Set(later + fifth))
        // Who was cleared is not cleared once more.
        let again = TriageDraft(needs: [ids[0]], decision: .clearFlood)
        #expect(try await a.triage(again, by: test.viewer("intake"), in: network).left.map(\.need) == [ids[0]])
        await test.app.database.close()
    }

    @Test func aTextOfItsOwnCostsNoStatement() async throws {
        let test = try await TestApp()
        _ = try await test.flood(1)
        #expect(
            try await test.app.database.read { db in try db.value("SELECT count(*) FROM intake_marks", as: Int.self) }
                == 0)
        await test.app.database.close()
    }
}
