import Testing

@testable import Engine

/// The library behind the shim against a flow found in the plainest way.
@Suite struct MinCostFlowTests {
    @Test func aFlowByHand() throws {
        var problem = FlowProblem()
        let source = problem.addNode(supply: 4), cheap = problem.addNode(), dear = problem.addNode()
        let sink = problem.addNode(supply: -4)
        problem.addArc(from: source, to: cheap, capacity: 3, cost: 1)
        problem.addArc(from: source, to: dear, capacity: 3, cost: 5)
        problem.addArc(from: cheap, to: sink, capacity: 3, cost: 1)
        problem.addArc(from: dear, to: sink, capacity: 3, cost: 1)
        let flow = try problem.leastCostFlow()
        #expect(flow == [3, 1, 3, 1] && problem.cost(of: flow) == 12)
        #expect(problem.dimacs.hasPrefix("p min 4 4\nn 1 4\nn 4 -4\na 1 2 0 3 1\n"))
    }

    @Test func whatCannotBeSaysSo() throws {
        var problem = FlowProblem()
        let source = problem.addNode(supply: 2), sink = problem.addNode(supply: -2)
        #expect(throws: FlowProblem.Fault.infeasible) { try problem.leastCostFlow() }
        problem.addArc(from: source, to: sink, capacity: 1, cost: 1)
        #expect(throws: FlowProblem.Fault.infeasible) { try problem.leastCostFlow() }
        problem.addArc(from: source, to: sink, capacity: 1, cost: 9)
        #expect(try problem.leastCostFlow() == [1, 1])
        #expect(try FlowProblem().leastCostFlow() == [])
    }

    @Test(arguments: UInt64(1)...40)
    func theLeastPriceIsTheLeast(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed), problem = FlowProblem()
        let left = Int.random(in: 1...6, using: &random), right = Int.random(in: 1...7, using: &random)
        let lines = (0..<left).map { _ in problem.addNode(supply: Int64.random(in: 1...5, using: &random)) }
        let supplies = (0..<right).map { _ in problem.addNode() }
        let sink = problem.addNode(supply: -problem.supply.reduce(0, +))
        for line in lines {
            problem.addArc(from: line, to: sink, capacity: 9, cost: 200)
            for supply in supplies where Bool.random(using: &random) {
                problem.addArc(
                    from: line, to: supply, capacity: Int64.random(in: 1...4, using: &random),
                    cost: Int64.random(in: 0...99, using: &random))
            }
        }
        for supply in supplies {
            problem.addArc(from: supply, to: sink, capacity: Int64.random(in: 0...5, using: &random), cost: 0)
        }
        let flow = try problem.leastCostFlow()
        for node in problem.supply.indices {
            let out = flow.indices.reduce(0) { $0 + (problem.tail[$1] == node ? flow[$1] : 0) }
            let back = flow.indices.reduce(0) { $0 + (problem.head[$1] == node ? flow[$1] : 0) }
            #expect(out - back == problem.supply[node], "seed \(seed)")
        }
        #expect(zip(flow, problem.capacity).allSatisfy { $0 >= 0 && $0 <= $1 })
        #expect(problem.cost(of: flow) == Int128(MinCostFlowTests.plain(problem)), "seed \(seed)")
    }

    /// Unit by unit along the shortest path of what is left (Bellman-Ford).
    private static func plain(_ problem: FlowProblem) -> Int64 {
        var left = problem.supply, room = problem.capacity + [Int64](repeating: 0, count: problem.arcCount),
            price: Int64 = 0
        while let start = left.firstIndex(where: { $0 > 0 }) {
            var best = [Int64](repeating: .max, count: left.count), by = [Int](repeating: -1, count: left.count)
            best[start] = 0
            for _ in left {
                for arc in room.indices where room[arc] > 0 {
                    let (from, to, cost) = ends(arc, problem)
                    if best[from] != .max, best[from] + cost < best[to] {
                        (best[to], by[to]) = (best[from] + cost, arc)
                    }
                }
            }
            guard let end = left.indices.filter({ left[$0] < 0 && best[$0] != .max }).min(by: { best[$0] < best[$1] })
            else { break }
            price += best[end]
            left[start] -= 1
            left[end] += 1
            var node = end
            while node != start {
                room[by[node]] -= 1
                room[(by[node] + problem.arcCount) % (2 * problem.arcCount)] += 1
                node = ends(by[node], problem).from
            }
        }
        return price
    }

    private static func ends(_ arc: Int, _ problem: FlowProblem) -> (from: Int, to: Int, cost: Int64) {
        let forward = arc % problem.arcCount, tail = Int(problem.tail[forward]), head = Int(problem.head[forward])
        return arc < problem.arcCount ? (tail, head, problem.cost[forward]) : (head, tail, -problem.cost[forward])
    }
}
