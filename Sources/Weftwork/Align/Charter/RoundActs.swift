internal import Database

/// The way of a draft: suggestions are asked for, answered, consent is asked for.
extension CharterActs {
    /// What the convener does with the draft as a whole.
    ///
    /// - Parameters:
    ///   - days: for how long suggestions, or consent, are asked for.
    ///   - reason: why what is in force is kept.
    func perform(
        _ action: CharterAction, days: Int?, because reason: String = "", of subject: CharterSubject, by viewer: Viewer
    ) async throws -> CharterVersion {
        switch action {
        case .review: return try await review(subject, by: viewer)
        case .keep: return try await keep(subject, because: reason, by: viewer)
        case .askSuggestions: return try await askSuggestions(days: days, of: subject, by: viewer)
        case .closeSuggestions: return try await closeSuggestions(of: subject, by: viewer)
        case .askConsent: return try await askConsent(days: days, of: subject, by: viewer)
        case .drop: return try await drop(subject, by: viewer)
        }
    }

    /// Opens a round: each member may say for each clause what one change would make it stronger.
    func askSuggestions(days: Int?, of subject: CharterSubject, by viewer: Viewer) async throws -> CharterVersion {
        let now = world.now()
        guard let days, CharterRules.suggestDays.contains(days) else {
            throw Refusal.invalid(
                "days",
                CharterWords.badDays(CharterRules.suggestDays.lowerBound, CharterRules.suggestDays.upperBound))
        }
        let (version, told) = try await database.write { db -> (CharterVersion, [ID]) in
            var version = try open(subject, db)
            try require(.draftCharter, viewer, subject, db, version)
            guard CharterRules.mayWrite(version) else { throw Refusal.conflict(CharterWords.notNow) }
            try requireWhole(version, db)
            guard try db.openSuggestionCount(to: version) == 0 else { throw Refusal.conflict(CharterWords.unanswered) }
            version.state = .suggestions
            version.round += 1
            version.suggestUntil = now + Int64(days) * Time.day
            version.editedAt = now
            try db.save(version)
            try record(.charterSuggestionsAsked, version, by: viewer, db, [("round", .number(Int64(version.round)))])
            return (version, try CharterActs.people(of: subject, db).filter { $0 != viewer.member?.id })
        }
        if let until = version.suggestUntil {
            try await tell(told, about: version, CharterWords.mailSuggest(until: until), to: "/draft")
        }
        return version
    }

    /// Ends the round before its time.
    func closeSuggestions(of subject: CharterSubject, by viewer: Viewer) async throws -> CharterVersion {
        let now = world.now()
        return try await database.write { db in
            let version = try open(subject, db)
            try require(.draftCharter, viewer, subject, db, version)
            guard version.state == .suggestions else { throw Refusal.conflict(CharterWords.notNow) }
            return try endRound(version, by: viewer, now: now, db)
        }
    }

    /// From now on the answers are due.
    func endRound(
        _ old: CharterVersion, by viewer: Viewer, now: Int64, _ db: any Connection
    ) throws -> CharterVersion {
        var version = old
        version.state = .revising
        version.suggestUntil = min(version.suggestUntil ?? now, now)
        try db.save(version)
        let waiting = try db.suggestions(to: version, vault).filter { $0.state == .open }
        for suggestion in waiting { try CharterActs.startClock(of: suggestion, version, now: now, db) }
        try record(
            .charterSuggestionsClosed, version, by: viewer, db, [("waiting", .number(Int64(waiting.count)))])
        try members.tell(
            version.convenerID, in: version.networkID, CharterWords.title, CharterWords.mailRoundOver(waiting.count),
            to: "\(CharterActs.path(of: version.subject))/draft/suggestions", db)
        return version
    }

    /// Asks those who count for consent to the version, once every suggestion has its answer. Where a core clause is touched more
    /// of them have to answer, and silence is no consent.
    func askConsent(days: Int?, of subject: CharterSubject, by viewer: Viewer) async throws -> CharterVersion {
        let now = world.now()
        guard let days, CharterRules.consentDays.contains(days) else {
            throw Refusal.invalid(
                "days",
                CharterWords.badDays(CharterRules.consentDays.lowerBound, CharterRules.consentDays.upperBound))
        }
        return try await database.write { db in
            var version = try open(subject, db)
            try require(.draftCharter, viewer, subject, db, version)
            guard CharterRules.mayWrite(version) else { throw Refusal.conflict(CharterWords.notNow) }
            try requireWhole(version, db)
            guard try db.openSuggestionCount(to: version) == 0 else { throw Refusal.conflict(CharterWords.unanswered) }
            let before = try db.charterInForce(of: subject).map { try db.clauses(of: $0) } ?? []
            let after = try db.clauses(of: version)
            guard before.isEmpty || !CharterRules.changes(from: before, to: after).isEmpty else {
                throw Refusal.conflict(CharterWords.unchanged)
            }
            let isCore = !CharterRules.coreTouched(from: before, to: after).isEmpty
            let settings = try db.alignSettings(of: subject.networkID)
            var draft = ProposalDraft()
            draft.question = CharterWords.question(version.number)(try language(of: subject.networkID, db))
            draft.context = version.reason
            draft.method = .consent
            draft.topic = .purpose
            draft.closesAt = now + Int64(days) * Time.day
            draft.subject = ProposalSubject(kind: CharterKeeper.subjectKind, id: subject.id)
            if subject.kind == .team { (draft.unit, draft.scope) = (.persons, .team(subject.id)) }
            if isCore { draft.quorum = max(settings.quorum, try db.coreQuorum(of: subject.networkID)) }
            version.state = .consent
            version.editedAt = now
            try db.save(version)
            let begun = try proposals.begin(draft, by: viewer, in: subject.networkID, now: now, db)
            let proposal = try proposals.open(begun, by: viewer, now: now, db)
            version.proposalID = proposal.id
            try db.save(version)
            try record(.charterConsentAsked, version, by: viewer, db)
            return version
        }
    }

    /// Gives the draft up; what is in force holds on.
    func drop(_ subject: CharterSubject, by viewer: Viewer) async throws -> CharterVersion {
        let now = world.now()
        return try await database.write { db in
            var version = try open(subject, db)
            try require(.draftCharter, viewer, subject, db, version)
            guard version.state != .consent else { throw Refusal.conflict(CharterWords.notNow) }
            for var suggestion in try db.suggestions(to: version, vault) where suggestion.state == .open {
                suggestion.state = .later
                suggestion.answer = CharterWords.draftDropped(try language(of: subject.networkID, db))
                (suggestion.answeredByID, suggestion.answeredAt) = (viewer.member?.id, now)
                try db.save(suggestion, vault)
                try db.stopClock(of: suggestion.id, in: subject.networkID)
                if let member = suggestion.memberID {
                    try members.tell(
                        member, in: subject.networkID, CharterWords.title, CharterWords.draftDropped,
                        to: CharterActs.path(of: subject), db)
                }
            }
            version.state = .dropped
            version.endedAt = now
            try db.save(version)
            try CharterActs.endSections(of: subject, db)
            try record(.charterDropped, version, by: viewer, db)
            return version
        }
    }

    func requireWhole(_ version: CharterVersion, _ db: any Connection) throws {
        let lacks = CharterRules.missing(version, try db.clauses(of: version))
        guard lacks.isEmpty else { throw Refusal.conflict(CharterWords.lacking(lacks)) }
    }

    private func language(of network: ID, _ db: any Connection) throws -> Language {
        try db.network(id: network)?.language ?? .zh
    }

    /// Members who are asked about a charter: all who take part, or those in the team.
    static func people(of subject: CharterSubject, _ db: any Connection) throws -> [ID] {
        subject.kind == .network
            ? try db.voicePeople(of: subject.networkID).map(\.id)
            : try db.presentInTeam(subject.id, in: subject.networkID).sorted()
    }

    /// Tells many, some at a time, so that no transaction grows with the network.
    func tell(_ people: [ID], about version: CharterVersion, _ words: Text, to path: String) async throws {
        let network = version.networkID, whole = CharterActs.path(of: version.subject) + path
        try await inStretches(people) { member, db in
            try members.tell(member, in: network, CharterWords.title, words, to: whole, db)
        }
    }

    /// Asks many for their voice in the same way, each as far as they can be asked now; at home it waits for all of them.
    func ask(_ people: [ID], about version: CharterVersion, _ words: Text, to path: String) async throws {
        let network = version.networkID, whole = CharterActs.path(of: version.subject) + path
        try await inStretches(people) { member, db in
            try members.ask(member, for: .voice, in: network, CharterWords.title, words, to: whole, db)
        }
    }

    private func inStretches(
        _ people: [ID], _ body: @escaping @Sendable (ID, any Connection) throws -> Void
    ) async throws {
        for start in stride(from: 0, to: people.count, by: 100) {
            try await database.write { db in
                for member in people[start..<min(start + 100, people.count)] { try body(member, db) }
            }
        }
    }
}

enum CharterAction: String, Sendable, CaseIterable {
    case askSuggestions, closeSuggestions, askConsent, drop, review, keep
}
