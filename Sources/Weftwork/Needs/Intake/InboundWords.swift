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

    /// What programs put above the mail that is answered or passed on, between lines.
    static let above = ["Original Message", "Forwarded message", "原始邮件", "原邮件", "转发邮件"]
    /// What they end the line with that says whose mail it was.
    static let wrote = ["写道:", "wrote:"]
    /// What they put before a subject.
    static let answers = [
        "re:", "fw:", "fwd:", "aw:", "回复:", "回复：", "答复:", "答复：", "转发:", "转发：",
    ]

    static let automatic = Text(
        zh: "这封邮件是机器自动发的，不收：回一封，机器又会回一封。",
        en: "A machine wrote this mail, so it is not taken in: our answer would be answered by a machine.")
    static func leftOut(_ count: Int) -> Text {
        Text(zh: "（邮件带有 \(count) 个附件，没有收下。）", en: "(The mail brought \(count) attachments, which were not taken in.)")
    }
}
