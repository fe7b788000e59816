internal import Engine

/// What is said about needs: refusals and names of things.
enum NeedWords {
    static let theDesk = Text(zh: "值班台", en: "The desk")
    static let provinceSuffix = "省"
    /// What a county or a city's district ends with.
    static let districtSuffixes = ["县", "区"]
    /// How people begin the name of their own house.
    static let ours: Set<Character> = ["本", "我"]
    /// What people leave out of the names of places.
    static let areaSuffixes = ["市", "区", "县", "省", "州", "地区", "自治区"]

    static func illegal(_ state: Need.State) -> Text {
        Text(zh: "需求现在是“\(name(of: state))”，不能这样做。", en: "The need is now “\(name(of: state))”; this can't be done.")
    }
    static func illegalClaim(_ state: Claim.State) -> Text {
        Text(zh: "这份认领现在是“\(name(of: state))”，不能这样做。", en: "The claim is now “\(name(of: state))”; this can't be done.")
    }
    static func locked(by name: String, until: Int64) -> Text {
        Text(
            zh: "\(name) 正在处理这一项，到 \(moment: until) 为止。", en: "\(name) is working on this item until \(moment: until).")
    }
    static let ownSubmission = Text(zh: "自己提交的需求要由别人核实。", en: "What you submitted somebody else verifies.")
    static let ownVerification = Text(zh: "您核实过它，要由别人认领。", en: "You verified it; somebody else delivers.")
    static let ownDelivery = Text(zh: "您送的要由对方确认。", en: "What you brought the other side confirms.")
    static let ownClaim = Text(zh: "您认领了它，要由别人核实。", en: "You have a claim on it; somebody else verifies.")
    static let heldForMoney = Text(
        zh: "标题或清单里有收款信息，改掉之前不能公开。",
        en: "Title or lines speak of money or accounts; they can't be published until changed.")
    static let noConsent = Text(
        zh: "当事人还没有同意公开。联系上她，或由协调员写明理由决定。",
        en: "The person in need hasn't agreed. Reach them, or let a coordinator decide with a reason.")
    static let mustBeLater = Text(zh: "时间要在现在之后。", en: "The time must be later than now.")
    static func tooLate(_ latest: Int64) -> Text {
        Text(zh: "最迟 \(moment: latest)。", en: "At the latest \(moment: latest).")
    }
    static let tooFar = Text(zh: "时间太远了，最多一年。", en: "That is too far off: a year at most.")
    static let badRating = Text(zh: "评价是 1 到 5。", en: "A rating is 1 to 5.")
    static func tooLong(_ most: Int) -> Text {
        Text(zh: "太长了，最多 \(most) 个字符。", en: "Too long: at most \(most) characters.")
    }
    static let mergeSelf = Text(zh: "不能与自己合并。", en: "It can't be merged with itself.")
    static let mergeUnknown = Text(zh: "没有这项需求。", en: "There is no such need.")
    static let mergeEnded = Text(
        zh: "那一项已经结束，请反过来合并或重新打开它。", en: "That one has ended; merge the other way, or reopen it.")
    static let mergeHasClaims = Text(
        zh: "这一项上有认领，请把另一项合并到它。", en: "This one has claims; merge the other into it.")
    static let nothingChanged = Text(zh: "没有改动任何内容。", en: "Nothing was changed.")
    static let secretLinkOnly = Text(
        zh: "联系方式只能通过您的专属链接修改。", en: "The contact can be changed by your secret link only.")
    static let titleMissing = Text(zh: "请用一句话说明需要什么。", en: "Say in one line what is needed.")
    static let unknownLine = Text(zh: "没有这一行。", en: "There is no such line.")
    static let linesMissing = Text(zh: "请至少写一样需要的东西。", en: "Write at least one thing that is needed.")
    static func tooManyLines(_ most: Int) -> Text {
        Text(zh: "一项需求最多 \(most) 行。", en: "A need has at most \(most) lines.")
    }
    static func badQuantity(_ typed: String) -> Text {
        Text(
            zh: "看不懂数量“\(typed)”。写数字、“100-200”、“不限”，或者空着。",
            en: "“\(typed)” is no quantity. Write a number, “100-200”, “no limit”, or leave it empty.")
    }
    static let itemMissing = Text(zh: "这一行缺名称。", en: "This line has no name.")
    /// - Parameter typed: what was given; nothing is missing where a person has chosen nothing yet.
    static func badDate(_ typed: String) -> Text {
        if Clean.line(typed).isEmpty {
            return Text(
                zh: "请写日期和时间，例如 2020-02-05 18:00。", en: "Say the day and the time, for example 2020-02-05 18:00.")
        }
        return Text(
            zh: "看不懂日期“\(typed)”。例如 2020-02-05 18:00。", en: "“\(typed)” is no date. For example 2020-02-05 18:00.")
    }
    static let badPhone = Text(
        zh: "电话号码位数不对，请再看一下。", en: "The phone number has too few or too many digits; please look again.")
    static let contactMissing = Text(
        zh: "请留一个能联系到您的方式：电话、邮箱或微信。", en: "Leave one way to reach you: phone, mail or WeChat.")
    static let badWechat = Text(zh: "这不是能用的微信号。", en: "This isn't a usable WeChat id.")
    static let badCoordinate = Text(zh: "坐标不对。", en: "This is no coordinate.")
    static let positiveQuantity = Text(zh: "数量要大于 0。", en: "The quantity must be more than 0.")
    /// Why so much can't be promised: she has enough, it is more than was ever open, she wants less now, or others came first.
    static func notEnoughLeft(_ quantity: Int64, on line: NeedLine) -> Text {
        let left = line.promisable ?? 0, all = (line.most ?? 0) + line.allowance
        if line.isMet { return Text(zh: "这一样已经够了，谢谢您。", en: "There is enough of this now. Thank you.") }
        if line.wanted != nil {
            return Text(
                zh: "现在要的比原来少，还剩 \(quantity: left)。", en: "Less is wanted now than before: \(quantity: left) is left.")
        }
        if quantity > all {
            return left == all
                ? Text(
                    zh: "您写的比要的还多：一共只要 \(quantity: all)。", en: "That is more than is wanted: \(quantity: all) in all.")
                : Text(
                    zh: "您写的比要的还多：一共只要 \(quantity: all)，现在还剩 \(quantity: left)。",
                    en: "That is more than is wanted: \(quantity: all) in all, and \(quantity: left) is left now.")
        }
        return Text(
            zh: "别人先认领了一部分，现在还剩 \(quantity: left)。", en: "Somebody was faster: \(quantity: left) is left now.")
    }
    static func deliveredQuantity(_ most: Int64) -> Text {
        Text(zh: "送达数量在 0 和 \(quantity: most) 之间。", en: "What was delivered is between 0 and \(quantity: most).")
    }
    static func usableQuantity(_ most: Int64) -> Text {
        Text(zh: "可用数量在 0 和 \(quantity: most) 之间。", en: "What is usable is between 0 and \(quantity: most).")
    }
    static let lineWaits = Text(
        zh: "内容刚被修改，正在重新核实，请稍候再认领。", en: "It was just changed and is being checked again; please wait with your claim.")
    static func tooManyClaims(_ limit: Int, mayGrow: Bool = true) -> Text {
        mayGrow
            ? Text(
                zh: "您手上已有 \(limit) 份未完成的认领。先送达或放下一份，再认领新的；或者请一位受信任的成员联署。",
                en:
                    "You have \(limit) open claims. Deliver or release one before you take another, or ask somebody who is trusted to co-sign."
            )
            : Text(
                zh: "您手上已有 \(limit) 份未完成的认领。先送达或放下一份，再认领新的。",
                en: "You have \(limit) open claims. Deliver or release one before you take another.")
    }
    static let noteOrWaybill = Text(zh: "写一句进展，或填运单号。", en: "Write a word on progress, or a waybill number.")
    static let nothingDelivered = Text(zh: "还没有登记送达的东西。", en: "Nothing was said to be delivered yet.")
    static let onBehalfNote = Text(
        zh: "代为确认，请写明怎么知道的。", en: "Confirming for the requester takes a note: how do you know?")
    static let unknownMember = Text(zh: "没有这位成员。", en: "There is no such member.")
    static let ownsItAlready = Text(zh: "他们已经是负责人。", en: "They own it already.")
    static let handoverOver = Text(zh: "这次交接已经有了结果。", en: "This hand-over is over.")
    static let waitsToBeLetThrough = Text(
        zh: "还没有人为您背书：请等这件事的负责人同意您查看联系方式，或由其代为转达。",
        en:
            "Nobody vouches for you yet: the one who answers for this need has to let you see the contact, or passes word on for you."
    )
    static let letThrough = Text(zh: "让这位新成员看到联系方式", en: "Let this newcomer see the contact")
    static let newcomerSubject = Text(zh: "新成员认领了您负责的求助", en: "A newcomer has promised something at a need of yours")
    static let newcomerMail = Text(
        zh: "还没有人为这位成员背书。您同意后，对方才能看到联系方式：", en: "Nobody vouches for them yet. They see the contact once you let them:")
    static let letThroughSubject = Text(zh: "您可以查看联系方式了", en: "You may see the contact now")
    static let letThroughMail = Text(zh: "负责人同意您查看联系方式：", en: "The one who answers for it lets you see the contact:")
    static let looksStopped = Text(
        zh: "您最近两次看了联系方式又放下认领。请先和协调员说一声。",
        en: "Twice lately you looked at a contact and let the claim go. Please speak with a coordinator first.")
    static let wrongCodeOrDigits = Text(
        zh: "查询码或后四位不对。", en: "The code or the last four digits are wrong.")
    static let actionMissing = Text(zh: "没有这个动作。", en: "There is no such action.")

    static func name(of state: Need.State) -> Text {
        switch state {
        case .submitted: Text(zh: "已提交", en: "Submitted")
        case .acknowledged: Text(zh: "已受理", en: "Acknowledged")
        case .verifying: Text(zh: "核实中", en: "Verifying")
        case .verified: Text(zh: "已核实", en: "Verified")
        case .published: Text(zh: "已发布", en: "Published")
        case .inProgress: Text(zh: "进行中", en: "In progress")
        case .delivered: Text(zh: "已送达", en: "Delivered")
        case .confirmed: Text(zh: "已确认", en: "Confirmed")
        case .closed: Text(zh: "已完成", en: "Closed")
        case .needsInformation: Text(zh: "待补充", en: "Needs information")
        case .cannotReach: Text(zh: "联系不上", en: "Cannot reach")
        case .rejected: Text(zh: "未受理", en: "Rejected")
        case .duplicate: Text(zh: "重复", en: "Duplicate")
        case .withdrawn: Text(zh: "已撤回", en: "Withdrawn")
        case .expired: Text(zh: "已过期", en: "Expired")
        case .unmet: Text(zh: "未能满足", en: "Unmet")
        }
    }

    static func name(of state: Claim.State) -> Text {
        switch state {
        case .open: Text(zh: "进行中", en: "Open")
        case .delivered: Text(zh: "已送达，待确认", en: "Delivered, to be confirmed")
        case .confirmed: Text(zh: "已确认", en: "Confirmed")
        case .released: Text(zh: "已放下", en: "Released")
        case .disputed: Text(zh: "有争议", en: "Disputed")
        }
    }

    static func name(of urgency: Need.Urgency) -> Text {
        switch urgency {
        case .critical: Text(zh: "危急", en: "Critical")
        case .high: Text(zh: "紧急", en: "High")
        case .normal: Text(zh: "一般", en: "Normal")
        case .low: Text(zh: "不急", en: "Low")
        }
    }

    static func hint(of urgency: Need.Urgency) -> Text {
        switch urgency {
        case .critical: Text(zh: "危及生命", en: "A life is in danger")
        case .high: Text(zh: "24 小时内", en: "Within 24 hours")
        case .normal: Text(zh: "几天内", en: "Within days")
        case .low: Text(zh: "可以等", en: "It can wait")
        }
    }

    static func name(of category: Need.Category) -> Text {
        switch category {
        case .medical: Text(zh: "医疗", en: "Medical")
        case .protective: Text(zh: "防护用品", en: "Protective gear")
        case .food: Text(zh: "食品", en: "Food")
        case .water: Text(zh: "饮水", en: "Water")
        case .shelter: Text(zh: "住所", en: "Shelter")
        case .clothing: Text(zh: "衣被", en: "Clothing")
        case .hygiene: Text(zh: "消毒卫生", en: "Hygiene")
        case .power: Text(zh: "电力燃料", en: "Power and fuel")
        case .transport: Text(zh: "运输", en: "Transport")
        case .people: Text(zh: "人手", en: "People")
        case .rescue: Text(zh: "救援", en: "Rescue")
        case .information: Text(zh: "信息", en: "Information")
        case .other: Text(zh: "其他", en: "Other")
        }
    }

    static func category(named word: String) -> Need.Category? {
        Need.Category.allCases.first {
            name(of: $0)(.zh) == word || name(of: $0)(.en).lowercased() == word.lowercased()
        }
    }

    static func urgency(named word: String) -> Need.Urgency? {
        Need.Urgency.allCases.first { name(of: $0)(.zh) == word || name(of: $0)(.en).lowercased() == word.lowercased() }
    }

    static func name(of confidence: Need.Confidence) -> Text {
        switch confidence {
        case .official: Text(zh: "官方来源", en: "Official source")
        case .twoSources: Text(zh: "两方核实", en: "Two sources")
        case .singleSource: Text(zh: "单一来源", en: "Single source")
        case .unverified: Text(zh: "未能核实", en: "Unverified")
        }
    }

    static func name(of audience: Audience) -> Text {
        switch audience {
        case .concerned: Text(zh: "仅相关的人", en: "Those concerned")
        case .case: Text(zh: "仅经办人", en: "Case team")
        case .stewards: Text(zh: "守护者与调度", en: "Stewards and dispatchers")
        case .trusted: Text(zh: "受信任的成员", en: "Trusted members")
        case .members: Text(zh: "全体成员", en: "All members")
        case .partners: Text(zh: "伙伴网络", en: "Partner networks")
        case .public: Text(zh: "公众", en: "Public")
        }
    }

    static func name(of progress: Need.Progress) -> Text {
        switch progress {
        case .open: Text(zh: "待认领", en: "Open")
        case .partClaimed: Text(zh: "部分认领", en: "Part claimed")
        case .claimed: Text(zh: "全部认领", en: "Claimed")
        case .partDelivered: Text(zh: "部分送达", en: "Part delivered")
        case .delivered: Text(zh: "全部送达", en: "Delivered")
        }
    }

    static func name(of source: Need.SourceKind) -> Text {
        switch source {
        case .`self`: Text(zh: "本人或本机构", en: "The person or institution itself")
        case .official: Text(zh: "官方公函", en: "Official letter")
        case .hotline: Text(zh: "热线", en: "Hotline")
        case .partner: Text(zh: "合作机构", en: "Partner")
        case .media: Text(zh: "媒体", en: "Media")
        case .relay: Text(zh: "转述", en: "Relayed")
        }
    }
}
