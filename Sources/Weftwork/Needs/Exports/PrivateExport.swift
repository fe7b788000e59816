internal import Database
internal import Engine

/// Many contacts at once, asked for by one and approved by another.
struct PrivateExport: Sendable {
    enum State: String, Sendable, SQLConvertible {
        case asked, approved, refused, withdrawn, lapsed, downloaded
    }

    /// The same as the matter in which a second person decides.
    let id: ID
    let networkID: ID
    let askedByID: ID
    /// The board's filter as it stands in an address.
    let filter: String
    let needs: Int
    /// Of the needs, those whose contact is still there.
    let contacts: Int
    let askedAt: Int64
    let state: State
    let decidedByID: ID?
    let decidedAt: Int64?
    let downloadedAt: Int64?

    /// Until when it can be decided, or downloaded; nothing when it is over.
    var until: Int64? {
        switch state {
        case .asked: askedAt + ExportRules.undecided
        case .approved: decidedAt.map { $0 + ExportRules.downloadable }
        case .refused, .withdrawn, .lapsed, .downloaded: nil
        }
    }
}

/// What is asked for.
struct ExportDraft: Sendable {
    let purpose: String
    let filter: Form
}

enum ExportRules {
    /// Nobody has decided for so long: it lapses.
    static let undecided = 72 * Time.hour
    /// The asker may download it for so long, once.
    static let downloadable = Time.day
    static let mostNeeds = 5000

    static func filter(_ form: Form) -> Form {
        let chosen = form.pairs.filter { BoardQuery.choosing.contains($0.name) && !$0.value.isEmpty }
        return Form(pairs: chosen.map { ($0.name, $0.value) })
    }

    /// Columns that only an export with contacts has, after those of any export.
    static let columns = [
        "contactName", "phone", "email", "wechat", "preference", "address", "receiving", "onBehalfOf",
    ]

    static func cells(of part: PrivatePart?) -> [String] {
        guard let part else { return Array(repeating: "", count: columns.count) }
        func joined(_ value: KeyPath<Contact, String>) -> String {
            part.contacts.map { $0[keyPath: value] }.filter { !$0.isEmpty }.joined(separator: "; ")
        }
        return [
            joined(\.name), joined(\.phone), joined(\.email), joined(\.wechat), joined(\.preference), part.address,
            part.receiving ?? "", part.onBehalfOf,
        ]
    }
}

/// An export as those who may know of it see it.
struct ExportReading: Sendable {
    let export: PrivateExport
    let purpose: String?
    let askedBy: String
    let decidedBy: String?
    let note: String?
    /// Whether the reader may decide about it, withdraw it, download it.
    let mayDecide: Bool
    let isMine: Bool
    let mayDownload: Bool
}
