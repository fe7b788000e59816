internal import Database
internal import Synchronization

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
    let linesJSON: [UInt8]
    let changedAt: Int64
    /// 0 where no area of the catalogue is known.
    let areaCode: Int
    let hidden: String?
    let emergency: EmergencyTie?
    /// What authorities keep to themselves in its network.
    var limits = RestrictionReading.none

    static let columns: SQL = """
        n.id, n.code, n.created_at, n.title, n.category, n.urgency, n.needed_by, n.country, n.province, n.city, n.district,
        n.state, n.progress, n.audience, n.confidence, n.freshness, n.owner_id, n.due_at, n.rank, n.held, n.lines_json,
        n.changed_at, n.area_code, n.hidden, \(EmergencyStore.tieOfNeed)
        """
    /// So many columns these are.
    static let columnCount = 26

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
        linesJSON = try row.utf8(20)
        changedAt = try row[21]
        areaCode = try row[22] as Int? ?? 0
        hidden = try row[23]
        emergency = try EmergencyTie.read(row, at: 24)
    }

    /// How many lines it has: each is an object of its own, and none holds another.
    var lineCount: Int { linesJSON.reduce(0) { $0 + ($1 == UInt8(ascii: "{") ? 1 : 0) } }

    /// Its first lines, for a card.
    func firstLines(_ most: Int) -> [NeedLine] { NeedLine.read(linesJSON, most: most) }

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
    /// The newest event of the network when the page was read: live events go on from here.
    let newest: Int64
}

extension NeedActs {
    /// Each page of the whole board, in all states where the filter names none.
    ///
    /// - Parameter marks: whether its rows say what of them an authority keeps to itself: it has its price.
    func eachPage(
        of filter: Form, for viewer: Viewer, in network: ID, marks: Bool = false,
        _ read: (BoardPage) async throws -> Void
    ) async throws {
        var form = filter.with("limit", "200").with("cursor", nil)
        if form["state"] == nil {
            form = form.with("state", Need.State.allCases.map(\.rawValue).joined(separator: ","))
        }
        while true {
            let page = try await board(
                try BoardQuery(form, viewer: viewer), for: viewer, in: network, marks: marks)
            try await read(page)
            guard let next = page.next else { return }
            form = form.with("cursor", next)
        }
    }

    /// The board as `viewer` may see it: one statement for its rows, whatever the page's size, one for the count where
    /// something has happened since it was last counted, one for an area's name.
    ///
    /// - Parameter marks: whether its rows say what of them an authority keeps to itself.
    func board(
        _ query: BoardQuery, for viewer: Viewer, in network: ID, marks: Bool = true
    ) async throws -> BoardPage {
        try Policy.require(.seeBoard, viewer)
        let phases = query.phases(for: viewer), order = try query.order(in: phases)
        let limit = query.paging.limit, now = world.now(), counts = counts
        let key = BoardCounts.Key(query, network: network, viewer, at: now)
        let box = try query.near?.box(places, for: viewer)
        let (found, total, newest) = try await database.read { db in
            let areas = try matches(query, in: network, db)
            let look = query.look(network: network, viewer: viewer, areas: areas, box: box, now: now)
            let found = try db.boardRows(look, order: order, limit: limit + 1, in: network)
            let newest = try found.first?.newest ?? db.newestEvent(in: network)
            let isFirst = query.paging.after.isEmpty
            let total = try counts.count(key, at: newest) {
                if isFirst, look.countsAll || found.count <= limit { return found.first?.total ?? found.count }
                return try db.count(look, phases: phases, most: BoardQuery.countLimit + 1)
            }
            return (found.map(\.row), total, newest)
        }
        var rows = Array(found.prefix(limit))
        let limits = marks ? try await limits(of: network) : .none
        if !limits.isEmpty { for index in rows.indices { rows[index].limits = limits } }
        return BoardPage(
            rows: rows, next: found.count > limit ? rows.last?.cursor(query.sort) : nil,
            total: min(total, BoardQuery.countLimit), totalIsExact: total <= BoardQuery.countLimit, newest: newest)
    }
}

/// Counts of what filters match, each true until the next event of its network.
final class BoardCounts: Sendable {
    /// Who counts alike.
    struct Reader: Hashable, Sendable {
        let isDesk: Bool
        let tier: Audience
        /// "Mine" is another question for each of them.
        let member: ID?

        init(_ viewer: Viewer) {
            isDesk = Policy.allows(.seeCase, viewer)
            tier = viewer.tier
            member = viewer.member?.id
        }
    }

    struct Key: Hashable, Sendable {
        let network: ID
        let reader: Reader
        let words: String

        /// Nothing where a count changes though nothing happens.
        init?(_ query: BoardQuery, network: ID, _ viewer: Viewer, at now: Int64) {
            guard let words = query.countWords(at: now) else { return nil }
            (self.network, reader, self.words) = (network, Reader(viewer), words)
        }
    }

    private static let most = 1000
    fileprivate let states = Mutex<[ID: (counts: [Need.State: Int], at: Int64)]>([:])
    private let known = Mutex<[Key: (count: Int, at: Int64)]>([:])
    private let tallied = Mutex<[Key: (tallies: [(code: Int, tally: AreaTally)], at: Int64)]>([:])

    /// The count of `key`, counted anew when the network's newest event isn't the one it was counted at.
    func count(_ key: Key?, at newest: Int64, _ body: () throws -> Int) throws -> Int {
        if let key, let kept = known.withLock({ $0[key] }), kept.at == newest { return kept.count }
        let count = try body()
        guard let key else { return count }
        known.withLock { known in
            if known.count >= BoardCounts.most { known.removeAll() }
            known[key] = (count, newest)
        }
        return count
    }
}

extension BoardCounts {
    /// What is known of places has changed, of which no event tells.
    func forget() {
        known.withLock { $0.removeAll() }
        tallied.withLock { $0.removeAll() }
    }

    /// What `key` matches by area, counted anew like ``count(_:at:_:)``.
    func tallies(
        _ key: Key?, at newest: Int64, _ body: () throws -> [(code: Int, tally: AreaTally)]
    ) throws -> [(code: Int, tally: AreaTally)] {
        if let key, let kept = tallied.withLock({ $0[key] }), kept.at == newest { return kept.tallies }
        let tallies = try body()
        guard let key else { return tallies }
        tallied.withLock { tallied in
            if tallied.count >= BoardCounts.most / 10 { tallied.removeAll() }
            tallied[key] = (tallies, newest)
        }
        return tallies
    }

    /// How many needs of `network` stand in each state, counted anew after its newest event.
    func states(in network: ID, _ db: any Connection) throws -> [Need.State: Int] {
        let newest = try db.newestEvent(in: network)
        if let kept = states.withLock({ $0[network] }), kept.at == newest { return kept.counts }
        let counts = try db.stateCounts(in: network)
        states.withLock { $0[network] = (counts, newest) }
        return counts
    }
}

/// At which levels an area's name was found.
struct AreaMatch: Sendable {
    let condition: SQL
}

extension Connection {
    /// The rows of a page with the newest event of the network. Each group of phases is walked in its index's order and
    /// gives its first rows; only those are put together and read whole.
    fileprivate func boardRows(
        _ look: BoardLook, order: (by: SQL, after: SQL), limit: Int, in network: ID
    ) throws -> [(row: BoardRow, newest: Int64, total: Int?)] {
        let total: SQL = look.countsAll ? "count(*) OVER ()" : "-1"
        let parts = look.groups.map { group -> SQL in
            """
            SELECT id, total FROM (SELECT n.id, \(total) AS total FROM \(look.source)
            WHERE \(look.condition) AND \(group)\(order.after) ORDER BY \(order.by) LIMIT \(limit)) AS q
            """
        }
        return try query(
            """
            SELECT \(BoardRow.columns), (SELECT number FROM chain_heads WHERE network_id = \(network)), p.total
            FROM (\(parts.joined(separator: " UNION ALL "))) AS p CROSS JOIN needs n
            WHERE n.network_id = \(network) AND n.id = p.id ORDER BY \(order.by) LIMIT \(limit)
            """
        ) {
            let newest = try $0[BoardRow.columnCount] as Int64?, total = try $0[BoardRow.columnCount + 1] as Int
            return (row: try BoardRow(row: $0), newest: newest ?? 0, total: total < 0 ? nil : total)
        }
    }

    fileprivate func count(_ look: BoardLook, phases: [Int], most: Int) throws -> Int {
        try value(
            """
            SELECT count(*) FROM (SELECT 1 FROM \(look.source) WHERE \(look.condition) AND \(BoardLook.within(phases))
            LIMIT \(most)) AS q
            """, as: Int.self) ?? 0
    }

    /// Where a word stands for an area: as a district, a city, a province – by their indices –, else as a country.
    func area(_ word: String, names: [String], in network: ID) throws -> AreaMatch {
        let all = Need.Phase.allCases
        let levels =
            try first(
                """
                SELECT
                    EXISTS (SELECT 1 FROM needs WHERE network_id = \(network) AND phase IN (\(list: all)) AND district IN (\(list: names))),
                    EXISTS (SELECT 1 FROM needs WHERE network_id = \(network) AND phase IN (\(list: all)) AND city IN (\(list: names))),
                    EXISTS (SELECT 1 FROM needs WHERE network_id = \(network) AND phase IN (\(list: all)) AND province IN (\(list: names)))
                """
            ) { (try $0[0] as Bool, try $0[1] as Bool, try $0[2] as Bool) } ?? (false, false, false)
        var parts: [SQL] = []
        if levels.0 { parts.append("n.district IN (\(list: names))") }
        if levels.1 { parts.append("n.city IN (\(list: names))") }
        if levels.2 { parts.append("n.province IN (\(list: names))") }
        if parts.isEmpty { parts.append("n.country = \(word)") }
        return AreaMatch(condition: parts.count == 1 ? parts[0] : "(\(parts.joined(separator: " OR ")))")
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

    /// How many needs stand in each state. Linear in the needs of the network.
    fileprivate func stateCounts(in network: ID) throws -> [Need.State: Int] {
        let pairs = try query(
            "SELECT state, count(*) FROM needs WHERE network_id = \(network) GROUP BY state ORDER BY state"
        ) { (try $0[0] as Need.State, try $0[1] as Int) }
        return Dictionary(pairs, uniquingKeysWith: +)
    }
}
