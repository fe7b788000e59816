internal import Database
internal import Engine

/// "One change that would make this clause stronger": of one member, for one clause, in one round; or what a conversation has
/// handed over.
struct CharterSuggestion: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        /// Waits for an answer.
        case open
        /// Its words, or its thought, went into an amendment.
        case taken
        /// Not taken, and why.
        case declined
        /// Kept for the next time the charter is looked at.
        case later
        /// Taken back by whoever made it.
        case withdrawn
    }

    let id: ID
    let subject: CharterSubject
    /// The version it is about, and its round; what was kept for later and is back is of none, with 0 or less.
    var version: Int
    var round: Int
    let about: SuggestionTarget
    /// Nobody where a conversation or a survey handed it over.
    let memberID: ID?
    /// With whose key its words are sealed: whoever made it, or wrote in a survey what was handed over from there.
    let personID: ID?
    /// Nothing where whoever wrote it is forgotten.
    var words: String?
    let createdAt: Int64
    var editedAt: Int64
    var state = State.open
    /// Which other suggestion it is put beside by hand, itself where it stands alone; nothing where likeness says it.
    var besideID: ID?
    /// Of an open one why it was kept for later, when it was answered last.
    var answer = ""
    var answeredByID: ID?
    var answeredAt: Int64?
    var amendmentID: ID?
    /// What the clause is to weigh among the priorities, in percent; nothing where nobody weighed it.
    var weight: Int?
    /// Where a conversation's statement is read, within the network.
    var source = ""
    /// Why others don't read its words; nothing where they do.
    var hidden: String?

    /// Kept for later, and before a new version again.
    var isBack: Bool { state == .open && !answer.isEmpty }
    var text: TextPlace { TextPlace(kind: .suggestion, id: id) }
}

/// What a suggestion is about: a clause, or what is missing in a section.
enum SuggestionTarget: Sendable, Hashable {
    case clause(ID)
    case section(CharterSection)

    var encoded: String {
        switch self {
        case .clause(let id): id.description
        case .section(let section): section.rawValue
        }
    }

    init?(encoded: String) {
        if let section = CharterSection(rawValue: encoded) {
            self = .section(section)
        } else if let id = ID(encoded) {
            self = .clause(id)
        } else {
            return nil
        }
    }
}

/// A change of the words of a clause, or a new clause, made from suggestions.
struct Amendment: Sendable, Equatable {
    let id: ID
    let version: Int
    let round: Int
    let clauseID: ID
    /// As it was before; empty of a new clause.
    let before: (zh: String, en: String)
    let after: (zh: String, en: String)
    let reason: String
    let byID: ID
    let at: Int64
    /// What it was beside its words; nothing of a new clause.
    var marksBefore: ClauseMarks?
    /// What it is now; nothing of one that is left out.
    var marksAfter: ClauseMarks?

    static func == (left: Amendment, right: Amendment) -> Bool { left.id == right.id }
}

/// What a clause is beside its words, as far as objections are about it.
struct ClauseMarks: Sendable, Equatable {
    /// In thousandths.
    let weight: Int
    let level: AlignmentLevel
    let isCore: Bool
}

extension ClauseMarks {
    init(_ clause: CharterClause) {
        self.init(weight: clause.weight, level: clause.level, isCore: clause.isCore)
    }
}

/// That a member's words went into a clause while consent to a version was asked for.
struct ClauseCredit: Sendable, Equatable {
    let clause: ID
    let version: Int
    let member: ID
}

/// What is asked of suggestions and drafts. Pure.
enum CharterRules {
    static let clauseLength = 2...600
    static let noteLength = 2_000
    static let suggestionLength = 3...500
    static let answerLength = 2...500
    static let reasonLength = 3...500
    static let suggestDays = 2...60
    static let consentDays = 2...60
    static let mostClauses = 40
    /// So long a suggestion may wait for its answer, counted from the end of its round.
    static let answerTime = 7 * Time.day
    /// So many of those who count have to answer where a core clause is changed, in percent.
    static let coreQuorum = 67
    /// No group is shown that is smaller.
    static let smallest = 5

    /// What somebody wrote, cleaned; the field it stands in is named where it is too short or too long.
    static func prose(_ typed: String, _ field: String, _ length: ClosedRange<Int>) throws(Refusal) -> String {
        let text = Clean.prose(typed)
        guard !text.isEmpty else { throw .invalid(field, SiteWords.missing) }
        guard length.contains(text.count) else {
            throw .invalid(field, CharterWords.badLength(length.lowerBound, length.upperBound))
        }
        return text
    }

    /// A clause as it would be after what was typed.
    static func apply(_ draft: ClauseDraft, to clause: CharterClause) throws(Refusal) -> CharterClause {
        var clause = clause, problems: [FieldProblem] = []
        let zh = draft.zh.map(Clean.prose) ?? clause.zh, en = draft.en.map(Clean.prose) ?? clause.en
        if zh.isEmpty, en.isEmpty { problems.append(FieldProblem("zh", CharterWords.oneLanguage)) }
        for (name, text) in [("zh", zh), ("en", en)] where !text.isEmpty && !clauseLength.contains(text.count) {
            problems.append(
                FieldProblem(name, CharterWords.badLength(clauseLength.lowerBound, clauseLength.upperBound)))
        }
        if let kind = draft.kind, !kind.isEmpty {
            if let found = ClauseKind(rawValue: kind), clause.section.kinds.contains(found) {
                clause.kind = found
            } else {
                problems.append(FieldProblem("kind", SiteWords.badChoice(clause.section.kinds.map(\.rawValue), kind)))
            }
        }
        if let level = draft.level, !level.isEmpty {
            if let found = AlignmentLevel(rawValue: level) {
                clause.level = found
            } else {
                problems.append(
                    FieldProblem("level", SiteWords.badChoice(AlignmentLevel.allCases.map(\.rawValue), level)))
            }
        }
        if let weight = draft.weight {
            if (0...100).contains(weight) {
                clause.weight = weight * 10
            } else {
                problems.append(FieldProblem("weight", CharterWords.badWeight))
            }
        }
        let reason = draft.reason.map(Clean.prose) ?? clause.reason
        if reason.count > reasonLength.upperBound { problems.append(FieldProblem("reason", SiteWords.tooLong)) }
        if let categories = draft.categories { clause.categories = categories.sorted() }
        guard problems.isEmpty else { throw .invalid(problems) }
        (clause.zh, clause.en, clause.reason) = (zh, en, reason)
        if let isCore = draft.isCore { clause.isCore = isCore }
        return clause
    }

    /// What a draft has to say before anybody is asked about it.
    static func missing(_ version: CharterVersion, _ clauses: [CharterClause]) -> [CharterLack] {
        var lacks: [CharterLack] = []
        if clauses.isEmpty { lacks.append(.clauses) }
        if version.gains.isEmpty { lacks.append(.gains) }
        if version.bears.isEmpty { lacks.append(.bears) }
        if version.unheard.isEmpty { lacks.append(.unheard) }
        if version.number > 1, version.reason.isEmpty { lacks.append(.reason) }
        return lacks
    }

    /// Clauses whose present words are new with `version`: changed against `before`, or not there.
    static func settled(_ clauses: [CharterClause], against before: [CharterClause], in version: Int) -> [CharterClause]
    {
        clauses.map { clause in
            var clause = clause
            let old = before.first { $0.id == clause.id }
            clause.since = old.map { $0.says(the: clause) ? $0.since : version } ?? version
            return clause
        }
    }

    /// Core clauses that `after` changes or leaves out, and those that stop being core; as they were.
    static func coreTouched(from before: [CharterClause], to after: [CharterClause]) -> [CharterClause] {
        before.filter { old in
            guard old.isCore else { return false }
            guard let new = after.first(where: { $0.id == old.id }) else { return true }
            return !new.isCore || !new.says(the: old)
        }
    }

    /// By clause why it was amended, as the last amendment says.
    static func reasons(_ amendments: [Amendment]) -> [ID: String] {
        Dictionary(amendments.map { ($0.clauseID, $0.reason) }, uniquingKeysWith: { $1 })
    }

    /// Whether a draft may be written in now.
    static func mayWrite(_ version: CharterVersion) -> Bool { version.state == .draft || version.state == .revising }

    /// Groups suggestions about one clause by likeness; what was put beside another by hand stands there.
    static func piles(_ suggestions: [CharterSuggestion], about clause: String) -> [[CharterSuggestion]] {
        let loose = suggestions.filter { $0.besideID == nil }
        var piles = LikeTexts.groups(loose.map { $0.words ?? "" }, about: clause).map { $0.map { loose[$0] } }
        for suggestion in suggestions {
            guard let beside = suggestion.besideID else { continue }
            if let index = piles.firstIndex(where: { pile in
                pile.contains { $0.id == beside || $0.besideID == beside }
            }) {
                piles[index].append(suggestion)
            } else {
                piles.append([suggestion])
            }
        }
        return piles.map { $0.sorted { $0.id < $1.id } }.sorted { ($1.count, $0[0].id) < ($0.count, $1[0].id) }
    }
}

/// What a draft does not say yet.
enum CharterLack: String, Sendable, CaseIterable {
    case clauses, gains, bears, unheard, reason
}

/// A clause as it is sent: what is not named stays.
struct ClauseDraft: Sendable {
    var zh: String?
    var en: String?
    var kind: String?
    var level: String?
    var isCore: Bool?
    var reason: String?
    /// In percent.
    var weight: Int?
    var categories: [String]?
}

/// What the convener says of a draft as a whole: what is not named stays.
struct CharterNotes: Sendable {
    var reason: String?
    var learnt: String?
    var gains: String?
    var bears: String?
    var unheard: String?
    var scope: String?
}
