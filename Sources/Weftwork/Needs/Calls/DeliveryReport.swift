public import Database
internal import Engine
internal import Foundation

/// What a mail server says of a mail that it could not deliver (RFC 3464).
struct DeliveryReport: Sendable, Equatable {
    static let mostRecipients = 100

    /// Addresses to which nothing can be delivered: as we wrote them, and as they were forwarded to.
    let failed: [String]
    /// That of the mail it speaks of, where it brings its head back.
    let messageID: String?

    /// - Throws: ``Refusal/unreadable(_:)`` naming the line.
    init(_ bytes: [UInt8]) throws(Refusal) {
        let mail = try ReceivedMail(bytes)
        let line = mail.headers.line(of: "content-type"), kind = mail.headers.parameters["report-type"]?.lowercased()
        guard mail.headers.type == "multipart/report", kind == nil || kind == "delivery-status",
            let status = mail.parts.first(where: {
                ["message/delivery-status", "message/global-delivery-status"].contains($0.headers.type)
            })
        else { throw MailWords.at(line, MailWords.noReport) }
        failed = try DeliveryReport.failed(status)
        messageID = DeliveryReport.messageID(mail.parts)
    }

    /// One group of fields of the report itself, then one for each address.
    private static func failed(_ status: ReceivedMail.Part) throws(Refusal) -> [String] {
        let lines = status.lines
        var next = 0, groups: [MailHeaders] = []
        while next < lines.count {
            let group = try MailHeaders(lines, &next)
            if !group.fields.isEmpty { groups.append(group) }
            guard groups.count <= mostRecipients + 1 else {
                throw MailWords.at(group.fields.first?.line ?? status.line, MailWords.tooLong)
            }
        }
        let recipients = groups.filter { $0["final-recipient"] != nil || $0["original-recipient"] != nil }
        guard !recipients.isEmpty else { throw MailWords.at(status.line, MailWords.noRecipient) }
        var found: [String] = []
        for group in recipients {
            guard let action = group["action"]?.lowercased() else {
                throw MailWords.at(group.fields.first?.line ?? status.line, MailWords.noAction)
            }
            guard action == "failed" else { continue }
            for address in try addresses(group) where !found.contains(address) { found.append(address) }
        }
        return found
    }

    private static func addresses(_ group: MailHeaders) throws(Refusal) -> [String] {
        let named = ["original-recipient", "final-recipient"].compactMap { name in group[name].map { (name, $0) } }
        let read = named.compactMap { address($0.1) }
        guard !read.isEmpty else {
            throw MailWords.at(group.line(of: named.last?.0 ?? "final-recipient"), MailWords.badAddress)
        }
        return read
    }

    /// Of `rfc822; <somebody@example.org>`.
    private static func address(_ value: String) -> String? {
        let pair = value.split(separator: ";", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        guard pair.count == 2, ["rfc822", "utf-8"].contains(pair[0].lowercased()) else { return nil }
        return Contacts.email(pair[1].trimmingCharacters(in: CharacterSet(charactersIn: "<>")))
    }

    private static func messageID(_ parts: [ReceivedMail.Part]) -> String? {
        let kinds = ["message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"]
        guard let part = parts.first(where: { kinds.contains($0.headers.type) }) else { return nil }
        var next = 0
        return try? MailHeaders(part.lines, &next)["message-id"]
    }
}

/// The number of a mail is made with this server's key from an id and whom it goes to: nobody else can say that it came back.
extension Mail {
    static func number(_ id: ID, to address: String, _ vault: Vault) -> String {
        "<\(vault.linkCode(kind(of: address), id))@\(domain)>"
    }

    static func isNumber(_ number: String, ofMailTo address: String, _ vault: Vault) -> Bool {
        let end = "@\(domain)>"
        guard number.hasPrefix("<"), number.hasSuffix(end) else { return false }
        return vault.id(kind(of: address), ofLinkCode: String(number.dropFirst().dropLast(end.count))) != nil
    }

    private static func kind(of address: String) -> String { "mail to \(Contacts.email(address) ?? address)" }
}

/// What came of a delivery report.
public struct BounceCount: Sendable, View {
    /// How many addresses it says can't be reached, and is believed.
    public let addresses: Int
    /// How many open needs that concerns: for each somebody is to call.
    public let needs: Int
    /// Where it names only addresses to which that mail was not sent from here, nothing is done.
    public let isOurs: Bool

    public func write(to json: inout JSON) {
        json.object {
            $0.field("addresses", addresses)
            $0.field("needs", needs)
            $0.field("ours", isOurs)
        }
    }
}

extension NeedActs {
    /// Takes a delivery report in, as the mail server hands it over: each address that failed is one to which nothing can be sent.
    ///
    /// Anybody can write such a report: only an address is believed to which a mail with that number was sent from here.
    /// - Throws: ``Refusal/unreadable(_:)`` naming the line; ``Refusal/conflict(_:_:)`` where the mail's number does not come back.
    public func takeBounce(_ report: [UInt8], by viewer: Viewer, in network: ID) async throws -> BounceCount {
        try Policy.require(.operate, viewer)
        let report = try DeliveryReport(report)
        guard let number = report.messageID else { throw Refusal.conflict(MailWords.noMessageID) }
        let ours = report.failed.filter { Mail.isNumber(number, ofMailTo: $0, vault) }
        var needs = 0
        for address in ours { needs += try await bounced(address, by: viewer, in: network) }
        return BounceCount(addresses: ours.count, needs: needs, isOurs: report.failed.isEmpty || !ours.isEmpty)
    }
}
