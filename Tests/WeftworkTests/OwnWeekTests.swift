import Database
import Engine
import Testing

@testable import Weftwork

/// One's own week says when one has to be there, and how much is promised ahead.
@Suite struct OwnWeekTests {
    private func needed(_ test: TestApp) async throws -> Need {
        var entry = test.entry("A clinic lacks drivers")
        let work = LineWorkEntry(
            from: Format.rfc3339(test.clock.now + 30 * Time.hour), to: Format.rfc3339(test.clock.now + 36 * Time.hour),
            minutes: "120")
        entry.lines = [NeedEntry.Line(item: "drivers", quantity: "2", kind: "people", work: work)]
        return try await test.published(entry)
    }

    private func week(_ test: TestApp, _ name: String) async throws -> OwnWeek {
        try await MineActs(needs: test.app.needs, volunteers: test.app.volunteers)
            .week(of: test.viewer(name), in: test.network.id)
    }

    private func page(_ test: TestApp, _ name: String) async throws -> String {
        let endpoint = try #require(
            test.app.endpoints.first { $0.method == .get && $0.path == "/n/{slug}/me/week" })
        return try #require(await test.body(endpoint, ["slug": test.network.slug], as: test.viewer(name)))
    }

    @Test(arguments: TestApp.kinds) func itNamesTheHoursOneSaidYesTo(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, start = test.clock.now + 30 * Time.hour
        let need = try await needed(test)
        try await test.drives("volunteer")
        test.clock.pass(3 * Time.second)
        let call = try await test.app.waves.start(
            HelpDraft(line: need.lines[0].id), on: need.id, by: test.viewer("dispatcher"), in: network
        ).call
        let asking = try #require(try await test.askings(call).first)
        #expect(try await week(test, "volunteer").ahead == 0)
        _ = try await test.app.waves.answer(.yes, asking: asking.id, by: test.viewer("volunteer"), in: network)
        let found = try await week(test, "volunteer")
        let promise = try #require(found.promises.first)
        #expect(promise.agreed == RestGuard.Span(start: start, end: start + 2 * Time.hour) && !promise.isMoved)
        // What is promised leaves no more room than what was done.
        #expect(found.ahead == 2 * Time.hour && found.own.load == 2 * Time.hour)
        // Two in the afternoon of the next day, in Shanghai; how long there is until its end is not what counts.
        let text = try await page(test, "volunteer")
        #expect(text.contains("2 Feb 14:00</time> – <time") && text.contains("2 Feb 16:00</time>"))
        #expect(text.contains("2 h promised, shifts included") && !text.contains("data-due="))
        let json = String(decoding: OwnWeekView(week: found, language: .en).json, as: UTF8.self)
        #expect(json.contains("\"from\":\"2020-02-02T06:00:00") && json.contains("\"hoursAhead\":2"))
        // Once the need names another time that stands beside it.
        var correction = Correction()
        correction.works[need.lines[0].id] = LineWorkEntry(from: Format.rfc3339(start + Time.hour))
        _ = try await test.app.needs.perform(
            .correct(correction), on: need.id, by: test.requester(need.id), in: network)
        #expect(try await page(test, "volunteer").contains("the need says now: 2 Feb 15:00 to 2 Feb 20:00"))
        await test.app.database.close()
    }

    @Test func onlyWhatSheCorrectedHasMoved() {
        let claim = Claim(
            id: Sample.id, networkID: Sample.id, needID: Sample.id, lineID: Sample.id, memberID: Sample.id,
            quantity: 1000, delivered: 0, usable: nil, state: .open, promisedBy: 9, note: "", carrier: "", waybill: "",
            createdAt: 0, changedAt: 0)
        var promise = OwnWeek.Promise(claim: claim, title: "", agreed: RestGuard.Span(start: 2, end: 9))
        promise.work = LineWork(from: 1, to: 8, minutes: nil)
        #expect(!promise.isMoved)
        promise.isCorrected = true
        #expect(promise.isMoved)
    }

    @Test(arguments: TestApp.kinds) func itNamesTheLinesOwnHoursWhereNobodyAsked(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), need = try await needed(test)
        _ = try await test.app.needs.claim(
            ClaimDraft(line: need.lines[0].id, quantity: 1000, promisedBy: test.clock.now + 36 * Time.hour),
            on: need.id, by: test.viewer("volunteer"), in: test.network.id)
        let promise = try #require(try await week(test, "volunteer").promises.first)
        #expect(promise.agreed == nil && promise.work == need.lines[0].work && promise.start == need.lines[0].work.from)
        #expect(try await page(test, "volunteer").contains("2 Feb 14:00 to 2 Feb 20:00"))
        // What is handed over has a day by which, and no hours.
        let goods = try await test.published()
        _ = try await test.app.needs.claim(
            ClaimDraft(line: goods.lines[0].id, quantity: 1000, promisedBy: test.clock.now + Time.day),
            on: goods.id, by: test.viewer("volunteer2"), in: test.network.id)
        #expect(try await page(test, "volunteer2").contains("data-due=\"\(test.clock.now + Time.day)\""))
        await test.app.database.close()
    }
}
