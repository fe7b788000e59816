import Database
import Engine
import Testing

@testable import Weftwork

@Suite("Conversations: read in, cut off, taken up again")
struct ConversationImportTests {
    /// Answers of so many people, by a seed, as an export writes them.
    private static func table(people: Int, statements: Int, seed: UInt64) -> [UInt8] {
        var random = SplitMix64(seed: seed), lines = ["participant,statement,vote"]
        for person in 1...people {
            for statement in 1...statements where Int.random(in: 0..<5, using: &random) > 0 {
                lines.append("\(person),\(statement),\(Int.random(in: -1...1, using: &random))")
            }
        }
        return Array(lines.joined(separator: "\n").utf8)
    }

    private struct Place {
        let test: TestApp
        let acts: ConversationActs
        let votes = ConversationImportTests.table(people: 30, statements: 12, seed: 5)

        init(_ kind: EngineKind) async throws {
            test = try await TestApp(kind)
            acts = try await Talked(test, statements: 1).acts
        }

        func readIn(_ question: String = "Again") async throws -> Conversation {
            try await acts.readIn(
                question: question, votes: votes, statements: nil, by: test.viewer("founder"), in: test.network.id,
                atOnce: 50)
        }

        /// As if the power had gone after so many answers.
        func cut(_ conversation: Conversation, after number: Int) async throws {
            let (network, id) = (test.network.id, conversation.id)
            try await test.app.database.write { db in
                try db.execute(
                    "UPDATE conversations SET closed_at = NULL WHERE network_id = \(network) AND id = \(id)")
                for table in ["conversation_votes", "conversation_answers"] as [SQL] {
                    try db.execute(
                        """
                        DELETE FROM \(table) WHERE network_id = \(network) AND conversation_id = \(id) AND number > \(number)
                        """)
                }
                try db.execute(
                    """
                    UPDATE conversation_heads SET last_vote = \(number)
                    WHERE network_id = \(network) AND conversation_id = \(id)
                    """)
            }
        }

        func shown(_ conversation: Conversation) async throws -> [UInt8] {
            Array(ConversationResultView(result: try await acts.drawn(conversation), showsOwn: false).json)
        }

        func count(_ table: SQL, _ conversation: ID) async throws -> Int {
            try await test.app.database.read { db in
                try db.value("SELECT count(*) FROM \(table) WHERE conversation_id = \(conversation)") ?? 0
            }
        }

        func listed() async throws -> [ID] {
            try await acts.list(for: test.viewer("founder"), in: test.network.id).views.map(\.conversation.id)
        }
    }

    @Test(
        "What was cut off is nobody's to see, goes on where it stood, and shows the same", arguments: TestApp.kinds,
        [0, 1, 130])
    func cutOff(_ kind: EngineKind, _ number: Int) async throws {
        let place = try await Place(kind), whole = try await place.readIn()
        let (bytes, all) = (try await place.shown(whole), try await place.count("conversation_votes", whole.id))
        #expect(all > 250)
        try await place.cut(whole, after: number)
        #expect(try await !place.listed().contains(whole.id))
        let founder = ConversationVisitor(viewer: place.test.viewer("founder")), network = place.test.network.id
        await #expect(throws: Refusal.self) { try await place.acts.view(whole.id, for: founder, in: network) }
        // A new node: what was kept of it is gone.
        let again = try await place.readIn()
        #expect(again.id == whole.id && again.closedAt != nil)
        #expect(try await place.count("conversation_votes", whole.id) == all)
        #expect(try await place.count("conversation_answers", whole.id) == all)
        #expect(try await place.shown(again) == bytes)
        // What is in is not read in twice; the same answers to another question are another conversation.
        #expect(try await place.readIn().id == whole.id)
        #expect(try await place.readIn("Another question").id != whole.id)
        #expect(try await place.listed().count == 3)
    }

    @Test("What nobody takes up again is cleared away, a piece at a time", arguments: TestApp.kinds)
    func cleared(_ kind: EngineKind) async throws {
        let place = try await Place(kind), whole = try await place.readIn(), kept = try await place.readIn("Another")
        try await place.cut(whole, after: 130)
        try await place.acts.clearCutImports(atOnce: 50) { _, error in Issue.record(error) }
        #expect(try await place.count("conversation_votes", whole.id) == 130, "it may be taken up still")
        place.test.clock.pass(3 * Time.day)
        for left in [80, 30, 0] {
            try await place.acts.clearCutImports(atOnce: 50) { _, error in Issue.record(error) }
            #expect(try await place.count("conversation_votes", whole.id) == left)
            #expect(try await place.count("conversation_answers", whole.id) == left)
        }
        for table in ConversationStore.parts { #expect(try await place.count(table, whole.id) == 0) }
        #expect(try await place.count("conversation_votes", kept.id) > 250)
        #expect(try await place.listed().contains(kept.id))
    }

    @Test("People of what was cut off go a piece at a time, too", arguments: TestApp.kinds)
    func clearedPeople(_ kind: EngineKind) async throws {
        let place = try await Place(kind), whole = try await place.readIn()
        let people = try await place.count("conversation_participants", whole.id)
        try await place.cut(whole, after: 0)
        place.test.clock.pass(3 * Time.day)
        for left in stride(from: people - 4, to: 4, by: -4) {
            try await place.acts.clearCutImports(atOnce: 4) { _, error in Issue.record(error) }
            #expect(try await place.count("conversation_participants", whole.id) == left)
        }
        for _ in 0..<2 { try await place.acts.clearCutImports(atOnce: 4) { _, error in Issue.record(error) } }
        for table in ConversationStore.parts { #expect(try await place.count(table, whole.id) == 0) }
    }

    @Test("More people than are written at once, and a longer table of statements, are refused before anything is")
    func tooMany() async throws {
        let world = try await TestApp().app.world
        func refused(_ votes: String, _ statements: [UInt8]?) -> [String] {
            do throws(Refusal) {
                _ = try ConversationFiles.content(votes: Array(votes.utf8), statements: statements, world: world)
                return []
            } catch {
                guard case .invalid(let problems) = error else { return [] }
                return problems.map(\.field)
            }
        }
        let long = [UInt8](repeating: UInt8(ascii: "a"), count: ConversationFiles.mostStatementBytes + 1)
        #expect(refused((0...ConversationFiles.mostPeople).map { "p\($0),s,1\n" }.joined(), nil) == ["votes"])
        #expect(refused("p,s,1\n", long) == ["statements"])
        #expect(refused("p,s,1\n", nil).isEmpty)
    }

    @Test("More answers than were once taken are read: as many as a large conversation has")
    func large() async throws {
        let test = try await TestApp()
        let votes = ConversationImportTests.table(people: 900, statements: 400, seed: 11)
        let content = try ConversationFiles.content(votes: votes, statements: nil, world: test.app.world)
        #expect(content.people == 900 && content.votes.count > 250_000)
        // Two million, each as long as an export of so many people has it, in JSON.
        let line = "8500000,1000,-1\\r\\n".utf8.count
        #expect(2_000_000 * line < ConversationFiles.mostBytes && ConversationFiles.mostAnswers >= 2_000_000)
    }
}
