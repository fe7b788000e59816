/// What is said about resting.
enum RestWords {
    static func tired(_ length: Int64) -> Text {
        Text(
            zh: "您已经连续核实了 \(span: length)。歇一会儿，眼睛会感谢您；手上的仍归您，新的先给别人。",
            en:
                "You have been checking for \(span: length). Rest a little: what is yours stays yours, and what is new goes to others meanwhile."
        )
    }
    static let take = Text(zh: "休息 20 分钟", en: "Break of 20 minutes")
    static func resting(until moment: Int64) -> Text {
        Text(
            zh: "您在休息，到 \(moment: moment)。这段时间不会分给您新的。",
            en: "You rest until \(moment: moment). Nothing new is given to you meanwhile.")
    }
    static let back = Text(zh: "我回来了", en: "I am back")
    static func restingOther(until moment: Int64) -> Text {
        Text(zh: "休息到 \(moment: moment)", en: "resting until \(moment: moment)")
    }
}
