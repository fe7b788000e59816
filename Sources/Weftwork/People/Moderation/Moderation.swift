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
    }

    let kind: Kind
    /// The need, the membership, the organisation, the invitation.
    let id: ID
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
