internal import Database

/// Whose charter it is: the network's, or a team's, which has a purpose and no other section.
struct CharterSubject: Sendable, Hashable {
    enum Kind: String, Sendable, SQLConvertible {
        case network, team
    }

    let networkID: ID
    let kind: Kind
    /// The team; of the network itself, the network.
    let id: ID

    static func network(_ network: ID) -> CharterSubject {
        CharterSubject(networkID: network, kind: .network, id: network)
    }

    static func team(_ team: ID, in network: ID) -> CharterSubject {
        CharterSubject(networkID: network, kind: .team, id: team)
    }

    var sections: [CharterSection] { kind == .network ? CharterSection.allCases : [.purpose] }
}

/// A part of the charter; each has its own way and date.
enum CharterSection: String, Sendable, CaseIterable, SQLConvertible {
    /// The north star.
    case vision
    /// Why this network exists.
    case purpose
    /// How we decide and act.
    case values
    /// What is decisive.
    case priorities

    /// What a clause of it can be; the first is what it is where nobody says.
    var kinds: [ClauseKind] {
        switch self {
        case .purpose: [.statement, .problem, .possibility, .mission, .aim, .slogan, .emblem, .song]
        case .vision, .values, .priorities: [.statement]
        }
    }

    /// On what level its clauses stand where nobody says.
    var level: AlignmentLevel {
        switch self {
        case .vision, .purpose: .goal
        case .values: .decisions
        case .priorities: .measures
        }
    }
}

/// What a clause is: a purpose can be drafted through two lenses, and can have a mission, an aim, a slogan, an emblem, a song.
enum ClauseKind: String, Sendable, CaseIterable, SQLConvertible {
    case statement
    /// What is wrong, for whom, and why.
    case problem
    /// What could be, what we would create.
    case possibility
    case mission, aim, slogan, emblem, song
}

/// Partners agree on the end and part on the rest: at which level a clause asks them to agree.
enum AlignmentLevel: String, Sendable, CaseIterable, SQLConvertible {
    case goal, measures, resources, decisions
}

/// How the words of a section are found.
enum SectionWay: String, Sendable, CaseIterable, SQLConvertible {
    /// From a draft that the convener offers.
    case draft
    /// By survey and talk.
    case survey
    /// By the shared statements of a conversation.
    case conversation
    /// At an assembly, with a vote.
    case assembly
}

/// One clause of one version. Its id stays through all versions.
struct CharterClause: Sendable, Equatable {
    let id: ID
    var section: CharterSection
    var kind = ClauseKind.statement
    var level: AlignmentLevel
    /// Within its section, from 1.
    var position: Int
    /// Empty where nobody has written it in this language yet.
    var zh = ""
    var en = ""
    /// A fixed point: shown beside every proposal that touches it, changed only at the higher threshold.
    var isCore = false
    /// The version that brought its present words: what was said about older words is not about these.
    var since: Int
    /// Why it was changed, or is new, in this version.
    var reason = ""
    /// Of a priority: its share among the priorities in thousandths; 0 where nobody has weighed them.
    var weight = 0
    /// Of a priority: what needs it is about, by category; empty where nobody has said.
    var categories: [String] = []

    /// In a language, else in the other.
    func text(_ language: Language) -> String {
        let own = language == .zh ? zh : en
        return own.isEmpty ? (language == .zh ? en : zh) : own
    }

    /// The same for members, who also read why it was changed while consent was asked for; a reason of its own comes first.
    func explained(by reason: String?) -> CharterClause {
        guard self.reason.isEmpty, let reason else { return self }
        var clause = self
        clause.reason = reason
        return clause
    }

    func has(_ language: Language) -> Bool { !(language == .zh ? zh : en).isEmpty }

    /// What is consented to and affirmed: its words, and what they are.
    func says(the other: CharterClause) -> Bool {
        section == other.section && kind == other.kind && zh == other.zh && en == other.en
    }

    /// The same to whoever compares versions: besides its words its level, what it weighs, which needs it is about, and whether it
    /// is a fixed point.
    func isLike(_ other: CharterClause) -> Bool {
        says(the: other) && level == other.level && weight == other.weight && categories == other.categories
            && isCore == other.isCore
    }
}

/// One version of a charter.
struct CharterVersion: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        /// The convener writes.
        case draft
        /// Open for suggestions until a day.
        case suggestions
        /// Suggestions are answered, amendments made.
        case revising
        /// Whoever counts is asked to consent.
        case consent
        /// In force.
        case adopted
        /// In force while it is looked at again.
        case review
        /// Another has taken its place.
        case renewed
        /// Never came into force.
        case dropped

        var isOpen: Bool { CharterStore.open.contains(self) }
        var isInForce: Bool { CharterStore.inForce.contains(self) }
    }

    let subject: CharterSubject
    /// Counts from 1.
    let number: Int
    var state = State.draft
    /// Who may read it once it is adopted: everybody, or members. Before that it is the members'.
    var scope = Audience.public
    /// Who offers it and answers for it.
    var convenerID: ID
    /// Which round of suggestions it is; 0 before the first.
    var round = 0
    /// Until when suggestions are taken.
    var suggestUntil: Int64?
    /// What has changed and why, for everybody to read; of a renewed version.
    var reason = ""
    var learnt = ""
    /// Setting a goal makes winners and losers: who gains, who bears what, who was not heard.
    var gains = ""
    var bears = ""
    var unheard = ""
    let createdAt: Int64
    var editedAt: Int64
    /// The proposal by which consent is asked.
    var proposalID: ID?
    var adoptedAt: Int64?
    /// When it is to be looked at again.
    var reviewAt: Int64?
    /// When another took its place.
    var endedAt: Int64?
    /// When it was last kept as it is: what was said before is asked for again.
    var keptAt: Int64?
    /// Why it was, for everybody to read.
    var keptReason = ""
    /// When the last of the versions before it that was kept was kept.
    var keptBefore: Int64?

    static let scopes: [Audience] = [.public, .members]

    var networkID: ID { subject.networkID }
    /// When what is in force was last kept, in this version or an earlier one: what was said before that is asked for again, and what
    /// was said of a clause that another version changed since is not about it.
    var lastKeptAt: Int64? { keptAt ?? keptBefore }
}

/// A clause that a version leaves out, with why.
struct ClauseRemoval: Sendable, Equatable {
    let clauseID: ID
    let version: Int
    let reason: String
}

/// What a voice says about a clause.
enum ClauseStance: String, Sendable, CaseIterable, SQLConvertible {
    case affirm, canLiveWith, object, notYet

    /// Whoever says this goes along with it.
    var carries: Bool { self == .affirm || self == .canLiveWith }
}

/// One stance of one voice on one clause, with the version it was said about.
struct StanceSaid: Sendable, Equatable {
    let id: ID
    let clauseID: ID
    /// Who counts: a member, or an organisation with one voice; a member whose organisation counts says it as advice.
    let voiceID: ID
    /// The member who said it.
    let memberID: ID
    let version: Int
    let stance: ClauseStance
    let at: Int64
    /// Whether the same voice has said nothing since.
    let isLatest: Bool

    /// Whether it is about the words that the clause has now.
    func isAbout(_ clause: CharterClause) -> Bool { clause.id == clauseID && version >= clause.since }
}
