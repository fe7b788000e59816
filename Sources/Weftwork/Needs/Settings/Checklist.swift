/// The questions of a verification, by category.
struct Checklist: Sendable, Equatable {
    struct Question: Sendable, Equatable {
        /// Letters, digits and hyphens; answers given before keep it when the words change.
        let id: String
        var zh: String
        var en: String
        /// For needs of which categories it is asked; of none: it rests.
        var categories: Set<Need.Category>

        var words: Text { Text(zh: "\(zh.isEmpty ? en : zh)", en: "\(en.isEmpty ? zh : en)") }
    }

    var questions: [Question]

    /// What ships with the product.
    static let shipped = Checklist(questions: CatalogueWords.questions)

    /// What a question asks; its id where it is asked no more.
    func words(of id: String) -> Text { questions.first { $0.id == id }?.words ?? .verbatim(id) }

    /// The questions for a category in the order in which they are asked.
    func questions(for category: Need.Category) -> [Question] {
        questions.filter { $0.categories.contains(category) }
    }
}
