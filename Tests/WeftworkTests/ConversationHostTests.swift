import Database
import Engine
import Testing

@testable import Weftwork

@Suite("Conversations: what their hosts do")
struct ConversationHostTests {
    @Test("What holds already is done: let in, taken out and ended twice", arguments: TestApp.kinds)
    func twice(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let talk = try await Talked(test, statements: 1) { $0.moderation = "before" }
        let acts = talk.acts, id = talk.conversation.id, network = test.network.id, founder = test.viewer("founder")
        let said = try await acts.say("Something of hers", in: id, by: talk.member("volunteer"), of: network)
        for _ in 0..<2 {
            let judged = try await acts.judge(.accept, of: said.id, in: id, by: founder, of: network)
            #expect(judged.state == .open)
        }
        for _ in 0..<2 {
            let judged = try await acts.judge(.reject(.insult, ""), of: said.id, in: id, by: founder, of: network)
            #expect(judged.state == .rejected && judged.reason == .insult)
        }
        await #expect(throws: Refusal.self) {
            try await acts.judge(.accept, of: said.id, in: id, by: founder, of: network)
        }
        await #expect(throws: Refusal.self) {
            try await acts.judge(.reject(.spam, ""), of: said.id, in: id, by: founder, of: network)
        }
        let log = try await acts.log(id, for: talk.device(), in: network)
        #expect(log.steps.map(\.step.kind) == [.rejected, .accepted])
        let ended = try await acts.perform(.close, on: id, by: founder, in: network)
        test.clock.pass(Time.minute)
        let again = try await acts.perform(.close, on: id, by: founder, in: network)
        #expect(ended.closedAt != nil && again.closedAt == ended.closedAt)
    }

    @Test("What comes twice under one key acts once; the key with something else is refused", arguments: TestApp.kinds)
    func key(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = try await Talked(test, statements: 1) { $0.who = "link" }
        let acts = talk.acts, id = talk.conversation.id, network = test.network.id, founder = test.viewer("founder")
        let once = Once(key: "one", content: [1]), other = Once(key: "one", content: [2])
        for _ in 0..<2 {
            let renewed = try await acts.perform(.renewLink, on: id, by: founder, in: network, once: once)
            #expect(renewed.linkVersion == 2)
        }
        await #expect(throws: Refusal.self) {
            try await acts.perform(.renewLink, on: id, by: founder, in: network, once: other)
        }
    }

    @Test("Nobody judges what they said themselves where another could; alone they may", arguments: TestApp.kinds)
    func own(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let talk = try await Talked(test, statements: 1) { $0.moderation = "before" }
        let acts = talk.acts, id = talk.conversation.id, network = test.network.id, founder = test.viewer("founder")
        let host = talk.member("founder")
        func isForbidden(_ error: any Error) -> Bool { if case Refusal.forbidden = error { true } else { false } }
        let first = try await acts.say("First words of the host", in: id, by: host, of: network)
        let alone = try await acts.judge(.accept, of: first.id, in: id, by: founder, of: network)
        #expect(alone.state == .open)
        let second = try await acts.say("Second words of the host", in: id, by: host, of: network)
        _ = try await test.app.people.addMember(
            MemberDraft(email: "second@example.org", name: "second", roles: [.coordinator]), to: "test")
        await #expect {
            _ = try await acts.judge(.accept, of: second.id, in: id, by: founder, of: network)
        } throws: {
            isForbidden($0)
        }
        let desk = try await acts.desk(id, for: founder, in: network)
        #expect(desk.left == [first.id, second.id])
        let members = try await test.app.database.read { db in try db.members(of: network) }
        let other = Viewer(.member(try #require(members.first { $0.name == "second" })), language: .en)
        let judged = try await acts.judge(.accept, of: second.id, in: id, by: other, of: network)
        #expect(judged.state == .open)
    }

    @Test("The reason that a host chose is read in the language of whoever reads it; other words stay as they are")
    func reasons() async throws {
        let test = try await TestApp(), talk = try await Talked(test, statements: 1)
        let acts = talk.acts, id = talk.conversation.id, network = test.network.id
        let founder = Viewer(.member(try #require(test.members["founder"])), language: .zh)
        let she = talk.member("volunteer")
        let said = try await acts.say("Something of hers", in: id, by: she, of: network)
        _ = try await acts.judge(.reject(.insult, "Say it kindly"), of: said.id, in: id, by: founder, of: network)
        let found = try await acts.members.hiding(of: said.text, for: she.viewer, in: network)
        let reading = try #require(found)
        #expect(reading.why(.en) == "Hurts somebody: Say it kindly")
        #expect(reading.why(.zh) == "伤人：Say it kindly")
        let texts = StatementTexts(world: test.app.world)
        #expect(texts.words(ofReason: StatementTexts.stored(.spam, ""))(.zh) == "广告或刷屏")
        #expect(texts.words(ofReason: "伤人")(.en) == "伤人")
        let read = try await acts.readIn(
            question: "Again", votes: Array("participant,statement,vote\n1,1,1".utf8), statements: nil, by: founder,
            in: network)
        let statements = try await test.app.database.read { db in try db.statements(of: read.id, in: network) }
        #expect(statements.map(\.words) == ["第 1 句（文件里没有原文） / Statement 1 (its words are not in the file)"])
    }

    @Test("The open ones come first, on whatever page", arguments: TestApp.kinds)
    func order(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, founder = test.viewer("founder")
        var made: [ID] = []
        for _ in 0..<3 {
            made.append(try await Talked(test, statements: 1).conversation.id)
            test.clock.pass(Time.minute)
        }
        let acts = test.app.conversations
        _ = try await acts.perform(.close, on: made[1], by: founder, in: network)
        var listed: [ID] = [], cursor: ConversationCursor?
        for _ in 0..<3 {
            let page = try await acts.list(after: cursor, most: 1, for: founder, in: network)
            listed += page.views.map(\.conversation.id)
            cursor = page.next.flatMap { ConversationCursor($0.description) }
        }
        #expect(listed == [made[2], made[0], made[1]] && cursor == nil)
    }
}
