internal import Database
internal import Engine

/// The charter's priorities are placed by importance and effort; what comes out goes on as suggestions to its draft.
extension CharterActs {
    /// Begins a matrix about priorities, open to everybody who counts.
    ///
    /// - Parameter days: how long it is open; nothing for the usual time.
    /// - Throws: ``Refusal/invalid(_:)`` at `items` or `days`, ``Refusal/conflict(_:_:)`` while another runs or consent is asked for.
    func beginMatrix(
        _ items: [String], days: Int? = nil, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Proposal {
        let subject = CharterSubject.network(network), now = world.now()
        let items = items.map(Clean.sentence).filter { !$0.isEmpty }
        guard items.count >= MatrixRules.least else {
            throw Refusal.invalid("items", CharterMatrixWords.tooFew(MatrixRules.least))
        }
        if let days, !MatrixRules.days.contains(days) {
            throw Refusal.invalid(
                "days", CharterWords.badDays(MatrixRules.days.lowerBound, MatrixRules.days.upperBound))
        }
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.proposal(earlier, in: network)
            {
                return known
            }
            let version = try open(subject, db)
            try require(.draftCharter, viewer, subject, db, version)
            guard version.state != .consent else { throw Refusal.conflict(CharterWords.notNow) }
            guard try !MatrixLine.lines(for: version, db).contains(where: { !$0.isOver }) else {
                throw Refusal.conflict(CharterMatrixWords.runsAlready)
            }
            var draft = ProposalDraft(method: .matrix, options: items.map { ProposalDraft.Option(words: $0) })
            draft.question = CharterMatrixWords.question(try db.network(id: network)?.language ?? .zh)
            draft.topic = .purpose
            draft.closesAt = days.map { now + Int64($0) * Time.day }
            draft.subject = ProposalSubject(kind: MatrixKeeper.subjectKind, id: network)
            let proposal = try open(matrix: draft, by: viewer, in: network, now: now, db)
            try db.remember(once, object: proposal.id, by: viewer, in: network, at: now)
            return proposal
        }
    }

    /// What is wrong with an item is said where the items were typed.
    private func open(
        matrix draft: ProposalDraft, by viewer: Viewer, in network: ID, now: Int64, _ db: any Connection
    ) throws -> Proposal {
        do {
            return try proposals.open(
                try proposals.begin(draft, by: viewer, in: network, now: now, db), by: viewer, now: now, db)
        } catch Refusal.invalid(let problems) {
            throw Refusal.invalid(
                problems.map { $0.field.hasPrefix("options") ? FieldProblem("items", $0.message) : $0 })
        }
    }

    /// Hands the outcome of a matrix over to the draft, where none was open when it was decided.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` where it has no outcome yet, or was handed over.
    func handOver(matrix id: ID, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        try await database.write { db in
            let version = try open(.network(network), db)
            try require(.draftCharter, viewer, version.subject, db, version)
            guard version.state != .consent else { throw Refusal.conflict(CharterWords.notNow) }
            guard let proposal = try db.proposal(id, in: network), proposal.subject?.kind == MatrixKeeper.subjectKind
            else { throw Refusal.notFound }
            guard let outcome = try db.outcome(of: proposal) else {
                throw Refusal.conflict(CharterMatrixWords.notOver)
            }
            guard try !MatrixRules.priorities(outcome.tally, db.options(of: id, in: network)).isEmpty else {
                throw Refusal.conflict(CharterMatrixWords.noOutcome)
            }
            guard try MatrixKeeper(members: members).handOver(outcome, to: version, at: now, db) > 0 else {
                throw Refusal.conflict(CharterMatrixWords.handedAlready)
            }
        }
    }
}

extension MatrixLine {
    /// The newest matrices about a network's priorities, as they stand to one version of its charter.
    static func lines(for version: CharterVersion, _ db: any Connection) throws -> [MatrixLine] {
        guard version.subject.kind == .network else { return [] }
        let found = try db.proposals(
            in: version.networkID,
            where: "x.subject_kind = \(MatrixKeeper.subjectKind.rawValue) AND x.state NOT IN ('draft', 'withdrawn')",
            limit: 5)
        return try found.map { proposal in
            let outcome = try db.outcome(of: proposal)
            let options = try db.options(of: proposal.id, in: version.networkID)
            let hasOutcome = outcome.map { !MatrixRules.priorities($0.tally, options).isEmpty } ?? false
            let left = try outcome.map { try MatrixKeeper.left(of: $0, to: version, db).count } ?? 0
            return MatrixLine(
                proposal: proposal, isOver: outcome != nil, hasOutcome: hasOutcome, isHanded: hasOutcome && left == 0)
        }
    }
}

/// What the charter says and does about matrices in which its priorities are placed.
struct MatrixKeeper: ProposalKeeper {
    static let subjectKind = ProposalSubject.Kind(rawValue: "priorities")

    let members: MemberActs

    var kind: ProposalSubject.Kind { MatrixKeeper.subjectKind }

    /// Where a matrix is read, within the network: what was handed over names it.
    static func path(_ proposal: ID) -> String { "/proposals/\(proposal)" }

    func card(
        _ subject: ProposalSubject, for viewer: Viewer, in network: ID, _ db: any Connection
    ) throws -> SubjectCard? {
        guard viewer.member?.networkID == network else { return nil }
        let isOpen = try db.charterOpen(of: .network(network)) != nil
        return SubjectCard(
            title: CharterMatrixWords.subject, path: isOpen ? "/charter/draft#priorities" : "/charter#priorities")
    }

    /// Its outcome goes on to the draft at once; where none takes suggestions now whoever drafts hands it over later.
    func decided(
        _ outcome: ProposalOutcome, by viewer: Viewer, _ db: any Connection
    ) throws -> [ProposalOutcome.Link] {
        let network = outcome.proposal.networkID
        guard outcome.verdict != .noQuorum, let version = try db.charterOpen(of: .network(network)),
            version.state != .consent,
            try handOver(outcome, to: version, at: members.world.now(), db) > 0
        else { return [] }
        let language = try db.network(id: network)?.language ?? .zh
        return [ProposalOutcome.Link(title: CharterMatrixWords.link(language), path: "/charter/draft/suggestions")]
    }

    /// Place, quarter and weight of each item as a suggestion, for the priority it names or as a new one; what stands there already,
    /// kept from an earlier version, is not said twice.
    ///
    /// - Returns: how many.
    func handOver(
        _ outcome: ProposalOutcome, to version: CharterVersion, at now: Int64, _ db: any Connection
    ) throws -> Int {
        let left = try MatrixKeeper.left(of: outcome, to: version, db)
        let language = try db.network(id: version.networkID)?.language ?? .zh
        for item in left {
            try CharterActs.handOver(
                item.words(language), from: MatrixKeeper.path(outcome.proposal.id),
                about: item.clause.map { .clause($0) } ?? .section(.priorities), weight: item.weight, to: version,
                at: now, members, db)
        }
        return left.count
    }

    /// An item as it is suggested, and which clause it names; nothing where it would be a new one.
    fileprivate struct Item {
        let clause: ID?
        let words: Text
        let weight: Int
    }

    /// What of an outcome does not stand before a version yet.
    fileprivate static func left(
        of outcome: ProposalOutcome, to version: CharterVersion, _ db: any Connection
    ) throws -> [Item] {
        let options = try db.options(of: outcome.proposal.id, in: version.networkID)
        let priorities = MatrixRules.priorities(outcome.tally, options), clauses = try db.clauses(of: version)
        let there = try db.handedOver(from: path(outcome.proposal.id), to: version)
        let said = Set(there.map(\.said)), about = Set(there.compactMap(\.about))
        return priorities.compactMap { priority in
            let clause = MatrixRules.clause(priority.words, clauses)
            let new = CharterMatrixWords.suggestedNew(priority, of: priorities.count)
            let isThere =
                clause.map { about.contains(.clause($0.id)) } ?? false
                || Language.allCases.contains { said.contains(Clean.prose(new($0))) }
            guard !isThere else { return nil }
            let words = clause == nil ? new : CharterMatrixWords.suggested(priority, of: priorities.count)
            return Item(clause: clause?.id, words: words, weight: priority.weight)
        }
    }
}
