internal import Database
internal import Engine

/// An organisation as members see it.
struct OrganisationReading: Sendable {
    let organisation: Organisation
    let speakers: [Spokesperson]
    /// Whether the reader speaks for it.
    let isMine: Bool
    /// Whether a vouch says that the reader represents it.
    let mayClaim: Bool
    /// Members of the network who belong to it.
    let members: [Member]
    /// Why its text is hidden, where it is.
    let hidden: String?
}

extension MemberActs {
    func organisation(_ id: ID, for viewer: Viewer, in network: ID) async throws -> OrganisationReading {
        let member = try own(viewer, in: network)
        return try await database.read { db in
            guard let organisation = try db.organisation(id) else { throw Refusal.notFound }
            let speakers = try db.spokespersons(of: id)
            let members = try db.members(of: network, where: "m.organisation_id = \(id)")
            return OrganisationReading(
                organisation: organisation, speakers: speakers,
                isMine: speakers.contains { $0.personID == member.personID },
                mayClaim: try !organisation.hasRepresentative
                    && carrier(member, of: organisation, in: network, db) != nil,
                members: members,
                hidden: try db.hiding(of: TextPlace(kind: .organisation, id: id), in: network)?.reason)
        }
    }

    /// The vouch that carries a member's speaking for an organisation.
    private func carrier(
        _ member: Member, of organisation: Organisation, in network: ID, _ db: any Connection
    ) throws -> ID? {
        let names = Set([organisation.name, organisation.nameEnglish].map { Clean.key($0) }.filter { !$0.isEmpty })
        return try db.representationVouch(of: member.id, for: names, in: network)
    }

    /// Joins an organisation by its name; it is made where there is none. Belonging to one gives no word in its name.
    func belong(to name: String, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        let name = Clean.line(name)
        guard name.count <= 160 else { throw Refusal.invalid("organisation", SiteWords.tooLong) }
        try await database.write { db in
            let id =
                name.isEmpty
                ? nil : try db.organisation(named: name, key: Clean.key(name), newID: world.newID(), at: now)
            let before = try db.organisationName(of: member.id, in: network)
            try db.setOrganisation(id, of: member.id, in: network)
            let after = try db.organisationName(of: member.id, in: network)
            guard before != after else { return }
            try record(
                .organisationJoined, on: member.id, in: network, by: viewer, audience: .members, db,
                FieldChange.open("organisation", before, after))
        }
    }

    /// Becomes its representative: only where a vouch in force says so, and nobody represents it yet.
    func claim(organisation id: ID, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard let organisation = try db.organisation(id) else { throw Refusal.notFound }
            guard !organisation.hasRepresentative else { throw Refusal.conflict(OrganisationWords.hasOne) }
            guard let vouch = try carrier(member, of: organisation, in: network, db) else {
                throw Refusal.forbidden(OrganisationWords.needsVouch)
            }
            try db.setSpokesperson(
                member.personID, of: id, .representative, by: member.id, in: network, vouch: vouch, at: now)
            try record(.organisationClaimed, on: id, in: network, by: viewer, audience: .members, db)
        }
    }

    /// Changes what is said about it: those who speak for it.
    func save(_ draft: OrganisationDraft, of id: ID, by viewer: Viewer, in network: ID) async throws {
        try await speaking(for: id, by: viewer, in: network) { organisation, part, db in
            let changed = try OrganisationRules.changed(organisation, by: draft)
            if changed.name != organisation.name {
                guard part == .representative else { throw Refusal.invalid("name", OrganisationWords.nameIsTheirs) }
                let other = try db.organisation(key: Clean.key(changed.name))
                guard other == nil || other == id else { throw Refusal.invalid("name", OrganisationWords.takenName) }
            }
            try db.save(changed)
            return OrganisationRules.changes(from: organisation, to: changed)
        }
    }

    /// The representative names a delegate, or ends that somebody speaks for it – also themselves.
    func setDelegate(_ member: ID, isOn: Bool, of id: ID, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        try await speaking(for: id, by: viewer, in: network) { organisation, part, db in
            guard let other = try db.member(member, in: network), other.organisation == organisation.name else {
                throw Refusal.invalid("member", OrganisationWords.notTheirs)
            }
            let isSelf = other.personID == viewer.personID
            guard part == .representative || (isSelf && !isOn) else {
                throw Refusal.forbidden(OrganisationWords.notYours)
            }
            if isOn {
                guard !isSelf else { return [] }
                try db.setSpokesperson(
                    other.personID, of: id, .delegate, by: viewer.member?.id, in: network, vouch: nil, at: now)
            } else {
                _ = try db.removeSpokesperson(other.personID, of: id)
            }
            return [("speaker", .text(member.description)), ("speaks", .text(isOn ? "yes" : "no"))]
        }
    }

    private func speaking(
        for id: ID, by viewer: Viewer, in network: ID,
        _ body: @Sendable @escaping (Organisation, Spokesperson.Part, any Connection) throws -> [(String, EventValue)]
    ) async throws {
        let member = try own(viewer, in: network)
        try await database.write { db in
            guard let organisation = try db.organisation(id) else { throw Refusal.notFound }
            let mine = try db.spokespersons(of: id).first { $0.personID == member.personID }
            guard let part = mine?.part else { throw Refusal.forbidden(OrganisationWords.notYours) }
            let details = try body(organisation, part, db)
            guard !details.isEmpty else { return }
            try record(.organisationChanged, on: id, in: network, by: viewer, audience: .members, db, details)
        }
    }
}
