internal import Database

/// A use that waits for an answer, or came to nothing, with the time that is left for it.
struct AskedUse: Sendable {
    let use: OfferUse
    /// By when it is to be answered; nothing once it is.
    let dueAt: Int64?
}

extension OfferUse {
    /// What makes it another question than the one that was answered.
    static let changes: [Event.Kind] = [.offerChanged, .offerReopened, .corrected]

    /// The condition on uses `u` that nobody suggests this line of an offer for this need: it was asked for or is used, whoever offers it
    /// said no, or let the time pass without a word – and neither offer nor need has changed since. Silence counts as it does where
    /// people are asked in waves: the next is asked, not the same again.
    static let counts: SQL = """
        (u.state IN (\(State.asked), \(State.agreed)) OR (u.state = \(State.declined) OR \(wasSilent))
                AND NOT EXISTS (SELECT 1 FROM events e
                    WHERE e.network_id = u.network_id AND e.object_id IN (u.offer_id, u.need_id)
                        AND e.kind IN (\(list: changes)) AND e.at > u.answered_at))
        """

    /// The condition on uses `u` that whoever offers it was written to, and let the time pass. Where a guest had said yes and nobody
    /// promised it in time, the silence was not theirs; nor is it a member's whose week was full or who paused, for they were told
    /// nothing. Guests are always told. What is older than the ledger of who was asked counts no more: nobody knows whether they were.
    static let wasSilent: SQL = """
        (u.state = \(State.lapsed) AND u.granted_at IS NULL
            AND (EXISTS (SELECT 1 FROM contact_ledger k
                    WHERE k.network_id = u.network_id AND k.member_id = u.answerer_id AND k.id = u.id)
                OR EXISTS (SELECT 1 FROM offer_doors d WHERE d.network_id = u.network_id AND d.offer_id = u.offer_id)))
        """
}

extension Connection {
    /// By the line of an offer: the needs for which it is not suggested any more.
    ///
    /// - Parameter need: that one alone.
    func passedOver(in network: ID, need: ID? = nil) throws -> [ID: Set<ID>] {
        let one: SQL = need.map { "AND u.need_id = \($0)" } ?? .empty
        let found = try query(
            """
            SELECT u.line_id, u.need_id FROM offer_uses u
            WHERE u.network_id = \(network) \(one) AND \(OfferUse.counts)
            """
        ) { (line: try $0[0] as ID, need: try $0[1] as ID) }
        return Dictionary(grouping: found, by: \.line).mapValues { Set($0.map(\.need)) }
    }

    /// How often each who offers something said yes when they were asked for it, and how often no or nothing at all: by the member, or by
    /// the offer where it is a guest's. Whose offer ended meanwhile was not silent.
    func offerAnswerCounts(in network: ID, since moment: Int64) throws -> [(of: ID, yes: Int, no: Int)] {
        let yes: [OfferUse.State] = [.agreed, .over]
        return try query(
            """
            SELECT coalesce(o.offerer_id, o.id),
                count(CASE WHEN u.state IN (\(list: yes)) OR u.granted_at IS NOT NULL THEN 1 END),
                count(CASE WHEN u.granted_at IS NULL AND u.state = \(OfferUse.State.declined)
                    OR o.state = \(Offer.State.listed) AND \(OfferUse.wasSilent) THEN 1 END)
            FROM offer_uses u JOIN offers o ON o.network_id = u.network_id AND o.id = u.offer_id
            WHERE u.network_id = \(network) AND u.asked_at > \(moment) GROUP BY coalesce(o.offerer_id, o.id)
            """
        ) { (of: try $0[0] as ID, yes: try $0[1] as Int, no: try $0[2] as Int) }
    }

    /// What was asked for a need and is not answered, then what came to nothing: the newest first.
    func askedUses(for need: ID, in network: ID, vault: Vault) throws -> [AskedUse] {
        let states: [OfferUse.State] = [.asked, .declined, .lapsed]
        return try query(
            """
            SELECT \(OfferUse.columns), c.due_at FROM \(OfferUse.source)
            LEFT JOIN clocks c ON c.network_id = u.network_id AND c.object_id = u.id
            WHERE u.network_id = \(network) AND u.need_id = \(need) AND u.state IN (\(list: states))
            ORDER BY CASE WHEN u.state = \(OfferUse.State.asked) THEN 0 ELSE 1 END, u.id DESC LIMIT 200
            """
        ) { AskedUse(use: try OfferUse(row: $0, vault: vault), dueAt: try $0[OfferUse.columnCount]) }
    }

    /// How much has been asked for and is not answered, by the line of a need.
    func quantitiesAsked(for need: ID, in network: ID) throws -> [ID: Int64] {
        let found = try query(
            """
            SELECT need_line_id, CAST(sum(quantity) AS BIGINT) FROM offer_uses
            WHERE network_id = \(network) AND need_id = \(need) AND state = \(OfferUse.State.asked)
            GROUP BY need_line_id
            """
        ) { (try $0[0] as ID, try $0[1] as Int64) }
        return Dictionary(found, uniquingKeysWith: +)
    }
}
