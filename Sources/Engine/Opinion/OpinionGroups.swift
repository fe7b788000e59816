/// Who is in which group.
struct OpinionGroups: Sendable {
    private(set) var groupOf: [Int?]
    private(set) var count: Int
    private(set) var silhouettes: [Int: Double] = [:]

    /// Groups given from outside.
    init(given: [Int?]) {
        groupOf = given
        count = (given.compactMap { $0 }.max() ?? -1) + 1
    }

    /// Groups found: at most a hundred small clusters of people, those in two to five groups, the clearest number of them.
    init(_ votes: OpinionVotes, at places: [SIMD2<Double>], statements: Int) {
        let people = OpinionGroups.clustered(votes, statements: statements)
        self.init(people.map { places[$0] })
        let labels = groupOf
        groupOf = [Int?](repeating: nil, count: places.count)
        for (person, label) in zip(people, labels) { groupOf[person] = label }
    }

    /// Groups of people by where they stand, all of them.
    init(_ points: [SIMD2<Double>]) {
        let base = OpinionClusters(points, most: 100, steps: 100)
        var sizes = [Double](repeating: 0, count: base.centres.count)
        for label in base.labels { sizes[label] += 1 }
        groupOf = base.labels.map { _ in 0 }
        count = points.isEmpty ? 0 : 1
        guard base.centres.count > 1 else { return }
        var clearest = -Double.infinity
        for number in 2...min(5, 2 + base.centres.count / 12) {
            let groups = OpinionClusters(base.centres, weights: sizes, most: number, steps: 20)
            guard let silhouette = groups.silhouette(base.centres) else { continue }
            silhouettes[number] = silhouette
            guard silhouette >= clearest else { continue }
            clearest = silhouette
            groupOf = base.labels.map { groups.labels[$0] }
            count = groups.centres.count
        }
    }

    /// Who answered enough: seven statements, or all; where those are fewer than fifteen, who answered most besides.
    static func clustered(_ votes: OpinionVotes, statements: Int) -> [Int] {
        let people = (0..<votes.participantCount).filter { votes.count(of: $0) > 0 }
        let enough = people.filter { votes.count(of: $0) >= min(7, statements) }
        guard enough.count < 15 else { return enough }
        let most = people.sorted { (votes.count(of: $1), $0) < (votes.count(of: $0), $1) }
        return most.prefix(15).sorted()
    }

    /// The people of each group, in their order.
    var members: [[Int]] {
        var members = [[Int]](repeating: [], count: count)
        for (person, group) in groupOf.enumerated() {
            if let group { members[group].append(person) }
        }
        return members
    }
}
