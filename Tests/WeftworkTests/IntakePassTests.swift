import Database
import Testing

@testable import Weftwork

/// Guesses at the code by which one gets past an address that has sent in too much.
@Suite struct IntakePassTests {
    private func pass(_ test: TestApp) -> IntakePass {
        let app = test.app
        let acts = NeedActs(
            database: app.database, world: test.clock.world, vault: app.vault,
            configuration: Configuration(environment: ["WEFT_SMS_URL": "https://sms.example/"], publicURL: "http://x"),
            places: app.needs.places)
        return IntakePass(acts: acts, limiter: app.limiter)
    }

    private func ask(_ number: String, _ code: String, from address: String) -> Ask {
        Ask(
            id: "test", method: .post, path: "/ask", body: Array("contact.phone=\(number)&smsCode=\(code)".utf8),
            remote: address, language: .en, viewer: Viewer(.anonymous, language: .en))
    }

    private func status(_ pass: IntakePass, _ ask: Ask) async -> Int {
        do {
            try await pass.admit(ask)
            return 200
        } catch {
            return (error as? Refusal)?.status ?? 500
        }
    }

    private func code(_ number: String, _ test: TestApp) -> String {
        let period = test.clock.now / (10 * Time.minute)
        let value =
            UInt64(bitPattern: test.app.vault.shortFingerprint("intake code", "+86\(number) \(period)")) % 1_000_000
        return String(String(1_000_000 + value).dropFirst())
    }

    @Test(arguments: TestApp.kinds) func oneAddressGuessesSoOftenWhateverTheNumbers(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), pass = pass(test)
        for guess in 0..<60 {
            let number = "139\(10_000_000 + guess)"
            #expect(await status(pass, ask(number, "no", from: "192.0.2.1")) == 422)
        }
        #expect(await status(pass, ask("13920000000", "no", from: "192.0.2.1")) == 429)
        // What is right is no guess, and another address has its own.
        let mine = "13930000000"
        #expect(await status(pass, ask(mine, code(mine, test), from: "192.0.2.2")) == 200)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func wrongGuessesOfAnotherShutNobodyOut(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), pass = pass(test), hers = "13900001234"
        for _ in 0..<6 { #expect(await status(pass, ask(hers, "no", from: "192.0.2.1")) == 422) }
        #expect(await status(pass, ask(hers, "no", from: "192.0.2.1")) == 429)
        #expect(await status(pass, ask(hers, code(hers, test), from: "192.0.2.2")) == 200)
        // From wherever they come, so many an hour.
        for address in 3..<12 {
            for _ in 0..<6 { #expect(await status(pass, ask(hers, "no", from: "192.0.2.\(address)")) == 422) }
        }
        #expect(await status(pass, ask(hers, "no", from: "192.0.2.12")) == 429)
        await test.app.database.close()
    }
}
