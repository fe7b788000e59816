internal import Database
internal import Engine
internal import Synchronization

/// How somebody takes a rest.
struct RestDraft: Sendable {
    /// Whether they keep their roles meanwhile; else they are laid down.
    let keepsRoles: Bool
    /// For those who take over what they own.
    let note: String
}

enum RestRules {
    /// Whoever was not here for so long is asked whether they are still with us.
    static let quiet = 90 * Time.day
    /// Whoever then says nothing for so long rests.
    static let answering = 14 * Time.day
}

extension Connection {
    fileprivate func rest(_ member: ID, in network: ID) throws -> Bool {
        try execute(
            """
            UPDATE memberships SET state = 'dormant', still_asked_at = NULL
            WHERE network_id = \(network) AND id = \(member) AND state IN ('welcomed', 'active')
            """) == 1
    }

    fileprivate func wake(_ member: ID, isWelcomed: Bool, in network: ID, at now: Int64) throws -> Bool {
        let state: Membership.State = isWelcomed ? .active : .welcomed
        return try execute(
            """
            UPDATE memberships SET state = \(state), active_at = \(now), still_asked_at = NULL
            WHERE network_id = \(network) AND id = \(member) AND state = 'dormant'
            """) == 1
    }

    /// A member was here: whatever they were asked is answered by that. What is known of the last hours is not written anew by
    /// every server that is started.
    func setActive(_ member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE memberships SET active_at = \(now), still_asked_at = NULL
            WHERE network_id = \(network) AND id = \(member)
                AND (active_at IS NULL OR active_at < \(now - 12 * Time.hour) OR still_asked_at IS NOT NULL)
            """)
    }

    /// Whoever was never counted is counted from now on.
    fileprivate func beginCounting(at now: Int64) throws {
        try execute(
            """
            UPDATE memberships SET active_at = \(now) WHERE active_at IS NULL AND state = 'active'
                AND id IN (SELECT id FROM memberships WHERE active_at IS NULL AND state = 'active' LIMIT 5000)
            """)
    }

    fileprivate func quietMembers(before moment: Int64, limit: Int) throws -> [(network: ID, member: ID)] {
        try query(
            """
            SELECT network_id, id FROM memberships
            WHERE state = 'active' AND active_at <= \(moment) AND still_asked_at IS NULL ORDER BY active_at LIMIT \(limit)
            """
        ) { (try $0[0], try $0[1]) }
    }

    fileprivate func setStillAsked(_ member: ID, in network: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE memberships SET still_asked_at = \(now)
            WHERE network_id = \(network) AND id = \(member) AND still_asked_at IS NULL AND state = 'active'
            """) == 1
    }

    fileprivate func silentMembers(askedBefore moment: Int64, limit: Int) throws -> [(network: ID, member: ID)] {
        try query(
            """
            SELECT network_id, id FROM memberships
            WHERE state = 'active' AND still_asked_at <= \(moment) ORDER BY still_asked_at LIMIT \(limit)
            """
        ) { (try $0[0], try $0[1]) }
    }
}

extension MemberActs {
    /// Takes a rest: no reminders, nothing is proposed; what one owns passes on the same hour.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` for the last one who answers for the network, or who rests already.
    func rest(_ draft: RestDraft, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.rest, viewer)
        let member = try own(viewer, in: network), note = Clean.prose(draft.note)
        guard note.count <= 1000 else { throw Refusal.invalid("note", SiteWords.tooLong) }
        try await rest(member.id, keepsRoles: draft.keepsRoles, note: note, by: viewer, in: network)
    }

    private func rest(_ id: ID, keepsRoles: Bool, note: String, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        guard try await !isLastLead(id, in: network) else { throw Refusal.conflict(MembershipWords.lastLead) }
        // First they are nobody's choice any more, then what they own finds another.
        try await database.write { db in
            guard try db.rest(id, in: network) else { throw Refusal.conflict(MembershipWords.restsAlready) }
            try db.endBuddyhood(of: id, in: network, at: now)
            try pauseWelcome(of: id, in: network, db)
            if !keepsRoles { try db.endRoles(of: id, in: network, at: now) }
            try record(.memberRested, on: id, in: network, by: viewer, audience: .members, db)
        }
        _ = try await holdings.handOn(from: id, in: network, note: note.isEmpty ? MembershipWords.handedOn(.zh) : note)
        try await handOnMatters(of: id, note: note, in: network)
    }

    /// While somebody new rests, or when they leave, nobody looks for a buddy for them.
    func pauseWelcome(of id: ID, in network: ID, _ db: any Connection) throws {
        guard var arrival = try db.arrival(of: id, in: network), arrival.completedAt == nil else { return }
        try endBuddySearch(&arrival, db)
        if let offer = try db.openBuddyOffer(for: id, in: network) {
            _ = try db.close(offer, .lapsed, at: world.now())
        }
        arrival.buddyNextAt = nil
        try db.save(arrival)
    }

    /// Comes back from a rest, by oneself.
    func wake(by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.rest, viewer)
        let member = try own(viewer, in: network), now = world.now()
        let weaver = try? await owner(for: .application, about: nil, except: [member.id], in: network)
        try await database.write { db in
            var arrival = try db.arrival(of: member.id, in: network)
            let isWelcomed = arrival.map { $0.completedAt != nil } ?? true
            guard try db.wake(member.id, isWelcomed: isWelcomed, in: network, at: now) else {
                throw Refusal.conflict(MembershipWords.restsNot)
            }
            if !isWelcomed, arrival?.buddyID == nil {
                arrival?.buddyNextAt = now
                if var begun = arrival {
                    try startBuddySearch(&begun, owner: weaver, db)
                    try db.save(begun)
                }
            }
            try record(.memberWoke, on: member.id, in: network, by: viewer, audience: .members, db)
        }
    }

    /// Whether nobody else is left who answers for the network.
    func isLastLead(_ member: ID, in network: ID) async throws -> Bool {
        try await database.read { db in try db.hasLead(network) && !db.hasLead(network, except: member) }
    }

    /// Asks who has not been here for long; whoever stays silent rests, and keeps their roles until their terms end.
    func askWhoIsStillHere() async throws {
        let now = world.now(), system = Viewer(.system, language: .zh)
        try await database.write { db in try db.beginCounting(at: now) }
        let quiet = try await database.read { db in try db.quietMembers(before: now - RestRules.quiet, limit: 200) }
        for (network, member) in quiet {
            try await database.write { db in
                guard try db.setStillAsked(member, in: network, at: now) else { return }
                try tell(
                    member, in: network, MembershipWords.stillHere, MembershipWords.mailStillHere, to: "/me/level", db)
            }
        }
        let silent = try await database.read { db in
            try db.silentMembers(askedBefore: now - RestRules.answering, limit: 50)
        }
        for (network, member) in silent {
            do {
                try await rest(member, keepsRoles: true, note: "", by: system, in: network)
            } catch Refusal.conflict {
                // Somebody has to answer for the network: they are asked again some day.
                try await database.write { db in try db.setActive(member, in: network, at: now) }
            }
        }
    }
}

/// Which members this node has seen lately: that somebody was here is written once a day.
final class SeenMembers: Sendable {
    private static let most = 50_000
    private let moments = Mutex<[ID: Int64]>([:])

    func isDue(_ member: ID, now: Int64) -> Bool {
        moments.withLock { moments in
            if let last = moments[member], abs(now - last) < Time.day { return false }
            if moments.count >= SeenMembers.most { moments.removeAll() }
            moments[member] = now
            return true
        }
    }
}
