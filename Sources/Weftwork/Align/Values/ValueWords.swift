enum ValueWords {
    static let title = Text(zh: "价值观调查", en: "Values survey")
    static let intro = Text(
        zh: "每个人给各条价值打 1–5，再排出最要紧的三条；缺了什么可以自己写。结果供共识文件的“价值与原则”起草用。",
        en:
            "Each rates every value from 1 to 5 and places the three that matter most; what is missing can be written in. It feeds the charter’s section of values and principles."
    )
    static let noRounds = Text(zh: "还没有做过。", en: "It hasn’t been done yet.")
    static let begin = Text(zh: "开始一轮", en: "Begin a round")
    static let starters = Text(zh: "可以从这些开始；不勾就不用。", en: "Some to begin with; none is used unless you tick it.")
    static let principles = Text(zh: "五条原则", en: "Five principles")
    static let four = Text(zh: "四个价值", en: "Four values")
    static let own = Text(zh: "自己写的，一行一个", en: "Others, one a line")
    static let ownHint = Text(
        zh: "要写两种语言，就先写中文，空一格、一条斜线、再空一格，接着写另一种。",
        en: "For both languages write the Chinese, then a slash between two spaces, then the other.")
    static let rate = Text(zh: "每条对我们有多要紧？", en: "How much does each matter to us?")
    static let rank = Text(zh: "最要紧的三条", en: "The three that matter most")
    static let missing = Text(zh: "还缺哪一条？", en: "Which one is missing?")

    /// The principles of the framework of nine steps, and the values of the volunteer platform.
    static let starterPrinciples = [
        Text(zh: "透明共享", en: "Transparent sharing"), Text(zh: "集体所有", en: "Collective ownership"),
        Text(zh: "互惠互利", en: "Mutual benefit"), Text(zh: "自组织", en: "Self-organisation"),
        Text(zh: "持续反馈", en: "Continuous feedback"),
    ]
    static let starterValues = [
        Text(zh: "开放", en: "Openness"), Text(zh: "共生", en: "Living together"), Text(zh: "协同", en: "Acting as one"),
        Text(zh: "向善", en: "For the good"),
    ]
    static func tooFew(_ least: Int) -> Text {
        Text(zh: "至少要 \(least) 条不同的价值。", en: "At least \(least) different values.")
    }

    // MARK: To the charter

    static let cameOut = Text(zh: "最近一轮的先后", en: "The order that came out last")
    static let toCharter = Text(zh: "写进共识文件", en: "Into the charter")
    static let toCharterMeans = Text(
        zh: "按大家的先后，把勾选的放进共识文件草案的“价值与原则”。放进去还要大家谈、大家同意。",
        en:
            "In the order that came out, those you tick go into the charter’s draft under values and principles. There they are talked over and agreed on."
    )
    static let takeThese = Text(zh: "放进草案", en: "Put into the draft")
    static let taken = Text(zh: "已放进共识文件的草案。", en: "They are in the charter’s draft.")
    static let noDraft = Text(
        zh: "共识文件现在没有草案。召集人开始起草以后，就能放进去。",
        en: "The charter has no draft now. Once its convener begins one they can be put in.")
    static let missedWords = Text(zh: "大家说还缺的", en: "What people say is missing")
    static let notSaid = Text(zh: "结果里没有这句话。", en: "Nobody wrote this in the result.")
    static func amongFew(_ few: Int) -> Text {
        Text(
            zh: "写了还缺什么的不到 \(few) 个人：只有作答的人看得到，不能放进去。",
            en: "Fewer than \(few) wrote what is missing: it stays among those who answered and goes no further.")
    }
    static let chooseOne = Text(zh: "至少勾一条。", en: "Tick at least one.")
    static let thereAlready = Text(zh: "已经在里面了", en: "there already")
    static let notClosed = Text(zh: "等它截止以后。", en: "Once it is closed.")
}
