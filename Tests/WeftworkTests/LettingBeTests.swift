import Database
import Engine
import Testing

@testable import Weftwork

/// Whoever pauses is written to by nothing that asks them for something, and finds it at home.
@Suite struct LettingBeTests {
    private func mails(_ test: TestApp, to name: String, _ words: String = "") async throws -> Int {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail'") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }.count {
            $0.to == "\(name)@example.org" && (words.isEmpty || $0.body.contains(words))
        }
    }

    private func pause(_ name: String, _ test: TestApp, isOn: Bool = true) async throws {
        let member = try #require(test.members[name]), now = test.clock.now
        try await test.app.database.write { db in
            try test.app.volunteers.setPause(isOn ? .until(now + Time.day) : nil, of: member, at: now, db)
        }
    }

    private func asked(_ name: String, _ test: TestApp) async throws -> [String] {
        let id = try test.id(name), network = test.network.id
        return try await test.app.database.read { db in
            try db.query(
                "SELECT kind FROM contact_ledger WHERE network_id = \(network) AND member_id = \(id) ORDER BY id"
            ) { try $0[0] }
        }
    }

    @Test(arguments: TestApp.kinds) func offersAndVouchesWaitAtHome(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, now = test.clock.now
        let she = try #require(test.members["volunteer"])
        let offer = try await test.listed(), need = try await test.published()
        try await pause("volunteer", test)
        let before = try await mails(test, to: "volunteer")
        let use = try await test.use(offer, for: need, 1_000, by: "dispatcher")
        _ = try await test.app.members.askForVouch(
            of: she.id, VouchDraft(kind: .identity, how: "we carried boxes"), by: test.viewer("volunteer2"), in: network
        )
        #expect(try await mails(test, to: "volunteer") == before)
        #expect(try await asked("volunteer", test).isEmpty, "what was not sent counts for nothing")
        let tasks = try await test.app.database.read { db in try test.app.offers.tasks(for: she, now: now, db) }
        #expect(tasks.map(\.clock.objectID).contains(use.id))
        #expect(try await test.app.members.waiting(for: she).map(\.clock.step).contains("request"))
        #expect(try await mails(test, to: "dispatcher", "no message went to them") == 1)
        // Once she is back she is asked as everybody is, and not reminded of what she was not sent.
        try await pause("volunteer", test, isOn: false)
        let other = try await test.published(test.entry("A clinic lacks masks"))
        _ = try await test.use(offer, for: other, 1_000, by: "dispatcher")
        #expect(try await mails(test, to: "volunteer") == before + 1)
        #expect(try await asked("volunteer", test) == ["offer"])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoPausesMeanwhileIsNotReminded(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let offer = try await test.listed(), need = try await test.published()
        let use = try await test.use(offer, for: need, 1_000, by: "dispatcher")
        try await pause("volunteer", test)
        let before = try await mails(test, to: "volunteer")
        let clock = try #require(try await test.app.database.read { db in try db.clock(of: use.id, in: network) })
        test.clock.pass(clock.startedAt + (clock.dueAt - clock.startedAt) * 8 / 10 - test.clock.now)
        #expect(try await test.app.offers.sweep() > 0)
        #expect(try await mails(test, to: "volunteer") == before)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func onCallLinesOfOthersCount(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        func plan(_ name: String, by planner: String) async throws {
            try await test.app.needs.planShift(
                member: try test.id(name), desk: "night", from: test.clock.now + Time.hour,
                to: test.clock.now + 9 * Time.hour, isOnCall: true, by: test.viewer(planner), in: network)
        }
        try await pause("intake", test)
        let before = (try await mails(test, to: "intake"), try await mails(test, to: "verifier"))
        try await plan("intake", by: "founder")
        #expect(try await mails(test, to: "intake") == before.0)
        let waiting = try await test.app.needs.waiting(for: try #require(test.members["intake"])).shifts
        #expect(waiting.count == 1, "it stands at their home")
        #expect(try await mails(test, to: "founder", "no message went to them") == 1, "who waits for a yes knows")
        try await plan("verifier", by: "founder")
        #expect(try await mails(test, to: "verifier") == before.1 + 1)
        #expect(try await asked("verifier", test) == ["onCall"])
        // A line of one's own is asked of nobody.
        try await plan("founder", by: "founder")
        #expect(try await asked("founder", test).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aSecondPersonIsAskedWithinTheirWeek(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, acts = test.app.needs
        var entry = test.entry("Two people trapped on a roof", quantity: "4")
        entry.category = "rescue"
        entry.lines = [NeedEntry.Line(item: "Rescuers", quantity: "4", unit: "people", kind: "people")]
        let need = try await test.published(entry)
        for name in ["volunteer", "volunteer2", "volunteer3"] {
            _ = try await test.app.members.certify(
                try test.id(name),
                CertificateDraft(kind: "danger", until: Format.dayField(test.clock.now + 100 * Time.day)),
                by: test.viewer("founder"), in: network)
        }
        try await pause("volunteer2", test)
        let before = (try await mails(test, to: "volunteer2"), try await mails(test, to: "volunteer3"))
        var draft = ClaimDraft(line: need.lines[0].id, quantity: 1000, promisedBy: test.clock.now + Time.hour)
        draft.briefings = Set(Briefings.shipped.all.map(\.version))
        draft.second = try test.id("volunteer2")
        let claim = try await acts.claim(draft, on: need.id, by: test.viewer("volunteer"), in: network).claim
        #expect(try await mails(test, to: "volunteer2") == before.0)
        #expect(try await mails(test, to: "volunteer", "No message went to the second person") == 1)
        #expect(try await acts.waiting(for: try #require(test.members["volunteer2"])).seconds.map(\.isAsked) == [true])
        _ = try await acts.nameSecond(
            try test.id("volunteer3"), forClaim: claim.id, by: test.viewer("volunteer"), in: network)
        #expect(try await mails(test, to: "volunteer3") == before.1 + 1)
        #expect(try await asked("volunteer3", test) == ["second"])
        await test.app.database.close()
    }
}
