internal import Database

extension OfferUse {
    static let columns: SQL = """
        u.id, u.network_id, u.offer_id, u.line_id, u.need_id, u.need_line_id, u.claim_id, u.quantity, u.state, u.asked_by,
        u.answerer_id, u.asked_at, u.promised_by, u.answered_at, u.note, k.wrapped, u.granted_at
        """
    static let columnCount = 17
    static let source: SQL = "offer_uses u LEFT JOIN subject_keys k ON k.subject_id = u.offer_id"

    init(row: Row, vault: Vault) throws {
        let id: ID = try row[0], offer: ID = try row[2], box: [UInt8] = try row[14], wrapped: [UInt8]? = try row[15]
        self.id = id
        networkID = try row[1]
        offerID = offer
        lineID = try row[3]
        needID = try row[4]
        needLineID = try row[5]
        claimID = try row[6]
        quantity = try row[7]
        state = try row[8]
        askedBy = try row[9]
        answererID = try row[10]
        askedAt = try row[11]
        promisedBy = try row[12]
        answeredAt = try row[13]
        grantedAt = try row[16]
        note = vault.value([String].self, in: box, wrapped: wrapped, of: offer, context: id.bytes)?.first ?? ""
    }
}

extension Connection {
    /// What can still be asked for of an offer today; nothing where it has no daily limit.
    func dayLeft(of offer: Offer, at now: Int64) throws -> Int64? {
        guard offer.perDay != nil else { return nil }
        let brought = try broughtToday(of: offer.id, in: offer.networkID, at: now)[offer.id]
        return OfferRules.dayLeft(of: offer.perDay, after: brought)
    }

    /// By the offer that has a daily limit: what was asked of it in the last day, or agreed to and not let go since.
    ///
    /// - Parameter offer: that one alone.
    func broughtToday(of offer: ID? = nil, in network: ID, at now: Int64) throws -> [ID: Int64] {
        let lately: [OfferUse.State] = [.asked, .agreed]
        let one: SQL = offer.map { "AND u.offer_id = \($0)" } ?? .empty
        let found = try query(
            """
            SELECT u.offer_id, CAST(sum(u.quantity) AS BIGINT) FROM offer_uses u
            JOIN offers o ON o.network_id = u.network_id AND o.id = u.offer_id
            WHERE u.network_id = \(network) AND u.asked_at > \(now - Time.day) AND u.state IN (\(list: lately))
                AND o.per_day IS NOT NULL \(one)
                AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.network_id = u.network_id AND c.id = u.claim_id
                    AND c.state = \(Claim.State.released))
            GROUP BY u.offer_id
            """
        ) { (try $0[0] as ID, try $0[1] as Int64) }
        return Dictionary(found, uniquingKeysWith: +)
    }

    func insert(_ use: OfferUse, vault: Vault) throws {
        guard let note = try sealed([use.note], of: use.offerID, context: use.id.bytes, in: vault) else {
            throw Refusal.notFound
        }
        try execute(
            """
            INSERT INTO offer_uses (network_id, id, offer_id, line_id, need_id, need_line_id, claim_id, quantity, state,
                asked_by, answerer_id, asked_at, promised_by, answered_at, note)
            VALUES (\(use.networkID), \(use.id), \(use.offerID), \(use.lineID), \(use.needID), \(use.needLineID),
                \(use.claimID), \(use.quantity), \(use.state), \(use.askedBy), \(use.answererID), \(use.askedAt),
                \(use.promisedBy), \(use.answeredAt), \(note))
            """)
    }

    /// Stores what became of a use.
    /// - Throws: ``Refusal/stale`` where it is no longer in the state it was read in.
    func save(_ use: OfferUse, from old: OfferUse) throws {
        let changed = try execute(
            """
            UPDATE offer_uses SET claim_id = \(use.claimID), quantity = \(use.quantity), state = \(use.state),
                promised_by = \(use.promisedBy), answered_at = \(use.answeredAt), granted_at = \(use.grantedAt)
            WHERE network_id = \(use.networkID) AND id = \(use.id) AND state = \(old.state)
                AND granted_at IS NOT DISTINCT FROM \(old.grantedAt)
            """)
        guard changed == 1 else { throw Refusal.stale }
    }

    func use(_ id: ID, in network: ID, vault: Vault) throws -> OfferUse? {
        try first(
            "SELECT \(OfferUse.columns) FROM \(OfferUse.source) WHERE u.network_id = \(network) AND u.id = \(id)"
        ) { try OfferUse(row: $0, vault: vault) }
    }

    /// Uses of an offer that wait for an answer.
    func openUses(of offer: Offer, vault: Vault) throws -> [OfferUse] {
        try query(
            """
            SELECT \(OfferUse.columns) FROM \(OfferUse.source)
            WHERE u.network_id = \(offer.networkID) AND u.offer_id = \(offer.id) AND u.state = \(OfferUse.State.asked)
            ORDER BY u.id
            """
        ) { try OfferUse(row: $0, vault: vault) }
    }

    /// The uses of an offer with their needs, the newest first.
    func listedUses(of offer: Offer, vault: Vault) throws -> [ListedUse] {
        try query(
            """
            SELECT \(OfferUse.columns), CASE WHEN n.hidden IS NULL AND n.held NOT LIKE '%title%' THEN n.title ELSE '' END,
                c.state
            FROM offer_uses u LEFT JOIN subject_keys k ON k.subject_id = u.offer_id
            JOIN needs n ON n.network_id = u.network_id AND n.id = u.need_id
            LEFT JOIN claims c ON c.network_id = u.network_id AND c.id = u.claim_id
            WHERE u.network_id = \(offer.networkID) AND u.offer_id = \(offer.id) ORDER BY u.id DESC LIMIT 200
            """
        ) { row in
            let title: String = try row[OfferUse.columnCount]
            return ListedUse(
                use: try OfferUse(row: row, vault: vault),
                needTitle: title.isEmpty ? BoardWords.heldText : .verbatim(title),
                claimState: try row[OfferUse.columnCount + 1])
        }
    }

    /// The same that was asked before and waits for an answer: this line of the offer for that line of the need.
    func waiting(like use: OfferUse, vault: Vault) throws -> OfferUse? {
        try first(
            """
            SELECT \(OfferUse.columns) FROM \(OfferUse.source)
            WHERE u.network_id = \(use.networkID) AND u.line_id = \(use.lineID) AND u.need_line_id = \(use.needLineID)
                AND u.state = \(OfferUse.State.asked) AND u.id <> \(use.id) ORDER BY u.id LIMIT 1
            """
        ) { try OfferUse(row: $0, vault: vault) }
    }

    /// When the same was declined: this line of the offer for that line of the need. Nothing where either has changed since, for
    /// then it is another question.
    func declined(_ use: OfferUse) throws -> Int64? {
        let moment: Int64? = try value(
            """
            SELECT answered_at FROM offer_uses WHERE network_id = \(use.networkID) AND offer_id = \(use.offerID)
                AND line_id = \(use.lineID) AND need_line_id = \(use.needLineID)
                AND state = \(OfferUse.State.declined) AND answered_at IS NOT NULL
            ORDER BY answered_at DESC LIMIT 1
            """)
        guard let moment else { return nil }
        let isChanged =
            try value(
                """
                SELECT 1 FROM events WHERE network_id = \(use.networkID) AND object_id IN (\(use.offerID), \(use.needID))
                    AND kind IN (\(list: OfferUse.changes)) AND at > \(moment) LIMIT 1
                """, as: Int64.self) != nil
        return isChanged ? nil : moment
    }

    /// What a promise that was let go had bound is free for good: were it taken up again, it would stand without the offer.
    func endUsesLetGo(of offer: Offer) throws {
        try execute(
            """
            UPDATE offer_uses SET state = \(OfferUse.State.over)
            WHERE network_id = \(offer.networkID) AND offer_id = \(offer.id) AND state = \(OfferUse.State.agreed)
                AND claim_id IN (SELECT c.id FROM claims c WHERE c.network_id = \(offer.networkID)
                    AND c.id = offer_uses.claim_id AND c.state = \(Claim.State.released))
            """)
    }
}

extension Connection {
    /// Whether the week of whoever was asked had room for the message.
    func wasSent(_ use: OfferUse) throws -> Bool {
        try value(
            """
            SELECT 1 FROM contact_ledger WHERE network_id = \(use.networkID) AND member_id = \(use.answererID)
                AND id = \(use.id)
            """, as: Int64.self) != nil
    }
}

extension OfferUse {
    /// The condition on claims `c` that they were made for somebody without an account here, by whoever speaks for them: the work is not
    /// the speaker's.
    static let isForAnother: SQL = """
        EXISTS (SELECT 1 FROM offer_uses u JOIN offers o ON o.network_id = u.network_id AND o.id = u.offer_id
            WHERE u.network_id = c.network_id AND u.claim_id = c.id AND o.offerer_id IS NULL)
        """
}
