internal import Database
internal import Engine

/// What somebody asks of a token for their programs.
struct TokenDraft: Sendable {
    let label: String
    /// The network's slug.
    let network: String
    /// "read" or "write", which reads too.
    let scope: String
    let days: Int?
}

/// Tokens for programs: made, listed with the account, revoked.
extension PeopleActs {
    static let mostTokenDays = 365

    /// Makes a token for one's own programs, shown this once.
    func makeToken(_ draft: TokenDraft, of person: Person, agent: String) async throws -> String {
        let label = Clean.line(draft.label)
        guard !label.isEmpty else { throw Refusal.invalid("label", SiteWords.missing) }
        guard label.count <= 80 else { throw Refusal.invalid("label", SiteWords.tooLong) }
        guard draft.scope == Scope.read.rawValue || draft.scope == Scope.write.rawValue else {
            throw Refusal.invalid(
                "scope", SiteWords.badChoice([Scope.read.rawValue, Scope.write.rawValue], draft.scope))
        }
        guard let days = draft.days, (1...PeopleActs.mostTokenDays).contains(days) else {
            throw Refusal.invalid("days", PeopleWords.badTokenDays(PeopleActs.mostTokenDays))
        }
        let scopes: [Scope] = draft.scope == Scope.write.rawValue ? [.read, .write] : [.read]
        let networks = try await database.read { db in try db.networks(of: person.id) }
        guard let network = networks.first(where: { $0.slug == draft.network }) else {
            throw Refusal.invalid("network", SiteWords.badChoice(networks.map(\.slug), draft.network))
        }
        let token = try await makeToken(
            person: person.id, network: network.id, scopes: scopes, days: days, label: label)
        try await signIns.write { db, notes in
            try signIns.log(.tokenMade, of: person.id, agent: agent, db, notes)
            try signIns.tell(person.id, SignInWords.mailToken(label), db)
        }
        return token
    }

    static let tokenNotice = 7 * Time.day

    /// Tells owners of tokens that end within a week: a program that stops then is missed too late.
    func sweepTokens() async throws {
        let now = world.now()
        let ending = try await database.read { db in
            try db.tokensEnding(now: now, notice: PeopleActs.tokenNotice, limit: 200)
        }
        for token in ending {
            try await database.write { db in
                guard try db.setNoticed(token: token.hash, at: now) else { return }
                try signIns.tell(token.person, SignInWords.mailTokenEnds(token.label, token.ends), db)
            }
        }
    }

    func makeToken(
        person: ID, network: ID, scopes: [Scope], days: Int, label: String = ""
    ) async throws -> String {
        let token = "weft_" + Base64URL.encode(world.bytes(32)), now = world.now()
        try await database.write { db in
            try db.insertToken(
                hash: Sodium.hash(Array(token.utf8)), id: world.newID(), label: label, person: person, network: network,
                scopes: scopes, now: now, expires: now + Int64(days) * Time.day)
        }
        return token
    }

    /// Revokes one of one's own tokens.
    func revokeToken(_ id: ID, of person: ID, agent: String) async throws {
        try await signIns.write { db, notes in
            guard try db.deleteToken(id, of: person) else { throw Refusal.notFound }
            try signIns.log(.tokenRevoked, of: person, agent: agent, db, notes)
        }
    }

    /// Revokes a token that leaked, wherever it was found.
    /// - Throws: ``Refusal/invalid(_:)`` for one that is unknown or over.
    public func revokeToken(_ token: String) async throws {
        let hash = Sodium.hash(Array(token.utf8))
        guard try await database.write({ db in try db.deleteToken(hash: hash) }) else {
            throw Refusal.invalid("token", PeopleWords.unknownToken)
        }
    }
}
