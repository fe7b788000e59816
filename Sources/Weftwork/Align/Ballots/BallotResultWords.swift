/// How a count is told.
enum BallotResultWords {
    static let title = Text(zh: "怎样数出来的", en: "How it was counted")
    static let option = Text(zh: "选项", en: "Option")
    static let none = Text(zh: "还没有选票。", en: "No ballots yet.")
    static let winner = Text(zh: "胜出", en: "won")
    static func papers(_ papers: Int, _ voices: Int) -> Text {
        papers == voices
            ? Text(zh: "\(papers) 张选票。", en: "\(papers) \(ballots(papers)).")
            : Text(
                zh: "\(papers) 张选票，代表 \(voices) 个声音。", en: "\(papers) \(ballots(papers)), for \(voices) voices.")
    }
    private static func ballots(_ count: Int) -> Text { .verbatim(count == 1 ? "ballot" : "ballots") }

    static let pairs = Text(zh: "两两相比", en: "Pair by pair")
    static let pairsHow = Text(
        zh: "每一格：有多少人把这一行的排在这一列的前面。", en: "Each cell: how many put the row before the column.")
    static let rounds = Text(zh: "一轮一轮", en: "Round by round")
    static func round(_ number: Int) -> Text { Text(zh: "第 \(number) 轮", en: "Round \(number)") }
    static let isOut = Text(zh: "出局", en: "out")
    static func parted(_ tie: Text, _ names: String) -> Text {
        Text(zh: "\(names) 并列。事先定的规则：\(tie)。", en: "Alike: \(names). The rule for that: \(tie).")
    }
    static func spent(_ spent: Int64, _ budget: Int64, _ unit: String) -> Text {
        Text(
            zh: "用去 \(quantity: spent) / \(quantity: budget) \(unit)。",
            en: "\(quantity: spent) of \(quantity: budget) \(unit) given out.")
    }
    static let greedy = Text(zh: "如果只按支持者多少来", en: "If only the most wanted counted")
    static func greedyHow(_ spent: Int64, _ unit: String) -> Text {
        Text(
            zh: "按“每一份花费有多少人要”从高到低取，取到钱完为止，用去 \(quantity: spent) \(unit)：",
            en:
                "Taken by how many want it for its cost, while it lasts, it would have been (\(quantity: spent) \(unit)):"
        )
    }
    static let same = Text(zh: "和均等份额法选出的一样。", en: "The same as by equal shares.")
    static let chart = Text(zh: "重要性和要费的力", en: "Importance against effort")
    static let more = Text(zh: "重要", en: "important")
    static let harder = Text(zh: "费力", en: "much effort")

    static func name(of quarter: String?) -> Text {
        switch quarter {
        case "first": Text(zh: "先做", en: "first")
        case "plan": Text(zh: "安排好再做", en: "plan it")
        case "aside": Text(zh: "顺手做", en: "on the side")
        case "leave": Text(zh: "先放下", en: "leave it")
        default: Text(zh: "没人说", en: "nobody said")
        }
    }

    /// What the figures of a row are, in their order.
    static func columns(of method: ProposalMethod) -> [Text] {
        switch method {
        case .approval: [Text(zh: "认可", en: "approve")]
        case .score: [Text(zh: "平均", en: "mean"), Text(zh: "总分", en: "sum"), Text(zh: "打分人数", en: "scored by")]
        case .ranked: [Text(zh: "胜过几个", en: "beats"), Text(zh: "排第一的人", en: "put first by")]
        case .instantRunoff: [Text(zh: "第一轮", en: "first round"), Text(zh: "最后一轮", en: "last round")]
        case .majorityJudgment:
            [Text(zh: "中位评语", en: "median grade")] + BallotGrade.allCases.map(BallotWords.name(of:))
        case .dots: [Text(zh: "点数", en: "dots"), Text(zh: "给点的人", en: "given by")]
        case .quadratic:
            [Text(zh: "票数", en: "votes"), Text(zh: "支持的人", en: "for it"), Text(zh: "反对的人", en: "against it")]
        case .matrix:
            [
                Text(zh: "重要性中位", en: "importance, median"), Text(zh: "重要性平均", en: "importance, mean"),
                Text(zh: "重要性分歧", en: "importance, spread"), Text(zh: "费力中位", en: "effort, median"),
                Text(zh: "费力平均", en: "effort, mean"), Text(zh: "费力分歧", en: "effort, spread"),
                Text(zh: "人数", en: "placed by"),
            ]
        case .timePoll: [BallotWords.name(of: 2), BallotWords.name(of: 1), BallotWords.name(of: 0)]
        case .equalShares:
            [
                Text(zh: "花费", en: "cost"), Text(zh: "支持的人", en: "wanted by"),
                Text(zh: "每个支持者最多付", en: "at most paid by each"),
            ]
        case .consent, .consensus, .simpleMajority, .superMajority, .senseCheck: []
        }
    }
}
