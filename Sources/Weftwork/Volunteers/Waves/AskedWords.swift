internal import Engine

/// What those read who are asked.
enum AskedWords {
    static let title = Text(zh: "能帮个忙吗？", en: "Can you help?")
    static let answer = Text(zh: "打开回答", en: "Open it and answer")
    static let mine = Text(zh: "问过我的", en: "What I was asked")
    static let yes = Text(zh: "好，我来", en: "Yes, I will")
    static let no = Text(zh: "这次不行", en: "Not this time")
    static let notThisWeek = Text(zh: "这次不行，一周内也别问我", en: "Not this time, and don't ask me for a week")
    static let noBlame = Text(
        zh: "说“不行”没有任何影响。打开这一页什么都不会发生，按了才算。",
        en: "A no costs nothing. Opening this page does nothing; only a button does.")
    static let fullThen = Text(
        zh: "办好了再回到这一页，按“好，我来”。", en: "Then come back to this page and say yes.")
    static let otherDevice = Text(
        zh: "要打开消息里的链接才能回答。问的是您：打开那个链接，或者登录。别人转给您的：请那位自己回答。",
        en:
            "It is answered by the link in the message. If you were asked, open that link or sign in; if somebody passed this on to you, it is theirs to answer."
    )
    static let toMine = Text(zh: "登录，看问过我的", en: "Sign in and see what you were asked")
    static let what = Text(zh: "做什么", en: "What")
    static let whereTo = Text(zh: "在哪里", en: "Where")
    static let when = Text(zh: "什么时候", en: "When")
    static let whyMe = Text(zh: "为什么找您", en: "Why you")
    static let people = Text(zh: "要几个人", en: "How many people")
    static let area = Text(zh: "没有写", en: "Not said")
    static let details = Text(zh: "标题登录后能看到", en: "Sign in to see the title")
    static func time(_ terms: CallTerms) -> Text {
        guard let from = terms.from else {
            return Text(zh: "越快越好，约 \(span: terms.lasts)", en: "as soon as you can, about \(span: terms.lasts)")
        }
        return Text(
            zh: "\(moment: from) 起，约 \(span: terms.lasts)", en: "from \(moment: from), about \(span: terms.lasts)")
    }
    static let moved = Text(
        zh: "求助者改了时间。先不用答应：要按新的时间找人时，会再问您。",
        en:
            "The time has been changed. Please don't say yes to the old one: should people be wanted at the new time, you are asked again."
    )
    static func until(_ moment: Int64) -> Text {
        Text(zh: "请在 \(moment: moment) 以前回答", en: "Please answer before \(moment: moment)")
    }
    static func share(_ item: String, _ quantity: Int64, _ unit: String, isPerson: Bool) -> Text {
        isPerson
            ? .verbatim(item)
            : Text(zh: "\(item)（\(quantity: quantity, unit: unit)）", en: "\(item) (\(quantity: quantity, unit: unit))")
    }

    // MARK: What came of it

    static let accepted = Text(zh: "谢谢，说好了。", en: "Thank you, it is agreed.")
    static func acceptedHint(_ from: Int64, _ to: Int64) -> Text {
        Text(
            zh: "算您的时间：\(moment: from) 到 \(moment: to)。登录后能看到联系方式和地址；来不了，就在那里放回。",
            en:
                "Your hours: \(moment: from) to \(moment: to). Sign in to see contact and address; if you cannot come, let it go there."
        )
    }
    static let toNeed = Text(zh: "登录，看这项求助", en: "Sign in and see the need")
    static let declined = Text(zh: "知道了，谢谢您说一声。", en: "Understood. Thank you for saying so.")
    static let enoughSubject = Text(zh: "人够了，谢谢您", en: "Enough people, thank you")
    static let enough = Text(
        zh: "刚才问您的那件事，人已经够了。谢谢您，不用再做什么。",
        en: "Enough people have come for what you were asked. Thank you; there is nothing more to do.")
    static let endedSubject = Text(zh: "不用来了，谢谢您", en: "Not needed any more, thank you")
    static let ended = Text(
        zh: "刚才问您的那件事，现在不用人了。谢谢您。", en: "What you were asked is not needed any more. Thank you.")
    static let lapsed = Text(zh: "时间过了，没有关系。", en: "The time is over. That is all right.")
    static let saidYes = Text(zh: "您说了“我来”，我们记得。", en: "You said yes, and we remember it.")
    static let next = Text(zh: "这里还缺人", en: "Somebody is still missing here")
    static let nextHidden = Text(zh: "登录，看还能做什么", en: "Sign in and see what else you can do")
    static func restFirst(_ hours: Int) -> Text {
        Text(
            zh: "加上这次，七天里会超过您的 \(hours) 小时。先休息，这次就不算您了。",
            en:
                "With this you would pass your \(hours) hours in seven days. Please rest; this one goes to somebody else."
        )
    }
    static let elsewhere = Text(
        zh: "这个时间您已经答应在别处，先放回那边，或者说“这次不行”。",
        en: "You have promised to be elsewhere then: let that go first, or say “not this time”.")
    static let justEnded = Text(
        zh: "这项求助刚刚结束，一分钟内还可能改回来。请过一会儿再答。",
        en:
            "This need has just ended, and that may still be taken back within a minute. Please answer again a little later."
    )
    static let promisedAlready = Text(zh: "您已经认领了这项求助里的事。", en: "You have promised something for this need already.")
    static func byThePage(_ why: Text) -> Text {
        Text(zh: "\(why)请登录，在求助的页面上认领。", en: "\(why) Please sign in and promise it on the need's page.")
    }
    static let waits = Text(zh: "有人问您：能帮个忙吗？", en: "You are asked: can you help?")

    // MARK: The record

    static let record = Text(zh: "我的记录", en: "My record")
    static let onlyMine = Text(zh: "只有您自己看得到。", en: "Only you can see this.")
    static func promises(_ kept: Int, _ missed: Int) -> Text {
        kept + missed == 0
            ? Text(zh: "还没有答应过的事。", en: "Nothing promised yet.")
            : Text(
                zh: "答应的 \(kept + missed) 件里做到了 \(kept) 件。", en: "Of \(kept + missed) promises you kept \(kept).")
    }
    static func reliability(_ percent: Int) -> Text {
        Text(
            zh: "我们估计，您答应的事约有 \(percent)% 会做到；事情越多，估计越准。",
            en: "We reckon that you keep about \(percent) of 100 promises; the more there are, the surer that is.")
    }
    static func response(_ length: Int64) -> Text {
        Text(zh: "您一般 \(span: length) 内回答。", en: "You usually answer within \(span: length).")
    }
    static func answers(_ asked: Int, _ yes: Int) -> Text {
        Text(
            zh: "问过您 \(asked) 次，您答应了 \(yes) 次。",
            en: "You were asked \(times(asked)) and said yes \(times(yes)).")
    }
    static func contacts(_ count: Int, _ most: Int) -> Text {
        Text(
            zh: "这七天问了您 \(count) 次，一周最多 \(most) 次。",
            en: "In these seven days you were asked \(times(count)); the most is \(most) a week.")
    }
    private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
    static let nothing = Text(zh: "还没有人问过您。", en: "You have not been asked yet.")
    static let rest = Text(zh: "说“暂停”，就没有人问您。", en: "Pause, and nobody asks you.")
}

/// The message that asks one person.
struct AskedMail {
    let call: HelpCall
    let asking: Asking
    let need: Need
    let line: NeedLine
    let link: String

    private var why: WhyAsked { asking.why }
    private var time: Text { AskedWords.time(asking.terms(of: call.terms)) }

    var subject: Text { Text(zh: "能帮个忙吗：\(line.item)", en: "Can you help: \(line.item)") }

    /// The same as a robot says it: with the link as a way on.
    func message(in network: String, _ language: Language) -> RobotMessage {
        let reason = why.isEmpty ? [] : [Text(zh: "为什么找您：\(why.words)", en: "Why you: \(why.words)")]
        let share = AskedWords.share(line.item, call.share, line.unit, isPerson: line.kind == .people)
        let facts = HandsWords.facts(share, need.area, time, wanted: call.wanted)
        let end = Text(
            zh: "\(AskedWords.until(call.untilAt))。不用登录；打开本身什么都不做；说“不行”没有任何影响。",
            en:
                "\(AskedWords.until(call.untilAt)). No sign-in is needed, opening it does nothing, and a no costs nothing."
        )
        return RobotMessage(
            title: "\(RobotWords.head(network)(language))\(subject(language))",
            lines: ([need.titleInMail] + facts + reason + [end]).map { $0(language) }, link: link,
            linkWords: AskedWords.answer(language))
    }

    var body: Text {
        let area = need.area.parts.joined(separator: " ")
        let latin = need.area.shown(in: .en).parts.joined(separator: " ")
        let place: Text = area.isEmpty ? AskedWords.area : Text(zh: "\(area)", en: "\(latin)")
        let what = AskedWords.share(line.item, call.share, line.unit, isPerson: line.kind == .people)
        let reasonZH = why.isEmpty ? "" : "\n为什么找您：\(why.words(.zh))",
            reasonEN = why.isEmpty ? "" : "\nWhy you: \(why.words(.en))"
        return Text(
            zh: """
                \(need.titleInMail)

                做什么：\(what)
                在哪里：\(place)
                什么时候：\(time)\(reasonZH)

                打开这一页，按“好，我来”或“这次不行”（不用登录；打开本身什么都不做）：
                \(link)

                \(AskedWords.until(call.untilAt))。说“不行”没有任何影响。
                """,
            en: """
                \(need.titleInMail)

                What: \(what)
                Where: \(place)
                When: \(time)\(reasonEN)

                Open this page and press “Yes, I will” or “Not this time” (no sign-in; opening it does nothing):
                \(link)

                \(AskedWords.until(call.untilAt)). A no costs nothing.
                """)
    }
}
