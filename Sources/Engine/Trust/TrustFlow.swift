/// A flow from the anchors through vouches: who gets a unit of it is accepted.
///
/// Each member is an entrance and an exit: what comes in is kept for oneself (one unit) or passed on, up to a limit. Integral
/// maximal flow by shortest augmenting paths (Dinic 1970). An augmenting path never takes a unit from somebody who has one, so
/// a flow that grows evicts nobody.
struct TrustFlow: Sendable {
    /// A vouch as the flow sees it.
    struct Pipe: Sendable {
        let from: Int32
        let to: Int32
        /// How much it carries at most; 0 for one that was taken back or does not count here.
        var limit: Int32
        var flow: Int32
    }

    /// A member as the flow sees it.
    struct Place: Sendable {
        /// How much it passes on at most, and passes on now.
        var passLimit: Int32
        var passed: Int32
        /// May keep a unit, and does.
        var isWanting: Bool
        var isAccepted: Bool
    }

    var pipes: [Pipe]
    var places: [Place]
    /// Where it begins.
    let roots: Set<Int32>

    let outStart: [Int32]
    let inStart: [Int32]
    let inPipes: [Int32]
    /// Vouches that came after the flow was laid.
    var laterOut: [Int32: [Int32]] = [:]
    var laterIn: [Int32: [Int32]] = [:]

    /// - Parameters:
    ///   - graph: the vouches.
    ///   - roots: where the flow begins.
    ///   - capacity: how many a member may bring in, themselves counted; 0 for who is outside.
    ///   - limit: how much each vouch of the graph carries; 0 for one that doesn't count here.
    ///   - isWanting: who may keep a unit.
    init(_ graph: VouchGraph, roots: TrustRoots, capacity: [Int32], limit: [Int32], isWanting: [Bool]) {
        pipes = []
        // Room for those to come: moving a million of them takes longer than any single change should.
        pipes.reserveCapacity(graph.vouches.count + graph.vouches.count / 8 + 64)
        for (vouch, limit) in zip(graph.vouches, limit) {
            pipes.append(Pipe(from: Int32(vouch.from), to: Int32(vouch.to), limit: limit, flow: 0))
        }
        places = zip(capacity, isWanting).map { capacity, isWanting in
            Place(passLimit: max(0, capacity - 1), passed: 0, isWanting: isWanting, isAccepted: false)
        }
        self.roots = Set(roots.all.map(Int32.init))
        outStart = graph.outStart
        inStart = graph.inStart
        inPipes = graph.inVouches
    }

    var acceptedCount: Int { places.reduce(0) { $0 + ($1.isAccepted ? 1 : 0) } }
    var accepted: [Bool] { places.map(\.isAccepted) }

    // MARK: Growing it

    /// Lets more through: limits may only grow.
    mutating func raise(capacity: [Int32], limit: [Int32]) {
        for member in places.indices { places[member].passLimit = max(places[member].passLimit, capacity[member] - 1) }
        for vouch in limit.indices { pipes[vouch].limit = max(pipes[vouch].limit, limit[vouch]) }
    }

    /// These neither keep nor pass on anything for now.
    mutating func hold(_ members: [Int]) {
        for member in members {
            places[member].isWanting = false
            places[member].passLimit = 0
        }
    }

    mutating func restore(_ members: [Int], _ capacity: [Int32]) {
        for member in members {
            places[member].isWanting = true
            places[member].passLimit = max(0, capacity[member] - 1)
        }
    }

    /// Whoever did not come in carries nothing from now on: what they can carry is settled when they do.
    mutating func forgetOutsiders() {
        for member in places.indices where !places[member].isAccepted { places[member].passLimit = 0 }
        for pipe in pipes.indices where !places[Int(pipes[pipe].from)].isAccepted { pipes[pipe].limit = 0 }
    }

    /// Whom somebody who is in answers for, and who is not in.
    var waiting: Set<Int> {
        Set(pipes.lazy.filter { $0.limit > 0 && self.isOpen(2 * $0.to) }.map { Int($0.to) })
    }

    /// Somebody may keep a unit from now on.
    mutating func want(_ member: Int) {
        places[member].isWanting = true
    }

    /// Pushes as much as goes through.
    ///
    /// - Parameter roughly: stops when paths of one more length bring in less than one more for so many; 0 to go on to the end.
    /// - Complexity: O(p · (n + m)) for p distinct lengths of augmenting paths, in practice one or two dozen.
    mutating func fill(roughly: Int = 0) {
        var search = Search(states: 2 * places.count)
        var count = roughly > 0 ? acceptedCount : 0
        // In their order, so that the same vouches give the same flow.
        let roots = roots.sorted()
        while level(&search, roots) {
            search.startOver()
            var gain = 0
            for root in roots {
                while push(from: 2 * root, &search) { gain += 1 }
            }
            count += gain
            if gain * roughly > 0, gain * roughly < count { break }
        }
    }

    /// What one look through the flow remembers.
    private struct Search {
        var levels: [Int32]
        /// The step that each state tries next; those before lead nowhere.
        var tried: [Int32]
        var queue: [Int32] = []
        var path: [Step] = []
        /// Whether a vouch leads on from a state; most of those who are in already lead nowhere by theirs.
        var leads: [Bool]

        init(states: Int) {
            levels = [Int32](repeating: -1, count: states)
            leads = [Bool](repeating: false, count: states)
            tried = [Int32](repeating: 0, count: states)
            queue.reserveCapacity(states)
        }

        /// Only what was reached is touched.
        mutating func startOver() {
            for state in queue { tried[Int(state)] = 0 }
        }

        mutating func forget() {
            for state in queue {
                levels[Int(state)] = -1
                leads[Int(state)] = false
            }
            queue.removeAll(keepingCapacity: true)
        }

        /// Whether a step to `state` goes on to `level`, the first to come there or not.
        @inline(__always)
        mutating func reach(_ state: Int32, _ level: Int32) -> Bool {
            let known = levels[Int(state)]
            guard known < 0 else { return known == level }
            levels[Int(state)] = level
            queue.append(state)
            return true
        }
    }

    /// Distances from the anchors in what is left, as far as the nearest who could still be accepted; false when nobody can.
    private func level(_ search: inout Search, _ roots: [Int32]) -> Bool {
        search.forget()
        for root in roots { _ = search.reach(2 * root, 0) }
        var head = 0, end = Int32.max
        while head < search.queue.count {
            let state = search.queue[head], member = Int(state >> 1)
            head += 1
            let next = search.levels[Int(state)] + 1
            guard next <= end else { break }
            let place = places[member]
            var isLeading = false
            if state & 1 == 0 {
                if place.isWanting, !place.isAccepted { end = next }
                if place.passLimit > place.passed { _ = search.reach(state + 1, next) }
                // What came in by a vouch can come in another way.
                for index in place.isAccepted ? inRange(member) : 0..<0 {
                    let pipe = pipes[Int(inPipes[index])]
                    if pipe.flow > 0, search.reach(2 * pipe.from + 1, next) { isLeading = true }
                }
            } else {
                if place.passed > 0 { _ = search.reach(state - 1, next) }
                for index in outRange(member) {
                    let pipe = pipes[index]
                    if pipe.limit > pipe.flow, search.reach(2 * pipe.to, next) { isLeading = true }
                }
            }
            if !laterOut.isEmpty { isLeading = reachLater(from: state, next, &search) || isLeading }
            search.leads[Int(state)] = isLeading
        }
        return end < .max
    }

    private func reachLater(from state: Int32, _ next: Int32, _ search: inout Search) -> Bool {
        var isLeading = false
        for index in (state & 1 == 0 ? laterIn[state >> 1] : laterOut[state >> 1]) ?? [] {
            let pipe = pipes[Int(index)]
            let hasRoom = state & 1 == 0 ? pipe.flow > 0 : pipe.limit > pipe.flow
            let target = state & 1 == 0 ? 2 * pipe.from + 1 : 2 * pipe.to
            if hasRoom, search.reach(target, next) { isLeading = true }
        }
        return isLeading
    }

    /// One unit along a shortest path, by depth first search that never tries a step twice.
    private mutating func push(from start: Int32, _ search: inout Search) -> Bool {
        search.path.removeAll(keepingCapacity: true)
        var state = start
        while true {
            if isOpen(state) {
                places[Int(state >> 1)].isAccepted = true
                for step in search.path { take(step) }
                return true
            }
            if let step = nextStep(from: state, &search) {
                search.path.append(step)
                state = step.target
            } else {
                // A dead end: nothing gets through here any more.
                guard let last = search.path.popLast() else { return false }
                search.tried[Int(last.source)] += 1
                state = last.source
            }
        }
    }

    private func nextStep(from state: Int32, _ search: inout Search) -> Step? {
        let next = search.levels[Int(state)] + 1, member = Int(state >> 1), isEntrance = state & 1 == 0
        var number = search.tried[Int(state)]
        defer { search.tried[Int(state)] = number }
        if number == 0 {
            if let step = step(0, from: state), step.room > 0, search.levels[Int(step.target)] == next { return step }
            number = 1
        }
        guard search.leads[Int(state)] else { return nil }
        // Most of the time of all goes here: no step is made of a vouch that leads nowhere.
        let range = isEntrance ? inRange(member) : outRange(member)
        while Int(number) <= range.count {
            let place = range.lowerBound + Int(number) - 1
            let index = isEntrance ? inPipes[place] : Int32(place)
            let pipe = pipes[Int(index)]
            let room = isEntrance ? pipe.flow : pipe.limit - pipe.flow
            let target = isEntrance ? 2 * pipe.from + 1 : 2 * pipe.to
            if room > 0, search.levels[Int(target)] == next {
                return Step(source: state, target: target, pipe: index, room: room)
            }
            number += 1
        }
        while let step = step(number, from: state) {
            if step.room > 0, search.levels[Int(step.target)] == next { return step }
            number += 1
        }
        return nil
    }
}
