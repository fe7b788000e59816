internal import Database
internal import Engine
internal import Foundation

/// The tables of offers and their uses.
enum OfferStore {
    static let migration = Migration(
        "2026-11-26 offers",
        [
            """
            CREATE TABLE offers (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, created_at \(.int) NOT NULL, title TEXT NOT NULL,
                category TEXT NOT NULL, description TEXT NOT NULL, conditions TEXT NOT NULL, country TEXT NOT NULL,
                province TEXT NOT NULL, city TEXT NOT NULL, district TEXT NOT NULL, area_code \(.int) NOT NULL,
                source TEXT NOT NULL, reference TEXT NOT NULL, institution TEXT NOT NULL, consent TEXT NOT NULL,
                offerer_id \(.id), submitter_id \(.id), owner_id \(.id) NOT NULL, language TEXT NOT NULL,
                state TEXT NOT NULL, confidence TEXT, freshness TEXT NOT NULL, audience \(.int) NOT NULL,
                held TEXT NOT NULL, radius_km \(.int), ships \(.bool) NOT NULL, from_at \(.int), until_at \(.int),
                standing \(.bool) NOT NULL, per_day \(.int), service_level TEXT NOT NULL, due_at \(.int),
                changed_at \(.int) NOT NULL, version \(.int) NOT NULL, sealed \(.blob) NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX offers_state ON offers (network_id, state, id)",
            """
            CREATE INDEX offers_list ON offers
                (network_id, state, (CASE WHEN freshness = 'stale' THEN 1 ELSE 0 END), id DESC)
            """,
            "CREATE INDEX offers_owner ON offers (network_id, owner_id)",
            "CREATE INDEX offers_offerer ON offers (network_id, offerer_id)",
            "CREATE INDEX offers_submitter ON offers (network_id, submitter_id)",
            "CREATE INDEX offers_until ON offers (until_at) WHERE until_at IS NOT NULL",
            """
            CREATE TABLE offer_lines (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, offer_id \(.id) NOT NULL, position \(.int) NOT NULL,
                item TEXT NOT NULL, kind TEXT NOT NULL, quantity_kind TEXT NOT NULL, quantity \(.int),
                quantity_most \(.int), unit TEXT NOT NULL, specification TEXT NOT NULL, is_controlled \(.bool) NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX offer_lines_offer ON offer_lines (network_id, offer_id, position)",
            """
            CREATE TABLE offer_tokens (
                network_id \(.id) NOT NULL, token TEXT NOT NULL, offer_id \(.id) NOT NULL,
                PRIMARY KEY (network_id, token, offer_id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE offer_uses (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, offer_id \(.id) NOT NULL, line_id \(.id) NOT NULL,
                need_id \(.id) NOT NULL, need_line_id \(.id) NOT NULL, claim_id \(.id), quantity \(.int) NOT NULL,
                state TEXT NOT NULL, asked_by \(.id), answerer_id \(.id) NOT NULL, asked_at \(.int) NOT NULL,
                promised_by \(.int) NOT NULL, answered_at \(.int), note \(.blob) NOT NULL,
                PRIMARY KEY (network_id, id), CHECK (quantity > 0)
            ) \(.keyed)
            """,
            "CREATE INDEX offer_uses_offer ON offer_uses (network_id, offer_id)",
            "CREATE INDEX offer_uses_line ON offer_uses (network_id, line_id)",
            "CREATE INDEX offer_uses_claim ON offer_uses (network_id, claim_id)",
            """
            CREATE TABLE offer_verifications (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, offer_id \(.id) NOT NULL, member_id \(.id) NOT NULL,
                confidence TEXT NOT NULL, checks TEXT NOT NULL, note \(.blob) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX offer_verifications_offer ON offer_verifications (network_id, offer_id)",
            """
            CREATE TABLE offer_looks (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, offer_id \(.id) NOT NULL, member_id \(.id) NOT NULL,
                at \(.int) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX offer_looks_offer ON offer_looks (network_id, offer_id)",
            "CREATE INDEX offer_looks_member ON offer_looks (network_id, member_id, at)",
        ])

    /// Later: where what must be bought comes from.
    static let sources = Migration(
        "2026-11-27 where offers are bought",
        ["ALTER TABLE offers ADD COLUMN bought_from TEXT NOT NULL DEFAULT ''"])

    static let columns: SQL = """
        n.id, n.network_id, n.created_at, n.title, n.category, n.description, n.conditions, n.country, n.province, n.city,
        n.district, n.area_code, n.source, n.reference, n.institution, n.consent, n.offerer_id, n.submitter_id, n.owner_id,
        n.language, n.state, n.confidence, n.freshness, n.audience, n.held, n.radius_km, n.ships, n.from_at, n.until_at,
        n.standing, n.per_day, n.service_level, n.due_at, n.changed_at, n.version, n.hidden, n.bought_from,
        (SELECT d.code FROM offer_doors d WHERE d.network_id = n.network_id AND d.offer_id = n.id), \(openCheckers)
        """

    /// How much a use `u` with its claim `c` binds that has not been brought yet.
    private static let bound: SQL = """
        CASE WHEN u.state = 'asked' THEN u.quantity
            WHEN c.state IN ('open', 'disputed') THEN c.quantity ELSE 0 END
        """
    private static let brought: SQL = "CASE WHEN c.state IN ('delivered', 'confirmed') THEN c.delivered ELSE 0 END"
    private static let usesWithClaims: SQL = """
        offer_uses u LEFT JOIN claims c ON c.network_id = u.network_id AND c.id = u.claim_id
        """

    /// Of the lines of `offers`: what is bound and what was brought.
    static func used(of offers: [ID], in network: ID) -> SQL {
        """
        SELECT u.line_id, CAST(sum(\(bound)) AS BIGINT), CAST(sum(\(brought)) AS BIGINT) FROM \(usesWithClaims)
        WHERE u.network_id = \(network) AND u.offer_id IN (\(list: offers)) AND u.state IN ('asked', 'agreed')
        GROUP BY u.line_id
        """
    }

    /// The condition on rows `n` that something of them is left: a line without a number, or with more than its uses take.
    static let hasLeft: SQL = """
        EXISTS (SELECT 1 FROM offer_lines l WHERE l.network_id = n.network_id AND l.offer_id = n.id
            AND (l.quantity_most IS NULL OR l.quantity_most > coalesce((
                SELECT CAST(sum(\(bound) + \(brought)) AS BIGINT) FROM \(usesWithClaims)
                WHERE u.network_id = l.network_id AND u.line_id = l.id AND u.state IN ('asked', 'agreed')), 0)))
        """

    /// The condition on rows `n` that something of them is used.
    static let hasUse: SQL = """
        EXISTS (SELECT 1 FROM \(usesWithClaims) WHERE u.network_id = n.network_id AND u.offer_id = n.id
            AND u.state IN ('asked', 'agreed') AND \(bound) + \(brought) > 0)
        """
}

extension Offer {
    init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        createdAt = try row[2]
        title = try row[3]
        category = try row[4]
        description = try row[5]
        conditions = try row[6]
        area = AreaPath(country: try row[7], province: try row[8], city: try row[9], district: try row[10])
        areaCode = try row[11]
        source = try row[12]
        reference = try row[13]
        institution = try row[14]
        consent = try row[15]
        offererID = try row[16]
        submitterID = try row[17]
        ownerID = try row[18]
        language = try row[19]
        state = try row[20]
        confidence = try row[21]
        freshness = try row[22]
        audience = try row[23]
        held = Set((try row[24] as String).words)
        reach = Reach(radiusKm: try row[25], ships: try row[26])
        from = try row[27]
        until = try row[28]
        isStanding = try row[29]
        perDay = try row[30]
        serviceLevel = try row[31]
        dueAt = try row[32]
        changedAt = try row[33]
        version = try row[34]
        lines = []
        hidden = try row[35]
        boughtFrom = try row[36]
        code = try row[37]
        let checkers: Int = try row[38]
        (awaitsSecond, isDisputed) = (checkers > 0, checkers > 1)
    }

    fileprivate var heldText: String { held.sorted().joined(separator: " ") }

    /// What its public words are found by.
    fileprivate var tokens: [String] {
        let words = [title, conditions] + lines.flatMap { [$0.item, $0.specification] }
        return Array(Set(words.flatMap { SearchText.tokens($0) })).sorted()
    }
}

extension Connection {
    // MARK: Writing

    func insert(_ offer: Offer, _ secret: OfferSecret, vault: Vault) throws {
        _ = try makeKey(for: offer.id, in: vault)
        guard let sealed = try sealed(secret, of: offer.id, context: offer.id.bytes, in: vault) else {
            throw Refusal.notFound
        }
        try execute(
            """
            INSERT INTO offers (network_id, id, created_at, title, category, description, conditions, country, province,
                city, district, area_code, source, reference, institution, consent, offerer_id, submitter_id, owner_id,
                language, state, confidence, freshness, audience, held, radius_km, ships, from_at, until_at, standing,
                per_day, service_level, bought_from, due_at, changed_at, version, sealed)
            VALUES (\(offer.networkID), \(offer.id), \(offer.createdAt), \(offer.title), \(offer.category),
                \(offer.description), \(offer.conditions), \(offer.area.country), \(offer.area.province),
                \(offer.area.city), \(offer.area.district), \(offer.areaCode), \(offer.source), \(offer.reference),
                \(offer.institution), \(offer.consent), \(offer.offererID), \(offer.submitterID), \(offer.ownerID),
                \(offer.language), \(offer.state), \(offer.confidence), \(offer.freshness), \(offer.audience),
                \(offer.heldText), \(offer.reach.radiusKm), \(offer.reach.ships), \(offer.from), \(offer.until),
                \(offer.isStanding), \(offer.perDay), \(offer.serviceLevel), \(offer.boughtFrom), \(offer.dueAt),
                \(offer.changedAt), \(offer.version), \(sealed))
            """)
        let rows = offer.lines.enumerated().map { position, line -> SQL in
            """
            (\(offer.networkID), \(line.id), \(offer.id), \(position), \(line.item), \(line.kind), \(line.quantity.kind),
            \(line.quantity.least), \(line.quantity.most), \(line.unit), \(line.specification), \(line.isControlled))
            """
        }
        try execute(
            """
            INSERT INTO offer_lines (network_id, id, offer_id, position, item, kind, quantity_kind, quantity,
                quantity_most, unit, specification, is_controlled) VALUES \(rows.joined(separator: ", "))
            """)
        try index(offer)
    }

    /// Stores what has changed; the version goes up by one, so that whoever takes from an offer at the same moment sees it.
    ///
    /// - Throws: ``Refusal/stale`` when somebody else changed it in between.
    func save(_ offer: Offer, from old: Offer) throws {
        let changed = try execute(
            """
            UPDATE offers SET title = \(offer.title), conditions = \(offer.conditions), consent = \(offer.consent),
                owner_id = \(offer.ownerID), state = \(offer.state), confidence = \(offer.confidence),
                freshness = \(offer.freshness), audience = \(offer.audience), held = \(offer.heldText),
                from_at = \(offer.from), until_at = \(offer.until), per_day = \(offer.perDay),
                service_level = \(offer.serviceLevel), bought_from = \(offer.boughtFrom), due_at = \(offer.dueAt),
                changed_at = \(offer.changedAt), version = \(old.version + 1)
            WHERE network_id = \(offer.networkID) AND id = \(offer.id) AND version = \(old.version)
            """)
        guard changed == 1 else { throw Refusal.stale }
        for (line, before) in zip(offer.lines, old.lines) where line.quantity != before.quantity {
            try execute(
                """
                UPDATE offer_lines SET quantity_kind = \(line.quantity.kind), quantity = \(line.quantity.least),
                    quantity_most = \(line.quantity.most)
                WHERE network_id = \(offer.networkID) AND id = \(line.id)
                """)
        }
        if offer.conditions != old.conditions {
            try execute(
                "DELETE FROM offer_tokens WHERE network_id = \(offer.networkID) AND offer_id = \(offer.id)")
            try index(offer)
        }
    }

    func save(_ secret: OfferSecret, of offer: Offer, vault: Vault) throws {
        guard let sealed = try sealed(secret, of: offer.id, context: offer.id.bytes, in: vault) else { return }
        try execute(
            "UPDATE offers SET sealed = \(sealed) WHERE network_id = \(offer.networkID) AND id = \(offer.id)")
    }

    private func index(_ offer: Offer) throws {
        let rows = offer.tokens.prefix(2000).map { token -> SQL in "(\(offer.networkID), \(token), \(offer.id))" }
        guard !rows.isEmpty else { return }
        try execute("INSERT INTO offer_tokens (network_id, token, offer_id) VALUES \(rows.joined(separator: ", "))")
    }
}
