import Database
import Engine
import Testing

@testable import Weftwork

/// What a network settles for its desk: rules, storage, and that every act follows it.
@Suite struct SettingsTests {
    private func apply(_ changes: SettingsChange..., to settings: DeskSettings = .shipped) throws -> DeskSettings {
        try SettingsRules.apply(changes, to: settings) { "new-one" }
    }

    private func fields(_ changes: SettingsChange...) -> [String] {
        do {
            _ = try SettingsRules.apply(changes, to: .shipped) { "new-one" }
            return []
        } catch {
            guard case .invalid(let problems) = error else { return ["\(error)"] }
            return problems.map(\.field)
        }
    }

    @Test func aMoreUrgentNeedNeverWaitsLonger() throws {
        let changed = try apply(.clocks(ClocksDraft(steps: ["verify": ["critical": 60, "high": 60]])))
        #expect(changed.clocks.length(of: .verify, urgency: .high) == Time.hour)
        #expect(changed.clocks.length(of: .verify, urgency: .normal) == 48 * Time.hour)
        #expect(fields(.clocks(ClocksDraft(steps: ["verify": ["critical": 481]]))) == ["clocks.steps.verify.critical"])
    }

    @Test(arguments: [
        (["lunch": ["critical": 5.0]], "clocks.steps.lunch"),
        (["verify": ["urgent": 5.0]], "clocks.steps.verify.urgent"),
        (["publish": ["low": 0.0]], "clocks.steps.publish.low"), (["publish": ["low": -5]], "clocks.steps.publish.low"),
        (["publish": ["low": .infinity]], "clocks.steps.publish.low"),
        (["publish": ["low": .nan]], "clocks.steps.publish.low"),
        (["publish": ["low": 1e300]], "clocks.steps.publish.low"),
    ])
    func wrongLengthsAreNamed(_ steps: [String: [String: Double]], _ field: String) {
        #expect(fields(.clocks(ClocksDraft(steps: steps))) == [field])
    }

    @Test func retriesAreThreeAndEndWithinTheirLimit() {
        #expect(fields(.clocks(ClocksDraft(retries: [60]))) == ["clocks.retries"])
        #expect(fields(.clocks(ClocksDraft(reachLimit: 60))) == ["clocks.reachLimit"])
        #expect(fields(.clocks(ClocksDraft(retries: [1, 2, 3], reachLimit: 3))) == [])
    }

    @Test func theShippedCatalogueKnowsWhatIsMeant() {
        let catalogue = Catalogue.shipped
        let meant: [(String, Need.Category)] = [
            ("N95口罩", .protective), ("防护面罩", .protective), ("面粉", .food), ("医用防护服", .protective),
            ("84消毒液", .hygiene), ("矿泉水", .water), ("有人被困", .rescue), ("棉被", .clothing), ("柴油", .power),
            ("护士", .people), ("Surgical masks", .protective), ("protective suits", .protective),
            ("drinking water", .water), ("rice", .food), ("Volunteers", .people), ("xyz", .other),
        ]
        for (text, category) in meant { #expect(catalogue.category(of: [text]) == category, "\(text)") }
        #expect(catalogue.isControlled("有创呼吸机") && catalogue.isControlled("insulin") && !catalogue.isControlled("口罩"))
        #expect(Set(catalogue.items.map(\.id)).count == catalogue.items.count)
    }

    @Test func aNewThingIsRecognisedFirst() throws {
        let draft = ItemDraft(zh: "口罩机", en: "", words: ["压条"], category: "power", isControlled: true)
        let changed = try apply(.item(draft))
        #expect(changed.catalogue.category(of: ["口罩机配件"]) == .power)
        #expect(changed.catalogue.category(of: ["口罩"]) == .protective)
        #expect(changed.catalogue.isControlled("鼻梁压条"))
        let lowered = try apply(.raiseItem("masks"), to: changed)
        #expect(lowered.catalogue.category(of: ["口罩机配件"]) == .protective)
        let removed = try apply(.removeItem("new-one"), to: changed)
        #expect(removed.catalogue == Catalogue.shipped)
        #expect(throws: Refusal.self) { try apply(.removeItem("nothing")) }
    }

    @Test func wrongThingsAndQuestionsAreNamed() {
        #expect(fields(.item(ItemDraft(category: "food"))) == ["zh"])
        #expect(fields(.item(ItemDraft(zh: "x", category: "nonsense"))) == ["category"])
        #expect(fields(.item(ItemDraft(zh: "x", words: ["a"], category: "food"))) == ["words"])
        #expect(fields(.item(ItemDraft(id: "A B", zh: "x", category: "food"))).contains("id"))
        #expect(fields(.question(QuestionDraft(categories: ["food"]))) == ["zh"])
        #expect(fields(.question(QuestionDraft(zh: "x", categories: ["fod"]))) == ["categories"])
        #expect(
            fields(
                .catalogue([
                    ItemDraft(id: "a", zh: "x", category: "food"), ItemDraft(id: "a", zh: "y", category: "food"),
                ])) == ["catalogue"])
    }

    @Test func everyCategoryKeepsAQuestion() {
        let one = QuestionDraft(id: "only", zh: "是真的吗", categories: ["food"])
        #expect(fields(.checklist([one])) == ["checklist"])
        let all = QuestionDraft(id: "only", zh: "是真的吗", categories: Need.Category.allCases.map(\.rawValue))
        #expect(fields(.checklist([all])) == [])
    }

    @Test(arguments: TestApp.kinds) func whatIsStoredIsReadAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let lead = test.viewer("founder")
        #expect(try await test.app.needs.settings(of: test.network.id) == .shipped)
        let made = try await test.app.needs.change(
            [
                .about(runBy: "红十字“志愿”\\组", contact: "027-0000"),
                .clocks(ClocksDraft(steps: ["firstAnswer": ["critical": 7.5]], retries: [5, 6, 7])),
                .question(QuestionDraft(zh: "问过门卫", en: "", categories: ["food", "water"])),
                .item(ItemDraft(zh: "压缩饼干", en: "Hardtack", words: ["饼干"], category: "food")),
            ], version: 0, by: lead, in: test.network.id)
        #expect(made.version == 1)
        #expect(try await test.app.needs.settings(of: test.network.id) == made)
        #expect(made.clocks.length(of: .firstAnswer, urgency: .critical) == 450_000)
        await #expect(throws: Refusal.self) {
            try await test.app.needs.change([.reset(.about)], version: 0, by: lead, in: test.network.id)
        }
        let reset = try await test.app.needs.change(
            DeskSettings.Part.allCases.map { .reset($0) }, by: lead, in: test.network.id)
        #expect(reset.about == .init() && reset.clocks == .shipped && reset.catalogue == .shipped)
        #expect(try await test.app.needs.settings(of: test.network.id) == reset)
        await #expect(throws: Refusal.self) {
            try await test.app.needs.change([.reset(.about)], by: test.viewer("verifier"), in: test.network.id)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func newClocksHoldFromTheNextStepOn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var entry = test.entry()
        entry.urgency = "high"
        let before = try await test.submit(entry)
        let draft = ClocksDraft(
            steps: ["firstAnswer": ["critical": 10, "high": 10], "verify": ["critical": 20, "high": 20]],
            retries: [2, 3, 4], reachLimit: 30)
        _ = try await test.app.needs.change([.clocks(draft)], by: test.viewer("founder"), in: test.network.id)
        // What was promised stays; the next step of the same need has the new length.
        #expect(try await test.need(before.id)?.dueAt == test.clock.now + 2 * Time.hour)
        entry.title += " again"
        let after = try await test.submit(entry)
        #expect(after.dueAt == test.clock.now + 10 * Time.minute)
        let acknowledged = try await test.app.needs.perform(
            .acknowledge(note: ""), on: before.id, by: test.viewer("intake"), in: test.network.id)
        #expect(acknowledged.dueAt == test.clock.now + 20 * Time.minute)
        var tried = acknowledged
        for minutes: Int64 in [2, 3, 4] {
            tried = try await test.app.needs.perform(
                .cannotReach(channel: "phone", retryAt: nil), on: before.id, by: test.viewer("intake"),
                in: test.network.id)
            #expect(tried.dueAt == test.clock.now + minutes * Time.minute)
        }
        test.clock.pass(31 * Time.minute)
        while try await test.app.needs.sweep() > 0 {}
        #expect(try await test.need(before.id)?.state == .expired)
        #expect(try await Invariants.broken(test).isEmpty)
        await test.app.database.close()
    }

    @Test func passingOnHandsTheItemToOthersOnly() async throws {
        let test = try await TestApp()
        let need = try await test.submit(test.entry())
        let verifier = try #require(test.members["verifier"]), other = try #require(test.members["verifier2"])
        let network = test.network.id
        _ = try await test.app.needs.perform(.open, on: need.id, by: test.viewer("verifier"), in: network)
        await #expect(throws: Refusal.self) {
            try await test.app.needs.perform(.skip(reason: " "), on: need.id, by: test.viewer("verifier"), in: network)
        }
        _ = try await test.app.needs.perform(
            .skip(reason: "tired"), on: need.id, by: test.viewer("verifier"), in: network)
        #expect(try await test.app.needs.nextInQueue(after: nil, for: verifier, in: network) == nil)
        #expect(try await test.app.needs.nextInQueue(after: nil, for: other, in: network) == need.id)
        // The lock is free, and the requester does not read why.
        _ = try await test.app.needs.perform(.open, on: need.id, by: test.viewer("verifier2"), in: network)
        let hers = try await test.app.needs.file(need.id, for: test.requester(need.id), in: network)
        let desks = try await test.app.needs.file(need.id, for: test.viewer("verifier2"), in: network)
        #expect(!hers.story.contains { $0.kind == .skipped } && desks.story.contains { $0.kind == .skipped })
        test.clock.pass(CaseDesk.skipLength - 1)
        #expect(try await test.app.needs.nextInQueue(after: nil, for: verifier, in: network) == nil)
        test.clock.pass(1)
        #expect(try await test.app.needs.nextInQueue(after: nil, for: verifier, in: network) == need.id)
        await test.app.database.close()
    }

    /// What somebody sent in themselves is no item for them once it is to be verified, and the next one of somebody else's.
    @Test(arguments: TestApp.kinds) func nobodyIsGivenTheirOwnNeedToVerify(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let own = try await test.submit(by: "verifier")
        let verifier = try #require(test.members["verifier"]), other = try #require(test.members["verifier2"])
        #expect(try await test.app.needs.nextInQueue(after: nil, for: verifier, in: network) == own.id)
        try await test.act(.acknowledge(note: ""), own.id, "intake")
        #expect(try await test.app.needs.nextInQueue(after: nil, for: verifier, in: network) == nil)
        #expect(try await test.app.needs.nextInQueue(after: nil, for: other, in: network) == own.id)
        await test.app.database.close()
    }

    @Test func holesOfTheRosterAreFound() {
        func shift(_ from: Int64, _ to: Int64) -> Shift {
            Shift(
                id: ID(bytes: Array(repeating: 0, count: 16))!, memberID: ID(bytes: Array(repeating: 1, count: 16))!,
                memberName: "", desk: "", startsAt: from, endsAt: to)
        }
        func gaps(_ shifts: Shift...) -> [[Int64]] {
            DutyRules.gaps(shifts, from: 10, to: 100).map { [$0.from, $0.to] }
        }
        #expect(gaps() == [[10, 100]])
        #expect(gaps(shift(0, 200)) == [])
        #expect(gaps(shift(20, 30), shift(25, 60), shift(80, 100)) == [[10, 20], [60, 80]])
        #expect(gaps(shift(50, 60), shift(5, 20), shift(15, 18)) == [[20, 50], [60, 100]])
        #expect(gaps(shift(120, 130)) == [[10, 100]])
    }
}
