internal import Database

extension FileKind {
    /// A need's photos: evidence for those who work on it, sealed with its key, never published.
    static let need = FileKind(rawValue: "need")
}

/// A photo of a need, with the code in its address.
struct CasePhoto: Sendable {
    let file: StoredFile
    let code: String
}

extension Need {
    var files: FileOwner { FileOwner(kind: .need, id: id, subject: id, network: networkID) }

    static let mostPhotos = 6
}

extension NeedActs {
    /// Keeps a photo of a need.
    ///
    /// - Throws: ``Refusal/notFound`` where the viewer may not know of the need, ``Refusal/forbidden(_:)``,
    ///   ``Refusal/conflict(_:_:)`` once it has ended or has as many as it may.
    @discardableResult
    func addPhoto(
        _ draft: FileDraft, to id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> StoredFile {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let file = try db.file(earlier, vault: vault)
            {
                return file
            }
            try Policy.require(.addPhoto, viewer, ties: ties)
            try NeedRules.require(.addPhoto, in: need)
            let file = try desk.addPhoto(draft, need, ties)
            try db.remember(once, object: file.id, by: viewer, in: network, at: now)
            return file
        }
    }

    /// Deletes a photo of a need that is still open.
    func removePhoto(_ file: ID, of id: ID, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            try Policy.require(.removePhoto, viewer, ties: ties)
            try NeedRules.require(.removePhoto, in: need)
            guard try db.removeFile(file, of: need.files) else { throw Refusal.notFound }
            var change = NeedChange(need: need)
            change.events = [
                EventDraft(kind: .photoRemoved, audience: .case, details: [("file", .text(file.description))])
            ]
            _ = try desk.finish(change, from: need)
        }
    }

    /// The photos of a need, for those who may see them.
    /// - Throws: ``Refusal/notFound`` for everybody else.
    func photos(of id: ID, for viewer: Viewer, in network: ID) async throws -> [CasePhoto] {
        let now = world.now()
        return try await database.read { db in
            guard let need = try db.need(id, in: network),
                NeedAccess.tier(of: viewer, try db.ties(of: viewer, to: need, now: now)) == .case
            else { throw Refusal.notFound }
            return try photos(of: need, db)
        }
    }

    /// The photos of a need whose viewer is on the case.
    func photos(of need: Need, _ db: any Connection) throws -> [CasePhoto] {
        try db.files(of: need.files, vault: vault).map { CasePhoto(file: $0, code: vault.linkCode("file", $0.id)) }
    }

    /// Who may see a photo: the case team, on record.
    var photoKeeper: FileKeepers.Keeper {
        { ask, file in
            guard let network = file.owner.network else { return false }
            let photos = try? await photos(of: file.owner.id, for: ask.viewer, in: network)
            guard photos?.contains(where: { $0.file.id == file.id }) == true else { return false }
            try await ReadRecords(database: database, world: world)
                .note(.photos, file.owner.id, changedAt: file.at, by: ask.viewer, in: network)
            return true
        }
    }
}

extension CaseDesk {
    fileprivate func addPhoto(_ draft: FileDraft, _ need: Need, _ ties: Ties) throws -> StoredFile {
        let file = try db.keep(
            draft, of: need.files, most: Need.mostPhotos, id: acts.world.newID(), vault: acts.vault, at: now)
        var change = NeedChange(need: need)
        change.events = [
            EventDraft(
                kind: .photoAdded, audience: .case,
                details: [("file", .text(file.id.description)), ("words", .words(file.words))])
        ]
        if ties.contains(.requester) { try hear(of: need, &change) }
        _ = try finish(change, from: need)
        return file
    }
}
