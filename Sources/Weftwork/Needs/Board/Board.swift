internal import Database

/// A need as a list shows it: what of it this viewer may see, its lines ready as JSON.
struct BoardRow: Sendable {
    let id: ID
    let code: String
    let createdAt: Int64
    let title: String
    let category: Need.Category
    let urgency: Need.Urgency
    let neededBy: Int64?
    let area: AreaPath
    let state: Need.State
    let progress: Need.Progress
    let audience: Audience
    let confidence: Need.Confidence?
    let freshness: Need.Freshness
    let ownerID: ID
    let dueAt: Int64?
    let rank: Int64
    let held: String
    let linesJSON: String
    let changedAt: Int64

    static let columns: SQL = """
        n.id, n.code, n.created_at, n.title, n.category, n.urgency, n.needed_by, n.country, n.province, n.city, n.district,
        n.state, n.progress, n.audience, n.confidence, n.freshness, n.owner_id, n.due_at, n.rank, n.held, n.lines_json,
        n.changed_at
        """

    init(row: Row) throws {
        id = try row[0]
        code = try row[1]
        createdAt = try row[2]
        title = try row[3]
        category = try row[4]
        urgency = try row[5]
        neededBy = try row[6]
        area = AreaPath(country: try row[7], province: try row[8], city: try row[9], district: try row[10])
        state = try row[11]
        progress = try row[12]
        audience = try row[13]
        confidence = try row[14]
        freshness = try row[15]
        ownerID = try row[16]
        dueAt = try row[17]
        rank = try row[18]
        held = try row[19]
        linesJSON = try row[20]
        changedAt = try row[21]
    }

    /// How many lines it has: each begins with its id.
    var lineCount: Int { linesJSON.split(separator: "{\"id\":", omittingEmptySubsequences: true).count - 1 }

    /// The keys after which the next page begins.
    func cursor(_ sort: BoardQuery.Sort) -> String {
        let key: Int64 =
            switch sort {
            case .urgency: rank
            case .newest: 0
            case .due: dueAt ?? Clock.never
            }
        return Paging.cursor([String(key), id.description])
    }
}

/// A page of the board.
struct BoardPage: Sendable {
    let rows: [BoardRow]
    let next: String?
    let total: Int
    let totalIsExact: Bool
}

extension NeedActs {
    /// The board as `viewer` may see it: one statement, whatever the page's size.
    func board(_ query: BoardQuery, for viewer: Viewer, in network: ID) async throws -> BoardPage {
        try Policy.require(.seeBoard, viewer)
        let condition = query.condition(network: network, viewer: viewer, now: world.now())
        let order = try query.order()
        let limit = query.paging.limit
        let found = try await database.read { db in
            try db.query(
                """
                SELECT \(BoardRow.columns), (SELECT count(*) FROM (SELECT 1 FROM needs n WHERE \(condition)
                    LIMIT \(BoardQuery.countLimit + 1)) AS q)
                FROM needs n WHERE \(condition)\(order.after) ORDER BY \(order.by) LIMIT \(limit + 1)
                """
            ) { (row: try BoardRow(row: $0), total: try $0[22] as Int) }
        }
        let rows = found.prefix(limit).map(\.row)
        let total = found.first?.total ?? 0
        return BoardPage(
            rows: rows, next: found.count > limit ? rows.last?.cursor(query.sort) : nil,
            total: min(total, BoardQuery.countLimit), totalIsExact: total <= BoardQuery.countLimit)
    }
}

extension Connection {
    /// The first lines of several needs, for cards.
    func firstLines(of needs: [ID], in network: ID, most: Int) throws -> [ID: [NeedLine]] {
        guard !needs.isEmpty else { return [:] }
        let rows = try query(
            """
            SELECT need_id, \(NeedStore.lineColumns) FROM need_lines
            WHERE network_id = \(network) AND need_id IN (\(list: needs)) AND position < \(most) ORDER BY need_id, position
            """
        ) { (need: try $0[0] as ID, line: try NeedLine(row: $0, from: 1)) }
        return Dictionary(grouping: rows, by: \.need).mapValues { $0.map(\.line) }
    }

    /// How many needs stand in each state, counted up to a bound.
    func stateCounts(in network: ID) throws -> [Need.State: Int] {
        let pairs = try query(
            "SELECT state, count(*) FROM needs WHERE network_id = \(network) GROUP BY state ORDER BY state"
        ) { (try $0[0] as Need.State, try $0[1] as Int) }
        return Dictionary(pairs, uniquingKeysWith: +)
    }
}
