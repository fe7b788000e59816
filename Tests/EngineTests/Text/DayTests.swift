import Engine
import Testing

@Suite struct DayTests {
    @Test(arguments: [
        ("2020-02-05", DayText(year: 2020, month: 2, day: 5)), ("2020/2/5", DayText(year: 2020, month: 2, day: 5)),
        ("2020/2/5 18:00", DayText(year: 2020, month: 2, day: 5, hour: 18, minute: 0)),
        ("5/2/2020", DayText(year: 2020, month: 2, day: 5)), ("05.02.2020", DayText(year: 2020, month: 2, day: 5)),
        ("2月5日", DayText(year: nil, month: 2, day: 5)), ("２月５號", DayText(year: nil, month: 2, day: 5)),
        ("2020年2月5日18时", DayText(year: 2020, month: 2, day: 5, hour: 18, minute: 0)),
        ("2020年2月5日 18:30", DayText(year: 2020, month: 2, day: 5, hour: 18, minute: 30)),
        ("2月5号下午6点半", DayText(year: nil, month: 2, day: 5, hour: 18, minute: 30)),
        ("20200205", DayText(year: 2020, month: 2, day: 5)), ("5 Feb 2020", DayText(year: 2020, month: 2, day: 5)),
        ("Feb 5", DayText(year: nil, month: 2, day: 5)), ("2月29日", DayText(year: nil, month: 2, day: 29)),
        ("5th of February 2020, 6pm", DayText(year: 2020, month: 2, day: 5, hour: 18, minute: 0)),
        ("2020-02-05 12:15 am", DayText(year: 2020, month: 2, day: 5, hour: 0, minute: 15)),
        ("2020-02-05 24:00", DayText(year: 2020, month: 2, day: 5, hour: 23, minute: 59)),
        ("2020-02-05T10:00:00Z", DayText(year: 2020, month: 2, day: 5, hour: 10, minute: 0, utcOffsetMinutes: 0)),
        (
            "2020-02-05T10:00:00.123456789+08:00",
            DayText(year: 2020, month: 2, day: 5, hour: 10, minute: 0, utcOffsetMinutes: 480)
        ),
        ("\u{3000}2020-02-05\u{200B}", DayText(year: 2020, month: 2, day: 5)),
    ])
    func reads(raw: String, day: DayText) {
        #expect(Days.parse(raw) == day)
    }

    @Test(arguments: [
        "", "明天", "2/13/2020", "5/2", "5/2/20", "2020-02-30", "2019-2-29", "31/4/2020", "2020-13-01", "2020-00-01",
        "12月", "2020-2",
        "1、M列应为2020/2/2", "2020-02-05 25:00", "2020-02-05 10:60", "2020-02-05 x", "2020-02/05", "0001-01-01",
        "9999-01-01",
        "2020-02-05T10:00:00+99:00", "2020-02-05 2020-02-06", "5 Foo 2020",
    ])
    func refuses(raw: String) {
        #expect(Days.parse(raw) == nil)
    }

    @Test(arguments: [
        // 2020-02-01T00:00:00Z is 1_580_515_200_000.
        (DayText(year: 1970, month: 1, day: 1, hour: 0), 0, 0 as Int64),
        (DayText(year: 2020, month: 2, day: 1, hour: 0, minute: 0), 0, 1_580_515_200_000),
        (DayText(year: 2020, month: 2, day: 1, hour: 8), 480, 1_580_515_200_000),
        (DayText(year: 2020, month: 2, day: 1, hour: 2, minute: 0, utcOffsetMinutes: 120), 480, 1_580_515_200_000),
        (DayText(year: 2020, month: 1, day: 31), 0, 1_580_515_140_000),
        (DayText(year: nil, month: 2, day: 1, hour: 0), 0, 1_580_515_200_000),
        (DayText(year: nil, month: 2, day: 1), 0, 1_580_601_540_000),
        (DayText(year: nil, month: 1, day: 31, hour: 23, minute: 59), 0, 1_612_137_540_000),
        (DayText(year: nil, month: 2, day: 1, hour: 7, minute: 59), 480, 1_612_137_540_000),
        (DayText(year: nil, month: 2, day: 29), 0, 1_583_020_740_000),
        (DayText(year: 2000, month: 2, day: 29, hour: 12), 0, 951_825_600_000),
        (DayText(year: 1969, month: 12, day: 31, hour: 0), 0, -86_400_000),
    ])
    func milliseconds(day: DayText, offset: Int, expected: Int64) {
        #expect(Days.milliseconds(day, now: 1_580_515_200_000, utcOffsetMinutes: offset) == expected)
    }

    /// Written in any way, a day is the same moment; each is 24 hours after the one before.
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func roundTrips(seed: UInt64) throws {
        var numbers = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let day = Int64.random(in: 0..<84_000, using: &numbers)
            let (year, month, date) = Calendar.date(day)
            for text in ["\(year)-\(month)-\(date)", "\(date).\(month).\(year)", "\(year)年\(month)月\(date)日"] {
                let found = try #require(Days.parse(text), "seed \(seed): \(text)")
                #expect(
                    Days.milliseconds(found, now: 0, utcOffsetMinutes: 0) == day * 86_400_000 + 86_340_000,
                    "seed \(seed)"
                )
            }
        }
    }

    @Test func farTimesDoNotOverflow() {
        for now in [Int64.min / 8, -1, 0, 253_402_300_799_000] {
            _ = Days.milliseconds(DayText(year: nil, month: 2, day: 29), now: now, utcOffsetMinutes: 840)
        }
    }

    /// Day by day from 1970: slow, and right by inspection.
    private enum Calendar {
        static func date(_ days: Int64) -> (Int, Int, Int) {
            var year = 1970, month = 1, left = Int(days)
            while true {
                let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
                let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
                if left < lengths[month - 1] { return (year, month, left + 1) }
                left -= lengths[month - 1]
                month += 1
                if month == 13 { (year, month) = (year + 1, 1) }
            }
        }
    }
}
