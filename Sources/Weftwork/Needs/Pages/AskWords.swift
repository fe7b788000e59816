/// What the public form says.
enum AskWords {
    static let title = Text(zh: "需要什么帮助？", en: "What help do you need?")
    static let promise = Text(
        zh: "不用注册。提交后马上有人负责，您能随时看到进展。我们只核实和对接信息，不收钱、不收物资。",
        en:
            "No account needed. Somebody answers for it at once, and you can always see how it stands. We check and pass on information; we take neither money nor goods."
    )
    static func firstAnswer(_ critical: Int64, _ normal: Int64) -> Text {
        Text(
            zh: "危急的 \(span: critical)内、一般的 \(span: normal)内有人答复。",
            en: "A first answer comes within \(span: critical) when it is critical, \(span: normal) usually.")
    }
    static let inDanger = Text(
        zh: "生命危险请先拨打 120、119 或 110。", en: "Where life is in danger call 120, 119 or 110 first.")
    static let titleLabel = Text(zh: "一句话说明", en: "In one line")
    static let titleHint = Text(zh: "例如：县医院缺 N95 口罩", en: "For example: county hospital lacks N95 masks")
    static let linesLabel = Text(zh: "需要的东西和数量", en: "What and how much")
    static let linesHint = Text(
        zh: "一行一样，可以直接粘贴清单；不知道数量就写“不限”或不写。例如：N95口罩 500只",
        en:
            "One thing a line; you can paste a list. Where you don't know the number, write “no limit” or nothing. For example: N95 masks 500"
    )
    static let noLimit = Text(zh: "不限", en: "no limit")
    static let urgencyLabel = Text(zh: "有多急", en: "How urgent")
    static let phoneLabel = Text(zh: "您的手机号", en: "Your phone number")
    static let wayHint = Text(zh: "电话、邮箱、微信，至少留一个", en: "Phone, mail or WeChat: at least one")
    static let nameLabel = Text(zh: "怎么称呼您", en: "Your name")
    static let emailLabel = Text(zh: "邮箱", en: "Mail address")
    static let wechatLabel = Text(zh: "微信号", en: "WeChat id")
    static let preferenceLabel = Text(zh: "什么时候、怎样联系方便", en: "When and how to reach you best")
    static let more = Text(zh: "补充更多（地址、单位、截止时间……）", en: "Say more (address, institution, deadline …)")
    static let institutionLabel = Text(zh: "机构名称", en: "Institution")
    static let provinceLabel = Text(zh: "省", en: "Province")
    static let cityLabel = Text(zh: "市", en: "City")
    static let districtLabel = Text(zh: "区县", en: "District")
    static let addressLabel = Text(zh: "详细地址", en: "Address")
    static let receivingLabel = Text(zh: "收货时间、从哪个门进", en: "When goods are taken in, by which gate")
    static let descriptionLabel = Text(zh: "其他说明", en: "Anything else")
    static let neededByLabel = Text(zh: "最迟什么时候需要", en: "Needed by")
    static let categoryLabel = Text(zh: "类别", en: "Category")
    static let categoryGuess = Text(zh: "按内容自动判断", en: "From what is needed")
    static let sourceLabel = Text(zh: "消息来源", en: "Where this comes from")
    static let referenceLabel = Text(zh: "公函编号或链接", en: "Letter number or link")
    static let onBehalfLabel = Text(zh: "替谁提交", en: "On whose behalf")
    static let consentLabel = Text(zh: "对方知道并同意公开吗？", en: "Does that person know and agree to publishing?")
    static let seenByAll = Text(zh: "核实后所有人可见", en: "Everybody sees it once it is checked")
    static let seenByMembers = Text(zh: "成员可见", en: "Members see it")
    static let seenByCase = Text(
        zh: "只给经办人和认领者看；每次查看您都能看到记录",
        en: "Only those who work on it and those who promised something; you see each look")
    static let seenByArea = Text(zh: "公众只看到区县", en: "The public sees the district only")
    static let picks = Text(zh: "从常用物品里选", en: "Choose from what is often needed")
    /// Who runs this, and how they are reached.
    static func runBy(_ about: DeskSettings.About, _ network: String) -> Text {
        let runner = about.runBy.isEmpty ? network : about.runBy
        return about.contact.isEmpty
            ? Text(zh: "由“\(runner)”运营。", en: "Run by \(runner).")
            : Text(zh: "由“\(runner)”运营，联系：\(about.contact)。", en: "Run by \(runner); contact: \(about.contact).")
    }
    static func keeping(_ days: Int) -> Text {
        Text(
            zh: "联系方式加密保存，结束后 \(days) 天销毁。",
            en: "Contacts are kept encrypted and destroyed \(days) days after the end.")
    }
    static let preview = Text(zh: "看看公开后的样子", en: "See how it will look in public")
    static let previewHint = Text(
        zh: "核实发布后，所有人看到的就是这些；还没有提交。",
        en: "This is what everybody sees once it is checked and published; nothing has been sent yet.")
    static let send = Text(zh: "提交，拿到查询码", en: "Send and get a code")
    static let afterwards = Text(
        zh: "提交后可以随时补充、修改或撤回。", en: "Afterwards you can add, correct or withdraw at any time.")
}
