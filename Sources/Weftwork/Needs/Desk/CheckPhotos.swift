internal import Database

extension FileKind {
    /// Evidence for one question of a verification: for those who see the verification; sealed with the need's key.
    static let check = FileKind(rawValue: "check")
}

extension Need {
    var checkFiles: FileOwner { FileOwner(kind: .check, id: id, subject: id, network: networkID) }

    static let mostCheckPhotos = 24
}

/// A photo with the question it answers, and the round of verifying in which it was added.
struct CheckPhoto: Sendable {
    let photo: CasePhoto
    let question: String
    let round: Int
}

enum CheckPhotoStore {
    static let migration = Migration(
        "2026-11-26 evidence by question",
        [
            """
            CREATE TABLE check_photos (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, file_id \(.id) NOT NULL, question TEXT NOT NULL,
                round \(.int) NOT NULL, PRIMARY KEY (network_id, need_id, file_id)
            ) \(.keyed)
            """
        ])
}

extension NeedActs {
    /// Keeps a photo as evidence for one question of a verification.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` where that is no question here, ``Refusal/forbidden(_:)`` for whoever may not verify it,
    ///   ``Refusal/conflict(_:_:)`` while another has it open, or nothing is to be verified.
    @discardableResult
    func addPhoto(
        _ draft: FileDraft, forQuestion question: String, of id: ID, by viewer: Viewer, in network: ID,
        once: Once? = nil
    ) async throws -> StoredFile {
        try await onCheck(of: id, by: viewer, in: network) { desk, need in
            if let earlier = try desk.db.earlier(once, by: viewer, in: network),
                let file = try desk.db.file(earlier, vault: vault)
            {
                return file
            }
            let file = try desk.addEvidence(draft, question, need)
            try desk.db.remember(once, object: file.id, by: viewer, in: network, at: desk.now)
            return file
        }
    }

    /// Deletes evidence of the round that is still open.
    func removePhoto(_ file: ID, ofCheckOf id: ID, by viewer: Viewer, in network: ID) async throws {
        try await onCheck(of: id, by: viewer, in: network) { desk, need in
            guard let place = try desk.db.checkPhotoPlaces(of: need)[file], place.round == need.round,
                try desk.db.removeFile(file, of: need.checkFiles)
            else { throw Refusal.notFound }
            try desk.db.removeCheckPhoto(file, of: need)
            _ = try desk.finish(about: file, .photoRemoved, place.question, need)
        }
    }

    /// Whether one may be added: asked before its bytes are read.
    func admitEvidence(for id: ID, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        try await database.read { db in
            guard let need = try db.need(id, in: network) else { throw Refusal.notFound }
            let ties = try db.ties(of: viewer, to: need, now: now)
            guard NeedAccess.canSee(need, viewer, ties) else { throw Refusal.notFound }
            try NeedActs.requireCheck(of: need, viewer, ties, now: now, db)
        }
    }

    private static func requireCheck(
        of need: Need, _ viewer: Viewer, _ ties: Ties, now: Int64, _ db: any Connection
    ) throws {
        try Policy.require(.verify, viewer, ties: ties)
        try NeedRules.require(.verify, in: need)
        guard let member = viewer.member else { throw Refusal.forbidden(SiteWords.membersOnly) }
        try NeedRules.mayVerify(need, by: member.id, isClaimant: try db.hasClaim(member.id, on: need))
        guard let lock = try db.lock(of: need, now: now), lock.memberID != member.id else { return }
        throw Refusal.conflict(
            NeedWords.locked(by: lock.memberName, until: lock.until),
            Refusal.Extras(state: need.state.rawValue, allowed: []))
    }

    private func onCheck<T: Sendable>(
        of id: ID, by viewer: Viewer, in network: ID, _ act: @escaping @Sendable (CaseDesk, Need) throws -> T
    ) async throws -> T {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            try NeedActs.requireCheck(of: need, viewer, ties, now: now, db)
            return try act(desk, need)
        }
    }

    /// Whoever sees what verifiers found sees on what it rests; she and whoever speaks for her do not.
    static func seesEvidence(_ viewer: Viewer, _ ties: Ties) -> Bool {
        NeedAccess.tier(of: viewer, ties) == .case && !NeedAccess.speaksForHer(viewer, ties)
    }

    func checkPhotos(of need: Need, _ db: any Connection) throws -> [CheckPhoto] {
        let files = try db.files(of: need.checkFiles, vault: vault)
        guard !files.isEmpty else { return [] }
        let places = try db.checkPhotoPlaces(of: need)
        return files.compactMap { file in
            places[file.id].map { place in
                CheckPhoto(
                    photo: CasePhoto(file: file, code: vault.linkCode("file", file.id)), question: place.question,
                    round: place.round)
            }
        }
    }

    /// - Throws: ``Refusal/notFound`` for whoever does not see the verification.
    func checkPhotos(of id: ID, for viewer: Viewer, in network: ID) async throws -> [CheckPhoto] {
        let now = world.now()
        return try await database.read { db in
            guard let need = try db.need(id, in: network),
                NeedActs.seesEvidence(viewer, try db.ties(of: viewer, to: need, now: now))
            else { throw Refusal.notFound }
            return try checkPhotos(of: need, db)
        }
    }

    /// Who may see evidence: whoever sees the verification, on record.
    var checkPhotoKeeper: FileKeepers.Keeper {
        { ask, file in
            guard let network = file.owner.network else { return false }
            let photos = try? await checkPhotos(of: file.owner.id, for: ask.viewer, in: network)
            guard photos?.contains(where: { $0.photo.file.id == file.id }) == true else { return false }
            try await ReadRecords(database: database, world: world)
                .note(.evidence, file.owner.id, changedAt: file.at, by: ask.viewer, in: network)
            return true
        }
    }
}

extension CaseDesk {
    fileprivate func addEvidence(_ draft: FileDraft, _ question: String, _ need: Need) throws -> StoredFile {
        let questions = picture.settings.checklist.questions(for: need.category).map(\.id)
        guard questions.contains(question) else {
            throw Refusal.invalid("question", SiteWords.badChoice(questions.sorted()))
        }
        let file = try db.keep(
            draft, of: need.checkFiles, most: Need.mostCheckPhotos, id: acts.world.newID(), vault: acts.vault, at: now)
        try db.insertCheckPhoto(file.id, question, of: need)
        _ = try finish(about: file.id, .photoAdded, question, need)
        return file
    }

    /// What the photo shows stands in no story that she reads.
    fileprivate func finish(about file: ID, _ kind: Event.Kind, _ question: String, _ need: Need) throws -> Need {
        var change = NeedChange(need: need)
        change.events = [
            EventDraft(
                kind: kind, audience: .case,
                details: [("file", .text(file.description)), ("question", .text(question))])
        ]
        return try finish(change, from: need)
    }
}

extension Connection {
    fileprivate func insertCheckPhoto(_ file: ID, _ question: String, of need: Need) throws {
        try execute(
            """
            INSERT INTO check_photos (network_id, need_id, file_id, question, round)
            VALUES (\(need.networkID), \(need.id), \(file), \(question), \(need.round))
            """)
    }

    fileprivate func removeCheckPhoto(_ file: ID, of need: Need) throws {
        try execute(
            """
            DELETE FROM check_photos WHERE network_id = \(need.networkID) AND need_id = \(need.id)
                AND file_id = \(file)
            """)
    }

    fileprivate func checkPhotoPlaces(of need: Need) throws -> [ID: (question: String, round: Int)] {
        let found = try query(
            """
            SELECT file_id, question, round FROM check_photos
            WHERE network_id = \(need.networkID) AND need_id = \(need.id)
            """
        ) { (try $0[0] as ID, (question: try $0[1] as String, round: try $0[2] as Int)) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    /// Which photo was for which question goes with the photos.
    func forgetCheckPhotos(of need: ID, in network: ID) throws {
        try execute("DELETE FROM check_photos WHERE network_id = \(network) AND need_id = \(need)")
    }
}
