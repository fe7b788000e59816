internal import Database
internal import Foundation
internal import Synchronization

/// The list of subjects whose keys were destroyed on demand, kept in a file apart from the store and its backups: a restore
/// applies it, so that what was forgotten stays forgotten.
public struct ForgottenList: Sendable {
    let path: String

    public init(path: String) {
        self.path = path
    }

    /// What it holds: one line each, `subject at`.
    func read() -> [(subject: ID, at: Int64)] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count == 2, let subject = ID(String(parts[0])), let at = Int64(parts[1]) else { return nil }
            return (subject, at)
        }
    }

    /// Adds what is not in it yet, and is sure that it is on disk.
    func add(_ entries: [(subject: ID, at: Int64)]) throws {
        let known = Set(read().map(\.subject))
        let fresh = entries.filter { !known.contains($0.subject) }
        guard !fresh.isEmpty else { return }
        if !FileManager.default.fileExists(atPath: path) {
            guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
            else {
                throw CocoaError(.fileWriteUnknown)
            }
        }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: Data(fresh.map { "\($0.subject) \($0.at)\n" }.joined().utf8))
        try file.synchronize()
    }
}

/// How far this process has carried the list over, so that it reads and writes only where there is something new.
final class ForgottenProgress: Sendable {
    private let count = Mutex(-1)

    /// Whether there are others than at the last look.
    func isNew(_ count: Int) -> Bool { self.count.withLock { $0 != count } }
    func reached(_ count: Int) { self.count.withLock { $0 = count } }
}

extension MemberActs {
    /// Carries the store's list over into the file.
    func keepForgotten() async throws {
        guard let path = configuration.forgottenFile else { return }
        let count = try await database.read { db in try db.forgottenCount() }
        guard kept.isNew(count) else { return }
        try ForgottenList(path: path).add(try await database.read { db in try db.forgotten() })
        kept.reached(count)
    }
}
