internal import Foundation

/// Lengths of time as people type them.
public enum SpanText {
    private static let units: [(names: Set<String>, minutes: Double)] = [
        (["分", "分钟", "分鐘", "m", "min", "mins", "minute", "minutes"], 1),
        (["时", "時", "小时", "小時", "钟头", "h", "hr", "hrs", "hour", "hours"], 60),
        (["天", "日", "d", "day", "days"], 1440),
        (["周", "星期", "w", "week", "weeks"], 10080),
    ]

    /// Minutes in `text`: `30 分钟`, `1 小时 30 分钟`, `2h`, `1.5 d`; a bare number is hours.
    ///
    /// - Returns: nothing where it can't be read. Linear in the length of `text`.
    public static func minutes(_ text: String) -> Double? {
        let clean = Clean.line(text).lowercased()
        if let hours = Double(clean), hours.isFinite { return hours * 60 }
        var rest = clean[...], total = 0.0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count).drop { $0 == " " }
            let word = rest.prefix { !$0.isNumber && $0 != " " }
            rest = rest.dropFirst(word.count).drop { $0 == " " }
            guard let number = Double(digits), let unit = units.first(where: { $0.names.contains(String(word)) }) else {
                return nil
            }
            total += number * unit.minutes
        }
        return total
    }
}
