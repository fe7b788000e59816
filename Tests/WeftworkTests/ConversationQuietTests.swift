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

    @Test("What fewer than five saw stands there without numbers")
    func seenByFew() async throws {
        let talk = try await Talked(try await TestApp(seed: 3), statements: 2)
        for person in 0..<6 {
            let who = talk.device()
            try await talk.answers(.agree, 0, who)
            if person < 4 { try await talk.answers(person % 2 == 0 ? .agree : .disagree, 1, who) }
        }
        let result = try await talk.acts.drawn(talk.conversation), shown = try object(result)
        for name in ["agrees", "disagrees", "passes"] {
            #expect(numbers(name, shown["statements"]).map { $0 == nil } == [false, true], "\(name)")
        }
        #expect(result.tallies.map(\.showsCount) == [true, false])
        #expect(numbers("width", shown["dividing"]).allSatisfy { $0 == nil })
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
        await talk.test.app.database.close()
    }
}
