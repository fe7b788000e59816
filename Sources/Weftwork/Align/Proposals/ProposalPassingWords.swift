/// What proposals say of voices that were passed on, where positions are taken.
enum ProposalPassingWords {
    static func carries(_ names: [String]) -> Text {
        Text(
            zh: "您的表态还代表 \(names.count) 个把这类事托付给您、自己没有表态的人：\(names.joined(separator: "、"))。",
            en:
                "What you say also counts for \(names.count) who passed this topic on to you and said nothing themselves: \(names.joined(separator: ", "))."
        )
    }

    static func hasAnswered(_ name: String) -> Text {
        Text(
            zh: "这类事您托付了出去，\(name)已经替您表态。您仍可以自己表态，那就以您的为准。",
            en:
                "You passed this topic on, and \(name) has answered for you. You may still answer yourself; then yours counts."
        )
    }

    static func short(_ name: String) -> Text {
        Text(zh: "\(name)已经替您表态", en: "\(name) has answered for you")
    }

    static func waits(_ name: String, _ question: Text) -> Text {
        Text(
            zh: "\(name)已经替您表态，您仍可以自己说：\(question)",
            en: "\(name) has answered for you; you may still answer yourself: \(question)")
    }

    static func mailReminder(_ name: String, _ question: Text, _ until: Int64) -> Text {
        Text(
            zh: "“\(question)”\(moment: until) 截止。您把这类事托付了出去，\(name)已经替您表态。您仍可以自己表态，那就以您的为准。",
            en:
                "“\(question)” ends at \(moment: until). You passed this topic on, and \(name) has answered for you. You may still answer yourself; then yours counts."
        )
    }
}
