import Database
import Engine
import Testing

@testable import Weftwork

/// What is put to the council or to oversight: those who sit there answer, one voice for each seat.
@Suite struct SeatVoiceTests {
    // MARK: Rules

    @Test(arguments: VoiceUnit.allCases, [VoiceScope.council, .oversight])
    func eachSeatHasOneVoiceWhateverTheNetworkCounts(_ unit: VoiceUnit, _ scope: VoiceScope) {
        func id(_ number: UInt64) -> ID { ID(milliseconds: Int64(number), entropy: (number, 0)) }
        let agency = VoicePerson.Body(id: id(90), name: "Agency", sector: .government, regions: "")
        let silent = VoicePerson.Body(id: id(91), name: "Silent", sector: .media, regions: "")
        let people = (1...12).map { number in
            VoicePerson(
                id: id(number), name: "p\(number)", standing: .vouched, roles: [], area: nil, joinedAt: 0,
                organisation: number <= 8 ? agency : number == 9 ? silent : nil)
        }
        // One of an agency of eight, one for whom nobody else speaks, one who came for nobody, and one who takes no part any more.
        let reading = VoiceRules.voices(
            people, speakers: [agency.id: [id(1), id(2)]], counting: unit, among: scope,
            seated: [id(3), id(9), id(12), id(40)])
        #expect(reading.voices.map(\.id) == [id(3), id(9), id(12)] && reading.unspoken.isEmpty)
        #expect(reading.voices.allSatisfy { $0.kind == .person && $0.speakers == [$0.id] })
        #expect(reading.voices.map(\.sector) == [.government, .media, nil])
        #expect(VoiceRules.voices(people, speakers: [:], counting: unit, among: scope).voices.isEmpty)
    }

    @Test func aBodyIsAScopeOfItsOwn() {
        for body in GovernanceBody.allCases {
            #expect(VoiceScope(body).body == body && VoiceScope(body).encoded == body.rawValue)
            for language in Language.allCases { #expect(!VoiceWords.name(of: VoiceScope(body))(language).isEmpty) }
        }
        #expect(VoiceScope.all.body == nil && VoiceScope.role(.weaver).body == nil)
    }

    // MARK: Acts

    /// Rules in force; once more they are changed.
    private func rules(
        _ test: TestApp, id: ID? = nil, _ change: @Sendable (inout GovernanceSettings) -> Void
    ) async throws -> ID {
        let founder = try #require(test.members["founder"]), now = test.clock.now
        var settings = GovernanceSettings()
        change(&settings)
        let version = GovernanceVersion(
            networkID: test.network.id, id: id ?? test.app.world.newID(), number: 1, state: .adopted,
            settings: settings, editorID: founder.id, editedAt: now, adoptedAt: now)
        try await test.app.database.write { db in
            try db.save(version)
            try db.save(version.settings.aligned, of: test.network.id, at: now)
        }
        return version.id
    }

    private func sit(
        _ name: String, in body: GovernanceBody, for organisation: String? = nil, _ test: TestApp,
        until: Int64? = nil
    ) async throws -> GovernanceSeat {
        let member = try #require(test.members[name]), now = test.clock.now, network = test.network.id
        let new = test.app.world.newID(), seat = test.app.world.newID()
        return try await test.app.database.write { db in
            let speaksFor = try organisation.map { named in
                let id = try db.organisation(named: named, key: named.lowercased(), newID: new, at: now)
                try db.setOrganisation(id, of: member.id, in: network)
                return id
            }
            let made = GovernanceSeat(
                id: seat, networkID: network, body: body, memberID: member.id, organisationID: speaksFor, sector: nil,
                namedByID: member.id, words: "", namedAt: now, state: .held, from: now,
                until: until ?? now + 360 * Time.day)
            try db.save(made)
            return made
        }
    }

    private func end(_ seat: GovernanceSeat, _ test: TestApp) async throws {
        var over = seat
        (over.state, over.endedAt) = (.ended, test.clock.now)
        let ended = over
        try await test.app.database.write { db in try db.save(ended) }
    }

    private func draft(
        _ scope: VoiceScope, _ method: ProposalMethod = .simpleMajority, quorum: Int? = nil
    ) -> ProposalDraft {
        ProposalDraft(
            question: "Which county first?", method: method, topic: .work, unit: .organisations, scope: scope,
            quorum: quorum)
    }

    private func propose(_ draft: ProposalDraft, _ test: TestApp, opens: Bool = true) async throws -> Proposal {
        try await test.app.proposals.propose(draft, opens: opens, by: test.viewer("intake"), in: test.network.id)
    }

    private func answer(_ proposal: Proposal, _ name: String, _ test: TestApp) async throws {
        try await test.app.proposals.perform(
            .answer(voice: nil, .agree, reason: ""), on: proposal.id, by: test.viewer(name), in: test.network.id)
    }

    private func fields(_ body: () async throws -> Void) async throws -> [String] {
        do {
            try await body()
            return []
        } catch Refusal.invalid(let problems) {
            return problems.map(\.field)
        }
    }

    @Test(arguments: TestApp.kinds, GovernanceBody.allCases)
    func thoseWhoSitThereAnswer(_ kind: EngineKind, _ body: GovernanceBody) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        _ = try await rules(test) {
            ($0.hasCouncil, $0.hasOversight, $0.unit) = (true, true, VoiceUnit.organisations.rawValue)
        }
        _ = try await sit("volunteer", in: body, for: "Big agency", test)
        let second = try await sit("volunteer2", in: body, test)
        _ = try await sit("dispatcher", in: body == .council ? .oversight : .council, test)
        let made = try await propose(draft(VoiceScope(body), quorum: 100), test)
        #expect(made.terms.unit == .persons && made.terms.scope == VoiceScope(body))
        var file = try await acts.file(made.id, for: test.viewer("founder"), in: network)
        #expect(file.voices.map(\.name).sorted() == ["Big agency · volunteer", "volunteer2"])
        // It waits for them, and for nobody else: not for whoever sits in the other body.
        for (name, count) in [("volunteer", 1), ("volunteer2", 1), ("dispatcher", 0), ("founder", 0)] {
            #expect(try await acts.waiting(for: test.viewer(name), in: network).count == count, "\(name)")
        }
        for name in ["dispatcher", "founder", "intake"] {
            await #expect(throws: Refusal.self, "\(name)") { try await answer(made, name, test) }
        }
        try await answer(made, "volunteer", test)
        var counted = try await test.count(made)
        #expect(counted.tally.eligible == 2 && ProposalRules.verdict(made, counted.tally, nil) == .noQuorum)
        // Who sits there now has no say in what was asked before; who sat there then keeps theirs: as with a team or a role.
        try await end(second, test)
        _ = try await sit("volunteer3", in: body, test)
        await #expect(throws: Refusal.self) { try await answer(made, "volunteer3", test) }
        try await answer(made, "volunteer2", test)
        counted = try await test.count(made)
        #expect(counted.tally.answered == 2 && ProposalRules.verdict(made, counted.tally, nil) == .adopted)
        test.clock.pass(1)
        let next = try await propose(draft(VoiceScope(body)), test)
        file = try await acts.file(next.id, for: test.viewer("founder"), in: network)
        #expect(file.voices.map(\.name).sorted() == ["Big agency · volunteer", "volunteer3"])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func whatTheRulesDoNotHaveIsNotAsked(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        for body in GovernanceBody.allCases {
            let refused = try await fields { _ = try await propose(draft(VoiceScope(body)), test) }
            #expect(refused == ["scope"], "no rules at all")
        }
        let version = try await rules(test) { $0.hasCouncil = true }
        #expect(try await acts.setting(for: test.viewer("intake"), in: network).bodies == [.council])
        #expect(try await fields { _ = try await propose(draft(.oversight), test) } == ["scope"])
        // Nobody sits there yet, or no longer: a term that is over is no seat, whether it was swept or not.
        _ = try await sit("volunteer", in: .council, test, until: test.clock.now)
        await #expect(throws: Refusal.self) { _ = try await propose(draft(.council), test) }
        _ = try await sit("volunteer2", in: .council, test)
        let written = try await propose(draft(.council), test, opens: false)
        // Other rules since it was written.
        _ = try await rules(test, id: version) { $0.hasCouncil = false }
        do {
            try await acts.perform(.open, on: written.id, by: test.viewer("intake"), in: network)
            Issue.record("opened")
        } catch Refusal.conflict(let words, _) {
            #expect(words(.en) == GovernanceWords.noBody(.council)(.en))
        }
        let changed = try await fields {
            try await acts.perform(.change(draft(.council)), on: written.id, by: test.viewer("intake"), in: network)
        }
        #expect(changed == ["scope"])
        // Of all those count whom the rules say.
        let other = try await fields {
            try await acts.perform(.change(draft(.all)), on: written.id, by: test.viewer("intake"), in: network)
        }
        #expect(other == ["unit"])
        var plain = draft(.all)
        plain.unit = nil
        try await acts.perform(.change(plain), on: written.id, by: test.viewer("intake"), in: network)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func aSeatsVoiceIsPassedOnWithinTheBodyOnly(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        _ = try await rules(test) { ($0.hasCouncil, $0.mayDelegate) = (true, true) }
        for name in ["volunteer", "volunteer2", "volunteer3"] { _ = try await sit(name, in: .council, test) }
        let made = try await propose(draft(.council), test)
        let inside = try test.id("volunteer").description, outside = try test.id("founder").description
        _ = try await test.app.delegations.pass("work", to: inside, by: test.viewer("volunteer2"), in: network)
        _ = try await test.app.delegations.pass("work", to: outside, by: test.viewer("volunteer3"), in: network)
        try await answer(made, "volunteer", test)
        let tally = try await test.count(made).tally
        #expect(tally.eligible == 3 && tally.answered == 2 && tally.delegated == 1)
        await test.app.database.close()
    }

    // MARK: Pages

    private func page(
        _ path: String, _ test: TestApp, _ name: String, _ parameters: [String: String] = [:],
        query: [(String, String)] = []
    ) async throws -> String {
        let endpoint = try #require(test.app.endpoints.first { $0.method == .get && $0.path == path })
        let body = await test.body(
            endpoint, parameters.merging(["slug": test.network.slug]) { $1 }, Form(pairs: query),
            as: test.viewer(name))
        return try #require(body)
    }

    @Test func pagesOfferItSayItAndListIt() async throws {
        let test = try await TestApp(), new = "/n/{slug}/proposals/new"
        let goes = GovernanceWords.goesTo(.council)(.en)
        var shown = try await page(new, test, "intake", query: [("scope", "council")])
        #expect(!shown.contains("value=\"council\"") && !shown.contains(goes), "not offered")
        _ = try await rules(test) { $0.hasCouncil = true }
        _ = try await sit("volunteer", in: .council, test)
        shown = try await page(new, test, "intake")
        #expect(shown.contains("value=\"council\"") && !shown.contains("value=\"oversight\"") && !shown.contains(goes))
        shown = try await page(new, test, "intake", query: [("scope", "council")])
        #expect(shown.contains(goes))
        let made = try await propose(draft(.council), test)
        shown = try await page("/n/{slug}/proposals/{id}", test, "founder", ["id": made.id.description])
        #expect(shown.contains(VoiceWords.name(of: .council)(.en)))
        #expect(!shown.contains(VoiceWords.name(of: VoiceUnit.persons)(.en)), "there is nothing else to count")
        shown = try await page("/n/{slug}/governance/council", test, "founder")
        #expect(shown.contains("Which county first?") && shown.contains("/proposals/new?scope=council"))
        shown = try await page("/n/{slug}/proposals/waiting", test, "volunteer")
        #expect(shown.contains("Which county first?"))
        shown = try await page("/n/{slug}/proposals/waiting", test, "volunteer2")
        #expect(!shown.contains("Which county first?"))
        await test.app.database.close()
    }
}
