internal import Database
internal import Engine

/// What is read of trust: one's own story, a member's vouches, the health of the whole.
extension VouchActs {
    /// One's own standing and why.
    func standing(of member: Member, language: Language) async throws -> StandingView {
        let network = member.networkID
        let now = world.now()
        let (standing, conduct) = try await database.read { db in
            (
                try db.standing(of: member.id, in: network),
                try db.conduct(of: member.id, in: network) ?? .none
            )
        }
        let told = try await keeper.read(network) { trust, ids, numbers in
            numbers[member.id].map {
                StandingStory(trust, ids: ids, member: $0, standing: standing, conduct: conduct, now: now)
            }
        }
        let story = told.flatMap { $0 } ?? StandingStory(rooted: standing, conduct: conduct)
        let mentioned = Set(story.shortest + story.picture.flatMap { $0 } + [story.dependsOn].compactMap { $0 })
        return try await database.read { db in
            StandingView(
                story: story, names: try db.names(of: mentioned, in: network),
                fallsAt: try db.fall(of: member.id, in: network),
                language: language)
        }
    }

    /// Somebody with the vouches that hold for them, and what the reader has said of them.
    struct Seen: Sendable {
        let member: Member
        let received: [Vouch]
        let given: [Vouch]
        let names: [ID: String]
        let how: [ID: String]
        /// In whose names some of them are given.
        let organisations: [ID: String]
        /// Those that were taken back within a year, with why, as far as the reader may know.
        let takenBack: [(vouch: Vouch, why: String)]
        /// Organisations in whose name the reader may vouch.
        let speaksFor: [(id: ID, name: String)]
    }

    /// - Throws: ``Refusal/notFound`` for somebody who is no member here.
    func seen(_ id: ID, by viewer: Viewer, in network: ID) async throws -> Seen {
        let since = world.now() - VouchRules.lifetime
        return try await database.read { [vault] db in
            guard let member = try db.member(id, in: network) else { throw Refusal.notFound }
            let all = try db.vouches(of: id, in: network)
            var how: [ID: String] = [:]
            for vouch in all where VouchActs.mayReadHow(vouch, viewer) {
                how[vouch.id] = try db.how(of: vouch, vault: vault)
            }
            let ended = try db.vouchesTakenBack(of: id, in: network, since: since)
                .filter { VouchActs.mayReadHow($0, viewer) }
                .map { (vouch: $0, why: try db.whyEnded($0, vault: vault) ?? "") }
            return Seen(
                member: member, received: all.filter { $0.toID == id }, given: all.filter { $0.fromID == id },
                names: try db.names(
                    of: Set((all + ended.map(\.vouch)).flatMap { [$0.fromID, $0.toID] }), in: network), how: how,
                organisations: try db.organisationNames(Set(all.compactMap(\.organisationID))), takenBack: ended,
                speaksFor: try viewer.member.map { try db.organisations(spokenForBy: $0.personID) } ?? [])
        }
    }

    /// How two people know each other is for them and for those who answer for the network.
    private static func mayReadHow(_ vouch: Vouch, _ viewer: Viewer) -> Bool {
        guard let member = viewer.member else { return false }
        return member.id == vouch.fromID || member.id == vouch.toID || member.standing == .steward
    }

    /// Where the network's trust hangs by one thread.
    func health(of network: ID) async throws -> TrustHealthReport {
        let head = try await database.read { db in try db.trustHead(of: network) }
        let found = try await keeper.read(network) { trust, ids, _ in TrustThreads(trust, ids) } ?? TrustThreads()
        return try await database.read { db in
            let anchors = try db.trustAnchors(of: network)
            let names = try db.names(of: found.mentioned, in: network)
            return TrustHealthReport(
                anchors: anchors,
                bareCommunities: found.bare.map { community in
                    .init(
                        size: community.size, accepted: community.accepted,
                        names: community.first.compactMap { names[$0] })
                },
                dependence: found.dependence.map { .init(on: names[$0.on] ?? "", count: $0.count) },
                counts: try db.standingCounts(of: network), derivedAt: head.derivedAt)
        }
    }
}

/// The threads, by ids.
private struct TrustThreads: Sendable {
    var bare: [(size: Int, accepted: Int, first: [ID])] = []
    var dependence: [(on: ID, count: Int)] = []

    var mentioned: Set<ID> { Set(bare.flatMap(\.first) + dependence.map(\.on)) }

    init() {}

    init(_ trust: TrustNetwork, _ ids: [ID]) {
        let graph = VouchGraph(
            memberCount: ids.count, vouches: trust.links.map { .init(from: $0.from, to: $0.to, tier: $0.tier) })
        let health = TrustHealth(
            graph, anchors: trust.rootMembers(tier: 1), isIn: ids.indices.map { trust.tier(of: $0) > 0 })
        bare = health.communities.filter(\.anchors.isEmpty).map { community in
            (community.members.count, community.accepted, community.members.prefix(3).map { ids[$0] })
        }
        let byPerson = Dictionary(grouping: health.dependsOn, by: \.value).mapValues(\.count)
        dependence = byPerson.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(20).map {
            (ids[$0.key], $0.value)
        }
    }
}

extension StandingStory {
    /// Before there is any vouch.
    init(rooted standing: Standing, conduct: WeighedConduct) {
        self.standing = standing
        isRoot = standing > .newcomer
        chains = 0
        shortest = []
        picture = []
        dependsOn = nil
        self.conduct = conduct
        isByConduct = false
        let after = Standing(rawValue: standing.rawValue + 1)
        next = after.map { next in
            let kind: Vouch.Kind = [.identity, .integrity, .stewardship][next.rawValue - 1]
            return (next, .voucher(kind, kind.leastStanding))
        }
    }
}

extension Connection {
    /// With whom a network's trust begins: its anchors who take part.
    func trustAnchors(of network: ID) throws -> [TrustAnchor] {
        try query(
            """
            SELECT m.id, p.name, \(ModerationStore.organisationName) FROM memberships m
            JOIN persons p ON p.id = m.person_id
            LEFT JOIN organisations o ON o.id = m.organisation_id
            WHERE m.network_id = \(network) AND m.is_anchor = \(true) AND m.state IN ('welcomed', 'active', 'dormant')
            ORDER BY m.created_at, m.id
            """
        ) { TrustAnchor(memberID: try $0[0], name: try $0[1], organisation: try $0[2]) }
    }

    fileprivate func standingCounts(of network: ID) throws -> [Standing: Int] {
        let pairs = try query(
            """
            SELECT standing, count(*) FROM memberships
            WHERE network_id = \(network) AND state IN ('welcomed', 'active', 'dormant') GROUP BY standing
            """
        ) { (try $0[0] as Standing, try $0[1] as Int) }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}
