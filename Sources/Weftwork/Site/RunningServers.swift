internal import Database
internal import Foundation
internal import Logging
internal import ServiceLifecycle

/// Which servers run on a store: each says every half a minute that it is there. A row outlives a change of the primary and needs
/// no session of its own, so that it is right behind every kind of pool; whoever died is forgotten after three half minutes.
enum ServerStore {
    /// With the table of the keys that a store has had (``MasterKey``).
    static let migration = Migration(
        "2026-11-25 servers and keys",
        [
            """
            CREATE TABLE servers (
                id \(.id) PRIMARY KEY, host TEXT NOT NULL, started_at \(.int) NOT NULL, seen_at \(.int) NOT NULL
            ) \(.keyed)
            """,
            """
            CREATE TABLE master_keys (key_check TEXT PRIMARY KEY, since \(.int) NOT NULL, copied_at \(.int)) \(.keyed)
            """,
        ])

    static let period = 30 * Time.second
    /// A server that has said nothing for so long is gone.
    static let patience = 3 * period
}

/// A server that says it is there.
struct RunningServer: Sendable, Equatable {
    let id: ID
    let host: String
    let startedAt: Int64

    /// The name of this machine.
    static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "?" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension Connection {
    /// Says that a server is there.
    func announce(_ server: RunningServer, at now: Int64) throws {
        try execute(
            """
            INSERT INTO servers (id, host, started_at, seen_at)
            VALUES (\(server.id), \(server.host), \(server.startedAt), \(now))
            ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
            """)
        try execute("DELETE FROM servers WHERE seen_at < \(now - Time.day)")
    }

    func withdraw(_ server: ID) throws {
        try execute("DELETE FROM servers WHERE id = \(server)")
    }

    /// Those that were there in the last minute and a half.
    func servers(at now: Int64) throws -> [RunningServer] {
        try query(
            """
            SELECT id, host, started_at FROM servers WHERE seen_at > \(now - ServerStore.patience)
            ORDER BY started_at, id
            """
        ) { RunningServer(id: try $0[0], host: try $0[1], startedAt: try $0[2]) }
    }

    /// For a store that comes out of a backup: none of them runs on it.
    func forgetServers() throws {
        try execute("DELETE FROM servers")
    }
}

/// Says that this server is there, and ends it when the store was given another key behind its back: what it sealed from then on
/// nobody could open.
struct PresenceService: Service {
    let database: any Database
    let vault: Vault
    let world: World
    let server: RunningServer
    let logger: Logger

    func run() async throws {
        let ticks = AsyncStream<Void>.ticks(every: .milliseconds(ServerStore.period))
        for await _ in ticks.cancelOnGracefulShutdown() {
            do {
                try await announce()
            } catch let error as DatabaseError {
                logger.warning("the store can't be told that this server runs", metadata: ["error": "\(error)"])
            }
        }
    }

    /// - Throws: ``Refusal/unreadable(_:)`` when the store is sealed with another key by now.
    func announce() async throws {
        let now = world.now()
        try await database.write { [vault, server] db in
            if let words = try db.otherKey(than: vault) { throw Refusal.unreadable(words) }
            try db.announce(server, at: now)
        }
    }

    func withdraw() async {
        try? await database.write { [server] db in try db.withdraw(server.id) }
    }
}
