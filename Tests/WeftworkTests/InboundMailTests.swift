import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// Mails as people's programs write them: read as what was meant, once, and never answered in circles.
@Suite struct InboundMailTests {
    private static func mail(
        _ head: [String: String] = [:], _ body: String = "口罩 500只\n手套 20副"
    ) -> [UInt8] {
        let fields = [
            "From": "Ward 3 <ward3@clinic.example>", "Subject": "Masks", "Message-ID": "<1@clinic.example>",
            "Content-Type": "text/plain; charset=utf-8",
        ].merging(head) { $1 }
        let lines = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }

    private static func read(_ bytes: [UInt8]) throws -> InboundMessage { try InboundMail(bytes).message }

    @Test(
        arguments: [
            ("Ward 3 <ward3@clinic.example>", "Ward 3", "ward3@clinic.example"),
            ("\"Lin, Rosa\" <r@x.example>", "Lin, Rosa", "r@x.example"),
            ("r@x.example (Rosa)", "", "r@x.example"), ("r@x.example, s@x.example", "", "r@x.example"),
            ("=?utf-8?B?5byg5LiJ?= <z@x.example>", "张三", "z@x.example"),
            // One letter cut in two between two words, as programs do.
            ("=?UTF-8?Q?=E5=BC?= =?utf-8?Q?=A0=E4=B8=89?= <z@x.example>", "张三", "z@x.example"),
            ("=?GBK?B?1cXI/Q==?= <z@x.example>", "张三", "z@x.example"),
            ("=?utf-8?X?abc?= <z@x.example>", "=?utf-8?X?abc?=", "z@x.example"),
        ])
    func whoWroteIsReadAsPeopleReadIt(_ field: String, _ name: String, _ address: String) throws {
        let message = try InboundMailTests.read(InboundMailTests.mail(["From": field]))
        #expect(message.name == name && message.from == address && message.channel == "mail")
    }

    @Test(
        arguments: [
            ("Re: RE: Masks", "Masks"), ("回复：转发: 缺口罩", "缺口罩"), ("=?gb2312?B?yLG/2tXW?=", "缺口罩"),
            ("Reading glasses", "Reading glasses"),
            ("=?iso-8859-1*de?Q?M=E4ntel_f=FCr_10?=", "Mäntel für 10"),
        ])
    func theSubjectIsWhatItIsAbout(_ typed: String, _ read: String) throws {
        #expect(try InboundMailTests.read(InboundMailTests.mail(["Subject": typed])).subject == read)
    }

    @Test(arguments: ["utf-8", "gbk", "big5", "utf-16be"]) func everyEncodingIsRead(_ charset: String) throws {
        let encodings: [String: UInt] = ["gbk": 0x8000_0632, "big5": 0x8000_0A03, "utf-16be": 0x9000_0100]
        let encoding = encodings[charset].map { String.Encoding(rawValue: $0) } ?? .utf8
        let data = try #require("醫院缺口罩 30 箱".data(using: encoding))
        let bytes = InboundMailTests.mail(
            ["Content-Type": "text/plain; charset=\"\(charset)\"", "Content-Transfer-Encoding": "base64"],
            data.base64EncodedString())
        #expect(try InboundMailTests.read(bytes).text == "醫院缺口罩 30 箱")
    }

    @Test func whatNamesNoEncodingOrAWrongOneIsReadAllTheSame() {
        let gbk: [UInt8] = [0xC8, 0xB1, 0xBF, 0xDA, 0xD5, 0xD6]
        #expect(Charset.text(gbk, named: nil) == "缺口罩")
        #expect(Charset.text(gbk, named: "us-ascii") == "缺口罩")
        #expect(Charset.text(Array("缺口罩".utf8), named: "gb2312") == "缺口罩")
        #expect(Charset.text(Array("缺".utf8), named: "no-such") == "缺")
        // What is nothing anywhere is still there, byte by byte.
        #expect(Charset.text([0x41, 0xFF, 0xFF], named: "utf-8").hasPrefix("A"))
        #expect(Charset.text([], named: nil) == "")
    }

    @Test func ofTwoWaysToSayItThePlainOneIsRead() throws {
        let both = """
            --b
            Content-Type: text/plain; charset=utf-8

            口罩 500只
            --b
            Content-Type: text/html; charset=utf-8

            <p>口罩 999只</p>
            --b
            Content-Type: image/jpeg
            Content-Disposition: attachment; filename=a.jpg
            Content-Transfer-Encoding: base64

            AAAA
            --b--
            """
        let mixed = try InboundMailTests.read(
            InboundMailTests.mail(["Content-Type": "multipart/mixed; boundary=b"], both))
        let text = try #require(mixed.text)
        #expect(text.contains("500只") && !text.contains("999"))
        #expect(mixed.note?.contains("1 个附件，没有收下") == true)
        let html = try InboundMailTests.read(
            InboundMailTests.mail(
                ["Content-Type": "text/html"],
                "<html><head><title>t</title><style>p{}</style></head><body><p>口罩&nbsp;500只</p><div>手套 &#50;0副<br>5 &lt; 6</div></body>"
            ))
        #expect(Clean.prose(html.text ?? "") == "口罩 500只\n手套 20副\n5 < 6")
    }

    @Test(
        arguments: [
            ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"), ("<b>a", "a"), ("a<script>x<y</script>b", "ab"), ("a <", "a <"),
            ("<!-- x --->a<!-- never ended", "a"), ("&nosuch; &amp &#xZZ;", "&nosuch; &amp &#xZZ;"),
            ("<td>1</td><td>2", " 1 2"),
        ])
    func htmlIsReadAsItIsShown(_ html: String, _ text: String) {
        #expect(HTMLText.plain(html) == text)
    }

    /// Takes time linear in the length, whoever writes it.
    @Test(arguments: ["<", "<a", "&#", "<script>", "<!--", "<a>", "</p>"]) func noHTMLTakesForEver(_ piece: String) {
        #expect(HTMLText.plain(String(repeating: piece, count: 200_000)).count <= 200_000 * piece.count)
    }

    @Test(
        arguments: [
            "走后门\n\n> 您的编号 ABCD\n> 口罩", "走后门\n\n------------------ 原始邮件 ------------------\n口罩",
            "走后门\n在 2026年11月27日，织网 写道：\n> 口罩", "走后门\nOn Friday, Weftwork <x@y.example> wrote:\n口罩",
            "走后门\n-----Original Message-----\n口罩",
        ])
    func whatIsAnsweredIsNotSaidAgain(_ text: String) throws {
        let message = try InboundMailTests.read(InboundMailTests.mail([:], text))
        #expect(message.answer == "走后门" && message.text?.contains("口罩") == true)
        // What is only passed on is all that there is to read.
        let passedOn = String(text.drop { $0 != "\n" })
        #expect(try InboundMailTests.read(InboundMailTests.mail([:], passedOn)).answer == nil)
    }

    @Test(
        arguments: [
            ["Auto-Submitted": "auto-replied"], ["Precedence": "Bulk"], ["List-Id": "<l.example>"],
            ["Return-Path": "<>"],
            ["Content-Type": "multipart/report; boundary=b"],
        ])
    func aMachineIsNotAnswered(_ head: [String: String]) {
        #expect {
            try InboundMail(InboundMailTests.mail(head, "--b\n\nx\n--b--"))
        } throws: {
            if case Refusal.conflict = $0 { true } else { false }
        }
    }

    @Test func whatCannotBeReadNamesItsLine() throws {
        for bytes in [
            InboundMailTests.mail(["From": "nobody"]), InboundMailTests.mail(["From": ""]), Array("no head".utf8),
        ] {
            #expect {
                try InboundMail(bytes)
            } throws: {
                guard case Refusal.unreadable(let words) = $0 else { return false }
                return words(.en).hasPrefix("line ")
            }
        }
        #expect(try InboundMail(InboundMailTests.mail(["Auto-Submitted": "no"])).message.subject == "Masks")
    }

    @Test(arguments: TestApp.kinds) func theSameMailIsTakenOnceAndAnAnswerGoesToItsNeed(_ kind: EngineKind) async throws
    {
        let test = try await TestApp(kind), acts = test.app.offers
        let keeper = Viewer(.operator, language: .zh)
        func take(_ bytes: [UInt8]) async throws -> InboundReport {
            try await acts.receive(mail: bytes, by: keeper, in: test.network)
        }
        let first = try await take(InboundMailTests.mail())
        // The mail server has put its own lines above, and hands it over once more.
        let again = try await take(Array("Received: by mx.example\r\n".utf8) + InboundMailTests.mail())
        #expect(first.isNew && !again.isNew && again.id == first.id)
        guard case .need(let need) = first.taken.object else { return #expect(Bool(false), "it is a need") }
        #expect(need.lines.map(\.item) == ["口罩", "手套"])
        let answer = InboundMailTests.mail(
            ["Message-ID": "<2@clinic.example>", "Subject": "Re: \(need.code)"], "走后门\n> 口罩 500只")
        #expect(try await take(answer).id == first.id)
        let story = try await test.app.database.read { [vault = test.app.vault] db in
            try db.story(of: need.id, in: need.networkID, tier: .case, vault: vault).map(\.details).joined()
        }
        #expect(story.contains("走后门") && !story.contains("> 口罩"))
        // Whoever else knows the code writes of a need of their own.
        let other = InboundMailTests.mail(
            ["From": "x@y.example", "Message-ID": "<3@y.example>", "Subject": need.code], "我们也缺口罩 3只")
        #expect(try await take(other).id != first.id)
        await #expect(throws: Refusal.self) {
            try await acts.receive(mail: InboundMailTests.mail(), by: test.viewer("volunteer"), in: test.network)
        }
        await test.app.database.close()
    }
}
