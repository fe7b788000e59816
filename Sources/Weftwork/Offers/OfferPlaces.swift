internal import Database
internal import Engine

extension [AreaSet] {
    /// By which it is known that the areas are others: 0 for China's alone.
    fileprivate var mark: Int64 {
        guard !isEmpty else { return 0 }
        // FNV-1a: the same on every server.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for set in sorted(by: { $0.country < $1.country }) {
            for byte in "\(set.country):\(set.version);".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return Int64(hash >> 2) + 1
    }
}

/// Where offers are: read anew when the areas of a country change, found by distance no more exactly than a district.
extension OfferActs {
    private var places: Places { needs.places }

    /// What belongs to a new offer, whatever it is.
    func place(_ offer: Offer, _ part: PrivatePart?, _ db: any Connection) throws {
        let sets = places.shelf.sets ?? []
        try db.savePlace(of: offer, at: Grid(places.catalogue.area(offer.areaCode), part?.point), mark: sets.mark)
    }

    /// Reads the places of offers again that a country which was read in or taken away may concern. Safe on several nodes.
    func sweepPlaces(most: Int = 200) async throws {
        let sets = places.shelf.sets ?? [], mark = sets.mark
        for _ in 0..<50 {
            guard try await database.read({ db in try !db.offersToPlace(mark: mark, most: 1).isEmpty }) else { return }
            let count = try await database.write { db in
                // Read by areas that are no longer those of the store, they would be taken for read.
                guard try db.areaSets().elementsEqual(sets, by: { $0.isSame(as: $1) }) else { return 0 }
                let found = try db.offersToPlace(mark: mark, most: most)
                for (network, id) in found { try readPlace(of: id, in: network, db) }
                return found.count
            }
            if count < most { return }
        }
    }

    private func readPlace(of id: ID, in network: ID, _ db: any Connection) throws {
        guard var offer = try db.offer(id, in: network) else { return }
        let part = try db.secret(of: offer, vault: vault)?.part
        if places.catalogue.area(offer.areaCode) == nil {
            if case .one(let area, let rest) = places.read(offer.area) {
                (offer.area, offer.areaCode) = (places.path(of: area, rest: rest), area.code)
            } else {
                offer.areaCode = 0
            }
        }
        try place(offer, part, db)
    }
}
