import Database
import Engine
import Testing

@testable import Weftwork

/// What she says anew, as those read it whom it concerns; and why so much can't be promised.
@Suite struct SaidAnewTests {
    private func line(
        _ quantity: Quantity = .number(600_000), claimed: Int64 = 0, delivered: Int64 = 0,
        _ change: (inout NeedLine) -> Void = { _ in }
    ) -> NeedLine {
        var line = NeedLine(
            id: ID(milliseconds: 1, entropy: (1, 1)), item: "N95", kind: .goods, quantity: quantity, unit: "",
            specification: "", claimed: claimed, delivered: delivered, isMet: false, isControlled: false)
        change(&line)
        return line
    }

    private func refusal(_ line: NeedLine, _ quantity: Int64) -> String {
        do {
            _ = try ClaimRules.claimed(line, quantity)
            return ""
        } catch {
            return error.words(.en)
        }
    }

    @Test func onlyALostRaceSaysThatSomebodyWasFaster() {
        #expect(refusal(line(), 9_999_000) == "That is more than is wanted: 600 in all.")
        #expect(refusal(line { $0.allowance = 60_000 }, 9_999_000) == "That is more than is wanted: 660 in all.")
        #expect(
            refusal(line(claimed: 200_000), 9_999_000)
                == "That is more than is wanted: 600 in all, and 400 is left now.")
        #expect(refusal(line(claimed: 200_000), 500_000) == "Somebody was faster: 400 is left now.")
        #expect(refusal(line(claimed: 600_000) { $0.wanted = 300_000 }, 100_000).hasPrefix("Less is wanted now"))
        #expect(refusal(line { $0.isMet = true }, 1_000).hasPrefix("There is enough"))
        #expect(refusal(line(), 600_000) == "")
    }

    @Test(arguments: ["", "  "]) func anEmptyDateIsAskedFor(_ typed: String) {
        #expect(NeedWords.badDate(typed)(.en).hasPrefix("Say the day") && !NeedWords.badDate(typed)(.zh).contains("“"))
        #expect(NeedWords.badDate("soon")(.en).contains("“soon”"))
    }

    @Test func theRecordOfALineIsReadInTheReadersLanguage() {
        let drivers = line(.number(2_000)) {
            ($0.item, $0.specification, $0.kind) = ("drivers", "night", .people)
            $0.work = LineWork(from: 1_580_601_600_000, to: 1_580_630_400_000, minutes: 120, isRemote: false)
            ($0.substitute, $0.wanted) = (.ask, 1_000)
        }
        let recorded = (["drivers", "night", "2 "] + CorrectionWords.codes(drivers)).joined(separator: " · ")
        #expect(recorded.contains("2020-02-02T00:00:00.000Z"))
        let shown = CorrectionWords.shown(recorded + "; masks · 15 min · 3 boxes", "lines")
        #expect(
            shown(.en)
                == "drivers · night · 2  · wanted now: 1 · 2 Feb 08:00 to 2 Feb 16:00 · 2 h each · On site · "
                + "Ask before something else is sent; masks · 15 min · 3 boxes")
        #expect(shown(.zh).contains("2月2日 08:00 到 2月2日 16:00") && shown(.zh).contains("要到现场"))
        let open = CorrectionWords.shown("drivers · night · 2  · 2020-02-02T00:00:00.000Z/", "lines")
        #expect(open(.en).hasSuffix("from 2 Feb 08:00"))
        #expect(CorrectionWords.shown("2020-02-02T00:00:00.000Z", "neededBy")(.zh) == "2月2日 08:00")
        // What is no time, or was cut, stays as it was.
        for words in ["masks · KN95 · 3/4 boxes", "x · y · 2020-02-02T00:0…"] {
            #expect(CorrectionWords.shown(words, "lines")(.en) == words)
        }
        #expect(CorrectionWords.shown("2020-02-02T00:00:00.000Z", "title")(.en) == "2020-02-02T00:00:00.000Z")
    }

    @Test(arguments: TestApp.kinds) func lessThanIsPromisedIsSaidWithItsNumber(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.published(), id = need.lines[0].id, her = test.requester(need.id)
        _ = try await acts.claim(
            ClaimDraft(line: id, quantity: 100_000, promisedBy: test.clock.now + Time.day), on: need.id,
            by: test.viewer("volunteer"), in: network)
        func told() async throws -> [String] {
            try await test.app.database.read { db in
                try db.query("SELECT payload FROM jobs WHERE kind = \(Job.Kind.mail) ORDER BY id") {
                    try $0[0] as [UInt8]
                }
            }
            .compactMap { Mail(sealed: $0, vault: test.app.vault) }
            .filter { $0.to == "volunteer@example.org" && $0.body.contains("wanted now") }.map(\.body)
        }
        func correct(_ quantity: Int64) async throws -> NeedLine {
            var correction = Correction()
            correction.quantities[id] = .number(quantity)
            return try await acts.perform(.correct(correction), on: need.id, by: her, in: network).lines[0]
        }
        let lowered = try await correct(30_000)
        #expect(lowered.quantity == .number(100_000) && lowered.wanted == 30_000)
        #expect(try await told().filter { $0.contains("wanted now: 30 (100 are promised)") }.count == 1)
        // The story and programs have it, too.
        let event = try #require(
            try await acts.file(need.id, for: her, in: network).story.last { $0.kind == .corrected })
        #expect(StoryWords.line(for: event, names: [:])?(.en).contains("wanted now: 30") == true)
        let stored = try #require(try await test.need(need.id))
        #expect(NeedLine.read(Array(stored.linesJSON.utf8), most: 9)[0].wanted == 30_000)
        // Said again it troubles nobody; all of it again is all of it again.
        #expect(try await correct(30_000) == lowered)
        #expect(try await told().count == 1)
        let raised = try await correct(100_000)
        #expect(raised.wanted == nil && raised.quantity == .number(100_000))
        await test.app.database.close()
    }
}
