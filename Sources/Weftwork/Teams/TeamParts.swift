internal import Database

extension PageParts {
    /// What Teams shows on pages of others: the card of the four certainties, and ways to its own pages.
    static func ofTeams(_ mechanism: MechanismActs) -> PageParts {
        var parts = PageParts()
        let card: Part = { frame, network in
            let card = try await mechanism.certainties(of: network.id, for: frame.ask.viewer)
            return CertaintyParts(frame: frame, network: network).card(card)
        }
        parts.register(.welcome, card)
        parts.register(.shift, card)
        parts.register(ways: { frame, network in
            let pipelines = WayOn(.network, "filter", PipelineWords.title, "/n/\(network.slug)/pipelines")
            return [
                WayOn(.network, "shield", MechanismWords.title, "/n/\(network.slug)/mechanism"),
                WayOn(.network, "network", LayerWords.title, "/n/\(network.slug)/organisation"),
                WayOn(.help, "people", TeamWords.title, "/n/\(network.slug)/teams"),
            ]
                + (Policy.allows(.seePipelines, frame.ask.viewer) ? [pipelines] : [])
        })
        return parts
    }

    /// Roles to fill at home; on the page of a need its team.
    mutating func addTeams(_ teams: TeamActs) {
        register(.homeLater) { frame, network in
            let roles = try await teams.rolesToFill(for: frame.ask.viewer, in: network.id, most: 3)
            return TeamPages(frame: frame, network: network).toFill(roles)
        }
        register(.need) { frame, network in
            guard let id = try? frame.ask.id("id") else { return "" }
            let team = try await teams.team(ofNeed: id, for: frame.ask.viewer, in: network.id)
            return TeamPages(frame: frame, network: network).ofNeed(id, team)
        }
    }
}
