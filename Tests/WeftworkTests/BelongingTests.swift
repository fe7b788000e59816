import Database
import Testing

@testable import Weftwork

extension TestApp {
    /// Somebody with an account who is no member.
    func account(_ name: String, language: Language = .en) async throws -> Viewer {
        let id = app.world.newID(), email = "\(name)@elsewhere.example"
        try await app.database.write { db in
            let key = try db.makeKey(for: id, in: app.vault)
            try db.insert(
                Person(id: id, name: name, language: language),
                emailSealed: app.vault.seal(Array(email.utf8), key: key, context: id.bytes),
                emailHash: app.vault.fingerprint("email", email), at: clock.now)
        }
        var viewer = Viewer(.anonymous, language: .en)
        viewer.personID = id
        return viewer
    }

    /// A newcomer, by the open call.
    func newcomer(_ name: String, campaign: String = "") async throws -> Viewer {
        try await app.members.call("We need drivers", until: "2030-01-01", by: viewer("founder"), in: network.id)
        let id = try await app.members.comeIn(
            by: .call, campaign: campaign, try await account(name), in: network.id)
        return try await member(id)
    }

    func member(_ id: ID) async throws -> Viewer {
        let found = try await app.database.read { db in try db.member(id, in: network.id) }
        return Viewer(.member(try #require(found)), language: .en)
    }

    func state(_ id: ID) async throws -> String? {
        try await app.database.read { db in
            try db.value(
                "SELECT state FROM memberships WHERE network_id = \(network.id) AND id = \(id)", as: String.self)
        }
    }
}

extension Viewer {
    fileprivate var memberID: ID { get throws { try #require(member).id } }
}

/// Buddies, small things, mentors, rest: each in whole courses, on both engines.
@Suite struct BelongingTests {
    // MARK: Buddies

    private static func candidate(
        _ number: UInt64, languages: Set<String> = ["zh"], area: String? = nil, newcomers: Int = 0,
        isWelcomer: Bool = false
    ) -> BuddyCandidate {
        BuddyCandidate(
            id: ID(milliseconds: 1, entropy: (number, number)), languages: languages, area: area, organisation: nil,
            newcomers: newcomers, isWelcomer: isWelcomer)
    }

    @Test(arguments: [
        // Sharing something comes first, then who accompanies the fewest; whose duty it is comes last.
        ([candidate(1, languages: ["en"]), candidate(2, newcomers: 1)], 1, [BuddyReason.language]),
        ([candidate(1, newcomers: 1), candidate(2)], 1, [.language, .free]),
        ([candidate(1), candidate(2, area: "A", newcomers: 2)], 1, [.language, .area]),
        ([candidate(1, isWelcomer: true), candidate(2, languages: ["en"], newcomers: 2)], 1, []),
        ([candidate(1), candidate(2)], 0, [.language, .free]),
    ])
    func whoSharesMostIsAsked(_ others: [BuddyCandidate], _ index: Int, _ reasons: [BuddyReason]) {
        let newcomer = BelongingTests.candidate(9, area: "A")
        let chosen = BuddyRules.choose(others, for: newcomer)
        #expect(chosen?.id == others[index].id && chosen?.reasons == reasons)
    }

    @Test func nobodyIsAskedToAccompanyMoreThanTheyCan() {
        let full = BelongingTests.candidate(1, newcomers: BuddyRules.most)
        #expect(BuddyRules.choose([full], for: BelongingTests.candidate(9)) == nil)
    }

    @Test(arguments: TestApp.kinds) func whoPassesIsFollowedByTheNextUntilOneAccepts(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members, network = test.network.id
        let guest = try await test.newcomer("rosa"), id = try guest.memberID
        func offer() async throws -> BuddyOffer? {
            try await test.app.database.read { db in try db.openBuddyOffer(for: id, in: network) }
        }
        let first = try #require(try await offer())
        // While somebody is asked, it is theirs to answer, not yet the welcome duty's.
        let asked = try await test.member(first.buddyID)
        #expect(try await acts.waiting(for: try #require(asked.member)).map(\.clock.step) == ["buddy"])
        let founder = try #require(test.members["founder"])
        #expect(try await acts.waiting(for: founder).map(\.clock.step) == ["seen"])
        await #expect(throws: Refusal.self) {
            try await acts.answerBuddy(first.id, accepts: true, by: test.viewer("founder"), in: network)
        }
        try await acts.answerBuddy(first.id, accepts: false, by: asked, in: network)
        let second = try #require(try await offer())
        #expect(second.buddyID != first.buddyID)
        // Whoever says nothing for a day is followed by the next, too.
        test.clock.pass(BuddyRules.answering + 1)
        try await acts.findBuddies()
        let third = try #require(try await offer())
        #expect(![first.buddyID, second.buddyID].contains(third.buddyID))
        try await acts.answerBuddy(third.id, accepts: true, by: try await test.member(third.buddyID), in: network)
        let arrival = try #require(try await test.app.database.read { db in try db.arrival(of: id, in: network) })
        #expect(arrival.buddyID == third.buddyID && arrival.buddySearchID == nil && arrival.buddyNextAt == nil)
        let clocks = try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM clocks WHERE object = 'buddy'", as: Int.self)
        }
        #expect(clocks == 0, "the clock has ended with the yes")
        // Who takes a rest accompanies nobody: another is looked for, and the clock runs anew.
        let buddy = try await test.member(third.buddyID)
        try await acts.rest(RestDraft(keepsRoles: true, note: ""), by: buddy, in: network)
        try await acts.findBuddies()
        #expect(try #require(try await offer()).buddyID != third.buddyID)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoIsNotWillingIsNotAsked(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members
        for name in test.members.keys where name != "volunteer2" {
            try await acts.save(ProfileDraft(willing: []), by: test.viewer(name))
        }
        let guest = try await test.newcomer("rosa"), id = try guest.memberID
        let offer = try await test.app.database.read { db in try db.openBuddyOffer(for: id, in: test.network.id) }
        #expect(offer?.buddyID == test.members["volunteer2"]?.id)
        let unwilling = try #require(test.members["volunteer"])
        await #expect(throws: Refusal.self) {
            try await acts.setBuddy(unwilling.id, of: id, by: test.viewer("founder"), in: test.network.id)
        }
        await #expect(throws: Refusal.self) {
            try await acts.askMentor(unwilling.id, by: guest, in: test.network.id)
        }
        await test.app.database.close()
    }

    // MARK: Small things

    @Test func mostNeedsNoTrust() {
        let offered = SmallThingRules.offered(to: .newcomer, open: [])
        #expect(offered.contains(.spreadCard) && !offered.contains(.callSwitchboard))
        #expect(SmallThingRules.offered(to: .vouched, open: []).contains(.callSwitchboard))
        #expect(SmallThing.Kind.allCases.filter(\.isForEverybody).allSatisfy { $0.leastStanding == .newcomer })
    }

    @Test(arguments: TestApp.kinds) func aSecondPersonConfirmsWhatWasDone(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members, network = test.network.id
        let guest = try await test.newcomer("rosa"), id = try guest.memberID
        await #expect(throws: Refusal.self) {
            try await acts.takeSmallThing("callSwitchboard", by: guest, in: network)
        }
        let thing = try await acts.takeSmallThing("findNumber", by: guest, in: network)
        await #expect(throws: Refusal.self) { try await acts.takeSmallThing("findNumber", by: guest, in: network) }
        await #expect(throws: Refusal.self) {
            try await acts.confirmSmallThing(thing, by: test.viewer("founder"), in: network)
        }
        try await acts.doSmallThing(thing, "canary-number 027", by: guest, in: network)
        await #expect(throws: Refusal.self) { try await acts.confirmSmallThing(thing, by: guest, in: network) }
        await #expect(throws: Refusal.self) {
            try await acts.confirmSmallThing(thing, by: test.viewer("volunteer3"), in: network)
        }
        try await acts.sendBackSmallThing(thing, "Which page is it from?", by: test.viewer("founder"), in: network)
        try await acts.doSmallThing(thing, "canary-number 027, from its own page", by: guest, in: network)
        #expect(
            try await acts.company(of: test.viewer("founder"), in: network).done.first?.words?.contains("canary")
                == true)
        try await acts.confirmSmallThing(thing, by: test.viewer("founder"), in: network)
        let arrival = try #require(try await test.app.database.read { db in try db.arrival(of: id, in: network) })
        #expect(arrival.firstThingAt != nil)
        #expect(try await acts.growth(of: guest, in: network).things.map(\.kind) == [.findNumber])
        let rows = try await test.app.database.read { db in
            try db.query("SELECT words FROM small_things") { try $0[0] as [UInt8] }
        }
        #expect(!String(decoding: rows.joined(), as: UTF8.self).contains("canary"), "it is sealed")
        await test.app.database.close()
    }

    // MARK: Levels

    @Test(arguments: TestApp.kinds) func aNewcomerIsUndecidedUntilTheyChoose(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members, network = test.network.id
        let guest = try await test.newcomer("rosa"), id = try guest.memberID
        #expect(try await acts.membership(of: guest, in: network).level == .undecided)
        #expect(try await acts.welcome(of: id, for: guest, in: network).missing.contains(.level))
        try await acts.choose(LevelDraft(level: "friend", askAgain: nil), by: guest, in: network)
        #expect(try await !acts.welcome(of: id, for: guest, in: network).missing.contains(.level))
        let old = try await acts.membership(of: test.viewer("volunteer"), in: network)
        #expect(old.level == .participant, "whoever is here already is not changed")
        await test.app.database.close()
    }

    // MARK: Rest

    @Test(arguments: TestApp.kinds) func whoRestsHandsOnAndComesBack(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members, network = test.network.id
        let intake = test.viewer("intake"), id = try intake.memberID
        let need = try await test.submit()
        _ = try await test.app.needs.assign(need.id, to: id, by: test.viewer("founder"), in: network)
        try await acts.rest(RestDraft(keepsRoles: true, note: "Back in May"), by: intake, in: network)
        #expect(try await test.state(id) == "dormant")
        #expect(try await test.need(need.id)?.ownerID != id, "what they own has passed on")
        for number in 0..<6 {
            #expect(try await test.submit(test.entry("need \(number)")).ownerID != id, "nor are they given more")
        }
        #expect(try await !acts.nominees(in: network).contains { $0.id == id })
        await #expect(throws: Refusal.self) {
            try await acts.rest(RestDraft(keepsRoles: true, note: ""), by: intake, in: network)
        }
        try await acts.wake(by: intake, in: network)
        #expect(try await test.state(id) == "active")
        #expect(try await test.member(id).member?.roles == [.intake], "they kept their role")
        try await acts.rest(RestDraft(keepsRoles: false, note: ""), by: intake, in: network)
        #expect(try await test.member(id).member?.roles == [], "laid down this time")
        // The last who answers for the network can't.
        await #expect(throws: Refusal.self) {
            try await acts.rest(RestDraft(keepsRoles: true, note: ""), by: test.viewer("founder"), in: network)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoIsSilentForLongIsAskedOnceAndThenRests(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members, network = test.network.id
        let anna = try test.viewer("volunteer").memberID, bert = try test.viewer("volunteer2").memberID
        try await acts.askWhoIsStillHere()
        test.clock.pass(RestRules.quiet - Time.day)
        try await test.app.database.write { db in try db.setActive(bert, in: network, at: test.clock.now) }
        test.clock.pass(2 * Time.day)
        try await acts.askWhoIsStillHere()
        test.clock.pass(RestRules.answering - Time.hour)
        try await acts.askWhoIsStillHere()
        #expect(try await test.state(anna) == "active", "there are fourteen days")
        test.clock.pass(2 * Time.hour)
        try await acts.askWhoIsStillHere()
        #expect(try await test.state(anna) == "dormant")
        #expect(try await test.state(bert) == "active", "he was here")
        let founder = try test.viewer("founder").memberID
        #expect(try await test.state(founder) == "active", "somebody has to answer for those who wait")
        await test.app.database.close()
    }
}
