internal import Database
internal import Foundation

/// What was asked of the server, read and bounded, with who asks.
struct Ask: Sendable {
    var id: String
    var method: Method
    var path: String
    var parameters: [String: String] = [:]
    var query = Form()
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    /// The body where it is a form with files in it.
    private(set) var parts: Multipart?
    /// The caller's network address, for limits.
    var remote: String
    var language: Language
    var person: Person?
    var network: Network?
    var viewer: Viewer
    /// The secret in the cookie that form tokens are made from; empty when there is none.
    var visit = ""
    /// The session that the caller's cookie names, whether it still holds or not.
    var session: String?
    /// Should have a second step and has none.
    var lacksSecondStep = false
    /// Still on the welcome path of the network.
    var isNewcomer = false
    /// Takes a rest from the network.
    var isResting = false
    /// Until when they have to sign the Pact in force.
    var pactDueAt: Int64?
    var scopes: Set<String> = []
    /// Where this can be looked at again.
    var pagePath = "/"

    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    /// The trace that this request belongs to.
    var trace: TraceContext { TraceContext(headers["traceparent"], id: id.filter { $0 != "-" }) }

    /// The network of the address.
    func requireNetwork() throws(Refusal) -> Network {
        guard let network else { throw .notFound }
        return network
    }

    func requireMember() throws(Refusal) -> Member {
        guard let member = viewer.member else {
            throw person == nil ? .signInRequired : .forbidden(SiteWords.membersOnly)
        }
        return member
    }

    /// An id in the address; what is no id names nothing.
    func id(_ name: String) throws(Refusal) -> ID {
        guard let id = parameters[name].flatMap({ ID($0) }) else { throw .notFound }
        return id
    }

    /// The body of a form, or of a query string.
    var form: Form { parts?.form ?? Form(encoded: String(decoding: body, as: UTF8.self)) }

    /// Takes a form with files apart, once.
    /// - Throws: ``Refusal/unreadable(_:)`` where it breaks off or is none.
    mutating func takeApart() throws(Refusal) {
        guard let type = headers["content-type"], type.lowercased().hasPrefix("multipart/form-data") else { return }
        guard let boundary = Multipart.boundary(of: type), let read = Multipart(body, boundary: boundary) else {
            throw .unreadable(SiteWords.brokenBody)
        }
        parts = read
    }

    /// The JSON body as `T`.
    func decoded<T: Decodable>(_ type: T.Type) throws(Refusal) -> T {
        do {
            return try JSONDecoder().decode(T.self, from: Data(body))
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            throw .invalid(context.codingPath.fieldName, SiteWords.wrongType)
        } catch DecodingError.keyNotFound(let key, let context) {
            throw .invalid((context.codingPath + [key]).fieldName, SiteWords.missing)
        } catch {
            throw .unreadable(SiteWords.unreadableJSON)
        }
    }

    /// The idempotency key with what it was sent with.
    var once: Once? {
        guard let key = headers["idempotency-key"], !key.isEmpty else { return nil }
        return Once(key: key, content: [UInt8](path.utf8) + body)
    }

    /// The key of a form or of a program, with the photo itself: what stands around it in the body is another each time it is sent.
    var uploadOnce: Once? {
        guard let key = headers["idempotency-key"] ?? form.text("_once"), !key.isEmpty else { return nil }
        return Once(key: key, content: [UInt8](path.utf8) + (parts?.file("photo")?.content ?? []))
    }

    /// The key that every form carries, with the form's content.
    var formOnce: Once? {
        form.text("_once").map { Once(key: $0, content: Array(path.utf8) + body) }
    }
}

extension [any CodingKey] {
    fileprivate var fieldName: String {
        map { key in key.intValue.map(String.init) ?? key.stringValue }.joined(separator: ".")
    }
}

/// The fields of a form or a query string, in order; a name may come more than once.
struct Form: Sendable, Equatable {
    private(set) var pairs: [(name: String, value: String)] = []

    init() {}

    init(pairs: [(String, String)]) {
        self.pairs = pairs.map { (name: $0.0, value: $0.1) }
    }

    init(encoded: String) {
        pairs = encoded.split(separator: "&", omittingEmptySubsequences: true).prefix(2000).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Form.decode(parts[0]), parts.count > 1 ? Form.decode(parts[1]) : "")
        }
    }

    static func == (left: Form, right: Form) -> Bool {
        left.pairs.elementsEqual(right.pairs) { $0 == $1 }
    }

    subscript(name: String) -> String? {
        pairs.first { $0.name == name }?.value
    }

    func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }

    /// The field without white space around it; nothing where it is empty.
    func text(_ name: String) -> String? {
        guard let value = self[name]?.trimmingCharacters(in: .whitespacesAndNewlines), !value.isEmpty else {
            return nil
        }
        return value
    }

    /// The same fields with `name` set to `value`, or without it.
    func with(_ name: String, _ value: String?) -> Form {
        var form = self
        form.pairs.removeAll { $0.name == name }
        if let value { form.pairs.append((name, value)) }
        return form
    }

    /// As it stands in an address.
    var encoded: String {
        pairs.map { Form.encode($0.name) + "=" + Form.encode($0.value) }.joined(separator: "&")
    }

    /// Percent-encoded but for what RFC 3986 calls unreserved.
    static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        let digits = StaticString("0123456789ABCDEF")
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default:
                digits.withUTF8Buffer { bytes += [UInt8(ascii: "%"), $0[Int(byte >> 4)], $0[Int(byte & 15)]] }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func decode(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(32)
            case UInt8(ascii: "%"):
                guard let high = rest.next(), let low = rest.next(), let value = hex(high, low) else { continue }
                bytes.append(value)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hex(_ high: UInt8, _ low: UInt8) -> UInt8? {
        UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
    }
}
