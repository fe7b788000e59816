public import Database
internal import Engine

/// What the members of a network promise one another (伙伴契约), in one version.
public struct Pact: Sendable, Equatable {
    public let networkID: ID
    /// Counts from 1.
    public let version: Int
    public let zh: String
    public let en: String
    public let publishedAt: Int64
    /// Until when members must have signed it; then the standing of those who have not is paused.
    public let dueAt: Int64

    /// What is signed: a hash of both texts, so that nobody can say later that it was another.
    public var hash: [UInt8] { Pact.hash(zh: zh, en: en) }

    static func hash(zh: String, en: String) -> [UInt8] {
        Sodium.hash(Array("pact".utf8) + [0] + Array(zh.utf8) + [0] + Array(en.utf8))
    }

    func text(_ language: Language) -> String { language == .zh ? zh : en }
}

/// A new version as it is proposed.
struct PactDraft: Sendable {
    let zh: String
    let en: String
    /// Days that members have to sign it.
    let days: Int?
}

/// What a pact must be.
enum PactRules {
    static let days = 7...90
    static let length = 100...20_000

    static func cleaned(_ draft: PactDraft) throws(Refusal) -> (zh: String, en: String, days: Int) {
        let zh = Clean.prose(draft.zh), en = Clean.prose(draft.en)
        var problems: [FieldProblem] = []
        for (name, text) in [("zh", zh), ("en", en)] where !length.contains(text.count) {
            problems.append(FieldProblem(name, PactPageWords.badLength(length.lowerBound, length.upperBound)))
        }
        if draft.days.map(days.contains) != true {
            problems.append(FieldProblem("days", PactPageWords.badDays(days.lowerBound, days.upperBound)))
        }
        guard problems.isEmpty, let days = draft.days else { throw .invalid(problems) }
        return (zh, en, days)
    }
}
