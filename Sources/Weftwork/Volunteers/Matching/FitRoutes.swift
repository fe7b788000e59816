internal import Database
internal import Engine

/// The doors to who fits: for pages and for programs.
struct FitRoutes: Sendable {
    let acts: FitActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let page = "/n/{slug}", api = "/api/v1/networks/{slug}"
        return [
            Endpoint(.get, "\(page)/needs/{id}/matches", .seeMatches, .page) { ask in
                let network = try ask.requireNetwork()
                let report = try await acts.fits(need: try ask.id("id"), for: ask.viewer, in: network.id)
                return .page(FitPages(frame: frames(ask), network: network).report(report))
            },
            Endpoint(.get, "\(page)/offers/{id}/matches", .seeOfferMatches, .page) { ask in
                let network = try ask.requireNetwork()
                let report = try await acts.fits(offer: try ask.id("id"), for: ask.viewer, in: network.id)
                return .page(FitPages(frame: frames(ask), network: network).report(report))
            },
            Endpoint(.get, "\(page)/me/matches", .seeOwnMatches, .page) { ask in
                let network = try ask.requireNetwork()
                let report = try await acts.ownFits(of: ask.viewer, in: network.id)
                return .page(FitPages(frame: frames(ask), network: network).own(report))
            },
            Endpoint(.get, "\(page)/me/matches/{id}", .seeOwnMatches, .page) { ask in
                let network = try ask.requireNetwork()
                let report = try await acts.whyNot(need: try ask.id("id"), of: ask.viewer, in: network.id)
                return .page(FitOwnPages(frame: frames(ask), network: network).report(report))
            },
            Endpoint(
                .get, "\(api)/needs/{id}/matches", .seeMatches, .api, "Who and what fits a need, and why",
                gives: FitSchemas.report
            ) { ask in
                let network = try ask.requireNetwork().id
                let report = try await acts.fits(need: try ask.id("id"), for: ask.viewer, in: network)
                return .json(FitReportView(report: report, language: ask.language))
            },
            Endpoint(
                .get, "\(api)/offers/{id}/matches", .seeOfferMatches, .api, "Which needs an offer serves best, and why",
                gives: FitSchemas.offer
            ) { ask in
                let network = try ask.requireNetwork().id
                let report = try await acts.fits(offer: try ask.id("id"), for: ask.viewer, in: network)
                return .json(OfferFitReportView(report: report, language: ask.language))
            },
            Endpoint(
                .get, "\(api)/me/matches", .seeOwnMatches, .api, "What one can do now, and why",
                gives: FitSchemas.own
            ) { ask in
                let report = try await acts.ownFits(of: ask.viewer, in: try ask.requireNetwork().id)
                return .json(OwnFitReportView(report: report, language: ask.language))
            },
            Endpoint(
                .get, "\(api)/me/matches/{id}", .seeOwnMatches, .api,
                "Whether a need suits one, and what stands in the way", gives: WhyNotReportView.schema
            ) { ask in
                let network = try ask.requireNetwork()
                let report = try await acts.whyNot(need: try ask.id("id"), of: ask.viewer, in: network.id)
                return .json(WhyNotReportView(report: report, network: network.slug, language: ask.language))
            },
        ]
    }
}
