internal import Engine

/// Words about what comes by a gateway.
enum InboundWords {
    /// By which door something came, as the desk reads it; nothing where the gateway doesn't say.
    /// What was kept of it, in the language of who wrote, for a reader of either.
    static func said(_ reference: String) -> Text {
        var names = ["sms", "mail"]
        if reference.hasPrefix("从 "), reference.hasSuffix(" 发来的") {
            names.append("\(reference.dropFirst(2).dropLast(4))")
        }
        if reference.hasPrefix("Sent by ") { names.append("\(reference.dropFirst(8))") }
        let known = names.compactMap { came(by: $0) }
        return known.first { reference == $0(.zh) || reference == $0(.en) } ?? .verbatim(reference)
    }

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
