import Database
import Engine
import Testing

@testable import Weftwork

/// What happens beside a call for help while it runs: words are held back, promises let go, people pause, leave and answer.
@Suite struct WaveCareTests {
    private func id(_ name: String, _ test: TestApp) throws -> ID { try #require(test.members[name]).id }

    private func start(
        _ test: TestApp, _ need: Need, wanted: Int? = nil, _ members: [ID]? = nil, from: Int64? = nil
    ) async throws -> WaveDesk.Started {
        test.clock.pass(3 * Time.second)
        return try await test.app.waves.start(
            HelpDraft(line: need.lines[0].id, wanted: wanted, terms: CallTerms(from: from, hours: 2), members: members),
            on: need.id, by: test.viewer("dispatcher"), in: test.network.id)
    }

    private func say(_ test: TestApp, _ answer: AskedAnswer, _ asking: Asking) async throws -> Asking {
        try await test.app.waves.answer(answer, code: test.app.vault.linkCode("asking", asking.id))
    }

    private func correct(_ test: TestApp, _ need: Need, _ change: (inout Correction) -> Void) async throws {
        var correction = Correction()
        change(&correction)
        _ = try await test.app.needs.perform(
            .correct(correction), on: need.id, by: test.requester(need.id), in: test.network.id)
    }

    private func nextWave(_ test: TestApp, _ call: HelpCall) async throws {
        test.clock.pass(max(0, try await test.call(call).dueAt - test.clock.now) + 1)
        try await test.app.waves.sweep()
    }

    private func mails(_ test: TestApp) async throws -> [Mail] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
    }

    // MARK: What is held back

    @Test(arguments: TestApp.kinds) func wordsThatAreHeldGoToNobody(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 12), network = test.network.id
        for number in 0..<12 { try await test.drives("v\(number)") }
        let need = try await test.calledNeed(1), call = try await start(test, need).call
        let first = try await test.askings(call).count
        try await correct(test, need) { $0.items[need.lines[0].id] = "司机，先转押金到 6222020200001234567" }
        #expect(try await test.need(need.id)?.held == ["lines"])
        try await nextWave(test, call)
        let short = try await test.call(call)
        #expect(short.state == .short && short.why == .held && short.wave == 1)
        #expect(try await test.askings(call).count == first)
        #expect(try await mails(test).allSatisfy { !"\($0.subject) \($0.body)".contains("6222") })
        // It does not go on before they are released.
        await #expect(throws: Refusal.self) {
            try await test.app.waves.again(call.id, by: test.viewer("dispatcher"), in: network)
        }
        #expect(try await test.call(call) == short)
        try await correct(test, need) { $0.items[need.lines[0].id] = "drivers" }
        try await test.app.database.write { db in
            try db.execute("UPDATE needs SET voided = '' WHERE id = \(need.id)")
        }
        test.clock.pass(Time.minute)
        try await test.app.waves.again(call.id, by: test.viewer("dispatcher"), in: network)
        #expect(try await test.call(call).state == .running)
        #expect(try await test.askings(call).count > first)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatAnAuthorityKeepsIsAskedOfNobody(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 12)
        for number in 0..<12 { try await test.drives("v\(number)") }
        let need = try await test.calledNeed(1), call = try await start(test, need).call
        let first = try await test.askings(call).count
        _ = try await test.app.needs.setRestriction(
            RestrictionDraft(
                categories: [need.category.rawValue], authority: "Health office", permit: "allocation note",
                channel: Restriction.Channel(words: "in writing", phone: "", link: "")),
            by: test.viewer("founder"), in: test.network.id)
        try await nextWave(test, call)
        let short = try await test.call(call)
        #expect(short.state == .short && short.why == .restricted)
        #expect(try await test.askings(call).count == first)
        await test.app.database.close()
    }

    // MARK: A yes that is let go

    @Test(arguments: TestApp.kinds) func aYesThatIsLetGoIsMadeGood(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 4)
        for number in 0..<4 { try await test.drives("v\(number)") }
        let names = (0..<4).map { "v\($0)" }, ids = try names.map { try id($0, test) }
        let need = try await test.calledNeed(1), call = try await start(test, need, ids).call
        let asked = try await test.askings(call)
        #expect(asked.count == 4)
        _ = try await say(test, .no, asked[3])
        let yes = try await say(test, .yes, asked[0])
        #expect(try await test.call(call).state == .met)
        // As long as it is kept nothing happens.
        try await test.app.waves.sweep()
        #expect(try await test.call(call).state == .met)
        let name = try #require(names.first { test.members[$0]?.id == yes.memberID })
        _ = try await test.app.needs.perform(
            .release(note: ""), onClaim: try #require(yes.claimID), by: test.viewer(name), in: test.network.id)
        test.clock.pass(3 * Time.second)
        try await test.app.waves.sweep()
        let after = try await test.call(call), again = try await test.askings(call).filter { $0.wave == 2 }
        #expect(after.state == .running && after.endedAt == nil && after.wave == 2)
        // Those who had been told that enough came are asked; whoever said no or let go is not.
        #expect(!again.isEmpty && again.allSatisfy { [asked[1].memberID, asked[2].memberID].contains($0.memberID) })
        #expect(try await say(test, .yes, again[0]).state == .accepted)
        #expect(try await test.call(call).state == .met)
        #expect(try await Invariants.broken(test).isEmpty)
        await test.app.database.close()
    }

    /// One to whom nothing can be written any more keeps nobody else from being asked.
    @Test(arguments: TestApp.kinds) func aLostKeyStopsNobodyElse(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2)
        for number in 0..<2 { try await test.drives("v\(number)") }
        let need = try await test.calledNeed(2), lost = try #require(test.members["v0"])
        try await test.app.database.write { db in try db.shredKey(of: lost.personID) }
        let started = try await start(test, need, [lost.id, try id("v1", test)])
        #expect(started.asked == [try id("v1", test)])
        #expect(started.refused.map(\.member) == [lost.id] && started.refused.first?.why == .gone)
        await test.app.database.close()
    }

    /// Whoever has as much on their hands as they may hears it before they answer.
    @Test(arguments: TestApp.kinds) func fullHandsAreSaidBeforeTheAnswer(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 1), network = test.network.id, viewer = test.viewer("v0")
        try await test.drives("v0")
        let other = try await test.published(test.entry(quantity: "100"))
        let standing = try #require(viewer.member?.standing)
        var claims: [ID] = []
        for _ in 0..<ClaimRules.limit(for: standing) {
            let draft = ClaimDraft(
                line: other.lines[0].id, quantity: 1000, promisedBy: test.clock.now + Time.day)
            claims.append(try await test.app.needs.claim(draft, on: other.id, by: viewer, in: network).claim.id)
        }
        let need = try await test.calledNeed(1), call = try await start(test, need, [try id("v0", test)]).call
        let asking = try #require(try await test.askings(call).first)
        let code = test.app.vault.linkCode("asking", asking.id)
        #expect(try await test.app.waves.asked(code: code).full?.open == claims.count)
        #expect(try await test.app.waves.own(of: viewer, in: network).askings.first?.full != nil)
        await #expect(throws: Refusal.self) { try await say(test, .yes, asking) }
        _ = try await test.app.needs.perform(.release(note: ""), onClaim: claims[0], by: viewer, in: network)
        #expect(try await test.app.waves.asked(code: code).full == nil)
        #expect(try await say(test, .yes, asking).state == .accepted)
        await test.app.database.close()
    }

    /// Somebody else took what was wanted and lets go of it: the call that ended for it goes on.
    @Test(arguments: TestApp.kinds) func whatSomebodyElseLetsGoOfIsCalledForAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 3)
        for number in 0..<3 { try await test.drives("v\(number)") }
        let need = try await test.calledNeed(1), call = try await start(test, need, [try id("v0", test)]).call
        let claim = try await test.app.needs.claim(
            ClaimDraft(line: need.lines[0].id, quantity: 1000, promisedBy: test.clock.now + Time.day), on: need.id,
            by: test.viewer("v2"), in: test.network.id)
        try await test.app.waves.sweep()
        #expect(try await test.call(call).state == .over)
        _ = try await test.app.needs.perform(
            .release(note: ""), onClaim: claim.claim.id, by: test.viewer("v2"), in: test.network.id)
        test.clock.pass(3 * Time.second)
        try await test.app.waves.sweep()
        let after = try await test.call(call)
        #expect(after.state == .running && after.endedAt == nil && after.wave == 2)
        // By the need's page whoever dispatches sees that it runs.
        let fresh = try #require(try await test.need(need.id))
        let open = try await test.app.waves.open(of: fresh, for: test.viewer("dispatcher"))
        #expect(open.map(\.call.id) == [call.id] && open.map(\.yes) == [0])
        #expect(try await test.app.waves.open(of: fresh, for: test.viewer("v0")).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aYesThatNobodyCanReplaceIsAnAlarm(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        try await test.drives("volunteer")
        let need = try await test.calledNeed(1), call = try await start(test, need).call
        let yes = try await say(test, .yes, try await test.askings(call)[0])
        _ = try await test.app.needs.perform(
            .release(note: ""), onClaim: try #require(yes.claimID), by: test.viewer("volunteer"),
            in: test.network.id)
        test.clock.pass(3 * Time.second)
        try await test.app.waves.sweep()
        let short = try await test.call(call)
        #expect(short.state == .short && short.why == .askedBefore && short.wave == 1)
        let clock = try await test.app.database.read { db in try db.clock(of: call.id, in: test.network.id) }
        #expect(clock?.ownerID == call.ownerID)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func theLastAnswerCallsTheNextWaveThoughItIsAYes(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 8)
        for number in 0..<8 { try await test.drives("v\(number)") }
        let need = try await test.calledNeed(2)
        let call = try await start(test, need, wanted: 2, [try id("v0", test), try id("v1", test)]).call
        let asked = try await test.askings(call)
        _ = try await say(test, .no, asked[0])
        #expect(try await test.call(call).dueAt == call.dueAt)
        _ = try await say(test, .yes, asked[1])
        #expect(try await test.call(call).dueAt == test.clock.now)
        try await test.app.waves.sweep()
        #expect(try await test.call(call).wave == 2)
        await test.app.database.close()
    }

    // MARK: Nobody can be asked

    @Test(arguments: TestApp.kinds) func aWaveThatWouldGoToNobodyIsAnAlarm(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2)
        try await test.drives("volunteer")
        var entry = test.entry("A clinic lacks drivers")
        entry.lines = [NeedEntry.Line(item: "drivers", quantity: "1", kind: "people")]
        let own = try await test.submit(entry, by: "volunteer")
        try await test.act(.acknowledge(note: ""), own.id, "intake")
        try await test.act(.verify(VerificationDraft(confidence: .official)), own.id, "verifier")
        let need = try await test.act(.publish(audience: .public, reason: ""), own.id, "dispatcher")
        // Whoever sent it in is not the one to be asked.
        let first = try await start(test, need).call
        #expect(first.state == .short && first.why == .onCase)
        // Nor is whoever pauses at this moment, whenever they would come.
        let other = try await test.calledNeed(1), member = try #require(test.members["volunteer"])
        try await test.app.database.write { [clock = test.clock] db in
            try test.app.volunteers.setPause(.until(clock.now + Time.day), of: member, at: clock.now, db)
        }
        test.app.volunteers.changed(in: test.network.id)
        let call = try await start(test, other, from: test.clock.now + 5 * Time.day).call
        #expect(call.state == .short && call.wave == 0 && call.why == .paused, "nobody was asked before")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoeverWasChosenAndIsNotAskedIsSaid(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2), network = test.network.id
        try await test.drives("v0")
        try await test.drives("v1")
        try await test.app.volunteers.say(.pause(until: ""), by: test.viewer("v0"), in: network)
        let paused = try id("v0", test), free = try id("v1", test)
        let none = try await start(test, try await test.calledNeed(1), [paused])
        #expect(none.call.state == .short && none.call.why == .paused && none.call.wave == 0)
        #expect(none.refused.map(\.member) == [paused] && none.refused.map(\.why) == [.paused])
        let some = try await start(test, try await test.calledNeed(1), [paused, free])
        #expect(some.call.state == .running && some.call.wave == 1)
        #expect(some.asked == [free] && some.refused.map(\.why) == [.paused])
        // Beside a call that runs it changes nothing.
        let beside = try await test.app.waves.ask(
            also: [paused], of: some.call.id, by: test.viewer("dispatcher"), in: network)
        #expect(beside.asked.isEmpty && beside.refused.map(\.why) == [.paused])
        #expect(try await test.call(some.call) == some.call)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func noMoreAreTakenThanAreAskedAtOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, dispatcher = test.viewer("dispatcher")
        let need = try await test.calledNeed(1), line = need.lines[0].id
        let crowd = (0...WaveRules.mostInWave).map { ID(milliseconds: 1, entropy: (UInt64($0), 1)) }
        func field(_ act: () async throws -> Void) async -> String? {
            do { try await act() } catch Refusal.invalid(let problems) { return problems.first?.field } catch {}
            return nil
        }
        #expect(await field { _ = try await start(test, need, crowd) } == "members")
        let call = try await start(test, need).call
        #expect(
            await field { _ = try await test.app.waves.ask(also: crowd, of: call.id, by: dispatcher, in: network) }
                == "members")
        let picks = (0...WaveActs.mostPicked / crowd.count).map { _ in
            WavePick(need: need.id, line: line, members: crowd)
        }
        #expect(await field { _ = try await test.app.waves.ask(picks, by: dispatcher, in: network) } == "picks")
        await test.app.database.close()
    }

    // MARK: Those who are asked

    @Test(arguments: TestApp.kinds) func notThisWeekShortensNoPause(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 3), network = test.network.id
        for number in 0..<3 { try await test.drives("v\(number)") }
        let need = try await test.calledNeed(3), ids = try (0..<3).map { try id("v\($0)", test) }
        let askings = try await test.askings(try await start(test, need, ids).call)
        let byMember = Dictionary(uniqueKeysWithValues: askings.map { ($0.memberID, $0) }), now = test.clock.now
        let month = Volunteer.Pause.until(now + 30 * Time.day)
        try await test.app.database.write { db in
            try test.app.volunteers.setPause(.open, of: try #require(test.members["v0"]), at: now, db)
            try test.app.volunteers.setPause(month, of: try #require(test.members["v1"]), at: now, db)
            try test.app.volunteers.setPause(
                .until(now + Time.day), of: try #require(test.members["v2"]), at: now, db)
        }
        for one in ids { _ = try await say(test, .notThisWeek, try #require(byMember[one])) }
        var pauses: [Volunteer.Pause?] = []
        for number in 0..<3 {
            pauses.append(try await test.app.volunteers.own(of: test.viewer("v\(number)"), in: network).volunteer.pause)
        }
        #expect(pauses == [.open, month, .until(now + VolunteerRules.week)])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoeverIsGoneHearsOfNothing(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 3), network = test.network.id
        for number in 0..<3 { try await test.drives("v\(number)") }
        let ids = try (0..<3).map { try id("v\($0)", test) }
        let call = try await start(test, try await test.calledNeed(1), ids).call
        #expect(try await test.askings(call).count == 3)
        try await test.app.members.suspend(
            ids[0], SuspensionDraft(reason: "until it is clear", days: 3, isAbuse: false), by: test.viewer("founder"),
            in: network)
        try await test.app.members.leave(note: "", by: test.viewer("v1"), in: network)
        let before = try await mails(test).count
        try await test.app.waves.end(call.id, by: test.viewer("dispatcher"), in: network)
        #expect(try await mails(test).count == before + 1, "the one who is left")
        let states = try await test.app.database.read { db in
            try db.query("SELECT state FROM askings WHERE call_id = \(call.id)") { try $0[0] as Asking.State }
        }
        #expect(states.allSatisfy { $0 == .withdrawn })
        await test.app.database.close()
    }

    /// The link can have been passed on: behind it stands nothing that not everybody may read, once it is answered.
    @Test(arguments: TestApp.kinds) func theLinkShowsNothingOfTheMembersOwn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2), network = test.network.id
        try await test.drives("v0")
        try await test.drives("founder")
        let hidden = try await membersOnly(test)
        let code = { (asking: Asking) in test.app.vault.linkCode("asking", asking.id) }
        let first = try await start(test, try await test.calledNeed(1), [try id("v0", test), try id("founder", test)])
        let askings = try await test.askings(first.call), founder = try id("founder", test)
        _ = try await say(test, .yes, try #require(askings.first { $0.memberID != founder }))
        let late = try #require(askings.first { $0.memberID == founder })
        test.clock.pass(Time.minute)
        let none = try await test.app.waves.asked(code: code(late))
        #expect(none.stage == .enough && none.next == nil)
        // A title that waits for its release is shown to a steward who signs in, and not by a link of theirs.
        let held = try await test.calledNeed(1)
        try await correct(test, held) { $0.title = "司机，先转押金到 6222020200001234567" }
        #expect(try await test.need(held.id)?.held == ["title"])
        test.clock.pass(Time.minute)
        let next = try await test.app.waves.asked(code: code(late)).next
        #expect(next?.id == held.id && next?.title == nil)
        // The need itself: open to read while it is to be answered, afterwards no more.
        let second = try await start(test, hidden, [founder]).call, asking = try await test.askings(second)[0]
        #expect(try await test.app.waves.asked(code: code(asking)).need != nil)
        _ = try await say(test, .no, asking)
        let after = try await test.app.waves.asked(code: code(asking))
        #expect(after.need == nil && after.line == nil)
        let own = try await test.app.waves.own(of: test.viewer("founder"), in: network).askings
        #expect(own.first { $0.asking.id == asking.id }?.need != nil)
        await test.app.database.close()
    }

    private func membersOnly(_ test: TestApp) async throws -> Need {
        var entry = test.entry("A home lacks drivers")
        entry.lines = [NeedEntry.Line(item: "drivers", quantity: "1", kind: "people")]
        let need = try await test.submit(entry)
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        try await test.act(.verify(VerificationDraft(confidence: .official)), need.id, "verifier")
        return try await test.act(.publish(audience: .members, reason: "few should know"), need.id, "dispatcher")
    }
}
