import Database
import Engine
import Testing

@testable import Weftwork

/// Read before it counts, trained before it harms, nobody alone where it is dangerous; passes end with what they are for; agreed is
/// what both have signed.
@Suite struct SafetyTests {
    private func rescue(_ test: TestApp) async throws -> Need {
        var entry = test.entry("Two people trapped on a roof", quantity: "4")
        entry.category = "rescue"
        entry.lines = [NeedEntry.Line(item: "Rescuers", quantity: "4", unit: "people", kind: "people")]
        return try await test.published(entry)
    }

    private func draft(_ test: TestApp, _ need: Need, isRead: Bool = true, second: String? = nil) -> ClaimDraft {
        var draft = ClaimDraft(line: need.lines[0].id, quantity: 1000, promisedBy: test.clock.now + Time.hour)
        // A line of people has the briefing of its kind beside that of its category, where a network asks for it.
        if isRead { draft.briefings = Set(Briefings.shipped.all.map(\.version)) }
        draft.second = second.flatMap { test.members[$0]?.id }
        return draft
    }

    private func certify(_ test: TestApp, _ name: String, days: Int64 = 100) async throws -> Certificate {
        let id = try #require(test.members[name]).id
        return try await test.app.members.certify(
            id,
            CertificateDraft(
                kind: "danger", until: Format.dayField(test.clock.now + days * Time.day)),
            by: test.viewer("founder"), in: test.network.id)
    }

    /// Whoever may not act answers for nothing from then on.
    @Test(arguments: TestApp.kinds) func whoIsSuspendedPassesOnWhatTheyHad(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let owned = try await test.submit(), promised = try await test.published()
        let verifier = try #require(test.members["verifier2"]).id
        _ = try await test.app.needs.assign(owned.id, to: verifier, by: test.viewer("founder"), in: test.network.id)
        let draft = ClaimDraft(
            line: promised.lines[0].id, quantity: 4000, promisedBy: test.clock.now + Time.hour)
        _ = try await test.app.needs.claim(draft, on: promised.id, by: test.viewer("verifier2"), in: test.network.id)
        #expect(try await test.need(promised.id)?.lines[0].claimed == 4000)
        try await test.app.members.suspend(
            verifier, SuspensionDraft(reason: "Asked for deposits in our name.", days: 30, isAbuse: false),
            by: test.viewer("founder"), in: test.network.id)
        let after = try #require(try await test.need(owned.id))
        #expect(after.ownerID != verifier && after.dueAt != nil)
        #expect(try await test.need(promised.id)?.lines[0].claimed == 0)
        await test.app.database.close()
    }

    /// What was left undone is done by the sweep, matters too, and what is said of it names no reason.
    @Test(arguments: TestApp.kinds) func aSuspensionThatBrokeOffIsFinished(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let network = test.network.id, members = test.app.members, founder = test.viewer("founder")
        let verifier = try #require(test.members["verifier2"]).id, lead = try #require(founder.member).id
        try await members.suspend(
            verifier, SuspensionDraft(reason: "Asked for deposits in our name.", days: 30, isAbuse: true), by: founder,
            in: network)
        // As if it had ended after its first transaction.
        let need = try await test.submit()
        let matter = try await members.open(
            MatterDraft(kind: .incident, about: nil, words: "somebody shouted"), by: test.viewer("volunteer"),
            in: network)
        _ = try await test.app.database.write { db in
            try db.execute("UPDATE needs SET owner_id = \(verifier) WHERE id = \(need.id)")
            try db.execute("UPDATE clocks SET owner_id = \(verifier) WHERE object_id IN (\(need.id), \(matter.id))")
            try db.execute("UPDATE matters SET owner_id = \(verifier) WHERE id = \(matter.id)")
            try db.execute("UPDATE suspensions SET ends_vouches = TRUE")
        }
        try await members.finishSuspensions()
        #expect(try await test.need(need.id)?.ownerID == verifier, "what began just now is being done")
        test.clock.pass(2 * Time.minute)
        try await members.finishSuspensions()
        let after = try #require(try await test.need(need.id))
        #expect(after.ownerID != verifier)
        #expect(try await test.app.database.read { db in try db.matter(matter.id, in: network)?.ownerID } == lead)
        let open = try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM suspensions WHERE ends_vouches", as: Int.self)
        }
        #expect(open == 0)
        // A need that they owned is opened again weeks later: it does not wait for its clock.
        let again = try await test.submit(test.entry("Again"))
        try await test.act(.reject(reason: "twice"), again.id, "verifier")
        _ = try await test.app.database.write { db in
            try db.execute("UPDATE needs SET owner_id = \(verifier) WHERE id = \(again.id)")
        }
        test.clock.pass(20 * Time.day)
        try await members.finishSuspensions()
        try await test.act(.reopen(reason: "it was not"), again.id, "founder")
        try await members.finishSuspensions()
        #expect(try await test.need(again.id)?.ownerID != verifier)
        let words = try await test.app.database.read { db in
            try db.story(of: need.id, in: network, tier: .concerned, vault: test.app.vault).map(\.details).joined()
        }
        #expect(!words.contains("deposits") && words.contains(SafetyWords.handedOn(test.network.language)))
        await test.app.database.close()
    }

    @Test func everyCategoryHasABriefingOfItsOwn() {
        let shipped = Briefings.shipped.all
        #expect(shipped.map(\.category) == Need.Category.allCases)
        #expect(Set(shipped.map(\.version)).count == shipped.count)
        #expect(shipped.allSatisfy { !$0.zh.isEmpty && !$0.en.isEmpty && $0.en.count < 400 })
        #expect(Briefings.shipped.asked(for: .protective, .goods).isEmpty)
        #expect(Briefings.shipped.asked(for: .rescue, .goods).map(\.category) == [.rescue])
        #expect(Briefings.shipped.training(for: .medical, .goods) == nil)
        #expect(Briefings.shipped.training(for: .medical, .service) == .medical)
    }

    @Test func briefingsAreChangedOneByOneAndCheckedAsAWhole() throws {
        let draft = BriefingDraft(category: "food", zh: "先洗手", en: "", isAsked: true, certificate: "minors")
        let after = try SettingsRules.apply([.briefings([draft])], to: .shipped) { "x" }
        let food = try #require(after.briefings[.food])
        #expect(food.isAsked && food.certificate == .minors && food.words(.en) == "先洗手")
        #expect(food.version != Briefings.shipped[.food]?.version)
        #expect(after.briefings[.water] == Briefings.shipped[.water])
        for wrong in [
            BriefingDraft(category: "weapons"), BriefingDraft(category: "food", certificate: "driving"),
            BriefingDraft(category: "food", zh: "", en: "", isAsked: true),
        ] {
            #expect(throws: Refusal.self) { try SettingsRules.apply([.briefings([wrong])], to: .shipped) { "x" } }
        }
    }

    @Test(arguments: TestApp.kinds)
    func aPromiseCountsOnceTheBriefingIsRead(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let lead = test.viewer("founder"), network = test.network.id, acts = test.app.needs
        let asked = BriefingDraft(category: "protective", isAsked: true)
        _ = try await acts.change([.briefings([asked])], by: lead, in: network)
        let need = try await test.published(), anna = test.viewer("volunteer")
        do {
            _ = try await acts.claim(draft(test, need, isRead: false), on: need.id, by: anna, in: network)
            Issue.record("it counted unread")
        } catch Refusal.invalid(let problems) {
            #expect(problems.map(\.field) == ["briefing"])
        }
        _ = try await acts.claim(draft(test, need), on: need.id, by: anna, in: network)
        // Read once, it need not be read again – until its words change, or half a year is over.
        _ = try await acts.claim(draft(test, need, isRead: false), on: need.id, by: anna, in: network)
        test.clock.pass(Briefing.lifetime + Time.day)
        let later = try await test.published()
        await #expect(throws: Refusal.self) {
            _ = try await acts.claim(draft(test, later, isRead: false), on: later.id, by: anna, in: network)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func nobodyGoesIntoDangerUntrainedOrAlone(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let acts = test.app.needs, network = test.network.id, need = try await rescue(test)
        let (anna, bert) = (test.viewer("volunteer"), test.viewer("volunteer2"))
        await #expect(throws: Refusal.self, "untrained") {
            _ = try await acts.claim(draft(test, need), on: need.id, by: anna, in: network)
        }
        _ = try await certify(test, "volunteer")
        await #expect(throws: Refusal.self, "the second is untrained") {
            _ = try await acts.claim(draft(test, need, second: "volunteer2"), on: need.id, by: anna, in: network)
        }
        _ = try await certify(test, "volunteer2")
        let claim = try await acts.claim(
            draft(test, need, second: "volunteer2"), on: need.id, by: anna, in: network
        ).claim
        // Newcomers wait for the owner as well; that is settled first.
        try await acts.letThrough(claim: claim.id, by: test.viewer("founder"), in: network)
        await #expect(throws: Refusal.self, "the second has not answered") {
            _ = try await acts.reveal(need.id, purpose: "to go there", by: anna, in: network)
        }
        await #expect(throws: Refusal.self, "it was not asked of them") {
            _ = try await acts.answerSecond(claim: claim.id, standsBy: true, by: anna, in: network)
        }
        func waiting(_ name: String) async throws -> [Bool] {
            try await acts.waiting(for: try #require(test.members[name])).seconds.map(\.isAsked)
        }
        let owner = try #require(test.members.values.first { $0.id == need.ownerID }).name
        #expect(try await waiting("volunteer2") == [true], "who is asked sees it at home")
        #expect(try await waiting(owner).isEmpty)
        _ = try await acts.answerSecond(claim: claim.id, standsBy: false, by: bert, in: network)
        #expect(try await waiting("volunteer2").isEmpty)
        #expect(try await waiting(owner) == [false], "nobody is named: it waits for whoever answers for the need")
        _ = try await acts.nameSecond(bert.member?.id, forClaim: claim.id, by: anna, in: network)
        _ = try await acts.answerSecond(claim: claim.id, standsBy: true, by: bert, in: network)
        #expect(try await !acts.reveal(need.id, purpose: "to go there", by: anna, in: network).contacts.isEmpty)
        await test.app.database.close()
    }

    @Test func theOwnerLetsItThroughWithAReason() async throws {
        let test = try await TestApp()
        let acts = test.app.needs, network = test.network.id, need = try await rescue(test)
        let anna = test.viewer("volunteer"), lead = test.viewer("founder")
        let certificate = try await certify(test, "volunteer")
        let claim = try await acts.claim(draft(test, need), on: need.id, by: anna, in: network).claim
        try await acts.letThrough(claim: claim.id, by: lead, in: network)
        await #expect(throws: Refusal.self) {
            _ = try await acts.letThroughAlone(claim: claim.id, reason: "I go", by: anna, in: network)
        }
        await #expect(throws: Refusal.self, "a reason is needed") {
            _ = try await acts.letThroughAlone(claim: claim.id, reason: " ", by: lead, in: network)
        }
        _ = try await acts.letThroughAlone(claim: claim.id, reason: "The fire brigade is there", by: lead, in: network)
        _ = try await acts.reveal(need.id, purpose: "to go there", by: anna, in: network)
        // Taken off the record, it opens nothing any more; nobody writes down their own.
        _ = try await test.app.members.endCertificate(certificate.id, by: lead, in: network)
        await #expect(throws: Refusal.self) {
            _ = try await acts.claim(draft(test, need), on: need.id, by: anna, in: network)
        }
        let own = try #require(test.members["founder"]).id
        await #expect(throws: Refusal.self) {
            _ = try await test.app.members.certify(
                own, CertificateDraft(kind: "danger", until: "2020-12-01"), by: lead, in: network)
        }
        await test.app.database.close()
    }

    @Test func aPassEndsWithWhatItIsFor() async throws {
        let test = try await TestApp()
        let acts = test.app.members, network = test.network.id, need = try await test.published()
        let (anna, bert) = (test.viewer("volunteer"), test.viewer("volunteer2"))
        let claim = try await test.app.needs.claim(draft(test, need), on: need.id, by: anna, in: network).claim
        await #expect(throws: Refusal.self, "another's promise") {
            _ = try await acts.makePass(PassDraft(task: "masks", hours: 8, claim: claim.id), by: bert, in: network)
        }
        let pass = try await acts.makePass(PassDraft(task: "masks", hours: 8, claim: claim.id), by: anna, in: network)
        #expect(try await acts.scan(acts.code(ofPass: pass.id), agent: "gate").holds)
        #expect(try await acts.passesInForce(for: test.viewer("founder"), in: network).map(\.pass.id) == [pass.id])
        await #expect(throws: Refusal.self) {
            _ = try await acts.passesInForce(for: bert, in: network)
        }
        _ = try await test.app.needs.perform(.release(note: ""), onClaim: claim.id, by: anna, in: network)
        #expect(try await !acts.scan(acts.code(ofPass: pass.id), agent: "gate").holds)
        await #expect(throws: Refusal.self, "it is over") {
            _ = try await acts.makePass(PassDraft(task: "masks", hours: 8, claim: claim.id), by: anna, in: network)
        }
        let now = test.clock.now, id = anna.member?.id ?? Sample.id
        let shift = Shift(
            id: test.clock.world.newID(), memberID: id, memberName: "", desk: "gate", startsAt: now - 1,
            endsAt: now + Time.hour)
        try await test.app.database.write { db in try db.insert(shift, in: network) }
        let onShift = try await acts.makePass(
            PassDraft(task: "gate", hours: 8, claim: nil, shift: shift.id), by: anna, in: network)
        #expect(onShift.until == now + Time.hour)
        try await acts.revokePass(onShift.id, by: test.viewer("founder"), in: network)
        #expect(try await !acts.scan(acts.code(ofPass: onShift.id), agent: "gate").holds)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func agreedIsWhatBothHaveSigned(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let acts = test.app.members, network = test.network.id
        let (anna, bert, neutral) = (test.viewer("volunteer"), test.viewer("volunteer2"), test.viewer("founder"))
        let about = try #require(test.members["volunteer2"]).id
        let talk = try await acts.open(
            MatterDraft(kind: .mediation, about: about, words: "We fell out about the van."), by: anna, in: network)
        #expect(MatterRules.concerned(talk).contains(about), "the other side hears of every word")
        await #expect(throws: Refusal.self, "nobody has accepted the neutral") {
            try await acts.proposeAgreement("Three days each.", in: talk.id, by: neutral, network: network)
        }
        for side in [anna, bert] {
            try await acts.answerNeutral(talk.id, accepts: true, by: side, network: network)
        }
        await #expect(throws: Refusal.self) {
            try await acts.proposeAgreement("The van is mine.", in: talk.id, by: anna, network: network)
        }
        try await acts.proposeAgreement("Three days each.", in: talk.id, by: neutral, network: network)
        await #expect(throws: Refusal.self, "the neutral signs nothing") {
            try await acts.signAgreement(nil, in: talk.id, by: neutral, network: network)
        }
        try await acts.signAgreement(nil, in: talk.id, by: anna, network: network)
        try await acts.missInAgreement("Who pays the fuel?", in: talk.id, by: bert, network: network)
        func reading() async throws -> MatterReading { try await acts.matter(talk.id, for: anna, in: network) }
        var seen = try await reading()
        #expect(seen.matter.stage == .talking && seen.agreement?.openerSignedAt == nil)
        try await acts.proposeAgreement("Three days each, fuel shared.", in: talk.id, by: neutral, network: network)
        let old = seen.agreement?.id
        await #expect(throws: Refusal.self, "another text than the one that was read") {
            try await acts.signAgreement(old, in: talk.id, by: anna, network: network)
        }
        try await acts.signAgreement(nil, in: talk.id, by: bert, network: network)
        seen = try await reading()
        #expect(seen.matter.stage == .signing && seen.clock != nil)
        try await acts.signAgreement(seen.agreement?.id, in: talk.id, by: anna, network: network)
        seen = try await reading()
        #expect(seen.matter.stage == .closed && seen.matter.outcome == .agreed && seen.clock == nil)
        #expect(seen.agreement?.words == "Three days each, fuel shared.")
        await test.app.database.close()
    }
}
