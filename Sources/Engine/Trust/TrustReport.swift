/// What the vouches of a table say about everybody in it.
public struct TrustReport: Sendable {
    public struct Accepted: Sendable {
        public let member: String
        /// 1 vouched, 2 trusted, 3 steward.
        public let tier: Int
        /// Chains from anchors that share nobody, at most nine are counted.
        public let chains: Int
        /// The shortest chain, from an anchor to the member.
        public let shortest: [String]
    }

    public struct Community: Sendable {
        public let members: [String]
        public let anchors: [String]
        public let accepted: Int
    }

    public let anchors: [String]
    public let accepted: [Accepted]
    public let rejected: Int
    public let communities: [Community]
    /// Who would be out without one other person, by that person.
    public let dependents: [String: [String]]

    /// - Complexity: that of ``TrustNetwork/derived(memberCount:vouches:roots:seats:now:)``, and for each accepted member a
    ///   search through their surroundings.
    public init(_ table: TrustTable) {
        let names = table.names
        let trust = TrustNetwork.derived(
            memberCount: names.count, vouches: table.vouches, roots: TrustRoots(anchors: Set(table.anchors)))
        let graph = VouchGraph(memberCount: names.count, vouches: table.vouches)
        let tiers = names.indices.map { trust.tier(of: $0) }
        let isIn = tiers.map { $0 > 0 }
        let witness = TrustWitness(graph, anchors: Set(table.anchors), tier: 1, isIn: isIn)
        anchors = table.anchors.map { names[$0] }
        let members = names.indices.filter { isIn[$0] }
        accepted = zip(members, witness.independentChains(to: members)).map { member, chains in
            Accepted(
                member: names[member], tier: tiers[member], chains: chains,
                shortest: witness.shortestChain(to: member).map { names[$0] })
        }
        rejected = names.count - accepted.count
        let health = TrustHealth(graph, anchors: Set(table.anchors), isIn: isIn)
        communities = health.communities.map { community in
            Community(
                members: community.members.map { names[$0] }, anchors: community.anchors.map { names[$0] },
                accepted: community.accepted)
        }
        dependents = Dictionary(grouping: health.dependsOn.sorted { $0.key < $1.key }, by: { names[$0.value] })
            .mapValues { $0.map { names[$0.key] } }
    }
}
