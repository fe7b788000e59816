extension Days {
    /// Reads a day, with a time if there is one: `2020-02-05`, `2020/2/5 18:00`, `20200205`, `2月5日`, `2020年2月5日18时`,
    /// `2月5号下午6点半`, `5 Feb 2020`, `Feb 5`, RFC 3339. With the year last the day comes first: `5/2/2020` and
    /// `05.02.2020` are 5 February. `nil` for anything else: days no calendar has, `2/13/2020`, `5/2` and `5/2/20`, which
    /// two readers would read in two ways. Linear, at most 60 characters.
    public static func parse(_ raw: String) -> DayText? {
        guard raw.utf8.count <= 400 else { return nil }
        let line = FoldedLine(raw)
        guard line.folded.count <= 60 else { return nil }
        var scan = DayScan(line.folded)
        guard var day = scan.day(), isReal(day) else { return nil }
        return scan.time(into: &day) && scan.isAtEnd ? day : nil
    }

    private static func isReal(_ day: DayText) -> Bool {
        guard (1...12).contains(day.month), day.day >= 1, day.day <= length(of: day.month, in: day.year) else {
            return false
        }
        return day.year.map { (1900...2200).contains($0) } ?? true
    }
}

/// Walks over the folded characters of a day text.
private struct DayScan {
    private let text: [Character]
    private var index = 0

    init(_ text: [Character]) { self.text = text }

    var isAtEnd: Bool { index == text.count }

    // MARK: Day

    mutating func day() -> DayText? {
        for read in [DayScan.chinese, DayScan.numeric, DayScan.english] {
            var scan = self
            if let day = read(&scan) {
                self = scan
                return day
            }
        }
        return nil
    }

    private static func chinese(_ scan: inout DayScan) -> DayText? {
        guard var number = scan.number(4) else { return nil }
        var year: Int?
        scan.spaces()
        if scan.skip("年") {
            year = number < 100 ? number + 2000 : number
            scan.spaces()
            guard let month = scan.number(2) else { return nil }
            number = month
            scan.spaces()
        }
        guard scan.skip("月") || scan.skip("月份") else { return nil }
        scan.spaces()
        guard let day = scan.number(2) else { return nil }
        scan.spaces()
        _ = scan.skip("日") || scan.skip("号")
        return DayText(year: year, month: number, day: day)
    }

    private static func numeric(_ scan: inout DayScan) -> DayText? {
        let start = scan.index
        guard let first = scan.number(8) else { return nil }
        let length = scan.index - start
        if length == 8 { return DayText(year: first / 10_000, month: first / 100 % 100, day: first % 100) }
        guard length == 4 || length <= 2, let mark = scan.mark("-/."), let second = scan.number(2) else { return nil }
        guard scan.mark(String(mark)) != nil else { return nil }
        let before = scan.index
        guard let third = scan.number(4) else { return nil }
        let last = scan.index - before
        if length == 4 && last <= 2 { return DayText(year: first, month: second, day: third) }
        return length <= 2 && last == 4 ? DayText(year: third, month: second, day: first) : nil
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let fullMonths = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    /// `5 Feb 2020`, `5th of February`, `Feb. 5, 2020`.
    private static func english(_ scan: inout DayScan) -> DayText? {
        var day = scan.ordinal()
        _ = scan.skip("of ")
        guard let month = scan.month() else { return nil }
        day = day ?? scan.ordinal()
        guard let day else { return nil }
        _ = scan.skip(",")
        scan.spaces()
        let start = scan.index
        let year = scan.number(4)
        // 5 Feb 18:00 has no year.
        if scan.index - start != 4 { scan.index = start }
        return DayText(year: scan.index > start ? year : nil, month: month, day: day)
    }

    private mutating func ordinal() -> Int? {
        guard let day = number(2) else { return nil }
        _ = skip("st") || skip("nd") || skip("rd") || skip("th")
        spaces()
        return day
    }

    private mutating func month() -> Int? {
        let word = String(text[index...].prefix { $0.isASCII && $0.isLetter })
        let found =
            DayScan.fullMonths.firstIndex(of: word) ?? DayScan.months.firstIndex(of: word == "sept" ? "sep" : word)
        guard let found else { return nil }
        index += word.count
        _ = skip(".")
        spaces()
        return found + 1
    }

    // MARK: Time

    /// Reads the time into the day; `false` when what follows cannot be one.
    mutating func time(into day: inout DayText) -> Bool {
        _ = skip("t") || skip(",")
        spaces()
        if isAtEnd { return true }
        let isMorning = skip("上午") || skip("早上") || skip("凌晨") || skip("早")
        let isEvening = !isMorning && (skip("下午") || skip("晚上") || skip("晚") || skip("傍晚"))
        let isNoon = !isMorning && !isEvening && skip("中午")
        spaces()
        guard var hour = number(2), var minute = minutes() else { return false }
        spaces()
        if isEvening || (isNoon && hour < 10) || skip("pm") || skip("p.m.") {
            if hour < 12 { hour += 12 }
        } else if skip("am") || skip("a.m."), hour == 12 {
            hour = 0
        }
        if hour == 24 && minute == 0 { (hour, minute) = (23, 59) }
        guard hour < 24, minute < 60 else { return false }
        (day.hour, day.minute) = (hour, minute)
        return zone(into: &day)
    }

    private mutating func minutes() -> Int? {
        if skip("时") || skip("点") {
            if skip("半") { return 30 }
            if skip("整") { return 0 }
            guard let minute = number(2) else { return 0 }
            _ = skip("分")
            return minute
        }
        guard skip(":") else { return text[index...].contains("m") ? 0 : nil }
        guard let minute = number(2) else { return nil }
        if skip(":") {
            guard number(2) != nil else { return nil }
            if skip(".") { while number(9) != nil {} }
        }
        return minute
    }

    private mutating func zone(into day: inout DayText) -> Bool {
        if skip("z") || skip("utc") {
            day.utcOffsetMinutes = 0
            return true
        }
        guard index < text.count, let mark = mark("+-") else { return true }
        guard let hours = number(2) else { return false }
        _ = skip(":")
        let minutes = number(2) ?? 0
        guard hours <= 14, minutes < 60 else { return false }
        day.utcOffsetMinutes = (mark == "-" ? -1 : 1) * (hours * 60 + minutes)
        return true
    }

    // MARK: Pieces

    private mutating func number(_ digits: Int) -> Int? {
        let run = text[index...].prefix { Numerals.isDigit($0) }
        guard !run.isEmpty, run.count <= digits else { return nil }
        index += run.count
        return Int(String(run))
    }

    private mutating func mark(_ allowed: String) -> Character? {
        guard index < text.count, allowed.contains(text[index]) else { return nil }
        defer { index += 1 }
        return text[index]
    }

    private mutating func skip(_ word: String) -> Bool {
        guard text[index...].starts(with: word) else { return false }
        index += word.count
        return true
    }

    private mutating func spaces() {
        while index < text.count, text[index] == " " { index += 1 }
    }
}
