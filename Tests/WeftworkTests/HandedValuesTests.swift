import Database
import Testing

@testable import Weftwork

/// What people missed in a values survey, on its way to the charter: of enough of them, theirs, and named after nobody.
@Suite struct HandedValuesTests {
    private func survey(_ names: [String], _ test: TestApp) async throws -> (ValueSurvey, Sheet) {
        let acts = ValueSurvey(questions: test.app.questions, hand: ValueSurvey.toCharter(test.app.charter))
        let founder = test.viewer("founder"), network = test.network.id
        let sheet = try await acts.begin(
            [Bilingual("Openness"), Bilingual("Sharing")], who: nil, closes: nil, by: founder, in: network)
        for name in ["verifier", "verifier2", "intake", "dispatcher", "volunteer"] {
            let text = names.contains(name) ? "Patience of \(name)" : ""
            try await test.app.questions.answer(
                [ValueSurvey.rank: Reply(picks: [1]), ValueSurvey.missing: Reply(text: text)], mayShow: true,
                to: sheet.id, by: test.viewer(name), in: network)
        }
        _ = try await test.app.questions.perform(.close, on: sheet.id, by: founder, in: network)
        _ = try await test.app.charter.begin(of: .network(network), by: founder)
        return (acts, sheet)
    }

    private func suggestions(_ test: TestApp) async throws -> [CharterSuggestion] {
        let subject = CharterSubject.network(test.network.id)
        return try await test.app.database.read { [vault = test.app.vault] db in
            let version = try #require(try db.charterOpen(of: subject))
            return try db.suggestions(to: version, vault)
        }
    }

    @Test(arguments: TestApp.kinds)
    func whatFewMissedStaysAmongThem(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let (acts, sheet) = try await survey(["verifier", "verifier2", "intake", "volunteer"], test)
        // Whoever is among the four reads it, and hands nothing of it to all the others.
        let reading = try await test.app.questions.reading(sheet.id, for: test.viewer("volunteer"), in: test.network.id)
        #expect(reading.texts[ValueSurvey.missing]?.count == 4 && ValueSurvey.missed(reading).isEmpty)
        await #expect(throws: Refusal.self) {
            try await acts.handOver(
                [], words: ["Patience of volunteer"], of: sheet.id, by: test.viewer("founder"), in: test.network.id)
        }
        #expect(try await suggestions(test).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func whatIsHandedOverGoesWithWhoeverWroteIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), writer = try #require(test.members["volunteer"])
        let (acts, sheet) = try await survey(["verifier", "verifier2", "intake", "dispatcher", "volunteer"], test)
        try await acts.handOver(
            [1], words: ["Patience of volunteer"], of: sheet.id, by: test.viewer("founder"), in: test.network.id)
        let made = try await suggestions(test)
        let one = try #require(made.first { $0.personID != nil })
        #expect(made.count == 2 && made.allSatisfy { $0.memberID == nil })
        #expect(one.words == "Patience of volunteer" && one.personID == writer.personID)
        let stored = try await test.app.database.read { db in
            try db.value("SELECT said FROM charter_suggestions WHERE id = \(one.id)", as: String.self)
        }
        #expect(stored == "", "it stands nowhere but under their key")
        try await test.app.database.write { db in try db.shredKey(of: writer.personID) }
        #expect(try await suggestions(test).first { $0.id == one.id }?.words == nil)
        await test.app.database.close()
    }
}
