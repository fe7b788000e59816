internal import Database
internal import Engine

/// The map of the board, and the board as GeoJSON.
struct PlaceRoutes: Sendable {
    let acts: NeedActs
    let limiter: RateLimiter
    let frames: Frames

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}/needs/map", .seeBoard, .page, handle: map),
            Endpoint(.get, "/n/{slug}/needs.geojson", .exportNeeds, .page, handle: export),
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
        return .page(
            MapPages(frame: frames(clean), network: network, viewer: ask.viewer, places: acts.places).map(query, map))
    }

    private func export(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        try await limiter.checkExport(ask, now: acts.world.now())
        let text = try await acts.exportGeoJSON(by: ask.viewer, in: network.id, matching: ask.query.withoutBlanks)
        return .download(text, name: "needs.geojson", type: "application/geo+json; charset=utf-8")
    }
}
