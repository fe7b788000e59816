import Database
import Foundation
import Testing

@testable import Weftwork

private let day: Int64 = 24 * Time.hour

/// How somebody is reached: numbers, the gateway's templates, the seventy-two hours, the outbox.
@Suite struct ChannelTests {
    @Test(
        arguments: [
            ("13900001234", "+8613900001234"), (" +86 139-0000-1234 ", "+8613900001234"),
            ("008613900001234", "+8613900001234"), ("8613900001234", "+8613900001234"),
            ("１３９００００１２３４", "+8613900001234"), ("+1 391 234 5678", "+13912345678"),
            ("0013912345678", "+13912345678"), ("+44 20 7946 0958", "+442079460958"),
            ("12345678901", nil), ("02112345678", nil), ("139000012", nil), ("+12", nil), ("call me", nil), ("", nil),
            ("139+00001234", nil), ("13900001234x5", nil), ("+0123456789", nil),
        ] as [(String, String?)])
    func numbersOfMobilePhones(_ typed: String, _ expected: String?) {
        #expect(MobileNumber.international(typed) == expected, "\(typed)")
    }

    private let sample = SMS(to: "13900001234", text: #"码"1" & {to}"#)

    @Test func aGatewayIsCalledByItsTemplates() throws {
        let message = try #require(sample)
        let json = try #require(
            SMSGateway(environment: [
                "WEFT_SMS_URL": "https://sms.example/v1?key=k", "WEFT_SMS_HEADER": "X-Key:  a b ",
                "WEFT_SMS_BODY": #"{"to":"{to}","local":"{local}","text":"{text}","n":{}}"#,
            ]))
        let request = json.request(for: message)
        #expect(request.url == "https://sms.example/v1?key=k")
        #expect(request.headers.map { $0.name } == ["X-Key"] && request.headers.map { $0.value } == ["a b"])
        #expect(request.body?.type == "application/json")
        let body = try #require(request.body?.text)
        let fields = try #require(
            try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        #expect(fields["to"] as? String == "+8613900001234" && fields["local"] as? String == "13900001234")
        #expect(fields["text"] as? String == message.text, "words that look like a place stay words")
        let form = try #require(
            SMSGateway(environment: [
                "WEFT_SMS_URL": "http://127.0.0.1:9/{local}", "WEFT_SMS_BODY": "to={to}&text={text}",
            ]))
        let sent = form.request(for: message)
        #expect(sent.url == "http://127.0.0.1:9/13900001234")
        #expect(Form(encoded: sent.body?.text ?? "")["text"] == message.text)
        #expect(form.request(for: message).body?.type == "application/x-www-form-urlencoded")
        #expect(json.name == "sms.example" && form.name == "127.0.0.1:9")
    }

    @Test(arguments: ["http://sms.example/x", "ftp://sms.example", "", "http://127.0.0.1.evil.example/"])
    func noMessageGoesInTheClear(_ url: String) {
        #expect(SMSGateway(environment: ["WEFT_SMS_URL": url]) == nil)
        let configuration = Configuration(environment: ["WEFT_SMS_URL": url], publicURL: "http://x")
        #expect(!configuration.offersPhone && configuration.hasUnusableSMS)
    }

    @Test func aHeaderCantBringAnother() {
        let gateway = SMSGateway(environment: [
            "WEFT_SMS_URL": "https://sms.example", "WEFT_SMS_HEADER": "X: a\r\nY: b",
        ])
        #expect(gateway?.header == nil)
    }

    @Test(
        arguments: [
            (nil, 0, 1000, false), (10 * day, 0, 10 * day + 1, false), (10 * day, 7 * day, 10 * day + 1, false),
            (10 * day, 7 * day + 1, 10 * day + 1, true), (10 * day, 11 * day, 12 * day, true),
            (10 * day, nil, 12 * day, true), (10 * day, nil, 13 * day, false),
        ] as [(Int64?, Int64?, Int64, Bool)])
    func theHold(_ changedAt: Int64?, _ knownSince: Int64?, _ now: Int64, _ isHeld: Bool) {
        let until = Hold.until(changedAt: changedAt, knownSince: knownSince, now: now)
        #expect(until == (isHeld ? changedAt.map { $0 + Hold.length } : nil))
    }

    @Test(arguments: TestApp.kinds) func whoIsHeldNeitherVouchesNorSeesContacts(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var viewer = test.viewer("volunteer")
        viewer.heldUntil = test.clock.now + Time.hour
        let held = viewer, other = try #require(test.members["volunteer2"]).id
        let draft = VouchDraft(kind: .identity, subject: "", how: "We drove masks together.")
        let vouching = await #expect(throws: Refusal.self) {
            try await test.app.vouches.give(draft, to: other, by: held, in: test.network.id)
        }
        let need = try await test.published()
        let looking = await #expect(throws: Refusal.self) {
            _ = try await test.app.needs.reveal(need.id, purpose: "x", by: held, in: test.network.id)
        }
        for refusal in [vouching, looking] {
            #expect(refusal?.status == 403 && refusal?.words(.en).contains("this device is new") == true)
        }
        test.clock.pass(Time.hour)
        try await test.app.vouches.give(draft, to: other, by: held, in: test.network.id)
        await test.app.database.close()
    }

    /// A changed master key leaves no message of either kind unreadable.
    @Test(arguments: TestApp.kinds) func messagesOutliveAChangeOfTheMasterKey(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, message = try #require(sample)
        let mail = Mail(to: "a@example.org", subject: "s", body: "b")
        let ids = (0..<2).map { _ in app.world.newID() }
        try await app.database.write { db in
            try db.enqueue(.mail, mail.sealed(by: app.vault), id: ids[0], at: 1)
            try db.enqueue(.sms, message.sealed(by: app.vault), id: ids[1], at: 1)
        }
        let master = [UInt8](repeating: 9, count: 32)
        let report = try await app.rotate(to: master)
        #expect(report.messages >= 2)
        let after = app.vault.rotated(to: master)
        let boxes = try await app.database.read { db in
            try ids.map { id in try db.value("SELECT payload FROM jobs WHERE id = \(id)", as: [UInt8].self) }
        }
        #expect(Mail(sealed: try #require(boxes[0]), vault: after)?.to == mail.to)
        #expect(SMS(sealed: try #require(boxes[1]), vault: after)?.text == message.text)
        await test.app.database.close()
    }
}
