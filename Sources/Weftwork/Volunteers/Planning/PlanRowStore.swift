internal import Database
internal import Engine

enum PlanRowStore {
    fileprivate static let rowColumns: SQL = """
        n.position, n.need_id, n.line_id, n.offer_id, n.offer_line_id, n.member_id, n.quantity, n.assumed, n.reasons,
        n.next_offer_id, n.next_line_id, n.next_member_id, n.next_km, n.area_code, n.urgency, n.state, n.why_zh, n.why_en,
        n.result_id, n.at, n.by_id
        """
}

extension PlanRow.Who {
    fileprivate init?(_ offer: ID?, _ line: ID?, _ member: ID?) {
        if let offer, let line {
            self = .offer(offer, line: line)
        } else if let member {
            self = .volunteer(member)
        } else {
            return nil
        }
    }

    fileprivate var columns: (offer: ID?, line: ID?, member: ID?) {
        switch self {
        case .offer(let id, let line): (id, line, nil)
        case .volunteer(let id): (nil, nil, id)
        }
    }
}

extension PlanRow {
    /// A row whose person has left since says nothing any more.
    fileprivate init?(row: Row, trainings: [Text]) throws {
        guard let who = Who(try row[3], try row[4], try row[5]) else { return nil }
        position = try row[0]
        needID = try row[1]
        lineID = try row[2]
        self.who = who
        quantity = try row[6]
        isAssumed = try row[7]
        reasons = StoredReason.reasons(stored: try row[8]).compactMap { $0.reason(trainings: trainings) }
        let further: Double? = try row[12]
        next = Who(try row[9], try row[10], try row[11]).map { Next(who: $0, further: further) }
        areaCode = try row[13]
        urgency = try row[14]
        state = try row[15]
        let zh: String? = try row[16], en: String? = try row[17]
        why = zh.map { Text(zh: "\($0)", en: "\(en ?? $0)") }
        resultID = try row[18]
        at = try row[19]
        byID = try row[20]
    }
}

extension PlanChoice {
    /// The condition on rows of a table by this name.
    fileprivate func condition(_ table: SQL) -> SQL {
        if isAll { return "1 = 1" }
        var any: [SQL] = []
        if !rows.isEmpty { any.append("\(table).position IN (\(list: rows.sorted()))") }
        if !needs.isEmpty { any.append("\(table).need_id IN (\(list: needs.sorted()))") }
        return any.isEmpty ? "1 = 0" : any.joined(separator: " OR ")
    }
}

extension Connection {
    func insert(_ rows: [PlanRow], of plan: Plan) throws {
        for one in rows {
            let who = one.who.columns, next = one.next?.who.columns
            try execute(
                """
                INSERT INTO plan_rows (network_id, plan_id, position, need_id, line_id, offer_id, offer_line_id, member_id,
                    quantity, assumed, reasons, next_offer_id, next_line_id, next_member_id, next_km, area_code, urgency, state)
                VALUES (\(plan.networkID), \(plan.id), \(one.position), \(one.needID), \(one.lineID), \(who.offer),
                    \(who.line), \(who.member), \(one.quantity), \(one.isAssumed), \(StoredReason.stored(one.reasons)),
                    \(next?.offer), \(next?.line), \(next?.member), \(one.next?.further), \(one.areaCode), \(one.urgency),
                    \(one.state))
                """)
        }
    }

    /// Rows from a position on, in their order.
    /// - Parameter place: a condition on where they are.
    func rows(
        of plan: Plan, from position: Int = 0, where place: SQL = "1 = 1", trainings: [Text], limit: Int
    ) throws -> [PlanRow] {
        try query(
            """
            SELECT \(PlanRowStore.rowColumns) FROM plan_rows n WHERE n.network_id = \(plan.networkID)
                AND n.plan_id = \(plan.id) AND n.position >= \(position) AND \(place) ORDER BY n.position LIMIT \(limit)
            """
        ) { try PlanRow(row: $0, trainings: trainings) }.compactMap { $0 }
    }

    /// How many rows are in each state.
    func rowStates(of plan: Plan) throws -> [PlanRow.State: Int] {
        let pairs = try query(
            """
            SELECT state, count(*) FROM plan_rows WHERE network_id = \(plan.networkID) AND plan_id = \(plan.id)
            GROUP BY state
            """
        ) { (try $0[0] as PlanRow.State, try $0[1] as Int) }
        return Dictionary(pairs, uniquingKeysWith: +)
    }

    /// Rows that may be accepted, of those that are chosen.
    func openRows(of plan: Plan, _ choice: PlanChoice, forgotten: Int64, limit: Int) throws -> [PlanRow] {
        try rows(
            of: plan,
            where: """
                (\(choice.condition("n"))) AND (n.state = \(PlanRow.State.open)
                    OR (n.state = \(PlanRow.State.asking) AND n.at <= \(forgotten)))
                """, trainings: [], limit: limit)
    }

    /// Takes a row for whoever carries it out; false where another was faster.
    func take(_ row: PlanRow, of plan: Plan, by member: ID, at now: Int64, forgotten: Int64) throws -> Bool {
        let free: [PlanRow.State] = [.open, .inTurn]
        return try execute(
            """
            UPDATE plan_rows SET state = \(PlanRow.State.asking), by_id = \(member), at = \(now)
            WHERE network_id = \(plan.networkID) AND plan_id = \(plan.id) AND position = \(row.position)
                AND (state IN (\(list: free)) OR (state = \(PlanRow.State.asking) AND at <= \(forgotten)))
            """) == 1
    }

    // MARK: In their turn

    /// What is chosen and open waits for its turn.
    /// - Returns: how many rows do.
    func putInTurn(_ choice: PlanChoice, of plan: Plan, by member: ID, at now: Int64) throws -> Int {
        try execute(
            """
            UPDATE plan_rows SET state = \(PlanRow.State.inTurn), by_id = \(member), at = \(now)
            WHERE network_id = \(plan.networkID) AND plan_id = \(plan.id) AND state = \(PlanRow.State.open)
                AND (\(choice.condition("plan_rows")))
            """)
    }

    /// The plan whose rows have waited longest for their turn, or broke off, and whoever accepted them.
    func planInTurn(forgotten: Int64) throws -> (network: ID, plan: ID, by: ID)? {
        try first(
            """
            SELECT network_id, plan_id, by_id FROM plan_rows WHERE state IN ('inTurn', 'asking') AND by_id IS NOT NULL
                AND (state = \(PlanRow.State.inTurn) OR at <= \(forgotten))
            ORDER BY at LIMIT 1
            """
        ) { (try $0[0], try $0[1], try $0[2]) }
    }

    /// The first of them, of whoever accepted them.
    func rowsInTurn(of plan: Plan, by member: ID, forgotten: Int64, limit: Int) throws -> [PlanRow] {
        try rows(
            of: plan,
            where: """
                n.by_id = \(member) AND (n.state = \(PlanRow.State.inTurn)
                    OR (n.state = \(PlanRow.State.asking) AND n.at <= \(forgotten)))
                """, trainings: [], limit: limit)
    }

    /// What waits for its turn waits for nothing any more.
    /// - Parameter member: whose rows; all where nobody is named.
    func openAgain(of plan: Plan, by member: ID? = nil, forgotten: Int64 = 0) throws {
        let theirs: SQL = member.map { "AND by_id = \($0)" } ?? ""
        try execute(
            """
            UPDATE plan_rows SET state = \(PlanRow.State.open), by_id = NULL
            WHERE network_id = \(plan.networkID) AND plan_id = \(plan.id) \(theirs)
                AND (state = \(PlanRow.State.inTurn) OR (state = \(PlanRow.State.asking) AND at <= \(forgotten)))
            """)
    }

    /// By the line: how many people of a plan have been asked, are, or will be.
    func peopleAccepted(of plan: Plan, lines: Set<ID>) throws -> [ID: Int] {
        let states: [PlanRow.State] = [.inTurn, .asking, .asked]
        let found = try query(
            """
            SELECT line_id, count(*) FROM plan_rows WHERE network_id = \(plan.networkID) AND plan_id = \(plan.id)
                AND member_id IS NOT NULL AND state IN (\(list: states)) AND line_id IN (\(list: lines.sorted().shaped))
            GROUP BY line_id
            """
        ) { (try $0[0] as ID, try $0[1] as Int) }
        return Dictionary(found, uniquingKeysWith: +)
    }

    /// What became of a row.
    func save(_ row: PlanRow, of plan: Plan) throws {
        try execute(
            """
            UPDATE plan_rows SET state = \(row.state), quantity = \(row.quantity), why_zh = \(row.why?(.zh)),
                why_en = \(row.why?(.en)), result_id = \(row.resultID), at = \(row.at), by_id = \(row.byID)
            WHERE network_id = \(plan.networkID) AND plan_id = \(plan.id) AND position = \(row.position)
            """)
    }
}
