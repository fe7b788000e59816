import Database
import Testing

@testable import Weftwork

/// An answer counts when it reached her: ways back, calls, bounces, reported calls.
@Suite struct CallTests {
    private func call(_ test: TestApp, _ need: ID) async throws -> CallItem? {
        try await test.app.database.read { db in try db.openCall(of: need, in: test.network.id) }
    }

    private func clock(_ test: TestApp, _ object: ID) async throws -> Clock? {
        try await test.app.database.read { db in try db.clock(of: object, in: test.network.id) }
    }

    @Test(arguments: TestApp.kinds) func whomNoMessageReachesIsCalled(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.submit()
        #expect(try await call(test, need.id) == nil, "a receipt is no answer")
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        let open = try #require(try await call(test, need.id))
        #expect(open.why == .noWay && open.topics == [.acknowledged])
        let clock = try #require(try await clock(test, open.id))
        #expect(clock.ownerID == (try await test.need(need.id))?.ownerID && clock.step == "call")
        // What has to be said gathers in one call.
        try await test.act(.askInformation(question: "Which size?"), need.id, "intake")
        #expect(try await call(test, need.id)?.topics == [.acknowledged, .question])
        // Whoever owns the need has the call.
        let verifier = try #require(test.members["verifier"]).id
        _ = try await acts.assign(need.id, to: verifier, by: test.viewer("founder"), in: network)
        #expect(try await self.clock(test, open.id)?.ownerID == verifier)
        await #expect(throws: Refusal.self) {
            _ = try await acts.endCall(
                of: need.id, "spoke", note: "", by: test.viewer("volunteer"), in: network)
        }
        _ = try await acts.endCall(
            of: need.id, "spoke", note: "She needs size 8.", by: test.viewer("verifier"), in: network)
        #expect(try await call(test, need.id) == nil)
        #expect(try await self.clock(test, open.id) == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func threeInVainAreNotReached(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.submit()
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        for attempt in 1...3 {
            #expect(try await call(test, need.id)?.tries == attempt - 1)
            test.clock.pass(Time.hour)
            _ = try await acts.endCall(of: need.id, "noAnswer", note: "", by: test.viewer("intake"), in: network)
        }
        #expect(try await call(test, need.id) == nil)
        #expect(try await test.need(need.id)?.state == .cannotReach)
        // She opens her page: she is reached by nobody's word but her own act; a wrong number ends a call at once.
        let other = try await test.submit(test.entry("Another ward"))
        try await test.act(.acknowledge(note: ""), other.id, "intake")
        _ = try await acts.endCall(of: other.id, "wrongNumber", note: "", by: test.viewer("intake"), in: network)
        #expect(try await test.need(other.id)?.state == .cannotReach)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func sayingThatSheHasReadItIsBeingReached(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.submit()
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        #expect(try await call(test, need.id) != nil)
        let acts = test.app.needs, her = test.requester(need.id), network = test.network.id
        let due = try #require(try await acts.file(need.id, for: her, in: network).recentCall)
        #expect(due.openedAt == test.clock.now && due.closedAt == nil)
        test.clock.pass(Time.minute)
        try await acts.hasRead(need, by: her)
        #expect(try await call(test, need.id) == nil)
        // For a day her page says that somebody was to call her.
        let recent = try #require(try await acts.file(need.id, for: her, in: network).recentCall)
        #expect(recent.openedAt == due.openedAt && recent.closedAt == test.clock.now && recent.outcome == "read")
        test.clock.pass(CallRules.told)
        #expect(try await acts.file(need.id, for: her, in: network).recentCall == nil)
        await test.app.database.close()
    }

    /// The caller says what she was to hear, not what everybody hears first.
    @Test(arguments: TestApp.kinds) func whoCallsSaysWhatCameBack(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, acts = test.app.needs
        var entry = test.entry()
        entry.email = "ward@hospital.example"
        let need = try await test.submit(entry)
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        try await test.act(.askInformation(question: "Which size?"), need.id, "intake")
        let jobs = try await test.app.database.read { db in
            try db.query(
                "SELECT id, kind, payload FROM jobs WHERE subject_id = \(need.id) AND kind = 'mail' ORDER BY id"
            ) { Job(id: try $0[0], kind: try $0[1], payload: try $0[2], attempts: 8, subject: need.id) }
        }
        let topics = jobs.map { acts.topic(of: $0) }
        #expect(topics.contains(.acknowledged) && topics.contains(.question))
        try await acts.messageFailed(.mail, about: need.id, topic: .question)
        #expect(try await call(test, need.id)?.topics == [.question])
        try await acts.messageFailed(.mail, about: need.id, topic: .acknowledged)
        #expect(try await call(test, need.id)?.topics == [.question, .acknowledged])
        // A mail server's report names no message: the last by this way is what she did not hear.
        let second = try await test.submit(
            {
                var other = test.entry("Ward 2")
                other.email = "second@hospital.example"
                return other
            }())
        try await test.act(.acknowledge(note: ""), second.id, "intake")
        try await test.act(.askInformation(question: "Which size?"), second.id, "intake")
        _ = try await acts.bounced("second@hospital.example", by: Viewer(.operator, language: .en), in: network)
        #expect(try await call(test, second.id)?.topics == [.question])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatComesBackBecomesACall(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        var entry = test.entry()
        entry.email = "ward@hospital.example"
        let need = try await test.submit(entry)
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        #expect(try await call(test, need.id) == nil, "a mail went out")
        try await test.app.needs.messageFailed(.mail, about: need.id)
        let open = try #require(try await call(test, need.id))
        #expect(open.why == .bounced && open.topics == [.acknowledged])
        // The mail server's word is taken by the operator's door, by the address.
        let second = try await test.submit(
            {
                var other = test.entry("Ward 2")
                other.email = "Ward@Hospital.example"
                return other
            }())
        let count = try await test.app.needs.bounced(
            "ward@hospital.example", by: Viewer(.operator, language: .en), in: network)
        #expect(count == 2)
        #expect(try await call(test, second.id) != nil)
        await #expect(throws: Refusal.self) {
            _ = try await test.app.needs.bounced("ward@hospital.example", by: test.viewer("founder"), in: network)
        }
        // A new address is worth a new try.
        var correction = Correction()
        correction.contact = Contact(email: "desk@hospital.example")
        _ = try await test.app.needs.perform(
            .correct(correction), on: need.id, by: test.requester(need.id), in: network)
        let failed = try await test.app.database.read { db in try db.failedWays(of: need) }
        #expect(failed.isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aReportedCallHasOwnerClockAndAnswer(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.submit()
        await #expect(throws: Refusal.self) {
            try await acts.reportCall(of: need.id, "", by: test.viewer("intake"), in: network)
        }
        try await acts.reportCall(
            of: need.id, "He wanted a deposit.", by: test.requester(need.id), in: network)
        let report = try #require(
            try await test.app.database.read { db in try db.reports(of: need.id, in: network) }.first)
        let clock = try #require(try await clock(test, report.id))
        #expect(clock.object == .report && clock.ownerID == test.members["founder"]?.id)
        // It escalates like every clock.
        test.clock.pass(clock.dueAt - test.clock.now + Time.hour)
        _ = try await acts.sweep()
        #expect(try await self.clock(test, report.id)?.stage ?? 0 > 0)
        try await acts.endReport(
            report.id, of: need.id, "It was none of us.", by: test.viewer("founder"), in: network)
        #expect(try await self.clock(test, report.id) == nil)
        await #expect(throws: Refusal.self) {
            try await acts.endReport(report.id, of: need.id, "again", by: test.viewer("founder"), in: network)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func sheSaysHowSheIsReached(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.submit(), her = test.requester(need.id)
        let byDigits = Viewer(.requester(need: need.id, full: false), language: .en)
        let reach = Reach(channel: "call", hours: "8–11 at night", askEvery: 4)
        await #expect(throws: Refusal.self) { try await acts.setReach(reach, of: need.id, by: byDigits, in: network) }
        try await acts.setReach(reach, of: need.id, by: her, in: network)
        try await acts.addContact(
            Contact(name: "Night ward", phone: "15412345679", hours: "after 20:00"), to: need.id, by: her, in: network)
        let file = try await acts.file(need.id, for: her, in: network)
        #expect(file.secret?.reach == reach && file.secret?.contacts.count == 2)
        #expect(file.secret?.contacts.last?.hours == "after 20:00")
        try await acts.removeContact(at: 0, of: need.id, by: her, in: network)
        await #expect(throws: Refusal.self) {
            try await acts.removeContact(at: 0, of: need.id, by: her, in: network)
        }
        // Asked four times less often.
        for (name, action) in [
            ("intake", NeedAction.acknowledge(note: "")),
            ("verifier", .verify(VerificationDraft(confidence: .official))),
            ("dispatcher", .publish(audience: .public, reason: "")),
        ] { try await test.act(action, need.id, name) }
        let usual = try await acts.settings(of: network).clocks.length(of: .freshness, urgency: need.urgency)
        #expect(try await test.need(need.id)?.dueAt == test.clock.now + 4 * usual)
        await test.app.database.close()
    }

    /// Announced once, by the short message that works – never by what has just failed.
    @Test(arguments: TestApp.kinds, [Job.Kind.mail, .sms])
    func aCallFromABounceIsAnnounced(_ kind: EngineKind, _ failing: Job.Kind) async throws {
        let gateway = ["WEFT_SMS_URL": "https://sms.example/v1", "WEFT_SMS_BODY": #"{"to":"{to}","text":"{text}"}"#]
        let test = try await TestApp(kind, environment: gateway), acts = test.app.needs
        var entry = test.mailed()
        entry.phone = "13900001234"
        let need = try await test.submit(entry)
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        try await acts.messageFailed(failing, about: need.id, topic: .acknowledged)
        try await acts.messageFailed(failing, about: need.id, topic: .question)
        #expect(try await call(test, need.id)?.topics == [.acknowledged, .question])
        let texts = try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE subject_id = \(need.id) AND kind = 'sms' ORDER BY id") { row in
                SMS(sealed: try row[0], vault: acts.vault)?.text
            }
        }
        let announced = texts.filter { $0 == CallWords.announced(need.code)(need.language) }
        #expect(announced.count == (failing == .mail ? 1 : 0))
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aLateGiveUpOfAnOldAddressSaysNothingOfTheNewOne(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.submit(test.mailed())
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        var correction = Correction()
        correction.contact = Contact(email: "new@hospital.example")
        _ = try await acts.perform(.correct(correction), on: need.id, by: test.requester(need.id), in: network)
        try await acts.messageFailed(.mail, about: need.id, to: "ward@hospital.example")
        #expect(try await call(test, need.id) == nil, "it had to tell nothing that must reach her")
        try await acts.messageFailed(.mail, about: need.id, topic: .acknowledged, to: "ward@hospital.example")
        let failed = try await test.app.database.read { db in try db.failedWays(of: need) }
        #expect(failed.isEmpty)
        #expect(try await call(test, need.id)?.topics == [.acknowledged])
        try await acts.messageFailed(.mail, about: need.id, topic: .acknowledged, to: "New@hospital.example")
        #expect(try await test.app.database.read { db in try db.failedWays(of: need) } == [.email])
        await test.app.database.close()
    }

    /// One added and the first removed is another contact, as if it had been corrected.
    @Test(arguments: TestApp.kinds) func removingTheFirstContactIsCorrectingIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.published(test.mailed()), her = test.requester(need.id)
        for phone in ["15412345679", "15412345680"] {
            try await acts.addContact(Contact(phone: phone), to: need.id, by: her, in: network)
        }
        try await acts.removeContact(at: 2, of: need.id, by: her, in: network)
        #expect(try await test.need(need.id)?.voided == [])
        let before = try await mails(test, need.id)
        try await acts.removeContact(at: 0, of: need.id, by: her, in: network)
        #expect(try await test.need(need.id)?.voided == ["contact"])
        let warned = try await mails(test, need.id).dropFirst(before.count)
        #expect(warned.map(\.to) == ["ward@hospital.example"])
        await test.app.database.close()
    }

    private func mails(_ test: TestApp, _ need: ID) async throws -> [Mail] {
        let vault = test.app.needs.vault
        return try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE subject_id = \(need) AND kind = 'mail' ORDER BY id") { row in
                Mail(sealed: try row[0], vault: vault)
            }
        }.compactMap { $0 }
    }

    struct Sending: Sendable {
        let channel: String
        let hasGateway: Bool
        let failed: Set<MessageWay>
        let way: MessageWay?
    }

    static let sendings: [Sending] = [
        Sending(channel: "", hasGateway: true, failed: [], way: .email),
        Sending(channel: "sms", hasGateway: true, failed: [], way: .sms),
        Sending(channel: "sms", hasGateway: false, failed: [], way: .email),
        Sending(channel: "call", hasGateway: true, failed: [], way: nil),
        Sending(channel: "", hasGateway: true, failed: [.email], way: .sms),
        Sending(channel: "", hasGateway: false, failed: [.email], way: nil),
        Sending(channel: "email", hasGateway: true, failed: [.email, .sms], way: nil),
    ]

    @Test(arguments: sendings) func theWayAMessageTakes(_ sending: Sending) {
        let contacts = [Contact(phone: "027-8288123"), Contact(phone: "13900001234", email: "a@b.example")]
        let route = WayRules.route(
            contacts, Reach(channel: sending.channel), hasGateway: sending.hasGateway, failed: sending.failed)
        #expect(route?.way == sending.way)
        #expect(WayRules.route([Contact(phone: "027-8288123")], nil, hasGateway: true, failed: []) == nil)
    }

    @Test func theCheckWordIsTheSameForHerAndWhoMayCall() async throws {
        let test = try await TestApp(), network = test.network.id
        let need = try await test.published()
        let hers = try await test.app.needs.file(need.id, for: test.requester(need.id), in: network).checkWord?(.en)
        #expect(hers?.isEmpty == false)
        for name in ["volunteer", "dispatcher", "nobody"] {
            let file = try? await test.app.needs.file(need.id, for: test.viewer(name), in: network)
            #expect(file?.checkWord == nil, "\(name)")
        }
        let draft = ClaimDraft(
            line: try #require(need.lines.first).id, quantity: 1_000, promisedBy: test.clock.now + Time.hour, note: "")
        _ = try await test.app.needs.claim(draft, on: need.id, by: test.viewer("volunteer"), in: network)
        let claimant = try await test.app.needs.file(need.id, for: test.viewer("volunteer"), in: network)
        #expect(claimant.checkWord?(.en) == hers)
        await test.app.database.close()
    }

    @Test func checkWordsAreToldApart() {
        let all = Set((0...UInt16.max).map { CheckWord.words($0)(.en) })
        #expect(all.count == CheckWords.things.count * 90)
        #expect(Set(CheckWords.things.map(\.zh)).count == CheckWords.things.count)
    }

    @Test(arguments: [
        (CallOutcome.spoke, 0, CallRules.Follow.close), (.spoke, 2, .close), (.noAnswer, 0, .again),
        (.noAnswer, 1, .again), (.noAnswer, 2, .cannotReach), (.wrongNumber, 0, .cannotReach),
    ]) func whatFollowsFromACall(_ outcome: CallOutcome, _ tries: Int, _ follow: CallRules.Follow) {
        #expect(CallRules.follow(outcome, tries: tries) == follow)
    }
}
