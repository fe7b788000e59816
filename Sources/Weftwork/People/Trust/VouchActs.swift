public import Database
internal import Engine

/// What is done about vouches.
public struct VouchActs: Sendable {
    let database: any Database
    let world: World
    let vault: Vault
    let configuration: Configuration
    let keeper: StandingKeeper

    init(database: any Database, world: World, vault: Vault, configuration: Configuration) {
        self.database = database
        self.world = world
        self.vault = vault
        self.configuration = configuration
        keeper = StandingKeeper(database: database, world: world)
    }

    /// One member answers for another.
    ///
    /// - Throws: ``Refusal/forbidden(_:)`` below the standing that the kind takes, ``Refusal/conflict(_:_:)`` past the year's
    ///   number, ``Refusal/invalid(_:)``, ``Refusal/notFound``.
    @discardableResult
    public func give(
        _ draft: VouchDraft, to member: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Vouch {
        try Policy.require(.vouch, viewer)
        let draft = try VouchRules.cleaned(draft), now = world.now()
        let made = try await database.write { db -> Vouch in
            if let known = try db.earlier(once, by: viewer, in: network), let vouch = try db.vouch(known, in: network) {
                return vouch
            }
            let vouch = try give(draft, to: member, by: viewer, in: network, db)
            try db.remember(once, object: vouch.id, by: viewer, in: network, at: now)
            return vouch
        }
        try await settle(network)
        return made
    }

    /// The same within a transaction of another act; standing is to be settled after it.
    ///
    /// - Parameter draft: cleaned.
    /// - Throws: ``Refusal`` before anything is written.
    func give(
        _ draft: VouchDraft, to member: ID, by viewer: Viewer, in network: ID, _ db: any Connection
    ) throws -> Vouch {
        let now = world.now()
        // Here, since every way to vouch comes by: answering an ask and signing together too.
        try viewer.requireUnheld(now: now)
        guard let voucher = viewer.member, voucher.networkID == network else { throw Refusal.notFound }
        guard let other = try db.member(member, in: network) else {
            throw Refusal.invalid("to", TrustWords.unknownMember)
        }
        try VouchRules.require(
            draft.kind, by: voucher, for: other,
            givenThisYear: try db.vouchesGiven(by: voucher.id, in: network, since: now - VouchRules.lifetime),
            pausedUntil: try db.vouchingPausedUntil(voucher.id, in: network), now: now)
        if let organisation = draft.organisation {
            let spoken = try db.organisations(spokenForBy: voucher.personID)
            guard spoken.contains(where: { $0.id == organisation }) else {
                throw Refusal.invalid("organisation", TrustWords.notItsSpeaker)
            }
        }
        if let standing = try db.vouch(draft, from: voucher.id, to: member, in: network) {
            try renew(standing, by: viewer, now: now, db)
            if let organisation = draft.organisation { try db.setOrganisation(organisation, of: standing) }
            try db.answerAsks(by: standing, at: now)
            return standing
        }
        let vouch = Vouch(
            id: world.newID(), networkID: network, fromID: voucher.id, toID: member, kind: draft.kind,
            subject: draft.subject, createdAt: now, expiresAt: now + VouchRules.lifetime, endedAt: nil,
            organisationID: draft.organisation)
        try insert(vouch, draft, for: other, by: viewer, db)
        try db.answerAsks(by: vouch, at: now)
        return vouch
    }

    private func insert(
        _ vouch: Vouch, _ draft: VouchDraft, for member: Member, by viewer: Viewer, _ db: any Connection
    ) throws {
        guard let key = try db.key(of: member.personID, in: vault) else { throw Refusal.notFound }
        let how = vault.seal(Array(draft.how.utf8), key: key, context: vouch.id.bytes)
        try db.insert(vouch, how: how, changed: try db.changeTrust(of: vouch.networkID))
        try record(.vouched, vouch, by: viewer, at: vouch.createdAt, db)
        try db.tell(
            member.id, in: vouch.networkID, TrustWords.mailSubject, vault: vault, id: world.newID(), at: vouch.createdAt
        ) { slug in
            TrustWords.mailVouched(viewer.member?.name ?? "", vouch.kind, link: standingLink(slug))
        }
    }

    func record(
        _ kind: Event.Kind, _ vouch: Vouch, by viewer: Viewer, at now: Int64, why: String? = nil, _ db: any Connection
    ) throws {
        try db.record(
            Event(
                kind, on: vouch.toID, in: vouch.networkID, by: viewer.actor, at: now, audience: .members,
                details: [
                    ("vouch", .text(vouch.id.description)), ("kind", .text(vouch.kind.rawValue)), ("why", .text(why)),
                ],
                id: world.newID()))
    }

    /// A vouch is confirmed for another year.
    public func renew(_ id: ID, by viewer: Viewer, in network: ID) async throws -> Vouch {
        let now = world.now()
        try viewer.requireUnheld(now: now)
        let vouch = try await database.write { db -> Vouch in
            var vouch = try own(id, viewer, network, db)
            try renew(vouch, by: viewer, now: now, db)
            vouch.expiresAt = now + VouchRules.lifetime
            return vouch
        }
        return vouch
    }

    private func renew(_ vouch: Vouch, by viewer: Viewer, now: Int64, _ db: any Connection) throws {
        try db.prolong(vouch, until: now + VouchRules.lifetime)
        try record(.vouchRenewed, vouch, by: viewer, at: now, db)
    }

    /// What taking a vouch back would do, to be shown before.
    func consequences(of id: ID, by viewer: Viewer, in network: ID) async throws -> (
        vouch: Vouch, changes: [StandingChange]
    ) {
        let (vouch, rest) = try await database.read { db in
            let vouch = try own(id, viewer, network, db)
            return (vouch, try db.trustTier(from: vouch.fromID, to: vouch.toID, without: vouch.id, in: network))
        }
        guard vouch.kind.tier > rest else { return (vouch, []) }
        return (vouch, try await keeper.foresee(network, from: vouch.fromID, to: vouch.toID, tier: rest))
    }

    /// A vouch is taken back, with effect at once; whose standing changed.
    @discardableResult
    func revoke(_ id: ID, reason: String, by viewer: Viewer, in network: ID) async throws -> [StandingChange] {
        let reason = Clean.line(reason), now = world.now()
        guard reason.count >= 2 else { throw Refusal.invalid("reason", TrustWords.sayWhy) }
        guard reason.count <= 1000 else { throw Refusal.invalid("reason", SiteWords.tooLong) }
        try await database.write { db in
            let vouch = try own(id, viewer, network, db)
            let words = try sealed(reason, of: vouch, db)
            guard try db.end(vouch, .revoked, words: words, at: now, changed: try db.changeTrust(of: network)) else {
                throw Refusal.conflict(TrustWords.ended)
            }
            try db.tell(
                vouch.toID, in: network, TrustWords.mailSubject, vault: vault, id: world.newID(), at: now
            ) { slug in
                TrustWords.mailTakenBack(viewer.member?.name ?? "", vouch.kind, link: standingLink(slug))
            }
            try record(.vouchEnded, vouch, by: viewer, at: now, why: Vouch.End.revoked.rawValue, db)
        }
        return try await settle(network)
    }

    /// Why a vouch ends, sealed for the one whom it is about; nothing where they are forgotten.
    private func sealed(_ reason: String, of vouch: Vouch, _ db: any Connection) throws -> [UInt8]? {
        guard let member = try db.member(vouch.toID, in: vouch.networkID),
            let key = try db.key(of: member.personID, in: vault)
        else { return nil }
        return vault.seal(Array(reason.utf8), key: key, context: vouch.endContext)
    }

    private func own(_ id: ID, _ viewer: Viewer, _ network: ID, _ db: any Connection) throws -> Vouch {
        guard let vouch = try db.vouch(id, in: network) else { throw Refusal.notFound }
        guard let member = viewer.member, vouch.fromID == member.id else {
            throw Refusal.forbidden(TrustWords.notYours)
        }
        guard vouch.endedAt == nil else { throw Refusal.conflict(TrustWords.ended) }
        return vouch
    }

    // MARK: What follows

    /// Computes standing anew where it has changed, and tells whoever it concerns.
    @discardableResult
    func settle(_ network: ID) async throws -> [StandingChange] {
        let changes = try await keeper.catchUp(network)
        guard !changes.isEmpty else { return [] }
        let now = world.now()
        try await database.write { db in
            for change in changes {
                try db.tell(
                    change.memberID, in: network, TrustWords.mailSubject, vault: vault, id: world.newID(), at: now
                ) { slug in
                    TrustWords.mailChanged(change.before, change.after, link: standingLink(slug))
                }
            }
        }
        return changes
    }

    func standingLink(_ slug: String) -> String { "\(configuration.publicURL)/n/\(slug)/me/standing" }

    /// How many each can bring in follows anew from how many people there are.
    @discardableResult
    public func derive(by viewer: Viewer, in network: ID) async throws -> Int {
        try Policy.require(.deriveTrust, viewer)
        let changes = try await keeper.derive(network), now = world.now()
        try await database.write { db in
            for change in changes {
                try db.tell(
                    change.memberID, in: network, TrustWords.mailSubject, vault: vault, id: world.newID(), at: now
                ) { slug in
                    change.after < change.before
                        ? TrustWords.mailFalls(
                            change.before, change.after, now + VouchRules.notice, link: standingLink(slug))
                        : TrustWords.mailChanged(change.before, change.after, link: standingLink(slug))
                }
            }
            try db.record(
                Event(
                    .trustDerived, on: network, in: network, by: viewer.actor, at: now, audience: .stewards,
                    details: [("changes", .number(Int64(changes.count)))], id: world.newID()))
        }
        return changes.count
    }

    // MARK: What time does

    /// Ends vouches whose year is over, asks before it is, lets announced falls come, recounts each quarter.
    func sweep() async throws {
        let now = world.now()
        var networks: Set<ID> = []
        for vouch in try await database.read({ db in try db.vouchesExpiring(by: now, isNoticed: true, limit: 500) }) {
            try await database.write { db in
                guard try db.end(vouch, .expired, at: now, changed: try db.changeTrust(of: vouch.networkID)) else {
                    return
                }
                try record(
                    .vouchEnded, vouch, by: Viewer(.system, language: .zh), at: now, why: Vouch.End.expired.rawValue, db
                )
            }
            networks.insert(vouch.networkID)
        }
        for network in networks.sorted() { try await settle(network) }
        try await giveNotice(now)
        try await letFall(now)
        try await deriveEachQuarter(now)
    }

    private func giveNotice(_ now: Int64) async throws {
        let soon = try await database.read { db in
            try db.vouchesExpiring(by: now + VouchRules.notice, isNoticed: false, limit: 500)
        }
        for vouch in soon {
            try await database.write { db in
                try db.setNoticed(vouch, at: now)
                guard let from = try db.member(vouch.fromID, in: vouch.networkID),
                    let to = try db.member(vouch.toID, in: vouch.networkID)
                else { return }
                try db.tell(
                    from.id, in: vouch.networkID, TrustWords.mailSubject, vault: vault, id: world.newID(), at: now
                ) { TrustWords.mailExpires(to.name, vouch.expiresAt, link: standingLink($0)) }
                try db.tell(
                    to.id, in: vouch.networkID, TrustWords.mailSubject, vault: vault, id: world.newID(), at: now
                ) {
                    TrustWords.mailExpiring(from.name, vouch.expiresAt, link: standingLink($0))
                }
            }
        }
    }

    private func letFall(_ now: Int64) async throws {
        for (network, member) in try await database.read({ db in try db.fallsDue(by: now) }) {
            try await database.write { db in
                guard let change = try db.settleStanding(of: member, in: network, at: now, id: world.newID()) else {
                    return
                }
                try db.tell(member, in: network, TrustWords.mailSubject, vault: vault, id: world.newID(), at: now) {
                    TrustWords.mailChanged(change.before, change.after, link: standingLink($0))
                }
            }
        }
    }

    private static let quarter = 91 * Time.day

    private func deriveEachQuarter(_ now: Int64) async throws {
        let due = try await database.read { db in try db.networksToDerive(before: now - VouchActs.quarter) }
        for network in due { try await derive(by: Viewer(.system, language: .zh), in: network) }
    }
}
