import Engine
import Foundation

/// A market made at random, skewed as real ones are: few cities and few skills have most of everything.
struct BenchMarket {
    var supplies: [MatchSupply] = []
    var needs: [MatchNeed] = []
    private var random: SplitMix64
    private let cities: [(place: GeoPoint, share: Double)]
    private let skills: [Double]

    /// - Parameters:
    ///   - volunteers: How many; each has one to three skills, a pattern of free hours, languages, a standing.
    ///   - needs: How many lines for people, most of them for one.
    init(volunteers: Int, needs count: Int, seed: UInt64) {
        random = SplitMix64(seed: seed)
        cities = BenchMarket.cities()
        skills = BenchMarket.shares(200, falling: 0.9)
        supplies.reserveCapacity(volunteers)
        for _ in 0..<volunteers { supplies.append(volunteer()) }
        needs.reserveCapacity(count)
        for _ in 0..<count { needs.append(need()) }
    }

    /// The same two hundred in every market.
    private static func cities() -> [(place: GeoPoint, share: Double)] {
        var random = SplitMix64(seed: 7)
        return shares(200, falling: 0.8).map { share in
            let latitude = Double.random(in: 22...45, using: &random)
            let longitude = Double.random(in: 100...125, using: &random)
            return (GeoPoint(latitude: latitude, longitude: longitude), share)
        }
    }

    /// Running sums of falling shares.
    private static func shares(_ count: Int, falling power: Double) -> [Double] {
        let weights = (1...count).map { 1 / pow(Double($0), power) }
        let sum = weights.reduce(0, +)
        var running = 0.0
        return weights.map {
            running += $0 / sum
            return running
        }
    }

    private mutating func volunteer() -> MatchSupply {
        var one = MatchSupply(.people, holds: Array(Set((0...below(3)).map { _ in skill() })).sorted())
        one.place = place(spread: 0.12)
        one.radius = [5, 10, 10, 20, 30][below(5)]
        one.isRemote = below(10) == 0
        one.availability = below(10) == 0 ? .unknown : MatchAvailability(weekly: free())
        one.minutesLimit = Int32(60 * [4, 8, 8, 12, 20][below(5)])
        one.minutesTaken = Int32(60 * below(7))
        one.tier = Int8([0, 0, 1, 1, 1, 2, 2, 3][below(8)])
        one.languages = below(4) == 0 ? [0, Int32(1 + below(5))] : [0]
        one.training = (0..<6).filter { _ in below(3) == 0 }.map { Int32($0) }
        one.kept = Double(below(12))
        one.missed = Double(below(3))
        one.asked = below(4)
        one.isPaused = below(20) == 0
        return one
    }

    private mutating func need() -> MatchNeed {
        var one = MatchNeed(.people, wanted: Array(Set((0...below(2)).map { _ in skill() })).sorted())
        one.amount = below(5) == 0 ? .number(Int64(2 + below(3)) * 1000) : .number(1000)
        one.urgency = [.low, .normal, .normal, .normal, .high, .high, .critical][below(7)]
        one.place = place(spread: 0.15)
        one.radius = 30
        one.isRemote = below(20) == 0
        one.slots = below(3) == 0 ? [] : [HourSlot(hours: shift())]
        one.minutes = Int32(60 * (2 + below(3)))
        one.tier = Int8([0, 0, 0, 1, 1, 2][below(6)])
        one.languages = below(10) == 0 ? [Int32(1 + below(5))] : [0]
        one.training = below(4) == 0 ? [Int32(below(6))] : []
        return one
    }

    /// Four hours of one day.
    private mutating func shift() -> WeekHours {
        let day = below(7), from = [8, 9, 13, 14, 18][below(5)]
        return WeekHours(days: day...day, from: from, to: from + 4)
    }

    private mutating func free() -> WeekHours {
        switch below(4) {
        case 0: WeekHours(days: 0...4, from: 18, to: 22).union(WeekHours(days: 5...6, from: 8, to: 22))
        case 1: WeekHours(days: 5...6, from: 8, to: 22)
        case 2: WeekHours(days: 0...4, from: 8, to: 18)
        default: WeekHours(days: 0...6, from: 8, to: 22)
        }
    }

    private mutating func skill() -> Int32 { Int32(drawn(skills)) }

    private mutating func place(spread: Double) -> GeoPoint {
        let center = cities[drawn(cities.map(\.share))].place
        func off() -> Double {
            (0..<3).reduce(0) { sum, _ in sum + Double.random(in: -spread...spread, using: &random) }
        }
        return GeoPoint(latitude: center.latitude + off(), longitude: center.longitude + off())
    }

    private mutating func drawn(_ shares: [Double]) -> Int {
        let at = Double.random(in: 0..<1, using: &random)
        return min(shares.count - 1, shares.firstIndex { at < $0 } ?? 0)
    }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
}
