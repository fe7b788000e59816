/// What profiles say.
enum ProfileWords {
    static let title = Text(zh: "我的资料", en: "My profile")
    static let hint = Text(
        zh: "每一项都由您决定谁能看。除了名字，都可以不填。", en: "You decide who sees each. All but your name can stay empty.")
    static func whoSees(_ field: Text) -> Text { Text(zh: "谁能看：\(field)", en: "Who sees it: \(field)") }
    static let name = Text(zh: "名字", en: "Name")
    static let badHandle = Text(
        zh: "2 到 32 个字母、数字、下划线或连字符。", en: "2 to 32 letters, digits, underscores or hyphens.")
    static let messages = Text(zh: "讨论的消息：多久告诉我一次", en: "Messages about discussions: how often I hear")
    static let takenHandle = Text(zh: "这个代号已有人用。", en: "Somebody has this handle already.")
    static let badPhone = Text(zh: "这不是能用的电话号码。", en: "This isn't a usable phone number.")
    static let badTimeZone = Text(
        zh: "请写时区的名字，如 Asia/Shanghai。", en: "A time zone has a name, such as Asia/Shanghai.")
    static let timeZoneHint = Text(zh: "用英文写：洲/城市", en: "a name such as Asia/Shanghai")
    static let empty = Text(zh: "还没有填", en: "nothing yet")
    static let stillTrue = Text(zh: "还是这样吗？", en: "Still true?")
    static let stillTrueHint = Text(
        zh: "您需要的和能带来的，半年没有改过了。", en: "What you need and what you bring has not changed for half a year.")
    static let yesStill = Text(zh: "还是这样", en: "Still true")
    static let mailStillTrue = Text(
        zh: "您写的“我需要什么”“我能带来什么”半年没有改过了。还对的话，打开这一页按一下；不对就改一改：",
        en:
            "What you wrote that you need and bring has not changed for half a year. If it is still true, one press on this page will do; if not, change it:"
    )
    static func name(of group: ProfileGroup) -> Text {
        switch group {
        case .give: Text(zh: "带来与需要", en: "What I bring and need")
        case .card: Text(zh: "我是谁", en: "Who I am")
        case .place: Text(zh: "地点与语言", en: "Place and languages")
        case .reach: Text(zh: "怎么联系我", en: "How to reach me")
        case .safety: Text(zh: "现场安全", en: "Safe on site")
        }
    }
    static let emergencyHint = Text(
        zh: "封存；只在您外出没有按时回来时，由负责人打开。",
        en: "Sealed; opened only by whoever answers for it when you went out and did not come back in time.")

    static let contacts = Text(zh: "联系方式", en: "How to reach them")
    static let contactsHint = Text(
        zh: "按下才显示。每次查看都会记录，对方看得到。", en: "Shown when you press. Each look is on record, and they can read it.")
    static let look = Text(zh: "显示联系方式（会记录）", en: "Show how to reach them (recorded)")
    static let looks = Text(zh: "谁看过我的联系方式", en: "Who has looked at how I am reached")
    static let noLooks = Text(zh: "还没有人看过。", en: "Nobody has looked yet.")
    static let contactWho = Text(
        zh: "别人按下按钮才看得到，您会看到是谁看的。", en: "Others see it by pressing a button, and you see who did.")

    static let photo = Text(zh: "我的照片", en: "My photo")
    static let photoHint = Text(
        zh: "可以不放。放了，由您决定谁能看。", en: "You need none. If you add one, you decide who sees it.")
    static let newPhoto = Text(zh: "选一张照片", en: "Choose a photo")
    static let onPasses = Text(
        zh: "在我的通行证上显示：扫码的人看得到", en: "Show it on my passes: whoever scans one sees it")
    static let savePhoto = Text(zh: "保存照片", en: "Save the photo")
    static let removePhoto = Text(zh: "删除我的照片", en: "Delete my photo")

    static func label(_ field: ProfileField) -> Text {
        switch field {
        case .handle: Text(zh: "代号", en: "Handle")
        case .about: Text(zh: "关于我", en: "About me")
        case .area: Text(zh: "地区", en: "Area")
        case .timeZone: Text(zh: "时区", en: "Time zone")
        case .languages: Text(zh: "语言", en: "Languages")
        case .walk: Text(zh: "身份", en: "Walk of life")
        case .interests: Text(zh: "兴趣", en: "Interests")
        case .skills: Text(zh: "技能", en: "Skills")
        case .needs: Text(zh: "我需要什么", en: "What I need")
        case .offers: Text(zh: "我能带来什么", en: "What I bring")
        case .askMe: Text(zh: "可以找我做什么", en: "What you may ask me for")
        case .phone: Text(zh: "电话", en: "Phone")
        case .wechat: Text(zh: "微信", en: "WeChat")
        case .publicEmail: Text(zh: "联系邮箱", en: "Mail address for contact")
        case .emergencyContact: Text(zh: "紧急联系人", en: "Emergency contact")
        case .insurance: Text(zh: "保险", en: "Insurance")
        }
    }

    static func name(of audience: Audience) -> Text {
        switch audience {
        case .concerned, .case: Text(zh: "只有我", en: "Only me")
        case .stewards: Text(zh: "守护者和协调员", en: "Stewards and coordinators")
        case .trusted: Text(zh: "受信任的成员", en: "Trusted members")
        case .members: Text(zh: "成员", en: "Members")
        case .partners: Text(zh: "伙伴网络", en: "Partners")
        case .public: Text(zh: "所有人", en: "Everybody")
        }
    }

    static func name(of walk: Walk) -> Text {
        switch walk {
        case .official: Text(zh: "公务人员", en: "Official")
        case .scholar: Text(zh: "学者", en: "Scholar")
        case .entrepreneur: Text(zh: "企业家", en: "Entrepreneur")
        case .employee: Text(zh: "职员", en: "Employee")
        case .socialWorker: Text(zh: "社工", en: "Social worker")
        case .health: Text(zh: "医护", en: "Health worker")
        case .student: Text(zh: "学生", en: "Student")
        case .retired: Text(zh: "退休", en: "Retired")
        case .other: Text(zh: "其他", en: "Other")
        }
    }
}
