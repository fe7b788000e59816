internal import Database
internal import Engine

/// Confirmed deliveries as they count for conduct: kept apart from the case, whose contact is destroyed in time.
enum ConductStore {
    static let migration = Migration(
        "2026-11-25 conduct",
        [
            """
            CREATE TABLE deliveries (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, claim_id \(.id) NOT NULL, at \(.int) NOT NULL,
                counterpart \(.blob) NOT NULL, by_member \(.id), is_well_verified \(.bool) NOT NULL, title TEXT NOT NULL,
                PRIMARY KEY (network_id, member_id, claim_id)
            ) \(.keyed)
            """
        ])

    /// Whoever confirmed it must be independent, too; and what was delivered before conduct counted is weighed.
    static let later = Migration(
        "2026-11-25 conduct counts",
        [
            "ALTER TABLE deliveries ADD COLUMN confirmed_by \(.id)",
            """
            INSERT INTO conduct (network_id, member_id, counted, sides, until_at, firm_until, weigh_at, marks)
            SELECT DISTINCT network_id, member_id, 0, 0, 0, 0, 0, 0 FROM deliveries
            """,
        ])

    /// Confirmed is later than brought, and whoever answers for a need now need not have answered it. What can't be known of the past
    /// stays open, and counts neither as in time nor as late.
    static let times = Migration(
        "2026-11-26 when it came and who answered",
        [
            "ALTER TABLE claims ADD COLUMN delivered_at \(.int)",
            "ALTER TABLE needs ADD COLUMN answered_by \(.id)",
            """
            UPDATE claims SET delivered_at = (SELECT max(e.at) FROM events e WHERE e.network_id = claims.network_id
                AND e.object_id = claims.need_id AND e.kind = 'claimDelivered' AND e.actor_id = claims.member_id)
            WHERE state IN ('delivered', 'confirmed') AND NOT EXISTS (SELECT 1 FROM claims o
                WHERE o.network_id = claims.network_id AND o.need_id = claims.need_id
                    AND o.member_id = claims.member_id AND o.id <> claims.id)
            """,
            """
            UPDATE needs SET answered_by = (SELECT e.actor_id FROM events e WHERE e.network_id = needs.network_id
                AND e.object_id = needs.id AND e.at = needs.answered_at AND e.actor_kind = 'member'
                ORDER BY e.id LIMIT 1)
            WHERE answered_at IS NOT NULL
            """,
            "CREATE INDEX needs_answered_by ON needs (network_id, answered_by) WHERE answered_by IS NOT NULL",
        ])
}

extension CaseDesk {
    /// Writes down that the other side has confirmed a delivery.
    func recordDelivery(_ claim: Claim, of need: Need) throws {
        // What she could use nothing of has helped nobody.
        guard claim.usable ?? claim.delivered > 0 else { return }
        let side = try db.counterpart(of: need, vault: acts.vault)
        let confidence = need.confidence
        let isWell = confidence == .official || confidence == .twoSources
        let title = need.isKept("title") ? "" : need.title
        try db.execute(
            """
            INSERT INTO deliveries (network_id, member_id, claim_id, at, counterpart, by_member, is_well_verified, title,
                confirmed_by)
            VALUES (\(network), \(claim.memberID), \(claim.id), \(now), \(side), \(need.submitterID), \(isWell), \(title),
                \(viewer.member?.id))
            ON CONFLICT (network_id, member_id, claim_id) DO NOTHING
            """)
        try db.markConduct(of: claim.memberID, in: network)
    }

    /// The other side says that it did not arrive after all: it counts no more, until the dispute says so.
    func takeBackDelivery(_ claim: Claim) throws {
        try db.execute(
            """
            DELETE FROM deliveries
            WHERE network_id = \(network) AND member_id = \(claim.memberID) AND claim_id = \(claim.id)
            """)
        try db.markConduct(of: claim.memberID, in: network)
    }

}

extension Connection {
    /// The other side, the same for the same contact: by its telephone, else its mail, else the need itself.
    func counterpart(of need: Need, vault: Vault) throws -> [UInt8] {
        let contacts = try privatePart(of: need, in: vault)?.contacts ?? []
        let phone = contacts.compactMap(\.phone).compactMap { Contacts.phone($0) }.first
        let email = contacts.compactMap(\.email).compactMap { Contacts.email($0) }.first
        return vault.fingerprint("counterpart", phone ?? email ?? need.id.description)
    }
}

extension NeedActs: Holdings {
    func owner(of object: ID?, seenBy viewer: Viewer, in network: ID) async throws -> ID? {
        guard let object else { return nil }
        let now = world.now()
        let seen = try await database.read { db -> Need? in
            guard let need = try db.need(object, in: network) else { return nil }
            return NeedAccess.canSee(need, viewer, try db.ties(of: viewer, to: need, now: now)) ? need : nil
        }
        guard let need = seen else { return nil }
        // Whoever sets out learns first that it is over: nobody travels in vain.
        guard need.state.isOpen else {
            throw Refusal.conflict(ClaimWords.stayHome(need.state), Refusal.Extras(state: need.state.rawValue))
        }
        return need.ownerID
    }

    func hasEnded(claim: ID?, shift: ID?, in network: ID, now: Int64) async throws -> Bool {
        try await database.read { db in
            if let claim { return try db.claim(claim, in: network)?.state.isLive != true }
            guard let shift else { return false }
            return try (db.shiftEnd(shift, in: network) ?? 0) <= now
        }
    }

    func purposes(of member: ID, in network: ID, now: Int64) async throws -> [Holding] {
        try await database.read { db in
            let claims = try db.query(
                """
                SELECT c.id, CASE WHEN n.hidden IS NULL THEN n.title ELSE '' END FROM claims c JOIN needs n ON n.network_id = c.network_id AND n.id = c.need_id
                WHERE c.network_id = \(network) AND c.member_id = \(member) AND c.state IN ('open', 'delivered', 'disputed')
                ORDER BY c.id DESC LIMIT 50
                """
            ) { Holding(id: try $0[0], isShift: false, words: try $0[1], endsAt: nil) }
            let shifts = try db.shifts(in: network, from: now, to: now + Time.day).filter { $0.memberID == member }
            return claims
                + shifts.map { Holding(id: $0.id, isShift: true, words: $0.desk, endsAt: $0.endsAt) }
        }
    }

    func compliance(of network: ID) async throws -> ComplianceContact? {
        try await settings(of: network).about.compliance
    }

    func count(of member: ID, in network: ID) async throws -> (owned: Int, promised: Int) {
        try await database.read { db in
            (try db.openNeeds(of: member, in: network).count, try db.liveClaims(of: member, in: network))
        }
    }

    func records(of member: ID, in network: ID) async throws -> [OwnRecord] {
        try await database.read { db in
            let needs = try db.query(
                """
                SELECT id, created_at, state, title FROM needs
                WHERE network_id = \(network) AND submitter_id = \(member) ORDER BY id DESC LIMIT 1000
                """
            ) { OwnRecord(kind: "need", id: try $0[0], at: try $0[1], state: try $0[2], text: try $0[3]) }
            let claims = try db.query(
                """
                SELECT id, created_at, state, note FROM claims
                WHERE network_id = \(network) AND member_id = \(member) ORDER BY id DESC LIMIT 1000
                """
            ) { OwnRecord(kind: "claim", id: try $0[0], at: try $0[1], state: try $0[2], text: try $0[3]) }
            return needs + claims
        }
    }

    func deliveries(of member: ID, in network: ID) async throws -> [Delivery] {
        try await database.read { db in
            try db.query(
                """
                SELECT at, counterpart, by_member, is_well_verified, title, confirmed_by FROM deliveries
                WHERE network_id = \(network) AND member_id = \(member) ORDER BY at DESC LIMIT 500
                """
            ) {
                Delivery(
                    at: try $0[0], counterpart: Hex.encode(try $0[1] as [UInt8]), memberID: try $0[2],
                    isWellVerified: try $0[3], title: try $0[4], confirmedBy: try $0[5])
            }
        }
    }

    func footprints(of members: [ID], in network: ID) async throws -> [ID: Footprint] {
        guard !members.isEmpty else { return [:] }
        return try await database.read { db in
            let list = members.map { "\($0)" as SQL }.joined(separator: ", ")
            var found: [ID: Footprint] = [:]
            let claims = try db.query(
                """
                SELECT member_id, count(*), count(CASE WHEN state = \(Claim.State.confirmed) THEN 1 END) FROM claims
                WHERE network_id = \(network) AND member_id IN (\(list)) GROUP BY member_id
                """
            ) { (try $0[0] as ID, try $0[1] as Int, try $0[2] as Int) }
            for (member, promised, brought) in claims {
                found[member, default: Footprint()].promised = promised
                found[member, default: Footprint()].brought = brought
            }
            let looks = try db.query(
                """
                SELECT member_id, count(*) FROM reveals
                WHERE network_id = \(network) AND member_id IN (\(list)) GROUP BY member_id
                """
            ) { (try $0[0] as ID, try $0[1] as Int) }
            for (member, count) in looks { found[member, default: Footprint()].looks = count }
            return found
        }
    }
}
