internal import Engine

/// Words about what comes by a gateway.
enum InboundWords {
    /// By which door something came, as the desk reads it; nothing where the gateway doesn't say.
    static func came(by channel: String?) -> Text? {
        let name = String(Clean.line(channel ?? "").prefix(40))
        switch name.lowercased() {
        case "": return nil
        case "sms": return Text(zh: "短信发来的", en: "Sent by short message")
        case "mail", "email": return Text(zh: "邮件发来的", en: "Sent by mail")
        default: return Text(zh: "从 \(name) 发来的", en: "Sent by \(name)")
        }
    }
}
