/// What is said about accounts elsewhere by which somebody signs in.
enum ProviderWords {
    static let wechat = Text(zh: "微信", en: "WeChat")
    static let wecom = Text(zh: "企业微信", en: "WeCom")
    static let dingtalk = Text(zh: "钉钉", en: "DingTalk")
    static let feishu = Text(zh: "飞书", en: "Feishu")

    static func with(_ provider: Text) -> Text { Text(zh: "用“\(provider)”登录", en: "Sign in with \(provider)") }
    static func failed(_ provider: Text) -> Text {
        Text(
            zh: "没能用“\(provider)”登录。请再试一次，或用验证码登录。",
            en: "Signing in with \(provider) did not work. Try again, or sign in by code.")
    }
    static func linkedMail(_ provider: Text) -> Text {
        Text(
            zh: "您的账号关联了“\(provider)”账号，以后可以用它登录。",
            en: "An account at \(provider) was linked with yours: it can sign in from now on.")
    }
    static func unlinkedMail(_ provider: Text) -> Text {
        Text(zh: "您的账号与“\(provider)”解除了关联。", en: "The account at \(provider) was taken off yours.")
    }
    static let isOthers = Text(
        zh: "它已经关联了这里的另一个账号。先在那个账号里解除，再来关联。",
        en: "It is linked with another account here. Take it off there first.")

    static let title = Text(zh: "关联的账号", en: "Linked accounts")
    static let hint = Text(
        zh: "用别处的账号登录，不用验证码。", en: "Sign in with an account you have elsewhere, without a code.")
    static let none = Text(zh: "没有关联。", en: "None is linked.")
    static func link(_ provider: Text) -> Text { Text(zh: "关联“\(provider)”", en: "Link \(provider)") }
    static func unlink(_ provider: Text) -> Text { Text(zh: "解除“\(provider)”", en: "Take \(provider) off") }
    static func since(_ moment: Int64) -> Text { Text(zh: "\(day: moment)起", en: "since \(day: moment)") }

    static func unknownTitle(_ provider: Text) -> Text {
        Text(zh: "“\(provider)”还没有关联账号", en: "\(provider) is not linked yet")
    }
    static let unknownHint = Text(
        zh: "请先用邮箱或手机登录；没有账号就先建一个。登录后我们会问您要不要关联，下次就可以直接用它登录。",
        en:
            "Please sign in by code first, or make an account. We ask you then whether to link it; next time it signs you in directly."
    )
    static let signUp = Text(zh: "建一个账号", en: "Make an account")
    static func consentTitle(_ provider: Text) -> Text {
        Text(zh: "关联“\(provider)”？", en: "Link \(provider)?")
    }
    static func consent(_ provider: Text, _ name: String) -> Text {
        Text(
            zh: "您现在登录的是“\(name)”的账号。关联后，用您的“\(provider)”就能登录它。可以随时在账号安全里解除。",
            en:
                "You are signed in to the account of \(name). Once linked, your \(provider) account signs in to it. You can take it off any time on your account's page."
        )
    }
    static let notNow = Text(zh: "暂不关联", en: "Not now")
}
