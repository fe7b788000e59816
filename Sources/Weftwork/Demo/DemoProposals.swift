internal import Database

/// Three proposals of the demonstration: one decided by consent after an objection was met, one that waits for voices, one vote.
extension Demonstration {
    static func addProposals(_ people: [String: Member], _ app: App) async throws {
        guard let lead = people["coordinator"], let objector = people["volunteer2"] else { return }
        let network = lead.networkID
        func viewer(_ member: Member) -> Viewer { Viewer(.member(member), language: .zh) }
        let everybody = people.values.sorted { $0.id < $1.id }
        func propose(_ method: ProposalMethod, _ said: DemoProposalWords.Said, by member: Member) async throws -> ID {
            var draft = ProposalDraft()
            (draft.method, draft.question, draft.context) = (method, said.question, said.context)
            draft.topic = said.topic
            draft.scope = .members(everybody.map(\.id))
            if method == .consent { draft.reviewAt = app.world.now() + 120 * Time.day }
            return try await app.proposals.propose(draft, opens: true, by: viewer(member), in: network).id
        }
        func act(_ action: ProposalAction, _ id: ID, _ member: Member) async throws {
            try await app.proposals.perform(action, on: id, by: viewer(member), in: network)
        }
        let decided = try await propose(.consent, DemoProposalWords.list, by: lead)
        for member in everybody where member.id != objector.id {
            try await act(.answer(voice: nil, .consent, reason: ""), decided, member)
        }
        try await act(
            .answer(voice: nil, .objection, reason: DemoProposalWords.objection, test: .purpose), decided, objector)
        var amendment = ProposalAmendment(
            context: DemoProposalWords.amended, reason: DemoProposalWords.why)
        amendment.credits = [objector.id]
        try await act(.amend(amendment), decided, lead)
        for member in everybody where member.id != objector.id {
            try await act(.answer(voice: nil, .consent, reason: ""), decided, member)
        }
        try await act(.answer(voice: nil, .concern, reason: DemoProposalWords.concern), decided, objector)
        try await act(.close, decided, lead)
        try await act(
            .decide(ProposalDecision(words: DemoProposalWords.outcome, met: DemoProposalWords.met)), decided, lead)

        let open = try await propose(.consent, DemoProposalWords.night, by: objector)
        for name in ["coordinator", "dispatcher"] {
            if let member = people[name] {
                try await act(.answer(voice: nil, .consent, reason: ""), open, member)
            }
        }
        guard let dispatcher = people["dispatcher"] else { return }
        let vote = try await propose(.simpleMajority, DemoProposalWords.meeting, by: dispatcher)
        try await act(.answer(voice: nil, .agree, reason: DemoProposalWords.agree), vote, lead)
    }
}
