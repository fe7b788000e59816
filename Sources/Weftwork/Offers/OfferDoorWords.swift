internal import Engine

/// What is said to guests, who offer something without an account.
enum OfferDoorWords {
    // MARK: Messages

    static let received = Text(
        zh: "我们收到了您能提供的东西，谢谢。有人会核实；真要用之前一定先问您。",
        en: "We have what you offer, thank you. Somebody checks it; nobody uses it before asking you.")
    static func promised(_ name: String) -> Text {
        Text(
            zh: "谢谢！\(name) 已经为您答应的东西登记认领，会联系您怎么交接。",
            en: "Thank you! \(name) has promised what you agreed to give and will speak with you about the hand-over.")
    }
    static let contactChanged = Text(
        zh: "您留下的联系方式刚被修改。如果不是您改的，请马上打开页面告诉我们。",
        en: "The contact you left was just changed. If it wasn't you, open the page at once and tell us.")
    /// To whoever answers for what came by a gateway that takes nothing back.
    static let receivedUnseen = Text(
        zh: "\(received)查询码写在这份提供的页面上，请一起告诉对方。",
        en: "\(received) Their code stands on the page of the offer; please tell them that, too.")
    static let bounced = Text(zh: "给对方的消息没有送到。", en: "A message to them did not arrive.")
    /// To whoever answers for the offer.
    static func ring(_ words: Text) -> Text {
        Text(
            zh: "提供的人没有能收消息的方式，请打电话告诉对方，再在页面上替对方记下：\(words)",
            en:
                "No message reaches whoever offers this. Please ring them and note their answer on the page. To say: \(words)"
        )
    }
    static func mailGranted(_ due: Int64) -> Text {
        Text(
            zh: "对方答应了，东西为您留着。请在 \(moment: due) 前认领，过时就放回。",
            en: "They said yes and keep it for you. Promise it by \(moment: due); after that it is free again.")
    }
    /// To whoever answers for the offer or the need.
    static func grantedWaits(_ due: Int64) -> Text {
        Text(
            zh: "对方答应了，但还没有人认领。调度员都可以认领，请在 \(moment: due) 前安排；过时就放回。",
            en:
                "They said yes, and nobody has promised it yet. Any dispatcher can: please see to it by \(moment: due); after that it is free again."
        )
    }
    static let grantedLapsed = Text(
        zh: "对方答应了，但没有人按时认领，留着的数量已经放回。",
        en: "They had said yes, and nobody promised it in time. What was kept is free again.")
    /// - Parameter need: as `EndingWords.name` gives it.
    static func needEnded(_ need: Text, _ ending: Ending) -> Text {
        Text(
            zh: "您给过东西的求助\(need)：\(EndingWords.told(ending))谢谢您！",
            en: "About \(need), for which you gave something: \(EndingWords.told(ending)) Thank you!")
    }
    /// To whoever was asked and had promised nothing yet.
    static func neededNoMore(_ need: Text, _ ending: Ending) -> Text {
        Text(
            zh: "有人为求助\(need)问过您：\(EndingWords.told(ending))现在不用您的东西了，您不用再做什么。谢谢您愿意帮忙！",
            en:
                "About \(need), for which you were asked: \(EndingWords.told(ending)) What you have is not needed for it any more, and there is nothing to do. Thank you for having been ready to help!"
        )
    }
    static func mail(_ words: Text, _ link: String, _ code: String) -> Text {
        Text(
            zh:
                "\(words)\n\n查看、答复、修改或撤回：\n\(link)\n查询码：\(code)\n\n链接只属于您，请不要转发。打开它不会做任何事，要您按下按钮才算。\n这里的人不会向您要钱、手续费或验证码。\n",
            en:
                "\(words)\n\nSee how it stands, answer, change or withdraw:\n\(link)\nCode: \(code)\n\nThe link is yours alone; please don't pass it on. Opening it does nothing until you press a button.\nNobody from here asks for money, fees or codes.\n"
        )
    }
    static func short(_ words: Text, _ link: String) -> Text {
        Text(
            zh: "\(words)\(link) 我们不会问您要钱或验证码。", en: "\(words) \(link) We never ask for money or codes.")
    }
    static let linkAgain = Text(
        zh: "有人用您的查询码要了专属链接，就在下面。如果不是您，不用理会。",
        en: "Your secret link was asked for by your code; here it is. If it wasn't you, leave it at that.")
    static func link(_ code: String, _ link: String) -> Text {
        Text(
            zh: "您的提供，查询码 \(code)：\(link) 请不要转发。我们不会向您要钱或验证码。",
            en: "Your offer, code \(code): \(link) Don't pass it on. We never ask for money or codes.")
    }
    static func hidden(_ reason: String) -> Text {
        Text(
            zh: "您写的内容已对外隐藏。理由：\(reason)\n您可以在页面上申诉一次，由另一位负责人复核。",
            en:
                "What you wrote is hidden from others. The reason: \(reason)\nOn the page you can appeal once, and somebody else will look at it."
        )
    }
    static let shown = Text(zh: "您写的内容已重新显示。", en: "What you wrote is shown again.")
    static func upheld(_ reason: String) -> Text {
        Text(zh: "另一位负责人复核后维持隐藏：\(reason)", en: "Somebody else looked at it, and it stays hidden: \(reason)")
    }

    // MARK: Refusals

    static let granted = Text(
        zh: "您已经答应了，正等对方认领。不行了可以说“这次不行”。",
        en: "You have said yes already, and they are about to promise it. If it can't be, say “not this time”.")
    static let forgetLater = Text(
        zh: "这份提供还没有结束，有人可能要联系您。可以先撤回。",
        en: "Your offer is still open and somebody may have to reach you. You can withdraw it first.")

    // MARK: The form

    static let promise = Text(
        zh: "不用注册。写下您有什么、怎么找您，马上有人负责；真要用之前一定先问您。我们不收钱、不收物资。",
        en:
            "No account needed. Say what you have and how you are reached; somebody answers for it at once, and nobody uses it before asking you. We take neither money nor goods."
    )
    static let account = Text(
        zh: "有账号的话，登录后再写，以后在“我的提供”里就能看到。",
        en: "If you have an account, sign in first: then it stands among your offers.")
    static let phoneLabel = Text(zh: "您的手机号", en: "Your phone number")
    static let seenByDesk = Text(
        zh: "只给经办人看；每次查看您都能看到记录", en: "Only those who work on it; you see each look")
    static let send = Text(zh: "提交，拿到查询码", en: "Send and get a code")

    // MARK: Their page

    static let title = Text(zh: "我的提供", en: "My offer")
    static func state(_ state: Offer.State) -> Text {
        switch state {
        case .submitted: Text(zh: "已经收到，正在等第一次答复。", en: "We have it; a first answer is on its way.")
        case .acknowledged:
            Text(zh: "有人看到了，接下来核实，可能会打电话给您。", en: "Somebody has read it and checks it; they may call you.")
        case .verified: Text(zh: "核实好了，准备列出。", en: "Checked; it will be listed next.")
        case .listed: Text(zh: "已列出。有人需要时先问您。", en: "Listed. You are asked before anybody uses it.")
        case .inUse: Text(zh: "有一部分在用了，谢谢。", en: "Some of it is in use. Thank you.")
        case .usedUp: Text(zh: "都用上了，谢谢。", en: "All of it is used. Thank you.")
        case .withdrawn: Text(zh: "已撤回。", en: "Withdrawn.")
        case .expired: Text(zh: "已到期；还在的话可以重新打开。", en: "It ran out; if it is still there you can reopen it.")
        case .rejected: Text(zh: "没有受理，理由见下。", en: "It was not taken on; the reason is below.")
        }
    }
    static let pleaseAnswer = Text(zh: "有人需要，请您答复。", en: "Somebody needs it; please answer.")
    static let theGuest = Text(zh: "提供者", en: "The offerer")
    static let asked = Text(zh: "有人需要您提供的", en: "Somebody needs what you offer")
    static func askedBy(_ name: String) -> Text { Text(zh: "\(name) 问", en: "Asked by \(name)") }
    static let someNeed = Text(zh: "一项还没有公开的求助", en: "A need that is not public yet")
    static let granted2 = Text(zh: "您已答应，等对方认领", en: "You said yes; they are about to promise it")
    static let yes = Text(zh: "可以给", en: "Yes, they can have it")
    static let howMuch = Text(zh: "给多少", en: "How much of it")
    static let keepCode = Text(zh: "记下这个查询码，或保存下面的专属链接。", en: "Write this code down, or keep the secret link below.")
    static let promiseNow = Text(zh: "认领", en: "Promise it")
    static func state(of use: OfferUse) -> Text {
        use.state == .asked && use.grantedAt != nil
            ? Text(zh: "对方答应了，等认领", en: "They said yes; to be promised") : OfferWords.name(of: use.state)
    }
    static let guest = Text(zh: "没有账号，凭查询码", en: "Without an account, by code")
    static let code = Text(zh: "查询码", en: "Code")
    static let noteTheirYes = Text(
        zh: "对方没有账号：您问过以后，在这里替对方记下。", en: "They have no account: once you have asked them, note their answer here.")
    static let grantedLine = Text(zh: "提供者答应了", en: "The offerer said yes")
    static let forgetHint = Text(
        zh: "立刻销毁，备份里的也打不开了。留下的只有标题和处理经过。",
        en: "Destroyed at once, also for what lies in backups. What stays is the title and what was done.")
}
