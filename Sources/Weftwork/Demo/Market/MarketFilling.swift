internal import Database
internal import Engine
internal import Foundation

/// A network as full as its biggest day: very many volunteers, open needs and offers, made from a seed.
///
/// Needs and offers come in by the product's own intake; volunteers, and that all of it is on the board, straight into the tables:
/// by its own doors a hundred thousand people would take half an hour.
struct MarketFilling: Sendable {
    private let app: App
    private let network: Network
    private var random: SplitMix64
    /// With the running sum of their shares: most of it is in few places.
    private let places: [(area: CatalogueArea, share: Double)]
    private let skills = Skills.catalogue
    private let things = CatalogueWords.shipped.filter { $0.category != .people }

    init(_ app: App, _ network: Network, seed: UInt64) {
        (self.app, self.network) = (app, network)
        random = SplitMix64(seed: seed)
        places = MarketFilling.places(app.needs.places.catalogue, &random)
    }

    /// Two hundred districts, the first with by far the most.
    private static func places(
        _ catalogue: AreaCatalogue, _ random: inout SplitMix64
    ) -> [(area: CatalogueArea, share: Double)] {
        let cities = catalogue.children(of: nil).flatMap { catalogue.children(of: $0.code) }
        let districts = cities.flatMap { catalogue.children(of: $0.code) }.filter { $0.centerLevel == $0.level }
        let chosen = districts.shuffled(using: &random).prefix(200)
        let weights = (1...max(1, chosen.count)).map { 1 / pow(Double($0), 0.8) }, sum = weights.reduce(0, +)
        var running = 0.0
        return zip(chosen, weights).map { area, weight in
            running += weight / sum
            return (area, running)
        }
    }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

    private mutating func place() -> CatalogueArea? {
        let at = Double.random(in: 0..<1, using: &random)
        return (places.first { at < $0.share } ?? places.last)?.area
    }

    private func path(_ area: CatalogueArea?) -> [String] {
        guard let area else { return [] }
        let names = app.needs.places.catalogue.names(of: area)
        return ["", names.province, names.city, names.district]
    }

    // MARK: People

    /// So many volunteers, a few thousand in each transaction.
    mutating func addVolunteers(_ count: Int, _ progress: (Int) -> Void) async throws {
        for start in stride(from: 0, to: count, by: 2000) {
            let rows = (start..<min(count, start + 2000)).map { _ in volunteer() }
            let vault = app.vault
            try await app.database.write { db in for row in rows { try db.insert(row, vault) } }
            progress(min(count, start + 2000))
        }
    }

    private mutating func volunteer() -> MarketVolunteer {
        let now = app.world.now(), member = app.world.newID()
        let chosen = Set((0...below(3)).map { _ in skills[min(below(skills.count), below(skills.count))].key }).sorted()
        var said = Volunteer(networkID: network.id, memberID: member)
        (said.isRemote, said.radius) = (below(10) == 0, [5, 10, 10, 20, 30, 60][below(6)])
        (said.weeklyLimit, said.levels) = ([4, 8, 8, 12, 20][below(5)], [:])
        for skill in chosen { said.levels[skill] = .able }
        if below(20) == 0 { said.pause = .open }
        return MarketVolunteer(
            volunteer: said, person: app.world.newID(), mark: app.world.bytes(16),
            standing: [.newcomer, .vouched, .vouched, .trusted][below(4)], area: path(place()).joined(),
            skills: chosen, at: now, hours: hours(of: member, at: now))
    }

    private mutating func hours(of member: ID, at now: Int64) -> Availability {
        var week = WeekMask()
        switch below(4) {
        case 0: for day in 0..<5 { week.add(day: day, from: 18, to: 22) }
        case 1: for day in 5..<7 { week.add(day: day, from: 8, to: 22) }
        default: for day in 0..<7 { week.add(day: day, from: 8, to: 20 + below(4)) }
        }
        let kind: Availability.Kind = below(5) == 0 ? .ask : .weekly
        return Availability(
            networkID: network.id, memberID: member, kind: kind, zone: LocalClock.usual, week: week, saidAt: now,
            endsAt: now + kind.lifetime)
    }

    // MARK: What is wanted and offered

    /// Open needs with two lines each: one for things, one for people.
    mutating func addNeeds(_ count: Int, _ progress: @escaping @Sendable (Int) -> Void) async throws {
        var entries: [NeedEntry] = []
        for number in 0..<count { entries.append(need(number)) }
        let app = app, network = network
        try await MarketFilling.atOnce(entries, progress) { entry in
            _ = try await app.needs.submit(entry, by: Viewer(.operator, language: .zh), in: network, isRelayed: true)
        }
        try await app.database.write { db in try db.putNeedsOnBoard(of: network.id) }
    }

    mutating func addOffers(_ count: Int, _ progress: @escaping @Sendable (Int) -> Void) async throws {
        var entries: [OfferEntry] = []
        for number in 0..<count {
            var entry = OfferEntry()
            entry.what = self.entry(number, line: NeedEntry.Line(item: thing(), quantity: "\(20 * (1 + below(40)))"))
            entry.radius = ["20", "60", "200"][below(3)]
            entries.append(entry)
        }
        let app = app, network = network
        try await MarketFilling.atOnce(entries, progress) { entry in
            _ = try await app.offers.submit(
                entry, by: Viewer(.operator, language: .zh), in: network, isImported: true)
        }
        try await app.database.write { db in try db.putOffersOnBoard(of: network.id) }
    }

    private mutating func thing() -> String { things[min(below(things.count), below(things.count))].zh }

    private mutating func need(_ number: Int) -> NeedEntry {
        var entry = entry(number, line: NeedEntry.Line(item: thing(), quantity: "\(10 * (1 + below(30)))"))
        let skill = skills[min(below(skills.count), below(skills.count))].name(.zh)
        entry.lines.append(NeedEntry.Line(item: skill, quantity: "\(1 + below(3))", kind: "people"))
        entry.urgency = ["critical", "high", "high", "normal", "normal", "low"][below(6)]
        return entry
    }

    private mutating func entry(_ number: Int, line: NeedEntry.Line) -> NeedEntry {
        var entry = NeedEntry()
        entry.title = "\(number) \(line.item)"
        entry.lines = [line]
        entry.area = path(place())
        entry.phone = String(154_0000_0000 + number)
        return entry
    }

    /// Many at once, as they come on such a day.
    private static func atOnce<Entry: Sendable>(
        _ entries: [Entry], _ progress: @escaping @Sendable (Int) -> Void,
        _ body: @escaping @Sendable (Entry) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, entry) in entries.enumerated() {
                if number >= 32 { try await group.next() }
                if number % 500 == 0 { progress(number) }
                group.addTask { try await body(entry) }
            }
            try await group.waitForAll()
        }
    }
}

/// A volunteer as the tables have one.
struct MarketVolunteer: Sendable {
    let volunteer: Volunteer
    let person: ID
    /// In place of a mail address.
    let mark: [UInt8]
    let standing: Standing
    let area: String
    let skills: [String]
    let at: Int64
    let hours: Availability
}
