/// How much members give, what it asks of them, and what the convener gives.
enum LevelWords {
    static let title = Text(zh: "我的投入", en: "How much I give")
    static let choose = Text(zh: "您想投入多少？随时可以改。", en: "How much do you want to give? You can change it any day.")
    static let badDay = Text(zh: "请选一个以后的日子。", en: "Choose a day to come.")
    static let askAgain = Text(zh: "哪天再问您（选“再想想”时）", en: "Ask me again on (for “undecided”)")
    static let mailAsk = Text(
        zh: "您请我们今天再问您：现在想投入多少？", en: "You asked to be asked again today: how much do you want to give?")
    static let promises = Text(zh: "召集方的承诺", en: "What the convener gives")
    static let noPromises = Text(zh: "召集方还没有写下承诺。", en: "The convener has written down nothing yet.")
    static let addPromise = Text(zh: "写下一项承诺", en: "Write one down")
    static let kind = Text(zh: "类别", en: "Kind")
    static let text = Text(zh: "内容", en: "What")
    static let until = Text(zh: "到哪天", en: "Until")
    static let end = Text(zh: "结束", en: "End")
    static func until(_ at: Int64) -> Text { Text(zh: "到\(day: at)", en: "until \(day: at)") }

    static func name(of level: Level) -> Text {
        switch level {
        case .core: Text(zh: "核心团队", en: "Core team")
        case .participant: Text(zh: "参与者", en: "Participant")
        case .friend: Text(zh: "朋友", en: "Friend")
        case .undecided: Text(zh: "再想想", en: "Undecided")
        }
    }

    /// What the level asks of a person.
    static func asks(_ level: Level) -> Text {
        switch level {
        case .core:
            Text(
                zh: "承担一份责任，参加启动前的会议，在两次聚会之间继续做事；每周约两小时。",
                en:
                    "Takes on responsibility, comes to the meeting before the launch, works between sessions; about two hours a week."
            )
        case .participant:
            Text(
                zh: "参加三次工作坊以及之间的约定，事先阅读材料；每月约两小时。",
                en:
                    "Comes to the three workshops and what lies between them, reads beforehand; about two hours a month."
            )
        case .friend:
            Text(zh: "有结果时收到通知，别的不用做。", en: "Is called back when there are results; nothing else is asked.")
        case .undecided:
            Text(zh: "到您自己定的那天，我们再问一次。", en: "Is asked once more, on a day of their own choice.")
        }
    }

    static func name(of kind: ConvenerPromise.Kind) -> Text {
        switch kind {
        case .facilitation: Text(zh: "引导", en: "Facilitation")
        case .resources: Text(zh: "资源", en: "Resources")
        case .knowledge: Text(zh: "知识", en: "Knowledge")
        case .technology: Text(zh: "技术支持", en: "Technical support")
        case .stipends: Text(zh: "补贴", en: "Stipends")
        }
    }
}
