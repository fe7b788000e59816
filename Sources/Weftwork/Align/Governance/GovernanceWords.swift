internal import Database

enum GovernanceWords {
    static let title = Text(zh: "治理规则", en: "Governance rules")
    static let intro = Text(
        zh: "谁决定什么、怎样决定、规则怎样改：一起写，一起通过。小网络不需要，可以一直不写。",
        en:
            "Who decides what, how, and how the rules change: written and adopted together. Small networks need none of it."
    )
    static let none = Text(
        zh: "这个网络没有写治理规则，照平常的设置来。", en: "This network has written no rules; the usual settings hold.")
    static let noneYet = Text(zh: "还没有写", en: "not written yet")
    static func versionTitle(_ number: Int) -> Text {
        Text(zh: "治理规则第 \(number) 版", en: "Governance rules, version \(number)")
    }
    static func adopted(_ at: Int64) -> Text { Text(zh: "\(day: at) 通过", en: "adopted \(day: at)") }
    static func replaced(_ at: Int64) -> Text { Text(zh: "\(day: at) 被新版取代", en: "replaced \(day: at)") }
    static let why = Text(zh: "为什么改", en: "Why it was changed")
    static let versions = Text(zh: "各个版本", en: "Versions")
    static let decision = Text(zh: "看那次决定", en: "The decision on it")

    static func name(of part: GovernancePart) -> Text {
        switch part {
        case .who: Text(zh: "谁决定什么", en: "Who decides what")
        case .methods: Text(zh: "用什么方法", en: "By which method")
        case .quorum: Text(zh: "法定人数和任期", en: "Quorum and terms")
        case .benefits: Text(zh: "好处怎样分", en: "How benefits are shared")
        case .changing: Text(zh: "这些规则怎样改", en: "How these rules change")
        case .more: Text(zh: "其他", en: "Anything else")
        }
    }

    // MARK: Settings

    static let settings = Text(zh: "由规则定下的设置", en: "Settings that follow from the rules")
    static func settingsBy(_ number: Int) -> Text {
        Text(
            zh: "来自治理规则第 \(number) 版；要改，先改规则。",
            en: "Set by version \(number) of the rules; to change them, change the rules.")
    }
    /// Where somebody would set them otherwise.
    static func ruleSets(_ number: Int) -> Text {
        Text(
            zh: "这些由治理规则第 \(number) 版定下，大家一起通过的，这里不能单独改。要改，先改规则。",
            en:
                "Version \(number) of the governance rules sets these, adopted together. To change them, change the rules."
        )
    }
    static let settingsUsual = Text(zh: "没有规则定下，照平常的来。", en: "No rules set them: these are the usual ones.")
    static func name(of setting: GovernanceSetting) -> Text {
        switch setting {
        case .unit: Text(zh: "谁算一票", en: "Who counts")
        case .silenceConsents:
            Text(
                zh: "到期不说话算同意（规则、席位、角色和核心条款除外）",
                en: "Silence at the end counts as consent (never to rules, seats, roles or core clauses)")
        case .quorum: Text(zh: "至少多少 % 表态", en: "Percent who must answer")
        case .workDays: Text(zh: "反对意见谈几天", en: "Days to work an objection through")
        case .mayDelegate: Text(zh: "可以把票托付给别人", en: "A voice may be passed on")
        case .coreThreshold: Text(zh: "改动核心条款至少多少 % 表态", en: "Percent who must answer to change a core clause")
        case .changeThreshold: Text(zh: "改这些规则要多少 %", en: "Percent to change these rules")
        case .termMonths: Text(zh: "一任几个月", en: "Months of a term")
        case .terms: Text(zh: "最多几任", en: "Terms at most")
        case .hasCouncil: Text(zh: "设联席会议", en: "There is a council")
        case .hasOversight: Text(zh: "设共同监督", en: "There is oversight")
        case .findingDays: Text(zh: "监督发现几天内答复", en: "Days to answer a finding")
        case .consensusLimit: Text(zh: "共识淡化到多少 % 提醒", en: "Percent at which drift is raised")
        case .effortLimit: Text(zh: "说做相差多少 % 提醒", en: "Percent at which effort drift is raised")
        case .renewalMonths: Text(zh: "几个月重新达成一次共识", en: "Months until it is time to agree anew")
        case .clock(let step, let urgency):
            Text(
                zh: "\(RosterWords.step(step.rawValue))：\(NeedWords.name(of: urgency))",
                en: "\(RosterWords.step(step.rawValue)): \(NeedWords.name(of: urgency))")
        }
    }
    static let clocks = Text(zh: "求助台每一步多久", en: "How long each step of the desk may take")
    static let step = Text(zh: "哪一步", en: "Step")
    static let clocksHint = Text(
        zh: "例如“30 分钟”“2 小时”“3 天”。每一步四个都写，或者都空着，由求助台自己定。",
        en: "As “30 min”, “2 h”, “3 d”. Of each step write all four, or none: then the desk sets them itself.")
    static let otherClocks = Text(zh: "别的步骤由求助台自己定。", en: "All other steps are left to the desk.")
    static let allFourOrNone = Text(zh: "四个都写，或者都空着。", en: "Write all four of these, or none.")
    static let leftToDesk = Text(zh: "由求助台自己定", en: "left to the desk")
    static let yes = Text(zh: "是", en: "yes")
    static let no = Text(zh: "否", en: "no")
    static func value(_ setting: GovernanceSetting, _ value: String) -> Text {
        if setting.isClock {
            guard let minutes = Int64(value) else { return leftToDesk }
            let length = minutes * Time.minute
            return Text(zh: "\(Format.exactSpan(length, in: .zh))", en: "\(Format.exactSpan(length, in: .en))")
        }
        if setting == .unit { return VoiceUnit(rawValue: value).map(VoiceWords.name) ?? .verbatim(value) }
        return setting.isYesNo ? (value == "yes" ? yes : no) : .verbatim(value)
    }

    // MARK: The draft

    static let writeVersion = Text(zh: "写一版", en: "Write a version")
    static let draftTitle = Text(zh: "正在写的治理规则", en: "The rules being written")
    static let draftIntro = Text(
        zh: "保存的是草稿，成员都能看到。写好后交给大家决定，通过了才生效。",
        en: "What you save is a draft that members can read. It holds once those whose voice counts have adopted it.")
    static func inOther(_ language: Language) -> Text {
        language == .zh ? Text(zh: "写中文的", en: "Write in Chinese") : Text(zh: "写英文的", en: "Write in English")
    }
    static let save = Text(zh: "保存草稿", en: "Save the draft")
    static let ask = Text(zh: "交给大家决定", en: "Put it to everybody")
    static let askHint = Text(
        zh: "第一次要大家都同意；以后照现行规则的比例。七天内表态。",
        en: "The first time by consent, afterwards by the rules in force. Seven days to answer.")
    static let reason = Text(zh: "为什么这样写、为什么改（大家都会读到）", en: "Why (everybody reads it)")
    static let discard = Text(zh: "扔掉草稿", en: "Throw the draft away")
    static let rulesNotAmended = Text(
        zh: "规则写在草案里，改提案的文字改不了规则：请撤回这个提案，改草案，再交给大家决定。",
        en:
            "What the rules say stands in their draft, and other words here change nothing of it: withdraw this, change the draft, and put it to everybody again."
    )
    static let seatNotAmended = Text(
        zh: "请谁坐哪个席位，不能改写；可以撤回，重新提名。",
        en: "Who would sit where can not be amended: withdraw it and name them anew.")
    static let beingDecided = Text(zh: "大家正在决定这一版，先不能改。", en: "This version is being decided; it can't be changed now.")
    static let toProposal = Text(zh: "去表态", en: "To the proposal")
    static let lacks = Text(
        zh: "“谁决定什么”“用什么方法”“这些规则怎样改”要先写。",
        en: "Write who decides what, by which method, and how these rules change first.")
    static let toDraft = Text(zh: "看草稿", en: "See the draft")
    static let back = Text(zh: "回到治理规则", en: "Back to the rules")
    static func question(_ number: Int) -> Text {
        Text(zh: "通过治理规则第 \(number) 版？", en: "Adopt version \(number) of the governance rules?")
    }

    // MARK: Bodies

    static func name(of body: GovernanceBody) -> Text {
        switch body {
        case .council: Text(zh: "联席会议", en: "Council")
        case .oversight: Text(zh: "共同监督", en: "Oversight")
        }
    }
    static func about(_ body: GovernanceBody) -> Text {
        switch body {
        case .council:
            Text(
                zh: "伙伴们的负责人或代表坐在一起定策略；不论大小，每家一票。",
                en: "Leaders or delegates of the partners make strategy together; one voice each, whatever their size.")
        case .oversight:
            Text(
                zh: "来自不同行业、不在联席会议里的成员，看承诺、记录、决定和查看情况；每个发现都要有人按时答复。",
                en:
                    "Members of several sectors without a seat in the council look at promises, records, decisions and looks; each finding is answered in time."
            )
        }
    }
    static func noBody(_ body: GovernanceBody) -> Text {
        Text(zh: "治理规则没有设\(name(of: body))。", en: "The rules in force have no \(name(of: body)).")
    }
    static let seats = Text(zh: "席位", en: "Seats")
    static let noSeats = Text(zh: "还没有人。", en: "Nobody yet.")
    static let incomplete = Text(
        zh: "还不完整：至少要有两个行业的人。", en: "Not complete: people of two sectors at least have to sit there.")
    static func state(_ state: GovernanceSeat.State) -> Text {
        switch state {
        case .named: Text(zh: "被提名，等本人答复", en: "named, to say yes or no")
        case .asked: Text(zh: "大家正在决定", en: "being decided")
        case .held: Text(zh: "在任", en: "sits there")
        case .declined: Text(zh: "没有成", en: "not given")
        case .ended: Text(zh: "任期结束", en: "ended")
        }
    }
    static func until(_ at: Int64) -> Text { Text(zh: "到 \(day: at)", en: "until \(day: at)") }
    static let nameSomebody = Text(zh: "提名一位", en: "Name somebody")
    static let who = Text(zh: "谁", en: "Who")
    static let whyThem = Text(zh: "为什么合适（大家都会读到）", en: "Why they would be right (everybody reads it)")
    static let accept = Text(zh: "我愿意", en: "I would")
    static let decline = Text(zh: "这次不了", en: "Not this time")
    static let layDown = Text(zh: "让出席位", en: "Lay down my seat")
    static let toDecide = Text(zh: "去表态", en: "To the proposal")
    static func seatQuestion(_ body: GovernanceBody, _ name: String) -> Text {
        Text(zh: "\(name) 进\(self.name(of: body))？", en: "\(name) for the \(self.name(of: body))?")
    }
    static let sitsThere = Text(zh: "这一位已经有席位，或者已被提名。", en: "They sit there already, or are named.")
    static func termsOver(_ most: Int) -> Text {
        Text(zh: "最多 \(most) 任，这一位已经满了。", en: "\(most) terms at most, and they have had them.")
    }
    static let sitsInCouncil = Text(
        zh: "这一位或所在机构在联席会议有席位，不能再做监督。", en: "They, or those they come from, sit in the council: that bars oversight.")
    static let sitsInOversight = Text(
        zh: "这一位或所在机构在做监督，不能再进联席会议。", en: "They, or those they come from, sit in oversight: that bars the council.")
    static let oneEach = Text(zh: "这家机构已经有一票了，每家一票。", en: "That organisation has its voice there already: one each.")
    static let noSector = Text(
        zh: "先要知道这一位属于哪个行业：请写明所在机构和它的行业。", en: "It takes a sector: their organisation has to say which it is of.")
    static let severalSectors = Text(
        zh: "监督要来自不同行业：请换一个行业的人。", en: "Oversight is of several sectors: name somebody of another.")
    static let notYourSeat = Text(zh: "这是别人的席位。", en: "This is another's seat.")
    static let seatStands = Text(zh: "这一步现在做不了。", en: "That can't be done now.")
    static func seatsOnly(_ body: GovernanceBody) -> Text {
        Text(zh: "只有\(name(of: body))的在任成员可以。", en: "Only for whoever sits in the \(name(of: body)) now.")
    }
    static func waitsSeat(_ body: GovernanceBody) -> Text {
        Text(zh: "有人提名您进\(name(of: body))", en: "You are named for the \(name(of: body))")
    }
    static func mailNamed(_ body: GovernanceBody) -> Text {
        Text(zh: "有人提名您进\(name(of: body))。愿意或不愿意，都说一声。", en: "You are named for the \(name(of: body)). Say yes or no.")
    }
    static func mailSeatOver(_ body: GovernanceBody) -> Text {
        Text(zh: "您在\(name(of: body))的任期结束了，谢谢您。", en: "Your term in the \(name(of: body)) is over. Thank you.")
    }
    static func mailUnanswered(_ body: GovernanceBody) -> Text {
        Text(
            zh: "您提名进\(name(of: body))的一位没有答复，提名到期了。可以再提名，也可以提名别人。",
            en:
                "Whoever you named for the \(name(of: body)) has not answered, and the naming is over. You can name them again, or somebody else."
        )
    }
    static func mailBodyGone(_ body: GovernanceBody) -> Text {
        Text(
            zh: "新通过的治理规则不再设\(name(of: body))，席位和提名也随着结束。谢谢您。",
            en:
                "The rules adopted now have no \(name(of: body)) any more: its seats and namings end with that. Thank you."
        )
    }
    /// In the decision log, where it was adopted and something stands against it by now.
    static func notGiven(_ body: GovernanceBody, _ bar: Text) -> Text {
        Text(
            zh: "\(name(of: body))的席位没有给成，因为：\(bar)",
            en: "A seat in the \(name(of: body)) could not be given, because: \(bar)")
    }
    static func mailNotGiven(_ body: GovernanceBody, _ bar: Text) -> Text {
        Text(
            zh: "大家同意了，可\(name(of: body))的席位没有给成，因为：\(bar)",
            en: "It was agreed to, but the seat in the \(name(of: body)) could not be given, because: \(bar)")
    }
    static let members = Text(zh: "联席会议的人", en: "Seats of the council")

    // MARK: The line among what we agree on

    static func state(_ version: GovernanceVersion?) -> Text? {
        version.map { Text(zh: "第 \($0.number) 版", en: "version \($0.number)") }
    }
}
