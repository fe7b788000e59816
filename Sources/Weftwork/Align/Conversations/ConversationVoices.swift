/// Who speaks in the reading by trust: however many accounts come in by few vouches, hardly any of them. Pure.
///
/// The *body* are those to whom more than ``few`` chains of vouches lead that share no vouch: nobody comes in there by so few
/// deceived vouches, however many accounts they made. Whoever is outside has a voice where a chain leads to them from the body that
/// no other such voice needs. By Menger's theorem so many accounts as one likes, behind `k` vouches, have at most `k` voices. Where
/// hardly anybody is of the body, those who stand ``apart(_:)`` have one instead.
struct ConversationVoices: Sendable {
    /// What it rests on that these speak.
    enum Footing: Sendable, Equatable {
        /// The body makes up groups, the others count with everybody.
        case body
        /// Hardly anybody is of the body, but most stand apart: they are one group, so that one voice vetoes nothing.
        case apart
        /// The network itself hangs on few vouches: all have a voice, and nothing tells a branch from the trunk.
        case none
    }

    /// So few vouches let nobody into the body.
    static let few = 3

    /// Members who are in by more than few vouches, with whom trust begins among them.
    private(set) var body: Set<Int>
    /// Those of the speaking who have a voice.
    private(set) var voices: Set<Int> = []
    private(set) var footing = Footing.none

    /// From whom, to whom.
    let vouches: [(from: Int, to: Int)]
    let into: [[Int]]
    let outOf: [[Int]]

    /// - Parameters:
    ///   - count: how many members there are; they are numbers below it.
    ///   - vouches: who answers for whom, in any order.
    ///   - roots: with whom trust begins.
    ///   - isIn: whom trust lets in.
    ///   - speaking: who has something to say; of a branch those named first have its voices.
    /// - Complexity: a few looks through the vouches for the body; one through those from where nobody of the body is found, and
    ///   for each voice outside the body one as far as the body; for each who stands apart a few.
    init(count: Int, vouches: [(from: Int, to: Int)], roots: Set<Int>, isIn: [Bool], speaking: [Int]) {
        let pairs = Set(
            vouches.lazy.filter { $0.from != $0.to && isIn[$0.from] && isIn[$0.to] }.map { [$0.from, $0.to] })
        let kept = pairs.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.map { (from: $0[0], to: $0[1]) }
        var into = [[Int]](repeating: [], count: count), outOf = into
        for (number, vouch) in kept.enumerated() {
            into[vouch.to].append(number)
            outOf[vouch.from].append(number)
        }
        (self.vouches, self.into, self.outOf) = (kept, into, outOf)
        body = roots.filter { isIn[$0] }
        growBody((0..<count).filter { isIn[$0] && into[$0].count > ConversationVoices.few })
        choose(speaking.filter { isIn[$0] })
    }

    /// What the network is, is counted over everybody to whom vouches lead, whether they speak or not: of those who speak a crowd
    /// that comes to speak would be the most by itself. The body is held against those who stand apart, of whom a crowd is one, so
    /// that no crowd turns the one way of counting into the other.
    private mutating func choose(_ speaking: [Int]) {
        let all = reached(), silent = all.subtracting(speaking).sorted()
        let apart = 2 * body.count >= all.count ? [] : apart(speaking + silent)
        let strong = body.count + apart.count
        if body.isEmpty || 4 * strong < all.count {
            voices = Set(speaking)
        } else if 3 * body.count >= strong {
            footing = .body
            chooseEnds(speaking)
        } else {
            footing = .apart
            voices = Set(speaking.filter { body.contains($0) || apart.contains($0) })
        }
    }

    private mutating func chooseEnds(_ speaking: [Int]) {
        var used = [Bool](repeating: false, count: vouches.count), dead: Set<Int> = []
        for member in speaking where body.contains(member) || augment(to: member, &used, &dead) {
            voices.insert(member)
        }
    }

    /// Everybody to whom a chain of vouches leads.
    private func reached() -> Set<Int> {
        var reached = body, queue = Array(body), head = 0
        while head < queue.count {
            for vouch in outOf[queue[head]] where reached.insert(vouches[vouch].to).inserted {
                queue.append(vouches[vouch].to)
            }
            head += 1
        }
        return reached
    }

    /// Chains from the body are as good as chains from where trust begins: a cut of few vouches in front of somebody would cut off
    /// those of the body behind it, too.
    private mutating func growBody(_ candidates: [Int]) {
        var left = candidates.filter { !body.contains($0) }, before = -1
        while body.count != before {
            before = body.count
            // Most are found by whoever of the body answers for them themselves.
            var isGrowing = true
            while isGrowing {
                let found = left.filter { member in
                    into[member].count { body.contains(vouches[$0].from) } > ConversationVoices.few
                }
                body.formUnion(found)
                left.removeAll { body.contains($0) }
                isGrowing = !found.isEmpty
            }
            for member in left {
                // Each is asked about with no chains laid: what was dead for another is not for them.
                var used = [Bool](repeating: false, count: vouches.count), dead: Set<Int> = [], chains = 0
                while chains <= ConversationVoices.few, augment(to: member, &used, &dead) { chains += 1 }
                if chains > ConversationVoices.few { body.insert(member) }
            }
            left.removeAll { body.contains($0) }
        }
    }

    /// One more chain from the body to `member`; chains laid before may be laid otherwise, they keep their ends.
    ///
    /// Whoever a search that failed came to is dead for every later one over the same chains, whomever that is for. Such a search
    /// ends when it has followed every step back from all it came to – to who vouched, by a vouch that is not used, or down one that
    /// is – so no step leads out of the dead, and nobody of the body is among them. A later search that comes to one of them
    /// therefore finds nobody of the body beyond them; one that succeeds lays its chain past them, and changes no vouch from or to
    /// one of them. So no step comes to lead out of them later, either. Leaving them out changes no chain: each of the others is
    /// come to in the same order, by the same vouch.
    func augment(to member: Int, _ used: inout [Bool], _ dead: inout Set<Int>) -> Bool {
        guard !dead.contains(member) else { return false }
        var cameBy: [Int: Int] = [:], queue = [member], head = 0
        while head < queue.count {
            let here = queue[head]
            head += 1
            if here != member, body.contains(here) {
                lay(from: here, to: member, cameBy, &used)
                return true
            }
            func reach(_ next: Int, by vouch: Int) {
                guard next != member, cameBy[next] == nil, !dead.contains(next) else { return }
                cameBy[next] = vouch
                queue.append(next)
            }
            for vouch in into[here] where !used[vouch] { reach(vouches[vouch].from, by: vouch) }
            for vouch in outOf[here] where used[vouch] { reach(vouches[vouch].to, by: vouch) }
        }
        dead.formUnion(queue)
        return false
    }

    private func lay(from start: Int, to member: Int, _ cameBy: [Int: Int], _ used: inout [Bool]) {
        var at = start
        while at != member, let vouch = cameBy[at] {
            let isForward = vouches[vouch].from == at
            used[vouch] = isForward
            at = isForward ? vouches[vouch].to : vouches[vouch].from
        }
    }
}
