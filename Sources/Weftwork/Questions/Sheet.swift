internal import Database

/// Words in both languages as somebody wrote them; where one side is empty, the other stands in its place.
struct Bilingual: Codable, Sendable, Equatable {
    let zh: String
    let en: String

    init(zh: String, en: String) { (self.zh, self.en) = (zh, en) }
    init(_ text: Text) { (zh, en) = (text(.zh), text(.en)) }
    init(_ words: String) { (zh, en) = (words, words) }

    var text: Text { Text(zh: "\(zh.isEmpty ? en : zh)", en: "\(en.isEmpty ? zh : en)") }
}

/// One question of a sheet.
struct Question: Codable, Sendable, Equatable {
    enum Kind: String, Codable, Sendable, CaseIterable {
        /// A place on a line between two poles, 1 to 7.
        case scale
        /// One of the options; several of them.
        case choice, multiple
        /// Each option from 1 to 5.
        case rating
        /// Options in one's own order, the first first; not all have to be placed.
        case ranking
        /// A few words of one's own.
        case text
        /// Yes, partly or no, and what one goes by.
        case evidence
    }

    /// Stays the same from round to round, so that answers can be laid beside earlier ones.
    let id: String
    let kind: Kind
    let words: Bilingual
    /// Under which heading it stands.
    var group: Bilingual?
    var poles: [Bilingual] = []
    var options: [Bilingual] = []
    /// How many options may be placed; nothing where all may.
    var most: Int?

    static let scale = 7
    static let rating = 5
    /// Yes, partly, no.
    static let evidence = 3

    /// So many different picks there are for each row of its tally.
    var width: Int {
        switch kind {
        case .scale: Question.scale
        case .rating: Question.rating
        case .evidence: Question.evidence
        case .choice, .multiple: options.count
        case .ranking: most ?? options.count
        case .text: 0
        }
    }

    /// So many rows its tally has: one for each option that is rated or placed.
    var rows: Int {
        switch kind {
        case .rating, .ranking: options.count
        case .text: 0
        case .scale, .choice, .multiple, .evidence: 1
        }
    }
}

/// What somebody answered to one question. Numbers begin with 1: places on a line, options; of a rating one for each option, 0 where
/// it was left out; of a ranking the options in their order.
struct Reply: Codable, Sendable, Equatable {
    var picks: [Int] = []
    var text = ""

    var isEmpty: Bool { picks.allSatisfy { $0 == 0 } && text.isEmpty }
}

/// Who may answer a sheet.
enum SheetWho: String, Sendable, CaseIterable, SQLConvertible {
    case members, trusted, leads

    func includes(_ member: Member) -> Bool {
        switch self {
        case .members: true
        case .trusted: member.standing >= .trusted
        case .leads: member.standing == .steward || member.has(.coordinator)
        }
    }
}

/// A kind of sheet; a capability further down brings its own.
struct SheetKind: Sendable {
    enum Shown: Sendable {
        /// To whoever has answered and lets their answer stand; to all once it is closed.
        case afterOwn
        /// Only once it is closed: what one says of oneself.
        case afterClose
    }

    let name: String
    let title: Text
    /// The page to which it belongs, within the network.
    let path: String
    let shown: Shown
    /// The questions, where they are always the same; nothing where whoever opens it brings them.
    let questions: [Question]?

    /// A survey whose questions somebody writes.
    static let survey = SheetKind(
        name: "survey", title: QuestionWords.survey, path: "/sheets", shown: .afterOwn, questions: nil)
}

/// A sheet of questions that several people answer apart from each other.
struct Sheet: Sendable {
    let id: ID
    let networkID: ID
    let kind: String
    var title: Bilingual
    /// Which time it is asked.
    let round: Int
    /// The sheet beside which its answers are laid.
    let afterID: ID?
    var questions: [Question]
    /// How often its questions were written; they stand still from its opening on.
    var version: Int
    let who: SheetWho
    let keeperID: ID
    let madeAt: Int64
    /// Nothing while it is written.
    var openedAt: Int64?
    var closesAt: Int64
    var closedAt: Int64?
    /// What was counted when it closed.
    var result: SheetResult?

    var isDraft: Bool { openedAt == nil }
    func isOpen(at now: Int64) -> Bool { openedAt != nil && closedAt == nil && closesAt > now }
}

/// One person's answers.
struct SheetAnswer: Sendable {
    let memberID: ID
    let at: Int64
    var replies: [String: Reply]
    /// Lets it stand for good, since they have looked at the others'.
    var isFixed: Bool
    /// Agrees that it is shown where fewer than five have answered.
    var mayShow: Bool
}

/// What somebody wants to have asked.
struct SheetDraft: Sendable {
    var kind = SheetKind.survey.name
    var title = Bilingual("")
    var who: String?
    var closes: String?
    var questions: [Question] = []
    /// The sheet that is asked again.
    var again: ID?
}

enum SheetAction: Sendable {
    /// Ends the time for answers: all are shown together, and none can be changed. Not to be undone.
    case close
    /// One's own answer stands, and one sees the others'. Not to be undone.
    case look
    case open(closes: String?)
    case add(Question)
    case remove(String)
    case discard

    static let names = ["close", "look", "open", "addQuestion", "removeQuestion", "discard"]

    var act: Act { if case .look = self { .answerSheet } else { .keepSheet } }
}
