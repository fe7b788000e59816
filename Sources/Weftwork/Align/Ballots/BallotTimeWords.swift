/// Days of the week, and the heading of what a secret ballot can't do.
enum BallotTimeWords {
    static let secretInShort = Text(
        zh: "无记名投票：投出去就不能再改", en: "A secret ballot: once it is in, it stands")
    static let limits = Text(zh: "它挡不住什么", en: "What it can't do")

    /// - Parameter number: 0 is Monday.
    static func weekday(_ number: Int) -> Text {
        let zh = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
        let en = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        guard zh.indices.contains(number) else { return .verbatim("") }
        return Text(zh: "\(zh[number])", en: "\(en[number])")
    }
}
