internal import Engine

extension ConversationVoices {
    /// So many outside the body are looked at, in a second at most: in larger networks that hang on few vouches nothing is told apart.
    static let mostApart = 1_000

    /// Who stands apart, of those outside the body: two chains that share no vouch lead to them, and behind no ``few`` vouches is
    /// another of them. So many accounts as one likes, behind so few vouches, have one voice, and a member with two or three
    /// vouches, who is alone behind them, has theirs.
    ///
    /// Two are behind few vouches together where chains to either of them, that share no vouch, are no more than few (Menger). When
    /// as many as there are have been laid to one of them, the rest must lead to the other.
    /// - Parameter order: who is asked after; of those behind the same few vouches the first stands apart.
    func apart(_ order: [Int]) -> Set<Int> {
        let none = [Bool](repeating: false, count: vouches.count)
        let outside = order.filter { !body.contains($0) }
        guard outside.count <= ConversationVoices.mostApart else { return [] }
        var isFree = reached(by: 2, beside: none), found: Set<Int> = []
        for member in outside where isFree[member] {
            var used = none, chains = 0, dead: Set<Int> = []
            while chains < ConversationVoices.few, augment(to: member, &used, &dead) { chains += 1 }
            found.insert(member)
            let others = reached(by: ConversationVoices.few + 1 - chains, beside: used)
            for other in outside where !others[other] { isFree[other] = false }
        }
        return found
    }

    /// To whom one more chain, or two that share no vouch, lead from the body beside those that are laid.
    private func reached(by chains: Int, beside used: [Bool]) -> [Bool] {
        let count = into.count
        // A vouch is a node of its own, so that it can be what every way leads through.
        func following(_ node: Int) -> [Int] {
            guard node < count else {
                return [used[node - count] ? vouches[node - count].from : vouches[node - count].to]
            }
            return outOf[node].filter { !used[$0] }.map { $0 + count }
                + into[node].filter { used[$0] }.map { $0 + count }
        }
        let nodes = count + vouches.count, roots = body.sorted()
        let reach = GraphWalk(from: roots, count: nodes, following)
        guard chains > 1 else { return reach.isReached }
        var isReached = reach.isReached
        let before = Dominators.immediate(count: nodes, roots: roots, successors: following)
        // Nobody is reached twice whom, or in front of whom, every way leads through one vouch. Whoever is on every way is known before.
        for node in reach.order where node < count && before[node] >= 0 {
            let last = before[node]
            isReached[node] = last < count && isReached[last]
        }
        return isReached
    }
}
