/// What is said in groups when people are called for, and on the page that it leads to.
enum HandsWords {
    static let title = Text(zh: "这里要人", en: "People are wanted here")
    static func posted(_ item: String, in network: String) -> Text {
        Text(zh: "\(RobotWords.head(network))找人：\(item)", en: "\(RobotWords.head(network)) can you help? \(item)")
    }
    static func facts(_ share: Text, _ area: AreaPath, _ time: Text, wanted: Int) -> [Text] {
        let zh = area.parts.joined(separator: " "), en = area.shown(in: .en).parts.joined(separator: " ")
        let place = zh.isEmpty ? AskedWords.area : Text(zh: "\(zh)", en: "\(en)")
        return [
            Text(zh: "做什么：\(share)", en: "What: \(share)"), Text(zh: "在哪里：\(place)", en: "Where: \(place)"),
            Text(zh: "什么时候：\(time)", en: "When: \(time)"),
            Text(zh: "要几个人：\(wanted)", en: "How many people: \(wanted)"),
        ]
    }
    static let comeBy = Text(
        zh: "能来的，点开链接，登录后按“好，我来”。联系方式和地址只给答应的人看。",
        en: "If you can come, open the link, sign in and say yes. Contact and address are for those who do.")
    static let way = Text(zh: "我能来，去看看", en: "See it and say yes")
    static let signIn = Text(zh: "登录，说我能来", en: "Sign in to say yes")
    static let join = Text(zh: "您还不是这里的成员：先加入，再回来。", en: "You are no member here yet: join first, then come back.")
    static let toJoin = Text(zh: "看看怎么加入", en: "See how to join")
    static let byYourself = Text(
        zh: "您自己来的，不占用您一周被问的次数。说“不行”，就不再为它问您。",
        en: "You came by yourself: it does not count as being asked. Say no, and you are not asked for it again.")
    static func yes(_ yes: Int, _ wanted: Int) -> Text {
        Text(zh: "已有 \(yes) 人答应，要 \(wanted) 人", en: "\(yes) of \(wanted) have said yes")
    }
    static let enough = Text(zh: "人已经够了，谢谢您。", en: "Enough people have come. Thank you.")
    static let ended = Text(zh: "现在不用人了，谢谢您。", en: "Nobody is needed here any more. Thank you.")
    static let moved = Text(
        zh: "求助者改了时间：以下面写的为准，消息里写的可能是以前的。",
        en: "The time has been changed: the one below holds now, whatever the message said.")
    static let movedSince = Text(
        zh: "求助者改了时间，还没有替您答应。下面是现在的时间：还能来，请再按一次“好，我来”。",
        en:
            "The time has been changed, so your yes has not been taken yet. Below stands the new one: if you can come then, say yes again."
    )
    static let lapsed = Text(
        zh: "以前问您的那次已经过了时间：请到求助的页面上认领。",
        en: "The time to answer what you were asked is over: please promise it on the need's page.")
    static let elsewhere = Text(
        zh: "这项求助里的另一件事已经问过您：请到求助的页面上认领。",
        en: "You were asked about another part of this need: please promise this one on the need's page.")
    static let toNeed = Text(zh: "看这项求助", en: "See the need")
}
