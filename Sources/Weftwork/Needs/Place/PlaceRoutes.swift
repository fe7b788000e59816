internal import Database
internal import Engine

/// The map of the board, and the board as GeoJSON.
struct PlaceRoutes: Sendable {
    let acts: NeedActs
    let tiles: Tiles
    let limiter: RateLimiter
    let frames: Frames

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}/needs/map", .seeBoard, .page, handle: map),
            Endpoint(.get, "/n/{slug}/needs.geojson", .exportNeeds, .page, handle: export),
            // By columns and rows from the north-west, as everywhere on the web.
            Endpoint(.get, "/tiles/{zoom}/{column}/{row}", .seeSite, .bare, handle: tile),
        ]
    }

    private func map(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        var clean = ask
        clean.query = ask.query.withoutBlanks
        let query = try BoardQuery(clean.query, viewer: ask.viewer)
        // Whoever filters by an area sees that one.
        let wish = clean.query.text("of").map { Int($0) ?? -1 } ?? query.areaCode.flatMap { $0 == 0 ? nil : $0 }
        let map = try await acts.map(query, of: wish, for: ask.viewer, in: network.id)
        let pages = MapPages(
            frame: frames(clean), network: network, viewer: ask.viewer, places: acts.places,
            ground: await acts.places.ground(of: map, tiles.source), tempo: try await acts.tempo(of: network.id))
        return .page(pages.map(query, map))
    }

    private func tile(_ ask: Ask) async throws -> Answer {
        func number(_ name: String) -> Int { ask.parameters[name].flatMap { Int($0) } ?? -1 }
        let tile = MapTile(zoom: number("zoom"), column: number("column"), row: number("row"))
        guard let source = tiles.source, let (bytes, type) = try await source.tile(tile) else {
            throw Refusal.notFound
        }
        // Another file has another address; who made one up asks again after an hour.
        let isNamed = ask.query["v"] == source.version
        return Answer(
            headers: [
                ("Content-Type", type), ("Content-Security-Policy", "default-src 'none'; sandbox"),
                ("Cross-Origin-Resource-Policy", "same-origin"),
                ("Cache-Control", isNamed ? "public, max-age=31536000, immutable" : "public, max-age=3600"),
            ], body: .bytes(bytes))
    }

    private func export(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        try await limiter.checkExport(ask, now: acts.world.now())
        let text = try await acts.exportGeoJSON(by: ask.viewer, in: network.id, matching: ask.query.withoutBlanks)
        return .download(text, name: "needs.geojson", type: "application/geo+json; charset=utf-8")
    }
}
