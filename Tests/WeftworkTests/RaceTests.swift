import Database
import Testing

@testable import Weftwork

/// Sixty-four people want the same ten things at the same moment.
@Suite struct RaceTests {
    static let trials: [(EngineKind, Int)] = TestApp.kinds.flatMap { kind in
        (1...(kind == .sqlite ? 12 : 3)).map { (kind, $0) }
    }

    @Test(arguments: trials) func thePromisedSumNeverPassesTheQuantity(_ kind: EngineKind, _ trial: Int) async throws {
        let test = try await TestApp(kind, seed: UInt64(trial), volunteers: 64)
        let need = try await test.published(test.entry(quantity: "10"))
        let line = need.lines[0].id, due = test.clock.now + Time.hour
        let outcomes = await withTaskGroup(of: Int64?.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let draft = ClaimDraft(
                        line: line, quantity: 1000 * Int64(1 + (number + trial) % 2), promisedBy: due)
                    do {
                        let made = try await test.app.needs.claim(
                            draft, on: need.id, by: test.viewer("v\(number)"), in: test.network.id)
                        return made.claim.quantity
                    } catch Refusal.conflict(_, let extras) {
                        // The loser is told how much is left.
                        #expect(extras.remaining.map { $0 < draft.quantity } ?? (extras.state == "inProgress"))
                        return 0
                    } catch {
                        Issue.record("\(error)")
                        return nil
                    }
                }
            }
            return await group.reduce(into: [Int64]()) { $0.append($1 ?? -1) }
        }
        let promised = outcomes.reduce(0, +)
        let after = try #require(try await test.need(need.id))
        #expect(promised == 10_000)
        #expect(after.lines[0].claimed == 10_000)
        #expect(after.lines[0].remaining == 0)
        #expect(after.progress == .claimed)
        #expect(try await Invariants.broken(test).isEmpty)
        await test.app.database.close()
    }
}
