internal import Database
internal import Foundation

extension App {
    /// What stands between a lost disk and everything that is sealed.
    func lookAtKeys(_ list: inout Findings, storage: String?) async throws {
        let vault = vault
        let key = try await database.read { db in try db.masterKey(vault.keyCheck) }
        let isDemonstration = configuration.isDemonstration
        if let copied = key?.copiedAt {
            list.add(
                "a copy of the master key \(vault.keyCheck) is kept, as was said on \(Format.day(copied, in: .en))",
                true, "")
        } else {
            list.add(
                "nobody has said that a copy of the master key is kept", isDemonstration,
                "without it contacts stay unreadable for ever: copy it to a second place, then weft keys copied --file COPY"
            )
        }
        if let storage {
            let together = Whereabouts.together(
                storage, [configuration.forgottenFile, key?.copiedAt == nil ? configuration.keyFile : nil])
            list.add(
                together.isEmpty
                    ? "store, master key and list of the forgotten can't be lost at one stroke"
                    : "in one folder with the store, and nowhere else: \(together.joined(separator: ", "))",
                together.isEmpty || isDemonstration,
                "put WEFT_FORGOTTEN_FILE (and a copy of the key) on another disk: who was forgotten would come back with a backup"
            )
        }
        list.add(
            configuration.requiresSecondStep
                ? "stewards and the desk sign in with a second step" : "a mailbox alone opens what stewards may see",
            configuration.requiresSecondStep || isDemonstration, "set WEFT_SECOND_STEP=required")
    }

    /// Who else works on this store.
    func lookAtServers(_ list: inout Findings) async throws {
        let now = world.now()
        let servers = try await database.read { db in try db.servers(at: now) }
        let names = servers.map { "\($0.host) since \(Format.moment($0.startedAt, in: .en))" }
        list.add(
            servers.isEmpty
                ? "no server runs on this store"
                : "\(servers.count) servers run on it: \(names.joined(separator: ", "))",
            true, "")
    }
}

/// What lies where.
enum Whereabouts {
    /// Those of `others` that lie in the folder of `path`.
    static func together(_ path: String, _ others: [String?]) -> [String] {
        others.compactMap { $0 }.filter { folder(of: $0) == folder(of: path) }
    }

    private static func folder(of path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
    }
}
