/// Small useful things that anybody can do, and what is said about them.
enum SmallThingWords {
    static let title = Text(zh: "力所能及的小事", en: "Small things to do")
    static let hint = Text(
        zh: "想帮忙的人，总有事可做。挑一件，做完写一句，伙伴或编织者确认。",
        en:
            "Whoever wants to help finds something to do. Take one, say in a line what you did, and your buddy or a weaver confirms it."
    )
    static let mine = Text(zh: "我手上的", en: "What I have taken on")
    static let offered = Text(zh: "可以做的", en: "What there is to do")
    static let confirmed = Text(zh: "已确认的", en: "Confirmed")
    static let take = Text(zh: "我来做", en: "I take it")
    static let drop = Text(zh: "还回去", en: "Give it back")
    static let words = Text(zh: "做了什么（一句话）", en: "What you did, in a line")
    static let who = Text(zh: "只有您、伙伴和迎新的人看得到", en: "Seen by you, your buddy and those who welcome")
    static let done = Text(zh: "做完了", en: "It is done")
    static let waits = Text(zh: "等人确认", en: "waits to be confirmed")
    static let toConfirm = Text(zh: "等我确认的", en: "For me to confirm")
    static let confirm = Text(zh: "确认做了", en: "Confirm it")
    static let back = Text(zh: "还差一点", en: "Not quite yet")
    static let backWords = Text(zh: "还差什么（本人会读到）", en: "What is missing (they will read it)")
    static let isConfirmed = Text(zh: "这件事已经确认过了。", en: "This is confirmed already.")
    static let notDone = Text(zh: "这件事还没有做完，或已经确认。", en: "This is not done yet, or confirmed already.")
    static let hasIt = Text(zh: "这件事您已经拿在手上了。", en: "You have taken this one on already.")
    static func enough(_ most: Int) -> Text {
        Text(zh: "先做完手上的，再拿新的（最多 \(most) 件）。", en: "Finish what you have first: \(most) at most at a time.")
    }
    static let secondLook = Text(zh: "一件小任务等第二个人看", en: "A small task waits for a second person")
    static let taskWaits = Text(zh: "一件小任务的结果等您处理", en: "What a small task found waits for you")
    static let meanwhile = Text(zh: "现在就能做的", en: "What you can do right now")

    static func name(of kind: SmallThing.Kind) -> Text {
        switch kind {
        case .spreadCard: Text(zh: "转发求助板的公开卡片", en: "Pass on a public card of the board")
        case .findNumber: Text(zh: "查一家机构的公开电话", en: "Find an institution’s public telephone")
        case .translate: Text(zh: "翻译一段公开的文字", en: "Translate a public text")
        case .readBoard: Text(zh: "看看求助板上哪条过时了", en: "Look for what is out of date on the board")
        case .checkDistrict: Text(zh: "核对自己所在的区", en: "Check what is said of your district")
        case .learnPrimer: Text(zh: "学完入门课", en: "Work through the primer")
        case .greetNewcomer: Text(zh: "跟另一位新成员打个招呼", en: "Say hello to another newcomer")
        case .callSwitchboard: Text(zh: "打总机确认电话还对不对", en: "Call a switchboard: is the number still right?")
        case .besideShift: Text(zh: "旁听一次值班", en: "Sit beside somebody on a shift")
        case .other: Text(zh: "别的小事", en: "Something else")
        }
    }

    static func what(_ kind: SmallThing.Kind) -> Text {
        switch kind {
        case .spreadCard:
            Text(
                zh: "挑一条公开的求助，发给一位可能帮得上忙的人或一个群；不加电话，不加自己的猜测。",
                en:
                    "Choose a public need and send it to somebody who may help; add no number and no guesses of your own."
            )
        case .findNumber:
            Text(
                zh: "在机构自己的网站上找到总机号码，写下号码和网址。",
                en: "Find the switchboard’s number on the institution’s own pages; note the number and the address.")
        case .translate:
            Text(
                zh: "把一段公开的说明译成另一种语言，发给您的伙伴看。",
                en: "Put a public notice into another language and show it to your buddy.")
        case .readBoard:
            Text(zh: "读十条求助，看到过时或重复的，写下编号。", en: "Read ten needs; note which look out of date or are there twice.")
        case .checkDistrict:
            Text(
                zh: "您住的区里，求助写的地名、医院名对不对？不对的写下来。",
                en: "Are places and hospitals of your own district named rightly? Note what is wrong.")
        case .learnPrimer: Text(zh: "六小章，约十五分钟。", en: "Six short chapters, about fifteen minutes.")
        case .greetNewcomer:
            Text(zh: "问问对方来做什么、需要什么。", en: "Ask what brought them here and what they need.")
        case .callSwitchboard:
            Text(
                zh: "打公开的总机，只问号码对不对，不问病人、不留承诺。",
                en: "Call the public number; ask only whether it is right, promise nothing.")
        case .besideShift:
            Text(
                zh: "约一位值班的人，看一个小时，问三个问题。",
                en: "Arrange it with somebody on duty: watch for an hour, ask three questions.")
        case .other: Text(zh: "做了别的？写下来就算。", en: "Did something else? Say what, and it counts.")
        }
    }

    /// What somebody can do who is no member.
    static var forEverybody: [Text] {
        SmallThing.Kind.allCases.filter(\.isForEverybody).map { kind in
            Text(zh: "\(name(of: kind))：\(what(kind))", en: "\(name(of: kind)): \(what(kind))")
        }
    }

    static func mailDone(_ name: String) -> Text {
        Text(zh: "\(name) 做完了一件小事，请看一看、确认一下：", en: "\(name) has done a small thing; please look and confirm it:")
    }
    static func mailConfirmed(_ name: String) -> Text {
        Text(zh: "\(name) 确认了您做的小事，谢谢您！", en: "\(name) confirmed what you did. Thank you!")
    }
    static func mailBack(_ words: String) -> Text {
        Text(zh: "您做的小事还差一点：\(words)", en: "What you did is not quite there yet: \(words)")
    }
}
