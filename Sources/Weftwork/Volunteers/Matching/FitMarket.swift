internal import Database
internal import Engine

/// A network's open lines, offers and volunteers side by side, as the engine takes them, and whose each of its positions is.
struct FitMarket: Sendable {
    /// One line as one kind of help would serve it: by things or by people.
    struct Line: Sendable {
        /// Position in ``needs``.
        let need: Int
        let line: NeedLine
        let kind: MatchKind
        /// When somebody is asked to come, where the line says that it is not at once.
        let start: Int64?
        /// From when to when, where the line says when or for how long.
        let time: RestGuard.Span?
    }

    enum Supply: Sendable {
        case offer(ID, line: NeedLine, OfferTerm)
        case volunteer(VolunteerSupply, VolunteerSupply.Freedom?)
    }

    /// What of an offer is a reason beside its lines.
    struct OfferTerm: Sendable {
        /// When it begins, where that is still to come.
        let from: Int64?
        let until: Int64?
        let confidence: Need.Confidence?
    }

    let needs: [Need]
    /// By position in the market.
    let lines: [Line]
    let supplies: [Supply]
    let market: MatchMarket
    let things: FitThings
    let trainings: [ID]
    /// Where the lines of a need stand.
    let positions: [ID: [Int]]
    /// Where the lines of an offer stand among ``supplies``.
    let offers: [ID: Range<Int>]
    /// What an offer can bring in a day, by position.
    let perDay: [Int: Int64]
    /// Since when it may have changed.
    let readAt: Int64
    let starts: FitStarts

    /// Needs, offers and volunteers in the order of their ids: equal input gives equal answers.
    init(
        _ rows: FitRows, _ volunteers: [VolunteerSupply], _ catalogue: Catalogue, _ places: Places, now: Int64,
        readAt: Int64? = nil
    ) {
        self.readAt = readAt ?? now
        var making = FitMaking(things: FitThings(catalogue), places: places, now: now)
        for module in rows.trainings { _ = making.things.training(module) }
        making.starts = FitMaking.starts(of: rows.needs, at: now)
        for (index, need) in rows.needs.enumerated() {
            making.add(need, at: index, square: rows.squares[need.id], trainings: rows.trainings)
        }
        making.allowSubstitutes()
        let positions = Dictionary(grouping: making.lines.indices) { rows.needs[making.lines[$0].need].id }
        var offers: [ID: Range<Int>] = [:]
        for offer in rows.offers {
            let first = making.supplies.count
            let record = offer.offererID.flatMap { rows.records[$0] } ?? FitRecord()
            let answers = rows.offerAnswers[offer.offererID ?? offer.id] ?? MatchSupply.Answers()
            defer { offers[offer.id] = first..<making.supplies.count }
            for line in offer.lines {
                let passedOver = (rows.asked[line.id] ?? []).flatMap { positions[$0] ?? [] }.sorted()
                making.add(offer, line, record, answers, passedOver: passedOver)
            }
        }
        for volunteer in volunteers.sorted(by: { $0.id < $1.id }) {
            let record = rows.records[volunteer.id] ?? FitRecord()
            making.add(volunteer, record, passedOver: record.needs.flatMap { positions[$0] ?? [] }.sorted())
        }
        needs = rows.needs
        lines = making.lines
        supplies = making.supplies
        market = MatchMarket(needs: making.wants, supplies: making.has, weights: rows.weights)
        things = making.things
        trainings = rows.trainings
        self.offers = offers
        perDay = making.perDay
        starts = making.starts
        self.positions = positions
    }

    func need(at position: Int) -> Need { needs[lines[position].need] }

    /// So many others are counted, and no more: who they are is not everybody's to know.
    static let mostOthers = 9
    /// So many lines of offers are looked at for that: several may be of one offer, and some not this reader's to know.
    static let mostLooked = 4 * mostOthers

    /// How many others would do for a line, were this member not there; ``mostOthers`` stands for as many or more.
    func others(line position: Int, besides member: ID) -> Int {
        let found = market.best(forNeed: position, top: FitMarket.mostOthers + 1).candidates.filter {
            if case .volunteer(let one, _) = supplies[$0.position] { one.id != member } else { true }
        }
        return min(found.count, FitMarket.mostOthers)
    }

    /// The offers that would do for a line, were this one not there, best first: each as often as lines of it would do.
    func instead(of offer: ID, line position: Int, top count: Int) -> [MatchCandidate] {
        let own = offers[offer] ?? 0..<0
        return market.best(forNeed: position, top: count + own.count).candidates.filter { !own.contains($0.position) }
    }
}

/// The market while it is being made.
struct FitMaking {
    var things: FitThings
    let places: Places
    let now: Int64
    private(set) var lines: [FitMarket.Line] = []
    private(set) var wants: [MatchNeed] = []
    private(set) var supplies: [FitMarket.Supply] = []
    private(set) var has: [MatchSupply] = []
    private(set) var perDay: [Int: Int64] = [:]
    private var points: [String: GeoPoint?] = [:]
    var starts = FitStarts()

    init(things: FitThings, places: Places, now: Int64) {
        (self.things, self.places, self.now) = (things, places, now)
    }

    // MARK: What is wanted

    mutating func add(_ need: Need, at index: Int, square: GeoPoint?, trainings: [ID]) {
        let place = places.middle(of: need.areaCode) ?? square
        for line in need.lines where !line.isClaimed {
            add(line, .goods, [things.wanted(line.item)], need, index, place, nil)
            guard [.people, .service, .transport, .information].contains(line.kind), !line.work.isOver(at: now) else {
                continue
            }
            let skills = things.skills(of: line)
            guard !skills.isEmpty else { continue }
            let time = FitMaking.time(of: line, at: now)
            add(line, .people, skills, need, index, place, time)
            wants[wants.count - 1].slots = slots(time)
            wants[wants.count - 1].isRemote = line.work.isRemote ?? things.isRemote(skills)
            wants[wants.count - 1].training = trainings.map { things.training($0) }
            wants[wants.count - 1].tier = FitMaking.tier(for: need.audience)
            // Whoever has room left in the week may be asked; what a time takes of its own week is reckoned with the times.
            let isNow = line.work.start(at: now) <= now
            wants[wants.count - 1].minutes = isNow ? Int32(clamping: line.work.minutes ?? 1) : 1
        }
    }

    private mutating func add(
        _ line: NeedLine, _ kind: MatchKind, _ wanted: [Int32], _ need: Need, _ index: Int, _ place: GeoPoint?,
        _ time: RestGuard.Span?
    ) {
        var want = MatchNeed(kind, wanted: wanted)
        want.amount = line.remaining.map { .number($0) } ?? line.quantity
        want.unit = things.unit(line.unit)
        want.urgency = FitMaking.urgency(need.urgency)
        want.place = place
        want.slots = slots(ofThingsFor: need)
        let start = kind == .people ? line.work.from.flatMap { $0 > now ? $0 : nil } : nil
        lines.append(FitMarket.Line(need: index, line: line, kind: kind, start: start, time: time))
        wants.append(want)
    }

    /// Where something else like it will do, that serves as well, after the thing itself: it weighs less than half of what is wanted,
    /// however near it is. Once all that is wanted is known.
    mutating func allowSubstitutes() {
        for (position, one) in lines.enumerated() where one.kind == .goods && one.line.kind == .goods {
            guard one.line.substitute == .yes, let other = things.substitute(for: one.line.item) else { continue }
            wants[position].wanted.append(other)
        }
    }

    private static func urgency(_ urgency: Need.Urgency) -> MatchUrgency {
        switch urgency {
        case .critical: .critical
        case .high: .high
        case .normal: .normal
        case .low: .low
        }
    }

    /// Whoever may not know of a need is not found for it.
    private static func tier(for audience: Audience) -> Int8 {
        switch audience {
        case .concerned, .case, .stewards: Int8(Standing.steward.rawValue)
        case .trusted: Int8(Standing.trusted.rawValue)
        case .members, .partners, .public: Int8(Standing.newcomer.rawValue)
        }
    }

    // MARK: What there is

    /// - Parameters:
    ///   - record: how whoever has it keeps what they promise.
    ///   - answers: what they said when they were asked for what they offer.
    ///   - passedOver: lines of needs for which they were asked already.
    mutating func add(
        _ offer: Offer, _ line: NeedLine, _ record: FitRecord, _ answers: MatchSupply.Answers, passedOver: [Int]
    ) {
        var one = MatchSupply(.goods, holds: things.held(line.item))
        one.amount = line.remaining.map { .number($0) } ?? line.quantity
        one.unit = things.unit(line.unit)
        one.place = places.middle(of: offer.areaCode)
        one.radius = offer.reach.radiusKm.map(Double.init)
        one.isRemote = offer.reach.ships
        one.availability = MatchAvailability(weekly: hours(of: offer))
        // What was checked stands before what nobody has looked at.
        let isChecked = ![nil, .unverified].contains(offer.confidence)
        one.tier = isChecked ? 1 : 0
        (one.kept, one.missed) = (record.kept, record.missed)
        one.answers = answers
        one.passedOver = passedOver.map { Int32($0) }
        if let most = offer.perDay { perDay[has.count] = most }
        let term = FitMarket.OfferTerm(
            from: offer.from.flatMap { $0 > now ? $0 : nil }, until: offer.until,
            confidence: isChecked ? offer.confidence : nil)
        supplies.append(.offer(offer.id, line: line, term))
        has.append(one)
    }

    /// - Parameter passedOver: lines of needs that they were asked for already, or take part in.
    mutating func add(_ volunteer: VolunteerSupply, _ record: FitRecord, passedOver: [Int]) {
        let freedom = volunteer.freedom(at: now)
        var one = supply(of: volunteer, freedom)
        (one.kept, one.missed, one.asked) = (record.kept, record.missed, record.asked)
        one.answers = MatchSupply.Answers(yes: record.yes, no: record.no)
        one.passedOver = passedOver.map { Int32($0) }
        has.append(one)
        supplies.append(.volunteer(volunteer, freedom))
    }

    /// A volunteer as the engine takes them: free now, to be asked, or not free.
    mutating func supply(of one: VolunteerSupply, _ freedom: VolunteerSupply.Freedom?) -> MatchSupply {
        var supply = MatchSupply(.people, holds: things.held(skills: one.skills.keys))
        supply.place = point(of: one.area)
        supply.radius = one.radius.map(Double.init)
        supply.isRemote = one.isRemote
        supply.tier = Int8(one.standing.rawValue)
        supply.minutesTaken = Int32(clamping: one.load / Time.minute)
        supply.minutesLimit = Int32(clamping: one.limit * 60)
        supply.isPaused = one.isPaused || one.isResting
        supply.training = one.trainings.compactMap { things.trainings[$0] }.sorted()
        supply.availability = hours(of: one, freedom)
        supply.full = starts.full(one.busy, limit: one.limit)
        return supply
    }

    private mutating func point(of area: String?) -> GeoPoint? {
        guard let area else { return nil }
        if let known = points[area] { return known }
        var point: GeoPoint?
        if case .one(let found, _) = places.catalogue.read(area) { point = found.middle }
        points[area] = .some(point)
        return point
    }
}

extension Places {
    /// The middle of an area of the catalogue.
    fileprivate func middle(of code: Int) -> GeoPoint? { code == 0 ? nil : catalogue.area(code)?.middle }
}

extension CatalogueArea {
    /// Its middle, where that says something: of a country or a whole province it would be a distance that nobody travels.
    fileprivate var middle: GeoPoint? {
        switch level {
        case .country: nil
        case .province: isSmallest ? center : nil
        case .city, .district: center
        }
    }
}
