internal import Database

/// What would follow from the end of an anchor.
struct AnchorEnd: Sendable {
    let anchor: TrustAnchor
    let changes: [StandingChange]
    let names: [ID: String]
    /// With whom trust would begin then.
    let left: [TrustAnchor]
}

extension MemberActs {
    /// Whether somebody can be named for an office, as things stand in this transaction.
    func require(_ office: Office, for member: Member, by namer: ID, _ db: any Connection) throws {
        guard office.isOfAnchors else { return }
        let end = try db.conductEnd(of: member.id, in: member.networkID, at: world.now())
        try AnchorRules.require(
            office, for: member, by: namer, anchors: try db.trustAnchors(of: member.networkID), isByConduct: end != nil)
    }

    /// Whether what the group consented to can still be done.
    func holds(_ nomination: Nomination, _ db: any Connection) throws -> Bool {
        if case .role(let role) = nomination.office {
            return try duties.lack(
                of: role, nomination.memberID, in: nomination.networkID, at: world.now(), db) == nil
        }
        guard let member = try db.member(nomination.memberID, in: nomination.networkID), !member.isSuspended else {
            return false
        }
        do {
            try require(nomination.office, for: member, by: nomination.byID, db)
            return true
        } catch is Refusal {
            return false
        }
    }

    /// Somebody becomes an anchor: with them trust begins, from this transaction on.
    func chooseAnchor(_ member: ID, in network: ID, by viewer: Viewer, _ db: any Connection) throws {
        let now = world.now()
        try db.setAnchor(true, of: member, in: network)
        _ = try db.settleStanding(of: member, in: network, at: now, id: world.newID())
        try record(.anchorChosen, on: member, in: network, by: viewer, audience: .members, db)
    }

    /// Somebody is an anchor no more; what they are then follows from the vouches for them.
    func endAnchor(_ member: ID, in network: ID, by viewer: Viewer, _ db: any Connection) throws {
        try db.setAnchor(false, of: member, in: network)
        // Should nobody come to compute it, the sweeper lets it come.
        try db.announceFall(of: member, in: network, at: world.now())
        try record(.anchorEnded, on: member, in: network, by: viewer, audience: .members, db)
    }

    /// Computes what follows from another anchor, and tells everybody.
    func follow(_ office: Office, _ member: ID, in network: ID) async throws {
        try await vouches.settle(network)
        let now = world.now()
        let name = try await database.write { db in
            if let change = try db.settleStanding(of: member, in: network, at: now, id: world.newID()) {
                try tell(
                    member, in: network, TrustWords.mailSubject, TrustWords.mailRaised(change.before, change.after),
                    to: "/me/standing", db)
            }
            return try db.names(of: [member], in: network)[member] ?? ""
        }
        let words = office == .anchor ? AnchorWords.mailChosen(name) : AnchorWords.mailEnded(name)
        try await tellMembers(of: network, from: .newcomer, words)
    }

    /// Tells everybody with at least a standing, some at a time.
    func tellMembers(of network: ID, from standing: Standing, _ words: Text) async throws {
        var after: ID?
        while true {
            let page = try await database.read { [after] db in try db.members(of: network, after: after, limit: 100) }
            guard let last = page.members.last else { return }
            let told = page.members.filter { $0.standing >= standing }.map(\.id)
            try await database.write { db in
                for member in told { try tell(member, in: network, AnchorWords.title, words, to: "/roles", db) }
            }
            after = last.id
        }
    }

    /// Those who can object learn that their days have begun.
    func tellOfConsent(_ nomination: Nomination) async throws {
        guard nomination.office.isOfAnchors, nomination.acceptedAt != nil else { return }
        let name = try await database.read { db in
            try db.names(of: [nomination.memberID], in: nomination.networkID)[nomination.memberID] ?? ""
        }
        let words =
            nomination.office == .anchor
            ? AnchorWords.mailProposed(name, nomination.decidesAt)
            : AnchorWords.mailEndProposed(name, nomination.decidesAt)
        try await tellMembers(of: nomination.networkID, from: .trusted, words)
    }

    /// What the end of an anchor would do, to be shown before: whose standing would be another.
    /// - Throws: ``Refusal/notFound`` for somebody who is none, ``Refusal/conflict(_:_:)`` for the last, who stays.
    func consequences(ofEnding id: ID, by viewer: Viewer, in network: ID) async throws -> AnchorEnd {
        try Policy.require(.objectToRole, viewer)
        let anchors = try await database.read { db in try db.trustAnchors(of: network) }
        guard let anchor = anchors.first(where: { $0.memberID == id }) else { throw Refusal.notFound }
        guard anchors.count > 1 else { throw Refusal.conflict(AnchorWords.last) }
        let changes = try await vouches.keeper.foresee(network, withoutAnchor: id)
        return try await database.read { db in
            AnchorEnd(
                anchor: anchor, changes: changes, names: try db.names(of: Set(changes.map(\.memberID)), in: network),
                left: anchors.filter { $0.memberID != id })
        }
    }

    /// An anchor lays it down, at once.
    /// - Throws: ``Refusal/conflict(_:_:)`` to the last one, ``Refusal/forbidden(_:)`` about another.
    func layDownAnchor(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.layDownRole, viewer)
        let member = try own(viewer, in: network)
        guard id == member.id else { throw Refusal.forbidden(AnchorWords.byDecision) }
        try await database.write { db in
            let anchors = try db.trustAnchors(of: network)
            guard anchors.contains(where: { $0.memberID == id }) else { throw Refusal.notFound }
            guard anchors.count > 1 else { throw Refusal.conflict(AnchorWords.last) }
            try endAnchor(id, in: network, by: viewer, db)
        }
        try await follow(.anchorEnd, id, in: network)
    }
}

extension Connection {
    fileprivate func setAnchor(_ isAnchor: Bool, of member: ID, in network: ID) throws {
        try execute(
            "UPDATE memberships SET is_anchor = \(isAnchor) WHERE network_id = \(network) AND id = \(member)")
        try changeTrust(of: network, roots: true)
    }
}
