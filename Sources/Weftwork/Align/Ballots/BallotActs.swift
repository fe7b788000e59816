internal import Database

/// The papers of proposals: handing them in, counting them. One function for each act, whatever door it came through.
struct BallotActs: Sendable {
    let database: any Database
    let world: World
    let vault: Vault

    /// What came of handing one in: the same whatever it says.
    struct Cast: Sendable {
        let proposal: Proposal
        let voice: ProposalVoice
    }

    /// Hands a paper in for a voice. An open one takes the place of the one before it; a secret one stands.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` naming what is wrong with it, ``Refusal/conflict(_:_:)`` where the proposal is not open or
    ///   a secret paper of this voice is in the box, ``Refusal/forbidden(_:)`` to whoever speaks for none of its voices.
    func cast(
        _ draft: BallotDraft, on id: ID, by viewer: Viewer, in network: ID, once: Once? = nil,
        with proposals: ProposalActs
    ) async throws -> Cast {
        try Policy.require(.castBallot, viewer)
        let member = try proposals.members.own(viewer, in: network), now = world.now()
        return try await database.write { db in
            let (proposal, voice) = try proposals.answering(
                id, voice: draft.voice, by: viewer, in: network, now: now, db)
            guard proposal.usesPaper else { throw Refusal.conflict(BallotWords.noPaper) }
            if try db.earlier(once, by: viewer, in: network) != nil {
                return Cast(proposal: proposal, voice: voice)
            }
            let options = try db.options(of: id, in: network)
            let paper = try BallotPaperRules.paper(draft, proposal, options)
            if proposal.terms.isSecret {
                try putInBox(paper, draft, voice, proposal, options, db)
            } else {
                try db.save(paper, of: voice.id, by: member.id, proposal, at: now)
            }
            try db.remember(once, object: id, by: viewer, in: network, at: now)
            try proposals.answered(proposal, voice, by: viewer, now: now, db)
            return Cast(proposal: proposal, voice: voice)
        }
    }

    // MARK: Secret papers

    /// Two rows that share nothing: that this voice has cast, and the box with one paper more, mixed anew.
    private func putInBox(
        _ paper: BallotPaper, _ draft: BallotDraft, _ voice: ProposalVoice, _ proposal: Proposal,
        _ options: [ProposalOption], _ db: any Connection
    ) throws {
        guard draft.isSure else { throw Refusal.invalid("sure", BallotWords.saySure) }
        guard try db.enter(voice.id, proposal) else { throw Refusal.conflict(BallotWords.isInBox) }
        let bytes = SecretPaper.bytes(paper, options)
        var count = try db.boxCount(proposal)
        if count == 0 { count = try setUp(proposal, options.count, db) }
        // By chance, so that two who cast at once seldom meet; a full one passes it on.
        var numbers = Array(0..<count)
        SecretBox.mix(&numbers) { world.number() }
        for number in numbers {
            guard let stored = try db.box(number, proposal), let key = try db.key(of: stored.key, in: vault),
                var box = open(stored.sealed, key, number, proposal, options.count)
            else { throw Refusal.unavailable(retryAfter: 60) }
            guard box.put(bytes, chance: { world.number() }) else { continue }
            return try db.save(box: number, key: stored.key, seal(box, key, number, proposal), proposal)
        }
        throw Refusal.unavailable(retryAfter: 60)
    }

    /// Empty boxes with a key of their own, whose id is chance.
    private func setUp(_ proposal: Proposal, _ options: Int, _ db: any Connection) throws -> Int {
        let voices = try db.frozenVoiceCount(proposal)
        let count = SecretBox.boxes(for: voices), id = chanceID()
        let key = try db.makeKey(for: id, in: vault)
        for number in 0..<count {
            let box = SecretBox(voices: voices, options: options)
            try db.save(box: number, key: id, seal(box, key, number, proposal), proposal)
        }
        return count
    }

    /// An id that says nothing of when it was made.
    private func chanceID() -> ID { ID(bytes: world.bytes(16)) ?? world.newID() }

    private func context(_ number: Int, _ proposal: Proposal) -> [UInt8] {
        proposal.id.bytes + Array("box \(number)".utf8)
    }

    private func seal(_ box: SecretBox, _ key: [UInt8], _ number: Int, _ proposal: Proposal) -> [UInt8] {
        vault.seal(box.bytes, key: key, context: context(number, proposal))
    }

    private func open(
        _ sealed: [UInt8], _ key: [UInt8], _ number: Int, _ proposal: Proposal, _ options: Int
    ) -> SecretBox? {
        vault.open(sealed, key: key, context: context(number, proposal)).flatMap { SecretBox($0, options: options) }
    }

    /// At the end the papers of all boxes are laid out together: under ids that are chance, in their order, all at once. The boxes
    /// and their key are gone then. So few that nothing of them is shown are not laid out either: nobody would count them, and
    /// whoever reads the store would know who said what.
    func closing(_ proposal: Proposal, _ db: any Connection) throws {
        guard proposal.usesPaper, proposal.terms.isSecret else { return }
        let options = try db.options(of: proposal.id, in: proposal.networkID).count
        let boxes = try db.boxes(proposal)
        var papers: [(id: ID, paper: [UInt8])] = []
        for stored in boxes {
            guard let key = try db.key(of: stored.key, in: vault),
                let box = open(stored.sealed, key, stored.number, proposal, options)
            else { throw Refusal.unavailable(retryAfter: 60) }
            papers += box.papers.map { (chanceID(), $0) }
        }
        if papers.count >= BallotPaperRules.leastSecret {
            for one in papers.sorted(by: { $0.id < $1.id }) { try db.insert(paper: one.paper, one.id, proposal) }
        }
        try discarded(proposal, db)
    }

    /// Of what came to nothing the papers are never read.
    func discarded(_ proposal: Proposal, _ db: any Connection) throws {
        for key in Set(try db.boxes(proposal).map(\.key)) { try db.shredKey(of: key) }
        try db.removeBoxes(proposal)
    }
}

extension BallotActs: BallotBox {
    func cast(_ proposal: Proposal, _ db: any Connection) throws -> Set<ID> {
        guard proposal.usesPaper else { return [] }
        return try proposal.terms.isSecret ? db.ledger(proposal) : db.ballotVoices(proposal)
    }

    func hasCast(_ voice: ID, _ proposal: Proposal, _ db: any Connection) throws -> Bool {
        guard proposal.usesPaper else { return false }
        return try proposal.terms.isSecret
            ? db.isInLedger(voice, proposal) : db.ballotState(proposal, of: voice) != nil
    }

    func isWhole(_ proposal: Proposal, _ db: any Connection) throws -> Bool {
        let cast = try cast(proposal, db), voices = Set(try db.voices(of: proposal).map(\.id))
        guard cast.isSubset(of: voices) else { return false }
        guard proposal.terms.isSecret else {
            return try Set(db.ballots(proposal).keys) == cast && db.strayMarks(proposal) == 0
        }
        let opened = try db.openedPapers(proposal).count
        return proposal.closedAt == nil || opened == cast.count
            || (opened == 0 && cast.count < BallotPaperRules.leastSecret)
    }

    func count(_ proposal: Proposal, _ options: [ProposalOption], _ db: any Connection) throws -> BallotCount {
        guard proposal.terms.isSecret else { return try countOpen(proposal, options, db) }
        let papers = try db.openedPapers(proposal).compactMap { SecretPaper.paper($0, options) }
        guard papers.count >= BallotPaperRules.leastSecret else {
            // Until the boxes are opened nothing is counted, however many have cast.
            let isTooFew = try db.ledger(proposal).count < BallotPaperRules.leastSecret
            return BallotCount(isTooFew: isTooFew, detail: BallotDetail(isTooFew: true).encoded)
        }
        return BallotCounting(proposal: proposal, options: options, papers: papers.map { CountedPaper(paper: $0) })
            .count()
    }

    /// Never in a secret ballot: a paper that counts for seven would be known among the others.
    func delegations(_ proposal: Proposal, _ voices: [ProposalVoice], _ db: any Connection) throws -> [ID: ID] {
        guard !proposal.terms.isSecret, proposal.terms.ballot.mayDelegate ?? false else { return [:] }
        let chosen = try db.delegations(for: proposal)
        guard !chosen.isEmpty else { return [:] }
        return DelegationRules.ends(chosen, of: people(voices), answered: try spoken(proposal, voices, db))
    }

    private func people(_ voices: [ProposalVoice]) -> Set<ID> {
        Set(voices.filter { $0.kind == .person }.map(\.id))
    }

    /// Voices that speak for themselves, and for whoever passed theirs on to them.
    private func spoken(_ proposal: Proposal, _ voices: [ProposalVoice], _ db: any Connection) throws -> Set<ID> {
        try proposal.usesPaper
            ? db.ballotVoices(proposal) : ProposalRules.spoken(voices, db.stances(of: proposal), proposal.terms)
    }

    func passing(
        _ voice: ID, _ proposal: Proposal, _ voices: [ProposalVoice], _ db: any Connection
    ) throws -> VoicePassing {
        guard !proposal.terms.isSecret, proposal.terms.ballot.mayDelegate ?? false else { return VoicePassing() }
        let chosen = try db.delegations(for: proposal)
        guard !chosen.isEmpty else { return VoicePassing() }
        let answered = try spoken(proposal, voices, db), people = people(voices)
        let names = Dictionary(voices.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let carried = DelegationRules.ends(chosen, of: people, answered: answered.union([voice]))
            .filter { $0.value == voice }.map(\.key).sorted()
        let end = DelegationRules.ends(chosen, of: people, answered: answered)[voice]
        return VoicePassing(carries: carried.compactMap { names[$0] }, passedTo: end.flatMap { names[$0] })
    }

    func passedTo(_ voice: ID, _ proposal: Proposal, _ db: any Connection) throws -> String? {
        guard !proposal.terms.isSecret, proposal.terms.ballot.mayDelegate ?? false else { return nil }
        let chosen = try db.delegations(for: proposal), chain = DelegationRules.chain(from: voice, chosen)
        guard !chain.isEmpty else { return nil }
        let voices = try db.voices(of: proposal, among: Set(chain + [voice]))
        let end = DelegationRules.ends(chosen, of: people(voices), answered: try spoken(proposal, voices, db))[voice]
        return voices.first { $0.id == end }?.name
    }
}
