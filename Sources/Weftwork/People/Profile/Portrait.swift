internal import Database

extension FileKind {
    /// A person's own photo, sealed with their key.
    static let person = FileKind(rawValue: "person")
}

/// A person's photo, and who may see it.
struct Portrait: Sendable {
    let file: StoredFile
    /// With the code in its address.
    let code: String
    let audience: Audience
    /// Its person agreed that whoever scans a pass of theirs sees it.
    let isOnPasses: Bool

    static func owner(_ person: ID) -> FileOwner {
        FileOwner(kind: .person, id: person, subject: person, network: nil)
    }
}

/// What somebody chose about their photo.
struct PortraitDraft: Sendable {
    /// Nothing where the present one stays.
    let file: FileDraft?
    let audience: String
    let isOnPasses: Bool
}

enum PortraitStore {
    static let migration = Migration(
        "2026-11-25 portraits",
        [
            """
            CREATE TABLE portraits (
                person_id \(.id) PRIMARY KEY, audience \(.int) NOT NULL, on_passes \(.bool) NOT NULL,
                changed_at \(.int) NOT NULL
            ) \(.keyed)
            """
        ])
}

extension MemberActs {
    func portrait(of person: ID) async throws -> Portrait? {
        try await database.read { db in try db.portrait(of: person, vault: vault) }
    }

    /// A photo as it is shown to somebody; nothing where its audience leaves them out.
    func portrait(of person: ID, for viewer: Viewer) async throws -> Portrait? {
        guard let found = try await portrait(of: person) else { return nil }
        return PortraitRules.maySee(found, of: person, viewer) ? found : nil
    }

    /// Takes a new photo, or changes who sees the present one.
    /// - Throws: ``Refusal/invalid(_:)`` where there is neither.
    func savePortrait(_ draft: PortraitDraft, by viewer: Viewer) async throws {
        guard let person = viewer.personID else { throw Refusal.signInRequired }
        let now = world.now(), audience = try PortraitRules.audience(draft.audience)
        try await database.write { db in
            let owner = Portrait.owner(person)
            if let file = draft.file {
                try db.removeFiles(of: owner)
                _ = try db.keep(file, of: owner, most: 1, id: world.newID(), vault: vault, at: now)
            } else if try db.fileCount(of: owner) == 0 {
                throw Refusal.invalid("photo", FileWords.choose)
            }
            try db.savePortrait(of: person, audience, isOnPasses: draft.isOnPasses, at: now)
            try recordProfileChange(of: person, [("fields", .text("photo"))], db)
        }
    }

    func removePortrait(by viewer: Viewer) async throws {
        guard let person = viewer.personID else { throw Refusal.signInRequired }
        try await database.write { db in
            try db.removeFiles(of: Portrait.owner(person))
            try db.removePortrait(of: person)
            try recordProfileChange(of: person, [("fields", .text("photo"))], db)
        }
    }

    /// Who may see a person's photo: they, and those members of a network of theirs whom they chose.
    var portraitKeeper: FileKeepers.Keeper {
        { ask, file in
            let person = file.owner.id
            guard let found = try await portrait(of: person), found.file.id == file.id,
                PortraitRules.maySee(found, of: person, ask.viewer)
            else { return false }
            guard ask.viewer.personID != person else { return true }
            guard let network = ask.viewer.member?.networkID else { return false }
            return try await database.read { db in try db.isMember(person, of: network) }
        }
    }
}

enum PortraitRules {
    static func maySee(_ portrait: Portrait, of person: ID, _ viewer: Viewer) -> Bool {
        if viewer.personID == person { return true }
        guard let member = viewer.member, !member.isSuspended else { return false }
        return portrait.audience > .case && viewer.tier <= portrait.audience
    }

    static func audience(_ name: String) throws(Refusal) -> Audience {
        guard let audience = Audience(name: name), ProfileRules.audiences.contains(audience) else {
            throw .invalid("audience", SiteWords.badChoice(ProfileRules.audiences.map(\.name), name))
        }
        return audience
    }
}

extension Connection {
    func portrait(of person: ID, vault: Vault) throws -> Portrait? {
        let chosen = try first("SELECT audience, on_passes FROM portraits WHERE person_id = \(person)") {
            (audience: try $0[0] as Audience, isOnPasses: try $0[1] as Bool)
        }
        guard let chosen, let file = try files(of: Portrait.owner(person), vault: vault).first else { return nil }
        return Portrait(
            file: file, code: vault.linkCode("file", file.id), audience: chosen.audience, isOnPasses: chosen.isOnPasses)
    }

    fileprivate func savePortrait(of person: ID, _ audience: Audience, isOnPasses: Bool, at now: Int64) throws {
        try execute(
            """
            INSERT INTO portraits (person_id, audience, on_passes, changed_at)
            VALUES (\(person), \(audience), \(isOnPasses), \(now))
            ON CONFLICT (person_id) DO UPDATE SET audience = excluded.audience, on_passes = excluded.on_passes,
                changed_at = excluded.changed_at
            """)
    }

    func removePortrait(of person: ID) throws {
        try execute("DELETE FROM portraits WHERE person_id = \(person)")
    }
}
