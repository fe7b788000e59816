internal import Engine

/// Hours as people write them.
enum HoursWords {
    /// The part of the day that a mark beside a time names.
    private enum Half {
        case early, morning, noon, afternoon, night

        /// The hour that is meant; over 24 on the next day, nothing where mark and number contradict each other.
        func hour(_ typed: Int) -> Int? {
            switch (self, typed) {
            case (.early, 12): 0
            case (.early, 0..<12), (.morning, 1...12), (.noon, 10...12): typed
            case (.noon, 1...3): typed + 12
            case (.afternoon, 12...24), (.night, 13...24): typed
            case (.afternoon, 1..<12), (.night, 5...12): typed + 12
            case (.night, 0..<5): typed + 24
            default: nil
            }
        }
    }

    /// A time that is named, with the marks that stand by it; a number alone is an hour.
    private struct Named {
        let hour: Int
        let minute: Int
        let range: Range<Int>
        var halves: [Half] = []
        /// A mark stands behind it: "8–11 at night" means it for both.
        var isMarkedBehind = false

        /// The minute of the day as its marks mean it, or those of its neighbour; on a clock of 24 hours where there is none.
        func moment(_ halves: [Half]) -> Int? {
            guard minute < 60, hour < 24 || (hour == 24 && minute == 0) else { return nil }
            if halves.isEmpty { return hour * 60 + minute }
            let hours = Set(halves.map { $0.hour(hour) })
            guard hours.count == 1, let meant = hours.first ?? nil else { return nil }
            return meant * 60 + minute
        }
    }

    /// Longer ones before those that are part of them.
    private static let words: [(String, Half)] = [
        ("afternoon", .afternoon), ("morning", .morning), ("evening", .night), ("midday", .noon), ("night", .night),
        ("noon", .noon), ("a.m.", .early), ("p.m.", .afternoon), ("am", .early), ("pm", .afternoon), ("凌晨", .early),
        ("上午", .morning), ("午前", .morning), ("中午", .noon), ("正午", .noon), ("下午", .afternoon), ("午后", .afternoon),
        ("早", .morning), ("晨", .morning), ("晚", .night), ("夜", .night),
    ]
    private static let marks = words.map { (word: Array($0.0), half: $0.1) }
    /// They count only right beside a number and not within a word.
    private static let besideNumbers: Set<String> = ["a.m.", "p.m.", "am", "pm"]
    private static let after = ["后", "後", "起", "after", "from", "since"]
    private static let before = ["前", "before", "until", "till"]
    private static let between = ["到", "至", "-", "–", "—", "−", "~", "～", "to", "till", "until"]
    /// Hours in which nobody answers are none in which to call.
    private static let denials = ["不", "别", "勿", "除", "not", "n't", "never", "except"]
    private static let hourMarks: Set<Character> = [":", "：", "点", "點", "时"]

    /// What they mean; nothing for words of which only a person makes sense.
    static func read(_ words: String) -> DayHours? {
        let text = Array(Clean.line(words).lowercased())
        let said = String(text)
        guard !denials.contains(where: said.contains), let (times, rest) = marked(times(in: text), in: text) else {
            return nil
        }
        switch times.count {
        case 1:
            guard let moment = times[0].moment(times[0].halves) else { return nil }
            let isBefore = before.contains(where: rest.contains) || rest.contains("by \(times[0].hour)")
            switch (after.contains(where: rest.contains), isBefore) {
            case (true, false): return hours(moment, 1440)
            case (false, true): return hours(0, moment)
            default: return nil
            }
        case 2:
            let gap = String(text[times[0].range.upperBound..<times[1].range.lowerBound])
            return between.contains(where: gap.contains) ? span(times[0], times[1]) : nil
        default: return nil
        }
    }

    /// Each by its own mark. A time without one goes by its neighbour's where that puts them in order, else by a clock of 24 hours;
    /// "9 to 5" could be anything.
    private static func span(_ first: Named, _ second: Named) -> DayHours? {
        guard var from = first.moment(first.halves), var to = second.moment(second.halves) else { return nil }
        switch (first.halves.isEmpty, second.halves.isEmpty) {
        case (false, false): break
        case (true, true):
            guard from < to || from >= 13 * 60 else { return nil }
        case (false, true):
            if let shared = second.moment(first.halves), shared > from { to = shared }
            guard from < to || from >= 18 * 60 else { return nil }
        case (true, false):
            if second.isMarkedBehind, let shared = first.moment(second.halves), shared < to { from = shared }
            guard from < to || from >= 13 * 60 else { return nil }
        }
        return hours(from, to)
    }

    private static func hours(_ from: Int, _ to: Int) -> DayHours? {
        let hours = DayHours(from: from % 1440, to: to > 1440 ? to - 1440 : to)
        return hours.from == hours.to ? nil : hours
    }

    /// The times with the marks that belong to them, and the text without any mark; nothing where a mark belongs to none.
    private static func marked(_ times: [Named], in text: [Character]) -> (times: [Named], rest: String)? {
        var times = times, rest = "", index = 0
        while index < text.count {
            guard let mark = mark(at: index, in: text) else {
                rest.append(text[index])
                index += 1
                continue
            }
            let range = index..<index + mark.word.count
            index = range.upperBound
            rest.append(" ")
            guard let owner = owner(of: mark.word, range, times, in: text) else {
                // "I am there after 20:00".
                if mark.word == ["a", "m"] { continue }
                return nil
            }
            times[owner].halves.append(mark.half)
            if times[owner].range.upperBound <= range.lowerBound { times[owner].isMarkedBehind = true }
        }
        return (times, rest)
    }

    private static func mark(at index: Int, in text: [Character]) -> (word: [Character], half: Half)? {
        func isLetter(_ index: Int) -> Bool {
            text.indices.contains(index) && text[index].isASCII && text[index].isLetter
        }
        return marks.first { mark in
            guard text[index...].starts(with: mark.word) else { return false }
            return !besideNumbers.contains(String(mark.word))
                || !(isLetter(index - 1) || isLetter(index + mark.word.count))
        }
    }

    /// Which time a mark belongs to: the one beside it, with nothing between that parts two times.
    private static func owner(
        of word: [Character], _ range: Range<Int>, _ times: [Named], in text: [Character]
    ) -> Int? {
        let isBeside = besideNumbers.contains(String(word))
        func isNear(_ gap: Range<Int>) -> Bool {
            let gap = String(text[gap])
            return isBeside ? gap.allSatisfy(\.isWhitespace) : !between.contains(where: gap.contains)
        }
        let behind = times.lastIndex { $0.range.upperBound <= range.lowerBound }
            .flatMap { isNear(times[$0].range.upperBound..<range.lowerBound) ? $0 : nil }
        let ahead = times.firstIndex { $0.range.lowerBound >= range.upperBound }
            .flatMap { isNear(range.upperBound..<times[$0].range.lowerBound) ? $0 : nil }
        // Chinese names the part of the day before the hour, English after it.
        return word.first?.isASCII == false ? ahead ?? behind : behind ?? ahead
    }

    private static func times(in text: [Character]) -> [Named] {
        var found: [Named] = [], index = 0
        func number() -> Int? {
            let start = index
            while index < text.count, text[index].isASCII, text[index].isNumber { index += 1 }
            return start == index ? nil : Int(String(text[start..<index])) ?? Int.max
        }
        while index < text.count {
            let start = index
            guard let hour = number() else {
                index += 1
                continue
            }
            var minute = 0
            if index < text.count, hourMarks.contains(text[index]) {
                index += 1
                if let named = number() {
                    minute = named
                } else if index < text.count, text[index] == "半" {
                    minute = 30
                    index += 1
                }
            }
            found.append(Named(hour: hour, minute: minute, range: start..<index))
        }
        return found
    }
}
