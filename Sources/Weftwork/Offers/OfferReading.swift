internal import Database

/// Reading offers with what is used of them.
extension Connection {
    func offer(_ id: ID, in network: ID) throws -> Offer? {
        try offers(where: "n.network_id = \(network) AND n.id = \(id)", order: "n.id", in: network, limit: 1).first
    }

    /// Offers with their lines and what is used of them: three statements, however many.
    func offers(where condition: SQL, order: SQL, in network: ID, limit: Int) throws -> [Offer] {
        var offers = try query(
            """
            SELECT \(OfferStore.columns) FROM offers n WHERE \(condition) ORDER BY \(order) LIMIT \(limit)
            """, Offer.init(row:))
        guard !offers.isEmpty else { return [] }
        let ids = offers.map(\.id)
        // By the hundred: a statement for each number of offers would stay in the cache for good.
        var lines: [ID: [NeedLine]] = [:]
        for start in stride(from: 0, to: ids.count, by: 500) {
            let some = Array(ids[start..<min(start + 500, ids.count)])
            lines.merge(try offerLines(of: some, in: network)) { first, _ in first }
        }
        for index in offers.indices { offers[index].lines = lines[offers[index].id] ?? [] }
        return offers
    }

    private func offerLines(of offers: [ID], in network: ID) throws -> [ID: [NeedLine]] {
        let used = Dictionary(
            try query(OfferStore.used(of: offers, in: network)) {
                (try $0[0] as ID, (bound: try $0[1] as Int64, brought: try $0[2] as Int64))
            }, uniquingKeysWith: { first, _ in first })
        let rows = try query(
            """
            SELECT offer_id, id, item, kind, quantity_kind, quantity, quantity_most, unit, specification, 0, 0, FALSE,
                is_controlled, CAST(NULL AS BIGINT), 0, \(LineWorkStore.none) FROM offer_lines
            WHERE network_id = \(network) AND offer_id IN (\(list: offers)) ORDER BY offer_id, position
            """
        ) { row in
            var line = try NeedLine(row: row, from: 1)
            if let sums = used[line.id] { (line.claimed, line.delivered) = (sums.bound, sums.brought) }
            return (offer: try row[0] as ID, line: line)
        }
        return Dictionary(grouping: rows, by: \.offer).mapValues { $0.map(\.line) }
    }

    func count(ofOffers condition: SQL, most: Int) throws -> Int {
        try value(
            "SELECT count(*) FROM (SELECT 1 FROM offers n WHERE \(condition) LIMIT \(most)) AS q", as: Int.self) ?? 0
    }

    /// What is private of an offer; nothing once its key was destroyed.
    func secret(of offer: Offer, vault: Vault) throws -> OfferSecret? {
        let box = try first(
            """
            SELECT n.sealed, k.wrapped FROM offers n LEFT JOIN subject_keys k ON k.subject_id = n.id
            WHERE n.network_id = \(offer.networkID) AND n.id = \(offer.id)
            """
        ) { (sealed: try $0[0] as [UInt8], wrapped: try $0[1] as [UInt8]?) }
        guard let box else { return nil }
        return vault.value(
            OfferSecret.self, in: box.sealed, wrapped: box.wrapped, of: offer.id, context: offer.id.bytes)
    }

    // MARK: Who looked

    func insertLook(at offer: Offer, by member: ID, id: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO offer_looks (network_id, id, offer_id, member_id, at)
            VALUES (\(offer.networkID), \(id), \(offer.id), \(member), \(now))
            """)
    }

    func offerLooks(by member: ID, in network: ID, since moment: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM offer_looks
            WHERE network_id = \(network) AND member_id = \(member) AND at > \(moment)
            """) ?? 0
    }

    /// Who has seen how the offerer is reached.
    func looks(at offer: Offer) throws -> [(name: String, at: Int64)] {
        try query(
            """
            SELECT p.name, l.at FROM offer_looks l
            JOIN memberships m ON m.network_id = l.network_id AND m.id = l.member_id JOIN persons p ON p.id = m.person_id
            WHERE l.network_id = \(offer.networkID) AND l.offer_id = \(offer.id) ORDER BY l.at DESC LIMIT 100
            """
        ) { (try $0[0], try $0[1]) }
    }
}
