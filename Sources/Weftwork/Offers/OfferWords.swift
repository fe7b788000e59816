internal import Engine

/// What is said about offers: refusals, mails, names of things.
enum OfferWords {
    // MARK: Refusals

    static let beforeItBegins = Text(
        zh: "结束的时间要晚于开始的时间。", en: "It would end before it begins: the end has to be later than the beginning.")
    static let linesMissing = Text(zh: "请至少写一样您能提供的东西。", en: "Write at least one thing that you can offer.")
    static func badRadius(_ most: Int) -> Text {
        Text(zh: "范围是 0 到 \(most) 公里的整数。", en: "The radius is a whole number of 0 to \(most) kilometres.")
    }
    static func illegal(_ state: Offer.State) -> Text {
        Text(
            zh: "这份提供现在是“\(name(of: state))”，不能这样做。", en: "The offer is now “\(name(of: state))”; this can't be done.")
    }
    static func notEnoughLeft(_ left: Int64, _ unit: String) -> Text {
        Text(
            zh: "这份提供现在只剩 \(quantity: left, unit: unit)。",
            en: "Only \(quantity: left, unit: unit) of this offer is left now.")
    }
    static func alreadyBound(_ bound: Int64, _ unit: String) -> Text {
        Text(
            zh: "已经有 \(quantity: bound, unit: unit) 在用或用掉了，不能更少。",
            en: "\(quantity: bound, unit: unit) is in use or used already; it can't be less.")
    }
    static func atMostAsked(_ most: Int64) -> Text {
        Text(zh: "最多 \(quantity: most)，这是对方问的数量。", en: "At most \(quantity: most): so much was asked.")
    }
    static let held = Text(
        zh: "标题、清单或条件里有收款信息或联系方式，改掉之前不能公开。",
        en: "Title, lines or conditions speak of money or say how somebody is reached; change that first.")
    static let noConsent = Text(
        zh: "东西是别人的，对方还没有同意。问过以后再公开；现在只能给调度看。",
        en: "It is somebody else's, and they haven't agreed. Ask them first; until then only dispatchers may see it.")
    static let notYetByTwo = Text(
        zh: "管控物品要两位审核员都核实属实，才能公开。",
        en: "Controlled things are listed once two verifiers have found that it is so.")
    static let mailDisputed = Text(
        zh: "两位审核员对这份管控物品的核实不一致，请您决定。",
        en: "Two verifiers disagree about this offer of controlled things. Please decide.")
    static let mailDoubted = Text(
        zh: "有审核员对这份已公开的管控物品存疑：已先收回，等再核实。",
        en: "A verifier doubts this listed offer of controlled things: it is off the list until it is checked again.")
    static let ownOffer = Text(zh: "自己的提供要由别人核实。", en: "Somebody else checks what you offer.")
    static let howAgreed = Text(
        zh: "东西是别人的：写一句您怎么知道对方同意。", en: "It is somebody else's: say in a word how you know that they agree.")
    static func answered(_ state: OfferUse.State) -> Text {
        Text(zh: "这件事已经有结果：\(name(of: state))。", en: "This is settled already: \(name(of: state)).")
    }
    static let offererGone = Text(zh: "提供的人已经不在这个网络里。", en: "Whoever offered it is not in this network any more.")
    static func declinedBefore(_ moment: Int64) -> Text {
        Text(
            zh: "提供的人已经在 \(moment: moment) 谢绝过这一条。提供或求助有改动以后才能再问。",
            en: "They said no to this on \(moment: moment). Ask again once the offer or the need has changed.")
    }
    /// The same was asked already, and nobody has answered or promised it yet.
    static func askedBefore(_ use: OfferUse, _ unit: String) -> Text {
        let asked = Text(
            zh: "这一条已经在 \(moment: use.askedAt) 问过（\(quantity: use.quantity, unit: unit)）",
            en: "They were asked for this on \(moment: use.askedAt) (\(quantity: use.quantity, unit: unit))")
        return use.grantedAt == nil
            ? Text(
                zh: "\(asked)，还在等对方答复。要改数量，先收回那一次。",
                en: "\(asked), and an answer is awaited. For another quantity take that back first.")
            : Text(
                zh: "\(asked)，对方答应了，等人认领。要再问，先认领。",
                en: "\(asked), said yes, and wait for somebody to promise it. Promise that before asking for more.")
    }
    static let needUnseen = Text(
        zh: "提供的人看不到这项求助，请先让成员能看到。", en: "Whoever offers it can't see this need; publish it to members first.")
    static let groupHasErrors = Text(zh: "同一份提供的另一行有错误。", en: "Another row of the same offer has an error.")

    // MARK: Names

    static func name(of state: Offer.State) -> Text {
        switch state {
        case .submitted: Text(zh: "已提交", en: "Submitted")
        case .acknowledged: Text(zh: "已受理", en: "Acknowledged")
        case .verified: Text(zh: "已核实", en: "Verified")
        case .listed: Text(zh: "可用", en: "Available")
        case .inUse: Text(zh: "使用中", en: "In use")
        case .usedUp: Text(zh: "已用完", en: "Used up")
        case .withdrawn: Text(zh: "已撤回", en: "Withdrawn")
        case .expired: Text(zh: "已过期", en: "Expired")
        case .rejected: Text(zh: "未受理", en: "Turned down")
        }
    }

    static func name(of state: OfferUse.State) -> Text {
        switch state {
        case .asked: Text(zh: "等对方答复", en: "Waits for an answer")
        case .agreed: Text(zh: "已答应", en: "Agreed")
        case .declined: Text(zh: "没有答应", en: "Declined")
        case .lapsed: Text(zh: "没有答复，已失效", en: "Lapsed without an answer")
        case .takenBack: Text(zh: "已收回，或不再需要", en: "Taken back, or not needed any more")
        case .over: Text(zh: "已放下", en: "Let go")
        }
    }

    static func name(of kind: NeedLine.Kind) -> Text {
        switch kind {
        case .goods: Text(zh: "物资", en: "Goods")
        case .people: Text(zh: "人手", en: "People")
        case .service: Text(zh: "服务", en: "Service")
        case .space: Text(zh: "场地", en: "Space")
        case .transport: Text(zh: "运输", en: "Transport")
        case .information: Text(zh: "信息", en: "Information")
        }
    }

    static func name(of question: OfferVerification.Question) -> Text {
        switch question {
        case .calledBack: Text(zh: "用查得到的电话回拨过", en: "Called back at a number that can be looked up")
        case .seen: Text(zh: "看过实物、照片或文件", en: "Goods, photo or papers were seen")
        case .plausible: Text(zh: "数量对得上对方的规模", en: "The quantity fits who offers it")
        case .standard: Text(zh: "规格、标准、有效期合适", en: "Specification, standard and expiry date fit")
        case .pickUp: Text(zh: "取货地点和时间说清楚了", en: "Where and when it can be fetched is clear")
        }
    }

    /// Yes or no as tables say it; nothing for words that are neither. Empty is no.
    static func yesOrNo(_ typed: String) -> Bool? {
        let word = Clean.key(typed)
        if ["", "no", "false", "0", "否", "无", "不", "没有"].contains(word) { return false }
        return ["yes", "true", "1", "是", "有", "可以", "on"].contains(word) ? true : nil
    }

    // MARK: What waits

    static func waits(_ step: String, _ title: String) -> Text {
        let what: Text =
            switch OfferClocks.Step(rawValue: step) {
            case .answer: Text(zh: "给一份提供第一次答复", en: "Answer an offer")
            case .verify: Text(zh: "核实一份提供", en: "Check an offer")
            case .list: Text(zh: "发布一份提供", en: "List an offer")
            case .use: Text(zh: "有人需要您提供的东西", en: "Somebody needs what you offer")
            case .freshness, nil: Text(zh: "您提供的还在吗？", en: "Is your offer still there?")
            }
        return Text(zh: "\(what)：\(title)", en: "\(what): \(title)")
    }

    static func handoverWaits(_ title: String) -> Text {
        Text(zh: "有一份提供要交给您：\(title)", en: "An offer is handed to you: \(title)")
    }

    // MARK: Mails

    static func handedSubject(_ count: Int) -> Text {
        Text(zh: "有 \(count) 份提供等您接手", en: "\(count) offers are handed to you")
    }
    static func handedBody(_ count: Int, from name: String, link: String) -> Text {
        Text(
            zh: "\(name) 想把 \(count) 份提供交给您负责。打开这一页，可以接受全部或一部分；您接受之前仍由对方负责。\n\n\(link)\n",
            en:
                "\(name) would like to hand \(count) offers to you. Open this page to accept all or some of them; until then they stay with \(name).\n\n\(link)\n"
        )
    }
    static func mailSubject(_ title: Text) -> Text { Text(zh: "提供：\(title)", en: "Offer: \(title)") }
    static let mailListed = Text(
        zh: "您的提供已经核实并列出。有人需要时会先问您。",
        en: "Your offer has been checked and listed. You will be asked before it is used.")
    static func mailEnded(_ state: Offer.State) -> Text {
        switch state {
        case .rejected:
            Text(zh: "您的提供没有被受理，理由写在这里：", en: "Your offer was turned down; the reason stands here:")
        case .expired:
            Text(
                zh: "您的提供已经到期，不再列出。还在的话，点开重新打开就好。",
                en: "Your offer has run out and is no longer listed. If it is still there, reopen it here.")
        default:
            Text(
                zh: "您的提供已经撤回。谢谢您愿意帮忙。", en: "Your offer was withdrawn. Thank you for having been ready to help.")
        }
    }
    static func mailAsked(_ until: Int64) -> Text {
        Text(
            zh: "有人需要您提供的东西。请在 \(moment: until) 前答应或谢绝；不答复就不再为您留着。",
            en: "Somebody needs what you offer. Please say yes or no by \(moment: until); after that it is free again.")
    }
    static func mailNotSent(_ until: Int64) -> Text {
        Text(
            zh: "没有给对方发消息：对方这星期已经被问够了，或者正在休息。要等对方自己打开网站才看得到，到 \(moment: until) 为止。急的话，请另找一份提供。",
            en:
                "They have been asked as often as they may be in a week, or rest just now, so no message went to them: they see it when they open the site, until \(moment: until). If it is urgent, use another offer."
        )
    }
    static let mailAgreed = Text(zh: "对方答应了，认领已经登记。", en: "They agreed, and the promise stands.")
    static let mailDeclined = Text(zh: "对方没有答应，请找别的办法。", en: "They declined; please look for another way.")
    static let mailLapsed = Text(
        zh: "没有等到答复，留着的数量已经放回。", en: "No answer came; what was kept is free again.")
    static let mailOver = Text(
        zh: "还没有等到答复，这份提供就结束了，不能再用。",
        en: "The offer ended before it was answered; nothing can be had of it now.")
    /// Why what was asked came to nothing.
    static func mailNothing(_ state: OfferUse.State, _ use: OfferUse, _ end: UseEnd?) -> Text {
        if state == .declined { return mailDeclined }
        if case .need(let ending) = end { return mailNeedEnded(ending) }
        if state == .takenBack { return mailAskTakenBack }
        if case .offer = end { return use.grantedAt == nil ? mailOver : mailOverGranted }
        return use.grantedAt == nil ? mailLapsed : OfferDoorWords.grantedLapsed
    }
    static func mailNeedEnded(_ ending: Ending) -> Text {
        Text(
            zh: "您要用它的那条求助：\(EndingWords.told(ending))留着的数量已经放回，您不用再做什么；提供的人会收到消息和感谢。",
            en:
                "The need you had asked it for: \(EndingWords.told(ending)) What was kept is free again. Whoever offers it is told, with thanks; there is nothing to do."
        )
    }
    static let mailAskTakenBack = Text(
        zh: "另一位调度员收回了您的请求，留着的数量已经放回。",
        en: "Another dispatcher took back what you had asked for; what was kept is free again.")
    static let mailOverGranted = Text(
        zh: "对方答应过，但还没有人认领，这份提供就结束了。",
        en: "They had said yes, but the offer ended before anybody promised it.")
    /// With the way to who else fits the need.
    static func mailElse(_ words: Text, offer: String, need: String) -> Text {
        Text(
            zh: "\(words)\n\n\(offer)\n\n还有谁合适，最合适的排在最前：\n\n\(need)\n",
            en: "\(words)\n\n\(offer)\n\nWho else fits, best first:\n\n\(need)\n")
    }
    static let mailTakenBack = Text(
        zh: "问您的人收回了请求，您不用再做什么。", en: "Whoever asked you took it back; there is nothing to do.")
    static let mailStillThere = Text(
        zh: "您提供的还在吗？点开说一声“还在”就好。", en: "Is your offer still there? Open it and say so with one tap.")
    static let mailStale = Text(
        zh: "还没有听到您的答复，这份提供先排到后面；再没有消息就会到期。",
        en: "We haven't heard from you, so your offer stands last for now; without word it will run out.")
    static let mailReminder = Text(zh: "这份提供等您处理。", en: "This offer waits for you.")
    static let mailLate = Text(zh: "这份提供已经超时。", en: "This offer is overdue.")
    static let mailPassed = Text(zh: "这份提供现在由您负责。", en: "You answer for this offer now.")

    // MARK: Fields

    static let titleLabel = Text(zh: "一句话：您能提供什么", en: "In one line: what you can offer")
    static let descriptionLabel = Text(zh: "还想说的", en: "More about it")
    static let conditionsLabel = Text(zh: "条件", en: "Conditions")
    static let fromLabel = Text(zh: "从什么时候起", en: "Available from")
    static let untilLabel = Text(zh: "到什么时候为止", en: "Available until")
    static let standingLabel = Text(zh: "长期都有", en: "Standing: it will be there for long")
    static let shipsLabel = Text(zh: "可以寄送", en: "It can be shipped")
    static let radiusLabel = Text(zh: "能送多远（公里）", en: "How far you bring it (km)")
    static func dayLeft(_ left: Int64, of perDay: Int64) -> Text {
        Text(
            zh: "一天能给 \(quantity: perDay)，这一天里还能问 \(quantity: left)。少要一些，或者明天再问。",
            en:
                "\(quantity: perDay) can be brought a day, and \(quantity: left) is left to ask for today. Ask for less, or tomorrow."
        )
    }
    static let perDayLabel = Text(zh: "每天能提供多少", en: "How much a day")
    static let serviceLevelLabel = Text(zh: "多久能到、谁负责", en: "How soon it comes, and by whom")
    static let boughtFromLabel = Text(zh: "如果要先采购：从哪里买", en: "If it must be bought first: from whom")
    static let boughtFromHint = Text(
        zh: "只写来源。价格和合同由你们双方另谈，不记在这里。",
        en: "The source alone. Price and contract are between the two of you, not kept here.")
    static let kindLabel = Text(zh: "种类", en: "Kind")
}
