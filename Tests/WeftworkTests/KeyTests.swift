import Database
import Foundation
import Testing

@testable import Weftwork

@Suite("The master key, and who works with it")
struct KeyTests {
    private let fresh = [UInt8](repeating: 9, count: 32)

    @Test("A copy is confirmed for the key in use, and for that one alone", arguments: TestApp.kinds)
    func copies(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app
        try await app.checkKey()
        let vault = Vault(master: [UInt8](repeating: 7, count: 32), world: test.clock.world)
        func copied() async throws -> Int64? {
            try await app.database.read { db in try db.masterKey(vault.keyCheck)?.copiedAt }
        }
        #expect(try await copied() == nil)
        let wrong = Array(Base64URL.encode(fresh).utf8)
        await #expect(throws: Refusal.self) { try await app.confirmCopy(wrong) }
        #expect(try await copied() == nil)
        let copy = Array((Base64URL.encode([UInt8](repeating: 7, count: 32)) + "\n").utf8)
        #expect(try await app.confirmCopy(copy) == vault.keyCheck)
        #expect(try await copied() == test.clock.now)
        let well = try await app.findings().filter { $0.what.contains("a copy of the master key") }
        #expect(well.map(\.isWell) == [true])
        // The next key needs a copy of its own.
        _ = try await app.rotate(to: fresh)
        let next = try await opened(test, fresh).findings().filter { $0.what.contains("a copy of the master key") }
        #expect(next.map(\.isWell) == [false])
    }

    private func opened(_ test: TestApp, _ key: [UInt8]) async throws -> App {
        try App(
            database: test.app.database, world: test.clock.world, masterKey: key,
            sealedLookup: try await App.keptLookup(of: test.app.database), configuration: test.app.configuration,
            logger: test.app.logger)
    }

    @Test("A changed key is told apart from a wrong one, and from somebody forgotten", arguments: TestApp.kinds)
    func changedKey(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app
        try await app.checkKey()
        _ = try await app.rotate(to: fresh)
        func words(_ app: App) async -> String {
            do {
                try await app.checkKey()
                return ""
            } catch {
                return (error as? Refusal)?.words(.en) ?? "\(error)"
            }
        }
        #expect(await words(app).contains("was changed on"))
        #expect(await words(try await opened(test, [UInt8](repeating: 3, count: 32))).contains("is not the one"))
        #expect(await words(try await opened(test, fresh)) == "")
        // Who still has the old key is not told that nobody is left.
        let person = try #require(test.members["verifier"]).personID
        await #expect(throws: Refusal.self) {
            try await app.database.read { db in try db.key(of: person, in: app.vault) }
        }
        try await app.database.write { db in try db.shredKey(of: person) }
        #expect(try await app.database.read { db in try db.key(of: person, in: app.vault) } == nil)
        await #expect(throws: Refusal.self) { try await app.presence().announce() }
    }

    private func running(_ test: TestApp) async throws -> [RunningServer] {
        let now = test.clock.now
        return try await test.app.database.read { db in try db.servers(at: now) }
    }

    @Test("While a server runs on it, a store keeps its key", arguments: TestApp.kinds)
    func runningServers(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app
        try await app.checkKey()
        let presence = app.presence()
        try await presence.announce()
        #expect(try await running(test) == [presence.server])
        if kind == .postgres {
            do {
                _ = try await app.rotate(to: fresh)
                Issue.record("rotated under a running server")
            } catch let refusal as Refusal {
                #expect(refusal.words(.en).contains(presence.server.host))
            }
        }
        // One that says nothing for a minute and a half is gone.
        test.clock.pass(ServerStore.patience + 1)
        #expect(try await running(test).isEmpty)
        try await presence.announce()
        await presence.withdraw()
        #expect(try await running(test).isEmpty)
        #expect(try await app.rotate(to: fresh).keys > 0)
    }

    @Test(arguments: [
        ("3.6.23", false), ("3.7.0", true), ("3.40.1", true), ("3.44.5", true), ("3.44.6", false), ("3.45.0", true),
        ("3.50.6", true), ("3.50.7", false), ("3.51.2", true), ("3.51.3", false), ("3.52.0", false), ("", false),
    ])
    func resetFault(_ version: String, _ has: Bool) {
        #expect(Libraries.hasResetFault(sqlite: version) == has)
    }

    @Test func whatLiesTogether() {
        #expect(Whereabouts.together("/a/store", ["/a/key", nil, "/b/list", "/a/list"]) == ["/a/key", "/a/list"])
        #expect(Libraries.versions.count == 4 && !Libraries.versions.contains { $0.version.isEmpty })
    }
}
