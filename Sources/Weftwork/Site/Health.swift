internal import Database
internal import Foundation

/// One thing that was looked at.
public struct Finding: Sendable {
    public let what: String
    public let isWell: Bool
    public let remedy: String
    /// What is not well works all the same: it is worth a look, and no fault.
    public var isHint = false
}

extension App {
    /// Walks a network's chain of events; how many there are, and the first that does not fit.
    public func auditChain(of network: Network) async throws -> (count: Int64, firstBreak: Int64?) {
        try await database.read { db in
            try db.takeTime()
            return (try db.newestEvent(in: network.id), try EventSealer.firstBreak(in: network.id, db))
        }
    }

    /// What of this installation is well and what is not, with how to mend it.
    ///
    /// - Parameter storage: where the store is, for what only its place can tell: free disk, rights of files.
    public func findings(storage: String? = nil) async throws -> [Finding] {
        var list = Findings()
        list.add("storage answers (\(database.engine.rawValue))", true, "")
        if let sqlite = database as? SQLiteDatabase {
            try await list.look(at: sqlite, path: storage)
        } else {
            try await list.look(atPostgres: database, now: world.now)
        }
        try await lookAtNetworks(&list)
        try await lookAtWork(&list)
        lookAtBackups(&list)
        try await lookAtKeys(&list, storage: storage)
        try await lookAtServers(&list)
        try await lookAtPlaces(&list)
        for library in Libraries.versions { list.add("\(library.name) \(library.version)", true, "") }
        list.add(
            configuration.smtpURL == nil ? "mail is printed to the log" : "mail goes to \(configuration.smtpURL ?? "")",
            configuration.smtpURL != nil || configuration.isDemonstration, "set WEFT_SMTP_URL=smtp://host:port")
        list.add(smsChannel, !configuration.hasUnusableSMS, "set WEFT_SMS_URL to https://…, or http:// on this machine")
        if configuration.serviceAccount != nil || configuration.hasUnusableAccount {
            list.add(
                configuration.hasUnusableAccount
                    ? "the service account at WeChat lacks a part"
                    : "answers go out through a service account at WeChat",
                !configuration.hasUnusableAccount,
                "set WEFT_WECHAT_ACCOUNT_APP, _SECRET, _TEMPLATE, and _FIELDS like thing1={what};character_string2={code}"
            )
        }
        return list.all
    }

    private var smsChannel: String {
        if let gateway = configuration.smsGateway { return "short messages go through \(gateway.name)" }
        if configuration.isDemonstration { return "short messages are printed to the log" }
        return configuration.hasUnusableSMS
            ? "WEFT_SMS_URL is no address that may be used" : "no SMS gateway is set: nothing is offered by phone"
    }

    /// Sends a test message to a number and says what came of it: what the gateway answered, for whether it has arrived the phone
    /// alone can tell.
    public func testedSMS(to number: String, in language: Language) async -> Finding {
        guard let message = SMS(to: number, text: SiteWords.testSMS(language)) else {
            return Finding(
                what: "no test message: this is no mobile number", isWell: false,
                remedy: "write it with its country's code: +8613900001234")
        }
        guard let gateway = configuration.smsGateway else {
            return Finding(
                what: "no test message: there is no gateway to send it through", isWell: false,
                remedy: "set WEFT_SMS_URL to https://…, or http:// on this machine")
        }
        do {
            try await GatewaySMS(gateway: gateway, web: CurlWeb()).send(message)
            return taken(by: gateway)
        } catch {
            return Finding(
                what: "the test message was not taken: \(error)", isWell: false,
                remedy: "look at WEFT_SMS_URL, WEFT_SMS_BODY, WEFT_SMS_HEADER and the gateway's own pages")
        }
    }

    /// No more is said than is known: that a gateway answers is no message that arrives.
    private func taken(by gateway: SMSGateway) -> Finding {
        let saysSo = gateway.expected != nil
        return Finding(
            what: "\(gateway.name) \(saysSo ? "took the test message" : "answered the test message without a fault")",
            isWell: false,
            remedy: saysSo
                ? "look at the phone: only it shows that the message has arrived"
                : "look at the phone, and set WEFT_SMS_EXPECT: many gateways answer so even where they send nothing",
            isHint: true)
    }

    private func lookAtNetworks(_ list: inout Findings) async throws {
        let networks = try await database.read { db in try db.networks() }
        list.add(
            "\(networks.count) networks", !networks.isEmpty,
            "make one: weft setup --network SLUG --name NAME --founder EMAIL")
        for network in networks {
            let chain = try await auditChain(of: network)
            list.add(
                "\(network.slug): \(chain.count) events in an unbroken chain", chain.firstBreak == nil,
                "event \(chain.firstBreak ?? 0) was changed: restore from a backup")
            let isLed = try await database.read { db in try db.hasLead(network.id) }
            list.add(
                "\(network.slug): \(isLed ? "somebody leads" : "nobody leads: the last steward or coordinator has left")",
                isLed, "weft member add --network \(network.slug) --email … --name … --role coordinator")
            let anchors = try await database.read { db in
                try db.members(of: network.id).filter { $0.standing == .steward }.count
            }
            list.add(
                "\(network.slug): \(anchors) anchors", anchors > 0,
                "weft member add --anchor: nobody can own what comes in")
            try await lookAtTrust(of: network, &list)
            let wrong = try await proposals.miscounted(in: network.id)
            list.add(
                "\(network.slug): \(wrong.isEmpty ? "decisions count each voice once" : "\(wrong.count) decisions don't count")",
                wrong.isEmpty,
                "look at proposal \(wrong.first?.description ?? ""): what was counted is not what was said")
        }
    }

    /// Where trust begins with too few, one mistake is everybody's.
    private func lookAtTrust(of network: Network, _ list: inout Findings) async throws {
        let (anchors, members) = try await database.read { db in
            (try db.trustAnchors(of: network.id), try db.members(of: network.id, after: nil, limit: 1).total)
        }
        guard members > AnchorRules.grown else { return }
        list.add(
            "\(network.slug): trust begins with \(anchors.count) from \(AnchorRules.organisations(anchors)) organisations",
            AnchorRules.areEnough(anchors),
            "let members name anchors on the page of roles: at least \(AnchorRules.least), from \(AnchorRules.leastOrganisations)",
            isHint: true)
    }

    private func lookAtWork(_ list: inout Findings) async throws {
        let now = world.now()
        let work = try await database.read { db in try db.workWaiting(now: now) }
        let failed = work.channels.filter { $0.failed > 0 }.map { " – \($0.failed) by \($0.kind.rawValue)" }.joined()
        list.add(
            "\(work.failed) messages could not be sent\(failed)", work.failed == 0,
            "look at WEFT_SMTP_URL, WEFT_SMS_URL and the log")
        list.add(
            "\(work.lateClocks) clocks wait to go off", work.lateClocks == 0,
            "is a server running on this store? It lets them go off within seconds")
    }

    private func lookAtBackups(_ list: inout Findings) {
        guard let plan = configuration.backups else {
            return list.add(
                "no backups are made by themselves", configuration.isDemonstration,
                "set WEFT_BACKUP_DIR to a folder on another disk, or call weft backup every day")
        }
        let age = plan.newest().map { world.now() - $0 }
        let words = age.map { "the newest backup is \(Format.span($0, in: .en)) old" } ?? "there is no backup yet"
        list.add(
            "\(words) (\(plan.folder))", (age ?? Int64.max) < 2 * plan.period,
            "does a server run with WEFT_BACKUP_DIR, may it write there, is there room? Its log says")
        list.lookAtRoom(in: plan.folder, "the backups")
    }
}

/// The findings as they come together.
struct Findings {
    private static let leastRoom: Int64 = 1 << 30
    private(set) var all: [Finding] = []

    mutating func add(_ what: String, _ isWell: Bool, _ remedy: String, isHint: Bool = false) {
        all.append(Finding(what: what, isWell: isWell, remedy: remedy, isHint: isHint))
    }

    mutating func look(at sqlite: SQLiteDatabase, path: String?) async throws {
        let level = try await sqlite.synchronousLevel()
        add("every commit is synced to disk (synchronous = \(level))", level == 2, "report this: it must be 2")
        let (version, damage) = try await sqlite.read { db in
            (
                try db.value("SELECT sqlite_version()", as: String.self) ?? "",
                try db.value("PRAGMA quick_check(1)", as: String.self) ?? ""
            )
        }
        lookForOthers(at: path, version)
        add("the file is sound (\(damage))", damage == "ok", "restore from a backup: weft restore FILE --storage NEW")
        guard let path else { return }
        lookAtRoom(in: URL(fileURLWithPath: path).deletingLastPathComponent().path, "the store")
        lookAtRights(of: path)
    }

    /// This version may be one that two processes at once can damage the file with: the lock beside it keeps out our own programs
    /// alone.
    private mutating func lookForOthers(at path: String?, _ version: String) {
        guard Libraries.hasResetFault(sqlite: version) else {
            return add("SQLite \(version), one process per file", true, "")
        }
        let others = path.map { Libraries.others(with: $0) } ?? []
        add(
            others.isEmpty
                ? "SQLite \(version), one process per file: nothing else may open it (WAL-reset fault)"
                : "SQLite \(version) has the WAL-reset fault, and others have the file open: \(others.joined(separator: ", "))",
            others.isEmpty, "end those programs; copy the file with weft backup alone")
    }

    mutating func look(atPostgres database: any Database, now: @Sendable () -> Int64) async throws {
        func setting(_ name: String) async throws -> String {
            try await database.read { db in try db.value("SELECT current_setting(\(name))", as: String.self) ?? "" }
        }
        let ctype = try await database.read { db in
            try db.value(
                "SELECT datcollate || ' ' || datctype FROM pg_database WHERE datname = current_database()",
                as: String.self) ?? ""
        }
        add(
            "text order is by code point (\(ctype))", ctype.hasPrefix("C"),
            "make the database with LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
        add("PostgreSQL \(try await setting("server_version"))", true, "")
        let commit = try await setting("synchronous_commit")
        add(
            "every commit is on disk before its answer (synchronous_commit = \(commit))",
            commit != "off", "set synchronous_commit = on for this database")
        let fsync = try await setting("fsync")
        add(
            "the server syncs its disk (fsync = \(fsync))", fsync == "on",
            "set fsync = on: without it a crash loses data")
        let standbys = try await setting("synchronous_standby_names")
        add(standbys.isEmpty ? "no standby has to have it too" : "a standby has it too (\(standbys))", true, "")
        let most = Int(try await setting("max_connections")) ?? 0
        add("\(most) connections are allowed", most >= 30, "set max_connections to 30 and 10 more for each node")
        let asked = now()
        let clock = try await database.read { db in
            try db.value("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)", as: Int64.self) ?? 0
        }
        // Between the two moments of asking, the better one counts.
        let differs = max(0, max(asked - clock, clock - now()))
        add(
            "the clocks of database and machine differ by \(differs / 1000) s", differs <= Time.minute,
            "let both hosts take their time from the same source (NTP): deadlines, codes and sign-ins depend on it")
        let isSafe = try await database.read { db in
            try db.value(
                """
                SELECT coalesce(s.ssl, FALSE) OR a.client_addr IS NULL OR a.client_addr <<= '127.0.0.0/8' OR a.client_addr = '::1'
                FROM pg_stat_activity a LEFT JOIN pg_stat_ssl s ON s.pid = a.pid WHERE a.pid = pg_backend_pid()
                """, as: Bool.self) ?? false
        }
        add("nobody on the way can read along", isSafe, "add sslmode=verify-full to the storage's URL")
        let isHere = try await database.read { db in
            try db.value(
                """
                SELECT a.client_addr IS NULL OR a.client_addr <<= '127.0.0.0/8' OR a.client_addr = '::1'
                FROM pg_stat_activity a WHERE a.pid = pg_backend_pid()
                """, as: Bool.self) ?? false
        }
        let isProved = (database as? PostgresDatabase)?.isServerProved ?? false
        add(
            isHere ? "the database is on this machine" : "the database proves who it is", isHere || isProved,
            "add sslmode=verify-full to the storage's URL: another host could answer in its place")
    }

    mutating func lookAtRoom(in folder: String, _ what: String) {
        guard let room = try? FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize] as? Int64
        else { return }
        add(
            "\(room / (1 << 20)) MiB of disk are free for \(what)", room > Findings.leastRoom,
            "make room: at nothing left every write is refused")
    }

    private mutating func lookAtRights(of path: String) {
        let rights = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int) ?? 0
        add("others can't read the file (\(String(rights, radix: 8)))", rights & 0o077 == 0, "chmod 600 \(path)")
    }
}
