import Database
import Engine
import Testing

@testable import Weftwork

/// What a hand that slipped has ended goes on once it is taken back: so do the calls for it, and whoever was asked has heard of no end.
@Suite struct WaveUndoTests {
    private func started(_ test: TestApp) async throws -> (need: Need, call: HelpCall) {
        try await test.drives("volunteer2")
        let need = try await test.calledNeed(1), she = try #require(test.members["volunteer2"]).id
        test.clock.pass(3 * Time.second)
        let call = try await test.app.waves.start(
            HelpDraft(line: need.lines[0].id, members: [she]), on: need.id, by: test.viewer("dispatcher"),
            in: test.network.id
        ).call
        return (need, call)
    }

    private func endByHand(_ need: Need, _ test: TestApp) async throws {
        try await test.act(.markUnmet(reason: "no stock", tried: "three makers"), need.id, "dispatcher")
        try await test.app.waves.sweep()
    }

    @Test(arguments: TestApp.kinds) func anEndThatIsTakenBackEndsNoCall(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id
        let (need, call) = try await started(test)
        try await endByHand(need, test)
        #expect(try await test.call(call).state == .running)
        let asking = try #require(try await test.askings(call).first)
        let code = app.vault.linkCode("asking", asking.id)
        // A yes in this minute is neither lost nor kept for what may be over.
        await #expect(throws: Refusal.self) { _ = try await app.waves.answer(.yes, code: code) }
        let undoable = try #require(
            try await app.needs.undoables(of: test.viewer("dispatcher"), in: network).first { $0.act != "publish" })
        _ = try await app.needs.undo(undoable.id, by: test.viewer("dispatcher"), in: network)
        try await app.waves.sweep()
        #expect(try await test.askings(call).map(\.state) == [.asked])
        let yes = try await app.waves.answer(.yes, code: code)
        #expect(yes.state == .accepted && yes.claimID != nil)
        #expect(try await test.call(call).state == .met)
        await app.database.close()
    }

    @Test(arguments: TestApp.kinds) func anEndThatStandsEndsItWhenTheMinuteIsOver(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), (need, call) = try await started(test)
        try await endByHand(need, test)
        test.clock.pass(UndoRules.window + 1)
        try await test.app.waves.sweep()
        #expect(try await test.call(call).state == .over)
        #expect(try await test.askings(call).map(\.state) == [.withdrawn])
        await test.app.database.close()
    }
}
