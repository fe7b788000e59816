internal import Database
internal import Engine

/// The tables of calls for help and of whom they ask.
enum WaveStore {
    static let migration = Migration(
        "2026-11-26 calls for help",
        [
            """
            CREATE TABLE help_calls (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, line_id \(.id) NOT NULL,
                owner_id \(.id) NOT NULL, wanted \(.int) NOT NULL, share \(.int) NOT NULL, from_at \(.int),
                hours \(.int) NOT NULL, state TEXT NOT NULL, wave \(.int) NOT NULL, opened_at \(.int) NOT NULL,
                due_at \(.int) NOT NULL, until_at \(.int) NOT NULL, ended_at \(.int), why TEXT,
                PRIMARY KEY (network_id, id), CHECK (wanted > 0), CHECK (share > 0)
            ) \(.keyed)
            """,
            "CREATE INDEX help_calls_due ON help_calls (due_at) WHERE ended_at IS NULL",
            "CREATE INDEX help_calls_need ON help_calls (network_id, need_id)",
            "CREATE UNIQUE INDEX help_calls_line ON help_calls (network_id, line_id) WHERE ended_at IS NULL",
            """
            CREATE TABLE askings (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, call_id \(.id) NOT NULL, need_id \(.id) NOT NULL,
                line_id \(.id) NOT NULL, member_id \(.id) NOT NULL, wave \(.int) NOT NULL, asked_at \(.int) NOT NULL,
                until_at \(.int) NOT NULL, is_picked \(.bool) NOT NULL, state TEXT NOT NULL, said TEXT,
                answered_at \(.int), claim_id \(.id), starts_at \(.int), ends_at \(.int), why \(.blob) NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            // Nobody is asked twice for the same, however many ask at once.
            "CREATE UNIQUE INDEX askings_once ON askings (network_id, need_id, member_id)",
            "CREATE UNIQUE INDEX askings_id ON askings (id)",
            "CREATE INDEX askings_call ON askings (network_id, call_id)",
            "CREATE INDEX askings_member ON askings (network_id, member_id)",
            "CREATE INDEX askings_until ON askings (until_at) WHERE state = 'asked'",
        ])

    /// Whoever was told that nobody is needed can be asked again, should somebody let go.
    static let again = Migration(
        "2026-11-26 asking again",
        [
            "DROP INDEX askings_once",
            "CREATE UNIQUE INDEX askings_once ON askings (network_id, need_id, member_id) WHERE state <> 'withdrawn'",
            "CREATE INDEX askings_need ON askings (network_id, need_id, member_id)",
            "CREATE INDEX help_calls_met ON help_calls (until_at) WHERE state = 'met'",
        ])

    /// What somebody else had taken and lets go of is called for again, too.
    static let letGo = Migration(
        "2026-11-26 calls that go on",
        [
            "DROP INDEX help_calls_met",
            "CREATE INDEX help_calls_done ON help_calls (until_at) WHERE state IN ('met', 'over')",
        ])

    /// A line asks for minutes: so does a call on it.
    static let minutes = Migration(
        "2026-11-26 minutes of calls",
        [
            "ALTER TABLE help_calls RENAME COLUMN hours TO minutes",
            "UPDATE help_calls SET minutes = minutes * 60",
        ])

    /// Who has less time than a call asks for is asked for that.
    static let ownTime = Migration(
        "2026-11-27 as long as they have", ["ALTER TABLE askings ADD COLUMN minutes \(.int)"])
}

extension HelpCall {
    static let columns: SQL = """
        h.id, h.network_id, h.need_id, h.line_id, h.owner_id, h.wanted, h.share, h.from_at, h.minutes, h.state, h.wave,
        h.opened_at, h.due_at, h.until_at, h.ended_at, h.why
        """

    init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        needID = try row[2]
        lineID = try row[3]
        ownerID = try row[4]
        wanted = try row[5]
        share = try row[6]
        terms = CallTerms(from: try row[7], minutes: try row[8] as Int)
        state = try row[9]
        wave = try row[10]
        openedAt = try row[11]
        dueAt = try row[12]
        untilAt = try row[13]
        endedAt = try row[14]
        why = try row[15]
    }
}

extension Asking {
    fileprivate static let columns: SQL = """
        a.id, a.network_id, a.call_id, a.need_id, a.line_id, a.member_id, a.wave, a.asked_at, a.until_at, a.is_picked,
        a.state, a.said, a.answered_at, a.claim_id, a.starts_at, a.ends_at, a.why, m.person_id, k.wrapped,
        a.minutes
        """
    /// For which nobody is asked a second time: all but those that were taken back before they said no.
    static let counts: SQL = "(a.state <> \(Asking.State.withdrawn) OR a.said = \(Asking.Said.no))"
    fileprivate static let source: SQL = """
        askings a JOIN memberships m ON m.network_id = a.network_id AND m.id = a.member_id
        LEFT JOIN subject_keys k ON k.subject_id = m.person_id
        """

    fileprivate init(row: Row, vault: Vault) throws {
        let id: ID = try row[0], box: [UInt8] = try row[16], person: ID = try row[17], wrapped: [UInt8]? = try row[18]
        let start: Int64? = try row[14], end: Int64? = try row[15]
        self.id = id
        networkID = try row[1]
        callID = try row[2]
        needID = try row[3]
        lineID = try row[4]
        memberID = try row[5]
        wave = try row[6]
        askedAt = try row[7]
        untilAt = try row[8]
        minutes = try row[19]
        isPicked = try row[9]
        state = try row[10]
        said = try row[11]
        answeredAt = try row[12]
        claimID = try row[13]
        span = start.flatMap { start in end.map { RestGuard.Span(start: start, end: $0) } }
        why = vault.value(WhyAsked.self, in: box, wrapped: wrapped, of: person, context: id.bytes) ?? WhyAsked()
    }
}

extension Connection {
    // MARK: Calls

    /// False where the line has an open call already.
    func insert(_ call: HelpCall) throws -> Bool {
        try execute(
            """
            INSERT INTO help_calls (network_id, id, need_id, line_id, owner_id, wanted, share, from_at, minutes, state, wave,
                opened_at, due_at, until_at)
            VALUES (\(call.networkID), \(call.id), \(call.needID), \(call.lineID), \(call.ownerID), \(call.wanted),
                \(call.share), \(call.terms.from), \(call.terms.length), \(call.state), \(call.wave), \(call.openedAt),
                \(call.dueAt), \(call.untilAt))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    /// Stores how it goes on; false where another was faster.
    func save(_ call: HelpCall, from old: HelpCall) throws -> Bool {
        try execute(
            """
            UPDATE help_calls SET owner_id = \(call.ownerID), wanted = \(call.wanted), state = \(call.state),
                wave = \(call.wave), due_at = \(call.dueAt), ended_at = \(call.endedAt), why = \(call.why)
            WHERE network_id = \(call.networkID) AND id = \(call.id) AND state = \(old.state) AND wave = \(old.wave)
                AND due_at = \(old.dueAt)
            """) == 1
    }

    func helpCall(_ id: ID, in network: ID) throws -> HelpCall? {
        try helpCalls("h.network_id = \(network) AND h.id = \(id)", limit: 1).first
    }

    func openCall(ofLine line: ID, in network: ID) throws -> HelpCall? {
        try helpCalls("h.network_id = \(network) AND h.line_id = \(line) AND h.ended_at IS NULL", limit: 1).first
    }

    /// The newest first.
    func helpCalls(in network: ID, need: ID? = nil, openOnly: Bool = false) throws -> [HelpCall] {
        let one: SQL = need.map { " AND h.need_id = \($0)" } ?? ""
        let open: SQL = openOnly ? " AND h.ended_at IS NULL" : ""
        return try helpCalls("h.network_id = \(network)\(one)\(open)", limit: 100)
    }

    /// Calls whose next wave is due.
    func helpCallsDue(by now: Int64, most: Int) throws -> [HelpCall] {
        try query(
            """
            SELECT \(HelpCall.columns) FROM help_calls h
            WHERE h.due_at <= \(now) AND h.ended_at IS NULL AND h.state = \(HelpCall.State.running)
            ORDER BY h.due_at, h.id LIMIT \(most)
            """, HelpCall.init(row:))
    }

    /// Open calls of needs that are on the board no more, of lines that are taken, of owners who are gone.
    func helpCallsAstray(most: Int) throws -> [HelpCall] {
        let present: [Membership.State] = Membership.State.allCases.filter { $0 != .left && $0 != .suspended }
        return try query(
            """
            SELECT \(HelpCall.columns) FROM help_calls h
            JOIN needs n ON n.network_id = h.network_id AND n.id = h.need_id
            LEFT JOIN need_lines l ON l.network_id = h.network_id AND l.id = h.line_id
            LEFT JOIN memberships m ON m.network_id = h.network_id AND m.id = h.owner_id
            WHERE h.ended_at IS NULL AND (n.phase <> \(Need.Phase.board) OR n.hidden IS NOT NULL
                OR n.audience <= \(Audience.case) OR l.id IS NULL OR l.is_met
                OR l.quantity_most IS NOT NULL AND l.claimed + l.delivered >= l.quantity_most
                OR m.id IS NULL OR m.state NOT IN (\(list: present)))
            ORDER BY h.id LIMIT \(most)
            """, HelpCall.init(row:))
    }

    /// Calls by their ids.
    func helpCalls(byID ids: Set<ID>, in network: ID) throws -> [ID: HelpCall] {
        let found = try helpCalls(
            "h.network_id = \(network) AND h.id IN (\(list: ids.sorted().shaped))", limit: ids.count)
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func helpCalls(_ condition: SQL, limit: Int) throws -> [HelpCall] {
        try query(
            "SELECT \(HelpCall.columns) FROM help_calls h WHERE \(condition) ORDER BY h.id DESC LIMIT \(limit)",
            HelpCall.init(row:))
    }

    // MARK: Askings

    /// False where they were asked for this need before, or nothing can be sealed for them any more.
    func insert(_ asking: Asking, of person: ID, vault: Vault) throws -> Bool {
        guard let why = try sealed(asking.why, of: person, context: asking.id.bytes, in: vault) else { return false }
        return try execute(
            """
            INSERT INTO askings (network_id, id, call_id, need_id, line_id, member_id, wave, asked_at, until_at, is_picked,
                state, why, minutes)
            VALUES (\(asking.networkID), \(asking.id), \(asking.callID), \(asking.needID), \(asking.lineID),
                \(asking.memberID), \(asking.wave), \(asking.askedAt), \(asking.untilAt), \(asking.isPicked),
                \(asking.state), \(why), \(asking.minutes))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    /// Stores what became of it; false where it is no longer in the state it was read in.
    func save(_ asking: Asking, from old: Asking) throws -> Bool {
        try execute(
            """
            UPDATE askings SET state = \(asking.state), said = \(asking.said), answered_at = \(asking.answeredAt),
                claim_id = \(asking.claimID), starts_at = \(asking.span?.start), ends_at = \(asking.span?.end)
            WHERE network_id = \(asking.networkID) AND id = \(asking.id) AND state = \(old.state)
            """) == 1
    }

    func asking(_ id: ID, vault: Vault) throws -> Asking? {
        try askings("a.id = \(id)", limit: 1, vault: vault).first
    }

    func askings(of call: HelpCall, vault: Vault) throws -> [Asking] {
        try askings("a.network_id = \(call.networkID) AND a.call_id = \(call.id)", limit: 1000, vault: vault)
    }

    /// What somebody was asked, the newest first.
    func askings(with member: ID, in network: ID, limit: Int = 100, vault: Vault) throws -> [Asking] {
        try askings("a.network_id = \(network) AND a.member_id = \(member)", limit: limit, vault: vault)
    }

    func askings(_ condition: SQL, limit: Int, vault: Vault) throws -> [Asking] {
        try query(
            """
            SELECT \(Asking.columns) FROM \(Asking.source) WHERE \(condition) ORDER BY a.id DESC LIMIT \(limit)
            """
        ) { try Asking(row: $0, vault: vault) }
    }

    /// Who said yes and has not let go of it since.
    func yesCount(of call: HelpCall) throws -> Int {
        try value(
            """
            SELECT count(*) FROM askings a JOIN claims c ON c.network_id = a.network_id AND c.id = a.claim_id
            WHERE a.network_id = \(call.networkID) AND a.call_id = \(call.id) AND c.state <> \(Claim.State.released)
            """) ?? 0
    }

    /// The same of several calls.
    func yesCounts(of calls: [HelpCall], in network: ID) throws -> [ID: Int] {
        let counts = try query(
            """
            SELECT a.call_id, count(*) FROM askings a
            JOIN claims c ON c.network_id = a.network_id AND c.id = a.claim_id
            WHERE a.network_id = \(network) AND a.call_id IN (\(list: calls.map(\.id).shaped))
                AND c.state <> \(Claim.State.released)
            GROUP BY a.call_id
            """
        ) { (try $0[0] as ID, try $0[1] as Int) }
        return Dictionary(counts, uniquingKeysWith: +)
    }

    func openAskingCount(of call: HelpCall) throws -> Int {
        try value(
            """
            SELECT count(*) FROM askings WHERE network_id = \(call.networkID) AND call_id = \(call.id)
                AND state = \(Asking.State.asked)
            """) ?? 0
    }

    func wasCalled(_ member: ID, for need: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM askings a WHERE a.network_id = \(network) AND a.need_id = \(need) AND a.member_id = \(member)
                AND \(Asking.counts) LIMIT 1
            """, as: Int64.self) != nil
    }

    /// Askings whose time is over without an answer.
    func lapseAskings(by now: Int64) throws {
        try execute(
            """
            UPDATE askings SET state = \(Asking.State.lapsed)
            WHERE until_at <= \(now) AND state = \(Asking.State.asked)
            """)
    }

    func hasAskingsToLapse(by now: Int64) throws -> Bool {
        try value(
            "SELECT 1 FROM askings WHERE until_at <= \(now) AND state = \(Asking.State.asked) LIMIT 1", as: Int64.self)
            != nil
    }

    /// What is past its network's time: askings that are answered or over, then calls without any.
    func forgetAskings(_ now: Int64) throws {
        try execute(
            """
            DELETE FROM askings WHERE state <> \(Asking.State.asked)
                AND asked_at < \(Retention.cutoff(.askings, network: "askings.network_id", now: now))
            """)
        try execute(
            """
            DELETE FROM help_calls
            WHERE ended_at < \(Retention.cutoff(.askings, network: "help_calls.network_id", now: now))
                AND NOT EXISTS (SELECT 1 FROM askings a WHERE a.network_id = help_calls.network_id
                    AND a.call_id = help_calls.id)
            """)
    }
}

extension Connection {
    /// Everybody who was asked whether they come for a need, whatever they answered.
    func everAsked(for need: Need) throws -> [ID] {
        try query(
            """
            SELECT DISTINCT member_id FROM askings WHERE network_id = \(need.networkID) AND need_id = \(need.id)
            ORDER BY member_id
            """
        ) { try $0[0] }
    }
}
