internal import Database
internal import Foundation

enum SheetStore {
    static let migration = Migration(
        "2026-11-26 sheets",
        [
            """
            CREATE TABLE sheets (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
                round \(.int) NOT NULL, after_id \(.id), questions TEXT NOT NULL, version \(.int) NOT NULL,
                who TEXT NOT NULL, keeper_id \(.id) NOT NULL, made_at \(.int) NOT NULL, opened_at \(.int),
                closes_at \(.int) NOT NULL, closed_at \(.int), result TEXT, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX sheets_kind ON sheets (network_id, kind, id)",
            "CREATE INDEX sheets_open ON sheets (network_id, closes_at) WHERE closed_at IS NULL",
            // What somebody answered is sealed with their key: it is theirs alone until it is counted.
            """
            CREATE TABLE sheet_answers (
                network_id \(.id) NOT NULL, sheet_id \(.id) NOT NULL, member_id \(.id) NOT NULL, at \(.int) NOT NULL,
                changed_at \(.int) NOT NULL, is_fixed \(.bool) NOT NULL, may_show \(.bool) NOT NULL,
                replies \(.blob) NOT NULL, PRIMARY KEY (network_id, sheet_id, member_id)
            ) \(.keyed)
            """,
            "CREATE INDEX sheet_answers_member ON sheet_answers (network_id, member_id)",
        ])

    fileprivate static let columns: SQL = """
        s.id, s.network_id, s.kind, s.title, s.round, s.after_id, s.questions, s.version, s.who, s.keeper_id, s.made_at,
        s.opened_at, s.closes_at, s.closed_at, s.result
        """

    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    fileprivate static func decode<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}

extension Sheet {
    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        kind = try row[2]
        title = try SheetStore.decode(Bilingual.self, try row[3])
        round = try row[4]
        afterID = try row[5]
        questions = try SheetStore.decode([Question].self, try row[6])
        version = try row[7]
        who = try row[8]
        keeperID = try row[9]
        madeAt = try row[10]
        openedAt = try row[11]
        closesAt = try row[12]
        closedAt = try row[13]
        result = try (row[14] as String?).map { try SheetStore.decode(SheetResult.self, $0) }
    }
}

extension Connection {
    func sheet(_ id: ID, in network: ID) throws -> Sheet? {
        try first("SELECT \(SheetStore.columns) FROM sheets s WHERE s.network_id = \(network) AND s.id = \(id)") {
            try Sheet(row: $0)
        }
    }

    /// Sheets of these kinds, the newest first.
    func sheets(of kinds: [String], in network: ID, limit: Int = 100) throws -> [Sheet] {
        guard !kinds.isEmpty else { return [] }
        let names = kinds.map { "\($0)" as SQL }.joined(separator: ", ")
        return try query(
            """
            SELECT \(SheetStore.columns) FROM sheets s WHERE s.network_id = \(network) AND s.kind IN (\(names))
            ORDER BY s.id DESC LIMIT \(limit)
            """
        ) { try Sheet(row: $0) }
    }

    /// How many sheets of a kind were opened, for the number of the next.
    func sheetRounds(of kind: String, in network: ID) throws -> Int {
        try value("SELECT count(*) FROM sheets WHERE network_id = \(network) AND kind = \(kind)") ?? 0
    }

    func unclosedSheets(in network: ID) throws -> Int {
        try value("SELECT count(*) FROM sheets WHERE network_id = \(network) AND closed_at IS NULL") ?? 0
    }

    /// Sheets that can be answered now, those that close first first.
    func openSheets(in network: ID, at now: Int64) throws -> [Sheet] {
        try query(
            """
            SELECT \(SheetStore.columns) FROM sheets s WHERE s.network_id = \(network) AND s.closed_at IS NULL
                AND s.opened_at IS NOT NULL AND s.closes_at > \(now) ORDER BY s.closes_at, s.id
            LIMIT \(QuestionRules.mostAtOnce)
            """
        ) { try Sheet(row: $0) }
    }

    func insert(_ sheet: Sheet) throws {
        try execute(
            """
            INSERT INTO sheets (network_id, id, kind, title, round, after_id, questions, version, who, keeper_id, made_at,
                opened_at, closes_at, closed_at, result)
            VALUES (\(sheet.networkID), \(sheet.id), \(sheet.kind), \(try SheetStore.encode(sheet.title)), \(sheet.round),
                \(sheet.afterID), \(try SheetStore.encode(sheet.questions)), \(sheet.version), \(sheet.who),
                \(sheet.keeperID), \(sheet.madeAt), \(sheet.openedAt), \(sheet.closesAt), NULL, NULL)
            """)
    }

    func save(_ sheet: Sheet) throws {
        try execute(
            """
            UPDATE sheets SET questions = \(try SheetStore.encode(sheet.questions)), version = \(sheet.version),
                opened_at = \(sheet.openedAt), closes_at = \(sheet.closesAt), closed_at = \(sheet.closedAt),
                result = \(try sheet.result.map { try SheetStore.encode($0) })
            WHERE network_id = \(sheet.networkID) AND id = \(sheet.id)
            """)
    }

    /// A draft that nobody could answer yet.
    func discard(_ sheet: Sheet) throws {
        try execute(
            """
            DELETE FROM sheets WHERE network_id = \(sheet.networkID) AND id = \(sheet.id) AND opened_at IS NULL
            """)
    }

    // MARK: Answers

    func answerCount(to sheet: ID, in network: ID) throws -> Int {
        try value("SELECT count(*) FROM sheet_answers WHERE network_id = \(network) AND sheet_id = \(sheet)") ?? 0
    }

    /// How many answered each of these sheets.
    func answerCounts(to sheets: [ID], in network: ID) throws -> [ID: Int] {
        guard !sheets.isEmpty else { return [:] }
        let rows = try query(
            """
            SELECT sheet_id, count(*) FROM sheet_answers WHERE network_id = \(network) AND sheet_id IN (\(list: sheets))
            GROUP BY sheet_id
            """
        ) { (sheet: try $0[0] as ID, count: try $0[1] as Int) }
        return Dictionary(rows.map { ($0.sheet, $0.count) }, uniquingKeysWith: { $1 })
    }

    /// To which of these sheets a member has answered.
    func sheetsAnswered(by member: ID, among sheets: [ID], in network: ID) throws -> Set<ID> {
        guard !sheets.isEmpty else { return [] }
        return Set(
            try query(
                """
                SELECT sheet_id FROM sheet_answers WHERE network_id = \(network) AND member_id = \(member)
                    AND sheet_id IN (\(list: sheets))
                """
            ) { try $0[0] as ID })
    }

    /// The answers to a sheet, the first first; those whose key is gone hold nothing.
    ///
    /// - Complexity: each is unsealed, so ask for no more than is shown.
    func answers(to sheet: ID, in network: ID, first most: Int = 20_000, vault: Vault) throws -> [SheetAnswer] {
        try answers(
            """
            a.network_id = \(network) AND a.sheet_id = \(sheet) ORDER BY a.at, a.member_id LIMIT \(min(most, 20_000))
            """, vault: vault)
    }

    func answer(of member: ID, to sheet: ID, in network: ID, vault: Vault) throws -> SheetAnswer? {
        try answers(
            "a.network_id = \(network) AND a.sheet_id = \(sheet) AND a.member_id = \(member) LIMIT 1", vault: vault
        ).first
    }

    private func answers(_ which: SQL, vault: Vault) throws -> [SheetAnswer] {
        try query(
            """
            SELECT a.sheet_id, a.member_id, a.at, a.is_fixed, a.may_show, a.replies, m.person_id, k.wrapped
            FROM sheet_answers a JOIN memberships m ON m.network_id = a.network_id AND m.id = a.member_id
            LEFT JOIN subject_keys k ON k.subject_id = m.person_id WHERE \(which)
            """
        ) { row in
            let sheet: ID = try row[0], member: ID = try row[1]
            let replies = vault.value(
                [String: Reply].self, in: try row[5], wrapped: try row[7], of: try row[6],
                context: sheet.bytes + member.bytes)
            return SheetAnswer(
                memberID: member, at: try row[2], replies: replies ?? [:], isFixed: try row[3], mayShow: try row[4])
        }
    }

    /// - Returns: false where the answer stands for good, or its writer has no key any more.
    func save(_ answer: SheetAnswer, of member: Member, to sheet: ID, at now: Int64, vault: Vault) throws -> Bool {
        guard
            let box = try sealed(
                answer.replies, of: member.personID, context: sheet.bytes + member.id.bytes, in: vault)
        else { return false }
        return try execute(
            """
            INSERT INTO sheet_answers (network_id, sheet_id, member_id, at, changed_at, is_fixed, may_show, replies)
            VALUES (\(member.networkID), \(sheet), \(member.id), \(now), \(now), \(false), \(answer.mayShow), \(box))
            ON CONFLICT (network_id, sheet_id, member_id) DO UPDATE SET changed_at = excluded.changed_at,
                may_show = excluded.may_show, replies = excluded.replies
            WHERE NOT sheet_answers.is_fixed
            """) == 1
    }

    /// Lets an answer stand for good.
    func fixAnswer(of member: ID, to sheet: ID, in network: ID) throws {
        try execute(
            """
            UPDATE sheet_answers SET is_fixed = \(true)
            WHERE network_id = \(network) AND sheet_id = \(sheet) AND member_id = \(member)
            """)
    }

    /// Members who may answer a sheet and have not, in the order of their ids, from behind `after`.
    func silent(on sheet: Sheet, after: ID? = nil, limit: Int) throws -> [ID] {
        let rest: SQL = after.map { "AND m.id > \($0)" as SQL } ?? .empty
        return try query(
            """
            SELECT m.id FROM memberships m WHERE m.network_id = \(sheet.networkID) AND m.state = 'active'
                AND \(sheet.who.clause) \(rest)
                AND NOT EXISTS (SELECT 1 FROM sheet_answers a WHERE a.network_id = m.network_id
                    AND a.sheet_id = \(sheet.id) AND a.member_id = m.id)
            ORDER BY m.id LIMIT \(limit)
            """
        ) { try $0[0] }
    }

    func answerers(of sheet: Sheet, limit: Int) throws -> [ID] {
        try query(
            """
            SELECT member_id FROM sheet_answers WHERE network_id = \(sheet.networkID) AND sheet_id = \(sheet.id)
            ORDER BY member_id LIMIT \(limit)
            """
        ) { try $0[0] }
    }
}

extension SheetWho {
    /// Those of `memberships m` who may answer.
    fileprivate var clause: SQL {
        switch self {
        case .members: "1 = 1"
        case .trusted: "m.standing >= \(Standing.trusted)"
        case .leads: "(m.standing = \(Standing.steward) OR ' ' || m.roles || ' ' LIKE '% coordinator %')"
        }
    }
}
