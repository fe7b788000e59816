/// What is said when more comes in than the desk can do, and when somebody reads what.
enum BurstWords {
    static let isOver = Text(zh: "已经过去了。", en: "It is over already.")
    static let reserveSubject = Text(zh: "求助突然增多，需要您帮一把", en: "Many ask at once: can you help?")
    static func reserveBody(link: String) -> Text {
        Text(
            zh: "现在来的求助比在班的人能处理的多。如果您能来几个小时，请点开这一页按“我来”。不方便也请说一声，不会再问。\n\n\(link)\n",
            en:
                "More needs come in than those on shift can answer. If you can give some hours, open this page and press “I come”. If you can't, say so and you won't be asked again.\n\n\(link)\n"
        )
    }
    static func reserveDesk(_ language: Language) -> String { language == .zh ? "支援" : "Reserve" }
    static let asked = Text(zh: "现在人手不够，您能来四个小时吗？", en: "We are short of hands now: can you come for four hours?")
    static let comes = Text(zh: "我来", en: "I come")
    static let cannot = Text(zh: "这次不行", en: "Not this time")
    static let declare = Text(zh: "宣布：求助突然增多", en: "Declare that many ask at once")
    static let declareHint = Text(
        zh: "求助者会看到现在大约要等多久；提醒合并发送；后备审核员会被一批批邀请。",
        en:
            "Whoever asks sees how long an answer takes at present, alarms are gathered, and reserve verifiers are asked in by waves."
    )
    static let hours = Text(zh: "持续几小时", en: "For how many hours")
    static let end = Text(zh: "恢复平常", en: "Back to usual")
    static func since(_ moment: Int64) -> Text {
        Text(zh: "自\(moment: moment)起求助突然增多。", en: "Many ask at once since \(moment: moment).")
    }
    static let tempo = Text(zh: "现在的节奏", en: "The pace now")
    static let arrivals = Text(zh: "一小时内来的", en: "Came within the hour")
    static let answered = Text(zh: "一小时内答复的", en: "Answered within the hour")
    static let waiting = Text(zh: "等首次答复", en: "Waiting for a first answer")
    static let usualWait = Text(zh: "近一天一般等", en: "Usual wait of the last day")

    /// When somebody will read what is sent now, and how long an answer takes: what is true at this moment.
    static func reading(_ tempo: DeskTempo) -> Text {
        guard tempo.isBurst else { return present(tempo) }
        return Text(
            zh: "求助的人突然很多，我们正在加人。\(present(tempo))危急的先看。",
            en: "Many ask at once, and we are calling in more hands. \(present(tempo)) What is critical comes first.")
    }

    private static func present(_ tempo: DeskTempo) -> Text {
        if tempo.isStaffed {
            guard let wait = tempo.expectedWait else {
                return Text(zh: "现在有人在看。", en: "Somebody is reading now.")
            }
            return Text(
                zh: "现在有人在看，首次答复大约要\(span: wait)。",
                en: "Somebody is reading now; a first answer takes about \(span: wait).")
        }
        let wakes: Text =
            tempo.hasOnCall
            ? Text(zh: "危急的会叫醒值班的人。", en: " What is critical wakes the person on call.") : .verbatim("")
        guard let next = tempo.nextShiftAt else {
            return Text(
                zh: "现在没有人在班，协调员会看到。\(wakes)",
                en: "Nobody is on shift now; a coordinator will see it.\(wakes)")
        }
        return Text(
            zh: "\(moment: next)有人来看。\(wakes)",
            en: "Somebody reads this at \(moment: next).\(wakes)")
    }
}
