internal import Database

/// Between whom a facilitator stands, and what an objection that is taken back leaves to those who have not answered.
extension ProposalDesk {
    /// Members who are a side of it: whoever speaks for a voice that objects, whoever answers for it, and whoever proposed it. None of
    /// them helps between the others.
    func sides(of proposal: Proposal) throws -> Set<ID> {
        let objecting = try db.voices(of: proposal, among: round(of: proposal).objectors)
        return Set(objecting.flatMap(\.speakers)).union([proposal.ownerID, proposal.proposerID])
    }

    /// Whoever takes care of it objects themselves by now.
    func facilitatesOwn(_ proposal: Proposal) throws -> Bool {
        // Where there was nobody else it is with whoever answers for it, and stays there.
        guard let facilitator = proposal.facilitatorID, facilitator != proposal.ownerID else { return false }
        return try sides(of: proposal).contains(facilitator)
    }

    /// An objection was raised: whoever answers for it hears so, and whoever takes care of it already.
    func tellObjected(_ proposal: Proposal) throws {
        try tell(proposal.ownerID, ProposalWords.mailObjected, about: proposal)
        guard let facilitator = proposal.facilitatorID, facilitator != proposal.ownerID else { return }
        let instead = acts.keepers.keeper(of: proposal.subject)?.insteadOfAmending
        try tell(facilitator, { ConsentWords.mailObjectedAgain($0, instead) }, about: proposal)
    }

    /// Until when it is open once the last objection is gone. Past its end nobody has been held to any time: those who have said nothing
    /// get as long as those who are asked again; where all have answered there is nobody to wait for.
    func end(of old: Proposal, after round: ConsentRound) -> Int64 {
        guard old.state == .objected, round.state == .open, old.closesAt <= now else { return old.closesAt }
        return round.missing.isEmpty ? now : now + ProposalRules.again
    }

    /// Those who have said nothing hear that it goes on, and until when: from the sweep, for they can be the whole network, and who has
    /// no room for it in their week hears as soon as there is.
    func tellOpenAgain(_ missing: Set<ID>, _ proposal: Proposal) throws {
        guard !missing.isEmpty else { return }
        try db.setOpenAgain(proposal, at: now)
    }
}
