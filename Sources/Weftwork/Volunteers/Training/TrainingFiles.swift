internal import Database

extension FileKind {
    /// Pictures of a module: how a mask sits, what a form looks like. Whoever may read the module may see them.
    static let training = FileKind(rawValue: "training")
}

/// A picture of a module, with the code in its address.
struct TrainingPicture: Sendable {
    let file: StoredFile
    let code: String
}

extension TrainingModule {
    static let mostPictures = 12

    var files: FileOwner { FileOwner(kind: .training, id: id, subject: id, network: networkID) }
}

/// Pictures of modules: added and taken away by who writes them, in whichever version; seen by who may read them.
extension TrainingActs {
    private var vault: Vault { members.vault }

    /// - Throws: ``Refusal/conflict(_:_:)`` where it has as many as it may.
    func addPicture(
        _ draft: FileDraft, to id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> StoredFile {
        try Policy.require(.writeTraining, viewer)
        let now = world.now(), file = world.newID()
        return try await database.write { db in
            guard let module = try db.trainingModule(id, in: network) else { throw Refusal.notFound }
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.file(earlier, vault: vault)
            {
                return known
            }
            if try db.key(of: id, in: vault) == nil { _ = try db.makeKey(for: id, in: vault) }
            let kept = try db.keep(
                draft, of: module.files, most: TrainingModule.mostPictures, id: file, vault: vault, at: now)
            try record(.photoAdded, module, by: viewer, db, [("file", .text(kept.id.description))])
            try db.remember(once, object: kept.id, by: viewer, in: network, at: now)
            return kept
        }
    }

    func removePicture(_ file: ID, of id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.writeTraining, viewer)
        try await database.write { db in
            guard let module = try db.trainingModule(id, in: network), try db.removeFile(file, of: module.files) else {
                throw Refusal.notFound
            }
            try record(.photoRemoved, module, by: viewer, db, [("file", .text(file.description))])
        }
    }

    /// The pictures of a module, to those who may read it.
    /// - Throws: ``Refusal/notFound`` for everybody else.
    func pictures(of id: ID, for viewer: Viewer, in network: ID) async throws -> [TrainingPicture] {
        let module = try await module(id, for: viewer, in: network).item.module
        return try await database.read { [vault] db in
            try db.files(of: module.files, vault: vault).map {
                TrainingPicture(file: $0, code: vault.linkCode("file", $0.id))
            }
        }
    }

    var pictureKeeper: FileKeepers.Keeper {
        { ask, file in
            guard let network = file.owner.network else { return false }
            return (try? await module(file.owner.id, for: ask.viewer, in: network)) != nil
        }
    }
}
