internal import Database
internal import Engine

/// What an authority keeps to itself: which things, where, from when to when – with the permit that it asks for and the official
/// channel by which it can be asked.
///
/// What it binds is fixed when it is set: another extent is another restriction, so that a permit that was accepted for one is never
/// taken for another.
struct Restriction: Sendable, Equatable {
    /// A thing of the catalogue as it was known when the restriction was set: it binds on when the catalogue changes.
    struct Item: Sendable, Equatable, Codable {
        let id: String
        let zh: String
        let en: String
        /// Names and other words, in the form of `Clean.key`.
        let keys: [String]

        func name(in language: Language) -> String {
            let (own, other) = language == .zh ? (zh, en) : (en, zh)
            return own.isEmpty ? other : own
        }
    }

    /// How the authority can be asked.
    struct Channel: Sendable, Equatable {
        var words: String
        var phone: String
        var link: String

        var isEmpty: Bool { words.isEmpty && phone.isEmpty && link.isEmpty }
    }

    let id: ID
    let networkID: ID
    let categories: Set<Need.Category>
    let items: [Item]
    /// Where: this area and all within it; everywhere where it names none.
    let area: AreaPath
    let from: Int64
    var until: Int64?
    let authority: String
    /// What permit it asks for; empty where only the official channel is left.
    let permit: String
    var channel: Channel
    var note: String
    let setBy: ID?
    let setAt: Int64
    var changedAt: Int64
    var liftedAt: Int64?
    /// The one it belongs to; of none it's everyday work.
    var emergency: EmergencyTie?

    var takesPermits: Bool { !permit.isEmpty }

    func isInForce(at now: Int64) -> Bool { from <= now && !isOver(at: now) }

    func isOver(at now: Int64) -> Bool { liftedAt != nil || until.map { $0 <= now } == true }
}

/// A restriction as it is set.
struct RestrictionDraft: Sendable {
    var categories: [String] = []
    var items: [String] = []
    /// From large to small: country, province, city, district.
    var area: [String] = []
    var from: Int64?
    var until: Int64?
    var authority = ""
    var permit = ""
    var channel = Restriction.Channel(words: "", phone: "", link: "")
    var note = ""
    /// By id or name; nothing and `none` for everyday work.
    var emergency = ""
}

/// What of a restriction can be changed while it holds; what is nothing stays.
struct RestrictionChange: Sendable {
    var until: Int64?
    var words: String?
    var phone: String?
    var link: String?
    var note: String?
}
