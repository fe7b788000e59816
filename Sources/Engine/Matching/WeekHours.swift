/// Hours of a week, one bit for each: hour 0 begins on Monday at midnight by the network's clock.
public struct WeekHours: Sendable, Hashable {
    public static let count = 168
    public static let none = WeekHours()
    public static let all = WeekHours(0..<count)

    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0

    /// No hour.
    public init() {}

    /// The named hours; what is none of 0…167 is passed over.
    public init(_ hours: some Sequence<Int>) {
        for hour in hours { insert(hour) }
    }

    /// The same hours on several days: `WeekHours(days: 0...4, from: 14, to: 18)` is Monday to Friday, 14 to 18 o'clock.
    public init(days: ClosedRange<Int>, from: Int, to: Int) {
        for day in days {
            for hour in from..<max(from, to) { insert(day * 24 + hour) }
        }
    }

    /// Adds one hour.
    public mutating func insert(_ hour: Int) {
        switch hour {
        case 0..<64: first |= 1 << UInt64(hour)
        case 64..<128: second |= 1 << UInt64(hour - 64)
        case 128..<WeekHours.count: third |= 1 << UInt64(hour - 128)
        default: break
        }
    }

    /// Whether an hour is in it.
    public func contains(_ hour: Int) -> Bool { contains(WeekHours(CollectionOfOne(hour))) && hour >= 0 && hour < 168 }

    /// Whether all hours of the other are in this one.
    @inline(__always)
    public func contains(_ other: WeekHours) -> Bool {
        (other.first & ~first) | (other.second & ~second) | (other.third & ~third) == 0
    }

    /// Whether any hour is in both.
    public func overlaps(_ other: WeekHours) -> Bool {
        (other.first & first) | (other.second & second) | (other.third & third) != 0
    }

    /// How many hours it has.
    public var hourCount: Int { first.nonzeroBitCount + second.nonzeroBitCount + third.nonzeroBitCount }

    public var isEmpty: Bool { first | second | third == 0 }

    /// The hours of both.
    public func union(_ other: WeekHours) -> WeekHours {
        var both = self
        both.first |= other.first
        both.second |= other.second
        both.third |= other.third
        return both
    }

    /// The hours without those of the other.
    public func subtracting(_ other: WeekHours) -> WeekHours {
        var rest = self
        rest.first &= ~other.first
        rest.second &= ~other.second
        rest.third &= ~other.third
        return rest
    }
}

/// Hours that something takes: of one week, or of every week alike.
public struct HourSlot: Sendable, Hashable {
    /// Which week, counted from any first one that all share; none is every week.
    public var week: Int32?
    public var hours: WeekHours

    public init(week: Int32? = nil, hours: WeekHours) {
        self.week = week
        self.hours = hours
    }

    /// Whether both could fall on the same hour.
    public func overlaps(_ other: HourSlot) -> Bool {
        (week == nil || other.week == nil || week == other.week) && hours.overlaps(other.hours)
    }
}

/// When somebody is free, as it really is: a weekly pattern, weeks that are otherwise, or "ask me".
public struct MatchAvailability: Sendable, Hashable {
    /// One week that is not as usual.
    public struct Exception: Sendable, Hashable {
        public var week: Int32
        public var free: WeekHours
        public var busy: WeekHours

        public init(week: Int32, free: WeekHours = .none, busy: WeekHours = .none) {
            self.week = week
            self.free = free
            self.busy = busy
        }
    }

    /// The usual week; none is "ask me".
    public var weekly: WeekHours?
    public var exceptions: [Exception]

    public init(weekly: WeekHours? = nil, exceptions: [Exception] = []) {
        self.weekly = weekly
        self.exceptions = exceptions
    }

    /// "Ask me".
    public static let unknown = MatchAvailability()

    /// The free hours of a week, or of the usual one; none where nobody knows.
    public func hours(in week: Int32?) -> WeekHours? {
        var known = weekly
        for exception in exceptions where week != nil && exception.week == week {
            known = (known ?? .none).union(exception.free).subtracting(exception.busy)
        }
        return known
    }

    /// Whether what is known leaves all these hours free; what is not known has to be asked and stands in nobody's way.
    public func allows(_ slots: [HourSlot]) -> Bool {
        slots.allSatisfy { slot in hours(in: slot.week)?.contains(slot.hours) ?? true }
    }

    /// Whether all these hours are known to be free.
    public func isKnownFree(_ slots: [HourSlot]) -> Bool {
        !slots.isEmpty && slots.allSatisfy { slot in hours(in: slot.week)?.contains(slot.hours) ?? false }
    }
}
