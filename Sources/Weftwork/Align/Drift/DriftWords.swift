internal import Database
internal import Engine

enum DriftWords {
    static let title = Text(zh: "共识有没有淡化", en: "Is what we agreed still ours?")
    static let intro = Text(
        zh: "共识会慢慢变淡：有人后来才加入，有人想法变了，力气也会花到别处去。这一页每天看一次，大家都看得见。",
        en:
            "Agreements thin out: people join later, change their minds, and effort goes elsewhere. This page looks every day, and everybody sees it."
    )
    static let none = Text(
        zh: "还没有生效的共识文件，所以没有什么会淡化。先一起写下来吧。",
        en: "No charter is in force yet, so nothing can drift. Write one together first.")
    static let toCharter = Text(zh: "看共识文件", en: "To the charter")

    // MARK: Consensus

    static let consensus = Text(zh: "共识的淡化", en: "Drift of the agreement")
    static func whole(_ percent: Int, _ limit: Int) -> Text {
        Text(
            zh: "整体 \(percent)%（整体或其中一条到 \(limit)% 就提醒负责人）",
            en: "\(percent)% on the whole (at \(limit)%, of the whole or of one clause, its owner is told)")
    }
    static let hint = Text(
        zh: "0% 是今天每一票都在 12 个月内表示过同意；没有表态或表态太久的、现在反对的都算进来，剩下的再按意见分歧的程度折算。",
        en:
            "0% means that every voice of today has affirmed it within twelve months. Whoever has not, or objects now, adds to it; of the rest it counts as much as opinion groups part."
    )
    static let clause = Text(zh: "条款", en: "Clause")
    static let drift = Text(zh: "淡化", en: "Drift")
    static let unaffirmed = Text(zh: "一年内没有认可", en: "Not affirmed within a year")
    static let objecting = Text(zh: "现在反对", en: "Object now")
    static let polarisation = Text(zh: "群体间的分歧", en: "Groups part")
    static let change = Text(zh: "比 30 天前", en: "Against 30 days ago")
    static let core = Text(zh: "锚定点", en: "core")
    static func percent(_ share: Double) -> Text { .verbatim("\(Int((share * 100).rounded()))%") }
    static func of(_ count: Int, _ all: Int) -> Text { Text(zh: "\(all) 票中 \(count) 票", en: "\(count) of \(all)") }
    static func points(_ points: Int) -> Text {
        points == 0
            ? Text(zh: "没变", en: "unchanged")
            : Text(
                zh: "\(points > 0 ? "+" : "−")\(abs(points)) 个百分点", en: "\(points > 0 ? "+" : "−")\(abs(points)) points"
            )
    }
    static let unknown = Text(zh: "还不知道", en: "not known")

    // MARK: Effort

    static let effort = Text(zh: "说的和做的", en: "What we say and what we do")
    static func effortWhole(_ percent: Int, _ limit: Int) -> Text {
        Text(
            zh: "差 \(percent)%（到 \(limit)% 就提醒负责人）：要让做的和说的一致，得有这么多力气挪个地方",
            en:
                "\(percent)% apart (at \(limit)% its owner is told): so much of the effort would have to move to match what we said"
        )
    }
    static let noEffort = Text(
        zh: "要看这个，优先事项得有权重，也要有人在做事。", en: "To see this, priorities need weights, and something must have been done.")
    static func effortHint(_ since: Int64) -> Text {
        Text(
            zh: "从 \(day: since) 起：答应的、对方确认送到的、工时（确认过的，没有写明要多久的就按在现场的时间），各算各的占比，再取平均。类别由每条优先事项自己说明。",
            en:
                "Since \(day: since): promises, confirmed deliveries and hours (as confirmed, or on site where nobody said how long it takes), each as shares of their own, then averaged. Each priority says which categories it is about."
        )
    }
    static let priority = Text(zh: "优先事项", en: "Priority")
    static let stated = Text(zh: "说好的权重", en: "Weight as stated")
    static let spent = Text(zh: "实际的力气", en: "Effort in fact")
    static let promises = Text(zh: "承诺", en: "Promises")
    static let deliveries = Text(zh: "确认送到", en: "Deliveries")
    static let hours = Text(zh: "工时", en: "Hours")
    /// How a unit of hours is written.
    static let hourUnits = ["hours", "hour", "h", "小时", "个小时", "钟头", "工时"]
    static let elsewhere = Text(zh: "哪条优先事项都不管的", en: "What no priority covers")

    // MARK: History

    static let history = Text(zh: "一路怎样过来", en: "Over time")
    static let chart = Text(
        zh: "折线图：共识整体和每一条的淡化，以及说的和做的之间的差距；数字在下面的表里。",
        en:
            "Line chart of the drift of the agreement and of each of its clauses, and of how far what we do is from what we said; the figures stand in the tables below."
    )
    static let eachClause = Text(zh: "每一条", en: "each clause")
    static func clauseWeeks(_ number: Int) -> Text {
        Text(zh: "第 \(number) 条的淡化，每周一天", en: "Drift of No. \(number), one day a week")
    }
    static let clauseHistory = Text(zh: "每一条怎样过来", en: "Each clause over time")
    static func number(_ number: Int) -> Text { Text(zh: "第 \(number) 条", en: "No. \(number)") }
    static func consensusLimit(_ percent: Int) -> Text {
        Text(zh: "淡化的界线 \(percent)%", en: "limit of drift, \(percent)%")
    }
    static func effortLimit(_ percent: Int) -> Text {
        Text(zh: "说的和做的之间的界线 \(percent)%", en: "limit of what we say and do, \(percent)%")
    }
    static let figures = Text(zh: "看数字", en: "Show the figures")
    static let day = Text(zh: "日期", en: "Day")
    static let rebuild = Text(zh: "从头重新计算", en: "Compute it all anew")
    static let rebuildHint = Text(
        zh: "这些数字可以扔掉，从大家说过、做过的重新算出来；要用到已删除的到访记录的那些天，投入的数字保持原样。",
        en:
            "These figures can be thrown away and computed again from what was said and done; those of effort stay on days that rest on visits no longer kept."
    )

    // MARK: Alerts

    static let alerts = Text(zh: "要有人看的", en: "To be looked at")
    static let noAlerts = Text(zh: "没有提醒：", en: "No alert:")
    /// How something stands that nobody has to look at now.
    static func stands(_ what: Text, _ percent: Int, _ limit: Int) -> Text {
        percent < limit
            ? Text(
                zh: "\(what)：\(percent)%，没到界线 \(limit)%", en: "\(what): \(percent)%, beneath its limit of \(limit)%")
            : Text(
                zh: "\(what)：\(percent)%，过了界线 \(limit)%；不久前有人看过、共识文件还新，或者今天还没有量",
                en:
                    "\(what): \(percent)%, over its limit of \(limit)%; somebody looked lately, the charter is still new, or today was not measured yet"
            )
    }
    static func clausesOver(_ count: Int) -> Text {
        Text(
            zh: "\(count) 条过了界线", en: count == 1 ? "1 clause is over the limit" : "\(count) clauses are over the limit")
    }
    static func earlierAlerts(_ count: Int) -> Text { Text(zh: "以前的 \(count) 次", en: "Earlier ones (\(count))") }
    static func otherClauses(_ count: Int) -> Text {
        Text(
            zh: "其余 \(count) 条，都没过界线",
            en: count == 1 ? "1 other, beneath the limit" : "\(count) others, beneath the limit")
    }
    static func name(of kind: DriftAlert.Kind) -> Text {
        switch kind {
        case .consensus: Text(zh: "共识淡化了", en: "The agreement has thinned out")
        case .effort: Text(zh: "做的和说的走远了", en: "What we do has moved away from what we said")
        case .yearly: Text(zh: "到了重新达成共识的时候", en: "It is time to agree anew")
        case .clause: Text(zh: "有一条淡化了", en: "A clause has thinned out")
        case .asked: Text(zh: "再问之后，有一条大家不再认了", en: "Asked again, people no longer stand behind a clause")
        }
    }
    /// With the clause that it is about, where it is about one.
    static func waits(_ kind: DriftAlert.Kind, _ clause: CharterClause?) -> Text {
        guard let clause else { return name(of: kind) }
        return Text(
            zh: "\(name(of: kind))：“\(clause.text(.zh))”", en: "\(name(of: kind)): “\(clause.text(.en))”")
    }
    static func about(_ clause: String) -> Text { Text(zh: "是这一条：\(clause)", en: "This one: \(clause)") }
    static func worst(_ clause: String) -> Text { Text(zh: "最要紧的一条：\(clause)", en: "The gravest: \(clause)") }
    static let over = Text(zh: "过了界线", en: "over the limit")
    static func raised(_ percent: Int, _ limit: Int) -> Text {
        Text(zh: "\(percent)%，界线是 \(limit)%", en: "\(percent)%, the limit is \(limit)%")
    }
    static func owner(_ name: String) -> Text { Text(zh: "负责人：\(name)", en: "Answered for by \(name)") }
    static func outcome(_ outcome: DriftAlert.Outcome) -> Text {
        switch outcome {
        case .renewal: Text(zh: "开始重新达成共识", en: "a renewal began")
        case .answered: Text(zh: "已经看过", en: "looked at")
        case .past: Text(zh: "已经不用看了", en: "no longer to be looked at")
        }
    }
    static let answer = Text(zh: "看过了，不用重新来", en: "I have looked: no renewal is needed")
    static let answerWords = Text(zh: "为什么（大家都会读到）", en: "Why (everybody reads it)")
    static let take = Text(zh: "我来负责", en: "I take it on")
    static let waitsAsked = Text(zh: "请您再看一遍：我们定下的还算数吗？", en: "You are asked again: does what we agreed still hold?")

    // MARK: Asking again

    static let again = Text(zh: "再问一半人", en: "Ask half again")
    static let againHint = Text(
        zh: "随机抽一半，两次不抽同一批人；每人收到一条通知，没有答的再提醒一次。答得不清楚，再问另一半。",
        en:
            "Half is drawn by chance, never the same people twice running; each is told once, and reminded once while silent. If it stays unclear, the others are asked."
    )
    static let rounds = Text(zh: "再问的结果", en: "What asking again showed")
    static let noRounds = Text(zh: "还没有再问过。", en: "Nobody has been asked again yet.")
    static func round(_ asked: Int, _ answered: Int) -> Text {
        Text(zh: "问了 \(asked) 票，\(answered) 票答了", en: "\(asked) asked, \(answered) answered")
    }
    static func until(_ due: Int64) -> Text { Text(zh: "等到 \(moment: due)", en: "open until \(moment: due)") }
    static func step(_ step: AskRound.Step) -> Text {
        switch step {
        case .half: Text(zh: "随机的一半", en: "a random half")
        case .others: Text(zh: "其余的人", en: "the others")
        }
    }
    static func verdict(_ verdict: PairedAnswers.Verdict) -> Text {
        switch verdict {
        case .tooFew: Text(zh: "答的人太少，说不准", en: "too few answered to say")
        case .steady: Text(zh: "还站得住", en: "it holds")
        case .unclear: Text(zh: "还不清楚", en: "not clear yet")
        case .drift: Text(zh: "已经淡化", en: "it has been lost")
        }
    }
    static func paired(_ away: Int, _ round: Int, _ kept: Int) -> Text {
        Text(
            zh: "\(kept) 票仍然同意，\(away) 票不再同意，\(round) 票转为同意",
            en: "\(kept) still consent, \(away) no longer, \(round) came round")
    }
    static func lapse(_ share: Double, _ silent: Int, _ consented: Int) -> Text {
        Text(
            zh: "沉默：当初同意的 \(consented) 票里，\(silent) 票过了一年没有再认可（\(percent(share))）",
            en: "silent: of \(consented) who consented, \(silent) have not reaffirmed within a year (\(percent(share)))"
        )
    }
    static let lapseHint = Text(
        zh: "沉默的也算在上面每一条的淡化里，过了界线就提醒负责人。",
        en: "Silence counts in the drift of each clause above, whose owner is told past the limit.")
    static func group(_ number: Int, _ voices: Int) -> Text {
        Text(zh: "意见群体 \(number)（\(voices) 票）", en: "Opinion group \(number) (\(voices) voices)")
    }
    static let groupsTooSmall = Text(
        zh: "按意见群体分开看，会认出个别人，所以不显示。", en: "Told by opinion group it would give away single people, so it is not.")
    static let askedTitle = Text(zh: "还算数吗？", en: "Does it still hold?")
    static let askedIntro = Text(
        zh: "您当时说过下面这些。今天再看一遍：都没变，点一下就好；有变化，就去共识文件那里改。",
        en:
            "This is what you said. Look at it again today: if all of it still holds, one tap is enough; if not, change it at the charter."
    )
    static let askedAnew = Text(
        zh: "下面是我们现在定下的说法，您还没有对它们表过态。请说说您站在哪里。",
        en: "These are the words that we agreed on, and you have said nothing of them yet. Please say where you stand."
    )
    static let saidBefore = Text(zh: "您上次说", en: "You said")
    static let consentedBefore = Text(zh: "您在通过这一条时说过", en: "You said when it was adopted")
    static let nothingBefore = Text(zh: "您还没有表过态", en: "You have said nothing yet")
    static let allHold = Text(zh: "都还算数", en: "All of it still holds")
    static let changeSome = Text(zh: "有的要改", en: "Some of it has changed")
    static func stance(_ stance: ClauseStance) -> Text {
        switch stance {
        case .affirm: Text(zh: "认可", en: "I affirm it")
        case .canLiveWith: Text(zh: "可以接受", en: "I can live with it")
        case .object: Text(zh: "反对", en: "I object")
        case .notYet: Text(zh: "还没想好", en: "not yet")
        }
    }
    static let notAsked = Text(zh: "现在没有问到您。", en: "You are not being asked now.")

    // MARK: Refusals

    static let notYours = Text(zh: "这件事由别人负责。", en: "Somebody else answers for it.")
    static let isOver = Text(zh: "这件事已经了结。", en: "This is settled.")
    static let nothingSaid = Text(zh: "您还没有表过态，请到共识文件那里说。", en: "You have said nothing yet: say it at the charter.")
    static let roundOpen = Text(zh: "已经在问了，等这一轮结束。", en: "People are being asked already; wait until that is over.")
    static func keptLately(_ until: Int64) -> Text {
        Text(
            zh: "共识文件刚刚保留，正在问每一个人；\(day: until) 以后才能再问一半人。",
            en: "The charter was kept, and everybody is being asked: ask half again from \(day: until) on.")
    }
    static let noCharter = Text(zh: "还没有生效的共识文件。", en: "No charter is in force.")
    static let tooFewVoices = Text(zh: "人太少，问一半说明不了什么。", en: "There are too few voices for a half to say anything.")

    // MARK: Mails

    static func mailRaised(
        _ kind: DriftAlert.Kind, _ percent: Int, _ due: Int64, _ clause: CharterClause?
    ) -> Text {
        let name = waits(kind, clause)
        return kind == .yearly
            ? Text(
                zh: "离上次达成共识有一阵了，按规则该重新来一遍。请在 \(day: due) 前看一看。",
                en: "You agreed a while ago, and by your rules it is time to agree anew; please look by \(day: due).")
            : Text(
                zh: "\(name)（\(percent)%）。请在 \(day: due) 前看一看：再问一半人、重新达成共识，或者说明为什么不用。",
                en:
                    "\(name) (\(percent)%). Please look by \(day: due): ask half again, renew, or say why neither is needed."
            )
    }
    static func mailAsked(_ due: Int64) -> Text {
        Text(
            zh: "随机抽到了您：我们定下的还算数吗？\(day: due) 前看一眼，一两分钟就好。",
            en: "You were drawn by chance: does what we agreed still hold? A minute or two, by \(day: due).")
    }
    static func mailAskedSoon(_ due: Int64) -> Text {
        Text(
            zh: "还差您的回答：我们定下的还算数吗？\(day: due) 截止，一两分钟就好。",
            en: "Your answer is missing: does what we agreed still hold? A minute or two, by \(day: due).")
    }
    static func mailOutcome(_ verdict: PairedAnswers.Verdict) -> Text {
        Text(zh: "再问一半人有了结果：\(self.verdict(verdict))。", en: "Asking half again has shown: \(self.verdict(verdict)).")
    }

    // MARK: The line among what we agree on

    static func state(_ percent: Int?) -> Text? {
        percent.map { Text(zh: "淡化 \($0)%", en: "drift \($0)%") }
    }
    static let lineWaits = Text(zh: "要有人看", en: "to be looked at")
    static let lineAsked = Text(zh: "问到您了", en: "you are asked")
}
