internal import Database
internal import Engine

/// A message that somebody sent to the network's own number or address, as a gateway hands it in: a short message, a mail, a chat.
struct InboundMessage: Decodable, Sendable {
    /// By which door it came: `sms`, `mail`, or the name of another.
    let channel: String?
    /// The number or address it came from: there the answer goes.
    let from: String?
    let name: String?
    var subject: String?
    var text: String?
    /// What it is, where the gateway knows: `need` or `offer`.
    var kind: String?
    /// Of a mail: what stands above the mail that it answers. The rest is what we wrote ourselves, or what is passed on.
    var answer: String?
    /// What the desk should know of it that nobody wrote.
    var note: String?
    /// Of a mail: that it answers or passes on another, whose subject it keeps.
    var isAnswer = false

    enum CodingKeys: String, CodingKey {
        case channel, from, name, subject, text, kind
    }
}

/// What a message means. Pure.
enum InboundRules {
    /// As much as one note holds; what is longer goes on in the next.
    static let longest = 4_000
    private static let mostParts = 5
    private static let longestTitle = 100, mostLines = 200, longestName = 80

    /// What came in with the ways to answer it. Nobody is refused for having written much: it is told in ``parts(_:)``.
    /// - Throws: ``Refusal/invalid(_:)`` at `text` or `from`.
    static func entry(_ message: InboundMessage, language: Language) throws(Refusal) -> NeedEntry {
        let text = Clean.prose(message.text ?? ""), subject = Clean.sentence(message.subject ?? "")
        guard !text.isEmpty || !subject.isEmpty else { throw .invalid("text", SiteWords.missing) }
        var entry = NeedEntry()
        let first = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        entry.title = String(Clean.sentence(subject.isEmpty ? first : subject).prefix(longestTitle))
        // Lines that say how much are lines; the rest is told in words, and the desk reads all of it.
        var counted: [Substring] = [], things = 0
        for line in (parts(message).first ?? "").split(whereSeparator: \.isNewline) {
            let found = PastedLines.parse(String(line))
            guard found.contains(where: { $0.quantity != .unknown && !$0.item.isEmpty }),
                things + found.count <= mostLines
            else { continue }
            counted.append(line)
            things += found.count
        }
        entry.pastedLines = counted.isEmpty ? entry.title : counted.joined(separator: "\n")
        // What says nothing by which a list is read is still somebody's word.
        if PastedLines.parse(entry.pastedLines).isEmpty {
            (entry.lines, entry.pastedLines) = ([NeedEntry.Line(item: entry.title)], "")
        }
        entry.description = parts(message).first ?? ""
        entry.name = String(Clean.line(message.name ?? "").prefix(longestName))
        (entry.phone, entry.email) = try ways(message.from)
        entry.language = InboundRules.language(of: text, else: language)
        entry.reference = InboundWords.came(by: message.channel)?(entry.language) ?? ""
        return entry
    }

    /// The language in which somebody wrote.
    static func language(of text: String, else usual: Language) -> Language {
        text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } ? .zh : usual
    }

    /// All that was said, in pieces that each fit into a note; cut only past the last of them.
    static func parts(_ message: InboundMessage) -> [String] { parts(of: message.text ?? "") }

    static func parts(of text: String) -> [String] {
        var rest = Clean.prose(text)[...], parts: [String] = []
        while !rest.isEmpty, parts.count < mostParts {
            parts.append(Clean.prose(String(rest.prefix(longest))))
            rest = rest.dropFirst(longest)
        }
        return parts.filter { !$0.isEmpty }
    }

    /// Where the answer goes.
    static func ways(_ from: String?) throws(Refusal) -> (phone: String, email: String) {
        let from = Clean.line(from ?? "")
        if let email = Contacts.email(from) { return ("", email) }
        guard let phone = Contacts.phone(from), phone.count >= 7 else {
            throw .invalid("from", NeedWords.contactMissing)
        }
        return (phone, "")
    }

    /// What may be a tracking code in it; a code is eight characters that are no word.
    static func codes(in message: InboundMessage) -> [String] {
        let words = "\(message.subject ?? "") \(message.text ?? "")".split {
            !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "-")
        }
        return Array(words.compactMap { TrackingCode.read(String($0)) }.prefix(5))
    }
}

extension NeedActs {
    /// Takes a message in: to an open need of the same sender whose code it names it is added – or answers what was asked –, else it is a
    /// need like any other, and its receipt goes out by the way it came.
    ///
    /// - Returns: the need, and whether it is new.
    func receive(
        _ message: InboundMessage, by viewer: Viewer, in network: Network, once: Once? = nil
    ) async throws -> (need: Need, isNew: Bool) {
        try Policy.require(.receiveInbound, viewer)
        let entry = try InboundRules.entry(message, language: viewer.language)
        let note = [message.note].compactMap { $0 }, parts = InboundRules.parts(message) + note
        // The keys are the gateway's: they say nothing about anybody's who writes to the network themselves.
        let once = once?.under("inbound \(viewer.onceActor)")
        if let need = try await need(about: message, from: entry, in: network) {
            let parts = message.answer.map { InboundRules.parts(of: $0) + note } ?? parts
            let text = parts.first ?? entry.title
            let action: NeedAction = need.state == .needsInformation ? .answer(text: text) : .add(text: text)
            let known = try await perform(action, on: need.id, by: sender(of: need), in: network.id, once: once)
            try await add(parts.dropFirst(), to: need, once: once)
            return (known, false)
        }
        let stranger = Viewer(.anonymous, language: entry.language)
        let sender = entry.phone.isEmpty ? entry.email : entry.phone
        let receipt = try await submit(
            entry, by: stranger, in: network, once: once, trace: IntakeTrace(device: "inbound \(sender)"))
        if !receipt.isRepeated || once != nil { try await add(parts.dropFirst(), to: receipt.need, once: once) }
        return (receipt.need, !receipt.isRepeated)
    }

    /// The open need of its sender's that a message names by its code.
    func need(about message: InboundMessage, from entry: NeedEntry, in network: Network) async throws -> Need? {
        for code in InboundRules.codes(in: message) {
            guard let need = try await need(code: code), need.networkID == network.id, need.state.isOpen else {
                continue
            }
            let part = try await database.read { [vault] db in try db.privatePart(of: need, in: vault) }
            if part.map(entry.isFrom) == true { return need }
        }
        return nil
    }

    /// A sender can be forged: they add and answer, and read and change nothing.
    private func sender(of need: Need) -> Viewer {
        Viewer(.requester(need: need.id, full: false), language: need.language)
    }

    /// What a message says beyond its first part; sent again it is not said twice.
    private func add(_ parts: ArraySlice<String>, to need: Need, once: Once?) async throws {
        for (number, part) in parts.enumerated() {
            _ = try await perform(
                .add(text: part), on: need.id, by: sender(of: need), in: need.networkID,
                once: once?.under("part \(number + 2)"))
        }
    }
}

extension NeedEntry {
    /// Whether it came from an address that is known there.
    func isFrom(_ part: PrivatePart) -> Bool {
        part.contacts.contains { contact in
            !phone.isEmpty && contact.phone == phone || !email.isEmpty && contact.email == email
        }
    }
}
