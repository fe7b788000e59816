/// What roster, overview and home say.
enum RosterWords {
    static let endsBeforeStart = Text(zh: "结束要在开始之后。", en: "The end must be after the start.")
    static let tooLong = Text(zh: "一班最长 24 小时。", en: "A shift is 24 hours at most.")
    static func passesLimit(_ hours: Int) -> Text {
        Text(
            zh: "这一班会超过对方自己定的上限：七天 \(hours) 小时。",
            en: "This shift passes their own limit: \(hours) hours in seven days.")
    }
    static let title = Text(zh: "班次表", en: "Shift roster")
    static let member = Text(zh: "谁", en: "Who")
    static let desk = Text(zh: "岗位", en: "Desk")
    static let starts = Text(zh: "从", en: "From")
    static let ends = Text(zh: "到", en: "To")
    static let plan = Text(zh: "排一班", en: "Plan a shift")
    static let end = Text(zh: "结束这一班", en: "End it now")
    static let endHint = Text(
        zh: "结束后手上未办完的需求会转给在班的人。", en: "What is still open passes to those on shift.")
    static let none = Text(zh: "接下来一周还没有排班。", en: "No shift is planned for the next week.")
    static let gaps = Text(zh: "接下来一周没有人在班的时间", en: "Nobody is on shift in the coming week")
    static let now = Text(zh: "在班", en: "On shift now")
    static let nobody = Text(zh: "现在没有人在班。", en: "Nobody is on shift now.")

    static let overview = Text(zh: "全局", en: "Overview")
    static let loads = Text(zh: "每人负责的需求", en: "Needs per owner")
    static let open = Text(zh: "未结", en: "Open")
    static let late = Text(zh: "超时", en: "Overdue")
    static let owner = Text(zh: "负责人", en: "Owner")
    static let states = Text(zh: "各阶段数量", en: "Needs per state")
    static let lateList = Text(zh: "超时的", en: "Overdue now")
    static let nothingLate = Text(zh: "没有超时的，都有人在跟。", en: "Nothing is overdue; everything is looked after.")
    static let step = Text(zh: "步骤", en: "Step")

    static func step(_ step: String) -> Text {
        switch NeedClocks.Step(rawValue: step) {
        case .firstAnswer: Text(zh: "首次答复", en: "First answer")
        case .verify: Text(zh: "核实", en: "Verify")
        case .publish: Text(zh: "发布", en: "Publish")
        case .freshness: Text(zh: "问是否还需要", en: "Still needed?")
        case .confirm: Text(zh: "确认收到", en: "Confirm arrival")
        case .close: Text(zh: "结案", en: "Close")
        case .information: Text(zh: "等补充", en: "Awaiting information")
        case .retry: Text(zh: "再联系", en: "Try to reach again")
        case .promise: Text(zh: "兑现认领", en: "Keep the promise")
        case .call: Text(zh: "打电话告诉求助者", en: "Call the requester")
        case .report: Text(zh: "查可疑来电", en: "Look into a reported call")
        case .settle: Text(zh: "解决争议", en: "Settle a dispute")
        case .permit: PermitWords.decide
        case .permitWait: PermitWords.step
        case .channel: Text(zh: "等主管部门答复", en: "An authority's answer")
        case nil: .verbatim(step)
        }
    }

    static let sayHow = Text(zh: "说一句进展，不然就放回去", en: "Say how it stands, or it goes back")
    static let onCall = Text(zh: "夜间待命", en: "On call")
    static let onCallHint = Text(
        zh: "待命的人在家，只在没有人在班、来了危急求助时被叫醒。接受之后才算。",
        en:
            "Whoever is on call is at home and is woken only for what is critical while nobody is on shift. It counts once they accept."
    )
    /// What rings, as it is: this server makes no telephone call.
    static func rings(hasGateway: Bool) -> Text {
        hasGateway
            ? Text(
                zh: "会响的是：一封邮件，账号里有手机号的再加一条短信；服务器不会打电话。夜里请让短信出声。",
                en:
                    "What rings: a mail and, for whoever has a mobile number in the account, a text message too; the server makes no telephone call. Let text messages sound at night."
            )
            : Text(
                zh: "会响的只有一封邮件：这台服务器没有接短信，也不会打电话。夜里请让邮件出声。",
                en:
                    "What rings is a mail alone: this server sends no text messages and makes no telephone call. Let mail sound at night."
            )
    }
    static let isOnCall = Text(zh: "这是夜间待命", en: "This is an on-call line")
    static let awaited = Text(zh: "等本人答复", en: "not accepted yet")
    static let acceptShift = Text(zh: "接受", en: "Accept")
    static let declineShift = Text(zh: "不行", en: "Decline")
    static let yours = Text(zh: "请答复：待命", en: "Please answer: on call")
    static let noOnCall = Text(zh: "没有人在班、也没有人待命的时间", en: "Nobody on shift and nobody on call")
    static let onCallSubject = Text(zh: "请您待命，请答复", en: "You are asked to be on call")
    static func onCallBody(_ start: Int64, _ end: Int64, link: String) -> Text {
        Text(
            zh: "\(moment: start)到\(moment: end)请您待命：只在没有人在班、来了危急求助时叫醒您，那段时间到期的由您负责。接受或不行，请在这里答复：\n\n\(link)\n",
            en:
                "You are asked to be on call from \(moment: start) to \(moment: end): woken only for critical needs while nobody is on shift, and answering for what falls due then. Accept or decline here:\n\n\(link)\n"
        )
    }
    static let notWrittenSubject = Text(
        zh: "没有给您请待命的人发消息", en: "No message went to whom you asked to be on call")
    static func notWrittenBody(_ start: Int64, _ end: Int64, link: String) -> Text {
        Text(
            zh:
                "\(moment: start)到\(moment: end)的待命：对方这星期已经被问够了，或者正在休息，所以没有给对方发消息，要等对方自己打开网站才看得到。急的话，请另找一位：\n\n\(link)\n",
            en:
                "On call from \(moment: start) to \(moment: end): they have been asked as often as they may be in a week, or rest just now, so no message went to them. They see it when they open the site. If it is urgent, ask somebody else:\n\n\(link)\n"
        )
    }
    static let declinedSubject = Text(zh: "有一班待命被婉拒了", en: "An on-call line was declined")
    static func declinedBody(_ name: String, _ start: Int64, _ end: Int64, link: String) -> Text {
        Text(
            zh: "\(name) 不能在\(moment: start)到\(moment: end)待命，这一班已从班次表上撤下。请另找一位：\n\n\(link)\n",
            en:
                "\(name) can't be on call from \(moment: start) to \(moment: end); the line is off the roster. Please find somebody else:\n\n\(link)\n"
        )
    }
    static func ringSubject(_ title: Text) -> Text {
        Text(zh: "危急，请马上看：\(title(.zh))", en: "Critical, please look at once: \(title(.en))")
    }
    static func ringBody(link: String) -> Text {
        Text(
            zh: "现在没有人在班。请打开这一页，按“我来负责”。十分钟内没有答复就叫下一位。\n\n\(link)\n",
            en:
                "Nobody is on shift now. Open this page and press “I take it”. Without an answer within ten minutes the next person is woken.\n\n\(link)\n"
        )
    }
    static let take = Text(zh: "我来负责", en: "I take it")
    static let rung = Text(zh: "您被叫醒：请看", en: "You were woken for")

    static let home = Text(zh: "等您处理的", en: "What waits for you")
    static func waiting(_ count: Int) -> Text {
        Text(zh: "\(count) 件", en: "\(count)")
    }
    static let nothingWaits = Text(zh: "没有等您处理的事。谢谢您在。", en: "Nothing waits for you. It is good that you are here.")
    static let helpHint = Text(zh: "看看有什么能帮上的。", en: "See what you could help with.")
    static let toBoard = Text(zh: "看需求看板", en: "To the board")
    static let handovers = Text(zh: "交给您的，等您答复", en: "Offered to you")
    static func from(_ name: String) -> Text {
        Text(zh: "来自 \(name) · 接受之前仍由对方负责", en: "From \(name) · theirs until you accept")
    }
    static let red = Text(zh: "全网严重超时", en: "Long overdue in the network")
    static let today = Text(zh: "今天的网络", en: "The network today")
    static let atDesk = Text(zh: "审核中", en: "At the desk")
    static let onBoard = Text(zh: "待帮助", en: "Open to help")
    static let arrived = Text(zh: "已送达待确认", en: "Arrived, to be confirmed")
    static let finished = Text(zh: "已完成", en: "Closed")
    static let aboutPublic = Text(
        zh: "有需要的人说一次，马上有人负责；志愿者和机构看得到经核实的需求，认领力所能及的一份。",
        en:
            "Whoever lacks something says so once, and somebody answers for it at once; volunteers and organisations see checked needs and promise what they can."
    )
    static let findMine = Text(zh: "我提交过，查进展", en: "I have asked before: how does it stand?")
}
