internal import Database
internal import Engine

/// Suggestions are made, grouped, merged and answered one by one.
extension CharterActs {
    /// One change that would make a clause stronger; what the member said about it before in this round is said anew.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` at `words`, ``Refusal/conflict(_:_:)`` outside a round, or where it is answered.
    func suggest(
        _ words: String, about target: SuggestionTarget, to subject: CharterSubject, by viewer: Viewer,
        once: Once? = nil
    ) async throws -> CharterSuggestion {
        let member = try members.own(viewer, in: subject.networkID), now = world.now()
        let words = try CharterRules.prose(words, "words", CharterRules.suggestionLength)
        return try await database.write { db in
            try require(.suggestToCharter, viewer, subject, db)
            if let earlier = try db.earlier(once, by: viewer, in: subject.networkID),
                let known = try db.suggestion(earlier, in: subject.networkID, vault)
            {
                return known
            }
            let version = try openRound(of: subject, now: now, db)
            try requireTarget(target, in: version, db)
            let own = try db.suggestions(of: member.id, to: version, vault)
                .first { $0.round == version.round && $0.about == target }
            if let own, own.state != .open { throw Refusal.conflict(CharterWords.answeredAlready) }
            var suggestion =
                own
                ?? CharterSuggestion(
                    id: world.newID(), subject: subject, version: version.number, round: version.round, about: target,
                    memberID: member.id, personID: member.personID, words: words, createdAt: now, editedAt: now)
            suggestion.words = words
            suggestion.editedAt = now
            try db.save(suggestion, vault)
            if own == nil {
                try CharterActs.startClock(of: suggestion, version, now: now, db)
                try record(.charterSuggested, version, by: viewer, db, [("about", .text(target.encoded))])
            }
            try db.remember(once, object: suggestion.id, by: viewer, in: subject.networkID, at: now)
            return suggestion
        }
    }

    /// What a conversation has found that all share: a suggestion by nobody in particular, answered like the others.
    ///
    /// - Parameter person: whose words they are: sealed with their key, so that they go with it; they are named nowhere.
    func handOver(
        _ words: String, writtenBy person: ID? = nil, from source: String, to section: CharterSection,
        of subject: CharterSubject, at now: Int64,
        _ db: any Connection
    ) throws -> CharterSuggestion? {
        guard let version = try db.charterOpen(of: subject), version.state != .consent else { return nil }
        return try CharterActs.handOver(
            words, writtenBy: person, from: source, about: .section(section), to: version, at: now, members, db)
    }

    /// The same to a version that takes suggestions.
    ///
    /// - Parameter weight: what is suggested that the clause weighs, in percent.
    @discardableResult
    static func handOver(
        _ words: String, writtenBy person: ID? = nil, from source: String, about target: SuggestionTarget,
        weight: Int? = nil, to version: CharterVersion, at now: Int64, _ members: MemberActs, _ db: any Connection
    ) throws -> CharterSuggestion {
        let suggestion = CharterSuggestion(
            id: members.world.newID(), subject: version.subject, version: version.number, round: version.round,
            about: target, memberID: nil, personID: person, words: Clean.prose(words), createdAt: now,
            editedAt: now,
            weight: weight, source: source)
        try db.save(suggestion, members.vault)
        try CharterActs.startClock(of: suggestion, version, now: now, db)
        try record(
            .charterSuggested, version, by: system, members, db, [("about", .text(target.encoded))])
        return suggestion
    }

    private func openRound(of subject: CharterSubject, now: Int64, _ db: any Connection) throws -> CharterVersion {
        let version = try open(subject, db)
        guard version.state == .suggestions, let until = version.suggestUntil, until > now else {
            throw Refusal.conflict(CharterWords.noRound)
        }
        return version
    }

    private func requireTarget(
        _ target: SuggestionTarget, in version: CharterVersion, _ db: any Connection
    ) throws {
        switch target {
        case .clause(let id):
            guard try db.clauses(of: version).contains(where: { $0.id == id }) else { throw Refusal.notFound }
        case .section(let section):
            guard version.subject.sections.contains(section) else { throw Refusal.notFound }
        }
    }

    /// Does something with one suggestion.
    ///
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` where it has its answer.
    func perform(
        _ action: SuggestionAction, on id: ID, in network: ID, by viewer: Viewer
    ) async throws -> CharterSuggestion {
        let now = world.now()
        return try await database.write { db in
            guard var suggestion = try db.suggestion(id, in: network, vault), suggestion.state != .withdrawn,
                let version = try db.charter(of: suggestion.subject, number: suggestion.version)
            else { throw Refusal.notFound }
            try requireSeen(suggestion.subject, viewer, db)
            guard suggestion.state == .open else { throw Refusal.conflict(CharterWords.answeredAlready) }
            switch action {
            case .withdraw:
                guard suggestion.memberID != nil, suggestion.memberID == viewer.member?.id else {
                    throw Refusal.forbidden(SiteWords.forbidden)
                }
                suggestion.state = .withdrawn
                suggestion.editedAt = now
                try db.save(suggestion, vault)
                try db.stopClock(of: id, in: network)
            case .putBeside(let other):
                try require(.answerSuggestions, viewer, suggestion.subject, db, version)
                if let other, other != id {
                    guard let found = try db.suggestion(other, in: network, vault),
                        found.version == suggestion.version, found.about == suggestion.about
                    else { throw Refusal.notFound }
                    // Beside whichever that one stands, so that piles are flat.
                    suggestion.besideID = found.besideID ?? found.id
                } else {
                    suggestion.besideID = id
                }
                try db.save(suggestion, vault)
            case .answer(let state, let words):
                try require(.answerSuggestions, viewer, suggestion.subject, db, version)
                let words = try CharterRules.prose(words, "answer", CharterRules.answerLength)
                try answer(&suggestion, state, words, amendment: nil, version, by: viewer, now: now, db)
            }
            return suggestion
        }
    }

    /// Every suggestion gets its answer, and whoever made it hears it.
    private func answer(
        _ suggestion: inout CharterSuggestion, _ state: CharterSuggestion.State, _ words: String, amendment: ID?,
        _ version: CharterVersion, by viewer: Viewer, now: Int64, _ db: any Connection
    ) throws {
        suggestion.state = state
        suggestion.answer = words
        suggestion.amendmentID = amendment
        (suggestion.answeredByID, suggestion.answeredAt) = (viewer.member?.id, now)
        try db.save(suggestion, vault)
        try db.stopClock(of: suggestion.id, in: version.networkID)
        try record(.charterSuggestionAnswered, version, by: viewer, db, [("answer", .text(state.rawValue))])
        guard let member = suggestion.memberID else { return }
        try members.tell(
            member, in: version.networkID, CharterWords.title, CharterWords.mailAnswered(state, words),
            to: "\(CharterActs.path(of: version.subject))/draft/suggestions", db)
    }

    /// What was kept for the next time stands before a new version again, where what it is about is still there: as its author's, with
    /// an answer due. Its author hears of it; it is their own, so nobody is asked for anything.
    ///
    /// - Returns: how many there are.
    func bringBack(to version: CharterVersion, by viewer: Viewer, now: Int64, _ db: any Connection) throws -> Int {
        let clauses = Set(try db.clauses(of: version).map(\.id))
        var back: [CharterSuggestion] = [], places: [SuggestionTarget: [ID?: Int]] = [:]
        for var suggestion in try db.keptSuggestions(of: version.subject, vault) {
            let isThere =
                switch suggestion.about {
                case .clause(let id): clauses.contains(id)
                case .section(let section): version.subject.sections.contains(section)
                }
            // Of whoever is forgotten no words are left to answer.
            guard isThere, suggestion.words != nil else { continue }
            // Several of one member about the same were made in several rounds: they stay apart.
            let place = places[suggestion.about]?[suggestion.memberID] ?? 0
            places[suggestion.about, default: [:]][suggestion.memberID] = place + 1
            (suggestion.version, suggestion.round, suggestion.state) = (version.number, -place, .open)
            try db.save(suggestion, vault)
            try CharterActs.startClock(of: suggestion, version, now: now, db)
            back.append(suggestion)
        }
        for author in Set(back.compactMap(\.memberID)).sorted() where author != viewer.member?.id {
            try members.tell(
                author, in: version.networkID, CharterWords.title, CharterWords.mailBack,
                to: "\(CharterActs.path(of: version.subject))/draft/suggestions", db)
        }
        return back.count
    }

    /// Merges suggestions into new words of a clause, or into a new clause, with credit to those whose words went in; each of
    /// them is answered by that.
    func amend(_ draft: AmendmentDraft, of subject: CharterSubject, by viewer: Viewer) async throws -> Amendment {
        let member = try members.own(viewer, in: subject.networkID), now = world.now()
        let answer = try CharterRules.prose(draft.answer, "answer", CharterRules.answerLength)
        return try await database.write { db in
            let version = try open(subject, db)
            try require(.answerSuggestions, viewer, subject, db, version)
            guard version.state != .consent else { throw Refusal.conflict(CharterWords.notNow) }
            let chosen = try db.suggestions(to: version, vault).filter { draft.suggestions.contains($0.id) }
            guard !chosen.isEmpty, chosen.count == Set(draft.suggestions).count else {
                throw Refusal.invalid("suggestions", CharterWords.chooseSome)
            }
            guard chosen.allSatisfy({ $0.state == .open }) else { throw Refusal.conflict(CharterWords.answeredAlready) }
            let clauseID: ID? = if case .clause(let id) = draft.about { id } else { nil }
            let section: CharterSection? = if case .section(let section) = draft.about { section } else { nil }
            let old = try db.clauses(of: version).first { $0.id == clauseID }
            // Left out meanwhile: there is nothing to amend, and what was typed is kept.
            if clauseID != nil, old == nil { throw Refusal.conflict(CharterWords.clauseLeftOut) }
            var words = ClauseDraft(zh: draft.zh, en: draft.en)
            words.reason = draft.reason
            if (old?.section ?? section) == .priorities {
                words.weight = draft.weight ?? chosen.lazy.compactMap(\.weight).first
            }
            let new = try write(words, clause: clauseID, in: section, version, db)
            if let old, old.isLike(new) { throw Refusal.conflict(CharterWords.unchanged) }
            let amendment = Amendment(
                id: world.newID(), version: version.number, round: version.round, clauseID: new.id,
                before: (old?.zh ?? "", old?.en ?? ""), after: (new.zh, new.en), reason: new.reason, byID: member.id,
                at: now, marksBefore: old.map(ClauseMarks.init), marksAfter: ClauseMarks(new))
            try db.insert(amendment, to: subject)
            try record(.charterAmended, version, by: viewer, db, [("merged", .number(Int64(chosen.count)))])
            for var suggestion in chosen {
                try self.answer(
                    &suggestion, .taken, answer, amendment: amendment.id, version, by: viewer, now: now, db)
            }
            return amendment
        }
    }
}

/// What is done with one suggestion.
enum SuggestionAction: Sendable {
    /// Not taken, or kept for later, and why; taken without a change of words, where it says what stands there already.
    case answer(CharterSuggestion.State, String)
    /// Beside which other it belongs; nothing: by itself.
    case putBeside(ID?)
    case withdraw

    static let names = ["taken", "declined", "later", "putBeside", "withdraw"]
}

/// New words made from suggestions.
struct AmendmentDraft: Sendable {
    let about: SuggestionTarget
    let suggestions: [ID]
    var zh: String?
    var en: String?
    var reason: String?
    /// Of a priority, in percent; nothing where it is what the first of them suggests.
    var weight: Int?
    /// What those hear whose suggestions went in.
    let answer: String
}
