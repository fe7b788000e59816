/// Why somebody was asked, kept as what it is and not as a sentence: each who reads it does so in their own language.
struct WhyAsked: Sendable, Equatable {
    /// As it was written in one language before 26 November 2026.
    private let sentence: String
    private let reasons: [Kept]

    fileprivate struct Kept: Sendable, Equatable, Codable {
        let name: String
        var keys: [String] = []
        var of: Int?
        var kilometres: Double?
        /// Titles of trainings: Chinese, English.
        var titles: [[String]] = []
    }

    /// - Parameter reasons: how far somebody is they know best; what is no reason for oneself is left out.
    init(_ reasons: [FitReason] = []) {
        sentence = ""
        self.reasons = reasons.filter(\.isForOneself).compactMap { reason in
            switch reason {
            case .skills(let keys, let count): Kept(name: reason.name, keys: keys, of: count)
            case .near(let kilometres): Kept(name: reason.name, kilometres: kilometres)
            case .language(let tag): Kept(name: reason.name, keys: [tag])
            case .trained(let titles): Kept(name: reason.name, titles: titles.map { [$0(.zh), $0(.en)] })
            case .hands, .anywhere: Kept(name: reason.name)
            default: nil
            }
        }
    }

    var isEmpty: Bool { sentence.isEmpty && reasons.isEmpty }

    var words: Text {
        guard sentence.isEmpty else { return .verbatim(sentence) }
        let said = reasons.compactMap(\.reason).map(FitWords.words)
        func list(_ language: Language) -> String {
            said.map { $0(language) }.joined(separator: FitWords.separator(language))
        }
        return Text(zh: "\(list(.zh))", en: "\(list(.en))")
    }
}

extension WhyAsked.Kept {
    fileprivate var reason: FitReason? {
        switch name {
        case "skills": .skills(keys, of: of ?? keys.count)
        case "near": kilometres.map { .near($0) }
        case "language": keys.first.map { .language($0) }
        case "trained":
            .trained(titles.compactMap { $0.count == 2 ? Text(zh: "\($0[0])", en: "\($0[1])") : nil })
        case "hands": .hands
        case "anywhere": .anywhere
        default: nil
        }
    }
}

extension WhyAsked: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let old = try? container.decode([String].self) {
            (sentence, reasons) = (old.first ?? "", [])
        } else {
            (sentence, reasons) = ("", try container.decode([Kept].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if sentence.isEmpty { try container.encode(reasons) } else { try container.encode([sentence]) }
    }
}
