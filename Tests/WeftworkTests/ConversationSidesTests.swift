import Database
import Engine
import Testing

@testable import Weftwork

@Suite("Conversations: what all reject, what nobody looked at in time, what goes on, what goes out and comes back")
struct ConversationSidesTests {
    /// Eight devices: all hold the first statement, all reject the second, the third divides them.
    private func talked(_ kind: EngineKind) async throws -> Talked {
        let talk = try await Talked(try await TestApp(kind, seed: 9), statements: 3)
        for person in 0..<8 {
            let who = talk.device()
            try await talk.answers(.agree, 0, who)
            try await talk.answers(.disagree, 1, who)
            try await talk.answers(person % 2 == 0 ? .agree : .disagree, 2, who)
        }
        return talk
    }

    // MARK: Sides

    @Test("What all reject says so in the charter, and stands apart from what all hold", arguments: TestApp.kinds)
    func rejected(_ kind: EngineKind) async throws {
        let talk = try await talked(kind), test = talk.test, founder = test.viewer("founder")
        let subject = CharterSubject.network(test.network.id), words = talk.statements.map(\.words)
        _ = try await test.app.charter.begin(of: subject, by: founder)
        for statement in talk.statements.prefix(2) {
            _ = try await talk.acts.hand(
                statement.id, to: "charter", in: talk.conversation.id, by: founder, of: test.network.id)
        }
        let open = try #require(try await test.app.database.read { db in try db.charterOpen(of: subject) })
        let made = try await test.app.database.read { db in try db.suggestions(to: open, test.app.vault) }
        #expect(Set(made.compactMap(\.words)) == [words[0], "All reject: \(words[1])"])
        let cognition = CognitionActs(members: test.app.members, talks: CognitionActs.talks(test.app.conversations))
        let talks = try await cognition.reading(for: founder, in: test.network.id).talks
        let told = try #require(talks.first)
        #expect(told.shared.map { $0(.en) } == [words[0]])
        #expect(told.rejected.map { $0(.en) } == [words[1]])
        #expect(told.divided.map { $0(.en) } == [words[2]])
        await test.app.database.close()
    }

    @Test("A statement is handed on in the language in which it was said")
    func language() async throws {
        let talk = try await Talked(try await TestApp(), statements: 1)
        func handed(_ words: String, _ side: OpinionSide?) -> String {
            let statement = ConversationStatement(
                id: talk.statements[0].id, number: 1, words: words, state: .open, isSeed: true, participantID: nil,
                at: 0, reason: nil)
            return HandedStatement(
                conversation: talk.conversation, statement: statement, agrees: 0, disagrees: 8, seen: 8, side: side,
                target: nil
            ).words
        }
        #expect(handed("司机晚上也应该出车", .disagree) == "大家都不同意：司机晚上也应该出车")
        #expect(handed("Drivers go out at night", .disagree) == "All reject: Drivers go out at night")
        #expect(handed("Drivers go out at night", .agree) == handed("Drivers go out at night", nil))
        await talk.test.app.database.close()
    }

    @Test("Two readings that share a statement on opposite sides differ")
    func oppositeSides() async throws {
        let talk = try await Talked(try await TestApp(seed: 4), statements: 1)
        for person in 0..<20 { try await talk.answers(person < 6 ? .agree : .disagree, 0, talk.device()) }
        let ballots = try await talk.acts.keepers.keeper(of: talk.conversation.id).ballots(of: talk.conversation)
        // As where neither makes up groups: everybody's, and that of those who agree.
        let all = ConversationPicture(ballots, grouping: [])
        let some = ConversationPicture(
            ballots, .trusted, keeping: { ballots.votes.answer(of: $0, to: 0) == .agree }, grouping: [])
        let comparison = ConversationComparison(all, some, ConversationFlags(ballots), tellsCrowds: true)
        #expect(comparison.onlyAll.map(\.side) == [.disagree] && comparison.onlyTrusted.map(\.side) == [.agree])
        let json = String(decoding: ConversationComparisonView(comparison: comparison).json, as: UTF8.self)
        for part in [#""shared":[1]"#, #""rejected":[1]"#, #""sharedByTrusted":[1]"#, #""rejectedByTrusted":[]"#] {
            #expect(json.contains(part), "\(part) in \(json)")
        }
        await talk.test.app.database.close()
    }

    // MARK: What divides

    @Test("What divides fills in a proposal, with the way back; nothing is handed on by that", arguments: TestApp.kinds)
    func dividing(_ kind: EngineKind) async throws {
        let talk = try await talked(kind), test = talk.test, network = test.network.id, id = talk.conversation.id
        func hand(_ statement: Int) async throws -> String {
            try await talk.acts.hand(
                talk.statements[statement].id, to: "proposal", in: id, by: test.viewer("founder"), of: network)
        }
        let path = try await hand(2), parts = path.split(separator: "?", maxSplits: 1).map(String.init)
        #expect(parts.first == "/proposals/new")
        let form = Form(encoded: parts.last ?? "")
        #expect(form["question"] == talk.statements[2].words && form["method"] == "consent")
        let lines = (form["context"] ?? "").split(separator: "\n").map(String.init)
        #expect(lines.first?.contains(talk.conversation.question) == true)
        #expect(lines.last == "http://test.invalid/n/test/conversations/\(id)")
        #expect(try await hand(2) == path, "as often as one likes")
        #expect(try await test.app.database.read { db in try db.handed(of: id, in: network) }.isEmpty)
        await #expect(throws: Refusal.self, "what all share does not divide") { _ = try await hand(0) }
        // The form is filled in, and an address of the network's own leads there.
        let page = try #require(test.app.endpoints.first { $0.method == .get && $0.path == "/n/{slug}/proposals/new" })
        let shown = await test.body(page, ["slug": "test"], form, as: test.viewer("founder"))
        #expect(shown?.contains("value=\"\(talk.statements[2].words)\"") == true)
        await test.app.database.close()
    }

    // MARK: What waits at the end

    /// A conversation with what waits in it, and somebody who looks at appeals.
    private func waiting(_ kind: EngineKind) async throws -> (talk: Talked, judge: Viewer) {
        let test = try await TestApp(kind)
        _ = try await test.app.people.addMember(
            MemberDraft(email: "second@example.org", name: "second", roles: [.coordinator]), to: "test")
        let network = test.network.id
        let second = try await test.app.database.read { db in
            try db.members(of: network).first { $0.name == "second" }
        }
        let talk = try await Talked(test, statements: 1) {
            $0.moderation = "before"
            $0.closes = "2020-02-02"
        }
        return (talk, Viewer(.member(try #require(second)), language: .en))
    }

    @Test(
        "What nobody had looked at when it ended is answered with that, and can be appealed to another than the host",
        arguments: TestApp.kinds, [true, false])
    func late(_ kind: EngineKind, _ endsByItself: Bool) async throws {
        let (talk, judge) = try await waiting(kind), test = talk.test, acts = talk.acts
        let id = talk.conversation.id, network = test.network.id, founder = test.viewer("founder")
        let she = talk.member("volunteer"), device = talk.device()
        let said = try await acts.say("Something of hers", in: id, by: she, of: network)
        let other = try await acts.say("Something of a device", in: id, by: device, of: network)
        #expect(throws: Refusal.self, "time says so, no host") {
            try StatementVerdict("reject", reason: "late", words: nil)
        }
        if endsByItself {
            test.clock.pass(3 * Time.day)
            try await acts.sweep { _, error in Issue.record(error) }
        } else {
            _ = try await acts.perform(.close, on: id, by: founder, in: network)
        }
        let own = try await acts.turn(id, for: device, in: network).said
        #expect(own.map(\.state) == [.rejected] && own.map(\.reason) == [.late])
        let log = try await acts.log(id, for: device, in: network)
        #expect(log.counts[.waiting] == nil && log.steps.map(\.step.reason) == [.late, .late])
        let tasks = try await acts.members.waiting(for: try #require(test.members["founder"]))
        #expect(!tasks.contains { $0.path.contains(id.description) })
        let hiding = try await acts.members.hiding(of: said.text, for: she.viewer, in: network)?.hiding
        #expect(hiding?.byID == test.members["founder"]?.id)
        #expect(hiding?.reason.contains(ConversationWords.name(of: ConversationStatement.Reason.late)(.zh)) == true)
        // The host, who let it wait, is not asked; a device appeals, too.
        try await acts.appeal(said.id, "I said it days before the end", by: she.viewer, in: id, of: network)
        let person = try await test.app.database.read { db in try db.statement(other.id, in: network) }
        let author = Viewer(
            .requester(need: try #require(person?.statement.participantID), full: true), language: .en)
        try await acts.appeal(other.id, "I said it days before the end", by: author, in: id, of: network)
        for one in [said, other] {
            let matter = try await test.app.database.read { db in
                try db.hiding(of: one.text, in: network)?.appealID.flatMap { try db.matter($0, in: network) }
            }
            #expect(matter?.ownerID == judge.member?.id)
        }
        await test.app.database.close()
    }

    private func mails(_ talk: Talked, to name: String) async throws -> Int {
        let member = try #require(talk.test.members[name]).id
        return try await talk.test.app.database.read { db in
            try db.value("SELECT count(*) FROM jobs WHERE subject_id = \(member) AND kind = 'mail'") ?? 0
        }
    }

    @Test(
        "Whoever said several things too late hears of them once; what ended before that was so gets its answer, too",
        arguments: TestApp.kinds, [true, false])
    func severalLate(_ kind: EngineKind, _ endedBefore: Bool) async throws {
        let (talk, _) = try await waiting(kind), test = talk.test, acts = talk.acts
        let id = talk.conversation.id, network = test.network.id, moment = test.clock.now
        for words in ["One thing of hers", "Another of hers", "And a third"] {
            _ = try await acts.say(words, in: id, by: talk.member("volunteer"), of: network)
        }
        let before = try await mails(talk, to: "volunteer")
        if endedBefore {
            try await test.app.database.write { db in
                try db.execute("UPDATE conversations SET closed_at = \(moment) WHERE id = \(id)")
            }
            try await acts.sweepLate { _, error in Issue.record(error) }
        } else {
            _ = try await acts.perform(.close, on: id, by: test.viewer("founder"), in: network)
        }
        #expect(try await mails(talk, to: "volunteer") == before + 1)
        let steps = try await acts.log(id, for: talk.device(), in: network)
        #expect(steps.counts[.waiting] == nil && steps.steps.map(\.step.reason) == [.late, .late, .late])
        let said = try await acts.turn(id, for: talk.member("volunteer"), in: network).said
        for one in said {
            let found = try await acts.members.hiding(of: one.text, for: talk.member("volunteer").viewer, in: network)
            #expect(found?.hiding != nil, "each can be appealed")
        }
        #expect(said.count == 3)
        try await acts.sweepLate { _, error in Issue.record(error) }
        #expect(try await mails(talk, to: "volunteer") == before + 1, "once is enough")
        await test.app.database.close()
    }

    @Test("An appeal that is open when a conversation ends gets its answer, and that counts", arguments: TestApp.kinds)
    func appealAfterTheEnd(_ kind: EngineKind) async throws {
        let (talk, judge) = try await waiting(kind), test = talk.test, acts = talk.acts
        let id = talk.conversation.id, network = test.network.id, founder = test.viewer("founder")
        let she = talk.member("volunteer")
        let said = try await acts.say("Something of hers", in: id, by: she, of: network)
        _ = try await acts.judge(.accept, of: said.id, in: id, by: founder, of: network)
        for _ in 0..<6 { _ = try await acts.answer(.agree, to: said.id, in: id, by: talk.device(), of: network) }
        _ = try await acts.judge(.reject(.unclear, ""), of: said.id, in: id, by: founder, of: network)
        try await acts.appeal(said.id, "Six people could follow it", by: she.viewer, in: id, of: network)
        let appeal = try await test.app.database.read { db in try db.hiding(of: said.text, in: network)?.appealID }
        _ = try await acts.perform(.close, on: id, by: founder, in: network)
        func shared() async throws -> [ID] { try await acts.drawn(talk.conversation).shared.map(\.tally.statement.id) }
        #expect(try await shared().isEmpty)
        try await acts.members.close(
            try #require(appeal), "shown", reason: "They did follow it", by: judge, network: network)
        let found = try await acts.statement(said.id, for: she, in: network)
        #expect(found.statement.state == .open && found.conversation.closedAt != nil)
        let page = try #require(
            test.app.endpoints.first {
                $0.method == .get && $0.path == "/n/{slug}/conversations/{id}/statements/{statement}"
            })
        let shown = await test.body(
            page, ["slug": "test", "id": id.description, "statement": said.id.description], as: she.viewer)
        #expect(shown?.contains("was let through") == true && shown?.contains("is asked about") == false)
        #expect(try await shared() == [said.id])
        await test.app.database.close()
    }

    // MARK: Files

    @Test("What begins like a formula, or with an apostrophe, comes back as it was said")
    func files() async throws {
        let words = [
            "=1+1 is what we need", "'=quoted is what we need", "'tis what we need", "- dashes are what we need",
            "+ more of what we need", "@all say what we need", "''@twice is what we need", "plain is what we need",
        ]
        let talk = try await Talked(try await TestApp(seed: 12), statements: 0) {
            $0.seeds = words.joined(separator: "\n")
        }
        for person in 0..<6 {
            let who = talk.device()
            for statement in words.indices {
                try await talk.answers((person + statement) % 3 == 0 ? .disagree : .agree, statement, who)
            }
        }
        let acts = talk.acts, founder = talk.test.viewer("founder"), network = talk.test.network.id
        let id = talk.conversation.id
        let votes = try await acts.export(statements: false, of: id, by: founder, in: network)
        let table = try await acts.export(statements: true, of: id, by: founder, in: network)
        #expect(table.contains("'=1+1") && table.contains("''=quoted"))
        let read = try await acts.readIn(
            question: "Again", votes: Array(votes.utf8), statements: Array(table.utf8), by: founder, in: network)
        let again = try await talk.test.app.database.read { db in try db.statements(of: read.id, in: network) }
        #expect(again.map(\.words) == words)
        #expect(
            ConversationResultView(result: try await acts.drawn(read), showsOwn: false).json
                == ConversationResultView(result: try await acts.drawn(talk.conversation), showsOwn: false).json)
        await talk.test.app.database.close()
    }
}
