import Database
import Engine
import Testing

@testable import Weftwork

/// Whole courses of a need, on both engines.
@Suite struct LifeTests {
    @Test(arguments: TestApp.kinds) func aClockThatRunsOutRemindsTellsReassignsAndTurnsRed(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind)
        var entry = test.entry()
        entry.urgency = "critical"
        let need = try await test.submit(entry)
        let kinds = { (story: [SealedEvent]) in story.map(\.kind) }
        func story() async throws -> [SealedEvent] {
            try await test.app.database.read { db in
                try db.story(of: need.id, in: test.network.id, tier: .case, vault: test.app.vault)
            }
        }
        test.clock.pass(23 * Time.minute)
        try await test.app.needs.sweep()
        #expect(kinds(try await story()).contains(.clockReminded))
        test.clock.pass(8 * Time.minute)
        try await test.app.needs.sweep()
        #expect(kinds(try await story()).contains(.clockBackup))
        #expect(try await test.need(need.id)?.ownerID == need.ownerID)
        test.clock.pass(15 * Time.minute)
        try await test.app.needs.sweep()
        #expect(try await test.need(need.id)?.ownerID != need.ownerID)
        test.clock.pass(20 * Time.minute)
        try await test.app.needs.sweep()
        let seen = kinds(try await story())
        #expect(seen.filter { $0 == .clockRed }.count == 1)
        // Sweeping again changes nothing.
        #expect(try await test.app.needs.sweep() == 0)
        #expect(kinds(try await story()) == seen)
        let founder = try #require(test.members["founder"])
        let waiting = try await test.app.needs.waiting(for: founder)
        #expect((waiting.red + waiting.items).contains { $0.clock.needID == need.id })
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatIsOpenAgainIsNotLeftWithWhoIsSuspended(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let need = try await test.published(), owner = need.ownerID, her = test.requester(need.id)
        _ = try await test.app.needs.perform(.withdraw(reason: ""), on: need.id, by: her, in: network)
        try await test.app.database.write { db in
            try db.execute(
                "UPDATE memberships SET state = 'suspended' WHERE network_id = \(network) AND id = \(owner)")
        }
        test.clock.pass(Time.minute)
        let again = try await test.app.needs.perform(.reopen(reason: "again"), on: need.id, by: her, in: network)
        #expect(again.ownerID != owner && again.state.isOpen)
        let clock = try await test.app.database.read { db in try db.clock(of: need.id, in: network) }
        #expect(clock?.ownerID == again.ownerID)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func silenceMakesAPublishedNeedStaleAndThenExpire(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published(test.mailed())
        test.clock.pass(73 * Time.hour)
        try await test.app.needs.sweep()
        #expect(try await test.need(need.id)?.freshness == .asked)
        test.clock.pass(72 * Time.hour)
        try await test.app.needs.sweep()
        #expect(try await test.need(need.id)?.freshness == .stale)
        _ = try await test.app.needs.perform(
            .stillNeeded(true), on: need.id, by: test.requester(need.id), in: test.network.id)
        #expect(try await test.need(need.id)?.freshness == .fresh)
        for _ in 0..<3 {
            test.clock.pass(73 * Time.hour)
            try await test.app.needs.sweep()
        }
        #expect(try await test.need(need.id)?.state == .expired)
        #expect(try await Invariants.broken(test).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aPromiseWithoutAWordGoesBackToThePool(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published()
        let draft = ClaimDraft(line: need.lines[0].id, quantity: 60_000, promisedBy: test.clock.now + 10 * Time.hour)
        let made = try await test.app.needs.claim(draft, on: need.id, by: test.viewer("volunteer"), in: test.network.id)
        #expect(made.need.state == .inProgress && made.need.progress == .partClaimed)
        test.clock.pass(11 * Time.hour)
        try await test.app.needs.sweep()
        #expect(try await test.need(need.id)?.lines[0].claimed == 60_000)
        test.clock.pass(6 * Time.hour)
        try await test.app.needs.sweep()
        let after = try #require(try await test.need(need.id))
        #expect(after.lines[0].claimed == 0 && after.state == .published)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aMergeKeepsBothAndIsUndone(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let first = try await test.submit(test.entry("武汉市中心医院：缺口罩"))
        test.clock.pass(2 * Time.minute)
        let second = try await test.submit(test.entry("武汉市中心医院：缺口罩"))
        #expect(first.id != second.id)
        let found = try await test.app.needs.duplicates(of: second)
        #expect(found.first?.need.id == first.id)
        #expect([.phone, .institution, .text].allSatisfy { reason in found.first?.reasons.contains(reason) == true })
        try await test.act(.merge(into: first.id), second.id, "intake")
        #expect(try await test.need(second.id)?.state == .duplicate)
        try await test.act(.unmerge, second.id, "verifier")
        #expect(try await test.need(second.id)?.state == .submitted)
        #expect(try await Invariants.broken(test).isEmpty)
        try await test.app.needs.dismissDuplicate(
            second.id, of: first.id, by: test.viewer("intake"), in: test.network.id)
        #expect(try await test.app.needs.duplicates(of: second).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: [
        ("武汉市中心医院", "武汉市中心医院麻醉科", false), ("武汉大学人民医院", "武汉大学人民医院东院", false),
        ("武汉市汉口医院", "武汉汉口医院", true), ("湖北省妇幼保健院", "湖北省婦幼保健院", true),
    ])
    func institutionsOfTheRealDataAreToldApart(_ one: String, _ other: String, _ isSame: Bool) async throws {
        let test = try await TestApp()
        var first = test.entry("口罩"), second = test.entry("帐篷和大米")
        (first.institution, second.institution) = (one, other)
        second.phone = "15487654321"
        _ = try await test.submit(first)
        let need = try await test.submit(second)
        let found = try await test.app.needs.duplicates(of: need)
        #expect(found.contains { $0.reasons.contains(.institution) } == isSame)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func lessAndLaterKeepTheVerificationMoreVoidsIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published()
        let line = need.lines[0].id
        var less = Correction()
        less.quantities[line] = .number(40_000)
        let lower = try await test.app.needs.perform(
            .correct(less), on: need.id, by: test.requester(need.id), in: test.network.id)
        #expect(lower.voided.isEmpty && lower.lines[0].remaining == 40_000)
        var more = Correction()
        more.quantities[line] = .number(400_000)
        let higher = try await test.app.needs.perform(
            .correct(more), on: need.id, by: test.requester(need.id), in: test.network.id)
        #expect(higher.voided == ["lines"] && higher.state == .published)
        let draft = ClaimDraft(line: line, quantity: 1000, promisedBy: test.clock.now + Time.hour)
        await #expect(throws: Refusal.self) {
            _ = try await test.app.needs.claim(draft, on: need.id, by: test.viewer("volunteer"), in: test.network.id)
        }
        try await test.act(.verify(VerificationDraft(confidence: .twoSources)), need.id, "verifier2")
        #expect(try await test.need(need.id)?.voided.isEmpty == true)
        _ = try await test.app.needs.claim(draft, on: need.id, by: test.viewer("volunteer"), in: test.network.id)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func tamperingWithTheLogShows(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published()
        if kind == .postgres { _ = try await test.app.database.write { try EventSealer.seal($0) } }
        #expect(try await test.app.auditChain(of: test.network).firstBreak == nil)
        try await test.app.database.write { db in
            try db.execute("UPDATE events SET details = \("{}") WHERE object_id = \(need.id) AND kind = 'published'")
        }
        #expect(try await test.app.auditChain(of: test.network).firstBreak != nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatWasSaidIsSealedAndCanBeForgotten(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published()
        let vault = test.app.vault
        func said() async throws -> String {
            try await test.app.database.read { db in
                try db.story(of: need.id, in: test.network.id, tier: .case, vault: vault).map(\.details).joined()
            }
        }
        _ = try await test.app.needs.perform(
            .add(text: "my “aunt” waits at gate 3"), on: need.id, by: test.requester(need.id), in: test.network.id)
        #expect(try await said().contains("my “aunt” waits at gate 3"))
        let open = try await test.app.database.read { db in
            try db.query("SELECT details FROM events WHERE object_id = \(need.id)") { try $0[0] as String }
        }
        #expect(!open.joined().contains("aunt"), "it stands in the open")

        if kind == .postgres { _ = try await test.app.database.write { try EventSealer.seal($0) } }
        try await test.app.database.write { db in
            try db.execute("UPDATE subject_keys SET wrapped = NULL WHERE subject_id = \(need.id)")
        }
        #expect(try await !said().contains("aunt"))
        #expect(try await test.app.auditChain(of: test.network).firstBreak == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoseMergedNeedsAreAnswered(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let target = try await test.submit(test.entry("one")), merged = try await test.submit(test.entry("two"))
        let further = try await test.submit(test.entry("three"))
        for id in [merged.id, further.id] { try await test.act(.acknowledge(note: ""), id, "verifier") }
        try await test.act(.merge(into: merged.id), further.id, "verifier")
        try await test.act(.merge(into: target.id), merged.id, "verifier")
        #expect(try await test.need(merged.id)?.state == .duplicate)
        _ = try await test.app.needs.perform(
            .withdraw(reason: ""), on: target.id, by: test.requester(target.id), in: test.network.id)
        // What stood for it has ended unmet: the other stands by itself again, with owner and deadline.
        let restored = try #require(try await test.need(merged.id))
        #expect(restored.state.isOpen && restored.dueAt != nil)
        #expect(try await test.need(further.id)?.mergedInto == merged.id)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoseShiftEndsPassesOnWhatIsOpen(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let founder = test.viewer("founder"), now = test.clock.now
        for (name, hours) in [("intake", 2), ("verifier", 8)] as [(String, Int64)] {
            let member = try #require(test.members[name])
            try await test.app.needs.planShift(
                member: member.id, desk: "desk", from: now + 1000, to: now + hours * Time.hour, by: founder,
                in: test.network.id)
        }
        test.clock.pass(Time.minute)
        var owners: Set<ID> = []
        for number in 0..<4 { owners.insert(try await test.submit(test.entry("need \(number)")).ownerID) }
        #expect(owners == Set(["intake", "verifier"].compactMap { test.members[$0]?.id }))
        test.clock.pass(3 * Time.hour)
        try await test.app.needs.sweep()
        let verifier = test.members["verifier"]?.id
        let all = try await test.app.database.read { db in
            try db.query("SELECT owner_id FROM needs WHERE network_id = \(test.network.id)") { try $0[0] as ID }
        }
        #expect(all.allSatisfy { $0 == verifier })
        #expect(try await Invariants.broken(test).isEmpty)
        await test.app.database.close()
    }
}
