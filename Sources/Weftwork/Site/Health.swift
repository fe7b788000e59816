internal import Database

/// One thing that was looked at.
public struct Finding: Sendable {
    public let what: String
    public let isWell: Bool
    public let remedy: String
}

extension App {
    /// Walks a network's chain of events; how many there are, and the first that does not fit.
    public func auditChain(of network: Network) async throws -> (count: Int64, firstBreak: Int64?) {
        try await database.read { db in
            (try db.newestEvent(in: network.id), try EventSealer.firstBreak(in: network.id, db))
        }
    }

    /// What of this installation is well and what is not, with how to mend it.
    public func findings() async throws -> [Finding] {
        var findings: [Finding] = []
        func add(_ what: String, _ isWell: Bool, _ remedy: String) {
            findings.append(Finding(what: what, isWell: isWell, remedy: remedy))
        }
        add("storage answers (\(database.engine.rawValue))", true, "")
        if let sqlite = database as? SQLiteDatabase {
            let level = try await sqlite.synchronousLevel()
            add("every commit is synced to disk (synchronous = \(level))", level == 2, "report this: it must be 2")
            let version = try await database.read { db in try db.value("SELECT sqlite_version()", as: String.self) ?? ""
            }
            add("SQLite \(version), one process per file", true, "")
        } else {
            let ctype = try await database.read { db in
                try db.value(
                    "SELECT datcollate || ' ' || datctype FROM pg_database WHERE datname = current_database()",
                    as: String.self) ?? ""
            }
            add(
                "text order is by code point (\(ctype))", ctype.hasPrefix("C"),
                "make the database with LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
        }
        let networks = try await database.read { db in try db.networks() }
        add(
            "\(networks.count) networks", !networks.isEmpty,
            "make one: weft setup --network SLUG --name NAME --founder EMAIL")
        for network in networks {
            let chain = try await auditChain(of: network)
            add(
                "\(network.slug): \(chain.count) events in an unbroken chain", chain.firstBreak == nil,
                "event \(chain.firstBreak ?? 0) was changed: restore from a backup")
            let anchors = try await database.read { db in
                try db.members(of: network.id).filter { $0.standing == .steward }.count
            }
            add(
                "\(network.slug): \(anchors) anchors", anchors > 0,
                "weft member add --anchor: nobody can own what comes in")
        }
        let failed = try await database.read { db in
            try db.failedJobs()
        }
        add("\(failed) messages could not be sent", failed == 0, "look at WEFT_SMTP_URL and the log")
        add(
            configuration.smtpURL == nil ? "mail is printed to the log" : "mail goes to \(configuration.smtpURL ?? "")",
            configuration.smtpURL != nil || configuration.isDemonstration, "set WEFT_SMTP_URL=smtp://host:port")
        return findings
    }
}
