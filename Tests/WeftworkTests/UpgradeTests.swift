import Database
import Foundation
import Logging
import Synchronization
import Testing

@testable import Weftwork

@Suite("Upgrades")
struct UpgradeTests {
    /// What an upgrade has told.
    private final class Told: Sendable {
        private let words = Mutex<[String]>([])

        func add(_ step: Upgrade.Step) {
            let word: String? =
                switch step {
                case .begins(let steps, _, _): "begins \(steps)"
                case .copied: "copied"
                case .withoutBackup: "without"
                case .done: "done"
                case .copying, .elsewhere: nil
                }
            if let word { words.withLock { $0.append(word) } }
        }

        var all: [String] { words.withLock { $0 } }
    }

    /// A store in use from before the last steps, and where its backup goes.
    private func old(_ kind: EngineKind) async throws -> (app: TestApp, folder: String) {
        let app = try await TestApp(kind)
        _ = try await app.published()
        // The last step that made nothing but a table of its own.
        try await app.app.database.write { db in
            try db.execute("DROP TABLE queue_skips")
            try db.execute("DELETE FROM migrations WHERE name = '2026-11-23 skips'")
        }
        return (app, NSTemporaryDirectory() + "upgrade-\(UUID().uuidString)")
    }

    private func upgrade(_ test: TestApp, _ folder: String, makesBackup: Bool = true) -> Upgrade {
        Upgrade(
            of: test.app.database, world: test.clock.world, place: BackupPlace(folder: folder, store: "/nowhere/x"),
            makesBackup: makesBackup)
    }

    @Test("An older store is copied, looked through, brought up to date", arguments: TestApp.kinds)
    func upgradesWithBackup(_ kind: EngineKind) async throws {
        let (test, folder) = try await old(kind), told = Told()
        let upgrade = upgrade(test, folder)
        #expect(try await upgrade.isDue)
        let report = try #require(try await upgrade.run { told.add($0) })
        #expect(report.steps == ["2026-11-23 skips"])
        #expect(told.all == ["begins 1", "copied", "done"])
        #expect(try await !upgrade.isDue)
        let backup = try #require(report.backup)
        // The backup is of the older schema, and is restored to today's.
        let taken = try StoreFile(path: backup).read { try $0.migrationNames() }
        #expect(!taken.contains("2026-11-23 skips") && taken.count == App.migrations.count - 1)
        let restore = Restore(master: [UInt8](repeating: 7, count: 32), world: test.clock.world)
        let target = "\(folder)/again.sqlite"
        let restored = try restore.toFile(backup, at: target) { _ in }
        #expect(restored.isReadable && restored.migrated == ["2026-11-23 skips"])
        #expect(restored.networks.map(\.needs) == [1])
        let found = try StoreFile(path: target).read { db in
            (try db.value("SELECT count(*) FROM search", as: Int.self), try db.pending(of: App.migrations)?.count)
        }
        #expect(found.0 == 1 && found.1 == 0)
        #expect(try await upgrade.run { told.add($0) } == nil)
    }

    @Test("Without room for a backup nothing is changed, unless none is wanted", arguments: TestApp.kinds)
    func refusesWithoutBackup(_ kind: EngineKind) async throws {
        let (test, _) = try await old(kind), told = Told()
        await #expect(throws: Refusal.self) {
            try await upgrade(test, "/proc/no folder can be made here").run { told.add($0) }
        }
        #expect(try await upgrade(test, "").isDue)
        let report = try await upgrade(test, "", makesBackup: false).run { told.add($0) }
        #expect(report?.backup == nil && report?.steps.count == 1)
        #expect(told.all == ["begins 1", "begins 1", "without", "done"])
    }

    @Test("A copy that lacks something, or whose chain was changed, is none")
    func looksThrough() async throws {
        let test = try await TestApp()
        _ = try await test.published()
        let path = NSTemporaryDirectory() + "copy-\(UUID().uuidString)"
        try await Backup(of: test.app.database, world: test.clock.world).write(to: path) { _ in }
        let counts = try await test.app.database.read { db in try db.rowCounts() }
        try Upgrade.look(through: path, counts: counts) { _ in }
        #expect(throws: DatabaseError.self) {
            try Upgrade.look(through: path, counts: counts.merging(["needs": 2]) { $1 }) { _ in }
        }
        let file = try StoreFile(path: path)
        try file.write { db in
            _ = try db.execute("UPDATE events SET details = '{}' WHERE kind = 'verified'")
        }
        try file.close()
        #expect(throws: DatabaseError.self) { try Upgrade.look(through: path, counts: nil) { _ in } }
    }

    @Test("A new store has nothing to be copied", arguments: TestApp.kinds)
    func newStore(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        #expect(try await !upgrade(test, "/nowhere").isDue)
        #expect(try await upgrade(test, "/nowhere").run { _ in } == nil)
    }

    @Test("A store without a network, left half-way, is finished without a copy", arguments: TestApp.kinds)
    func halfMade(_ kind: EngineKind) async throws {
        let (test, folder) = try await old(kind)
        try await test.app.database.write { db in
            try db.execute("DELETE FROM memberships")
            try db.execute("DELETE FROM needs")
            try db.execute("DELETE FROM networks")
        }
        let report = try await upgrade(test, folder).run { _ in }
        #expect(report?.steps == ["2026-11-23 skips"] && report?.backup == nil)
    }

    @Test("Of several nodes one makes the backup", arguments: TestApp.kinds)
    func oneNode(_ kind: EngineKind) async throws {
        guard kind == .postgres else { return }
        let (test, folder) = try await old(kind)
        let upgrade = upgrade(test, folder)
        let reports = try await withThrowingTaskGroup(of: Upgrade.Report?.self) { group in
            for _ in 0..<3 { group.addTask { try await upgrade.run { _ in } } }
            var all: [Upgrade.Report] = []
            for try await one in group { if let one { all.append(one) } }
            return all
        }
        #expect(reports.filter { !$0.steps.isEmpty }.count == 1)
        #expect(reports.compactMap(\.backup).count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
    }

    @Test("The page that stands in says since when, and whom to call")
    func pageStandsIn() async throws {
        let standIn = StandIn(
            since: 1_580_515_200_000, numbers: CallNumber.all(in: "互助热线：027-1234；<b>: 1 ; 999; https://help.example/x"))
        #expect(standIn.numbers.map(\.name) == ["互助热线", "<b>", "", ""])
        #expect(standIn.numbers.map(\.number) == ["027-1234", "1", "999", "https://help.example/x"])
        let page = standIn.answer(at: "/n/hubei/needs", accept: "text/html,*/*")
        #expect(page.status == 503)
        #expect(page.headers.contains { $0.name == "Retry-After" && $0.value == "15" })
        guard case .bytes(let bytes) = page.body else { return #expect(Bool(false), "no page") }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("正在升级") && text.contains("An upgrade is running") && text.contains("2月1日 08:00"))
        #expect(text.contains("027-1234") && text.contains("&lt;b&gt;") && !text.contains("<b>"))
        let problem = standIn.answer(at: "/api/v1/networks/x/needs", accept: "*/*")
        #expect(problem.status == 503 && problem.headers[0].value.hasPrefix("application/problem+json"))
        #expect(standIn.answer(at: "/healthz", accept: "").status == 200)
        #expect(standIn.answer(at: "/readyz", accept: "").status == 503)
    }

    @Test("Numbers come from what the networks have said of themselves", arguments: TestApp.kinds)
    func numbers(_ kind: EngineKind) async throws {
        let (test, folder) = try await old(kind)
        #expect(await upgrade(test, folder).numbers() == [])
        let founder = test.viewer("founder")
        _ = try await test.app.needs.change(
            [.about(runBy: "Volunteers", contact: "027-88880000")], by: founder, in: test.network.id)
        #expect(await upgrade(test, folder).numbers() == [CallNumber(name: "Test", number: "027-88880000")])
    }

    @Test("It stands in for as long as the work takes, and then the address is free")
    func standsIn() async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let standIn = StandIn(since: 0, numbers: [])
        // A port may be taken: another is tried.
        for port in stride(from: 20_011, to: 20_999, by: 97) {
            let work: @Sendable () async throws -> (lives: String, isReady: Bool) = {
                let base = "http://127.0.0.1:\(port)"
                let lives = try await CurlWeb().fetch(WebRequest(url: "\(base)/healthz"))
                let ready = try? await CurlWeb().fetch(WebRequest(url: "\(base)/n/x"))
                return (String(decoding: lives, as: UTF8.self), ready != nil)
            }
            guard let said = try? await standIn.serving(host: "127.0.0.1", port: port, logger: logger, work) else {
                continue
            }
            #expect(said.lives == "ok\n" && !said.isReady)
            #expect(try await standIn.serving(host: "127.0.0.1", port: port, logger: logger) { true })
            return
        }
        Issue.record("no port was free")
    }

    @Test(arguments: [(0, 1000), (20 << 20, 1000), (200 << 20, 10_000)] as [(Int64, Int64)])
    func expected(bytes: Int64, milliseconds: Int64) {
        #expect(UpgradeRules.expected(bytes: bytes) == milliseconds)
        #expect(UpgradeRules.room(bytes: bytes) > bytes)
    }
}
