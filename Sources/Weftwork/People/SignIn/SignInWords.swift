/// What signing in and the safety of an account say.
enum SignInWords {
    static let wrongPassword = Text(
        zh: "邮箱或密码不对。也可以用验证码登录。", en: "Mail address or password is wrong. You can sign in by code, too.")
    static func shortPassword(_ least: Int) -> Text {
        Text(zh: "至少 \(least) 个字符。可以用几个不相干的词。", en: "At least \(least) characters. A few unrelated words do well.")
    }
    static func longPassword(_ most: Int) -> Text { Text(zh: "最多 \(most) 个字符。", en: "At most \(most) characters.") }
    static let easyPassword = Text(
        zh: "这个密码太容易猜到。换几个不相干的词试试。", en: "This password is too easy to guess. Try a few unrelated words.")
    static let wrongSecondCode = Text(
        zh: "验证码不对，或者已经用过。等下一个再试。", en: "The code is wrong or was used before. Wait for the next one.")

    static func foreignUnknown(_ provider: Text) -> Text {
        Text(
            zh: "没有成员的邮箱与“\(provider)”确认的邮箱相同。", en: "No member has the mail address that \(provider) has verified.")
    }
    static func mailLinked(_ provider: Text) -> Text {
        Text(
            zh: "有人第一次用“\(provider)”的账号登录了您的账号。",
            en: "Your account was entered with an account at \(provider) for the first time.")
    }

    static let password = Text(zh: "密码", en: "Password")
    static let byPassword = Text(zh: "用密码登录", en: "Sign in with a password")
    static let secondTitle = Text(zh: "第二步", en: "Second step")
    static let secondHint = Text(
        zh: "输入验证器应用里的 6 位数字；手机不在身边时，输入一个备用码。",
        en: "Type the six digits of your authenticator app – or a spare code if the phone is not with you.")

    static let securityTitle = Text(zh: "账号安全", en: "Account safety")
    static let securityHint = Text(
        zh: "已登录的设备、密码、第二步验证、令牌。", en: "Where you are signed in, password, second step, tokens.")
    static let sessions = Text(zh: "已登录的设备", en: "Where you are signed in")
    static let thisOne = Text(zh: "这台设备", en: "this device")
    static func lastSeen(_ moment: Int64) -> Text {
        Text(zh: "最近使用：\(moment: moment)", en: "last used \(moment: moment)")
    }
    static let endSession = Text(zh: "退出这台", en: "Sign out there")
    static let endOthers = Text(zh: "退出其他所有设备", en: "Sign out everywhere else")
    static let passwordTitle = Text(zh: "密码（可选）", en: "Password (optional)")
    static let passwordHint = Text(
        zh: "平时用邮箱验证码登录就够了；在收邮件不便的地方，可以设一个密码。",
        en: "The code by mail is enough; where mail is hard to read, a password helps.")
    static let newPassword = Text(zh: "新密码", en: "New password")
    static let setPassword = Text(zh: "设置密码", en: "Set the password")
    static let removePassword = Text(zh: "删除密码", en: "Remove the password")
    static let hasPassword = Text(zh: "已设置密码。", en: "A password is set.")
    static let secondStepTitle = Text(zh: "第二步验证", en: "Second step")
    static let secondStepWhy = Text(
        zh: "守护者和协调员看得到别人的联系方式：请打开第二步，这样单有邮箱也进不来。",
        en:
            "Stewards and coordinators can see contacts: please turn the second step on, so that a mailbox alone lets nobody in."
    )
    static let secondStepRequired = Text(
        zh: "守护者和值班岗位的权限要打开第二步验证后才有。",
        en: "On this server stewards and desk roles have their powers only with a second step.")
    static let secondStepOn = Text(zh: "第二步已打开。", en: "The second step is on.")
    static let scan = Text(
        zh: "用验证器应用扫描，或手动输入密钥，然后输入它显示的 6 位数字。",
        en: "Scan this with an authenticator app, or type the key; then type the six digits it shows.")
    static let key = Text(zh: "密钥", en: "Key")
    static let qrLabel = Text(zh: "验证器应用的二维码", en: "QR code for the authenticator app")
    static let turnOn = Text(zh: "打开", en: "Turn on")
    static let turnOff = Text(zh: "关闭", en: "Turn off")
    static let beginSetup = Text(zh: "开始设置", en: "Set it up")
    static let spareTitle = Text(zh: "备用码", en: "Spare codes")
    static let spareHint = Text(
        zh: "手机丢了就靠它们：每个能用一次。现在抄下来，之后不再显示。",
        en: "For when the phone is lost: each works once. Write them down now; they are not shown again.")
    static let kept = Text(zh: "我已抄好", en: "I have written them down")
    static let logTitle = Text(zh: "最近发生的事", en: "What happened lately")
    static let tokensTitle = Text(zh: "程序用的令牌", en: "Tokens for programs")
    static let noTokens = Text(zh: "没有令牌。", en: "No tokens.")
    static let tokenLabel = Text(zh: "用途", en: "What for")
    static let tokenScope = Text(zh: "可以做什么", en: "What it may do")
    static let scopeRead = Text(zh: "只读", en: "Read")
    static let scopeWrite = Text(zh: "读和写", en: "Read and write")
    static let tokenDays = Text(zh: "有效天数", en: "Days it lasts")
    static let makeToken = Text(zh: "生成令牌", en: "Make a token")
    static let tokenMade = Text(zh: "新令牌，只显示这一次：", en: "The new token, shown this once:")
    static let revoke = Text(zh: "作废", en: "Revoke")
    static func expires(_ moment: Int64) -> Text { Text(zh: "\(moment: moment)到期", en: "until \(moment: moment)") }
    static let done = Text(zh: "已保存。", en: "Saved.")
    static let again = Text(
        zh: "为了安全，这里请先重新登录。", en: "To be safe, please sign in once more before you do this.")

    static func name(of event: SecurityEvent) -> Text {
        switch event {
        case .signedIn: Text(zh: "登录", en: "Signed in")
        case .signedInNewDevice: Text(zh: "从新设备登录", en: "Signed in from a new device")
        case .wrongCode: Text(zh: "输错验证码或密码", en: "A wrong code or password")
        case .signedOut: Text(zh: "退出", en: "Signed out")
        case .sessionEnded: Text(zh: "在别处退出了一台设备", en: "A session was ended")
        case .passwordSet: Text(zh: "设置了密码", en: "Password set")
        case .passwordRemoved: Text(zh: "删除了密码", en: "Password removed")
        case .secondStepOn: Text(zh: "打开了第二步", en: "Second step turned on")
        case .secondStepOff: Text(zh: "关闭了第二步", en: "Second step turned off")
        case .spareCodeUsed: Text(zh: "用了一个备用码", en: "A spare code was used")
        case .tokenMade: Text(zh: "生成了令牌", en: "A token was made")
        case .tokenRevoked: Text(zh: "作废了令牌", en: "A token was revoked")
        case .codeReused: Text(zh: "验证器的验证码被重复使用", en: "A code of the authenticator was used a second time")
        case .mailChanged: Text(zh: "更改了邮箱", en: "Mail address changed")
        case .phoneChanged: Text(zh: "更改了手机号", en: "Phone number changed")
        case .phoneRemoved: Text(zh: "删除了手机号", en: "Phone number removed")
        case .robotNamed: Text(zh: "接入了自己的机器人", en: "A robot of one's own was joined")
        case .robotRemoved: Text(zh: "去掉了自己的机器人", en: "The robot of one's own was taken off")
        case .takenBack: Text(zh: "用原来的联系方式收回了账号", en: "The account was taken back by its earlier address")
        case .numberAlone: Text(zh: "只凭短信验证码没能登录", en: "A code by SMS alone did not sign in")
        case .codesStopped: Text(zh: "输错太多，暂停了新设备的验证码", en: "Too many wrong codes: new devices were stopped")
        case .providerUnlinked: Text(zh: "解除了关联的账号", en: "A linked account was taken off")
        case .providerLinked: Text(zh: "关联了机构账号", en: "An organisation's account was linked")
        }
    }

    static let mailSubject = Text(zh: "您的账号", en: "Your account")
    static func mailBody(_ words: Text, link: String) -> Text {
        Text(
            zh: "\(words)\n\n如果不是您做的，请马上打开这里，退出其他设备：\n\(link)\n",
            en: "\(words)\n\nIf it wasn't you, open this at once and sign out everywhere else:\n\(link)\n")
    }
    static func mailNewDevice(_ agent: String) -> Text {
        Text(zh: "有人在一台新设备（\(agent)）上登录了您的账号。", en: "Your account was entered from a new device (\(agent)).")
    }
    static func mailToken(_ label: String) -> Text {
        Text(zh: "您的账号生成了一个程序用的令牌：“\(label)”。", en: "A token for a program was made for your account: “\(label)”.")
    }
    static func mailTokenEnds(_ label: String, _ moment: Int64) -> Text {
        Text(
            zh: "程序用的令牌“\(label)”到\(day: moment)失效。还要用的话，请在账号安全里生成一个新的。",
            en:
                "The token “\(label)” for a program ends on \(day: moment). If the program is still needed, make a new one on your account's page."
        )
    }
    static func mailSpareCode(_ left: Int) -> Text {
        Text(
            zh: "有人用一个备用码登录了您的账号，还剩 \(left) 个。",
            en: "A spare code of your account was used; \(left) are left.")
    }
    static let mailCodeReused = Text(
        zh: "有人再次使用了您验证器里已经用过的验证码，没有成功。可能有人看到了您的验证码。",
        en: "A code of your authenticator was tried a second time, without success. Somebody may have seen it.")
    static let mailPassword = Text(zh: "您账号的密码被更改了。", en: "The password of your account was changed.")
    static let mailSecondStepOn = Text(zh: "您账号的第二步验证已打开。", en: "The second step of your account was turned on.")
    static let mailSecondStepOff = Text(zh: "您账号的第二步验证已关闭。", en: "The second step of your account was turned off.")
}
