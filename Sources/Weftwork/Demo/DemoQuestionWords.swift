/// What the people of the demonstration answered, settled and wrote.
enum DemoQuestionWords {
    static let evidence = ["三家基金会口头答应了半年", "没有一家签过字"]
    static let leaders = "几位院长和老志愿者，各方都愿意听"
    static let urgency = "各医院每天都在求助，老办法跟不上"
    static let resources = "只够半年，第二年的还没有着落"
    static let reached = "六家医院都用上了"

    struct Stage: Sendable {
        let title: String
        let words: String
        let steps: [String]
    }

    static let goals = [
        Stage(
            title: "求助当天就有人负责", words: "每一条求助两小时内有人接，当天有答复",
            steps: ["六家医院用上同一张求助表", "夜里也有人值班"]),
        Stage(title: "三个地市各有一个转运点", words: "每个点三天的余量", steps: ["谈定第一个仓库"]),
    ]

    struct Word: Sendable {
        let zh, en, one, other: String
    }

    static let terms = [
        Word(zh: "紧急", en: "Critical", one: "今天不到就有人受害", other: "库存不够撑三天"),
        Word(zh: "签收", en: "Received", one: "病区的人点过数、签了字", other: "送到医院大门口"),
    ]
    static let source = "湖北各医院公开求助的汇总"
    static let sourceNote = "两百多条求助里，口罩和防护服占一半以上"
}
