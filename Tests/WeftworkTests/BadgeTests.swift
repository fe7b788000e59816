import Database
import Foundation
import Testing

@testable import Weftwork

/// Badges follow the ledger or a trainer's word; what is signed stays good whatever is changed beside it.
@Suite struct BadgeTests {
    /// The test vector 2 of RFC 8032, section 7.1.
    @Test func signaturesAreThoseOfTheStandard() throws {
        func bytes(_ hex: String) throws -> [UInt8] { try #require(Hex.decode(Array(hex.utf8))) }
        let seed = try bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
        let key = Ed25519.publicKey(seed: seed)
        #expect(Hex.encode(key) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        let signature = Ed25519.sign([0x72], seed: seed)
        #expect(
            Hex.encode(signature)
                == "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
        #expect(Ed25519.isSignature(signature, of: [0x72], publicKey: key))
        #expect(!Ed25519.isSignature(signature, of: [0x73], publicKey: key))
        #expect(!Ed25519.isSignature([1, 2], of: [0x72], publicKey: key))
        // The example of the did:key method.
        let known = try bytes("2e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6")
        #expect(DIDKey(publicKey: known).did == "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")
        #expect(Base58.encode([0, 0, 1]) == "112")
    }

    @Test(
        arguments: [
            ("trained by the book", false), ("call 13900001234", true), ("139 0000 1234", true), ("a@b.example", true),
            ("in 2026, ten times", false), ("12-34-56-78", true),
        ])
    func contactsAreSeen(_ text: String, _ holds: Bool) {
        #expect(BadgeRules.holdsContact(text) == holds)
    }

    private func badges(_ name: String, _ test: TestApp) async throws -> [OwnBadge] {
        try await test.app.badges.own(of: test.viewer(name), in: test.network.id)
    }

    /// The body of a token whose signature fits the key that it names.
    private func checked(_ token: String) throws -> [String: Any] {
        let parts = token.split(separator: ".").map(String.init)
        #expect(parts.count == 3)
        let header = try json(parts[0]), body = try json(parts[1])
        let issuer = (body["issuer"] as? [String: Any])?["id"] as? String ?? body["issuer"] as? String
        #expect(issuer == body["iss"] as? String)
        #expect(
            (header["kid"] as? String)?.hasPrefix("\(issuer ?? "?")#") == true && header["alg"] as? String == "EdDSA")
        return body
    }

    private func json(_ part: String) throws -> [String: Any] {
        let bytes = try #require(Base64URL.decode(part))
        return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    private func isSigned(_ token: String, by key: BadgeKey) throws -> Bool {
        let parts = token.split(separator: ".").map(String.init)
        let signature = try #require(Base64URL.decode(parts[2]))
        return Ed25519.isSignature(signature, of: Array("\(parts[0]).\(parts[1])".utf8), publicKey: key.publicKey)
    }

    @Test(arguments: TestApp.kinds) func rulesGiveAndTakeWithTheLedger(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        _ = try await test.bring("volunteer", to: "15400000001")
        #expect(try await badges("volunteer", test).isEmpty)
        try await test.weigh()
        let first = try #require(try await badges("volunteer", test).first)
        #expect(first.kind.key == "first-help" && first.badge.byID == nil && first.badge.revokedAt == nil)
        let line = try #require(try await test.own("volunteer").lines.first)
        try await test.app.points.reverse(
            line.award.id, reason: "it was a mistake", by: test.viewer("founder"), in: test.network.id)
        #expect(try await badges("volunteer", test).map { $0.badge.revokedAt != nil } == [true])
        // Another one, and it is given anew; nine more, and the second comes.
        for number in 2...11 {
            test.clock.pass(Time.day)
            _ = try await test.bring("volunteer", to: "154000000\(10 + number)")
        }
        try await test.weigh()
        let live = try await badges("volunteer", test).filter { $0.badge.revokedAt == nil }
        #expect(Set(live.map(\.kind.key)) == ["first-help", "ten-helps"])
        #expect(Set(try await badges("volunteer", test).map(\.badge.place)).count == 3, "each has a bit of its own")
    }

    @Test(arguments: TestApp.kinds) func whatWasSignedOutlivesBothKindsOfNewKey(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network, founder = test.viewer("founder")
        let draft = BadgeDraft(kind: "trained", about: "verifier", evidence: "passed the exercise twice")
        let badge = try await test.app.badges.give(
            draft, to: try test.id("volunteer"), by: founder, in: network.id)
        let old = try #require(try await test.app.badges.shelf(of: network.id).keys.first)
        func token(_ app: App) async throws -> String {
            try await app.badges.credential(of: badge.id, for: test.viewer("volunteer"), in: network).token
        }
        let before = try await token(test.app)
        #expect(try isSigned(before, by: old))
        let body = try checked(before)
        #expect(body["id"] as? String == "urn:uuid:\(badge.id)")
        let subject = try #require(body["credentialSubject"] as? [String: Any])
        #expect(subject["identifier"] == nil, "without consent nothing leads to them")
        #expect(!before.contains("volunteer@example.org"))
        // A new signing key: the old badge stays as it was, a new one bears the new key.
        try await test.app.badges.rotateKey(by: founder, in: network.id)
        #expect(try await token(test.app) == before)
        let later = try await test.app.badges.give(draft, to: try test.id("volunteer2"), by: founder, in: network.id)
        #expect(later.keyID != badge.keyID && later.place == 0)
        // A new master key: the same bytes.
        let fresh = [UInt8](repeating: 9, count: 32)
        _ = try await test.app.rotate(to: fresh)
        let again = try App(
            database: test.app.database, world: test.clock.world, masterKey: fresh,
            sealedLookup: try await App.keptLookup(of: test.app.database), configuration: test.app.configuration,
            logger: test.app.logger)
        #expect(try await token(again) == before)
        #expect(again.badges.code(of: badge.id) == test.app.badges.code(of: badge.id))
        // The list of the old key goes on, signed by it.
        let list = try await again.badges.statusList(badge.keyID, in: network)
        #expect(try isSigned(list, by: old))
        _ = try checked(list)
    }

    @Test(arguments: TestApp.kinds) func aPageIsThereByConsentOnly(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, she = test.viewer("volunteer")
        let badge = try await test.app.badges.give(
            BadgeDraft(kind: "season-keeper", evidence: "kept every shift of the winter"),
            to: try test.id("volunteer"), by: test.viewer("founder"), in: network)
        let code = test.app.badges.code(of: badge.id)
        await #expect(throws: Refusal.self) { try await test.app.badges.certificate(code) }
        await #expect(throws: Refusal.self) {
            try await test.app.badges.choose(
                BadgeChoice(isShown: true), of: badge.id, by: test.viewer("volunteer2"), in: network)
        }
        try await test.app.badges.choose(BadgeChoice(isShown: true), of: badge.id, by: she, in: network)
        #expect(try await test.app.badges.certificate(code).name == nil)
        try await test.app.badges.choose(
            BadgeChoice(isShown: true, showsName: true, hasMail: true), of: badge.id, by: she, in: network)
        #expect(try await test.app.badges.certificate(code).name == "volunteer")
        let body = try checked(try await test.app.badges.credential(code: code).token)
        let subject = try #require(body["credentialSubject"] as? [String: Any])
        let identity = try #require((subject["identifier"] as? [[String: Any]])?.first)
        let hash = Hex.encode(Crypto.sha256(Array("volunteer@example.org\(badge.salt)".utf8)))
        #expect(identity["identityHash"] as? String == "sha256$\(hash)")
        // Revoked: the page says so; taken back by its holder: nothing is there.
        _ = try await test.app.badges.revoke(
            badge.id, reason: "given by mistake", by: test.viewer("founder"), in: network)
        #expect(try await test.app.badges.certificate(code).state == .revoked)
        await #expect(throws: Refusal.self) {
            try await test.app.badges.revoke(badge.id, reason: "twice", by: test.viewer("founder"), in: network)
        }
        try await test.app.badges.choose(BadgeChoice(), of: badge.id, by: she, in: network)
        await #expect(throws: Refusal.self) { try await test.app.badges.certificate(code) }
        await #expect(throws: Refusal.self) { try await test.app.badges.certificate("nothing") }
        // Forgotten: no page, no evidence, and the bit stays.
        try await test.app.badges.choose(BadgeChoice(isShown: true), of: badge.id, by: she, in: network)
        let person = try #require(she.personID)
        try await test.app.database.write { db in
            try db.forget(person: person, name: "former", blank: [], hash: [1], at: test.clock.now)
        }
        await #expect(throws: Refusal.self) { try await test.app.badges.certificate(code) }
        let (kept, bits) = try await test.app.database.read { db in
            (try db.badge(badge.id), try db.revokedPlaces(of: badge.keyID, in: network))
        }
        #expect(kept?.evidence == "" && kept?.salt == "" && bits == [0])
    }

    @Test(arguments: TestApp.kinds) func nobodyGivesToThemselvesOrTwice(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, founder = test.viewer("founder")
        let draft = BadgeDraft(kind: "trained", about: "driver", evidence: "drove with us for a week")
        await #expect(throws: Refusal.self) {
            try await test.app.badges.give(draft, to: try test.id("founder"), by: founder, in: network)
        }
        await #expect(throws: Refusal.self) {
            try await test.app.badges.give(
                draft, to: try test.id("volunteer2"), by: test.viewer("volunteer"), in: network)
        }
        await #expect(throws: Refusal.self) {
            try await test.app.badges.give(
                BadgeDraft(kind: "first-help", evidence: "by hand"), to: try test.id("volunteer"), by: founder,
                in: network)
        }
        let done = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    do {
                        _ = try await test.app.badges.give(
                            draft, to: try test.id("volunteer"), by: founder, in: network)
                        return true
                    } catch Refusal.conflict {
                        return false
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(done == 1)
        #expect(try await test.app.badges.shelf(of: network).keys.count == 1, "one key, however many begin")
    }
}
