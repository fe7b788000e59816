internal import Database

extension VouchActs {
    /// Somebody proved an abuser: their vouches end, given and received. Whoever vouched for them is told and vouches for nobody
    /// for a time; nobody further back is touched.
    func endVouches(ofAbuser id: ID, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        try await database.write { db in
            let all = try db.vouches(of: id, in: network)
            guard !all.isEmpty else { return }
            let changed = try db.changeTrust(of: network)
            for vouch in all where try db.end(vouch, .abuse, at: now, changed: changed) {
                try record(.vouchEnded, vouch, by: viewer, at: now, why: Vouch.End.abuse.rawValue, db)
            }
            for voucher in Set(all.filter { $0.toID == id }.map(\.fromID)).sorted() {
                let until = now + SuspensionRules.pause
                try db.pauseVouching(of: voucher, in: network, until: until)
                try db.tell(
                    voucher, in: network, TrustWords.mailSubject, vault: vault, id: world.newID(), at: now
                ) { slug in
                    TrustWords.mailAbuse(until, link: standingLink(slug))
                }
            }
        }
        try await settle(network)
    }
}

extension Connection {
    fileprivate func pauseVouching(of member: ID, in network: ID, until moment: Int64) throws {
        try execute(
            """
            UPDATE memberships SET vouching_from = \(moment)
            WHERE network_id = \(network) AND id = \(member) AND (vouching_from IS NULL OR vouching_from < \(moment))
            """)
    }
}
