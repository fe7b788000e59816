internal import CLemon

/// A flow to be found: what every node gives or takes, and arcs with the most they carry and the price of one unit.
public struct FlowProblem: Sendable, Equatable {
    /// What each node gives; negative is what it takes. They sum up to nothing.
    public private(set) var supply: [Int64] = []
    public private(set) var tail: [Int32] = []
    public private(set) var head: [Int32] = []
    public private(set) var capacity: [Int64] = []
    public private(set) var cost: [Int64] = []

    public init() {}

    /// Why there is no flow.
    public enum Fault: Error, Equatable, Sendable {
        /// What is given cannot all be taken to where it is wanted.
        case infeasible
        /// A round trip costs less than nothing and has no limit.
        case unbounded
        case noMemory
    }

    /// The number of arcs.
    public var arcCount: Int { tail.count }

    /// Makes room for so many arcs.
    public mutating func reserve(arcs count: Int) {
        tail.reserveCapacity(count)
        head.reserveCapacity(count)
        capacity.reserveCapacity(count)
        cost.reserveCapacity(count)
    }

    /// A new node; its number.
    public mutating func addNode(supply amount: Int64 = 0) -> Int32 {
        supply.append(amount)
        return Int32(supply.count - 1)
    }

    /// Changes what a node gives.
    public mutating func give(_ amount: Int64, at node: Int32) { supply[Int(node)] += amount }

    /// A new arc; its number.
    @discardableResult
    public mutating func addArc(from: Int32, to: Int32, capacity most: Int64, cost price: Int64) -> Int {
        tail.append(from)
        head.append(to)
        capacity.append(most)
        cost.append(price)
        return tail.count - 1
    }

    /// What flows on each arc for the least price: exact, by network simplex (LEMON's, block search). Equal problems give
    /// equal flows. In practice nearly linear in the arcs; 40 000 of them take some ten milliseconds.
    public func leastCostFlow() throws(Fault) -> [Int64] {
        guard !tail.isEmpty else {
            guard supply.allSatisfy({ $0 == 0 }) else { throw .infeasible }
            return []
        }
        var flow = [Int64](repeating: 0, count: tail.count)
        let answer = flow.withUnsafeMutableBufferPointer { flow in
            clemon_min_cost_flow(
                Int32(supply.count), supply, Int32(tail.count), tail, head, capacity, cost, flow.baseAddress)
        }
        switch Int(answer) {
        case Int(CLEMON_OPTIMAL): return flow
        case Int(CLEMON_INFEASIBLE): throw .infeasible
        case Int(CLEMON_UNBOUNDED): throw .unbounded
        default: throw .noMemory
        }
    }

    /// The price of a flow.
    public func cost(of flow: [Int64]) -> Int128 {
        zip(flow, cost).reduce(0) { $0 + Int128($1.0) * Int128($1.1) }
    }

    /// The problem as DIMACS has it (`p min`), for other solvers.
    public var dimacs: String {
        var out = "p min \(supply.count) \(tail.count)\n"
        for (node, amount) in supply.enumerated() where amount != 0 { out += "n \(node + 1) \(amount)\n" }
        for arc in tail.indices {
            out += "a \(tail[arc] + 1) \(head[arc] + 1) 0 \(capacity[arc]) \(cost[arc])\n"
        }
        return out
    }
}
