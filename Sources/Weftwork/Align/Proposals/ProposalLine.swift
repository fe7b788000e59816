internal import Database

/// A proposal as a list shows it.
struct ProposalLine: Sendable {
    let proposal: Proposal
    /// Voices that may answer, and those that have.
    let eligible: Int
    let answered: Int?
    /// A voice of the reader's is missing.
    let isMissing: Bool
    /// Who has answered for it, where all that is missing was passed on.
    var passedTo: String?
    let verdict: ProposalVerdict?
    /// Until when the reader has said that they will answer.
    var until: Int64?
}

/// A proposal in a list, for programs.
struct ProposalLineView: View {
    let line: ProposalLine

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", line.proposal.id)
            json.field("question", line.proposal.hidden == nil ? line.proposal.question : "")
            json.field("hidden", line.proposal.hidden)
            json.field("method", line.proposal.method.rawValue)
            json.field("topic", line.proposal.topic.rawValue)
            json.field("state", line.proposal.state.rawValue)
            json.field("closesAt", moment: line.proposal.closesAt)
            json.field("eligible", line.eligible)
            json.field("answered", line.answered)
            json.field("waitsForMe", line.isMissing)
            json.field("answeredForMe", line.passedTo)
            json.field("until", moment: line.until)
            json.field("verdict", line.verdict?.rawValue)
        }
    }
}

extension Connection {
    /// A line of a list. That somebody has answered is no secret; what they said is.
    func proposalLine(
        of proposal: Proposal, _ waiting: WaitingProposal?, _ ballots: any BallotBox
    ) throws -> ProposalLine {
        let eligible: Int =
            try value(
                """
                SELECT count(*) FROM proposal_voices WHERE network_id = \(proposal.networkID)
                    AND proposal_id = \(proposal.id)
                """) ?? 0
        let answered =
            try proposal.usesPaper
            ? ballots.cast(proposal, self).count
            : value(
                """
                SELECT count(*) FROM proposal_stances s JOIN proposal_voices v ON v.network_id = s.network_id
                    AND v.proposal_id = s.proposal_id AND v.voice_id = s.voice_id
                WHERE s.network_id = \(proposal.networkID) AND s.proposal_id = \(proposal.id)
                    AND s.version >= v.asked_version
                """) ?? 0
        let isHidden = eligible == 0 || proposal.terms.isSecret && answered < BallotPaperRules.leastSecret
        let verdict: ProposalVerdict? = try value(
            """
            SELECT verdict FROM proposal_outcomes WHERE network_id = \(proposal.networkID)
                AND proposal_id = \(proposal.id)
            """)
        return ProposalLine(
            proposal: proposal, eligible: eligible, answered: isHidden ? nil : answered,
            isMissing: waiting != nil, passedTo: waiting?.passedTo, verdict: verdict, until: waiting?.until)
    }
}
