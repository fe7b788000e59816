import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// Members who are asked for what they offer answer by a link, as volunteers do.
@Suite struct OfferLinkTests {
    private static let door = "/n/{slug}/offer-asked/{code}"

    /// The secret of the link in the last mail to somebody.
    private func code(_ name: String, _ test: TestApp) async throws -> String {
        let mails = try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
        let body = try #require(mails.last { $0.to == "\(name)@example.org" && $0.body.contains("/offer-asked/") }).body
        return String(try #require(body.firstMatch(of: /offer-asked\/([A-Za-z0-9_-]+)/)).1)
    }

    /// Knocks at the link's door without an account.
    private func knock(
        _ test: TestApp, _ code: String, cookie: String? = nil, posting form: String? = nil
    ) async throws -> Answer {
        let method: Ask.Method = form == nil ? .get : .post
        let door = try #require(
            test.app.endpoints.first { $0.method == method && $0.path == OfferLinkTests.door })
        var ask = Ask(
            id: "test", method: method, path: "/n/test/offer-asked/\(code)", remote: "192.0.2.7", language: .en,
            viewer: Viewer(.anonymous, language: .en))
        ask.parameters = ["slug": "test", "code": code]
        ask.network = test.network
        if let cookie { ask.headers["cookie"] = cookie }
        if let form { ask.body = Array(form.utf8) }
        return await test.app.checked(ask, door)
    }

    private func header(_ name: String, _ answer: Answer) -> [String] {
        answer.headers.filter { $0.name == name }.map(\.value)
    }

    private func text(_ answer: Answer) -> String {
        guard case .bytes(let bytes) = answer.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func stored(_ use: OfferUse, _ test: TestApp) async throws -> OfferUse {
        let (network, vault) = (test.network.id, test.app.vault)
        return try #require(try await test.app.database.read { db in try db.use(use.id, in: network, vault: vault) })
    }

    @Test(arguments: TestApp.kinds) func openingDoesNothingAndAButtonPromises(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), offer = try await test.listed(), need = try await test.published()
        let use = try await test.use(offer, for: need, 10_000, by: "dispatcher"),
            code = try await code("volunteer", test)
        let opened = try await knock(test, code)
        #expect(opened.status == 303 && header("Location", opened) == ["/n/test/offer-asked/\(use.id)"])
        let cookies = header("Set-Cookie", opened)
        #expect(cookies.count == 1 && cookies[0].hasPrefix("weft_u_"), "a mark for this question, and no session")
        let mark = String(try #require(cookies.first?.split(separator: ";").first))
        let page = try await knock(test, use.id.description, cookie: mark)
        #expect(page.status == 200 && text(page).contains("value=\"accept\"") && text(page).contains(need.title))
        #expect(!text(page).contains(code) && !text(page).contains("15412345678"))
        #expect(try await stored(use, test) == use, "opening it changes nothing")
        // Whoever has the address alone reads nothing, and answers for nobody.
        let other = try await knock(test, use.id.description)
        #expect(other.status == 200 && !text(other).contains("value=\"accept\"") && !text(other).contains(need.title))
        #expect(try await knock(test, use.id.description, posting: "action=accept").status == 404)
        #expect(try await knock(test, String(code.dropLast(2)) + "aa").status == 404)
        #expect(try await knock(test, use.id.description, cookie: mark, posting: "action=takeBack").status == 422)
        #expect(try await stored(use, test) == use)

        let said = try await knock(test, use.id.description, cookie: mark, posting: "action=accept")
        #expect(said.status == 303)
        let after = try await stored(use, test)
        #expect(after.state == .agreed)
        let claimant = try await test.app.database.read { [id = test.network.id] db in
            try after.claimID.flatMap { try db.claim($0, in: id)?.memberID }
        }
        #expect(try claimant == test.id("volunteer"), "it is promised in their own name")
        let done = try await knock(test, use.id.description, cookie: mark)
        #expect(text(done).contains("it is promised") && !text(done).contains("value=\"accept\""))
        let twice = try await knock(test, use.id.description, cookie: mark, posting: "action=accept")
        #expect(twice.status == 303, "pressed twice, it is as they said")
        #expect(try await stored(use, test) == after)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aNoFreesItAndIsSaidOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), offer = try await test.listed(), need = try await test.published()
        let use = try await test.use(offer, for: need, 10_000, by: "dispatcher"),
            code = try await code("volunteer", test)
        let cookie = "weft_u_\(use.id)=\(code)"
        #expect(try await knock(test, use.id.description, cookie: cookie, posting: "action=decline").status == 303)
        #expect(try await stored(use, test).state == .declined)
        #expect(try await test.offer(offer.id).lines[0].remaining == 100_000)
        #expect(try await knock(test, use.id.description, cookie: cookie, posting: "action=accept").status == 409)
        #expect(try await stored(use, test).state == .declined)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoSpeaksForAnotherSaysHow(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var entry = test.offerEntry()
        (entry.through, entry.what.consent, entry.what.institution) = ("yes", "yes", "A warehouse")
        let offer = try await test.listed(entry)
        let need = try await test.published()
        let use = try await test.use(offer, for: need, 10_000, by: "dispatcher")
        let cookie = "weft_u_\(use.id)=\(try await code("volunteer", test))"
        #expect(try await knock(test, use.id.description, cookie: cookie, posting: "action=accept").status == 422)
        #expect(try await stored(use, test).state == .asked)
        let told = "action=accept&note=We+spoke+on+the+phone"
        #expect(try await knock(test, use.id.description, cookie: cookie, posting: told).status == 303)
        #expect(try await stored(use, test).state == .agreed)
        await test.app.database.close()
    }

    @Test func aRobotsTopicIsReadAsItWasWritten() throws {
        for topic: RobotPost.Topic in [
            .none, .asking(Sample.id), .call(Sample.id, network: Sample.id), .use(Sample.id, network: Sample.id),
        ] {
            let post = RobotPost(to: .own(person: Sample.id), about: topic, RobotMessage(title: "t", lines: []))
            let read = try JSONDecoder().decode(RobotPost.self, from: try JSONEncoder().encode(post))
            #expect(read == post)
        }
    }
}
