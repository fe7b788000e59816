import Database
import Engine
import Testing

@testable import Weftwork

/// Many answer in the same moment, and many things happen over weeks: no limit is passed.
@Suite struct WaveRaceTests {
    static let trials: [(EngineKind, Int)] = TestApp.kinds.flatMap { kind in
        (1...(kind == .sqlite ? 3 : 2)).map { (kind, $0) }
    }

    @Test(arguments: trials) func fortyEightSayYesForThree(_ kind: EngineKind, _ trial: Int) async throws {
        let test = try await TestApp(kind, seed: UInt64(trial), volunteers: 48)
        let need = try await test.calledNeed(3)
        let ids = try (0..<48).map { try #require(test.members["v\($0)"]).id }
        let pick = WavePick(need: need.id, line: need.lines[0].id, members: ids, wanted: 3)
        let answer = try await test.app.waves.ask([pick], by: test.viewer("dispatcher"), in: test.network.id)[0]
        #expect(answer.asked.count == 48 && answer.refused.isEmpty)
        let opened = try #require(answer.call)
        let found = try await test.app.database.read { db in try db.helpCall(opened, in: test.network.id) }
        let call = try #require(found)
        let askings = try await test.askings(call)
        let said = await withTaskGroup(of: Asking.State?.self) { group in
            for asking in askings {
                group.addTask {
                    do {
                        return try await test.app.waves.answer(
                            .yes, code: test.app.vault.linkCode("asking", asking.id)
                        ).state
                    } catch Refusal.stale {
                        // Another was faster in the same moment: they press again.
                        return try? await test.app.waves.answer(
                            .yes, code: test.app.vault.linkCode("asking", asking.id)
                        ).state
                    } catch {
                        Issue.record("\(error)")
                        return nil
                    }
                }
            }
            return await group.reduce(into: [Asking.State?]()) { $0.append($1) }
        }
        #expect(said.count { $0 == .accepted } == 3, "\(said)")
        // Everybody else is told the truth: enough had come.
        #expect(said.count { $0 == .withdrawn } == 45, "\(said)")
        let line = try #require(try await test.need(need.id)).lines[0]
        #expect(line.claimed == 3000 && line.remaining == 0)
        let claims = try await test.app.database.read { db in try db.claims(of: need) }
        #expect(claims.count == 3 && Set(claims.map(\.memberID)).count == 3)
        #expect(try await test.call(call).state == .met)
        #expect(try await test.askings(call).allSatisfy { $0.said == .yes })
        #expect(try await Invariants.broken(test).isEmpty)
        await test.app.database.close()
    }

    static let histories: [(EngineKind, UInt64)] = TestApp.kinds.flatMap { kind in
        (1...(kind == .sqlite ? 4 : 1)).map { (kind, UInt64($0) &* 7919) }
    }

    @Test(arguments: histories) func noLimitIsEverPassed(_ kind: EngineKind, _ seed: UInt64) async throws {
        let test = try await TestApp(kind, seed: seed, volunteers: 10)
        var random = SplitMix64(seed: seed), history = WaveHistory(test: test)
        for number in 0..<10 { try await test.drives("v\(number)", limit: number.isMultiple(of: 3) ? "8" : "") }
        for _ in 0..<(kind == .sqlite ? 90 : 50) { try await history.step(&random) }
        try await test.app.waves.sweep()
        let broken = try await history.broken()
        #expect(broken.isEmpty, "seed \(seed): \(broken)")
        #expect(try await Invariants.broken(test).isEmpty, "seed \(seed)")
        await test.app.database.close()
    }
}

/// What happens with calls for help, by chance.
private struct WaveHistory {
    let test: TestApp
    var needs: [Need] = []

    mutating func step(_ random: inout SplitMix64) async throws {
        let network = test.network.id, dispatcher = test.viewer("dispatcher")
        let name = "v\(Int.random(in: 0..<10, using: &random))"
        do {
            switch Int.random(in: 0..<12, using: &random) {
            case 0, 1:
                let urgency = Bool.random(using: &random) ? "normal" : "critical"
                needs.append(try await test.calledNeed(Int.random(in: 1...3, using: &random), urgency: urgency))
            case 2, 3:
                guard let need = needs.randomElement(using: &random) else { return }
                test.clock.pass(3 * Time.second)
                _ = try await test.app.waves.start(
                    HelpDraft(
                        line: need.lines[0].id, terms: CallTerms(hours: Int.random(in: 1...8, using: &random))),
                    on: need.id, by: dispatcher, in: network)
            case 4:
                guard let need = needs.randomElement(using: &random), let member = test.members[name] else { return }
                let pick = WavePick(need: need.id, line: need.lines[0].id, members: [member.id])
                _ = try await test.app.waves.ask([pick], by: dispatcher, in: network)
            case 5, 6, 7:
                let own = try await test.app.waves.own(of: test.viewer(name), in: network).askings
                guard let open = own.first(where: { $0.stage == .open }) else { return }
                let answer: AskedAnswer = [.yes, .yes, .no, .notThisWeek].randomElement(using: &random) ?? .no
                _ = try await test.app.waves.answer(answer, asking: open.asking.id, by: test.viewer(name), in: network)
            case 8:
                guard let member = test.members[name] else { return }
                let draft = VouchDraft(kind: .skill, subject: "driving", how: "We drove three nights together.")
                _ = try await test.app.members.askForVouch(
                    of: member.id, draft, by: test.viewer("intake"), in: network)
            case 9:
                try await test.app.volunteers.say(
                    Bool.random(using: &random) ? .pause(until: "") : .ask, by: test.viewer(name), in: network)
            default:
                test.clock.pass(Int64.random(in: 1...30, using: &random) * Time.hour)
                try await test.app.waves.sweep()
            }
        } catch is Refusal {
            // What may not be is refused; what is held against the rules is what is stored.
        }
    }

    /// Every rule that what is stored breaks.
    func broken() async throws -> [String] {
        let network = test.network.id
        return try await test.app.database.read { db in
            var broken: [String] = []
            let rows = try db.query("SELECT need_id, member_id FROM askings WHERE state <> 'withdrawn'") {
                (try $0[0] as ID, try $0[1] as ID)
            }
            if Set(rows.map { "\($0.0) \($0.1)" }).count != rows.count { broken.append("somebody was asked twice") }
            for member in try db.members(of: network) {
                let limit = try db.volunteers(of: network)[member.id]?.weeklyLimit ?? VolunteerRules.usualLimit
                let contacts = try db.query(
                    "SELECT at, is_borrowed FROM contact_ledger WHERE member_id = \(member.id) ORDER BY id"
                ) { (at: try $0[0] as Int64, isBorrowed: try $0[1] as Bool) }
                for (index, one) in contacts.enumerated() {
                    let week = contacts.prefix(index + 1).filter { $0.at > one.at - ContactBudget.week }
                    if week.count > 4 { broken.append("\(member.name) was asked \(week.count) times in a week") }
                    if !one.isBorrowed, week.count > 2 { broken.append("\(member.name) was asked past the budget") }
                }
                let busy = try db.busySpans(in: network, of: [member.id], from: 0, to: Clock.never)[member.id] ?? []
                for span in busy where VolunteerRules.load(busy, at: span.to) > Int64(limit) * Time.hour {
                    broken.append("\(member.name) is past their hours")
                }
            }
            for call in try db.helpCalls(in: network) where try db.yesCount(of: call) > call.wanted {
                broken.append("more than wanted")
            }
            return broken
        }
    }
}
