internal import Database

/// A text that others read and that can be hidden from them.
struct TextPlace: Sendable, Hashable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        /// The public words of a need: title, description, lines.
        case need
        /// What a member says about themselves.
        case profile
        /// What is said about an organisation, and its name.
        case organisation
        /// What an inviter says to those who come by their link.
        case invitation
        /// What somebody wrote in a discussion.
        case post
        /// The public words of an offer.
        case offer
        /// A volunteer's own card.
        case card
        /// What somebody says that they do by themselves.
        case doing
        /// What somebody said in a conversation.
        case statement
        /// The words of a need in the other language, by two volunteers.
        case translation
        /// What would make a clause of the charter stronger.
        case suggestion
        /// A word of shared cognition, or what one side means by it.
        case term
        /// What a network goes by.
        case evidence
        /// A goal of the road map.
        case goal
        /// What oversight has found.
        case finding
        /// What the council wrote down.
        case minutes
        /// What is asked by a proposal: question, context, options.
        case proposal
        /// Why somebody answers a proposal as they do, or stands on a clause where they do.
        case reason
        /// What came of a proposal, or was said when that was looked at again.
        case outcome

        /// Kept by a capability further down, asked for by its keeper.
        var isKept: Bool { ![.need, .profile, .organisation, .invitation].contains(self) }

        /// Who wrote it stands nowhere: nobody but whoever decides about it learns that.
        var isUnsigned: Bool { self == .statement }

        /// A page has several of them.
        var isAmongOthers: Bool { [.post, .suggestion, .term, .evidence, .minutes, .reason, .outcome].contains(self) }
    }

    let kind: Kind
    /// The need, the membership, the organisation, the invitation, the post, the offer, the small task; what it is the words of.
    let id: ID

    /// Where it stands, within the network; nothing where it has no page.
    var page: String? {
        switch kind {
        case .need: "/needs/\(id)"
        case .profile: "/members/\(id)"
        case .organisation: "/organisations/\(id)"
        case .post: "/posts/\(id)"
        case .offer: "/offers/\(id)"
        case .card: "/cards/\(id)"
        case .doing: "/doings/\(id)"
        case .statement: "/statements/\(id)"
        case .translation: "/small-tasks/\(id)"
        case .suggestion: "/charter/suggestions/\(id)"
        case .term, .evidence: "/align/cognition#x-\(id)"
        case .goal: "/align/road-map/\(id)"
        case .finding: "/governance/findings/\(id)"
        case .minutes: "/governance/council#x-\(id)"
        case .proposal: "/proposals/\(id)"
        case .reason: "/reasons/\(id)"
        case .outcome: "/outcomes/\(id)"
        case .invitation: nil
        }
    }

    /// Why the text of a row is hidden, as a column; nothing where it isn't.
    ///
    /// - Parameters:
    ///   - network: the column with the network of the row.
    ///   - text: the column with its id.
    static func hidden(_ kind: SQL, network: SQL, text: SQL) -> SQL {
        """
        (SELECT h.reason FROM hidings h WHERE h.network_id = \(network) AND h.kind = \(kind) AND h.text_id = \(text)
            AND h.ended_at IS NULL)
        """
    }
}

/// Who wrote a text: a member, or whoever asks for help or offers some, who has no account.
struct TextAuthor: Sendable {
    let memberID: ID?
    /// The need or offer by whose secret link its author comes.
    let needID: ID?
}

/// What became of a text.
enum TextNews: Sendable {
    case hidden(String)
    case shown
    /// Another has looked at it, and it stays hidden.
    case upheld(String)
}

/// Lets a text through that was held back; runs in the transaction of what decided it.
typealias TextRelease = @Sendable (ID, any Connection) throws -> Void

/// The texts of a capability after People, asked for without People knowing it.
protocol TextKeeper: Sendable {
    /// - Throws: ``Refusal/notFound`` where there is no such text.
    func author(ofText id: ID, in network: ID, _ db: any Connection) throws -> TextAuthor
    /// - Throws: ``Refusal/notFound`` where `viewer` may not read it.
    func requireReader(ofText id: ID, _ viewer: Viewer, in network: ID, _ db: any Connection) throws
    /// What it says, for those who decide about it; since when, where it is held back.
    func words(ofText id: ID, in network: ID, _ db: any Connection) throws -> (words: String, heldSince: Int64?)?
    /// It was hidden, shown or stays hidden: whoever wrote it without an account is told, and nothing is held back twice.
    func follow(_ news: TextNews, text id: ID, in network: ID, by viewer: Viewer, _ db: any Connection) throws
    /// Why a text is hidden, from what is written down of it: a reason that the keeper chose from a list has words in each language.
    func words(ofReason stored: String) -> Text
    /// The same as events have it, for whoever reads them by program: the code of a chosen reason, else the words.
    func recorded(reason stored: String) -> String
    /// - Throws: ``Refusal/forbidden(_:)`` where `viewer` wrote it and somebody else decides about it.
    func requireMayJudge(text id: ID, _ viewer: Viewer, in network: ID, _ db: any Connection) throws
    /// Prepared before the transaction in which it lets something through.
    func release(in network: ID, by viewer: Viewer) async throws -> TextRelease
}

extension TextKeeper {
    func words(ofReason stored: String) -> Text { .verbatim(stored) }
    func recorded(reason stored: String) -> String { stored }
    func requireMayJudge(text id: ID, _ viewer: Viewer, in network: ID, _ db: any Connection) throws {}
}

/// That a text is hidden: for which reason, by whom. Its readers see a stub with the reason.
struct Hiding: Sendable {
    let id: ID
    let place: TextPlace
    let reason: String
    let byID: ID?
    let at: Int64
    /// The appeal against it; there is one at most.
    let appealID: ID?
}

/// A text that a matter is about, as those who decide see it.
struct TextReading: Sendable {
    let place: TextPlace
    /// What it says now, where it stands on no page that they could open.
    let words: String?
    /// Since when that is held back; whoever reads it then does so on record.
    var heldSince: Int64?

    /// The stamp of its words, where it has them here.
    var seen: String? { words.map { TextStamp.of($0) } }
}

/// What somebody says about a text.
struct ReportDraft: Sendable {
    let place: TextPlace
    let words: String
}

enum ModerationRules {
    /// Everybody reads it on the stub.
    static let mostReason = 200
    /// So many texts a member may report a day, and somebody without an account an hour.
    static let dailyReports = 30
    static let strangersReports = 5

    static func reason(_ typed: String, field: String = "reason") throws(Refusal) -> String {
        let reason = try MatterRules.named(field, typed)
        guard reason.count <= mostReason else { throw .invalid(field, SiteWords.tooLong) }
        return reason
    }

    static func place(_ kind: String?, _ id: String?) throws(Refusal) -> TextPlace {
        guard let kind = kind.flatMap(TextPlace.Kind.init(rawValue:)) else {
            throw .invalid("kind", SiteWords.badChoice(TextPlace.Kind.allCases.map(\.rawValue), kind))
        }
        guard let id = id.flatMap({ ID($0) }) else { throw .invalid("id", SiteWords.missing) }
        return TextPlace(kind: kind, id: id)
    }
}
