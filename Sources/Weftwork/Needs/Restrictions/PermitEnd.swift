internal import Database
internal import Engine

/// What becomes of promises whose permit has run out.
extension NeedActs {
    /// Promises that lean on a permit that has run out lean on another, or wait for one as if its acceptance had been taken back. What
    /// leans no more is found no more, so that it is safe on several nodes and done once.
    func sweepPermits(failed: (ID, any Error) -> Void) async throws {
        let now = world.now()
        for (network, permit) in try await database.read({ db in try db.permitsRunOut(at: now, most: 100) }) {
            do {
                try await putBack(permit, in: network, at: now)
            } catch {
                failed(permit, error)
            }
        }
    }

    private func putBack(_ id: ID, in network: ID, at now: Int64) async throws {
        let picture = try await duty.picture(of: network, now: now)
        try await database.write { db in
            guard let permit = try db.permit(id, in: network, vault: vault),
                permit.state == .accepted, permit.validUntil <= now, let need = try db.need(permit.needID, in: network)
            else { return }
            let desk = CaseDesk(
                acts: self, db: db, viewer: Viewer(.system, language: .zh), network: network, now: now,
                picture: picture)
            let loose = Set(try desk.putBack(permit))
            let waits = Set(try db.permitWaits(at: need.id, in: network, now: now).map(\.claimID))
            let members = try db.claims(of: need).filter { loose.contains($0.id) && waits.contains($0.id) }
                .map(\.memberID)
            for member in Set(members).sorted() { try desk.tell(.permitRanOut, member: member, about: need) }
        }
    }
}

extension PermitWaitStore {
    /// Looked at every few seconds: those in force by their end.
    static let ends = Migration(
        "2026-11-26 permits that run out", ["CREATE INDEX permits_until ON permits (until_at) WHERE state = 'accepted'"]
    )
}

extension Connection {
    /// Permits that have run out while open promises lean on them.
    fileprivate func permitsRunOut(at now: Int64, most: Int) throws -> [(network: ID, permit: ID)] {
        try query(
            """
            SELECT p.network_id, p.id FROM permits p
            WHERE p.state = 'accepted' AND p.until_at <= \(now) AND EXISTS (
                SELECT 1 FROM claim_permits s JOIN claims c ON c.network_id = s.network_id AND c.id = s.claim_id
                WHERE s.network_id = p.network_id AND s.need_id = p.need_id AND s.permit_id = p.id
                    AND c.state = \(Claim.State.open))
            ORDER BY p.network_id, p.id LIMIT \(most)
            """
        ) { (try $0[0], try $0[1]) }
    }
}
