@testable import Engine

/// Markets made at random, small and full of corners: the date line, the pole, no place, "ask me", exceptions, numbers above 64.
struct MarketMaker {
    var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    mutating func market(needs: Int, supplies: Int, kind: MatchKind? = nil) -> MatchMarket {
        var made: [MatchNeed] = [], given: [MatchSupply] = []
        for _ in 0..<needs { made.append(need(kind ?? (below(3) == 0 ? .goods : .people))) }
        for _ in 0..<supplies { given.append(supply(kind ?? (below(3) == 0 ? .goods : .people), needs)) }
        return MatchMarket(needs: made, supplies: given)
    }

    mutating func need(_ kind: MatchKind) -> MatchNeed {
        var one = MatchNeed(kind, wanted: things(3, kind))
        if below(5) == 0 { one.required = [things(1, kind)[0]] }
        one.amount = amount(kind)
        one.unit = kind == .goods ? Int32(below(3)) : 0
        one.urgency = MatchUrgency.allCases[below(4)]
        one.place = place()
        one.radius = below(2) == 0 ? [3.0, 25, 150, 5000][below(4)] : nil
        one.isRemote = below(5) == 0
        if below(2) == 0 { one.slots = [HourSlot(week: below(2) == 0 ? 7 : nil, hours: hours(4))] }
        one.minutes = Int32(below(4) * 60)
        one.tier = Int8(below(3))
        one.languages = below(2) == 0 ? [[1, 70, 134][below(3)]] : []
        one.training = below(4) == 0 ? [[2, 66][below(2)]] : []
        return one
    }

    mutating func supply(_ kind: MatchKind, _ needs: Int) -> MatchSupply {
        var one = MatchSupply(kind, holds: things(4, kind))
        one.amount = kind == .people ? .number([1000, 1000, 3000][below(3)]) : amount(kind)
        one.unit = kind == .goods ? Int32(below(3)) : 0
        one.place = place()
        one.radius = below(3) > 0 ? [2.0, 29, 31, 200, 900][below(5)] : nil
        one.isRemote = below(5) == 0
        switch below(3) {
        case 0: one.availability = MatchAvailability(weekly: hours(40))
        case 1:
            one.availability = MatchAvailability(
                weekly: hours(80), exceptions: [.init(week: 7, free: hours(9), busy: hours(5))])
        default: break
        }
        one.minutesLimit = below(2) == 0 ? Int32(below(10) * 60) : nil
        one.minutesTaken = Int32(below(5) * 60)
        one.tier = Int8(below(4))
        one.languages = below(3) > 0 ? [[1, 70, 134][below(3)], 6] : []
        one.training = below(2) == 0 ? [2, 66] : [[2, 66, 130][below(3)]]
        one.kept = Double(below(10))
        one.missed = Double(below(3))
        one.isPaused = below(10) == 0
        one.asked = below(3)
        one.passedOver = below(6) == 0 && needs > 0 ? [Int32(below(needs))] : []
        return one
    }

    private mutating func amount(_ kind: MatchKind) -> Quantity {
        if kind == .people { return below(3) == 0 ? .unknown : .number(Int64(1 + below(3)) * 1000) }
        return [.unknown, .unlimited, .number(Int64(below(6)) * 1500), .range(2000, 5000), .number(7000)][below(5)]
    }

    /// Around Wuhan, around the date line, or at the pole.
    private mutating func place() -> GeoPoint? {
        let corner = [GeoPoint(latitude: 30.6, longitude: 114.3), GeoPoint(latitude: -17, longitude: 179.9)]
        switch below(8) {
        case 0: return nil
        case 1: return GeoPoint(latitude: 89.95, longitude: Double.random(in: -180...180, using: &random))
        default:
            let center = corner[below(4) == 0 ? 1 : 0]
            let longitude = center.longitude + Double.random(in: -1...1, using: &random)
            return GeoPoint(
                latitude: center.latitude + Double.random(in: -1...1, using: &random),
                longitude: longitude > 180 ? longitude - 360 : longitude)
        }
    }

    private mutating func things(_ most: Int, _ kind: MatchKind) -> [Int32] {
        let first = kind == .people ? 0 : 10
        return (0...below(most)).map { _ in Int32(first + below(5)) }
    }

    private mutating func hours(_ count: Int) -> WeekHours {
        let from = below(100)
        return WeekHours(from..<(from + count))
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
}
