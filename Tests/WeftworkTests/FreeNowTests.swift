import Database
import Engine
import Testing

@testable import Weftwork

/// "I have two hours now" takes nothing back that was said of later today, and is made longer or ended in one tap.
@Suite struct FreeNowTests {
    private func hours(_ test: TestApp) async throws -> OwnHours {
        try await test.app.volunteers.hours(of: test.viewer("volunteer"), in: test.network.id)
    }

    private func say(_ draft: AvailabilityDraft, _ test: TestApp) async throws {
        try await test.app.volunteers.say(draft, by: test.viewer("volunteer"), in: test.network.id)
    }

    private func supply(_ test: TestApp) async throws -> VolunteerSupply? {
        test.app.volunteers.changed(in: test.network.id)
        return try await test.app.volunteers.supply(in: test.network.id, at: test.clock.now).first
    }

    @Test(arguments: TestApp.kinds) func whatWasSaidOfLaterTodayStays(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), start = test.clock.now
        // Eight in the morning, in Shanghai.
        try await say(.today(from: "18", to: "21"), test)
        #expect(try await hours(test).freeUntil == nil)
        test.clock.pass(Time.hour)
        try await say(.now(hours: 2), test)
        let said = try await hours(test)
        #expect(said.freeUntil == "11:00" && said.later == ["18:00–21:00"] && said.all.count == 2)
        let one = try #require(try await supply(test))
        #expect(one.freedom(at: start + 2 * Time.hour) == .today(until: start + 3 * Time.hour))
        #expect(one.freedom(at: start + 5 * Time.hour) == nil)
        #expect(one.freedom(at: start + 11 * Time.hour) == .today(until: start + 13 * Time.hour))
        // Standing by is said of now, too.
        try await test.app.small.standBy(until: "10", by: test.viewer("volunteer"), in: test.network.id)
        let standing = try await hours(test)
        #expect(standing.freeUntil == "10:00" && standing.later == ["18:00–21:00"])
        await #expect(throws: Refusal.self) {
            try await test.app.small.standBy(until: "noon", by: test.viewer("volunteer"), in: test.network.id)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func longerOrNoMoreIsOneTap(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        await #expect(throws: Refusal.self) { try await say(.stop, test) }
        try await say(.today(from: "18", to: "21"), test)
        try await say(.now(hours: 2), test)
        test.clock.pass(Time.hour)
        try await say(.more(hours: 2), test)
        let longer = try await hours(test)
        #expect(longer.freeUntil == "12:00" && longer.all.count == 2)
        // Since when stays, so that what began since then suits them as before.
        #expect(longer[.now]?.from == test.clock.now - Time.hour)
        // Never further than can be said at once.
        for _ in 0..<5 { try? await say(.more(hours: 2), test) }
        #expect(try await hours(test).freeUntil == "21:00")
        // And that nothing would change is said.
        await #expect(throws: Refusal.self) { try await say(.more(hours: 2), test) }
        #expect(try await hours(test).freeUntil == "21:00")
        await #expect(throws: Refusal.self) { try await say(.more(hours: 13), test) }
        try await say(.stop, test)
        let stopped = try await hours(test)
        #expect(stopped.freeUntil == nil && stopped.later == ["18:00–21:00"])
        // What was over by then begins anew.
        try await say(.more(hours: 2), test)
        #expect(try await hours(test).freeUntil == "11:00")
        await test.app.database.close()
    }

    @Test func whatRunsNowGoesOnIntoWhatWasSaidOfToday() throws {
        let id = ID(milliseconds: 1, entropy: (1, 1)), now: Int64 = 1_580_515_200_000
        func made(_ draft: AvailabilityDraft) throws -> Weftwork.Availability {
            try AvailabilityRules.made(draft, of: id, in: id, zone: LocalClock.usual, at: now)
        }
        let held = try [made(.today(from: "9", to: "12")), made(.now(hours: 2))]
        #expect(OwnHours(all: held, at: now).freeUntil == "12:00")
        let longer = try AvailabilityRules.longer(held, by: 2, of: id, in: id, zone: LocalClock.usual, at: now)
        #expect(longer.written == "08:00–14:00")
    }

    @Test(arguments: TestApp.kinds) func theNetworksPageHasTheTapForMembers(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), member = test.viewer("volunteer")
        func page(as viewer: Viewer) async throws -> String {
            let endpoint = try #require(test.app.endpoints.first { $0.method == .get && $0.path == "/n/{slug}" })
            return try #require(await test.body(endpoint, ["slug": test.network.slug], as: viewer))
        }
        let tap = "/n/test/me/free", words = "I have two hours now"
        let before = try await page(as: member)
        #expect(before.contains(tap) && before.contains(words))
        let stranger = try await page(as: Viewer(.anonymous, language: .en))
        #expect(stranger.contains("Ask for help") && !stranger.contains(tap) && !stranger.contains(words))
        try await say(.now(hours: 2), test)
        let after = try await page(as: member)
        #expect(after.contains("You are free until 10:00") && after.contains("Two more hours"))
        await test.app.database.close()
    }
}
