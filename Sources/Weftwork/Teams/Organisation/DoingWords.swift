/// What is said about what single actors do.
enum DoingWords {
    static let title = Text(zh: "各自在做的事", en: "What people do themselves")
    static let intro = Text(
        zh: "不用谁批准：说一声您在做什么，大家就看得见、数得到，也能来帮忙。",
        en: "Nobody's leave is needed: say what you do, and it is seen, counted and offered help.")
    static let none = Text(zh: "还没有人说自己在做什么。", en: "Nobody has said yet what they do.")
    static let say = Text(zh: "我在做……", en: "Say what you do")
    static let what = Text(zh: "在做什么（一句话）", en: "What you do, in one line")
    static let whatWho = Text(zh: "成员能看到；公众只看到数目", en: "Members read it; the public sees counts only")
    static let category = Text(zh: "类别", en: "Category")
    static let area = Text(zh: "在哪里（到区县）", en: "Where, down to a district")
    static let until = Text(zh: "到哪天", en: "Until which day")
    static let untilHint = Text(
        zh: "不填就是两星期；最长 90 天，可以续。", en: "Two weeks if left empty; 90 days at most, and it can be renewed.")
    static let organisation = Text(zh: "以谁的名义", en: "In whose name")
    static let myself = Text(zh: "我自己", en: "My own")
    static func ends(_ moment: Int64) -> Text { Text(zh: "到 \(moment: moment)", en: "until \(moment: moment)") }
    static let help = Text(zh: "我们能帮忙", en: "We can help")
    static func helpWith(_ what: String) -> Text { Text(zh: "我们能帮忙：\(what)", en: "We can help: \(what)") }
    static let helpNot = Text(zh: "帮不上了", en: "We can't any more")
    static func hands(_ count: Int) -> Text { Text(zh: "\(count) 人能帮忙", en: "\(count) can help") }
    static let handsTitle = Text(zh: "能帮忙的人", en: "Who can help")
    static let noHands = Text(zh: "还没有人。", en: "Nobody yet.")
    static let renew = Text(zh: "还在做，续两星期", en: "It goes on: two more weeks")
    static let end = Text(zh: "不做了", en: "I have ended it")
    static let back = Text(zh: "看大家在做什么", en: "What others do")
    static func waits(_ what: String) -> Text {
        Text(zh: "您在做的“\(what)”快到期了：还在做吗？", en: "“\(what)” ends soon: does it go on?")
    }
    static func mailEnding(_ until: Int64) -> Text {
        Text(
            zh: "您说在做的事 \(moment: until) 到期。还在做，点一下就续。",
            en: "What you said you do ends \(moment: until). One tap renews it.")
    }
    static func mailHelp(_ name: String) -> Text {
        Text(zh: "\(name) 说能帮您一起做。", en: "\(name) says that they can help with what you do.")
    }

    static func mailEnded(_ what: String, _ reason: String) -> Text {
        Text(
            zh: "您说在做的“\(what)”已由负责人结束。理由：\(reason)",
            en: "Somebody who leads has ended what you said you do, “\(what)”. The reason: \(reason)")
    }
    static let endOther = Text(zh: "结束它", en: "End it")
    static let endReason = Text(zh: "理由（对方会读到）", en: "The reason (they read it)")

    // MARK: Refusals

    static let whatMissing = Text(zh: "写一句您在做什么。", en: "Say in one line what you do.")
    static let badUntil = Text(zh: "要在今天以后、90 天以内。", en: "Later than now, and within 90 days.")
    static let notYours = Text(zh: "您不能代表这个机构说话。", en: "You don't speak for this organisation.")
    static func tooMany(_ most: Int) -> Text {
        Text(zh: "同时最多 \(most) 件。先结束一件。", en: "\(most) at a time; end one first.")
    }
    static let isOver = Text(zh: "这件事已经结束了。", en: "This is over.")
    static let ownDoing = Text(zh: "这是您自己在做的。", en: "You do it yourself.")
    static let notHelping = Text(zh: "您没有说过能帮忙。", en: "You hadn't said that you can help.")
}
