internal import Database
internal import Engine

extension NeedActs {
    /// Reads the areas of a country in, in the place of those it had: the whole file, or nothing of it.
    ///
    /// Needs keep their words. Those whose area is no more are read again, and so are those that had none.
    /// - Throws: ``Refusal/unreadable(_:)`` for what is no table of areas.
    public func importAreas(_ bytes: [UInt8], isDryRun: Bool = false, by viewer: Viewer) async throws -> AreaReport {
        try Policy.require(.operate, viewer)
        let reading = try AreaRules.read(bytes)
        var report = AreaReport()
        (report.country, report.read, report.rejected) = (reading.country, reading.read, reading.problems)
        (report.isDryRun, report.language) = (isDryRun, viewer.language)
        guard let file = reading.file else { return report }
        report.name = file.name
        try await refreshAreas()
        if let twin = twin(of: file) {
            report.rejected = [
                ImportProblem(
                    row: file.rootRow, field: "code", message: AreaFileWords.countryTwice(twin), cell: file.country)
            ]
            return report
        }
        return try await replace(file, report)
    }

    /// The code under which a country of this name was read in, if it is another.
    private func twin(of file: AreaFile) -> String? {
        let catalogue = places.catalogue, key = Clean.key(file.name)
        for set in places.shelf.sets ?? [] where set.country != file.country {
            let country = AreaCountry.base(of: set.country).flatMap(catalogue.area)
            if let country, Clean.key(country.name) == key { return set.country }
        }
        return nil
    }

    private func replace(_ file: AreaFile, _ begun: AreaReport) async throws -> AreaReport {
        let now = world.now()
        let report = try await database.write { db in
            var report = begun
            try db.takeTime()
            let before = try db.importedAreas(of: file.country)
            let known = Dictionary(before.map { ($0.code, $0.number) }, uniquingKeysWith: { first, _ in first })
            let (areas, kept) = file.areas(known: known)
            let codes = Set(areas.map(\.code))
            report.added = codes.count { known[$0] == nil }
            report.removed = before.count { !codes.contains($0.code) }
            guard !report.isDryRun else { return report }
            try db.replaceAreas(of: file.country, with: areas, at: now)
            report.needs = try db.forgetPlaces(in: file.block, keeping: kept) + db.forgetUnplaced()
            report.stored = areas.count
            return report
        }
        if !report.isDryRun { try await refreshAreas() }
        return report
    }

    /// Takes the areas of a country away. Needs keep their words.
    /// - Throws: ``Refusal/invalid(_:)`` where none were read in.
    public func removeAreas(of code: String, by viewer: Viewer) async throws -> AreaReport {
        try Policy.require(.operate, viewer)
        let country = Clean.line(code).uppercased()
        guard let base = AreaCountry.base(of: country) else {
            throw Refusal.invalid("country", AreaFileWords.countryCode)
        }
        let report = try await database.write { db in
            var report = AreaReport()
            report.country = country
            let areas = try db.importedAreas(of: country)
            guard !areas.isEmpty else { throw Refusal.invalid("country", AreaFileWords.noSet(country)) }
            report.name = areas.first { $0.level == .country }?.name ?? ""
            report.removed = areas.count
            try db.deleteAreas(of: country)
            report.needs = try db.forgetPlaces(in: base...(base + AreaCountry.block - 1), keeping: [])
            return report
        }
        try await refreshAreas()
        return report
    }

    /// The countries whose areas are known, China first.
    public func areaListing() async throws -> [AreaListing] {
        try await refreshAreas()
        let catalogue = places.catalogue
        let china = AreaListing(
            country: "CN", name: PlaceWords.china, count: catalogue.count(in: 0..<AreaCountry.block), importedAt: nil)
        return [china]
            + (places.shelf.sets ?? []).compactMap { set in
                AreaCountry.base(of: set.country).map { base in
                    AreaListing(
                        country: set.country, name: catalogue.area(base)?.name ?? set.country,
                        count: catalogue.count(in: base..<base + AreaCountry.block), importedAt: set.importedAt)
                }
            }
    }

    // MARK: What this server knows

    /// Reads the areas from the store where they are others than this server has.
    func refreshAreas() async throws {
        let known = places.shelf.sets
        let sets = try await database.read { db in try db.areaSets() }
        guard sets != known else { return }
        if let known, sets.elementsEqual(known, by: { $0.isSame(as: $1) }) {
            places.shelf.put(sets)
        } else {
            let (fresh, areas) = try await database.read { db in (try db.areaSets(), try db.importedAreas()) }
            places.shelf.put(areas, of: fresh)
            try await readAgain(fresh, since: known)
        }
        counts.forget()
    }

    /// What came in here while the areas were changed elsewhere was still read by the old ones.
    private func readAgain(_ sets: [AreaSet], since known: [AreaSet]?) async throws {
        guard let known else { return }
        let fresh = sets.filter { set in !known.contains { $0.isSame(as: set) } }
        let isGone = known.contains { old in !sets.contains { $0.country == old.country } }
        guard let earliest = fresh.map(\.importedAt).min() ?? (isGone ? world.now() : nil) else { return }
        try await database.write { db in try db.forgetUnplaced(since: earliest - Time.minute) }
    }

    /// Learns of areas that were read in through another server, and reads the places of needs that wait for it.
    func sweepPlaces() async throws {
        try await refreshAreas()
        for _ in 0..<50 {
            guard try await database.read({ db in try !db.unreadPlaces(most: 1).isEmpty }),
                try await readPlaces() > 0
            else { return }
        }
    }
}

extension App {
    /// Learns the areas that the operator has read into this store; before the first need is read.
    public func loadAreas() async throws { try await needs.refreshAreas() }
}
