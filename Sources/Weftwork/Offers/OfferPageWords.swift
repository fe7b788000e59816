internal import Database
internal import Engine

/// What the pages about offers say.
enum OfferPageWords {
    static let title = Text(zh: "可用的资源", en: "Offers")
    static let offer = Text(zh: "我能提供", en: "Offer something")
    static let formTitle = Text(zh: "我能提供", en: "What I can offer")
    static let formHint = Text(
        zh: "写下您有什么。核实以后列出来；真要用之前一定先问您。",
        en: "Say what you have. It is checked, then listed; nobody uses it before asking you.")
    static let linesLabel = Text(zh: "东西和数量", en: "What and how much")
    static let linesHint = Text(
        zh: "一行一样，例如：N95口罩 500 只；货车 3 辆。不知道数量就空着。",
        en: "One thing a line, for example: N95 masks 500 pieces; vans 3. Leave out numbers you don't know.")
    static let kindHint = Text(zh: "上面各行是哪一种", en: "What the lines above are")
    static let whose = Text(zh: "东西是谁的", en: "Whose it is")
    static let mine = Text(zh: "我的，或我单位的", en: "Mine, or my organisation's")
    static let through = Text(zh: "别人的，通过我去问", en: "Somebody else's: ask through me")
    static let agrees = Text(
        zh: "是别人的：对方知道并同意公开", en: "If it is somebody else's: they know of it and agree that it is listed")
    static let more = Text(zh: "更多（选填）", en: "More (optional)")
    static let yes = Text(zh: "是", en: "Yes")
    static let send = Text(zh: "提交", en: "Send")
    static let sent = Text(zh: "收到了，谢谢。会有人核实。", en: "Received, thank you. Somebody will check it.")
    static let myOffers = Text(zh: "我的提供", en: "My offers")
    static let noneOfMine = Text(zh: "您还没有写下能提供的东西。", en: "You haven't offered anything yet.")
    static let desk = Text(zh: "等处理的提供", en: "Offers at the desk")
    static let noneAtDesk = Text(zh: "现在没有等处理的提供。", en: "No offer waits just now.")
    static let empty = Text(zh: "没有符合的资源。", en: "Nothing fits.")
    static let emptyHint = Text(zh: "换个条件，或写下您能提供的。", en: "Try other filters, or offer something yourself.")
    static func count(_ count: Int, isExact: Bool) -> Text {
        isExact ? Text(zh: "\(count) 份", en: "\(count)") : Text(zh: "超过 \(count) 份", en: "more than \(count)")
    }
    static let anyKind = Text(zh: "全部种类", en: "All kinds")
    static let anyFreshness = Text(zh: "不论新旧", en: "Fresh or not")
    static let freshness = Text(zh: "确认过吗", en: "Confirmed lately")
    static func name(of freshness: Need.Freshness) -> Text {
        switch freshness {
        case .fresh: Text(zh: "最近确认过", en: "Confirmed lately")
        case .asked: Text(zh: "正在问", en: "Being asked")
        case .stale: Text(zh: "很久没有确认", en: "Not confirmed for long")
        }
    }
    static let standing = Text(zh: "长期", en: "Standing")
    static let onlyStanding = Text(zh: "长期的", en: "Standing only")
    static let stale = Text(zh: "很久没有确认", en: "Not confirmed for long")
    static let byAsking = Text(zh: "通过成员询问", en: "Ask through a member")
    static func left(_ left: Int64, _ most: Int64, _ unit: String) -> Text {
        Text(
            zh: "还剩 \(quantity: left) / \(quantity: most, unit: unit)",
            en: "\(quantity: left) of \(quantity: most, unit: unit) left")
    }
    static let noNumber = Text(zh: "数量没有限定", en: "No number given")
    static let importOffers = Text(zh: "导入提供", en: "Import offers")
    static let export = Text(zh: "导出 CSV", en: "Export CSV")

    // MARK: One offer

    static let lines = Text(zh: "有什么", en: "What there is")
    static let until = Text(zh: "到", en: "Until")
    static let from = Text(zh: "从", en: "From")
    static func radius(_ kilometres: Int) -> Text { Text(zh: "\(kilometres) 公里以内", en: "Within \(kilometres) km") }
    static let ships = Text(zh: "可以寄送", en: "Can be shipped")
    static func perDay(_ amount: Int64) -> Text { Text(zh: "每天 \(quantity: amount)", en: "\(quantity: amount) a day") }
    static let boughtFrom = Text(zh: "需采购，来源：", en: "To be bought, from:")
    static let answersFor = Text(zh: "负责人", en: "Answers for it")
    static let facts = Text(zh: "细节", en: "Details")
    static let reason = Text(zh: "理由", en: "Reason")
    static let contact = Text(zh: "联系方式", en: "Contact")
    static let contactHidden = Text(
        zh: "只有经办人可以看，每次都记下来并给提供者看。",
        en: "Only those who work on it may look; each look is recorded and shown to the offerer.")
    static let purpose = Text(zh: "看来做什么", en: "What for")
    static let look = Text(zh: "查看", en: "Look")
    static let looks = Text(zh: "谁看过联系方式", en: "Who has seen the contact")
    static let uses = Text(zh: "用在哪里", en: "What it is used for")
    static let noUses = Text(zh: "还没有用过。", en: "Not used yet.")
    static let use = Text(zh: "用于一项求助", en: "Use it for a need")
    static let useHint = Text(
        zh: "您提供的，现在就算认领；别人提供的，先问对方。",
        en: "What is yours is promised at once; for anything else the offerer is asked first.")
    static let line = Text(zh: "用哪一样", en: "Which thing")
    static let target = Text(zh: "给哪项求助", en: "For which need")
    static let noTargets = Text(zh: "现在没有能用上它的求助。", en: "No open need can use it just now.")
    static let targetGone = Text(
        zh: "您选的那项求助现在不缺这个了，或者不能给您看。下面是别的求助。",
        en: "The need you chose wants none of it any more, or is not yours to see. Below are others.")
    static let toAsked = Text(zh: "看已经问过的那一次", en: "See what was asked already")
    static let whoElse = Text(zh: "还有谁合适", en: "Who else fits")
    static let quantity = Text(zh: "数量", en: "How much")
    static let promisedBy = Text(zh: "最迟什么时候送到", en: "Delivered by")
    static let note = Text(zh: "说明", en: "Note")
    static let doUse = Text(zh: "用上", en: "Use it")
    static let accept = Text(zh: "答应", en: "Yes, I bring it")
    static let decline = Text(zh: "这次不行", en: "Not this time")
    static let takeBack = Text(zh: "收回请求", en: "Take it back")
    static let toNeed = Text(zh: "看这项求助", en: "See the need")
    static func asked(_ quantity: Int64, _ unit: String) -> Text {
        Text(zh: "\(quantity: quantity, unit: unit)", en: "\(quantity: quantity, unit: unit)")
    }
    static func by(_ moment: Int64) -> Text { Text(zh: "\(moment: moment) 前送到", en: "by \(moment: moment)") }
    static let stillThere = Text(zh: "还在", en: "Still there")
    static let gone = Text(zh: "不在了", en: "It is gone")
    static let askStill = Text(zh: "这些还在吗？", en: "Is it still there?")
    static let change = Text(zh: "改数量、时间或条件", en: "Change quantity, time or conditions")
    static let changeHint = Text(
        zh: "写少一些马上生效；写多了要重新核实。", en: "Less counts at once; more is checked again.")
    static func quantityOf(_ item: String) -> Text { Text(zh: "数量：\(item)", en: "Quantity: \(item)") }
    static let nowAgrees = Text(zh: "对方现在同意公开", en: "They agree now that it is listed")
    static let save = Text(zh: "保存", en: "Save")
    static let withdraw = Text(zh: "撤回", en: "Withdraw")
    static let acknowledge = Text(zh: "受理", en: "Acknowledge")
    static let verify = Text(zh: "核实", en: "Check it")
    static let awaitsDecision = Text(zh: "核实结果不一致，等协调人决定", en: "The checks disagree: a coordinator decides")
    static let awaitsSecond = Text(zh: "等第二位审核员", en: "A second verifier is needed")
    static let confidence = Text(zh: "可信程度", en: "Confidence")
    static let list = Text(zh: "发布", en: "List it")
    static let audience = Text(zh: "谁能看到", en: "Who may see it")
    static let reject = Text(zh: "不受理", en: "Turn it down")
    static let reopen = Text(zh: "重新打开", en: "Reopen")
    static let why = Text(zh: "理由", en: "Why")
    static let story = Text(zh: "经过", en: "What happened")
    static let done = Text(zh: "已记下。", en: "Done.")
    static func heldNote(_ fields: [String]) -> Text {
        Text(
            zh: "有收款信息或联系方式，公开时会隐去：\(fields.joined(separator: "、"))",
            en: "Speaks of money or contacts and is kept back in public: \(fields.joined(separator: ", "))")
    }

    /// One line of the story.
    static func line(for event: SealedEvent, names: [ID: String]) -> Text? {
        let facts = StoryWords.Facts(event.details, names)
        let amount = "\(facts["quantity"] ?? "") \(facts["unit"] ?? "")"
        switch event.kind {
        case .offered: return Text(zh: "写下了这份提供", en: "The offer was sent in")
        case .offerAcknowledged: return StoryWords.with(Text(zh: "已受理", en: "Acknowledged"), facts["note"])
        case .offerVerified: return StoryWords.with(Text(zh: "已核实", en: "Checked"), facts["note"])
        case .secondCheck, .contradicted:
            return StoryWords.line(for: event, names: names).map { StoryWords.with($0, facts["note"]) }
        case .added: return StoryWords.with(Text(zh: "补充", en: "Added"), facts["text"])
        case .offerListed: return Text(zh: "已发布", en: "Listed")
        case .offerRejected: return StoryWords.with(Text(zh: "未受理", en: "Turned down"), facts["reason"])
        case .offerWithdrawn: return StoryWords.with(Text(zh: "已撤回", en: "Withdrawn"), facts["reason"])
        case .offerExpired: return Text(zh: "已到期", en: "Ran out")
        case .offerReopened: return StoryWords.with(Text(zh: "重新打开", en: "Reopened"), facts["reason"])
        case .offerAskedStill: return Text(zh: "问了提供者：还在吗？", en: "The offerer was asked: still there?")
        case .offerStill: return Text(zh: "提供者说还在", en: "The offerer says that it is still there")
        case .offerStale: return Text(zh: "很久没有确认", en: "Not confirmed for long")
        case .offerChanged: return Text(zh: "有改动", en: "Changed")
        case .offerLookedAt:
            return StoryWords.with(Text(zh: "查看了联系方式", en: "The contact was looked at"), facts["purpose"])
        case .offerUseAsked:
            return StoryWords.with(Text(zh: "请求使用：\(amount)", en: "Asked for: \(amount)"), facts["note"])
        case .offerUseGranted: return StoryWords.with(OfferDoorWords.grantedLine, facts["note"])
        case .bounced: return OfferDoorWords.bounced
        case .handoverOffered: return Text(zh: "提出交给别人", en: "Offered to another to answer for")
        case .handoverDeclined: return Text(zh: "对方没有接手", en: "The other declined")
        case .textHidden: return StoryWords.with(Text(zh: "文字已隐藏", en: "Its words were hidden"), facts["reason"])
        case .textShown: return Text(zh: "文字已重新显示", en: "Its words are shown again")
        case .linkSent:
            return facts["way"] == MessageWay.email.rawValue
                ? Text(zh: "链接已发到邮箱", en: "The link was sent by mail")
                : Text(zh: "链接已发到手机", en: "The link was sent to the phone")
        case .forgotten: return Text(zh: "联系方式已销毁", en: "The contact was destroyed")
        case .offerUsed: return StoryWords.with(Text(zh: "用上：\(amount)", en: "Used: \(amount)"), facts["note"])
        case .offerUseDeclined: return StoryWords.with(Text(zh: "没有答应", en: "Declined"), facts["note"])
        case .offerUseEnded: return Text(zh: "使用请求没有结果", en: "A use came to nothing")
        case .owned: return Text(zh: "换了负责人", en: "Somebody else answers for it")
        case .clockReminded, .clockBackup, .clockReassigned, .clockRed: return Text(zh: "超时提醒", en: "A clock went off")
        default: return nil
        }
    }
}
