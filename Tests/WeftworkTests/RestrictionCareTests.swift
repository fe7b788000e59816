import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// Who reads what of permits and authorities, whose work it is, and what goes on when something is gone: on both engines.
@Suite struct RestrictionCareTests {
    private static func published(_ test: TestApp, _ title: String = "Ventilators for the clinic") async throws -> Need
    {
        var entry = test.mailed(title)
        entry.lines = [.init(item: "Ventilator", quantity: "5"), .init(item: "N95 mask", quantity: "100")]
        let need = try await test.submit(entry)
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        for verifier in ["verifier", "verifier2"] {
            if try await test.need(need.id)?.state != .verified {
                try await test.act(.verify(VerificationDraft(confidence: .official)), need.id, verifier)
            }
        }
        return try await test.act(.publish(audience: .public, reason: ""), need.id, "dispatcher")
    }

    @discardableResult
    private static func restrict(_ test: TestApp, _ items: [String] = ["ventilator"]) async throws -> Restriction {
        let draft = RestrictionDraft(
            items: items, authority: "Health office", permit: "allocation note",
            channel: Restriction.Channel(words: "Apply in writing", phone: "", link: ""))
        return try await test.app.needs.setRestriction(draft, by: test.viewer("founder"), in: test.network.id)
    }

    @discardableResult
    private static func permit(_ test: TestApp, _ need: Need, by viewer: Viewer) async throws -> Permit {
        try await test.app.needs.statePermit(
            PermitDraft(number: "no. 7", issuer: "Health office", validUntil: test.clock.now + 5 * Time.day),
            on: need.id, by: viewer, in: test.network.id)
    }

    private static func claim(_ test: TestApp, _ need: Need, by name: String) async throws -> Claim {
        try await test.app.needs.claim(
            ClaimDraft(line: need.lines[1].id, quantity: 1000, promisedBy: test.clock.now + Time.day), on: need.id,
            by: test.viewer(name), in: test.network.id
        ).claim
    }

    /// Whoever answers for the need now.
    private static func owner(_ test: TestApp, _ need: Need) async throws -> Viewer {
        let owner = try await test.need(need.id)?.ownerID
        return test.viewer(try #require(test.members.values.first { $0.id == owner }?.name))
    }

    private static func pass(_ test: TestApp, _ need: Need, note: String = "") async throws {
        _ = try await test.app.needs.passToAuthority(
            OfficialWayDraft(reference: "no. 12", note: note, due: test.clock.now + 50 * Time.day), need: need.id,
            by: owner(test, need), in: test.network.id)
    }

    private static func answer(_ test: TestApp, _ need: Need) async throws {
        _ = try await test.app.needs.recordAnswer(
            "refused", words: "none left", need: need.id, by: owner(test, need), in: test.network.id)
    }

    private static func mails(_ test: TestApp) async throws -> [Mail] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
    }

    @Test(arguments: TestApp.kinds) func theDesksOwnWordsAreNotForHer(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await Self.published(test)
        try await Self.restrict(test)
        let theirs = try await Self.permit(test, need, by: test.viewer("volunteer"))
        _ = try await acts.decidePermit(
            theirs.id, accepts: false, reason: "canary-theirs", by: test.viewer("verifier"), in: network)
        let hers = try await Self.permit(test, need, by: test.requester(need.id))
        _ = try await acts.decidePermit(
            hers.id, accepts: true, reason: "canary-hers", by: test.viewer("verifier"), in: network)
        try await Self.pass(test, need, note: "canary-note")
        if kind == .postgres { _ = try await test.app.database.write { try EventSealer.seal($0) } }

        let mine = try await acts.file(need.id, for: test.requester(need.id), in: network)
        let tracked = String(decoding: TrackView(file: mine).json, as: UTF8.self)
        #expect(!tracked.contains("canary-theirs") && !tracked.contains("canary-note"))
        #expect(tracked.contains("canary-hers") && tracked.contains("no. 12"))
        #expect(mine.story.filter { $0.kind == .permitDecided }.count == 1)
        let desk = try await acts.file(need.id, for: test.viewer("dispatcher"), in: network)
        #expect(desk.story.filter { $0.kind == .permitDecided }.count == 2)
        #expect(desk.restricted.ways.map(\.paper.note) == ["canary-note"])
        let json = String(decoding: RestrictedView(file: desk.restricted).json, as: UTF8.self)
        #expect(json.contains("canary-note") && json.contains("canary-theirs"))
        // Whoever submits for somebody and has no role reads what she reads.
        let submitter: Ties = [.submitter]
        #expect(NeedAccess.speaksForHer(test.viewer("volunteer"), submitter))
        #expect(!NeedAccess.speaksForHer(test.viewer("dispatcher"), submitter))
        #expect(!NeedAccess.speaksForHer(test.viewer("volunteer"), [.submitter, .owner]))
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds, [false, true])
    func afterTheAnswerSheHasHerTimeAgain(_ kind: EngineKind, _ isOutOfReach: Bool) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await Self.published(test)
        try await Self.restrict(test)
        if isOutOfReach { try await test.act(.cannotReach(channel: "phone", retryAt: nil), need.id, "intake") }
        try await Self.pass(test, need)
        for _ in 0..<40 {
            test.clock.pass(12 * Time.hour)
            try await acts.sweep()
        }
        let before = try #require(try await test.need(need.id))
        #expect(before.state == (isOutOfReach ? .cannotReach : .published))
        try await Self.answer(test, need)
        let clock = try await test.app.database.read { db in try db.clock(of: need.id, in: network) }
        #expect(clock?.stage == 0 && clock?.startedAt == test.clock.now)
        for _ in 0..<24 {
            test.clock.pass(Time.hour)
            try await acts.sweep()
        }
        #expect(try await test.need(need.id)?.state == before.state)
        // Silence ends it in the end, as any other.
        for _ in 0..<80 {
            test.clock.pass(12 * Time.hour)
            try await acts.sweep()
        }
        #expect(try await test.need(need.id)?.state == .expired)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aPermitWaitsForSomebodyWhoMayDecide(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await Self.published(test)
        try await Self.restrict(test)
        func reader(_ permit: Permit) async throws -> Member? {
            let owner = try await test.app.database.read { db in try db.clock(of: permit.id, in: network)?.ownerID }
            return test.members.values.first { $0.id == owner }
        }
        let first = try await Self.permit(test, need, by: test.requester(need.id))
        let one = try #require(try await reader(first))
        #expect(one.has(.verifier))
        // Whoever leaves passes it on.
        _ = try await acts.handOn(from: one.id, in: network, note: "")
        let other = try #require(try await reader(first))
        #expect(other.has(.verifier) && other.id != one.id)
        // Neither who stated it nor who has promised something for the need: it goes to those who lead.
        try await Self.restrict(test, ["masks"])
        var entry = test.entry()
        entry.lines.append(.init(item: "Rice", quantity: "100"))
        let shared = try await test.published(entry)
        _ = try await Self.claim(test, shared, by: "verifier2")
        let second = try await Self.permit(test, shared, by: test.viewer("verifier"))
        let lead = try #require(try await reader(second))
        #expect(!lead.has(.verifier) && Policy.allows(.decidePermit, test.viewer(lead.name)))
        _ = try await acts.decidePermit(
            second.id, accepts: true, reason: "called", by: test.viewer(lead.name), in: network)
        #expect(Policy.rows.first { $0.act == .decidePermit }?.allowed.contains(.steward) == true)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func nobodyShutsAnotherOutByStating(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await Self.published(test)
        try await Self.restrict(test)
        for name in ["volunteer", "volunteer2", "volunteer3"] {
            let permits = [
                try await Self.permit(test, need, by: test.viewer(name)),
                try await Self.permit(test, need, by: test.viewer(name)),
            ]
            await #expect(throws: Refusal.self) { try await Self.permit(test, need, by: test.viewer(name)) }
            _ = try await acts.decidePermit(
                permits[0].id, accepts: false, reason: "no", by: test.viewer("verifier"), in: network)
            try await Self.permit(test, need, by: test.viewer(name))
        }
        for _ in 0..<11 { try await Self.permit(test, need, by: test.requester(need.id)) }
        try await Self.permit(test, need, by: test.viewer("dispatcher"))
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aHeldTitleGoesToReadersOfTheCaseOnly(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await Self.published(test, "canary-title at the clinic")
        _ = try await acts.claim(
            ClaimDraft(line: need.lines[0].id, quantity: 1000, promisedBy: test.clock.now + Time.day), on: need.id,
            by: test.viewer("volunteer"), in: network)
        _ = try await test.app.database.write { db in
            try db.execute("UPDATE needs SET held = 'title' WHERE id = \(need.id)")
            try db.execute("DELETE FROM jobs")
        }
        try await Self.restrict(test)
        try await acts.sweepRestrictions()
        _ = try await acts.perform(.withdraw(reason: ""), on: need.id, by: test.requester(need.id), in: network)
        let mails = try await Self.mails(test)
        let outside = mails.filter { $0.to == "volunteer@example.org" }
        #expect(outside.count >= 2, "the restriction and the end")
        #expect(outside.allSatisfy { !$0.subject.contains("canary-title") && !$0.body.contains("canary-title") })
        #expect(outside.allSatisfy { "\($0.subject)\($0.body)".contains(BoardWords.heldText(.en)) })
        let inside = mails.filter { $0.body.contains("canary-title") || $0.subject.contains("canary-title") }
        #expect(!inside.isEmpty, "who answers for it reads it")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aHeldTitleIsBlankBeforeASecondPerson(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let need = try await Self.published(test, "canary-title at the clinic")
        let claim = try await Self.claim(test, need, by: "volunteer")
        let second = try #require(test.members["volunteer2"]).id
        func titles(_ member: ID, held: String) async throws -> [String] {
            try await test.app.database.write { db in
                try db.execute("UPDATE needs SET held = \(held) WHERE id = \(need.id)")
                return try db.waitingSeconds(of: member, in: network).map(\.title)
            }
        }
        _ = try await test.app.database.write { db in
            try db.execute(
                """
                INSERT INTO seconds (network_id, need_id, claim_id, training, member_id, state, at)
                VALUES (\(network), \(need.id), \(claim.id), 'medical', \(second), \(Second.State.open), 1)
                """)
        }
        #expect(try await titles(second, held: "description") == ["canary-title at the clinic"])
        #expect(try await titles(second, held: "description title") == [""])
        _ = try await test.app.database.write { db in
            try db.execute("UPDATE seconds SET member_id = NULL WHERE need_id = \(need.id)")
        }
        #expect(try await titles(need.ownerID, held: "title") == ["canary-title at the clinic"])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func oneRestrictionThatFailsKeepsNoOther(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await Self.published(test)
        let first = try await Self.restrict(test), second = try await Self.restrict(test)
        _ = try await acts.liftRestriction(second.id, by: test.viewer("founder"), in: network)
        let category = need.category.rawValue
        func mark(_ category: String) async throws {
            _ = try await test.app.database.write { db in
                try db.execute("UPDATE needs SET category = \(category) WHERE id = \(need.id)")
            }
        }
        func untold() async throws -> [ID] {
            try await test.app.database.read { db in
                try db.restrictionsUntold(at: test.clock.now).map(\.restriction.id)
            }
        }
        try await mark("nothing-known")
        var failed: [ID] = []
        try await acts.sweepRestrictions { id, _ in failed.append(id) }
        #expect(failed == [first.id])
        #expect(try await untold() == [first.id])
        try await mark(category)
        try await acts.sweepRestrictions()
        #expect(try await untold().isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatWasDecidedIsKeptWithoutAKey(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await Self.published(test)
        try await Self.restrict(test)
        let permit = try await Self.permit(test, need, by: test.requester(need.id))
        try await Self.pass(test, need)
        _ = try await test.app.database.write { db in
            try db.execute("DELETE FROM need_private WHERE need_id = \(need.id)")
            try db.execute("DELETE FROM subject_keys WHERE subject_id = \(need.id)")
        }
        _ = try await acts.decidePermit(
            permit.id, accepts: true, reason: "called", by: test.viewer("verifier"), in: network)
        try await Self.answer(test, need)
        let left = try await acts.restricted(need.id, for: test.viewer("dispatcher"), in: network)
        #expect(left.permits.map(\.state) == [.accepted] && left.permits.map(\.paper) == [Permit.Paper()])
        #expect(left.ways.map(\.outcome) == [.refused] && left.ways.map(\.paper) == [OfficialWay.Paper()])
        #expect(try await test.need(need.id)?.isAnswerOut == false)
        // What has no key takes no new paper.
        await #expect(throws: Refusal.self) {
            try await Self.permit(test, need, by: test.requester(need.id))
        }
        await test.app.database.close()
    }
}
