/// Who stands on every way from the roots to a node: take them out, and it is cut off.
public enum Dominators {
    /// For each node the last one before it that is on every way to it from the roots; -1 for roots, for nodes with ways that
    /// share nobody, and for those that no way reaches.
    ///
    /// Iteration over the reversed postorder (Cooper, Harvey, Kennedy 2001).
    /// - Parameters:
    ///   - count: nodes are `0..<count`.
    ///   - roots: where ways begin.
    ///   - successors: the nodes that follow a node.
    /// - Complexity: O(n + m) for each pass, in practice three or four of them.
    public static func immediate(count: Int, roots: [Int], successors: (Int) -> [Int]) -> [Int] {
        let all = count
        let order = postorder(count: count, roots: roots, successors: successors)
        var number = [Int](repeating: -1, count: count + 1)
        for (index, node) in order.enumerated() { number[node] = index }
        number[all] = order.count
        var predecessors = [[Int]](repeating: [], count: count)
        for node in order { for next in successors(node) { predecessors[next].append(node) } }
        for root in roots { predecessors[root].append(all) }
        var dominator = [Int](repeating: -1, count: count + 1)
        dominator[all] = all
        func common(_ left: Int, _ right: Int) -> Int {
            var left = left, right = right
            while left != right {
                while number[left] < number[right] { left = dominator[left] }
                while number[right] < number[left] { right = dominator[right] }
            }
            return left
        }
        var isChanged = true
        while isChanged {
            isChanged = false
            for node in order.reversed() {
                var best = -1
                for before in predecessors[node] where dominator[before] >= 0 {
                    best = best < 0 ? before : common(best, before)
                }
                if best != dominator[node] {
                    dominator[node] = best
                    isChanged = true
                }
            }
        }
        return (0..<count).map { dominator[$0] == all ? -1 : dominator[$0] }
    }

    private static func postorder(count: Int, roots: [Int], successors: (Int) -> [Int]) -> [Int] {
        var isSeen = [Bool](repeating: false, count: count)
        var order: [Int] = []
        for root in roots where !isSeen[root] {
            isSeen[root] = true
            var stack: [(node: Int, next: [Int], at: Int)] = [(root, successors(root), 0)]
            while let top = stack.last {
                guard top.at < top.next.count else {
                    order.append(top.node)
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].at += 1
                let next = top.next[top.at]
                guard !isSeen[next] else { continue }
                isSeen[next] = true
                stack.append((next, successors(next), 0))
            }
        }
        return order
    }
}
