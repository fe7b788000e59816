public import Database
internal import Engine

extension NeedActs {
    /// All needs that `viewer` may see as GeoJSON (RFC 7946), each at the centre of its area: an exact point is in no export.
    public func exportGeoJSON(by viewer: Viewer, in network: ID) async throws -> String {
        try await exportGeoJSON(by: viewer, in: network, matching: Form())
    }

    /// The same, only what a filter of the board matches.
    func exportGeoJSON(by viewer: Viewer, in network: ID, matching query: Form) async throws -> String {
        try Policy.require(.exportNeeds, viewer)
        var features: [AreaFeature] = []
        try await eachPage(of: query, for: viewer, in: network, marks: true) { page in
            let owners = Set(page.rows.map(\.ownerID)), now = world.now()
            let names = viewer.member == nil ? [:] : try await names.names(of: owners, in: network, now: now)
            features += page.rows.map { row in
                AreaFeature(
                    id: row.id,
                    properties: NeedView(row, for: viewer, ownerName: names[row.ownerID] ?? "", now: now),
                    area: places.catalogue.area(row.areaCode))
            }
        }
        var json = JSON()
        json.object {
            $0.field("type", "FeatureCollection")
            $0.field("features", features)
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

/// A need or an offer on a map: the one redaction of it, at the centre of its area.
struct AreaFeature: View {
    let id: ID
    let properties: any View
    let area: CatalogueArea?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("type", "Feature")
            json.field("id", id)
            json.name("geometry")
            if let area {
                json.object { json in
                    json.field("type", "Point")
                    json.name("coordinates")
                    json.array([area.center.longitude, area.center.latitude]) { $0.raw("\($1)") }
                }
            } else {
                json.raw("null")
            }
            // Of what the point is the centre: nobody should take it for the place itself.
            json.field("centreOf", area.map { CatalogueArea.name(of: $0.centerLevel) })
            json.field("properties", properties)
        }
    }
}
