import Database
import Foundation
import Synchronization
import Testing

@testable import Engine
@testable import Weftwork

/// A platform that says what a test wants.
private final class FakePlatform: WebPort {
    private let state = Mutex<(asked: [WebRequest], says: [Result<String, WebFault>])>(([], []))

    /// What it answers next, one after the other; then that all is well.
    func says(_ answers: Result<String, WebFault>...) { state.withLock { $0.says += answers } }

    /// The bodies of what was posted since the last look.
    func posted() -> [String] {
        state.withLock { state in
            defer { state.asked = [] }
            return state.asked.compactMap { $0.body?.text }
        }
    }

    func fetch(_ request: WebRequest) async throws -> [UInt8] {
        let answer = state.withLock { state -> Result<String, WebFault> in
            state.asked.append(request)
            return state.says.isEmpty ? .success(#"{"errcode":0,"code":0}"#) : state.says.removeFirst()
        }
        return Array(try answer.get().utf8)
    }
}

@Suite struct RobotTests {
    private static let address = "https://oapi.dingtalk.com/robot/send?access_token=canary-token"

    private func acts(_ test: TestApp, _ web: FakePlatform) -> RobotActs {
        RobotActs(
            sender: RobotSender(
                members: test.app.members, web: web, topics: WaveActs.robotTopics(test.app.world, test.app.vault)),
            scopes: TeamActs.robotScopes)
    }

    private func enter(_ test: TestApp, _ acts: RobotActs, team: ID? = nil, kind: String = "dingtalk") async throws
        -> ID
    {
        try await acts.enter(
            RobotDraft(
                kind: kind, name: "canary-group", address: RobotTests.address, secret: "canary-secret", team: team,
                language: "en", posts: ["calls"]), by: test.viewer("founder"), in: test.network.id)
    }

    /// Sends what waits for robots; how many waited.
    @discardableResult
    private func send(_ test: TestApp, _ acts: RobotActs) async throws -> Int {
        var count = 0
        while let job = try await test.app.database.write({ [clock = test.clock] db in
            try db.takeJob([.robot], now: clock.now)
        }) {
            count += 1
            let post = try #require(RobotPost(sealed: job.payload, vault: test.app.vault))
            do {
                try await acts.sender.send(post, attempts: job.attempts)
                try await test.app.database.write { db in try db.finish(job) }
            } catch let delay as JobDelay {
                try await test.app.database.write { db in try db.delay(job, until: delay.until) }
            } catch {
                try await test.app.database.write { [clock = test.clock] db in
                    try db.postpone(job, error: "\(error)", now: clock.now)
                }
            }
        }
        return count
    }

    private func mails(_ test: TestApp) async throws -> [Mail] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = \(Job.Kind.mail) ORDER BY id") {
                try $0[0] as [UInt8]
            }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
    }

    private func start(_ test: TestApp, _ need: Need, _ names: [String]? = nil, wanted: Int? = nil) async throws
        -> HelpCall
    {
        test.clock.pass(3 * Time.second)
        return try await test.app.waves.start(
            HelpDraft(
                line: need.lines[0].id, wanted: wanted, terms: CallTerms(hours: 2),
                members: names?.compactMap { test.members[$0]?.id }),
            on: need.id, by: test.viewer("dispatcher"), in: test.network.id
        ).call
    }

    private func health(_ test: TestApp, _ id: ID) async throws -> RobotHealth {
        try #require(
            try await test.app.database.read { db in try db.robot(id, in: test.network.id, vault: test.app.vault) }
        ).health
    }

    // MARK: A group's robot

    @Test(arguments: TestApp.kinds) func aGroupHearsWhatEverybodyMayRead(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2), web = FakePlatform(), acts = acts(test, web)
        for number in 0..<2 { try await test.drives("v\(number)") }
        let robot = try await enter(test, acts)
        #expect(try await health(test, robot) == RobotHealth())
        let need = try await test.calledNeed(2), call = try await start(test, need, ["v0"])
        // The next wave says it no second time.
        _ = try await test.app.waves.ask(
            also: [try #require(test.members["v1"]).id], of: call.id, by: test.viewer("dispatcher"), in: test.network.id
        )
        #expect(try await send(test, acts) == 1)
        let said = try #require(web.posted().first)
        #expect(said.contains("/n/test/hands/\(call.id)") && said.contains("drivers") && said.contains(need.title))
        // Neither contact nor name nor the way by which one person answers.
        for secret in ["15412345678", "v0", "founder", "/asked/", "canary"] {
            #expect(!said.contains(secret), "\(secret)")
        }
        #expect(try await health(test, robot).tookAt == test.clock.now)
        // What not everybody may know of stays in the house.
        let inside = try await test.submit(test.entry("A secret ward lacks masks"))
        try await test.act(.acknowledge(note: ""), inside.id, "intake")
        try await test.act(.verify(VerificationDraft(confidence: .official)), inside.id, "verifier")
        try await test.act(.publish(audience: .members, reason: "quiet"), inside.id, "dispatcher")
        let limits = try await test.app.needs.limits(of: test.network.id)
        let hidden = try #require(try await test.need(inside.id))
        #expect(PublicCall(call, hidden, limits: limits, at: test.clock.now) == nil)
        // What has ended before its turn is not said.
        let other = try await test.calledNeed(1), second = try await start(test, other, ["v0"])
        try await test.app.waves.end(second.id, by: test.viewer("dispatcher"), in: test.network.id)
        #expect(try await send(test, acts) == 1 && web.posted().isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func nothingOfItStandsOpen(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = acts(test, FakePlatform()), robot = try await enter(test, acts)
        func found() async throws -> [String] {
            try await test.app.database.read { db in
                var found: [String] = []
                for table in try db.storedTables() {
                    try db.eachRow(of: table) { values in
                        for value in values {
                            let text: String =
                                switch value {
                                case .text(let text): text
                                case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
                                default: ""
                                }
                            if text.contains("canary") { found.append(table.name) }
                        }
                    }
                }
                return found
            }
        }
        #expect(try await found().isEmpty)
        let views = try await acts.list(for: test.viewer("founder"), in: test.network.id)
        let json = String(decoding: RobotView(reading: views[0], language: .en).json, as: UTF8.self)
        #expect(json.contains("oapi.dingtalk.com") && !json.contains("canary-token") && !json.contains("canary-secret"))
        await #expect(throws: Refusal.self) {
            _ = try await acts.list(for: test.viewer("dispatcher"), in: test.network.id)
        }
        try await acts.end(robot, by: test.viewer("founder"), in: test.network.id)
        let key = try await test.app.database.read { db in try db.key(of: robot, in: test.app.vault) }
        #expect(key == nil)
        await #expect(throws: Refusal.self) {
            _ = try await acts.test(robot, by: test.viewer("founder"), in: test.network.id)
        }
        await test.app.database.close()
    }

    @Test func whatIsEnteredIsLookedAt() async throws {
        let test = try await TestApp(), acts = acts(test, FakePlatform())
        let drafts = [
            RobotDraft(kind: "fax", name: "a", address: RobotTests.address, language: "en", posts: ["calls"]),
            RobotDraft(kind: "wecom", name: "a", address: RobotTests.address, language: "en", posts: ["calls"]),
            RobotDraft(
                kind: "generic", name: "a", address: "https://169.254.169.254/x", language: "en", posts: ["calls"]),
            RobotDraft(kind: "dingtalk", name: "", address: RobotTests.address, language: "en", posts: ["calls"]),
            RobotDraft(kind: "dingtalk", name: "a", address: RobotTests.address, language: "xx", posts: ["calls"]),
            RobotDraft(kind: "dingtalk", name: "a", address: RobotTests.address, language: "en", posts: []),
            RobotDraft(
                kind: "dingtalk", name: "a", address: RobotTests.address, team: test.network.id, language: "en",
                posts: ["calls"]),
        ]
        for draft in drafts {
            await #expect(throws: Refusal.self) {
                _ = try await acts.enter(draft, by: test.viewer("founder"), in: test.network.id)
            }
        }
        #expect(try await acts.list(for: test.viewer("founder"), in: test.network.id).isEmpty)
    }

    @Test(arguments: TestApp.kinds) func aDeadRobotIsSaidOnceAndMendedByATest(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 1), web = FakePlatform(), acts = acts(test, web)
        try await test.drives("v0")
        let robot = try await enter(test, acts)
        web.says(.success(#"{"errcode":300001,"errmsg":"token is not exist"}"#))
        _ = try await start(test, try await test.calledNeed(1), ["v0"])
        try await send(test, acts)
        let dead = try await health(test, robot)
        #expect(dead.isBroken && dead.fault == .gone && dead.code == 300001 && dead.failures == 1)
        let told = try await mails(test).filter { $0.subject == RobotWords.deadSubject(.en) }
        #expect(told.map(\.to) == ["founder@example.org"] && told[0].body.contains("canary-group"))
        _ = web.posted()
        // Nothing is posted to it any more.
        _ = try await start(test, try await test.calledNeed(1))
        #expect(try await send(test, acts) == 0)
        // A press that fails says so; one that does not has mended it.
        web.says(.success(#"{"errcode":310000,"errmsg":"sign not match"}"#))
        let founder = test.viewer("founder"), network = test.network.id
        #expect(try await acts.test(robot, by: founder, in: network)?.kind == .signature)
        #expect(try await acts.test(robot, by: founder, in: network) == nil)
        #expect(try await health(test, robot) == RobotHealth(tookAt: test.clock.now))
        #expect(try await mails(test).filter { $0.subject == RobotWords.deadSubject(.en) }.count == 1)
        await test.app.database.close()
    }

    @Test func whatIsBusyWaitsAndWhatFailsIsTriedAgain() async throws {
        let test = try await TestApp(volunteers: 1), web = FakePlatform(), acts = acts(test, web)
        try await test.drives("v0")
        let robot = try await enter(test, acts)
        _ = try await start(test, try await test.calledNeed(1), ["v0"])
        web.says(.success(#"{"errcode":130101,"errmsg":"send too fast"}"#), .failure(WebFault("no route")))
        #expect(try await send(test, acts) == 1 && web.posted().count == 1)
        #expect(try await send(test, acts) == 0)
        test.clock.pass(9 * Time.minute)
        #expect(try await send(test, acts) == 0, "ten minutes are its own time")
        test.clock.pass(2 * Time.minute)
        #expect(try await send(test, acts) == 1)
        let failed = try await health(test, robot)
        #expect(failed.fault == .unreachable && failed.failures == 1 && !failed.isBroken)
        test.clock.pass(3 * Time.minute)
        #expect(try await send(test, acts) == 1 && web.posted().count == 2)
        #expect(try await health(test, robot).fault == nil)
        // After its last try it is dead.
        _ = try await start(test, try await test.calledNeed(1))
        for _ in 0..<JobStore.mostAttempts {
            web.says(.failure(WebFault("no route")))
            try await send(test, acts)
            test.clock.pass(150 * Time.minute)
        }
        #expect(try await health(test, robot).failures == JobStore.mostAttempts)
        #expect(try await health(test, robot).isBroken)
        await test.app.database.close()
    }

    /// A message that is not taken says little of the robot, and is said again by the next wave.
    @Test(arguments: TestApp.kinds) func oneRefusedMessageStopsNoRobot(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2), web = FakePlatform(), acts = acts(test, web)
        let robot = try await enter(test, acts), network = test.network.id
        func refusedToTheEnd() async throws {
            for _ in 0..<JobStore.mostAttempts {
                web.says(.success(#"{"errcode":-1,"errmsg":"no"}"#))
                #expect(try await send(test, acts) == 1)
                test.clock.pass(150 * Time.minute)
            }
            #expect(try await send(test, acts) == 0, "it is given up")
        }
        let call = try await start(test, try await test.calledNeed(2), ["v0"])
        try await refusedToTheEnd()
        let refused = try await health(test, robot)
        #expect(refused.fault == .refused && refused.failures == 1 && !refused.isBroken)
        _ = web.posted()
        _ = try await test.app.waves.ask(
            also: [try #require(test.members["v1"]).id], of: call.id, by: test.viewer("dispatcher"), in: network)
        #expect(try await send(test, acts) == 1 && web.posted().first?.contains("\(call.id)") == true)
        // Three messages in a row that it refuses are the robot's doing.
        for number in 1...RobotRules.refusalsOfADeadOne {
            #expect(try await health(test, robot).isBroken == false, "\(number)")
            _ = try await start(test, try await test.calledNeed(1), ["v0"])
            try await refusedToTheEnd()
        }
        #expect(try await health(test, robot).isBroken)
        #expect(try await mails(test).count { $0.subject == RobotWords.deadSubject(.en) } == 1)
        await test.app.database.close()
    }

    @Test func whatSomebodyHasToMendIsSaidOnceItIsRepeated() async throws {
        let test = try await TestApp(volunteers: 1), web = FakePlatform(), acts = acts(test, web)
        let robot = try await enter(test, acts)
        _ = try await start(test, try await test.calledNeed(1), ["v0"])
        for number in 1...RobotRules.refusalsOfADeadOne {
            #expect(try await health(test, robot).isBroken == false, "\(number)")
            web.says(.success(#"{"errcode":310000,"errmsg":"keywords not in content"}"#))
            #expect(try await send(test, acts) == 1)
            test.clock.pass(10 * Time.minute)
        }
        #expect(try await health(test, robot).isBroken)
        // What still waits is not lost: it is said by the next wave, once it is mended.
        #expect(try await send(test, acts) == 1)
        let posts = try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM robot_posts", as: Int64.self)
        }
        #expect(posts == 0)
        #expect(
            RobotRules.Failure(RobotFault(.gone, code: 400), isFirst: true, isLast: true).least
                == RobotRules.refusalsOfADeadOne)
        #expect(RobotRules.Failure(RobotFault(.gone, code: 404), isFirst: true, isLast: true).least == 1)
        await test.app.database.close()
    }

    // MARK: A time that is changed

    private func waiting(_ test: TestApp) async throws -> [RobotPost] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = \(Job.Kind.robot) ORDER BY id") {
                try $0[0] as [UInt8]
            }
        }.compactMap { RobotPost(sealed: $0, vault: test.app.vault) }
    }

    @Test(arguments: TestApp.kinds) func theTimeThatHoldsNowIsSaidAndAnswered(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 3), acts = acts(test, FakePlatform())
        let network = test.network.id, waves = test.app.waves
        func text(_ hours: Int64) -> String { Format.rfc3339(test.clock.now + hours * Time.hour) }
        for number in 0..<3 { try await test.drives("v\(number)") }
        var entry = test.entry("A clinic lacks drivers")
        let work = LineWorkEntry(from: text(30), to: text(36), minutes: "120")
        entry.lines = [NeedEntry.Line(item: "drivers", quantity: "3", kind: "people", work: work)]
        let need = try await test.published(entry), old = try #require(need.lines[0].work.from)
        _ = try await enter(test, acts)
        test.clock.pass(3 * Time.second)
        let call = try await waves.start(
            HelpDraft(line: need.lines[0].id, members: [try #require(test.members["v0"]).id]), on: need.id,
            by: test.viewer("dispatcher"), in: network
        ).call
        let (said, terms) = (try #require(try await waiting(test).first), CallTerms(from: old, minutes: 120))
        #expect(said.message.lines.contains { $0.contains(AskedWords.time(terms)(.en)) })
        // She says another time; a robot that joins afterwards hears of the new one, and what still waits is said with it.
        var correction = Correction()
        let new = CallTerms(from: old + 2 * Time.hour, minutes: 120)
        correction.works[need.lines[0].id] = LineWorkEntry(from: Format.rfc3339(old + 2 * Time.hour))
        _ = try await test.app.needs.perform(
            .correct(correction), on: need.id, by: test.requester(need.id), in: network)
        _ = try await enter(test, acts)
        test.clock.pass(call.dueAt - test.clock.now + 1)
        try await waves.sweep()
        #expect(try await test.call(call).why == .moved)
        let posts = try await waiting(test), topics = WaveActs.robotTopics(test.app.world, test.app.vault)
        #expect(posts.count == 2)
        for post in posts {
            let message = try await test.app.database.read { db in try topics.message(post, db) }
            #expect(message?.lines.contains { $0.contains(AskedWords.time(new)(.en)) } == true, "\(post)")
        }
        // Whoever follows the old message reads the new time, and says yes to that.
        let viewer = test.viewer("v1"), seen = try await waves.hands(call.id, for: viewer, in: network)
        #expect(seen.stage == .open && seen.said.isMoved && seen.said.call.terms == new)
        for read in [nil, terms, CallTerms(from: new.from, minutes: 60)] {
            let refusal = await #expect(throws: Refusal.self) {
                _ = try await waves.answerCall(.yes, call.id, seen: read, by: viewer, in: network)
            }
            #expect(refusal?.firstWords(.en) == HandsWords.movedSince(.en))
        }
        let came = try await waves.answerCall(.yes, call.id, seen: new, by: viewer, in: network)
        #expect(came.state == .accepted && came.span?.start == new.from && came.claimID != nil)
        // Whoever was asked for the old time answers here, too; a no takes no time.
        let asked = try await waves.answerCall(.yes, call.id, seen: new, by: test.viewer("v0"), in: network)
        #expect(asked.span?.start == new.from)
        #expect(try await waves.answerCall(.no, call.id, by: test.viewer("v2"), in: network).said == .no)
        // Where the time is over nobody is told another.
        test.clock.pass(40 * Time.hour)
        #expect(try await waves.hands(call.id, for: viewer, in: network).stage == .ended)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aTeamsRobotSaysWhatItsNeedsAsk(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 1), web = FakePlatform(), acts = acts(test, web)
        try await test.drives("v0")
        let need = try await test.calledNeed(1)
        let team = try await test.app.teams.open(
            TeamDraft(needs: [need.id], purpose: "Drivers of the east"), by: test.viewer("founder"), in: test.network.id
        )
        _ = try await enter(test, acts, team: team.id)
        _ = try await start(test, try await test.calledNeed(1), ["v0"])
        #expect(try await send(test, acts) == 0)
        _ = try await start(test, need)
        #expect(try await send(test, acts) == 1 && web.posted().count == 1)
        await test.app.database.close()
    }

    // MARK: Whoever comes by the group's link

    @Test(arguments: TestApp.kinds) func whoeverSignsInSaysYesOrNo(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 3), network = test.network.id
        for number in 0..<3 { try await test.drives("v\(number)") }
        let need = try await test.calledNeed(2), call = try await start(test, need, ["v0"])
        let waves = test.app.waves
        // Everybody reads it; nobody but a member answers.
        let anybody = Viewer(.anonymous, language: .en)
        let seen = try await waves.hands(call.id, for: anybody, in: network)
        #expect(seen.stage == .open && seen.yes == 0 && seen.own == nil)
        await #expect(throws: Refusal.self) { _ = try await waves.answerCall(.yes, call.id, by: anybody, in: network) }
        let came = try await waves.answerCall(.yes, call.id, by: test.viewer("v1"), in: network)
        #expect(came.state == .accepted && came.claimID != nil)
        #expect(try await waves.answerCall(.no, call.id, by: test.viewer("v1"), in: network) == came, "once")
        let contacts = try await test.app.database.read {
            [id = try #require(test.members["v1"]).id, clock = test.clock] db in
            try db.contacts(with: id, in: network, at: clock.now)
        }
        #expect(contacts.isEmpty, "nobody wrote to them")
        // A no is kept: they are not asked for it any more.
        let no = try await waves.answerCall(.no, call.id, by: test.viewer("v2"), in: network)
        #expect(no.state == .declined)
        let again = try await waves.ask(
            also: [try #require(test.members["v2"]).id], of: call.id, by: test.viewer("dispatcher"), in: network)
        #expect(again.refused.map { $0.why } == [.askedBefore])
        // Whoever was asked in person answers that asking here, and with enough it is met.
        let asked = try await waves.answerCall(.yes, call.id, by: test.viewer("v0"), in: network)
        #expect(asked.state == .accepted && asked.wave == 1)
        #expect(try await test.call(call).state == .met)
        #expect(try await waves.hands(call.id, for: anybody, in: network).stage == .enough)
        await #expect(throws: Refusal.self) {
            _ = try await waves.answerCall(.yes, call.id, by: test.viewer("volunteer"), in: network)
        }
        let claims = try await test.app.database.read { db in try db.claims(of: need) }
        #expect(claims.count == 2)
        await test.app.database.close()
    }

    @Test func aCallThatNotEverybodyMayKnowOfIsNotThere() async throws {
        let test = try await TestApp(volunteers: 1), network = test.network.id
        try await test.drives("v0")
        var entry = test.entry("A quiet ward lacks drivers")
        entry.lines = [NeedEntry.Line(item: "drivers", quantity: "1", kind: "people")]
        let need = try await test.submit(entry)
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        try await test.act(.verify(VerificationDraft(confidence: .official)), need.id, "verifier")
        let shown = try await test.act(.publish(audience: .members, reason: "quiet"), need.id, "dispatcher")
        let call = try await start(test, shown, ["v0"])
        await #expect(throws: Refusal.self) {
            _ = try await test.app.waves.hands(call.id, for: test.viewer("v0"), in: network)
        }
        await #expect(throws: Refusal.self) {
            _ = try await test.app.waves.answerCall(.yes, call.id, by: test.viewer("v0"), in: network)
        }
    }

    // MARK: One's own

    private func named(_ test: TestApp, _ acts: RobotActs, _ web: FakePlatform, _ name: String) async throws -> Person {
        let own = OwnRobotActs(signIns: test.app.people.signIns, robots: acts)
        let member = try #require(test.members[name])
        let person = Person(id: member.personID, name: name, language: .en)
        try await own.name(
            RobotDraft(kind: "dingtalk", address: RobotTests.address + name, secret: "canary-secret"), of: person)
        let said = try #require(web.posted().first)
        let code = try #require(said.firstMatch(of: /Code: (\d{6})/)).1
        let pending = try await test.app.database.read { db in try db.ownRobot(of: person.id, vault: test.app.vault) }
        #expect(pending?.isUsed == false)
        await #expect(throws: Refusal.self) { try await own.confirm(code: "0", of: person, agent: "test") }
        try await own.confirm(code: String(code), of: person, agent: "test")
        return person
    }

    @Test(arguments: TestApp.kinds) func whoHasARobotIsAskedByIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2), web = FakePlatform(), acts = acts(test, web)
        for number in 0..<2 { try await test.drives("v\(number)") }
        let person = try await named(test, acts, web, "v0")
        #expect(try await mails(test).contains { $0.to == "v0@example.org" && $0.body.contains("robot") })
        let need = try await test.calledNeed(2), call = try await start(test, need, ["v0", "v1"])
        let asking = try #require(try await test.askings(call).first { $0.memberID == test.members["v0"]?.id })
        #expect(try await send(test, acts) == 1)
        let said = try #require(web.posted().first), link = test.app.waves.link(of: asking.id)
        #expect(said.contains(link) && said.contains(need.title))
        let asked = try await mails(test).filter { $0.body.contains("/asked/") }
        #expect(asked.map(\.to) == ["v1@example.org"], "by one way, not by two")
        // The budget counts it as any other.
        let contacts = try await test.app.database.read { [clock = test.clock] db in
            try db.contacts(with: asking.memberID, in: test.network.id, at: clock.now)
        }
        #expect(contacts.count == 1)
        // That nobody is needed any more is said where they were asked.
        try await test.app.waves.end(call.id, by: test.viewer("dispatcher"), in: test.network.id)
        #expect(try await send(test, acts) == 1)
        #expect(web.posted().first?.contains(AskedWords.endedSubject(.en)) == true)
        // Forgotten is forgotten.
        try await OwnRobotActs(signIns: test.app.people.signIns, robots: acts).remove(of: person, agent: "test")
        _ = try await start(test, try await test.calledNeed(1), ["v0"])
        #expect(try await send(test, acts) == 0)
        #expect(try await mails(test).contains { $0.to == "v0@example.org" && $0.body.contains("/asked/") })
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoHasARobotIsAskedForTheirOfferByIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), web = FakePlatform(), acts = acts(test, web)
        _ = try await named(test, acts, web, "volunteer")
        let offer = try await test.listed(), need = try await test.published()
        let use = try await test.use(offer, for: need, 10_000, by: "dispatcher")
        #expect(try await send(test, acts) == 1)
        let said = try #require(web.posted().first), code = test.app.vault.linkCode("offer use", use.id)
        #expect(said.contains("http://test.invalid/n/test/offer-asked/\(code)"))
        #expect(try await mails(test).allSatisfy { !$0.body.contains("/offer-asked/") }, "by one way, not by two")
        // What was taken back before its turn came is not said.
        let second = try await test.published(test.entry("A school lacks masks"))
        let other = try await test.use(offer, for: second, 10_000, by: "dispatcher")
        _ = try await test.answer(.takeBack, other, by: "dispatcher")
        #expect(try await send(test, acts) == 1 && web.posted().isEmpty)
        await test.app.database.close()
    }

    /// A robot is a way of its own: whoever has neither mail nor phone is asked by it.
    @Test(arguments: TestApp.kinds) func whoHasARobotAndNoAddressIsAskedByIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 1), web = FakePlatform(), acts = acts(test, web)
        let person = try await named(test, acts, web, "v0")
        try await test.app.database.write { [app = test.app, clock = test.clock] db in
            let key = try #require(try db.key(of: person.id, in: app.vault))
            try db.set(
                db.nothing(for: person.id, key: key, app.vault, app.world), .mail, of: person.id, at: clock.now)
        }
        let call = try await start(test, try await test.calledNeed(1), ["v0"])
        let asking = try #require(try await test.askings(call).first)
        #expect(try await send(test, acts) == 1)
        #expect(web.posted().first?.contains(test.app.waves.link(of: asking.id)) == true)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatOnesRobotDoesNotTakeGoesByMail(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 1), web = FakePlatform(), acts = acts(test, web)
        try await test.drives("v0")
        let person = try await named(test, acts, web, "v0")
        func asked() async throws -> Int {
            try await mails(test).filter { $0.to == "v0@example.org" && $0.body.contains("/asked/") }.count
        }
        // Three tries within minutes, then by mail, and the robot is said to be dead.
        _ = try await start(test, try await test.calledNeed(1), ["v0"])
        for attempt in 1...RobotRules.ownTries {
            web.says(.failure(WebFault("no route")))
            #expect(try await asked() == 0)
            #expect(try await send(test, acts) == 1, "\(attempt)")
            test.clock.pass(Time.minute << Int64(attempt) + Time.second)
        }
        #expect(try await asked() == 1)
        let dead = try await test.app.database.read { db in try db.ownRobot(of: person.id, vault: test.app.vault) }
        #expect(dead?.health.isBroken == true && dead?.isUsed == false)
        #expect(try await mails(test).filter { $0.subject == RobotWords.ownDeadSubject(.en) }.count == 1)
        await test.app.database.close()
    }

    @Test func aRobotThatIsTooBusyKeepsNobodyWaiting() async throws {
        let test = try await TestApp(volunteers: 1), web = FakePlatform(), acts = acts(test, web)
        try await test.drives("v0")
        _ = try await named(test, acts, web, "v0")
        web.says(.success(#"{"errcode":130101,"errmsg":"send too fast"}"#))
        _ = try await start(test, try await test.calledNeed(1), ["v0"])
        #expect(try await send(test, acts) == 1)
        #expect(try await mails(test).contains { $0.to == "v0@example.org" && $0.body.contains("/asked/") })
    }
}
