enum MindsetWords {
    static let title = Text(zh: "思维方式自查", en: "Mindset check")
    static let intro = Text(
        zh: "七条线，每条上给自己放一个位置，也给网络放一个。哪一头都不算好或坏；看的是大家分布在哪里。",
        en:
            "Seven lines: place yourself on each, and place the network. Neither end is good or bad; what counts is where all lie."
    )
    static let noScore = Text(
        zh: "从不给人打分，也不显示谁在哪儿。每次更新共识时再做一次，和上次放在一起看。",
        en: "Nobody is scored and nobody’s place is shown. It is repeated at each renewal, the last beside it.")
    static let begin = Text(zh: "开始一轮", en: "Begin a round")
    static let noRounds = Text(zh: "还没有做过。", en: "It hasn’t been done yet.")
    static let own = Text(zh: "我自己", en: "Myself")
    static let network = Text(zh: "我们的网络", en: "Our network")

    struct Line: Sendable {
        let from, to: Text
    }

    static let lines = [
        Line(from: Text(zh: "控制和计划", en: "control and plan"), to: Text(zh: "让它涌现", en: "emergence")),
        Line(from: Text(zh: "自己多出力", en: "own effort"), to: Text(zh: "编织联系", en: "weaving ties")),
        Line(from: Text(zh: "交付成果", en: "deliverables"), to: Text(zh: "带动大家行动", en: "group action")),
        Line(from: Text(zh: "知识自己留着", en: "closed knowledge"), to: Text(zh: "知识开放", en: "open knowledge")),
        Line(from: Text(zh: "集中决定", en: "central decisions"), to: Text(zh: "一起决定", en: "shared decisions")),
        Line(from: Text(zh: "一位专家", en: "the single expert"), to: Text(zh: "集体的见识", en: "collective insight")),
        Line(
            from: Text(zh: "只看有形的结果", en: "tangible results"),
            to: Text(zh: "也看无形的结果", en: "intangible results too")),
    ]

    static func line(_ from: Text, _ to: Text) -> Text { Text(zh: "\(from) ↔ \(to)", en: "\(from) ↔ \(to)") }
    static func asked(_ who: Text, _ from: Text, _ to: Text) -> Text {
        Text(zh: "\(who)：\(from) ↔ \(to)", en: "\(who): \(from) ↔ \(to)")
    }
}
