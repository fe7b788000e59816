internal import Database

/// What the page of one paper shows to whoever fills it in.
struct BallotFile: Sendable {
    let proposal: Proposal
    let options: [ProposalOption]
    let voice: ProposalVoice
    /// A paper of this voice is in.
    let isCast: Bool
    /// What it says; nothing of a secret one, and before it is cast.
    let paper: BallotPaper?
    /// Names of those who passed this topic on, and for whom it counts besides.
    let carries: [String]
    /// Who speaks for this voice while it says nothing itself.
    let passedTo: String?
    /// The reader's own time zone.
    let zone: String
}

extension BallotActs {
    /// The paper of one of the reader's voices.
    ///
    /// - Parameter voice: nothing where the reader speaks for one only.
    /// - Throws: ``Refusal/conflict(_:_:)`` where the proposal is not open or has no papers.
    func file(
        _ id: ID, voice: ID?, for viewer: Viewer, in network: ID, with proposals: ProposalActs
    ) async throws -> BallotFile {
        try Policy.require(.castBallot, viewer)
        let member = try proposals.members.own(viewer, in: network), now = world.now()
        return try await database.read { db in
            let (proposal, voice) = try proposals.answering(id, voice: voice, by: viewer, in: network, now: now, db)
            guard proposal.usesPaper else { throw Refusal.conflict(BallotWords.noPaper) }
            return try file(proposal, voice, for: member.personID, db)
        }
    }

    func file(
        _ proposal: Proposal, _ voice: ProposalVoice, for person: ID, _ db: any Connection
    ) throws -> BallotFile {
        let voices = try db.voices(of: proposal), cast = try cast(proposal, db)
        let passing = try passing(voice.id, proposal, voices, db)
        let zone = try db.profile(of: person, vault: vault).first { $0.field == .timeZone && !$0.text.isEmpty }?.text
        return BallotFile(
            proposal: proposal, options: try db.options(of: proposal.id, in: proposal.networkID), voice: voice,
            isCast: cast.contains(voice.id),
            paper: proposal.terms.isSecret ? nil : try db.ballots(proposal, of: voice.id)[voice.id],
            carries: passing.carries, passedTo: passing.passedTo,
            zone: zone ?? LocalClock.usual)
    }
}
