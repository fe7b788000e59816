/// Where a network's trust hangs by one thread.
public struct TrustHealth: Sendable {
    /// A group of people who vouch among themselves, and the anchors in it.
    public struct Community: Sendable, Equatable {
        public let members: [Int]
        public let anchors: [Int]
        /// How many of them have a tier.
        public let accepted: Int
    }

    /// Groups of at least ten, the largest first.
    public let communities: [Community]
    /// Those who would lose their tier without one other person: whom they depend on, the one nearest to the anchors.
    public let dependsOn: [Int: Int]

    public static let leastCommunity = 10

    /// - Parameters:
    ///   - graph: the vouches.
    ///   - anchors: where trust begins.
    ///   - isIn: who has a tier.
    /// - Complexity: O(n + m) for each round of the search for communities, about ten.
    public init(_ graph: VouchGraph, anchors: Set<Int>, isIn: [Bool]) {
        let groups = Communities.find(
            count: graph.memberCount, ties: graph.vouches.map { Communities.Tie($0.from, $0.to) })
        var members: [Int: [Int]] = [:]
        for (member, group) in groups.enumerated() { members[group, default: []].append(member) }
        communities = members.sorted { $0.key < $1.key }.map(\.value).filter { $0.count >= TrustHealth.leastCommunity }
            .map { members in
                Community(
                    members: members, anchors: members.filter(anchors.contains),
                    accepted: members.reduce(0) { $0 + (isIn[$1] ? 1 : 0) })
            }
        dependsOn = TrustHealth.dependence(graph, anchors, isIn)
    }

    /// For everybody who is in and has no two ways that share nobody: the person nearest to the anchors through whom all run.
    public static func dependence(_ graph: VouchGraph, _ anchors: Set<Int>, _ isIn: [Bool]) -> [Int: Int] {
        let before = Dominators.immediate(count: graph.memberCount, roots: anchors.sorted()) { member in
            guard isIn[member] else { return [] }
            return graph.vouches[Int(graph.outStart[member])..<Int(graph.outStart[member + 1])].map(\.to).filter {
                isIn[$0]
            }
        }
        var dependsOn: [Int: Int] = [:]
        for member in before.indices where isIn[member] && before[member] >= 0 {
            var top = before[member]
            while before[top] >= 0 { top = before[top] }
            dependsOn[member] = top
        }
        return dependsOn
    }
}
