import Database
import Engine
import Testing

@testable import Weftwork

/// What the desk can undo of small tasks, and who settles nothing: on both engines.
@Suite struct SmallCareTests {
    private static let here = SmallTaskTests.self

    /// Done by one, found right by another.
    private static func accepted(
        _ kind: SmallTask.Kind, by doer: String, and second: String, _ test: TestApp
    ) async throws -> SmallTask {
        let task = try await here.done(kind, by: test.viewer(doer), test), small = test.app.small
        try await small.take(toCheck: true, kind: nil, by: test.viewer(second), in: test.network.id)
        try await small.check(task.id, isRight: true, "", by: test.viewer(second), in: test.network.id)
        return task
    }

    private static func forbidden(_ act: () async throws -> Void) async -> Bool {
        do {
            try await act()
            return false
        } catch Refusal.forbidden {
            return true
        } catch {
            return false
        }
    }

    private static func mails(_ test: TestApp) async throws -> Int {
        try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM jobs WHERE kind = 'mail'", as: Int.self) ?? 0
        }
    }

    /// Whoever reads a translation says that it is wrong, without an account too; it is hidden and shown like other texts.
    @Test(arguments: TestApp.kinds) func aPoorTranslationIsReportedByWhoeverReadsIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), small = test.app.small, network = test.network.id
        let need = try await test.published(Self.here.list())
        let task = try await Self.accepted(.translate, by: "volunteer", and: "volunteer2", test)
        let place = TextPlace(kind: .translation, id: task.id), members = test.app.members
        let draft = ReportDraft(place: place, words: "It says the opposite")
        let first = try await members.report(draft, by: test.viewer("anonymous"), in: network)
        // She who asks reports it too: it is one matter.
        #expect(try await members.report(draft, by: test.requester(need.id), in: network) == first)
        await #expect(throws: Refusal.self, "not one's own") {
            _ = try await members.report(draft, by: test.viewer("volunteer"), in: network)
        }
        try await members.hide(place, reason: "The opposite of what it says", by: test.viewer("founder"), in: network)
        #expect(try await small.translation(of: need.id, in: network) == nil)
        try await members.show(place, by: test.viewer("founder"), in: network)
        #expect(try await small.translation(of: need.id, in: network) != nil)
        // Of a need that is not public there is nothing to read.
        try await test.act(.publish(audience: .members, reason: "for us"), need.id, "dispatcher")
        await #expect(throws: Refusal.self) {
            _ = try await members.report(draft, by: test.viewer("anonymous"), in: network)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aTranslationIsTakenDown(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), small = test.app.small, network = test.network.id
        let need = try await test.published(Self.here.list())
        let task = try await Self.accepted(.translate, by: "volunteer", and: "volunteer2", test)
        try await test.weigh()
        #expect(try await small.translation(of: need.id, in: network) != nil)
        #expect(try await test.points("volunteer") == 1)
        await #expect(throws: Refusal.self) {
            try await small.takeDown(task.id, reason: "no words of hers", by: test.viewer("volunteer3"), in: network)
        }
        await #expect(throws: Refusal.self) {
            try await small.takeDown(task.id, reason: "", by: test.viewer("intake"), in: network)
        }
        try await small.takeDown(task.id, reason: "no words of hers", by: test.viewer("intake"), in: network)
        #expect(try await small.translation(of: need.id, in: network) == nil)
        await #expect(throws: Refusal.self) {
            try await small.takeDown(task.id, reason: "once more", by: test.viewer("intake"), in: network)
        }
        // The same two can't put it back, and are not thanked for it.
        test.clock.pass(10 * Time.second)
        await #expect(throws: Refusal.self) {
            try await small.take(toCheck: false, kind: "translate", by: test.viewer("volunteer"), in: network)
        }
        try await test.weigh()
        #expect(try await test.points("volunteer") == 0)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aNumberLaidAsideIsGone(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), small = test.app.small, network = test.network.id
        let need = try await test.published(Self.here.list())
        let task = try await Self.accepted(.findNumber, by: "volunteer", and: "volunteer2", test)
        let whole = try #require(try await test.need(need.id)), founder = test.viewer("founder")
        #expect(try await small.hints(for: whole, viewer: founder, in: network).map(\.task.id) == [task.id])
        try await small.use(task.id, adds: false, by: test.viewer("intake"), in: network)
        #expect(try await small.hints(for: whole, viewer: founder, in: network).isEmpty)
        test.clock.pass(10 * Time.second)
        let again = try await small.take(
            toCheck: false, kind: "findNumber", by: test.viewer("volunteer3"), in: network)
        #expect(again.id != task.id && again.stamp == task.stamp)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoHasLeftHoldsUpNobody(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), small = test.app.small, network = test.network.id
        _ = try await test.published(Self.here.list())
        let first = try await Self.here.done(.translate, by: test.viewer("volunteer"), test)
        let second = try await Self.here.done(.sortList, by: test.viewer("volunteer"), test)
        let member = try test.id("volunteer"), now = test.clock.now
        try await test.app.database.write { db in try db.leave(member, in: network, at: now) }
        _ = try await test.app.database.write { db in try db.execute("DELETE FROM jobs") }
        // The second's own standing decides: for a newcomer there is nothing to look at.
        let guest = try await test.newcomer("ruth")
        _ = try await test.app.database.write { db in try db.execute("DELETE FROM jobs") }
        await #expect(throws: Refusal.self) {
            try await small.take(toCheck: true, kind: nil, by: guest, in: network)
        }
        let other = test.viewer("volunteer2")
        try await small.take(toCheck: true, kind: "translate", by: other, in: network)
        try await small.check(first.id, isRight: true, "", by: other, in: network)
        #expect(try await Self.here.state(first.id, test).state == .accepted)
        // Where two disagree, whoever has left is told nothing.
        try await small.take(toCheck: true, kind: "sortList", by: other, in: network)
        try await small.check(second.id, isRight: false, "手套漏了", by: other, in: network)
        _ = try await test.app.database.write { db in try db.execute("DELETE FROM jobs") }
        try await small.decide(second.id, isRight: false, "确实漏了", by: test.viewer("founder"), in: network)
        #expect(try await Self.mails(test) == 0)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func twoThatAreTwoAreMergedByNobody(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), small = test.app.small, network = test.network.id
        var one = Self.here.entry("急缺口罩和护目镜，请支援", [("N95口罩", "500"), ("护目镜", "100")])
        one.institution = ""
        var two = one
        (two.area, two.phone) = (["中国", "湖北省", "武汉市", "武昌区"], "15498765432")
        _ = try await test.published(one)
        _ = try await test.published(two)
        let doer = test.viewer("volunteer"), second = test.viewer("volunteer2")
        let task = try await small.take(toCheck: false, kind: "spotDouble", by: doer, in: network)
        try await small.answer(task.id, SmallDraft(verdict: "different", note: "两个区"), by: doer, in: network)
        try await small.take(toCheck: true, kind: "spotDouble", by: second, in: network)
        try await small.check(task.id, isRight: true, "", by: second, in: network)
        for adds in [true, false] {
            await #expect(throws: Refusal.self) {
                try await small.use(task.id, adds: adds, by: test.viewer("intake"), in: network)
            }
        }
        #expect(try await test.need(task.needID)?.state == .published)
        #expect(try await small.desk(for: test.viewer("founder"), in: network).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func neitherOfTheTwoTakesItOver(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), small = test.app.small, network = test.network.id
        let need = try await test.published(Self.here.list())
        let whole = try #require(try await test.need(need.id))
        let owner = try #require(test.members.values.first { $0.id == whole.ownerID })
        // Whoever answers for the need did it themselves: another at the desk has it to settle.
        let task = try await Self.accepted(.sortList, by: owner.name, and: "dispatcher", test)
        for (name, adds) in [(owner.name, true), ("dispatcher", false)] {
            #expect(
                await Self.forbidden {
                    try await small.use(task.id, adds: adds, by: test.viewer(name), in: network)
                }, "\(name)")
        }
        let clock = try #require(try await test.app.database.read { db in try db.clock(of: task.id, in: network) })
        #expect(clock.ownerID != owner.id && clock.step == SmallStep.use.rawValue)
        let other = try #require(test.members.values.first { $0.id == clock.ownerID })
        try await small.use(task.id, adds: false, by: Viewer(.member(other), language: .zh), in: network)
        await test.app.database.close()
    }
}
