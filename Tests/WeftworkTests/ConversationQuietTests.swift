import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

@Suite("Conversations: what is told of a few, of what changes, and what is asked meanwhile")
struct ConversationQuietTests {
    private func object(_ result: ConversationResult) throws -> [String: Any] {
        let parsed = try JSONSerialization.jsonObject(with: Data(ConversationResultView(result: result).json))
        return try #require(parsed as? [String: Any])
    }

    private func numbers(_ name: String, _ rows: Any?) -> [Double?] {
        (rows as? [[String: Any]] ?? []).map { ($0[name] as? NSNumber)?.doubleValue }
    }

    // MARK: Of a few

    @Test(
        "What fewer than five saw stands there without numbers and in no list; nor does its number follow from all answers"
    )
    func seenByFew() async throws {
        let talk = try await Talked(try await TestApp(seed: 3), statements: 3)
        for person in 0..<6 {
            let who = talk.device()
            try await talk.answers(.agree, 0, who)
            if person < 4 { try await talk.answers(person % 2 == 0 ? .agree : .disagree, 1, who) }
            if person == 0 { try await talk.answers(.agree, 2, who) }
        }
        let result = try await talk.acts.drawn(talk.conversation), shown = try object(result)
        for name in ["agrees", "disagrees", "passes"] {
            #expect(numbers(name, shown["statements"]).map { $0 == nil } == [false, true, true], "\(name)")
        }
        #expect(result.tallies.map(\.showsCount) == [true, false, false])
        let all = result.picture
        try #require(all.map.shared().count == 2 && all.map.dividing().count == 1)
        #expect(numbers("number", shown["shared"]) == [1] && numbers("number", shown["dividing"]).isEmpty)
        #expect(shown["answers"] as? Int == 11)
        let comparison = ConversationComparison(
            all, all,
            ConversationFlags(
                try await talk.acts.keepers.keeper(of: talk.conversation.id).ballots(of: talk.conversation)),
            withheld: [talk.statements[0].id], tellsCrowds: true)
        #expect(comparison.all.map(\.statement.number) == [1] && comparison.trusted.isEmpty)
        #expect(comparison.onlyAll.isEmpty, "that it is not shared by them may not be said")
        // Where one statement alone has no number, all answers less those that are told would be its.
        for _ in 0..<4 { try await talk.answers(.agree, 2, talk.device()) }
        let later = try await talk.acts.drawn(talk.conversation), after = try object(later)
        #expect(later.answers == 15 && after["answers"] is NSNull)
        #expect(Set(later.shared.map(\.tally.statement.number)) == [1, 3] && later.dividing.isEmpty)
        await talk.test.app.database.close()
    }

    @Test("Of a statement no numbers stand in a reading that leaves a few over of those who saw it")
    func betweenReadings() {
        var list: [OpinionVotes.Vote] = []
        func saw(_ people: Range<Int>, _ statement: Int) {
            for person in people { list.append(.init(participant: person, statement: statement, answer: .agree)) }
        }
        // The first six are whom trust lets in.
        saw(0..<12, 0)
        saw(0..<8, 1)
        saw(0..<6, 2)
        let votes = OpinionVotes(participantCount: 12, statementCount: 3, votes: list)
        func withheld(_ selection: ConversationSelection) -> Set<Int> {
            ConversationApart.withheld(votes, in: selection, beside: [.all, .trusted, .unflagged]) { one, person in
                switch one {
                case .all, .unflagged: true
                case .trusted: person < 6
                case .byLink: false
                }
            }
        }
        #expect(withheld(.all).isEmpty && withheld(.unflagged).isEmpty)
        #expect(withheld(.trusted) == [1])
    }

    @Test("How all groups hold a statement is told where neither they nor those beside them are a few")
    func acrossGroups() {
        #expect(ConversationRest.showsShares(20, grouped: 20, large: [10, 10]))
        #expect(ConversationRest.showsShares(28, grouped: 20, large: [10, 10]))
        #expect(!ConversationRest.showsShares(23, grouped: 20, large: [10, 10]), "three in no group")
        #expect(!ConversationRest.showsShares(20, grouped: 20, large: [10, 8]), "two in a small one")
        #expect(!ConversationRest.showsShares(20, grouped: 20, large: [17, 3]), "three of a group")
    }

    @Test("What a few of a group saw tells it from no other, and is not said to divide groups")
    func fewOfGroup() async throws {
        let talk = try await Talked(try await TestApp(seed: 12), statements: 10)
        for place in 0..<18 {
            let she = talk.device()
            for statement in 0..<10 where statement < 9 || place % 2 == 0 || place < 6 {
                try await talk.answers(
                    statement < 6 || (place + statement) % 2 == 0 ? .agree : .disagree, statement, she)
            }
        }
        let result = try await talk.acts.drawn(talk.conversation), map = result.picture.map
        try #require(result.showsGroups && map.statements[9].everybody.seen == 12)
        try #require(map.dividing().count == 4 && map.groups.flatMap(\.marks).contains { $0.seen == 3 })
        #expect(Set(result.dividing.map(\.tally.statement.number)) == [7, 8, 9])
        #expect(result.groups.flatMap(\.marks).allSatisfy { $0.mark.seen == 9 })
        await talk.test.app.database.close()
    }

    @Test("Colours, which follow what a node has drawn before, change nothing in the result")
    func colours() async throws {
        let talk = try await Talked(try await TestApp(seed: 12), statements: 10)
        for place in 0..<18 {
            let she = talk.device()
            for statement in 0..<10 {
                try await talk.answers(
                    statement < 3 || (place + statement) % 2 == 0 ? .agree : .disagree, statement, she)
            }
        }
        let drawn = try await talk.acts.drawn(talk.conversation)
        try #require(drawn.showsGroups && drawn.groups.map(\.size) == [9, 9])
        let results = [[0, 1], [1, 0]].map {
            ConversationResult(talk.conversation, drawn.picture, drawn.stability, $0)
        }
        #expect(results[0].groups.map(\.colour) == results[1].groups.map(\.colour).reversed())
        #expect(ConversationResultView(result: results[0]).json == ConversationResultView(result: results[1]).json)
        await talk.test.app.database.close()
    }

    // MARK: What changes

    @Test("After the end a statement is taken out, and the result is drawn anew; open pages hear of every step")
    func afterTheEnd() async throws {
        let talk = try await Talked(try await TestApp(seed: 9), statements: 2), test = talk.test
        let id = talk.conversation.id, network = test.network.id, founder = test.viewer("founder")
        for _ in 0..<6 {
            let who = talk.device()
            for statement in 0..<2 { try await talk.answers(.agree, statement, who) }
        }
        func moved() async throws -> Int? {
            try await test.app.database.read { db in
                try db.value(
                    """
                    SELECT count(*) FROM events WHERE object_id = \(id) AND kind = \(Event.Kind.conversationMoved)
                    """, as: Int.self)
            }
        }
        let before = try await moved() ?? 0
        var draft = ConversationDraft()
        draft.seeds = "One more to begin with"
        _ = try await talk.acts.perform(.seed(draft.seeds), on: id, by: founder, in: network)
        #expect(try await moved() == before + 1)
        let closed = try await talk.acts.perform(.close, on: id, by: founder, in: network)
        #expect(try await talk.acts.drawn(closed).tallies.count == 2)
        _ = try await talk.acts.judge(
            .reject(.personal, ""), of: talk.statements[0].id, in: id, by: founder, of: network)
        #expect(try await moved() == before + 2)
        #expect(try await talk.acts.drawn(closed).tallies.map(\.statement.id) == [talk.statements[1].id])
        await test.app.database.close()
    }

    // MARK: What is asked meanwhile

    @Test("While one draws, others are asked by the picture before; it is drawn anew when it has been kept a while")
    func asking() async throws {
        let talk = try await Talked(try await TestApp(), statements: 1), latest = LatestPicture()
        #expect(latest.picture(at: 0) == nil, "whoever comes first draws")
        let picture = try await talk.acts.keepers.keeper(of: talk.conversation.id).picture(of: talk.conversation)
        latest.drawn(picture, since: 0, at: 100)
        #expect(latest.picture(at: 2_099) != nil)
        #expect(latest.picture(at: 2_100) == nil, "one draws")
        #expect(latest.picture(at: 60_000) != nil, "the others don't wait")
        latest.failed()
        #expect(latest.picture(at: 60_000) == nil)
        // The clock was put back: what was drawn later than now is drawn anew.
        latest.drawn(picture, since: 60_000, at: 60_100)
        #expect(latest.picture(at: 60_100) != nil)
        #expect(latest.picture(at: 50_000) == nil)
        // Whoever began before and ends after does not put back what was asked by.
        try await talk.answers(.agree, 0, talk.device())
        let newer = try await talk.acts.keepers.keeper(of: talk.conversation.id).picture(of: talk.conversation)
        latest.drawn(newer, since: 70_000, at: 70_100)
        latest.drawn(picture, since: 69_000, at: 70_200)
        #expect(latest.picture(at: 70_300)?.lastVote == newer.lastVote && newer.lastVote > picture.lastVote)
        await talk.test.app.database.close()
    }
}
