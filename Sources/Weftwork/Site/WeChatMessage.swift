internal import Foundation

/// One message to one follower of the service account, with what goes by another way where this one fails.
struct WeChatMessage: Sendable, Codable {
    /// The same for each try: WeChat sends it once.
    let id: String
    /// Whoever it is to, as the account knows them.
    let to: String
    /// Where it leads.
    let url: String
    /// What has happened, in so few characters that a field takes them.
    let what: String
    let code: String
    let time: String
    /// What goes by another way where this one fails; nothing where that would be no news.
    let otherwise: Otherwise?

    /// The same for other ways.
    struct Otherwise: Sendable, Codable {
        /// By mail.
        let subject: String
        let body: String
        /// As a short message.
        let short: String
        /// What a caller has to say where it must reach them and nothing else does.
        let topic: String?
    }
}

extension WeChatMessage {
    private static let context = "wechat"

    /// As it waits in the outbox.
    func sealed(by vault: Vault) throws -> [UInt8] {
        vault.sealLoose(Array(try JSONEncoder().encode(self)), context: WeChatMessage.context)
    }

    init?(sealed: [UInt8], vault: Vault) {
        guard let bytes = vault.openLoose(sealed, context: WeChatMessage.context),
            let message = try? JSONDecoder().decode(WeChatMessage.self, from: Data(bytes))
        else { return nil }
        self = message
    }
}

/// The way out through WeChat.
protocol WeChatPort: Sendable {
    /// - Throws: ``Undeliverable`` where whoever it is to takes nothing from the account; another error where it can be tried again.
    func send(_ message: WeChatMessage) async throws
}

/// Where no account is set: nothing is offered through WeChat then, so this is what one that was taken away has left.
struct NoWeChat: WeChatPort {
    func send(_ message: WeChatMessage) async throws { throw WebFault("WEFT_WECHAT_ACCOUNT_APP is not set") }
}

/// What WeChat's codes mean for a message. It answers 200 with them inside.
enum WeChatAnswer: Equatable {
    case taken
    /// The token holds no longer: another is fetched.
    case staleToken
    /// Whoever it is to does not follow the account, has shut it out, or is not known.
    case refused
    /// A limit, a setting, WeChat itself: later it can go.
    case later

    init(code: Int) {
        switch code {
        case 0: self = .taken
        case 40001, 40014, 42001: self = .staleToken
        case 40003, 43004, 43019, 43101: self = .refused
        default: self = .later
        }
    }
}

/// Messages through the service account.
struct AccountWeChat: WeChatPort {
    let account: ServiceAccount
    let tokens: WeChatTokens
    let web: any WebPort

    private struct Sent: Decodable { let errcode: Int? }

    func send(_ message: WeChatMessage) async throws {
        let token = try await tokens.token()
        var code = try await code(of: message, token)
        if WeChatAnswer(code: code) == .staleToken {
            code = try await self.code(of: message, try await tokens.token(otherThan: token))
        }
        switch WeChatAnswer(code: code) {
        case .taken: return
        case .refused: throw Undeliverable("WeChat's service account does not reach its reader: code \(code)")
        case .staleToken, .later: throw WebFault("WeChat's service account answered code \(code)")
        }
    }

    private func code(of message: WeChatMessage, _ token: String) async throws -> Int {
        let body = try await web.fetch(account.request(for: message, token: token))
        return try ServiceAccount.decoded(Sent.self, body).errcode ?? 0
    }
}
