public import Database
internal import Engine

extension OfferActs {
    /// All offers that `viewer` may see as CSV, one line of an offer a row; the importer reads it again.
    ///
    /// - Parameter isTagged: with the row of HXL hashtags under the header, by which other systems know the columns.
    public func exportCSV(
        by viewer: Viewer, in network: ID, bom: Bool, isTagged: Bool = false
    ) async throws -> String {
        try await exportCSV(by: viewer, in: network, bom: bom, isTagged: isTagged, matching: Form())
    }

    /// The same, only what a filter matches.
    func exportCSV(
        by viewer: Viewer, in network: ID, bom: Bool, isTagged: Bool = false, matching filter: Form
    ) async throws -> String {
        var rows = isTagged ? [OfferExport.header, OfferExport.hashtags] : [OfferExport.header]
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

    /// All offers that `viewer` may see as GeoJSON (RFC 7946), each at the centre of its area: an exact point is in no export.
    public func exportGeoJSON(by viewer: Viewer, in network: ID) async throws -> String {
        var features: [AreaFeature] = []
        try await eachPage(of: Form(), for: viewer, in: network) { page in
            features += page.offers.map { offer in
                AreaFeature(id: offer.id, properties: offer, area: needs.places.catalogue.area(offer.areaCode))
            }
        }
        var json = JSON()
        json.object {
            $0.field("type", "FeatureCollection")
            $0.field("features", features)
        }
        return String(decoding: json.bytes, as: UTF8.self)
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
        "createdAt", "from", "until", "standing", "ships", "radiusKm", "perDay", "serviceLevel", "boughtFrom",
        "conditions", "item",
        "kind",
        "quantity", "unit", "specification", "inUse", "used", "left",
    ]

    /// The hashtags of the Humanitarian Exchange Language (HXL 1.1, core schema) for these columns; where needs have the same column,
    /// the same.
    static let hashtags = [
        "#meta+id", "#capacity+name", "#sector", "#status", "#status+verification", "#status+freshness",
        "#country+name",
        "#adm1+name", "#adm2+name", "#adm3+name", "#date+reported", "#date+start", "#date+end", "#capacity+standing",
        "#capacity+ships", "#capacity+num+km", "#capacity+num+daily", "#capacity+service", "#capacity+source",
        "#description+conditions",
        "#item+name", "#item+type", "#item+num+offered", "#item+unit", "#item+specification", "#item+num+promised",
        "#item+num+delivered", "#item+num+remaining",
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
            view.serviceLevel ?? "", view.boughtFrom ?? "", view.conditions ?? "",
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
