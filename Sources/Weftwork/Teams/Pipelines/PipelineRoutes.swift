internal import Database

/// The doors to the two pipelines.
struct PipelineRoutes: Sendable {
    let acts: PipelineActs
    let frames: Frames

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}/pipelines", .seePipelines, .page) { ask in
                let network = try ask.requireNetwork()
                let pipelines = try await acts.pipelines(of: network.id, for: ask.viewer)
                return .page(PipelinePages(frame: frames(ask), network: network).page(pipelines))
            },
            Endpoint(
                .get, "/api/v1/networks/{slug}/pipelines", .seePipelines, .api,
                "How far needs and volunteers are, and where it jams", gives: Schemas.pipelines
            ) { ask in
                let network = try ask.requireNetwork()
                let pipelines = try await acts.pipelines(of: network.id, for: ask.viewer)
                return .json(PipelineViews(pipelines: pipelines, slug: network.slug, language: ask.language))
            },
        ]
    }
}
