internal import Engine

/// What everybody reads before a promise of a kind counts (004 安全隐患), and what training it takes.
struct Briefing: Sendable, Equatable {
    let category: Need.Category
    var zh: String
    var en: String
    /// Read and confirmed before a promise counts.
    var isAsked: Bool
    /// The training that work by people takes in it, with a second person; goods that are brought take none.
    var certificate: Certificate.Kind?

    var words: Text { Text(zh: "\(zh.isEmpty ? en : zh)", en: "\(en.isEmpty ? zh : en)") }

    /// Another as soon as its words are.
    var version: String { Base64URL.encode(Sodium.hash(Array("\(zh)\u{0}\(en)".utf8)).prefix(9)) }

    /// Whether a line of such a need takes training and a second person.
    func training(for line: NeedLine.Kind) -> Certificate.Kind? {
        line == .people || line == .service ? certificate : nil
    }

    /// So long a confirmation holds.
    static let lifetime = 180 * Time.day
}

/// The briefings of a network, one for each category.
struct Briefings: Sendable, Equatable {
    var all: [Briefing]

    static let shipped = Briefings(all: BriefingWords.shipped)

    subscript(category: Need.Category) -> Briefing? { all.first { $0.category == category } }

    /// What must have been read before a line of a need is promised: of its category, and of the line's own kind where that is
    /// one, too.
    func asked(for category: Need.Category, _ line: NeedLine.Kind) -> [Briefing] {
        let kinds = [category, Need.Category(rawValue: line.rawValue)].compactMap { $0 }
        return all.filter { briefing in
            kinds.contains(briefing.category) && !(briefing.zh.isEmpty && briefing.en.isEmpty)
                && (briefing.isAsked || (briefing.category == category && briefing.training(for: line) != nil))
        }
    }

    func training(for category: Need.Category, _ line: NeedLine.Kind) -> Certificate.Kind? {
        self[category]?.training(for: line)
    }
}

/// A briefing as somebody typed it; what is nothing stays.
struct BriefingDraft: Sendable, Equatable {
    var category = ""
    var zh: String?
    var en: String?
    var isAsked: Bool?
    /// Empty for none.
    var certificate: String?
}

extension DeskSettings.About {
    /// Nothing where nobody was named.
    var compliance: ComplianceContact? {
        complianceBy.isEmpty ? nil : ComplianceContact(name: complianceBy, contact: complianceContact)
    }
}
