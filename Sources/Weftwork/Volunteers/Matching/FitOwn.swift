internal import Database
internal import Engine

/// Oneself as matching takes one, with all that one's profile keeps from others.
struct OwnSupply: Sendable {
    let supply: VolunteerSupply
    /// Why nothing is suggested, whatever would suit.
    let stop: OwnFitReport.Stop?
    /// Nobody who could ask for their skills may know of them.
    let hidesSkills: Bool
}

/// Whether a need suits oneself, line by line, and what stands in the way where it does not.
struct WhyNotReport: Sendable {
    /// Why there is nothing to compare at all.
    enum Bar: String, Sendable, CaseIterable {
        /// One has sent it in, or has promised something for it.
        case own, promised
        /// What an authority keeps to itself takes a permit first.
        case restricted
        /// It asks for things and not for people.
        case things
    }

    struct Line: Sendable {
        let line: NeedLine
        /// Empty where it suits.
        let obstacles: [FitObstacle]
        let reasons: [FitReason]
        /// How many others would do, up to ``FitMarket/mostOthers``.
        let others: Int
        /// Nothing where one is stopped, or it does not suit.
        let found: Found?
    }

    /// What those who ask people are shown of oneself for a line.
    enum Found: Sendable {
        /// At this place among so many that come into question; what is past ``FitMarket/mostOthers`` is not counted.
        case ranked(Int, of: Int)
        /// Not found, and why.
        case not([FitObstacle])
        /// One has said nothing of oneself as a volunteer that could be found.
        case unsaid
    }

    let need: NeedView
    let at: Int64
    let stop: OwnFitReport.Stop?
    let bar: Bar?
    let lines: [Line]
    /// What counts how much for the place one is found at.
    var weights = MatchWeights()

    static func bar(_ view: NeedView, _ ties: Ties) -> Bar? {
        if ties.contains(.submitter) { return .own }
        if ties.contains(.claimant) { return .promised }
        return view.restrictions.isEmpty ? nil : .restricted
    }
}

extension FitActs {
    /// Oneself, as the market takes one.
    func oneself(_ viewer: Viewer, in network: ID) async throws -> OwnSupply {
        try Policy.require(.seeOwnMatches, viewer)
        let member = try volunteers.members.own(viewer, in: network), now = world.now()
        return try await database.read { db in
            let own = try volunteers.own(of: member, at: now, db)
            let isResting = try db.restingMembers(of: network, at: now).contains(member.id)
            let trainings = try db.validPasses(in: network, at: now)[member.id] ?? []
            return OwnSupply(
                supply: VolunteerSupply(own, of: member, trainings: trainings),
                stop: OwnFitReport.stop(own, isResting: isResting), hidesSkills: own.hidesSkills)
        }
    }

    /// Why a need is not suggested to oneself, or how one comes into question for it. Nothing is said of others but how many they are.
    ///
    /// - Throws: ``Refusal/notFound`` where they may not know of the need; ``Refusal/conflict(_:_:)`` where it is not on the board.
    func whyNot(need id: ID, of viewer: Viewer, in network: ID) async throws -> WhyNotReport {
        let own = try await oneself(viewer, in: network), now = world.now()
        let (need, ties) = try await database.read { db in
            guard let need = try db.need(id, in: network) else { throw Refusal.notFound }
            let ties = try db.ties(of: viewer, to: need, now: now)
            guard NeedAccess.canSee(need, viewer, ties) else { throw Refusal.notFound }
            return (need, ties)
        }
        let view = try await needs.view(of: need, ties, for: viewer)
        guard view.state.phase == .board, view.hidden == nil else { throw Refusal.conflict(FitWords.notOpen) }
        guard case .full(let lines) = view.lines else { throw Refusal.conflict(FitWords.held) }
        if let bar = WhyNotReport.bar(view, ties) {
            return WhyNotReport(need: view, at: now, stop: own.stop, bar: bar, lines: [])
        }
        let market = try await market(of: network, holding: id)
        let titles = try await database.read { db in try db.trainingTitles(of: network) }
        let reading = WhyNotReading(
            own: own, market: market, mine: market.offering(own.supply, needs.places, at: now), titles: titles, at: now)
        let open = lines.filter { !$0.isClaimed }
        let said = (market.positions[id] ?? []).filter { market.lines[$0].kind == .people }.prefix(FitActs.most)
            .compactMap { position in
                open.first { $0.id == market.lines[position].line.id }.map { reading.line($0, at: position) }
            }
        return WhyNotReport(
            need: view, at: now, stop: own.stop, bar: said.isEmpty ? .things : nil, lines: said,
            weights: market.market.weights)
    }
}

/// Compares oneself with lines of the market: by one's own knowledge, and as those who ask people find one.
struct WhyNotReading: Sendable {
    private let own: OwnSupply
    private let market: FitMarket
    /// The same needs before oneself alone.
    private let mine: MatchMarket
    private let titles: [ID: Text]
    private let at: Int64
    /// Oneself in the market, as others may know one.
    private let position: Int?

    init(own: OwnSupply, market: FitMarket, mine: MatchMarket, titles: [ID: Text], at now: Int64) {
        (self.own, self.market, self.mine, self.titles, at) = (own, market, mine, titles, now)
        position = market.supplies.firstIndex {
            if case .volunteer(let one, _) = $0 { one.id == own.supply.id } else { false }
        }
    }

    func line(_ line: NeedLine, at position: Int) -> WhyNotReport.Line {
        var broken: [MatchRule] = []
        if case .rules(let rules) = mine.whyNot(need: position, supply: 0) { broken = rules }
        // Of a week that is full all is said at the head of the page already.
        if own.stop == .full { broken.removeAll { $0 == .load } }
        let suits = broken.isEmpty
        let reasons = mine.explanation(need: position, supply: 0).reasons
        return WhyNotReport.Line(
            line: line, obstacles: obstacles(broken, position, isOneself: true),
            reasons: suits
                ? market.reasons(
                    reasons, line: position, .volunteer(own.supply, own.supply.freedom(at: at)), titles: titles
                ).filter(\.isForOneself) : [],
            others: market.others(line: position, besides: own.supply.id),
            found: suits && own.stop == nil ? found(position) : nil)
    }

    private func found(_ line: Int) -> WhyNotReport.Found {
        guard let position else { return .unsaid }
        let rules = MatchRules.broken(
            market.market.needs[line], market.market.supplies[position], position: line)
        guard rules.isEmpty else { return .not(obstacles(rules, line, isOneself: false)) }
        // No further place is told than this.
        let most = FitMarket.mostOthers + 1, ranking = market.market.best(forNeed: line, top: most)
        let place = ranking.candidates.firstIndex { $0.position == position }.map { $0 + 1 } ?? most
        return .ranked(place, of: min(max(ranking.passed, place), most))
    }

    /// - Parameter isOneself: by one's own knowledge, not as others may know one.
    private func obstacles(_ rules: [MatchRule], _ line: Int, isOneself: Bool) -> [FitObstacle] {
        rules.flatMap { rule -> [FitObstacle] in
            switch rule {
            case .thing, .required: isOneself ? [.skills(skills(line))] : [own.hidesSkills ? .hidden : .behind]
            case .distance: [.distance(mine.kilometres(need: line, supply: 0), limit: own.supply.radius)]
            case .paused: [.paused]
            case .tier: Standing(rawValue: Int(market.market.needs[line].tier)).map { [.standing($0)] } ?? [.behind]
            case .training:
                market.trainings.filter { !own.supply.trainings.contains($0) }.map {
                    .training($0, titles[$0] ?? TrainingWords.title)
                }
            case .hours: [hours(line)]
            case .load: [week(line)]
            case .askedBefore: [.asked]
            // No line asks people for a language or counts them otherwise.
            case .language, .unit: [.behind]
            }
        }
    }

    private func skills(_ line: Int) -> [String] {
        market.market.needs[line].wanted.compactMap { market.things.skill($0) }
    }

    /// What one does around the time of a line, or around now.
    private func week(_ line: Int) -> FitObstacle {
        let limit = own.supply.limit
        guard let time = market.lines[line].time else {
            return .week(own.supply.load, limit: limit, takes: market.market.needs[line].minutes)
        }
        let minutes = (time.end - time.start) / Time.minute
        let all = RestGuard(minutes: 0).load(of: time, with: own.supply.busy)
        return .week((all - minutes) * Time.minute, limit: limit, takes: Int32(clamping: minutes))
    }

    private func hours(_ line: Int) -> FitObstacle {
        let asked = market.lines[line]
        if let other = own.supply.promise(during: asked.time ?? RestGuard.Span(start: at, end: at + 1)) {
            return .promised(other)
        }
        let terms = try? WaveRules.terms(CallTerms(), on: asked.line, at: at)
        guard let start = asked.start else {
            guard own.supply.freedom(at: at) != nil, let terms else { return .notFreeNow }
            return .takes(terms.length)
        }
        let isSaid = asked.line.work.minutes != nil || asked.line.work.to != nil
        return .hours(
            start, until: isSaid ? terms.map { $0.span(at: at).end } : nil,
            said: SaidHours(own.supply.hours, onDayOf: start))
    }
}

extension FitMarket {
    /// The same needs before one volunteer alone. Whoever looks has the time to look; what is wanted later has to suit the hours they
    /// said.
    func offering(_ one: VolunteerSupply, _ places: Places, at now: Int64) -> MatchMarket {
        var making = FitMaking(things: things, places: places, now: now)
        making.starts = starts
        let freedom = one.freedom(at: now) ?? (one.hours.isEmpty ? .ask : .today(until: now))
        var one = one
        // Who has just said that they are free was not yet when the market was made.
        for index in one.hours.indices where one.hours[index].kind.isOfOneDay && one.hours[index].from <= now {
            one.hours[index].from = min(one.hours[index].from, readAt)
        }
        return market.offering([making.supply(of: one, freedom)])
    }
}

extension VolunteerSupply {
    /// Oneself: with what one's profile keeps from others, too.
    fileprivate init(_ own: OwnVolunteering, of member: Member, trainings: Set<ID>) {
        self.init(
            id: member.id, standing: member.standing,
            skills: Dictionary(own.skills.map { ($0.key, $0.level) }, uniquingKeysWith: { first, _ in first }),
            languages: own.languages, area: own.area, point: nil, isRemote: own.volunteer.isRemote,
            radius: own.volunteer.radius, means: own.volunteer.means, channel: own.volunteer.channel,
            trainings: trainings, hours: own.hours.all, limit: own.limit, load: own.load, isPaused: false,
            isResting: false, busy: own.busy)
    }
}
