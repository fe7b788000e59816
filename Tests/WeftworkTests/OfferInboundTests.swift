import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// What comes by message or mail and says plainly that it offers something is an offer; whoever may be asking is heard as asking.
@Suite struct OfferInboundTests {
    private static func message(
        _ text: String?, subject: String? = nil, from: String = "13911112222", kind: String? = nil
    ) -> InboundMessage {
        var message = InboundMessage(channel: "sms", from: from, name: nil, subject: subject, text: text)
        message.kind = kind
        return message
    }

    /// The things that are offered; nothing where nothing is.
    private static func things(_ message: InboundMessage) throws -> [String]? {
        try OfferInbound.entry(message, language: .en).map { entry in
            entry.what.lines.map(\.item) + PastedLines.parse(entry.what.pastedLines).map(\.item)
        }
    }

    @Test(
        arguments: [
            ("提供 N95口罩 500只", ["N95口罩"]), ("捐赠：口罩500只\n手套20副", ["口罩", "手套"]), ("捐 口罩 5箱", ["口罩"]),
            ("捐獻：口罩 5箱", ["口罩"]), ("Offer: masks 500 pieces", ["masks"]), ("OFFERING masks 500 pieces", ["masks"]),
            ("donate - masks 500 pieces", ["masks"]), ("Offer\nmasks 500 pieces", ["masks"]),
            ("提供 帐篷 3顶", ["帐篷"]), ("捐赠 棉被 200床", ["棉被"]), ("捐助：大米 2吨", ["大米"]), ("捐 矿泉水 100箱", ["矿泉水"]),
            ("提供：防护服 50套", ["防护服"]), ("捐赠：手套 20副;口罩 500只", ["手套", "口罩"]),
            ("捐献 轮椅 4台", ["轮椅"]), ("提供发电机 2台", ["发电机"]), ("捐赠：奶粉 30罐", ["奶粉"]), ("提供 消毒液 30桶", ["消毒液"]),
            ("Donate: blankets 30 pieces", ["blankets"]), ("Offer: water 100 bottles", ["water"]),
            ("Offer - rice 2 tons", ["rice"]),
            ("Offering gloves 20 boxes", ["gloves"]), ("offer: tarpaulins 15 pcs", ["tarpaulins"]),
            ("Donate soap 12 cartons", ["soap"]), ("Offer: diapers 40 packs", ["diapers"]),
            ("Offer: radios 3 sets", ["radios"]),
            ("Offering: fuel 200 litres", ["fuel"]), ("Offer: torches 60 pcs", ["torches"]),
            // What nobody has counted is nothing that could be taken.
            ("提供心理咨询", nil), ("Offer 12 Main Street, floor 3", nil), ("捐赠一批物资", nil), ("Donate blankets", nil),
            // It isn't the first word, nor a word at all, nor anything that could be taken.
            ("我们提供 口罩 500只", nil), ("Offers of masks 500 pieces", nil), ("Offered masks 500 pieces", nil),
            ("Offer", nil),
            ("提供：", nil), ("捐款 500元", nil), ("口罩 500只", nil),
            // Whoever lacks something may begin as they like.
            ("提供我院物资需求清单：口罩 500只", nil), ("提供：我们医院缺口罩 500只", nil), ("Offer help: we need masks 500 pieces", nil),
        ] as [(String, [String]?)])
    func itIsAnOfferWhereItSaysSoPlainly(_ text: String, _ items: [String]?) throws {
        #expect(try Self.things(Self.message(text)) == items)
        // A mail's subject says it as well.
        guard items != nil else { return }
        #expect(try Self.things(Self.message("as in the list", subject: text)) != nil)
    }

    /// Who is in need may begin with any word: among the offers nobody would come, and she would be thanked.
    @Test(
        arguments: [
            "提供地址：3组12号，三人被困，需要救援", "捐赠公告：本院接受口罩500只", "Donate blankets to our shelter, please",
            "提供地址：3组12号", "提供位置：人民路8号3楼", "提供电话13911112222", "提供名单：手套 20副", "提供的口罩 500只用完了",
            "提供我们这里的情况：断水两天，矿泉水 100箱", "捐赠请送到县医院：口罩 500只", "捐赠物资清单：防护服 50套，请联系我院",
            "捐赠 口罩 500只 给县医院", "捐赠热线：口罩 500只", "捐献血液，急用 A型 10袋", "捐 3人", "提供 3组 12号", "捐赠：口罩 500只\n楼上有老人",
            "提供住处的人 3名", "捐赠征集：棉被 200床", "提供 两位伤员 担架 2副",
            "Offer help, three people trapped, ropes 3 sets", "Donate 50 boxes of masks to St Mary hospital",
            "Donate masks 500 pieces, we are out of them", "Donate 30 kits for us",
            "Offering shelter wanted, tents 3 pcs",
            "Offer accepted: masks 500 pieces", "Donation request: masks 500 pieces",
            "Offer no water 2 days, bottles 100 pcs",
            "Donate urgently insulin 20 boxes", "Offer: where is the truck with 20 boxes",

            "offer my address 4 units down, injured", "Donate if you can: rice 20 bags, family without food",
        ])
    func whoeverMayBeInNeedIsNeverThankedForAnOffer(_ text: String) throws {
        #expect(try Self.things(Self.message(text)) == nil)
        #expect(try Self.things(Self.message("口罩 500只", subject: text)) == nil)
        #expect(try Self.things(Self.mail("", text)) == nil)
    }

    @Test(arguments: TestApp.kinds) func whoHasAskedAnswersByWhateverWord(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), phone = "13955557777", goods = "提供 手套 20副"
        _ = try #require(try await taken(Self.message("缺口罩\n口罩 500只", from: phone), test).need)
        #expect(try await taken(Self.message(goods, from: phone), test).need != nil)
        _ = try #require(try await taken(try Self.mail("Masks", "masks 500 pieces"), test).need)
        #expect(try await taken(try Self.mail("Offer: gloves", "gloves 20 boxes"), test).need != nil)
        // The gateway knows better, and whoever has asked nothing is heard as they say.
        #expect(try await taken(Self.message("手套 21副", from: phone, kind: "offer"), test).offer != nil)
        #expect(try await taken(Self.message(goods, from: "13955558888"), test).offer != nil)
        await test.app.database.close()
    }

    @Test func aGatewayThatKnowsSaysIt() throws {
        #expect(try Self.things(Self.message("口罩 500只", kind: "offer")) == ["口罩"])
        #expect(try Self.things(Self.message("提供 口罩 500只", kind: " Offer")) == ["口罩"])
        #expect(try Self.things(Self.message("我们缺口罩 500只", kind: "offer")) != nil)
        #expect(try Self.things(Self.message("提供 口罩 500只", kind: "need")) == nil)
        for (message, field) in [
            (Self.message("口罩", kind: "gift"), "kind"), (Self.message(" ", kind: "offer"), "text"),
            (Self.message("口罩", from: "110", kind: "offer"), "from"),
        ] {
            do {
                _ = try Self.things(message)
                Issue.record("taken without \(field)")
            } catch Refusal.invalid(let problems) { #expect(problems.map(\.field) == [field]) }
        }
    }

    private static func mail(_ subject: String, _ text: String, _ head: [String] = []) throws -> InboundMessage {
        let fields =
            ["From: Firm <firm@x.example>", "Subject: \(subject)", "Content-Type: text/plain; charset=utf-8"] + head
        return try InboundMail(Array((fields.joined(separator: "\r\n") + "\r\n\r\n" + text).utf8)).message
    }

    /// An answer keeps the subject of what it answers: what was offered once is not offered again by it.
    @Test func anAnswerIsNoNewOffer() throws {
        let text = "masks 500 pieces"
        #expect(try Self.things(Self.mail("Offer: masks", text)) == ["masks"])
        for message in [
            try Self.mail("Re: Offer: masks", text), try Self.mail("Fwd: Offer: masks", text),
            try Self.mail("Offer: masks", text, ["In-Reply-To: <1@x.example>"]),
            try Self.mail("Offer: masks", "Only 200 left\n\n> masks 500 pieces"),
        ] { #expect(try Self.things(message) == nil) }
    }

    private func taken(_ message: InboundMessage, _ test: TestApp, once: Once? = nil) async throws -> (
        offer: Offer?, need: Need?, isNew: Bool
    ) {
        let taken = try await test.app.offers.receive(message, by: test.viewer("intake"), in: test.network, once: once)
        return switch taken.object {
        case .offer(let offer): (offer, nil, taken.isNew)
        case .need(let need): (nil, need, taken.isNew)
        }
    }

    private func mails(_ test: TestApp, to address: String) async throws -> [Mail] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }.filter { $0.to == address }
    }

    @Test(arguments: TestApp.kinds) func itIsAGuestsOfferLikeAnyOther(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let sent = try Self.mail("Offer: masks", "masks 500 pieces"), once = Once(key: "1", content: [1])
        let first = try await taken(sent, test, once: once), offer = try #require(first.offer)
        #expect(first.isNew && offer.isGuests && offer.offererID == nil && offer.submitterID == nil)
        #expect(offer.title == "masks" && offer.lines.map(\.quantity) == [.number(500_000)])
        #expect(offer.reference == "Sent by mail" && offer.state == .submitted && offer.dueAt != nil)
        // Code and link go back by the way it came.
        let receipt = try #require(try await mails(test, to: "firm@x.example").first)
        #expect(receipt.body.contains(try #require(offer.code)) && receipt.body.contains("/o/"))
        // Handed in twice it is one, with the gateway's key or within a minute.
        #expect(try await !taken(sent, test).isNew)
        test.clock.pass(2 * Time.minute)
        let again = try await taken(sent, test, once: once)
        #expect(!again.isNew && again.offer?.id == offer.id)
        #expect(try await mails(test, to: "firm@x.example").count == 1)
        let events = try await test.app.database.read { [vault = test.app.vault] db in
            try db.story(of: offer.id, in: network, tier: .case, vault: vault)
        }
        #expect(events.map(\.kind) == [.offered])
        // What says nothing of an offer stays a need.
        let need = try await taken(Self.message("口罩 500只"), test)
        #expect(need.need != nil && need.isNew)
        await test.app.database.close()
    }

    /// A number that nothing takes a message to is rung; by mail code and link go back by themselves.
    @Test(arguments: TestApp.kinds) func whoGetsNoReceiptIsRung(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        func rings(_ offer: Offer) async throws -> Int {
            let owner = try #require(test.members.values.first { $0.id == offer.ownerID }).name
            return try await mails(test, to: "\(owner)@example.org").count { $0.body.contains("Please ring them") }
        }
        let by = try #require(try await taken(try Self.mail("Offer: masks", "masks 500 pieces"), test).offer)
        #expect(try await rings(by) == 0)
        let sent = Self.message("捐赠 手套 20副", from: "13955559999")
        let offer = try #require(try await taken(sent, test).offer)
        #expect(try await rings(offer) == 1)
        #expect(try await !taken(sent, test).isNew)
        #expect(try await rings(offer) == 1, "once")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func itsSendersLaterWordsGoToIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let long = "masks 500 pieces\n" + String(repeating: "They are new. ", count: 400)
        let offer = try #require(try await taken(try Self.mail("Offer: masks", long), test).offer)
        let code = try #require(offer.code)
        func story() async throws -> String {
            try await test.app.database.read { [vault = test.app.vault] db in
                try db.story(of: offer.id, in: network, tier: .case, vault: vault).filter { $0.kind == .added }
                    .map(\.details).joined(separator: "\n")
            }
        }
        // What is longer than a description is not lost.
        #expect(try await story().contains("They are new."))
        let owner = try #require(test.members.values.first { $0.id == offer.ownerID }).name
        let before = try await mails(test, to: "\(owner)@example.org").count
        let answer = try Self.mail("Re: Offer: masks", "Only 200 left\n\n> \(code)")
        let once = Once(key: "2", content: [2])
        for _ in 0..<2 {
            let known = try await taken(answer, test, once: once)
            #expect(known.offer?.id == offer.id && !known.isNew)
        }
        #expect(try await story().components(separatedBy: "Only 200 left").count == 2)
        #expect(
            try await mails(test, to: "\(owner)@example.org").count == before + 1, "whoever answers for it hears of it")
        // Whoever else knows the code says nothing of it.
        let other = try await taken(Self.message("\(code) only 100 left"), test)
        #expect(other.need != nil)
        #expect(try await !story().contains("only 100 left"))
        // A word about a need goes to the need, whatever it begins with.
        let need = try #require(try await taken(Self.message("口罩 500只", from: "13955556666"), test).need)
        let word = try await taken(Self.message("提供 \(need.code) 口罩 300只", from: "13955556666"), test)
        #expect(word.need?.id == need.id && !word.isNew)
        await test.app.database.close()
    }
}
