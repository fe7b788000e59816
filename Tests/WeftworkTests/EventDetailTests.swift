import Database
import Engine
import Testing

@testable import Weftwork

/// Events say before and after: what is open in the open, what is private sealed, and the chain stays whole when a key goes.
@Suite struct EventDetailTests {
    private func story(_ test: TestApp, of object: ID, _ tier: Audience) async throws -> [SealedEvent] {
        try await test.app.database.read { db in
            try db.story(of: object, in: test.network.id, tier: tier, vault: test.app.vault)
        }
    }

    @Test func aFieldThatStayedSaysNothing() {
        #expect(FieldChange.open("level", "core", "core").isEmpty)
        #expect(FieldChange.open("level", "core", "friend").map(\.0) == ["level.from", "level"])
        let long = FieldChange.sealed("about", nil, String(repeating: "x", count: 5000))
        guard case .words(let clipped?) = long[1].1 else { return #expect(Bool(false), "no words") }
        #expect(clipped.count == FieldChange.most + 1)
    }

    @Test(arguments: TestApp.kinds) func aCorrectionSaysWhatItWasButNoContact(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published()
        var correction = Correction()
        correction.title = "Two county hospitals lack masks"
        correction.quantities = [need.lines[0].id: .number(90_000)]
        correction.address = "Gate 3, Sesame Street"
        correction.contact = Contact(name: "Poppy", phone: "15412347777")
        _ = try await test.app.needs.perform(
            .correct(correction), on: need.id, by: test.requester(need.id), in: test.network.id)
        let read = try await story(test, of: need.id, .case)
        let corrected = try #require(read.first { $0.kind == .corrected }).details
        for words in ["\"title.from\":\"County hospital lacks masks\"", "Two county hospitals", "100", "90"] {
            #expect(corrected.contains(words), "\(words): \(corrected)")
        }
        #expect(read.allSatisfy { !$0.details.contains("Sesame") && !$0.details.contains("7777") })
        let sealed = try await story(test, of: need.id, .concerned).map(\.details).joined()
        #expect(sealed.contains("Sesame") && sealed.contains("15412345678"), "but it is on record")
        let words = StoryWords.line(for: try #require(read.first { $0.kind == .corrected }), names: [:])?(.en) ?? ""
        #expect(words.contains("County hospital lacks masks → Two county hospitals lack masks"), "\(words)")
        // With her key goes what it was; the chain stays.
        _ = try await test.app.needs.perform(
            .withdraw(reason: ""), on: need.id, by: test.requester(need.id), in: test.network.id)
        try await test.app.needs.forget(need.id, by: test.requester(need.id), in: test.network.id)
        let after = try await story(test, of: need.id, .concerned).map(\.details).joined()
        #expect(!after.contains("Sesame") && !after.contains("Two county"))
        #expect(try await test.app.auditChain(of: test.network).firstBreak == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aDayThatIsOverIsAskedAboutOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published()
        var correction = Correction()
        correction.neededBy = test.clock.now - 48 * Time.hour
        correction.neededByTyped = "2020-01-01T10:00"
        correction.asTyped = []
        func correct() async throws {
            _ = try await test.app.needs.perform(
                .correct(correction), on: need.id, by: test.requester(need.id), in: test.network.id)
        }
        await #expect(throws: Refusal.self) { try await correct() }
        // Sent again it stands, and so does what a program says.
        correction.asTyped = [NeedCleaning.mark(neededBy: correction.neededByTyped)]
        try await correct()
        correction.neededBy = test.clock.now - 24 * Time.hour
        correction.asTyped = nil
        try await correct()
        // The same minute is no other time.
        correction.neededBy = correction.neededBy.map { $0 - $0 % 60_000 }
        correction.quantities = [need.lines[0].id: .unknown]
        try await correct()
        let last = try #require(try await story(test, of: need.id, .case).last { $0.kind == .corrected })
        let words = try #require(StoryWords.line(for: last, names: [:]))
        for (language, amount) in [(Language.en, "amount not said"), (.zh, "数量未说明")] {
            let said = words(language)
            #expect(said.contains(amount) && !said.contains(CaseWords.neededBy(language)), "\(said)")
        }
        // She may name no day any more; what was checked stays checked.
        var none = Correction()
        none.takesNeededByBack = true
        let open = try await test.app.needs.perform(
            .correct(none), on: need.id, by: test.requester(need.id), in: test.network.id
        )
        #expect(open.neededBy == nil && !open.voided.contains("neededBy"))
        let taken = try #require(try await story(test, of: need.id, .case).last { $0.kind == .corrected })
        let told = try #require(StoryWords.line(for: taken, names: [:]))
        for language in Language.allCases {
            let said = told(language)
            #expect(said.contains(CaseWords.neededBy(language)) && said.hasSuffix("→ –"), "\(said)")
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func urgencyAudienceLevelAndSettingsSayFromAndTo(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, founder = test.viewer("founder")
        let need = try await test.published()
        try await test.act(.assess(urgency: .critical, reason: "The ward is full"), need.id, "dispatcher")
        try await test.act(.publish(audience: .members, reason: ""), need.id, "dispatcher")
        let read = try await story(test, of: need.id, .case)
        let assessed = try #require(read.first { $0.kind == .assessed }).details
        #expect(assessed.contains("\"urgency.from\":\"\(need.urgency.name)\"") && assessed.contains("critical"))
        let published = try #require(read.last { $0.kind == .published }).details
        #expect(published.contains("\"audience.from\":\"public\"") && published.contains("\"audience\":\"members\""))

        try await test.app.members.choose(
            LevelDraft(level: "core", askAgain: nil), by: test.viewer("volunteer"), in: network)
        let id = try #require(test.members["volunteer"]).id
        let level = try #require(try await story(test, of: id, .members).first { $0.kind == .levelChosen }).details
        #expect(level.contains("\"level.from\":\"participant\"") && level.contains("\"level\":\"core\""))

        _ = try await test.app.needs.change(
            [.clocks(ClocksDraft(steps: ["verify": ["critical": 60]])), .about(runBy: "Poppy's", contact: "")],
            by: founder, in: network)
        _ = try await test.app.needs.keep([.contacts: 30], by: founder, in: network)
        let changes = try await test.app.needs.settingsStory(of: network).map(\.details)
        #expect(changes.contains { $0.contains("\"verify.critical.from\":\"120 min\"") && $0.contains("60 min") })
        #expect(changes.contains { $0.contains("\"runBy\":\"Poppy's\"") })
        #expect(changes.contains { $0.contains("\"contacts.from\":\"90\"") && $0.contains("\"contacts\":\"30\"") })
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func reasonsAboutPeopleAreSealedForNoFeed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, members = test.app.members
        let id = try #require(test.members["volunteer"]).id, founder = test.viewer("founder")
        try await members.save(
            name: "volunteer", language: "en", [.about: "I like poppies"], [.about: "members"],
            by: test.viewer("volunteer"))
        try await members.suspend(
            id, SuspensionDraft(reason: "Shouted at Poppy", days: 3, isAbuse: false), by: founder, in: network)
        try await members.endRole(
            "verifier", of: try #require(test.members["verifier"]).id, reason: "Poppy asked for it", by: founder,
            in: network)
        for tier in [Audience.case, .stewards, .members] {
            let feed = try await test.app.database.read { db in
                try db.events(in: network, after: 0, tier: tier, limit: 500, vault: test.app.vault).map(\.details)
            }
            #expect(feed.allSatisfy { !$0.contains("Poppy") && !$0.contains("poppies") }, "\(tier)")
        }
        let own = try await story(test, of: id, .concerned)
        #expect(own.contains { $0.kind == .said && $0.details.contains("Shouted at Poppy") })
        let profile = try #require(own.first { $0.kind == .profileChanged }).details
        #expect(profile.contains("\"fields\":\"about\"") && profile.contains("I like poppies"))
        // With the person's key goes what was said about them.
        let person = try #require(test.members["volunteer"]).personID
        try await test.app.database.write { db in try db.shredKey(of: person) }
        let after = try await story(test, of: id, .concerned).map(\.details).joined()
        #expect(!after.contains("Poppy") && !after.contains("poppies") && after.contains("suspended"))
        #expect(try await test.app.auditChain(of: test.network).firstBreak == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func nothingThatChangesGoesUnwritten(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, members = test.app.members
        let volunteer = test.viewer("volunteer"), founder = test.viewer("founder")
        let id = try #require(test.members["volunteer"]).id
        let nomination = try await members.nominate(
            id, for: "facilitator", "She listens well", by: founder, in: network)
        try await members.answer(nomination.id, accepts: true, by: volunteer, in: network)
        try await members.object(to: nomination.id, "She has no time", by: test.viewer("volunteer2"), in: network)
        try await members.object(to: nomination.id, nil, by: test.viewer("volunteer2"), in: network)
        try await members.call(for: "weaver", "Who likes people?", days: 5, by: founder, in: network)
        try await members.belong(to: "Red Poppy", by: volunteer, in: network)
        try await members.belong(to: "White Poppy", by: volunteer, in: network)
        try await members.askToBeForgotten(note: "", by: volunteer)
        try await members.stay(by: volunteer)
        let kinds = try await story(test, of: id, .concerned).map(\.kind)
        for kind in [Event.Kind.roleAccepted, .objectionLifted, .organisationJoined, .forgetAsked, .forgetTakenBack] {
            #expect(kinds.contains(kind), "\(kind)")
        }
        let joined = try await story(test, of: id, .members).filter { $0.kind == .organisationJoined }.map(\.details)
        #expect(joined.last?.contains("\"organisation.from\":\"Red Poppy\"") == true, "\(joined)")
        await test.app.database.close()
    }
}
