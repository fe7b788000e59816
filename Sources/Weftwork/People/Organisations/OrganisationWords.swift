/// What organisations' pages say.
enum OrganisationWords {
    static let title = Text(zh: "机构", en: "Organisations")
    static let none = Text(zh: "还没有成员写明机构。", en: "No member has named an organisation yet.")
    static func members(_ count: Int) -> Text { Text(zh: "\(count) 位成员", en: "\(count) members") }
    static let belong = Text(zh: "我所在的机构", en: "The organisation I belong to")
    static let belongHint = Text(
        zh: "写明所在机构不等于代表它发言；代表由别人背书后认领。",
        en: "Belonging to one gives no word in its name; who represents it is vouched for and claims it.")
    static let hasOne = Text(zh: "这个机构已有代表，请由其委派。", en: "It has a representative, who can name delegates.")
    static let needsVouch = Text(
        zh: "先要有一位受信任的成员为您背书“代表机构”，并写上这个机构的名字。",
        en: "First a trusted member has to vouch that you represent it, naming it.")
    static let notYours = Text(zh: "只有代表这个机构的人可以这样做。", en: "Only those who speak for it can do this.")
    static let notTheirs = Text(zh: "这位成员不属于这个机构。", en: "This member doesn't belong to it.")
    static let badWebsite = Text(zh: "网址以 https:// 开头。", en: "A web address begins with https://.")
    static let claim = Text(zh: "认领为代表", en: "Claim it as its representative")
    static let speakers = Text(zh: "谁代表它", en: "Who speaks for it")
    static let noSpeaker = Text(zh: "还没有人认领。", en: "Nobody has claimed it yet.")
    static let representative = Text(zh: "签约代表", en: "Representative")
    static let delegate = Text(zh: "受托人", en: "Delegate")
    static let name = Text(zh: "名称", en: "Name")
    static let nameHint = Text(
        zh: "成员看到的正式名称，一般用中文；只有签约代表能改。",
        en: "The official name that members see; only the representative changes it.")
    static let nameIsTheirs = Text(zh: "名称只有签约代表能改。", en: "Only the representative changes the name.")
    static let takenName = Text(zh: "已有一家机构叫这个名字。", en: "There is an organisation of this name already.")
    static let nameEnglish = Text(zh: "英文名", en: "English name")
    static let sector = Text(zh: "类别", en: "Sector")
    static let size = Text(zh: "规模", en: "Size")
    static let regions = Text(zh: "覆盖地区", en: "Regions it covers")
    static let website = Text(zh: "网站", en: "Website")
    static let edit = Text(zh: "修改资料", en: "Change what is said about it")
    static let addDelegate = Text(zh: "委派一位", en: "Name a delegate")
    static let remove = Text(zh: "不再代表", en: "No longer")
    static let mailLost = Text(
        zh: "您代表机构的背书已经结束，您不再代表它。有人再为您背书后可以重新认领：",
        en:
            "The vouch by which you spoke for the organisation has ended, and with it your speaking. With a new one you can claim it again:"
    )
    static let theirMembers = Text(zh: "在这里的成员", en: "Members here")

    static func name(of sector: Sector) -> Text {
        switch sector {
        case .government: Text(zh: "政府", en: "Government")
        case .international: Text(zh: "联合国与国际组织", en: "UN and international")
        case .civilSociety: Text(zh: "社会组织", en: "Civil society")
        case .business: Text(zh: "企业", en: "Business")
        case .socialEnterprise: Text(zh: "社会企业", en: "Social enterprise")
        case .academia: Text(zh: "学术机构", en: "Academia")
        case .funder: Text(zh: "资助方", en: "Funder")
        case .media: Text(zh: "媒体", en: "Media")
        case .community: Text(zh: "社区", en: "Community")
        case .alliance: Text(zh: "联盟", en: "Alliance")
        }
    }

    static func name(of size: Size) -> Text {
        switch size {
        case .few: Text(zh: "10 人以下", en: "Under 10")
        case .tens: Text(zh: "10 到 99 人", en: "10 to 99")
        case .hundreds: Text(zh: "100 到 999 人", en: "100 to 999")
        case .thousands: Text(zh: "1000 人以上", en: "1000 and more")
        }
    }
}
