internal import Database
internal import Engine

/// A member's own card: by their consent, in their words, taken back any time.
struct VolunteerCard: Sendable, Equatable {
    let id: ID
    let networkID: ID
    let memberID: ID
    /// Empty once the member is forgotten.
    var words: Words
    let madeAt: Int64
    var changedAt: Int64
    /// Taken back.
    var endedAt: Int64?

    /// What stands on it; sealed for the person, so that forgetting them destroys it.
    struct Words: Sendable, Codable, Equatable {
        /// As they want to be called.
        var name = ""
        /// Where from: an area, never an address.
        var from = ""
        var why = ""
    }

    var text: TextPlace { TextPlace(kind: .card, id: id) }
    /// What was read, for those who decide about it.
    var readable: String { [words.name, words.from, words.why].joined(separator: "\n") }
}

/// A card as its member wants it.
struct VolunteerCardDraft: Sendable {
    let name: String
    let from: String
    let why: String
    /// That everybody may see it is said each time it is changed.
    let consents: Bool
}

enum VolunteerCardRules {
    static func cleaned(_ draft: VolunteerCardDraft) throws(Refusal) -> VolunteerCard.Words {
        var problems: [FieldProblem] = []
        let words = VolunteerCard.Words(
            name: Clean.line(draft.name), from: Clean.line(draft.from), why: Clean.prose(draft.why))
        if words.name.isEmpty { problems.append(FieldProblem("name", SiteWords.missing)) }
        if words.why.count < 5 { problems.append(FieldProblem("why", CardPageWords.sayWhy)) }
        for (field, text, most) in [("name", words.name, 40), ("from", words.from, 60), ("why", words.why, 400)] {
            if text.count > most { problems.append(FieldProblem(field, SiteWords.tooLong)) }
            // As on the list of offers: what speaks of money, or how somebody is reached, is not published.
            if MoneyWords.find(in: text) != nil || OfferRules.namesContact(text) {
                problems.append(FieldProblem(field, CardPageWords.heldBack))
            }
        }
        if !draft.consents { problems.append(FieldProblem("consents", CardPageWords.needsConsent)) }
        guard problems.isEmpty else { throw .invalid(problems) }
        return words
    }
}

enum VolunteerCardStore {
    static let migration = Migration(
        "2026-11-26 volunteers' cards",
        [
            """
            CREATE TABLE volunteer_cards (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, id \(.id) NOT NULL, words \(.blob) NOT NULL,
                made_at \(.int) NOT NULL, changed_at \(.int) NOT NULL, ended_at \(.int),
                PRIMARY KEY (network_id, member_id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX volunteer_cards_id ON volunteer_cards (network_id, id)",
        ])
}

extension Connection {
    private func card(_ condition: SQL, _ vault: Vault) throws -> VolunteerCard? {
        try first(
            """
            SELECT c.id, c.network_id, c.member_id, c.made_at, c.changed_at, c.ended_at, c.words, k.wrapped, m.person_id
            FROM volunteer_cards c JOIN memberships m ON m.network_id = c.network_id AND m.id = c.member_id
            LEFT JOIN subject_keys k ON k.subject_id = m.person_id WHERE \(condition)
            """
        ) { row in
            let id: ID = try row[0], box: [UInt8] = try row[6], wrapped: [UInt8]? = try row[7], person: ID = try row[8]
            let words = vault.value(
                VolunteerCard.Words.self, in: box, wrapped: wrapped, of: person, context: id.bytes)
            return VolunteerCard(
                id: id, networkID: try row[1], memberID: try row[2], words: words ?? .init(), madeAt: try row[3],
                changedAt: try row[4], endedAt: try row[5])
        }
    }

    func volunteerCard(_ id: ID, in network: ID, vault: Vault) throws -> VolunteerCard? {
        try card("c.network_id = \(network) AND c.id = \(id)", vault)
    }

    func volunteerCard(of member: ID, in network: ID, vault: Vault) throws -> VolunteerCard? {
        try card("c.network_id = \(network) AND c.member_id = \(member)", vault)
    }

    func save(_ card: VolunteerCard, of person: ID, vault: Vault) throws {
        guard let words = try sealed(card.words, of: person, context: card.id.bytes, in: vault) else {
            throw Refusal.notFound
        }
        try execute(
            """
            INSERT INTO volunteer_cards (network_id, member_id, id, words, made_at, changed_at, ended_at)
            VALUES (\(card.networkID), \(card.memberID), \(card.id), \(words), \(card.madeAt), \(card.changedAt),
                \(card.endedAt))
            ON CONFLICT (network_id, member_id) DO UPDATE SET words = excluded.words, changed_at = excluded.changed_at,
                ended_at = excluded.ended_at
            """)
    }
}

/// A card as somebody reads it.
struct ShownCard: Sendable {
    let card: VolunteerCard
    /// Why it is hidden, where it is.
    let hidden: String?
    /// The reader's own code for it, where it is theirs and they have made one.
    var code: String?
    var count: SpreadCount?
}

extension CardActs {
    /// A card that is shown to everybody; `nil` where it was taken back, or its member takes part no more.
    /// - Throws: ``Refusal/notFound`` where there never was one.
    func volunteerCard(_ id: ID, in network: ID) async throws -> ShownCard? {
        try await database.read { [vault] db in
            guard let card = try db.volunteerCard(id, in: network, vault: vault) else { throw Refusal.notFound }
            guard card.endedAt == nil, !card.words.name.isEmpty, let member = try db.member(card.memberID, in: network),
                !member.isSuspended
            else { return nil }
            return ShownCard(card: card, hidden: try db.hiding(of: card.text, in: network)?.reason)
        }
    }

    /// One's own card, with one's code and what came of it; nothing where one has none.
    func ownCard(of viewer: Viewer, in network: ID) async throws -> ShownCard? {
        try Policy.require(.keepCard, viewer)
        let member = try members.own(viewer, in: network)
        let found = try await database.read { [vault] db -> ShownCard? in
            guard let card = try db.volunteerCard(of: member.id, in: network, vault: vault) else { return nil }
            return ShownCard(
                card: card, hidden: try db.hiding(of: card.text, in: network)?.reason,
                code: try db.shareCode(of: member.id, .card, card.id, in: network)?.code)
        }
        guard var shown = found, let code = shown.code else { return found }
        shown.count = try await members.shares(of: viewer, in: network).first { $0.code.code == code }?.count
        return shown
    }

    /// Shows one's card to everybody, or changes it.
    @discardableResult
    func showCard(_ draft: VolunteerCardDraft, by viewer: Viewer, in network: ID) async throws -> VolunteerCard {
        try Policy.require(.keepCard, viewer)
        let member = try members.own(viewer, in: network), words = try VolunteerCardRules.cleaned(draft)
        let now = world.now(), id = world.newID()
        return try await database.write { db in
            let known = try db.volunteerCard(of: member.id, in: network, vault: vault)
            var card =
                known
                ?? VolunteerCard(
                    id: id, networkID: network, memberID: member.id, words: words, madeAt: now, changedAt: now)
            // What is hidden is not shown again by saying it anew: another decides about that.
            (card.words, card.changedAt, card.endedAt) = (words, now, nil)
            try db.save(card, of: member.personID, vault: vault)
            _ = try members.share(.card, card.id, by: viewer, in: network, db)
            try members.record(.cardShown, on: card.id, in: network, by: viewer, audience: .members, db)
            return card
        }
    }

    /// Takes one's card back: its page says so from now on, and its words are gone.
    func endCard(by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.keepCard, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard var card = try db.volunteerCard(of: member.id, in: network, vault: vault) else {
                throw Refusal.notFound
            }
            guard card.endedAt == nil else { return }
            (card.words, card.changedAt, card.endedAt) = (.init(), now, now)
            try db.save(card, of: member.personID, vault: vault)
            try members.record(.cardEnded, on: card.id, in: network, by: viewer, audience: .members, db)
        }
    }
}

/// Cards as texts that can be reported and hidden.
struct CardTexts: TextKeeper {
    let vault: Vault

    private func card(_ id: ID, _ network: ID, _ db: any Connection) throws -> VolunteerCard {
        guard let card = try db.volunteerCard(id, in: network, vault: vault) else { throw Refusal.notFound }
        return card
    }

    func author(ofText id: ID, in network: ID, _ db: any Connection) throws -> TextAuthor {
        TextAuthor(memberID: try card(id, network, db).memberID, needID: nil)
    }

    func requireReader(ofText id: ID, _ viewer: Viewer, in network: ID, _ db: any Connection) throws {
        guard try card(id, network, db).endedAt == nil else { throw Refusal.notFound }
    }

    func words(ofText id: ID, in network: ID, _ db: any Connection) throws -> (words: String, heldSince: Int64?)? {
        let card = try card(id, network, db)
        return card.words.name.isEmpty ? nil : (card.readable, nil)
    }

    func follow(_ news: TextNews, text id: ID, in network: ID, by viewer: Viewer, _ db: any Connection) throws {}

    func release(in network: ID, by viewer: Viewer) async throws -> TextRelease { { _, _ in } }
}
