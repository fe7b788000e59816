internal import Engine
internal import Foundation
internal import Logging

/// One short message to one phone.
struct SMS: Sendable, Codable {
    /// With the country's code: `+8613900001234`.
    let to: String
    let text: String
    /// Until when it is of use: a code that is over is not sent any more. Milliseconds; nothing for one that stays true.
    let until: Int64?
    /// What somebody has to say to whom it doesn't reach, as its sender named it.
    let topic: String?

    /// Nothing for what can't be the number of a mobile phone.
    init?(to number: String, text: String, until: Int64? = nil, topic: String? = nil) {
        guard let to = MobileNumber.international(number) else { return nil }
        self.to = to
        self.text = text
        self.until = until
        self.topic = topic
    }

    private static let context = "sms"

    /// As it waits in the outbox.
    func sealed(by vault: Vault) -> [UInt8] {
        var json = JSON()
        json.object {
            $0.field("to", to)
            $0.field("text", text)
            if let until {
                $0.name("until")
                $0.raw("\(until)")
            }
            if let topic { $0.field("topic", topic) }
        }
        return vault.sealLoose(json.bytes, context: SMS.context)
    }

    init?(sealed: [UInt8], vault: Vault) {
        guard let bytes = vault.openLoose(sealed, context: SMS.context),
            let message = try? JSONDecoder().decode(SMS.self, from: Data(bytes))
        else { return nil }
        self = message
    }
}

/// Numbers that a short message can reach.
enum MobileNumber {
    /// A number with its country's code: eleven digits that begin as mainland China's mobile numbers do, or any number written
    /// with `+` or `00` and 8 to 15 digits. Nothing for others: whose a number without a country is nobody can tell.
    static func international(_ raw: String) -> String? {
        guard raw.utf8.count <= 100 else { return nil }
        let line = Clean.line(raw)
        guard line.allSatisfy({ $0.isASCII && ($0.isNumber || "+-() .".contains($0)) }),
            line.dropFirst().allSatisfy({ $0 != "+" })
        else { return nil }
        let digits = line.filter(\.isNumber), isAbroad = line.hasPrefix("+") || digits.hasPrefix("00")
        let number = line.hasPrefix("+") || !isAbroad ? digits : String(digits.dropFirst(2))
        if number.hasPrefix("86"), isChinese(number.dropFirst(2)) { return "+\(number)" }
        guard isAbroad else { return isChinese(number[...]) ? "+86\(number)" : nil }
        return (8...15).contains(number.count) && number.first != "0" ? "+\(number)" : nil
    }

    /// As it is written within its country: mainland China's without the code, others as they are.
    static func local(_ number: String) -> String {
        let rest = String(number.dropFirst(3))
        return number.hasPrefix("+86") && isChinese(rest[...]) ? rest : number
    }

    private static func isChinese(_ digits: Substring) -> Bool {
        let second = digits.dropFirst().first
        return digits.count == 11 && digits.first == "1" && second.map { "3"..."9" ~= $0 } == true
    }
}

/// The way out for short messages.
protocol SMSPort: Sendable {
    func send(_ message: SMS) async throws
}

/// In the demonstration: whoever tries it reads codes in the log.
struct LogSMS: SMSPort {
    let logger: Logger

    func send(_ message: SMS) async throws {
        logger.notice("sms (no gateway is configured)\n\(message.text)")
    }
}

/// Where no gateway is set: nothing is offered by phone then, so this is what one that was taken away has left.
struct NoSMS: SMSPort {
    func send(_ message: SMS) async throws { throw WebFault("WEFT_SMS_URL is not set") }
}

/// How an SMS gateway is called over HTTP.
///
/// * `WEFT_SMS_URL`: where; https, or http on this machine.
/// * `WEFT_SMS_BODY`: what is posted; without it the URL is fetched. JSON where it begins with `{` or `[`, else the fields of a form.
/// * `WEFT_SMS_HEADER`: one line `Name: value`, such as an authorization.
/// * `WEFT_SMS_EXPECT`: what an answer that accepts the message holds, since gateways answer 200 with an error inside.
///
/// In URL and body `{to}` stands for the number with its country's code (`+8613900001234`), `{local}` for one of mainland China
/// without it (`13900001234`), `{text}` for the words; each is written as its place wants it.
public struct SMSGateway: Sendable {
    let url: String
    let body: String?
    let header: (name: String, value: String)?
    let expected: String?

    /// Nothing where no usable address is set.
    init?(environment: [String: String]) {
        guard let url = environment["WEFT_SMS_URL"], CurlWeb.isSafe(url) else { return nil }
        self.url = url
        body = environment["WEFT_SMS_BODY"].flatMap { $0.isEmpty ? nil : $0 }
        header = environment["WEFT_SMS_HEADER"].flatMap(SMSGateway.header)
        expected = environment["WEFT_SMS_EXPECT"].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func header(_ line: String) -> (name: String, value: String)? {
        let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count == 2, !parts[0].isEmpty, !line.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            return nil
        }
        return (parts[0], parts[1])
    }

    /// The gateway's host, by which the operator knows it: the rest of its address can hold a secret.
    var name: String {
        let rest = url.drop { $0 != "/" }.drop { $0 == "/" }
        return String(rest.prefix { !"/?#".contains($0) }.split(separator: "@").last ?? "?")
    }

    /// What is asked of the gateway for a message.
    func request(for message: SMS) -> WebRequest {
        var request = WebRequest(url: filled(url, message, Form.encode), name: "SMS gateway \(name)")
        if let header { request.headers = [header] }
        guard let body else { return request }
        let isJSON = body.hasPrefix("{") || body.hasPrefix("[")
        request.body = WebRequest.Body(
            type: isJSON ? "application/json" : "application/x-www-form-urlencoded",
            text: filled(body, message, isJSON ? SMSGateway.escaped : Form.encode))
        return request
    }

    /// A template with its places filled in one pass, so that words that hold `{to}` stay as they are.
    private func filled(_ template: String, _ message: SMS, _ encode: (String) -> String) -> String {
        let values = ["{to}": message.to, "{local}": MobileNumber.local(message.to), "{text}": message.text]
        var result = "", rest = template[...]
        while let brace = rest.firstIndex(of: "{") {
            result += rest[..<brace]
            rest = rest[brace...]
            if let (place, value) = values.first(where: { rest.hasPrefix($0.key) }) {
                result += encode(value)
                rest = rest.dropFirst(place.count)
            } else {
                result += "{"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    /// Within a JSON string, without its quotes.
    private static func escaped(_ text: String) -> String {
        var json = JSON()
        json.value(text)
        return String(String(decoding: json.bytes, as: UTF8.self).dropFirst().dropLast())
    }
}

/// Short messages through a gateway.
struct GatewaySMS: SMSPort {
    let gateway: SMSGateway
    let web: any WebPort

    func send(_ message: SMS) async throws {
        let answer = try await web.fetch(gateway.request(for: message))
        guard let expected = gateway.expected else { return }
        // The answer itself is not told on: gateways repeat number and words in it.
        guard String(decoding: answer, as: UTF8.self).contains(expected) else {
            throw WebFault("SMS gateway \(gateway.name) did not accept the message (WEFT_SMS_EXPECT)")
        }
    }
}
