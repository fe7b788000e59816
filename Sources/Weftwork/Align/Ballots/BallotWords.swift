/// What is said about papers.
enum BallotWords {
    static let title = Text(zh: "填写选票", en: "Your ballot")
    static let toPaper = Text(zh: "填写选票", en: "Fill in your ballot")
    static let toChange = Text(zh: "修改选票", en: "Change your ballot")
    static let back = Text(zh: "回到提案", en: "Back to the proposal")
    static let cast = Text(zh: "投票", en: "Cast it")
    static let castAgain = Text(zh: "改投", en: "Change it")
    static let isCast = Text(zh: "已投。截止前可以随时修改。", en: "Cast. You can change it until it closes.")
    static let isCastSecret = Text(
        zh: "选票已经投进票箱。投了什么，谁也看不到，这里也不再显示。",
        en: "Your ballot is in the box. What it says is shown to nobody, not even here.")
    static let notYet = Text(zh: "您还没有投。", en: "You have not cast yours yet.")
    static let yours = Text(zh: "您投的是：", en: "Yours says:")
    static let saidNone = Text(zh: "一项都没有选", en: "none of them")
    static func forVoice(_ name: String) -> Text { Text(zh: "代表：\(name)", en: "For: \(name)") }
    static func closes(_ moment: Int64) -> Text {
        Text(zh: "\(moment: moment) 截止（北京时间）。", en: "Closes \(moment: moment), China time.")
    }
    static func carries(_ names: [String]) -> Text {
        Text(
            zh: "您的选票还代表 \(names.count) 个把这类事托付给您的人：\(names.joined(separator: "、"))。",
            en:
                "Your ballot also counts for \(names.count) who passed this topic on to you: \(names.joined(separator: ", "))."
        )
    }
    static func isPassedOn(_ name: String) -> Text {
        Text(
            zh: "这类事您托付给了\(name)。自己投一张，就以您自己的为准。",
            en: "You passed this topic on to \(name). If you cast one yourself, yours counts.")
    }

    // MARK: Secret

    static let secretTitle = Text(zh: "无记名投票", en: "A secret ballot")
    static let secretHow = Text(
        zh:
            "谁投过，记在一张名单上；选票单独放在一个密封的箱子里，不带姓名、时间和顺序，每投一张就重新打乱。所以投出去就不能再改、再看；截止以后才开箱，少于 5 张就什么都不公布，张数也不说。",
        en:
            "Who has cast a ballot stands on a list. The ballots lie apart in a sealed box, without name, time or order, mixed anew with each one. So a ballot that is in can't be changed or looked at again; the box is opened after the close, and below 5 ballots nothing is shown, not even how many."
    )
    static let secretLimits = Text(
        zh:
            "它挡不住的：五个人投票、结果一边倒，谁投了什么也就清楚了；一直盯着服务器文件和密钥的人，能看出前后两次的差别；您自己告诉别人的，谁也收不回。",
        en:
            "What it can't do: where five people vote alike, everybody knows how. Whoever watches the server's files and holds its key can compare before and after. And nobody can take back what you tell."
    )
    static let sure = Text(zh: "我知道：投进去就不能改，也不能再看。", en: "I know: once it is in I can't change it or look at it.")
    static let saySure = Text(
        zh: "无记名的选票投进去就不能改。请先勾选“我知道”。",
        en: "A secret ballot can't be changed once it is in. Tick that you know.")
    static let isInBox = Text(
        zh: "您的选票已经在票箱里了，不能再改。", en: "Your ballot is in the box already; it can't be changed.")
    static let tooFew = Text(
        zh: "选票少于 5 张。为了不让人猜出谁投了什么，什么都不公布。",
        en: "Fewer than 5 ballots. So that nobody can guess who said what, nothing is shown.")
    static func fewAnswered(_ eligible: Int) -> Text {
        Text(zh: "\(eligible) 人可投，目前不足 5 张", en: "\(eligible) may vote; fewer than 5 ballots so far")
    }
    static let noReceipt = Text(
        zh: "这里不给回执：没有人能用它证明、也没有人能逼人证明投了什么。",
        en: "There is no receipt: nobody can prove, or be made to prove, what they cast.")

    // MARK: What is wrong

    static let noPaper = Text(
        zh: "这项提案不用选票，请在提案页上表态。", en: "This proposal has no ballots: take a position on its page.")
    static let choosePosition = Text(zh: "请选一个。", en: "Choose one.")
    static let noSuchOption = Text(zh: "没有这个选项。", en: "There is no such option.")
    static let saysNothing = Text(zh: "还什么都没有填。至少填一项。", en: "Nothing is filled in. Fill in at least one.")
    static let wholeFromZero = Text(zh: "请写 0 或更大的整数。", en: "A whole number, 0 or more.")
    static let whole = Text(zh: "请写整数，反对写负数。", en: "A whole number; below 0 is against it.")
    static let oneOfThese = Text(zh: "请从列出的里面选。", en: "One of those listed.")
    static func bothAxes(_ most: Int) -> Text {
        Text(zh: "重要性和要费的力都要填，1 到 \(most)。", en: "Both importance and effort, 1 to \(most).")
    }
    static func badMark(_ option: String, _ limits: Text) -> Text {
        Text(zh: "“\(option)”：\(limits)", en: "“\(option)”: \(limits)")
    }
    static func tooManyDots(_ given: Int, _ most: Int) -> Text {
        Text(
            zh: "一共给了 \(given) 个点，您有 \(most) 个。请减掉 \(given - most) 个。",
            en: "You gave \(given) dots and have \(most). Take away \(given - most).")
    }
    static func tooDear(_ cost: Int, _ most: Int) -> Text {
        Text(
            zh: "这样要花 \(cost) 个额度（每项的票数乘以它自己，再加起来），您有 \(most) 个。请减少几票。",
            en:
                "That costs \(cost) credits (each number of votes times itself, added up), and you have \(most). Give fewer votes."
        )
    }

    // MARK: How it is filled in

    static func how(_ method: ProposalMethod, _ rules: BallotRules, _ count: Int) -> Text {
        switch method {
        case .approval:
            Text(zh: "勾选您认可的，几个都行；一个都不认可也可以投。", en: "Tick all you approve of; none at all is an answer, too.")
        case .score:
            Text(
                zh: "给每一项打分，\(rules.lowest) 到 \(rules.highest)，越高越好；没打分的不计入平均。",
                en:
                    "Score each from \(rules.lowest) to \(rules.highest), the more the better; what you leave out doesn't count."
            )
        case .ranked, .instantRunoff:
            Text(
                zh: "给选项排名次，1 是最好的。可以并列；没排的算最后。",
                en: "Give each its place; 1 is the best. Several may share a place; what you leave out comes last.")
        case .majorityJudgment:
            Text(zh: "给每一项一个评语；没有评的算最差的。", en: "Grade each; what you leave out gets the worst grade.")
        case .dots:
            Text(
                zh: "您有 \(rules.credits) 个点，随意分给各项，可以不用完。",
                en: "You have \(rules.credits) dots. Spread them as you like; you need not use them all.")
        case .quadratic:
            Text(
                zh: "您有 \(rules.credits) 个额度。投 1 票花 1 个，2 票花 4 个，3 票花 9 个；反对写负数，花费一样。",
                en:
                    "You have \(rules.credits) credits. 1 vote costs 1, 2 votes cost 4, 3 votes cost 9; below 0 is against it and costs the same."
            )
        case .matrix:
            Text(
                zh: "每一项有多重要？要费多大力？1 是很少，5 是很多。",
                en: "How important is each, and how much effort? 1 is little, 5 is much.")
        case .timePoll: Text(zh: "哪些时间您能来？", en: "Which times suit you?")
        case .equalShares:
            Text(
                zh: "勾选您希望拿到的。大家的份额一样大；选多少都行。",
                en: "Tick what you want to see paid for. Everybody's part is equal; tick as many as you like.")
        case .simpleMajority, .superMajority, .consent, .consensus, .senseCheck: Text(zh: "选一个。", en: "Choose one.")
        }
    }

    static func zone(_ name: String) -> Text {
        Text(
            zh: "时间按您的时区显示：\(name)。可以在个人资料里改。",
            en: "Times are shown in your time zone, \(name). You can change it in your profile.")
    }
    static let notRanked = Text(zh: "不排", en: "no place")
    static func place(_ number: Int) -> Text { Text(zh: "第 \(number)", en: "\(number)") }
    static func costs(_ cost: Int64, _ unit: String) -> Text {
        Text(zh: "\(quantity: cost) \(unit)", en: "\(quantity: cost) \(unit)")
    }
    static func toShare(_ budget: Int64, _ unit: String) -> Text {
        Text(zh: "一共有 \(quantity: budget) \(unit)可分。", en: "\(quantity: budget) \(unit) in all to share out.")
    }
    static let importance = Text(zh: "重要性", en: "Importance")
    static let effort = Text(zh: "要费的力", en: "Effort")
    static let noAnswer = Text(zh: "没说", en: "not said")

    static func name(of answer: Int) -> Text {
        switch answer {
        case 2: Text(zh: "可以", en: "yes")
        case 1: Text(zh: "勉强可以", en: "if need be")
        default: Text(zh: "不行", en: "no")
        }
    }

    static func name(of grade: BallotGrade) -> Text {
        switch grade {
        case .reject: Text(zh: "不接受", en: "reject")
        case .poor: Text(zh: "较差", en: "poor")
        case .acceptable: Text(zh: "尚可", en: "acceptable")
        case .good: Text(zh: "好", en: "good")
        case .veryGood: Text(zh: "很好", en: "very good")
        case .excellent: Text(zh: "极好", en: "excellent")
        }
    }
}
