enum AlignWords {
    static let title = Text(zh: "我们的共识", en: "What we agree on")
    static let intro = Text(
        zh: "这里是我们一起谈、一起定的：为什么在一起、先做什么、怎样决定，还有哪些地方想法不同。",
        en:
            "What we talk over and settle together: why we are here, what comes first, how we decide – and where we differ."
    )
    static let none = Text(
        zh: "还没有开始。等大家谈起来，这里就有内容了。", en: "Nothing here yet. It fills as people begin to talk.")
    static let toNetwork = Text(zh: "回到网络主页", en: "Back to the network")
    static let toAlign = Text(zh: "回到“我们的共识”", en: "Back to what we agree on")
    static let notYet = Text(zh: "还没有", en: "nothing yet")

    static func name(of place: AlignLine.Place) -> Text {
        switch place {
        case .charter: Text(zh: "共识文件", en: "Charter")
        case .conversations: Text(zh: "意见征集", en: "Conversations")
        case .proposals: Text(zh: "提案", en: "Proposals")
        case .decisions: Text(zh: "决议记录", en: "Decision log")
        case .readiness: Text(zh: "准备好了吗", en: "Are we ready?")
        case .mindset: Text(zh: "思维方式自查", en: "Mindset check")
        case .values: Text(zh: "价值观调查", en: "Values survey")
        case .roadMap: Text(zh: "目标路线图", en: "Goal road map")
        case .cognition: Text(zh: "共同认知", en: "How we see it together")
        case .governance: Text(zh: "治理规则", en: "Governance")
        case .drift: Text(zh: "共识有没有淡化", en: "Drift")
        }
    }

    /// What one finds there, in one line.
    static func about(_ place: AlignLine.Place) -> Text {
        switch place {
        case .charter: Text(zh: "愿景、目标、价值与原则、战略优先事项", en: "Vision, purpose, values, priorities")
        case .conversations: Text(zh: "写一句观点，对别人的观点表态", en: "Say one thing; answer what others say")
        case .proposals: Text(zh: "摆在大家面前、等着决定的事", en: "What is put to all of us to decide")
        case .decisions: Text(zh: "定过什么、为什么、什么时候再看", en: "What was decided, why, and when it is looked at again")
        case .readiness: Text(zh: "我们需要一个网络吗？条件齐了吗？", en: "Do we need a network, and have we what it takes?")
        case .mindset: Text(zh: "七条线：我在哪儿，我们在哪儿", en: "Seven lines: where am I, where are we?")
        case .values: Text(zh: "哪些价值对我们最要紧", en: "Which values matter most to us")
        case .roadMap: Text(zh: "从优先事项到阶段目标和里程碑", en: "From priorities to stage goals and milestones")
        case .cognition: Text(zh: "问题、原因、办法、用词、依据，一页看全", en: "Problem, causes, remedies, words, evidence on one page")
        case .governance: Text(zh: "谁决定什么，怎样决定", en: "Who decides what, and how")
        case .drift: Text(zh: "说的和做的有没有走开", en: "Whether what we say and what we do part")
        }
    }
}
