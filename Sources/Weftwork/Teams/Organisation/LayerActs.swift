internal import Database

/// Reads the organisation as it has grown: nobody draws it.
struct LayerActs: Sendable {
    let teams: TeamActs
    let doings: DoingActs
    let pipelines: PipelineActs
    /// By network and tier: many who look at once read it once.
    let recent = Recent<Key, Counted>(for: 5 * Time.second)

    struct Key: Hashable, Sendable {
        let network: ID
        let tier: Int
    }

    struct Counted: Sendable {
        let counts: [LayerFact: Int]
        let holes: [LayerHole]
    }

    /// So many of each layer are named.
    private static let named = 12
    private static let mostHoles = 5

    private var database: any Database { teams.database }

    func reading(for viewer: Viewer, in network: ID) async throws -> LayerReading {
        try Policy.require(.seeOrganisation, viewer)
        let now = teams.world.now(), tier = viewer.tier
        let counted = try await recent.value(of: Key(network: network, tier: tier.rawValue), now: now) { [database] in
            try await database.read { db in
                Counted(
                    counts: try db.layerCounts(of: network, tier: tier, at: now),
                    holes: try LayerActs.holes(of: network, tier: tier, at: now, db))
            }
        }
        var holes = counted.holes
        // Where it jams is for those who work there.
        if Policy.allows(.seePipelines, viewer) {
            let both = try await pipelines.pipelines(of: network, for: viewer)
            holes += [both.needJam, both.volunteerJam].compactMap { $0.map { .jam($0) } }
        }
        return LayerReading(
            at: now, counts: counted.counts, holes: holes, items: try await items(for: viewer, in: network))
    }

    private static func holes(
        of network: ID, tier: Audience, at now: Int64, _ db: any Connection
    ) throws -> [LayerHole] {
        var holes: [LayerHole] = []
        if try db.doings(in: network, at: now, limit: 1).isEmpty { holes.append(.nobodySays) }
        holes += try db.categoriesWithoutOffer(in: network, tier: tier, most: mostHoles)
        holes += try db.areasWithoutTransport(in: network, tier: tier, at: now, most: mostHoles)
        var empty = 0
        for (role, team) in try db.openRoles(in: network, limit: 300) where role.taken == 0 && empty < mostHoles {
            guard try tier <= db.audience(of: team) else { continue }
            empty += 1
            holes.append(
                .emptyRole(
                    role.kind, team: LayerHole.TeamMark(id: team.id, category: team.category, area: team.area)))
        }
        let people = try db.stewardsOfMechanism(in: network)
        if !people.contains(where: { $0.roles.contains(.trainer) }) { holes.append(.noTrainer) }
        // When nobody is there is no news for strangers.
        if tier <= .members {
            let day = try db.shifts(in: network, from: now, to: now + Time.day).filter { $0.acceptedAt != nil }
            holes += DutyRules.gaps(day, from: now, to: now + Time.day).prefix(2).map {
                .shift(from: $0.from, to: $0.to)
            }
        }
        if try db.mechanism(of: network) == nil { holes.append(.noMechanism) }
        if people.count(where: { $0.standing == .steward || $0.roles.contains(.coordinator) }) < 2 {
            holes.append(.alone)
        }
        return holes
    }

    // MARK: By name

    private func items(for viewer: Viewer, in network: ID) async throws -> [Layer: [LayerItem]] {
        var items: [Layer: [LayerItem]] = [:]
        let grown = try await teams.list(most: LayerActs.named, for: viewer, in: network).lines
        items[.support] = grown.prefix(LayerActs.named).map { line in
            LayerItem(
                name: TeamWords.name(of: line.team), detail: LayerWords.team(line.needs, line.people),
                path: "/teams/\(line.team.id)")
        }
        guard let member = viewer.member, !member.isSuspended else { return items }
        items[.actors] = try await doings.list(most: LayerActs.named, for: viewer, in: network).lines.map { line in
            LayerItem(
                name: .verbatim(line.doing.what), detail: LayerWords.doing(line.name, line.doing.until),
                path: "/doings/\(line.doing.id)")
        }
        let people = try await database.read { db in try db.stewardsOfMechanism(in: network) }
        items[.stewards] = people.filter { $0.standing == .steward || $0.roles.contains(.coordinator) }
            .prefix(LayerActs.named).map { one in
                LayerItem(
                    name: .verbatim(one.name),
                    detail: one.roles.contains(.coordinator) ? PeopleWords.name(of: .coordinator) : LayerWords.steward,
                    path: "/members/\(one.id)")
            }
        return items
    }
}
