import Database
import Engine
import Testing

@testable import Weftwork

/// Who learns what of a team and of what single actors do; who is let in; who hears where nobody stands in.
@Suite struct TeamCareTests {
    private func narrow(_ test: TestApp, _ title: String) async throws -> Need {
        let need = try await test.submit(test.entry(title))
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        try await test.act(.verify(VerificationDraft(confidence: .official)), need.id, "verifier")
        return try await test.act(.publish(audience: .stewards, reason: ""), need.id, "dispatcher")
    }

    private func sees(_ name: String, _ team: ID, _ test: TestApp) async throws -> Bool {
        do {
            _ = try await test.team(team, as: name)
            return true
        } catch Refusal.notFound {
            return false
        }
    }

    private func feed(_ tier: Audience, _ test: TestApp) async throws -> String {
        // What has no number yet is read by nobody.
        _ = try await test.app.database.write { db in try EventSealer.seal(db, limit: 10_000) }
        return try await test.app.database.read { db in
            try db.events(in: test.network.id, after: 0, tier: tier, limit: 500, vault: test.app.vault)
        }.filter { $0.kind == .teamNeedLeft }.map(\.details).joined()
    }

    private func mails(to name: String, _ test: TestApp) async throws -> [Mail] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }.filter { $0.to == "\(name)@example.org" }
    }

    /// As the store has them now.
    private func now(_ name: String, _ test: TestApp) async throws -> Viewer {
        let id = try test.id(name)
        let member = try await test.app.database.read { db in try db.member(id, in: test.network.id) }
        return Viewer(.member(try #require(member)), language: .en)
    }

    @Test(arguments: TestApp.kinds) func aTeamIsSeenAsFarAsItsNarrowestNeed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.teams, network = test.network.id
        let open = try await test.published(), hidden = try await narrow(test, "A shelter that nobody may know of")
        let team = try await test.team([open, hidden])
        for name in ["anonymous", "volunteer"] {
            #expect(try await !sees(name, team.id, test), "\(name)")
            #expect(try await acts.list(for: test.viewer(name), in: network).lines.isEmpty)
        }
        #expect(try await acts.list(for: test.viewer("founder"), in: network).lines.map(\.needs) == [2])
        try await test.act(.removeNeed(hidden.id), team: team.id, "dispatcher")
        #expect(try await sees("anonymous", team.id, test), "what is left is for everybody")
        #expect(try await !feed(.members, test).contains(hidden.id.description))
        #expect(try await feed(.stewards, test).contains(hidden.id.description))
        try await test.act(.addNeeds([hidden.id]), team: team.id, "dispatcher")
        test.clock.pass(Time.minute)
        try await test.act(.removeNeed(open.id), team: team.id, "dispatcher")
        test.clock.pass(Time.minute)
        try await test.act(.removeNeed(hidden.id), team: team.id, "dispatcher")
        #expect(try await !sees("volunteer", team.id, test), "nothing is left of what was for few")
        #expect(try await !feed(.members, test).contains(hidden.id.description))
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aClosedTeamIsSeenByWhatItHadAtItsEnd(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let open = try await test.published(), hidden = try await narrow(test, "Few may know")
        let wide = try await test.team([open])
        try await test.act(.close, team: wide.id, "dispatcher")
        #expect(try await sees("volunteer", wide.id, test))
        let team = try await test.team([open, hidden])
        test.clock.pass(Time.minute)
        try await test.act(.removeNeed(open.id), team: team.id, "dispatcher")
        test.clock.pass(Time.minute)
        try await test.act(.close, team: team.id, "dispatcher")
        #expect(try await !sees("volunteer", team.id, test), "what left it before makes it no wider")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aNewcomerIsInWhenTheKeeperSaysSo(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.teams, network = test.network.id
        let team = try await test.team([try await test.published()]),
            role = try await test.role(.transport, of: team.id)
        try await test.comeAnew("volunteer")
        let she = try await now("volunteer", test), keeper = try #require(test.members["dispatcher"])
        let member = try test.id("volunteer")
        #expect(she.member?.standing == .newcomer)
        try await acts.perform(.take(role: role.id), on: team.id, by: she, in: network)
        try await test.app.talk.post(
            PostDraft(thread: "team", words: "canary-talk"), to: team.talk, by: test.viewer("dispatcher"))
        await #expect(throws: Refusal.self) {
            _ = try await test.app.talk.reading(team.talk, thread: "team", PostQuery(), for: she)
        }
        let listed = try #require(try await test.team(team.id, as: "dispatcher").roles.first { $0.role.id == role.id })
        #expect(listed.holders.isEmpty && listed.asking == [member])
        let waits = try await test.app.members.waiting(for: keeper)
        #expect(waits.contains { $0.clock.step == "teamPlace" })
        // While nobody does it, that it stands empty is still told.
        #expect(try await test.app.database.read { db in try db.clock(of: role.id, in: network) } != nil)
        await #expect(throws: Refusal.self) {
            try await acts.perform(.confirm(role: role.id, member: member), on: team.id, by: she, in: network)
        }
        test.clock.pass(Time.second)
        try await test.act(.confirm(role: role.id, member: member), team: team.id, "dispatcher")
        await #expect(throws: Refusal.self, "said once") {
            try await test.act(.confirm(role: role.id, member: member), team: team.id, "dispatcher")
        }
        // What the others said before she came is theirs, until somebody vouches for her.
        let read = try await test.app.talk.reading(team.talk, thread: "team", PostQuery(), for: she)
        #expect(read.posts.isEmpty && read.total == 0 && read.thread.since != nil)
        test.clock.pass(Time.second)
        let later = try await test.app.talk.post(
            PostDraft(thread: "team", words: "canary-later"), to: team.talk, by: test.viewer("dispatcher"))
        let heard = try await test.app.talk.reading(team.talk, thread: "team", PostQuery(), for: she)
        #expect(heard.posts.map(\.words) == ["canary-later"] && heard.posts.first?.id == later.id)
        let first = try await test.app.talk.reading(team.talk, thread: "team", PostQuery(), for: test.viewer("founder"))
        await #expect(throws: Refusal.self) {
            _ = try await test.app.talk.post(try #require(first.posts.first).id, in: network, for: she)
        }
        try await test.app.database.write { db in try db.setStanding(.vouched, of: member, in: network) }
        let vouched = try await now("volunteer", test)
        let all = try await test.app.talk.reading(team.talk, thread: "team", PostQuery(), for: vouched)
        #expect(all.posts.map(\.words) == ["canary-talk", "canary-later"] && all.thread.since == nil)
        #expect(try await test.app.database.read { db in try db.clock(of: role.id, in: network) } == nil)
        #expect(try await !test.app.members.waiting(for: keeper).contains { $0.clock.step == "teamPlace" })
        await test.app.database.close()
    }

    @Test func adviceOnWhatIsMedicalTakesMore() throws {
        #expect(throws: Refusal.self) { try TeamRules.requireKnown(.newcomer, for: .medicalAdvice) }
        try TeamRules.requireKnown(.vouched, for: .medicalAdvice)
        try TeamRules.requireKnown(.newcomer, for: .transport)
        #expect(!TeamRules.isInAtOnce(.steward, .medicalAdvice) && TeamRules.isInAtOnce(.vouched, .transport))
        #expect(!TeamRules.isInAtOnce(.newcomer, .transport))
    }

    @Test(arguments: TestApp.kinds) func nobodyTakesEveryRole(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), team = try await test.team([try await test.published()])
        for name in ["Lifts", "Tents", "Tea"] {
            try await test.act(.openRole(kind: .other, name: name, heads: 1), team: team.id, "dispatcher")
        }
        let roles = try await test.team(team.id, as: "volunteer").roles.map(\.role.id)
        #expect(roles.count == 5)
        for role in roles.prefix(3) { try await test.act(.take(role: role), team: team.id, "volunteer") }
        await #expect(throws: Refusal.self) { try await test.act(.take(role: roles[3]), team: team.id, "volunteer") }
        try await test.comeAnew("volunteer2")
        let she = try await now("volunteer2", test), acts = test.app.teams
        try await acts.perform(.take(role: roles[3]), on: team.id, by: she, in: test.network.id)
        try await acts.perform(.release(role: roles[3], member: nil), on: team.id, by: she, in: test.network.id)
        try TeamRules.requireRoom([], in: team.id, .newcomer)
        let held = [(team: roles[0], role: roles[0]), (team: roles[1], role: roles[1])]
        #expect(throws: Refusal.self) { try TeamRules.requireRoom(held, in: team.id, .newcomer) }
        try TeamRules.requireRoom(held, in: team.id, .vouched)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whereNobodyStandsInThoseWhoLeadHear(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let team = try await test.team([try await test.published()])
        try await test.act(.setBackup(nil), team: team.id, "dispatcher")
        let keeper = try test.id("dispatcher")
        let before = try await (mails(to: "founder", test).count, mails(to: "dispatcher", test).count)
        try await test.app.database.write { db in try db.leave(keeper, in: network, at: test.clock.now) }
        test.clock.pass(TeamRules.look * 16 / 10)
        try await test.app.teams.sweep()
        #expect(try await mails(to: "founder", test).count == before.0 + 1)
        #expect(try await mails(to: "dispatcher", test).count == before.1, "whoever has left hears nothing more")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func listsComeInPages(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.teams, network = test.network.id
        let first = try await test.team([try await test.published()])
        try await test.app.database.write { db in
            for _ in 0..<4 {
                try db.insert(
                    Team(
                        id: test.app.world.newID(), networkID: network, createdAt: test.clock.now, origin: .hand,
                        purpose: "x", category: .food, area: AreaPath(), areaCode: 0, emergency: nil,
                        keeperID: first.keeperID, backupID: nil, askedID: nil, askedAt: nil, state: .open,
                        proposedAt: nil, closedAt: nil, changedAt: test.clock.now, version: 1), vault: test.app.vault)
            }
        }
        let viewer = test.viewer("volunteer")
        var seen: [ID] = [], after: ID?
        repeat {
            let page = try await acts.list(after: after, most: 2, for: viewer, in: network)
            #expect(page.lines.count <= 2 && page.total == 5)
            seen += page.lines.map(\.team.id)
            after = page.next
        } while after != nil
        #expect(seen.count == 5 && Set(seen).count == 5 && seen.last == first.id)
        let own = try await acts.list(most: 10, for: test.viewer("dispatcher"), in: network)
        #expect(own.lines.count == 5 && own.lines.allSatisfy(\.isMine) && own.next == nil)
        for number in 0..<3 {
            _ = try await test.app.doings.say(DoingDraft(what: "Soup \(number)"), by: viewer, in: network)
        }
        let doings = try await test.app.doings.list(most: 2, for: viewer, in: network)
        let rest = try await test.app.doings.list(after: doings.next, most: 2, for: viewer, in: network)
        #expect(doings.lines.map(\.doing.what) == ["Soup 2", "Soup 1"] && rest.lines.map(\.doing.what) == ["Soup 0"])
        #expect(doings.total == 3 && rest.next == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatMustNotStandIsHiddenOrEndedWithAReason(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.doings, network = test.network.id
        let she = test.viewer("volunteer"), lead = test.viewer("founder")
        let doing = try await acts.say(DoingDraft(what: "canary-doing"), by: she, in: network)
        try await test.app.members.report(
            ReportDraft(place: doing.text, words: "It gives a neighbour away"), by: test.viewer("volunteer2"),
            in: network)
        await #expect(throws: Refusal.self) {
            try await test.app.members.hide(doing.text, reason: "x", by: test.viewer("verifier"), in: network)
        }
        try await test.app.members.hide(doing.text, reason: "It names a neighbour", by: lead, in: network)
        #expect(try await acts.list(for: test.viewer("volunteer2"), in: network).lines.isEmpty)
        await #expect(throws: Refusal.self) {
            _ = try await acts.line(doing.id, for: test.viewer("volunteer2"), in: network)
        }
        #expect(try await acts.line(doing.id, for: she, in: network).hidden == "It names a neighbour")
        try await test.app.members.show(doing.text, by: lead, in: network)
        #expect(try await acts.list(for: test.viewer("volunteer2"), in: network).lines.count == 1)
        for (viewer, reason) in [(test.viewer("volunteer2"), "No"), (lead, nil)] as [(Viewer, String?)] {
            await #expect(throws: Refusal.self) {
                _ = try await acts.perform(.end(reason: reason), on: doing.id, by: viewer, in: network)
            }
        }
        let ended = try await acts.perform(.end(reason: "It is a sale"), on: doing.id, by: lead, in: network)
        #expect(ended.endedAt != nil)
        #expect(try await mails(to: "volunteer", test).contains { $0.body.contains("It is a sale") })
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoIsForgottenLeavesNoWordsOfWhatTheyDid(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.doings, network = test.network.id
        let own = try await acts.say(DoingDraft(what: "canary-doing"), by: test.viewer("volunteer"), in: network)
        let other = try await acts.say(DoingDraft(what: "Soup"), by: test.viewer("volunteer2"), in: network)
        _ = try await acts.perform(.help, on: own.id, by: test.viewer("volunteer2"), in: network)
        _ = try await acts.perform(.help, on: other.id, by: test.viewer("volunteer"), in: network)
        try await test.app.members.askToBeForgotten(note: "", by: test.viewer("volunteer"))
        test.clock.pass(MemberActs.grace + Time.hour)
        try await test.app.members.forgetAccounts()
        let left = try await test.app.database.read { db in
            (
                own: try db.doing(own.id, in: network)?.what, other: try db.doing(other.id, in: network)?.what,
                hands: try db.value("SELECT count(*) FROM doing_hands", as: Int.self)
            )
        }
        #expect(left.own == "" && left.other == "Soup" && left.hands == 0)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func howManyAreAwakeIsNoNewsForStrangers(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        for (tier, isTold) in [(Audience.public, false), (.partners, false), (.members, true), (.stewards, true)] {
            let counts = try await test.app.database.read { db in
                try db.layerCounts(of: test.network.id, tier: tier, at: test.clock.now)
            }
            #expect((counts[.onShift] != nil) == isTold, "\(tier)")
        }
        await test.app.database.close()
    }
}
