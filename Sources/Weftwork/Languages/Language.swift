public import Database

/// A language the interface speaks.
public enum Language: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case zh
    case en

    /// The best of ours for an `Accept-Language` header (RFC 9110, 12.5.4): highest quality first, then order.
    public init?(accepting header: String) {
        var best: (language: Language, quality: Double)?
        for part in header.prefix(500).split(separator: ",") {
            let pieces = part.split(separator: ";")
            guard let tag = pieces.first?.drop(while: { $0 == " " }).prefix(2).lowercased(),
                let language = Language(rawValue: tag)
            else { continue }
            let quality =
                pieces.dropFirst().lazy
                .compactMap { piece in piece.split(separator: "=").last.flatMap { Double($0) } }
                .first ?? 1
            if quality > (best?.quality ?? 0) { best = (language, quality) }
        }
        guard let best else { return nil }
        self = best.language
    }

    /// The tag for `lang` attributes.
    public var tag: String { self == .zh ? "zh-Hans" : "en" }

    /// How the language calls itself.
    public var ownName: String { self == .zh ? "中文" : "English" }

    public var other: Language { self == .zh ? .en : .zh }
}
