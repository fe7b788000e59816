/// What is said about buddies, mentors and what one is willing to be asked for.
enum CompanyWords {
    static let title = Text(zh: "结伴", en: "Side by side")
    static let nothing = Text(zh: "目前没有等您的。", en: "Nothing waits for you now.")
    static let offerOver = Text(zh: "这个请求已经有了结果。", en: "This has been answered already.")
    static let beBuddy = Text(zh: "做一位新成员的伙伴？", en: "Be a newcomer’s buddy?")
    static let findBuddy = Text(zh: "为新成员找伙伴", en: "Find a buddy for a newcomer")
    static let because = Text(zh: "为什么问您", en: "Why you are asked")
    static let accept = Text(zh: "好的", en: "Yes, gladly")
    static let pass = Text(zh: "这次不行", en: "Not this time")
    static let newcomers = Text(zh: "我陪的新成员", en: "Newcomers I accompany")
    static let asked = Text(zh: "已经问了", en: "was asked")
    static let nobodyAsked = Text(zh: "暂时没有人可问，请指定一位。", en: "There is nobody left to ask; please name somebody.")

    static func name(of reason: BuddyReason) -> Text {
        switch reason {
        case .language: Text(zh: "语言相同", en: "you share a language")
        case .area: Text(zh: "同一个地区", en: "you are of the same area")
        case .organisation: Text(zh: "同一家机构", en: "you are of the same organisation")
        case .free: Text(zh: "您现在陪的新成员最少", en: "you accompany the fewest newcomers now")
        }
    }
    static let named = Text(zh: "编织者想到了您", en: "a weaver thought of you")
    static let duty = Text(
        zh: "伙伴做什么：先打个招呼，回答问题，头几周陪一陪；做不来随时可以换人。",
        en:
            "What a buddy does: say hello first, answer questions, be there for the first weeks; another can take over any time."
    )
    static func mailBeBuddy(_ name: String) -> Text {
        Text(
            zh: "\(name) 刚加入，愿意做其伙伴吗？一天之内没有回答，我们就问下一位。",
            en:
                "\(name) has just joined. Would you be their buddy? Without a word from you within a day we ask another."
        )
    }

    static let mentor = Text(zh: "导师", en: "Mentor")
    static let mentorHint = Text(
        zh: "导师陪您学想学的。答应之后，导师看得到您的成长页；双方随时可以结束。",
        en:
            "A mentor accompanies what you want to learn. Once they accept, they see your path; either ends it any time."
    )
    static let askMentor = Text(zh: "请其做我的导师", en: "Ask them to be my mentor")
    static let noMentors = Text(zh: "还没有人说愿意做导师。", en: "Nobody has said yet that they would be a mentor.")
    static let mentorAsked = Text(zh: "已经问了，等对方答应", en: "asked; waiting for their yes")
    static let end = Text(zh: "结束", en: "End it")
    static let beMentor = Text(zh: "请您做导师", en: "Asked you to be their mentor")
    static let mentees = Text(zh: "我陪着学的人", en: "Whom I accompany as a mentor")
    static let badMentor = Text(zh: "请选一位愿意做导师的成员。", en: "Choose a member who is willing to be a mentor.")
    static let hasMentor = Text(zh: "您已经有导师，或已经问了一位。", en: "You have a mentor, or have asked one already.")
    static func mailBeMentor(_ name: String) -> Text {
        Text(zh: "\(name) 请您做导师。答应或者不答应，都请说一声：", en: "\(name) asks you to be their mentor. Please say yes or no:")
    }
    static func mailMentor(_ name: String, accepts: Bool) -> Text {
        accepts
            ? Text(zh: "\(name) 答应做您的导师。", en: "\(name) is your mentor now.")
            : Text(zh: "\(name) 这次不能做您的导师。可以再问一位。", en: "\(name) can’t be your mentor now. You can ask another.")
    }
    static func mailMentorEnds(_ name: String) -> Text {
        Text(zh: "\(name) 结束了你们的导师关系。", en: "\(name) has ended your being mentor and learner.")
    }

    static let willing = Text(zh: "我愿意被问到", en: "I am willing to be asked")
    static let willingHint = Text(
        zh: "没有勾的，系统不会为此提您的名字。", en: "For what you don’t tick, your name is never proposed.")
    static func name(of kind: Willing) -> Text {
        switch kind {
        case .buddy: Text(zh: "做新成员的伙伴", en: "to be a newcomer’s buddy")
        case .mentor: Text(zh: "做别人的导师", en: "to be somebody’s mentor")
        case .roles:
            Text(
                zh: "承担角色：负责的人看得到您做过的事（核实的送达、有人背书的技能等）",
                en: "to take on roles: those who lead see what you did (deliveries that count, skills vouched for …)")
        }
    }
}
