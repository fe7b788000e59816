internal import Database
internal import Foundation

/// A page of a list: how many at most, from where on.
struct Paging: Sendable, Equatable {
    static let usual = 50
    static let most = 200

    var limit: Int
    /// The keys of the row after which the page begins.
    var after: [String]

    /// Reads `limit` and `cursor`.
    /// - Throws: ``Refusal/invalid(_:)`` for a limit that is none, or a cursor that this list did not give.
    init(_ query: Form, keys: Int) throws(Refusal) {
        if let text = query.text("limit") {
            guard let number = Int(text), number > 0 else { throw .invalid("limit", ListingWords.badLimit) }
            limit = min(number, Paging.most)
        } else {
            limit = Paging.usual
        }
        after = []
        guard let cursor = query.text("cursor") else { return }
        guard let bytes = Base64URL.decode(cursor) else { throw .invalid("cursor", ListingWords.badCursor) }
        after = String(decoding: bytes, as: UTF8.self).split(separator: "|", omittingEmptySubsequences: false)
            .map(String.init)
        guard after.count == keys else { throw .invalid("cursor", ListingWords.badCursor) }
    }

    static func cursor(_ keys: [String]) -> String {
        Base64URL.encode(Array(keys.joined(separator: "|").utf8))
    }
}

/// A page of views as the contract has it.
struct Listing<Item: View>: View {
    let items: [Item]
    let next: String?
    let total: Int
    /// Past a bound counting would cost more than it tells.
    let totalIsExact: Bool

    func write(to json: inout JSON) {
        json.object { json in
            json.field("items", items)
            json.field("next", next)
            json.field("total", total)
            json.field("totalIsExact", totalIsExact)
        }
    }
}
