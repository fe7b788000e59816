internal import Database
internal import Engine

/// How a network sees its matter together: its words and what each side means by them, what it goes by, what came of its talks.
struct CognitionActs: Sendable {
    /// What came of the conversations that `viewer` may read; those of talk hand it in.
    typealias Talks = @Sendable (_ viewer: Viewer, _ network: ID) async throws -> [CognitionTalk]

    let members: MemberActs
    var talks: Talks = { _, _ in [] }

    var database: any Database { members.database }
    private var world: World { members.world }

    static let mostWord = 60
    static let mostMeaning = 600
    static let mostTitle = 160
    static let mostLink = 500
    static let mostOfEach = 300

    // MARK: Words

    /// Puts a word on the list, with what one's own side means by it.
    ///
    /// - Throws: ``Refusal/invalid(_:)``; ``Refusal/conflict(_:_:)`` where the word is there already in either
    ///   language, with its id as `next`.
    func add(_ draft: TermDraft, by viewer: Viewer, in network: ID, once: Once? = nil) async throws -> ID {
        try Policy.require(.writeCognition, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let words = Bilingual(zh: Clean.sentence(draft.zh), en: Clean.sentence(draft.en))
        guard !words.zh.isEmpty || !words.en.isEmpty, max(words.zh.count, words.en.count) <= CognitionActs.mostWord
        else { throw Refusal.invalid("zh", CognitionWords.badWord(CognitionActs.mostWord)) }
        let meaning = try self.meaning(draft.meaning), key = Clean.key(words.zh.isEmpty ? words.en : words.zh)
        return try await database.write { db in
            if let known = try db.earlier(once, by: viewer, in: network) { return known }
            try requireNew(words, in: network, db)
            guard try db.termCount(in: network) < CognitionActs.mostOfEach else {
                throw Refusal.conflict(CognitionWords.tooMany(CognitionActs.mostOfEach))
            }
            let term = Term(
                id: world.newID(), networkID: network, words: words, madeByID: member.id, madeAt: now, meanings: [])
            try db.insert(term, key: key)
            try say(meaning, draft.organisation, of: term.id, member, db)
            try record(.termSaid, term.id, viewer, in: network, db)
            try db.remember(once, object: term.id, by: viewer, in: network, at: now)
            return term.id
        }
    }

    /// The same word in either language is no second one.
    ///
    /// - Parameter id: the word that gets another language.
    /// - Throws: ``Refusal/conflict(_:_:)`` that names the language, with the word that is there as `next`.
    private func requireNew(_ words: Bilingual, except id: ID? = nil, in network: ID, _ db: any Connection) throws {
        let there = try db.termWords(in: network).filter { $0.id != id }
        for (language, typed) in [(Language.zh, words.zh), (.en, words.en)] where !typed.isEmpty {
            let key = Clean.key(typed)
            guard let same = there.first(where: { Clean.key($0.words.zh) == key || Clean.key($0.words.en) == key })
            else { continue }
            var extras = Refusal.Extras()
            extras.next = same.id
            throw Refusal.conflict(CognitionWords.isThere(language, typed), extras)
        }
    }

    /// The word in the language that it lacks: of whoever adds it. Whoever put it on the list hears of it.
    private func add(
        _ typed: Bilingual, to term: Term, _ member: Member, _ viewer: Viewer, _ db: any Connection
    ) throws {
        // Nobody translates what they don't read.
        guard term.hidden == nil else { throw Refusal.notFound }
        guard let lacking = term.lacking else { throw Refusal.conflict(CognitionWords.hasBoth) }
        let word = try put(typed, Term.Other(id: world.newID(), language: lacking, memberID: member.id), term, db)
        try record(.termSaid, term.id, viewer, in: term.networkID, db)
        guard term.madeByID != member.id else { return }
        try members.tell(
            term.madeByID, in: term.networkID, CognitionWords.title,
            CognitionWords.mailLanguage(term.read.text, lacking, word), to: "/align/cognition#x-\(term.id)", db)
    }

    /// Writes the word in its other language, in place of what stood there.
    private func put(
        _ typed: Bilingual, _ other: Term.Other, _ term: Term, _ db: any Connection
    ) throws -> String {
        let word = Clean.sentence(typed[other.language])
        guard !word.isEmpty, word.count <= CognitionActs.mostWord else {
            throw Refusal.invalid(other.language.rawValue, CognitionWords.badWord(CognitionActs.mostWord))
        }
        try requireNew(
            Bilingual(zh: "", en: "").with(word, other.language), except: term.id, in: term.networkID, db)
        try db.save(term.words.with(word, other.language), other, of: term.id, in: term.networkID)
        return word
    }

    /// The added language in other words: of whoever wrote them. The other of the two who may hears of it.
    private func change(
        _ typed: Bilingual, of term: Term, _ member: Member, _ viewer: Viewer, _ db: any Connection
    ) throws {
        guard let other = term.other, term.hidden == nil, other.hidden == nil else { throw Refusal.notFound }
        guard term.mayMend(other, member.id) else { throw Refusal.forbidden(SiteWords.forbidden) }
        // In the words of another it is another text.
        let id = other.memberID == member.id ? other.id : world.newID()
        let word = try put(typed, Term.Other(id: id, language: other.language, memberID: member.id), term, db)
        try record(.termSaid, term.id, viewer, in: term.networkID, db)
        for one in Set([other.memberID, term.madeByID]).subtracting([member.id]).sorted() {
            try members.tell(
                one, in: term.networkID, CognitionWords.title,
                CognitionWords.mailLanguageChanged(term.own.text, other.language, word),
                to: "/align/cognition#x-\(term.id)", db)
        }
    }

    private func takeBackLanguage(
        of term: Term, _ reason: String, _ member: Member, _ viewer: Viewer, _ db: any Connection
    ) throws {
        guard let other = term.other else { throw Refusal.notFound }
        let network = term.networkID, isOwn = term.mayMend(other, member.id), word = term.words[other.language]
        try requireMay(
            { CognitionWords.mailRemoved(.verbatim(word), $0) }, of: other.memberID, isOwn: isOwn,
            Policy.allows(.keepCognition, viewer), reason, network, db)
        try db.save(term.own, nil, of: term.id, in: network)
        try record(isOwn ? .termSaid : .meaningRemoved, term.id, viewer, in: network, db)
        guard isOwn, other.memberID != member.id else { return }
        try members.tell(
            other.memberID, in: network, CognitionWords.title,
            CognitionWords.mailLanguageTaken(term.own.text, other.language, word),
            to: "/align/cognition#x-\(term.id)", db)
    }

    private func meaning(_ typed: String) throws(Refusal) -> String {
        let words = Clean.prose(typed)
        guard !words.isEmpty, words.count <= CognitionActs.mostMeaning else {
            throw .invalid("meaning", CognitionWords.badMeaning(CognitionActs.mostMeaning))
        }
        return words
    }

    private func say(
        _ words: String, _ organisation: String?, of term: ID, _ member: Member, _ db: any Connection
    ) throws {
        var side: ID?
        if let typed = organisation, !typed.isEmpty {
            guard let id = ID(typed),
                try db.organisations(spokenForBy: member.personID).contains(where: { $0.id == id })
            else { throw Refusal.invalid("organisation", CognitionWords.notYours) }
            side = id
        }
        try db.save(
            Term.Meaning(
                id: world.newID(), sideID: side ?? member.id, organisationID: side, memberID: member.id, words: words,
                at: world.now()),
            of: term, in: member.networkID)
    }

    func perform(_ action: CognitionAction, onTerm id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.writeCognition, viewer)
        let member = try members.own(viewer, in: network), keeps = Policy.allows(.keepCognition, viewer)
        try await database.write { db in
            guard let term = try db.term(id, in: network) else { throw Refusal.notFound }
            switch action {
            case .addLanguage(let zh, let en): try add(Bilingual(zh: zh, en: en), to: term, member, viewer, db)
            case .changeLanguage(let zh, let en):
                try change(Bilingual(zh: zh, en: en), of: term, member, viewer, db)
            case .takeBackLanguage(let reason): try takeBackLanguage(of: term, reason, member, viewer, db)
            case .mean(let words, let organisation):
                try say(try meaning(words), organisation, of: id, member, db)
                try record(.termSaid, id, viewer, in: network, db)
            case .takeBack(let typed, let reason):
                guard let side = typed.flatMap({ ID($0) }) ?? member.id as ID?,
                    let said = term.meanings.first(where: { $0.sideID == side })
                else { throw Refusal.notFound }
                let isOwn = said.memberID == member.id
                try requireMay(
                    { CognitionWords.mailMeaningRemoved(term.read.text, $0) }, of: said.memberID, isOwn: isOwn, keeps,
                    reason,
                    network, db)
                _ = try db.removeMeaning(of: side, from: id, in: network)
                if !isOwn { try record(.meaningRemoved, id, viewer, in: network, db) }
            case .remove(let reason):
                // A word that others have given a meaning is no longer one member's to take away.
                let isOwn = term.madeByID == member.id && term.meanings.allSatisfy { $0.memberID == member.id }
                try requireMay(
                    { CognitionWords.mailRemoved(term.read.text, $0) }, of: term.madeByID, isOwn: isOwn, keeps, reason,
                    network, db)
                // With it goes what others mean by it: they hear why, too.
                for other in Set(term.meanings.map(\.memberID)).subtracting([member.id, term.madeByID]) {
                    try members.tell(
                        other, in: network, CognitionWords.title,
                        CognitionWords.mailMeaningRemoved(term.read.text, reason), to: "/align/cognition", db)
                }
                try db.removeTerm(id, in: network)
                try record(.termRemoved, id, viewer, in: network, db)
            }
        }
    }

    /// One's own at any time; that of another takes somebody who keeps the page, and a reason that they are told.
    private func requireMay(
        _ words: (_ reason: String) -> Text, of author: ID, isOwn: Bool, _ keeps: Bool, _ typed: String, _ network: ID,
        _ db: any Connection
    ) throws {
        guard !isOwn else { return }
        guard keeps else { throw Refusal.forbidden(SiteWords.forbidden) }
        let reason = try ModerationRules.reason(typed)
        try members.tell(
            author, in: network, CognitionWords.title, words(reason),
            to: "/align/cognition",
            db)
    }

    // MARK: Evidence

    func add(_ draft: EvidenceDraft, by viewer: Viewer, in network: ID, once: Once? = nil) async throws -> ID {
        try Policy.require(.writeCognition, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let title = Clean.sentence(draft.title), link = Clean.line(draft.link), note = Clean.prose(draft.note)
        guard !title.isEmpty, title.count <= CognitionActs.mostTitle else {
            throw Refusal.invalid("title", CognitionWords.badTitle(CognitionActs.mostTitle))
        }
        guard link.isEmpty || CognitionActs.isLink(link) else {
            throw Refusal.invalid("link", CognitionWords.badLink)
        }
        guard note.count <= CognitionActs.mostMeaning else {
            throw Refusal.invalid("note", QuestionWords.tooLong(CognitionActs.mostMeaning))
        }
        guard !link.isEmpty || !note.isEmpty else { throw Refusal.invalid("link", CognitionWords.linkOrNote) }
        return try await database.write { db in
            if let known = try db.earlier(once, by: viewer, in: network) { return known }
            guard try db.evidenceCount(in: network) < CognitionActs.mostOfEach else {
                throw Refusal.conflict(CognitionWords.tooMany(CognitionActs.mostOfEach))
            }
            let evidence = Evidence(
                id: world.newID(), networkID: network, title: title, link: link, note: note, byID: member.id, at: now)
            try db.insert(evidence)
            try record(.evidenceAdded, evidence.id, viewer, in: network, db)
            try db.remember(once, object: evidence.id, by: viewer, in: network, at: now)
            return evidence.id
        }
    }

    /// An address of the web, and nothing that a browser would run.
    static func isLink(_ text: String) -> Bool {
        let lower = text.lowercased()
        guard text.count <= mostLink, lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return false }
        return !text.contains(where: { $0.isWhitespace || $0 == "\"" || $0 == "<" || $0 == ">" })
            && (text.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first?.contains(".") ?? false)
    }

    func removeEvidence(_ id: ID, reason: String, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.writeCognition, viewer)
        let member = try members.own(viewer, in: network), keeps = Policy.allows(.keepCognition, viewer)
        try await database.write { db in
            guard let evidence = try db.evidence(id, in: network) else { throw Refusal.notFound }
            try requireMay(
                { CognitionWords.mailRemoved(.verbatim(evidence.title), $0) }, of: evidence.byID,
                isOwn: evidence.byID == member.id, keeps, reason,
                network, db)
            try db.removeEvidence(id, in: network)
            try record(.evidenceRemoved, id, viewer, in: network, db)
        }
    }

    private func record(
        _ kind: Event.Kind, _ id: ID, _ viewer: Viewer, in network: ID, _ db: any Connection
    ) throws {
        try members.record(kind, on: id, in: network, by: viewer, audience: .members, db)
    }

    // MARK: Reading

    func reading(for viewer: Viewer, in network: ID) async throws -> Cognition {
        try Policy.require(.seeCognition, viewer)
        let talks = try await talks(viewer, network)
        return try await database.read { db in
            let subject = CharterSubject.network(network), inForce = try db.charterInForce(of: subject)
            let charter = try inForce ?? db.charterOpen(of: subject)
            let clauses = try charter.map { try db.clauses(of: $0) } ?? []
            let terms = try db.terms(in: network), evidence = try db.evidence(in: network)
            let people =
                terms.flatMap { [$0.madeByID] + $0.meanings.map(\.memberID) }
                + terms.compactMap { $0.other?.memberID } + evidence.map(\.byID)
            return Cognition(
                purpose: clauses.filter { $0.section == .purpose }
                    .map { (words: Bilingual(zh: $0.zh, en: $0.en), kind: $0.kind) },
                isInForce: inForce != nil, talks: talks, terms: terms, evidence: evidence,
                names: try db.names(of: Set(people), in: network),
                organisations: try db.organisationNames(
                    Set(terms.flatMap { $0.meanings.compactMap(\.organisationID) })),
                speaksFor: try viewer.personID.map { try db.organisations(spokenForBy: $0) } ?? [])
        }
    }
}
