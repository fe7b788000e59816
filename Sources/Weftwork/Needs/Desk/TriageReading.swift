internal import Database

/// A need in triage, and the likeliest other that it may be.
struct TriageItem: Sendable {
    let item: QueueItem
    var double: DuplicateCandidate?
}

/// What looks made by a machine and waits to be decided as a whole.
struct FloodCluster: Sendable {
    let pick: FloodPick
    let reason: FloodRules.Reason
    /// All that wait, not only those that are named.
    let count: Int
    var first: [(id: ID, title: String)] = []
}

/// Which needs are decided with one button: those of a cluster that were in it when whoever decides read how many they are.
struct FloodPick: Sendable, Equatable {
    let cluster: [UInt8]
    let upTo: Int64

    init(cluster: [UInt8], upTo: Int64) {
        (self.cluster, self.upTo) = (cluster, upTo)
    }

    /// What the form of a cluster carries; nothing in another.
    init?(_ form: Form) {
        guard let cluster = form["cluster"].flatMap({ Hex.decode($0.utf8) }), !cluster.isEmpty,
            let upTo = form["upTo"].flatMap({ Int64($0) })
        else { return nil }
        self.init(cluster: cluster, upTo: upTo)
    }

    var fields: HTML {
        """
        <input type="hidden" name="cluster" value="\(Hex.encode(cluster))"><input type="hidden" name="upTo" value="\(upTo)">
        """
    }
}

/// After which need a page of triage begins.
struct TriageCursor: Sendable, Equatable {
    let urgency: Need.Urgency
    let dueAt: Int64
    let id: ID

    init(_ item: QueueItem) {
        (urgency, dueAt, id) = (item.urgency, item.dueAt ?? 0, item.id)
    }

    /// Nothing where it is none of ours: then the list begins at its head.
    init?(_ text: String) {
        let parts = text.split(separator: "_").map(String.init)
        guard parts.count == 3, let urgency = Need.Urgency(name: parts[0]), let dueAt = Int64(parts[1]),
            let id = ID(parts[2])
        else { return nil }
        (self.urgency, self.dueAt, self.id) = (urgency, dueAt, id)
    }

    var text: String { "\(urgency.name)_\(dueAt)_\(id)" }
}

/// One page of triage: people one by one, and apart from them what looks made by a machine.
struct TriageReading: Sendable {
    /// So many needs stand on a page, and so many clusters beside them.
    static let most = 50
    static let mostClusters = 20

    var items: [TriageItem] = []
    /// All that wait for a first answer, on whatever page.
    var total = 0
    var next: TriageCursor?
    var clusters: [FloodCluster] = []
    /// All that looks made by a machine, shown or not.
    var floods = 0
    var clusterTotal = 0
}

extension NeedActs {
    /// What waits for its first answer, the most urgent first.
    func triage(of network: ID, after cursor: TriageCursor? = nil) async throws -> TriageReading {
        let now = world.now()
        return try await database.read { db in
            var reading = TriageReading()
            let found = try db.waitingByHand(in: network, after: cursor, most: TriageReading.most + 1, now: now)
            let shown = found.prefix(TriageReading.most)
            reading.items = try shown.map { item in
                TriageItem(
                    item: item, double: item.maybeDouble ? try db.likeliestDouble(of: item.id, in: network) : nil)
            }
            reading.next = found.count > shown.count ? shown.last.map(TriageCursor.init) : nil
            reading.total = try db.count(QueueSQL.waitsByHand, in: network)
            reading.clusters = try db.floodClusters(in: network, most: TriageReading.mostClusters)
            (reading.floods, reading.clusterTotal) = try db.floodCounts(in: network)
            return reading
        }
    }
}

extension Connection {
    fileprivate func waitingByHand(in network: ID, after cursor: TriageCursor?, most: Int, now: Int64) throws
        -> [QueueItem]
    {
        let rest: SQL =
            cursor.map {
                """
                AND (n.urgency > \($0.urgency) OR n.urgency = \($0.urgency)
                    AND (n.due_at > \($0.dueAt) OR n.due_at = \($0.dueAt) AND n.id > \($0.id)))
                """
            } ?? ""
        return try deskItems(
            "\(QueueSQL.waitsByHand) \(rest)", by: "n.urgency, n.due_at, n.id", in: network, most: most, now: now)
    }

    /// The open need that this one is likeliest to be, where the desk would be shown one; none of a flood, which may be refused as a whole.
    fileprivate func likeliestDouble(of id: ID, in network: ID) throws -> DuplicateCandidate? {
        guard let need = try need(id, in: network) else { return nil }
        let search = DuplicateSearch(need: need, keys: try keys(of: need), isStored: true)
        return try duplicateCandidates(search, limit: 6).first {
            try $0.need.state.isOpen && !isInFlood($0.need.id, in: network)
        }
    }

    fileprivate func isInFlood(_ need: ID, in network: ID) throws -> Bool {
        try count("n.id = \(need) AND \(QueueSQL.isInFlood)", in: network) > 0
    }

    /// The largest first.
    fileprivate func floodClusters(in network: ID, most: Int) throws -> [FloodCluster] {
        let found = try query(
            """
            SELECT f.cluster, min(f.reason), count(*), max(f.at) FROM flood_needs f
            JOIN needs n ON n.network_id = f.network_id AND n.id = f.need_id
            WHERE f.network_id = \(network) AND f.cleared_at IS NULL AND n.phase = 0 AND n.state = 'submitted'
            GROUP BY f.cluster ORDER BY count(*) DESC, f.cluster LIMIT \(most)
            """
        ) {
            FloodCluster(
                pick: FloodPick(cluster: try $0[0], upTo: try $0[3]),
                reason: FloodRules.Reason(rawValue: try $0[1]) ?? .sameText, count: try $0[2])
        }
        return try found.map { cluster in
            var cluster = cluster
            cluster.first = try floodNeeds(of: cluster.pick, after: nil, in: network, most: 5)
            return cluster
        }
    }

    /// How many needs, in how many clusters.
    fileprivate func floodCounts(in network: ID) throws -> (needs: Int, clusters: Int) {
        try first(
            """
            SELECT count(*), count(DISTINCT f.cluster) FROM flood_needs f
            JOIN needs n ON n.network_id = f.network_id AND n.id = f.need_id
            WHERE f.network_id = \(network) AND f.cleared_at IS NULL AND n.phase = 0 AND n.state = 'submitted'
            """
        ) { (try $0[0] as Int, try $0[1] as Int) } ?? (0, 0)
    }

    /// The next of a cluster that nobody has answered.
    func floodNeeds(of pick: FloodPick, after id: ID?, in network: ID, most: Int) throws -> [(id: ID, title: String)] {
        let rest: SQL = id.map { "AND f.need_id > \($0)" } ?? ""
        return try query(
            """
            SELECT n.id, n.title FROM flood_needs f
            JOIN needs n ON n.network_id = f.network_id AND n.id = f.need_id
            WHERE f.network_id = \(network) AND f.cluster = \(pick.cluster) AND f.at <= \(pick.upTo)
                AND f.cleared_at IS NULL AND n.phase = 0 AND n.state = 'submitted' \(rest)
            ORDER BY f.need_id LIMIT \(most)
            """
        ) { (id: try $0[0], title: try $0[1]) }
    }
}
