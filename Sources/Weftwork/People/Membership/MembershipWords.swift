/// What is said about where somebody stands in a network.
enum MembershipWords {
    static let rest = Text(zh: "休息一阵", en: "Take a rest")
    static let restHint = Text(
        zh: "休息时不发提醒，也不请您值班、做伙伴、响应征集。您手上负责的求助和认领马上交给别人。想回来，随时按一下就好。",
        en:
            "At rest you get no reminders, and nobody proposes you for duty, as a buddy or for a call. Needs you own and promises you made pass on at once. Come back any time, by one press."
    )
    static let keepRoles = Text(zh: "我的角色", en: "My roles")
    static let keep = Text(zh: "留着", en: "I keep them")
    static let layDown = Text(zh: "放下", en: "I lay them down")
    static let note = Text(zh: "给接手的人的话", en: "A word for those who take over")
    static let resting = Text(zh: "您在休息。", en: "You are at rest.")
    static let wake = Text(zh: "我回来了", en: "I am back")
    static let lastLead = Text(
        zh: "您是这里最后一位负责人。先请人接手，再休息。", en: "You are the last who answers here. Let somebody take over first.")
    static let restsAlready = Text(zh: "您已经在休息。", en: "You are at rest already.")
    static let restsNot = Text(zh: "您没有在休息。", en: "You are not at rest.")
    static let handedOn = Text(zh: "原负责人休息一阵。", en: "Whoever had it takes a rest.")
    static let stillHere = Text(zh: "您还在吗？", en: "Still with us?")
    static let mailStillHere = Text(
        zh: "好久不见。还在的话，打开这一页就算回答；两周内没有动静，我们就当您在休息，您随时可以回来：",
        en:
            "We have not seen you for a while. To open this page is answer enough. After two silent weeks we take it that you rest; come back any time:"
    )

    static func name(of state: Membership.State) -> Text {
        switch state {
        case .invited: Text(zh: "已邀请", en: "invited")
        case .applied: Text(zh: "已申请", en: "applied")
        case .welcomed: Text(zh: "新成员", en: "newcomer")
        case .active: Text(zh: "活跃", en: "active")
        case .dormant: Text(zh: "休眠", en: "dormant")
        case .left: Text(zh: "已离开", en: "left")
        case .suspended: Text(zh: "已暂停", en: "suspended")
        }
    }
}
