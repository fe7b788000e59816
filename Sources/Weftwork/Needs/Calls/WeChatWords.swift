/// What is said about answers in WeChat.
enum WeChatWords {
    static let title = Text(zh: "在微信里收答复", en: "Answers in WeChat")
    static func hint(_ name: String) -> Text {
        Text(
            zh:
                "按一下，以后有消息就由服务号\(quoted(name).zh)发到您的微信。我们拿到的只是一个代号，看不到您的微信号和资料；您随时可以取消。",
            en:
                "One press, and what we have to tell you comes to your WeChat from the service account\(quoted(name).en). We are given a number that stands for you, and see neither your WeChat id nor your profile. You can take it away any time."
        )
    }
    static func follow(_ name: String) -> Text {
        Text(
            zh: "请先在微信里关注服务号\(quoted(name).zh)：没有关注，微信不会送达。",
            en:
                "Please follow the service account\(quoted(name).en) in WeChat first: WeChat delivers nothing to those who don't."
        )
    }
    private static func quoted(_ name: String) -> (zh: String, en: String) {
        name.isEmpty ? ("", "") : ("“\(name)”", " “\(name)”")
    }
    static let openThere = Text(
        zh: "请在微信里打开您的链接（先发给“文件传输助手”，再点开），那里有按钮。",
        en: "Open your link in WeChat – send it to “File Transfer” and tap it there –: the button is on that page.")
    static let press = Text(zh: "用微信答复我", en: "Answer me in WeChat")
    static let pressAgain = Text(zh: "我关注了，再试一次", en: "I follow it now: try again")
    static let isOn = Text(zh: "答复会发到您的微信。", en: "Answers come to your WeChat.")
    static let end = Text(zh: "不再用微信", en: "Stop using WeChat")
    static func state(_ state: KnownWay.State, at moment: Int64) -> Text {
        switch state {
        case .sent: Text(zh: "最近一条正在发出（\(moment: moment)）。", en: "The latest is on its way (\(moment: moment)).")
        case .taken: Text(zh: "最近一条，微信收下了（\(moment: moment)）。", en: "WeChat took the latest (\(moment: moment)).")
        case .failed:
            Text(
                zh: "微信送不到（\(moment: moment)）。这期间我们用别的方式找您。",
                en: "WeChat could not deliver (\(moment: moment)). Meanwhile we reach you another way.")
        }
    }
    static let notLinked = Text(
        zh: "还没有开通微信答复：请先在页面上按“用微信答复我”。",
        en: "Answers in WeChat are not set up yet: press “Answer me in WeChat” on the page first.")
    static let isOver = Text(
        zh: "这项求助已经结束，不再有消息要发。", en: "The request has ended; there is nothing more to send.")
    static let failed = Text(
        zh: "没能接上微信。请在微信里打开您的页面，再按一次。",
        en: "WeChat could not be joined. Open your page in WeChat and press once more.")
    static let byLinkOnly = Text(
        zh: "请用您收到的完整链接打开页面，再开通微信答复。",
        en: "Open the page by the full link you were given, then set up answers in WeChat.")

    /// The first message there.
    static let first = Text(
        zh: "以后您这项求助的消息会发到这里。", en: "From now on, news of your request comes here.")
}

extension NeedWords {
    /// The same in so few characters (twenty) that a field of a template takes them; what else there is to read stands on her page.
    static func brief(_ message: NeedMessage) -> Text {
        switch message {
        case .received: Text(zh: "收到了，还没有人看", en: "We have it, unread")
        case .reportAnswered: Text(zh: "您报告的来电查过了", en: "Report looked into")
        case .wrote: Text(zh: "有人给您写了话", en: "A message for you")
        case .acknowledged: Text(zh: "有人看到了，正在负责", en: "Somebody has it now")
        case .verified: Text(zh: "已经核实", en: "It is verified")
        case .published: Text(zh: "已经发布，正在找人帮忙", en: "Help is being sought")
        case .cannotReach: Text(zh: "没有联系上您，请看页面", en: "We can't reach you")
        case .delivered: Text(zh: "应该到了，请确认", en: "Has it arrived?")
        case .stillNeeded: Text(zh: "还需要吗？请说一声", en: "Is it still needed?")
        case .contactChanged: Text(zh: "联系方式刚被修改", en: "Contact was changed")
        case .answersInWeChat: Text(zh: "以后的消息发到这里", en: "News will come here")
        case .link: Text(zh: "您的专属链接，点开即可", en: "Your secret link")
        case .emergencyClosed: Text(zh: "这次应急已经结束，谢谢", en: "Emergency is over")
        case .sameEnded: Text(zh: "同样的一项求助结束了", en: "A like need ended")
        case .question: Text(zh: "我们有个问题请您回答", en: "A question for you")
        case .hidden: Text(zh: "您写的内容已对外隐藏", en: "Your words: hidden")
        case .shown: Text(zh: "您写的内容已重新显示", en: "Your words: shown")
        case .hidingUpheld: Text(zh: "复核后维持隐藏", en: "They stay hidden")
        case .passedToAuthority: Text(zh: "已交给主管部门", en: "With the authority")
        case .authorityAnswered: Text(zh: "主管部门答复了", en: "Authority answered")
        case .referral: Text(zh: "转介有了进展，请看页面", en: "News of a referral")
        case .permitDecided: Text(zh: "许可有了结果", en: "A permit was decided")
        case .promiseReturned: Text(zh: "一份认领放回去了", en: "A promise went back")
        case .ended(let state, _): Text(zh: "现在是“\(name(of: state))”", en: "Now: \(name(of: state))")
        }
    }
}
