/// What leaving and being forgotten say.
enum LeaveWords {
    static let title = Text(zh: "离开", en: "Leaving")
    static let lastLead = Text(
        zh: "您是最后一位守护者或协调员。请先请别人接手，再离开。", en: "You are the last steward or coordinator. Let somebody take over first.")
    static let handedOn = Text(zh: "已离开网络，交给接手的人。", en: "Left the network; passed on.")
    static let tooLate = Text(zh: "可以返回的 14 天已经过去。", en: "The 14 days for coming back are over.")
    static let formerMember = "前成员 · former member"

    static let leaveNetwork = Text(zh: "离开这个网络", en: "Leave this network")
    static func what(_ owned: Int, _ promised: Int, _ given: Int) -> Text {
        Text(
            zh: "您负责的 \(owned) 件事会立刻交给别人，\(promised) 项承诺会交还；您做过的 \(given) 份背书有效到期满。14 天内可以回来。",
            en:
                "What you own (\(owned)) passes on at once, your promises (\(promised)) are given back; vouches you gave (\(given)) hold until they expire. You can come back within 14 days."
        )
    }
    static let note = Text(zh: "给接手的人留句话", en: "A word for whoever takes over")
    static let leave = Text(zh: "离开", en: "Leave")
    static let back = Text(zh: "我要回来", en: "Come back")
    static let left = Text(zh: "您已离开。14 天内可以回来。", en: "You have left. You can come back within 14 days.")

    static let forget = Text(zh: "删除我的账号", en: "Have me forgotten")
    static let forgetHint = Text(
        zh:
            "14 天后，您的资料、联系方式、密码、去过哪里的记录全部销毁，密钥也销毁。留下的只有做过的事，署名“前成员”；您签过的契约、结束的事件链不能改。14 天内登录可以反悔。",
        en:
            "After 14 days your profile, contacts, password and whereabouts are destroyed, and the key with them. What stays is what was done, as done by “a former member”; signed agreements and the chain of events can't change. Until then you can sign in and stay."
    )
    static let forgetButton = Text(zh: "14 天后删除", en: "Forget me in 14 days")
    static func forgetsAt(_ at: Int64) -> Text {
        Text(zh: "您的账号将在\(day: at)删除。", en: "Your account will be forgotten on \(day: at).")
    }
    static let stay = Text(zh: "不删了", en: "Keep my account")
    static let export = Text(zh: "下载我的全部数据", en: "Download everything about me")

    static let receipt = Text(zh: "您的账号已删除", en: "Your account is forgotten")
    static let receiptBody = Text(
        zh:
            "您的账号已删除：资料、联系方式、登录方式、去处记录都已销毁，密钥已销毁，备份里的也打不开了。\n\n留下的：您参与过的事件（署名“前成员”，因为事件链要能核对）；您做过的背书（无名，到期为止）；别人写的、提到您的话（可请作者删去）。此前由别人导出的文件不在我们手里。\n",
        en:
            "Your account is forgotten: profile, contacts, ways to sign in and whereabouts are destroyed, and so is the key, also for what lies in backups.\n\nWhat remains: what you took part in (as “a former member”, for the chain of events must stay checkable); vouches you gave (nameless, until they expire); what others wrote that names you (ask its author). Files that others exported before are not in our hands.\n"
    )
}
