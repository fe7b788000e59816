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
            // A thing without a number is a thing.
            ("提供心理咨询", ["心理咨询"]),
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
