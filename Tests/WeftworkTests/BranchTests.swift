import Database
import Testing

@testable import Weftwork

/// Branches, campaigns, organisations, partners, profiles that grow old: on both engines.
@Suite struct BranchTests {
    /// Somebody comes by somebody's link.
    private func invited(_ name: String, by inviter: Viewer, _ test: TestApp) async throws -> Viewer {
        let draft = InvitationDraft(uses: 5, days: 5, campaign: "canteen", note: "")
        let made = try await test.app.members.invite(draft, by: inviter, in: test.network.id)
        let id = try await test.app.members.accept(
            code: test.app.members.code(of: made.id), by: try await test.account(name))
        return try await test.member(id)
    }

    @Test(arguments: TestApp.kinds) func aBranchIsLookedAtAsAWhole(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members, network = test.network.id
        let founder = test.viewer("founder"), root = test.viewer("volunteer")
        let rootID = try #require(root.member).id
        let one = try await invited("one", by: root, test), oneID = try #require(one.member).id
        try await test.app.vouches.give(
            VouchDraft(kind: .identity, how: "We went to school together."), to: oneID, by: root, in: network)
        let two = try await invited("two", by: try await test.member(oneID), test)
        let twoID = try #require(two.member).id
        let report = MatterDraft(kind: .incident, about: twoID, words: "They sold what was given.")
        try await acts.open(report, by: test.viewer("volunteer2"), in: network)

        let branch = try await acts.branch(of: rootID, after: nil, for: founder, in: network)
        #expect(branch.total == 2 && branch.lines.map(\.memberID) == [oneID, twoID] && branch.openLinks == 2)
        #expect(branch.lines.map(\.vouchesReceived) == [1, 0] && branch.lines.map(\.matters) == [0, 1])
        #expect(branch.lines.allSatisfy { $0.campaign == "canteen" && $0.footprint == Footprint() })
        await #expect(throws: Refusal.self) {
            _ = try await acts.branch(of: rootID, after: nil, for: test.viewer("volunteer2"), in: network)
        }
        // What they did with needs is counted.
        let need = try await test.published()
        let draft = ClaimDraft(line: need.lines[0].id, quantity: 1000, promisedBy: test.clock.now + Time.hour)
        _ = try await test.app.needs.claim(draft, on: need.id, by: one, in: network)
        let counted = try await acts.branch(of: rootID, after: nil, for: founder, in: network)
        #expect(counted.lines.map(\.footprint.promised) == [1, 0])

        #expect(try await acts.endLinks(ofBranch: rootID, by: founder, in: network) == 2)
        #expect(try await acts.branch(of: rootID, after: nil, for: founder, in: network).openLinks == 0)
        // Who was seen before is to be seen once more, by nobody of the branch; who was not is on a list already.
        try await acts.see(oneID, by: founder, in: network)
        #expect(try await acts.lookAgain(atBranch: rootID, by: founder, in: network) == 1)
        #expect(try await acts.lookAgain(atBranch: rootID, by: founder, in: network) == 0)
        let clock = try await test.app.database.read { db in try db.clock(of: oneID, in: network) }
        #expect(clock?.step == "again" && clock?.ownerID == founder.member?.id)
        try await acts.see(oneID, by: founder, in: network)
        let arrival = try await test.app.database.read { db in try db.arrival(of: oneID, in: network) }
        #expect(arrival?.againAt == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func campaignsAreCountedNotPeople(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members, network = test.network.id
        let founder = test.viewer("founder")
        for _ in 0..<3 { try await acts.countOpening(.page, campaign: " poster ", in: network) }
        _ = try await test.newcomer("rosa", campaign: "poster")
        let applicant = try await test.account("ana")
        let matter = try await acts.apply(
            "I am a nurse and know the founder.", campaign: "radio", by: applicant, in: network)
        try await acts.close(matter, "declined", reason: "Not just now", by: founder, network: network)
        let reading = try await acts.referrals(for: founder, in: network)
        #expect(reading.openings.map(\.opened) == [3] && reading.openings.first?.campaign == "poster")
        #expect(reading.funnels.contains { $0.way == .call && $0.campaign == "poster" && $0.joined == 1 })
        let radio = try #require(reading.applications.first { $0.campaign == "radio" })
        #expect(radio.declined == 1 && radio.accepted == 0 && radio.waiting == 0)
        // Names that somebody makes up fill no store.
        for number in 0..<(Campaigns.most + 20) {
            try await acts.countOpening(.page, campaign: "c\(number)", in: network)
        }
        let kept = try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM way_openings", as: Int.self) ?? 0
        }
        #expect(kept <= Campaigns.most + 1)
        await test.app.database.close()
    }

    // MARK: Organisations

    @Test(arguments: TestApp.kinds) func whoSpeaksDoesSoAsLongAsTheVouchThatCarriesIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members, network = test.network.id
        let anna = test.viewer("volunteer"), bert = test.viewer("volunteer2"), founder = test.viewer("founder")
        let annaID = try #require(anna.member).id, bertID = try #require(bert.member).id
        for one in [anna, bert] { try await acts.belong(to: "Red Cross", by: one, in: network) }
        let id = try #require(
            try await test.app.database.read { db in try db.organisations(in: network).first?.organisation })
        func vouched(_ member: ID) async throws -> ID {
            try await test.app.vouches.give(
                VouchDraft(kind: .representation, subject: "Red Cross", how: "I know their board."), to: member,
                by: founder, in: network
            ).id
        }
        let carrier = try await vouched(annaID)
        try await acts.claim(organisation: id, by: anna, in: network)
        try await acts.setDelegate(bertID, isOn: true, of: id, by: anna, in: network)
        func draft(_ name: String) -> OrganisationDraft {
            OrganisationDraft(
                name: name, nameEnglish: "Red Cross Hubei", sector: "", size: "", regions: "", website: "")
        }
        await #expect(throws: Refusal.self, "a delegate changes no name") {
            try await acts.save(draft("Another"), of: id, by: bert, in: network)
        }
        try await acts.save(draft("湖北红十字会"), of: id, by: anna, in: network)
        try await acts.belong(to: "County Hospital", by: test.viewer("volunteer3"), in: network)
        await #expect(throws: Refusal.self, "somebody else's name") {
            try await acts.save(draft("county hospital"), of: id, by: anna, in: network)
        }
        var reading = try await acts.organisation(id, for: founder, in: network)
        #expect(reading.organisation.name == "湖北红十字会" && reading.speakers.count == 2)
        // Revoked: at once they speak no more; then the post is free.
        try await test.app.vouches.revoke(carrier, reason: "They left the board", by: founder, in: network)
        reading = try await acts.organisation(id, for: founder, in: network)
        #expect(!reading.organisation.hasRepresentative)
        #expect(!reading.speakers.contains { $0.personID == anna.member?.personID })
        try await acts.endLostSpeaking()
        #expect(try await acts.organisation(id, for: founder, in: network).speakers.isEmpty, "nor do delegates")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoLeavesBlocksNoPost(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members, network = test.network.id
        let anna = test.viewer("volunteer"), bert = test.viewer("volunteer2"), founder = test.viewer("founder")
        for one in [anna, bert] {
            try await acts.belong(to: "Red Cross", by: one, in: network)
            try await test.app.vouches.give(
                VouchDraft(kind: .representation, subject: "Red Cross", how: "I know their board."),
                to: try #require(one.member).id, by: founder, in: network)
        }
        let id = try #require(
            try await test.app.database.read { db in try db.organisations(in: network).first?.organisation })
        try await acts.claim(organisation: id, by: anna, in: network)
        await #expect(throws: Refusal.self) { try await acts.claim(organisation: id, by: bert, in: network) }
        try await acts.leave(note: "", by: anna, in: network)
        try await acts.claim(organisation: id, by: bert, in: network)
        #expect(try await acts.organisation(id, for: founder, in: network).speakers.count == 1)
        await test.app.database.close()
    }

    // MARK: Partners

    @Test(arguments: TestApp.kinds) func aPartnersMemberIsKnownAsSuch(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members
        let other = try await test.app.people.found(
            slug: "other", name: "Other", founder: MemberDraft(email: "lead@example.org", name: "lead"), language: .en)
        let lead = try #require(
            try await test.app.database.read { db in try db.member(other.member, in: other.network.id) })
        func partner() async throws -> ID? {
            try await test.app.database.read { db in
                try db.partnerThrough(lead.personID, to: test.network.id)
            }
        }
        try await acts.recognise("other", isOn: true, by: test.viewer("founder"), in: test.network.id)
        #expect(try await partner() == nil, "one side is not enough")
        try await acts.recognise(
            "test", isOn: true, by: Viewer(.member(lead), language: .en), in: other.network.id)
        #expect(try await partner() == other.network.id)
        var viewer = Viewer(.anonymous, language: .en)
        #expect(viewer.tier == .public)
        viewer.isPartner = true
        #expect(viewer.tier == .partners)
        let need = try await test.submit()
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        try await test.act(.verify(VerificationDraft(confidence: .official)), need.id, "verifier")
        try await test.act(.publish(audience: .partners, reason: ""), need.id, "dispatcher")
        let seen = try await test.app.needs.view(need.id, for: viewer, in: test.network.id)
        #expect(seen.id == need.id && seen.description == nil && seen.owner.id == nil)
        await #expect(throws: Refusal.self) {
            _ = try await test.app.needs.view(
                need.id, for: Viewer(.anonymous, language: .en), in: test.network.id)
        }
        await test.app.database.close()
    }

    // MARK: Profiles

    @Test(arguments: [
        ("Asia/Shanghai", true), ("Europe/Berlin", true), ("UTC", true), ("America/Argentina/Buenos_Aires", true),
        ("GMT+8", false), ("Beijing", false), ("Asia/Atlantis", false), ("../etc/passwd", false),
    ])
    func aTimeZoneHasAName(_ text: String, _ isOne: Bool) {
        #expect(ProfileRules.isTimeZone(text) == isOne)
    }

    @Test func everyFieldStandsInOneGroupOfTheForm() {
        let fields = ProfileGroup.allCases.flatMap(\.fields)
        #expect(fields.count == ProfileField.allCases.count && Set(fields) == Set(ProfileField.allCases))
    }

    @Test(arguments: TestApp.kinds) func whatMembersMayKnowIsCopied(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members
        let anna = test.viewer("volunteer"), id = try #require(anna.member).id
        var draft = ProfileDraft()
        draft.texts = [.area: "Wuhan", .skills: "driving"]
        try await acts.save(draft, by: anna)
        var member = try #require(try await test.member(id).member)
        #expect(member.area == "Wuhan" && member.skills == ["driving"] && member.name == "volunteer")
        // What is not said stays; what members may not know goes.
        try await acts.save(ProfileDraft(texts: [.area: "Wuhan"], audiences: [.area: "stewards"]), by: anna)
        member = try #require(try await test.member(id).member)
        #expect(member.area == nil && member.skills == ["driving"])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func afterHalfAYearOneIsAskedWhetherItIsStillTrue(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.members
        let anna = test.viewer("volunteer"), person = try #require(anna.personID)
        try await acts.save(ProfileDraft(texts: [.offers: "A van", .about: "I am Anna"]), by: anna)
        try await acts.askWhatIsStillTrue()
        #expect(try await acts.askedFields(of: person).isEmpty)
        test.clock.pass(MemberActs.stillTrue + Time.hour)
        try await acts.askWhatIsStillTrue()
        #expect(try await acts.askedFields(of: person) == [.offers], "what one is does not grow old")
        try await acts.keepProfile(by: anna)
        #expect(try await acts.askedFields(of: person).isEmpty)
        try await acts.askWhatIsStillTrue()
        #expect(try await acts.askedFields(of: person).isEmpty, "it counts as said today")
        await test.app.database.close()
    }
}
