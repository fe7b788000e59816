internal import Engine

/// The catalogue of things that ships with the product: which category a thing belongs to, which need a second verifier.
enum Catalogue {
    private struct Item {
        let words: [String]
        let category: Need.Category
        var isControlled = false
    }

    /// Read from top to bottom; the first whose word is in the text wins. Words in the form of `Clean.key`.
    private static let items: [Item] = [
        Item(words: NeedWords.controlledThings, category: .medical, isControlled: true),
        Item(words: NeedWords.protectiveThings, category: .protective),
        Item(words: NeedWords.hygieneThings, category: .hygiene),
        Item(words: NeedWords.medicalThings, category: .medical),
        Item(words: NeedWords.waterThings, category: .water),
        Item(words: NeedWords.foodThings, category: .food),
        Item(words: NeedWords.shelterThings, category: .shelter),
        Item(words: NeedWords.clothingThings, category: .clothing),
        Item(words: NeedWords.powerThings, category: .power),
        Item(words: NeedWords.transportThings, category: .transport),
        Item(words: NeedWords.rescueThings, category: .rescue),
        Item(words: NeedWords.peopleThings, category: .people),
    ]

    static func isControlled(_ item: String) -> Bool {
        let key = Clean.key(item)
        return items.contains { $0.isControlled && $0.words.contains { key.holds($0) } }
    }

    /// The category of the first of `texts` that names a known thing.
    static func category(of texts: [String]) -> Need.Category {
        for key in texts.map(Clean.key) {
            if let item = items.first(where: { $0.words.contains { key.holds($0) } }) { return item.category }
        }
        return .other
    }
}
