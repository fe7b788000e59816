/// What is said of fixed points that a proposal touches.
enum ProposalCoreWords {
    static let touches = Text(zh: "它碰到哪些核心条款", en: "Core clauses that it touches")
    static let hint = Text(
        zh: "选中的会写在提案旁边，让大家一起看到；要改核心条款本身，请到共识文件里起草新的一版。",
        en:
            "They are shown beside the question for everybody. To change a core clause itself, draft a new version of the charter."
    )
    static let unknown = Text(zh: "这不是现行的核心条款。", en: "This is no core clause in force.")
}

/// What is said where a proposal is handed on.
enum ProposalHandWords {
    static let title = Text(zh: "谁负责这个提案", en: "Who answers for it")
    static let handOn = Text(zh: "请别人接手", en: "Ask another to take it on")
    static let means = Text(
        zh: "对方同意以后才换人；在那以前还是原来的人负责。记录里会写明谁交给了谁。",
        en: "It changes hands once they say yes; until then nothing changes. The record says who handed it to whom.")
    static let askedYou = Text(
        zh: "请您接手这个提案：处理反对、写下结果、到期复核。",
        en: "You are asked to answer for it from now on: objections, the outcome, looking at it again.")
    static func isAsked(_ name: String) -> Text {
        Text(zh: "已经问了\(name)，还没有回答。", en: "\(name) was asked and has not answered yet.")
    }
    static let notNow = Text(zh: "这个提案已经没有要做的事了。", en: "There is nothing left to do for it.")
    static func asks(_ question: Text) -> Text {
        Text(zh: "请您接手提案：\(question)", en: "You are asked to take on a proposal: \(question)")
    }
    static func mailAsks(_ question: Text) -> Text {
        Text(
            zh: "请您接手提案“\(question)”：处理反对、写下结果、到期复核。您可以同意，也可以不同意。",
            en:
                "You are asked to answer for the proposal “\(question)” from now on: objections, the outcome, looking at it again. You can say yes or no."
        )
    }
    static func mailAnswered(_ name: String, _ question: Text, _ isYes: Bool) -> Text {
        isYes
            ? Text(zh: "\(name)接手了提案“\(question)”。", en: "\(name) has taken on the proposal “\(question)”.")
            : Text(
                zh: "\(name)没有接手提案“\(question)”，还是由您负责。",
                en: "\(name) has not taken on the proposal “\(question)”; you still answer for it.")
    }
}

/// What is said where a statement over which people part becomes a proposal.
enum ProposalOutletWords {
    static let outlet = Text(zh: "拿它写一个提案", en: "Make a proposal of it")
    static func context(_ question: String) -> Text {
        Text(
            zh: "在意见征集“\(question)”里，大家对这句话看法不同：",
            en: "In the conversation “\(question)” people part over this:")
    }
}
