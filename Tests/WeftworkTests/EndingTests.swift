import Database
import Testing

@testable import Weftwork

/// Everybody who had a hand in a need is told its end, once.
@Suite("The end is told")
struct EndingTests {
    private func mails(_ test: TestApp) async throws -> [Mail] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
    }

    /// Whoever was told an end, as often as they were.
    private func thanked(_ test: TestApp) async throws -> [String] {
        try await mails(test).filter { $0.subject.hasPrefix("Thank you") }.map(\.to).sorted()
    }

    private func id(_ name: String, _ test: TestApp) throws -> ID { try #require(test.members[name]).id }

    private func confirm(_ need: Need, _ test: TestApp) async throws {
        _ = try await test.app.needs.perform(
            .confirm(rating: nil, note: ""), on: need.id, by: test.requester(need.id), in: test.network.id)
    }

    private func withdraw(_ need: Need, _ test: TestApp) async throws {
        _ = try await test.app.needs.perform(
            .withdraw(reason: ""), on: need.id, by: test.requester(need.id), in: test.network.id)
    }

    private func claim(_ need: Need, _ name: String, _ test: TestApp, quantity: Int64 = 10_000) async throws -> ID {
        try await test.app.needs.claim(
            ClaimDraft(line: need.lines[0].id, quantity: quantity, promisedBy: test.clock.now + Time.hour), on: need.id,
            by: test.viewer(name), in: test.network.id
        ).claim.id
    }

    @Test(arguments: TestApp.kinds) func aMailSaysWhoseNeedItIs(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var entry = test.entry("The ward lacks soap")
        entry.email = "ward@hospital.example"
        let need = try await test.published(entry),
            owner = try #require(test.members.first { $0.value.id == need.ownerID })
        _ = try await claim(need, "volunteer", test)
        _ = try await test.app.needs.perform(
            .add(text: "By the back gate."), on: need.id, by: test.requester(need.id), in: test.network.id)
        try await withdraw(need, test)
        func subjects(_ to: String) async throws -> Set<String> {
            Set(try await mails(test).filter { $0.to == to && $0.subject.contains("soap") }.map(\.subject))
        }
        #expect(try await subjects("volunteer@example.org") == ["The need you promised for: The ward lacks soap"])
        #expect(try await subjects("\(owner.key)@example.org") == ["About the need: The ward lacks soap"])
        #expect(try await subjects("ward@hospital.example").allSatisfy { !$0.contains("promised") })
        let zh = NeedWords.memberMailSubject(.verbatim("缺肥皂"), hasPromised: true)(.zh)
        #expect(zh == "您认领的需求：缺肥皂")
        #expect(NeedWords.memberMailSubject(.verbatim("缺肥皂"), hasPromised: false)(.zh) == "需求：缺肥皂")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoFollowsAMergedNeedHearsTheEndOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network
        let main = try await test.published(), same = try await test.published(test.entry("The hospital has no masks"))
        let first = try await test.published(test.entry("No masks at the hospital"))
        try await app.talk.follow(first.talk, true, by: test.viewer("verifier2"))
        for need in [main, same] { try await app.talk.follow(need.talk, true, by: test.viewer("verifier")) }
        // One into the other, and both into the main one.
        try await test.act(.merge(into: same.id), first.id, "intake")
        try await test.act(.merge(into: main.id), same.id, "intake")
        test.clock.pass(UndoRules.window)
        let claim = try await claim(main, "volunteer", test, quantity: 100_000)
        _ = try await app.needs.perform(
            .deliver(quantity: nil, note: ""), onClaim: claim, by: test.viewer("volunteer"), in: network.id)
        try await confirm(main, test)
        for _ in 0..<2 { try await app.needs.sweepEndings() }
        #expect(
            try await thanked(test) == ["verifier2@example.org", "verifier@example.org", "volunteer@example.org"])
        test.clock.pass(2 * Time.hour)
        try await test.act(.close, main.id, "dispatcher")
        test.clock.pass(UndoRules.window)
        try await app.needs.sweepEndings()
        #expect(try await thanked(test).count == 3)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func everybodyOnceHoweverManySweep(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network
        let need = try await test.published()
        let claim = try await claim(need, "volunteer", test, quantity: 100_000)
        _ = try await app.needs.perform(
            .deliver(quantity: nil, note: ""), onClaim: claim, by: test.viewer("volunteer"), in: network.id)
        try await app.talk.follow(need.talk, true, by: test.viewer("verifier2"))
        // With two reasons one is told once.
        try await app.talk.follow(need.talk, true, by: test.viewer("volunteer"))
        // Shared while it was open.
        for name in ["volunteer3", "volunteer"] {
            let viewer = test.viewer(name)
            try await app.database.write { db in
                _ = try app.members.share(.need, need.id, by: viewer, in: network.id, db)
            }
        }
        // Somebody asked for the same.
        var entry = test.entry("The same for us")
        entry.email = "waiting@canary.example"
        entry.language = .en
        let same = try await app.needs.submit(
            entry, by: Viewer(.anonymous, language: .en), in: network, from: NeedOrigin(follow: need.id)
        ).need
        try await confirm(need, test)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { try? await app.needs.sweepEndings() } }
        }
        try await app.needs.sweepEndings()
        #expect(
            try await thanked(test) == ["verifier2@example.org", "volunteer3@example.org", "volunteer@example.org"])
        let body = try #require(
            try await mails(test).first { $0.to == "volunteer@example.org" && $0.subject.hasPrefix("Thank you") }
        ).body
        #expect(
            body.contains("County hospital lacks masks") && body.contains("it is met")
                && body.contains("you promised something"))
        #expect(body.contains("http://test.invalid/n/test/needs/\(need.id)"))
        let hers = try await mails(test).filter { $0.to == "waiting@canary.example" && $0.body.contains("it is met") }
        #expect(hers.count == 1 && hers[0].body.contains("We go on with yours"))
        #expect(try await test.need(same.id)?.state.isOpen == true)
        let counts = try await app.needs.thanked(for: need.id, by: test.requester(need.id), in: network.id)
        #expect(counts == [.promised: 1, .followed: 1, .shared: 1, .asked: 1])
        await #expect(throws: Refusal.self, "the numbers are hers and the desk's") {
            try await app.needs.thanked(for: need.id, by: test.viewer("volunteer2"), in: network.id)
        }
        // Closed a week later it has not ended a second time.
        test.clock.pass(2 * Time.hour)
        try await test.act(.close, need.id, "dispatcher")
        try await app.needs.sweepEndings()
        #expect(try await thanked(test).count == 3)
    }

    /// Whoever was asked and whoever was in its team belongs to those who are told, also after they left the team.
    @Test(arguments: TestApp.kinds) func whoWasAskedAndWhoWasInTheTeamBelong(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        try await test.drives("volunteer2")
        let need = try await test.calledNeed(3)
        let team = try await test.team([need])
        let role = try await test.app.database.read { db in try db.teamRoles(of: team.id, in: network) }[0]
        try await test.act(.take(role: role.id), team: team.id, "verifier2")
        try await test.act(.release(role: role.id, member: nil), team: team.id, "verifier2")
        test.clock.pass(3 * Time.second)
        _ = try await test.app.waves.start(
            HelpDraft(line: need.lines[0].id, wanted: nil, terms: CallTerms(hours: 4), members: nil), on: need.id,
            by: test.viewer("dispatcher"), in: network)
        let (asked, joined) = try await test.app.database.read { db in
            (try db.everAsked(for: need), try db.everInTeam(of: need))
        }
        #expect(try asked == [id("volunteer2", test)])
        #expect(try Set(joined) == [id("dispatcher", test), id("verifier2", test)])
        let other = try await test.published()
        let none = try await test.app.database.read { db in
            (try db.everAsked(for: other), try db.everInTeam(of: other))
        }
        #expect(none.0.isEmpty && none.1.isEmpty)
        await test.app.database.close()
    }

    /// Whoever was asked and has not answered when a need ends hears of it once, whichever of the two sweeps comes first.
    @Test(arguments: TestApp.kinds, [true, false]) func whoWasAskedHearsOneEnd(_ kind: EngineKind, _ callsFirst: Bool)
        async throws
    {
        let test = try await TestApp(kind), app = test.app
        try await test.drives("volunteer2")
        let need = try await test.calledNeed(1)
        test.clock.pass(3 * Time.second)
        let call = try await app.waves.start(
            HelpDraft(line: need.lines[0].id, members: [id("volunteer2", test)]), on: need.id,
            by: test.viewer("dispatcher"), in: test.network.id
        ).call
        func hers() async throws -> [String] {
            try await mails(test).filter { $0.to == "volunteer2@example.org" }.map(\.subject)
        }
        let before = try await hers()
        try await withdraw(need, test)
        if callsFirst { try await app.waves.sweep() }
        try await app.needs.sweepEndings()
        if !callsFirst { try await app.waves.sweep() }
        #expect(try await test.call(call).state == .over)
        #expect(try await test.askings(call).map(\.state) == [.withdrawn])
        let told = try await hers().dropFirst(before.count)
        #expect(told.count == 1 && told.first?.hasPrefix("Thank you") == true, "\(told)")
        await app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatIsUndoneIsToldToNobody(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id
        let need = try await test.published()
        try await app.talk.follow(need.talk, true, by: test.viewer("verifier"))
        try await test.act(.markUnmet(reason: "no stock", tried: "three makers"), need.id, "dispatcher")
        try await app.needs.sweepEndings()
        #expect(try await thanked(test).isEmpty, "it can still be undone")
        let undoable = try #require(
            try await app.needs.undoables(of: test.viewer("dispatcher"), in: network).first { $0.needID == need.id })
        _ = try await app.needs.undo(undoable.id, by: test.viewer("dispatcher"), in: network)
        test.clock.pass(2 * Time.minute)
        try await app.needs.sweepEndings()
        #expect(try await thanked(test).isEmpty)
        let left = try await app.database.read { db in
            try db.value("SELECT count(*) FROM need_ends WHERE network_id = \(network)", as: Int.self)
        }
        #expect(left == 0)
        // Ended for good it is told, when its minute is over; whoever did it knows.
        try await app.talk.follow(need.talk, true, by: test.viewer("dispatcher"))
        try await test.act(.markUnmet(reason: "no stock", tried: "three makers"), need.id, "dispatcher")
        test.clock.pass(UndoRules.window)
        try await app.needs.sweepEndings()
        #expect(try await thanked(test) == ["verifier@example.org"])
    }

    @Test(arguments: TestApp.kinds) func severalEndsAreOneMessageAnHour(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app
        var needs: [Need] = []
        for number in 0..<4 {
            needs.append(try await test.published(test.entry("Need \(number)")))
            try await app.talk.follow(needs[number].talk, true, by: test.viewer("verifier"))
        }
        for need in needs.prefix(2) { try await withdraw(need, test) }
        try await app.needs.sweepEndings()
        let first = try await mails(test).filter { $0.subject.hasPrefix("Thank you") }
        #expect(first.count == 1 && first[0].body.contains("Need 0") && first[0].body.contains("Need 1"))
        for need in needs.suffix(2) {
            test.clock.pass(Time.minute)
            try await withdraw(need, test)
            try await app.needs.sweepEndings()
        }
        #expect(try await thanked(test).count == 1, "the rest waits for the hour")
        test.clock.pass(Time.hour)
        try await app.needs.sweepEndings()
        let all = try await mails(test).filter { $0.subject.hasPrefix("Thank you") }
        #expect(all.count == 2)
        let last = try #require(all.last)
        #expect(last.body.contains("Need 2") && last.body.contains("Need 3") && !last.body.contains("Need 0"))
    }

    @Test(arguments: TestApp.kinds) func whoseTripWasCalledOffWasToldAtOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id
        let need = try await test.published()
        _ = try await claim(need, "volunteer", test)
        try await app.talk.follow(need.talk, true, by: test.viewer("verifier2"))
        test.clock.pass(Time.minute)
        _ = try await app.needs.perform(
            .withdraw(reason: "we have enough"), on: need.id, by: test.requester(need.id), in: network)
        try await app.needs.sweepEndings()
        #expect(try await thanked(test) == ["verifier2@example.org"])
        let toDriver = try await mails(test).filter {
            $0.to == "volunteer@example.org" && $0.body.contains("has ended. Thank you")
        }
        #expect(toDriver.count == 1)
        #expect(
            try await app.needs.thanked(for: need.id, by: test.requester(need.id), in: network)
                == [.promised: 1, .followed: 1])
        // Taken up again and ended again, it is told of again.
        _ = try await app.needs.perform(
            .reopen(reason: "not enough after all"), on: need.id, by: test.requester(need.id), in: network)
        test.clock.pass(2 * Time.hour)
        _ = try await app.needs.perform(.withdraw(reason: ""), on: need.id, by: test.requester(need.id), in: network)
        try await app.needs.sweepEndings()
        #expect(
            try await thanked(test)
                == ["verifier2@example.org", "verifier2@example.org", "volunteer@example.org"])
    }

    @Test(arguments: TestApp.kinds) func aNeedOfMembersIsNotNamedOutside(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network
        for (title, audience) in [("Seen by all", Audience.public), ("For members only", .members)] {
            let need = try await test.published(test.entry(title))
            var entry = test.entry("The same for \(title)")
            (entry.email, entry.language) = ("\(audience)@canary.example", .en)
            _ = try await app.needs.submit(
                entry, by: Viewer(.anonymous, language: .en), in: network, from: NeedOrigin(follow: need.id))
            _ = try await app.database.write { db in
                try db.execute("UPDATE needs SET audience = \(audience) WHERE id = \(need.id)")
            }
            try await withdraw(need, test)
        }
        test.clock.pass(UndoRules.window)
        try await app.needs.sweepEndings()
        let told = try await mails(test).filter { $0.body.contains("which you said is the same as yours") }
        #expect(Set(told.map(\.to)) == ["public@canary.example", "members@canary.example"] && told.count == 2)
        for mail in told {
            #expect(mail.body.contains("“Seen by all”") == mail.to.hasPrefix("public"))
            #expect(!mail.body.contains("“For members only”"))
        }
    }

    @Test(arguments: TestApp.kinds) func whoIsSuspendedIsToldNothing(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app
        func needs(_ titles: [String]) async throws -> [Need] {
            var needs: [Need] = []
            for title in titles {
                let need = try await test.published(test.entry(title))
                for name in ["verifier", "verifier2"] {
                    try await app.talk.follow(need.talk, true, by: test.viewer(name))
                }
                needs.append(need)
            }
            return needs
        }
        let all = try await needs(["One", "Two", "Three"]), suspended = try id("verifier2", test)
        try await withdraw(all[0], test)
        try await app.needs.sweepEndings()
        #expect(try await thanked(test) == ["verifier2@example.org", "verifier@example.org"])
        // Written down while she was there, to be told within the hour.
        try await withdraw(all[1], test)
        try await app.needs.sweepEndings()
        _ = try await app.database.write { db in
            try db.execute("UPDATE memberships SET state = 'suspended' WHERE id = \(suspended)")
        }
        try await withdraw(all[2], test)
        try await app.needs.sweepEndings()
        test.clock.pass(Time.hour + 1)
        try await app.needs.sweepEndings()
        #expect(
            try await thanked(test) == ["verifier2@example.org", "verifier@example.org", "verifier@example.org"])
        #expect(
            try await app.needs.thanked(for: all[2].id, by: test.requester(all[2].id), in: test.network.id)
                == [.followed: 1])
        await app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatIsForgottenWasToldToNobody(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id
        let need = try await test.published()
        try await app.talk.follow(need.talk, true, by: test.viewer("verifier"))
        try await withdraw(need, test)
        try await app.needs.sweepEndings()
        try await app.database.write { db in try db.forgetContact(of: need.id, in: network) }
        let left = try await app.database.read { db in
            try db.value("SELECT count(*) FROM need_thanks WHERE network_id = \(network)", as: Int.self)
        }
        #expect(left == 0)
    }

    @Test(arguments: [Ending.met, .withdrawn, .unmet]) func anEndedNeedLeadsToOthers(_ ending: Ending) async throws {
        let test = try await TestApp(), app = test.app
        let near = try await test.published(test.entry("Near"))
        var away = test.entry("Away")
        away.area = ["中国", "湖北省", "黄冈市", "黄州区"]
        _ = try await test.published(away)
        let need = try await test.published(test.entry("Over"))
        #expect(try await app.needs.outdated(need) == nil)
        switch ending {
        case .met:
            let claim = try await claim(need, "volunteer", test, quantity: 100_000)
            _ = try await app.needs.perform(
                .deliver(quantity: nil, note: ""), onClaim: claim, by: test.viewer("volunteer"), in: test.network.id)
            try await confirm(need, test)
        case .withdrawn:
            _ = try await app.needs.perform(
                .withdraw(reason: ""), on: need.id, by: test.requester(need.id), in: test.network.id)
        default: try await test.act(.markUnmet(reason: "no stock", tried: "three"), need.id, "dispatcher")
        }
        let ended = try #require(try await test.need(need.id))
        let over = try #require(try await app.needs.outdated(ended))
        #expect(over.kind == .ended(ending) && over.at == test.clock.now)
        #expect(over.others.map(\.title) == ["Near", "Away"] && over.others[0].id == near.id)
        let card = try await app.cards.card(of: need.id, in: test.network)
        let words = card.pictureWords(.en, "http://test.invalid")
        #expect(words.isOver && words.badge == EndingWords.short(.ended(ending))(.en))
        #expect(CardWords.description(card, now: test.clock.now)(.en) == EndingWords.over(over)(.en))
        #expect(CardWords.chat(card, link: "x", now: test.clock.now)(.en).hasPrefix("[Over]"))
    }
}
