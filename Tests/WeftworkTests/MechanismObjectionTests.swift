import Database
import Testing

@testable import Weftwork

/// A change of how a network works that is open for objections.
@Suite struct MechanismObjectionTests {
    private static func version(_ until: Int64?) -> MechanismVersion {
        var version = MechanismVersion(
            networkID: Sample.id, number: 1, editorID: id(1), editor: .steward, editedAt: 0)
        version.state = .asked
        version.openUntil = until
        return version
    }

    private static func id(_ number: Int64) -> ID { ID(milliseconds: number, entropy: (0, 1)) }

    private static func voice(_ member: Int64, objects: Bool = false, at: Int64 = 0) -> MechanismVoice {
        MechanismVoice(memberID: id(member), isObjection: objects, reason: "", hand: .steward, at: at)
    }

    private static let weighed: [(voices: [MechanismVoice], hands: Set<ID>, until: Int64?, carried: Int64?)] = [
        ([voice(2)], [id(1), id(2)], 10, 2), ([voice(2)], [id(1), id(2)], 11, nil),
        ([voice(2)], [id(1), id(2)], nil, nil),
        ([], [id(1), id(2)], 10, nil),
        ([voice(2), voice(3, objects: true)], [id(1), id(2), id(3)], 10, nil),
        // Who may decide no more neither holds nor carries it.
        ([voice(2), voice(3, objects: true)], [id(1), id(2)], 10, 2),
        ([voice(2)], [id(1), id(3)], 10, nil),
        // Its editor carries it only where there is nobody else.
        ([voice(1)], [id(1), id(2)], 10, nil), ([voice(1)], [id(1)], 10, 1),
        ([voice(3, at: 5), voice(2, at: 7)], [id(1), id(2), id(3)], 10, 3),
    ]

    @Test(arguments: weighed.indices) func whenItIsPublished(_ index: Int) {
        let (voices, hands, until, carried) = Self.weighed[index]
        let found = MechanismRules.carrying(Self.version(until), voices, hands: hands, at: 10)
        #expect(found?.memberID == carried.map(Self.id))
    }

    private struct Set3 {
        let test: TestApp
        let lead: Viewer
        let other: Viewer
        let founder: Viewer

        var acts: MechanismActs { test.app.mechanism }
        var network: ID { test.network.id }

        init(_ kind: EngineKind) async throws {
            test = try await TestApp(kind)
            for name in ["lead", "other"] {
                _ = try await test.app.people.addMember(
                    MemberDraft(email: "\(name)@example.org", name: name, roles: [.coordinator]), to: "test")
            }
            let network = test.network.id
            let members = try await test.app.database.read { db in try db.members(of: network) }
            func viewer(_ name: String) throws -> Viewer {
                Viewer(.member(try #require(members.first { $0.name == name })), language: .en)
            }
            (lead, other, founder) = (try viewer("lead"), try viewer("other"), test.viewer("founder"))
        }

        func asked(_ mission: String = "Every request is answered", days: Int? = 3) async throws
            -> String
        {
            if let days { try await acts.setObjectionDays(days, by: founder, in: network) }
            let draft = MechanismDraft(
                texts: [
                    .mission: [.en: mission], .vision: [.en: "Found within a day"],
                    .values: [.en: "True first"],
                    .line: [.en: "People are called for needs"],
                ])
            let hash = Hex.encode(try await acts.save(draft, by: lead, in: network).hash)
            try await acts.ask(hash, reason: "to begin with", by: lead, in: network)
            return hash
        }

        var published: Int {
            get async throws { try await acts.reading(of: network, for: founder).version?.number ?? 0 }
        }

        func waiting(_ viewer: Viewer) async throws -> [String] {
            try await test.app.members.waiting(for: #require(viewer.member)).filter {
                $0.clock.object == .mechanism
            }
            .map { $0.words(.en) }
        }
    }

    @Test(arguments: TestApp.kinds) func itIsPublishedWhenTheTimeIsOverAndNobodyObjects(
        _ kind: EngineKind
    ) async throws {
        let all = try await Set3(kind)
        let acts = all.acts
        let network = all.network
        await #expect(throws: Refusal.self) {
            try await acts.setObjectionDays(3, by: all.test.viewer("volunteer"), in: network)
        }
        for days in [-1, 61, nil] as [Int?] {
            await #expect(throws: Refusal.self) {
                try await acts.setObjectionDays(days, by: all.founder, in: network)
            }
        }
        let hash = try await all.asked()
        #expect(try await all.waiting(all.founder).count == 1)
        #expect(try await all.waiting(all.lead).isEmpty)
        #expect(try await acts.consent(to: hash, by: all.founder, in: network).state == .asked)
        #expect(try await all.waiting(all.founder).isEmpty)
        #expect(try await all.waiting(all.other).count == 1)
        all.test.clock.pass(2 * Time.day)
        try await acts.sweep()
        #expect(try await all.published == 0)
        all.test.clock.pass(Time.day)
        try await acts.sweep()
        let read = try await acts.reading(of: network, for: all.founder)
        #expect(read.version?.number == 1 && read.version?.decidedByID == all.founder.member?.id)
        #expect(read.version?.figures != nil && read.facts.objectionDays == 3)
        #expect(try await all.waiting(all.other).isEmpty)
        let clocks = try await all.test.app.database.read { db in
            try db.value("SELECT count(*) FROM clocks WHERE object = 'mechanism'", as: Int.self)
        }
        #expect(clocks == 0)
        await all.test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func anObjectionHoldsItUntilItIsWithdrawn(_ kind: EngineKind)
        async throws
    {
        let all = try await Set3(kind)
        let acts = all.acts
        let network = all.network
        let hash = try await all.asked()
        _ = try await acts.consent(to: hash, by: all.founder, in: network)
        await #expect(throws: Refusal.self) {
            try await acts.object(to: hash, reason: " ", by: all.other, in: network)
        }
        await #expect(throws: Refusal.self) {
            try await acts.object(to: hash, reason: "no", by: all.lead, in: network)
        }
        try await acts.object(to: hash, reason: "the values say too little", by: all.other, in: network)
        let draft = try await acts.draft(of: network, for: all.other)
        #expect(
            draft.objects && draft.voices.first { $0.isObjection }?.reason == "the values say too little")
        #expect(try await all.waiting(all.lead).count == 1)
        all.test.clock.pass(4 * Time.day)
        for _ in 0..<3 { try await acts.sweep() }
        #expect(try await all.published == 0)
        // Consenting anew changes nothing while somebody else objects.
        #expect(try await acts.consent(to: hash, by: all.founder, in: network).state == .asked)
        await #expect(throws: Refusal.self) {
            _ = try await acts.withdrawObjection(to: hash, by: all.founder, in: network)
        }
        #expect(
            try await acts.withdrawObjection(to: hash, by: all.other, in: network).state == .published)
        #expect(try await all.published == 1)
        await all.test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func otherWordsAreAnotherProposal(_ kind: EngineKind) async throws {
        let all = try await Set3(kind)
        let acts = all.acts
        let network = all.network
        let first = try await all.asked()
        _ = try await acts.consent(to: first, by: all.founder, in: network)
        // Not to consent is to object, while it is open: nobody ends it alone.
        try await acts.refuse(first, note: "too short", by: all.other, in: network)
        #expect(try await acts.draft(of: network, for: all.lead).draft?.state == .asked)
        let second = try await all.asked("Nobody waits in vain", days: nil)
        #expect(try await acts.draft(of: network, for: all.lead).voices.isEmpty)
        all.test.clock.pass(4 * Time.day)
        try await acts.sweep()
        #expect(try await all.published == 0, "nobody has consented to these words")
        // Late consent publishes at once.
        #expect(try await acts.consent(to: second, by: all.other, in: network).state == .published)
        // Without days one consent is enough, as ever; who asked takes it back.
        try await acts.setObjectionDays(0, by: all.founder, in: network)
        let third = try await all.asked("Everybody is told", days: nil)
        await #expect(throws: Refusal.self) {
            try await acts.object(to: third, reason: "no", by: all.other, in: network)
        }
        try await acts.refuse(third, note: "", by: all.lead, in: network)
        #expect(try await all.waiting(all.other).isEmpty)
        try await acts.ask(third, reason: "again", by: all.lead, in: network)
        #expect(try await acts.consent(to: third, by: all.other, in: network).state == .published)
        await all.test.app.database.close()
    }
}
