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

    /// Whether the viewer may end the round without consent: whoever takes care of it, and those who lead as far as they are no side of it.
    /// Where there was nobody else a side takes care of it, and may.
    func mayEndRound(_ proposal: Proposal) throws -> Bool {
        guard let facilitator = proposal.facilitatorID, let member = viewer.member else { return false }
        if facilitator == member.id { return true }
        guard member.has(.coordinator) || member.standing == .steward else { return false }
        return try !sides(of: proposal).contains(member.id)
    }

    /// Whoever took care of it has become a side: another helps, and they hear so as those who object do.
    func replaceFacilitator(_ old: Proposal) throws -> Proposal {
        let proposal = try escalate(old)
        guard let before = old.facilitatorID, before != proposal.facilitatorID else { return proposal }
        let objecting = try db.voices(of: proposal, among: round(of: proposal).objectors)
        let told = Set(objecting.flatMap(\.speakers) + [before])
        // The two have been told what it is to them.
        for member in told.sorted() where member != proposal.facilitatorID && member != proposal.ownerID {
            try tell(member, ProposalWords.mailOtherFacilitator, about: proposal)
        }
        return proposal
    }

    /// An objection was raised: whoever answers for it hears so, and whoever takes care of it already.
    ///
    /// - Parameter isReplaced: another takes care of it from now on, and is told what that is.
    func tellObjected(_ proposal: Proposal, isReplaced: Bool = false) throws {
        try tell(proposal.ownerID, ProposalWords.mailObjected, about: proposal)
        guard !isReplaced, let facilitator = proposal.facilitatorID, facilitator != proposal.ownerID else { return }
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
