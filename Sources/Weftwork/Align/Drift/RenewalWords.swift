enum RenewalWords {
    static let title = Text(zh: "重新达成共识", en: "Agreeing anew")
    static let all = Text(zh: "重新达成共识的经过", en: "Renewals")
    static let none = Text(zh: "还没有过。", en: "None yet.")
    static let start = Text(zh: "开始重新达成共识", en: "Begin a renewal")
    static let startHint = Text(
        zh: "五步：回顾策略、重新对齐、写新稿、大家同意、定阶段目标。每一步都有人负责、有期限。同时开始一轮思维方式自查。",
        en:
            "Five steps: strategy review, re-alignment, a new draft, everybody's consent, stage goals. Each has an owner and a time. A round of the mindset check begins with them."
    )
    static let reason = Text(zh: "为什么现在做（大家都会读到）", en: "Why now (everybody reads it)")
    static func began(_ name: String, _ at: Int64) -> Text {
        Text(zh: "\(name) 于 \(day: at) 发起", en: "begun by \(name), \(day: at)")
    }
    static func version(_ number: Int) -> Text { Text(zh: "从第 \(number) 版开始", en: "from version \(number)") }
    static func renewed(_ number: Int) -> Text { Text(zh: "新的第 \(number) 版已经生效", en: "version \(number) is in force") }
    static let ended = Text(zh: "没有新版本就结束了", en: "ended without a new version")
    static let runsNow = Text(zh: "进行中", en: "under way")
    static let fromReason = Text(zh: "起因", en: "What began it")

    static func reason(_ reason: Renewal.Reason) -> Text {
        switch reason {
        case .yearly: Text(zh: "规则定的时间到了", en: "the time that the rules set is over")
        case .consensus: Text(zh: "共识淡化了", en: "the agreement has thinned out")
        case .effort: Text(zh: "做的和说的走远了", en: "what we do has moved away from what we said")
        case .asked: Text(zh: "大家觉得该做了", en: "it was time")
        }
    }

    static func name(of kind: RenewalStep.Kind) -> Text {
        switch kind {
        case .review: Text(zh: "回顾策略", en: "Strategy review")
        case .realign: Text(zh: "重新对齐", en: "Re-alignment")
        case .draft: Text(zh: "写新稿", en: "A new draft")
        case .adopt: Text(zh: "大家同意", en: "Consent")
        case .goals: Text(zh: "定阶段目标", en: "Stage goals")
        }
    }

    static func about(_ kind: RenewalStep.Kind) -> Text {
        switch kind {
        case .review:
            Text(
                zh: "这一年做成了什么、没做成什么，周围变了什么，学到了什么。",
                en: "What came about and what did not, what changed around us, what we learnt.")
        case .realign:
            Text(
                zh: "把当初的问题和思维方式自查再问一遍，坐下来谈一谈分歧。",
                en: "Ask the first questions and the mindset check again, and talk over where you part.")
        case .draft:
            Text(
                zh: "从现在的共识文件起草新的一版，写清改了什么、学到了什么。",
                en: "Write a new version of the charter: what changed, what was learnt.")
        case .adopt:
            Text(
                zh: "征求意见、请大家同意；新版生效，这一步自动完成。",
                en: "Take suggestions, ask for consent. Done by itself when the new version is in force.")
        case .goals: Text(zh: "按优先事项定下到下次之前要做到的。", en: "What is to be reached for each priority until the next time.")
        }
    }

    // MARK: The mindset check

    static let mindsetIsOpen = Text(zh: "正在作答", en: "open for answers")
    static let mindsetMissing = Text(zh: "还没有开始", en: "not begun")
    static let mindsetMeans = Text(
        zh: "和上次一样的七条线，各人自己放位置。截止以后一起看：和上一轮比，动了没有。",
        en:
            "The seven lines again, each placing themselves apart. Once it closes all see where they lie, and where they lay in the round before."
    )
    static let mindsetBegin = Text(zh: "开始这一轮自查", en: "Begin the mindset check")
    static let mindsetAnswer = Text(zh: "去作答", en: "Answer it")
    static let mindsetSee = Text(zh: "看这一轮自查", en: "See the mindset check")
    static let mindsetSpread = Text(zh: "大家在哪里", en: "Where all lie")
    static let mindsetScale = Text(
        zh: "1 是左边那头，\(Question.scale) 是右边那头；先是中位数，括号里是中间一半。",
        en: "1 is the left end, \(Question.scale) the right one; the median, and in brackets the middle half.")
    static let mindsetFirst = Text(zh: "这是第一轮，没有上一轮可以比。", en: "This is the first round: there is none before it.")
    static let mindsetLine = Text(zh: "哪条线", en: "Line")
    static func mindsetNow(_ who: Text) -> Text { Text(zh: "\(who)：这一轮", en: "\(who): now") }
    static func mindsetBefore(_ who: Text, _ round: Int) -> Text {
        Text(zh: "\(who)：第 \(round) 轮", en: "\(who): round \(round)")
    }
    static func mindsetPlace(_ median: String, _ lower: String, _ upper: String) -> Text {
        Text(zh: "\(median)（\(lower)–\(upper)）", en: "\(median) (\(lower)–\(upper))")
    }
    static let mindsetFull = Text(
        zh: "现在开着的问卷太多，或者有一轮只给一部分人、快要结束：等它了结，再开始这一轮。",
        en:
            "Too many sheets are open at once, or a round is running that is for a few or ends soon: once it is closed, begin this one."
    )
    static let mindsetNotYours = Text(
        zh: "由负责“重新对齐”的人或协调员开始。", en: "Whoever answers for the re-alignment begins it, or a coordinator.")

    static func waits(_ kind: RenewalStep.Kind) -> Text {
        Text(zh: "重新达成共识：\(name(of: kind))", en: "Agreeing anew: \(name(of: kind))")
    }
    static let done = Text(zh: "完成", en: "done")
    static let turn = Text(zh: "轮到这一步", en: "its turn now")
    static let later = Text(zh: "还没轮到", en: "later")
    static func owner(_ name: String) -> Text { Text(zh: "负责人：\(name)", en: "Answered for by \(name)") }
    static func due(_ due: Int64) -> Text { Text(zh: "到 \(day: due)", en: "by \(day: due)") }
    static func doneAt(_ at: Int64) -> Text { Text(zh: "\(day: at) 完成", en: "done \(day: at)") }
    static func finish(_ kind: RenewalStep.Kind) -> Text {
        Text(zh: "“\(name(of: kind))”做完了", en: "Finish “\(name(of: kind))”")
    }
    static func cameOf(_ kind: RenewalStep.Kind) -> Text {
        switch kind {
        case .review: Text(zh: "学到了什么、变了什么", en: "What was learnt, what has changed")
        case .realign: Text(zh: "哪里一致、哪里有分歧", en: "Where you agree, where you part")
        case .draft, .adopt, .goals: Text(zh: "结果怎样", en: "What came of it")
        }
    }
    static func take(_ kind: RenewalStep.Kind) -> Text {
        Text(zh: "“\(name(of: kind))”由我负责", en: "I take on “\(name(of: kind))”")
    }
    static let begin = Text(zh: "开始写新稿", en: "Begin the new draft")
    static let whatChanged = Text(zh: "改了什么，为什么", en: "What changes, and why")
    static let learnt = Text(zh: "学到了什么", en: "What was learnt")
    static let toDraft = Text(zh: "去写共识文件", en: "To the charter's draft")
    static let toAlign = Text(zh: "去“我们的共识”", en: "To what we agree on")
    static let goals = Text(zh: "阶段目标", en: "Stage goals")
    static let noGoals = Text(zh: "还没有写。", en: "None written yet.")
    static let goal = Text(zh: "到那时要做到什么", en: "What is reached by then")
    static let priority = Text(zh: "为哪条优先事项", en: "For which priority")
    static let anyPriority = Text(zh: "不属于哪一条", en: "none of them")
    static let until = Text(zh: "到哪天", en: "By which day")
    static let addGoal = Text(zh: "加一个目标", en: "Add the goal")
    static let end = Text(zh: "不做了，结束这次", en: "End it without a new version")
    static let endReason = Text(zh: "为什么（大家都会读到）", en: "Why (everybody reads it)")
    static let back = Text(zh: "回到“共识有没有淡化”", en: "Back to drift")
    static func open(_ number: Int) -> Text { Text(zh: "第 \(number) 版正在写", en: "version \(number) is being written") }

    // MARK: Refusals

    static let runs = Text(zh: "已经有一次正在进行。", en: "One is under way already.")
    static let isOver = Text(zh: "这一次已经结束。", en: "This renewal is over.")
    static let notItsTurn = Text(zh: "还没轮到这一步，或者它已经完成。", en: "It is not this step's turn, or it is done.")
    static let notYours = Text(zh: "这一步由别人负责。", en: "Somebody else answers for this step.")
    static let byCharter = Text(
        zh: "这一步由共识文件决定：去那里写、去那里同意。", en: "The charter decides this step: write and consent there.")
    static let badUntil = Text(zh: "要在今天以后、三年以内。", en: "Later than today, and within three years.")
    static let noPriority = Text(zh: "共识文件里没有这条优先事项。", en: "The charter has no such priority.")
    static func tooManyGoals(_ most: Int) -> Text { Text(zh: "最多 \(most) 个目标。", en: "\(most) goals at most.") }

    /// - Parameter hasMindset: whether a round of the mindset check began with it.
    static func mailBegun(_ words: String, hasMindset: Bool) -> Text {
        guard hasMindset else {
            return Text(
                zh: "我们开始重新达成共识了。起因：\(words)。页面上有每一步。",
                en: "We have begun to agree anew: \(words). The page has each step.")
        }
        return Text(
            zh: "我们开始重新达成共识了。起因：\(words)。页面上有每一步，也有思维方式自查，几分钟就好。",
            en:
                "We have begun to agree anew: \(words). The page has each step, and the mindset check, which takes a few minutes."
        )
    }
    static func mailEnded(_ words: String) -> Text {
        Text(
            zh: "这次重新达成共识提前结束了，由您负责的步骤不用再做。原因：\(words)",
            en: "The renewal was ended early, and the step that you answer for is no longer waited for. Why: \(words)")
    }
    static func mailTurn(_ kind: RenewalStep.Kind, _ due: Int64) -> Text {
        Text(
            zh: "重新达成共识，轮到“\(name(of: kind))”，由您负责，到 \(day: due)。",
            en: "Agreeing anew: it is the turn of “\(name(of: kind))”, which you answer for, by \(day: due).")
    }
}
