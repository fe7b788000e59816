/// What sign-in and accounts say.
enum PeopleWords {
    static let badSlug = Text(
        zh: "网络标识只用小写字母、数字和连字符，2 到 40 个字符，以字母开头。",
        en: "A network's slug has lower-case letters, digits and hyphens, 2 to 40, beginning with a letter.")
    static func networkExists(_ slug: String) -> Text {
        Text(zh: "网络 \(slug) 已经存在。", en: "There is a network \(slug) already.")
    }
    static func unknownNetwork(_ slug: String) -> Text {
        Text(zh: "没有名为 \(slug) 的网络。", en: "There is no network \(slug).")
    }
    static let badDays = Text(zh: "天数应在 1 到 3650 之间。", en: "Days must be between 1 and 3650.")
    static func badTokenDays(_ most: Int) -> Text {
        Text(zh: "天数应在 1 到 \(most) 之间。", en: "Days must be between 1 and \(most).")
    }
    static let badEmail = Text(zh: "这不是能用的邮箱地址。", en: "This isn't a usable mail address.")
    static let unknownMember = Text(zh: "没有这个邮箱的成员。", en: "No member has this mail address.")
    static let unknownToken = Text(zh: "没有这个令牌，或者已经失效。", en: "There is no such token, or it is over.")
    static let readOnlyToken = Text(zh: "这个令牌只能读取。", en: "This token may only read.")
    static let wrongCode = Text(
        zh: "验证码不对，或者已经过期。可以重新获取一个。", en: "The code is wrong or too old. You can ask for a new one.")
    static let usedLink = Text(
        zh: "这个登录链接已经用过或过期。请重新获取。", en: "This sign-in link was used or is too old. Please ask for a new one.")
    static let mailSubject = Text(zh: "登录验证码", en: "Your sign-in code")
    static func mailBody(code: String, link: String) -> Text {
        Text(
            zh: "验证码：\(code)\n\n在您打开的登录页面输入它，或打开这个链接：\n\(link)\n\n10 分钟内有效，只能用一次。如果不是您要登录，不用理会。\n这里的人不会向您要钱、手续费或验证码。\n",
            en:
                "Code: \(code)\n\nType it where you began to sign in, or open this link:\n\(link)\n\nGood for 10 minutes and once. If it wasn't you, ignore this.\nNobody from here asks for money, fees or codes.\n"
        )
    }

    static let signInTitle = Text(zh: "登录", en: "Sign in")
    static let email = Text(zh: "邮箱", en: "Mail address")
    static let emailHint = Text(
        zh: "我们发一个验证码和一个链接，不需要密码。", en: "We send a code and a link; no password is needed.")
    static let sendCode = Text(zh: "发验证码", en: "Send me a code")
    static let codeTitle = Text(zh: "输入验证码", en: "Type the code")
    static let codeHint = Text(
        zh: "如果这个邮箱属于一位成员，验证码正在路上（6 位数字，10 分钟有效）。",
        en: "If the address belongs to a member, a code of six digits is on its way; it is good for 10 minutes.")
    static let newCodeHint = Text(
        zh: "我们给这个邮箱发了 6 位验证码，10 分钟有效。",
        en: "A code of six digits is on its way to this address; it is good for 10 minutes.")
    static let code = Text(zh: "验证码", en: "Code")
    static let enter = Text(zh: "进入", en: "Enter")
    static let linkTitle = Text(zh: "确认登录", en: "Confirm sign-in")
    static let linkHint = Text(zh: "按一下按钮就登录。", en: "Press the button to sign in.")
    static let noAccountNeeded = Text(
        zh: "求助不需要账号。", en: "You need no account to ask for help.")
    static let signOut = Text(zh: "退出登录", en: "Sign out")
    static let members = Text(zh: "成员", en: "Members")
    static let thanks = Text(zh: "感谢与证书", en: "Thanks and certificates")
    static let myRoles = Text(zh: "我的角色", en: "My roles")
    static let noRoles = Text(
        zh: "没有特别角色：可以提交、认领和提供帮助。", en: "No special role: you may submit, claim and offer.")
    static let keysTitle = Text(zh: "键盘快捷键", en: "Keyboard shortcuts")
    static let keysHint = Text(
        zh: "打开后可用单键操作：j / k 上下移动，回车打开，? 看全部。默认关闭，以免误触。",
        en:
            "When on, single keys work: j / k move, enter opens, ? shows all. Off at first, so that nothing happens by accident."
    )
    static let keysOn = Text(zh: "打开快捷键", en: "Turn shortcuts on")
    static let keysOff = Text(zh: "关闭快捷键", en: "Turn shortcuts off")
    static let languageTitle = Text(zh: "语言", en: "Language")

    static func name(of role: Role) -> Text {
        switch role {
        case .coordinator: Text(zh: "协调员", en: "Coordinator")
        case .intake: Text(zh: "接收员", en: "Intake")
        case .verifier: Text(zh: "审核员", en: "Verifier")
        case .dispatcher: Text(zh: "调度员", en: "Dispatcher")
        case .trainer: Text(zh: "培训师", en: "Trainer")
        case .weaver: Text(zh: "网络编织者", en: "Weaver")
        case .facilitator: Text(zh: "引导者", en: "Facilitator")
        case .knowledgeWeaver: Text(zh: "知识编织者", en: "Knowledge weaver")
        case .communicator: Text(zh: "传播者", en: "Communicator")
        case .dataSteward: Text(zh: "数据管理员", en: "Data steward")
        case .fundraiser: Text(zh: "筹款人", en: "Fundraiser")
        }
    }

    static func name(of standing: Standing) -> Text {
        switch standing {
        case .newcomer: Text(zh: "新成员", en: "Newcomer")
        case .vouched: Text(zh: "已背书", en: "Vouched")
        case .trusted: Text(zh: "受信任", en: "Trusted")
        case .steward: Text(zh: "守护者", en: "Steward")
        }
    }
}
