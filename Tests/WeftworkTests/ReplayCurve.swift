@testable import Weftwork

/// How needs came in a real emergency: new entries by hour in Hubei's list of hospitals, 2020-02-01 to 19, from the history of
/// wuhan2020/wuhan2020 (MIT licence). The mass reformat of 2020-02-05, 12:48, is left out: nobody asked for anything in it.
enum ReplayCurve {
    /// Day of February, hour in Wuhan, new entries.
    static let arrivals: [(day: Int, hour: Int, count: Int)] = [
        (1, 1, 75), (1, 2, 96), (3, 9, 22), (3, 12, 1), (3, 22, 5), (4, 10, 7), (4, 11, 7), (4, 12, 7), (4, 17, 7),
        (4, 21, 7), (4, 22, 2), (4, 23, 5), (5, 0, 7), (5, 1, 2), (5, 2, 7), (5, 4, 7), (5, 5, 5), (5, 6, 7), (5, 8, 9),
        (5, 9, 12), (5, 10, 7), (5, 18, 30), (5, 19, 9), (5, 22, 1), (8, 0, 1), (11, 10, 2), (11, 11, 8), (13, 14, 3),
        (14, 10, 1), (18, 15, 1), (18, 18, 2), (18, 20, 6), (19, 18, 3),
    ]

    /// The fullest day is scaled to 360, and that ten times.
    static let peak = 360.0 * 10

    /// Needs by minute since the beginning of day `first`, as many as the curve has them times `share` of the scaled peak.
    static func minutes(from first: Int, to last: Int, share: Double) -> [Int: Int] {
        let fullest = Dictionary(grouping: arrivals, by: \.day).values.map { $0.reduce(0) { $0 + $1.count } }.max() ?? 1
        let factor = peak * share / Double(fullest)
        var found: [Int: Int] = [:]
        for hour in arrivals where (first...last).contains(hour.day) {
            let start = ((hour.day - first) * 24 + hour.hour) * 60
            let count = Int((Double(hour.count) * factor).rounded())
            // Evenly over the hour.
            for number in 0..<count { found[start + number * 60 / count, default: 0] += 1 }
        }
        return found
    }
}
