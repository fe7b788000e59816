internal import Database
internal import Engine

/// How much of what a call asks for somebody has said to be free for.
enum OwnTime: Sendable, Equatable {
    /// All of it, or they said that they may be asked.
    case whole
    /// So many minutes from its beginning.
    case part(Int)
    /// Too little.
    case short
    /// They are not free then by their own word.
    case unsaid

    /// Whether they may be asked without anybody's choosing them.
    var isEnough: Bool {
        switch self {
        case .whole, .part: true
        case .short, .unsaid: false
        }
    }
}

extension WaveRules {
    /// Nobody is asked for less.
    static let leastPart = 30
    /// So much less than it takes is enough: whoever says "two hours now" is asked for two a few minutes later, too.
    static let grace = 15 * Time.minute

    /// How much of a call's time somebody has: who says "two hours now" is asked for two, and for what takes four not at all.
    ///
    /// - Parameters:
    ///   - line: where it says when or for how long, a part of it helps nobody; else as much as they have is asked of each.
    ///   - hours: what they said of when they are free.
    static func ownTime(_ terms: CallTerms, on line: NeedLine, _ hours: [Availability], at now: Int64) -> OwnTime {
        let span = terms.span(at: now)
        if hours.contains(where: { $0.kind == .ask && $0.holds(at: span.start) }) { return .whole }
        let end = AvailabilityRules.end(of: hours, from: span.start, until: span.end)
        if end == span.start { return .unsaid }
        if end >= span.end - grace { return .whole }
        // In quarters of an hour, as hours are asked for elsewhere; who said two hours a moment ago has two.
        let minutes = Int((end - span.start + 5 * Time.minute) / Time.minute) / 15 * 15
        let isSaid = line.work.minutes != nil || line.work.from != nil && line.work.to != nil
        return isSaid || minutes < leastPart ? .short : .part(minutes)
    }

    /// How far somebody would have to come, as it counts for who is asked first: about their own town, its surroundings, further away.
    static func reach(kilometres: Double?, isAnywhere: Bool) -> Int {
        guard !isAnywhere else { return 0 }
        guard let kilometres else { return 1 }
        return kilometres <= 20 ? 0 : kilometres <= 60 ? 1 : 2
    }
}

extension CallTerms {
    /// The same for as long as somebody has.
    func cut(to own: OwnTime) -> CallTerms {
        guard case .part(let minutes) = own else { return self }
        return CallTerms(from: from, minutes: min(minutes, length))
    }
}

extension Asking {
    /// What this one is asked for of a call: as long as they have.
    func terms(of call: CallTerms) -> CallTerms {
        guard let minutes, minutes < call.length else { return call }
        return CallTerms(from: call.from, minutes: minutes)
    }
}
