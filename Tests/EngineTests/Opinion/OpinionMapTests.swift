import Testing

@testable import Engine

/// A conversation made at random, or given as rows of characters: + agree, - disagree, 0 pass, . nothing.
enum Talking {
    static func votes(_ rows: [String]) -> [OpinionVotes.Vote] {
        let answers: [Character: OpinionAnswer] = ["+": .agree, "-": .disagree, "0": .pass]
        return rows.enumerated().flatMap { person, row in
            row.enumerated().compactMap { statement, sign in
                answers[sign].map { .init(participant: person, statement: statement, answer: $0) }
            }
        }
    }

    static func conversation(_ rows: [String]) -> OpinionVotes {
        OpinionVotes(participantCount: rows.count, statementCount: rows.first?.count ?? 0, votes: votes(rows))
    }

    /// People of some camps; `lean` 1 means that a camp answers as one.
    static func camps(
        _ camps: Int, people: Int, statements: Int, density: Double, lean: Double, seed: UInt64
    ) -> [OpinionVotes.Vote] {
        var random = SplitMix64(seed: seed)
        let share = (0..<camps).map { _ in
            (0..<statements).map { _ in Bool.random(using: &random) ? (1 + lean) / 2 : (1 - lean) / 2 }
        }
        var votes: [OpinionVotes.Vote] = []
        for person in 0..<people {
            for statement in 0..<statements where Double.random(in: 0..<1, using: &random) < density {
                let draw = Double.random(in: 0..<1, using: &random)
                let isFor = Double.random(in: 0..<1, using: &random) < share[person % camps][statement]
                let answer: OpinionAnswer = draw < 0.1 ? .pass : isFor ? .agree : .disagree
                votes.append(.init(participant: person, statement: statement, answer: answer))
            }
        }
        return votes
    }
}

/// The map beside the worked example, and what holds for every map.
@Suite struct OpinionMapTests {
    private func isNear(_ one: [Double], _ other: [Double], _ within: Double = 1e-6) -> Bool {
        one.count == other.count && zip(one, other).allSatisfy { abs($0 - $1) < within }
    }

    private static let example = ["++-.", "++-0", "+.--", "-+++", "-++.", ".+++"]

    @Test func theWorkedExamplePlacesPeopleAndStatements() {
        let map = OpinionMap(Talking.conversation(Self.example))
        #expect(isNear(map.statements.map(\.mean), [0.2, 1, 0, 0.25]))
        #expect(isNear(map.statements.map(\.component1), [-0.602620, 0, 0.703607, 0.376546]))
        #expect(isNear(map.statements.map(\.component2), [0.530404, 0, 0.000593, 0.847745]))
        #expect(
            isNear(map.positions.compactMap { $0?.x }, [-1.369132, -1.279839, -1.912629, 1.709160, 1.647470, 1.138553]))
        #expect(
            isNear(map.positions.compactMap { $0?.y }, [0.489281, 0.211794, -0.734333, -0.000083, -0.734265, 0.734853]))
        #expect(isNear(map.statements.map(\.extremity), [1.284472, 0, 1.407214, 1.391413]))
        #expect(isNear(map.statements.map(\.priority), [31.299821, 13.494377, 22.282732, 19.889998]))
    }

    @Test func theWorkedExampleFindsGroupsAndWhatTheyHold() {
        let map = OpinionMap(Talking.conversation(Self.example))
        #expect(map.groups.map(\.members) == [[0, 1, 2], [3, 4, 5]])
        #expect(map.silhouettes.count == 1 && abs((map.silhouettes[2] ?? 0) - 0.6796) < 5e-5)
        #expect(isNear(map.informed.map(\.agree), [0.2, 0.6, 0.16, 0.1875]))
        #expect(isNear(map.informed.map(\.disagree), [0.15, 0.05, 0.16, 0.125]))
        #expect(map.agreed.map(\.statement) == [1] && map.disagreed.isEmpty)
        #expect(isNear([map.agreed[0].probability, map.agreed[0].probabilityTest], [0.857143, 2.449490]))
        #expect(
            map.groups[0].marks.map(\.statement) == [0, 2] && map.groups[0].marks.map(\.side) == [.agree, .disagree])
        #expect(isNear(map.groups[0].marks.map(\.repness), [3.2, 4]))
        #expect(isNear(map.groups[0].marks.map(\.repnessTest), [1.932184, 2.190890]))
        #expect(map.groups[1].marks.map(\.statement) == [2, 3, 0])
        #expect(map.groups[1].marks.map(\.side) == [.agree, .agree, .disagree])
        #expect(isNear(Array(map.groups[1].marks.map(\.repness)[1...]), [3, 3.75]))
    }

    @Test(arguments: [
        (1, 0, 1, 0.0, 12.529726), (0, 0, 0, 0, 5.0625), (18, 3, 20, 1, 4.493699), (8, 1, 10, 0.5, 7.910156),
        (20, 3, 20, 0, 1.372383),
    ])
    func prioritiesAreThoseOfTheBook(_ agrees: Int, _ passes: Int, _ seen: Int, _ extremity: Double, _ priority: Double)
    {
        let count = OpinionCount(agrees: agrees, disagrees: seen - agrees - passes, seen: seen)
        #expect(abs(OpinionPriority.of(count, extremity: extremity) - priority) < 1e-6)
    }

    @Test func testsAreThoseOfTheBook() {
        func count(_ agrees: Int, _ seen: Int) -> OpinionCount { OpinionCount(agrees: agrees, seen: seen) }
        #expect(
            isNear(
                [count(8, 10).test(.agree), count(5, 10).test(.agree), count(0, 0).test(.agree)],
                [2.110579, 0.301511, 1]))
        #expect(isNear([count(8, 10).test(.agree, against: count(3, 20))], [3.433907]))
        #expect(isNear([count(8, 10).probability(.agree) / count(3, 20).probability(.agree)], [4.125]))
        let points = [0, 1, 10, 11, 12].map { SIMD2<Double>($0, 0) }
        let clusters = OpinionClusters([points[0], points[2], points[1], points[3], points[4]], most: 2, steps: 20)
        #expect(
            isNear([clusters.silhouette([points[0], points[2], points[1], points[3], points[4]]) ?? 0], [0.885105]))
    }

    /// The same answers in another order, or one after the other, give the same map to the last digit.
    @Test(arguments: 0..<20)
    func theOrderOfTheAnswersIsNothing(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let camps = Talking.camps(3, people: 60, statements: 25, density: 0.4, lean: 0.6, seed: seed)
        let map = OpinionMap(OpinionVotes(participantCount: 60, statementCount: 25, votes: camps))
        let shuffled = camps.shuffled(using: &random)
        #expect(OpinionMap(OpinionVotes(participantCount: 60, statementCount: 25, votes: shuffled)) == map)
        var growing = OpinionVotes()
        for _ in 0..<60 { _ = growing.addParticipant() }
        for _ in 0..<25 { _ = growing.addStatement() }
        for vote in shuffled {
            let other = OpinionAnswer.allCases.randomElement(using: &random) ?? .pass
            growing.set(.init(participant: vote.participant, statement: vote.statement, answer: other))
        }
        for vote in camps.shuffled(using: &random) { growing.set(vote) }
        #expect(growing == OpinionVotes(participantCount: 60, statementCount: 25, votes: camps))
        #expect(camps.allSatisfy { growing.answer(of: $0.participant, to: $0.statement) == $0.answer })
    }

    @Test func theLastAnswerCounts() {
        let votes = OpinionVotes(
            participantCount: 2, statementCount: 1,
            votes: [
                .init(participant: 0, statement: 0, answer: .agree),
                .init(participant: 1, statement: 0, answer: .agree),
                .init(participant: 0, statement: 0, answer: .disagree),
            ])
        #expect(votes.count == 2 && votes.answer(of: 0, to: 0) == .disagree && votes.answer(of: 1, to: 0) == .agree)
    }

    /// However few there are, and however one-sided they answer, there is a map of plain numbers.
    @Test(arguments: 0..<300)
    func everyConversationHasAMap(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let people = Int.random(in: 0...9, using: &random), statements = Int.random(in: 0...6, using: &random)
        let kinds = OpinionAnswer.allCases.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
        let density = Double.random(in: 0...1.2, using: &random)
        var list: [OpinionVotes.Vote] = []
        for person in 0..<people {
            for statement in 0..<statements where Double.random(in: 0..<1, using: &random) < density {
                list.append(
                    .init(
                        participant: person, statement: statement, answer: kinds.randomElement(using: &random) ?? .pass)
                )
            }
        }
        let votes = OpinionVotes(participantCount: people, statementCount: statements, votes: list)
        let states = (0..<statements).map { _ -> OpinionStatementState in
            [.open, .open, .open, .rejected, .about].randomElement(using: &random) ?? .open
        }
        let map = OpinionMap(votes, states: states)
        let numbers =
            map.statements.flatMap { [$0.mean, $0.component1, $0.component2, $0.extremity, $0.priority] }
            + map.positions.compactMap { $0 }.flatMap { [$0.x, $0.y] } + map.silhouettes.values
            + map.informed.flatMap { [$0.agree, $0.disagree, $0.meanAgree, $0.leastDisagree] }
            + map.groups.flatMap(\.marks).flatMap { [$0.repness, $0.repnessTest] }
        #expect(numbers.allSatisfy { $0.isFinite })
        #expect(map.groups.allSatisfy { !$0.members.isEmpty })
        #expect(map.groups.reduce(0) { $0 + $1.members.count } == map.groupOf.count { $0 != nil })
        let stability = OpinionStability(map, of: votes)
        #expect((stability == nil) == list.isEmpty)
        #expect(stability.map { $0.value.isFinite && $0.value <= 1 } ?? true)
        let lists = map.shared().map(\.statement) + map.dividing().map(\.statement)
        #expect(lists.allSatisfy { states[$0] == .open })
    }

    @Test func whatWasModeratedOutMovesNobody() {
        let rows = ["++-.+", "++-0-", "+.--+", "-+++-", "-++.+", ".+++-"]
        var states = [OpinionStatementState](repeating: .open, count: 5)
        states[4] = .rejected
        let map = OpinionMap(Talking.conversation(rows), states: states)
        let without = OpinionMap(Talking.conversation(rows.map { String($0.dropLast()) }))
        #expect(isNear(map.statements[..<4].map(\.component1), without.statements.map(\.component1), 1e-12))
        #expect(map.statements[4].component1 == 0 && map.statements[4].mean == 0)
        #expect(map.agreed.map(\.statement) == without.agreed.map(\.statement))
        #expect(map.groups.flatMap(\.marks).allSatisfy { $0.statement != 4 })
    }

    @Test func aFewStraysDivideNobody() {
        // One of twenty rejects the first; the second halves them.
        let rows = (0..<20).map { "\($0 == 0 ? "-" : "+")\($0 % 2 == 0 ? "+" : "-")" }
        let map = OpinionMap(Talking.conversation(rows))
        #expect(map.dividing(byGroups: false).map(\.statement) == [1])
        #expect(map.shared().map(\.statement).allSatisfy { $0 == 0 })
        #expect(OpinionMap(Talking.conversation(["+", "-"])).dividing(byGroups: false).isEmpty)
    }

    @Test func aQuestionAboutPeopleComesFirst() {
        let map = OpinionMap(Talking.conversation(["+-", "-+"]), states: [.open, .about])
        #expect(map.statements[1].priority == 49 && map.statements[0].priority < 49)
    }

    /// A group of one swings no score: it speaks for nobody.
    @Test func smallGroupsDontSpeak() {
        let groups: [Int?] = [0, 0, 0, 0, 0, 0, 1]
        let rows = ["+", "+", "+", "+", "+", "-", "-"]
        let map = OpinionMap(Talking.conversation(rows), groups: groups)
        #expect(map.largeGroups == [0])
        #expect(isNear([map.informed[0].agree, map.informed[0].meanAgree], [6.0 / 8 / 3, 6.0 / 8]))
        #expect(map.shared().map(\.statement) == [0])
    }

    @Test(arguments: 2...5)
    func rootsAreRoots(_ degree: Int) {
        for value in [1e-9, 0.1, 0.5, 0.81, 1] {
            let root = OpinionInformed.root(value, degree)
            #expect(abs((0..<degree).reduce(1.0) { product, _ in product * root } - value) < 1e-14)
        }
    }
}
