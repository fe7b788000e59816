internal import Database

/// A version as one reader sees it.
struct CharterReading: Sendable {
    let subject: CharterSubject
    /// The team whose purpose it is; nothing for the network's own.
    let team: Team?
    /// Nothing where none is in force, or it is not for this reader.
    let version: CharterVersion?
    var clauses: [CharterClause] = []
    let isInside: Bool
    /// The version that is open, for members.
    let open: CharterVersion?
    let versions: [CharterVersion]
    let plans: [CharterSection: SectionPlan]
    let mayDraft: Bool
    /// By clause; empty where too few count.
    var figures: [ID: Affirmation] = [:]
    var voices = 0
    /// Whether the reader is a member who is not in the team whose charter it is: nobody waits for what they say.
    var isOutside = false

    var isPresent: Bool { version?.state.isInForce ?? false }
}

/// A draft as one member sees it.
struct DraftReading: Sendable {
    let subject: CharterSubject
    let team: Team?
    let version: CharterVersion
    let clauses: [CharterClause]
    let before: [CharterClause]
    let plans: [CharterSection: SectionPlan]
    let convener: String
    let mayDraft: Bool
    let lacks: [CharterLack]
    /// What the reader suggested in this round, by what it is about.
    let own: [SuggestionTarget: CharterSuggestion]
    let suggestions: Int
    let waiting: Int
    let credits: [ID: [String]]
    /// Of clauses that are left out why.
    var removed: [ID: String] = [:]
    /// By clause why it was amended: what is said while consent is asked for stands beside the clause, for members alone.
    var reasons: [ID: String] = [:]
    /// What was changed while consent is asked for, the earliest first.
    var mended: [Amendment] = []
    /// Matrices in which priorities were or are placed, the newest first.
    var matrices: [MatrixLine] = []
    let now: Int64

    var takesSuggestions: Bool { version.state == .suggestions && (version.suggestUntil ?? 0) > now }
    /// What is in force and not in the draft.
    var gone: [CharterClause] { before.filter { old in !clauses.contains { $0.id == old.id } } }
    var core: [CharterClause] { CharterRules.coreTouched(from: before, to: clauses) }
}

/// The suggestions to a version with their answers.
struct SuggestionsReading: Sendable {
    let subject: CharterSubject
    let team: Team?
    let version: CharterVersion
    let clauses: [CharterClause]
    fileprivate(set) var piles: [(about: SuggestionTarget, piles: [[CharterSuggestion]])] = []
    let names: [ID: String]
    let due: [ID: Int64]
    let mayAnswer: Bool
    let viewerID: ID?
}

extension CharterActs {
    /// The version in force, or an older one, with how far it is agreed on.
    ///
    /// - Parameter number: nothing for the one in force.
    func reading(
        of subject: CharterSubject, number: Int? = nil, for viewer: Viewer
    ) async throws -> CharterReading {
        try Policy.require(.seeCharter, viewer)
        let now = world.now()
        return try await database.read { db in
            try requireSeen(subject, viewer, db)
            let isMember = viewer.tier <= .members
            let found = try number.map { try db.charter(of: subject, number: $0) } ?? db.charterInForce(of: subject)
            if number != nil {
                guard let found, found.adoptedAt != nil else { throw Refusal.notFound }
            }
            let version = found.flatMap { viewer.tier <= $0.scope ? $0 : nil }
            let reasons = try version.map { isMember ? CharterRules.reasons(try db.amendments(to: $0)) : [:] } ?? [:]
            let clauses = try version.map { try db.clauses(of: $0) }?.map { $0.explained(by: reasons[$0.id]) } ?? []
            let ties = try ties(of: viewer, subject, db)
            var reading = CharterReading(
                subject: subject, team: try team(of: subject, db), version: version, clauses: clauses,
                isInside: found != nil && version == nil, open: isMember ? try db.charterOpen(of: subject) : nil,
                versions: try db.charterVersions(of: subject).filter { $0.adoptedAt != nil && viewer.tier <= $0.scope },
                plans: try db.sectionPlans(of: subject), mayDraft: Policy.allows(.draftCharter, viewer, ties: ties))
            if let member = viewer.member, member.networkID == subject.networkID {
                reading.isOutside = try !CharterActs.isAsked(member, about: subject, db)
            }
            if let version, version.state.isInForce {
                let voices = try CharterActs.voices(of: subject, db).voices
                reading.voices = voices.count
                if voices.count >= CharterRules.smallest {
                    reading.figures = AffirmationRules.clauses(
                        clauses, try db.stances(on: clauses.map(\.id), in: subject.networkID), voices: voices, now: now)
                }
            }
            return reading
        }
    }

    func team(of subject: CharterSubject, _ db: any Connection) throws -> Team? {
        subject.kind == .team ? try db.team(subject.id, in: subject.networkID) : nil
    }

    /// The draft that is open, for members.
    /// - Throws: ``Refusal/notFound`` where there is none.
    func draft(of subject: CharterSubject, for viewer: Viewer) async throws -> DraftReading {
        let member = try members.own(viewer, in: subject.networkID), now = world.now()
        return try await database.read { db in
            try requireSeen(subject, viewer, db)
            let version = try open(subject, db), clauses = try db.clauses(of: version)
            let before = try db.charterInForce(of: subject).map { try db.clauses(of: $0) } ?? []
            let own = try db.suggestions(of: member.id, to: version, vault).filter { $0.round == version.round }
            let all = try db.suggestions(to: version, vault)
            let credited = try db.credits(to: version)
            let names = try db.names(
                of: Set(all.compactMap(\.memberID) + credited.map(\.member) + [version.convenerID]),
                in: subject.networkID)
            let amendments = try db.amendments(to: version)
            let amended = Dictionary(
                amendments.map { ($0.id, $0.clauseID) }, uniquingKeysWith: { first, _ in first })
            let askedAt =
                try version.state == .consent
                ? version.proposalID.flatMap { try db.proposal($0, in: subject.networkID) }?.openedAt : nil
            return DraftReading(
                subject: subject, team: try team(of: subject, db), version: version, clauses: clauses, before: before,
                plans: try db.sectionPlans(of: subject), convener: names[version.convenerID] ?? "",
                mayDraft: Policy.allows(.draftCharter, viewer, ties: try ties(of: viewer, subject, db, version)),
                lacks: CharterRules.missing(version, clauses),
                own: Dictionary(own.map { ($0.about, $0) }, uniquingKeysWith: { first, _ in first }),
                suggestions: all.count, waiting: all.count { $0.state == .open },
                credits: CharterActs.credits(all, amended: amended, credited, names),
                removed: CharterRules.removed(try db.removals(of: subject, isMember: true), in: [version.number]),
                reasons: CharterRules.reasons(amendments),
                mended: askedAt.map { at in amendments.filter { $0.at >= at } } ?? [],
                matrices: try MatrixLine.lines(for: version, db), now: now)
        }
    }

    /// By clause the names of those whose words went into it, each once: by a suggestion, else within a round of consent.
    static func credits(
        _ suggestions: [CharterSuggestion], amended: [ID: ID], _ credited: [ClauseCredit], _ names: [ID: String]
    ) -> [ID: [String]] {
        let suggested = suggestions.compactMap { suggestion -> (clause: ID, member: ID)? in
            guard let clause = suggestion.amendmentID.flatMap({ amended[$0] }), let member = suggestion.memberID
            else { return nil }
            return (clause, member)
        }
        var seen: [ID: Set<ID>] = [:], credits: [ID: [String]] = [:]
        for (clause, member) in suggested + credited.map({ ($0.clause, $0.member) }) {
            guard let name = names[member], seen[clause, default: []].insert(member).inserted else { continue }
            credits[clause, default: []].append(name)
        }
        return credits
    }

    /// The page on which a suggestion stands, within the network.
    func path(ofSuggestion id: ID, in network: ID, for viewer: Viewer) async throws -> String {
        _ = try members.own(viewer, in: network)
        return try await database.read { db in
            guard let suggestion = try db.suggestion(id, in: network, vault) else { throw Refusal.notFound }
            try requireSeen(suggestion.subject, viewer, db)
            return "\(CharterActs.path(of: suggestion.subject))/draft/suggestions"
        }
    }

    /// The suggestions to the draft that is open, or else to the version that was made last.
    func suggestions(to subject: CharterSubject, for viewer: Viewer) async throws -> SuggestionsReading {
        let member = try members.own(viewer, in: subject.networkID)
        let (reading, all) = try await database.read { db in
            try requireSeen(subject, viewer, db)
            guard let version = try db.charterOpen(of: subject) ?? db.charterVersions(of: subject).first else {
                throw Refusal.notFound
            }
            let clauses = try db.clauses(of: version), all = try db.suggestions(to: version, vault)
            let ties = try ties(of: viewer, subject, db, version)
            let people = Set(all.flatMap { [$0.memberID, $0.answeredByID].compactMap { $0 } } + [version.convenerID])
            let reading = SuggestionsReading(
                subject: subject, team: try team(of: subject, db), version: version, clauses: clauses,
                names: try db.names(of: people, in: subject.networkID),
                due: try db.dueAnswers(to: subject),
                mayAnswer: version.state.isOpen && Policy.allows(.answerSuggestions, viewer, ties: ties),
                viewerID: member.id)
            return (reading, all)
        }
        // What is alike is found outside of the reading: each is compared with each.
        return reading.with(all)
    }
}

extension SuggestionsReading {
    /// The same with the suggestions, clause by clause, what is alike together.
    fileprivate func with(_ all: [CharterSuggestion]) -> SuggestionsReading {
        var reading = self
        let targets =
            clauses.map { SuggestionTarget.clause($0.id) } + subject.sections.map { SuggestionTarget.section($0) }
        let gone = Set(all.map(\.about)).subtracting(targets).sorted { $0.encoded < $1.encoded }
        let byTarget = Dictionary(grouping: all, by: \.about)
        reading.piles = (targets + gone).compactMap { target in
            guard let own = byTarget[target] else { return nil }
            let words = clauses.first { target == .clause($0.id) }.map { "\($0.zh) \($0.en)" } ?? ""
            return (target, CharterRules.piles(own, about: words))
        }
        return reading
    }
}

extension Connection {
    /// By suggestion when its answer is due.
    fileprivate func dueAnswers(to subject: CharterSubject) throws -> [ID: Int64] {
        let rows = try query(
            """
            SELECT object_id, due_at FROM clocks WHERE network_id = \(subject.networkID)
                AND object = \(Clock.Object.suggestion) AND need_id = \(subject.id) LIMIT 5000
            """
        ) { (id: try $0[0] as ID, due: try $0[1] as Int64) }
        return Dictionary(rows.map { ($0.id, $0.due) }, uniquingKeysWith: { first, _ in first })
    }
}
