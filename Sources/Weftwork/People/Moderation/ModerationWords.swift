/// What hiding texts says.
enum ModerationWords {
    /// What stands in place of a hidden text.
    static func stub(_ reason: String) -> Text { stub(.verbatim(reason)) }
    static func stub(_ reason: Text) -> Text {
        Text(zh: "已由负责人隐藏：\(reason)", en: "Hidden by moderation: \(reason)")
    }
    static let report = Text(zh: "举报这段文字", en: "Report this text")
    static let reportTitle = Text(zh: "举报一段文字", en: "Report a text")
    static let reportHint = Text(
        zh: "写下哪里不对：泄露了谁的隐私、骗人、骂人、不实。一位负责人在一天内处理。",
        en:
            "Say what is wrong with it: it gives somebody away, it cheats, insults, is untrue. Somebody deals with it within a day."
    )
    static let words = Text(zh: "哪里不对", en: "What is wrong with it")
    static let whoReads = Text(zh: "只有负责人看得到", en: "Seen by those who lead only")
    static let sent = Text(
        zh: "收到了，谢谢。一位负责人在一天内处理。", en: "We have it, thank you. Somebody deals with it within a day.")
    static let backToText = Text(zh: "回到刚才那一页", en: "Back to where it stands")
    static let hide = Text(zh: "隐藏这段文字", en: "Hide this text")
    static let hideHint = Text(
        zh: "所有人都会看到理由，原文只有经办的人看得到。作者会得到通知，可以向另一位负责人申诉。",
        en:
            "Everybody reads the reason; the text stays with those who work on it. Its author is told and can appeal to another."
    )
    static let reason = Text(zh: "理由（所有人看得到）", en: "The reason (everybody reads it)")
    static let closingReason = Text(
        zh: "理由（隐藏时所有人看得到）", en: "Why (everybody reads it where the text is hidden)")
    static let behind = Text(zh: "看原文（其他人看不到）", en: "Read what it says (others don’t)")
    static let show = Text(zh: "重新显示", en: "Show it again")
    static let isHidden = Text(zh: "已经隐藏了。", en: "It is hidden already.")
    static let notHidden = Text(zh: "没有隐藏。", en: "It isn't hidden.")
    static let appeal = Text(zh: "申诉", en: "Appeal")
    static let appealHint = Text(
        zh: "可以申诉一次，由另一位负责人在 7 天内复核并答复。",
        en: "You can appeal once; another than the one who decided looks at it and answers within 7 days.")
    static let appealOpen = Text(
        zh: "申诉已收到，正由另一位负责人复核。", en: "Your appeal is here; somebody else is looking at it.")
    static let appealedOnce = Text(zh: "已经申诉过一次。", en: "There was an appeal already.")
    static func appealEnded(_ outcome: Text, _ words: String) -> Text {
        Text(zh: "申诉的结果：\(outcome)。\(words)", en: "The appeal's outcome: \(outcome). \(words)")
    }
    static let hiddenBecause = Text(zh: "隐藏的理由", en: "Hidden because")
    static let yours = Text(zh: "您的文字被隐藏了", en: "A text of yours is hidden")
    static let about = Text(zh: "关于哪段文字", en: "Which text")

    static func name(of kind: TextPlace.Kind) -> Text {
        switch kind {
        case .need: Text(zh: "需求", en: "Need")
        case .profile: Text(zh: "成员资料", en: "Profile")
        case .organisation: Text(zh: "机构介绍", en: "Organisation")
        case .invitation: Text(zh: "邀请的留言", en: "Invitation")
        case .post: Text(zh: "讨论里的一条", en: "Post in a discussion")
        case .offer: Text(zh: "提供", en: "Offer")
        case .card: Text(zh: "志愿者名片", en: "A volunteer’s card")
        case .doing: Text(zh: "各自在做的事", en: "What somebody does themselves")
        case .statement: Text(zh: "意见征集里的一句话", en: "A statement in a conversation")
        case .translation: Text(zh: "需求的译文", en: "A need’s translation")
        case .suggestion: Text(zh: "对共识文件的建议", en: "A suggestion to the charter")
        case .term: Text(zh: "共同认知里的词或解释", en: "A word of shared cognition, or what somebody means by it")
        case .evidence: Text(zh: "依据", en: "Evidence")
        case .goal: Text(zh: "路线图上的目标", en: "A goal on the road map")
        case .finding: Text(zh: "监督发现", en: "A finding of oversight")
        case .minutes: Text(zh: "联席会议的纪要", en: "Minutes of the council")
        case .proposal: Text(zh: "提案", en: "Proposal")
        case .reason: Text(zh: "表态的理由", en: "Why somebody answers as they do")
        case .outcome: Text(zh: "提案的结果", en: "What came of a proposal")
        }
    }

    static let mailSubject = Text(zh: "关于您的一段文字", en: "About a text of yours")
    static func mailHidden(_ kind: TextPlace.Kind, _ reason: Text) -> Text {
        Text(
            zh: "“\(name(of: kind))”已被隐藏。理由：\(reason)\n您可以申诉一次，由另一位负责人复核：",
            en:
                "“\(name(of: kind))” was hidden. The reason: \(reason)\nYou can appeal once; somebody else will look at it:"
        )
    }
    static func mailHidden(_ count: Int, _ kind: TextPlace.Kind, _ reason: Text) -> Text {
        Text(
            zh: "您写的 \(count) 段文字（\(name(of: kind))）已被隐藏。理由：\(reason)\n对每一段您都可以申诉一次，由另一位负责人复核：",
            en:
                "\(count) texts of yours (\(name(of: kind))) were hidden. The reason: \(reason)\nYou can appeal once for each; somebody else will look at it:"
        )
    }
    static func mailShown(_ kind: TextPlace.Kind) -> Text {
        Text(zh: "“\(name(of: kind))”已经重新显示。", en: "“\(name(of: kind))” is shown again.")
    }
}
