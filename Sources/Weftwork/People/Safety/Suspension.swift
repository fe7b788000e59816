internal import Database

/// A member is kept from taking part for a time: with a reason that they read, an end, and an appeal.
struct Suspension: Sendable {
    let id: ID
    let networkID: ID
    let memberID: ID
    let byID: ID?
    let from: Int64
    let until: Int64
    let endedAt: Int64?
}

/// How somebody is suspended.
struct SuspensionDraft: Sendable {
    let reason: String
    let days: Int?
    /// They proved an abuser: their vouches end, and those who vouched for them are told.
    let isAbuse: Bool
}

enum SuspensionRules {
    static let days = 1...365
    /// Whoever vouched for an abuser vouches for nobody for so long.
    static let pause = 90 * Time.day

    static func cleaned(_ draft: SuspensionDraft) throws(Refusal) -> (reason: String, days: Int) {
        let reason = try MatterRules.named("reason", draft.reason)
        guard let count = draft.days, days.contains(count) else {
            throw .invalid("days", SafetyWords.badDays(days.lowerBound, days.upperBound))
        }
        return (reason, count)
    }
}

enum SuspensionStore {
    static let migration = Migration(
        "2026-11-25 suspensions",
        [
            """
            CREATE TABLE suspensions (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, by_id \(.id), reason \(.blob) NOT NULL,
                from_at \(.int) NOT NULL, until_at \(.int) NOT NULL, ended_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX suspensions_member ON suspensions (network_id, member_id)",
            "CREATE INDEX suspensions_until ON suspensions (until_at) WHERE ended_at IS NULL",
        ])

    /// What is still to be done after somebody was suspended: those of old have passed on nothing.
    static let later = Migration(
        "2026-11-26 suspensions finished",
        ["ALTER TABLE suspensions ADD COLUMN ends_vouches \(.bool) NOT NULL DEFAULT FALSE"])
}

extension Suspension {
    fileprivate static let columns: SQL = "network_id, id, member_id, by_id, from_at, until_at, ended_at"

    fileprivate init(row: Row) throws {
        networkID = try row[0]
        id = try row[1]
        memberID = try row[2]
        byID = try row[3]
        from = try row[4]
        until = try row[5]
        endedAt = try row[6]
    }
}

extension Connection {
    /// The suspension under which a member stands.
    func suspension(of member: ID, in network: ID) throws -> Suspension? {
        try first(
            """
            SELECT \(Suspension.columns) FROM suspensions
            WHERE network_id = \(network) AND member_id = \(member) AND ended_at IS NULL ORDER BY id DESC LIMIT 1
            """, Suspension.init(row:))
    }

    func suspensionReason(_ id: ID, in network: ID, key: [UInt8], vault: Vault) throws -> String? {
        let box = try value(
            "SELECT reason FROM suspensions WHERE network_id = \(network) AND id = \(id)", as: [UInt8].self)
        return box.flatMap { vault.open($0, key: key, context: id.bytes) }.map { String(decoding: $0, as: UTF8.self) }
    }

    fileprivate func insert(_ suspension: Suspension, reason: [UInt8], endsVouches: Bool) throws {
        try execute(
            """
            INSERT INTO suspensions (network_id, id, member_id, by_id, reason, from_at, until_at, ends_vouches)
            VALUES (\(suspension.networkID), \(suspension.id), \(suspension.memberID), \(suspension.byID), \(reason),
                \(suspension.from), \(suspension.until), \(endsVouches))
            """)
        try execute(
            """
            UPDATE memberships SET state = \(Membership.State.suspended)
            WHERE network_id = \(suspension.networkID) AND id = \(suspension.memberID)
            """)
    }

    fileprivate func end(_ suspension: Suspension, at now: Int64) throws -> Bool {
        let isEnded =
            try execute(
                """
                UPDATE suspensions SET ended_at = \(now)
                WHERE network_id = \(suspension.networkID) AND id = \(suspension.id) AND ended_at IS NULL
                """) == 1
        try execute(
            """
            UPDATE memberships SET state = \(Membership.State.active)
            WHERE network_id = \(suspension.networkID) AND id = \(suspension.memberID)
                AND state = \(Membership.State.suspended)
            """)
        return isEnded
    }

    /// Those that last and began before a moment; whether vouches are still to end.
    fileprivate func lastingSuspensions(before moment: Int64) throws -> [(network: ID, member: ID, endsVouches: Bool)] {
        try query(
            """
            SELECT network_id, member_id, ends_vouches FROM suspensions WHERE ended_at IS NULL AND from_at <= \(moment)
            ORDER BY network_id, id
            """
        ) { (try $0[0], try $0[1], try $0[2]) }
    }

    fileprivate func setVouchesEnded(of member: ID, in network: ID) throws {
        try execute(
            """
            UPDATE suspensions SET ends_vouches = FALSE
            WHERE network_id = \(network) AND member_id = \(member) AND ends_vouches
            """)
    }

    fileprivate func suspensionsOver(by now: Int64, limit: Int) throws -> [Suspension] {
        try query(
            """
            SELECT \(Suspension.columns) FROM suspensions WHERE until_at <= \(now) AND ended_at IS NULL
            ORDER BY until_at LIMIT \(limit)
            """, Suspension.init(row:))
    }
}

extension MemberActs {
    /// The suspension a member is under, with its reason: for themselves and those who answer for the network.
    func suspension(of id: ID, for viewer: Viewer, in network: ID) async throws -> (Suspension, reason: String?)? {
        let member = try own(viewer, in: network)
        guard id == member.id || Policy.allows(.suspend, viewer) else { return nil }
        return try await database.read { db in
            guard let found = try db.suspension(of: id, in: network), let other = try db.member(id, in: network) else {
                return nil
            }
            let key = try db.key(of: other.personID, in: vault)
            let reason = try key.flatMap { try db.suspensionReason(found.id, in: network, key: $0, vault: vault) }
            return (found, reason)
        }
    }

    /// Keeps a member from taking part, at once, for some days.
    ///
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` for oneself or somebody who is suspended already.
    func suspend(_ id: ID, _ draft: SuspensionDraft, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.suspend, viewer)
        let (reason, days) = try SuspensionRules.cleaned(draft), now = world.now()
        guard id != viewer.member?.id else { throw Refusal.conflict(SafetyWords.notOneself) }
        try await database.write { db in
            guard let other = try db.member(id, in: network), let key = try db.key(of: other.personID, in: vault) else {
                throw Refusal.notFound
            }
            if try db.suspension(of: id, in: network) != nil { throw Refusal.conflict(SafetyWords.already) }
            let suspension = Suspension(
                id: world.newID(), networkID: network, memberID: id, byID: viewer.member?.id, from: now,
                until: now + Int64(days) * Time.day, endedAt: nil)
            let box = vault.seal(Array(reason.utf8), key: key, context: suspension.id.bytes)
            try db.insert(suspension, reason: box, endsVouches: draft.isAbuse)
            try db.revokePasses(of: id, in: network, at: now)
            try db.endBuddyhood(of: id, in: network, at: now)
            try record(
                .suspended, on: id, in: network, by: viewer, audience: .stewards, db,
                [
                    ("days", .number(Int64(days))), ("abuse", .text(draft.isAbuse ? "yes" : nil)),
                    ("reason", .words(reason)),
                ])
            try tell(
                id, in: network, SafetyWords.mailSubject, SafetyWords.mailSuspended(suspension.until, reason),
                to: "/me/suspension", evenSuspended: true, db)
        }
        do {
            try await finishSuspension(of: id, endsVouches: draft.isAbuse, by: viewer, in: network)
        } catch is Refusal {
            // They are suspended: what could not be done now is done by the sweep.
            return
        }
    }

    /// Whoever may not act answers for nothing: what they owned has another owner at once, what they promised is open again.
    private func finishSuspension(
        of id: ID, endsVouches: Bool, by viewer: Viewer, in network: ID
    ) async throws {
        let language = try await database.read { db in try db.network(id: network)?.language } ?? .zh
        _ = try await holdings.handOn(from: id, in: network, note: SafetyWords.handedOn(language))
        // They have said nothing about it: nothing stands in their name.
        try await handOnMatters(of: id, note: "", in: network)
        if endsVouches {
            try await vouches.endVouches(ofAbuser: id, by: viewer, in: network)
            try await database.write { db in try db.setVouchesEnded(of: id, in: network) }
        }
    }

    /// Does what was left undone when somebody was suspended, and hands on what has come to them since: a need that is opened again, an
    /// emergency for which nobody was there.
    func finishSuspensions() async throws {
        // What began just now is being done.
        let moment = world.now() - Time.minute
        for open in try await database.read({ db in try db.lastingSuspensions(before: moment) }) {
            do {
                try await finishSuspension(
                    of: open.member, endsVouches: open.endsVouches, by: Viewer(.system, language: .zh), in: open.network
                )
            } catch is Refusal {
                // The others do not wait for it.
                continue
            }
        }
    }

    /// Asks that another looks at one's own suspension again.
    @discardableResult
    func appeal(_ words: String, by viewer: Viewer, in network: ID) async throws -> ID {
        let member = try own(viewer, in: network)
        let suspender = try await database.read { db in try db.suspension(of: member.id, in: network) }
        guard let suspender else { throw Refusal.conflict(SafetyWords.notSuspended) }
        let isOpen = try await database.read { db in
            try db.matters(openedBy: member.id, in: network).contains { $0.kind == .appeal && $0.isOpen }
        }
        guard !isOpen else { throw Refusal.conflict(SafetyWords.appealOpen) }
        let draft = MatterDraft(kind: .appeal, about: nil, words: words)
        return try await open(draft, by: viewer, in: network, not: Set([suspender.byID].compactMap { $0 })).id
    }

    /// Ends a suspension before its time.
    func lift(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.suspend, viewer)
        try await database.write { db in try lift(id, in: network, by: viewer, db) }
    }

    func lift(_ id: ID, in network: ID, reason: String? = nil, by viewer: Viewer, _ db: any Connection) throws {
        guard let suspension = try db.suspension(of: id, in: network) else { return }
        guard try db.end(suspension, at: world.now()) else { return }
        try record(
            .suspensionEnded, on: id, in: network, by: viewer, audience: .stewards, db, [("reason", .words(reason))])
        try tell(id, in: network, SafetyWords.mailSubject, SafetyWords.mailLifted, to: "/me", evenSuspended: true, db)
    }

    /// Ends suspensions whose time is over.
    func endSuspensions() async throws {
        let now = world.now()
        for suspension in try await database.read({ db in try db.suspensionsOver(by: now, limit: 200) }) {
            try await database.write { db in
                try lift(suspension.memberID, in: suspension.networkID, by: Viewer(.system, language: .zh), db)
            }
        }
    }
}
