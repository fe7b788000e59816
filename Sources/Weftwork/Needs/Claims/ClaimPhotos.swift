internal import Database

extension FileKind {
    /// What was brought, or its waybill: for her, for whoever answers for the need and for whoever promised it; sealed with the need's key.
    static let claim = FileKind(rawValue: "claim")
}

extension Claim {
    var files: FileOwner { FileOwner(kind: .claim, id: id, subject: needID, network: networkID) }

    static let mostPhotos = 6

    /// Whether `viewer` sees its photos: their own, hers, the need's owner's, and whoever settles a quarrel about it.
    func showsPhotos(to viewer: Viewer, _ ties: Ties) -> Bool {
        viewer.member?.id == memberID || Claim.showsAllPhotos(to: viewer, ties)
    }

    /// Whether `viewer` sees the photos of every promise of a need.
    static func showsAllPhotos(to viewer: Viewer, _ ties: Ties) -> Bool {
        !ties.isDisjoint(with: [.requester, .submitter, .owner]) || Policy.allows(.settle, viewer, ties: ties)
    }
}

extension NeedActs {
    /// Keeps a photo of what somebody brings: that is progress, and starts the promise's clock anew.
    ///
    /// - Throws: ``Refusal/notFound``, ``Refusal/forbidden(_:)`` where it is not their promise, ``Refusal/conflict(_:_:)`` once it is over
    ///   or has as many as it may.
    @discardableResult
    func addPhoto(
        _ draft: FileDraft, toClaim id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> StoredFile {
        try await onOwnClaim(id, by: viewer, in: network) { desk, claim, need in
            if let earlier = try desk.db.earlier(once, by: viewer, in: network),
                let file = try desk.db.file(earlier, vault: vault)
            {
                return file
            }
            let file = try desk.addPhoto(draft, to: claim, need)
            try desk.db.remember(once, object: file.id, by: viewer, in: network, at: desk.now)
            return file
        }
    }

    /// Deletes a photo of a promise of one's own that is not over.
    func removePhoto(_ file: ID, ofClaim id: ID, by viewer: Viewer, in network: ID) async throws -> Need {
        try await onOwnClaim(id, by: viewer, in: network) { desk, claim, need in
            guard try desk.db.removeFile(file, of: claim.files) else { throw Refusal.notFound }
            return try desk.finish(about: file, of: claim, .photoRemoved, "", need)
        }
    }

    /// Whether one may be added: asked before its bytes are read.
    func admitPhoto(toClaim id: ID, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        try await database.read { db in
            guard let claim = try db.claim(id, in: network), let need = try db.need(claim.needID, in: network) else {
                throw Refusal.notFound
            }
            try NeedActs.requireOwn(claim, need, viewer, try db.ties(of: viewer, to: need, now: now))
        }
    }

    private func onOwnClaim<T: Sendable>(
        _ id: ID, by viewer: Viewer, in network: ID,
        _ act: @escaping @Sendable (CaseDesk, Claim, Need) throws -> T
    ) async throws -> T {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            guard let claim = try db.claim(id, in: network) else { throw Refusal.notFound }
            let (need, ties) = try desk.open(claim.needID)
            try NeedActs.requireOwn(claim, need, viewer, ties)
            return try act(desk, claim, need)
        }
    }

    private static func requireOwn(_ claim: Claim, _ need: Need, _ viewer: Viewer, _ ties: Ties) throws {
        guard NeedAccess.canSee(need, viewer, ties) else { throw Refusal.notFound }
        let isOwn = viewer.member?.id == claim.memberID
        // Whose it is learns that it is over, not that they may not.
        if !isOwn || claim.state.isLive {
            try Policy.require(.progress, viewer, ties: isOwn ? ties : ties.subtracting(.claimant))
        }
        guard claim.state.isLive, need.state.isOpen else {
            throw Refusal.conflict(
                NeedWords.illegalClaim(claim.state), Refusal.Extras(state: claim.state.rawValue, allowed: []))
        }
    }

    /// The photos of these promises that `viewer` sees, by promise.
    func claimPhotos(
        _ claims: [Claim], for viewer: Viewer, _ ties: Ties, _ db: any Connection
    ) throws -> [ID: [CasePhoto]] {
        var photos: [ID: [CasePhoto]] = [:]
        for claim in claims where claim.showsPhotos(to: viewer, ties) {
            photos[claim.id] = try db.files(of: claim.files, vault: vault).map {
                CasePhoto(file: $0, code: vault.linkCode("file", $0.id))
            }
        }
        return photos
    }

    /// The photos of all promises of a need that `viewer` sees.
    /// - Throws: ``Refusal/notFound`` where they may not know of the need.
    func claimPhotos(of id: ID, for viewer: Viewer, in network: ID) async throws -> [CasePhoto] {
        let now = world.now()
        return try await database.read { db in
            guard let need = try db.need(id, in: network) else { throw Refusal.notFound }
            let ties = try db.ties(of: viewer, to: need, now: now)
            guard NeedAccess.canSee(need, viewer, ties) else { throw Refusal.notFound }
            let claims = try db.claims(of: need), found = try claimPhotos(claims, for: viewer, ties, db)
            return claims.flatMap { found[$0.id] ?? [] }
        }
    }

    /// Who may see a photo of a promise; whoever else works on it is on record, beside them and apart from looks at hers.
    var claimPhotoKeeper: FileKeepers.Keeper {
        { ask, file in
            guard let network = file.owner.network else { return false }
            let photos = try? await claimPhotos(of: file.owner.subject, for: ask.viewer, in: network)
            guard photos?.contains(where: { $0.file.id == file.id }) == true else { return false }
            let claim = try await database.read { db in try db.claim(file.owner.id, in: network) }
            if claim?.memberID != ask.viewer.member?.id {
                try await ReadRecords(database: database, world: world)
                    .note(.deliveryPhotos, file.owner.subject, changedAt: file.at, by: ask.viewer, in: network)
            }
            return true
        }
    }
}

extension CaseDesk {
    fileprivate func addPhoto(_ draft: FileDraft, to old: Claim, _ need: Need) throws -> StoredFile {
        let file = try db.keep(
            draft, of: old.files, most: Claim.mostPhotos, id: acts.world.newID(), vault: acts.vault, at: now)
        var claim = old
        claim.changedAt = now
        try db.save(claim)
        if claim.state == .open { try startClock(of: claim, need) }
        _ = try finish(about: file.id, of: claim, .photoAdded, file.words, need)
        return file
    }

    fileprivate func finish(
        about file: ID, of claim: Claim, _ kind: Event.Kind, _ words: String, _ need: Need
    ) throws -> Need {
        var change = NeedChange(need: need)
        change.events = [
            EventDraft(
                kind: kind, audience: .case,
                details: [
                    ("claim", .text(claim.id.description)), ("file", .text(file.description)),
                    ("words", .words(words.nilIfEmpty)),
                ])
        ]
        return try finish(change, from: need)
    }
}
