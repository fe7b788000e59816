internal import Database

/// Calls for roles: who takes one up names themselves, by the same consent as everybody; terms that are nearly over.
enum RoleCallStore {
    static let migration = Migration(
        "2026-11-25 role calls",
        [
            "ALTER TABLE role_calls ADD COLUMN by_id \(.id)",
            "ALTER TABLE nominations ADD COLUMN call_id \(.id)",
            "ALTER TABLE role_terms ADD COLUMN noticed_at \(.int)",
        ])
}

extension RoleStore {
    /// A nomination can be put to a decision.
    static let decisions = Migration(
        "2026-11-27 roles by decision", ["ALTER TABLE nominations ADD COLUMN proposal_id \(.id)"])
}

extension RoleRules {
    /// So long before a term's end its holder is asked whether they go on.
    static let notice = 14 * Time.day

    /// Whether a term that ends at `until` may be asked for again.
    static func mayGoOn(_ until: Int64?, now: Int64) -> Bool { until.map { $0 - now <= notice } ?? false }
}

extension Connection {
    fileprivate func endCall(_ id: ID, in network: ID, at now: Int64) throws -> Bool {
        try execute(
            "UPDATE role_calls SET ended_at = \(now) WHERE network_id = \(network) AND id = \(id) AND ended_at IS NULL"
        ) == 1
    }

    /// A nomination answers a call.
    func link(_ nomination: ID, toCall call: ID, in network: ID) throws {
        try execute(
            "UPDATE nominations SET call_id = \(call) WHERE network_id = \(network) AND id = \(nomination)")
    }

    /// Terms that end by a moment, whose holders take part and were not asked yet.
    fileprivate func termsEnding(by moment: Int64, limit: Int) throws -> [(network: ID, term: RoleTerm)] {
        try query(
            """
            SELECT t.network_id, t.id, t.member_id, t.role, t.from_at, t.until_at FROM role_terms t
            JOIN memberships m ON m.network_id = t.network_id AND m.id = t.member_id AND m.state IN ('welcomed', 'active')
            WHERE t.until_at <= \(moment) AND t.ended_at IS NULL AND t.noticed_at IS NULL
            ORDER BY t.until_at LIMIT \(limit)
            """
        ) {
            (
                try $0[0],
                RoleTerm(id: try $0[1], memberID: try $0[2], role: try $0[3], from: try $0[4], until: try $0[5])
            )
        }
    }

    fileprivate func setNoticed(_ term: RoleTerm, in network: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE role_terms SET noticed_at = \(now)
            WHERE network_id = \(network) AND id = \(term.id) AND noticed_at IS NULL
            """) == 1
    }
}

extension MemberActs {
    /// Takes up an open call: names oneself for its role; the group consents as to every nomination.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` where the call is over or the role held already.
    @discardableResult
    func takeUp(_ id: ID, _ words: String, by viewer: Viewer, in network: ID) async throws -> Nomination {
        try Policy.require(.takeRole, viewer)
        let member = try own(viewer, in: network), now = world.now()
        let open = try await database.read { db in try db.roleCalls(in: network, now: now).first { $0.id == id } }
        guard let call = open else { throw Refusal.conflict(RoleWords.callOver) }
        guard member.standing >= .vouched else { throw Refusal.conflict(RoleWords.vouchFirst) }
        let made = try await nominate(
            member.id, for: call.role.rawValue, words, by: viewer, in: network, onCall: id)
        guard let caller = call.byID, caller != member.id else { return made }
        try await database.write { db in
            try tell(
                caller, in: network, RoleWords.title, RoleWords.mailTakenUp(member.name, call.role), to: "/roles", db)
        }
        return made
    }

    /// Ends a call: whoever made it, or those who answer for the network.
    func endCall(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard let call = try db.roleCalls(in: network, now: now).first(where: { $0.id == id }) else {
                throw Refusal.notFound
            }
            if call.byID != member.id { try Policy.require(.endRole, viewer) }
            guard try db.endCall(id, in: network, at: now) else { return }
            try record(
                .roleCallEnded, on: id, in: network, by: viewer, audience: .members, db,
                [("role", .text(call.role.rawValue))])
        }
    }

    /// Goes on in a role whose term is nearly over: names oneself anew, with the group's consent.
    func goOn(in role: String, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        guard let role = Role(rawValue: role) else { throw Refusal.notFound }
        let term = try await database.read { db in
            try db.roleTerms(in: network).first { $0.memberID == member.id && $0.role == role }
        }
        guard let term, RoleRules.mayGoOn(term.until, now: now) else { throw Refusal.conflict(RoleWords.tooEarly) }
        try await nominate(
            member.id, for: role.rawValue, RoleWords.goesOn(viewer.language), by: viewer, in: network, renews: true)
    }

    /// Asks holders whose term is nearly over whether they go on.
    func askWhoGoesOn() async throws {
        let now = world.now()
        let soon = try await database.read { db in try db.termsEnding(by: now + RoleRules.notice, limit: 100) }
        for (network, term) in soon {
            try await database.write { db in
                guard try db.setNoticed(term, in: network, at: now) else { return }
                try tell(
                    term.memberID, in: network, RoleWords.title, RoleWords.mailEnds(term.role, term.until),
                    to: "/roles#\(term.role.rawValue)", db)
            }
        }
    }
}

extension Nomination {
    /// Whether somebody can put it to a decision: whoever named them, they themselves, and those who could object. It is a role that
    /// they said yes to; with whom trust begins is chosen in its own way.
    func mayBeDecided(by viewer: Viewer) -> Bool {
        guard case .role = office, acceptedAt != nil, outcome == nil, let member = viewer.member else { return false }
        guard Policy.allows(.nominate, viewer) else { return false }
        return member.id == byID || member.id == memberID || Policy.allows(.objectToRole, viewer)
    }
}
