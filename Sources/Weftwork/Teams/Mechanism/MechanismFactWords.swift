/// What settings and figures say of how a network works.
enum MechanismFactWords {
    // MARK: The eight mechanisms as they are set

    static func demand(_ calls: Int) -> Text {
        Text(
            zh: "有什么需求，就找什么人。现在公开征集的角色：\(calls) 个。",
            en: "What is needed decides who is called. Roles openly called for now: \(calls).")
    }
    static func trust(_ anchors: Int, _ organisations: Int) -> Text {
        Text(
            zh: "信任从信任锚开始：现在 \(anchors) 位，来自 \(organisations) 家机构。背书一年有效，随时可以收回。",
            en:
                "Trust begins with its anchors (now \(anchors); organisations they come from: \(organisations)). A vouch holds for a year and can be taken back any day."
        )
    }
    static let tiers = Text(
        zh: "每项需求只给该看的人看，一级一级放开；联系方式只凭用途查看，每次都有记录。",
        en:
            "Each need is shown tier by tier to those it is for. A contact is seen for a purpose only, and each look is on record."
    )
    static func responsibility(_ reminded: Int, _ told: Int, _ moved: Int, _ red: Int) -> Text {
        Text(
            zh:
                "每项未结的需求都有一个人负责。时限过了 \(reminded)% 提醒本人，到 \(told)% 告诉后备，到 \(moved)% 换人，到 \(red)% 所有守护者都看得到。",
            en:
                "Every open need has one person who answers for it. At \(reminded) % of its time they are reminded, at \(told) % their backup is told, at \(moved) % it changes hands, at \(red) % every steward sees it."
        )
    }
    static let spread = Text(
        zh: "转发和邀请都记得是谁带来的；带来的人要具名背书，才算信任。",
        en: "Each invitation knows who passed it on; it becomes trust only once that person vouches by name.")
    static let points = Text(zh: "现在不计积分。", en: "No points are counted at present.")
    static func answers(_ critical: Int64, _ normal: Int64) -> Text {
        Text(
            zh: "危急的求助 \(span: critical)内答复，一般的 \(span: normal)内答复；答复要送到本人手里才算。",
            en:
                "A critical request is answered within \(span: critical), a normal one within \(span: normal); an answer counts once it has reached her."
        )
    }
    static func pact(_ version: Int, _ signed: Int, _ members: Int) -> Text {
        Text(
            zh: "契约第 \(version) 版，\(members) 位成员中有 \(signed) 位已签署。",
            en: "Version \(version) of the Pact, signed by \(signed) of \(members) members.")
    }
    static let noPact = Text(zh: "还没有发布契约。", en: "No Pact has been published yet.")

    // MARK: Settings

    static let settings = Text(zh: "现在的设置", en: "The settings as they are")
    static let clocks = Text(zh: "每一步最多多久", en: "How long each step may take")
    static let urgency = Text(zh: "紧急程度", en: "Urgency")
    static let verifiers = Text(zh: "谁核实", en: "Who verifies")
    static let twoVerifiers = Text(
        zh: "自己提交或认领的不能自己核实；管控物品要两位。",
        en: "Nobody verifies what they submitted or promised; controlled goods take two.")
    static let tierNames = Text(zh: "分级", en: "Tiers")
    static let limits = Text(zh: "上限", en: "Limits")
    static func mostOpen(_ count: Int) -> Text {
        Text(zh: "每人最多负责 \(count) 项未结需求", en: "At most \(count) open needs per person")
    }
    static func secondLook(_ count: Int) -> Text {
        Text(zh: "每一百项核实抽 \(count) 项复核", en: "Of a hundred verified needs \(count) are looked at again")
    }
    static func restAfter(_ hours: Int) -> Text {
        Text(zh: "连续审核 \(hours) 小时后提醒休息", en: "After \(hours) hours of checking one is advised to rest")
    }
    static func contactsKept(_ days: Int) -> Text {
        Text(zh: "结束 \(days) 天后销毁联系方式", en: "Contacts are destroyed \(days) days after the end")
    }
    static func intake(_ count: Int) -> Text {
        Text(
            zh: "同一地址每小时最多 \(count) 项免登录求助", en: "At most \(count) requests an hour from one address without an account"
        )
    }

    // MARK: Figures

    static let figures = Text(zh: "现在的数字", en: "The figures now")
    static let inAll = Text(zh: "收到的需求，总共", en: "Needs in all")
    static let open = Text(zh: "还没结束的", en: "Open now")
    static let onDuty = Text(zh: "正在值班的人", en: "On duty now")
    static let lastMonth = Text(zh: "最近 30 天", en: "The last 30 days")
    static let needs = Text(zh: "收到的需求", en: "Needs that came")
    static let inTime = Text(zh: "按时答复的比例", en: "Answered in time")
    static let median = Text(zh: "首次答复，中间值", en: "Time to a first answer, the middle one")
    static let met = Text(zh: "得到满足", en: "Met")
    static let unmet = Text(zh: "没能满足", en: "Unmet")
    static let none = Text(zh: "–", en: "–")
    static func percent(_ share: Int) -> Text { Text(zh: "\(share)%", en: "\(share) %") }
    static func span(_ length: Int64) -> Text { Text(zh: "\(span: length)", en: "\(span: length)") }
    static let comparison = Text(zh: "改动前后", en: "Before and after the change")
    static let measure = Text(zh: "看什么", en: "Measure")
    static let before = Text(zh: "改动前 30 天", en: "30 days before")
    static func since(_ at: Int64) -> Text { Text(zh: "\(day: at)以来", en: "Since \(day: at)") }
    static let until = Text(zh: "下一次改动前 30 天", en: "30 days before the next change")
    static let sinceHint = Text(
        zh: "按时与否，以答复那天的时限为准；“以来”最多算最近 30 天。",
        en: "In time is measured by the clock that ran on that day; “since” looks back 30 days at most.")
    static let few = Text(zh: "改动后的答复还很少，先别下结论。", en: "Few answers since: too early to tell.")
}

/// What the card of the four certainties says.
enum CertaintyWords {
    static let title = Text(zh: "四个确定", en: "Four things you can count on")
    static let uncertain = Text(
        zh: "来的人、能来的时间、会做的事、所在的地方，都不确定。正因为这样，下面四件是确定的。",
        en: "Who comes, when, what they can do and where they are is uncertain. That is why these four are not.")
    static let vision = Text(zh: "愿景", en: "Vision")
    static let values = Text(zh: "价值观", en: "Values")
    static let mechanism = Text(zh: "机制", en: "Mechanism")
    static let process = Text(zh: "流程", en: "Process")
    static let notWritten = Text(zh: "还没有写下来。", en: "Not written down yet.")
    static let read = Text(zh: "全部内容在“运作机制”页", en: "All of it: how this network works")
    static let card = Text(zh: "打开卡片，可以打印", en: "Open the card; it can be printed")
    static func step(_ name: Text, _ critical: Int64, _ normal: Int64) -> Text {
        Text(
            zh: "\(name)：危急 \(span: critical)内，一般 \(span: normal)内",
            en: "\(name): critical within \(span: critical), normal within \(span: normal)")
    }
}
