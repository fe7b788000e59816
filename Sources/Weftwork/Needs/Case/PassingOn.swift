internal import Database

/// What becomes of a member's work and words when they leave.
extension NeedActs {
    func handOn(from member: ID, in network: ID, note: String) async throws -> Int {
        let viewer = Viewer(.system, language: .zh), now = world.now()
        let (needs, claims, leads) = try await database.read { db in
            (
                try db.openNeeds(of: member, in: network), try db.claimsToRelease(of: member, in: network),
                try !db.emergencies(ledBy: member, in: network).isEmpty
            )
        }
        duty.forget(network)
        try await handOn(needs, of: member, in: network, note: note, at: now)
        for claim in claims {
            do {
                _ = try await perform(.release(note: note), onClaim: claim, by: viewer, in: network)
            } catch is Refusal {
                // What one promise refuses keeps no other.
                continue
            }
        }
        try await passCalls(from: member, in: network, at: now)
        try await passPermits(from: member, in: network, by: viewer, at: now)
        try await passReferrals(from: member, in: network, at: now)
        if leads { try await passEmergencies(from: member, in: network, by: viewer, at: now) }
        return needs.count + claims.count
    }

    private func handOn(_ needs: [ID], of member: ID, in network: ID, note: String, at now: Int64) async throws {
        for id in needs {
            guard let need = try await database.read({ db in try db.need(id, in: network) }), need.ownerID == member,
                need.state.isOpen
            else { continue }
            do {
                let next = try await duty.owner(
                    in: network, area: need.area, language: need.language, except: [member], now: now)
                _ = try await assign(
                    id, to: next, note: note, from: member, by: Viewer(.system, language: .zh), in: network)
            } catch Refusal.unavailable {
                // Nobody is left whom it could pass to: its clock finds somebody as soon as there is one.
                break
            } catch is Refusal {
                // One that changed meanwhile keeps no other.
                continue
            }
        }
    }

    func waiting(for member: ID, in network: ID) async throws -> [Text] {
        try await database.read { db in
            try db.query(
                """
                SELECT n.title, n.hidden, n.held FROM needs n WHERE n.network_id = \(network) AND n.phase < 3 AND (n.submitter_id = \(member)
                    OR n.id IN (SELECT c.need_id FROM claims c WHERE c.network_id = \(network)
                        AND c.member_id = \(member) AND c.state = \(Claim.State.open)))
                ORDER BY n.id LIMIT 20
                """
            ) { row in
                // The page stays open on a screen, and is printed before one goes: what is held back or hidden stands on none.
                let title: String = try row[0], hidden: String? = try row[1], held: String = try row[2]
                if let hidden { return ModerationWords.stub(hidden) }
                return held.words.contains("title") ? BoardWords.heldText : .verbatim(title)
            }
        }
    }

    func ownWords(of member: ID, in network: ID) async throws -> Int {
        try await database.read { db in
            try db.ownPosts(of: member, in: network)
                + (try db.value(
                    """
                    SELECT (SELECT count(*) FROM needs WHERE network_id = \(network) AND submitter_id = \(member)
                            AND phase = 3 AND description <> '')
                        + (SELECT count(*) FROM claims WHERE network_id = \(network) AND member_id = \(member) AND note <> '')
                        + (SELECT count(*) FROM calls WHERE network_id = \(network) AND member_id = \(member) AND note <> '')
                        + (SELECT count(*) FROM verifications WHERE network_id = \(network) AND member_id = \(member)
                            AND note <> '')
                        + (SELECT count(*) FROM handovers WHERE network_id = \(network) AND from_id = \(member) AND note <> '')
                        + (SELECT count(*) FROM reveals WHERE network_id = \(network) AND member_id = \(member)
                            AND purpose NOT IN ('', 'desk'))
                    """, as: Int.self) ?? 0)
        }
    }

    /// Descriptions of needs that are over, and what was noted on the way. What was decided, when and by whom stays; what was said
    /// in events goes with the key of the need it was said about.
    func blankWords(of member: ID, in network: ID) async throws {
        let now = world.now()
        let needs = try await database.read { db in try db.endedNeeds(submittedBy: member, in: network) }
        for id in needs {
            try await database.write { db in
                guard var need = try db.need(id, in: network), !need.state.isOpen else { return }
                let old = need
                need.description = ""
                need.changedAt = max(now, old.changedAt)
                need.version += 1
                try db.save(need, from: old)
                try db.reindex(need)
            }
        }
        try await database.write { db in
            let mine: SQL = "network_id = \(network) AND member_id = \(member)"
            try db.execute("UPDATE claims SET note = '', parting = '', carrier = '', waybill = '' WHERE \(mine)")
            try db.execute("UPDATE calls SET note = '' WHERE \(mine)")
            try db.execute("UPDATE reveals SET purpose = '' WHERE \(mine) AND purpose <> 'desk'")
            try db.execute("UPDATE handovers SET note = '' WHERE network_id = \(network) AND from_id = \(member)")
            try db.blankReferrals(from: member, in: network)
            try db.execute(
                """
                UPDATE checks SET note = '' WHERE network_id = \(network)
                    AND verification_id IN (SELECT id FROM verifications WHERE \(mine))
                """)
            try db.execute("UPDATE verifications SET note = '' WHERE \(mine)")
            try db.blankPosts(of: member, in: network, at: now)
        }
    }
}

extension CaseDesk {
    /// Whoever had it is suspended or has left since it ended: what is open again doesn't wait until its clock finds that out.
    func passOnFromAbsent(_ need: inout Need) throws {
        guard try !db.hears(need.ownerID, in: network), let next = backup(of: need) else { return }
        need.ownerID = next
        try tell(.passedOn, member: next, about: need)
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

    fileprivate func endedNeeds(submittedBy member: ID, in network: ID) throws -> [ID] {
        try query(
            """
            SELECT id FROM needs WHERE network_id = \(network) AND submitter_id = \(member) AND phase = 3
                AND description <> '' ORDER BY id
            """
        ) { try $0[0] }
    }
}
