/// What is said about how somebody is reached.
enum ChannelWords {
    static let badPhone = Text(
        zh: "这不是能收短信的手机号。国外号码请以 + 和国家代码开头。",
        en: "No message can be sent to this number. Begin numbers of other countries with + and their code.")
    static let badContact = Text(
        zh: "这不是能用的邮箱或手机号。国外手机号请以 + 和国家代码开头。",
        en: "This is no usable mail address or mobile number. Begin numbers of other countries with + and their code.")
    static let contact = Text(zh: "邮箱或手机号", en: "Mail address or mobile number")
    static let contactHint = Text(
        zh: "我们发一个验证码，不需要密码。国外手机号以 + 开头。",
        en: "We send a code; no password is needed. Numbers of other countries begin with +.")
    static let signUpTitle = Text(zh: "先确认怎样联系您", en: "First, how to reach you")
    static let phoneCodeHint = Text(
        zh: "如果这个手机号属于一位成员，验证码正在路上（6 位数字，10 分钟有效）。",
        en: "If the number belongs to a member, a code of six digits is on its way; it is good for 10 minutes.")
    static let newPhoneCodeHint = Text(
        zh: "我们给这个手机号发了 6 位验证码，10 分钟有效。",
        en: "A code of six digits is on its way to this number; it is good for 10 minutes.")
    static let numberAlone = Text(
        zh: "这个账号责任较多，在新设备上不能只凭短信验证码进入：手机号可能已经换了主人。请用邮箱验证码或密码登录，或在用过的设备上登录。都不行的话，请联系本站的运营者，他们能给您一个一次性链接。",
        en:
            "Much hangs on this account, so on a new device a code by SMS alone does not open it: the number may belong to somebody else by now. Sign in with a code by mail or with your password, or on a device you have used before. If none is left, ask whoever runs this server for a one-time link."
    )

    /// By SMS: short, and never with a link.
    static func codeSMS(_ code: String) -> Text {
        Text(
            zh: "验证码：\(code)，10 分钟有效。这里的人不会向您要验证码，请勿告诉任何人。",
            en: "Code: \(code), good for 10 minutes. Nobody from here asks for it; tell it to nobody.")
    }
    static let codeSubject = Text(zh: "确认您的邮箱", en: "Confirm your mail address")
    static func codeMail(_ code: String) -> Text {
        Text(
            zh: "验证码：\(code)\n\n在您更改邮箱的页面输入它，这个邮箱就属于您的账号。10 分钟内有效。如果不是您要更改，不用理会。\n",
            en:
                "Code: \(code)\n\nType it where you began to change your mail address; this one is your account's then. Good for 10 minutes. If it wasn't you, ignore this.\n"
        )
    }

    static let taken = Text(
        zh: "有人想把这个联系方式用于另一个账号。它已经属于您的账号，什么都没有改变。\n",
        en:
            "Somebody wanted to use this address or number for another account. It belongs to yours, and nothing was changed.\n"
    )
    static let yoursAlready = Text(zh: "这已经是您账号现在用的。", en: "Your account has this one already.")
    static let inUse = Text(
        zh: "这个联系方式现在不能用于您的账号：它属于另一个账号，或者刚属于过。",
        en: "This can't be used for your account now: it belongs to another, or did so until lately.")
    static let heldBack = Text(
        zh: "这个联系方式刚从一个账号上换下来，72 小时内那个账号的主人还能换回。请打开收到的链接撤回更改，或过几天再试。",
        en:
            "This was taken off an account lately, whose owner can still take it back for 72 hours. Open the link that was sent there to undo the change, or try again in a few days."
    )
    static let lastChannel = Text(
        zh: "账号上没有邮箱，删掉手机号就没有办法联系您了。请先加一个邮箱。",
        en: "Without a mail address there would be no way left to reach you. Add a mail address first.")

    // MARK: What the old address is told

    static func changedSubject(_ kind: Channel.Kind) -> Text {
        switch kind {
        case .mail:
            Text(zh: "您账号的邮箱被更改。不是您？在这里收回：", en: "Your account's mail address was changed. Not you? Take it back:")
        case .phone:
            Text(zh: "您账号的手机号被更改。不是您？在这里收回：", en: "Your account's phone number was changed. Not you? Take it back:")
        }
    }
    private static func what(_ kind: Channel.Kind) -> Text {
        switch kind {
        case .mail:
            Text(
                zh: "您账号的邮箱被更改，这个邮箱不再属于它。",
                en: "The mail address of your account was changed; this one is no longer its own.")
        case .phone:
            Text(
                zh: "您账号的手机号被更改或删除，这个号码不再属于它。",
                en: "The phone number of your account was changed or removed; this one is no longer its own.")
        }
    }
    static func changed(_ kind: Channel.Kind, until: Int64, link: String) -> Text {
        Text(
            zh: "\(what(kind))\n\n如果不是您做的，请在\(moment: until)之前打开这里，把账号收回来：\n\(link)\n\n收回后，所有设备都会退出，令牌全部作废。\n",
            en:
                "\(what(kind))\n\nIf it wasn't you, open this before \(moment: until) to take your account back:\n\(link)\n\nAll devices are signed out and all tokens end then.\n"
        )
    }
    static func changedElsewhere(_ kind: Channel.Kind, link: String) -> Text {
        let words =
            kind == .mail
            ? Text(zh: "您账号的邮箱被更改。", en: "The mail address of your account was changed.")
            : Text(zh: "您账号的手机号被添加、更改或删除。", en: "A phone number of your account was added, changed or removed.")
        return SignInWords.mailBody(words, link: link)
    }
    static let voucherSubject = Text(zh: "您背书的人更改了联系方式", en: "Somebody you vouch for is reached elsewhere")
    static func voucherTold(_ name: String, until: Int64) -> Text {
        Text(
            zh:
                "\(name) 的账号在一台新设备上更改了邮箱或手机号。\(moment: until)之前，那台设备不能背书，也看不到联系方式。方便的话，请用您知道的方式问问本人；如果不是本人做的，请提醒他们收回账号，或撤回背书。",
            en:
                "The account of \(name) changed its mail address or phone from a new device. Until \(moment: until) that device neither vouches nor sees contacts. If you can, ask them in a way you know; if it wasn't them, tell them to take the account back, or take your vouch back."
        )
    }

    // MARK: Taking back

    static let takeBackTitle = Text(zh: "收回账号", en: "Take the account back")
    static func takeBackWhat(_ kind: Channel.Kind, until: Int64) -> Text {
        switch kind {
        case .mail:
            Text(
                zh: "按下按钮：这个邮箱重新属于您的账号，此后更改的手机号、密码、第二步和关联账号都会撤销，所有设备退出，令牌全部作废。\(moment: until)之前有效。",
                en:
                    "Press the button, and this mail address is your account's again; phone, password, second step and linked accounts that were changed since are undone, every device is signed out, every token ends. Possible until \(moment: until)."
            )
        case .phone:
            Text(
                zh: "按下按钮：这个手机号重新属于您的账号，此后更改的邮箱、密码、第二步和关联账号都会撤销，所有设备退出，令牌全部作废。\(moment: until)之前有效。",
                en:
                    "Press the button, and this phone number is your account's again; mail address, password, second step and linked accounts that were changed since are undone, every device is signed out, every token ends. Possible until \(moment: until)."
            )
        }
    }
    static let takeBackButton = Text(zh: "收回我的账号", en: "Take my account back")
    static let tooLate = Text(
        zh: "这个链接已经用过，或者 72 小时已过。如果您的账号在别人手里，请联系本站的运营者。",
        en:
            "This link was used, or the 72 hours are over. If somebody else has your account, ask whoever runs this server."
    )
    static let takenBackTitle = Text(zh: "账号已收回", en: "The account is yours again")
    static let takenBackHint = Text(
        zh: "原来的联系方式已恢复，所有设备都已退出。现在请重新登录，看看账号安全里最近发生的事。",
        en:
            "The earlier address is back and every device is signed out. Sign in now, and look at what happened lately on your account's page."
    )
    static let takenBackSubject = Text(zh: "您的账号已被原来的联系方式收回", en: "Your account was taken back by its earlier address")
    static func takenBackMail(_ link: String) -> Text {
        Text(
            zh: "账号的邮箱和手机号恢复成更改之前的，所有设备都已退出，令牌已作废。重新登录：\n\(link)\n",
            en:
                "Mail address and phone of the account are those from before the change; every device is signed out, every token has ended. Sign in again:\n\(link)\n"
        )
    }

    // MARK: The page

    static let title = Text(zh: "怎样联系到您", en: "How you are reached")
    static let hint = Text(
        zh: "用来登录和通知，只有您自己看得到。更改时，原来的地址会收到通知，72 小时内可以收回。",
        en:
            "For signing in and for messages; nobody but you sees it. When it is changed, the old one is told and can take the account back for 72 hours."
    )
    static let mail = Text(zh: "邮箱", en: "Mail address")
    static let phone = Text(zh: "手机号", en: "Mobile number")
    static let none = Text(zh: "没有", en: "none")
    static let changeMail = Text(zh: "更改邮箱", en: "Change the mail address")
    static let addMail = Text(zh: "添加邮箱", en: "Add a mail address")
    static let changePhone = Text(zh: "更改手机号", en: "Change the mobile number")
    static let addPhone = Text(zh: "添加手机号", en: "Add a mobile number")
    static let removePhone = Text(zh: "删除手机号", en: "Remove the mobile number")
    static let newMail = Text(zh: "新邮箱", en: "New mail address")
    static let newPhone = Text(zh: "新手机号", en: "New mobile number")
    static let codeHint = Text(
        zh: "我们向新的地址发了 6 位验证码，10 分钟有效。输入它，更改才生效。",
        en:
            "A code of six digits is on its way to the new address; it is good for 10 minutes. The change holds once you type it."
    )
    static let confirm = Text(zh: "确认更改", en: "Confirm the change")
    static func canBeTakenBack(_ until: Int64) -> Text {
        Text(
            zh: "刚更改过；\(moment: until)之前，原来的地址还能收回。",
            en: "Changed lately: the earlier address can take it back until \(moment: until).")
    }
}
