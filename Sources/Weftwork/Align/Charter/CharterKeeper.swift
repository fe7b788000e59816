internal import Database

/// What the charter says and does about proposals that ask for consent to a version of it.
struct CharterKeeper: ProposalKeeper {
    static let subjectKind = ProposalSubject.Kind(rawValue: "charter")

    let members: MemberActs

    var kind: ProposalSubject.Kind { CharterKeeper.subjectKind }

    /// The network's own charter, or that of a team.
    private func subject(_ id: ID, in network: ID) -> CharterSubject {
        id == network ? .network(network) : .team(id, in: network)
    }

    func card(
        _ subject: ProposalSubject, for viewer: Viewer, in network: ID, _ db: any Connection
    ) throws -> SubjectCard? {
        let subject = self.subject(subject.id, in: network), path = CharterActs.path(of: subject)
        guard viewer.member?.networkID == network else { return nil }
        guard let open = try db.charterOpen(of: subject), open.state == .consent else {
            return SubjectCard(title: CharterWords.title, path: path)
        }
        let before = try db.charterInForce(of: subject).map { try db.clauses(of: $0) } ?? []
        let core = CharterRules.coreTouched(from: before, to: try db.clauses(of: open))
        return SubjectCard(
            title: CharterWords.versionOffered(open.number), path: "\(path)/draft",
            core: core.map { $0.text(viewer.language) },
            mends: try db.drafts(open, viewer) ? "\(path)/draft/mend" : nil)
    }

    /// Clauses are changed within the round by the charter's own act.
    var insteadOfAmending: Text? { CharterMendWords.notByProposal }

    /// Only the charter's own act puts a version to the vote, with the terms that it takes.
    func opening(_ proposal: Proposal, by viewer: Viewer, _ db: any Connection) throws {
        guard let id = proposal.subject?.id else { return }
        let subject = self.subject(id, in: proposal.networkID)
        guard let open = try db.charterOpen(of: subject), open.state == .consent,
            open.proposalID == nil || open.proposalID == proposal.id
        else { throw Refusal.conflict(CharterWords.notNow) }
        guard try touchesCore(open, db) else { return }
        let least = try db.coreQuorum(of: proposal.networkID)
        guard proposal.terms.quorum >= least else { throw Refusal.conflict(CharterWords.coreNeeds(least)) }
    }

    private func touchesCore(_ open: CharterVersion, _ db: any Connection) throws -> Bool {
        let before = try db.charterInForce(of: open.subject).map { try db.clauses(of: $0) } ?? []
        return try !CharterRules.coreTouched(from: before, to: db.clauses(of: open)).isEmpty
    }

    /// Nobody's silence changes a fixed point.
    func allowsSilence(_ proposal: Proposal, _ db: any Connection) throws -> Bool {
        guard let id = proposal.subject?.id,
            let open = try db.charterOpen(of: subject(id, in: proposal.networkID))
        else { return true }
        return try !touchesCore(open, db)
    }

    func decided(
        _ outcome: ProposalOutcome, by viewer: Viewer, _ db: any Connection
    ) throws -> [ProposalOutcome.Link] {
        guard var version = try db.charter(askedBy: outcome.proposal.id, in: outcome.proposal.networkID) else {
            return []
        }
        guard outcome.verdict == .adopted else {
            try back(&version, by: viewer, db)
            return []
        }
        let path = "\(CharterActs.path(of: version.subject))/versions/\(version.number)"
        try adopt(&version, by: viewer, db)
        let network = try db.network(id: version.networkID)
        return [
            ProposalOutcome.Link(title: CharterWords.versionName(version.number)(network?.language ?? .zh), path: path)
        ]
    }

    func withdrawn(_ proposal: Proposal, by viewer: Viewer, _ db: any Connection) throws {
        guard var version = try db.charter(askedBy: proposal.id, in: proposal.networkID) else { return }
        try back(&version, by: viewer, db)
    }

    /// It is in force from now on; the one before has had its time. Everybody who counts is asked to say where they stand.
    private func adopt(_ version: inout CharterVersion, by viewer: Viewer, _ db: any Connection) throws {
        let now = members.world.now()
        var before: [CharterClause] = []
        if var present = try db.charterInForce(of: version.subject) {
            before = try db.clauses(of: present)
            present.state = .renewed
            present.endedAt = now
            try db.save(present)
        }
        for clause in CharterRules.settled(try db.clauses(of: version), against: before, in: version.number) {
            try db.save(clause, in: version)
        }
        version.state = .adopted
        version.adoptedAt = now
        version.reviewAt = try now + db.driftLimits(of: version.networkID).renewalTime
        try db.save(version)
        try CharterActs.endSections(of: version.subject, db)
        if version.subject.kind == .network {
            try DriftActs.lookedAt(version.networkID, by: viewer, members, db)
        }
        try CharterActs.record(.charterAdopted, version, by: viewer, members, db)
        try members.tell(
            version.convenerID, in: version.networkID, CharterWords.title, CharterWords.mailAdopted,
            to: CharterActs.path(of: version.subject), db)
    }

    /// Not adopted: it is worked on, or given up.
    private func back(_ version: inout CharterVersion, by viewer: Viewer, _ db: any Connection) throws {
        version.state = .revising
        version.proposalID = nil
        try db.save(version)
        try CharterActs.record(.charterNotAdopted, version, by: viewer, members, db)
        try members.tell(
            version.convenerID, in: version.networkID, CharterWords.title, CharterWords.mailNotAdopted,
            to: "\(CharterActs.path(of: version.subject))/draft", db)
    }
}

extension Connection {
    /// Whether somebody may write in a version.
    fileprivate func drafts(_ version: CharterVersion, _ viewer: Viewer) throws -> Bool {
        guard let member = viewer.member else { return false }
        let keeps =
            try version.subject.kind == .team
            && team(version.subject.id, in: version.networkID)?.keeperID == member.id
        return Policy.allows(
            .draftCharter, viewer, ties: version.convenerID == member.id || keeps ? .owner : [])
    }

    /// The core clauses of the network's charter in force.
    func coreClauses(of network: ID) throws -> [(id: ID, words: Bilingual)] {
        guard let version = try charterInForce(of: .network(network)) else { return [] }
        return try clauses(of: version).filter(\.isCore).map { ($0.id, Bilingual(zh: $0.zh, en: $0.en)) }
    }

    /// So many percent of those who count have to answer where a core clause is changed: as the rules in force say.
    func coreQuorum(of network: ID) throws -> Int {
        try governanceInForce(of: network)?.settings.coreThreshold ?? CharterRules.coreQuorum
    }
}
