/// What is said of a mail that can't be read.
enum MailWords {
    static func at(_ line: Int, _ why: Text) -> Refusal {
        .unreadable(Text(zh: "第 \(line) 行：\(why)", en: "line \(line): \(why)"))
    }
    static let tooLong = Text(zh: "太长了，不读。", en: "it is too long to be read.")
    static let tooDeep = Text(zh: "一层套一层，套得太深。", en: "parts lie too deep within parts.")
    static let tooManyParts = Text(zh: "部分太多。", en: "it has too many parts.")
    static let noField = Text(zh: "这里应该是“名称: 值”。", en: "a “Name: value” belongs here.")
    static let noBoundary = Text(zh: "没有写明各部分的分隔标记（boundary）。", en: "it names no boundary of its parts.")
    static let boundaryMissing = Text(zh: "写明的分隔标记没有出现。", en: "the boundary it names comes nowhere.")
    static let noReport = Text(
        zh: "这不是投递报告（multipart/report，message/delivery-status）。",
        en: "this is no delivery report (multipart/report with message/delivery-status).")
    static let noRecipient = Text(zh: "没有写明是哪个地址。", en: "it names no address.")
    static let noAction = Text(zh: "没有写明这个地址的投递结果（Action）。", en: "it says not what became of this address (Action).")
    static let noMessageID = Text(
        zh: "报告里没有原邮件的 Message-ID，无法确认是从这里发出的：什么也没做。",
        en: "it brings back no Message-ID of the mail, so nothing tells that it was sent from here: nothing done.")
    static let badAddress = Text(zh: "这不是邮件地址。", en: "this is no mail address.")
}
