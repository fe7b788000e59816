import Database
import Testing

@testable import Weftwork

/// Anchors are chosen by decision: named by another, they say yes, seven days in which nobody objects; ended in the same way, or
/// laid down – but for the last.
@Suite struct AnchorTests {
    private static func member(_ number: UInt64, _ standing: Standing) -> Member {
        Member(
            id: ID(milliseconds: 1, entropy: (number, number)), personID: Sample.id, networkID: Sample.id, name: "n",
            organisation: nil, standing: standing, roles: [], area: nil, skills: [], languages: [])
    }

    private static func anchor(_ number: UInt64, _ organisation: String? = nil) -> TrustAnchor {
        TrustAnchor(memberID: member(number, .steward).id, name: "n", organisation: organisation)
    }

    @Test(
        arguments: [
            // what for, who, their standing, by conduct only, named by, how many anchors (numbered from 1), whether it may be
            (Office.anchor, 5, Standing.trusted, false, 1, 1, true), (.anchor, 5, .steward, false, 1, 1, true),
            (.anchor, 5, .vouched, false, 1, 1, false), (.anchor, 5, .trusted, true, 1, 1, false),
            (.anchor, 5, .trusted, false, 5, 1, false), (.anchor, 1, .steward, false, 2, 2, false),
            (.anchorEnd, 1, .steward, false, 2, 2, true), (.anchorEnd, 1, .steward, false, 2, 1, false),
            (.anchorEnd, 5, .trusted, false, 1, 2, false), (.role(.weaver), 5, .vouched, true, 5, 1, true),
        ] as [(Office, UInt64, Standing, Bool, UInt64, UInt64, Bool)])
    func whoCanBeNamed(
        _ office: Office, _ who: UInt64, _ standing: Standing, _ isByConduct: Bool, _ namer: UInt64, _ anchors: UInt64,
        _ may: Bool
    ) {
        let member = AnchorTests.member(who, standing), namer = AnchorTests.member(namer, .trusted).id
        let all = (1...anchors).map { AnchorTests.anchor($0) }
        let isAllowed: Bool
        do {
            try AnchorRules.require(office, for: member, by: namer, anchors: all, isByConduct: isByConduct)
            isAllowed = true
        } catch {
            isAllowed = false
        }
        #expect(isAllowed == may)
    }

    @Test(
        arguments: [
            ([nil, "a", "b"], true), (["a", "a", "b"], true), (["a", "a", "a"], false), (["a", "b"], false),
            ([nil, nil, "a"], false), ([], false),
        ] as [([String?], Bool)])
    func enough(_ organisations: [String?], _ areEnough: Bool) {
        let anchors = organisations.enumerated().map { AnchorTests.anchor(UInt64($0) + 1, $1) }
        #expect(AnchorRules.areEnough(anchors) == areEnough)
    }

    @Test func aGrownNetworkWithTooFewIsWorthALookAndNoFault() async throws {
        for (volunteers, isSaid) in [(0, false), (5, true)] {
            let test = try await TestApp(volunteers: volunteers)
            let found = try await test.app.findings().filter { $0.what.contains("trust begins with") }
            #expect(found.count == (isSaid ? 1 : 0))
            #expect(found.allSatisfy { !$0.isWell && $0.isHint })
            await test.app.database.close()
        }
    }

    @Test func anOfficeIsItsName() {
        for name in Office.names { #expect(Office(name: name)?.name == name) }
        #expect(Office(name: "king") == nil)
    }

    private func anchors(_ test: TestApp) async throws -> Set<String> {
        Set(try await test.app.database.read { db in try db.trustAnchors(of: test.network.id) }.map(\.name))
    }

    private func nominate(
        _ test: TestApp, _ name: String, _ office: String = "anchor", by: String
    ) async throws -> Nomination {
        try await test.app.members.nominate(
            try test.id(name), for: office, "knows everybody here", by: test.viewer(by), in: test.network.id)
    }

    @Test(arguments: TestApp.kinds) func chosenAndEndedByDecision(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let acts = test.app.members, network = test.network.id
        let named = try await nominate(test, "verifier", by: "volunteer")
        await #expect(throws: Refusal.self) { _ = try await nominate(test, "verifier", by: "volunteer2") }
        test.clock.pass(6 * Time.day)
        try await acts.answer(named.id, accepts: true, by: test.viewer("verifier"), in: network)
        test.clock.pass(3 * Time.day)
        try await acts.endRoleTerms()
        #expect(try await anchors(test) == ["founder"], "not after three days, as a role would be")
        test.clock.pass(4 * Time.day)
        try await acts.endRoleTerms()
        #expect(try await anchors(test) == ["founder", "verifier"])
        #expect(try await test.standing("verifier") == .steward)
        let told = try await test.app.database.read { db in
            try db.value(
                "SELECT count(*) FROM events WHERE kind = \(Event.Kind.anchorChosen) AND audience = \(Audience.members)",
                as: Int.self)
        }
        #expect(told == 1)

        // Trust begins with them now: whom they answer for is a steward, and is so no more when it ends.
        _ = try await test.app.vouches.give(
            VouchDraft(kind: .stewardship, how: "we built the store together"), to: try test.id("volunteer3"),
            by: try await test.present("verifier"), in: network)
        #expect(try await test.standing("volunteer3") == .steward)

        // What the end would do is shown before, and nothing follows from looking.
        let shown = try await acts.consequences(
            ofEnding: try test.id("verifier"), by: test.viewer("volunteer"), in: network)
        #expect(
            Set(shown.changes.map(\.memberID)) == [try test.id("verifier"), try test.id("volunteer3")]
                && shown.changes.allSatisfy { $0.before == .steward && $0.after == .trusted })
        #expect(shown.left.map(\.name) == ["founder"])
        #expect(try await test.standing("volunteer3") == .steward)
        await #expect(throws: Refusal.self, "who is none has no end") {
            _ = try await acts.consequences(ofEnding: try test.id("intake"), by: test.viewer("volunteer"), in: network)
        }

        let end = try await nominate(test, "verifier", "anchorEnd", by: "volunteer")
        try await acts.object(to: end.id, "I still do this gladly", by: try await test.present("verifier"), in: network)
        let read = try #require(try await acts.roles(of: network).nominations.first)
        #expect(read.theirWord?.words == "I still do this gladly" && read.standing.isEmpty)
        test.clock.pass(7 * Time.day)
        try await acts.endRoleTerms()
        #expect(try await anchors(test) == ["founder"])
        #expect(try await test.standing("verifier") == .trusted)
        #expect(try await test.standing("volunteer3") == .trusted, "who is entered is a root of the tiers below")
        await test.app.database.close()
    }

    @Test func anObjectionHoldsItUpAndTheLastStays() async throws {
        let test = try await TestApp()
        let acts = test.app.members, network = test.network.id
        let named = try await nominate(test, "verifier", by: "volunteer")
        try await acts.answer(named.id, accepts: true, by: test.viewer("verifier"), in: network)
        await #expect(throws: Refusal.self) {
            try await acts.object(to: named.id, "not me", by: test.viewer("verifier"), in: network)
        }
        try await acts.object(to: named.id, "too new here", by: test.viewer("intake"), in: network)
        test.clock.pass(8 * Time.day)
        try await acts.endRoleTerms()
        #expect(try await anchors(test) == ["founder"])
        await #expect(throws: Refusal.self) { _ = try await nominate(test, "founder", "anchorEnd", by: "volunteer") }
        await #expect(throws: Refusal.self) {
            _ = try await acts.consequences(
                ofEnding: try test.id("founder"), by: test.viewer("volunteer"), in: network)
        }
        await #expect(throws: Refusal.self) {
            try await acts.endRole(
                "anchor", of: try test.id("founder"), reason: "", by: test.viewer("founder"), in: network)
        }
        await test.app.database.close()
    }

    @Test func anAnchorLaysItDownAtOnceAndWhoIsNamedMeanwhileIsTheLast() async throws {
        let test = try await TestApp()
        let acts = test.app.members, network = test.network.id
        let named = try await nominate(test, "verifier", by: "volunteer")
        try await acts.answer(named.id, accepts: true, by: test.viewer("verifier"), in: network)
        test.clock.pass(7 * Time.day)
        try await acts.endRoleTerms()
        let end = try await nominate(test, "verifier", "anchorEnd", by: "volunteer")
        await #expect(throws: Refusal.self) {
            try await acts.endRole(
                "anchor", of: try test.id("verifier"), reason: "x", by: test.viewer("founder"), in: network)
        }
        try await acts.endRole(
            "anchor", of: try test.id("founder"), reason: "", by: test.viewer("founder"), in: network)
        #expect(try await anchors(test) == ["verifier"])
        #expect(try await test.standing("founder") == .trusted)
        test.clock.pass(7 * Time.day)
        try await acts.endRoleTerms()
        #expect(try await anchors(test) == ["verifier"], "the last anchor is kept, whatever was consented to")
        let outcome = try await test.app.database.read { db in try db.nomination(end.id, in: network)?.outcome }
        #expect(outcome == .kept)
        await test.app.database.close()
    }
}
