import Database
import Testing

@testable import Weftwork

/// Who is asked to vouch, in which words they do, and that each answer is an ordinary vouch.
@Suite struct VouchAskTests {
    private func id(_ number: UInt64) -> ID { ID(milliseconds: 1, entropy: (number, number)) }

    @Test(
        arguments: [
            // own words, takes the shared, shared, what stands in the vouch
            ("I saw her work", false, "we all did", "I saw her work"),
            ("I saw her work", true, "we all did", "I saw her work"),
            ("", true, "we all did", "we all did"), ("  ", true, "we all did", "we all did"),
            ("", false, "we all did", nil),
            ("", true, nil, nil), ("I saw her work", false, nil, "I saw her work"),
        ] as [(String, Bool, String?, String?)])
    func words(_ own: String, _ takesShared: Bool, _ shared: String?, _ expected: String?) {
        let answer = VouchAnswer(how: own, takesShared: takesShared, organisation: nil)
        #expect((try? VouchAskRules.words(answer, shared: shared)) == expected)
    }

    @Test func signersAreOthersEachOnce() {
        let (one, other, third) = (id(1), id(2), id(3))
        #expect((try? VouchAskRules.signers([third, third], by: one, for: other)) == [third])
        for signers in [[], [one], [other], (10...30).map(id)] {
            #expect(throws: Refusal.self) { try VouchAskRules.signers(signers, by: one, for: other) }
        }
    }

    @Test(arguments: TestApp.kinds) func aRequestLapsesAndAPromiseIsKeptOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let acts = test.app.members, network = test.network.id
        let ask = try await acts.askForVouch(
            of: try test.id("volunteer2"), VouchDraft(kind: .identity, how: "we carried boxes"),
            by: test.viewer("volunteer"), in: network)
        #expect(try await acts.waiting(for: try #require(test.members["volunteer2"])).count == 1)
        await #expect(throws: Refusal.self) {
            try await acts.vouch(
                answering: ask.id, VouchAnswer(how: "yes", takesShared: false, organisation: nil),
                by: test.viewer("volunteer2"), in: network)
        }
        test.clock.pass(VouchAskRules.lifetime(.request))
        #expect(try await acts.waiting(for: try #require(test.members["volunteer2"])).isEmpty)
        try await acts.sweep()
        let kept = try await test.app.database.read { db in try db.vouchAsk(ask.id, in: network)?.outcome }
        #expect(kept == .lapsed)

        let invitation = try await acts.invite(
            InvitationDraft(uses: 1, days: 3, campaign: "", note: "", promise: "we carried boxes together"),
            by: test.viewer("volunteer2"), in: network)
        let given = try await test.app.database.write { db in
            let known = try #require(try db.invitation(invitation.id))
            let first = try acts.greet(try test.id("intake"), named: "n", by: known, isDirect: true, db)
            let second = try acts.greet(try test.id("verifier"), named: "n", by: known, isDirect: true, db)
            return [first, second]
        }
        #expect(given == [true, false])
        let waiting = try await acts.waiting(for: try #require(test.members["volunteer2"]))
        #expect(waiting.map(\.clock.step) == ["arrival"], "the second is asked about")
        await test.app.database.close()
    }
}
