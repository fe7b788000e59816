internal import Engine

/// What is said to somebody who asks why a need is not suggested to them.
enum FitOwnWords {
    static let doesItSuit = Text(zh: "适合我吗", en: "Does it suit me")
    static let hint = Text(
        zh: "只有您看得到这一页。照这里改一改，您就更容易被找到；去不去，由您决定。",
        en: "Only you see this page. What you change is what you are found by; whether you go is yours to decide.")
    static let suits = Text(zh: "适合您", en: "It suits you")
    static let suitsNot = Text(zh: "现在不适合", en: "It does not suit you now")
    static let takeIt = Text(zh: "回到这项求助", en: "Back to the need")
    static let others = Text(zh: "看适合我的", en: "See what suits me")

    static func bar(_ bar: WhyNotReport.Bar) -> Text {
        switch bar {
        case .own: Text(zh: "这是您自己发的求助。", en: "You sent this need in yourself.")
        case .promised: Text(zh: "您已经答应为它出力。", en: "You have promised something for it already.")
        case .restricted:
            Text(
                zh: "这里有一部分由官方统一管理，先要有许可。", en: "An authority keeps a part of this to itself: it takes a permit first.")
        case .things: Text(zh: "它现在要的是东西，不是人。", en: "It asks for things now, not for people.")
        }
    }

    static func stop(_ stop: OwnFitReport.Stop) -> Text {
        switch stop {
        case .paused: Text(zh: "您在暂停，没有人会问您。", en: "You pause, so nobody asks you.")
        case .resting: Text(zh: "您在休息，没有人会问您。", en: "You rest, so nobody asks you.")
        case .full:
            Text(
                zh: "您这周做的和答应的已经满了，没有人会问您。",
                en: "What you have done and promised is enough for seven days, so nobody asks you.")
        }
    }

    // MARK: What stands in the way

    static func words(_ obstacle: FitObstacle) -> Text {
        switch obstacle {
        case .skills(let keys):
            Text(
                zh: "要会\(FitWords.list(keys.map { Skills.words($0) }))，您没有写。",
                en: "It takes \(FitWords.list(keys.map { Skills.words($0) })): you have not said that you can.")
        case .hidden:
            Text(zh: "您的资料不让别人看到您的技能。", en: "Your profile keeps your skills from those who ask people.")
        case .distance(let kilometres, let limit): distance(kilometres, limit)
        case .standing(let standing):
            Text(
                zh: "只向“\(PeopleWords.name(of: standing))”以上开放。",
                en: "It is open from the standing “\(PeopleWords.name(of: standing))” on.")
        case .training(_, let title): Text(zh: "要先通过培训“\(title)”。", en: "It takes the training “\(title)” first.")
        case .hours(let moment, let end, let said): hours(moment, end, said)
        case .notFreeNow:
            Text(zh: "现在就要人；您没有说现在有空。", en: "It asks for somebody now: you have not said that you are free now.")
        case .takes(let minutes):
            Text(
                zh: "要 \(span: Int64(minutes) * Time.minute)；您说的时间没有这么长。",
                en: "It takes \(span: Int64(minutes) * Time.minute): you have said less time than that.")
        case .promised(let other):
            Text(
                zh: "那时您有别的事：\(moment: other.start)到\(moment: other.end)。",
                en: "You are on something else then, from \(moment: other.start) to \(moment: other.end).")
        case .week(let load, let limit, let minutes):
            Text(
                zh: "要 \(span: Int64(minutes) * Time.minute)；您七天里做了和答应了 \(span: load)，上限 \(limit) 小时。",
                en:
                    "It takes \(span: Int64(minutes) * Time.minute); of \(limit) hours in seven days you have done or promised \(span: load)."
            )
        case .paused: Text(zh: "您在暂停。", en: "You pause.")
        case .asked: Text(zh: "已经为它问过您，不再问第二次。", en: "You were asked for it already; nobody is asked twice.")
        case .behind:
            Text(zh: "您刚改的还没有到，过一会儿再看。", en: "What you have just changed is not known yet: look again in a while.")
        }
    }

    private static func distance(_ kilometres: Double?, _ limit: Int?) -> Text {
        guard let kilometres, let limit else { return Text(zh: "太远。", en: "It is too far away.") }
        let whole = Int(kilometres.rounded(.up))
        return Text(
            zh: "太远：约 \(whole) 公里，您最远去 \(limit) 公里。", en: "Too far: about \(whole) km, and you come up to \(limit) km.")
    }

    private static func hours(_ moment: Int64, _ end: Int64?, _ said: SaidHours) -> Text {
        let asks =
            end.map {
                Text(
                    zh: "要人\(moment: moment)到、做到\(moment: $0)",
                    en: "It asks for somebody from \(moment: moment) to \(moment: $0)")
            } ?? Text(zh: "要人\(moment: moment)到", en: "It asks for somebody at \(moment: moment)")
        if said.ranges.isEmpty, let end = said.endedAt {
            return Text(
                zh: "\(asks)；您每周的时间只说到\(moment: end)。",
                en: "\(asks): the hours of your week hold until \(moment: end) only.")
        }
        guard !said.ranges.isEmpty else {
            return Text(
                zh: "\(asks)；您没有说那天有空。", en: "\(asks): you have not said that you are free on that day.")
        }
        let ranges = FitWords.list(said.ranges.map { .verbatim($0) })
        return Text(zh: "\(asks)；那天您说的是 \(ranges)。", en: "\(asks): for that day you said \(ranges).")
    }

    /// Where it can be changed.
    static func way(_ obstacle: FitObstacle) -> Text {
        switch obstacle {
        case .skills: Text(zh: "写上我会的", en: "Say what you can do")
        case .hidden: Text(zh: "改我的资料", en: "Change your profile")
        case .distance: Text(zh: "改去多远", en: "Change how far you go")
        case .standing: TrustWords.standingTitle
        case .training: Text(zh: "去学", en: "Take it")
        case .hours: Text(zh: "改时间", en: "Change your hours")
        case .notFreeNow, .takes: VolunteerWords.freeNow
        case .promised: MineWords.week
        case .week: Text(zh: "改每周上限", en: "Change your weekly limit")
        case .paused: VolunteerWords.resume
        case .asked: AskedWords.mine
        case .behind: doesItSuit
        }
    }

    // MARK: What others find

    static func ranked(_ place: Int, of count: Int) -> Text {
        let most = FitMarket.mostOthers
        if place > most {
            return Text(zh: "找人的人会看到您，排在前 \(most) 位之后。", en: "Those who ask people find you, after the first \(most).")
        }
        return count > most
            ? Text(
                zh: "找人的人会看到您：第 \(place) 位，共 \(most) 位以上。",
                en: "Those who ask people find you as number \(place) of more than \(most).")
            : Text(
                zh: "找人的人会看到您：第 \(place) 位，共 \(count) 位。",
                en: "Those who ask people find you as number \(place) of \(count).")
    }
    static let unfound = Text(zh: "找人的人现在看不到您：", en: "Those who ask people do not find you now:")
    static let unsaid = Text(
        zh: "找人的人还看不到您：说一说什么时候有空，就会被找到。",
        en: "Those who ask people do not find you yet: say when you are free, and they will.")
}
