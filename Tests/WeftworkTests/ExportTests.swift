import Database
import Testing

@testable import Weftwork

/// Many contacts at once: a purpose, a second person, once, and everybody concerned can see it.
@Suite struct ExportTests {
    private func asker(_ test: TestApp) async throws -> Viewer {
        _ = try await test.app.people.addMember(
            MemberDraft(email: "data@example.org", name: "data", roles: [.coordinator]), to: "test")
        let member = try await test.app.database.read { db in
            try db.members(of: test.network.id).first { $0.name == "data" }
        }
        return Viewer(.member(try #require(member)), language: .en)
    }

    private let draft = ExportDraft(purpose: "The health office calls every hospital", filter: Form())

    @Test(arguments: TestApp.kinds) func itIsAskedApprovedByAnotherDownloadedOnceAndSeen(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind), network = test.network.id, needs = test.app.needs
        let asker = try await asker(test), founder = test.viewer("founder")
        let need = try await test.published()
        var money = test.entry("Masks, pay to account 6222020200112233")
        money.phone = "15412340000"
        let held = try await test.submit(money)
        #expect(!held.held.isEmpty)

        for name in ["volunteer", "verifier", "dispatcher"] {
            await #expect(throws: Refusal.self, "\(name)") {
                try await needs.askForExport(draft, by: test.viewer(name), in: network)
            }
        }
        await #expect(throws: Refusal.self, "a purpose") {
            try await needs.askForExport(ExportDraft(purpose: " ", filter: Form()), by: asker, in: network)
        }
        let export = try await needs.askForExport(draft, by: asker, in: network)
        #expect(export.contacts == 2 && export.needs == 2)
        let waiting = try await test.app.members.waiting(for: try #require(test.members["founder"]))
        #expect(waiting.contains { $0.clock.objectID == export.id && $0.clock.dueAt == test.clock.now + Time.day })
        // Not before it is approved, not by the asker, not by others.
        await #expect(throws: Refusal.self) { try await needs.downloadExport(export.id, by: asker, in: network) }
        await #expect(throws: Refusal.self) {
            try await needs.decideExport(export.id, .approved, note: "I say so", by: asker, in: network)
        }
        await #expect(throws: Refusal.self) {
            try await needs.decideExport(
                export.id, .approved, note: "Why not", by: test.viewer("verifier"), in: network)
        }
        // What comes later was not approved.
        let later = try await test.submit(test.entry("A clinic lacks gloves"))
        try await needs.decideExport(export.id, .approved, note: "They have asked me too", by: founder, in: network)
        await #expect(throws: Refusal.self, "it is the asker's") {
            try await needs.downloadExport(export.id, by: founder, in: network)
        }
        let csv = try await needs.downloadExport(export.id, by: asker, in: network)
        #expect(csv.contains("15412345678") && csv.contains("15412340000"))
        #expect(!csv.contains("6222020200112233"), "what is held back stays so")
        #expect(!csv.contains(later.id.description))
        await #expect(throws: Refusal.self, "once") {
            try await needs.downloadExport(export.id, by: asker, in: network)
        }

        let shown = try await needs.file(need.id, for: test.requester(need.id), in: network).reveals
        #expect(shown.map(\.memberName) == ["data"] && shown.map(\.approvedBy) == ["founder"])
        #expect(shown.map(\.purpose) == [draft.purpose])
        let told = try await test.app.database.read { db in
            try db.story(of: export.id, in: network, tier: .stewards, vault: test.app.vault).map(\.kind)
        }
        #expect(told == [.exportAsked, .exportDecided, .exported])
        #expect(try await test.app.auditChain(of: test.network).firstBreak == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatNobodyDecidesOrDownloadsLapses(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, needs = test.app.needs
        let asker = try await asker(test)
        _ = try await test.published()
        let undecided = try await needs.askForExport(draft, by: asker, in: network)
        let approved = try await needs.askForExport(draft, by: asker, in: network)
        try await needs.decideExport(
            approved.id, .approved, note: "Fine by me", by: test.viewer("founder"), in: network)
        test.clock.pass(Time.day + Time.minute)
        await #expect(throws: Refusal.self) { try await needs.downloadExport(approved.id, by: asker, in: network) }
        try await needs.sweep()
        test.clock.pass(2 * Time.day)
        try await needs.sweep()
        let states = try await test.app.database.read { db in try db.exports(in: network).map(\.state) }
        #expect(states == [.lapsed, .lapsed])
        let matter = try await test.app.database.read { try $0.matter(undecided.id, in: network) }
        #expect(matter?.outcome == .lapsed)
        await #expect(throws: Refusal.self) {
            try await needs.decideExport(
                undecided.id, .approved, note: "Too late", by: test.viewer("founder"), in: network)
        }
        await test.app.database.close()
    }

    @Test func whereThereIsNoSecondPersonThereIsNoExport() async throws {
        let test = try await TestApp()
        _ = try await test.published()
        await #expect(throws: Refusal.self) {
            try await test.app.needs.askForExport(draft, by: test.viewer("founder"), in: test.network.id)
        }
        await test.app.database.close()
    }
}
