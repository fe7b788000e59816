internal import Database

/// A word that matters here, with what each side means by it.
struct Term: Sendable {
    struct Meaning: Sendable {
        let id: ID
        /// The organisation for which it is said, or the member who says it for themselves.
        let sideID: ID
        let organisationID: ID?
        let memberID: ID
        let words: String
        let at: Int64
        /// Why others don't read it; nothing where they do.
        var hidden: String?

        var text: TextPlace { TextPlace(kind: .term, id: id) }
    }

    /// The language that was added to the word: a text of its own, of whoever wrote it.
    struct Other: Sendable {
        let id: ID
        let language: Language
        let memberID: ID
        /// Why others don't read it; nothing where they do.
        var hidden: String?

        var text: TextPlace { TextPlace(kind: .term, id: id) }
    }

    let id: ID
    let networkID: ID
    let words: Bilingual
    let madeByID: ID
    let madeAt: Int64
    var meanings: [Meaning]
    /// Why others don't read the word; nothing where they do.
    var hidden: String?
    /// Nothing where it stands as it was put on the list, or it is not known who added the other.
    var other: Other?

    var text: TextPlace { TextPlace(kind: .term, id: id) }
    /// The language in which nobody has written it yet; nothing where it stands in both.
    var lacking: Language? { words.zh.isEmpty ? .zh : words.en.isEmpty ? .en : nil }
    /// As it is called where it is named for what can be done with it.
    var label: Text { hidden == nil ? read.text : ModerationWords.name(of: .term) }
    /// As it was put on the list, without the language that was added.
    var own: Bilingual { other.map { words.with("", $0.language) } ?? words }
    /// Without an added language that others don't read.
    var read: Bilingual { other?.hidden == nil ? words : own }

    /// Why others don't read the word in a language.
    func hidden(_ language: Language) -> String? {
        hidden ?? other.flatMap { $0.language == language ? $0.hidden : nil }
    }

    /// Whether a member may correct the added language, or take it back: whoever wrote it, and whoever put the word on the list.
    func mayMend(_ other: Other, _ member: ID?) -> Bool { member == other.memberID || member == madeByID }
}

extension Bilingual {
    subscript(_ language: Language) -> String { language == .zh ? zh : en }

    func with(_ words: String, _ language: Language) -> Bilingual {
        language == .zh ? Bilingual(zh: words, en: en) : Bilingual(zh: zh, en: words)
    }
}

/// Something that others can look at: where it stands, who brought it, when.
struct Evidence: Sendable {
    let id: ID
    let networkID: ID
    let title: String
    let link: String
    let note: String
    let byID: ID
    let at: Int64
    /// Why others don't read it; nothing where they do.
    var hidden: String?

    var text: TextPlace { TextPlace(kind: .evidence, id: id) }
    var label: Text { hidden == nil ? .verbatim(title) : ModerationWords.name(of: .evidence) }
}

struct TermDraft: Sendable {
    var zh = ""
    var en = ""
    /// What whoever writes it means by it, and for whom they say so.
    var meaning = ""
    var organisation: String?
}

struct EvidenceDraft: Sendable {
    var title = ""
    var link = ""
    var note = ""
}

enum CognitionAction: Sendable {
    /// Gives a word the language that it lacks.
    case addLanguage(zh: String, en: String)
    /// Corrects the language that was added.
    case changeLanguage(zh: String, en: String)
    /// Takes the added language away; whoever neither wrote it nor put the word on the list says why, and they are told.
    case takeBackLanguage(reason: String)
    /// Says what one's own side means by a word, in place of what it said before.
    case mean(words: String, organisation: String?)
    /// Takes back what one said; what another said with a reason that they are told.
    case takeBack(side: String?, reason: String)
    /// Takes away a word or a piece of evidence; that of another with a reason that they are told.
    case remove(reason: String)

    static let names = ["addLanguage", "changeLanguage", "takeBackLanguage", "mean", "takeBack", "remove"]

    init(_ form: (String) -> String?) throws(Refusal) {
        switch form("action") {
        case "addLanguage": self = .addLanguage(zh: form("zh") ?? "", en: form("en") ?? "")
        case "changeLanguage": self = .changeLanguage(zh: form("zh") ?? "", en: form("en") ?? "")
        case "takeBackLanguage": self = .takeBackLanguage(reason: form("reason") ?? "")
        case "mean": self = .mean(words: form("meaning") ?? "", organisation: form("organisation"))
        case "takeBack": self = .takeBack(side: form("side"), reason: form("reason") ?? "")
        case "remove": self = .remove(reason: form("reason") ?? "")
        default: throw .invalid("action", SiteWords.badChoice(CognitionAction.names, form("action")))
        }
    }
}

/// How a network sees its matter together: one page from live data.
struct Cognition: Sendable {
    /// The purpose of the charter in force, else of the one that is being written.
    let purpose: [(words: Bilingual, kind: ClauseKind)]
    let isInForce: Bool
    let talks: [CognitionTalk]
    let terms: [Term]
    let evidence: [Evidence]
    let names: [ID: String]
    let organisations: [ID: String]
    /// For whom the viewer may speak.
    let speaksFor: [(id: ID, name: String)]

    /// Who says it: the organisation, else the member.
    func side(_ meaning: Term.Meaning) -> String {
        meaning.organisationID.flatMap { organisations[$0] } ?? names[meaning.memberID] ?? ""
    }
}

/// What came of a conversation, for the page of shared cognition: what all groups hold, what all reject, what divides them.
struct CognitionTalk: Sendable {
    let title: Text
    /// Within the network.
    let path: String
    let people: Int
    let shared: [Text]
    let rejected: [Text]
    let divided: [Text]
}
