internal import Engine

/// What those who call for help read.
enum WaveWords {
    static let title = Text(zh: "找人", en: "Calls for help")
    static let call = Text(zh: "分批找人", en: "Call people")
    static let all = Text(zh: "正在找的人", en: "Calls for help")
    static let none = Text(zh: "现在没有在找的人。", en: "Nobody is being called for.")
    static let hint = Text(
        zh: "一批一批地问：先问最合适的几位，够了就停。没人会为同一件事被问两次；休息、暂停、这周做满或已经被问够的人不问。",
        en:
            "People are asked in waves: the best few first, until enough say yes. Nobody is asked twice for the same; nobody who rests, pauses, has done enough this week or was asked often enough."
    )

    // MARK: The form

    static let wanted = Text(zh: "要几个人", en: "How many people")
    static let hours = Text(zh: "做几小时", en: "For how many hours")
    static let from = Text(zh: "从什么时候（空着：越快越好）", en: "From when (empty: as soon as somebody can)")
    static let fromHint = Text(zh: "北京时间", en: "Beijing time")
    static let look = Text(zh: "重新挑人", en: "Propose again")
    static let first = Text(zh: "第一批", en: "The first wave")
    static let others = Text(zh: "下一批（也可以现在就勾上）", en: "Next in line (tick them to ask them now)")
    static let start = Text(zh: "现在就问他们", en: "Ask them now")
    static let untick = Text(
        zh: "可以去掉，也可以另选；改动会记下来。", en: "Untick anybody, or pick others; what you change is on record.")
    static func expected(_ count: Int, _ wanted: Int, _ percent: Int) -> Text {
        Text(
            zh: "问 \(count) 位，至少 \(wanted) 位答应的可能约 \(percent)%。",
            en: "Of \(count) asked, at least \(wanted) say yes in about \(percent) of 100 cases.")
    }
    static func scarce(_ count: Int, _ percent: Int) -> Text {
        Text(
            zh: "能问的只有 \(count) 位：够的可能约 \(percent)%。",
            en: "Only \(count) can be asked: enough in about \(percent) of 100 cases.")
    }
    static func waits(_ length: Int64) -> Text {
        Text(
            zh: "等 \(span: length)（按大家平时多快答），再问下一批。",
            en: "They are waited for \(span: length), by how soon people usually answer; then the next are asked.")
    }

    // MARK: A call

    static func progress(_ yes: Int, _ wanted: Int) -> Text {
        Text(zh: "答应了 \(yes) / \(wanted) 人", en: "\(yes) of \(wanted) said yes")
    }
    static func nextWave(_ at: Int64) -> Text {
        Text(zh: "\(moment: at) 问下一批", en: "the next are asked at \(moment: at)")
    }
    static func wave(_ number: Int) -> Text { Text(zh: "第 \(number) 批", en: "Wave \(number)") }
    static let byHand = Text(zh: "手选", en: "picked by hand")
    static let askAlso = Text(zh: "也问他们", en: "Ask them, too")
    static let end = Text(zh: "不找了", en: "End the call")
    static let again = Text(zh: "再找一遍", en: "Look again")
    static let toNeed = Text(zh: "回到这项求助", en: "Back to the need")
    static let whoCalled = Text(zh: "谁在找", en: "Called by")
    static func name(of state: HelpCall.State) -> Text {
        switch state {
        case .running: Text(zh: "在找", en: "Running")
        case .short: Text(zh: "没找够", en: "Too few")
        case .met: Text(zh: "够了", en: "Enough")
        case .ended: Text(zh: "不找了", en: "Ended")
        case .over: Text(zh: "不用找了", en: "Not needed any more")
        }
    }
    static func name(of state: Asking.State) -> Text {
        switch state {
        case .asked: Text(zh: "等答复", en: "asked")
        case .accepted: Text(zh: "答应了", en: "yes")
        case .declined: Text(zh: "这次不行", en: "not this time")
        case .withdrawn: Text(zh: "不用了", en: "not needed any more")
        case .lapsed: Text(zh: "没有答复", en: "no answer")
        }
    }
    static let letGo = Text(zh: "答应后又放回", en: "let go again")

    // MARK: Why not

    /// Why somebody who was chosen is not asked.
    static func words(ofOne stop: WaveStop) -> Text {
        switch stop {
        case .hours: Text(zh: "没有说这个时间有空，或已答应在别处。", en: "Has not said to be free then, or promised to be elsewhere.")
        case .askedBefore: Text(zh: "已经问过了，不问第二次。", en: "Was asked already; nobody is asked twice.")
        default: words(stop)
        }
    }

    /// What the last one fell by.
    static func words(_ stop: WaveStop) -> Text {
        switch stop {
        case .thing, .required: Text(zh: "没有人说会做这个。", en: "Nobody has said they can do this.")
        case .distance: Text(zh: "会的人都离得太远。", en: "All who can are too far away.")
        case .paused: Text(zh: "在暂停或休息。", en: "Pauses or rests.")
        case .tier: Text(zh: "还不能看到这项求助。", en: "May not know of this need yet.")
        case .training: Text(zh: "还没通过要求的培训。", en: "Has not passed the training that it takes.")
        case .language: Text(zh: "不说求助者的语言。", en: "Does not speak the requester's language.")
        case .unit: Text(zh: "算法不一样，先问清楚。", en: "Counted otherwise: ask first.")
        case .hours: Text(zh: "这个时间没有人说有空。", en: "Nobody has said to be free then.")
        case .load: Text(zh: "七天里的小时数满了，该休息。", en: "Has reached the hours of seven days: time to rest.")
        case .askedBefore: Text(zh: "都已经问过了，不问第二次。", en: "Was asked already; nobody is asked twice.")
        case .budget: Text(zh: "这周已经被问得够多。", en: "Was asked often enough this week.")
        case .onCase: Text(zh: "已经在办这项求助。", en: "Works on this need already.")
        case .gone: Text(zh: "不在这里了。", en: "Is not here any more.")
        case .time: Text(zh: "时间到了。", en: "Its time is over.")
        case .moved:
            Text(
                zh: "求助者改了时间，请按新的时间重新找人。",
                en: "She wants people at another time now: end this call and call for that one.")
        case .held: Text(zh: "这一行要先核实或放行。", en: "This line has to be checked or released first.")
        case .restricted:
            Text(zh: "这一行归主管部门管，先办许可。", en: "An authority keeps this to itself: the permit comes first.")
        }
    }
    static let notOnBoard = Text(zh: "公开、还缺人的求助才能找人。", en: "People are called for a need that is on the board.")
    static let taken = Text(zh: "已经有人负责了。", en: "It is promised already.")
    static let forThings = Text(
        zh: "这一行要的是东西：去问提供的人。", en: "This line asks for things: ask those who offer them.")
    static let runsAlready = Text(zh: "这一行已经在找人了。", en: "People are being called for this line already.")
    static let noPeople = Text(zh: "这一行没有写要会什么的人。", en: "This line does not say what people should be able to do.")
    static let lineIsOver = Text(
        zh: "这一行要人的时间已经过了。先问求助者还要不要。",
        en: "The time for which this line wants people is over. Ask her first whether she still does.")
    static func beginsLater(_ begins: Int64) -> Text {
        Text(zh: "求助者从 \(moment: begins) 起才要人。", en: "People are wanted from \(moment: begins) on.")
    }
    static func endsSooner(_ end: Int64) -> Text {
        Text(zh: "求助者只要到 \(moment: end) 为止。", en: "People are wanted until \(moment: end) only.")
    }
    static func tooLate(_ end: Int64) -> Text {
        Text(
            zh: "到 \(moment: end) 就结束了，来不及一个个问人：请直接打电话找人，或先问求助者能不能晚一些。",
            en:
                "It is over at \(moment: end): nobody who is asked now could answer and come in time. Call somebody directly, or ask her whether it may be later."
        )
    }
    static func leavesNoTime(_ end: Int64) -> Text {
        Text(
            zh: "到 \(moment: end) 就结束了，做这么久，被问的人来不及回答：请改短一些。",
            en: "It is over at \(moment: end): for so long nobody has time left to answer. Ask for less.")
    }
    static let badHours = Text(zh: "要在 15 分钟和 12 小时之间。", en: "From 15 minutes to 12 hours.")
    static let fromLine = Text(
        zh: "时间照求助者写的；可以在她写的时间里改。", en: "The time is as she has said it; it can be changed within what she said.")
    static let hoursHint = Text(
        zh: "例如 4，或 1.5；90 分钟也行。时间没这么多的人，只请他们来那么久，除非求助自己写明了时长。",
        en:
            "For example 4, or 1.5; 90 min is fine, too. Who has less time is asked for that much, unless the need says itself how long it takes."
    )
    static let nobodyPicked = Text(zh: "没有选人。", en: "Nobody was picked.")
    static let isNotShort = Text(
        zh: "没找够、时间又没到的，才能再找。", en: "Only a call with too few, whose time is not over, looks again.")
    static let isPast = Text(
        zh: "这次找人的时间已经过了，请重新找人。", en: "The time of this call is over. Call people anew.")
    static func otherTime(_ terms: CallTerms) -> Text {
        Text(
            zh: "这一行正在按另一个时间找人（\(AskedWords.time(terms))）。要换时间，先结束那一次。",
            en:
                "People are being called for this line at another time (\(AskedWords.time(terms))). To call for this one, end that call first."
        )
    }
    static let askedAlready = Text(zh: "已经问过了。", en: "They have been asked already.")
    static func tooManyPicks(_ most: Int) -> Text { Text(zh: "一次最多 \(most) 项。", en: "\(most) at most at a time.") }
    static func tooManyPeople(_ most: Int) -> Text {
        Text(zh: "一次最多问 \(most) 人。", en: "\(most) people at most are asked at a time.")
    }
    static func atMost(_ room: Int) -> Text { Text(zh: "还要 \(room) 人。", en: "\(room) are still wanted.") }
    static func isOver(_ state: HelpCall.State) -> Text {
        Text(zh: "已经结束：\(name(of: state))", en: "It is over: \(name(of: state))")
    }
    static func refused(_ name: String, _ why: WaveStop) -> Text {
        Text(zh: "\(name)：\(words(ofOne: why))", en: "\(name): \(words(ofOne: why))")
    }

    // MARK: The alarm

    static let mailShortSubject = Text(zh: "没找够人", en: "Too few have said yes")
    static func mailShort(_ yes: Int, _ wanted: Int, _ why: WaveStop) -> Text {
        if why == .moved {
            return Text(
                zh: "答应了 \(yes) / \(wanted) 人。\(words(why))", en: "\(yes) of \(wanted) said yes. \(words(why))")
        }
        return why.isPause
            ? Text(
                zh: "答应了 \(yes) / \(wanted) 人，先不再问人：\(words(why))办好了，按“再找一遍”。",
                en:
                    "\(yes) of \(wanted) said yes, and nobody else is asked for now: \(words(why)) Once it is settled, press “Look again”."
            )
            : Text(
                zh: "答应了 \(yes) / \(wanted) 人，没有人可以再问：\(words(why))请换个办法。",
                en: "\(yes) of \(wanted) said yes, and nobody is left to ask: \(words(why)) Please find another way.")
    }
    static let mailReplacedSubject = Text(zh: "您的一次找人结束了", en: "A call for help of yours has ended")
    static let mailReplaced = Text(
        zh: "您找人的那一项，另一位重新找人了；您那一次已经结束。",
        en: "Somebody calls people anew for what you had called for; your call has ended.")
    static let mailShortStill = Text(
        zh: "有一项还没找够人，等着您处理。", en: "A call for help has too few people and waits for you.")
    static func waits(_ item: String) -> Text {
        item.isEmpty
            ? Text(zh: "没找够人，换个办法", en: "Too few people: find another way")
            : Text(zh: "没找够人：\(item)", en: "Too few people: \(item)")
    }
    static func short(_ why: WaveStop) -> Text {
        if why == .moved { return words(why) }
        return why.isPause
            ? Text(zh: "先不再问人：\(words(why))", en: "Nobody else is asked for now: \(words(why))")
            : Text(zh: "没有人可以再问：\(words(why))", en: "Nobody is left to ask: \(words(why))")
    }

    // MARK: The budget

    static let budget = Text(zh: "一个人一周最多被问几次", en: "How often one person is asked in a week")
    static let budgetHint = Text(
        zh: "找人、用资源、请求担保、请带新人都算在一起。危急的求助可以多借两次，以后还。",
        en:
            "Calls for help, uses of offers, requests to vouch, to mentor, to be a buddy: all together. Critical needs may borrow two more, to be given back."
    )
    static let save = Text(zh: "保存", en: "Save")
}
