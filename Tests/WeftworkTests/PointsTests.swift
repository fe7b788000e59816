import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// Thanks only for what another side confirmed, within bounds, and taken back with the confirmation.
@Suite struct PointsTests {
    private static func id(_ number: Int64) -> ID { ID(milliseconds: number, entropy: (0, 1)) }

    // MARK: Rules

    @Test(
        arguments: [
            // kind, points of the kind on the day, of all, from the side, needs rest → points, why fewer
            (.delivery, 0, 0, 0, false, 10, .none), (.delivery, 25, 25, 0, false, 5, .day),
            (.delivery, 30, 30, 0, false, 0, .day), (.delivery, 0, 36, 0, false, 4, .day),
            (.delivery, 0, 0, 3, false, 0, .side), (.delivery, 0, 0, 0, true, 0, .rest),
            (.shift, 0, 0, 9, false, 6, .none), (.invitee, 0, 0, 0, true, 3, .none),
            (.training, 0, 0, 0, false, 0, .none),
        ] as [(AwardKind, Int, Int, Int, Bool, Int, Award.Cut)])
    func howMuch(
        _ kind: AwardKind, _ dayOfKind: Int, _ dayOfAll: Int, _ fromSide: Int, _ needsRest: Bool, _ points: Int,
        _ cut: Award.Cut
    ) {
        let known = AwardRules.Known(
            dayOfKind: dayOfKind, dayOfAll: dayOfAll, fromSide: fromSide, needsRest: needsRest)
        let found = AwardRules.points(kind, AwardRuling(), known)
        #expect(found.points == points && found.cut == cut)
    }

    private func line(_ number: Int64, reverses: Int64? = nil, by: ID? = nil) -> Award {
        Award(
            id: PointsTests.id(number), networkID: PointsTests.id(1), memberID: PointsTests.id(2), kind: .delivery,
            objectID: PointsTests.id(3), round: 0, side: [1], points: 10, cut: .none, day: 1, at: 1, version: 0,
            reversesID: reverses.map { PointsTests.id($0) }, byID: by)
    }

    @Test func whatAnOutcomeAsksOfTheLedger() {
        #expect(AwardRules.step(stands: true, lines: []) == .give(round: 0))
        #expect(AwardRules.step(stands: false, lines: []) == .nothing)
        #expect(AwardRules.step(stands: true, lines: [line(4)]) == .nothing)
        #expect(AwardRules.step(stands: false, lines: [line(4)]) == .takeBack)
        let undone = [line(4), line(5, reverses: 4)]
        #expect(AwardRules.step(stands: false, lines: undone) == .nothing)
        #expect(AwardRules.step(stands: true, lines: undone) == .give(round: 1), "confirmed anew is given anew")
        let decided = [line(4), line(5, reverses: 4, by: PointsTests.id(9))]
        #expect(AwardRules.step(stands: true, lines: decided) == .nothing, "what was taken back on purpose stays so")
    }

    @Test func onesOwnSideIsNone() {
        func outcome(_ side: [UInt8], _ sayers: [ID]) -> Outcome {
            Outcome(
                kind: .delivery, objectID: PointsTests.id(1), memberID: PointsTests.id(2), stands: true, at: 1,
                side: side, sayers: sayers)
        }
        #expect(AwardRules.isIndependent(outcome([1], []), near: []))
        #expect(!AwardRules.isIndependent(outcome([], []), near: []))
        #expect(!AwardRules.isIndependent(outcome([1], [PointsTests.id(2)]), near: []))
        #expect(!AwardRules.isIndependent(outcome([1], [PointsTests.id(7)]), near: [PointsTests.id(7)]))
    }

    @Test func aChangeOfTheRulesNamesWhatIsWrong() throws {
        var draft = AwardRulingDraft(reason: "too much at once")
        #expect(throws: Refusal.self) { try AwardRules.changed(AwardRuling(), draft) }
        draft.points[.delivery] = "8"
        let changed = try AwardRules.changed(AwardRuling(), draft)
        #expect(changed.version == 1 && changed[.delivery].points == 8 && changed[.delivery].dayCap == 30)
        draft.points[.training] = "5"
        draft.caps[.shift] = "-1"
        draft.reason = ""
        let refusal = #expect(throws: Refusal.self) { try AwardRules.changed(AwardRuling(), draft) }
        guard case .invalid(let problems)? = refusal else {
            Issue.record("a quiz gives no points")
            return
        }
        #expect(Set(problems.map(\.field)) == ["points.training", "cap.shift", "reason"])
    }

    @Test func levels() {
        #expect(ThanksLevel.of(0) == .none && ThanksLevel.of(1) == .spark && ThanksLevel.of(49) == .spark)
        #expect(ThanksLevel.of(50) == .lamp && ThanksLevel.of(150) == .hearth && ThanksLevel.of(4000) == .lighthouse)
    }

    // MARK: From what was confirmed

    @Test(arguments: TestApp.kinds) func aConfirmedDeliveryIsThankedForOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        try await test.weigh()
        let need = try await test.bring("volunteer", to: "15400000001")
        #expect(try await test.points("volunteer") == 0, "the sweep comes after")
        try await test.weigh()
        #expect(try await test.points("volunteer") == 10)
        // Whoever answered in time is thanked once she herself has confirmed.
        #expect(try await test.points("intake") == 2)
        // Again, and again from the beginning: the same ledger.
        try await test.weigh()
        let before = try await test.ledger()
        try await test.app.database.write { db in try db.setAwardPosition(0, of: test.network.id) }
        try await test.weigh()
        #expect(try await test.ledger() == before)
        // She says that it did not come after all, and then that it did.
        _ = try await test.app.needs.perform(
            .notDelivered(note: "not here"), on: need, by: test.requester(need), in: test.network.id)
        try await test.weigh()
        #expect(try await test.points("volunteer") == 0)
        let claim = try #require(try await test.claim(of: "volunteer"))
        _ = try await test.app.needs.perform(
            .settle(isDelivered: true, note: "it was at the gate"), onClaim: claim, by: test.viewer("founder"),
            in: test.network.id)
        _ = try await test.app.needs.perform(
            .confirm(rating: nil, note: ""), on: need, by: test.requester(need), in: test.network.id)
        try await test.weigh()
        #expect(try await test.points("volunteer") == 10)
        #expect(try await test.ledger().filter { $0.kind == .delivery }.count == 3)
        #expect(test.log.all.filter { $0.hasPrefix("error") }.isEmpty)
    }

    @Test(arguments: TestApp.kinds) func theDaysPointsEndAndTheSameSideThanksSeldom(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        for number in 1...5 { _ = try await test.bring("volunteer", to: "1540000000\(number)") }
        try await test.weigh()
        let own = try await test.own("volunteer")
        #expect(own.points == 30 && own.counts[.delivery] == 5, "five are thanked for, three give points that day")
        #expect(own.lines.filter { $0.award.cut == .day }.count == 2)
        for _ in 1...4 {
            test.clock.pass(Time.day)
            _ = try await test.bring("volunteer2", to: "15411111111")
        }
        try await test.weigh()
        let other = try await test.own("volunteer2")
        #expect(other.points == 30 && other.lines.filter { $0.award.cut == .side }.count == 1)
    }

    @Test(arguments: TestApp.kinds) func onesOwnBranchThanksNobody(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        try await test.cameThrough("volunteer", "volunteer2")
        // The one brought in asks in their own name, and the other brings it.
        var entry = test.entry("Masks for a friend")
        entry.phone = "15400000009"
        entry.onBehalfOf = "a friend"
        entry.consent = "yes"
        let need = try await test.app.needs.submit(entry, by: test.viewer("volunteer"), in: test.network).need
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        try await test.act(.verify(VerificationDraft(confidence: .official)), need.id, "verifier")
        try await test.act(.publish(audience: .public, reason: ""), need.id, "dispatcher")
        let line = try #require(need.lines.first)
        let claim = try await test.app.needs.claim(
            ClaimDraft(line: line.id, quantity: 100_000, promisedBy: test.clock.now + Time.hour, note: ""),
            on: need.id, by: test.viewer("volunteer2"), in: test.network.id
        ).claim
        _ = try await test.app.needs.perform(
            .deliver(quantity: nil, note: ""), onClaim: claim.id, by: test.viewer("volunteer2"), in: test.network.id)
        _ = try await test.app.needs.perform(
            .confirm(rating: nil, note: ""), on: need.id, by: test.requester(need.id), in: test.network.id)
        try await test.weigh()
        #expect(try await test.ledger().filter { $0.kind == .delivery }.isEmpty)
        #expect(try await test.points("volunteer2") == 0)
    }

    @Test(arguments: TestApp.kinds) func whoBroughtSomebodyInIsThankedForTheirWork(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        try await test.cameThrough("volunteer", "volunteer2")
        try await test.weigh()
        #expect(try await test.points("volunteer2") == 0, "inviting as such gives nothing")
        _ = try await test.bring("volunteer", to: "15400000001")
        _ = try await test.bring("volunteer", to: "15400000002")
        try await test.weigh()
        #expect(try await test.points("volunteer2") == 3, "once, for the first")
        for line in try await test.own("volunteer").lines {
            try await test.app.points.reverse(
                line.award.id, reason: "it was a mistake", by: test.viewer("founder"), in: test.network.id)
        }
        #expect(try await test.points("volunteer") == 0)
        #expect(try await test.points("volunteer2") == 0, "what it rested on is gone")
    }

    @Test(arguments: TestApp.kinds) func manyAtOnceWriteOneLine(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        _ = try await test.bring("volunteer", to: "15400000001")
        _ = try await test.bring("volunteer2", to: "15400000002")
        try await test.seal()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 { group.addTask { try await test.app.points.sweep() } }
            try await group.waitForAll()
        }
        let lines = try await test.ledger()
        #expect(lines.filter { $0.kind == .delivery }.count == 2)
        // Six take the same line back: one does it, five are told.
        let line = try #require(lines.first { $0.kind == .delivery })
        let done = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    do {
                        try await test.app.points.reverse(
                            line.id, reason: "written twice", by: test.viewer("founder"), in: test.network.id)
                        return true
                    } catch Refusal.conflict {
                        return false
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(done == 1)
        #expect(try await test.ledger().filter { $0.reversesID == line.id }.count == 1)
        #expect(try await test.own(named: line.memberID).lines.first?.reason == "written twice")
    }

    /// A thousand outcomes that come, go and come again: the sum is never negative, no day above its bounds, nothing from nobody.
    @Test(arguments: TestApp.kinds) func anyHistoryKeepsTheBounds(_ kind: EngineKind) async throws {
        let seed = UInt64(ProcessInfo.processInfo.environment["WEFT_SEED"] ?? "") ?? UInt64.random(in: 1..<1_000_000)
        print("points: seed \(seed)")
        var random = SplitMix64(seed: seed)
        let test = try await TestApp(kind), network = test.network.id
        let names = ["volunteer", "volunteer2", "volunteer3"]
        let people = try names.map { try test.id($0) }
        let ruling = AwardRuling(), keeper = test.app.points.keeper
        for step in 0..<120 {
            let object = PointsTests.id(Int64.random(in: 1...25, using: &random))
            let who = Int.random(in: 0..<3, using: &random), stands = Int.random(in: 0..<3, using: &random) > 0
            let sayer = people[Int.random(in: 0..<3, using: &random)]
            let outcome = Outcome(
                kind: AwardKind.allCases[Int.random(in: 0..<AwardKind.allCases.count, using: &random)],
                objectID: object, memberID: people[who], stands: stands,
                at: test.clock.now + Int64.random(in: 0..<3, using: &random) * Time.day,
                side: [UInt8(Int.random(in: 1...6, using: &random))], sayers: [sayer])
            _ = try await test.app.database.write { db in
                try keeper.settle(outcome, in: network, ruling, db)
            }
            let lines = try await test.ledger()
            if Int.random(in: 0..<6, using: &random) == 0, let line = lines.first(where: { $0.reversesID == nil }) {
                try? await test.app.points.reverse(
                    line.id, reason: "by chance", by: test.viewer("founder"), in: network)
            }
            try await check(test, people, ruling, "seed \(seed), step \(step)")
        }
        #expect(try await test.ledger().count > 30, "seed \(seed): too little to mean anything")
    }

    private func check(_ test: TestApp, _ people: [ID], _ ruling: AwardRuling, _ story: String) async throws {
        let lines = try await test.ledger()
        let byID = Dictionary(uniqueKeysWithValues: lines.map { ($0.id, $0) })
        for person in people {
            let own = lines.filter { $0.memberID == person }
            #expect(own.reduce(0) { $0 + $1.points } >= 0, "\(story)")
            for (day, ofDay) in Dictionary(grouping: own, by: \.day) {
                #expect(ofDay.reduce(0) { $0 + $1.points } <= ruling.dayCap, "\(story), day \(day)")
                for (kind, ofKind) in Dictionary(grouping: ofDay, by: \.kind) {
                    #expect(ofKind.reduce(0) { $0 + $1.points } <= ruling[kind].dayCap, "\(story), \(kind)")
                }
            }
        }
        for line in lines {
            if let back = line.reversesID {
                #expect(byID[back].map { $0.points == -line.points } == true, "\(story)")
            } else {
                #expect(!line.side.isEmpty && line.points >= 0, "\(story)")
            }
        }
        #expect(Set(lines.compactMap(\.reversesID)).count == lines.filter { $0.reversesID != nil }.count, "\(story)")
    }

    @Test(arguments: TestApp.kinds) func nobodyConfirmsThemselves(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), me = try test.id("volunteer"), network = test.network.id
        for kind in AwardKind.allCases {
            let outcome = Outcome(
                kind: kind, objectID: PointsTests.id(5), memberID: me, stands: true, at: test.clock.now, side: [1],
                sayers: [me])
            _ = try await test.app.database.write { db in
                try test.app.points.keeper.settle(outcome, in: network, AwardRuling(), db)
            }
        }
        #expect(try await test.ledger().isEmpty)
    }

    // MARK: Safety, showing, leaving

    @Test(arguments: TestApp.kinds) func pastTheWeeksHoursRestIsWhatThePageSays(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), me = try test.id("volunteer")
        let now = test.clock.now
        try await test.app.database.write { db in
            for number in 0..<6 {
                let from = now - Int64(number + 1) * Time.day
                try db.insert(
                    Shift(
                        id: test.app.world.newID(), memberID: me, memberName: "", desk: "intake", startsAt: from,
                        endsAt: from + 12 * Time.hour, acceptedAt: from), in: test.network.id)
            }
        }
        _ = try await test.bring("volunteer", to: "15400000001")
        try await test.weigh()
        let own = try await test.own("volunteer")
        #expect(own.needsRest && own.points == 0 && own.lines.first?.award.cut == .rest)
        #expect(own.counts[.delivery] == 1, "thanked all the same")
    }

    @Test(arguments: TestApp.kinds) func whoHasNotAgreedIsInNoSum(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        _ = try await test.bring("volunteer", to: "15400000001")
        _ = try await test.bring("volunteer2", to: "15400000002")
        try await test.weigh()
        func people() async throws -> [String] {
            try await test.app.points.board(for: test.viewer("volunteer3"), in: test.network.id).people.map {
                $0.name(.en)
            }
        }
        #expect(try await people().isEmpty)
        #expect(try await test.app.points.shown(try test.id("volunteer"), in: test.network.id) == nil)
        try await test.app.points.choose(
            ThanksChoice(onProfile: true, byName: true), by: test.viewer("volunteer"), in: test.network.id)
        #expect(try await people() == ["volunteer"])
        #expect(try await test.app.points.shown(try test.id("volunteer"), in: test.network.id)?.level == .spark)
        // Leaving takes it back, and coming back does not bring it again.
        try await test.app.database.write { db in
            try db.leave(try test.id("volunteer"), in: test.network.id, at: test.clock.now)
            try db.returnMember(try test.id("volunteer"), in: test.network.id)
        }
        #expect(try await people().isEmpty)
    }

    @Test(arguments: TestApp.kinds) func aShiftIsConfirmedByWhoeverLeads(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let shift = Shift(
            id: test.app.world.newID(), memberID: try test.id("volunteer"), memberName: "", desk: "intake",
            startsAt: test.clock.now - 4 * Time.hour, endsAt: test.clock.now - Time.hour, acceptedAt: 1)
        try await test.app.database.write { db in try db.insert(shift, in: network) }
        await #expect(throws: Refusal.self) {
            try await test.app.points.confirm(shift: shift.id, by: test.viewer("volunteer"), in: network)
        }
        try await test.app.points.confirm(shift: shift.id, by: test.viewer("dispatcher"), in: network)
        await #expect(throws: Refusal.self) {
            try await test.app.points.confirm(shift: shift.id, by: test.viewer("founder"), in: network)
        }
        #expect(try await test.points("volunteer") == 6)
    }
}

extension TestApp {
    func seal() async throws {
        if app.database.engine == .postgres { _ = try await app.database.write { try EventSealer.seal($0) } }
    }

    /// Seals what happened and weighs it.
    func weigh() async throws {
        try await seal()
        try await app.points.sweep()
    }

    func points(_ name: String) async throws -> Int {
        let member = try id(name)
        return try await app.database.read { db in try db.points(of: member, in: network.id) }
    }

    func own(_ name: String) async throws -> OwnThanks {
        try await app.points.own(of: viewer(name), in: network.id)
    }

    func own(named id: ID) async throws -> OwnThanks {
        let member = try #require(members.values.first { $0.id == id })
        return try await app.points.own(of: Viewer(.member(member), language: .en), in: network.id)
    }

    func ledger() async throws -> [Award] {
        try await app.database.read { db in
            try db.query(
                "SELECT \(Award.columns) FROM awards a WHERE a.network_id = \(network.id) ORDER BY a.id",
                Award.init(row:))
        }
    }

    func claim(of name: String) async throws -> ID? {
        let member = try id(name)
        return try await app.database.read { db in
            try db.value("SELECT id FROM claims WHERE network_id = \(network.id) AND member_id = \(member) LIMIT 1")
        }
    }

    /// As if a member had come by another's link.
    func cameThrough(_ name: String, _ other: String) async throws {
        let (member, referrer) = (try id(name), try id(other))
        try await app.database.write { db in
            try db.execute(
                """
                INSERT INTO arrivals (network_id, member_id, way, campaign, referrer_id, joined_at)
                VALUES (\(network.id), \(member), 'invitation', '', \(referrer), \(clock.now))
                """)
        }
    }
}
