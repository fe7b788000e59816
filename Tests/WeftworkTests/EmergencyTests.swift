import Database
import Engine
import Testing

@testable import Weftwork

/// Emergencies: phases, places, what belongs to one, and closing without losing anything.
@Suite struct EmergencyTests {
    // MARK: Rules

    private static func emergency(
        _ name: String = "Flood", areas: [AreaPath] = [], phase: Emergency.Phase = .active, at: Int64 = 1
    ) -> Emergency {
        Emergency(
            id: ID(milliseconds: at, entropy: (1, UInt64(name.utf8.count))), networkID: Sample.id, name: name,
            kind: .flood, level: .local, areas: areas, adviceZh: "", adviceEn: "", hotlines: [], phase: phase,
            phaseAt: at, leadID: Sample.id, openedAt: at, version: 1)
    }

    @Test(arguments: Emergency.Phase.allCases, Emergency.Phase.allCases)
    func aPhaseLeadsWhereItMay(_ from: Emergency.Phase, _ to: Emergency.Phase) {
        let allowed: [(Emergency.Phase, Emergency.Phase)] = [
            (.standby, .active), (.standby, .closed), (.active, .windingDown), (.windingDown, .active),
            (.windingDown, .closed),
        ]
        let isAllowed = allowed.contains { $0 == (from, to) }
        #expect(EmergencyRules.next(from).contains(to) == isAllowed)
        do throws(Refusal) {
            try EmergencyRules.require(to, after: from)
            #expect(isAllowed)
        } catch {
            guard case .conflict(_, let extras) = error else {
                Issue.record(error)
                return
            }
            #expect(!isAllowed && extras.state == from.rawValue)
        }
    }

    private static let wuhan = AreaPath(country: "中国", province: "湖北省", city: "武汉市")

    private static let placed: [([AreaPath], AreaPath, Bool)] = [
        ([], AreaPath(), true),
        ([AreaPath(country: "中国")], AreaPath(), false),
        ([AreaPath(country: "中国")], wuhan, true),
        ([AreaPath(country: "中国", province: "湖北省")], wuhan, true),
        ([AreaPath(country: "中国", province: "湖北省")], AreaPath(province: "湖北省", city: "黄冈市"), true),
        ([wuhan], AreaPath(country: "中国", province: "湖北省"), false),
        ([wuhan], AreaPath(country: "中国", province: "湖北省", city: "黄冈市"), false),
        ([AreaPath(country: "中国", province: "湖南省"), wuhan], wuhan, true),
        ([AreaPath(country: "France")], wuhan, false),
    ]

    @Test(arguments: placed)
    func whatLiesInIt(_ areas: [AreaPath], _ place: AreaPath, _ isCovered: Bool) {
        #expect(EmergencyRules.covers(EmergencyTests.emergency(areas: areas), place) == isCovered)
    }

    @Test func theSmallestAreaTakesIt() {
        let all = [
            EmergencyTests.emergency("everywhere", at: 9),
            EmergencyTests.emergency("province", areas: [AreaPath(country: "中国", province: "湖北省")], at: 8),
            EmergencyTests.emergency("city", areas: [EmergencyTests.wuhan], at: 7),
            EmergencyTests.emergency("over", areas: [EmergencyTests.wuhan], phase: .windingDown, at: 10),
        ]
        var place = EmergencyTests.wuhan
        place.district = "江汉区"
        #expect(EmergencyRules.covering(place, among: all)?.name == "city")
        #expect(EmergencyRules.covering(AreaPath(province: "湖北省"), among: all)?.name == "province")
        #expect(EmergencyRules.covering(AreaPath(), among: all)?.name == "everywhere")
        #expect(EmergencyRules.covering(place, among: Array(all.suffix(1))) == nil)
    }

    @Test func itIsNamedInFourWays() throws {
        let flood = EmergencyTests.emergency("青云洪水", at: 3)
        let over = EmergencyTests.emergency("旧雪灾", phase: .closed, at: 2)
        let winding = EmergencyTests.emergency("收尾的", phase: .windingDown, at: 1)
        let all = [flood, over, winding]
        func named(_ word: String, isDesk: Bool = false) throws -> String? {
            try EmergencyRules.named(word, area: AreaPath(), among: all, isDesk: isDesk)?.name
        }
        #expect(try named(flood.id.description) == "青云洪水")
        #expect(try named(" 青云洪水 ") == "青云洪水")
        #expect(try named("area") == "青云洪水")
        for word in ["", "none", "everyday"] { #expect(try named(word) == nil) }
        #expect(try named(winding.id.description, isDesk: true) == "收尾的")
        // What takes nothing any more keeps nobody's need out.
        for word in [over.id.description, "旧雪灾", winding.id.description] {
            #expect(try named(word) == "青云洪水", "\(word)")
        }
        #expect(throws: Refusal.self) { try named("nothing") }
        #expect(throws: Refusal.self) { try named(over.id.description, isDesk: true) }
        #expect(
            try EmergencyRules.named(winding.id.description, area: AreaPath(), among: [winding], isDesk: false) == nil)
    }

    @Test func hotlinesAreReadFromLines() {
        let read = EmergencyRules.hotlines("急救 120\nFire brigade: 119\n\n卫生热线 027-12320\n没有号码")
        #expect(read.map(\.name) == ["急救", "Fire brigade", "卫生热线", "没有号码"])
        #expect(read.map(\.number) == ["120", "119", "027-12320", ""])
    }

    @Test func whatIsOpenGoesSomewhere() throws {
        let one = EmergencyTests.emergency("one", at: 1), other = EmergencyTests.emergency("other", at: 2)
        let over = EmergencyTests.emergency("over", phase: .closed, at: 3)
        let need = ID(milliseconds: 5, entropy: (0, 5)), shift = ID(milliseconds: 6, entropy: (0, 6))
        func fields(_ draft: ClosingDraft, needs: [ID] = [need], shifts: [ID] = [shift]) -> [String] {
            do throws(Refusal) {
                _ = try EmergencyRules.places(
                    draft, needs: needs, shifts: shifts, of: one.id, among: [one, other, over])
                return []
            } catch {
                guard case .invalid(let problems) = error else { return ["?"] }
                return problems.map(\.field)
            }
        }
        #expect(fields(ClosingDraft()) == ["to"])
        #expect(fields(ClosingDraft(), needs: [], shifts: []) == [])
        #expect(fields(ClosingDraft(rest: "everyday")) == [])
        #expect(fields(ClosingDraft(rest: one.id.description)) == ["to"])
        #expect(fields(ClosingDraft(rest: over.id.description)) == ["to"])
        let named = [(id: need.description, to: other.id.description)]
        #expect(fields(ClosingDraft(needs: named)) == ["to"], "the shift goes nowhere")
        #expect(fields(ClosingDraft(needs: named), shifts: []) == [])
        #expect(
            fields(ClosingDraft(rest: "everyday", needs: [(id: need.description, to: "nowhere")]))
                == ["needs.\(need)"])
    }

    @Test func onePersonIsThankedOnce() {
        func id(_ number: Int64) -> ID { ID(milliseconds: number, entropy: (0, 1)) }
        let asked = [
            ThanksRules.Asked(need: id(1), keys: [7], own: nil),
            ThanksRules.Asked(need: id(2), keys: [7, 8], own: nil),
            ThanksRules.Asked(need: id(3), keys: [8], own: nil), ThanksRules.Asked(need: id(4), keys: [], own: nil),
            ThanksRules.Asked(need: id(5), keys: [9], own: id(90)),
        ]
        // 3 and 2 share a mail, 2 and 1 a phone: one person, told about the newest.
        #expect(ThanksRules.needs(asked, members: [id(90)]) == [id(3), id(4)])
        #expect(ThanksRules.needs(asked, members: []) == [id(3), id(4), id(5)])
    }

    // MARK: On a store

    private func draft(_ name: String = "Qingyun flood") -> EmergencyDraft {
        EmergencyDraft(
            name: name, kind: "flood", level: "municipal", areas: [["湖北省武汉市"]], adviceZh: "往高处走",
            adviceEn: "Go up high",
            hotlines: [Emergency.Hotline(name: "急救", number: "120")])
    }

    private func opened(_ test: TestApp, _ name: String = "Qingyun flood") async throws -> Emergency {
        try await test.app.needs.openEmergency(draft(name), by: test.viewer("founder"), in: test.network.id)
    }

    private func phase(_ phase: Emergency.Phase, _ one: Emergency, _ test: TestApp) async throws -> Emergency {
        try await test.app.needs.setPhase(phase, ofEmergency: one.id, by: test.viewer("founder"), in: test.network.id)
    }

    private func close(
        _ one: Emergency, _ test: TestApp, _ draft: ClosingDraft = ClosingDraft(rest: "everyday")
    ) async throws -> Emergency {
        try await test.app.needs.closeEmergency(one.id, draft, by: test.viewer("founder"), in: test.network.id)
    }

    private func fields(_ body: () async throws -> Void) async -> [String] {
        do {
            try await body()
            return []
        } catch Refusal.invalid(let problems) {
            return problems.map(\.field).sorted()
        } catch {
            return ["\(error)"]
        }
    }

    @Test(arguments: TestApp.kinds) func itIsOpenedChangedAndMovedOn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, founder = test.viewer("founder")
        let network = test.network.id
        #expect(
            await fields { _ = try await acts.openEmergency(EmergencyDraft(), by: founder, in: network) }
                == ["kind", "level", "name"])
        var wrong = draft()
        (wrong.kind, wrong.level, wrong.phase, wrong.lead) = ("rain", "global", "closed", "nobody")
        wrong.hotlines = [Emergency.Hotline(name: "police", number: "none")]
        #expect(
            await fields { _ = try await acts.openEmergency(wrong, by: founder, in: network) }
                == ["hotlines", "kind", "lead", "level", "phase"])
        await #expect(throws: Refusal.self) {
            _ = try await acts.openEmergency(draft(), by: test.viewer("dispatcher"), in: network)
        }
        let one = try await opened(test)
        #expect(one.phase == .active && one.areas == [EmergencyTests.wuhan] && one.leadID == founder.member?.id)
        #expect(await fields { _ = try await opened(test) } == ["name"])
        var change = EmergencyDraft()
        change.lead = test.members["dispatcher"]?.id.description
        change.adviceEn = "Boil your water"
        let changed = try await acts.changeEmergency(one.id, change, by: founder, in: network)
        #expect(changed.name == one.name && changed.adviceEn == "Boil your water" && changed.leadID != one.leadID)
        await #expect(throws: Refusal.self) { _ = try await phase(.closed, one, test) }
        test.clock.pass(Time.hour)
        let winding = try await phase(.windingDown, one, test)
        #expect(winding.phaseAt == test.clock.now)
        _ = try await phase(.windingDown, one, test)
        _ = try await phase(.active, one, test)
        let story = try await acts.emergency(one.id, for: test.viewer("volunteer"), in: network)
        #expect(story.steps.map(\.phase) == [.active, .windingDown, .active])
        #expect(story.steps.allSatisfy { $0.byID == founder.member?.id })
        // To strangers nobody is named.
        let open = try await acts.emergency(one.id, for: Viewer(.anonymous, language: .en), in: network)
        #expect(open.names.isEmpty)
        let seen = try await test.app.database.read { db in
            try db.story(of: one.id, in: network, tier: .public, vault: test.app.vault)
        }
        #expect(seen.map(\.kind).filter { $0 == .emergencyPhased }.count == 2)
        #expect(!seen.contains { $0.kind == .emergencyLed })
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aNeedBelongsToOneOrNone(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let one = try await opened(test), other = try await opened(test, "Old snow")
        func submitted(_ word: String) async throws -> Need {
            var entry = test.entry("Ward \(word) lacks masks")
            entry.emergency = word
            return try await test.submit(entry)
        }
        #expect(try await test.submit().emergency == nil)
        #expect(try await submitted("none").emergency == nil)
        #expect(try await submitted(one.id.description).emergency == one.tie)
        #expect(try await submitted("qingyun FLOOD").emergency == one.tie)
        let need = try await submitted("area")
        #expect(need.emergency?.id == other.id, "of two that cover it the newer")
        #expect(await fields { _ = try await submitted("nowhere") } == ["emergency"])
        _ = try await phase(.windingDown, other, test)
        #expect(try await submitted(other.id.description).emergency == one.tie, "by its place")

        let moved = try await test.act(.move(emergency: one.id.description), need.id, "dispatcher")
        #expect(moved.emergency == one.tie && moved.ownerID == need.ownerID && moved.dueAt == need.dueAt)
        #expect(try await test.need(need.id)?.emergency == one.tie)
        await #expect(throws: Refusal.self) {
            try await test.act(.move(emergency: "none"), need.id, "volunteer")
        }
        #expect(
            await fields { try await test.act(.move(emergency: "nowhere"), need.id, "dispatcher") } == ["emergency"])
        let desk = test.viewer("dispatcher")
        for (word, count) in [(one.id.description, 4), ("none", 2), (other.id.description, 0)] {
            let query = try BoardQuery(Form(pairs: [("emergency", word)]), viewer: desk)
            #expect(try await acts.board(query, for: desk, in: network).total == count, "\(word)")
        }
        let csv = try await acts.exportCSV(
            by: desk, in: network, bom: false, matching: Form(pairs: [("emergency", one.id.description)]))
        #expect(csv.split(whereSeparator: \.isNewline).dropFirst().allSatisfy { $0.contains(one.name) })
        #expect(throws: Refusal.self) {
            try BoardQuery(Form(pairs: [("emergency", "flood")]), viewer: desk)
        }
        let view = try await acts.view(need.id, for: desk, in: network)
        #expect(String(decoding: view.json, as: UTF8.self).contains("\"emergency\":{\"id\":\"\(one.id)\""))
        #expect(try await Invariants.broken(test) == [])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoLeavesLeadsNoMore(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        var draft = draft()
        draft.lead = test.members["dispatcher"]?.id.description
        let one = try await test.app.needs.openEmergency(draft, by: test.viewer("founder"), in: network)
        try await test.app.members.leave(note: "", by: test.viewer("dispatcher"), in: network)
        let lead = try await test.app.database.read { db in try db.emergency(one.id, in: network)?.leadID }
        #expect(lead == test.members["founder"]?.id)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatComesBackAfterwardsIsEverydayWork(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let one = try await opened(test)
        var entry = test.entry()
        entry.emergency = one.id.description
        let need = try await test.submit(entry)
        var other = test.entry("Another ward lacks goggles")
        other.emergency = one.id.description
        let second = try await test.submit(other)
        try await test.act(.reject(reason: "wrong"), need.id, "intake")
        _ = try await phase(.windingDown, one, test)
        try await test.act(.reject(reason: "by a slip"), second.id, "intake")
        _ = try await close(one, test)
        let reopened = try await test.act(.reopen(reason: "it was real"), need.id, "intake")
        #expect(reopened.emergency == nil && reopened.state.isOpen)
        // Undone within the minute, though its emergency was closed meanwhile.
        let undoable = try #require(
            try await test.app.needs.undoables(of: test.viewer("intake"), in: test.network.id)
                .first { $0.needID == second.id })
        _ = try await test.app.needs.undo(undoable.id, by: test.viewer("intake"), in: test.network.id)
        let back = try #require(try await test.need(second.id))
        #expect(back.state.isOpen && back.emergency == nil)
        let story = try await test.app.needs.emergency(
            one.id, for: test.viewer("founder"), in: test.network.id)
        #expect(story.destinations.map(\.count) == [2] && story.figures.all.asked == 2)
        #expect(story.review?.figures?.all.asked == 2)
        #expect(try await Invariants.broken(test) == [])
        await test.app.database.close()
    }

    // MARK: Closing

    /// A need somewhere on its way, under an emergency or none.
    private func need(
        _ number: Int, _ emergency: Emergency?, _ test: TestApp, _ random: inout SplitMix64
    ) async throws -> ID {
        var entry = test.entry("Ward \(number) lacks masks")
        entry.email = "ward\(number % 5)@hospital.example"
        entry.phone = "1541234567\(number % 5)"
        entry.language = .en
        entry.emergency = emergency?.id.description ?? ""
        let need = try await test.submit(entry)
        test.clock.pass(Int64.random(in: 1...20, using: &random) * Time.minute)
        let steps: [NeedAction] = [
            .acknowledge(note: ""), .verify(VerificationDraft(confidence: .official)),
            .publish(audience: .public, reason: ""),
        ]
        let far = Int.random(in: 0...5, using: &random)
        for (step, name) in zip(steps.prefix(far), ["intake", "verifier", "dispatcher"]) {
            try await test.act(step, need.id, name)
        }
        if far >= 4 {
            let claim = try await test.app.needs.claim(
                ClaimDraft(
                    line: need.lines[0].id, quantity: far == 4 ? 40_000 : 100_000,
                    promisedBy: test.clock.now + Time.day,
                    note: ""), on: need.id, by: test.viewer("v\(number)"), in: test.network.id
            ).claim
            if far == 5 {
                _ = try await test.app.needs.perform(
                    .deliver(quantity: nil, note: ""), onClaim: claim.id, by: test.viewer("v\(number)"),
                    in: test.network.id)
            }
        }
        switch Int.random(in: 0...5, using: &random) {
        case 0: try await test.act(.markUnmet(reason: "no stock", tried: "three makers"), need.id, "dispatcher")
        case 1 where far < 5: try await test.act(.reject(reason: "unreal"), need.id, "intake")
        case 2 where far == 5:
            _ = try await test.app.needs.perform(
                .confirm(rating: 5, note: ""), on: need.id, by: test.requester(need.id), in: test.network.id)
        default: break
        }
        return need.id
    }

    private func mails(_ test: TestApp) async throws -> [Mail] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
    }

    private func clearJobs(_ test: TestApp) async throws {
        _ = try await test.app.database.write { db in try db.execute("DELETE FROM jobs") }
    }

    private struct Before: Sendable {
        let need: Need
        let clock: Clock?
        let claims: [Claim]
    }

    private func states(of ids: [ID], _ test: TestApp) async throws -> [ID: Before] {
        let network = test.network.id
        return try await test.app.database.read { db in
            var found: [ID: Before] = [:]
            for id in ids {
                guard let need = try db.need(id, in: network) else { continue }
                found[id] = Before(
                    need: need, clock: try db.clock(of: id, in: network), claims: try db.claims(of: need))
            }
            return found
        }
    }

    /// Whatever was open under it has its owner, clock and promises, and belongs elsewhere; what had ended stays.
    private func expectNothingLost(
        _ before: [ID: Before], to targets: [ID: ID?], of one: Emergency, _ test: TestApp, _ seed: UInt64
    ) async throws {
        let after = try await states(of: Array(before.keys), test)
        for (id, old) in before {
            let new = try #require(after[id]), isUnder = old.need.emergency?.id == one.id
            #expect(new.need.ownerID == old.need.ownerID && new.need.state == old.need.state, "seed \(seed)")
            #expect(new.clock?.dueAt == old.clock?.dueAt && new.clock?.ownerID == old.clock?.ownerID, "seed \(seed)")
            #expect(new.clock?.startedAt == old.clock?.startedAt && new.need.dueAt == old.need.dueAt, "seed \(seed)")
            #expect(new.claims.map(\.state) == old.claims.map(\.state), "seed \(seed)")
            if isUnder && old.need.state.isOpen {
                #expect(new.clock != nil && new.need.emergency?.id != one.id, "seed \(seed)")
                if let target = targets[id] { #expect(new.need.emergency?.id == target, "seed \(seed)") }
            } else {
                #expect(new.need.emergency == old.need.emergency, "seed \(seed)")
            }
        }
        #expect(try await Invariants.broken(test) == [], "seed \(seed)")
    }

    @Test(arguments: TestApp.kinds, [1, 2, 3] as [UInt64])
    func closingLosesNothing(_ kind: EngineKind, _ seed: UInt64) async throws {
        let test = try await TestApp(kind, seed: seed, volunteers: 18), network = test.network.id,
            founder = test.viewer("founder")
        var random = SplitMix64(seed: seed)
        let one = try await opened(test), other = try await opened(test, "Old snow")
        var ids: [ID] = []
        for number in 0..<18 {
            let home = [one, one, one, other, nil][number % 5]
            ids.append(try await need(number, home, test, &random))
        }
        let volunteer = try #require(test.members["volunteer3"]).id
        for hours in [0, 24] as [Int64] {
            try await test.app.needs.planShift(
                member: volunteer, desk: "night", from: test.clock.now + hours * Time.hour,
                to: test.clock.now + (hours + 8) * Time.hour, emergency: one.id, by: founder, in: network)
        }
        test.clock.pass(Time.minute)
        await #expect(throws: Refusal.self) { _ = try await close(one, test) }
        _ = try await phase(.windingDown, one, test)
        let before = try await states(of: ids, test)
        let open = before.values.filter { $0.need.emergency?.id == one.id && $0.need.state.isOpen }.map(\.need.id)
        let seen = try await test.app.needs.openUnder(one.id, for: founder, in: network)
        #expect(seen.needCount == open.count && seen.shifts.count == 2, "seed \(seed)")
        if !open.isEmpty { #expect(await fields { _ = try await close(one, test, ClosingDraft()) } == ["to"]) }
        let named = open.filter { _ in Bool.random(using: &random) }
        let plan = ClosingDraft(
            rest: "everyday", needs: named.map { (id: $0.description, to: other.id.description) })
        try await clearJobs(test)
        let closed = try await close(one, test, plan)
        #expect(closed.phase == .closed)
        let targets = Dictionary(uniqueKeysWithValues: open.map { ($0, named.contains($0) ? other.id : nil as ID?) })
        try await expectNothingLost(before, to: targets, of: one, test, seed)
        let shifts = try await test.app.needs.shifts(
            in: network, from: test.clock.now, to: test.clock.now + 3 * Time.day)
        #expect(shifts.count == 2 && shifts.allSatisfy { $0.emergency == nil })

        let all = before.values.filter { $0.need.emergency?.id == one.id }
        let figures = try #require(
            try await test.app.needs.emergency(one.id, for: founder, in: network).review?.figures)
        let met = all.filter { [.confirmed, .closed].contains($0.need.state) }.count
        #expect(figures.all.asked == all.count && figures.all.met == met, "seed \(seed)")
        let confirmed = open.filter { before[$0]?.need.state == .confirmed }.count
        #expect(figures.all.handedOver == open.count - confirmed, "seed \(seed)")
        #expect(figures.all.unmet == all.filter { $0.need.state == .unmet }.count, "seed \(seed)")
        #expect(figures.all.open == 0, "what was open was handed over")
        try await test.app.needs.sweepThanks()
        let told = try await mails(test).filter { $0.subject.contains("over") || $0.body.contains("is over") }
        #expect(Set(told.map(\.to)).count == told.count, "nobody is thanked twice: \(told.map(\.to))")
        let mine = try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM emergency_thanks WHERE network_id = \(network)", as: Int.self)
        }
        #expect(told.count == mine, "seed \(seed)")
        // Doing it again changes nothing and thanks nobody.
        _ = try await close(one, test, plan)
        try await test.app.needs.sweepThanks()
        #expect(try await mails(test).count == mine)
        try await expectNothingLost(before, to: targets, of: one, test, seed)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aRunThatBreaksOffIsTakenUpAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, seed: 7, volunteers: 60), network = test.network.id
        var random = SplitMix64(seed: 7)
        var broken = 0
        for most in 0..<6 {
            let one = try await opened(test, "Flood \(most)")
            var ids: [ID] = []
            for number in 0..<6 { ids.append(try await need(most * 10 + number, one, test, &random)) }
            _ = try await phase(.windingDown, one, test)
            let before = try await states(of: ids, test)
            try await clearJobs(test)
            let breaking = try App(
                database: FailingDatabase(test.app.database) { $0 > most }, world: test.clock.world,
                masterKey: [UInt8](repeating: 7, count: 32), configuration: test.app.configuration,
                logger: test.app.logger)
            do {
                _ = try await breaking.needs.closeEmergency(
                    one.id, ClosingDraft(rest: "everyday"), by: test.viewer("founder"), in: network)
            } catch is FailingDatabase.Failed {
                broken += 1
            }
            let closed = try await close(one, test)
            #expect(closed.phase == .closed)
            try await expectNothingLost(before, to: [:], of: one, test, 7)
            try await test.app.needs.sweepThanks()
            let told = try await mails(test).filter { $0.body.contains("is over") }.map(\.to)
            #expect(Set(told).count == told.count && !told.isEmpty, "after \(most) writes")
        }
        #expect(broken >= 3, "it broke off in the middle")
        await test.app.database.close()
    }
}
