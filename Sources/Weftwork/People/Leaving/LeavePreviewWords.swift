/// What is shown before somebody leaves.
enum LeavePreviewWords {
    static let goes = Text(zh: "会消失的", en: "What goes")
    static let stays = Text(zh: "会留下的，署名“前成员”", en: "What stays, as by “a former member”")
    static let touches = Text(zh: "会受影响的", en: "Whom it touches")
    static let copies = Text(zh: "谁还有副本", en: "Who holds copies")

    static let profile = Text(
        zh: "资料、联系方式、登录方式、通行证、外出记录、他人为您写的介绍",
        en: "Profile, contacts, ways to sign in, passes, visits, what others wrote to vouch for you")
    static func roles(_ names: String) -> Text { Text(zh: "角色：\(names)", en: "Roles: \(names)") }
    static func texts(_ count: Int) -> Text {
        Text(zh: "您写的话（\(count) 处），如果您选择清空", en: "Your own words (\(count)), if you choose so below")
    }
    static func owned(_ needs: Int, _ matters: Int, _ visits: Int) -> Text {
        Text(
            zh: "您负责的 \(needs) 项需求、\(matters) 件事务，以及 \(visits) 次外出，连同您留的话，立刻交给别人。",
            en:
                "What you own (needs \(needs), matters \(matters), visits \(visits)) passes on at once, with your word about it."
        )
    }
    static func promised(_ count: Int) -> Text {
        Text(zh: "\(count) 项承诺会交还。", en: "Your promises (\(count)) are given back.")
    }
    static func waiting(_ titles: String) -> Text {
        Text(zh: "等着您的：\(titles)", en: "Waiting for you: \(titles)")
    }
    static func vouchedFor(_ names: String, _ until: Int64) -> Text {
        Text(
            zh: "您为他们背书：\(names)。背书不署名，最晚到\(day: until)有效，之后他们的信任等级可能下降。",
            en:
                "You vouch for \(names). The vouches hold, nameless, until \(day: until) at the latest; then their standing may fall."
        )
    }
    static func signed(_ versions: String) -> Text {
        Text(zh: "您签过的契约：版本 \(versions)", en: "The Pact you signed: version \(versions)")
    }
    static func deliveries(_ count: Int) -> Text {
        Text(zh: "\(count) 次已确认的送达", en: "Confirmed deliveries: \(count)")
    }
    static let events = Text(
        zh: "您参与过的事件，因为事件链要能核对", en: "The events you took part in, for the chain must stay checkable")
    static let backWithin = Text(zh: "14 天内可以回来。", en: "You can come back within 14 days.")
    static func backUntil(_ at: Int64) -> Text {
        Text(zh: "您已离开。\(day: at)之前可以回来。", en: "You have left. Until \(day: at) you can come back.")
    }
    static let nobody = Text(zh: "没有人在等您。", en: "Nobody waits for you.")
    static let hasLeft = Text(zh: "您已经离开这个网络。", en: "You have left this network.")
}
