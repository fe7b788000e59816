/// What is said to whoever shares an address with many others.
enum IntakePassWords {
    static let hint = Text(
        zh: "同一个网络（医院、宿舍、手机网络）刚提交了很多。用上面的手机号收一个验证码，就能接着提交；您写的都还在。",
        en:
            "Much has come from your network just now (a hospital, a dormitory, a mobile network shares one). A code to the number above lets you through; all you typed is kept."
    )
    static let send = Text(zh: "发验证码到上面的手机号", en: "Send a code to the number above")
    static let sent = Text(
        zh: "验证码已发到上面的手机号，10 分钟内有效。", en: "A code is on its way to the number above; it holds for 10 minutes.")
    static let go = Text(zh: "用验证码提交", en: "Send with the code")
    static let again = Text(zh: "再发一次", en: "Send it again")
    static let code = Text(zh: "短信验证码", en: "Code from the message")
    static let wrong = Text(zh: "验证码不对或已过期。", en: "The code is wrong or over.")
    static func sms(_ code: String) -> Text {
        Text(
            zh: "验证码 \(code)：填在您正在写的页面上，10 分钟内有效。我们不会问您要它。",
            en: "Code \(code): type it into the page you are on; it holds for 10 minutes. We never ask you for it.")
    }
}
