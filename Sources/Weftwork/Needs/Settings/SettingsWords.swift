/// What the desk's settings say.
enum SettingsWords {
    static let title = Text(zh: "受理设置", en: "How the desk works")
    static let hint = Text(
        zh: "这里的改动从下一件需求、下一步开始；已经在走的时限是答应过的，不变。每次改动都有记录，成员都看得到。",
        en:
            "Changes hold from the next need and the next step on; a deadline that runs already was promised and stays. Each change is on record for all members."
    )
    static let onlyLeads = Text(zh: "协调员和守护者可以修改。", en: "Coordinators and stewards can change this.")
    static let save = Text(zh: "保存", en: "Save")
    static let saved = Text(zh: "已保存。", en: "Saved.")
    static let reset = Text(zh: "恢复最初的设置", en: "Back to what it was at first")
    static let back = Text(zh: "回到受理设置", en: "Back to the settings")

    static let about = Text(zh: "谁在运营", en: "Who runs this")
    static let aboutHint = Text(
        zh: "求助者在留下联系方式之前看到。", en: "Requesters read it before they leave their contact.")
    static let runBy = Text(zh: "运营者", en: "Run by")
    static let contact = Text(zh: "公开的联系方式", en: "Public contact")

    static let complianceBy = Text(zh: "合规与安全联系人（姓名或部门）", en: "Whom one asks about law and duty of care")
    static let complianceHint = Text(
        zh: "显示在网络首页、契约和报告页上。", en: "Shown on the network's page, the Pact and the report form.")
    static let complianceContact = Text(zh: "怎么联系", en: "How they are reached")

    static let clocks = Text(zh: "每一步的时限", en: "How long each step may take")
    static let clocksHint = Text(
        zh: "可以写“30 分钟”“2 小时”“3 天”；只写数字就是小时。", en: "Write “30 min”, “2 h”, “3 d”; a bare number is hours.")
    static let retries = Text(zh: "联系不上，隔多久再试", en: "When the requester can't be reached, try again after")
    static func attempt(_ number: Int) -> Text {
        number < ClockLengths.retryCount
            ? Text(zh: "第 \(number) 次之后", en: "Attempt \(number)")
            : Text(zh: "以后每次", en: "Each later one")
    }
    static let desk = Text(zh: "分担与复核", en: "Sharing the work")
    static let deskHint = Text(
        zh: "谁都不会被压垮：超过上限的由协调员具名负责；抽样复核和休息提醒帮助疲劳的眼睛。",
        en:
            "Nobody is buried: what is more than they can own a coordinator owns by name. A second look at a sample and advice to rest help tired eyes."
    )
    static let mostOpen = Text(zh: "每人最多负责几项未结需求", en: "Most open needs per person")
    static let secondLook = Text(zh: "每一百项核实抽几项复核", en: "Of a hundred verified, looked at twice")
    static let restAfter = Text(zh: "连续审核几小时后提醒休息", en: "Hours of checking after which to advise a rest")
    static let reachLimit = Text(zh: "总共试多久", en: "In all for")

    static let checklist = Text(zh: "核实清单", en: "Checklist")
    static let checklistHint = Text(
        zh: "审核员按类别逐条回答。", en: "Verifiers answer these, by category.")
    static let addQuestion = Text(zh: "加一条", en: "Add a question")
    static let question = Text(zh: "核实问题", en: "Question")
    static let questionZh = Text(zh: "中文怎么问", en: "In Chinese")
    static let questionEn = Text(zh: "英文怎么问", en: "In English")
    static let askedFor = Text(zh: "用于哪些类别", en: "Asked for")
    static let everyCategory = Text(zh: "所有类别", en: "every category")
    static let noCategory = Text(zh: "暂不使用", en: "not asked at present")

    static let catalogue = Text(zh: "物品目录", en: "Catalogue")
    static let catalogueHint = Text(
        zh: "从上往下认，先认出的算；目录里没有的也可以求助。管控物品要两位审核员核实。",
        en:
            "Read from top to bottom; the first that fits counts. What isn't listed can be asked for too. Controlled goods take two verifiers."
    )
    static let addItem = Text(zh: "加一样", en: "Add an item")
    static let item = Text(zh: "物品", en: "Item")
    static let nameZh = Text(zh: "中文名", en: "Name in Chinese")
    static let nameEn = Text(zh: "英文名", en: "Name in English")
    static let words = Text(zh: "别的叫法", en: "Other words for it")
    static let wordsHint = Text(zh: "用顿号或逗号隔开，也认得出", en: "Between commas; recognised as well")
    static let controlled = Text(zh: "管控：需要第二位审核员", en: "Controlled: a second verifier is needed")
    static let controlledMark = Text(zh: "管控", en: "controlled")
    static let raise = Text(zh: "放到最前", en: "Move to the top")
    static let remove = Text(zh: "从目录里去掉", en: "Remove from the catalogue")
    static let removeQuestion = Text(zh: "去掉这一条", en: "Remove this question")

    static func changed(_ name: Text, _ before: String, _ after: String) -> Text {
        Text(
            zh: "\(name)：\(before.isEmpty ? "–" : before) → \(after.isEmpty ? "–" : after)",
            en: "\(name): \(before.isEmpty ? "–" : before) → \(after.isEmpty ? "–" : after)")
    }
    static func step(_ step: Text, _ urgency: Text) -> Text {
        Text(zh: "\(step)·\(urgency)", en: "\(step), \(urgency)")
    }
    static func briefing(_ category: Text) -> Text {
        Text(zh: "\(BriefingWords.one)·\(category)", en: "\(BriefingWords.one), \(category)")
    }
    static let entry = Text(zh: "一项", en: "Entry")
    static let story = Text(zh: "最近的改动", en: "The latest changes")
    static func name(of part: String) -> Text {
        switch part {
        case "about": about
        case "clocks": clocks
        case "desk": desk
        case "briefings": BriefingWords.title
        case "catalogue": catalogue
        case "checklist": checklist
        case "retention": RetentionWords.title
        case "call": JoinWords.callTitle
        default: title
        }
    }

    static let badSpan = Text(
        zh: "没有看懂这个时长；写成“30 分钟”“2 小时”“3 天”。", en: "This length can't be read; write “30 min”, “2 h” or “3 d”.")
    static func badLength(_ shortest: Int64, _ longest: Int64) -> Text {
        Text(
            zh: "时长要在 \(span: shortest)到 \(span: longest)之间。",
            en: "It must be between \(span: shortest) and \(span: longest).")
    }
    /// Where somebody would set it otherwise.
    static func rulesSet(_ version: Int) -> Text {
        Text(
            zh: "由大家通过的治理规则第 \(version) 版定下；要改，先改规则。",
            en: "Set by the adopted rules, version \(version); to change it, change the rules.")
    }
    static func longerThanNext(_ step: Text, _ urgent: Text, _ next: Text) -> Text {
        Text(
            zh: "\(step)：“\(urgent)”不能比“\(next)”等得更久。", en: "\(step): “\(urgent)” must not wait longer than “\(next)”.")
    }
    static func retryCount(_ count: Int) -> Text {
        Text(zh: "要正好 \(count) 个时长。", en: "Exactly \(count) lengths are needed.")
    }
    static let reachLimitTooShort = Text(
        zh: "总共的时间不能比两次之间的间隔短。", en: "The whole must not be shorter than the time between two attempts.")
    static let nameMissing = Text(zh: "至少写一种语言的名称。", en: "Give it a name in one language at least.")
    static let questionMissing = Text(zh: "至少用一种语言写下问题。", en: "Write the question in one language at least.")
    static let badWords = Text(
        zh: "每个叫法 1 到 40 个字（拉丁字母至少两个），最多 40 个。",
        en: "Each word up to 40 characters (two Latin letters at least), 40 words at most.")
    static let badID = Text(
        zh: "编号只用小写字母、数字和连字符，最多 40 个。", en: "An id has lower-case letters, digits and hyphens only, 40 at most.")
    static let doubleID = Text(zh: "有两项用了同一个编号。", en: "Two entries have the same id.")
    static func tooMany(_ most: Int) -> Text {
        Text(zh: "最多 \(most) 项。", en: "\(most) entries at most.")
    }
    static func noQuestion(_ category: Text) -> Text {
        Text(
            zh: "“\(category)”就没有核实问题了；每个类别至少留一条。",
            en: "“\(category)” would be left without a question; each category needs one.")
    }
    static let nothing = Text(zh: "没有要改的。", en: "There is nothing to change.")
}
