internal import Database

/// That a need asks for nothing any more, or not now: what stands at its head, on its cards and in its pictures.
struct Outdated: Sendable {
    enum Kind: Sendable, Hashable {
        case ended(Ending)
        /// All of it has been brought and waits to be confirmed.
        case arrived
        /// Is being looked at again.
        case paused
        case merged

        /// As programs read it.
        var name: String {
            switch self {
            case .ended(let ending): ending.rawValue
            case .arrived: "arrived"
            case .paused: "paused"
            case .merged: "merged"
            }
        }

        /// Nothing while the state asks for help.
        init?(_ state: Need.State) {
            if let ending = Ending(state) {
                self = .ended(ending)
                return
            }
            switch state {
            case .published, .inProgress: return nil
            case .delivered: self = .arrived
            case .duplicate: self = .merged
            default: self = .paused
            }
        }
    }

    let kind: Kind
    /// Since when.
    let at: Int64
    /// What is still open nearby, as everybody may see it.
    let others: [NeedView]
}

/// The public board of a network, or of one area of it.
struct BoardPart: Hashable, Sendable {
    let network: ID
    /// Empty is all of it.
    let area: String
    let language: Language
}

enum OutdatedRules {
    static let mostOthers = 3

    /// What is nearest first: in its district, its city, its province; what is of its category before other things.
    static func nearest(_ found: [NeedView], to need: Need) -> [NeedView] {
        func distance(_ view: NeedView) -> Int {
            let near =
                view.area.district == need.area.district && !need.area.district.isEmpty
                ? 0
                : view.area.city == need.area.city && !need.area.city.isEmpty
                    ? 2 : view.area.province == need.area.province && !need.area.province.isEmpty ? 4 : 6
            return near + (view.category == need.category ? 0 : 1)
        }
        let ranked = found.filter { $0.id != need.id && $0.title != nil }.enumerated()
            .sorted { (distance($0.element), $0.offset) < (distance($1.element), $1.offset) }
        return Array(ranked.prefix(mostOthers).map(\.element))
    }
}

extension NeedActs {
    /// So many of the board are looked at for what is nearby.
    private static let lookedAt = "60"

    /// What is to be said of a need that asks for nothing any more; nothing of one that does.
    ///
    /// - Parameter withOthers: whether what is open nearby is looked up.
    func outdated(_ need: Need, withOthers: Bool = true) async throws -> Outdated? {
        guard let kind = Outdated.Kind(need.state) else { return nil }
        let at = try await database.read { db in try db.endedAt(need) } ?? need.changedAt
        return Outdated(kind: kind, at: at, others: withOthers ? try await openNearby(need) : [])
    }

    /// Public needs that still ask for help, the nearest first; in its province where there are any.
    private func openNearby(_ need: Need) async throws -> [NeedView] {
        let anybody = Viewer(.anonymous, language: need.language), now = world.now()
        func board(_ area: String) async throws -> [NeedView] {
            let part = BoardPart(network: need.networkID, area: area, language: need.language)
            return try await openAround.value(of: part, now: now) {
                var form = Form(pairs: [("limit", NeedActs.lookedAt)])
                if !area.isEmpty { form = form.with("area", area) }
                let query = try BoardQuery(form, viewer: anybody)
                let page = try await self.board(query, for: anybody, in: need.networkID, marks: false)
                return page.rows.filter { $0.state.phase == .board }
                    .map { NeedView($0, for: anybody, ownerName: "", now: now) }
            }
        }
        for area in [need.area.city, need.area.province] where !area.isEmpty {
            let found = OutdatedRules.nearest(try await board(area), to: need)
            if found.count > 1 { return found }
        }
        return OutdatedRules.nearest(try await board(""), to: need)
    }
}

/// What stands at the head of pages about a need that asks for nothing any more.
struct OutdatedParts {
    let frame: Frame
    let slug: String

    func banner(_ over: Outdated) -> HTML {
        let parts = NeedParts(frame)
        let rows = over.others.map { view -> HTML in
            """
            <li class="line"><span><a href="/n/\(slug)/needs/\(view.id)">\(parts.title(view))</a> \
            <small>\(parts.area(view.area))</small></span>\(parts.urgency(view.urgency))</li>
            """
        }
        let others: HTML =
            rows.isEmpty
            ? "<p><a class=\"btn\" href=\"/n/\(slug)/needs\">\(frame(EndingWords.noneOpen))</a></p>"
            : "<h2>\(frame(EndingWords.stillOpen))</h2><ul class=\"lines\">\(rows)</ul>"
        return """
            <section class="card outdated" role="status"><p class="note good"><strong>\(frame(EndingWords.over(over)))</strong></p>\
            \(others)</section>
            """
    }
}

/// How many were thanked, by reason: for her and those who work on it.
struct ThankedParts {
    let frame: Frame

    func card(_ thanked: [ThanksReason: Int]) -> HTML {
        let rows = ThanksReason.allCases.compactMap { reason -> HTML? in
            thanked[reason].map { "<li>\(frame(EndingWords.count(reason, $0)))</li>" }
        }
        guard !rows.isEmpty else { return "" }
        return """
            <section class="card" id="thanked"><h2>\(frame(EndingWords.thankedTitle))</h2>\
            <p class="small">\(frame(EndingWords.thankedHint))</p><ul>\(rows)</ul></section>
            """
    }
}

/// The same for programs.
struct ThankedView: View {
    let thanked: [ThanksReason: Int]

    func write(to json: inout JSON) {
        json.object { json in
            json.name("thanked")
            json.object { json in
                for reason in ThanksReason.allCases {
                    guard let count = thanked[reason] else { continue }
                    json.name(dynamic: reason.rawValue)
                    json.number(Double(count))
                }
            }
            json.field("total", thanked.values.reduce(0, +))
        }
    }
}

extension NeedActs {
    /// How many were thanked at the last end of a need: for those who work on it, and for her.
    /// - Throws: ``Refusal/notFound`` where the viewer may not know of it.
    func thanked(for id: ID, by viewer: Viewer, in network: ID) async throws -> [ThanksReason: Int] {
        let now = world.now()
        return try await database.read { db in
            guard let need = try db.need(id, in: network) else { throw Refusal.notFound }
            let ties = try db.ties(of: viewer, to: need, now: now)
            guard NeedAccess.canSee(need, viewer, ties) else { throw Refusal.notFound }
            try Policy.require(.seeCase, viewer, ties: ties)
            return try db.thanked(for: need)
        }
    }
}

extension Schemas {
    static let thanked = Schema(
        name: "Thanked",
        definition: """
            {"type":"object","required":["thanked","total"],"properties":{"thanked":{"type":"object",\
            "additionalProperties":{"type":"integer"}},"total":{"type":"integer"}}}
            """)
}
