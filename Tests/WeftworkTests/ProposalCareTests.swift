import Database
import Engine
import Synchronization
import Testing

@testable import Weftwork

/// Proposals at their edges: after the deadline, before anybody saw them, when nobody does their part.
@Suite struct ProposalCareTests {
    private func act(
        _ test: TestApp, _ action: ProposalAction, _ proposal: Proposal, _ name: String
    ) async throws -> Proposal {
        try await test.app.proposals.perform(action, on: proposal.id, by: test.viewer(name), in: test.network.id)
    }

    private func status(_ body: () async throws -> Void) async throws -> Int? {
        do {
            try await body()
            return nil
        } catch let refusal as Refusal {
            return refusal.status
        }
    }

    private func mails(_ name: String, _ test: TestApp) async throws -> Int {
        let member = try #require(test.members[name])
        return try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM jobs WHERE subject_id = \(member.id) AND kind = 'mail'") ?? 0
        }
    }

    @Test("What was never opened stays whoever wrote it's, withdrawn or not", arguments: TestApp.kinds)
    func neverOpened(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        let draft = try await acts.propose(
            ProposalDraft(question: "Shall I ask this?"), opens: false, by: test.viewer("volunteer"), in: network)
        let shown = try await test.propose(.approval, by: "volunteer")
        for one in [draft, shown] { _ = try await act(test, .withdraw(reason: "I thought again."), one, "volunteer") }
        func read(_ proposal: Proposal, _ name: String) async throws -> Int? {
            try await status { _ = try await acts.file(proposal.id, for: test.viewer(name), in: network) }
        }
        #expect(try await read(draft, "founder") == 404)
        #expect(try await read(draft, "volunteer") == nil)
        #expect(try await read(shown, "founder") == nil, "what people saw they may see on")
    }

    @Test("After its end nothing is changed or said any more, though no clock went off yet", arguments: TestApp.kinds)
    func afterTheEnd(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        try await test.app.members.belong(to: "Red Cross", by: test.viewer("volunteer"), in: network)
        let body = try #require(
            try await test.app.database.read { db in try db.organisations(in: network).first?.organisation })
        let speaker = try #require(test.members["intake"])
        try await test.app.members.belong(to: "Red Cross", by: test.viewer("intake"), in: network)
        try await test.app.database.write { db in
            try db.setSpokesperson(
                speaker.personID, of: body, .representative, by: speaker.id, in: network, vouch: nil, at: 0)
        }
        let proposal = try await test.propose(.consent) { $0.unit = .organisations }
        let amended = ProposalAction.amend(
            ProposalAmendment(context: "Other words.", reason: "They are clearer so, for everybody."))
        _ = try await act(test, .advise(.consent, reason: ""), proposal, "volunteer")
        test.clock.pass(proposal.closesAt - test.clock.now)
        for (action, name) in [
            (amended, "founder"), (.advise(.consent, reason: ""), "volunteer"),
            (.answer(voice: nil, .consent, reason: ""), "intake"),
        ] {
            #expect(try await status { _ = try await act(test, action, proposal, name) } == 409, "\(action)")
        }
        let allowed = try await test.app.proposals.file(proposal.id, for: test.viewer("founder"), in: network).allowed
        #expect(!allowed.contains("amend") && !allowed.contains("advise"))
    }

    @Test("Where a facilitator is late, both sides hear it, and that another helps then", arguments: TestApp.kinds)
    func lateFacilitation(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        for name in ["one", "two"] {
            _ = try await test.app.people.addMember(
                MemberDraft(email: "\(name)@example.org", name: name, roles: [.facilitator, .coordinator]), to: "test")
        }
        let proposal = try await test.propose(.consent, by: "volunteer")
        _ = try await act(
            test, .answer(voice: nil, .objection, reason: "It leaves out those without a phone.", test: .purpose),
            proposal, "intake")
        test.clock.pass(14 * Time.day)
        try await acts.sweep()
        func now() async throws -> Proposal {
            try await acts.file(proposal.id, for: test.viewer("founder"), in: network).proposal
        }
        let first = try await now().facilitatorID
        #expect(first != nil)
        func heard(in time: Int64) async throws -> [Int] {
            let before = [try await mails("volunteer", test), try await mails("intake", test)]
            test.clock.pass(time)
            try await acts.sweep()
            let after = [try await mails("volunteer", test), try await mails("intake", test)]
            return zip(after, before).map { $0 - $1 }
        }
        let time = ProposalRules.facilitation
        #expect(try await heard(in: time * 3 / 4) == [0, 0], "the reminder is the facilitator's own")
        #expect(try await heard(in: time / 4) == [1, 1])
        #expect(try await heard(in: time / 2) == [1, 1])
        let second = try await now().facilitatorID
        #expect(second != nil && second != first)
    }

    @Test("A draft whose owner has gone is withdrawn like any other: its keeper hears of it")
    func leftAlone() async throws {
        let test = try await TestApp(), network = test.network.id, heard = Heard()
        var keepers = ProposalKeepers()
        keepers.register(heard)
        let acts = ProposalActs(members: test.app.members, keepers: keepers, ballots: test.app.ballots)
        var draft = ProposalDraft(question: "Shall we?")
        draft.subject = ProposalSubject(kind: heard.kind, id: test.network.id)
        let made = try await acts.propose(draft, opens: false, by: test.viewer("volunteer"), in: network)
        let member = try #require(test.members["volunteer"])
        try await test.app.database.write { db in
            try db.execute("UPDATE memberships SET state = \(Membership.State.left) WHERE id = \(member.id)")
        }
        try await acts.sweepPeople()
        let state = try await test.app.database.read { db in try db.proposal(made.id, in: network)?.state }
        #expect(state == .withdrawn && heard.proposals == [made.id])
    }
}

/// Keeps nothing but what it heard of.
private final class Heard: ProposalKeeper {
    let kind = ProposalSubject.Kind(rawValue: "test")
    private let ids = Mutex<[ID]>([])

    var proposals: [ID] { ids.withLock { $0 } }

    func card(
        _ subject: ProposalSubject, for viewer: Viewer, in network: ID, _ db: any Connection
    ) throws -> SubjectCard? { nil }

    func decided(
        _ outcome: ProposalOutcome, by viewer: Viewer, _ db: any Connection
    ) throws -> [ProposalOutcome.Link] { [] }

    func withdrawn(_ proposal: Proposal, by viewer: Viewer, _ db: any Connection) throws {
        ids.withLock { $0.append(proposal.id) }
    }
}
