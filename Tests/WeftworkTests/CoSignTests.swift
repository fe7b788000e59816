import Database
import Engine
import Testing

@testable import Weftwork

/// More open promises than one may have alone: who signs for whom, for how much, how long, and who hears when one is not kept.
@Suite struct CoSignTests {
    private func claim(_ test: TestApp, _ name: String, in hours: Int64 = 24) async throws -> Claim {
        let need = try await test.published(test.entry("For \(name) \(test.clock.world.newID())"))
        let draft = ClaimDraft(line: need.lines[0].id, quantity: 1000, promisedBy: test.clock.now + hours * Time.hour)
        return try await test.app.needs.claim(draft, on: need.id, by: test.viewer(name), in: test.network.id).claim
    }

    /// How many promises somebody gets before they are refused.
    private func fill(_ test: TestApp, _ name: String) async throws -> Int {
        for count in 0..<30 {
            do { _ = try await claim(test, name) } catch Refusal.conflict { return count }
        }
        return 30
    }

    private func ask(_ test: TestApp, _ name: String, of signer: String) async throws -> CoSign {
        try await test.app.needs.askCoSign(
            of: try #require(test.members[signer]).id, for: nil, by: test.viewer(name), in: test.network.id)
    }

    private func act(_ test: TestApp, _ action: CoSignAction, _ id: ID, _ name: String) async throws -> CoSign {
        try await test.app.needs.perform(action, onCoSign: id, by: test.viewer(name), in: test.network.id)
    }

    private func trust(_ test: TestApp, _ name: String, _ standing: Standing = .trusted) async throws -> TestApp {
        let member = try #require(test.members[name]).id
        try await test.app.database.write { db in
            try db.execute(
                "UPDATE memberships SET standing = \(standing) WHERE network_id = \(test.network.id) AND id = \(member)"
            )
        }
        let found = try #require(try await test.app.database.read { db in try db.member(member, in: test.network.id) })
        return test.replacing(found)
    }

    private func mails(_ test: TestApp) async throws -> Int {
        try await test.app.database.read { db in try db.value("SELECT count(*) FROM jobs WHERE kind = 'mail'") ?? 0 }
    }

    // MARK: Rules

    @Test(arguments: [
        (Standing.newcomer, 0, 4), (.vouched, 3, 7), (.vouched, 9, 8), (.trusted, 20, 24), (.steward, -1, 12),
    ])
    func neverMoreThanAsManyAgain(_ standing: Standing, _ more: Int, _ limit: Int) {
        #expect(CoSignRules.limit(for: standing, more: more) == limit)
        #expect(PromiseLoad(open: limit, standing: standing, more: max(more, 0)).isFull)
        #expect(!PromiseLoad(open: limit - 1, standing: standing, more: max(more, 0)).isFull)
    }

    // MARK: The whole way

    @Test(arguments: TestApp.kinds) func aSignatureMakesRoom(_ kind: EngineKind) async throws {
        // Whoever is entered is trusted: here it is about those who are not yet.
        var young = try await trust(try await TestApp(kind), "volunteer", .vouched)
        young = try await trust(young, "volunteer2", .vouched)
        let test = young
        #expect(try await fill(test, "volunteer") == 4)
        // Whoever is not trusted signs for nobody, nobody for themselves.
        await #expect(throws: Refusal.self) { try await ask(test, "volunteer", of: "volunteer2") }
        await #expect(throws: Refusal.self) { try await ask(test, "founder", of: "founder") }
        let asked = try await ask(test, "volunteer", of: "founder")
        #expect(try await ask(test, "volunteer", of: "founder").id == asked.id)
        let waiting = try await test.app.members.waiting(for: test.members["founder"]!)
        #expect(waiting.contains { $0.clock.objectID == asked.id })
        // To others it is not there; too much can't be signed.
        await #expect(throws: Refusal.self) { try await act(test, .sign(more: 2), asked.id, "volunteer2") }
        await #expect(throws: Refusal.self) { try await act(test, .sign(more: 2), asked.id, "volunteer") }
        await #expect(throws: Refusal.self) { try await act(test, .sign(more: 5), asked.id, "founder") }
        #expect(try await act(test, .sign(more: 2), asked.id, "founder").state == .signed)
        await #expect(throws: Refusal.self) { try await act(test, .sign(more: 2), asked.id, "founder") }
        #expect(try await fill(test, "volunteer") == 2)
        // Taken back, what is promised stays, and no more is.
        #expect(try await act(test, .end, asked.id, "founder").state == .ended)
        let open = try await test.app.needs.promiseLoad(of: test.members["volunteer"]!)
        #expect(open.open == 6 && open.limit == 4 && open.isFull)
        #expect(try await Invariants.broken(test).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func itHoldsWhileTheSignerIsTrusted(_ kind: EngineKind) async throws {
        var test = try await trust(try await TestApp(kind), "volunteer", .vouched)
        test = try await trust(test, "volunteer2")
        let asked = try await ask(test, "volunteer", of: "volunteer2")
        _ = try await act(test, .sign(more: 4), asked.id, "volunteer2")
        func limit() async throws -> Int { try await test.app.needs.promiseLoad(of: test.members["volunteer"]!).limit }
        #expect(try await limit() == 8)
        // Nobody signs for whoever signs for them.
        test = try await trust(test, "volunteer")
        await #expect(throws: Refusal.self) { try await ask(test, "volunteer2", of: "volunteer") }
        test = try await trust(test, "volunteer", .vouched)
        let fallen = try await trust(test, "volunteer2", .vouched)
        #expect(try await limit() == 4)
        test = try await trust(fallen, "volunteer2")
        #expect(try await limit() == 8)
        test.clock.pass(CoSignRules.lifetime + 1)
        #expect(try await limit() == 4)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoeverSignedHearsOfWhatIsNotKept(_ kind: EngineKind) async throws {
        /// What the founder hears in the hour in which a promise goes back.
        func told(signs: Bool) async throws -> Int {
            let test = try await TestApp(kind), founder = test.members["founder"]!.id
            let asked = try await ask(test, "volunteer", of: "founder")
            _ = try await act(test, signs ? .sign(more: 1) : .decline, asked.id, "founder")
            _ = try await claim(test, "volunteer", in: 2)
            func mails() async throws -> Int {
                try await test.app.database.read { db in
                    try db.value("SELECT count(*) FROM jobs WHERE subject_id = \(founder) AND kind = 'mail'") ?? 0
                }
            }
            test.clock.pass(2 * Time.hour + 1)
            try await test.app.needs.sweep()
            let before = try await mails()
            test.clock.pass(Time.hour)
            try await test.app.needs.sweep()
            #expect(try await test.app.needs.promiseLoad(of: test.members["volunteer"]!).open == 0)
            let after = try await mails()
            await test.app.database.close()
            return after - before
        }
        let silent = try await told(signs: false)
        #expect(try await told(signs: true) == silent + 1)
    }

    @Test(arguments: TestApp.kinds) func askingsLapseAndAreFew(_ kind: EngineKind) async throws {
        var test = try await TestApp(kind)
        test = try await trust(test, "volunteer3", .vouched)
        let first = try await ask(test, "volunteer", of: "verifier")
        _ = try await ask(test, "volunteer", of: "verifier2")
        _ = try await ask(test, "volunteer", of: "intake")
        await #expect(throws: Refusal.self) { try await ask(test, "volunteer", of: "dispatcher") }
        #expect(try await act(test, .decline, first.id, "verifier").state == .declined)
        _ = try await ask(test, "volunteer", of: "dispatcher")
        test.clock.pass(CoSignRules.askLifetime + 1)
        let late = try await ask(test, "volunteer", of: "verifier2")
        #expect(late.askedAt == test.clock.now)
        let reading = try await test.app.needs.coSigns(for: test.viewer("volunteer"), in: test.network.id)
        #expect(reading.mine.count == 1)
        #expect(
            reading.signers.allSatisfy { $0.standing >= .trusted }
                && !reading.signers.contains { $0.id == late.signerID })
        await test.app.database.close()
    }

    // MARK: The allowance, and who hears what

    @Test(arguments: TestApp.kinds) func whoeverSendsOnTheWaySetsTheAllowance(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published(test.entry(quantity: "10"))
        var correction = Correction()
        correction.allowance = 20
        #expect(try await test.act(.correct(correction), need.id, "dispatcher").lines[0].allowance == 2_000)
        await #expect(throws: Refusal.self) { try await test.act(.correct(correction), need.id, "volunteer") }
        // Nothing else of it.
        correction.title = "Another"
        await #expect(throws: Refusal.self) { try await test.act(.correct(correction), need.id, "dispatcher") }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoeverRestsIsNotWritten(_ kind: EngineKind) async throws {
        let test = try await trust(try await TestApp(kind), "volunteer", .vouched)
        let signer = test.members["volunteer2"]!.id, network = test.network.id
        try await test.app.database.write { db in
            try db.execute("UPDATE memberships SET state = 'dormant' WHERE network_id = \(network) AND id = \(signer)")
        }
        let reading = try await test.app.needs.coSigns(for: test.viewer("volunteer"), in: network)
        #expect(!reading.signers.isEmpty && !reading.signers.contains { $0.id == signer })
        let before = try await mails(test)
        _ = try await ask(test, "volunteer", of: "volunteer2")
        #expect(try await mails(test) == before)
        let taken: Int? = try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM contact_ledger WHERE member_id = \(signer)")
        }
        #expect(taken == 0)
        _ = try await ask(test, "volunteer", of: "volunteer3")
        #expect(try await mails(test) == before + 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoeverIsSuspendedHearsWhatIsTakenFromThem(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let (member, network, acts) = (test.members["verifier"]!.id, test.network.id, test.app.members)
        let founder = test.viewer("founder")
        let certificate = try await acts.certify(
            member, CertificateDraft(kind: "medical", until: "2020-12-01"), by: founder, in: network)
        let pass = try await acts.makePass(
            PassDraft(task: "masks", hours: 2, claim: nil), by: test.viewer("verifier"), in: network)
        try await test.app.database.write { db in
            try db.execute(
                "UPDATE memberships SET state = 'suspended' WHERE network_id = \(network) AND id = \(member)")
        }
        let before = try await mails(test)
        _ = try await acts.endCertificate(certificate.id, by: founder, in: network)
        try await acts.revokePass(pass.id, by: founder, in: network)
        try await acts.endRole("verifier", of: member, reason: "until it is settled", by: founder, in: network)
        #expect(try await mails(test) == before + 3)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds, [Membership.State.active, .dormant, .suspended, .left])
    func nobodyHearsOfWhatTheyCantLookAt(_ kind: EngineKind, _ state: Membership.State) async throws {
        let test = try await TestApp(kind)
        let member = test.members["volunteer"]!.id, network = test.network.id, acts = test.app.members
        try await test.app.database.write { db in
            try db.execute("UPDATE memberships SET state = \(state) WHERE network_id = \(network) AND id = \(member)")
        }
        func heard(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws -> Bool {
            let before = try await mails(test)
            try await test.app.database.write { db in try body(db) }
            return try await mails(test) > before
        }
        let words = Text(zh: "x", en: "x")
        #expect(
            try await heard { try acts.tell(member, in: network, words, words, to: "/me", $0) }
                == (state == .active || state == .dormant))
        #expect(
            try await heard { try acts.tell(member, in: network, words, words, to: "/me", evenSuspended: true, $0) }
                == (state != .left))
        #expect(
            try await heard { try acts.ask(member, for: .vouch, in: network, words, words, to: "/me", $0) }
                == (state == .active))
        await test.app.database.close()
    }
}
