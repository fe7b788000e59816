enum AlignClockWords {
    static func soon(_ what: Text, _ due: Int64) -> Text {
        Text(zh: "由您负责：\(what)。到 \(moment: due) 为止。", en: "Yours to see to: \(what). It is due \(moment: due).")
    }
    static func late(_ what: Text, _ due: Int64) -> Text {
        Text(
            zh: "过了时间还没有人办：\(what)（\(moment: due) 到期）。",
            en: "Nobody has seen to it yet: \(what). It was due \(moment: due).")
    }
    static func passed(_ what: Text, _ due: Int64) -> Text {
        Text(
            zh: "原来的负责人没有回应，现在由您接着办：\(what)。",
            en: "Whoever answered for it was silent, so now it is yours: \(what).")
    }
}
