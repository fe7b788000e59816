import Database
import Engine
import Testing

@testable import Weftwork

/// Planning all: limits are kept, equal input gives equal plans, nobody is asked but by whom may ask, and never twice.
@Suite struct PlanTests {
    private static let wuhan = "武汉市江汉区"

    /// Two needs on the board: masks and two drivers, and masks alone, more urgent.
    private func needs(_ test: TestApp) async throws -> (first: Need, urgent: Need) {
        var entry = test.entry("County hospital lacks masks and drivers")
        entry.lines = [
            NeedEntry.Line(item: "masks", quantity: "80", unit: "pieces"),
            NeedEntry.Line(item: "drivers", quantity: "2", kind: "people"),
        ]
        var other = test.entry("Clinic lacks masks")
        other.lines = [NeedEntry.Line(item: "masks", quantity: "60", unit: "pieces")]
        other.urgency = "critical"
        other.phone = "15498765432"
        return (try await test.published(entry), try await test.published(other))
    }

    private func drives(_ test: TestApp, _ name: String, area: String = PlanTests.wuhan) async throws {
        try await drives(test, test.viewer(name), area: area)
    }

    private func drives(_ test: TestApp, _ viewer: Viewer, area: String = PlanTests.wuhan) async throws {
        try await test.app.members.save(ProfileDraft(texts: [.area: area]), by: viewer)
        var draft = VolunteerDraft()
        draft.skills = [.init(name: "driver", level: nil)]
        draft.languages = ["zh", "en"]
        try await test.app.volunteers.save(draft, by: viewer, in: test.network.id)
        try await test.app.volunteers.say(.now(hours: 8), by: viewer, in: test.network.id)
    }

    private func made(
        _ test: TestApp, _ filter: PlanFilter = PlanFilter(), by name: String = "dispatcher"
    ) async throws -> Plan {
        test.clock.pass(3 * Time.second)
        let plan = try await test.app.plans.make(filter, by: test.viewer(name), in: test.network.id)
        try await test.app.plans.sweep()
        return try await test.app.plans.plan(plan.id, for: test.viewer(name), in: test.network.id)
    }

    private func report(_ test: TestApp, _ plan: Plan, by name: String = "dispatcher") async throws -> PlanReport {
        try await test.app.plans.report(plan.id, PlanLook(), for: test.viewer(name), in: test.network.id)
    }

    private func accept(
        _ test: TestApp, _ plan: Plan, _ choice: PlanChoice, by name: String = "dispatcher"
    ) async throws -> PlanAcceptance {
        try await test.app.plans.accept(choice, of: plan.id, by: test.viewer(name), in: test.network.id)
    }

    private func all() -> PlanChoice { PlanChoice(isAll: true) }

    // MARK: What it proposes

    @Test(arguments: TestApp.kinds) func theUrgentComeFirstAndNothingIsGivenTwice(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), (first, urgent) = try await needs(test)
        let offer = try await test.listed(test.offerEntry("masks", quantity: "100"))
        try await drives(test, "volunteer2")
        let plan = try await made(test)
        #expect(plan.state == .ready && plan.figures.lines == 3 && plan.figures.needs == 2)
        let found = try await report(test, plan)
        let masks = found.items.filter { if case .offer = $0.row.who { true } else { false } }
        // What there is goes to whom needs it most; no more than there is, in no line more than is wanted.
        #expect(masks.reduce(0) { $0 + $1.row.quantity } <= 100_000)
        #expect(masks.filter { $0.row.needID == urgent.id }.map(\.row.quantity) == [60_000])
        #expect(masks.filter { $0.row.needID == first.id }.map(\.row.quantity) == [40_000])
        #expect(masks.allSatisfy { $0.who?.id == offer.id && !$0.row.reasons.isEmpty })
        let people = found.items.filter { if case .volunteer = $0.row.who { true } else { false } }
        #expect(people.map(\.who?.name) == ["volunteer2"] && people.first?.line?.item == "drivers")
        #expect(found.items.first?.row.needID == urgent.id)
        // 40 masks and one driver are missing, and each says why.
        #expect(Set(found.gaps.map { $0.line?.item }) == ["masks", "drivers"])
        #expect(found.gaps.first { $0.line?.item == "drivers" }?.gap.missing == 1000)
        #expect(found.gaps.allSatisfy { if case .taken = $0.gap.reason { true } else { false } })
        #expect(found.map.total.count == 2)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func equalInputGivesEqualPlans(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        _ = try await needs(test)
        for amount in ["30", "50", "20"] { _ = try await test.listed(test.offerEntry("masks", quantity: amount)) }
        for name in ["volunteer", "volunteer2", "volunteer3"] { try await drives(test, name) }
        func rows() async throws -> [String] {
            try await report(test, try await made(test)).items.map {
                "\($0.row.needID) \($0.row.lineID) \($0.row.who) \($0.row.quantity) \($0.row.next.map { "\($0.who)" } ?? "-")"
            }
        }
        let one = try await rows()
        #expect(try await rows() == one && one.count >= 4)
        // Two drivers are wanted of three: nobody has two duties in one plan, and the third is the next best.
        let people = one.filter { $0.contains("volunteer(") }
        #expect(people.count >= 2)
        await test.app.database.close()
    }

    /// Where all of the few best have something to do, the next is looked for behind them; where nobody is left that is said.
    @Test(arguments: TestApp.kinds) func theNextBestIsFoundBehindAllWhoAreNeeded(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var entry = test.entry("Camp lacks drivers")
        entry.lines = [NeedEntry.Line(item: "drivers", quantity: "9", kind: "people")]
        _ = try await test.published(entry)
        for name in ["volunteer", "volunteer2", "volunteer3"] { try await drives(test, name) }
        for number in 0..<6 { try await drives(test, try await test.newcomer("near\(number)")) }
        let all = try await report(test, try await made(test))
        #expect(all.items.count == 9 && all.items.allSatisfy { $0.row.next == nil })
        // A tenth, further than all others.
        let far = try await test.newcomer("far")
        try await drives(test, far, area: "宜昌市")
        let rows = try await report(test, try await made(test)).items.map(\.row)
        let last = try #require(far.member).id
        #expect(rows.count == 9 && rows.allSatisfy { $0.next?.who == .volunteer(last) }, "\(rows.map(\.next))")
        #expect(rows.allSatisfy { ($0.next?.further ?? 0) > 100 })
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aPartCanBePlannedAndEachGapNamesItsRule(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), (_, urgent) = try await needs(test)
        var filter = PlanFilter()
        filter.categories = [.food]
        let nothing = try await made(test, filter)
        #expect(nothing.figures.lines == 0 && nothing.figures.rows == 0)
        filter = try PlanFilter(
            emergency: "none", categories: [], area: Self.wuhan, test.app.needs.places.catalogue)
        #expect(PlanFilter(stored: filter.stored) == filter && filter.areaCode != nil)
        let found = try await report(test, try await made(test, filter))
        #expect(found.items.isEmpty && found.gaps.count == 3)
        #expect(found.gaps.allSatisfy { $0.gap.reason == .nobody(.thing) })
        _ = try await test.listed(test.offerEntry("masks", quantity: "10"))
        let again = try await report(test, try await made(test))
        #expect(again.items.map(\.row.quantity) == [10_000] && again.items.first?.row.needID == urgent.id)
        #expect(throws: Refusal.self) {
            _ = try PlanFilter(
                emergency: "soon", categories: ["lunch"], area: "nowhere", test.app.needs.places.catalogue)
        }
        await test.app.database.close()
    }

    /// In a large network it waits in the table; whichever node's sweep takes it makes it, and no other.
    @Test(arguments: TestApp.kinds) func whatWaitsIsMadeBySweepsOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app
        _ = try await needs(test)
        _ = try await test.listed(test.offerEntry("masks", quantity: "100"))
        let waiting = Plan(
            id: app.world.newID(), networkID: test.network.id, makerID: nil, askedAt: test.clock.now,
            filter: PlanFilter())
        try await app.database.write { db in try db.insert(waiting) }
        #expect(try await report(test, waiting).plan.state == .waiting)
        async let one: Void = app.plans.sweep()
        async let other: Void = app.plans.sweep()
        _ = try await (one, other)
        let found = try await report(test, waiting)
        #expect(found.plan.state == .ready && found.items.count == 2 && found.plan.figures.rows == 2)
        await app.database.close()
    }

    // MARK: Accepting

    @Test(arguments: TestApp.kinds) func inPartAndEachIsAskedOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, (first, urgent) = try await needs(test)
        let offer = try await test.listed(test.offerEntry("masks", quantity: "100"))
        try await drives(test, "volunteer2")
        let plan = try await made(test), before = try await report(test, plan)
        // Nothing has happened by making it.
        let asks = try await test.app.database.read { db in try db.openUses(of: offer, vault: test.app.vault) }
        #expect(asks.isEmpty)
        let wanted = try #require(before.items.first { $0.row.needID == urgent.id })
        let done = try await accept(test, plan, PlanChoice(rows: [wanted.row.position]))
        #expect(done.rows.map(\.state) == [.asked] && done.left == 0)
        let uses = try await test.app.database.read { db in try db.openUses(of: offer, vault: test.app.vault) }
        #expect(uses.map(\.quantity) == [60_000] && uses.first?.needID == urgent.id)
        #expect(uses.first?.id == done.rows.first?.resultID)
        // The same again does nothing; the others stay as they were.
        await #expect(throws: Refusal.self) { try await accept(test, plan, PlanChoice(rows: [wanted.row.position])) }
        let rest = try await report(test, plan)
        #expect(rest.states[.open] == before.items.count - 1)
        let others = try await accept(test, plan, PlanChoice(needs: [first.id]))
        #expect(others.rows.count == before.items.count - 1 && others.rows.allSatisfy { $0.state == .asked })
        let people = try await test.app.database.read { db in try db.helpCalls(in: network, need: first.id) }
        #expect(people.count == 1)
        // A new plan takes into account what has been asked.
        let next = try await report(test, try await made(test))
        #expect(!next.items.contains { $0.row.needID == urgent.id })
        #expect(next.gaps.contains { $0.gap.needID == urgent.id && $0.gap.reason == .asked })
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatChangedSinceIsRefusedWithTheReason(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), (first, urgent) = try await needs(test)
        let offer = try await test.listed(test.offerEntry("masks", quantity: "100"))
        try await drives(test, "volunteer2")
        let plan = try await made(test)
        // The urgent need is promised by somebody else, the driver rests.
        let line = try #require(urgent.lines.first)
        _ = try await test.app.needs.claim(
            ClaimDraft(line: line.id, quantity: 60_000, promisedBy: test.clock.now + Time.day), on: urgent.id,
            by: test.viewer("volunteer3"), in: test.network.id)
        try await test.app.volunteers.say(.pause(until: ""), by: test.viewer("volunteer2"), in: test.network.id)
        let done = try await accept(test, plan, all())
        let states = Dictionary(grouping: done.rows, by: \.state).mapValues(\.count)
        #expect(states == [.gone: 2, .asked: 1])
        #expect(done.rows.filter { $0.state == .gone }.allSatisfy { $0.why != nil })
        #expect(done.rows.first { $0.needID == urgent.id }?.why?(.en) == PlanWords.lineMet(.en))
        #expect(done.rows.first { $0.state == .asked }?.needID == first.id)
        // Withdrawn meanwhile.
        let other = try await made(test)
        try await test.act(.withdraw(reason: ""), offer: offer.id, "volunteer")
        if try await report(test, other).openRows > 0 {
            let late = try await accept(test, other, all())
            #expect(late.rows.allSatisfy { $0.state == .gone })
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func oldPlansAreSaidToBeAndEnd(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        _ = try await needs(test)
        _ = try await test.listed(test.offerEntry("masks", quantity: "100"))
        let plan = try await made(test)
        #expect(try await !report(test, plan).isStale)
        test.clock.pass(Time.hour)
        #expect(try await report(test, plan).isStale)
        let row = try #require(try await report(test, plan).items.last).row.position
        #expect(try await accept(test, plan, PlanChoice(rows: [row])).rows.count == 1)
        test.clock.pass(24 * Time.hour)
        await #expect(throws: Refusal.self) { try await accept(test, plan, all()) }
        let put = try await made(test)
        _ = try await test.app.plans.discard(put.id, by: test.viewer("dispatcher"), in: test.network.id)
        await #expect(throws: Refusal.self) { try await accept(test, put, all()) }
        test.clock.pass(31 * Time.day)
        try await test.app.plans.forgetOld()
        await #expect(throws: Refusal.self) { try await report(test, plan) }
        let left = try await test.app.database.read { db in
            try db.rows(of: plan, trainings: [], limit: 10).count + db.gaps(of: plan, limit: 10).count
        }
        #expect(left == 0)
        await test.app.database.close()
    }

    /// However many rows a plan has: one press accepts them all, and they are asked in steps, each once, whoever sweeps.
    @Test(arguments: TestApp.kinds) func aWholePlanIsAskedInTurn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 70), app = test.app, need = try await test.calledNeed(80)
        for number in 0..<70 { try await test.drives("v\(number)") }
        let acts = PlanActs(fits: app.fits, offers: app.offers, waves: app.waves, atOnce: 25)
        let plan = try await made(test)
        #expect(plan.figures.rows == 70)
        let done = try await acts.accept(
            all(), of: plan.id, by: test.viewer("dispatcher"), in: test.network.id)
        #expect(done.rows.count == 25 && done.left == 45 && done.rows.allSatisfy { $0.state == .asked })
        #expect(try await report(test, plan).inTurn == 45)
        // Nobody accepts what waits for its turn.
        await #expect(throws: Refusal.self) { try await accept(test, plan, all()) }
        async let one: Void = acts.sweepTurns()
        async let other: Void = acts.sweepTurns()
        _ = try await (one, other)
        let after = try await report(test, plan)
        #expect(after.states == [.asked: 70])
        let calls = try await app.database.read { db in try db.helpCalls(in: test.network.id, need: need.id) }
        #expect(calls.map(\.wanted) == [70])
        #expect(Set(try await test.askings(calls[0]).map(\.memberID)).count == 70)
        await app.database.close()
    }

    /// Put away, or by somebody who dispatches no more: what waits for its turn is open again, and nobody is asked.
    @Test(arguments: TestApp.kinds) func whatWaitsForItsTurnCanBeStopped(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 4), app = test.app, need = try await test.calledNeed(4)
        for number in 0..<4 { try await test.drives("v\(number)") }
        let acts = PlanActs(fits: app.fits, offers: app.offers, waves: app.waves, atOnce: 1)
        let plan = try await made(test), dispatcher = test.viewer("dispatcher"), network = test.network.id
        _ = try await acts.accept(all(), of: plan.id, by: dispatcher, in: network)
        let id = try #require(dispatcher.member?.id)
        let roles = try await app.database.write { db in
            let roles: String? = try db.value("SELECT roles FROM memberships WHERE id = \(id)")
            try db.execute("UPDATE memberships SET roles = '' WHERE id = \(id)")
            return roles
        }
        try await acts.sweepTurns()
        #expect(try await report(test, plan, by: "founder").states == [.asked: 1, .open: 3])
        try await app.database.write { db in
            try db.execute("UPDATE memberships SET roles = \(roles) WHERE id = \(id)")
        }
        _ = try await acts.accept(all(), of: plan.id, by: dispatcher, in: network)
        _ = try await acts.discard(plan.id, by: dispatcher, in: network)
        try await acts.sweepTurns()
        #expect(try await report(test, plan, by: "founder").states == [.asked: 2, .open: 2])
        let calls = try await app.database.read { db in try db.helpCalls(in: network, need: need.id) }
        #expect(calls.count == 1)
        await app.database.close()
    }

    /// A plan is for one time; whoever has a duty now can have another at another time, within the hours of their week.
    @Test(arguments: TestApp.kinds) func oneDutyAtATimeAndMoreAtOthers(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app
        let first = try await test.calledNeed(1, urgency: "high"), second = try await test.calledNeed(1)
        try await test.drives("volunteer", limit: "6")
        let now = try await report(test, try await made(test))
        #expect(now.items.map(\.row.needID) == [first.id], "one duty in one plan")
        _ = try await accept(test, now.plan, all())
        let own = try await app.waves.own(of: test.viewer("volunteer"), in: test.network.id)
        _ = try await app.waves.answer(
            .yes, asking: try #require(own.askings.first).asking.id, by: test.viewer("volunteer"), in: test.network.id)
        var tomorrow = PlanFilter()
        tomorrow.terms = CallTerms(from: test.clock.now + Time.day, hours: 2)
        #expect(PlanFilter(stored: tomorrow.stored) == tomorrow)
        let later = try await report(test, try await made(test, tomorrow))
        #expect(later.items.map(\.row.needID) == [second.id])
        #expect(try await accept(test, later.plan, all()).rows.map(\.state) == [.asked])
        let calls = try await app.database.read { db in try db.helpCalls(in: test.network.id, need: second.id) }
        #expect(calls.map(\.terms) == [tomorrow.terms])
        // What was for a time that has come is accepted no more.
        let late = try await made(test, tomorrow)
        test.clock.pass(Time.day)
        await #expect(throws: Refusal.self) { try await accept(test, late, all()) }
        await app.database.close()
    }

    /// What somebody can bring in a day is all that is planned of it in a day, however much is left.
    @Test(arguments: TestApp.kinds) func noMoreThanCanBeBroughtInADay(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), (_, urgent) = try await needs(test)
        var entry = test.offerEntry("masks", quantity: "1000")
        entry.perDay = "50"
        _ = try await test.listed(entry)
        let found = try await report(test, try await made(test))
        #expect(found.items.map(\.row.needID) == [urgent.id] && found.items.map(\.row.quantity) == [50_000])
        _ = try await accept(test, found.plan, all())
        #expect(try await report(test, try await made(test)).items.isEmpty, "that is for today")
        test.clock.pass(Time.day + Time.minute)
        let later = try await report(test, try await made(test)).items
        #expect(later.reduce(0) { $0 + $1.row.quantity } == 50_000)
        await test.app.database.close()
    }

    /// A yes that was let go is wanted again, and so are the others: neither is asked for a second time by a plan.
    @Test(arguments: TestApp.kinds) func whatACallStillAsksForCountsAsAsked(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2), need = try await test.calledNeed(2)
        for number in 0..<2 { try await test.drives("v\(number)") }
        test.clock.pass(3 * Time.second)
        let draft = HelpDraft(line: need.lines[0].id, members: [try #require(test.members["v0"]).id])
        let call = try await test.app.waves.start(
            draft, on: need.id, by: test.viewer("dispatcher"), in: test.network.id
        ).call
        let asking = try #require(try await test.askings(call).first)
        let yes = try await test.app.waves.answer(.yes, code: test.app.vault.linkCode("asking", asking.id))
        func pending() async throws -> Int64? {
            try await test.app.database.read { db in
                try db.planPending(in: test.network.id, at: test.clock.now).asked[need.lines[0].id]
            }
        }
        #expect(try await pending() == 1000)
        _ = try await test.app.needs.perform(
            .release(note: ""), onClaim: try #require(yes.claimID), by: test.viewer("v0"), in: test.network.id)
        #expect(try await pending() == 2000)
        await test.app.database.close()
    }

    // MARK: Who may

    @Test(arguments: TestApp.kinds) func onlyThoseWhoDispatchSeeAndAccept(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), (first, _) = try await needs(test)
        _ = try await test.listed(test.offerEntry("masks", quantity: "100"))
        let plan = try await made(test)
        for name in ["volunteer", "verifier", "intake"] {
            await #expect(throws: Refusal.self, "\(name)") { try await report(test, plan, by: name) }
            await #expect(throws: Refusal.self, "\(name)") { try await made(test, by: name) }
            await #expect(throws: Refusal.self, "\(name)") { try await accept(test, plan, all(), by: name) }
        }
        #expect(try await report(test, plan, by: "founder").items.count == report(test, plan).items.count)
        // What was withdrawn since is not carried out.
        _ = try await test.app.needs.perform(
            .withdraw(reason: ""), on: first.id, by: test.requester(first.id), in: test.network.id)
        let done = try await accept(test, plan, PlanChoice(needs: [first.id]))
        #expect(done.rows.map { $0.why?(.en) } == [PlanWords.needGone(.en)])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoLeavesIsInNoPlan(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        _ = try await needs(test)
        for name in ["volunteer", "volunteer2", "volunteer3"] { try await drives(test, name) }
        let plan = try await made(test), member = try #require(test.members["volunteer2"])
        func named() async throws -> Int {
            try await test.app.database.read { db in
                try db.rows(of: plan, trainings: [], limit: 100).count { row in
                    row.who == .volunteer(member.id) || row.next?.who == .volunteer(member.id)
                }
            }
        }
        #expect(try await named() > 0)
        let person = member.personID
        try await test.app.database.write { db in
            try db.forget(person: person, name: "", blank: [1], hash: [2], at: test.clock.now)
        }
        #expect(try await named() == 0)
        await test.app.database.close()
    }
}
