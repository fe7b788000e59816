import Database
import Testing

@testable import Weftwork

/// Taking back what one has just done; second looks, breaks, briefings.
@Suite struct UndoTests {
    private func mails(_ test: TestApp) async throws -> [(mail: Mail, at: Int64)] {
        try await test.app.database.read { db in
            try db.query("SELECT payload, run_at FROM jobs WHERE kind = 'mail' ORDER BY run_at, id") {
                (try $0[0] as [UInt8], try $0[1] as Int64)
            }
        }.compactMap { payload, at in Mail(sealed: payload, vault: test.app.vault).map { ($0, at) } }
    }

    private func clearJobs(_ test: TestApp) async throws {
        _ = try await test.app.database.write { db in try db.execute("DELETE FROM jobs") }
    }

    private func last(_ test: TestApp, _ name: String) async throws -> ID {
        try #require(
            try await test.app.needs.undoables(of: test.viewer(name), in: test.network.id).first, "nothing to undo"
        ).id
    }

    private func clock(_ test: TestApp, _ need: ID) async throws -> Clock? {
        try await test.app.database.read { db in try db.clock(of: need, in: test.network.id) }
    }

    private func entry(_ test: TestApp) -> NeedEntry {
        var entry = test.entry()
        entry.email = "ward@hospital.example"
        return entry
    }

    /// All that undoing must bring back; version and time of change go on.
    private func same(_ one: Need?, _ other: Need?) -> Bool {
        guard var one, let other else { return false }
        one.version = other.version
        one.changedAt = other.changedAt
        return one == other
    }

    @Test(arguments: TestApp.kinds) func aWrongRejectIsAsIfNothingHadBeen(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published(entry(test)), network = test.network.id
        let claim = try await test.app.needs.claim(
            ClaimDraft(line: need.lines[0].id, quantity: 40_000, promisedBy: test.clock.now + Time.day, note: ""),
            on: need.id, by: test.viewer("volunteer"), in: network
        ).claim
        let before = try await test.need(need.id), ran = try await clock(test, need.id)
        let promise = try await clock(test, claim.id)
        try await clearJobs(test)
        test.clock.pass(5 * Time.minute)
        try await test.act(.reject(reason: "Wrong tab."), need.id, "intake")
        let waiting = try await mails(test)
        #expect(waiting.count == 2, "she and whoever promised something")
        #expect(waiting.allSatisfy { $0.at == test.clock.now + Time.minute }, "nobody is told within the minute")
        #expect(try await clock(test, claim.id) == nil)
        test.clock.pass(50 * Time.second)
        let id = try await last(test, "intake")
        await #expect(throws: Refusal.self, "another's act") {
            _ = try await test.app.needs.undo(id, by: test.viewer("verifier"), in: network)
        }
        _ = try await test.app.needs.undo(id, by: test.viewer("intake"), in: network)
        #expect(same(try await test.need(need.id), before))
        #expect(try await clock(test, need.id) == ran, "its clock runs to its old due")
        #expect(try await clock(test, claim.id) == promise)
        let back = try await test.app.database.read { db in try db.claim(claim.id, in: network) }
        #expect(back == claim)
        #expect(try await mails(test).isEmpty)
        let broken = try await Invariants.broken(test)
        #expect(broken.isEmpty, "\(broken)")
        await #expect(throws: Refusal.self, "it is undone already") {
            _ = try await test.app.needs.undo(id, by: test.viewer("intake"), in: network)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func everyActThatCanBeUndoneIs(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let network = test.network.id
        let other = try await test.submit(test.entry("Ward 9 has no water"))
        let acts: [(NeedAction, String)] = [
            (.merge(into: other.id), "verifier"), (.markUnmet(reason: "None left.", tried: "All we know."), "founder"),
            (.withdraw(reason: "She rang."), "founder"), (.cannotReach(channel: "phone", retryAt: nil), "intake"),
            (.publish(audience: .members, reason: ""), "dispatcher"), (.reject(reason: "Spam."), "intake"),
        ]
        for (action, name) in acts {
            var asked = entry(test)
            asked.title = "Ward lacks \(action.act.rawValue)"
            let need = try await test.submit(asked)
            try await test.act(.acknowledge(note: ""), need.id, "intake")
            try await test.act(.verify(VerificationDraft(confidence: .official)), need.id, "verifier")
            let before = try await test.need(need.id), ran = try await clock(test, need.id)
            try await clearJobs(test)
            test.clock.pass(Time.minute)
            try await test.act(action, need.id, name)
            #expect(try await mails(test).allSatisfy { $0.at > test.clock.now }, "\(action.act)")
            _ = try await test.app.needs.undo(try await last(test, name), by: test.viewer(name), in: network)
            #expect(same(try await test.need(need.id), before), "\(action.act)")
            #expect(try await clock(test, need.id) == ran, "\(action.act)")
            #expect(try await mails(test).isEmpty, "\(action.act)")
        }
        let broken = try await Invariants.broken(test)
        #expect(broken.isEmpty, "\(broken)")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func howACallEndedCanBeTakenBack(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        for outcome in CallOutcome.allCases {
            let need = try await test.submit(test.entry("Ward lacks \(outcome.rawValue)"))
            try await test.act(.acknowledge(note: ""), need.id, "intake")
            func call() async throws -> CallItem? {
                try await test.app.database.read { db in try db.openCall(of: need.id, in: network) }
            }
            let before = try await test.need(need.id), open = try #require(try await call())
            let ran = try await clock(test, open.id)
            test.clock.pass(Time.minute)
            _ = try await test.app.needs.endCall(
                of: need.id, outcome.rawValue, note: "", by: test.viewer("intake"), in: network)
            let id = try await last(test, "intake")
            // What comes up meanwhile still has to be said.
            test.clock.pass(Time.second)
            try await test.app.talk.post(
                PostDraft(thread: "requester", words: "Which door?"), to: need.talk, by: test.viewer("verifier"))
            _ = try await test.app.needs.undo(id, by: test.viewer("intake"), in: network)
            #expect(same(try await test.need(need.id), before), "\(outcome)")
            let again = try #require(try await call(), "\(outcome)")
            #expect(again.id == open.id && again.tries == 0 && again.topics == [.acknowledged, .wrote], "\(outcome)")
            #expect(try await clock(test, open.id) == ran, "\(outcome)")
            let calls = try await test.app.database.read { db in try db.calls(of: need) }
            #expect(calls.isEmpty, "nobody has called her")
        }
        let broken = try await Invariants.broken(test)
        #expect(broken.isEmpty, "\(broken)")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aMessageThatNeverWentIsNoWayThatWorked(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let need = try await test.published(entry(test))
        func ways() async throws -> [String: Int64] {
            Dictionary(
                uniqueKeysWithValues: try await test.app.database.read { db in
                    try db.query("SELECT state, at FROM need_ways WHERE need_id = \(need.id)") {
                        (try $0[0] as String, try $0[1] as Int64)
                    }
                })
        }
        let known = try await ways()
        #expect(known.keys.sorted() == ["sent"])
        test.clock.pass(Time.hour)
        try await test.act(.reject(reason: "Wrong tab."), need.id, "intake")
        #expect(try await ways() != known)
        _ = try await test.app.needs.undo(try await last(test, "intake"), by: test.viewer("intake"), in: network)
        #expect(try await ways() == known)
        // What comes back meanwhile is known all the same.
        test.clock.pass(Time.hour)
        try await test.act(.reject(reason: "Wrong tab."), need.id, "intake")
        let id = try await last(test, "intake")
        test.clock.pass(Time.second)
        _ = try await test.app.database.write { [now = test.clock.now] db in
            try db.note(.email, "failed", of: need.id, in: network, at: now)
        }
        _ = try await test.app.needs.undo(id, by: test.viewer("intake"), in: network)
        #expect(try await ways() == ["failed": test.clock.now])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatWasMergedIntoItIsSoAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.submit(entry(test)), double = try await test.submit(test.entry("The same"))
        try await test.act(.merge(into: need.id), double.id, "verifier")
        let before = try await test.need(double.id)
        test.clock.pass(2 * Time.minute)
        try await test.act(.reject(reason: "Wrong tab."), need.id, "intake")
        #expect(try await test.need(double.id)?.state.isOpen == true, "it stands by itself")
        _ = try await test.app.needs.undo(
            try await last(test, "intake"), by: test.viewer("intake"), in: test.network.id)
        #expect(same(try await test.need(double.id), before))
        #expect(try await test.need(need.id)?.state == .submitted)
        let merged = try await test.app.database.read { db in try db.mergedNeeds(into: need) }
        #expect(merged == [double.id])
        let broken = try await Invariants.broken(test)
        #expect(broken.isEmpty, "\(broken)")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func afterAMinuteOrAnotherActItIsTooLate(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let network = test.network.id, intake = test.viewer("intake")
        let late = try await test.submit(entry(test))
        try await test.act(.reject(reason: "Spam."), late.id, "intake")
        let id = try await last(test, "intake")
        test.clock.pass(Time.minute)
        await #expect(throws: Refusal.self) { _ = try await test.app.needs.undo(id, by: intake, in: network) }
        #expect(try await test.need(late.id)?.state == .rejected)
        _ = try await test.app.needs.sweep()
        let kept = try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM undoables", as: Int.self)
        }
        #expect(kept == 0)
        // Reopened by somebody else meanwhile: what they did stands.
        let changed = try await test.submit(test.entry("Ward 2 lacks masks"))
        try await test.act(.reject(reason: "Spam."), changed.id, "intake")
        let second = try await last(test, "intake")
        try await test.act(.reopen(reason: "It is none."), changed.id, "verifier")
        await #expect(throws: Refusal.self) { _ = try await test.app.needs.undo(second, by: intake, in: network) }
        #expect(try await test.need(changed.id)?.state == .acknowledged)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoeverPromisedHearsOfTheEndThoughItIsReopened(_ kind: EngineKind) async throws
    {
        let test = try await TestApp(kind)
        let need = try await test.published(entry(test))
        _ = try await test.app.needs.claim(
            ClaimDraft(line: need.lines[0].id, quantity: 1000, promisedBy: test.clock.now + Time.day, note: ""),
            on: need.id, by: test.viewer("volunteer"), in: test.network.id)
        try await clearJobs(test)
        try await test.act(.reject(reason: "Wrong tab."), need.id, "intake")
        try await test.act(.reopen(reason: "No."), need.id, "intake")
        let told = try await mails(test).map(\.mail.to)
        #expect(told.contains("volunteer@example.org"), "the promise was let go, and that stays so")
        await test.app.database.close()
    }

    // MARK: Second looks

    @Test(arguments: TestApp.kinds) func aSecondLookIsAnothersAndGoesToTheCoordinator(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let network = test.network.id
        _ = try await test.app.needs.change(
            [.desk(DeskDraft(secondLook: 100))], by: test.viewer("founder"), in: network)
        let need = try await test.published(), needs = test.app.needs
        #expect(try await needs.queue(.second, in: network).map(\.id) == [need.id])
        await #expect(throws: Refusal.self, "not the first verifier") {
            _ = try await needs.lookAgain(at: need.id, "same", note: "", by: test.viewer("verifier"), in: network)
        }
        await #expect(throws: Refusal.self, "a different view needs its reason") {
            _ = try await needs.lookAgain(
                at: need.id, "otherwise", note: "", by: test.viewer("verifier2"), in: network)
        }
        let seen = try await needs.lookAgain(
            at: need.id, "otherwise", note: "The ward is closed.", by: test.viewer("verifier2"), in: network)
        #expect(seen.ownerID == test.members["founder"]?.id)
        #expect(seen.voided == ["verification"] && seen.state == .published)
        #expect(try await needs.queue(.checking, in: network).map(\.id) == [need.id])
        #expect(try await needs.queue(.second, in: network).isEmpty)
        let figures = try await needs.lookFigures(of: network)
        #expect(figures == LookFigures(same: 0, otherwise: 1, dropped: 0, waiting: 0) && figures.agreement == 0)
        let settled = try await test.act(.verify(VerificationDraft(confidence: .official)), need.id, "founder")
        #expect(settled.voided.isEmpty)
        // What nobody has looked at for two days is let go.
        test.clock.pass(SecondLookRules.lifetime)
        _ = try await needs.sweep()
        #expect(try await needs.lookFigures(of: network).waiting == 0)
        #expect(try await needs.lookFigures(of: network).dropped == 1)
        await test.app.database.close()
    }

    @Test func theSampleIsAsLargeAsWasSet() {
        let drawn = (0..<10_000 as Range<UInt64>).count { SecondLookRules.isDrawn($0 &* 0x9E37_79B9, percent: 5) }
        #expect((300...700).contains(drawn), "\(drawn)")
        #expect((0..<100 as Range<UInt64>).allSatisfy { !SecondLookRules.isDrawn($0, percent: 0) })
        #expect((0..<100 as Range<UInt64>).allSatisfy { SecondLookRules.isDrawn($0, percent: 100) })
    }

    // MARK: Rest

    @Test func whoIsTired() {
        let now = 100 * Time.hour
        let steady = stride(from: Int64(0), through: 270, by: 10).map { now - $0 * Time.minute }
        let since = BreakRules.checkingSince(steady, rested: nil, now: now)
        #expect(since == now - 270 * Time.minute)
        #expect(BreakRules.isTired(since: since, now: now, after: 4))
        #expect(!BreakRules.isTired(since: since, now: now, after: 5))
        // A pause of a quarter of an hour ends it; so does a break that was taken.
        let paused = steady.filter { $0 > now - 60 * Time.minute } + steady.filter { $0 < now - 80 * Time.minute }
        #expect(BreakRules.checkingSince(paused, rested: nil, now: now) == now - 50 * Time.minute)
        #expect(
            BreakRules.checkingSince(steady, rested: now - 25 * Time.minute, now: now) == now - 20 * Time.minute)
        #expect(BreakRules.checkingSince(steady, rested: nil, now: now + BreakRules.pause) == nil)
        #expect(BreakRules.checkingSince([], rested: nil, now: now) == nil)
    }

    @Test(arguments: TestApp.kinds) func whoRestsIsGivenNothingAndKeepsTheirs(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let founder = test.viewer("founder"), network = test.network.id, needs = test.app.needs
        for name in ["verifier", "verifier2"] {
            try await needs.planShift(
                member: try #require(test.members[name]).id, desk: "desk", from: test.clock.now,
                to: test.clock.now + 8 * Time.hour, by: founder, in: network)
        }
        let first = try await test.submit(), verifier = try #require(test.members["verifier"])
        let owner = first.ownerID == verifier.id ? "verifier" : "verifier2"
        let other = owner == "verifier" ? "verifier2" : "verifier"
        _ = try await needs.takeBreak(by: test.viewer(owner), in: network)
        for number in 0..<4 {
            let need = try await test.submit(test.entry("Ward \(number) lacks masks"))
            #expect(need.ownerID == test.members[other]?.id)
        }
        #expect(try await test.need(first.id)?.ownerID == first.ownerID, "what is theirs stays")
        let member = try #require(test.members[owner])
        #expect(try await needs.restAdvice(for: member) == .resting(until: test.clock.now + BreakRules.length))
        #expect(try await needs.onBreak(in: network).keys.sorted() == [member.id])
        test.clock.pass(BreakRules.length)
        #expect(try await needs.onBreak(in: network).isEmpty)
        #expect(try await test.submit(test.entry("Ward 9 lacks masks")).ownerID == member.id)
        await test.app.database.close()
    }

    // MARK: Briefing

    @Test(arguments: TestApp.kinds) func allOfAShiftIsHandedOverInOneGo(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let founder = test.viewer("founder"), network = test.network.id, needs = test.app.needs
        let verifier = try #require(test.members["verifier"]), next = try #require(test.members["verifier2"])
        try await needs.planShift(
            member: verifier.id, desk: "desk", from: test.clock.now, to: test.clock.now + 8 * Time.hour, by: founder,
            in: network)
        var ids: [ID] = []
        for number in 0..<5 {
            var entry = test.entry("Ward \(number) lacks masks")
            if number == 0 { entry.urgency = "critical" }
            ids.append(try await test.submit(entry).id)
        }
        let read = try await needs.briefing(for: test.viewer("verifier"), in: network)
        #expect(read.mine == 5 && read.critical.map(\.id) == [ids[0]] && read.states == [.submitted: 5])
        #expect(try await needs.waiting(for: verifier).hasBriefing)
        try await clearJobs(test)
        #expect(try await needs.handOverAll(to: next.id, by: test.viewer("verifier"), in: network) == 5)
        #expect(try await mails(test).map(\.mail.to) == ["verifier2@example.org"], "one message for all")
        for id in ids { #expect(try await test.need(id)?.ownerID == verifier.id, "theirs until accepted") }
        let offered = try await needs.waiting(for: next).handovers
        #expect(offered.count == 5)
        let some = try await needs.answerHandovers(
            offered.prefix(2).map(\.id), accepts: true, by: test.viewer("verifier2"), in: network)
        #expect(some.done.count == 2 && some.left.isEmpty)
        let rest = try await needs.answerHandovers(accepts: true, by: test.viewer("verifier2"), in: network)
        #expect(rest.done.count == 3)
        for id in ids { #expect(try await test.need(id)?.ownerID == next.id) }
        await #expect(throws: Refusal.self) {
            _ = try await needs.handOverAll(to: next.id, by: test.viewer("verifier"), in: network)
        }
        let broken = try await Invariants.broken(test)
        #expect(broken.isEmpty, "\(broken)")
        await test.app.database.close()
    }
}
