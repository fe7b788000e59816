internal import Database
internal import Engine

extension Connection {
    // MARK: Options and versions

    func options(of proposal: ID, in network: ID) throws -> [ProposalOption] {
        try query(
            """
            SELECT id, number, words, cost, starts_at, ends_at FROM proposal_options
            WHERE network_id = \(network) AND proposal_id = \(proposal) ORDER BY number, id
            """
        ) {
            ProposalOption(
                id: try $0[0], number: try $0[1], words: try $0[2], cost: try $0[3], startsAt: try $0[4],
                endsAt: try $0[5])
        }
    }

    /// In place of those that there were.
    func set(_ options: [ProposalOption], of proposal: Proposal) throws {
        try execute(
            "DELETE FROM proposal_options WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)")
        for option in options {
            try execute(
                """
                INSERT INTO proposal_options (network_id, proposal_id, id, number, words, cost, starts_at, ends_at)
                VALUES (\(proposal.networkID), \(proposal.id), \(option.id), \(option.number), \(option.words),
                    \(option.cost), \(option.startsAt), \(option.endsAt))
                """)
        }
    }

    /// The words as they were, the first first.
    func versions(of proposal: Proposal) throws -> [ProposalVersion] {
        try query(
            """
            SELECT number, question, context, by_id, at, reason, credits, asked FROM proposal_versions
            WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id) ORDER BY number
            """
        ) { row in
            ProposalVersion(
                number: try row[0], question: try row[1], context: try row[2], byID: try row[3], at: try row[4],
                reason: try row[5], credits: ProposalStore.ids(try row[6]),
                asked: try (row[7] as String?).map(ProposalStore.ids))
        }
    }

    func insert(_ version: ProposalVersion, of proposal: Proposal) throws {
        try execute(
            """
            INSERT INTO proposal_versions (network_id, proposal_id, number, question, context, by_id, at, reason, credits,
                asked)
            VALUES (\(proposal.networkID), \(proposal.id), \(version.number), \(version.question), \(version.context),
                \(version.byID), \(version.at), \(version.reason), \(ProposalStore.list(version.credits)),
                \(version.asked.map(ProposalStore.list)))
            """)
    }

    // MARK: Outcomes

    /// What came of a proposal; nothing while that is not written.
    func outcome(of proposal: Proposal) throws -> ProposalOutcome? {
        let found = try first(
            """
            SELECT \(ProposalStore.outcome) FROM proposal_outcomes o
            WHERE o.network_id = \(proposal.networkID) AND o.proposal_id = \(proposal.id)
            """
        ) { try ProposalOutcome(row: $0, of: proposal) }
        guard var outcome = found else { return nil }
        outcome.links = try query(
            """
            SELECT title, path FROM proposal_links
            WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id) ORDER BY number
            """
        ) { ProposalOutcome.Link(title: try $0[0], path: try $0[1]) }
        outcome.goals = try goals(ofDecision: proposal.id, in: proposal.networkID)
        outcome.reviews = try query(
            """
            SELECT r.id, r.kind, r.words, r.by_id, r.at,
                \(TextPlace.hidden("'outcome'", network: "r.network_id", text: "r.id"))
            FROM proposal_reviews r
            WHERE r.network_id = \(proposal.networkID) AND r.proposal_id = \(proposal.id) ORDER BY r.number
            """
        ) {
            ProposalOutcome.Review(
                id: try $0[0], kind: try $0[1], words: try $0[2], byID: try $0[3], at: try $0[4], hidden: try $0[5])
        }
        return outcome
    }

    /// The proposal of an outcome: by its own id, or by that of a look back at it.
    func proposal(ofOutcome id: ID, in network: ID) throws -> Proposal? {
        let looked = try value(
            "SELECT proposal_id FROM proposal_reviews WHERE network_id = \(network) AND id = \(id)", as: ID.self)
        return try proposal(looked ?? id, in: network)
    }

    func insert(_ outcome: ProposalOutcome) throws {
        let proposal = outcome.proposal
        let asked = "\(proposal.question) \(proposal.context)", said = "\(outcome.words) \(outcome.met)"
        try execute(
            """
            INSERT INTO proposal_outcomes (network_id, proposal_id, verdict, winners, tally, words, met, concerns, by_id, at,
                review_at, asked_tokens, said_tokens)
            VALUES (\(proposal.networkID), \(proposal.id), \(outcome.verdict), \(ProposalStore.list(outcome.winners)),
                \(outcome.tally.encoded), \(outcome.words), \(outcome.met), \(outcome.concerns), \(outcome.byID),
                \(outcome.at), \(outcome.reviewAt), \(DecisionQuery.tokens(asked)), \(DecisionQuery.tokens(said)))
            """)
        try add(outcome.links, to: proposal, after: 0)
    }

    func add(_ links: [ProposalOutcome.Link], to proposal: Proposal, after count: Int) throws {
        for (index, link) in links.enumerated() {
            try execute(
                """
                INSERT INTO proposal_links (network_id, proposal_id, number, title, path)
                VALUES (\(proposal.networkID), \(proposal.id), \(count + index + 1), \(link.title), \(link.path))
                """)
        }
    }

    func insert(_ review: ProposalOutcome.Review, of outcome: ProposalOutcome, next: Int64?) throws {
        let proposal = outcome.proposal
        try execute(
            """
            INSERT INTO proposal_reviews (network_id, proposal_id, number, id, kind, words, by_id, at)
            VALUES (\(proposal.networkID), \(proposal.id), \(outcome.reviews.count + 1), \(review.id), \(review.kind),
                \(review.words), \(review.byID), \(review.at))
            """)
        try execute(
            """
            UPDATE proposal_outcomes SET review_at = \(next)
            WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)
            """)
    }

    // MARK: The decision log

    /// Decisions that a reader may see, the newest first.
    func decisions(_ query: DecisionQuery, limit: Int, in network: ID) throws -> [(Proposal, ProposalOutcome)] {
        let start = ProposalStore.columnCount
        return try self.query(
            """
            SELECT \(ProposalStore.columns), \(ProposalStore.outcome)
            FROM proposal_outcomes o JOIN proposals x ON x.network_id = o.network_id AND x.id = o.proposal_id
            WHERE o.network_id = \(network) AND \(query.condition) ORDER BY o.at DESC, o.proposal_id DESC LIMIT \(limit)
            """
        ) { row in
            let proposal = try Proposal(row: row)
            return (proposal, try ProposalOutcome(row: row, of: proposal, from: start))
        }
    }

    func decisionCount(_ query: DecisionQuery, in network: ID) throws -> Int {
        try value(
            """
            SELECT count(*) FROM proposal_outcomes o JOIN proposals x ON x.network_id = o.network_id AND x.id = o.proposal_id
            WHERE o.network_id = \(network) AND \(query.filter)
            """) ?? 0
    }
}

extension ProposalOutcome {
    fileprivate init(row: Row, of proposal: Proposal, from start: Int = 0) throws {
        self.proposal = proposal
        verdict = try row[start]
        winners = ProposalStore.ids(try row[start + 1])
        tally = ProposalTally(encoded: try row[start + 2])
        words = try row[start + 3]
        met = try row[start + 4]
        concerns = try row[start + 5]
        byID = try row[start + 6]
        at = try row[start + 7]
        reviewAt = try row[start + 8]
        hidden = try row[start + 9]
    }
}

/// Which decisions are asked for.
struct DecisionQuery: Sendable {
    var text = ""
    var verdict: ProposalVerdict?
    var topic: Proposal.Topic?
    /// Only those that are to be looked at again by then.
    var reviewBy: Int64?
    /// The decision after which a page begins.
    var after: (at: Int64, id: ID)?
    /// What the reader may see, as a condition on the proposal `x`.
    var seen: SQL = "1 = 1"

    /// Tokens with a space around each, so that a phrase is found by `LIKE`: they hold letters and digits only.
    static func tokens(_ text: String) -> String {
        " " + SearchText.tokens(text).joined(separator: " ") + " "
    }

    /// Without where the page begins. Words that are hidden find nothing: whoever could try them out would read them.
    var filter: SQL {
        var condition: SQL = "(\(seen))"
        for phrase in SearchText.phrases(text).prefix(8) {
            // What is typed may be the beginning of a word, or a single character of one.
            let pattern = "% " + phrase.joined(separator: " ") + "%"
            condition += """
                 AND (o.asked_tokens LIKE \(pattern) AND \(ProposalStore.isShown)
                    OR o.said_tokens LIKE \(pattern) AND \(ProposalStore.isOutcomeShown))
                """
        }
        if let verdict { condition += " AND o.verdict = \(verdict)" }
        if let topic { condition += " AND x.topic = \(topic)" }
        if let reviewBy { condition += " AND o.review_at <= \(reviewBy)" }
        return condition
    }

    var condition: SQL {
        guard let after else { return filter }
        return "\(filter) AND (o.at < \(after.at) OR o.at = \(after.at) AND o.proposal_id < \(after.id))"
    }
}
