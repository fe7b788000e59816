internal import Foundation

/// This server's service account (服务号) at WeChat, by which those who asked for it there are answered.
///
/// * `WEFT_WECHAT_ACCOUNT_APP`, `WEFT_WECHAT_ACCOUNT_SECRET`: of the account.
/// * `WEFT_WECHAT_ACCOUNT_TEMPLATE`: the id of a template that the account has.
/// * `WEFT_WECHAT_ACCOUNT_FIELDS`: what goes into its fields, `thing1={what};character_string2={code};time3={time}`: `{what}` stands
///   for what has happened, `{code}` for the code of the request, `{time}` for the moment; other words stay as they are.
/// * `WEFT_WECHAT_ACCOUNT_NAME`: what people follow.
/// * `WEFT_WECHAT_ACCOUNT_BASE`: an address in place of WeChat's hosts, for tests.
public struct ServiceAccount: Sendable {
    let app: String
    let secret: String
    let template: String
    let fields: [Field]
    let name: String
    private let base: String?

    /// One field of the template.
    struct Field: Sendable, Equatable {
        let name: String
        let words: String

        /// How many characters WeChat takes in a field of this kind; it refuses the whole message past it.
        var limit: Int {
            switch String(name.prefix { !$0.isNumber }) {
            case "thing", "const": 20
            case "character_string", "letter", "number": 32
            case "phrase", "symbol": 5
            case "name": 10
            default: 200
            }
        }
    }

    /// Nothing where a part is missing or can't be used.
    init?(environment: [String: String]) {
        func part(_ name: String) -> String? {
            environment["WEFT_WECHAT_ACCOUNT_\(name)"].flatMap { $0.isEmpty ? nil : $0 }
        }
        guard let app = part("APP"), let secret = part("SECRET"), let template = part("TEMPLATE"),
            let fields = part("FIELDS").flatMap(ServiceAccount.fields)
        else { return nil }
        (self.app, self.secret, self.template, self.fields) = (app, secret, template, fields)
        name = part("NAME") ?? ""
        let base = part("BASE")
        if let base, !CurlWeb.isSafe(base) { return nil }
        self.base = base.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    /// Whether somebody has begun to set it up.
    static func isNamed(in environment: [String: String]) -> Bool {
        environment.contains { $0.key.hasPrefix("WEFT_WECHAT_ACCOUNT_") && !$0.value.isEmpty }
    }

    private static func fields(_ text: String) -> [Field]? {
        let pairs = text.split(separator: ";").map { $0.split(separator: "=", maxSplits: 1) }
        let fields = pairs.compactMap { pair -> Field? in
            guard pair.count == 2 else { return nil }
            let name = pair[0].trimmingCharacters(in: .whitespaces)
            let isName = !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            return isName ? Field(name: name, words: pair[1].trimmingCharacters(in: .whitespaces)) : nil
        }
        return fields.isEmpty || fields.count != pairs.count ? nil : fields
    }

    private func url(_ host: String, _ path: String) -> String { (base ?? "https://\(host)") + path }

    // MARK: Who she is to the account

    /// Where her browser goes, so that the account learns by which id it can write to her, and nothing else of her.
    func address(state: String, back: String) -> String {
        let query = Form(pairs: [
            ("appid", app), ("redirect_uri", back), ("response_type", "code"), ("scope", "snsapi_base"),
            ("state", state),
        ])
        return url("open.weixin.qq.com", "/connect/oauth2/authorize") + "?\(query.encoded)#wechat_redirect"
    }

    private struct Identity: Decodable {
        let errcode: Int?
        let openid: String?
    }

    /// The id by which the account can write to whoever has come back with this code.
    /// - Throws: ``WebFault`` when WeChat can't be asked or does not know the code.
    func openID(code: String, by web: any WebPort) async throws -> String {
        let query = Form(pairs: [
            ("appid", app), ("secret", secret), ("code", code), ("grant_type", "authorization_code"),
        ])
        let answer = try ServiceAccount.decoded(
            Identity.self,
            try await web.fetch(
                WebRequest(url: url("api.weixin.qq.com", "/sns/oauth2/access_token") + "?\(query.encoded)")))
        guard answer.errcode ?? 0 == 0, let id = answer.openid, !id.isEmpty, id.utf8.count <= 200 else {
            throw WebFault("WeChat's service account: code \(answer.errcode ?? 0) for who came back")
        }
        return id
    }

    // MARK: What is asked of it

    /// A token for the account's own calls.
    ///
    /// - Parameter isForced: the one in use holds no longer, whatever was said of its end.
    func tokenRequest(isForced: Bool) -> WebRequest {
        var json = JSON()
        json.object {
            $0.field("grant_type", "client_credential")
            $0.field("appid", app)
            $0.field("secret", secret)
            $0.field("force_refresh", isForced)
        }
        return posting("/cgi-bin/stable_token", json)
    }

    func request(for message: WeChatMessage, token: String) -> WebRequest {
        var json = JSON()
        json.object { json in
            json.field("touser", message.to)
            json.field("template_id", template)
            json.field("url", message.url)
            json.field("client_msg_id", message.id)
            json.name("data")
            json.object { json in
                for field in fields {
                    json.name(dynamic: field.name)
                    json.object { $0.field("value", filled(field, message)) }
                }
            }
        }
        return posting("/cgi-bin/message/template/send?\(Form(pairs: [("access_token", token)]).encoded)", json)
    }

    private func filled(_ field: Field, _ message: WeChatMessage) -> String {
        let words = field.words.replacing("{code}", with: message.code).replacing("{time}", with: message.time)
            .replacing("{what}", with: message.what)
        return words.count <= field.limit ? words : words.prefix(field.limit - 1) + "…"
    }

    private func posting(_ path: String, _ json: JSON) -> WebRequest {
        var request = WebRequest(url: url("api.weixin.qq.com", path), name: "WeChat's service account")
        request.body = WebRequest.Body(
            type: "application/json; charset=utf-8", text: String(decoding: json.bytes, as: UTF8.self))
        return request
    }

    static func decoded<T: Decodable>(_ type: T.Type, _ body: [UInt8]) throws -> T {
        // What else it said is not told on: tokens can stand in it.
        guard let value = try? JSONDecoder().decode(type, from: Data(body)) else {
            throw WebFault("an answer of WeChat's that its documentation does not have: \(type)")
        }
        return value
    }
}
