internal import Database

/// Issues and revokes badges inside the transaction of its caller, so that what the rules give and take follows the ledger at once.
struct BadgeKeeper: Sendable {
    let members: MemberActs

    private var world: World { members.world }
    private var vault: Vault { members.vault }

    /// Gives and takes what the rules say of somebody's confirmed helps.
    func settle(_ id: ID, in network: ID, _ db: any Connection) throws {
        let counts = try db.awardCounts(of: id, in: network), member = try db.member(id, in: network)
        let helps = counts.filter(\.key.isWork).values.reduce(0, +)
        for kind in BadgeKind.shipped {
            guard case .helps(let least) = kind.rule else { continue }
            let held = try db.badges(of: id, kind: kind.key, in: network)
            let step = BadgeRules.step(helps, needs: least, held: held)
            if step.gives, let member { _ = try issue(kind, "", "", to: member, by: nil, db) }
            for badge in step.revokes { try revoke(badge, by: nil, reason: nil, db) }
        }
    }

    /// - Throws: ``Refusal/conflict(_:_:)`` where they hold the same already.
    func issue(
        _ kind: BadgeKind, _ about: String, _ evidence: String, to member: Member, by viewer: Viewer?,
        _ db: any Connection
    ) throws -> Badge {
        let network = member.networkID, now = world.now()
        let held = try db.badges(of: member.id, kind: kind.key, in: network)
        guard !held.contains(where: { $0.about == about && $0.revokedAt == nil }) else {
            throw Refusal.conflict(BadgeWords.isHeld)
        }
        let key = try presentKey(of: network, db)
        let badge = Badge(
            id: world.newID(), networkID: network, memberID: member.id, kind: kind.key, about: about, keyID: key.id,
            place: try db.nextBadgePlace(of: key.id, in: network), evidence: evidence, issuedAt: now,
            byID: viewer?.member?.id, subject: world.newID(), salt: Base64URL.encode(world.bytes(12)), revokedAt: nil,
            revokedBy: nil, choice: BadgeChoice())
        guard badge.place < BadgeRules.listBits else { throw Refusal.conflict(BadgeWords.listIsFull) }
        try db.insert(badge)
        try record(.badgeIssued, badge, by: viewer, db)
        // What a rule gives stands quietly with the thanks; what somebody gives is told.
        if viewer != nil {
            try members.tell(
                member.id, in: network, BadgeWords.mailSubject, BadgeWords.mailIssued(kind.name), to: "/me/thanks", db)
        }
        return badge
    }

    func revoke(_ badge: Badge, by viewer: Viewer?, reason: [UInt8]?, _ db: any Connection) throws {
        guard try db.revoke(badge, by: viewer?.member?.id, reason: reason, at: world.now()) else {
            throw Refusal.conflict(BadgeWords.isRevoked)
        }
        try record(.badgeRevoked, badge, by: viewer, db)
    }

    /// The key that signs now; made when the first badge is given.
    private func presentKey(of network: ID, _ db: any Connection) throws -> BadgeKey {
        try db.presentBadgeKey(of: network, vault: vault) ?? newKey(of: network, by: nil, db)
    }

    @discardableResult
    func newKey(of network: ID, by viewer: Viewer?, _ db: any Connection) throws -> BadgeKey {
        let seed = world.bytes(Ed25519.seedLength)
        let key = BadgeKey(
            id: world.newID(), networkID: network, publicKey: Ed25519.publicKey(seed: seed), secret: seed,
            madeAt: world.now(), retiredAt: nil)
        try db.begin(key, vault: vault)
        try members.record(
            .badgeKeyMade, on: network, in: network, by: viewer ?? Viewer(.system, language: .en), audience: .public,
            db, [("key", .text(key.identity.did))])
        return key
    }

    private func record(_ kind: Event.Kind, _ badge: Badge, by viewer: Viewer?, _ db: any Connection) throws {
        try members.record(
            kind, on: badge.memberID, in: badge.networkID, by: viewer ?? Viewer(.system, language: .en),
            audience: .concerned, db, [("badge", .text(badge.kind))])
    }
}
