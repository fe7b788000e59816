import Database
import Testing

@testable import Weftwork

/// Many take from one offer for many needs in the same moment: neither the offer nor any need gives more than it has.
@Suite struct OfferRaceTests {
    static let trials: [(EngineKind, Int)] = TestApp.kinds.flatMap { kind in
        (1...(kind == .sqlite ? 6 : 3)).map { (kind, $0) }
    }

    @Test(arguments: trials) func neitherSidePassesItsQuantity(_ kind: EngineKind, _ trial: Int) async throws {
        let test = try await TestApp(kind, seed: UInt64(trial))
        // A token of the operator's: the limit on one's own promises is another matter.
        let offerer = Viewer(test.viewer("volunteer").identity, language: .en, isOperator: true)
        let offer = try await test.listed(test.offerEntry(quantity: "40"))
        var needs: [Need] = []
        for number in 0..<4 {
            needs.append(try await test.published(test.entry("Ward \(number) lacks masks", quantity: "16")))
        }
        let due = test.clock.now + Time.day, wanted = needs
        let taken = await withTaskGroup(of: Int64.self) { group in
            for number in 0..<48 {
                group.addTask {
                    let need = wanted[number % wanted.count], quantity = 1000 * Int64(1 + (number + trial) % 3)
                    let claim = ClaimDraft(line: need.lines[0].id, quantity: quantity, promisedBy: due)
                    let draft = OfferUseDraft(line: offer.lines[0].id, need: need.id, claim: claim)
                    // Half of them by whoever has it, half asked by the dispatcher and agreed to.
                    do {
                        if number.isMultiple(of: 2) {
                            return try await test.app.offers.use(
                                draft, of: offer.id, by: offerer, in: test.network.id
                            ).quantity
                        }
                        let asked = try await test.app.offers.use(
                            draft, of: offer.id, by: test.viewer("dispatcher"), in: test.network.id)
                        do {
                            _ = try await test.app.offers.answer(
                                test.yes(asked), use: asked.id, by: offerer, in: test.network.id)
                            return quantity
                        } catch Refusal.conflict {
                            // The need has less left by now: what was kept is given back.
                            _ = try await test.app.offers.answer(
                                .decline(note: ""), use: asked.id, by: offerer, in: test.network.id)
                            return 0
                        }
                    } catch Refusal.conflict {
                        return 0
                    } catch {
                        Issue.record("\(error)")
                        return -1
                    }
                }
            }
            return await group.reduce(into: [Int64]()) { $0.append($1) }
        }
        let line = try await test.offer(offer.id).lines[0]
        #expect(line.claimed == taken.reduce(0, +))
        #expect(line.claimed + line.delivered <= 40_000 && line.remaining == 40_000 - line.claimed)
        var promised: Int64 = 0
        for need in needs {
            let after = try #require(try await test.need(need.id)).lines[0]
            #expect(after.claimed <= 16_000)
            promised += after.claimed
        }
        #expect(promised == line.claimed)
        // What was kept for one who could not promise came back, perhaps last: the rest goes to the last piece.
        var rest = 40_000 - line.claimed
        for need in needs where rest > 0 {
            let present = try #require(try await test.need(need.id)).lines[0],
                quantity = min(rest, 16_000 - present.claimed)
            guard quantity > 0 else { continue }
            let claim = ClaimDraft(line: present.id, quantity: quantity, promisedBy: due)
            _ = try await test.app.offers.use(
                OfferUseDraft(line: offer.lines[0].id, need: need.id, claim: claim), of: offer.id, by: offerer,
                in: test.network.id)
            rest -= quantity
        }
        #expect(try await test.offer(offer.id).lines[0].claimed == 40_000)
        #expect(try await Invariants.broken(test).isEmpty)
        await test.app.database.close()
    }
}
