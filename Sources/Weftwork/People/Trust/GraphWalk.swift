/// What can be reached in a graph of numbered nodes, the nearest first.
struct GraphWalk: Sendable {
    /// Those reached, the beginnings among them; none before one that it was reached by.
    let order: [Int]
    let isReached: [Bool]

    /// - Parameter next: where ways lead from a node.
    /// - Complexity: O(nodes + ways).
    init(from roots: [Int], count: Int, _ next: (Int) -> [Int]) {
        var isReached = [Bool](repeating: false, count: count), queue = roots, head = 0
        for root in roots { isReached[root] = true }
        while head < queue.count {
            for node in next(queue[head]) where !isReached[node] {
                isReached[node] = true
                queue.append(node)
            }
            head += 1
        }
        (self.order, self.isReached) = (queue, isReached)
    }
}
