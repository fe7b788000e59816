internal import Database

/// Doors that belong to no capability: the front page, health, metrics, assets.
struct SiteRoutes: Sendable {
    let database: any Database
    let world: World
    let hub: Hub
    let metrics: Metrics
    let draining: Draining
    let frames: Frames

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/", .seeSite, .page, handle: front),
            Endpoint(.get, "/healthz", .seeOperations, .bare) { _ in .text("ok\n") },
            Endpoint(.get, "/readyz", .seeOperations, .bare, handle: ready),
            Endpoint(.get, "/metrics", .seeOperations, .bare, handle: metrics),
            Endpoint(.get, "/assets/{version}/{name}", .seeSite, .bare) { ask in
                try frames.assets.answer(
                    ask.parameters["name"] ?? "", acceptsGzip: ask.headers["accept-encoding"]?.contains("gzip") == true)
            },
            Endpoint(.get, "/hello", .seeOperations, .bare) { _ in .text("hello\n") },
        ]
    }

    private func front(_ ask: Ask) async throws -> Answer {
        // Whoever belongs to no network yet chooses one here; /home sends them back.
        if ask.viewer.member != nil, ask.network != nil { return .redirect(to: "/home") }
        let networks = try await database.read { db in try db.networks() }
        let frame = frames(ask)
        let cards = networks.map { network -> HTML in
            """
            <article class="card"><h2><a href="/n/\(network.slug)">\(network.name)</a></h2>\
            <div class="row"><a class="btn main" href="/n/\(network.slug)/ask">\(frame(SiteWords.askForHelp))</a>\
            <a class="btn" href="/n/\(network.slug)/needs">\(frame(SiteWords.needs))</a></div></article>
            """
        }
        let empty: HTML = "<p class=\"note\">\(frame(SiteWords.noNetwork))</p>"
        return .page(
            frame.page(
                SiteWords.product,
                "<h1>\(frame(SiteWords.networks))</h1><div class=\"grid\">\(cards)</div>\(empty, if: cards.isEmpty)"))
    }

    /// Ready is who reaches the store and is not going away.
    private func ready(_ ask: Ask) async throws -> Answer {
        guard !draining.isDraining else { throw Refusal.unavailable(retryAfter: 1) }
        _ = try await database.read { db in try db.value("SELECT 1", as: Int64.self) }
        return .text("ready\n")
    }

    /// Prometheus text; for configured addresses only.
    private func metrics(_ ask: Ask) async throws -> Answer {
        guard frames.configuration.metricsAddresses.contains(ask.remote) else { throw Refusal.notFound }
        return .text(try await metrics.text(), type: "text/plain; version=0.0.4; charset=utf-8")
    }
}
