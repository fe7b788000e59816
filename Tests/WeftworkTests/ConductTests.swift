import Database
import Testing

@testable import Weftwork

/// Conduct raises whom the vouches accept, by one tier, for a year; it can't be farmed among one's own.
@Suite struct ConductTests {
    private func delivery(_ day: Int64, _ side: String, by member: ID? = nil, confirmedBy: ID? = nil) -> Delivery {
        Delivery(
            at: day * Time.day, counterpart: side, memberID: member, isWellVerified: true, title: "t",
            confirmedBy: confirmedBy)
    }

    private func id(_ number: UInt64) -> ID { ID(milliseconds: 1, entropy: (number, number)) }

    // MARK: Rules

    @Test(
        arguments: [
            // days and sides of the deliveries, how many count at day 400, of how many sides, until which day they suffice
            ([(100, "a"), (110, "b"), (120, "c"), (130, "d")], 4, 4, 465),
            ([(100, "a"), (110, "b"), (120, "c"), (200, "a")], 4, 3, 465),
            ([(100, "a"), (110, "b"), (120, "a"), (130, "c")], 3, 3, 0),
            ([(100, "a"), (110, "b"), (195, "a"), (205, "b")], 4, 2, 0),
            ([(10, "a"), (110, "b"), (120, "c"), (130, "d")], 3, 3, 0),
            ([(100, "a"), (110, "b"), (120, "c"), (130, "d"), (140, "e"), (150, "f")], 6, 6, 485),
            ([(100, "a"), (110, "b"), (120, "c"), (191, "a"), (201, "b"), (282, "a")], 6, 3, 485),
            ([(500, "a"), (510, "b"), (520, "c"), (530, "d")], 0, 0, 0),
            ([], 0, 0, 0),
        ] as [([(Int64, String)], Int, Int, Int64)])
    func whatCountsAndUntilWhen(_ days: [(Int64, String)], _ counted: Int, _ sides: Int, _ until: Int64) {
        let found = ConductRules.conduct(days.map { delivery($0.0, $0.1) }, near: [], now: 400 * Time.day)
        #expect(found.counted == counted && found.sides == sides)
        #expect(found.until == until * Time.day)
    }

    @Test func onesOwnContactBranchAndConfirmersCountNothing() {
        let near = id(1), far = id(2)
        let all = [
            delivery(1, "a"), delivery(2, "mine"), delivery(3, "b", by: near), delivery(4, "c", by: far),
            delivery(5, "d", by: far, confirmedBy: near), delivery(6, "e", confirmedBy: far),
        ]
        let found = ConductRules.conduct(all, near: [near], own: ["mine"], now: 10 * Time.day)
        #expect(found.counted == 3 && found.sides == 3)
        #expect(found.nextChange == 366 * Time.day)
    }

    /// 1 brought 2 and 3, 2 brought 4, 3 brought 5; 9 came by themselves.
    @Test(
        arguments: [
            (1, 2, false, true), (2, 1, true, true), (4, 1, false, true), (4, 5, false, true), (4, 5, true, false),
            (2, 3, true, false), (2, 3, false, true), (4, 9, false, false), (9, 9, true, true),
        ] as [(UInt64, UInt64, Bool, Bool)])
    func aBranch(_ one: UInt64, _ other: UInt64, _ firstIsAnchor: Bool, _ isSame: Bool) {
        let above: [UInt64: [UInt64]] = [2: [1], 3: [1], 4: [2, 1], 5: [3, 1]]
        func chain(_ of: UInt64) -> [ID] { (above[of] ?? []).map(id) }
        let found = ConductRules.isSameBranch(
            id(one), above: chain(one), id(other), above: chain(other), anchors: firstIsAnchor ? [id(1)] : [])
        #expect(found == isSame)
    }

    @Test func chainsHoldAMonthLonger() {
        #expect(ConductRules.firm(chains: 2, before: 0, now: 5) == Clock.never)
        #expect(ConductRules.firm(chains: 1, before: 0, now: 5) == 0, "who never had two has nothing to lose")
        #expect(ConductRules.firm(chains: 1, before: Clock.never, now: 5) == 5 + VouchRules.notice)
        #expect(ConductRules.firm(chains: 0, before: 77, now: 5) == 77, "it is announced once")
    }

    // MARK: Kept

    @Test(arguments: TestApp.kinds) func whoBringsEnoughIsTrustedForAYear(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let vouches = try await test.vouched("volunteer", by: ["volunteer2", "volunteer3"])
        #expect(try await test.standing("volunteer") == .vouched)
        for phone in ["15400000001", "15400000002", "15400000003"] { try await test.bring("volunteer", to: phone) }
        try await test.app.members.sweep()
        #expect(try await test.standing("volunteer") == .vouched, "three are not enough")
        try await test.bring("volunteer", to: "15400000004")
        try await test.app.members.sweep()
        #expect(try await test.standing("volunteer") == .trusted)
        let told = try await test.app.vouches.standing(
            of: try #require(try await test.present("volunteer").member), language: .en)
        #expect(told.story.isByConduct && told.story.next?.standing == .steward)
        #expect(
            told.because(.en).contains("2 independent chains") && told.because(.en).contains("4 confirmed deliveries"))

        test.clock.pass(336 * Time.day)
        for (name, vouch) in vouches {
            _ = try await test.app.vouches.renew(vouch, by: test.viewer(name), in: test.network.id)
        }
        try await test.app.members.sweep()
        #expect(try await test.standing("volunteer") == .trusted)
        let fall = try #require(try await test.fall("volunteer"))
        #expect(fall > test.clock.now && fall <= test.clock.now + VouchRules.notice)
        try await test.app.members.sweep()
        #expect(try await test.fall("volunteer") == fall, "it is announced once")
        test.clock.pass(30 * Time.day)
        try await test.app.vouches.sweep()
        #expect(try await test.standing("volunteer") == .vouched)
        try await test.app.members.sweep()
        #expect(try await test.standing("volunteer") == .vouched)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aLostChainIsAMonthsNoticeAndALostSeatIsNone(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let vouches = try await test.vouched("volunteer", by: ["volunteer2", "volunteer3"])
        for number in 1...4 { try await test.bring("volunteer", to: "1540000000\(number)") }
        try await test.app.members.sweep()
        #expect(try await test.standing("volunteer") == .trusted)
        let first = try #require(vouches.first), last = try #require(vouches.last)
        _ = try await test.app.vouches.revoke(
            first.vouch, reason: "moved away", by: test.viewer(first.by), in: test.network.id)
        try await test.app.members.sweep()
        #expect(try await test.standing("volunteer") == .trusted)
        #expect(try await test.fall("volunteer") == test.clock.now + VouchRules.notice)
        // A second chain takes the announcement back.
        _ = try await test.app.vouches.give(
            VouchDraft(kind: .identity, how: "we carried boxes"), to: try test.id("volunteer"),
            by: test.viewer("intake"),
            in: test.network.id)
        try await test.app.members.sweep()
        #expect(try await test.fall("volunteer") == nil)
        _ = try await test.app.vouches.revoke(
            last.vouch, reason: "moved away", by: test.viewer(last.by), in: test.network.id)
        try await test.app.members.sweep()
        test.clock.pass(31 * Time.day)
        try await test.app.vouches.sweep()
        #expect(try await test.standing("volunteer") == .vouched)
        let rest = try await test.app.database.read { db in
            try db.vouches(of: try test.id("volunteer"), in: test.network.id)
        }
        for vouch in rest {
            _ = try await test.app.vouches.revoke(
                vouch.id, reason: "moved away", by: test.viewer("intake"), in: test.network.id)
        }
        #expect(try await test.standing("volunteer") == .newcomer, "without vouches conduct opens no tier")
        await test.app.database.close()
    }

    @Test func oneChainAloneRaisesNobody() async throws {
        let test = try await TestApp()
        _ = try await test.vouched("volunteer", by: ["volunteer2"])
        for number in 1...4 { try await test.bring("volunteer", to: "1540000000\(number)") }
        try await test.app.members.sweep()
        #expect(try await test.standing("volunteer") == .vouched)
        let told = try await test.app.vouches.standing(
            of: try #require(try await test.present("volunteer").member), language: .en)
        #expect(told.missing.count == 2 && told.missing[1](.en).contains("second chain"))
        await test.app.database.close()
    }

    @Test func aDeniedDeliveryCountsNoMore() async throws {
        let test = try await TestApp()
        let need = try await test.bring("volunteer", to: "15400000001")
        #expect(try await test.app.members.growth(of: test.viewer("volunteer"), in: test.network.id).independent == 1)
        _ = try await test.app.needs.perform(
            .notDelivered(note: "it was another's"), on: need, by: test.requester(need), in: test.network.id)
        #expect(try await test.app.members.growth(of: test.viewer("volunteer"), in: test.network.id).deliveries.isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoIsNearByBranchAndOrganisation(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let ids = try ["founder", "volunteer", "volunteer2", "volunteer3", "intake"].map(test.id)
        let network = test.network.id
        let near = try await test.app.database.write { db -> Set<ID> in
            // The founder brought volunteer and volunteer2; volunteer brought volunteer3; intake is of volunteer's organisation.
            for (member, by) in [(1, 0), (2, 0), (3, 1)] {
                try db.insert(
                    Arrival(
                        networkID: network, memberID: ids[member], way: .invitation, campaign: "", referrerID: ids[by],
                        joinedAt: 1))
            }
            let organisation = try db.organisation(named: "Clinic", key: "clinic", newID: ids[0], at: 1)
            for member in [1, 4] { try db.setOrganisation(organisation, of: ids[member], in: network) }
            return try db.near(ids[1], among: Set(ids), in: network)
        }
        #expect(near == [ids[0], ids[1], ids[3], ids[4]], "volunteer2 came by an anchor: another branch")
        await test.app.database.close()
    }
}

extension TestApp {
    func id(_ name: String) throws -> ID { try #require(members[name]).id }

    func standing(_ name: String) async throws -> Standing {
        let member = try id(name)
        return try await app.database.read { db in try db.standing(of: member, in: network.id) }
    }

    func fall(_ name: String) async throws -> Int64? {
        let member = try id(name)
        return try await app.database.read { db in try db.fall(of: member, in: network.id) }
    }

    /// Makes a member a newcomer, as if they had come by a link.
    func comeAnew(_ name: String) async throws {
        let member = try id(name)
        try await app.database.write { db in
            try db.execute(
                """
                UPDATE memberships SET is_entered = \(false), standing = \(Standing.newcomer)
                WHERE network_id = \(network.id) AND id = \(member)
                """)
            try db.changeTrust(of: network.id, roots: true)
        }
        _ = try await app.vouches.settle(network.id)
    }

    /// Makes a member a newcomer whom some others vouch for; the vouches, with who gave them.
    func vouched(_ name: String, by others: [String]) async throws -> [(by: String, vouch: ID)] {
        try await comeAnew(name)
        var given: [(by: String, vouch: ID)] = []
        for other in others {
            let vouch = try await app.vouches.give(
                VouchDraft(kind: .identity, how: "we carried boxes together"), to: try id(name), by: viewer(other),
                in: network.id)
            given.append((other, vouch.id))
        }
        return given
    }

    /// A member brings something to whoever has this telephone, and she confirms it on her page.
    @discardableResult
    func bring(_ name: String, to phone: String) async throws -> ID {
        var entry = entry("Clinic \(phone) lacks masks")
        entry.phone = phone
        entry.email = "clinic\(phone)@hospital.example"
        let need = try await published(entry)
        let line = try #require(need.lines.first)
        let draft = ClaimDraft(line: line.id, quantity: 100_000, promisedBy: clock.now + Time.hour, note: "")
        let claim = try await app.needs.claim(draft, on: need.id, by: viewer(name), in: network.id).claim
        _ = try await app.needs.perform(
            .deliver(quantity: nil, note: ""), onClaim: claim.id, by: viewer(name), in: network.id)
        _ = try await app.needs.perform(
            .confirm(rating: nil, note: ""), on: need.id, by: requester(need.id), in: network.id)
        return need.id
    }
}
