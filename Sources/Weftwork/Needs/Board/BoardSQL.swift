internal import Database
internal import Engine

/// How a page of the board is looked up.
struct BoardLook: Sendable {
    /// Where rows `n` come from, and what they must be besides their phase.
    let source: SQL
    let condition: SQL
    /// The groups of phases that are looked through one by one.
    let groups: [SQL]
    /// What matches is all read for its order, so that counting it costs nothing more.
    let countsAll: Bool

    static func within(_ phases: [Int]) -> SQL {
        phases.count == 1 ? "n.phase = \(phases[0])" : "n.phase IN (\(list: phases))"
    }
}

extension BoardQuery {
    /// The phases that the states asked for belong to.
    func phases(for viewer: Viewer) -> [Int] {
        Set((states.isEmpty ? BoardQuery.usualStates(for: viewer) : states).map(\.phase.rawValue)).sorted()
    }

    /// Few rows match, and an index of their own finds them: then one look serves all phases.
    private var isNarrow: Bool { !text.isEmpty || isLate || owner != nil || near != nil }

    /// The index of the order itself is the shortest way, through all phases alike: nothing else narrows the board.
    private var followsOrder: Bool {
        sort != .urgency && !isNarrow && area.isEmpty && areaCode == nil && categories.isEmpty && urgencies.isEmpty
            && progress.isEmpty && emergency == nil && !isEveryday
    }

    /// The groups of phases that are looked through one by one, each in the order of its index.
    private func groups(_ phases: [Int]) -> [SQL] {
        // A sign before a column keeps an engine from choosing an index by it.
        if followsOrder { return ["+n.phase IN (\(list: phases))"] }
        return isNarrow ? [BoardLook.within(phases)] : phases.map { BoardLook.within([$0]) }
    }

    /// How this is looked up.
    /// - Parameter box: around the place that was asked for.
    func look(
        network: ID, viewer: Viewer, areas: [AreaMatch],
        box: (south: Double, north: Double, west: Double, east: Double)? = nil, now: Int64
    ) -> BoardLook {
        let source = source(network: network, now: now)
        return BoardLook(
            source: source.from,
            condition:
                "\(condition(network: network, viewer: viewer, areas: areas, box: box, now: now))\(source.condition)",
            groups: groups(phases(for: viewer)), countsAll: !text.isEmpty)
    }

    /// The condition on rows `n` besides their phase, for what `viewer` may see.
    /// - Parameter areas: where the words of ``area`` were found (``Connection/areas(named:in:)``).
    private func condition(
        network: ID, viewer: Viewer, areas: [AreaMatch],
        box: (south: Double, north: Double, west: Double, east: Double)?, now: Int64
    ) -> SQL {
        var parts: [SQL] = ["n.network_id = \(network)"]
        let hasEnded = phases(for: viewer).contains(Need.Phase.ended.rawValue)
        if !states.isEmpty { parts.append("n.state IN (\(list: states))") }
        if !Policy.allows(.seeCase, viewer) { parts.append(BoardQuery.visible(to: viewer)) }
        if categories.count == 1 { parts.append("n.category = \(categories[0])") }
        if categories.count > 1 { parts.append("n.category IN (\(list: categories))") }
        let young = since(now)
        let isWalkedByRank = young != nil && !isNarrow && !followsOrder
        if !urgencies.isEmpty || isWalkedByRank {
            // The rank holds urgency and staleness: a range of it walks the board's index.
            let named = urgencies.isEmpty ? Need.Urgency.allCases : urgencies
            parts.append("n.rank IN (\(list: named.flatMap { [$0.rawValue * 10, $0.rawValue * 10 + 50] }))")
        }
        // Ids begin with the time they were made at, and every index of the board ends in them: within each rank it's a range.
        if let young { parts.append("n.id >= \(ID(milliseconds: young, entropy: (0, 0)))") }
        parts += areas.map(\.condition)
        if !progress.isEmpty { parts.append("n.progress IN (\(list: progress))") }
        if !progress.isEmpty && !progress.contains(.open) { parts.append("n.progress <> 'open'") }
        if isLate { parts.append("n.due_at < \(now)") }
        if sort == .due && followsOrder && !hasEnded { parts.append("n.due_at > 0") }
        if isStale { parts.append("n.freshness = 'stale'") }
        if let box {
            parts.append(
                """
                n.grid_latitude BETWEEN \(box.south) AND \(box.north)
                AND n.grid_longitude BETWEEN \(box.west) AND \(box.east)
                """)
        }
        if let owner { parts.append("n.owner_id = \(owner)") }
        if let emergency { parts.append("n.emergency_id = \(emergency)") }
        if isEveryday { parts.append("n.emergency_id IS NULL") }
        return parts.joined(separator: " AND ")
    }

    /// Where rows `n` come from. What few rows match is looked up first and the rows after it, whatever an engine without
    /// statistics would think: of text the newest that hold it, of what is late the longest overdue.
    private func source(network: ID, now: Int64) -> (from: SQL, condition: SQL) {
        if !text.isEmpty {
            let phrases = SearchText.phrases(text)
            guard !phrases.isEmpty else { return ("needs n", " AND 1 = 0") }
            return (
                """
                (SELECT rowid AS found FROM search WHERE \(.searchMatches(phrases))
                ORDER BY rowid DESC LIMIT \(BoardQuery.searchLimit)) AS f CROSS JOIN needs n
                """, " AND n.search_id = f.found"
            )
        }
        guard isLate else { return ("needs n", .empty) }
        return (
            """
            (SELECT id AS found FROM needs WHERE network_id = \(network) AND due_at < \(now)
            ORDER BY due_at LIMIT \(BoardQuery.searchLimit)) AS f CROSS JOIN needs n
            """, " AND n.id = f.found"
        )
    }

    /// The words of the area, each with the names it may stand for.
    var areaNames: [(word: String, names: [String])] {
        area.split(whereSeparator: { "/›, ".contains($0) }).prefix(4).map(String.init).map { word in
            (word, [word] + NeedWords.areaSuffixes.map { word + $0 })
        }
    }

    private static func visible(to viewer: Viewer) -> SQL {
        let byAudience: SQL = "n.audience >= \(max(viewer.tier, .stewards))"
        guard let member = viewer.member else { return byAudience }
        return "(\(byAudience) OR n.owner_id = \(member.id) OR n.submitter_id = \(member.id))"
    }

    /// Without a choice of states: what is open to help; to the desk, all that is open.
    static func usualStates(for viewer: Viewer) -> [Need.State] {
        Policy.allows(.seeCase, viewer) ? Need.State.allCases.filter(\.isOpen) : [.published, .inProgress]
    }

    /// The order, and the condition that begins after the last row of the page before.
    ///
    /// - Parameter phases: those that are listed; what has ended has no deadline and stands last.
    func order(in phases: [Int]) throws(Refusal) -> (by: SQL, after: SQL) {
        let hasEnded = phases.contains(Need.Phase.ended.rawValue)
        let due: SQL = hasEnded ? "coalesce(n.due_at, \(Clock.never))" : "n.due_at"
        let by: SQL =
            switch sort {
            case .urgency: "n.rank, n.id DESC"
            case .newest: "n.id DESC"
            case .due: "\(due), n.id DESC"
            }
        guard paging.after.count == 2 else { return (by, .empty) }
        guard let id = ID(paging.after[1]), let key = Int64(paging.after[0]) else {
            throw .invalid("cursor", ListingWords.badCursor)
        }
        let after: SQL =
            switch sort {
            case .urgency: " AND (n.rank > \(key) OR (n.rank = \(key) AND n.id < \(id)))"
            case .newest: " AND n.id < \(id)"
            case .due:
                """
                 AND (\(due) > \(key) OR (\(due) = \(key) AND n.id < \(id)))
                """
            }
        return (by, after)
    }
}
