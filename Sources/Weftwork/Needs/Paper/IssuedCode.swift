internal import Database
internal import Engine

/// Tracking codes that were given out on paper before there is a need: nobody else ever draws one of them.
struct PaperBatch: Sendable {
    let id: ID
    let networkID: ID
    /// Where the papers are handed in, and where one asks how it stands.
    let place: String
    let issuedAt: Int64
    /// How many papers there are, and how many of them were typed in.
    let count: Int
    let used: Int
    /// The one they are printed for; nothing where the desk says so when it types them in.
    let emergency: EmergencyTie?
}

/// One code of a batch.
struct IssuedCode: Sendable, Equatable {
    let code: String
    let usedAt: Int64?
    let needID: ID?
}

/// A batch as it is asked for.
struct PaperDraft: Sendable {
    let count: Int?
    let place: String
    /// Id or name; nothing or `none` for none.
    var emergency = ""
}

/// What holds for papers. Pure.
enum PaperRules {
    static let mostInBatch = 100

    static func checked(_ draft: PaperDraft) throws(Refusal) -> (count: Int, place: String) {
        var problems: [FieldProblem] = []
        let place = Clean.line(draft.place)
        if draft.count.map((1...mostInBatch).contains) != true {
            problems.append(FieldProblem("count", PaperWords.badCount(mostInBatch)))
        }
        if place.isEmpty { problems.append(FieldProblem("place", SiteWords.missing)) }
        if place.count > 120 { problems.append(FieldProblem("place", SiteWords.tooLong)) }
        guard problems.isEmpty, let count = draft.count else { throw .invalid(problems) }
        return (count, place)
    }

    /// The code as it is kept; nothing where no paper is typed in.
    /// - Throws: ``Refusal/invalid(_:)`` at `code` with what is wrong with its letters.
    static func code(_ typed: String?, by viewer: Viewer) throws(Refusal) -> String? {
        guard let typed else { return nil }
        try Policy.require(.typePaper, viewer)
        if let code = TrackingCode.read(typed) { return code }
        let letters = Clean.line(typed).uppercased().filter { $0 != " " && $0 != "-" }
        if letters.isEmpty { throw .invalid("code", SiteWords.missing) }
        if let place = letters.firstIndex(where: { !TrackingCode.alphabet.contains($0) }) {
            let number = letters.distance(from: letters.startIndex, to: place) + 1
            throw .invalid("code", PaperWords.noSuchLetter(String(letters[place].description.prefix(4)), number))
        }
        throw .invalid("code", PaperWords.badLength(letters.count))
    }

    /// What a paper must say beside what every need says: how it came, and whether she agreed.
    static func checked(_ entry: NeedEntry) throws(Refusal) -> NeedEntry {
        var entry = entry
        if Clean.line(entry.sourceKind).isEmpty { entry.sourceKind = Need.SourceKind.relay.rawValue }
        guard [Need.SourceKind.relay.rawValue, Need.SourceKind.hotline.rawValue].contains(Clean.line(entry.sourceKind))
        else { throw .invalid("source.kind", SiteWords.badChoice(["relay", "hotline"], entry.sourceKind)) }
        if Clean.line(entry.consent).isEmpty { throw .invalid("consent", PaperWords.consentMissing) }
        return entry
    }

    /// The code among `codes` that differs from `typed` in one letter, where there is only one such.
    static func near(_ typed: String, among codes: [String]) -> String? {
        let found = codes.filter { code in zip(code, typed).filter { $0 != $1 }.count == 1 }
        return found.count == 1 ? found[0] : nil
    }
}

enum PaperStore {
    static let migration = Migration(
        "2026-11-25 paper forms",
        [
            """
            CREATE TABLE paper_batches (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, place TEXT NOT NULL, by_id \(.id), issued_at \(.int) NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE issued_codes (
                network_id \(.id) NOT NULL, code TEXT NOT NULL, batch_id \(.id) NOT NULL, used_at \(.int), need_id \(.id),
                PRIMARY KEY (network_id, code)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX issued_codes_code ON issued_codes (code)",
            "CREATE INDEX issued_codes_batch ON issued_codes (network_id, batch_id)",
        ])

    /// A pile is printed for one emergency.
    static let later = Migration(
        "2026-11-26 paper for emergencies", ["ALTER TABLE paper_batches ADD COLUMN emergency_id \(.id)"])

    /// The need's check word comes from its code. What was typed in before keeps the word that was told.
    static let words = Migration(
        "2026-11-27 check words on paper",
        ["ALTER TABLE issued_codes ADD COLUMN has_word \(.bool) NOT NULL DEFAULT FALSE"])
}

extension Connection {
    func insert(_ batch: PaperBatch, codes: [String], by member: ID?) throws {
        try execute(
            """
            INSERT INTO paper_batches (network_id, id, place, by_id, issued_at, emergency_id)
            VALUES (\(batch.networkID), \(batch.id), \(batch.place), \(member), \(batch.issuedAt),
                \(batch.emergency?.id))
            """)
        let rows = codes.map { code -> SQL in "(\(batch.networkID), \(code), \(batch.id))" }
        try execute("INSERT INTO issued_codes (network_id, code, batch_id) VALUES \(rows.joined(separator: ", "))")
    }

    private static var batchColumns: SQL {
        """
        b.id, b.network_id, b.place, b.issued_at,
        (SELECT count(*) FROM issued_codes c WHERE c.network_id = b.network_id AND c.batch_id = b.id),
        (SELECT count(*) FROM issued_codes c WHERE c.network_id = b.network_id AND c.batch_id = b.id
            AND c.used_at IS NOT NULL),
        b.emergency_id,
        (SELECT e.name FROM emergencies e WHERE e.network_id = b.network_id AND e.id = b.emergency_id)
        """
    }

    private static func batch(_ row: Row) throws -> PaperBatch {
        PaperBatch(
            id: try row[0], networkID: try row[1], place: try row[2], issuedAt: try row[3], count: try row[4],
            used: try row[5], emergency: try EmergencyTie.read(row, at: 6))
    }

    /// The newest batches of a network.
    func paperBatches(in network: ID) throws -> [PaperBatch] {
        try query(
            """
            SELECT \(Self.batchColumns) FROM paper_batches b WHERE b.network_id = \(network)
            ORDER BY b.id DESC LIMIT 50
            """, Self.batch)
    }

    func paperBatch(_ id: ID, in network: ID) throws -> PaperBatch? {
        try first(
            "SELECT \(Self.batchColumns) FROM paper_batches b WHERE b.network_id = \(network) AND b.id = \(id)",
            Self.batch)
    }

    /// The emergency for which the batch of a code was printed.
    func emergency(ofPaper code: String, in network: ID) throws -> Emergency? {
        let id: ID? = try value(
            """
            SELECT b.emergency_id FROM issued_codes c
            JOIN paper_batches b ON b.network_id = c.network_id AND b.id = c.batch_id
            WHERE c.network_id = \(network) AND c.code = \(code)
            """)
        return try id.flatMap { try emergency($0, in: network) }
    }

    func issuedCodes(ofBatch batch: ID, in network: ID) throws -> [IssuedCode] {
        try query(
            """
            SELECT code, used_at, need_id FROM issued_codes WHERE network_id = \(network) AND batch_id = \(batch)
            ORDER BY code
            """
        ) { IssuedCode(code: try $0[0], usedAt: try $0[1], needID: try $0[2]) }
    }

    private func issuedCode(_ code: String, in network: ID) throws -> IssuedCode? {
        try first(
            "SELECT code, used_at, need_id FROM issued_codes WHERE network_id = \(network) AND code = \(code)"
        ) { IssuedCode(code: try $0[0], usedAt: try $0[1], needID: try $0[2]) }
    }

    /// Whether a code is on a paper that nobody has typed in.
    func isUntyped(_ code: String) throws -> Bool {
        try value("SELECT 1 FROM issued_codes WHERE code = \(code) AND used_at IS NULL", as: Int64.self) != nil
    }

    /// Whether a code is free: on no need, and on no paper.
    func isFree(_ code: String) throws -> Bool {
        let isIssued = try value("SELECT 1 FROM issued_codes WHERE code = \(code)", as: Int64.self) != nil
        guard !isIssued else { return false }
        return try need(code: code) == nil
    }

    /// The need that a paper has made already, where it was sent twice.
    ///
    /// - Parameter lately: the need that the same words made a moment ago.
    /// - Throws: ``Refusal/invalid(_:)`` at `code` for one that was never given out here, ``Refusal/conflict(_:_:)`` for one that
    ///   was typed in before.
    func paperNeed(_ code: String, in network: ID, lately: ID?) throws -> ID? {
        guard let issued = try issuedCode(code, in: network) else {
            throw Refusal.invalid("code", PaperWords.unknownCode(near: try near(code, in: network)))
        }
        guard let made = issued.needID, let usedAt = issued.usedAt else { return nil }
        if made == lately { return made }
        let state = try need(made, in: network)?.state.rawValue
        throw Refusal.conflict(PaperWords.usedCode(code, usedAt), Refusal.Extras(state: state, allowed: []))
    }

    private func near(_ code: String, in network: ID) throws -> String? {
        let unused = try query(
            """
            SELECT code FROM issued_codes WHERE network_id = \(network) AND used_at IS NULL ORDER BY code LIMIT 10000
            """
        ) { try $0[0] as String }
        return PaperRules.near(code, among: unused)
    }

    /// Whether a need's check word is the one of its paper.
    func hasPaperWord(_ need: Need) throws -> Bool {
        try value(
            """
            SELECT 1 FROM issued_codes WHERE network_id = \(need.networkID) AND code = \(need.code)
                AND need_id = \(need.id) AND has_word = \(true)
            """, as: Int64.self) != nil
    }

    /// Marks the code of a paper as used; any other need must not bear one that is on paper.
    /// - Throws: ``DatabaseError/unique(_:)`` for a code that was drawn by chance though it is on paper.
    func takePaper(of need: Need, isPaper: Bool, at now: Int64) throws {
        guard isPaper else {
            let isIssued = try value("SELECT 1 FROM issued_codes WHERE code = \(need.code)", as: Int64.self) != nil
            if isIssued { throw DatabaseError.unique("issued_codes.code") }
            return
        }
        let taken = try execute(
            """
            UPDATE issued_codes SET used_at = \(now), need_id = \(need.id), has_word = \(true)
            WHERE network_id = \(need.networkID) AND code = \(need.code) AND used_at IS NULL
            """)
        if taken != 1 { throw DatabaseError.unique("issued_codes.code") }
    }
}
