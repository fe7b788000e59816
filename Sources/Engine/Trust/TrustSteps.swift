extension TrustFlow {
    /// A move from one state to another: entrances are even (2 · member), exits odd.
    struct Step {
        let source: Int32
        let target: Int32
        /// The vouch that it uses; none within a member.
        let pipe: Int32
        let room: Int32
    }

    /// At this entrance somebody waits who has no unit yet.
    func isOpen(_ state: Int32) -> Bool {
        state & 1 == 0 && places[Int(state >> 1)].isWanting && !places[Int(state >> 1)].isAccepted
    }

    /// The step with this number from a state; nothing past the last.
    @inline(__always)
    func step(_ number: Int32, from state: Int32) -> Step? {
        let member = Int(state >> 1)
        if number == 0 {
            let place = places[member]
            return state & 1 == 0
                ? Step(source: state, target: state + 1, pipe: -1, room: place.passLimit - place.passed)
                : Step(source: state, target: state - 1, pipe: -1, room: place.passed)
        }
        if state & 1 == 0 {
            guard let index = incoming(Int(number) - 1, of: member) else { return nil }
            let pipe = pipes[Int(index)]
            return Step(source: state, target: 2 * pipe.from + 1, pipe: index, room: pipe.flow)
        }
        guard let index = outgoing(Int(number) - 1, of: member) else { return nil }
        let pipe = pipes[Int(index)]
        return Step(source: state, target: 2 * pipe.to, pipe: index, room: pipe.limit - pipe.flow)
    }

    /// Moves one unit along a step.
    mutating func take(_ step: Step) {
        let isExit = step.source & 1 == 1
        if step.pipe < 0 {
            places[Int(step.source >> 1)].passed += isExit ? -1 : 1
        } else {
            pipes[Int(step.pipe)].flow += isExit ? 1 : -1
        }
    }

    /// The vouch of one member for another, also one that was taken back.
    ///
    /// - Complexity: O(log d + l) for d vouches that were there from the start and l that came later.
    func number(from voucher: Int, to member: Int) -> Int? {
        var range = outRange(voucher)
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            let end = Int(pipes[middle].to)
            if end == member { return middle }
            range = end < member ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        return laterOut[Int32(voucher)]?.first { Int(pipes[Int($0)].to) == member }.map(Int.init)
    }

    /// Where the vouches for, and of, a member stand; those who came later have none there.
    @inline(__always)
    func inRange(_ member: Int) -> Range<Int> {
        member + 1 < inStart.count ? Int(inStart[member])..<Int(inStart[member + 1]) : 0..<0
    }

    @inline(__always)
    func outRange(_ member: Int) -> Range<Int> {
        member + 1 < outStart.count ? Int(outStart[member])..<Int(outStart[member + 1]) : 0..<0
    }

    @inline(__always)
    func incoming(_ number: Int, of member: Int) -> Int32? {
        let range = inRange(member)
        if number < range.count { return inPipes[range.lowerBound + number] }
        guard let later = laterIn[Int32(member)], number - range.count < later.count else { return nil }
        return later[number - range.count]
    }

    @inline(__always)
    func outgoing(_ number: Int, of member: Int) -> Int32? {
        let range = outRange(member)
        if number < range.count { return Int32(range.lowerBound + number) }
        guard let later = laterOut[Int32(member)], number - range.count < later.count else { return nil }
        return later[number - range.count]
    }
}
