public import Database
internal import Engine

extension NeedActs {
    /// All needs that `viewer` may see as CSV, one line of a need a row; written from the one redaction.
    ///
    /// - Parameter isTagged: with the row of HXL hashtags under the header, by which other systems know the columns.
    public func exportCSV(
        by viewer: Viewer, in network: ID, bom: Bool, isTagged: Bool = false
    ) async throws -> String {
        try await exportCSV(by: viewer, in: network, bom: bom, isTagged: isTagged, matching: Form())
    }

    /// The same, only what a filter of the board matches.
    func exportCSV(
        by viewer: Viewer, in network: ID, bom: Bool, isTagged: Bool = false, matching query: Form
    ) async throws -> String {
        try Policy.require(.exportNeeds, viewer)
        let language = viewer.language
        var rows = isTagged ? [NeedExport.header, NeedExport.hashtags] : [NeedExport.header]
        try await eachPage(of: query, for: viewer, in: network) { page in
            let ids = page.rows.map(\.id)
            let lines = try await database.read { db in try db.firstLines(of: ids, in: network, most: 1000) }
            for row in page.rows {
                let view = NeedView(row, for: viewer, ownerName: "", now: world.now())
                rows += NeedExport.rows(of: view, lines: lines[row.id] ?? [], language)
            }
        }
        return CSV.write(rows, bom: bom)
    }
}

/// The columns of an export; the importer reads them again.
enum NeedExport {
    static let header = [
        "group", "title", "category", "urgency", "state", "progress", "confidence", "country", "province", "city",
        "district", "createdAt", "neededBy", "item", "quantity", "unit", "specification", "claimed", "delivered",
        "remaining", "kind", "from", "to", "minutes", "remote", "substitute", "emergency",
    ]

    /// The hashtags of the Humanitarian Exchange Language (HXL 1.1, core schema) for these columns.
    static let hashtags = [
        "#meta+id", "#need+name", "#sector", "#severity", "#status", "#status+progress", "#status+verification",
        "#country+name", "#adm1+name", "#adm2+name", "#adm3+name", "#date+reported", "#date+needed", "#item+name",
        "#item+num+needed",
        "#item+unit", "#item+specification", "#item+num+promised", "#item+num+delivered", "#item+num+remaining",
        "#item+type", "#date+start", "#date+end", "#item+num+minutes", "#item+remote", "#item+substitute",
        "#crisis+name",
    ]

    static func rows(of view: NeedView, lines: [NeedLine], _ language: Language) -> [[String]] {
        var shown = lines
        if case .held = view.lines { shown = [] }
        let area = view.area
        let start = [
            view.id.description, view.title ?? view.hidden.map { ModerationWords.stub($0)(language) } ?? "",
            view.category.rawValue, view.urgency.name, view.state.rawValue,
            view.progress.rawValue, view.confidence?.rawValue ?? "", area.country, area.province, area.city,
            area.district,
            Format.rfc3339(view.createdAt), view.neededBy.map(Format.rfc3339) ?? "",
        ]
        let end = [view.emergency?.name ?? ""]
        if shown.isEmpty { return [start + Array(repeating: "", count: 13) + end] }
        return shown.map { line in
            start + [
                line.item, NeedWords.plain(line.quantity), line.unit, line.specification, Format.decimal(line.claimed),
                Format.decimal(line.delivered), line.remaining.map(Format.decimal) ?? "", line.kind.rawValue,
                line.work.from.map(Format.rfc3339) ?? "", line.work.to.map(Format.rfc3339) ?? "",
                line.work.minutes.map { String($0) } ?? "", line.work.isRemote.map { $0 ? "yes" : "no" } ?? "",
                line.substitute?.rawValue ?? "",
            ] + end
        }
    }
}

extension RateLimiter {
    /// So often an hour the board leaves in one piece to somebody who is no member.
    func checkExport(_ ask: Ask, now: Int64) async throws {
        guard ask.viewer.member == nil else { return }
        try await check(.export, ask.remote, limit: 30, per: Time.hour, now: now)
    }
}
