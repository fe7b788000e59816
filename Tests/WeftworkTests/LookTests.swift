import Database
import Testing

@testable import Weftwork

/// Looks at contacts are bounded by what is usual, say what for by the act, and stop until a person has asked why.
@Suite struct LookTests {
    @Test(arguments: [
        ([], 20), ([1, 2, 3], 20), ([10, 10, 10], 30), ([4, 30, 40], 90), ([200, 200], 149),
    ])
    func theAlertFollowsWhatTheQueueTakes(_ hours: [Int], _ expected: Int) {
        #expect(LookRules.alert(after: hours) == expected)
    }

    @Test(arguments: [(Standing.trusted, 40, 32), (.newcomer, 5, 4)])
    func claimantsAreToldOfAtFourFifths(_ standing: Standing, _ daily: Int, _ alert: Int) {
        #expect(LookRules.daily(standing) == daily && LookRules.dailyAlert(standing) == alert)
    }

    private func claimed(_ test: TestApp, _ title: String, by name: String = "volunteer") async throws -> (ID, ID) {
        let need = try await test.published(test.entry(title))
        let draft = ClaimDraft(line: need.lines[0].id, quantity: 1_000, promisedBy: test.clock.now + Time.hour)
        let claim = try await test.app.needs.claim(draft, on: need.id, by: test.viewer(name), in: test.network.id)
        return (need.id, claim.claim.id)
    }

    @Test(arguments: TestApp.kinds) func theClaimSaysWhatFor(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let (need, _) = try await claimed(test, "Hospital one lacks masks")
        _ = try await test.app.needs.reveal(need, purpose: "", by: test.viewer("volunteer"), in: network)
        let shown = try await test.app.needs.file(need, for: test.requester(need), in: network).reveals
        #expect(shown.map(\.isDesk) == [false])
        #expect(shown.first.map { TrackWords.purpose($0)(.en) } == "to deliver what was promised")
        // A program says what it looks for.
        let token = Viewer(.member(try #require(test.members["founder"])), language: .en, isOperator: true)
        await #expect(throws: Refusal.self) {
            _ = try await test.app.needs.reveal(need, purpose: "", by: token, in: network)
        }
        _ = try await test.app.needs.reveal(need, purpose: "Load test", by: token, in: network)
        let both = try await test.app.needs.file(need, for: test.requester(need), in: network).reveals
        #expect(both.map(\.isByOperator) == [true, false])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func twiceLetGoStopsUntilAPersonHasAsked(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, needs = test.app.needs
        let volunteer = test.viewer("volunteer"), id = try #require(test.members["volunteer"]).id
        for title in ["Hospital one lacks masks", "School two wants water"] {
            let (need, claim) = try await claimed(test, title)
            _ = try await needs.reveal(need, purpose: "", by: volunteer, in: network)
            _ = try await needs.perform(.release(note: ""), onClaim: claim, by: volunteer, in: network)
        }
        let (need, _) = try await claimed(test, "Village three needs boats")
        func mayLook() async throws -> Bool {
            do {
                _ = try await needs.reveal(need, purpose: "", by: volunteer, in: network)
                return true
            } catch let refusal as Refusal where refusal.status == 403 {
                return false
            }
        }
        #expect(try await !mayLook())
        let stop = try #require(try await test.app.database.read { try $0.lookStop(of: id, in: network) })
        let reading = try await test.app.members.matter(stop.id, for: volunteer, in: network)
        #expect(reading.matter.kind == .looks && reading.clock != nil && reading.matter.aboutID == id)
        try await test.app.members.say("My van broke down twice", in: stop.id, by: volunteer, network: network)
        // It does not end by itself.
        test.clock.pass(9 * Time.day)
        try await test.app.members.sweepClocks()
        #expect(try await !mayLook())
        await #expect(throws: Refusal.self, "nor by themselves") {
            try await needs.resumeLooks(of: id, note: "All is well", by: volunteer, in: network)
        }
        try await test.app.members.close(
            stop.id, "kept", reason: "Bring me the van's papers", by: test.viewer("founder"), network: network)
        #expect(try await !mayLook())
        try await needs.resumeLooks(of: id, note: "Saw the papers", by: test.viewer("founder"), in: network)
        #expect(try await mayLook())
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aNewcomersWordAloneOpensNoMore(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, needs = test.app.needs
        for isNewcomer in [true, false] {
            let name = isNewcomer ? "volunteer" : "volunteer2"
            if isNewcomer { try await test.comeAnew(name) }
            let viewer = try await test.present(name)
            var claims: [(need: ID, claim: ID)] = []
            for number in 1...3 {
                let need = try await test.published(test.entry("\(name): hospital \(number) lacks masks"))
                let draft = ClaimDraft(
                    line: need.lines[0].id, quantity: 1_000, promisedBy: test.clock.now + Time.hour)
                let claim = try await needs.claim(draft, on: need.id, by: viewer, in: network).claim
                try await needs.letThrough(claim: claim.id, by: test.viewer("founder"), in: network)
                claims.append((need.id, claim.id))
            }
            for (need, claim) in claims.prefix(2) {
                _ = try await needs.reveal(need, purpose: "", by: viewer, in: network)
                _ = try await needs.perform(
                    .deliver(quantity: nil, note: ""), onClaim: claim, by: viewer, in: network)
            }
            guard isNewcomer else {
                _ = try await needs.reveal(claims[2].need, purpose: "", by: viewer, in: network)
                continue
            }
            await #expect(throws: Refusal.self, "twice brought, says nobody but they") {
                _ = try await needs.reveal(claims[2].need, purpose: "", by: viewer, in: network)
            }
            let stop = try await test.app.database.read { db in
                try db.lookStop(of: try test.id(name), in: network)
            }
            #expect(stop == nil, "nobody is asked why: it ends with her word")
            _ = try await needs.perform(
                .confirm(usable: nil, note: "She says so by phone"), onClaim: claims[0].claim,
                by: test.viewer("founder"), in: network)
            _ = try await needs.reveal(claims[2].need, purpose: "", by: viewer, in: network)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoReadsAMatterStandsInIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members, network = test.network.id
        let anna = test.viewer("volunteer"), lead = test.viewer("founder")
        let matter = try await acts.open(
            MatterDraft(kind: .incident, about: nil, words: "somebody shouted at the nurses"), by: anna, in: network)
        func readers() async throws -> [ReadRecord] {
            try await acts.matter(matter.id, for: anna, in: network).readers
        }
        #expect(try await readers().isEmpty, "whoever opened it knows it")
        _ = try await acts.matter(matter.id, for: lead, in: network)
        let first = test.clock.now
        test.clock.pass(2 * Time.hour)
        _ = try await acts.matter(matter.id, for: lead, in: network)
        let found = try await readers()
        #expect(found.map(\.name) == ["founder"])
        #expect(found.first?.firstAt == first && found.first?.lastAt == test.clock.now)
        await #expect(throws: Refusal.self) {
            _ = try await acts.matter(matter.id, for: test.viewer("volunteer2"), in: network)
        }
        #expect(try await readers().count == 1, "who was refused has read nothing")
        try await acts.close(matter.id, "resolved", reason: "We spoke with them", by: lead, network: network)
        test.clock.pass(366 * Time.day)
        try await acts.forgetOld()
        #expect(try await readers().isEmpty, "gone with the words")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aBusyHourIsToldOnceAndComparedWithOtherHours(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let intake = try #require(test.members["intake"])
        let need = try await test.submit()
        try await test.app.database.write { db in
            for _ in 0..<20 {
                try db.insertReveal(
                    of: need, by: intake.id, Look(purpose: "desk", isDesk: true, isByOperator: false),
                    at: test.clock.now, id: test.app.world.newID())
            }
        }
        _ = try await test.app.needs.assign(need.id, to: intake.id, by: test.viewer("founder"), in: network)
        func alerts() async throws -> Int {
            try await test.app.database.read { db in
                try db.story(of: need.id, in: network, tier: .stewards, vault: test.app.vault)
                    .filter { $0.kind == .revealedInBulk }.count
            }
        }
        for _ in 0..<3 {
            _ = try await test.app.needs.reveal(need.id, purpose: "", by: test.viewer("intake"), in: network)
        }
        #expect(try await alerts() == 1)
        // Twenty in an hour are usual from now on: the next such hour is no news.
        test.clock.pass(2 * Time.hour)
        try await test.app.database.write { db in
            for _ in 0..<25 {
                try db.insertReveal(
                    of: need, by: intake.id, Look(purpose: "desk", isDesk: true, isByOperator: false),
                    at: test.clock.now, id: test.app.world.newID())
            }
        }
        _ = try await test.app.needs.reveal(need.id, purpose: "", by: test.viewer("intake"), in: network)
        #expect(try await alerts() == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aProfilesContactIsLookedAtOnRecord(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, members = test.app.members
        let other = try #require(test.members["volunteer"])
        try await members.save(
            name: "volunteer", language: "en", [.phone: "15412349999", .wechat: "poppy77", .about: "hello"],
            [.phone: "members", .wechat: "case", .about: "members"], by: test.viewer("volunteer"))
        let entries = try await members.profile(of: other.personID)
        let shown = ProfileRules.visible(entries, of: other.personID, to: test.viewer("volunteer2"))
        #expect(shown.map(\.field) == [.about], "not with the page")
        let seen = try await members.lookAtContacts(of: other.id, by: test.viewer("volunteer2"), in: network)
        #expect(seen.map(\.field) == [.phone], "what is for oneself stays so")
        #expect(try await members.looks(at: other.personID).map(\.name) == ["volunteer2"])
        for _ in 1..<ProfileRules.looksPerDay(.trusted) {
            _ = try await members.lookAtContacts(of: other.id, by: test.viewer("volunteer2"), in: network)
        }
        await #expect(throws: Refusal.self) {
            _ = try await members.lookAtContacts(of: other.id, by: test.viewer("volunteer2"), in: network)
        }
        await test.app.database.close()
    }
}
