import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// Random histories: after every step every invariant holds, every refusal is one of ours, and the chain is whole.
@Suite struct HistoryTests {
    /// So many needs' histories a run; `./dev drill history` asks for more.
    static let count = Int(ProcessInfo.processInfo.environment["WEFT_HISTORIES"] ?? "") ?? 480
    private static let needsPerStore = 12
    private static let stepsPerNeed = 22

    static var runs: [(EngineKind, UInt64)] {
        TestApp.kinds.flatMap { kind -> [(EngineKind, UInt64)] in
            // PostgreSQL pays a round trip for every statement of every check: it gets its share, not the whole.
            let share = kind == .sqlite ? count : count / 8
            return (1...UInt64(max(1, share / needsPerStore))).map { (kind, $0) }
        }
    }

    @Test(arguments: runs) func everyStepKeepsEveryInvariant(_ kind: EngineKind, _ seed: UInt64) async throws {
        let test = try await TestApp(kind, seed: seed)
        var random = SplitMix64(seed: seed)
        var history: [String] = []
        var ids: [ID] = []
        for step in 0..<HistoryTests.needsPerStore * HistoryTests.stepsPerNeed {
            let word: (words: String, touched: ID?)
            do {
                word = try await self.step(test, &ids, &random, isFirst: step == 0)
            } catch let refusal as Refusal {
                // Told so, and nothing changed.
                if case .fault = refusal { Issue.record("a fault, seed \(seed): \(history.suffix(8))") }
                continue
            }
            history.append(word.words)
            // Every need when a clock went off somewhere or two may have changed, else the one that was touched.
            let broken = try await Invariants.broken(test, only: word.touched.map { [$0] } ?? [])
            guard broken.isEmpty else {
                Issue.record("seed \(seed) on \(kind), step \(step): \(broken) after \(history.suffix(8))")
                return
            }
        }
        #expect(history.count > HistoryTests.needsPerStore * 8, "too much was refused to mean anything, seed \(seed)")
        if kind == .postgres {
            _ = try await test.app.database.write { db in try EventSealer.seal(db, limit: 100_000) }
        }
        let chain = try await test.app.auditChain(of: test.network)
        #expect(chain.firstBreak == nil, "seed \(seed)")
        #expect(chain.count > 50)
        await test.app.database.close()
    }

    private func step(_ test: TestApp, _ ids: inout [ID], _ random: inout SplitMix64, isFirst: Bool) async throws
        -> (words: String, touched: ID?)
    {
        let roll = Int.random(in: 0..<100, using: &random)
        if isFirst || roll < 9 && ids.count < HistoryTests.needsPerStore {
            var entry = test.entry(
                "need \(ids.count)", quantity: ["100", "5-20", "", "不限", "3"].randomElement(using: &random) ?? "")
            if Bool.random(using: &random) { entry.lines.append(.init(item: "呼吸机", quantity: "2")) }
            entry.urgency = Need.Urgency.allCases.randomElement(using: &random)?.name ?? ""
            let isRelayed = Int.random(in: 0..<3, using: &random) == 0
            let id = try await test.submit(entry, by: isRelayed ? "verifier" : nil).id
            ids.append(id)
            return ("submit", id)
        }
        if roll < 17 {
            test.clock.pass(Int64.random(in: 1...40, using: &random) * Time.hour)
            return ("\(try await test.app.needs.sweep()) clocks", nil)
        }
        if roll == 17 {
            // The coordinator makes every step shorter or longer, from minutes to weeks.
            let minutes = Double(Int.random(in: 1...20_000, using: &random))
            let step = ClockLengths.steps.randomElement(using: &random) ?? .verify
            let lengths = Dictionary(uniqueKeysWithValues: Need.Urgency.allCases.map { ($0.name, minutes) })
            let draft = ClocksDraft(steps: [step.rawValue: lengths], retries: [minutes, 60, 90], reachLimit: 25_000)
            _ = try await test.app.needs.change([.clocks(draft)], by: test.viewer("founder"), in: test.network.id)
            return ("\(step) takes \(minutes) min", nil)
        }
        let id = ids.randomElement(using: &random) ?? ids[0]
        guard let need = try await test.need(id) else { return ("", id) }
        if roll >= 65, !need.lines.isEmpty {
            let viewer = test.viewer(["volunteer", "volunteer2", "volunteer3"].randomElement(using: &random) ?? "")
            return (try await claimStep(test, need, viewer, &random), id)
        }
        let action = action(need, ids, &random)
        let who = Int.random(in: 0..<4, using: &random) > 0 ? suited(action.act, &random) : anybody(test, &random)
        let viewer = who == "requester" ? test.requester(id) : test.viewer(who)
        _ = try await test.app.needs.perform(action, on: id, by: viewer, in: test.network.id)
        // What ends or joins one need can change another.
        let isWide = [.merge, .unmerge, .withdraw, .reject, .markUnmet].contains(action.act)
        return ("\(who) \(action.act)", isWide ? nil : id)
    }

    /// Somebody whose act it usually is.
    private func suited(_ act: Act, _ random: inout SplitMix64) -> String {
        let names: [String] =
            switch act {
            case .verify: ["verifier", "verifier2"]
            case .publish: ["dispatcher", "founder"]
            case .openItem, .skip: ["verifier", "intake"]
            case .close, .markUnmet, .assess: ["founder", "dispatcher"]
            case .acknowledge, .reject, .askInformation, .cannotReach, .reached, .merge, .unmerge:
                ["intake", "verifier"]
            default: ["requester"]
            }
        return names.randomElement(using: &random) ?? "founder"
    }

    private func anybody(_ test: TestApp, _ random: inout SplitMix64) -> String {
        (test.members.keys.sorted() + ["requester"]).randomElement(using: &random) ?? "founder"
    }

    private func action(_ need: Need, _ ids: [ID], _ random: inout SplitMix64) -> NeedAction {
        let legal = NeedRules.acts.filter { NeedRules.isLegal($0, in: need) }
        // Mostly what may succeed; sometimes what must be refused.
        let act =
            (Int.random(in: 0..<5, using: &random) == 0 ? NeedRules.acts : legal).randomElement(using: &random) ?? .add
        var correction = Correction()
        if let line = need.lines.randomElement(using: &random) {
            let number = Int64.random(in: 1...150, using: &random) * 1000
            correction.quantities[line.id] = [.number(number), .unlimited].randomElement(using: &random)
            if Int.random(in: 0..<6, using: &random) == 0 { correction.met = [line.id] }
        }
        switch act {
        case .acknowledge: return .acknowledge(note: "")
        case .skip: return .skip(reason: "tired")
        case .verify:
            let confidence = Need.Confidence.allCases.randomElement(using: &random) ?? .official
            return .verify(VerificationDraft(confidence: confidence))
        case .publish:
            return .publish(
                audience: Audience.allCases.filter { $0 != .concerned }.randomElement(using: &random) ?? .public,
                reason: "")
        case .reject: return .reject(reason: "no")
        case .askInformation: return .askInformation(question: "what?")
        case .answer: return .answer(text: "that")
        case .cannotReach: return .cannotReach(channel: "phone", retryAt: nil)
        case .reached: return .reached(note: "")
        case .merge: return .merge(into: ids.randomElement(using: &random) ?? need.id)
        case .unmerge: return .unmerge
        case .withdraw: return .withdraw(reason: "")
        case .markUnmet: return .markUnmet(reason: "none", tried: "all")
        case .reopen: return .reopen(reason: "again")
        case .confirm: return .confirm(rating: 5, note: "yes")
        case .close: return .close
        case .notDelivered: return .notDelivered(note: "nothing came")
        case .stillNeeded: return .stillNeeded(Int.random(in: 0..<4, using: &random) > 0)
        case .assess: return .assess(urgency: Need.Urgency.allCases.randomElement(using: &random) ?? .low, reason: "so")
        case .correct: return .correct(correction)
        default: return .open
        }
    }

    private func claimStep(
        _ test: TestApp, _ need: Need, _ viewer: Viewer, _ random: inout SplitMix64
    ) async throws -> String {
        let claims = try await test.app.database.read { db in try db.claims(of: need) }
        guard let claim = claims.randomElement(using: &random), Bool.random(using: &random) else {
            guard let line = need.lines.randomElement(using: &random) else { return "" }
            let draft = ClaimDraft(
                line: line.id, quantity: Int64.random(in: -1...60, using: &random) * 1000,
                promisedBy: test.clock.now + Int64.random(in: -1...60, using: &random) * Time.hour)
            _ = try await test.app.needs.claim(draft, on: need.id, by: viewer, in: test.network.id)
            return "claim"
        }
        let part = Int64.random(in: 0...70, using: &random) * 1000
        let actions: [ClaimAction] = [
            .progress(note: "on my way", carrier: "", waybill: ""), .deliver(quantity: nil, note: ""),
            .deliver(quantity: part, note: ""), .confirm(usable: nil, note: ""), .confirm(usable: part, note: ""),
            .release(note: ""), .dispute(note: "no"), .settle(isDelivered: Bool.random(using: &random), note: "so"),
        ]
        guard let action = actions.randomElement(using: &random) else { return "" }
        // Mostly by the claimant themselves: others are refused nearly always.
        let owner = test.members.values.first { $0.id == claim.memberID }
        let by =
            Int.random(in: 0..<3, using: &random) > 0
            ? owner.map { Viewer(.member($0), language: .en) } ?? viewer : viewer
        _ = try await test.app.needs.perform(action, onClaim: claim.id, by: by, in: test.network.id)
        return "\(action.act) claim"
    }
}
