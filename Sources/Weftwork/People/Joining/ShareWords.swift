/// What is said about sharing and what came of it.
enum ShareWords {
    static let title = Text(zh: "我转发的", en: "What I shared")
    static let hint = Text(
        zh: "只有您自己看得到。看过的人不记名：同一个浏览器一天只数一次，机器和聊天软件的预览不算。",
        en:
            "Only you see this. Whoever looks stays unknown: a browser counts once a day, machines and previews in chats don’t."
    )
    static let none = Text(
        zh: "您还没有转发过。打开一条公开的求助，按“转发”，链接里就带上您的转发码。",
        en: "You have shared nothing yet. Open a public need and press “Share”: the link then carries your code.")
    static let spread = Text(zh: "转发的传播", en: "How what was shared spread")
    static let spreadHint = Text(
        zh: "所有成员转发的合计；谁转发了什么，只有本人看得到。",
        en: "Sums over all members; who shared what is seen by themselves alone.")
    /// The name of the campaign of those who came by a code.
    static let campaign = Text(zh: "转发的链接", en: "a shared link")
    static let kind = Text(zh: "转发的是", en: "What was shared")
    static let shared = Text(zh: "转发", en: "Shared")
    static let views = Text(zh: "看过", en: "Looked")
    static let joined = Text(zh: "加入", en: "Came")
    static let vouched = Text(zh: "有人背书", en: "Vouched for")
    static let active = Text(zh: "做成了事", en: "Active")

    static func name(of kind: ShareCode.Kind) -> Text {
        switch kind {
        case .need: Text(zh: "求助", en: "Needs")
        case .card: Text(zh: "志愿者名片", en: "Volunteers’ cards")
        case .record: Text(zh: "公开记录", en: "Public records")
        }
    }

    static func mailCame(_ name: String) -> Text {
        Text(
            zh: "\(name) 通过您转发的链接加入了。您认识这个人吗？愿不愿意背书，由您决定。",
            en: "\(name) has come by a link that you shared. Do you know them? Whether you vouch is yours to say.")
    }

    /// What came of one code, in a sentence.
    static func summary(_ count: SpreadCount) -> Text {
        guard count.views > 0 || count.joined > 0 else {
            return Text(zh: "还没有人看过。", en: "Nobody has looked yet.")
        }
        let (views, came, active) = (count.views, count.joined, count.active)
        return Text(
            zh: "\(views) 人看过，\(came) 人加入，\(count.vouched) 人得到背书，\(active) 人已经做成了事。",
            en: "\(views) saw it, \(came) came, \(count.vouched) vouched for, \(active) active.")
    }
}
