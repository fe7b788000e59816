import Database
import Testing

@testable import Weftwork

/// Each kind is kept for as long as its network has settled, and no longer.
@Suite struct RetentionTests {
    @Test(arguments: TestApp.kinds) func contactsGoWhenTheirNetworksTimeIsOver(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        _ = try await test.app.needs.keep([.contacts: 30], by: test.viewer("founder"), in: network)
        let need = try await test.submit()
        _ = try await test.app.needs.perform(
            .withdraw(reason: ""), on: need.id, by: test.requester(need.id), in: network)
        func hasContact() async throws -> Bool {
            try await test.app.database.read { try $0.privatePart(of: need, in: test.app.vault) } != nil
        }
        test.clock.pass(29 * Time.day)
        try await test.app.needs.sweep()
        #expect(try await hasContact())
        test.clock.pass(2 * Time.day)
        try await test.app.needs.sweep()
        #expect(try await !hasContact())
        await test.app.database.close()
    }

    @Test func lengthsHaveBounds() async throws {
        let test = try await TestApp(), network = test.network.id
        for days in [nil, 0, 6, 366] {
            await #expect(throws: Refusal.self) {
                _ = try await test.app.needs.keep([.contacts: days], by: test.viewer("founder"), in: network)
            }
        }
        await #expect(throws: Refusal.self) {
            _ = try await test.app.needs.keep([.contacts: 30], by: test.viewer("volunteer"), in: network)
        }
        let kept = try await test.app.needs.retention(of: network)
        #expect(Retention.Kind.allCases.allSatisfy { kept[$0] == $0.usual })
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatWasSaidAboutPeopleGoesInItsTime(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, members = test.app.members
        let founder = test.viewer("founder"), volunteer = test.viewer("volunteer")
        let id = try #require(test.members["volunteer"]).id
        let invitation = try await members.invite(
            InvitationDraft(uses: 1, days: 1, campaign: "poster", note: "Ask for Poppy"), by: volunteer, in: network)
        try await members.suspend(
            try #require(test.members["volunteer2"]).id,
            SuspensionDraft(reason: "Shouted at Poppy", days: 1, isAbuse: false), by: founder, in: network)
        let nomination = try await members.nominate(id, for: "weaver", "Poppy likes her", by: founder, in: network)
        try await members.answer(nomination.id, accepts: false, by: volunteer, in: network)
        let matter = try await members.open(
            MatterDraft(kind: .incident, about: nil, words: "Poppy fell at the gate"), by: volunteer, in: network)
        try await members.close(matter.id, "resolved", reason: "She is well", by: founder, network: network)
        test.clock.pass(2 * Time.day)
        try await members.sweep()

        func lengths() async throws -> (note: Int, reason: Int, words: Int, matter: Bool) {
            try await test.app.database.read { db in
                (
                    try db.invitation(invitation.id)?.note.count ?? 0,
                    try db.value("SELECT length(reason) FROM suspensions", as: Int.self) ?? 0,
                    try db.value("SELECT length(words) FROM nominations", as: Int.self) ?? 0,
                    try db.words(of: matter, vault: test.app.vault) != nil
                )
            }
        }
        test.clock.pass(80 * Time.day)
        try await members.forgetOld()
        let early = try await lengths()
        #expect(early.note > 0 && early.reason > 1 && early.words > 1 && early.matter)
        test.clock.pass(20 * Time.day)
        try await members.forgetOld()
        let later = try await lengths()
        #expect(later.note == 0 && later.reason > 1 && later.words > 1 && later.matter)
        test.clock.pass(300 * Time.day)
        try await members.forgetOld()
        let last = try await lengths()
        #expect(last.reason == 1 && last.words == 1 && !last.matter)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoLeftIsAFormerMemberAfterAWhile(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, members = test.app.members
        let volunteer = test.viewer("volunteer"), member = try #require(test.members["volunteer"])
        try await members.leave(note: "", by: volunteer, in: network)
        func name() async throws -> String? {
            try await test.app.database.read { try $0.names(of: [member.id], in: network)[member.id] }
        }
        test.clock.pass(364 * Time.day)
        try await members.forgetOld()
        #expect(try await name() == "volunteer")
        test.clock.pass(2 * Time.day)
        try await members.forgetOld()
        #expect(try await name() == LeaveWords.formerMember)
        // The account is somebody's still, with its name; coming again is coming anew.
        #expect(try await test.app.database.read { try $0.name(of: member.personID) } == "volunteer")
        #expect(try await test.app.database.read { try $0.place(of: member.personID, in: network) } == nil)
        #expect(try await test.app.auditChain(of: test.network).firstBreak == nil)
        // Once is enough.
        try await members.forgetOld()
        let count = try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM persons WHERE name = \(LeaveWords.formerMember)", as: Int.self)
        }
        #expect(count == 1)
        await test.app.database.close()
    }
}
