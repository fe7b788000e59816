internal import Engine

/// The things a network knows by name: which category each belongs to, which need a second verifier. Anything else may be
/// asked for in free words.
struct Catalogue: Sendable, Equatable {
    struct Item: Sendable, Equatable {
        /// Letters, digits and hyphens; stays when the names change.
        let id: String
        var zh: String
        var en: String
        /// Other words by which it is known.
        var words: [String]
        var category: Need.Category
        /// It needs a second verifier: drugs, ventilators.
        var isControlled: Bool

        func name(in language: Language) -> String {
            let (own, other) = language == .zh ? (zh, en) : (en, zh)
            return own.isEmpty ? other : own
        }
    }

    /// Read from top to bottom; the first whose name or word is in a text is meant.
    let items: [Item]
    /// Names and words of each item in the form of `Clean.key`.
    private let keys: [[String]]

    init(_ items: [Item]) {
        self.items = items
        keys = items.map { item in ([item.zh, item.en] + item.words).map(Clean.key).filter { !$0.isEmpty } }
    }

    /// What ships with the product.
    static let shipped = Catalogue(CatalogueWords.shipped)

    func isControlled(_ item: String) -> Bool {
        let key = Clean.key(item)
        return items.indices.contains { items[$0].isControlled && keys[$0].contains { key.holds($0) } }
    }

    /// The category of the first of `texts` that names a known thing.
    func category(of texts: [String]) -> Need.Category {
        for text in texts {
            if let found = known(Clean.key(text)) { return found.category }
        }
        return .other
    }

    /// The category of a text in the form of `Clean.key`.
    func category(ofKey key: String) -> Need.Category { known(key)?.category ?? .other }

    private func known(_ key: String) -> Item? {
        items.indices.first { keys[$0].contains { key.holds($0) } }.map { items[$0] }
    }
}
