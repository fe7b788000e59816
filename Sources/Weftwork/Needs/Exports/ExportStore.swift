internal import Database

enum ExportStore {
    static let migration = Migration(
        "2026-11-25 private exports",
        [
            """
            CREATE TABLE private_exports (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, asked_by \(.id) NOT NULL, filter TEXT NOT NULL,
                needs \(.int) NOT NULL, contacts \(.int) NOT NULL, asked_at \(.int) NOT NULL, state TEXT NOT NULL,
                decided_by \(.id), decided_at \(.int), downloaded_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX private_exports_state ON private_exports (state, asked_at) WHERE state IN ('asked', 'approved')",
            // What was approved is what is given out: not what the filter would find later.
            """
            CREATE TABLE private_export_needs (
                network_id \(.id) NOT NULL, export_id \(.id) NOT NULL, need_id \(.id) NOT NULL,
                PRIMARY KEY (network_id, export_id, need_id)
            ) \(.keyed)
            """,
        ])
}

extension PrivateExport {
    fileprivate static let columns: SQL = """
        id, network_id, asked_by, filter, needs, contacts, asked_at, state, decided_by, decided_at, downloaded_at
        """

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        askedByID = try row[2]
        filter = try row[3]
        needs = try row[4]
        contacts = try row[5]
        askedAt = try row[6]
        state = try row[7]
        decidedByID = try row[8]
        decidedAt = try row[9]
        downloadedAt = try row[10]
    }
}

extension Connection {
    func export(_ id: ID, in network: ID) throws -> PrivateExport? {
        try first(
            "SELECT \(PrivateExport.columns) FROM private_exports WHERE network_id = \(network) AND id = \(id)",
            PrivateExport.init(row:))
    }

    /// The latest exports of a network.
    func exports(in network: ID) throws -> [PrivateExport] {
        try query(
            """
            SELECT \(PrivateExport.columns) FROM private_exports WHERE network_id = \(network) ORDER BY id DESC LIMIT 100
            """, PrivateExport.init(row:))
    }

    func insert(_ export: PrivateExport, needs: [ID]) throws {
        try execute(
            """
            INSERT INTO private_exports (network_id, id, asked_by, filter, needs, contacts, asked_at, state)
            VALUES (\(export.networkID), \(export.id), \(export.askedByID), \(export.filter), \(export.needs),
                \(export.contacts), \(export.askedAt), \(export.state))
            """)
        try inParts(needs) { part in
            let rows = part.map { "(\(export.networkID), \(export.id), \($0))" as SQL }
            try execute(
                """
                INSERT INTO private_export_needs (network_id, export_id, need_id) VALUES \(rows.joined(separator: ", "))
                """)
        }
    }

    /// Takes an export from one state to the next; false where it was in another.
    func move(
        _ export: PrivateExport, to state: PrivateExport.State, by member: ID? = nil, at now: Int64
    ) throws -> Bool {
        let change: SQL =
            switch state {
            case .downloaded: "downloaded_at = \(now)"
            case .approved, .refused: "decided_by = \(member), decided_at = \(now)"
            case .asked, .withdrawn, .lapsed: "decided_by = decided_by"
            }
        return try execute(
            """
            UPDATE private_exports SET state = \(state), \(change)
            WHERE network_id = \(export.networkID) AND id = \(export.id) AND state = \(export.state)
            """) == 1
    }

    func needs(of export: PrivateExport) throws -> [ID] {
        try query(
            """
            SELECT need_id FROM private_export_needs WHERE network_id = \(export.networkID) AND export_id = \(export.id)
            ORDER BY need_id
            """
        ) { try $0[0] }
    }

    /// Of some needs, how many still have their contact.
    func contactCount(of needs: [ID]) throws -> Int {
        var count = 0
        try inParts(needs) { part in
            count +=
                try value(
                    "SELECT count(*) FROM subject_keys WHERE subject_id IN (\(list: part)) AND wrapped IS NOT NULL",
                    as: Int.self) ?? 0
        }
        return count
    }

    /// Writes down for each need that its contact went into an export.
    func insertReveals(of needs: [ID], _ export: PrivateExport, purpose: String, at now: Int64, newID: () -> ID) throws
    {
        try inParts(needs) { part in
            let rows = part.map { need -> SQL in
                """
                (\(export.networkID), \(newID()), \(need), \(export.askedByID), \(purpose), \(now), \(false), \(false),
                \(export.id), \(export.decidedByID))
                """
            }
            try execute(
                """
                INSERT INTO reveals (network_id, id, need_id, member_id, purpose, at, is_desk, by_operator, export_id,
                    approved_by) VALUES \(rows.joined(separator: ", "))
                """)
        }
    }

    /// What nobody decided, or nobody downloaded, in time.
    func exportsOver(by now: Int64) throws -> [PrivateExport] {
        try query(
            """
            SELECT \(PrivateExport.columns) FROM private_exports
            WHERE (state = 'asked' AND asked_at <= \(now - ExportRules.undecided))
                OR (state = 'approved' AND decided_at <= \(now - ExportRules.downloadable)) LIMIT 100
            """, PrivateExport.init(row:))
    }

    /// A statement has a bound to what can be put into it.
    private func inParts(_ ids: [ID], _ body: ([ID]) throws -> Void) throws {
        for start in stride(from: 0, to: ids.count, by: 200) {
            try body(Array(ids[start..<min(start + 200, ids.count)]))
        }
    }
}
