extension TrustNetwork {
    /// Somebody new, whom nobody answers for yet; their number.
    public mutating func addMember() -> Int {
        for level in levels.indices {
            levels[level].flow.appendMember()
            levels[level].seats.append(nil)
            levels[level].order.distance.append(.max)
            levels[level].order.seniority.append(.max)
        }
        levels[0].flow.want(memberCount - 1)
        return memberCount - 1
    }

    /// One member answers for another; what they said before is replaced where this counts for more.
    ///
    /// - Parameter now: a number that grows, by which it is known who is longest in.
    /// - Returns: whose tier has changed. Nobody's falls.
    public mutating func add(_ vouch: VouchGraph.Vouch, now: Int64) -> [Change] {
        guard vouch.from != vouch.to, vouch.tier > 0 else { return [] }
        begin()
        let number = number(of: vouch)
        for level in 0..<tiers[number] {
            // To whom something led already, nothing new leads: all that could come in is in.
            let wasReachable = levels[level].flow.isReachable(Int32(2 * vouch.to), levels[level].order)
            open(number, level)
            if !wasReachable { admitWaiting(behind: [Int32(2 * vouch.to)], level, now) }
        }
        return changes()
    }

    /// A vouch is taken back, or its time is over.
    ///
    /// - Returns: whose tier has changed: of those who came in by it, whoever has no other way.
    public mutating func remove(from: Int, to: Int, now: Int64) -> [Change] {
        guard let number = levels[0].flow.number(from: from, to: to), tiers[number] > 0 else { return [] }
        begin()
        tiers[number] = 0
        for level in levels.indices.reversed() { shut(number, level, now) }
        return changes()
    }

    /// Takes the place of whoever has none left after the roots have changed, and lets in whom there is room for.
    ///
    /// - Complexity: O(n + m) for everybody who falls.
    public mutating func settle(now: Int64) -> [Change] {
        begin()
        for level in levels.indices {
            for member in 0..<memberCount {
                let place = levels[level].flow.places[member]
                if levels[level].seats[member] != nil, !place.isAccepted { drop(member, level, now) }
            }
            for root in levels[level].flow.roots.sorted() {
                for number in pipes(of: Int(root)) { open(number, level) }
            }
            admitWaiting(behind: levels[level].flow.roots.sorted().map { 2 * $0 + 1 }, level, now)
        }
        return changes()
    }

    private mutating func begin() {
        touched = [:]
        settledSeats = []
        settledPipes = []
    }

    private mutating func changes() -> [Change] {
        touched.sorted { $0.key < $1.key }.compactMap { member, before in
            let after = tier(of: member)
            return after == before ? nil : Change(member: member, before: before, after: after)
        }
    }

    private mutating func number(of vouch: VouchGraph.Vouch) -> Int {
        if let known = levels[0].flow.number(from: vouch.from, to: vouch.to) {
            tiers[known] = max(tiers[known], vouch.tier)
            return known
        }
        var number = 0
        for level in levels.indices { number = levels[level].flow.appendPipe(from: vouch.from, to: vouch.to) }
        tiers.append(vouch.tier)
        return number
    }

    /// Who can be in a tier at all: whoever is in the one below.
    func isInside(_ member: Int, _ level: Int) -> Bool {
        level == 0 || levels[level - 1].flow.places[member].isAccepted
    }

    /// Lets a vouch carry what it can, if both ends are where it counts.
    private mutating func open(_ number: Int, _ level: Int) {
        let pipe = levels[level].flow.pipes[number]
        guard tiers[number] > level, pipe.limit == 0, isInside(Int(pipe.to), level),
            let seat = levels[level].seats[Int(pipe.from)]
        else { return }
        let count = pipes(of: Int(pipe.from)).reduce(0) { $0 + (tiers[$1] > level ? 1 : 0) }
        levels[level].flow.pipes[number].limit = TrustCapacity.ofVouch(capacity: seat.capacity, vouches: count)
        settledPipes.insert(number)
        if levels[level].flow.isOpen(2 * pipe.to) { levels[level].waiting.insert(Int(pipe.to)) }
    }

    private func pipes(of member: Int) -> [Int] { listed { levels[0].flow.outgoing($0, of: member) } }
    private func pipes(into member: Int) -> [Int] { listed { levels[0].flow.incoming($0, of: member) } }

    private func listed(_ entry: (Int) -> Int32?) -> [Int] {
        var list: [Int] = []
        while let next = entry(list.count) { list.append(Int(next)) }
        return list
    }

    // MARK: Coming in

    /// Lets in everybody to whom a way leads now. Nobody else can have become reachable than those behind `states`.
    private mutating func admitWaiting(behind states: [Int32], _ level: Int, _ now: Int64) {
        var states = states
        while !levels[level].waiting.isEmpty {
            states = states.filter { levels[level].flow.isReachable($0, levels[level].order) }
            guard let waiting = levels[level].flow.firstWaiting(behind: states, of: levels[level].waiting),
                let member = levels[level].flow.admit(waiting, levels[level].order)
            else { return }
            take(member, level, now)
            states.append(Int32(2 * member + 1))
        }
    }

    /// Somebody has come into a tier.
    private mutating func take(_ member: Int, _ level: Int, _ now: Int64) {
        if touched[member] == nil { touched[member] = level }
        levels[level].waiting.remove(member)
        let nearest = self.nearest(to: member, level)
        let seat = Seat(distance: nearest + 1, capacity: levels[level].table.at(nearest + 1), since: now)
        levels[level].seats[member] = seat
        settledSeats.insert([member, level])
        levels[level].order.distance[member] = seat.distance
        levels[level].order.seniority[member] = now
        levels[level].flow.places[member].passLimit = seat.capacity - 1
        for number in pipes(of: member) { open(number, level) }
        guard level + 1 < levels.count else { return }
        levels[level + 1].flow.want(member)
        for number in pipes(into: member) { open(number, level + 1) }
        admitWaiting(behind: [Int32(2 * member)], level + 1, now)
    }

    /// How far from the anchors those are who can bring somebody in.
    private func nearest(to member: Int, _ level: Int) -> Int32 {
        pipes(into: member).reduce(Int32.max - 1) { nearest, number in
            let pipe = levels[level].flow.pipes[number]
            return pipe.limit > 0 ? min(nearest, levels[level].order.distance[Int(pipe.from)]) : nearest
        }
    }

    // MARK: Going out

    private mutating func shut(_ number: Int, _ level: Int, _ now: Int64) {
        settledPipes.insert(number)
        let closed = levels[level].flow.close(number, levels[level].order)
        guard !closed.dismissed.isEmpty else { return }
        for member in closed.dismissed { drop(member, level, now) }
        // What was carried to those who fell is room for somebody else.
        admitWaiting(behind: closed.freed.sorted().map { Int32(2 * $0 + 1) }, level, now)
    }

    /// Somebody has lost their place in a tier, and with it what they can carry there and all tiers above.
    private mutating func drop(_ member: Int, _ level: Int, _ now: Int64) {
        if touched[member] == nil { touched[member] = max(level + 1, tier(of: member)) }
        levels[level].seats[member] = nil
        settledSeats.insert([member, level])
        levels[level].order.seniority[member] = .max
        levels[level].order.distance[member] = .max
        levels[level].flow.places[member].passLimit = 0
        for number in pipes(of: member) {
            levels[level].flow.pipes[number].limit = 0
            settledPipes.insert(number)
        }
        if levels[level].flow.places[member].isWanting { levels[level].waiting.insert(member) }
        guard level + 1 < levels.count else { return }
        levels[level + 1].flow.places[member].isWanting = false
        levels[level + 1].waiting.remove(member)
        for number in pipes(of: member) + pipes(into: member) { shut(number, level + 1, now) }
    }
}
