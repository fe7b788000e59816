/// 微信: `WEFT_WECHAT_APP`, `WEFT_WECHAT_SECRET` of a website application; within WeChat's own browser an official account's,
/// `WEFT_WECHAT_INSIDE_APP` and `WEFT_WECHAT_INSIDE_SECRET`, where they are set.
struct WeChatSignIn: AppSignIn {
    let slug = "wechat"
    let label = ProviderWords.wechat
    private let outside: AppSettings
    private let inside: AppSettings

    init?(_ environment: [String: String]) {
        guard let outside = AppSettings("WECHAT", environment) else { return nil }
        self.outside = outside
        var names = environment
        names["WEFT_WECHAT_INSIDE_BASE"] = environment["WEFT_WECHAT_BASE"]
        inside = AppSettings("WECHAT_INSIDE", names) ?? outside
    }

    private func isInside(_ agent: String) -> Bool { agent.contains("MicroMessenger") }

    func address(state: String, back: String, agent: String) -> String {
        let isInside = isInside(agent), settings = isInside ? inside : outside
        let query = Form(pairs: [
            ("appid", settings.app), ("redirect_uri", back), ("response_type", "code"),
            ("scope", isInside ? "snsapi_base" : "snsapi_login"), ("state", state),
        ])
        let path = isInside ? "/connect/oauth2/authorize" : "/connect/qrconnect"
        return settings.url("open.weixin.qq.com", path) + "?\(query.encoded)#wechat_redirect"
    }

    private struct Token: Decodable {
        let errcode: Int?
        let openid: String?
        let unionid: String?
    }

    /// By the union id, which is the same for all apps of one owner; without one by the app's own id.
    func identity(code: String, back: String, agent: String, by client: AppClient) async throws -> ForeignIdentity {
        let settings = isInside(agent) ? inside : outside
        let token = try await client.get(
            Token.self, settings.url("api.weixin.qq.com", "/sns/oauth2/access_token"),
            [
                ("appid", settings.app), ("secret", settings.secret), ("code", code),
                ("grant_type", "authorization_code"),
            ])
        try AppProviders.require(token.errcode, "WeChat")
        if let union = token.unionid, !union.isEmpty {
            return ForeignIdentity(issuer: slug, subject: try AppProviders.subject(union, "WeChat"), email: nil)
        }
        return ForeignIdentity(
            issuer: "\(slug):\(settings.app)", subject: try AppProviders.subject(token.openid, "WeChat"), email: nil)
    }
}

/// 企业微信: `WEFT_WECOM_CORP`, `WEFT_WECOM_AGENT`, `WEFT_WECOM_SECRET`.
struct WeComSignIn: AppSignIn {
    let slug = "wecom"
    let label = ProviderWords.wecom
    private let settings: AppSettings
    private let agentID: String

    init?(_ environment: [String: String]) {
        guard let settings = AppSettings("WECOM", app: "CORP", environment),
            let agent = environment["WEFT_WECOM_AGENT"], !agent.isEmpty
        else { return nil }
        self.settings = settings
        agentID = agent
    }

    func address(state: String, back: String, agent: String) -> String {
        if agent.contains("wxwork") {
            let query = Form(pairs: [
                ("appid", settings.app), ("redirect_uri", back), ("response_type", "code"), ("scope", "snsapi_base"),
                ("state", state), ("agentid", agentID),
            ])
            return settings.url("open.weixin.qq.com", "/connect/oauth2/authorize") + "?\(query.encoded)#wechat_redirect"
        }
        let query = Form(pairs: [
            ("login_type", "CorpApp"), ("appid", settings.app), ("agentid", agentID), ("redirect_uri", back),
            ("state", state),
        ])
        return settings.url("login.work.weixin.qq.com", "/wwlogin/sso/login") + "?\(query.encoded)"
    }

    private struct Token: Decodable {
        let errcode: Int?
        let token: String?
        let seconds: Int64?

        enum CodingKeys: String, CodingKey {
            case errcode
            case token = "access_token"
            case seconds = "expires_in"
        }
    }

    private struct User: Decodable {
        let errcode: Int?
        let userid: String?
    }

    /// The token no longer holds: another is fetched, once.
    private static let staleToken: Set<Int> = [40014, 42001]

    /// Only members of the corporation have a user id.
    func identity(code: String, back: String, agent: String, by client: AppClient) async throws -> ForeignIdentity {
        var user = try await user(code, client)
        if let error = user.errcode, WeComSignIn.staleToken.contains(error) {
            client.drop(token: slug)
            user = try await self.user(code, client)
        }
        try AppProviders.require(user.errcode, "WeCom")
        return ForeignIdentity(
            issuer: "\(slug):\(settings.app)", subject: try AppProviders.subject(user.userid, "WeCom"), email: nil)
    }

    private func user(_ code: String, _ client: AppClient) async throws -> User {
        let token = try await client.token(slug) {
            let answer = try await client.get(
                Token.self, settings.url("qyapi.weixin.qq.com", "/cgi-bin/gettoken"),
                [("corpid", settings.app), ("corpsecret", settings.secret)])
            try AppProviders.require(answer.errcode, "WeCom")
            guard let text = answer.token, !text.isEmpty else { throw WebFault("WeCom gave no token") }
            return (text, answer.seconds ?? 7200)
        }
        return try await client.get(
            User.self, settings.url("qyapi.weixin.qq.com", "/cgi-bin/auth/getuserinfo"),
            [("access_token", token), ("code", code)])
    }
}

/// 钉钉: `WEFT_DINGTALK_CLIENT`, `WEFT_DINGTALK_SECRET`.
struct DingTalkSignIn: AppSignIn {
    let slug = "dingtalk"
    let label = ProviderWords.dingtalk
    private let settings: AppSettings

    init?(_ environment: [String: String]) {
        guard let settings = AppSettings("DINGTALK", app: "CLIENT", environment) else { return nil }
        self.settings = settings
    }

    func address(state: String, back: String, agent: String) -> String {
        let query = Form(pairs: [
            ("redirect_uri", back), ("response_type", "code"), ("client_id", settings.app), ("scope", "openid"),
            ("state", state), ("prompt", "consent"),
        ])
        return settings.url("login.dingtalk.com", "/oauth2/auth") + "?\(query.encoded)"
    }

    private struct Token: Decodable { let accessToken: String? }
    private struct User: Decodable { let unionId: String? }

    func identity(code: String, back: String, agent: String, by client: AppClient) async throws -> ForeignIdentity {
        let answer = try await client.post(
            Token.self, settings.url("api.dingtalk.com", "/v1.0/oauth2/userAccessToken"),
            json: [
                ("clientId", settings.app), ("clientSecret", settings.secret), ("code", code),
                ("grantType", "authorization_code"),
            ])
        guard let token = answer.accessToken, !token.isEmpty else { throw WebFault("DingTalk gave no token") }
        var request = WebRequest(url: settings.url("api.dingtalk.com", "/v1.0/contact/users/me"))
        request.headers = [("x-acs-dingtalk-access-token", token)]
        let user = try await client.fetch(User.self, request)
        return ForeignIdentity(issuer: slug, subject: try AppProviders.subject(user.unionId, "DingTalk"), email: nil)
    }
}

/// 飞书: `WEFT_FEISHU_APP`, `WEFT_FEISHU_SECRET`.
struct FeishuSignIn: AppSignIn {
    let slug = "feishu"
    let label = ProviderWords.feishu
    private let settings: AppSettings

    init?(_ environment: [String: String]) {
        guard let settings = AppSettings("FEISHU", environment) else { return nil }
        self.settings = settings
    }

    func address(state: String, back: String, agent: String) -> String {
        let query = Form(pairs: [
            ("client_id", settings.app), ("redirect_uri", back), ("response_type", "code"), ("state", state),
        ])
        return settings.url("accounts.feishu.cn", "/open-apis/authen/v1/authorize") + "?\(query.encoded)"
    }

    private struct Token: Decodable {
        let code: Int?
        let token: String?

        enum CodingKeys: String, CodingKey {
            case code
            case token = "access_token"
        }
    }

    private struct User: Decodable {
        struct Facts: Decodable {
            let union: String?

            enum CodingKeys: String, CodingKey { case union = "union_id" }
        }

        let code: Int?
        let data: Facts?
    }

    func identity(code: String, back: String, agent: String, by client: AppClient) async throws -> ForeignIdentity {
        let answer = try await client.post(
            Token.self, settings.url("open.feishu.cn", "/open-apis/authen/v2/oauth/token"),
            json: [
                ("grant_type", "authorization_code"), ("client_id", settings.app), ("client_secret", settings.secret),
                ("code", code), ("redirect_uri", back),
            ])
        try AppProviders.require(answer.code, "Feishu")
        guard let token = answer.token, !token.isEmpty else { throw WebFault("Feishu gave no token") }
        var request = WebRequest(url: settings.url("open.feishu.cn", "/open-apis/authen/v1/user_info"))
        request.headers = [("Authorization", "Bearer \(token)")]
        let user = try await client.fetch(User.self, request)
        try AppProviders.require(user.code, "Feishu")
        return ForeignIdentity(issuer: slug, subject: try AppProviders.subject(user.data?.union, "Feishu"), email: nil)
    }
}
