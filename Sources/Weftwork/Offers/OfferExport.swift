public import Database
internal import Engine

extension OfferActs {
    /// All offers that `viewer` may see as CSV, one line of an offer a row; the importer reads it again.
    public func exportCSV(by viewer: Viewer, in network: ID, bom: Bool) async throws -> String {
        try await exportCSV(by: viewer, in: network, bom: bom, matching: Form())
    }

    /// The same, only what a filter matches.
    func exportCSV(by viewer: Viewer, in network: ID, bom: Bool, matching filter: Form) async throws -> String {
        var rows = [OfferExport.header]
        try await eachPage(of: filter, for: viewer, in: network) { page in
            rows += page.offers.flatMap(OfferExport.rows)
        }
        return CSV.write(rows, bom: bom)
    }

    /// The same as JSON, one offer a line.
    public func exportLines(by viewer: Viewer, in network: ID) async throws -> String {
        var lines: [String] = []
        try await eachPage(of: Form(), for: viewer, in: network) { page in
            lines += page.offers.map { String(decoding: $0.json, as: UTF8.self) }
        }
        return lines.joined(separator: "\n")
    }

    /// Each page of the whole list, in all states where the filter names none.
    private func eachPage(
        of filter: Form, for viewer: Viewer, in network: ID, _ read: (OfferPage) async throws -> Void
    ) async throws {
        try Policy.require(.exportOffers, viewer)
        var form = filter.with("limit", "200").with("cursor", nil)
        if form["state"] == nil {
            form = form.with("state", Offer.State.allCases.map(\.rawValue).joined(separator: ","))
        }
        while true {
            let page = try await list(try OfferQuery(form), for: viewer, in: network)
            try await read(page)
            guard let next = page.next else { return }
            form = form.with("cursor", next)
        }
    }
}

/// The columns of an export.
enum OfferExport {
    static let header = [
        "group", "title", "category", "state", "confidence", "freshness", "country", "province", "city", "district",
        "createdAt", "from", "until", "standing", "ships", "radiusKm", "perDay", "serviceLevel", "conditions", "item",
        "kind",
        "quantity", "unit", "specification", "inUse", "used", "left",
    ]

    static func rows(of view: OfferView) -> [[String]] {
        let area = view.area
        let start = [
            view.id.description, view.title ?? "", view.category.rawValue, view.state.rawValue,
            view.confidence?.rawValue ?? "", view.freshness.rawValue, area.country, area.province, area.city,
            area.district,
            Format.rfc3339(view.createdAt), view.from.map(Format.rfc3339) ?? "", view.until.map(Format.rfc3339) ?? "",
            view.isStanding ? "yes" : "no", view.reach.ships ? "yes" : "no",
            view.reach.radiusKm.map(String.init) ?? "", view.perDay.map(Format.decimal) ?? "",
            view.serviceLevel ?? "", view.conditions ?? "",
        ]
        guard let lines = view.lines else { return [start + Array(repeating: "", count: 8)] }
        return lines.map { line in
            start + [
                line.item, line.kind.rawValue, NeedWords.plain(line.quantity), line.unit, line.specification,
                Format.decimal(line.claimed), Format.decimal(line.delivered),
                line.remaining.map(Format.decimal) ?? "",
            ]
        }
    }
}
