import Database
import Testing

@testable import Weftwork

/// Her page and her receipt say to which emergency her need belongs; a paper belongs where its batch says: on both engines.
@Suite struct TrackEmergencyTests {
    private static func opened(_ test: TestApp, _ name: String, areas: [[String]] = []) async throws
        -> Emergency
    {
        var draft = EmergencyDraft()
        (draft.name, draft.kind, draft.level, draft.areas) = (name, "flood", "local", areas)
        (draft.adviceZh, draft.adviceEn) = ("往高处走", "Go up high")
        draft.hotlines = [Emergency.Hotline(name: "Ambulance", number: "120")]
        return try await test.app.needs.openEmergency(
            draft, by: test.viewer("founder"), in: test.network.id)
    }

    private static func text(_ view: some View) -> String {
        String(decoding: view.json, as: UTF8.self)
    }

    @Test(arguments: TestApp.kinds) func sheReadsWhatToDoAndWhomToCall(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind)
        let acts = test.app.needs
        let network = test.network.id
        let emergency = try await Self.opened(test, "Qingyun flood")
        var entry = test.entry()
        entry.emergency = "Qingyun flood"
        let receipt = try await acts.submit(
            entry, by: Viewer(.anonymous, language: .en), in: test.network)
        #expect(receipt.emergency == emergency)
        let everyday = try await acts.submit(
            test.entry("Another need"), by: Viewer(.anonymous, language: .en), in: test.network)
        #expect(
            everyday.emergency == nil && !Self.text(ReceiptView(receipt: everyday)).contains("emergency"))
        let hers = [
            Self.text(ReceiptView(receipt: receipt)),
            Self.text(
                TrackView(
                    file: try await acts.file(
                        receipt.need.id, for: test.requester(receipt.need.id), in: network))),
        ]
        for text in hers {
            #expect(
                text.contains("Qingyun flood") && text.contains("Go up high") && text.contains("\"120\""),
                "\(text)")
        }
        // What was given in twice is answered the same.
        let again = try await acts.submit(
            entry, by: Viewer(.anonymous, language: .en), in: test.network)
        #expect(again.isRepeated && again.emergency == emergency)
        let mail = EmergencyWords.received(.verbatim("Somebody reads this now."), emergency.tie)
        #expect(mail(.en).contains("Qingyun flood") && mail(.zh).contains("Qingyun flood"))
        #expect(EmergencyWords.received(.verbatim("x"), nil)(.en) == "x")
        await test.app.database.close()
    }

    private static func emergency(
        _ number: Int64, _ phase: Emergency.Phase = .active, area: String = ""
    ) -> Emergency {
        Emergency(
            id: ID(milliseconds: number, entropy: (1, 1)), networkID: Sample.id, name: "\(number)",
            kind: .flood,
            level: .local, areas: area.isEmpty ? [] : [AreaPath(province: area)], adviceZh: "",
            adviceEn: "",
            hotlines: [], phase: phase, phaseAt: 0, leadID: Sample.id, openedAt: number, version: 1)
    }

    private static let papers: [(printed: Emergency?, active: [Emergency], found: String?)] = [
        (nil, [], nil), (nil, [emergency(1)], "1"), (emergency(2), [emergency(1), emergency(2)], "2"),
        (emergency(2, .windingDown), [emergency(1)], "2"), (emergency(2, .closed), [emergency(1)], "1"),
        (nil, [emergency(1, area: "湖北省"), emergency(3, area: "湖南省")], "1"),
        (nil, [emergency(3, area: "湖南省"), emergency(4, area: "四川省")], nil),
        // The only one, wherever it lies: the paper came in during it.
        (nil, [emergency(3, area: "湖南省")], "3"),
    ]

    @Test(arguments: papers.indices) func whereAPaperBelongs(_ index: Int) {
        let (printed, active, found) = Self.papers[index]
        #expect(
            EmergencyRules.ofPaper(printed, area: AreaPath(province: "湖北省"), among: active)?.name == found
        )
    }

    @Test(arguments: TestApp.kinds) func aPaperBelongsToTheEmergencyOfItsBatch(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind)
        let acts = test.app.needs
        let network = test.network.id
        let intake = test.viewer("intake")
        let flood = try await Self.opened(test, "Flood")
        let cold = try await Self.opened(test, "Cold")
        do {
            _ = try await acts.issuePaper(
                PaperDraft(count: 1, place: "office", emergency: "no such"), by: intake, in: network)
            Issue.record("an unknown one")
        } catch Refusal.invalid(let problems) {
            #expect(problems.map(\.field) == ["emergency"])
        }
        let batch = try await acts.issuePaper(
            PaperDraft(count: 3, place: "office", emergency: cold.id.description), by: intake, in: network
        )
        #expect(batch.batch.emergency == cold.tie)
        #expect(try await acts.paperBatches(for: intake, in: network).first?.emergency == cold.tie)
        func typed(_ title: String, _ number: Int, _ emergency: String) async throws -> Need {
            var entry = test.entry(title)
            (entry.consent, entry.sourceKind, entry.emergency) = ("yes", "relay", emergency)
            return try await acts.submit(
                entry, by: intake, in: test.network, code: batch.codes[number].code
            ).need
        }
        #expect(try await typed("Village lacks water", 0, "").emergency == cold.tie)
        #expect(try await typed("Village lacks rice", 1, flood.id.description).emergency == flood.tie)
        #expect(try await typed("Village lacks tents", 2, "none").emergency == nil)
        await test.app.database.close()
    }
}
