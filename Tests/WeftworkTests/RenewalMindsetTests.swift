import Database
import Foundation
import Testing

@testable import Weftwork

/// A renewal asks the seven lines again: the round is opened with it, and where all lie stands beside the round before.
@Suite struct RenewalMindsetTests {
    private func adopted(_ test: TestApp) async throws {
        let founder = try #require(test.members["founder"]), now = test.clock.now
        let version = CharterVersion(
            subject: .network(test.network.id), number: 1, state: .adopted, convenerID: founder.id, createdAt: now,
            editedAt: now, adoptedAt: now)
        let clause = CharterClause(
            id: test.app.world.newID(), section: .purpose, level: .goal, position: 1, zh: "有回音", en: "An answer",
            since: 1)
        try await test.app.database.write { db in
            try db.save(version)
            try db.save(clause, in: version)
        }
    }

    /// Everybody of five places themselves and the network on each line.
    private func answer(_ sheet: ID, own: Int, net: Int, _ test: TestApp) async throws {
        var replies: [String: Reply] = [:]
        for line in 1...7 {
            replies["own\(line)"] = Reply(picks: [own])
            replies["net\(line)"] = Reply(picks: [net])
        }
        for name in ["verifier", "verifier2", "intake", "dispatcher", "volunteer"] {
            try await test.app.questions.answer(
                replies, mayShow: false, to: sheet, by: test.viewer(name), in: test.network.id)
        }
    }

    private func rounds(_ test: TestApp) async throws -> [Sheet] {
        let network = test.network.id
        return try await test.app.database.read { db in try db.sheets(of: [AlignSheets.mindset.name], in: network) }
    }

    private func page(_ renewal: Renewal, _ test: TestApp, as name: String) async throws -> String {
        let path = "/n/{slug}/renewals/{id}"
        let door = try #require(test.app.endpoints.first { $0.path == path && $0.method == .get })
        let parameters = ["slug": test.network.slug, "id": renewal.id.description]
        return try #require(await test.body(door, parameters, as: test.viewer(name)))
    }

    @Test(arguments: TestApp.kinds)
    func aRenewalAsksTheSevenLinesAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), questions = test.app.questions, network = test.network.id
        let founder = test.viewer("founder")
        try await adopted(test)
        let first = try await questions.make(SheetDraft(kind: AlignSheets.mindset.name), by: founder, in: network)
        try await answer(first.id, own: 2, net: 3, test)
        _ = try await questions.perform(.close, on: first.id, by: founder, in: network)
        test.clock.pass(300 * Time.day)
        let once = Once(key: "renew", content: [1])
        let renewal = try await test.app.drift.renew("A year has gone", by: founder, in: network, once: once)
        _ = try await test.app.drift.renew("A year has gone", by: founder, in: network, once: once)
        let sheets = try await rounds(test), sheet = try #require(sheets.first)
        #expect(sheets.count == 2 && sheet.id == renewal.sheetID && sheet.round == 2 && sheet.afterID == first.id)
        #expect(sheet.isOpen(at: test.clock.now))
        // While it is open nothing of it is shown.
        try await answer(sheet.id, own: 6, net: 5, test)
        var shown = try await page(renewal, test, as: "volunteer2")
        #expect(
            shown.contains("open for answers") && shown.contains("/sheets/\(sheet.id)") && shown.contains("5 answers"))
        #expect(shown.contains("Answer it") && !shown.contains("Where all lie"))
        #expect(try await !page(renewal, test, as: "volunteer").contains("Answer it"), "they have")
        test.clock.pass(15 * Time.day)
        try await questions.sweep()
        shown = try await page(renewal, test, as: "volunteer2")
        #expect(shown.contains("Where all lie") && shown.contains("control and plan ↔ emergence"))
        for place in ["6 (6–6)", "2 (2–2)", "5 (5–5)", "3 (3–3)"] { #expect(shown.contains(place), "\(place)") }
        #expect(shown.contains("Myself: round 1") && !shown.contains("This is the first round"))
        let read = try #require(try await test.app.drift.renewal(renewal.id, for: founder, in: network).mindset)
        #expect(read.sheet.id == sheet.id && read.earlier?.sheet.id == first.id)
    }

    @Test(arguments: TestApp.kinds)
    func aRoundThatRunsIsTakenIn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, founder = test.viewer("founder")
        try await adopted(test)
        let running = try await test.app.questions.make(
            SheetDraft(kind: AlignSheets.mindset.name), by: founder, in: network)
        let renewal = try await test.app.drift.renew("It is time", by: founder, in: network)
        #expect(renewal.sheetID == running.id)
        #expect(try await rounds(test).map(\.id) == [running.id])
        // Over, though nobody has come by to end it: that round is counted, and another begins.
        try await test.app.drift.perform(.end(reason: "Begun too early"), on: renewal.id, by: founder, in: network)
        test.clock.pass(20 * Time.day)
        let again = try await test.app.drift.renew("Now it is", by: founder, in: network)
        let sheets = try await rounds(test)
        #expect(sheets.map(\.id) == [again.sheetID, running.id] && sheets.map { $0.closedAt == nil } == [true, false])
    }

    @Test(arguments: TestApp.kinds)
    func oneThatHasNoneBeginsItByATap(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, founder = test.viewer("founder")
        try await adopted(test)
        var full: [ID] = []
        for number in 0..<QuestionRules.mostAtOnce {
            full.append(
                try await test.app.questions.make(
                    SheetDraft(title: Bilingual(zh: "", en: "Survey \(number)")), by: founder, in: network
                ).id)
        }
        // Too many sheets are open: it begins all the same.
        let renewal = try await test.app.drift.renew("It is time", by: founder, in: network)
        #expect(renewal.sheetID == nil)
        func tap(_ name: String) async throws {
            try await test.app.drift.perform(.mindset, on: renewal.id, by: test.viewer(name), in: network)
        }
        await #expect(throws: Refusal.self, "still too many") { try await tap("founder") }
        _ = try await test.app.questions.perform(.discard, on: full[0], by: founder, in: network)
        await #expect(throws: Refusal.self, "not theirs to begin") { try await tap("volunteer") }
        #expect(try await !page(renewal, test, as: "volunteer").contains("Begin the mindset check"))
        #expect(try await page(renewal, test, as: "founder").contains("Begin the mindset check"))
        try await tap("founder")
        try await tap("founder")
        let sheets = try await rounds(test)
        let now = try await test.app.drift.renewal(renewal.id, for: founder, in: network).renewal
        #expect(sheets.count == 1 && now.sheetID == sheets.first?.id && now.sheetID != nil)
        let shown = try await page(renewal, test, as: "founder")
        #expect(!shown.contains("Begin the mindset check") && shown.contains("Answer it"))
    }

    @Test("All hear once that a renewal began, and whoever has a step that it ended early", arguments: TestApp.kinds)
    func beginningAndEndAreTold(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id, founder = test.viewer("founder")
        let volunteer = try #require(test.members["volunteer"])
        func asks() async throws -> Int {
            try await app.database.read { db in try db.value("SELECT count(*) FROM contact_ledger", as: Int.self) ?? 0 }
        }
        func mails() async throws -> Int {
            try await app.database.read { db in
                try db.value(
                    "SELECT count(*) FROM jobs WHERE subject_id = \(volunteer.id) AND kind = 'mail'", as: Int.self) ?? 0
            }
        }
        try await adopted(test)
        test.clock.pass(300 * Time.day)
        let renewal = try await app.drift.renew("A year has gone", by: founder, in: network)
        for _ in 1...2 {
            try await app.drift.sweep()
            try await app.questions.sweep()
        }
        #expect(try await asks() == test.members.count - 1, "the mindset check is told of with it")
        try await app.database.write { db in
            var step = try #require(try db.renewalSteps(of: renewal.id, in: network).last)
            step.ownerID = volunteer.id
            try db.save(step)
        }
        let before = try await mails()
        try await app.drift.perform(
            .end(reason: "Nobody has time this year"), on: renewal.id, by: founder, in: network)
        #expect(try await mails() == before + 1)
        await test.app.database.close()
    }

    @Test func theNewsPromisesOnlyTheCheckThatIsThere() {
        for language in Language.allCases {
            let with = RenewalWords.mailBegun("x", hasMindset: true)(language)
            let without = RenewalWords.mailBegun("x", hasMindset: false)(language)
            #expect(with.contains("思维方式自查") || with.contains("mindset check"))
            #expect(!without.contains("思维方式自查") && !without.contains("mindset") && without.contains("x"))
        }
    }
}
