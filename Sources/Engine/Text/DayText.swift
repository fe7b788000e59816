/// A day, perhaps with a time, as somebody wrote it: the year and the time may be missing.
public struct DayText: Sendable, Equatable {
    public var year: Int?
    /// 1 to 12.
    public var month: Int
    /// 1 to 31; a day the month has.
    public var day: Int
    /// 0 to 23 on the writer's clock.
    public var hour: Int?
    public var minute: Int?
    /// East of Greenwich, in minutes; only when it was written (RFC 3339).
    public var utcOffsetMinutes: Int?

    /// A day from its parts.
    public init(
        year: Int?,
        month: Int,
        day: Int,
        hour: Int? = nil,
        minute: Int? = nil,
        utcOffsetMinutes: Int? = nil
    ) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.utcOffsetMinutes = utcOffsetMinutes
    }
}

/// Turns days into milliseconds since 1970, with the Gregorian calendar for all times and no time zone table.
public enum Days {
    /// The moment a day text means, in milliseconds since 1970 UTC. Without a year it is the next such day whose moment
    /// is not before `now`; without a time 23:59 ("by Friday" is not over on Friday morning). `utcOffsetMinutes` is the
    /// reader's, used when the text gave none. Constant time.
    public static func milliseconds(_ day: DayText, now: Int64, utcOffsetMinutes: Int) -> Int64 {
        let offset = Int64(day.utcOffsetMinutes ?? utcOffsetMinutes) * 60_000
        func moment(_ year: Int) -> Int64 {
            let minutes = Int64(day.hour ?? 23) * 60 + Int64(day.minute ?? (day.hour == nil ? 59 : 0))
            return daysSince1970(year: year, month: day.month, day: day.day) * 86_400_000 + minutes * 60_000 - offset
        }
        if let year = day.year { return moment(year) }
        let clock = now.addingReportingOverflow(offset)
        let first = year(ofDay: (clock.overflow ? now : clock.partialValue).floorDivided(by: 86_400_000))
        // 29 February may be up to eight years away (1900, 2100).
        for year in first...(first + 8) where day.day <= length(of: day.month, in: year) && moment(year) >= now {
            return moment(year)
        }
        return moment(first)
    }

    /// Days from 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms": years begin in March, so that the
    /// leap day is the last).
    static func daysSince1970(year: Int, month: Int, day: Int) -> Int64 {
        let shifted = Int64(month <= 2 ? year - 1 : year)
        let era = shifted.floorDivided(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func year(ofDay day: Int64) -> Int {
        let shifted = day + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        return Int(yearOfEra + era * 400) + (dayOfYear >= 306 ? 1 : 0)
    }

    /// How many days a month has; February has 29 when the year is not known.
    static func length(of month: Int, in year: Int?) -> Int {
        guard month == 2 else { return [4, 6, 9, 11].contains(month) ? 30 : 31 }
        guard let year else { return 29 }
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    }
}

extension Int64 {
    /// Division that rounds down, also below zero.
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
