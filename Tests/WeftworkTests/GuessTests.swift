import Database
import Testing

@testable import Weftwork

/// Guessing: codes, passwords and second steps of one account are one sum; its own devices are no strangers.
@Suite struct GuessTests {
    private static let password = "seven quiet herons over water"

    private func device(_ number: UInt8) -> Device {
        let ask = Ask(
            id: "test", method: .get, path: "/", remote: "192.0.2.1", language: .en,
            viewer: Viewer(.anonymous, language: .en))
        return Device(ask, cookie: nil, fresh: [UInt8](repeating: number, count: Device.secretBytes))
    }

    /// An account with a password, known to the first device.
    private func account(_ test: TestApp) async throws -> (channel: Channel, own: Device) {
        let signIns = test.app.people.signIns, own = device(1)
        let channel = try Channel(.mail, typed: "volunteer@example.org", field: "email")
        let link = try await test.app.people.operatorLink(email: "volunteer@example.org")
        let secret = String(try #require(link.split(separator: "/").last))
        let entrance = try await signIns.enter(link: secret, from: own)
        let member = try #require(test.members["volunteer"])
        try await signIns.setPassword(
            GuessTests.password, of: Person(id: member.personID, name: "volunteer", language: .en),
            session: entrance.session, agent: "Firefox, Linux")
        return (channel, own)
    }

    private func wrong(_ test: TestApp, _ count: Int) async throws {
        let person = try #require(test.members["volunteer"]).personID
        try await test.app.database.write { db in
            for _ in 0..<count {
                try db.log(.wrongCode, of: person, agent: "?", id: test.app.world.newID(), at: test.clock.now)
            }
        }
    }

    @Test(arguments: TestApp.kinds) func afterAHundredWrongOnesStrangersGetNoFurther(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), signIns = test.app.people.signIns
        let (channel, own) = try await account(test), stranger = device(2)
        func enters(_ password: String, _ device: Device) async -> Bool {
            (try? await signIns.enter(by: channel, password: password, from: device)) != nil
        }
        // The ninety-ninth was a code, the hundredth is a password: one sum.
        try await wrong(test, 99)
        #expect(await enters(GuessTests.password, device(3)), "a stranger with the right one, until then")
        #expect(await !enters("not it at all, sorry", stranger))
        #expect(await !enters(GuessTests.password, stranger), "not even the right one")
        #expect(test.log.all.filter { $0.contains("codesStopped") }.count == 1)
        let id = try await signIns.request(by: channel, from: stranger, language: .en)
        let message = try #require(
            try await test.app.database.read { db in
                try db.query("SELECT payload FROM jobs WHERE kind = \(Job.Kind.mail) ORDER BY id") {
                    try $0[0] as [UInt8]
                }.compactMap { Mail(sealed: $0, vault: test.app.vault) }.last
            })
        let code = try #require(message.body.firstMatch(of: /\b\d{6}\b/)).output
        await #expect(throws: Refusal.self, "nor by the right code") {
            _ = try await signIns.enter(id: id, code: String(code), from: stranger)
        }
        #expect(await enters(GuessTests.password, own), "nobody locks anybody out")
        test.clock.pass(Time.hour + 1)
        #expect(await enters(GuessTests.password, stranger), "an hour later it is as it was")
        await test.app.database.close()
    }
}

/// Whom the store's line may lead to, and what the log says of who was refused.
@Suite struct LineTests {
    @Test(
        arguments: [
            ("postgres://weft@db.example.org/weft", false), ("postgres://weft@10.0.0.5/weft?sslmode=require", false),
            ("postgres://weft@db.example.org/weft?sslmode=verify-full", true),
            ("postgres://weft@pg1,pg2/weft?sslmode=verify-full", true), ("postgres://weft@127.0.0.1,pg2/weft", false),
            ("postgresql://weft@127.0.0.1:5000/weft", true), ("postgres://weft@[::1]/weft", true),
            ("postgres://localhost/weft", true), ("postgres://weft@/weft?host=/var/run/postgresql", true),
            ("postgres:///weft", true), ("postgres://weft@localhost/weft?hostaddr=10.0.0.5", false),
            ("postgres://127.0.0.1.evil.example/weft", false), ("postgres:///weft?service=main", false),
            ("postgres:///weft?service=localhost", false), ("postgres://localhost/weft?service=main", false),
            ("postgres://localhost/weft?service=main&sslmode=disable", false),
            ("postgres://localhost/weft?service=main&hostaddr=127.0.0.1&sslmode=disable", true),
            ("postgres:///weft?service=main&sslmode=verify-full", false),
            ("postgres://db.example.org/weft?service=main&sslmode=verify-full", true),
            ("./data/weft.sqlite", true), ("sqlite:/srv/weft.sqlite", true),
        ] as [(String, Bool)])
    func aStoreElsewhereProvesWhoItIs(_ url: String, _ isServed: Bool) {
        func isRefused(_ environment: [String: String]) -> Bool {
            do {
                try App.requireSafeLine(to: url, environment: environment)
                return false
            } catch {
                return true
            }
        }
        #expect(isRefused([:]) == !isServed)
        #expect(!isRefused(["WEFT_STORAGE_LINE": "trusted"]), "the operator says that the line is safe")
        #expect(isRefused(["WEFT_STORAGE_LINE": "yes"]) == !isServed)
        #expect(!isRefused(["PGSSLMODE": "verify-full"]) || url.contains("sslmode=") || url.contains("service="))
        // What the environment says of the end, a service goes before.
        let named = ["PGSERVICE": "main", "PGHOST": "localhost", "PGSSLMODE": "verify-full"]
        #expect(isRefused(named) || !url.hasPrefix("postgres") || isServed && url.contains("sslmode="))
    }

    @Test(
        arguments: [
            (403, false, "refused"), (403, true, "refused"), (401, true, "refusedToken"), (401, false, nil),
            (404, true, nil), (200, true, nil), (422, false, nil),
        ] as [(Int, Bool, String?)])
    func whatIsALineOfTheLog(_ status: Int, _ hasToken: Bool, _ event: String?) {
        let note = SecurityNote.refused(status: status, hasToken: hasToken, account: nil, door: "GET /n/{slug}")
        #expect(note?.event == event)
        #expect(note == nil || note?.door == "GET /n/{slug}")
    }
}
