internal import Database
internal import Foundation

enum MechanismStore {
    static let migration = Migration(
        "2026-11-26 mechanism",
        [
            // What has changed is kept when it is decided, so that the list of versions is read without their texts.
            """
            CREATE TABLE mechanism_versions (
                network_id \(.id) NOT NULL, number \(.int) NOT NULL, state TEXT NOT NULL, scope \(.int) NOT NULL,
                texts TEXT NOT NULL, reason TEXT NOT NULL, editor_id \(.id) NOT NULL, editor TEXT NOT NULL,
                edited_at \(.int) NOT NULL, asked_by \(.id), asked_at \(.int), decided_by \(.id), decider TEXT,
                decided_at \(.int), is_alone \(.bool) NOT NULL, answer TEXT NOT NULL, figures TEXT,
                changed TEXT, PRIMARY KEY (network_id, number)
            ) \(.keyed)
            """,
            // One draft at a time: what is consented to is what everybody who may decide has seen.
            "CREATE UNIQUE INDEX mechanism_drafts ON mechanism_versions (network_id) WHERE state <> 'published'",
        ])
}

extension MechanismVersion {
    fileprivate static let columns: SQL = """
        network_id, number, state, scope, texts, reason, editor_id, editor, edited_at, asked_by, asked_at, decided_by, decider,
        decided_at, is_alone, answer, figures, changed, open_until
        """

    fileprivate init(row: Row) throws {
        networkID = try row[0]
        number = try row[1]
        state = try row[2]
        scope = try row[3]
        texts = MechanismTexts(encoded: try row[4])
        reason = try row[5]
        editorID = try row[6]
        editor = try row[7]
        editedAt = try row[8]
        askedByID = try row[9]
        askedAt = try row[10]
        decidedByID = try row[11]
        decider = try row[12]
        decidedAt = try row[13]
        isAlone = try row[14]
        answer = try row[15]
        let stored: String? = try row[16]
        figures = stored.flatMap { try? JSONDecoder().decode(MechanismFigures.self, from: Data($0.utf8)) }
        changed = try (row[17] as String?).map(MechanismPart.list)
        openUntil = try row[18]
    }

    fileprivate var storedFigures: String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return figures.flatMap { try? encoder.encode($0) }.map { String(decoding: $0, as: UTF8.self) }
    }
}

extension Connection {
    /// A published version, or the present one.
    func mechanism(of network: ID, number: Int? = nil) throws -> MechanismVersion? {
        let chosen: SQL = number.map { " AND number = \($0)" } ?? ""
        return try first(
            """
            SELECT \(MechanismVersion.columns) FROM mechanism_versions
            WHERE network_id = \(network) AND state = 'published'\(chosen) ORDER BY number DESC LIMIT 1
            """, MechanismVersion.init(row:))
    }

    /// What is known of the published versions without their texts, the newest first.
    func mechanismSteps(of network: ID) throws -> [MechanismStep] {
        let rows = try query(
            """
            SELECT number, coalesce(decided_at, edited_at), changed FROM mechanism_versions
            WHERE network_id = \(network) AND state = 'published' ORDER BY number DESC LIMIT 500
            """
        ) { (number: try $0[0] as Int, at: try $0[1] as Int64, changed: try $0[2] as String?) }
        return try rows.map { row in
            let changed = try row.changed.map(MechanismPart.list) ?? partsChanged(by: row.number, in: network)
            return MechanismStep(number: row.number, at: row.at, changed: changed)
        }
    }

    /// Of a version that was decided before this was kept with it.
    private func partsChanged(by number: Int, in network: ID) throws -> [MechanismPart] {
        let before = number > 1 ? try mechanism(of: network, number: number - 1)?.texts : nil
        let after = try mechanism(of: network, number: number)?.texts
        return MechanismRules.changed(from: before ?? MechanismTexts(), to: after ?? MechanismTexts())
    }

    /// The version that is being written; nothing where nobody writes.
    func mechanismDraft(of network: ID) throws -> MechanismVersion? {
        try first(
            """
            SELECT \(MechanismVersion.columns) FROM mechanism_versions
            WHERE network_id = \(network) AND state <> 'published'
            """, MechanismVersion.init(row:))
    }

    /// Stores a version in place of what it was before.
    func save(_ version: MechanismVersion) throws {
        try execute(
            """
            INSERT INTO mechanism_versions (\(MechanismVersion.columns))
            VALUES (\(version.networkID), \(version.number), \(version.state), \(version.scope), \(version.texts.encoded),
                \(version.reason), \(version.editorID), \(version.editor), \(version.editedAt), \(version.askedByID),
                \(version.askedAt), \(version.decidedByID), \(version.decider), \(version.decidedAt), \(version.isAlone),
                \(version.answer), \(version.storedFigures), \(version.changed.map(MechanismPart.words)),
                \(version.openUntil))
            ON CONFLICT (network_id, number) DO UPDATE SET state = excluded.state, scope = excluded.scope,
                texts = excluded.texts, reason = excluded.reason, editor_id = excluded.editor_id, editor = excluded.editor,
                edited_at = excluded.edited_at, asked_by = excluded.asked_by, asked_at = excluded.asked_at,
                decided_by = excluded.decided_by, decider = excluded.decider, decided_at = excluded.decided_at,
                is_alone = excluded.is_alone, answer = excluded.answer, figures = excluded.figures,
                changed = excluded.changed, open_until = excluded.open_until
            """)
    }

    /// Throws a draft away.
    func discard(_ draft: MechanismVersion) throws {
        try execute(
            """
            DELETE FROM mechanism_versions
            WHERE network_id = \(draft.networkID) AND number = \(draft.number) AND state <> 'published'
            """)
        try forgetVoices(about: draft)
    }

    /// Those who may write and decide: coordinators and stewards who take part.
    func mechanismHands(of network: ID) throws -> Set<ID> {
        let found = try query(
            """
            SELECT id, roles, standing FROM memberships WHERE network_id = \(network) AND state IN ('welcomed', 'active')
                AND (roles <> '' OR standing = \(Standing.steward))
            """
        ) { (id: try $0[0] as ID, roles: try $0[1] as String, standing: try $0[2] as Standing) }
        return Set(
            found.filter { $0.standing == .steward || $0.roles.words.contains(Role.coordinator.rawValue) }.map(\.id))
    }

    /// Calls for somebody to take a role that are open now.
    func openRoleCalls(of network: ID, at now: Int64) throws -> Int {
        try value(
            "SELECT count(*) FROM role_calls WHERE network_id = \(network) AND ended_at IS NULL AND until > \(now)")
            ?? 0
    }
}
