public import Database

/// Gives events their number and their hash over the one before, so that tampering shows.
///
/// On SQLite it is the last act of every group of writes. On PostgreSQL one node at a time does it, holding an advisory
/// lock: a chain written inside every transaction would make most of them collide.
public enum EventSealer {
    /// So many are sealed in one transaction.
    public static let most = 2000

    private struct Unsealed {
        let networkID: ID
        let id: ID
        let content: [UInt8]
    }

    /// Seals what is unsealed, at most `limit` events, oldest first; how many it sealed. Runs in a write transaction.
    @discardableResult
    public static func seal(_ db: any Connection, limit: Int = most) throws -> Int {
        let waiting = try db.query(
            """
            SELECT network_id, id, at, actor_kind, actor_id, kind, object_id, audience, details, sealed
            FROM events WHERE number IS NULL ORDER BY network_id, id LIMIT \(limit)
            """
        ) { row in
            Unsealed(networkID: try row[0], id: try row[1], content: try content(of: row))
        }
        var heads: [ID: (number: Int64, hash: [UInt8])] = [:]
        for event in waiting {
            let head = try heads[event.networkID] ?? head(of: event.networkID, db)
            let next = (number: head.number + 1, hash: link(head.hash, head.number + 1, event.content))
            try db.execute(
                """
                UPDATE events SET number = \(next.number), hash = \(next.hash)
                WHERE network_id = \(event.networkID) AND id = \(event.id)
                """)
            heads[event.networkID] = next
        }
        for (network, head) in heads.sorted(by: { $0.key < $1.key }) {
            try db.execute(
                """
                INSERT INTO chain_heads (network_id, number, hash) VALUES (\(network), \(head.number), \(head.hash))
                ON CONFLICT (network_id) DO UPDATE SET number = excluded.number, hash = excluded.hash
                """)
        }
        return waiting.count
    }

    /// Walks the chain of a network; the number of the first event that does not fit, or nothing when all do.
    ///
    /// - Parameter passed: is told after every thousand events how many were right.
    public static func firstBreak(
        in network: ID, _ db: any Connection, passed: (Int64) -> Void = { _ in }
    ) throws -> Int64? {
        var hash = [UInt8](repeating: 0, count: 32)
        var number: Int64 = 0
        while true {
            let page = try db.query(
                """
                SELECT network_id, id, at, actor_kind, actor_id, kind, object_id, audience, details, sealed, number, hash
                FROM events WHERE network_id = \(network) AND number > \(number) ORDER BY number LIMIT 1000
                """
            ) { row in
                (number: try row[10] as Int64, hash: try row[11] as [UInt8], content: try content(of: row))
            }
            for event in page {
                hash = link(hash, number + 1, event.content)
                number += 1
                guard event.number == number, event.hash == hash else { return event.number }
            }
            if page.isEmpty { break }
            passed(number)
        }
        let head = try head(of: network, db)
        return head.number == number && (number == 0 || head.hash == hash) ? nil : number + 1
    }

    private static func head(of network: ID, _ db: any Connection) throws -> (number: Int64, hash: [UInt8]) {
        try db.chainHead(of: network) ?? (0, [UInt8](repeating: 0, count: 32))
    }

    private static func link(_ previous: [UInt8], _ number: Int64, _ content: [UInt8]) -> [UInt8] {
        Sodium.hash(previous + bytes(number) + content)
    }

    /// All columns, each with its length before it, so that no two events read alike.
    private static func content(of row: Row) throws -> [UInt8] {
        var content: [UInt8] = []
        func append(_ part: [UInt8]) {
            content += bytes(Int64(part.count))
            content += part
        }
        append((try row[0] as ID).bytes)
        append((try row[1] as ID).bytes)
        append(bytes(try row[2]))
        append(Array((try row[3] as String).utf8))
        append((try row[4] as ID?)?.bytes ?? [])
        append(Array((try row[5] as String).utf8))
        append((try row[6] as ID).bytes)
        append(bytes(try row[7]))
        append(Array((try row[8] as String).utf8))
        append(try row[9] as [UInt8]? ?? [])
        return content
    }

    private static func bytes(_ number: Int64) -> [UInt8] {
        let bits = UInt64(bitPattern: number)
        return (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
    }
}
