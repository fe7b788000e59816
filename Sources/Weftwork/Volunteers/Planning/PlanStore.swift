internal import Database
internal import Engine

/// Plans, their rows, and what they leave open. No names and no words: who is meant is looked up for each reader.
enum PlanStore {
    static let migration = Migration(
        "2026-11-26 plans",
        [
            """
            CREATE TABLE plans (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, maker_id \(.id), asked_at \(.int) NOT NULL, filter TEXT NOT NULL,
                state TEXT NOT NULL, taken_at \(.int), tries \(.int) NOT NULL, made_at \(.int), line_count \(.int) NOT NULL,
                need_count \(.int) NOT NULL, row_count \(.int) NOT NULL, gap_count \(.int) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX plans_waiting ON plans (asked_at) WHERE state = 'waiting'",
            "CREATE INDEX plans_asked ON plans (asked_at)",
            """
            CREATE TABLE plan_rows (
                network_id \(.id) NOT NULL, plan_id \(.id) NOT NULL, position \(.int) NOT NULL, need_id \(.id) NOT NULL,
                line_id \(.id) NOT NULL, offer_id \(.id), offer_line_id \(.id), member_id \(.id), quantity \(.int) NOT NULL,
                assumed \(.bool) NOT NULL, reasons TEXT NOT NULL, next_offer_id \(.id), next_line_id \(.id),
                next_member_id \(.id), next_km \(.real), area_code \(.int) NOT NULL, urgency \(.int) NOT NULL,
                state TEXT NOT NULL, why_zh TEXT, why_en TEXT, result_id \(.id), at \(.int), by_id \(.id),
                PRIMARY KEY (network_id, plan_id, position)
            ) \(.keyed)
            """,
            "CREATE INDEX plan_rows_member ON plan_rows (network_id, member_id) WHERE member_id IS NOT NULL",
            """
            CREATE TABLE plan_gaps (
                network_id \(.id) NOT NULL, plan_id \(.id) NOT NULL, position \(.int) NOT NULL, need_id \(.id) NOT NULL,
                line_id \(.id) NOT NULL, kind TEXT NOT NULL, missing \(.int), reason TEXT NOT NULL, candidates \(.int),
                area_code \(.int) NOT NULL, urgency \(.int) NOT NULL, PRIMARY KEY (network_id, plan_id, position)
            ) \(.keyed)
            """,
        ])

    /// Rows that wait for their turn, and those whose carrying out broke off.
    static let turns = Migration(
        "2026-11-26 plans accepted whole",
        ["CREATE INDEX plan_rows_turn ON plan_rows (at) WHERE state IN ('inTurn', 'asking')"])

    fileprivate static let columns: SQL = """
        p.id, p.network_id, p.maker_id, p.asked_at, p.filter, p.state, p.made_at, p.line_count, p.need_count, p.row_count,
        p.gap_count
        """
}

extension Plan {
    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        makerID = try row[2]
        askedAt = try row[3]
        filter = PlanFilter(stored: try row[4])
        state = try row[5]
        madeAt = try row[6]
        figures = Figures(lines: try row[7], needs: try row[8], rows: try row[9], gaps: try row[10])
    }
}

extension PlanGap {
    fileprivate init?(row: Row) throws {
        guard let reason = Reason(name: try row[5], candidates: try row[6]) else { return nil }
        position = try row[0]
        needID = try row[1]
        lineID = try row[2]
        kind = try row[3] as String == "people" ? .people : .goods
        missing = try row[4]
        self.reason = reason
        areaCode = try row[7]
        urgency = try row[8]
    }
}

extension Connection {
    // MARK: Plans

    func insert(_ plan: Plan) throws {
        try execute(
            """
            INSERT INTO plans (network_id, id, maker_id, asked_at, filter, state, tries, line_count, need_count, row_count,
                gap_count)
            VALUES (\(plan.networkID), \(plan.id), \(plan.makerID), \(plan.askedAt), \(plan.filter.stored), \(plan.state),
                0, 0, 0, 0, 0)
            """)
    }

    func plan(_ id: ID, in network: ID) throws -> Plan? {
        try first(
            "SELECT \(PlanStore.columns) FROM plans p WHERE p.network_id = \(network) AND p.id = \(id)",
            Plan.init(row:))
    }

    /// The newest first.
    func plans(in network: ID, limit: Int) throws -> [Plan] {
        try query(
            """
            SELECT \(PlanStore.columns) FROM plans p WHERE p.network_id = \(network) ORDER BY p.id DESC LIMIT \(limit)
            """, Plan.init(row:))
    }

    /// One that waits to be made, for the one who makes it: nobody else does so meanwhile.
    ///
    /// - Parameter id: this one; nothing for the one that waits longest.
    func takePlan(_ id: ID?, at now: Int64, forgotten: Int64) throws -> Plan? {
        let only: SQL = id.map { "AND w.id = \($0)" } ?? ""
        return try first(
            """
            UPDATE plans SET taken_at = \(now), tries = tries + 1
            WHERE state = \(Plan.State.waiting) AND id = (SELECT w.id FROM plans w WHERE w.state = \(Plan.State.waiting)
                AND (w.taken_at IS NULL OR w.taken_at <= \(forgotten)) \(only) ORDER BY w.asked_at LIMIT 1)
            RETURNING id, network_id, maker_id, asked_at, filter, state, made_at, line_count, need_count, row_count, gap_count
            """, Plan.init(row:))
    }

    func isPlanWaiting(forgotten: Int64) throws -> Bool {
        try value(
            """
            SELECT 1 FROM plans WHERE state = 'waiting' AND (taken_at IS NULL OR taken_at <= \(forgotten)) LIMIT 1
            """, as: Int64.self) != nil
    }

    func tries(of plan: Plan) throws -> Int {
        try value("SELECT tries FROM plans WHERE network_id = \(plan.networkID) AND id = \(plan.id)") ?? 0
    }

    /// What was stored of an earlier attempt goes.
    func emptyPlan(_ plan: Plan) throws {
        for table in ["plan_rows", "plan_gaps"] as [SQL] {
            try execute("DELETE FROM \(table) WHERE network_id = \(plan.networkID) AND plan_id = \(plan.id)")
        }
    }

    /// Says what became of making it; false where it is not waiting any more.
    @discardableResult
    func save(_ plan: Plan, from state: Plan.State) throws -> Bool {
        let figures = plan.figures
        return try execute(
            """
            UPDATE plans SET state = \(plan.state), made_at = \(plan.madeAt), line_count = \(figures.lines),
                need_count = \(figures.needs), row_count = \(figures.rows), gap_count = \(figures.gaps)
            WHERE network_id = \(plan.networkID) AND id = \(plan.id) AND state = \(state)
            """) == 1
    }

    /// Plans are kept for a month, and no more of them than anybody looks at.
    func forgetPlans(before moment: Int64) throws {
        for (network, id) in try query(
            "SELECT network_id, id FROM plans WHERE asked_at < \(moment) ORDER BY asked_at LIMIT 100",
            { (try $0[0] as ID, try $0[1] as ID) })
        {
            for table in ["plan_rows", "plan_gaps"] as [SQL] {
                try execute("DELETE FROM \(table) WHERE network_id = \(network) AND plan_id = \(id)")
            }
            try execute("DELETE FROM plans WHERE network_id = \(network) AND id = \(id)")
        }
    }

    // MARK: What stays open

    func insert(_ gaps: [PlanGap], of plan: Plan) throws {
        for one in gaps {
            try execute(
                """
                INSERT INTO plan_gaps (network_id, plan_id, position, need_id, line_id, kind, missing, reason, candidates,
                    area_code, urgency)
                VALUES (\(plan.networkID), \(plan.id), \(one.position), \(one.needID), \(one.lineID),
                    \(one.kind == .people ? "people" : "goods"), \(one.missing), \(one.reason.name), \(one.reason.candidates),
                    \(one.areaCode), \(one.urgency))
                """)
        }
    }

    func gaps(of plan: Plan, from position: Int = 0, where place: SQL = "1 = 1", limit: Int) throws -> [PlanGap] {
        try query(
            """
            SELECT n.position, n.need_id, n.line_id, n.kind, n.missing, n.reason, n.candidates, n.area_code, n.urgency
            FROM plan_gaps n WHERE n.network_id = \(plan.networkID) AND n.plan_id = \(plan.id)
                AND n.position >= \(position) AND \(place) ORDER BY n.position LIMIT \(limit)
            """, PlanGap.init(row:)
        ).compactMap { $0 }
    }

    /// Needs of a plan by where they are, and how urgent they were; those with rows and those with gaps.
    func planNeeds(
        of plan: Plan, in table: PlanTable
    ) throws -> [(need: ID, code: Int, urgency: Need.Urgency)] {
        try query(
            """
            SELECT DISTINCT n.need_id, n.area_code, n.urgency FROM \(table.name) n
            WHERE n.network_id = \(plan.networkID) AND n.plan_id = \(plan.id) ORDER BY n.need_id
            """
        ) { (try $0[0], try $0[1], try $0[2]) }
    }

    // MARK: What a plan is made of

    /// What has been asked and is not answered: of those who offer, and of people by calls.
    func planPending(in network: ID, at now: Int64) throws -> PlanPending {
        let uses = try query(
            """
            SELECT need_line_id, CAST(sum(quantity) AS BIGINT) FROM offer_uses
            WHERE network_id = \(network) AND state = \(OfferUse.State.asked) GROUP BY need_line_id
            """
        ) { (try $0[0] as ID, max(0, try $0[1] as Int64)) }
        let pairs = try uses + askedOfPeople(in: network, at: now)
        let today = try broughtToday(in: network, at: now)
        let budget = try contactBudget(of: network)
        let contacts = try contacts(in: network, at: now)
        let resting = contacts.filter { _, contacts in
            if case .notBefore = budget.answer(contacts, now: now) { true } else { false }
        }
        let spent = resting.filter { _, contacts in
            if case .notBefore = budget.answer(contacts, now: now, isEmergency: true) { true } else { false }
        }
        return PlanPending(
            asked: Dictionary(pairs, uniquingKeysWith: +), resting: Set(resting.keys), spent: Set(spent.keys),
            rooms: PlanPending.Rooms(perWeek: budget.perWeek, asked: contacts.mapValues(\.count)), today: today)
    }

    /// What people are waited for: by a call that runs all that is missing of it, as it asks on; by one that fell short, or whose time is
    /// over, no more than those who can still answer.
    private func askedOfPeople(in network: ID, at now: Int64) throws -> [(ID, Int64)] {
        try query(
            """
            SELECT h.line_id, h.share, h.wanted - (SELECT count(*) FROM askings a
                JOIN claims c ON c.network_id = a.network_id AND c.id = a.claim_id
                WHERE a.network_id = h.network_id AND a.call_id = h.id AND c.state <> \(Claim.State.released)),
                CASE WHEN h.state = \(HelpCall.State.running) AND h.until_at > \(now) THEN h.wanted
                    ELSE (SELECT count(*) FROM askings a WHERE a.network_id = h.network_id AND a.call_id = h.id
                        AND a.state = \(Asking.State.asked) AND a.until_at > \(now)) END
            FROM help_calls h WHERE h.network_id = \(network) AND h.state IN (\(list: HelpCall.State.open))
            """
        ) { row in
            let (share, missing, waited): (Int64, Int64, Int64) = (try row[1], try row[2], try row[3])
            return (try row[0] as ID, share * max(0, min(missing, waited)))
        }
    }

    func askedOfOffers(for line: ID, in network: ID) throws -> Int64 {
        try value(
            """
            SELECT CAST(sum(quantity) AS BIGINT) FROM offer_uses
            WHERE network_id = \(network) AND need_line_id = \(line) AND state = \(OfferUse.State.asked)
            """) ?? 0
    }

    /// Whether whoever offers was asked for this need already, by the same line.
    func wasAsked(_ offerLine: ID, for need: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM offer_uses u WHERE u.network_id = \(network) AND u.line_id = \(offerLine)
                AND u.need_id = \(need) AND \(OfferUse.counts) LIMIT 1
            """, as: Int64.self) != nil
    }

    /// Whether a network is small enough to be planned while somebody waits.
    func isSmallToPlan(_ network: ID, most: Int) throws -> Bool {
        let board: SQL = "network_id = \(network) AND phase = \(Need.Phase.board)"
        let needs: Int =
            try value("SELECT count(*) FROM (SELECT 1 FROM needs WHERE \(board) LIMIT \(most + 1)) AS c") ?? 0
        let people: Int =
            try value(
                "SELECT count(*) FROM (SELECT 1 FROM volunteers WHERE network_id = \(network) LIMIT \(most + 1)) AS c")
            ?? 0
        return needs <= most && people <= most
    }
}

/// One of the two tables with a plan's needs.
enum PlanTable {
    case rows, gaps

    fileprivate var name: SQL {
        switch self {
        case .rows: "plan_rows"
        case .gaps: "plan_gaps"
        }
    }
}
