internal import Database
internal import Engine

/// An institution whose identity and call-back number were verified: for a month that holds for all its needs.
struct KnownInstitution: Sendable {
    let id: ID
    let name: String
    /// The need at which it was verified: there the evidence stands.
    let needID: ID
    let memberName: String
    let at: Int64
    let until: Int64
}

/// The same for programs of the desk.
struct KnownInstitutionView: View {
    let known: KnownInstitution?

    func write(to json: inout JSON) {
        json.object { json in
            json.name("known")
            guard let known else { return json.raw("null") }
            json.object { json in
                json.field("id", known.id)
                json.field("name", known.name)
                json.field("need", known.needID)
                json.field("by", known.memberName)
                json.field("at", moment: known.at)
                json.field("until", moment: known.until)
            }
        }
    }
}

enum KnownInstitutionRules {
    /// So long a verification of an institution holds.
    static let lasts = 30 * Time.day
    /// The questions of the shipped checklist that it answers: who says so, and that the number is theirs.
    static let questions = ["said-by", "called-back"]

    /// Whether a verification may be kept for the institution.
    /// - Throws: ``Refusal/invalid(_:)`` with what is missing.
    static func requireKept(_ draft: VerificationDraft, hasName: Bool, hasNumber: Bool) throws(Refusal) {
        let answers = Dictionary(draft.checks.map { ($0.id, $0.answer) }, uniquingKeysWith: { first, _ in first })
        guard draft.confidence == .official, questions.allSatisfy({ answers[$0] == .yes }) else {
            throw .invalid("keepInstitution", KnownInstitutionWords.needsChecks)
        }
        guard hasName else { throw .invalid("keepInstitution", KnownInstitutionWords.needsName) }
        guard hasNumber else { throw .invalid("keepInstitution", KnownInstitutionWords.needsNumber) }
    }

    /// The draft with what is known of the institution taken as answered; what the verifier answered stays.
    static func filled(_ draft: VerificationDraft, from known: KnownInstitution, asked: Set<String>)
        -> VerificationDraft
    {
        var draft = draft
        let answered = Set(draft.checks.map(\.id))
        for question in questions where asked.contains(question) && !answered.contains(question) {
            draft.checks.append(.init(id: question, answer: .yes, note: "institution \(known.id)"))
        }
        return draft
    }

    /// Whether a finding stands on what is known: no answer of its own speaks against it.
    static func relies(_ draft: VerificationDraft) -> Bool {
        !draft.checks.contains { questions.contains($0.id) && $0.answer == .no }
    }
}

extension CaseDesk {
    /// What is known of the institution that asks, where the verifier relies on it.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it does not hold (any more) for this institution with this number.
    func reliedOn(_ draft: VerificationDraft, _ need: Need) throws -> KnownInstitution? {
        guard let id = draft.reliesOn else { return nil }
        guard let known = try acts.knownInstitution(for: need, now: now, db), known.id == id else {
            throw Refusal.conflict(
                KnownInstitutionWords.holdsNoMore, Refusal.Extras(state: need.state.rawValue, allowed: ["verify"]))
        }
        return known
    }

    /// The keys of institution and call-back number, where the finding is to hold for all needs of the institution.
    func keptInstitution(_ draft: VerificationDraft, _ need: Need) throws -> (institution: NeedKey, number: NeedKey)? {
        guard draft.keepsInstitution else { return nil }
        let institution = acts.institutionKey(of: need)
        let number = try acts.firstNumber(of: need, db)
        try KnownInstitutionRules.requireKept(draft, hasName: institution != nil, hasNumber: number != nil)
        guard let institution, let number else { return nil }
        return (institution, number)
    }

    /// Keeps it from now on, in place of what was kept of the same institution with the same number.
    func keep(_ keys: (institution: NeedKey, number: NeedKey), of need: Need, by member: ID) throws -> EventDraft {
        let until = now + KnownInstitutionRules.lasts
        try db.endKnownInstitutions(keys.institution, keys.number, in: network, by: member, at: now)
        try db.insertKnownInstitution(
            id: acts.world.newID(), keys.institution, keys.number, of: need, by: member, at: now, until: until)
        return EventDraft(kind: .institutionVerified, audience: .case, details: [("until", .number(until))])
    }
}

extension NeedActs {
    /// What is known of the institution that asks, with the number at which it can be called.
    func knownInstitution(for need: Need) async throws -> KnownInstitution? {
        let now = world.now()
        return try await database.read { db in try knownInstitution(for: need, now: now, db) }
    }

    /// What holds for the number that will be called: an institution's public one beside it as a second proves nothing of who answers the first.
    fileprivate func knownInstitution(for need: Need, now: Int64, _ db: any Connection) throws -> KnownInstitution? {
        guard let number = try firstNumber(of: need, db) else { return nil }
        return try db.knownInstitution(for: need, number, now: now)
    }

    /// The key of the first number that she left; nothing where she left none, or it was destroyed.
    fileprivate func firstNumber(of need: Need, _ db: any Connection) throws -> NeedKey? {
        try db.privatePart(of: need, in: vault)?.contacts.first { !$0.phone.isEmpty }.map { key(.phone, $0.phone) }
    }

    /// Ends a standing verification before its time, since something spoke against it.
    /// - Throws: ``Refusal/notFound`` where there is none that holds.
    func endKnownInstitution(_ id: ID, reason: String, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.endKnownInstitution, viewer)
        let reason = try NeedTransition.required(reason, "reason")
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        try await database.write { db in
            guard let needID = try db.endKnownInstitution(id, in: network, by: viewer.member?.id, at: now),
                let need = try db.need(needID, in: network)
            else { throw Refusal.notFound }
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            try desk.record(
                EventDraft(kind: .institutionDoubted, audience: .case, details: [("reason", .words(reason))]), on: need)
        }
    }
}

enum KnownInstitutionStore {
    /// Hashes of institution and number, so that neither can be read; the name as its need has it.
    static let tables: [SQL] = [
        """
        CREATE TABLE known_institutions (
            network_id \(.id) NOT NULL, id \(.id) NOT NULL, institution_key \(.int) NOT NULL, number_key \(.int) NOT NULL,
            name TEXT NOT NULL, need_id \(.id) NOT NULL, member_id \(.id) NOT NULL, at \(.int) NOT NULL,
            until \(.int) NOT NULL, ended_at \(.int), ended_by \(.id), PRIMARY KEY (network_id, id)
        ) \(.keyed)
        """,
        "CREATE INDEX known_institutions_key ON known_institutions (network_id, institution_key, number_key)",
        "CREATE INDEX known_institutions_need ON known_institutions (network_id, need_id)",
    ]
}

extension Connection {
    /// What holds now for a need with this institution and this number.
    fileprivate func knownInstitution(for need: Need, _ number: NeedKey, now: Int64) throws -> KnownInstitution? {
        try first(
            """
            SELECT i.id, i.name, i.need_id, p.name, i.at, i.until FROM need_keys a
            JOIN known_institutions i ON i.network_id = a.network_id AND i.institution_key = a.key
            JOIN memberships m ON m.network_id = i.network_id AND m.id = i.member_id JOIN persons p ON p.id = m.person_id
            WHERE a.network_id = \(need.networkID) AND a.need_id = \(need.id) AND a.kind = 'institution'
                AND i.number_key = \(number.key) AND i.ended_at IS NULL AND i.until > \(now)
            ORDER BY i.until DESC, i.id LIMIT 1
            """
        ) {
            KnownInstitution(
                id: try $0[0], name: try $0[1], needID: try $0[2], memberName: try $0[3], at: try $0[4],
                until: try $0[5])
        }
    }

    fileprivate func insertKnownInstitution(
        id: ID, _ institution: NeedKey, _ number: NeedKey, of need: Need, by member: ID, at now: Int64, until: Int64
    ) throws {
        try execute(
            """
            INSERT INTO known_institutions (network_id, id, institution_key, number_key, name, need_id, member_id, at,
                until)
            VALUES (\(need.networkID), \(id), \(institution.key), \(number.key), \(need.institutionName ?? ""),
                \(need.id), \(member), \(now), \(until))
            """)
    }

    fileprivate func endKnownInstitutions(
        _ institution: NeedKey, _ number: NeedKey, in network: ID, by member: ID, at now: Int64
    ) throws {
        try execute(
            """
            UPDATE known_institutions SET ended_at = \(now), ended_by = \(member)
            WHERE network_id = \(network) AND institution_key = \(institution.key) AND number_key = \(number.key)
                AND ended_at IS NULL
            """)
    }

    /// The need at which it was verified; nothing where it held no more.
    fileprivate func endKnownInstitution(_ id: ID, in network: ID, by member: ID?, at now: Int64) throws -> ID? {
        let ended = try execute(
            """
            UPDATE known_institutions SET ended_at = \(now), ended_by = \(member)
            WHERE network_id = \(network) AND id = \(id) AND ended_at IS NULL AND until > \(now)
            """)
        guard ended == 1 else { return nil }
        return try value("SELECT need_id FROM known_institutions WHERE network_id = \(network) AND id = \(id)")
    }

    /// The hash of her number goes with her contact.
    func forgetKnownInstitutions(of need: ID, in network: ID) throws {
        try execute("DELETE FROM known_institutions WHERE network_id = \(network) AND need_id = \(need)")
    }
}
