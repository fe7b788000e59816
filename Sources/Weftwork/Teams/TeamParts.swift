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
        parts.register(.network) { frame, network in
            MechanismPages.link(frame, network) + PipelinePages.link(frame, network)
        }
        return parts
    }
}
