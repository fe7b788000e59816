import Database
import Testing

@testable import Weftwork

/// When somebody has been answered, and what waits until then.
@Suite struct FirstAnswerTests {
    private struct Answer: Sendable, Equatable {
        var at: Int64?
        var isInTime: Bool?
        var by: ID?
    }

    private func answer(_ test: TestApp, _ need: ID) async throws -> Answer {
        let found = try await test.app.database.read { db in
            try db.first("SELECT answered_at, is_in_time, answered_by FROM needs WHERE id = \(need)") {
                Answer(at: try $0[0], isInTime: try $0[1], by: try $0[2])
            }
        }
        return try #require(found)
    }

    private func answered(_ test: TestApp) async throws -> Int {
        try await test.app.needs.readTempo(of: test.network.id, now: test.clock.now).answered
    }

    private func call(_ test: TestApp, _ need: ID) async throws -> CallItem? {
        try await test.app.database.read { db in try db.openCall(of: need, in: test.network.id) }
    }

    private func end(_ test: TestApp, _ need: ID, _ outcome: String, by name: String = "verifier") async throws {
        _ = try await test.app.needs.endCall(of: need, outcome, note: "", by: test.viewer(name), in: test.network.id)
    }

    @Test(arguments: TestApp.kinds) func aMailCountsWhenItLeaves(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), need = try await test.submit(test.mailed())
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        let counted = try await answer(test, need.id)
        #expect(counted == Answer(at: test.clock.now, isInTime: true, by: test.members["intake"]?.id))
        test.clock.pass(Time.minute)
        try await test.act(.askInformation(question: "Which size?"), need.id, "verifier")
        #expect(try await answer(test, need.id) == counted)
        #expect(try await answered(test) == 1)
        await test.app.database.close()
    }

    /// The call has the time of the answer that it brings; how it ended can be taken back.
    @Test(arguments: TestApp.kinds, [false, true])
    func aCallCountsWhenItIsMade(_ kind: EngineKind, _ isLate: Bool) async throws {
        let test = try await TestApp(kind), network = test.network.id, need = try await test.submit()
        let due = try #require(need.dueAt), intake = try #require(test.members["intake"]).id
        test.clock.pass(Time.hour)
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        #expect(try await answer(test, need.id).at == nil)
        #expect(try await answered(test) == 0)
        let item = try #require(try await call(test, need.id))
        let clock = try await test.app.database.read { db in try db.clock(of: item.id, in: network) }
        #expect(clock?.dueAt == due)
        test.clock.pass(isLate ? due - test.clock.now + 1 : Time.minute)
        try await end(test, need.id, "noAnswer")
        #expect(try await answer(test, need.id).at == nil)
        test.clock.pass(Time.second)
        try await end(test, need.id, "spoke")
        let counted = Answer(at: test.clock.now, isInTime: !isLate, by: intake)
        #expect(try await answer(test, need.id) == counted)
        let act = try #require(
            try await test.app.needs.undoables(of: test.viewer("verifier"), in: network).first)
        _ = try await test.app.needs.undo(act.id, by: test.viewer("verifier"), in: network)
        #expect(try await answer(test, need.id) == Answer(by: intake))
        try await test.app.needs.hasRead(need, by: test.requester(need.id))
        #expect(try await answer(test, need.id) == counted)
        #expect(try await answered(test) == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds, [false, true])
    func triedInVainIsNoAnswer(_ kind: EngineKind, _ hasMail: Bool) async throws {
        let test = try await TestApp(kind)
        let need = try await test.submit(hasMail ? test.mailed() : test.entry())
        try await test.act(.cannotReach(channel: "phone", retryAt: nil), need.id, "intake")
        #expect(try await answer(test, need.id) == Answer())
        test.clock.pass(Time.hour)
        try await test.act(.reached(note: "", channel: "phone"), need.id, "verifier")
        let counted = Answer(at: test.clock.now, isInTime: true, by: test.members["verifier"]?.id)
        #expect(try await answer(test, need.id) == counted)
        #expect(try await answered(test) == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoeverWaitsForTheCallBeyondTheTimeCountsAsLate(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind), need = try await test.submit()
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        func late() async throws -> Int {
            let now = test.clock.now
            return try await test.app.database.read { db in
                try db.mechanismFigures(of: test.network.id, from: now - 30 * Time.day, until: now).late
            }
        }
        #expect(try await late() == 0)
        test.clock.pass(25 * Time.hour)
        #expect(try await late() == 1)
        try await end(test, need.id, "spoke")
        #expect(try await late() == 0)
        await test.app.database.close()
    }

    /// Nobody has asked her yet: nothing goes stale, and no promise goes back. Once she has been asked she has her time.
    @Test(arguments: TestApp.kinds) func whomNobodyHasAskedIsNotSilent(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), need = try await test.published()
        func pass(_ hours: Int) async throws {
            for _ in 0..<hours / 12 {
                test.clock.pass(12 * Time.hour)
                try await test.app.needs.sweep()
            }
        }
        try await pass(72)
        #expect(try await test.need(need.id)?.freshness == .asked)
        #expect(try await call(test, need.id)?.topics.contains(.stillNeeded) == true)
        try await pass(400)
        #expect(try await test.need(need.id)?.freshness == .asked)
        try await end(test, need.id, "spoke")
        try await pass(60)
        #expect(try await test.need(need.id)?.freshness == .asked)
        try await pass(12)
        #expect(try await test.need(need.id)?.freshness == .stale)
        try await pass(60)
        #expect(try await test.need(need.id)?.state == .published)
        try await pass(12)
        #expect(try await test.need(need.id)?.state == .expired)
        #expect(try await Invariants.broken(test).isEmpty)
        await test.app.database.close()
    }

    /// How it ended is said by somebody who is there.
    @Test(arguments: TestApp.kinds) func aCallAboutWhatIsOverPassesOn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.submit()
        try await test.act(.markUnmet(reason: "nobody has one", tried: "three makers"), need.id, "founder")
        let item = try #require(try await call(test, need.id))
        func owner() async throws -> ID? {
            try await test.app.database.read { db in try db.clock(of: item.id, in: network)?.ownerID }
        }
        let leaver = try #require(try await owner())
        _ = try await acts.handOn(from: leaver, in: network, note: "")
        let next = try #require(try await owner())
        #expect(next != leaver)
        let file = try await acts.file(need.id, for: test.requester(need.id), in: network)
        #expect(file.whoCalls == test.members.values.first { $0.id == next }?.name)
        // Nobody is left whom one could call.
        _ = try await acts.forget(need.id, by: test.requester(need.id), in: network)
        #expect(try await call(test, need.id) == nil)
        #expect(try await owner() == nil)
        await test.app.database.close()
    }
}
