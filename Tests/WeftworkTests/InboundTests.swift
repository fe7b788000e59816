import Database
import Engine
import Testing

@testable import Weftwork

/// What a gateway hands in: nothing of it is lost, its keys are its own, one sender's flood is theirs alone.
@Suite struct InboundTests {
    /// Read once for all.
    private static let places = Result { try Places(outlines: nil) }

    private func message(_ text: String, from: String = "13911112222", channel: String? = "sms") -> InboundMessage {
        InboundMessage(channel: channel, from: from, name: nil, subject: nil, text: text)
    }

    @Test(arguments: [(1, 1), (4_000, 1), (4_001, 2), (19_000, 5), (90_000, 5)])
    func whatIsLongIsToldInParts(_ length: Int, _ count: Int) throws {
        let text = String(repeating: "缺", count: length), parts = InboundRules.parts(message(text))
        #expect(parts.count == count && parts.allSatisfy { $0.count <= InboundRules.longest })
        #expect(parts.joined() == String(text.prefix(5 * InboundRules.longest)))
        let entry = try InboundRules.entry(message(text), language: .en)
        #expect(entry.description == parts[0] && entry.title.count <= 100 && entry.language == .zh)
    }

    @Test(
        arguments: [
            ("sms", "短信发来的"), ("Mail", "邮件发来的"), (" 微信 ", "从 微信 发来的"), ("", ""), (nil, ""),
        ] as [(String?, String)])
    func theDeskReadsByWhichWayItCame(_ channel: String?, _ words: String) throws {
        #expect(try InboundRules.entry(message("缺口罩", channel: channel), language: .en).reference == words)
    }

    @Test(arguments: ["sms", "Mail", "微信", "hotline"]) func whereItCameFromIsReadInEveryLanguage(_ channel: String)
        throws
    {
        let came = try #require(InboundWords.came(by: channel))
        for kept in [came(.zh), came(.en)] {
            #expect(InboundWords.said(kept)(.zh) == came(.zh) && InboundWords.said(kept)(.en) == came(.en), "\(kept)")
        }
        #expect(InboundWords.said("her own letter of 3 May")(.zh) == "her own letter of 3 May")
    }

    @Test(arguments: ["——", "...", "？", "救命", "1"]) func noWordIsTooLittle(_ text: String) throws {
        let entry = try InboundRules.entry(message(text), language: .zh)
        let draft = try NeedCleaning.draft(
            from: entry, now: 1_580_515_200_000, Catalogue.shipped, InboundTests.places.get())
        #expect(draft.lines.count == 1 && !draft.title.isEmpty)
    }

    /// More things than a need may have are still told in words.
    @Test func noListIsTooLong() throws {
        let text = (1...300).map { "口罩 \($0)箱" }.joined(separator: "\n")
        let entry = try InboundRules.entry(message(text), language: .en)
        #expect(PastedLines.parse(entry.pastedLines).count == 200 && entry.description.contains("口罩 300箱"))
    }

    @Test(arguments: TestApp.kinds) func oneSendersFloodIsTheirsAlone(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let other = try await acts.receive(
            message("另一个诊所缺纱布", from: "13933334444"), by: test.viewer("intake"), in: test.network)
        let things = ["口罩", "手套", "纱布", "酒精", "棉签", "面罩", "被子", "帐篷", "大米", "蜡烛"]
        for thing in things {
            let taken = try await acts.receive(message("我们缺\(thing)"), by: test.viewer("intake"), in: test.network)
            #expect(taken.isNew && taken.need.submitterID == nil)
        }
        let floods = try await test.app.database.read { db in
            try db.query("SELECT need_id, reason FROM flood_needs WHERE network_id = \(network)") {
                (need: try $0[0] as ID, reason: try $0[1] as String)
            }
        }
        #expect(floods.count == 10 && !floods.contains { $0.need == other.need.id })
        #expect(floods.allSatisfy { $0.reason == FloodRules.Reason.sameDevice.rawValue })
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aGatewaysKeysAreItsOwn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, desk = test.viewer("intake")
        let once = Once(key: "1", content: [1])
        let anybody = Viewer(.anonymous, language: .en)
        _ = try await acts.submit(
            test.entry(), by: anybody, in: test.network, once: Once(key: "1", content: [2]))
        let long = message("缺口罩" + String(repeating: "很冷。", count: 2_000))
        let first = try await acts.receive(long, by: desk, in: test.network, once: once)
        test.clock.pass(2 * Time.minute)
        let again = try await acts.receive(long, by: desk, in: test.network, once: once)
        #expect(first.isNew && !again.isNew && again.need.id == first.need.id)
        // Another gateway's key is another one.
        let others = try await acts.receive(
            message("缺手套", from: "13955556666"), by: test.viewer("founder"), in: test.network, once: once)
        #expect(others.isNew && others.need.id != first.need.id)
        // Said once, though it was sent twice.
        let file = try await acts.file(first.need.id, for: test.viewer("founder"), in: test.network.id)
        #expect(file.story.count { $0.kind == .added } == 1)
        await test.app.database.close()
    }
}
