internal import Database

/// What one reader sees of what was said about a proposal.
struct SaidSight {
    let proposal: Proposal
    let viewer: Viewer
    /// How it stands is shown to them.
    let seesAll: Bool
    /// Voices that they speak for.
    let mine: Set<ID>

    func shows(_ position: Stance.Position, of voice: ID, by author: ID) -> Bool {
        seesAll || mine.contains(voice) || author == viewer.member?.id || ProposalRules.isAlwaysSeen(position)
    }

    /// A reason as this reader finds it: nothing where it is hidden from them. Whoever answers for the proposal works with it.
    func readable(_ reason: String?, hidden: String?, by author: ID) -> String? {
        let works = viewer.member.map { $0.id == proposal.ownerID || $0.id == proposal.facilitatorID } ?? false
        return hidden == nil || works || SaidSight.readsHidden(viewer, by: author) ? reason : nil
    }

    func readable(_ stance: Stance) -> Stance {
        var stance = stance
        stance.reason = readable(stance.reason, hidden: stance.hidden, by: stance.byID)
        return stance
    }

    func readable(_ advice: Advice) -> Advice {
        var advice = advice
        advice.reason = readable(advice.reason, hidden: advice.hidden, by: advice.memberID)
        return advice
    }

    func readable(_ wait: ProposalWait) -> ProposalWait {
        var wait = wait
        wait.reason = readable(wait.reason, hidden: wait.hidden, by: wait.byID)
        return wait
    }

    /// Whether a reader finds words that are hidden: whoever wrote them, and those who decide about it.
    static func readsHidden(_ viewer: Viewer, by author: ID) -> Bool {
        viewer.member?.id == author || Policy.allows(.moderate, viewer)
    }
}

/// A reason that was given about a proposal, with a stance, beside one, or for answering later.
struct SaidReason {
    let proposal: Proposal
    let authorID: ID
    let voiceID: ID
    /// Nothing of whoever answers later.
    let position: Stance.Position?
    let words: String?
}

/// Reasons of stances and what came of proposals, as texts that can be reported, hidden and appealed.
enum SaidTexts {
    /// Of a stance on a proposal or on a clause of the charter.
    static func reason(_ id: ID, _ network: ID, _ db: any Connection, _ vault: Vault) throws -> AlignText? {
        if let said = try db.saidReason(id, in: network, vault: vault) {
            return AlignText(authorID: said.authorID, words: said.words ?? "") { viewer in
                guard let sight = try db.sight(of: said.proposal, for: viewer) else { return false }
                return said.position.map { sight.shows($0, of: said.voiceID, by: said.authorID) } ?? true
            }
        }
        guard let stance = try db.stance(ofReason: id, in: network),
            let subject = try db.subject(ofClause: stance.clauseID, in: network)
        else { return nil }
        let words = try db.reasons(of: [stance], in: network, vault)[stance.id] ?? ""
        return AlignText(authorID: stance.memberID, words: words) { viewer in
            guard let member = viewer.member, member.networkID == network, !member.isSuspended else { return false }
            return try db.seesCharter(subject, viewer)
        }
    }

    /// What came of a proposal, by the proposal; or what was said when it was looked at again.
    static func outcome(_ id: ID, _ network: ID, _ db: any Connection) throws -> AlignText? {
        guard let proposal = try db.proposal(ofOutcome: id, in: network), let outcome = try db.outcome(of: proposal)
        else { return nil }
        let review = outcome.reviews.first { $0.id == id }
        return AlignText(
            authorID: review?.byID ?? outcome.byID, words: review?.words ?? outcome.publicWords
        ) { viewer in try db.sight(of: proposal, for: viewer) != nil }
    }

    /// Where a reason stands, within the network.
    static func page(ofReason id: ID, in network: ID, _ db: any Connection, _ vault: Vault) throws -> String? {
        if let said = try db.saidReason(id, in: network, vault: vault) { return "/proposals/\(said.proposal.id)" }
        guard let stance = try db.stance(ofReason: id, in: network),
            let subject = try db.subject(ofClause: stance.clauseID, in: network)
        else { return nil }
        return "\(CharterActs.path(of: subject))/clauses/\(stance.clauseID)"
    }
}

extension ProposalOutcome {
    var text: TextPlace { TextPlace(kind: .outcome, id: proposal.id) }

    /// What it says, in one piece.
    var publicWords: String {
        ([words, met] + links.map(\.title)).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// What was decided, as others read it.
    var shownWords: Text { hidden.map { ModerationWords.stub($0) } ?? .verbatim(words) }

    /// As one reader finds it: without words that are hidden from them.
    func readable(by viewer: Viewer) -> ProposalOutcome {
        var outcome = self
        if hidden != nil, !SaidSight.readsHidden(viewer, by: byID) {
            (outcome.words, outcome.met, outcome.links) = ("", "", [])
        }
        outcome.reviews = reviews.map { review in
            var review = review
            if review.hidden != nil, !SaidSight.readsHidden(viewer, by: review.byID) { review.words = "" }
            return review
        }
        return outcome
    }
}

/// The doors to where such a text stands, for whoever knows only which one it is.
struct SaidRoutes: Sendable {
    let members: MemberActs

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}/reasons/{id}", .seeProposals, .page) { ask in
                try await redirect(ask, .reason) { id, network, db in
                    try SaidTexts.page(ofReason: id, in: network, db, members.vault)
                }
            },
            Endpoint(.get, "/n/{slug}/outcomes/{id}", .seeProposals, .page) { ask in
                try await redirect(ask, .outcome) { id, network, db in
                    try db.proposal(ofOutcome: id, in: network).map { "/proposals/\($0.id)" }
                }
            },
        ]
    }

    /// - Throws: ``Refusal/notFound`` where there is none, or not for this reader.
    private func redirect(
        _ ask: Ask, _ kind: TextPlace.Kind, _ page: @escaping @Sendable (ID, ID, any Connection) throws -> String?
    ) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), viewer = ask.viewer
        try await members.requireReportable(TextPlace(kind: kind, id: id), by: viewer, in: network.id)
        let found = try await members.database.read { db in try page(id, network.id, db) }
        guard let found else { throw Refusal.notFound }
        let done = ask.query["done"] == "1" ? "?done=1" : ""
        return .redirect(to: "/n/\(network.slug)\(found)\(done)#x-\(id)")
    }
}

/// A reason on a page, with what a reader can do about it.
struct SaidReasonParts {
    let frame: Frame
    let network: Network
    let text: TextPlace

    private var moderation: ModerationPages { ModerationPages(frame: frame, network: network) }

    /// The words, or that they are hidden; nothing where none were given.
    ///
    /// - Parameters:
    ///   - words: nothing, or none, also where they are hidden from this reader.
    ///   - name: whose they are; it tells the way to report them from others.
    func html(_ words: String?, hidden: String?, isAuthor: Bool, of name: String?) -> HTML {
        "\(said(words, hidden: hidden, isAuthor: isAuthor))\(tools(words, hidden: hidden, isAuthor: isAuthor, of: name))"
    }

    func said(_ words: String?, hidden: String?, isAuthor: Bool) -> HTML {
        let words = words ?? "", said: HTML = "<p>\(frame.said(words))</p>"
        guard !words.isEmpty || hidden != nil else { return "" }
        return moderation.shown(said, text, hidden: hidden, isAuthor: isAuthor, reads: !words.isEmpty)
    }

    /// The same for words that were said before: what stands in the text now is not what is read here.
    func moderating(_ words: String?, hidden: String?, isAuthor: Bool, of name: String?) -> HTML {
        guard words?.isEmpty == false, !isAuthor else { return "" }
        return moderation.tools(
            text, isHidden: hidden != nil, name: name.map { TalkWords.actOn(ModerationWords.report, $0) })
    }

    /// Nobody reports what is theirs.
    func tools(_ words: String?, hidden: String?, isAuthor: Bool, of name: String?) -> HTML {
        guard let words, !words.isEmpty, !isAuthor else { return "" }
        return moderation.tools(
            text, isHidden: hidden != nil, name: name.map { TalkWords.actOn(ModerationWords.report, $0) },
            seen: TextStamp.of(words))
    }
}

extension Connection {
    /// What a reader sees of what is said about a proposal; nothing where they may not know of it.
    func sight(of proposal: Proposal, for viewer: Viewer) throws -> SaidSight? {
        let isAsked = proposal.askedID != nil && proposal.askedID == viewer.member?.id
        let isConcerned = try isAsked || !proposal.ties(of: viewer).isEmpty || self.isConcerned(viewer, by: proposal)
        guard ProposalRules.canSee(proposal, viewer, isConcerned: isConcerned) else { return nil }
        var own: [ProposalVoice] = []
        if let member = viewer.member, !member.isSuspended {
            own = try voices(of: proposal, among: ownVoices(of: member)).filter { $0.speakers.contains(member.id) }
        }
        let answered = ProposalRules.answered(own, try stances(of: proposal))
        let hasAnswered = !own.isEmpty && own.allSatisfy { answered.contains($0.id) }
        return SaidSight(
            proposal: proposal, viewer: viewer,
            seesAll: ProposalRules.seesResults(proposal, hasAnswered: hasAnswered), mine: Set(own.map(\.id)))
    }

    /// Whose charter a clause stands in.
    fileprivate func subject(ofClause clause: ID, in network: ID) throws -> CharterSubject? {
        try clauseHistory(clause, in: network).first.map { row in
            row.subject == network ? .network(network) : .team(row.subject, in: network)
        }
    }
}
