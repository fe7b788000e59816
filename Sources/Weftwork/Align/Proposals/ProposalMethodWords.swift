/// The methods by which something is decided, each with its rule in one sentence.
enum ProposalMethodWords {
    static func name(of method: ProposalMethod) -> Text {
        switch method {
        case .consent: Text(zh: "同意制", en: "Consent")
        case .consensus: Text(zh: "共识", en: "Consensus")
        case .simpleMajority: Text(zh: "简单多数", en: "Simple majority")
        case .superMajority: Text(zh: "绝对多数", en: "Super majority")
        case .approval: Text(zh: "认可投票", en: "Approval")
        case .score: Text(zh: "打分", en: "Score")
        case .ranked: Text(zh: "排序（舒尔策法）", en: "Ranking (Schulze)")
        case .instantRunoff: Text(zh: "排序（逐轮淘汰）", en: "Ranking (instant runoff)")
        case .majorityJudgment: Text(zh: "多数评判", en: "Majority judgment")
        case .dots: Text(zh: "点数投票", en: "Dot vote")
        case .quadratic: Text(zh: "平方投票", en: "Quadratic vote")
        case .matrix: Text(zh: "优先级矩阵", en: "Priority matrix")
        case .timePoll: Text(zh: "选时间", en: "Time poll")
        case .senseCheck: Text(zh: "摸底", en: "Sense check")
        case .equalShares: Text(zh: "均等份额法", en: "Equal shares")
        }
    }

    /// By what a consent decision is tested: asked of everybody before they answer.
    static func tests(of method: ProposalMethod, until review: Int64?) -> [Text] {
        guard method == .consent else { return [] }
        return [
            Text(zh: "它会危及我们共同的目标吗？", en: "Does it endanger the purpose we share?"),
            review.map {
                Text(
                    zh: "试到复核的那天（\(day: $0)），够不够安全？",
                    en: "Is it safe enough to try until the review date (\(day: $0))?")
            }
                ?? Text(
                    zh: "试到复核的那天（写下结果时一起定），够不够安全？",
                    en: "Is it safe enough to try until the review date, which is set with the outcome?"),
        ]
    }
    static let testsTitle = Text(zh: "表态之前，先问自己：", en: "Before you answer, ask yourself:")

    static func rule(of method: ProposalMethod) -> Text {
        switch method {
        case .consent:
            Text(
                zh: "只要没有成立的反对就通过；反对要说明它会怎样损害共同的目标，大家一起化解、修改，再问一次。",
                en:
                    "It passes when no objection stands; an objection says how it would harm the shared purpose, is worked through, and the changed words are asked about again."
            )
        case .consensus:
            Text(
                zh: "没有人阻止、并且赞成的多于不赞成的，就通过；不赞成的理由记下来，复核时再看。",
                en:
                    "It passes when nobody blocks it and more agree than disagree; why somebody disagrees is kept for the review."
            )
        case .simpleMajority:
            Text(zh: "赞成的多于不赞成的，就通过；一样多就不通过。", en: "It passes when more agree than disagree; alike, it does not.")
        case .superMajority:
            Text(
                zh: "赞成的达到事先写明的比例，就通过。",
                en: "It passes when at least the share that is named beforehand agrees.")
        case .approval:
            Text(
                zh: "每人可以认可任意多个选项；认可最多的胜出。",
                en: "Each approves of as many options as they like; the one approved of most wins.")
        case .score:
            Text(
                zh: "每人给每个选项打分；平均分（只算给它打了分的人）最高的胜出。",
                en: "Each scores the options; the highest mean, of those who scored it, wins.")
        case .ranked:
            Text(
                zh: "每人给选项排出先后；两两相比都不输的那个胜出（舒尔策法）。",
                en:
                    "Each puts the options in order; the one that no other beats, pair by pair, wins (Schulze's method)."
            )
        case .instantRunoff:
            Text(
                zh: "每人给选项排出先后；一轮一轮去掉排第一的人最少的，票转给下一个，直到有一个过半。最少的有几个，就去掉最近一轮里能分出更少的那个；一直一样，去掉列在最后的。",
                en:
                    "Each puts the options in order; round by round the one fewest put first drops out and its ballots pass on, until one has more than half. Of several with fewest, out goes who had fewer in the latest round that tells them apart, else who is listed last."
            )
        case .majorityJudgment:
            Text(
                zh: "每人给每个选项一个评语；一半以上的人至少这样评价的最高评语（中位评语）决定先后。中位评语一样的，各去掉一个这样的评语再比，直到分出先后。",
                en:
                    "Each grades every option; the grade that a majority gives at least (its median) decides the order. Of equal medians one such grade is taken off each, again and again, until they differ."
            )
        case .dots:
            Text(zh: "每人有同样多的点，随意分给选项；点最多的胜出。", en: "Each has the same number of dots to spread; most dots win.")
        case .quadratic:
            Text(
                zh: "每人有同样多的额度；对一个选项投几票，就花几乘几的额度；票数最多的胜出。",
                en: "Each has the same credits; so many votes on one option cost that number squared; most votes win.")
        case .matrix:
            Text(
                zh: "每人说每一项有多重要、要费多大力；按平均，重要而省力的都入选，排在前面；同一类里先看重要，再看省力。",
                en:
                    "Each says how important and how much effort each item is; all that is important and easy by its means is chosen and comes first. Within a quarter the more important comes first, then the easier."
            )
        case .timePoll:
            Text(
                zh: "每人说哪些时间可以、哪些勉强可以；能来的人（勉强的也算）最多的时间胜出。一样多的，不勉强就能来的人更多的胜出。",
                en:
                    "Each says which times suit them, and which at need; the one that most can make, at need or not, wins. Of equals the one that more can make without need."
            )
        case .senseCheck:
            Text(zh: "不做决定，只看看大家怎么想。", en: "Nothing is decided: it shows what people think.")
        case .equalShares:
            Text(
                zh: "每人有同样一份预算；选项由支持它的人平分着付，付得起就入选，每人要付的比例最小的先选，直到再没有付得起的。",
                en:
                    "Each holds an equal share of what is given out; an option is taken when those who support it can pay for it in equal parts, first the one of which each pays the smallest part, until none can be paid for."
            )
        }
    }
}
