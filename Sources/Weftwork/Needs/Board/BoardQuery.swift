internal import Database
internal import Engine
internal import Foundation

/// What of the board is asked for. Every part is a parameter of the address, so that a filter is a link.
struct BoardQuery: Sendable, Equatable {
    enum Sort: String, Sendable, CaseIterable {
        case urgency, newest, due
    }

    /// Counting stops here: past it a total tells nobody anything.
    static let countLimit = 5000
    /// Of what matches the words, so many of the newest are looked at.
    static let searchLimit = 5000

    var states: [Need.State] = []
    var categories: [Need.Category] = []
    var urgencies: [Need.Urgency] = []
    var area = ""
    var text = ""
    var progress: [Need.Progress] = []
    var isLate = false
    var isStale = false
    var owner: ID?
    /// The box around a circle, in degrees.
    var box: (south: Double, north: Double, west: Double, east: Double)?
    var sort = Sort.urgency
    var paging: Paging
    /// What was asked for, without the page: by it a count is known again.
    let words: String

    static func == (left: BoardQuery, right: BoardQuery) -> Bool {
        left.states == right.states && left.categories == right.categories && left.urgencies == right.urgencies
            && left.words == right.words && left.area == right.area
            && left.box.map { "\($0)" } == right.box.map { "\($0)" }
            && left.text == right.text && left.sort == right.sort
            && left.paging == right.paging
    }

    /// Reads the parameters.
    /// - Throws: ``Refusal/invalid(_:)`` for a word that none of the choices has.
    init(_ query: Form, viewer: Viewer) throws(Refusal) {
        sort = try BoardQuery.choice(query, "sort", Sort.init(rawValue:), Sort.allCases.map(\.rawValue)) ?? .urgency
        paging = try Paging(query, keys: 2)
        words = query.pairs.filter { !["cursor", "limit", "sort", "lang"].contains($0.name) }
            .map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        states = try BoardQuery.choices(query, "state", Need.State.init(rawValue:), Need.State.allCases.map(\.rawValue))
        categories = try BoardQuery.choices(
            query, "category", Need.Category.init(rawValue:), Need.Category.allCases.map(\.rawValue))
        urgencies = try BoardQuery.choices(
            query, "urgency", Need.Urgency.init(name:), Need.Urgency.allCases.map(\.name))
        progress = try BoardQuery.choices(
            query, "progress", Need.Progress.init(rawValue:), Need.Progress.allCases.map(\.rawValue))
        area = Clean.line(query.text("area") ?? "")
        text = Clean.line(query.text("q") ?? "")
        isLate = query["late"] == "1"
        isStale = query["stale"] == "1"
        if query["owner"] == "me" { owner = viewer.member?.id }
        if let near = query.text("near") { box = try BoardQuery.box(near, query.text("radiusKm")) }
    }

    /// Places are known to the board by a grid no finer than a district (`Grid`): a box is as exact as that.
    private static func box(
        _ near: String, _ radius: String?
    ) throws(Refusal) -> (south: Double, north: Double, west: Double, east: Double) {
        let parts = near.split(separator: ",").compactMap { Double(Clean.line(String($0))) }
        guard parts.count == 2, abs(parts[0]) <= 90, abs(parts[1]) <= 180 else {
            throw .invalid("near", NeedWords.badCoordinate)
        }
        guard let kilometres = Double(radius ?? "50"), kilometres > 0, kilometres <= 20_000 else {
            throw .invalid("radiusKm", NeedWords.badCoordinate)
        }
        let height = kilometres / 111.2
        let width = min(180, height / max(0.01, abs(cos(parts[0] * .pi / 180))))
        return (parts[0] - height, parts[0] + height, parts[1] - width, parts[1] + width)
    }

    private static func choices<T>(
        _ query: Form, _ name: String, _ read: (String) -> T?, _ all: [String]
    ) throws(Refusal) -> [T] {
        var found: [T] = []
        for word in query.all(name).flatMap({ $0.split(separator: ",") }).map(String.init) where !word.isEmpty {
            guard let value = read(word) else { throw .invalid(name, NeedWords.badChoice(all)) }
            found.append(value)
        }
        // Each number of words is another statement: no more than there are choices.
        return Array(found.prefix(all.count))
    }

    private static func choice<T>(
        _ query: Form, _ name: String, _ read: (String) -> T?, _ all: [String]
    ) throws(Refusal) -> T? {
        try choices(query, name, read, all).first
    }

    /// The phases that the states asked for belong to.
    func phases(for viewer: Viewer) -> [Int] {
        Set((states.isEmpty ? BoardQuery.usualStates(for: viewer) : states).map(\.phase.rawValue)).sorted()
    }

    /// Few rows match, and an index of their own finds them: then one look serves all phases.
    var isNarrow: Bool { !text.isEmpty || isLate || owner != nil || box != nil }

    /// The condition on rows `n` besides their phase, for what `viewer` may see.
    /// - Parameter areas: where the words of ``area`` were found (``Connection/areas(named:in:)``).
    func condition(network: ID, viewer: Viewer, areas: [AreaMatch], now: Int64) -> SQL {
        var parts: [SQL] = ["n.network_id = \(network)"]
        if !states.isEmpty { parts.append("n.state IN (\(list: states))") }
        if !Policy.allows(.seeCase, viewer) { parts.append(BoardQuery.visible(to: viewer)) }
        if categories.count == 1 { parts.append("n.category = \(categories[0])") }
        if categories.count > 1 { parts.append("n.category IN (\(list: categories))") }
        if !urgencies.isEmpty {
            // The rank holds urgency and staleness: a range of it walks the board's index.
            parts.append("n.rank IN (\(list: urgencies.flatMap { [$0.rawValue * 10, $0.rawValue * 10 + 50] }))")
        }
        parts += areas.map(\.condition)
        if !progress.isEmpty { parts.append("n.progress IN (\(list: progress))") }
        if isLate { parts.append(BoardQuery.late(in: network, now: now)) }
        if isStale { parts.append("n.freshness = 'stale'") }
        if let box {
            parts.append(
                """
                n.grid_latitude BETWEEN \(box.south) AND \(box.north)
                AND n.grid_longitude BETWEEN \(box.west) AND \(box.east)
                """)
        }
        if let owner { parts.append("n.owner_id = \(owner)") }
        if !text.isEmpty { parts.append(BoardQuery.holds(text)) }
        return parts.joined(separator: " AND ")
    }

    /// The longest overdue.
    private static func late(in network: ID, now: Int64) -> SQL {
        """
        n.id IN (SELECT id FROM needs WHERE network_id = \(network) AND due_at < \(now)
        ORDER BY due_at LIMIT \(searchLimit))
        """
    }

    private static func holds(_ text: String) -> SQL {
        let phrases = SearchText.phrases(text)
        guard !phrases.isEmpty else { return "1 = 0" }
        return """
            n.search_id IN (SELECT rowid FROM search WHERE \(.searchMatches(phrases))
            ORDER BY rowid DESC LIMIT \(searchLimit))
            """
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
