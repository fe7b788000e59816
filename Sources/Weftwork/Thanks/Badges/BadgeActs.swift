internal import Database
internal import Engine

/// What is done about badges and certificates: given and revoked, shown by consent, checked by anybody.
struct BadgeActs: Sendable {
    let members: MemberActs
    let keeper: BadgeKeeper

    init(members: MemberActs) {
        self.members = members
        keeper = BadgeKeeper(members: members)
    }

    var database: any Database { members.database }
    var world: World { members.world }
    var vault: Vault { members.vault }

    func code(of badge: ID) -> String { vault.linkCode("badge", badge) }

    // MARK: For everybody

    func shelf(of network: ID) async throws -> BadgeShelf {
        try await database.read { [vault] db in
            BadgeShelf(kinds: try db.badgeKinds(of: network), keys: try db.badgeKeys(of: network, vault: vault))
        }
    }

    /// What stands at the address of a certificate.
    /// - Throws: ``Refusal/notFound`` for a code that is none, and where its holder shows nothing (any more).
    func certificate(_ code: String) async throws -> SeenCertificate {
        guard let id = vault.id("badge", ofLinkCode: code) else { throw Refusal.notFound }
        return try await database.read { [vault] db in
            guard let badge = try db.badge(id), badge.choice.isShown, let network = try db.network(id: badge.networkID),
                let key = try db.badgeKey(badge.keyID, in: network.id, vault: vault),
                let kind = try db.badgeKinds(of: network.id).first(where: { $0.key == badge.kind })
            else { throw Refusal.notFound }
            let member = try db.member(badge.memberID, in: network.id).flatMap { $0.isSuspended ? nil : $0 }
            return SeenCertificate(
                badge: badge, kind: kind, network: network, name: badge.choice.showsName ? member?.name : nil,
                key: key.identity)
        }
    }

    /// The signed list of what was revoked of one key: any verifier of the standard can read it.
    func statusList(_ id: ID, in network: Network) async throws -> String {
        let now = world.now(), base = members.configuration.publicURL
        return try await database.read { [vault] db in
            guard let key = try db.badgeKey(id, in: network.id, vault: vault) else { throw Refusal.notFound }
            return try BadgeSigner(base: base, network: network, key: key).statusList(
                try db.revokedPlaces(of: id, in: network.id), at: now)
        }
    }

    // MARK: Given and revoked

    /// Gives a badge: a trainer or whoever leads, never to oneself.
    func give(_ draft: BadgeDraft, to id: ID, by viewer: Viewer, in network: ID, once: Once? = nil) async throws
        -> Badge
    {
        try Policy.require(.giveBadge, viewer)
        let own = try members.own(viewer, in: network)
        guard own.id != id else { throw Refusal.forbidden(BadgeWords.notOwn) }
        return try await database.write { [keeper] db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.badge(earlier, in: network)
            {
                return known
            }
            guard let member = try db.member(id, in: network), !member.isSuspended else { throw Refusal.notFound }
            let kinds = try db.badgeKinds(of: network).filter { $0.rule == .given }
            guard let kind = kinds.first(where: { $0.key == draft.kind }) else {
                throw Refusal.invalid("kind", SiteWords.badChoice(kinds.map(\.key), draft.kind))
            }
            let (about, evidence) = try BadgeRules.cleaned(draft, kind)
            let badge = try keeper.issue(kind, about, evidence, to: member, by: viewer, db)
            try db.remember(once, object: badge.id, by: viewer, in: network, at: badge.issuedAt)
            return badge
        }
    }

    /// Revokes a badge, with the reason that its holder reads.
    func revoke(_ id: ID, reason: String, by viewer: Viewer, in network: ID) async throws -> Badge {
        try Policy.require(.giveBadge, viewer)
        _ = try members.own(viewer, in: network)
        let words = try MatterRules.named("reason", reason)
        return try await database.write { [keeper, members] db in
            guard let badge = try db.badge(id, in: network) else { throw Refusal.notFound }
            let holder = try db.member(badge.memberID, in: network)
            let key = try holder.flatMap { try db.key(of: $0.personID, in: members.vault) }
            let sealed = key.map { members.vault.seal(Array(words.utf8), key: $0, context: badge.id.bytes) }
            try keeper.revoke(badge, by: viewer, reason: sealed, db)
            if let holder {
                try members.tell(
                    holder.id, in: network, BadgeWords.mailSubject, BadgeWords.mailRevoked(words), to: "/me/thanks",
                    evenSuspended: true, db)
            }
            return try db.badge(id, in: network) ?? badge
        }
    }

    /// Badges of a member, for whoever may give and revoke them.
    func badges(of id: ID, by viewer: Viewer, in network: ID) async throws -> (Member, [Badge], [BadgeKind]) {
        try Policy.require(.giveBadge, viewer)
        return try await database.read { db in
            guard let member = try db.member(id, in: network) else { throw Refusal.notFound }
            return (member, try db.badges(of: id, in: network), try db.badgeKinds(of: network))
        }
    }

    // MARK: The network's kinds and keys

    func write(_ draft: BadgeKindDraft, by viewer: Viewer, in network: ID) async throws -> ID {
        try Policy.require(.keepBadges, viewer)
        let own = try members.own(viewer, in: network), now = world.now(), id = world.newID()
        let cleaned = try BadgeRules.cleaned(draft)
        try await database.write { [members] db in
            try db.insert(cleaned, id, of: network, by: own.id, at: now)
            try members.record(.badgeKindWritten, on: network, in: network, by: viewer, audience: .public, db)
        }
        return id
    }

    /// A new key signs from now on. What the old one signed stays good: its list goes on being signed with it.
    func rotateKey(by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.keepBadges, viewer)
        _ = try members.own(viewer, in: network)
        try await database.write { [keeper] db in try keeper.newKey(of: network, by: viewer, db) }
    }

    // MARK: One's own

    func own(of viewer: Viewer, in network: ID) async throws -> [OwnBadge] {
        try Policy.require(.ownBadges, viewer)
        let member = try members.own(viewer, in: network)
        return try await database.read { db in
            let kinds = try db.badgeKinds(of: network)
            return try db.badges(of: member.id, in: network).compactMap { badge in
                kinds.first { $0.key == badge.kind }.map { OwnBadge(badge: badge, kind: $0, code: code(of: badge.id)) }
            }
        }
    }

    /// What of a badge is shown; taken back any time.
    func choose(_ choice: BadgeChoice, of id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.ownBadges, viewer)
        let member = try members.own(viewer, in: network)
        try await database.write { [members] db in
            guard let badge = try db.badge(id, in: network), badge.memberID == member.id else { throw Refusal.notFound }
            guard badge.choice != choice else { return }
            try db.save(choice, of: badge)
            try members.record(
                choice.isShown ? .badgeShown : .badgeHidden, on: member.id, in: network, by: viewer,
                audience: .concerned, db)
        }
    }

    /// One's own badge as a signed credential.
    func credential(of id: ID, for viewer: Viewer, in network: Network) async throws -> SignedCredential {
        try Policy.require(.ownBadges, viewer)
        let member = try members.own(viewer, in: network.id)
        return try await database.read { [self] db in
            guard let badge = try db.badge(id, in: network.id), badge.memberID == member.id else {
                throw Refusal.notFound
            }
            return try signed(badge, in: network, db)
        }
    }

    /// The credential of a certificate that its holder shows.
    func credential(code: String) async throws -> SignedCredential {
        let seen = try await certificate(code)
        return try await database.read { [self] db in try signed(seen.badge, in: seen.network, db) }
    }

    private func signed(_ badge: Badge, in network: Network, _ db: any Connection) throws -> SignedCredential {
        guard let key = try db.badgeKey(badge.keyID, in: network.id, vault: vault),
            let kind = try db.badgeKinds(of: network.id).first(where: { $0.key == badge.kind })
        else { throw Refusal.notFound }
        var mail: String?
        if badge.choice.hasMail, let person = try db.member(badge.memberID, in: network.id)?.personID {
            mail = try db.email(of: person, vault: vault)
        }
        return BadgeSigner(base: members.configuration.publicURL, network: network, key: key).badge(
            badge, kind, mail: mail)
    }
}
