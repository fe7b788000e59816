internal import Database

/// The token with which the service account makes its calls: kept in the store until it ends, so that several nodes use one, and
/// fetched by one of them while the others wait.
struct WeChatTokens: Sendable {
    static let migration = Migration(
        "2026-11-26 wechat tokens",
        [
            """
            CREATE TABLE wechat_tokens (
                app TEXT NOT NULL PRIMARY KEY, sealed \(.blob), until \(.int) NOT NULL, fetch_until \(.int) NOT NULL
            ) \(.strict)
            """
        ])

    /// So long before its end a token is no longer used.
    static let margin = 5 * Time.minute
    /// A node that takes longer to fetch is thought dead.
    static let lease = 20 * Time.second
    private static let context = "wechat token"
    private static let mostLooks = 40

    let account: ServiceAccount
    let database: any Database
    let vault: Vault
    let world: World
    let web: any WebPort

    private struct Fresh: Decodable {
        let errcode: Int?
        let token: String?
        let seconds: Int64?

        enum CodingKeys: String, CodingKey {
            case errcode
            case token = "access_token"
            case seconds = "expires_in"
        }
    }

    private enum Turn {
        case kept(String)
        case mine, others
    }

    /// The token in use; fetched where there is none.
    ///
    /// - Parameter stale: one that WeChat has refused.
    /// - Throws: ``WebFault`` where WeChat gives none.
    func token(otherThan stale: String? = nil) async throws -> String {
        for _ in 0..<WeChatTokens.mostLooks {
            switch try await turn(stale) {
            case .kept(let token): return token
            case .mine: return try await fetch(isForced: stale != nil)
            case .others: try await Task.sleep(for: .milliseconds(250))
            }
        }
        throw WebFault("WeChat's service account: another server fetches a token")
    }

    private func turn(_ stale: String?) async throws -> Turn {
        let now = world.now()
        let read = { @Sendable (db: any Connection) throws -> (kept: String?, until: Int64) in
            let row = try db.first("SELECT sealed, until FROM wechat_tokens WHERE app = \(account.app)") {
                (sealed: try $0[0] as [UInt8]?, until: try $0[1] as Int64)
            }
            let open = row.flatMap { row in
                row.until - WeChatTokens.margin > now
                    ? row.sealed.flatMap { vault.openLoose($0, context: WeChatTokens.context) } : nil
            }
            return (open.map { String(decoding: $0, as: UTF8.self) }, row?.until ?? 0)
        }
        if let kept = try await database.read({ db in try read(db).kept }), kept != stale { return .kept(kept) }
        return try await database.write { db in
            try db.execute(
                """
                INSERT INTO wechat_tokens (app, until, fetch_until) VALUES (\(account.app), 0, 0)
                ON CONFLICT (app) DO NOTHING
                """)
            let (kept, until) = try read(db)
            if let kept, kept != stale { return .kept(kept) }
            // What another has fetched since has another end.
            let isMine = try db.execute(
                """
                UPDATE wechat_tokens SET fetch_until = \(now + WeChatTokens.lease)
                WHERE app = \(account.app) AND fetch_until <= \(now) AND until = \(until)
                """)
            return isMine == 1 ? .mine : .others
        }
    }

    private func fetch(isForced: Bool) async throws -> String {
        do {
            let body = try await web.fetch(account.tokenRequest(isForced: isForced))
            let answer = try ServiceAccount.decoded(Fresh.self, body)
            guard answer.errcode ?? 0 == 0, let token = answer.token, !token.isEmpty else {
                throw WebFault("WeChat's service account gave no token: code \(answer.errcode ?? 0)")
            }
            let until = world.now() + (answer.seconds ?? 7200) * Time.second
            try await keep(vault.sealLoose(Array(token.utf8), context: WeChatTokens.context), until: until)
            return token
        } catch {
            try? await keep(nil, until: 0)
            throw error
        }
    }

    private func keep(_ sealed: [UInt8]?, until: Int64) async throws {
        try await database.write { db in
            try db.execute(
                """
                UPDATE wechat_tokens SET sealed = \(sealed), until = \(until), fetch_until = 0
                WHERE app = \(account.app)
                """)
        }
    }
}
