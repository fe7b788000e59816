import Database
import Testing

@testable import Weftwork

/// Where two pairs of eyes disagree: a coordinator knows of it, has a time for it, and their word ends it.
@Suite struct SecondLookTests {
    private func clock(of need: Need, _ test: TestApp) async throws -> Clock? {
        try await test.app.database.read { db in try db.clock(of: need.id, in: test.network.id) }
    }

    /// A published need that a second look has seen otherwise an hour later.
    private func doubted(_ test: TestApp) async throws -> Need {
        _ = try await test.app.needs.change(
            [.desk(DeskDraft(secondLook: 100))], by: test.viewer("founder"), in: test.network.id)
        let need = try await test.published()
        test.clock.pass(Time.hour)
        _ = try await test.app.database.write { db in try db.execute("DELETE FROM jobs") }
        return try await test.app.needs.lookAgain(
            at: need.id, "otherwise", note: "The ward is closed.", by: test.viewer("verifier2"), in: test.network.id)
    }

    @Test(arguments: TestApp.kinds) func theCoordinatorIsToldAndHasAClock(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let founder = try #require(test.members["founder"])
        let need = try await doubted(test), now = test.clock.now
        let lengths = try await test.app.needs.settings(of: network).clocks
        let running = try #require(try await clock(of: need, test))
        #expect(running.step == "verify" && running.ownerID == founder.id)
        #expect(
            running.dueAt == now + lengths.length(of: .verify, urgency: need.urgency) && need.dueAt == running.dueAt)
        let items = try await test.app.needs.waiting(for: founder).items
        let decisions = items.filter { $0.clock.step == "verify" }
        #expect(decisions.map(\.clock.needID) == [need.id], "it stands at home")
        let mails = try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
        #expect(mails.map(\.to) == ["founder@example.org"])
        #expect(mails.first?.body.contains("otherwise") == true)
        let broken = try await Invariants.broken(test)
        #expect(broken.isEmpty, "\(broken)")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func freshnessRestsUntilSomebodyDecides(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let need = try await doubted(test), due = need.dueAt
        // What she says puts the decision off no further.
        test.clock.pass(Time.hour)
        let said = try await test.app.needs.perform(
            .stillNeeded(true), on: need.id, by: test.requester(need.id), in: network)
        #expect(said.dueAt == due && said.isInDoubt)
        let lengths = try await test.app.needs.settings(of: network).clocks
        test.clock.pass(3 * lengths.length(of: .freshness, urgency: need.urgency))
        _ = try await test.app.needs.sweep()
        let later = try #require(try await test.need(need.id))
        #expect(later.state == .published && later.freshness == .fresh, "nobody is asked, and nothing expires")
        #expect(later.ownerID == test.members["founder"]?.id, "only those who lead decide it")
        let settled = try await test.act(.verify(VerificationDraft(confidence: .official)), need.id, "founder")
        #expect(settled.voided.isEmpty && !settled.isInDoubt)
        let running = try #require(try await clock(of: need, test))
        #expect(running.step == "freshness")
        #expect(running.dueAt == test.clock.now + lengths.length(of: .freshness, urgency: need.urgency))
        let broken = try await Invariants.broken(test)
        #expect(broken.isEmpty, "\(broken)")
        await test.app.database.close()
    }

    /// Before doubts had a clock of their own such a need was on the clock of its state, and expired whatever she said.
    @Test(arguments: TestApp.kinds, [true, false])
    func anEarlierDoubtIsDecidedToo(_ kind: EngineKind, isSaid: Bool) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let need = try await doubted(test), lengths = try await test.app.needs.settings(of: network).clocks
        let length = lengths.length(of: .freshness, urgency: need.urgency)
        let earlier = NeedClocks.clock(of: need, step: .freshness, now: test.clock.now, lengths)
        try await test.app.database.write { db in try db.start(earlier) }
        if isSaid {
            _ = try await test.app.needs.perform(
                .stillNeeded(true), on: need.id, by: test.requester(need.id), in: network)
            #expect(try await clock(of: need, test)?.step == "verify")
        }
        for _ in 0..<4 {
            test.clock.pass(length + 1)
            _ = try await test.app.needs.sweep()
        }
        let later = try #require(try await test.need(need.id))
        #expect(later.state == .published && later.freshness == .fresh)
        #expect(try await clock(of: need, test)?.step == "verify")
        await test.app.database.close()
    }

    /// Both say that it is so, but not whether it was called back: that is a dispute, too, and it has an end.
    @Test(arguments: TestApp.kinds) func aCoordinatorEndsADisputeOverOneAnswer(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        func found(_ answer: VerificationDraft.Finding) -> NeedAction {
            .verify(
                VerificationDraft(
                    confidence: .official,
                    checks: [VerificationDraft.Check(id: "called-back", answer: answer, note: "")]))
        }
        var entry = test.entry()
        entry.lines = [NeedEntry.Line(item: "Ventilator", quantity: "2", unit: "pieces")]
        let need = try await test.submit(entry)
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        try await test.act(found(.yes), need.id, "verifier")
        let split = try await test.act(found(.no), need.id, "verifier2")
        #expect(split.state == .verifying && split.ownerID == test.members["founder"]?.id)
        let ended = try await test.act(found(.no), need.id, "founder")
        #expect(ended.state == .verified && ended.confidence == .official)
        await test.app.database.close()
    }
}
