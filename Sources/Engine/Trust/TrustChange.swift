/// Small changes to a flow that is as full as it can be: each looks only where it makes a difference.
extension TrustFlow {
    /// What decides between people who compete: how far they are from the anchors (only to look in likely places first), and
    /// who is longest in.
    struct Order {
        var distance: [Int32]
        /// Smaller is more senior.
        var seniority: [Int64]
    }

    /// Someone new, whom nobody answers for yet.
    mutating func appendMember() {
        places.append(Place(passLimit: 0, passed: 0, isWanting: false, isAccepted: false))
    }

    /// A vouch behind the others, which carries nothing yet; its number.
    mutating func appendPipe(from voucher: Int, to member: Int) -> Int {
        let index = Int32(pipes.count)
        pipes.append(Pipe(from: Int32(voucher), to: Int32(member), limit: 0, flow: 0))
        laterOut[Int32(voucher), default: []].append(index)
        laterIn[Int32(member), default: []].append(index)
        return Int(index)
    }

    /// Lets in somebody who waits, or whoever waits on the way to them; nothing when no way leads there.
    ///
    /// - Complexity: O(what is looked through); O(n + m) at worst.
    mutating func admit(_ member: Int, _ order: Order) -> Int? {
        guard let path = pathFromRoots(to: Int32(2 * member), order).path else { return nil }
        // Nobody is brought in by somebody who is not in: the first on the way who waits comes first.
        var end = path.first?.source ?? Int32(2 * member)
        for step in path where !isOpen(end) {
            take(step)
            end = step.target
        }
        places[Int(end >> 1)].isAccepted = true
        return Int(end >> 1)
    }

    /// Whether a unit from the anchors could come to an entrance or exit.
    func isReachable(_ state: Int32, _ order: Order) -> Bool {
        pathFromRoots(to: state, order).path != nil
    }

    /// One of `waiting` to whom a way leads from one of `states`. Looked for from both ends in turn, so that it ends with the
    /// smaller of what is behind the ones and what is before the others.
    ///
    /// - Complexity: O(n + m) at worst.
    func firstWaiting(behind states: [Int32], of waiting: Set<Int>) -> Int? {
        guard !states.isEmpty else { return nil }
        var isAhead = [Bool](repeating: false, count: 2 * places.count)
        var owner = [Int32](repeating: -1, count: 2 * places.count)
        var ahead = states, behind = waiting.sorted().map { Int32(2 * $0) }
        for state in behind { owner[Int(state)] = state >> 1 }
        for state in ahead {
            if owner[Int(state)] >= 0 { return Int(owner[Int(state)]) }
            isAhead[Int(state)] = true
        }
        var found: Int32 = -1, aheadHead = 0, behindHead = 0
        while found < 0, aheadHead < ahead.count, behindHead < behind.count {
            forEachStep(from: ahead[aheadHead]) { step in
                guard !isAhead[Int(step.target)] else { return }
                isAhead[Int(step.target)] = true
                ahead.append(step.target)
                if owner[Int(step.target)] >= 0 { found = owner[Int(step.target)] }
            }
            aheadHead += 1
            let here = owner[Int(behind[behindHead])]
            forEachStep(to: behind[behindHead]) { step in
                guard owner[Int(step.source)] < 0 else { return }
                owner[Int(step.source)] = here
                behind.append(step.source)
                if isAhead[Int(step.source)] { found = here }
            }
            behindHead += 1
        }
        return found < 0 ? nil : Int(found)
    }

    /// Takes back a vouch. What flowed through it is led another way where there is one; for each unit for which there is none
    /// the most junior of those who share what is left goes without.
    ///
    /// - Returns: who goes without, and who passes on fewer than they could.
    mutating func close(_ pipe: Int, _ order: Order) -> (dismissed: [Int], freed: Set<Int>) {
        pipes[pipe].limit = 0
        var dismissed: [Int] = [], freed: Set<Int> = []
        while pipes[pipe].flow > 0 {
            pipes[pipe].flow -= 1
            freed.formUnion(release(Int(pipes[pipe].from)))
            if let fallen = supply(2 * pipes[pipe].to, order) { dismissed.append(fallen) }
        }
        return (dismissed, freed)
    }

    /// Somebody passes on one unit less; it is given back as far as the anchor it came from.
    private mutating func release(_ voucher: Int) -> Set<Int> {
        var member = voucher
        var freed: Set<Int> = []
        while true {
            places[member].passed -= 1
            freed.insert(member)
            guard !roots.contains(Int32(member)), let pipe = flowing(into: member) else { return freed }
            pipes[pipe].flow -= 1
            member = Int(pipes[pipe].from)
        }
    }

    private func flowing(into member: Int) -> Int? {
        var number = 0
        while let pipe = incoming(number, of: member) {
            if pipes[Int(pipe)].flow > 0 { return Int(pipe) }
            number += 1
        }
        return nil
    }

    /// Brings the unit that is missing at an entrance; where none comes, who goes without.
    private mutating func supply(_ entrance: Int32, _ order: Order) -> Int? {
        let search = pathFromRoots(to: entrance, order)
        if let path = search.path {
            for step in path { take(step) }
            return nil
        }
        // Not who brings in others, nor who would then: nobody stands between the anchors and others without being in.
        let sharing = search.leads.reached.filter { state in
            state & 1 == 0 && places[Int(state >> 1)].isAccepted && places[Int(state >> 1)].passed == 0
                && (state == entrance || search.leads.pipe[Int(state)] >= 0)
        }
        let junior = sharing.max { order.isBefore($0, $1) }
        let path = junior.map(search.leads.path) ?? pathFromLast(behind: entrance)
        let fallen = Int((path.first?.source ?? entrance) >> 1)
        places[fallen].isAccepted = false
        places[fallen].passLimit = 0
        for step in path { take(step) }
        return fallen
    }

    /// The way back to an entrance from the last of a chain of people who are brought in through it.
    private mutating func pathFromLast(behind entrance: Int32) -> [Step] {
        var chain: [(member: Int, pipe: Int)] = []
        var member = Int(entrance >> 1)
        while places[member].passed > 0, let pipe = flowing(outOf: member) {
            chain.append((member, pipe))
            member = Int(pipes[pipe].to)
            // What flows in a circle brings in nobody.
            if let start = chain.firstIndex(where: { $0.member == member }) {
                for link in chain[start...] {
                    pipes[link.pipe].flow -= 1
                    places[link.member].passed -= 1
                }
                chain.removeSubrange(start...)
            }
        }
        return chain.reversed().flatMap { link in
            [
                Step(
                    source: 2 * pipes[link.pipe].to, target: Int32(2 * link.member + 1), pipe: Int32(link.pipe), room: 1
                ),
                Step(source: Int32(2 * link.member + 1), target: Int32(2 * link.member), pipe: -1, room: 1),
            ]
        }
    }

    private func flowing(outOf member: Int) -> Int? {
        var number = 0
        while let pipe = outgoing(number, of: member) {
            if pipes[Int(pipe)].flow > 0 { return Int(pipe) }
            number += 1
        }
        return nil
    }

    /// States from which an entrance can be reached, each with its step towards it.
    private struct Leads {
        static let none: Int32 = -2
        let end: Int32
        /// The pipe of the step; -1 within a member.
        var pipe: [Int32]
        var target: [Int32]
        var reached: [Int32]

        init(end: Int32, states: Int) {
            self.end = end
            pipe = [Int32](repeating: Leads.none, count: states)
            target = pipe
            reached = [end]
            pipe[Int(end)] = -1
        }

        mutating func add(_ step: Step) -> Bool {
            guard pipe[Int(step.source)] == Leads.none else { return false }
            pipe[Int(step.source)] = step.pipe
            target[Int(step.source)] = step.target
            reached.append(step.source)
            return true
        }

        func path(from start: Int32) -> [Step] {
            var path: [Step] = [], state = start
            while state != end {
                path.append(
                    Step(source: state, target: target[Int(state)], pipe: pipe[Int(state)], room: 1))
                state = target[Int(state)]
            }
            return path
        }
    }

    /// A way from an anchor to an entrance, looked for backwards, likely places first; where there is none, `leads` holds every
    /// state from which the entrance can be reached.
    private func pathFromRoots(to end: Int32, _ order: Order) -> (path: [Step]?, leads: Leads) {
        var leads = Leads(end: end, states: 2 * places.count)
        var waiting: [[Int32]] = [[end]]
        var least = 0
        while least < waiting.count {
            guard let state = waiting[least].popLast() else {
                least += 1
                continue
            }
            if state & 1 == 0, roots.contains(state >> 1) { return (leads.path(from: state), leads) }
            forEachStep(to: state) { step in
                guard leads.add(step) else { return }
                let rank = Int(min(order.distance[Int(step.source >> 1)], 63))
                while waiting.count <= rank { waiting.append([]) }
                waiting[rank].append(step.source)
                least = min(least, rank)
            }
        }
        return (nil, leads)
    }

    /// Every step with room.
    private func forEachStep(from state: Int32, _ body: (Step) -> Void) {
        var number: Int32 = 0
        while let step = step(number, from: state) {
            if step.room > 0 { body(step) }
            number += 1
        }
    }

    /// Every step with room that leads to a state.
    private func forEachStep(to state: Int32, _ body: (Step) -> Void) {
        let member = Int(state >> 1), place = places[member]
        var number = 0
        if state & 1 == 0 {
            if place.passed > 0 { body(Step(source: state + 1, target: state, pipe: -1, room: place.passed)) }
            while let index = incoming(number, of: member) {
                let pipe = pipes[Int(index)]
                if pipe.limit > pipe.flow {
                    body(Step(source: 2 * pipe.from + 1, target: state, pipe: index, room: pipe.limit - pipe.flow))
                }
                number += 1
            }
        } else {
            if place.passLimit > place.passed {
                body(Step(source: state - 1, target: state, pipe: -1, room: place.passLimit - place.passed))
            }
            while let index = outgoing(number, of: member) {
                let pipe = pipes[Int(index)]
                if pipe.flow > 0 { body(Step(source: 2 * pipe.to, target: state, pipe: index, room: pipe.flow)) }
                number += 1
            }
        }
    }
}

extension TrustFlow.Order {
    /// Whether the member of one state is more senior than that of another.
    func isBefore(_ left: Int32, _ right: Int32) -> Bool {
        (seniority[Int(left >> 1)], left) < (seniority[Int(right >> 1)], right)
    }
}
