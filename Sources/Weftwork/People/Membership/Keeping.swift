internal import Database

/// What is kept for a time only, and not to the minute: each kind for as long as its network has settled.
extension MemberActs {
    func forgetOld() async throws {
        let now = world.now()
        try await forgetMatters(now)
        try await database.write { db in
            try db.forgetVisits(now)
            try db.forgetSuspensionReasons(now)
            try db.forgetInvitationNotes(now)
            try db.forgetNominations(now)
            try db.forgetArrivals(now)
            try db.forgetShareArrivals(now)
        }
        try await forgetFormerNames(now)
        try await askWhoIsStillHere()
        try await askWhatIsStillTrue()
    }

    private func forgetMatters(_ now: Int64) async throws {
        for matter in try await database.read({ db in try db.mattersToForget(now, limit: 200) }) {
            try await database.write { db in
                try db.shredKey(of: matter.id)
                try db.forgetReaders(of: .matter, matter.id, in: matter.network)
            }
        }
    }

    /// Whoever left so long ago is a former member there, without a name; their account and their other networks stay.
    private func forgetFormerNames(_ now: Int64) async throws {
        for place in try await database.read({ db in try db.formerMembers(now, limit: 100) }) {
            let nobody = world.newID()
            try await database.write { db in
                let blank = vault.seal([], key: world.bytes(Sodium.keyLength), context: nobody.bytes)
                try db.insert(
                    Person(id: nobody, name: LeaveWords.formerMember, language: .zh), emailSealed: blank,
                    emailHash: world.bytes(32), at: now)
                try db.detach(place.member, in: place.network, to: nobody)
                try db.record(
                    Event(
                        .forgotten, on: place.member, in: place.network, by: Actor(kind: .system, id: nil), at: now,
                        audience: .stewards, id: world.newID()))
            }
        }
    }
}

/// In place of sealed words that are destroyed: it opens with no key.
private let blank: [UInt8] = [0]

extension Connection {
    /// Forgets where people were and who looked at their passes.
    fileprivate func forgetVisits(_ now: Int64) throws {
        try execute(
            "DELETE FROM visits WHERE out_at < \(Retention.cutoff(.visits, network: "visits.network_id", now: now))")
        try execute(
            "DELETE FROM pass_scans WHERE at < \(Retention.cutoff(.visits, network: "pass_scans.network_id", now: now))"
        )
    }

    /// Matters that ended before their network's time and still have their words.
    fileprivate func mattersToForget(_ now: Int64, limit: Int) throws -> [(network: ID, id: ID)] {
        try query(
            """
            SELECT network_id, id FROM matters
            WHERE closed_at < \(Retention.cutoff(.matters, network: "matters.network_id", now: now))
                AND id IN (SELECT subject_id FROM subject_keys WHERE wrapped IS NOT NULL) LIMIT \(limit)
            """
        ) { (try $0[0], try $0[1]) }
    }

    fileprivate func forgetSuspensionReasons(_ now: Int64) throws {
        try execute(
            """
            UPDATE suspensions SET reason = \(blank)
            WHERE ended_at < \(Retention.cutoff(.suspensions, network: "suspensions.network_id", now: now))
                AND reason <> \(blank)
            """)
    }

    fileprivate func forgetInvitationNotes(_ now: Int64) throws {
        try execute(
            """
            UPDATE invitations SET note = '' WHERE note <> ''
                AND coalesce(ended_at, expires_at) < \(Retention.cutoff(.invitations, network: "invitations.network_id", now: now))
            """)
    }

    fileprivate func forgetNominations(_ now: Int64) throws {
        let over: SQL = """
            outcome IS NOT NULL
                AND decides_at < \(Retention.cutoff(.nominations, network: "nominations.network_id", now: now))
            """
        try execute("UPDATE nominations SET words = \(blank) WHERE \(over) AND words <> \(blank)")
        try execute(
            """
            UPDATE role_objections SET words = \(blank) WHERE words <> \(blank) AND EXISTS (
                SELECT 1 FROM nominations WHERE nominations.network_id = role_objections.network_id
                    AND nominations.id = role_objections.nomination_id AND \(over))
            """)
    }

    /// By which way somebody came stays, for the funnels; through whom does not.
    fileprivate func forgetArrivals(_ now: Int64) throws {
        try execute(
            """
            UPDATE arrivals SET referrer_id = NULL, buddy_id = NULL, seen_by = NULL
            WHERE (referrer_id IS NOT NULL OR buddy_id IS NOT NULL OR seen_by IS NOT NULL)
                AND completed_at < \(Retention.cutoff(.arrivals, network: "arrivals.network_id", now: now))
            """)
    }

    /// Members who left before their network's time and have their name there still. Whoever is suspended keeps it until the
    /// suspension is over: coming back under another name must not end it.
    fileprivate func formerMembers(_ now: Int64, limit: Int) throws -> [(network: ID, member: ID)] {
        try query(
            """
            SELECT m.network_id, m.id FROM memberships m JOIN subject_keys k ON k.subject_id = m.person_id
            WHERE m.state = \(Membership.State.left) AND k.wrapped IS NOT NULL
                AND m.left_at < \(Retention.cutoff(.formerNames, network: "m.network_id", now: now))
                AND NOT EXISTS (SELECT 1 FROM suspensions s
                    WHERE s.network_id = m.network_id AND s.member_id = m.id AND s.ended_at IS NULL)
            LIMIT \(limit)
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// Makes a membership somebody's without name and key: what was sealed with the person's key opens there no more.
    fileprivate func detach(_ member: ID, in network: ID, to nobody: ID) throws {
        try execute(
            """
            UPDATE memberships SET person_id = \(nobody), skills = '', languages = '', area = NULL, organisation_id = NULL
            WHERE network_id = \(network) AND id = \(member)
            """)
    }
}
