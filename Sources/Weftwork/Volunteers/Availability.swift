internal import Database

/// When somebody is free, as it really is: from now on, some hours of one day, a pattern of the week, or “ask me”. Each ends by itself unless
/// it is renewed, for what was true in spring is a guess in autumn.
struct Availability: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        /// What is said of now stands beside what was said of later today: neither takes the other's place.
        case now, today, weekly, ask

        /// Whether it is some hours of one day.
        var isOfOneDay: Bool { self == .now || self == .today }

        /// So long it holds from the day on which it is said or renewed.
        var lifetime: Int64 {
            switch self {
            case .now, .today: Time.day
            case .weekly: 90 * Time.day
            case .ask: 30 * Time.day
            }
        }

        /// So long before its end whoever said it is asked whether it is still so.
        var notice: Int64 {
            switch self {
            case .now, .today: 0
            case .weekly: 7 * Time.day
            case .ask: 3 * Time.day
            }
        }
    }

    let networkID: ID
    let memberID: ID
    let kind: Kind
    /// In which their hours are meant: the name of a time zone.
    var zone: String
    /// Of a day: from when to when.
    var from: Int64 = 0
    var to: Int64 = 0
    /// Of a week.
    var week = WeekMask()
    /// Days on which the pattern does not hold, as `2026-12-24`.
    var except: [String] = []
    var saidAt: Int64
    var endsAt: Int64

    func holds(at now: Int64) -> Bool { endsAt > now }

    /// Whether it is time to ask if it is still so.
    func isEnding(at now: Int64) -> Bool { !kind.isOfOneDay && holds(at: now) && endsAt - kind.notice <= now }
}

/// The hours of a week in which somebody is free; the first begins on Monday at midnight.
struct WeekMask: Sendable, Equatable {
    static let hours = 168
    private var bits = [UInt8](repeating: 0, count: 21)

    init() {}

    /// As it is stored: two hexadecimal digits for eight hours.
    init?(stored: String) {
        guard let bytes = Hex.decode(stored.utf8), bytes.count == 21 else { return nil }
        bits = bytes
    }

    var stored: String { Hex.encode(bits) }
    var isEmpty: Bool { bits.allSatisfy { $0 == 0 } }
    var count: Int { bits.reduce(0) { $0 + $1.nonzeroBitCount } }

    subscript(hour: Int) -> Bool {
        get { bits[hour / 8] & (1 << UInt8(hour % 8)) != 0 }
        set {
            if newValue { bits[hour / 8] |= 1 << UInt8(hour % 8) } else { bits[hour / 8] &= ~(1 << UInt8(hour % 8)) }
        }
    }

    /// Adds the hours of a day, 0 being Monday. What ends no later than it begins goes on past midnight, on Sunday into Monday.
    mutating func add(day: Int, from: Int, to: Int) {
        let end = to > from ? to : to + 24
        for hour in from..<end { self[(day * 24 + hour) % WeekMask.hours] = true }
    }

    /// The hours of each day as people write them, joined where they follow one another; past midnight as the next day's.
    func ranges(of day: Int) -> [(from: Int, to: Int)] {
        var ranges: [(from: Int, to: Int)] = []
        for hour in 0..<24 where self[day * 24 + hour] {
            if let last = ranges.last, last.to == hour {
                ranges[ranges.count - 1].to = hour + 1
            } else {
                ranges.append((hour, hour + 1))
            }
        }
        return ranges
    }
}

/// When somebody is free, as they say it now.
enum AvailabilityDraft: Sendable {
    /// From now on for so many hours.
    case now(hours: Int?)
    /// From now on until an hour of today.
    case until(String)
    /// So many hours more than said so far.
    case more(hours: Int?)
    /// Not any more now; what was said of later stays.
    case stop
    case today(from: String, to: String)
    /// By day, Monday first; as people write hours: `14-18, 20-22`.
    case weekly(days: [String], except: String)
    case ask
    /// It is all still so.
    case renew
    /// It is not so any more.
    case end(String)
    /// Nobody asks me until that day; empty is until I am back.
    case pause(until: String)
    case resume

    var isStop: Bool { if case .stop = self { true } else { false } }
}
