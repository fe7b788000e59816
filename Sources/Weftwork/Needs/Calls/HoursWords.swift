internal import Engine

/// Hours as people write them.
enum HoursWords {
    private static let later = ["晚", "夜", "下午", "night", "evening", "afternoon", "pm", "p.m."]
    private static let after = ["后", "起", "after", "from", "since"]
    private static let before = ["前", "before", "until", "till", "by"]
    private static let minuteMarks: Set<Character> = [":", "："]

    /// What they mean; nothing for words of which only a person makes sense.
    static func read(_ words: String) -> DayHours? {
        let text = Clean.line(words).lowercased()
        let times = times(in: text)
        let isLater = later.contains(where: text.contains)
        func minute(_ time: (hour: Int, minute: Int)) -> Int? {
            guard time.hour <= 24, time.minute < 60 else { return nil }
            return (time.hour < 12 && isLater ? time.hour + 12 : time.hour) * 60 + time.minute
        }
        switch times.count {
        case 1:
            guard let moment = minute(times[0]) else { return nil }
            if after.contains(where: text.contains) { return DayHours(from: moment % 1440, to: 1440) }
            return before.contains(where: text.contains) ? DayHours(from: 0, to: moment) : nil
        case 2:
            guard let from = minute(times[0]), let to = minute(times[1]), from != to else { return nil }
            return DayHours(from: from % 1440, to: to)
        default: return nil
        }
    }

    /// Every time that is named; a number alone is an hour.
    private static func times(in text: String) -> [(hour: Int, minute: Int)] {
        var found: [(hour: Int, minute: Int)] = [], digits = "", hour: Int?
        func end(_ mark: Character?) {
            guard let number = Int(digits) else {
                if let open = hour { found.append((open, 0)) }
                hour = nil
                return
            }
            digits = ""
            if let open = hour {
                found.append((open, number))
                hour = nil
            } else if let mark, minuteMarks.contains(mark) {
                hour = number
            } else {
                found.append((number, 0))
            }
        }
        for character in text {
            if character.isASCII && character.isNumber {
                digits.append(character)
            } else if !digits.isEmpty || hour != nil {
                end(character)
            }
        }
        if !digits.isEmpty || hour != nil { end(nil) }
        return found
    }
}
