extension GovernanceWords {
    // MARK: Findings

    static let findings = Text(zh: "监督发现", en: "Findings of oversight")
    static let noFindings = Text(zh: "还没有。", en: "None yet.")
    static let write = Text(zh: "写下一个发现", en: "Write down a finding")
    static let about = Text(zh: "关于什么", en: "About what")
    static let whatFound = Text(zh: "发现了什么，要求什么", en: "What was found, and what is asked")
    static let membersRead = Text(zh: "成员都能看到", en: "Members read it")
    static let submit = Text(zh: "交出去，有人按时答复", en: "Hand it in: somebody answers in time")
    static func name(of about: OversightFinding.About) -> Text {
        switch about {
        case .commitments: Text(zh: "承诺", en: "Promises")
        case .ledger: Text(zh: "积分和感谢的记录", en: "The ledger of thanks")
        case .decisions: Text(zh: "决定", en: "Decisions")
        case .audit: Text(zh: "操作记录", en: "The audit trail")
        case .reveals: Text(zh: "查看联系方式", en: "Looks at contacts")
        case .rules: Text(zh: "规则有没有照做", en: "Whether the rules are kept")
        case .other: Text(zh: "别的", en: "Something else")
        }
    }
    static func state(_ state: OversightFinding.State) -> Text {
        switch state {
        case .open: Text(zh: "等答复", en: "to be answered")
        case .answered: Text(zh: "已答复", en: "answered")
        case .settled: Text(zh: "了结", en: "settled")
        }
    }
    static func foundBy(_ name: String, _ at: Int64) -> Text {
        Text(zh: "\(name)，\(day: at)", en: "\(name), \(day: at)")
    }
    static func owner(_ name: String, _ due: Int64) -> Text {
        Text(zh: "\(name) 负责，\(day: due) 前答复", en: "\(name) answers by \(day: due)")
    }
    static func answeredBy(_ name: String, _ at: Int64) -> Text {
        Text(zh: "\(name) 于 \(day: at) 答复", en: "answered by \(name), \(day: at)")
    }
    static func putAgainBy(_ name: String, _ at: Int64) -> Text {
        Text(zh: "\(name) 于 \(day: at) 说还不够", en: "not enough, said \(name), \(day: at)")
    }
    static func again(_ times: Int) -> Text { Text(zh: "第 \(times + 1) 次", en: "put \(times + 1) times") }
    static let answer = Text(zh: "答复", en: "Answer")
    static let settle = Text(zh: "这样可以了", en: "This will do")
    static let putAgain = Text(zh: "还不够，再答一次", en: "Not enough: put it again")
    static let whatLacks = Text(zh: "还缺什么", en: "What is still missing")
    static let take = Text(zh: "我来答复", en: "I answer for it")
    static let toFindings = Text(zh: "回到共同监督", en: "Back to oversight")
    static let notYourFinding = Text(zh: "这个发现由别人答复。", en: "Somebody else answers for this finding.")
    static let ownFinding = Text(zh: "自己的发现不能自己答复。", en: "Nobody answers their own finding.")
    static let finderOnly = Text(
        zh: "由写下这个发现的人来说；那位不再做监督以后，由在任的监督成员来说；没有人能说了，由负责人来说。答复的人自己除外。",
        en:
            "Whoever found it says so; once they sit in oversight no more, anybody who does; where nobody is left, those who lead. Never whoever answered it."
    )
    static let mailJudge = Text(
        zh: "有个监督发现有了答复，写下它的人已不在任。这样可以了吗？",
        en: "A finding has been answered whose finder no longer sits in oversight. Will the answer do?")
    static let mailJudgeLeft = Text(
        zh: "有个监督发现有了答复，写下它的人已离开，监督里也没有人能说。请您看看，这样可以了吗？",
        en:
            "A finding has been answered; whoever found it is gone, and nobody in oversight is left to judge. Please look: will the answer do?"
    )
    static let findingStands = Text(zh: "现在还不能这样做。", en: "That can't be done as it stands.")
    static func waitsFinding(_ about: OversightFinding.About) -> Text {
        Text(
            zh: "监督有个发现等您答复：\(name(of: about))", en: "A finding of oversight waits for your answer: \(name(of: about))")
    }
    static func mailFinding(_ about: OversightFinding.About, _ due: Int64) -> Text {
        Text(
            zh: "监督有个关于“\(name(of: about))”的发现，请在 \(day: due) 前答复。",
            en: "Oversight has found something about “\(name(of: about))”. Please answer by \(day: due).")
    }
    static let mailAnswered = Text(zh: "您的发现有了答复。这样可以了吗？", en: "Your finding has been answered. Will it do?")

    // MARK: What oversight reads

    static let figures = Text(zh: "近 13 周的数字", en: "Figures of the last 13 weeks")
    static let figuresHint = Text(
        zh: "只有数目，没有名字；在任的监督成员和负责人能看到。", en: "Counts, never names; for those who sit here and those who lead.")
    static let promises = Text(zh: "承诺", en: "Promises made")
    static let kept = Text(zh: "对方确认兑现", en: "Kept, confirmed by the other side")
    static let late = Text(zh: "过了日子还没做到", en: "Past their day")
    static let decided = Text(zh: "写下的决定", en: "Decisions written")
    static let undecided = Text(zh: "表决完还没写结果", en: "Closed, and not written yet")
    static let awards = Text(zh: "感谢的记录", en: "Entries of thanks")
    static let reversed = Text(zh: "收回的", en: "Taken back")
    static let events = Text(zh: "操作记录", en: "Events on record")
    static let sealed = Text(zh: "其中已封入链条", en: "Of those, sealed in the chain")
    static let reveals = Text(zh: "查看联系方式", en: "Looks at contacts")
    static let bulk = Text(zh: "短时间大量查看的警报", en: "Alerts of many at once")
    static let lookers = Text(zh: "多少人看过", en: "By how many people")
    static let fewerThanFive = Text(zh: "不到 5 人", en: "fewer than 5")
    static let weeks = Text(zh: "每周查看次数", en: "Looks by week")
    static func week(_ number: Int) -> Text { Text(zh: "第 \(number) 周", en: "Week \(number)") }
    static let decidedList = Text(zh: "这段时间的决定", en: "What was decided in this time")
    static let chain = Text(zh: "操作记录完不完整", en: "Whether the record is whole")
    static func chainWhole(_ number: Int64, _ at: Int64) -> Text {
        Text(
            zh: "\(moment: at) 从头查过：到第 \(Int(number)) 条，一条不缺，一字未改。",
            en: "Checked \(moment: at): up to event \(Int(number)) none is missing and none was changed."
        )
    }
    static func chainBroken(_ number: Int64, _ at: Int64) -> Text {
        Text(
            zh: "\(moment: at) 查过：第 \(Int(number)) 条对不上，事后被改过或者少了。请管服务器的人运行 weft doctor。",
            en:
                "Checked \(moment: at): event \(Int(number)) does not fit: changed afterwards, or gone. Whoever runs the server runs weft doctor."
        )
    }
    static let chainUnchecked = Text(
        zh: "服务器启动以来还没有查过；有人在任监督，就每天查一次。",
        en: "Not checked since the server started; while somebody sits in oversight it is checked once a day.")
    static func lastSealed(_ number: Int64, _ at: Int64) -> Text {
        Text(
            zh: "最后封入的是第 \(Int(number)) 条，\(moment: at)。",
            en: "The last one sealed is event \(Int(number)), \(moment: at).")
    }
    static let chainHint = Text(
        zh: "每一条都带着前一条的指纹，改动哪一条都看得出来。",
        en: "Each event carries the fingerprint of the one before: a change of any shows.")
    static let toDecisions = Text(zh: "决议记录", en: "Decision log")

    // MARK: The council

    static func asked(_ body: GovernanceBody) -> Text {
        switch body {
        case .council: Text(zh: "联席会议的决定", en: "What the council was asked")
        case .oversight: Text(zh: "请共同监督决定的事", en: "What oversight was asked")
        }
    }
    /// To the whole form: any method, any time.
    static func putTo(_ body: GovernanceBody) -> Text {
        switch body {
        case .council: Text(zh: "向联席会议提案", en: "Propose something to the council")
        case .oversight: Text(zh: "向共同监督提案", en: "Propose something to oversight")
        }
    }
    /// On the form, where it was opened for a body.
    static func goesTo(_ body: GovernanceBody) -> Text {
        switch body {
        case .council:
            Text(
                zh: "这个提案交给联席会议：在任的人表态，每席一票。",
                en: "This goes to the council: whoever sits there answers, one voice for each seat.")
        case .oversight:
            Text(
                zh: "这个提案交给共同监督：在任的人表态，每席一票。",
                en: "This goes to oversight: whoever sits there answers, one voice for each seat.")
        }
    }
    static func nobodySits(_ body: GovernanceBody) -> Text {
        Text(
            zh: "\(name(of: body))现在没有人在任，没有人能表态。",
            en: "Nobody sits in the \(name(of: body)) now, so nobody could answer.")
    }
    static let noDecisions = Text(zh: "还没有。", en: "Nothing yet.")
    static let put = Text(zh: "请联席会议决定一件事", en: "Put a question to the council")
    static let questionField = Text(zh: "问题", en: "Question")
    static let context = Text(zh: "背景", en: "Context")
    static let method = Text(zh: "方法", en: "Method")
    static let putNow = Text(zh: "交给联席会议", en: "Put it to the council")
    static let minutes = Text(zh: "会议纪要", en: "Minutes")
    static let noMinutes = Text(zh: "还没有您能看的纪要。", en: "There are none that you may read.")
    static let writeMinutes = Text(zh: "写一份纪要", en: "Write minutes")
    static let minutesWords = Text(zh: "说了什么、定了什么", en: "What was said and settled")
    static let minutesDay = Text(zh: "哪天的会", en: "Day of the session")
    static let minutesAudience = Text(zh: "谁能看", en: "Who may read them")
    static func audience(_ audience: Audience) -> Text {
        switch audience {
        case .public: Text(zh: "所有人", en: "everybody")
        case .members: Text(zh: "成员", en: "members")
        case .trusted: Text(zh: "受信任的成员", en: "trusted members")
        default: Text(zh: "联席会议和负责人", en: "the council and those who lead")
        }
    }
    static let saveMinutes = Text(zh: "保存纪要", en: "Save the minutes")
    static let badDay = Text(zh: "要是已经开过的会。", en: "It has to be a session that was held.")
}
