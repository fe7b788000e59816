/// What is said at the beginning and the end of a shift.
enum ShiftWords {
    static let title = Text(zh: "交接班简报", en: "Shift briefing")
    static let read = Text(zh: "看交接班简报", en: "Read the shift briefing")
    static let now = Text(zh: "现在的情况", en: "How things stand")
    static let critical = Text(zh: "危急，等着处理", en: "Critical, waiting for the desk")
    static let noCritical = Text(zh: "没有危急的在等。", en: "Nothing critical waits.")
    static let late = Text(zh: "已超时", en: "Overdue")
    static let changed = Text(zh: "最近 8 小时", en: "The last 8 hours")
    static let quiet = Text(zh: "没有特别的事。", en: "Nothing out of the ordinary.")
    static func burst(_ began: Int64, _ ended: Int64?) -> Text {
        guard let ended else {
            return Text(
                zh: "求助突然增多，从 \(moment: began) 起，还没结束", en: "Many ask at once since \(moment: began), still going on")
        }
        return Text(
            zh: "求助突然增多，\(moment: began) 到 \(moment: ended)",
            en: "Many asked at once from \(moment: began) to \(moment: ended)")
    }
    static func floods(_ count: Int) -> Text {
        Text(zh: "\(count) 项像是机器提交的", en: "\(count) that look made by a machine")
    }
    static func reports(_ count: Int) -> Text {
        Text(zh: "\(count) 次可疑来电的报告", en: "\(count) reports of suspicious calls")
    }
    static let before = Text(zh: "前面是谁在班", en: "Who was on before you")
    static let nobodyBefore = Text(zh: "前面没有人在班。", en: "Nobody was on before you.")
    static let end = Text(zh: "下班前，把我的交出去", en: "At the end: hand over what is mine")
    static func mine(_ count: Int) -> Text {
        Text(
            zh: "您现在负责 \(count) 项。对方接受之前，仍由您负责。",
            en: "You answer for \(count). They stay yours until they are accepted.")
    }
    static let to = Text(zh: "交给谁", en: "Hand to")
    static let note = Text(zh: "想说的话", en: "What to say with it")
    static let handAll = Text(zh: "全部交出", en: "Hand all of mine over")
    static let toOneself = Text(zh: "不能交给自己。", en: "Choose somebody other than yourself.")
    static let nothing = Text(zh: "您现在没有负责的需求。", en: "You answer for nothing that is open.")
    static func offeredCount(_ count: Int) -> Text {
        Text(zh: "提出交出 \(count) 项，等对方接受。", en: "\(count) offered; they stay yours until they are accepted.")
    }
    static let accept = Text(zh: "接受选中的", en: "Accept what is chosen")
    static let decline = Text(zh: "不接受选中的", en: "Decline what is chosen")
    static func answered(_ count: Int) -> Text { Text(zh: "\(count) 项已答复。", en: "\(count) answered.") }
    static func offeredSubject(_ count: Int) -> Text {
        Text(zh: "有 \(count) 项需求等您接手", en: "\(count) needs are offered to you")
    }
    static func offeredBody(_ count: Int, from name: String, link: String) -> Text {
        Text(
            zh: "\(name) 下班前想把 \(count) 项需求交给您。打开这一页，可以一次接受全部，也可以只接受一部分；您接受之前仍由对方负责。\n\n\(link)\n",
            en:
                "\(name) would like to hand \(count) needs to you. Open this page to accept all or some of them; until then they stay with \(name).\n\n\(link)\n"
        )
    }
}
