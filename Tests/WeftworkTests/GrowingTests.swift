import Database
import Testing

@testable import Weftwork

/// Roles: what they may do, how they are taken up and renewed, who is near to one; mentors; suggestions.
@Suite struct GrowingTests {
    // MARK: What a role may do

    /// Every act for which the policy names a role is told in plain words, so that no card says less than the gate does.
    @Test func everyPowerOfARoleHasWords() {
        for row in Policy.rows where row.allowed.contains(where: { if case .role = $0 { true } else { false } }) {
            #expect(RolePowerWords.power(of: row.act) != nil, "\(row.act) has no words in RolePowerWords")
        }
    }

    @Test(arguments: Role.allCases) func aCardSaysWhatTheGateDoes(_ role: Role) {
        let told = Set(RolePowers.of(role).flatMap(\.acts))
        let allowed = Set(Policy.rows.filter { $0.allowed.contains(.role(role)) }.map(\.act))
        #expect(told == allowed)
    }

    // MARK: What is within reach

    private static let nothing = GrowthFacts(standing: .newcomer, deliveries: 0, hasPrimer: false, skills: 0, days: 0)
    private static let much = GrowthFacts(standing: .trusted, deliveries: 3, hasPrimer: true, skills: 1, days: 365)

    @Test func whatIsThereAndWhatIsMissingIsSaid() {
        let facts = GrowthFacts(standing: .trusted, deliveries: 0, hasPrimer: true, skills: 0, days: 40)
        let reach = GrowthRules.reach(.verifier, facts)
        #expect(reach.met == [.standing(.trusted), .primer, .days(has: 40, of: 30)])
        #expect(reach.missing == [.deliveries(has: 0, of: 1)])
        #expect(GrowthRules.reach(.verifier, GrowingTests.nothing).met.isEmpty)
    }

    @Test(arguments: Role.allCases) func whoHasMuchLacksNothing(_ role: Role) {
        #expect(GrowthRules.reach(role, GrowingTests.much).missing.isEmpty)
        let asks = RoleCriteria.of(role)
        #expect(asks.needsPrimer && asks.standing >= .vouched && asks.days > 0, "a role asks for something")
    }

    @Test func theNextRolesAreThoseOfWhichLeastIsMissing() {
        let next = GrowthRules.next(GrowingTests.nothing, holding: [.intake])
        #expect(next.count == GrowthRules.shown && !next.contains { $0.role == .intake })
        #expect(next.map(\.missing.count) == next.map(\.missing.count).sorted())
    }

    @Test func aPathIsReadByItsOwnerTheirMentorAndMembersWhereItIsShared() {
        let own = Sample.id, other = ID(milliseconds: 5, entropy: (5, 5))
        #expect(GrowthRules.mayRead(own, own, isShared: false, mentor: nil))
        #expect(!GrowthRules.mayRead(own, other, isShared: false, mentor: nil))
        #expect(GrowthRules.mayRead(own, other, isShared: true, mentor: nil))
        #expect(GrowthRules.mayRead(own, other, isShared: false, mentor: other))
    }

    @Test(arguments: TestApp.kinds) func pathsMentorsAndSuggestions(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members, network = test.network.id
        let (anna, bert, carl) = (test.viewer("volunteer"), test.viewer("volunteer2"), test.viewer("volunteer3"))
        let annaID = try #require(anna.member).id, bertID = try #require(bert.member).id
        await #expect(throws: Refusal.self) { _ = try await acts.growth(of: annaID, for: bert, in: network) }
        try await acts.sharePath(true, by: anna, in: network)
        #expect(try await acts.growth(of: annaID, for: bert, in: network).mentors.isEmpty)
        try await acts.sharePath(false, by: anna, in: network)
        await #expect(throws: Refusal.self) { _ = try await acts.growth(of: annaID, for: bert, in: network) }

        await #expect(throws: Refusal.self) { try await acts.askMentor(bertID, by: anna, in: network) }
        try await acts.save(ProfileDraft(willing: [.mentor, .roles]), by: bert)
        #expect(try await acts.growth(of: anna, in: network).mentors.map(\.id) == [bertID])
        try await acts.askMentor(bertID, by: anna, in: network)
        await #expect(throws: Refusal.self) { try await acts.askMentor(bertID, by: anna, in: network) }
        await #expect(throws: Refusal.self) { _ = try await acts.growth(of: annaID, for: bert, in: network) }
        let asked = try #require(try await acts.company(of: bert, in: network).mentorships.first)
        await #expect(throws: Refusal.self) {
            try await acts.answerMentor(asked.id, accepts: true, by: carl, in: network)
        }
        try await acts.answerMentor(asked.id, accepts: true, by: bert, in: network)
        #expect(try await acts.growth(of: annaID, for: bert, in: network).member.id == annaID)
        await #expect(throws: Refusal.self) { _ = try await acts.growth(of: annaID, for: carl, in: network) }
        try await acts.endMentor(asked.id, by: anna, in: network)
        await #expect(throws: Refusal.self) { _ = try await acts.growth(of: annaID, for: bert, in: network) }

        // Only those who agreed are named, only to those who lead, and never at rest.
        await #expect(throws: Refusal.self) { _ = try await acts.suggestions(for: .weaver, by: anna, in: network) }
        let named = try await acts.suggestions(for: .weaver, by: test.viewer("founder"), in: network)
        #expect(named.map(\.member.id) == [bertID])
        #expect(named.first?.reach.met.contains(.standing(.trusted)) == true)
        #expect(named.first?.reach.missing.contains(.primer) == true)
        try await acts.finishPrimer(by: bert, in: network)
        let again = try await acts.suggestions(for: .weaver, by: test.viewer("founder"), in: network)
        #expect(again.first?.reach.met.contains(.primer) == true)
        // What they brought and whose skill somebody answers for counts, for each by themselves.
        try await acts.save(ProfileDraft(willing: [.roles]), by: carl)
        _ = try await test.bring("volunteer2", to: "13912345001")
        _ = try await test.app.vouches.give(
            VouchDraft(kind: .skill, subject: "driving", how: "we drove three nights"), to: bertID, by: anna,
            in: network)
        try await acts.weighConduct()
        let weighed = try await acts.suggestions(for: .coordinator, by: test.viewer("founder"), in: network)
        #expect(weighed.map(\.member.name) == ["volunteer2", "volunteer3"])
        #expect(weighed[0].reach.missing.contains(.deliveries(has: 1, of: 3)))
        #expect(weighed[0].reach.met.contains(.skills(has: 1, of: 1)))
        #expect(weighed[1].reach.missing.contains(.deliveries(has: 0, of: 3)))
        #expect(weighed[1].reach.missing.contains(.skills(has: 0, of: 1)))
        try await acts.save(ProfileDraft(willing: []), by: carl)
        try await acts.rest(RestDraft(keepsRoles: true, note: ""), by: bert, in: network)
        #expect(try await acts.suggestions(for: .weaver, by: test.viewer("founder"), in: network).isEmpty)
        await test.app.database.close()
    }

    // MARK: Calls and terms

    @Test(arguments: TestApp.kinds) func aCallIsTakenUpByTheSameConsent(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members, network = test.network.id
        let anna = test.viewer("volunteer"), founder = test.viewer("founder")
        try await acts.call(for: "facilitator", "We meet each Friday", days: 14, by: founder, in: network)
        let call = try #require(try await acts.roles(of: network).calls.first)
        let guest = try await test.newcomer("rosa")
        await #expect(throws: Refusal.self, "somebody must be vouched for") {
            try await acts.takeUp(call.id, "I would like to", by: guest, in: network)
        }
        let made = try await acts.takeUp(call.id, "I have led meetings", by: anna, in: network)
        let linked = try await test.app.database.read { db in
            try db.value("SELECT call_id FROM nominations WHERE id = \(made.id)", as: ID.self)
        }
        #expect(linked == call.id)
        await #expect(throws: Refusal.self) { try await acts.endCall(call.id, by: anna, in: network) }
        try await acts.endCall(call.id, by: founder, in: network)
        #expect(try await acts.roles(of: network).calls.isEmpty)
        await #expect(throws: Refusal.self) {
            try await acts.takeUp(call.id, "Me too, please", by: test.viewer("volunteer2"), in: network)
        }
        test.clock.pass(RoleRules.consenting + 1)
        try await acts.endRoleTerms()
        let holders = try await acts.roles(of: network).holders[.facilitator]
        #expect(holders?.first?.member.id == anna.member?.id && holders?.first?.until != nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aTermIsRenewedInItsLastDays(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members, network = test.network.id
        let anna = test.viewer("volunteer"), id = try #require(anna.member).id
        try await acts.nominate(id, for: "trainer", "I teach first aid", by: anna, in: network)
        test.clock.pass(RoleRules.consenting + 1)
        try await acts.endRoleTerms()
        await #expect(throws: Refusal.self, "it is too early") {
            try await acts.goOn(in: "trainer", by: anna, in: network)
        }
        func mails() async throws -> Int {
            try await test.app.database.read { db in
                try db.value("SELECT count(*) FROM jobs", as: Int.self) ?? 0
            }
        }
        test.clock.pass(RoleRules.term - RoleRules.notice + Time.hour)
        let before = try await mails()
        try await acts.askWhoGoesOn()
        try await acts.askWhoGoesOn()
        #expect(try await mails() == before + 1, "asked once")
        let holder = try await test.member(id)
        try await acts.goOn(in: "trainer", by: holder, in: network)
        await #expect(throws: Refusal.self, "once is enough") {
            try await acts.goOn(in: "trainer", by: holder, in: network)
        }
        test.clock.pass(RoleRules.consenting + Time.hour)
        try await acts.endRoleTerms()
        test.clock.pass(RoleRules.notice)
        try await acts.endRoleTerms()
        #expect(try await test.member(id).member?.roles == [.trainer], "past the end of the first term")
        await test.app.database.close()
    }
}
