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
}

extension CaseDesk {
    /// Writes down that the other side has confirmed a delivery.
    func recordDelivery(_ claim: Claim, of need: Need) throws {
        let side = try counterpart(of: need)
        let confidence = need.confidence
        let isWell = confidence == .official || confidence == .twoSources
        let title = need.isKept("title") ? "" : need.title
        try db.execute(
            """
            INSERT INTO deliveries (network_id, member_id, claim_id, at, counterpart, by_member, is_well_verified, title)
            VALUES (\(network), \(claim.memberID), \(claim.id), \(now), \(side), \(need.submitterID), \(isWell), \(title))
            ON CONFLICT (network_id, member_id, claim_id) DO NOTHING
            """)
    }

    /// The other side, the same for the same contact: by its telephone, else its mail, else the need itself.
    private func counterpart(of need: Need) throws -> [UInt8] {
        let contacts = try db.privatePart(of: need, in: acts.vault)?.contacts ?? []
        let phone = contacts.compactMap(\.phone).compactMap { Contacts.phone($0) }.first
        let email = contacts.compactMap(\.email).compactMap { Contacts.email($0) }.first
        return acts.vault.fingerprint("counterpart", phone ?? email ?? need.id.description)
    }
}

extension NeedActs: Holdings {
    func owner(of object: ID?, in network: ID) async throws -> ID? {
        guard let object else { return nil }
        let need = try await database.read { db in try db.need(object, in: network) }
        return need.flatMap { $0.state.isOpen ? $0.ownerID : nil }
    }

    func hasEnded(_ claim: ID?, in network: ID) async throws -> Bool {
        guard let claim else { return false }
        return try await database.read { db in try db.claim(claim, in: network) }?.state.isLive != true
    }

    func count(of member: ID, in network: ID) async throws -> (owned: Int, promised: Int) {
        try await database.read { db in
            (try db.openNeeds(of: member, in: network).count, try db.liveClaims(of: member, in: network))
        }
    }

    func handOn(from member: ID, in network: ID, note: String) async throws -> Int {
        let viewer = Viewer(.system, language: .zh), now = world.now()
        let (needs, claims) = try await database.read { db in
            (try db.openNeeds(of: member, in: network), try db.claimsToRelease(of: member, in: network))
        }
        duty.forget(network)
        for id in needs {
            guard let need = try await database.read({ db in try db.need(id, in: network) }), need.ownerID == member,
                need.state.isOpen
            else { continue }
            let next = try await duty.owner(
                in: network, area: need.area, language: need.language, except: [member], now: now)
            _ = try await assign(id, to: next, by: viewer, in: network)
        }
        for claim in claims {
            _ = try await perform(.release(note: note), onClaim: claim, by: viewer, in: network)
        }
        return needs.count + claims.count
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
                SELECT at, counterpart, by_member, is_well_verified, title FROM deliveries
                WHERE network_id = \(network) AND member_id = \(member) ORDER BY at DESC LIMIT 500
                """
            ) {
                Delivery(
                    at: try $0[0], counterpart: Hex.encode(try $0[1] as [UInt8]), memberID: try $0[2],
                    isWellVerified: try $0[3], title: try $0[4])
            }
        }
    }
}

extension Connection {
    /// Promises that were not yet kept.
    fileprivate func claimsToRelease(of member: ID, in network: ID) throws -> [ID] {
        try query(
            """
            SELECT id FROM claims WHERE network_id = \(network) AND member_id = \(member) AND state = \(Claim.State.open)
            ORDER BY id LIMIT 500
            """
        ) { try $0[0] }
    }
}
