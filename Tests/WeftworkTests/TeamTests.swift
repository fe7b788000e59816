import Database
import Engine
import Testing

@testable import Weftwork

extension TestApp {
    /// A team around needs that are published to all, kept by the dispatcher.
    func team(_ needs: [Need], by name: String = "dispatcher", purpose: String = "Bring masks") async throws -> Team {
        try await app.teams.open(
            TeamDraft(needs: needs.map(\.id), purpose: purpose), by: viewer(name), in: network.id)
    }

    @discardableResult
    func act(_ action: TeamAction, team id: ID, _ name: String) async throws -> Team {
        try await app.teams.perform(action, on: id, by: viewer(name), in: network.id)
    }

    func team(_ id: ID, as name: String) async throws -> TeamFile {
        try await app.teams.file(id, for: viewer(name), in: network.id)
    }

    func role(_ kind: TeamRole.Kind, of team: ID) async throws -> TeamRole {
        let roles = try await app.database.read { db in try db.teamRoles(of: team, in: network.id) }
        return try #require(roles.first { $0.kind == kind })
    }

    /// Brought and confirmed.
    func bring(_ need: Need, by name: String = "volunteer") async throws {
        let line = try #require(need.lines.first)
        let claim = try await app.needs.claim(
            ClaimDraft(line: line.id, quantity: line.most ?? 1000, promisedBy: clock.now + Time.day), on: need.id,
            by: viewer(name), in: network.id)
        _ = try await app.needs.perform(
            .deliver(quantity: nil, note: ""), onClaim: claim.claim.id, by: viewer(name), in: network.id)
        try await act(.confirm(rating: nil, note: "she said so"), need.id, "founder")
    }

    func suspend(_ name: String) async throws {
        let member = try #require(members[name])
        try await app.database.write { db in
            try db.execute("UPDATE memberships SET state = 'dormant' WHERE id = \(member.id)")
        }
    }
}

/// Which roles needs ask for, what changes in them, what is done: pure.
@Suite struct TeamRuleTests {
    private func need(
        _ kinds: [NeedLine.Kind], _ category: Need.Category = .protective, urgency: Need.Urgency = .normal,
        people: Int64 = 1
    ) -> Need {
        let lines = kinds.map { kind in
            var line = Sample.line(.number(kind == .people ? people * 1000 : 100_000))
            line.kind = kind
            return line
        }
        var need = Sample.need(lines: lines)
        (need.state, need.audience) = (.published, .public)
        (need.urgency, need.urgencyAsked) = (urgency, urgency)
        need.category = category
        return need
    }

    @Test func goodsAskForTransportAndPurchase() {
        let asked = TeamRules.roles(for: [need([.goods])])
        #expect(asked.map(\.kind) == [.transport, .purchase] && asked.map(\.heads) == [1, 1])
        #expect(asked[0].reasons == [.lines(.goods, needs: 1)])
    }

    @Test func manyAskForMore() throws {
        let asked = TeamRules.roles(for: (0..<6).map { _ in need([.goods], .medical) })
        #expect(asked.map(\.kind) == [.transport, .purchase, .reception, .medicalAdvice, .callDesk])
        #expect(asked[0].heads == 2 && asked[3].heads == 2)
        #expect(asked[3].reasons == [.category(.medical, needs: 6)] && asked[4].reasons == [.many(needs: 6)])
    }

    @Test func peopleSpaceAndInformationHaveTheirRoles() throws {
        let asked = TeamRules.roles(for: [need([.people], people: 4), need([.space, .information, .service])])
        #expect(asked.map(\.kind) == [.hands, .lodging, .information])
        #expect(asked[0].heads == 4 && asked[0].reasons == [.lines(.people, needs: 1), .lines(.service, needs: 1)])
    }

    @Test(arguments: [Need.State.closed, .confirmed, .withdrawn, .unmet])
    func whatIsDoneAsksForNothing(_ state: Need.State) {
        var done = need([.goods])
        done.state = state
        #expect(TeamRules.roles(for: [done]).isEmpty && TeamRules.isDone(state))
    }

    @Test func rolesFollowTheNeedsAndNobodyLosesTheirPlace() {
        func role(_ number: UInt64, _ kind: TeamRole.Kind, heads: Int, taken: Int, byHand: Bool = false) -> TeamRole {
            TeamRole(
                id: ID(milliseconds: 1, entropy: (number, 1)), teamID: Sample.id, kind: kind, name: "", heads: heads,
                taken: taken, isByHand: byHand, openedAt: 0)
        }
        let present = [
            role(1, .transport, heads: 3, taken: 3), role(2, .purchase, heads: 1, taken: 0),
            role(3, .lodging, heads: 1, taken: 1), role(4, .information, heads: 1, taken: 0, byHand: true),
        ]
        let asked = [
            RoleAsk(kind: .transport, heads: 1, reasons: []), RoleAsk(kind: .hands, heads: 2, reasons: []),
            RoleAsk(kind: .information, heads: 5, reasons: []),
        ]
        let changes = TeamRules.settled(present, asked: asked)
        #expect(changes.new.map(\.kind) == [.hands])
        #expect(changes.heads.isEmpty && changes.gone == [present[1].id])
    }

    @Test(arguments: [
        ("", "purpose"), (String(repeating: "长", count: 201), "purpose"), ("打 13900001234", "purpose"),
        ("write to a@b.example", "purpose"),
    ])
    func aPurposeIsOneLineWithoutContacts(_ typed: String, _ field: String) {
        #expect(throws: Refusal.self) { try TeamRules.purpose(typed) }
    }

    @Test func theMostUrgentSetsTheClock() {
        #expect(TeamRules.patience(for: [need([.goods]), need([.goods], urgency: .critical)]) == 4 * Time.hour)
        #expect(TeamRules.patience(for: []) == Time.day)
    }

    @Test func aTeamIsSeenAsFarAsItsNeeds() {
        let stranger = Viewer(.anonymous, language: .en)
        #expect(TeamRules.canSee(stranger, [], .public) && !TeamRules.canSee(stranger, [], .members))
        #expect(TeamRules.canSee(Sample.viewer(of: .members), [], .members))
        #expect(!TeamRules.canSee(Sample.viewer(of: .members), [], .stewards))
        #expect(TeamRules.canSee(Sample.viewer(of: .members), .claimant, .stewards))
    }

    @Test(arguments: [(3, 4, false), (3, 6, true)]) func whatWasDismissedComesBackDoubled(
        _ before: Int, _ now: Int, _ isBack: Bool
    ) {
        #expect(TeamActs.isBack(now, before, 0, now: Time.day) == isBack)
        #expect(TeamActs.isBack(before, before, 0, now: TeamRules.dismissedFor))
    }
}

/// A team from its beginning to its record, on both engines.
@Suite struct TeamTests {
    @Test(arguments: TestApp.kinds) func growsFromANeedIsFilledAndCloses(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), need = try await test.published()
        let team = try await test.team([need])
        #expect(
            team.origin == .need && team.category == need.category && team.keeperID == test.members["dispatcher"]?.id)
        let file = try await test.team(team.id, as: "volunteer")
        #expect(file.roles.map(\.role.kind) == [.transport, .purchase] && file.needs.map(\.id) == [need.id])
        #expect(file.roles[0].reasons == [.lines(.goods, needs: 1)])
        let transport = try await test.role(.transport, of: team.id)
        try await test.act(.take(role: transport.id), team: team.id, "volunteer")
        await #expect(throws: Refusal.self) {
            try await test.act(.take(role: transport.id), team: team.id, "volunteer")
        }
        await #expect(throws: Refusal.self) {
            try await test.act(.take(role: transport.id), team: team.id, "volunteer2")
        }
        // A second team for the same need there is not.
        await #expect(throws: Refusal.self) { _ = try await test.team([need]) }
        await #expect(throws: Refusal.self) { try await test.act(.close, team: team.id, "volunteer") }

        try await test.bring(need)
        try await test.app.teams.sweep()
        let proposed = try await test.team(team.id, as: "dispatcher")
        #expect(proposed.team.proposedAt != nil && proposed.allowed.contains("keepOpen"))
        test.clock.pass(TeamRules.closing + 1)
        try await test.app.teams.sweep()
        let closed = try await test.team(team.id, as: "volunteer")
        #expect(closed.team.state == .closed && closed.needs.count == 1 && closed.roles[0].holders.count == 1)
        #expect(try await test.need(need.id)?.ownerID == need.ownerID)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func oneOfTwoHasTheLastPlace(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 6), team = try await test.team([try await test.published()])
        let transport = try await test.role(.transport, of: team.id)
        let people = (0..<6).map { "v\($0)" } + ["volunteer", "volunteer2"]
        for round in 0..<3 {
            let won = await withTaskGroup(of: String?.self) { group in
                for name in people {
                    group.addTask {
                        do {
                            try await test.act(.take(role: transport.id), team: team.id, name)
                            return name
                        } catch Refusal.conflict {
                            return nil
                        } catch {
                            Issue.record("\(error)")
                            return nil
                        }
                    }
                }
                return await group.reduce(into: [String]()) { if let name = $1 { $0.append(name) } }
            }
            #expect(won.count == 1, "round \(round): \(won)")
            let file = try await test.team(team.id, as: "founder")
            let listed = try #require(file.roles.first { $0.role.kind == .transport })
            #expect(listed.role.taken == 1 && listed.holders.count == 1)
            try await test.act(.release(role: transport.id, member: nil), team: team.id, try #require(won.first))
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func oneNeedIsInOneTeamHoweverManyGather(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), need = try await test.published()
        let made = await withTaskGroup(of: Int.self) { group in
            for name in ["dispatcher", "founder", "dispatcher", "founder"] {
                group.addTask {
                    do {
                        _ = try await test.team([need], by: name)
                        return 1
                    } catch Refusal.conflict {
                        return 0
                    } catch {
                        Issue.record("\(error)")
                        return 0
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(made == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatPilesUpIsSuggestedOnceAndCanBeDismissed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.teams, network = test.network.id
        for number in 0..<3 { _ = try await test.published(test.entry("Ward \(number) lacks masks")) }
        await #expect(throws: Refusal.self) {
            _ = try await acts.suggestions(for: test.viewer("volunteer"), in: network)
        }
        test.clock.pass(Time.minute)
        let found = try await acts.suggestions(for: test.viewer("dispatcher"), in: network)
        let one = try #require(found.first)
        #expect(found.count == 1 && one.needs.count == 3 && one.area.district == "江汉区" && one.unpromised == 3)
        try await acts.dismiss(one.key, by: test.viewer("dispatcher"), in: network)
        #expect(try await acts.suggestions(for: test.viewer("dispatcher"), in: network).isEmpty)
        for number in 3..<6 { _ = try await test.published(test.entry("Ward \(number) lacks masks")) }
        test.clock.pass(Time.minute)
        let again = try #require(try await acts.suggestions(for: test.viewer("dispatcher"), in: network).first)
        #expect(again.needs.count == 6 && again.key == one.key)
        var draft = TeamDraft(needs: again.needs, purpose: "Masks for the wards")
        draft.isFromCluster = true
        let team = try await acts.open(draft, by: test.viewer("dispatcher"), in: network)
        #expect(team.origin == .cluster)
        #expect(try await acts.suggestions(for: test.viewer("dispatcher"), in: network).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func thoseWhoAreGoneKeepNothing(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), team = try await test.team([try await test.published()])
        let transport = try await test.role(.transport, of: team.id)
        try await test.act(.take(role: transport.id), team: team.id, "volunteer")
        try await test.suspend("dispatcher")
        try await test.suspend("volunteer")
        test.clock.pass(Time.minute)
        try await test.app.teams.sweepPeople()
        let after = try await test.team(team.id, as: "founder")
        #expect(after.team.keeperID != test.members["dispatcher"]?.id && after.team.state == .open)
        #expect(after.roles.allSatisfy { $0.holders.isEmpty && $0.role.taken == 0 })
        let waits = try await test.app.members.waiting(for: try #require(test.members["founder"]))
        #expect(
            !waits.contains { $0.path.hasSuffix(team.id.description) }
                || after.team.keeperID == test.members["founder"]?.id)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aSilentKeeperIsFollowedByTheBackup(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), team = try await test.team([try await test.published()])
        let backup = try #require(team.backupID)
        test.clock.pass(TeamRules.look * 8 / 10)
        try await test.app.teams.sweep()
        #expect(try await test.team(team.id, as: "founder").team.keeperID == team.keeperID)
        test.clock.pass(TeamRules.look)
        try await test.app.teams.sweep()
        let after = try await test.team(team.id, as: "founder").team
        #expect(after.keeperID == backup && after.backupID != backup)
        let name = try #require(test.members.first { $0.value.id == backup }?.key)
        try await test.act(.looked, team: team.id, name)
        let clock = try await test.app.database.read { db in try db.clock(of: team.id, in: test.network.id) }
        #expect(clock?.stage == 0 && clock?.ownerID == backup && clock?.dueAt == test.clock.now + TeamRules.look)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func anEmptyRoleTellsItsKeeper(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), team = try await test.team([try await test.published()])
        let keeper = try #require(test.members["dispatcher"])
        func waits() async throws -> Int {
            try await test.app.members.waiting(for: keeper).filter { $0.clock.object == .teamRole }.count
        }
        #expect(try await waits() == 0)
        test.clock.pass(2 * Time.day + 1)
        try await test.app.teams.sweep()
        #expect(try await waits() == 2)
        try await test.act(.take(role: try await test.role(.transport, of: team.id).id), team: team.id, "volunteer")
        #expect(try await waits() == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func allThatOneOwnsIncludesTeams(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), team = try await test.team([try await test.published()])
        let founder = try #require(test.members["founder"])
        let duties = AllDuties(acts: test.app.needs, later: [test.app.offers, test.app.teams])
        let count = try await duties.handOver(to: founder.id, by: test.viewer("dispatcher"), in: test.network.id)
        #expect(count >= 1)
        let offered = try await test.app.teams.offered(to: founder.id, in: test.network.id)
        #expect(offered.map(\.id) == [team.id])
        _ = try await duties.answer([team.id], accepts: true, by: test.viewer("founder"), in: test.network.id)
        #expect(try await test.team(team.id, as: "founder").team.keeperID == founder.id)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func onlyThoseInsideReadItsTalk(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk
        let team = try await test.team([try await test.published()])
        let transport = try await test.role(.transport, of: team.id)
        try await test.act(.take(role: transport.id), team: team.id, "volunteer")
        try await talk.post(
            PostDraft(thread: "team", words: "canary-team"), to: team.talk, by: test.viewer("dispatcher"))
        for name in ["volunteer", "dispatcher", "founder"] {
            let read = try await talk.reading(team.talk, thread: "team", PostQuery(), for: test.viewer(name))
            #expect(read.posts.map(\.words) == ["canary-team"], "\(name)")
        }
        for name in ["volunteer2", "verifier", "intake", "anonymous"] {
            await #expect(throws: Refusal.self, "\(name)") {
                _ = try await talk.reading(team.talk, thread: "team", PostQuery(), for: test.viewer(name))
            }
        }
        // Whoever lays it down reads it no more.
        try await test.act(.release(role: transport.id, member: nil), team: team.id, "volunteer")
        await #expect(throws: Refusal.self) {
            _ = try await talk.reading(team.talk, thread: "team", PostQuery(), for: test.viewer("volunteer"))
        }
        // Long after it has closed its words are forgotten, the record stays.
        try await test.act(.close, team: team.id, "dispatcher")
        test.clock.pass(100 * Time.day)
        try await test.app.teams.forgetOld()
        let read = try await talk.reading(team.talk, thread: "team", PostQuery(), for: test.viewer("founder"))
        #expect(read.posts.compactMap(\.words).isEmpty)
        #expect(try await test.team(team.id, as: "founder").team.state == .closed)
        await test.app.database.close()
    }
}

/// What single actors do, and the five layers.
@Suite struct DoingTests {
    @Test(arguments: TestApp.kinds) func endsByItselfUnlessRenewed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.doings, network = test.network.id
        var draft = DoingDraft(what: "I drive people to their dialysis", category: "transport", area: "江汉区")
        let doing = try await acts.say(draft, by: test.viewer("volunteer"), in: network)
        #expect(doing.area.district == "江汉区" && doing.until == test.clock.now + DoingRules.usual)
        _ = try await acts.perform(.help, on: doing.id, by: test.viewer("volunteer2"), in: network)
        await #expect(throws: Refusal.self) {
            _ = try await acts.perform(.help, on: doing.id, by: test.viewer("volunteer"), in: network)
        }
        await #expect(throws: Refusal.self) {
            _ = try await acts.perform(.end(reason: nil), on: doing.id, by: test.viewer("volunteer2"), in: network)
        }
        test.clock.pass(DoingRules.usual - Time.day)
        try await acts.sweep()
        let member = try #require(test.members["volunteer"])
        #expect(try await test.app.members.waiting(for: member).contains { $0.clock.object == .doing })
        _ = try await acts.perform(.renew(until: nil), on: doing.id, by: test.viewer("volunteer"), in: network)
        #expect(try await !test.app.members.waiting(for: member).contains { $0.clock.object == .doing })
        test.clock.pass(DoingRules.usual + 1)
        try await acts.sweep()
        #expect(try await acts.list(for: test.viewer("volunteer"), in: network).lines.isEmpty)
        draft.organisation = test.network.id.description
        await #expect(throws: Refusal.self) { _ = try await acts.say(draft, by: test.viewer("volunteer"), in: network) }
        draft.organisation = nil
        draft.what = "ring 13900001234"
        await #expect(throws: Refusal.self) { _ = try await acts.say(draft, by: test.viewer("volunteer"), in: network) }
        test.clock.pass(100 * Time.day)
        try await acts.forgetOld()
        #expect(try await test.app.database.read { db in try db.doing(doing.id, in: network) } == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func theLayersCountRealThings(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let layers = LayerActs(
            teams: test.app.teams, doings: test.app.doings, pipelines: PipelineActs(needs: test.app.needs))
        let before = try await layers.reading(for: test.viewer("anonymous"), in: network)
        #expect(before.counts[.doings] == 0 && before.holes.contains(.nobodySays) && before.counts[.waiting] == nil)
        let need = try await test.published()
        _ = try await test.app.doings.say(
            DoingDraft(what: "Soup for the wards"), by: test.viewer("volunteer"), in: network)
        let team = try await test.team([need])
        test.clock.pass(Time.minute)
        let guest = try await layers.reading(for: test.viewer("anonymous"), in: network)
        #expect(guest.counts[.doings] == 1 && guest.counts[.teams] == 1 && guest.counts[.onBoard] == 1)
        #expect(guest.items[.actors] == nil && guest.items[.stewards] == nil && guest.items[.support]?.count == 1)
        #expect(
            guest.holes.contains { if case .noTransport(let area, 1) = $0 { area.district == "江汉区" } else { false } })
        #expect(
            guest.holes.contains { if case .emptyRole(.transport, let mark) = $0 { mark.id == team.id } else { false } }
        )
        #expect(!guest.holes.contains { $0.layer == .pipelines })
        try await test.act(.take(role: try await test.role(.transport, of: team.id).id), team: team.id, "volunteer")
        test.clock.pass(Time.minute)
        let member = try await layers.reading(for: test.viewer("volunteer2"), in: network)
        #expect(member.items[.actors]?.count == 1 && member.items[.stewards]?.isEmpty == false)
        #expect(!member.holes.contains { if case .noTransport = $0 { true } else { false } })
        await test.app.database.close()
    }
}
