/// What volunteers read about themselves, and those who look for them.
enum VolunteerWords {
    static let title = Text(zh: "我能帮什么、什么时候", en: "What I can do, and when")
    static let hint = Text(
        zh: "您自己、和安排人手的人看得到；外面的人看不到。", en: "You see this, and those who ask people to help; nobody outside.")

    // MARK: Two taps

    static let freeNow = Text(zh: "我现在有两小时", en: "I have two hours now")
    static let freeTitle = Text(zh: "我现在有空", en: "I am free now")
    static let howLong = Text(zh: "多久", en: "For how long")
    static func hours(_ hours: Int) -> Text {
        hours == 1 ? Text(zh: "1 小时", en: "1 hour") : Text(zh: "\(hours) 小时", en: "\(hours) hours")
    }
    static let confirmFree = Text(zh: "就这样", en: "Yes, that's it")
    static let freeHint = Text(
        zh: "到时间自动结束。会有人问您愿不愿意接一件事，您随时可以说不。",
        en: "It ends by itself. Somebody may ask whether you would take something on, and you can always say no.")
    static func freeUntil(_ time: String) -> Text { Text(zh: "您今天有空到 \(time)", en: "You are free until \(time)") }
    static func freeLater(_ spans: [String]) -> Text {
        Text(
            zh: "今天还说了：\(spans.joined(separator: "、"))",
            en: "You also said, for today: \(spans.joined(separator: ", "))")
    }
    static let twoMore = Text(zh: "再加两小时", en: "Two more hours")
    static let noLonger = Text(zh: "现在没空了", en: "No longer free")
    static let nothingNow = Text(zh: "您没有说现在有空。", en: "You have not said that you are free now.")
    static let toBoard = Text(zh: "看看现在能做什么", en: "See what there is to do")

    // MARK: Hours

    static let when = Text(zh: "什么时候有空", en: "When I am free")
    static let nothingSaid = Text(zh: "还没有说什么时候有空。", en: "You have not said when you are free.")
    static let usualZone = Text(
        zh: "时间是北京时间，时区在“我的资料”里改。", en: "Times are Beijing time; your profile has the time zone.")
    static let ownZone = Text(zh: "时间按您资料里的时区：", en: "Times are in the zone of your profile:")
    static func name(of kind: Availability.Kind) -> Text {
        switch kind {
        case .now: Text(zh: "说了“现在有空”", en: "Said “free now”")
        case .today: Text(zh: "今天", en: "Today")
        case .weekly: Text(zh: "每周", en: "Every week")
        case .ask: Text(zh: "先问我", en: "Ask me")
        }
    }
    static func holdsUntil(_ at: Int64) -> Text { Text(zh: "有效到\(day: at)", en: "holds until \(day: at)") }
    static let todayFrom = Text(zh: "今天从几点", en: "Today from")
    static let todayTo = Text(zh: "到几点", en: "until")
    static let timeHint = Text(zh: "如 14 或 14:30", en: "such as 14 or 14:30")
    static let sayToday = Text(zh: "今天这段时间有空", en: "I am free then")
    static let weekHint = Text(
        zh: "如 9-12、14-18；空着就是没空；22-2 会过半夜。90 天后要续一次。",
        en: "Such as 9-12, 14-18; empty is not free; 22-2 goes past midnight. Renewed every 90 days.")
    static let sayWeekly = Text(zh: "每周这样", en: "Every week like this")
    static let except = Text(zh: "这几天除外", en: "Not on these days")
    static let exceptHint = Text(zh: "如 2026-12-24、2026-12-25", en: "such as 2026-12-24, 2026-12-25")
    static let askHint = Text(
        zh: "没有固定时间，有事可以问我。30 天后要续一次。", en: "No fixed hours, but you may ask me. Renewed every 30 days.")
    static let sayAsk = Text(zh: "可以先问我", en: "You may ask me")
    static let end = Text(zh: "取消", en: "Take it back")
    static func endOf(_ kind: Availability.Kind) -> Text {
        Text(zh: "取消：\(name(of: kind))", en: "Take back: \(name(of: kind))")
    }
    static let stillSo = Text(zh: "时间还是这样吗？", en: "Are these hours still true?")
    static let yesStillSo = Text(zh: "还是这样", en: "Still so")
    static func weekday(_ day: Int) -> Text {
        switch day {
        case 0: Text(zh: "周一", en: "Monday")
        case 1: Text(zh: "周二", en: "Tuesday")
        case 2: Text(zh: "周三", en: "Wednesday")
        case 3: Text(zh: "周四", en: "Thursday")
        case 4: Text(zh: "周五", en: "Friday")
        case 5: Text(zh: "周六", en: "Saturday")
        default: Text(zh: "周日", en: "Sunday")
        }
    }
    /// Between hour and minute, as people write them.
    static let hourMarks = ":：.点时h"
    /// Between two times.
    static let rangeMarks = "-–—~～至到"
    static func freeForLong(_ hours: Int) -> Text {
        Text(
            zh: "您已经有空 \(hours) 小时以上了，一次最多说这么长；以后再加，或写上固定时间。",
            en:
                "You are free for \(hours) hours or more already, the most that is said at once. Add more later, or say your weekly hours."
        )
    }
    static let badTime = Text(zh: "写时间，如 14 或 14:30。", en: "A time, such as 14 or 14:30.")
    static let isOver = Text(zh: "这段时间已经过了。", en: "That time is over.")
    static let badHours = Text(zh: "写整点，如 9-12、14-18。", en: "Full hours, such as 9-12, 14-18.")
    static let noHours = Text(zh: "至少写一天的时间。", en: "Say the hours of one day at least.")
    static let badDays = Text(zh: "写日子，如 2026-12-24，最多 40 天。", en: "Days such as 2026-12-24, forty at most.")
    static let badMoment = Text(zh: "看不懂这个时间。", en: "This time can't be read.")
    static let nothingToRenew = Text(zh: "没有可以续的时间，请重新说一次。", en: "There is nothing to renew; please say it again.")
    static let nothingToEnd = Text(zh: "已经没有了。", en: "There is nothing to take back.")

    // MARK: Pause and limit

    static let pause = Text(zh: "暂停", en: "Pause")
    static let pauseHint = Text(zh: "暂停时没有人会找您。", en: "While you pause nobody asks you.")
    static let pauseUntil = Text(zh: "到哪一天（空着：到我回来）", en: "Until which day (empty: until I am back)")
    static let sayPause = Text(zh: "先别找我", en: "Don't ask me for now")
    static let resume = Text(zh: "我回来了", en: "I am back")
    static func paused(_ until: Int64?) -> Text {
        until.map { Text(zh: "暂停到\(day: $0)。", en: "You pause until \(day: $0).") }
            ?? Text(zh: "您在暂停，回来时说一声。", en: "You pause until you say that you are back.")
    }
    static let badPause = Text(zh: "写一个将来的日子，一年以内。", en: "A day to come, within a year.")
    static let limit = Text(zh: "每周最多几小时", en: "Hours a week at most")
    static func limitHint(_ usual: Int) -> Text {
        Text(zh: "不写就按 \(usual) 小时；做满了就不再找您。", en: "\(usual) if you don't say; past it nobody asks you.")
    }
    static func load(_ done: Int64, _ limit: Int) -> Text {
        Text(
            zh: "七天里做了和答应了 \(span: done)，上限 \(limit) 小时。",
            en: "Done and promised in seven days: \(span: done), of \(limit) hours.")
    }
    static let full = Text(zh: "这周够了，歇一歇。", en: "That is enough for this week; have a rest.")

    // MARK: What I can do

    static let what = Text(zh: "我能做什么", en: "What I can do")
    static let hiddenSkills = Text(
        zh: "资料里的技能只有少数人看得到，所以不会按它们来找您。", en: "Few may see the skills in your profile, so nobody is asked by them.")
    static func level(_ skill: String) -> Text { Text(zh: "\(skill)：有多熟", en: "\(skill): how well") }
    static func evidence(_ skill: String) -> Text { Text(zh: "\(skill)：怎么看得出来", en: "\(skill): how one can tell") }
    static let evidenceHint = Text(zh: "如：护士证；开过三年货车", en: "such as: licensed nurse; drove a lorry for three years")
    static let remove = Text(zh: "去掉", en: "Remove")
    static let moreSkills = Text(zh: "还会", en: "More")
    static let ownSkills = Text(zh: "别的，用自己的话", en: "Others, in your own words")
    static let languages = Text(zh: "语言", en: "Languages")
    static let languagesHint = Text(zh: "如：普通话、粤语、英语", en: "such as Mandarin, Cantonese, English")
    static let dialect = Text(zh: "方言", en: "Dialect")
    static let channel = Text(zh: "习惯怎么联系", en: "How I would rather be spoken to")
    static let remote = Text(zh: "可以远程做", en: "I can help from afar")
    static let radius = Text(zh: "最远去多少公里", en: "How far I go, in kilometres")
    static func area(_ area: String?) -> Text {
        area.map { Text(zh: "从 \($0) 出发（在“我的资料”里改）", en: "From \($0) (change it in your profile)") }
            ?? Text(zh: "地区在“我的资料”里填", en: "Where you are stands in your profile")
    }
    static let means = Text(zh: "我有", en: "I have")
    static let ownMeans = Text(zh: "还有", en: "And")
    static let toProfile = Text(zh: "我的资料", en: "My profile")
    static let toTraining = Text(zh: "我的培训", en: "My trainings")
    static func tooManySkills(_ most: Int) -> Text {
        Text(zh: "最多 \(most) 项。", en: "\(most) at most.")
    }
    static func name(of level: Volunteer.Level) -> Text {
        switch level {
        case .learning: Text(zh: "在学", en: "Learning")
        case .able: Text(zh: "会", en: "Able")
        case .expert: Text(zh: "很熟", en: "Expert")
        }
    }
    static func name(of means: Volunteer.Means) -> Text {
        switch means {
        case .car: Text(zh: "小汽车", en: "A car")
        case .van: Text(zh: "面包车", en: "A van")
        case .truck: Text(zh: "货车", en: "A lorry")
        case .boat: Text(zh: "船", en: "A boat")
        case .licence: Text(zh: "驾照", en: "A driving licence")
        case .warehouse: Text(zh: "仓库", en: "A warehouse")
        case .tools: Text(zh: "工具", en: "Tools")
        case .computer: Text(zh: "电脑", en: "A computer")
        case .phoneLine: Text(zh: "可以打长途的电话", en: "A phone for many calls")
        }
    }
    static func name(of channel: Volunteer.Channel) -> Text {
        switch channel {
        case .any: Text(zh: "都可以", en: "Any way")
        case .call: Text(zh: "电话", en: "Phone call")
        case .wechat: Text(zh: "微信", en: "WeChat")
        case .video: Text(zh: "视频", en: "Video call")
        case .message: Text(zh: "短信", en: "Text message")
        case .mail: Text(zh: "邮件", en: "Mail")
        }
    }

    static func mailEnding(_ kind: Availability.Kind, _ at: Int64) -> Text {
        Text(
            zh: "您说的有空时间（\(name(of: kind))）\(day: at)到期。还是这样的话，打开这一页按一下：",
            en:
                "The hours you gave (\(name(of: kind))) end on \(day: at). If they are still true, one press on this page will do:"
        )
    }

    // MARK: For those who dispatch

    static let whoIsFree = Text(zh: "谁有空", en: "Who is free")
    static let at = Text(zh: "什么时候（空着：现在）", en: "When (empty: now)")
    static let skill = Text(zh: "技能", en: "Skill")
    static let language = Text(zh: "语言", en: "Language")
    static let areaFilter = Text(zh: "地区", en: "Area")
    static let training = Text(zh: "通过了培训", en: "Has passed")
    static let tier = Text(zh: "至少", en: "At least")
    static let anyone = Text(zh: "不限", en: "Any")
    static let lookFor = Text(zh: "按条件找", en: "Look for somebody")
    static let find = Text(zh: "查找", en: "Find")
    static let onlyRemote = Text(zh: "能远程做的", en: "Can help from afar")
    static func found(_ count: Int, _ at: Int64) -> Text {
        Text(zh: "\(moment: at)：\(count) 人有空", en: "\(moment: at): \(count) free")
    }
    static func hidden(_ count: Int) -> Text {
        Text(
            zh: "另有 \(count) 人在暂停、休息或这周已做满，不列出。",
            en: "\(count) more pause, rest or have done enough this week; they are not named.")
    }
    /// How evenly work and asking are spread over the willing.
    static func fairness(_ one: VolunteerFairness) -> Text {
        let days = VolunteerFairness.days
        let asked = Text(
            zh: "最近 \(days) 天：愿意帮忙的 \(one.willing) 人里，有 \(one.unasked) 人没有被问过。",
            en: "In the last \(days) days \(one.unasked) of \(one.willing) willing people were asked for nothing.")
        guard let gini = one.shownGini else { return asked }
        return Text(
            zh: "\(asked)他们的小时数分得匀不匀（基尼系数，0 是人人一样，1 是全在一人身上）：\(quantity: gini)。",
            en: "\(asked) Their hours are shared with a Gini of \(quantity: gini) (0: all alike, 1: all by one person)."
        )
    }
    static let nobody = Text(zh: "这个时间没有人说有空。", en: "Nobody has said to be free then.")
    static func freedom(_ freedom: VolunteerSupply.Freedom) -> Text {
        switch freedom {
        case .today(let until): Text(zh: "今天说了：到\(moment: until)", en: "said so today: until \(moment: until)")
        case .weekly(let until): Text(zh: "每周这时有空：到\(moment: until)", en: "free every week: until \(moment: until)")
        case .ask: Text(zh: "可以问问", en: "may be asked")
        }
    }
    static func within(_ radius: Int) -> Text { Text(zh: "\(radius) 公里内", en: "within \(radius) km") }
    static let remoteShort = Text(zh: "可远程", en: "from afar")
    static func busy(_ load: Int64, _ limit: Int) -> Text {
        Text(zh: "这周 \(span: load) / \(limit) 小时", en: "this week \(span: load) of \(limit) h")
    }
    static func trained(_ names: String) -> Text { Text(zh: "培训：\(names)", en: "Trained: \(names)") }
    static let separator = Text(zh: "、", en: ", ")
    static let more = Text(zh: "更多", en: "More")
}
