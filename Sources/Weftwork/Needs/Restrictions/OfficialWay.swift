internal import Database

/// A need that was passed to an authority by its official channel: under which number, until when an answer is expected, what came
/// of it. Its owner stays its owner.
struct OfficialWay: Sendable, Equatable {
    enum Outcome: String, Sendable, CaseIterable, SQLConvertible {
        case granted, refused
        /// The authority does it itself.
        case takenOver
        /// No answer came, and nobody waits for it any more.
        case noAnswer
    }

    /// What is private of it; sealed with the key of the need, empty once that is destroyed.
    struct Paper: Sendable, Codable, Equatable {
        var reference = ""
        var note = ""
        /// What the authority has said.
        var answer = ""
    }

    let id: ID
    let networkID: ID
    let needID: ID
    let restrictionID: ID
    let passedBy: ID?
    let at: Int64
    let dueAt: Int64
    var paper: Paper
    /// Nothing while the answer is out.
    var outcome: Outcome?
    var answeredBy: ID?
    var answeredAt: Int64?
}

/// A need as it is passed on.
struct OfficialWayDraft: Sendable {
    var restriction: ID?
    var reference = ""
    var note = ""
    var due: Int64?
}

enum OfficialWayRules {
    static func cleaned(_ draft: OfficialWayDraft, at now: Int64) throws(Refusal) -> (OfficialWay.Paper, due: Int64) {
        var problems: [FieldProblem] = []
        let paper = OfficialWay.Paper(
            reference: RestrictionRules.line(draft.reference, "reference", most: 200, isRequired: true, &problems),
            note: RestrictionRules.prose(draft.note, "note", most: 1000, &problems))
        if let due = draft.due {
            if due <= now { problems.append(FieldProblem("due", NeedWords.mustBeLater)) }
            if due > now + RestrictionRules.longestWait {
                problems.append(FieldProblem("due", NeedWords.tooLate(now + RestrictionRules.longestWait)))
            }
        } else {
            problems.append(FieldProblem("due", SiteWords.missing))
        }
        guard problems.isEmpty, let due = draft.due else { throw .invalid(problems) }
        return (paper, due)
    }
}

extension OfficialWay {
    fileprivate static let columns: SQL = """
        o.id, o.network_id, o.need_id, o.restriction_id, o.by_id, o.at, o.due_at, o.outcome, o.answered_by,
        o.answered_at, o.sealed, k.wrapped
        """
    fileprivate static let source: SQL = "official_ways o LEFT JOIN subject_keys k ON k.subject_id = o.need_id"

    fileprivate init(row: Row, vault: Vault) throws {
        let id: ID = try row[0], need: ID = try row[2], box: [UInt8] = try row[10], wrapped: [UInt8]? = try row[11]
        self.id = id
        networkID = try row[1]
        needID = need
        restrictionID = try row[3]
        passedBy = try row[4]
        at = try row[5]
        dueAt = try row[6]
        outcome = try row[7]
        answeredBy = try row[8]
        answeredAt = try row[9]
        paper =
            vault.value(Paper.self, in: box, wrapped: wrapped, of: need, context: id.bytes) ?? Paper()
    }
}

extension Connection {
    private func sealed(_ way: OfficialWay, _ vault: Vault) throws -> [UInt8]? {
        try sealed(way.paper, of: way.needID, context: way.id.bytes, in: vault)
    }

    func insert(_ way: OfficialWay, vault: Vault) throws {
        guard let sealed = try sealed(way, vault) else { throw Refusal.notFound }
        try execute(
            """
            INSERT INTO official_ways (network_id, id, need_id, restriction_id, by_id, at, due_at, sealed)
            VALUES (\(way.networkID), \(way.id), \(way.needID), \(way.restrictionID), \(way.passedBy), \(way.at),
                \(way.dueAt), \(sealed))
            """)
    }

    /// What was answered is kept, even where its words can be no more: the need goes on.
    func saveAnswer(_ way: OfficialWay, vault: Vault) throws {
        try execute(
            """
            UPDATE official_ways SET sealed = \(try sealed(way, vault) ?? []), outcome = \(way.outcome),
                answered_by = \(way.answeredBy), answered_at = \(way.answeredAt)
            WHERE network_id = \(way.networkID) AND id = \(way.id)
            """)
    }

    /// The ways a need has gone, the newest first.
    func officialWays(of need: ID, in network: ID, vault: Vault) throws -> [OfficialWay] {
        try query(
            """
            SELECT \(OfficialWay.columns) FROM \(OfficialWay.source)
            WHERE o.network_id = \(network) AND o.need_id = \(need) ORDER BY o.id DESC LIMIT 50
            """
        ) { try OfficialWay(row: $0, vault: vault) }
    }
}
