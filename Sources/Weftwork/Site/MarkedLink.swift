internal import Database

/// A link by which one person answers without signing in. Its secret is computed from an id and kept nowhere. Opening it marks the device
/// and moves to an address without the secret: a page that is passed on by its address answers for nobody.
struct MarkedLink: Sendable {
    /// Keeps its secrets from meaning anything of another kind.
    let kind: String
    /// Where its pages stand: `ROOT/SECRET`, then `ROOT/ID`.
    let root: String
    /// What the marks of devices are called, before the id.
    let mark: String
    let vault: Vault
    let configuration: Configuration

    /// So often an hour one link is answered, and so often one address tries links: whoever guesses tries oftener.
    private static let answersPerHour = 20
    private static let triesPerHour = 600
    private static let lifetime = 180 * 86400

    func address(of id: ID) -> String { "\(configuration.publicURL)\(root)/\(vault.linkCode(kind, id))" }

    /// - Throws: ``Refusal/notFound`` for a link that this server did not make.
    func id(of code: String) throws(Refusal) -> ID {
        guard let id = vault.id(kind, ofLinkCode: code) else { throw .notFound }
        return id
    }

    /// Marks the device by which it was opened, and moves on.
    func opened(_ id: ID, _ code: String) -> Answer {
        Answer.redirect(to: "\(root)/\(id)").settingCookie(
            "\(mark)\(id)", code, maxAge: MarkedLink.lifetime, isSecure: configuration.isSecure, path: "\(root)/\(id)")
    }

    /// The secret of the link, as this device bears it; nothing where it does not.
    func code(of id: ID, _ ask: Ask) -> String? {
        guard let code = ask.cookie("\(mark)\(id)"), vault.id(kind, ofLinkCode: code) == id else { return nil }
        return code
    }

    // MARK: Limits

    func countTry(_ ask: Ask, _ limiter: RateLimiter, now: Int64) async throws {
        try await limiter.check(
            .asking, "from \(ask.remote)", limit: MarkedLink.triesPerHour, per: Time.hour, now: now)
    }

    /// - Returns: the secret with which this device may answer.
    /// - Throws: ``Refusal/notFound`` where it bears none.
    func countAnswer(_ id: ID?, _ ask: Ask, _ limiter: RateLimiter, now: Int64) async throws -> String {
        try await countTry(ask, limiter, now: now)
        guard let id, let code = code(of: id, ask) else { throw Refusal.notFound }
        try await limiter.check(.asking, code, limit: MarkedLink.answersPerHour, per: Time.hour, now: now)
        return code
    }
}
