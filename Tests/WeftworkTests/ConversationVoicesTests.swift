import Engine
import Testing

@testable import Weftwork

@Suite("Conversations: who speaks in the reading by trust")
struct ConversationVoicesTests {
    /// How a village is made of vouches.
    enum Ground: String, Sendable, CaseIterable {
        /// Each vouches for so many, anybody.
        case given
        /// So many vouch for each who came later: whoever brought them in, and others.
        case received
        /// Each vouches for so many, most of them of the same fifth of the village.
        case fifths
    }

    /// People who answer for one another, and a crowd that came in through a few vouches of theirs; all of them are let in.
    private static func village(
        _ honest: Int, _ crowd: Int, edges: Int, seed: UInt64, each: Int = 6, _ ground: Ground = .given
    ) -> (vouches: [(from: Int, to: Int)], count: Int) {
        var random = SplitMix64(seed: seed)
        var vouches = (0..<honest).flatMap { from in
            (0..<each).map { place -> (from: Int, to: Int) in
                let other = Int.random(in: 0..<honest, using: &random)
                switch ground {
                case .given: return (from, other)
                // The first five are those with whom trust begins.
                case .received:
                    let isFirst = place == 0 && from > 5
                    return (isFirst ? Int.random(in: 0..<from, using: &random) : other, max(from, 5))
                case .fifths:
                    return (from, Int.random(in: 0..<7, using: &random) > 0 ? other - other % 5 + from % 5 : other)
                }
            }
        }
        // Whoever was deceived may be one with whom trust begins.
        for edge in 0..<edges {
            vouches.append((from: Int.random(in: 0..<honest, using: &random), to: honest + edge))
        }
        for place in 0..<crowd {
            for step in 1...4 { vouches.append((from: honest + place, to: honest + (place + step) % crowd)) }
        }
        vouches.shuffle(using: &random)
        return (vouches, honest + crowd)
    }

    /// Answers of a village to forty statements, half of them common ground in falling measure; the crowd says the other way round, or
    /// lifts what comes next.
    private static func answers(_ honest: Int, _ count: Int, lifts: Bool, seed: UInt64) -> OpinionVotes {
        var random = SplitMix64(seed: seed), list: [OpinionVotes.Vote] = []
        for person in 0..<count {
            for statement in 0..<40 where Double.random(in: 0..<1, using: &random) < 0.7 {
                let share = statement < 20 ? 0.97 - 0.018 * Double(statement) : person % 2 == 0 ? 0.8 : 0.2
                let isLifted = lifts ? (10..<20).contains(statement) : statement >= 20
                let isFor = person < honest ? Double.random(in: 0..<1, using: &random) < share : isLifted
                list.append(.init(participant: person, statement: statement, answer: isFor ? .agree : .disagree))
            }
        }
        return OpinionVotes(participantCount: count, statementCount: 40, votes: list)
    }

    /// What all share, by the answers of those who have a voice.
    private static func shared(_ votes: OpinionVotes, _ voices: ConversationVoices, keeping: (Int) -> Bool) -> Set<Int>
    {
        let all = votes.arranged { voices.voices.contains($0) && keeping($0) }
        let inner = votes.arranged { voices.voices.contains($0) && voices.body.contains($0) && keeping($0) }
        let found = OpinionMap(inner.votes), places = inner.places(of: votes.participantCount)
        let groups = all.people.map { person -> Int? in
            voices.footing == .apart ? 0 : places[person].flatMap { found.groupOf[$0] }
        }
        return Set(OpinionMap(all.votes, groups: groups).shared().map { all.statements[$0.statement] })
    }

    @Test(
        "However many accounts come in through three vouches, whoever was deceived: three voices, no group, the same ten",
        arguments: [80, 240], 1...8)
    func crowds(_ honest: Int, _ seed: Int) {
        let (vouches, count) = ConversationVoicesTests.village(honest, honest / 4, edges: 3, seed: UInt64(seed))
        let found = ConversationVoices(
            count: count, vouches: vouches, roots: Set(0..<5), isIn: [Bool](repeating: true, count: count),
            speaking: Array((0..<count).reversed()))
        #expect(found.voices.count { $0 >= honest } <= 3)
        #expect(found.body.allSatisfy { $0 < honest } && found.footing == .body)
        #expect(found.voices.count { $0 < honest } > honest * 95 / 100)
        let votes = ConversationVoicesTests.answers(honest, count, lifts: false, seed: UInt64(seed) &* 31)
        let with = ConversationVoicesTests.shared(votes, found) { _ in true }
        let without = ConversationVoicesTests.shared(votes, found) { $0 < honest }
        #expect(without.count == 10)
        #expect(without.subtracting(with).count <= 1 && with.subtracting(without).count <= 1)
    }

    @Test(
        "At three vouches each, a crowd behind three has three voices and no group, or one: the same ten but for one",
        arguments: Ground.allCases, 1...4)
    func crowdsAtThree(_ ground: Ground, _ seed: Int) {
        let honest = 160, isIn = [Bool](repeating: true, count: 200)
        let (vouches, count) = ConversationVoicesTests.village(
            honest, honest / 4, edges: 3, seed: UInt64(seed) &* 101, each: 3, ground)
        let found = ConversationVoices(
            count: count, vouches: vouches, roots: Set(0..<5), isIn: isIn, speaking: Array((0..<count).reversed()))
        let alone = ConversationVoices(
            count: count, vouches: vouches.filter { $0.from < honest && $0.to < honest }, roots: Set(0..<5), isIn: isIn,
            speaking: Array((0..<honest).reversed()))
        let isApart = ground == .received
        #expect(found.footing == (isApart ? .apart : .body) && alone.footing == found.footing)
        #expect(found.body.allSatisfy { $0 < honest })
        #expect(found.voices.count { $0 >= honest } <= (isApart ? 1 : 3))
        // Of those whom nobody answers for nobody has one.
        #expect(found.voices.count { $0 < honest } > honest * (isApart ? 9 : 6) / 10)
        for lifts in [false, true] {
            let votes = ConversationVoicesTests.answers(honest, count, lifts: lifts, seed: UInt64(seed) &* 31)
            let with = ConversationVoicesTests.shared(votes, found) { _ in true }
            let without = ConversationVoicesTests.shared(votes, alone) { $0 < honest }
            #expect(without.count == 10)
            #expect(without.subtracting(with).count <= 1 && with.subtracting(without).count <= 1)
        }
    }

    @Test(
        "At two vouches each a crowd behind three has one voice, or it is said that nothing tells it", arguments: 1...8)
    func crowdsAtTwo(_ seed: Int) {
        let honest = 160
        let (vouches, count) = ConversationVoicesTests.village(
            honest, honest / 4, edges: 3, seed: UInt64(seed) &* 103, each: 2, .received)
        let found = ConversationVoices(
            count: count, vouches: vouches, roots: Set(0..<5), isIn: [Bool](repeating: true, count: count),
            speaking: Array((0..<count).reversed()))
        #expect(found.footing == .apart && found.voices.count { $0 >= honest } <= 1)
        #expect(found.voices.count > honest / 3)
    }

    @Test("Who stands apart is alone behind few vouches", arguments: 1...4)
    func apart(_ seed: Int) {
        let (vouches, count) = ConversationVoicesTests.village(
            40, 10, edges: 3, seed: UInt64(seed) &* 107, each: seed % 2 + 2, .received)
        let found = voices(count, vouches, roots: Set(0..<5)), order = Array(0..<count)
        let apart = found.apart(order).sorted()
        #expect(apart.count > 5 && apart.allSatisfy { !found.body.contains($0) })
        for one in apart {
            for other in apart where one < other {
                #expect(found.chains(toEither: [one, other]) > ConversationVoices.few)
            }
        }
        // Nobody was left out who could stand beside them.
        for one in order where !apart.contains(one) && !found.body.contains(one) && found.chains(toEither: [one]) > 1 {
            #expect(apart.contains { found.chains(toEither: [one, $0]) <= ConversationVoices.few })
        }
    }

    @Test(
        "Where few of the honest speak and the whole crowd does, it has no more voices for it", arguments: [3, 8, 20],
        1...4)
    func crowdsThatSpeak(_ speaking: Int, _ seed: Int) {
        let honest = 80
        let (vouches, count) = ConversationVoicesTests.village(honest, honest / 4, edges: 3, seed: UInt64(seed))
        let found = ConversationVoices(
            count: count, vouches: vouches, roots: Set(0..<5), isIn: [Bool](repeating: true, count: count),
            speaking: Array(honest..<count) + Array(0..<speaking))
        #expect(found.voices.count { $0 >= honest } <= 3)
        #expect(found.footing == .body && found.body.allSatisfy { $0 < honest })
    }

    private func voices(
        _ count: Int, _ vouches: [(from: Int, to: Int)], roots: Set<Int> = [0], speaking: [Int]? = nil
    ) -> ConversationVoices {
        ConversationVoices(
            count: count, vouches: vouches, roots: roots, isIn: [Bool](repeating: true, count: count),
            speaking: speaking ?? Array(0..<count))
    }

    @Test("A branch has as many voices as vouches lead into it, whoever was named first having them")
    func branches() {
        // Six with whom trust begins, and four behind one of them, in a chain; then a second vouch into the middle of it.
        let chain = [(from: 0, to: 6), (from: 6, to: 7), (from: 7, to: 8), (from: 8, to: 9)]
        let roots = Set(0..<6)
        #expect(voices(10, chain, roots: roots).voices == roots.union([6]))
        #expect(voices(10, chain, roots: roots, speaking: [9, 8] + Array(0..<8)).voices == roots.union([9]))
        let two = voices(10, chain + [(from: 1, to: 8)], roots: roots, speaking: Array((0..<10).reversed()))
        #expect(two.voices == roots.union([9, 8]) || two.voices == roots.union([9, 7]))
        // Whoever does not speak takes nobody's voice.
        #expect(voices(10, chain, roots: roots, speaking: [7, 0, 1]).voices == [7, 0, 1])
        // Whom trust once let in and nobody answers for any more makes no difference, however many they are.
        #expect(voices(40, chain, roots: roots).voices == roots.union([6]))
        // Four vouches lead in: whoever has them is of the body, and those behind them hang on their word.
        let four = (0..<4).map { (from: $0, to: 6) }
        #expect(voices(10, four, roots: roots).body == roots.union([6]))
    }

    @Test("A network that hangs on few vouches itself is heard whole")
    func young() {
        // One with whom all began, three whom they brought in, and nine behind those.
        let vouches = (1...3).map { (from: 0, to: $0) } + (4..<13).map { (from: 1 + $0 % 3, to: $0) }
        let found = voices(13, vouches)
        #expect(found.voices == Set(0..<13) && found.footing == .none)
        // Whoever speaks: what the network is does not change with it.
        #expect(voices(13, vouches, speaking: [12, 4]).voices == [12, 4])
        // Where trust begins nowhere any more, all have one.
        #expect(voices(13, vouches, roots: []).voices == Set(0..<13))
        // All directly behind the one: each has a vouch of their own.
        #expect(voices(30, (1..<30).map { (from: 0, to: $0) }).voices.count == 30)
    }

    /// So many chains as share no vouch lead from the body to these, each to another: counted from the beginning every time.
    private static func chains(
        to ends: [Int], from body: Set<Int>, _ vouches: [(from: Int, to: Int)], count: Int
    ) -> Int {
        var used = [Bool](repeating: false, count: vouches.count), laid = 0
        // A chain is laid from the body on, down unused vouches and back up used ones, to an end that has none.
        var left = Set(ends)
        while !left.isEmpty {
            var cameBy: [Int: Int] = [:], queue = body.sorted(), seen = body, end: Int?, head = 0
            while head < queue.count, end == nil {
                let here = queue[head]
                head += 1
                for (number, vouch) in vouches.enumerated() {
                    let isDown = vouch.from == here && !used[number]
                    guard isDown || (vouch.to == here && used[number]) else { continue }
                    let next = isDown ? vouch.to : vouch.from
                    guard seen.insert(next).inserted else { continue }
                    cameBy[next] = number
                    queue.append(next)
                    if left.contains(next) {
                        end = next
                        break
                    }
                }
            }
            guard let found = end else { return laid }
            left.remove(found)
            laid += 1
            var at = found
            while let number = cameBy[at] {
                used[number] = vouches[number].to == at
                at = used[number] ? vouches[number].from : vouches[number].to
            }
        }
        return laid
    }

    @Test(
        "Whoever was in vain for one is in vain for all: the same have a voice as where each is looked for anew",
        arguments: 1...12)
    func inVain(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed) &* 977)
        let roots = Set(0..<24), count = 44
        var pairs: Set<[Int]> = []
        // Most have one to three vouches, from anybody: some of those behind one another, in rings.
        for member in 24..<count {
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let isBehind = Int.random(in: 0..<3, using: &random) > 0
                let from = Int.random(in: isBehind ? 24..<count : 0..<6, using: &random)
                if from != member { pairs.insert([from, member]) }
            }
        }
        let vouches = pairs.sorted { $0.lexicographicallyPrecedes($1) }.map { (from: $0[0], to: $0[1]) }
        var speaking = Array(0..<count)
        speaking.shuffle(using: &random)
        let found = voices(count, vouches, roots: roots, speaking: speaking)
        var ends: [Int] = []
        for member in speaking where !found.body.contains(member) {
            let more = ends + [member]
            if ConversationVoicesTests.chains(to: more, from: found.body, vouches, count: count) == more.count {
                ends = more
            }
        }
        #expect(found.voices == found.body.union(ends))
    }

    @Test(
        "A long chain behind one vouch is looked through once, not once for each who is in it", .timeLimit(.minutes(1)))
    func longChain() {
        let count = 40_000, honest = 30_000
        let vouches = (honest..<count).map { (from: $0 == honest ? 0 : $0 - 1, to: $0) }
        let silent = voices(count, vouches, roots: Set(0..<honest), speaking: Array(honest..<count))
        #expect(silent.voices == [honest])
        // With whom trust begins are few: everybody is asked after whether they speak or not.
        #expect(voices(count, vouches, roots: [0], speaking: [count - 1]).voices == [count - 1])
    }
}

extension ConversationVoices {
    /// So many chains that share no vouch lead from the body to whichever of these: counted by laying them one after another.
    fileprivate func chains(toEither ends: [Int]) -> Int {
        // A vouch that leads nowhere else: whoever is meant are one.
        let one = into.count
        let joined = vouches.map {
            (from: ends.contains($0.from) ? one : $0.from, to: ends.contains($0.to) ? one : $0.to)
        }
        var used = [Bool](repeating: false, count: joined.count), laid = 0
        while true {
            var cameBy: [Int: Int] = [:], queue = [one], head = 0, start: Int?
            while head < queue.count, start == nil {
                let here = queue[head]
                head += 1
                for (number, vouch) in joined.enumerated() where vouch.from != vouch.to {
                    let next =
                        vouch.to == here && !used[number]
                        ? vouch.from : vouch.from == here && used[number] ? vouch.to : -1
                    guard next >= 0, next != one, cameBy[next] == nil else { continue }
                    cameBy[next] = number
                    queue.append(next)
                    if body.contains(next) {
                        start = next
                        break
                    }
                }
            }
            guard var at = start else { return laid }
            laid += 1
            while at != one, let number = cameBy[at] {
                used[number] = joined[number].from == at
                at = used[number] ? joined[number].to : joined[number].from
            }
        }
    }
}
