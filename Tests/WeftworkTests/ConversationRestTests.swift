import Engine
import Foundation
import Testing

@testable import Weftwork

@Suite("Conversations: numbers of groups beside everybody's")
struct ConversationRestTests {
    /// Two camps of nine, and some who answered one statement: those are in no group.
    private func result(
        besides few: Int, _ more: (Talked, Int, ConversationVisitor) async throws -> Void = { _, _, _ in }
    ) async throws -> ConversationResult {
        let talk = try await Talked(try await TestApp(seed: 12), statements: 10)
        for place in 0..<18 {
            let she = talk.device()
            for statement in 0..<10 {
                try await talk.answers(
                    statement < 3 || (place + statement) % 2 == 0 ? .agree : .disagree, statement, she)
            }
        }
        for number in 0..<few {
            let she = talk.device()
            try await talk.answers(.agree, 0, she)
            try await more(talk, number, she)
        }
        return try await talk.acts.drawn(talk.conversation)
    }

    private func object(_ result: ConversationResult) throws -> [String: Any] {
        let parsed = try JSONSerialization.jsonObject(with: Data(ConversationResultView(result: result).json))
        return try #require(parsed as? [String: Any])
    }

    private func numbers(_ name: String, _ rows: Any?) -> [Double?] {
        (rows as? [[String: Any]] ?? []).map { ($0[name] as? NSNumber)?.doubleValue }
    }

    @Test("Where groups taken from everybody leave a few, no number tells what those answered", arguments: 1...4)
    func leavesFew(_ few: Int) async throws {
        let result = try await result(besides: few), shown = try object(result)
        try #require(result.showsGroups && result.people == 18 + few)
        #expect(numbers("size", shown["groups"]) == [9, nil])
        let spots = ConversationMap(result).spots
        #expect(spots.filter { $0.group == 0 }.reduce(0) { $0 + $1.people } == 9)
        #expect(spots.filter { $0.group == nil }.reduce(0) { $0 + $1.people } == 9 + few)
        for (place, group) in (shown["groups"] as? [[String: Any]] ?? []).enumerated() {
            let marks = group["representative"]
            #expect(!numbers("taken", marks).isEmpty)
            for name in ["taken", "seen", "p", "pTest"] {
                #expect(numbers(name, marks).allSatisfy { ($0 == nil) == (place == 1) }, "\(name)")
            }
            #expect((numbers("repness", marks) + numbers("repnessTest", marks)).allSatisfy { $0 == nil })
        }
        let across = numbers("mean", shown["shared"]) + numbers("least", shown["shared"])
        #expect(!across.isEmpty && across.allSatisfy { $0 == nil })
        #expect(!result.dividing.isEmpty && numbers("width", shown["dividing"]).allSatisfy { $0 == nil })
    }

    @Test("Where nobody is left over, or enough are, all is shown", arguments: [0, 5])
    func leavesEnough(_ few: Int) async throws {
        let result = try await result(besides: few), shown = try object(result)
        try #require(result.showsGroups)
        #expect(numbers("size", shown["groups"]) == [9, 9])
        let group = (shown["groups"] as? [[String: Any]])?.first
        for name in ["taken", "seen", "repness", "repnessTest", "p", "pTest"] {
            #expect(numbers(name, group?["representative"]).allSatisfy { $0 != nil }, "\(name)")
        }
        #expect(numbers("mean", shown["shared"]).allSatisfy { $0 != nil })
        #expect(numbers("width", shown["dividing"]).allSatisfy { $0 != nil })
        #expect(ConversationMap(result).spots.compactMap(\.group).isEmpty == false)
    }

    @Test("A statement that groups and one more person saw: no number of a group tells what that one answered")
    func leavesFewOfAStatement() async throws {
        let all = try await result(besides: 5) { talk, number, she in
            for statement in 0..<10 where statement >= 3 && statement % 4 == number % 4 && number < 4 {
                try await talk.answers(.agree, statement, she)
            }
        }
        let shown = try object(all), counts = all.picture.map.groups.map(\.counts)
        try #require(all.showsGroups && all.people == 23)
        // By their sizes groups may be spoken of with all their numbers.
        #expect(numbers("size", shown["groups"]) == [9, 9] && all.rest.showsShares)
        #expect(all.tallies.dropFirst(3).allSatisfy { $0.count.seen == 19 })
        #expect(!all.dividing.isEmpty && numbers("width", shown["dividing"]).allSatisfy { $0 == nil })
        #expect(numbers("mean", shown["shared"]).allSatisfy { $0 != nil })
        let marked = all.groups.map { group in Set(group.marks.map { $0.mark.statement }) }
        let both = marked[0].intersection(marked[1]).filter { $0 >= 3 }
        try #require(!both.isEmpty && counts.allSatisfy { group in both.allSatisfy { group[$0].seen == 9 } })
        for (place, group) in (shown["groups"] as? [[String: Any]] ?? []).enumerated() {
            let marks = group["representative"]
            for (row, one) in all.groups[place].marks.enumerated() {
                for name in ["taken", "seen", "p", "pTest"] {
                    let isLeftOut = numbers(name, marks)[row] == nil
                    #expect(isLeftOut == both.contains(one.mark.statement), "\(name)")
                }
                for name in ["repness", "repnessTest"] {
                    let isLeftOut = numbers(name, marks)[row] == nil
                    #expect(isLeftOut == (one.mark.statement >= 3), "\(name)")
                }
            }
        }
    }

    @Test("Beside everybody's groups a reading's have no numbers where a few people tell them apart")
    func besideEverybody() async throws {
        let talk = try await Talked(try await TestApp(seed: 12), statements: 10)
        // Two camps of nine, and five more of the second, of whom four say nothing of the sixth statement.
        for place in 0..<23 {
            let she = talk.device(), camp = place < 18 ? place % 2 : 1
            for statement in 0..<10 where statement != 5 || place < 19 {
                try await talk.answers(
                    statement < 5 || (camp + statement) % 2 == 0 ? .agree : .disagree, statement, she)
            }
            talk.test.clock.pass(1)
        }
        let ballots = try await talk.acts.keepers.keeper(of: talk.conversation.id).ballots(of: talk.conversation)
        let order = ballots.people.indices.sorted { ballots.people[$0].at < ballots.people[$1].at }
        let all = ConversationPicture(ballots)
        func result(first count: Int) -> ConversationResult {
            let picture = ConversationPicture(ballots, .trusted, keeping: Set(order.prefix(count)).contains)
            return ConversationResult(talk.conversation, picture, ConversationStability(picture), beside: all)
        }
        // Without the five: they are enough, but of the sixth statement it would be one.
        let some = result(first: 18)
        try #require(some.showsGroups && some.groups.map(\.shownSize) == [9, 9])
        let told = some.groups.map { group in
            group.marks.filter { !group.counts($0.mark) }.map(\.statement.number)
        }
        #expect(Set(told) == [[], [6]])
        // Without two of them the second camp lacks two.
        let most = result(first: 21)
        try #require(most.showsGroups && most.groups.map(\.size) == [12, 9])
        #expect(most.groups.allSatisfy { group in !group.marks.contains { group.counts($0.mark) } })
        #expect(most.groups.map(\.shownSize) == [nil, nil] && !most.showsShares(0))
        #expect(ConversationMap(most).spots.allSatisfy { $0.group == nil })
    }

    @Test("The map says no number of a few people, and none from which one would be worked out")
    func numbersOfSquares() async throws {
        #expect(ConversationMap.withheld([[0, 0, 0]: 9, [0, 1, 0]: 5]).isEmpty)
        #expect(ConversationMap.withheld([[0, 0, 0]: 9, [0, 1, 0]: 3, [1, 0, 0]: 7]) == [[0, 1, 0], [1, 0, 0]])
        #expect(ConversationMap.withheld([[0, 0, 0]: 9, [0, 1, 0]: 3, [1, 0, 0]: 2]) == [[0, 1, 0], [1, 0, 0]])
        // Each colour by itself: how many people it has is known.
        #expect(ConversationMap.withheld([[0, 0, -1]: 5, [0, 1, 0]: 3, [1, 1, 0]: 8]) == [[0, 1, 0], [1, 1, 0]])
        // Eleven in two squares, none of more than seven, are four and seven; five in five are one each.
        #expect(ConversationMap.withheld([[0, 0, 0]: 4, [0, 1, 0]: 7, [1, 0, 0]: 7, [1, 1, 0]: 30]).count == 3)
        #expect(ConversationMap.withheld([[0, 0, 0]: 4, [0, 1, 0]: 7, [1, 0, 0]: 10]).count == 2)
        var ones: [[Int]: Int] = [[1, 0, 0]: 6, [1, 1, 0]: 9]
        for column in 0..<5 { ones[[0, column, 0]] = 1 }
        #expect(
            ConversationMap.withheld(ones).count == 7
                && ConversationMap.withheld([[0, 0, 0]: 8, [0, 1, 0]: 9]).isEmpty)
        let result = try await result(besides: 2), shown = try object(result)
        let people = numbers("people", shown["map"])
        #expect(people.contains(9) && people.contains(nil) && people.compactMap { $0 }.allSatisfy { $0 >= 5 })
    }

    @Test("What groups leave of those who saw a statement")
    func ruleOfAStatement() {
        #expect(ConversationRest.leavesFew(31, [30]) && ConversationRest.leavesFew(31, [15, 15]))
        #expect(ConversationRest.leavesFew(40, [20, 18, 9]) && ConversationRest.leavesFew(34, [30, 0]))
        #expect(!ConversationRest.leavesFew(30, [30]) && !ConversationRest.leavesFew(35, [30]))
        #expect(!ConversationRest.leavesFew(20, [10, 5]) && !ConversationRest.leavesFew(3, []))
    }

    @Test("Whatever the sizes: what is said never leaves one to four")
    func rule() {
        for large in 5...12 {
            for small in 0...6 {
                for outside in 0...6 {
                    let rest = ConversationRest(
                        people: 2 * large + small + outside, grouped: 2 * large + small, spoken: 2 * large)
                    let left = small + outside + (rest.hidesSmallest ? large : 0)
                    #expect(!(1...4).contains(left))
                    if rest.showsShares {
                        #expect(!(1...4).contains(small) && !(1...4).contains(outside))
                    }
                }
            }
        }
        #expect(
            ConversationRest(people: 20, grouped: 20, spoken: 20)
                == ConversationRest(people: 25, grouped: 20, spoken: 20))
    }
}
