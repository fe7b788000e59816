import Database
import Engine
import Testing

@testable import Weftwork

/// How much a permit allows, and what becomes of promises that were there before a restriction: on both engines.
@Suite struct PermitAmountTests {
    // MARK: Rules

    private static let now: Int64 = 1_580_515_200_000
    private static let line = ID(milliseconds: 5, entropy: (5, 5))

    private static func id(_ number: Int64) -> ID { ID(milliseconds: number, entropy: (0, 1)) }

    private static func permit(
        _ number: Int64, most: Int64? = nil, used: Int64 = 0, for member: ID? = nil
    ) -> Permit {
        var permit = Permit(
            id: id(number), networkID: Sample.id, needID: Sample.id, restrictionID: Sample.id,
            forID: member,
            statedBy: nil, paper: Permit.Paper(), validUntil: now + 1, state: .accepted, decidedBy: nil,
            decidedAt: nil,
            at: 0)
        if let most { permit.amounts = [line: most] }
        permit.used = [line: used]
        return permit
    }

    private static let restriction = Restriction(
        id: Sample.id, networkID: Sample.id, categories: [.medical], items: [], area: AreaPath(),
        from: 0, until: nil,
        authority: "Health office", permit: "a note",
        channel: Restriction.Channel(words: "", phone: "", link: ""),
        note: "", setBy: nil, setAt: 0, changedAt: 0, liftedAt: nil)

    private static let leans: [(permits: [Permit], quantity: Int64, chosen: Int64?, left: Int64?)] = [
        ([permit(1)], .max / 2, 1, nil), ([permit(1, most: 500)], 500, 1, nil),
        ([permit(1, most: 500)], 501, nil, 500),
        ([permit(1, most: 500, used: 400)], 101, nil, 100),
        ([permit(1, most: 500, used: 700)], 1, nil, 0),
        // What has a limit and is enough goes first; two that are each too small are not added up.
        ([permit(1), permit(2, most: 500)], 500, 2, nil),
        ([permit(1), permit(2, most: 500)], 501, 1, nil),
        ([permit(1, most: 300), permit(2, most: 200)], 200, 2, nil),
        ([permit(1, most: 300), permit(2, most: 200)], 400, nil, 300), ([], 1, nil, nil),
        ([permit(1, most: 500, for: id(9))], 1, nil, nil),
    ]

    @Test(arguments: leans.indices) func aPromiseLeansOnWhatIsEnough(_ index: Int) {
        let (permits, quantity, chosen, left) = Self.leans[index]
        do throws(Refusal) {
            let found = try PermitRules.leaning(
                [Self.restriction], permits, on: Self.line, quantity, for: Self.id(8), until: Self.now + 1,
                at: Self.now)
            #expect(found.map(\.id) == chosen.map { [Self.id($0)] })
        } catch {
            switch error {
            case .conflict(_, let extras): #expect(chosen == nil && left == extras.remaining)
            case .invalid(let problems):
                #expect(chosen == nil && left == nil && problems.map(\.field) == ["permit"])
            default: Issue.record(error)
            }
        }
    }

    @Test func whatItDoesNotNameItDoesNotCover() throws {
        #expect(!Self.permit(1, most: 5).names(Self.id(77)) && Self.permit(1).names(Self.id(77)))
        let permit = Self.permit(1, most: 5)
        #expect(Permit.amounts(try permit.amountsText) == permit.amounts)
        #expect(try Self.permit(1).amountsText.isEmpty && Permit.amounts("nonsense").isEmpty)
    }

    // MARK: In the store

    private static func published(_ test: TestApp, quantity: String = "100") async throws -> Need {
        var entry = test.entry("Masks and ventilators for the clinic")
        entry.lines = [
            .init(item: "N95 mask", quantity: quantity), .init(item: "Rice", quantity: "50"),
        ]
        return try await test.published(entry)
    }

    private static func restrict(_ test: TestApp, permit: String = "allocation note") async throws
        -> Restriction
    {
        let draft = RestrictionDraft(
            items: ["masks"], authority: "Health office", permit: permit,
            channel: Restriction.Channel(words: "in writing", phone: "", link: ""))
        return try await test.app.needs.setRestriction(
            draft, by: test.viewer("founder"), in: test.network.id)
    }

    @discardableResult
    private static func state(
        _ test: TestApp, _ need: Need, by viewer: Viewer, most: String? = nil, accepted: Bool = true
    ) async throws -> Permit {
        var draft = PermitDraft(
            number: "no. 7", issuer: "office", validUntil: test.clock.now + 60 * Time.day)
        if let most { draft.amounts = [(need.lines[0].id.description, most)] }
        let permit = try await test.app.needs.statePermit(
            draft, on: need.id, by: viewer, in: test.network.id)
        guard accepted else { return permit }
        return try await test.app.needs.decidePermit(
            permit.id, accepts: true, reason: "called", by: test.viewer("verifier2"), in: test.network.id)
    }

    private static func claim(
        _ test: TestApp, _ need: Need, _ quantity: Int64, line: Int = 0, by name: String
    ) async throws -> Claim {
        try await test.app.needs.claim(
            ClaimDraft(
                line: need.lines[line].id, quantity: quantity * 1000,
                promisedBy: test.clock.now + 30 * Time.day),
            on: need.id, by: test.viewer(name), in: test.network.id
        ).claim
    }

    private static func left(_ test: TestApp, _ need: Need) async throws -> [Int64] {
        try await test.app.needs.restricted(
            need.id, for: test.viewer("dispatcher"), in: test.network.id
        ).permits
            .map { $0.left(of: need.lines[0].id) / 1000 }
    }

    @Test(arguments: TestApp.kinds) func noMoreThanItAllowsIsPromised(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let acts = test.app.needs
        let network = test.network.id
        let need = try await Self.published(test)
        _ = try await Self.restrict(test)
        for (line, typed, field) in [
            (need.lines[1].id.description, "5", "amounts.\(need.lines[1].id)"),
            (need.lines[0].id.description, "many", "amounts.\(need.lines[0].id)"),
            ("x", "5", "amounts.x"),
        ] {
            var draft = PermitDraft(
                number: "no. 7", issuer: "office", validUntil: test.clock.now + Time.day)
            draft.amounts = [(line, typed)]
            let wrong = draft
            do {
                _ = try await acts.statePermit(wrong, on: need.id, by: test.requester(need.id), in: network)
                Issue.record("\(typed) went through")
            } catch Refusal.invalid(let problems) {
                #expect(problems.map(\.field) == [field])
            }
        }
        try await Self.state(test, need, by: test.requester(need.id), most: "20")
        let first = try await Self.claim(test, need, 12, by: "volunteer")
        do {
            _ = try await Self.claim(test, need, 9, by: "volunteer2")
            Issue.record("more than it allows")
        } catch Refusal.conflict(_, let extras) {
            #expect(extras.remaining == 8000)
        }
        #expect(try await Self.left(test, need) == [8])
        _ = try await Self.claim(test, need, 50, line: 1, by: "volunteer2")
        // What was let go is free again; what was brought stays used, even where less was brought than promised.
        _ = try await acts.perform(
            .release(note: ""), onClaim: first.id, by: test.viewer("volunteer"), in: network)
        #expect(try await Self.left(test, need) == [20])
        let second = try await Self.claim(test, need, 20, by: "volunteer3")
        _ = try await acts.perform(
            .deliver(quantity: 15000, note: ""), onClaim: second.id, by: test.viewer("volunteer3"),
            in: network)
        #expect(try await Self.left(test, need) == [5])
        let page = try await acts.restricted(need.id, for: test.viewer("dispatcher"), in: network)
        let text = String(decoding: RestrictedView(file: page).json, as: UTF8.self)
        #expect(text.contains("\"most\":20") && text.contains("\"left\":5"), "\(text)")
        await test.app.database.close()
    }

    @Test(arguments: RaceTests.trials.map { ($0.0, $0.1) }.filter { $0.1 <= 3 })
    func manyAtOnceNeverPassIt(_ kind: EngineKind, _ trial: Int) async throws {
        let test = try await TestApp(kind, seed: UInt64(trial), volunteers: 24)
        let need = try await Self.published(test, quantity: "1000")
        _ = try await Self.restrict(test)
        try await Self.state(test, need, by: test.requester(need.id), most: "10")
        let made = await withTaskGroup(of: Int64.self) { group in
            for number in 0..<24 {
                group.addTask {
                    do {
                        return try await Self.claim(
                            test, need, Int64(1 + (number + trial) % 3), by: "v\(number)"
                        ).quantity
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
        #expect(made <= 10_000 && made >= 8_000)
        #expect(try await Self.left(test, need) == [10 - made / 1000])
        await test.app.database.close()
    }

    // MARK: What was promised before

    private static func looks(_ test: TestApp, _ need: Need, by name: String) async -> Bool {
        (try? await test.app.needs.reveal(
            need.id, purpose: "", by: test.viewer(name), in: test.network.id)) != nil
    }

    /// Members nobody vouches for are let through to the contact first.
    private static func promised(_ test: TestApp, _ need: Need, _ names: [String]) async throws
        -> [Claim]
    {
        var claims: [Claim] = []
        for name in names {
            let claim = try await claim(test, need, 10, by: name)
            try await test.app.needs.letThrough(
                claim: claim.id, by: test.viewer("founder"), in: test.network.id)
            claims.append(claim)
        }
        return claims
    }

    /// A permit with a wrong number is taken back and stated anew: what was promised under it is not allowed a second time.
    @Test(arguments: TestApp.kinds) func whatIsStatedAnewAllowsNoMore(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await Self.published(test)
        _ = try await Self.restrict(test)
        let wrong = try await Self.state(test, need, by: test.requester(need.id), most: "20")
        _ = try await Self.claim(test, need, 12, by: "volunteer")
        _ = try await test.app.needs.decidePermit(
            wrong.id, accepts: false, reason: "another number", by: test.viewer("verifier2"), in: test.network.id)
        let right = try await Self.state(test, need, by: test.requester(need.id), most: "20")
        let permits = try await test.app.needs.restricted(
            need.id, for: test.viewer("dispatcher"), in: test.network.id
        ).permits
        #expect(permits.first { $0.id == right.id }?.left(of: need.lines[0].id) == 8_000)
        await #expect(throws: Refusal.self) { _ = try await Self.claim(test, need, 9, by: "volunteer2") }
        await test.app.database.close()
    }

    private static func claims(_ test: TestApp, _ need: Need) async throws -> [Claim] {
        try await test.app.database.read { db in try db.claims(of: need) }
    }

    @Test(arguments: TestApp.kinds) func whatWasPromisedBeforeWaitsForItsPermit(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind)
        let acts = test.app.needs
        let network = test.network.id
        let need = try await Self.published(test)
        let made = try await Self.promised(test, need, ["volunteer", "volunteer2", "volunteer3"])
        _ = try await acts.perform(
            .progress(note: "", carrier: "post", waybill: "SF 1"), onClaim: made[1].id,
            by: test.viewer("volunteer2"),
            in: network)
        #expect(await Self.looks(test, need, by: "volunteer"))
        _ = try await Self.restrict(test)
        for _ in 0..<2 { try await acts.sweepRestrictions() }
        // Nothing is taken away, but the contact is closed to who is not on the way.
        #expect(try await Self.claims(test, need).allSatisfy { $0.state == .open })
        #expect(await Self.looks(test, need, by: "volunteer") == false)
        #expect(await Self.looks(test, need, by: "volunteer2"))
        await #expect(throws: Refusal.self) {
            _ = try await acts.makeSlip(
                SlipDraft(name: "driver", vehicle: "van", hours: 5), forClaim: made[0].id,
                by: test.viewer("volunteer"), in: network)
        }
        let home = try await acts.waiting(for: #require(test.members["volunteer"]))
        #expect(home.items.contains { $0.clock.step == "permitWait" })
        let shown = try await acts.restricted(need.id, for: test.viewer("volunteer"), in: network)
        #expect(shown.wait(of: made[0]) != nil && shown.wait(of: made[2]) == nil)
        #expect(
            try await acts.restricted(need.id, for: test.requester(need.id), in: network).waits.count == 3
        )

        // A permit for one alone: they lean on it, and see the contact again.
        try await Self.state(test, need, by: test.viewer("volunteer"))
        #expect(await Self.looks(test, need, by: "volunteer"))
        let waiting = try await acts.restricted(need.id, for: test.requester(need.id), in: network)
            .waits
        #expect(Set(waiting.map(\.claimID)) == Set([made[1].id, made[2].id]))

        // At three quarters they are reminded, at the end the promise goes back; what is on its way is the owner's to see to.
        test.clock.pass(Int64(72 * 0.8 * Double(Time.hour)))
        try await acts.sweep()
        #expect(try await Self.claims(test, need).allSatisfy { $0.state == .open })
        test.clock.pass(20 * Time.hour)
        for _ in 0..<3 { try await acts.sweep() }
        let after = try await Self.claims(test, need)
        #expect(after.map(\.state) == [.open, .open, .released], "\(after.map(\.state))")
        #expect(try await test.need(need.id)?.lines[0].claimed == 20_000)
        let kinds = try await test.app.database.read { db in
            try db.query(
                "SELECT kind, count(*) FROM events WHERE kind LIKE 'permit%' GROUP BY kind ORDER BY kind"
            ) {
                "\(try $0[0] as String) \(try $0[1] as Int)"
            }
        }
        #expect(kinds == ["permitAwaited 3", "permitDecided 1", "permitMissed 2", "permitStated 1"])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatTheDeskHasNotLookedAtIsWaitedFor(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind)
        let acts = test.app.needs
        let network = test.network.id
        let need = try await Self.published(test)
        let made = try await Self.promised(test, need, ["volunteer", "volunteer2"])
        let restriction = try await Self.restrict(test)
        try await acts.sweepRestrictions()
        let permit = try await Self.state(
            test, need, by: test.requester(need.id), most: "15", accepted: false)
        test.clock.pass(4 * Time.day)
        for _ in 0..<2 { try await acts.sweep() }
        // The promise itself asks for a sign of life, permit or none.
        for (claim, name) in zip(made, ["volunteer", "volunteer2"]) {
            _ = try await acts.perform(
                .progress(note: "I wait for the permit", carrier: "", waybill: ""), onClaim: claim.id,
                by: test.viewer(name),
                in: network)
        }
        test.clock.pass(2 * Time.day)
        for _ in 0..<2 { try await acts.sweep() }
        #expect(try await Self.claims(test, need).allSatisfy { $0.state == .open })
        // It is enough for the first only.
        _ = try await acts.decidePermit(
            permit.id, accepts: true, reason: "called", by: test.viewer("verifier2"), in: network)
        let waiting = try await acts.restricted(need.id, for: test.requester(need.id), in: network)
            .waits
        #expect(waiting.map(\.claimID) == [made[1].id])
        #expect(await Self.looks(test, need, by: "volunteer2") == false)
        // Lifted, it is waited for by nobody.
        _ = try await acts.liftRestriction(restriction.id, by: test.viewer("founder"), in: network)
        #expect(await Self.looks(test, need, by: "volunteer2"))
        try await acts.sweepRestrictions()
        test.clock.pass(2 * Time.hour)
        try await acts.sweep()
        #expect(try await Self.claims(test, need).allSatisfy { $0.state == .open })
        let clocks = try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM clocks WHERE object = 'permitWait'", as: Int.self)
        }
        #expect(clocks == 0)
        await test.app.database.close()
    }

    /// What leaned on a permit that is taken back waits for another: its contact is closed again, what is on its way goes on.
    @Test(arguments: TestApp.kinds) func whatLeanedOnAPermitTakenBackWaitsAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await Self.published(test)
        _ = try await Self.restrict(test)
        try await acts.sweepRestrictions()
        let first = try await Self.state(test, need, by: test.requester(need.id), most: "40")
        let made = try await Self.promised(test, need, ["volunteer", "volunteer2", "volunteer3"])
        _ = try await acts.perform(
            .progress(note: "", carrier: "post", waybill: "SF 1"), onClaim: made[1].id, by: test.viewer("volunteer2"),
            in: network)
        _ = try await acts.perform(
            .deliver(quantity: 10000, note: ""), onClaim: made[2].id, by: test.viewer("volunteer3"), in: network)
        #expect(await Self.looks(test, need, by: "volunteer"))
        func takeBack(_ permit: ID) async throws {
            _ = try await acts.decidePermit(
                permit, accepts: false, reason: "a forgery", by: test.viewer("verifier2"), in: network)
        }
        try await takeBack(first.id)
        let waits = try await acts.restricted(need.id, for: test.requester(need.id), in: network).waits
        #expect(Set(waits.map(\.claimID)) == Set([made[0].id, made[1].id]))
        #expect(waits.first { $0.claimID == made[1].id }?.isUnderWay == true)
        #expect(await Self.looks(test, need, by: "volunteer") == false)
        #expect(await Self.looks(test, need, by: "volunteer2"))
        let home = try await acts.waiting(for: #require(test.members["volunteer"]))
        #expect(home.items.contains { $0.clock.step == "permitWait" })
        // Another permit with no more than is needed covers all that was promised and brought under the first.
        let second = try await Self.state(test, need, by: test.requester(need.id), most: "30")
        #expect(try await acts.restricted(need.id, for: test.requester(need.id), in: network).waits.isEmpty)
        #expect(await Self.looks(test, need, by: "volunteer"))
        // Taken back a second time it waits a second time, and in the end the promise goes back.
        try await takeBack(second.id)
        #expect(await Self.looks(test, need, by: "volunteer") == false)
        test.clock.pass(Int64(72 * 0.8 * Double(Time.hour)))
        try await acts.sweep()
        #expect(try await Self.claims(test, need)[0].state == .open)
        test.clock.pass(20 * Time.hour)
        for _ in 0..<3 { try await acts.sweep() }
        let after = try await Self.claims(test, need)
        #expect(after.map(\.state) == [.released, .open, .delivered], "\(after.map(\.state))")
        await test.app.database.close()
    }

    // MARK: Until when

    @Test(arguments: TestApp.kinds) func nothingIsPromisedBeyondItsPermit(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), need = try await Self.published(test)
        _ = try await Self.restrict(test)
        let permit = try await Self.state(test, need, by: test.requester(need.id))
        func claim(_ by: Int64) async throws {
            _ = try await test.app.needs.claim(
                ClaimDraft(line: need.lines[0].id, quantity: 1000, promisedBy: by), on: need.id,
                by: test.viewer("volunteer"), in: test.network.id)
        }
        do {
            try await claim(permit.validUntil + 1)
            Issue.record("promised for a day on which no permit is good")
        } catch Refusal.invalid(let problems) {
            #expect(problems.map(\.field) == ["promisedBy"])
        }
        try await claim(permit.validUntil)
        await test.app.database.close()
    }

    /// A permit that runs out is watched: what leaned on it leans on another, or waits as if its acceptance had been taken back.
    @Test(arguments: TestApp.kinds) func whatLeanedOnAPermitThatRanOutWaits(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await Self.published(test)
        _ = try await Self.restrict(test)
        try await acts.sweepRestrictions()
        let first = try await Self.state(test, need, by: test.requester(need.id), most: "20")
        let made = try await Self.promised(test, need, ["volunteer", "volunteer2"])
        func waits() async throws -> [ID] {
            try await acts.restricted(need.id, for: test.requester(need.id), in: network).waits.map(\.claimID)
        }
        test.clock.pass(first.validUntil - test.clock.now - 1)
        try await acts.sweepRestrictions()
        #expect(try await waits().isEmpty)
        // Another one is good for one of them; it covers the first as soon as the old one has run out.
        try await Self.state(test, need, by: test.viewer("volunteer"))
        _ = try await test.app.database.write { db in try db.execute("DELETE FROM jobs") }
        test.clock.pass(2)
        for _ in 0..<2 { try await acts.sweepRestrictions() }
        #expect(try await waits() == [made[1].id])
        #expect(await Self.looks(test, need, by: "volunteer"))
        #expect(await Self.looks(test, need, by: "volunteer2") == false)
        let told = try await test.app.database.read { db in
            (
                try db.value("SELECT count(*) FROM jobs WHERE kind = 'mail'", as: Int.self),
                try db.value("SELECT count(*) FROM events WHERE kind = 'permitAwaited'", as: Int.self)
            )
        }
        #expect(told.0 == 1 && told.1 == 1, "once, and only who has to find another")
        try await Self.state(test, need, by: test.requester(need.id))
        #expect(try await waits().isEmpty)
        await test.app.database.close()
    }
}
