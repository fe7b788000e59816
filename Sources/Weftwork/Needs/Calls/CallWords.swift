/// What is said about calling somebody in need, and about those who call her.
enum CallWords {
    static let noCall = Text(zh: "现在没有要打的电话。", en: "There is no call to make now.")
    static let noReport = Text(zh: "这件事已经处理过了。", en: "This has been dealt with.")
    static let title = Text(zh: "请给求助者打个电话", en: "Please call the requester")
    static func why(_ why: CallItem.Why) -> Text {
        switch why {
        case .noWay: Text(zh: "没有留下能收消息的方式。", en: "No way for messages was left.")
        case .bounced: Text(zh: "发出去的消息退了回来。", en: "What was sent came back.")
        }
    }
    static func announced(_ code: String) -> Text {
        Text(
            zh: "关于您的求助 \(code)，我们会打电话给您，先说您页面上的核对词。我们不会问您要钱或验证码。",
            en:
                "About your request \(code): we are going to ring you, and begin with the check word on your page. We never ask for money or codes."
        )
    }
    static let say = Text(zh: "要告诉她的", en: "What to say")
    static func topic(_ topic: CallTopic) -> Text {
        switch topic {
        case .acknowledged:
            Text(
                zh: "我们看到了求助，有人负责；说出负责人的名字和大约什么时候有下一步。",
                en: "We have read the need and somebody answers for it: say who, and when the next step is.")
        case .question: Text(zh: "我们有个问题，在经过记录里。", en: "We have a question; it stands in the story.")
        case .stillNeeded: Text(zh: "还需要吗？", en: "Is it still needed?")
        case .delivered: Text(zh: "东西应该到了，收到了吗？", en: "It should have arrived: has it?")
        case .ended: Text(zh: "这项求助怎么结束的，为什么，还可以找谁。", en: "How the need ended, why, and whom else one can ask.")
        case .wrote:
            Text(zh: "讨论里写给求助者的话，念给对方听。", en: "What was written to the requester in the discussion: read it out.")
        case .passed: RestrictionWords.callPassed
        case .answered: RestrictionWords.callAnswered
        case .referral: NeedReferralWords.callReferral
        case .report: Text(zh: "求助者报告的来电，我们查到了什么。", en: "What we found about the call that was reported.")
        }
    }
    static let sayWord = Text(
        zh: "先说核对词，让对方知道您是真的：", en: "Say the check word first, so that they know you are genuine:")
    static let neverAsk = Text(zh: "不要问钱、卡号、验证码。", en: "Never ask for money, card numbers or codes.")
    static let outcome = Text(zh: "结果", en: "How it ended")
    static func name(of outcome: CallOutcome) -> Text {
        switch outcome {
        case .spoke: Text(zh: "说上话了", en: "Spoke with them")
        case .noAnswer: Text(zh: "没有人接", en: "No answer")
        case .wrongNumber: Text(zh: "号码不对", en: "Wrong number")
        }
    }
    static func outcome(_ raw: String) -> Text {
        if raw == "read" { return Text(zh: "求助者自己在页面上看到了", en: "the requester read it on the page") }
        return CallOutcome(rawValue: raw).map(name(of:)) ?? Text(zh: "没有接通", en: "no answer")
    }
    static let save = Text(zh: "记下", en: "Write it down")
    static func tries(_ count: Int) -> Text { Text(zh: "已试 \(count) 次", en: "Tried \(count) times") }

    // MARK: On her page

    static let checkWord = Text(zh: "核对词", en: "Check word")
    static let checkWordHint = Text(
        zh: "真正来自我们的电话会先说出这个词。说不出来的，不要告诉对方任何事，挂断后点下面的按钮。",
        en:
            "A genuine caller from here says this word first. Tell nothing to one who can't; hang up and press the button below."
    )
    static func ownerCalls(_ name: String) -> Text {
        Text(zh: "如果我们打给您，会是\(name)：负责您这件事的人。", en: "If we call you, it is \(name), who answers for your request.")
    }
    static func helpersCall(_ names: String) -> Text {
        Text(zh: "答应帮忙的人也可能来电：\(names)。", en: "Whoever has promised to help may call too: \(names).")
    }
    static func willCall(_ name: String) -> Text {
        Text(zh: "\(name)会打电话给您，有事要告诉您。", en: "\(name) will call you: there is something to tell you.")
    }
    static func sparesCall(_ name: String) -> Text {
        Text(
            zh: "这是给您的答复，\(name)还要打电话告诉您。看到了就按一下，可以不打。",
            en:
                "This is our answer to you, and \(name) is to call you about it. If you have read it, one press spares the call."
        )
    }
    static let hasRead = Text(zh: "我看到了", en: "I have read it")
    static func wasToCall(_ name: String, since moment: Int64) -> Text {
        Text(
            zh: "\(name)本来要打电话告诉您（\(moment: moment)起）。您已经在这里看到了，电话可能就不再打来。",
            en:
                "\(name) was to call you about this (since \(moment: moment)). You have read it here, so the call may not come any more."
        )
    }
    static let whoCalled = Text(zh: "谁打过电话", en: "Who has called")
    static let nobodyCalled = Text(zh: "这里还没有人给您打过电话。", en: "Nobody from here has called you yet.")
    static let report = Text(zh: "有可疑的人给我打电话", en: "Somebody suspicious called me")
    static let reportHint = Text(
        zh: "点一下就行，可以写几句：对方说了什么、从哪个号码打来。马上有人查，查到什么告诉您。",
        en:
            "One press is enough; a few words help: what was said, from which number. Somebody looks into it at once and tells you."
    )
    static let reportWords = Text(zh: "对方说了什么", en: "What they said")
    static let reportSend = Text(zh: "报告这个电话", en: "Report this call")
    static let reported = Text(zh: "谢谢您告诉我们，正在查。", en: "Thank you for telling us; it is being looked into.")
    static let answerReport = Text(zh: "求助者报告了一个可疑来电", en: "The requester reported a suspicious call")
    static let answerWords = Text(zh: "查到了什么（求助者会读到）", en: "What you found (the requester reads it)")
    static let answerSend = Text(zh: "告诉求助者", en: "Tell the requester")

    // MARK: How she wants to be reached

    static let reach = Text(zh: "怎么联系您", en: "How to reach you")
    static let channel = Text(zh: "用什么方式", en: "By which way")
    static func channel(_ name: String) -> Text {
        switch name {
        case "email": Text(zh: "邮件", en: "Mail")
        case "sms": Text(zh: "短信", en: "Text message")
        case "wechat": Text(zh: "微信", en: "WeChat")
        case "call": Text(zh: "打电话", en: "A call")
        default: Text(zh: "都可以", en: "Whatever works")
        }
    }
    static let hours = Text(zh: "什么时候方便接", en: "When you answer")
    static let askEvery = Text(zh: "多久问一次“还需要吗”", en: "How often to ask “still needed?”")
    static func rhythm(_ every: Int) -> Text {
        switch every {
        case 2: Text(zh: "少一半", en: "Half as often")
        case 4: Text(zh: "很少", en: "Seldom")
        default: Text(zh: "照常", en: "As usual")
        }
    }
    static let addContact = Text(zh: "再加一位联系人", en: "One more contact")
    static let removeContact = Text(zh: "去掉", en: "Remove")
    static let contactHours = Text(zh: "什么时候能接", en: "Hours")
    static let tooMany = Text(zh: "最多八位联系人。", en: "At most eight contacts.")
    static let lastContact = Text(zh: "至少要留一位能联系上的人。", en: "At least one person who can be reached must stay.")
}
