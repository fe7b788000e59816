public import Database
internal import Foundation

/// Brings a store up to date. Where there is something in it, it is copied first and the copy is looked through: whoever has to go
/// back has something to go back to.
public struct Upgrade: Sendable {
    /// What was done.
    public struct Report: Sendable {
        /// The steps of the schema, by name.
        public let steps: [String]
        /// Where the copy from before lies; nothing for a new store, and where none was wanted.
        public let backup: String?
        /// Milliseconds, with the backup.
        public let took: Int64
    }

    /// How far it has come.
    public enum Step: Sendable {
        case begins(steps: Int, bytes: Int64, expected: Int64)
        case copying(KeepingStep)
        case copied(path: String, took: Int64)
        case withoutBackup
        /// Another node does it; this one waits.
        case elsewhere
        case done(Report)
    }

    public typealias Progress = @Sendable (Step) -> Void

    private let database: any Database
    private let world: World
    private let place: BackupPlace
    private let makesBackup: Bool

    /// - Parameters:
    ///   - place: where the copy goes.
    ///   - makesBackup: false only where somebody has said that none is wanted.
    public init(of database: any Database, world: World, place: BackupPlace, makesBackup: Bool = true) {
        self.database = database
        self.world = world
        self.place = place
        self.makesBackup = makesBackup
    }

    /// Whether there is a store in use that is not up to date.
    public var isDue: Bool {
        get async throws {
            try await database.read { db in try db.pending(of: App.migrations) }.map { !$0.isEmpty } ?? false
        }
    }

    /// Brings the store up to date; nothing comes back where it is already. Of several nodes one does it, the others wait.
    ///
    /// - Throws: ``Refusal/unreadable(_:)`` where no backup could be made: then nothing was changed.
    public func run(tell: @escaping Progress) async throws -> Report? {
        let pending = try await database.read { db in try db.pending(of: App.migrations) }
        if let pending, pending.isEmpty { return nil }
        var isWaiting = false
        while true {
            if let report = try await database.alone(with: .upgrade, { try await self.upgraded(tell) }) {
                return report
            }
            if !isWaiting { tell(.elsewhere) }
            isWaiting = true
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private func upgraded(_ tell: @escaping Progress) async throws -> Report {
        let begun = world.now()
        let (pending, bytes, isEmpty) = try await database.read { db in
            try db.takeTime()
            return (try db.pending(of: App.migrations), try db.storedBytes(), try Upgrade.isEmpty(db))
        }
        if let pending, pending.isEmpty { return Report(steps: [], backup: nil, took: 0) }
        guard let pending, !isEmpty else {
            // A new store, or one whose first node did not get far: there is nothing in it to go back to.
            let steps = try await database.migrate(App.migrations, now: world.now())
            return Report(steps: steps, backup: nil, took: world.now() - begun)
        }
        tell(.begins(steps: pending.count, bytes: bytes, expected: UpgradeRules.expected(bytes: bytes)))
        var backup: String?
        if makesBackup {
            backup = try await safely { try await self.copied(bytes: bytes, tell) }
        } else {
            tell(.withoutBackup)
        }
        let steps = try await database.migrate(App.migrations, now: world.now())
        let report = Report(steps: steps, backup: backup, took: world.now() - begun)
        tell(.done(report))
        return report
    }

    private static func isEmpty(_ db: any Connection) throws -> Bool {
        guard try db.pending(of: App.migrations) != nil else { return true }
        return try !db.migrationNames().contains(PeopleStore.migration.name) || db.networks().isEmpty
    }

    /// What keeps a copy from being made keeps the store from being changed – but for a store that is away, which is waited for.
    private func safely(_ copy: () async throws -> String) async throws -> String {
        do {
            return try await copy()
        } catch let error as DatabaseError {
            if case .unavailable = error { throw error }
            throw Refusal.unreadable(KeepingWords.noUpgradeBackup("\(error)"))
        } catch let error as CocoaError {
            throw Refusal.unreadable(KeepingWords.noUpgradeBackup(error.localizedDescription))
        }
    }

    private func copied(bytes: Int64, _ tell: @escaping Progress) async throws -> String {
        let begun = world.now(), path = try place.path(at: begun)
        if let room = place.room, room < UpgradeRules.room(bytes: bytes) {
            throw DatabaseError.storage("\(room >> 20) MiB are free there, the store has \(bytes >> 20) MiB")
        }
        // Nobody else writes to a file; PostgreSQL's rows are counted in the transaction that copies them.
        let counts = database.engine == .sqlite ? try await database.read { db in try db.rowCounts() } : nil
        try await Backup(of: database, world: world).write(to: path) { tell(.copying($0)) }
        do {
            try Upgrade.look(through: path, counts: counts) { tell(.copying($0)) }
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
        tell(.copied(path: path, took: world.now() - begun))
        return path
    }

    /// A copy that could not be restored is none.
    static func look(through path: String, counts: [String: Int]?, progress: KeepingStep.Progress) throws {
        let file = try StoreFile(path: path)
        defer { try? file.close() }
        progress(.soundness)
        if let damage = try file.damage() { throw DatabaseError.storage("the copy is damaged: \(damage)") }
        try file.read { db in
            for network in try db.networks() {
                if let number = try db.firstBreak(in: network.id, progress: progress) {
                    throw DatabaseError.storage("\(network.slug)'s events are broken at \(number)")
                }
            }
            if let counts, try db.rowCounts() != counts {
                throw DatabaseError.storage("the copy does not hold as many rows as the store")
            }
        }
    }

    /// What the networks of the store have said of how they are reached, for a page that stands in for theirs.
    public func numbers() async -> [CallNumber] {
        let found = try? await database.read { db -> [CallNumber] in
            // A store from before there were settings has none.
            guard try db.migrationNames().contains(SettingsStore.migration.name) else { return [] }
            return try db.networks().compactMap { network in
                let contact = try db.settings(of: network.id).about.contact
                return contact.isEmpty ? nil : CallNumber(name: network.name, number: contact)
            }
        }
        return found ?? []
    }
}

/// How long an upgrade takes, and how much room, by the size of the store.
enum UpgradeRules {
    /// Bytes that are copied, looked through and changed in a second: less than a slow disk does.
    private static let speed: Int64 = 20 << 20

    /// Milliseconds.
    static func expected(bytes: Int64) -> Int64 { max(Time.second, bytes * Time.second / speed) }

    /// Bytes: the copy, and what the steps themselves may write.
    static func room(bytes: Int64) -> Int64 { bytes + bytes / 4 + (16 << 20) }
}

/// Where the backup before an upgrade goes: a folder of its own, else beside the store.
public struct BackupPlace: Sendable {
    private let folder: String?
    private let store: String

    /// - Parameters:
    ///   - folder: `WEFT_UPGRADE_BACKUPS`.
    ///   - store: the path of the store, or what stands for one.
    public init(folder: String?, store: String) {
        self.folder = folder.flatMap { $0.isEmpty ? nil : $0 }
        self.store = store
    }

    private var place: String {
        folder ?? URL(fileURLWithPath: store).deletingLastPathComponent().standardizedFileURL.path
    }

    /// The file of a backup made at `moment`; its folder is made.
    func path(at moment: Int64) throws -> String {
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let stamp = Format.rfc3339(moment).filter { $0.isNumber || $0 == "T" }
        // Whole, from the root: who reads it later sits in another folder.
        let beside = URL(fileURLWithPath: store).standardizedFileURL.path
        return folder.map { "\($0)/before-upgrade-\(stamp).sqlite" } ?? "\(beside).before-upgrade-\(stamp)"
    }

    /// Bytes that are free there.
    var room: Int64? {
        (try? FileManager.default.attributesOfFileSystem(forPath: place)[.systemFreeSize] as? Int64) ?? nil
    }
}
