internal import Database

/// A text of aligning, as whoever decides about it finds it.
struct AlignText {
    /// Nobody where no member wrote it.
    let authorID: ID?
    let words: String
    let isRead: (Viewer) throws -> Bool
}

/// What members write while they align – suggestions, words and evidence, goals, findings, minutes, proposals, reasons and
/// outcomes – as texts that can be reported, hidden and appealed like others. One keeper for each kind; that something is hidden
/// stands with the hiding, and each store reads it with the text.
struct AlignTexts: TextKeeper {
    /// - Returns: nothing where there is no such text.
    let find: @Sendable (_ id: ID, _ network: ID, _ db: any Connection) throws -> AlignText?
    /// What goes on once it is shown again.
    var shown: @Sendable (_ id: ID, _ network: ID, _ viewer: Viewer, _ db: any Connection) throws -> Void = {
        _, _, _, _ in
    }

    private func found(_ id: ID, _ network: ID, _ db: any Connection) throws -> AlignText {
        guard let text = try find(id, network, db) else { throw Refusal.notFound }
        return text
    }

    func author(ofText id: ID, in network: ID, _ db: any Connection) throws -> TextAuthor {
        TextAuthor(memberID: try found(id, network, db).authorID, needID: nil)
    }

    func requireReader(ofText id: ID, _ viewer: Viewer, in network: ID, _ db: any Connection) throws {
        guard try found(id, network, db).isRead(viewer) else { throw Refusal.notFound }
    }

    func words(ofText id: ID, in network: ID, _ db: any Connection) throws -> (words: String, heldSince: Int64?)? {
        let words = try found(id, network, db).words
        return words.isEmpty ? nil : (words, nil)
    }

    /// Nothing is kept beside the hiding itself; what stood still goes on.
    func follow(_ news: TextNews, text id: ID, in network: ID, by viewer: Viewer, _ db: any Connection) throws {
        if case .shown = news { try shown(id, network, viewer, db) }
    }

    func release(in network: ID, by viewer: Viewer) async throws -> TextRelease { { _, _ in } }

    // MARK: Of each kind

    static func all(_ vault: Vault, _ world: World) -> [TextPlace.Kind: any TextKeeper] {
        [
            .suggestion: AlignTexts { id, network, db in
                guard let one = try db.suggestion(id, in: network, vault), one.state != .withdrawn else { return nil }
                return AlignText(authorID: one.memberID, words: one.words ?? "") { viewer in
                    try isMember(viewer, of: network) && db.seesCharter(one.subject, viewer)
                }
            },
            .term: AlignTexts { id, network, db in try term(id, network, db) },
            .evidence: AlignTexts { id, network, db in
                try db.evidence(id, in: network).map { one in
                    AlignText(authorID: one.byID, words: [one.title, one.link, one.note].joined(separator: "\n")) {
                        Policy.allows(.seeCognition, $0)
                    }
                }
            },
            .goal: AlignTexts { id, network, db in
                try db.goal(id, in: network).map { one in
                    let words = [one.title, one.note, one.stateNote].joined(separator: "\n")
                    return AlignText(authorID: one.madeByID, words: words) { Policy.allows(.seeRoadMap, $0) }
                }
            },
            .finding: AlignTexts { id, network, db in
                try db.finding(id, in: network).map { one in
                    let words = FindingReading.words(of: one, try db.said(to: one))
                    return AlignText(authorID: one.byID, words: words) { isMember($0, of: network) }
                }
            },
            .minutes: AlignTexts { id, network, db in
                try db.minutes(id, in: network).map { one in
                    AlignText(authorID: one.byID, words: one.words) { viewer in
                        try viewer.tier <= one.audience || db.sitsInCouncil(viewer, of: network)
                    }
                }
            },
            .reason: AlignTexts { id, network, db in try SaidTexts.reason(id, network, db, vault) },
            .outcome: AlignTexts { id, network, db in try SaidTexts.outcome(id, network, db) },
            .proposal: AlignTexts(
                find: { id, network, db in
                    guard let one = try db.proposal(id, in: network), one.openedAt != nil else { return nil }
                    let options = try db.options(of: id, in: network)
                    return AlignText(authorID: one.proposerID, words: one.publicWords(options)) { viewer in
                        let isConcerned = try !one.ties(of: viewer).isEmpty || db.isConcerned(viewer, by: one)
                        return ProposalRules.canSee(one, viewer, isConcerned: isConcerned)
                    }
                },
                shown: { id, network, viewer, db in
                    try db.goOn(id, in: network, by: viewer, event: world.newID())
                }),
        ]
    }

    /// A word of the list, the language that was added to it, or what one side means by it.
    private static func term(_ id: ID, _ network: ID, _ db: any Connection) throws -> AlignText? {
        func text(_ author: ID, _ words: String) -> AlignText {
            AlignText(authorID: author, words: words) { Policy.allows(.seeCognition, $0) }
        }
        guard let term = try db.term(ofText: id, in: network) else { return nil }
        if term.id == id { return text(term.madeByID, "\(term.own.zh)\n\(term.own.en)") }
        if let other = term.other, other.id == id { return text(other.memberID, term.words[other.language]) }
        return term.meanings.first { $0.id == id }.map { text($0.memberID, $0.words) }
    }

    private static func isMember(_ viewer: Viewer, of network: ID) -> Bool {
        viewer.member.map { $0.networkID == network && !$0.isSuspended } ?? false
    }
}

extension Proposal {
    /// What it asks, in one piece.
    func publicWords(_ options: [ProposalOption]) -> String {
        ([question, context] + options.map(\.words)).filter { !$0.isEmpty }.joined(separator: "\n")
    }
}

extension Connection {
    /// Whether somebody may know of a charter: the network's own, or that of a team that they see.
    func seesCharter(_ subject: CharterSubject, _ viewer: Viewer) throws -> Bool {
        guard subject.kind == .team else { return true }
        guard let member = viewer.member, let team = try team(subject.id, in: subject.networkID) else { return false }
        let isIn = try presentInTeam(team.id, in: subject.networkID).contains(member.id)
        return try isIn || viewer.tier <= audience(of: team)
    }

    /// Whether somebody holds a seat of the council, or did until its term was over and it was not swept yet.
    fileprivate func sitsInCouncil(_ viewer: Viewer, of network: ID) throws -> Bool {
        guard let member = viewer.member else { return false }
        return try seats(of: network).contains { $0.body == .council && $0.memberID == member.id && $0.state == .held }
    }
}
