internal import Database
internal import Engine

/// The way of somebody without an account to what they offer, that an offer's words are hidden, and where it is found by distance.
enum OfferDoorStore {
    static let migration = Migration(
        "2026-11-26 guests' offers",
        [
            """
            CREATE TABLE offer_doors (
                network_id \(.id) NOT NULL, offer_id \(.id) NOT NULL, code TEXT NOT NULL, digits_hash \(.blob),
                PRIMARY KEY (network_id, offer_id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX offer_doors_code ON offer_doors (code)",
            // When whoever has no account said yes to a use: from then on whoever asked has to promise it.
            "ALTER TABLE offer_uses ADD COLUMN granted_at \(.int)",
            "ALTER TABLE offers ADD COLUMN hidden TEXT",
            "ALTER TABLE offers ADD COLUMN grid_latitude \(.real)",
            "ALTER TABLE offers ADD COLUMN grid_longitude \(.real)",
            // By which areas its place was read; -1 where nobody has looked yet.
            "ALTER TABLE offers ADD COLUMN places_mark \(.int) NOT NULL DEFAULT -1",
            """
            CREATE INDEX offers_unplaced ON offers (places_mark, id)
                WHERE area_code = 0 OR area_code >= 1000000 OR places_mark = -1
            """,
        ])
}

extension Connection {
    // MARK: The door

    /// - Throws: `DatabaseError.unique` where the code was drawn twice.
    func insertDoor(of offer: Offer, digits: [UInt8]?) throws {
        guard let code = offer.code else { return }
        try execute(
            """
            INSERT INTO offer_doors (network_id, offer_id, code, digits_hash)
            VALUES (\(offer.networkID), \(offer.id), \(code), \(digits))
            """)
    }

    func offer(code: String) throws -> Offer? {
        let place = try first("SELECT network_id, offer_id FROM offer_doors WHERE code = \(code)") {
            (network: try $0[0] as ID, offer: try $0[1] as ID)
        }
        return try place.flatMap { try offer($0.offer, in: $0.network) }
    }

    /// The keyed hash of code and last four digits.
    func digitsHash(of offer: Offer) throws -> [UInt8]? {
        try value(
            "SELECT digits_hash FROM offer_doors WHERE network_id = \(offer.networkID) AND offer_id = \(offer.id)")
    }

    func saveDigits(_ digits: [UInt8]?, of offer: Offer) throws {
        try execute(
            """
            UPDATE offer_doors SET digits_hash = \(digits)
            WHERE network_id = \(offer.networkID) AND offer_id = \(offer.id)
            """)
    }

    // MARK: Moderation

    /// What anybody has read of it counts no more: whoever acts on it at this moment sees it.
    func setHidden(_ reason: String?, of offer: Offer) throws {
        try execute(
            """
            UPDATE offers SET hidden = \(reason), version = version + 1
            WHERE network_id = \(offer.networkID) AND id = \(offer.id)
            """)
    }

    // MARK: Places

    /// Stores where an offer is. The version stays: nothing that anybody said has changed by it.
    func savePlace(of offer: Offer, at grid: Grid?, mark: Int64) throws {
        try execute(
            """
            UPDATE offers SET country = \(offer.area.country), province = \(offer.area.province),
                city = \(offer.area.city), district = \(offer.area.district), area_code = \(offer.areaCode),
                grid_latitude = \(grid?.latitude), grid_longitude = \(grid?.longitude), places_mark = \(mark)
            WHERE network_id = \(offer.networkID) AND id = \(offer.id)
            """)
    }

    /// Offers without an area, or with one abroad, that were read by other areas than those of `mark`; and those that nobody has
    /// looked at.
    func offersToPlace(mark: Int64, most: Int) throws -> [(network: ID, offer: ID)] {
        // Unequal is no range of an index: what is looked for every few seconds would go through all that is settled.
        let ranges: [SQL] = ["places_mark < \(mark)", "places_mark > \(mark)"]
        return Array(
            try ranges.flatMap { range in
                try query(
                    """
                    SELECT network_id, id FROM offers
                    WHERE (area_code = 0 OR area_code >= 1000000 OR places_mark = -1) AND \(range) LIMIT \(most)
                    """
                ) { (network: try $0[0] as ID, offer: try $0[1] as ID) }
            }.prefix(most))
    }
}
