public import Database
internal import Engine

extension NeedActs {
    /// All needs that `viewer` may see, one JSON object a line, each as its own door shows it in a list.
    public func exportLines(by viewer: Viewer, in network: ID) async throws -> String {
        try Policy.require(.exportNeeds, viewer)
        var lines: [String] = []
        try await eachPage(of: Form(), for: viewer, in: network, marks: true) { page in
            let owners = Set(page.rows.map(\.ownerID)), now = world.now()
            let names = viewer.member == nil ? [:] : try await names.names(of: owners, in: network, now: now)
            lines += page.rows.map { row in
                let view = NeedView(row, for: viewer, ownerName: names[row.ownerID] ?? "", now: now)
                return String(decoding: view.json, as: UTF8.self)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// A page of the network's activity that `viewer` may know of, oldest first.
    ///
    /// - Parameter number: that of the last event which the reader has.
    func activity(after number: Int64, limit: Int, for viewer: Viewer, in network: ID) async throws -> [EventView] {
        let tier = NeedActs.activityTier(of: viewer), vault = vault
        let found = try await database.read { db in
            let page = try db.events(in: network, after: number, tier: tier, limit: limit, vault: vault)
            return try db.withoutHidden(page, in: network, tier: tier)
        }
        return found.map { EventView(event: $0, showsActor: viewer.member != nil) }
    }

    /// The desk's own work is for the case; everybody else reads at their tier.
    static func activityTier(of viewer: Viewer) -> Audience {
        Policy.allows(.seeCase, viewer) ? .case : max(viewer.tier, .stewards)
    }

    /// The whole activity that `viewer` may know of, one event a line: as JSON, or as CSV under a header.
    public func exportEvents(by viewer: Viewer, in network: ID, asCSV: Bool) async throws -> String {
        var views: [EventView] = [], after: Int64 = 0
        while true {
            let page = try await activity(after: after, limit: 500, for: viewer, in: network)
            views += page
            guard let last = page.last, last.event.number > after else { break }
            after = last.event.number
        }
        guard asCSV else { return views.map { String(decoding: $0.json, as: UTF8.self) }.joined(separator: "\n") }
        return CSV.write([EventView.columns] + views.map(\.cells), bom: false)
    }
}

extension EventView {
    static let columns = ["number", "id", "at", "kind", "object", "actor", "details"]

    /// The same as the JSON says, by column.
    var cells: [String] {
        [
            String(event.number), event.id.description, Format.rfc3339(event.at), event.kind.rawValue,
            event.objectID.description, actor, event.details,
        ]
    }
}
