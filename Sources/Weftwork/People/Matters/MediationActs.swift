internal import Database

/// What the neutral of a mediation wrote down for both sides.
struct MatterAgreement: Sendable {
    let id: ID
    let at: Int64
    let words: String
    let openerSignedAt: Int64?
    let otherSignedAt: Int64?

    func isSigned(byOpener: Bool) -> Bool { (byOpener ? openerSignedAt : otherSignedAt) != nil }
}

enum MediationStore {
    static let migration = Migration(
        "2026-11-25 mediation in writing",
        [
            "ALTER TABLE matters ADD COLUMN organisation_id \(.id)",
            """
            CREATE TABLE matter_agreements (
                network_id \(.id) NOT NULL, matter_id \(.id) NOT NULL, id \(.id) NOT NULL, at \(.int) NOT NULL,
                words \(.blob) NOT NULL, opener_signed_at \(.int), other_signed_at \(.int),
                PRIMARY KEY (network_id, matter_id, id)
            ) \(.keyed)
            """,
        ])
}

extension MemberActs {
    /// One side of a mediation accepts the neutral, or doesn't; when both have, they talk.
    func answerNeutral(_ id: ID, accepts: Bool, by viewer: Viewer, network: ID) async throws {
        let member = try own(viewer, in: network)
        let tried = try await database.read { db in try readable(id, member, network, db) }
        let sides = Set([tried.openedByID, tried.aboutID, tried.ownerID].compactMap { $0 })
        let next = accepts ? nil : try await owner(for: .mediation, about: nil, except: sides, in: network)
        try await database.write { db in
            var matter = try readable(id, member, network, db)
            guard matter.kind == .mediation, matter.stage == .choosing else {
                throw Refusal.conflict(MatterWords.closed)
            }
            guard member.id == matter.openedByID || member.id == matter.aboutID else {
                throw Refusal.forbidden(MatterWords.notYours)
            }
            if let next {
                matter = matter.passed(to: next)
            } else if member.id == matter.openedByID {
                matter.openerAccepts = true
            } else {
                matter.otherAccepts = true
            }
            if matter.openerAccepts, matter.otherAccepts { matter.stage = .talking }
            guard try db.save(matter) else { throw Refusal.conflict(MatterWords.closed) }
            if next != nil || matter.stage == .talking {
                try db.start(clock(of: matter))
                try tellOwner(matter, db)
                if let other = member.id == matter.openedByID ? matter.aboutID : matter.openedByID {
                    try tell(
                        other, in: network, MatterWords.mailSubject, MatterWords.mailNeutral(matter.stage == .talking),
                        to: "/matters/\(id)", db)
                }
            }
            try record(
                .matterSaid, on: id, in: network, by: viewer, audience: .concerned, db,
                [("neutral", .text(accepts ? "accepted" : "refused"))])
        }
    }

    /// The neutral writes down what both could agree to; a new text takes the place of the one before it, unsigned.
    func proposeAgreement(_ words: String, in id: ID, by viewer: Viewer, network: ID) async throws {
        let member = try own(viewer, in: network), words = try MatterRules.cleaned(words), now = world.now()
        try await database.write { db in
            var matter = try readable(id, member, network, db)
            guard matter.ownerID == member.id, matter.kind == .mediation else {
                throw Refusal.forbidden(MatterWords.notYours)
            }
            guard matter.stage == .talking || matter.stage == .signing else {
                throw Refusal.conflict(MatterWords.notTalking, Refusal.Extras(state: matter.stage.rawValue))
            }
            matter.stage = .signing
            guard try db.save(matter) else { throw Refusal.conflict(MatterWords.closed) }
            try db.propose(words, in: matter, id: world.newID(), vault: vault, at: now)
            try db.start(clock(of: matter))
            try record(
                .matterSaid, on: id, in: network, by: viewer, audience: .concerned, db,
                [("agreement", .text("proposed"))])
            try tellOthers(of: matter, than: member.id, MatterWords.mailProposed, db)
        }
    }

    /// One side signs what was proposed. When both have, it is agreed and the matter ends.
    ///
    /// - Parameter agreement: the text that was read; another is not signed by it.
    func signAgreement(_ agreement: ID?, in id: ID, by viewer: Viewer, network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            var (matter, proposed) = try sideOf(id, member, network, db)
            guard agreement == nil || agreement == proposed.id else { throw Refusal.conflict(MatterWords.otherText) }
            let isOpener = member.id == matter.openedByID
            guard !proposed.isSigned(byOpener: isOpener) else { return }
            try db.sign(proposed.id, of: matter, byOpener: isOpener, at: now)
            if proposed.isSigned(byOpener: !isOpener) {
                matter.stage = .closed
                matter.outcome = .agreed
                matter.closedAt = now
                guard try db.save(matter) else { throw Refusal.conflict(MatterWords.closed) }
                try db.stopClock(of: id, in: network)
                try record(
                    .matterClosed, on: id, in: network, by: viewer, audience: .concerned, db,
                    [("outcome", .text(Matter.Outcome.agreed.rawValue))])
                try tellOthers(of: matter, than: member.id, MatterWords.mailClosed(matter.kind), db)
            } else {
                try record(
                    .matterSaid, on: id, in: network, by: viewer, audience: .concerned, db,
                    [("agreement", .text("signed"))])
                try tellOthers(of: matter, than: member.id, MatterWords.mailSigned, db)
            }
        }
    }

    /// One side says what is missing in what was proposed: they talk on, and nobody's signature holds for it.
    func missInAgreement(_ words: String, in id: ID, by viewer: Viewer, network: ID) async throws {
        let member = try own(viewer, in: network), words = try MatterRules.cleaned(words, least: 4), now = world.now()
        try await database.write { db in
            var (matter, _) = try sideOf(id, member, network, db)
            matter.stage = .talking
            guard try db.save(matter) else { throw Refusal.conflict(MatterWords.closed) }
            try db.unsignAll(of: matter)
            try db.addNote(words, to: matter, by: member.id, id: world.newID(), vault: vault, at: now)
            try db.start(clock(of: matter))
            try record(
                .matterSaid, on: id, in: network, by: viewer, audience: .concerned, db,
                [("agreement", .text("missing"))])
            try tellOthers(of: matter, than: member.id, MatterWords.mailMissing, db)
        }
    }

    /// A mediation whose proposed text waits for signatures, for one of its two sides.
    private func sideOf(
        _ id: ID, _ member: Member, _ network: ID, _ db: any Connection
    ) throws -> (Matter, MatterAgreement) {
        let matter = try readable(id, member, network, db)
        guard matter.kind == .mediation, member.id == matter.openedByID || member.id == matter.aboutID else {
            throw Refusal.forbidden(MatterWords.notYours)
        }
        guard matter.stage == .signing, let proposed = try db.agreement(of: matter, vault: vault) else {
            throw Refusal.conflict(MatterWords.nothingToSign, Refusal.Extras(state: matter.stage.rawValue))
        }
        return (matter, proposed)
    }

    /// Organisations for which somebody speaks.
    func organisationsSpokenFor(by viewer: Viewer) async throws -> [(id: ID, name: String)] {
        guard let person = viewer.personID else { return [] }
        return try await database.read { db in try db.organisationsSpokenFor(by: person) }
    }
}

extension MemberActs {
    /// Mediations in which one side has not said yet whether they accept the neutral: no message says it where their week is full.
    func mediationTasks(_ member: Member, _ db: any Connection) throws -> [WaitingTask] {
        try db.mediationsWaiting(for: member.id, in: member.networkID).map {
            WaitingTask(
                clock: $0.clock, words: $0.isOpener ? MatterWords.openersNeutral : MatterWords.waitsForNeutral,
                path: "/matters/\($0.clock.objectID)")
        }
    }
}

extension Connection {
    fileprivate func mediationsWaiting(for member: ID, in network: ID) throws -> [(clock: Clock, isOpener: Bool)] {
        try query(
            """
            SELECT \(Clock.columns), x.opened_by
            FROM matters x JOIN clocks c ON c.network_id = x.network_id AND c.object_id = x.id
            WHERE x.network_id = \(network) AND x.stage = \(Matter.Stage.choosing)
                AND (x.about_id = \(member) AND x.other_accepts = FALSE OR x.opened_by = \(member) AND x.opener_accepts = FALSE)
            ORDER BY c.due_at, x.id LIMIT 20
            """
        ) { row in
            let opener: ID? = try row[10]
            return (try Clock(row: row), opener == member)
        }
    }

    /// What the neutral proposed last; nothing before that, or once its words were destroyed.
    func agreement(of matter: Matter, vault: Vault) throws -> MatterAgreement? {
        guard let key = try key(of: matter.id, in: vault) else { return nil }
        return try first(
            """
            SELECT id, at, words, opener_signed_at, other_signed_at FROM matter_agreements
            WHERE network_id = \(matter.networkID) AND matter_id = \(matter.id) ORDER BY id DESC LIMIT 1
            """
        ) { row -> MatterAgreement? in
            let id: ID = try row[0]
            guard let words = vault.open(try row[2], key: key, context: id.bytes) else { return nil }
            return MatterAgreement(
                id: id, at: try row[1], words: String(decoding: words, as: UTF8.self), openerSignedAt: try row[3],
                otherSignedAt: try row[4])
        } ?? nil
    }

    fileprivate func propose(_ words: String, in matter: Matter, id: ID, vault: Vault, at now: Int64) throws {
        guard let key = try key(of: matter.id, in: vault) else { throw Refusal.notFound }
        let box = vault.seal(Array(words.utf8), key: key, context: id.bytes)
        try execute(
            """
            INSERT INTO matter_agreements (network_id, matter_id, id, at, words)
            VALUES (\(matter.networkID), \(matter.id), \(id), \(now), \(box))
            """)
    }

    fileprivate func sign(_ id: ID, of matter: Matter, byOpener: Bool, at now: Int64) throws {
        let column: SQL = byOpener ? "opener_signed_at" : "other_signed_at"
        try execute(
            """
            UPDATE matter_agreements SET \(column) = \(now)
            WHERE network_id = \(matter.networkID) AND matter_id = \(matter.id) AND id = \(id)
            """)
    }

    fileprivate func unsignAll(of matter: Matter) throws {
        try execute(
            """
            UPDATE matter_agreements SET opener_signed_at = NULL, other_signed_at = NULL
            WHERE network_id = \(matter.networkID) AND matter_id = \(matter.id)
            """)
    }

    fileprivate func organisationsSpokenFor(by person: ID) throws -> [(id: ID, name: String)] {
        try query(
            """
            SELECT o.id, o.name FROM spokespersons s JOIN organisations o ON o.id = s.organisation_id
            WHERE s.person_id = \(person) AND \(SpeakingStore.inForce) ORDER BY o.name LIMIT 50
            """
        ) { (try $0[0], try $0[1]) }
    }
}
