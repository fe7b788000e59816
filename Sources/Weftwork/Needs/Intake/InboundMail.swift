internal import Engine

/// A mail that somebody wrote to the network's own address, as its mail server hands it over. Pure.
struct InboundMail: Sendable {
    let message: InboundMessage
    /// The same mail handed over again is known by it.
    let once: Once

    private static let longestMark = 60

    /// - Throws: ``Refusal/unreadable(_:)`` naming the line; ``Refusal/conflict(_:_:)`` where a machine wrote it: our answer would be
    ///   answered by a machine, and so on for ever (RFC 3834).
    init(_ bytes: [UInt8]) throws(Refusal) {
        let mail = try ReceivedMail(bytes)
        guard !InboundMail.isAutomatic(mail.headers) else { throw .conflict(InboundWords.automatic) }
        let from = InboundMail.sender(mail.headers.text("from") ?? "")
        guard Contacts.email(from.address) != nil else {
            throw MailWords.at(mail.headers.line(of: "from"), MailWords.badAddress)
        }
        let left = mail.parts.filter(InboundMail.isAttached).count
        let text = InboundMail.words(mail)
        let subject = InboundMail.subject(mail.headers.text("subject") ?? "")
        var message = InboundMessage(
            channel: "mail", from: from.address, name: from.name, subject: subject, text: text)
        message.answer = InboundMail.answer(in: text)
        message.isAnswer =
            message.answer != nil || mail.headers["in-reply-to"] != nil
            || InboundMail.answers(mail.headers.text("subject") ?? "")
        if left > 0 { message.note = InboundWords.leftOut(left)(InboundRules.language(of: text, else: .en)) }
        self.message = message
        // A mail server that hands over again adds lines of its own above.
        let content = Array([from.address, subject, text].joined(separator: "\u{1F}").utf8)
        let number = mail.headers["message-id"] ?? ""
        once = Once(key: number.isEmpty ? "mail" + String(decoding: content, as: UTF8.self) : number, content: content)
    }

    // MARK: Who

    private static func isAutomatic(_ headers: MailHeaders) -> Bool {
        if let said = headers["auto-submitted"]?.lowercased(), !said.hasPrefix("no") { return true }
        if ["bulk", "junk", "list"].contains(headers["precedence"]?.lowercased()) { return true }
        return headers["list-id"] != nil || headers["return-path"] == "<>" || headers.type == "multipart/report"
    }

    /// The first address, with the name beside it.
    private static func sender(_ field: String) -> (name: String, address: String) {
        guard let open = field.firstIndex(of: "<"), let close = field[open...].firstIndex(of: ">") else {
            return ("", Clean.line(String(field.prefix { $0 != "(" && $0 != "," })))
        }
        let name = Clean.line(String(field[..<open].filter { $0 != "\"" && $0 != "\\" }))
        return (name, Clean.line(String(field[field.index(after: open)..<close])))
    }

    // MARK: What

    private static func isAttached(_ part: ReceivedMail.Part) -> Bool {
        let isMarked = part.headers["content-disposition"]?.lowercased().hasPrefix("attachment") ?? false
        return isMarked || !part.headers.type.hasPrefix("text/")
    }

    /// What was written: the plain text, else what the HTML shows.
    private static func words(_ mail: ReceivedMail) -> String {
        let written = mail.parts.filter { !isAttached($0) }
        let plain = written.filter { $0.headers.type == "text/plain" }.map(text)
        if plain.contains(where: { !Clean.prose($0).isEmpty }) { return plain.joined(separator: "\n") }
        return written.filter { $0.headers.type == "text/html" }.map { HTMLText.plain(text($0)) }.joined(
            separator: "\n")
    }

    private static func text(_ part: ReceivedMail.Part) -> String {
        Charset.text(part.content, named: part.headers.parameters["charset"])
    }

    private static func subject(_ typed: String) -> String {
        var subject = Clean.sentence(typed)
        while let sign = sign(of: subject) { subject = Clean.sentence(String(subject.dropFirst(sign.count))) }
        return subject
    }

    /// Whether its subject is that of another mail.
    private static func answers(_ typed: String) -> Bool { sign(of: Clean.sentence(typed)) != nil }

    private static func sign(of subject: String) -> String? {
        InboundWords.answers.first { subject.lowercased().hasPrefix($0) }
    }

    /// What stands above the mail that is answered; nothing where that is all, or nothing.
    private static func answer(in text: String) -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let end = lines.firstIndex(where: isQuote) else { return nil }
        let said = Clean.prose(lines[..<end].joined(separator: "\n"))
        return said.isEmpty ? nil : said
    }

    private static func isQuote(_ line: Substring) -> Bool {
        if line.hasPrefix(">") { return true }
        let line = Clean.line(String(line))
        guard line.count <= longestMark * 3 else { return false }
        if InboundWords.wrote.contains(where: { line.hasSuffix($0) }) { return true }
        return line.count <= longestMark && line.contains("---") && InboundWords.above.contains { line.contains($0) }
    }
}
