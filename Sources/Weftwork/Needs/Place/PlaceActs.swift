internal import Database
internal import Engine

/// What is open where: a map of the board, at the level that fits.
struct NeedMap: Sendable {
    struct Spot: Sendable {
        let area: CatalogueArea
        /// What stands for the whole area because nothing smaller was said.
        let isRest: Bool
        let tally: AreaTally
    }

    /// The area that is shown; the whole country where there is none.
    let area: CatalogueArea?
    /// With those above it, from large to small.
    let line: [CatalogueArea]
    /// The areas in it, most needs first.
    let spots: [Spot]
    /// Needs that no area is known of, wherever they are; part of ``total`` where the whole country is shown.
    let unplaced: AreaTally
    /// All in the area that is shown.
    let total: AreaTally
}

extension NeedActs {
    /// The map of what `query` matches.
    /// - Parameter code: the area to show; 0 for the whole country, nothing for the smallest area that holds everything.
    func map(_ query: BoardQuery, of code: Int?, for viewer: Viewer, in network: ID) async throws -> NeedMap {
        try Policy.require(.seeBoard, viewer)
        if let code, code != 0, places.catalogue.area(code) == nil {
            throw Refusal.invalid("of", PlaceWords.noSuchArea)
        }
        let now = world.now(), phases = query.phases(for: viewer), counts = counts
        let key = BoardCounts.Key(query, network: network, viewer, at: now)
        let box = try query.near?.box(places, for: viewer)
        let tallies = try await database.read { db in
            let newest = try db.newestEvent(in: network)
            return try counts.tallies(key, at: newest) {
                let areas = try matches(query, in: network, db)
                let look = query.look(network: network, viewer: viewer, areas: areas, box: box, now: now)
                return try db.tallies(look, phases: phases)
            }
        }
        return places.map(tallies, of: code)
    }

    /// Where the places that a filter names are.
    func matches(_ query: BoardQuery, in network: ID, _ db: any Connection) throws -> [AreaMatch] {
        var found: [AreaMatch] = []
        if let code = query.areaCode { found.append(places.match(code, isWhole: query.isWholeArea)) }
        // Paths are stored in Chinese: what is typed in Latin letters is looked up in the catalogue.
        // So are the names of places abroad, in whichever language.
        let isLatin = query.area.utf8.allSatisfy { $0 < 0x80 }
        switch query.area.isEmpty ? .unknown : places.catalogue.read(query.area) {
        case .one(let area, _) where isLatin || area.isImported:
            return found + [places.match(area.code, isWhole: true)]
        case .several(let areas) where isLatin || areas.contains(where: \.isImported):
            let any = areas.map { places.match($0.code, isWhole: true).condition }
            return found + [AreaMatch(condition: "((\(any.joined(separator: ") OR ("))))")]
        default: break
        }
        return try found + query.areaNames.map { try db.area($0.word, names: $0.names, in: network) }
    }

    /// Reads the places of needs that were stored before their areas were known, some at a time.
    /// - Returns: how many were read.
    @discardableResult
    func readPlaces(most: Int = 100) async throws -> Int {
        let known = places.shelf.sets ?? [], now = world.now()
        let count = try await database.write { db in
            // Read by areas that are no longer those of the store, they would never be read again.
            guard try db.areaSets().elementsEqual(known, by: { $0.isSame(as: $1) }) else { return 0 }
            let unread = try db.unreadPlaces(most: most)
            for (network, id) in unread {
                guard let need = try db.need(id, in: network) else { continue }
                try readPlace(of: need, db)
            }
            if !unread.isEmpty { try db.noteReading(at: now) }
            return unread.count
        }
        if count > 0 { counts.forget() }
        return count
    }

    private func readPlace(of need: Need, _ db: any Connection) throws {
        var after = need
        let part = try db.privatePart(of: need, in: vault)
        guard case .one(let area, let rest) = places.read(need.area) else {
            return try db.savePlace(after, at: Grid(nil, part?.point))
        }
        after.area = places.path(of: area, rest: rest)
        after.areaCode = area.code
        if after.area != need.area, var kept = part {
            let typed = ["place.area": need.area.parts.joined(separator: " / ")]
            kept.original = typed.merging(kept.original ?? [:], uniquingKeysWith: { _, known in known })
            try db.savePrivate(kept, of: need, digits: try db.digitsHash(of: need), in: vault)
        }
        try db.savePlace(after, at: Grid(area, part?.point))
    }
}

extension CaseDesk {
    /// Says where it is: in words, or by the code of the area that is meant.
    func correctPlace(_ correction: Correction, _ change: inout NeedChange, _ voided: inout Set<String>) throws {
        guard let (path, area) = try place(correction, change.need) else { return }
        guard path != change.need.area || area?.code ?? 0 != change.need.areaCode else { return }
        change.need.areaCode = area?.code ?? 0
        change.need.area = path
        voided.insert("area")
        try db.savePlace(change.need, at: Grid(area, try db.privatePart(of: change.need, in: acts.vault)?.point))
    }

    /// The place that is meant, by the names of the catalogue. The choice among several belongs to the words it was asked for.
    private func place(_ correction: Correction, _ need: Need) throws -> (path: AreaPath, area: CatalogueArea?)? {
        let places = acts.places
        let chosen = correction.areaCode.flatMap { places.catalogue.area($0) }
        if correction.areaCode != nil, chosen == nil { throw Refusal.invalid("areaCode", PlaceWords.noSuchArea) }
        guard let typed = correction.area else {
            guard let chosen, chosen.code != need.areaCode else { return nil }
            return (places.path(of: chosen), chosen)
        }
        switch places.read(typed) {
        case .one(let area, let rest): return (places.path(of: area, rest: rest), area)
        case .several(let areas):
            guard let area = areas.first(where: { $0.code == chosen?.code }) else {
                throw Refusal.invalid("areaCode", PlaceWords.which)
            }
            return (places.path(of: area), area)
        case .unknown: return (typed, nil)
        }
    }
}

extension PrivatePart {
    /// The exact point, in WGS-84.
    var point: GeoPoint? {
        guard let latitude, let longitude else { return nil }
        return GeoPoint(latitude: latitude, longitude: longitude)
    }
}
