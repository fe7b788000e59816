import Database
import Foundation
import Synchronization
import Testing

@testable import Weftwork

/// WeChat as a test wants it: says what was laid ready for each address, and remembers what it was asked.
private final class FakeWeb: WebPort {
    private struct State {
        var asked: [WebRequest] = []
        var answers: [(path: String, body: String)]
    }

    private let state: Mutex<State>

    init(_ answers: [(path: String, body: String)]) {
        state = Mutex(State(answers: answers))
    }

    var asked: [WebRequest] { state.withLock { $0.asked } }

    func asked(_ path: String) -> Int { asked.count { $0.url.contains(path) } }

    func fetch(_ request: WebRequest) async throws -> [UInt8] {
        // Others come in between, as they do while a line is slow.
        await Task.yield()
        return try state.withLock { state in
            state.asked.append(request)
            guard let index = state.answers.firstIndex(where: { request.url.contains($0.path) }) else {
                throw WebFault("nothing is laid ready for \(request.url)")
            }
            return Array(state.answers.remove(at: index).body.utf8)
        }
    }
}

/// Answers through the service account at WeChat.
@Suite struct WeChatWayTests {
    private static let settings = [
        "WEFT_WECHAT_ACCOUNT_APP": "wx1", "WEFT_WECHAT_ACCOUNT_SECRET": "s3cret",
        "WEFT_WECHAT_ACCOUNT_TEMPLATE": "T1",
        "WEFT_WECHAT_ACCOUNT_FIELDS": "thing1={what}; character_string2={code};time3={time};thing4=织网",
        "WEFT_WECHAT_ACCOUNT_NAME": "织网互助",
    ]

    private func account() throws -> ServiceAccount {
        try #require(ServiceAccount(environment: WeChatWayTests.settings))
    }

    private func message(_ what: String, to openID: String = "o-1") -> WeChatMessage {
        WeChatMessage(
            id: "m1", to: openID, url: "https://weft.example/t/ABCD2345?secret=x", what: what, code: "ABCD2345",
            time: "2026-11-26 15:04", otherwise: nil)
    }

    @Test(
        arguments: [
            [:], ["WEFT_WECHAT_ACCOUNT_APP": ""], ["WEFT_WECHAT_ACCOUNT_SECRET": ""],
            ["WEFT_WECHAT_ACCOUNT_TEMPLATE": ""], ["WEFT_WECHAT_ACCOUNT_FIELDS": ""],
            ["WEFT_WECHAT_ACCOUNT_FIELDS": "thing1"], ["WEFT_WECHAT_ACCOUNT_FIELDS": "thing 1={what}"],
            ["WEFT_WECHAT_ACCOUNT_BASE": "http://elsewhere.example"],
        ]) func anAccountIsWholeOrNone(_ change: [String: String])
    {
        let environment = WeChatWayTests.settings.merging(change) { $1 }
        let configuration = Configuration(environment: environment, publicURL: "http://x")
        #expect((configuration.serviceAccount != nil) == change.isEmpty)
        #expect(configuration.hasUnusableAccount == !change.isEmpty)
        let none = Configuration(environment: [:], publicURL: "http://x")
        #expect(none.serviceAccount == nil && !none.hasUnusableAccount)
    }

    @Test func aTemplateIsFilledNoLongerThanItsFieldsTake() throws {
        let long = "一二三四五六七八九十一二三四五六七八九十一"
        let request = try account().request(for: message(long), token: "t&1")
        #expect(request.url == "https://api.weixin.qq.com/cgi-bin/message/template/send?access_token=t%261")
        let body = try #require(request.body?.text)
        let fields = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        #expect(fields["touser"] as? String == "o-1" && fields["template_id"] as? String == "T1")
        #expect(fields["url"] as? String == "https://weft.example/t/ABCD2345?secret=x")
        #expect(fields["client_msg_id"] as? String == "m1")
        let data = try #require(fields["data"] as? [String: [String: String]])
        #expect(data["thing1"]?["value"] == "一二三四五六七八九十一二三四五六七八九…")
        #expect(data["character_string2"]?["value"] == "ABCD2345" && data["time3"]?["value"] == "2026-11-26 15:04")
        #expect(data["thing4"]?["value"] == "织网")
    }

    @Test func whatHasHappenedIsSaidInTwentyCharacters() {
        let messages: [NeedMessage] = [
            .acknowledged, .verified, .published, .cannotReach, .delivered, .stillNeeded, .contactChanged,
            .question("?"), .received(.verbatim("")), .reportAnswered, .wrote, .hidden(""), .shown, .hidingUpheld(""),
            .passedToAuthority("", 0), .authorityAnswered(.granted, ""), .permitDecided(true, ""),
            .referral(.verbatim(""), isAnswered: true), .promiseReturned(""), .emergencyClosed(""),
            .sameEnded(.verbatim(""), .unmet), .answersInWeChat, .link,
        ]
        for message in messages + Need.State.allCases.filter({ !$0.isOpen }).map({ .ended($0, "") }) {
            for language in [Language.zh, .en] {
                let words = NeedWords.brief(message)(language)
                #expect((1...20).contains(words.count), "\(words)")
            }
        }
    }

    @Test(arguments: [
        (0, WeChatAnswer.taken), (40001, .staleToken), (42001, .staleToken), (40014, .staleToken), (43004, .refused),
        (40003, .refused), (45009, .later), (-1, .later), (40037, .later),
    ]) func whatCodesMean(_ code: Int, _ meaning: WeChatAnswer) {
        #expect(WeChatAnswer(code: code) == meaning)
    }

    @Test(
        arguments: [
            ("", [], MessageWay.email), ("wechat", [], .wechat), ("sms", [], .sms), ("", [.email], .wechat),
            ("wechat", [.wechat], .email), ("wechat", [.wechat, .email], .sms), ("call", [], nil),
        ] as [(String, Set<MessageWay>, MessageWay?)])
    func theWayAMessageTakes(_ channel: String, _ failed: Set<MessageWay>, _ way: MessageWay?) {
        let contacts = [Contact(phone: "13900001234", email: "a@b.example")], reach = Reach(channel: channel)
        #expect(WayRules.route(contacts, reach, hasGateway: true, wechat: "o-1", failed: failed)?.way == way)
        #expect(WayRules.route([], reach, hasGateway: true, wechat: "o-1", failed: [.wechat]) == nil)
        #expect(WayRules.route([Contact()], Reach(channel: "wechat"), hasGateway: false, failed: []) == nil)
    }

    // MARK: The token

    private func tokens(_ test: TestApp, _ web: FakeWeb) throws -> WeChatTokens {
        WeChatTokens(
            account: try account(), database: test.app.database, vault: test.app.vault, world: test.app.world, web: web)
    }

    @Test(arguments: TestApp.kinds) func oneNodeFetchesTheTokenForAll(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let web = FakeWeb((1...3).map { ("stable_token", #"{"access_token":"t\#($0)","expires_in":7200}"#) })
        // As if each ran on a node of its own: what they share is the store.
        let nodes = try (0..<5).map { _ in try tokens(test, web) }
        let all = try await withThrowingTaskGroup(of: String.self) { group in
            for node in nodes { group.addTask { try await node.token() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(all == Array(repeating: "t1", count: 5) && web.asked.count == 1)
        test.clock.pass(7200 * Time.second - WeChatTokens.margin - 1)
        #expect(try await nodes[1].token() == "t1")
        test.clock.pass(1)
        #expect(try await nodes[2].token() == "t2" && web.asked.count == 2)
        #expect(web.asked.allSatisfy { $0.body?.text.contains(#""force_refresh":false"#) == true })
        // One that WeChat refuses is fetched anew by force; whoever comes later with the old one gets the new one.
        #expect(try await nodes[3].token(otherThan: "t2") == "t3")
        #expect(web.asked.last?.body?.text.contains(#""force_refresh":true"#) == true)
        #expect(try await nodes[4].token(otherThan: "t2") == "t3" && web.asked.count == 3)
        let kept = try await test.app.database.read { db in
            try db.value("SELECT sealed FROM wechat_tokens", as: [UInt8].self)
        }
        #expect(String(decoding: try #require(kept), as: UTF8.self).contains("t3") == false)
        await test.app.database.close()
    }

    @Test func aTokenThatWasNotGivenIsAskedForAgain() async throws {
        let test = try await TestApp()
        let web = FakeWeb([
            ("stable_token", #"{"errcode":40164,"errmsg":"invalid ip"}"#),
            ("stable_token", #"{"access_token":"t1","expires_in":7200}"#),
        ])
        let tokens = try tokens(test, web)
        let fault = await #expect(throws: WebFault.self) { _ = try await tokens.token() }
        #expect(fault?.description.contains("40164") == true && fault?.description.contains("s3cret") == false)
        #expect(try await tokens.token() == "t1")
        await test.app.database.close()
    }

    @Test func whatWeChatAnswersIsRead() async throws {
        let test = try await TestApp()
        func port(_ codes: Int...) throws -> (AccountWeChat, FakeWeb) {
            let web = FakeWeb(
                codes.map { ("template/send", #"{"errcode":\#($0),"errmsg":"x"}"#) }
                    + (1...2).map { ("stable_token", #"{"access_token":"n\#($0)","expires_in":7200}"#) })
            return (AccountWeChat(account: try account(), tokens: try tokens(test, web), web: web), web)
        }
        let (well, web) = try port(0)
        try await well.send(message("x"))
        #expect(web.asked("template/send") == 1)
        // A stale token is fetched anew and the message sent once more, no more often.
        let (stale, staleWeb) = try port(42001, 0)
        try await stale.send(message("x"))
        #expect(staleWeb.asked("template/send") == 2 && staleWeb.asked("stable_token") == 1)
        let (never, neverWeb) = try port(40001, 40001)
        await #expect(throws: WebFault.self) { try await never.send(message("x")) }
        #expect(neverWeb.asked("template/send") == 2)
        for code in [43004, 40003] {
            let (port, _) = try port(code)
            await #expect(throws: Undeliverable.self) { try await port.send(message("x")) }
        }
        let (limited, _) = try port(45009)
        await #expect(throws: WebFault.self) { try await limited.send(message("x")) }
        await test.app.database.close()
    }

    // MARK: Her way

    private func ways(_ test: TestApp, _ need: Need) async throws -> [KnownWay] {
        try await test.app.database.read { db in try db.ways(of: need) }
    }

    private func jobs(_ test: TestApp, _ need: Need) async throws -> [Job] {
        try await test.app.database.read { db in
            try db.query(
                "SELECT id, kind, payload, attempts, subject_id FROM jobs WHERE subject_id = \(need.id) ORDER BY run_at, id"
            ) { Job(id: try $0[0], kind: try $0[1], payload: try $0[2], attempts: try $0[3], subject: try $0[4]) }
        }
    }

    private func linked(_ test: TestApp, _ entry: NeedEntry? = nil) async throws -> Need {
        let need = try await test.submit(entry)
        try await test.app.needs.linkWeChat(
            "o-her", state: "visit \(need.id)", to: need.id, by: test.requester(need.id), in: test.network.id)
        // What follows is later, also in the outbox.
        test.clock.pass(Time.second)
        return need
    }

    @Test(arguments: TestApp.kinds) func sheIsAnsweredInWeChat(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, environment: WeChatWayTests.settings)
        let acts = test.app.needs, network = test.network.id
        let need = try await linked(test)
        let first = try #require(try await jobs(test, need).first)
        let told = try #require(WeChatMessage(sealed: first.payload, vault: test.app.vault))
        #expect(first.kind == .wechat && told.to == "o-her" && told.code == need.code && told.otherwise == nil)
        #expect(told.url == acts.trackingURL(of: need))
        #expect(try await ways(test, need).map(\.state) == [.sent])
        // Whoever carries it has taken it.
        test.clock.pass(Time.second)
        try await test.app.database.write { db in try db.noteTaken(first, at: test.clock.now) }
        #expect(try await ways(test, need) == [KnownWay(way: .wechat, state: .taken, at: test.clock.now)])
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        #expect(try await jobs(test, need).map(\.kind) == [.wechat, .wechat])
        let call = try await test.app.database.read { db in try db.openCall(of: need.id, in: network) }
        #expect(call == nil, "a message went out")
        // What came back with one visit comes back no more.
        await #expect(throws: Refusal.self) {
            try await acts.linkWeChat(
                "o-other", state: "visit \(need.id)", to: need.id, by: test.requester(need.id), in: network)
        }
        let file = try await acts.file(need.id, for: test.requester(need.id), in: network)
        #expect(file.secret?.wechat == "o-her" && file.secret?.reach?.channel == "wechat")
        let revealed = try await acts.file(need.id, for: test.viewer("intake"), in: network)
        #expect(revealed.secret == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatWeChatRefusesGoesAnotherWay(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, environment: WeChatWayTests.settings)
        let acts = test.app.needs, network = test.network.id
        var entry = test.entry()
        entry.email = "ward@hospital.example"
        let need = try await linked(test, entry)
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        let answer = try #require(try await jobs(test, need).last { $0.kind == .wechat })
        // A limit or a setting of the account is not held against her way, but the message goes on.
        try await acts.weChatFailed(answer, isRefused: false)
        #expect(try await ways(test, need).map(\.state) == [.sent, .sent])
        #expect(try await ways(test, need).map(\.way) == [.email, .wechat])
        let mail = try #require(try await jobs(test, need).last { $0.kind == .mail })
        let sent = try #require(Mail(sealed: mail.payload, vault: test.app.vault))
        #expect(sent.to == "ward@hospital.example" && sent.body.contains(acts.trackingURL(of: need)))
        try await acts.weChatFailed(answer, isRefused: true)
        let failed = try await test.app.database.read { db in try db.failedWays(of: need) }
        #expect(failed == [.wechat])
        let none = try await test.app.database.read { db in try db.openCall(of: need.id, in: network) }
        #expect(none == nil, "a mail works")
        // From now on it is mail.
        let mails = try await jobs(test, need).count { $0.kind == .mail }
        try await test.act(.askInformation(question: "Which size?"), need.id, "intake")
        #expect(try await jobs(test, need).count { $0.kind == .mail } == mails + 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func withoutAnotherWaySomebodyCalls(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, environment: WeChatWayTests.settings)
        let acts = test.app.needs, network = test.network.id
        let need = try await linked(test)
        func call() async throws -> CallItem? {
            try await test.app.database.read { db in try db.openCall(of: need.id, in: network) }
        }
        let first = try #require(try await jobs(test, need).first)
        try await acts.weChatFailed(first, isRefused: true)
        #expect(try await call() == nil, "the first message is no answer")
        try await acts.linkWeChat(
            "o-her", state: "again", to: need.id, by: test.requester(need.id), in: network)
        #expect(try await ways(test, need).map(\.state) == [.sent], "pressed again, it is worth a new try")
        test.clock.pass(Time.second)
        try await test.act(.askInformation(question: "Which size?"), need.id, "intake")
        let question = try #require(try await jobs(test, need).last)
        try await acts.weChatFailed(question, isRefused: true)
        let open = try #require(try await call())
        #expect(open.why == .bounced && open.topics == [.question])
        let events = try await acts.file(need.id, for: test.viewer("intake"), in: network).story.map(\.kind)
        #expect(events.count { $0 == .bounced } == 2)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatWeChatRefusesGoesToNoWrongNumber(_ kind: EngineKind) async throws {
        let gateway = ["WEFT_SMS_URL": "https://sms.example/{local}"]
        let test = try await TestApp(kind, environment: WeChatWayTests.settings.merging(gateway) { $1 })
        let acts = test.app.needs, network = test.network.id, caller = try #require(test.members["intake"]).id
        let need = try await linked(test)
        try await test.act(.askInformation(question: "Which size?"), need.id, "intake")
        let question = try #require(try await jobs(test, need).last { $0.kind == .wechat })
        let before = try await jobs(test, need).count { $0.kind == .sms }
        try await test.app.database.write { db in
            try db.insertCall(
                need: need, member: caller, channel: "phone", outcome: CallOutcome.wrongNumber.rawValue, note: "",
                at: test.clock.now, id: test.app.world.newID())
        }
        try await acts.weChatFailed(question, isRefused: false)
        #expect(try await jobs(test, need).count { $0.kind == .sms } == before)
        let topics = try await test.app.database.read { db in try db.openCall(of: need.id, in: network)?.topics }
        #expect(topics == [.question], "somebody finds another way")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func sheTakesItAway(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, environment: WeChatWayTests.settings)
        let acts = test.app.needs, network = test.network.id
        let need = try await linked(test), her = test.requester(need.id)
        let byDigits = Viewer(.requester(need: need.id, full: false), language: .en)
        await #expect(throws: Refusal.self) { try await acts.unlinkWeChat(of: need.id, by: byDigits, in: network) }
        try await acts.unlinkWeChat(of: need.id, by: her, in: network)
        let part = try await acts.file(need.id, for: her, in: network).secret
        #expect(part?.wechat == nil && part?.reach?.channel == "")
        #expect(try await jobs(test, need).isEmpty)
        #expect(try await ways(test, need).isEmpty)
        await #expect(throws: Refusal.self) {
            try await acts.setReach(Reach(channel: "wechat"), of: need.id, by: her, in: network)
        }
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        func call() async throws -> CallItem? {
            try await test.app.database.read { db in try db.openCall(of: need.id, in: network) }
        }
        #expect(try await call()?.why == .noWay)
        // What still waited to be sent there is not lost.
        let other = try await linked(test, test.entry("Another ward"))
        try await test.act(.askInformation(question: "Which size?"), other.id, "intake")
        try await acts.unlinkWeChat(of: other.id, by: test.requester(other.id), in: network)
        let topics = try await test.app.database.read { db in try db.openCall(of: other.id, in: network)?.topics }
        #expect(topics == [.question])
        await test.app.database.close()
    }

    /// What is on its way there while she takes it away comes once, there or by mail.
    @Test(arguments: TestApp.kinds, [true, false]) func whatIsBeingSentComesOnce(
        _ kind: EngineKind, isTaken: Bool
    ) async throws {
        let test = try await TestApp(kind, environment: WeChatWayTests.settings)
        let acts = test.app.needs, network = test.network.id, db = test.app.database
        var entry = test.entry()
        entry.email = "ward@hospital.example"
        let need = try await linked(test, entry), her = test.requester(need.id)
        func take() async throws -> Job {
            let job = try await db.write { [clock = test.clock] db in try db.takeJob([.wechat], now: clock.now) }
            return try #require(job)
        }
        func mails() async throws -> [Mail] {
            try await jobs(test, need).filter { $0.kind == .mail }.compactMap {
                Mail(sealed: $0.payload, vault: test.app.vault)
            }
        }
        let first = try await take()
        try await db.write { db in try db.finish(first) }
        test.clock.pass(Time.second)
        try await test.act(.askInformation(question: "Which size?"), need.id, "intake")
        test.clock.pass(Time.minute)
        let sending = try await take(),
            message = try #require(
                WeChatMessage(sealed: sending.payload, vault: test.app.vault))
        func goesThere() async throws -> Bool {
            try await db.read { db in try acts.isLinked(message, of: sending, db) }
        }
        #expect(try await goesThere())
        let before = try await mails().count
        try await acts.unlinkWeChat(of: need.id, by: her, in: network)
        #expect(try await mails().count == before, "it is being sent")
        #expect(try await jobs(test, need).contains { $0.id == sending.id })
        if isTaken {
            try await db.write { db in try db.finish(sending) }
            #expect(try await mails().count == before)
        } else {
            // It was not taken: its next turn finds that she is not there any more, and it goes by mail.
            try await db.write { [clock = test.clock] db in
                try db.postpone(sending, error: "no route", now: clock.now)
            }
            #expect(try await !goesThere())
            try await acts.weChatFailed(sending, isRefused: true)
            #expect(try await mails().count == before + 1)
            let failed = try await db.read { db in try db.failedWays(of: need) }
            #expect(failed.isEmpty, "nothing is held against what she took away herself")
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatWaitsToBeTriedAgainGoesByMailAtOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, environment: WeChatWayTests.settings), db = test.app.database
        var entry = test.entry()
        entry.email = "ward@hospital.example"
        let need = try await linked(test, entry)
        try await test.act(.askInformation(question: "Which size?"), need.id, "intake")
        test.clock.pass(Time.minute)
        for _ in 0..<2 {
            try await db.write { [clock = test.clock] db in
                guard let job = try db.takeJob([.wechat], now: clock.now) else { return }
                try db.postpone(job, error: "no route", now: clock.now)
            }
        }
        func waiting(_ kind: Job.Kind) async throws -> Int { try await jobs(test, need).count { $0.kind == kind } }
        #expect(try await waiting(.wechat) == 2)
        let before = try await waiting(.mail)
        try await test.app.needs.unlinkWeChat(of: need.id, by: test.requester(need.id), in: test.network.id)
        #expect(try await waiting(.wechat) == 0)
        #expect(try await waiting(.mail) == before + 1, "the first message is no answer")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func itIsForgottenWithHerKey(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, environment: WeChatWayTests.settings)
        let acts = test.app.needs, network = test.network.id
        let need = try await linked(test), her = test.requester(need.id)
        _ = try await acts.perform(.withdraw(reason: ""), on: need.id, by: her, in: network)
        await #expect(throws: Refusal.self) {
            try await acts.linkWeChat("o-her", state: "late", to: need.id, by: her, in: network)
        }
        try await acts.forget(need.id, by: her, in: network)
        let (part, has) = try await test.app.database.read { db in
            (
                try db.privatePart(of: need, in: test.app.vault),
                try db.value("SELECT has_wechat FROM need_private WHERE need_id = \(need.id)", as: Bool.self)
            )
        }
        #expect(part == nil && has == false)
        await test.app.database.close()
    }
}
