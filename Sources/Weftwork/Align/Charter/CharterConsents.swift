internal import Database

extension Stance.Position {
    /// What consenting to a version says of each clause that it brought.
    fileprivate var ofClause: ClauseStance? {
        switch self {
        case .consent: .affirm
        case .concern: .canLiveWith
        case .objection: .object
        case .agree, .abstain, .disagree, .block: nil
        }
    }
}

extension Connection {
    /// By clause and voice where each stood in the round that adopted its present words: what they say later is compared with it
    /// where they have said nothing of the clause itself. What was said there of words that have changed since is not about these,
    /// silence is no position, and of a secret round nothing is known.
    func consents(to clauses: [CharterClause], of subject: CharterSubject) throws -> [ID: [ID: StanceSaid]] {
        var found: [ID: [ID: StanceSaid]] = [:]
        for (number, brought) in Dictionary(grouping: clauses, by: \.since) {
            let positions = try positions(in: number, of: subject)
            for clause in brought {
                found[clause.id] = Dictionary(
                    positions.map { stance, said in
                        let one = StanceSaid(
                            id: stance.id, clauseID: clause.id, voiceID: stance.voiceID, memberID: stance.byID,
                            version: number, stance: said, at: stance.at, isLatest: true)
                        return (stance.voiceID, one)
                    }, uniquingKeysWith: { $1 })
            }
        }
        return found
    }

    /// What was said in the round by which a version came into force.
    private func positions(in number: Int, of subject: CharterSubject) throws -> [(Stance, ClauseStance)] {
        guard let version = try charter(of: subject, number: number), version.adoptedAt != nil,
            let asked = version.proposalID, let proposal = try proposal(asked, in: subject.networkID),
            !proposal.terms.isSecret
        else { return [] }
        let voices = try voices(of: proposal)
        let words = Dictionary(voices.map { ($0.id, $0.askedVersion) }, uniquingKeysWith: { first, _ in first })
        return try stances(of: proposal).compactMap { stance in
            guard let said = stance.position.ofClause, let least = words[stance.voiceID], stance.version >= least else {
                return nil
            }
            return (stance, said)
        }
    }
}
