internal import Database
internal import Engine

/// The board by places, for programs: its map in counts, and its list by district.
extension NeedAPI {
    var placeEndpoints: [Endpoint] {
        let needs = "/api/v1/networks/{slug}/needs"
        let filters = BoardQuery.parameters.filter { BoardQuery.choosing.contains($0.name) }
        return [
            Endpoint(
                .get, "\(needs)/map", .seeBoard, .api,
                "How many needs are where: of the area with the code in `of`, else the smallest that holds everything",
                gives: PlaceSchemas.map, queries: filters + [.text("of")]
            ) { ask in
                let query = try BoardQuery(ask.query.withoutBlanks, viewer: ask.viewer)
                // Whoever filters by an area sees that one.
                let wish =
                    ask.query.text("of").map { Int($0) ?? -1 } ?? query.areaCode.flatMap { $0 == 0 ? nil : $0 }
                let map = try await acts.map(query, of: wish, for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(NeedMapView(map: map))
            },
            Endpoint(
                .get, "\(needs)/districts", .printList, .api,
                "The board by district, to be printed; with for=public as everybody may see it",
                gives: PlaceSchemas.districts, queries: filters + [.choice("for", ["public"])]
            ) { ask in
                // To be put up on a wall it holds what everybody may see, whoever prints it.
                let reader =
                    ask.query["for"] == "public" ? Viewer(.anonymous, language: ask.language) : ask.viewer
                let list = try await acts.districtList(
                    ask.query.withoutBlanks, for: reader, in: try ask.requireNetwork().id)
                return .json(DistrictListView(list: list, reader: reader))
            },
        ]
    }
}

/// A map in counts: of nothing smaller than a district.
private struct NeedMapView: View {
    let map: NeedMap

    func write(to json: inout JSON) {
        json.object { json in
            json.name("line")
            json.array(map.line) { json, area in
                json.object { Self.write(area, to: &$0) }
            }
            json.name("spots")
            json.array(map.spots) { json, spot in
                json.object {
                    Self.write(spot.area, to: &$0)
                    $0.field("center", PointView(spot.area.center))
                    $0.field("isRest", spot.isRest)
                    Self.write(spot.tally, to: &$0)
                }
            }
            json.name("unplaced")
            json.object { Self.write(map.unplaced, to: &$0) }
            json.name("total")
            json.object { Self.write(map.total, to: &$0) }
        }
    }

    private static func write(_ area: CatalogueArea, to json: inout JSON) {
        json.field("code", String(area.code))
        json.field("name", area.name)
    }

    private static func write(_ tally: AreaTally, to json: inout JSON) {
        json.field("count", tally.count)
        json.field("critical", tally.critical)
        guard tally.count > 0 else { return }
        json.field("worst", tally.worst.name)
        json.field("oldest", moment: tally.oldest)
    }
}

private struct DistrictListView: View {
    let list: DistrictList
    let reader: Viewer

    func write(to json: inout JSON) {
        json.object { json in
            json.name("districts")
            json.array(list.districts) { json, district in
                json.object { json in
                    json.field("area", district.area)
                    json.field(
                        "needs",
                        district.rows.map { row in
                            NeedView(row, for: reader, ownerName: list.names[row.ownerID] ?? "", now: list.printedAt)
                        })
                }
            }
            json.field("isCutOff", list.isCutOff)
            json.field("printedAt", moment: list.printedAt)
            json.field("outdatedAfter", moment: list.outdatedAfter)
        }
    }
}

enum PlaceSchemas {
    private static let tally = """
        "count":{"type":"integer"},"critical":{"type":"integer"},"worst":{"type":"string"},"oldest":{"type":"string"}
        """
    static let map = Schema(
        name: "NeedMap",
        definition: """
            {"type":"object","required":["line","spots","unplaced","total"],"properties":{"line":{"type":"array","items":{\
            "type":"object","properties":{"code":{"type":"string"},"name":{"type":"string"}}}},"spots":{"type":"array",\
            "items":{"type":"object","properties":{"code":{"type":"string"},"name":{"type":"string"},\
            "center":{"type":"object"},"isRest":{"type":"boolean"},\(tally)}}},\
            "unplaced":{"type":"object","properties":{\(tally)}},"total":{"type":"object","properties":{\(tally)}}}}
            """)
    static let districts = Schema(
        name: "DistrictList",
        definition: """
            {"type":"object","required":["districts","isCutOff","printedAt","outdatedAfter"],"properties":{\
            "districts":{"type":"array","items":{"type":"object","properties":{"area":{"type":"array",\
            "items":{"type":"string"}},"needs":{"type":"array","items":{"type":"object"}}}}},\
            "isCutOff":{"type":"boolean"},"printedAt":{"type":"string"},"outdatedAfter":{"type":"string"}}}
            """)
}
