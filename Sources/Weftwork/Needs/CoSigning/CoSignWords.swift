/// What is said about co-signatures for promises.
enum CoSignWords {
    static let title = Text(zh: "认领联署", en: "Co-signatures for promises")
    static let about = Text(
        zh: "一个人同时能认领的份数有限，免得东西被占着送不到。想多认几份，请一位受信任的成员联署：用他的名字和您一起担着。",
        en:
            "How many promises one person may have open is limited, so that nothing is kept back that then never comes. To take on more, ask somebody who is trusted to co-sign: they answer for it with you, by name."
    )
    static let mine = Text(zh: "我手上的认领", en: "My open promises")
    static func load(_ open: Int, of limit: Int) -> Text {
        Text(zh: "未完成 \(open) 份，最多 \(limit) 份", en: "\(open) open, \(limit) at most")
    }
    static func loadParts(_ alone: Int, _ more: Int) -> Text {
        Text(zh: "自己 \(alone) 份，联署 \(more) 份", en: "\(alone) by yourself, \(more) co-signed")
    }
    static let asksMe = Text(zh: "请我联署的", en: "Asked of me")
    static let waits = Text(zh: "有人请您联署认领", en: "Somebody asks you to co-sign their promises")
    static func asks(_ name: String) -> Text {
        Text(zh: "\(name) 请您联署，好多认领几份", en: "\(name) asks you to co-sign, so that they may promise more")
    }
    static func carries(_ open: Int, of limit: Int, late: Int) -> Text {
        late == 0
            ? Text(zh: "现在有 \(open) 份（最多 \(limit) 份），没有过期的。", en: "Now \(open) open of \(limit) at most, none late.")
            : Text(
                zh: "现在有 \(open) 份（最多 \(limit) 份），其中 \(late) 份已经过期。",
                en: "Now \(open) open of \(limit) at most, \(late) of them late.")
    }
    static let signHint = Text(
        zh: "联署 30 天有效，随时可以收回；已经认领的不受影响。哪一份没按时送到、被放了回去，我们会告诉您。",
        en:
            "It holds for 30 days and you may take it back any time; what is promised by then stays promised. When one is not kept and goes back, you hear of it."
    )
    static let toNeed = Text(zh: "看看是哪件求助", en: "The need it is for")
    static let more = Text(zh: "可以多认几份", en: "How many more")
    static let sign = Text(zh: "我联署", en: "I co-sign")
    static let decline = Text(zh: "这次不行", en: "Not this time")
    static let given = Text(zh: "我联署了的", en: "I co-signed for")
    static let fromOthers = Text(zh: "为我联署的", en: "Who co-signs for me")
    static func signed(_ more: Int, until moment: Int64) -> Text {
        Text(zh: "多 \(more) 份，到 \(moment: moment)", en: "\(more) more, until \(moment: moment)")
    }
    static func waitsUntil(_ moment: Int64) -> Text {
        Text(zh: "等答复，到 \(moment: moment)", en: "not answered yet; open until \(moment: moment)")
    }
    static let pauses = Text(
        zh: "现在不算：联署的人目前不在受信任之列。", en: "Doesn't count now: whoever signed is not among the trusted at present.")
    static let takeBack = Text(zh: "收回联署", en: "Take it back")
    static let stopAsking = Text(zh: "不请了", en: "Ask no more")
    static let letGo = Text(zh: "不用了", en: "I don't need it any more")
    static let ask = Text(zh: "请人联署", en: "Ask for a co-signature")
    static let whom = Text(zh: "请谁", en: "Whom")
    static let whomHint = Text(
        zh: "为您背书的人排在前面。对方会看到您手上有几份认领、有没有过期的。",
        en: "Those who vouch for you come first. They see how many promises you have open and whether any is late.")
    static let send = Text(zh: "发出请求", en: "Ask")
    static let nobody = Text(
        zh: "现在没有可以请的人：要是受信任的成员，而且还没请过。",
        en: "Nobody is left to ask: it takes a trusted member whom you haven't asked yet.")
    static let nothing = Text(zh: "还没有联署。", en: "No co-signatures yet.")
    static let enough = Text(zh: "联署已经到顶，再多也不能加了。", en: "That is as much as co-signatures can add.")
    static func full(_ limit: Int) -> Text {
        Text(
            zh: "您手上已有 \(limit) 份未完成的认领，到顶了。先送到或放下一份，就能认领新的。",
            en:
                "You have \(limit) open promises, which is as many as you may have. Deliver or let go of one, and you can take another."
        )
    }
    static let fullMore = Text(zh: "或者请一位受信任的成员联署，多认几份", en: "Or ask somebody who is trusted to co-sign for more")

    // MARK: Refusals

    static let notTrusted = Text(zh: "联署的人要是受信任的成员。", en: "Whoever co-signs has to be a trusted member.")
    static let notOneself = Text(zh: "不能给自己联署。", en: "Nobody co-signs for themselves.")
    static let notMutual = Text(
        zh: "你们两位不能互相联署：那样就没有第三个人担着了。", en: "Two people can't co-sign for one another: nobody else would answer for it."
    )
    static func badMore(_ most: Int) -> Text { Text(zh: "填 1 到 \(most)。", en: "A number from 1 to \(most).") }
    static func tooManyAsked(_ most: Int) -> Text {
        Text(
            zh: "已经有 \(most) 个请求在等答复，先等一等。",
            en: "\(most) of your requests wait for an answer already; please wait for one.")
    }
    static func tooManySigned(_ most: Int) -> Text {
        Text(
            zh: "您已经为 \(most) 个人联署，先收回一份再签新的。",
            en: "You co-sign for \(most) people already. Take one back before you sign another.")
    }
    static let isOver = Text(zh: "这个联署已经有了结果，或者过了时间。", en: "This one is settled already, or its time is over.")

    // MARK: Mails

    static func mailAsked(_ name: String) -> Text {
        Text(
            zh: "\(name) 想多认领几份，请您用自己的名字联署。愿意或不行，请在这里说：",
            en: "\(name) wants to promise more than one may alone, and asks you to co-sign. Say yes or no here:")
    }
    static func mailSigned(_ name: String, _ more: Int) -> Text {
        Text(
            zh: "\(name) 为您联署了：可以多认领 \(more) 份。",
            en: "\(name) has co-signed for you: you may have \(more) more open promises.")
    }
    static func mailDeclined(_ name: String) -> Text {
        Text(zh: "\(name) 这次不能为您联署。可以请别人。", en: "\(name) can't co-sign for you this time. You may ask somebody else.")
    }
    static func mailEnded(_ name: String) -> Text {
        Text(
            zh: "\(name) 结束了你们之间的联署。已经认领的照旧。",
            en: "\(name) has ended the co-signature between you. What is promised stays promised.")
    }
    static func mailUnkept(_ name: String) -> Text {
        Text(
            zh: "您联署的 \(name) 有一份认领没有按时送到，已经放了回去。问问需不需要帮忙，或者收回联署：",
            en:
                "A promise of \(name), for whom you co-signed, was not kept in time and has gone back. Ask whether they need a hand, or take your signature back:"
        )
    }
}
