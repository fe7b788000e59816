import Database
import Engine
import Testing

@testable import Weftwork

/// What stands around a promise: where else to turn, what falls together, how to stop, how much over, how long.
@Suite struct ClaimCareTests {
    private func claim(
        _ test: TestApp, _ need: Need, _ name: String, _ quantity: Int64, in hours: Int64 = 24
    ) async throws -> (claim: Claim, need: Need) {
        let draft = ClaimDraft(
            line: need.lines[0].id, quantity: quantity * 1000, promisedBy: test.clock.now + hours * Time.hour)
        return try await test.app.needs.claim(draft, on: need.id, by: test.viewer(name), in: test.network.id)
    }

    private func refused(_ test: TestApp, _ need: Need, _ name: String, _ quantity: Int64) async throws -> Refusal
        .Extras?
    {
        do {
            _ = try await claim(test, need, name, quantity)
            return nil
        } catch Refusal.conflict(_, let extras) {
            return extras
        }
    }

    // MARK: Rules

    @Test func promisesFallTogetherWithinThreeHours() {
        let others = [-4, -3, -2, 0, 2, 3].map { (hours: Int64) in
            OwnPromise(claimID: Sample.id, needID: Sample.id, title: "", promisedBy: hours * Time.hour)
        }
        #expect(ClaimRules.falling(with: 0, others).map(\.promisedBy) == [-2, 0, 2].map { $0 * Time.hour })
    }

    @Test func whatIsDoneCountsAndTheRestGoesBack() throws {
        var line = Sample.line(.number(10_000))
        line.claimed = 8_000
        let claim = Claim(
            id: Sample.id, networkID: Sample.id, needID: Sample.id, lineID: line.id, memberID: Sample.id,
            quantity: 8_000,
            delivered: 0, usable: nil, state: .open, promisedBy: 1, note: "", carrier: "", waybill: "", createdAt: 0,
            changedAt: 0)
        let some = try ClaimRules.stopped(line, claim, done: 3_000)
        #expect((some.line.claimed, some.line.delivered, some.line.remaining) == (0, 3_000, 7_000))
        #expect(some.claim.state == .delivered && some.claim.delivered == 3_000)
        let none = try ClaimRules.stopped(line, claim, done: 0)
        #expect(none.line.claimed == 0 && none.line.delivered == 0 && none.claim.state == .released)
        #expect(throws: Refusal.self) { try ClaimRules.stopped(line, claim, done: 8_001) }
        #expect(throws: Refusal.self) { try ClaimRules.stopped(line, claim, done: -1) }
    }

    @Test(
        arguments: [
            (20, 10_000, 2_000), (15, 10_000, 1_000), (15, 10_500, 1_575), (0, 9_000, 0), (100, 7_000, 7_000),
        ] as [(Int64, Int64, Int64)])
    func ofWholeThingsWholeOnes(_ percent: Int64, _ most: Int64, _ share: Int64) {
        #expect(AllowanceRules.share(percent, of: most) == share)
    }

    @Test(arguments: ["101", "-1", "x", "1.5"]) func noOtherShare(_ typed: String) {
        #expect(throws: Refusal.self) { try AllowanceRules.percent(typed) }
    }

    @Test func nothingIsSaidOfFewerThanFive() {
        func past(_ count: Int, _ province: String) -> [PromiseTimes.Past] {
            (1...count).map { .init(kind: .goods, province: province, span: Int64($0) * Time.hour) }
        }
        let here = AreaPath(province: "湖北省")
        #expect(PromiseTimes(past(4, "湖北省")).estimate(.goods, in: here) == nil)
        #expect(
            PromiseTimes(past(5, "湖北省")).estimate(.goods, in: here)
                == .init(span: 3 * Time.hour, count: 5, isNear: true))
        let both = PromiseTimes(past(4, "湖北省") + past(2, "湖南省"))
        #expect(both.estimate(.goods, in: here)?.count == 6)
        #expect(both.estimate(.goods, in: here)?.isNear == false)
        #expect(both.estimate(.people, in: here) == nil)
    }

    // MARK: The next best

    @Test(arguments: TestApp.kinds) func whoComesTooLateIsToldWhereElse(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let full = try await test.published(test.entry("First", quantity: "10"))
        var other = test.entry("Gloves", quantity: "10")
        other.lines = [NeedEntry.Line(item: "Gloves", quantity: "10", unit: "pairs")]
        let gloves = try await test.published(other)
        _ = try await claim(test, full, "volunteer", 8)
        // Something of the same kind is better than nothing, the same thing is better than that.
        #expect(try await refused(test, full, "volunteer2", 5)?.next == gloves.id)
        let same = try await test.published(test.entry("Second", quantity: "10"))
        let extras = try #require(try await refused(test, full, "volunteer2", 5))
        #expect(extras.remaining == 2_000 && extras.next == same.id)
        // Whoever has a part in it already is not sent there, nor where nothing is left.
        _ = try await claim(test, same, "volunteer2", 1)
        #expect(try await refused(test, full, "volunteer2", 5)?.next == gloves.id)
        _ = try await claim(test, same, "volunteer3", 9)
        #expect(try await refused(test, full, "volunteer", 5)?.next == gloves.id)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func nobodyIsSentToWhatTheyMayNotSee(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let full = try await test.published(test.entry("First", quantity: "10"))
        _ = try await claim(test, full, "volunteer", 10)
        let kept = try await test.published(test.entry("For stewards", quantity: "10"))
        try await test.act(.publish(audience: .stewards, reason: ""), kept.id, "dispatcher")
        #expect(try await refused(test, full, "volunteer2", 1)?.next == nil)
        #expect(try await refused(test, full, "dispatcher", 1)?.next == kept.id)
        await test.app.database.close()
    }

    // MARK: Stopping and falling together

    @Test(arguments: TestApp.kinds) func stoppingTellsBoth(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published(test.entry(quantity: "10"))
        let made = try await claim(test, need, "volunteer", 8)
        let done = try await test.app.needs.perform(
            .stop(done: 3_000, note: "road closed"), onClaim: made.claim.id, by: test.viewer("volunteer"),
            in: test.network.id)
        #expect(done.claim.state == .delivered && done.need.lines[0].remaining == 7_000)
        let file = try await test.app.needs.file(need.id, for: test.requester(need.id), in: test.network.id)
        let kinds = file.story.map(\.kind)
        #expect(kinds.contains(.claimDelivered) && kinds.contains(.claimReleased))
        let all = try await test.app.database.read { db in try db.promises(in: test.network.id) }
        #expect(all[made.claim.memberID]?.kept == 1 && all[made.claim.memberID]?.missed == 0)
        #expect(try await Invariants.broken(test).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func ownPromisesElsewhereAreNamed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let one = try await test.published(test.entry("One")), two = try await test.published(test.entry("Two"))
        let first = try await claim(test, one, "volunteer", 1, in: 24)
        _ = try await claim(test, two, "volunteer", 1, in: 25)
        let member = test.members["volunteer"]!.id
        let others = try await test.app.needs.ownPromises(of: member, besides: two.id, in: test.network.id)
        #expect(others.map(\.claimID) == [first.claim.id] && others.map(\.title) == ["One"])
        #expect(ClaimRules.falling(with: test.clock.now + 25 * Time.hour, others).count == 1)
        await test.app.database.close()
    }

    // MARK: More than asked for

    @Test(arguments: TestApp.kinds) func theSumNeverPassesTheAllowance(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 32)
        let need = try await test.published(test.entry(quantity: "10"))
        var correction = Correction()
        correction.allowance = 20
        let allowed = try await test.app.needs.perform(
            .correct(correction), on: need.id, by: test.requester(need.id), in: test.network.id)
        #expect(allowed.lines[0].allowance == 2_000 && allowed.voided.isEmpty)
        let won = await withTaskGroup(of: Int.self) { group in
            for number in 0..<32 {
                group.addTask {
                    do {
                        return try await refused(test, need, "v\(number)", 1) == nil ? 1 : 0
                    } catch {
                        Issue.record("\(error)")
                        return 0
                    }
                }
            }
            return await group.reduce(0, +)
        }
        let full = try #require(try await test.need(need.id))
        #expect(won >= 10 && won <= 12 && full.lines[0].claimed == Int64(won) * 1000)
        #expect(full.lines[0].remaining == 0)
        #expect(try await Invariants.broken(test).isEmpty)
        // The schema itself holds the sum.
        await #expect(throws: (any Error).self) {
            try await test.app.database.write { db in
                try db.execute(
                    "UPDATE need_lines SET claimed = 12001 WHERE network_id = \(test.network.id) AND id = \(full.lines[0].id)"
                )
            }
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatIsPromisedOverItStays(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published(test.entry(quantity: "10")), line = need.lines[0].id
        func correct(_ amount: Int64) async throws -> NeedLine {
            var correction = Correction()
            correction.allowances[line] = amount
            return try await test.app.needs.perform(
                .correct(correction), on: need.id, by: test.requester(need.id), in: test.network.id
            ).lines[0]
        }
        await #expect(throws: Refusal.self) { try await correct(10_001) }
        #expect(try await correct(5_000).allowance == 5_000)
        _ = try await claim(test, need, "volunteer", 8)
        _ = try await claim(test, need, "volunteer2", 5)
        await #expect(throws: Refusal.self) { try await correct(2_999) }
        #expect(try await correct(3_000).allowance == 3_000)
        #expect(try await refused(test, need, "volunteer3", 1) != nil)
        // Less is wanted: the bound sinks with the allowance, never below what is promised.
        var less = Correction()
        less.quantities[line] = .number(4_000)
        let after = try await test.app.needs.perform(
            .correct(less), on: need.id, by: test.requester(need.id), in: test.network.id)
        #expect(after.lines[0].most == 10_000 && after.lines[0].wanted == 4_000)
        #expect(try await Invariants.broken(test).isEmpty)
        await test.app.database.close()
    }

    // MARK: How long

    @Test(arguments: TestApp.kinds) func timesComeFromWhatWasConfirmed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published(test.entry(quantity: "100"))
        for hours: Int64 in 1...5 {
            let view = try await test.app.needs.view(need.id, for: test.viewer("volunteer"), in: test.network.id)
            #expect(try await test.app.needs.estimates(of: view, in: test.network.id).isEmpty)
            let made = try await claim(test, need, "volunteer", 1)
            test.clock.pass(hours * Time.hour)
            let network = test.network.id
            _ = try await test.app.needs.perform(
                .deliver(quantity: nil, note: ""), onClaim: made.claim.id, by: test.viewer("volunteer"), in: network)
            _ = try await test.app.needs.perform(
                .confirm(usable: nil, note: ""), onClaim: made.claim.id, by: test.requester(need.id), in: network)
        }
        test.clock.pass(Time.hour)
        let view = try await test.app.needs.view(need.id, for: test.viewer("volunteer"), in: test.network.id)
        let found = try await test.app.needs.estimates(of: view, in: test.network.id)
        #expect(found.map(\.estimate) == [.init(span: 3 * Time.hour, count: 5, isNear: true)])
        await test.app.database.close()
    }
}
