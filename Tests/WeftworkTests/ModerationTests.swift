import Database
import Testing

@testable import Weftwork

/// Texts that must not stand: reported, hidden with a reason and a stub, appealed to another, shown again.
@Suite struct ModerationTests {
    private func json(_ test: TestApp, _ need: ID, _ viewer: Viewer) async throws -> String {
        String(decoding: try await test.app.needs.view(need, for: viewer, in: test.network.id).json, as: UTF8.self)
    }

    @Test(arguments: TestApp.kinds) func aHiddenNeedLeavesAStubForEverybodyButTheCase(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        var entry = test.entry("Sesame County hospital lacks masks")
        entry.description = "Ask nurse Poppy"
        let need = try await test.published(entry), place = TextPlace(kind: .need, id: need.id)
        let draft = ClaimDraft(line: need.lines[0].id, quantity: 5_000, promisedBy: test.clock.now + Time.hour)
        _ = try await test.app.needs.claim(draft, on: need.id, by: test.viewer("volunteer"), in: network)
        try await test.app.members.hide(place, reason: "Names a nurse", by: test.viewer("founder"), in: network)

        for viewer in [Viewer(.anonymous, language: .en), test.viewer("volunteer2"), test.viewer("volunteer")] {
            let text = try await json(test, need.id, viewer)
            #expect(text.contains("Names a nurse"))
            for word in ["Sesame", "Poppy", "N95"] { #expect(!text.contains(word), "\(word)") }
            let csv = try await test.app.needs.exportCSV(by: viewer, in: network, bom: false)
            #expect(csv.contains("Names a nurse") && !csv.contains("Sesame") && !csv.contains("N95"))
            let found = try await test.app.needs.board(
                try BoardQuery(Form(pairs: [("q", "Sesame")]), viewer: viewer), for: viewer, in: network)
            #expect(found.rows.isEmpty, "what is hidden is not found")
        }
        #expect(try await json(test, need.id, test.viewer("intake")).contains("Sesame"))
        #expect(try await json(test, need.id, test.requester(need.id)).contains("Sesame"))
        // What was told of it before names nothing of it any more.
        let told = try await test.app.database.read { db in
            try db.withoutHidden(
                db.story(of: need.id, in: network, tier: .members, vault: test.app.vault), in: network, tier: .members)
        }
        #expect(told.contains { $0.kind == .claimed } && told.allSatisfy { !$0.details.contains("N95") })
        // It goes on: its owner, its clock, its promise.
        let after = try #require(try await test.need(need.id))
        #expect(after.ownerID == need.ownerID && after.dueAt != nil && after.lines[0].claimed == 5_000)

        try await test.app.members.show(place, by: test.viewer("founder"), in: network)
        #expect(try await json(test, need.id, Viewer(.anonymous, language: .en)).contains("Sesame"))
        #expect(try await test.app.auditChain(of: test.network).firstBreak == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aReportHasAnOwnerAndItsOutcomeHides(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, members = test.app.members
        let id = try #require(test.members["volunteer"]).id, place = TextPlace(kind: .profile, id: id)
        try await members.save(
            name: "volunteer", language: "en", [.about: "I sell masks at any price", .skills: "driving"],
            [.about: "members", .skills: "members"], by: test.viewer("volunteer"))
        let draft = ReportDraft(place: place, words: "He sells what was given to us")
        await #expect(throws: Refusal.self) {
            try await members.report(draft, by: Viewer(.anonymous, language: .en), in: network)
        }
        await #expect(throws: Refusal.self, "nobody reports themselves") {
            try await members.report(draft, by: test.viewer("volunteer"), in: network)
        }
        let first = try await members.report(draft, by: test.viewer("volunteer2"), in: network)
        let second = try await members.report(draft, by: test.viewer("volunteer3"), in: network)
        #expect(first == second, "what is said about the same text joins what is open")
        let reading = try await members.matter(first, for: test.viewer("founder"), in: network)
        #expect(reading.clock != nil && reading.notes.count == 1 && reading.text?.place == place)
        await #expect(throws: Refusal.self, "whom it is about doesn't read it") {
            try await members.matter(first, for: test.viewer("volunteer"), in: network)
        }
        try await members.close(
            first, "hidden", reason: "Sells gifts", by: test.viewer("founder"), network: network)
        let seen = try await test.app.database.read { db in try db.member(id, in: network) }
        #expect(seen?.skills == [], "nor is it known in lists")
        #expect(try await test.app.database.read { try $0.hiding(of: place, in: network)?.reason } == "Sells gifts")
        // Saying it anew shows nothing.
        try await members.save(
            name: "volunteer", language: "en", [.skills: "selling"], [.skills: "members"], by: test.viewer("volunteer"))
        #expect(try await test.app.database.read { try $0.member(id, in: network) }?.skills == [])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func theAuthorAppealsOnceAndToAnother(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, members = test.app.members
        _ = try await test.app.people.addMember(
            MemberDraft(email: "lead@example.org", name: "lead", roles: [.coordinator]), to: "test")
        let lead = try #require(
            try await test.app.database.read { db in try db.members(of: network).first { $0.name == "lead" } })
        let need = try await test.published(), place = TextPlace(kind: .need, id: need.id)
        let her = test.requester(need.id), words = "It is true, call the ward"
        await #expect(throws: Refusal.self, "nothing is hidden") {
            try await members.appeal(about: place, words, by: her, in: network)
        }
        try await members.hide(place, reason: "Looks untrue", by: test.viewer("founder"), in: network)
        await #expect(throws: Refusal.self, "it is not theirs") {
            try await members.appeal(about: place, words, by: test.viewer("volunteer"), in: network)
        }
        let id = try await members.appeal(about: place, words, by: her, in: network)
        let matter = try #require(try await test.app.database.read { try $0.matter(id, in: network) })
        #expect(matter.ownerID == lead.id, "another than the one who hid it")
        await #expect(throws: Refusal.self, "nor is it handed to who decided") {
            try await members.handOver(
                id, to: try #require(test.members["founder"]).id, by: Viewer(.member(lead), language: .en),
                network: network)
        }
        await #expect(throws: Refusal.self, "once") {
            try await members.appeal(about: place, words, by: her, in: network)
        }
        let open = try await members.hiding(of: place, for: her, in: network)
        #expect(open?.appeal?.isOpen == true)
        try await members.close(
            id, "shown", reason: "The ward confirms it", by: Viewer(.member(lead), language: .en), network: network)
        #expect(try await test.need(need.id)?.hidden == nil)
        #expect(try await members.hiding(of: place, for: her, in: network) == nil)
        await test.app.database.close()
    }

    @Test func onlyThoseWhoLeadHide() async throws {
        let test = try await TestApp()
        let need = try await test.published(), place = TextPlace(kind: .need, id: need.id)
        for name in ["volunteer", "verifier", "dispatcher", "intake"] {
            await #expect(throws: Refusal.self, "\(name)") {
                try await test.app.members.hide(
                    place, reason: "I don't like it", by: test.viewer(name), in: test.network.id)
            }
        }
        await #expect(throws: Refusal.self, "a reason is needed") {
            try await test.app.members.hide(place, reason: "", by: test.viewer("founder"), in: test.network.id)
        }
        // Of a need that nobody outside knows, nobody outside learns by reporting it.
        let quiet = try await test.submit(test.entry("Another county's hospital needs gowns"))
        await #expect(throws: Refusal.self) {
            try await test.app.members.report(
                ReportDraft(place: TextPlace(kind: .need, id: quiet.id), words: "This must not stand here"),
                by: Viewer(.anonymous, language: .en), in: test.network.id)
        }
        await test.app.database.close()
    }
}
