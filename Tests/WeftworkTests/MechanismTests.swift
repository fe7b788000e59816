import Database
import Testing

@testable import Weftwork

/// How a network works: written as a draft, published by another's consent, read by those it is for, with its figures.
@Suite struct MechanismTests {
    // MARK: Rules

    @Test func textsKeepBothLanguagesAndFallBack() {
        var texts = MechanismTexts()
        texts[.mission].set("求助有回音", in: .zh)
        texts[.vision].set("Found within a day", in: .en)
        texts[.values].set("x", in: .en)
        texts[.values].set("", in: .en)
        #expect(texts.said(.mission, .en) == "求助有回音" && texts.said(.vision, .zh) == "Found within a day")
        #expect(texts.said(.values, .zh) == nil && texts.said(.aim, .en) == nil)
        #expect(MechanismTexts(encoded: texts.encoded) == texts)
        #expect(MechanismRules.missing(texts) == [.values, .line])
        var later = texts
        later[.mission].set("Every request is answered", in: .en)
        #expect(MechanismRules.changed(from: texts, to: later) == [.mission])
        #expect(Set(MechanismPart.Group.allCases.flatMap(\.parts)) == Set(MechanismPart.allCases))
        #expect(MechanismPart.Group.allCases.flatMap(\.parts).count == MechanismPart.allCases.count)
    }

    @Test(
        arguments: [
            // who reads, for whom it is, whether they read it
            (Audience.public, Audience.public, true), (.partners, .public, true), (.members, .public, true),
            (.public, .members, false), (.partners, .members, false), (.members, .members, true),
            (.stewards, .members, true),
        ] as [(Audience, Audience, Bool)])
    func whoReads(_ reader: Audience, _ scope: Audience, _ reads: Bool) {
        var version = MechanismTests.version
        version.scope = scope
        var viewer = Sample.viewer(of: reader)
        viewer.isPartner = reader == .partners
        if reader == .partners { viewer = Viewer(.anonymous, language: .en) }
        #expect(version.isRead(by: viewer) == reads)
    }

    @Test(arguments: [(true, 1, false), (true, 0, true), (false, 1, true), (false, 0, true)])
    func whoConsents(_ isEditor: Bool, _ others: Int, _ may: Bool) {
        let other = ID(milliseconds: 2, entropy: (2, 2))
        let member = isEditor ? MechanismTests.version.editorID : other
        #expect(MechanismRules.mayConsent(to: MechanismTests.version, member, others: others) == may)
    }

    @Test(arguments: [([Role.coordinator], MechanismVersion.Hand.coordinator), ([.weaver], .steward), ([], .steward)])
    func asWhatSomebodyActs(_ roles: [Role], _ hand: MechanismVersion.Hand) {
        #expect(MechanismVersion.Hand(Sample.member("s", Set(roles))) == hand)
    }

    @Test func whatIsConsentedToIsTheTextAndForWhom() {
        let version = MechanismTests.version
        var other = version
        other.scope = .members
        #expect(other.hash != version.hash)
        other = version
        other.texts[.aim].set("more", in: .en)
        #expect(other.hash != version.hash)
        other = version
        other.reason = "why"
        #expect(other.hash == version.hash)
    }

    @Test(
        arguments: [(0, 0, 0, nil), (4, 4, 0, 100), (4, 3, 0, 75), (4, 4, 1, 80), (0, 0, 3, 0)]
            as [(Int, Int, Int, Int?)])
    func theShareCountsWhoStillWaitsTooLong(_ answered: Int, _ inTime: Int, _ late: Int, _ share: Int?) {
        let figures = MechanismFigures(from: 0, until: 1, answered: answered, inTime: inTime, late: late)
        #expect(figures.share == share)
    }

    private static var version: MechanismVersion {
        MechanismVersion(
            networkID: Sample.id, number: 1, editorID: Sample.id, editor: .steward, editedAt: 0)
    }

    // MARK: The way of a version

    private static func draft(_ mission: String = "Every request is answered") -> MechanismDraft {
        MechanismDraft(
            texts: [
                .mission: [.en: mission], .vision: [.en: "Found within a day"], .values: [.en: "True first"],
                .line: [.en: "People are called for needs"],
            ])
    }

    private func withCoordinator(_ test: TestApp) async throws -> Viewer {
        _ = try await test.app.people.addMember(
            MemberDraft(email: "lead@example.org", name: "lead", roles: [.coordinator]), to: "test")
        let lead = try await test.app.database.read { db in try db.members(of: test.network.id) }
            .first { $0.name == "lead" }
        return Viewer(.member(try #require(lead)), language: .en)
    }

    @Test(arguments: TestApp.kinds) func anotherConsents(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.mechanism, network = test.network.id
        let lead = try await withCoordinator(test), founder = test.viewer("founder")
        await #expect(throws: Refusal.self) {
            try await acts.save(MechanismTests.draft(), by: test.viewer("verifier"), in: network)
        }
        let hash = Hex.encode(try await acts.save(MechanismTests.draft(), by: lead, in: network).hash)
        // Members and the public read nothing of a draft.
        let outside = try await acts.reading(of: network, for: test.viewer("volunteer"))
        #expect(outside.version == nil && outside.versions.isEmpty)
        await #expect(throws: Refusal.self) { try await acts.consent(to: hash, by: founder, in: network) }
        await #expect(throws: Refusal.self) { try await acts.ask(hash, reason: "", by: lead, in: network) }
        try await acts.ask(hash, reason: "to begin with", by: lead, in: network)
        // Whoever wrote it does not decide.
        await #expect(throws: Refusal.self) { try await acts.consent(to: hash, by: lead, in: network) }
        await #expect(throws: Refusal.self) { try await acts.consent(to: "00", by: founder, in: network) }
        let made = try await acts.consent(to: hash, by: founder, in: network)
        #expect(made.number == 1 && !made.isAlone && made.decider == .coordinator && made.editor == .coordinator)
        #expect(made.figures != nil)

        let read = try await acts.reading(of: network, for: Viewer(.anonymous, language: .en))
        #expect(read.version?.texts.said(.mission, .en) == "Every request is answered" && read.names.isEmpty)
        #expect(read.version?.reason == "to begin with")
        let inside = try await acts.reading(of: network, for: test.viewer("volunteer"))
        #expect(Set(inside.names.values) == ["lead", "founder"])
        let told = try await test.app.database.read { db in
            try db.value(
                "SELECT count(*) FROM events WHERE kind = \(Event.Kind.mechanismPublished) AND audience = \(Audience.public)",
                as: Int.self)
        }
        #expect(told == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatIsChangedIsAskedAnewAndOldVersionsStay(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.mechanism, network = test.network.id
        let lead = try await withCoordinator(test), founder = test.viewer("founder")
        let first = Hex.encode(try await acts.save(MechanismTests.draft(), by: lead, in: network).hash)
        try await acts.ask(first, reason: "to begin with", by: lead, in: network)
        // Refused with a reason, it is a draft again.
        await #expect(throws: Refusal.self) { try await acts.refuse(first, note: "", by: founder, in: network) }
        try await acts.refuse(first, note: "the values say too little", by: founder, in: network)
        let refused = try await acts.draft(of: network, for: lead)
        #expect(refused.draft?.state == .draft && refused.draft?.answer == "the values say too little")
        #expect(refused.missing.isEmpty && refused.others == 1 && !refused.mayConsent)

        try await acts.ask(first, reason: "to begin with", by: lead, in: network)
        // A word more, and what was asked is asked no longer.
        let draft = MechanismDraft(texts: [.aim: [.en: "Bring it"]], read: first)
        let second = Hex.encode(try await acts.save(draft, by: lead, in: network).hash)
        await #expect(throws: Refusal.self) { try await acts.consent(to: first, by: founder, in: network) }
        await #expect(throws: Refusal.self, "who has read another draft writes over nobody") {
            try await acts.save(draft, by: founder, in: network)
        }
        try await acts.ask(second, reason: "to begin with", by: lead, in: network)
        try await acts.consent(to: second, by: founder, in: network)

        test.clock.pass(10 * Time.day)
        let later = try await acts.save(
            MechanismDraft(scope: "members", texts: [.mission: [.en: "Nobody waits in vain"]]), by: founder, in: network
        )
        try await acts.ask(Hex.encode(later.hash), reason: "sharper", by: founder, in: network)
        try await acts.consent(to: Hex.encode(later.hash), by: lead, in: network)
        let stranger = Viewer(.anonymous, language: .en)
        let present = try await acts.reading(of: network, for: stranger)
        #expect(present.isInside && present.version?.number == 2 && present.version?.texts.isEmpty == true)
        #expect(present.versions.map(\.changed) == [[.mission], [.mission, .vision, .values, .aim, .line]])
        let old = try await acts.reading(of: network, number: 1, for: stranger)
        #expect(!old.isPresent && old.version?.texts.said(.mission, .en) == "Every request is answered")
        #expect(old.after == (try await acts.reading(of: network, for: lead)).version?.figures)
        await #expect(throws: Refusal.self) { _ = try await acts.reading(of: network, number: 3, for: lead) }
        #expect(try await acts.certainties(of: network, for: stranger).version == nil)
        #expect(try await acts.certainties(of: network, for: test.viewer("volunteer")).version?.number == 2)
        await test.app.database.close()
    }

    @Test func aloneIsAllowedAndSaid() async throws {
        let test = try await TestApp(), acts = test.app.mechanism, network = test.network.id
        let founder = test.viewer("founder")
        let hash = Hex.encode(try await acts.save(MechanismTests.draft(), by: founder, in: network).hash)
        try await acts.ask(hash, reason: "to begin with", by: founder, in: network)
        #expect(try await acts.consent(to: hash, by: founder, in: network).isAlone)
        // The same again is no version.
        let again = Hex.encode(try await acts.save(MechanismTests.draft(), by: founder, in: network).hash)
        await #expect(throws: Refusal.self) { try await acts.ask(again, reason: "again", by: founder, in: network) }
        await #expect(throws: Refusal.self, "another draft than was read") {
            try await acts.discard("00", by: founder, in: network)
        }
        try await acts.discard(again, by: founder, in: network)
        #expect(try await acts.draft(of: network, for: founder).draft == nil)
        await test.app.database.close()
    }

    /// Who read the version in force before another was drafted, published or thrown away writes over nobody.
    @Test(arguments: TestApp.kinds) func whoReadWhatWasInForceWritesOverNobody(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.mechanism, network = test.network.id
        let founder = test.viewer("founder")
        func save(_ mission: String, read: String?) async throws -> String {
            var draft = MechanismTests.draft(mission)
            draft.read = read
            return Hex.encode(try await acts.save(draft, by: founder, in: network).hash)
        }
        let empty = try await acts.draft(of: network, for: founder).hash
        #expect(empty.isEmpty)
        for number in 1...2 {
            let before = try await acts.draft(of: network, for: founder).hash
            let hash = try await save("Answered \(number)", read: before)
            try await acts.ask(hash, reason: "to begin with", by: founder, in: network)
            try await acts.consent(to: hash, by: founder, in: network)
            await #expect(throws: Refusal.self, "what is in force is another by now") {
                _ = try await save("Over it", read: before)
            }
            #expect(try await acts.draft(of: network, for: founder).hash == hash)
        }
        await test.app.database.close()
    }

    /// The list is read without texts, however it was decided; every version stays readable.
    @Test(arguments: TestApp.kinds) func oldVersionsStayReadable(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.mechanism, network = test.network.id
        let founder = test.viewer("founder"), reader = Viewer(.anonymous, language: .en)
        for number in 1...120 {
            let hash = Hex.encode(
                try await acts.save(MechanismTests.draft("Answered \(number)"), by: founder, in: network).hash)
            try await acts.ask(hash, reason: "to begin with", by: founder, in: network)
            try await acts.consent(to: hash, by: founder, in: network)
        }
        // Decided before it was kept what changed.
        _ = try await test.app.database.write { db in
            try db.execute("UPDATE mechanism_versions SET changed = NULL WHERE number IN (1, 7)")
        }
        let first = try await acts.reading(of: network, number: 1, for: reader)
        #expect(first.version?.texts.said(.mission, .en) == "Answered 1" && !first.isPresent)
        #expect(first.versions.map(\.number) == Array((1...120).reversed()))
        #expect(first.versions.dropLast().allSatisfy { $0.changed == [.mission] })
        #expect(first.versions.last?.changed == [.mission, .vision, .values, .line])
        await test.app.database.close()
    }

    /// Answers from before it was noted whether they came in time say nothing of the share.
    @Test(arguments: TestApp.kinds) func endsCountWhenTheyWereAndAnswersAsTheyWereJudged(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind), acts = test.app.mechanism, network = test.network.id
        var made: [Need] = []
        for _ in 0..<3 {
            let need = try await test.submit(test.mailed())
            try await test.act(.acknowledge(note: ""), need.id, "intake")
            made.append(need)
            test.clock.pass(10 * Time.minute)
        }
        let (old, gone) = (made[0], made[2])
        try await test.act(.markUnmet(reason: "nobody has one", tried: "three makers"), gone.id, "founder")
        _ = try await test.app.database.write { db in
            try db.execute("UPDATE needs SET is_in_time = NULL WHERE id = \(old.id)")
        }
        var month = try await acts.reading(of: network, for: test.viewer("founder")).figures.month
        #expect(month.answered == 3 && month.judged == 2 && month.share == 100 && month.unmet == 1)
        // Something moves it long after its end: it ended when it did.
        test.clock.pass(40 * Time.day)
        _ = try await test.app.database.write { db in
            try db.execute("UPDATE needs SET changed_at = \(test.clock.now) WHERE id = \(gone.id)")
        }
        month = try await acts.reading(of: network, for: test.viewer("founder")).figures.month
        #expect(month.unmet == 0)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func figuresAreFrozenAndGoOn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.mechanism, network = test.network.id
        let founder = test.viewer("founder")
        // One answered in time, one late, one that still waits beyond its time.
        let quick = try await test.submit(test.mailed())
        test.clock.pass(10 * Time.minute)
        try await test.act(.acknowledge(note: ""), quick.id, "intake")
        let slow = try await test.submit(test.mailed())
        test.clock.pass(25 * Time.hour)
        try await test.act(.acknowledge(note: ""), slow.id, "intake")
        _ = try await test.submit(test.mailed())
        test.clock.pass(25 * Time.hour)
        let hash = Hex.encode(try await acts.save(MechanismTests.draft(), by: founder, in: network).hash)
        try await acts.ask(hash, reason: "to begin with", by: founder, in: network)
        let before = try #require(try await acts.consent(to: hash, by: founder, in: network).figures)
        #expect((before.needs, before.answered, before.inTime, before.late) == (3, 2, 1, 1))
        #expect(before.share == 33 && before.median == 25 * Time.hour)

        test.clock.pass(Time.day)
        let next = try await test.submit(test.mailed())
        test.clock.pass(5 * Time.minute)
        try await test.act(.acknowledge(note: ""), next.id, "intake")
        try await test.act(.withdraw(reason: "found elsewhere"), next.id, "founder")
        test.clock.pass(Time.hour)
        let read = try await acts.reading(of: network, for: founder)
        #expect(read.version?.figures == before)
        #expect(read.after?.needs == 1 && read.after?.answered == 1 && read.after?.median == 5 * Time.minute)
        #expect(read.figures.inAll == 4 && read.figures.open == 3 && read.figures.month.needs == 4)
        // Withdrawn is neither met nor unmet.
        #expect(read.figures.month.met == 0 && read.figures.month.unmet == 0)
        await test.app.database.close()
    }

    @Test func settingsStandAsTheyAre() async throws {
        let test = try await TestApp(), network = test.network.id
        var clocks = ClocksDraft()
        clocks.steps = ["firstAnswer": ["critical": 17]]
        _ = try await test.app.needs.change([.clocks(clocks)], by: test.viewer("founder"), in: network)
        test.clock.pass(10 * Time.second)
        let card = try await test.app.mechanism.certainties(of: network, for: Viewer(.anonymous, language: .en))
        #expect(card.clocks.length(of: .firstAnswer, urgency: .critical) == 17 * Time.minute)
        let reading = try await test.app.mechanism.reading(of: network, for: Viewer(.anonymous, language: .en))
        #expect(reading.facts.settings.clocks == card.clocks && reading.facts.anchors == 1)
        #expect(MechanismFacts.verifiers == [.verifier, .coordinator])
        await test.app.database.close()
    }
}
