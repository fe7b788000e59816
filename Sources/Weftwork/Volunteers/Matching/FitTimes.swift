internal import Database
internal import Engine

/// When people and things are wanted and there, as hours that the engine compares.
extension FitMaking {
    /// Everything is asked for now: the hour that has begun.
    static let thisHour = WeekHours(CollectionOfOne(0))
    /// The same by what people said alone: whoever is busy until four may be asked for what begins as soon as they can.
    static let saidHour = WeekHours(CollectionOfOne(WeekHours.count - 1))

    // MARK: When

    static func starts(of needs: [Need], at now: Int64) -> FitStarts {
        FitStarts(needs.flatMap(\.lines).compactMap { time(of: $0, at: now) })
    }

    /// From when to when somebody is asked for, where the line says when or for how long; else it is now, for as long as they have.
    static func time(of line: NeedLine, at now: Int64) -> RestGuard.Span? {
        guard !line.isClaimed else { return nil }
        let work = line.work, start = work.start(at: now)
        if work.minutes != nil || work.from != nil && work.to != nil,
            let terms = try? WaveRules.terms(CallTerms(), on: line, at: now)
        {
            return terms.span(at: now)
        }
        return start > now ? RestGuard.Span(start: start, end: start + Time.hour) : nil
    }

    func slots(_ time: RestGuard.Span?) -> [HourSlot] {
        guard let time else { return [HourSlot(hours: FitMaking.thisHour)] }
        return starts.number(of: time).map { [HourSlot(hours: WeekHours(CollectionOfOne($0)))] } ?? []
    }

    /// The times for which somebody is free: as they said, but for what they have promised.
    mutating func hours(of one: VolunteerSupply, _ freedom: VolunteerSupply.Freedom?) -> MatchAvailability {
        let taken = starts.meeting(one.busy)
        if freedom == .ask { return taken.isEmpty ? .unknown : MatchAvailability(weekly: .all.subtracting(taken)) }
        var free = starts.free(one.hours)
        // Who says for no time at all that they are free now looks for themselves what they can do.
        if case .today(let until) = freedom, until <= now { free = free.union(starts.begun(at: now)) }
        free = free.subtracting(taken)
        if freedom != nil { free = free.union(FitMaking.thisHour) }
        if freedom != nil || one.saidFreedom(at: now) != nil { free = free.union(FitMaking.saidHour) }
        return MatchAvailability(weekly: free)
    }

    // MARK: When things are there

    /// Things are wanted by a time: in steps of six hours from now, as far as the engine has hours; what is later is in the last.
    private static let step = 6 * Time.hour

    private func step(_ moment: Int64) -> Int {
        Int(min(max(0, moment - now) / FitMaking.step, Int64(WeekHours.count - 1)))
    }

    /// By when something is of use at the latest, where nobody has said a date.
    private static func patience(_ urgency: Need.Urgency) -> Int64 {
        switch urgency {
        case .critical: Time.day
        case .high: 2 * Time.day
        case .normal: 7 * Time.day
        case .low: 14 * Time.day
        }
    }

    func slots(ofThingsFor need: Need) -> [HourSlot] {
        let date = need.neededBy.flatMap { $0 > now ? $0 : nil }
        let due = date ?? now + FitMaking.patience(need.urgency)
        return [HourSlot(hours: WeekHours(CollectionOfOne(step(due))))]
    }

    /// The steps by whose end an offer has begun: some hours late is found, and says when it begins.
    func hours(of offer: Offer) -> WeekHours {
        guard offer.until.map({ $0 > now }) ?? true else { return .none }
        let from = max(now, offer.from ?? now)
        return WeekHours(step(from)..<WeekHours.count)
    }
}
