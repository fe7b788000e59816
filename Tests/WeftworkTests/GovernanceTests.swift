import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// Rules adopted together, a council with one voice each, oversight that is no part of it.
@Suite struct GovernanceTests {
    private func id(_ number: Int) -> ID { ID(milliseconds: Int64(number), entropy: (0, UInt64(number))) }

    private func seat(
        _ body: GovernanceBody, _ member: Int, organisation: Int? = nil, sector: Sector? = nil,
        state: GovernanceSeat.State = .held
    ) -> GovernanceSeat {
        GovernanceSeat(
            id: id(member + 500), networkID: id(1), body: body, memberID: id(member),
            organisationID: organisation.map(id),
            sector: sector, namedByID: id(member), words: "", namedAt: 0, state: state)
    }

    private func bar(
        _ body: GovernanceBody, _ member: Int, organisation: Int? = nil, sector: Sector? = nil,
        among seats: [GovernanceSeat],
        terms: Int = 0
    ) -> Bool {
        GovernanceRules.bar(
            body, id(member), organisation: organisation.map(id), sector: sector, among: seats, terms: terms,
            GovernanceSettings()) != nil
    }

    @Test func oneVoiceForEachOrganisationInTheCouncil() {
        let seats = [seat(.council, 10, organisation: 100), seat(.council, 11, state: .asked)]
        #expect(bar(.council, 12, organisation: 100, among: seats))
        #expect(!bar(.council, 12, organisation: 101, among: seats))
        #expect(!bar(.council, 12, among: seats))
        #expect(bar(.council, 11, among: seats))
        // Whoever is only named takes nobody's place.
        let named = [seat(.council, 10, organisation: 100, state: .named)]
        #expect(!bar(.council, 12, organisation: 100, among: named) && bar(.council, 10, among: named))
        #expect(!bar(.oversight, 10, organisation: 100, sector: .media, among: named))
        #expect(bar(.council, 13, among: [], terms: 2) && !bar(.council, 13, among: [], terms: 1))
    }

    @Test func nobodyOverseesWhatTheyDecide() {
        let council = [seat(.council, 10, organisation: 100)]
        #expect(bar(.oversight, 10, sector: .media, among: council))
        // A colleague of whoever sits there neither.
        #expect(bar(.oversight, 12, organisation: 100, sector: .media, among: council))
        #expect(!bar(.oversight, 12, organisation: 101, sector: .media, among: council))
        #expect(bar(.oversight, 12, organisation: 101, among: council))
        let overseer = [seat(.oversight, 12, organisation: 101, sector: .media)]
        #expect(bar(.council, 12, among: overseer) && bar(.council, 14, organisation: 101, among: overseer))
    }

    /// Whatever is asked for, in whatever order: never an organisation twice in the council, never in both, and oversight of more
    /// than one is of more than one sector.
    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func rulesHoldWhoeverIsNamed(seed: UInt64) {
        var random = SplitMix64(seed: seed), seats: [GovernanceSeat] = []
        for _ in 0..<400 {
            let body = GovernanceBody.allCases.randomElement(using: &random) ?? .council
            let member = Int.random(in: 1...40, using: &random), organisation = member % 12 == 0 ? nil : member % 12
            let sector = organisation.map { Sector.allCases[$0 % 4] }
            if bar(body, member, organisation: organisation, sector: sector, among: seats) { continue }
            seats.append(seat(body, member, organisation: organisation, sector: sector))
            let council = seats.filter { $0.body == .council }, oversight = seats.filter { $0.body == .oversight }
            let organisations = council.compactMap(\.organisationID)
            #expect(Set(organisations).count == organisations.count)
            #expect(Set(organisations).isDisjoint(with: oversight.compactMap(\.organisationID)))
            #expect(oversight.count < 2 || Set(oversight.compactMap(\.sector)).count > 1)
        }
        #expect(seats.contains { $0.body == .oversight } && seats.contains { $0.body == .council })
    }

    @Test func settingsAreReadAndBounded() throws {
        let old = GovernanceVersion(networkID: id(1), id: id(2), number: 1, editorID: id(3), editedAt: 0)
        var draft = GovernanceDraft()
        draft.settings = ["quorum": "60", "hasCouncil": "yes", "unit": "organisations", "silenceConsents": "true"]
        let new = try GovernanceRules.apply(draft, to: old)
        #expect(new.settings.quorum == 60 && new.settings.hasCouncil && new.settings.aligned.unit == .organisations)
        #expect(new.settings.aligned.silenceConsents && new.mark != old.mark)
        for (name, value) in [
            ("quorum", "101"), ("coreThreshold", "50"), ("unit", "kings"), ("hasCouncil", "maybe"), ("tax", "1"),
        ] {
            var wrong = GovernanceDraft()
            wrong.settings = [name: value]
            #expect(throws: Refusal.self) { try GovernanceRules.apply(wrong, to: old) }
        }
        #expect(GovernanceRules.missing(old) == GovernancePart.needed)
        for setting in GovernanceSetting.allCases {
            var settings = GovernanceSettings()
            #expect(setting.set(setting.value(in: settings), in: &settings) == nil)
            #expect(settings == GovernanceSettings())
        }
    }

    // MARK: Adopted together

    private func text(_ words: String) -> [Language: String] { [.en: words] }

    private func written(_ test: TestApp, _ settings: [String: String] = [:]) async throws -> GovernanceVersion {
        var draft = GovernanceDraft(settings: settings)
        for part in GovernancePart.needed { draft.texts[part] = text("How \(part.rawValue) is done") }
        return try await test.app.governance.save(draft, by: test.viewer("founder"), in: test.network.id)
    }

    /// Everybody says yes, and the owner writes the outcome.
    private func decide(_ id: ID, _ test: TestApp, _ position: Stance.Position = .consent) async throws {
        let proposals = test.app.proposals, network = test.network.id
        for name in test.members.keys.sorted() {
            try await proposals.perform(
                .answer(voice: nil, position, reason: "It is right so"), on: id, by: test.viewer(name), in: network)
        }
        test.clock.pass(8 * Time.day)
        try await proposals.sweep()
        try await proposals.perform(
            .decide(ProposalDecision(words: "So we do it")), on: id, by: test.viewer("founder"), in: network)
    }

    @Test(arguments: TestApp.kinds)
    func rulesAreAdoptedTogetherAndSetWhatTheySay(kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.governance, network = test.network.id
        await #expect(throws: Refusal.self) {
            try await acts.save(GovernanceDraft(), by: test.viewer("nobody"), in: network)
        }
        let draft = try await written(
            test,
            [
                "quorum": "40", "silenceConsents": "yes", "hasCouncil": "yes", "hasOversight": "yes",
                "consensusLimit": "25", "coreThreshold": "80", "renewalMonths": "6",
            ])
        let now = test.clock.now, founder = try #require(test.members["founder"])
        try await test.app.database.write { db in
            try db.save(
                CharterVersion(
                    subject: .network(network), number: 1, state: .adopted, convenerID: founder.id, createdAt: now,
                    editedAt: now, adoptedAt: now, reviewAt: now + 365 * Time.day))
        }
        await #expect(throws: Refusal.self) {
            try await acts.ask("another", reason: "First rules", by: test.viewer("founder"), in: network)
        }
        let proposal = try await acts.ask(draft.mark, reason: "First rules", by: test.viewer("founder"), in: network)
        #expect(proposal.method == .consent && proposal.subject?.id == draft.id)
        // Meanwhile nobody changes it, and nothing of it holds.
        await #expect(throws: Refusal.self) { _ = try await written(test) }
        var settings = try await test.app.database.read { db in try db.alignSettings(of: network) }
        #expect(settings.quorum == 50)
        try await decide(proposal.id, test)
        let reading = try await acts.reading(of: network, for: Viewer(.anonymous, language: .en))
        #expect(reading.shown?.number == 1 && reading.shown?.state == .adopted && reading.names.isEmpty)
        settings = try await test.app.database.read { db in try db.alignSettings(of: network) }
        #expect(settings.quorum == 40 && settings.silenceConsents)
        let limits = try await test.app.database.read { db in try db.driftLimits(of: network) }
        #expect(limits.consensus == 25)
        // The charter too goes by them: who must answer where a core clause is changed, and when it is looked at again.
        let charter = try await test.app.database.read { db in
            try (core: db.coreQuorum(of: network), review: db.charterInForce(of: .network(network))?.reviewAt)
        }
        #expect(charter.core == 80 && charter.review == now + 365 * Time.day / 2)
        // What they set nobody sets otherwise.
        let setting = try await test.app.proposals.setting(for: test.viewer("founder"), in: network)
        #expect(setting.rules == 1 && !setting.mayEdit)
        await #expect(throws: Refusal.self) {
            try await test.app.proposals.set(AlignSettings(), by: test.viewer("founder"), in: network)
        }
        // The next version takes what these rules say.
        let second = try await acts.save(
            GovernanceDraft(settings: ["quorum": "45"]), by: test.viewer("founder"), in: network)
        #expect(second.number == 2 && second.texts.isWritten(.who))
        let next = try await acts.ask(second.mark, reason: "A little more", by: test.viewer("founder"), in: network)
        #expect(next.method == .superMajority && next.terms.threshold == 67 && next.terms.quorum == 40)
        try await decide(next.id, test, .disagree)
        let open = try await test.app.database.read { db in try db.governanceOpen(of: network) }
        #expect(open?.state == .draft)
        #expect(try await test.app.database.read { db in try db.alignSettings(of: network).quorum } == 40)
    }

    @Test(arguments: TestApp.kinds)
    func aFindingIsAnsweredByAnotherInTime(kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.governance, network = test.network.id
        let draft = try await written(test, ["hasOversight": "yes"])
        let rules = try await acts.ask(
            draft.mark, reason: "Rules with oversight", by: test.viewer("founder"), in: network)
        try await decide(rules.id, test)
        let finder = try #require(test.members["volunteer"]), founder = test.viewer("founder")
        // Without a sector nobody can sit there.
        await #expect(throws: Refusal.self) {
            try await acts.name(finder.id.description, for: .oversight, "They look closely", by: founder, in: network)
        }
        try await test.app.database.write { db in
            let id = try db.organisation(
                named: "A newspaper", key: "a newspaper", newID: test.app.world.newID(), at: test.clock.now)
            try db.setOrganisation(id, of: finder.id, in: network)
            var organisation = try #require(try db.organisation(id))
            organisation.sector = .media
            try db.save(organisation)
        }
        let seat = try await acts.name(
            finder.id.description, for: .oversight, "They look closely", by: founder, in: network)
        #expect(seat.state == .named)
        let counted = try await test.app.database.read { db in
            try db.value(
                "SELECT count(*) FROM contact_ledger WHERE member_id = \(finder.id) AND kind = 'seat'", as: Int.self)
        }
        #expect(counted == 1, "to be named counts in the one budget")
        await #expect(throws: Refusal.self) {
            try await acts.find("decisions", "Nobody wrote down why", by: test.viewer("volunteer"), in: network)
        }
        try await acts.answer(.accept, seat.id, by: test.viewer("volunteer"), in: network)
        let asked = try await test.app.database.read { db in try db.seat(seat.id, in: network) }
        try await decide(try #require(asked?.proposalID), test)
        let held = try await test.app.database.read { db in try db.seat(seat.id, in: network) }
        #expect(held?.state == .held && held?.until == test.clock.now + 360 * Time.day)
        let finding = try await acts.find(
            "decisions", "Nobody wrote down why", by: test.viewer("volunteer"), in: network)
        #expect(finding.ownerID != finder.id)
        // The owner is silent: it passes on, it is never without one.
        let owner = try #require(test.members.values.first { $0.id == finding.ownerID })
        let figures = try await acts.oversight(of: network, for: test.viewer("volunteer")).figures
        #expect(figures?.decided == 2 && figures?.reveals == 0)
        #expect(try await acts.oversight(of: network, for: test.viewer("intake")).figures == nil)
        await #expect(throws: Refusal.self) {
            try await acts.perform(
                .answer, on: finding.id, words: "I know better", by: test.viewer("intake"), in: network)
        }
        let answered = try await acts.perform(
            .answer, on: finding.id, words: "From now on we do", by: test.viewer(owner.name), in: network)
        #expect(answered.state == .answered)
        let again = try await acts.perform(
            .again, on: finding.id, words: "And the old ones?", by: test.viewer("volunteer"), in: network)
        #expect(again.state == .open && again.again == 1)
        _ = try await acts.perform(
            .answer, on: finding.id, words: "Those, too", by: test.viewer(owner.name), in: network)
        let settled = try await acts.perform(
            .settle, on: finding.id, words: "", by: test.viewer("volunteer"), in: network)
        #expect(settled.state == .settled)
        let clock = try await test.app.database.read { db in try db.clock(of: finding.id, in: network) }
        #expect(clock == nil)
        // A term ends by itself.
        test.clock.pass(361 * Time.day)
        try await acts.sweepSeats()
        let over = try await test.app.database.read { db in try db.seat(seat.id, in: network) }
        #expect(over?.state == .ended)
    }
}
