internal import Database

extension OfferStore {
    /// Later: a check that settles nothing by itself.
    static let secondChecks = Migration(
        "2026-11-27 second checks of offers",
        ["ALTER TABLE offer_verifications ADD COLUMN is_open \(.bool) NOT NULL DEFAULT FALSE"])

    /// How many have checked what rows `n` offer and settled nothing yet: after one a second has to, and two who agreed would have.
    static let openCheckers: SQL = """
        (SELECT count(DISTINCT v.member_id) FROM offer_verifications v
            WHERE v.network_id = n.network_id AND v.offer_id = n.id AND v.is_open)
        """
}

extension Connection {
    func insert(
        _ check: OfferCheck, of offer: Offer, isOpen: Bool, id: ID, at now: Int64, vault: Vault
    ) throws {
        let found = check.found
        let checks = found.checks.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.key.rawValue)=\($0.value.rawValue)" }.joined(separator: " ")
        guard let note = try sealed([found.note], of: offer.id, context: id.bytes, in: vault) else {
            throw Refusal.notFound
        }
        try execute(
            """
            INSERT INTO offer_verifications (network_id, id, offer_id, member_id, confidence, checks, note, at, is_open)
            VALUES (\(offer.networkID), \(id), \(offer.id), \(check.memberID), \(found.confidence), \(checks), \(note),
                \(now), \(isOpen))
            """)
    }

    /// What was found and has settled nothing yet, the oldest first. What was noted with it is nobody's who checks after.
    func openChecks(of offer: Offer) throws -> [OfferCheck] {
        try query(
            """
            SELECT member_id, confidence, checks FROM offer_verifications
            WHERE network_id = \(offer.networkID) AND offer_id = \(offer.id) AND is_open ORDER BY at, id
            """
        ) { row in
            var found = OfferVerification(confidence: try row[1])
            for word in (try row[2] as String).words {
                let parts = word.split(separator: "=").map(String.init)
                guard parts.count == 2, let question = OfferVerification.Question(rawValue: parts[0]) else { continue }
                found.checks[question] = VerificationDraft.Finding(rawValue: parts[1])
            }
            return OfferCheck(memberID: try row[0], found: found)
        }
    }

    /// How many have ever checked it. Before controlled things took two, one was enough.
    func checkerCount(of offer: Offer) throws -> Int {
        try value(
            """
            SELECT count(DISTINCT member_id) FROM offer_verifications
            WHERE network_id = \(offer.networkID) AND offer_id = \(offer.id)
            """) ?? 0
    }

    /// What was found so far counts no more: it is settled, or something else is offered by now.
    func closeChecks(of offer: Offer) throws {
        try execute(
            """
            UPDATE offer_verifications SET is_open = FALSE
            WHERE network_id = \(offer.networkID) AND offer_id = \(offer.id) AND is_open
            """)
    }
}
