internal import CCurl
internal import Dispatch
internal import Foundation
internal import Logging

/// One message to one person.
struct Mail: Sendable, Codable {
    let to: String
    let subject: String
    let body: String
    /// What somebody has to say to whom it doesn't reach, as its sender named it.
    let topic: String?

    /// Behind the @ of every number that is given to a mail here.
    static let domain = "weftwork"

    init(to: String, subject: String, body: String, topic: String? = nil) {
        self.to = to
        self.subject = subject
        self.body = body
        self.topic = topic
    }

    /// As it waits in the outbox.
    func sealed(by vault: Vault) -> [UInt8] {
        var json = JSON()
        json.object {
            $0.field("to", to)
            $0.field("subject", subject)
            $0.field("body", body)
            if let topic { $0.field("topic", topic) }
        }
        return vault.sealLoose(json.bytes, context: "mail")
    }

    init?(sealed: [UInt8], vault: Vault) {
        guard let bytes = vault.openLoose(sealed, context: "mail"),
            let mail = try? JSONDecoder().decode(Mail.self, from: Data(bytes))
        else { return nil }
        self = mail
    }
}

struct MailFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// The way out for mail.
protocol MailPort: Sendable {
    func send(_ mail: Mail) async throws
}

/// Where no mail server is configured: the operator reads codes and links in the log.
struct LogMail: MailPort {
    let logger: Logger

    func send(_ mail: Mail) async throws {
        logger.notice("mail (no SMTP server is configured)\n\(mail.subject)\n\(mail.body)")
    }
}

/// Mail by SMTP through libcurl, which blocks: on a queue of its own, one at a time.
struct SMTPMail: MailPort {
    let url: String
    let user: String?
    let password: String?
    let from: String
    let world: World
    let vault: Vault
    private let queue = DispatchQueue(label: "weft.mail")

    init(url: String, user: String?, password: String?, from: String, world: World, vault: Vault) {
        self.url = url
        self.user = user
        self.password = password
        self.from = from
        self.world = world
        self.vault = vault
    }

    func send(_ mail: Mail) async throws {
        let message = message(of: mail)
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.async {
                continuation.resume(with: Result { try self.deliver(message, to: mail.to) })
            }
        }
    }

    /// RFC 5322 with a UTF-8 body in base64; header words are encoded, so that no value can add a header.
    private func message(of mail: Mail) -> [UInt8] {
        func encoded(_ text: String) -> String { "=?UTF-8?B?" + Data(text.utf8).base64EncodedString() + "?=" }
        let body = Data(mail.body.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn,
        ])
        let lines = [
            "From: <\(from)>", "To: <\(mail.to)>", "Subject: \(encoded(mail.subject))",
            "Date: \(rfc5322(world.now()))", "Message-ID: \(Mail.number(world.newID(), to: mail.to, vault))",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
            "Auto-Submitted: auto-generated", "", body, "",
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    private func rfc5322(_ milliseconds: Int64) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        return formatter.string(from: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
    }

    /// Codes and links go in the clear to nobody but a mail server on this machine.
    private var isOnThisMachine: Bool {
        ["127.0.0.1", "localhost", "[::1]"].contains { host in url.contains("://\(host)") }
    }

    private func deliver(_ message: [UInt8], to address: String) throws {
        guard let handle = curl_easy_init() else { throw MailFault("libcurl could not be started") }
        defer { curl_easy_cleanup(handle) }
        let recipients = curl_slist_append(nil, "<\(address)>")
        defer { curl_slist_free_all(recipients) }
        let source = Unmanaged.passRetained(Upload(message))
        defer { source.release() }
        _ = weft_curl_text(handle, CURLOPT_URL, url)
        if let user { _ = weft_curl_text(handle, CURLOPT_USERNAME, user) }
        if let password { _ = weft_curl_text(handle, CURLOPT_PASSWORD, password) }
        _ = weft_curl_text(handle, CURLOPT_MAIL_FROM, "<\(from)>")
        _ = weft_curl_list(handle, CURLOPT_MAIL_RCPT, recipients)
        _ = weft_curl_number(handle, CURLOPT_UPLOAD, 1)
        _ = weft_curl_number(handle, CURLOPT_TIMEOUT, 30)
        _ = weft_curl_number(handle, CURLOPT_USE_SSL, Int((isOnThisMachine ? CURLUSESSL_TRY : CURLUSESSL_ALL).rawValue))
        _ = weft_curl_pointer(handle, CURLOPT_READDATA, source.toOpaque())
        _ = weft_curl_callback(handle, CURLOPT_READFUNCTION) { buffer, size, count, pointer in
            guard let buffer, let pointer else { return 0 }
            return Unmanaged<Upload>.fromOpaque(pointer).takeUnretainedValue().read(into: buffer, most: size * count)
        }
        let status = curl_easy_perform(handle)
        guard status == CURLE_OK else { throw MailFault(String(cString: curl_easy_strerror(status))) }
    }
}

/// The bytes of a message while libcurl fetches them.
private final class Upload {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func read(into buffer: UnsafeMutablePointer<CChar>, most: Int) -> Int {
        let count = min(most, bytes.count - position)
        bytes.withUnsafeBytes { source in
            UnsafeMutableRawBufferPointer(start: buffer, count: count)
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[position..<position + count]))
        }
        position += count
        return count
    }
}
