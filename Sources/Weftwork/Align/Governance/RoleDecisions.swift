internal import Database

/// A role by a decision: somebody is named and has said yes; the group decides by a proposal, in place of three days in which nobody
/// objects.
extension GovernanceActs {
    /// Puts a nomination for a role to all members who take part, by consent: whoever could have objected to it can do so there,
    /// whatever the network counts otherwise.
    ///
    /// - Returns: the proposal.
    /// - Throws: ``Refusal/conflict(_:_:)`` where they have not said yes, it is over or being decided, or is about no role;
    ///   ``Refusal/forbidden(_:)``.
    func putToDecision(
        _ id: ID, _ typed: String, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Proposal {
        try Policy.require(.nominate, viewer)
        _ = try members.own(viewer, in: network)
        let words = try GovernanceRules.words(typed, "words"), now = world.now()
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.proposal(earlier, in: network)
            {
                return known
            }
            guard let nomination = try db.nomination(id, in: network) else { throw Refusal.notFound }
            let role = try RoleKeeper.role(of: nomination, now)
            guard nomination.mayBeDecided(by: viewer) else { throw Refusal.forbidden(RoleWords.notForYou) }
            let name = try db.names(of: [nomination.memberID], in: network)[nomination.memberID] ?? ""
            let draft = ProposalDraft(
                question: RoleWords.question(role, name)(viewer.language), context: words, method: .consent,
                topic: .people, unit: .persons, closesAt: now + GovernanceRules.toConsent,
                subject: ProposalSubject(kind: .role, id: id))
            let begun = try proposals.begin(draft, by: viewer, in: network, now: now, db)
            let proposal = try proposals.open(begun, by: viewer, now: now, db)
            for objector in try db.standingObjectors(to: nomination).sorted() {
                try members.tell(
                    objector, in: network, RoleWords.title, RoleWords.mailSayItThere(name),
                    to: "/proposals/\(proposal.id)", db)
            }
            try db.remember(once, object: proposal.id, by: viewer, in: network, at: now)
            return proposal
        }
    }
}

extension ProposalSubject.Kind {
    static let role = ProposalSubject.Kind(rawValue: "role")
}

/// A proposal about who takes a role.
struct RoleKeeper: ProposalKeeper {
    let members: MemberActs
    var kind: ProposalSubject.Kind { .role }

    /// The role that a nomination is for, where it can be decided about now.
    static func role(of nomination: Nomination, _ now: Int64) throws(Refusal) -> Role {
        guard case .role(let role) = nomination.office else { throw .conflict(RoleWords.onlyRoles) }
        guard nomination.outcome == nil else { throw .conflict(RoleWords.isOver) }
        guard nomination.acceptedAt != nil else { throw .conflict(RoleWords.firstTheirYes) }
        guard nomination.proposalID == nil else { throw .conflict(RoleWords.beingDecided) }
        guard nomination.decidesAt > now else { throw .conflict(RoleWords.isOver) }
        return role
    }

    func card(_ subject: ProposalSubject, for viewer: Viewer, in network: ID, _ db: any Connection) throws
        -> SubjectCard?
    {
        guard viewer.member?.networkID == network || viewer.isOperator,
            let nomination = try db.nomination(subject.id, in: network), case .role(let role) = nomination.office
        else { return nil }
        // Whatever the words of the proposal become, this says whom and what it is about.
        let name = try db.names(of: [nomination.memberID], in: network)[nomination.memberID] ?? ""
        return SubjectCard(title: RoleWords.subject(role, name), path: "/roles")
    }

    func opening(_ proposal: Proposal, by viewer: Viewer, _ db: any Connection) throws {
        guard var nomination = try nomination(of: proposal, db) else { throw Refusal.notFound }
        _ = try RoleKeeper.role(of: nomination, members.world.now())
        nomination.proposalID = proposal.id
        guard try db.save(nomination) else { throw Refusal.conflict(RoleWords.isOver) }
    }

    /// Whom it is about and which role stands fast.
    var insteadOfAmending: Text? { RoleWords.notAmended }

    func decided(
        _ outcome: ProposalOutcome, by viewer: Viewer, _ db: any Connection
    ) throws -> [ProposalOutcome.Link] {
        guard var nomination = try undecided(outcome.proposal, db), case .role(let role) = nomination.office else {
            return []
        }
        if outcome.verdict != .adopted {
            nomination.outcome = .notAdopted
        } else if try isHeldUp(nomination, outcome.proposal, db) {
            nomination.outcome = .objected
        } else {
            nomination.outcome = try fits(nomination, db) ? .given : .kept
        }
        guard try db.save(nomination) else { return [] }
        guard nomination.outcome == .given else {
            try tellNotGiven(nomination, role, outcome.proposal, isWithdrawn: false, db)
            return []
        }
        try members.fulfil(nomination, members.world.now(), by: viewer, db)
        return [ProposalOutcome.Link(title: RoleWords.subject(role)(viewer.language), path: "/roles#\(role.rawValue)")]
    }

    func withdrawn(_ proposal: Proposal, by viewer: Viewer, _ db: any Connection) throws {
        guard var nomination = try undecided(proposal, db), case .role(let role) = nomination.office else { return }
        // What was said against it there would be heard nowhere else: they are named anew.
        nomination.outcome = .notAdopted
        if try db.save(nomination) { try tellNotGiven(nomination, role, proposal, isWithdrawn: true, db) }
    }

    private func nomination(of proposal: Proposal, _ db: any Connection) throws -> Nomination? {
        try proposal.subject.flatMap { try db.nomination($0.id, in: proposal.networkID) }
    }

    /// The nomination that this proposal, and no other, decides about.
    private func undecided(_ proposal: Proposal, _ db: any Connection) throws -> Nomination? {
        try nomination(of: proposal, db).flatMap { $0.outcome == nil && $0.proposalID == proposal.id ? $0 : nil }
    }

    /// Somebody objects there, or objected before it was put to a decision and has not answered there.
    private func isHeldUp(_ nomination: Nomination, _ proposal: Proposal, _ db: any Connection) throws -> Bool {
        let stances = try db.stances(of: proposal)
        if stances.contains(where: { $0.position == .objection }) { return true }
        let answered = Set(stances.map(\.voiceID))
        return try !db.standingObjectors(to: nomination).isSubset(of: answered)
    }

    /// A decision opens no way around what holds for everybody: they take part, are vouched for, and have the trainings.
    private func fits(_ nomination: Nomination, _ db: any Connection) throws -> Bool {
        guard let member = try db.member(nomination.memberID, in: nomination.networkID), !member.isSuspended,
            member.standing >= nomination.office.leastStanding,
            try db.isAwake(nomination.memberID, in: nomination.networkID)
        else { return false }
        return try members.holds(nomination, db)
    }

    /// The one concerned hears why, and where it was adopted all the same, whoever answers for the proposal too.
    private func tellNotGiven(
        _ nomination: Nomination, _ role: Role, _ proposal: Proposal, isWithdrawn: Bool, _ db: any Connection
    ) throws {
        let words = isWithdrawn ? RoleWords.mailTakenBack(role) : RoleWords.mail(notGiven: nomination.outcome, role)
        let isAdopted = [.objected, .kept].contains(nomination.outcome)
        for member in Set([nomination.memberID] + (isAdopted ? [proposal.ownerID] : [])).sorted() {
            try members.tell(member, in: nomination.networkID, RoleWords.title, words, to: "/roles", db)
        }
    }
}

/// The doors to it.
struct RoleDecisionRoutes: Sendable {
    let acts: GovernanceActs
    let frames: Frames

    private struct Body: Decodable {
        let words: String?
    }

    var endpoints: [Endpoint] {
        [
            Endpoint(.post, "/n/{slug}/roles/nominations/{id}/proposal", .nominate, .page, handle: put),
            Endpoint(
                .post, "/api/v1/networks/{slug}/roles/nominations/{id}/proposal", .nominate, .api,
                "Put a nomination for a role to a decision by consent; gives the proposal",
                accepts: GovernanceSchemas.roleToDecide, gives: GovernanceSchemas.done, status: 201
            ) { ask in
                let body = try ask.decoded(Body.self), network = try ask.requireNetwork().id
                let proposal = try await acts.putToDecision(
                    try ask.id("id"), body.words ?? "", by: ask.viewer, in: network, once: ask.once)
                return .json(DoneView(id: proposal.id), status: 201)
            },
        ]
    }

    private func put(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            let proposal = try await acts.putToDecision(
                try ask.id("id"), ask.form["words"] ?? "", by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/proposals/\(proposal.id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await roles(ask, network, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await roles(ask, network, [FieldProblem("", words)]), status: 409)
        }
    }

    private func roles(_ ask: Ask, _ network: Network, _ problems: [FieldProblem]) async throws -> HTML {
        RolePages(frame: frames(ask), network: network).page(
            try await acts.members.roles(of: network.id), members: try await acts.members.nominees(in: network.id),
            ask.form, problems)
    }
}
