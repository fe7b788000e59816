import Database
import Engine
import Testing

@testable import Weftwork

@Suite("Statements: nobody learns whose they are, nobody judges their own, none waits unheard of")
struct StatementCareTests {
    private func lead(_ test: TestApp, _ name: String, _ role: Role = .coordinator) async throws -> Viewer {
        _ = try await test.app.people.addMember(
            MemberDraft(email: "\(name)@example.org", name: name, roles: [role]), to: "test")
        let network = test.network.id
        let made = try await test.app.database.read { db in try db.members(of: network).first { $0.name == name } }
        return Viewer(.member(try #require(made)), language: .en)
    }

    private func mails(_ test: TestApp, to name: String) async throws -> [String] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }.filter { $0.to.hasPrefix("\(name)@") }.map(\.body)
    }

    private func isForbidden(_ error: any Error) -> Bool { if case Refusal.forbidden = error { true } else { false } }

    @Test("The data of whoever reported a statement does not name who said it", arguments: TestApp.kinds)
    func ownData(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = try await Talked(test, statements: 1) { $0.moderation = "after" }
        let acts = talk.acts, id = talk.conversation.id, network = test.network.id
        let said = try await acts.say("Something of hers", in: id, by: talk.member("volunteer"), of: network)
        let matter = try await acts.report(
            said.id, "This names a nurse of ours", in: id, by: talk.member("volunteer2"), of: network)
        let reporter = try #require(test.members["volunteer2"]), author = try #require(test.members["volunteer"])
        let person = Person(id: reporter.personID, name: reporter.name, language: .en)
        let account = try await test.app.people.signIns.account(of: person.id, session: "none")
        let data = try await test.app.members.ownData(of: person, account: account).json
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains(matter.description) && !text.contains(author.id.description))
        await test.app.database.close()
    }

    @Test("Who leads neither hides nor shows their own statement where another could", arguments: TestApp.kinds)
    func ownByTheGeneralDoor(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = try await Talked(test, statements: 1) { $0.moderation = "after" }
        let members = test.app.members, id = talk.conversation.id, network = test.network.id
        let founder = test.viewer("founder"), alone = talk.member("founder")
        let first = try await talk.acts.say("First words of the host", in: id, by: alone, of: network)
        try await members.hide(first.text, reason: "Said in haste", by: founder, in: network)
        try await members.show(first.text, by: founder, in: network)
        let second = try await lead(test, "second")
        let said = try await talk.acts.say(
            "Words of one who leads", in: id, by: ConversationVisitor(viewer: second), of: network)
        await #expect {
            try await members.hide(said.text, reason: "Said in haste", by: second, in: network)
        } throws: {
            isForbidden($0)
        }
        try await members.hide(said.text, reason: "Names a nurse", by: founder, in: network)
        await #expect {
            try await members.show(said.text, by: second, in: network)
        } throws: {
            isForbidden($0)
        }
        let hidden = try await test.app.database.read { db in try db.hiding(of: said.text, in: network) }
        #expect(hidden?.reason == "Names a nurse")
        await test.app.database.close()
    }

    @Test("A code alone is reason enough, and whoever looks at the appeal reads it in words", arguments: TestApp.kinds)
    func appealedReason(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = try await Talked(test, statements: 1) { $0.moderation = "after" }
        let second = try await lead(test, "second"), id = talk.conversation.id, network = test.network.id
        let she = talk.member("volunteer")
        let said = try await talk.acts.say("Something of hers", in: id, by: she, of: network)
        let host = Viewer(.member(try #require(test.members["founder"])), language: .zh)
        _ = try await talk.acts.judge(.reject(.insult, ""), of: said.id, in: id, by: host, of: network)
        let appeal = try await test.app.members.appeal(
            about: said.text, "It hurts nobody at all", by: she.viewer, in: network)
        let reading = try await test.app.members.matter(appeal, for: second, in: network)
        let reason = try #require(reading.appealedReason)
        #expect(reason(.en) == "Hurts somebody" && reason(.zh) == "伤人")
        let story = try await test.app.database.read { db in
            try db.story(of: said.id, in: network, tier: .case, vault: test.app.vault)
        }.filter { $0.kind == .textHidden }
        #expect(story.count == 1)
        #expect(story.allSatisfy { $0.details.contains("insult") && !$0.details.contains("statement:") })
        await test.app.database.close()
    }

    @Test(
        "What is about a statement is passed on by whoever answers for it alone, to whoever is found next",
        arguments: TestApp.kinds)
    func passedOnUnnamed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = try await Talked(test, statements: 1) { $0.moderation = "after" }
        let members = test.app.members, id = talk.conversation.id, network = test.network.id
        let founder = test.viewer("founder"), second = try await lead(test, "second")
        let author = try await lead(test, "author")
        let said = try await talk.acts.say(
            "Words of one who leads", in: id, by: ConversationVisitor(viewer: author), of: network)
        let matter = try await talk.acts.report(
            said.id, "This names a nurse of ours", in: id, by: talk.member("volunteer"), of: network)
        func owner() async throws -> ID? {
            try await test.app.database.read { db in try db.matter(matter, in: network) }?.ownerID
        }
        let first = try await owner()
        let (one, other) = first == founder.member?.id ? (founder, second) : (second, founder)
        for named in [try #require(author.member).id, try #require(other.member).id] {
            await #expect(throws: Refusal.self, "nobody is named") {
                try await members.handOver(matter, to: named, by: one, network: network)
            }
            await #expect {
                try await members.handOver(matter, to: named, by: other, network: network)
            } throws: {
                isForbidden($0)
            }
        }
        await #expect {
            try await members.handOver(matter, to: nil, by: other, network: network)
        } throws: {
            isForbidden($0)
        }
        #expect(try await owner() == one.member?.id)
        try await members.handOver(matter, to: nil, by: one, network: network)
        #expect(try await owner() == other.member?.id)
        try await members.handOver(matter, to: nil, by: other, network: network)
        #expect(try await owner() == one.member?.id)
        await test.app.database.close()
    }

    @Test("What the host said comes to those who stand in at once, and not to the host", arguments: TestApp.kinds)
    func hostsOwn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = try await Talked(test, statements: 1) { $0.moderation = "before" }
        let acts = talk.acts, id = talk.conversation.id, network = test.network.id
        let founder = try #require(test.members["founder"])
        let second = try await lead(test, "second"), third = try await lead(test, "third", .facilitator)
        func isAsked(_ member: Member?) async throws -> Bool {
            let member = try #require(member)
            return try await acts.members.waiting(for: member).contains { $0.path.contains(id.description) }
        }
        for said in ["First words of the host", "Second words of the host"] {
            _ = try await acts.say(said, in: id, by: talk.member("founder"), of: network)
        }
        let words = ConversationWords.mailJudge(talk.conversation.question)
        func told(_ name: String) async throws -> Int {
            try await mails(test, to: name).count { $0.contains(words(.en)) || $0.contains(words(.zh)) }
        }
        #expect(try await told("second") == 1)
        #expect(try await told("third") == 0)
        // Whoever the policy lets keep it judges, is reminded and has it before them.
        #expect(ConversationRules.mayJudge(talk.conversation, try #require(third.member)))
        for one in [second.member, third.member] { #expect(try await isAsked(one)) }
        for one in [founder, test.members["volunteer2"]] { #expect(try await !isAsked(one)) }
        test.clock.pass(13 * Time.hour)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await told("third") == 1)
        let waits = ConversationWords.mailWaits(talk.conversation.question)
        let own = try await mails(test, to: "founder")
        #expect(own.allSatisfy { !$0.contains(waits(.en)) && !$0.contains(waits(.zh)) })
        // Of what others say the host hears, and of nothing else.
        _ = try await acts.say("Something of hers", in: id, by: talk.member("volunteer"), of: network)
        let tasks = try await acts.members.waiting(for: founder).filter { $0.path.contains(id.description) }
        #expect(tasks.map { $0.words(.en) } == [ConversationWords.waits(talk.conversation.question, 1)(.en)])
        await test.app.database.close()
    }

    @Test("Devices don't stand in the way of one another's keys", arguments: TestApp.kinds)
    func keysOfDevices(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = try await Talked(test, statements: 1) { $0.moderation = "after" }
        let acts = talk.acts, id = talk.conversation.id, network = test.network.id
        let (one, other) = (talk.device(), talk.device())
        let first = Once(key: "1", content: [1]), second = Once(key: "1", content: [2])
        let said = try await acts.say("Something of one device", in: id, by: one, of: network, once: first)
        let more = try await acts.say("Something of the other", in: id, by: other, of: network, once: second)
        let again = try await acts.say("Something of one device", in: id, by: one, of: network, once: first)
        #expect(again.id == said.id && more.id != said.id)
        let (report, last) = (Once(key: "2", content: [1]), Once(key: "2", content: [2]))
        let words = "This names a nurse of ours"
        let matter = try await acts.report(said.id, words, in: id, by: other, of: network, once: report)
        let another = try await acts.report(more.id, words, in: id, by: one, of: network, once: last)
        #expect(another != matter)
        await test.app.database.close()
    }
}
