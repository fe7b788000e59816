/// Answers that carry a tag: whoever has one already is told so, and nothing is sent again.
extension Ask {
    /// What `answer` gives, with its tag; 304 for a reader that names it.
    func answer(_ tag: String, _ answer: () -> Answer) -> Answer {
        let known = Ask.tags(headers["if-none-match"])
        if method == .get, known.contains(tag) || known.contains("*") {
            return Answer(status: 304).with("ETag", tag)
        }
        return answer().with("ETag", tag)
    }

    /// A view with a tag of all that this reader sees of it. It still has to be made: what is spared is sending it.
    func tagged(_ view: some View) -> Answer {
        let bytes = view.json
        return answer("\"\(Base64URL.encode(Sodium.hash(bytes).prefix(12)))\"") { .json(bytes: bytes) }
    }

    /// The tags of an `If-Match` or `If-None-Match` list, weak ones like strong ones.
    static func tags(_ header: String?) -> [String] {
        (header ?? "").split(separator: ",").map { part in
            let tag = part.drop { $0 == " " }
            let trimmed = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag
            return String(trimmed.prefix { $0 != " " })
        }
    }
}
