/// What the search looks at again and again, packed so that a few bytes decide most pairs.
///
/// Languages and training are kept as 64 bits, one for each number modulo 64: exact while all numbers are below 64; else a pair
/// that passes is looked at once more in the values.
struct MatchFacts: Sendable {
    let point: Sphere
    /// The square of the straight line that it comes or may come from; infinite without a limit.
    let reach: Double
    let flags: Flags
    let tier: Int8
    let unit: Int32
    /// Minutes left of the week, or minutes that are needed.
    let minutes: Int32
    let languages: UInt64
    let training: UInt64
    let weekly: WeekHours

    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        static let people = Flags(rawValue: 1)
        static let placed = Flags(rawValue: 2)
        static let remote = Flags(rawValue: 4)
        static let paused = Flags(rawValue: 8)
        /// Hours that one weekly pattern says whole; for a supply also: they are not known.
        static let plainHours = Flags(rawValue: 16)
        /// Something that only the values say: numbers from 64 on, needs passed over, weeks that are full.
        static let closer = Flags(rawValue: 32)
        /// A need with things nobody can do without.
        static let required = Flags(rawValue: 64)
    }

    init(_ need: MatchNeed) {
        let isPlain = need.slots.allSatisfy { $0.week == nil }
        var flags: Flags = isPlain ? [.plainHours] : []
        if need.kind == .people { flags.insert(.people) }
        if need.place != nil { flags.insert(.placed) }
        if need.isRemote { flags.insert(.remote) }
        if !need.required.isEmpty { flags.insert(.required) }
        if !MatchFacts.fits(need.languages) || !MatchFacts.fits(need.training) { flags.insert(.closer) }
        point = need.place.map { Sphere($0) } ?? Sphere()
        reach = Sphere.chord(kilometres: need.radius)
        weekly = need.slots.reduce(.none) { $0.union($1.hours) }
        languages = MatchFacts.bits(need.languages)
        training = MatchFacts.bits(need.training)
        minutes = need.minutes
        unit = need.unit
        tier = need.tier
        self.flags = flags
    }

    init(_ supply: MatchSupply) {
        var flags: Flags = supply.availability.exceptions.isEmpty ? [.plainHours] : []
        if supply.kind == .people { flags.insert(.people) }
        if supply.place != nil { flags.insert(.placed) }
        if supply.isRemote { flags.insert(.remote) }
        if supply.isPaused || supply.amount == .number(0) { flags.insert(.paused) }
        if !supply.passedOver.isEmpty || !supply.full.isEmpty || !MatchFacts.fits(supply.languages)
            || !MatchFacts.fits(supply.training)
        {
            flags.insert(.closer)
        }
        point = supply.place.map { Sphere($0) } ?? Sphere()
        reach = Sphere.chord(kilometres: supply.radius)
        weekly = supply.availability.weekly ?? .all
        languages = MatchFacts.bits(supply.languages)
        training = MatchFacts.bits(supply.training)
        let left = supply.minutesLimit.map { Int($0) - Int(supply.minutesTaken) } ?? Int(Int32.max)
        minutes = Int32(clamping: left)
        unit = supply.unit
        tier = supply.tier
        self.flags = flags
    }

    private static func fits(_ numbers: [Int32]) -> Bool { numbers.allSatisfy { $0 >= 0 && $0 < 64 } }

    private static func bits(_ numbers: [Int32]) -> UInt64 {
        numbers.reduce(0) { $0 | 1 << UInt64(UInt32(bitPattern: $1) & 63) }
    }
}
