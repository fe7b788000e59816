/// What is said about voices that are passed on.
enum DelegationWords {
    static let title = Text(zh: "托付我的声音", en: "Passing my voice on")
    static let intro = Text(
        zh:
            "有些事您没有时间看，可以托付给一位您信得过的成员：您自己没有表态时，这类事就以对方的为准。随时可以收回；您自己一表态，就以您的为准。对方看得到自己替谁说话。无记名投票不能托付。",
        en:
            "Where you have no time for a topic you can pass your voice on to a member you trust: while you say nothing yourself, what they say counts for you. Take it back any time; what you say yourself always counts first. They see for whom they speak. Secret ballots can't be passed on."
    )
    static let off = Text(
        zh: "这个网络没有开启托付：每个人自己表态。", en: "This network has not switched this on: everybody speaks for themselves.")
    static let topic = Text(zh: "哪类事", en: "Topic")
    static let to = Text(zh: "托付给谁", en: "To whom")
    static let wholeName = Text(zh: "写对方的全名。", en: "Their whole name.")
    static let nobody = Text(zh: "选一位成员", en: "choose a member")
    static let pass = Text(zh: "托付", en: "Pass it on")
    static let revoke = Text(zh: "收回", en: "Take it back")
    static func revokeFrom(_ name: String, _ topic: Text) -> Text {
        Text(zh: "收回托付给\(name)的：\(topic)", en: "Take \(topic) back from \(name)")
    }
    static let mine = Text(zh: "我托付出去的", en: "What I passed on")
    static let none = Text(zh: "还没有托付什么。", en: "Nothing passed on.")
    static func ends(_ names: [String]) -> Text {
        Text(zh: "一路转到：\(names.joined(separator: " → "))", en: "Goes on to: \(names.joined(separator: " → "))")
    }
    static let toMe = Text(zh: "托付给我的", en: "Passed on to me")
    static let noneToMe = Text(zh: "还没有人托付给您。", en: "Nobody has passed theirs on to you.")
    static func weight(_ topic: Text, _ count: Int, _ names: String) -> Text {
        Text(
            zh: "\(topic)：您替 \(count) 个人说话（\(names)）", en: "\(topic): you speak for \(count) (\(names))")
    }
    static let notToOneself = Text(zh: "不能托付给自己。", en: "Not to oneself.")
    static let circle = Text(
        zh: "这样会转成一圈：对方（或对方托付的人）已经把这类事托付给您。", en: "That would go round in a circle: theirs comes to you.")
    static let tooLong = Text(
        zh: "这条线太长了，请直接托付给最后那个人。", en: "That chain is too long; pass it to whoever stands at its end.")
    static let notMember = Text(zh: "请选一位现在参加的成员。", en: "Choose a member who takes part.")
    static let badTopic = Text(zh: "请选一类事。", en: "Choose a topic.")
    static let back = Text(zh: "回到提案", en: "Back to the proposals")
    static func mail(_ name: String, _ topic: Text) -> Text {
        Text(
            zh: "\(name)把这类事托付给了您：\(topic)。对方自己没有表态时，就以您的为准；对方随时可以收回。",
            en:
                "\(name) passed a topic on to you: \(topic). While they say nothing themselves, what you say counts for them; they can take it back any time."
        )
    }

    static func mailEnded(_ name: String, _ topic: Text) -> Text {
        Text(
            zh: "您把这类事托付给了\(name)：\(topic)。对方现在不参加，托付到此为止：请您自己表态，或者另托一位。",
            en:
                "You passed a topic on to \(name): \(topic). They take no part now, so that has ended: please answer yourself, or choose somebody else."
        )
    }

    static func name(of topic: Proposal.Topic) -> Text {
        switch topic {
        case .purpose: Text(zh: "目标与方向", en: "purpose and direction")
        case .rules: Text(zh: "规则", en: "rules")
        case .people: Text(zh: "人和角色", en: "people and roles")
        case .work: Text(zh: "怎样做事", en: "how we work")
        case .resources: Text(zh: "资源", en: "resources")
        case .other: Text(zh: "其他", en: "anything else")
        }
    }
}
