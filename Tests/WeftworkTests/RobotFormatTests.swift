import Database
import Foundation
import Testing

@testable import Weftwork

/// Robots of chat groups: formats and signatures by their platforms' documents, addresses, turns. What is expected was worked out
/// by another program.
@Suite struct RobotFormatTests {
    private let message = RobotMessage(
        title: "Net: can you help? [drivers](http://evil.example)",
        lines: ["医院 <@all> *缺*司机", "When: now"], link: "https://weft.example/asked/abc", linkWords: "Open it")
    private let now: Int64 = 1_764_100_000_123

    private func request(_ kind: RobotHook.Kind, _ url: String, secret: String? = nil) throws -> (
        url: String, body: [String: Any]
    ) {
        let made = RobotFormat.request(message, by: RobotHook(kind: kind, url: url, secret: secret), at: now)
        let body = try #require(made.body)
        #expect(body.type.hasPrefix("application/json"))
        // What faults call it holds no secret.
        #expect(made.name?.contains("TOKEN") == false)
        return (
            made.url, try #require(try JSONSerialization.jsonObject(with: Data(body.text.utf8)) as? [String: Any])
        )
    }

    @Test func keysOfAnyLength() {
        // RFC 4231, case 6.
        let digest = Sodium.hmacSHA256(
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            key: [UInt8](repeating: 0xAA, count: 131))
        #expect(Hex.encode(digest) == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test func dingTalkSignsInItsAddress() throws {
        let url = "https://oapi.dingtalk.com/robot/send?access_token=TOKEN"
        let made = try request(.dingtalk, url, secret: "SECb0d5f3a1c2")
        #expect(
            made.url
                == "\(url)&timestamp=1764100000123&sign=dAtxB3sdWp7GaYV9cETpM%2F8Lm0VeoCYsC2ImmwWzy9g%3D")
        #expect(made.body["msgtype"] as? String == "markdown")
        let markdown = try #require(made.body["markdown"] as? [String: String])
        #expect(markdown["text"]?.hasSuffix("[Open it](https://weft.example/asked/abc)") == true)
        // What people wrote is words: no link, no call to everybody.
        #expect(markdown["text"]?.contains("](http://evil") == false && markdown["text"]?.contains("<") == false)
        #expect(markdown["text"]?.contains("@all") == false && markdown["title"]?.contains("[") == false)
        #expect(try request(.dingtalk, url).url == url, "without a secret nothing is signed")
    }

    @Test func weComTakesMarkdown() throws {
        let url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=TOKEN"
        let made = try request(.wecom, url, secret: "ignored")
        #expect(made.url == url && made.body["msgtype"] as? String == "markdown" && made.body["sign"] == nil)
        let content = try #require((made.body["markdown"] as? [String: String])?["content"])
        #expect(content.hasPrefix("**Net: can you help?") && content.contains("\nWhen: now\n"))
        #expect(!content.contains("<@"))
    }

    @Test func feishuSignsInItsBody() throws {
        let made = try request(
            .feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/TOKEN", secret: "飞书Secret+/=")
        #expect(made.body["timestamp"] as? String == "1764100000")
        #expect(made.body["sign"] as? String == "f5XtKRH7EoPVTT6Cbd8oIzKISrN8A2MTq/U+Hg5REgE=")
        #expect(made.body["msg_type"] as? String == "interactive")
        let card = try #require(made.body["card"] as? [String: Any])
        let elements = try #require(card["elements"] as? [[String: Any]])
        #expect(elements.count == 2 && elements[0]["tag"] as? String == "div")
        #expect((elements[0]["text"] as? [String: String])?["tag"] == "plain_text")
        let button = try #require((elements[1]["actions"] as? [[String: Any]])?.first)
        #expect(button["url"] as? String == "https://weft.example/asked/abc")
    }

    @Test func othersTakeText() throws {
        let made = try request(.generic, "https://hooks.chat.example/TOKEN")
        let text = try #require(made.body["text"] as? String)
        #expect(made.body.count == 1 && text.hasSuffix("Open it https://weft.example/asked/abc"))
        #expect(!text.contains("<") && !text.contains("@"))
    }

    @Test func aLongTextIsCut() throws {
        let long = RobotMessage(title: "t", lines: [String(repeating: "长", count: 4000), "later"])
        let hook = RobotHook(kind: .wecom, url: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=TOKEN")
        let text = try #require(RobotFormat.request(long, by: hook, at: now).body?.text)
        let body = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let content = try #require((body["markdown"] as? [String: String])?["content"])
        #expect(content.utf8.count <= 4096 && content.hasSuffix("长…") && !content.contains("later"))
    }

    struct Said: Sendable {
        let kind: RobotHook.Kind
        let answer: String
        let fault: RobotFault.Kind?
    }

    @Test(arguments: [
        Said(kind: .dingtalk, answer: #"{"errcode":0,"errmsg":"ok"}"#, fault: nil),
        Said(kind: .dingtalk, answer: #"{"errcode":310000,"errmsg":"keywords not in content"}"#, fault: .keyword),
        Said(kind: .dingtalk, answer: #"{"errcode":310000,"errmsg":"description:关键词不匹配"}"#, fault: .keyword),
        Said(kind: .dingtalk, answer: #"{"errcode":310000,"errmsg":"sign not match"}"#, fault: .signature),
        Said(kind: .dingtalk, answer: #"{"errcode":310000,"errmsg":"description:签名不匹配"}"#, fault: .signature),
        Said(kind: .dingtalk, answer: #"{"errcode":310000,"errmsg":"ip 1.2.3.4 not in whitelist"}"#, fault: .address),
        Said(kind: .dingtalk, answer: #"{"errcode":130101,"errmsg":"send too fast"}"#, fault: .busy),
        Said(kind: .dingtalk, answer: #"{"errcode":300001,"errmsg":"token is not exist"}"#, fault: .gone),
        Said(kind: .dingtalk, answer: #"{"errcode":-1,"errmsg":"busy"}"#, fault: .refused),
        Said(kind: .dingtalk, answer: "<html>", fault: .refused),
        Said(kind: .wecom, answer: #"{"errcode":0,"errmsg":"ok"}"#, fault: nil),
        Said(kind: .wecom, answer: #"{"errcode":93000,"errmsg":"invalid webhook url"}"#, fault: .gone),
        Said(kind: .wecom, answer: #"{"errcode":45009,"errmsg":"api freq out of limit"}"#, fault: .busy),
        Said(kind: .feishu, answer: #"{"code":0,"msg":"success","data":{}}"#, fault: nil),
        Said(kind: .feishu, answer: #"{"StatusCode":0,"StatusMessage":"success"}"#, fault: nil),
        Said(kind: .feishu, answer: #"{"code":19021,"msg":"sign match fail"}"#, fault: .signature),
        Said(kind: .feishu, answer: #"{"code":19024,"msg":"Key Words Not Found"}"#, fault: .keyword),
        Said(kind: .feishu, answer: #"{"code":19001,"msg":"token invalid"}"#, fault: .gone),
        Said(kind: .feishu, answer: #"{"code":11232,"msg":"frequency limited"}"#, fault: .busy),
        Said(kind: .generic, answer: "ok", fault: nil),
        Said(kind: .generic, answer: #"{"ok":false}"#, fault: .refused),
    ])
    func answersAreRead(_ said: Said) {
        do throws(RobotFault) {
            try RobotAnswer.require(Array(said.answer.utf8), of: said.kind, at: now)
            #expect(said.fault == nil, "\(said)")
        } catch {
            #expect(error.kind == said.fault, "\(said)")
            #expect((error.until != nil) == (error.kind == .busy))
        }
    }

    @Test func onlyWhereTheyLive() {
        let allowed = RobotRules.hosts("chat.example.org, 127.0.0.1:4711 evil@host https://x")
        #expect(allowed == ["chat.example.org", "127.0.0.1:4711"])
        func may(_ kind: RobotHook.Kind, _ url: String) -> Bool { RobotRules.mayPost(kind, to: url, allowed: allowed) }
        let token = "/robot/send?access_token=abc"
        #expect(may(.dingtalk, "https://oapi.dingtalk.com\(token)"))
        #expect(may(.wecom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc"))
        #expect(may(.feishu, "https://open.larksuite.com/open-apis/bot/v2/hook/abc"))
        #expect(may(.generic, "https://chat.example.org/hooks/abc") && may(.wecom, "http://127.0.0.1:4711/hook"))
        for (kind, url) in [
            (RobotHook.Kind.dingtalk, "http://oapi.dingtalk.com\(token)"),
            (.dingtalk, "https://oapi.dingtalk.com:8080\(token)"),
            (.dingtalk, "https://oapi.dingtalk.com@169.254.169.254\(token)"),
            (.dingtalk, "https://oapi.dingtalk.com.evil.example\(token)"),
            (.dingtalk, "https://oapi.dingtalk.com/topapi/other?access_token=abc"),
            (.dingtalk, "https://169.254.169.254\(token)"), (.wecom, "https://oapi.dingtalk.com\(token)"),
            (.dingtalk, "https://oapi.dingtalk.com\\@evil.example\(token)"),
            (.generic, "https://hooks.example.com/x"), (.generic, "http://chat.example.org/hooks/abc"),
            (.generic, "http://127.0.0.1:22/x"), (.generic, "http://127.0.0.1/x"), (.generic, "http://[::1]/x"),
            (.generic, "file:///etc/passwd"), (.generic, "https://chat.example.org"),
            (.generic, "https://chat.example.org/a#b"), (.generic, "https://chat.example.org/a b"),
            (.generic, "https://chat.example.org/\r\nHost: x"),
        ] {
            #expect(!may(kind, url), "\(url)")
        }
    }

    @Test func twentyInAnyMinute() {
        var turn: Int64?, sent: [Int64] = []
        for second in 0..<600 {
            // Somebody tries every second, sometimes oftener.
            for _ in 0..<(second % 7 == 0 ? 9 : 1) {
                let at = Int64(second) * Time.second, next = RobotRules.take(turn, at: at)
                #expect((next.turn == nil) != (next.wait == nil))
                guard let taken = next.turn else {
                    #expect(next.wait.map { $0 > at && $0 <= at + RobotRules.interval } == true)
                    continue
                }
                turn = taken
                sent.append(at)
            }
        }
        #expect(sent.prefix(5).allSatisfy { $0 == 0 }, "a few at once")
        for at in sent { #expect(sent.count { $0 >= at && $0 < at + Time.minute } <= 20) }
        #expect(sent.count >= 145, "and no fewer than that allows")
        #expect(RobotRules.take(RobotRules.held(until: 50_000), at: 49_000).wait == 50_001)
        #expect(RobotRules.take(RobotRules.held(until: 50_000), at: 50_001).turn != nil)
    }
}
