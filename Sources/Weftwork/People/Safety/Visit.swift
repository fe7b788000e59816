internal import Database
internal import Engine

/// Somebody is on site: where, until when they mean to be back.
struct Visit: Sendable {
    let id: ID
    let networkID: ID
    let memberID: ID
    let needID: ID?
    let checkedInAt: Int64
    let dueAt: Int64
    let outAt: Int64?
}

/// A visit as it is typed.
struct VisitDraft: Sendable {
    let place: String
    /// Hours until they mean to be back.
    let hours: Double?
    let hasReadSafety: Bool
    let need: ID?
    /// Who insures them, kept sealed in their profile; nothing where it was not asked.
    var insurance: String?
    /// The stamp of what has changed since they promised, where they have seen that.
    var seen: String?
}

enum VisitRules {
    static let hours = 0.25...48.0

    static func cleaned(_ draft: VisitDraft) throws(Refusal) -> (place: String, length: Int64) {
        var problems: [FieldProblem] = []
        let place = Clean.prose(draft.place)
        if place.count < 2 { problems.append(FieldProblem("place", SiteWords.missing)) }
        if place.count > 500 { problems.append(FieldProblem("place", SiteWords.tooLong)) }
        if draft.hours.map(hours.contains) != true { problems.append(FieldProblem("hours", VisitWords.badHours)) }
        if !draft.hasReadSafety { problems.append(FieldProblem("safety", VisitWords.readFirst)) }
        if let insurance = draft.insurance, insurance.count > ProfileField.insurance.most {
            problems.append(FieldProblem("insurance", SiteWords.tooLong))
        }
        guard problems.isEmpty, let length = draft.hours else { throw .invalid(problems) }
        return (place, Int64(length * Double(Time.hour)))
    }
}

enum VisitStore {
    static let migration = Migration(
        "2026-11-25 visits",
        [
            """
            CREATE TABLE visits (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, need_id \(.id), place \(.blob) NOT NULL,
                in_at \(.int) NOT NULL, due_at \(.int) NOT NULL, out_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX visits_member ON visits (network_id, member_id)",
            "CREATE INDEX visits_out ON visits (out_at) WHERE out_at IS NOT NULL",
            """
            CREATE TABLE passes (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, task TEXT NOT NULL,
                made_at \(.int) NOT NULL, until \(.int) NOT NULL, revoked_at \(.int), claim_id \(.id),
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX passes_id ON passes (id)",
            "CREATE INDEX passes_member ON passes (network_id, member_id)",
            """
            CREATE TABLE pass_scans (
                network_id \(.id) NOT NULL, pass_id \(.id) NOT NULL, id \(.id) NOT NULL, at \(.int) NOT NULL, agent TEXT NOT NULL,
                PRIMARY KEY (network_id, pass_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX pass_scans_at ON pass_scans (at)",
        ])
}

extension Visit {
    fileprivate static let columns: SQL = "id, network_id, member_id, need_id, in_at, due_at, out_at"

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        memberID = try row[2]
        needID = try row[3]
        checkedInAt = try row[4]
        dueAt = try row[5]
        outAt = try row[6]
    }
}

extension Connection {
    func insert(_ visit: Visit, place: [UInt8]) throws {
        try execute(
            """
            INSERT INTO visits (network_id, id, member_id, need_id, place, in_at, due_at)
            VALUES (\(visit.networkID), \(visit.id), \(visit.memberID), \(visit.needID), \(place), \(visit.checkedInAt),
                \(visit.dueAt))
            """)
    }

    func visit(_ id: ID, in network: ID) throws -> Visit? {
        try first("SELECT \(Visit.columns) FROM visits WHERE network_id = \(network) AND id = \(id)", Visit.init(row:))
    }

    /// Where somebody of whom the visit is went, opened with their key.
    func place(of visit: Visit, key: [UInt8], vault: Vault) throws -> String? {
        let box = try value(
            "SELECT place FROM visits WHERE network_id = \(visit.networkID) AND id = \(visit.id)", as: [UInt8].self)
        return box.flatMap { vault.open($0, key: key, context: visit.id.bytes) }.map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    func openVisit(of member: ID, in network: ID) throws -> Visit? {
        try first(
            """
            SELECT \(Visit.columns) FROM visits
            WHERE network_id = \(network) AND member_id = \(member) AND out_at IS NULL ORDER BY id DESC LIMIT 1
            """, Visit.init(row:))
    }

    func checkOut(_ visit: Visit, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE visits SET out_at = \(now) WHERE network_id = \(visit.networkID) AND id = \(visit.id) AND out_at IS NULL
            """) == 1
    }

    func recordScan(of pass: Pass, agent: String, id: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO pass_scans (network_id, pass_id, id, at, agent)
            VALUES (\(pass.networkID), \(pass.id), \(id), \(now), \(agent))
            """)
    }

    func scans(of pass: ID, in network: ID) throws -> [(at: Int64, agent: String)] {
        try query(
            """
            SELECT at, agent FROM pass_scans WHERE network_id = \(network) AND pass_id = \(pass) ORDER BY id DESC LIMIT 50
            """
        ) { (try $0[0], try $0[1]) }
    }
}

/// A visit for programs: never where to.
struct VisitView: View {
    let visit: Visit

    func write(to json: inout JSON) {
        json.object {
            $0.field("id", visit.id)
            $0.field("need", visit.needID)
            $0.field("since", moment: visit.checkedInAt)
            $0.field("due", moment: visit.dueAt)
        }
    }
}
