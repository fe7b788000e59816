internal import Database

/// The doors to who came through whom.
struct BranchRoutes: Sendable {
    let acts: MemberActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let root = "/n/{slug}/referrals"
        return [
            Endpoint(.get, root, .reviewReferrals, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(
                    pages(ask, network).referrals(try await acts.referrals(for: ask.viewer, in: network.id)))
            },
            Endpoint(.get, "\(root)/{id}", .reviewReferrals, .page) { ask in .page(try await one(ask)) },
            Endpoint(.post, "\(root)/{id}/links", .reviewReferrals, .page) { ask in
                try await trying(ask) { id, network in
                    try await acts.endLinks(ofBranch: id, by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/{id}/again", .reviewReferrals, .page) { ask in
                try await trying(ask) { id, network in
                    try await acts.lookAgain(atBranch: id, by: ask.viewer, in: network)
                }
            },
        ]
    }

    private func pages(_ ask: Ask, _ network: Network) -> BranchPages {
        BranchPages(frame: frames(ask), network: network)
    }

    private func one(_ ask: Ask, _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork(), paging = try Paging(ask.query, keys: 1)
        let after = try paging.after.first.map { text throws(Refusal) -> ID in
            guard let id = ID(text) else { throw .invalid("cursor", ListingWords.badCursor) }
            return id
        }
        let reading = try await acts.branch(of: try ask.id("id"), after: after, for: ask.viewer, in: network.id)
        return pages(ask, network).one(reading, problems)
    }

    private func trying(_ ask: Ask, _ act: (ID, ID) async throws -> Void) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        do {
            try await act(id, network.id)
            return .redirect(to: "/n/\(network.slug)/referrals/\(id)?done=1")
        } catch Refusal.conflict(let words, _) {
            return .page(try await one(ask, [FieldProblem("", words)]), status: 409)
        }
    }
}
