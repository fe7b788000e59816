internal import Foundation

/// Numbers, moments and lengths of time as people write them.
public enum Format {
    /// Digits in threes with a narrow gap, from 10 000 on.
    public static func number(_ number: Int64) -> String {
        guard abs(number) > 9999 else { return String(number) }
        let digits = String(abs(number))
        var grouped = ""
        for (offset, digit) in digits.enumerated() {
            if offset > 0 && (digits.count - offset) % 3 == 0 { grouped += "\u{202F}" }
            grouped.append(digit)
        }
        return (number < 0 ? "-" : "") + grouped
    }

    /// A quantity of thousandths, without needless zeros.
    public static func quantity(_ thousandths: Int64) -> String {
        let whole = number(thousandths / 1000)
        guard thousandths % 1000 != 0 else { return whole }
        return whole + "." + fraction(thousandths)
    }

    /// A quantity of thousandths with its unit, as the two go together.
    public static func amount(_ thousandths: Int64, _ unit: String) -> String {
        unit.isEmpty ? quantity(thousandths) : "\(quantity(thousandths)) \(Units.going(with: thousandths, unit))"
    }

    /// A quantity of thousandths as a plain decimal, for JSON and CSV.
    public static func decimal(_ thousandths: Int64) -> String {
        guard thousandths % 1000 != 0 else { return String(thousandths / 1000) }
        let sign = thousandths < 0 && thousandths > -1000 ? "-" : ""
        return sign + String(thousandths / 1000) + "." + fraction(thousandths)
    }

    private static func fraction(_ thousandths: Int64) -> String {
        var digits = String(1000 + abs(thousandths % 1000)).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return String(digits)
    }

    /// RFC 3339 in UTC, to the millisecond.
    public static func rfc3339(_ milliseconds: Int64) -> String {
        let parts = Civil(milliseconds: milliseconds)
        guard (0...9999).contains(parts.year) else { return "9999-12-31T23:59:59.999Z" }
        // A list has hundreds of these; always three digits of a second, so that the texts order as the moments do.
        var text: [UInt8] = []
        text.reserveCapacity(24)
        func add(_ number: Int, _ divisor: Int, _ mark: Unicode.Scalar) {
            var divisor = divisor
            while divisor > 0 {
                text.append(48 + UInt8(number / divisor % 10))
                divisor /= 10
            }
            text.append(UInt8(ascii: mark))
        }
        add(parts.year, 1000, "-")
        add(parts.month, 10, "-")
        add(parts.day, 10, "T")
        add(parts.hour, 10, ":")
        add(parts.minute, 10, ":")
        add(parts.second, 10, ".")
        add(Int(((milliseconds % 1000) + 1000) % 1000), 100, "Z")
        return String(decoding: text, as: UTF8.self)
    }

    /// Milliseconds since 1970 for an RFC 3339 moment, or a bare date (its midnight in UTC).
    public static func milliseconds(rfc3339 text: String) -> Int64? {
        // The library lets 31 February through as a day in March.
        guard isDay(text.prefix(10)) else { return nil }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        if let date = try? style.parse(text) { return Int64((date.timeIntervalSince1970 * 1000).rounded()) }
        // The library reads the day of a moment without a zone and drops its time: such a text is no moment here.
        guard text.count == 10, let date = try? Date.ISO8601FormatStyle().year().month().day().parse(text) else {
            return nil
        }
        return Int64(date.timeIntervalSince1970 * 1000)
    }

    private static func isDay(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        // Before 1900 calendars differ, and nobody here means such a day.
        guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), year >= 1900, let month = Int(parts[1]),
            let day = Int(parts[2]), (1...12).contains(month), day >= 1
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// A moment in the network's time (China's, UTC+8, has no summer time): day and minute.
    ///
    /// - Parameter now: where it is known, a moment of another year than its own says its year.
    public static func moment(_ milliseconds: Int64, in language: Language, now: Int64? = nil) -> String {
        let parts = Civil(milliseconds: milliseconds + 8 * Time.hour)
        let time = "\(two(parts.hour)):\(two(parts.minute))"
        let isOtherYear = now.map { Civil(milliseconds: $0 + 8 * Time.hour).year != parts.year } ?? false
        switch language {
        case .zh: return "\(isOtherYear ? "\(parts.year)年" : "")\(parts.month)月\(parts.day)日 \(time)"
        case .en: return "\(parts.day) \(months[parts.month - 1])\(isOtherYear ? " \(parts.year)" : "") \(time)"
        }
    }

    /// The day of a moment in the network's time, with its year.
    static func day(_ milliseconds: Int64, in language: Language) -> String {
        let parts = Civil(milliseconds: milliseconds + 8 * Time.hour)
        switch language {
        case .zh: return "\(parts.year)年\(parts.month)月\(parts.day)日"
        case .en: return "\(parts.day) \(months[parts.month - 1]) \(parts.year)"
        }
    }

    /// The end, in the network's time, of a day as a `date` field has it; nothing for what is no day.
    static func endOfDay(_ text: String) -> Int64? {
        guard text.count == 10, let midnight = milliseconds(rfc3339: text) else { return nil }
        return midnight + Time.day - 8 * Time.hour - 1
    }

    /// A day for a `date` field, in the network's time.
    static func dayField(_ milliseconds: Int64) -> String { String(field(milliseconds).prefix(10)) }

    /// A moment for a `datetime-local` field, in the network's time.
    public static func field(_ milliseconds: Int64) -> String {
        let parts = Civil(milliseconds: milliseconds + 8 * Time.hour)
        return "\(parts.fourDigitYear)-\(two(parts.month))-\(two(parts.day))T\(two(parts.hour)):\(two(parts.minute))"
    }

    /// A length of time to the nearest minute, in its one or two largest units.
    public static func span(_ milliseconds: Int64, in language: Language) -> String {
        let minutes = (max(0, milliseconds) + Time.minute / 2) / Time.minute
        let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60)
        switch language {
        case .zh:
            if days > 0 { return hours > 0 && days < 7 ? "\(days) 天 \(hours) 小时" : "\(days) 天" }
            if hours > 0 { return rest > 0 && hours < 12 ? "\(hours) 小时 \(rest) 分钟" : "\(hours) 小时" }
            return "\(rest) 分钟"
        case .en:
            if days > 0 { return hours > 0 && days < 7 ? "\(days) d \(hours) h" : "\(days) d" }
            if hours > 0 { return rest > 0 && hours < 12 ? "\(hours) h \(rest) min" : "\(hours) h" }
            return "\(rest) min"
        }
    }

    /// A length of time with all its units, to be typed over and read again (``SpanText``).
    static func exactSpan(_ milliseconds: Int64, in language: Language) -> String {
        let minutes = milliseconds / Time.minute
        let parts = [minutes / 1440, minutes / 60 % 24, minutes % 60]
        let units = language == .zh ? ["天", "小时", "分钟"] : ["d", "h", "min"]
        return zip(parts, units).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}

/// Year, month, day and time of a moment in UTC, by the proleptic Gregorian calendar (days-from-civil, H. Hinnant).
struct Civil {
    let year, month, day, hour, minute, second: Int

    init(milliseconds: Int64) {
        let seconds = Int(milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000)
        let days = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400
        let rest = seconds - days * 86400
        (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The year in four digits.
    var fourDigitYear: String { String(String(10000 + year).dropFirst()) }
}
