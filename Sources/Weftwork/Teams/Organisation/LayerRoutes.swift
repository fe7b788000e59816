internal import Database

/// The doors to the organisation as it has grown.
struct LayerRoutes: Sendable {
    let acts: LayerActs
    let frames: Frames

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}/organisation", .seeOrganisation, .page) { ask in
                let network = try ask.requireNetwork()
                let reading = try await acts.reading(for: ask.viewer, in: network.id)
                return .page(LayerPages(frame: frames(ask), network: network).page(reading))
            },
            Endpoint(
                .get, "/api/v1/networks/{slug}/organisation", .seeOrganisation, .api,
                "The organisation as it has grown, in five layers: counts, what is lacking, who and what by name",
                gives: LayerSchemas.organisation
            ) { ask in
                let network = try ask.requireNetwork()
                let reading = try await acts.reading(for: ask.viewer, in: network.id)
                return .json(LayerViews(reading: reading, slug: network.slug, viewer: ask.viewer))
            },
        ]
    }
}
