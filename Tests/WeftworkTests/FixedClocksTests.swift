import Database
import Foundation
import Testing

@testable import Weftwork

/// What the adopted rules say of the desk's clocks holds from the day of adoption, and nobody sets it otherwise at the desk.
@Suite struct FixedClocksTests {
    private static let lengths = [
        "firstAnswerCritical": "15", "firstAnswerHigh": "60", "firstAnswerNormal": "600", "firstAnswerLow": "1440",
    ]

    private func version() -> GovernanceVersion {
        let id = ID(milliseconds: 1, entropy: (1, 1))
        return GovernanceVersion(networkID: id, id: id, number: 1, editorID: id, editedAt: 0)
    }

    private func fields(_ settings: [String: String]) -> [String] {
        do {
            _ = try GovernanceRules.apply(GovernanceDraft(settings: settings), to: version())
        } catch Refusal.invalid(let problems) {
            return problems.map(\.field).sorted()
        } catch {
            return ["\(error)"]
        }
        return []
    }

    @Test func allFourAreNamedOrNoneAndTheMoreUrgentNeverWaitsLonger() throws {
        #expect(fields(FixedClocksTests.lengths) == [])
        #expect(fields(["firstAnswerCritical": "15"]) == ["firstAnswerHigh", "firstAnswerLow", "firstAnswerNormal"])
        #expect(fields(FixedClocksTests.lengths.merging(["firstAnswerHigh": "601"]) { $1 }) == ["firstAnswerHigh"])
        for bad in ["0", "129601", "soon", "-5", "1.5"] {
            let wrong = FixedClocksTests.lengths.merging(["firstAnswerLow": bad]) { $1 }
            #expect(fields(wrong).contains("firstAnswerLow"), "\(bad)")
        }
        let set = try GovernanceRules.apply(GovernanceDraft(settings: FixedClocksTests.lengths), to: version())
        #expect(
            set.settings.clocks == ["firstAnswer": ["critical": 15, "high": 60, "normal": 600, "low": 1440]])
        let none = GovernanceDraft(settings: FixedClocksTests.lengths.mapValues { _ in "" })
        let cleared = try GovernanceRules.apply(none, to: set)
        // A version that leaves them to the desk is what it was before there was such a setting.
        #expect(cleared.settings.clocks == nil && cleared.mark == version().mark)
    }

    @Test func eachStepOfTheDeskIsNamedByItselfOrLeftToIt() throws {
        #expect(GovernanceSetting.allCases.count == GovernanceSetting.plain.count + 4 * ClockLengths.steps.count)
        #expect(Set(GovernanceSetting.allCases.map(\.rawValue)).count == GovernanceSetting.allCases.count)
        for setting in GovernanceSetting.allCases {
            #expect(GovernanceSetting(rawValue: setting.rawValue) == setting)
            for language in Language.allCases { #expect(!GovernanceWords.name(of: setting)(language).isEmpty) }
        }
        for step in ClockLengths.steps {
            let names = Need.Urgency.allCases.map { GovernanceSetting.clock(step, $0).rawValue }
            #expect(fields([names[0]: "15"]) == names.dropFirst().sorted())
            #expect(fields(Dictionary(uniqueKeysWithValues: zip(names, ["9", "8", "30", "40"]))) == [names[0]])
            let set = try GovernanceRules.apply(
                GovernanceDraft(settings: Dictionary(uniqueKeysWithValues: names.map { ($0, "30") })), to: version())
            #expect(set.settings.clocks?.keys.sorted() == [step.rawValue])
        }
        #expect(fields(["retryCritical": "15"]) == ["retryCritical"], "distances of attempts are the desk's")
    }

    @Test func anOlderVersionReadsAsUsual() throws {
        let stored = Data("{\"quorum\":60,\"findingDays\":7}".utf8)
        let settings = try JSONDecoder().decode(GovernanceSettings.self, from: stored)
        #expect(settings.quorum == 60 && settings.findingDays == 7 && settings.clocks == nil)
        var full = settings
        full.clocks = ["firstAnswer": ["critical": 15, "high": 60, "normal": 600, "low": 1440]]
        // Written while the first answer was the only step.
        let first = "{\"critical\":15,\"high\":60,\"normal\":600,\"low\":1440}"
        let older = Data("{\"quorum\":60,\"findingDays\":7,\"firstAnswer\":\(first)}".utf8)
        #expect(try JSONDecoder().decode(GovernanceSettings.self, from: older) == full)
        let held = Data("{\"rules\":3,\"firstAnswer\":\(first)}".utf8)
        let fixed = try JSONDecoder().decode(FixedClocks.self, from: held)
        #expect(fixed.steps == [.firstAnswer] && fixed[.firstAnswer, .high] == 60 * Time.minute)
        #expect(try JSONDecoder().decode(FixedClocks.self, from: try JSONEncoder().encode(fixed)) == fixed)
        let again = try JSONDecoder().decode(GovernanceSettings.self, from: try JSONEncoder().encode(full))
        #expect(again == full)
    }

    /// Rules with these settings, in force.
    private func adopt(_ settings: [String: String], _ test: TestApp) async throws {
        let acts = test.app.governance, network = test.network.id, founder = test.viewer("founder")
        var draft = GovernanceDraft(settings: settings)
        for part in GovernancePart.needed { draft.texts[part] = [.en: "How \(part.rawValue) is done"] }
        let version = try await acts.save(draft, by: founder, in: network)
        let proposal = try await acts.ask(version.mark, reason: "What we promise", by: founder, in: network)
        let position: Stance.Position = proposal.method == .consent ? .consent : .agree
        for name in test.members.keys.sorted() {
            try await test.app.proposals.perform(
                .answer(voice: nil, position, reason: "It is right so"), on: proposal.id, by: test.viewer(name),
                in: network)
        }
        try await test.closeAll()
        try await test.app.proposals.perform(
            .decide(ProposalDecision(words: "So we do it")), on: proposal.id, by: founder, in: network)
    }

    /// As the store has them: the desk's own reading is up to a second old.
    private func settings(_ test: TestApp) async throws -> DeskSettings {
        let network = test.network.id
        return try await test.app.database.read { db in try db.settings(of: network) }
    }

    private func length(_ urgency: Need.Urgency, _ test: TestApp) async throws -> Int64 {
        try await settings(test).clocks.length(of: .firstAnswer, urgency: urgency) / Time.minute
    }

    private func clocks(_ minutes: [String: Double]) -> SettingsChange {
        .clocks(ClocksDraft(steps: ["firstAnswer": minutes]))
    }

    private func refused(_ change: SettingsChange, _ test: TestApp) async throws -> [String] {
        do {
            _ = try await test.app.needs.change([change], by: test.viewer("founder"), in: test.network.id)
        } catch Refusal.invalid(let problems) {
            return problems.map(\.field)
        }
        return []
    }

    @Test(arguments: TestApp.kinds)
    func whatTheRulesSetTheDeskDoesNotSetOtherwise(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        // The desk's own, with another step beside it.
        #expect(try await refused(clocks(["critical": 20]), test) == [])
        _ = try await test.app.needs.change(
            [.clocks(ClocksDraft(steps: ["verify": ["critical": 90]]))], by: test.viewer("founder"),
            in: test.network.id)
        try await adopt(["quorum": "40"], test)
        #expect(try await settings(test).fixed == nil)
        #expect(try await length(.critical, test) == 20, "rules that say nothing of it leave it to the desk")
        let before = try await settings(test).version
        try await adopt(FixedClocksTests.lengths, test)
        #expect(try await settings(test).fixed?.rules == 2)
        #expect(try await settings(test).version > before, "other nodes read it again")
        for (urgency, minutes) in [(Need.Urgency.critical, Int64(15)), (.high, 60), (.normal, 600), (.low, 1440)] {
            #expect(try await length(urgency, test) == minutes)
        }
        #expect(try await settings(test).clocks.length(of: .verify, urgency: .critical) == 90 * Time.minute)
        // Another length is refused by its field, the same is none; other steps stay the desk's.
        #expect(try await refused(clocks(["high": 61]), test) == ["clocks.steps.firstAnswer.high"])
        #expect(try await refused(clocks(["high": 60]), test) == [])
        #expect(try await refused(.clocks(ClocksDraft(steps: ["verify": ["critical": 80]])), test) == [])
        _ = try await test.app.needs.change([.reset(.clocks)], by: test.viewer("founder"), in: test.network.id)
        #expect(try await length(.critical, test) == 15, "going back to what ships does not lead past them")
        test.clock.pass(2 * Time.second)
        let now = test.clock.now
        var entry = test.entry()
        entry.urgency = "critical"
        let need = try await test.submit(entry)
        let clock = try await test.app.database.read { db in try db.clock(of: need.id, in: need.networkID) }
        #expect(clock?.dueAt == now + 15 * Time.minute)
        // A version that leaves them to the desk again gives them back.
        try await adopt(FixedClocksTests.lengths.mapValues { _ in "" }, test)
        #expect(try await settings(test).fixed == nil)
        #expect(try await refused(clocks(["critical": 25]), test) == [])
        #expect(try await length(.critical, test) == 25)
    }

    @Test(arguments: TestApp.kinds)
    func theRulesSetAnyStepOfTheDesk(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), founder = test.viewer("founder")
        let steps = ["verify": ["critical": 90.0, "high": 95, "normal": 100, "low": 105]]
        _ = try await test.app.needs.change([.clocks(ClocksDraft(steps: steps))], by: founder, in: test.network.id)
        let named = [
            "verifyCritical": "45", "verifyHigh": "50", "verifyNormal": "55", "verifyLow": "60",
            "confirmCritical": "600", "confirmHigh": "600", "confirmNormal": "600", "confirmLow": "600",
        ]
        try await adopt(named, test)
        func length(_ step: NeedClocks.Step, _ urgency: Need.Urgency) async throws -> Int64 {
            try await settings(test).clocks.length(of: step, urgency: urgency) / Time.minute
        }
        #expect(try await settings(test).fixed?.steps == [.verify, .confirm])
        #expect(try await length(.verify, .low) == 60)
        #expect(try await length(.confirm, .critical) == 600)
        // The first answer is the desk's, as are other steps; these are not.
        #expect(try await refused(clocks(["critical": 20]), test) == [])
        let other = SettingsChange.clocks(ClocksDraft(steps: ["verify": ["high": 51], "publish": ["high": 60]]))
        #expect(try await refused(other, test) == ["clocks.steps.verify.high"])
        let door = try #require(test.app.endpoints.first { $0.path == "/n/{slug}/settings" && $0.method == .get })
        test.clock.pass(2 * Time.second)
        let body = await test.body(door, ["slug": test.network.slug], as: founder)
        let form = try #require(body)
        #expect(!form.contains("name=\"clocks.steps.verify.") && !form.contains("name=\"clocks.steps.confirm."))
        #expect(form.contains("name=\"clocks.steps.firstAnswer.critical\""))
        // One of them is left to the desk again: it has what the desk had set.
        try await adopt(named.mapValues { $0 == "600" ? $0 : "" }, test)
        #expect(try await settings(test).fixed?.steps == [.confirm])
        #expect(try await length(.verify, .low) == 105)
        #expect(try await length(.firstAnswer, .critical) == 20)
    }

    /// What the desk does while the rules hold its clocks.
    enum Meanwhile: CaseIterable {
        case nothing, setsAnotherStep, setsAnotherPart, sendsWhatItReads, isHeldToOtherRules, goesBackToWhatShips
    }

    /// Whatever is stored meanwhile must not store the rules' lengths as the desk's own.
    @Test(arguments: TestApp.kinds, Meanwhile.allCases)
    func theDesksOwnCountAgainAsTheyWereSet(_ kind: EngineKind, _ meanwhile: Meanwhile) async throws {
        let test = try await TestApp(kind), network = test.network.id, urgencies = Need.Urgency.allCases
        func lengths() async throws -> [Int64] {
            let clocks = try await settings(test).clocks
            return urgencies.map { clocks.length(of: .firstAnswer, urgency: $0) / Time.minute }
        }
        let shipped = urgencies.map { ClockLengths.shipped.length(of: .firstAnswer, urgency: $0) / Time.minute }
        #expect(try await refused(clocks(["critical": 20, "high": 90]), test) == [])
        let own = [20, 90] + shipped.dropFirst(2)
        #expect(try await lengths() == own)
        try await adopt(FixedClocksTests.lengths, test)
        // None of them, not even what it had set itself before.
        for (urgency, length) in zip(urgencies, own) {
            let wrong = try await refused(clocks([urgency.name: Double(length)]), test)
            #expect(wrong == ["clocks.steps.firstAnswer.\(urgency.name)"])
        }
        #expect(try await lengths() == [15, 60, 600, 1440])
        switch meanwhile {
        case .nothing: break
        case .setsAnotherStep:
            #expect(try await refused(.clocks(ClocksDraft(steps: ["verify": ["critical": 90]])), test) == [])
        case .setsAnotherPart: #expect(try await refused(.desk(DeskDraft(mostOpen: 9)), test) == [])
        // As the form and programs do: all of it, changed or not.
        case .sendsWhatItReads:
            let all = clocks(["critical": 15, "high": 60, "normal": 600, "low": 1440])
            #expect(try await refused(all, test) == [])
        case .isHeldToOtherRules: try await adopt(["firstAnswerCritical": "10"], test)
        case .goesBackToWhatShips: #expect(try await refused(.reset(.clocks), test) == [])
        }
        let isOther = meanwhile == .isHeldToOtherRules
        #expect(try await lengths() == [isOther ? 10 : 15, 60, 600, 1440])
        #expect(try await settings(test).fixed?.rules == (isOther ? 2 : 1))
        try await adopt(FixedClocksTests.lengths.mapValues { _ in "" }, test)
        #expect(try await settings(test).fixed == nil)
        let after = meanwhile == .goesBackToWhatShips ? shipped : own
        #expect(try await lengths() == after)
        // And by them whoever asks is answered.
        test.clock.pass(2 * Time.second)
        let now = test.clock.now
        var entry = test.entry()
        entry.urgency = "critical"
        let need = try await test.submit(entry)
        let clock = try await test.app.database.read { db in try db.clock(of: need.id, in: network) }
        #expect(clock?.dueAt == now + after[0] * Time.minute)
        await test.app.database.close()
    }

    @Test func theDesksFormSaysWhenceItComes() async throws {
        let test = try await TestApp(), path = "/n/{slug}/settings"
        let door = try #require(test.app.endpoints.first { $0.path == path && $0.method == .get })
        func page(_ name: String) async throws -> String {
            try #require(await test.body(door, ["slug": test.network.slug], as: test.viewer(name)))
        }
        #expect(try await page("founder").contains("name=\"clocks.steps.firstAnswer.critical\""))
        try await adopt(FixedClocksTests.lengths, test)
        test.clock.pass(2 * Time.second)
        let form = try await page("founder")
        #expect(form.contains("Set by the adopted rules, version 1") && form.contains("/governance#settings"))
        #expect(!form.contains("name=\"clocks.steps.firstAnswer.") && form.contains("15 min"))
        #expect(form.contains("name=\"clocks.steps.verify.critical\""))
        #expect(try await page("volunteer").contains("Set by the adopted rules, version 1"))
    }
}
