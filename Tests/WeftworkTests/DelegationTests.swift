import Database
import Engine
import Testing

@testable import Weftwork

/// Voices passed on, of those who come and go.
@Suite struct DelegationTests {
    private func put(_ name: String, _ state: Membership.State, _ test: TestApp) async throws {
        let member = try #require(test.members[name])
        _ = try await test.app.database.write { db in
            try db.execute("UPDATE memberships SET state = \(state) WHERE id = \(member.id)")
        }
    }

    private func mails(_ name: String, _ test: TestApp) async throws -> Int {
        let member = try #require(test.members[name])
        return try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM jobs WHERE subject_id = \(member.id) AND kind = 'mail'") ?? 0
        }
    }

    private func voices(_ proposal: Proposal, _ test: TestApp) async throws -> Int? {
        BallotDetail.decode(try await test.count(proposal).count?.detail)?.voices
    }

    @Test("One voice that can't come back holds up none of the others")
    func oneThatIsStuck() async throws {
        let test = try await TestApp(), acts = test.app.delegations, network = test.network.id
        try await test.app.database.write { db in
            try db.save(AlignSettings(mayDelegate: true), of: network, at: test.clock.now)
        }
        let to = try #require(test.members["volunteer2"]).id.description
        _ = try await acts.pass("work", to: to, by: test.viewer("volunteer"), in: network)
        _ = try await acts.pass("people", to: to, by: test.viewer("volunteer3"), in: network)
        try await test.app.database.write { db in
            try db.execute(
                """
                CREATE TRIGGER stuck BEFORE UPDATE ON delegations WHEN OLD.topic = 'work'
                BEGIN SELECT RAISE(ABORT, 'stuck'); END
                """)
        }
        try await put("volunteer2", .dormant, test)
        var failed: [ID] = []
        try await acts.sweep { id, _ in failed.append(id) }
        let left = try await test.app.database.read { db in try db.delegationsLeftAlone(in: network, limit: 9) }
        #expect(left.map(\.topic) == [.work] && failed == left.map(\.id))
    }

    @Test(
        "What is passed on or taken back after the end counts no more, though the end was not come to yet",
        arguments: TestApp.kinds)
    func afterTheEnd(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.delegations, network = test.network.id
        try await test.app.database.write { db in
            try db.save(AlignSettings(mayDelegate: true), of: network, at: test.clock.now)
        }
        let to = try #require(test.members["volunteer2"]).id.description
        let other = try #require(test.members["volunteer3"]).id.description
        _ = try await acts.pass("work", to: to, by: test.viewer("intake"), in: network)
        let proposal = try await test.propose(.approval, options: 2), one = try await test.options(proposal)[0].id
        try await test.vote("volunteer2", on: proposal) { $0.values = [one: "1"] }
        #expect(try await voices(proposal, test) == 2)
        test.clock.pass(proposal.closesAt - test.clock.now + 1000)
        _ = try await acts.pass("work", to: to, by: test.viewer("volunteer"), in: network)
        _ = try await acts.pass("work", to: other, by: test.viewer("intake"), in: network)
        #expect(try await voices(proposal, test) == 2)
        try await test.app.proposals.sweep()
        #expect(try await test.count(proposal).proposal.state == .closed)
        #expect(try await voices(proposal, test) == 2)
        let decision = ProposalDecision(words: "The first, as both would have it.")
        try await test.app.proposals.perform(
            .decide(decision), on: proposal.id, by: test.viewer("founder"), in: network)
        #expect(try await test.app.proposals.miscounted(in: network).isEmpty)
    }

    @Test("Where positions are taken, too, one reads whose voice one carries, and who has answered for one")
    func stances() async throws {
        let test = try await TestApp(), acts = test.app.proposals, network = test.network.id
        try await test.app.database.write { db in
            try db.save(AlignSettings(mayDelegate: true), of: network, at: test.clock.now)
        }
        let from = try #require(test.members["volunteer"]).id, to = try #require(test.members["volunteer2"]).id
        _ = try await test.app.delegations.pass("work", to: to.description, by: test.viewer("volunteer"), in: network)
        // By two steps: what is looked at is the chain alone.
        _ = try await test.app.delegations.pass(
            "work", to: from.description, by: test.viewer("volunteer3"), in: network)
        let proposal = try await test.propose(.simpleMajority)
        func file(_ name: String) async throws -> ProposalFile {
            try await acts.file(proposal.id, for: test.viewer(name), in: network)
        }
        func waits(_ name: String) async throws -> [String?] {
            try await acts.waiting(for: test.viewer(name), in: network).map(\.passedTo)
        }
        func json(_ name: String) async throws -> String {
            var json = JSON()
            ProposalView(file: try await file(name), language: .en).write(to: &json)
            return String(decoding: json.bytes, as: UTF8.self)
        }
        #expect(try await file("volunteer2").passing[to]?.carries.sorted() == ["volunteer", "volunteer3"])
        #expect(try await json("verifier").contains("\"carries\":[],\"answeredForMe\":null"))
        #expect(try await file("volunteer").passing[from]?.passedTo == nil, "nobody has answered yet")
        #expect(try await waits("volunteer") == [nil])
        try await acts.perform(
            .answer(voice: nil, .agree, reason: ""), on: proposal.id, by: test.viewer("volunteer2"), in: network)
        #expect(try await file("volunteer").passing[from]?.passedTo == "volunteer2")
        #expect(try await json("volunteer").contains("\"answeredForMe\":\"volunteer2\""))
        #expect(try await waits("volunteer") == ["volunteer2"])
        #expect(try await waits("volunteer3") == ["volunteer2"])
        #expect(try await waits("verifier") == [nil])
        #expect(try await acts.counts(for: test.viewer("volunteer"), in: network).waiting == 1)
        let asked = try await test.app.members.waiting(for: try #require(test.members["volunteer"])).map {
            $0.words(.en)
        }
        #expect(asked.contains(ProposalPassingWords.waits("volunteer2", proposal.title)(.en)))
        let endpoint = try #require(
            test.app.endpoints.first { $0.method == .get && $0.path == "/n/{slug}/proposals/{id}" })
        let page = await test.body(
            endpoint, ["slug": test.network.slug, "id": proposal.id.description], as: test.viewer("volunteer"))
        #expect(page?.contains("volunteer2 has answered for you") == true)
        // What one says oneself counts first, and is waited for no more.
        try await acts.perform(
            .answer(voice: nil, .disagree, reason: ""), on: proposal.id, by: test.viewer("volunteer"), in: network)
        #expect(try await file("volunteer").passing[from]?.passedTo == nil)
        #expect(try await waits("volunteer3") == ["volunteer"], "the first along the chain that says something")
        #expect(try await file("volunteer2").passing[to]?.carries == [])
    }

    @Test(
        "Nobody speaks for who takes no part, nor through them; what held at the close is counted so for ever",
        arguments: TestApp.kinds)
    func whoIsGone(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.delegations, network = test.network.id
        try await test.app.database.write { db in
            try db.save(AlignSettings(mayDelegate: true), of: network, at: test.clock.now)
        }
        let passed = [
            ("volunteer", "volunteer2"), ("volunteer3", "volunteer2"), ("verifier", "volunteer3"),
            ("intake", "volunteer2"),
        ]
        for (from, to) in passed {
            _ = try await acts.pass(
                "work", to: try #require(test.members[to]).id.description, by: test.viewer(from), in: network)
        }
        let proposal = try await test.propose(.approval, options: 2), one = try await test.options(proposal)[0].id
        try await test.vote("volunteer2", on: proposal) { $0.values = [one: "1"] }
        #expect(try await voices(proposal, test) == 5)
        try await put("volunteer3", .dormant, test)
        #expect(
            try await voices(proposal, test) == 3, "who rests, and who passed theirs on to them, are not spoken for")
        let before = (try await mails("verifier", test), try await mails("volunteer3", test))
        try await acts.sweep()
        #expect(try await mails("verifier", test) == before.0 + 1, "whoever is here hears that it is over")
        #expect(try await mails("volunteer3", test) == before.1, "whoever rests is left in peace")
        try await put("volunteer3", .active, test)
        #expect(try await voices(proposal, test) == 3, "what ended does not come back by itself")
        #expect(try await acts.file(for: test.viewer("verifier"), in: network).given.isEmpty)
        // At the close it is settled, whenever it is counted again.
        try await put("volunteer", .suspended, test)
        try await test.closeAll()
        #expect(try await voices(proposal, test) == 2)
        try await put("volunteer", .active, test)
        #expect(try await voices(proposal, test) == 2)
        let decision = ProposalDecision(words: "The first, as most would have it.")
        try await test.app.proposals.perform(
            .decide(decision), on: proposal.id, by: test.viewer("founder"), in: network)
        // A forgotten member's voice is over, and what was counted by it stays.
        let person = try #require(test.members["intake"]?.personID)
        try await test.app.database.write { db in
            try db.forget(person: person, name: "former", blank: [], hash: [1], at: test.clock.now + 1)
        }
        #expect(try await voices(proposal, test) == 2)
        #expect(try await test.app.proposals.miscounted(in: network).isEmpty)
        let left = try await test.app.database.read { db in try db.delegations(in: network, on: .work, at: nil) }
        #expect(left.isEmpty)
    }
}
