public import Database
internal import Foundation

/// Brings a backup back into service: looked through first, to the last event of every chain.
public struct Restore: Sendable {
    /// What a backup turned out to hold.
    public struct Report: Sendable {
        public internal(set) var networks: [(slug: String, needs: Int, events: Int64)] = []
        /// Steps of the schema that were taken after the backup was made.
        public internal(set) var migrated: [String] = []
        /// Contacts whose time is over: what was forgotten stays forgotten.
        public internal(set) var forgotten = 0
        /// Those who had asked to be forgotten.
        public internal(set) var forgottenOnDemand = 0
        /// Whether the master key at hand opens what is sealed in it.
        public internal(set) var isReadable = true
    }

    private let vault: Vault
    private let world: World
    private let forgotten: ForgottenList?

    /// - Parameters:
    ///   - master: the master key, which no backup holds.
    ///   - forgotten: who was forgotten on demand, also after the backup was made.
    public init(master: [UInt8], world: World, forgotten: ForgottenList? = nil) {
        self.forgotten = forgotten
        vault = Vault(master: master, world: world)
        self.world = world
    }

    /// Restores the backup at `path` to a SQLite file that is not there yet.
    public func toFile(_ path: String, at target: String, progress: KeepingStep.Progress) throws -> Report {
        let part = "\(target).restoring"
        let report = try prepared(path, at: part, progress)
        do {
            guard !FileManager.default.fileExists(atPath: target) else {
                throw DatabaseError.storage("\(target) is there already: move it away first")
            }
            // A log of another file under the same name would be played into this one.
            for suffix in ["-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: target + suffix) }
            try StoreFile.publish(part, as: target)
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw error
        }
        return report
    }

    /// Restores the backup at `path` into a store without networks, in one transaction.
    public func into(
        _ database: any Database, from path: String, progress: @escaping KeepingStep.Progress
    ) async throws -> Report {
        let part = "\(path).restoring"
        defer { try? FileManager.default.removeItem(atPath: part) }
        let report = try prepared(path, at: part, progress)
        let file = try StoreFile(path: part), now = world.now()
        _ = try await database.migrate(App.migrations, now: now)
        try await database.write { db in
            try db.takeTime()
            guard try db.networks().isEmpty else {
                throw DatabaseError.storage("the store has networks already: restore into an empty one")
            }
            try db.forgetKeyCheck()
            try file.read { source in
                try StoreCopy.all(from: source, to: db, progress: progress)
                try db.indexNeeds(of: source, progress: progress)
            }
            try db.refreshStatistics()
        }
        try file.close()
        return report
    }

    /// A copy of the backup, sound, of today's schema, with what was forgotten still forgotten.
    private func prepared(_ path: String, at part: String, _ progress: KeepingStep.Progress) throws -> Report {
        guard FileManager.default.fileExists(atPath: path) else {
            throw DatabaseError.storage("\(path): there is no such file")
        }
        try? FileManager.default.removeItem(atPath: part)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        progress(.copying(bytes: size))
        try FileManager.default.copyItem(atPath: path, toPath: part)
        do {
            let file = try StoreFile(path: part)
            let report = try looked(through: file, path, progress)
            try file.settle()
            return report
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw error
        }
    }

    /// Applies the list of those who were forgotten on demand; how many there were.
    private func forgetAgain(_ db: any Connection) throws -> Int {
        var count = 0
        for entry in forgotten?.read() ?? [] {
            let blank = vault.seal([], key: world.bytes(Sodium.keyLength), context: entry.subject.bytes)
            let isOpen = try db.forgetAgain(
                entry.subject, name: LeaveWords.formerMember, blank: blank, hash: world.bytes(32), at: entry.at)
            if isOpen {
                try db.forgetContact(ofAny: entry.subject)
                count += 1
            }
        }
        return count
    }

    private func looked(
        through file: StoreFile, _ path: String, _ progress: KeepingStep.Progress
    ) throws -> Report {
        progress(.soundness)
        if let damage = try file.damage() { throw DatabaseError.storage("\(path) is damaged: \(damage)") }
        var report = Report()
        let known = App.migrations.map(\.name), now = world.now()
        try file.write { db in
            let taken = Set(try db.migrationNames())
            guard taken.isSubset(of: known) else {
                throw DatabaseError.storage("\(path) was made by a newer version of weft")
            }
            report.migrated = known.filter { !taken.contains($0) }
            try db.migrateHere(App.migrations, now: now)
            if try db.hasNoSearch() { try db.indexNeeds(of: db, progress: progress) }
            report.forgottenOnDemand = try forgetAgain(db)
            report.forgotten = try db.forgetEnded(now)
        }
        try file.read { db in
            for network in try db.networks() {
                if let number = try db.firstBreak(in: network.id, progress: progress) {
                    throw DatabaseError.storage("\(path): \(network.slug)'s events are broken at \(number)")
                }
                report.networks.append(
                    (network.slug, try db.needCount(in: network.id), try db.newestEvent(in: network.id)))
            }
            report.isReadable = try db.opensSealed(with: vault)
        }
        // Whoever restores without the old key has been told; what comes from now on is sealed with theirs.
        try file.write { db in
            try db.setKeyCheck(of: vault, at: now)
            try db.forgetServers()
        }
        return report
    }
}
