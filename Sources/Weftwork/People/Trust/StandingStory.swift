internal import Database
internal import Engine

/// Why somebody has their standing, told to them.
struct StandingStory: Sendable {
    /// What stands between somebody and the next tier.
    enum Missing: Sendable, Equatable {
        /// A vouch of this kind by somebody who is at least that.
        case voucher(Vouch.Kind, Standing)
        /// Who vouches for them has brought in as many as they can.
        case room
    }

    let standing: Standing
    let isRoot: Bool
    /// Chains that share nobody.
    let chains: Int
    /// The shortest, from an anchor to them.
    let shortest: [ID]
    /// One of each of the chains' last steps: who vouches for them, for the picture.
    let picture: [[ID]]
    /// Through whom every chain runs.
    let dependsOn: ID?
    let next: (standing: Standing, missing: Missing)?
    /// Deliveries that count, as they were weighed last.
    let conduct: WeighedConduct
    /// The tier is one higher than the vouches give, for what was delivered.
    let isByConduct: Bool

    /// - Parameters:
    ///   - trust: the network as it is laid.
    ///   - ids: its members by their numbers.
    ///   - member: whose story.
    ///   - standing: as it is stored; it can be higher than computed while a fall is announced.
    ///   - conduct: what they have delivered.
    init(
        _ trust: TrustNetwork, ids: [ID], member: Int, standing: Standing, conduct: WeighedConduct = .none,
        now: Int64 = 0
    ) {
        let tier = trust.tier(of: member)
        let graph = VouchGraph(
            memberCount: ids.count, vouches: trust.links.map { .init(from: $0.from, to: $0.to, tier: $0.tier) })
        let isIn = ids.indices.map { trust.tier(of: $0) >= max(1, tier) }
        let roots = trust.rootMembers(tier: max(1, tier))
        let witness = TrustWitness(graph, anchors: roots, tier: max(1, tier), isIn: isIn)
        self.standing = standing
        isRoot = roots.contains(member)
        chains = tier > 0 ? witness.independentChains(to: [member])[0] : 0
        shortest = tier > 0 && !isRoot ? witness.shortestChain(to: member).map { ids[$0] } : []
        picture =
            tier > 0 && !isRoot
            ? witness.vouchers(of: member).map { (witness.shortestChain(to: $0) + [member]).map { ids[$0] } }
                .sorted { ($0.count, $0[0]) < ($1.count, $1[0]) }.prefix(5).map { $0 } : []
        let health = chains == 1 ? TrustHealth.dependence(graph, roots, isIn) : [:]
        dependsOn = health[member].map { ids[$0] }
        self.conduct = conduct
        isByConduct = tier == 1 && standing == .trusted && conduct.end > now
        next = StandingStory.next(trust, member, isByConduct ? 2 : tier)
    }

    private static func next(_ trust: TrustNetwork, _ member: Int, _ tier: Int) -> (Standing, Missing)? {
        guard tier < 3 else { return nil }
        let next = Standing(tier: tier + 1)
        let kind: Vouch.Kind = [.identity, .integrity, .stewardship][tier]
        return (next, trust.isWaiting(member, tier: tier + 1) ? .room : .voucher(kind, kind.leastStanding))
    }
}
