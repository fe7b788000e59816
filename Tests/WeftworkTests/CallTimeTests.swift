import Database
import Engine
import Testing

@testable import Weftwork

/// A call whose time is over asks nobody any more, and stands in no other's way; while it runs, its page adds people.
@Suite struct CallTimeTests {
    private func id(_ name: String, _ test: TestApp) throws -> ID { try #require(test.members[name]).id }

    private func start(_ test: TestApp, _ need: Need, _ members: [ID]? = nil) async throws -> HelpCall {
        test.clock.pass(3 * Time.second)
        return try await test.app.waves.start(
            HelpDraft(line: need.lines[0].id, members: members), on: need.id, by: test.viewer("dispatcher"),
            in: test.network.id
        ).call
    }

    /// A call that has asked one of two, a day ago.
    private func past(_ test: TestApp) async throws -> (need: Need, call: HelpCall) {
        for name in ["v0", "v1"] { try await test.drives(name) }
        let need = try await test.calledNeed(2), call = try await start(test, need, [id("v0", test)])
        test.clock.pass(WaveRules.lifetime + Time.minute)
        try await test.app.waves.sweep()
        let short = try await test.call(call)
        try #require(short.state == .short && short.why == .time)
        return (need, short)
    }

    private func open(_ test: TestApp, _ need: Need) async throws -> HelpCall? {
        try await test.app.database.read { db in try db.openCall(ofLine: need.lines[0].id, in: test.network.id) }
    }

    private func page(_ test: TestApp, _ path: String, _ id: ID, _ query: Form = Form()) async throws -> String {
        test.clock.pass(3 * Time.second)
        let endpoint = try #require(test.app.endpoints.first { $0.method == .get && $0.path == path })
        let parameters = ["slug": test.network.slug, "id": id.description]
        return try #require(await test.body(endpoint, parameters, query, as: test.viewer("dispatcher")))
    }

    private func page(_ test: TestApp, of call: HelpCall) async throws -> String {
        try await page(test, "/n/{slug}/help-calls/{id}", call.id)
    }

    @Test(arguments: TestApp.kinds) func nobodyIsAskedUntilYesterday(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2), network = test.network.id
        let (need, call) = try await past(test), other = try id("v1", test), mails = try await test.mails()
        await #expect(throws: Refusal.self) {
            _ = try await test.app.waves.ask(also: [other], of: call.id, by: test.viewer("dispatcher"), in: network)
        }
        #expect(try await test.mails() == mails)
        #expect(try await test.askings(call).count == 1)
        #expect(try await test.call(call) == call)
        // By a plan they are asked all the same: another call takes its place.
        let pick = WavePick(need: need.id, line: need.lines[0].id, members: [other], isProposed: true)
        let answer = try await test.app.waves.ask([pick], by: test.viewer("dispatcher"), in: network)[0]
        let next = try #require(try await open(test, need))
        #expect(answer.asked == [other] && answer.call == next.id && next.id != call.id)
        #expect(try await test.askings(next).map { $0.isOpen(at: test.clock.now) } == [true])
        #expect(try await test.call(call).state == .ended)
        #expect(try await test.askings(call).map(\.state) == [.lapsed])
        await test.app.database.close()
    }

    /// Whose call makes room for another's hears of it; whoever does it themselves knows.
    @Test(arguments: TestApp.kinds, ["own", "plan", "page"])
    func whoseCallMakesRoomHearsOfIt(_ kind: EngineKind, _ way: String) async throws {
        let test = try await TestApp(kind, volunteers: 2), network = test.network.id
        let (need, call) = try await past(test), other = try id("v1", test), line = need.lines[0].id
        func told() async throws -> Int {
            try await test.app.database.read { db in
                try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY id") { try $0[0] as [UInt8] }
            }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
                .count { $0.to == "dispatcher@example.org" && $0.body.contains("your call has ended") }
        }
        let by = test.viewer(way == "own" ? "dispatcher" : "founder")
        if way != "page" {
            let pick = WavePick(need: need.id, line: line, members: [other], isProposed: true)
            _ = try await test.app.waves.ask([pick], by: by, in: network)
        } else {
            _ = try await test.app.waves.start(
                HelpDraft(line: line, members: [other]), on: need.id, by: by, in: network)
        }
        #expect(try await test.call(call).state == .ended)
        #expect(try await told() == (way == "own" ? 0 : 1))
        await test.app.database.close()
    }

    /// None of those chosen may be asked: what is over stays as it is, to be looked after.
    @Test(arguments: TestApp.kinds) func whatIsOverEndsOnlyForAnother(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2)
        let (need, call) = try await past(test)
        let pick = WavePick(need: need.id, line: need.lines[0].id, members: [try id("v0", test)])
        let answer = try await test.app.waves.ask([pick], by: test.viewer("dispatcher"), in: test.network.id)[0]
        #expect(answer.asked.isEmpty && answer.refused.map(\.why) == [.askedBefore] && answer.call == nil)
        #expect(try await test.call(call) == call)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatIsOverIsCalledForAnew(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2)
        let (need, call) = try await past(test), line = need.lines[0].id
        // Its page leads there, and offers nothing that would be refused.
        let shown = try await page(test, of: call), anew = "/n/test/needs/\(need.id)/help-calls"
        #expect(shown.contains("\(anew)?line=\(line)") && !shown.contains("value=\"again\""))
        #expect(!shown.contains("value=\"ask\"") && shown.contains("value=\"end\""))
        let proposal = try await page(
            test, "/n/{slug}/needs/{id}/help-calls", need.id, Form(pairs: [("line", line.description)]))
        #expect(proposal.contains("name=\"member\" value=\"\(try id("v1", test))\""))
        let next = try await start(test, need)
        #expect(next.state == .running && next.id != call.id)
        #expect(try await test.askings(next).map(\.memberID) == [id("v1", test)])
        #expect(try await test.call(call).state == .ended)
        let clock = try await test.app.database.read { db in try db.clock(of: call.id, in: test.network.id) }
        #expect(clock == nil, "nobody is alarmed about it any more")
        // One that runs stays the only one.
        await #expect(throws: Refusal.self) { _ = try await start(test, need) }
        await test.app.database.close()
    }

    /// On the page of a call whoever dispatches sees who else would do and why, and only those.
    @Test(arguments: TestApp.kinds) func thePageOfACallNamesWhoElseCanBeAsked(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 3)
        for name in ["v0", "v1", "v2"] { try await test.drives(name) }
        try await test.app.volunteers.say(.pause(until: ""), by: test.viewer("v2"), in: test.network.id)
        let need = try await test.calledNeed(2), call = try await start(test, need, [id("v0", test)])
        func isOffered(_ name: String, _ page: String) throws -> Bool {
            page.contains("name=\"member\" value=\"\(try id(name, test))\"")
        }
        let shown = try await page(test, of: call)
        #expect(try isOffered("v1", shown) && !isOffered("v0", shown) && !isOffered("v2", shown))
        #expect(shown.contains("Driving") && shown.contains("value=\"ask\""))
        // While its words are held nobody can be asked.
        var correction = Correction()
        correction.items[need.lines[0].id] = "司机，先转押金到 6222020200001234567"
        _ = try await test.app.needs.perform(
            .correct(correction), on: need.id, by: test.requester(need.id), in: test.network.id)
        #expect(try await !page(test, of: call).contains("value=\"ask\""))
        await test.app.database.close()
    }

    @Test func aTimeIsTheSameWithinAQuarterOfAnHour() {
        let now = Time.day, quarter = 15 * Time.minute
        func isSame(_ one: Int64?, _ other: Int64?) -> Bool {
            WaveRules.isSameTime(CallTerms(from: one, hours: 2), CallTerms(from: other, hours: 4), at: now)
        }
        #expect(isSame(nil, nil) && isSame(nil, now + quarter) && isSame(now - Time.hour, nil))
        #expect(!isSame(nil, now + quarter + 1) && !isSame(now + Time.hour, now + 2 * Time.hour))
    }
}
