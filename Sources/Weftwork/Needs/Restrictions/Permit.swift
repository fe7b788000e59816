internal import Database

/// A permit that somebody says there is: number, issuer, until when. It counts once another person has looked at it.
struct Permit: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        case stated, accepted, refused
    }

    /// What is private of it; sealed with the key of the need, empty once that is destroyed.
    struct Paper: Sendable, Codable, Equatable {
        var number = ""
        var issuer = ""
        var note = ""
        /// Why it was accepted or refused.
        var reason = ""
    }

    let id: ID
    let networkID: ID
    let needID: ID
    let restrictionID: ID
    /// The one whose promises alone it covers; the whole need where there is none.
    let forID: ID?
    /// Nobody where the requester herself has stated it.
    let statedBy: ID?
    var paper: Paper
    let validUntil: Int64
    var state: State
    var decidedBy: ID?
    var decidedAt: Int64?
    let at: Int64
    /// How much it allows of each line that it names; nothing where it states no amount.
    var amounts: [ID: Int64] = [:]
    /// How much of each line has been promised and brought under it; read only where it states amounts.
    var used: [ID: Int64] = [:]
}

/// A permit as it is stated.
struct PermitDraft: Sendable {
    var restriction: ID?
    var number = ""
    var issuer = ""
    var note = ""
    var validUntil: Int64?
    /// By line, as typed.
    var amounts: [(line: String, text: String)] = []
}

enum PermitRules {
    /// So many of their own somebody may have waiting at a need: more tells the desk nothing new.
    static let mostOwnWaiting = 2

    static func cleaned(_ draft: PermitDraft, at now: Int64) throws(Refusal) -> Permit.Paper {
        var problems: [FieldProblem] = []
        let paper = Permit.Paper(
            number: RestrictionRules.line(draft.number, "number", most: 120, isRequired: true, &problems),
            issuer: RestrictionRules.line(draft.issuer, "issuer", most: 120, isRequired: true, &problems),
            note: RestrictionRules.prose(draft.note, "note", most: 500, &problems))
        if let until = draft.validUntil {
            if until <= now { problems.append(FieldProblem("validUntil", NeedWords.mustBeLater)) }
            if until > now + RestrictionRules.longest { problems.append(FieldProblem("validUntil", NeedWords.tooFar)) }
        } else {
            problems.append(FieldProblem("validUntil", SiteWords.missing))
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        return paper
    }

    /// Whoever states for their own promises waits for an answer before they go on. Others' statements never count against them,
    /// nor against those who state for the whole need.
    static func requireRoom(_ known: [Permit], for member: ID?) throws(Refusal) {
        let waiting = known.filter { $0.state == .stated && $0.forID != nil && $0.forID == member }
        guard waiting.count < mostOwnWaiting else { throw .tooMany(retryAfter: 3600) }
    }

    /// Another than who stated it, and nobody who carries by it.
    static func requireOther(_ permit: Permit, _ member: ID?, _ ties: Ties) throws(Refusal) {
        guard let member else { throw .forbidden(SiteWords.membersOnly) }
        guard permit.statedBy != member, permit.forID != member else { throw .forbidden(PermitWords.notOwn) }
        guard !ties.contains(.claimant) else { throw .forbidden(PermitWords.notClaimant) }
        // Whoever submitted the need speaks for her.
        guard permit.statedBy != nil || !ties.contains(.submitter) else { throw .forbidden(PermitWords.notOwn) }
    }

    /// What waits is accepted or refused; what was accepted can turn out to be wrong.
    static func isLegal(accepts: Bool, _ permit: Permit) -> Bool {
        permit.state == .stated || !accepts && permit.state == .accepted
    }
}

extension Permit {
    fileprivate static let columns: SQL = """
        p.id, p.network_id, p.need_id, p.restriction_id, p.for_id, p.stated_by, p.until_at, p.state, p.decided_by,
        p.decided_at, p.at, p.sealed, k.wrapped, p.amounts
        """
    fileprivate static let source: SQL = "permits p LEFT JOIN subject_keys k ON k.subject_id = p.need_id"

    fileprivate init(row: Row, vault: Vault) throws {
        let id: ID = try row[0], need: ID = try row[2], box: [UInt8] = try row[11], wrapped: [UInt8]? = try row[12]
        self.id = id
        networkID = try row[1]
        needID = need
        restrictionID = try row[3]
        forID = try row[4]
        statedBy = try row[5]
        validUntil = try row[6]
        state = try row[7]
        decidedBy = try row[8]
        decidedAt = try row[9]
        at = try row[10]
        paper =
            vault.value(Paper.self, in: box, wrapped: wrapped, of: need, context: id.bytes) ?? Paper()
        amounts = Permit.amounts(try row[13])
    }
}

extension Connection {
    private func sealed(_ permit: Permit, _ vault: Vault) throws -> [UInt8]? {
        try sealed(permit.paper, of: permit.needID, context: permit.id.bytes, in: vault)
    }

    func insert(_ permit: Permit, vault: Vault) throws {
        guard let sealed = try sealed(permit, vault) else { throw Refusal.notFound }
        try execute(
            """
            INSERT INTO permits (network_id, id, need_id, restriction_id, for_id, stated_by, sealed, until_at, state, at,
                amounts)
            VALUES (\(permit.networkID), \(permit.id), \(permit.needID), \(permit.restrictionID), \(permit.forID),
                \(permit.statedBy), \(sealed), \(permit.validUntil), \(permit.state), \(permit.at),
                \(try permit.amountsText))
            """)
    }

    /// What was decided is kept, even where its words can be no more.
    func save(_ permit: Permit, vault: Vault) throws {
        try execute(
            """
            UPDATE permits SET sealed = \(try sealed(permit, vault) ?? []), state = \(permit.state),
                decided_by = \(permit.decidedBy), decided_at = \(permit.decidedAt)
            WHERE network_id = \(permit.networkID) AND id = \(permit.id)
            """)
    }

    func permit(_ id: ID, in network: ID, vault: Vault) throws -> Permit? {
        let found = try first(
            "SELECT \(Permit.columns) FROM \(Permit.source) WHERE p.network_id = \(network) AND p.id = \(id)"
        ) { try Permit(row: $0, vault: vault) }
        return try found.flatMap { try withUse([$0], of: $0.needID, in: network).first }
    }

    /// The permits of a need, the newest first.
    func permits(of need: ID, in network: ID, vault: Vault) throws -> [Permit] {
        let found = try query(
            """
            SELECT \(Permit.columns) FROM \(Permit.source)
            WHERE p.network_id = \(network) AND p.need_id = \(need) ORDER BY p.id DESC LIMIT 100
            """
        ) { try Permit(row: $0, vault: vault) }
        return try withUse(found, of: need, in: network)
    }

    /// What waits to be looked at on needs that are open, the oldest first.
    func permitsWaiting(in network: ID, vault: Vault) throws -> [(permit: Permit, title: String)] {
        try query(
            """
            SELECT \(Permit.columns), n.title FROM \(Permit.source)
            JOIN needs n ON n.network_id = p.network_id AND n.id = p.need_id
            WHERE p.network_id = \(network) AND p.state = 'stated' AND n.phase IN (0, 1, 2) ORDER BY p.at, p.id LIMIT 200
            """
        ) { (try Permit(row: $0, vault: vault), try $0[14]) }
    }
}
